package grammar

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// More moves to the statement that begins at token i, passing separators, and reports whether there is one.
func (p *Parser) More(i int) bool {
	_, ok := p.At(i)
	return ok
}

// At moves to the statement that begins at token i, passing separators; it returns the token that begins it, and false
// at the end.
func (p *Parser) At(i int) (int, bool) {
	p.seek(i)
	for p.at(token.Semicolon) || p.atDelimiter() {
		if p.i > 0 && p.toks[p.i-1].Keyword == keyword.STDIN {
			p.passData()
		}
		p.step()
	}
	return p.i, !p.at(token.EOF)
}

// passData moves to the end of the rows that psql reads behind COPY ... FROM STDIN: a backslash and a dot. Where none
// follows, there are no rows.
func (p *Parser) passData() {
	for i := p.i; !p.noData && i+1 < len(p.toks); i++ {
		if p.toks[i].Kind == token.Backslash && p.toks[i+1].Kind == token.Dot {
			p.seek(i + 1)
			return
		}
	}
	p.noData = true
}

// atDelimiter reports whether the separator stands here that MySQL's client was told to use.
func (p *Parser) atDelimiter() bool {
	if p.delimiter != "" {
		return strings.HasPrefix(p.text[p.here():], p.delimiter) && !p.at(token.EOF)
	}
	return p.i > 0 && p.d.TiDB && p.toks[p.i-1].Keyword == keyword.END && p.glued() && p.strayDelimiter()
}

// strayDelimiter reports whether a separator of MySQL's client ends a routine here that is not known, for the command
// that sets it is not in this file: what stands there is no part of a statement, and ends its line.
func (p *Parser) strayDelimiter() bool {
	switch p.tok.Kind {
	case token.Tilde, token.Operator, token.Concat, token.Pipe, token.DoubleAmp:
		next := p.peek(1)
		return next.Kind == token.EOF || strings.Contains(p.text[p.tok.End:next.Start], "\n")
	}
	return false
}

// atCommand reports whether a command of psql's stands here. A backslash alone continues a line of a shell's.
func (p *Parser) atCommand() bool {
	return p.at(token.Backslash) && p.peek(1).Start == p.tok.End && p.str(p.peek(1)) != "N" // MySQL's NULL
}

// End returns the token that ends the statement which begins at token i, by its separator alone.
func (p *Parser) End(i int) int {
	for p.seek(i); !p.statementEnd(false); p.step() {
	}
	end := p.i
	p.seek(i)
	return end
}

// Statement reads the statement at the current token, up to its separator, and returns the token behind it.
func (p *Parser) Statement() (*ast.Statement, int) {
	s := p.statement(false)
	return s, p.i
}

// statement reads one statement; inner is set inside a block, where END and its kin end it too. The errors and opaques
// of an inner one stay on the parser's stacks: they are the outer one's too.
func (p *Parser) statement(inner bool) *ast.Statement {
	i, start := p.i, p.here()
	errors, opaques := len(p.errors), len(p.opaques)
	s := p.arena.statements.new()
	p.named = p.named[:0]
	outer := p.inBlock
	p.inBlock = inner
	if !inner && p.d.SQLPlus && p.clientCommand(s) {
		// its line ends it
	} else if p.at(token.Backslash) || p.at(token.Bang) || p.at(token.Dot) && p.peekKind(1) == token.Word || p.sqlcmdLine() {
		s.Body = p.metaCommand()
	} else if p.atKw(keyword.DELIMITER) {
		s.Body = p.setDelimiter()
	} else if !p.try(func() {
		s.Lead = p.lead()
		at := p.here()
		s.Body = p.flow(p.stmt(), at)
	}) {
		p.skipStatement(i, p.i, inner)
		o := p.opaque(i)
		if o == nil { // the text ends here, inside a block: the error is the block's
			panic(bailout{})
		}
		s.Lead = nil
		s.Body = &ast.OpaqueStmt{Span: o.Span, Opaque: o}
	} else if !p.statementEnd(inner) && !p.startsLine() {
		if p.atKw(keyword.ON) && len(p.opaques) == opaques && fromLast(s.Body) {
			p.errors = append(p.errors, &ast.SyntaxError{
				Span: p.tok.Span, Found: p.str(&p.tok), Expected: "JOIN", Certain: true,
				Message: quote(p.str(&p.tok)) + " joins nothing: is JOIN missing before it?",
			})
		} else {
			p.report("the end of the statement", p.strayTail(s.Body, opaques))
		}
		failed := p.i
		p.skipStatement(failed, failed, inner)
		s.Tail = p.opaque(failed)
	}
	p.inBlock = outer
	s.Span = p.since(start)
	s.Errors, s.Opaques = slices.Clip(p.errors[errors:]), slices.Clip(p.opaques[opaques:])
	if !inner {
		p.errors, p.opaques = nil, nil // the statement has them, and those inside it have parts of them
		p.brokenError(s, i)
		settle(s)
	}
	s.State = state(s)
	return s
}

