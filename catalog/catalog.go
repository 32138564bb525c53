// Package catalog holds what an organisation declares about its data: datasets with their owners, columns, grain and
// personal data, the layers that relations belong to, and metrics. A catalog is built once, from TOML files or from
// what other tools declare, and then only read.
package catalog

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
)

// Status says how far a dataset may be relied on. The zero value is Stable.
type Status uint8

// The statuses of a dataset.
const (
	Stable     Status = iota
	Baking            // not ready: its numbers may still change
	Deprecated        // on its way out
)

var statusNames = []string{"stable", "baking", "deprecated"}

func (s Status) String() string { return statusNames[s] }

// Trust says how far a fact holds.
type Trust uint8

// The levels of trust, least first.
const (
	Inferred Trust = iota // read off the SQL of the repository
	Declared              // somebody says so
	Enforced              // the database makes it so
)

func (t Trust) String() string { return [...]string{"inferred", "declared", "enforced"}[t] }

// Origin says where a fact comes from.
type Origin struct {
	Where string // the file as it is named in messages, or what else said so: "schema"
	Line  int    // from 1; 0 where there are no lines
	Trust Trust
}

// String is the place: "catalog/orders.toml:12".
func (o Origin) String() string {
	if o.Line == 0 {
		return o.Where
	}
	return fmt.Sprintf("%s:%d", o.Where, o.Line)
}

// Snippet is a piece of SQL inside a declaration, and where it stands. The zero value is one that is not there.
type Snippet struct {
	Text string
	File string
	Line int // of the key that holds it, or 1 in a file of its own
}

// Personal is what is declared about personal data in a column. The zero value is no declaration at all, so that
// recognition by name may speak.
type Personal struct {
	Declared bool
	Class    string // such as "user.contact.email"; "" when declared not to be personal
}

// Null says whether a column may be without a value.
type Null uint8

// What is known of a column's values.
const (
	MaybeNull Null = iota // nothing is known
	Nullable              // rows may be without a value
	NotNull               // every row has one
)

// Column is a column of a dataset.
type Column struct {
	Name string
	// From is the expression that gives the column's values in the terms of the replaced relation. Without it the
	// column copies the replaced relation's column of the same name, if there is one.
	From        Snippet
	Personal    Personal
	Null        Null
	Type        string // as declared; "" if unknown
	Description string
	Origin      Origin
	// Sources are the columns that the values of an inferred one come from, as far back as the repository's SQL goes.
	Sources []Source
}

// A Source is a column of a relation that another column is made of.
type Source struct {
	Relation Name
	Column   string
	Via      uint8 // how, as package lineage counts the ways
}

// Dataset is a relation that is known: a table, view or model.
type Dataset struct {
	Name       Name
	Owner      string
	Status     Status
	ReplacedBy Name     // the dataset to read instead; nil if none is named
	Layer      string   // as declared for this dataset itself; "" leaves it to the patterns: see Catalog.Layer
	Grain      []string // columns that identify a row; nil if unknown
	// Unique are further lists of columns of which no two rows have the same values.
	Unique      [][]string
	Replaces    []Name  // relations, copies of each other, that queries should read this dataset instead of
	SameRows    bool    // exactly one row for each row of a replaced relation
	SQL         Snippet // the query that defines it
	Description string

	Columns []Column // in the order of SELECT *
	// ColumnsComplete says that there are no other columns and that their order is known. Otherwise there may be more,
	// and nothing follows from a column's absence.
	ColumnsComplete bool
	// Passes is the relation whose further columns it hands on as they are, those that nobody declared; nil for none.
	Passes Name
	// View says that it holds nothing of its own: who reads it reads what it is made of.
	View bool

	Origin Origin

	places map[string]int // of columns, by their folded names: see Index
}

// local reports whether only a bare name means the dataset: it is inferred from SQL that names no schema.
func (d *Dataset) local() bool { return d.Origin.Trust == Inferred && len(d.Name) == 1 }

// manyColumns is how many columns are worth an index.
const manyColumns = 16

// Index lets Column find one of many columns quickly. It is for who makes a dataset, before others see it.
func (d *Dataset) Index() {
	d.places = nil
	if len(d.Columns) <= manyColumns {
		return
	}
	d.places = make(map[string]int, len(d.Columns))
	for i := range d.Columns {
		folded := Fold(d.Columns[i].Name)
		if _, ok := d.places[folded]; !ok {
			d.places[folded] = i
		}
	}
}

