package rewrite

import (
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

func TestSame(t *testing.T) {
	d := dialect.Find("generic")
	column := func(p, e *ast.ColumnRef) bool { return strings.EqualFold(p.Last().Name, e.Last().Name) }
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"amount / 100.0", "(o.AMOUNT) / 100.0", true},
		{"amount / 100.0", "amount / 100", false},
		{"amount / 100.0", "100.0 / amount", false},
		{"a + b", "b + a", false},
		{"lower(email)", "LOWER(u.email)", true},
		{"lower(email)", "upper(email)", false},
		{"count(x)", "count(distinct x)", false},
		{"sum(x)", "sum(x) over (partition by y)", false},
		{"cast(x as date)", "x::date", true},
		{"cast(x as date)", "try_cast(x as date)", false},
		{"cast(x as numeric(10, 2))", "cast(x as numeric(10, 3))", false},
		{"case when a = 1 then 'x' else 'y' end", "CASE WHEN (t.a = 1) THEN 'x' ELSE 'y' END", true},
		{"case when a = 1 then 'x' else 'y' end", "case when a = 1 then 'x' end", false},
		{"a is null", "a is not null", false},
		{"a between 1 and 2", "a not between 1 and 2", false},
		{"a like 'x%'", "a like 'X%'", false},
		{"a in (1, 2)", "a in (1, 2)", true},
		{"a in (1, 2)", "a in (1, 2, 3)", false},
		{"payload:a.b", "payload:a.c", false},
		{"-a", "+a", false},
		{"a", "1", false},
	} {
		a, err := parser.Expr(c.a, d)
		if err != nil {
			t.Fatal(c.a, err)
		}
		b, err := parser.Expr(c.b, d)
		if err != nil {
			t.Fatal(c.b, err)
		}
		if got := same(a, b, column); got != c.want {
			t.Errorf("same(%s, %s) = %v", c.a, c.b, got)
		}
		if got := same(b, a, column); got != c.want {
			t.Errorf("same(%s, %s) = %v", c.b, c.a, got)
		}
	}
}
