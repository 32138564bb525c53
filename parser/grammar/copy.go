package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// copyStatement reads COPY, UNLOAD, EXPORT and LOAD: what is read, what is filled, and the options between and behind.
func (p *Parser) copyStatement() ast.Stmt {
	start, first := p.here(), p.i
	c := &ast.Copy{Verb: p.tok.Keyword.String()}
	p.advance()
	options := p.i // what no node holds yet begins here
	claim := func(read func()) {
		if p.i > options {
			c.Clauses = append(c.Clauses, p.skipped(options, "OPTIONS"))
		}
		read()
		options = p.i
	}
	bare := func() bool { return c.Into == nil && c.From == nil && c.Query == nil && c.Exprs == nil }
	if p.at(token.LParen) && p.copiedStatement() {
		return p.copyFrom(start)
	}
	if c.Verb == "EXPORT" && p.exportedTable() { // Exasol: EXPORT t (a, b) INTO ...
		claim(func() {
			c.From = p.tableName()
			if p.at(token.LParen) {
				c.Columns = p.parenIdents("a column")
			}
		})
	}
	for !p.statementEnd(false) {
		before := p.toks[p.i-1].Keyword
		switch {
		case c.Verb == "EXPORT" && c.Query == nil && p.i > options && (p.atKw(keyword.SELECT) || p.atKw(keyword.WITH) && p.cteBehind()): // Db2
			claim(func() { c.Query = p.query() })
		case p.atWord("VERTICA") && (before == keyword.FROM && c.From == nil || before == keyword.TO && c.Into == nil) && c.Query == nil: // from or to another database
			p.advance()
			claim(func() {
				if before == keyword.FROM {
					c.From = p.tableName()
					return
				}
				c.Into = p.tableName()
				if p.at(token.LParen) {
					c.Columns = p.parenIdents("a column")
				}
			})
		case c.Verb == "EXPORT" && p.atKw(keyword.FROM) && c.Into != nil && c.From == nil && c.Query == nil:
			p.advance()
			claim(func() { c.From = p.tableName() })
		case p.at(token.LParen) && c.Query == nil && p.queryAheadAt(1):
			claim(func() { c.Query = p.parenQuery() })
		case p.at(token.LParen) && c.Verb == "UNLOAD" && c.Query == nil && p.peekKind(1) == token.String && p.peekKind(2) == token.RParen:
			claim(func() { p.unloadedText(c) })
		case p.atKw(keyword.AS) && c.Query == nil && p.queryAheadAt(1):
			if c.Verb == "EXPORT" && p.toks[p.i-1].Keyword == keyword.DATA { // BigQuery
				p.failCertain("OPTIONS with the place to export to")
			}
			p.advance()
			claim(func() { c.Query = p.query() })
		case bare() && p.copiedTable(c.Verb, before):
			claim(func() {
				c.Into = p.tableName()
				if p.at(token.LParen) {
					p.speculate(func() { c.Columns = p.parenIdents("a column") })
				}
			})
		case p.atKw(keyword.TO) && c.Into != nil && c.From == nil && c.Query == nil: // COPY t TO 'file' reads t
			p.advance()
			c.From, c.Into = c.Into, nil
		case before == keyword.FROM && c.Verb != "IMPORT" && bare() && p.nameAhead() && c.Verb != "LOAD": // COPY INTO @stage FROM t
			claim(func() { c.From = p.tableName() })
		case before == keyword.FROM && c.Verb == "IMPORT" && p.at(token.String) && c.Exprs == nil:
			claim(func() { c.Exprs = append(c.Exprs, p.stringLiteral()) })
		case p.at(token.LParen) && (c.From != nil || c.Query != nil) && before == keyword.BY: // Snowflake: COPY INTO @stage FROM t PARTITION BY (value)
			claim(func() { c.Exprs = append(c.Exprs, p.primary()) })
		case p.at(token.LParen):
			p.balanced()
		default:
			p.advance()
		}
	}
	if bare() && c.Verb == "EXPORT" && p.toks[first+1].Keyword == keyword.DATABASE {
		p.seek(first)
		return p.databaseCopy()
	}
	if bare() && !(c.Verb == "COPY" && equalFold(p.str(&p.toks[first+1]), "FILES")) {
		p.seek(first)
		return p.other(start)
	}
	claim(func() {})
	c.Span = p.since(start)
	return c
}

// copiedStatement reports whether the parentheses here hold a statement that is no query and yields rows.
func (p *Parser) copiedStatement() bool {
	switch p.peekKw(1) {
	case keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE:
		return true
	}
	return p.wordAhead(1, "SUBSCRIBE")
}

