package trace

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Ways say in which direction lineage is followed.
type Ways struct{ Up, Down bool }

// WriteTree writes for people where a column comes from, what is made of it, and what it is used for on the way.
func (g *Graph) WriteTree(w io.Writer, n Node, ways Ways) error {
	out := bufio.NewWriter(w)
	t := tree{g: g, text: text{out}}
	t.line("%s", n)
	if ways.Up {
		t.section(n, false, "comes from", "nothing in these files says what it is made of")
	}
	if ways.Down {
		t.section(n, true, "goes into", "nothing in these files is made of it")
	}
	return out.Flush()
}

type tree struct {
	text
	g    *Graph
	seen map[Node]bool
	rows []row
}

// A row is one line of a tree: what it shows, and the place where that is written.
type row struct{ shows, place string }

// section writes one direction as a tree, with the places in a column of their own.
func (t *tree) section(n Node, down bool, title, nothing string) {
	t.seen, t.rows = map[Node]bool{n.key(): true}, nil
	t.branches(n, down, "  ")
	if len(t.rows) == 0 {
		t.line("  %s", nothing)
		return
	}
	t.line("%s", title)
	width := 0
	for _, r := range t.rows {
		width = max(width, len([]rune(r.shows)))
	}
	for _, r := range t.rows {
		t.line("%-*s  %s", width, r.shows, r.place)
	}
}

// branches adds the rows below a column. What was shown before is not followed again.
func (t *tree) branches(n Node, down bool, indent string) {
	steps := t.g.next(n, down)
	var uses []Used
	if down {
		uses = t.g.Uses(n)
	}
	for i, s := range steps {
		mark, further := "├─ ", "│  "
		if i == len(steps)-1 && len(uses) == 0 {
			mark, further = "└─ ", "   "
		}
		to, way := s.From, s.Via
		if down {
			to = s.To
		}
		shows := t.shown(to)
		if way != "copy" {
			shows += " (" + way + ")"
		}
		again := t.seen[to.key()]
		if again && len(t.g.next(to, down)) > 0 {
			shows += " (see above)"
		}
		t.rows = append(t.rows, row{indent + mark + shows, fmt.Sprintf("%s:%d", s.File, s.Line)})
		if !again {
			t.seen[to.key()] = true
			t.branches(to, down, indent+further)
		}
	}
	for i, u := range uses {
		mark := "├─ "
		if i == len(uses)-1 {
			mark = "└─ "
		}
		t.rows = append(t.rows, row{indent + mark + "used to " + verbs[u.Role], fmt.Sprintf("%s:%d", u.File, u.Line)})
	}
}

// verbs say what a column in a role does.
var verbs = map[string]string{
	"filter": "filter", "join": "join", "group": "group", "order": "sort", "window": "order or divide a window",
	"having": "filter groups",
}

// shown is how a node is named to people: the column of a query is one of its result.
func (t *tree) shown(n Node) string {
	name := n.Column
	if name == "" {
		name = "(no name)"
	}
	if t.g.queries[n.key().Relation] {
		return "the result's " + name
	}
	return strings.TrimSuffix(n.Relation, ".") + "." + name
}
