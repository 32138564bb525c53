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
		case !p.wordBefore("SINGLE") && p.acceptWord("REFERENCE"):
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
	return strings.HasPrefix(name, "PREDICTION") || strings.HasPrefix(name, "CLUSTER_") || strings.HasPrefix(name, "FEATURE_") || name == "VECTOR_EMBEDDING"
}

// minedModel makes a word of the first argument of such a function, which names the model.
func (p *Parser) minedModel(c *ast.Call, args []ast.Expr) {
	for _, cl := range c.Clauses {
		if cl.Kind != "MINING" || len(args) == 0 {
			continue
		}
		if m, ok := args[0].(*ast.ColumnRef); ok && m.End < cl.Start {
			args[0] = &ast.Word{Span: m.Span, Text: m.In(p.text)}
		}
		return
	}
}

// miningTask reads what stands in place of a model that is made for the query alone: INTO 3, FOR value, OF ANOMALY.
func (p *Parser) miningTask(c *ast.Call) {
	start := p.here()
	task := &ast.Clause{}
	switch next := p.peek(1); {
	case p.atKw(keyword.INTO) && next.Kind == token.Number:
		task.Kind = "INTO"
		p.pass(2)
	case p.atKw(keyword.OF) && p.wordAhead(1, "ANOMALY"):
		task.Kind = "OF ANOMALY"
		p.pass(2)
	case p.atKw(keyword.FOR) && p.mining(c):
		task.Kind = "FOR"
		p.advance()
		task.Exprs = []ast.Expr{p.expr()}
	default:
		return
	}
	task.Span = p.since(start)
	c.Clauses = append(c.Clauses, task)
}

// inlineExternal reads EXTERNAL ((columns) TYPE t LOCATION ('file')), a table that is made of files for this query.
func (p *Parser) inlineExternal(lateral bool, start int32) ast.TableExpr {
	f := &ast.TableFunc{Lateral: lateral}
	c := &ast.Call{Name: p.wordName(p.tok.Span)}
	p.pass(2)
	f.Columns = p.columnDefs()
	i := p.i
	for !p.at(token.RParen) && !p.statementEnd(false) {
		p.skipOne()
	}
	c.Clauses = append(c.Clauses, p.skipped(i, "EXTERNAL"))
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	f.Funcs = []ast.Expr{c}
	return p.funcSuffix(f, start)
}

