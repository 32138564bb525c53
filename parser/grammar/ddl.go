package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// created collects the words between CREATE and what is created.
type created struct {
	start                                      int32
	replace, temporary, materialized, external bool
}

// create reads CREATE of whatever kind: tables, views and functions in full, all else by kind.
func (p *Parser) create() ast.Stmt {
	c := created{start: p.here()}
	from := p.i
	p.advance()
	for {
		switch {
		case p.acceptKws(keyword.OR, keyword.REPLACE), p.acceptKws(keyword.OR, keyword.ALTER), p.acceptKws(keyword.OR, keyword.REFRESH):
			c.replace = true
			continue
		case p.atKw(keyword.TEMPORARY), p.atKw(keyword.TEMP), p.atKw(keyword.VOLATILE):
			c.temporary = true
		case p.atKw(keyword.MATERIALIZED), p.atKw(keyword.DYNAMIC):
			c.materialized = true
		case p.atKw(keyword.EXTERNAL), p.atKw(keyword.FOREIGN):
			c.external = true
		case p.atKw(keyword.GLOBAL), p.atKw(keyword.LOCAL), p.atKw(keyword.UNLOGGED), p.atKw(keyword.TRANSIENT), p.atKw(keyword.SECURE),
			p.atKw(keyword.RECURSIVE), p.atKw(keyword.FORCE), p.atKw(keyword.MULTISET), p.atKw(keyword.PUBLIC), p.atWord("EDITIONABLE"),
			p.atWord("NONEDITIONABLE"), p.atWord("HYBRID"), p.atWord("ICEBERG"), p.atWord("STREAMING"), p.atWord("LIVE"),
			p.atWord("SNAPSHOT"), p.atWord("PRIVATE"), p.atKw(keyword.SET), p.atKw(keyword.AGGREGATE), p.atKw(keyword.NO) && p.wordAhead(1, "FORCE"):
		case p.atWord("DEFINER"), p.atWord("ALGORITHM"), p.atKw(keyword.SQL) && p.peekKw(1) == keyword.SECURITY:
			for p.advance(); p.at(token.Eq) || p.at(token.Word) && !p.atKw(keyword.VIEW) && !p.atKw(keyword.FUNCTION) && !p.atKw(keyword.PROCEDURE) && !p.atWord("DEFINER") && !p.atKw(keyword.SQL) && !p.atKw(keyword.TRIGGER) && !p.atKw(keyword.EVENT) || p.at(token.At) || p.at(token.QuotedName) || p.at(token.String) || p.at(token.Param) || p.at(token.LParen) || p.at(token.RParen); p.advance() {
			}
			continue
		default:
			switch p.tok.Keyword {
			case keyword.TABLE:
				if p.peekKw(1) == keyword.FUNCTION {
					p.advance()
					return p.function(c)
				}
				return p.createTable(c)
			case keyword.VIEW:
				return p.createView(c)
			case keyword.FUNCTION, keyword.PROCEDURE, keyword.PROC:
				return p.function(c)
			case keyword.SCHEMA, keyword.DATABASE:
			}
			p.seek(from)
			return p.createOther(c.start)
		}
		p.advance()
	}
}

// createOther reads CREATE of anything else. What BEGIN begins in it (a trigger's or an event's body) is a block; a
// query behind AS is read too (a task's).
func (p *Parser) createOther(start int32) ast.Stmt {
	from := p.i
	o := p.other(start).(*ast.Other)
	end := p.i
	for i := from; i < end; i++ {
		if p.toks[i].Keyword == keyword.BEGIN && i > from+3 {
			p.seek(i)
			blk := p.block()
			if b, ok := blk.(*ast.Block); ok {
				b.Start = start
				return b
			}
			return o
		}
	}
	return o
}

