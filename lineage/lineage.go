// Package lineage resolves the names of a statement and traces its columns: which relation each reference means, where
// each output comes from, and what each column is used for. What it cannot know it says, with the reason.
//
// The columns of a statement are a graph: an output has inputs, which are columns of the sources in its FROM clause,
// which have inputs of their own, down to columns of relations. Column.Origins follows it to the end.
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
	// Reads are the references to relations that are read, in source order; CTEs are none, and the relation that an
	// UPDATE, DELETE or MERGE changes is none.
	Reads []*Source
	// Writes are the relations that the statement makes, fills or changes.
	Writes []*Write
	// Columns are the columns of the outermost query in order, or those written.
	Columns []*Column
	// Returned are the columns that an UPDATE, DELETE or MERGE gives back (RETURNING, OUTPUT).
	Returned []*Column
	// Scopes are all scopes in the order in which they end: inner ones before those around them.
	Scopes []*Scope
	// Refs are all references to columns.
	Refs []Ref
	// CTEs are all common table expressions, in source order.
	CTEs []*CTE
	// Gaps is set when a part of the statement was not understood, or a template makes relations or select items, so
	// that nothing follows from what is absent.
	Gaps bool
	// Holes is set when a template tag stands for a value, which may hold references to columns.
	Holes bool
}

// A Write is a relation that a statement makes, fills or changes.
type Write struct {
	Relation *Relation
	Node     *ast.Table
	Makes    bool // the statement creates it, from a query or empty
	Temp     bool
	// Columns are what is written to it, by the names they get.
	Columns []*Column

	altered bool // it may have other columns too
}

// A Relation is something with a name that outlives the statement: a table or view. References to the same one within
// a statement share it.
type Relation struct {
	Name  string   // as first written, without quotes, parts joined by dots; with the default schema where it applies
	Parts []string // its parts, folded
	// Dataset is what the catalog knows of it, or nil.
	Dataset *catalog.Dataset
	// Ambiguous is set when several datasets of the catalog could be meant.
	Ambiguous bool
	// Made is set when an earlier statement of the file made it: what is in it by now.
	Made *Write

	columns  []*Column // those that were referred to
	names    names     // of columns
	all      []*Column // those it is known to have, in order, once something asked for them
	allNames names     // of all
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
	// Columns are its columns as far as they are known. Those of a relation that the catalog declares are listed only
	// where something asked for all of them, as a star does.
	Columns []*Column
	// Open says that there may be more columns than are known.
	Open bool

	why    string // see Why; "" where its relation tells
	key    string // of the alias
	named  bool   // the alias was given, so that the relation's own name does not count
	hidden bool   // a side of a semi or anti join: it yields no columns, and bare names mean it in join conditions only
	quiet  bool   // only a qualifier reaches it: a symbol of a row pattern, EXCLUDED
	inputs []Input
	passes []*Source // what the columns of an open source may come from
	extra  []*Column // columns that only a reference brings forth
	lookup names     // of extra
	names  *names    // of Columns, shared by the references to a CTE; nil where the relation knows its columns
	own    names     // what names is where it is not shared
	every  *Column   // all of it as one value
	// element is what a function that makes one column calls by its alias, if its rows are no structs.
	element *Column
}

// A CTE is a common table expression and what it yields.
type CTE struct {
	Node    *ast.CTE
	Columns []*Column
	Open    bool
	Why     string
	Uses    int  // how often it is referred to, by itself left out
	Inner   bool // it stands in a query inside the statement's outermost one
	// After are the CTEs that its query refers to.
	After []*CTE

	key     string
	running bool // its own query is being read, and may refer to it
	waiting bool // what stands before the first UNION of its query is being read, where no word said that it may refer to itself
	names   *names
	own     names // what names is, but for a CTE that refers to itself
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
	// Grouped is set when its rows stand for groups: by GROUP BY, HAVING or an aggregate function.
	Grouped bool
	// shared says that the SELECTs in it without a FROM read its sources: those of Hive's FROM t INSERT ... INSERT ....
	shared bool
	// Natural is set when a NATURAL join merges columns that are not known.
	Natural bool

	merged    []*merged // columns of USING and NATURAL, in the order of a star
	items     []*Column // the outputs so far, which others may refer to by their names
	itemNames names
	inner     []*Column // values that are named inside an expression (ClickHouse)
	aliases   aliasRule
}

