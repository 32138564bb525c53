package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// abbreviations are Teradata's short forms of verbs.
var abbreviations = map[keyword.Keyword]keyword.Keyword{
	keyword.SEL: keyword.SELECT, keyword.INS: keyword.INSERT, keyword.UPD: keyword.UPDATE, keyword.DEL: keyword.DELETE,
}

// expandVerbs turns short forms into the verbs that they stand for, where they are reserved.
func expandVerbs(toks []token.Token) {
	for i := range toks {
		switch k := toks[i].Keyword; k {
		case keyword.SEL, keyword.INS, keyword.UPD, keyword.DEL:
			toks[i].Keyword = abbreviations[k]
		}
	}
}

// expandVerb does so with the word that begins a statement, in any dialect.
func (p *Parser) expandVerb() {
	p.toks[p.i].Keyword = abbreviations[p.tok.Keyword]
	p.tok = p.toks[p.i]
}

// modifierAhead reports whether one of Teradata's request modifiers stands in front of a statement: LOCKING t FOR ACCESS,
// USING (a INTEGER), NONSEQUENCED VALIDTIME.
func (p *Parser) modifierAhead() bool {
	switch p.tok.Keyword {
	case keyword.LOCKING:
		return p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName
	case keyword.USING:
		return p.peekKind(1) == token.LParen
	case keyword.LOCK:
		return p.lockModifier()
	case keyword.CURRENT:
		return p.temporalWord(1)
	case keyword.AS:
		return p.peekKw(1) == keyword.OF
	case keyword.None:
		return p.temporalWord(0) && (p.peekKw(1) != keyword.None || p.wordAhead(1, "PERIOD")) ||
			(p.atWord("SEQUENCED") || p.atWord("NONSEQUENCED")) && p.temporalWord(1) || p.atWord("NONTEMPORAL") && p.peekKind(1) == token.Word
	}
	return false
}

func (p *Parser) temporalWord(n int) bool {
	return p.wordAhead(n, "VALIDTIME") || p.wordAhead(n, "TRANSACTIONTIME")
}

// lockModifier reports whether LOCK here is the short form of LOCKING: a statement stands behind it.
func (p *Parser) lockModifier() bool {
	i := p.i
	defer p.seek(i)
	if p.lock(); p.i == i {
		return false
	}
	switch p.tok.Keyword {
	case keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.DELETE, keyword.MERGE, keyword.LOCK, keyword.LOCKING, keyword.CREATE, keyword.REPLACE:
		return true
	case keyword.UPDATE: // not Postgres' SHARE UPDATE EXCLUSIVE MODE
		return !p.wordAhead(1, "EXCLUSIVE")
	}
	return p.temporalWord(0) || p.at(token.LParen)
}

// lock reads LOCKING [TABLE] name FOR ACCESS MODE NOWAIT; nothing when no mode stands there.
func (p *Parser) lock() {
	i := p.i
	p.advance()
	if what := p.tok.Keyword; what == keyword.ROW || p.peekKind(1) == token.Word && (what == keyword.TABLE || what == keyword.VIEW || what == keyword.DATABASE) {
		p.advance()
	}
	if p.toks[p.i-1].Keyword != keyword.ROW {
		for p.advance(); p.accept(token.Dot); {
			p.advance()
		}
	}
	p.acceptAny(keyword.FOR, keyword.IN)
	switch {
	case p.acceptAny(keyword.ACCESS, keyword.SHARE, keyword.WRITE) != keyword.None, p.acceptWord("EXCLUSIVE"), p.acceptWord("EXCL"), p.acceptWord("CHECKSUM"):
	case p.acceptKw(keyword.READ):
		p.acceptWord("OVERRIDE")
	case p.acceptKw(keyword.LOAD):
		p.acceptWord("COMMITTED")
	default:
		p.seek(i)
		return
	}
	p.acceptKw(keyword.MODE)
	p.acceptKw(keyword.NOWAIT)
}

