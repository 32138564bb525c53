package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// typeName reads a data type: INT, NUMERIC(10, 2), DOUBLE PRECISION, TIMESTAMP(3) WITH TIME ZONE, ARRAY<STRUCT<a INT64>>,
// ROW(a BIGINT), schema.type, int[].
func (p *Parser) typeName() *ast.TypeName {
	p.enter()
	defer p.leave()
	start := p.here()
	if p.at(token.Tag) {
		h := p.ident("a type")
		return &ast.TypeName{Span: h.Span, Name: h.Name}
	}
	if p.at(token.String) { // ClickHouse's and T-SQL's types in quotes
		t := p.tok
		_, name := p.stringValue(&t)
		p.advance()
		return &ast.TypeName{Span: t.Span, Name: name}
	}
	if !p.at(token.Word) && !p.at(token.QuotedName) || p.d.Reserved.Has(p.tok.Keyword) && !reservedTypes.Has(p.tok.Keyword) && !((p.atKw(keyword.UNION) || p.atKw(keyword.SET)) && p.peekKind(1) == token.LParen) {
		p.failOperand("a type")
	}
	t := p.arena.types.new()
	p.acceptWord("SETOF")
	from := p.i
	kw := p.tok.Keyword
	p.advance()
	dotted := p.at(token.Dot)
	for p.at(token.Dot) && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName) {
		p.advance()
		p.advance()
	}
	if p.at(token.At) && p.d.PLSQL { // t@link%ROWTYPE
		p.databaseLink()
	}
	switch kw {
	case keyword.DOUBLE:
		p.acceptKw(keyword.PRECISION)
	case keyword.CHARACTER, keyword.CHAR, keyword.BIT, keyword.BINARY:
		p.acceptKw(keyword.VARYING)
		if k := p.peekKind(1); k == token.RParen && (p.atWord("ASCII") || p.atWord("UNICODE")) { // MySQL: CAST(a AS CHAR ASCII)
			p.advance()
		}
		if p.atWord("LARGE") && p.peekKw(1) == keyword.OBJECT {
			p.pass(2)
		}
	case keyword.NATIONAL:
		p.acceptAny(keyword.CHARACTER, keyword.CHAR, keyword.VARCHAR)
		p.acceptKw(keyword.VARYING)
	case keyword.UNSIGNED:
		p.acceptWord("BIG") // SQLite
		p.acceptAny(keyword.INTEGER, keyword.INT, keyword.BIGINT)
	case keyword.TIME, keyword.TIMESTAMP, keyword.TIMESTAMPTZ, keyword.DATETIME:
	case keyword.INTERVAL:
		if p.intervalUnit(&p.tok) {
			p.advance()
			p.precision()
			if p.acceptKw(keyword.TO) {
				p.advance()
				p.precision()
			}
		}
	case keyword.None:
		if p.wordBefore("LONG") {
			p.acceptWord("RAW")
			p.acceptKw(keyword.VARCHAR)
		} else if p.wordBefore("REF") && p.at(token.Word) && p.tok.Keyword == keyword.None && (p.peekKind(1) == token.Dot || p.peekKind(1) == token.RParen || p.d.PLSQL && !p.atWord("SCOPE")) { // Oracle: REF s.t
			for p.advance(); p.at(token.Dot); {
				p.pass(2)
			}
		} else if p.wordBefore("NATIVE") { // SQLite
			p.acceptKw(keyword.CHARACTER)
		} else if p.wordBefore("SIGNED") {
			p.acceptAny(keyword.INTEGER, keyword.INT)
		}
	}
	t.Name = p.words(from)
	if dotted {
		t.Name = strings.ToUpper(p.text[p.toks[from].Start:p.prevEnd()])
	}
	if p.at(token.Lt) && angled[t.Name] { // no brackets may follow: ARRAY<INT64>[1, 2] is a value
		p.typeArgs(t)
		t.Span = p.since(start)
		return t
	}
	p.typeArgs(t)
	p.typeSuffix(t, kw)
	t.Span = p.since(start)
	return t
}

// angled are the types whose arguments stand between < and >; behind all others < compares, as in a::int < b.
var angled = wordSet("AGG_STATE ARRAY LIST MAP MULTISET OBJECT RANGE ROW SET STRUCT TABLE UNIONTYPE VARIANT")

