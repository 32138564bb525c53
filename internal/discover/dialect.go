package discover

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A sign is something that only some dialects write. Dialects that have no row in the table yet are named too, so that
// their SQL is not taken for another's.
type sign struct {
	words    string   // as a person would name it
	dialects []string // that write it, the likeliest first
	weight   int      // 3 where hardly any other dialect could, 1 where it is a habit
}

// The signs. Source: the documentation of each product, and what the others lack in theirs.
var (
	signDottedBackquotes = sign{"backquoted `project.dataset.table`", names("bigquery"), 3}
	signBackquotes       = sign{"backquoted names", names("mysql bigquery databricks sparksql hive mariadb tidb clickhouse"), 1}
	signDoubleColon      = sign{"casts with ::", names("snowflake postgres redshift duckdb vertica"), 1}
	signColonPath        = sign{"paths such as payload:user.id", names("snowflake databricks"), 3}
	signStage            = sign{"stages such as @stage/path", names("snowflake"), 3}
	signDollarQuotes     = sign{"dollar quotes", names("postgres snowflake redshift duckdb"), 1}
	signMatch            = sign{"the operators ~* and !~", names("postgres redshift"), 2}
	signArrow            = sign{"the operator ->>", names("postgres mysql tidb duckdb sqlite"), 1}
	signDistinctOn       = sign{"DISTINCT ON", names("postgres duckdb"), 2}
	signPartLast         = sign{"DATE_TRUNC(column, MONTH)", names("bigquery"), 3}
	signPartFirst        = sign{"DATE_TRUNC('month', column)", names("postgres snowflake redshift trino duckdb databricks sparksql"), 1}
	signInterval         = sign{"DATE_ADD(column, INTERVAL ...)", names("mysql bigquery mariadb tidb"), 1}
	signHashComments     = sign{"comments with #", names("mysql bigquery mariadb tidb"), 1}
	signStructType       = sign{"STRUCT<name type>", names("bigquery"), 3}
	signColonType        = sign{"STRUCT<name: type>", names("databricks sparksql hive"), 3}
	signArrayType        = sign{"ARRAY<type>", names("bigquery databricks sparksql hive starrocks"), 1}
	signVariables        = sign{"variables such as @@rowcount", names("tsql mysql mariadb"), 1}
	signLateralView      = sign{"LATERAL VIEW", names("databricks sparksql hive"), 3}
)

func names(list string) []string { return strings.Fields(list) }

// wordSigns are signs that are one word, by that word in upper case.
var wordSigns = table([]group{
	{"snowflake bigquery databricks redshift duckdb teradata", 1, "QUALIFY"},
	{"snowflake postgres redshift duckdb clickhouse databricks", 1, "ILIKE"},
	{"bigquery", 3, "_TABLE_SUFFIX _PARTITIONTIME INT64 FLOAT64"},
	{"mysql mariadb tidb", 3, "STRAIGHT_JOIN AUTO_INCREMENT"},
	{"postgres", 2, "SERIAL BIGSERIAL JSONB"},
	{"snowflake", 3, "VARIANT TIMESTAMP_NTZ"},
	{"redshift", 3, "DISTKEY SORTKEY DISTSTYLE"},
	{"tsql", 3, "NVARCHAR NOLOCK"},
	{"clickhouse", 3, "PREWHERE MERGETREE LOWCARDINALITY"},
})

