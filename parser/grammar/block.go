package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// declare reads DECLARE: variables, a cursor, a handler; or the declarations of the block that follows.
func (p *Parser) declare() ast.Stmt {
	start, first := p.here(), p.i
	if k := p.peekKw(1); (k == keyword.GLOBAL || k == keyword.LOCAL) && p.peekKw(2) == keyword.TEMPORARY && p.peekKw(3) == keyword.TABLE {
		p.pass(3)
		return p.createTable(created{start: start, temporary: true})
	}
	b := &ast.Block{Kind: "DECLARE"}
	section := p.d.PLSQL || p.declareSection()
	p.advance()
	p.acceptKws(keyword.OR, keyword.REPLACE)
	if p.atKw(keyword.VARIABLE) && p.peekKind(1) == token.Word && (p.peekKind(2) == token.Eq || p.peekKind(2) == token.Word || p.peekKind(2) == token.Comma) {
		p.advance()
	}
	if section {
		p.declarationItems(b)
		inner := p.begun()
		inner.Clauses = append(b.Clauses, inner.Clauses...)
		inner.Declares = append(b.Declares, inner.Declares...)
		inner.Statements = append(b.Statements, inner.Statements...)
		inner.Start = start
		return inner
	}
	errors := len(p.errors)
	if !p.try(func() { p.declaration(b) }) {
		if certain(p.errors[errors:]) {
			panic(bailout{})
		}
		p.errors = p.errors[:errors]
		p.dropOpaques(first)
		p.seek(first)
		return p.other(start)
	}
	b.Span = p.since(start)
	return b
}

// declareSection reports whether what DECLARE begins here ends in the BEGIN of a block, not with its statement.
func (p *Parser) declareSection() bool {
	if p.d.Unseparated || p.peekKind(1) == token.Param {
		return false
	}
	const most = 20_000 // tokens
	for i := p.i + 1; i < min(len(p.toks), p.i+most); i++ {
		if last := p.toks[i-1]; last.Kind != token.Semicolon && i > p.i+1 {
			continue
		}
		switch p.toks[i].Keyword {
		case keyword.BEGIN:
			return !p.transactionAt(i + 1)
		case keyword.PROCEDURE, keyword.FUNCTION, keyword.PRAGMA: // PL/SQL
			return true
		case keyword.DECLARE, keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CREATE,
			keyword.SET, keyword.WITH, keyword.IF, keyword.EXECUTE, keyword.CALL, keyword.DROP, keyword.FOR, keyword.WHILE,
			keyword.LOOP:
			return false
		}
		if p.toks[i].Kind == token.EOF {
			return false
		}
	}
	return false
}

// declaration reads what stands between DECLARE and its separator.
func (p *Parser) declaration(b *ast.Block) {
	i := p.i
	switch {
	case p.peekKw(1) == keyword.CURSOR && !p.at(token.Param), p.peekKw(1) == keyword.SCROLL, p.peekKw(1) == keyword.NO && p.peekKw(2) == keyword.SCROLL,
		p.wordAhead(1, "INSENSITIVE"), p.wordAhead(1, "ASENSITIVE"), p.wordAhead(1, "SENSITIVE"), p.peekKw(1) == keyword.BINARY, p.atKw(keyword.CURSOR),
		p.wordAhead(1, "PARALLEL"):
		if p.peekKw(1) == keyword.CURSOR && p.peekKind(2) == token.LParen { // with parameters
			p.pass(2)
			b.Clauses = append(b.Clauses, p.skipped(i, "CURSOR"))
			b.Declares = append(b.Declares, p.columnDefs()...)
			i = p.i
		}
		for !p.atKw(keyword.FOR) && !p.atKw(keyword.IS) && !p.statementEnd(false) {
			p.advance()
		}
		if p.acceptAny(keyword.FOR, keyword.IS) == keyword.None {
			p.report("FOR and a query", p.toks[i+1].Keyword == keyword.CURSOR && p.toks[i].Kind == token.Word)
			panic(bailout{})
		}
		b.Clauses = append(b.Clauses, p.skipped(i, "CURSOR"))
		switch {
		case p.queryAhead():
			b.Statements = append(b.Statements, p.queryStatement())
		case p.atWord("SUBSCRIBE"):
			b.Statements = append(b.Statements, p.part())
		default:
			b.Exprs = append(b.Exprs, p.variable())
		}
	case p.peekKw(1) == keyword.HANDLER: // MySQL: CONTINUE HANDLER FOR NOT FOUND SET done = 1
		for !p.statementEnd(false) && !p.handlerBody() {
			p.advance()
		}
		b.Clauses = append(b.Clauses, p.skipped(i, "HANDLER"))
		if !p.statementEnd(false) {
			b.Statements = append(b.Statements, p.statement(true))
		}
	default:
		p.declarations(b)
	}
	if !p.ended() {
		p.fail("the end of the declaration")
	}
}

