package lineage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// A file of cases looks like this. The part behind --- is what the test writes on -update; [dialect] and the lines with
// schema and default may be missing.
//
//	=== what it is about [snowflake]
//	schema raw.users(id, email)
//	default raw
//	SELECT ...
//	---
//	select
//	...
type testCase struct {
	name, dialect string
	schema        map[string][]string
	defaultSchema string
	head, sql     string // head is what stands above the SQL, as written
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			intro, cases := readCases(t, string(text))
			out.WriteString(intro)
			for _, c := range cases {
				fmt.Fprintf(&out, "%s%s---\n%s\n", c.head, c.sql, render(c.analyse(t)))
			}
			golden.Check(t, file, out.String())
		})
	}
}

func readCases(t *testing.T, text string) (intro string, cases []testCase) {
	parts := strings.Split("\n"+text, "\n=== ")
	intro = strings.TrimPrefix(parts[0], "\n")
	if intro != "" {
		intro += "\n"
	}
	for _, part := range parts[1:] {
		part, _, _ = strings.Cut(part, "\n---\n")
		lines := strings.SplitAfter(strings.TrimSpace(part)+"\n", "\n")
		c := testCase{name: strings.TrimSpace(lines[0]), dialect: "generic", head: "=== " + lines[0]}
		if name, rest, ok := strings.Cut(c.name, " ["); ok {
			c.name, c.dialect = name, strings.TrimSuffix(rest, "]")
		}
		for lines = lines[1:]; len(lines) > 0; lines = lines[1:] {
			line := strings.TrimSpace(lines[0])
			if rest, ok := strings.CutPrefix(line, "schema "); ok {
				if c.schema == nil {
					c.schema = map[string][]string{}
				}
				name, columns, ok := strings.Cut(strings.TrimSuffix(rest, ")"), "(")
				if !ok {
					t.Fatalf("%s: %q is no schema", c.name, line)
				}
				c.schema[name] = strings.Split(strings.ReplaceAll(columns, " ", ""), ",")
			} else if rest, ok := strings.CutPrefix(line, "default "); ok {
				c.defaultSchema = rest
			} else {
				break
			}
			c.head += lines[0]
		}
		c.sql = strings.Join(lines, "")
		cases = append(cases, c)
	}
	return intro, cases
}

func (c testCase) analyse(t testing.TB) []*lineage.Statement {
	t.Helper()
	d := dialect.Find(c.dialect)
	if d == nil {
		t.Fatalf("%s: no dialect %s", c.name, c.dialect)
	}
	cat, err := catalog.New()
	if err == nil && c.schema != nil {
		cat, err = cat.WithSchema(c.schema)
	}
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	tree := parser.Parse(source.NewFile("test.sql", c.sql), d)
	return lineage.File(tree.Statements, lineage.Settings{
		Dialect: d, Catalog: cat, DefaultSchema: c.defaultSchema, Treatment: treatment,
	})
}

func treatment(function string) lineage.Via {
	switch function {
	case "sha2", "md5", "sha256":
		return lineage.Mask
	case "count", "length", "approx_count_distinct":
		return lineage.Count
	}
	return lineage.Copy
}

func TestPath(t *testing.T) {
	for _, test := range []struct{ sql, want string }{
		{`SELECT a FROM t`, "a"},
		{`WITH x AS (SELECT upper(mail) AS m FROM t) SELECT y.m || '!' AS r FROM x y`, "y.m, mail"},
		{`WITH x AS (SELECT * FROM t) SELECT a FROM x`, "a, t"},
		{`SELECT sha2(a) || b AS r FROM (SELECT p AS a, upper(p) AS b FROM t) s`, "b, p"},
		{`SELECT k FROM (SELECT max(q) AS k FROM t UNION ALL SELECT q FROM t) s`, "k, q"},
		{`WITH RECURSIVE r (x, y) AS (SELECT a, b FROM t UNION ALL SELECT y, x FROM r) SELECT y FROM r`, "y, b"},
		{`CREATE TABLE x AS SELECT a AS k FROM t; SELECT k + 1 AS n FROM x`, "k, x, a"},
		{`SELECT 1 AS one FROM t`, ""},
	} {
		list := testCase{name: test.sql, dialect: "generic", sql: test.sql}.analyse(t)
		c := list[len(list)-1].Columns[0]
		var got []string
		for _, o := range c.Origins()[:min(len(c.Origins()), 1)] {
			for _, in := range c.Path(o.Column) {
				got = append(got, in.At.In(test.sql))
			}
		}
		if text := strings.Join(got, ", "); text != test.want {
			t.Errorf("%s\nthe path is %s, want %s", test.sql, text, test.want)
		}
	}
}

func TestPathOfAnotherColumn(t *testing.T) {
	list := testCase{dialect: "generic", sql: "SELECT a, b FROM t"}.analyse(t)
	a, b := list[0].Columns[0], list[0].Columns[1]
	if path := a.Path(b.Origins()[0].Column); path != nil {
		t.Errorf("a comes from b by %v", path)
	}
	if base := a.Origins()[0].Column; base.Path(base) != nil {
		t.Error("a base column has a path to itself")
	}
}

