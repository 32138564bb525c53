package trace

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
)

// A Node is a column of a relation, or of the result of a query, whose Relation is the query's place: "queries/a.sql".
// The column "*" stands for columns that are not known.
type Node struct {
	Relation string `json:"relation"`
	Column   string `json:"column"`
}

func (n Node) String() string { return n.Relation + "." + n.Column }

// key is the form in which nodes compare.
func (n Node) key() Node { return Node{catalog.Fold(n.Relation), catalog.Fold(n.Column)} }

// A Step says that a column is made of another one.
type Step struct {
	From Node   `json:"from"`
	To   Node   `json:"to"`
	Via  string `json:"via"` // copy, expression, aggregate, mask
	File string `json:"file"`
	Line int    `json:"line"`
}

// A Graph is the lineage of a repository: which columns are made of which others, step by step, and what they are used
// for besides.
type Graph struct {
	steps   []Step
	into    map[Node][]int // steps by the key of their target
	outOf   map[Node][]int // steps by the key of their source
	uses    map[Node][]Used
	columns map[string][]string // of relations, by their keys, in the order in which they turned up
	names   map[string]string   // of relations, by their keys
	order   []string            // keys of relations
	feeds   [][2]string         // pairs of keys of relations: the first is read to make the second
	fed     map[[2]string]bool  // those of feeds
	queries map[string]bool     // relations that are results of queries
}

