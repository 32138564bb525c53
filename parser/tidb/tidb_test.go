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

	"github.com/sqlsteward/sqlsteward/internal/golden"
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

var opNames = [...]string{
	"Other", "And", "Or", "Xor", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "NullSafeEq", "Add", "Sub", "Mul", "Div", "Mod",
	"Concat", "Assign", "JSON",
}

var literalKinds = [...]string{"Number", "String", "Bytes", "Null", "True", "False", "Default", "TypedText"}

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
		if !spans {
			switch n := v.Interface().(type) {
			case ast.Ident:
				b.WriteString(n.Name)
				return
			case ast.ColumnRef:
				renderNames(b, n.Parts)
				return
			case ast.Name:
				renderNames(b, n.Parts)
				return
			}
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
		if op, ok := v.Interface().(ast.Op); ok {
			b.WriteString(opNames[op])
			return
		}
		if kind, ok := v.Interface().(ast.LiteralKind); ok {
			b.WriteString(literalKinds[kind])
			return
		}
		if s, ok := v.Interface().(fmt.Stringer); ok {
			b.WriteString(s.String())
			return
		}
		fmt.Fprintf(b, "%v", v.Interface())
	}
}

func renderNames(b *strings.Builder, parts []ast.Ident) {
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(p.Name)
	}
}

// TestFixtures holds the properties on all statements of testdata, and compares their trees.
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
		var trees strings.Builder
		for _, toks := range split(text, significant(text)) {
			if !check(t, f, text, toks) {
				_, syntax := f.Statement(text, toks)
				t.Errorf("%s: %s\nis rejected: %s", name, span(toks).In(text), syntax.Message)
				continue
			}
			stmt, _ := f.Statement(text, toks)
			fmt.Fprintf(&trees, "%s\n=> %s\n\n", span(toks).In(text), render(stmt))
		}
		golden.Check(t, strings.TrimSuffix(name, ".sql")+".tree", trees.String())
	}
}

// A seen is a visitor that notes the types of TiDB's nodes.
type seen map[string]bool

func (s seen) Enter(n tast.Node) (tast.Node, bool) {
	s[reflect.TypeOf(n).Elem().Name()] = true
	return n, false
}

func (s seen) Leave(n tast.Node) (tast.Node, bool) { return n, true }

// TestEveryNode asserts that the fixtures hold every kind of statement and expression that TiDB's tree has and shows to
// visitors, so that TestFixtures converts each.
func TestEveryNode(t *testing.T) {
	nodes := strings.Fields(`
		AddQueryWatchStmt AdminStmt AggregateFuncExpr AlterDatabaseStmt AlterInstanceStmt AlterPlacementPolicyStmt
		AlterRangeStmt AlterResourceGroupStmt AlterSequenceStmt AlterTableStmt AlterUserStmt AnalyzeTableStmt AsOfClause
		Assignment BRIEStmt BeginStmt BetweenExpr BinaryOperationExpr BinlogStmt ByItem CalibrateResourceStmt CallStmt
		CancelDistributionJobStmt CaseExpr CleanupTableLockStmt ColumnDef ColumnNameExpr ColumnNameOrUserVar ColumnOption
		CommitStmt CommonTableExpression CompactTableStmt CompareSubqueryExpr Constraint CreateBindingStmt
		CreateDatabaseStmt CreateIndexStmt CreateMaskingPolicyStmt CreatePlacementPolicyStmt CreateResourceGroupStmt
		CreateSequenceStmt CreateStatisticsStmt CreateTableStmt CreateUserStmt CreateViewStmt DeallocateStmt DefaultExpr
		DeleteStmt DistributeTableStmt DoStmt DropBindingStmt DropDatabaseStmt DropIndexStmt DropPlacementPolicyStmt
		DropProcedureStmt DropQueryWatchStmt DropResourceGroupStmt DropSequenceStmt DropStatisticsStmt DropStatsStmt
		DropTableStmt DropUserStmt ExecuteStmt ExistsSubqueryExpr ExplainForStmt ExplainStmt FlashBackDatabaseStmt
		FlashBackTableStmt FlashBackToTimestampStmt FlushStmt FrameBound FrameClause FuncCallExpr FuncCastExpr
		GetFormatSelectorExpr GrantProxyStmt GrantRoleStmt GrantStmt GroupByClause HavingClause HelpStmt
		ImportIntoActionStmt ImportIntoStmt IndexPartSpecification InsertStmt IsNullExpr IsTruthExpr JSONSumCrc32Expr Join
		KillStmt Limit LoadDataStmt LoadStatsStmt LockStatsStmt LockTablesStmt MatchAgainst MaxValueExpr
		NonTransactionalDMLStmt OptimizeTableStmt OrderByClause ParamMarkerExpr ParenthesesExpr PartitionByClause
		PatternInExpr PatternLikeOrIlikeExpr PatternRegexpExpr PlanReplayerStmt PositionExpr PrepareStmt ProcedureBlock
		ProcedureCursor ProcedureDecl ProcedureErrorControl ProcedureInfo ProcedureLabelLoop ProcedureRepeatStmt
		RecommendIndexStmt RecoverTableStmt ReferenceDef RefreshStatsStmt ReleaseSavepointStmt RenameTableStmt
		RenameUserStmt RepairTableStmt RestartStmt RevokeRoleStmt RevokeStmt RollbackStmt RowExpr SavepointStmt SelectField
		SelectStmt SetBindingStmt SetCollationExpr SetConfigStmt SetDefaultRoleStmt SetOprSelectList SetOprStmt SetPwdStmt
		SetResourceGroupStmt SetRoleStmt SetSessionStatesStmt SetStmt ShowStmt ShutdownStmt SplitRegionStmt StoreParameter
		SubqueryExpr TableName TableNameExpr TableSample TableSource TimeUnitExpr TraceStmt TrafficStmt TrimDirectionExpr
		TruncateTableStmt UnaryOperationExpr UnlockStatsStmt UnlockTablesStmt UpdateStmt UseStmt ValueExpr ValuesExpr
		VariableAssignment VariableExpr WhenClause WindowFuncExpr WindowSpec WithClause`)
	got := seen{}
	for _, sql := range fixtures(t) {
		stmts, _, err := parser.New().ParseSQL(sql)
		if err != nil {
			t.Fatal(err)
		}
		stmts[0].Accept(got)
	}
	for _, name := range nodes {
		if !got[name] {
			t.Errorf("no fixture holds a %s", name)
		}
	}
}

