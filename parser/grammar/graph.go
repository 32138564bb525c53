package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// gqlAhead reports whether a query of a property graph stands here: GRAPH name MATCH ... (GQL, BigQuery).
func (p *Parser) gqlAhead() bool {
	if !p.atWord("GRAPH") {
		return false
	}
	n := 1
	for ; p.peekKind(n) == token.Word && p.peekKw(n) != keyword.MATCH || p.peekKind(n) == token.QuotedName || p.peekKind(n) == token.Dot; n++ {
		if p.wordAhead(n, "OPTIONAL") {
			break
		}
	}
	return n > 1 && (p.peekKw(n) == keyword.MATCH || p.wordAhead(n, "OPTIONAL"))
}

// graphQuery reads GRAPH name MATCH pattern ... RETURN a.b AS c, ... as a query of all columns of a function that the last
// RETURN names. All other names are the graph's own.
func (p *Parser) graphQuery() *ast.Query {
	start, first := p.here(), p.i
	p.advance()
	s := &ast.Select{FromFirst: true, Clauses: []*ast.Clause{p.skipped(first, "GRAPH")}}
	at := p.here()
	c := &ast.Call{Name: p.name("a graph")}
	f := &ast.TableFunc{Funcs: []ast.Expr{c}}
	i, last := p.i, 0
	for ; !p.statementEnd(false) && !p.at(token.RParen); p.skipOne() {
		if p.atKw(keyword.RETURN) {
			last = p.i
		}
	}
	end := p.i
	if last == 0 {
		p.fail("RETURN")
	}
	p.seek(last + 1)
	p.acceptAny(keyword.DISTINCT, keyword.ALL)
	c.Clauses = append(c.Clauses, p.skipped(i, "MATCH"))
	c.Span = p.since(at)
	p.listOf(func() { p.graphColumn(f, end) })
	if j := p.i; j < end { // ORDER BY, LIMIT
		p.seek(end)
		f.Clauses = append(f.Clauses, p.skipped(j, "TAIL"))
	}
	f.Span = p.since(at)
	s.From = []ast.TableExpr{f}
	s.Span = p.since(start)
	return &ast.Query{Span: s.Span, Body: s}
}

// graphColumn reads one value that RETURN yields, in front of token end; its name stands last.
func (p *Parser) graphColumn(f *ast.TableFunc, end int) {
	start, i := p.here(), p.i
	for p.i < end && !p.at(token.Comma) && !p.atKw(keyword.ORDER) && !p.atKw(keyword.LIMIT) && !p.atKw(keyword.OFFSET) && !p.atKws(keyword.GROUP, keyword.BY) {
		p.skipOne()
	}
	if p.i == i {
		p.fail("a value")
	}
	if last := p.toks[p.i-1]; last.Kind != token.Word && last.Kind != token.QuotedName {
		f.Clauses = append(f.Clauses, p.skipped(i, "COLUMN"))
		return
	}
	p.seek(p.i - 1)
	d := &ast.ColumnDef{Name: p.ident("a column's name")}
	d.Constraints = append(d.Constraints, p.skipped(i, "COLUMN"))
	d.Span = p.since(start)
	f.Columns = append(f.Columns, d)
}

// propertyGraph reads CREATE PROPERTY GRAPH g NODE TABLES (...) EDGE TABLES (...), whose tables it reads; nil when it is
// written otherwise.
func (p *Parser) propertyGraph(c created) ast.Stmt {
	o := &ast.Other{Kind: "CREATE PROPERTY GRAPH"}
	if !p.speculate(func() {
		p.pass(2)
		p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
		p.name("a graph")
		for !p.statementEnd(false) {
			if !p.atWord("NODE") && !p.atWord("EDGE") && !p.atWord("VERTEX") && !p.atWord("RELATIONSHIP") || p.peekKw(1) != keyword.TABLES {
				p.skipOne()
				continue
			}
			p.pass(2)
			p.expect(token.LParen, "`(`")
			p.listOf(func() {
				o.Tables = append(o.Tables, p.tableName())
				p.element()
			})
			p.expect(token.RParen, "`)`")
		}
	}) {
		return nil
	}
	o.Span = p.since(c.start)
	return o
}