// Merges reports whether a column is one that USING or NATURAL makes of one of each side.
func (sc *Scope) Merges(c *Column) bool {
	for _, m := range sc.merged {
		if m.column == c {
			return true
		}
	}
	return false
}

// merged is a column that USING or NATURAL makes of one of each side.
type merged struct {
	column *Column
	last   *Column   // the one that it was merged with last
	first  *Source   // the leftmost of the join, in front of whose columns a star yields it
	sides  []*Source // those whose columns it stands for
}

// aliasRule says when a bare name means an output of the same SELECT rather than a column of a source.
type aliasRule uint8

const (
	aliasLast  aliasRule = iota // where no source may have it
	aliasMaybe                  // where no source is known to have it
	aliasFirst                  // always
)

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
	// Relation is set for a column of a relation. One of a relation that was made earlier in the file, or that another
	// file of the run makes, has Inputs too.
	Relation *Relation
	Declared *catalog.Column // what the catalog knows of it, or nil
	// Node is where a query makes it: its select item, or nil.
	Node ast.Node
	// Inputs are what it is made of.
	Inputs []Input
	// Unknown is why the column is not known for certain; "" when it is.
	Unknown string
	// Doubt is set for what a reference means that did not resolve to one column.
	Doubt Doubt
	// Star is set for what a star stands for when its columns are not known.
	Star bool

	stored bool  // in a table that another file fills: origins end here, whatever its inputs
	state  uint8 // of origins: unseen, open, closed
	// Candidates are the sources of an ambiguous reference.
	Candidates []*Source

	key     string
	star    *star
	origins []Origin
}

// star says what the columns behind a Star column are, so that one of them can be found by its name.
type star struct {
	sources []*Source // one of these has it
	sides   []*Column // of a set operation: each of these has it
	without []string  // keys of those that were taken out
}

// Doubt says what is wrong with a reference to a column.
type Doubt uint8

// The doubts.
const (
	NoDoubt   Doubt = iota // it resolved, or it may have and too little is known
	Missing                // what it would have to be a column of has none of that name, for certain
	NoSource               // nothing in FROM has the name in front of it, for certain
	Ambiguous              // several relations have it, for certain
	Either                 // several relations may have it: their columns are not known
	TooEarly               // it is an output of its own SELECT, which the dialect does not let it name
)

// An Input is a column that another is made of.
type Input struct {
	Column *Column
	Via    Via
	At     source.Span // the reference
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
	// Node is the reference, or nil where there is none: a column of USING, an ordinal, what a subquery in a condition
	// yields.
	Node   *ast.ColumnRef
	Column *Column // never nil; Unknown where it did not resolve
	Source *Source // the source it resolved to, or nil
	Scope  *Scope  // the scope it stands in
	Role   Role
	Outer  bool        // it resolved to a scope further out
	Span   source.Span // of Node, or of what stands for it
}

// Wide lists of columns get an index; a few columns are found faster without.
const wide = 16

// names finds the columns of one list by their keys. The list may grow at its end.
type names struct {
	indexed int // how many columns of the list are in the index
	first   map[string]int
	again   map[string]bool // keys of more than one column
}

// find returns the first column of that key, and whether there is another one. What a star stands for has no name.
func (n *names) find(columns []*Column, key string) (c *Column, several bool) {
	if len(columns) <= wide {
		for _, other := range columns {
			if other.key != key || other.Star {
				continue
			}
			if c != nil {
				return c, true
			}
			c = other
		}
		return c, false
	}
	if n.first == nil {
		n.first = make(map[string]int, len(columns))
	}
	for ; n.indexed < len(columns); n.indexed++ {
		c := columns[n.indexed]
		if c.Star || c.key == "" {
			continue
		}
		if _, ok := n.first[c.key]; !ok {
			n.first[c.key] = n.indexed
			continue
		}
		if n.again == nil {
			n.again = map[string]bool{}
		}
		n.again[c.key] = true
	}
	if i, ok := n.first[key]; ok {
		return columns[i], n.again[key]
	}
	return nil, false
}