// reservedTypes are the types whose names some dialects reserve.
var reservedTypes = keyword.SetOf(keyword.STRUCT, keyword.ARRAY, keyword.INTERVAL, keyword.SET, keyword.NATIONAL, keyword.CURSOR, keyword.TABLE)

// wordBefore reports whether the last token read is that word.
func (p *Parser) wordBefore(word string) bool { return equalFold(p.str(&p.toks[p.i-1]), word) }

// typeArgs reads (10, 2), <INT64>, (a INT, b TEXT) behind a type's name.
func (p *Parser) typeArgs(t *ast.TypeName) {
	switch {
	case p.at(token.Lt) && t.Name == "VARIANT" && (p.peekKind(1) != token.Word || p.peekKind(2) == token.String): // Doris: VARIANT<'path': INT, PROPERTIES (...)>
		for depth := 0; ; p.advance() {
			if p.at(token.Lt) {
				depth++
			} else if p.at(token.Gt) {
				depth--
			}
			if depth == 0 || p.at(token.EOF) || p.at(token.Semicolon) {
				break
			}
		}
		p.closeType()
	case p.at(token.Lt) && angled[t.Name]:
		p.advance()
		for !p.typeClosed() {
			p.typeField(t)
			if !p.accept(token.Comma) {
				break
			}
		}
		p.closeType()
	case p.at(token.LBracket) && (t.Name == "ARRAY" || t.Name == "SET") && p.peekKind(1) == token.Word: // Vertica
		p.advance()
		p.typeField(t)
		if p.accept(token.Comma) {
			p.expect(token.Number, "a size")
		}
		p.expect(token.RBracket, "`]`")
	case p.at(token.LBracket) && t.Name == "MAP" && p.peekKind(1) == token.Word: // Materialize: MAP[TEXT => INT]
		p.advance()
		t.Elems = append(t.Elems, p.typeName())
		p.expect(token.FatArrow, "`=>`")
		t.Elems = append(t.Elems, p.typeName())
		p.expect(token.RBracket, "`]`")
	case p.at(token.LParen):
		if name := t.Name; name == "ROW" || name == "STRUCT" || name == "OBJECT" || name == "MAP" || name == "ARRAY" ||
			name == "UNION" || name == "NESTED" || name == "TUPLE" || name == "NULLABLE" || name == "LOWCARDINALITY" || name == "TABLE" ||
			name == "VARIANT" || name == "PERIOD" || name == "QUERY" || name == "RECORD" || strings.HasSuffix(name, "AGGREGATEFUNCTION") {
			p.advance()
			for !p.at(token.RParen) {
				p.typeField(t)
				if !p.accept(token.Comma) {
					break
				}
			}
			p.expect(token.RParen, "`)`")
			return
		}
		p.advance()
		base := len(p.exprs)
		for !p.at(token.RParen) {
			if p.at(token.Word) && !p.atKw(keyword.NULL) && p.peekKind(1) != token.Eq { // VARCHAR(MAX), VARCHAR2(10 CHAR), GEOGRAPHY(POINT, 4326)
				p.exprs = append(p.exprs, p.word("a size"))
			} else {
				p.exprs = append(p.exprs, p.expr())
			}
			if p.at(token.Word) {
				p.advance() // CHAR, BYTE
			}
			for p.at(token.Dot) { // XML(CONTENT schema.collection)
				p.pass(2)
			}
			if p.at(token.LParen) && p.toks[p.i-1].Kind == token.Word { // XML(DOCUMENT(UNTYPED))
				p.balanced()
			}
			if !p.accept(token.Comma) {
				break
			}
		}
		t.Args = p.arena.exprs.copy(p.exprs[base:])
		p.exprs = p.exprs[:base]
		p.expect(token.RParen, "`)`")
	}
}

// typeClosed reports whether the > that closes a type's arguments stands here.
func (p *Parser) typeClosed() bool { return p.at(token.Gt) }

// closeType reads that >. The lexer gives >> as two of them.
func (p *Parser) closeType() {
	if p.at(token.RParen) || p.at(token.EOF) || p.at(token.Semicolon) {
		p.failCertain("`>`")
	}
	p.expect(token.Gt, "`>`")
}

