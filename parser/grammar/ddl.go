package grammar

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// created collects what stands between CREATE and what is created.
type created struct {
	start                                      int32
	replace, temporary, materialized, external bool
	clauses                                    []*ast.Clause
	piped                                      bool // its rows are those of a pipe
}

// create reads CREATE of whatever kind: tables, views and functions in full, all else by kind.
func (p *Parser) create() ast.Stmt {
	c := created{start: p.here(), replace: p.atKw(keyword.REPLACE)}
	first := p.i
	p.advance()
	for p.createWord(&c) {
	}
	switch p.tok.Keyword {
	case keyword.TABLE:
		if p.peekKw(1) == keyword.FUNCTION {
			p.advance()
			return p.function(c)
		}
		return p.createTable(c)
	case keyword.VIEW:
		if c.materialized && p.peekKw(1) == keyword.LOG && p.peekKw(2) == keyword.ON { // Oracle
			break
		}
		return p.createView(c)
	case keyword.WINDOW: // ClickHouse
		if p.peekKw(1) == keyword.VIEW {
			p.advance()
			c.materialized = true
			return p.createView(c)
		}
	case keyword.None:
		switch {
		case p.atWord("DICTIONARY"): // ClickHouse
			c.external = true
			c.clauses = append(c.clauses, &ast.Clause{Span: p.tok.Span, Kind: "DICTIONARY"})
			return p.createTable(c)
		}
	case keyword.PIPELINE: // SingleStore
		return p.loadStatement(c.start, first, "PIPELINE")
	case keyword.ROUTINE: // StarRocks and Doris
		if p.peekKw(1) == keyword.LOAD {
			return p.loadStatement(c.start, first, "ROUTINE LOAD")
		}
	case keyword.TYPE:
		if p.peekKw(1) == keyword.BODY {
			return p.unit(c)
		}
		if o := p.enumOfQuery(c.start); o != nil {
			return o
		}
	case keyword.FUNCTION, keyword.PROCEDURE, keyword.PROC:
		return p.function(c)
	case keyword.PACKAGE:
		return p.unit(c)
	case keyword.TRIGGER:
		if p.d.Unseparated {
			return p.trigger(c)
		}
	case keyword.SCHEMA:
		if !c.external {
			return p.schema(c)
		}
	case keyword.MODEL:
		if m := p.trainedModel(c); m != nil {
			return m
		}
	case keyword.MACRO:
		if p.requestMacroAhead() {
			return p.requestMacro(c)
		}
		return p.macro(c) // DuckDB, Hive
	case keyword.CONTINUAL:
		return p.continualTask(c)
	case keyword.JOIN:
		if p.peekKw(1) == keyword.INDEX {
			return p.joinIndex(c)
		}
	}
	if p.scriptAhead() {
		return p.createScript(c)
	}
	var s ast.Stmt
	switch {
	case p.atWord("PROJECTION") && p.peekKw(1) != keyword.POLICY: // Vertica: a view whose rows are kept
		c.materialized = true
		return p.createView(c)
	case p.atWord("SOURCE"), p.atWord("SUBSOURCE"):
		s = p.source(c)
	case p.atWord("SINK"):
		s = p.sink(c)
	case p.atWord("RULE"):
		s = p.rule(c)
	case p.atWord("ZONEMAP") && c.materialized:
		s = p.zoneMap(c)
	case p.atWord("ASSERTION"):
		return p.assertion(c)
	case p.atWord("ALERT"):
		s = p.alert(c)
	case p.atWord("METHOD"), p.wordAhead(1, "METHOD") && (p.atWord("INSTANCE") || p.atWord("STATIC") || p.atWord("CONSTRUCTOR")):
		return p.typeMethod(c)
	case p.semanticViewAhead():
		return p.semanticView(c)
	case p.atWord("PROPERTY") && p.wordAhead(1, "GRAPH"):
		s = p.propertyGraph(c)
	case p.atKw(keyword.DATA) && p.wordAhead(1, "METRIC") && p.peekKw(2) == keyword.FUNCTION: // Snowflake
		i := p.i
		p.pass(2)
		c.clauses = append(c.clauses, p.skipped(i, "DATA METRIC"))
		return p.function(c)
	}
	if s != nil {
		return s
	}
	p.seek(first)
	return p.holder(c.start)
}

// enumOfQuery reads DuckDB's CREATE TYPE t AS ENUM (SELECT ...) from TYPE on; nil when the type is another.
func (p *Parser) enumOfQuery(start int32) ast.Stmt {
	n := 2
	for p.peekKind(n) == token.Dot {
		n += 2
	}
	if p.peekKw(n) != keyword.AS || !p.wordAhead(n+1, "ENUM") || !p.queryAheadAt(n+2) {
		return nil
	}
	p.pass(n + 2)
	q := p.parenQuery()
	return &ast.Other{Span: p.since(start), Kind: "CREATE TYPE", Query: q}
}

// trainedModel reads Redshift's CREATE MODEL m FROM (query) TARGET a FUNCTION f ..., and FROM relation; nil when it is made of
// something else.
func (p *Parser) trainedModel(c created) ast.Stmt {
	i := p.i
	var q *ast.Query
	b := &ast.Block{Kind: "CREATE MODEL"}
	if !p.speculate(func() {
		p.advance()
		p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
		p.name("a model")
		p.expectKw(keyword.FROM)
		b.Clauses = append(slices.Clip(c.clauses), p.skipped(i, "MODEL"))
		if p.at(token.LParen) {
			q = p.parenQuery()
		} else {
			q = p.tableQuery()
		}
		if !p.atWord("TARGET") {
			p.fail("TARGET")
		}
	}) {
		p.seek(i)
		return nil
	}
	b.Statements = []*ast.Statement{{Span: q.Span, Body: q}}
	p.blockTail(b)
	b.Span = p.since(c.start)
	return b
}

