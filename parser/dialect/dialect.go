// Package dialect holds what differs between SQL dialects, as data: a row of a table for each. The lexer and the grammar
// read these rows; nothing else in them asks which dialect it is.
package dialect

import (
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/keyword"
)

// A Dialect is one row of the table. Rows are never changed once made.
type Dialect struct {
	Name string
	// Doc says in one line what is particular about it.
	Doc string
	// TiDB is set where TiDB's parser is asked first.
	TiDB bool
	// TiDBDecides is set where TiDB's parser reads the whole dialect but for what it is known to lack.
	TiDBDecides bool

	Lexical

	// Fold is how unquoted names are compared.
	Fold Folding
	// Reserved are the words that are never a bare name of a column or relation.
	Reserved keyword.Set
	// NoTableAlias are the words that cannot be a table's alias without AS, NoItemAlias a select item's.
	NoTableAlias, NoItemAlias keyword.Set
	// Starters are the words that begin a statement behind another one without a separator; empty where all need one.
	Starters keyword.Set

	// Values are the words that are values of their own, never names: USER, Teradata's DATE.
	Values keyword.Set

	Syntax
}

// Lexical is what the lexer needs to know.
type Lexical struct {
	DoubleQuoteStrings bool // "x" is a string, not a name
	Backticks          bool // `x` is a quoted name
	Brackets           bool // [x] is a quoted name
	DollarQuotes       bool // $tag$ ... $tag$ is a string
	DollarBodies       bool // it is one behind AS: elsewhere $$ may be what clients end statements by
	TripleQuotes       bool // """ and ''' delimit strings
	RawStrings         bool // r'...' has no escapes
	RawBackslashes     bool // and a backslash in it does not keep a quote from closing
	Escapes            Escapes
	NameEscapes        Escapes // in quoted names
	NestedComments     bool    // /* /* */ */
	HashComments       bool    // # begins a comment
	SlashComments      bool    // // begins a comment
	DashNeedsSpace     bool    // -- begins a comment only before white space
	ExecutableComments bool    // the content of /*! ... */ is SQL
	HashNames          bool    // # may begin or stand in a name
	AtParams           bool    // @name and @@name are variables
	AtNames            bool    // @ may stand in a name
	DigitNames         bool    // a name may begin with a digit
	DashNames          bool    // a-b is one part of a table's name (BigQuery's projects)
	NumberSuffixes     bool    // letters behind a number say its type: 1L, 2.5BD
	Cells              bool    // a notebook: -- COMMAND ---------- ends a statement, %python begins what is none
	AtEnds             bool    // @ at the end of a line ends a statement
	BangsConcat        bool    // !! joins strings
	ScriptBodies       bool    // CREATE ... SCRIPT ... AS holds text in another language up to a line of / alone
	CustomOperators    bool    // any run of operator characters is an operator
	OpenComments       bool    // the end of the file ends a block comment
	InlineData         bool    // the rows of INSERT ... FORMAT name follow it as they are
	QQuotes            bool    // q'[...]' is a string
	SQLPlus            bool    // the client's lines stand between statements, / alone on a line ends one, &name is replaced
}

// Escapes says what a backslash means in an ordinary string.
type Escapes uint8

// The meanings of a backslash.
const (
	NoEscapes    Escapes = iota // itself
	Backslashes                 // it escapes the next character
	GuessEscapes                // either, by what stands behind the quote that it precedes
)

// Folding says how two unquoted names are compared, and what an unquoted name is when compared with a quoted one.
type Folding uint8

// The foldings.
const (
	FoldNone  Folding = iota // case matters nowhere, quoted or not
	FoldExact                // case matters everywhere
	FoldLower                // unquoted names are lower case
	FoldUpper                // unquoted names are upper case
)

