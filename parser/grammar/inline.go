package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// This file reads what a statement brings along in front of its common table expressions: settings, and routines that
// live no longer than it.

// sessionAhead reports whether Trino's WITH SESSION name = value goes on here.
func (p *Parser) sessionAhead() bool {
	return p.atKw(keyword.SESSION) && p.peekKind(1) == token.Word && (p.peekKind(2) == token.Eq || p.peekKind(2) == token.Dot)
}

// sessionSettings reads SESSION name = value, a.b = value.
func (p *Parser) sessionSettings() *ast.Clause {
	i := p.i
	p.advance()
	p.listOf(func() {
		p.name("a setting")
		p.expect(token.Eq, "`=`")
		p.expr()
	})
	return p.skipped(i, "SESSION")
}

// inlineAhead reports whether a function of Trino's or Athena's stands here, whose type is behind RETURNS: [EXTERNAL]
// FUNCTION f(x INT) RETURNS INT.
func (p *Parser) inlineAhead() bool {
	n := 0
	if p.atKw(keyword.EXTERNAL) {
		n = 1
	}
	if p.peekKw(n) != keyword.FUNCTION {
		return false
	}
	for n++; p.peekKind(n) == token.Word || p.peekKind(n) == token.QuotedName || p.peekKind(n) == token.Dot; n++ {
	}
	if p.peekKind(n) != token.LParen {
		return false
	}
	closing := int(p.match[p.i+n])
	return closing > 0 && p.toks[closing+1].Keyword == keyword.RETURNS
}

// inlineFunctions reads such functions up to what uses them.
func (p *Parser) inlineFunctions() []*ast.CreateFunction {
	var list []*ast.CreateFunction
	for p.inlineAhead() {
		start := p.here()
		f := &ast.CreateFunction{}
		if i := p.i; p.acceptKw(keyword.EXTERNAL) {
			f.Language = "external"
			f.Clauses = append(f.Clauses, p.skipped(i, "EXTERNAL"))
		}
		p.advance()
		f.Name = p.name("a function's name")
		p.inlineRoutine(f, start)
		list = append(list, f)
		if !p.accept(token.Comma) {
			break
		}
	}
	return list
}

// inlineProcedureAhead reports whether Snowflake's name AS PROCEDURE (...) stands here among the CTEs.
func (p *Parser) inlineProcedureAhead() bool {
	return p.peekKw(1) == keyword.AS && p.peekKw(2) == keyword.PROCEDURE && p.peekKind(3) == token.LParen
}

func (p *Parser) inlineProcedure() *ast.CreateFunction {
	start := p.here()
	id := p.ident("a procedure's name")
	f := &ast.CreateFunction{Procedure: true, Name: &ast.Name{Span: id.Span, Parts: []ast.Ident{id}}}
	p.acceptKw(keyword.AS)
	p.advance()
	p.inlineRoutine(f, start)
	return f
}

// inlineRoutine reads a routine that began at start from its parameters on. It ends with its body; in Athena, which calls
// it elsewhere, with the name that it has there.
func (p *Parser) inlineRoutine(f *ast.CreateFunction, start int32) {
	defer func() { f.Span = p.since(start) }()
	for p.params(f); ; {
		i := p.i
		switch {
		case p.atKw(keyword.RETURNS):
			p.returns(f)
			continue
		case p.acceptKw(keyword.RETURN):
			f.Expr = p.expr()
			return
		case p.atKw(keyword.BEGIN):
			f.Block = p.blockOnly(p.block)
			return
		case p.atKw(keyword.DECLARE):
			f.Block = p.blockOnly(p.declare)
			return
		case p.acceptKw(keyword.AS):
			if !p.at(token.String) {
				continue
			}
			text := p.tok
			f.Text = p.stringLiteral()
			p.innerBody(f, &text)
			return
		case p.atWord("LAMBDA"), p.atWord("SAGEMAKER"):
			f.Language = "external"
			p.advance()
			p.expect(token.String, "a name in quotes")
			f.Clauses = append(f.Clauses, p.skipped(i, "EXTERNAL"))
			return
		case p.atKw(keyword.TYPE):
			f.Language = "external"
			p.pass(2)
			p.expectKw(keyword.WITH)
			p.balanced()
			f.Clauses = append(f.Clauses, p.skipped(i, "EXTERNAL"))
			return
		case p.atKw(keyword.LANGUAGE):
			p.advance()
			f.Language = strings.ToLower(p.str(&p.tok))
			p.advance()
		case p.at(token.LParen):
			p.balanced()
		case p.at(token.Word), p.at(token.Eq), p.at(token.String), p.at(token.Number), p.at(token.Comma), p.at(token.Dot):
			p.advance()
		default:
			p.fail("the body of the routine")
		}
		f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
	}
}

// withCall reads the CALL behind a WITH that makes procedures, and makes a block of all that it runs.
func (p *Parser) withCall(w *ast.With) ast.Stmt {
	b := &ast.Block{Kind: "CALL"}
	for _, f := range w.Functions {
		b.Statements = append(b.Statements, &ast.Statement{Span: f.Span, Body: f})
	}
	for _, c := range w.CTEs {
		if c.Stmt != nil {
			b.Clauses = append(b.Clauses, &ast.Clause{Span: c.Name.Span, Kind: "CTE"})
			b.Statements = append(b.Statements, &ast.Statement{Span: c.Stmt.Extent(), Body: c.Stmt})
		}
	}
	call := p.callStatement()
	b.Statements = append(b.Statements, &ast.Statement{Span: call.Extent(), State: ast.OtherState, Body: call})
	b.Span = p.since(w.Start)
	return b
}