// createWord reads one of the words between CREATE and what is created; false when none stands here.
func (p *Parser) createWord(c *created) bool {
	i := p.i
	switch p.tok.Keyword {
	case keyword.OR:
		if k := p.peekKw(1); k != keyword.REPLACE && k != keyword.ALTER && k != keyword.REFRESH {
			return false
		}
		p.advance()
		c.replace = true
	case keyword.TEMPORARY, keyword.TEMP, keyword.VOLATILE:
		c.temporary = true
	case keyword.MATERIALIZED, keyword.DYNAMIC:
		c.materialized = true
	case keyword.EXTERNAL, keyword.FOREIGN:
		c.external = true
	case keyword.MANAGED:
	case keyword.GLOBAL, keyword.LOCAL:
		if k := p.toks[p.i-1].Keyword; k == keyword.GLOBAL || k == keyword.LOCAL {
			p.failCertain("TEMPORARY or TABLE")
		}
	case keyword.UNLOGGED, keyword.TRANSIENT, keyword.SECURE, keyword.RECURSIVE, keyword.FORCE,
		keyword.MULTISET, keyword.PUBLIC, keyword.SET, keyword.AGGREGATE, keyword.NO, keyword.VIRTUAL:
	case keyword.JSON: // Oracle, MySQL: JSON RELATIONAL DUALITY VIEW, JSON COLLECTION TABLE
		p.advance()
		for p.atWord("RELATIONAL") || p.atWord("DUALITY") || p.atWord("COLLECTION") {
			p.advance()
		}
		if !p.atKw(keyword.VIEW) && !p.atKw(keyword.TABLE) {
			p.seek(i)
			return false
		}
		c.clauses = append(c.clauses, p.skipped(i, "JSON"))
		return true
	case keyword.IMMUTABLE:
		if p.peekKw(1) != keyword.TABLE && !p.wordAhead(1, "BLOCKCHAIN") {
			return false
		}
		p.advance()
		c.clauses = append(c.clauses, p.skipped(i, "IMMUTABLE"))
		return true
	case keyword.READ: // READ ONLY
		if p.peekKw(1) != keyword.ONLY {
			return false
		}
		p.advance()
	case keyword.SQL: // SQL SECURITY INVOKER
		if p.peekKw(1) != keyword.SECURITY {
			return false
		}
		p.pass(3)
		c.clauses = append(c.clauses, p.skipped(i, "SQL SECURITY"))
		return true
	default:
		switch {
		case p.at(token.Tag) && p.peekKind(1) == token.Word && !p.gluedAt(1): // it yields such words
			c.clauses = append(c.clauses, p.tagClause())
			return true
		case p.atWord("DEFINER"), p.atWord("ALGORITHM"), p.atWord("SCHEMA_BINDING"): // = value, which may be 'a'@'b', a.b or f()
			p.pass(3)
			for p.at(token.At) || p.at(token.Param) || p.at(token.LParen) || p.at(token.RParen) || p.toks[p.i-1].Kind == token.At && !p.statementEnd(false) {
				p.advance()
			}
		case p.atWord("EDITIONABLE"), p.atWord("NONEDITIONABLE"), p.atWord("EDITIONING"), p.atWord("SHARDED"), p.atWord("DUPLICATED"), p.atWord("BLOCKCHAIN"), p.atWord("HYBRID"), p.atWord("ROWSTORE"), p.atWord("COLUMNSTORE"), p.atWord("REFERENCE"), p.atWord("AGGREGATOR"), p.atWord("ICEBERG"), p.atWord("STREAMING"),
			p.atWord("LIVE"), p.atWord("TRANSACTIONAL"), p.atWord("SNAPSHOT"), p.atWord("PRIVATE"), p.atWord("WEB"), p.atWord("READABLE"), p.atWord("WRITABLE"),
			p.peekKw(1) == keyword.TABLE && (p.atWord("TRACE") || p.atWord("SUMMARY") || p.atWord("DATALAKE")), // Teradata, Db2
			p.peekKw(1) == keyword.FUNCTION && (p.atWord("ALIAS") || p.atKw(keyword.TABLES)), p.atWord("INFERRED"), p.atWord("INCREMENTAL"), p.atWord("REPLACEMENT"),
			p.atWord("FLEX"), p.atWord("FLEXIBLE"), p.atWord("PROTECTED"), p.atWord("INTERACTIVE"), p.atKws(keyword.EVENT, keyword.TABLE), p.peekKw(1) == keyword.FUNCTION && (p.atWord("TRANSFORM") || p.atWord("ANALYTIC")):
			p.advance()
		default:
			return false
		}
		c.clauses = append(c.clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
		return true
	}
	p.advance()
	return true
}

// schema reads CREATE SCHEMA with the tables and views that are created in it.
func (p *Parser) schema(c created) ast.Stmt {
	i := p.i
	for !p.statementEnd(false) && !p.atKw(keyword.CREATE) {
		p.skipOne()
	}
	if !p.atKw(keyword.CREATE) {
		p.seek(i - 1)
		for !p.atKw(keyword.CREATE) {
			p.seek(p.i - 1)
		}
		return p.other(c.start)
	}
	b := &ast.Block{Kind: "CREATE SCHEMA", Clauses: append(c.clauses, p.skipped(i, "SCHEMA"))}
	for p.atKw(keyword.CREATE) || p.atKw(keyword.GRANT) {
		b.Statements = append(b.Statements, p.schemaElement())
	}
	b.Span = p.since(c.start)
	return b
}

// schemaElement reads one statement of a CREATE SCHEMA. None is separated from the next, so that one read by its kind ends
// where another begins.
func (p *Parser) schemaElement() *ast.Statement {
	i, start := p.i, p.here()
	p.advance()
	if p.toks[i].Keyword == keyword.CREATE && !p.atKw(keyword.INDEX) && !p.atKw(keyword.SEQUENCE) && !p.atKw(keyword.TRIGGER) {
		p.seek(i)
		return p.part()
	}
	o := &ast.Other{Kind: "GRANT"}
	if p.toks[i].Keyword == keyword.CREATE {
		o.Kind = p.words(i) + " " + p.tok.Keyword.String()
	}
	for !p.statementEnd(false) && !p.atKw(keyword.CREATE) && (!p.atKw(keyword.GRANT) || p.peekKw(1) == keyword.OPTION) {
		if p.acceptKw(keyword.ON) && p.nameAhead() {
			p.acceptKw(keyword.TABLE)
			o.Tables = append(o.Tables, p.tableName())
			continue
		}
		p.skipOne()
	}
	o.Span = p.since(start)
	return &ast.Statement{Span: o.Span, Body: o}
}

// part reads a statement that another one holds.
func (p *Parser) part() *ast.Statement {
	start := p.here()
	s := p.stmt()
	return &ast.Statement{Span: p.since(start), Body: s}
}

// rule reads Postgres' CREATE RULE name AS ON event TO relation DO statement, or several in parentheses; nil when it runs
// none that touches data.
func (p *Parser) rule(c created) ast.Stmt {
	i := p.i
	for !p.atKw(keyword.DO) {
		if p.statementEnd(false) {
			return nil
		}
		p.skipOne()
	}
	p.advance()
	if !p.acceptKw(keyword.INSTEAD) {
		p.acceptWord("ALSO")
	}
	b := &ast.Block{Kind: "CREATE RULE", Clauses: append(c.clauses, p.skipped(i, "RULE"))}
	switch {
	case p.atWord("NOTHING"), p.atWord("NOTIFY"):
		return nil
	case p.at(token.LParen) && !p.queryAhead():
		p.advance()
		for !p.at(token.RParen) {
			b.Statements = append(b.Statements, p.part())
			if !p.accept(token.Semicolon) {
				break
			}
		}
		p.expect(token.RParen, "`)`")
	default:
		b.Statements = append(b.Statements, p.part())
	}
	b.Span = p.since(c.start)
	return b
}

// holder reads a statement by its kind, and what it holds: the statement behind AS or DO (a task, an event, a rule, a
// view that is altered) or that BEGIN begins (a trigger) makes it a block, the value behind -> (a policy) is kept.
func (p *Parser) holder(start int32) ast.Stmt {
	first := p.i
	o := p.other(start).(*ast.Other)
	end := p.i
	policy := slices.ContainsFunc(p.toks[first:min(first+5, end)], func(t token.Token) bool { return t.Keyword == keyword.POLICY })
	for i := first + 2; i < end; i++ {
		switch {
		case policy && p.toks[i].Kind == token.LParen && (p.toks[i-1].Keyword == keyword.USING || p.toks[i-1].Keyword == keyword.CHECK):
			p.seek(i)
			p.policyCondition(o)
			p.seek(end)
		case p.toks[i].Kind == token.Arrow:
			p.seek(i + 1)
			o.Tables = tablesBefore(o.Tables, p.here()) // those behind stand in the value
			o.Exprs = append(o.Exprs, p.expr())
			p.seek(end)
			return o
		case p.toks[i].Kind == token.LParen && p.match[i] > 0 && holdsStatements(p.toks, first, i) && p.toks[first+1].Keyword != keyword.MACRO && changes.Has(p.toks[i+1].Keyword):
			p.seek(i)
			b := &ast.Block{Kind: o.Kind, Clauses: []*ast.Clause{p.skipped(first, o.Kind)}}
			p.statementsInParens(b)
			b.Span = p.since(start)
			return b
		case p.toks[i].Keyword == keyword.CALL && p.d.PLSQL && p.triggerAhead(first), p.bodyAt(i), p.queryBodyAt(i):
			p.seek(i)
			b := &ast.Block{Kind: o.Kind}
			if on := tablesBefore(o.Tables, p.here()); p.triggerAhead(first) && len(on) > 0 {
				b.On = on[0]
			}
			b.Clauses = p.skippedAround(first, b.On, o.Kind)
			if p.toks[i-1].Keyword == keyword.TRIGGER { // COMPOUND TRIGGER
				p.compoundTrigger(b)
				b.Span = p.since(start)
				return b
			}
			b.Statements = []*ast.Statement{p.statement(true)}
			b.Span = p.since(start)
			return b
		}
	}
	return o
}

// policyCondition keeps the condition of a policy on rows, in parentheses, where it reads relations.
func (p *Parser) policyCondition(o *ast.Other) {
	var e ast.Expr
	if !p.speculate(func() { e = p.primary() }) || !holdsQuery([]ast.Expr{e}) {
		return
	}
	o.Exprs = append(o.Exprs, e)
	o.Tables = slices.DeleteFunc(o.Tables, func(t *ast.Table) bool { return e.Extent().Start <= t.Start && t.End <= e.Extent().End })
}

// queryBodyAt reports whether a query in parentheses that a model or service is made of begins at token i: AS (SELECT ...).
func (p *Parser) queryBodyAt(i int) bool {
	if p.toks[i].Kind != token.LParen || p.toks[i-1].Keyword != keyword.AS || p.match[i] <= 0 {
		return false
	}
	if k := p.toks[i+1].Keyword; k != keyword.SELECT && k != keyword.WITH {
		return false
	}
	end := p.toks[p.match[i]+1].Kind
	return end == token.EOF || end == token.Semicolon
}

// skippedAround makes clauses of the tokens from the first one on that stand in front of a relation, which may be nil, and behind it.
func (p *Parser) skippedAround(first int, t *ast.Table, kind string) []*ast.Clause {
	all := p.skipped(first, kind)
	if t == nil {
		return []*ast.Clause{all}
	}
	i := first
	for p.toks[i].Start < t.Start {
		i++
	}
	head := &ast.Clause{Span: source.Span{Start: all.Start, End: p.toks[i-1].End}, Kind: kind}
	for i < p.i && p.toks[i].Start < t.End {
		i++
	}
	if i == p.i {
		return []*ast.Clause{head}
	}
	return []*ast.Clause{head, {Span: source.Span{Start: p.toks[i].Start, End: all.End}, Kind: kind}}
}

// tablesBefore are those of a list, in source order, that end before a place.
func tablesBefore(list []*ast.Table, at int32) []*ast.Table {
	return slices.DeleteFunc(list, func(t *ast.Table) bool { return t.End > at })
}

// triggerAhead reports whether the statement that began at token first makes or alters a trigger.
func (p *Parser) triggerAhead(first int) bool {
	for i := first + 1; i < p.i && p.toks[i].Keyword != keyword.ON; i++ {
		if p.toks[i].Keyword == keyword.TRIGGER {
			return true
		}
	}
	return false
}

// viewOptions is how many tokens stand between ALTER and VIEW: MySQL's ALGORITHM = MERGE DEFINER = u@h SQL SECURITY
// INVOKER.
func (p *Parser) viewOptions() int {
	if !p.wordAhead(1, "ALGORITHM") && !p.wordAhead(1, "DEFINER") && p.peekKw(1) != keyword.SQL {
		return 0
	}
	const longest = 12
	n := 0
	for n < longest && p.peekKw(n+1) != keyword.VIEW {
		n++
	}
	return n
}

// alteredView reads ALTER VIEW v AS query, which defines the view anew, where options of so many tokens stand in front of
// VIEW; nil when it alters it otherwise.
func (p *Parser) alteredView(start int32, options int) ast.Stmt {
	v := &ast.CreateView{OrReplace: true}
	if !p.speculate(func() {
		p.advance()
		if i := p.i; options > 0 {
			p.pass(options)
			v.Clauses = append(v.Clauses, p.skipped(i, "OPTION"))
		}
		p.advance()
		p.ifExists()
		if p.viewRest(v, start); v.Query == nil {
			p.fail("AS and a query")
		}
	}) {
		return nil
	}
	return v
}

// changes are the verbs of statements that change data.
var changes = keyword.SetOf(keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE)

// bodyAt reports whether the statement that a task, an event, a rule or a trigger runs begins at token i.
func (p *Parser) bodyAt(i int) bool {
	if p.toks[i-1].Keyword == keyword.TRIGGER && equalFold(p.str(&p.toks[i-2]), "COMPOUND") {
		return true
	}
	switch p.toks[i].Keyword {
	case keyword.BEGIN, keyword.DECLARE:
		return true
	case keyword.SET, keyword.IF: // MySQL: FOR EACH ROW SET NEW.a = 1
		return p.toks[i-1].Keyword == keyword.ROW && p.toks[i-2].Keyword == keyword.EACH
	case keyword.None: // CREATE FLOW f AS AUTO CDC INTO t
		return p.toks[i-1].Keyword == keyword.AS && p.changesAt(i)
	case keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.CALL, keyword.WITH,
		keyword.EXECUTE, keyword.COPY, keyword.UNLOAD:
		switch p.toks[i-1].Keyword {
		case keyword.None: // ClickHouse: ALTER TABLE v MODIFY QUERY SELECT ...; Doris: ALTER JOB j INSERT ...
			if p.toks[i].Keyword == keyword.INSERT && equalFold(p.str(&p.toks[i-2]), "JOB") {
				return true
			}
			if equalFold(p.str(&p.toks[i-1]), "QUERY") && equalFold(p.str(&p.toks[i-2]), "MODIFY") {
				return true
			}
		case keyword.AS, keyword.DO, keyword.ROW, keyword.STATEMENT, keyword.INSTEAD:
			return p.toks[i].Keyword != keyword.WITH || p.toks[i+1].Kind == token.Word
		case keyword.FROM: // PREPARE s FROM SELECT ...
			return i >= 3 && p.toks[i-3].Keyword == keyword.PREPARE
		}
		if p.toks[i].Keyword == keyword.UPDATE && (p.toks[i+1].Keyword == keyword.GLOBAL || equalFold(p.str(&p.toks[i+1]), "INDEXES")) {
			return false // Oracle: UPDATE GLOBAL INDEXES
		}
		return p.toks[i-1].Kind == token.RParen && p.toks[i].Keyword != keyword.WITH && p.toks[i].Keyword != keyword.SELECT &&
			p.toks[i].Keyword != keyword.EXECUTE // WHEN (condition) INSERT
	}
	return false
}

func (p *Parser) createTable(c created) ast.Stmt {
	p.advance()
	exists := p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	if p.atKw(keyword.IF) && p.peekKind(1) == token.Word || p.atKws(keyword.NOT, keyword.EXISTS) {
		p.failCertain("IF NOT EXISTS")
	}
	if c.materialized { // a dynamic table is a view that is kept
		v := &ast.CreateView{OrReplace: c.replace, IfNotExists: exists, Temporary: c.temporary, Materialized: true, Clauses: c.clauses}
		return p.viewRest(v, c.start)
	}
	t := &ast.CreateTable{OrReplace: c.replace, IfNotExists: exists, Temporary: c.temporary, External: c.external, Clauses: c.clauses}
	if p.at(token.LParen) {
		p.failCertain("a table's name")
	}
	t.Name = p.tableName()
	if p.statementEnd(false) && p.d.Strict && len(c.clauses) == 0 && !c.piped {
		p.failCertain("the columns, or AS and a query,")
	}
	if i := p.i; p.at(token.Comma) { // Teradata: t, NO FALLBACK, CHECKSUM = ON (columns)
		for !p.at(token.LParen) && !p.statementEnd(false) && !(p.atKw(keyword.AS) && p.optionEnd(true)) && !(p.atKw(keyword.USING) && p.peekKind(1) == token.LParen) {
			p.advance()
		}
		t.Clauses = append(t.Clauses, p.skipped(i, "OPTION"))
	}
	for {
		at, i := p.here(), p.i
		switch {
		case p.atKw(keyword.AS) && (p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon):
			p.advance()
			p.failOperand("a query")
		case p.at(token.LParen) && t.Query == nil && p.queryAheadAt(1):
			t.Query = p.query()
		case p.at(token.LParen) && t.Columns == nil && t.Constraints == nil:
			if p.peekKw(1) == keyword.LIKE && p.peekKind(3) == token.RParen && t.Like == nil {
				p.advance()
				p.advance()
				t.Like = p.tableName()
				p.expect(token.RParen, "`)`")
				break
			}
			p.tableElements(t)
		case p.atKw(keyword.AS) && t.Query == nil && (p.queryAheadAt(1) || p.peekKind(1) == token.LParen && p.queryAheadAt(2)):
			p.advance()
			t.Query = p.query()
		case p.atKw(keyword.AS) && t.Query == nil && p.tagQueryAhead():
			p.advance()
			t.Query = p.query()
		case p.atKws(keyword.AS, keyword.CLONE, keyword.OF) && t.Like == nil: // Fabric
			p.pass(3)
			t.Like = p.tableName()
			if j := p.i; p.acceptKw(keyword.AT) {
				p.expect(token.String, "a point in time")
				t.Like.TimeTravel = p.skipped(j, "AT")
				t.Like.End = p.prevEnd()
			}
		case t.Like == nil && (p.shallowCopyAt(0) || p.atKw(keyword.AS) && p.shallowCopyAt(1)):
			p.acceptKw(keyword.AS)
			i = p.i
			p.pass(2)
			t.Clauses = append(t.Clauses, p.skipped(i, "SHALLOW COPY"))
			t.Like = p.tableName()
		case p.atKw(keyword.USING) && t.Query == nil && len(c.clauses) > 0 && c.clauses[len(c.clauses)-1].Kind == "DICTIONARY": // Doris
			p.advance()
			t.Query = p.tableQuery()
		case p.atKw(keyword.UNION) && (p.peekKind(1) == token.Eq && p.peekKind(2) == token.LParen || p.peekKind(1) == token.LParen && !p.queryAheadAt(2)): // MySQL
			p.advance()
			p.accept(token.Eq)
			t.Clauses = append(t.Clauses, p.tablesClause("UNION", at))
		case p.atKw(keyword.AS) && (p.wordAhead(1, "NODE") || p.wordAhead(1, "EDGE") || p.wordAhead(1, "FILETABLE")) && p.peekKind(2) != token.Dot:
			p.pass(2) // T-SQL
			t.Clauses = append(t.Clauses, p.skipped(i, "AS "+upper(p.str(&p.toks[i+1]))))
		case p.atKw(keyword.AS) && t.Like == nil && t.Query == nil && (p.peekKind(1) == token.Word && p.peekKw(1) == keyword.None || p.peekKind(1) == token.QuotedName) && p.peekKind(2) != token.LParen:
			p.advance() // ClickHouse: AS another table
			t.Like = p.tableName()
		case p.atKw(keyword.AS) && p.peekKind(2) == token.LParen && p.peekKw(1) != keyword.COPY && t.Like == nil && t.Query == nil: // ClickHouse: AS a table function
			p.advance()
			call := p.nameOrCall()
			if c, ok := call.(*ast.Call); ok {
				p.tableArgs(c)
			}
			t.Clauses = append(t.Clauses, &ast.Clause{Span: p.since(at), Kind: "AS", Exprs: []ast.Expr{call}})
		case t.External && t.Query == nil && p.atWord("SOURCE") && p.peekKind(1) == token.LParen:
			p.dictionarySource(t)
		case p.partitionColumnsAhead(): // they are columns of the table too
			p.pass(2)
			t.Clauses = append(t.Clauses, p.skipped(i, "PARTITIONED BY"))
			t.Columns = append(t.Columns, p.columnDefs()...)
		case p.atKws(keyword.AS, keyword.EXECUTE): // of a prepared statement
			p.advance()
			p.other(at)
			t.Clauses = append(t.Clauses, p.skipped(i, "EXECUTE"))
		case p.atKw(keyword.SELECT) && p.wordBefore("INHERIT"): // Db2: INHERIT SELECT PRIVILEGES
			p.pass(2)
			t.Clauses = append(t.Clauses, p.skipped(i, "INHERIT"))
		case t.Query == nil && !p.d.Unseparated && (p.atKw(keyword.SELECT) || p.atKw(keyword.WITH) && p.cteBehind()):
			t.Query = p.query()
		case (p.atKw(keyword.LIKE) || p.atKw(keyword.CLONE) || p.atKw(keyword.COPY) && p.peekKind(1) != token.LParen && !p.wordAhead(1, "GRANTS")) && t.Like == nil && t.Query == nil && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName || p.peekKind(1) == token.Tag):
			p.advance()
			p.acceptKw(keyword.AS) // ClickHouse: CLONE AS t
			if t.Like = p.likeFile(); t.Like == nil {
				t.Like = p.tableName()
			}
			if j := p.i; p.at(token.LParen) && (p.peekKw(1) == keyword.INCLUDING || p.peekKw(1) == keyword.EXCLUDING || p.wordAhead(1, "OVERWRITING")) { // Flink
				p.balanced()
				t.Clauses = append(t.Clauses, p.skipped(j, "LIKE"))
			}
			if p.timeTravelAhead() {
				t.Like.TimeTravel = p.timeTravel()
				t.Like.End = p.prevEnd()
			}
		case p.atKw(keyword.USING) && p.wordAhead(1, "TEMPLATE") && p.peekKind(2) == token.LParen: // Snowflake: the columns are those that the query finds
			p.pass(2)
			q := p.parenQuery()
			t.Clauses = append(t.Clauses, &ast.Clause{Span: p.since(at), Kind: "TEMPLATE", Exprs: []ast.Expr{&ast.Subquery{Span: q.Span, Query: q}}})
		case p.atKws(keyword.AS, keyword.COPY) && t.External: // Vertica: how its files are read
			for !p.statementEnd(false) {
				p.skipOne()
			}
			t.Clauses = append(t.Clauses, p.skipped(i, "COPY"))
		case p.atKw(keyword.FROM) && p.wordAhead(1, "SOURCE") && t.Like == nil: // Materialize
			p.pass(2)
			t.Like = p.tableName()
			if j := p.i; p.at(token.LParen) {
				p.balanced()
				t.Clauses = append(t.Clauses, p.skipped(j, "REFERENCE"))
			}
		case p.atWord("INHERITS") && p.peekKind(1) == token.LParen: // Postgres: the relations whose columns it has too
			p.advance()
			t.Clauses = append(t.Clauses, p.tablesClause("INHERITS", at))
		case p.atKws(keyword.PARTITION, keyword.OF) && t.Like == nil: // Postgres
			p.pass(2)
			t.Like = p.tableName()
			if p.at(token.LParen) && t.Columns == nil && t.Constraints == nil {
				p.tableElements(t)
			}
			t.Clauses = append(t.Clauses, p.partitionBound())
		case p.atKws(keyword.FOR, keyword.EXCHANGE, keyword.WITH, keyword.TABLE) && t.Like == nil: // Oracle
			p.pass(4)
			t.Like = p.tableName()
		case p.atWord("CLUSTERING") && p.peekKind(1) == token.Word && p.peekKw(1) != keyword.BY:
			t.Clauses = append(t.Clauses, p.clusteringJoin())
		case p.atKw(keyword.ENGINE) && p.engine(t):
		case p.atKws(keyword.CLUSTERED, keyword.BY):
			p.clusteredBy()
			t.Clauses = append(t.Clauses, p.skipped(i, "OPTION"))
		case p.statementEnd(false), p.at(token.RParen):
			t.Span = p.since(c.start)
			return t
		default:
			p.tableOption(false)
			if p.i == i {
				t.Span = p.since(c.start)
				return t
			}
			t.Clauses = append(t.Clauses, &ast.Clause{Span: p.since(at), Kind: "OPTION"})
		}
	}
}

