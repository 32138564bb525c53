package lineage_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestCorpora measures agreement with what the tests of other tools expect. It runs where SQLSTEWARD_CORPORA names a
// folder with lineage/*.jsonl, and prints its figures with -v. It fails below the rates that were reached once.
func TestCorpora(t *testing.T) {
	folder := os.Getenv("SQLSTEWARD_CORPORA")
	if folder == "" {
		t.Skip("SQLSTEWARD_CORPORA names no folder")
	}
	files, err := filepath.Glob(filepath.Join(folder, "lineage", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no suites in %s: %v", folder, err)
	}
	var all score
	for _, file := range files {
		var s score
		for _, row := range readRows(t, file) {
			s.judge(t, row)
		}
		t.Logf("%-24s columns %4d of %4d (%.1f%%)  tables %4d of %4d (%.1f%%)", filepath.Base(file),
			s.columns, s.ofColumns, rate(s.columns, s.ofColumns), s.tables, s.ofTables, rate(s.tables, s.ofTables))
		all.columns, all.ofColumns = all.columns+s.columns, all.ofColumns+s.ofColumns
		all.tables, all.ofTables = all.tables+s.tables, all.ofTables+s.ofTables
	}
	t.Logf("%-24s columns %.1f%%  tables %.1f%%", "all", rate(all.columns, all.ofColumns), rate(all.tables, all.ofTables))
	if rate(all.columns, all.ofColumns) < 99.3 || rate(all.tables, all.ofTables) < 98.5 {
		t.Error("less agrees than did before: 99.3% of the columns, 98.5% of the tables")
	}
}

func rate(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// row is one expectation, see the README of the corpora.
type row struct {
	Name, Dialect, SQL string
	Schema             map[string]any
	DefaultDB          string `json:"default_db"`
	Expected           []struct {
		Out    string
		Target string
		From   []string
	}
	Asserted  bool     `json:"-"` // Expected is not null
	InTables  []string `json:"in_tables"`
	OutTables []string `json:"out_tables"`
	UsedCols  []string `json:"used_cols"`
	Views     []struct{ View, Definition string }
	suite     string
}

func readRows(t *testing.T, file string) []row {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r row
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		r.Asserted = r.Expected != nil
		r.suite = strings.TrimSuffix(filepath.Base(file), ".jsonl")
		rows = append(rows, r)
	}
	return rows
}

type score struct{ columns, ofColumns, tables, ofTables int }

// dialects are what rows call a dialect that has another name here.
var dialects = map[string]string{
	"bigquery(spanner)": "bigquery", "doris": "mysql", "starrocks": "mysql", "mssql": "tsql", "sqlserver": "tsql",
}

func dialectOf(name string) *dialect.Dialect {
	if n, ok := dialects[name]; ok {
		name = n
	}
	if d := dialect.Find(name); d != nil {
		return d
	}
	d := *dialect.Find("generic")
	d.Name = name
	d.Brackets = name == "tsql"
	return &d
}

// unjudged are rows that say nothing about lineage of SQL alone.
var unjudged = map[string]string{
	"bytebase.pg.query_span#4":                                            "what a function does that the row does not hold",
	"bytebase.pg.query_span#5":                                            "what a function does that the row does not hold",
	"bytebase.pg.query_span#6":                                            "what a function does that the row does not hold",
	"bytebase.pg.query_span#20":                                           "what a function does that the row does not hold",
	"bytebase.pg.query_span#22":                                           "what a function does that the row does not hold",
	"bytebase.pg.query_span#23":                                           "what a function does that the row does not hold",
	"bytebase.plsql.query_span#7":                                         "a view of a linked database that the row does not hold",
	"bytebase.bigquery.standard#33":                                       "expects nothing of a scalar subquery",
	"bytebase.spanner.standard#9":                                         "expects nothing of a scalar subquery",
	"bytebase.spanner.standard#39":                                        "expects nothing of a scalar subquery",
	"bytebase.mysql.starrocks#0":                                          "the name of a cluster in front of that of the database",
	"bytebase.pg.query_span#12":                                           "expects one column of jsonb_each, which yields a key and a value",
	"sqllineage.test_metadata_wildcard.test_select_single_table_wildcard": "expects columns that its schema does not hold",
	"sqllineage.test_metadata_wildcard.test_select_table_join_multiple_wildcards":                     "expects columns that its schema does not hold",
	"sqllineage.test_metadata_wildcard.test_select_table_join_multiple_wildcards_merged_at_top_level": "expects columns that its schema does not hold",
	"sqllineage.test_metadata_wildcard.test_wildcard_reference_from_previous_statements":              "expects columns that its schema does not hold",
	"sqllineage.test_other_with_lineage_dialect_specific.test_swapping_partitions":                    "tables named in strings",
	"sqllineage.test_other_without_lineage.test_delete_from_table":                                    "expects that DELETE writes nothing",
	"openlineage.alter_contains_modified_table_as_output":                                             "expects that a new column is written data",
	"bytebase.trino.query_type#8":     "uses what EXPLAIN reads, and a whole table as a column",
	"bytebase.trino.trino-specific#1": "uses a column that the query does not name",
}

func (r *row) analyse(t *testing.T) []*lineage.Statement {
	d := dialectOf(r.Dialect)
	cat, err := catalog.New()
	if err != nil {
		t.Fatal(err)
	}
	schema := map[string][]string{}
	for table, columns := range r.Schema {
		switch columns := columns.(type) {
		case map[string]any:
			for c := range columns {
				schema[table] = append(schema[table], c)
			}
			sort.Strings(schema[table])
		case []any:
			for _, c := range columns {
				if name, ok := c.(string); ok {
					schema[table] = append(schema[table], name)
				}
			}
		}
	}
	if cat, err = cat.WithSchema(schema); err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	var text strings.Builder
	for _, v := range r.Views {
		if !strings.HasPrefix(v.Definition, "CREATE") {
			fmt.Fprintf(&text, "CREATE VIEW %s AS ", v.View)
		}
		text.WriteString(v.Definition + ";\n")
	}
	tree := parser.Parse(source.NewFile(r.Name, text.String()+r.SQL), d)
	return lineage.File(tree.Statements, lineage.Settings{Dialect: d, Catalog: cat, Treatment: treatment})
}

func (s *score) judge(t *testing.T, r row) {
	if unjudged[r.Name] != "" {
		return
	}
	statements := r.analyse(t)[len(r.Views):]
	if strings.HasSuffix(r.suite, "_table") || r.suite == "bytebase" && r.InTables != nil {
		reads, writes := tables(statements, len(r.Views))
		s.sameTables(t, &r, "reads", r.wantedTables(r.InTables, statements), reads)
		if r.OutTables != nil {
			s.sameTables(t, &r, "writes", r.wantedTables(r.OutTables, statements), writes)
		}
	}
	if r.UsedCols != nil {
		s.sameUses(t, &r, statements)
	}
	if r.Asserted && !strings.HasSuffix(r.suite, "_table") {
		s.sameColumns(t, &r, statements)
	}
}

// wantedTables are a row's tables by our conventions.
func (r *row) wantedTables(list []string, statements []*lineage.Statement) []string {
	if strings.Contains(r.Name, ".use_") && len(list) > 0 { // cut at the dots
		return []string{strings.ToLower(strings.Join(list, "."))}
	}
	var out []string
	for _, name := range list {
		name = strings.ToLower(strings.TrimPrefix(name, "<default>."))
		name = strings.NewReplacer("[", "", "]", "", "`", "").Replace(name)
		cte := false
		for _, st := range statements {
			for _, c := range st.CTEs {
				cte = cte || strings.HasSuffix("."+name, "."+strings.ToLower(c.Node.Name.Name))
			}
		}
		if !cte && !strings.HasPrefix(name, "path:") && !system(name) {
			out = append(out, name)
		}
	}
	return out
}

// system reports whether a table belongs to the database itself: suites differ in whether those count.
func system(name string) bool {
	first, _, _ := strings.Cut(name, ".")
	return first == "information_schema" || first == "mysql" || first == "sys"
}

// tables are what statements read and write, without what they made themselves, dropped, and what belongs to the database.
func tables(statements []*lineage.Statement, views int) (reads, writes []string) {
	dropped := map[string]bool{}
	for _, st := range statements {
		if o, ok := st.Node.Body.(*ast.Other); ok && strings.HasPrefix(o.Kind, "DROP") {
			for _, t := range o.Tables {
				dropped[strings.ToLower(t.Name.Last().Name)] = true
			}
		}
	}
	for _, st := range statements {
		for _, r := range st.Reads {
			if name := strings.ToLower(r.Relation.Name); (r.Relation.Made == nil || views > 0) && !system(name) {
				reads = append(reads, name)
			}
		}
		for _, w := range st.Writes {
			if name := strings.ToLower(w.Relation.Name); !dropped[name] {
				writes = append(writes, name)
			}
		}
	}
	return unique(reads), unique(writes)
}

func (s *score) sameTables(t *testing.T, r *row, what string, want, got []string) {
	var missing []string
	rest := slices.Clone(got)
	for _, w := range want {
		i := slices.IndexFunc(rest, func(g string) bool { return suffix(w, g) })
		s.ofTables++
		if i < 0 {
			missing = append(missing, w)
			continue
		}
		s.tables++
		rest = slices.Delete(rest, i, i+1)
	}
	s.ofTables += len(rest)
	if len(missing)+len(rest) > 0 {
		t.Logf("%s [%s]: %s missing %v, too many %v\n%s", r.Name, r.Dialect, what, missing, rest, r.SQL)
	}
}

// suffix reports whether two dotted names agree as far as both go.
func suffix(a, b string) bool {
	a, b = strings.ReplaceAll(a, "..", "."), strings.ReplaceAll(b, "..", ".")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

func sameColumn(want, got string) bool {
	return suffix(strings.ToLower(want), strings.ToLower(got))
}

func dotted(c *lineage.Column) string { return c.Relation.Name + "." + c.Name }

func (s *score) sameUses(t *testing.T, r *row, statements []*lineage.Statement) {
	var got []string
	for _, st := range statements {
		for _, ref := range st.Refs {
			for _, o := range ref.Column.Origins() {
				got = append(got, dotted(o.Column))
			}
		}
		for _, c := range st.Columns {
			for _, o := range c.Origins() {
				got = append(got, dotted(o.Column))
			}
		}
	}
	for _, want := range r.UsedCols {
		s.ofColumns++
		if slices.ContainsFunc(got, func(g string) bool { return sameColumn(want, g) }) {
			s.columns++
		} else {
			t.Logf("%s [%s]: does not use %s, but %v\n%s", r.Name, r.Dialect, want, unique(got), r.SQL)
		}
	}
}

func (s *score) sameColumns(t *testing.T, r *row, statements []*lineage.Statement) {
	type column struct {
		name string
		from []string
	}
	var got []column
	for _, st := range statements {
		columns := st.Columns
		if len(st.Writes) > 0 && len(columns) == 0 { // procedures
			for _, w := range st.Writes {
				columns = append(columns, w.Columns...)
			}
		}
		windows := false
		for _, ref := range st.Refs {
			windows = windows || ref.Role == lineage.Window
		}
		for _, c := range columns {
			g := column{name: strings.ToLower(c.Name)}
			for _, o := range c.Origins() {
				g.from = append(g.from, dotted(o.Column))
			}
			if len(g.from) == 0 && windows { // some count the keys of a window as what its value comes from
				for _, ref := range st.Refs {
					if ref.Role == lineage.Window {
						g.from = append(g.from, dotted(ref.Column))
					}
				}
			}
			for _, in := range c.Inputs {
				if in.Column.Unknown != "" && len(in.Column.Origins()) == 0 {
					g.from = append(g.from, "?."+in.Column.Name)
				}
			}
			got = append(got, g)
		}
	}
	var lines []string
	for i, want := range r.Expected {
		s.ofColumns++
		at := -1
		for j, g := range got {
			if g.name == strings.ToLower(want.Out) && (at < 0 || j == i) {
				at = j
			}
		}
		if at < 0 && len(r.Expected) == len(got) {
			at = i
		}
		if at < 0 {
			lines = append(lines, "no "+want.Out)
			continue
		}
		ok := true
		for _, w := range want.From {
			ok = ok && slices.ContainsFunc(got[at].from, func(g string) bool { return sameColumn(w, g) })
		}
		for _, g := range got[at].from {
			ok = ok && slices.ContainsFunc(want.From, func(w string) bool { return sameColumn(w, g) })
		}
		if ok {
			s.columns++
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: want %v, got %v", want.Out, want.From, got[at].from))
	}
	if lines != nil {
		t.Logf("%s [%s]: %s\n%s", r.Name, r.Dialect, strings.Join(lines, "; "), r.SQL)
	}
}
