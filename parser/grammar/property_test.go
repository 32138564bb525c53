package grammar_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/grammar"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A fixture is a text that the properties must hold for.
type fixture struct {
	id, text string
	dialect  *dialect.Dialect
}

// fixtures calls see for the fixtures of this package, and for all corpora where SQLSTEWARD_CORPORA names their folder.
func fixtures(t testing.TB, see func(fixture)) {
	own, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(own) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, path := range own {
		for _, f := range fixtureFile(t, path) {
			see(f)
		}
	}
	root := os.Getenv("SQLSTEWARD_CORPORA")
	if root == "" {
		return
	}
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		switch folder, rest, _ := strings.Cut(filepath.ToSlash(rel), "/"); {
		case folder == "statements" && filepath.Ext(path) == ".jsonl":
			return lines(path, see)
		case filepath.Ext(path) != ".sql":
		case folder == "dialects":
			name, _, _ := strings.Cut(rest, "/")
			return file(path, rel, see, name, "generic")
		case folder == "projects":
			name, _, _ := strings.Cut(rest, "/")
			return file(path, rel, see, projectDialects[name], "generic")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// projectDialects are the dialects of the corpora's projects, as far as they have one of ours.
var projectDialects = map[string]string{
	"bigquery-utils": "bigquery", "snowflake-sf-samples": "snowflake", "fivetran_jira": "snowflake", "dbt-utils": "postgres",
}

func file(path, rel string, see func(fixture), dialects ...string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, name := range dialects {
		if d := dialect.Find(name); d != nil && len(text) < 1<<20 {
			see(fixture{rel + " as " + name, string(text), d})
		}
	}
	return nil
}

func lines(path string, see func(fixture)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<26)
	for n := 1; in.Scan(); n++ {
		var row struct{ ID, Dialect, SQL string }
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			return err
		}
		d := dialect.Find(row.Dialect)
		if d == nil {
			d = dialect.Find("generic")
		}
		see(fixture{fmt.Sprintf("%s:%d %s as %s", filepath.Base(path), n, row.ID, d.Name), row.SQL, d})
	}
	return in.Err()
}

func TestProperties(t *testing.T) {
	failures := 0
	fixtures(t, func(f fixture) {
		if failures > 60 {
			return
		}
		for _, problem := range problems(f) {
			failures++
			t.Errorf("%s: %s", f.id, problem)
		}
	})
}

// problems says which properties do not hold for a text.
func problems(f fixture) (out []string) {
	defer func() {
		if r := recover(); r != nil {
			out = append(out, fmt.Sprintf("panic: %v\n    in: %s\n%s", r, f.text, debug.Stack()))
		}
	}()
	statements, toks := read(f.text, f.dialect)
	c := checker{text: f.text, seen: map[ast.Node]bool{}}
	last := int32(0)
	for _, s := range statements {
		c.stmt = s
		if s.Start < last {
			c.bad("statement at %d begins before the end of the last", s.Start)
		}
		last = s.End
		c.node(s, source.Span{End: int32(len(f.text))})
		for _, e := range s.Errors {
			if e.Start >= e.End || e.Start < 0 || int(e.End) > len(f.text) {
				c.bad("the error %q has the span %v", e.Message, e.Span)
			}
		}
		c.opaques(s)
		if s.State == ast.Complete {
			c.coverage(s, toks)
		}
	}
	return append(c.out, shifted(f, statements)...)
}

// A checker gathers what is wrong with a tree.
type checker struct {
	text string
	stmt *ast.Statement
	seen map[ast.Node]bool
	out  []string
}

func (c *checker) bad(format string, args ...any) {
	text := c.stmt.In(c.text)
	if len(text) > 300 {
		text = text[:300] + "…"
	}
	c.out = append(c.out, fmt.Sprintf(format, args...)+"\n    in: "+text)
}

