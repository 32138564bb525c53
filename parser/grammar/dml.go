package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// withStart is where a statement begins whose WITH may have been read.
func (p *Parser) withStart(w *ast.With) int32 {
	if w != nil {
		return w.Start
	}
	return p.here()
}

// target reads the relation that a statement writes, with an alias where one may stand.
func (p *Parser) target() *ast.Table {
	start := p.here()
	only := p.onlyAhead()
	if only {
		p.advance()
	}
	t := p.tableName()
	t.Only = only
	if only {
		p.accept(token.Star)
	}
	p.targetHints(t)
	if p.atKw(keyword.AS) && p.peekKind(1) != token.LParen && !p.queryAheadAt(1) || p.targetAliasAhead() {
		a := p.arena.aliases.new()
		at := p.here()
		p.acceptKw(keyword.AS)
		a.Name = p.ident("an alias")
		a.Span = p.since(at)
		t.Alias = a
	}
	p.targetHints(t)
	t.Span = p.since(start)
	return t
}

// targetHints reads the hints behind a target. PARTITION (p) is a hint in MySQL and Oracle alone; elsewhere it names columns.
func (p *Parser) targetHints(t *ast.Table) {
	for p.tableHintAhead() && (!p.atKw(keyword.PARTITION) || p.d.TiDB || p.d.PLSQL) {
		t.Clauses = append(t.Clauses, p.tableHint())
	}
}

// targetAliasAhead reports whether an alias without AS stands behind the target of a statement.
func (p *Parser) targetAliasAhead() bool {
	switch p.tok.Keyword {
	case keyword.VALUE:
		return p.peekKind(1) != token.LParen
	case keyword.JSON: // Teradata: INSERT INTO t JSON '{...}'
		switch p.peekKind(1) {
		case token.String, token.Question, token.Param, token.Colon:
			return false
		}
		return true
	case keyword.SET, keyword.VALUES, keyword.SELECT, keyword.DEFAULT, keyword.PARTITION, keyword.OVERWRITE, keyword.BY, keyword.IF,
		keyword.TABLE, keyword.REPLACE, keyword.OUTPUT, keyword.FORMAT, keyword.EXECUTE, keyword.EXEC, keyword.CALL:
		return false
	case keyword.None:
		if p.atWord("OVERRIDING") {
			return false
		}
	case keyword.IMPORT: // Exasol
		return !p.importAhead(0)
	}
	return !p.at(token.Tag) && p.tableAliasAhead()
}

// insert reads INSERT and REPLACE.
func (p *Parser) insert(w *ast.With) *ast.Insert {
	start := p.withStart(w)
	in := &ast.Insert{With: w, Verb: p.tok.Keyword.String()}
	p.advance()
	p.orAction()
	in.Clauses = p.schemaEvolution(in.Clauses)
	for p.acceptAny(keyword.LOW_PRIORITY, keyword.HIGH_PRIORITY, keyword.DELAYED, keyword.IGNORE) != keyword.None {
	}
	if p.atKw(keyword.TOP) {
		top := p.top()
		in.Clauses = append(in.Clauses, &ast.Clause{Span: top.Span, Kind: "TOP", Exprs: []ast.Expr{top.Count}})
	}
	if p.atKw(keyword.ALL) || p.atKw(keyword.FIRST) || p.atKw(keyword.OVERWRITE) && (p.peekKw(1) == keyword.ALL || p.peekKw(1) == keyword.FIRST) {
		return p.multiInsert(in, start)
	}
	if p.acceptKw(keyword.OVERWRITE) {
		in.Overwrite = true
	}
	p.acceptKw(keyword.INTO)
	if in.Overwrite && (p.atKw(keyword.LOCAL) || p.atWord("DIRECTORY")) {
		p.insertDirectory(in)
		in.Span = p.since(start)
		return in
	}
	p.acceptKw(keyword.TABLE)
	if p.peekKind(1) == token.LParen && p.peekKind(2) == token.String && p.peekKind(3) == token.Eq { // StarRocks: INSERT INTO FILES ('path' = 'p')
		i := p.i
		p.advance()
		p.balanced()
		in.Clauses = append(in.Clauses, p.skipped(i, "FILES"))
	} else if p.atKw(keyword.FUNCTION) && (p.peekKind(2) == token.LParen || p.peekKind(1) == token.Word) { // ClickHouse: INSERT INTO FUNCTION f(...)
		p.advance()
		call := p.nameOrCall()
		c, ok := call.(*ast.Call)
		if ok {
			p.tableArgs(c)
			in.Target = remoteTarget(c)
		}
		if in.Target == nil {
			in.Clauses = append(in.Clauses, &ast.Clause{Span: call.Extent(), Kind: "FUNCTION", Exprs: []ast.Expr{call}})
		}
	} else if p.at(token.LParen) && p.queryInParens() || p.atWord("THE") && p.peekKind(1) == token.LParen && p.queryAheadAt(2) {
		in.View = p.viewTarget()
	} else if p.at(token.Param) { // T-SQL: a variable that holds a table
		v := p.param()
		in.Clauses = append(in.Clauses, &ast.Clause{Span: v.Span, Kind: "INTO", Exprs: []ast.Expr{v}})
	} else if p.atWord("OPENROWSET") || p.atWord("OPENQUERY") || p.atWord("OPENDATASOURCE") { // rows of another server
		f := p.postfix(p.primary())
		in.Clauses = append(in.Clauses, &ast.Clause{Span: f.Extent(), Kind: "INTO", Exprs: []ast.Expr{f}})
	} else {
		in.Target = p.target()
		if i := p.i; p.at(token.At) && p.peekKind(1) == token.Word { // Trino: a branch of the table
			p.pass(2)
			in.Clauses = append(in.Clauses, p.skipped(i, "BRANCH"))
		}
	}
	p.insertClauses(in)
	in.Span = p.since(start)
	return in
}