// modifiers reads request modifiers. What a lock names is read by the statement behind it, or by nothing.
func (p *Parser) modifiers() []*ast.Clause {
	var list []*ast.Clause
	for p.modifierAhead() {
		i, kind := p.i, upper(p.str(&p.tok))
		switch {
		case p.acceptKw(keyword.USING):
			p.balanced()
			if p.acceptKw(keyword.AS) { // AS DEFERRED
				p.advance()
			}
		case p.atKw(keyword.LOCKING), p.atKw(keyword.LOCK):
			if p.lock(); p.i == i {
				p.fail("the mode of the lock")
			}
		default:
			for time := true; time; time = p.acceptKw(keyword.AND) {
				for p.temporalWord(0) || p.atWord("SEQUENCED") || p.atWord("NONSEQUENCED") || p.atWord("NONTEMPORAL") || p.atKw(keyword.CURRENT) {
					p.advance()
				}
				if p.acceptKws(keyword.AS, keyword.OF) || p.atWord("PERIOD") {
					p.operand()
				}
			}
		}
		list = append(list, p.skipped(i, kind))
	}
	return list
}

// lockedQuery reports whether a query with its modifiers stands behind AS.
func (p *Parser) lockedQuery() bool {
	switch p.peekKw(1) {
	case keyword.LOCKING, keyword.LOCK, keyword.CURRENT:
		return true
	case keyword.AS:
		return p.peekKw(2) == keyword.OF
	}
	return p.temporalWord(1) || p.wordAhead(1, "SEQUENCED") || p.wordAhead(1, "NONSEQUENCED")
}

// modified reads a statement behind its request modifiers.
func (p *Parser) modified() ast.Stmt {
	start := p.here()
	list := p.modifiers()
	s := p.stmt()
	switch s := s.(type) {
	case *ast.Query:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Insert:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Update:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Delete:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Merge:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.CreateTable:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.CreateView:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Block:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Explain:
		s.Clauses, s.Start = append(list, s.Clauses...), start
	case *ast.Other:
		s.Start = start
	default:
		p.fail("a query or a change behind its modifiers")
	}
	return s
}

// requestMacroAhead reports whether the body of the macro here is statements in parentheses.
func (p *Parser) requestMacroAhead() bool {
	for i := p.i; p.toks[i].Kind != token.EOF && p.toks[i].Kind != token.Semicolon; i++ {
		if p.toks[i].Kind == token.LParen && p.toks[i-1].Keyword == keyword.AS && p.match[i] > 0 {
			return p.d.Abbreviations || p.toks[p.match[i]-1].Kind == token.Semicolon
		}
	}
	return false
}

// requestMacro reads Teradata's CREATE MACRO m (a INTEGER) AS (statement; statement;).
func (p *Parser) requestMacro(c created) ast.Stmt {
	f := &ast.CreateFunction{OrReplace: c.replace, Procedure: true, Clauses: c.clauses}
	p.advance()
	f.Name = p.name("a macro's name")
	if p.at(token.LParen) {
		p.params(f)
	}
	p.expectKw(keyword.AS)
	start := p.here()
	f.Block = &ast.Block{Kind: "MACRO"}
	p.statementsInParens(f.Block)
	f.Block.Span = p.since(start)
	f.Span = p.since(c.start)
	return f
}

// statementsInParens reads (statement; statement;).
func (p *Parser) statementsInParens(b *ast.Block) {
	closing := int(p.match[p.i])
	if !p.accept(token.LParen) || closing <= 0 {
		p.fail("`(` and statements")
	}
	outer := p.closing
	p.closing = closing
	for {
		for p.accept(token.Semicolon) {
		}
		if p.i >= closing {
			break
		}
		b.Statements = append(b.Statements, p.statement(true))
	}
	p.closing = outer
	p.expect(token.RParen, "`)`")
}

// joinIndex reads Teradata's CREATE JOIN INDEX: a query that is kept.
func (p *Parser) joinIndex(c created) ast.Stmt {
	v := &ast.CreateView{OrReplace: c.replace, Materialized: true, Clauses: c.clauses}
	p.pass(2)
	return p.viewRest(v, c.start)
}

// upsert reads ELSE INSERT behind an UPDATE of Teradata's: the two statements of one.
func (p *Parser) upsert(u *ast.Update) ast.Stmt {
	p.advance()
	in := p.insert(nil)
	b := &ast.Block{Kind: "UPSERT", Statements: []*ast.Statement{{Span: u.Span, Body: u}, {Span: in.Span, Body: in}}}
	b.Span = p.since(u.Start)
	return b
}

