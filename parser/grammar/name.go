package grammar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// nameAhead reports whether a name stands here that may be a column's or a relation's without quotes.
func (p *Parser) nameAhead() bool {
	switch p.tok.Kind {
	case token.Word:
		return !p.d.Reserved.Has(p.tok.Keyword)
	case token.QuotedName, token.Tag:
		return true
	case token.Param, token.Colon:
		return p.paramName()
	}
	return false
}

// paramName reports whether a parameter stands here that is glued to other parts of a name, or that names something with
// parts: $schema.orders, orders_$year.
func (p *Parser) paramName() bool {
	if p.text[p.here()] == '@' && p.at(token.Param) && (p.d.Unseparated || p.peekKind(3) == token.LParen) { // T-SQL's variables: @x.nodes('/a')
		return false
	}
	n := 1
	if p.at(token.Colon) {
		if next := p.peek(1); next.Start != p.tok.End || next.Kind != token.Word && next.Kind != token.QuotedName && next.Kind != token.String {
			return false
		}
		n = 2
	}
	return p.peekKind(n) == token.Dot || n == 1 && p.gluedPart(1)
}

// ident reads one part of a name. Any word is taken: where a name must stand, no keyword can be meant. A template tag
// glued to a word is part of the name.
func (p *Parser) ident(what string) ast.Ident {
	t := p.tok
	switch t.Kind {
	case token.Word:
		if p.templated && p.gluedPart(1) {
			return p.gluedIdent()
		}
		p.advance()
		return ast.Ident{Span: t.Span, Name: t.In(p.text)}
	case token.QuotedName:
		p.advance()
		id := p.quotedIdent(t.Span)
		if p.atWord("UESCAPE") && p.peekKind(1) == token.String && id.Name != p.text[t.Start+1:t.End-1] { // U&"d!0061ta" UESCAPE '!'
			p.pass(2)
		}
		return id
	case token.LBracket:
		if p.bracketNameAt(0) {
			return p.bracketName()
		}
	case token.Tag, token.Param, token.Question:
		return p.gluedIdent()
	case token.Colon: // :name, :'name', :"name"
		if next := p.peek(1); next.Start == t.End && (next.Kind == token.Word || next.Kind == token.QuotedName || next.Kind == token.String) {
			p.advance()
			p.advance()
			span := p.since(t.Start)
			return ast.Ident{Span: span, Name: span.In(p.text)}
		}
	case token.String:
		if c := p.text[t.Start]; c == '\'' || c == '"' {
			p.advance()
			_, name := p.stringValue(&t)
			return ast.Ident{Span: t.Span, Name: name, Quote: c}
		}
	}
	p.failOperand(what)
	return ast.Ident{}
}

