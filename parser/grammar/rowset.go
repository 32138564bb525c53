package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// What Transact-SQL has in FROM and in values that no other dialect does: functions whose arguments are relations or
// options, methods of columns and of types, and patterns of graphs.

// rowsetFunction is what reads the function here, whose arguments are no values; nil when it is an ordinary one.
func (p *Parser) rowsetFunction() func() ast.Expr {
	if !p.d.Batches || !p.at(token.Word) || p.peekKind(1) != token.LParen {
		return nil
	}
	switch upper(p.str(&p.tok)) {
	case "CONTAINSTABLE", "FREETEXTTABLE", "SEMANTICKEYPHRASETABLE", "SEMANTICSIMILARITYTABLE", "SEMANTICSIMILARITYDETAILSTABLE":
		return p.textTable
	case "CHANGETABLE":
		return p.changeTable
	case "OPENROWSET", "PREDICT":
		return p.optionsCall
	case "VECTOR_SEARCH":
		if p.peekKind(3) == token.Eq {
			return p.optionsCall
		}
	}
	return nil
}

// textTable reads CONTAINSTABLE(relation, columns, ...). The relation and its columns become a query of them.
func (p *Parser) textTable() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.name("a function")}
	p.expect(token.LParen, "`(`")
	at := p.here()
	s := &ast.Select{FromFirst: true, From: []ast.TableExpr{p.tableName()}}
	p.expect(token.Comma, "`,`")
	paren := p.accept(token.LParen)
	for {
		begin := p.here()
		item := &ast.SelectItem{Expr: p.unary(bindLambda)}
		item.Span = p.since(begin)
		s.Items = append(s.Items, item)
		if !paren || !p.accept(token.Comma) {
			break
		}
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
	s.Span = p.since(at)
	c.Args = append(c.Args, &ast.Subquery{Span: s.Span, Query: &ast.Query{Span: s.Span, Body: s}})
	for p.accept(token.Comma) {
		c.Args = append(c.Args, p.arg())
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// changeTable reads CHANGETABLE(CHANGES relation, version) and CHANGETABLE(VERSION relation, (key columns), (values)).
func (p *Parser) changeTable() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.name("a function")}
	p.expect(token.LParen, "`(`")
	if p.acceptAny(keyword.CHANGES, keyword.VERSION) == keyword.None {
		p.fail("CHANGES or VERSION")
	}
	c.Args = append(c.Args, p.relationArg())
	for i := p.i; p.accept(token.Comma); i = p.i {
		if p.at(token.LParen) && p.toks[p.i-2].Kind != token.RParen { // columns of the relation
			p.balanced()
			c.Clauses = append(c.Clauses, p.skipped(i, "COLUMNS"))
			continue
		}
		c.Args = append(c.Args, p.arg())
	}
	if i := p.i; p.acceptWord("FORCESEEK") {
		c.Clauses = append(c.Clauses, p.skipped(i, "HINT"))
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// relationArg reads a relation that a function is given as the query of all its rows.
func (p *Parser) relationArg() ast.Expr {
	start := p.here()
	b := &ast.TableBody{Table: p.tableName()}
	if b.Table.Alias = p.tableAlias(); b.Table.Alias != nil {
		b.Table.End = p.prevEnd()
	}
	b.Span = p.since(start)
	return &ast.Subquery{Span: b.Span, Query: &ast.Query{Span: b.Span, Body: b}}
}

// optionsCall reads OPENROWSET(BULK 'file', FORMAT = 'csv'), PREDICT(MODEL = @m, DATA = t AS d) and their kin: words are
// options, not columns, but for what TABLE, DATA or a name with dots means.
func (p *Parser) optionsCall() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.name("a function")}
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		at := p.here()
		switch next := p.peek(1); {
		case p.atKw(keyword.BULK):
			p.advance()
			c.Args = append(c.Args, p.expr())
		case p.at(token.Word) && next.Kind == token.Eq:
			relation := p.atKw(keyword.TABLE) || p.atKw(keyword.DATA)
			arg := &ast.NamedArg{Name: p.ident("an option")}
			p.advance()
			switch {
			case relation && !p.at(token.Param) && !p.at(token.LParen):
				arg.Value = p.relationArg()
			case p.at(token.Word) && p.peekKind(1) != token.LParen:
				arg.Value = p.word("a value")
			default:
				arg.Value = p.subqueryOrExpr()
			}
			arg.Span = p.since(at)
			c.Args = append(c.Args, arg)
		case p.at(token.Word) && next.Kind == token.Dot, p.at(token.QuotedName):
			c.Args = append(c.Args, p.relationArg())
		case p.at(token.Word) && !p.atKw(keyword.NULL):
			c.Args = append(c.Args, p.word("an option"))
			if p.at(token.LParen) { // ORDER (a ASC) UNIQUE
				p.balanced()
				p.acceptKw(keyword.UNIQUE)
			}
		default:
			c.Args = append(c.Args, p.expr())
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// columnMethod reports whether a name is a method of the values of XML, spatial and hierarchical columns, so that what
// stands before it is a column, not a schema.
func columnMethod(name string) bool {
	switch name {
	case "value", "query", "exist", "nodes", "modify", "ToString", "GetLevel", "GetAncestor", "GetDescendant", "GetReparentedValue",
		"IsDescendantOf", "AsGml", "AsTextZM", "BufferWithTolerance", "EnvelopeAngle", "EnvelopeCenter", "Filter", "InstanceOf",
		"MakeValid", "NumRings", "Reduce", "RingN", "ShortestLineTo":
		return true
	}
	return strings.HasPrefix(name, "ST")
}

// staticMethod reports whether :: here, behind a name, begins a method of a type: geography::Point(1, 2, 4326).
func (p *Parser) staticMethod(c *ast.ColumnRef) bool {
	if p.d.Unseparated {
		return true
	}
	if !p.d.Batches {
		return false
	}
	switch upper(c.Last().Name) {
	case "GEOGRAPHY", "GEOMETRY", "HIERARCHYID":
		return true
	}
	return false
}

// staticCall reads the method behind the type's name, which was taken for a column.
func (p *Parser) staticCall(c *ast.ColumnRef) ast.Expr {
	p.advance()
	method := p.ident("a method")
	n := &ast.Name{Span: p.since(c.Start), Parts: append(c.Parts[:len(c.Parts):len(c.Parts)], method)}
	if p.at(token.LParen) {
		return p.call(n, c.Start)
	}
	return &ast.Call{Span: n.Span, Name: n, NoParentheses: true}
}

// graphAhead reports whether MATCH here is followed by a pattern of a graph: (a-(edge)->b).
func (p *Parser) graphAhead() bool {
	closing := int(p.match[p.i+1])
	if !p.d.Batches || closing <= 0 {
		return false
	}
	for i := p.i + 2; i < closing; i++ {
		switch p.toks[i].Kind {
		case token.Minus:
			if p.toks[i+1].Kind == token.LParen && p.match[i+1] > 0 {
				if after := p.toks[p.match[i+1]+1].Kind; after == token.Minus || after == token.Arrow {
					return true
				}
			}
		case token.Word:
			if equalFold(p.str(&p.toks[i]), "SHORTEST_PATH") {
				return true
			}
		}
	}
	return false
}

// graphMatch reads the pattern of a graph. Its names are those of tables of the FROM clause: no columns.
func (p *Parser) graphMatch() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.name("a function")}
	i := p.i
	p.balanced()
	c.Clauses = append(c.Clauses, p.skipped(i, "PATTERN"))
	c.Span = p.since(start)
	return c
}

// changedRows reads (MERGE ... OUTPUT ...) AS t in FROM: the rows that a statement changes and returns.
func (p *Parser) changedRows(start int32) ast.TableExpr {
	p.advance()
	b := &ast.Changed{Stmt: p.stmt()}
	b.Span = b.Stmt.Extent()
	q := &ast.Query{Body: b, Parens: true}
	p.expect(token.RParen, "`)`")
	q.Span = p.since(start)
	return p.derivedSuffix(&ast.Derived{Query: q}, start)
}
