package grammar

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// At moves to the statement that begins at token i, passing separators; it returns the token that begins it, and false
// at the end.
func (p *Parser) At(i int) (int, bool) {
	p.seek(i)
	for p.at(token.Semicolon) || p.atDelimiter() || p.at(token.Tag) && template.Config(p.str(&p.tok)) {
		p.step()
	}
	return p.i, !p.at(token.EOF)
}

// atDelimiter reports whether the separator stands here that MySQL's client was told to use.
func (p *Parser) atDelimiter() bool {
	return p.delimiter != "" && strings.HasPrefix(p.text[p.here():], p.delimiter) && !p.at(token.EOF)
}

// End returns the token that ends the statement which begins at token i, by its separator alone.
func (p *Parser) End(i int) int {
	for p.seek(i); !p.statementEnd(false); p.step() {
	}
	end := p.i
	p.seek(i)
	return end
}

// setDelimiter reads DELIMITER and the separator of the statements behind it, up to the end of the line.
func (p *Parser) setDelimiter() ast.Stmt {
	start := p.here()
	p.advance()
	from := p.here()
	line, _, _ := strings.Cut(p.text[from:], "\n")
	line = strings.TrimSpace(line)
	for !p.at(token.EOF) && p.here() < from+int32(len(line)) {
		p.step()
	}
	p.delimiter = line
	if line == ";" {
		p.delimiter = ""
	}
	return &ast.Other{Span: p.since(start), Kind: "DELIMITER"}
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
	s := &ast.Statement{}
	if p.at(token.Backslash) {
		s.Body = p.metaCommand()
	} else if p.atKw(keyword.DELIMITER) {
		s.Body = p.setDelimiter()
	} else if !p.try(func() { s.Body = p.stmt() }) {
		failed := p.i
		p.skipStatement(i, failed, inner)
		o := p.opaque(i)
		s.Body = &ast.OpaqueStmt{Span: o.Span, Opaque: o}
	} else if !p.statementEnd(inner) {
		p.report("the end of the statement", false)
		failed := p.i
		p.skipStatement(failed, failed, inner)
		s.Tail = p.opaque(failed)
	}
	s.Span = p.since(start)
	s.Errors = slices.Clone(p.errors[errors:])
	s.Opaques = slices.Clone(p.opaques[opaques:])
	if !inner {
		p.errors, p.opaques = p.errors[:0], p.opaques[:0]
		p.brokenError(s, i)
	}
	s.State = state(s)
	return s
}

// metaCommand reads a command of psql's, which its line ends.
func (p *Parser) metaCommand() ast.Stmt {
	start, first := p.here(), p.i
	for p.step(); !p.at(token.EOF) && !strings.Contains(p.text[p.prevEnd():p.here()], "\n"); p.step() {
	}
	return &ast.Other{Span: p.since(start), Kind: "\\" + p.words(min(first+1, p.i))}
}

// state concludes how much of a statement was understood.
func state(s *ast.Statement) ast.State {
	for _, e := range s.Errors {
		if e.Certain {
			return ast.Invalid
		}
	}
	if len(s.Opaques) > 0 {
		return ast.Partial
	}
	if Other(s.Body) {
		return ast.OtherState
	}
	return ast.Complete
}

// Other reports whether a statement neither reads nor writes data.
func Other(s ast.Stmt) bool {
	o, ok := s.(*ast.Other)
	return ok && o.Query == nil && !holdsQuery(o.Exprs)
}

// brokenError puts the first bracket without a partner, or token that is never closed, in front of a statement's
// errors: no reading can be right then. The statement begins at token i.
func (p *Parser) brokenError(s *ast.Statement, i int) {
	first, _ := slices.BinarySearch(p.broken, int32(i))
	if first == len(p.broken) || int(p.broken[first]) >= p.i {
		return
	}
	t := &p.toks[p.broken[first]]
	e := &ast.SyntaxError{Span: t.Span, Found: p.str(t), Certain: true}
	switch t.Kind {
	case token.Unclosed:
		e.Message = unclosed(e.Found)
	case token.LParen, token.LBracket, token.LBrace:
		e.Message = quote(e.Found) + " is never closed"
	default:
		e.Message = quote(e.Found) + " closes nothing: no bracket before it is still open"
	}
	s.Errors = append([]*ast.SyntaxError{e}, s.Errors...)
}

