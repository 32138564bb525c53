package lineage

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// Defined are the tables and views that a statement makes for other files to read, with what is known of their columns;
// temporary ones are none. The place of a definition is for the caller to add.
func (a *Analyser) Defined(s *Statement) []*catalog.Dataset {
	var out []*catalog.Dataset
	columns := definer{}
	for _, w := range s.Writes {
		if !w.Makes || w.Temp {
			continue
		}
		d := &catalog.Dataset{Name: w.name(), Origin: catalog.Origin{Trust: catalog.Inferred}}
		columns.describe(d, w.Columns)
		d.ColumnsComplete = d.ColumnsComplete && !s.Gaps
		switch body := s.Node.Body.(type) {
		case *ast.CreateView:
			d.View = !body.Materialized
		case *ast.CreateTable:
			if !a.traits.sortingKeys {
				declared(d, body)
			}
		}
		out = append(out, d)
	}
	return out
}

// Model is the dataset that a tool builds of the statement's query, by a name that the statement does not hold; in the
// query it may be called this.
func (s *Statement) Model(name string) *catalog.Dataset {
	d := &catalog.Dataset{Name: catalog.Name{name}, Origin: catalog.Origin{Trust: catalog.Inferred}}
	definer{}.describe(d, s.Columns)
	d.ColumnsComplete = d.ColumnsComplete && !s.Gaps
	for i := range d.Columns {
		d.Columns[i].Sources = slices.DeleteFunc(d.Columns[i].Sources, func(s catalog.Source) bool {
			return len(s.Relation) == 1 && (s.Relation[0] == "this" || s.Relation[0] == catalog.Fold(name))
		})
	}
	return d
}

// name is what others call the relation: as it is written, behind the default schema where that applies.
func (w *Write) name() catalog.Name {
	written := w.Node.Name.Parts
	var name catalog.Name
	name = append(name, w.Relation.Parts[:len(w.Relation.Parts)-len(written)]...)
	for i := range written {
		name = append(name, written[i].Name)
	}
	return name
}

// A definer writes down columns for others than the analysis that they are a part of. It has the names of relations.
type definer map[*Relation]catalog.Name

// name is that of a relation in folded form.
func (d definer) name(r *Relation) catalog.Name {
	name, ok := d[r]
	if !ok {
		name = slices.Clone(r.Parts)
		d[r] = name
	}
	return name
}

// describe says of a dataset which columns it has, and whether there can be no others.
func (d definer) describe(of *catalog.Dataset, columns []*Column) {
	of.ColumnsComplete = len(columns) > 0
	seen := make(map[string]bool, len(columns))
	stars := 0
	for _, c := range columns {
		if c.Star {
			stars++
			of.Passes = d.passed(c)
		}
		if c.Star || c.Name == "" || seen[catalog.Fold(c.Name)] { // what it is called is not known
			of.ColumnsComplete = false
			continue
		}
		seen[catalog.Fold(c.Name)] = true
		of.Columns = append(of.Columns, catalog.Column{
			Name: c.Name, Sources: d.sources(c), Origin: catalog.Origin{Trust: catalog.Inferred},
		})
	}
	if stars > 1 { // one of them has what is asked for
		of.Passes = nil
	}
	of.Index()
}

// passed is the relation that a star stands for as a whole; nil where it stands for several, or for parts of one.
func (d definer) passed(star *Column) catalog.Name {
	origins := star.Origins()
	if star.star != nil && len(star.star.without) > 0 || len(origins) != 1 || origins[0].Column.Name != "*" || origins[0].Via != Copy {
		return nil
	}
	return d.name(origins[0].Column.Relation)
}

// sources are the origins of a column, behind which those of tables that other files fill are followed on.
func (d definer) sources(c *Column) []catalog.Source {
	var out []catalog.Source
	add := func(c *Column, via Via) {
		out = append(out, catalog.Source{Relation: d.name(c.Relation), Column: c.Name, Via: uint8(via)})
	}
	for _, o := range c.Origins() {
		if o.Column == c { // a column that is defined, not made of others
			continue
		}
		if !o.Column.stored {
			add(o.Column, o.Via)
			continue
		}
		for _, in := range o.Column.Inputs {
			add(in.Column, max(in.Via, o.Via))
		}
	}
	return out
}

// declared adds what a CREATE TABLE says of its columns: types, keys, and which always have a value.
func declared(d *catalog.Dataset, t *ast.CreateTable) {
	places := make(map[string]int, len(d.Columns))
	for i := range d.Columns {
		places[catalog.Fold(d.Columns[i].Name)] = i
	}
	key := func(columns []string, primary bool) {
		if primary && d.Grain == nil {
			d.Grain = columns
		} else {
			d.Unique = append(d.Unique, columns)
		}
		for _, name := range columns {
			if i, ok := places[catalog.Fold(name)]; ok && primary {
				d.Columns[i].Null = catalog.NotNull
			}
		}
	}
	for _, c := range t.Columns {
		i, ok := places[catalog.Fold(c.Name.Name)]
		if !ok {
			continue
		}
		if c.Type != nil {
			d.Columns[i].Type = c.Type.Name
		}
		if t.Query == nil {
			d.Columns[i].Null = catalog.Nullable
		}
		if c.NotNull || c.PrimaryKey {
			d.Columns[i].Null = catalog.NotNull
		}
		if c.PrimaryKey || c.Unique {
			key([]string{c.Name.Name}, c.PrimaryKey)
		}
	}
	for _, c := range t.Constraints {
		if c.Kind == ast.PrimaryKey || c.Kind == ast.UniqueKey {
			var columns []string
			for i := range c.Columns {
				columns = append(columns, c.Columns[i].Name)
			}
			if len(columns) > 0 {
				key(columns, c.Kind == ast.PrimaryKey)
			}
		}
	}
}
