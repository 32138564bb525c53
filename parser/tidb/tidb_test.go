package tidb

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/pingcap/tidb/pkg/parser"
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// significant are the tokens of text that are not trivia.
func significant(text string) []token.Token {
	var toks []token.Token
	for _, t := range token.Lex(text, dialect.Find("mysql")) {
		if !t.Kind.Trivia() {
			toks = append(toks, t)
		}
	}
	return toks
}

// split cuts tokens at semicolons; those of procedures stay.
func split(text string, toks []token.Token) [][]token.Token {
	var list [][]token.Token
	start, procedure := 0, false
	for i, t := range toks {
		// BEGIN and IF of a procedure, not of a transaction.
		procedure = procedure || i > start && fold(toks[start].In(text), "CREATE") && t.Kind == token.Word &&
			(fold(t.In(text), "BEGIN") || fold(t.In(text), "THEN") || fold(t.In(text), "DO") || fold(t.In(text), "REPEAT"))
		if t.Kind != token.Semicolon {
			continue
		}
		if procedure && i+1 < len(toks) && !strings.Contains(text[t.End:toks[i+1].Start], "\n\n") {
			continue
		}
		if i > start {
			list = append(list, toks[start:i])
		}
		start, procedure = i+1, false
	}
	if start < len(toks) {
		list = append(list, toks[start:])
	}
	return list
}

// prefix moves every span; see shift.
const prefix = "/* é */\n"

// check holds the properties of a converted statement.
func check(t *testing.T, f *Frontend, text string, toks []token.Token) (accepted bool) {
	t.Helper()
	sql := span(toks).In(text)
	stmt, syntax := f.Statement(text, toks)
	if syntax != nil {
		if syntax.Start >= syntax.End || !span(toks).Contains(syntax.Span) || syntax.Message == "" {
			t.Errorf("%s\nsyntax error %+v", sql, syntax)
		}
		return false
	}
	if o, ok := stmt.(*ast.OpaqueStmt); ok {
		t.Errorf("%s\nopaque: %s", sql, o.Opaque.Reason)
		return true
	}
	ours := slices.DeleteFunc(slices.Clone(toks), func(t token.Token) bool { return t.Kind == token.TagStmt })
	if stmt.Extent() != span(ours) {
		t.Errorf("%s\nthe statement's span is %v, want %v", sql, stmt.Extent(), span(ours))
	}
	checkSpans(t, text, stmt)
	checkComplete(t, text, stmt)

	moved := prefix + text
	shifted := make([]token.Token, len(toks))
	for i, tok := range toks {
		tok.Start += int32(len(prefix))
		tok.End += int32(len(prefix))
		shifted[i] = tok
	}
	again, _ := f.Statement(moved, shifted)
	if a, b := dump(stmt, 0), dump(again, int32(len(prefix))); a != b {
		t.Errorf("%s\nmoved by %d bytes the tree differs:\n%s\n%s", sql, len(prefix), a, b)
	}
	return true
}

// checkSpans asserts that no span is empty, that children lie in their parents and do not overlap, and that every name
// slices to itself.
func checkSpans(t *testing.T, text string, root ast.Node) {
	t.Helper()
	ast.Walk(root, func(n ast.Node) bool {
		s := n.Extent()
		if s.Start >= s.End || int(s.End) > len(text) {
			t.Errorf("%s\n%T has the span %v", root.Extent().In(text), n, s)
			return false
		}
		var children []ast.Node
		ast.Children(n, func(child ast.Node) {
			if !s.Contains(child.Extent()) {
				t.Errorf("%s\n%T %q is not inside its parent %T %q", root.Extent().In(text), child, child.Extent().In(text), n, s.In(text))
			}
			children = append(children, child)
		})
		sort.SliceStable(children, func(i, j int) bool { return children[i].Extent().Start < children[j].Extent().Start })
		for i := 1; i < len(children); i++ {
			if a, b := children[i-1], children[i]; a.Extent().Overlaps(b.Extent()) {
				t.Errorf("%s\n%T %q and %T %q overlap in %T", root.Extent().In(text), a, a.Extent().In(text), b, b.Extent().In(text), n)
			}
		}
		for _, id := range identsOf(n) {
			if id.Name == "" && id.Span == (source.Span{}) {
				continue
			}
			got := id.In(text)
			switch id.Quote {
			case '`':
				got = unquoteName(got)
			case '\'', '"':
				got = unquoteString(got)
			}
			if got != id.Name || !s.Contains(id.Span) {
				t.Errorf("%s\nthe name %q of %T slices to %q", root.Extent().In(text), id.Name, n, got)
			}
		}
		return true
	})
}

