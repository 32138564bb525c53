package tidb

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/pingcap/tidb/pkg/parser"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// syntaxError translates an error of TiDB's parser about sql. TiDB says where it stopped by quoting the rest of what it
// read, or its first 2048 bytes and how long it is; it does not say what could have stood there.
func (c *converter) syntaxError(sql string, err error) *ast.SyntaxError {
	msg := err.Error()
	_, rest, ok := strings.Cut(msg, ` near "`)
	if !ok { // about the whole of it: an unknown collation, two options that exclude each other
		c.unjudged = strings.Contains(msg, ":1115]") || strings.Contains(msg, ":1273]") // of a character set or collation
		if i := strings.IndexByte(msg, ']'); i > 0 && msg[0] == '[' {                   // the number of the error
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
	if open := c.unclosed(); open >= 0 && open < i {
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
		var hint string
		e.Expected, hint = c.hint(i)
		e.Message = fmt.Sprintf("%s is not understood here: %s", quoted(e.Found), hint)
	}
	return e
}

// errorAtEnd is the error that the statement ends too early. Its span is the last byte read.
func (c *converter) errorAtEnd() *ast.SyntaxError {
	i := len(c.toks) - 2
	t := c.toks[i]
	e := &ast.SyntaxError{Span: source.Span{Start: t.End - 1, End: t.End}}
	reason := "something is missing behind " + quoted(t.In(c.src))
	if c.wantsOperand(i) {
		e.Certain, e.Expected = true, "what belongs behind "+quoted(t.In(c.src))
	} else if expected, hint := c.unfinished(i + 1); expected != "" {
		e.Expected, reason = expected, hint
	}
	e.Message = "the statement ends too early: " + reason
	return e
}

// wantsOperand reports whether something must follow token i in any dialect.
func (c *converter) wantsOperand(i int) bool {
	t := c.toks[i]
	switch t.Kind {
	case token.Comma, token.Dot, token.LParen, token.Eq, token.Ne, token.Lt, token.Le, token.Gt, token.Ge, token.Plus,
		token.Minus, token.Slash, token.Percent, token.Assign, token.NullSafeEq, token.Concat, token.DoubleAmp:
		return true
	case token.Word:
		switch upper(t.In(c.src)) {
		case "AND", "OR", "NOT", "WHERE", "HAVING", "BY", "ON", "FROM", "JOIN", "IN", "LIKE", "BETWEEN", "WHEN", "THEN", "SET":
			return true
		}
	}
	return false
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

// hint says what may be wrong with the token at i, at which TiDB's parser stopped.
func (c *converter) hint(i int) (expected, message string) {
	t := c.toks[i]
	text := upper(t.In(c.src))
	if i == 0 {
		if w := misspelt(text); w != "" {
			return w, fmt.Sprintf("is `%s` meant?", w)
		}
		return "a statement", "no statement begins with it"
	}
	prev := c.toks[i-1]
	before := upper(prev.In(c.src))
	isClause := t.Kind == token.Word && slices.Contains(clauses, text)
	switch {
	case prev.Kind == token.Comma && isClause:
		return "a further item", "the comma before it is one too many, or what belongs behind the comma is missing"
	case (before == "GROUP" || before == "ORDER" || before == "PARTITION") && text != "BY":
		return "BY", fmt.Sprintf("`%s` wants a `BY` behind it", prev.In(c.src))
	case t.Kind == token.Word && misspelt(text) != "":
		return misspelt(text), fmt.Sprintf("is `%s` meant?", misspelt(text))
	case prev.Kind == token.Word && misspelt(before) != "":
		return misspelt(before), fmt.Sprintf("is `%s` meant instead of `%s` before it?", misspelt(before), prev.In(c.src))
	case t.Kind == token.Star && prev.Kind == token.LParen && i > 1 && c.toks[i-2].End < prev.Start:
		return "", "MySQL wants no space between the name of a function and its parenthesis"
	case t.Kind == token.DoubleColon:
		return "", "MySQL has no `::`; write CAST(value AS type)"
	case t.Kind == token.Stray, t.Kind == token.LBracket, t.Kind == token.RBracket, t.Kind == token.Colon, t.Kind == token.FatArrow:
		return "", "it means nothing in MySQL"
	}
	if expected, message = c.unfinished(i); expected != "" {
		return expected, message
	}
	names := prev.Kind == token.Comma || prev.Kind == token.Dot || before == "AS" || before == "FROM" || before == "JOIN" ||
		before == "(" || before == "INTO" || before == "TABLE"
	switch {
	case t.Kind == token.Word && reserved()[text] && names:
		return "a name", "it is a reserved word of MySQL; to use it as a name, write it in backquotes"
	case c.wantsOperand(i - 1):
		return "what belongs behind " + quoted(prev.In(c.src)), fmt.Sprintf("something is missing behind %s", quoted(prev.In(c.src)))
	case t.Kind == token.Word || t.Kind == token.QuotedName || t.Kind == token.String || t.Kind == token.Number:
		return "", fmt.Sprintf("a comma, an operator or a keyword may be missing between it and %s", quoted(prev.In(c.src)))
	}
	return "", fmt.Sprintf("it cannot stand behind %s", quoted(prev.In(c.src)))
}

// unfinished says what is begun and not ended before token i: a CASE without its END, an outer join without its ON.
func (c *converter) unfinished(i int) (expected, message string) {
	depth, ends := 0, 0
	on := false
	for i--; i >= 0 && depth >= 0; i-- {
		switch t := c.toks[i]; {
		case t.Kind == token.RParen:
			depth++
		case t.Kind == token.LParen:
			depth--
		case t.Kind != token.Word || depth > 0:
		case fold(t.In(c.src), "END"):
			ends++
		case fold(t.In(c.src), "CASE"):
			if ends--; ends < 0 {
				return "END", "a `CASE` before it has no `END`"
			}
		case fold(t.In(c.src), "ON"), fold(t.In(c.src), "USING"), fold(t.In(c.src), "SELECT"):
			on = true
		case fold(t.In(c.src), "JOIN") && !on && i > 0:
			kind := upper(c.toks[i-1].In(c.src))
			if kind == "OUTER" && i > 1 {
				kind = upper(c.toks[i-2].In(c.src))
			}
			if kind == "LEFT" || kind == "RIGHT" {
				return "ON", fmt.Sprintf("the `%s JOIN` before it has no `ON`, which says how the rows belong together", kind)
			}
			on = true
		}
	}
	return "", ""
}

// reserved are MySQL's keywords: true for those that are names only in backquotes.
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
	if _, known := reserved()[word]; known || len(word) < 3 {
		return ""
	}
	return keyword.Meant(word, clauses...)
}