// viewTarget reads the query in parentheses whose relation is changed in place of one that is named, and its alias.
func (p *Parser) viewTarget() *ast.Derived {
	start := p.here()
	p.acceptWord("THE")
	d := &ast.Derived{Query: p.parenQuery()}
	if at := p.here(); p.at(token.Word) && p.tok.Keyword == keyword.None {
		name := p.ident("an alias")
		d.Alias = &ast.TableAlias{Span: p.since(at), Name: name}
	}
	d.Span = p.since(start)
	return d
}

// queryInParens reports whether a query stands in the parentheses here, whatever follows them.
func (p *Parser) queryInParens() bool {
	return p.peekKw(1) == keyword.SELECT || p.peekKw(1) == keyword.WITH && p.cteAheadAt(2)
}

// orAction reads SQLite's OR REPLACE and its kin.
func (p *Parser) orAction() {
	if p.acceptKw(keyword.OR) && p.acceptAny(keyword.REPLACE, keyword.IGNORE, keyword.ROLLBACK, keyword.ABORT) == keyword.None && !p.acceptWord("FAIL") {
		p.fail("REPLACE or IGNORE")
	}
}

// schemaEvolution reads Databricks' WITH SCHEMA EVOLUTION, which lets the target gain columns.
func (p *Parser) schemaEvolution(clauses []*ast.Clause) []*ast.Clause {
	if i := p.i; p.acceptKws(keyword.WITH, keyword.SCHEMA) {
		p.advance()
		return append(clauses, p.skipped(i, "WITH SCHEMA EVOLUTION"))
	}
	return clauses
}

// insertDirectory reads Hive's INSERT OVERWRITE [LOCAL] DIRECTORY 'path' options query.
func (p *Parser) insertDirectory(in *ast.Insert) {
	i := p.i
	for (!p.queryAhead() || p.atKw(keyword.WITH) && !p.cteBehind()) && !p.statementEnd(false) {
		if p.at(token.LParen) && !p.queryAhead() {
			p.balanced()
		} else {
			p.advance()
		}
	}
	in.Clauses = append(in.Clauses, p.skipped(i, "DIRECTORY"))
	in.Query = p.query()
}

