package tidb

import (
	"slices"
	"strings"

	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// A joinConverter holds the parts of one FROM that are still to be bound. TiDB turns trees of joins around where a join
// has no condition, so the structure comes from the tokens and only the leaves and conditions from TiDB's tree.
type joinConverter struct {
	leaves []*tast.TableSource // in the order of the tree, which is nearly that of the source; nil once bound
	first  int                 // all before it are bound
	on     []tast.ExprNode     // conditions by their start
}

func (j *joinConverter) collect(n tast.ResultSetNode) {
	switch n := n.(type) {
	case *tast.Join:
		j.collect(n.Left)
		if n.Right != nil {
			j.collect(n.Right)
		}
		if n.On != nil {
			j.on = append(j.on, n.On.Expr)
		}
	case *tast.TableSource:
		j.leaves = append(j.leaves, n)
	}
}

// leaf takes the first leaf that is not bound yet and fits.
func (j *joinConverter) leaf(fits func(*tast.TableSource) bool) *tast.TableSource {
	for i := j.first; i < len(j.leaves); i++ {
		if l := j.leaves[i]; l != nil && fits(l) {
			j.leaves[i] = nil
			for j.first < len(j.leaves) && j.leaves[j.first] == nil {
				j.first++
			}
			return l
		}
	}
	return nil
}

// from converts a FROM clause behind its keyword.
func (c *converter) from(n *tast.TableRefsClause) []ast.TableExpr {
	outer := c.joins
	c.joins = joinConverter{}
	c.joins.collect(n.TableRefs)
	slices.SortStableFunc(c.joins.on, func(a, b tast.ExprNode) int { return a.OriginTextPosition() - b.OriginTextPosition() })
	list := c.tableRefs()
	if c.joins.first < len(c.joins.leaves) || len(c.joins.on) > 0 {
		c.fail("not all of the FROM was found before `%s`", c.text())
	}
	c.joins = outer
	return list
}

// tableRefs reads table references with commas between them.
func (c *converter) tableRefs() []ast.TableExpr {
	list := []ast.TableExpr{c.tableRef()}
	for c.op(token.Comma) {
		list = append(list, c.tableRef())
	}
	return list
}

// tableRef reads a table reference with all joins that follow. A JOIN takes as its right side all that follows up to the
// ON that is its own; when it has none, the chain on its right is turned to the left again.
func (c *converter) tableRef() ast.TableExpr {
	left := c.tableFactor()
	for {
		start := c.start()
		j := &ast.Join{Left: left}
		greedy := true
		if c.accept("NATURAL") {
			j.Natural, greedy = true, false
		}
		switch {
		case c.accept("STRAIGHT_JOIN"):
			j.Clauses = append(j.Clauses, c.clause("STRAIGHT_JOIN", start))
			greedy = false
		case c.accept("JOIN"), c.accept("INNER", "JOIN"):
		case c.accept("CROSS", "JOIN"):
			j.Kind = ast.Cross
		case c.accept("LEFT", "JOIN"), c.accept("LEFT", "OUTER", "JOIN"):
			j.Kind = ast.LeftJoin
		case c.accept("RIGHT", "JOIN"), c.accept("RIGHT", "OUTER", "JOIN"):
			j.Kind = ast.RightJoin
		default:
			return left
		}
		if greedy {
			j.Right = c.tableRef()
		} else {
			j.Right = c.tableFactor()
		}
		switch {
		case c.accept("ON"):
			if len(c.joins.on) == 0 || !c.starts(c.joins.on[0]) {
				c.fail("no join condition begins at `%s`", c.text())
			}
			on := c.joins.on[0]
			c.joins.on = c.joins.on[1:]
			j.On = c.expr(on)
		case c.accept("USING"):
			c.open()
			for {
				id, _ := c.anyIdent()
				j.Using = append(j.Using, id)
				if !c.op(token.Comma) {
					break
				}
			}
			c.close()
		default:
			left = rotate(j)
			continue
		}
		j.Span = c.since(left.Extent().Start)
		left = j
	}
}

// rotate puts a join without a condition below the joins on its right: a JOIN (b JOIN c ON x) becomes (a JOIN b) JOIN c
// ON x, as it reads.
func rotate(j *ast.Join) *ast.Join {
	start := j.Left.Extent().Start
	top, ok := j.Right.(*ast.Join)
	if !ok {
		j.Span = cover(j.Left, j.Right)
		return j
	}
	low := top
	for {
		low.Start = start
		next, ok := low.Left.(*ast.Join)
		if !ok {
			break
		}
		low = next
	}
	j.Right = low.Left
	j.Span = cover(j.Left, j.Right)
	low.Left = j
	return top
}

func (c *converter) tableFactor() ast.TableExpr {
	start := c.start()
	switch {
	case c.kind() == token.LBrace: // {OJ a LEFT JOIN b ON ...}
		c.next()
		c.expect("OJ")
		x := c.tableRef()
		c.expectOp(token.RBrace, "}")
		return &ast.ParenTable{Span: c.since(start), X: x}
	case c.is("LATERAL") && c.peek(1).Kind == token.LParen, c.kind() == token.LParen && c.queryInParens(c.pos):
		return c.derived()
	case c.kind() == token.LParen:
		c.next()
		refs := c.tableRefs()
		c.close()
		x := refs[0]
		for _, r := range refs[1:] { // (a, b) is a cross join
			x = &ast.Join{Span: cover(x, r), Kind: ast.Cross, Left: x, Right: r}
		}
		return &ast.ParenTable{Span: c.since(start), X: x}
	}
	return c.table()
}

// queryInParens reports whether the parenthesis at token i begins a query, rather than a list of tables.
func (c *converter) queryInParens(i int) bool {
	first := i
	for c.toks[first].Kind == token.LParen {
		first++
	}
	t := c.toks[first]
	word := t.In(c.src)
	if t.Kind != token.Word || !fold(word, "SELECT") && !fold(word, "WITH") && !fold(word, "VALUES") && !fold(word, "TABLE") {
		return false
	}
	// ((SELECT ...) UNION ...) is a query, ((SELECT ...) AS x JOIN ...) is not.
	for ; i < first-1; i++ {
		if inner := int(c.closing[i+1]); c.toks[inner+1].Kind != token.RParen && !c.continues(inner+1) {
			return false
		}
	}
	return true
}

func (c *converter) derived() *ast.Derived {
	start := c.start()
	d := &ast.Derived{Lateral: c.accept("LATERAL")}
	leaf := c.derivedLeaf()
	d.Query = c.parenQuery(leaf.Source)
	if leaf.AsName.O != "" {
		d.Alias = c.tableAlias(leaf.AsName, leaf.ColumnNames)
	}
	d.Span = c.since(start)
	return d
}

// derivedLeaf is the leaf of the subquery that begins here: the first whose select list, if it tells where that is, lies
// inside.
func (c *converter) derivedLeaf() *tast.TableSource {
	end := int32(len(c.src))
	if i := c.closing[c.pos]; i > 0 {
		end = c.toks[i].Start
	}
	leaf := c.joins.leaf(func(l *tast.TableSource) bool {
		if _, ok := l.Source.(*tast.TableName); ok {
			return false
		}
		sel := firstSelect(l.Source)
		if sel == nil || sel.Kind != tast.SelectStmtKindSelect {
			return true
		}
		at := int32(sel.Fields.Fields[0].Offset) + c.base
		return c.start() < at && at < end
	})
	if leaf == nil {
		c.fail("no subquery begins at `%s`", c.text())
	}
	return leaf
}

// firstSelect is the first SELECT of a query.
func firstSelect(n tast.Node) *tast.SelectStmt {
	switch n := n.(type) {
	case *tast.SelectStmt:
		return n
	case *tast.SetOprStmt:
		return firstSelect(n.SelectList.Selects[0])
	case *tast.SetOprSelectList:
		return firstSelect(n.Selects[0])
	}
	return nil
}

func (c *converter) table() *ast.Table {
	leaf := c.joins.leaf(func(l *tast.TableSource) bool {
		t, ok := l.Source.(*tast.TableName)
		return ok && c.isName(t.Schema.O, t.Name.O)
	})
	if leaf == nil {
		c.fail("no table begins at `%s`", c.text())
	}
	return c.tableSource(leaf)
}

// tableSource converts a named table with all that may stand behind it.
func (c *converter) tableSource(leaf *tast.TableSource) *ast.Table {
	n := leaf.Source.(*tast.TableName)
	t := c.tableName(n)
	start := t.Start
	if c.is("PARTITION") && len(n.PartitionNames) > 0 {
		t.Clauses = append(t.Clauses, c.partitions(n.PartitionNames))
	}
	switch {
	case leaf.AsName.O == "":
	case c.kind() == token.Tag: // {{ ... }} behind a table: a clause, as far as one can tell
		at := c.start()
		hole := c.next()
		t.Clauses = append(t.Clauses, c.clause("TEMPLATE", at, &ast.Hole{Span: hole.Span, Text: hole.In(c.src)}))
	default:
		t.Alias = c.tableAlias(leaf.AsName, nil)
	}
	if n.AsOf != nil {
		at := c.start()
		c.expect("AS", "OF", "TIMESTAMP")
		x := c.expr(n.AsOf.TsExpr)
		t.TimeTravel = c.clause("AS OF TIMESTAMP", at, x)
	}
	for range n.IndexHints {
		t.Clauses = append(t.Clauses, c.indexHint())
	}
	if n.TableSample != nil {
		t.Sample = c.sample(n.TableSample)
	}
	t.Span = c.since(start)
	return t
}

// partitions reads PARTITION (p0, p1).
func (c *converter) partitions(names []tast.CIStr) *ast.Clause {
	start := c.start()
	c.expect("PARTITION")
	c.identList(names)
	return c.clause("PARTITION", start)
}

func (c *converter) indexHint() *ast.Clause {
	start := c.start()
	kind := upper(c.text()) + " INDEX"
	c.next()
	c.next() // INDEX or KEY
	if c.accept("FOR") && !c.accept("JOIN") {
		c.next()
		c.expect("BY")
	}
	c.skipParens()
	return c.clause(kind, start)
}

func (c *converter) sample(n *tast.TableSample) *ast.Clause {
	start := c.start()
	c.expect("TABLESAMPLE")
	c.acceptOne("SYSTEM", "BERNOULLI", "REGIONS")
	c.open()
	var exprs []ast.Expr
	if n.Expr != nil && c.kind() != token.RParen {
		exprs = append(exprs, c.wrapped(n.Expr))
		c.acceptOne("ROWS", "PERCENT")
	}
	c.close()
	if c.accept("REPEATABLE") {
		c.open()
		exprs = append(exprs, c.wrapped(n.RepeatableSeed))
		c.close()
	}
	return c.clause("TABLESAMPLE", start, exprs...)
}

// wrapped converts an expression that TiDB makes the value of a value.
func (c *converter) wrapped(n tast.ExprNode) ast.Expr {
	if v, ok := n.(tast.ValueExpr); ok {
		if x, ok := v.GetValue().(tast.ExprNode); ok {
			return c.expr(x)
		}
	}
	return c.literal()
}

func (c *converter) tableAlias(name tast.CIStr, columns []tast.CIStr) *ast.TableAlias {
	c.accept("AS")
	start := c.start()
	a := &ast.TableAlias{Name: c.ident(name.O), Columns: c.identList(columns)}
	a.Span = c.since(start)
	return a
}

// tableName reads the name of a table, and nothing behind it.
func (c *converter) tableName(n *tast.TableName) *ast.Table {
	start := c.start()
	if n.Schema.O == "*" && c.op(token.Star) {
		c.fail("*.%s names no table", n.Name.O)
	}
	p, tag := c.qualified(n.Schema.O, n.Name.O)
	span := c.since(start)
	if tag {
		return &ast.Table{Span: span, Hole: &ast.Hole{Span: span, Text: span.In(c.src)}}
	}
	return &ast.Table{Span: span, Name: &ast.Name{Span: span, Parts: p}}
}

// isName reports whether a table's name comes next.
func (c *converter) isName(schema, name string) bool {
	if c.peek(1).Kind == token.Dot {
		return schema != "" && c.spells(0, schema) && c.spells(2, name)
	}
	return schema == "" && c.spells(0, name)
}

// spells reports whether the token n behind the next is that name, or a template tag, which may be any.
func (c *converter) spells(n int, name string) bool {
	t := c.peek(n)
	switch text := t.In(c.src); t.Kind {
	case token.Tag:
		return true
	case token.QuotedName:
		return strings.EqualFold(unquoteName(text), name)
	case token.Word:
		return strings.EqualFold(text, name)
	}
	return false
}
