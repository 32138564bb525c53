package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

// All is the table: one row a dialect, in alphabetical order behind generic.
//
// Reserved words are those of each product's documentation as far as the grammar needs them to tell one reading from
// another; a word more would reject SQL that the product takes.
var All = []*Dialect{
	{
		Name: "generic",
		Doc:  "the widest acceptance, for when the dialect is not known",
		Lexical: Lexical{
			Backticks: true, DollarQuotes: true, RawStrings: true, Escapes: GuessEscapes, AtParams: true,
			HashComments: true, HashNames: true,
		},
		Fold:         FoldNone,
		Reserved:     reserved,
		NoTableAlias: noTableAlias,
		NoItemAlias:  noItemAlias,
		Syntax: Syntax{
			ColonPaths: true, PipesConcat: true, StructsInBraces: true, Stages: true,
			WordOperators: true, Lambdas: true, DottedQuotes: true, TrailingCommas: true, EmptySelect: true,
			StringAliases: true, TailedTerms: true, EmptyLists: true, FromFirst: true, ExprCTEs: true,
		},
	},
	{
		Name:         "ansi",
		Doc:          "ISO/IEC 9075 SQL",
		Lexical:      Lexical{HashComments: true, DigitNames: true, Escapes: GuessEscapes, NameEscapes: GuessEscapes},
		Fold:         FoldUpper,
		Reserved:     reserved,
		NoTableAlias: noTableAlias,
		NoItemAlias:  noItemAlias,
		Syntax:       Syntax{PipesConcat: true, Strict: true},
	},
	{
		Name: "bigquery",
		Doc:  "GoogleSQL: backquoted project.dataset.table, structs, arrays, pipe syntax, SELECT * EXCEPT and REPLACE",
		Lexical: Lexical{
			DoubleQuoteStrings: true, Backticks: true, TripleQuotes: true, RawStrings: true, Escapes: Backslashes,
			HashComments: true, AtParams: true, DashNames: true,
		},
		Fold:         FoldNone,
		Reserved:     reserved.With(QUALIFY, UNNEST, STRUCT, ARRAY, WINDOW),
		NoTableAlias: noTableAlias,
		NoItemAlias:  noItemAlias,
		Syntax: Syntax{
			PipesConcat: true, StructsInBraces: true, Lambdas: true,
			DottedQuotes: true, TrailingCommas: true, FromFirst: true, PartLast: true, Strict: true,
		},
	},
	{
		Name:         "mariadb",
		Doc:          "MariaDB: MySQL with sequences, RETURNING, system versioning and its own JSON functions",
		TiDB:         true,
		Lexical:      mysqlLexical,
		Fold:         FoldNone,
		Reserved:     mysqlReserved,
		NoTableAlias: mysqlNoTableAlias,
		NoItemAlias:  mysqlNoItemAlias,
		Syntax:       mysqlSyntax,
	},
	{
		Name:         "mysql",
		Doc:          "MySQL: strings in double quotes, backquoted names, index hints, ON DUPLICATE KEY UPDATE",
		TiDB:         true,
		Lexical:      mysqlLexical,
		Fold:         FoldNone,
		Reserved:     mysqlReserved,
		NoTableAlias: mysqlNoTableAlias,
		NoItemAlias:  mysqlNoItemAlias,
		Syntax:       mysqlSyntax,
	},
	{
		Name: "postgres",
		Doc:  "PostgreSQL: dollar quotes, user-defined operators, casts with ::, DISTINCT ON, nested comments",
		Lexical: Lexical{
			DollarQuotes: true, NestedComments: true, CustomOperators: true,
		},
		Fold:         FoldLower,
		Reserved:     reserved,
		NoTableAlias: noTableAlias,
		NoItemAlias:  noItemAlias,
		Syntax:       Syntax{PipesConcat: true, QuestionOperator: true, EmptySelect: true, Strict: true},
	},
	{
		Name: "snowflake",
		Doc:  "Snowflake: paths into semi-structured data (a:b.c), stages, FLATTEN, QUALIFY, time travel, scripting",
		Lexical: Lexical{
			DollarQuotes: true, Escapes: Backslashes, SlashComments: true, HashComments: true,
		},
		Fold:         FoldUpper,
		Reserved:     reserved.With(QUALIFY),
		NoTableAlias: noTableAlias,
		NoItemAlias:  noItemAlias,
		Syntax: Syntax{
			ColonPaths: true, PipesConcat: true, StructsInBraces: true, Stages: true,
			Lambdas: true, TrailingCommas: true, Strict: true,
		},
	},
	{
		Name:         "tidb",
		Doc:          "TiDB: MySQL with its own hints, partitions and AS OF TIMESTAMP",
		TiDB:         true,
		Lexical:      mysqlLexical,
		Fold:         FoldNone,
		Reserved:     mysqlReserved,
		NoTableAlias: mysqlNoTableAlias,
		NoItemAlias:  mysqlNoItemAlias,
		Syntax:       mysqlSyntax,
	},
}