// nestedAhead reports whether NESTED [PATH] column COLUMNS (...) stands here, which joins the elements of a document.
func (p *Parser) nestedAhead() bool {
	if !p.atWord("NESTED") {
		return false
	}
	const most = 16 // tokens of a path
	for n := 1; n < most; n++ {
		switch p.peekKind(n) {
		case token.QuotedName, token.Dot, token.LBracket, token.RBracket, token.Star, token.Number, token.Comma, token.String:
		case token.Word:
			if kw := p.peekKw(n); kw == keyword.COLUMNS {
				return n > 1 && p.peekKind(n+1) == token.LParen
			} else if p.d.Reserved.Has(kw) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// nestedColumns reads it as the outer join with JSON_TABLE that it stands for.
func (p *Parser) nestedColumns() *ast.Join {
	start, i := p.here(), p.i
	p.advance()
	if p.peekKw(1) != keyword.COLUMNS {
		p.acceptWord("PATH")
	}
	f := &ast.TableFunc{Lateral: true, Clauses: []*ast.Clause{p.skipped(i, "NESTED")}}
	n := p.name("a column")
	f.Funcs = []ast.Expr{p.column(n.Span, n.Parts)}
	if j := p.i; !p.atKw(keyword.COLUMNS) {
		for !p.atKw(keyword.COLUMNS) {
			p.advance()
		}
		f.Clauses = append(f.Clauses, p.skipped(j, "PATH"))
	}
	p.pass(2)
	p.jsonColumns(f)
	p.expect(token.RParen, "`)`")
	f.Alias = p.tableAlias()
	f.Span = p.since(start)
	return &ast.Join{Span: f.Span, Kind: ast.LeftJoin, Lateral: true, Right: f}
}

// hierarchiesAhead reports whether the hierarchies stand here by which an analytic view is read.
func (p *Parser) hierarchiesAhead() bool {
	return p.peekKind(1) == token.LParen && p.atWord("HIERARCHIES")
}

// absentAhead reports whether ABSENT ON NULL stands here, behind the query of a JSON_ARRAY.
func (p *Parser) absentAhead() bool {
	return p.peekKw(1) == keyword.ON && p.peekKw(2) == keyword.NULL && p.atWord("ABSENT")
}

// analyticViewAhead reports whether ANALYTIC VIEW [AS] (USING ...) stands n tokens ahead, which has more measures than
// the view it is made of.
func (p *Parser) analyticViewAhead(n int) bool {
	if p.peekKw(n+1) != keyword.VIEW || !p.wordAhead(n, "ANALYTIC") {
		return false
	}
	n += 2
	if p.peekKw(n) == keyword.AS {
		n++
	}
	return p.peekKind(n) == token.LParen && p.peekKw(n+1) == keyword.USING
}

// analyticQuery reads ANALYTIC VIEW [AS] (USING view HIERARCHIES (a) FILTER FACT (...) ADD MEASURES (...)) as the query
// of all that the view holds; what it adds is said in the terms of the view.
func (p *Parser) analyticQuery() *ast.Query {
	start, first := p.here(), p.i
	p.pass(2)
	p.acceptKw(keyword.AS)
	words := p.skipped(first, "ANALYTIC VIEW")
	p.pass(2)
	t := p.tableName()
	s := &ast.Select{FromFirst: true, From: []ast.TableExpr{t}}
	if i := p.i; !p.at(token.RParen) {
		for !p.at(token.RParen) && !p.statementEnd(false) {
			p.skipOne()
		}
		s.Clauses = append(s.Clauses, p.skipped(i, "MEASURES"))
	}
	s.Span = p.since(t.Start)
	p.expect(token.RParen, "`)`")
	return &ast.Query{Span: p.since(start), Body: s, Clauses: []*ast.Clause{words}}
}

// analyticView reads such a view where a relation stands.
func (p *Parser) analyticView(lateral bool, start int32) ast.TableExpr {
	q := p.analyticQuery()
	return p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
}

// analyticCTE reads such a view behind its name in WITH.
func (p *Parser) analyticCTE(c *ast.CTE) { c.Stmt = p.analyticQuery() }

// zoneMap reads MATERIALIZED ZONEMAP z AS query as the view that it is; nil when it is on columns of a table.
func (p *Parser) zoneMap(c created) ast.Stmt {
	var v *ast.CreateView
	c.clauses = append(c.clauses, &ast.Clause{Span: p.tok.Span, Kind: "ZONEMAP"})
	if !p.speculate(func() {
		v, _ = p.createView(c).(*ast.CreateView)
		if v == nil || v.Query == nil {
			p.fail("AS and a query")
		}
	}) {
		return nil
	}
	return v
}

// assertion reads CREATE ASSERTION name CHECK (condition), which holds for the relations that the condition reads.
func (p *Parser) assertion(c created) ast.Stmt {
	o := &ast.Other{Kind: "CREATE ASSERTION"}
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	p.name("an assertion")
	p.expectKw(keyword.CHECK)
	o.Exprs = []ast.Expr{p.primary()}
	for !p.statementEnd(true) { // DEFERRABLE INITIALLY DEFERRED ENABLE NOVALIDATE
		p.advance()
	}
	o.Span = p.since(c.start)
	return o
}

// clusteringJoin reads CLUSTERING t JOIN u ON (a = b) BY LINEAR ORDER (...): by columns of which relations the rows of t
// are kept together.
func (p *Parser) clusteringJoin() *ast.Clause {
	start := p.here()
	p.advance()
	at := p.here()
	var from ast.TableExpr = p.tableName()
	for p.acceptKw(keyword.JOIN) {
		j := &ast.Join{Left: from, Right: p.tableName()}
		p.expectKw(keyword.ON)
		j.On = p.primary()
		j.Span = p.since(at)
		from = j
	}
	s := &ast.Select{Span: p.since(at), FromFirst: true, From: []ast.TableExpr{from}}
	c := &ast.Clause{Kind: "CLUSTERING", Exprs: []ast.Expr{&ast.Subquery{Span: s.Span, Query: &ast.Query{Span: s.Span, Body: s}}}}
	for !p.statementEnd(false) && !(p.atKw(keyword.AS) && p.queryAheadAt(1)) {
		p.skipOne()
	}
	c.Span = p.since(start)
	return c
}

// fetchPartitions reads PARTITIONS BY a, 2 PARTITIONS BY b, 3 behind the first count of a FETCH: so many of the nearest
// values of a, and of b for each. The last count is one of rows.
func (p *Parser) fetchPartitions(l *ast.Limit) {
	l.Clause = &ast.Clause{Kind: "PARTITION BY", Exprs: []ast.Expr{l.Count}}
	at := l.Count.Extent().Start
	for (p.atKw(keyword.PARTITIONS) || p.atKw(keyword.PARTITION)) && p.peekKw(1) == keyword.BY {
		if l.Count.Extent().Start > at {
			l.Clause.Exprs = append(l.Clause.Exprs, l.Count)
		}
		p.pass(2)
		l.Clause.Exprs = append(l.Clause.Exprs, p.expr())
		l.Clause.Span = p.since(at)
		p.expect(token.Comma, "`,`")
		l.Count = p.expr()
	}
}
