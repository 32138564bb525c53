package grammar_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// extremes are texts of a size that no person writes; n scales them.
var extremes = []struct {
	name string
	n    int
	text func(n int) string
}{
	{"parentheses", 100_000, func(n int) string { return "SELECT " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) }},
	{"open parentheses", 100_000, func(n int) string { return "SELECT " + strings.Repeat("(", n) }},
	{"closing parentheses", 100_000, func(n int) string { return "SELECT a" + strings.Repeat(")", n) }},
	{"open brackets", 100_000, func(n int) string { return "SELECT a" + strings.Repeat("[", n) }},
	{"open braces", 100_000, func(n int) string { return "SELECT " + strings.Repeat("{a:", n) }},
	{"CASE", 100_000, func(n int) string {
		return "SELECT " + strings.Repeat("CASE WHEN a THEN ", n) + "1" + strings.Repeat(" END", n)
	}},
	{"open CASE", 100_000, func(n int) string { return "SELECT " + strings.Repeat("CASE WHEN ", n) }},
	{"subqueries", 100_000, func(n int) string {
		return strings.Repeat("SELECT (", n) + "SELECT 1" + strings.Repeat(")", n)
	}},
	{"derived tables", 100_000, func(n int) string {
		return strings.Repeat("SELECT * FROM (", n) + "SELECT 1" + strings.Repeat(") x", n)
	}},
	{"open derived tables", 100_000, func(n int) string { return strings.Repeat("SELECT * FROM (", n) }},
	{"CTEs", 50_000, func(n int) string {
		return strings.Repeat("WITH a AS (", n) + "SELECT 1" + strings.Repeat(") SELECT 2", n)
	}},
	{"calls", 100_000, func(n int) string { return "SELECT " + strings.Repeat("f(a, ", n) + "1" + strings.Repeat(")", n) }},
	{"CONVERT", 50_000, func(n int) string { return "SELECT " + strings.Repeat("CONVERT(", n) + "1" + strings.Repeat(", x)", n) }},
	{"INTERVAL", 50_000, func(n int) string {
		return "SELECT " + strings.Repeat("INTERVAL (1 + ", n) + "1" + strings.Repeat(") + 1", n)
	}},
	{"INTERVAL function", 50_000, func(n int) string {
		return "SELECT " + strings.Repeat("INTERVAL(1, ", n) + "1" + strings.Repeat(")", n)
	}},
	{"INTERVAL column", 50_000, func(n int) string {
		return "SELECT " + strings.Repeat("interval - (", n) + "1" + strings.Repeat(")", n)
	}},
	{"NOT", 100_000, func(n int) string { return "SELECT " + strings.Repeat("NOT ", n) + "a" }},
	{"types", 100_000, func(n int) string {
		return "SELECT CAST(a AS " + strings.Repeat("ARRAY<", n) + "INT" + strings.Repeat(">", n) + ")"
	}},
	{"sum", 200_000, func(n int) string { return "SELECT 1" + strings.Repeat(" + 1", n) }},
	{"short sum", 50_000, func(n int) string { return "SELECT 1" + strings.Repeat(" + a", n) }},
	{"powers", 100_000, func(n int) string { return "SELECT @a" + strings.Repeat(" := @a", n) }},
	{"casts", 100_000, func(n int) string { return "SELECT a" + strings.Repeat("::int", n) }},
	{"UNION", 100_000, func(n int) string { return "SELECT 1" + strings.Repeat(" UNION SELECT 1", n) }},
	{"joins", 20_000, func(n int) string { return "SELECT * FROM a" + strings.Repeat(" JOIN b ON x = y", n) }},
	{"deferred joins", 20_000, func(n int) string {
		return "SELECT * FROM a" + strings.Repeat(" JOIN b", n) + strings.Repeat(" ON x = y", n)
	}},
	{"VALUES", 200_000, func(n int) string { return "INSERT INTO t VALUES (1, 'a')" + strings.Repeat(", (1, 'a')", n) }},
	{"strings", 200_000, func(n int) string { return "SELECT 'a'" + strings.Repeat(" 'a'", n) }},
	{"statements", 100_000, func(n int) string { return strings.Repeat("SELECT a FROM t;", n) }},
	{"bad statements", 100_000, func(n int) string { return strings.Repeat("SELECT a FROM WHERE (;", n) }},
	{"blocks", 50_000, func(n int) string { return strings.Repeat("BEGIN ", n) + "SELECT 1;" + strings.Repeat(" END;", n) }},
	{"IF", 50_000, func(n int) string { return strings.Repeat("IF a THEN ", n) }},
	{"COPY", 50_000, func(n int) string { return strings.Repeat("COPY t FROM STDIN;", n) }},
	{"DECLARE", 20_000, func(n int) string { return strings.Repeat("DECLARE a INT; ", n) }},
	{"declarations", 20_000, func(n int) string { return "DECLARE " + strings.Repeat("a INT; ", n) }},
	{"EXPLAIN", 50_000, func(n int) string { return strings.Repeat("EXPLAIN ", n) }},
	{"commas", 200_000, func(n int) string { return "SELECT a" + strings.Repeat(",", n) }},
	{"words", 200_000, func(n int) string { return strings.Repeat("a ", n) }},
	{"dots", 200_000, func(n int) string { return "SELECT a" + strings.Repeat(".a", n) }},
	{"quotes", 200_000, func(n int) string { return strings.Repeat("'", 2*n+1) }},
	{"nested dollar quotes", 2_000, func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("EXECUTE IMMEDIATE $q" + strings.Repeat("x", i%50) + "$ ")
		}
		return b.String()
	}},
	{"tags", 50_000, func(n int) string { return "SELECT " + strings.Repeat("{{ a }}", n) }},
	{"pipes", 50_000, func(n int) string { return "FROM t" + strings.Repeat(" |> WHERE a", n) }},
	{"lambdas", 50_000, func(n int) string { return "SELECT f(" + strings.Repeat("x -> ", n) + "1)" }},
	{"windows", 20_000, func(n int) string { return "SELECT a FROM t WINDOW w AS (" + strings.Repeat("ORDER BY a, ", n) + ")" }},
}

// TestExtremes reads each extreme in all dialects and walks the tree: an answer, and no stack that overflows.
func TestExtremes(t *testing.T) {
	for _, e := range extremes {
		n := e.n
		if testing.Short() {
			n /= 10
		}
		text := e.text(n)
		for _, name := range []string{"generic", "snowflake"} {
			start := time.Now()
			statements, _ := read(text, dialect.Find(name))
			t.Logf("%s: %d bytes of %s in %v", name, len(text), e.name, time.Since(start))
			nodes := 0
			for _, s := range statements {
				ast.Walk(s, func(ast.Node) bool { nodes++; return true })
				if s.State == ast.Partial && len(s.Errors) == 0 {
					t.Errorf("%s in %s: partial without an error", e.name, name)
				}
			}
			if nodes == 0 {
				t.Errorf("%s in %s: nothing was read", e.name, name)
			}
		}
	}
}

// TestGrowth doubles each extreme and compares the allocations, which must not more than double either.
func TestGrowth(t *testing.T) {
	for _, e := range extremes {
		small, large := bytesRead(e.text(e.n/20)), bytesRead(e.text(e.n/10))
		if large > 3*small+1<<20 {
			t.Errorf("%s: twice the text takes %d bytes instead of %d", e.name, large, small)
		}
	}
}

// bytesRead is how many bytes reading a text allocates.
func bytesRead(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read(text, dialect.Find("generic"))
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
