package dialect_test

import (
	"slices"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

func TestFind(t *testing.T) {
	for name, want := range map[string]string{
		"postgres": "postgres", "PostgreSQL": "postgres", "BigQuery": "bigquery", "googlesql": "bigquery", "sql": "generic",
		"cobol": "", "": "",
	} {
		got := ""
		if d := dialect.Find(name); d != nil {
			got = d.Name
		}
		if got != want {
			t.Errorf("Find(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestKnown(t *testing.T) {
	for _, name := range dialect.Known() {
		d := dialect.Find(name)
		if d == nil {
			t.Errorf("nothing is called %q", name)
		} else if alias := name != d.Name; alias != slices.Contains(d.Aliases(), name) {
			t.Errorf("%q is an alias of %s: %v, want %v", name, d.Name, !alias, alias)
		}
	}
}

func TestTable(t *testing.T) {
	names := dialect.Names()
	if names[0] != "generic" || !slices.IsSorted(names[1:]) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("the rows are not generic and then in alphabetical order: %v", names)
	}
	for _, d := range dialect.All {
		if d.Doc == "" {
			t.Errorf("%s has no documentation", d.Name)
		}
	}
}

// TestKey compares names as their dialects do: the pairs are the same name exactly if wanted.
func TestKey(t *testing.T) {
	type name struct {
		text   string
		quoted bool
	}
	for _, c := range []struct {
		dialect string
		a, b    name
		same    bool
	}{
		{"postgres", name{"Email", false}, name{"email", true}, true},
		{"postgres", name{"Email", false}, name{"Email", true}, false},
		{"snowflake", name{"Email", false}, name{"EMAIL", true}, true},
		{"snowflake", name{"email", false}, name{"email", true}, false},
		{"snowflake", name{"Email", true}, name{"email", true}, false},
		{"bigquery", name{"Email", false}, name{"email", true}, true},
		{"generic", name{"É", false}, name{"é", true}, true},
	} {
		d := dialect.Find(c.dialect)
		if got := d.Key(c.a.text, c.a.quoted) == d.Key(c.b.text, c.b.quoted); got != c.same {
			t.Errorf("%s: %v and %v are the same: %v, want %v", c.dialect, c.a, c.b, got, c.same)
		}
	}
}

func TestBare(t *testing.T) {
	for _, c := range []struct {
		dialect, name string
		want          bool
	}{
		{"postgres", "order_id", true},
		{"postgres", "ORDER_ID", true},
		{"postgres", "orderId", false},
		{"snowflake", "orderId", false},
		{"bigquery", "orderId", true},
		{"postgres", "order", false},
		{"postgres", "1a", false},
		{"postgres", "a 1", false},
		{"postgres", "straße", false},
		{"postgres", "", false},
		{"mysql", "user", false},
		{"generic", "_x9", true},
	} {
		if got := dialect.Find(c.dialect).Bare(c.name); got != c.want {
			t.Errorf("%s: Bare(%q) = %v", c.dialect, c.name, got)
		}
	}
}
