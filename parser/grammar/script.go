package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// scriptAheadAt reports whether rows are sent through a script n tokens ahead: SELECT TRANSFORM (a, b) USING 'script',
// MAP a, b USING 'script', REDUCE a, b USING 'script'. All three mean the same.
func (p *Parser) scriptAheadAt(n int) bool {
	next := p.peek(n + 1)
	switch p.peekKw(n) {
	case keyword.SELECT:
		if next.Kind != token.Word || next.Keyword != keyword.None || p.peekKind(n+2) != token.LParen || !p.wordAhead(n+1, "TRANSFORM") {
			return false
		}
		closing := int(p.match[p.i+n+2])
		if closing <= 0 {
			return false
		}
		after := &p.toks[closing+1]
		return after.Keyword == keyword.USING || after.Keyword == keyword.ROW || equalFold(p.str(after), "RECORDWRITER")
	case keyword.MAP, keyword.REDUCE:
		switch {
		case !p.d.FromFirst:
		case next.Kind == token.Star:
			return p.peekKw(n+2) == keyword.USING
		case next.Kind == token.Word && !p.d.Reserved.Has(next.Keyword), next.Kind == token.QuotedName:
			k := p.peekKind(n + 2)
			return k == token.Comma || k == token.Dot || k == token.LParen || p.peekKw(n+2) == keyword.USING
		}
	}
	return false
}

// script reads TRANSFORM (a, b) [row format] USING 'script' [AS (x INT, y)] [row format] as one item that yields the
// columns behind AS; without those it yields key and value.
func (p *Parser) script(s *ast.Select) {
	start := p.here()
	p.acceptKw(keyword.SELECT)
	word := p.tok.Span
	p.advance()
	c := &ast.Call{Name: p.wordName(word)}
	item := &ast.SelectItem{Expr: c}
	if paren := p.wordBefore("TRANSFORM"); paren {
		p.advance()
		p.scriptArgs(c)
		p.expect(token.RParen, "`)`")
	} else {
		p.scriptArgs(c)
	}
	c.Clauses = p.rowFormat(c.Clauses)
	using := p.i
	p.expectKw(keyword.USING)
	p.expect(token.String, "a script")
	c.Clauses = append(c.Clauses, p.skipped(using, "USING"))
	c.Span = p.since(word.Start)
	if p.acceptKw(keyword.AS) {
		paren := p.accept(token.LParen)
		p.listOf(func() {
			item.Aliases = append(item.Aliases, p.ident("a column's name"))
			if p.at(token.Word) && !p.stopped(stopClause) && !p.atKw(keyword.ROW) {
				of := p.typeName()
				c.Clauses = append(c.Clauses, &ast.Clause{Span: of.Span, Kind: "TYPE"})
				c.Span = p.since(word.Start)
			}
		})
		if paren {
			p.expect(token.RParen, "`)`")
		}
	}
	item.Span = p.since(start)
	s.Items = []*ast.SelectItem{item}
	s.Clauses = p.rowFormat(s.Clauses)
}

// scriptArgs reads the values that a script is given.
func (p *Parser) scriptArgs(c *ast.Call) {
	if p.acceptKw(keyword.DISTINCT) {
		c.Distinct = true
	} else {
		p.acceptKw(keyword.ALL)
	}
	p.listOf(func() { c.Args = append(c.Args, p.arg()) })
}

// rowFormat reads how rows are written for a script or read from it: ROW FORMAT ..., RECORDWRITER 'x', RECORDREADER 'x'.
func (p *Parser) rowFormat(clauses []*ast.Clause) []*ast.Clause {
	i := p.i
	if p.atKws(keyword.ROW, keyword.FORMAT) {
		for !p.stopped(stopClause) || p.atKw(keyword.WITH) {
			if p.at(token.LParen) {
				p.balanced()
			} else if p.atKw(keyword.AS) && !p.wordBefore("DEFINED") {
				break
			} else {
				p.advance()
			}
		}
	}
	for p.acceptWord("RECORDWRITER") || p.acceptWord("RECORDREADER") {
		p.expect(token.String, "a class")
	}
	if p.i > i {
		clauses = append(clauses, p.skipped(i, "ROW FORMAT"))
	}
	return clauses
}
