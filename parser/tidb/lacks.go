package tidb

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// Lacks reports whether the statement that Statement has just rejected may be MySQL's all the same: it holds, or TiDB's
// parser stopped at, what that parser is known to lack. All else that it rejects MySQL rejects too.
func (f *Frontend) Lacks(err *ast.SyntaxError) bool {
	c := &f.conv
	if f.Beyond(err) {
		return true
	}
	if err.Found == "" { // at the end, or about the whole: nothing of MySQL's is shorter than it is in TiDB
		return false
	}
	i := slices.IndexFunc(c.toks, func(t token.Token) bool { return t.Start == err.Start })
	return i > 0 && c.lacksAt(i)
}

// Beyond reports whether that statement holds what TiDB's parser is known to lack, or begins as none of TiDB's does.
func (f *Frontend) Beyond(err *ast.SyntaxError) bool {
	c := &f.conv
	if c.unjudged {
		return true
	}
	if first := c.toks[0]; err.Found != "" && err.Span == first.Span && !ownVerbs[upper(first.In(c.src))] && misspelt(upper(first.In(c.src))) == "" {
		return true
	}
	last := len(c.toks) - 1 // EOF
	for i, t := range c.toks[:last] {
		switch t.Kind {
		case token.Tag, token.Colon:
			return true // text that is not MySQL's own
		case token.Param:
			if b := c.src[t.Start]; b != '@' && b != '?' {
				return true
			}
		case token.Word:
			if lacked[upper(t.In(c.src))] || fold(t.In(c.src), "DEFAULT") && c.toks[i+1].Kind == token.LParen {
				return true
			}
		}
	}
	return false
}

// lacksAt reports whether TiDB's parser may have stopped at token i, not the first, for what it lacks.
func (c *converter) lacksAt(i int) bool {
	t, prev := c.toks[i], c.toks[i-1]
	text, before := upper(t.In(c.src)), upper(prev.In(c.src))
	if lately[text] || lately[before] {
		return true
	}
	verb, object := upper(c.toks[0].In(c.src)), upper(c.toks[1].In(c.src))
	switch verb {
	case "SELECT", "WITH", "VALUES", "TABLE", "(", "INSERT", "REPLACE", "UPDATE", "DELETE", "DO":
		switch {
		case t.Kind == token.LParen: // JSON_TABLE (...), ROLLUP (...), AS x (a, b), and SUM (a) where spaces are ignored
			return true
		case t.Kind == token.Star && prev.Kind == token.LParen: // COUNT (*)
			return i > 1 && c.toks[i-2].End < prev.Start
		case before == "INTO": // SELECT a INTO @x, or into a routine's variable
			return verb == "SELECT" || verb == "WITH" || verb == "("
		case text == "AS": // VALUES (1) AS new ON DUPLICATE KEY UPDATE
			return verb == "INSERT"
		case text == "FOR": // FOR UPDATE OF t FOR SHARE OF u
			return verb != "INSERT" && verb != "REPLACE"
		case before == "NATURAL":
			return text == "INNER"
		case text == "AT": // CAST(a AT TIME ZONE '+00:00' AS DATETIME)
			return true
		}
		return false
	case "LOAD":
		return i < 3 || text == "PARTITION"
	case "CREATE", "DROP", "TRUNCATE", "ROLLBACK":
		if (verb == "CREATE" || verb == "DROP") && !created[object] {
			return true
		}
		switch {
		case i == 1, t.Kind == token.LParen, before == "DEFAULT", verb == "CREATE" && object == "VIEW" && text == "IF", before == "INDEX", before == "KEY",
			fold(c.toks[i-2].In(c.src), "COLLATE"): // a column's second one, behind another attribute
			return true
		case t.Kind == token.Word: // an option or a type of a relative of MySQL's
			return !reserved()[text]
		}
		return false
	case "ALTER":
		return object != "TABLE" || t.Kind != token.Comma && t.Kind != token.RParen && t.Kind != token.Dot
	}
	return !ownVerbs[verb] && (verb != "SHOW" || object != "PLACEMENT")
}

// wordSet is the set of the words in list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

var (
	// lacked are words of MySQL's statements (the reference manuals of 5.7 to 9.x) and of MariaDB's common extensions
	// to them that TiDB's parser takes for nothing or for names, so that it may stop anywhere behind them.
	lacked = wordSet(`AGAINST ANALYSE ASCII AUTOEXTEND_SIZE CONCURRENT DUMPFILE ENGINE_ATTRIBUTE GEOMCOLLECTION GEOMETRY
		GEOMETRYCOLLECTION INVISIBLE JSON_TABLE JSON_VALUE LINESTRING LOW_PRIORITY MULTILINESTRING MULTIPOINT MULTIPOLYGON NCHAR NOCOPY
		OUTFILE PARAMETERS PERIOD POINT POLYGON QUALIFY REQUIRE RETURNING ROLLUP CUBE SOUNDS SPATIAL SRID ST_COLLECT SYSTEM_TIME
		UNICODE VERSIONING XML`)
	// lately are words that TiDB reserves and MySQL does not, or has only since 8.0.
	lately = wordSet(`CUME_DIST CURRENT_ROLE DENSE_RANK FIRST_VALUE GROUPS ILIKE INTERSECT EXCEPT LAG LAST_VALUE LATERAL LEAD
		NTH_VALUE NTILE OF OVER PERCENT_RANK RANK RECURSIVE ROW ROWS ROW_NUMBER TABLESAMPLE WINDOW ARRAY`)
	// ownVerbs begin statements that only TiDB has.
	ownVerbs = wordSet("ADMIN BACKUP RECOVER RESTORE SPLIT")
	// created are the objects whose CREATE and DROP TiDB's parser reads as MySQL does, and those that TiDB alone creates.
	created = wordSet("TABLE TABLES TEMPORARY GLOBAL VIEW DATABASE SCHEMA UNIQUE INDEX FULLTEXT SEQUENCE PLACEMENT STATISTICS")
)