// fixtures are the statements of testdata.
func fixtures(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var list []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, toks := range split(string(data), significant(string(data))) {
			list = append(list, span(toks).In(string(data)))
		}
	}
	return list
}

// parse reads one statement, of which trivia and semicolons are not part.
func parse(sql string) (ast.Stmt, *ast.SyntaxError) {
	return New(dialect.Find("mysql")).Statement(sql, significant(sql))
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		sql, at, expected, message string
		certain                    bool
	}{
		{
			sql: "SELECT * FORM users", at: "FORM", expected: "FROM",
			message: "`FORM` is not understood here: is `FROM` meant?",
		},
		{
			sql: "/* é */ SELECT a FORM\nusers", at: "users", expected: "FROM",
			message: "`users` is not understood here: is `FROM` meant instead of `FORM` before it?",
		},
		{
			sql: "SELECT a, FROM t", at: "FROM", expected: "a further item",
			message: "`FROM` is not understood here: the comma before it is one too many, or what belongs behind the comma is missing",
		},
		{
			sql: "SELECT a FROM t WHERE", at: "E", expected: "what belongs behind `WHERE`", certain: true,
			message: "the statement ends too early: something is missing behind `WHERE`",
		},
		{
			sql: "SELECT (a FROM t", at: "(", expected: "a closing parenthesis", certain: true,
			message: "this parenthesis is never closed",
		},
		{
			sql: "SELECT a) FROM t", at: ")", expected: "the end of the statement", certain: true,
			message: "this closing parenthesis has no opening one",
		},
		{
			sql: "SELECT a FROM t WHERE b = 'x", at: "'x", expected: "a closing quote", certain: true,
			message: "`'x` is never closed",
		},
		{
			sql: "SELECT a FROM t GROUP a", at: "a", expected: "BY",
			message: "`a` is not understood here: `GROUP` wants a `BY` behind it",
		},
		{
			sql: "SELECT a AS rank FROM t", at: "rank", expected: "a name",
			message: "`rank` is not understood here: it is a reserved word of MySQL; to use it as a name, write it in backquotes",
		},
		{
			sql: "SELECT CASE WHEN a THEN b FROM t", at: "FROM", expected: "END",
			message: "`FROM` is not understood here: a `CASE` before it has no `END`",
		},
		{
			sql: "SELECT a FROM t LEFT JOIN u", at: "u", expected: "ON",
			message: "the statement ends too early: the `LEFT JOIN` before it has no `ON`, which says how the rows belong together",
		},
		{
			sql: "SELECT a FROM t LEFT JOIN u WHERE b = 1", at: "WHERE", expected: "ON",
			message: "`WHERE` is not understood here: the `LEFT JOIN` before it has no `ON`, which says how the rows belong together",
		},
		{
			sql: "SELECT a FROM t WHERE a = = 1", at: "=", expected: "what belongs behind `=`",
			message: "`=` is not understood here: something is missing behind `=`",
		},
		{
			sql: "SELECT COUNT (*) FROM t", at: "*",
			message: "`*` is not understood here: MySQL wants no space between the name of a function and its parenthesis",
		},
		{
			sql: "SELECT a b orders FROM t", at: "orders",
			message: "`orders` is not understood here: a comma, an operator or a keyword may be missing between it and `b`",
		},
		{
			sql: "SELECT a::int FROM t", at: "::",
			message: "`::` is not understood here: MySQL has no `::`; write CAST(value AS type)",
		},
		{
			sql: "SELECT a COLLATE nosuch FROM t", at: "SELECT a COLLATE nosuch FROM t",
			message: "MySQL does not accept this: unknown collation: 'nosuch'",
		},
		{ // TiDB quotes only the first 2048 bytes of the rest
			sql: "SELECT * FORM t WHERE a = '" + strings.Repeat("x", 5000) + "'", at: "FORM", expected: "FROM",
			message: "`FORM` is not understood here: is `FROM` meant?",
		},
	}
	for _, tt := range tests {
		_, got := parse(tt.sql)
		if got == nil {
			t.Errorf("%.60s: no error", tt.sql)
			continue
		}
		if text := got.In(tt.sql); text != tt.at || got.Expected != tt.expected || got.Message != tt.message || got.Certain != tt.certain {
			t.Errorf("%.60s:\ngot %q, %+v", tt.sql, text, got)
		}
	}
}