// node checks spans, identifiers and that ast.Children leaves nothing out, for n and all below it.
func (c *checker) node(n ast.Node, parent source.Span) {
	span := n.Extent()
	what := reflect.TypeOf(n).Elem().Name()
	if span.Start >= span.End || span.Start < 0 || int(span.End) > len(c.text) {
		c.bad("%s has the span %v", what, span)
		return
	}
	if !parent.Contains(span) {
		c.bad("%s %q reaches out of its parent %q", what, span.In(c.text), parent.In(c.text))
	}
	if c.seen[n] {
		c.bad("%s %q is in the tree twice", what, span.In(c.text))
		return
	}
	c.seen[n] = true
	var held []ast.Node
	parts(n, func(child ast.Node) { held = append(held, child) }, func(id ast.Ident) {
		if !span.Contains(id.Span) || id.Len() <= 0 {
			c.bad("identifier %q at %v is not inside its %s at %v", id.Name, id.Span, what, span)
		} else if got := unquote(id, c.text); got != id.Name {
			c.bad("identifier %q slices to %q", id.Name, got)
		}
	})
	visited := map[ast.Node]bool{}
	var previous ast.Node
	ast.Children(n, func(child ast.Node) {
		visited[child] = true
		// The columns of JSON_TABLE stand inside its call, a name inside the tag that yields it.
		_, columns := child.(*ast.ColumnDef)
		_, hole := child.(*ast.Hole)
		if previous != nil && previous.Extent().Overlaps(child.Extent()) && !(columns && what == "TableFunc") && !(hole && what == "Table") {
			c.bad("children of %s overlap: %q and %q", what, previous.Extent().In(c.text), child.Extent().In(c.text))
		}
		previous = child
		c.node(child, span)
	})
	for _, child := range held {
		if !visited[child] {
			c.bad("ast.Children leaves out the %T of %s", child, what)
		}
	}
}

