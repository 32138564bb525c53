package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// slash reports whether the line stands here by which SQL*Plus runs what is before it.
func (p *Parser) slash() bool { return p.at(token.Semicolon) && p.text[p.here()] == '/' }

// unit reads a package or the body of a type: declarations and routines up to END, or up to the statements that
// initialise a package.
func (p *Parser) unit(c created) ast.Stmt {
	first := p.i
	p.advance() // PACKAGE, TYPE
	p.acceptKw(keyword.BODY)
	b := &ast.Block{Kind: p.words(first), Clauses: c.clauses}
	first = p.i
	for !p.atKw(keyword.IS) && !p.atKw(keyword.AS) && !p.statementEnd(false) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
	if p.statementEnd(false) {
		p.fail("IS")
	}
	b.Clauses = append(b.Clauses, p.skipped(first, "NAME"))
	p.advance()
	p.declarationItems(b)
	if p.atKw(keyword.BEGIN) {
		p.initial(b)
	} else {
		p.blockEnd(b)
	}
	b.Span = p.since(c.start)
	return b
}

// initial reads the block of statements that declarations lead to.
func (p *Parser) initial(b *ast.Block) {
	inner := p.begun()
	b.Clauses = append(b.Clauses, inner.Clauses...)
	b.Statements = append(b.Statements, inner.Statements...)
}

// begun reads the block that BEGIN must begin here.
func (p *Parser) begun() *ast.Block {
	if !p.atKw(keyword.BEGIN) {
		p.fail("BEGIN")
	}
	return p.blockOnly(p.block)
}

// compoundTrigger reads what stands behind COMPOUND TRIGGER: declarations and a block for each timing point.
func (p *Parser) compoundTrigger(b *ast.Block) {
	for {
		p.declarationItems(b)
		if !p.timingPoint() {
			break
		}
		i := p.i
		for !p.acceptKw(keyword.IS) && !p.statementEnd(false) {
			p.advance()
		}
		start := p.here()
		point := &ast.Block{Kind: "TRIGGER", Clauses: []*ast.Clause{p.skipped(i, "TIMING POINT")}}
		p.declarationItems(point)
		p.initial(point)
		for i = p.i; !p.statementEnd(false); { // END BEFORE EACH ROW
			p.advance()
		}
		if p.i > i {
			point.Clauses = append(point.Clauses, p.skipped(i, "END"))
		}
		point.Span = p.since(min(start, point.Clauses[0].Start))
		b.Statements = append(b.Statements, &ast.Statement{Span: point.Span, Body: point})
		p.accept(token.Semicolon)
	}
	p.blockEnd(b)
}

// timingPoint reports whether BEFORE STATEMENT and its kin stand here.
func (p *Parser) timingPoint() bool {
	switch p.tok.Keyword {
	case keyword.BEFORE, keyword.AFTER:
		return p.peekKw(1) == keyword.STATEMENT || p.peekKw(1) == keyword.EACH
	case keyword.INSTEAD:
		return p.peekKw(1) == keyword.OF
	}
	return false
}