// handlerBody reports whether the statement of a handler begins here.
func (p *Parser) handlerBody() bool {
	switch p.tok.Keyword {
	case keyword.BEGIN, keyword.SET, keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.ROLLBACK,
		keyword.LEAVE, keyword.ITERATE, keyword.CALL, keyword.RESIGNAL, keyword.SIGNAL:
		return true
	}
	return false
}

// declarations reads a, b INT64 DEFAULT 1 and @a INT = 1, @b .... What stands behind several names belongs to them all,
// and is kept with the last.
func (p *Parser) declarations(b *ast.Block) {
	p.listOf(func() {
		var c *ast.ColumnDef
		for {
			start := p.here()
			c = &ast.ColumnDef{}
			if p.at(token.Param) {
				c.Name = ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)}
				p.advance()
			} else {
				c.Name = p.ident("a variable")
			}
			c.Span = p.since(start)
			b.Declares = append(b.Declares, c)
			if !p.at(token.Comma) || p.peekKind(1) == token.Param {
				break
			}
			p.advance()
		}
		if p.atWord("CONSTANT") {
			p.advance()
		}
		if p.atKw(keyword.AS) || p.at(token.Word) && !p.atKw(keyword.DEFAULT) {
			p.acceptKw(keyword.AS)
			if p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen {
				p.tableType(c)
			} else {
				c.Type = p.typeName()
			}
		}
		if p.acceptKws(keyword.NOT, keyword.NULL) {
			c.NotNull = true
		}
		if p.acceptKw(keyword.DEFAULT) || p.accept(token.Eq) || p.accept(token.Assign) {
			c.Default = p.subqueryOrExpr()
		}
		c.Span = p.since(c.Start)
	})
}

// tableType reads TABLE (columns and constraints), the type of a variable.
func (p *Parser) tableType(c *ast.ColumnDef) {
	start := p.here()
	p.advance()
	t := &ast.CreateTable{}
	p.tableElements(t)
	c.Type = &ast.TypeName{Span: p.since(start), Name: "TABLE", Fields: t.Columns, Clauses: t.Clauses}
	for _, k := range t.Constraints {
		c.Type.Clauses = append(c.Type.Clauses, &ast.Clause{Span: k.Span, Kind: "CONSTRAINT"})
	}
}