// unquote is the name that an identifier's span spells.
func unquote(id ast.Ident, text string) string {
	raw := id.In(text)
	if id.Quote == 0 {
		return raw
	}
	closing := id.Quote
	if closing == '[' {
		closing = ']'
	}
	if strings.HasPrefix(raw, "u&") || strings.HasPrefix(raw, "U&") {
		raw = raw[2:]
	}
	if raw[0] != id.Quote { // one part of `project.dataset.table`
		return raw
	}
	if strings.Contains(raw, `\`) { // an escape in a string that is used as a name
		return id.Name
	}
	if triple := strings.Repeat(string(closing), 3); len(raw) >= 6 && strings.HasPrefix(raw, triple) && id.Name == raw[3:len(raw)-3] {
		return id.Name
	}
	raw = raw[1 : len(raw)-1]
	return strings.ReplaceAll(raw, string(closing)+string(closing), string(closing))
}

// opaques checks that a statement's opaques are those of its tree.
func (c *checker) opaques(s *ast.Statement) {
	inTree := map[*ast.Opaque]bool{}
	ast.Walk(s, func(n ast.Node) bool {
		if o, ok := n.(*ast.Opaque); ok {
			inTree[o] = true
		}
		return true
	})
	end := int32(0)
	for _, o := range s.Opaques {
		if !inTree[o] {
			c.bad("opaque %q is not in the tree", o.In(c.text))
		}
		if o.Start < end {
			c.bad("opaque %q begins before the last one ends", o.In(c.text))
		}
		end = o.End
		delete(inTree, o)
	}
	for o := range inTree {
		c.bad("opaque %q of the tree is not listed", o.In(c.text))
	}
	if s.State == ast.Complete && len(s.Errors) > 0 {
		c.bad("complete, with the error %q", s.Errors[0].Message)
	}
	if s.State == ast.Partial && len(s.Opaques) == 0 {
		c.bad("partial without an opaque")
	}
}

// coverage checks that each token of a complete statement that can be a name or a value is in a node that says so.
func (c *checker) coverage(s *ast.Statement, toks []token.Token) {
	var leaves, all []source.Span
	leaf := func(s source.Span) { leaves = append(leaves, s) }
	ast.Walk(s, func(n ast.Node) bool {
		all = append(all, n.Extent())
		parts(n, func(ast.Node) {}, func(id ast.Ident) { leaf(id.Span) })
		switch n := n.(type) {
		case *ast.Literal, *ast.Param, *ast.Word, *ast.TypeName, *ast.Hole, *ast.Clause, *ast.Other, *ast.Interval:
			leaf(n.Extent())
		case *ast.Name, *ast.ColumnRef: // with the subscripts of a target
			leaf(n.Extent())
		case *ast.SelectItem: // an alias with UESCAPE '!'
			if n.Alias != nil && n.Alias.Start > n.Expr.Extent().Start {
				leaf(source.Span{Start: n.Alias.Start, End: n.End})
			}
		case *ast.Is: // IS NFC NORMALIZED
			leaf(source.Span{Start: n.X.Extent().End, End: n.End})
		case *ast.Unary: // OPERATOR(pg_catalog.-)
			if strings.HasPrefix(n.Op, "OPERATOR(") {
				leaf(source.Span{Start: n.Start, End: n.X.Extent().Start})
			}
		case *ast.Binary: // OPERATOR(pg_catalog.+)
			if strings.HasPrefix(n.Text, "OPERATOR(") {
				leaf(source.Span{Start: n.Left.Extent().End, End: n.Right.Extent().Start})
			}
		}
		return true
	})
	covered := map[int32]bool{}
	for _, l := range leaves {
		for at := l.Start; at < l.End; at++ {
			covered[at] = true
		}
	}
	for _, t := range toks {
		if t.Start < s.Start || t.End > s.End || covered[t.Start] {
			continue
		}
		switch t.Kind {
		case token.Word:
			if t.Keyword != 0 || syntaxWords[strings.ToUpper(t.In(c.text))] {
				continue
			}
		case token.String: // it may hold the body of a function
			if slices.ContainsFunc(all, t.Contains) {
				continue
			}
		case token.QuotedName, token.Number, token.Param, token.Tag:
		default:
			continue
		}
		c.bad("%q at %d belongs to no node", t.In(c.text), t.Start)
	}
}

// syntaxWords are words, no keywords of package keyword, that the grammar reads as part of its syntax.
var syntaxWords = map[string]bool{
	"APPROX": true, "BATCH": true, "BEST": true, "COLLECT": true, "COMPOUND": true, "CONSTANT": true,
	"CONVERSION": true, "CT": true, "DIMENSION": true, "EVALNAME": true, "EXIT": true, "EXPECT": true, "FIELDS": true, "FLAG": true, "FN": true,
	"FORALL": true, "FOREACH": true, "GROUPED": true, "INDICATOR": true, "INDICES": true, "MUTUALLY": true,
	"NAMED": true, "NESTED": true, "NOCOPY": true, "NORMALIZED": true, "NOTHING": true, "OJ": true, "OVERRIDING": true, "PAIRS": true, "PARTIAL": true,
	"PERFORM": true, "PIPE": true, "PREVIOUS": true, "PROFILE": true, "PROJECTION": true, "QUERY": true,
	"REDISTRIBUTE": true, "REDUCE": true, "REMOTE": true, "REPLICATE": true, "REVERSE": true, "SCALARS": true,
	"SIMPLE": true, "SOURCE": true, "STATIC": true, "STEP": true, "SUBSCRIBE": true, "TARGET": true, "TIMEZONE": true,
	"TITLE": true, "UESCAPE": true, "VARIADIC": true, "XML": true,
}

// shifted checks that a comment and a line break in front move all spans and change nothing else.
func shifted(f fixture, statements []*ast.Statement) []string {
	const prefix = "/* é */\n"
	again, _ := read(prefix+f.text, f.dialect)
	if strings.HasPrefix(f.text, "\ufeff") {
		return nil
	}
	var want, got []string
	for _, s := range statements {
		want = append(want, render(f.text, s, 0))
	}
	for _, s := range again {
		got = append(got, render(prefix+f.text, s, int32(len(prefix))))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return []string{"a prefix changes the tree (-without +with):\n" + diff}
	}
	return nil
}

// render writes a statement with all spans, errors and opaques.
func render(text string, s *ast.Statement, base int32) string {
	d := dumper{text: text, spans: true, base: base}
	var b strings.Builder
	fmt.Fprintf(&b, "%s", d.value(reflect.ValueOf(s)))
	for _, e := range s.Errors {
		fmt.Fprintf(&b, "\nerror %d-%d %s", e.Start-base, e.End-base, e.Message)
	}
	for _, o := range s.Opaques {
		fmt.Fprintf(&b, "\nopaque %d-%d %s", o.Start-base, o.End-base, o.Reason)
	}
	return b.String()
}

// FuzzParse holds the parser to the properties, whatever it reads in whichever dialect: a text as it is, or, with a seed,
// its tokens deleted, doubled, swapped and mixed with others.
func FuzzParse(f *testing.F) {
	fixtures(f, func(x fixture) { f.Add(x.text, byte(slices.Index(dialect.All, x.dialect)), uint64(0)) })
	f.Add("{{ a }} UPDATE (", byte(0), uint64(0))                     // tags before what cannot be read
	f.Add("FROM a |> MATCH_RECOGNIZE (PATTERN b", byte(0), uint64(0)) // no bracket where one must open
	f.Add("MERGE INTO a USING b ON c WHEN MATCHED THEN SIGNAL", byte(0), uint64(0))
	f.Fuzz(func(t *testing.T, text string, pick byte, seed uint64) {
		d := dialect.All[int(pick)%len(dialect.All)]
		if seed > 0 {
			text = mutated(fixture{text: text, dialect: d}, seed)
		}
		hang := time.AfterFunc(5*time.Second, func() { panic(fmt.Sprintf("%s hangs on %q", d.Name, text)) })
		defer hang.Stop()
		for _, problem := range problems(fixture{text: text, dialect: d}) {
			t.Error(problem)
		}
		p := grammar.New(text, token.Lex(text, d), d)
		if e, err := p.Expr(); (e == nil) == (err == nil) {
			t.Errorf("an expression %v with the error %v", e, err)
		}
	})
}
