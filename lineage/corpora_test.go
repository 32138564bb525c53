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

// TestCorpora compares with what the tests of other tools expect. It runs where SQLSTEWARD_CORPORA names a folder with
// lineage/*.jsonl, and prints its figures with -v. It fails for a difference that testdata/differences.tsv does not list,
// and for an entry of that list which differs no more.
func TestCorpora(t *testing.T) {
	folder := os.Getenv("SQLSTEWARD_CORPORA")
	if folder == "" {
		t.Skip("SQLSTEWARD_CORPORA names no folder")
	}
	files, err := filepath.Glob(filepath.Join(folder, "lineage", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no suites in %s: %v", folder, err)
	}
	all := score{differs: map[string]string{}}
	for _, file := range files {
		s := score{differs: all.differs}
		for _, row := range readRows(t, file) {
			s.judge(t, row)
		}
		t.Logf("%-24s columns %4d of %4d (%.1f%%)  tables %4d of %4d (%.1f%%)", filepath.Base(file),
			s.columns, s.ofColumns, rate(s.columns, s.ofColumns), s.tables, s.ofTables, rate(s.tables, s.ofTables))
		all.columns, all.ofColumns = all.columns+s.columns, all.ofColumns+s.ofColumns
		all.tables, all.ofTables = all.tables+s.tables, all.ofTables+s.ofTables
	}
	t.Logf("%-24s columns %.1f%%  tables %.1f%%", "all", rate(all.columns, all.ofColumns), rate(all.tables, all.ofTables))
	reviewed := readDifferences(t)
	for what, text := range all.differs {
		if !reviewed[what] {
			t.Errorf("not in testdata/differences.tsv: %s\n%s", what, text)
		}
	}
	for what := range reviewed {
		if all.differs[what] == "" {
			t.Errorf("in testdata/differences.tsv, and differs no more: %s", what)
		}
	}
}

// readDifferences returns the reviewed differences, each as its case and what differs.
func readDifferences(t *testing.T) map[string]bool {
	text, err := os.ReadFile("testdata/differences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 || !slices.Contains([]string{"ours", "theirs", "both"}, fields[2]) || fields[3] == "" {
			t.Fatalf("testdata/differences.tsv: not a case, what differs, who is right and why: %q", line)
		}
		list[fields[0]+"\t"+fields[1]] = true
	}
	return list
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

type score struct {
	columns, ofColumns, tables, ofTables int

	differs map[string]string // what one has and the other has not, by the case and what it is about
}

// differ notes that a case expects something else.
func (s *score) differ(r *row, what, detail string) {
	s.differs[r.Name+"\t"+what] = fmt.Sprintf("[%s] %s\n%s", r.Dialect, detail, r.SQL)
}

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
	statements := r.analyse(t)[len(r.Views):]
	if strings.HasSuffix(r.suite, "_table") || r.suite == "bytebase" && r.InTables != nil {
		reads, writes := tables(statements, len(r.Views))
		s.sameTables(&r, "reads", r.wantedTables(r.InTables, statements), reads)
		if r.OutTables != nil {
			s.sameTables(&r, "writes", r.wantedTables(r.OutTables, statements), writes)
		}
	}
	if r.UsedCols != nil {
		s.sameUses(&r, statements)
	}
	if r.Asserted && !strings.HasSuffix(r.suite, "_table") {
		s.sameColumns(&r, statements)
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

func (s *score) sameTables(r *row, what string, want, got []string) {
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
		s.differ(r, what, fmt.Sprintf("missing %v, too many %v", missing, rest))
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

func (s *score) sameUses(r *row, statements []*lineage.Statement) {
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
			s.differ(r, "use of "+want, fmt.Sprintf("uses %v", unique(got)))
		}
	}
}

func (s *score) sameColumns(r *row, statements []*lineage.Statement) {
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
	var names, lines []string
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
			names, lines = append(names, want.Out), append(lines, "no "+want.Out)
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
		names = append(names, want.Out)
		lines = append(lines, fmt.Sprintf("%s: want %v, got %v", want.Out, want.From, got[at].from))
	}
	switch {
	case len(names) > 3:
		s.differ(r, fmt.Sprint(len(names), " columns"), strings.Join(lines, "; "))
	case len(names) > 0:
		s.differ(r, "column "+strings.Join(names, ", "), strings.Join(lines, "; "))
	}
}
