package parser_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

func repeated(before, s, after string) func(int) string {
	return func(n int) string { return before + strings.Repeat(s, n) + after }
}

func nested(before, open, inner, closing, after string) func(int) string {
	return func(n int) string {
		return before + strings.Repeat(open, n) + inner + strings.Repeat(closing, n) + after
	}
}

// shapes are texts of which n times something is the most part. Those that nest are as deep as is read, and deeper.
var shapes = []struct {
	name string
	n    int
	text func(int) string
}{
	{"nested parentheses", 700, nested("SELECT ", "(", "1", ")", "")},
	{"parentheses too deep", 3000, nested("SELECT ", "(", "1", ")", "")},
	{"unclosed parentheses", 3000, repeated("SELECT ", "(a, ", "")},
	{"AND chain", 3000, repeated("SELECT a FROM t WHERE b", " AND c = 1", "")},
	{"OR and AND", 3000, repeated("SELECT a FROM t WHERE b", " OR c = 1 AND d IN (1, 2)", "")},
	{"select items", 3000, repeated("SELECT a", ", b + 1 AS c", " FROM t")},
	{"values in IN", 5000, repeated("SELECT a FROM t WHERE b IN (1", ", 'x'", ")")},
	{"rows", 3000, repeated("INSERT INTO t VALUES (1)", ", (2)", "")},
	{"CTEs", 1000, repeated("WITH a AS (SELECT 1)", ", b AS (SELECT c FROM a)", " SELECT * FROM b")},
	{"CTEs without commas", 1000, repeated("WITH a AS (SELECT 1)", " b AS (SELECT c FROM a)", " SELECT * FROM b")},
	{"nested CTEs", 300, nested("", "WITH a AS (", "SELECT 1", ") SELECT b FROM a", "")},
	{"UNION", 2000, repeated("SELECT a FROM t", " UNION ALL SELECT b FROM u", "")},
	{"nested UNION", 500, nested("", "(SELECT a UNION ", "SELECT 1", ")", "")},
	{"nested CASE", 500, nested("SELECT ", "CASE WHEN a THEN ", "1", " ELSE 2 END", " FROM t")},
	{"WHEN", 2000, repeated("SELECT CASE", " WHEN a = 1 THEN b", " END FROM t")},
	{"joins", 2000, repeated("SELECT a FROM t", " JOIN u ON t.b = u.b", "")},
	{"joins without conditions", 2000, repeated("SELECT a FROM t", " JOIN u", "")},
	{"deferred conditions", 1000, func(n int) string {
		return "SELECT a FROM t" + strings.Repeat(" JOIN u", n) + strings.Repeat(" ON b = c", n)
	}},
	{"tables", 3000, repeated("SELECT a FROM t", ", u AS v", "")},
	{"nested subqueries", 400, nested("", "SELECT a FROM (", "SELECT 1", ") b", "")},
	{"nested scalar subqueries", 400, nested("", "SELECT (", "SELECT 1", ")", "")},
	{"nested EXISTS", 400, nested("", "SELECT a FROM t WHERE EXISTS (", "SELECT 1", ")", "")},
	{"unclosed subqueries", 1500, repeated("", "SELECT a FROM (", "")},
	{"nested blocks", 400, nested("", "BEGIN ", "SELECT 1;", " END;", "")},
	{"blocks too deep", 8000, nested("", "BEGIN ", "SELECT 1;", " END;", "")},
	{"IFs too deep", 3000, nested("BEGIN ", "IF a THEN ", "SELECT 1;", " END IF;", " END;")},
	{"IF without THEN", 1500, repeated("BEGIN ", "IF a ", "")},
	{"loops", 1000, repeated("BEGIN ", "WHILE a DO SELECT 1; END WHILE; ", "END")},
	{"PL/SQL blocks", 700, repeated("", "DECLARE a INT := 1; BEGIN a := a + 1; END;\n/\n", "")},
	{"procedures", 700, repeated("", "CREATE PROCEDURE p AS BEGIN SELECT 1; END;\n", "")},
	{"functions in dollars", 700, repeated("", "CREATE FUNCTION f() RETURNS INT AS $$ SELECT a FROM t; $$ LANGUAGE sql;\n", "")},
	{"statements", 3000, repeated("", "SELECT a FROM t;\n", "")},
	{"statements without separators", 2000, repeated("", "SELECT a FROM t\n", "")},
	{"T-SQL without separators", 1500, repeated("", "DECLARE @a INT = 1 SET @a = 2 IF @a = 1 SELECT b FROM t ELSE DELETE u\n", "")},
	{"T-SQL batches", 1500, repeated("", "SELECT a FROM t\nGO\n", "")},
	{"broken statements", 1500, repeated("", "SELECT FROM WHERE a ( b;\n", "")},
	{"broken items", 2000, repeated("SELECT a", ", b c d e ( f )", " FROM t")},
	{"words", 5000, repeated("", "a ", "")},
	{"unclosed quotes", 3001, repeated("SELECT ", "'a ", "")},
	{"unclosed quotes on lines", 2001, repeated("", "SELECT 'a\n", "")},
	{"unclosed names", 3001, repeated("SELECT ", "\"a ", "")},
	{"unclosed backquotes", 3001, repeated("SELECT ", "`a ", "")},
	{"unclosed brackets", 3000, repeated("SELECT ", "a[", "")},
	{"unclosed braces", 3000, repeated("SELECT ", "{a:", "")},
	{"unclosed comments", 3000, repeated("SELECT ", "/* a ", "")},
	{"unclosed dollars", 3000, repeated("SELECT ", "$a$ b ", "")},
	{"different dollars", 1500, func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("SELECT $" + strings.Repeat("a", i%97) + "b$ ")
		}
		return b.String()
	}},
	{"dollar strings", 2000, repeated("SELECT 1", ", $a$ b $a$", "")},
	{"unclosed tags", 3000, repeated("SELECT ", "{{ a ", "")},
	{"unclosed statement tags", 3000, repeated("SELECT ", "{% if ", "")},
	{"unclosed strings in tags", 2000, repeated("SELECT ", "{{ ' }} ", "")},
	{"unclosed placeholders", 3000, repeated("SELECT ", "${a(", "")},
	{"unclosed macros", 3000, repeated("SELECT ", "@a(", "")},
	{"unclosed formats", 3000, repeated("SELECT ", "{a(", "")},
	{"open angles", 3000, repeated("SELECT ", "<a ", "")},
	{"long string", 30000, repeated("SELECT '", "ab ", "' FROM t")},
	{"escaped quotes", 30000, repeated("SELECT '", "''", "' FROM t")},
	{"backslashes", 30000, repeated("SELECT '", `\\`, "' FROM t")},
	{"comments", 3000, repeated("SELECT 1", " /* a */ -- b\n", "")},
	{"nested comments", 3000, nested("SELECT ", "/* ", "a", " */", "")},
	{"hints", 2000, repeated("SELECT /*+ a(b) */ 1", " /*+ c */", "")},
	{"tags", 3000, repeated("SELECT a", ", {{ b }}", " FROM t")},
	{"glued tags", 3000, repeated("SELECT a", "{{ b }}_", " FROM t")},
	{"tags in a row", 3000, repeated("SELECT a ", "{{ b }} ", " FROM t")},
	{"tags and words", 3000, repeated("SELECT a ", "{{ b }} c ", " FROM t")},
	{"ifs", 1000, repeated("SELECT a", "{% if x %}, b{% endif %}", " FROM t")},
	{"ifs with else", 1000, repeated("SELECT a", "{% if x %}, b{% else %}, c{% endif %}", " FROM t")},
	{"different ifs", 500, func(n int) string {
		var b strings.Builder
		b.WriteString("SELECT a")
		for i := range n {
			b.WriteString("{% if x" + strings.Repeat("y", i%53) + string(rune('a'+i%26)) + " %}, b{% elif z %}, c{% else %}, d{% endif %}")
		}
		return b.String() + " FROM t"
	}},
	{"branches of one if", 1000, func(n int) string {
		return "{% if x %}SELECT 1" + strings.Repeat("{% elif y %}SELECT a FROM t", n) + "{% endif %}"
	}},
	{"nested ifs", 500, nested("SELECT a", "{% if x %}, b", ", c", "{% else %}, d{% endif %}", " FROM t")},
	{"unclosed ifs", 1500, repeated("SELECT a", "{% if x %}, b", " FROM t")},
	{"closing ifs", 1500, repeated("SELECT a", "{% endif %}, b", " FROM t")},
	{"nested loops", 500, nested("SELECT a", "{% for x in y %}, b", ", c", "{% endfor %}", " FROM t")},
	{"loops of a template", 1000, repeated("SELECT a", "{% for x in y %}, {{ x }}{% if not loop.last %},{% endif %}{% endfor %}", " FROM t")},
	{"macros", 500, repeated("", "{% macro m(a) %} {{ a }} + 1 {% endmacro %}\n", "")},
	{"statements in branches", 500, repeated("", "{% if x %} SELECT a FROM t; {% else %} SELECT b FROM u; {% endif %}\n", "")},
	{"optional parts", 1000, repeated("SELECT a FROM t WHERE b", " [[ AND c = {{ c }} ]]", "")},
	{"open optional parts", 1500, repeated("SELECT a FROM t WHERE b", " [[ AND c = {{ c }}", "")},
	{"lambdas", 700, nested("SELECT ", "f(x -> ", "x", ")", "")},
	{"lambdas of lambdas", 700, repeated("SELECT f(", "x -> ", "1)")},
	{"nested lambdas of two", 500, nested("SELECT ", "f((x, y) -> ", "x", ")", "")},
	{"comparisons", 1500, repeated("SELECT a", " < b", " FROM t")},
	{"angles", 1500, repeated("SELECT a", ", b < c", " FROM t")},
	{"nested angles", 700, nested("SELECT ", "a < (", "b", ")", "")},
	{"type arguments", 700, nested("SELECT CAST(a AS ", "ARRAY<", "INT", ">", ")")},
	{"open type arguments", 1500, repeated("SELECT CAST(a AS ", "ARRAY<", "INT)")},
	{"struct types", 500, nested("SELECT ", "STRUCT<a ", "INT", ">", "(1)")},
	{"structs", 500, nested("SELECT ", "STRUCT(", "1", " AS a)", "")},
	{"arrays", 700, nested("SELECT ", "[", "1", "]", "")},
	{"ARRAYs", 700, nested("SELECT ", "ARRAY[", "1", "]", "")},
	{"subscripts", 1500, repeated("SELECT a", "[1]", " FROM t")},
	{"nested subscripts", 700, nested("SELECT ", "a[", "1", "]", " FROM t")},
	{"objects", 700, nested("SELECT ", "{a: ", "1", "}", "")},
	{"object strings", 700, nested("SELECT ", "{'a': ", "1", "}", "")},
	{"paths", 1500, repeated("SELECT a", ":b", " FROM t")},
	{"casts", 1500, repeated("SELECT a", "::int", " FROM t")},
	{"nested casts", 500, nested("SELECT ", "CAST(", "a", " AS INT)", "")},
	{"intervals", 500, nested("SELECT ", "INTERVAL (", "1", ") DAY", "")},
	{"nested calls", 700, nested("SELECT ", "f(a, ", "1", ")", "")},
	{"calls with names", 700, nested("SELECT ", "f(a => ", "1", ")", "")},
	{"calls of queries", 300, nested("", "SELECT f(SELECT ", "1", ")", "")},
	{"NOT", 700, repeated("SELECT a FROM t WHERE ", "NOT ", "b")},
	{"minus", 1500, repeated("SELECT ", "- ", "1")},
	{"BETWEEN", 1000, repeated("SELECT a FROM t WHERE b", " BETWEEN 1 AND 2 AND c", "")},
	{"pivots", 500, repeated("SELECT a FROM t", " PIVOT (SUM(b) FOR c IN (1, 2)) p", "")},
	{"values of a pivot", 2000, repeated("SELECT a FROM t PIVOT (SUM(b) FOR c IN (1", ", 'x' AS d", "))")},
	{"row pattern", 1000, repeated("SELECT a FROM t MATCH_RECOGNIZE (ORDER BY b PATTERN (", "c+ ", ") DEFINE c AS d)")},
	{"nested row pattern", 500, nested("SELECT a FROM t MATCH_RECOGNIZE (ORDER BY b PATTERN (", "(c ", "d", ")*", ") DEFINE c AS d)")},
	{"windows", 1000, repeated("SELECT a", ", SUM(b) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", " FROM t")},
	{"columns of a table", 1500, repeated("CREATE TABLE t (a INT", ", b VARCHAR(10) NOT NULL DEFAULT 'x'", ")")},
	{"options", 1500, repeated("CREATE TABLE t (a INT) WITH (b = 1", ", c = 'x'", ")")},
	{"options of words", 2000, repeated("CREATE TABLE t (a INT)", " b = c", "")},
	{"assignments", 1500, repeated("UPDATE t SET a = 1", ", b = c + 1", "")},
	{"branches of a MERGE", 700, repeated("MERGE INTO t USING u ON t.a = u.a", " WHEN MATCHED AND b = 1 THEN UPDATE SET c = 1", "")},
	{"pipes", 1500, repeated("FROM t", " |> WHERE a", "")},
	{"grants", 1000, repeated("", "GRANT SELECT ON t TO a;\n", "")},
	{"EXPLAIN", 700, repeated("", "EXPLAIN ", "SELECT 1")},
	{"labels", 1500, repeated("BEGIN ", "a: ", "SELECT 1; END")},
	{"commas", 3000, repeated("SELECT a", ",", "")},
	{"semicolons", 5000, repeated("", ";", "")},
	{"dots", 3000, repeated("SELECT a", ".b", " FROM t")},
	{"closing parentheses", 3000, repeated("SELECT a", ")", " FROM t")},
	{"lines of a client", 1500, repeated("", "SELECT a\nFROM t\n/\n", "")},
	{"COPY", 1000, repeated("", "COPY t FROM STDIN;\n1\t2\n\\.\n", "")},
	{"VALUES of text", 1000, repeated("", "INSERT INTO t FORMAT CSV\n1,2\n\n", "")},
	{"delimiters", 1000, repeated("", "DELIMITER $$\nSELECT 1 $$\nDELIMITER ;\n", "")},
	{"JSON_TABLE", 300, nested("SELECT a FROM JSON_TABLE(b, '$' COLUMNS (", "NESTED PATH '$' COLUMNS (", "c INT PATH '$'", ")", ")) d")},
	{"escapes of ODBC", 300, nested("SELECT ", "{fn f(", "1", ")}", "")},
	{"SQLX blocks", 1000, repeated("", "config { a: 1 }\n", "SELECT 1")},
	{"open SQLX blocks", 1500, repeated("", "config {\n", "SELECT 1")},
}