// settle lists the opaques of a statement, and of those inside it, as its tree holds them. A part that was not understood
// and is in no node any more takes the whole statement with it, so that it is never taken for complete.
func settle(s *ast.Statement) {
	if len(s.Errors) == 0 && len(s.Opaques) == 0 {
		return
	}
	var list []*ast.Opaque
	var inside []*ast.Statement
	ast.Walk(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Opaque:
			list = append(list, n)
		case *ast.Statement:
			inside = append(inside, n)
		}
		return true
	})
	if len(list) == 0 && !certain(s.Errors) {
		o := &ast.Opaque{Span: s.Span}
		if len(s.Errors) > 0 {
			o.Reason = s.Errors[0].Message
		} else {
			o.Reason = s.Opaques[0].Reason
		}
		s.Lead, s.Body, s.Tail = nil, &ast.OpaqueStmt{Span: o.Span, Opaque: o}, nil
		s.Opaques = []*ast.Opaque{o}
		return
	}
	byStart := func(o *ast.Opaque, at int32) int { return int(o.Start - at) }
	slices.SortFunc(list, func(a, b *ast.Opaque) int { return byStart(a, b.Start) })
	for _, in := range inside { // s itself is the first
		first, _ := slices.BinarySearchFunc(list, in.Start, byStart)
		end, _ := slices.BinarySearchFunc(list, in.End, byStart)
		in.Opaques = list[first:end:end]
		in.State = state(in)
	}
}

// lead reads the template tags in front of a statement that are no part of its first name: a macro's header, or the
// beginning of its WITH.
func (p *Parser) lead() []*ast.Hole {
	n := 0
	for p.peekKind(n) == token.Tag {
		n++
	}
	if n == 0 || p.peekKind(n) != token.Word || p.gluedAt(n) {
		return nil
	}
	switch p.peekKw(n) {
	case keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CREATE,
		keyword.ALTER, keyword.DROP, keyword.TRUNCATE, keyword.FROM:
	default:
		return nil
	}
	holes := make([]*ast.Hole, n)
	for i := range holes {
		holes[i] = p.hole()
	}
	return holes
}

// strayTail reports whether all that stands behind a query is one name, where the grammar knows every word that may.
func (p *Parser) strayTail(s ast.Stmt, opaques int) bool {
	_, query := s.(*ast.Query)
	return query && p.d.Strict && len(p.opaques) == opaques && p.lastName()
}

// lastName reports whether the name here is the last token of its statement.
func (p *Parser) lastName() bool {
	k := p.peekKind(1)
	return p.at(token.Word) && p.tok.Keyword == keyword.None && (k == token.EOF || k == token.Semicolon)
}

// fromLast reports whether a statement is a query that ends in its FROM.
func fromLast(s ast.Stmt) bool {
	q, ok := s.(*ast.Query)
	if !ok {
		return false
	}
	body, ok := q.Body.(*ast.Select)
	return ok && len(body.From) > 0 && body.From[len(body.From)-1].Extent().End == q.End
}

// state concludes how much of a statement was understood.
func state(s *ast.Statement) ast.State {
	if certain(s.Errors) {
		return ast.Invalid
	}
	if len(s.Opaques) > 0 {
		return ast.Partial
	}
	if Other(s.Body) {
		return ast.OtherState
	}
	return ast.Complete
}

// certain reports whether one of the errors leaves no reading.
func certain(errors []*ast.SyntaxError) bool {
	return slices.ContainsFunc(errors, func(e *ast.SyntaxError) bool { return e.Certain })
}