// Syntax is what the grammar needs to know: only where one reading excludes another. What merely some dialects lack
// is accepted in all.
type Syntax struct {
	ColonPaths       bool // a:b.c is access into semi-structured data
	PipesConcat      bool // || joins strings; otherwise it is OR
	QuestionOperator bool // ? is an operator where an operand has ended (Postgres)
	StructsInBraces  bool // {a: 1} is a struct or map, not a parameter of type 1
	Stages           bool // @stage/path is a table expression
	WordOperators    bool // DIV, MOD and XOR are infix operators
	Lambdas          bool // x -> ... is a function
	DottedQuotes     bool // one pair of backquotes holds a qualified name: `project.dataset.table`
	TableCommas      bool // CREATE TABLE t (a INT,)
	TrailingCommas   bool // SELECT a, b, FROM t
	EmptySelect      bool // SELECT FROM t
	StringAliases    bool // SELECT a 'name'; else a type's name before a string makes a literal of it
	Strict           bool // the grammar knows the whole of it: a word that has no place is a slip
	EmptyLists       bool // a IN ()
	FromFirst        bool // FROM t SELECT a; FROM t |> ...
	ExprCTEs         bool // WITH expression AS name
	TailedTerms      bool // SELECT a FROM t ORDER BY a UNION SELECT ...: an operand needs no parentheses
	StringNames      bool // 'x' is a name where a relation's name stands, not a file's
	Lists            bool // LIST[1, 2] makes a list, and x::int list is one
	JoinConditions   bool // a JOIN that is neither CROSS nor NATURAL has ON or USING
	AssignedItems    bool // SELECT name = value names the value
	InTables         bool // a IN t reads the table t
	IntoVariables    bool // SELECT ... INTO fills variables, never a table
	Abbreviations    bool // SEL, INS, UPD and DEL are the verbs that they abbreviate
	AttributePhrases bool // a (INTEGER, FORMAT '9') converts a: what else is a call
	Durations        bool // a unit of time behind a value makes an interval: d + 3 DAYS, (a - b) DAY TO SECOND
	PLSQL            bool // procedural code is PL/SQL: declarations stand before BEGIN, SELECT ... INTO fills variables
	Unseparated      bool // no statement needs a separator behind it, and its words are reserved
	Batches          bool // GO on a line of its own ends a batch of statements
	PartLast         bool // the part of a date is a function's last argument: DATE_TRUNC(d, MONTH)
	RegexColumns     bool // a name in backquotes that holds .+ or .* is a pattern of columns
	Streams          bool // STREAM t is the relation t, read as it grows; else the relation stream
	Outgrown         bool // it has more than TiDB's parser and the grammar know: what both reject may be right
	ColonColonPaths  bool // a::b is access into JSON
	Ternary          bool // a ? b : c
	NamesAsTables    bool // bare names in a table function's arguments are no columns
	EqualArgs        bool // FROM f(name = value) names an argument
	UserFunction     bool // USER is who is connected, not a column
	NumberedItems    bool // #1 is the first column of FROM
	DotCalls         bool // a.f(b) is f(a, b)
	ClausesAsNames   bool // FROM group: a clause's word is a relation where the statement ends behind it
	CrossConditions  bool // CROSS JOIN may have ON or USING
	IsCompares       bool // a IS b compares any two values
}

// Key is the form in which names are compared: two names of the dialect are the same exactly if their keys are equal.
// Keys of unquoted names are in lower case, but where case matters everywhere.
func (d *Dialect) Key(name string, quoted bool) string {
	if d.Fold == FoldExact {
		return name
	}
	if !quoted || d.Fold == FoldNone {
		return lower(name)
	}
	if d.Fold == FoldLower {
		return name
	}
	// Unquoted names are upper case, yet their keys are lower: swap, so that "EMAIL" meets email and "email" does not.
	up := strings.ToUpper(name)
	if name == up {
		return lower(name)
	}
	return "\"" + name
}

// Bare reports whether a name can be written without quotes and means the same: a word that is not reserved, and that
// has its letters in one case where the case of unquoted names is folded.
func (d *Dialect) Bare(name string) bool {
	if kw := keyword.Of(name); name == "" || d.Reserved.Has(kw) || d.NoItemAlias.Has(kw) || kw == keyword.USER || kw == keyword.TABLE {
		return false
	}
	if d.Fold != FoldNone && d.Fold != FoldExact && name != strings.ToLower(name) && name != strings.ToUpper(name) {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// lower is strings.ToLower without a copy of what is in lower case already.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

// Find returns the dialect of that name or alias, in any case; nil when there is none.
func Find(name string) *Dialect {
	name = strings.ToLower(name)
	if full, ok := aliases[name]; ok {
		name = full
	}
	for _, d := range All {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Aliases are the further names of the dialect, in alphabetical order.
func (d *Dialect) Aliases() []string {
	var out []string
	for alias, name := range aliases {
		if name == d.Name {
			out = append(out, alias)
		}
	}
	slices.Sort(out)
	return out
}

// Known are all names that Find knows, in lower case: those of the table, and their aliases behind them.
func Known() []string {
	return append(Names(), slices.Sorted(maps.Keys(aliases))...)
}

// Names are the names of all dialects in the order of the table.
func Names() []string {
	names := make([]string, len(All))
	for i, d := range All {
		names[i] = d.Name
	}
	return names
}
