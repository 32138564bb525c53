package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// modelAhead reports whether Oracle's MODEL clause begins here, by the word behind its first.
func (p *Parser) modelAhead() bool {
	if !p.atKw(keyword.MODEL) {
		return false
	}
	switch p.peekKw(1) {
	case keyword.PARTITION:
		return p.peekKw(2) == keyword.BY
	case keyword.IGNORE, keyword.UNIQUE, keyword.RETURN:
		return true
	}
	return p.wordAhead(1, "DIMENSION") || p.wordAhead(1, "REFERENCE") || p.wordAhead(1, "MAIN") || p.wordAhead(1, "KEEP")
}

// model reads MODEL [options] {REFERENCE name ON (query) columns} [MAIN name] columns RULES (...).
func (p *Parser) model() *ast.Model {
	start := p.here()
	m := &ast.Model{}
	p.advance()
	for {
		i := p.i
		switch {
		case p.acceptWord("REFERENCE"):
			p.ident("a model")
			p.expectKw(keyword.ON)
			at := p.here()
			q := p.parenQuery()
			c := &ast.Clause{Kind: "REFERENCE", Exprs: []ast.Expr{&ast.Subquery{Span: p.since(at), Query: q}}}
			p.modelColumns(&ast.Model{})
			c.Span = p.since(p.toks[i].Start)
			m.Clauses = append(m.Clauses, c)
		case p.atKw(keyword.PARTITION), p.atWord("DIMENSION"):
			if m.Dimension != nil {
				p.fail("the rules of the model")
			}
			p.modelColumns(m)
		case p.at(token.LParen):
			m.Clauses = append(m.Clauses, p.modelRules())
			m.Span = p.since(start)
			return m
		case p.atKw(keyword.ORDER) && p.peekKw(1) == keyword.BY, p.stopped(0), !p.at(token.Word) && !p.at(token.Number):
			p.fail("the rules of the model")
		case p.atWord("ITERATE"), p.atKw(keyword.UNTIL):
			p.advance()
			p.balanced()
			m.Clauses = append(m.Clauses, p.skipped(i, "ITERATE"))
		default: // RETURN ALL ROWS, IGNORE NAV, UNIQUE DIMENSION, MAIN name, RULES UPSERT ALL AUTOMATIC ORDER
			p.advance()
			m.Clauses = append(m.Clauses, p.skipped(i, "OPTION"))
		}
	}
}

// modelColumns reads PARTITION BY (...) DIMENSION BY (...) MEASURES (...).
func (p *Parser) modelColumns(m *ast.Model) {
	list := func() []*ast.SelectItem {
		p.expect(token.LParen, "`(`")
		var items []*ast.SelectItem
		p.listOf(func() { items = append(items, p.selectItem(stopComma)) })
		p.expect(token.RParen, "`)`")
		return items
	}
	if p.acceptKws(keyword.PARTITION, keyword.BY) {
		m.Partition = list()
	}
	if !p.acceptWord("DIMENSION") {
		p.fail("DIMENSION BY")
	}
	p.expectKw(keyword.BY)
	m.Dimension = list()
	p.expectKw(keyword.MEASURES)
	m.Measures = list()
	for i := p.i; p.acceptKw(keyword.IGNORE) || p.acceptWord("KEEP") || p.acceptKw(keyword.UNIQUE); i = p.i {
		for p.at(token.Word) && (p.atWord("NAV") || p.atWord("DIMENSION") || p.atWord("SINGLE") || p.atWord("REFERENCE") && p.toks[p.i-1].Keyword == keyword.None) {
			p.advance()
		}
		m.Clauses = append(m.Clauses, p.skipped(i, "OPTION"))
	}
}

// modelRules reads the rules, whose names are the model's own but in subqueries.
func (p *Parser) modelRules() *ast.Clause {
	c := &ast.Clause{Kind: "RULES"}
	start, end := p.here(), int(p.match[p.i])
	if end <= 0 {
		p.balanced()
	}
	for p.advance(); p.i < end; {
		if at := p.here(); p.at(token.LParen) && p.queryInParens() {
			q := p.parenQuery()
			c.Exprs = append(c.Exprs, &ast.Subquery{Span: p.since(at), Query: q})
		} else {
			p.advance()
		}
	}
	p.advance()
	c.Span = p.since(start)
	return c
}

// transforms reads the operations of JSON_TRANSFORM behind its first argument, each a clause with its values.
func (p *Parser) transforms(c *ast.Call) {
	for p.accept(token.Comma) {
		start := p.here()
		op := &ast.Clause{Kind: upper(p.str(&p.tok))}
		p.advance()
		for !p.at(token.Comma) && !p.at(token.RParen) && !p.atKw(keyword.RETURNING) && !p.atKw(keyword.PASSING) && !p.statementEnd(false) {
			switch {
			case p.accept(token.Eq):
				p.acceptWord("PATH")
				op.Exprs = append(op.Exprs, p.expr())
			case p.at(token.LParen):
				p.balanced()
			default:
				p.advance()
			}
		}
		op.Span = p.since(start)
		c.Clauses = append(c.Clauses, op)
	}
}

// mining reports whether a function is one that applies a model of Oracle's to the columns behind USING.
func (p *Parser) mining(c *ast.Call) bool {
	name := upper(p.text[c.Name.Start:c.Name.End])
	return strings.HasPrefix(name, "PREDICTION") || strings.HasPrefix(name, "CLUSTER_") || strings.HasPrefix(name, "FEATURE_")
}