// block reads procedural code: BEGIN ... END, IF, loops, CASE statements, RETURN.
func (p *Parser) block() ast.Stmt {
	start := p.here()
	kw := p.tok.Keyword
	b := &ast.Block{Kind: kw.String()}
	switch kw {
	case keyword.BEGIN:
		if p.transactionAt(p.i + 1) {
			return p.other(start)
		}
		p.advance()
		if i := p.i; p.acceptWord("REQUEST") { // Teradata: several statements as one
			b.Clauses = append(b.Clauses, p.skipped(i, "REQUEST"))
		}
		compound := p.acceptWord("COMPOUND") // Db2, of precompiled programs
		p.acceptKws(keyword.NOT, keyword.ATOMIC)
		if p.acceptKw(keyword.ATOMIC) && p.atKw(keyword.WITH) && p.peekKind(1) == token.LParen { // T-SQL: of a procedure that is compiled
			i := p.i
			p.advance()
			p.balanced()
			b.Clauses = append(b.Clauses, p.skipped(i, "WITH"))
		}
		if compound {
			p.acceptWord("STATIC")
		}
		try := p.acceptKw(keyword.TRY)
		if p.at(token.LParen) && p.match[p.i] > 0 && changes.Has(p.peekKw(1)) { // Teradata's triggers
			p.statementsInParens(b)
		}
		p.blockBody(b)
		p.blockEnd(b)
		if catch := p.catchAhead(); try && catch > 0 {
			p.seek(p.i + catch)
			p.blockBody(b)
			p.blockEnd(b)
		}
	case keyword.RETURN:
		p.advance()
		if p.acceptKw(keyword.TABLE) {
			p.expect(token.LParen, "`(`")
			if p.queryAhead() {
				b.Statements = append(b.Statements, p.queryStatement())
			} else { // a result set
				b.Exprs = append(b.Exprs, p.variable())
			}
			p.expect(token.RParen, "`)`")
		} else if !p.statementEnd(true) {
			b.Exprs = append(b.Exprs, p.subqueryOrExpr())
		}
	case keyword.IF:
		p.advance()
		b.Exprs = append(b.Exprs, p.expr())
		if !p.acceptKw(keyword.THEN) { // T-SQL
			p.branch(b)
			if p.acceptKw(keyword.ELSE) {
				p.branch(b)
			}
			break
		}
		p.blockBody(b)
		for {
			if p.acceptKw(keyword.ELSEIF) || p.acceptKw(keyword.ELSIF) || p.acceptKws(keyword.ELSE, keyword.IF) {
				b.Exprs = append(b.Exprs, p.expr())
				p.acceptKw(keyword.THEN)
			} else if !p.acceptKw(keyword.ELSE) {
				break
			}
			p.blockBody(b)
		}
		p.blockEnd(b)
		if p.toks[p.i-1].Keyword == keyword.END && p.statementEnd(false) {
			p.failCertain("IF of the END IF")
		}
	case keyword.LOOP, keyword.REPEAT:
		p.advance()
		p.blockBody(b)
		if p.acceptKw(keyword.UNTIL) {
			b.Exprs = append(b.Exprs, p.expr())
		}
		p.blockEnd(b)
	case keyword.WHILE:
		p.advance()
		b.Exprs = append(b.Exprs, p.expr())
		if p.acceptAny(keyword.DO, keyword.LOOP) == keyword.None { // T-SQL
			p.branch(b)
			break
		}
		p.blockBody(b)
		p.blockEnd(b)
	case keyword.FOR:
		p.advance()
		if p.queryAhead() { // Spark: the loop's variable may go without a name
			b.Statements = append(b.Statements, p.queryStatement())
			p.expectKw(keyword.DO)
			p.blockBody(b)
			p.blockEnd(b)
			break
		}
		p.listOf(func() { p.loopVariable(b) })
		if i := p.i; p.acceptKw(keyword.AS) { // also FOR r AS c CURSOR FOR query
			for (!p.queryAhead() || p.atKw(keyword.WITH) && !p.cteBehind()) && !(p.at(token.LParen) && p.queryAheadAt(1)) && !p.statementEnd(false) {
				p.advance()
			}
			if p.i > i+1 {
				b.Clauses = append(b.Clauses, p.skipped(i, "CURSOR"))
			}
		} else if p.accept(token.Assign) { // Exasol: FOR i := 1 TO 10 DO
		} else {
			p.expectKw(keyword.IN)
		}
		p.listOf(func() { p.iteration(b) })
		p.acceptAny(keyword.DO, keyword.LOOP)
		p.blockBody(b)
		p.blockEnd(b)
	case keyword.CASE:
		p.advance()
		var operand ast.Expr
		if !p.atKw(keyword.WHEN) {
			operand = p.expr()
			b.Exprs = append(b.Exprs, operand)
		}
		for p.acceptKw(keyword.WHEN) {
			p.listOf(func() { b.Exprs = append(b.Exprs, p.whenOperand(operand)) })
			p.expectKw(keyword.THEN)
			p.blockBody(b)
		}
		if p.acceptKw(keyword.ELSE) {
			p.blockBody(b)
		}
		p.blockEnd(b)
	}
	b.Span = p.since(start)
	return b
}

// queryStatement reads a query as a statement inside a block's head.
func (p *Parser) queryStatement() *ast.Statement {
	q := p.query()
	return &ast.Statement{Span: q.Span, Body: q}
}

// doStatement reads Postgres' DO with the code in its string, and DO of anything else by its kind.
func (p *Parser) doStatement() ast.Stmt {
	start, first := p.here(), p.i
	b := &ast.Block{Kind: "DO"}
	language := func() bool {
		if !p.acceptKw(keyword.LANGUAGE) {
			return true
		}
		name := upper(p.str(&p.tok))
		p.advance()
		return name == "PLPGSQL" || name == "PLVSQL" || name == "SQL"
	}
	p.advance()
	if language() && p.at(token.String) {
		list, ok := p.inner(&p.tok)
		b.Statements = list
		if i := p.i + 1; ok {
			p.seek(i)
			if ok = language(); ok && p.i > i {
				b.Clauses = append(b.Clauses, p.skipped(i, "LANGUAGE"))
			}
		}
		if ok {
			b.Span = p.since(start)
			return b
		}
	}
	p.seek(first)
	return p.other(start)
}