func (p *Parser) createTable(c created) ast.Stmt {
	t := &ast.CreateTable{OrReplace: c.replace, Temporary: c.temporary, External: c.external}
	p.advance()
	if p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS) {
		t.IfNotExists = true
	}
	if c.materialized { // a dynamic table is a view that is kept
		v := &ast.CreateView{OrReplace: c.replace, Materialized: true}
		return p.viewRest(v, c.start)
	}
	t.Name = p.tableName()
	for {
		at, i := p.here(), p.i
		switch {
		case p.at(token.LParen) && t.Query == nil && p.queryAheadAt(1):
			t.Query = p.query()
		case p.at(token.LParen) && t.Columns == nil && t.Constraints == nil:
			if p.peekKw(1) == keyword.LIKE && p.peekKind(3) == token.RParen {
				p.advance()
				p.advance()
				t.Like = p.tableName()
				p.expect(token.RParen, "`)`")
				break
			}
			p.tableElements(t)
		case p.atKw(keyword.AS) && (p.queryAheadAt(1) || p.peekKind(1) == token.LParen && p.queryAheadAt(2)):
			p.advance()
			t.Query = p.query()
		case t.Query == nil && (p.atKw(keyword.SELECT) || p.atKw(keyword.WITH) && p.cteBehind()):
			t.Query = p.query()
		case (p.atKw(keyword.LIKE) || p.atKw(keyword.CLONE) || p.atKw(keyword.COPY) && p.peekKind(1) != token.LParen) && t.Like == nil && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName || p.peekKind(1) == token.Tag):
			p.advance()
			t.Like = p.tableName()
			if p.timeTravelAhead() {
				t.Like.TimeTravel = p.timeTravel()
			}
		case p.at(token.EOF), p.at(token.Semicolon), p.at(token.RParen):
			t.Span = p.since(c.start)
			return t
		default:
			p.tableOption()
			if p.i == i {
				t.Span = p.since(c.start)
				return t
			}
			t.Clauses = append(t.Clauses, &ast.Clause{Span: p.since(at), Kind: "OPTION"})
		}
	}
}

// cteBehind reports whether WITH here begins a query, not options.
func (p *Parser) cteBehind() bool {
	return p.peekKind(1) == token.Word && (p.peekKw(2) == keyword.AS || p.peekKw(1) == keyword.RECURSIVE || p.peekKind(2) == token.LParen && p.queryAhead() && p.peekKw(1) == keyword.None)
}

// tableOption reads one storage option of a table or view: a few words, = value, a list in parentheses.
func (p *Parser) tableOption() {
	if !p.at(token.Word) && !p.at(token.QuotedName) && !p.at(token.Comma) && !p.at(token.Tag) && !p.at(token.LParen) && !p.at(token.String) && !p.at(token.Number) {
		return
	}
	for first := true; ; first = false {
		switch p.tok.Kind {
		case token.Word:
			if !first && (p.atKw(keyword.AS) && (p.queryAheadAt(1) || p.peekKind(1) == token.LParen) || p.atKw(keyword.SELECT) || p.atKw(keyword.WITH) && p.cteBehind() ||
				p.atKw(keyword.LIKE) || p.atKw(keyword.CLONE)) {
				return
			}
			p.advance()
		case token.QuotedName, token.String, token.Number, token.Eq, token.Dot, token.Comma, token.Tag, token.Minus, token.Param, token.Colon, token.At, token.Star, token.Slash, token.Plus:
			p.advance()
		case token.LParen:
			if first && p.queryAheadAt(1) {
				return
			}
			p.balanced()
		default:
			return
		}
	}
}

// tableElements reads the columns and constraints of a CREATE TABLE.
func (p *Parser) tableElements(t *ast.CreateTable) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		i := p.i
		if !p.try(func() { p.tableElement(t) }) || !p.at(token.Comma) && !p.at(token.RParen) {
			if !p.at(token.Comma) && !p.at(token.RParen) && len(p.errors) == 0 {
				p.report("`,` or `)`", false)
			}
			if o := p.salvage(i, stopComma); o == nil {
				p.fail("a column")
			} else {
				t.Clauses = append(t.Clauses, &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}})
			}
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

