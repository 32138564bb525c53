package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// xmlCall reports whether a function is one of SQL/XML's, whose arguments are told apart by words.
func (p *Parser) xmlCall(c *ast.Call) bool {
	return c.Callee == nil && len(c.Name.Parts) == 1 && c.Name.Len() > len("XML") && p.text[c.Name.Start]|0x20 == 'x' &&
		equalFold(p.text[c.Name.Start:c.Name.Start+3], "XML")
}

// xmlArg reads one argument of such a function and the words around it: XMLELEMENT("name", ...), XMLFOREST(a AS x, b y),
// XMLSERIALIZE(DOCUMENT x AS CLOB INDENT), XMLROOT(x, VERSION NO VALUE, STANDALONE YES).
func (p *Parser) xmlArg(c *ast.Call, first bool) {
	start, i := p.here(), p.i
	next := p.peek(1)
	alone := next.Kind == token.Comma || next.Kind == token.RParen
	switch {
	case first && (p.atWord("ENTITYESCAPING") || p.atWord("NOENTITYESCAPING")):
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, "ESCAPING"))
		p.xmlArg(c, true)
		return
	case first && !alone && (p.atKw(keyword.DOCUMENT) || p.atWord("CONTENT") || p.atWord("EVALNAME")):
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
	case first && alone && (p.at(token.Word) || p.at(token.QuotedName)) && equalFold(p.text[c.Name.Start:c.Name.End], "XMLELEMENT"):
		p.exprs = append(p.exprs, p.word("a name"))
		return
	case p.atWord("STANDALONE") && !alone, p.atKw(keyword.VERSION) && next.Keyword == keyword.NO, p.atKw(keyword.XMLNAMESPACES):
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
		return
	case p.atKw(keyword.VERSION) && !alone:
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, "VERSION"))
	case p.tailAlone():
		return
	}
	p.keyedArg()
	if last := len(p.exprs) - 1; p.at(token.QuotedName) || p.at(token.Word) && p.tok.Keyword == keyword.None && (p.peekKind(1) == token.Comma || p.peekKind(1) == token.RParen) && !p.atWord("WELLFORMED") && !p.atWord("INDENT") {
		name := p.ident("a name")
		p.exprs[last] = &ast.NamedArg{Span: p.since(start), Name: name, Value: p.exprs[last]}
	}
	i = p.i
	if p.atWord("WELLFORMED") || p.atWord("ENCODING") || p.atKw(keyword.VERSION) || p.atWord("INDENT") || p.atWord("HIDE") || p.atKw(keyword.SHOW) || p.atKw(keyword.NO) && p.wordAhead(1, "INDENT") {
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
}