// TestTags reads statements with template tags.
func TestTags(t *testing.T) {
	tests := []struct{ sql, want string }{
		{
			"SELECT {{ cols }} FROM {{ ref('x') }} AS r WHERE r.a > {{ a }} AND amount_{{ unit }} = 1 AND r.{{ c }}",
			"Query{Body:Select{Items:[SelectItem{Expr:Hole{Text:{{ cols }}}}] From:[Table{Alias:TableAlias{Name:r} " +
				"Hole:Hole{Text:{{ ref('x') }}}}] Where:Binary{Op:And Text:AND Left:Binary{Op:And Text:AND " +
				"Left:Binary{Op:Gt Text:> Left:r.a Right:Hole{Text:{{ a }}}} " +
				"Right:Binary{Op:Eq Text:= Left:Hole{Text:amount_{{ unit }}} Right:Literal{Text:1}}} Right:Hole{Text:r.{{ c }}}}}}",
		},
		{
			"{% if x %} SELECT a FROM raw.{{ t }} {{ where }} {% endif %}",
			"Query{Body:Select{Items:[SelectItem{Expr:a}] From:[Table{Clauses:[Clause{Kind:TEMPLATE Exprs:[Hole{Text:{{ where }}}]}] " +
				"Hole:Hole{Text:raw.{{ t }}}}]}}",
		},
		{
			"SELECT '{{ x }}' FROM t -- {{ y }}",
			"Query{Body:Select{Items:[SelectItem{Expr:Literal{Kind:String Text:{{ x }}}}] From:[Table{Name:t}]}}",
		},
		{
			"SELECT a {{ more }} FROM t",
			"OpaqueStmt{Opaque:Opaque{Reason:the MySQL parser's tree could not be read: a template tag stands where an alias would}}",
		},
		{"{% set x = 1 %}", "OpaqueStmt{Opaque:Opaque{Reason:template tags without SQL}}"},
	}
	for _, tt := range tests {
		stmt, err := parse(tt.sql)
		if err != nil {
			t.Errorf("%s: %s", tt.sql, err.Message)
			continue
		}
		if got := render(stmt); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.sql, got, tt.want)
		}
		checkSpans(t, tt.sql, stmt)
	}
}

