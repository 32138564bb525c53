package grammar

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// The binding powers of operators, loosest first. Dialects differ above comparison; the differences move no column
// from one clause to another.
const (
	bindLambda = iota + 1
	bindAssign
	bindOr
	bindXor
	bindAnd
	bindNot
	bindCompare
	bindOther // user-defined operators, ||, JSON arrows
	bindBitOr
	bindBitAnd
	bindShift
	bindAdd
	bindMul
	bindPower
	bindUnary
)

// expr reads any expression.
func (p *Parser) expr() ast.Expr { return p.binary(bindLambda) }

// operand reads what may stand in BETWEEN x AND y and other places where AND is not the expression's own.
func (p *Parser) operand() ast.Expr { return p.binary(bindOther) }

// alone reads a constant or a column that is all of an element of a list: a closing parenthesis stands behind it or, if
// comma is set, a comma. It is expr for what lists are full of; as it cannot fail, it needs no point of recovery. It is nil
// where anything else stands.
func (p *Parser) alone(comma bool) ast.Expr {
	i := p.i
	switch p.tok.Kind {
	case token.Number, token.String:
	case token.Word:
		for p.toks[i].Keyword == keyword.None && p.toks[i+1].Kind == token.Dot && p.toks[i+2].Kind == token.Word {
			i += 2
		}
		if p.toks[i].Keyword != keyword.None {
			return nil
		}
	default:
		return nil
	}
	if k := p.toks[i+1].Kind; k != token.RParen && !(comma && k == token.Comma) {
		return nil
	}
	return p.primary()
}

func (p *Parser) binary(least int) ast.Expr {
	p.enter()
	first := p.i
	e := p.climb(p.unary(least), first, least)
	p.leave()
	return e
}

// climb reads the operators behind left, which begins at the token first, as far as they bind at least that tightly.
func (p *Parser) climb(left ast.Expr, first, least int) ast.Expr {
	for chain := 0; ; chain++ {
		bind, op := p.infix()
		if bind < least {
			break
		}
		if chain > maxChain {
			p.fail("an expression of fewer operators")
		}
		left = p.infixRest(left, first, bind, op)
	}
	return left
}

// infix says how tightly the operator here binds, and which group it is of; 0 when none stands here.
func (p *Parser) infix() (int, ast.Op) {
	switch p.tok.Kind {
	case token.Eq:
		return bindCompare, ast.OpEq
	case token.Ne:
		return bindCompare, ast.OpNe
	case token.Lt:
		switch p.peekKind(1) { // < =
		case token.Eq:
			return bindCompare, ast.OpLe
		case token.Gt:
			return bindCompare, ast.OpNe
		}
		return bindCompare, ast.OpLt
	case token.Le:
		return bindCompare, ast.OpLe
	case token.Gt:
		switch t := p.peek(1); {
		case t.Kind == token.Gt && t.Start == p.tok.End:
			return bindShift, ast.OpOther
		case t.Kind == token.Eq:
			return bindCompare, ast.OpGe
		}
		return bindCompare, ast.OpGt
	case token.Ge:
		return bindCompare, ast.OpGe
	case token.NullSafeEq:
		return bindCompare, ast.OpNullSafeEq
	case token.Plus:
		return bindAdd, ast.OpAdd
	case token.Minus:
		return bindAdd, ast.OpSub
	case token.Star:
		return bindMul, ast.OpMul
	case token.Slash:
		return bindMul, ast.OpDiv
	case token.Percent:
		return bindMul, ast.OpMod
	case token.Concat:
		if !p.d.PipesConcat {
			return bindOr, ast.OpOr
		}
		return bindOther, ast.OpConcat
	case token.DoubleAmp:
		if p.d.CustomOperators || p.d.Lambdas {
			return bindOther, ast.OpOther
		}
		return bindAnd, ast.OpAnd
	case token.Pipe:
		return bindBitOr, ast.OpOther
	case token.Amp:
		return bindBitAnd, ast.OpOther
	case token.Shift:
		return bindShift, ast.OpOther
	case token.Caret:
		if p.peekKind(1) == token.Eq {
			return bindCompare, ast.OpNe
		}
		return bindPower, ast.OpOther
	case token.Hash:
		return bindBitOr, ast.OpOther
	case token.Operator:
		if p.d.PLSQL && p.str(&p.tok) == "~=" {
			return bindCompare, ast.OpNe
		}
		if p.tok.Len() == 2 && p.text[p.tok.End-1] == '=' {
			return bindAssign, ast.OpAssign
		}
		return bindOther, ast.OpOther
	case token.Tilde:
		return bindOther, ast.OpOther
	case token.At:
		if p.d.CustomOperators {
			return bindOther, ast.OpOther
		}
		if p.at(token.Tilde) && p.peekKind(1) == token.Eq {
			return bindCompare, ast.OpNe
		}
	case token.Bang: // ! =
		if p.peekKind(1) == token.Eq {
			return bindCompare, ast.OpNe
		}
	case token.Question:
		if p.d.QuestionOperator {
			return bindOther, ast.OpOther
		}
		if p.d.Ternary {
			return bindAssign, ast.OpOther
		}
	case token.Arrow, token.LongArrow:
		if p.atFlow() {
			return 0, 0
		}
		return bindOther, ast.OpJSON
	case token.Tag:
		if p.tagContinues() && !p.gluedAliasAhead() {
			return bindPower, ast.OpOther
		}
	case token.Assign:
		return bindAssign, ast.OpAssign
	case token.Word:
		if p.tok.Keyword != keyword.None {
			return p.infixWord()
		}
	}
	return 0, 0
}