// TestScopes looks at what scopes, sources and CTEs say beside columns.
func TestScopes(t *testing.T) {
	sql := `WITH a AS (SELECT x FROM t), b AS (SELECT x FROM a), c AS (SELECT max(x) AS x FROM a JOIN b USING (x))
SELECT s.x FROM c LEFT JOIN (WITH d AS (SELECT y FROM u) SELECT y FROM d) s ON s.x = c.x
CROSS JOIN LATERAL (SELECT v.z FROM v WHERE v.z = c.x GROUP BY v.z) l`
	s := testCase{dialect: "generic", sql: sql}.analyse(t)[0]
	var ctes []string
	for _, c := range s.CTEs {
		var after []string
		for _, other := range c.After {
			after = append(after, other.Node.Name.Name)
		}
		ctes = append(ctes, fmt.Sprintf("%s uses %d after %v%s", c.Node.Name.Name, c.Uses, after, flag(c.Inner, " inner")))
	}
	want := []string{"a uses 2 after []", "b uses 1 after [a]", "c uses 1 after [a b]", "d uses 1 after [] inner"}
	if diff := cmp.Diff(want, ctes); diff != "" {
		t.Errorf("CTEs (-want +got):\n%s", diff)
	}
	var scopes []string
	for _, sc := range s.Scopes {
		text := ""
		if sc.CTE != nil {
			text = sc.CTE.Node.Name.Name
		}
		text += flag(sc.Grouped, " grouped") + flag(sc.Parent != nil, " inside")
		for _, src := range sc.Sources {
			text += " " + src.Alias + flag(src.Optional, "?") + flag(src.Lateral, "!")
		}
		scopes = append(scopes, strings.TrimSpace(text))
	}
	want = []string{"a t", "b a", "c grouped a b", "d u", "d", "grouped inside v", "c s? l!"}
	if diff := cmp.Diff(want, scopes); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	var outer []string
	for _, r := range s.Refs {
		if r.Outer {
			outer = append(outer, r.Span.In(sql))
		}
	}
	if diff := cmp.Diff([]string{"c.x"}, outer); diff != "" {
		t.Errorf("references further out (-want +got):\n%s", diff)
	}
}

func TestUses(t *testing.T) {
	sql := `SELECT a FROM t WHERE b = 1 AND b < 5 AND c IN (SELECT d FROM s) GROUP BY a ORDER BY 1`
	var got []string
	for _, u := range (testCase{dialect: "generic", sql: sql}.analyse(t)[0].Uses()) {
		got = append(got, fmt.Sprintf("%v %s.%s %q", u.Role, u.Column.Relation.Name, u.Column.Name, u.Ref.Span.In(sql)))
	}
	want := []string{`filter t.b "b"`, `filter t.c "c"`, `filter s.d "d"`, `group t.a "a"`, `order t.a "1"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
}

var viaNames = map[lineage.Via]string{
	lineage.Copy: "", lineage.Expression: "expression ", lineage.Aggregate: "aggregate ", lineage.Test: "test ",
	lineage.Count: "count ", lineage.Mask: "mask ",
}

// render draws what is known of statements, a line a fact.
func render(statements []*lineage.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		fmt.Fprintln(&b, s.Kind)
		if len(s.Node.Errors) > 0 {
			fmt.Fprintf(&b, "  error: %s\n", s.Node.Errors[0].Message)
		}
		if s.Gaps {
			fmt.Fprintln(&b, "  gaps")
		}
		if s.Holes {
			fmt.Fprintln(&b, "  holes")
		}
		for _, r := range s.Reads {
			fmt.Fprintf(&b, "  read %s%s%s\n", r.Relation.Name, alias(r), flag(r.Relation.Made != nil, " (made above)"))
		}
		for _, w := range s.Writes {
			fmt.Fprintf(&b, "  write %s%s%s\n", w.Relation.Name, flag(w.Makes, " (new)"), flag(w.Temp, " (temporary)"))
			if len(w.Columns) > 0 && !slices.Equal(w.Columns, s.Columns) {
				renderColumns(&b, "    ", w.Columns)
			}
		}
		renderColumns(&b, "  ", s.Columns)
		for role := lineage.Filter; role <= lineage.Having; role++ {
			var names []string
			for _, r := range s.Refs {
				if r.Role != role {
					continue
				}
				for _, o := range r.Column.Origins() {
					names = append(names, origin(o))
				}
				if r.Column.Unknown != "" {
					names = append(names, "?"+r.Column.Name+" ("+r.Column.Unknown+")")
				}
			}
			if names = unique(names); len(names) > 0 {
				fmt.Fprintf(&b, "  %v: %s\n", role, strings.Join(names, ", "))
			}
		}
	}
	return b.String()
}

func renderColumns(b *strings.Builder, indent string, columns []*lineage.Column) {
	for _, c := range columns {
		var from []string
		for _, o := range c.Origins() {
			from = append(from, origin(o))
		}
		if from == nil {
			from = []string{"-"}
		}
		fmt.Fprintf(b, "%s%s = %s", indent, c.Name, strings.Join(from, ", "))
		if c.Unknown != "" {
			fmt.Fprintf(b, "  ?? %s", c.Unknown)
		}
		if len(c.Candidates) > 0 {
			var names []string
			for _, s := range c.Candidates {
				names = append(names, s.Alias)
			}
			fmt.Fprintf(b, " {%s}", strings.Join(names, ", "))
		}
		b.WriteByte('\n')
	}
}

func origin(o lineage.Origin) string {
	return viaNames[o.Via] + o.Column.Relation.Name + "." + o.Column.Name
}

func alias(s *lineage.Source) string {
	if s.Alias == "" || strings.EqualFold(s.Alias, s.Relation.Parts[len(s.Relation.Parts)-1]) {
		return ""
	}
	return " " + s.Alias
}

func flag(set bool, text string) string {
	if set {
		return text
	}
	return ""
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