// Other reports whether a statement neither reads nor writes data.
func Other(s ast.Stmt) bool {
	o, ok := s.(*ast.Other)
	return ok && o.Query == nil && !holdsQuery(o.Exprs)
}

// Broken reports whether a bracket without a partner, or a token that is never closed, is among the tokens from i up to
// end. The first error of their statement is about it then.
func (p *Parser) Broken(i, end int) bool {
	first, _ := slices.BinarySearch(p.broken, int32(i))
	return first < len(p.broken) && int(p.broken[first]) < end
}

// brokenError puts the first bracket without a partner, or token that is never closed, in front of a statement's
// errors: no reading can be right then. The statement begins at token i.
func (p *Parser) brokenError(s *ast.Statement, i int) {
	if !p.Broken(i, p.i) {
		return
	}
	first, _ := slices.BinarySearch(p.broken, int32(i))
	t := &p.toks[p.broken[first]]
	e := &ast.SyntaxError{Span: t.Span, Found: p.str(t), Certain: true}
	switch t.Kind {
	case token.Unclosed:
		e.Expected, e.Message = unclosed(e.Found)
	case token.LParen:
		e.Expected, e.Message = "`)`", quote(e.Found)+" is never closed"
	case token.LBracket:
		e.Expected, e.Message = "`]`", quote(e.Found)+" is never closed"
	case token.LBrace:
		e.Expected, e.Message = "`}`", quote(e.Found)+" is never closed"
		if tag := p.text[t.Start:]; strings.HasPrefix(tag, "{{") || strings.HasPrefix(tag, "{%") || strings.HasPrefix(tag, "{#") {
			e.Expected, e.Message = unclosed(tag)
		}
	default:
		e.Expected = "the end of the statement"
		e.Message = quote(e.Found) + " closes nothing: no bracket before it is still open"
	}
	s.Errors = append([]*ast.SyntaxError{e}, s.Errors...)
}

// skipStatement moves to what ends the statement that began at token i and was read up to the token failed: a
// separator, or END inside a block.
func (p *Parser) skipStatement(i, failed int, inner bool) {
	if p.seek(max(i, failed)); p.i == i { // the word that begins it
		p.step()
	}
	for ; !p.statementEnd(false); p.step() {
		if inner && p.i > i && (p.atKw(keyword.END) || p.i == p.closing) {
			return
		}
	}
}

// statementEnd reports whether a statement may end here.
func (p *Parser) statementEnd(inner bool) bool {
	if p.at(token.EOF) || p.at(token.Semicolon) || p.atDelimiter() || p.atCommand() || p.startsNext() || p.atFlow() { // psql's \g and \gset end it too
		return true
	}
	if !inner {
		return false
	}
	if p.i == p.closing {
		return true
	}
	switch p.tok.Keyword {
	case keyword.END, keyword.ELSE, keyword.ELSEIF, keyword.ELSIF, keyword.WHEN, keyword.EXCEPTION, keyword.UNTIL:
		return true
	}
	return false
}