func (p *Parser) tableElement(t *ast.CreateTable) {
	if c := p.constraint(); c != nil {
		t.Constraints = append(t.Constraints, c)
		return
	}
	if p.acceptKw(keyword.LIKE) {
		t.Like = p.tableName()
		for p.at(token.Word) { // INCLUDING ALL
			p.advance()
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
		p.keyColumns(c)
	case p.atKw(keyword.UNIQUE) && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.KEY || p.peekKw(1) == keyword.INDEX || p.peekKind(2) == token.LParen || p.peekKw(1) == keyword.NULLS):
		p.advance()
		c.Kind = ast.UniqueKey
		p.keyColumns(c)
	case p.atKws(keyword.FOREIGN, keyword.KEY):
		p.seek(p.i + 2)
		c.Kind = ast.ForeignKey
		p.keyColumns(c)
		if p.acceptKw(keyword.REFERENCES) {
			c.References = p.tableName()
			if p.at(token.LParen) {
				c.RefColumns = p.parenIdents("a column")
			}
		}
		p.constraintRest()
	case p.atKw(keyword.CHECK) && p.peekKind(1) == token.LParen:
		p.advance()
		p.advance()
		c.Kind = ast.CheckConstraint
		c.Check = p.expr()
		p.expect(token.RParen, "`)`")
		p.constraintRest()
	case (p.atKw(keyword.INDEX) || p.atKw(keyword.KEY) || p.atKw(keyword.FULLTEXT) || p.atKw(keyword.SPATIAL)) &&
		(p.peekKind(1) == token.LParen || p.peekKind(2) == token.LParen || p.peekKind(3) == token.LParen || p.peekKind(1) == token.QuotedName && p.peekKw(2) == keyword.USING || p.wordAhead(2, "TYPE")):
		c.Kind = ast.IndexKey
		for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
			if p.at(token.LParen) {
				p.balanced()
			} else {
				p.advance()
			}
		}
	case p.atWord("PERIOD") && p.peekKw(1) == keyword.FOR, p.atWord("EXCLUDE") && (p.peekKw(1) == keyword.USING || p.peekKind(1) == token.LParen), p.atWord("PROJECTION"), p.atKw(keyword.EXCLUDE) && p.peekKw(1) == keyword.USING, p.atWord("WATERMARK"):
		c.Kind = ast.IndexKey
		p.constraintRest()
	default:
		p.seek(i)
		return nil
	}
	c.Span = p.since(start)
	return c
}

// keyColumns reads the columns of a key, which may carry lengths and orders, and the options behind them.
func (p *Parser) keyColumns(c *ast.Constraint) {
	for !p.at(token.LParen) && p.at(token.Word) || p.at(token.QuotedName) {
		p.advance() // KEY, INDEX, the index's name, USING BTREE, CLUSTERED
	}
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			c.Columns = append(c.Columns, p.ident("a column"))
			if p.at(token.LParen) {
				p.balanced()
			}
		}
		for p.at(token.Word) {
			p.advance()
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	if c.Kind != ast.ForeignKey {
		p.constraintRest()
	}
}

// constraintRest reads the options behind a constraint: ON DELETE CASCADE, NOT ENFORCED, DEFERRABLE, WITH (...).
func (p *Parser) constraintRest() {
	for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
}

// columnDef reads a column of a CREATE TABLE.
func (p *Parser) columnDef() *ast.ColumnDef {
	start := p.here()
	c := &ast.ColumnDef{Name: p.ident("a column's name")}
	if !p.columnOptionAhead() && !p.at(token.Comma) && !p.at(token.RParen) {
		c.Type = p.typeName()
	}
	for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
		p.columnOption(c)
	}
	c.Span = p.since(start)
	return c
}

