package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// durationAhead reports whether a unit of time stands behind a value, which makes an interval of it. Where units are
// also common names, only DAY TO SECOND and its kin are sure to be none.
func (p *Parser) durationAhead() bool {
	return p.at(token.Word) && p.tok.Keyword != keyword.None && (p.d.Durations || p.peekKw(1) == keyword.TO || p.peekKind(1) == token.LParen && p.peekKw(4) == keyword.TO) && p.intervalUnit(&p.tok) ||
		p.d.Durations && p.at(token.Word) && p.atWord("MICROSECONDS")
}

// durationSure reports whether a unit of time stands here that can be no alias in any dialect, by what follows it:
// CASE WHEN a THEN d - 1 DAY END.
func (p *Parser) durationSure() bool {
	switch p.peekKw(1) {
	case keyword.END, keyword.WHEN, keyword.ELSE, keyword.THEN, keyword.AND, keyword.OR:
		return p.tok.Keyword != keyword.None && p.intervalUnit(&p.tok)
	}
	return false
}

// durationHere reports whether the unit behind an operand on its own makes an interval of it: behind a value in
// parentheses, and in front of what it is added to.
func (p *Parser) durationHere(x ast.Expr) bool {
	if _, paren := x.(*ast.Paren); paren {
		return true
	}
	next := p.peekKind(1)
	return next == token.Plus || next == token.Minus
}

// duration reads the unit behind a value: Db2's labeled durations (3 DAYS), and the qualifier of the standard's
// (a - b) DAY(4) TO SECOND(6).
func (p *Parser) duration(x ast.Expr) ast.Expr {
	e := &ast.Interval{Value: x, Unit: strings.ToUpper(p.str(&p.tok))}
	p.advance()
	p.precision()
	if p.atKw(keyword.TO) && p.intervalUnit(p.peek(1)) {
		p.advance()
		e.To = strings.ToUpper(p.str(&p.tok))
		p.advance()
		p.precision()
	}
	e.Span = p.since(x.Extent().Start)
	return e
}

// registers are the words behind CURRENT of Db2's special registers (Db2 SQL Reference, "Special registers"). A register
// of several words goes on in any of them.
var registers = wordSet(`DATE TIME TIMESTAMP SERVER SCHEMA SQLID PATH FUNCTION TIMEZONE TIME_ZONE ISOLATION LOCK TIMEOUT DEGREE CLIENT_ACCTNG
	CLIENT_APPLNAME CLIENT_USERID CLIENT_WRKSTNNAME CLIENT_CORR_TOKEN QUERY OPTIMIZATION REFRESH AGE EXPLAIN MODE SNAPSHOT DECFLOAT ROUNDING
	DEFAULT TRANSFORM GROUP FEDERATED ASYNCHRONY IMPLICIT XMLPARSE OPTION LOCALE LC_TIME LC_CTYPE LC_MESSAGES MAINTAINED TABLE TYPES FOR
	MDC ROLLOUT MEMBER DBPARTITIONNUM PROFILE PACKAGE PACKAGESET SQL_CCFLAGS TEMPORAL BUSINESS_TIME SYSTEM_TIME USER RULES PRECISION
	APPLICATION ENCODING SCHEME COMPATIBILITY DEBUG ROUTINE VERSION GET_ACCEL_ARCHIVE ACCELERATOR STORAGE WAIT FOR DATA UNICODE`)

// registerAhead reports whether one of Db2's special registers stands here: CURRENT DATE, CURRENT LOCK TIMEOUT.
func (p *Parser) registerAhead() bool {
	next := p.peek(1)
	return p.atKw(keyword.CURRENT) && next.Kind == token.Word && next.Keyword != keyword.ROW && registers[upper(p.str(next))]
}

// register reads a special register; what follows its first word belongs to it as long as it can.
func (p *Parser) register() ast.Expr {
	start := p.here()
	p.pass(2)
	for p.at(token.Word) && (!p.d.Reserved.Has(p.tok.Keyword) || p.wordBefore("TRANSFORM")) && registers[upper(p.str(&p.tok))] {
		if p.wordBefore("DATE") || p.wordBefore("TIME") || p.wordBefore("TIMESTAMP") || p.wordBefore("SCHEMA") || p.wordBefore("USER") || p.wordBefore("SERVER") {
			break
		}
		p.advance()
	}
	c := p.arena.calls.new()
	*c = ast.Call{Name: p.wordName(p.since(start)), NoParentheses: true}
	if p.at(token.LParen) && p.peekKind(1) == token.Number { // CURRENT TIMESTAMP(6)
		p.advance()
		c.Args = []ast.Expr{p.literal(ast.Number)}
		c.NoParentheses = false
		p.expect(token.RParen, "`)`")
	}
	if p.atKws(keyword.WITH, keyword.TIME, keyword.ZONE) || p.atKws(keyword.WITHOUT, keyword.TIME, keyword.ZONE) {
		p.pass(3)
	}
	c.Span = p.since(start)
	return c
}

// currentOf reads CURRENT OF cursor: the row on which a cursor stands.
func (p *Parser) currentOf() ast.Expr {
	start := p.here()
	p.pass(2)
	span := p.since(start)
	if next := p.peek(1); next.Kind == token.Word || next.Kind == token.QuotedName || next.Kind == token.Param { // not a cursor of that name
		p.acceptKw(keyword.GLOBAL)
	}
	cursor := p.variable()
	return &ast.Call{Span: p.since(start), Name: p.wordName(span), Args: []ast.Expr{cursor}, NoParentheses: true}
}

// rowChange reads Db2's ROW CHANGE TOKEN FOR t and ROW CHANGE TIMESTAMP FOR t, a value of each row of t.
func (p *Parser) rowChange() ast.Expr {
	start := p.here()
	p.pass(3)
	c := &ast.Call{Name: p.wordName(p.since(start)), NoParentheses: true}
	if i := p.i; p.acceptKw(keyword.FOR) {
		p.name("a table's name")
		c.Clauses = append(c.Clauses, p.skipped(i, "FOR"))
	}
	c.Span = p.since(start)
	return c
}