// engine reads ENGINE = name (arguments) where it names a relation that the table stands for, or keeps the rows by keys,
// which are columns of the table and stand behind it (ClickHouse).
func (p *Parser) engine(t *ast.CreateTable) bool {
	n := 1
	if p.peekKind(n) == token.Eq {
		n++
	}
	name := upper(p.str(p.peek(n)))
	if keyed := strings.HasSuffix(name, "MERGETREE"); !keyed && engineTables[name] == 0 {
		return false
	}
	return p.speculate(func() {
		c := &ast.Clause{Kind: "ENGINE"}
		start := p.here()
		p.pass(n)
		if call, ok := p.nameOrCall().(*ast.Call); ok {
			c.Exprs = call.Args
			if at := engineTables[name]; at > 0 {
				c.Exprs = engineArgs(call.Args, at-1)
			}
		}
		c.Span = p.since(start)
		clauses := append(slices.Clip(t.Clauses), c)
		for {
			key := p.storageKey()
			if key == nil {
				break
			}
			clauses = append(clauses, key)
		}
		t.Clauses = clauses
	})
}

// engineTables are ClickHouse's table engines that stand for a relation, with the place from 1 of its database, or of its
// name where it is the only argument (ClickHouse documentation, Table engines).
var engineTables = map[string]int{"DISTRIBUTED": 2, "BUFFER": 1, "DICTIONARY": 1}

