package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// query converts a SelectStmt or SetOprStmt. Parentheses around the whole of it are the query's own; those that belong
// to what it stands in (a subquery's, a CTE's) are read by the caller.
func (c *converter) query(n tast.Node) *ast.Query {
	switch n := n.(type) {
	case *tast.SelectStmt:
		return c.selectQuery(n, n.With)
	case *tast.SetOprStmt:
		return c.setQuery(n.SelectList.Selects, n.With, n.OrderBy, n.Limit)
	case *tast.SubqueryExpr: // doubled parentheses
		return c.query(n.Query)
	}
	c.fail("%T is no query", n)
	return nil
}

// parenQuery converts a query in the parentheses of what it stands in.
func (c *converter) parenQuery(n tast.Node) *ast.Query {
	c.open()
	defer c.close()
	return c.query(n)
}

// inParens gives a query the parentheses that read reads it in.
func (c *converter) inParens(read func() *ast.Query) *ast.Query {
	start := c.start()
	c.open()
	q := read()
	c.close()
	if q.Parens { // doubled: one node holds one pair
		q = &ast.Query{Body: q}
	}
	q.Span, q.Parens = c.since(start), true
	return q
}

func (c *converter) selectQuery(n *tast.SelectStmt, with *tast.WithClause) *ast.Query {
	start := c.start()
	q := &ast.Query{}
	if c.is("WITH") {
		q.With = c.with(with)
		with = nil
	}
	if c.kind() == token.LParen {
		inner := c.inParens(func() *ast.Query { return c.selectQuery(n, with) })
		if q.With == nil {
			return inner
		}
		q.Body = inner
	} else {
		q.Body = c.body(n)
		c.tail(q, n.OrderBy, n.Limit, n)
	}
	q.Span = c.since(start)
	return q
}

// tail converts what may stand behind a query's body: last is the SELECT that TiDB hangs locks and INTO on.
func (c *converter) tail(q *ast.Query, order *tast.OrderByClause, limit *tast.Limit, last *tast.SelectStmt) {
	if order != nil {
		q.OrderBy = c.orderBy(order)
	}
	if limit != nil {
		q.Limit = c.limit()
	}
	if last == nil {
		return
	}
	if last.LockInfo != nil {
		q.Clauses = append(q.Clauses, c.lock(last.LockInfo))
	}
	if last.SelectIntoOpt != nil {
		q.Clauses = append(q.Clauses, c.intoOutfile())
	}
}

// setQuery converts operands joined by set operators, or one operand in parentheses with an ORDER BY or LIMIT behind.
func (c *converter) setQuery(operands []tast.Node, with *tast.WithClause, order *tast.OrderByClause, limit *tast.Limit) *ast.Query {
	start := c.start()
	q := &ast.Query{}
	if c.is("WITH") {
		q.With = c.with(with)
		with = nil
	}
	if c.kind() == token.LParen && !c.operandInParens() {
		inner := c.inParens(func() *ast.Query { return c.setQuery(operands, with, order, limit) })
		if q.With == nil {
			return inner
		}
		q.Body = inner
	} else {
		var last *tast.SelectStmt
		q.Body, last = c.setOps(operands)
		c.tail(q, order, limit, last)
	}
	q.Span = c.since(start)
	return q
}

// operandInParens reports whether the parenthesis that comes next closes before the end of the query that it begins:
// what follows continues it.
func (c *converter) operandInParens() bool {
	end := int(c.closing[c.pos])
	return end > 0 && c.continues(end+1)
}

// continues reports whether a query in parentheses goes on at token i.
func (c *converter) continues(i int) bool {
	i -= c.pos
	for _, w := range []string{"UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "FETCH"} {
		if c.wordAt(i, w) {
			return true
		}
	}
	return false
}