// expandOn reads EXPAND ON period AS name BY interval FOR period: each row becomes one for each interval of its period,
// which a new column holds.
func (p *Parser) expandOn(s *ast.Select) {
	start := p.here()
	p.pass(2)
	f := &ast.TableFunc{Lateral: true, View: true, Funcs: []ast.Expr{p.operand()}}
	at := p.here()
	p.acceptKw(keyword.AS)
	name := p.ident("a name")
	f.Alias = &ast.TableAlias{Span: p.since(at), Columns: []ast.Ident{name}}
	if i := p.i; p.acceptKw(keyword.BY) {
		if p.acceptWord("ANCHOR") {
			p.acceptWord("PERIOD")
			p.ident("an anchor")
			if p.acceptKw(keyword.AT) {
				p.primary()
			}
			f.Clauses = append(f.Clauses, p.skipped(i, "ANCHOR"))
		} else {
			f.Funcs = append(f.Funcs, p.operand())
		}
	}
	if p.acceptKw(keyword.FOR) {
		f.Funcs = append(f.Funcs, p.operand())
	}
	f.Span = p.since(start)
	s.From = append(s.From, f)
}

// sampleClause reads Teradata's SAMPLE behind the clauses of a SELECT: sizes or fractions, or some for each condition.
func (p *Parser) sampleClause(s *ast.Select) {
	start := p.here()
	p.advance()
	c := &ast.Clause{Kind: "SAMPLE"}
	if p.acceptKw(keyword.WITH) {
		p.advance() // REPLACEMENT
	}
	if p.acceptWord("RANDOMIZED") {
		p.advance() // ALLOCATION
	}
	sizes := func() { p.listOf(func() { c.Exprs = append(c.Exprs, p.operand()) }) }
	if p.atKw(keyword.WHEN) {
		for p.acceptKw(keyword.WHEN) {
			c.Exprs = append(c.Exprs, p.expr())
			p.expectKw(keyword.THEN)
			sizes()
		}
		if p.acceptKw(keyword.ELSE) {
			sizes()
		}
		p.expectKw(keyword.END)
	} else {
		sizes()
	}
	c.Span = p.since(start)
	s.Clauses = append(s.Clauses, c)
}

// totals reads WITH sum(a) BY b: a line of sums behind the rows of each b.
func (p *Parser) totals(s *ast.Select) {
	start := p.here()
	p.advance()
	c := &ast.Clause{Kind: "WITH BY"}
	p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
	if p.acceptKw(keyword.BY) {
		p.listOf(func() {
			c.Exprs = append(c.Exprs, p.expr())
			p.acceptAny(keyword.ASC, keyword.DESC)
		})
	}
	c.Span = p.since(start)
	s.Clauses = append(s.Clauses, c)
}

// totalsAhead reports whether WITH here begins such a line: a call stands behind it, with what may follow one behind that.
func (p *Parser) totalsAhead() bool {
	if p.peekKind(1) != token.Word || p.peekKind(2) != token.LParen {
		return false
	}
	closing := int(p.match[p.i+2])
	if closing <= 0 {
		return false
	}
	switch next := &p.toks[closing+1]; next.Keyword {
	case keyword.BY, keyword.ORDER, keyword.WITH:
		return true
	default:
		return next.Kind == token.LParen || next.Kind == token.Comma || next.Kind == token.EOF || next.Kind == token.Semicolon
	}
}

// tableOperator reads the inputs and arguments of a function on tables: f(ON t PARTITION BY a ORDER BY b USING key(value)).
func (p *Parser) tableOperator(c *ast.Call) {
	for p.acceptKw(keyword.ON) {
		q, _ := p.operatorInput()
		c.Args = append(c.Args, &ast.Subquery{Span: q.Span, Query: q})
		p.accept(token.Comma)
	}
	i := p.i
	p.element()
	for p.at(token.Comma) {
		p.advance()
		p.element()
	}
	if p.i > i {
		c.Clauses = append(c.Clauses, p.skipped(i, "USING"))
	}
}

// operatorInput reads one input: a table or a query with its name, which may be nil, how its rows are spread and sorted.
func (p *Parser) operatorInput() (*ast.Query, *ast.Ident) {
	start := p.here()
	q := &ast.Query{}
	if p.at(token.LParen) && p.queryInParens() {
		q.Body = p.parenQuery()
	} else {
		t := p.tableName()
		q.Body = &ast.TableBody{Span: t.Span, Table: t}
	}
	var name *ast.Ident
	if i := p.i; p.acceptKw(keyword.AS) || p.at(token.Word) && p.tok.Keyword == keyword.None && !p.atWord("DIMENSION") || p.at(token.QuotedName) {
		id := p.ident("a name")
		name = &id
		q.Clauses = append(q.Clauses, p.skipped(i, "AS"))
	}
	for {
		at := p.here()
		switch {
		case p.acceptKw(keyword.LOCAL), p.acceptWord("DIMENSION"):
			q.Clauses = append(q.Clauses, &ast.Clause{Span: p.since(at), Kind: "DIMENSION"})
		case p.acceptKws(keyword.PARTITION, keyword.BY), p.acceptKws(keyword.HASH, keyword.BY):
			c := &ast.Clause{Kind: "PARTITION BY"}
			if !p.acceptKw(keyword.ANY) {
				p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
			}
			c.Span = p.since(at)
			q.Clauses = append(q.Clauses, c)
		case p.atKws(keyword.ORDER, keyword.BY) && q.OrderBy == nil:
			q.OrderBy = p.orderBy()
		default:
			q.Span = p.since(start)
			return q, name
		}
	}
}

