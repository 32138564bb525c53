package grammar

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// callStatement reads CALL f(x), EXECUTE IMMEDIATE of a string, and EXECUTE of anything else by its kind.
func (p *Parser) callStatement() ast.Stmt {
	start := p.here()
	if p.d.Batches && (p.atKw(keyword.EXEC) || p.atKw(keyword.EXECUTE)) && p.peekKw(1) != keyword.AS && p.peekKw(1) != keyword.IMMEDIATE {
		var s ast.Stmt
		if p.speculate(func() {
			p.advance()
			s = p.execute(start)
		}) {
			return s
		}
	}
	switch {
	case p.acceptKw(keyword.CALL):
		o := &ast.Other{Kind: "CALL", Exprs: []ast.Expr{p.expr()}}
		if c, ok := o.Exprs[0].(*ast.Call); ok && p.d.EqualArgs {
			p.tableArgs(c)
		}
		if p.acceptKw(keyword.INTO) {
			p.listOf(func() { o.Exprs = append(o.Exprs, p.primary()) })
		}
		o.Span = p.since(start)
		return o
	case p.atKws(keyword.EXECUTE, keyword.INSERT), p.atKws(keyword.EXECUTE, keyword.STATEMENT, keyword.SET, keyword.BEGIN):
		p.advance()
		return p.flinkJob("EXECUTE", start)
	case p.atKws(keyword.EXECUTE, keyword.FUNCTION):
		return p.executeFunction(start)
	case p.atKws(keyword.EXECUTE, keyword.IMMEDIATE):
		i := p.i
		if b := p.executeText(start); b != nil {
			return b
		}
		p.seek(i)
	}
	return p.other(start)
}

// executeText reads EXECUTE IMMEDIATE text INTO a USING b; nil when it is written otherwise. Where the text is understood,
// its statements make a block.
func (p *Parser) executeText(start int32) ast.Stmt {
	p.pass(2)
	if p.at(token.String) {
		if list, ok := p.inner(&p.tok); ok {
			p.advance()
			b := &ast.Block{Kind: "EXECUTE IMMEDIATE", Statements: list}
			p.blockTail(b)
			b.Span = p.since(start)
			return b
		}
	}
	b := &ast.Block{}
	if !p.speculate(func() { b.Exprs = append(b.Exprs, p.noColumn(p.expr())) }) {
		return nil
	}
	switch p.tok.Keyword {
	case keyword.INTO, keyword.BULK, keyword.USING, keyword.RETURN, keyword.RETURNING:
		p.blockTail(b)
	}
	if !p.statementEnd(true) {
		return nil
	}
	return &ast.Other{Span: p.since(start), Kind: "EXECUTE IMMEDIATE", Exprs: b.Exprs}
}

// flinkJob reads what Flink runs or compiles: INSERT, or STATEMENT SET BEGIN ... END.
func (p *Parser) flinkJob(kind string, start int32) *ast.Block {
	p.acceptKws(keyword.STATEMENT, keyword.SET)
	b := &ast.Block{Kind: kind, Statements: []*ast.Statement{p.statement(true)}}
	b.Span = p.since(start)
	return b
}

// compile reads Flink's COMPILE PLAN 'file' FOR job.
func (p *Parser) compile() ast.Stmt {
	start, first := p.here(), p.i
	for !p.acceptKw(keyword.FOR) {
		if p.statementEnd(false) {
			p.fail("FOR")
		}
		p.advance()
	}
	options := p.skipped(first, "COMPILE")
	b := p.flinkJob("COMPILE", start)
	b.Clauses = append(b.Clauses, options)
	return b
}