// TestSelection leaves tokens out: what lies between those given is not read.
func TestSelection(t *testing.T) {
	text := "SELECT a, b, c FROM t WHERE x = 1"
	toks := significant(text)
	chosen := slices.Concat(toks[:2], toks[4:8]) // without ", b", and without the WHERE
	stmt, err := New(dialect.Find("mysql")).Statement(text, chosen)
	if err != nil {
		t.Fatal(err.Message)
	}
	if got, want := render(stmt), "Query{Body:Select{Items:[SelectItem{Expr:a} SelectItem{Expr:c}] From:[Table{Name:t}]}}"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestStrings compares the values of string literals with those that TiDB reads.
func TestStrings(t *testing.T) {
	for _, lit := range []string{
		`''`, `'a'`, `"a"`, `'it''s'`, `"a""b'c"`, `'\n\t\r\b\0\Z\\\'\"'`, `'100\%\_'`, `'\q'`, `'a' 'b' "c"`, `'日本'`, `'a\\'`,
	} {
		sql := "SELECT " + lit
		nodes, _, err := parser.New().ParseSQL(sql)
		if err != nil {
			t.Fatal(err)
		}
		want := nodes[0].(*tast.SelectStmt).Fields.Fields[0].Expr.(tast.ValueExpr).GetString()
		stmt, syntax := parse(sql)
		if syntax != nil {
			t.Fatal(syntax.Message)
		}
		got := stmt.(*ast.Query).Body.(*ast.Select).Items[0].Expr.(*ast.Literal)
		if got.Text != want || got.In(sql) != lit {
			t.Errorf("%s: got %q over %s, want %q", lit, got.Text, got.In(sql), want)
		}
	}
}

// TestBounds reads what is deep, wide or both: an answer or a clear error, and no crash.
func TestBounds(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct {
		name, sql string
		rejected  bool
	}{
		{"parentheses", "SELECT " + repeat("(", 3900) + "1" + repeat(")", 3900), false},
		{"more parentheses", "SELECT " + repeat("(", 100_000) + "1" + repeat(")", 100_000), true},
		{"subqueries", repeat("SELECT (", 3900) + "1" + repeat(")", 3900), false},
		{"derived tables", repeat("SELECT * FROM (", 3900) + "SELECT 1" + repeat(") x", 3900), false},
		{"parentheses of tables", "SELECT * FROM " + repeat("(", 3900) + "t" + repeat(")", 3900), false},
		{"signs", "SELECT " + repeat("- ", 50_000) + "1", false},
		{"more signs", "SELECT " + repeat("- ", 100_000) + "1", true},
		{"sum", "SELECT 1" + repeat("+1", 50_000), false},
		{"conditions", "SELECT 1 FROM t WHERE a=1" + repeat(" AND a=1", 20_000), false},
		{"joins", "SELECT * FROM a" + repeat(" JOIN a", 2_000), false},
		{"more joins", "SELECT * FROM a" + repeat(" JOIN a", 100_000), true},
		{"comma joins", "SELECT * FROM a" + repeat(",a", 50_000), false},
		{"more comma joins", "SELECT * FROM a" + repeat(",a", 1_000_000), true},
		{"cases", "SELECT " + repeat("CASE WHEN 1 THEN ", 10_000) + "1" + repeat(" END", 10_000), false},
		{"set operations", "SELECT 1" + repeat(" UNION ALL SELECT 1", 10_000), false},
		{"rows", "INSERT INTO t VALUES (1)" + repeat(",(1)", 100_000), false},
		{"list", "SELECT 1 FROM t WHERE a IN (1" + repeat(",1", 100_000) + ")", false},
	}
	for _, tt := range tests {
		stmt, err := parse(tt.sql)
		if (err != nil) != tt.rejected {
			t.Errorf("%s: error %v", tt.name, err)
		}
		if o, ok := stmt.(*ast.OpaqueStmt); ok {
			t.Errorf("%s: opaque: %s", tt.name, o.Opaque.Reason)
		}
		if err != nil && !strings.Contains(err.Message, "nested too deeply") {
			t.Errorf("%s: %s", tt.name, err.Message)
		}
	}
}

// FuzzStatement asserts that no input makes the front end panic or yield bad spans.
func FuzzStatement(f *testing.F) {
	for _, sql := range fixtures(f) {
		f.Add(sql)
	}
	for _, sql := range []string{"SELECT", "(", "SELECT {{ a }}b", "SELECT '", "SELECT @", "SELECT a.*, .1 FROM x.y.z"} {
		f.Add(sql)
	}
	front := New(dialect.Find("mysql"))
	f.Fuzz(func(t *testing.T, text string) {
		for _, toks := range split(text, significant(text)) {
			stmt, err := front.Statement(text, toks)
			if err != nil {
				if err.Start >= err.End || !span(toks).Contains(err.Span) {
					t.Errorf("%q: the error's span is %v", text, err.Span)
				}
				continue
			}
			if o, ok := stmt.(*ast.OpaqueStmt); ok && strings.Contains(o.Opaque.Reason, "internal fault") {
				t.Errorf("%q: %s", text, o.Opaque.Reason)
			}
			checkSpans(t, text, stmt)
		}
	})
}

func BenchmarkStatement(b *testing.B) {
	list := fixtures(b)
	tokens := make([][]token.Token, len(list))
	size := 0
	for i, sql := range list {
		tokens[i] = significant(sql)
		size += len(sql)
	}
	b.Run("tidb", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		p := parser.New()
		for b.Loop() {
			for _, sql := range list {
				if _, _, err := p.ParseSQL(sql); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		f := New(dialect.Find("mysql"))
		for b.Loop() {
			for i, sql := range list {
				if _, err := f.Statement(sql, tokens[i]); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
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
