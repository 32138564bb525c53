package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// wordPrimary reads an operand that begins with an unquoted word.
func (p *Parser) wordPrimary() ast.Expr {
	kw := p.tok.Keyword
	if kw == keyword.None {
		return p.nameOrCall()
	}
	start := p.here()
	next := p.peek(1)
	paren := next.Kind == token.LParen
	if next.Kind == token.Dot && !p.d.Reserved.Has(kw) {
		return p.nameOrCall()
	}
	switch kw {
	case keyword.NULL:
		return p.literal(ast.Null)
	case keyword.TRUE:
		return p.literal(ast.True)
	case keyword.FALSE:
		return p.literal(ast.False)
	case keyword.DEFAULT:
		if !paren {
			return p.literal(ast.Default)
		}
	case keyword.CASE:
		return p.caseExpr()
	case keyword.LAMBDA:
		n := 2
		for p.peekKind(n) == token.Comma && p.peekKind(n+1) == token.Word {
			n += 2
		}
		if next.Kind == token.Word && p.peekKind(n) == token.Colon {
			return p.lambdaWord()
		}
	case keyword.CAST, keyword.TRY_CAST, keyword.SAFE_CAST:
		if paren {
			return p.cast()
		}
	case keyword.CONVERT, keyword.TRY_CONVERT:
		if paren {
			return p.convert()
		}
	case keyword.EXISTS:
		if paren && p.queryAheadAt(2) {
			p.advance()
			e := p.arena.exists.new()
			e.Query = p.parenQuery()
			e.Span = p.since(start)
			return e
		}
		if p.d.Reserved.Has(kw) && (next.Kind == token.EOF || next.Kind == token.Semicolon || next.Keyword == keyword.SELECT) {
			p.advance()
			p.failCertain("a query in parentheses")
		}
	case keyword.INTERVAL:
		if e := p.interval(); e != nil {
			return e
		}
	case keyword.ARRAY:
		if e := p.arrayWord(); e != nil {
			return e
		}
	case keyword.STRUCT:
		if paren || next.Kind == token.Lt {
			return p.structWord()
		}
	case keyword.MAP:
		if next.Kind == token.LBrace {
			p.advance()
			return p.structBraces(&ast.TypeName{Span: p.since(start), Name: "MAP"}, start)
		}
		if next.Kind == token.LBracket && (p.d.Lists || p.peekKind(3) == token.FatArrow || p.peekKind(3) == token.Comma || p.peekKind(2) == token.RBracket) {
			p.advance()
			return p.mapBrackets(start)
		}
		if paren && p.queryAheadAt(2) {
			return p.kindedSubquery("MAP")
		}
	case keyword.ROW:
		if paren {
			return p.rowWord()
		}
		if next.Keyword == keyword.CHANGE && (p.wordAhead(2, "TOKEN") || p.peekKw(2) == keyword.TIMESTAMP) {
			return p.rowChange()
		}
	case keyword.RANGE: // GoogleSQL's RANGE<DATE> '[2024-01-01, 2024-02-01)'
		if next.Kind == token.Lt && p.peekKind(3) == token.Gt && p.peekKind(4) == token.String {
			p.pass(4)
			return p.typedText(start)
		}
	case keyword.MULTISET, keyword.CURSOR:
		if paren && p.queryAheadAt(2) {
			return p.kindedSubquery(kw.String())
		}
		if kw == keyword.MULTISET && next.Kind == token.LBracket {
			t := &ast.TypeName{Span: p.tok.Span, Name: "MULTISET"}
			p.advance()
			return p.array(t, start)
		}
	case keyword.VALUE:
		if next.Keyword == keyword.OF && p.peekKind(2) == token.LParen {
			return p.valueOf()
		}
	case keyword.EXTRACT, keyword.TRIM, keyword.SUBSTRING, keyword.POSITION, keyword.OVERLAY:
		if paren {
			return p.keywordCall()
		}
	case keyword.JSON:
		if p.jsonConstructorAhead() {
			return p.jsonConstructor()
		}
		if e := p.typedLiteral(); e != nil {
			return e
		}
	case keyword.DATE, keyword.TIME, keyword.TIMESTAMP, keyword.DATETIME, keyword.TIMESTAMPTZ, keyword.TIMESTAMP_NTZ,
		keyword.TIMESTAMP_LTZ, keyword.TIMESTAMP_TZ, keyword.NUMERIC, keyword.DECIMAL, keyword.BIT, keyword.DOUBLE,
		keyword.CHAR, keyword.CHARACTER, keyword.VARCHAR:
		if e := p.typedLiteral(); e != nil {
			return e
		}
	case keyword.USER:
		if p.d.UserFunction && !paren && next.Kind != token.Dot {
			return p.niladic()
		}
	case keyword.CURRENT_DATE, keyword.CURRENT_TIME, keyword.CURRENT_TIMESTAMP, keyword.CURRENT_USER, keyword.CURRENT_ROLE,
		keyword.CURRENT_SCHEMA, keyword.CURRENT_CATALOG, keyword.SESSION_USER, keyword.SYSTEM_USER, keyword.LOCALTIME,
		keyword.LOCALTIMESTAMP, keyword.GROUPING__ID, keyword.CURRENT_PATH, keyword.CURRENT_DEFAULT_TRANSFORM_GROUP:
		if !paren {
			return p.niladic()
		}
	case keyword.CURRENT_TRANSFORM_GROUP_FOR_TYPE:
		if next.Kind == token.Word && next.Keyword == keyword.None {
			n := p.wordName(p.tok.Span)
			p.advance()
			i := p.i
			p.typeName()
			of := p.skipped(i, "TYPE")
			return &ast.Call{Span: p.since(start), Name: n, Clauses: []*ast.Clause{of}, NoParentheses: true}
		}
	case keyword.NEW: // a value of a type: NEW point(1, 2)
		if (next.Kind == token.Word || next.Kind == token.QuotedName) && (p.peekKind(2) == token.LParen || p.peekKind(2) == token.Dot && p.peekKind(4) == token.LParen) && p.d.PipesConcat {
			p.advance()
			e := p.nameOrCall()
			if c, ok := e.(*ast.Call); ok {
				p.charsetArg(c)
			}
			return &ast.Unary{Span: p.since(start), Op: "NEW", X: e}
		}
	case keyword.CURRENT:
		switch {
		case next.Keyword == keyword.OF:
			return p.currentOf()
		case p.registerAhead():
			return p.register()
		}
	case keyword.SET:
		if next.Kind == token.LBracket { // Vertica
			p.advance()
			return p.array(nil, start)
		}
	case keyword.LIST:
		if p.d.Lists && next.Kind == token.LBracket {
			p.advance()
			return p.array(nil, start)
		}
		if paren && p.queryAheadAt(2) {
			return p.kindedSubquery("LIST")
		}
	case keyword.NEXT, keyword.PREVIOUS:
		if next.Keyword == keyword.VALUE && p.peekKw(2) == keyword.FOR {
			return p.nextValue(3)
		}
	case keyword.LIMIT:
		if next.Keyword == keyword.AS && p.d.Stages { // Snowflake does not reserve it: SELECT limit AS a
			return p.nameOrCall()
		}
	case keyword.LASTVAL, keyword.SETVAL:
		if paren && p.d.TiDB {
			return p.sequenceCall()
		}
	case keyword.NEXTVAL, keyword.PREVVAL: // Db2
		if paren && p.d.TiDB {
			return p.sequenceCall()
		}
		if next.Keyword == keyword.FOR && p.peekKw(2) != keyword.UPDATE {
			return p.nextValue(2)
		}
	case keyword.MATCH:
		if paren && p.graphAhead() {
			return p.graphMatch()
		}
		if paren || p.d.TiDB && p.bareMatch() {
			return p.matchAgainst()
		}
	case keyword.COLUMNS:
		if paren {
			return p.columnsStar(nil, start)
		}
	case keyword.WITH:
		if paren && p.localsAhead() {
			return p.locals()
		}
	case keyword.CALL: // Snowflake: r := (CALL p(1))
		if k := p.peekKind(1); (k == token.Word || k == token.QuotedName) && p.i > 0 && p.toks[p.i-1].Kind == token.LParen {
			p.advance()
			return p.primary()
		}
	case keyword.EXECUTE: // Snowflake: r := (EXECUTE IMMEDIATE text)
		if next.Keyword == keyword.IMMEDIATE {
			return p.executeImmediate()
		}
	case keyword.UNIQUE, keyword.SOME, keyword.ANY, keyword.ALL:
		if paren && p.queryAheadAt(2) {
			return p.kindedSubquery(kw.String())
		}
	}
	if p.d.Values.Has(kw) && !paren {
		n := p.wordName(p.tok.Span)
		p.advance()
		return &ast.Call{Span: n.Span, Name: n, NoParentheses: true}
	}
	if p.d.Reserved.Has(kw) && !paren || neverCall.Has(kw) && (paren || kw != keyword.BY) {
		p.failOperand("a value or a column")
	}
	return p.nameOrCall()
}