// insertClauses reads what follows the target of an INSERT.
func (p *Parser) insertClauses(in *ast.Insert) {
	clause := func(i int, kind string) { in.Clauses = append(in.Clauses, p.skipped(i, kind)) }
	for {
		i := p.i
		switch {
		case p.atKw(keyword.WITH) && p.wordAhead(1, "LABEL"): // StarRocks and Doris
			p.pass(2)
			p.name("a label")
			clause(i, "LABEL")
		case p.atKw(keyword.FROM) && p.wordAhead(1, "INFILE"): // ClickHouse
			for !p.statementEnd(false) && !p.atKw(keyword.SETTINGS) && !p.atKw(keyword.FORMAT) {
				p.advance()
			}
			clause(i, "INFILE")
		case p.atKws(keyword.PARTITION, keyword.BY): // of ClickHouse's INSERT INTO FUNCTION
			p.pass(2)
			by := p.expr()
			in.Clauses = append(in.Clauses, &ast.Clause{Span: p.since(p.toks[i].Start), Kind: "PARTITION BY", Exprs: []ast.Expr{by}})
		case p.at(token.LParen) && p.peekKind(1) == token.Star && in.Columns == nil && in.Query == nil: // ClickHouse: all columns but some
			p.advance()
			p.star(nil, p.here())
			p.expect(token.RParen, "`)`")
			clause(i, "COLUMNS")
		case p.atKw(keyword.PARTITION) && p.peekKind(1) == token.LParen && in.Partition == nil:
			p.pass(2)
			in.Partition = p.exprList(token.RParen)
			p.expect(token.RParen, "`)`")
		case p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS):
			clause(i, "IF NOT EXISTS")
		case p.acceptKws(keyword.BY, keyword.NAME):
			clause(i, "BY NAME")
		case p.acceptKws(keyword.BY, keyword.POSITION):
			clause(i, "BY POSITION")
		case p.acceptKws(keyword.DEFAULT, keyword.VALUES):
			if p.at(token.LParen) || p.atKw(keyword.PARTITION) || p.queryAhead() {
				p.failCertain("the end of the statement")
			}
			clause(i, "DEFAULT VALUES")
		case p.bracketHintAhead():
			in.Clauses = append(in.Clauses, p.tableHint())
		case p.at(token.LParen) && in.Columns == nil && in.Query == nil && in.Set == nil && p.peekKind(2) == token.Eq: // Teradata: (a = 1, b = 2)
			p.advance()
			in.Set = p.assignments()
			p.expect(token.RParen, "`)`")
		case p.at(token.LParen) && in.Query == nil && in.Columns == nil && !p.queryAheadAt(1) && !p.wordBefore("VALUES") && p.positional():
			in.Query = p.positionalValues()
		case p.atKw(keyword.JSON) && in.Query == nil && p.peekKind(1) == token.String:
			e := p.typedLiteral()
			in.Clauses = append(in.Clauses, &ast.Clause{Span: e.Extent(), Kind: "JSON", Exprs: []ast.Expr{e}})
		case p.atKw(keyword.JSON) && in.Query == nil && (p.peekKind(1) == token.Question || p.peekKind(1) == token.Param || p.peekKind(1) == token.Colon):
			p.advance()
			e := p.primary()
			in.Clauses = append(in.Clauses, &ast.Clause{Span: p.since(p.toks[i].Start), Kind: "JSON", Exprs: []ast.Expr{e}})
		case p.atKw(keyword.INCLUDE) && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.COLUMN) && in.Query == nil:
			in.Clauses = append(in.Clauses, p.includeColumns())
		case p.tailClauseAhead():
			in.Clauses = append(in.Clauses, p.tailClause())
		case p.atKw(keyword.FOR) && in.Query != nil && p.peekKw(2) == keyword.ROWS: // Db2: FOR 10 ROWS, of arrays of a program
			p.pass(3)
			if p.acceptKws(keyword.NOT, keyword.ATOMIC); p.acceptKw(keyword.ATOMIC) || p.wordBefore("ATOMIC") {
				p.acceptKws(keyword.CONTINUE, keyword.ON)
				p.acceptWord("SQLEXCEPTION")
			}
			clause(i, "FOR ROWS")
		case p.at(token.LParen) && in.Columns == nil && in.Query == nil && !p.queryInParens() && !p.queryAheadAt(1):
			p.advance()
			in.Columns = p.nameList()
			p.expect(token.RParen, "`)`")
		case p.atKw(keyword.SET) && in.Query == nil && in.Set == nil:
			p.advance()
			if p.at(token.LParen) && p.peekKind(2) == token.Eq { // Oracle: (a = 1), (a = 2)
				p.listOf(func() {
					p.expect(token.LParen, "`(`")
					in.Set = append(in.Set, p.assignments()...)
					p.expect(token.RParen, "`)`")
				})
				break
			}
			in.Set = p.assignments()
		case p.acceptWord("OVERRIDING"): // SYSTEM VALUE, USER VALUE
			p.advance()
			p.expectKw(keyword.VALUE)
			clause(i, "OVERRIDING")
		case p.atKw(keyword.OUTPUT) && in.Returning == nil:
			p.output(&in.Returning, &in.Output)
		case p.atKws(keyword.REPLACE, keyword.USING) && p.peekKind(2) == token.LParen: // Databricks
			p.pass(2)
			c := &ast.Clause{Kind: "REPLACE USING"}
			for _, column := range p.columnList(true) {
				c.Exprs = append(c.Exprs, column)
			}
			c.Span = p.since(p.toks[i].Start)
			in.Clauses = append(in.Clauses, c)
		case p.atKws(keyword.REPLACE, keyword.ON):
			p.pass(2)
			c := &ast.Clause{Kind: "REPLACE ON", Exprs: []ast.Expr{p.expr()}}
			c.Span = p.since(p.toks[i].Start)
			in.Clauses = append(in.Clauses, c)
		case p.atKws(keyword.REPLACE, keyword.WHERE) && in.OnConflictWhere == nil:
			p.pass(2)
			in.OnConflictWhere = p.whole(stopClause)
		case in.Query == nil && (p.atKw(keyword.VALUES) || p.atKw(keyword.VALUE)):
			v := p.values(false)
			in.Query = &ast.Query{Span: v.Span, Body: v}
		case in.Query == nil && (p.queryAhead() || p.at(token.LParen) && p.queryInParens()):
			in.Query = p.query()
		case p.atKw(keyword.AS) && in.RowAlias == nil && (in.Query != nil || in.Set != nil):
			in.RowAlias = p.tableAlias()
		case p.atKw(keyword.ON) && (in.OnConflict == nil && in.OnConflictWhere == nil || p.peekKw(1) == keyword.CONFLICT): // SQLite has several
			p.onConflict(in)
		case in.Returning == nil && (p.acceptKw(keyword.RETURNING) || p.d.PLSQL && p.acceptKw(keyword.RETURN)):
			in.Returning = p.returning(&in.Clauses)
		case p.atKw(keyword.SETTINGS):
			in.Clauses = append(in.Clauses, p.settings())
		case p.atKw(keyword.FORMAT) && p.peekKind(1) == token.Word:
			p.pass(2)
			clause(i, "FORMAT")
			if p.at(token.LParen) && in.Query == nil { // FORMAT Values
				v := p.values(false)
				in.Query = &ast.Query{Span: v.Span, Body: v}
			}
		case p.atKw(keyword.EXECUTE), p.atKw(keyword.EXEC), p.atKw(keyword.CALL):
			p.other(p.here())
			clause(i, "EXECUTE")
		case p.at(token.Tag) && in.Query == nil:
			h := p.hole()
			in.Clauses = append(in.Clauses, &ast.Clause{Span: h.Span, Kind: "TEMPLATE", Exprs: []ast.Expr{h}})
		default:
			if p.logErrors(&in.Clauses, &in.Output) {
				continue
			}
			if p.at(token.LParen) && (in.Query != nil && in.OnConflict == nil && in.Returning == nil || in.Columns != nil && (p.peekKind(1) == token.Number || p.peekKind(1) == token.String)) {
				p.failRow(in.Query)
			}
			if in.Query == nil && in.Set == nil && in.Target != nil && len(in.Clauses) == 0 && in.Partition == nil {
				p.report("VALUES or a query", p.d.Strict) // ClickHouse takes the rows from elsewhere
				panic(bailout{})
			}
			return
		}
	}
}