// copyFrom reads COPY (DELETE ... RETURNING ...) TO and COPY (SUBSCRIBE ...) TO from the parentheses on.
func (p *Parser) copyFrom(start int32) ast.Stmt {
	b := &ast.Block{Kind: "COPY"}
	p.advance()
	if at := p.here(); p.atWord("SUBSCRIBE") {
		s := p.subscribe()
		b.Statements = []*ast.Statement{{Span: p.since(at), Body: s}}
	} else {
		b.Statements = []*ast.Statement{p.part()}
	}
	p.expect(token.RParen, "`)`")
	p.blockTail(b)
	b.Span = p.since(start)
	return b
}

// loadStatement reads a statement that fills relations from files or streams, from the token first on: the relations
// behind INTO TABLE, and ON of a ROUTINE LOAD, are filled, those behind FROM TABLE are read. Where it fills several, it is
// a block of copies.
func (p *Parser) loadStatement(start int32, first int, verb string) ast.Stmt {
	p.seek(first)
	c, from := &ast.Copy{Verb: verb}, start
	var copies []*ast.Statement
	rest := p.i // what no node holds yet begins here
	claim := func() {
		if p.i > rest {
			c.Clauses = append(c.Clauses, p.skipped(rest, "OPTIONS"))
		}
		rest = p.i
	}
	finish := func() {
		claim()
		c.Span = p.since(from)
		copies = append(copies, &ast.Statement{Span: c.Span, Body: c})
	}
	for !p.statementEnd(false) {
		into, reads := p.atKws(keyword.INTO, keyword.TABLE), p.atKws(keyword.FROM, keyword.TABLE)
		if into && c.Into != nil || reads && (c.From != nil || c.Into != nil) {
			finish()
			c, from = &ast.Copy{Verb: verb}, p.here()
		}
		on := p.atKw(keyword.ON) && verb == "ROUTINE LOAD" && c.Into == nil
		p.advance()
		if !into && !reads && !on {
			continue
		}
		if !on {
			p.advance()
		}
		claim()
		if reads {
			c.From = p.tableName()
		} else {
			c.Into = p.tableName()
		}
		rest = p.i
	}
	finish()
	if len(copies) == 1 {
		return c
	}
	return &ast.Block{Span: p.since(start), Kind: verb, Statements: copies}
}

// databaseCopy reads DuckDB's EXPORT DATABASE 'dir', IMPORT DATABASE 'dir' and COPY FROM DATABASE a TO b, which name no
// relation.
func (p *Parser) databaseCopy() ast.Stmt {
	c := &ast.Copy{Verb: p.tok.Keyword.String()}
	i := p.i
	for !p.statementEnd(false) {
		p.advance()
	}
	c.Clauses = []*ast.Clause{p.skipped(i, "DATABASE")}
	c.Span = c.Clauses[0].Span
	return c
}

// exportedTable reports whether a table and perhaps its columns stand here, and INTO behind them.
func (p *Parser) exportedTable() bool {
	n := 0
	if !p.nameAhead() {
		return false
	}
	for p.peekKind(n+1) == token.Dot {
		n += 2
	}
	n++
	if p.peekKind(n) == token.LParen {
		n = int(p.match[p.i+n]) - p.i + 1
	}
	return n > 0 && p.peekKw(n) == keyword.INTO
}

// copiedTable reports whether the relation that a COPY or LOAD fills stands here.
func (p *Parser) copiedTable(verb string, before keyword.Keyword) bool {
	if !p.nameAhead() || p.atKw(keyword.DATA) && verb != "COPY" {
		return false
	}
	switch p.tok.Keyword {
	case keyword.TABLE, keyword.INTO, keyword.OVERWRITE, keyword.BINARY, keyword.LOCAL:
		return false
	case keyword.TEMP, keyword.TEMPORARY: // BigQuery: LOAD DATA INTO TEMP TABLE t
		if p.peekKw(1) == keyword.TABLE {
			return false
		}
	case keyword.None:
		if p.atWord("FILES") && p.peekKw(1) == keyword.INTO { // Snowflake: from stage to stage
			return false
		}
	}
	switch before {
	case keyword.INTO, keyword.TABLE, keyword.OVERWRITE:
		return true
	}
	return verb == "COPY" && before == keyword.COPY || before == keyword.BINARY
}

