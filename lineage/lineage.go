// Package lineage resolves the names of a statement and traces its columns: which relation each reference means, where
// each output comes from, and what each column is used for. What it cannot know it says, with the reason.
package lineage

import (
	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Statement is what is known of one statement.
type Statement struct {
	Node *ast.Statement
	Kind string // select, insert, update, delete, merge, create table, create view, ..., other
	// Reads are the references to relations that are read, in source order; CTEs are none.
	Reads []*Source
	// Writes are the relations that the statement makes, fills or changes.
	Writes []*Write
	// Columns are the columns of the outermost query in order, or those written.
	Columns []*Column
	// Scopes are all scopes in the order in which they end: inner ones before those around them.
	Scopes []*Scope
	// Refs are all references to columns.
	Refs []Ref
	// CTEs are all common table expressions, in source order.
	CTEs []*CTE
	// Gaps is set when a part of the statement was not understood, so that nothing follows from what is absent.
	Gaps bool
}

// A Write is a relation that a statement makes, fills or changes.
type Write struct {
	Relation *Relation
	Node     *ast.Table
	Makes    bool // the statement creates it, from a query or empty
	Temp     bool
	// Columns are what is written to it, by the names they get.
	Columns []*Column
}

// A Relation is something with a name that outlives the statement: a table or view. References to the same one within
// a file share it.
type Relation struct {
	Name  string   // as first written, without quotes, parts joined by dots; with the default schema where it applies
	Parts []string // its parts, folded
	// Dataset is what the catalog knows of it, or nil.
	Dataset *catalog.Dataset
	// Ambiguous is set when several datasets of the catalog could be meant.
	Ambiguous bool
	// Made is set when an earlier statement of the file made it.
	Made *Write

	columns []*Column
}

// SourceKind says what a Source is.
type SourceKind uint8

// The kinds of sources.
const (
	Base     SourceKind = iota // a relation
	CTERef                     // a reference to a common table expression
	Derived                    // a subquery
	Function                   // a table function, VALUES, or whatever else makes rows of its own
	Opaque                     // what was not understood
)

// A Source is one relation, CTE, subquery or function in a FROM clause.
type Source struct {
	Kind     SourceKind
	Alias    string // as written, or the last part of its name; "" when it has none
	Node     ast.TableExpr
	Table    *ast.Table // of Base and CTERef
	Relation *Relation  // of Base
	CTE      *CTE       // of CTERef
	Scope    *Scope     // the scope it stands in
	// Optional is set on the side of an outer join that may be missing.
	Optional bool
	// Lateral sources may refer to those before them.
	Lateral bool
	// Columns are its columns as far as they are known; Open says that there may be more.
	Columns []*Column
	Open    bool
	// Why says what would close an open source.
	Why string

	symbol bool      // a symbol of a row pattern, which stands for another source
	key    string    // of the alias
	named  bool      // the alias was given, so that the relation's own name does not count
	inputs []Input   // what any column of it is made of
	passes []*Source // what the columns of an open source may come from
	extra  []*Column // columns of an open source that were referred to
}

// A CTE is a common table expression and what it yields.
type CTE struct {
	Node    *ast.CTE
	Columns []*Column
	Open    bool
	Why     string
	Uses    int  // how often it is referred to, by itself left out
	Inner   bool // it stands in a query inside the statement's outermost one

	key     string
	running bool // its own query is being read
	// After are the CTEs that its query refers to.
	After []*CTE
}

// A Scope is one SELECT, or the top of a statement that changes data.
type Scope struct {
	Parent  *Scope
	Select  *ast.Select // nil for UPDATE, DELETE, MERGE
	Sources []*Source
	Columns []*Column // its outputs
	// CTE is the common table expression that it is a part of, or nil.
	CTE *CTE
	// Incomplete is set when something in FROM was not understood.
	Incomplete bool
	// Grouped is set when the scope aggregates.
	Grouped bool

	// Natural is set when a NATURAL join merges columns that are not known.
	Natural bool

	merged []merged  // columns of USING and NATURAL
	hidden []*Source // sides of semi and anti joins, which yield no columns
	items  []*Column // the outputs so far, which later items may refer to
}

// merged is a column that USING makes of one of each side.
type merged struct {
	key   string
	left  *Column
	right *Column
	sides []*Source
	join  *ast.Join
}

// Via says how a value got from a column to where it is used, in the order of how little of it is left.
type Via uint8

// The ways of a value.
const (
	Copy       Via = iota
	Expression     // computed from it
	Aggregate      // aggregated, but values of it may show: max, array_agg
	Test           // only what a condition on it says
	Count          // counted or measured
	Mask           // hashed or hidden
)

func (v Via) String() string {
	return [...]string{"copy", "expression", "aggregate", "expression", "aggregate", "mask"}[v]
}

// A Column is a column of a relation, or what a query makes.
type Column struct {
	Name string
	// Relation is set for a column of a relation.
	Relation *Relation
	Declared *catalog.Column // what the catalog knows of it, or nil
	// Node is where a query makes it: its select item, or nil.
	Node ast.Node
	// Inputs are what it is made of.
	Inputs []Input
	// Unknown is why the column is not known for certain; "" when it is.
	Unknown string
	// Star is set for what a star stands for when its columns are not known.
	Star bool
	// Candidates are the relations of an ambiguous reference.
	Candidates []*Source

	key     string
	stars   []*Source // what a Star stands for
	origins []Origin
	state   uint8 // of origins: 0 not computed, 1 in work, 2 done
}

// An Input is a column that another is made of.
type Input struct {
	Column *Column
	Via    Via
	At     source.Span // the reference
}

// An Origin is a base column that an output comes from.
type Origin struct {
	Column *Column // Relation is set
	Via    Via
}

// Role says what a column is used for beside output.
type Role uint8

// The roles of columns.
const (
	Output Role = iota
	Filter
	JoinKey
	Group
	Order
	Window
	Having
)

func (r Role) String() string {
	return [...]string{"output", "filter", "join", "group", "order", "window", "having"}[r]
}

// A Ref is one reference to a column, resolved.
type Ref struct {
	Node   *ast.ColumnRef
	Column *Column // never nil; Unknown where it did not resolve
	Source *Source // the source it resolved to, or nil
	Scope  *Scope  // the scope it stands in
	Role   Role
	Outer  bool        // it resolved to a scope further out
	Span   source.Span // of Node, or of the name in USING when Node is nil
}

// Origins are the base columns that the column comes from, each once, by the way that leaves most of it.
func (c *Column) Origins() []Origin {
	switch {
	case c.state == 2:
		return c.origins
	case c.state == 1: // a recursive CTE: what it takes from itself adds nothing
		return nil
	case c.Relation != nil && len(c.Inputs) == 0:
		c.origins, c.state = []Origin{{Column: c, Via: Copy}}, 2
		return c.origins
	}
	c.state = 1
	var out []Origin
	var index map[*Column]int
	for _, in := range c.Inputs {
		for _, o := range in.Column.Origins() {
			via := max(in.Via, o.Via)
			if len(out) < 16 {
				out = addOrigin(out, o.Column, via)
				continue
			}
			if index == nil {
				index = make(map[*Column]int, 2*len(out))
				for i, have := range out {
					index[have.Column] = i
				}
			}
			if i, ok := index[o.Column]; ok {
				out[i].Via = min(out[i].Via, via)
			} else {
				index[o.Column] = len(out)
				out = append(out, Origin{o.Column, via})
			}
		}
	}
	c.origins, c.state = out, 2
	return out
}

func addOrigin(out []Origin, c *Column, via Via) []Origin {
	for i := range out {
		if out[i].Column == c {
			out[i].Via = min(out[i].Via, via)
			return out
		}
	}
	return append(out, Origin{c, via})
}

// Path is the way from the column to a base column that it comes from: the inputs, outermost first, by the way that
// leaves most of the value.
func (c *Column) Path(base *Column) []Input {
	seen := map[*Column]bool{}
	var walk func(c *Column) []Input
	walk = func(c *Column) []Input {
		if seen[c] {
			return nil
		}
		seen[c] = true
		var best *Input
		bestVia := Mask + 1
		for i := range c.Inputs {
			in := &c.Inputs[i]
			for _, o := range in.Column.Origins() {
				if o.Column == base && max(in.Via, o.Via) < bestVia {
					best, bestVia = in, max(in.Via, o.Via)
				}
			}
		}
		if best == nil {
			return nil
		}
		return append([]Input{*best}, walk(best.Column)...)
	}
	return walk(c)
}

// column is the relation's column of that key, made when it is not known yet.
func (r *Relation) column(name, key string) *Column {
	for _, c := range r.columns {
		if c.key == key {
			return c
		}
	}
	c := &Column{Name: name, Relation: r, key: key}
	if r.Dataset != nil {
		if d := r.Dataset.Column(catalog.Fold(name)); d != nil {
			c.Declared = d
			c.Name = d.Name
		}
	}
	r.columns = append(r.columns, c)
	return c
}
