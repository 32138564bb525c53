package grammar

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// factorSuffix reads PIVOT, UNPIVOT and MATCH_RECOGNIZE behind a table expression.
func (p *Parser) factorSuffix(t ast.TableExpr) ast.TableExpr {
	for {
		switch p.tok.Keyword {
		case keyword.PIVOT:
			if p.peekKind(1) != token.LParen && !(p.wordAhead(1, "XML") && p.peekKind(2) == token.LParen) {
				return t
			}
			t = p.pivot(t)
		case keyword.UNPIVOT:
			if k := p.peek(1); k.Kind != token.LParen && k.Keyword != keyword.INCLUDE && k.Keyword != keyword.EXCLUDE {
				return t
			}
			t = p.unpivot(t)
		case keyword.MATCH_RECOGNIZE:
			if p.peekKind(1) != token.LParen {
				return t
			}
			t = p.matchRecognize(t)
		default:
			return t
		}
	}
}

// pivot reads PIVOT (sum(x) FOR c IN ('a', 'b')).
func (p *Parser) pivot(input ast.TableExpr) ast.TableExpr {
	v := &ast.Pivot{Input: input}
	p.advance()
	p.acceptWord("XML")
	p.expect(token.LParen, "`(`")
	for {
		start := p.here()
		item := &ast.SelectItem{Expr: p.expr()}
		if p.acceptKw(keyword.AS) || p.at(token.Word) && !p.atKw(keyword.FOR) {
			name := p.ident("a name")
			item.Alias = p.arena.idents.one(name)
		}
		item.Span = p.since(start)
		v.Aggregates = append(v.Aggregates, item)
		if !p.accept(token.Comma) {
			break
		}
	}
	if !p.atKw(keyword.FOR) {
		p.failCertain("FOR")
	}
	for p.acceptKw(keyword.FOR) {
		p.pivotFor(v)
		for p.at(token.Word) && !p.atKw(keyword.FOR) && !p.atKw(keyword.GROUP) && !p.atKw(keyword.DEFAULT) && !p.atKw(keyword.WITH) || p.at(token.QuotedName) { // DuckDB: further columns without FOR
			p.pivotFor(v)
		}
	}
	for p.acceptKw(keyword.WITH) { // Teradata: an aggregate of the columns that are made, which is one more
		v.Aggregates = append(v.Aggregates, p.namedValue("a name"))
		v.InAny = true
		p.accept(token.Comma)
	}
	if p.acceptKws(keyword.DEFAULT, keyword.ON) {
		p.acceptKw(keyword.NULL)
		p.expect(token.LParen, "`(`")
		v.Default = p.expr()
		p.expect(token.RParen, "`)`")
	}
	if p.acceptKws(keyword.GROUP, keyword.BY) {
		v.GroupBy = p.exprList(token.RParen)
	}
	p.expect(token.RParen, "`)`")
	v.Alias = p.tableAlias()
	v.Span = p.since(input.Extent().Start)
	return v
}

// pivotFor reads column IN (values).
func (p *Parser) pivotFor(v *ast.Pivot) {
	p.listOf(func() { v.For = append(v.For, p.withoutIn(p.operand)) })
	p.certainKw(keyword.IN)
	p.pivotValues(v)
}

// withoutIn reads an expression that IN ends.
func (p *Parser) withoutIn(read func() ast.Expr) ast.Expr {
	noIn := p.noIn
	p.noIn = true
	e := read()
	p.noIn = noIn
	return e
}

