package lineage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestSameInAllDialects reads statements that mean the same everywhere with both front ends and all foldings.
func TestSameInAllDialects(t *testing.T) {
	schema := map[string][]string{"shop.items": {"order_id", "sku", "price"}}
	for _, sql := range []string{
		`SELECT u.id, u.email AS mail FROM users AS u WHERE u.country = 'DE' ORDER BY mail`,
		`SELECT count(*) AS n, sum(o.amount) AS total, o.country FROM orders o GROUP BY o.country HAVING sum(o.amount) > 10`,
		`SELECT a.x, b.y FROM a INNER JOIN b ON a.id = b.id LEFT JOIN c ON c.id = b.id AND c.k IN (1, 2)`,
		`SELECT * FROM shop.items`,
		`SELECT i.*, o.id FROM orders o JOIN shop.items i ON i.order_id = o.id`,
		`SELECT order_id, id FROM orders JOIN shop.items ON order_id = id`,
		`WITH x AS (SELECT id, email FROM users), y (k) AS (SELECT x.id FROM x) SELECT y.k, x.email FROM x, y WHERE x.id = y.k`,
		`WITH RECURSIVE t (id, name) AS (SELECT n.id, n.name FROM nodes n UNION ALL SELECT m.id, t.name FROM nodes m JOIN t ON m.parent = t.id) SELECT t.id, t.name FROM t`,
		`SELECT s.a FROM (SELECT t.b AS a FROM t UNION ALL SELECT u.c FROM u) s`,
		`SELECT u.id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id) AND u.id NOT IN (SELECT v.id FROM v)`,
		`SELECT CASE WHEN t.a > 1 THEN t.b ELSE t.c END AS d, coalesce(t.e, t.f) AS g, CAST(t.h AS CHAR(10)) AS h FROM t`,
		`SELECT row_number() OVER (PARTITION BY t.a ORDER BY t.b DESC) AS rn, sum(t.c) OVER (ORDER BY t.d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM t`,
		`SELECT t.a, (SELECT max(s.b) FROM s WHERE s.k = t.k) AS m FROM t WHERE t.d BETWEEN 1 AND 2 AND t.e LIKE 'x%' AND t.f IS NOT NULL`,
		`SELECT date_col, upper(name) AS name FROM t GROUP BY 1, 2 ORDER BY 2`,
		`SELECT a.id, b.v FROM a JOIN b USING (id) WHERE id > 3`,
		`INSERT INTO mart.t (a, b) SELECT s.x, s.y FROM s`,
		`INSERT INTO t (a) VALUES (1), (2)`,
		`UPDATE t SET a = b + 1, c = (SELECT max(s.d) FROM s) WHERE e = 1`,
		`DELETE FROM t WHERE a IN (SELECT s.a FROM s)`,
		`CREATE TABLE mart.t AS SELECT s.x AS a FROM s`,
		`CREATE VIEW v AS SELECT s.x AS a FROM s`,
		`SELECT length(t.a) AS l, sha2(t.b, 256) AS h, count(DISTINCT t.c) AS n FROM t`,
		`SELECT DISTINCT t.a FROM t, s WHERE t.id = s.id LIMIT 10`,
	} {
		var want string
		for _, name := range []string{"generic", "mysql", "postgres", "snowflake", "bigquery", "ansi"} {
			got := render(testCase{name: sql, dialect: name, sql: sql, schema: schema}.analyse(t))
			if want == "" {
				want = got
			} else if got != want {
				t.Errorf("%s\nin %s:\n%sin generic:\n%s", sql, name, got, want)
			}
		}
	}
}

// ask asks a statement everything that is computed when asked.
func ask(list []*lineage.Statement) (origins int) {
	column := func(c *lineage.Column) { origins += len(c.Origins()) }
	for n, s := range list {
		for _, c := range s.Columns {
			column(c)
			if n < len(list)-1 {
				continue
			}
			for _, o := range c.Origins()[:min(len(c.Origins()), 4)] {
				c.Path(o.Column)
			}
		}
		for _, w := range s.Writes {
			for _, c := range w.Columns {
				column(c)
			}
		}
		for _, r := range s.Refs {
			column(r.Column)
		}
		for _, sc := range s.Scopes {
			for _, c := range sc.Columns {
				column(c)
			}
		}
		origins += len(s.Uses())
	}
	return origins
}

