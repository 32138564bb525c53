package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// This file reads Snowflake's semantic views: what they are made of, and queries of them.

// semanticViewAhead reports whether SEMANTIC VIEW stands here.
func (p *Parser) semanticViewAhead() bool {
	return p.atWord("SEMANTIC") && p.peekKw(1) == keyword.VIEW
}

// semanticView reads CREATE SEMANTIC VIEW v TABLES (...) ... METRICS (...) as the view of a query that selects the facts,
// dimensions and metrics from the tables.
func (p *Parser) semanticView(c created) ast.Stmt {
	i := p.i
	p.advance()
	v := &ast.CreateView{OrReplace: c.replace, Clauses: append(c.clauses, p.skipped(i, "SEMANTIC"))}
	p.advance()
	v.IfNotExists = p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	v.Name = p.tableName()
	start, first := p.here(), p.i
	s := &ast.Select{}
	for !p.statementEnd(false) {
		i := p.i
		switch section := upper(p.str(&p.tok)); {
		case p.peekKind(1) != token.LParen:
			p.advance()
			p.semanticOptions()
			s.Clauses = append(s.Clauses, p.skipped(i, "OPTION"))
			continue
		case section == "TABLES":
			p.pass(2)
			p.listOf(func() { p.semanticTable(s) })
		case section == "FACTS", section == "DIMENSIONS", section == "METRICS":
			p.advance()
			s.Clauses = append(s.Clauses, p.skipped(i, section))
			p.advance()
			p.listOf(func() { p.semanticItem(s) })
		default: // RELATIONSHIPS
			p.advance()
			p.balanced()
			s.Clauses = append(s.Clauses, p.skipped(i, section))
			continue
		}
		p.expect(token.RParen, "`)`")
	}
	if p.i > first {
		s.Span = p.since(start)
		v.Query = &ast.Query{Span: s.Span, Body: s}
	}
	v.Span = p.since(c.start)
	return v
}

// semanticOptions moves to the next section, or the end.
func (p *Parser) semanticOptions() {
	for !p.statementEnd(false) {
		switch upper(p.str(&p.tok)) {
		case "TABLES", "RELATIONSHIPS", "FACTS", "DIMENSIONS", "METRICS":
			if p.peekKind(1) == token.LParen {
				return
			}
		}
		p.skipOne()
	}
}

// semanticTable reads [alias AS] table and its keys.
func (p *Parser) semanticTable(s *ast.Select) {
	start := p.here()
	var alias *ast.TableAlias
	if p.peekKw(1) == keyword.AS {
		name := p.ident("an alias")
		alias = &ast.TableAlias{Span: name.Span, Name: name}
		p.advance()
	}
	t := p.tableName()
	t.Alias, t.Start = alias, start
	if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
		p.element()
		t.Clauses = append(t.Clauses, p.skipped(i, "KEYS"))
		t.End = p.prevEnd()
	}
	s.From = append(s.From, t)
}

// semanticItem reads table.name AS value with its synonyms and comment. It has no name where options stand behind that.
func (p *Parser) semanticItem(s *ast.Select) {
	if i := p.i; p.acceptWord("PRIVATE") || p.acceptKw(keyword.PUBLIC) {
		s.Clauses = append(s.Clauses, p.skipped(i, "ACCESS"))
	}
	i := p.i
	name := p.name("a name")
	item := &ast.SelectItem{}
	item.Start = name.Last().Start
	if p.atKw(keyword.AS) {
		item.Alias = name.Last()
		if len(name.Parts) > 1 {
			before := name.Parts[len(name.Parts)-2]
			s.Clauses = append(s.Clauses, &ast.Clause{Span: source.Span{Start: name.Start, End: before.End}, Kind: "TABLE"})
		}
		p.advance()
	} else {
		for !p.acceptKw(keyword.AS) { // USING (relationship), NON ADDITIVE BY (...)
			if p.at(token.Comma) || p.at(token.RParen) || p.statementEnd(false) {
				p.fail("AS")
			}
			p.skipOne()
		}
		s.Clauses = append(s.Clauses, p.skipped(i, "NAME"))
		item.Start = p.here()
	}
	item.Expr = p.expr()
	item.Span = p.since(item.Start)
	s.Items = append(s.Items, item)
	if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
		p.element()
		s.Clauses = append(s.Clauses, p.skipped(i, "OPTION"))
	}
}

// semanticQuery reads SEMANTIC_VIEW (view DIMENSIONS a.b METRICS c.d AS e WHERE condition), whose names but those of its
// columns are the view's own.
func (p *Parser) semanticQuery(lateral bool, start int32) ast.TableExpr {
	c := &ast.Call{Name: p.name("a function")}
	f := &ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{c}}
	p.expect(token.LParen, "`(`")
	t := p.tableName()
	c.Args = []ast.Expr{&ast.Subquery{Span: t.Span, Query: &ast.Query{Span: t.Span, Body: &ast.TableBody{Span: t.Span, Table: t}}}}
	for !p.at(token.RParen) {
		i := p.i
		if p.acceptKw(keyword.WHERE) {
			p.element()
			for p.accept(token.Comma) {
				p.element()
			}
			c.Clauses = append(c.Clauses, p.skipped(i, "WHERE"))
			break
		}
		kind := upper(p.str(&p.tok))
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, kind))
		p.listOf(func() { p.semanticColumn(f, c) })
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return p.funcSuffix(f, start)
}

// semanticColumn reads one of the columns that such a query asks for; its name stands last.
func (p *Parser) semanticColumn(f *ast.TableFunc, c *ast.Call) {
	start, i := p.here(), p.i
	for first := p.i; !p.at(token.Comma) && !p.at(token.RParen) && !p.statementEnd(false); {
		if p.i > first && (p.atKw(keyword.WHERE) || p.atWord("METRICS") || p.atWord("DIMENSIONS") || p.atWord("FACTS")) {
			break
		}
		p.skipOne()
	}
	last := p.toks[p.i-1]
	if p.i == i || last.Kind != token.Word && last.Kind != token.QuotedName { // a.*
		c.Clauses = append(c.Clauses, p.skipped(i, "COLUMNS"))
		return
	}
	p.seek(p.i - 1)
	d := &ast.ColumnDef{Name: p.ident("a column's name")}
	d.Constraints = append(d.Constraints, p.skipped(i, "COLUMN"))
	d.Span = p.since(start)
	f.Columns = append(f.Columns, d)
}
