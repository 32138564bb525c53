package parser

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/grammar"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/tidb"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// readings reads a text with statement tags: each region by itself, and in it each branch of the choices in one
// reading at least. What two readings have in common counts once.
func (t *Tree) readings() {
	var tags []template.Part
	for i := range t.Tokens {
		if tok := &t.Tokens[i]; tok.Kind == token.TagStmt {
			tags = append(tags, template.Part{Start: int(tok.Start), End: int(tok.End)})
		}
	}
	regions, faults := template.Regions(t.File.Text, tags)
	r := reader{Tree: t}
	if t.Dialect.TiDB {
		r.tidb = tidb.New(t.Dialect)
	}
	for _, region := range regions {
		r.region(region)
	}
	for _, f := range faults {
		t.fault(f)
	}
	slices.SortStableFunc(t.Statements, func(a, b *ast.Statement) int { return int(a.Start - b.Start) })
	t.renumber()
}

// A reader reads the regions of one file.
type reader struct {
	*Tree
	tidb *tidb.Frontend
	all  []variant       // the statements of the region at hand
	at   map[int32][]int // those that begin at an offset
}

// A variant is a statement with the tokens that it was read from.
type variant struct {
	stmt *ast.Statement
	toks []token.Token
}

// region reads one region and adds its statements, numbered so that the variants of one have one number.
func (r *reader) region(region *template.Region) {
	r.all, r.at = r.all[:0], map[int32][]int{}
	readings, unread := region.Readings(r.separates)
	for _, parts := range readings {
		before := len(r.all)
		r.reading(r.selected(parts), !region.Own())
		for _, v := range r.all[before:] {
			v.stmt.Omitted = r.omitted(v.stmt.Span, parts)
		}
	}
	if region.Variable() && !slices.ContainsFunc(r.all, func(v variant) bool { return understood(v.stmt) }) {
		for _, v := range r.all { // a message, as far as one can tell
			r.Unread = append(r.Unread, v.stmt.Span)
		}
		return
	}
	slices.SortStableFunc(r.all, func(a, b variant) int { return int(a.stmt.Start - b.stmt.Start) })
	number, end := 0, int32(-1)
	for _, v := range r.all {
		if v.stmt.Start >= end {
			number = len(r.Statements) + 1
		}
		v.stmt.Number = number
		end = max(end, v.stmt.End)
		r.Statements = append(r.Statements, v.stmt)
	}
	for _, part := range unread {
		r.Unread = append(r.Unread, source.Span{Start: int32(part.Start), End: int32(part.End)})
	}
}

// understood reports whether the beginning of a statement is SQL.
func understood(s *ast.Statement) bool {
	_, opaque := s.Body.(*ast.OpaqueStmt)
	return !opaque
}

// renumber lets the numbers of the statements count from 1 in the order of the text.
func (t *Tree) renumber() {
	numbers := map[int]int{}
	for _, s := range t.Statements {
		if numbers[s.Number] == 0 {
			t.Count++
			numbers[s.Number] = t.Count
		}
		s.Number = numbers[s.Number]
	}
}

// selected are the tokens of some parts of the text.
func (r *reader) selected(parts []template.Part) []token.Token {
	var out []token.Token
	i := 0
	for _, p := range parts {
		from, _ := slices.BinarySearchFunc(r.Tokens[i:], int32(p.Start), func(t token.Token, at int32) int { return int(t.Start - at) })
		for i += from; i < len(r.Tokens) && r.Tokens[i].End <= int32(p.End); i++ {
			if tok := r.Tokens[i]; !tok.Kind.Trivia() && tok.Kind != token.TagStmt {
				out = append(out, tok)
			}
		}
	}
	return out
}