// identsOf are the identifiers that are fields of a node.
func identsOf(n ast.Node) []ast.Ident {
	var list []ast.Ident
	v := reflect.ValueOf(n).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i).Interface().(type) {
		case ast.Ident:
			list = append(list, f)
		case *ast.Ident:
			if f != nil {
				list = append(list, *f)
			}
		case []ast.Ident:
			list = append(list, f...)
		}
	}
	return list
}

// counts is how many nodes of a kind a tree holds.
type counts struct{ Columns, Tables, Queries, Calls, Ands, Cases, Windows, Joins int }

// checkComplete compares TiDB's tree with ours: nothing may be lost.
func checkComplete(t *testing.T, text string, stmt ast.Stmt) {
	t.Helper()
	switch stmt.(type) {
	case *ast.Query, *ast.Insert, *ast.Update, *ast.Delete:
	default:
		return
	}
	sql := stmt.Extent().In(text)
	p := parser.New()
	p.SetStrictDoubleTypeCheck(false)
	nodes, _, err := p.ParseSQL(sql)
	if err != nil || len(nodes) != 1 {
		return // template tags
	}
	want := counter{}
	nodes[0].Accept(&want)
	if got := count(text, stmt); got != want.counts {
		t.Errorf("%s\nours   %+v\nTiDB's %+v\n%s", sql, got, want.counts, dump(stmt, 0))
	}
}

// counter counts in TiDB's tree.
type counter struct{ counts }

func (c *counter) Enter(n tast.Node) (tast.Node, bool) {
	switch n := n.(type) {
	case *tast.ColumnNameExpr, *tast.Assignment:
		c.Columns++
	case *tast.MatchAgainst:
		c.Columns += len(n.ColumnNames)
		c.Calls++
	case *tast.DefaultExpr:
		if n.Name != nil {
			c.Columns++
			c.Calls++
		}
	case *tast.InsertStmt:
		if n.Setlist {
			c.Columns += len(n.Columns)
		}
	case *tast.ValuesExpr:
		c.Calls++
	case *tast.TableNameExpr:
		return n, true
	case *tast.TableName:
		c.Tables++
	case *tast.SelectStmt:
		c.Queries++
		if n.LockInfo != nil { // FOR UPDATE OF t: names of the FROM
			c.Tables -= len(n.LockInfo.Tables)
		}
	case *tast.FuncCallExpr, *tast.AggregateFuncExpr, *tast.FuncCastExpr, *tast.JSONSumCrc32Expr:
		c.Calls++
	case *tast.WindowFuncExpr:
		c.Calls++
		c.Windows++
	case *tast.BinaryOperationExpr:
		if s := n.Op.String(); s == "and" || s == "or" {
			c.Ands++
		}
	case *tast.CaseExpr:
		c.Cases++
	case *tast.Join:
		if n.Right != nil {
			c.Joins++
		}
	}
	return n, false
}

func (c *counter) Leave(n tast.Node) (tast.Node, bool) { return n, true }

// count counts in our tree what counter counts in TiDB's.
func count(text string, root ast.Node) counts {
	var c counts
	commas := func(list []ast.TableExpr) { c.Joins += max(len(list)-1, 0) }
	ast.Walk(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ColumnRef:
			c.Columns++
		case *ast.Table:
			c.Tables++
		case *ast.Select:
			c.Queries++
			commas(n.From)
		case *ast.Update:
			commas(n.Tables)
		case *ast.Delete:
			commas(n.From)
			commas(n.Using)
		case *ast.TableBody:
			c.Queries++
		case *ast.Values:
			// In TiDB's tree VALUES ROW(1) is a query, and INSERT ... VALUES (1) is not.
			if fold(n.Rows[0].In(text)[:1], "R") {
				c.Queries++
			}
		case *ast.Call:
			if !fold(n.Name.Last().Name, "MOD") {
				c.Calls++
			}
			if n.Over != nil {
				c.Windows++
			}
		case *ast.Cast:
			c.Calls++
		case *ast.Unary:
			if n.Op == "BINARY" || n.Op == "NEXT VALUE FOR" {
				c.Calls++
			}
		case *ast.Literal:
			if n.Kind == ast.TypedText {
				c.Calls++
			}
		case *ast.Binary:
			switch {
			case n.Text == "MEMBER OF", n.Text == "->":
				c.Calls++
			case n.Text == "->>":
				c.Calls += 2
			case n.Op == ast.OpAnd, n.Op == ast.OpOr:
				c.Ands++
			}
			if isInterval(n.Left) || isInterval(n.Right) {
				c.Calls++
			}
		case *ast.Case:
			c.Cases++
		case *ast.Join:
			c.Joins++
		}
		return true
	})
	return c
}