// Column returns the column of that name, whatever its case, or nil.
func (d *Dataset) Column(name string) *Column {
	if d.places != nil {
		if i, ok := d.places[Fold(name)]; ok {
			return &d.Columns[i]
		}
		return nil
	}
	for i := range d.Columns {
		if strings.EqualFold(d.Columns[i].Name, name) {
			return &d.Columns[i]
		}
	}
	return nil
}

// Metric is a number that the organisation has one definition of.
type Metric struct {
	Name   string
	SQL    Snippet // an expression with aggregates
	Of     Name    // the dataset it is computed from
	Origin Origin
}

// Declarations is what one source declares.
type Declarations struct {
	Datasets []*Dataset
	Metrics  []Metric
	Patterns []Pattern
	Schemas  []Schema
}

// A Schema is one of which all datasets are declared.
type Schema struct {
	Name   Name
	Origin Origin
}

// Catalog is all declarations together. It never changes, so any number of goroutines may use it; Extend and
// WithSchema return another one that shares what this one holds.
type Catalog struct {
	base     *Catalog // what this one extends, or nil
	datasets []*Dataset
	byName   index[*Dataset]
	replaced index[[]*Dataset] // by the name of the replaced relation
	metrics  []Metric
	patterns []Pattern           // most specific first
	layers   map[string]bool     // named by patterns and datasets of this one, not of its base
	locals   map[string]*Dataset // by folded name: those that only a bare name means
	schemas  []Schema            // those that are complete
}

