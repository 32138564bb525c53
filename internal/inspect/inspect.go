// Package inspect shows a person how a file was read: its statements under each branch of a template, their trees, what
// they read and write, and what was not understood and why.
package inspect

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// Options say what is shown.
type Options struct {
	Settings lineage.Settings // also the dialect
	Tree     bool             // the syntax trees too
}

// Write reads a file and writes how it was read.
func Write(w io.Writer, file *source.File, o Options) error {
	out := bufio.NewWriter(w)
	p := printer{Writer: out, file: file, tree: parser.Parse(file, o.Settings.Dialect), options: o}
	p.head()
	analyser := lineage.New(o.Settings)
	for i, s := range p.tree.Statements {
		p.statement(i, s, analyser.Statement(s))
	}
	p.unread()
	return out.Flush()
}

// A printer writes one file. Errors of writing show at the end, when it is flushed.
type printer struct {
	*bufio.Writer
	file    *source.File
	tree    *parser.Tree
	options Options
}

func (p *printer) line(depth int, format string, args ...any) {
	_, _ = fmt.Fprintf(p, strings.Repeat("  ", depth)+format+"\n", args...)
}

// head says what the file is taken for.
func (p *printer) head() {
	var counts [4]int
	for _, state := range p.tree.States() {
		counts[state]++
	}
	var parts []string
	for state, n := range counts {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, ast.State(state)))
		}
	}
	what := "no SQL"
	switch n := p.tree.Count; {
	case n == 1:
		what = "1 statement, " + ast.State(slices.Index(counts[:], 1)).String()
	case n > 1:
		what = fmt.Sprintf("%d statements (%s)", n, strings.Join(parts, ", "))
	}
	p.line(0, "%s is read as %s: %s", p.file.Path, p.tree.Dialect.Name, what)
	p.tags()
}

// tags lists what the template tags are taken for.
func (p *printer) tags() {
	for _, t := range p.tree.Tokens {
		if t.Kind != token.Tag {
			continue
		}
		text, what := t.In(p.file.Text), "what it yields is not known"
		if parts := template.Relation(text); parts != nil {
			names := make([]string, len(parts))
			for i, part := range parts {
				names[i] = text[part.Start:part.End]
			}
			what = "the relation " + strings.Join(names, ".")
		} else if template.Silent(text) {
			what = "it yields no SQL"
		}
		p.line(1, "%s tag %s: %s", p.place(t.Start), short(text), what)
	}
}

// statement writes one statement as it was read under some branches of a template.
func (p *printer) statement(i int, s *ast.Statement, l *lineage.Statement) {
	reading, readings := 0, 0
	for j, other := range p.tree.Statements {
		if other.Number == s.Number {
			readings++
			if j <= i {
				reading++
			}
		}
	}
	p.line(0, "")
	of := ""
	if readings > 1 {
		of = fmt.Sprintf(", reading %d of %d", reading, readings)
	}
	first, last := p.file.Position(s.Start).Line, p.file.Position(s.End).Line
	where := fmt.Sprintf("line %d", first)
	if last > first {
		where = fmt.Sprintf("lines %d to %d", first, last)
	}
	p.line(0, "statement %d%s, %s: %s, %s", s.Number, of, where, l.Kind, s.State)
	for _, span := range s.Omitted {
		p.line(1, "%s not in this reading: %s", p.place(span.Start), short(span.In(p.file.Text)))
	}
	if names := relations(l.Reads, func(s *lineage.Source) *lineage.Relation { return s.Relation }); names != "" {
		p.line(1, "reads %s", names)
	}
	if names := relations(l.Writes, func(w *lineage.Write) *lineage.Relation { return w.Relation }); names != "" {
		p.line(1, "writes %s", names)
	}
	for _, e := range s.Errors {
		p.line(1, "%s %s", p.place(e.Start), e.Message)
	}
	for _, o := range s.Opaques {
		p.line(1, "%s not understood: %s: %s", p.place(o.Start), short(o.In(p.file.Text)), o.Reason)
	}
	if p.options.Tree && s.Body != nil {
		p.node(s.Body, 1)
	}
}

// relations are the names of relations, each once, in order.
func relations[T any](list []T, of func(T) *lineage.Relation) string {
	var names []string
	for _, v := range list {
		if name := of(v).Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// node writes a node with its place, its type, and its text, and then what is below it.
func (p *printer) node(n ast.Node, depth int) {
	const deepest = 200 // so that no file makes more output than a multiple of its length
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast.")
	p.line(depth, "%s %s  %s", p.place(n.Extent().Start), name, short(n.Extent().In(p.file.Text)))
	if depth > deepest {
		p.line(depth+1, "...")
		return
	}
	ast.Children(n, func(c ast.Node) { p.node(c, depth+1) })
}

// unread lists what of a template was not read as SQL.
func (p *printer) unread() {
	for _, span := range p.tree.Unread {
		p.line(0, "")
		p.line(0, "%s not read as SQL: %s", p.place(span.Start), short(span.In(p.file.Text)))
	}
}

// place is a position as people read it.
func (p *printer) place(offset int32) string {
	at := p.file.Position(offset)
	return fmt.Sprintf("%d:%d", at.Line, at.Column)
}

// short is a text on one line, cut where it is long.
func short(text string) string {
	const most = 60 // characters
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "…"
	}
	return "`" + text + "`"
}