// setOps converts operands and the operators between them; INTERSECT binds tighter. It returns the last operand too
// when that is a SELECT without parentheses, whose tail is the whole query's.
func (c *converter) setOps(operands []tast.Node) (ast.Body, *tast.SelectStmt) {
	var last *tast.SelectStmt
	operand := func(n tast.Node, isLast bool) ast.Body {
		switch n := n.(type) {
		case *tast.SelectStmt:
			if isLast {
				last = n
				return c.body(n)
			}
			q := c.selectQuery(n, nil)
			if len(q.OrderBy) == 0 && q.Limit == nil && len(q.Clauses) == 0 {
				return q.Body
			}
			return q
		case *tast.SetOprSelectList:
			return c.inParens(func() *ast.Query {
				if sel, ok := n.Selects[0].(*tast.SelectStmt); ok && len(n.Selects) == 1 {
					return c.selectQuery(sel, sel.With)
				}
				return c.setQuery(n.Selects, n.With, n.OrderBy, n.Limit)
			})
		}
		c.fail("%T is no operand of a set operation", n)
		return nil
	}
	// left holds what UNION and EXCEPT have joined, op the one that waits for its right side.
	var left ast.Body
	var op *ast.SetOp
	right := operand(operands[0], len(operands) == 1)
	join := func() {
		if op == nil {
			left = right
			return
		}
		op.Left, op.Right = left, right
		op.Span = left.Extent().Cover(right.Extent())
		left = op
	}
	for i, n := range operands[1:] {
		next := c.setOperator()
		if next.Op == ast.Intersect {
			next.Left = right
			next.Right = operand(n, i == len(operands)-2)
			next.Span = next.Left.Extent().Cover(next.Right.Extent())
			right = next
			continue
		}
		join()
		op = next
		right = operand(n, i == len(operands)-2)
	}
	join()
	return left, last
}

func (c *converter) setOperator() *ast.SetOp {
	op := &ast.SetOp{}
	switch {
	case c.accept("UNION"):
		op.Op = ast.Union
	case c.accept("INTERSECT"):
		op.Op = ast.Intersect
	case c.accept("EXCEPT"):
		op.Op = ast.Except
	default:
		c.fail("a set operator was expected where `%s` stands", c.text())
	}
	if c.accept("ALL") {
		op.All = true
	} else {
		c.acceptOne("DISTINCT", "DISTINCTROW")
	}
	return op
}

func (c *converter) with(n *tast.WithClause) *ast.With {
	start := c.start()
	c.expect("WITH")
	if n == nil {
		c.fail("the parser keeps only one of two WITH clauses")
	}
	with := &ast.With{Recursive: c.accept("RECURSIVE")}
	c.list(len(n.CTEs), func(i int) {
		cte := n.CTEs[i]
		start := c.start()
		out := &ast.CTE{Name: c.ident(cte.Name.O)}
		out.Columns = c.identList(cte.ColNameList)
		c.expect("AS")
		out.Stmt = c.parenQuery(cte.Query.Query)
		out.Span = c.since(start)
		with.CTEs = append(with.CTEs, out)
	})
	with.Span = c.since(start)
	return with
}

// body converts a SELECT, VALUES or TABLE without what stands behind it.
func (c *converter) body(n *tast.SelectStmt) ast.Body {
	start := c.start()
	switch n.Kind {
	case tast.SelectStmtKindValues:
		c.expect("VALUES")
		values := &ast.Values{}
		c.list(len(n.Lists), func(i int) {
			start := c.start()
			c.expect("ROW")
			values.Rows = append(values.Rows, c.row(start, n.Lists[i].Values))
		})
		values.Span = c.since(start)
		return values
	case tast.SelectStmtKindTable:
		c.expect("TABLE")
		table := c.tableName(n.From.TableRefs.Left.(*tast.TableSource).Source.(*tast.TableName))
		return &ast.TableBody{Span: c.since(start), Table: table}
	}
	c.expect("SELECT")
	sel := &ast.Select{}
	c.selectOptions(sel)
	if sel.Distinct != n.Distinct {
		c.fail("DISTINCT was lost")
	}
	c.list(len(n.Fields.Fields), func(i int) { sel.Items = append(sel.Items, c.selectItem(n.Fields.Fields[i])) })
	c.selectClauses(sel, n)
	sel.Span = c.since(start)
	return sel
}

// row reads (a, b): the values of a row that began at start.
func (c *converter) row(start int32, values []tast.ExprNode) *ast.Row {
	c.open()
	elems := c.exprs(values)
	c.close()
	return &ast.Row{Span: c.since(start), Elems: elems}
}

