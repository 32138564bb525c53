package grammar

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// Fragment reads all tokens as what a macro may yield that is no statement by itself: expressions, select items, common
// table expressions, clauses, in any order.
func (p *Parser) Fragment() *ast.Statement {
	p.seek(0)
	start := p.here()
	f := &ast.Fragment{}
	for !p.at(token.EOF) {
		i := p.i
		if p.try(func() { p.piece(f) }) && p.pieceEnd(i) {
			continue
		}
		p.skip(i, max(p.i, i+1), stopComma|stopClause)
		if p.i == i || p.at(token.RParen) || p.at(token.RBracket) || p.at(token.RBrace) || p.at(token.Semicolon) || p.at(token.PipeGt) {
			p.step()
		}
		f.Exprs = append(f.Exprs, p.opaque(i))
	}
	f.Span = p.since(start)
	s := &ast.Statement{Span: f.Span, Body: f, Errors: slices.Clone(p.errors), Opaques: slices.Clone(p.opaques)}
	p.brokenError(s, 0)
	settle(s)
	s.State = state(s)
	return s
}

// pieceEnd reports whether the piece that begins at token i, and has been read, may end here: before a comma, a clause or a
// template tag, or behind one.
func (p *Parser) pieceEnd(i int) bool {
	if p.i == i {
		return false
	}
	switch p.toks[p.i-1].Kind {
	case token.Comma, token.Tag, token.Semicolon:
		return true
	}
	if p.toks[p.i-1].Keyword != keyword.None && p.d.Reserved.Has(p.toks[p.i-1].Keyword) {
		return true
	}
	switch p.tok.Kind {
	case token.EOF, token.Comma, token.Tag, token.Semicolon:
		return true
	}
	return p.stopped(stopClause|stopJoin|stopAs|stopSort) || p.pieceWord()
}

// pieceWord reports whether the word here begins a piece of its own.
func (p *Parser) pieceWord() bool {
	switch p.tok.Keyword {
	case keyword.AND, keyword.OR, keyword.THEN, keyword.ELSE, keyword.OVER, keyword.ROWS, keyword.RANGE, keyword.PARTITION,
		keyword.ENGINE, keyword.CASE, keyword.BY, keyword.LIKE, keyword.IN, keyword.IS, keyword.NOT, keyword.BETWEEN,
		keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CREATE, keyword.DROP, keyword.ALTER:
		return true
	}
	return false
}

// piece reads one piece of a fragment.
func (p *Parser) piece(f *ast.Fragment) {
	start := p.here()
	switch {
	case p.at(token.Comma), p.at(token.Semicolon):
		p.step()
		return
	case p.atKw(keyword.WITH) && p.cteAheadAt(1):
		w := p.with()
		if p.at(token.EOF) {
			f.With = append(f.With, w.CTEs...)
			return
		}
		f.Queries = append(f.Queries, p.queryWith(w, start))
		return
	case p.queryAhead() && !p.atKw(keyword.FROM):
		f.Queries = append(f.Queries, p.query())
		return
	case p.cteAheadAt(0) && !(p.at(token.Tag) && p.peekKind(1) == token.LParen):
		f.With = append(f.With, p.cte())
		return
	case p.joinAhead() > 0:
		f.Clauses = append(f.Clauses, p.skippedWords(p.joinAhead()))
		f.Tables = append(f.Tables, p.tableItem())
		return
	}
	switch p.tok.Keyword {
	case keyword.FROM:
		p.advance()
		f.Clauses = append(f.Clauses, p.skipped(p.i-1, "FROM"))
		f.Tables = append(f.Tables, p.tableList()...)
	case keyword.LATERAL:
		f.Tables = append(f.Tables, p.tableItem())
	case keyword.UNION, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS:
		p.advance()
		n := 1
		if p.acceptKw(keyword.ALL) || p.acceptKw(keyword.DISTINCT) {
			n = 2
		}
		f.Clauses = append(f.Clauses, p.skipped(p.i-n, "SET OPERATION"))
	case keyword.WHERE, keyword.HAVING, keyword.QUALIFY, keyword.ON, keyword.AND, keyword.OR, keyword.THEN, keyword.ELSE:
		f.Clauses = append(f.Clauses, p.skippedWords(1))
		if !p.at(token.EOF) {
			f.Exprs = append(f.Exprs, p.expr())
		}
	case keyword.USING:
		p.advance()
		for _, id := range p.parenIdents("a column") {
			f.Exprs = append(f.Exprs, p.column(id.Span, []ast.Ident{id}))
		}
	case keyword.WHEN:
		p.advance()
		f.Exprs = append(f.Exprs, p.expr())
		if p.acceptKw(keyword.THEN) {
			f.Exprs = append(f.Exprs, p.expr())
		}
	case keyword.END, keyword.AS:
		f.Clauses = append(f.Clauses, p.skippedWords(1))
		if p.toks[p.i-1].Keyword == keyword.AS && p.nameAhead() {
			i := p.i
			p.ident("a name")
			f.Clauses = append(f.Clauses, p.skipped(i, "ALIAS"))
		}
	case keyword.GROUP:
		g := p.groupBy()
		f.Exprs = append(f.Exprs, g.Items...)
	case keyword.ORDER, keyword.SORT, keyword.CLUSTER, keyword.DISTRIBUTE:
		if p.peekKw(1) != keyword.BY {
			p.item(f)
			return
		}
		for _, item := range p.orderBy() {
			if item.Expr != nil {
				f.Exprs = append(f.Exprs, item.Expr)
			}
		}
	case keyword.PARTITION:
		if p.peekKw(1) != keyword.BY {
			p.item(f)
			return
		}
		p.pass(2)
		p.listOf(func() { f.Exprs = append(f.Exprs, p.expr()) })
	case keyword.LIMIT, keyword.OFFSET, keyword.FETCH:
		q := &ast.Query{}
		p.limit(q)
		f.Clauses = append(f.Clauses, q.Clauses...)
		if q.Limit != nil {
			f.Clauses = append(f.Clauses, &ast.Clause{Span: q.Limit.Span, Kind: "LIMIT", Exprs: limitExprs(q.Limit)})
		}
	case keyword.OVER:
		i := p.i
		w := p.over()
		f.Clauses = append(f.Clauses, p.skipped(i, "OVER"))
		f.Exprs = append(f.Exprs, w.PartitionBy...)
		for _, item := range w.OrderBy {
			f.Exprs = append(f.Exprs, item.Expr)
		}
	default:
		p.item(f)
	}
}

// skippedWords is the clause of the next n words.
func (p *Parser) skippedWords(n int) *ast.Clause {
	i := p.i
	p.pass(n)
	return p.skipped(i, p.toks[i].Keyword.String())
}

// item reads a select item, or an expression.
func (p *Parser) item(f *ast.Fragment) {
	start := p.here()
	item := p.arena.items.new()
	p.itemContent(item)
	item.Span = p.since(start)
	f.Items = append(f.Items, item)
}

func limitExprs(l *ast.Limit) []ast.Expr {
	var list []ast.Expr
	for _, e := range []ast.Expr{l.Count, l.Offset} {
		if e != nil {
			list = append(list, e)
		}
	}
	return list
}
