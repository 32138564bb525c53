// Package parser reads a file of SQL into statements: it lexes, splits, asks the front end of the dialect, and for the
// MySQL family gives what TiDB's parser rejects a second look with the grammar.
package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/grammar"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/tidb"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// MaxFile is the size in bytes beyond which a file is not read: 256 MiB.
const MaxFile = 256 << 20

// A Tree is a file as it was read.
type Tree struct {
	File    *source.File
	Dialect *dialect.Dialect
	Tokens  []token.Token // lossless
	// Statements are in the order of the text. Those with the same Number are readings of one, under several branches of
	// a template.
	Statements []*ast.Statement
	// Count is how many statements there are, each counted once.
	Count int
	// Unread are branches of templates that no reading took, for there are too many.
	Unread []source.Span

	parsers []*grammar.Parser // whose memory the statements lie in
}

// Parse reads a file of at most MaxFile bytes. It never fails: what cannot be read is in the statements' states.
func Parse(f *source.File, d *dialect.Dialect) *Tree {
	t := &Tree{File: f, Dialect: d, Tokens: token.Lex(f.Text, d)}
	if template.Present(f.Text) && slices.ContainsFunc(t.Tokens, func(t token.Token) bool { return t.Kind == token.TagStmt }) {
		t.readings()
	} else {
		t.plain()
	}
	if slices.ContainsFunc(t.Statements, func(s *ast.Statement) bool { return s.State == ast.Invalid }) {
		t.doubt(t.tags())
	}
	return t
}

// parser returns a parser of some of the tree's tokens, whose memory is the tree's.
func (t *Tree) parser(toks []token.Token) *grammar.Parser {
	p := grammar.New(t.File.Text, toks, t.Dialect)
	t.parsers = append(t.parsers, p)
	return p
}

// Release lets another file use the tree's memory. Neither the tree nor any node of it must be used any more. A tree that
// is never released is garbage like any other.
func (t *Tree) Release() {
	for _, p := range t.parsers {
		p.Release()
	}
	token.Release(t.Tokens)
	*t = Tree{}
}

// States are the states of the statements by their numbers, from the first on: of several readings of one the worst.
func (t *Tree) States() []ast.State {
	states, known := make([]ast.State, t.Count), make([]bool, t.Count)
	for _, s := range t.Statements {
		if i := s.Number - 1; !known[i] || worse(s.State, states[i]) {
			states[i], known[i] = s.State, true
		}
	}
	return states
}

// worse reports whether state a is understood less than b, or is data's where b is not.
func worse(a, b ast.State) bool {
	if a == ast.OtherState || b == ast.OtherState {
		return b == ast.OtherState && a != b
	}
	return a > b
}

// tags are the template tags of the file.
func (t *Tree) tags() []token.Token {
	var tags []token.Token
	for i := range t.Tokens {
		if k := t.Tokens[i].Kind; k == token.Tag || k == token.TagStmt {
			tags = append(tags, t.Tokens[i])
		}
	}
	return tags
}

// plain reads a text without statement tags.
func (t *Tree) plain() {
	p := t.parser(t.Tokens)
	add := func(s *ast.Statement) {
		t.Statements = append(t.Statements, s)
		t.Count++
		s.Number = t.Count
	}
	if !t.Dialect.TiDB {
		for next := 0; p.More(next); {
			var s *ast.Statement
			s, next = p.Statement()
			add(s)
		}
		return
	}
	family := mysql{d: t.Dialect, p: p, tidb: tidb.New(t.Dialect), text: t.File.Text, toks: p.Tokens()}
	for i, ok := p.At(0); ok; i, ok = p.At(i) {
		var s *ast.Statement
		s, i = family.statement(i)
		add(s)
	}
}

// mysql reads the statements of the MySQL family.
type mysql struct {
	d    *dialect.Dialect
	p    *grammar.Parser
	tidb *tidb.Frontend
	text string
	toks []token.Token
}