func FuzzFile(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(text), "\n=== ") {
			_, sql, _ := strings.Cut(part, "\n")
			sql, _, _ = strings.Cut(sql, "\n---\n")
			f.Add(sql, uint8(len(sql)))
		}
	}
	cat, err := catalog.New()
	if err != nil {
		f.Fatal(err)
	}
	cat, err = cat.WithSchema(map[string][]string{"a": {"id", "x"}, "raw.users": {"id", "email"}, "t": {"a", "b", "a"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, sql string, n uint8) {
		d := dialect.All[int(n)%len(dialect.All)]
		tree := parser.Parse(source.NewFile("f.sql", sql), d)
		list := lineage.File(tree.Statements, lineage.Settings{Dialect: d, Catalog: cat, Treatment: treatment})
		ask(list)
		for i, s := range list {
			if s.Node != tree.Statements[i] {
				t.Fatal("a statement belongs to another")
			}
			for _, r := range s.Refs {
				if r.Column == nil || r.Scope == nil {
					t.Fatalf("a reference without a column or scope at %v", r.Span)
				}
			}
			for _, r := range s.Reads {
				if r.Relation == nil || r.Table == nil {
					t.Fatal("a read without a relation")
				}
			}
			for _, c := range s.Columns {
				for _, o := range c.Origins() {
					if o.Column.Relation == nil {
						t.Fatalf("%s comes from a column of no relation", c.Name)
					}
				}
			}
		}
	})
}

// many joins n texts, made of their numbers.
func many(n int, sep string, text func(i int) string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = text(i)
	}
	return strings.Join(parts, sep)
}

