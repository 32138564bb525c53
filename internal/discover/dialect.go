package discover

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A sign is something that only some dialects write.
type sign struct {
	words    string   // as a person would name it
	dialects []string // that write it, the likeliest first; what is not in the table of dialects counts for none
	weight   int      // 3 where hardly any other dialect could, 1 where it is a habit
}

// The signs. Source: the documentation of each product, and what the others lack in theirs.
var (
	signDottedBackquotes = sign{"backquoted `project.dataset.table`", []string{"bigquery"}, 3}
	signBackquotes       = sign{"backquoted names", []string{"mysql", "bigquery", "mariadb", "tidb"}, 1}
	signDoubleColon      = sign{"casts with ::", []string{"snowflake", "postgres"}, 1}
	signColonPath        = sign{"paths such as payload:user.id", []string{"snowflake"}, 3}
	signStage            = sign{"stages such as @stage/path", []string{"snowflake"}, 3}
	signDollarQuotes     = sign{"dollar quotes", []string{"postgres", "snowflake"}, 1}
	signMatch            = sign{"the operators ~* and !~", []string{"postgres"}, 3}
	signArrow            = sign{"the operators -> and ->>", []string{"postgres", "mysql"}, 1}
	signDistinctOn       = sign{"DISTINCT ON", []string{"postgres"}, 3}
	signPartLast         = sign{"DATE_TRUNC(column, MONTH)", []string{"bigquery"}, 3}
	signPartFirst        = sign{"DATE_TRUNC('month', column)", []string{"postgres", "snowflake"}, 1}
	signInterval         = sign{"DATE_ADD(column, INTERVAL ...)", []string{"mysql", "bigquery", "mariadb", "tidb"}, 1}
	signHashComments     = sign{"comments with #", []string{"mysql", "bigquery", "mariadb", "tidb"}, 1}
	signStructs          = sign{"STRUCT and ARRAY with <types>", []string{"bigquery"}, 3}
)

// wordSigns are signs that are one word, by that word in upper case. Functions count only where ( follows.
var wordSigns = map[string]sign{
	"QUALIFY":        {"QUALIFY", []string{"snowflake", "bigquery"}, 2},
	"ILIKE":          {"ILIKE", []string{"snowflake", "postgres"}, 2},
	"SERIAL":         {"SERIAL", []string{"postgres"}, 1},
	"STRAIGHT_JOIN":  {"STRAIGHT_JOIN", []string{"mysql", "mariadb", "tidb"}, 3},
	"_TABLE_SUFFIX":  {"_TABLE_SUFFIX", []string{"bigquery"}, 3},
	"_PARTITIONTIME": {"_PARTITIONTIME", []string{"bigquery"}, 3},
	"AUTO_INCREMENT": {"AUTO_INCREMENT", []string{"mysql", "mariadb", "tidb"}, 3},
}

