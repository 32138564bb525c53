package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// alert reads Snowflake's CREATE ALERT ... IF (EXISTS (query)) THEN statement; nil when it is written otherwise.
func (p *Parser) alert(c created) ast.Stmt {
	first := p.i
	b := &ast.Block{Kind: "CREATE ALERT", Clauses: c.clauses}
	if !p.speculate(func() {
		for !p.atKw(keyword.IF) || p.peekKind(1) != token.LParen {
			if p.statementEnd(false) {
				p.fail("IF")
			}
			p.skipOne()
		}
		b.Clauses = append(b.Clauses, p.skipped(first, "OPTIONS"))
		p.pass(2)
		p.expectKw(keyword.EXISTS)
		i := p.i
		if p.expect(token.LParen, "`(`"); p.queryAhead() {
			b.Statements = append(b.Statements, p.part())
			p.expect(token.RParen, "`)`")
		} else { // SHOW, CALL
			p.seek(i)
			p.balanced()
			b.Clauses = append(b.Clauses, p.skipped(i, "EXISTS"))
		}
		p.expect(token.RParen, "`)`")
		p.expectKw(keyword.THEN)
	}) {
		return nil
	}
	b.Statements = append(b.Statements, p.statement(true))
	b.Span = p.since(c.start)
	return b
}

// atFlow reports whether Snowflake's ->> stands here, behind which another statement reads the rows of those before it.
func (p *Parser) atFlow() bool {
	return p.at(token.LongArrow) && flowing.Has(p.peekKw(1))
}

// flowing are the verbs that begin a statement, and no value.
var flowing = keyword.SetOf(
	keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CREATE, keyword.SHOW,
	keyword.CALL, keyword.COPY, keyword.DESCRIBE, keyword.DROP, keyword.ALTER, keyword.TRUNCATE,
)

// flow reads the statements behind the first of such a chain, which begins at start.
func (p *Parser) flow(first ast.Stmt, start int32) ast.Stmt {
	if !p.atFlow() {
		return first
	}
	b := &ast.Block{Kind: "FLOW", Statements: []*ast.Statement{{Span: first.Extent(), Body: first}}}
	for p.atFlow() {
		p.advance()
		b.Statements = append(b.Statements, p.part())
	}
	b.Span = p.since(start)
	return b
}

// modelOf is what stands in front of !, a model: its name, and those in MODEL(name, version), are no columns.
func modelOf(x ast.Expr) ast.Expr {
	switch x := x.(type) {
	case *ast.ColumnRef:
		return modelName(x)
	case *ast.Call:
		for i, arg := range x.Args {
			if c, ok := arg.(*ast.ColumnRef); ok {
				x.Args[i] = modelName(c)
			}
		}
	}
	return x
}

func modelName(c *ast.ColumnRef) *ast.Word {
	name := ""
	for i := range c.Parts {
		if i > 0 {
			name += "."
		}
		name += c.Parts[i].Name
	}
	return &ast.Word{Span: c.Span, Text: name}
}

// readTable reads a relation whose rows a new one is made of, behind the words that begin at start: CLONE t, BACKFILL
// FROM t.
func (p *Parser) readTable(kind string, start int32) *ast.Clause {
	t := p.tableName()
	if p.timeTravelAhead() {
		t.TimeTravel = p.timeTravel()
		t.Span = p.since(t.Start)
	}
	q := &ast.Query{Span: t.Span, Body: &ast.TableBody{Span: t.Span, Table: t}}
	return &ast.Clause{Span: p.since(start), Kind: kind, Exprs: []ast.Expr{&ast.Subquery{Span: t.Span, Query: q}}}
}

// asyncStatement reads ASYNC (statement), which a block does not wait for.
func (p *Parser) asyncStatement() ast.Stmt {
	start := p.here()
	i := p.i
	p.advance()
	b := &ast.Block{Kind: "ASYNC", Clauses: []*ast.Clause{p.skipped(i, "ASYNC")}}
	p.advance()
	b.Statements = append(b.Statements, p.part())
	p.expect(token.RParen, "`)`")
	b.Span = p.since(start)
	return b
}

// resample reads RESAMPLE (USING ts INCREMENT BY INTERVAL '1 minute' PARTITION BY a METADATA_COLUMNS is_generated() AS g),
// which fills the gaps of a series and adds columns that say so.
func (p *Parser) resample() *ast.Clause {
	c := &ast.Clause{Kind: "RESAMPLE"}
	start := p.here()
	p.advance()
	p.expect(token.LParen, "`(`")
	p.expectKw(keyword.USING)
	c.Exprs = append(c.Exprs, p.expr())
	if !p.acceptWord("INCREMENT") {
		p.failOperand("INCREMENT")
	}
	p.expectKw(keyword.BY)
	c.Exprs = append(c.Exprs, p.expr())
	if p.acceptKws(keyword.PARTITION, keyword.BY) {
		p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
	}
	if p.acceptWord("METADATA_COLUMNS") {
		p.listOf(func() {
			c.Exprs = append(c.Exprs, aliased(p.selectItem(stopComma)))
		})
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}
