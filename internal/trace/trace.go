// Package trace tells what statements read, write and yield: lineage as plain data, and the forms in which it is shown.
package trace

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Statement is what is known of one statement. The JSON form is a contract.
type Statement struct {
	File      string     `json:"file"`
	Statement int        `json:"statement"` // from 1
	Kind      string     `json:"kind"`
	State     string     `json:"state"`
	Reads     []Relation `json:"reads"`
	Writes    []Relation `json:"writes"`
	Columns   []Column   `json:"columns"`
	Uses      []Use      `json:"uses"`

	line int    // where it begins
	made []made // what it makes or fills; a query makes its own result
}

// made is a relation with the columns that a statement gives it.
type made struct {
	relation string // "" for the result of a query
	columns  []Column
}

// A Relation is a reference to a table or view: the bytes from Start up to End.
type Relation struct {
	Relation string `json:"relation"`
	Start    int32  `json:"start"`
	End      int32  `json:"end"`
}

// A Column is an output of a statement, or a column that it writes.
type Column struct {
	Name       string   `json:"name"` // "" when it has none
	Known      bool     `json:"known"`
	Reason     string   `json:"reason,omitempty"`     // why it is not known
	Resolve    string   `json:"resolve,omitempty"`    // what would make it known
	Candidates []string `json:"candidates,omitempty"` // the sources of an ambiguous one
	From       []From   `json:"from"`

	line int // where it is made
}

// From is a base column that an output comes from. The column "*" of a relation stands for columns that are not known.
type From struct {
	Relation string `json:"relation"`
	Column   string `json:"column"`
	Via      string `json:"via"` // copy, expression, aggregate, mask
}

// A Use is a base column that a statement uses for something beside its output.
type Use struct {
	Relation string `json:"relation"`
	Column   string `json:"column"`
	Role     string `json:"role"` // filter, join, group, order, window, having

	line int
}

// same reports whether another use is of the same column in the same role.
func (u Use) same(other Use) bool {
	return u.Relation == other.Relation && u.Column == other.Column && u.Role == other.Role
}

// File traces the statements of one file. What several readings of one statement say, under the branches of a template,
// is joined.
//
// Origins of columns lead through views, and through tables that the file made before. In steps they end at the next
// relation that keeps its name, and relations are called as the catalog calls them, so that the statements of many files
// can be joined to a Graph.
func File(in lint.Input, steps bool) []Statement {
	tree := parser.Parse(in.File, in.Dialect)
	defer tree.Release()
	settings := in.Lineage()
	settings.Steps = steps
	t := tracer{in.File, steps, "", lineage.New(settings)}
	if t.model = Model(tree, in.File.Path); t.model != "" {
		if d, _ := in.Catalog.Lookup([]string{t.model}); d != nil {
			t.model = d.Name.String()
		}
	}
	out := make([]Statement, tree.Count)
	states := tree.States()
	for _, s := range tree.Statements {
		l := t.analyser.Statement(s)
		st := &out[s.Number-1]
		if st.Statement == 0 {
			*st = Statement{
				File: in.File.Path, Statement: s.Number, Kind: l.Kind, State: states[s.Number-1].String(), line: t.line(s.Span),
				Reads: []Relation{}, Writes: []Relation{}, Columns: []Column{}, Uses: []Use{},
			}
		}
		t.join(st, l)
	}
	return out
}

// A tracer traces one file.
type tracer struct {
	file     *source.File
	steps    bool
	model    string // the dataset that the file is the model of, or ""
	analyser *lineage.Analyser
}

func (t *tracer) line(at source.Span) int { return t.file.Position(at.Start).Line }

// name is how a relation is called.
func (t *tracer) name(r *lineage.Relation) string {
	if t.steps && r.Dataset != nil {
		return r.Dataset.Name.String()
	}
	return r.Name
}

// join adds what one reading of a statement says.
func (t *tracer) join(s *Statement, l *lineage.Statement) {
	for _, src := range l.Reads {
		s.Reads = add(s.Reads, Relation{t.name(src.Relation), src.Table.Start, src.Table.Name.End})
	}
	for _, w := range l.Writes {
		s.Writes = add(s.Writes, Relation{t.name(w.Relation), w.Node.Start, w.Node.Name.End})
	}
	first := len(s.Columns) == 0
	for _, c := range l.Columns {
		s.Columns = joinColumn(s.Columns, t.column(c), first)
	}
	for _, u := range l.Uses() {
		used := Use{t.name(u.Column.Relation), u.Column.Name, u.Role.String(), t.line(u.Ref.Span)}
		if !slices.ContainsFunc(s.Uses, used.same) {
			s.Uses = append(s.Uses, used)
		}
	}
	if !t.steps {
		return
	}
	for _, w := range l.Writes {
		if !w.Temp {
			t.makes(s, t.name(w.Relation), w.Columns)
		}
	}
	if l.Kind == "select" {
		t.makes(s, t.model, l.Columns)
	}
}

// makes notes columns that a statement gives a relation.
func (t *tracer) makes(s *Statement, relation string, columns []*lineage.Column) {
	i := slices.IndexFunc(s.made, func(m made) bool { return m.relation == relation })
	if i < 0 {
		i = len(s.made)
		s.made = append(s.made, made{relation: relation})
	}
	m := &s.made[i]
	first := len(m.columns) == 0
	for _, c := range columns {
		m.columns = joinColumn(m.columns, t.column(c), first)
	}
}

// joinColumn adds an output to a list; one that another reading has by the same name gets its origins too.
func joinColumn(list []Column, c Column, first bool) []Column {
	i := slices.IndexFunc(list, func(have Column) bool { return have.Name == c.Name })
	if first || i < 0 {
		return append(list, c)
	}
	have := &list[i]
	for _, f := range c.From {
		have.From = add(have.From, f)
	}
	if have.Known && !c.Known {
		have.Known, have.Reason, have.Resolve, have.Candidates = false, c.Reason, c.Resolve, c.Candidates
	}
	return list
}

func (t *tracer) column(c *lineage.Column) Column {
	out := Column{Name: c.Name, Known: c.Unknown == "", Reason: c.Unknown, Resolve: c.Remedy(), From: []From{}}
	if c.Node != nil {
		out.line = t.line(c.Node.Extent())
	}
	if c.Star {
		out.Name = "*"
	}
	for _, src := range c.Candidates {
		out.Candidates = append(out.Candidates, src.Alias)
	}
	for _, o := range c.Origins() {
		name := o.Column.Name
		if o.Column.Star {
			name = "*"
		}
		if o.Column != c {
			out.From = add(out.From, From{t.name(o.Column.Relation), name, o.Via.String()})
		}
	}
	return out
}

// add appends v unless it is there already.
func add[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}
