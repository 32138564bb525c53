package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// Scripts whose statements need no separator: Transact-SQL's, and in generic what looks like them. A statement ends
// where a word stands that begins another one and cannot continue it.

// startsNext reports whether another statement begins at the current word, where none needs a separator.
func (p *Parser) startsNext() bool {
	if !p.d.Unseparated {
		return false
	}
	if p.d.Starters.Has(p.tok.Keyword) {
		return p.beginsStatement() && !p.leadsOn()
	}
	return p.labelAhead() || p.sqlcmdLine()
}

// startsLine reports whether another statement begins at the current word because it is the first of its line, where
// the dialect is not known to do without separators.
func (p *Parser) startsLine() bool {
	return p.d.Starters.Has(p.tok.Keyword) && p.lineStart() && p.beginsStatement() && !p.leadsOn()
}

// lineStart reports whether the current token is the first of its line.
func (p *Parser) lineStart() bool {
	return p.i == 0 || strings.IndexByte(p.text[p.toks[p.i-1].End:p.here()], '\n') >= 0
}

// beginsStatement reports whether the current word, which can begin a statement, does so by what follows it.
func (p *Parser) beginsStatement() bool {
	next := p.peek(1)
	switch p.tok.Keyword {
	case keyword.CREATE, keyword.ALTER, keyword.DROP:
		return p.madeAhead()
	case keyword.WITH:
		return p.cteAheadAt(1) && next.Keyword != keyword.EXECUTE || next.Keyword == keyword.XMLNAMESPACES || p.wordAhead(1, "CHANGE_TRACKING_CONTEXT")
	case keyword.IF: // not DROP TABLE IF EXISTS t
		n := 1
		if next.Keyword == keyword.NOT {
			n = 2
		}
		return p.peekKw(n) != keyword.EXISTS || p.peekKind(n+1) == token.LParen
	case keyword.SET: // not ON DELETE SET NULL
		before := p.toks[max(p.i-1, 0)].Keyword
		return next.Kind != token.LParen && before != keyword.DELETE && before != keyword.UPDATE
	case keyword.DELETE, keyword.UPDATE: // not ON DELETE CASCADE, nor the function UPDATE(a)
		switch next.Keyword {
		case keyword.CASCADE, keyword.NO, keyword.SET, keyword.RESTRICT:
			return false
		}
		return next.Kind != token.LParen
	case keyword.MERGE: // not ALTER PARTITION FUNCTION f() MERGE RANGE (1)
		return next.Keyword != keyword.RANGE && p.joinAhead() == 0
	case keyword.FETCH: // not FETCH NEXT 10 ROWS ONLY
		return next.Keyword != keyword.NEXT && next.Keyword != keyword.FIRST || p.peekKw(2) == keyword.FROM
	case keyword.ENABLE, keyword.DISABLE:
		return next.Keyword == keyword.TRIGGER
	case keyword.THROW:
		return p.lineStart() || next.Kind == token.Number
	case keyword.COPY:
		return next.Keyword == keyword.INTO
	case keyword.RENAME:
		return next.Keyword == keyword.OBJECT
	case keyword.USE:
		return next.Kind == token.Word && next.Keyword != keyword.INDEX || next.Kind == token.QuotedName || next.Kind == token.Param
	case keyword.BULK:
		return next.Keyword == keyword.INSERT
	case keyword.BACKUP, keyword.RESTORE, keyword.OPEN, keyword.CLOSE, keyword.SAVE:
		return next.Kind == token.Word || next.Kind == token.QuotedName || next.Kind == token.Param
	}
	return true
}

// madeAhead reports whether the kind of a thing that is made stands behind CREATE, ALTER or DROP, so that these words
// begin a statement: not in ALTER TABLE t ALTER COLUMN a, DROP CONSTRAINT b.
func (p *Parser) madeAhead() bool {
	next := p.peek(1)
	switch next.Keyword {
	case keyword.None:
		return next.Kind == token.Word && madeWords[upper(p.str(next))]
	case keyword.COLUMN, keyword.EVENT: // COLUMN MASTER KEY, EVENT SESSION
		return p.wordAhead(2, "MASTER") || p.wordAhead(2, "ENCRYPTION") || p.peekKw(2) == keyword.SESSION || p.wordAhead(2, "NOTIFICATION")
	}
	return madeThings.Has(next.Keyword)
}