// declarationItems reads declarations and routines, each with its separator, up to BEGIN, END or a timing point. One
// that cannot be read becomes an Opaque.
func (p *Parser) declarationItems(b *ast.Block) {
	for {
		for p.at(token.Semicolon) && !p.slash() {
			p.step()
		}
		if c := p.directive(); c != nil {
			b.Clauses = append(b.Clauses, c)
			continue
		}
		if p.atKw(keyword.BEGIN) || p.atKw(keyword.END) || p.at(token.EOF) || p.slash() || p.timingPoint() {
			return
		}
		i, before := p.i, *b
		read := p.try(func() { p.declarationItem(b) })
		if read && p.statementEnd(false) {
			continue
		}
		if read {
			p.report("the end of the declaration", false)
		}
		*b = before
		for failed := p.i; p.i < failed || !p.statementEnd(false); {
			p.advance()
		}
		if p.i == i { // let no loop stand still
			p.step()
		}
		if o := p.opaque(i); o != nil {
			b.Clauses = append(b.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
		}
	}
}

// declarationItem reads one declaration: a cursor, a type, a pragma, a routine, a variable.
func (p *Parser) declarationItem(b *ast.Block) {
	start, i := p.here(), p.i
	switch {
	case p.atKw(keyword.CURSOR) && p.peekKind(1) == token.Word:
		p.cursor(b)
	case (p.atKw(keyword.TYPE) || p.atWord("SUBTYPE")) && p.peekKw(2) == keyword.IS, p.atKw(keyword.TYPE) && p.peekKind(2) == token.Semicolon:
		p.typeDeclaration(b)
	case p.atKw(keyword.PRAGMA):
		for !p.statementEnd(false) {
			p.advance()
		}
		b.Clauses = append(b.Clauses, p.skipped(i, "PRAGMA"))
	case p.peekKw(1) == keyword.PROCEDURE && p.peekKind(2) == token.LParen: // Snowflake: p PROCEDURE (...) RETURNS ...
		f := p.inlineProcedure()
		b.Statements = append(b.Statements, &ast.Statement{Span: f.Span, Body: f})
	case p.routineAhead():
		f := &ast.CreateFunction{}
		for !p.atKw(keyword.FUNCTION) && !p.atKw(keyword.PROCEDURE) {
			p.advance()
		}
		if p.i > i {
			f.Clauses = append(f.Clauses, p.skipped(i, "METHOD"))
		}
		p.routine(f, start)
		b.Statements = append(b.Statements, &ast.Statement{Span: f.Span, Body: f})
	default:
		p.declaration(b)
	}
}

// typeDeclaration reads TYPE name IS ..., whose words are types and fields.
func (p *Parser) typeDeclaration(b *ast.Block) {
	i := p.i
	for !p.statementEnd(false) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
	b.Clauses = append(b.Clauses, p.skipped(i, "TYPE"))
}

// cursor reads CURSOR name (parameters) RETURN type IS query; its name and its parameters are no columns.
func (p *Parser) cursor(b *ast.Block) {
	p.advance()
	name := p.ident("a cursor")
	b.Declares = append(b.Declares, &ast.ColumnDef{Span: name.Span, Name: name})
	if p.at(token.LParen) {
		f := &ast.CreateFunction{}
		p.params(f)
		b.Declares = append(b.Declares, f.Params...)
	}
	if i := p.i; p.acceptKw(keyword.RETURN) {
		p.typeName()
		b.Clauses = append(b.Clauses, p.skipped(i, "RETURN"))
	}
	if p.acceptAny(keyword.IS, keyword.FOR) != keyword.None {
		b.Statements = append(b.Statements, p.queryStatement())
	}
}

// routineAhead reports whether a procedure, a function or a method of a type is declared here.
func (p *Parser) routineAhead() bool {
	for n := 0; ; n++ {
		switch p.peekKw(n) {
		case keyword.PROCEDURE, keyword.FUNCTION:
			k := p.peekKind(n + 1)
			return k == token.Word && p.peekKw(n+1) != keyword.AS || k == token.QuotedName
		case keyword.MEMBER, keyword.MAP, keyword.ORDER, keyword.FINAL, keyword.NOT:
		default:
			if !p.wordAhead(n, "STATIC") && !p.wordAhead(n, "CONSTRUCTOR") && !p.wordAhead(n, "OVERRIDING") && !p.wordAhead(n, "INSTANTIABLE") {
				return false
			}
		}
	}
}

// routine reads a procedure or function of PL/SQL, at the word that says which. Without a body it is only announced.
func (p *Parser) routine(f *ast.CreateFunction, start int32) {
	f.Procedure = p.atKw(keyword.PROCEDURE)
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	f.Name = p.name("a routine's name")
	if p.at(token.LParen) {
		p.params(f)
	}
	for !p.statementEnd(false) && !p.atKw(keyword.IS) && !p.atKw(keyword.AS) {
		i := p.i
		switch {
		case f.ReturnType == nil && p.acceptKw(keyword.RETURN):
			if p.acceptWord("SELF") { // AS RESULT
				p.pass(2)
				f.Clauses = append(f.Clauses, p.skipped(i, "RETURN"))
			} else {
				f.ReturnType = p.typeName()
			}
		case p.at(token.LParen):
			p.balanced()
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		case p.at(token.Word), p.at(token.QuotedName), p.at(token.Dot), p.at(token.Comma), p.at(token.Eq):
			p.advance()
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		case p.at(token.Param):
			c := p.directive()
			if c == nil {
				p.fail("IS")
			}
			f.Clauses = append(f.Clauses, c)
		default:
			p.fail("IS")
		}
	}
	if p.acceptAny(keyword.IS, keyword.AS) != keyword.None {
		p.routineBody(f)
	}
	f.Span = p.since(start)
}

// routineBody reads what stands behind the IS of a routine: declarations and a block, or where the routine is found that
// another language has.
func (p *Parser) routineBody(f *ast.CreateFunction) {
	i := p.i
	if p.atKw(keyword.LANGUAGE) || p.atKw(keyword.EXTERNAL) || p.atWord("MLE") {
		p.acceptKw(keyword.LANGUAGE)
		f.Language = strings.ToLower(p.str(&p.tok))
		for !p.statementEnd(false) {
			p.advance()
		}
		f.Clauses = append(f.Clauses, p.skipped(i, "CALL"))
		return
	}
	b := &ast.Block{Kind: "BEGIN"}
	start := p.here()
	p.declarationItems(b)
	p.initial(b)
	b.Span = p.since(start)
	f.Block = b
}

// directiveHere reports whether that directive of conditional compilation stands here.
func (p *Parser) directiveHere(name string) bool {
	return p.at(token.Param) && equalFold(p.str(&p.tok), name)
}

// directive reads $IF condition $THEN, $ELSIF condition $THEN, $ELSE, $END or $ERROR text $END; nil when none stands here.
// What it selects is read all the same, for which of it is compiled is not known.
func (p *Parser) directive() *ast.Clause {
	if !p.at(token.Param) || p.text[p.here()] != '$' || !p.d.PLSQL {
		return nil
	}
	i, end := p.i, ""
	switch upper(p.str(&p.tok)) {
	case "$IF", "$ELSIF":
		end = "$THEN"
	case "$ERROR":
		end = "$END"
	case "$ELSE", "$END":
		p.advance()
		return p.skipped(i, "SELECTION")
	default:
		return nil
	}
	for !p.directiveHere(end) {
		if p.statementEnd(false) {
			p.fail(end)
		}
		p.advance()
	}
	p.advance()
	return p.skipped(i, "SELECTION")
}

// selected reads $IF condition $THEN value $ELSE value $END as a function of all of them.
func (p *Parser) selected() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.wordName(p.tok.Span)}
	for p.advance(); ; p.advance() {
		c.Args = append(c.Args, p.expr())
		mark := &ast.Clause{Span: p.tok.Span, Kind: "SELECTION"}
		c.Clauses = append(c.Clauses, mark)
		switch {
		case p.directiveHere("$END"):
			p.advance()
			c.Span = p.since(start)
			return c
		case p.directiveHere("$THEN"), p.directiveHere("$ELSIF"), p.directiveHere("$ELSE"):
		default:
			p.fail("$END")
		}
	}
}