// executeImmediate reads EXECUTE IMMEDIATE text [USING (a, b)] where a value stands.
func (p *Parser) executeImmediate() ast.Expr {
	start := p.here()
	p.pass(2)
	c := &ast.Call{Name: p.wordName(p.since(start)), Args: []ast.Expr{p.expr()}}
	if p.acceptKw(keyword.USING) {
		c.Args = append(c.Args, p.primary())
	}
	c.Span = p.since(start)
	return c
}

// neverCall are words that no function is called, even with a parenthesis behind them.
var neverCall = keyword.SetOf(
	keyword.AND, keyword.OR, keyword.FROM, keyword.WHERE, keyword.SELECT, keyword.AS, keyword.BY, keyword.HAVING,
	keyword.WHEN, keyword.THEN, keyword.ELSE, keyword.BETWEEN, keyword.IS, keyword.UNION, keyword.INTERSECT, keyword.ON,
	keyword.USING, keyword.JOIN, keyword.IN, keyword.WITH, keyword.ORDER, keyword.GROUP,
)

func (p *Parser) caseExpr() ast.Expr {
	start := p.here()
	p.advance()
	c := p.arena.cases.new()
	var room [4]*ast.When
	whens := room[:0]
	noIn := p.noIn
	p.noIn = false
	if !p.atKw(keyword.WHEN) {
		c.Operand = p.expr()
	}
	if !p.atKw(keyword.WHEN) && p.toks[p.i-1].Kind != token.Tag { // a template may yield them
		p.failOperand("WHEN")
	}
	for p.atKw(keyword.WHEN) {
		at := p.here()
		p.advance()
		w := p.arena.whens.new()
		w.Condition = p.whenOperand(c.Operand)
		if p.at(token.Comma) { // CASE x WHEN 1, 2 THEN
			w.Condition = p.moreValues(w.Condition, func() ast.Expr { return p.whenOperand(c.Operand) })
		}
		if !p.acceptKw(keyword.THEN) {
			switch p.tok.Keyword {
			case keyword.WHEN, keyword.ELSE, keyword.END:
				p.failCertain("THEN")
			}
			p.report("THEN", p.at(token.Number))
			panic(bailout{})
		}
		w.Result = p.caseValue()
		w.Span = p.since(at)
		whens = append(whens, w)
	}
	c.Whens = p.arena.whenRefs.copy(whens)
	if p.acceptKw(keyword.ELSE) {
		c.Else = p.caseValue()
	}
	p.noIn = noIn
	if !p.acceptKw(keyword.END) {
		p.failCase()
	}
	c.Span = p.since(start)
	return c
}

// whenOperand reads what stands behind WHEN; the operand of the CASE may be left out in front of a comparison, and is
// shown by a default then.
func (p *Parser) whenOperand(operand ast.Expr) ast.Expr {
	if operand == nil {
		return p.expr()
	}
	switch p.tok.Kind {
	case token.Lt, token.Le, token.Gt, token.Ge, token.Eq, token.Ne:
	case token.Word:
		switch p.tok.Keyword {
		case keyword.IS, keyword.BETWEEN, keyword.IN, keyword.LIKE:
		default:
			return p.expr()
		}
	default:
		return p.expr()
	}
	left := &ast.Literal{Span: p.toks[p.i-1].Span, Kind: ast.Default}
	return p.climb(left, p.i, bindCompare)
}

// caseValue reads a result of a CASE.
func (p *Parser) caseValue() ast.Expr {
	switch p.tok.Keyword {
	case keyword.END, keyword.WHEN, keyword.ELSE, keyword.THEN:
		p.failCertain("a value or a column")
	}
	return p.expr()
}

// failCase fails where a CASE should go on or end. Where the query goes on instead, END is missing for certain.
func (p *Parser) failCase() {
	certain := p.statementEnd(false) || p.at(token.RParen) || p.at(token.Comma) || p.atKw(keyword.FROM)
	p.report("END of the CASE", certain)
	panic(bailout{})
}