// stmt reads the content of a statement.
func (p *Parser) stmt() ast.Stmt {
	p.enter()
	defer p.leave()
	start := p.here()
	if p.inBlock {
		if s := p.procedural(); s != nil {
			return s
		}
	}
	switch p.tok.Keyword {
	case keyword.SELECT, keyword.VALUES, keyword.FROM:
		if p.atKw(keyword.FROM) {
			return p.fromStatement()
		}
		return p.query()
	case keyword.WITH:
		return p.withStatement()
	case keyword.TABLE:
		return p.query()
	case keyword.PIVOT, keyword.UNPIVOT:
		return p.query()
	case keyword.MAP, keyword.REDUCE:
		if p.scriptAheadAt(0) {
			return p.query()
		}
	case keyword.INSERT, keyword.REPLACE, keyword.UPSERT:
		if p.atKws(keyword.REPLACE, keyword.TABLE) {
			p.advance()
			return p.createTable(created{start: start, replace: true})
		}
		if p.atKw(keyword.REPLACE) && p.wordAhead(1, "QUERY") && p.wordAhead(2, "LOGGING") { // Teradata
			return p.other(start)
		}
		if p.atKw(keyword.REPLACE) && replaced.Has(p.peekKw(1)) && p.peekKind(2) != token.LParen {
			return p.create()
		}
		if p.peekKw(1) == keyword.EXPLAIN && (p.peekKw(2) == keyword.INTO || p.peekKw(2) == keyword.WITH) { // Teradata
			return p.keptPlan()
		}
		if p.peekKind(1) != token.LParen {
			return p.insert(nil)
		}
	case keyword.UPDATE:
		return p.update(nil)
	case keyword.DELETE:
		if (p.wordAhead(1, "JAR") || p.wordAhead(1, "JARS") || p.wordAhead(1, "FILE") || p.wordAhead(1, "ARCHIVE") || p.wordAhead(1, "SQLBLACKLIST")) &&
			(p.peekKind(2) == token.Word || p.peekKind(2) == token.Number || p.peekKind(2) == token.Slash) && p.peekKw(2) != keyword.FROM { // Hive, StarRocks
			return p.other(start)
		}
		return p.delete(nil)
	case keyword.MERGE:
		return p.merge(nil)
	case keyword.CREATE:
		return p.create()
	case keyword.ALTER:
		if p.d.Unseparated && (p.batchAlone() || p.wordAhead(1, "TRIGGER")) {
			return p.create()
		}
		if n := p.mutationAhead(); n > 0 {
			return p.mutation(n)
		}
		if p.peekKw(1) == keyword.TABLE {
			if c := p.movedRows(start); c != nil {
				return c
			}
		}
		if p.wordAhead(1, "MODULE") {
			if f := p.moduleRoutine(start); f != nil {
				return f
			}
		}
		if n := p.viewOptions(); p.peekKw(n+1) == keyword.VIEW {
			if v := p.alteredView(start, n); v != nil {
				return v
			}
		}
		first := p.i
		return p.searchPath(p.holder(start), first)
	case keyword.PREPARE:
		return p.holder(start)
	case keyword.ASSERT: // BigQuery: ASSERT condition AS 'message'
		if p.d.Strict {
			p.advance()
			o := &ast.Other{Kind: "ASSERT", Exprs: []ast.Expr{p.whole(stopAs | stopComma)}}
			if p.acceptKw(keyword.AS) || p.accept(token.Comma) {
				o.Exprs = append(o.Exprs, p.primary())
			}
			o.Span = p.since(start)
			return o
		}
	case keyword.SEL, keyword.INS, keyword.UPD, keyword.DEL:
		if k := p.peekKind(1); k == token.Word || k == token.Star || k == token.Number || k == token.QuotedName {
			p.expandVerb()
			return p.stmt()
		}
	case keyword.LOCKING, keyword.USING, keyword.LOCK, keyword.CURRENT, keyword.AS:
		if p.atKw(keyword.USING) && (p.peekKw(1) == keyword.EXTERNAL || p.peekKw(1) == keyword.FUNCTION) { // Athena
			return p.withStatement()
		}
		if p.modifierAhead() {
			return p.modified()
		}
	case keyword.EXPLAIN, keyword.DESCRIBE, keyword.DESC:
		return p.explain()
	case keyword.HANDLER: // MySQL
		return p.handler()
	case keyword.SUMMARIZE: // DuckDB
		p.advance()
		if p.peekKind(1) == token.String {
			p.acceptKw(keyword.TABLE)
		}
		q := p.queryOrTable()
		return &ast.Explain{Span: p.since(start), Verb: "SUMMARIZE", Stmt: q}
	case keyword.AT: // Vertica: AT EPOCH LATEST SELECT
		if p.epochAhead(0) {
			return p.query()
		}
	case keyword.DO:
		return p.doStatement()
	case keyword.CALL, keyword.EXECUTE, keyword.EXEC:
		return p.callStatement()
	case keyword.BULK:
		if p.peekKw(1) == keyword.INSERT {
			return p.bulkInsert()
		}
	case keyword.ATTACH: // ClickHouse: what CREATE makes, of files that are there
		if s := p.attached(); s != nil {
			return s
		}
	case keyword.ANALYZE: // MariaDB: ANALYZE FORMAT=JSON SELECT ...
		if p.analysedAhead() {
			return p.explain()
		}
	case keyword.COPY, keyword.UNLOAD, keyword.EXPORT, keyword.LOAD:
		if p.wordAhead(1, "TESTCASE") && p.atKw(keyword.COPY) { // Impala
			if p.peekKw(2) == keyword.TO {
				return p.explain()
			}
			return p.other(start)
		}
		if p.atKws(keyword.LOAD, keyword.INDEX) { // MySQL: INTO CACHE t
			return p.other(start)
		}
		if p.atKws(keyword.COPY, keyword.FROM, keyword.DATABASE) { // DuckDB
			return p.databaseCopy()
		}
		if k := p.peekKind(2); p.atKw(keyword.COPY) && p.wordAhead(1, "DESCRIPTOR") && p.peekKw(3) == keyword.VALUE && k != token.LParen { // of dynamic SQL
			return p.other(start)
		}
		if p.atKw(keyword.LOAD) && p.wordAhead(1, "LABEL") { // StarRocks and Doris
			return p.loadStatement(start, p.i, "LOAD")
		}
		return p.copyStatement()
	case keyword.IMPORT:
		if p.importAhead(0) {
			return p.query()
		}
		switch p.peekKw(1) {
		case keyword.TABLE, keyword.EXTERNAL, keyword.INTO, keyword.FROM:
			return p.copyStatement()
		case keyword.DATABASE: // DuckDB
			return p.databaseCopy()
		}
	case keyword.CACHE:
		return p.cacheStatement()
	case keyword.DECLARE:
		return p.declare()
	case keyword.LET:
		if p.peekKind(1) != token.Assign {
			p.advance()
			b := &ast.Block{Kind: "LET"}
			p.declaration(b)
			b.Span = p.since(start)
			return b
		}
	case keyword.SET:
		first := p.i
		return p.searchPath(p.setStatement(), first)
	case keyword.EXCEPTION:
		if p.peekKw(1) == keyword.WHEN {
			return p.looseHandlers()
		}
	case keyword.USE:
		return p.useStatement(start)
	case keyword.EXISTS: // ClickHouse
		if k := p.peekKind(1); k == token.Word || k == token.QuotedName {
			return p.existence()
		}
	case keyword.BEGIN, keyword.IF, keyword.LOOP, keyword.WHILE, keyword.REPEAT, keyword.FOR, keyword.CASE, keyword.RETURN:
		return p.block()
	}
	switch {
	case p.at(token.LParen):
		return p.query()
	case p.changesAt(p.i):
		return p.applyChanges()
	case p.at(token.Colon) && p.wordAhead(1, "SHUTDOWN"): // Impala
		p.advance()
		return p.other(start)
	case p.atWord("COMPILE") && (p.wordAhead(1, "PLAN") || p.peekKw(1) == keyword.AND):
		return p.compile()
	case p.gqlAhead():
		return p.graphQuery()
	}
	if p.at(token.Word) && p.tok.Keyword == keyword.None && p.modifierAhead() {
		return p.modified()
	}
	if p.d.Abbreviations && p.atWord("CT") {
		return p.createTable(created{start: start})
	}
	if p.at(token.Tag) {
		return p.query()
	}
	switch {
	case p.atWord("SUBMIT"): // StarRocks: SUBMIT TASK t AS INSERT ...
		return p.holder(start)
	case p.atWord("ECHO"): // SingleStore
		echo := &ast.Clause{Span: p.tok.Span, Kind: "ECHO"}
		p.advance()
		if p.queryAhead() {
			q := p.query()
			return &ast.Explain{Span: p.since(start), Verb: "ECHO", Stmt: q, Clauses: []*ast.Clause{echo}}
		}
		call := p.expr()
		return &ast.Other{Span: p.since(start), Kind: "ECHO", Exprs: []ast.Expr{call}}
	case p.d.ColonColonPaths && p.at(token.Word) && p.tok.Keyword == keyword.None && p.peekKind(1) == token.Eq: // SingleStore's a = 1
		return p.assign()
	}
	if (p.at(token.Word) || p.at(token.Param)) && (p.peekKind(1) == token.Assign || p.inBlock && p.changedInPlace()) { // a := 1 in a block
		return p.assign()
	}
	if p.labelAhead() {
		p.pass(2)
		return &ast.Other{Span: p.since(start), Kind: "LABEL"}
	}
	if p.at(token.Word) && p.peekKind(1) == token.Colon { // a label
		i := p.i
		p.pass(2)
		if b, ok := p.stmt().(*ast.Block); ok {
			b.Clauses = append(b.Clauses, &ast.Clause{Span: p.toks[i].Span, Kind: "LABEL"})
			b.Start = start
			return b
		}
		p.seek(i)
		return p.labelled()
	}
	if p.d.Unseparated && p.at(token.Word) && p.tok.Keyword == keyword.None && (p.i == 0 || p.toks[p.i-1].Keyword == keyword.GO) && !otherVerbs[upper(p.str(&p.tok))] {
		return p.execute(start) // the first statement of a batch may call a procedure without EXEC
	}
	if p.at(token.Shift) {
		return p.label()
	}
	if p.inBlock && p.at(token.Word) && p.peekKind(1) == token.LParen && !p.d.Reserved.Has(p.tok.Keyword) {
		return p.callOrAssign()
	}
	switch {
	case p.atWord("SUBSCRIBE"):
		return p.subscribe()
	case p.atKw(keyword.PIVOT_WIDER), p.atKw(keyword.PIVOT_LONGER): // DuckDB
		return p.query()
	case p.atWord("PROFILE") && (profiled.Has(p.peekKw(1)) || p.wordAhead(1, "REPRO")), p.atWord("PLAN") && p.wordAhead(1, "REPLAYER"),
		p.atWord("WARM") && p.wordAhead(1, "UP") && p.peekKw(2) == keyword.SELECT: // Doris
		return p.explain()
	case p.peekKw(1) == keyword.EXPLAIN && (p.atKw(keyword.DYNAMIC) || p.atWord("STATIC") || p.atWord("DUMP")): // Teradata
		return p.keptPlan()
	case p.atWord("OBSERVE"): // SingleStore
		return p.observe()
	case p.atWord("INGEST") && (p.peekKw(1) == keyword.FROM || p.peekKw(1) == keyword.DATA):
		return p.ingest()
	case p.d.Abbreviations && p.atWord("CV"):
		v := &ast.CreateView{Clauses: []*ast.Clause{{Span: p.tok.Span, Kind: "CV"}}}
		p.advance()
		return p.viewRest(v, start)
	}
	if !p.at(token.Word) || neverVerb.Has(p.tok.Keyword) || p.tok.Keyword == keyword.None && !otherVerbs[upper(p.str(&p.tok))] {
		p.failVerb()
	}
	return p.other(start)
}