// skipStatement moves to what ends the statement that began at token i and was read up to the token failed: a
// separator, or END inside a block.
func (p *Parser) skipStatement(i, failed int, inner bool) {
	for p.seek(max(i, failed)); !p.statementEnd(false); p.step() {
		if inner && p.i > i && p.atKw(keyword.END) {
			return
		}
	}
	if p.i == i { // an empty statement cannot be: let no loop stand still
		p.step()
	}
}

// statementEnd reports whether a statement may end here.
func (p *Parser) statementEnd(inner bool) bool {
	if p.at(token.EOF) || p.at(token.Semicolon) || p.atDelimiter() {
		return true
	}
	if !inner {
		return false
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
	case keyword.INSERT, keyword.REPLACE, keyword.UPSERT:
		if p.atKws(keyword.REPLACE, keyword.TABLE) {
			p.advance()
			return p.createTable(created{start: start, replace: true})
		}
		if p.peekKind(1) != token.LParen {
			return p.insert(nil)
		}
	case keyword.UPDATE:
		return p.update(nil)
	case keyword.DELETE:
		return p.delete(nil)
	case keyword.MERGE:
		return p.merge(nil)
	case keyword.CREATE:
		return p.create()
	case keyword.EXPLAIN, keyword.DESCRIBE, keyword.DESC:
		return p.explain()
	case keyword.CALL, keyword.EXECUTE, keyword.EXEC:
		return p.callStatement()
	case keyword.COPY, keyword.UNLOAD, keyword.EXPORT, keyword.LOAD:
		return p.copyStatement()
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
		return p.setStatement()
	case keyword.BEGIN, keyword.IF, keyword.LOOP, keyword.WHILE, keyword.REPEAT, keyword.FOR, keyword.CASE, keyword.RETURN:
		return p.block()
	}
	if p.at(token.LParen) {
		return p.query()
	}
	if p.at(token.Tag) && (p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon) {
		h := p.hole()
		return &ast.Other{Span: h.Span, Kind: "TEMPLATE", Exprs: []ast.Expr{h}}
	}
	if (p.at(token.Word) || p.at(token.Param)) && p.peekKind(1) == token.Assign { // a := 1 in a block
		return p.assign()
	}
	if p.at(token.Word) && p.peekKind(1) == token.Colon { // a label
		i := p.i
		p.pass(2)
		if b, ok := p.stmt().(*ast.Block); ok {
			b.Clauses = append(b.Clauses, &ast.Clause{Span: p.toks[i].Span, Kind: "LABEL"})
			b.Start = start
			return b
		}
		p.fail("a loop or a block behind its label")
	}
	if !p.at(token.Word) || p.tok.Keyword == keyword.None && !otherVerbs[upper(p.str(&p.tok))] {
		p.failVerb()
	}
	return p.other(start)
}

