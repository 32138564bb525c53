package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// changesAt reports whether Databricks' APPLY CHANGES INTO or AUTO CDC INTO begins at token i.
func (p *Parser) changesAt(i int) bool {
	if i+2 >= len(p.toks) || p.toks[i+2].Keyword != keyword.INTO {
		return false
	}
	first, second := p.str(&p.toks[i]), p.str(&p.toks[i+1])
	return equalFold(first, "APPLY") && equalFold(second, "CHANGES") || equalFold(first, "AUTO") && equalFold(second, "CDC")
}

// applyChanges reads APPLY CHANGES INTO target FROM source KEYS (a) APPLY AS DELETE WHEN condition SEQUENCE BY b
// COLUMNS * EXCEPT (c) STORED AS SCD TYPE 2 as the insert of a query.
func (p *Parser) applyChanges() ast.Stmt {
	start, first := p.here(), p.i
	p.pass(2)
	in := &ast.Insert{Verb: p.words(first), Clauses: []*ast.Clause{p.skipped(first, p.words(first))}}
	p.advance()
	in.Target = p.tableName()
	at := p.here()
	p.expectKw(keyword.FROM)
	s := &ast.Select{FromFirst: true}
	if i := p.i; p.atWord("SNAPSHOT") && p.peekKind(1) == token.Word {
		p.advance()
		s.Clauses = append(s.Clauses, p.skipped(i, "SNAPSHOT"))
	}
	s.From = []ast.TableExpr{p.factor()}
	for !p.statementEnd(true) {
		p.changesClause(s)
	}
	s.Span = p.since(at)
	in.Query = &ast.Query{Span: s.Span, Body: s}
	in.Span = p.since(start)
	return in
}

// changesClause reads one clause behind the source of changes.
func (p *Parser) changesClause(s *ast.Select) {
	start, i := p.here(), p.i
	var by []ast.Expr
	switch {
	case p.acceptKw(keyword.KEYS):
		by = p.changesColumns()
	case p.acceptWord("SEQUENCE"), p.acceptKw(keyword.SEQUENCE):
		p.expectKw(keyword.BY)
		by = []ast.Expr{p.expr()}
	case p.acceptWord("APPLY"), p.acceptKw(keyword.APPLY): // AS DELETE WHEN, AS TRUNCATE WHEN
		p.expectKw(keyword.AS)
		p.advance()
		p.expectKw(keyword.WHEN)
		by = []ast.Expr{p.expr()}
	case s.Items == nil && p.acceptKw(keyword.COLUMNS):
		if p.at(token.Star) {
			at := p.here()
			all := &ast.SelectItem{Expr: p.star(nil, at)}
			all.Span = p.since(at)
			s.Items = append(s.Items, all)
			return
		}
		for _, e := range p.changesColumns() {
			s.Items = append(s.Items, &ast.SelectItem{Span: e.Extent(), Expr: e})
		}
		return
	case p.acceptWord("TRACK"): // HISTORY ON
		p.advance()
		p.expectKw(keyword.ON)
		if p.at(token.Star) {
			p.star(nil, p.here())
		} else {
			p.changesColumns()
		}
		s.Clauses = append(s.Clauses, p.skipped(i, "TRACK HISTORY"))
		return
	case p.acceptKw(keyword.IGNORE): // NULL UPDATES [ON (a, b)]
		p.pass(2)
		if p.acceptKw(keyword.ON) {
			p.changesColumns()
		}
		s.Clauses = append(s.Clauses, p.skipped(i, "IGNORE NULL UPDATES"))
		return
	case p.acceptKw(keyword.STORED): // AS SCD TYPE 2
		p.pass(4)
		s.Clauses = append(s.Clauses, p.skipped(i, "STORED AS"))
		return
	default:
		p.fail("KEYS or SEQUENCE BY")
	}
	s.Clauses = append(s.Clauses, &ast.Clause{Span: p.since(start), Kind: upper(p.str(&p.toks[i])), Exprs: by})
}

// changesColumns reads a column, or several in parentheses.
func (p *Parser) changesColumns() []ast.Expr {
	var list []ast.Expr
	for _, c := range p.columnList(p.at(token.LParen)) {
		list = append(list, c)
	}
	return list
}