// engineArgs are the relation that the arguments of an engine name from place at on, and the values behind it.
func engineArgs(args []ast.Expr, at int) []ast.Expr {
	var parts []ast.Ident
	for i := at; i < len(args) && i < at+2; i++ {
		switch arg := args[i].(type) {
		case *ast.ColumnRef:
			parts = append(parts, arg.Parts...)
		case *ast.Literal:
			if arg.Kind == ast.String && arg.Text != "" && arg.Len() == len(arg.Text)+2 { // as it is written
				parts = append(parts, ast.Ident{Span: arg.Span, Name: arg.Text, Quote: '\''})
			}
		}
	}
	if len(parts) == 0 {
		return nil
	}
	if id := parts[0]; len(args) == 1 && id.Quote != 0 && id.Len() == len(id.Name)+2 { // Dictionary('db.name')
		parts = nil
		at := id.Start + 1
		for part := range strings.SplitSeq(id.Name, ".") {
			span := source.Span{Start: at, End: at + int32(len(part))}
			if part == "" {
				return nil
			}
			parts = append(parts, ast.Ident{Span: span, Name: part})
			at = span.End + 1
		}
	}
	n := &ast.Name{Span: parts[0].Cover(parts[len(parts)-1].Span), Parts: parts}
	q := &ast.Query{Span: n.Span, Body: &ast.TableBody{Span: n.Span, Table: &ast.Table{Span: n.Span, Name: n}}}
	list := []ast.Expr{&ast.Subquery{Span: n.Span, Query: q}}
	if len(args) > at+2 {
		list = append(list, args[at+2])
	}
	return list
}

// storageKey reads ORDER BY, PRIMARY KEY, PARTITION BY, SAMPLE BY or TTL with the values that they are made of; nil where
// none stands here.
func (p *Parser) storageKey() *ast.Clause {
	c := &ast.Clause{}
	start, i := p.here(), p.i
	switch {
	case p.acceptKws(keyword.ORDER, keyword.BY), p.acceptKws(keyword.PRIMARY, keyword.KEY), p.acceptKws(keyword.PARTITION, keyword.BY),
		p.acceptKws(keyword.SAMPLE, keyword.BY):
		c.Kind = p.words(i)
		c.Exprs = []ast.Expr{p.expr()}
	case p.acceptWord("TTL"):
		c.Kind = "TTL"
		p.listOf(func() { c.Exprs = append(c.Exprs, p.timeToLive()...) })
	default:
		return nil
	}
	c.Span = p.since(start)
	return c
}

