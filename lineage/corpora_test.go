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
	if rate(all.columns, all.ofColumns) < 97 || rate(all.tables, all.ofTables) < 98 {
		t.Error("less than 97% of the columns or 98% of the tables agree")
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

// known are the names of dialects that differ from ours.
var known = map[string]string{"bigquery(spanner)": "bigquery", "doris": "mysql", "starrocks": "mysql"}

func (r *row) analyse(t *testing.T) []*lineage.Statement {
	name := r.Dialect
	if n, ok := known[name]; ok {
		name = n
	}
	d := dialect.Find(name)
	if d == nil {
		d = dialect.Find("generic")
	}
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
	tree := parser.Parse(source.NewFile(r.Name, r.SQL), d)
	return lineage.File(tree.Statements, lineage.Settings{Dialect: d, Catalog: cat, Treatment: treatment})
}

func (s *score) judge(t *testing.T, r row) {
	statements := r.analyse(t)
	if strings.HasSuffix(r.suite, "_table") {
		reads, writes := tables(statements)
		s.sameTables(t, &r, "reads", r.InTables, reads)
		s.sameTables(t, &r, "writes", r.OutTables, writes)
		return
	}
	if r.InTables != nil && r.suite == "bytebase" {
		reads, _ := tables(statements)
		s.sameTables(t, &r, "reads", r.InTables, reads)
	}
	if r.UsedCols != nil {
		got := map[string]bool{}
		for _, st := range statements {
			for _, c := range st.Columns {
				for _, o := range c.Origins() {
					got[strings.ToLower(o.Column.Relation.Name+"."+o.Column.Name)] = true
				}
			}
			for _, ref := range st.Refs {
				for _, o := range ref.Column.Origins() {
					got[strings.ToLower(o.Column.Relation.Name+"."+o.Column.Name)] = true
				}
			}
		}
		for _, want := range r.UsedCols {
			s.ofColumns++
			ok := false
			for g := range got {
				ok = ok || sameColumn(want, g)
			}
			if ok {
				s.columns++
			} else {
				t.Logf("%s: does not use %s: %v\n%s", r.Name, want, got, r.SQL)
			}
		}
	}
	if r.Asserted {
		s.sameColumns(t, &r, statements)
	}
}

// tables are what statements read and write, without what they made themselves.
func tables(statements []*lineage.Statement) (reads, writes []string) {
	made := map[*lineage.Write]bool{}
	for _, st := range statements {
		for _, r := range st.Reads {
			if r.Relation.Made == nil {
				reads = append(reads, strings.ToLower(r.Relation.Name))
			} else {
				made[r.Relation.Made] = true
			}
		}
		for _, w := range st.Writes {
			writes = append(writes, strings.ToLower(w.Relation.Name))
		}
	}
	return unique(reads), unique(writes)
}

func (s *score) sameTables(t *testing.T, r *row, what string, want, got []string) {
	var missing, extra []string
	rest := slices.Clone(got)
	for _, w := range want {
		w = strings.ToLower(strings.TrimPrefix(w, "<default>."))
		i := slices.IndexFunc(rest, func(g string) bool { return suffix(w, g) })
		s.ofTables++
		if i < 0 {
			missing = append(missing, w)
			continue
		}
		s.tables++
		rest = slices.Delete(rest, i, i+1)
	}
	extra = rest
	s.ofTables += len(extra)
	if len(missing)+len(extra) > 0 {
		t.Logf("%s [%s]: %s missing %v, too many %v\n%s", r.Name, r.Dialect, what, missing, extra, r.SQL)
	}
}

// suffix reports whether two dotted names agree as far as both go.
func suffix(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

func sameColumn(want, got string) bool {
	want, got = strings.ToLower(want), strings.ToLower(got)
	return suffix(want, got)
}

func (s *score) sameColumns(t *testing.T, r *row, statements []*lineage.Statement) {
	type column struct {
		name string
		from []string
	}
	var got []column
	for _, st := range statements {
		for _, c := range st.Columns {
			var from []string
			for _, o := range c.Origins() {
				from = append(from, strings.ToLower(o.Column.Relation.Name+"."+o.Column.Name))
			}
			for _, in := range c.Inputs {
				if in.Column.Unknown != "" && len(in.Column.Origins()) == 0 {
					from = append(from, "?."+strings.ToLower(in.Column.Name))
				}
			}
			got = append(got, column{strings.ToLower(c.Name), from})
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