// madeThings and madeWords are the first words of what CREATE, ALTER and DROP may make (Transact-SQL reference).
var (
	madeThings = keyword.SetOf(
		keyword.OR, keyword.TABLE, keyword.VIEW, keyword.MATERIALIZED, keyword.PROC, keyword.PROCEDURE, keyword.FUNCTION,
		keyword.TRIGGER, keyword.INDEX, keyword.UNIQUE, keyword.CLUSTERED, keyword.DATABASE, keyword.SCHEMA, keyword.USER,
		keyword.ROLE, keyword.TYPE, keyword.SEQUENCE, keyword.SYNONYM, keyword.EXTERNAL, keyword.STATISTICS, keyword.PARTITION,
		keyword.FULLTEXT, keyword.SPATIAL, keyword.SECURITY, keyword.RULE, keyword.DEFAULT, keyword.AGGREGATE, keyword.SEARCH,
		keyword.ASYMMETRIC, keyword.SYMMETRIC, keyword.AUTHORIZATION, keyword.JSON, keyword.TEMPORARY, keyword.TEMP,
	)
	madeWords = wordSet(`NONCLUSTERED COLUMNSTORE XML PRIMARY_XML LOGIN ASSEMBLY CERTIFICATE CREDENTIAL CRYPTOGRAPHIC ENDPOINT
		MESSAGE CONTRACT QUEUE SERVICE ROUTE REMOTE BROKER RESOURCE WORKLOAD SERVER AVAILABILITY APPLICATION MASTER
		SENSITIVITY SIGNATURE SELECTIVE VECTOR`)
)

// leadsOn reports whether the token before the current one needs something behind it, so that no statement begins here.
func (p *Parser) leadsOn() bool {
	if p.i == 0 {
		return false
	}
	switch before := &p.toks[p.i-1]; before.Kind {
	case token.Comma, token.Eq, token.LParen, token.Dot:
		return true
	case token.Word:
		return leading.Has(before.Keyword)
	}
	return false
}

// leading are words that no statement ends with.
var leading = keyword.SetOf(
	keyword.AFTER, keyword.AS, keyword.BEFORE, keyword.FOR, keyword.OF, keyword.WITH, keyword.DO, keyword.THEN,
	keyword.UNION, keyword.EXCEPT, keyword.INTERSECT, keyword.OFFSETS,
)

// labelAhead reports whether the label of a GOTO stands here.
func (p *Parser) labelAhead() bool {
	if p.peekKind(1) != token.Colon || !p.at(token.Word) || !p.d.Unseparated || p.tok.Keyword != keyword.None {
		return false
	}
	before := &p.toks[max(p.i-1, 0)]
	return p.lineStart() || before.Kind == token.Semicolon || before.Keyword == keyword.BEGIN
}

// sqlcmdLine reports whether a command of sqlcmd's stands here (:setvar, :r, !!dir), which is read to the end of its
// line.
func (p *Parser) sqlcmdLine() bool {
	return p.at(token.Colon) && p.d.Batches && p.peekKind(1) == token.Word && sqlcmdCommands[upper(p.str(p.peek(1)))] && p.lineStart()
}

// sqlcmdCommands are those of sqlcmd's that a colon begins (sqlcmd utility, "Commands").
var sqlcmdCommands = wordSet(`SETVAR R CONNECT ON OUT ERROR LISTVAR RESET QUIT EXIT ED HELP LIST PERFTRACE SERVERLIST XML`)

