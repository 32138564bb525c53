package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// plpgsql reads a statement that only the code of PL/pgSQL and its descendants can hold; nil when another one stands here.
func (p *Parser) plpgsql() ast.Stmt {
	start := p.here()
	switch {
	case p.assignmentAhead():
		return p.assign()
	case p.atKw(keyword.RETURN) && (p.wordAhead(1, "QUERY") || p.peekKw(1) == keyword.NEXT):
		return p.returnRows(start)
	case p.atKw(keyword.EXECUTE) && p.dynamicAhead():
		return p.executeDynamic(start)
	case p.tok.Keyword != keyword.None:
	case p.atWord("PERFORM"):
		switch p.peekKind(1) {
		case token.LParen, token.Semicolon, token.Dot, token.At: // a procedure of that name
		default:
			return p.perform(start)
		}
	case p.atWord("FOREACH"):
		return p.forEach(start)
	}
	return nil
}

// assignmentAhead reports whether a variable, an element or a field of it, or several of them are assigned here.
func (p *Parser) assignmentAhead() bool {
	if !p.at(token.Word) && !p.at(token.QuotedName) {
		return false
	}
	for n := 1; ; {
		switch t := p.peek(n); t.Kind {
		case token.Dot, token.Comma:
			n += 2
		case token.LBracket:
			closing := int(p.match[p.i+n])
			if closing <= 0 {
				return false
			}
			n = closing + 1 - p.i
		case token.Eq, token.Assign:
			return true
		case token.Lt: // Vertica: n <- SELECT ...
			return p.peekKind(n+1) == token.Minus && p.peek(n+1).Start == t.End
		default:
			return false
		}
	}
}

// returnRows reads RETURN QUERY with its query and RETURN NEXT with its value.
func (p *Parser) returnRows(start int32) ast.Stmt {
	b := &ast.Block{Kind: "RETURN"}
	p.advance()
	next := p.acceptKw(keyword.NEXT)
	if !next {
		p.advance()
	}
	switch {
	case p.statementEnd(true):
	case next:
		b.Exprs = append(b.Exprs, p.expr())
	case p.atKw(keyword.EXECUTE):
		at := p.here()
		s := p.executeDynamic(at)
		b.Statements = append(b.Statements, &ast.Statement{Span: p.since(at), Body: s})
	default:
		b.Statements = append(b.Statements, p.part())
	}
	b.Span = p.since(start)
	return b
}

// dynamicAhead reports whether the SQL that a value holds is executed here, not a statement by its name.
func (p *Parser) dynamicAhead() bool {
	switch next := p.peek(2); {
	case p.peekKind(1) == token.String:
		return true
	case p.peekKind(1) == token.Word && p.peekKw(1) != keyword.IMMEDIATE:
		return next.Kind == token.LParen || next.Kind == token.Concat || next.Keyword == keyword.INTO || next.Keyword == keyword.USING
	}
	return false
}

// executeDynamic reads EXECUTE text INTO variables USING values. The text is read where it is one string.
func (p *Parser) executeDynamic(start int32) ast.Stmt {
	b := &ast.Block{Kind: "EXECUTE"}
	p.advance()
	p.dynamicText(b)
	b.Span = p.since(start)
	return b
}

// dynamicText reads the text of an EXECUTE, and the variables and values behind it.
func (p *Parser) dynamicText(b *ast.Block) {
	read := false
	if next := p.peek(1); p.at(token.String) && (next.Kind == token.Semicolon || next.Kind == token.EOF || next.Kind == token.Word) {
		var list []*ast.Statement
		if list, read = p.inner(&p.tok); read {
			b.Statements = append(b.Statements, list...)
			p.advance()
		}
	}
	next := p.peek(1)
	switch {
	case read:
	case p.at(token.Word) && (next.Keyword == keyword.INTO || next.Keyword == keyword.USING || next.Kind == token.Semicolon):
		b.Exprs = append(b.Exprs, p.variable()) // it holds the text, or a prepared statement
	default:
		b.Exprs = append(b.Exprs, p.expr())
	}
	for {
		switch {
		case p.acceptKw(keyword.INTO):
			p.acceptKw(keyword.STRICT)
			p.listOf(func() { b.Exprs = append(b.Exprs, p.variable()) })
		case p.acceptKw(keyword.USING):
			p.listOf(func() { b.Exprs = append(b.Exprs, p.expr()) })
		default:
			return
		}
	}
}

// perform reads PERFORM, a SELECT by another name whose rows nobody reads; in Vertica any statement follows it.
func (p *Parser) perform(start int32) ast.Stmt {
	p.advance()
	switch p.tok.Keyword {
	case keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CREATE, keyword.WITH, keyword.COPY,
		keyword.EXECUTE, keyword.TRUNCATE, keyword.DROP, keyword.ALTER, keyword.CALL, keyword.COMMIT, keyword.ROLLBACK, keyword.SET,
		keyword.REFRESH, keyword.ANALYZE, keyword.GRANT, keyword.EXPORT:
		b := &ast.Block{Kind: "PERFORM", Statements: []*ast.Statement{p.part()}}
		b.Span = p.since(start)
		return b
	}
	s := &ast.Select{}
	p.selectHead(s)
	for p.selectClause(s) {
	}
	s.Span = p.since(start)
	q := &ast.Query{Body: p.bodyBehind(s)}
	p.queryTail(q)
	q.Span = p.since(start)
	return q
}

// forEach reads FOREACH variable SLICE 1 IN ARRAY value LOOP.
func (p *Parser) forEach(start int32) ast.Stmt {
	b := &ast.Block{Kind: "FOREACH"}
	p.advance()
	p.listOf(func() {
		v := &ast.ColumnDef{Name: p.ident("a variable")}
		v.Span = v.Name.Span
		b.Declares = append(b.Declares, v)
	})
	if i := p.i; p.acceptWord("SLICE") {
		p.expect(token.Number, "a number")
		b.Clauses = append(b.Clauses, p.skipped(i, "SLICE"))
	}
	p.expectKw(keyword.IN)
	p.expectKw(keyword.ARRAY)
	b.Exprs = append(b.Exprs, p.expr())
	p.expectKw(keyword.LOOP)
	p.blockBody(b)
	p.blockEnd(b)
	b.Span = p.since(start)
	return b
}
