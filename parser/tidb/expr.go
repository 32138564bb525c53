package tidb

import (
	"strings"

	tast "github.com/pingcap/tidb/pkg/parser/ast"
	"github.com/pingcap/tidb/pkg/parser/opcode"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

func (c *converter) exprs(list []tast.ExprNode) []ast.Expr {
	out := make([]ast.Expr, len(list))
	c.list(len(list), func(i int) { out[i] = c.expr(list[i]) })
	return out
}

// starts reports whether TiDB says that n starts at the next token.
func (c *converter) starts(n tast.ExprNode) bool {
	return int32(n.OriginTextPosition())+c.base == c.start()
}

// infix is the left operand of n when n is written as one that has a left operand.
func (c *converter) infix(n tast.ExprNode) (left tast.ExprNode, ok bool) {
	switch n := n.(type) {
	case *tast.BinaryOperationExpr:
		left = n.L
	case *tast.BetweenExpr:
		left = n.Expr
	case *tast.PatternInExpr:
		left = n.Expr
	case *tast.PatternLikeOrIlikeExpr:
		left = n.Expr
	case *tast.PatternRegexpExpr:
		left = n.Expr
	case *tast.IsNullExpr:
		left = n.Expr
	case *tast.IsTruthExpr:
		left = n.Expr
	case *tast.CompareSubqueryExpr:
		left = n.L
	case *tast.SetCollationExpr:
		left = n.Expr
	case *tast.FuncCallExpr:
		if len(n.Args) == 0 {
			return nil, false
		}
		left = n.Args[0]
		// a->>'$.x' is JSON_UNQUOTE(JSON_EXTRACT(a, '$.x')).
		if inner, ok := left.(*tast.FuncCallExpr); ok && n.FnName.L == tast.JSONUnquote &&
			inner.FnName.L == tast.JSONExtract && !c.starts(inner) {
			left = inner.Args[0]
		}
	}
	return left, left != nil && c.starts(left)
}

// expr converts an expression.
func (c *converter) expr(n tast.ExprNode) ast.Expr {
	if c.kind() == token.LBrace {
		if _, ok := c.infix(n); !ok {
			return c.odbc(n)
		}
	}
	start := c.start()
	switch n := n.(type) {
	case *tast.ColumnNameExpr:
		return c.columnExpr(n.Name)
	case tast.ParamMarkerExpr, tast.ValueExpr, *tast.PositionExpr, *tast.MaxValueExpr:
		return c.literal()
	case *tast.ParenthesesExpr:
		c.open()
		x := c.expr(n.Expr)
		c.close()
		return &ast.Paren{Span: c.since(start), X: x}
	case *tast.RowExpr:
		c.accept("ROW")
		return c.row(start, n.Values)
	case *tast.BinaryOperationExpr:
		return c.binary(n)
	case *tast.UnaryOperationExpr:
		op := upper(c.next().In(c.src))
		x := c.expr(n.V)
		return &ast.Unary{Span: c.since(start), Op: op, X: x}
	case *tast.VariableExpr:
		return c.variable(n)
	case *tast.BetweenExpr:
		b := &ast.Between{X: c.expr(n.Expr), Not: c.not(n.Not)}
		c.expect("BETWEEN")
		b.Low = c.expr(n.Left)
		c.expect("AND")
		b.High = c.expr(n.Right)
		b.Span = c.since(start)
		return b
	case *tast.PatternInExpr:
		return c.in(n)
	case *tast.PatternLikeOrIlikeExpr:
		l := &ast.Like{X: c.expr(n.Expr), Not: c.not(n.Not), Op: upper(c.word().Text)}
		l.Pattern = c.expr(n.Pattern)
		if c.accept("ESCAPE") {
			l.Escape = c.literal()
		}
		l.Span = c.since(start)
		return l
	case *tast.PatternRegexpExpr:
		l := &ast.Like{X: c.expr(n.Expr), Not: c.not(n.Not), Op: upper(c.word().Text)}
		l.Pattern = c.expr(n.Pattern)
		l.Span = c.since(start)
		return l
	case *tast.IsNullExpr:
		return c.isTest(n.Expr, n.Not)
	case *tast.IsTruthExpr:
		return c.isTest(n.Expr, n.Not)
	case *tast.ExistsSubqueryExpr:
		return c.exists(n)
	case *tast.SubqueryExpr:
		q := c.parenQuery(n.Query)
		return &ast.Subquery{Span: c.since(start), Query: q}
	case *tast.CompareSubqueryExpr:
		q := &ast.Quantified{X: c.expr(n.L)}
		q.Op, q.Text = c.operator(n.Op)
		q.All = c.accept("ALL")
		if !q.All {
			c.acceptOne("ANY", "SOME")
		}
		q.Query = c.parenQuery(n.R.(*tast.SubqueryExpr).Query)
		q.Span = c.since(start)
		return q
	case *tast.CaseExpr:
		return c.caseExpr(n)
	case *tast.SetCollationExpr:
		x := c.expr(n.Expr)
		c.expect("COLLATE")
		return &ast.Collate{X: x, Collation: c.collation(), Span: c.since(start)}
	case *tast.FuncCastExpr:
		return c.cast(n)
	case *tast.DefaultExpr:
		if n.Name != nil {
			return c.columnCall(n.Name)
		}
		c.expect("DEFAULT")
		return &ast.Literal{Span: c.since(start), Kind: ast.Default, Text: "DEFAULT"}
	case *tast.ValuesExpr:
		return c.columnCall(n.Column.Name)
	case *tast.MatchAgainst:
		return c.match(n)
	case *tast.FuncCallExpr:
		return c.funcCall(n)
	case *tast.AggregateFuncExpr:
		return c.aggregate(n.Args, n.Order, nil)
	case *tast.WindowFuncExpr:
		return c.aggregate(n.Args, nil, &n.Spec)
	case *tast.JSONSumCrc32Expr:
		call := &ast.Call{Name: c.funcName()}
		c.open()
		call.Args = []ast.Expr{c.expr(n.Expr)}
		call.Clauses = append(call.Clauses, c.asType())
		c.close()
		call.Span = c.since(start)
		return call
	}
	c.fail("%T is not known", n)
	return nil
}

// not reads NOT where there is one.
func (c *converter) not(not bool) bool {
	if not {
		c.expect("NOT")
	}
	return not
}

// binary converts an infix operator, or MOD(a, b).
func (c *converter) binary(n *tast.BinaryOperationExpr) ast.Expr {
	start := c.start()
	if n.Op == opcode.Mod && c.is("MOD") && !c.starts(n.L) {
		call := &ast.Call{Name: c.funcName()}
		c.open()
		call.Args = c.exprs([]tast.ExprNode{n.L, n.R})
		c.close()
		call.Span = c.since(start)
		return call
	}
	b := &ast.Binary{Left: c.expr(n.L)}
	b.Op, b.Text = c.operator(n.Op)
	b.Right = c.expr(n.R)
	b.Span = c.since(start)
	return b
}

// operators are the tokens of each of TiDB's infix operators, and what we call it.
var operators = map[opcode.Op]struct {
	op    ast.Op
	kinds []token.Kind
	words []string
}{
	opcode.LogicAnd:   {ast.OpAnd, []token.Kind{token.DoubleAmp}, []string{"AND"}},
	opcode.LogicOr:    {ast.OpOr, []token.Kind{token.Concat}, []string{"OR"}},
	opcode.LogicXor:   {ast.OpXor, nil, []string{"XOR"}},
	opcode.EQ:         {ast.OpEq, []token.Kind{token.Eq}, nil},
	opcode.NE:         {ast.OpNe, []token.Kind{token.Ne}, nil},
	opcode.LT:         {ast.OpLt, []token.Kind{token.Lt}, nil},
	opcode.LE:         {ast.OpLe, []token.Kind{token.Le}, nil},
	opcode.GT:         {ast.OpGt, []token.Kind{token.Gt}, nil},
	opcode.GE:         {ast.OpGe, []token.Kind{token.Ge}, nil},
	opcode.NullEQ:     {ast.OpNullSafeEq, []token.Kind{token.NullSafeEq}, nil},
	opcode.Plus:       {ast.OpAdd, []token.Kind{token.Plus}, nil},
	opcode.Minus:      {ast.OpSub, []token.Kind{token.Minus}, nil},
	opcode.Mul:        {ast.OpMul, []token.Kind{token.Star}, nil},
	opcode.Div:        {ast.OpDiv, []token.Kind{token.Slash}, nil},
	opcode.IntDiv:     {ast.OpDiv, nil, []string{"DIV"}},
	opcode.Mod:        {ast.OpMod, []token.Kind{token.Percent}, []string{"MOD"}},
	opcode.And:        {ast.OpOther, []token.Kind{token.Amp}, nil},
	opcode.Or:         {ast.OpOther, []token.Kind{token.Pipe}, nil},
	opcode.Xor:        {ast.OpOther, []token.Kind{token.Caret}, nil},
	opcode.LeftShift:  {ast.OpOther, []token.Kind{token.Shift}, nil},
	opcode.RightShift: {ast.OpOther, []token.Kind{token.Shift}, nil},
}

// operator reads an infix operator.
func (c *converter) operator(op opcode.Op) (ast.Op, string) {
	o, ok := operators[op]
	if !ok {
		c.fail("operator %s is not known", op)
	}
	if op == opcode.RightShift && c.kind() == token.Gt && c.peek(1).Kind == token.Gt { // two tokens: they may close types
		c.next()
		c.next()
		return o.op, ">>"
	}
	text := c.text()
	for _, k := range o.kinds {
		if c.op(k) {
			return o.op, text
		}
	}
	for _, w := range o.words {
		if c.accept(w) {
			return o.op, w
		}
	}
	c.fail("operator %s was expected where `%s` stands", op, text)
	return 0, ""
}

func (c *converter) variable(n *tast.VariableExpr) ast.Expr {
	p := c.param()
	if n.Value == nil {
		return p
	}
	c.expectOp(token.Assign, ":=")
	value := c.expr(n.Value)
	return &ast.Binary{Span: c.since(p.Start), Op: ast.OpAssign, Text: ":=", Left: p, Right: value}
}

// param reads a placeholder or variable. In MySQL a variable's name may hold dots.
func (c *converter) param() *ast.Param {
	t := c.next()
	if t.Kind != token.Param && t.Kind != token.Question && t.Kind != token.At {
		c.fail("a variable was expected where `%s` stands", t.In(c.src))
	}
	end := t.End
	if t.Kind != token.Question {
		for c.start() == end && variablePart(c.kind()) {
			end = c.next().End
		}
	}
	span := source.Span{Start: t.Start, End: end}
	return &ast.Param{Span: span, Name: span.In(c.src)}
}

func variablePart(k token.Kind) bool {
	return k == token.Dot || k == token.Word || k == token.Number || k == token.QuotedName || k == token.String
}

func (c *converter) in(n *tast.PatternInExpr) ast.Expr {
	start := c.start()
	in := &ast.In{X: c.expr(n.Expr), Not: c.not(n.Not)}
	c.expect("IN")
	if n.Sel != nil {
		in.Query = c.parenQuery(n.Sel.(*tast.SubqueryExpr).Query)
	} else {
		c.open()
		in.List = c.exprs(n.List)
		c.close()
	}
	in.Span = c.since(start)
	return in
}

// isTest converts x IS [NOT] NULL, TRUE, FALSE or UNKNOWN.
func (c *converter) isTest(x tast.ExprNode, not bool) ast.Expr {
	start := c.start()
	is := &ast.Is{X: c.expr(x)}
	c.expect("IS")
	is.Not = c.not(not)
	is.What = upper(c.word().Text)
	is.Span = c.since(start)
	return is
}

// exists converts EXISTS; TiDB folds the NOTs in front into it.
func (c *converter) exists(n *tast.ExistsSubqueryExpr) ast.Expr {
	start := c.start()
	if c.accept("NOT") {
		x := c.exists(n)
		return &ast.Unary{Span: c.since(start), Op: "NOT", X: x}
	}
	c.expect("EXISTS")
	q := c.parenQuery(n.Sel.(*tast.SubqueryExpr).Query)
	return &ast.Exists{Span: c.since(start), Query: q}
}

func (c *converter) caseExpr(n *tast.CaseExpr) ast.Expr {
	start := c.start()
	c.expect("CASE")
	out := &ast.Case{}
	if n.Value != nil {
		out.Operand = c.expr(n.Value)
	}
	for _, w := range n.WhenClauses {
		start := c.start()
		when := &ast.When{}
		c.expect("WHEN")
		when.Condition = c.expr(w.Expr)
		c.expect("THEN")
		when.Result = c.expr(w.Result)
		when.Span = c.since(start)
		out.Whens = append(out.Whens, when)
	}
	if n.ElseClause != nil {
		c.expect("ELSE")
		out.Else = c.expr(n.ElseClause)
	}
	c.expect("END")
	out.Span = c.since(start)
	return out
}

// collation reads the name of a collation, which may be a string.
func (c *converter) collation() *ast.Name {
	t := c.next()
	id := ast.Ident{Span: t.Span, Name: t.In(c.src)}
	switch t.Kind {
	case token.QuotedName:
		id.Name, id.Quote = unquoteName(id.Name), '`'
	case token.String:
		id.Quote = id.Name[0]
		id.Name = unquoteString(id.Name)
	}
	return &ast.Name{Span: t.Span, Parts: []ast.Ident{id}}
}

// odbc converts {d '2024-01-01'}, {fn now()} and their kin.
func (c *converter) odbc(n tast.ExprNode) ast.Expr {
	start := c.start()
	c.next()
	at := c.next()
	if call, ok := n.(*tast.FuncCallExpr); ok && len(call.Args) == 1 {
		name := map[string]string{tast.DateLiteral: "DATE", tast.TimeLiteral: "TIME", tast.TimestampLiteral: "TIMESTAMP"}[call.FnName.L]
		if name != "" && c.kind() == token.String {
			text := c.next()
			c.expectOp(token.RBrace, "}")
			return &ast.Literal{
				Span: c.since(start), Kind: ast.TypedText, Text: unquoteString(text.In(c.src)),
				Type: &ast.TypeName{Span: at.Span, Name: name},
			}
		}
		if name != "" { // {d expression} is a call of sorts
			x := c.expr(call.Args[0])
			c.expectOp(token.RBrace, "}")
			id := ast.Ident{Span: at.Span, Name: at.In(c.src)}
			return &ast.Call{Span: c.since(start), Name: &ast.Name{Span: at.Span, Parts: []ast.Ident{id}}, Args: []ast.Expr{x}}
		}
	}
	x := c.expr(n)
	c.expectOp(token.RBrace, "}")
	return &ast.Paren{Span: c.since(start), X: x}
}

// literal reads a constant, a placeholder, or a word that stands for one.
func (c *converter) literal() ast.Expr {
	start := c.start()
	t := c.next()
	text := t.In(c.src)
	switch t.Kind {
	case token.Question, token.Param:
		c.pos--
		return c.param()
	case token.Tag:
		return &ast.Hole{Span: t.Span, Text: text}
	case token.Number:
		kind := ast.Number
		if len(text) > 1 && text[0] == '0' && (text[1]|0x20 == 'x' || text[1]|0x20 == 'b') {
			kind = ast.Bytes
		}
		return &ast.Literal{Span: t.Span, Kind: kind, Text: text}
	case token.Backslash: // \N
		if c.accept("N") {
			return &ast.Literal{Span: c.since(start), Kind: ast.Null, Text: "NULL"}
		}
	case token.Plus, token.Minus: // a signed number that TiDB keeps as one value
		x := c.literal()
		return &ast.Unary{Span: c.since(start), Op: text, X: x}
	case token.String:
		return c.stringLiteral(t, text)
	case token.Word:
		switch {
		case fold(text, "NULL"):
			return &ast.Literal{Span: t.Span, Kind: ast.Null, Text: text}
		case fold(text, "TRUE"):
			return &ast.Literal{Span: t.Span, Kind: ast.True, Text: text}
		case fold(text, "FALSE"):
			return &ast.Literal{Span: t.Span, Kind: ast.False, Text: text}
		case text[0] == '_' && (c.kind() == token.String || c.kind() == token.Number): // _utf8mb4 'text'
			l, ok := c.literal().(*ast.Literal)
			if !ok {
				c.fail("a literal was expected behind `%s`", text)
			}
			l.Start = t.Start
			l.Type = &ast.TypeName{Span: t.Span, Name: upper(text)}
			return l
		}
		return &ast.Word{Span: t.Span, Text: text}
	}
	c.fail("a constant was expected where `%s` stands", text)
	return nil
}

// stringLiteral converts a string; strings behind it are parts of it, unless it has a prefix.
func (c *converter) stringLiteral(t token.Token, text string) *ast.Literal {
	l := &ast.Literal{Span: t.Span, Kind: ast.String}
	quote := strings.IndexAny(text, `'"`)
	if prefix := text[:max(quote, 0)]; prefix != "" {
		switch prefix[0] | 0x20 {
		case 'x', 'b':
			l.Kind, l.Text = ast.Bytes, text
			return l
		}
		l.Text = unquoteString(text)
		l.Type = &ast.TypeName{Span: source.Span{Start: t.Start, End: t.Start + int32(quote)}, Name: upper(prefix)}
		return l
	}
	l.Text = unquoteString(text)
	for c.kind() == token.String && strings.IndexByte(`'"`, c.text()[0]) >= 0 {
		l.Text += unquoteString(c.text())
		c.next()
	}
	l.End = c.toks[c.pos-1].End
	return l
}

func upper(s string) string { return strings.ToUpper(s) }
