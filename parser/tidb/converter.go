package tidb

import (
	"fmt"
	"strings"

	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A converter walks over the tokens of one statement while it converts TiDB's tree of it.
type converter struct {
	src  string        // the whole file
	toks []token.Token // significant tokens, and EOF behind the last; a name that holds template tags is one Tag
	pos  int           // the next token
	// closing is the index of the parenthesis that closes the one at an index, or 0.
	closing []int32
	base    int32 // the offset in src of what TiDB calls offset 0
	joins   joinConverter
	// unjudged is set when TiDB's parser stopped for another reason than the statement's syntax: a bound, or the name of a
	// character set that MySQL's server may know.
	unjudged bool
}

// mismatch is the panic with which a conversion gives up; Statement recovers it.
type mismatch struct{ reason string }

func (c *converter) fail(format string, args ...any) {
	panic(mismatch{"the MySQL parser's tree could not be read: " + fmt.Sprintf(format, args...)})
}

// reset prepares for the statement of those tokens.
func (c *converter) reset(src string, toks []token.Token) {
	c.src, c.pos, c.base, c.joins, c.unjudged = src, 0, toks[0].Start, joinConverter{}, false
	c.toks = c.toks[:0]
	for _, t := range toks {
		if t.Kind == token.TagStmt {
			continue
		}
		dollar := c.dollar(t)
		if dollar {
			t.Kind = token.Word
		}
		// A tag and the names and digits that it touches are one name, as are the pieces of a name with dollar signs.
		if n := len(c.toks) - 1; n >= 0 && c.toks[n].End == t.Start && nameLike(t.Kind) && nameLike(c.toks[n].Kind) &&
			(dollar || t.Kind == token.Tag || c.toks[n].Kind == token.Tag) {
			last := &c.toks[n]
			last.Keyword, last.End = 0, t.End
			if t.Kind == token.Tag {
				last.Kind = token.Tag
			}
			continue
		}
		c.toks = append(c.toks, t)
	}
	end := toks[len(toks)-1].End
	c.toks = append(c.toks, token.Token{Span: source.Span{Start: end, End: end}, Kind: token.EOF})

	c.closing = append(c.closing[:0], make([]int32, len(c.toks))...)
	var open []int32
	for i, t := range c.toks {
		switch t.Kind {
		case token.LParen:
			open = append(open, int32(i))
		case token.RParen:
			if n := len(open); n > 0 {
				c.closing[open[n-1]] = int32(i)
				open = open[:n-1]
			}
		}
	}
}

// dollar reports whether t is part of a name that the lexer cut at a dollar sign: $x and x$ are names in MySQL.
func (c *converter) dollar(t token.Token) bool {
	return (t.Kind == token.Param || t.Kind == token.Stray) && c.src[t.Start] == '$' && !strings.HasPrefix(t.In(c.src), "${")
}

func nameLike(k token.Kind) bool { return k == token.Word || k == token.Number || k == token.Tag }

// span is the whole statement's.
func (c *converter) span() source.Span {
	return source.Span{Start: c.toks[0].Start, End: c.toks[len(c.toks)-1].End}
}

// ---- tokens ----

func (c *converter) kind() token.Kind { return c.toks[c.pos].Kind }
func (c *converter) start() int32     { return c.toks[c.pos].Start }
func (c *converter) text() string     { return c.toks[c.pos].In(c.src) }
func (c *converter) next() token.Token {
	t := c.toks[c.pos]
	c.pos = min(c.pos+1, len(c.toks)-1)
	return t
}

// peek is the token n behind the next.
func (c *converter) peek(n int) token.Token { return c.toks[min(c.pos+n, len(c.toks)-1)] }

// since is the span from an offset to the end of the last token read.
func (c *converter) since(start int32) source.Span {
	end := start
	if c.pos > 0 {
		end = c.toks[c.pos-1].End
	}
	if end <= start {
		c.fail("a node without tokens before `%s`", c.text())
	}
	return source.Span{Start: start, End: end}
}

// fold reports whether s is the upper-case word, in any case.
func fold(s, word string) bool {
	if len(s) != len(word) {
		return false
	}
	for i := range len(s) {
		b := s[i]
		if 'a' <= b && b <= 'z' {
			b -= 'a' - 'A'
		}
		if b != word[i] {
			return false
		}
	}
	return true
}

// wordAt reports whether the token n behind the next is that word, unquoted.
func (c *converter) wordAt(n int, word string) bool {
	t := c.peek(n)
	return t.Kind == token.Word && fold(t.In(c.src), word)
}

// is reports whether the next tokens are those words.
func (c *converter) is(words ...string) bool {
	for i, w := range words {
		if !c.wordAt(i, w) {
			return false
		}
	}
	return true
}

// isOne reports whether the next token is one of those words.
func (c *converter) isOne(words ...string) bool {
	for _, w := range words {
		if c.wordAt(0, w) {
			return true
		}
	}
	return false
}

// accept moves behind those words if they come next.
func (c *converter) accept(words ...string) bool {
	if !c.is(words...) {
		return false
	}
	c.pos += len(words)
	return true
}

// acceptOne moves behind one of those words if it comes next.
func (c *converter) acceptOne(words ...string) bool {
	if !c.isOne(words...) {
		return false
	}
	c.pos++
	return true
}

func (c *converter) expect(words ...string) {
	if !c.accept(words...) {
		c.fail("%s was expected where `%s` stands", strings.Join(words, " "), c.text())
	}
}

// op moves behind a token of that kind if it comes next.
func (c *converter) op(k token.Kind) bool {
	if c.kind() != k {
		return false
	}
	c.next()
	return true
}

func (c *converter) expectOp(k token.Kind, what string) {
	if !c.op(k) {
		c.fail("%s was expected where `%s` stands", what, c.text())
	}
}

func (c *converter) open()  { c.expectOp(token.LParen, "(") }
func (c *converter) close() { c.expectOp(token.RParen, ")") }
func (c *converter) comma() { c.expectOp(token.Comma, "a comma") }

// skipParens moves behind the parenthesis that closes the one that comes next.
func (c *converter) skipParens() {
	if c.kind() != token.LParen || c.closing[c.pos] == 0 {
		c.fail("( was expected where `%s` stands", c.text())
	}
	c.pos = int(c.closing[c.pos]) + 1
}

// list reads n things with commas between them.
func (c *converter) list(n int, read func(i int)) {
	for i := range n {
		if i > 0 {
			c.comma()
		}
		read(i)
	}
}

// ---- names ----

// ident reads a name that is want, in any case.
func (c *converter) ident(want string) ast.Ident {
	id, tag := c.anyIdent()
	if !tag && id.Name != want && !strings.EqualFold(id.Name, want) {
		c.fail("`%s` was expected where `%s` stands", want, id.Name)
	}
	return id
}

// anyIdent reads a name, and reports whether it holds a template tag.
func (c *converter) anyIdent() (id ast.Ident, tag bool) {
	t := c.next()
	text := t.In(c.src)
	switch {
	case t.Kind == token.Word:
		return ast.Ident{Span: t.Span, Name: text}, false
	case t.Kind == token.Tag:
		return ast.Ident{Span: t.Span, Name: text}, true
	case t.Kind == token.QuotedName:
		return ast.Ident{Span: t.Span, Name: unquoteName(text), Quote: text[0]}, false
	}
	c.fail("a name was expected where `%s` stands", text)
	return ast.Ident{}, false
}

// label reads an alias, which may be a string.
func (c *converter) label(want string) *ast.Ident {
	if c.kind() == token.String {
		t := c.next()
		text := t.In(c.src)
		return &ast.Ident{Span: t.Span, Name: unquoteString(text), Quote: text[0]}
	}
	id := c.ident(want)
	return &id
}

// qualified reads a name of those parts, of which leading empty ones do not stand there. It reports whether a part
// holds a template tag.
func (c *converter) qualified(want ...string) (parts []ast.Ident, tag bool) {
	for want[0] == "" && len(want) > 1 {
		want = want[1:]
	}
	parts = make([]ast.Ident, 0, len(want))
	for i, w := range want {
		if i > 0 {
			c.expectOp(token.Dot, "a dot")
		}
		tag = tag || c.kind() == token.Tag
		parts = append(parts, c.ident(w))
	}
	return parts, tag
}

func (c *converter) columnParts(n *tast.ColumnName) (parts []ast.Ident, tag bool) {
	return c.qualified(n.Schema.O, n.Table.O, n.Name.O)
}

// columnName reads a column's name where no value stands: in a list of columns.
func (c *converter) columnName(n *tast.ColumnName) *ast.Name {
	start := c.start()
	p, _ := c.columnParts(n)
	return &ast.Name{Span: c.since(start), Parts: p}
}

// columnIdent reads a column's name, and keeps its last part.
func (c *converter) columnIdent(n *tast.ColumnName) ast.Ident {
	p, _ := c.columnParts(n)
	return p[len(p)-1]
}

// column reads a reference to a column.
func (c *converter) column(n *tast.ColumnName) *ast.ColumnRef {
	start := c.start()
	p, _ := c.columnParts(n)
	return &ast.ColumnRef{Span: c.since(start), Parts: p}
}

// columnExpr reads a reference to a column where a value stands: a Hole when a template tag is part of it.
func (c *converter) columnExpr(n *tast.ColumnName) ast.Expr {
	start := c.start()
	p, tag := c.columnParts(n)
	span := c.since(start)
	if tag {
		return &ast.Hole{Span: span, Text: span.In(c.src)}
	}
	return &ast.ColumnRef{Span: span, Parts: p}
}

// idents reads names with commas between them.
func (c *converter) idents(names []tast.CIStr) []ast.Ident {
	list := make([]ast.Ident, len(names))
	c.list(len(names), func(i int) { list[i] = c.ident(names[i].O) })
	return list
}

// identList reads (a, b) where there are names.
func (c *converter) identList(names []tast.CIStr) []ast.Ident {
	if len(names) == 0 {
		return nil
	}
	c.open()
	defer c.close()
	return c.idents(names)
}

// word reads a keyword that stands where a value would.
func (c *converter) word() *ast.Word {
	t := c.next()
	switch t.Kind {
	case token.Word, token.QuotedName, token.String:
		return &ast.Word{Span: t.Span, Text: t.In(c.src)}
	}
	c.fail("a word was expected where `%s` stands", t.In(c.src))
	return nil
}

// clause is the clause from an offset to here.
func (c *converter) clause(kind string, start int32, exprs ...ast.Expr) *ast.Clause {
	return &ast.Clause{Span: c.since(start), Kind: kind, Exprs: exprs}
}

// ---- text ----

// unquoteName is a quoted name without its quotes.
func unquoteName(text string) string {
	q := text[:1]
	name := text[1 : len(text)-1]
	if strings.Contains(name, q) {
		name = strings.ReplaceAll(name, q+q, q)
	}
	return name
}

// unquoteString is the value of a string literal of MySQL, which may have a prefix (N, _utf8mb4).
func unquoteString(text string) string {
	open := strings.IndexAny(text, `'"`)
	if open < 0 || len(text) < open+2 {
		return text
	}
	q := text[open]
	text = text[open+1 : len(text)-1]
	if strings.IndexByte(text, '\\') < 0 && strings.IndexByte(text, q) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch ch := text[i]; {
		case ch == q: // doubled
			i++
			b.WriteByte(q)
		case ch == '\\' && i+1 < len(text):
			i++
			switch e := text[i]; e {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
				b.WriteByte('\r')
			case 'b':
				b.WriteByte('\b')
			case '0':
				b.WriteByte(0)
			case 'Z':
				b.WriteByte(26)
			case '%', '_':
				b.WriteByte('\\')
				b.WriteByte(e)
			default:
				b.WriteByte(e)
			}
		default:
			b.WriteByte(ch)
		}
	}
	return b.String()
}