// returning reads what stands behind RETURNING. Postgres may name the old and the new row first.
func (p *Parser) returning(clauses *[]*ast.Clause) []*ast.SelectItem {
	if i := p.i; p.atKw(keyword.WITH) && p.peekKind(1) == token.LParen {
		p.advance()
		p.balanced()
		*clauses = append(*clauses, p.skipped(i, "RETURNING WITH"))
	}
	var items []*ast.SelectItem
	if p.d.PLSQL {
		p.listOf(func() {
			if i := p.i; p.versionAhead() {
				p.advance()
				*clauses = append(*clauses, p.skipped(i, "VERSION"))
			}
			items = append(items, p.selectItem(stopComma|stopClause))
		})
	} else {
		items = p.selectItems()
	}
	if p.intoAhead() { // variables of a procedure
		*clauses = append(*clauses, p.intoVariables())
	}
	return items
}

// versionAhead reports whether OLD or NEW stands here in front of a column, whose value before or after the change is
// meant.
func (p *Parser) versionAhead() bool {
	if !p.atKw(keyword.OLD) && !p.atKw(keyword.NEW) {
		return false
	}
	next := p.peek(1)
	return next.Kind == token.QuotedName || next.Kind == token.Word && !p.d.NoItemAlias.Has(next.Keyword) && p.peekKind(2) != token.LParen
}

// failRow fails at the parentheses of a row that nothing introduces.
func (p *Parser) failRow(q *ast.Query) {
	if q == nil {
		p.failCertain("VALUES")
	}
	if _, ok := q.Body.(*ast.Values); ok {
		p.failCertain("`,`")
	}
}

// nameList reads names between commas; fields of columns too (a.b).
func (p *Parser) nameList() []*ast.Name {
	var list []*ast.Name
	for !p.at(token.RParen) {
		if p.at(token.Number) {
			p.failCertain("a column's name")
		}
		p.failReserved()
		n := p.name("a column's name")
		if p.at(token.LBracket) { // Postgres: a[1]
			p.balanced()
			n.Span = p.since(n.Start)
		}
		list = append(list, n)
		if !p.accept(token.Comma) {
			break
		}
		if p.at(token.RParen) && !p.d.TrailingCommas {
			p.failOperand("a column's name")
		}
	}
	return list
}

// onConflict reads ON DUPLICATE KEY UPDATE and ON CONFLICT.
func (p *Parser) onConflict(in *ast.Insert) {
	start := p.here()
	p.advance()
	if p.acceptKw(keyword.DUPLICATE) {
		p.expectKw(keyword.KEY)
		p.expectKw(keyword.UPDATE)
		in.OnConflict = p.assignments()
		return
	}
	p.expectKw(keyword.CONFLICT)
	c := &ast.Clause{Kind: "ON CONFLICT"}
	if p.at(token.LParen) {
		p.advance()
		p.listOf(func() {
			c.Exprs = append(c.Exprs, p.expr())
			if p.at(token.Word) {
				p.name("an operator class")
			}
		})
		p.expect(token.RParen, "`)`")
		if p.acceptKw(keyword.WHERE) {
			c.Exprs = append(c.Exprs, p.expr())
		}
	} else if p.acceptKws(keyword.ON, keyword.CONSTRAINT) {
		p.ident("a constraint")
	}
	c.Span = p.since(start)
	in.Clauses = append(in.Clauses, c)
	p.expectKw(keyword.DO)
	if p.acceptWord("NOTHING") {
		return
	}
	if i := p.i; p.acceptKw(keyword.SELECT) { // Postgres: the row that is there is returned, FOR UPDATE too
		for p.at(token.Word) && !p.atKw(keyword.WHERE) && !p.atKw(keyword.RETURNING) {
			p.advance()
		}
		in.Clauses = append(in.Clauses, p.skipped(i, "SELECT"))
	} else {
		p.expectKw(keyword.UPDATE)
		p.expectKw(keyword.SET)
		in.OnConflict = append(in.OnConflict, p.assignments()...)
	}
	if p.acceptKw(keyword.WHERE) {
		if where := p.expr(); in.OnConflictWhere == nil {
			in.OnConflictWhere = where
		} else {
			in.Clauses = append(in.Clauses, &ast.Clause{Span: where.Extent(), Kind: "WHERE", Exprs: []ast.Expr{where}})
		}
	}
}

// outputAhead reports whether OUTPUT here begins the clause of T-SQL's that returns changed rows.
func (p *Parser) outputAhead() bool {
	return p.d.Unseparated || p.wordAhead(1, "INSERTED") || p.wordAhead(1, "DELETED")
}

// output reads T-SQL's OUTPUT inserted.a INTO t (a), and without INTO, what comes back.
func (p *Parser) output(returning *[]*ast.SelectItem, into **ast.Output) {
	start, first := p.here(), p.i
	p.advance()
	items := p.selectItems()
	if !p.acceptKw(keyword.INTO) {
		if *returning != nil {
			p.seek(first)
			p.failAgain()
		}
		*returning = items
		return
	}
	o := &ast.Output{Items: items}
	if p.at(token.Param) {
		o.Param = p.param()
	} else {
		o.Table = p.tableName()
	}
	if p.at(token.LParen) {
		o.Columns = p.parenIdents("a column")
	}
	o.Span = p.since(start)
	if *into != nil {
		p.seek(first)
		p.failAgain()
	}
	*into = o
}