// labelled reads a label and the statement that GOTO finds by it.
func (p *Parser) labelled() ast.Stmt {
	start, i := p.here(), p.i
	p.pass(2)
	b := &ast.Block{Kind: "LABEL", Clauses: []*ast.Clause{p.skipped(i, "LABEL")}}
	if !p.inBlock || p.statementEnd(true) {
		p.fail("a statement behind its label")
	}
	s := p.stmt()
	b.Statements = []*ast.Statement{{Span: s.Extent(), Body: s}}
	b.Span = p.since(start)
	return b
}

// existence reads ClickHouse's EXISTS [TEMPORARY] [TABLE | VIEW | DICTIONARY | DATABASE] name: does it exist?
func (p *Parser) existence() ast.Stmt {
	start := p.here()
	p.advance()
	relation := !p.atKw(keyword.DATABASE) && !p.atWord("DICTIONARY")
	for next := p.peekKind(1); (next == token.Word || next == token.QuotedName) && p.peekKw(1) != keyword.FORMAT && p.peekKw(1) != keyword.INTO; next = p.peekKind(1) {
		p.advance()
	}
	o := &ast.Other{Kind: "EXISTS"}
	if n := p.tableName(); relation {
		o.Tables = append(o.Tables, n)
	}
	for !p.statementEnd(false) { // FORMAT name, INTO OUTFILE 'file'
		p.advance()
	}
	o.Span = p.since(start)
	return o
}