// TestProportional doubles inputs: what is allocated must about double, and nothing may take quadratic time, which
// would show as a test that does not end.
func TestProportional(t *testing.T) {
	wide := func(tables, columns int) map[string][]string {
		schema := map[string][]string{}
		for i := range tables {
			for j := range columns {
				name := fmt.Sprintf("c%d_%d", i, j)
				schema[fmt.Sprintf("raw.t%d", i)] = append(schema[fmt.Sprintf("raw.t%d", i)], name)
			}
		}
		return schema
	}
	for _, test := range []struct {
		name   string
		schema map[string][]string
		n      int
		sql    func(n int) string
	}{
		{"a chain of CTEs", nil, 500, func(n int) string {
			return "WITH c0 AS (SELECT a, b FROM t), " + many(n, ", ", func(i int) string {
				return fmt.Sprintf("c%d AS (SELECT a, b + 1 AS b FROM c%d)", i+1, i)
			}) + fmt.Sprintf(" SELECT a, b FROM c%d", n)
		}},
		{"a chain of CTEs with stars", nil, 500, func(n int) string {
			return "WITH c0 AS (SELECT * FROM t), " + many(n, ", ", func(i int) string {
				return fmt.Sprintf("c%d AS (SELECT * FROM c%d)", i+1, i)
			}) + fmt.Sprintf(" SELECT a, b FROM c%d", n)
		}},
		{"a wide select", nil, 5000, func(n int) string {
			return "SELECT " + many(n, ", ", func(i int) string { return fmt.Sprintf("a%d + b AS c%d", i, i) }) + " FROM t"
		}},
		{"a wide select of a wide subquery", nil, 5000, func(n int) string {
			return "SELECT " + many(n, ", ", func(i int) string { return fmt.Sprintf("c%d", i) }) + " FROM (SELECT " +
				many(n, ", ", func(i int) string { return fmt.Sprintf("a%d AS c%d", i, i) }) + " FROM t) s"
		}},
		{"a wide select of a wide table", wide(1, 10000), 5000, func(n int) string {
			return "SELECT " + many(n, ", ", func(i int) string { return fmt.Sprintf("c0_%d", i) }) + " FROM raw.t0"
		}},
		{"a wide select of an open subquery", nil, 5000, func(n int) string {
			return "SELECT " + many(n, ", ", func(i int) string { return fmt.Sprintf("c%d", i) }) + " FROM (SELECT * FROM t) s"
		}},
		{"stars of wide tables", wide(200, 500), 100, func(n int) string {
			return "SELECT * FROM " + many(n, ", ", func(i int) string { return fmt.Sprintf("raw.t%d", i) })
		}},
		{"except and replace", wide(1, 10000), 2000, func(n int) string {
			return "SELECT * EXCEPT (" + many(n, ", ", func(i int) string { return fmt.Sprintf("c0_%d", i) }) + ") REPLACE (" +
				many(n, ", ", func(i int) string { return fmt.Sprintf("1 AS c0_%d", i+n) }) + ") FROM raw.t0"
		}},
		{"joins by USING", nil, 500, func(n int) string {
			return "SELECT id FROM t " + many(n, " ", func(i int) string { return fmt.Sprintf("JOIN t%d USING (id)", i) })
		}},
		{"unions", nil, 5000, func(n int) string {
			return many(n, " UNION ALL ", func(i int) string { return fmt.Sprintf("SELECT a, b FROM t%d", i) })
		}},
		{"unions of stars", nil, 5000, func(n int) string {
			return "SELECT a FROM (" + many(n, " UNION ALL ", func(i int) string { return fmt.Sprintf("SELECT * FROM t%d", i) }) + ") u"
		}},
		{"wide unions by name", nil, 2000, func(n int) string {
			side := "SELECT " + many(n, ", ", func(i int) string { return fmt.Sprintf("c%d", i) })
			return side + " FROM a UNION ALL BY NAME " + side + " FROM b"
		}},
		{"operators", nil, 5000, func(n int) string {
			return "SELECT " + many(n, " + ", func(i int) string { return fmt.Sprintf("c%d", i) }) + " AS s FROM t"
		}},
		{"nested subqueries", nil, 100, func(n int) string {
			return strings.Repeat("SELECT a FROM (", n) + "SELECT a FROM t" + strings.Repeat(") s", n)
		}},
		{"correlated subqueries", nil, 50, func(n int) string {
			return "SELECT 1 FROM t WHERE " + strings.Repeat("EXISTS (SELECT 1 FROM s WHERE s.a = t.a AND ", n) + "1 = 1" + strings.Repeat(")", n)
		}},
		{"statements", nil, 2000, func(n int) string {
			return many(n, ";\n", func(i int) string { return fmt.Sprintf("CREATE TABLE t%d AS SELECT a FROM t%d", i+1, i) })
		}},
		{"rows of values", nil, 20000, func(n int) string {
			return "INSERT INTO t (a, b) VALUES " + many(n, ", ", func(i int) string { return fmt.Sprintf("(%d, f(%d))", i, i) })
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cat, err := catalog.New()
			if err != nil {
				t.Fatal(err)
			}
			if cat, err = cat.WithSchema(test.schema); err != nil {
				t.Fatal(err)
			}
			d := dialect.Find("generic")
			cost := func(n int) uint64 {
				tree := parser.Parse(source.NewFile("f.sql", test.sql(n)), d)
				for _, s := range tree.Statements {
					if s.State != ast.Complete {
						t.Fatalf("the parser did not read it: %v", s.Errors)
					}
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				list := lineage.File(tree.Statements, lineage.Settings{Dialect: d, Catalog: cat})
				if ask(list) == 0 && test.name != "rows of values" {
					t.Error("no origins at all")
				}
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			cost(1) // what is made once
			one, two := cost(test.n), cost(2*test.n)
			t.Logf("%d kB, %d kB", one>>10, two>>10)
			if two > one*13/4 {
				t.Errorf("twice the input allocates %.1f times as much: %d kB, then %d kB", float64(two)/float64(one), one>>10, two>>10)
			}
		})
	}
}

func BenchmarkFile(b *testing.B) {
	var text strings.Builder
	files, err := filepath.Glob("../testdata/supercorp/queries/*/*.sql")
	if err != nil || len(files) == 0 {
		b.Fatalf("no queries: %v", err)
	}
	for _, file := range files {
		sql, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		text.Write(sql)
		text.WriteString("\n;\n")
	}
	d := dialect.Find("generic")
	tree := parser.Parse(source.NewFile("bench.sql", text.String()), d)
	cat, err := catalog.New()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		lineage.File(tree.Statements, lineage.Settings{Dialect: d, Catalog: cat, Treatment: treatment})
	}
}
