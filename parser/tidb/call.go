package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// funcName reads the name of a function as it is written: TiDB keeps a canonical one.
func (c *converter) funcName() *ast.Name {
	start := c.start()
	id, _ := c.anyIdent()
	parts := []ast.Ident{id}
	for c.op(token.Dot) {
		id, _ := c.anyIdent()
		parts = append(parts, id)
	}
	return &ast.Name{Span: c.since(start), Parts: parts}
}

// columnCall converts DEFAULT(column) and VALUES(column).
func (c *converter) columnCall(n *tast.ColumnName) *ast.Call {
	start := c.start()
	call := &ast.Call{Name: c.funcName()}
	c.open()
	call.Args = []ast.Expr{c.columnExpr(n)}
	c.close()
	call.Span = c.since(start)
	return call
}

// match converts MATCH (columns) AGAINST (text modifier).
func (c *converter) match(n *tast.MatchAgainst) *ast.Call {
	start := c.start()
	call := &ast.Call{Name: c.funcName()}
	c.open()
	c.list(len(n.ColumnNames), func(i int) { call.Args = append(call.Args, c.columnExpr(n.ColumnNames[i])) })
	c.close()
	at := c.start()
	c.expect("AGAINST")
	c.open()
	x := c.expr(n.Against)
	kind := "AGAINST"
	for c.kind() == token.Word {
		kind += " " + upper(c.next().In(c.src))
	}
	c.close()
	call.Clauses = append(call.Clauses, c.clause(kind, at, x))
	call.Span = c.since(start)
	return call
}

// interval converts INTERVAL value unit.
func (c *converter) interval(value tast.ExprNode) *ast.Interval {
	start := c.start()
	c.expect("INTERVAL")
	i := &ast.Interval{Value: c.expr(value)}
	i.Unit = upper(c.word().Text)
	i.Span = c.since(start)
	return i
}

// funcCall converts what TiDB takes for a call: calls, and operators and literals that it turns into calls.
func (c *converter) funcCall(n *tast.FuncCallExpr) ast.Expr {
	start := c.start()
	if _, ok := c.infix(n); ok {
		return c.infixCall(n)
	}
	switch n.FnName.L {
	case tast.DateLiteral, tast.TimeLiteral, tast.TimestampLiteral:
		t := c.next()
		text := c.next()
		if text.Kind != token.String {
			c.fail("a string was expected where `%s` stands", text.In(c.src))
		}
		return &ast.Literal{
			Span: c.since(start), Kind: ast.TypedText, Text: unquoteString(text.In(c.src)),
			Type: &ast.TypeName{Span: t.Span, Name: upper(t.In(c.src))},
		}
	case "date_add", "date_sub":
		if c.is("INTERVAL") { // INTERVAL 1 DAY + x: the only one of these with its operand behind
			b := &ast.Binary{Left: c.interval(n.Args[1])}
			c.expectOp(token.Plus, "+")
			b.Op, b.Text = ast.OpAdd, "+"
			b.Right = c.expr(n.Args[0])
			b.Span = c.since(start)
			return b
		}
	case tast.NextVal:
		if c.accept("NEXT", "VALUE", "FOR") {
			seq := c.sequence(n.Args[0])
			return &ast.Unary{Span: c.since(start), Op: "NEXT VALUE FOR", X: seq}
		}
	}
	call := &ast.Call{Name: c.funcName()}
	if c.kind() == token.LParen {
		c.next()
		c.arguments(call, n)
		c.close()
	} else {
		if len(n.Args) > 0 {
			c.fail("the arguments of %s are missing", n.FnName.O)
		}
		call.NoParentheses = true
	}
	call.Span = c.since(start)
	return call
}

// infixCall converts the operators that TiDB turns into calls.
func (c *converter) infixCall(n *tast.FuncCallExpr) ast.Expr {
	start := c.start()
	b := &ast.Binary{}
	left, _ := c.infix(n)
	b.Left = c.expr(left)
	b.Text = upper(c.text())
	switch {
	case c.op(token.Plus), c.op(token.Minus):
		b.Op = ast.OpAdd
		if b.Text == "-" {
			b.Op = ast.OpSub
		}
		b.Right = c.interval(n.Args[1])
	case c.op(token.Arrow), c.op(token.LongArrow):
		b.Op = ast.OpJSON
		b.Right = c.literal()
	case c.op(token.Concat):
		b.Op = ast.OpConcat
		b.Right = c.expr(n.Args[1])
	case c.accept("MEMBER", "OF"):
		b.Op, b.Text = ast.OpOther, "MEMBER OF"
		at := c.start()
		c.open()
		x := c.expr(n.Args[1])
		c.close()
		b.Right = &ast.Paren{Span: c.since(at), X: x}
	default:
		c.fail("an operator was expected where `%s` stands", c.text())
	}
	b.Span = c.since(start)
	return b
}