// aliases are further names that people use.
var aliases = map[string]string{
	"postgresql": "postgres",
	"googlesql":  "bigquery",
	"bq":         "bigquery",
	"sql":        "generic",
}

// reserved are the words that no dialect lets stand bare as the name of a column or relation, so that the grammar may
// take them for what they introduce.
var reserved = SetOf(
	ALL, AND, AS, BETWEEN, BY, CASE, CREATE, CROSS, DISTINCT, ELSE, EXCEPT, EXISTS,
	FROM, GROUP, HAVING, IN, INNER, INTERSECT, INTO, IS, JOIN, LIKE, LIMIT, NATURAL, NOT, NULL, ON, OR, ORDER,
	SELECT, THEN, UNION, USING, WHEN, WHERE, WITH,
)

// noTableAlias are the words that may follow a table expression, and so are no alias of it.
var noTableAlias = reserved.With(
	ANTI, ASOF, CLUSTER, CONNECT, CROSS, DISTRIBUTE, FETCH, FINAL, FOR, FULL, GLOBAL, LATERAL, LEFT,
	MATCH_RECOGNIZE, MINUS, OFFSET, OUTER, PREWHERE, QUALIFY, RETURNING, RIGHT, SEMI, SET, SETTINGS,
	SORT, START, STRAIGHT_JOIN, TABLESAMPLE, USING, VALUES, WHEN, WINDOW, MATCH_CONDITION, POSITIONAL, WITHIN, UNPIVOT,
	PIVOT, DEFAULT, DO, IF, END, GO, INSERT,
)

// noItemAlias are the words that may follow a select item, and so are no alias of it.
var noItemAlias = reserved.With(
	CLUSTER, CONNECT, DISTRIBUTE, FETCH, MINUS, PREWHERE, QUALIFY, SORT, WINDOW, OVER,
	COLLATE, RETURNING, ASC, DESC, ISNULL, NOTNULL, ILIKE, RLIKE, REGEXP, SIMILAR, FOR, DIV, OFFSET, BULK, DO, IF,
)

var mysqlLexical = Lexical{
	DoubleQuoteStrings: true, Backticks: true, Escapes: Backslashes, HashComments: true, DashNeedsSpace: true,
	ExecutableComments: true, AtParams: true, DigitNames: true,
}

var (
	mysqlReserved     = reserved.With(DIV, INTERVAL, LEFT, RIGHT, MOD, SET, VALUES, XOR, UPDATE, DELETE, INSERT)
	mysqlNoTableAlias = noTableAlias.With(USE, IGNORE, FORCE, PARTITION, LOCK)
	mysqlNoItemAlias  = noItemAlias.With(MOD, XOR, LOCK)
)

var mysqlSyntax = Syntax{WordOperators: true, StringAliases: true}