// multiInsert reads Snowflake's and Oracle's INSERT ALL and INSERT FIRST.
func (p *Parser) multiInsert(in *ast.Insert, start int32) *ast.Insert {
	in.Overwrite = p.acceptKw(keyword.OVERWRITE)
	p.advance()
	for {
		b := &ast.InsertBranch{}
		start, i := p.here(), p.i
		if p.acceptKw(keyword.WHEN) {
			b.When = p.expr()
			p.expectKw(keyword.THEN)
		} else if !p.acceptKw(keyword.ELSE) && len(in.Branches) > 0 {
			last := in.Branches[len(in.Branches)-1]
			b.Same = last.When != nil || last.Same
		}
		if !p.acceptKw(keyword.INTO) {
			if p.i > i {
				p.fail("INTO")
			}
			break
		}
		p.insertBranch(b)
		p.logErrors(&b.Clauses, &b.Output)
		b.Span = p.since(start)
		in.Branches = append(in.Branches, b)
	}
	in.Query = p.query()
	in.Span = p.since(start)
	return in
}

// insertBranch reads what stands behind INTO in a multi-table insert.
func (p *Parser) insertBranch(b *ast.InsertBranch) {
	b.Target = p.tableName()
	for p.tableHintAhead() {
		b.Target.Clauses = append(b.Target.Clauses, p.tableHint())
		b.Target.End = p.prevEnd()
	}
	if p.at(token.LParen) {
		p.advance()
		b.Columns = p.nameList()
		p.expect(token.RParen, "`)`")
	}
	if p.acceptKw(keyword.VALUES) {
		b.Values = p.valuesRow().Elems
	}
}

// assignments reads a = 1, (b, c) = (SELECT ...), d.e += 2.
func (p *Parser) assignments() []*ast.Assignment {
	var list []*ast.Assignment
	if p.atKw(keyword.WHERE) && p.peekKind(1) != token.Eq {
		p.failOperand("an assignment")
	}
	for {
		start, i := p.here(), p.i
		a := &ast.Assignment{}
		if !p.try(func() { p.assignment(a) }) {
			o := p.salvage(i, stopComma|stopClause)
			if o == nil {
				panic(bailout{})
			}
			*a = ast.Assignment{Value: o}
		}
		a.Span = p.since(start)
		list = append(list, a)
		if !p.accept(token.Comma) {
			return list
		}
		if (p.atKw(keyword.WHERE) || p.atKw(keyword.FROM)) && p.peekKind(1) != token.Eq {
			p.failOperand("an assignment")
		}
	}
}

func (p *Parser) assignment(a *ast.Assignment) {
	switch {
	case p.at(token.Tag) && p.assignmentsInTag():
		a.Value = p.hole()
		return
	case p.at(token.LParen) && changes.Has(p.peekKw(1)) && p.peekKind(2) != token.Comma && p.peekKind(2) != token.RParen:
		p.nestedChange(a)
		return
	case p.at(token.LParen):
		a.Targets = p.columnList(true)
	case p.atKws(keyword.ROW) && p.peekKind(1) == token.Eq: // PL/SQL: SET ROW = record
		p.pass(2)
		a.Value = p.noColumn(p.expr())
		return
	case p.atKw(keyword.VALUE) && p.peekKind(1) == token.LParen: // Oracle: SET VALUE(alias) = object
		start := p.here()
		p.advance()
		p.balanced()
		row := &ast.Word{Span: p.since(start), Text: p.text[start:p.prevEnd()]}
		p.expect(token.Eq, "`=`")
		value := p.expr()
		a.Value = &ast.Binary{Span: p.since(start), Text: "=", Left: row, Right: value}
		return
	case p.at(token.Param):
		e := p.param().Extent()
		a.Targets = []*ast.ColumnRef{p.column(e, []ast.Ident{{Span: e, Name: e.In(p.text)}})}
	default:
		n := p.name("a column")
		c := p.column(n.Span, n.Parts)
		for p.d.ColonColonPaths && p.accept(token.DoubleColon) { // SingleStore: a member of JSON
			p.pass(1)
			if p.glued() && p.at(token.Word) {
				p.advance()
			}
			c.Span = p.since(n.Start)
		}
		for p.at(token.LBracket) || p.at(token.Dot) { // elements of arrays and their fields
			if p.accept(token.Dot) {
				p.ident("a field")
			} else {
				p.balanced()
			}
			c.Span = p.since(n.Start)
		}
		a.Targets = []*ast.ColumnRef{c}
	}
	if p.at(token.LParen) && len(a.Targets) == 1 && len(a.Targets[0].Parts) > 1 { // T-SQL: a.WRITE(value, from, length)
		p.writeMethod(a)
		return
	}
	if !p.accept(token.Eq) && !p.accept(token.Assign) {
		if op := p.tok; op.Kind != token.Operator || p.text[op.End-1] != '=' { // +=
			p.report("`=`", p.at(token.Number) || p.at(token.String) || p.statementEnd(false))
			panic(bailout{})
		}
		p.advance()
	}
	a.Value = p.expr()
}

// assignmentsInTag reports whether the template tag here yields whole assignments.
func (p *Parser) assignmentsInTag() bool {
	switch next := p.peek(1); next.Kind {
	case token.Comma, token.EOF, token.Semicolon, token.RParen:
		return true
	case token.Word:
		return !p.gluedAt(1) && (next.Keyword == keyword.WHERE || next.Keyword == keyword.FROM || next.Keyword == keyword.WHEN)
	}
	return false
}