// functionSigns are words that count only where ( follows.
var functionSigns = table([]group{
	{"snowflake", 3, `FLATTEN IFF ZEROIFNULL TO_VARCHAR TRY_PARSE_JSON TRY_TO_NUMBER TRY_TO_DATE TRY_TO_TIMESTAMP
		OBJECT_CONSTRUCT TO_TIMESTAMP_NTZ TO_TIMESTAMP_LTZ TO_VARIANT GET_PATH GENERATOR SEQ4 BOOLAND_AGG BOOLOR_AGG DIV0
		DIV0NULL NULLIFZERO DATE_FROM_PARTS`},
	{"snowflake databricks", 2, "PARSE_JSON"},
	{"snowflake redshift tsql databricks", 2, "DATEADD DATEDIFF"},
	{"snowflake redshift", 2, "CONVERT_TIMEZONE RATIO_TO_REPORT NVL2"},
	{"snowflake redshift trino oracle", 1, "LISTAGG"},
	{"bigquery", 3, `SAFE_CAST SAFE_DIVIDE TIMESTAMP_TRUNC DATETIME_TRUNC PARSE_DATE PARSE_TIMESTAMP FORMAT_DATE
		FORMAT_TIMESTAMP FARM_FINGERPRINT GENERATE_DATE_ARRAY GENERATE_ARRAY DATETIME_DIFF TIMESTAMP_SUB
		TIMESTAMP_MILLIS UNIX_SECONDS APPROX_QUANTILES LOGICAL_OR LOGICAL_AND SAFE_OFFSET IEEE_DIVIDE`},
	{"bigquery clickhouse duckdb", 2, "COUNTIF"},
	{"bigquery trino", 1, "JSON_EXTRACT_SCALAR TIMESTAMP_DIFF"},
	{"mysql mariadb tidb", 3, `STR_TO_DATE CURDATE CURTIME FIND_IN_SET SUBSTRING_INDEX LAST_INSERT_ID JSON_UNQUOTE INET_ATON
		PERIOD_DIFF SUBDATE ADDDATE YEARWEEK`},
	{"mysql mariadb tidb sqlite", 2, "GROUP_CONCAT"},
	{"mysql mariadb tidb databricks sparksql hive trino", 1, "DATE_FORMAT FROM_UNIXTIME UNIX_TIMESTAMP TIMESTAMPDIFF"},
	{"mysql mariadb tidb bigquery trino databricks sparksql hive clickhouse", 1, "IF"},
	{"postgres", 3, `JSONB_BUILD_OBJECT JSONB_AGG JSONB_ARRAY_ELEMENTS JSONB_EXTRACT_PATH_TEXT REGEXP_MATCHES
		TO_TSVECTOR TO_TSQUERY JSON_BUILD_OBJECT MAKE_INTERVAL REGEXP_SPLIT_TO_TABLE PG_TOTAL_RELATION_SIZE`},
	{"postgres redshift duckdb", 1, "GENERATE_SERIES STRING_AGG"},
	{"trino", 3, "DATE_PARSE FROM_ISO8601_TIMESTAMP FROM_ISO8601_DATE PARSE_DATETIME ARRAY_JOIN FROM_UNIXTIME_NANOS"},
	{"trino duckdb snowflake databricks", 1, "MAX_BY MIN_BY ELEMENT_AT"},
	{"tsql redshift", 3, "GETDATE CHARINDEX"},
	{"tsql", 2, "ISNULL LEN IIF"},
	{"databricks sparksql hive", 3, "COLLECT_LIST COLLECT_SET EXPLODE POSEXPLODE GET_JSON_OBJECT"},
	{"duckdb", 3, "READ_PARQUET READ_CSV READ_CSV_AUTO STRUCT_PACK LIST_VALUE"},
	{"clickhouse", 3, "TODATE TODATETIME TOSTARTOFMONTH TOSTARTOFDAY ARRAYJOIN UNIQEXACT JSONEXTRACTSTRING SPLITBYCHAR TOSTRING"},
})

// A group are words that the same dialects write.
type group struct {
	dialects string
	weight   int
	words    string
}

func table(groups []group) map[string]sign {
	out := map[string]sign{}
	for _, g := range groups {
		for word := range strings.FieldsSeq(g.words) {
			out[word] = sign{word, names(g.dialects), g.weight}
		}
	}
	return out
}

// most is how often one sign counts, so that a habit of one file does not decide.
const most = 5

// evidence counts signs by their words.
type evidence map[string]*tally

type tally struct {
	sign
	times int
}

func (e evidence) see(s sign) {
	t := e[s.words]
	if t == nil {
		t = &tally{sign: s}
		e[s.words] = t
	}
	t.times++
}