func (p *Parser) cast() ast.Expr {
	start := p.here()
	c := p.arena.casts.new()
	c.Style = p.tok.Keyword.String()
	p.advance()
	p.expect(token.LParen, "`(`")
	noColon := p.noColon
	p.noColon = false
	c.X = p.expr()
	p.noColon = noColon
	switch {
	case p.accept(token.Comma): // ClickHouse: CAST(x, 'Type')
		c.Exprs = append(c.Exprs, p.expr())
	case p.acceptKw(keyword.AS):
		if p.atKw(keyword.FORMAT) && p.peekKind(1) == token.String { // Teradata: CAST(a AS FORMAT 'YYYY')
			break
		}
		c.Type = p.typeName()
		if p.atKw(keyword.COLLATE) {
			p.advance()
			c.Exprs = append(c.Exprs, p.word("a collation"))
		}
		if p.acceptKw(keyword.ARRAY) {
			c.Type.Name += " ARRAY"
			if p.at(token.LBracket) {
				p.balanced()
			}
			c.Type.Span = p.since(c.Type.Start)
		}
	default:
		p.report("AS and a type", p.at(token.Word) && p.peekKind(1) == token.RParen)
		panic(bailout{})
	}
	for p.accept(token.Comma) { // Oracle: , 'format'
		c.Exprs = append(c.Exprs, p.expr())
	}
	if p.acceptKw(keyword.FORMAT) {
		c.Exprs = append(c.Exprs, p.operand())
		if p.atKws(keyword.AT, keyword.TIME, keyword.ZONE) {
			p.pass(3)
			c.Exprs = append(c.Exprs, p.operand())
		}
	}
	for p.castAttribute(c) {
	}
	if p.atKw(keyword.AT) { // Teradata: the time zone that the value is read in
		p.advance()
		if p.acceptWord("SOURCE"); !p.acceptKw(keyword.LOCAL) {
			p.acceptKws(keyword.TIME, keyword.ZONE)
			if !p.at(token.RParen) {
				c.Exprs = append(c.Exprs, p.operand())
			}
		}
	}
	if p.acceptKw(keyword.DEFAULT) {
		c.Exprs = append(c.Exprs, p.expr())
		p.expectKw(keyword.ON)
		if !p.acceptWord("CONVERSION") {
			p.fail("CONVERSION")
		}
		p.acceptKw(keyword.ERROR)
		for p.accept(token.Comma) {
			c.Exprs = append(c.Exprs, p.expr())
		}
	}
	if p.acceptKw(keyword.RENAME) || p.acceptKw(keyword.ADD) { // Snowflake's structured casts
		if !p.acceptWord("FIELDS") {
			p.fail("FIELDS")
		}
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// convert reads CONVERT(x USING charset), CONVERT(x, type) and CONVERT(type, x, style), or a function of that name.
func (p *Parser) convert() ast.Expr {
	start, name := p.here(), p.tok
	c := &ast.Cast{Style: name.Keyword.String()}
	noColon, noIn := p.noColon, p.noIn
	p.noColon, p.noIn = false, false
	p.pass(2)
	typeFirst := p.d.Brackets || p.castTypeAt(0) && (p.peekKind(1) == token.Comma || p.peekKind(1) == token.LParen && p.peekKind(2) == token.Number)
	switch {
	case typeFirst:
		c.Type = p.typeName()
		p.expect(token.Comma, "`,`")
		c.X = p.expr()
		for p.accept(token.Comma) {
			c.Exprs = append(c.Exprs, p.expr())
		}
	default:
		c.X = p.expr()
		switch {
		case p.acceptKw(keyword.USING):
			c.Exprs = []ast.Expr{p.word("a character set")}
		case p.at(token.Comma) && p.castTypeAt(1):
			p.advance()
			c.Type = p.typeName()
		default:
			args := p.moreValues(c.X, p.expr).Elems
			p.noColon, p.noIn = noColon, noIn
			p.expect(token.RParen, "`)`")
			call := p.arena.calls.new()
			*call = ast.Call{Span: p.since(start), Name: p.wordName(name.Span), Args: args}
			return call
		}
	}
	p.noColon, p.noIn = noColon, noIn
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// castTypeAt reports whether one of the types that MySQL casts to stands n tokens ahead.
func (p *Parser) castTypeAt(n int) bool {
	switch p.peekKw(n) {
	case keyword.BINARY, keyword.CHAR, keyword.DATE, keyword.DATETIME, keyword.DECIMAL, keyword.DOUBLE, keyword.FLOAT,
		keyword.JSON, keyword.NUMERIC, keyword.REAL, keyword.TIME, keyword.UNSIGNED, keyword.YEAR, keyword.INTEGER,
		keyword.INT, keyword.NATIONAL, keyword.CHARACTER, keyword.VARCHAR, keyword.BIGINT, keyword.SMALLINT, keyword.TIMESTAMP:
		return true
	}
	return p.wordAhead(n, "SIGNED") || p.wordAhead(n, "NCHAR") || p.wordAhead(n, "VECTOR")
}

// word reads a bare word as an argument.
func (p *Parser) word(what string) *ast.Word {
	if !p.at(token.Word) && !p.at(token.QuotedName) && !p.at(token.String) {
		p.failOperand(what)
	}
	w := &ast.Word{Span: p.tok.Span, Text: p.str(&p.tok)}
	p.advance()
	return w
}

// niladic reads a function that has no parentheses.
func (p *Parser) niladic() ast.Expr {
	n := p.name("a value")
	c := p.arena.calls.new()
	*c = ast.Call{Span: n.Span, Name: n, NoParentheses: true}
	return c
}

func (p *Parser) kindedSubquery(kind string) ast.Expr {
	start := p.here()
	p.advance()
	q := p.parenQuery()
	return &ast.Subquery{Span: p.since(start), Kind: kind, Query: q}
}

// interval reads INTERVAL and its value; nil when it is a name or a function here.
func (p *Parser) interval() ast.Expr {
	if !p.intervalAhead() {
		return nil
	}
	start := p.here()
	e := p.arena.intervals.new()
	p.advance()
	if p.peekKind(3) == token.String { // Postgres: INTERVAL(3) '1 second'
		p.precision()
	}
	if p.at(token.String) {
		e.Value = p.stringLiteral()
		if p.intervalUnit(&p.tok) {
			p.intervalUnits(e)
		}
		e.Span = p.since(start)
		return e
	}
	first := p.i
	value := p.binary(bindUnary)
	if in, ok := value.(*ast.Interval); ok { // Teradata: INTERVAL(p) DAY
		return &ast.Interval{Span: p.since(start), Value: in.Value, Unit: in.Unit, To: in.To}
	}
	e.Value = p.climb(value, first, bindAdd) // INTERVAL a + 1 DAY
	if p.intervalUnit(&p.tok) {
		p.intervalUnits(e)
		e.Span = p.since(start)
		return e
	}
	// Without a unit the operators are not the interval's own.
	whole := e.Value
	e.Value = value
	e.Span = source.Span{Start: start, End: value.Extent().End}
	if whole == value {
		return e
	}
	for x := whole; ; {
		b, ok := x.(*ast.Binary)
		if !ok {
			p.fail("a unit of time")
		}
		b.Start = start
		if b.Left == value {
			b.Left = e
			return whole
		}
		x = b.Left
	}
}

// intervalAhead reports whether INTERVAL here begins an interval. It is also the name of columns, and of a function of
// MySQL's.
func (p *Parser) intervalAhead() bool {
	next := p.peek(1)
	switch next.Kind {
	case token.String, token.Number, token.Param, token.Tag, token.QuotedName, token.Colon, token.Question, token.Percent:
		return true
	case token.Minus, token.Plus: // INTERVAL -1 + 2 DAY, or a column called interval
		const near = 8 // tokens
		for n := 2; n < near && (p.peekKind(n) != token.Word || p.intervalUnit(p.peek(n))); n++ {
			if p.intervalUnit(p.peek(n)) {
				return true
			}
		}
		return false
	case token.LParen:
		closing := int(p.match[p.i+1])
		return closing > 0 && (p.intervalUnit(&p.toks[closing+1]) || p.toks[closing+1].Kind == token.String && closing == p.i+3)
	case token.Word:
		switch p.peekKind(2) {
		case token.LParen, token.Dot, token.Plus, token.Minus, token.Star, token.Slash:
			return !p.d.Reserved.Has(next.Keyword)
		}
		return p.intervalUnit(next) || p.intervalUnit(p.peek(2)) || next.Keyword == keyword.CASE || next.Keyword == keyword.CAST
	}
	return false
}

// intervalUnits reads DAY, DAY TO SECOND(3), and what further values and units follow: INTERVAL 1 DAY 2 HOURS.
func (p *Parser) intervalUnits(e *ast.Interval) {
	e.Unit = strings.ToUpper(p.str(&p.tok))
	p.advance()
	p.precision()
	if p.atKw(keyword.TO) && p.intervalUnit(p.peek(1)) {
		p.advance()
		e.To = strings.ToUpper(p.str(&p.tok))
		if e.To == e.Unit {
			p.failCertain("a shorter unit of time")
		}
		p.advance()
		p.precision()
		return
	}
	for {
		n := 0
		if p.at(token.Minus) {
			n = 1
		}
		if k := p.peekKind(n); k != token.Number && k != token.String || !p.intervalUnit(p.peek(n+1)) {
			return
		}
		p.pass(n + 2)
	}
}

// precision reads (3) or (3, 2).
func (p *Parser) precision() {
	if !p.at(token.LParen) || p.peekKind(1) != token.Number {
		return
	}
	switch {
	case p.peekKind(2) == token.RParen:
		p.pass(3)
	case p.peekKind(2) == token.Comma && p.peekKind(3) == token.Number && p.peekKind(4) == token.RParen:
		p.pass(5)
	}
}

// arrayWord reads ARRAY[...], ARRAY<type>[...], ARRAY(SELECT ...); nil when it is a name or a function.
func (p *Parser) arrayWord() ast.Expr {
	start := p.here()
	switch p.peekKind(1) {
	case token.LBracket:
		p.advance()
		return p.array(nil, start)
	case token.LParen:
		if p.queryAheadAt(2) {
			return p.kindedSubquery("ARRAY")
		}
	case token.Lt:
		t := p.typeName()
		if p.at(token.LBracket) {
			return p.array(t, start)
		}
		if p.at(token.LParen) { // ARRAY<INT64>(...) does not exist; a cast written as a call does
			p.advance()
			a := &ast.Array{Type: t, Elems: p.exprList(token.RParen)}
			p.expect(token.RParen, "`)`")
			a.Span = p.since(start)
			return a
		}
		if p.at(token.String) {
			return p.typedText(start)
		}
		p.fail("`[`")
	}
	return nil
}

// mapBrackets reads Materialize's MAP['key' => value, ...].
func (p *Parser) mapBrackets(start int32) ast.Expr {
	p.advance()
	m := &ast.Struct{Type: &ast.TypeName{Span: p.toks[p.i-2].Span, Name: "MAP"}}
	for !p.at(token.RBracket) {
		at := p.here()
		f := &ast.StructField{Value: p.expr()}
		if p.accept(token.FatArrow) || p.accept(token.Comma) { // Flink: MAP['a', 1]
			f.Key, f.Value = f.Value, p.expr()
		}
		f.Span = p.since(at)
		m.Fields = append(m.Fields, f)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBracket, "`]`")
	m.Span = p.since(start)
	return m
}

func (p *Parser) structWord() ast.Expr {
	start := p.here()
	s := &ast.Struct{}
	if p.peekKind(1) == token.Lt {
		s.Type = p.typeName()
		if p.at(token.Gt) {
			p.failCertain("`(`")
		}
	} else {
		p.advance()
	}
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		f := &ast.StructField{}
		at := p.here()
		f.Value = p.whole(stopComma | stopAs)
		if p.acceptKw(keyword.AS) {
			name := p.ident("a field's name")
			f.Name = &name
		}
		f.Span = p.since(at)
		s.Fields = append(s.Fields, f)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	s.Span = p.since(start)
	return s
}

// rowWord reads ROW(a, b), also ROW(a AS x).
func (p *Parser) rowWord() ast.Expr {
	start := p.here()
	e := p.structWord().(*ast.Struct)
	row := &ast.Row{Span: p.since(start)}
	for _, f := range e.Fields {
		if f.Name != nil {
			return e
		}
		row.Elems = append(row.Elems, f.Value)
	}
	return row
}

// typedLiteral reads DATE '2024-01-01'; nil when the word is a name or a function.
func (p *Parser) typedLiteral() ast.Expr {
	start := p.here()
	i := p.i
	p.advance()
	p.acceptAny(keyword.PRECISION, keyword.VARYING)
	p.precision()
	if p.at(token.Word) && (p.atKw(keyword.WITH) || p.atKw(keyword.WITHOUT)) && p.peekKw(1) == keyword.TIME && p.peekKw(2) == keyword.ZONE {
		p.pass(3)
	}
	if p.at(token.String) {
		return p.typedText(start)
	}
	p.seek(i)
	return nil
}

// charsetArg gives the last argument of Teradata's NEW JSON('{}', LATIN) its meaning.
func (p *Parser) charsetArg(c *ast.Call) {
	last := len(c.Args) - 1
	if last < 1 {
		return
	}
	ref, ok := c.Args[last].(*ast.ColumnRef)
	if !ok || len(ref.Parts) > 1 || ref.Parts[0].Quote != 0 {
		return
	}
	switch upper(ref.Parts[0].Name) {
	case "LATIN", "UNICODE":
		c.Args[last] = &ast.Word{Span: ref.Span, Text: ref.Parts[0].Name}
	}
}

// sequenceCall reads MariaDB's NEXTVAL(s), LASTVAL(s) and SETVAL(s, 5), whose first argument names a sequence.
func (p *Parser) sequenceCall() ast.Expr {
	e := p.nameOrCall()
	if c, ok := e.(*ast.Call); ok && len(c.Args) > 0 {
		if ref, ok := c.Args[0].(*ast.ColumnRef); ok {
			c.Args[0] = &ast.Word{Span: ref.Span, Text: ref.In(p.text)}
		}
	}
	return e
}

// nextValue reads NEXT VALUE FOR sequence and PREVIOUS VALUE FOR sequence, with so many words in front of its name.
func (p *Parser) nextValue(words int) ast.Expr {
	start := p.here()
	p.pass(words)
	span := p.since(start)
	sequence := p.i
	p.name("a sequence")
	c := &ast.Call{Name: p.wordName(span), Clauses: []*ast.Clause{p.skipped(sequence, "SEQUENCE")}}
	if p.atKw(keyword.OVER) {
		c.Over = p.over()
	}
	c.Span = p.since(start)
	return c
}

// matchAgainst reads MySQL's MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE), or a function named match.
func (p *Parser) matchAgainst() ast.Expr {
	if p.d.TiDB && p.bareMatch() {
		start := p.here()
		c := &ast.Call{Name: p.wordName(p.tok.Span)}
		p.advance()
		p.listOf(func() { n := p.name("a column"); c.Args = append(c.Args, p.column(n.Span, n.Parts)) })
		return p.against(c, start)
	}
	e := p.nameOrCall()
	c, ok := e.(*ast.Call)
	if !ok || !p.atKw(keyword.AGAINST) {
		return e
	}
	return p.against(c, c.Start)
}

// queryType reads SingleStore's QUERY(a INT, b TEXT), the columns that text in COLLECT and SCALAR yields.
func (p *Parser) queryType() ast.Expr {
	start := p.here()
	p.advance()
	p.balanced()
	span := p.since(start)
	return &ast.Word{Span: span, Text: span.In(p.text)}
}

// bareMatch reports whether names without parentheses follow MATCH up to AGAINST.
func (p *Parser) bareMatch() bool {
	for n := 1; ; n++ {
		switch p.peekKind(n) {
		case token.Word, token.QuotedName, token.Comma, token.Dot:
			if p.peekKw(n) == keyword.AGAINST {
				return n > 1 && p.peekKind(n+1) == token.LParen
			}
		default:
			return false
		}
	}
}

// against reads AGAINST (text mode) behind the columns that are searched.
func (p *Parser) against(c *ast.Call, start int32) ast.Expr {
	p.expectKw(keyword.AGAINST)
	p.expect(token.LParen, "`(`")
	noIn := p.noIn
	p.noIn = true
	c.Args = append(c.Args, p.expr())
	p.noIn = noIn
	if i := p.i; !p.at(token.RParen) {
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, "MODE"))
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// columnsStar reads DuckDB's and ClickHouse's COLUMNS(...): a star chosen by a pattern, a lambda or a list. Its
// qualifier, which begins at start, has been read.
func (p *Parser) columnsStar(qualifier []ast.Ident, start int32) ast.Expr {
	p.acceptKw(keyword.COLUMNS)
	p.expect(token.LParen, "`(`")
	s := &ast.Star{Qualifier: qualifier}
	read := func() ast.Expr {
		if p.d.PLSQL && p.peekKind(1) == token.Word { // a column that a function is to make, with its type
			return p.typedName()
		}
		return p.expr()
	}
	if s.Pattern = read(); p.at(token.Comma) {
		s.Pattern = p.moreValues(s.Pattern, read)
	}
	p.expect(token.RParen, "`)`")
	p.starModifiers(s)
	s.Span = p.since(start)
	return s
}

// keywordCall reads the functions whose arguments stand between keywords: EXTRACT(YEAR FROM x), TRIM(BOTH 'x' FROM y),
// SUBSTRING(x FROM 1 FOR 2), POSITION(a IN b), OVERLAY(x PLACING y FROM 1).
func (p *Parser) keywordCall() ast.Expr {
	t := p.tok
	p.pass(2)
	c := p.arena.calls.new()
	c.Name = p.wordName(t.Span)
	noIn, noColon := p.noIn, p.noColon
	p.noIn, p.noColon = t.Keyword == keyword.POSITION, false
	between := true // a comma or keyword stands before the next argument, or none needs to
	switch {
	case t.Keyword == keyword.EXTRACT && p.atKws(keyword.TIME, keyword.ZONE): // Vertica
		at := p.here()
		p.pass(2)
		c.Args = append(c.Args, &ast.Word{Span: p.since(at), Text: p.text[at:p.prevEnd()]})
		between = false
	case t.Keyword == keyword.EXTRACT && p.datePartAhead():
		c.Args = append(c.Args, p.datePart())
		between = false
	case t.Keyword == keyword.TRIM && (p.atKw(keyword.LEADING) || p.atKw(keyword.TRAILING) || p.atKw(keyword.BOTH)):
		c.Args = append(c.Args, p.word("a direction"))
	}
	for !p.at(token.RParen) {
		switch p.tok.Keyword {
		case keyword.FROM, keyword.FOR, keyword.IN, keyword.PLACING, keyword.USING, keyword.SIMILAR, keyword.ESCAPE:
			if t.Keyword == keyword.OVERLAY && p.atKw(keyword.FROM) && len(c.Args) < 2 {
				p.failCertain("PLACING")
			}
			p.advance()
		default:
			if !between && !p.accept(token.Comma) {
				if t.Keyword == keyword.EXTRACT && len(c.Args) == 1 && (p.at(token.Word) || p.at(token.QuotedName)) && p.peekKind(1) == token.RParen {
					p.failCertain("FROM")
				}
				p.fail("`,` or `)`")
			}
		}
		between = false
		if p.atWord("CHARACTERS") || p.atWord("OCTETS") {
			c.Args = append(c.Args, p.word("a unit"))
			continue
		}
		c.Args = append(c.Args, p.expr())
	}
	p.noIn, p.noColon = noIn, noColon
	p.advance()
	p.markDateParts(c)
	c.Span = p.since(t.Start)
	return p.callSuffix(c)
}

// call reads a function call; its name has been read.
func (p *Parser) call(name *ast.Name, start int32) ast.Expr {
	p.enter()
	c := p.arena.calls.new()
	c.Name = name
	p.args(c)
	p.markDateParts(c)
	c.Span = p.since(start)
	e := p.callSuffix(c)
	p.leave()
	return e
}

// args reads the parentheses of a call and what stands in them.
func (p *Parser) args(c *ast.Call) {
	p.expect(token.LParen, "`(`")
	noColon, noIn := p.noColon, p.noIn
	p.noColon, p.noIn = false, false
	switch {
	case p.atKw(keyword.DISTINCT):
		p.advance()
		c.Distinct = true
	case p.atKw(keyword.ALL) && p.operandAhead():
		p.advance()
	case p.atKw(keyword.UNIQUE) && p.d.PLSQL && p.peekKind(1) != token.LParen && p.operandAhead():
		p.advance()
		c.Distinct = true
	}
	switch p.tok.Keyword {
	case keyword.ON, keyword.USING:
		if p.peekKw(1) != keyword.NULL {
			p.tableOperator(c)
		}
	case keyword.INTO, keyword.FOR, keyword.OF:
		p.miningTask(c)
	}
	if i := p.i; p.atKw(keyword.WITH) && p.peekKind(1) == token.LParen && !p.localsAhead() { // MySQL: JSON_DUALITY_OBJECT(WITH (INSERT) 'k': v)
		p.advance()
		p.balanced()
		c.Clauses = append(c.Clauses, p.skipped(i, "WITH"))
	}
	base := len(p.exprs)
	first, xml := p.i, p.xmlCall(c)
	if p.regexCall(c) {
		p.regexArgs(c)
	}
	for !p.at(token.RParen) {
		switch {
		case p.peekKind(1) == token.Word && p.descriptorOf(c):
			p.exprs = append(p.exprs, p.typedName())
		case xml:
			p.xmlArg(c, p.i == first)
		case p.at(token.LParen) && p.peekKw(1) == keyword.WHERE: // Teradata: DELTA_T((WHERE a), (WHERE b))
			p.exprs = append(p.exprs, p.rowsWhere())
		case p.atKws(keyword.WITH, keyword.TIES): // Teradata: TOP(WITH TIES 3, a)
			i := p.i
			p.pass(2)
			c.Clauses = append(c.Clauses, p.skipped(i, "WITH TIES"))
			continue
		case p.tailAlone():
		default:
			p.keyedArg()
			if p.i > first && len(p.exprs) == base+1 && c.Name.Len() == len("JSON_TRANSFORM") && equalFold(p.text[c.Name.Start:c.Name.End], "JSON_TRANSFORM") {
				p.transforms(c)
			}
		}
		for p.argTail(c) {
		}
		if !p.accept(token.Comma) {
			break
		}
		if p.at(token.RParen) && !p.d.TrailingCommas {
			p.failOperand("a value or a column")
		}
	}
	if len(c.Clauses) > 0 && c.Args == nil {
		p.minedModel(c, p.exprs[base:])
	}
	if list := p.arena.exprs.copy(p.exprs[base:]); c.Args == nil {
		c.Args = list
	} else {
		c.Args = append(c.Args, list...)
	}
	p.exprs = p.exprs[:base]
	p.noColon, p.noIn = noColon, noIn
	if clause := p.rest(); clause != nil {
		c.Clauses = append(c.Clauses, clause)
	}
	p.expect(token.RParen, "`)`")
}

// rowsWhere reads (WHERE condition), the rows that an argument speaks of.
func (p *Parser) rowsWhere() ast.Expr {
	start := p.here()
	p.pass(2)
	e := p.expr()
	p.expect(token.RParen, "`)`")
	return &ast.Paren{Span: p.since(start), X: e}
}

// descriptorOf reports whether a call is DESCRIPTOR(a BIGINT, b VARCHAR), which makes columns.
func (p *Parser) descriptorOf(c *ast.Call) bool {
	return c.Name.Len() == len("DESCRIPTOR") && equalFold(p.text[c.Name.Start:c.Name.End], "DESCRIPTOR")
}

// typedName reads the name and the type of such a column, which stands for no value.
func (p *Parser) typedName() *ast.Word {
	start := p.here()
	p.ident("a column's name")
	p.typeName()
	return &ast.Word{Span: p.since(start), Text: p.text[start:p.prevEnd()]}
}

// tailAlone reports whether what follows arguments stands here without any: JSON_ARRAY(NULL ON NULL).
func (p *Parser) tailAlone() bool {
	return p.peekKw(1) == keyword.ON && p.peekKw(2) == keyword.NULL || p.atKw(keyword.RETURNING) && p.peekKind(1) == token.Word ||
		p.atKw(keyword.USING) || p.atKw(keyword.SETTINGS) && p.peekKind(1) == token.Word || p.atKws(keyword.PARTITION, keyword.BY)
}

// keyedArg pushes one argument, or the key and the value of JSON_OBJECT('k' VALUE v), KEY 'k' VALUE v and 'k': v.
func (p *Parser) keyedArg() {
	if e := p.alone(true); e != nil {
		p.exprs = append(p.exprs, e)
		return
	}
	if p.atKw(keyword.KEY) && (p.peekKind(1) == token.String || p.peekKind(1) == token.Word && p.peekKw(2) == keyword.VALUE) {
		p.advance()
	}
	p.exprs = append(p.exprs, p.arg())
	if p.atKw(keyword.VALUE) || p.at(token.Colon) {
		p.advance()
		p.exprs = append(p.exprs, p.arg())
	}
}

// arg reads one argument.
func (p *Parser) arg() ast.Expr {
	start := p.here()
	if p.at(token.Word) || p.at(token.QuotedName) {
		switch p.peekKind(1) {
		case token.FatArrow:
			name := p.ident("a name")
			p.advance()
			v := p.argValue()
			return &ast.NamedArg{Span: p.since(start), Name: name, Value: v}
		case token.Assign:
			name := p.ident("a name")
			p.advance()
			v := p.argValue()
			return &ast.NamedArg{Span: p.since(start), Name: name, Value: v}
		case token.LParen:
			if p.d.ColonColonPaths && p.atWord("QUERY") && p.peekKind(3) == token.Word {
				return p.queryType()
			}
			if p.tok.Keyword == keyword.None && p.seriesArgAhead() {
				return p.seriesArg()
			}
		}
		switch next := p.peek(1); {
		case next.Kind == token.Word && p.atWord("VARIADIC"): // Postgres: the elements of an array
			p.advance()
			v := p.expr()
			return &ast.Unary{Span: p.since(start), Op: "VARIADIC", X: v}
		case p.atKw(keyword.LANGUAGE) && (next.Kind == token.String || next.Kind == token.Number || next.Kind == token.Param): // CONTAINS(a, 'x', LANGUAGE 1033)
			p.advance()
			return p.primary()
		case p.atKw(keyword.TABLE) && next.Kind == token.LParen: // TABLE(t)
			if !p.givenTableAhead() {
				return p.nameOrCall()
			}
		case p.atKw(keyword.NAME) && p.nameAlone(next): // XMLELEMENT(NAME a)
			p.advance()
			return p.word("a name")
		case p.atWord("MODEL") && (next.Kind == token.QuotedName || next.Kind == token.Word && next.Keyword == keyword.None): // ML.PREDICT(MODEL d.m, ...)
			p.advance()
			p.name("a model")
			return &ast.Word{Span: p.since(start), Text: p.text[start:p.prevEnd()]}
		case p.d.Lambdas && next.Kind == token.Word && p.peekKind(2) == token.Arrow: // Snowflake: x INT -> x + 1
			return p.lambda(start)
		}
	}
	if p.atKw(keyword.NO) && (p.peekKw(1) == keyword.CASE || p.peekKw(1) == keyword.RANGE) { // Teradata: NO RANGE OR UNKNOWN
		i := p.i
		p.element()
		return &ast.Word{Span: p.since(start), Text: p.words(i)}
	}
	if (p.at(token.Number) || p.at(token.String)) && p.peekKind(1) == token.FatArrow { // PL/SQL: ids(1 => 'a')
		index := ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)}
		p.pass(2)
		v := p.argValue()
		return &ast.NamedArg{Span: p.since(start), Name: index, Value: v}
	}
	if p.atKw(keyword.FOR) && p.d.PLSQL && p.peekKind(1) == token.Word {
		return p.iterated()
	}
	v := p.behindHole(p.argValue())
	if p.at(token.FatArrow) { // PL/SQL: rec(a | b => 1), ids(n + 1 => 'a')
		places := ast.Ident{Span: v.Extent(), Name: v.Extent().In(p.text)}
		p.advance()
		v = p.argValue()
		return &ast.NamedArg{Span: p.since(start), Name: places, Value: v}
	}
	if p.acceptKw(keyword.AS) {
		if p.acceptWord("EVALNAME") { // XMLATTRIBUTES(a AS EVALNAME b): both are values
			p.exprs = append(p.exprs, v)
			return p.expr()
		}
		if after := p.peekKind(1); after == token.LParen || after == token.Dot || after == token.Word && (p.atWord("REF") || plainTypes.Has(p.tok.Keyword)) { // TREAT(a AS REF t), XMLCAST(a AS CHAR(1))
			t := p.typeName()
			return &ast.Cast{Span: p.since(start), X: v, Type: t, Style: "AS"}
		}
		if p.at(token.Word) || p.at(token.QuotedName) {
			name := p.ident("a name")
			return &ast.NamedArg{Span: p.since(start), Name: name, Value: v}
		}
		p.fail("a name")
	}
	return v
}

// nameAlone reports whether the token behind NAME is the name of an XML element, all of its argument.
func (p *Parser) nameAlone(next *token.Token) bool {
	if next.Kind != token.QuotedName && (next.Kind != token.Word || next.Keyword == keyword.DESC || next.Keyword == keyword.ASC) {
		return false
	}
	k := p.peekKind(2)
	return k == token.Comma || k == token.RParen
}

// givenTableAhead reports whether TABLE(...) here holds the name of a relation or a query, not a call.
func (p *Parser) givenTableAhead() bool {
	if p.queryAheadAt(2) {
		return true
	}
	n := 2
	for ; p.peekKind(n) == token.Word || p.peekKind(n) == token.QuotedName || p.peekKind(n) == token.Dot; n++ {
	}
	return n > 2 && p.peekKind(n) == token.RParen
}

// givenTable reads TABLE(t) and TABLE(query), the table that a function is given, and its alias.
func (p *Parser) givenTable() ast.Expr {
	start := p.here()
	p.pass(2)
	at := p.here()
	var q *ast.Query
	if p.queryAhead() {
		q = p.query()
	} else {
		t := p.tableName()
		q = &ast.Query{Span: p.since(at), Body: &ast.TableBody{Span: p.since(at), Table: t}}
	}
	p.expect(token.RParen, "`)`")
	e := &ast.Subquery{Span: p.since(start), Query: q}
	if p.atKw(keyword.AS) || p.at(token.Word) && p.tok.Keyword == keyword.None && !p.givenTableTail() {
		e.Alias = p.tableAlias()
		e.Span = p.since(start)
	}
	return e
}

// givenTableTail reports whether one of the words stands here that say how a function is given a table.
func (p *Parser) givenTableTail() bool {
	return (p.atWord("PRUNE") || p.atWord("KEEP")) && p.peekKw(1) == keyword.WHEN || p.atWord("COPARTITION")
}

// lambdaAhead reports whether the parameters of a lambda stand in the parentheses here.
func (p *Parser) lambdaAhead() bool {
	closing := int(p.match[p.i])
	return p.d.Lambdas && closing > 0 && p.toks[closing+1].Kind == token.Arrow && p.toks[min(closing+2, len(p.toks)-1)].Kind != token.String && p.argumentAt(p.i)
}

// localsAhead reports whether BigQuery's WITH(a AS 1, a + 1) stands here, a value with names for parts of it.
func (p *Parser) localsAhead() bool {
	return p.peekKind(1) == token.LParen && p.peekKind(2) == token.Word && p.peekKw(3) == keyword.AS
}

// locals reads such a value as a function of those names, whose body holds their values and the result.
func (p *Parser) locals() ast.Expr {
	start := p.here()
	l := &ast.Lambda{}
	p.advance()
	at := p.here()
	row := &ast.Row{}
	p.advance()
	for p.at(token.Word) && p.peekKw(1) == keyword.AS {
		l.Params = append(l.Params, p.ident("a name"))
		p.advance()
		row.Elems = append(row.Elems, p.expr())
		p.expect(token.Comma, "`,`")
	}
	row.Elems = append(row.Elems, p.expr())
	p.expect(token.RParen, "`)`")
	row.Span = p.since(at)
	l.Body, l.Span = row, p.since(start)
	return l
}

// lambdaWord reads DuckDB's lambda x, y: value.
func (p *Parser) lambdaWord() ast.Expr {
	start := p.here()
	p.advance()
	l := &ast.Lambda{Params: p.identList("a parameter")}
	p.expect(token.Colon, "`:`")
	l.Body = p.binary(bindAssign)
	l.Span = p.since(start)
	return l
}

// lambda reads (x, y INT) -> value, and x INT -> value.
func (p *Parser) lambda(start int32) ast.Expr {
	l := &ast.Lambda{}
	paren := p.accept(token.LParen)
	for !p.at(token.RParen) && !p.at(token.Arrow) {
		l.Params = append(l.Params, p.ident("a parameter"))
		if !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.Arrow) {
			l.Types = append(l.Types, p.typeName())
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
	p.expect(token.Arrow, "`->`")
	l.Body = p.binary(bindAssign)
	l.Span = p.since(start)
	return l
}

func (p *Parser) argValue() ast.Expr {
	if p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen && p.givenTableAhead() {
		return p.givenTable()
	}
	if p.atKw(keyword.MODEL) && (p.peekKind(1) == token.Word && !p.d.Reserved.Has(p.peekKw(1)) || p.peekKind(1) == token.QuotedName) {
		start := p.here()
		p.advance()
		p.name("a model")
		return &ast.Word{Span: p.since(start), Text: p.text[start:p.prevEnd()]}
	}
	if p.queryAhead() {
		start := p.here()
		q := p.query()
		return &ast.Subquery{Span: p.since(start), Query: q}
	}
	i := p.i
	var e ast.Expr
	if !p.try(func() { e = p.expr() }) {
		if o := p.salvage(i, stopComma); o != nil {
			return o
		}
		panic(bailout{})
	}
	return e
}

// argTail reads what may follow the arguments inside the parentheses; false when nothing of the kind stands here.
func (p *Parser) argTail(c *ast.Call) bool {
	if !p.at(token.Word) {
		return false
	}
	start := p.here()
	switch p.tok.Keyword {
	case keyword.None:
		if i := p.i; p.givenTableTail() { // PRUNE WHEN EMPTY, COPARTITION (a, b)
			if p.pass(1); p.at(token.LParen) {
				p.balanced()
			} else {
				p.pass(2)
			}
			c.Clauses = append(c.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
			return true
		}
		return p.jsonTail(c)
	case keyword.ORDER:
		if p.peekKw(1) != keyword.BY || c.OrderBy != nil {
			return false
		}
		c.OrderBy = p.orderBy()
	case keyword.LIMIT:
		if c.Limit != nil || len(c.OrderBy) == 0 && p.peekKind(1) != token.Number && p.peekKind(1) != token.Param {
			return false
		}
		p.advance()
		c.Limit = &ast.Limit{Count: p.expr()}
		if p.accept(token.Comma) {
			c.Limit.Offset, c.Limit.Count = c.Limit.Count, p.expr()
		} else if p.acceptKw(keyword.OFFSET) {
			c.Limit.Offset = p.expr()
		}
		c.Limit.Span = p.since(start)
	case keyword.WHERE:
		if c.Filter != nil {
			return false
		}
		p.advance()
		c.Filter = p.expr()
	case keyword.SEPARATOR:
		if c.Separator != nil {
			return false
		}
		p.advance()
		c.Separator = p.expr()
	case keyword.IGNORE, keyword.RESPECT:
		if p.peekKw(1) != keyword.NULLS {
			return false
		}
		c.Nulls = p.tok.Keyword.String()
		p.pass(2)
	case keyword.WITH: // Spark: TABLE(t) WITH SINGLE PARTITION
		if !p.wordAhead(1, "SINGLE") {
			return p.jsonTail(c)
		}
		p.pass(3)
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "WITH SINGLE PARTITION"})
	case keyword.HAVING: // BigQuery: ANY_VALUE(x HAVING MAX y)
		p.advance()
		w := p.word("MAX or MIN")
		of := p.expr()
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "HAVING " + strings.ToUpper(w.Text), Exprs: []ast.Expr{of}})
	case keyword.GROUP: // BigQuery: AVG(SUM(x) GROUP BY y)
		if p.peekKw(1) != keyword.BY {
			return false
		}
		p.pass(2)
		cl := &ast.Clause{Kind: "GROUP BY"}
		p.listOf(func() { cl.Exprs = append(cl.Exprs, p.expr()) })
		cl.Span = p.since(start)
		c.Clauses = append(c.Clauses, cl)
	case keyword.PARTITION, keyword.DISTRIBUTE, keyword.SORT, keyword.CLUSTER: // table functions: TABLE(t) PARTITION BY x
		if p.peekKw(1) != keyword.BY {
			return false
		}
		kind := p.tok.Keyword.String() + " BY"
		p.pass(2)
		cl := &ast.Clause{Kind: kind}
		for {
			cl.Exprs = append(cl.Exprs, p.expr())
			if p.acceptAny(keyword.ASC, keyword.DESC); p.acceptKw(keyword.NULLS) {
				p.advance()
			}
			if !p.at(token.Comma) || p.peekKind(2) == token.FatArrow {
				break
			}
			p.advance()
		}
		cl.Span = p.since(start)
		c.Clauses = append(c.Clauses, cl)
	case keyword.TO: // Hive: FLOOR(ts TO DAY)
		if !p.intervalUnit(p.peek(1)) {
			return false
		}
		p.advance()
		w := p.word("a unit of time")
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "TO", Exprs: []ast.Expr{w}})
	case keyword.SETTINGS: // of ClickHouse's table functions
		if p.peekKind(2) != token.Eq {
			return false
		}
		c.Clauses = append(c.Clauses, p.settings())
	case keyword.OPTION: // Db2: XMLGROUP(a ORDER BY b OPTION ROW "r" ROOT "q")
		i := p.i
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTION"))
	case keyword.OF: // Teradata's nPath: FIRST(a OF ANY(X, Y))
		i := p.i
		if p.advance(); p.acceptKw(keyword.ANY) {
			p.balanced()
		} else {
			p.ident("a symbol")
		}
		c.Clauses = append(c.Clauses, p.skipped(i, "OF"))
	case keyword.ASC, keyword.DESC: // Teradata: RANK(a DESC)
		p.advance()
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "SORT"})
	case keyword.BY: // Oracle: VECTOR_CHUNKS(a BY WORDS MAX 100)
		i := p.i
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, "BY"))
	case keyword.AND: // Oracle: FEATURE_COMPARE(model USING a AS x AND USING b AS x)
		if p.peekKw(1) != keyword.USING {
			return false
		}
		p.advance()
	case keyword.EACH: // Teradata: RANGE_N(a BETWEEN 1 AND 9 EACH 3)
		p.advance()
		each := p.expr()
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "EACH", Exprs: []ast.Expr{each}})
	case keyword.USE: // T-SQL: AI_GENERATE_EMBEDDINGS(a USE MODEL m)
		if !p.wordAhead(1, "MODEL") {
			return false
		}
		p.pass(2)
		p.name("a model")
		use := &ast.Clause{Kind: "USE MODEL"}
		if p.acceptWord("PARAMETERS") {
			use.Exprs = append(use.Exprs, p.expr())
		}
		use.Span = p.since(start)
		c.Clauses = append(c.Clauses, use)
	case keyword.USING: // CHAR(77 USING utf8mb4), NORMALIZE
		p.advance()
		if p.acceptWord("PARAMETERS") { // Vertica
			cl := &ast.Clause{Kind: "PARAMETERS"}
			p.listOf(func() { cl.Exprs = append(cl.Exprs, p.parameter()) })
			cl.Span = p.since(start)
			c.Clauses = append(c.Clauses, cl)
			return true
		}
		if p.at(token.Star) || p.mining(c) { // Oracle: PREDICTION(model USING a, b AS c)
			c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "MINING"})
			if p.at(token.Star) {
				p.exprs = append(p.exprs, p.star(nil, p.here()))
			} else {
				p.exprs = append(p.exprs, p.arg())
			}
			return true
		}
		w := p.word("a character set")
		if p.at(token.Dot) {
			for p.accept(token.Dot) {
				p.word("a character set")
			}
			w.Span = p.since(w.Start)
			w.Text = w.In(p.text)
		}
		p.acceptKws(keyword.WITH, keyword.ERROR) // Teradata
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "USING", Exprs: []ast.Expr{w}})
	default:
		return p.jsonTail(c)
	}
	return true
}

