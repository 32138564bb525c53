// Package tidb is the front end of the MySQL family: TiDB's parser says what a statement means, and its tree is
// converted whole into package ast's.
//
// TiDB's tree knows where expressions start and little else. So it is read beside the tokens: each construct's
// conversion walks over the construct's own tokens, in source order, and takes the meaning (which operand belongs to
// which operator, which alias to which table) from TiDB's tree. Every span is thereby made of whole tokens, and no text
// is ever searched. Where the two disagree the statement becomes an Opaque that says so; nothing is guessed.
//
// Optimizer hints are comments, and so stay tokens.
package tidb

import (
	"fmt"
	"slices"

	"github.com/pingcap/tidb/pkg/parser"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver" // the literals of TiDB's tree, without TiDB's types

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Frontend parses statements of the MySQL family. It keeps TiDB's parser and its buffers between statements, and is
// not safe for concurrent use: keep one per goroutine.
type Frontend struct {
	dialect *dialect.Dialect
	parser  *parser.Parser
	conv    converter
	src     []byte
}

// New returns a front end for a dialect of the MySQL family.
func New(d *dialect.Dialect) *Frontend {
	return &Frontend{dialect: d, parser: newParser(d)}
}

func newParser(d *dialect.Dialect) *parser.Parser {
	p := parser.New()
	p.SetStrictDoubleTypeCheck(false) // DOUBLE(10) too
	p.SetMariaDB(d.Name == "mariadb")
	return p
}

// Statement parses the one statement whose significant tokens (at least one; no white space, comments or separator
// behind it) are toks; their spans are offsets in text, the whole file. What lies between the tokens is not read, so
// that a selection of tokens is a statement too.
//
// It returns the statement, or the syntax error for which TiDB's parser rejects it. An *ast.OpaqueStmt stands for a
// statement that TiDB accepts and that could not be converted.
func (f *Frontend) Statement(text string, toks []token.Token) (stmt ast.Stmt, syntax *ast.SyntaxError) {
	c := &f.conv
	c.reset(text, toks)
	if len(c.toks) == 1 { // only statement tags, and the end
		return opaque(span(toks), "template tags without SQL"), nil
	}
	if slices.ContainsFunc(toks, func(t token.Token) bool { return t.Kind == token.Number && t.Len() > maxDigits }) {
		return opaque(span(toks), fmt.Sprintf("a number of more than %d digits", maxDigits)), nil
	}
	if err := c.checkNesting(); err != nil {
		return nil, err
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case mismatch:
			stmt = opaque(c.span(), r.reason)
		default: // of TiDB's code or ours; one statement must not take the others with it
			stmt = opaque(c.span(), fmt.Sprintf("internal fault of the MySQL parser: %v", r))
			f.parser = newParser(f.dialect)
		}
	}()
	src := f.sql(text, toks)
	nodes, _, err := f.parser.ParseSQL(src)
	if err != nil {
		return nil, c.syntaxError(src, err)
	}
	if len(nodes) != 1 {
		c.fail("TiDB's parser sees %d statements", len(nodes))
	}
	stmt = c.statement(nodes[0])
	if c.kind() != token.EOF {
		c.fail("`%s` was not expected", c.text())
	}
	return stmt, nil
}

// span is from the first token to the last.
func span(toks []token.Token) source.Span {
	return source.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}
}

func opaque(s source.Span, reason string) *ast.OpaqueStmt {
	return &ast.OpaqueStmt{Span: s, Opaque: &ast.Opaque{Span: s, Reason: reason}}
}

// sql is what TiDB's parser gets: the bytes of the tokens at their distances, so that its offsets are ours, with
// template tags replaced by names of the same length and all else by spaces.
func (f *Frontend) sql(text string, toks []token.Token) string {
	all := span(toks)
	plain := true
	end := all.Start
	for _, t := range toks {
		if t.Kind == token.Tag || t.Kind == token.TagStmt || !blank(text[end:t.Start]) {
			plain = false
			break
		}
		end = t.End
	}
	if plain {
		return all.In(text)
	}
	f.src = append(f.src[:0], all.In(text)...)
	fill := func(from, to int32, c byte) {
		for i := from - all.Start; i < to-all.Start; i++ {
			if c != ' ' || f.src[i] != '\n' {
				f.src[i] = c
			}
		}
	}
	end = all.Start
	for _, t := range toks {
		fill(end, t.Start, ' ')
		switch t.Kind {
		case token.Tag:
			fill(t.Start, t.End, 't')
		case token.TagStmt:
			fill(t.Start, t.End, ' ')
		}
		end = t.End
	}
	return string(f.src)
}

// blank reports whether s is nothing but the white space that TiDB's lexer skips.
func blank(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != ' ' && (c < '\t' || c > '\r') {
			return false
		}
	}
	return true
}

// maxDigits is how long a number is at most that TiDB's parser is given: MySQL's decimals have no more digits, and its
// stand-in for them gives up on longer ones.
const maxDigits = 65

// Bounds of one statement. TiDB's parser keeps its stack on the heap, but its tree and ours are walked recursively.
const (
	maxParens = 4_000  // open parentheses
	maxDepth  = 60_000 // operators, keywords and parentheses on the way from the root to a leaf
	// TiDB's parser takes quadratic time for joins without conditions.
	joinWeight = 8
)

// checkNesting bounds the depth of the tree before there is one. A node below another has at least one operator,
// keyword or parenthesis more before it since the last comma, except that each comma of a FROM is a join.
func (c *converter) checkNesting() *ast.SyntaxError {
	type level struct {
		base, depth int // at the opening parenthesis, and now
		from        bool
	}
	stack := make([]level, 1, 16)
	for _, t := range c.toks {
		top := &stack[len(stack)-1]
		switch t.Kind {
		case token.Word:
			if t.Keyword == 0 {
				continue
			}
			switch word := t.In(c.src); {
			case fold(word, "FROM"), fold(word, "UPDATE"):
				top.from = true
			case fold(word, "JOIN"):
				top.depth += joinWeight
			case fold(word, "SELECT"), fold(word, "WHERE"), fold(word, "SET"), fold(word, "GROUP"), fold(word, "ORDER"):
				top.from = false
			}
			top.depth++
		case token.QuotedName, token.String, token.Number, token.Param, token.Tag, token.Dot, token.EOF:
		case token.Comma:
			if top.from {
				top.depth++
			} else {
				top.depth = top.base
			}
		case token.RParen:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case token.LParen:
			stack = append(stack, level{base: top.depth + 1, depth: top.depth + 1, from: top.from})
		default:
			top.depth++
		}
		if len(stack) > maxParens || stack[len(stack)-1].depth > maxDepth {
			c.unjudged = true
			return &ast.SyntaxError{
				Span: t.Span, Found: t.In(c.src), Expected: "a statement that nests less deeply",
				Message: fmt.Sprintf("the statement is nested too deeply to be read: more than %d parentheses or %d "+
					"operators inside each other; split it into common table expressions", maxParens, maxDepth),
			}
		}
	}
	return nil
}