// statement reads the statement that begins at token i and returns the token behind it.
func (m *mysql) statement(i int) (*ast.Statement, int) {
	if m.routine(i) {
		return m.p.Statement()
	}
	end := m.p.End(i)
	if end == i { // a command of the client's
		return m.p.Statement()
	}
	if m.d.Outgrown { // TiDB's parser would take its further words for names
		s, next := m.again(i)
		if s.State == ast.Complete || s.State == ast.OtherState {
			return s, next
		}
	}
	stmt, err := m.tidb.Statement(m.text, m.toks[i:end])
	if err == nil {
		s := &ast.Statement{
			Span: source.Span{Start: m.toks[i].Start, End: m.toks[end-1].End},
			Body: stmt,
		}
		ast.Walk(stmt, func(n ast.Node) bool {
			if o, ok := n.(*ast.Opaque); ok {
				s.Opaques = append(s.Opaques, o)
			}
			return true
		})
		switch {
		case len(s.Opaques) > 0: // TiDB's tree lost a part of it
			if second, next := m.again(i); second.State == ast.Complete {
				return second, next
			}
			s.State = ast.Partial
		case grammar.Other(stmt):
			s.State = ast.OtherState
		}
		return s, end
	}
	s, next := m.again(i)
	switch s.State {
	case ast.Complete, ast.OtherState:
		if !m.d.TiDBDecides || m.tidb.Lacks(err) {
			return s, next
		}
	case ast.Partial:
		if m.d.Outgrown || m.d.TiDBDecides && m.tidb.Beyond(err) {
			return s, next
		}
	}
	if !m.p.Broken(i, end) {
		err.Certain = true
		s.Errors = append([]*ast.SyntaxError{err}, s.Errors...)
	}
	s.State = ast.Invalid
	return s, next
}

// again reads the statement that begins at token i with the grammar.
func (m *mysql) again(i int) (*ast.Statement, int) {
	m.p.At(i)
	return m.p.Statement()
}

// routine reports whether a statement begins at token i that is the grammar's to read: its body holds separators, or
// TiDB's parser takes a word of it for a name.
func (m *mysql) routine(i int) bool {
	switch m.toks[i].Keyword {
	case keyword.DELIMITER:
		return true
	case keyword.BEGIN:
		return i+1 < len(m.toks) && m.toks[i+1].Keyword == keyword.NOT
	case keyword.DELETE: // MariaDB: DELETE HISTORY FROM t, where TiDB's parser takes the word for a table
		return !m.d.TiDBDecides && i+2 < len(m.toks) && m.toks[i+2].Keyword == keyword.FROM && strings.EqualFold(m.toks[i+1].In(m.text), "HISTORY")
	case keyword.CREATE:
		for j := i + 1; j < len(m.toks) && j < i+16 && m.toks[j].Kind != token.Semicolon; j++ {
			switch m.toks[j].Keyword {
			case keyword.PROCEDURE, keyword.FUNCTION, keyword.TRIGGER, keyword.EVENT:
				return true
			case keyword.TABLE, keyword.VIEW, keyword.INDEX, keyword.DATABASE, keyword.USER:
				return false
			}
		}
	}
	return false
}

// Expr reads an expression that is all of text.
func Expr(text string, d *dialect.Dialect) (ast.Expr, error) {
	tokens := token.Lex(text, d)
	p := grammar.New(text, tokens, d)
	token.Release(tokens)
	e, err := p.Expr()
	if err != nil {
		return nil, fmt.Errorf("%s", err.Message)
	}
	return e, nil
}

// Query reads a query that is all of text.
func Query(text string, d *dialect.Dialect) (*ast.Query, error) {
	t := Parse(source.NewFile("", text), d)
	if len(t.Statements) != 1 {
		return nil, fmt.Errorf("it holds %d statements where one query should stand", len(t.Statements))
	}
	s := t.Statements[0]
	if len(s.Errors) > 0 {
		return nil, fmt.Errorf("%s", s.Errors[0].Message)
	}
	q, ok := s.Body.(*ast.Query)
	if !ok {
		return nil, fmt.Errorf("it is no query")
	}
	return q, nil
}