// parameter reads name = value behind USING PARAMETERS.
func (p *Parser) parameter() ast.Expr {
	start := p.here()
	name := p.ident("a parameter")
	p.expect(token.Eq, "`=`")
	v := p.expr()
	return &ast.NamedArg{Span: p.since(start), Name: name, Value: v}
}

// jsonTail reads the words of the SQL/JSON functions: FORMAT JSON, NULL ON NULL, RETURNING type, WITH UNIQUE KEYS,
// ERROR ON EMPTY, ON OVERFLOW TRUNCATE.
func (p *Parser) jsonTail(c *ast.Call) bool {
	start := p.here()
	kind := ""
	switch {
	case p.atKws(keyword.FORMAT, keyword.JSON):
		kind = "FORMAT JSON"
		p.pass(2)
		if p.acceptKw(keyword.ENCODE) || p.acceptWord("ENCODING") {
			p.advance()
		}
	case p.atKw(keyword.RETURNING):
		p.advance()
		p.typeName()
		p.byMechanism()
		kind = "RETURNING"
	case p.atKws(keyword.ON, keyword.NULL) || p.peekKw(1) == keyword.ON && (p.atKw(keyword.NULL) || p.atKw(keyword.ERROR) || p.atKw(keyword.EMPTY) || p.atKw(keyword.TRUE) || p.atKw(keyword.FALSE) || p.atKw(keyword.UNKNOWN) || p.atWord("ABSENT")):
		p.advance()
		p.acceptKw(keyword.ON)
		p.advance()
		if p.wordBefore("MISMATCH") && p.at(token.LParen) { // Oracle: (MISSING DATA)
			p.balanced()
		}
		kind = "ON"
	case p.peekKw(2) == keyword.ON && p.peekKw(3) == keyword.NULL && (p.atKw(keyword.SQL) || p.atKw(keyword.JSON) || p.atKw(keyword.EMPTY)): // SQL NULL ON NULL, EMPTY STRING ON NULL
		p.pass(4)
		kind = "ON"
	case p.atWord("DETERMINISTIC"): // Oracle: APPROX_MEDIAN(a DETERMINISTIC)
		p.advance()
		kind = "DETERMINISTIC"
	case p.atWord("COST") && (p.peekKind(1) == token.LParen || p.wordAhead(1, "MODEL") || p.wordAhead(1, "AUTO")): // of Oracle's predictions
		for p.advance(); p.at(token.LParen) || p.at(token.Word) && !p.atKw(keyword.USING); {
			p.skipOne()
		}
		kind = "COST"
	case p.atWord("ABS"):
		p.advance()
		kind = "ABS"
	case p.atKws(keyword.EMPTY, keyword.ARRAY) || p.atKws(keyword.EMPTY, keyword.OBJECT):
		p.pass(2)
		p.expectKw(keyword.ON)
		p.advance()
		kind = "ON"
	case p.atKw(keyword.DEFAULT):
		p.advance()
		e := p.expr()
		p.expectKw(keyword.ON)
		p.acceptWord("CONVERSION")
		p.advance()
		c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: "DEFAULT", Exprs: []ast.Expr{e}})
		return true
	case (p.atKw(keyword.WITH) || p.atKw(keyword.WITHOUT)) && (p.peekKw(1) == keyword.UNIQUE || p.wordAhead(1, "WRAPPER") || p.peekKw(1) == keyword.ARRAY || p.wordAhead(1, "CONDITIONAL") || p.wordAhead(1, "UNCONDITIONAL")):
		for p.advance(); p.atKw(keyword.UNIQUE) || p.atKw(keyword.KEY) || p.atKw(keyword.KEYS) || p.atKw(keyword.ARRAY) || p.atWord("WRAPPER") || p.atWord("CONDITIONAL") || p.atWord("UNCONDITIONAL"); {
			p.advance()
		}
		kind = "WITH"
	case (p.atWord("OMIT") || p.atWord("KEEP")) && p.wordAhead(1, "QUOTES"): // [ON SCALAR STRING]
		p.pass(2)
		if p.acceptKw(keyword.ON) {
			p.pass(2)
		}
		kind = "QUOTES"
	case p.atKw(keyword.ON) && p.wordAhead(1, "OVERFLOW"):
		p.pass(2)
		p.advance()
		if p.at(token.String) {
			p.advance()
		}
		if p.acceptAny(keyword.WITH, keyword.WITHOUT) != keyword.None {
			p.advance()
		}
		kind = "ON OVERFLOW"
	case p.atWord("PRETTY"), p.atWord("ASCII"), p.atKw(keyword.STRICT), p.atWord("LAX"), p.atKw(keyword.TRUNCATE), p.atWord("ORDERED"):
		kind = upper(p.str(&p.tok))
		p.advance()
	case p.wordAhead(1, "SCALARS"): // ALLOW, DISALLOW
		kind = "SCALARS"
		p.pass(2)
	case p.atKw(keyword.TYPE) && p.peekKind(1) == token.LParen: // TYPE (STRICT)
		kind = "TYPE"
		p.advance()
		p.balanced()
	case p.atKw(keyword.PASSING):
		p.advance()
		p.byMechanism()
		cl := &ast.Clause{Kind: "PASSING"}
		p.listOf(func() {
			at := p.here()
			v := p.arg()
			if p.acceptKws(keyword.FORMAT, keyword.JSON) {
				if p.acceptWord("ENCODING") {
					p.advance()
				}
				p.expectKw(keyword.AS)
				name := p.ident("a name")
				v = &ast.NamedArg{Span: p.since(at), Name: name, Value: v}
			}
			p.byMechanism()
			cl.Exprs = append(cl.Exprs, v)
		})
		cl.Span = p.since(start)
		c.Clauses = append(c.Clauses, cl)
		return true
	case p.atWord("PLAN") && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.DEFAULT): // of JSON_TABLE's nested paths
		p.advance()
		p.acceptKw(keyword.DEFAULT)
		p.balanced()
		kind = "PLAN"
	default:
		return false
	}
	c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(start), Kind: kind})
	return true
}