// bracketNameAt reports whether a name in brackets stands n tokens ahead, in a dialect whose lexer knows none: Redshift
// takes them where neither an element of an array nor an array can stand.
func (p *Parser) bracketNameAt(n int) bool {
	first := p.i + n
	if p.peekKind(n) != token.LBracket || p.match[first] <= int32(first)+1 {
		return false
	}
	for _, t := range p.toks[first+1 : p.match[first]] {
		switch t.Kind {
		case token.Word, token.Minus, token.Slash, token.Percent, token.Dot:
		case token.Number:
			if p.match[first] == int32(first)+2 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (p *Parser) bracketName() ast.Ident {
	start := p.here()
	p.balanced()
	span := p.since(start)
	return ast.Ident{Span: span, Name: p.text[span.Start+1 : span.End-1], Quote: '['}
}

// gluedPart reports whether the token n places ahead is a part of a name that a template makes one with the token before
// it.
func (p *Parser) gluedPart(n int) bool {
	switch t := p.peek(n); t.Kind {
	case token.Tag:
		return p.gluedAt(n)
	case token.Word, token.Number: // without a tag between them, they would be one token
		return p.peekKind(n-1) == token.Tag && p.gluedAt(n) || t.Start > p.peek(n-1).End && p.gluedAt(n)
	}
	return false
}

// gluedAliasAhead reports whether an alias stands here of which a template tag is the beginning: {{ prefix }}_amount.
func (p *Parser) gluedAliasAhead() bool {
	return p.templated && p.at(token.Tag) && p.peekKind(1) == token.Word && p.gluedPart(1) && !p.glued()
}

// failReserved fails at a word that would name a column and that the dialect reserves.
func (p *Parser) failReserved() {
	switch p.tok.Keyword {
	case keyword.SELECT, keyword.FROM, keyword.WHERE, keyword.GROUP, keyword.ORDER, keyword.HAVING, keyword.UNION:
	default:
		return
	}
	if !p.d.Strict || p.peekKind(1) == token.Dot {
		return
	}
	p.errors = append(p.errors, &ast.SyntaxError{
		Span: p.tok.Span, Found: p.str(&p.tok), Expected: "a column's name", Certain: true,
		Message: fmt.Sprintf("%s is a reserved word: a column is called so only in quotes", quote(p.str(&p.tok))),
	})
	panic(bailout{})
}

// gluedIdent reads words and tags that stand together without a space as one name: amount_{{ unit }}.
func (p *Parser) gluedIdent() ast.Ident {
	start := p.here()
	for first := true; first || p.glued() && (p.at(token.Word) || p.at(token.Tag) || p.at(token.Number)); first = false {
		p.advance()
	}
	span := p.since(start)
	return ast.Ident{Span: span, Name: span.In(p.text)}
}

func (p *Parser) quotedIdent(span source.Span) ast.Ident {
	text := span.In(p.text)
	if text[0] == 'u' || text[0] == 'U' { // U&"..."
		text = text[2:]
	}
	quote, body := text[0], text[1:len(text)-1]
	closing := string(quote)
	if quote == '[' {
		closing = "]"
	}
	if strings.Contains(body, closing) {
		body = strings.ReplaceAll(body, closing+closing, closing)
	}
	return ast.Ident{Span: span, Name: body, Quote: quote}
}

// name reads a qualified name.
func (p *Parser) name(what string) *ast.Name {
	start := p.here()
	base := len(p.parts)
	p.pushParts(what)
	n := p.arena.names.new()
	n.Span, n.Parts = p.since(start), p.arena.idents.copy(p.parts[base:])
	n.Skips = len(n.Parts) == 2 && n.Parts[1].Start == n.Parts[0].End+2 && p.text[n.Parts[0].End+1] == '.'
	p.parts = p.parts[:base]
	return n
}

// wordName makes a name of a word that has been read.
func (p *Parser) wordName(word source.Span) *ast.Name {
	n := p.arena.names.new()
	*n = ast.Name{Span: word, Parts: p.arena.idents.copy([]ast.Ident{{Span: word, Name: word.In(p.text)}})}
	return n
}

// pushParts reads the parts of a name onto the scratch stack.
func (p *Parser) pushParts(what string) {
	p.pushPart(p.ident(what))
	for p.at(token.Dot) {
		switch next := p.peek(1); next.Kind {
		case token.Word, token.QuotedName, token.Tag, token.Param, token.Colon, token.Question:
			p.advance()
			p.pushPart(p.ident(what))
		case token.String:
			if !p.d.StringNames {
				return
			}
			p.advance()
			p.pushPart(p.ident(what))
		case token.Dot: // db..table: the default schema
			p.advance()
		case token.LBracket:
			if !p.bracketNameAt(1) {
				return
			}
			p.advance()
			p.pushPart(p.ident(what))
		default:
			return
		}
	}
}

// pushPart pushes one part, or the parts that one pair of backquotes holds (`project.dataset.table`).
func (p *Parser) pushPart(id ast.Ident) {
	if id.Quote != '`' || !p.d.DottedQuotes || !strings.Contains(id.Name, ".") || id.Len() != len(id.Name)+2 || strings.Trim(id.Name, ".") == "" {
		p.parts = append(p.parts, id)
		return
	}
	at := id.Start + 1
	for part := range strings.SplitSeq(id.Name, ".") {
		n := int32(len(part))
		if n > 0 {
			p.parts = append(p.parts, ast.Ident{Span: source.Span{Start: at, End: at + n}, Name: part, Quote: '`'})
		}
		at += n + 1
	}
}

// identList reads names between commas.
func (p *Parser) identList(what string) []ast.Ident {
	base := len(p.parts)
	for {
		p.parts = append(p.parts, p.ident(what))
		if !p.accept(token.Comma) {
			break
		}
		if p.at(token.RParen) {
			break
		}
	}
	out := p.arena.idents.copy(p.parts[base:])
	p.parts = p.parts[:base]
	return out
}

// parenIdents reads (a, b).
func (p *Parser) parenIdents(what string) []ast.Ident {
	p.expect(token.LParen, "`(`")
	list := p.identList(what)
	p.expect(token.RParen, "`)`")
	return list
}

// columnAlias reads the name behind AS. Any word may stand there, but one that begins a clause and has more behind it
// than a clause would: the name is missing then.
func (p *Parser) columnAlias() ast.Ident {
	if p.at(token.Word) && neverOperand.Has(p.tok.Keyword) {
		switch next := p.peek(1); next.Kind {
		case token.Comma, token.RParen, token.EOF, token.Semicolon:
		default:
			if !neverOperand.Has(next.Keyword) {
				p.failOperand("a column's name")
			}
		}
	}
	return p.ident("a column's name")
}

// stringValue says what kind of literal a string token is, and its value without quotes and escapes.
func (p *Parser) stringValue(t *token.Token) (ast.LiteralKind, string) {
	text := t.In(p.text)
	if text[0] == '$' {
		n := strings.IndexByte(text[1:], '$') + 2
		return ast.String, text[n : len(text)-n]
	}
	kind, escapes := ast.String, p.d.Escapes != dialect.NoEscapes
	i := 0
	for text[i] != '\'' && text[i] != '"' {
		i++
	}
	switch strings.ToLower(text[:i]) {
	case "":
	case "q", "nq":
		return ast.String, text[i+2 : len(text)-2]
	case "b", "x":
		kind = ast.Bytes
	case "rb", "br":
		kind, escapes = ast.Bytes, false
	case "r":
		escapes = false
	case "e":
		escapes = true
	}
	text = text[i:]
	q, n := text[0], 1
	if len(text) >= 6 && p.d.TripleQuotes && text[1] == q && text[2] == q {
		n = 3
	}
	body := text[n : len(text)-n]
	if n == 1 && strings.IndexByte(body, q) >= 0 || escapes && strings.IndexByte(body, '\\') >= 0 {
		body = unescape(body, q, escapes)
	}
	return kind, body
}

// unescape undoes doubled quotes and backslash escapes.
func unescape(s string, quote byte, backslashes bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote && i+1 < len(s) && s[i+1] == quote:
			i++
			b.WriteByte(quote)
		case c == '\\' && backslashes && i+1 < len(s):
			i += unescapeOne(&b, s[i+1:])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unescapeOne writes what the escape means whose text behind the backslash begins s, and returns that text's length.
func unescapeOne(b *strings.Builder, s string) int {
	switch s[0] {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case '0':
		b.WriteByte(0)
	case '%', '_': // they keep their backslash: LIKE reads it
		b.WriteByte('\\')
		b.WriteByte(s[0])
	case 'x', 'u':
		digits := 2
		if s[0] == 'u' {
			digits = 4
		}
		if len(s) > digits {
			if v, err := strconv.ParseUint(s[1:1+digits], 16, 32); err == nil {
				b.WriteRune(rune(v))
				return 1 + digits
			}
		}
		b.WriteByte(s[0])
	default:
		_, n := utf8.DecodeRuneInString(s)
		b.WriteString(s[:n])
		return n
	}
	return 1
}

// nameOrCall reads a name where a value stands: a column, a star with its qualifier, or a function call.
func (p *Parser) nameOrCall() ast.Expr {
	start := p.here()
	base := len(p.parts)
	p.pushPart(p.ident("a value or a column"))
	for p.at(token.Dot) {
		next := p.peek(1)
		if next.Kind == token.Star {
			p.advance()
			qualifier := p.arena.idents.copy(p.parts[base:])
			p.parts = p.parts[:base]
			return p.star(qualifier, start)
		}
		if next.Kind == token.Dot && p.peekKind(2) == token.Word { // a field however deep, a method of a value, the default schema
			p.advance()
			continue
		}
		if next.Kind == token.Param && p.text[next.Start] == '$' { // Snowflake: a column of a file by its number
			p.advance()
			p.parts = append(p.parts, ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)})
			p.advance()
			break
		}
		if next.Kind != token.Word && next.Kind != token.QuotedName && next.Kind != token.Tag && !p.bracketNameAt(1) {
			break
		}
		p.advance()
		if neverOperand.Has(next.Keyword) && !p.glued() { // SELECT t. FROM t
			p.failCertain("a column")
		}
		p.pushPart(p.ident("a column"))
	}
	linked := (p.at(token.At) || p.at(token.Param)) && p.glued() && !p.d.CustomOperators && p.databaseLink()
	if p.at(token.LParen) && !(p.peekKind(1) == token.Plus && p.peekKind(2) == token.RParen) && !p.attributesAhead(true) {
		if last := len(p.parts) - 1; last > base && !linked {
			switch {
			case p.toks[p.i-1].Keyword == keyword.COLUMNS: // t.COLUMNS('pattern')
				qualifier := p.arena.idents.copy(p.parts[base:last])
				p.parts = p.parts[:base]
				return p.columnsStar(qualifier, start)
			case p.d.DotCalls && !p.schemaOfFunctions(base):
				name := p.parts[last]
				parts := p.arena.idents.copy(p.parts[base:last])
				p.parts = p.parts[:base]
				return p.method(p.column(parts[0].Cover(parts[len(parts)-1].Span), parts), name)
			}
		}
		n := p.arena.names.new()
		*n = ast.Name{Span: p.since(start), Parts: p.arena.idents.copy(p.parts[base:])}
		p.parts = p.parts[:base]
		if p.d.Unseparated && len(n.Parts) > 1 && !linked && columnMethod(n.Last().Name) {
			owner := n.Parts[:len(n.Parts)-1]
			return p.method(p.column(source.Span{Start: start, End: owner[len(owner)-1].End}, owner), *n.Last())
		}
		call := p.call(n, start)
		if p.at(token.String) && p.d.CustomOperators && sized(call) { // a type with its size: nchar(3) 'x'
			return p.typedText(start)
		}
		return call
	}
	if last := &p.parts[len(p.parts)-1]; p.d.RegexColumns && !linked && last.Quote == '`' && (strings.Contains(last.Name, ".+") || strings.Contains(last.Name, ".*")) {
		s := &ast.Star{Span: p.since(start), Pattern: &ast.Literal{Span: last.Span, Kind: ast.String, Text: last.Name}}
		s.Qualifier = p.arena.idents.copy(p.parts[base : len(p.parts)-1])
		p.parts = p.parts[:base]
		return s
	}
	c := p.column(p.since(start), p.arena.idents.copy(p.parts[base:]))
	p.parts = p.parts[:base]
	if p.at(token.String) && (len(c.Parts) == 1 && c.Parts[0].Quote == 0 && (!p.d.StringAliases || p.glued() || introducer(c)) || p.d.CustomOperators) { // a type: uuid '...', pg_catalog.int4 '1'
		return p.typedText(start)
	}
	if p.at(token.Word) && len(c.Parts) == 1 {
		return p.wordBehind(c)
	}
	return c
}

// introducer reports whether a name is the mark of MySQL's for the character set of the string behind it: _utf8mb4 'x'.
func introducer(c *ast.ColumnRef) bool {
	name := c.Parts[0].Name
	return strings.HasPrefix(name, "_") && charsets[upper(name[1:])]
}

// charsets are MySQL's (MySQL 8.4 Reference Manual, 12.10).
var charsets = wordSet(`ARMSCII8 ASCII BIG5 BINARY CP1250 CP1251 CP1256 CP1257 CP850 CP852 CP866 CP932 DEC8 EUCJPMS EUCKR GB18030 GB2312 GBK
	GEOSTD8 GREEK HEBREW HP8 KEYBCS2 KOI8R KOI8U LATIN1 LATIN2 LATIN5 LATIN7 MACCE MACROMAN SJIS SWE7 TIS620 UCS2 UJIS UTF16 UTF16LE
	UTF32 UTF8 UTF8MB3 UTF8MB4`)

// measure reads OVER and a window behind the name of a measure of that window's pattern.
func (p *Parser) measure(c *ast.ColumnRef) ast.Expr {
	m := &ast.Call{Name: &ast.Name{Span: c.Span, Parts: c.Parts}, NoParentheses: true, Over: p.over()}
	m.Span = p.since(c.Start)
	return m
}

// wordBehind reads what makes more of a word than a column when a further word follows it: Redshift's APPROXIMATE
// count(...), Postgres' COLLATION FOR (...), and types of two words before a string.
func (p *Parser) wordBehind(c *ast.ColumnRef) ast.Expr {
	next := p.peek(1)
	if p.atKw(keyword.OVER) && next.Kind == token.Word && next.Keyword == keyword.None {
		return p.measure(c)
	}
	if next.Kind != token.LParen && next.Kind != token.String {
		return c
	}
	i := p.i - 1
	switch word := p.text[c.Start:c.End]; {
	case next.Kind == token.LParen && (equalFold(word, "APPROXIMATE") || equalFold(word, "TRANSFORM_BATCH") || equalFold(word, "TRANSFORM_PREPASS")):
		clause := p.skipped(i, upper(word))
		if call, ok := p.nameOrCall().(*ast.Call); ok {
			call.Clauses = append(call.Clauses, clause)
			call.Start = c.Start
			return call
		}
		p.fail("a function")
	case next.Kind == token.LParen && p.atKw(keyword.FOR) && equalFold(word, "COLLATION"):
		p.advance()
		return p.call(p.wordName(p.since(c.Start)), c.Start)
	case next.Kind == token.String && (equalFold(word, "LONG") || p.atKw(keyword.VARYING)): // LONG VARCHAR 'x'
		p.advance()
		return p.typedText(c.Start)
	}
	return c
}

// schemaOfFunctions reports whether the parts from base on begin with a schema that DuckDB's own functions are in, so
// that a call behind them is no method of a column.
func (p *Parser) schemaOfFunctions(base int) bool {
	if n := len(p.parts); n-base == 3 && strings.EqualFold(p.parts[n-2].Name, "main") { // database.main.f(x)
		return true
	}
	switch strings.ToLower(p.parts[base].Name) {
	case "main", "pg_catalog", "system", "temp", "information_schema":
		return true
	}
	return false
}

// sized reports whether a call may be a type with its size: all arguments are literals.
func sized(call ast.Expr) bool {
	c, ok := call.(*ast.Call)
	return ok && len(c.Clauses) == 0 && !slices.ContainsFunc(c.Args, func(e ast.Expr) bool {
		_, literal := e.(*ast.Literal)
		return !literal
	})
}

// databaseLink reads @database behind a name, and Oracle's @! for the local one; false when none stands here.
func (p *Parser) databaseLink() bool {
	next := p.peekKind(1)
	switch {
	case !p.glued():
		return false
	case p.at(token.At) && (next == token.Word || next == token.QuotedName):
		p.advance()
		p.name("a database")
	case p.at(token.At) && next == token.Bang:
		p.pass(2)
	case p.at(token.Param) && p.text[p.here()] == '@':
		for p.advance(); p.at(token.Dot); {
			p.pass(2)
		}
	default:
		return false
	}
	return true
}

// column makes a reference to a column.
func (p *Parser) column(span source.Span, parts []ast.Ident) *ast.ColumnRef {
	c := p.arena.columns.new()
	c.Span, c.Parts = span, parts
	return c
}

// typedText reads the string of a literal whose type's name began at start and has been read.
func (p *Parser) typedText(start int32) ast.Expr {
	t := &ast.TypeName{Span: p.since(start), Name: strings.ToUpper(p.text[start:p.prevEnd()])}
	_, text := p.stringValue(&p.tok)
	p.advance()
	if t.Name == "INTERVALYM" && p.intervalUnit(&p.tok) { // Vertica: YEAR TO MONTH
		p.advance()
		if p.acceptKw(keyword.TO) {
			p.advance()
		}
	}
	if p.at(token.Word) && p.glued() && hexSuffixes.has(p.str(&p.tok)) {
		p.advance()
	}
	return &ast.Literal{Span: p.since(start), Kind: ast.TypedText, Text: text, Type: t}
}

// star reads * with what modifies it; the qualifier and its dot have been read.
func (p *Parser) star(qualifier []ast.Ident, start int32) ast.Expr {
	return p.starOf(nil, qualifier, start)
}

func (p *Parser) starOf(x ast.Expr, qualifier []ast.Ident, start int32) ast.Expr {
	p.expect(token.Star, "`*`")
	s := p.arena.stars.new()
	s.Qualifier, s.X = qualifier, x
	p.starModifiers(s)
	s.Span = p.since(start)
	return s
}

// starModifiers reads EXCEPT, EXCLUDE, REPLACE, RENAME, ILIKE, LIKE and APPLY behind a star.
func (p *Parser) starModifiers(s *ast.Star) {
	for {
		next := p.peek(1)
		paren := next.Kind == token.LParen
		switch p.tok.Keyword {
		case keyword.EXCEPT:
			// Not the set operator: SELECT * FROM t EXCEPT (SELECT ...).
			bare := p.peekKind(2) == token.Word && !p.d.Reserved.Has(p.peekKw(2)) || p.peekKind(2) == token.QuotedName
			strict := next.Keyword == keyword.STRICT && (bare || p.peekKind(2) == token.LParen && !p.queryAheadAt(2))
			if s.Except != nil || paren && p.queryAheadAt(1) || !paren && !strict && (next.Kind != token.Word || p.d.Reserved.Has(next.Keyword) ||
				next.Keyword == keyword.VALUES || next.Keyword == keyword.TABLE || next.Keyword == keyword.STRICT) {
				return
			}
			p.advance()
			if strict {
				p.advance()
			}
			if paren && p.peekKind(1) == token.String && s.Pattern == nil { // ClickHouse: all but those that match
				p.advance()
				s.Pattern = p.stringLiteral()
				p.expect(token.RParen, "`)`")
				break
			}
			s.Except = p.columnList(p.at(token.LParen))
		case keyword.EXCLUDE:
			if s.Except != nil || !paren && next.Kind != token.Word && next.Kind != token.QuotedName {
				return
			}
			if s.Rename != nil {
				p.failMisplaced("RENAME")
			}
			p.advance()
			s.Except = p.columnList(paren)
		case keyword.REPLACE:
			if s.Replace != nil || !paren && next.Kind != token.Word && next.Kind != token.Number && next.Kind != token.String {
				return
			}
			p.advance()
			s.Replace = p.aliasedList(paren)
		case keyword.RENAME:
			if s.Rename != nil {
				return
			}
			p.advance()
			s.Rename = p.aliasedList(paren)
		case keyword.ILIKE, keyword.LIKE, keyword.SIMILAR:
			if s.Pattern != nil {
				return
			}
			if !p.atKw(keyword.SIMILAR) {
				s.Like = p.tok.Keyword.String()
			}
			p.advance()
			p.acceptKw(keyword.TO)
			if p.at(token.Number) {
				p.failCertain("a pattern in quotes")
			}
			s.Pattern = p.operand()
		case keyword.APPLY:
			if !paren && (next.Kind != token.Word || p.joinAhead() > 0) {
				return
			}
			p.advance()
			p.applied(s, paren)
		default:
			return
		}
	}
}

// applied reads the function of ClickHouse's APPLY: its name, a call with its parameters, or a lambda.
func (p *Parser) applied(s *ast.Star, paren bool) {
	if paren {
		p.advance()
	}
	for {
		if k := p.peekKind(1); p.at(token.Word) && k != token.LParen && k != token.Arrow {
			s.Apply = append(s.Apply, p.word("a function"))
		} else {
			s.Apply = append(s.Apply, p.expr())
		}
		if !paren || !p.accept(token.Comma) {
			break
		}
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
}

// columnList reads one column or, in parentheses, several.
func (p *Parser) columnList(paren bool) []*ast.ColumnRef {
	var list []*ast.ColumnRef
	if paren {
		p.advance()
	}
	for {
		n := p.name("a column")
		list = append(list, p.column(n.Span, n.Parts))
		if !paren || !p.accept(token.Comma) || p.at(token.RParen) {
			break
		}
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
	return list
}

// aliasedList reads one "value AS name" or, in parentheses, several.
func (p *Parser) aliasedList(paren bool) []*ast.SelectItem {
	var list []*ast.SelectItem
	if paren {
		p.advance()
	}
	for {
		start := p.here()
		item := &ast.SelectItem{Expr: p.expr()}
		p.acceptKw(keyword.AS)
		name := p.ident("a column's name")
		item.Alias = p.arena.idents.one(name)
		item.Span = p.since(start)
		list = append(list, item)
		if !paren || !p.accept(token.Comma) || p.at(token.RParen) {
			break
		}
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
	return list
}