// iterated reads FOR i IN 1..9 => value of a qualified expression, which makes an element in each round, as a function of
// its variables whose body holds what they run over.
func (p *Parser) iterated() ast.Expr {
	start := p.here()
	p.advance()
	b := &ast.Block{}
	p.listOf(func() { p.loopVariable(b) })
	at := p.here()
	p.expectKw(keyword.IN)
	p.listOf(func() { p.iteration(b) })
	row := &ast.Row{}
	for _, s := range b.Statements {
		if q, ok := s.Body.(*ast.Query); ok {
			row.Elems = append(row.Elems, &ast.Subquery{Span: q.Span, Query: q})
		}
	}
	row.Elems = append(row.Elems, b.Exprs...)
	if p.acceptKw(keyword.INDEX) {
		row.Elems = append(row.Elems, p.expr())
	} else {
		p.acceptKw(keyword.SEQUENCE)
	}
	p.expect(token.FatArrow, "`=>`")
	row.Elems = append(row.Elems, p.argValue())
	row.Span = p.since(at)
	l := &ast.Lambda{Span: p.since(start), Body: row}
	for _, v := range b.Declares {
		l.Params = append(l.Params, v.Name)
	}
	return l
}

// label reads <<name>> and the statement that it names; at the end of a block there may be none.
func (p *Parser) label() ast.Stmt {
	start, i := p.here(), p.i
	p.advance()
	p.ident("a label")
	p.expect(token.Gt, "`>>`")
	p.expect(token.Gt, "`>>`")
	mark := p.skipped(i, "LABEL")
	if p.statementEnd(true) {
		return &ast.Other{Span: mark.Span, Kind: "LABEL"}
	}
	s := p.stmt()
	if b, ok := s.(*ast.Block); ok {
		b.Clauses = append([]*ast.Clause{mark}, b.Clauses...)
		b.Start = start
		return b
	}
	b := &ast.Block{Kind: "LABEL", Clauses: []*ast.Clause{mark}}
	b.Statements = []*ast.Statement{{Span: s.Extent(), Body: s}}
	b.Span = p.since(start)
	return b
}