// catchAhead is how many tokens make the BEGIN CATCH here, with a separator in front of it; 0 when none stands here.
func (p *Parser) catchAhead() int {
	n := 0
	if p.at(token.Semicolon) && !p.atBatchEnd() {
		n = 1
	}
	if p.peekKw(n) == keyword.BEGIN && p.peekKw(n+1) == keyword.CATCH {
		return n + 2
	}
	return 0
}

// blockBody reads statements up to what ends them.
func (p *Parser) blockBody(b *ast.Block) {
	for {
		for p.at(token.Semicolon) && !p.atBatchEnd() && !p.slash() {
			p.step()
		}
		if c := p.directive(); c != nil {
			b.Clauses = append(b.Clauses, c)
			continue
		}
		switch p.tok.Keyword {
		case keyword.END, keyword.ELSE, keyword.ELSEIF, keyword.ELSIF, keyword.WHEN, keyword.UNTIL:
			return
		case keyword.EXCEPTION:
			p.advance()
			for i := p.i; p.acceptKw(keyword.WHEN); i = p.i {
				for !p.atKw(keyword.THEN) && !p.statementEnd(false) {
					p.advance()
				}
				p.expectKw(keyword.THEN)
				b.Clauses = append(b.Clauses, p.skipped(i, "EXCEPTION"))
				p.blockBody(b)
			}
			return
		}
		if p.at(token.EOF) || p.atBatchEnd() || p.slash() {
			p.fail("END")
		}
		b.Statements = append(b.Statements, p.statement(true))
	}
}

// looseHandlers reads EXCEPTION WHEN ... THEN ...; by itself, as documentation shows it: up to the next one or the end.
func (p *Parser) looseHandlers() ast.Stmt {
	start := p.here()
	b := &ast.Block{Kind: "EXCEPTION"}
	p.advance()
	for {
		if i := p.i; p.acceptKw(keyword.WHEN) {
			for !p.atKw(keyword.THEN) && !p.statementEnd(false) {
				p.advance()
			}
			p.expectKw(keyword.THEN)
			b.Clauses = append(b.Clauses, p.skipped(i, "EXCEPTION"))
		}
		b.Statements = append(b.Statements, p.statement(true))
		if next := p.peek(1); !p.at(token.Semicolon) || next.Kind == token.EOF || next.Keyword == keyword.EXCEPTION {
			b.Span = p.since(start)
			return b
		}
		p.step()
	}
}

// blockEnd reads END, END IF, END LOOP, END label.
func (p *Parser) blockEnd(b *ast.Block) {
	i := p.i
	p.expectKw(keyword.END)
	if p.d.Unseparated {
		p.acceptAny(keyword.TRY, keyword.CATCH)
		return
	}
	if p.acceptAny(keyword.TRY, keyword.CATCH) == keyword.None && !p.startsLine() {
		p.acceptAny(keyword.IF, keyword.LOOP, keyword.WHILE, keyword.FOR, keyword.CASE, keyword.REPEAT)
	}
	if p.at(token.Word) && (p.tok.Keyword == keyword.None || p.d.PLSQL) || p.at(token.QuotedName) {
		p.advance()
		b.Clauses = append(b.Clauses, p.skipped(i, "END"))
	}
}

// transactionAt reports whether token i follows the BEGIN of a transaction, not of a block.
func (p *Parser) transactionAt(i int) bool {
	t := &p.toks[min(i, len(p.toks)-1)]
	switch t.Keyword {
	case keyword.TRAN, keyword.DISTRIBUTED:
		return true
	case keyword.TRANSACTION, keyword.WORK, keyword.ISOLATION, keyword.READ, keyword.IMMEDIATE, keyword.DEFERRED:
		return true
	case keyword.STATEMENT: // Flink: BEGIN STATEMENT SET;
		return true
	case keyword.IMPORT, keyword.DELETE: // Teradata's MultiLoad
		return equalFold(p.str(&p.toks[i+1]), "MLOAD")
	case keyword.EXPORT:
		return p.toks[i+1].Kind == token.Semicolon || equalFold(p.str(&p.toks[i+1]), "SESSIONS")
	case keyword.NOT:
		return p.toks[i+1].Keyword != keyword.ATOMIC
	case keyword.WITH: // Doris: BEGIN WITH LABEL l
		return equalFold(p.str(&p.toks[i+1]), "LABEL")
	case keyword.DECLARE: // of variables in a program
		return equalFold(p.str(&p.toks[min(i+1, len(p.toks)-1)]), "SECTION")
	case keyword.None:
		switch upper(p.str(t)) {
		case "", ";", "CATALOG", "EXCLUSIVE", "DIALOG", "CONVERSATION", "QUERY", "LOADING", "LOGGING", "MLOAD", "EXPORT", "FASTEXPORT", "ISOLATED":
			return true
		}
	}
	return false
}