func (p *Parser) infixWord() (int, ast.Op) {
	switch p.tok.Keyword {
	case keyword.AND:
		return bindAnd, ast.OpAnd
	case keyword.OR:
		return bindOr, ast.OpOr
	case keyword.XOR:
		if p.d.WordOperators && p.operandAhead() {
			return bindXor, ast.OpXor
		}
	case keyword.IS, keyword.LIKE, keyword.BETWEEN, keyword.ISNULL, keyword.NOTNULL:
		return bindCompare, ast.OpOther
	case keyword.IN:
		if p.noIn || p.partitionAhead() {
			return 0, 0
		}
		return bindCompare, ast.OpOther
	case keyword.GLOBAL: // ClickHouse
		if p.peekKw(1) == keyword.IN || p.peekKw(1) == keyword.NOT && p.peekKw(2) == keyword.IN {
			return bindCompare, ast.OpOther
		}
	case keyword.ILIKE, keyword.RLIKE, keyword.REGEXP, keyword.IREGEXP, keyword.GLOB, keyword.MATCH, keyword.OVERLAPS, keyword.LIKEB, keyword.ILIKEB,
		keyword.LIKEC, keyword.LIKE2, keyword.LIKE4,
		keyword.MATCH_ANY, keyword.MATCH_ALL, keyword.MATCH_PHRASE, keyword.MATCH_PHRASE_PREFIX, keyword.MATCH_PHRASE_EDGE, keyword.MATCH_REGEXP:
		if p.operandAhead() {
			return bindCompare, ast.OpOther
		}
	case keyword.EQ, keyword.NE, keyword.LT, keyword.LE, keyword.GT, keyword.GE: // Teradata
		if p.d.WordOperators && p.operandAhead() {
			return bindCompare, comparisons[p.tok.Keyword]
		}
	case keyword.CONTAINS, keyword.EQUALS, keyword.MEETS, keyword.PRECEDES, keyword.SUCCEEDS, keyword.LIKE_REGEX, keyword.REGEXP_LIKE,
		keyword.SUBMULTISET:
		if p.operandAhead() {
			return bindCompare, ast.OpOther
		}
	case keyword.IMMEDIATELY:
		if k := p.peekKw(1); k == keyword.PRECEDES || k == keyword.SUCCEEDS {
			return bindCompare, ast.OpOther
		}
	case keyword.SELECTIVITY: // Db2: how many rows a condition keeps
		if p.peekKind(1) == token.Number {
			return bindCompare, ast.OpOther
		}
	case keyword.P_INTERSECT, keyword.P_NORMALIZE, keyword.LDIFF, keyword.RDIFF:
		if p.operandAhead() {
			return bindAdd, ast.OpOther
		}
	case keyword.CONCAT: // Db2
		if p.d.NoItemAlias.Has(keyword.CONCAT) && p.operandAhead() {
			return bindOther, ast.OpConcat
		}
	case keyword.MULTISET:
		switch p.peekKw(1) {
		case keyword.UNION, keyword.INTERSECT, keyword.EXCEPT:
			return bindAdd, ast.OpOther
		}
	case keyword.SIMILAR:
		if p.peekKw(1) == keyword.TO {
			return bindCompare, ast.OpOther
		}
	case keyword.SOUNDS:
		if p.peekKw(1) == keyword.LIKE {
			return bindCompare, ast.OpOther
		}
	case keyword.MEMBER:
		if p.peekKw(1) == keyword.OF || p.d.PLSQL && p.operandAhead() {
			return bindCompare, ast.OpOther
		}
	case keyword.NOT:
		switch p.peekKw(1) {
		case keyword.LIKE, keyword.BETWEEN, keyword.ILIKE, keyword.RLIKE, keyword.REGEXP, keyword.IREGEXP, keyword.GLOB, keyword.MATCH,
			keyword.SIMILAR, keyword.NULL, keyword.MEMBER, keyword.LIKEB, keyword.ILIKEB, keyword.LIKEC, keyword.LIKE2,
			keyword.LIKE4, keyword.LIKE_REGEX, keyword.REGEXP_LIKE,
			keyword.SUBMULTISET:
			return bindCompare, ast.OpOther
		case keyword.None: // Teradata: a NOT= b
			if p.peekKind(1) == token.Eq {
				return bindCompare, ast.OpNe
			}
		case keyword.IN:
			if !p.noIn {
				return bindCompare, ast.OpOther
			}
		}
	case keyword.DIV:
		if p.d.WordOperators && p.operandAhead() {
			return bindMul, ast.OpDiv
		}
	case keyword.MOD:
		if (p.d.WordOperators || p.d.PLSQL) && p.operandAhead() {
			return bindMul, ast.OpMod
		}
	case keyword.OPERATOR:
		if p.peekKind(1) == token.LParen {
			return bindOther, ast.OpOther
		}
	case keyword.AT:
		if p.peekKw(1) == keyword.TIME && p.peekKw(2) == keyword.ZONE || p.peekKw(1) == keyword.LOCAL || p.wordAhead(1, "TIMEZONE") {
			return bindPower, ast.OpOther
		}
	case keyword.NULLSEQUAL:
		if p.operandAhead() {
			return bindCompare, ast.OpNullSafeEq
		}
	case keyword.INTERPOLATE: // Vertica's event series joins: a.t INTERPOLATE PREVIOUS VALUE b.t
		if (p.wordAhead(1, "PREVIOUS") || p.peekKw(1) == keyword.NEXT) && p.peekKw(2) == keyword.VALUE {
			return bindCompare, ast.OpOther
		}
	case keyword.COLLATE:
		return bindPower, ast.OpOther
	}
	return 0, 0
}

// operandAhead reports whether the token behind the current word can begin an operand: what else tells an operator
// (a DIV b) from a name (SELECT a div FROM t).
func (p *Parser) operandAhead() bool {
	t := p.peek(1)
	switch t.Kind {
	case token.String, token.Number, token.QuotedName, token.Param, token.LParen, token.Tag, token.Minus, token.Colon,
		token.Question, token.LBracket:
		return true
	case token.Word:
		return !p.d.Reserved.Has(t.Keyword) && t.Keyword != keyword.END || t.Keyword == keyword.CASE || t.Keyword == keyword.CAST ||
			t.Keyword == keyword.ALL || t.Keyword == keyword.NOT || t.Keyword == keyword.INTERVAL
	}
	return false
}

// infixRest reads the operator here and its right side; left begins at the token first.
func (p *Parser) infixRest(left ast.Expr, first, bind int, op ast.Op) ast.Expr {
	start := left.Extent().Start
	operator := p.tok
	if operator.Kind == token.Word {
		switch operator.Keyword {
		case keyword.AND, keyword.OR, keyword.XOR, keyword.DIV, keyword.MOD, keyword.NULLSEQUAL, keyword.EQ, keyword.NE, keyword.LT, keyword.LE,
			keyword.GT, keyword.GE, keyword.CONTAINS, keyword.EQUALS, keyword.MEETS, keyword.PRECEDES, keyword.SUCCEEDS,
			keyword.P_INTERSECT, keyword.P_NORMALIZE, keyword.LDIFF, keyword.RDIFF, keyword.CONCAT, keyword.SELECTIVITY:
		case keyword.IMMEDIATELY, keyword.MULTISET:
			return p.wordsInfix(left, bind)
		case keyword.INTERPOLATE:
			p.pass(2)
		case keyword.AT:
			return p.atTimeZone(left)
		case keyword.COLLATE:
			p.advance()
			name := p.name("a collation")
			return &ast.Collate{Span: p.since(start), X: left, Collation: name}
		case keyword.OPERATOR:
			return p.customInfix(left)
		default:
			return p.predicate(left)
		}
	}
	if operator.Kind == token.Tag {
		return p.tagInfix(left)
	}
	p.advance()
	end := operator.End
	switch {
	case operator.Kind == token.Question && !p.d.QuestionOperator:
		return p.ternary(left)
	case operator.Kind == token.Gt && bind == bindShift: // >>, and >>> of Spark
		for n := 0; n < 2 && p.at(token.Gt) && p.glued(); n++ {
			end = p.tok.End
			p.advance()
		}
	case bind == bindCompare && (p.at(token.Eq) || p.at(token.Gt)): // < =
		end = p.tok.End
		p.advance()
	case operator.Kind == token.Arrow && p.d.Lambdas && !p.at(token.String) && p.argumentAt(first):
		if c, ok := left.(*ast.ColumnRef); ok && len(c.Parts) == 1 {
			body := p.binary(bindAssign)
			return &ast.Lambda{Span: p.since(start), Params: c.Parts, Body: body}
		}
	}
	text := p.text[operator.Start:end]
	if operator.Kind == token.Word {
		text = operator.Keyword.String()
	}
	if op.Comparison() || op == ast.OpOther {
		if all := p.acceptQuantifier(); all != keyword.None {
			return p.quantified(left, op, text, all)
		}
	}
	right := p.binary(bind + rightward(op))
	if bind == bindAdd && p.at(token.Word) && (p.d.Durations && p.durationAhead() || p.durationSure()) {
		right = p.duration(right)
	}
	b := p.arena.binaries.new()
	b.Span, b.Op, b.Text, b.Left, b.Right = p.since(start), op, text, left, right
	return b
}

