package trace

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A drawing is a graph of columns in boxes of their relations, or of relations alone.
type drawing struct {
	boxes []box
	place map[string]int // of boxes, by the keys of relations
	lines []line
}

type box struct {
	name    string
	query   bool // the result of a query, which nobody reads on
	columns []string
}

// A line leads from one box to another, or between columns of theirs.
type line struct {
	from, to             int // boxes
	fromColumn, toColumn int // of them; -1 for the box itself
	label                string
}

// relations draws which relations are made of which.
func (g *Graph) relations() *drawing {
	d := &drawing{place: map[string]int{}}
	for _, key := range g.order {
		d.box(g, key)
	}
	for _, pair := range g.feeds {
		if pair[0] != pair[1] {
			d.lines = append(d.lines, line{d.place[pair[0]], d.place[pair[1]], -1, -1, ""})
		}
	}
	return d
}

// around draws the columns that a column is made of, and those made of it.
func (g *Graph) around(n Node, ways Ways) *drawing {
	d := &drawing{place: map[string]int{}}
	d.column(g, n)
	var steps []Step
	if ways.Up {
		steps = g.Walk(n, false)
	}
	if ways.Down {
		steps = append(steps, g.Walk(n, true)...)
	}
	for _, s := range steps {
		l := line{label: s.Via}
		if s.Via == "copy" {
			l.label = ""
		}
		l.from, l.fromColumn = d.column(g, s.From)
		l.to, l.toColumn = d.column(g, s.To)
		d.lines = append(d.lines, l)
	}
	return d
}

func (d *drawing) box(g *Graph, key string) int {
	i, ok := d.place[key]
	if !ok {
		i = len(d.boxes)
		d.place[key] = i
		d.boxes = append(d.boxes, box{name: g.names[key], query: g.queries[key]})
	}
	return i
}

func (d *drawing) column(g *Graph, n Node) (in, at int) {
	in = d.box(g, n.key().Relation)
	b := &d.boxes[in]
	for at, name := range b.columns {
		if strings.EqualFold(name, n.Column) {
			return in, at
		}
	}
	b.columns = append(b.columns, n.Column)
	return in, len(b.columns) - 1
}

// draw is the part of a graph that is to be shown: all relations, or the columns around one.
func (g *Graph) draw(n *Node, ways Ways) *drawing {
	if n == nil {
		return g.relations()
	}
	return g.around(*n, ways)
}

// WriteDot writes a graph in Graphviz's language: the relations, or the columns around one.
func (g *Graph) WriteDot(w io.Writer, n *Node, ways Ways) error {
	d := g.draw(n, ways)
	t := text{bufio.NewWriter(w)}
	t.line("digraph lineage {")
	t.line("  rankdir=LR;")
	t.line("  node [shape=record];")
	for i, b := range d.boxes {
		label := dotText(b.name)
		for j, c := range b.columns {
			label += fmt.Sprintf("|<c%d> %s", j, dotText(shownName(c)))
		}
		style := ""
		if b.query {
			style = ", style=dashed"
		}
		t.line(`  r%d [label="%s"%s];`, i, label, style)
	}
	end := func(box, column int) string {
		if column < 0 {
			return fmt.Sprintf("r%d", box)
		}
		return fmt.Sprintf("r%d:c%d", box, column)
	}
	for _, l := range d.lines {
		label := ""
		if l.label != "" {
			label = fmt.Sprintf(` [label="%s"]`, l.label)
		}
		t.line("  %s -> %s%s;", end(l.from, l.fromColumn), end(l.to, l.toColumn), label)
	}
	t.line("}")
	return t.Flush()
}

// dotText escapes what has a meaning in the label of a record.
func dotText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "{", `\{`, "}", `\}`, "|", `\|`, "<", `\<`, ">", `\>`, "\n", " ").Replace(s)
}

// WriteMermaid writes a graph as a Mermaid flowchart: the relations, or the columns around one.
func (g *Graph) WriteMermaid(w io.Writer, n *Node, ways Ways) error {
	d := g.draw(n, ways)
	t := text{bufio.NewWriter(w)}
	t.line("flowchart LR")
	for i, b := range d.boxes {
		open, end := `["`, `"]`
		if b.query {
			open, end = `(["`, `"])`
		}
		if len(b.columns) == 0 {
			t.line("  r%d%s%s%s", i, open, mermaidText(b.name), end)
			continue
		}
		t.line(`  subgraph r%d["%s"]`, i, mermaidText(b.name))
		for j, c := range b.columns {
			t.line(`    r%dc%d%s%s%s`, i, j, open, mermaidText(shownName(c)), end)
		}
		t.line("  end")
	}
	end := func(box, column int) string {
		if column < 0 {
			return fmt.Sprintf("r%d", box)
		}
		return fmt.Sprintf("r%dc%d", box, column)
	}
	for _, l := range d.lines {
		arrow := "-->"
		if l.label != "" {
			arrow = fmt.Sprintf("-- %s -->", l.label)
		}
		t.line("  %s %s %s", end(l.from, l.fromColumn), arrow, end(l.to, l.toColumn))
	}
	return t.Flush()
}

// mermaidText escapes what ends a label.
func mermaidText(s string) string {
	return strings.NewReplacer("#", "#35;", `"`, "#quot;", "\n", " ").Replace(s)
}

func shownName(column string) string {
	if column == "" {
		return "(no name)"
	}
	return column
}