// callSuffix reads what stands behind the parentheses of a call.
func (p *Parser) callSuffix(c *ast.Call) ast.Expr {
	start := c.Start
	for {
		at := p.here()
		switch p.tok.Keyword {
		case keyword.None:
			if p.at(token.Tag) && p.peekKw(1) == keyword.OVER {
				c.Clauses = append(c.Clauses, p.tagClause())
				break
			}
			// ClickHouse's quantile(0.5)(x)
			if p.at(token.LParen) && (p.attributesAhead(false) || p.peekKind(1) == token.Plus && p.peekKind(2) == token.RParen) { // Oracle: TABLE(x)(+)
				return c
			}
			if p.at(token.LParen) && p.glued() && len(c.Params) == 0 && c.Over == nil && c.Callee == nil && p.toks[p.i-1].Kind == token.RParen && !p.queryAheadAt(1) && !p.d.TiDB {
				c.Params, c.Args = c.Args, nil
				p.args(c)
				c.Span = p.since(start)
				continue
			}
			if p.peekKind(1) != token.LParen || !p.acceptWord("KEEP") {
				return c
			}
			p.expect(token.LParen, "`(`")
			cl := &ast.Clause{Kind: "KEEP"}
			p.advance() // DENSE_RANK
			p.acceptAny(keyword.FIRST, keyword.LAST)
			for _, o := range p.orderBy() {
				cl.Exprs = append(cl.Exprs, o.Expr)
			}
			p.expect(token.RParen, "`)`")
			cl.Span = p.since(at)
			c.Clauses = append(c.Clauses, cl)
		case keyword.WITHIN:
			if p.peekKw(1) != keyword.GROUP || c.WithinGroup != nil {
				return c
			}
			p.pass(2)
			p.expect(token.LParen, "`(`")
			if i := p.i; p.acceptWord("GRAPH") { // T-SQL: GRAPH PATH
				p.advance()
				c.Clauses = append(c.Clauses, p.skipped(i, "GRAPH PATH"))
				p.expect(token.RParen, "`)`")
				break
			}
			c.WithinGroup = p.orderBy()
			p.expect(token.RParen, "`)`")
		case keyword.FILTER:
			if p.peekKind(1) != token.LParen || c.Filter != nil {
				return c
			}
			p.pass(2)
			p.acceptKw(keyword.WHERE)
			c.Filter = p.whole(0)
			p.expect(token.RParen, "`)`")
		case keyword.IGNORE, keyword.RESPECT:
			if p.peekKw(1) != keyword.NULLS {
				return c
			}
			c.Nulls = p.tok.Keyword.String()
			p.pass(2)
		case keyword.FROM:
			if k := p.peekKw(1); (k != keyword.FIRST && k != keyword.LAST) || p.peekKw(2) != keyword.OVER && p.peekKw(2) != keyword.IGNORE && p.peekKw(2) != keyword.RESPECT {
				return c
			}
			p.pass(2)
			c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(at), Kind: "FROM"})
		case keyword.AGAINST: // SingleStore: HIGHLIGHT(a) AGAINST ('x')
			if p.peekKind(1) != token.LParen || c.Over != nil {
				return c
			}
			p.against(c, start)
		case keyword.EMITS: // Exasol: the columns that a script yields
			if p.peekKind(1) != token.LParen {
				return c
			}
			p.advance()
			p.columnDefs()
			c.Clauses = append(c.Clauses, &ast.Clause{Span: p.since(at), Kind: "EMITS"})
		case keyword.OVER:
			if k := p.peek(1); c.Over != nil || k.Kind != token.LParen && k.Kind != token.Word && k.Kind != token.QuotedName && k.Kind != token.Tag {
				return c
			}
			c.Over = p.over()
		default:
			return c
		}
		c.Span = p.since(start)
	}
}