// neverVerb are keywords that begin a clause or a value, and a statement in no dialect.
var neverVerb = keyword.SetOf(
	keyword.WHERE, keyword.OVER, keyword.LEFT, keyword.RIGHT, keyword.INNER, keyword.JOIN, keyword.CROSS, keyword.FULL,
	keyword.NATURAL, keyword.LATERAL, keyword.AND, keyword.OR, keyword.NOT, keyword.GROUP, keyword.ORDER, keyword.HAVING,
	keyword.LIMIT, keyword.QUALIFY, keyword.UNION, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS, keyword.PARTITION,
	keyword.ON, keyword.USING, keyword.AS, keyword.WHEN, keyword.THEN, keyword.ELSE, keyword.BY, keyword.IN, keyword.LIKE,
	keyword.BETWEEN, keyword.IS, keyword.NO, keyword.DISTINCT, keyword.INTO, keyword.CAST, keyword.EXISTS,
)

// profiled are the words that begin what Vertica's PROFILE runs.
var profiled = keyword.SetOf(keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.COPY)

// replaced are what Teradata's REPLACE makes anew, like CREATE OR REPLACE.
var replaced = keyword.SetOf(
	keyword.VIEW, keyword.MACRO, keyword.PROCEDURE, keyword.FUNCTION, keyword.TRIGGER, keyword.RECURSIVE,
)

