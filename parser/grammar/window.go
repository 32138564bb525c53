package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// over reads OVER name or OVER (...).
func (p *Parser) over() *ast.WindowSpec {
	p.advance()
	if p.at(token.LParen) {
		return p.windowSpec()
	}
	if p.atKws(keyword.PARTITION, keyword.BY) || p.atKws(keyword.ORDER, keyword.BY) {
		p.failCertain("`(`")
	}
	if neverOperand.Has(p.tok.Keyword) {
		p.failOperand("a window")
	}
	name := p.ident("a window")
	return &ast.WindowSpec{Span: name.Span, Base: &name}
}

func (p *Parser) windowSpec() *ast.WindowSpec {
	start := p.here()
	w := p.arena.windows.new()
	p.expect(token.LParen, "`(`")
	for p.at(token.Tag) && !p.gluedPart(1) {
		w.PartitionBy = append(w.PartitionBy, p.hole())
	}
	if (p.at(token.Word) || p.at(token.QuotedName)) && !p.atKw(keyword.PARTITION) && !p.atKw(keyword.ORDER) &&
		!p.frameAhead() && !p.atKw(keyword.DISTRIBUTE) && !p.atKw(keyword.SORT) && !p.atKw(keyword.CLUSTER) {
		name := p.ident("a window")
		w.Base = &name
	}
	by := p.partitionBy()
	if !by && (p.atKw(keyword.PARTITION) || p.atKw(keyword.ORDER)) && p.peekKw(1) != keyword.BY && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName) {
		p.advance()
		p.failCertain("BY")
	}
	if by {
		base := len(p.exprs)
		for {
			p.exprs = append(p.exprs, p.expr())
			if !p.accept(token.Comma) {
				break
			}
		}
		w.PartitionBy = p.arena.exprs.copy(p.exprs[base:])
		p.exprs = p.exprs[:base]
	}
	if p.atKw(keyword.ORDER) || p.atKws(keyword.SORT, keyword.BY) {
		w.OrderBy = p.orderBy()
	}
	if p.atKws(keyword.RESET, keyword.WHEN) { // Teradata: where the window begins anew
		p.pass(2)
		w.PartitionBy = append(w.PartitionBy, p.expr())
	}
	if p.acceptKw(keyword.MEASURES) {
		w.Measures = p.measures(false)
	}
	if p.frameAhead() {
		w.Frame = p.frame()
		if p.atKws(keyword.ORDER, keyword.BY) || p.atKws(keyword.PARTITION, keyword.BY) {
			p.failClause("%s stands behind the frame, which it must precede")
		}
	}
	if p.atKw(keyword.PATTERN) || p.atKws(keyword.AFTER, keyword.MATCH) || p.atWord("INITIAL") || p.atWord("SEEK") {
		at := p.here()
		w.Match = &ast.MatchRecognize{}
		p.matchParts(w.Match)
		w.Match.Span = p.since(at)
	}
	if clause := p.rest(); clause != nil {
		w.PartitionBy = append(w.PartitionBy, clause.Exprs...)
	}
	p.expect(token.RParen, "`)`")
	w.Span = p.since(start)
	return w
}

// partitionBy reads PARTITION BY and its kin, and Vertica's PARTITION BEST, NODES, AUTO, ROW, LEFT JOIN and BATCH BY; it
// reports whether expressions follow.
func (p *Parser) partitionBy() bool {
	switch p.tok.Keyword {
	case keyword.PARTITION:
		if p.peekKw(1) == keyword.BY {
			break
		}
		switch upper(p.str(p.peek(1))) {
		case "BEST", "NODES", "NODE", "AUTO", "ROW", "LEFT", "BATCH", "PREPASS":
			p.pass(2)
			p.acceptKw(keyword.JOIN)
			return p.acceptKw(keyword.BY)
		}
	case keyword.DISTRIBUTE, keyword.CLUSTER:
	default:
		return false
	}
	if p.peekKw(1) != keyword.BY {
		return false
	}
	p.pass(2)
	return true
}

func (p *Parser) frameAhead() bool {
	return (p.atKw(keyword.ROWS) || p.atKw(keyword.RANGE) || p.atKw(keyword.GROUPS)) && p.peekKind(1) != token.RParen && p.peekKind(1) != token.Comma
}

func (p *Parser) frame() *ast.Frame {
	start := p.here()
	f := p.arena.frames.new()
	f.Unit = p.tok.Keyword.String()
	p.advance()
	if p.acceptKw(keyword.BETWEEN) {
		f.Start = p.frameBound()
		if p.at(token.RParen) {
			p.failCertain("AND")
		}
		p.expectKw(keyword.AND)
		f.End = p.frameBound()
	} else {
		f.Start = p.frameBound()
	}
	if p.atKw(keyword.EXCLUDE) {
		p.advance()
		from := p.i
		if !p.acceptKw(keyword.GROUP) && !p.acceptWord("TIES") && !p.acceptKws(keyword.CURRENT, keyword.ROW) && !p.acceptKws(keyword.NO, keyword.OTHERS) {
			p.fail("CURRENT ROW, GROUP, TIES or NO OTHERS")
		}
		f.Exclusion = p.words(from)
	}
	f.Span = p.since(start)
	return f
}

func (p *Parser) frameBound() *ast.FrameBound {
	start := p.here()
	b := p.arena.bounds.new()
	switch {
	case p.acceptKw(keyword.UNBOUNDED):
		b.Kind = "UNBOUNDED "
	case p.acceptKws(keyword.CURRENT, keyword.ROW):
		b.Kind = "CURRENT ROW"
		b.Span = p.since(start)
		return b
	default:
		b.Offset = p.expr()
	}
	k := p.acceptAny(keyword.PRECEDING, keyword.FOLLOWING)
	if k == keyword.None {
		p.failOperand("PRECEDING or FOLLOWING")
	}
	b.Kind += k.String()
	b.Span = p.since(start)
	return b
}

// valueOf reads VALUE OF (value AT row [+ n] [, default]): the value in another row of the frame.
func (p *Parser) valueOf() ast.Expr {
	start := p.here()
	p.pass(2)
	c := &ast.Call{Name: p.wordName(p.since(start))}
	p.expect(token.LParen, "`(`")
	c.Args = []ast.Expr{p.expr()}
	p.expectKw(keyword.AT)
	c.Args = append(c.Args, p.climb(p.word("a row of the frame"), p.i, bindAdd))
	if p.accept(token.Comma) {
		c.Args = append(c.Args, p.expr())
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}