// typeField reads one argument of a composite type: a type, or a name and a type.
func (p *Parser) typeField(t *ast.TypeName) {
	start := p.here()
	next := p.peek(1)
	named := next.Kind == token.Colon || next.Kind == token.Word && (p.at(token.Word) || p.at(token.QuotedName)) &&
		!(p.atKw(keyword.DOUBLE) && next.Keyword == keyword.PRECISION) && next.Keyword != keyword.WITH && next.Keyword != keyword.NOT &&
		next.Keyword != keyword.VARYING || p.at(token.QuotedName) && next.Kind == token.QuotedName
	if p.at(token.Number) || p.at(token.String) {
		t.Args = append(t.Args, p.expr())
		return
	}
	if !named {
		e := p.typeName()
		p.fieldOptions()
		t.Elems = append(t.Elems, e)
		return
	}
	f := &ast.ColumnDef{Name: p.ident("a field")}
	p.accept(token.Colon)
	f.Type = p.typeName()
	p.fieldOptions()
	f.Span = p.since(start)
	t.Fields = append(t.Fields, f)
}

// fieldOptions reads NOT NULL, COMMENT '...' and OPTIONS (...) behind a field.
func (p *Parser) fieldOptions() {
	for {
		switch {
		case p.acceptKws(keyword.NOT, keyword.NULL):
		case p.atKw(keyword.COMMENT) && p.peekKind(1) == token.String:
			p.pass(2)
		case p.atKw(keyword.OPTIONS) && p.peekKind(1) == token.LParen:
			p.advance()
			p.balanced()
		case p.atKw(keyword.COLLATE):
			p.pass(2)
		default:
			return
		}
	}
}

// typeSuffix reads what may stand behind a type and its arguments.
func (p *Parser) typeSuffix(t *ast.TypeName, kw keyword.Keyword) {
	for {
		switch {
		case p.at(token.LBracket): // int[], int[3]
			p.advance()
			p.accept(token.Number)
			p.expect(token.RBracket, "`]`")
			t.Name += "[]"
		case p.atKw(keyword.ARRAY) && p.peekKind(1) == token.LBracket && p.peekKind(2) == token.Number && kw != keyword.ARRAY: // int ARRAY[3]
			p.advance()
		case (p.atKw(keyword.WITH) || p.atKw(keyword.WITHOUT)) && (p.peekKw(1) == keyword.TIME || p.peekKw(1) == keyword.LOCAL):
			from := p.i
			p.advance()
			p.acceptKw(keyword.LOCAL)
			p.expectKw(keyword.TIME)
			p.expectKw(keyword.ZONE)
			t.Name += " " + p.words(from)
		case p.atKw(keyword.LIST) && (p.d.Lists || p.peekKw(1) == keyword.AS): // Materialize
			p.advance()
			t.Name += " LIST"
		case p.atKw(keyword.MULTISET) && (p.peekKind(1) == token.RParen || p.peekKind(1) == token.Comma):
			p.advance()
			t.Name += " MULTISET"
		case p.atKw(keyword.VARYING):
			p.advance()
			t.Name += " VARYING"
		case p.atKw(keyword.UNSIGNED), p.atKw(keyword.ZEROFILL), p.atWord("SIGNED"):
			t.Name += " " + strings.ToUpper(p.str(&p.tok))
			p.advance()
		case p.atKw(keyword.FOR) && p.peekKw(2) == keyword.DATA: // Db2: FOR BIT DATA
			from := p.i
			p.pass(3)
			t.Name += " " + p.words(from)
		case p.atWord("STORAGE") && p.peekKw(1) == keyword.FORMAT && p.peekKind(2) == token.Word: // Teradata
			p.pass(3)
		case p.atWord("CCSID"):
			p.pass(2)
		case (p.atWord("UTF8") || p.atWord("ASCII")) && p.toks[p.i-1].Kind == token.RParen: // Exasol
			p.advance()
		case p.atWord("SCOPE") && t.Name == "REF":
			p.advance()
			p.name("a table")
		case p.atKws(keyword.CHARACTER, keyword.SET), p.atKw(keyword.CHARSET) && p.peekKind(1) == token.Word:
			p.acceptKw(keyword.CHARACTER)
			p.advance()
			p.accept(token.Eq)
			p.word("a character set")
		case kw == keyword.INTERVAL && p.intervalUnit(&p.tok):
			p.advance()
			if p.acceptKw(keyword.TO) {
				p.advance()
			}
		case p.at(token.Percent) && (p.peekKw(1) == keyword.TYPE || p.wordAhead(1, "ROWTYPE")):
			p.pass(2)
			t.Name += "%TYPE"
		default:
			return
		}
	}
}