// failVerb fails at a word that begins no statement we know.
func (p *Parser) failVerb() {
	word := p.str(&p.tok)
	if meant := keyword.Meant(word, "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "MERGE"); meant != "" && p.at(token.Word) {
		p.errors = append(p.errors, &ast.SyntaxError{
			Span: p.tok.Span, Found: word, Expected: meant, Certain: true,
			Message: fmt.Sprintf("%s begins no statement: is %s meant?", quote(word), meant),
		})
		panic(bailout{})
	}
	p.failOperand("a statement such as SELECT")
}

// fromStatement reads a query that begins with FROM, and Hive's FROM ... INSERT.
func (p *Parser) fromStatement() ast.Stmt {
	q := p.query()
	if !p.atKw(keyword.INSERT) {
		return q
	}
	in := &ast.Insert{Verb: "INSERT", Query: q}
	for p.atKw(keyword.INSERT) {
		start := p.here()
		one := p.insert(nil)
		if one.Query == nil || one.Set != nil || one.OnConflict != nil || one.Returning != nil || one.RowAlias != nil || one.Branches != nil {
			p.fail("a query to insert")
		}
		b := &ast.InsertBranch{
			Target: one.Target, Columns: one.Columns, Overwrite: one.Overwrite, Partition: one.Partition, Query: one.Query,
			Clauses: one.Clauses,
		}
		b.Span = p.since(start)
		in.Branches = append(in.Branches, b)
	}
	in.Span = p.since(q.Start)
	return in
}

func (p *Parser) withStatement() ast.Stmt {
	w := p.with()
	switch p.tok.Keyword {
	case keyword.INSERT, keyword.REPLACE, keyword.UPSERT:
		return p.insert(w)
	case keyword.UPDATE:
		return p.update(w)
	case keyword.DELETE:
		return p.delete(w)
	case keyword.MERGE:
		return p.merge(w)
	case keyword.CALL:
		return p.withCall(w)
	case keyword.FROM:
		s := p.fromStatement()
		switch s := s.(type) {
		case *ast.Insert:
			s.With, s.Start = w, w.Start
		case *ast.Query:
			s.With, s.Start = w, w.Start
		}
		return s
	}
	return p.queryWith(w, w.Start)
}

