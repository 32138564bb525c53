// Package trace tells what statements read, write and yield: lineage as plain data, and the forms in which it is shown.
package trace

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
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
	Candidates []string `json:"candidates,omitempty"` // the sources of an ambiguous one
	From       []From   `json:"from"`
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
}

// File traces the statements of one file. What several readings of one statement say, under the branches of a template,
// is joined.
func File(in lint.Input) []Statement {
	tree := parser.Parse(in.File, in.Dialect)
	defer tree.Release()
	analyser := lineage.New(in.Lineage())
	out := make([]Statement, tree.Count)
	states := tree.States()
	for _, s := range tree.Statements {
		l := analyser.Statement(s)
		st := &out[s.Number-1]
		if st.Statement == 0 {
			*st = Statement{
				File: in.File.Path, Statement: s.Number, Kind: l.Kind, State: states[s.Number-1].String(),
				Reads: []Relation{}, Writes: []Relation{}, Columns: []Column{}, Uses: []Use{},
			}
		}
		st.join(l)
	}
	return out
}

// join adds what one reading of a statement says.
func (s *Statement) join(l *lineage.Statement) {
	for _, src := range l.Reads {
		s.Reads = add(s.Reads, Relation{src.Relation.Name, src.Table.Start, src.Table.Name.End})
	}
	for _, w := range l.Writes {
		s.Writes = add(s.Writes, Relation{w.Relation.Name, w.Node.Start, w.Node.Name.End})
	}
	first := len(s.Columns) == 0
	for _, c := range l.Columns {
		s.column(columnOf(c), first)
	}
	for _, u := range l.Uses() {
		s.Uses = add(s.Uses, Use{u.Column.Relation.Name, u.Column.Name, u.Role.String()})
	}
}

// column adds an output; one that another reading has by the same name gets its origins too.
func (s *Statement) column(c Column, first bool) {
	i := slices.IndexFunc(s.Columns, func(have Column) bool { return have.Name == c.Name })
	if first || i < 0 {
		s.Columns = append(s.Columns, c)
		return
	}
	have := &s.Columns[i]
	for _, f := range c.From {
		have.From = add(have.From, f)
	}
	if have.Known && !c.Known {
		have.Known, have.Reason, have.Candidates = false, c.Reason, c.Candidates
	}
}

func columnOf(c *lineage.Column) Column {
	out := Column{Name: c.Name, Known: c.Unknown == "", Reason: c.Unknown, From: []From{}}
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
		out.From = add(out.From, From{o.Column.Relation.Name, name, o.Via.String()})
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