// failVerb fails at a word that begins no statement we know.
func (p *Parser) failVerb() {
	word := p.str(&p.tok)
	if meant := meantWord(word, "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "MERGE"); meant != "" && p.at(token.Word) {
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
	case keyword.INSERT, keyword.REPLACE:
		return p.insert(w)
	case keyword.UPDATE:
		return p.update(w)
	case keyword.DELETE:
		return p.delete(w)
	case keyword.MERGE:
		return p.merge(w)
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
	e := &ast.Explain{Verb: p.tok.Keyword.String()}
	p.advance()
	options := p.i
	for {
		switch p.tok.Keyword {
		case keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.REPLACE,
			keyword.CREATE, keyword.VALUES, keyword.FROM:
			if p.i > options {
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
		case token.Word, token.Eq, token.String, token.Number, token.Comma:
			p.advance()
		default: // it describes a table
			p.seek(first)
			return p.other(start)
		}
	}
}

// callStatement reads CALL f(x), EXECUTE IMMEDIATE of a string, and EXECUTE of anything else by its kind.
func (p *Parser) callStatement() ast.Stmt {
	start := p.here()
	switch {
	case p.acceptKw(keyword.CALL):
		o := &ast.Other{Kind: "CALL", Exprs: []ast.Expr{p.expr()}}
		if p.acceptKw(keyword.INTO) {
			p.listOf(func() { o.Exprs = append(o.Exprs, p.primary()) })
		}
		o.Span = p.since(start)
		return o
	case p.atKws(keyword.EXECUTE, keyword.IMMEDIATE) && p.peekKind(2) == token.String:
		i := p.i
		p.pass(2)
		if list, ok := p.inner(&p.tok); ok {
			p.advance()
			b := &ast.Block{Kind: "EXECUTE IMMEDIATE", Statements: list}
			p.blockTail(b)
			b.Span = p.since(start)
			return b
		}
		p.seek(i)
	}
	return p.other(start)
}

// blockTail makes a clause of the options behind a block up to the end of the statement: INTO a USING b.
func (p *Parser) blockTail(b *ast.Block) {
	i := p.i
	for !p.statementEnd(true) {
		p.advance()
	}
	if p.i > i {
		b.Clauses = append(b.Clauses, p.skipped(i, "OPTIONS"))
	}
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
	}
	op := p.tok
	if !p.accept(token.Eq) && !p.accept(token.Assign) {
		if op.Kind != token.Operator || p.text[op.End-1] != '=' {
			p.fail("`=`")
		}
		p.advance()
	}
	right := p.subqueryOrExpr()
	return &ast.Binary{Span: p.since(start), Op: ast.OpAssign, Text: p.str(&op), Left: left, Right: right}
}

// variable reads a variable or setting as a parameter, for it is no column.
func (p *Parser) variable() *ast.Param {
	start := p.here()
	if p.at(token.Param) {
		return p.param()
	}
	p.name("a variable")
	for p.at(token.LBracket) {
		p.balanced()
	}
	return &ast.Param{Span: p.since(start), Name: p.text[start:p.prevEnd()]}
}

// subqueryOrExpr reads a value, which may be a query without parentheses.
func (p *Parser) subqueryOrExpr() ast.Expr {
	if p.queryAhead() && !p.at(token.LParen) {
		q := p.query()
		return &ast.Subquery{Span: q.Span, Query: q}
	}
	return p.expr()
}

// setStatement reads SET name = value, where the value may hold a query; all other settings are read by kind.
func (p *Parser) setStatement() ast.Stmt {
	start := p.here()
	o := &ast.Other{Kind: "SET"}
	if !p.speculate(func() {
		p.advance()
		if k := p.acceptAny(keyword.LOCAL, keyword.SESSION, keyword.GLOBAL, keyword.VARIABLE); k == keyword.VARIABLE {
			p.acceptWord("VARIABLES")
		}
		p.listOf(func() { o.Exprs = append(o.Exprs, p.assignedVariable()) })
		if !p.statementEnd(true) {
			p.fail("the end of the statement")
		}
	}) {
		return p.other(start)
	}
	o.Span = p.since(start)
	if holdsQuery(o.Exprs) {
		return &ast.Block{Span: o.Span, Kind: "SET", Exprs: o.Exprs}
	}
	return o
}

// holdsQuery reports whether one of the values reads data.
func holdsQuery(list []ast.Expr) bool {
	found := false
	for _, e := range list {
		ast.Walk(e, func(n ast.Node) bool {
			if _, ok := n.(*ast.Query); ok {
				found = true
			}
			return !found
		})
	}
	return found
}

// otherVerbs are the words, no keywords of ours, that begin a statement of some dialect.
var otherVerbs = wordSet(`ADMIN ALTER ANALYSE ANALYZE APPLY AUDIT BINLOG CHANGE CLEAR CLOSE CLUSTER COLLECT COMMENT COMPUTE CONVERT DBCC DISCARD DISCONNECT
	DO EXIT FETCH FINISH FLASHBACK FLUSH GET HELP KILL LIST LISTEN LOCK LS MOVE NOTIFY OPEN PUT QUIT RECEIVE RECOVER REMOVE
	REORG RM RUN SECURITY SHUTDOWN SPLIT STOP SUBSCRIBE SUSPEND RESUME TRAIN UNDROP VALIDATE WAITFOR WHENEVER XA PURGE
	NOAUDIT INHERIT BATCH CALIBRATE IMPORT TRACE PLAN REMOVEFILE PREDICT DIAGNOSTICS GOTO NULL PRINT RAISERROR RECONFIGURE REVERT
	SYNC CANCEL ADD DFS INVALIDATE REPLICATE CONNECT CHECKPOINT ENABLE DISABLE`)

func upper(s string) string {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			b := []byte(s)
			for j := range b {
				if b[j] >= 'a' && b[j] <= 'z' {
					b[j] -= 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// other reads a statement by its leading keywords alone. The relations that it names behind TABLE, VIEW, ON and the
// like are kept.
func (p *Parser) other(start int32) ast.Stmt {
	o := &ast.Other{}
	first := p.i
	o.Kind = p.otherKind()
	creates := p.toks[first].Keyword == keyword.CREATE
	for p.seek(first); !p.statementEnd(false); {
		if p.at(token.Unclosed) || p.at(token.Stray) {
			p.fail("the end of the statement")
		}
		kw := p.tok.Keyword
		p.advance()
		if !relationWords.Has(kw) {
			continue
		}
		if kw == keyword.TABLE || kw == keyword.VIEW {
			p.ifExists()
		}
		if p.relationHere(kw, creates) {
			p.speculate(func() { o.Tables = append(o.Tables, p.tableName()) })
		}
	}
	o.Span = p.since(start)
	return o
}

// otherKind reads the words that say what a statement does: GRANT, DROP TABLE, CREATE TASK.
func (p *Parser) otherKind() string {
	kind := upper(p.str(&p.tok))
	verb := p.tok.Keyword
	p.advance()
	p.acceptKws(keyword.OR, keyword.REPLACE)
	first := p.i
	for p.i < first+2 && p.at(token.Word) && kindWords.Has(p.tok.Keyword) {
		p.advance()
	}
	if p.i == first && p.at(token.Word) && (verb == keyword.CREATE || verb == keyword.ALTER || verb == keyword.DROP) {
		p.advance()
	}
	if p.i > first {
		kind += " " + p.words(first)
	}
	return kind
}

// relationHere reports whether the name behind kw can be a relation's. In parentheses behind it stand the columns of an
// index, where the statement creates one; else they are the arguments of a function.
func (p *Parser) relationHere(kw keyword.Keyword, creates bool) bool {
	if !p.nameAhead() || p.at(token.Word) && p.tok.Keyword != keyword.None && kw != keyword.TABLE && kw != keyword.VIEW {
		return false
	}
	return p.peekKind(1) != token.LParen || kw == keyword.TABLE || kw == keyword.VIEW || kw == keyword.ON && creates
}

func (p *Parser) ifExists() {
	if p.acceptKw(keyword.IF) {
		p.acceptKw(keyword.NOT)
		p.acceptKw(keyword.EXISTS)
	}
	p.acceptKw(keyword.ONLY)
}

// kindWords may follow the first word of a statement as part of its kind.
var kindWords = keyword.SetOf(
	keyword.TABLE, keyword.VIEW, keyword.DATABASE, keyword.SCHEMA, keyword.FUNCTION, keyword.PROCEDURE, keyword.INDEX,
	keyword.MATERIALIZED, keyword.EXTERNAL, keyword.TEMPORARY, keyword.SEQUENCE, keyword.ROLE, keyword.USER, keyword.WAREHOUSE,
	keyword.STAGE, keyword.POLICY, keyword.TRIGGER, keyword.TYPE, keyword.EVENT, keyword.SESSION, keyword.SYSTEM, keyword.TRANSACTION,
	keyword.TABLES, keyword.SCHEMAS, keyword.COLUMNS, keyword.VIEWS, keyword.GLOBAL, keyword.LOCAL, keyword.ROLLBACK,
	keyword.TABLESPACE, keyword.CATALOG, keyword.FOREIGN, keyword.SYNONYM, keyword.PARTITIONS, keyword.CREATE, keyword.PACKAGE,
	keyword.SHARE, keyword.FORMAT, keyword.CHARACTER, keyword.DYNAMIC, keyword.ROW, keyword.ACCESS,
)

// relationWords stand in front of a relation's name in statements that are no queries.
var relationWords = keyword.SetOf(keyword.TABLE, keyword.VIEW, keyword.ON, keyword.REFERENCES, keyword.FROM, keyword.INTO, keyword.TRUNCATE, keyword.DESCRIBE)

// declare reads DECLARE: variables, a cursor, a handler; or the declarations of the block that follows.
func (p *Parser) declare() ast.Stmt {
	start, first := p.here(), p.i
	b := &ast.Block{Kind: "DECLARE"}
	section := p.declareSection()
	p.advance()
	for !p.atKw(keyword.BEGIN) {
		before := *b
		if !p.speculate(func() { p.declaration(b) }) {
			*b = before
			if !section {
				p.seek(first)
				return p.other(start)
			}
			i := p.i
			for !p.statementEnd(false) {
				p.advance()
			}
			if p.i > i {
				b.Clauses = append(b.Clauses, p.skipped(i, "DECLARE"))
			}
		}
		if !section {
			b.Span = p.since(start)
			return b
		}
		if !p.accept(token.Semicolon) {
			break
		}
	}
	inner := p.blockOnly(p.block)
	inner.Clauses = append(b.Clauses, inner.Clauses...)
	inner.Declares = append(b.Declares, inner.Declares...)
	inner.Statements = append(b.Statements, inner.Statements...)
	inner.Start = start
	return inner
}

// declareSection reports whether what DECLARE begins here ends in the BEGIN of a block, not with its statement.
func (p *Parser) declareSection() bool {
	const most = 20_000 // tokens
	for i := p.i + 1; i < min(len(p.toks), p.i+most); i++ {
		if last := p.toks[i-1]; last.Kind != token.Semicolon && i > p.i+1 {
			continue
		}
		switch p.toks[i].Keyword {
		case keyword.BEGIN:
			return !p.transactionAt(i + 1)
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
	case p.peekKw(1) == keyword.CURSOR, p.peekKw(1) == keyword.SCROLL, p.peekKw(1) == keyword.NO && p.peekKw(2) == keyword.SCROLL,
		p.wordAhead(1, "INSENSITIVE"), p.wordAhead(1, "BINARY"), p.atKw(keyword.CURSOR):
		for !p.atKw(keyword.FOR) && !p.atKw(keyword.IS) && !p.statementEnd(false) {
			p.advance()
		}
		if p.acceptAny(keyword.FOR, keyword.IS) == keyword.None {
			p.fail("FOR and a query")
		}
		b.Clauses = append(b.Clauses, p.skipped(i, "CURSOR"))
		if p.queryAhead() {
			b.Statements = append(b.Statements, p.queryStatement())
		} else {
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
	if !p.statementEnd(false) {
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
			c.Type = p.typeName()
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
		p.acceptKws(keyword.NOT, keyword.ATOMIC)
		p.acceptKw(keyword.ATOMIC)
		p.acceptKw(keyword.TRY)
		p.blockBody(b)
		p.blockEnd(b)
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
		p.acceptKw(keyword.THEN)
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
		p.acceptAny(keyword.DO, keyword.LOOP)
		p.blockBody(b)
		p.blockEnd(b)
	case keyword.FOR:
		p.advance()
		v := &ast.ColumnDef{Name: p.ident("a variable")}
		v.Span = v.Name.Span
		b.Declares = append(b.Declares, v)
		p.expectKw(keyword.IN)
		p.acceptWord("REVERSE")
		if p.queryAhead() && !p.at(token.LParen) || p.at(token.LParen) && p.queryAheadAt(1) {
			b.Statements = append(b.Statements, p.queryStatement())
		} else {
			b.Exprs = append(b.Exprs, p.operand())
			if p.acceptKw(keyword.TO) || p.at(token.Dot) {
				for p.accept(token.Dot) {
				}
				b.Exprs = append(b.Exprs, p.operand())
			}
		}
		p.acceptAny(keyword.DO, keyword.LOOP)
		p.blockBody(b)
		p.blockEnd(b)
	case keyword.CASE:
		p.advance()
		if !p.atKw(keyword.WHEN) {
			b.Exprs = append(b.Exprs, p.expr())
		}
		for p.acceptKw(keyword.WHEN) {
			b.Exprs = append(b.Exprs, p.expr())
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

// blockBody reads statements up to what ends them.
func (p *Parser) blockBody(b *ast.Block) {
	for {
		for p.accept(token.Semicolon) {
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
		if p.at(token.EOF) {
			p.fail("END")
		}
		b.Statements = append(b.Statements, p.statement(true))
	}
}

// blockEnd reads END, END IF, END LOOP, END label.
func (p *Parser) blockEnd(b *ast.Block) {
	i := p.i
	p.expectKw(keyword.END)
	p.acceptAny(keyword.IF, keyword.LOOP, keyword.WHILE, keyword.FOR, keyword.CASE, keyword.REPEAT, keyword.TRY)
	if p.at(token.Word) && p.tok.Keyword == keyword.None {
		p.advance()
		b.Clauses = append(b.Clauses, p.skipped(i, "END"))
	}
}

// transactionAt reports whether token i follows the BEGIN of a transaction, not of a block.
func (p *Parser) transactionAt(i int) bool {
	t := &p.toks[min(i, len(p.toks)-1)]
	switch t.Keyword {
	case keyword.TRANSACTION, keyword.WORK, keyword.ISOLATION, keyword.READ, keyword.IMMEDIATE, keyword.DEFERRED:
		return true
	case keyword.NOT:
		return p.toks[i+1].Keyword != keyword.ATOMIC
	case keyword.None:
		switch upper(p.str(t)) {
		case "", ";", "TRAN", "CATALOG", "EXCLUSIVE":
			return true
		}
	}
	return false
}

// inner reads the SQL that a string holds: the body of a function, what EXECUTE IMMEDIATE runs. Its spans are those of
// the file. False when it holds none that is wholly understood.
func (p *Parser) inner(t *token.Token) ([]*ast.Statement, bool) {
	if p.depth > maxDepth/2 {
		return nil, false
	}
	sub := p.within(t)
	if sub == nil {
		return nil, false
	}
	var list []*ast.Statement
	for i, ok := sub.At(0); ok; i, ok = sub.At(i) {
		s := sub.statement(false)
		if s.State == ast.Partial || s.State == ast.Invalid {
			return nil, false
		}
		list = append(list, s)
		i = sub.i
	}
	return list, len(list) > 0
}

// within returns a parser of the SQL that a string holds; nil when its text cannot be read in place. A quote in it is
// written twice: where it opens or closes a string, one of the two is taken for a space.
func (p *Parser) within(t *token.Token) *Parser {
	text := t.In(p.text)
	open := strings.IndexAny(text, `'"$`)
	n := 1
	switch {
	case text[open] == '$':
		n = strings.IndexByte(text[1:], '$') + 2
	case p.d.TripleQuotes && len(text) >= 6 && text[1] == text[0] && text[2] == text[0]:
		n = 3
	}
	start, end := open+n, len(text)-n
	body := text[start:end]
	if n == 1 && text[open] != '$' {
		if p.d.Escapes != dialect.NoEscapes && strings.IndexByte(body, '\\') >= 0 {
			return nil
		}
		if strings.IndexByte(body, text[open]) >= 0 {
			body = halveQuotes(body, text[open])
		}
	}
	toks := token.Lex(body, p.d)
	at := t.Start + int32(start)
	for i := range toks {
		toks[i].Start += at
		toks[i].End += at
	}
	sub := New(p.text[:t.Start+int32(end)], toks, p.d)
	sub.depth = p.depth
	return sub
}

// halveQuotes turns the first and the second of two quotes into a space by turns, so that the text keeps its length:
// ”a” becomes 'a' with a space on either side.
func halveQuotes(s string, quote byte) string {
	b := []byte(s)
	opens := true
	for i := 0; i+1 < len(b); i++ {
		if b[i] != quote || b[i+1] != quote {
			continue
		}
		if opens {
			b[i] = ' '
		} else {
			b[i+1] = ' '
		}
		opens = !opens
		i++
	}
	return string(b)
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