// ternary reads the rest of a ? b : c, whose question mark has been read, as a CASE.
func (p *Parser) ternary(condition ast.Expr) ast.Expr {
	start := condition.Extent().Start
	noColon := p.noColon
	p.noColon = true
	w := &ast.When{Condition: condition, Result: p.expr()}
	p.noColon = noColon
	w.Span = p.since(start)
	p.expect(token.Colon, "`:`")
	other := p.binary(bindAssign)
	return &ast.Case{Span: p.since(start), Whens: []*ast.When{w}, Else: other}
}

// rightward is 0 for operators that group to the right.
func rightward(op ast.Op) int {
	if op == ast.OpAssign {
		return 0
	}
	return 1
}

// argumentAt reports whether an argument of a call may begin at token i: what tells a lambda (f(x -> x + 1)) from an
// access to JSON (x -> 1).
func (p *Parser) argumentAt(i int) bool {
	if i == 0 {
		return true // an expression of its own
	}
	switch p.toks[i-1].Kind {
	case token.LParen, token.Comma, token.FatArrow, token.Assign:
		return true
	}
	return false
}

func (p *Parser) acceptQuantifier() keyword.Keyword {
	if p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.UNNEST && p.peekKind(2) == token.LParen {
		return p.acceptAny(keyword.ANY, keyword.ALL, keyword.SOME)
	}
	return keyword.None
}

// quantified reads (query) or (array) behind op ANY.
func (p *Parser) quantified(left ast.Expr, op ast.Op, text string, which keyword.Keyword) ast.Expr {
	q := &ast.Quantified{X: left, Op: op, Text: text, All: which == keyword.ALL}
	if p.atKw(keyword.UNNEST) { // BigQuery: = ANY UNNEST(array)
		q.Array = p.primary()
		q.Span = p.since(left.Extent().Start)
		return q
	}
	p.expect(token.LParen, "`(`")
	if p.queryAhead() {
		q.Query = p.query()
	} else {
		q.Array = p.expr()
		if p.at(token.Comma) {
			q.Array = p.moreValues(q.Array, p.expr)
		}
	}
	p.expect(token.RParen, "`)`")
	q.Span = p.since(left.Extent().Start)
	return q
}

// comparisons are Teradata's words for the operators that compare.
var comparisons = map[keyword.Keyword]ast.Op{
	keyword.EQ: ast.OpEq, keyword.NE: ast.OpNe, keyword.LT: ast.OpLt, keyword.LE: ast.OpLe, keyword.GT: ast.OpGt, keyword.GE: ast.OpGe,
}

// wordsInfix reads an operator of several words with its right side: IMMEDIATELY PRECEDES, MULTISET UNION ALL.
func (p *Parser) wordsInfix(left ast.Expr, bind int) ast.Expr {
	i := p.i
	p.pass(2)
	p.acceptAny(keyword.ALL, keyword.DISTINCT)
	text := p.words(i)
	right := p.binary(bind + 1)
	return &ast.Binary{Span: p.since(left.Extent().Start), Text: text, Left: left, Right: right}
}

func (p *Parser) customInfix(left ast.Expr) ast.Expr {
	from := p.here()
	p.advance()
	p.expect(token.LParen, "`(`")
	if p.at(token.RParen) {
		p.failCertain("an operator")
	}
	for !p.at(token.RParen) && !p.statementEnd(false) {
		p.advance()
	}
	p.expect(token.RParen, "`)`")
	text := p.text[from:p.prevEnd()]
	if all := p.acceptQuantifier(); all != keyword.None {
		return p.quantified(left, ast.OpOther, text, all)
	}
	right := p.binary(bindOther + 1)
	return &ast.Binary{Span: p.since(left.Extent().Start), Text: text, Left: left, Right: right}
}

// operatorAhead reports whether an operator with its schema stands in the parentheses behind OPERATOR, not the arguments
// of a function of that name.
func (p *Parser) operatorAhead() bool {
	n := 2
	for p.peekKind(n) == token.Word && p.peekKind(n+1) == token.Dot {
		n += 2
	}
	switch p.peekKind(n) {
	case token.Word, token.QuotedName, token.String, token.Number, token.LParen, token.RParen, token.Tag, token.Param:
		return false
	}
	return p.peekKind(n+1) == token.RParen || n > 2
}

// customPrefix reads OPERATOR(schema.-) and its operand.
func (p *Parser) customPrefix() ast.Expr {
	start := p.here()
	p.advance()
	p.balanced()
	op := p.text[start:p.prevEnd()]
	x := p.binary(bindOther)
	return &ast.Unary{Span: p.since(start), Op: op, X: x}
}

func (p *Parser) atTimeZone(left ast.Expr) ast.Expr {
	a := &ast.AtTimeZone{X: left}
	p.advance()
	if !p.acceptKw(keyword.LOCAL) {
		if !p.acceptWord("TIMEZONE") {
			p.expectKw(keyword.TIME)
			p.expectKw(keyword.ZONE)
		}
		a.Zone = p.binary(bindPower + 1)
	}
	a.Span = p.since(left.Extent().Start)
	return a
}

// predicate reads IS, LIKE, BETWEEN, IN and their kin, with NOT in front.
func (p *Parser) predicate(left ast.Expr) ast.Expr {
	start := left.Extent().Start
	p.acceptKw(keyword.GLOBAL)
	not := p.acceptKw(keyword.NOT)
	switch kw := p.tok.Keyword; kw {
	case keyword.IS:
		return p.is(left)
	case keyword.ISNULL:
		p.advance()
		return &ast.Is{Span: p.since(start), X: left, What: "NULL"}
	case keyword.NOTNULL, keyword.NULL: // also NOT NULL, of SQLite and DuckDB
		p.advance()
		return &ast.Is{Span: p.since(start), X: left, Not: true, What: "NULL"}
	case keyword.BETWEEN:
		p.advance()
		b := p.arena.betweens.new()
		b.X, b.Not, b.Symmetric = left, not, p.acceptKw(keyword.SYMMETRIC)
		p.acceptKw(keyword.ASYMMETRIC)
		b.Low = p.operand()
		if p.at(token.Number) || p.at(token.Comma) {
			p.failCertain("AND")
		}
		p.expectKw(keyword.AND)
		b.High = p.operand()
		b.Span = p.since(start)
		return b
	case keyword.IN:
		p.advance()
		return p.in(left, not)
	case keyword.MEMBER:
		p.advance()
		p.acceptKw(keyword.OF)
		right := p.operand()
		var e ast.Expr = &ast.Binary{Span: p.since(start), Text: "MEMBER OF", Left: left, Right: right}
		if not {
			e = &ast.Unary{Span: p.since(start), Op: "NOT", X: e}
		}
		return e
	case keyword.None:
		if not && p.at(token.Eq) {
			p.advance()
			right := p.binary(bindCompare + 1)
			return &ast.Binary{Span: p.since(start), Op: ast.OpNe, Text: "NOT=", Left: left, Right: right}
		}
	case keyword.SUBMULTISET:
		p.advance()
		p.acceptKw(keyword.OF)
		right := p.operand()
		var e ast.Expr = &ast.Binary{Span: p.since(start), Text: "SUBMULTISET OF", Left: left, Right: right}
		if not {
			e = &ast.Unary{Span: p.since(start), Op: "NOT", X: e}
		}
		return e
	case keyword.OVERLAPS:
		p.advance()
		right := p.operand()
		return &ast.Binary{Span: p.since(start), Text: "OVERLAPS", Left: left, Right: right}
	}
	return p.like(left, not)
}