// procedural reads a statement that only a block holds; nil when another stands here.
func (p *Parser) procedural() ast.Stmt {
	next := p.peek(1)
	switch p.tok.Kind {
	case token.Shift:
		return p.label()
	case token.Colon:
		return p.callOrAssign()
	case token.QuotedName:
		return p.callOrAssign()
	case token.LParen: // (SELF AS base).method(x)
		if p.d.PLSQL && !p.queryAhead() {
			return p.callOrAssign()
		}
	case token.Word:
		if s := p.plpgsql(); s != nil {
			return s
		}
		kw := p.tok.Keyword
		if next.Kind == token.LParen && kw == keyword.None && p.atWord("ASYNC") { // Snowflake: ASYNC (INSERT ...)
			return p.asyncStatement()
		}
		switch next.Kind {
		case token.Assign, token.Dot:
			if !p.d.Reserved.Has(kw) {
				return p.callOrAssign()
			}
		case token.LParen, token.Semicolon, token.At:
			if kw == keyword.None && !otherVerbs[upper(p.str(&p.tok))] {
				return p.callOrAssign()
			}
		}
		switch kw {
		case keyword.CONTINUE:
			return p.exit()
		case keyword.OPEN:
			return p.openFor()
		case keyword.None:
			switch {
			case p.atWord("EXIT"):
				return p.exit()
			case p.atWord("FORALL"):
				return p.forall()
			case p.atWord("PIPE") && next.Keyword == keyword.ROW:
				start := p.here()
				p.pass(2)
				b := &ast.Block{Kind: "PIPE ROW", Exprs: []ast.Expr{p.primary()}}
				b.Span = p.since(start)
				return b
			}
		}
	}
	return nil
}

// callOrAssign reads target := value or the call of a procedure, which needs no parentheses without arguments.
func (p *Parser) callOrAssign() ast.Stmt {
	i, start := p.i, p.here()
	assigns := false
	if p.speculate(func() { p.variable() }) {
		assigns = p.at(token.Assign)
		p.seek(i)
	}
	if assigns {
		return p.assign()
	}
	e := p.postfix(p.primary())
	if c, ok := e.(*ast.ColumnRef); ok {
		e = &ast.Call{Span: c.Span, Name: &ast.Name{Span: c.Span, Parts: c.Parts}, NoParentheses: true}
	}
	return &ast.Other{Span: p.since(start), Kind: "CALL", Exprs: []ast.Expr{e}}
}