// columnOptionAhead reports whether an option stands where a column's type would, for it has none.
func (p *Parser) columnOptionAhead() bool {
	switch p.tok.Keyword {
	case keyword.NOT, keyword.NULL, keyword.PRIMARY, keyword.UNIQUE, keyword.DEFAULT, keyword.REFERENCES, keyword.CHECK, keyword.AS,
		keyword.GENERATED, keyword.COLLATE, keyword.CONSTRAINT, keyword.COMMENT, keyword.WITH, keyword.OPTIONS:
		return true
	}
	return false
}

func (p *Parser) columnOption(c *ast.ColumnDef) {
	start, from := p.here(), p.i
	switch p.tok.Keyword {
	case keyword.NOT:
		p.advance()
		if p.acceptKw(keyword.NULL) {
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
		p.advance()
		p.ident("a constraint")
		return
	case keyword.DEFAULT:
		p.advance()
		c.Default = p.binary(bindCompare + 1)
		return
	case keyword.CHECK:
		if p.peekKind(1) == token.LParen {
			p.advance()
			p.advance()
			c.Check = p.expr()
			p.expect(token.RParen, "`)`")
			return
		}
	case keyword.COMMENT:
		if p.peekKind(1) == token.String {
			p.advance()
			c.Comment, _ = p.stringLiteral().(*ast.Literal)
			return
		}
	case keyword.REFERENCES:
		p.advance()
		c.References = p.tableName()
		if p.at(token.LParen) {
			c.RefColumns = p.parenIdents("a column")
		}
		return
	case keyword.AS:
		if p.peekKind(1) == token.LParen {
			p.advance()
			p.advance()
			c.Generated = p.expr()
			p.expect(token.RParen, "`)`")
			return
		}
		p.advance()
		c.Generated = p.expr()
		return
	case keyword.ON: // ON UPDATE CURRENT_TIMESTAMP, ON DELETE CASCADE
		p.advance()
		p.advance()
		if p.acceptKw(keyword.SET) {
			p.advance()
		} else if p.acceptKw(keyword.NO) {
			p.advance()
		} else {
			p.binary(bindCompare + 1)
		}
		return
	}
	if p.at(token.LParen) {
		p.balanced()
	} else {
		p.advance()
		if p.at(token.LParen) && p.toks[from].Kind == token.Word {
			p.balanced()
		}
	}
	c.Constraints = append(c.Constraints, &ast.Clause{Span: p.since(start), Kind: p.words(from)})
}

func (p *Parser) createView(c created) ast.Stmt {
	v := &ast.CreateView{OrReplace: c.replace, Temporary: c.temporary, Materialized: c.materialized}
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
		case p.at(token.LParen) && v.Columns == nil && !p.queryAheadAt(1) && v.Query == nil && len(v.Clauses) == 0:
			p.viewColumnList(v)
		case p.atKw(keyword.TO) && v.To == nil:
			p.advance()
			v.To = p.tableName()
		case p.atKw(keyword.AS) && v.Query == nil && (p.queryAheadAt(1) || p.peekKind(1) == token.LParen || p.peekKind(1) == token.Tag):
			p.advance()
			v.Query = p.query()
		case v.Query == nil && p.queryAhead() && !p.atKw(keyword.WITH):
			v.Query = p.query()
		case p.at(token.EOF), p.at(token.Semicolon), p.at(token.RParen):
			v.Span = p.since(start)
			return v
		default:
			p.tableOption()
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
		if c := p.constraint(); c == nil {
			v.Columns = append(v.Columns, p.ident("a column's name"))
			for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
				if p.at(token.LParen) {
					p.balanced()
				} else {
					p.advance()
				}
			}
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// function reads CREATE FUNCTION and CREATE PROCEDURE.
func (p *Parser) function(c created) ast.Stmt {
	f := &ast.CreateFunction{OrReplace: c.replace, Procedure: !p.atKw(keyword.FUNCTION)}
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	f.Name = p.name("a function's name")
	if p.at(token.LParen) {
		p.params(f)
	}
	for {
		at, i := p.here(), p.i
		switch {
		case p.atKw(keyword.RETURNS):
			p.returns(f)
		case p.atKw(keyword.RETURN) && (p.d.Name == "oracle") && f.ReturnType == nil:
			p.advance()
			f.ReturnType = p.typeName()
		case p.atKw(keyword.LANGUAGE):
			p.advance()
			f.Language = strings.ToLower(strings.Trim(p.str(&p.tok), `"'`))
			p.advance()
		case p.atKw(keyword.RETURN):
			p.advance()
			if p.queryAhead() {
				f.Query = p.query()
			} else {
				f.Expr = p.expr()
			}
		case p.atKw(keyword.BEGIN), p.atKw(keyword.DECLARE):
			if b, ok := p.bodyBlock().(*ast.Block); ok {
				f.Block = b
			}
		case p.atKw(keyword.AS), p.atKw(keyword.IS):
			p.advance()
			p.functionBody(f)
		case p.at(token.EOF), p.at(token.Semicolon):
			f.Span = p.since(c.start)
			return f
		case p.queryAhead():
			f.Query = p.query()
		default:
			p.tableOptionWord()
			if p.i == i {
				p.fail("the body of the function")
			}
			f.Clauses = append(f.Clauses, &ast.Clause{Span: p.since(at), Kind: "OPTION"})
		}
	}
}

// tableOptionWord reads one word, value or list of a function's options.
func (p *Parser) tableOptionWord() {
	switch p.tok.Kind {
	case token.LParen:
		p.balanced()
	case token.Word, token.Eq, token.QuotedName, token.String, token.Number, token.Comma, token.Dot, token.Tag, token.Minus, token.Param, token.At:
		p.advance()
	}
}

// bodyBlock reads the block that is a function's body.
func (p *Parser) bodyBlock() ast.Stmt {
	if p.atKw(keyword.DECLARE) {
		return p.declare()
	}
	return p.block()
}

// functionBody reads what stands behind AS.
func (p *Parser) functionBody(f *ast.CreateFunction) {
	switch {
	case p.at(token.String):
		f.Text, _ = p.stringLiteral().(*ast.Literal)
		if p.accept(token.Comma) && p.at(token.String) { // 'object file', 'symbol'
			p.advance()
		}
	case p.atKw(keyword.BEGIN), p.atKw(keyword.DECLARE):
		if b, ok := p.bodyBlock().(*ast.Block); ok {
			f.Block = b
		}
	case p.at(token.LParen) && p.queryAheadAt(1), p.queryAhead():
		f.Query = p.query()
	case p.atKw(keyword.RETURN):
	default:
		f.Expr = p.expr()
	}
}

// params reads a function's parameters.
func (p *Parser) params(f *ast.CreateFunction) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		start := p.here()
		d := &ast.ColumnDef{}
		p.acceptAny(keyword.IN, keyword.OUT, keyword.INOUT)
		if p.atWord("VARIADIC") {
			p.advance()
		}
		if next := p.peek(1); next.Kind == token.Comma || next.Kind == token.RParen || next.Kind == token.LParen || next.Kind == token.Lt || next.Kind == token.LBracket {
			d.Type = p.typeName() // without a name
			d.Name = ast.Ident{Span: d.Type.Span}
		} else {
			if p.at(token.Param) {
				d.Name = ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)}
				p.advance()
			} else {
				d.Name = p.ident("a parameter")
			}
			p.acceptAny(keyword.IN, keyword.OUT, keyword.INOUT)
			p.acceptKw(keyword.AS)
			if p.acceptKw(keyword.ANY) {
				p.acceptKw(keyword.TYPE)
			} else if !p.at(token.Comma) && !p.at(token.RParen) {
				d.Type = p.typeName()
			}
		}
		for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
			if p.acceptKw(keyword.DEFAULT) || p.accept(token.Eq) || p.accept(token.Assign) {
				d.Default = p.expr()
			} else if p.at(token.LParen) {
				p.balanced()
			} else {
				p.advance()
			}
		}
		d.Span = p.since(start)
		f.Params = append(f.Params, d)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// returns reads RETURNS type, RETURNS TABLE (columns).