func (p *Parser) like(left ast.Expr, not bool) ast.Expr {
	l := p.arena.likes.new()
	l.X, l.Not = left, not
	from := p.i
	p.advance()
	switch p.toks[from].Keyword {
	case keyword.SIMILAR:
		p.expectKw(keyword.TO)
	case keyword.SOUNDS:
		p.advance() // LIKE
	}
	l.Op = p.words(from)
	if l.Op == "MATCH" {
		p.acceptKw(keyword.UNIQUE)
		if p.acceptWord("SIMPLE") || p.acceptWord("PARTIAL") || p.atKw(keyword.FULL) && p.peekKind(1) == token.LParen && p.acceptKw(keyword.FULL) {
			l.Op = p.words(from)
		}
	}
	if k := p.peekKind(1); k == token.LParen || k == token.LBracket || k == token.String || p.peekKw(1) == keyword.UNNEST {
		l.Any = p.acceptAny(keyword.ANY, keyword.ALL, keyword.SOME).String()
	}
	if l.Any != "" && p.at(token.LParen) && p.peekKw(1) == keyword.SELECT {
		at := p.here()
		q := p.parenQuery()
		l.Pattern = &ast.Subquery{Span: p.since(at), Query: q}
	} else {
		l.Pattern = p.operand()
	}
	if p.acceptKw(keyword.ESCAPE) || l.Op == "LIKE_REGEX" && p.acceptWord("FLAG") {
		l.Escape = p.operand()
	}
	l.Span = p.since(left.Extent().Start)
	return l
}

// words joins the tokens from i up to the current one with spaces, in upper case.
func (p *Parser) words(i int) string {
	if p.i == i+1 {
		if kw := p.toks[i].Keyword; kw != keyword.None {
			return kw.String()
		}
	}
	var b strings.Builder
	for ; i < p.i; i++ {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToUpper(p.str(&p.toks[i])))
	}
	return b.String()
}

func (p *Parser) is(left ast.Expr) ast.Expr {
	p.advance()
	e := p.arena.tests.new()
	e.X, e.Not = left, p.acceptKw(keyword.NOT)
	if p.at(token.Tag) && p.peekKw(1) == keyword.NULL { // {{ 'not' }} or nothing
		e.Y = p.hole()
	}
	from := p.i
	switch {
	case p.acceptKws(keyword.DISTINCT, keyword.FROM):
		e.What = "DISTINCT FROM"
		e.Y = p.operand()
	case p.isWhat():
		e.What = p.words(from)
	case p.d.Strict && !p.d.IsCompares && !p.at(token.Tag):
		p.failOperand("NULL, TRUE or FALSE")
	default: // SQLite's a IS b: the same value, NULL too
		e.What = "DISTINCT FROM"
		e.Not = !e.Not
		e.Y = p.operand()
	}
	e.Span = p.since(left.Extent().Start)
	return e
}

