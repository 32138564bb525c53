package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// hexSuffixes stand behind a string of Teradata's whose digits are hexadecimal: 'FF'XB.
var hexSuffixes = wordSet(`X XB XBF XBV XC XCF XCV XI XI1 XI2 XI4 XI8 XIF XIV`)

// attributesAhead reports whether Teradata's attributes stand in the parentheses behind a value: (FORMAT '9'),
// (INTEGER), (CHAR(3), UPPERCASE), (NAMED a). Behind a name they could be arguments too: DATE and TIME are values, which
// stand close to the name of a function.
func (p *Parser) attributesAhead(named bool) bool {
	next, after := p.peek(1), p.peek(2)
	if next.Kind != token.Word {
		return false
	}
	ends := after.Kind == token.RParen || after.Kind == token.Comma
	switch next.Keyword {
	case keyword.FORMAT:
		return after.Kind == token.String
	case keyword.NOT:
		return p.wordAhead(2, "CASESPECIFIC") || p.wordAhead(2, "CS")
	case keyword.None:
		switch {
		case after.Kind == token.Dot: // a column
			return false
		case p.wordAhead(1, "TITLE"):
			return after.Kind == token.String
		case p.wordAhead(1, "NAMED"):
			return after.Kind == token.Word || after.Kind == token.QuotedName
		case p.wordAhead(1, "CASESPECIFIC"), p.wordAhead(1, "CS"), p.wordAhead(1, "UPPERCASE"), p.wordAhead(1, "UC"):
			return ends
		}
	}
	if named && !p.d.AttributePhrases {
		return false
	}
	switch next.Keyword {
	case keyword.DATE, keyword.TIME, keyword.TIMESTAMP:
		return after.Kind == token.RParen && !(named && p.glued()) || after.Keyword == keyword.FORMAT ||
			after.Kind == token.LParen && p.peekKind(3) == token.Number || after.Keyword == keyword.WITH ||
			after.Kind == token.Comma && attributeWord(p, 3)
	case keyword.INTEGER, keyword.INT, keyword.SMALLINT, keyword.BIGINT, keyword.FLOAT, keyword.REAL, keyword.DOUBLE, keyword.DECIMAL,
		keyword.NUMERIC, keyword.CHAR, keyword.CHARACTER, keyword.VARCHAR:
		return ends || after.Kind == token.LParen && p.peekKind(3) == token.Number || after.Keyword == keyword.PRECISION ||
			after.Keyword == keyword.FORMAT || after.Keyword == keyword.CHARACTER || after.Keyword == keyword.VARYING || after.Keyword == keyword.NOT
	case keyword.INTERVAL:
		return p.intervalUnit(after)
	case keyword.None:
		for _, name := range []string{"BYTEINT", "DEC", "NUMBER", "CLOB", "BLOB", "BYTE", "VARBYTE", "GRAPHIC", "VARGRAPHIC"} {
			if p.wordAhead(1, name) {
				return ends || after.Kind == token.LParen && p.peekKind(3) == token.Number || after.Keyword == keyword.FORMAT
			}
		}
		return p.wordAhead(1, "PERIOD") && after.Kind == token.LParen && (p.peekKw(3) == keyword.DATE || p.peekKw(3) == keyword.TIMESTAMP) && p.peekKind(4) == token.RParen
	}
	return false
}

// attributeWord reports whether an attribute that is no type stands n tokens ahead.
func attributeWord(p *Parser, n int) bool {
	return p.peekKw(n) == keyword.FORMAT || p.wordAhead(n, "TITLE") || p.wordAhead(n, "NAMED") || p.wordAhead(n, "UC") || p.wordAhead(n, "UPPERCASE")
}

// attributes reads the attributes behind x. A name among them makes a NamedArg of the value.
func (p *Parser) attributes(x ast.Expr) ast.Expr {
	start := x.Extent().Start
	c := &ast.Cast{X: x, Style: "()"}
	var name *ast.Ident
	p.advance()
	for !p.at(token.RParen) {
		switch {
		case name == nil && p.acceptWord("NAMED"):
			id := p.ident("a name")
			name = &id
		case p.castAttribute(c):
		case c.Type == nil:
			c.Type = p.typeName()
		default:
			p.fail("`)`")
		}
		p.accept(token.Comma)
	}
	p.advance()
	c.Span = p.since(start)
	switch {
	case name == nil:
		return c
	case c.Type == nil && len(c.Exprs) == 0:
		return &ast.NamedArg{Span: c.Span, Name: *name, Value: x}
	}
	return &ast.NamedArg{Span: c.Span, Name: *name, Value: c}
}

// castAttribute reads an attribute that is no type, as Teradata lets it stand in a CAST too; false when none stands here.
func (p *Parser) castAttribute(c *ast.Cast) bool {
	switch {
	case p.atKw(keyword.FORMAT) && p.peekKind(1) == token.String, p.atWord("TITLE") && p.peekKind(1) == token.String:
		p.advance()
		c.Exprs = append(c.Exprs, p.stringLiteral())
	case p.atKw(keyword.NOT) && p.peekKind(1) == token.Word:
		p.advance()
		c.Exprs = append(c.Exprs, p.word("CASESPECIFIC"))
	case p.atWord("CASESPECIFIC"), p.atWord("CS"), p.atWord("UPPERCASE"), p.atWord("UC"):
		c.Exprs = append(c.Exprs, p.word("UPPERCASE"))
	default:
		return false
	}
	return true
}

// namedItem takes the name that an attribute at the end of a select item gives to it: a + b (NAMED c).
func namedItem(item *ast.SelectItem) {
	for at := &item.Expr; ; {
		switch e := (*at).(type) {
		case *ast.Binary:
			at = &e.Right
			continue
		case *ast.NamedArg: // not ClickHouse's (a AS b)
			if e.Start == e.Value.Extent().Start {
				item.Alias = &e.Name
				*at = e.Value
			}
		}
		return
	}
}