func (p *Parser) returns(f *ast.CreateFunction) {
	p.advance()
	if p.acceptKws(keyword.NULL, keyword.ON, keyword.NULL) { // RETURNS NULL ON NULL INPUT
		p.acceptWord("INPUT")
		return
	}
	if p.at(token.Param) { // T-SQL: RETURNS @t TABLE (...)
		p.advance()
	}
	if p.acceptKw(keyword.TABLE) {
		switch {
		case p.at(token.Lt): // BigQuery: TABLE<a INT64>
			t := &ast.TypeName{Name: "TABLE"}
			start := p.here()
			p.typeArgs(t)
			t.Span = p.since(start)
			f.Returns = t.Fields
		case p.at(token.LParen):
			if p.peekKind(1) == token.RParen {
				p.advance()
				p.advance()
				return
			}
			f.Returns = p.columnDefs()
		}
		return
	}
	f.ReturnType = p.typeName()
	if p.acceptKws(keyword.NOT, keyword.NULL) {
		return
	}
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

// copyStatement reads COPY, UNLOAD, EXPORT and LOAD: what is read, what is filled, and the options behind.
func (p *Parser) copyStatement() ast.Stmt {
	start := p.here()
	c := &ast.Copy{Verb: p.tok.Keyword.String()}
	p.advance()
	into := p.acceptKw(keyword.INTO)
	if !into && c.Verb == "LOAD" {
		p.acceptKw(keyword.DATA)
	}
	for {
		switch {
		case p.at(token.EOF), p.at(token.Semicolon):
			if c.Into == nil && c.From == nil && c.Query == nil {
				p.seekTo(start)
				return p.other(start)
			}
			c.Span = p.since(start)
			return c
		case c.Query == nil && p.at(token.LParen) && p.queryAheadAt(1):
			c.Query = p.parenQuery()
		case c.Query == nil && p.atKw(keyword.AS) && p.queryAheadAt(1):
			p.advance()
			c.Query = p.query()
		case p.at(token.LParen) && p.peekKind(1) == token.String && c.Query == nil && c.Verb == "UNLOAD":
			p.balanced()
		case p.at(token.LParen) && c.Into != nil && c.Columns == nil && len(c.Exprs) == 0 && c.From == nil:
			p.copyColumns(c)
		case p.at(token.LParen):
			p.balanced()
		case c.Into == nil && c.From == nil && c.Query == nil && (c.Verb == "COPY" || p.toks[p.i-1].Keyword == keyword.TABLE || p.toks[p.i-1].Keyword == keyword.INTO) && p.nameAhead() && !p.atKw(keyword.TABLE) && !p.atKw(keyword.INTO) && !p.atKw(keyword.DATA):
			c.Into = p.tableName()
		case p.at(token.At) && p.d.Stages:
			p.stagePath()
			if into && c.Into == nil && c.Query == nil && c.From == nil {
				c.Exprs = append(c.Exprs, &ast.Word{Span: p.toks[p.i-1].Span, Text: "@"})
			}
		case p.atKw(keyword.TO) && c.Into != nil && c.From == nil && c.Query == nil: // COPY t TO 'file' reads t
			p.advance()
			c.From, c.Into = c.Into, nil
		case p.atKw(keyword.FROM) && into && c.Into == nil && c.Query == nil && len(c.Exprs) > 0 && p.peekKind(1) == token.Word:
			p.advance()
			c.From = p.tableName()
		default:
			p.advance()
		}
	}
}

// copyColumns reads the columns behind the target of a COPY.
func (p *Parser) copyColumns(c *ast.Copy) {
	i := p.i
	if !p.speculate(func() { c.Columns = p.parenIdents("a column") }) {
		p.seek(i)
		p.balanced()
	}
}

// seekTo moves the cursor to the token that begins at that offset.
func (p *Parser) seekTo(start int32) {
	for p.i > 0 && p.toks[p.i].Start > start {
		p.i--
	}
	p.seek(p.i)
}