// batchEnd is the token that GO on a line of its own makes, with the count behind it: a separator. ok is false where the
// word at token i is none; n is how many tokens it takes. Where the dialect ends its batches with GO for certain, GO may
// also end a line.
func batchEnd(text string, toks []token.Token, i int, certain bool) (sep token.Token, n int, ok bool) {
	line := strings.LastIndexByte(text[:toks[i].Start], '\n') + 1
	if before := strings.TrimSpace(text[line:toks[i].Start]); before != "" && (!certain || named(before)) {
		return sep, 0, false
	}
	sep, n = toks[i], 1
	for j := i + 1; j < len(toks); j++ {
		switch k := toks[j].Kind; {
		case k == token.Comment:
		case k == token.Space:
			if strings.IndexByte(toks[j].In(text), '\n') >= 0 {
				return asSeparator(sep), n, true
			}
		case k == token.Number && n == 1:
			n, sep.End = j-i+1, toks[j].End
		case k == token.Semicolon, certain && toks[j].Keyword == keyword.GO:
		default:
			return sep, 0, false
		}
	}
	return asSeparator(sep), n, true
}

// named reports whether a name must stand behind that text of a line: FROM t AS go.
func named(before string) bool {
	switch before[len(before)-1] {
	case '.', ',', '(', '=':
		return true
	}
	words := strings.Fields(before)
	return leading.Has(keyword.Of(words[len(words)-1])) || keyword.Of(words[len(words)-1]) == keyword.SELECT
}

func asSeparator(t token.Token) token.Token {
	t.Kind = token.Semicolon
	return t
}

// atBatchEnd reports whether GO stands here.
func (p *Parser) atBatchEnd() bool { return p.at(token.Semicolon) && p.atKw(keyword.GO) }

// branch reads the one statement that IF, ELSE or WHILE governs, with its separator where ELSE follows that.
func (p *Parser) branch(b *ast.Block) {
	if p.statementEnd(true) && !p.startsNext() {
		p.failOperand("a statement")
	}
	b.Statements = append(b.Statements, p.statement(true))
	if p.at(token.Semicolon) && !p.atBatchEnd() && p.peekKw(1) == keyword.ELSE {
		p.step()
	}
}

// batchBody reads the statements up to the end of the batch, which are the body of a procedure or trigger.
func (p *Parser) batchBody() *ast.Block {
	start := p.here()
	b := &ast.Block{Kind: "AS"}
	for {
		for p.at(token.Semicolon) && !p.atBatchEnd() {
			p.step()
		}
		if p.at(token.EOF) || p.atBatchEnd() || p.atKw(keyword.CREATE) && p.batchAlone() {
			break
		}
		if p.atKw(keyword.END) && p.peekKw(1) != keyword.None {
			break
		}
		b.Statements = append(b.Statements, p.statement(true))
	}
	if len(b.Statements) == 0 {
		p.failOperand("a statement")
	}
	b.Span = source.Span{Start: start, End: b.Statements[len(b.Statements)-1].End}
	return b
}

// batchAlone reports whether CREATE here makes what must be alone in its batch, so that it ends the body of another.
func (p *Parser) batchAlone() bool {
	n := 1
	if p.peekKw(1) == keyword.OR {
		n = 3
	}
	switch p.peekKw(n) {
	case keyword.PROC, keyword.PROCEDURE, keyword.FUNCTION, keyword.TRIGGER, keyword.VIEW:
		return true
	}
	return false
}

// execute reads what stands behind EXEC: @status = procedure 1, @b = 2, @c OUTPUT, or ('statements') AT server. Where the
// statements stand in a string they are read.
func (p *Parser) execute(start int32) ast.Stmt {
	o := &ast.Other{Kind: "EXEC"}
	var text *token.Token
	if p.at(token.LParen) {
		if p.peekKind(1) == token.String && p.peekKind(2) == token.RParen {
			text = p.peek(1)
		}
		p.advance()
		o.Exprs = p.exprList(token.RParen)
		p.expect(token.RParen, "`)`")
	} else {
		text = p.procedureCall(o)
	}
	tail := p.i
	for p.i == tail && p.atKw(keyword.WITH) || !p.ended() {
		switch {
		case p.at(token.LParen):
			p.balanced()
		case p.at(token.Word), p.at(token.QuotedName), p.at(token.Comma), p.at(token.Eq), p.at(token.String):
			p.advance()
		default:
			p.fail("the end of the statement")
		}
	}
	o.Span = p.since(start)
	if text != nil {
		if list, ok := p.inner(text); ok {
			head := &ast.Clause{Span: source.Span{Start: start, End: text.Start}, Kind: "EXEC"}
			b := &ast.Block{Span: o.Span, Kind: "EXEC", Statements: list, Clauses: []*ast.Clause{head}}
			if text.End < b.End {
				b.Clauses = append(b.Clauses, &ast.Clause{Span: source.Span{Start: text.End, End: b.End}, Kind: "ARGUMENTS", Exprs: o.Exprs[1:]})
			}
			return b
		}
	}
	return o
}