// New joins declarations to a catalog. Names of datasets must not be empty. Its error, of type *tomldoc.Errors, names what is declared twice, a dataset whose
// ways out lead in a circle, and patterns that stand in two layers.
func New(declarations ...Declarations) (*Catalog, error) {
	c := &Catalog{byName: index[*Dataset]{}, replaced: index[[]*Dataset]{}, layers: map[string]bool{}}
	var errs tomldoc.Errors
	metrics := map[string]Metric{}
	patterns := map[string]Pattern{}
	for _, d := range declarations {
		for _, dataset := range d.Datasets {
			folded := fold(nil, dataset.Name)
			if first, ok := c.byName.get(folded); ok {
				errs.Add(dataset.Origin.Where, dataset.Origin.Line, "dataset %q is declared twice, first at %v: keep one of them",
					dataset.Name, first.Origin)
				continue
			}
			c.add(folded, dataset)
			c.addReplaced(dataset)
		}
		for _, m := range d.Metrics {
			if first, ok := metrics[Fold(m.Name)]; ok {
				errs.Add(m.Origin.Where, m.Origin.Line, "metric %q is declared twice, first at %v: a metric has one definition",
					m.Name, first.Origin)
				continue
			}
			metrics[Fold(m.Name)] = m
			c.metrics = append(c.metrics, m)
		}
		for _, p := range d.Patterns {
			key := Fold(p.Text)
			if first, ok := patterns[key]; ok && first.Layer != p.Layer {
				errs.Add(p.Origin.Where, p.Origin.Line, "pattern %q stands in two layers, %s here and %s at %v: remove one of them",
					p.Text, p.Layer, first.Layer, first.Origin)
				continue
			}
			patterns[key] = p
			c.patterns = append(c.patterns, p)
			c.layers[p.Layer] = true
		}
	}
	if len(c.patterns) > maxPatterns {
		p := c.patterns[maxPatterns]
		errs.Add(p.Origin.Where, p.Origin.Line, "more than %d layer patterns: let each match more relations", maxPatterns)
	}
	for _, d := range declarations {
		c.schemas = append(c.schemas, d.Schemas...)
	}
	slices.SortStableFunc(c.patterns, func(a, b Pattern) int { return b.specific.compare(a.specific) })
	c.checkWaysOut(&errs)
	c.checkMetrics(&errs)
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// checkWaysOut follows replaced-by from each dataset to the end.
func (c *Catalog) checkWaysOut(errs *tomldoc.Errors) {
	done := map[*Dataset]bool{}
	for _, start := range c.datasets {
		onPath := map[*Dataset]bool{}
		d := start
		for d != nil && d.ReplacedBy != nil && !done[d] && !onPath[d] {
			onPath[d] = true
			d, _ = c.Lookup(d.ReplacedBy)
		}
		if d != nil && onPath[d] {
			errs.Add(d.Origin.Where, d.Origin.Line, "the way out of %q leads back to it: replaced-by must end at a dataset that stays",
				d.Name)
		}
		maps.Copy(done, onPath)
	}
}

// checkMetrics finds metrics that were given their own name in place of a dataset's.
func (c *Catalog) checkMetrics(errs *tomldoc.Errors) {
	for _, m := range c.metrics {
		if !sameName(m.Of, Name{m.Name}) {
			continue
		}
		if d, ambiguous := c.Lookup(m.Of); d == nil && !ambiguous {
			errs.Add(m.Origin.Where, m.Origin.Line, "metric %q is said to be of itself: name the dataset it is computed from in of",
				m.Name)
		}
	}
}

func (c *Catalog) add(folded []string, d *Dataset) {
	c.datasets = append(c.datasets, d)
	if d.local() {
		if c.locals == nil {
			c.locals = map[string]*Dataset{}
		}
		c.locals[folded[0]] = d
		return
	}
	c.byName.put(folded, d)
	if d.Layer != "" {
		c.layers[d.Layer] = true
	}
}

func (c *Catalog) addReplaced(d *Dataset) {
	for _, name := range d.Replaces {
		folded := fold(nil, name)
		others, _ := c.replaced.get(folded)
		c.replaced.put(folded, append(others, d))
	}
}

// Lookup finds the dataset that a reference means, given its parts without quotes, in any case. The declared name and
// the reference must agree from the last part on, as far as both go:
//   - the same name is the best answer;
//   - then the longest declared name that ends the reference: prod.analytics.fct_orders means analytics.fct_orders;
//   - then what the repository's SQL makes by the bare name;
//   - then the only declared name that the reference ends: fct_orders means analytics.fct_orders.
//
// It returns nil and true where the last case fits several datasets. An empty part of the reference, as in db..users,
// agrees with any.
func (c *Catalog) Lookup(parts []string) (d *Dataset, ambiguous bool) {
	var buffer [maxParts]string
	return c.LookupFolded(fold(buffer[:0], parts))
}

// LookupFolded is Lookup for parts that went through Fold already.
func (c *Catalog) LookupFolded(parts []string) (d *Dataset, ambiguous bool) {
	s := c.searchDataset(parts)
	if s.ended > 0 {
		return s.endedValue, false
	}
	if len(parts) == 1 {
		if d := c.Local(parts[0]); d != nil {
			return d, false
		}
	}
	if s.several {
		return nil, true
	}
	return s.endsValue, false
}

// Local is what the repository's SQL makes by a bare name, given in folded form, or nil.
func (c *Catalog) Local(name string) *Dataset {
	for ; c != nil; c = c.base {
		if d := c.locals[name]; d != nil {
			return d
		}
	}
	return nil
}

// LookupQualified finds a dataset only where the reference spells out the whole declared name, or more: it answers
// without guessing what an unqualified name means.
func (c *Catalog) LookupQualified(parts []string) (*Dataset, bool) {
	var buffer [maxParts]string
	s := c.searchDataset(fold(buffer[:0], parts))
	return s.endedValue, s.ended > 0
}

func (c *Catalog) searchDataset(parts []string) search[*Dataset] {
	var s search[*Dataset]
	if len(parts) == 0 {
		return s
	}
	for ; c != nil; c = c.base {
		s.consider(parts, c.byName[parts[len(parts)-1]])
	}
	return s
}

// exact finds the dataset of exactly this folded name.
func (c *Catalog) exact(folded []string) (*Dataset, bool) {
	for ; c != nil; c = c.base {
		if d, ok := c.byName.get(folded); ok {
			return d, true
		}
	}
	return nil, false
}

// Replacements returns the datasets that queries should read instead of the relation, in the order of declaration. The
// relation is found among the replaced ones as Lookup finds a dataset.
func (c *Catalog) Replacements(parts []string) []*Dataset {
	if len(parts) == 0 {
		return nil
	}
	var buffer [maxParts]string
	folded := fold(buffer[:0], parts)
	var s search[[]*Dataset]
	for l := c; l != nil; l = l.base {
		s.consider(folded, l.replaced[folded[len(folded)-1]])
	}
	name := s.endedName
	if s.ended == 0 {
		name = s.endsName
	}
	if name == nil || s.ended == 0 && s.several {
		return nil
	}
	var found []*Dataset
	for l := c; l != nil; l = l.base {
		own, _ := l.replaced.get(name)
		found = slices.Concat(own, found)
	}
	for i, d := range found {
		if now, ok := c.exact(fold(nil, d.Name)); ok {
			found[i] = now
		}
	}
	return found
}

// Datasets yields all datasets, what was extended first.
func (c *Catalog) Datasets() iter.Seq[*Dataset] {
	return func(yield func(*Dataset) bool) {
		if c.base == nil {
			slices.Values(c.datasets)(yield)
			return
		}
		for d := range c.base.Datasets() {
			if own, ok := c.byName.get(fold(nil, d.Name)); ok {
				d = own
			}
			if !yield(d) {
				return
			}
		}
		for _, d := range c.datasets {
			if _, ok := c.base.exact(fold(nil, d.Name)); !ok && !yield(d) {
				return
			}
		}
	}
}

// HasSchemas reports whether there is a schema of which all datasets are declared.
func (c *Catalog) HasSchemas() bool { return len(c.schemas) > 0 }

// AllDeclared finds the schema of a relation, given its parts without quotes, if all its datasets are declared, so that
// a relation that is none of them does not exist.
func (c *Catalog) AllDeclared(parts []string) (Schema, bool) {
	if len(parts) < 2 {
		return Schema{}, false
	}
	var buffer [maxParts]string
	of := fold(buffer[:0], parts[:len(parts)-1])
	for _, s := range c.schemas {
		if len(s.Name) <= len(of) && agree(of, fold(nil, s.Name)) {
			return s, true
		}
	}
	return Schema{}, false
}

// Metrics returns all metrics in the order of declaration. The slice is shared: it is not to be changed.
func (c *Catalog) Metrics() []Metric { return c.metrics }

// Extend returns a catalog with more datasets, at the cost of these alone. A dataset that is known already by its
// qualified name keeps what is known about it and gains what was not: its columns, its query. Of two lists of columns
// that both claim to be complete, the more trusted stands.
func (c *Catalog) Extend(datasets ...*Dataset) *Catalog {
	e := c.overlay()
	for _, d := range datasets {
		known, ok := e.LookupQualified(d.Name)
		if !ok {
			e.put(d.Name, d)
			e.addReplaced(d)
			continue
		}
		merged := merge(known, d)
		e.put(d.Name, merged)
		if known.Replaces == nil {
			e.addReplaced(merged)
		}
	}
	return e
}

// schemaOrigin is where the columns come from that a caller states together with a query.
var schemaOrigin = Origin{Where: "schema", Trust: Enforced}

// WithSchema returns a catalog that knows all columns of the given relations, by their dotted names. A name stands for
// the dataset that a query would mean by it, whose declarations go on to hold. The error names a name that cannot be
// read.
func (c *Catalog) WithSchema(schema map[string][]string) (*Catalog, error) {
	e := c.overlay()
	for _, text := range slices.Sorted(maps.Keys(schema)) {
		name, err := ParseName(text)
		if err != nil {
			return nil, fmt.Errorf("schema: %w", err)
		}
		d := &Dataset{Name: name, ColumnsComplete: true, Origin: schemaOrigin}
		for _, column := range schema[text] {
			if column == "" {
				return nil, fmt.Errorf("schema: %q has a column without a name", text)
			}
			d.Columns = append(d.Columns, Column{Name: column, Origin: schemaOrigin})
		}
		folded := fold(nil, name)
		if _, ok := e.byName.get(folded); ok {
			return nil, fmt.Errorf("schema: %q is there twice, in different spelling", text)
		}
		if known, _ := c.LookupFolded(folded); known != nil {
			d = merge(known, d)
		}
		d.Index()
		e.add(folded, d)
	}
	return e, nil
}

func (c *Catalog) overlay() *Catalog {
	return &Catalog{
		base: c, byName: index[*Dataset]{}, replaced: index[[]*Dataset]{},
		metrics: c.metrics, patterns: c.patterns, schemas: c.schemas, layers: map[string]bool{},
	}
}

// put makes the dataset known by a name, in place of another of this overlay.
func (c *Catalog) put(name Name, d *Dataset) {
	folded := fold(nil, name)
	if old, ok := c.byName.get(folded); ok {
		c.byName.put(folded, d)
		c.datasets[slices.Index(c.datasets, old)] = d
		return
	}
	c.add(folded, d)
}

// merge adds to what is known of a dataset what another source says of it.
func merge(known, more *Dataset) *Dataset {
	d := *known
	if len(more.Name) > len(d.Name) {
		d.Name = more.Name
	}
	d.Owner = cmp.Or(d.Owner, more.Owner)
	d.Layer = cmp.Or(d.Layer, more.Layer)
	d.Description = cmp.Or(d.Description, more.Description)
	d.SQL = cmp.Or(d.SQL, more.SQL)
	if d.Grain == nil {
		d.Grain = more.Grain
	}
	d.Unique = slices.Concat(d.Unique, more.Unique)
	if d.Replaces == nil {
		d.Replaces, d.SameRows = more.Replaces, more.SameRows
	}
	d.Columns, d.ColumnsComplete = mergeColumns(known, more)
	d.Index()
	return &d
}

func mergeColumns(known, more *Dataset) (columns []Column, complete bool) {
	// The complete list of the more trusted side rules; where neither is complete, all columns of both are known.
	list, other := known, more
	if more.ColumnsComplete && (!known.ColumnsComplete || more.Origin.Trust > known.Origin.Trust) {
		list, other = more, known
	}
	place := make(map[string]int, len(list.Columns))
	for i, c := range list.Columns {
		place[Fold(c.Name)] = i
	}
	columns = slices.Clone(list.Columns)
	complete = list.ColumnsComplete
	extra := !complete || !other.ColumnsComplete && list.Origin.Trust <= other.Origin.Trust
	for _, c := range other.Columns {
		i, listed := place[Fold(c.Name)]
		switch {
		case listed && list == known:
			columns[i] = mergeColumn(columns[i], c)
		case listed:
			columns[i] = mergeColumn(c, columns[i])
		case extra:
			columns = append(columns, c)
			complete = false // the list should have had this column, so it is not all there is
		}
	}
	return columns, complete
}

// mergeColumn adds to what is known of a column what another source says of it.
func mergeColumn(known, more Column) Column {
	known.From = cmp.Or(known.From, more.From)
	known.Null = cmp.Or(known.Null, more.Null)
	if known.Sources == nil {
		known.Sources = more.Sources
	}
	known.Type = cmp.Or(known.Type, more.Type)
	known.Description = cmp.Or(known.Description, more.Description)
	if !known.Personal.Declared {
		known.Personal = more.Personal
	}
	return known
}

// index finds values by the last part of folded names.
type index[T any] map[string][]entry[T]

type entry[T any] struct {
	name  []string
	value T
}

func (x index[T]) get(name []string) (value T, ok bool) {
	for _, e := range x[name[len(name)-1]] {
		if slices.Equal(e.name, name) {
			return e.value, true
		}
	}
	return value, false
}

func (x index[T]) put(name []string, value T) {
	last := name[len(name)-1]
	for i, e := range x[last] {
		if slices.Equal(e.name, name) {
			x[last][i].value = value
			return
		}
	}
	x[last] = append(x[last], entry[T]{name, value})
}

// search is the best that was found for a reference: see Catalog.Lookup.
type search[T any] struct {
	ended      int // parts of the longest declared name that ends the reference; 0 if there is none
	endedName  []string
	endedValue T

	endsName  []string // a longer declared name that the reference ends
	endsValue T
	several   bool // there are more of them
}

// consider takes more entries into account. Of entries of one name the first counts, so newer ones come first.
func (s *search[T]) consider(ref []string, entries []entry[T]) {
	for i := range entries {
		e := &entries[i]
		if !agree(ref, e.name) {
			continue
		}
		switch n := len(e.name); {
		case n > len(ref):
			if s.endsName == nil {
				s.endsName, s.endsValue = e.name, e.value
			} else if !slices.Equal(s.endsName, e.name) {
				s.several = true
			}
		case n > s.ended:
			s.ended, s.endedName, s.endedValue = n, e.name, e.value
		}
	}
}

// agree reports whether two names have the same trailing parts, as far as both go.
func agree(ref, declared []string) bool {
	for i, j := len(ref)-1, len(declared)-1; i >= 0 && j >= 0; i, j = i-1, j-1 {
		if ref[i] != declared[j] && ref[i] != "" {
			return false
		}
	}
	return true
}