// cacheStatement reads CACHE [LAZY] TABLE name [OPTIONS (...)] [AS] query, which makes a view and keeps its rows, and
// CACHE query.
func (p *Parser) cacheStatement() ast.Stmt {
	start, first := p.here(), p.i
	p.advance()
	if p.queryAhead() && !p.atKw(keyword.TABLE) {
		e := &ast.Explain{Verb: "CACHE", Stmt: p.query()}
		e.Span = p.since(start)
		return e
	}
	p.acceptKw(keyword.LAZY)
	if p.acceptKw(keyword.TABLE) {
		v := &ast.CreateView{Temporary: true, Name: p.tableName()}
		if i := p.i; p.acceptKw(keyword.OPTIONS) {
			p.balanced()
			v.Clauses = append(v.Clauses, p.skipped(i, "OPTIONS"))
		}
		p.acceptKw(keyword.AS)
		if p.queryAhead() {
			v.Query = p.query()
			v.Span = p.since(start)
			return v
		}
	}
	p.seek(first)
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

// setStatement reads SET name = value, where the value may hold a query; all other settings are read by kind.
func (p *Parser) setStatement() ast.Stmt {
	start := p.here()
	o := &ast.Other{Kind: "SET"}
	if p.peekKw(1) == keyword.STATEMENT && p.peekKind(3) == token.Eq {
		return p.settingsFor(start)
	}
	if !p.speculate(func() {
		p.advance()
		if p.peekKind(1) == token.Word || p.peekKind(1) == token.LParen {
			p.acceptKw(keyword.VAR)
		}
		if k := p.acceptAny(keyword.LOCAL, keyword.SESSION, keyword.GLOBAL, keyword.VARIABLE); k == keyword.VARIABLE {
			p.acceptWord("VARIABLES")
		}
		p.listOf(func() {
			if p.peekKind(1) == token.Word {
				p.acceptAny(keyword.LOCAL, keyword.SESSION, keyword.GLOBAL, keyword.PERSIST, keyword.PERSIST_ONLY)
			}
			o.Exprs = append(o.Exprs, p.assignedVariable())
		})
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

// searchPath reads where bare names behind a statement are looked up, of SET search_path, SET [CURRENT] SCHEMA and ALTER
// SESSION SET CURRENT_SCHEMA; other settings are left as they are. The statement begins at the given token, and was read.
func (p *Parser) searchPath(st ast.Stmt, first int) ast.Stmt {
	o, ok := st.(*ast.Other)
	if !ok {
		return st
	}
	end := p.i
	p.seek(first)
	if p.acceptKw(keyword.ALTER) {
		p.acceptKw(keyword.SESSION)
	}
	p.acceptKw(keyword.SET)
	p.acceptAny(keyword.LOCAL, keyword.SESSION)
	switch {
	case p.acceptWord("SEARCH_PATH"), p.acceptWord("CURRENT_SCHEMA"), p.acceptKw(keyword.SCHEMA):
	case p.acceptWord("CURRENT") && (p.acceptKw(keyword.SCHEMA) || p.acceptWord("PATH")):
	default:
		p.seek(end)
		return o
	}
	var path []*ast.Name
	if p.speculate(func() {
		if !p.accept(token.Eq) {
			p.acceptKw(keyword.TO)
		}
		p.listOf(func() { path = append(path, p.name("a schema")) })
		if p.i != end {
			p.fail("the end of the statement")
		}
	}) {
		o.Path, o.Exprs = path, nil
	}
	p.seek(end)
	return o
}

// settingsFor reads MariaDB's SET STATEMENT a = 1, b = 2 FOR statement.
func (p *Parser) settingsFor(start int32) ast.Stmt {
	b := &ast.Block{Kind: "SET STATEMENT"}
	p.pass(2)
	p.listOf(func() { b.Exprs = append(b.Exprs, p.assignedVariable()) })
	p.expectKw(keyword.FOR)
	b.Statements = []*ast.Statement{p.part()}
	b.Span = p.since(start)
	return b
}

// useStatement reads USE [DATABASE | SCHEMA | CATALOG | NAMESPACE] name; what else may be used (ROLE r, WAREHOUSE w) holds
// no relations.
func (p *Parser) useStatement(start int32) ast.Stmt {
	first := p.i
	o := p.other(start).(*ast.Other)
	end := p.i
	p.seek(first + 1)
	if p.i+1 < end && p.acceptAny(keyword.DATABASE, keyword.SCHEMA, keyword.CATALOG) == keyword.None {
		p.acceptWord("NAMESPACE")
	}
	plain := !slices.ContainsFunc(p.toks[p.i:end], func(t token.Token) bool {
		return t.Kind != token.Word && t.Kind != token.QuotedName && t.Kind != token.Dot && !t.Kind.Trivia()
	})
	if plain {
		p.speculate(func() {
			n := p.name("a database or schema")
			if p.i != end {
				p.fail("the end of the statement")
			}
			o.Schema = n
		})
	}
	p.seek(end)
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
var otherVerbs = wordSet(`ADMIN ADMINISTER ASSOCIATE DISASSOCIATE ALTER ANALYSE ANALYZE APPLY AUDIT BINLOG CHANGE CLEAR CLOSE CLUSTER COLLECT COMMENT COMPUTE CONVERT DBCC DISCARD DISCONNECT
	DO EXIT FETCH FINISH FLASHBACK FLUSH GET HELP KILL LIST LISTEN LOCK LS MOVE NOTIFY OPEN PUT QUIT RECEIVE RECOVER REMOVE
	REORG RM RUN SECURITY SHUTDOWN SPLIT STOP SUBSCRIBE SUSPEND RESUME TRAIN UNDROP VALIDATE WAITFOR WHENEVER XA PURGE
	NOAUDIT INHERIT BATCH CALIBRATE IMPORT TRACE PLAN REMOVEFILE PREDICT DIAGNOSTICS GOTO NULL PRINT RAISERROR RECONFIGURE REVERT
	SYNC CANCEL INSPECT RETRIEVE ADD DFS INVALIDATE REPLICATE CONNECT CHECKPOINT ENABLE DISABLE GENERATE FSCK RELOAD
	REPL PROFILE SUMMARY WATCH CHECKSUM
	BT ET DIAGNOSTIC GIVE INITIATE RESTART LOGGING REVALIDATE INCREMENTAL LABEL TERMINATE RUNSTATS REBIND BIND QUIESCE UNQUIESCE ECHO ACTIVATE
	DEACTIVATE UNCATALOG PRUNE TRANSFER ASSOCIATE ALLOCATE FREE HOLD RECOMPRESS REORGANIZE ENFORCE IMPERSONATE PRELOAD
	LOGON LOGOFF REORGCHK AWAIT UNSUBSCRIBE ROLLFORWARD REGISTER MIGRATE DESIGNATE SEND READTEXT WRITETEXT UPDATETEXT PAUSE TEST
	UNINSTALL SOURCE SRC SHELL HISTORY TIP RERUN SWITCH WARM BUILD PLAY CLEAN REBALANCE AGGREGATOR PROMOTE TRANSLATE SNAPSHOT COMPILE
	INFER`)

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
	if p.at(token.EOF) || p.at(token.Semicolon) {
		p.fail("the rest of the statement")
	}
	o := &ast.Other{}
	first := p.i
	o.Kind = p.otherKind()
	creates := p.toks[first].Keyword == keyword.CREATE
	cursor := p.onCursor(first)
	depth, cases := 0, 0
	for p.seek(first); p.i == first || !p.otherEnd(o, first, depth+cases); {
		if p.at(token.Unclosed) || p.at(token.Stray) {
			p.fail("the end of the statement")
		}
		switch p.tok.Kind {
		case token.LParen:
			depth++
		case token.RParen:
			depth--
		}
		kw := p.tok.Keyword
		p.advance()
		switch kw {
		case keyword.CASE:
			cases++
		case keyword.END:
			cases = max(cases-1, 0)
		}
		if kw == keyword.RENAME && p.atKw(keyword.TO) && len(o.Tables) == 1 && p.toks[p.i-2].End == o.Tables[0].End {
			p.advance()
			p.speculate(func() { o.Renamed = p.name("a table's name") })
		}
		switch {
		case !relationWords.Has(kw), kw == keyword.ON && o.Kind == "CREATE CORTEX", kw == keyword.FROM && noRelationBehindFrom.Has(p.toks[first].Keyword),
			kw == keyword.TABLES && o.Kind != "EXCHANGE TABLES",
			kw == keyword.ON && o.Kind == "CREATE STATISTICS" && p.fromBehind(), // they are of columns
			cursor, p.atKw(keyword.OF): // TABLE OF type
			continue
		}
		switch kw {
		case keyword.TABLE, keyword.VIEW:
			p.ifExists()
		case keyword.DESCRIBE:
			if p.peekKind(1) != token.Word {
				break
			}
			if !p.acceptWord("EXTENDED") && !p.acceptWord("FORMATTED") && !p.acceptWord("HISTORY") && !p.acceptWord("DETAIL") && describedKinds[upper(p.str(&p.tok))] {
				continue
			}
		case keyword.FROM:
			if p.toks[first].Keyword == keyword.SHOW && !slices.ContainsFunc(p.toks[first:p.i], func(t token.Token) bool { return shownOfRelation[upper(p.str(&t))] }) {
				continue
			}
		}
		if p.relationHere(kw, creates) {
			p.otherTables(o, kw, first)
		}
	}
	switch p.toks[first].Keyword {
	case keyword.CREATE, keyword.ALTER, keyword.DROP, keyword.GRANT, keyword.REVOKE, keyword.TRUNCATE:
		if p.i == first+1 || p.i == first+2 && nameless.Has(p.toks[first+1].Keyword) {
			p.failCertain("what it is about")
		}
	}
	const shortest = 4                                                                                                                                                            // words: behind fewer, the last is a name
	if verb := p.toks[first].Keyword; (creates || verb == keyword.ALTER) && p.i >= first+shortest && dangling.Has(p.toks[p.i-1].Keyword) && p.toks[p.i-2].Keyword != keyword.BY { // Teradata: PARTITION BY COLUMN
		p.failCertain("what belongs behind " + p.toks[p.i-1].Keyword.String())
	}
	o.Span = p.since(start)
	return o
}

// otherTables reads the relation behind the word kw of a statement that began at token first, and where a list of them may
// stand or the name that it gets, those too.
func (p *Parser) otherTables(o *ast.Other, kw keyword.Keyword, first int) {
	verb := p.toks[first].Keyword
	lists := verb != keyword.CREATE && (kw == keyword.TABLE || kw == keyword.VIEW || kw == keyword.TRUNCATE ||
		kw == keyword.ON && (verb == keyword.GRANT || verb == keyword.REVOKE))
	for read := true; read; {
		i := p.i
		read = p.speculate(func() {
			t := p.tableName()
			if !p.at(token.Dot) { // db.* is no relation
				o.Tables = append(o.Tables, t)
			}
		}) && p.i > i
		renamed := p.atKw(keyword.TO) && verb == keyword.RENAME || p.atKw(keyword.AND) && kw == keyword.TABLES
		if !read || !renamed && !(lists && p.at(token.Comma)) {
			return
		}
		if next := p.peek(1); next.Kind != token.QuotedName && (next.Kind != token.Word || next.Keyword != keyword.None && p.peekKind(2) != token.Dot) {
			return
		}
		p.advance()
	}
}

// nameless are objects whose names no CREATE, ALTER, DROP or TRUNCATE lacks.
var nameless = keyword.SetOf(keyword.TABLE, keyword.VIEW, keyword.DATABASE, keyword.SCHEMA, keyword.INDEX, keyword.FUNCTION, keyword.PROCEDURE)

// dangling are words that end no CREATE or ALTER of any dialect.
var dangling = keyword.SetOf(
	keyword.TO, keyword.BY, keyword.FROM, keyword.INTO, keyword.USING, keyword.WITH, keyword.RENAME, keyword.FOR,
	keyword.WHERE, keyword.AND, keyword.OR, keyword.NOT, keyword.IN, keyword.SET, keyword.CHARSET, keyword.COLLATE, keyword.CHECK,
	keyword.ADD, keyword.COLUMN, keyword.CONSTRAINT,
)

// otherEnd reports whether a statement that is read by its kind, and began at token first, ends here: nested is set inside
// of parentheses and of a CASE. Words that begin other statements are permissions in front of TO or FROM, or what ALTER
// does to a thing.
func (p *Parser) otherEnd(o *ast.Other, first, nested int) bool {
	if nested > 0 || !p.d.Unseparated {
		return p.at(token.EOF) || p.at(token.Semicolon) || p.atDelimiter() || p.atCommand() || p.atFlow()
	}
	if !p.statementEnd(false) {
		return false
	}
	if !p.at(token.Word) || p.labelAhead() {
		return true
	}
	switch p.toks[first].Keyword {
	case keyword.GRANT, keyword.REVOKE, keyword.DENY:
		return slices.ContainsFunc(p.toks[first:p.i], func(t token.Token) bool {
			return t.Keyword == keyword.TO || t.Keyword == keyword.FROM
		})
	case keyword.ALTER:
		switch p.tok.Keyword {
		case keyword.SET, keyword.ENABLE, keyword.DISABLE:
			done := slices.ContainsFunc(p.toks[first+1:p.i], func(t token.Token) bool {
				return t.Keyword == p.tok.Keyword || t.Keyword == keyword.ADD || t.Keyword == keyword.DROP || t.Keyword == keyword.ALTER
			})
			return done || p.atKw(keyword.SET) && o.Kind == "ALTER TABLE"
		}
	}
	return true
}

// fromBehind reports whether FROM stands in the rest of the statement, outside of parentheses.
func (p *Parser) fromBehind() bool {
	i := p.i
	defer p.seek(i)
	for !p.statementEnd(false) {
		if p.atKw(keyword.FROM) {
			return true
		}
		p.skipOne()
	}
	return false
}

// onCursor reports whether the statement that begins at token i moves a cursor: it names no relation then.
func (p *Parser) onCursor(i int) bool {
	switch kw := p.toks[i].Keyword; kw {
	case keyword.FETCH, keyword.CLOSE, keyword.OPEN:
		return true
	case keyword.None:
		word := p.str(&p.toks[i])
		return equalFold(word, "MOVE") || equalFold(word, "RETRIEVE")
	}
	return false
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
	qualified := p.peekKind(1) == token.Dot
	if !p.nameAhead() || p.at(token.Word) && p.tok.Keyword != keyword.None && kw != keyword.TABLE && kw != keyword.VIEW && !qualified {
		return false
	}
	if kw == keyword.VIEW && p.atKws(keyword.LOG, keyword.ON) { // Oracle: MATERIALIZED VIEW LOG ON t
		return false
	}
	if kw == keyword.TABLE && p.atKw(keyword.FUNCTION) && p.peekKind(1) == token.Word { // DROP TABLE FUNCTION f
		return false
	}
	if kw == keyword.ON && !qualified && p.at(token.Word) && (p.atWord("ACCOUNT") || p.atWord("INTEGRATION") || p.atWord("DIRECTORY") && p.peekKind(1) == token.LParen) {
		return false // what else privileges are granted on, and what Snowflake's streams follow
	}
	switch p.peekKind(1) {
	case token.Eq, token.DoubleColon: // FROM DISK = 'file', ON ROLE::name
		return false
	case token.String, token.Word: // FROM SPECIFICATION $$...$$, ON FUTURE VIEWS
		if noRelation[upper(p.str(&p.tok))] && kw != keyword.TABLE && kw != keyword.VIEW {
			return false
		}
	}
	return p.peekKind(1) != token.LParen || kw == keyword.TABLE || kw == keyword.VIEW || kw == keyword.REFERENCES || kw == keyword.ON && creates
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
var relationWords = keyword.SetOf(keyword.TABLE, keyword.VIEW, keyword.ON, keyword.REFERENCES, keyword.FROM, keyword.INTO, keyword.TRUNCATE, keyword.DESCRIBE,
	keyword.OPTIMIZE, keyword.VACUUM, keyword.TABLES)

// noRelationBehindFrom are verbs of statements whose FROM names whom, or where from: REVOKE SELECT ON t FROM u.
var noRelationBehindFrom = keyword.SetOf(keyword.GRANT, keyword.REVOKE, keyword.DENY, keyword.INSTALL, keyword.RESTORE)

// noRelation are words behind FROM and ON that say what follows, which is no relation or not one alone.
var noRelation = wordSet(`SPECIFICATION APPLICATION SERVICE MODEL SHARE FUTURE`)

// describedKinds are things other than relations that DESCRIBE may name: INPUT s, FILE FORMAT f.
var describedKinds = wordSet(`INPUT OUTPUT FILE RESULT NETWORK MASKING ROW SECRET STORAGE API SEARCH EXTERNAL CATALOG GIT IMAGE
	COMPUTE PASSWORD PACKAGES PROJECTION AGGREGATION JOIN PRIVACY APPLICATION CORTEX NOTIFICATION SECURITY SEMANTIC LANGUAGE
	MODEL NOTEBOOK SERVICE ALERT STREAMLIT CONNECTOR`)

// shownOfRelation are what SHOW shows of the relations behind FROM; all else is shown of a schema or a catalog.
var shownOfRelation = wordSet(`SELECT COLUMNS FIELDS INDEX INDEXES KEYS PARTITIONS BRANCHES STATS CONSTRAINTS`)

// clientCommand reads a line of SQL*Plus's, which ends it: a setting, a prompt, EXEC with a statement of a block. False
// when none stands here.
func (p *Parser) clientCommand(s *ast.Statement) bool {
	start := p.here()
	word := p.str(&p.tok)
	switch {
	case p.at(token.At), p.at(token.Operator) && word == "@@", p.at(token.Word) && token.ClientCommand(word) && p.peekKind(1) != token.Assign:
	case p.atKw(keyword.SET):
		switch k := p.peekKw(1); {
		case k == keyword.TRANSACTION, k == keyword.ROLE, k == keyword.CONSTRAINT, p.wordAhead(1, "CONSTRAINTS"):
			return false
		}
	case p.atKw(keyword.EXEC), p.atKw(keyword.EXECUTE) && p.peekKw(1) != keyword.IMMEDIATE:
		i := p.i
		if p.speculate(func() {
			p.advance()
			p.inBlock = true
			body := p.stmt()
			p.inBlock = false
			if !p.lineEnd() {
				p.fail("the end of the line")
			}
			s.Body = &ast.Block{Span: p.since(start), Kind: "EXECUTE", Statements: []*ast.Statement{{Span: body.Extent(), Body: body}}}
		}) {
			return true
		}
		p.seek(i)
	default:
		return false
	}
	for p.step(); !p.lineEnd() || p.toks[p.i-1].Kind == token.Minus && !p.at(token.EOF); p.step() {
	}
	s.Body = &ast.Other{Span: p.since(start), Kind: upper(word)}
	return true
}

// lineEnd reports whether what was read last ends its line.
func (p *Parser) lineEnd() bool {
	return p.at(token.EOF) || strings.Contains(p.text[p.prevEnd():p.here()], "\n")
}

// metaCommand reads a command of psql's (\set), of SnowSQL's (!set) or of SQLite's shell (.mode), which its line ends.
func (p *Parser) metaCommand() ast.Stmt {
	start, first := p.here(), p.i
	for p.step(); !p.lineEnd(); p.step() {
	}
	return &ast.Other{Span: p.since(start), Kind: p.words(first)}
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