// pivotValues reads the values behind IN of a PIVOT.
func (p *Parser) pivotValues(v *ast.Pivot) {
	if !p.at(token.LParen) { // DuckDB: IN enum_type
		v.InAny = true
		w := p.word("a type")
		v.In = append(v.In, &ast.SelectItem{Span: w.Span, Expr: w})
		return
	}
	if v.InQuery != nil || v.Order != nil {
		p.fail("`)`")
	}
	if p.queryAheadAt(1) {
		v.InQuery = p.parenQuery()
		return
	}
	p.advance()
	if p.at(token.RParen) {
		p.failOperand("a value")
	}
	for !p.at(token.RParen) {
		start := p.here()
		if p.atKw(keyword.ANY) {
			p.advance()
			v.InAny = true
			if p.atKws(keyword.ORDER, keyword.BY) {
				v.Order = p.orderBy()
			}
			break
		}
		item := &ast.SelectItem{Expr: p.expr()}
		if p.acceptKw(keyword.AS) || p.at(token.Word) || p.at(token.QuotedName) {
			name := p.ident("a name")
			item.Alias = p.arena.idents.one(name)
		}
		item.Span = p.since(start)
		v.In = append(v.In, item)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// unpivot reads UNPIVOT [INCLUDE NULLS] (value FOR name IN (a, b AS 'x')).
func (p *Parser) unpivot(input ast.TableExpr) ast.TableExpr {
	u := &ast.Unpivot{Input: input}
	p.advance()
	if p.acceptKw(keyword.INCLUDE) {
		u.IncludeNulls = true
		p.expectKw(keyword.NULLS)
	} else if p.acceptKw(keyword.EXCLUDE) {
		p.expectKw(keyword.NULLS)
	}
	p.expect(token.LParen, "`(`")
	if p.at(token.LParen) {
		u.Values = p.parenIdents("a column's name")
	} else {
		u.Values = p.identList("a column's name")
	}
	p.certainKw(keyword.FOR)
	if p.at(token.LParen) {
		u.Names = p.parenIdents("a column's name")
	} else {
		u.Names = []ast.Ident{p.ident("a column's name")}
	}
	p.certainKw(keyword.IN)
	p.unpivotItems(u)
	p.expect(token.RParen, "`)`")
	u.Alias = p.tableAlias()
	u.Span = p.since(input.Extent().Start)
	return u
}

func (p *Parser) unpivotItems(u *ast.Unpivot) {
	if p.atKw(keyword.COLUMNS) {
		u.Star = p.columnsStar(nil, p.here())
		return
	}
	p.expect(token.LParen, "`(`")
	if p.at(token.RParen) {
		p.failOperand("a column")
	}
	for !p.at(token.RParen) {
		start := p.here()
		if p.at(token.Star) || p.atKw(keyword.COLUMNS) {
			u.Star = p.expr()
		} else {
			item := &ast.UnpivotItem{Columns: p.columnList(p.at(token.LParen))}
			if p.acceptKw(keyword.AS) || p.at(token.String) || p.at(token.Word) || p.at(token.QuotedName) {
				item.Alias = p.unpivotAlias()
			}
			item.Span = p.since(start)
			u.In = append(u.In, item)
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// unpivotAlias reads what stands in the name column: a value, or a name that is one.
func (p *Parser) unpivotAlias() ast.Expr {
	if p.at(token.Word) && p.tok.Keyword == keyword.None || p.at(token.QuotedName) {
		return p.word("a name")
	}
	return p.expr()
}

// simplePivot reads DuckDB's PIVOT t ON c USING sum(x) GROUP BY y and UNPIVOT t ON a, b INTO NAME n VALUE v.
func (p *Parser) simplePivot(start int32) ast.TableExpr {
	if p.acceptKw(keyword.PIVOT) || p.acceptKw(keyword.PIVOT_WIDER) {
		v := &ast.Pivot{Input: p.factor()}
		v.InAny = true
		if p.acceptKw(keyword.ON) {
			p.listOf(func() {
				v.For = append(v.For, p.withoutIn(p.expr))
				if p.acceptKw(keyword.IN) {
					v.InAny = false
					p.pivotValues(v)
				}
			})
		}
		if p.acceptKw(keyword.USING) {
			v.Aggregates = p.selectItems()
		}
		if p.acceptKws(keyword.GROUP, keyword.BY) {
			p.listOf(func() { v.GroupBy = append(v.GroupBy, p.expr()) })
		}
		v.Span = p.since(start)
		return v
	}
	p.advance()
	u := &ast.Unpivot{IncludeNulls: p.atKw(keyword.INCLUDE) && p.peekKw(1) == keyword.NULLS}
	if u.IncludeNulls || p.atKw(keyword.EXCLUDE) && p.peekKw(1) == keyword.NULLS {
		p.pass(2)
	}
	u.Input = p.factor()
	if f, ok := u.Input.(*ast.TableFunc); ok && f.Offset != nil { // Redshift: UNPIVOT object AS value AT key
		f.Start = start
		return f
	}
	p.expectKw(keyword.ON)
	p.listOf(func() {
		at := p.here()
		item := &ast.UnpivotItem{}
		e := p.expr()
		if u.Star == nil && holdsStar(e) { // COLUMNS(...)
			u.Star = e
			return
		}
		if !unpivoted(e, item) {
			item.Columns, item.Expr = nil, e
		}
		if p.acceptKw(keyword.AS) {
			item.Alias = p.unpivotAlias()
		}
		item.Span = p.since(at)
		u.In = append(u.In, item)
	})
	if p.acceptKw(keyword.INTO) {
		p.expectKw(keyword.NAME)
		u.Names = []ast.Ident{p.ident("a column's name")}
		p.expectKw(keyword.VALUE)
		u.Values = p.identList("a column's name")
	}
	u.Span = p.since(start)
	return u
}

// holdsStar reports whether * or COLUMNS(...) is in an expression.
func holdsStar(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		if _, star := n.(*ast.Star); star {
			found = true
		}
		return !found
	})
	return found
}

// unpivoted adds the columns that stand for an item of UNPIVOT, alone or several in parentheses; false where it is none of
// these.
func unpivoted(e ast.Expr, item *ast.UnpivotItem) bool {
	switch e := e.(type) {
	case *ast.ColumnRef:
		item.Columns = append(item.Columns, e)
		return true
	case *ast.Paren:
		return unpivoted(e.X, item)
	case *ast.Row:
		return !slices.ContainsFunc(e.Elems, func(e ast.Expr) bool { return !unpivoted(e, item) })
	}
	return false
}

// matchRecognize reads MATCH_RECOGNIZE (PARTITION BY ... MEASURES ... PATTERN (...) DEFINE ...).
func (p *Parser) matchRecognize(input ast.TableExpr) ast.TableExpr {
	m := &ast.MatchRecognize{Input: input}
	p.advance()
	p.expect(token.LParen, "`(`")
	p.matchParts(m)
	p.expect(token.RParen, "`)`")
	m.Alias = p.tableAlias()
	m.Span = p.since(input.Extent().Start)
	return m
}

// matchParts reads what stands in the parentheses of MATCH_RECOGNIZE.
func (p *Parser) matchParts(m *ast.MatchRecognize) {
	for !p.at(token.RParen) {
		start, from := p.here(), p.i
		switch {
		case p.acceptKws(keyword.PARTITION, keyword.BY):
			p.listOf(func() { m.PartitionBy = append(m.PartitionBy, p.expr()) })
		case p.atKw(keyword.ORDER) && m.OrderBy != nil, p.atKw(keyword.MEASURES) && m.Measures != nil, p.atKw(keyword.DEFINE) && m.Defines != nil:
			p.failAgain()
		case p.atKws(keyword.ORDER, keyword.BY):
			m.OrderBy = p.orderBy()
		case p.acceptKw(keyword.MEASURES):
			m.Measures = p.measures(false)
		case p.atKw(keyword.ALL), p.atWord("ONE"):
			m.AllRows = p.atKw(keyword.ALL)
			for p.at(token.Word) && !p.atKw(keyword.AFTER) && !p.atKw(keyword.PATTERN) {
				p.advance()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: p.words(from)})
		case p.atKw(keyword.AFTER):
			for p.at(token.Word) && !p.atKw(keyword.PATTERN) && !p.atKw(keyword.SUBSET) && !p.atKw(keyword.DEFINE) && !p.atWord("INITIAL") && !p.atWord("SEEK") {
				p.advance()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: p.words(from)})
		case p.acceptWord("INITIAL"), p.acceptWord("SEEK"):
			m.Clauses = append(m.Clauses, p.skipped(from, p.words(from)))
		case p.acceptKw(keyword.PATTERN):
			p.symbols(m)
			if p.acceptKw(keyword.WITHIN) {
				p.expr()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: "PATTERN"})
		case p.acceptKw(keyword.SUBSET):
			p.listOf(func() {
				m.Symbols = append(m.Symbols, p.ident("a symbol"))
				p.expect(token.Eq, "`=`")
				p.balanced()
			})
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: "SUBSET"})
		case p.acceptKw(keyword.DEFINE):
			m.Defines = p.measures(true)
		case p.atKw(keyword.OPTIONS) && p.peekKind(1) == token.LParen: // BigQuery
			p.advance()
			p.balanced()
			m.Clauses = append(m.Clauses, p.skipped(from, "OPTIONS"))
		default:
			p.fail("PATTERN or DEFINE")
		}
	}
}