// unloadedText reads the query in quotes of Redshift's UNLOAD ('SELECT ...').
func (p *Parser) unloadedText(c *ast.Copy) {
	p.advance()
	i := p.i
	if list, ok := p.inner(&p.tok); ok && len(list) == 1 {
		if c.Query, ok = list[0].Body.(*ast.Query); ok {
			p.seek(i + 2)
			return
		}
	}
	p.report("a query that can be read", false)
	p.advance()
	o := p.opaque(i)
	c.Exprs = append(c.Exprs, o)
	p.advance()
}

// movedRows reads an ALTER TABLE that moves rows between two relations: EXCHANGE PARTITION p WITH TABLE u (Hive, Oracle,
// Greenplum), SWAP WITH u (Snowflake), REPLACE WITH TABLE u (Doris), APPEND FROM u (Redshift), ATTACH or REPLACE PARTITION p FROM u and
// MOVE PARTITION p TO TABLE u (ClickHouse), SWITCH PARTITION p TO u (T-SQL). Where they are swapped, the second is what is
// read. Nil when it alters a relation otherwise.
func (p *Parser) movedRows(start int32) ast.Stmt {
	first := p.i
	c := &ast.Copy{Verb: "ALTER TABLE"}
	if p.speculate(func() {
		p.pass(2)
		p.ifExists()
		altered := p.tableName()
		at, verb := p.i, upper(p.str(&p.tok))
		var link keyword.Keyword
		switch verb {
		case "EXCHANGE", "SWAP":
			link = keyword.WITH
		case "APPEND", "ATTACH":
			link = keyword.FROM
		case "SWITCH", "MOVE":
			link = keyword.TO
		case "REPLACE":
			link = keyword.FROM
			if p.peekKw(1) == keyword.WITH {
				link = keyword.WITH
			}
		default:
			p.fail("a move of rows")
		}
		for !p.atKw(link) {
			if p.statementEnd(false) {
				p.fail(link.String())
			}
			p.skipOne()
		}
		p.advance()
		if !p.acceptKw(keyword.TABLE) && verb == "MOVE" || p.at(token.LParen) {
			p.fail("a table") // MOVE PARTITION p TO DISK d, FOR VALUES FROM (1)
		}
		c.Clauses = append(c.Clauses, p.skipped(at, verb))
		c.Into, c.From = altered, p.tableName()
		if link == keyword.TO {
			c.Into, c.From = c.From, altered
		}
		if i := p.i; !p.statementEnd(false) {
			for !p.statementEnd(false) {
				p.skipOne()
			}
			c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
		}
	}) {
		c.Span = p.since(start)
		return c
	}
	p.seek(first)
	return nil
}

// bulkInsert reads T-SQL's BULK INSERT t FROM 'file' WITH (options).
func (p *Parser) bulkInsert() ast.Stmt {
	start := p.here()
	p.pass(2)
	c := &ast.Copy{Verb: "BULK INSERT", Into: p.tableName()}
	p.expectKw(keyword.FROM)
	c.Exprs = append(c.Exprs, p.primary())
	if i := p.i; p.acceptKw(keyword.WITH) {
		p.balanced()
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
	c.Span = p.since(start)
	return c
}

// ingest reads Db2's INGEST FROM FILE f FORMAT ... (fields) and the change that is made for each row of the file.
func (p *Parser) ingest() ast.Stmt {
	start, i := p.here(), p.i
	for !p.statementEnd(false) && !changes.Has(p.tok.Keyword) && !p.atKws(keyword.REPLACE, keyword.INTO) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
	b := &ast.Block{Kind: "INGEST", Clauses: []*ast.Clause{p.skipped(i, "INGEST")}}
	var s ast.Stmt
	first := p.i
	if !p.speculate(func() { s = p.stmt() }) && !p.speculate(func() { s = p.insertAll(first) }) { // a MERGE without USING
		p.fail("a change for each row")
	}
	b.Statements = []*ast.Statement{{Span: s.Extent(), Body: s}}
	b.Span = p.since(start)
	return b
}

// insertAll reads INSERT INTO t (a, b) and no more: all fields are inserted.
func (p *Parser) insertAll(first int) ast.Stmt {
	p.seek(first)
	start := p.here()
	in := &ast.Insert{Verb: p.tok.Keyword.String()}
	p.advance()
	p.expectKw(keyword.INTO)
	in.Target = p.target()
	if p.accept(token.LParen) {
		in.Columns = p.nameList()
		p.expect(token.RParen, "`)`")
	}
	if !p.statementEnd(false) {
		p.fail("the end of the statement")
	}
	in.Span = p.since(start)
	return in
}