// selectOptions reads the words between SELECT and its list.
func (c *converter) selectOptions(sel *ast.Select) {
	for {
		start, word := c.start(), c.text()
		switch {
		case c.acceptOne("DISTINCT", "DISTINCTROW"):
			sel.Distinct = true
		case c.accept("ALL"):
		case c.acceptOne("HIGH_PRIORITY", "LOW_PRIORITY", "DELAYED", "SQL_SMALL_RESULT", "SQL_BIG_RESULT",
			"SQL_BUFFER_RESULT", "SQL_CACHE", "SQL_NO_CACHE", "SQL_CALC_FOUND_ROWS", "STRAIGHT_JOIN"):
			sel.Clauses = append(sel.Clauses, c.clause(upper(word), start))
		default:
			return
		}
	}
}

func (c *converter) selectItem(n *tast.SelectField) *ast.SelectItem {
	start := c.start()
	item := &ast.SelectItem{}
	if w := n.WildCard; w != nil {
		star := &ast.Star{}
		if w.Table.O != "" {
			star.Qualifier, _ = c.qualified(w.Schema.O, w.Table.O)
			c.expectOp(token.Dot, "a dot")
		}
		c.expectOp(token.Star, "*")
		star.Span = c.since(start)
		item.Expr = star
	} else {
		item.Expr = c.expr(n.Expr)
		switch {
		case c.accept("AS"):
			item.Alias = c.label(n.AsName.O)
		case n.AsName.O != "" && c.kind() == token.Tag:
			c.fail("a template tag stands where an alias would")
		case n.AsName.O != "" || c.kind() == token.String:
			item.Alias = c.label(n.AsName.O)
		}
	}
	item.Span = c.since(start)
	return item
}

// selectClauses converts what stands between the list of a SELECT and its ORDER BY.
func (c *converter) selectClauses(sel *ast.Select, n *tast.SelectStmt) {
	for {
		start := c.start()
		switch {
		case n.From == nil && c.accept("FROM", "DUAL"):
			sel.Clauses = append(sel.Clauses, c.clause("FROM DUAL", start))
		case n.From != nil && sel.From == nil && c.accept("FROM"):
			sel.From = c.from(n.From)
		case n.Where != nil && sel.Where == nil && c.accept("WHERE"):
			sel.Where = c.expr(n.Where)
		case n.GroupBy != nil && sel.GroupBy == nil && c.accept("GROUP", "BY"):
			g := &ast.GroupBy{Items: c.byItems(n.GroupBy.Items)}
			g.WithRollup = c.accept("WITH", "ROLLUP")
			g.Span = c.since(start)
			sel.GroupBy = g
		case n.Having != nil && sel.Having == nil && c.accept("HAVING"):
			sel.Having = c.expr(n.Having.Expr)
		case len(n.WindowSpecs) > 0 && sel.Windows == nil && c.accept("WINDOW"):
			c.list(len(n.WindowSpecs), func(i int) { sel.Windows = append(sel.Windows, c.namedWindow(&n.WindowSpecs[i])) })
		default:
			if (n.From != nil) != (sel.From != nil) || (n.Where != nil) != (sel.Where != nil) ||
				(n.GroupBy != nil) != (sel.GroupBy != nil) || (n.Having != nil) != (sel.Having != nil) ||
				len(n.WindowSpecs) != len(sel.Windows) {
				c.fail("a clause of the SELECT was not found before `%s`", c.text())
			}
			return
		}
	}
}

func (c *converter) byItems(items []*tast.ByItem) []ast.Expr {
	exprs := make([]ast.Expr, len(items))
	c.list(len(items), func(i int) {
		exprs[i] = c.expr(items[i].Expr)
		c.acceptOne("ASC", "DESC") // GROUP BY a DESC, as MySQL 5 had it
	})
	return exprs
}

func (c *converter) orderBy(n *tast.OrderByClause) []*ast.OrderItem {
	c.expect("ORDER", "BY")
	items := make([]*ast.OrderItem, len(n.Items))
	c.list(len(n.Items), func(i int) {
		start := c.start()
		item := &ast.OrderItem{Expr: c.expr(n.Items[i].Expr)}
		if c.accept("DESC") {
			item.Desc = true
		} else {
			c.accept("ASC")
		}
		item.Span = c.since(start)
		items[i] = item
	})
	return items
}

func (c *converter) limit() *ast.Limit {
	start := c.start()
	l := &ast.Limit{}
	if c.accept("FETCH") {
		c.next() // FIRST or NEXT
		if !c.isOne("ROW", "ROWS") {
			l.Count = c.literal()
		}
		c.next()
		c.expect("ONLY")
	} else {
		c.expect("LIMIT")
		l.Count = c.literal()
		switch {
		case c.op(token.Comma):
			l.Offset, l.Count = l.Count, c.literal()
		case c.accept("OFFSET"):
			l.Offset = c.literal()
		}
	}
	l.Span = c.since(start)
	return l
}

