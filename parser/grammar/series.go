package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// seriesArgAhead reports whether an argument of Teradata's functions on time series stands here: a series or matrix, or
// parameters, whose words are no columns.
func (p *Parser) seriesArgAhead() bool {
	return p.seriesAt("SERIES_SPEC", "MATRIX_SPEC", "ART_SPEC", "GENSERIES_SPEC") || p.seriesParams()
}

func (p *Parser) seriesParams() bool { return p.seriesAt("FUNC_PARAMS", "INPUT_FMT", "OUTPUT_FMT") }

func (p *Parser) seriesAt(words ...string) bool {
	for _, w := range words {
		if p.atWord(w) {
			return true
		}
	}
	return false
}

// seriesArg reads SERIES_SPEC (TABLE_NAME (t), SERIES_ID (a), ROW_AXIS (TIMECODE (b)), PAYLOAD (FIELDS (c), CONTENT (REAL)))
// WHERE condition as the query of the relation that it names, which uses those columns.
func (p *Parser) seriesArg() ast.Expr {
	start, i := p.here(), p.i
	if p.seriesParams() {
		p.advance()
		p.balanced()
		return &ast.Word{Span: p.since(start), Text: p.text[start:p.prevEnd()]}
	}
	q := &ast.Query{Clauses: []*ast.Clause{{Span: p.tok.Span, Kind: upper(p.str(&p.tok))}}}
	p.pass(2)
	p.listOf(func() { p.seriesPart(q) })
	p.expect(token.RParen, "`)`")
	if q.Body == nil {
		p.seek(i)
		p.fail("TABLE_NAME")
	}
	if at := p.here(); p.acceptKw(keyword.WHERE) {
		where := &ast.Clause{Kind: "WHERE", Exprs: []ast.Expr{p.expr()}}
		where.Span = p.since(at)
		q.Clauses = append(q.Clauses, where)
	}
	q.Span = p.since(start)
	return &ast.Subquery{Span: q.Span, Query: q}
}

// seriesPart reads one part of a series: the relation, what holds its columns, or what names none.
func (p *Parser) seriesPart(q *ast.Query) {
	at, i := p.here(), p.i
	word := p.word("a part of a series")
	kind := upper(word.Text)
	if !p.at(token.LParen) {
		p.fail("`(`")
	}
	switch kind {
	case "TABLE_NAME":
		q.Clauses = append(q.Clauses, &ast.Clause{Span: word.Span, Kind: kind})
		p.advance()
		t := p.tableName()
		q.Body = &ast.TableBody{Span: t.Span, Table: t}
		p.expect(token.RParen, "`)`")
	case "ROW_AXIS", "COLUMN_AXIS", "PAYLOAD":
		q.Clauses = append(q.Clauses, &ast.Clause{Span: word.Span, Kind: kind})
		p.advance()
		p.listOf(func() { p.seriesPart(q) })
		p.expect(token.RParen, "`)`")
	case "SERIES_ID", "MATRIX_ID", "TIMECODE", "SEQUENCE", "FIELDS":
		p.advance()
		c := &ast.Clause{Kind: kind, Exprs: p.exprList(token.RParen)}
		p.expect(token.RParen, "`)`")
		c.Span = p.since(at)
		q.Clauses = append(q.Clauses, c)
	default:
		p.balanced()
		q.Clauses = append(q.Clauses, p.skipped(i, kind))
	}
}

// executeFunction reads EXECUTE FUNCTION [INTO [VOLATILE] ART (name)] f(...), a query of the rows of the function, which are
// kept as a relation.
func (p *Parser) executeFunction(start int32) ast.Stmt {
	i := p.i
	p.pass(2)
	t := &ast.CreateTable{}
	if p.acceptKw(keyword.INTO) {
		t.Temporary = p.acceptKw(keyword.VOLATILE)
		if !p.acceptWord("ART") {
			p.fail("ART and a name")
		}
		p.expect(token.LParen, "`(`")
		t.Clauses = []*ast.Clause{p.skipped(i, "EXECUTE FUNCTION")}
		t.Name = p.tableName()
		p.expect(token.RParen, "`)`")
	}
	at := p.here()
	f := &ast.TableFunc{Funcs: []ast.Expr{p.nameOrCall()}}
	f.Span = p.since(at)
	s := &ast.Select{Span: f.Span, FromFirst: true, From: []ast.TableExpr{f}}
	q := &ast.Query{Span: f.Span, Body: s}
	if t.Name == nil {
		q.Clauses = []*ast.Clause{{Span: p.toks[i].Cover(p.toks[i+1].Span), Kind: "EXECUTE FUNCTION"}}
		q.Start = start
		return q
	}
	t.Query, t.Span = q, p.since(start)
	return t
}