// sequence reads the name of a sequence, which is no column.
func (c *converter) sequence(n tast.ExprNode) *ast.Word {
	t, ok := n.(*tast.TableNameExpr)
	if !ok {
		c.fail("%T is no sequence", n)
	}
	name := c.tableName(t.Name)
	return &ast.Word{Span: name.Span, Text: name.In(c.src)}
}

// arguments converts what stands in the parentheses of a call, in the order of the source. Keywords that take the place
// of a comma (FROM, FOR, IN, USING) leave no trace; those that say something are Words.
func (c *converter) arguments(call *ast.Call, n *tast.FuncCallExpr) {
	add := func(x ast.Expr) { call.Args = append(call.Args, x) }
	args := n.Args
	switch n.FnName.L {
	case tast.CharFunc:
		if !fold(call.Name.Last().Name, "CHAR") { // a function of that odd name
			break
		}
		// The last argument is the charset or nothing.
		for _, x := range c.exprs(args[:len(args)-1]) {
			add(x)
		}
		if c.accept("USING") {
			add(c.word())
		}
		return
	case "trim":
		if n.Schema.O == "" && len(args) > 1 && !c.starts(args[0]) {
			if len(args) == 3 {
				add(c.word()) // BOTH, LEADING, TRAILING
			}
			if !c.is("FROM") {
				add(c.expr(args[1]))
			}
			c.expect("FROM")
			add(c.expr(args[0]))
			return
		}
	case "weight_string":
		add(c.expr(args[0]))
		if c.is("AS") {
			call.Clauses = append(call.Clauses, c.asType())
		}
		return
	}
	for i, a := range args {
		if i > 0 && !c.op(token.Comma) && !c.acceptOne("FROM", "FOR", "IN", "USING") {
			if i == len(args)-1 {
				if _, ok := a.(*tast.TimeUnitExpr); ok { // ADDDATE(x, 1): TiDB adds the unit
					return
				}
			}
			c.fail("a comma was expected where `%s` stands", c.text())
		}
		switch a := a.(type) {
		case *tast.TimeUnitExpr, *tast.GetFormatSelectorExpr, *tast.TrimDirectionExpr:
			add(c.word())
		case *tast.TableNameExpr:
			add(c.sequence(a))
		default:
			if i == 1 && len(args) == 3 && c.isInterval(args[2]) {
				add(c.interval(a))
				return
			}
			if i == 1 && n.FnName.L == "convert" { // CONVERT(x USING charset)
				add(c.word())
				return
			}
			add(c.expr(a))
		}
	}
}

// isInterval reports whether an INTERVAL of which TiDB made two arguments comes next; unit is the second.
func (c *converter) isInterval(unit tast.ExprNode) bool {
	_, ok := unit.(*tast.TimeUnitExpr)
	return ok && c.is("INTERVAL")
}

// asType reads AS type, where it only says how to take an argument.
func (c *converter) asType() *ast.Clause {
	start := c.start()
	c.expect("AS")
	c.typeName()
	c.typeModifiers()
	c.accept("ARRAY")
	return c.clause("AS", start)
}

// aggregate converts an aggregate, or a window function when there is a window.
func (c *converter) aggregate(args []tast.ExprNode, order *tast.OrderByClause, window *tast.WindowSpec) ast.Expr {
	start := c.start()
	call := &ast.Call{Name: c.funcName()}
	name := call.Name.Last().Name
	c.open()
	for {
		if c.acceptOne("DISTINCT", "DISTINCTROW") {
			call.Distinct = true
		} else if !c.accept("ALL") {
			break
		}
	}
	separator := fold(upper(name), "GROUP_CONCAT")
	if separator {
		args = args[:len(args)-1]
	}
	if c.kind() == token.Star { // TiDB makes a 1 of it
		t := c.next()
		call.Args = []ast.Expr{&ast.Star{Span: t.Span}}
	} else {
		c.list(len(args), func(i int) {
			c.accept("ALL")
			call.Args = append(call.Args, c.expr(args[i]))
		})
	}
	if order != nil {
		call.OrderBy = c.orderBy(order)
	}
	if separator && c.accept("SEPARATOR") {
		call.Separator = c.literal()
	}
	c.close()
	if window != nil {
		c.windowing(call, window)
	}
	call.Span = c.since(start)
	return call
}

