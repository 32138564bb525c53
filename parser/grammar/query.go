package grammar

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// queryAhead reports whether a query stands here.
func (p *Parser) queryAhead() bool { return p.queryAheadAt(0) }

// queryAheadAt reports whether a query begins n tokens ahead, also one in parentheses: then what follows each pair
// decides, for ((SELECT 1) + 1) is a value.
func (p *Parser) queryAheadAt(n int) bool {
	first := min(p.i+n, len(p.toks)-1)
	i := first
	for p.toks[i].Kind == token.LParen {
		if i-first > maxDepth { // too deep to be read in any case
			return false
		}
		if closing := p.match[i]; closing > 0 && !queryGoesOn(&p.toks[closing+1]) {
			return false
		}
		i++
	}
	next := &p.toks[min(i+1, len(p.toks)-1)]
	switch p.toks[i].Keyword {
	case keyword.SELECT:
		return next.Kind != token.Dot
	case keyword.WITH:
		return next.Kind == token.Word || next.Kind == token.QuotedName || next.Kind == token.Tag
	case keyword.VALUES:
		return (next.Kind == token.LParen || next.Kind == token.Number || next.Kind == token.String || next.Keyword == keyword.BETWEEN) && !p.d.TiDB || next.Keyword == keyword.ROW
	case keyword.TABLE:
		return (next.Kind == token.Word && !p.d.Reserved.Has(next.Keyword) || next.Kind == token.QuotedName) && next.Kind != token.LParen
	case keyword.FROM:
		return next.Kind == token.Word && !p.d.Reserved.Has(next.Keyword) || next.Kind == token.QuotedName ||
			next.Kind == token.LParen || next.Kind == token.Tag || next.Kind == token.String && p.d.FromFirst
	case keyword.AT:
		return p.epochAhead(i - p.i)
	case keyword.IMPORT:
		return p.importAhead(i - p.i)
	case keyword.MAP, keyword.REDUCE:
		return p.scriptAheadAt(i - p.i)
	case keyword.PIVOT, keyword.UNPIVOT:
		return p.d.FromFirst && p.peekKw(i-p.i+2) == keyword.ON
	}
	return false
}

// queryGoesOn reports whether a token can follow a query in parentheses that is itself a query or part of one.
func queryGoesOn(after *token.Token) bool {
	switch after.Kind {
	case token.RParen, token.EOF, token.Semicolon, token.PipeGt:
		return true
	}
	switch after.Keyword {
	case keyword.UNION, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS, keyword.ORDER, keyword.LIMIT, keyword.OFFSET,
		keyword.FETCH, keyword.FOR, keyword.SETTINGS, keyword.FORMAT:
		return true
	}
	return false
}

// parenQuery reads a query with the parentheses around it.
func (p *Parser) parenQuery() *ast.Query {
	start := p.here()
	p.expect(token.LParen, "`(`")
	noColon, noIn := p.noColon, p.noIn
	p.noColon, p.noIn = false, false
	q := p.query()
	p.noColon, p.noIn = noColon, noIn
	if q.Parens { // ((SELECT 1))
		q = &ast.Query{Body: q}
	}
	if i := p.i; p.atKw(keyword.WITH) && (p.peekKw(1) == keyword.CHECK || p.peekKw(1) == keyword.READ) { // WITH CHECK OPTION, WITH READ ONLY
		for p.at(token.Word) {
			p.advance()
		}
		q.Clauses = append(q.Clauses, p.skipped(i, "WITH"))
	}
	if clause := p.rest(); clause != nil {
		q.Clauses = append(q.Clauses, clause)
	}
	p.expect(token.RParen, "`)`")
	q.Parens = true
	q.Span = p.since(start)
	return q
}

// query reads a query expression: WITH, body, and what stands behind it.
func (p *Parser) query() *ast.Query {
	var w *ast.With
	start := p.here()
	if p.atKw(keyword.WITH) {
		w = p.with()
	} else if p.atKw(keyword.AT) && p.epochAhead(0) {
		return p.epochQuery()
	}
	return p.queryWith(w, start)
}

// epochAhead reports whether Vertica's AT EPOCH or AT TIME stands n tokens ahead, in front of a query.
func (p *Parser) epochAhead(n int) bool {
	return p.wordAhead(n+1, "EPOCH") || p.peekKw(n+1) == keyword.TIME && p.peekKind(n+2) == token.String
}

// epochQuery reads AT EPOCH LATEST SELECT ..., which reads its relations at that time.
func (p *Parser) epochQuery() *ast.Query {
	i := p.i
	p.pass(2)
	at := &ast.Clause{Kind: "TIME TRAVEL", Exprs: nil}
	if p.at(token.Word) { // LATEST
		p.advance()
	} else {
		at.Exprs = []ast.Expr{p.primary()}
	}
	at.Span = p.since(p.toks[i].Start)
	q := p.query()
	q.Clauses = append(q.Clauses, at)
	q.Start = at.Start
	return q
}

// queryWith reads a query whose WITH, if it has one, has been read from start on.
func (p *Parser) queryWith(w *ast.With, start int32) *ast.Query {
	p.enter()
	if w != nil && p.atKw(keyword.WITH) && p.d.Strict {
		p.failAgain()
	}
	q := p.arena.queries.new()
	q.With, q.Body = w, p.body()
	if p.at(token.PipeGt) {
		q.Body = p.pipe(q.Body)
	}
	p.queryTail(q)
	if p.setOperatorAhead() {
		p.tailedTerm(q, start)
	}
	q.Span = p.since(start)
	p.leave()
	if inner, ok := q.Body.(*ast.Query); ok && inner.Span == q.Span {
		return inner
	}
	return q
}

// tailedTerm reads the set operations behind a query that has an ORDER BY or LIMIT of its own without parentheses, as
// ClickHouse lets it; all else do not.
func (p *Parser) tailedTerm(q *ast.Query, start int32) {
	if !p.d.TailedTerms {
		p.failClause("%s stands behind ORDER BY or LIMIT: put the query before it in parentheses")
	}
	left := &ast.Query{Body: q.Body, OrderBy: q.OrderBy, LimitBy: q.LimitBy, Limit: q.Limit, Into: q.Into, Clauses: q.Clauses}
	left.Span = p.since(start)
	if q.With != nil {
		left.Span.Start = q.Body.Extent().Start
	}
	*q = ast.Query{With: q.With, Body: p.bodyBehind(left)}
	p.queryTail(q)
	if p.setOperatorAhead() {
		p.tailedTerm(q, start)
	}
}