// growing are the dialects in which the shapes are read: the one that has all, and those that are read in other ways.
var growing = []string{"generic", "mysql", "tsql"}

// TestGrowth doubles each shape twice and compares the bytes that reading it allocates, which double too.
func TestGrowth(t *testing.T) {
	dialects := growing
	if testing.Short() {
		dialects = dialects[:1]
	}
	for _, s := range shapes {
		for _, name := range dialects {
			small, large := bytesRead(s.text(s.n/2), name), bytesRead(s.text(2*s.n), name)
			if large > small*25/4+1<<16 {
				t.Errorf("%s in %s: four times the text takes %d bytes instead of %d", s.name, name, large, small)
			}
		}
	}
}

// bytesRead is how many bytes reading a text allocates, where nothing is left from texts before.
func bytesRead(text, name string) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	parser.Parse(source.NewFile("q.sql", text), dialect.Find(name))
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestDepth nests what nests deeper than is read: a message names the limit.
func TestDepth(t *testing.T) {
	for _, s := range shapes {
		if !slices.Contains([]string{"parentheses too deep"}, s.name) {
			continue
		}
		tree := parser.Parse(source.NewFile("q.sql", s.text(s.n)), dialect.Find("generic"))
		if !strings.Contains(tree.Statements[0].Errors[0].Message, "levels deep") {
			t.Errorf("%s: %q", s.name, tree.Statements[0].Errors[0].Message)
		}
	}
}