// isWhat reads the words that IS tests for; false when a value stands here.
func (p *Parser) isWhat() bool {
	switch p.tok.Keyword {
	case keyword.NULL, keyword.TRUE, keyword.FALSE, keyword.UNKNOWN, keyword.DOCUMENT:
		p.advance()
	case keyword.JSON:
		p.advance()
		p.jsonTests()
	case keyword.EMPTY:
		p.advance()
	case keyword.OF:
		p.advance()
		p.acceptKw(keyword.DYNAMIC)
		p.acceptKw(keyword.TYPE)
		p.balanced()
	case keyword.None:
		switch {
		case p.acceptWord("NORMALIZED"), p.acceptWord("NAN"), p.acceptWord("INFINITE"), p.acceptWord("DANGLING"), p.acceptWord("UNTIL_CHANGED"),
			p.acceptWord("UNTIL_CLOSED"), p.acceptWord("CONTENT"):
		case p.acceptWord("VALIDATED"), p.acceptWord("VALID"):
			for p.accordingTo() {
				p.acceptWord("LOCATION")
				p.accept(token.String)
			}
		case p.atWord("A") && p.peekKw(1) == keyword.SET: // of multisets
			p.pass(2)
		case p.at(token.Word) && p.wordAhead(1, "NORMALIZED"): // NFC NORMALIZED
			if !p.atWord("NFC") && !p.atWord("NFD") && !p.atWord("NFKC") && !p.atWord("NFKD") {
				p.failCertain("NFC, NFD, NFKC or NFKD")
			}
			p.advance()
			p.advance()
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// jsonTests reads what IS JSON may ask for more: an object, unique keys, Oracle's (OBJECT, ARRAY) and schemas.
func (p *Parser) jsonTests() {
	p.acceptAny(keyword.VALUE, keyword.OBJECT, keyword.ARRAY)
	p.acceptWord("SCALAR")
	if p.at(token.LParen) {
		p.balanced()
	}
	if p.acceptKw(keyword.FORMAT) {
		p.advance()
	}
	if !p.acceptKw(keyword.STRICT) {
		p.acceptWord("LAX")
	}
	if p.wordAhead(1, "SCALARS") { // ALLOW, DISALLOW
		p.pass(2)
	}
	if p.acceptAny(keyword.WITH, keyword.WITHOUT) != keyword.None {
		p.acceptKw(keyword.UNIQUE)
		p.acceptKw(keyword.KEYS)
	}
	if p.acceptWord("VALIDATE") {
		p.acceptAny(keyword.CAST, keyword.USING)
		p.primary()
	}
}

func (p *Parser) in(left ast.Expr, not bool) ast.Expr {
	e := p.arena.ins.new()
	e.X, e.Not = left, not
	if p.d.InTables && p.tableAhead() {
		e.Query = p.tableQuery()
		e.Span = p.since(left.Extent().Start)
		return e
	}
	if !p.at(token.LParen) {
		e.Bare = true
		e.List = p.arena.exprs.copy([]ast.Expr{p.binary(bindOther)})
		e.Span = p.since(left.Extent().Start)
		return e
	}
	if p.queryAheadAt(1) {
		e.Query = p.parenQuery()
	} else {
		p.advance()
		if p.at(token.RParen) && !p.d.EmptyLists {
			p.failOperand("a value or a query")
		}
		e.List = p.exprList(token.RParen)
		p.expect(token.RParen, "`)`")
	}
	e.Span = p.since(left.Extent().Start)
	return e
}

// tableAhead reports whether the bare name of a relation stands here, and no value that WITH has named.
func (p *Parser) tableAhead() bool {
	if !p.nameAhead() || slices.Contains(p.named, p.str(&p.tok)) {
		return false
	}
	switch p.tok.Keyword {
	case keyword.CASE, keyword.CAST, keyword.INTERVAL, keyword.ARRAY, keyword.NULL:
		return false
	}
	n := 1
	for p.peekKind(n) == token.Dot && p.peekKind(n+1) == token.Word {
		n += 2
	}
	switch p.peekKind(n) {
	case token.LParen, token.LBracket, token.Dot, token.DoubleColon, token.String:
		return false
	}
	return true
}

// tableQuery reads a relation's name as the query of all its rows.
func (p *Parser) tableQuery() *ast.Query {
	t := p.tableName()
	return &ast.Query{Span: t.Span, Body: &ast.TableBody{Span: t.Span, Table: t}}
}

// partitionAhead reports whether ClickHouse's IN PARTITION p stands here, behind what a mutation assigns.
func (p *Parser) partitionAhead() bool {
	if p.peekKw(1) != keyword.PARTITION {
		return false
	}
	k := p.peekKind(2)
	return k == token.String || k == token.Word && !p.d.Reserved.Has(p.peekKw(2)) || k == token.Number
}

// rangeBehind reads TO and the end of a range of Teradata's IN (1 TO 5).
func (p *Parser) rangeBehind(low ast.Expr) ast.Expr {
	p.advance()
	high := p.operand()
	return &ast.Binary{Span: p.since(low.Extent().Start), Text: "TO", Left: low, Right: high}
}

// exprList reads expressions between commas up to a closing mark, which it leaves; a trailing comma is let go.
func (p *Parser) exprList(closing token.Kind) []ast.Expr {
	base := len(p.exprs)
	for !p.at(closing) {
		p.exprs = append(p.exprs, p.whole(stopComma))
		if !p.accept(token.Comma) {
			break
		}
		if p.at(closing) && !p.d.TrailingCommas {
			p.failOperand("a value or a column")
		}
	}
	out := p.arena.exprs.copy(p.exprs[base:])
	p.exprs = p.exprs[:base]
	return out
}

// ---- prefix operators and postfix forms ----

func (p *Parser) unary(least int) ast.Expr {
	start := p.here()
	switch p.tok.Kind {
	case token.Minus, token.Plus, token.Tilde, token.Bang, token.At:
		if p.at(token.At) && p.d.Stages && p.peekKind(1) != token.LParen {
			break
		}
		return p.prefix(start, bindUnary)
	case token.Operator:
		return p.prefix(start, bindOther)
	case token.Hash: // Postgres: the number of points
		if p.d.CustomOperators {
			return p.prefix(start, bindOther)
		}
	case token.Star: // no operand of an operator
		if p.peekKw(1) == keyword.COLUMNS && p.peekKind(2) == token.LParen { // DuckDB unpacks the columns
			p.advance()
			x := p.columnsStar(nil, p.here())
			return &ast.Unary{Span: p.since(start), Op: "*", X: x}
		}
		if least == bindLambda {
			return p.star(nil, start)
		}
	case token.Word:
		switch p.tok.Keyword {
		case keyword.NOT:
			return p.prefix(start, bindNot)
		case keyword.OPERATOR: // Postgres: OPERATOR(pg_catalog.-) a
			if p.peekKind(1) == token.LParen && p.operatorAhead() {
				return p.customPrefix()
			}
		case keyword.PRIOR, keyword.CONNECT_BY_ROOT:
			if p.operandAhead() {
				return p.prefix(start, bindUnary)
			}
		case keyword.BINARY:
			if p.operandAhead() && p.peekKind(1) != token.LParen {
				return p.prefix(start, bindUnary)
			}
		}
	}
	x := p.postfix(p.primary())
	if p.d.Durations && p.durationAhead() && p.durationHere(x) {
		return p.duration(x)
	}
	return x
}

func (p *Parser) prefix(start int32, bind int) ast.Expr {
	op := strings.ToUpper(p.str(&p.tok))
	p.advance()
	u := p.arena.unaries.new()
	u.X = p.binary(bind)
	u.Span, u.Op = p.since(start), op
	return u
}

// postfix reads what may follow an operand: casts, indexes, fields, paths.
func (p *Parser) postfix(x ast.Expr) ast.Expr {
	start := x.Extent().Start
	for n := 0; ; n++ {
		if n > maxDepth {
			p.fail("an expression that is less long")
		}
		switch p.tok.Kind {
		case token.DoubleColon:
			if c, ok := x.(*ast.ColumnRef); ok && p.staticMethod(c) {
				x = p.staticCall(c)
				break
			}
			if p.d.ColonColonPaths && p.doubleColonStep() {
				x = p.doubleColonPath(x)
				continue
			}
			p.advance()
			style := "::"
			if p.accept(token.Bang) { // Vertica: NULL where the cast fails
				style = "::!"
			}
			t := p.typeName()
			x = &ast.Cast{Span: p.since(start), X: x, Type: t, Style: style}
		case token.Question: // Databricks: x?::INT, NULL where it cannot be converted
			if next := p.peek(1); next.Kind != token.DoubleColon || next.Start != p.tok.End {
				return x
			}
			p.pass(2)
			t := p.typeName()
			x = &ast.Cast{Span: p.since(start), X: x, Type: t, Style: "?::"}
		case token.LBracket:
			x = p.index(x)
		case token.Dot:
			switch next := p.peek(1); next.Kind {
			case token.Star:
				p.advance()
				x = p.starOf(x, nil, start)
			case token.Word, token.QuotedName, token.Tag:
				p.advance()
				name := p.ident("a field")
				if p.at(token.LParen) {
					x = p.method(x, name)
					break
				}
				x = &ast.Field{Span: p.since(start), X: x, Name: name}
			case token.Number: // ClickHouse's tuple.1
				if p.text[next.Start] == '.' { // the range 1..10 of a loop
					return x
				}
				p.advance()
				x = p.tupleElements(x)
			case token.Caret: // ClickHouse's json.^a, what lies below a
				if p.peekKind(2) != token.Word && p.peekKind(2) != token.QuotedName {
					return x
				}
				p.pass(2)
				name := p.ident("a field")
				x = &ast.Field{Span: p.since(start), X: x, Name: name}
			case token.Colon: // ClickHouse's json.a.:Int64
				p.pass(2)
				t := p.typeName()
				x = &ast.Cast{Span: p.since(start), X: x, Type: t, Style: ".:"}
			default:
				return x
			}
		case token.Percent: // c%FOUND
			if !p.attributeAhead() {
				return x
			}
			p.pass(2)
			if p.at(token.LParen) { // SQL%BULK_ROWCOUNT(i)
				p.balanced()
			}
			span := p.since(start)
			x = &ast.Param{Span: span, Name: span.In(p.text)}
		case token.Bang: // Snowflake: model!method(x)
			if p.peekKind(1) == token.Colon && p.peekKind(2) == token.Gt && p.peek(2).Start == p.tok.End+1 { // SingleStore: x !:> type
				p.pass(3)
				t := p.typeName()
				x = &ast.Cast{Span: p.since(start), X: x, Type: t, Style: "!:>"}
				continue
			}
			if p.factorialAhead() {
				p.advance()
				x = &ast.Unary{Span: p.since(start), Op: "!", X: x}
				continue
			}
			if next := p.peek(1); !p.glued() || next.Kind != token.Word || next.Start != p.tok.End || p.peekKind(2) != token.LParen {
				return x
			}
			p.advance()
			x = p.method(modelOf(x), p.ident("a method"))
		case token.Colon:
			if p.peekKind(1) == token.Gt && p.peek(1).Start == p.tok.End { // SingleStore: x :> type
				p.pass(2)
				t := p.typeName()
				x = &ast.Cast{Span: p.since(start), X: x, Type: t, Style: ":>"}
				continue
			}
			if !p.d.ColonPaths || p.noColon || !p.pathAhead() {
				return x
			}
			if _, constant := x.(*ast.Literal); constant { // JSON_OBJECT('k': v)
				return x
			}
			x = p.path(x)
		case token.LParen:
			if c, ok := x.(*ast.ColumnRef); ok && p.peekKind(1) == token.Plus && p.peekKind(2) == token.RParen {
				p.pass(3)
				c.OuterJoin = true
				c.Span = p.since(start)
				continue
			}
			if _, named := x.(*ast.ColumnRef); !p.attributesAhead(named) {
				return x
			}
			x = p.attributes(x)
		default:
			return x
		}
	}
}

// factorialAhead reports whether the ! here stands behind its operand: nothing that another operand could begin with
// follows.
func (p *Parser) factorialAhead() bool {
	switch p.peekKind(1) {
	case token.Comma, token.RParen, token.EOF, token.Semicolon:
		return true
	}
	if next := p.peek(1); p.glued() && (next.Start > p.tok.End || next.Kind != token.Word && next.Kind != token.Tilde) {
		return true
	}
	return p.peekKw(1) == keyword.FROM || p.peekKw(1) == keyword.AS
}

// doubleColonStep reports whether a step into JSON follows the colons here, with SingleStore's mark of its type.
func (p *Parser) doubleColonStep() bool {
	switch next := p.peek(1); next.Kind {
	case token.Word, token.QuotedName, token.Number:
		return true
	case token.Param:
		return p.text[next.Start] == '$' && next.Len() > 1
	case token.Percent:
		return p.peekKind(2) == token.Word || p.peekKind(2) == token.QuotedName
	}
	return false
}

// doubleColonPath reads ::a::$b::%c behind x. The marks $ and % say what type is wanted.
func (p *Parser) doubleColonPath(x ast.Expr) ast.Expr {
	e := &ast.Path{X: x}
	for p.at(token.DoubleColon) && p.doubleColonStep() {
		p.advance()
		step := &ast.PathStep{}
		at := p.here()
		switch {
		case p.at(token.Number):
			step.Index = p.literal(ast.Number)
		case p.at(token.Param):
			step.Index = &ast.Literal{Span: p.tok.Span, Kind: ast.String, Text: p.str(&p.tok)[1:]} // without the $
			p.advance()
		default:
			p.accept(token.Percent)
			step.Name = p.ident("a field")
		}
		step.Span = p.since(at)
		e.Steps = append(e.Steps, step)
	}
	e.Span = p.since(x.Extent().Start)
	return e
}

// tupleElements reads 1.2.3 behind x and its dot: numbers that the lexer may have taken for fractions.
func (p *Parser) tupleElements(x ast.Expr) ast.Expr {
	start := x.Extent().Start
	for first := true; p.at(token.Number) && (first || p.glued() && p.text[p.here()] == '.'); first = false {
		from, at := p.here(), p.here() // a number that begins with its dot keeps it
		for part := range strings.SplitSeq(p.str(&p.tok), ".") {
			end := at + int32(len(part))
			if part != "" {
				lit := p.arena.literals.new()
				*lit = ast.Literal{Span: source.Span{Start: from, End: end}, Kind: ast.Number, Text: part}
				x = &ast.Index{Span: source.Span{Start: start, End: end}, X: x, Index: lit}
				from = end + 1
			}
			at = end + 1
		}
		p.advance()
	}
	return x
}

// attributeAhead reports whether %FOUND and its kin stand here, an attribute of the cursor before it.
func (p *Parser) attributeAhead() bool {
	next := p.peek(1)
	if !p.glued() || next.Start != p.tok.End || next.Kind != token.Word {
		return false
	}
	switch upper(p.str(next)) {
	case "FOUND", "NOTFOUND", "ISOPEN", "ROWCOUNT", "BULK_ROWCOUNT", "BULK_EXCEPTIONS":
		return true
	}
	return false
}

// method reads the call of a method of x whose name has been read.
func (p *Parser) method(x ast.Expr, name ast.Ident) ast.Expr {
	start := x.Extent().Start
	n := p.arena.names.new()
	*n = ast.Name{Span: name.Span, Parts: p.arena.idents.copy([]ast.Ident{name})}
	c := p.call(n, start)
	if call, ok := c.(*ast.Call); ok {
		call.Callee = x
		call.Span.Start = start
	}
	return c
}

// index reads [i], [i:j] and their kin behind x.
func (p *Parser) index(x ast.Expr) ast.Expr {
	e := &ast.Index{X: x}
	p.advance()
	outer := p.noColon
	p.noColon = true
	if !p.at(token.Colon) && !p.at(token.DoubleColon) && !p.at(token.RBracket) {
		e.Index = p.expr()
	}
	if p.d.PLSQL && e.Index != nil {
		p.jsonSteps(e)
	}
	for p.at(token.Colon) || p.at(token.DoubleColon) {
		part := &e.Upper
		if e.Slice || p.at(token.DoubleColon) { // [::step]
			part = &e.Step
		}
		e.Slice = true
		p.advance()
		switch {
		case p.at(token.RBracket) || p.at(token.Colon):
		case p.at(token.Minus) && p.peekKind(1) == token.Colon: // DuckDB's [a:-:step]
			p.advance()
		case *part != nil:
			p.fail("`]`")
		default:
			*part = p.expr()
		}
	}
	p.noColon = outer
	p.expect(token.RBracket, "`]`")
	e.Span = p.since(x.Extent().Start)
	return e
}

// pathAhead reports whether a colon here begins a path: a name, a number in brackets or a quoted name stands behind it.
func (p *Parser) pathAhead() bool {
	switch t := p.peek(1); t.Kind {
	case token.Word, token.QuotedName, token.LBracket, token.Tag:
		return true
	}
	return false
}

// path reads :a.b[0]['c'] behind x.
func (p *Parser) path(x ast.Expr) ast.Expr {
	e := &ast.Path{X: x}
	p.advance()
	for {
		at := p.here()
		if p.accept(token.LBracket) {
			outer := p.noColon
			p.noColon = false
			var i ast.Expr
			if p.at(token.Star) {
				i = p.star(nil, p.here())
			} else {
				i = p.expr()
			}
			p.noColon = outer
			p.expect(token.RBracket, "`]`")
			e.Steps = append(e.Steps, &ast.PathStep{Span: p.since(at), Index: i})
		} else {
			name := p.ident("a field")
			e.Steps = append(e.Steps, &ast.PathStep{Span: p.since(at), Name: name})
		}
		switch {
		case p.at(token.LBracket):
		case p.at(token.Dot) && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName || p.peekKind(1) == token.Tag):
			p.advance()
		case p.at(token.Colon) && p.pathAhead():
			p.advance()
		default:
			e.Span = p.since(x.Extent().Start)
			return e
		}
	}
}

// ---- primaries ----

// primary reads an operand without operators around it.
func (p *Parser) primary() ast.Expr {
	start := p.here()
	switch p.tok.Kind {
	case token.Word:
		return p.wordPrimary()
	case token.QuotedName:
		return p.nameOrCall()
	case token.Tag:
		return p.tagPrimary()
	case token.Number:
		return p.literal(ast.Number)
	case token.String:
		return p.stringLiteral()
	case token.Param:
		if p.d.PLSQL && p.directiveHere("$IF") {
			return p.selected()
		}
		return p.param()
	case token.Question:
		p.advance()
		if p.at(token.Number) && p.glued() { // ?1
			p.advance()
		}
		return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
	case token.LParen:
		return p.parenthesised()
	case token.LBracket:
		return p.array(nil, start)
	case token.LBrace:
		return p.braces()
	case token.Hash:
		if p.d.NumberedItems && p.peekKind(1) == token.Number { // a column by its place, of which no more is known
			p.advance()
			s := &ast.Star{Pattern: p.literal(ast.Number)}
			s.Span = p.since(start)
			return s
		}
	case token.Colon, token.Percent, token.At:
		if e := p.placeholder(); e != nil {
			if p.at(token.Colon) && (p.glued() || p.d.IntoVariables) && !p.noColon || p.acceptWord("INDICATOR") {
				if p.at(token.Colon) && p.placeholder() != nil { // whether the value is NULL
					e.Span.End = p.prevEnd()
				}
			}
			return e
		}
	}
	p.failOperand("a value or a column")
	return nil
}

func (p *Parser) literal(kind ast.LiteralKind) ast.Expr {
	l := p.arena.literals.new()
	*l = ast.Literal{Span: p.tok.Span, Kind: kind, Text: p.str(&p.tok)}
	p.advance()
	return l
}

// stringLiteral reads a string, and those behind it that it is joined with.
func (p *Parser) stringLiteral() *ast.Literal {
	t := p.tok
	l := p.arena.literals.new()
	kind, text := p.stringValue(&t)
	*l = ast.Literal{Span: t.Span, Kind: kind, Text: text}
	p.advance()
	if p.at(token.String) {
		var joined strings.Builder
		joined.WriteString(text)
		for ; p.at(token.String); p.advance() {
			_, more := p.stringValue(&p.tok)
			joined.WriteString(more)
		}
		l.Text, l.End = joined.String(), p.prevEnd()
	}
	if p.at(token.Word) && p.glued() && hexSuffixes.has(p.str(&p.tok)) {
		l.Kind, l.End = ast.Bytes, p.tok.End
		p.advance()
	}
	if p.acceptWord("UESCAPE") {
		p.expect(token.String, "an escape character")
		l.End = p.prevEnd()
	}
	return l
}

func (p *Parser) param() *ast.Param {
	t := p.tok
	p.advance()
	start := t.Start
	if p.at(token.Tag) && p.glued() {
		p.advance()
	}
	return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
}

// placeholder reads :name, :1, %(name)s, %s, @name where the lexer gives their marks apart.
func (p *Parser) placeholder() *ast.Param {
	start := p.here()
	next := p.peek(1)
	near := next.Start == p.tok.End
	switch {
	case p.at(token.Percent) && near && next.Kind == token.LParen && p.peekKind(3) == token.RParen && p.peekKind(4) == token.Word:
		p.pass(5)
	case p.at(token.Percent) && near && next.Kind == token.Word && next.Len() == 1:
		p.pass(2)
	case !p.at(token.Percent) && near && (next.Kind == token.Word || next.Kind == token.Number || next.Kind == token.QuotedName || next.Kind == token.String || next.Kind == token.Tag):
		p.pass(2)
	default:
		return nil
	}
	return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
}

// tagContinues reports whether the template tag behind a whole operand goes on with the expression, and does not stand
// between two queries as their set operator.
func (p *Parser) tagContinues() bool {
	switch p.peekKw(1) {
	case keyword.SELECT:
		return false
	case keyword.WITH:
		return !p.cteAheadAt(2)
	}
	return true
}

// tagInfix reads a template tag behind an operand: an operator with an operand behind it, or all of what stands between
// here and the next comma or clause. It binds tightly, so that it may stand behind any operand.
func (p *Parser) tagInfix(left ast.Expr) ast.Expr {
	h := p.hole()
	e := &ast.Binary{Span: left.Extent().Cover(h.Span), Op: ast.OpOther, Left: left, Right: h}
	switch p.tok.Kind {
	case token.String, token.Number, token.QuotedName, token.Param, token.LParen:
	case token.Word:
		if !p.operandHere() {
			return e
		}
	default:
		return e
	}
	right := p.binary(bindPower + 1)
	return &ast.Binary{Span: e.Span.Cover(right.Extent()), Op: ast.OpOther, Left: e, Right: right}
}

// operandHere reports whether the word here begins an operand and is no clause's first.
func (p *Parser) operandHere() bool {
	switch p.tok.Keyword {
	case keyword.CASE, keyword.CAST, keyword.NOT, keyword.NULL, keyword.INTERVAL, keyword.EXISTS:
		return true
	case keyword.ROWS, keyword.RANGE, keyword.GROUPS, keyword.END, keyword.ASC, keyword.DESC, keyword.NULLS, keyword.FILTER,
		keyword.WITHIN, keyword.PARTITION, keyword.IGNORE, keyword.RESPECT:
		return false
	}
	return !p.d.Reserved.Has(p.tok.Keyword) && !p.d.NoItemAlias.Has(p.tok.Keyword) && !p.d.NoTableAlias.Has(p.tok.Keyword) && !p.clauseStart()
}

// tagPrimary reads a template tag where a value stands, glued to a name or alone.
func (p *Parser) tagPrimary() ast.Expr {
	if next := p.peek(1); next.Kind == token.LParen && !p.queryAheadAt(2) ||
		p.gluedAt(1) && (next.Kind == token.Word || next.Kind == token.Tag || next.Kind == token.Dot || next.Kind == token.QuotedName || next.Kind == token.Number) {
		return p.nameOrCall()
	}
	h := p.hole()
	switch p.tok.Keyword {
	case keyword.OVER, keyword.FILTER, keyword.WITHIN, keyword.IGNORE, keyword.RESPECT: // of a function that the tag yields
		return p.callSuffix(&ast.Call{Span: h.Span, Callee: h, NoParentheses: true})
	}
	return h
}

func (p *Parser) hole() *ast.Hole {
	h := &ast.Hole{Span: p.tok.Span, Text: p.str(&p.tok)}
	p.advance()
	return h
}

// parenthesised reads what begins with an opening parenthesis: a subquery, a value, or several values as one.
func (p *Parser) parenthesised() ast.Expr {
	start := p.here()
	if p.queryAheadAt(1) {
		s := p.arena.subqueries.new()
		s.Query = p.parenQuery()
		s.Span = p.since(start)
		return s
	}
	if p.lambdaAhead() {
		return p.lambda(start)
	}
	p.advance()
	if p.accept(token.RParen) {
		return &ast.Row{Span: p.since(start)}
	}
	noColon, noIn := p.noColon, p.noIn
	p.noColon, p.noIn = false, false
	first := p.whole(stopComma | stopAs)
	if p.at(token.Comma) {
		row := p.rowRest(first, start)
		p.noColon, p.noIn = noColon, noIn
		return row
	}
	p.noColon, p.noIn = noColon, noIn
	if p.acceptKw(keyword.AS) { // (expression AS name), of ClickHouse
		if p.peekKind(1) == token.Dot { // the standard's (a AS s.supertype).method()
			t := p.typeName()
			p.expect(token.RParen, "`)`")
			return &ast.Cast{Span: p.since(start), X: first, Type: t, Style: "AS"}
		}
		name := p.ident("a name")
		p.expect(token.RParen, "`)`")
		return &ast.NamedArg{Span: p.since(start), Name: name, Value: first}
	}
	p.expect(token.RParen, "`)`")
	e := p.arena.parens.new()
	*e = ast.Paren{Span: p.since(start), X: first}
	if p.durationAhead() && !p.d.Durations {
		return p.duration(e)
	}
	return e
}

// rowRest reads the values behind the first one up to the closing parenthesis, and reads that.
func (p *Parser) rowRest(first ast.Expr, start int32) ast.Expr {
	row := p.moreValues(first, func() ast.Expr { return p.whole(stopComma) })
	p.expect(token.RParen, "`)`")
	row.Span = p.since(start)
	return row
}

// moreValues reads the values behind the first one, which make a row with it.
func (p *Parser) moreValues(first ast.Expr, read func() ast.Expr) *ast.Row {
	base := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(token.Comma) {
		if p.at(token.RParen) && p.d.TrailingCommas {
			break
		}
		p.exprs = append(p.exprs, read())
	}
	row := &ast.Row{Span: p.since(first.Extent().Start), Elems: p.arena.exprs.copy(p.exprs[base:])}
	p.exprs = p.exprs[:base]
	return row
}

// array reads [a, b] behind its type or the word ARRAY.
func (p *Parser) array(t *ast.TypeName, start int32) ast.Expr {
	p.expect(token.LBracket, "`[`")
	noColon := p.noColon
	p.noColon = false
	if p.comprehensionAhead() {
		return p.comprehension(start, noColon)
	}
	elems := p.exprList(token.RBracket)
	p.noColon = noColon
	p.expect(token.RBracket, "`]`")
	return &ast.Array{Span: p.since(start), Type: t, Elems: elems}
}

// comprehensionAhead reports whether the brackets that have been opened hold DuckDB's [f(x) FOR x IN list IF condition].
func (p *Parser) comprehensionAhead() bool {
	const most = 200 // tokens of the value
	for n := range most {
		switch t := p.peek(n); t.Kind {
		case token.LParen, token.LBracket, token.LBrace:
			return p.comprehensionBehind(int(p.match[min(p.i+n, len(p.toks)-1)]), most)
		case token.RBracket, token.Comma, token.Semicolon, token.EOF:
			return false
		case token.Word:
			if t.Keyword == keyword.FOR {
				return n > 0
			}
		}
	}
	return false
}

// comprehensionBehind is comprehensionAhead behind the bracket that token i closes.
func (p *Parser) comprehensionBehind(i, most int) bool {
	for ; i > 0 && most > 0; most-- {
		i++
		switch t := &p.toks[i]; t.Kind {
		case token.LParen, token.LBracket, token.LBrace:
			i = int(p.match[i])
		case token.RBracket, token.Comma, token.Semicolon, token.EOF:
			return false
		case token.Word:
			if t.Keyword == keyword.FOR {
				return true
			}
		}
	}
	return false
}

// comprehension reads a list comprehension: the value as a lambda, the list, the condition as a lambda.
func (p *Parser) comprehension(start int32, noColon bool) ast.Expr {
	value := p.expr()
	p.expectKw(keyword.FOR)
	params := p.identList("a name")
	p.expectKw(keyword.IN)
	of := p.expr()
	args := []ast.Expr{value, of}
	if p.acceptKw(keyword.IF) {
		args = append(args, p.expr())
	}
	p.noColon = noColon
	p.expect(token.RBracket, "`]`")
	body := &ast.Array{Span: p.since(start), Elems: args}
	return &ast.Lambda{Span: body.Span, Params: params, Body: body}
}

// braces reads {a: 1}, {fn f(x)}, {d '2024-01-01'}, {name} and {name: Type}.
func (p *Parser) braces() ast.Expr {
	start := p.here()
	if next := p.peek(1); next.Kind == token.Word {
		switch after := p.peek(2); {
		case after.Kind == token.RBrace:
			p.pass(3)
			return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
		case after.Kind == token.String && (next.Len() <= 2 || equalFold(p.str(next), "GUID")): // ODBC's {d '...'}, {ts '...'}
			p.advance()
			p.advance()
			_, text := p.stringValue(&p.tok)
			p.advance()
			p.expect(token.RBrace, "`}`")
			return &ast.Literal{Span: p.since(start), Kind: ast.TypedText, Text: text}
		case equalFold(p.str(next), "FN"):
			p.advance()
			p.advance()
			x := p.expr()
			p.expect(token.RBrace, "`}`")
			return &ast.Paren{Span: p.since(start), X: x}
		case after.Kind == token.Colon && !p.d.StructsInBraces: // ClickHouse's {name: Type}
			p.pass(3)
			p.typeName()
			p.expect(token.RBrace, "`}`")
			return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
		}
	}
	return p.structBraces(nil, start)
}

// structBraces reads {key: value, ...}.
func (p *Parser) structBraces(t *ast.TypeName, start int32) ast.Expr {
	s := &ast.Struct{Type: t}
	p.advance()
	outer := p.noColon
	for !p.at(token.RBrace) {
		f := &ast.StructField{}
		at := p.here()
		if t == nil && (p.at(token.Word) || p.at(token.QuotedName)) && p.peekKind(1) == token.Colon {
			name := p.ident("a key")
			f.Name = &name
		} else if p.at(token.Star) { // Snowflake's {*}
			f.Value = p.star(nil, p.here())
		} else {
			p.noColon = true
			f.Key = p.expr()
		}
		p.noColon = false
		if f.Value == nil && (p.accept(token.Colon) || p.accept(token.Eq)) {
			f.Value = p.expr()
		} else if f.Value == nil {
			f.Key, f.Value = nil, f.Key
		}
		f.Span = p.since(at)
		s.Fields = append(s.Fields, f)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.noColon = outer
	p.expect(token.RBrace, "`}`")
	s.Span = p.since(start)
	return s
}
