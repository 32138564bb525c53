package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// merge reads MERGE.
func (p *Parser) merge(w *ast.With) ast.Stmt {
	start := p.withStart(w)
	m := &ast.Merge{With: w}
	p.advance()
	m.Clauses = p.schemaEvolution(m.Clauses)
	if p.atKw(keyword.TOP) {
		top := p.top()
		m.Clauses = append(m.Clauses, &ast.Clause{Span: top.Span, Kind: "TOP", Exprs: []ast.Expr{top.Count}})
	}
	p.acceptKw(keyword.INTO)
	if p.at(token.Param) { // T-SQL: a variable that holds a table
		i := p.i
		v := p.param()
		p.tableAlias()
		into := p.skipped(i, "INTO")
		into.Exprs = []ast.Expr{v}
		m.Clauses = append(m.Clauses, into)
	} else if p.at(token.LParen) && p.queryInParens() {
		m.View = p.viewTarget()
	} else {
		m.Target = p.target()
	}
	if p.atKw(keyword.INCLUDE) {
		m.Clauses = append(m.Clauses, p.includeColumns())
	}
	if m.Target == nil || !p.atKw(keyword.ON) { // of Db2's INGEST, the source is the file
		p.expectKw(keyword.USING)
		m.Source = p.joined()
	}
	if i := p.i; p.acceptKw(keyword.USING) { // DuckDB
		using := &ast.Clause{Kind: "USING"}
		for _, c := range p.columnList(true) {
			using.Exprs = append(using.Exprs, c)
		}
		using.Span = p.since(p.toks[i].Start)
		m.Clauses = append(m.Clauses, using)
	} else {
		if p.atKw(keyword.WHEN) || p.statementEnd(false) {
			p.failCertain("ON")
		}
		p.expectKw(keyword.ON)
		m.On = p.whole(stopClause)
	}
	if i := p.i; p.atKw(keyword.REMOVE) && p.wordAhead(1, "DUPLICATES") { // Redshift
		p.pass(2)
		m.Clauses = append(m.Clauses, p.skipped(i, "REMOVE DUPLICATES"))
	}
	for p.atKw(keyword.WHEN) || p.at(token.Tag) {
		if p.at(token.Tag) { // it yields branches
			m.Clauses = append(m.Clauses, p.tagClause())
			continue
		}
		i, whens := p.i, len(m.Whens)
		if p.try(func() { p.mergeWhen(m) }) {
			continue
		}
		m.Whens = m.Whens[:whens]
		for !p.statementEnd(false) && !p.atKws(keyword.WHEN, keyword.MATCHED) && !p.atKws(keyword.WHEN, keyword.NOT) {
			p.advance()
		}
		o := p.opaque(i)
		m.Clauses = append(m.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
	}
	if p.statementEnd(false) && len(m.Whens)+len(m.Clauses) == 0 && p.toks[p.i-1].Kind != token.Tag {
		p.failCertain("WHEN MATCHED or WHEN NOT MATCHED")
	}
	if i := p.i; p.acceptKws(keyword.ELSE, keyword.IGNORE) { // Db2
		m.Clauses = append(m.Clauses, p.skipped(i, "ELSE IGNORE"))
	}
	m.Clauses = p.tailClauses(m.Clauses)
	for p.atKw(keyword.OUTPUT) {
		p.output(&m.Returning, &m.Output)
	}
	if p.acceptKw(keyword.RETURNING) {
		m.Returning = p.returning(&m.Clauses)
	}
	p.logErrors(&m.Clauses, &m.Output)
	if p.atKw(keyword.OPTION) {
		m.Clauses = append(m.Clauses, p.optionList())
	}
	m.Span = p.since(start)
	return m
}

// valuesAlone reports whether the parentheses behind INSERT hold values, for nothing but the end of the branch stands
// behind them (Teradata).
func (p *Parser) valuesAlone() bool {
	closing := int(p.match[p.i])
	if closing <= 0 {
		return false
	}
	next := &p.toks[closing+1]
	return next.Kind == token.EOF || next.Kind == token.Semicolon || next.Keyword == keyword.WHEN
}

// mergeWhen reads one WHEN branch; Oracle's UPDATE SET ... DELETE WHERE ... makes two of it.
func (p *Parser) mergeWhen(m *ast.Merge) {
	start := p.here()
	w := &ast.MergeWhen{Matched: true}
	m.Whens = append(m.Whens, w)
	p.advance()
	if p.acceptKw(keyword.NOT) {
		w.Matched = false
	}
	p.expectKw(keyword.MATCHED)
	if p.acceptKw(keyword.BY) {
		w.BySource = p.acceptWord("SOURCE")
		if !w.BySource && !p.acceptWord("TARGET") {
			p.fail("SOURCE or TARGET")
		}
	}
	if p.acceptKw(keyword.AND) {
		w.Condition = p.expr()
	} else if p.at(token.Tag) && p.peekKw(1) == keyword.THEN {
		w.Condition = p.hole()
	}
	p.expectKw(keyword.THEN)
	switch {
	case p.at(token.Tag):
		w.Values = []ast.Expr{p.hole()}
	case p.acceptKw(keyword.UPDATE):
		w.Action = "UPDATE"
		if p.starAction(w) || p.mergeByName() {
			w.StarAction = true
			break
		}
		p.expectKw(keyword.SET)
		if p.starAction(w) {
			w.StarAction = true
			break
		}
		w.Set = p.assignments()
		if p.acceptKw(keyword.WHERE) {
			w.Where = p.expr()
		}
		if at := p.here(); p.acceptKw(keyword.DELETE) {
			w.End = p.toks[p.i-2].End
			p.expectKw(keyword.WHERE)
			d := &ast.MergeWhen{Matched: true, Action: "DELETE", Where: p.expr()}
			d.Span = p.since(at)
			m.Whens = append(m.Whens, d)
			w.Start = start
			return
		}
	case p.acceptKw(keyword.INSERT):
		w.Action = "INSERT"
		if p.starAction(w) || p.mergeByName() || p.acceptKw(keyword.ROW) {
			w.StarAction = true
			break
		}
		if p.at(token.LParen) && p.valuesAlone() {
			p.advance()
			w.Values = p.exprList(token.RParen)
			p.expect(token.RParen, "`)`")
			break
		}
		if p.at(token.LParen) {
			p.advance()
			w.Columns = p.nameList()
			p.expect(token.RParen, "`)`")
		}
		if p.acceptWord("OVERRIDING") {
			p.acceptAny(keyword.SYSTEM, keyword.USER)
			p.expectKw(keyword.VALUE)
		}
		if p.acceptKws(keyword.DEFAULT, keyword.VALUES) {
			break
		}
		if p.acceptKw(keyword.ROW) {
			w.StarAction = true
			break
		}
		p.acceptAny(keyword.VALUES, keyword.VALUE)
		if p.accept(token.Star) {
			w.StarAction = true
			break
		}
		p.expect(token.LParen, "`(`")
		w.Values = p.exprList(token.RParen)
		p.expect(token.RParen, "`)`")
		if p.acceptKw(keyword.WHERE) {
			w.Where = p.expr()
		}
	case p.acceptKw(keyword.DELETE):
		w.Action = "DELETE"
		if p.acceptKw(keyword.WHERE) { // Exasol
			w.Where = p.expr()
		}
	case p.acceptKw(keyword.SIGNAL): // Db2
		w.Action = "SIGNAL"
		w.Span = p.since(start)
		i := p.i
		for !p.statementEnd(false) && !p.atKw(keyword.WHEN) && !p.atKw(keyword.ELSE) {
			p.advance()
		}
		if p.i == i {
			p.fail("SQLSTATE and a state")
		}
		m.Clauses = append(m.Clauses, p.skipped(i, "SIGNAL"))
		return
	case p.acceptKw(keyword.DO):
		if !p.acceptWord("NOTHING") {
			p.fail("NOTHING")
		}
		w.Action = "DO NOTHING"
	case p.acceptKw(keyword.ERROR): // DuckDB
		w.Action = "ERROR"
		if !p.statementEnd(false) && !p.atKw(keyword.WHEN) && !p.atKw(keyword.RETURNING) {
			w.Values = []ast.Expr{p.expr()}
		}
	default:
		p.fail("UPDATE, INSERT or DELETE")
	}
	w.Span = p.since(start)
}

// starAction reads * [EXCEPT (a, b)] of UPDATE SET * and INSERT *.
func (p *Parser) starAction(w *ast.MergeWhen) bool {
	if !p.accept(token.Star) {
		return false
	}
	if p.acceptKw(keyword.EXCEPT) {
		w.Except = p.columnList(p.at(token.LParen))
	}
	return true
}

// mergeByName reads what says that the columns of the source are taken by their names or in order, or DuckDB's nothing,
// which says so too.
func (p *Parser) mergeByName() bool {
	return p.acceptKws(keyword.ALL, keyword.BY, keyword.NAME) || p.acceptKws(keyword.BY, keyword.NAME) || p.acceptKws(keyword.BY, keyword.POSITION) ||
		p.statementEnd(false) || p.atKw(keyword.WHEN) || p.atKw(keyword.RETURNING)
}