// symbols reads the parentheses behind PATTERN, and keeps the names of the rows in them.
func (p *Parser) symbols(m *ast.MatchRecognize) {
	for i, end := p.i+1, int(p.match[p.i]); i < end; i++ {
		t := &p.toks[i]
		if t.Kind != token.Word || equalFold(p.str(t), "PERMUTE") {
			continue
		}
		name := ast.Ident{Span: t.Span, Name: p.str(t)}
		if !slices.ContainsFunc(m.Symbols, func(s ast.Ident) bool { return s.Name == name.Name }) {
			m.Symbols = append(m.Symbols, name)
		}
	}
	p.balanced()
}

// measures reads "value AS name, ..." or, when defining, "symbol AS condition, ...".
func (p *Parser) measures(define bool) []*ast.SelectItem {
	var list []*ast.SelectItem
	for {
		start := p.here()
		item := &ast.SelectItem{}
		if define {
			name := p.ident("a symbol")
			item.Alias = p.arena.idents.one(name)
			p.expectKw(keyword.AS)
			item.Expr = p.expr()
		} else {
			if (p.atKw(keyword.FINAL) || p.atWord("RUNNING")) && p.peekKind(1) == token.Word {
				p.advance()
			}
			item.Expr = p.expr()
			p.acceptKw(keyword.AS)
			name := p.ident("a column's name")
			item.Alias = p.arena.idents.one(name)
		}
		item.Span = p.since(start)
		list = append(list, item)
		if !p.accept(token.Comma) {
			return list
		}
	}
}