// nestedChange reads BigQuery's (INSERT a VALUES (1)), (UPDATE a SET x = 1 WHERE ...) and (DELETE a WHERE ...) in SET, which
// changes the elements of the array a. All but what is inserted speaks of their fields.
func (p *Parser) nestedChange(a *ast.Assignment) {
	p.advance()
	verb := p.tok
	p.advance()
	p.acceptAny(keyword.INTO, keyword.FROM)
	n := p.name("a column")
	a.Targets = []*ast.ColumnRef{p.column(n.Span, n.Parts)}
	at, i := p.here(), p.i
	if p.at(token.LParen) && !p.queryAhead() {
		p.balanced()
	}
	if verb.Keyword == keyword.INSERT && p.queryAhead() {
		q := p.query()
		a.Value = &ast.Subquery{Span: q.Span, Query: q}
	} else {
		for !p.at(token.RParen) && !p.statementEnd(false) {
			p.skipOne()
		}
		if p.i > i {
			a.Value = &ast.Word{Span: p.since(at), Text: p.text[at:p.prevEnd()]}
		}
	}
	p.expect(token.RParen, "`)`")
}

// writeMethod reads the arguments of the method of a column that changes it in part, which was taken for its last part.
func (p *Parser) writeMethod(a *ast.Assignment) {
	c := a.Targets[0]
	method := *c.Last()
	c.Parts = c.Parts[:len(c.Parts)-1]
	c.End = c.Last().End
	n := &ast.Name{Span: method.Span, Parts: []ast.Ident{method}}
	a.Value = p.postfix(p.call(n, method.Start))
}

// optionList reads OPTION (...).
func (p *Parser) optionList() *ast.Clause {
	i := p.i
	p.advance()
	if !p.at(token.LParen) {
		p.fail("`(`")
	}
	p.balanced()
	return p.skipped(i, "OPTION")
}

// update reads UPDATE.
func (p *Parser) update(w *ast.With) ast.Stmt {
	start := p.withStart(w)
	u := &ast.Update{With: w}
	p.advance()
	for p.acceptAny(keyword.LOW_PRIORITY, keyword.IGNORE) != keyword.None {
	}
	p.orAction()
	if p.atKw(keyword.TOP) {
		u.Limit = p.top()
	}
	if p.atKw(keyword.STATISTICS) || p.configured() || p.atWord("EXTENSIONS") && (p.peekKind(1) == token.LParen || p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon) || p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen && !p.queryAheadAt(2) {
		return p.other(start)
	}
	if !p.queryAheadAt(2) {
		p.acceptKw(keyword.TABLE)
	}
	u.Tables = p.tableList()
	if p.onClusterAhead() {
		u.Clauses = append(u.Clauses, p.onCluster())
	}
	if p.atKw(keyword.INCLUDE) {
		u.Clauses = append(u.Clauses, p.includeColumns())
	}
	if p.acceptKw(keyword.FROM) { // Teradata: UPDATE t FROM s SET
		u.From = p.tableList()
	}
	p.expectKw(keyword.SET)
	u.Set = p.assignments()
	for {
		u.Clauses = p.tailClauses(u.Clauses)
		switch p.tok.Keyword {
		case keyword.FROM:
			if u.From != nil {
				p.errors = append(p.errors, &ast.SyntaxError{
					Span: p.tok.Span, Found: p.str(&p.tok), Message: "an UPDATE has only one FROM", Certain: true,
				})
				panic(bailout{})
			}
			p.advance()
			u.From = p.tableList()
		case keyword.WHERE:
			if u.Where != nil {
				p.failAgain()
			}
			p.advance()
			u.Where = p.wholeClause()
		case keyword.ORDER:
			if u.OrderBy != nil {
				p.failAgain()
			}
			u.OrderBy = p.orderBy()
		case keyword.LIMIT, keyword.FETCH, keyword.OFFSET:
			if u.Limit != nil && !p.atKw(keyword.FETCH) {
				p.failAgain()
			}
			q := &ast.Query{Limit: u.Limit}
			p.limit(q)
			u.Limit = q.Limit
		case keyword.RETURNING:
			if u.Returning != nil {
				p.failAgain()
			}
			p.advance()
			u.Returning = p.returning(&u.Clauses)
		case keyword.RETURN:
			if !p.d.PLSQL || u.Returning != nil {
				u.Span = p.since(start)
				return u
			}
			p.advance()
			u.Returning = p.returning(&u.Clauses)
		case keyword.OUTPUT:
			p.output(&u.Returning, &u.Output)
		case keyword.OPTION:
			u.Clauses = append(u.Clauses, p.optionList())
		case keyword.IN, keyword.SETTINGS:
			if !p.mutationClause(&u.Clauses) {
				u.Span = p.since(start)
				return u
			}
		case keyword.PREFERRING:
			u.Clauses = append(u.Clauses, p.preferring())
		case keyword.ALL:
			p.advance()
		case keyword.ELSE: // Teradata
			if p.peekKw(1) != keyword.INSERT {
				u.Span = p.since(start)
				return u
			}
			u.Span = p.since(start)
			return p.upsert(u)
		default:
			if p.logErrors(&u.Clauses, &u.Output) {
				continue
			}
			if p.at(token.Word) && p.tok.Keyword == keyword.None && p.peekKind(1) == token.Eq {
				p.failCertain("`,` or the next clause")
			}
			u.Span = p.since(start)
			return u
		}
	}
}