// with reads WITH and its common table expressions.
func (p *Parser) with() *ast.With {
	start := p.here()
	p.advance()
	mutual := p.peekKw(1) == keyword.RECURSIVE && p.acceptWord("MUTUALLY") // Materialize
	w := p.arena.withs.new()
	w.Mutual, w.Recursive = mutual, p.acceptKw(keyword.RECURSIVE)
	if i := p.i; mutual && p.at(token.LParen) { // (RETURN AT RECURSION LIMIT 10)
		p.balanced()
		w.Clauses = append(w.Clauses, p.skipped(i, "OPTIONS"))
	}
	if i := p.i; p.peekKind(1) == token.LParen && (p.atKw(keyword.XMLNAMESPACES) || p.atWord("CHANGE_TRACKING_CONTEXT")) {
		p.advance()
		p.balanced()
		w.Clauses = append(w.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
		if !p.accept(token.Comma) {
			w.Span = p.since(start)
			return w
		}
	}
	if p.sessionAhead() {
		w.Clauses = append(w.Clauses, p.sessionSettings())
		if !p.acceptKw(keyword.WITH) {
			w.Span = p.since(start)
			return w
		}
		w.Recursive = p.acceptKw(keyword.RECURSIVE)
	}
	if p.inlineAhead() {
		w.Functions = p.inlineFunctions()
		if !p.acceptKw(keyword.WITH) {
			w.Span = p.since(start)
			return w
		}
		w.Recursive = p.acceptKw(keyword.RECURSIVE)
	}
	if p.routineAhead() { // Oracle's routines for this query
		for at := p.here(); p.routineAhead(); at = p.here() {
			f := &ast.CreateFunction{}
			p.routine(f, at)
			w.Functions = append(w.Functions, f)
			p.accept(token.Semicolon)
		}
		if p.accept(token.Comma); p.atKw(keyword.SELECT) || p.at(token.LParen) {
			w.Span = p.since(start)
			return w
		}
	}
	var room [8]*ast.CTE
	ctes := room[:0]
	for {
		if p.inlineProcedureAhead() {
			w.Functions = append(w.Functions, p.inlineProcedure())
		} else {
			ctes = append(ctes, p.cte())
		}
		for p.at(token.Tag) && p.ctesInTag() {
			h := p.hole()
			ctes = append(ctes, &ast.CTE{Span: h.Span, Expr: h})
		}
		if !p.accept(token.Comma) {
			break
		}
		switch p.tok.Keyword { // a trailing comma
		case keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.FROM:
			if !p.d.TrailingCommas {
				p.failCertain("another CTE")
			}
			w.CTEs, w.Span = p.arena.cteRefs.copy(ctes), p.since(start)
			return w
		}
	}
	if p.cteAheadAt(0) {
		p.failCertain("`,` or the query")
	}
	w.CTEs, w.Span = p.arena.cteRefs.copy(ctes), p.since(start)
	return w
}

// ctesInTag reports whether the template tag behind a CTE yields further ones, and is not the query itself.
func (p *Parser) ctesInTag() bool {
	switch p.peekKind(1) {
	case token.Comma, token.Tag:
		return true
	}
	switch p.peekKw(1) {
	case keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.FROM:
		return true
	}
	return false
}

func (p *Parser) cte() *ast.CTE {
	start := p.here()
	if p.at(token.Tag) && !p.cteAheadAt(0) && !p.gluedPart(1) { // tags that yield whole CTEs
		h := p.hole()
		return &ast.CTE{Span: h.Span, Expr: h}
	}
	if p.d.ExprCTEs && !p.cteAheadAt(0) && !(p.peekKw(1) == keyword.AS && p.peekKw(2) == keyword.SELECT) { // ClickHouse: expression AS name
		c := &ast.CTE{Expr: p.whole(stopComma | stopAs)}
		if !p.acceptKw(keyword.AS) {
			p.fail("AS")
		}
		c.Name = p.ident("a name")
		p.named = append(p.named, c.Name.Name)
		c.Span = p.since(start)
		return c
	}
	if neverOperand.Has(p.tok.Keyword) {
		p.failOperand("a name")
	}
	c := p.arena.ctes.new()
	c.Name = p.ident("a name")
	if p.at(token.LParen) && !p.queryAheadAt(1) {
		p.cteColumns(c)
	}
	if p.atKws(keyword.USING, keyword.KEY) && p.peekKind(2) == token.LParen { // DuckDB
		i := p.i
		p.pass(2)
		p.balanced()
		c.Clauses = append(c.Clauses, p.skipped(i, "USING KEY"))
	}
	if i := p.i; p.atWord("MAX") && p.wordAhead(1, "RECURSION") { // Databricks: MAX RECURSION LEVEL 100
		p.pass(3)
		p.primary()
		c.Clauses = append(c.Clauses, p.skipped(i, "MAX RECURSION LEVEL"))
	}
	if p.tok.Keyword == keyword.None && p.analyticViewAhead(0) {
		p.analyticCTE(c)
		c.Span = p.since(start)
		return c
	}
	p.acceptKw(keyword.AS)
	if p.atKws(keyword.NOT, keyword.MATERIALIZED) {
		p.advance()
	}
	p.acceptKw(keyword.MATERIALIZED)
	p.cteBody(c)
	if i := p.i; p.atKw(keyword.WITH) && p.wordAhead(1, "DEPTH") { // BigQuery: WITH DEPTH AS d BETWEEN 1 AND 9
		if p.pass(2); p.acceptKw(keyword.AS) {
			p.ident("a column's name")
		}
		if p.acceptKw(keyword.BETWEEN) {
			p.primary()
			p.expectKw(keyword.AND)
			p.primary()
		} else if p.acceptWord("MAX") {
			p.primary()
		}
		c.Clauses = append(c.Clauses, p.skipped(i, "DEPTH"))
	}
	for p.atKw(keyword.SEARCH) || p.atKw(keyword.CYCLE) {
		c.Clauses = append(c.Clauses, p.searchOrCycle(c))
	}
	c.Span = p.since(start)
	return c
}

// cteColumns reads the names of a CTE's columns; Materialize gives their types too.
func (p *Parser) cteColumns(c *ast.CTE) {
	p.advance()
	base := len(p.parts)
	p.listOf(func() {
		p.parts = append(p.parts, p.ident("a column's name"))
		if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
			p.typeName()
			p.acceptKws(keyword.NOT, keyword.NULL)
			c.Clauses = append(c.Clauses, p.skipped(i, "TYPE"))
		}
	})
	c.Columns = p.arena.idents.copy(p.parts[base:])
	p.parts = p.parts[:base]
	p.expect(token.RParen, "`)`")
}

// searchOrCycle reads SEARCH DEPTH FIRST BY a, b SET c and CYCLE a, b SET c TO x DEFAULT y USING d.
func (p *Parser) searchOrCycle(c *ast.CTE) *ast.Clause {
	i, kind := p.i, p.tok.Keyword.String()
	for !p.atKw(keyword.SET) && (p.at(token.Word) || p.at(token.QuotedName) || p.at(token.Comma)) {
		if p.acceptKw(keyword.RESTRICT) { // MariaDB
			return p.skipped(i, kind)
		}
		p.advance()
	}
	p.expectKw(keyword.SET)
	c.Added = append(c.Added, p.ident("a column's name"))
	if kind == "CYCLE" {
		if p.acceptKw(keyword.TO) {
			p.primary()
			p.expectKw(keyword.DEFAULT)
			p.primary()
		}
		if p.acceptKw(keyword.USING) {
			c.Added = append(c.Added, p.ident("a column's name"))
		}
	}
	return p.skipped(i, kind)
}

// cteAheadAt reports whether a CTE with its name in front begins n tokens ahead, not an expression of ClickHouse's.
func (p *Parser) cteAheadAt(n int) bool {
	if k := p.peekKind(n); k != token.Word && k != token.QuotedName && k != token.Tag {
		return false
	}
	for p.templated && p.gluedPart(n+1) { // the name is of several tokens
		n++
	}
	next := p.peek(n + 1)
	if next.Kind == token.LParen && p.match[p.i+n+1] > 0 { // name (columns) AS
		after := int(p.match[p.i+n+1]) + 1 - p.i
		return p.peekKw(after) == keyword.AS && cteBodyAhead(p.peek(after+1)) || p.peekKw(after) == keyword.USING && p.peekKw(after+1) == keyword.KEY || p.queryAheadAt(n+2)
	}
	if next.Keyword == keyword.AS {
		return cteBodyAhead(p.peek(n + 2))
	}
	return next.Keyword == keyword.USING && p.peekKw(n+2) == keyword.KEY || next.Kind == token.Tag && p.peekKind(n) != token.Tag && !p.d.Reserved.Has(p.peekKw(n))
}

// cteBodyAhead reports whether the token behind AS can begin the body of a CTE.
func cteBodyAhead(t *token.Token) bool {
	return t.Kind == token.LParen || t.Kind == token.Tag || t.Keyword == keyword.MATERIALIZED || t.Keyword == keyword.NOT
}

// cteBody reads the parentheses of a CTE; what cannot be read in them is an Opaque.
func (p *Parser) cteBody(c *ast.CTE) {
	if p.at(token.Tag) {
		h := p.hole()
		c.Expr = h
		return
	}
	if !p.accept(token.LParen) {
		p.report("`(`", p.atKw(keyword.SELECT))
		panic(bailout{})
	}
	i := p.i
	if p.try(func() {
		switch p.tok.Keyword {
		case keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE:
			c.Stmt = p.stmt()
		default:
			c.Stmt = p.query()
		}
	}) {
		if clause := p.rest(); clause != nil {
			c.Clauses = append(c.Clauses, clause)
		}
	} else {
		if o := p.salvage(i, 0); o != nil {
			c.Stmt = &ast.OpaqueStmt{Span: o.Span, Opaque: o}
		}
	}
	p.expect(token.RParen, "`)`")
}

// setOperatorAhead reports whether a set operator stands here.
func (p *Parser) setOperatorAhead() bool {
	switch p.peekKw(p.setOperatorAt()) {
	case keyword.UNION, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS:
		return true
	case keyword.None:
		return p.templated && p.at(token.Tag) && !p.tagContinues()
	}
	return false
}

// setOperatorAt is how far ahead a set operator would stand, behind GoogleSQL's LEFT, FULL [OUTER] and INNER.
func (p *Parser) setOperatorAt() int {
	switch p.tok.Keyword {
	case keyword.LEFT, keyword.FULL, keyword.INNER:
		if p.peekKw(1) == keyword.OUTER {
			return 2
		}
		return 1
	}
	return 0
}

// body reads what a query takes its rows from: terms combined from the left by UNION and EXCEPT.
func (p *Parser) body() ast.Body {
	return p.bodyBehind(p.intersection())
}

// bodyBehind reads the set operations behind their first operand.
func (p *Parser) bodyBehind(left ast.Body) ast.Body {
	for chain := 0; p.setOperatorAhead(); chain++ {
		if chain > maxChain {
			p.fail("fewer set operations")
		}
		s := p.setOp()
		s.Left, s.Right = left, p.intersection()
		s.Span = p.since(left.Extent().Start)
		left = s
	}
	return left
}

// intersection reads terms combined by INTERSECT, which binds tighter.
func (p *Parser) intersection() ast.Body {
	left := p.bodyTerm()
	for chain := 0; p.intersectAhead(); chain++ {
		if chain > maxChain {
			p.fail("fewer set operations")
		}
		s := p.setOp()
		s.Left, s.Right = left, p.bodyTerm()
		s.Span = p.since(left.Extent().Start)
		left = s
	}
	return left
}

func (p *Parser) intersectAhead() bool {
	return p.setOperatorAhead() && p.peekKw(p.setOperatorAt()) == keyword.INTERSECT
}

// setOp reads a set operator.
func (p *Parser) setOp() *ast.SetOp {
	s := &ast.SetOp{}
	if p.at(token.Tag) {
		s.Match = p.tagClause()
		return s
	}
	side := p.tok.Keyword
	p.pass(p.setOperatorAt())
	switch p.tok.Keyword {
	case keyword.INTERSECT:
		s.Op = ast.Intersect
	case keyword.EXCEPT, keyword.MINUS:
		s.Op = ast.Except
	}
	p.advance()
	if p.acceptKw(keyword.ALL) {
		s.All = true
	} else {
		p.acceptKw(keyword.DISTINCT)
	}
	if p.at(token.Tag) && (!p.tagContinues() || p.peekKind(1) == token.LParen && p.queryAheadAt(2)) { // ALL or nothing
		s.Match = p.tagClause()
		return s
	}
	i := p.i
	s.ByName = p.acceptKw(keyword.STRICT)
	if p.acceptKw(keyword.CORRESPONDING) {
		if !s.ByName && side != keyword.FULL {
			s.Keeps = ast.KeepCommon
		}
		s.ByName = true
	}
	if p.acceptKws(keyword.BY, keyword.NAME) {
		s.ByName = true
		if p.acceptKw(keyword.ON) {
			s.Names = p.parenIdents("a column")
		}
	} else if p.acceptKw(keyword.BY) {
		s.Names = p.parenIdents("a column")
	}
	switch side {
	case keyword.INNER:
		s.Keeps = ast.KeepCommon
	case keyword.LEFT:
		s.Keeps = ast.KeepLeft
	}
	if p.i > i {
		s.Match = p.skipped(i, "BY NAME")
	}
	return s
}