// exit reads EXIT and CONTINUE with their label and condition.
func (p *Parser) exit() ast.Stmt {
	start := p.here()
	b := &ast.Block{Kind: upper(p.str(&p.tok))}
	p.advance()
	if next := p.peek(1); p.at(token.Word) && !p.statementEnd(true) && (next.Keyword == keyword.WHEN || p.tok.Keyword == keyword.None && next.Kind == token.Semicolon) {
		label := p.i
		p.advance()
		b.Clauses = append(b.Clauses, p.skipped(label, "LABEL"))
	}
	if p.acceptKw(keyword.WHEN) {
		b.Exprs = append(b.Exprs, p.expr())
	}
	b.Span = p.since(start)
	return b
}

// openFor reads OPEN cursor FOR query USING values, where the query may stand in a string; nil when no query is opened.
func (p *Parser) openFor() ast.Stmt {
	start, i := p.here(), p.i
	p.advance()
	if !p.speculate(func() { p.variable() }) || !p.acceptKw(keyword.FOR) && !p.acceptKws(keyword.SCROLL, keyword.FOR) && !p.acceptKws(keyword.NO, keyword.SCROLL, keyword.FOR) {
		p.seek(i)
		return nil
	}
	b := &ast.Block{Kind: "OPEN", Clauses: []*ast.Clause{p.skipped(i, "CURSOR")}}
	if p.acceptKw(keyword.EXECUTE) {
		p.dynamicText(b)
	} else {
		p.dynamic(b)
	}
	b.Span = p.since(start)
	return b
}

// dynamic reads a query, or an expression that yields the text of one, and the values behind USING.
func (p *Parser) dynamic(b *ast.Block) {
	switch {
	case p.queryAhead():
		b.Statements = append(b.Statements, p.queryStatement())
	case p.at(token.String) && (p.peekKind(1) == token.Semicolon || p.peekKind(1) == token.RParen || p.peekKw(1) == keyword.USING):
		if list, ok := p.inner(&p.tok); ok {
			p.advance()
			b.Statements = list
			break
		}
		fallthrough
	default:
		b.Exprs = append(b.Exprs, p.noColumn(p.expr()))
	}
	if p.atKw(keyword.USING) {
		i := p.i
		for !p.statementEnd(true) && !p.at(token.RParen) {
			if p.at(token.LParen) {
				p.balanced()
			} else {
				p.advance()
			}
		}
		b.Clauses = append(b.Clauses, p.skipped(i, "USING"))
	}
}

// forall reads FORALL i IN bounds [SAVE EXCEPTIONS] and the statement that it repeats.
func (p *Parser) forall() ast.Stmt {
	start := p.here()
	p.advance()
	b := &ast.Block{Kind: "FORALL"}
	p.loopVariable(b)
	p.expectKw(keyword.IN)
	p.iteration(b)
	if i := p.i; p.acceptWord("SAVE") {
		p.advance()
		b.Clauses = append(b.Clauses, p.skipped(i, "SAVE EXCEPTIONS"))
	}
	b.Statements = append(b.Statements, p.statement(true))
	b.Span = p.since(start)
	return b
}

// loopVariable reads the variable of a loop with its type, where it has one.
func (p *Parser) loopVariable(b *ast.Block) {
	start := p.here()
	v := &ast.ColumnDef{Name: p.ident("a variable")}
	if !p.acceptWord("MUTABLE") {
		p.acceptKw(keyword.IMMUTABLE)
	}
	if p.at(token.Word) && !p.atKw(keyword.IN) && !p.atKw(keyword.AS) {
		v.Type = p.typeName()
	}
	v.Span = p.since(start)
	b.Declares = append(b.Declares, v)
}