func isInterval(x ast.Expr) bool { _, ok := x.(*ast.Interval); return ok }

// dump writes a tree with its spans moved back by shift.
func dump(n any, shift int32) string {
	var b strings.Builder
	dumpValue(&b, reflect.ValueOf(n), shift, true)
	return b.String()
}

// render writes a tree without spans, and without what is not set.
func render(n any) string {
	var b strings.Builder
	dumpValue(&b, reflect.ValueOf(n), 0, false)
	return b.String()
}

func dumpValue(b *strings.Builder, v reflect.Value, shift int32, spans bool) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		dumpValue(b, v.Elem(), shift, spans)
	case reflect.Slice:
		b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				b.WriteByte(' ')
			}
			dumpValue(b, v.Index(i), shift, spans)
		}
		b.WriteByte(']')
	case reflect.Struct:
		if s, ok := v.Interface().(source.Span); ok {
			fmt.Fprintf(b, "%d-%d", s.Start-shift, s.End-shift)
			return
		}
		b.WriteString(v.Type().Name())
		b.WriteByte('{')
		first := true
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Name == "Span" && !spans || v.Field(i).IsZero() && f.Name != "Span" {
				continue
			}
			if !first {
				b.WriteByte(' ')
			}
			first = false
			if f.Name != "Span" {
				b.WriteString(f.Name + ":")
			}
			dumpValue(b, v.Field(i), shift, spans)
		}
		b.WriteByte('}')
	default:
		if s, ok := v.Interface().(fmt.Stringer); ok {
			b.WriteString(s.String())
			return
		}
		fmt.Fprintf(b, "%v", v.Interface())
	}
}

// TestFixtures holds the properties on all statements of testdata.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	f := New(dialect.Find("mysql"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, toks := range split(text, significant(text)) {
			if !check(t, f, text, toks) {
				_, syntax := f.Statement(text, toks)
				t.Errorf("%s: %s\nis rejected: %s", name, span(toks).In(text), syntax.Message)
			}
		}
	}
}

// TestCorpora holds them on public SQL, where it is at hand.
func TestCorpora(t *testing.T) {
	root := os.Getenv("SQLSTEWARD_CORPORA")
	if root == "" {
		t.Skip("SQLSTEWARD_CORPORA names no folder of corpora")
	}
	f := New(dialect.Find("mysql"))
	run := func(t *testing.T, texts []string) {
		accepted, rejected := 0, 0
		for _, text := range texts {
			for _, toks := range split(text, significant(text)) {
				if check(t, f, text, toks) {
					accepted++
				} else {
					rejected++
				}
			}
		}
		t.Logf("%d accepted, %d rejected", accepted, rejected)
		if accepted == 0 {
			t.Error("nothing was accepted")
		}
	}
	t.Run("dialects", func(t *testing.T) {
		files, _ := filepath.Glob(filepath.Join(root, "dialects/mysql/*.sql"))
		var texts []string
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(data))
		}
		run(t, texts)
	})
	for _, name := range []string{"mysql", "sqlparser-rs", "defog", "spider"} {
		t.Run(name, func(t *testing.T) {
			file, err := os.Open(filepath.Join(root, "statements", name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			var texts []string
			lines := bufio.NewScanner(file)
			lines.Buffer(nil, 64<<20)
			for lines.Scan() {
				var row struct{ SQL, Dialect string }
				if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
					t.Fatal(err)
				}
				if name != "sqlparser-rs" || row.Dialect == "mysql" {
					texts = append(texts, row.SQL)
				}
			}
			run(t, texts)
		})
	}
}