// configured reports whether UPDATE here sets up a database of Db2's, not a table: UPDATE DB CFG FOR d USING a 1.
func (p *Parser) configured() bool {
	switch p.peekKw(1) {
	case keyword.OPTIONS:
		return p.atWord("COMMAND")
	case keyword.FOR, keyword.USING:
		return p.wordBefore("CFG") || p.wordBefore("CONFIGURATION")
	}
	return p.wordAhead(1, "CFG") || p.wordAhead(1, "CONFIGURATION") || p.wordAhead(1, "MANAGER") || p.atWord("HISTORY") && !p.wordAhead(1, "SET") && p.peekKind(1) == token.Word && p.peekKw(1) != keyword.SET
}

// delete reads DELETE.
func (p *Parser) delete(w *ast.With) ast.Stmt {
	start := p.withStart(w)
	d := &ast.Delete{With: w}
	p.advance()
	for p.acceptAny(keyword.LOW_PRIORITY, keyword.QUICK, keyword.IGNORE) != keyword.None {
	}
	if p.atWord("HISTORY") && p.peekKw(1) == keyword.FROM { // MariaDB
		d.Clauses = append(d.Clauses, &ast.Clause{Span: p.tok.Span, Kind: "HISTORY"})
		p.advance()
	}
	if p.atKw(keyword.TOP) {
		d.Limit = p.top()
	}
	if (p.atKw(keyword.DATABASE) || p.atKw(keyword.USER)) && p.peekKind(1) == token.Word && p.peekKw(1) == keyword.None { // Teradata: all that it owns
		p.seek(p.i - 1)
		return p.other(start)
	}
	if p.at(token.Star) && p.peekKw(1) == keyword.FROM { // Exasol
		p.advance()
	}
	if p.acceptKw(keyword.FROM) {
		d.From = p.tableList()
		if p.atKw(keyword.FROM) { // T-SQL: DELETE FROM a FROM b
			p.advance()
			d.Using = p.tableList()
		}
	} else if p.at(token.LParen) || p.at(token.Param) || p.peekKind(1) == token.LParen && p.d.Batches || p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen { // Oracle: DELETE (SELECT ...); T-SQL: a variable that holds a table
		d.From = p.tableList()
	} else {
		var targets []*ast.Table
		for {
			t := p.target()
			if p.at(token.Dot) && p.peekKind(1) == token.Star {
				p.pass(2)
				t.Span = p.since(t.Start)
			}
			targets = append(targets, t)
			if !p.accept(token.Comma) {
				break
			}
		}
		if p.atKw(keyword.OUTPUT) {
			p.output(&d.Returning, &d.Output)
		}
		if p.acceptKw(keyword.FROM) {
			d.Targets = targets
			d.From = p.tableList()
		} else {
			for _, t := range targets {
				d.From = append(d.From, t)
			}
		}
	}
	for {
		d.Clauses = p.tailClauses(d.Clauses)
		switch p.tok.Keyword {
		case keyword.USING:
			p.advance()
			d.Using = append(d.Using, p.tableList()...)
			if targets := targetsAmong(d.From, d.Using); targets != nil && d.Targets == nil { // MySQL: DELETE FROM a, b USING a JOIN b
				d.Targets, d.From, d.Using = targets, d.Using, nil
			}
		case keyword.WHERE:
			if d.Where != nil {
				p.failAgain()
			}
			p.advance()
			d.Where = p.wholeClause()
		case keyword.ORDER:
			if d.OrderBy != nil {
				p.failAgain()
			}
			d.OrderBy = p.orderBy()
		case keyword.LIMIT, keyword.FETCH, keyword.OFFSET:
			if d.Limit != nil && !p.atKw(keyword.FETCH) {
				p.failAgain()
			}
			q := &ast.Query{Limit: d.Limit}
			p.limit(q)
			d.Limit = q.Limit
		case keyword.RETURNING:
			if d.Returning != nil {
				p.failAgain()
			}
			p.advance()
			d.Returning = p.returning(&d.Clauses)
		case keyword.RETURN:
			if !p.d.PLSQL || d.Returning != nil {
				d.Span = p.since(start)
				return d
			}
			p.advance()
			d.Returning = p.returning(&d.Clauses)
		case keyword.OUTPUT:
			p.output(&d.Returning, &d.Output)
		case keyword.OPTION:
			d.Clauses = append(d.Clauses, p.optionList())
		case keyword.ON, keyword.IN, keyword.SETTINGS:
			if !p.mutationClause(&d.Clauses) {
				d.Span = p.since(start)
				return d
			}
		case keyword.INCLUDE: // Db2: INCLUDE (a INT) SET a = 1
			d.Clauses = append(d.Clauses, p.includeColumns())
		case keyword.SET:
			at := p.here()
			p.advance()
			set := &ast.Clause{Kind: "SET"}
			for _, a := range p.assignments() {
				set.Exprs = append(set.Exprs, a.Value)
			}
			set.Span = p.since(at)
			d.Clauses = append(d.Clauses, set)
		case keyword.PREFERRING:
			d.Clauses = append(d.Clauses, p.preferring())
		case keyword.ALL:
			p.advance()
		default:
			if p.logErrors(&d.Clauses, &d.Output) {
				continue
			}
			d.Span = p.since(start)
			return d
		}
	}
}

// targetsAmong are the tables of a list, if other table expressions hold all of them by the names that they have there;
// else nil. Then the list only says which of those are meant.
func targetsAmong(list, tables []ast.TableExpr) []*ast.Table {
	var targets []*ast.Table
	for _, t := range list {
		target, ok := t.(*ast.Table)
		if !ok || target.Name == nil || target.Alias != nil || !holds(tables, target.Name.Last().Name) {
			return nil
		}
		targets = append(targets, target)
	}
	return targets
}