// returnsAhead reports whether TABLE (f(...) RETURNS ...) stands here, of Teradata, or how its input is spread.
func (p *Parser) returnsAhead() bool {
	n := 2
	for p.peekKind(n) == token.Word && p.peekKind(n+1) == token.Dot {
		n += 2
	}
	closing := 0
	if p.peekKind(n+1) == token.LParen {
		closing = int(p.match[p.i+n+1])
	}
	if !p.atKw(keyword.TABLE) || closing <= 0 {
		return false
	}
	switch p.toks[closing+1].Keyword {
	case keyword.RETURNS, keyword.HASH, keyword.LOCAL:
		return true
	}
	return equalFold(p.str(&p.toks[closing+1]), "CARDINALITY") // Db2
}

// returningFunc reads it; the columns stand behind RETURNS, or are those of a table.
func (p *Parser) returningFunc(f *ast.TableFunc) {
	p.pass(2)
	f.Funcs = []ast.Expr{p.nameOrCall()}
	if i := p.i; p.acceptKw(keyword.RETURNS) {
		if !p.at(token.LParen) {
			p.name("a table's name")
		}
		f.Clauses = append(f.Clauses, p.skipped(i, "RETURNS"))
		if p.at(token.LParen) {
			f.Columns = p.columnDefs()
		}
	}
	for !p.at(token.RParen) { // how the rows are spread and sorted
		c := &ast.Clause{Kind: upper(p.str(&p.tok))}
		at := p.here()
		switch {
		case p.acceptKws(keyword.HASH, keyword.BY):
			p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
		case p.acceptKws(keyword.LOCAL, keyword.ORDER, keyword.BY):
			p.listOf(func() { c.Exprs = append(c.Exprs, p.orderItem().Expr) })
		case p.acceptWord("CARDINALITY"):
			c.Exprs = []ast.Expr{p.operand()}
		default:
			p.fail("`)`")
		}
		c.Span = p.since(at)
		f.Clauses = append(f.Clauses, c)
	}
	p.expect(token.RParen, "`)`")
}

// positional reports whether values stand in the parentheses behind the target of an INSERT, without VALUES, as Teradata
// lets them: INSERT t (1, , 'x').
func (p *Parser) positional() bool {
	switch next := p.peek(1); next.Kind {
	case token.Number, token.String, token.Comma, token.Minus, token.Colon, token.Param, token.Question:
		return true
	default:
		closing := int(p.match[p.i])
		if p.d.AttributePhrases && closing > 0 { // columns have a query behind them
			k := p.toks[closing+1]
			return k.Kind == token.EOF || k.Kind == token.Semicolon || closing+1 == p.closing
		}
		return next.Keyword == keyword.NULL
	}
}

// positionalValues reads them; where nothing stands between two commas, that column gets its default.
func (p *Parser) positionalValues() *ast.Query {
	start := p.here()
	row := &ast.Row{}
	p.advance()
	for !p.at(token.RParen) {
		if p.at(token.Comma) {
			row.Elems = append(row.Elems, &ast.Literal{Span: p.tok.Span, Kind: ast.Default})
			p.advance()
			continue
		}
		row.Elems = append(row.Elems, p.whole(stopComma))
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	row.Span = p.since(start)
	v := &ast.Values{Span: row.Span, Rows: []*ast.Row{row}}
	return &ast.Query{Span: row.Span, Body: v}
}

// loggingErrors reads LOGGING [ALL] ERRORS WITH NO LIMIT behind an INSERT or MERGE.
func (p *Parser) loggingErrors() *ast.Clause {
	i := p.i
	for p.at(token.Word) || p.at(token.Number) {
		p.advance()
	}
	return p.skipped(i, "LOGGING ERRORS")
}