// signs looks for signs in a file, read as generic.
func (e evidence) signs(f *source.File, generic *dialect.Dialect) {
	var toks []token.Token // without white space
	for _, t := range token.Lex(f.Text, generic) {
		if t.Kind == token.Comment && f.Text[t.Start] == '#' {
			e.see(signHashComments)
		}
		if !t.Kind.Trivia() {
			toks = append(toks, t)
		}
	}
	end := token.Token{Kind: token.EOF}
	at := func(i int) token.Token {
		if i < len(toks) {
			return toks[i]
		}
		return end
	}
	is := func(i int, word string) bool {
		return at(i).Kind == token.Word && strings.EqualFold(toks[i].In(f.Text), word)
	}
	types := 0 // open < of types
	for i, t := range toks {
		switch text := t.In(f.Text); t.Kind {
		case token.Lt:
			if types > 0 || i > 0 && (is(i-1, "STRUCT") || is(i-1, "ARRAY") || is(i-1, "MAP")) {
				types++
			}
		case token.Gt:
			types = max(0, types-1)
		case token.Shift:
			types = max(0, types-2)
		case token.Semicolon:
			types = 0
		case token.QuotedName:
			switch {
			case text[0] == '`' && strings.Contains(text, "."):
				e.see(signDottedBackquotes)
			case text[0] == '`':
				e.see(signBackquotes)
			}
		case token.DoubleColon:
			e.see(signDoubleColon)
		case token.Colon:
			between := i > 0 && toks[i-1].Kind == token.Word && at(i+1).Kind == token.Word
			switch {
			case types > 0:
				e.see(signColonType)
			case between && toks[i-1].End == t.Start && at(i+1).Start == t.End && (i < 2 || toks[i-2].Kind != token.LBrace):
				e.see(signColonPath)
			}
		case token.At:
			if next := at(i + 1); next.Start == t.End && (next.Kind == token.Tilde || next.Kind == token.Percent) {
				e.see(signStage)
			}
		case token.Param:
			switch next := at(i + 1); {
			case strings.HasPrefix(text, "@@"):
				e.see(signVariables)
			case strings.HasPrefix(text, "@") && next.Kind == token.Slash && next.Start == t.End:
				e.see(signStage)
			}
		case token.String:
			if text[0] == '$' {
				e.see(signDollarQuotes)
			}
		case token.Operator:
			if text == "~*" || strings.HasPrefix(text, "!~") {
				e.see(signMatch)
			}
		case token.LongArrow:
			e.see(signArrow)
		case token.Word:
			e.word(f, toks, i, is)
		}
	}
}

// word looks for the signs that begin with word i.
func (e evidence) word(f *source.File, toks []token.Token, i int, is func(int, string) bool) {
	word := strings.ToUpper(toks[i].In(f.Text))
	if i > 0 && toks[i-1].Kind == token.Dot {
		return // a column or table that is called so
	}
	if s, ok := wordSigns[word]; ok {
		e.see(s)
	}
	if i+1 >= len(toks) {
		return
	}
	switch next := toks[i+1]; {
	case word == "DISTINCT" && is(i+1, "ON"):
		e.see(signDistinctOn)
	case word == "LATERAL" && is(i+1, "VIEW"):
		e.see(signLateralView)
	case word == "ARRAY" && next.Kind == token.Lt:
		e.see(signArrayType)
	case word == "STRUCT" && next.Kind == token.Lt:
		if i+3 < len(toks) && toks[i+2].Kind == token.Word && toks[i+3].Kind == token.Word {
			e.see(signStructType)
		}
	case next.Kind != token.LParen:
	case word == "DATE_TRUNC" && i+2 < len(toks):
		if toks[i+2].Kind == token.String {
			e.see(signPartFirst)
		} else if n := closing(toks, i+1); n > 0 && toks[n-1].Kind == token.Word && toks[n-2].Kind == token.Comma {
			e.see(signPartLast)
		}
	case word == "DATE_ADD" || word == "DATE_SUB":
		if n := closing(toks, i+1); n > 0 && slices.ContainsFunc(toks[i+2:n], func(t token.Token) bool {
			return strings.EqualFold(t.In(f.Text), "INTERVAL")
		}) {
			e.see(signInterval)
		}
	default:
		if s, ok := functionSigns[word]; ok {
			e.see(s)
		}
	}
}