// holds reports whether one of the tables goes by that name.
func holds(tables []ast.TableExpr, name string) bool {
	for _, t := range tables {
		switch t := t.(type) {
		case *ast.Join:
			if holds([]ast.TableExpr{t.Left, t.Right}, name) {
				return true
			}
		case *ast.ParenTable:
			if holds([]ast.TableExpr{t.X}, name) {
				return true
			}
		case *ast.Table:
			called := ""
			if t.Alias != nil {
				called = t.Alias.Name.Name
			} else if t.Name != nil {
				called = t.Name.Last().Name
			}
			if strings.EqualFold(called, name) {
				return true
			}
		}
	}
	return false
}

// onClusterAhead reports whether ClickHouse's ON CLUSTER name stands here.
func (p *Parser) onClusterAhead() bool { return p.atKws(keyword.ON, keyword.CLUSTER) }

func (p *Parser) onCluster() *ast.Clause {
	i := p.i
	p.pass(2)
	p.ident("a cluster")
	return p.skipped(i, "ON CLUSTER")
}

// mutationClause reads what says how ClickHouse runs an UPDATE or DELETE: ON CLUSTER c, IN PARTITION p, SETTINGS.
func (p *Parser) mutationClause(clauses *[]*ast.Clause) bool {
	i := p.i
	switch {
	case p.onClusterAhead():
		*clauses = append(*clauses, p.onCluster())
	case p.acceptKws(keyword.IN, keyword.PARTITION):
		if p.at(token.Word) && p.peekKind(1) == token.String { // ID 'x'
			p.advance()
		}
		p.expr()
		*clauses = append(*clauses, p.skipped(i, "IN PARTITION"))
	case p.atKw(keyword.SETTINGS) && p.peekKind(1) == token.Word:
		*clauses = append(*clauses, p.settings())
	default:
		return false
	}
	return true
}

// mutationAhead is how many tokens stand before DELETE WHERE or UPDATE a = of ClickHouse's ALTER TABLE t, which changes
// rows; 0 when none does.
func (p *Parser) mutationAhead() int {
	const most = 16 // tokens: ALTER TABLE IF EXISTS a.b ON CLUSTER c
	if p.peekKw(1) != keyword.TABLE {
		return 0
	}
	for n := 3; n < most; n++ {
		switch next := p.peek(n + 1); p.peekKw(n) {
		case keyword.DELETE:
			if next.Keyword == keyword.WHERE || next.Keyword == keyword.IN && p.peekKw(n+2) == keyword.PARTITION {
				return n
			}
		case keyword.UPDATE:
			if k := p.peekKind(n + 2); (next.Kind == token.Word || next.Kind == token.QuotedName) && (k == token.Eq || k == token.Dot) {
				return n
			}
		case keyword.ADD, keyword.DROP, keyword.MODIFY:
			return 0
		}
	}
	return 0
}

// mutation reads ALTER TABLE t UPDATE a = 1 WHERE b and ALTER TABLE t DELETE WHERE b as the statements that they mean.
// Further commands become clauses. The first one is n tokens ahead.
func (p *Parser) mutation(n int) ast.Stmt {
	start, command := p.here(), p.i+n
	p.pass(2)
	p.ifExists()
	t := p.tableName()
	var clauses []*ast.Clause
	if p.onClusterAhead() {
		clauses = append(clauses, p.onCluster())
	}
	p.accept(token.LParen)
	if p.i != command {
		p.fail("UPDATE or DELETE")
	}
	if p.acceptKw(keyword.DELETE) {
		d := &ast.Delete{From: []ast.TableExpr{t}, Clauses: clauses}
		d.Where = p.mutationWhere(&d.Clauses)
		d.Clauses = p.mutationRest(d.Clauses)
		d.Span = p.since(start)
		return d
	}
	p.advance()
	u := &ast.Update{Tables: []ast.TableExpr{t}, Set: p.assignments(), Clauses: clauses}
	u.Where = p.mutationWhere(&u.Clauses)
	u.Clauses = p.mutationRest(u.Clauses)
	u.Span = p.since(start)
	return u
}

// mutationWhere reads [IN PARTITION p] WHERE condition.
func (p *Parser) mutationWhere(clauses *[]*ast.Clause) ast.Expr {
	for p.mutationClause(clauses) {
	}
	p.expectKw(keyword.WHERE)
	e := p.whole(stopComma | stopClause)
	p.accept(token.RParen)
	for p.mutationClause(clauses) {
	}
	return e
}

// mutationRest reads the commands behind the first one.
func (p *Parser) mutationRest(clauses []*ast.Clause) []*ast.Clause {
	for p.accept(token.Comma) {
		i := p.i
		p.accept(token.LParen)
		c := &ast.Clause{Kind: p.tok.Keyword.String()}
		switch {
		case p.acceptKw(keyword.UPDATE):
			for _, a := range p.assignments() {
				for _, target := range a.Targets {
					c.Exprs = append(c.Exprs, target)
				}
				c.Exprs = append(c.Exprs, a.Value)
			}
		case p.acceptKw(keyword.DELETE):
		default:
			p.fail("UPDATE or DELETE")
		}
		c.Exprs = append(c.Exprs, p.mutationWhere(&clauses))
		c.Span = p.since(p.toks[i].Start)
		clauses = append(clauses, c)
	}
	return clauses
}