// lock reads FOR UPDATE and its kin. The tables it may name are names of the FROM.
func (c *converter) lock(n *tast.SelectLockInfo) *ast.Clause {
	start := c.start()
	kind := "FOR UPDATE"
	switch {
	case c.accept("LOCK", "IN", "SHARE", "MODE"):
		return c.clause("LOCK IN SHARE MODE", start)
	case c.accept("FOR", "SHARE"):
		kind = "FOR SHARE"
	default:
		c.expect("FOR", "UPDATE")
	}
	if c.accept("OF") {
		c.list(len(n.Tables), func(i int) { c.qualified(n.Tables[i].Schema.O, n.Tables[i].Name.O) })
	}
	switch {
	case c.accept("NOWAIT"), c.accept("SKIP", "LOCKED"):
	case c.accept("WAIT"):
		c.next()
	}
	return c.clause(kind, start)
}

func (c *converter) intoOutfile() *ast.Clause {
	start := c.start()
	c.expect("INTO", "OUTFILE")
	path := c.literal()
	c.fieldsAndLines()
	return c.clause("INTO OUTFILE", start, path)
}

// fieldsAndLines reads the FIELDS and LINES clauses of files: words and strings only.
func (c *converter) fieldsAndLines() {
	for c.acceptOne("FIELDS", "COLUMNS", "LINES", "STARTING", "TERMINATED", "OPTIONALLY", "ENCLOSED", "ESCAPED", "DEFINED", "NULL", "BY") {
		for c.kind() == token.String || c.kind() == token.Number {
			c.next()
		}
	}
}

// ---- windows ----

func (c *converter) namedWindow(n *tast.WindowSpec) *ast.NamedWindow {
	start := c.start()
	w := &ast.NamedWindow{Name: c.ident(n.Name.O)}
	c.expect("AS")
	w.Spec = c.windowSpec(n)
	w.Span = c.since(start)
	return w
}

// windowSpec reads what stands behind OVER or AS.
func (c *converter) windowSpec(n *tast.WindowSpec) *ast.WindowSpec {
	start := c.start()
	spec := &ast.WindowSpec{}
	if n.OnlyAlias {
		name := c.ident(n.Name.O)
		spec.Base = &name
		spec.Span = c.since(start)
		return spec
	}
	c.open()
	if n.Ref.O != "" {
		name := c.ident(n.Ref.O)
		spec.Base = &name
	}
	if n.PartitionBy != nil {
		c.expect("PARTITION", "BY")
		spec.PartitionBy = c.byItems(n.PartitionBy.Items)
	}
	if n.OrderBy != nil {
		spec.OrderBy = c.orderBy(n.OrderBy)
	}
	if n.Frame != nil {
		spec.Frame = c.frame(n.Frame)
	}
	c.close()
	spec.Span = c.since(start)
	return spec
}

func (c *converter) frame(n *tast.FrameClause) *ast.Frame {
	start := c.start()
	f := &ast.Frame{Unit: upper(c.text())}
	c.next()
	if c.accept("BETWEEN") {
		f.Start = c.frameBound(&n.Extent.Start)
		c.expect("AND")
		f.End = c.frameBound(&n.Extent.End)
	} else {
		f.Start = c.frameBound(&n.Extent.Start)
	}
	f.Span = c.since(start)
	return f
}

func (c *converter) frameBound(n *tast.FrameBound) *ast.FrameBound {
	start := c.start()
	b := &ast.FrameBound{}
	switch {
	case c.accept("CURRENT", "ROW"):
		b.Kind = "CURRENT ROW"
	case n.UnBounded:
		c.expect("UNBOUNDED")
		b.Kind = "UNBOUNDED " + upper(c.word().Text)
	default:
		if c.is("INTERVAL") {
			b.Offset = c.interval(n.Expr)
		} else {
			b.Offset = c.literal()
		}
		b.Kind = upper(c.word().Text)
	}
	b.Span = c.since(start)
	return b
}

// cover is the span from the start of one to the end of another.
func cover(from, to ast.Node) source.Span {
	return source.Span{Start: from.Extent().Start, End: to.Extent().End}
}
