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

// regexCall reports whether a function is one of the standard's on regular expressions: SUBSTRING_REGEX and its kin.
func (p *Parser) regexCall(c *ast.Call) bool {
	const suffix = "_REGEX"
	return c.Callee == nil && c.Name.Len() > len(suffix) && p.text[c.Name.End-1]|0x20 == 'x' &&
		equalFold(p.text[c.Name.End-int32(len(suffix)):c.Name.End], suffix)
}

// regexArgs reads [START | AFTER] pattern [FLAG f] IN text [WITH replacement] [FROM n] [USING unit] [OCCURRENCE n]
// [GROUP n]; nothing where the arguments have commas, as a function's of that name may.
func (p *Parser) regexArgs(c *ast.Call) {
	noIn := p.noIn
	p.noIn = true
	defer func() { p.noIn = noIn }()
	if i := p.i; (p.atKw(keyword.START) || p.atKw(keyword.AFTER)) && p.peekKind(1) != token.Comma && p.peekKind(1) != token.RParen {
		p.advance()
		c.Clauses = append(c.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
	}
	for !p.at(token.RParen) {
		c.Args = append(c.Args, p.expr())
		for i := p.i; p.atKw(keyword.USING) || p.atWord("OCCURRENCE"); i = p.i {
			p.pass(2)
			c.Clauses = append(c.Clauses, p.skipped(i, upper(p.str(&p.toks[i]))))
		}
		if p.acceptAny(keyword.IN, keyword.WITH, keyword.FROM, keyword.GROUP) == keyword.None && !p.acceptWord("FLAG") {
			break
		}
	}
	p.accept(token.Comma)
}

// byMechanism reads BY REF or BY VALUE, which say how XML is passed.
func (p *Parser) byMechanism() {
	if p.atKw(keyword.BY) && (p.peekKw(1) == keyword.VALUE || p.wordAhead(1, "REF")) {
		p.pass(2)
	}
}

// accordingTo reads ACCORDING TO XMLSCHEMA and the schema that XML is valid by; false when it does not stand here.
func (p *Parser) accordingTo() bool {
	if !p.atWord("ACCORDING") || !p.wordAhead(2, "XMLSCHEMA") {
		return false
	}
	p.pass(3)
	if p.acceptWord("ID") {
		p.name("a schema")
	} else {
		p.advance() // URI
		p.accept(token.String)
	}
	return true
}

// xmlArg reads one argument of such a function and the words around it: XMLELEMENT("name", ...), XMLFOREST(a AS x, b y),
// XMLSERIALIZE(DOCUMENT x AS CLOB INDENT), XMLROOT(x, VERSION NO VALUE, STANDALONE YES).
func (p *Parser) xmlArg(c *ast.Call, first bool) {
	i := p.i
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
		v, name := p.exprs[last], p.ident("a name")
		p.exprs[last] = &ast.NamedArg{Span: p.since(v.Extent().Start), Name: name, Value: v}
	}
	i = p.i
	if p.atKw(keyword.OPTION) || p.atWord("ACCORDING") || p.atWord("WELLFORMED") || p.wordAhead(1, "WHITESPACE") || p.atWord("ENCODING") || p.atKw(keyword.VERSION) || p.atWord("INDENT") || p.atWord("HIDE") || p.atKw(keyword.SHOW) || p.wordAhead(1, "XMLDECLARATION") || p.atKw(keyword.NO) && p.wordAhead(1, "INDENT") {
		p.element()
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
}