// bodyTerm reads one operand of set operations.
func (p *Parser) bodyTerm() ast.Body {
	start := p.here()
	switch {
	case p.at(token.LParen):
		return p.parenQuery()
	case p.atKw(keyword.SELECT):
		return p.selectBody()
	case p.atKw(keyword.FROM) && (p.d.FromFirst || p.templated && p.i > 0 && p.toks[p.i-1].Kind == token.Tag), (p.atKw(keyword.MAP) || p.atKw(keyword.REDUCE)) && p.scriptAheadAt(0):
		return p.selectBody()
	case p.atKw(keyword.VALUES):
		return p.valuesBody()
	case p.atKw(keyword.TABLE):
		p.advance()
		only := p.onlyAhead()
		if only {
			p.advance()
		}
		t := p.tableName()
		t.Only = only
		return &ast.TableBody{Span: p.since(start), Table: t}
	case p.atKw(keyword.WITH):
		return p.query()
	case p.atKw(keyword.IMPORT) && p.importAhead(0):
		f := p.importedRows()
		return &ast.Select{Span: f.Span, FromFirst: true, From: []ast.TableExpr{f}}
	case p.atKw(keyword.PIVOT), p.atKw(keyword.UNPIVOT), p.atKw(keyword.PIVOT_WIDER), p.atKw(keyword.PIVOT_LONGER): // DuckDB
		t := p.simplePivot(start)
		return &ast.Select{Span: t.Extent(), FromFirst: true, From: []ast.TableExpr{t}}
	case p.at(token.Tag):
		h := p.hole()
		return &ast.Values{Span: h.Span, Rows: []*ast.Row{{Span: h.Span, Elems: []ast.Expr{h}}}}
	}
	p.failOperand("a query")
	return nil
}

// valuesBody reads VALUES (1, 2) [AS t (a, b)]: with an alias it is all of that table.
func (p *Parser) valuesBody() ast.Body {
	v := p.values(true)
	if !p.atKw(keyword.AS) && (p.peekKind(1) != token.LParen || !p.tableAliasAhead()) {
		return v
	}
	d := &ast.Derived{Query: &ast.Query{Span: v.Span, Body: v}, Alias: p.tableAlias()}
	d.Span = p.since(v.Start)
	return &ast.Select{Span: d.Span, FromFirst: true, From: []ast.TableExpr{d}}
}

// values reads VALUES (1, 2), (3, 4). Rows of one value need no parentheses; where tables may follow, only constants are
// such rows behind the first.
func (p *Parser) values(alone bool) *ast.Values {
	start := p.here()
	v := &ast.Values{}
	p.acceptAny(keyword.VALUES, keyword.VALUE)
	if p.atKw(keyword.BETWEEN) {
		return p.valuesBetween(start)
	}
	alone = alone && (!p.at(token.LParen) || p.operatorBehind()) && !p.atKw(keyword.ROW)
	for {
		v.Rows = append(v.Rows, p.valuesRow())
		if p.at(token.LParen) && p.d.InlineData { // ClickHouse's rows need no commas
			continue
		}
		if p.at(token.Comma) && p.peekKind(1) == token.RParen && p.d.TrailingCommas {
			p.advance()
			break
		}
		if alone && p.accept(token.Comma) {
			continue
		}
		if !p.at(token.Comma) || p.peekKind(1) != token.LParen && p.peekKw(1) != keyword.ROW && p.peekKind(1) != token.Tag && !p.bareValue() {
			break
		}
		p.advance()
	}
	v.Span = p.since(start)
	return v
}

// bareValue reports whether a value without parentheses follows the comma here.
func (p *Parser) bareValue() bool {
	switch p.peekKind(1) {
	case token.Number, token.String, token.Minus:
		return true
	}
	switch p.peekKw(1) {
	case keyword.NULL, keyword.TRUE, keyword.FALSE:
		return true
	}
	return p.d.FromFirst && p.peekKind(1) == token.Word && p.peekKind(2) == token.LParen
}

func (p *Parser) valuesRow() *ast.Row {
	start := p.here()
	if p.at(token.Tag) {
		h := p.hole()
		return &ast.Row{Span: h.Span, Elems: []ast.Expr{h}}
	}
	p.acceptKw(keyword.ROW)
	r := &ast.Row{}
	if p.at(token.LParen) && !p.operatorBehind() {
		p.advance()
		r.Elems = p.rowElems()
		p.expect(token.RParen, "`)`")
	} else {
		r.Elems = []ast.Expr{p.expr()} // Databricks: VALUES 1, 2
		if p.d.PLSQL {                 // a record
			r.Elems[0] = p.noColumn(r.Elems[0])
		}
	}
	r.Span = p.since(start)
	return r
}

// operatorBehind reports whether the parentheses here are an operand: VALUES (a + 1) * 2.
func (p *Parser) operatorBehind() bool {
	closing := int(p.match[p.i])
	if closing <= 0 {
		return false
	}
	switch p.toks[closing+1].Kind {
	case token.Plus, token.Minus, token.Star, token.Slash, token.Concat:
		return true
	}
	return false
}

// rowElems reads the values of a row of VALUES; Impala lets those of the first name its columns: (1 AS a, 2 AS b).
func (p *Parser) rowElems() []ast.Expr {
	base := len(p.exprs)
	for !p.at(token.RParen) {
		start := p.here()
		if p.at(token.Comma) && p.d.AttributePhrases { // Teradata: (1, , 2), the column's default
			p.exprs = append(p.exprs, &ast.Literal{Span: p.tok.Span, Kind: ast.Default})
			p.advance()
			continue
		}
		e := p.whole(stopComma | stopAs)
		if p.acceptKw(keyword.AS) {
			name := p.ident("a column's name")
			e = &ast.NamedArg{Span: p.since(start), Name: name, Value: e}
		}
		p.exprs = append(p.exprs, e)
		if !p.accept(token.Comma) {
			break
		}
		if p.at(token.RParen) && !p.d.TrailingCommas {
			p.failOperand("a value or a column")
		}
	}
	out := p.arena.exprs.copy(p.exprs[base:])
	p.exprs = p.exprs[:base]
	return out
}

// selectBody reads SELECT and its clauses, in whatever order they stand.
func (p *Parser) selectBody() *ast.Select {
	start := p.here()
	s := p.arena.selects.new()
	if p.atKw(keyword.FROM) {
		s.FromFirst = true
		p.clause(s, p.fromClause)
		if p.atKw(keyword.SELECT) || p.scriptAheadAt(0) {
			p.selectHeadOrScript(s)
		}
	} else {
		p.selectHeadOrScript(s)
	}
	for p.selectClause(s) {
	}
	s.Span = p.since(start)
	return s
}

// clause reads one clause of s; where it fails, the clause becomes an Opaque, and nothing else of it is left in s.
func (p *Parser) clause(s *ast.Select, read func(*ast.Select)) {
	i, before := p.i, *s
	if !p.try(func() { read(s) }) {
		*s = before
		p.opaqueClause(s, i)
	}
}

// lastly is clause for one that s is given only once it is whole: there is nothing to undo, for which s would be copied.
func (p *Parser) lastly(s *ast.Select, read func(*ast.Select)) {
	i := p.i
	if !p.try(func() { read(s) }) {
		p.opaqueClause(s, i)
	}
}