// changedInPlace reports whether SingleStore's a += 1 stands here.
func (p *Parser) changedInPlace() bool {
	op := p.peek(1)
	return op.Kind == token.Operator && op.Len() == 2 && p.text[op.Start+1] == '=' && strings.IndexByte("+-*/%", p.text[op.Start]) >= 0
}

// assign reads name := value.
func (p *Parser) assign() ast.Stmt {
	b := &ast.Block{Kind: "SET", Exprs: []ast.Expr{p.assignedVariable()}}
	b.Span = b.Exprs[0].Extent()
	return b
}

// assignedVariable reads name = value and name := value.
func (p *Parser) assignedVariable() ast.Expr {
	start := p.here()
	var left ast.Expr
	switch {
	case p.at(token.LParen):
		row := &ast.Row{}
		p.advance()
		p.listOf(func() { row.Elems = append(row.Elems, p.variable()) })
		p.expect(token.RParen, "`)`")
		row.Span = p.since(start)
		left = row
	default:
		left = p.variable()
		if p.at(token.Comma) { // Vertica
			row := &ast.Row{Elems: []ast.Expr{left}}
			for p.accept(token.Comma) {
				row.Elems = append(row.Elems, p.variable())
			}
			row.Span = p.since(start)
			left = row
		}
	}
	op := p.tok
	if !p.accept(token.Eq) && !p.accept(token.Assign) {
		if arrow := op.Kind == token.Lt && p.peekKind(1) == token.Minus; arrow { // Vertica
			p.advance()
		} else if op.Kind != token.Operator || p.text[op.End-1] != '=' {
			p.fail("`=`")
		}
		p.advance()
	}
	text := p.text[op.Start:p.prevEnd()]
	var right ast.Expr
	if at := p.here(); p.atKw(keyword.CURSOR) && p.peekKind(1) == token.Word { // T-SQL: SET @c = CURSOR SCROLL FOR SELECT ...
		for !p.atKw(keyword.FOR) && !p.statementEnd(false) {
			p.advance()
		}
		p.expectKw(keyword.FOR)
		name := p.wordName(p.since(at))
		q := p.query()
		right = &ast.Call{Span: p.since(at), Name: name, Args: []ast.Expr{&ast.Subquery{Span: q.Span, Query: q}}, NoParentheses: true}
	} else {
		right = p.subqueryOrExpr()
	}
	return &ast.Binary{Span: p.since(start), Op: ast.OpAssign, Text: text, Left: left, Right: right}
}

// variable reads a variable or setting as a parameter, for it is no column.
func (p *Parser) variable() *ast.Param {
	start := p.here()
	if p.at(token.Param) {
		return p.param()
	}
	if p.accept(token.Colon) && p.at(token.Number) { // :1
		p.advance()
		return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
	}
	p.name("a variable")
	for {
		switch {
		case p.at(token.LBracket), p.at(token.LParen) && (p.inBlock || p.d.PLSQL):
			p.balanced()
			continue
		case p.at(token.Dot) && (p.toks[p.i-1].Kind == token.RParen || p.toks[p.i-1].Kind == token.RBracket) && p.peekKind(1) == token.Word:
			p.pass(2)
			continue
		}
		break
	}
	return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
}

// subqueryOrExpr reads a value, which may be a query without parentheses.
func (p *Parser) subqueryOrExpr() ast.Expr {
	if p.queryAhead() && !p.at(token.LParen) {
		q := p.query()
		return &ast.Subquery{Span: q.Span, Query: q}
	}
	if p.atKw(keyword.EXECUTE) && p.dynamicAhead() { // Vertica
		word := p.tok.Span
		p.advance()
		c := &ast.Call{Name: p.wordName(word), Args: []ast.Expr{p.expr()}}
		if p.acceptKw(keyword.USING) {
			p.listOf(func() { c.Args = append(c.Args, p.expr()) })
		}
		c.Span = p.since(word.Start)
		return c
	}
	return p.expr()
}