// iteration reads what a loop runs over: a query, a cursor, a range, the elements of a collection.
func (p *Parser) iteration(b *ast.Block) {
	p.acceptWord("REVERSE")
	switch {
	case p.queryAhead() && !p.at(token.LParen), p.at(token.LParen) && p.queryAheadAt(1):
		b.Statements = append(b.Statements, p.queryStatement())
		return
	case p.at(token.LParen) && p.peekKw(1) == keyword.EXECUTE && p.peekKw(2) == keyword.IMMEDIATE:
		p.pass(3)
		p.dynamic(b)
		p.expect(token.RParen, "`)`")
		return
	case p.peekKw(1) == keyword.OF && (p.atKw(keyword.VALUES) || p.atWord("INDICES") || p.atWord("PAIRS")):
		p.pass(2)
	}
	p.acceptKw(keyword.REPEAT)
	switch {
	case p.acceptKw(keyword.EXECUTE):
		p.dynamicText(b)
		return
	case p.atWord("QUERY") && p.queryAheadAt(1): // Vertica
		p.advance()
		b.Statements = append(b.Statements, p.queryStatement())
		return
	case (p.atKw(keyword.CURSOR) || p.atKw(keyword.RANGE)) && p.peekKw(1) != keyword.LOOP: // Vertica
		p.advance()
	}
	e := p.operand()
	switch {
	case p.atKw(keyword.TO), p.at(token.Dot):
		p.acceptKw(keyword.TO)
		for p.accept(token.Dot) {
		}
		b.Exprs = append(b.Exprs, e, p.operand())
	case p.acceptKw(keyword.BETWEEN): // INDICES OF c BETWEEN a AND b
		low := p.operand()
		p.expectKw(keyword.AND)
		b.Exprs = append(b.Exprs, e, low, p.operand())
	default:
		b.Exprs = append(b.Exprs, p.noColumn(e)) // a cursor or a collection
	}
	if p.acceptKw(keyword.BY) {
		b.Exprs = append(b.Exprs, p.operand())
	}
	for p.acceptAny(keyword.WHILE, keyword.WHEN) != keyword.None {
		b.Exprs = append(b.Exprs, p.expr())
	}
}

// noColumn is an expression whose bare name means a variable, not a column.
func (p *Parser) noColumn(e ast.Expr) ast.Expr {
	if c, ok := e.(*ast.ColumnRef); ok {
		return &ast.Param{Span: c.Span, Name: c.In(p.text)}
	}
	return e
}

// logErrors reads LOG ERRORS [INTO table] [(tag)] [REJECT LIMIT n]; false when it does not stand here.
func (p *Parser) logErrors(clauses *[]*ast.Clause, into **ast.Output) bool {
	if !p.atKw(keyword.LOG) || !p.wordAhead(1, "ERRORS") {
		return false
	}
	i := p.i
	p.pass(2)
	*clauses = append(*clauses, p.skipped(i, "LOG ERRORS"))
	if at := p.here(); p.acceptKw(keyword.INTO) {
		o := &ast.Output{Table: p.tableName()}
		o.Span = p.since(at)
		*into = o
	}
	c, at := &ast.Clause{Kind: "REJECT LIMIT"}, p.here()
	if p.at(token.LParen) {
		c.Exprs = append(c.Exprs, p.primary())
	}
	if p.acceptWord("REJECT") {
		p.expectKw(keyword.LIMIT)
		if !p.acceptWord("UNLIMITED") {
			c.Exprs = append(c.Exprs, p.primary())
		}
	}
	if c.Span = p.since(at); c.End > at {
		*clauses = append(*clauses, c)
	}
	return true
}

// intoVariables reads [BULK COLLECT] INTO and the variables behind it.
func (p *Parser) intoVariables() *ast.Clause {
	i := p.i
	if p.atKw(keyword.BULK) {
		p.pass(2)
	}
	p.expectKw(keyword.INTO)
	p.acceptKw(keyword.STRICT)
	p.listOf(func() { p.variable() })
	return p.skipped(i, "INTO")
}

// intoAhead reports whether INTO or BULK COLLECT INTO stands here.
func (p *Parser) intoAhead() bool {
	return p.atKw(keyword.INTO) || p.atKw(keyword.BULK) && p.peekKw(2) == keyword.INTO
}