// closing is the place of the parenthesis that closes the one at i, near it, or -1.
func closing(toks []token.Token, i int) int {
	const near = 100
	depth := 0
	for n := i; n < len(toks) && n < i+near; n++ {
		switch toks[n].Kind {
		case token.LParen:
			depth++
		case token.RParen:
			if depth--; depth == 0 {
				return n
			}
		}
	}
	return -1
}

// words lists the signs of a dialect, what says most first.
func (e evidence) words(name string) []string {
	var tallies []*tally
	for _, t := range e {
		if slices.Contains(t.dialects, name) {
			tallies = append(tallies, t)
		}
	}
	slices.SortFunc(tallies, func(a, b *tally) int {
		return cmp.Or(len(a.dialects)-len(b.dialects), b.weight*min(b.times, most)-a.weight*min(a.times, most), strings.Compare(a.sign.words, b.sign.words))
	})
	var out []string
	for _, t := range tallies[:min(len(tallies), 4)] {
		out = append(out, fmt.Sprintf("%s (%d)", t.sign.words, t.times))
	}
	return out
}

// reading is how much of the sample a dialect's grammar understands.
type reading struct {
	statements, complete int
}

func (r reading) share() float64 {
	if r.statements == 0 {
		return 0
	}
	return float64(r.complete) / float64(r.statements)
}

// understand counts what is understood of files in a dialect.
func understand(files []*source.File, d *dialect.Dialect) reading {
	var r reading
	for _, f := range files {
		for _, s := range parser.Parse(f, d).Statements {
			r.statements++
			if s.State == ast.Complete || s.State == ast.OtherState {
				r.complete++
			}
		}
	}
	return r
}

// chooseDialect weighs signs, and how much each dialect understands. It says generic unless one dialect is clearly ahead.
func chooseDialect(files []*source.File) (name, why string) {
	const (
		enough = 6   // points: two strong signs
		ahead  = 1.3 // times the points of the next family
		worse  = 0.1 // of the statements that generic understands and it does not
	)
	generic := dialect.Find("generic")
	e := evidence{}
	for _, f := range files {
		e.signs(f, generic)
	}
	scores := e.scores()
	if len(scores) == 0 {
		return generic.Name, "nothing in the files tells one dialect from another"
	}
	best, signs := scores[0], strings.Join(e.words(scores[0].name), ", ")
	rival := slices.IndexFunc(scores, func(s score) bool { return !related(s.name, best.name) })
	switch {
	case best.points < enough:
		return generic.Name, fmt.Sprintf("too little points to one dialect; most to %s: %s", best.name, signs)
	case rival >= 0 && float64(best.points) < ahead*float64(scores[rival].points):
		return generic.Name, fmt.Sprintf("the files look like %s as well as like %s", best.name, scores[rival].name)
	}
	understood, widest := understand(files, dialect.Find(best.name)), understand(files, generic)
	if understood.share() < widest.share()-worse {
		return generic.Name, fmt.Sprintf("the files look like %s, but read so only %d of %d statements are understood completely, and %d of %d as generic",
			best.name, understood.complete, understood.statements, widest.complete, widest.statements)
	}
	return best.name, fmt.Sprintf("%s; %d of %d statements are understood completely", signs, understood.complete, understood.statements)
}

// A score is what the signs say for a dialect.
type score struct {
	name         string
	points, rank int // rank is how far behind it stands in the lists of its signs
}

// scores are those of all dialects that anything speaks for, best first. Of members of a family, which have the same
// signs, the likeliest is first.
func (e evidence) scores() []score {
	by := map[string]score{}
	for _, t := range e {
		for i, name := range t.dialects {
			s := by[name]
			by[name] = score{name, s.points + t.weight*min(t.times, most), s.rank + i}
		}
	}
	return slices.SortedFunc(maps.Values(by), func(a, b score) int {
		return cmp.Or(b.points-a.points, a.rank-b.rank, strings.Compare(a.name, b.name))
	})
}

// families are dialects so close that it does not matter much which of them is chosen.
var families = [][]string{
	{"mysql", "mariadb", "tidb"},
	{"databricks", "sparksql", "hive"},
}

// related reports whether two dialects are the same or of one family.
func related(a, b string) bool {
	return a == b || slices.ContainsFunc(families, func(f []string) bool { return slices.Contains(f, a) && slices.Contains(f, b) })
}