func (p *Parser) explain() ast.Stmt {
	start, first := p.here(), p.i
	e := &ast.Explain{Verb: upper(p.str(&p.tok))}
	options := p.i
	if p.advance(); p.toks[first].Keyword != keyword.None { // the verb is no option
		options = p.i
	}
	for {
		switch p.tok.Keyword {
		case keyword.FROM: // Impala: DESCRIBE HISTORY t FROM time
			if equalFold(p.str(&p.toks[options]), "HISTORY") {
				p.seek(first)
				return p.other(start)
			}
		}
		switch p.tok.Keyword {
		case keyword.DECLARE:
			if e.Verb != "EXPLAIN" {
				break
			}
			fallthrough
		case keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.REPLACE,
			keyword.CREATE, keyword.VALUES, keyword.FROM, keyword.COPY, keyword.BEGIN:
			if p.atKw(keyword.WITH) && !p.cteBehind() {
				if p.peekKind(1) == token.LParen { // Materialize: WITH (arity)
					break
				}
				p.advance() // Db2: WITH SNAPSHOT
				continue
			}
			if p.i > options {
				if e.Verb == "EXPLAIN" && p.wordBefore("QUERY") {
					p.failCertain("PLAN")
				}
				e.Clauses = append(e.Clauses, p.skipped(options, "OPTIONS"))
			}
			e.Stmt = p.stmt()
			e.Span = p.since(start)
			return e
		}
		switch p.tok.Kind {
		case token.LParen:
			if p.queryAhead() {
				if p.i > options {
					e.Clauses = append(e.Clauses, p.skipped(options, "OPTIONS"))
				}
				e.Stmt = p.query()
				e.Span = p.since(start)
				return e
			}
			p.balanced()
		case token.Word, token.Eq, token.String, token.Number, token.Comma, token.Param:
			p.advance()
		default: // it describes a table
			p.seek(first)
			return p.other(start)
		}
	}
}

// keptPlan reads EXPLAIN behind the word that says how the plan is made or kept.
func (p *Parser) keptPlan() ast.Stmt {
	start, i := p.here(), p.i
	p.advance()
	head := p.skipped(i, "EXPLAIN")
	s := p.explain()
	if e, ok := s.(*ast.Explain); ok {
		e.Start, e.Clauses = start, append([]*ast.Clause{head}, e.Clauses...)
		return e
	}
	p.seek(i)
	return p.other(start)
}

// attached reads ATTACH of a table or view with its definition as the CREATE that it stands for; nil when it gives none.
func (p *Parser) attached() ast.Stmt {
	switch p.peekKw(1) {
	case keyword.TABLE, keyword.VIEW, keyword.MATERIALIZED:
	default:
		return nil
	}
	var s ast.Stmt
	p.speculate(func() {
		switch made := p.create().(type) {
		case *ast.CreateTable:
			if made.Columns != nil || made.Query != nil {
				s = made
			}
		case *ast.CreateView:
			if made.Query != nil {
				s = made
			}
		}
		if s == nil {
			p.fail("a definition")
		}
	})
	return s
}

// analysedAhead reports whether the ANALYZE here runs the statement behind it, rather than gathering statistics.
func (p *Parser) analysedAhead() bool {
	n := 1
	if p.peekKw(1) == keyword.FORMAT && p.peekKind(2) == token.Eq {
		n = 4
	}
	switch p.peekKw(n) {
	case keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.REPLACE:
		return true
	case keyword.WITH:
		return p.cteAheadAt(n+1) || p.peekKw(n+1) == keyword.RECURSIVE
	}
	return false
}

// Expr reads an expression that is all there is.
func (p *Parser) Expr() (ast.Expr, *ast.SyntaxError) {
	var e ast.Expr
	if p.try(func() {
		e = p.expr()
		if !p.at(token.EOF) {
			p.fail("the end of the expression")
		}
	}) && len(p.errors) == 0 {
		return e, nil
	}
	return nil, p.errors[0]
}

// handler reads MySQL's HANDLER t READ i = (1) WHERE a LIMIT 1 as the query that it is, and its other forms by kind.
func (p *Parser) handler() ast.Stmt {
	start, first := p.here(), p.i
	p.advance()
	t := p.tableName()
	if !p.atKw(keyword.READ) {
		p.seek(first)
		o := p.other(start).(*ast.Other)
		o.Tables = []*ast.Table{t}
		return o
	}
	s := &ast.Select{FromFirst: true, From: []ast.TableExpr{t}}
	i := p.i
	for !p.statementEnd(true) && !p.atKw(keyword.WHERE) && !p.atKw(keyword.LIMIT) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
	s.Clauses = []*ast.Clause{p.skipped(i, "READ")}
	if p.acceptKw(keyword.WHERE) {
		s.Where = p.wholeClause()
	}
	s.Span = p.since(start)
	q := &ast.Query{Body: s}
	p.queryTail(q)
	q.Span = p.since(start)
	return q
}