// timeToLive reads a time, what becomes of the rows then, and of which rows.
func (p *Parser) timeToLive() []ast.Expr {
	list := []ast.Expr{p.expr()}
	for {
		switch {
		case p.acceptKw(keyword.DELETE), p.acceptWord("RECOMPRESS"), p.acceptWord("CODEC"):
			if p.at(token.LParen) {
				p.balanced()
			}
		case p.acceptKw(keyword.TO): // DISK 'd', VOLUME 'v'
			p.advance()
			p.expect(token.String, "a disk or volume")
		case p.acceptKw(keyword.WHERE):
			list = append(list, p.expr())
		case p.acceptKws(keyword.GROUP, keyword.BY):
			p.listOf(func() { list = append(list, p.expr()) })
		case p.acceptKw(keyword.SET):
			for _, a := range p.assignments() {
				list = append(list, a.Value)
			}
		default:
			return list
		}
	}
}

// tablesClause reads a list of relations in parentheses whose rows a table has too, in a clause that began at start.
func (p *Parser) tablesClause(kind string, start int32) *ast.Clause {
	c := &ast.Clause{Kind: kind}
	p.expect(token.LParen, "`(`")
	p.listOf(func() {
		q := p.tableQuery()
		c.Exprs = append(c.Exprs, &ast.Subquery{Span: q.Span, Query: q})
	})
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// shallowCopyAt reports whether SingleStore's SHALLOW COPY stands n tokens ahead.
func (p *Parser) shallowCopyAt(n int) bool {
	return p.peekKw(n+1) == keyword.COPY && p.wordAhead(n, "SHALLOW")
}

// partitionBound reads which rows of its parent a partition of Postgres' holds: FOR VALUES ... or DEFAULT. It names no
// column.
func (p *Parser) partitionBound() *ast.Clause {
	i := p.i
	switch {
	case p.acceptKw(keyword.DEFAULT):
	case !p.acceptKws(keyword.FOR, keyword.VALUES):
		p.failCertain("FOR VALUES or DEFAULT")
	case p.acceptKw(keyword.FROM):
		p.filled("a value")
		p.certainKw(keyword.TO)
		p.filled("a value")
	case p.acceptKw(keyword.IN), p.acceptKw(keyword.WITH): // WITH (MODULUS 4, REMAINDER 0)
		p.filled("a value")
	default:
		p.failCertain("IN, FROM or WITH")
	}
	return p.skipped(i, "FOR VALUES")
}

// filled skips a list in parentheses that cannot be empty.
func (p *Parser) filled(with string) {
	if !p.at(token.LParen) {
		p.failCertain("`(`")
	}
	if p.peekKind(1) == token.RParen {
		p.advance()
		p.failCertain(with)
	}
	p.balanced()
}

// clusteredBy reads Hive's CLUSTERED BY (a) SORTED BY (b DESC) INTO 4 BUCKETS.
func (p *Parser) clusteredBy() {
	p.pass(2)
	p.filled("a column")
	if p.atWord("SORTED") && p.peekKw(1) == keyword.BY {
		p.pass(2)
		p.filled("a column")
	}
	if p.acceptKw(keyword.INTO) {
		if p.statementEnd(false) {
			p.failCertain("the number of buckets")
		}
		p.primary()
		p.acceptWord("BUCKETS")
	}
}

// likeFile reads PARQUET 'path' behind LIKE (Impala, Hive): the file whose columns the table gets; nil when a relation
// stands here.
func (p *Parser) likeFile() *ast.Table {
	n := 0
	if p.atWord("FILE") {
		n = 1
	}
	if p.peekKind(n) != token.Word || p.peekKind(n+1) != token.String {
		return nil
	}
	start, first := p.here(), p.i
	p.pass(n + 1)
	format := []*ast.Clause{p.skipped(first, "FORMAT")}
	id := p.ident("a file")
	return &ast.Table{Span: p.since(start), Clauses: format, Name: &ast.Name{Span: id.Span, Parts: []ast.Ident{id}}, Stage: true}
}

// cteBehind reports whether WITH here begins a query, not options.
func (p *Parser) cteBehind() bool { return p.peekKw(1) == keyword.RECURSIVE || p.cteAheadAt(1) }

// dictionarySource reads SOURCE(CLICKHOUSE(TABLE 't' DB 'd' ...)) of a dictionary: the relation, or the query of QUERY '...',
// that it is filled from. Other sources are not of this database.
func (p *Parser) dictionarySource(t *ast.CreateTable) {
	i := p.i
	end := int(p.match[p.i+1])
	local := p.wordAhead(2, "CLICKHOUSE") && p.peekKind(3) == token.LParen && end > 0
	p.advance()
	p.balanced()
	behind := p.i
	t.Clauses = append(t.Clauses, p.skipped(i, "SOURCE"))
	if !local {
		return
	}
	var table, db *ast.Ident
	for p.seek(i + 4); p.i < end; p.advance() {
		named := p.peekKind(1) == token.String || p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName
		switch {
		case p.atKw(keyword.TABLE) && named:
			p.advance()
			name := p.ident("a table")
			table = &name
			p.seek(p.i - 1)
		case (p.atWord("DB") || p.atKw(keyword.DATABASE)) && named:
			p.advance()
			name := p.ident("a database")
			db = &name
			p.seek(p.i - 1)
		case p.atWord("QUERY") && p.peekKind(1) == token.String:
			p.advance()
			if list, ok := p.inner(&p.tok); ok && len(list) == 1 {
				t.Query, _ = list[0].Body.(*ast.Query)
			}
		}
	}
	p.seek(behind)
	if table != nil {
		n := &ast.Name{Span: table.Span, Parts: []ast.Ident{*table}}
		if db != nil {
			n = &ast.Name{Span: db.Cover(table.Span), Parts: []ast.Ident{*db, *table}}
		}
		source := &ast.Table{Span: n.Span, Name: n}
		t.Query = &ast.Query{Span: n.Span, Body: &ast.TableBody{Span: n.Span, Table: source}}
	}
}

// tableOption reads one storage option of a table or view: a few words, = value, a list in parentheses. It stops before
// what may read data.
func (p *Parser) tableOption(view bool) {
	for first := p.i; ; {
		switch p.tok.Kind {
		case token.Word:
			if neverOption.Has(p.tok.Keyword) && !p.optionWord() || p.optionEnd(p.i == first) || p.startsNext() || p.i > first && (view && p.atKw(keyword.TO) || p.peekKind(1) == token.LParen && p.atWord("SOURCE")) {
				return
			}
			p.advance()
		case token.QuotedName, token.String, token.Number, token.Eq, token.Dot, token.Comma, token.Tag, token.Minus,
			token.Param, token.Colon, token.At, token.Star, token.Slash, token.Plus, token.Percent, token.DoubleColon, token.Lt, token.Gt, token.Ge,
			token.Le, token.Ne, token.Concat:
			p.advance()
		case token.LParen:
			if p.i == first && p.queryAheadAt(1) {
				return
			}
			p.balanced()
		default:
			return
		}
	}
}

// neverOption are words that no storage option holds.
var neverOption = keyword.SetOf(
	keyword.SELECT, keyword.FROM, keyword.WHERE, keyword.JOIN, keyword.UNION, keyword.HAVING, keyword.LIMIT, keyword.INSERT,
	keyword.UPDATE, keyword.CREATE, keyword.GRANT,
)

// optionWord reports whether such a word is part of an option all the same: FOR VALUES FROM (Postgres), FROZEN WHERE,
// JOIN POLICY and JOIN KEYS (Snowflake).
func (p *Parser) optionWord() bool {
	switch p.tok.Keyword {
	case keyword.FROM:
		return p.toks[p.i-1].Keyword == keyword.VALUES || p.wordAhead(1, "WEBHOOK")
	case keyword.WHERE:
		return p.wordBefore("FROZEN") || p.wordBefore("IMMUTABLE") || p.d.InTables && p.toks[p.i-1].Keyword == keyword.DELETE // ClickHouse: TTL d DELETE WHERE a
	case keyword.INSERT: // Oracle: NO DELETE UNTIL 16 DAYS AFTER INSERT
		return p.toks[p.i-1].Keyword == keyword.AFTER
	case keyword.LIMIT: // Greenplum, Oracle: REJECT LIMIT 5; MariaDB: PARTITION BY SYSTEM_TIME LIMIT 5
		return p.wordBefore("REJECT") || p.wordBefore("SYSTEM_TIME")
	case keyword.CREATE: // SingleStore: AUTOSTATS_HISTOGRAM_MODE = CREATE
		return p.toks[p.i-1].Kind == token.Eq
	case keyword.UPDATE: // Databricks: TRIGGER ON UPDATE, ON VIOLATION FAIL UPDATE; Oracle: FOR UPDATE
		return p.toks[p.i-1].Keyword == keyword.ON || p.toks[p.i-1].Keyword == keyword.FOR || p.wordBefore("FAIL")
	case keyword.JOIN:
		return p.peekKw(1) == keyword.POLICY || p.peekKw(1) == keyword.KEYS || p.wordBefore("ENGINE") || p.toks[p.i-1].Kind == token.Eq
	}
	return false
}

// optionEnd reports whether the current word ends an option: a query or another table follows.
func (p *Parser) optionEnd(first bool) bool {
	switch p.tok.Keyword {
	case keyword.AS:
		return first || p.queryAheadAt(1) || p.peekKind(1) == token.LParen || p.peekKind(1) == token.Tag || p.peekKw(1) == keyword.COPY
	case keyword.WITH:
		return p.cteBehind()
	case keyword.LIKE, keyword.CLONE:
		return !first
	case keyword.USING:
		return p.wordAhead(1, "TEMPLATE")
	case keyword.None:
		return !first && (p.atWord("BACKFILL") && p.peekKw(1) == keyword.FROM || p.atWord("CLUSTERING") && p.peekKind(1) == token.Word && p.peekKw(1) != keyword.BY)
	case keyword.CLUSTERED:
		return !first && p.peekKw(1) == keyword.BY
	case keyword.PARTITIONED:
		return p.partitionColumnsAhead()
	}
	return false
}

// tagQueryAhead reports whether a template tag stands behind AS, alone or in parentheses, that yields the query.
func (p *Parser) tagQueryAhead() bool {
	if p.peekKind(1) == token.LParen {
		return p.peekKind(2) == token.Tag && p.match[p.i+1] == int32(p.i+3)
	}
	if p.peekKind(1) != token.Tag {
		return false
	}
	k := p.peekKind(2)
	return k == token.EOF || k == token.Semicolon || k == token.RParen || p.peekKw(2) == keyword.WITH || p.peekKw(2) == keyword.UNION
}

// partitionColumnsAhead reports whether PARTITIONED BY here declares columns: (a INT, b STRING), not (a, b).
func (p *Parser) partitionColumnsAhead() bool {
	return p.atKws(keyword.PARTITIONED, keyword.BY) && p.peekKind(2) == token.LParen && p.peekKind(4) == token.Word &&
		(p.peekKind(3) == token.Word || p.peekKind(3) == token.QuotedName)
}

// tableElements reads the columns and constraints of a CREATE TABLE.
func (p *Parser) tableElements(t *ast.CreateTable) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		i, before := p.i, *t
		read := p.try(func() { p.tableElement(t) })
		if !read || !p.at(token.Comma) && !p.at(token.RParen) {
			if read {
				p.report("`,` or `)`", false)
			}
			*t = before
			o := p.salvage(i, stopComma)
			if o == nil {
				p.failOperand("a column")
			}
			t.Clauses = append(t.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
		}
		if !p.accept(token.Comma) {
			break
		}
		if p.at(token.RParen) && !p.d.TrailingCommas && !p.d.TableCommas {
			p.failOperand("a column")
		}
	}
	p.expect(token.RParen, "`)`")
}