// omitted are the stretches of a statement that are in none of the parts, and hold more than tags and white space.
func (r *reader) omitted(span source.Span, parts []template.Part) []source.Span {
	var out []source.Span
	at := span.Start
	first, _ := slices.BinarySearchFunc(parts, int(span.Start), func(p template.Part, at int) int { return p.End - at - 1 })
	for _, p := range parts[first:] {
		if gap := (source.Span{Start: at, End: int32(p.Start)}); gap.Start < gap.End {
			if held := r.selected([]template.Part{{Start: int(gap.Start), End: int(gap.End)}}); len(held) > 0 {
				out = append(out, source.Span{Start: held[0].Start, End: held[len(held)-1].End})
			}
		}
		if at = int32(p.End); at >= span.End {
			break
		}
	}
	return out
}

// separators are the words between the rounds of a loop.
var separators = keyword.SetOf(
	keyword.UNION, keyword.ALL, keyword.DISTINCT, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS, keyword.AND, keyword.OR,
	keyword.JOIN, keyword.CROSS, keyword.INNER, keyword.LEFT, keyword.FULL, keyword.OUTER, keyword.NATURAL,
)

// separates reports whether a part of the text only separates what stands around it.
func (r *reader) separates(part template.Part) bool {
	for _, tok := range r.selected([]template.Part{part}) {
		switch tok.Kind {
		case token.Comma, token.Concat, token.Plus:
		case token.Word:
			if !separators.Has(tok.Keyword) {
				return false
			}
		case token.Tag:
			if !template.Blank(tok.In(r.File.Text)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// reading reads one selection of tokens. A body may be a fragment instead of statements.
func (r *reader) reading(toks []token.Token, body bool) {
	if len(toks) == 0 {
		return
	}
	p := r.parser(toks)
	before, whole := len(r.all), true
	front := r.front(p)
	for i, ok := p.At(0); ok; i, ok = p.At(i) {
		if end := p.End(i); r.known(p.Tokens()[i:end]) {
			i = end
			continue
		}
		p.At(i)
		s, next := front(i)
		r.add(s, p.Tokens()[i:next])
		whole = whole && (s.State == ast.Complete || s.State == ast.OtherState)
		i = next
	}
	if whole || !body {
		return
	}
	p = r.parser(toks)
	if f := p.Fragment(); f.State == ast.Complete {
		toks = p.Tokens()[:len(p.Tokens())-1]
		r.all = r.all[:before]
		if !r.known(toks) {
			r.add(f, toks)
		}
	}
}

// front is what reads a statement that begins at a token of p, and returns the token behind it.
func (r *reader) front(p *grammar.Parser) func(int) (*ast.Statement, int) {
	if r.tidb == nil {
		return func(int) (*ast.Statement, int) { return p.Statement() }
	}
	family := mysql{d: r.Dialect, p: p, tidb: r.tidb, text: r.File.Text, toks: p.Tokens()}
	return family.statement
}

// add adds a statement to those of the region.
func (r *reader) add(s *ast.Statement, toks []token.Token) {
	r.at[s.Start] = append(r.at[s.Start], len(r.all))
	r.all = append(r.all, variant{s, toks})
}

// known reports whether an earlier reading has the very same statement.
func (r *reader) known(toks []token.Token) bool {
	return len(toks) > 0 && slices.ContainsFunc(r.at[toks[0].Start], func(i int) bool {
		return i < len(r.all) && slices.Equal(r.all[i].toks, toks)
	})
}

// fault makes a statement of a template tag without a partner: nothing that stands around it can be relied on.
func (t *Tree) fault(f template.Fault) {
	span := source.Span{Start: int32(f.Start), End: int32(f.End)}
	e := &ast.SyntaxError{Span: span, Found: span.In(t.File.Text), Expected: f.Expected, Message: f.Message, Certain: true}
	o := &ast.Opaque{Span: span, Reason: f.Message}
	t.Statements = append(t.Statements, &ast.Statement{
		Span: span, State: ast.Invalid, Body: &ast.OpaqueStmt{Span: span, Opaque: o},
		Errors: []*ast.SyntaxError{e}, Opaques: []*ast.Opaque{o}, Number: -len(t.Statements) - 1,
	})
}