// Used is a place at which a column is used for something beside output.
type Used struct {
	Node
	Role string `json:"role"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// NewGraph joins statements that were traced in steps.
func NewGraph(statements []Statement) *Graph {
	g := &Graph{
		into: map[Node][]int{}, outOf: map[Node][]int{}, uses: map[Node][]Used{},
		fed: map[[2]string]bool{}, columns: map[string][]string{}, names: map[string]string{}, queries: map[string]bool{},
	}
	several := map[string]bool{}
	for i := range statements {
		several[statements[i].File] = several[statements[i].File] || statements[i].Statement > 1
	}
	for i := range statements {
		g.add(&statements[i], several[statements[i].File])
	}
	return g
}

// add adds a statement; several says that it is not the only one of its file.
func (g *Graph) add(s *Statement, several bool) {
	for _, r := range s.Reads {
		g.relation(r.Relation)
	}
	for _, m := range s.made {
		relation := m.relation
		if relation == "" {
			if relation = s.File; several {
				relation = fmt.Sprintf("%s:%d", s.File, s.line)
			}
			g.queries[catalog.Fold(relation)] = true
		}
		g.relation(relation)
		for _, r := range s.Reads {
			if pair := [2]string{catalog.Fold(r.Relation), catalog.Fold(relation)}; !g.fed[pair] {
				g.fed[pair] = true
				g.feeds = append(g.feeds, pair)
			}
		}
		for _, c := range m.columns {
			to := Node{relation, c.Name}
			g.column(to)
			for _, f := range c.From {
				g.step(Step{Node{f.Relation, f.Column}, to, f.Via, s.File, max(c.line, s.line)})
			}
		}
	}
	for _, u := range s.Uses {
		n := Node{u.Relation, u.Column}
		g.column(n)
		g.uses[n.key()] = append(g.uses[n.key()], Used{n, u.Role, s.File, u.line})
	}
}

func (g *Graph) relation(name string) {
	key := catalog.Fold(name)
	if _, ok := g.names[key]; !ok {
		g.names[key] = name
		g.order = append(g.order, key)
	}
}

func (g *Graph) column(n Node) {
	g.relation(n.Relation)
	key := n.key()
	for _, have := range g.columns[key.Relation] {
		if catalog.Fold(have) == key.Column {
			return
		}
	}
	g.columns[key.Relation] = append(g.columns[key.Relation], n.Column)
}

func (g *Graph) step(s Step) {
	g.column(s.From)
	from, to := s.From.key(), s.To.key()
	for _, i := range g.into[to] {
		if have := &g.steps[i]; have.From.key() == from && have.File == s.File {
			return
		}
	}
	g.into[to] = append(g.into[to], len(g.steps))
	g.outOf[from] = append(g.outOf[from], len(g.steps))
	g.steps = append(g.steps, s)
}

// Find is the column that a dotted name means: raw.users.email, or as much of it as says which one. The error says what
// else could be meant, or which name is near.
func (g *Graph) Find(name string) (Node, error) {
	parts, err := catalog.ParseName(name)
	if err != nil {
		return Node{}, err
	}
	if len(parts) < 2 {
		return Node{}, fmt.Errorf("%q names no column: write relation and column, such as raw.users.email", name)
	}
	n := Node{parts[:len(parts)-1].String(), parts[len(parts)-1]}
	key := n.key()
	var found []string
	for _, relation := range g.order {
		switch {
		case relation == key.Relation:
			found = []string{relation}
		case strings.HasSuffix(relation, "."+key.Relation):
			found = append(found, relation)
			continue
		default:
			continue
		}
		break
	}
	switch {
	case len(found) == 0:
		return Node{}, fmt.Errorf("no statement speaks of %s%s", n.Relation, near(n.Relation, slices.Collect(maps.Values(g.names))))
	case len(found) > 1:
		for i, key := range found {
			found[i] = g.names[key]
		}
		return Node{}, fmt.Errorf("%s could be %s: write more of its name", n.Relation, strings.Join(found, " or "))
	}
	n.Relation = g.names[found[0]]
	open := false
	for _, c := range g.columns[found[0]] {
		if catalog.Fold(c) == key.Column {
			n.Column = c
			return n, nil
		}
		open = open || c == "*"
	}
	if open {
		return n, nil
	}
	return Node{}, fmt.Errorf("no statement speaks of %s%s", n, near(n.Column, g.columns[found[0]]))
}

// near proposes the name that is most like one that is not there, for the end of a message.
func near(name string, names []string) string {
	if near := tomldoc.Suggest(name, names); near != "" {
		return fmt.Sprintf(": did you mean %s?", near)
	}
	return ""
}

// next are the steps from a column to those made of it (down) or to those it is made of. A step of a star is one of the
// column: what SELECT * hands on has the same name behind it.
func (g *Graph) next(n Node, down bool) []Step {
	key := n.key()
	index, ahead := g.into, func(s *Step) *Node { return &s.From }
	back := func(s *Step) *Node { return &s.To }
	if down {
		index, ahead, back = g.outOf, back, ahead
	}
	var out []Step
	for _, i := range index[key] {
		out = append(out, g.steps[i])
	}
	if key.Column == "*" || !down && len(out) > 0 { // what is listed does not come from the star beside it
		return out
	}
	for _, i := range index[Node{key.Relation, "*"}] {
		s := g.steps[i]
		to := ahead(&s)
		switch {
		case to.Column == "*":
			if down && slices.ContainsFunc(g.columns[catalog.Fold(to.Relation)], func(c string) bool { return strings.EqualFold(c, n.Column) }) &&
				len(g.into[Node{catalog.Fold(to.Relation), key.Column}]) > 0 {
				continue // another column has its name there
			}
			to.Column = n.Column
		case s.Via == "copy" && !strings.EqualFold(to.Column, n.Column):
			continue
		}
		*back(&s) = n
		out = append(out, s)
	}
	return out
}

// Walk lists all steps that lead away from a column, down to what is made of it or up to what it is made of, nearest
// first; each once.
func (g *Graph) Walk(n Node, down bool) []Step {
	var out []Step
	seen := map[Node]bool{n.key(): true}
	for queue := []Node{n}; len(queue) > 0; queue = queue[1:] {
		for _, s := range g.next(queue[0], down) {
			to := s.From
			if down {
				to = s.To
			}
			out = append(out, s)
			if !seen[to.key()] {
				seen[to.key()] = true
				queue = append(queue, to)
			}
		}
	}
	return out
}

// Uses are the places at which a column is used beside output.
func (g *Graph) Uses(n Node) []Used { return g.uses[n.key()] }
