package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// nPathAhead reports whether Teradata's NPATH (ON t ...) stands here, with or without the server that runs it.
func (p *Parser) nPathAhead() bool {
	if !p.atWord("NPATH") {
		return false
	}
	n := 1
	if p.peekKind(1) == token.At {
		n = 3
	}
	return p.peekKind(n) == token.LParen && p.peekKw(n+1) == keyword.ON
}

// nPath reads NPATH (ON t PARTITION BY a ORDER BY b USING MODE (OVERLAPPING) PATTERN ('A.B*') SYMBOLS (condition AS A, ...)
// RESULT (FIRST(c OF A) AS d, ...) FILTER (condition)): a pattern of rows, as MATCH_RECOGNIZE finds it.
func (p *Parser) nPath(start int32) ast.TableExpr {
	m := &ast.MatchRecognize{}
	i := p.i
	for !p.accept(token.LParen) {
		p.advance()
	}
	m.Clauses = []*ast.Clause{p.skipped(i, "NPATH")}
	for p.acceptKw(keyword.ON) {
		p.nPathInput(m)
		p.accept(token.Comma)
	}
	if p.acceptKw(keyword.USING); p.at(token.RParen) {
		p.fail("SYMBOLS and RESULT")
	}
	for !p.at(token.RParen) {
		p.nPathArgument(m)
		p.accept(token.Comma)
	}
	p.advance()
	m.Alias = p.tableAlias()
	m.Span = p.since(start)
	return m
}

// nPathInput reads an input and joins it to those before it; its name qualifies columns as a symbol does.
func (p *Parser) nPathInput(m *ast.MatchRecognize) {
	q, name := p.operatorInput()
	if t, ok := q.Body.(*ast.TableBody); ok && name == nil && t.Table.Name != nil {
		name = t.Table.Name.Last()
	}
	if name != nil {
		m.Symbols = append(m.Symbols, *name)
	}
	d := &ast.Derived{Span: q.Span, Query: q}
	if m.Input == nil {
		m.Input = d
		return
	}
	m.Input = &ast.Join{Span: p.since(m.Input.Extent().Start), Kind: ast.Cross, Left: m.Input, Right: d}
}

// nPathArgument reads one argument: a word and parentheses. The conditions of symbols and of the filter are the
// definitions, the results the measures.
func (p *Parser) nPathArgument(m *ast.MatchRecognize) {
	i := p.i
	word := p.word("an argument")
	if !p.at(token.LParen) {
		p.fail("`(`")
	}
	var read func()
	switch upper(word.Text) {
	case "SYMBOLS":
		read = func() {
			item := p.namedValue("a symbol")
			m.Symbols, m.Defines = append(m.Symbols, *item.Alias), append(m.Defines, item)
		}
	case "RESULT":
		read = func() { m.Measures = append(m.Measures, p.namedValue("a column's name")) }
	case "FILTER":
		read = func() {
			e := p.expr()
			m.Defines = append(m.Defines, &ast.SelectItem{Span: e.Extent(), Expr: e})
		}
	default:
		p.balanced()
		m.Clauses = append(m.Clauses, p.skipped(i, upper(word.Text)))
		return
	}
	m.Clauses = append(m.Clauses, &ast.Clause{Span: word.Span, Kind: upper(word.Text)})
	p.advance()
	p.listOf(read)
	p.expect(token.RParen, "`)`")
}

// namedValue reads value AS name.
func (p *Parser) namedValue(what string) *ast.SelectItem {
	start := p.here()
	item := &ast.SelectItem{Expr: p.expr()}
	p.expectKw(keyword.AS)
	name := p.ident(what)
	item.Alias, item.Span = p.arena.idents.one(name), p.since(start)
	return item
}