func (p *Parser) tableElement(t *ast.CreateTable) {
	if c := p.constraint(); c != nil {
		t.Constraints = append(t.Constraints, c)
		return
	}
	if at := p.here(); p.atKw(keyword.LIKE) {
		if p.advance(); t.Like == nil {
			t.Like = p.tableName()
		} else {
			t.Clauses = append(t.Clauses, p.readTable("LIKE", at))
		}
		if i := p.i; p.at(token.LParen) { // Exasol: those columns of it
			p.balanced()
			t.Clauses = append(t.Clauses, p.skipped(i, "LIKE"))
		}
		if i := p.i; p.at(token.Word) { // INCLUDING ALL
			p.element()
			t.Clauses = append(t.Clauses, p.skipped(i, "LIKE"))
		}
		return
	}
	if p.atKws(keyword.DISTRIBUTE, keyword.BY) || p.atKws(keyword.PARTITION, keyword.BY) { // Exasol
		i := p.i
		p.pass(2)
		p.ident("a column")
		for p.at(token.Comma) && (p.peekKind(2) == token.Comma || p.peekKind(2) == token.RParen) {
			p.pass(2)
		}
		t.Clauses = append(t.Clauses, p.skipped(i, "DISTRIBUTE BY"))
		return
	}
	if (p.atKw(keyword.COLUMN) || p.atKw(keyword.ROW)) && p.peekKind(1) == token.LParen { // Teradata: columns that are stored together
		p.advance()
		t.Columns = append(t.Columns, p.columnDefs()...)
		if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
			p.element()
			t.Clauses = append(t.Clauses, p.skipped(i, "COLUMN"))
		}
		return
	}
	t.Columns = append(t.Columns, p.columnDef())
}

// constraint reads a table constraint; nil when a column stands here.
func (p *Parser) constraint() *ast.Constraint {
	start, i := p.here(), p.i
	c := &ast.Constraint{}
	if p.atKw(keyword.CONSTRAINT) && p.peekKind(1) != token.Comma {
		p.advance()
		if !p.atKw(keyword.PRIMARY) && !p.atKw(keyword.UNIQUE) && !p.atKw(keyword.CHECK) && !p.atKw(keyword.FOREIGN) {
			name := p.ident("a constraint")
			c.Name = &name
		}
	}
	switch {
	case p.acceptKws(keyword.PRIMARY, keyword.KEY):
		c.Kind = ast.PrimaryKey
		if next := p.peekKind(1); p.d.InTables && p.at(token.Word) && (next == token.Comma || next == token.RParen) { // ClickHouse
			c.Columns = append(c.Columns, p.ident("a column"))
			break
		}
		p.keyColumns(c)
	case p.atKw(keyword.UNIQUE) && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.KEY || p.peekKw(1) == keyword.INDEX || p.peekKind(2) == token.LParen || p.peekKw(1) == keyword.NULLS):
		p.advance()
		c.Kind = ast.UniqueKey
		p.keyColumns(c)
	case p.atKws(keyword.FOREIGN, keyword.KEY):
		p.pass(2)
		c.Kind = ast.ForeignKey
		p.keyColumns(c)
		if p.acceptKw(keyword.REFERENCES) {
			p.noCheck()
			c.References = p.tableName()
			if p.at(token.LParen) {
				p.advance()
				p.listOf(func() {
					p.periodWord(c)
					c.RefColumns = append(c.RefColumns, p.ident("a column"))
				})
				p.expect(token.RParen, "`)`")
			}
		}
		p.constraintRest(c)
	case p.atKw(keyword.CHECK) && p.peekKind(1) == token.LParen:
		p.advance()
		p.advance()
		c.Kind = ast.CheckConstraint
		c.Check = p.expr()
		if at := p.here(); p.atWord("DETERMINED") && p.peekKw(1) == keyword.BY { // Db2's functional dependency
			p.pass(2)
			by := &ast.Clause{Kind: "DETERMINED BY", Exprs: []ast.Expr{p.expr()}}
			by.Span = p.since(at)
			c.Clauses = append(c.Clauses, by)
		}
		p.expect(token.RParen, "`)`")
		p.constraintRest(c)
	case c.Name != nil && p.atWord("EXPECT") && p.peekKind(1) == token.LParen: // Databricks' pipelines
		p.pass(2)
		c.Kind = ast.CheckConstraint
		c.Check = p.expr()
		p.expect(token.RParen, "`)`")
		p.constraintRest(c)
	case p.atKw(keyword.INDEX) && p.d.Reserved.Has(keyword.INDEX), p.atKw(keyword.CHECK) && p.peekKw(1) == keyword.NOT,
		p.atWord("CONNECTION") && p.peekKind(1) == token.LParen && p.peekKw(3) == keyword.TO, // T-SQL
		(p.atKw(keyword.INDEX) || p.atKw(keyword.KEY) || p.atKw(keyword.FULLTEXT) || p.atKw(keyword.SPATIAL)) &&
			(p.peekKind(1) == token.LParen || p.peekKind(2) == token.LParen || p.peekKind(3) == token.LParen || p.peekKind(1) == token.QuotedName && p.peekKw(2) == keyword.USING || p.wordAhead(2, "TYPE") || p.atKw(keyword.FULLTEXT) && p.peekKw(1) == keyword.USING):
		c.Kind = ast.IndexKey
		p.constraintRest(c)
	case p.atWord("PERIOD") && p.peekKw(1) == keyword.FOR, p.atWord("EXCLUDE") && (p.peekKw(1) == keyword.USING || p.peekKind(1) == token.LParen), p.atWord("PROJECTION"), p.atKw(keyword.EXCLUDE) && p.peekKw(1) == keyword.USING, p.atWord("WATERMARK"):
		c.Kind = ast.IndexKey
		p.constraintRest(c)
	default:
		p.seek(i)
		return nil
	}
	c.Span = p.since(start)
	return c
}