// procedureCall reads the procedure that EXEC calls and its arguments. It returns the statements in quotes that
// sp_executesql is given.
func (p *Parser) procedureCall(o *ast.Other) *token.Token {
	if p.at(token.Param) && p.peekKind(1) == token.Eq {
		p.pass(2)
	}
	var name string
	if p.at(token.Param) {
		p.advance()
	} else {
		n := p.name("a procedure")
		name = n.Last().Name
	}
	if p.at(token.Semicolon) && p.peekKind(1) == token.Number && p.glued() { // EXEC p;1
		p.step()
		p.advance()
	}
	if p.at(token.LParen) {
		p.fail("an argument without parentheses")
	}
	var text *token.Token
	if equalFold(name, "SP_EXECUTESQL") {
		text = p.sqlText()
	}
	for first := true; !p.ended() && (first && !p.atKw(keyword.WITH) || p.accept(token.Comma)); first = false {
		p.procedureArg(o)
	}
	return text
}

// sqlText is the string that is the first argument here; nil when that is something else.
func (p *Parser) sqlText() *token.Token {
	n := 0
	if p.at(token.Param) && p.peekKind(1) == token.Eq {
		n = 2
	}
	if p.peekKind(n) != token.String {
		return nil
	}
	return p.peek(n)
}

// procedureArg reads one argument of a procedure: [@name =] value [OUTPUT]. A bare word is a string.
func (p *Parser) procedureArg(o *ast.Other) {
	if p.at(token.Param) && p.peekKind(1) == token.Eq {
		p.pass(2)
	}
	switch {
	case (p.at(token.Word) && p.peekKind(1) != token.LParen && p.peekKind(1) != token.FatArrow || p.at(token.QuotedName)) && !p.atKw(keyword.NULL) && !p.atKw(keyword.DEFAULT):
		start := p.here()
		n := p.name("a value")
		o.Exprs = append(o.Exprs, &ast.Word{Span: p.since(start), Text: n.In(p.text)})
	default:
		o.Exprs = append(o.Exprs, p.expr())
	}
	if !p.acceptKw(keyword.OUTPUT) {
		p.acceptKw(keyword.OUT)
	}
}

// ended reports whether a statement ends here that may stand in front of another one without a separator.
func (p *Parser) ended() bool { return p.statementEnd(true) || p.startsLine() }

// trigger reads CREATE TRIGGER, whose body is the rest of its batch.
func (p *Parser) trigger(c created) ast.Stmt {
	head := p.i
	var on *ast.Table
	for !p.atKw(keyword.AS) {
		switch {
		case p.atKw(keyword.ON) && on == nil:
			p.advance()
			on = p.triggerTable()
		case p.at(token.EOF), p.at(token.Semicolon):
			p.fail("AS")
		case p.atKws(keyword.EXECUTE, keyword.AS):
			p.pass(3)
		case p.at(token.LParen):
			p.balanced()
		default:
			p.advance()
		}
	}
	b := &ast.Block{Kind: "CREATE TRIGGER", On: on, Clauses: append(c.clauses, p.skippedAround(head, on, "TRIGGER")...)}
	p.advance()
	if i := p.i; p.acceptKws(keyword.EXTERNAL, keyword.NAME) {
		p.name("a method")
		b.Clauses = append(b.Clauses, p.skipped(i, "EXTERNAL NAME"))
	} else {
		b.Statements = p.batchBody().Statements
	}
	b.Span = p.since(c.start)
	return b
}

// triggerTable reads the relation behind ON of a trigger; nil where a database or the server sets it off.
func (p *Parser) triggerTable() *ast.Table {
	var t *ast.Table
	if p.atKw(keyword.DATABASE) || p.atKw(keyword.ALL) && p.wordAhead(1, "SERVER") {
		return nil
	}
	p.speculate(func() { t = p.tableName() })
	return t
}
