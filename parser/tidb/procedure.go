package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// procedural converts CREATE PROCEDURE and the statements that only stand in procedures.
func (c *converter) procedural(n tast.Node) ast.Stmt {
	start := c.start()
	b := &ast.Block{Kind: upper(c.text())}
	switch n := n.(type) {
	case *tast.ProcedureInfo:
		return c.createProcedure(n)
	case *tast.ProcedureLabelBlock:
		c.label(n.LabelName)
		c.expectOp(token.Colon, ":")
		return c.labelled(c.procedural(n.Block).(*ast.Block), start)
	case *tast.ProcedureLabelLoop:
		c.label(n.LabelName)
		c.expectOp(token.Colon, ":")
		return c.labelled(c.procedural(n.Block).(*ast.Block), start)
	case *tast.ProcedureBlock:
		c.expect("BEGIN")
		for _, d := range n.ProcedureVars {
			c.declaration(b, d)
			c.expectOp(token.Semicolon, ";")
		}
		c.sequenceOf(b, n.ProcedureProcStmts)
		c.expect("END")
	case *tast.ProcedureIfInfo:
		c.ifBlock(b, n.IfBody)
		c.expect("END", "IF")
	case *tast.SimpleCaseStmt:
		c.expect("CASE")
		b.Exprs = append(b.Exprs, c.expr(n.Condition))
		for _, w := range n.WhenCases {
			c.when(b, w.Expr, w.ProcedureStmts)
		}
		c.otherwise(b, n.ElseCases)
		c.expect("END", "CASE")
	case *tast.SearchCaseStmt:
		c.expect("CASE")
		for _, w := range n.WhenCases {
			c.when(b, w.Expr, w.ProcedureStmts)
		}
		c.otherwise(b, n.ElseCases)
		c.expect("END", "CASE")
	case *tast.ProcedureWhileStmt:
		c.expect("WHILE")
		b.Exprs = append(b.Exprs, c.expr(n.Condition))
		c.expect("DO")
		c.sequenceOf(b, n.Body)
		c.expect("END", "WHILE")
	case *tast.ProcedureRepeatStmt:
		c.expect("REPEAT")
		c.sequenceOf(b, n.Body)
		c.expect("UNTIL")
		b.Exprs = append(b.Exprs, c.expr(n.Condition))
		c.expect("END", "REPEAT")
	default: // OPEN, CLOSE, FETCH, LEAVE, ITERATE: names only
		for c.kind() != token.Semicolon && c.kind() != token.EOF {
			c.next()
		}
		return &ast.Other{Span: c.since(start), Kind: b.Kind}
	}
	b.Span = c.since(start)
	return b
}

// labelled extends a block over its label, and the one that may be repeated behind it.
func (c *converter) labelled(b *ast.Block, start int32) *ast.Block {
	if c.kind() == token.Word || c.kind() == token.QuotedName {
		c.next()
	}
	b.Span = c.since(start)
	return b
}

// sequenceOf converts statements with semicolons behind them.
func (c *converter) sequenceOf(b *ast.Block, list []tast.StmtNode) {
	for _, n := range list {
		b.Statements = append(b.Statements, c.inner(n))
		c.expectOp(token.Semicolon, ";")
	}
}

func (c *converter) ifBlock(b *ast.Block, n *tast.ProcedureIfBlock) {
	c.next() // IF or ELSEIF
	b.Exprs = append(b.Exprs, c.expr(n.IfExpr))
	c.expect("THEN")
	c.sequenceOf(b, n.ProcedureIfStmts)
	switch e := n.ProcedureElseStmt.(type) {
	case *tast.ProcedureElseIfBlock:
		c.ifBlock(b, e.ProcedureIfStmt)
	case *tast.ProcedureElseBlock:
		c.otherwise(b, e.ProcedureIfStmts)
	}
}

func (c *converter) when(b *ast.Block, x tast.ExprNode, list []tast.StmtNode) {
	c.expect("WHEN")
	b.Exprs = append(b.Exprs, c.expr(x))
	c.expect("THEN")
	c.sequenceOf(b, list)
}

func (c *converter) otherwise(b *ast.Block, list []tast.StmtNode) {
	if len(list) > 0 {
		c.expect("ELSE")
		c.sequenceOf(b, list)
	}
}

// declaration converts DECLARE of variables, a cursor or a handler.
func (c *converter) declaration(b *ast.Block, n tast.DeclNode) {
	start := c.start()
	c.expect("DECLARE")
	switch n := n.(type) {
	case *tast.ProcedureDecl:
		// DECLARE a, b INT DEFAULT 0: the type and the default stand with the last.
		c.list(len(n.DeclNames), func(i int) {
			name := c.ident(n.DeclNames[i])
			b.Declares = append(b.Declares, &ast.ColumnDef{Span: name.Span, Name: name})
		})
		last := b.Declares[len(b.Declares)-1]
		last.Type, last.Constraints = c.typeName(), c.typeModifiers()
		if n.DeclDefault != nil {
			c.expect("DEFAULT")
			last.Default = c.expr(n.DeclDefault)
		}
		last.Span = c.since(last.Start)
	case *tast.ProcedureCursor:
		c.ident(n.CurName)
		c.expect("CURSOR", "FOR")
		q := c.query(n.Selectstring)
		s := &ast.Other{Span: c.since(start), Kind: "DECLARE CURSOR", Query: q}
		b.Statements = append(b.Statements, &ast.Statement{Span: s.Span, State: ast.OtherState, Body: s})
	case *tast.ProcedureErrorControl:
		for !c.accept("FOR") {
			c.word()
		}
		c.list(len(n.ErrorCon), func(int) {
			if !c.accept("NOT", "FOUND") && !c.acceptOne("SQLWARNING", "SQLEXCEPTION") {
				if c.accept("SQLSTATE") {
					c.accept("VALUE")
				}
				c.next()
			}
		})
		h := &ast.Block{Kind: "DECLARE HANDLER", Statements: []*ast.Statement{c.inner(n.Operate)}}
		h.Span = c.since(start)
		b.Statements = append(b.Statements, &ast.Statement{Span: h.Span, Body: h})
	default:
		c.fail("%T is not known", n)
	}
}

func (c *converter) createProcedure(n *tast.ProcedureInfo) *ast.CreateFunction {
	start := c.start()
	p := &ast.CreateFunction{Procedure: true}
	c.expect("CREATE", "PROCEDURE")
	c.accept("IF", "NOT", "EXISTS")
	p.Name = c.tableName(n.ProcedureName).Name
	c.open()
	c.list(len(n.ProcedureParam), func(i int) {
		start := c.start()
		switch n.ProcedureParam[i].Paramstatus {
		case tast.MODE_OUT:
			c.expect("OUT")
		case tast.MODE_INOUT:
			c.expect("INOUT")
		default:
			c.accept("IN")
		}
		param := &ast.ColumnDef{Name: c.ident(n.ProcedureParam[i].ParamName)}
		param.Type = c.typeName()
		param.Constraints = c.typeModifiers()
		param.Span = c.since(start)
		p.Params = append(p.Params, param)
	})
	c.close()
	switch body := c.statement(n.ProcedureBody).(type) {
	case *ast.Query:
		p.Query = body
	case *ast.Block:
		p.Block = body
	default:
		p.Block = &ast.Block{
			Span: body.Extent(), Kind: "BODY",
			Statements: []*ast.Statement{{Span: body.Extent(), Body: body}},
		}
	}
	p.Span = c.since(start)
	return p
}
