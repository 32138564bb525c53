package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// subscribe reads Materialize's SUBSCRIBE [TO] relation and SUBSCRIBE (query) with its options. It reads like a COPY to
// whoever listens.
func (p *Parser) subscribe() *ast.Copy {
	start := p.here()
	c := &ast.Copy{Verb: "SUBSCRIBE"}
	p.advance()
	p.acceptKw(keyword.TO)
	if p.at(token.LParen) {
		c.Query = p.parenQuery()
	} else {
		c.From = p.tableName()
	}
	if i := p.i; !p.streamEnd() {
		for !p.streamEnd() {
			p.skipOne()
		}
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
	c.Span = p.since(start)
	return c
}

// observe reads SingleStore's OBSERVE items FROM relations, a query of what changes in them, with the format and the offsets
// in front of WHERE.
func (p *Parser) observe() ast.Stmt {
	start := p.here()
	s := &ast.Select{Clauses: []*ast.Clause{{Span: p.tok.Span, Kind: "OBSERVE"}}}
	p.advance()
	s.Items = p.selectItems()
	p.expectKw(keyword.FROM)
	p.listOf(func() { s.From = append(s.From, p.tableName()) })
	if i := p.i; !p.streamEnd() && !p.atKw(keyword.WHERE) {
		for !p.statementEnd(false) && !p.atKw(keyword.WHERE) {
			p.skipOne()
		}
		s.Clauses = append(s.Clauses, p.skipped(i, "OPTIONS"))
	}
	if p.acceptKw(keyword.WHERE) {
		s.Where = p.wholeClause()
	}
	s.Span = p.since(start)
	return &ast.Query{Span: s.Span, Body: s}
}

// streamEnd reports whether a statement about a stream ends here; it may stand in parentheses.
func (p *Parser) streamEnd() bool { return p.at(token.RParen) || p.statementEnd(true) }

// skipOne skips a token, or what stands in brackets.
func (p *Parser) skipOne() {
	if p.at(token.LParen) || p.at(token.LBracket) {
		p.balanced()
	} else {
		p.advance()
	}
}

// source reads CREATE SOURCE name (columns) FROM ..., a relation that is filled from without; nil when it is another
// dialect's.
func (p *Parser) source(c created) ast.Stmt {
	p.advance()
	t := &ast.CreateTable{OrReplace: c.replace, External: true, Clauses: c.clauses}
	t.IfNotExists = p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	t.Name = p.tableName()
	if p.at(token.LParen) {
		p.tableElements(t)
	}
	if p.atKw(keyword.AS) {
		return nil
	}
	i := p.i
	for !p.streamEnd() {
		p.skipOne()
	}
	if p.i > i {
		t.Clauses = append(t.Clauses, p.skipped(i, "OPTIONS"))
	}
	t.Span = p.since(c.start)
	return t
}

// continualTask reads Materialize's CREATE CONTINUAL TASK from CONTINUAL on: a relation that statements fill whenever rows
// arrive (ON INPUT s AS (...)), or that holds what a query yields of each (FROM TRANSFORM s USING (...)) or the rows for
// which a condition holds (FROM RETAIN s WHILE (...)).
func (p *Parser) continualTask(c created) ast.Stmt {
	i := p.i
	p.pass(2)
	t := &ast.CreateTable{OrReplace: c.replace, Clauses: append(c.clauses, p.skipped(i, "CONTINUAL TASK"))}
	t.IfNotExists = p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	t.Name = p.tableName()
	if p.at(token.LParen) {
		p.tableElements(t)
	}
	i = p.i
	for !p.atKw(keyword.ON) && !p.atKw(keyword.FROM) && !p.statementEnd(false) { // IN CLUSTER c WITH (...)
		p.skipOne()
	}
	filled := p.acceptKw(keyword.ON)
	if !filled {
		p.expectKw(keyword.FROM)
	}
	retained := p.acceptWord("RETAIN")
	if !retained {
		p.advance() // INPUT, TRANSFORM
	}
	t.Clauses = append(t.Clauses, p.skipped(i, "OPTIONS"))
	at := p.here()
	switch {
	case filled:
		i = p.i
		p.tableName()
		p.expectKw(keyword.AS)
		t.Clauses = append(t.Clauses, p.skipped(i, "INPUT"))
		t.Span = p.since(c.start)
		b := &ast.Block{Kind: "CREATE CONTINUAL TASK", Statements: []*ast.Statement{{Span: t.Span, Body: t}}}
		p.statementsInParens(b)
		b.Span = p.since(c.start)
		return b
	case retained:
		s := &ast.Select{FromFirst: true, From: []ast.TableExpr{p.tableName()}}
		p.expectKw(keyword.WHILE)
		s.Where = p.primary()
		s.Span = p.since(at)
		t.Query = &ast.Query{Span: s.Span, Body: s}
	default:
		i = p.i
		p.tableName()
		p.expectKw(keyword.USING)
		t.Clauses = append(t.Clauses, p.skipped(i, "INPUT"))
		t.Query = p.parenQuery()
	}
	if i = p.i; !p.streamEnd() {
		for !p.streamEnd() {
			p.skipOne()
		}
		t.Clauses = append(t.Clauses, p.skipped(i, "OPTIONS"))
	}
	t.Span = p.since(c.start)
	return t
}

// sink reads CREATE SINK name FROM relation INTO ..., which carries a relation's rows out; nil when it is another
// dialect's.
func (p *Parser) sink(c created) ast.Stmt {
	s := &ast.Copy{Verb: "CREATE SINK", Clauses: c.clauses}
	i := p.i
	for !p.atKw(keyword.FROM) && !p.atKw(keyword.AS) {
		if p.streamEnd() {
			return nil
		}
		p.skipOne()
	}
	s.Clauses = append(s.Clauses, p.skipped(i, "NAME"))
	if p.acceptKw(keyword.AS) {
		s.Query = p.query()
	} else {
		p.advance()
		s.From = p.tableName()
	}
	i = p.i
	for !p.streamEnd() {
		p.skipOne()
	}
	if p.i > i {
		s.Clauses = append(s.Clauses, p.skipped(i, "OPTIONS"))
	}
	s.Span = p.since(c.start)
	return s
}