// keyColumns reads the columns of a key, which may carry lengths and orders, and the options behind them.
func (p *Parser) keyColumns(c *ast.Constraint) {
	if i := p.i; !p.at(token.LParen) { // KEY, INDEX, the index's name, USING BTREE, CLUSTERED
		for p.at(token.Word) || p.at(token.QuotedName) {
			p.advance()
		}
		if p.i > i {
			c.Clauses = append(c.Clauses, p.skipped(i, "INDEX"))
		}
	}
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		p.periodWord(c)
		if !p.at(token.LParen) {
			c.Columns = append(c.Columns, p.ident("a column"))
		}
		if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) { // an expression, a length, an order
			p.element()
			c.Clauses = append(c.Clauses, p.skipped(i, "KEY"))
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	if c.Kind != ast.ForeignKey {
		p.constraintRest(c)
	}
}

// periodWord passes PERIOD in front of a period's name among the columns of a key.
func (p *Parser) periodWord(c *ast.Constraint) {
	if k := p.peek(1); p.atWord("PERIOD") && (k.Kind == token.Word && k.Keyword == keyword.None || k.Kind == token.QuotedName) {
		i := p.i
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, "PERIOD"))
	}
}

// constraintRest reads the options behind a constraint: ON DELETE CASCADE, NOT ENFORCED, DEFERRABLE, WITH (...).
func (p *Parser) constraintRest(c *ast.Constraint) {
	i := p.i
	if p.element(); p.i > i {
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
}

// columnDef reads a column of a CREATE TABLE.
func (p *Parser) columnDef() *ast.ColumnDef {
	start := p.here()
	p.failReserved()
	c := &ast.ColumnDef{Name: p.ident("a column's name")}
	if !p.columnOptionAhead() && !p.at(token.Comma) && !p.at(token.RParen) {
		c.Type = p.typeName()
	}
	for !p.at(token.Comma) && !p.at(token.RParen) && !p.statementEnd(false) {
		p.columnOption(c)
	}
	c.Span = p.since(start)
	return c
}

// columnOptionAhead reports whether an option stands where a column's type would, for it has none.
func (p *Parser) columnOptionAhead() bool {
	switch p.tok.Keyword {
	case keyword.None:
		return p.columnValueAhead() && (p.atWord("ALIAS") || p.atWord("EPHEMERAL"))
	case keyword.MATERIALIZED:
		return p.columnValueAhead()
	case keyword.NOT, keyword.NULL, keyword.PRIMARY, keyword.UNIQUE, keyword.DEFAULT, keyword.REFERENCES, keyword.CHECK, keyword.AS,
		keyword.GENERATED, keyword.COLLATE, keyword.CONSTRAINT, keyword.COMMENT, keyword.WITH, keyword.OPTIONS:
		return true
	}
	return false
}

func (p *Parser) columnOption(c *ast.ColumnDef) {
	i := p.i
	switch p.tok.Keyword {
	case keyword.NOT:
		if p.acceptKws(keyword.NOT, keyword.NULL) {
			c.NotNull = true
			return
		}
	case keyword.NULL:
		p.advance()
		return
	case keyword.PRIMARY:
		p.advance()
		p.acceptKw(keyword.KEY)
		c.PrimaryKey = true
		return
	case keyword.UNIQUE:
		p.advance()
		p.acceptKw(keyword.KEY)
		c.Unique = true
		return
	case keyword.CONSTRAINT:
		if p.advance(); !p.at(token.Comma) && !p.at(token.RParen) { // Teradata: a column whose name is the constraint's
			p.ident("a constraint")
		}
		c.Constraints = append(c.Constraints, p.skipped(i, "CONSTRAINT"))
		return
	case keyword.SET: // Vertica: SET USING (SELECT ...)
		if p.peekKw(1) == keyword.USING {
			p.pass(2)
			using := &ast.Clause{Kind: "SET USING", Exprs: []ast.Expr{p.binary(bindCompare + 1)}}
			using.Span = p.since(p.toks[i].Start)
			c.Constraints = append(c.Constraints, using)
			return
		}
	case keyword.DEFAULT:
		if c.Default != nil {
			p.failAgain()
		}
		p.advance()
		p.acceptKw(keyword.USING)                                                              // Vertica: DEFAULT and SET USING at once
		if p.acceptKws(keyword.ON, keyword.NULL) && p.acceptKws(keyword.FOR, keyword.INSERT) { // Oracle: FOR INSERT AND UPDATE
			p.pass(2)
			if p.toks[p.i-2].Keyword != keyword.AND && p.toks[p.i-2].Keyword != keyword.ONLY {
				p.fail("ONLY or AND UPDATE")
			} else if p.toks[p.i-2].Keyword == keyword.ONLY {
				p.seek(p.i - 1)
			}
		}
		if p.at(token.Comma) || p.at(token.RParen) { // WITH DEFAULT
			c.Constraints = append(c.Constraints, p.skipped(i, "DEFAULT"))
			return
		}
		c.Default = p.binary(bindCompare + 1)
		return
	case keyword.CHECK:
		n := 1
		if p.peekKw(1) == keyword.NOT && p.peekKw(2) == keyword.FOR { // T-SQL: NOT FOR REPLICATION
			n = 4
		}
		if p.peekKind(n) == token.LParen && c.Check == nil {
			p.pass(n)
			if n > 1 {
				c.Constraints = append(c.Constraints, p.skipped(i, "NOT FOR REPLICATION"))
			}
			p.advance()
			c.Check = p.expr()
			p.expect(token.RParen, "`)`")
			return
		}
	case keyword.COMMENT:
		if p.peekKind(1) == token.String && c.Comment == nil {
			p.advance()
			c.Comment = p.stringLiteral()
			return
		}
	case keyword.REFERENCES:
		if c.References != nil {
			p.failAgain()
		}
		p.advance()
		p.noCheck()
		c.References = p.tableName()
		if p.at(token.LParen) {
			c.RefColumns = p.parenIdents("a column")
		}
		return
	case keyword.AS:
		if p.temporalWord(1) {
			p.pass(2)
			c.Constraints = append(c.Constraints, p.skipped(i, "AS"))
			return
		}
		if c.Generated != nil {
			p.failAgain()
		}
		p.advance()
		c.Generated = p.expr()
		return
	case keyword.GENERATED:
		if c.Generated != nil {
			p.failAgain()
		}
		p.generated(c)
		return
	case keyword.MATERIALIZED: // ClickHouse
		if c.Generated == nil && p.columnValueAhead() {
			p.advance()
			c.Generated = p.binary(bindCompare + 1)
			return
		}
	case keyword.None:
		switch {
		case p.atWord("COMPRESS") && p.peekKind(2) == token.String: // Teradata: COMPRESS DATE '2024-01-01'
			p.advance()
			p.operand()
			c.Constraints = append(c.Constraints, p.skipped(i, "COMPRESS"))
			return
		case c.References == nil && p.atWord("SCOPE") && p.peekKw(1) == keyword.IS: // Oracle: the table of the objects that it refers to
			p.pass(2)
			c.Constraints = append(c.Constraints, p.skipped(i, "SCOPE"))
			c.References = p.tableName()
			return
		case c.Generated == nil && (p.atWord("ALIAS") || p.atWord("EXPRESSION")) && p.columnValueAhead(): // ClickHouse
			p.advance()
			c.Constraints = append(c.Constraints, p.skipped(i, upper(p.str(&p.toks[i]))))
			c.Generated = p.binary(bindCompare + 1)
			return
		case c.Generated != nil && c.Type == nil && p.atWord("PERSISTED"): // SingleStore: a AS b + 1 PERSISTED INT
			p.advance()
			c.Constraints = append(c.Constraints, p.skipped(i, "PERSISTED"))
			if p.at(token.Word) && !p.columnOptionAhead() {
				c.Type = p.typeName()
			}
			return
		case c.Default == nil && p.atWord("EPHEMERAL"):
			p.advance()
			c.Constraints = append(c.Constraints, p.skipped(i, "EPHEMERAL"))
			if !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.Word) {
				c.Default = p.binary(bindCompare + 1)
			}
			return
		}
	case keyword.ON: // ON UPDATE CURRENT_TIMESTAMP, ON DELETE CASCADE
		conflict := p.peekKw(1) == keyword.CONFLICT // SQLite: ON CONFLICT ROLLBACK
		group := p.peekKw(1) != keyword.UPDATE && p.peekKw(1) != keyword.DELETE && p.d.Unseparated
		p.pass(2)
		if group { // T-SQL: where an index is kept
			if p.at(token.LParen) {
				p.balanced()
			}
			c.Constraints = append(c.Constraints, p.skipped(i, "ON"))
			return
		}
		var values []ast.Expr
		if p.acceptKw(keyword.SET) || p.acceptKw(keyword.NO) {
			p.advance()
		} else if conflict {
			p.advance()
		} else if p.acceptKw(keyword.CASCADE) || p.acceptKw(keyword.RESTRICT) {
		} else {
			values = []ast.Expr{p.binary(bindCompare + 1)}
		}
		on := p.skipped(i, "ON")
		on.Exprs = values
		c.Constraints = append(c.Constraints, on)
		return
	}
	if p.at(token.Word) && p.tok.Keyword == keyword.None && plainTypes.Has(p.peekKw(1)) && !p.atWord("SERIES") { // a int b int
		value := p.atWord("ALIAS") || p.atWord("EPHEMERAL") || p.atWord("TTL") // ClickHouse: a value follows
		p.report("`,` or `)`", !value && (plainTypes.Has(p.toks[i-1].Keyword) || p.toks[i-1].Keyword == keyword.NULL))
		panic(bailout{})
	}
	if p.at(token.Gt) {
		p.failCertain("`,` or `)`")
	}
	kind := p.str(&p.tok)
	if p.atWord("STORAGE") && p.peekKw(1) == keyword.DEFAULT || p.atWord("SERIES") && p.peekKw(1) == keyword.TIMESTAMP { // Postgres; SingleStore
		p.pass(2)
	} else if p.at(token.LParen) {
		kind = ""
		p.balanced()
	} else {
		word := p.at(token.Word)
		p.advance()
		if word && p.at(token.LParen) {
			p.balanced()
		}
	}
	c.Constraints = append(c.Constraints, p.skipped(i, upper(kind)))
}