// opaqueClause makes an Opaque of the clause that begins at token i.
func (p *Parser) opaqueClause(s *ast.Select, i int) {
	if o := p.salvage(i, stopClause); o != nil {
		s.Clauses = append(s.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
	} else {
		panic(bailout{})
	}
}

// selectHeadOrScript reads SELECT and its list, or a call of a script that the rows are sent through.
func (p *Parser) selectHeadOrScript(s *ast.Select) {
	if p.scriptAheadAt(0) {
		p.script(s)
		return
	}
	p.advance()
	p.selectHead(s)
}

// selectHead reads what stands between SELECT and the next clause.
func (p *Parser) selectHead(s *ast.Select) {
	for {
		start := p.here()
		switch p.tok.Keyword {
		case keyword.DISTINCT, keyword.DISTINCTROW:
			if s.Distinct {
				p.failAgain()
			}
			p.advance()
			s.Distinct = true
			if p.atKw(keyword.ON) && p.peekKind(1) == token.LParen {
				p.advance()
				p.advance()
				s.DistinctOn = p.exprList(token.RParen)
				p.expect(token.RParen, "`)`")
			}
			continue
		case keyword.UNIQUE: // Oracle's DISTINCT
			if !s.Distinct && p.d.PLSQL {
				p.advance()
				s.Distinct = true
				continue
			}
		case keyword.ALL:
			p.advance()
			continue
		case keyword.TOP:
			if k := p.peekKind(1); s.Top == nil && (k == token.Number || k == token.LParen && !p.topCall() || k == token.Param || k == token.Tag || k == token.Colon) {
				s.Top = p.top()
				continue
			}
		case keyword.AS:
			if k := p.peekKw(1); k == keyword.STRUCT || k == keyword.VALUE || k == keyword.JSON && p.d.AttributePhrases {
				p.pass(2)
				s.Clauses = append(s.Clauses, &ast.Clause{Span: p.since(start), Kind: "AS " + k.String()})
				continue
			}
			if i := p.i; p.namedTypeAhead() {
				p.advance()
				p.name("a type")
				s.Clauses = append(s.Clauses, p.skipped(i, "AS TYPE"))
				continue
			}
		case keyword.STRAIGHT_JOIN, keyword.HIGH_PRIORITY, keyword.SQL_CALC_FOUND_ROWS, keyword.SQL_CACHE, keyword.SQL_NO_CACHE,
			keyword.SQL_SMALL_RESULT, keyword.SQL_BIG_RESULT, keyword.SQL_BUFFER_RESULT:
			s.Clauses = append(s.Clauses, &ast.Clause{Span: p.tok.Span, Kind: p.tok.Keyword.String()})
			p.advance()
			continue
		case keyword.NORMALIZE: // Teradata: NORMALIZE ON MEETS OR OVERLAPS
			if p.peekKw(1) != keyword.ON && !p.d.Reserved.Has(keyword.NORMALIZE) || p.peekKind(1) == token.LParen {
				break
			}
			i := p.i
			p.advance()
			if p.acceptKw(keyword.ON) {
				for p.acceptAny(keyword.MEETS, keyword.OVERLAPS, keyword.OR) != keyword.None {
				}
			}
			s.Clauses = append(s.Clauses, p.skipped(i, "NORMALIZE"))
			continue
		case keyword.AND: // Teradata: AND CONSUME TOP 1
			if !p.wordAhead(1, "CONSUME") {
				break
			}
			p.pass(2)
			s.Clauses = append(s.Clauses, &ast.Clause{Span: p.since(start), Kind: "CONSUME"})
			continue
		case keyword.INTO: // PL/pgSQL: SELECT INTO variables a, b FROM t
			s.Into = append(s.Into, p.into())
			continue
		case keyword.WITH: // BigQuery: SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (...)
			if p.invalidAhead() || p.localsAhead() {
				break
			}
			i := p.i
			if p.peekKind(1) == token.LParen { // SingleStore's hints
				p.advance()
				p.balanced()
				s.Clauses = append(s.Clauses, p.skipped(i, "WITH"))
				continue
			}
			p.pass(2)
			if p.acceptKw(keyword.OPTIONS) {
				p.balanced()
			}
			s.Clauses = append(s.Clauses, p.skipped(i, "WITH"))
			continue
		}
		break
	}
	if p.invalidAhead() {
		p.invalidRows(s)
		return
	}
	if p.d.EmptySelect && !s.Distinct && p.emptyList() {
		return
	}
	if p.atKw(keyword.FROM) || p.statementEnd(false) {
		p.failOperand("a column or a value")
	}
	s.Items = p.selectItems()
	if p.invalidAhead() {
		p.invalidRows(s)
	}
}

// namedTypeAhead reports whether AS and the name of a type stand here, with the first item behind it: GoogleSQL's SELECT
// AS a.b 1 AS x.
func (p *Parser) namedTypeAhead() bool {
	if k := p.peekKind(1); k != token.Word && k != token.QuotedName {
		return false
	}
	n := 2
	for p.peekKind(n) == token.Dot {
		n += 2
	}
	switch p.peekKind(n) {
	case token.Number, token.String, token.QuotedName:
		return true
	case token.Word:
		return p.peekKw(n) == keyword.None
	}
	return false
}

// emptyList reports whether a select list of no items ends here.
func (p *Parser) emptyList() bool {
	switch p.tok.Keyword {
	case keyword.FROM, keyword.WHERE, keyword.GROUP, keyword.HAVING, keyword.ORDER, keyword.LIMIT, keyword.UNION,
		keyword.INTERSECT, keyword.EXCEPT:
		return true
	}
	return p.at(token.RParen) || p.statementEnd(false)
}

// topCall reports whether TOP here is Teradata's function of that name, not the number of rows in parentheses: nothing
// to select follows it.
func (p *Parser) topCall() bool {
	closing := int(p.match[p.i+1])
	if closing <= 0 {
		return false
	}
	switch next := &p.toks[closing+1]; next.Keyword {
	case keyword.FROM, keyword.AS:
		return true
	default:
		return next.Kind == token.Comma
	}
}

func (p *Parser) top() *ast.Limit {
	start := p.here()
	p.advance()
	l := &ast.Limit{Count: p.primary()}
	if p.acceptKw(keyword.PERCENT) {
		l.Percent = true
	}
	if p.acceptKws(keyword.WITH, keyword.TIES) {
		l.WithTies = true
	}
	l.Span = p.since(start)
	return l
}

// selectItems reads a select list; a trailing comma is let go.
func (p *Parser) selectItems() []*ast.SelectItem {
	var scratch [16]*ast.SelectItem
	items := scratch[:0]
	for {
		item := p.selectItem(stopComma | stopClause)
		items = append(items, item)
		if !p.accept(token.Comma) {
			if p.templated && p.tagSeparates(item) {
				continue
			}
			break
		}
		if p.stopped(stopClause) && !p.namedAsClause() {
			if !p.d.TrailingCommas && !p.invalidAhead() {
				p.failOperand("a column or a value")
			}
			break
		}
	}
	return p.arena.itemRefs.copy(items)
}

// tagSeparates reports whether the select list goes on behind an item without a comma, for the item is a template tag that
// may yield it, or such a tag stands here.
func (p *Parser) tagSeparates(item *ast.SelectItem) bool {
	if p.at(token.Tag) {
		return p.tagContinues()
	}
	_, hole := item.Expr.(*ast.Hole)
	return hole && item.Alias == nil && !p.stopped(stopClause)
}

// namedAsClause reports whether the word here, which can begin a clause, is a name instead, by what follows it:
// SELECT a, offset FROM t.
func (p *Parser) namedAsClause() bool {
	if p.d.Reserved.Has(p.tok.Keyword) || !p.at(token.Word) {
		return p.atKw(keyword.LIMIT) && p.peekKw(1) == keyword.AS && p.d.Stages
	}
	switch next := p.peek(1); next.Kind {
	case token.LParen: // SELECT a, SET(b) FROM t
		return p.atKw(keyword.SET) && p.toks[p.i-1].Kind == token.Comma
	case token.Comma, token.Dot, token.EOF, token.RParen, token.Eq, token.Ne, token.Lt, token.Le, token.Gt, token.Ge, token.Star,
		token.Slash, token.Concat, token.DoubleColon:
		return true
	case token.Word:
		switch next.Keyword {
		case keyword.FROM, keyword.AS, keyword.IS, keyword.IN, keyword.LIKE, keyword.AND, keyword.OR, keyword.ASC, keyword.DESC:
			return true
		}
	}
	return false
}

// selectItem reads one entry of a select list, up to where s says.
func (p *Parser) selectItem(s stops) *ast.SelectItem {
	start, i := p.here(), p.i
	item := p.arena.items.new()
	if item.Expr = p.alone(s&stopComma != 0); item.Expr != nil {
		item.Span = p.since(start)
		return item
	}
	if !p.try(func() { p.itemContent(item) }) {
		o := p.salvage(i, s)
		if o == nil {
			panic(bailout{})
		}
		*item = ast.SelectItem{Expr: o}
	} else if !p.stopped(s) && !(p.templated && p.tagSeparates(item)) {
		p.strayWord(item)
		item.Expr = p.withRest(item.Expr, s)
	}
	item.Span = p.since(start)
	return item
}

// strayWord reports what stands behind an item and its alias without AS: a comma or FROM is missing or misspelt, for
// certain when a further name or value stands there.
func (p *Parser) strayWord(item *ast.SelectItem) {
	last := &p.toks[p.i-1]
	if item.Alias == nil || last.Kind != token.Word {
		return
	}
	if p.toks[p.i-2].Keyword == keyword.AS {
		if p.at(token.Word) && p.tok.Keyword == keyword.None && (p.peekKind(1) == token.Comma || p.peekKw(1) == keyword.FROM) {
			p.errors = append(p.errors, &ast.SyntaxError{
				Span: p.tok.Span, Found: p.str(&p.tok), Expected: "`,` or FROM", Certain: true,
				Message: fmt.Sprintf("%s stands where `,` or FROM should: a name of several words is written in quotes", quote(p.str(&p.tok))),
			})
		}
		return
	}
	switch p.tok.Kind {
	case token.Word:
		if p.tok.Keyword != keyword.None {
			return
		}
	case token.QuotedName, token.Number:
	default:
		return
	}
	if meant := keyword.Meant(p.str(last), "FROM", "WHERE"); meant != "" {
		p.errors = append(p.errors, &ast.SyntaxError{
			Span: last.Span, Found: p.str(last), Expected: meant, Certain: true,
			Message: fmt.Sprintf("%s is no clause: is %s meant?", quote(p.str(last)), meant),
		})
		return
	}
	p.report("`,` or the next clause", p.tok.Kind == token.Word && p.d.Strict)
}

// misspelt reports that a word which is no keyword is one but for one slip, where it can be nothing else. It says so
// in an error that is certain.
func (p *Parser) misspelt(t *token.Token, words ...string) bool {
	if t.Kind != token.Word || t.Keyword != keyword.None {
		return false
	}
	meant := keyword.Meant(p.str(t), words...)
	if meant == "" {
		return false
	}
	p.errors = append(p.errors, &ast.SyntaxError{
		Span: t.Span, Found: p.str(t), Expected: meant, Certain: true,
		Message: fmt.Sprintf("%s is not understood here: is %s meant?", quote(p.str(t)), meant),
	})
	return true
}

func (p *Parser) itemContent(item *ast.SelectItem) {
	if (p.at(token.Word) || p.at(token.QuotedName)) && p.peekKind(1) == token.Colon && p.d.StructsInBraces && !p.d.ColonPaths { // DuckDB: name: value
		name := p.ident("a name")
		item.Alias = p.arena.idents.one(name)
		p.advance()
		item.Expr = p.expr()
		return
	}
	if (p.at(token.Word) || p.at(token.QuotedName)) && p.peekKind(1) == token.Eq && p.d.AssignedItems { // T-SQL: name = value
		name := p.ident("a name")
		item.Alias = p.arena.idents.one(name)
		p.advance()
		item.Expr = p.expr()
		return
	}
	item.Expr = p.expr()
	if p.toks[p.i-1].Kind == token.RParen {
		if namedItem(item); item.Alias != nil {
			return
		}
	}
	if p.acceptKw(keyword.AS) {
		if p.at(token.LParen) {
			item.Aliases = p.parenIdents("a column's name")
			return
		}
		name := p.columnAlias()
		item.Alias = p.arena.idents.one(name)
		return
	}
	if _, hole := item.Expr.(*ast.Hole); hole && p.valueAhead() {
		return
	}
	if p.itemAliasAhead() || p.gluedAliasAhead() {
		name := p.ident("a column's name")
		item.Alias = p.arena.idents.one(name)
	}
}

// valueAhead reports whether the word here is no alias of the template tag before it, but begins the next item.
func (p *Parser) valueAhead() bool {
	switch p.peekKind(1) {
	case token.LParen, token.Dot, token.DoubleColon, token.Plus, token.Minus, token.Star, token.Slash, token.Concat:
		return true
	}
	return p.atKw(keyword.CASE) || p.peekKw(1) == keyword.AS
}

// itemAliasAhead reports whether the alias of a select item stands here without AS.
func (p *Parser) itemAliasAhead() bool {
	switch p.tok.Kind {
	case token.Word:
		if p.tok.Keyword == keyword.None {
			return !p.labelAhead()
		}
		if p.setOperatorAhead() {
			return false
		}
		if p.d.NoItemAlias.Has(p.tok.Keyword) {
			switch p.tok.Keyword { // words that are also common names
			case keyword.OFFSET, keyword.WINDOW, keyword.FOR, keyword.IF, keyword.DO, keyword.SORT, keyword.CLUSTER:
				return p.namedAsClause() && !p.d.Reserved.Has(p.tok.Keyword)
			}
			return false
		}
		return !p.clauseStart() || p.namedAsClause()
	case token.QuotedName:
		return true
	case token.String:
		return p.d.StringAliases
	}
	return false
}

// formatAhead reports whether ClickHouse's FORMAT and the name of one stand here, at the end of a query or in front of
// its settings.
func (p *Parser) formatAhead() bool {
	if p.peekKind(1) != token.Word {
		return false
	}
	switch t := p.peek(2); t.Kind {
	case token.EOF, token.Semicolon, token.RParen:
		return true
	default:
		return t.Keyword == keyword.SETTINGS || t.Keyword == keyword.INTO
	}
}

// tagConditionAhead reports whether a condition goes on here that the template tag before has begun, with its WHERE:
// FROM t {{ where }} AND a = 1, FROM t {{ where }} a = 1.
func (p *Parser) tagConditionAhead() bool {
	if !p.templated || p.i == 0 || p.toks[p.i-1].Kind != token.Tag {
		return false
	}
	n := 1
	switch p.tok.Kind {
	case token.QuotedName:
	case token.Word:
		if p.atKw(keyword.AND) || p.atKw(keyword.OR) {
			return true
		}
		if p.d.Reserved.Has(p.tok.Keyword) {
			return false
		}
	default:
		return false
	}
	for p.peekKind(n) == token.Dot && (p.peekKind(n+1) == token.Word || p.peekKind(n+1) == token.QuotedName) {
		n += 2
	}
	if p.peekKind(n) == token.LParen && p.match[p.i+n] > 0 {
		n = int(p.match[p.i+n]) + 1 - p.i
	}
	switch p.peekKind(n) {
	case token.Eq, token.Ne, token.Lt, token.Le, token.Gt, token.Ge:
		return true
	}
	switch p.peekKw(n) {
	case keyword.IN, keyword.IS, keyword.LIKE, keyword.BETWEEN:
		return true
	case keyword.NOT:
		return n == 1 || p.peekKw(n+1) == keyword.IN || p.peekKw(n+1) == keyword.LIKE
	}
	return false
}

// selectClause reads the next clause of s, if one stands here.
func (p *Parser) selectClause(s *ast.Select) bool {
	next := p.peekKw(1)
	if s.Where == nil && s.From != nil && p.tagConditionAhead() {
		n := 0
		if p.atKw(keyword.AND) || p.atKw(keyword.OR) {
			n = 1
		}
		p.condition(s, &s.Where, n)
		return true
	}
	switch p.tok.Keyword {
	case keyword.None:
		if !p.at(token.Tag) || !p.tagContinues() {
			return false
		}
		s.Clauses = append(s.Clauses, p.tagClause())
	case keyword.FROM:
		if s.From != nil {
			return false
		}
		if s.Where != nil {
			p.clause(s, func(*ast.Select) { p.failMisplaced("WHERE") })
			return true
		}
		p.lastly(s, p.fromClause)
	case keyword.BULK: // BULK COLLECT INTO
		if p.peekKw(2) != keyword.INTO {
			return false
		}
		p.clause(s, func(s *ast.Select) {
			p.pass(2)
			s.Into = append(s.Into, p.variablesInto())
		})
	case keyword.INTO:
		p.clause(s, func(s *ast.Select) {
			if p.d.PLSQL {
				s.Into = append(s.Into, p.variablesInto())
			} else {
				s.Into = append(s.Into, p.into())
			}
		})
	case keyword.WHERE:
		p.condition(s, &s.Where, 1)
	case keyword.PREWHERE:
		p.condition(s, &s.Prewhere, 1)
	case keyword.HAVING:
		p.condition(s, &s.Having, 1)
	case keyword.QUALIFY:
		p.condition(s, &s.Qualify, 1)
	case keyword.START:
		if next != keyword.WITH {
			return false
		}
		p.condition(s, &s.StartWith, 2)
	case keyword.CONNECT:
		if next != keyword.BY {
			return false
		}
		n := 2
		if p.peekKw(2) == keyword.NOCYCLE {
			n = 3
		}
		p.condition(s, &s.ConnectBy, n)
	case keyword.GROUP:
		p.lastly(s, func(s *ast.Select) {
			if s.GroupBy != nil {
				p.failAgain()
			}
			s.GroupBy = p.groupBy()
		})
	case keyword.WINDOW:
		if k := p.peekKind(1); k != token.Word && k != token.QuotedName && k != token.Tag {
			return false
		}
		p.clause(s, p.windowClause)
	case keyword.MODEL:
		if s.Model != nil || !p.modelAhead() {
			return false
		}
		p.clause(s, func(s *ast.Select) { s.Model = p.model() })
	case keyword.SORT, keyword.DISTRIBUTE, keyword.CLUSTER:
		if next != keyword.BY {
			return false
		}
		p.clause(s, func(s *ast.Select) {
			start, kind := p.here(), p.tok.Keyword.String()+" BY"
			d := &ast.Distribution{Kind: kind, Items: p.orderBy()}
			d.Span = p.since(start)
			s.Distribution = append(s.Distribution, d)
		})
	case keyword.TIMESERIES, keyword.MATCH:
		if !p.seriesAhead() || len(s.From) == 0 {
			return false
		}
		if p.atKw(keyword.MATCH) {
			p.clause(s, p.matchClause)
		} else {
			p.clause(s, p.timeSeries)
		}
	case keyword.USING: // DuckDB: USING SAMPLE 10%
		if next != keyword.SAMPLE {
			return false
		}
		p.clause(s, func(s *ast.Select) {
			p.advance()
			s.Clauses = append(s.Clauses, p.sample())
		})
	case keyword.REFERENCING: // Exasol: the table of the key that WITH INVALID FOREIGN KEY checks
		if len(s.From) == 0 {
			return false
		}
		p.clause(s, func(s *ast.Select) {
			p.advance()
			s.From = append(s.From, p.tableName())
			if i := p.i; p.at(token.LParen) {
				p.balanced()
				s.Clauses = append(s.Clauses, p.skipped(i, "REFERENCING"))
			}
		})
	case keyword.PREFERRING:
		if !p.preferringAhead() {
			return false
		}
		p.clause(s, func(s *ast.Select) { s.Clauses = append(s.Clauses, p.preferring()) })
	case keyword.SAMPLE:
		if k := p.peek(1); k.Kind != token.Number && k.Keyword != keyword.WITH && k.Keyword != keyword.WHEN && !p.wordAhead(1, "RANDOMIZED") {
			return false
		}
		p.clause(s, p.sampleClause)
	case keyword.EXPAND:
		if next != keyword.ON {
			return false
		}
		p.clause(s, p.expandOn)
	case keyword.WITH:
		if !p.totalsAhead() {
			return false
		}
		p.clause(s, p.totals)
	case keyword.LATERAL: // LATERAL VIEW behind WHERE
		if next != keyword.VIEW || len(s.From) == 0 {
			return false
		}
		p.clause(s, func(s *ast.Select) {
			s.From = append(s.From, p.lateralView())
		})
	default:
		return false
	}
	return true
}

// tagClause reads a template tag where a clause stands.
func (p *Parser) tagClause() *ast.Clause {
	h := p.hole()
	return &ast.Clause{Span: h.Span, Kind: "TEMPLATE", Exprs: []ast.Expr{h}}
}

// timeSeries reads Vertica's TIMESERIES name AS 'length' OVER (PARTITION BY a ORDER BY t) as the table function it is: it
// makes a column of that name from the times that it is ordered by.
func (p *Parser) timeSeries(s *ast.Select) {
	start := p.here()
	p.advance()
	at := p.here()
	name := p.ident("a name")
	f := &ast.TableFunc{Lateral: true, Alias: &ast.TableAlias{Span: p.since(at), Columns: []ast.Ident{name}}}
	slices := &ast.Clause{Kind: "TIMESERIES"}
	at = p.here()
	p.expectKw(keyword.AS)
	slices.Exprs = append(slices.Exprs, p.primary())
	p.expectKw(keyword.OVER)
	p.expect(token.LParen, "`(`")
	if p.acceptKws(keyword.PARTITION, keyword.BY) {
		p.listOf(func() { slices.Exprs = append(slices.Exprs, p.expr()) })
	}
	slices.Span = p.since(at)
	f.Clauses = []*ast.Clause{slices}
	for _, o := range p.orderBy() {
		f.Funcs = append(f.Funcs, o.Expr)
	}
	p.expect(token.RParen, "`)`")
	f.Span = p.since(start)
	s.From = append(s.From, f)
}

// matchClause reads Vertica's MATCH (PARTITION BY a ORDER BY t DEFINE e AS condition PATTERN p AS (e*) ROWS MATCH ALL
// EVENTS), which keeps the rows of a pattern.
func (p *Parser) matchClause(s *ast.Select) {
	start := p.here()
	c := &ast.Clause{Kind: "MATCH"}
	p.pass(2)
	if p.acceptKws(keyword.PARTITION, keyword.BY) {
		p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
	}
	if p.atKw(keyword.ORDER) {
		for _, o := range p.orderBy() {
			c.Exprs = append(c.Exprs, o.Expr)
		}
	}
	p.expectKw(keyword.DEFINE)
	p.listOf(func() {
		p.ident("an event")
		p.expectKw(keyword.AS)
		c.Exprs = append(c.Exprs, p.expr())
	})
	p.expectKw(keyword.PATTERN)
	p.ident("a pattern")
	p.expectKw(keyword.AS)
	p.balanced()
	p.element() // ROWS MATCH ALL EVENTS
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	s.Clauses = append(s.Clauses, c)
}

// condition reads a clause that is one expression behind n words.
func (p *Parser) condition(s *ast.Select, to *ast.Expr, n int) {
	p.lastly(s, func(s *ast.Select) {
		if *to != nil {
			p.failAgain()
		}
		if s.GroupBy != nil && to == &s.Where {
			p.failMisplaced("GROUP BY")
		}
		p.pass(n)
		*to = p.wholeClause()
	})
}

// wholeClause reads the condition that is all of a clause.
func (p *Parser) wholeClause() ast.Expr {
	if p.stopped(stopClause) && !p.namedAsClause() {
		p.failOperand("a condition")
	}
	return p.whole(stopClause)
}

func (p *Parser) fromClause(s *ast.Select) {
	p.advance()
	s.From = p.tableList()
}

// variablesInto reads INTO and the variables of a procedure that it fills.
func (p *Parser) variablesInto() *ast.Into {
	start := p.here()
	p.advance()
	in := &ast.Into{}
	p.listOf(func() { in.Params = append(in.Params, p.variable()) })
	in.Span = p.since(start)
	return in
}

// into reads INTO table, INTO @a, @b, and INTO OUTFILE.
func (p *Parser) into() *ast.Into {
	start := p.here()
	p.advance()
	in := &ast.Into{}
	switch {
	case p.atKw(keyword.OUTFILE), p.atKw(keyword.DUMPFILE):
		i := p.i
		for !p.stopped(stopClause) || p.atKw(keyword.SET) || p.atKws(keyword.FORMAT, keyword.AS) { // CHARACTER SET
			if p.at(token.LParen) {
				p.balanced()
			} else {
				p.advance()
			}
		}
		in.Clause = p.skipped(i, "OUTFILE")
	case p.at(token.Word) && (p.peekKind(1) == token.String || p.atWord("LINK") && p.peekKind(2) == token.String): // SingleStore: INTO S3 'bucket'
		i := p.i
		for !p.stopped(stopClause) || p.atKw(keyword.WITH) && p.wordAhead(1, "COMPRESSION") {
			p.advance()
		}
		in.Clause = p.skipped(i, "OUTFILE")
	case p.at(token.Param), p.at(token.Colon), p.at(token.Question):
		for {
			in.Params = append(in.Params, p.primary())
			if !p.accept(token.Comma) {
				break
			}
		}
	case p.d.IntoVariables && !p.atKw(keyword.TABLE):
		p.listOf(func() { in.Params = append(in.Params, p.variable()) })
	default:
		if k := p.peekKw(1); k == keyword.TEMP || k == keyword.TEMPORARY {
			p.acceptAny(keyword.LOCAL, keyword.GLOBAL)
		}
		p.acceptAny(keyword.TEMPORARY, keyword.TEMP, keyword.UNLOGGED)
		p.acceptKw(keyword.TABLE)
		p.acceptKw(keyword.STRICT)
		in.Table = p.tableName()
		if i := p.i; p.acceptKws(keyword.ON, keyword.COMMIT) { // PRESERVE ROWS, DELETE ROWS
			p.pass(2)
			in.Clause = p.skipped(i, "ON COMMIT")
		} else if i := p.i; p.atKw(keyword.ON) && p.d.Batches { // T-SQL: ON a group of files
			p.advance()
			p.ident("a file group")
			in.Clause = p.skipped(i, "ON")
		}
		for p.accept(token.Comma) { // variables of a procedure
			n := p.name("a variable")
			in.Params = append(in.Params, &ast.Param{Span: n.Span, Name: n.In(p.text)})
		}
	}
	in.Span = p.since(start)
	return in
}

func (p *Parser) groupBy() *ast.GroupBy {
	start := p.here()
	p.advance()
	if !p.acceptKw(keyword.BY) {
		p.failCertain("BY")
	}
	g := p.arena.groups.new()
	g.Distinct = p.acceptKw(keyword.DISTINCT)
	if p.atKw(keyword.ALL) {
		p.advance()
		g.All = true
		p.accept(token.Comma)
	}
	base := len(p.exprs)
	for !p.stopped(stopClause) || p.namedAsClause() || p.atKw(keyword.GROUPING) {
		if p.atKw(keyword.WITH) {
			break
		}
		p.exprs = append(p.exprs, p.groupItem())
		p.acceptAny(keyword.ASC, keyword.DESC) // MySQL, once
		if p.accept(token.Comma) {
			if p.stopped(stopClause) && !p.namedAsClause() && !p.atKw(keyword.GROUPING) && !p.d.TrailingCommas {
				p.failOperand("a column to group by")
			}
			continue
		}
		// Hive and Spark: GROUP BY a, b GROUPING SETS (...), without a comma.
		if !p.atKws(keyword.GROUPING, keyword.SETS) {
			break
		}
	}
	g.Items = p.arena.exprs.copy(p.exprs[base:])
	p.exprs = p.exprs[:base]
modifiers:
	for p.atKw(keyword.WITH) && !p.totalsAhead() {
		switch next := p.peekKw(1); {
		case next == keyword.ROLLUP, next == keyword.CUBE:
			g.WithRollup = true
		case next == keyword.TOTALS:
			g.WithTotals = true
		case p.peekKind(1) == token.LParen: // Synapse: WITH (DISTRIBUTED_AGG)
			i := p.i
			p.advance()
			p.balanced()
			g.Clauses = append(g.Clauses, p.skipped(i, "WITH"))
			continue
		default: // of the query, or of the statement around it: WITH UR, WITH NO DATA
			break modifiers
		}
		p.pass(2)
	}
	if i := p.i; p.atKw(keyword.USING) && p.wordAhead(1, "TIMECODE") { // Teradata: GROUP BY TIME (...) USING TIMECODE (a) FILL (PREV)
		p.pass(2)
		code := &ast.Clause{Kind: "TIMECODE", Exprs: []ast.Expr{p.primary()}}
		if p.acceptWord("FILL") {
			p.balanced()
		}
		code.Span = p.since(p.toks[i].Start)
		g.Clauses = append(g.Clauses, code)
	}
	if len(g.Items) == 0 && !g.All {
		p.failOperand("a column to group by")
	}
	g.Span = p.since(start)
	return g
}

func (p *Parser) groupItem() ast.Expr {
	start := p.here()
	kind := ""
	switch {
	case p.atKw(keyword.ROLLUP) && p.peekKind(1) == token.LParen:
		kind = "ROLLUP"
		p.advance()
	case p.atKw(keyword.CUBE) && p.peekKind(1) == token.LParen:
		kind = "CUBE"
		p.advance()
	case p.atKws(keyword.GROUPING, keyword.SETS):
		kind = "GROUPING SETS"
		p.pass(2)
	default:
		return p.whole(stopComma | stopClause | stopSort)
	}
	p.expect(token.LParen, "`(`")
	g := &ast.Grouping{Kind: kind}
	for !p.at(token.RParen) {
		g.Items = append(g.Items, p.groupItem())
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	g.Span = p.since(start)
	return g
}

func (p *Parser) windowClause(s *ast.Select) {
	p.advance()
	for {
		start := p.here()
		w := &ast.NamedWindow{Name: p.ident("a window")}
		p.expectKw(keyword.AS)
		if p.at(token.LParen) {
			w.Spec = p.windowSpec()
		} else {
			base := p.ident("a window")
			w.Spec = &ast.WindowSpec{Span: base.Span, Base: &base}
		}
		w.Span = p.since(start)
		s.Windows = append(s.Windows, w)
		if !p.accept(token.Comma) {
			return
		}
	}
}

// orderBy reads ORDER BY (or SORT BY and its kin) and its keys.
func (p *Parser) orderBy() []*ast.OrderItem {
	if p.acceptAny(keyword.ORDER, keyword.SORT, keyword.CLUSTER, keyword.DISTRIBUTE) == keyword.None {
		p.fail("ORDER BY")
	}
	p.acceptKw(keyword.SIBLINGS)
	if !p.acceptKw(keyword.BY) {
		p.failCertain("BY")
	}
	var room [8]*ast.OrderItem
	items := room[:0]
	for {
		items = append(items, p.orderItem())
		if !p.at(token.Comma) || p.peekKind(2) == token.FatArrow { // f(TABLE t ORDER BY a, b => 1)
			if p.atWord("INTERPOLATE") {
				p.interpolate(items[len(items)-1])
			}
			break
		}
		p.advance()
		if p.stopped(stopClause) && !p.namedAsClause() && !p.atKws(keyword.ORDER, keyword.OF) {
			if !p.d.TrailingCommas {
				p.failOperand("a column to order by")
			}
			break
		}
	}
	return p.arena.orderRefs.copy(items)
}

func (p *Parser) orderItem() *ast.OrderItem {
	start := p.here()
	o := p.arena.orders.new()
	if p.atKws(keyword.ORDER, keyword.OF) || p.atWord("INPUT") && p.peekKw(1) == keyword.SEQUENCE { // Db2: as a table in FROM is sorted
		i := p.i
		p.pass(2)
		if p.toks[p.i-1].Keyword == keyword.OF {
			p.name("a table's name")
		}
		o.Clauses = append(o.Clauses, p.skipped(i, "ORDER OF"))
		o.All = true
		o.Span = p.since(start)
		return o
	}
	if p.atKw(keyword.ALL) && p.peekKind(1) != token.LParen && p.peekKind(1) != token.Dot {
		p.advance()
		o.All = true
	} else {
		o.Expr = p.expr()
	}
	for {
		at := p.here()
		switch p.tok.Keyword {
		case keyword.ASC:
			p.advance()
		case keyword.DESC:
			p.advance()
			o.Desc = true
		case keyword.COLLATE: // ClickHouse: behind ASC or DESC
			i := p.i
			p.advance()
			p.primary()
			o.Clauses = append(o.Clauses, p.skipped(i, "COLLATE"))
		case keyword.NULLS:
			if p.wordAhead(1, "AUTO") { // Vertica: wherever they come cheapest
				i := p.i
				p.pass(2)
				o.Clauses = append(o.Clauses, p.skipped(i, "NULLS AUTO"))
				continue
			}
			if k := p.peekKw(1); k != keyword.FIRST && k != keyword.LAST {
				p.fail("FIRST or LAST")
			}
			first := p.peekKw(1) == keyword.FIRST
			o.NullsFirst = &first
			p.pass(2)
		case keyword.USING: // Postgres: USING >, USING OPERATOR(pg_catalog.<)
			if p.peekKind(1) == token.Word && p.peekKw(1) != keyword.OPERATOR {
				o.Span = p.since(start)
				return o
			}
			i := p.i
			p.advance()
			if p.acceptKw(keyword.OPERATOR) {
				if p.at(token.LParen) && p.peekKind(1) == token.RParen {
					p.advance()
					p.failCertain("an operator")
				}
				p.balanced()
			} else {
				p.advance()
			}
			o.Clauses = append(o.Clauses, p.skipped(i, "USING"))
		case keyword.None: // SingleStore: how a vector index is searched
			n := 1
			if p.peekKind(1) == token.Eq {
				n = 2
			}
			if p.peekKind(n) != token.String || !p.atWord("SEARCH_OPTIONS") {
				o.Span = p.since(start)
				return o
			}
			i := p.i
			p.pass(n + 1)
			o.Clauses = append(o.Clauses, p.skipped(i, "SEARCH_OPTIONS"))
		case keyword.USE: // SingleStore: USE INDEX (i)
			if p.peekKw(1) != keyword.INDEX && p.peekKw(1) != keyword.KEY || p.peekKind(2) != token.LParen {
				o.Span = p.since(start)
				return o
			}
			i := p.i
			p.pass(2)
			p.balanced()
			o.Clauses = append(o.Clauses, p.skipped(i, "USE INDEX"))
		case keyword.WITH: // ClickHouse: WITH FILL FROM a TO b STEP c
			if p.peekKw(1) == keyword.TIES && (p.wordAhead(2, "LOW") || p.wordAhead(2, "HIGH") || p.wordAhead(2, "DENSE") || p.wordAhead(2, "AVG")) {
				i := p.i // Teradata: which rank equals get
				p.pass(3)
				o.Clauses = append(o.Clauses, p.skipped(i, "WITH TIES"))
				continue
			}
			if !p.wordAhead(1, "FILL") {
				o.Span = p.since(start)
				return o
			}
			p.pass(2)
			c := &ast.Clause{Kind: "WITH FILL"}
			for p.acceptKw(keyword.FROM) || p.acceptKw(keyword.TO) || p.acceptWord("STEP") || p.acceptWord("STALENESS") {
				c.Exprs = append(c.Exprs, p.expr())
			}
			c.Span = p.since(at)
			o.Clauses = append(o.Clauses, c)
		default:
			o.Span = p.since(start)
			return o
		}
	}
}

// interpolate reads ClickHouse's INTERPOLATE (a AS a + 1, b) behind the last key: what filled rows hold in columns that
// are no keys.
func (p *Parser) interpolate(last *ast.OrderItem) {
	start := p.here()
	p.advance()
	c := &ast.Clause{Kind: "INTERPOLATE"}
	if p.accept(token.LParen) {
		for !p.at(token.RParen) {
			at := p.here()
			n := p.name("a column")
			var e ast.Expr = p.column(n.Span, n.Parts)
			if p.acceptKw(keyword.AS) {
				value := p.expr()
				e = &ast.Binary{Span: p.since(at), Op: ast.OpAssign, Text: "AS", Left: e, Right: value}
			}
			c.Exprs = append(c.Exprs, e)
			if !p.accept(token.Comma) {
				break
			}
		}
		p.expect(token.RParen, "`)`")
	}
	c.Span = p.since(start)
	last.Clauses = append(last.Clauses, c)
	last.Span = p.since(last.Start)
}

// queryTail reads ORDER BY, LIMIT and whatever else stands behind the body of a query.
func (p *Parser) queryTail(q *ast.Query) {
	for {
		if p.startsNext() {
			return
		}
		start, i := p.here(), p.i
		var read func()
		switch p.tok.Keyword {
		case keyword.None:
			if p.tailClauseAhead() {
				q.Clauses = append(q.Clauses, p.tailClause())
				continue
			}
			if !p.at(token.Tag) || !p.tagContinues() {
				return
			}
			q.Clauses = append(q.Clauses, p.tagClause())
			continue
		case keyword.OPTIMIZE, keyword.SKIP, keyword.WAIT, keyword.NOT, keyword.USE:
			if !p.tailClauseAhead() {
				return
			}
			q.Clauses = append(q.Clauses, p.tailClause())
			continue
		case keyword.ORDER:
			read = func() {
				if q.OrderBy != nil {
					p.failAgain()
				}
				if q.Limit != nil {
					p.failMisplaced("LIMIT")
				}
				q.OrderBy = p.orderBy()
			}
		case keyword.LIMIT, keyword.OFFSET, keyword.FETCH:
			read = func() { p.limit(q) }
		case keyword.SORT, keyword.DISTRIBUTE, keyword.CLUSTER: // behind ORDER BY or a set operation
			if p.peekKw(1) != keyword.BY {
				return
			}
			read = func() {
				c := &ast.Clause{Kind: p.tok.Keyword.String() + " BY"}
				for _, o := range p.orderBy() {
					c.Exprs = append(c.Exprs, o.Expr)
				}
				c.Span = p.since(start)
				q.Clauses = append(q.Clauses, c)
			}
		case keyword.WHERE, keyword.GROUP, keyword.HAVING:
			if q.OrderBy == nil && q.Limit == nil {
				return
			}
			behind := "ORDER BY"
			if q.Limit != nil {
				behind = "LIMIT"
			}
			read = func() { p.failMisplaced(behind) }
		case keyword.FOR:
			read = func() { q.Clauses = append(q.Clauses, p.forClause()) }
		case keyword.LOCK: // MySQL: LOCK IN SHARE MODE
			if p.peekKw(1) != keyword.IN {
				return
			}
			p.pass(4)
			if p.atWord("NOWAIT") { // MariaDB
				p.advance()
			} else if p.atKw(keyword.WAIT) && p.peekKind(1) == token.Number || p.atKw(keyword.SKIP) {
				p.pass(2)
			}
			q.Clauses = append(q.Clauses, &ast.Clause{Span: p.since(start), Kind: "LOCK IN SHARE MODE"})
			continue
		case keyword.WITH: // also materialised views' WITH NO DATA, WITH CHECK OPTION
			if !p.tailClauseAhead() {
				return
			}
			q.Clauses = append(q.Clauses, p.tailClause())
			continue
		case keyword.SETTINGS:
			read = func() { q.Clauses = append(q.Clauses, p.settings()) }
		case keyword.FORMAT:
			if k := p.peekKind(1); k != token.Word {
				return
			}
			p.pass(2)
			q.Clauses = append(q.Clauses, &ast.Clause{Span: p.since(start), Kind: "FORMAT"})
			continue
		case keyword.OPTION, keyword.OPTIONS:
			if p.peekKind(1) != token.LParen {
				return
			}
			read = func() {
				p.advance()
				p.balanced()
				q.Clauses = append(q.Clauses, &ast.Clause{Span: p.since(start), Kind: "OPTION"})
			}
		case keyword.INTO:
			read = func() { q.Into = append(q.Into, p.into()) }
		case keyword.AS: // Materialize: AS OF [AT LEAST] time
			if !p.asOfAhead() {
				return
			}
			read = func() {
				p.pass(2)
				p.asOf(q, start)
			}
		case keyword.SCATTER: // Greenplum: what goes to the segments of a table function
			if !p.storageAhead() {
				return
			}
			read = func() {
				c := &ast.Clause{Kind: "SCATTER"}
				p.advance()
				if p.acceptKw(keyword.BY) {
					p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
				} else {
					p.advance()
				}
				c.Span = p.since(start)
				q.Clauses = append(q.Clauses, c)
			}
		case keyword.USING: // DuckDB: USING SAMPLE 10%
			if p.peekKw(1) != keyword.SAMPLE {
				return
			}
			read = func() {
				p.advance()
				q.Clauses = append(q.Clauses, p.sample())
			}
		case keyword.PROCEDURE: // MariaDB: PROCEDURE ANALYSE(10, 2000)
			if p.peekKind(2) != token.LParen {
				return
			}
			read = func() {
				p.pass(2)
				p.balanced()
				q.Clauses = append(q.Clauses, p.skipped(i, "PROCEDURE"))
			}
		default:
			return
		}
		before := *q
		if !p.try(read) {
			*q = before
			o := p.salvage(i, stopClause)
			if o == nil {
				return
			}
			q.Clauses = append(q.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
		}
	}
}

// asOfAhead reports whether AS OF and a time stand here.
func (p *Parser) asOfAhead() bool {
	if p.peekKw(1) != keyword.OF {
		return false
	}
	switch t := p.peek(2); t.Kind {
	case token.Number, token.String, token.Param:
		return true
	case token.Word:
		return t.Keyword == keyword.AT || p.peekKind(3) == token.LParen
	}
	return false
}

// asOf reads the time behind AS OF, at which a query reads its relations.
func (p *Parser) asOf(q *ast.Query, start int32) {
	if p.acceptKw(keyword.AT) && !p.acceptWord("LEAST") {
		p.fail("LEAST")
	}
	c := &ast.Clause{Kind: "TIME TRAVEL", Exprs: []ast.Expr{p.operand()}}
	c.Span = p.since(start)
	q.Clauses = append(q.Clauses, c)
}

// limit reads LIMIT, OFFSET and FETCH in any order.
func (p *Parser) limit(q *ast.Query) {
	start := p.here()
	l := p.arena.limits.new()
	if q.Limit != nil {
		*l = *q.Limit
		start = l.Start
		if n := len(q.Clauses); n > 0 && q.Clauses[n-1].Start > start {
			p.failMisplaced("another clause")
		}
	}
	if p.atKw(keyword.OFFSET) && l.Offset != nil || !p.atKw(keyword.OFFSET) && l.Count != nil {
		p.failAgain()
	}
	switch p.tok.Keyword {
	case keyword.LIMIT:
		p.advance()
		if p.acceptKw(keyword.ALL) || p.acceptKw(keyword.NULL) {
			break
		}
		if l.Clause = p.rowsExamined(); l.Clause != nil {
			break
		}
		if p.at(token.Number) && p.peekKind(1) == token.Percent && p.limitEndAt(2) {
			l.Count = p.primary() // LIMIT 10%
		} else {
			l.Count = p.expr()
		}
		if l.Offset == nil && p.accept(token.Comma) {
			l.Offset, l.Count = l.Count, p.expr()
		}
		if p.accept(token.Percent) || p.acceptKw(keyword.PERCENT) {
			l.Percent = true
		}
		if p.acceptKws(keyword.WITH, keyword.TIES) {
			l.WithTies = true
		}
		if p.atKw(keyword.OFFSET) && l.Offset == nil {
			p.advance()
			l.Offset = p.expr()
			p.acceptAny(keyword.ROW, keyword.ROWS)
		}
		l.Clause = p.rowsExamined()
		if q.LimitBy != nil && (p.atKw(keyword.BY) || p.atKw(keyword.OVER)) {
			p.fail("one LIMIT of a group's rows")
		}
		if p.atKw(keyword.BY) {
			l.Span = p.since(start)
			by := &ast.LimitBy{Limit: l}
			p.advance()
			if !p.acceptKw(keyword.ALL) {
				p.listOf(func() { by.By = append(by.By, p.expr()) })
			}
			by.Span = p.since(start)
			q.LimitBy = by
			return
		}
		if p.atKw(keyword.OVER) && p.peekKind(1) == token.LParen {
			l.Span = p.since(start)
			q.LimitBy = &ast.LimitBy{Limit: l, Over: p.over()}
			q.LimitBy.Span = p.since(start)
			return
		}
	case keyword.OFFSET:
		p.advance()
		l.Offset = p.expr()
		p.acceptAny(keyword.ROW, keyword.ROWS)
	case keyword.FETCH:
		p.advance()
		if !p.acceptWord("APPROX") && !p.acceptWord("APPROXIMATE") {
			p.acceptWord("EXACT")
		}
		p.acceptAny(keyword.FIRST, keyword.NEXT)
		if !p.atKw(keyword.ROW) && !p.atKw(keyword.ROWS) {
			l.Count = p.expr()
		}
		if (p.atKw(keyword.PARTITIONS) || p.atKw(keyword.PARTITION)) && p.peekKw(1) == keyword.BY {
			p.fetchPartitions(l)
		}
		l.Percent = p.acceptKw(keyword.PERCENT)
		p.acceptAny(keyword.ROW, keyword.ROWS)
		if !p.acceptKw(keyword.ONLY) && p.acceptKws(keyword.WITH, keyword.TIES) {
			l.WithTies = true
		}
	}
	l.Span = p.since(start)
	q.Limit = l
	if i := p.i; p.atKw(keyword.WITH) && p.wordAhead(1, "TARGET") && p.wordAhead(2, "ACCURACY") { // Oracle, of vectors
		p.pass(4)
		if p.at(token.LParen) { // PARAMETERS (...)
			p.balanced()
		}
		p.acceptKw(keyword.PERCENT)
		q.Clauses = append(q.Clauses, p.skipped(i, "TARGET ACCURACY"))
	}
}

// rowsExamined reads MariaDB's ROWS EXAMINED 100, a bound of the work; nil when it does not stand here.
func (p *Parser) rowsExamined() *ast.Clause {
	if !p.atKw(keyword.ROWS) || !p.wordAhead(1, "EXAMINED") {
		return nil
	}
	i := p.i
	p.pass(2)
	p.primary()
	return p.skipped(i, "ROWS EXAMINED")
}

// limitEndAt reports whether what stands n tokens ahead can follow a LIMIT.
func (p *Parser) limitEndAt(n int) bool {
	switch t := p.peek(n); t.Kind {
	case token.EOF, token.Semicolon, token.RParen:
		return true
	default:
		return t.Keyword == keyword.OFFSET
	}
}

// forClause reads FOR UPDATE OF t NOWAIT, FOR SHARE, FOR XML, FOR JSON, FOR BROWSE.
func (p *Parser) forClause() *ast.Clause {
	start := p.here()
	from := p.i
	p.advance()
	if p.at(token.Number) || p.at(token.Colon) || p.at(token.Param) { // Db2: VALUES (:a) FOR :n ROWS, of arrays of a program
		p.primary()
		p.expectKw(keyword.ROWS)
		return &ast.Clause{Span: p.since(start), Kind: "FOR ROWS"}
	}
	if !p.at(token.Word) {
		p.fail("UPDATE or SHARE")
	}
	p.advance()
	kind := p.words(from)
	for !p.stopped(0) && !p.startsNext() && !p.atKw(keyword.FOR) && !p.atKw(keyword.INTO) && !p.atKw(keyword.LIMIT) && !p.atKw(keyword.OPTION) && !p.atKw(keyword.DO) {
		if p.at(token.LParen) {
			p.balanced()
			continue
		}
		if p.accept(token.Comma) {
			continue
		}
		if !p.at(token.Word) && !p.at(token.QuotedName) && !p.at(token.Dot) && !p.at(token.Number) {
			p.fail("the end of the query")
		}
		p.advance()
	}
	return &ast.Clause{Span: p.since(start), Kind: kind}
}

// settings reads ClickHouse's SETTINGS a = 1, b = 'x'.
func (p *Parser) settings() *ast.Clause {
	start := p.here()
	p.advance()
	for {
		p.ident("a setting")
		for p.accept(token.Dot) {
			p.ident("a part of a setting")
		}
		p.expect(token.Eq, "`=`")
		p.expr()
		if !p.accept(token.Comma) {
			return &ast.Clause{Span: p.since(start), Kind: "SETTINGS"}
		}
	}
}