// functionSigns are wordSigns of functions.
var functionSigns = func() map[string]sign {
	out := map[string]sign{}
	for _, group := range []struct {
		dialects []string
		weight   int
		names    string
	}{
		{[]string{"snowflake"}, 3, `FLATTEN IFF ZEROIFNULL TO_VARCHAR TRY_PARSE_JSON TRY_TO_NUMBER TRY_TO_DATE TRY_TO_TIMESTAMP
			OBJECT_CONSTRUCT TO_TIMESTAMP_NTZ TO_TIMESTAMP_LTZ CONVERT_TIMEZONE RATIO_TO_REPORT
			TO_VARIANT GET_PATH GENERATOR SEQ4 DIV0 DIV0NULL NULLIFZERO`},
		{[]string{"snowflake"}, 2, `PARSE_JSON DATEADD DATEDIFF LISTAGG NVL2 DATE_FROM_PARTS BOOLAND_AGG BOOLOR_AGG`},
		{[]string{"bigquery"}, 3, `SAFE_CAST SAFE_DIVIDE TIMESTAMP_TRUNC DATETIME_TRUNC PARSE_DATE PARSE_TIMESTAMP FORMAT_DATE
			FORMAT_TIMESTAMP COUNTIF FARM_FINGERPRINT GENERATE_DATE_ARRAY GENERATE_ARRAY TIMESTAMP_DIFF DATETIME_DIFF TIMESTAMP_SUB
			TIMESTAMP_MILLIS TIMESTAMP_MICROS TIMESTAMP_SECONDS UNIX_SECONDS APPROX_QUANTILES LOGICAL_OR
			LOGICAL_AND SAFE_OFFSET ORDINAL IEEE_DIVIDE`},
		{[]string{"bigquery"}, 1, `DATE_DIFF TIMESTAMP_ADD REGEXP_CONTAINS`},
		{[]string{"mysql", "mariadb", "tidb"}, 3, `GROUP_CONCAT STR_TO_DATE DATE_FORMAT CURDATE CURTIME UNIX_TIMESTAMP FROM_UNIXTIME
			TIMESTAMPDIFF FIND_IN_SET SUBSTRING_INDEX LAST_INSERT_ID JSON_UNQUOTE INET_ATON PERIOD_DIFF TO_DAYS SUBDATE ADDDATE YEARWEEK`},
		{[]string{"mysql", "mariadb", "tidb"}, 1, `IF FIELD UTC_TIMESTAMP`},
		{[]string{"postgres"}, 3, `JSONB_BUILD_OBJECT JSONB_AGG JSONB_ARRAY_ELEMENTS JSONB_EXTRACT_PATH_TEXT REGEXP_MATCHES AGE
			PG_TOTAL_RELATION_SIZE TO_TSVECTOR TO_TSQUERY UNACCENT JSON_BUILD_OBJECT MAKE_DATE MAKE_INTERVAL REGEXP_SPLIT_TO_TABLE
			NEXTVAL CURRVAL SETVAL`},
		{[]string{"postgres"}, 2, `GENERATE_SERIES STRING_AGG`},
	} {
		for name := range strings.FieldsSeq(group.names) {
			out[name] = sign{name, group.dialects, group.weight}
		}
	}
	return out
}()

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
	for i, t := range toks {
		switch text := t.In(f.Text); t.Kind {
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
			if i > 0 && i+1 < len(toks) && toks[i-1].End == t.Start && toks[i-1].Kind == token.Word && at(i+1).Start == t.End &&
				at(i+1).Kind == token.Word {
				e.see(signColonPath)
			}
		case token.At:
			e.see(signStage)
		case token.Param:
			if strings.HasPrefix(text, "@") && i > 0 && (is(i-1, "FROM") || is(i-1, "INTO")) {
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
	case (word == "STRUCT" || word == "ARRAY") && next.Kind == token.Lt:
		e.see(signStructs)
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

// points are what the signs say for a dialect.
func (e evidence) points(name string) int {
	n := 0
	for _, t := range e {
		if slices.Contains(t.dialects, name) {
			n += t.weight * min(t.times, most)
		}
	}
	return n
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

func read(files []*source.File, d *dialect.Dialect) reading {
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
		ahead  = 1.5 // times the points of the next family
		worse  = 0.1 // of the statements that generic understands and it does not
	)
	generic := dialect.Find("generic")
	e := evidence{}
	for _, f := range files {
		e.signs(f, generic)
	}
	type score struct {
		name   string
		points int
	}
	var scores []score
	for _, d := range dialect.All {
		if p := e.points(d.Name); p > 0 {
			scores = append(scores, score{d.Name, p})
		}
	}
	if len(scores) == 0 {
		return generic.Name, "nothing in the files tells one dialect from another"
	}
	// Members of a family have the same signs: the first one of a sign's list stands for them.
	slices.SortStableFunc(scores, func(a, b score) int {
		return cmp.Or(b.points-a.points, e.rank(a.name)-e.rank(b.name))
	})
	best := scores[0]
	rival := slices.IndexFunc(scores, func(s score) bool { return !e.sameSigns(s.name, best.name) })
	switch {
	case best.points < enough:
		return generic.Name, fmt.Sprintf("too little points to one dialect; most to %s: %s", best.name, strings.Join(e.words(best.name), ", "))
	case rival >= 0 && float64(best.points) <= ahead*float64(scores[rival].points):
		return generic.Name, fmt.Sprintf("the files look like %s as well as like %s", best.name, scores[rival].name)
	}
	understood, widest := read(files, dialect.Find(best.name)), read(files, generic)
	if understood.share() < widest.share()-worse {
		return generic.Name, fmt.Sprintf("the files look like %s, but read so only %d of %d statements are understood completely, and %d of %d as generic",
			best.name, understood.complete, understood.statements, widest.complete, widest.statements)
	}
	return best.name, fmt.Sprintf("%s; %d of %d statements are understood completely", strings.Join(e.words(best.name), ", "),
		understood.complete, understood.statements)
}

// rank is how far behind in the lists of its signs a dialect stands.
func (e evidence) rank(name string) int {
	n := 0
	for _, t := range e {
		n += max(0, slices.Index(t.dialects, name))
	}
	return n
}

// sameSigns reports whether two dialects are told apart by nothing that was seen.
func (e evidence) sameSigns(a, b string) bool {
	for _, t := range e {
		if slices.Contains(t.dialects, a) != slices.Contains(t.dialects, b) {
			return false
		}
	}
	return true
}