// columnValueAhead reports whether the value of a column follows the word here.
func (p *Parser) columnValueAhead() bool {
	switch k := p.peekKind(1); k {
	case token.Comma, token.RParen, token.Eq, token.EOF:
		return false
	}
	return true
}

// noCheck reads Teradata's WITH [NO] CHECK OPTION behind REFERENCES.
func (p *Parser) noCheck() {
	if p.acceptKw(keyword.WITH) {
		p.acceptKw(keyword.NO)
		p.expectKw(keyword.CHECK)
		p.expectKw(keyword.OPTION)
	}
}

// plainTypes are types that no option of a column is followed by.
var plainTypes = keyword.SetOf(
	keyword.INT, keyword.INTEGER, keyword.BIGINT, keyword.SMALLINT, keyword.VARCHAR, keyword.CHAR, keyword.DATE,
	keyword.TIMESTAMP, keyword.NUMERIC, keyword.DECIMAL, keyword.FLOAT, keyword.DOUBLE,
)

// generated reads GENERATED ALWAYS AS (value), GENERATED BY DEFAULT AS IDENTITY (options).
func (p *Parser) generated(c *ast.ColumnDef) {
	i := p.i
	p.advance()
	if !p.acceptKw(keyword.ALWAYS) && p.acceptKws(keyword.BY, keyword.DEFAULT) {
		p.acceptKws(keyword.ON, keyword.NULL)
	}
	if p.acceptKws(keyword.FOR, keyword.EACH, keyword.ROW) { // Db2: FOR EACH ROW ON UPDATE AS ROW CHANGE TIMESTAMP
		p.acceptKws(keyword.ON, keyword.UPDATE)
	}
	if p.at(token.Comma) || p.at(token.RParen) { // Db2 for z/OS: ROWID GENERATED ALWAYS
		c.Constraints = append(c.Constraints, p.skipped(i, "GENERATED"))
		return
	}
	p.acceptKw(keyword.AS)
	if p.at(token.LParen) {
		p.advance()
		c.Generated = p.expr()
		p.expect(token.RParen, "`)`")
		return
	}
	p.advance()                                                                                                                            // IDENTITY, ROW
	if k := p.toks[p.i-1]; k.Keyword == keyword.ROW || equalFold(p.str(&k), "TRANSACTION_ID") || equalFold(p.str(&k), "SEQUENCE_NUMBER") { // T-SQL: ROW START HIDDEN
		p.acceptAny(keyword.START, keyword.END)
		p.acceptWord("HIDDEN")
	}
	if p.at(token.LParen) {
		p.balanced()
	}
	c.Constraints = append(c.Constraints, p.skipped(i, "GENERATED"))
}

func (p *Parser) createView(c created) ast.Stmt {
	v := &ast.CreateView{OrReplace: c.replace, Temporary: c.temporary, Materialized: c.materialized, Clauses: c.clauses}
	p.advance()
	if p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS) {
		v.IfNotExists = true
	}
	return p.viewRest(v, c.start)
}

// viewRest reads a view from its name on.
func (p *Parser) viewRest(v *ast.CreateView, start int32) ast.Stmt {
	v.Name = p.tableName()
	if p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS) {
		v.IfNotExists = true
	}
	for {
		at, i := p.here(), p.i
		switch {
		case p.at(token.LParen) && v.Columns == nil && !p.queryAheadAt(1) && v.Query == nil:
			p.viewColumnList(v)
		case p.atKw(keyword.TO) && v.To == nil:
			p.advance()
			v.To = p.tableName()
		case p.atKw(keyword.ON) && v.Materialized && v.Clauses == nil && v.Query == nil && (p.peekKind(2) == token.LParen || p.peekKind(2) == token.Dot): // SingleStore's projections
			p.advance()
			v.Clauses = append(v.Clauses, p.readTable("ON", at))
		case p.atKw(keyword.CLONE) && v.Materialized && v.Query == nil: // Snowflake's dynamic tables
			p.advance()
			v.Clauses = append(v.Clauses, p.readTable("CLONE", at))
		case p.atWord("BACKFILL") && p.peekKw(1) == keyword.FROM && v.Query == nil:
			p.pass(2)
			v.Clauses = append(v.Clauses, p.readTable("BACKFILL", at))
		case p.atKw(keyword.AS) && p.wordAhead(1, "REPLICA") && p.peekKw(2) == keyword.OF && v.Query == nil: // BigQuery
			p.pass(3)
			v.Clauses = append(v.Clauses, p.readTable("REPLICA", at))
		case p.atKw(keyword.AS) && v.Query == nil && (p.queryAheadAt(1) || p.peekKind(1) == token.LParen || p.peekKind(1) == token.Tag):
			p.advance()
			v.Query = p.query()
		case p.atKw(keyword.AS) && v.Query == nil && p.documentAhead():
			p.advance()
			v.Query = p.document()
		case p.atKw(keyword.AS) && v.Query == nil && p.lockedQuery():
			p.advance()
			v.Clauses = append(v.Clauses, p.modifiers()...)
			v.Query = p.query()
		case p.atKw(keyword.SELECT) && p.wordBefore("INHERIT"): // Db2: INHERIT SELECT PRIVILEGES
			p.pass(2)
			v.Clauses = append(v.Clauses, p.skipped(i, "INHERIT"))
		case v.Query == nil && p.queryAhead() && !p.atKw(keyword.WITH):
			p.failCertain("AS")
		case p.atKw(keyword.AS) && (p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon):
			p.advance()
			p.failOperand("a query")
		case p.statementEnd(false), p.at(token.RParen):
			v.Span = p.since(start)
			return v
		default:
			p.tableOption(true)
			if p.i == i {
				v.Span = p.since(start)
				return v
			}
			v.Clauses = append(v.Clauses, &ast.Clause{Span: p.since(at), Kind: "OPTION"})
		}
	}
}

// viewColumnList reads (a, b COMMENT 'x') behind a view's name.
func (p *Parser) viewColumnList(v *ast.CreateView) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		if c := p.constraint(); c != nil {
			v.Clauses = append(v.Clauses, &ast.Clause{Span: c.Span, Kind: "CONSTRAINT"})
		} else {
			if p.atWord("GROUPED") && p.peekKind(1) == token.LParen { // Vertica
				p.advance()
				p.viewColumnList(v)
				continue
			}
			v.Columns = append(v.Columns, p.ident("a column's name"))
			if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
				p.element()
				v.Clauses = append(v.Clauses, p.skipped(i, "COLUMN"))
			}
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// columnDefs reads columns with their options.
func (p *Parser) columnDefs() []*ast.ColumnDef {
	var list []*ast.ColumnDef
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		list = append(list, p.columnDef())
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	return list
}
