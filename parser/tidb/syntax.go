package tidb

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/pingcap/tidb/pkg/parser"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// syntaxError translates an error of TiDB's parser about sql. TiDB says where it stopped by quoting the rest of what it
// read, or its first 2048 bytes and how long it is; it does not say what could have stood there.
func (c *converter) syntaxError(sql string, err error) *ast.SyntaxError {
	msg := err.Error()
	_, rest, ok := strings.Cut(msg, ` near "`)
	if !ok { // about the whole of it: an unknown collation, two options that exclude each other
		if i := strings.IndexByte(msg, ']'); i > 0 && msg[0] == '[' { // the number of the error
			msg = msg[i+1:]
		}
		return &ast.SyntaxError{Span: c.span(), Message: "MySQL does not accept this: " + lowerFirst(msg)}
	}
	left, reason := 0, ""
	if i := strings.LastIndexByte(rest, '"'); i >= 0 {
		left, reason = i, strings.TrimSpace(rest[i+1:])
	}
	if i := strings.LastIndex(reason, "(total length "); i >= 0 {
		if n, err := strconv.Atoi(strings.TrimSuffix(reason[i+len("(total length "):], ")")); err == nil {
			left, reason = n, strings.TrimSpace(reason[:i])
		}
	}
	e := c.errorAt(len(sql) - left)
	if reason != "" {
		e.Message = fmt.Sprintf("MySQL does not accept this near %s: %s", quoted(e.Found), lowerFirst(reason))
	}
	return e
}

func lowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && 'a' <= s[1] && s[1] <= 'z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}

func quoted(text string) string {
	if text == "" {
		return "its end"
	}
	return "`" + text + "`"
}

// errorAt is the error that the token at one of TiDB's offsets is not understood.
func (c *converter) errorAt(offset int) *ast.SyntaxError {
	last := len(c.toks) - 1 // EOF
	at := c.base + int32(min(max(offset, 0), int(c.toks[last].Start-c.base)))
	i := sort.Search(last, func(i int) bool { return c.toks[i].End > at })
	if open := c.unclosed(); open >= 0 && i == last {
		t := c.toks[open]
		return &ast.SyntaxError{
			Span: t.Span, Found: t.In(c.src), Expected: "a closing parenthesis", Certain: true,
			Message: "this parenthesis is never closed",
		}
	}
	if i == last {
		return c.errorAtEnd()
	}
	t := c.toks[i]
	e := &ast.SyntaxError{Span: t.Span, Found: t.In(c.src)}
	if r := []rune(e.Found); len(r) > 60 {
		e.Found = string(r[:60]) + "..."
	}
	switch {
	case t.Kind == token.Unclosed:
		e.Expected, e.Certain = "a closing quote", true
		e.Message = fmt.Sprintf("%s is never closed", quoted(e.Found))
	case t.Kind == token.RParen && c.unopened(i):
		e.Expected, e.Certain = "the end of the statement", true
		e.Message = "this closing parenthesis has no opening one"
	default:
		e.Expected, e.Message = c.hint(i)
		e.Message = fmt.Sprintf("%s is not understood here: %s", quoted(e.Found), e.Message)
	}
	return e
}

// errorAtEnd is the error that the statement ends too early. Its span is the last byte read.
func (c *converter) errorAtEnd() *ast.SyntaxError {
	t := c.toks[len(c.toks)-2]
	text := t.In(c.src)
	e := &ast.SyntaxError{
		Span:    source.Span{Start: t.End - 1, End: t.End},
		Message: fmt.Sprintf("the statement ends too early: something is missing behind %s", quoted(text)),
	}
	switch t.Kind {
	case token.Comma, token.Dot, token.LParen, token.Eq, token.Ne, token.Lt, token.Le, token.Gt, token.Ge, token.Plus,
		token.Minus, token.Slash, token.Percent, token.Assign, token.NullSafeEq, token.Concat, token.DoubleAmp:
		e.Certain = true
	case token.Word:
		switch upper(text) {
		case "AND", "OR", "NOT", "WHERE", "HAVING", "BY", "ON", "FROM", "JOIN", "IN", "LIKE", "BETWEEN", "WHEN", "THEN", "SET":
			e.Certain = true
		}
	}
	if e.Certain {
		e.Expected = "what belongs behind " + quoted(text)
	}
	return e
}

// unclosed is the first parenthesis that is never closed, or -1.
func (c *converter) unclosed() int {
	for i, t := range c.toks {
		if t.Kind == token.LParen && c.closing[i] == 0 {
			return i
		}
	}
	return -1
}

// unopened reports whether the closing parenthesis at token i closes nothing.
func (c *converter) unopened(i int) bool {
	for open := range i {
		if int(c.closing[open]) == i {
			return false
		}
	}
	return true
}

// clauses are the words that people misspell with the worst effect: what follows is taken for something else.
var clauses = []string{
	"SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "UNION",
	"VALUES", "UPDATE", "INSERT", "DELETE", "INTO", "CREATE", "BETWEEN", "DISTINCT", "WITH", "CASE", "WHEN", "THEN",
}

// hint says what may be wrong with the token at i, which TiDB's parser did not expect.
func (c *converter) hint(i int) (expected, message string) {
	t := c.toks[i]
	text := upper(t.In(c.src))
	before := ""
	if i > 0 {
		before = upper(c.toks[i-1].In(c.src))
	}
	isClause := false
	for _, w := range clauses {
		isClause = isClause || text == w
	}
	switch {
	case i > 0 && c.toks[i-1].Kind == token.Comma && isClause:
		return "a further item", "the comma before it is one too many, or what belongs behind the comma is missing"
	case t.Kind == token.Word && misspelt(text) != "":
		return misspelt(text), fmt.Sprintf("is `%s` meant?", misspelt(text))
	case i > 0 && c.toks[i-1].Kind == token.Word && misspelt(before) != "":
		return misspelt(before), fmt.Sprintf("is `%s` meant instead of `%s` before it?", misspelt(before), c.toks[i-1].In(c.src))
	case t.Kind == token.Word && reserved()[text] && (before == "AS" || before == "," || before == "FROM" || before == "JOIN" || before == "("):
		return "a name", "it is a reserved word of MySQL; to use it as a name, write it in backquotes"
	}
	return "", "what stands before it is complete without it, or needs something else first"
}

// reserved are the words that MySQL takes for names only in backquotes.
var reserved = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, k := range parser.Keywords {
		m[k.Word] = k.Reserved
	}
	return m
})

// misspelt is the clause's keyword that word is but for one letter too many, missing or wrong, or two swapped; "" when
// there is none.
func misspelt(word string) string {
	if len(word) < 3 || reserved()[word] {
		return ""
	}
	for _, w := range clauses {
		if oneOff(word, w) {
			return w
		}
	}
	return ""
}

// oneOff reports whether one edit or one swap of neighbours makes b of a.
func oneOff(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch len(a) - len(b) {
	case 1:
		return a[1:] == b
	case -1:
		return a == b[1:]
	case 0:
		return a != "" && (a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:])
	}
	return false
}
