package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// inner reads the SQL that a string holds: the body of a function, what EXECUTE IMMEDIATE runs. Its spans are those of
// the file. False when it holds none that is wholly understood.
func (p *Parser) inner(t *token.Token) ([]*ast.Statement, bool) {
	if p.depth > maxDepth/2 {
		return nil, false
	}
	sub := p.within(t)
	if sub == nil {
		return nil, false
	}
	var list []*ast.Statement
	for sub.More(sub.i) {
		s := sub.statement(false)
		if s.State == ast.Partial || s.State == ast.Invalid {
			return nil, false
		}
		list = append(list, s)
	}
	return list, len(list) > 0
}

// within returns a parser of the SQL that a string holds; nil when its text cannot be read in place. A quote in it is
// written twice: where it opens or closes a string, one of the two is taken for a space.
func (p *Parser) within(t *token.Token) *Parser {
	text := t.In(p.text)
	open := strings.IndexAny(text, `'"$`)
	n := 1
	q := text[0]|0x20 == 'q' || open == 2 && text[1]|0x20 == 'q' // q'[...]'
	switch {
	case q:
		n = 2
	case text[open] == '$':
		n = strings.IndexByte(text[1:], '$') + 2
	case p.d.TripleQuotes && len(text) >= 6 && text[1] == text[0] && text[2] == text[0]:
		n = 3
	}
	start, end := open+n, len(text)-n
	body := text[start:end]
	if n == 1 && text[open] != '$' {
		if p.d.Escapes != dialect.NoEscapes {
			body = strings.ReplaceAll(body, `\'`, `''`)
		}
		if strings.IndexByte(body, text[open]) >= 0 {
			body = halveQuotes(body, text[open])
		}
	}
	toks := token.Lex(body, p.d)
	at := t.Start + int32(start)
	for i := range toks {
		toks[i].Start += at
		toks[i].End += at
	}
	sub := newParser(p.text[:t.Start+int32(end)], toks, p.d, p.templated)
	token.Release(toks)
	sub.depth = p.depth
	return sub
}

// halveQuotes turns the first and the second of two quotes into a space by turns, so that the text keeps its length:
// ”a” becomes 'a' with a space on either side.
func halveQuotes(s string, quote byte) string {
	b := []byte(s)
	opens := true
	for i := 0; i+1 < len(b); i++ {
		if b[i] != quote || b[i+1] != quote {
			continue
		}
		if opens {
			b[i] = ' '
		} else {
			b[i+1] = ' '
		}
		opens = !opens
		i++
	}
	return string(b)
}