// windowing converts what stands between the parentheses of a window function and the end of its window.
func (c *converter) windowing(call *ast.Call, window *tast.WindowSpec) {
	if at := c.start(); c.accept("FROM") {
		kind := "FROM " + upper(c.word().Text)
		call.Clauses = append(call.Clauses, c.clause(kind, at))
	}
	for _, w := range []string{"IGNORE", "RESPECT"} {
		if c.accept(w, "NULLS") {
			call.Nulls = w
		}
	}
	c.expect("OVER")
	call.Over = c.windowSpec(window)
}

// cast converts CAST(x AS type), CONVERT(x, type) and BINARY x.
func (c *converter) cast(n *tast.FuncCastExpr) ast.Expr {
	start := c.start()
	if n.FunctionType == tast.CastBinaryOperator {
		c.expect("BINARY")
		x := c.expr(n.Expr)
		return &ast.Unary{Span: c.since(start), Op: "BINARY", X: x}
	}
	cast := &ast.Cast{Style: upper(c.word().Text)}
	c.open()
	cast.X = c.expr(n.Expr)
	if !c.accept("AS") {
		c.comma()
	}
	at := c.start()
	cast.Type = c.typeName()
	for _, m := range c.typeModifiers() {
		cast.Exprs = append(cast.Exprs, &ast.Word{Span: m.Span, Text: m.In(c.src)})
	}
	if c.accept("ARRAY") {
		cast.Type = &ast.TypeName{Span: c.since(at), Name: "ARRAY", Elems: []*ast.TypeName{cast.Type}}
	}
	c.close()
	cast.Span = c.since(start)
	return cast
}

// typeName reads a data type without what says how its text is stored and compared.
func (c *converter) typeName() *ast.TypeName {
	start := c.start()
	t := &ast.TypeName{Name: upper(c.word().Text)}
	more := func(words ...string) bool {
		for _, w := range words {
			if c.accept(w) {
				t.Name += " " + w
				return true
			}
		}
		return false
	}
	switch t.Name {
	case "NATIONAL":
		more("CHAR", "CHARACTER", "VARCHAR", "VARCHARACTER")
		more("VARYING")
	case "NCHAR":
		more("VARCHAR", "VARCHARACTER", "VARYING")
	case "LONG":
		more("VARCHAR", "VARCHARACTER", "VARBINARY", "CHAR", "CHARACTER")
		more("VARYING")
	case "CHAR", "CHARACTER":
		more("VARYING")
	case "DOUBLE":
		more("PRECISION")
	case "SIGNED", "UNSIGNED":
		more("INTEGER", "INT")
	}
	if c.op(token.Lt) { // VECTOR<FLOAT>
		at := c.start()
		name := upper(c.word().Text)
		t.Elems = []*ast.TypeName{{Span: c.since(at), Name: name}}
		c.expectOp(token.Gt, ">")
	}
	if c.kind() == token.LParen {
		c.next()
		for {
			t.Args = append(t.Args, c.literal())
			if !c.op(token.Comma) {
				break
			}
		}
		c.close()
	}
	for more("UNSIGNED", "SIGNED", "ZEROFILL") {
	}
	t.Span = c.since(start)
	return t
}

// typeModifiers reads what says how the text of a type is stored and compared.
func (c *converter) typeModifiers() []*ast.Clause {
	var list []*ast.Clause
	for {
		start := c.start()
		switch kind := upper(c.text()); {
		case c.accept("CHARACTER", "SET"), c.accept("CHAR", "SET"):
			c.word()
			list = append(list, c.clause("CHARACTER SET", start))
		case c.accept("CHARSET"):
			c.word()
			list = append(list, c.clause("CHARACTER SET", start))
		case c.acceptOne("BINARY", "ASCII", "UNICODE", "BYTE"):
			list = append(list, c.clause(kind, start))
		default:
			return list
		}
	}
}
