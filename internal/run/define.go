package run

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/internal/trace"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// A definition is what one file makes for others to read: tables, views, or the model that it is.
type definition struct {
	file     walk.File
	datasets []*catalog.Dataset
	reads    [][]string // folded names of relations that it reads and does not make
	altered  [][]string // folded names of relations whose columns it changes
	after    []int      // the definitions that it reads from
	unsure   bool       // more of it is known when more is known of what it reads
	done     bool
}

// A circle is a chain of files of which each reads what the next one makes, and the last what the first makes.
type circle []walk.File

// String names the files: "a.sql reads b.sql, which reads a.sql".
func (c circle) String() string {
	var b strings.Builder
	b.WriteString(c[0].Name)
	for i, f := range append(c[1:len(c):len(c)], c[0]) {
		if i > 0 {
			b.WriteString(", which")
		}
		b.WriteString(" reads from " + f.Name)
	}
	return b.String()
}

// known is what the files of a run make, and the catalogs of their settings with it.
type known struct {
	datasets []*catalog.Dataset
	extended sync.Map // *catalog.Catalog by *catalog.Catalog
}

// definitions are those of all files of a run.
type definitions struct {
	o       *Options
	list    []*definition
	nothing *catalog.Catalog // declares nothing
	circles []circle
}

// define finds out what the files make, each behind those that it reads from, so that the columns of views over views
// are known. From then on the catalogs of o know it. What several files make in different ways is known by its name only.
func (o *Options) define(files []walk.File) []circle {
	all := make([]*definition, len(files))
	o.each(len(files), func(i int) { all[i] = o.definition(files[i]) })
	d := definitions{o: o, list: slices.DeleteFunc(all, func(d *definition) bool { return d == nil })}
	if len(d.list) == 0 {
		return nil
	}
	var err error
	if d.nothing, err = catalog.New(); err != nil {
		panic(err) // there is nothing wrong with no declarations
	}
	d.connect()
	for {
		ready := d.ready()
		if len(ready) == 0 {
			break
		}
		d.extend()
		o.each(len(ready), func(i int) {
			def := ready[i]
			if len(def.after) == 0 {
				return
			}
			if def.unsure {
				if again := o.definition(def.file); again != nil {
					def.datasets = again.datasets
				}
			}
			d.follow(def)
		})
		for _, def := range ready {
			def.done = true
		}
	}
	d.findCircles()
	for _, def := range d.list { // what a circle leaves stands as it was read first
		def.done = true
	}
	d.extend()
	return d.circles
}

// definition reads what a file makes, as far as the catalogs know what it reads; nil for a file that makes nothing. What
// is wrong with the file its check says.
func (o *Options) definition(f walk.File) (def *definition) {
	defer func() {
		if recover() != nil {
			def = nil
		}
	}()
	s, err := o.Settings.ForFile(f.Path)
	if err != nil {
		return nil
	}
	text, err := readFile(f.Path)
	if err != nil || !mayDefine(text) {
		return nil
	}
	in := o.input(source.NewFile(f.Name, text), s, f.Path)
	tree := parser.Parse(in.File, in.Dialect)
	defer tree.Release()
	analyser := lineage.New(in.Lineage())
	defer analyser.Release()
	def = &definition{file: f}
	model := trace.Model(tree, f.Path)
	for _, st := range tree.Statements {
		traced := analyser.Statement(st)
		for _, src := range traced.Reads {
			if src.Relation.Made == nil {
				def.reads = append(def.reads, slices.Clone(src.Relation.Parts))
			}
		}
		if other, ok := st.Body.(*ast.Other); ok && strings.HasPrefix(other.Kind, "ALTER") && len(other.Tables) > 0 && other.Tables[0].Name != nil {
			def.altered = append(def.altered, folded(other.Tables[0].Name))
		}
		def.unsure = def.unsure || unsure(traced)
		made := analyser.Defined(traced)
		if model != "" && traced.Kind == "select" {
			made = append(made, traced.Model(model))
		}
		for _, d := range made {
			d.Origin.Where, d.Origin.Line = f.Name, in.File.Position(st.Start).Line
			def.add(d)
		}
		analyser.Done()
	}
	if len(def.datasets) == 0 && len(def.altered) == 0 {
		return nil
	}
	return def
}

// unsure reports whether a column that the statement yields or writes is not known for certain.
func unsure(s *lineage.Statement) bool {
	unknown := func(c *lineage.Column) bool { return c.Unknown != "" }
	return slices.ContainsFunc(s.Columns, unknown) ||
		slices.ContainsFunc(s.Writes, func(w *lineage.Write) bool { return slices.ContainsFunc(w.Columns, unknown) })
}

// follow replaces the sources of a definition's columns that other files make by what those are made of.
func (d *definitions) follow(def *definition) {
	made := d.o.known.catalog(d.nothing)
	for _, ds := range def.datasets {
		for i := range ds.Columns {
			ds.Columns[i].Sources = origins(made, ds.Columns[i].Sources)
		}
		if ds.Passes != nil {
			if from, _ := made.Lookup(ds.Passes); from != nil && !from.ColumnsComplete {
				ds.Passes = from.Passes
			}
		}
	}
}

// origins are sources with those that a catalog knows the sources of replaced by these.
func origins(c *catalog.Catalog, sources []catalog.Source) []catalog.Source {
	var out []catalog.Source
	add := func(s catalog.Source) {
		i := slices.IndexFunc(out, func(have catalog.Source) bool {
			return have.Column == s.Column && slices.Equal(have.Relation, s.Relation)
		})
		if i < 0 {
			out = append(out, s)
			return
		}
		out[i].Via = min(out[i].Via, s.Via)
	}
	for _, s := range sources {
		var of *catalog.Column
		if d, _ := c.Lookup(s.Relation); d != nil {
			if of = d.Column(s.Column); of == nil && d.Passes != nil {
				add(catalog.Source{Relation: d.Passes, Column: s.Column, Via: s.Via})
				continue
			}
		}
		if of == nil || len(of.Sources) == 0 {
			add(s)
			continue
		}
		for _, further := range of.Sources {
			further.Via = max(further.Via, s.Via)
			add(further)
		}
	}
	return out
}

// add notes what the file makes. A file that makes one relation twice says nothing certain about its columns.
func (def *definition) add(d *catalog.Dataset) {
	for i, have := range def.datasets {
		if slices.EqualFunc(have.Name, d.Name, strings.EqualFold) {
			def.datasets[i] = either(have, d)
			return
		}
	}
	def.datasets = append(def.datasets, d)
}

// either is a dataset that is made in two ways: what both say.
func either(a, b *catalog.Dataset) *catalog.Dataset {
	if slices.EqualFunc(a.Columns, b.Columns, func(x, y catalog.Column) bool { return strings.EqualFold(x.Name, y.Name) }) {
		return a
	}
	both := *a
	both.ColumnsComplete, both.Grain, both.Unique = false, nil, nil
	both.Columns = nil
	for _, c := range a.Columns {
		if b.Column(c.Name) != nil {
			both.Columns = append(both.Columns, c)
		}
	}
	both.Index()
	return &both
}

func folded(n *ast.Name) []string {
	parts := make([]string, len(n.Parts))
	for i := range n.Parts {
		parts[i] = catalog.Fold(n.Parts[i].Name)
	}
	return parts
}

// mayDefine tells cheaply whether a text can make anything: it is a template, or has one of the words for it.
func mayDefine(text string) bool {
	if strings.Contains(text, "{{") {
		return true
	}
	for i := 0; i+5 < len(text); i++ {
		switch text[i] | 0x20 {
		case 'c':
			if strings.EqualFold(text[i:i+6], "create") {
				return true
			}
		case 'a':
			if strings.EqualFold(text[i:i+5], "alter") {
				return true
			}
		case 'i':
			if strings.EqualFold(text[i:i+4], "into") && !insertBefore(text[:i]) {
				return true
			}
		}
	}
	return false
}

// insertBefore reports whether INSERT or MERGE stands in front of an INTO, which then makes nothing.
func insertBefore(text string) bool {
	text = strings.TrimRight(text, " \t\r\n")
	for _, word := range [...]string{"insert", "merge"} {
		if n := len(text) - len(word); n >= 0 && strings.EqualFold(text[n:], word) {
			return true
		}
	}
	return false
}

// manyMakers is how many files may make a relation for others to wait for them: what more of them make is some scratch
// table, of which hardly more than the name is known.
const manyMakers = 8

// connect notes which definition reads from which.
func (d *definitions) connect() {
	made := map[string][]int{} // by folded name
	var all []*catalog.Dataset
	for i, def := range d.list {
		for _, ds := range def.datasets {
			key := catalog.Fold(ds.Name.String())
			made[key] = append(made[key], i)
			all = append(all, ds)
		}
	}
	names := d.nothing.Extend(all...)
	for i, def := range d.list {
		for _, read := range def.reads {
			from, _ := names.LookupFolded(read)
			if from == nil {
				continue
			}
			makers := made[catalog.Fold(from.Name.String())]
			if len(makers) > manyMakers {
				continue
			}
			for _, j := range makers {
				if j != i && !slices.Contains(def.after, j) {
					def.after = append(def.after, j)
				}
			}
		}
		slices.Sort(def.after)
	}
}

// ready are the definitions that read from finished ones only.
func (d *definitions) ready() []*definition {
	var ready []*definition
	for _, def := range d.list {
		if !def.done && !slices.ContainsFunc(def.after, func(i int) bool { return !d.list[i].done }) {
			ready = append(ready, def)
		}
	}
	return ready
}

// extend lets the catalogs know what the finished definitions make.
func (d *definitions) extend() {
	var list []*catalog.Dataset
	byName := map[string]int{}
	for _, def := range d.list {
		if !def.done {
			continue
		}
		for _, ds := range def.datasets {
			key := catalog.Fold(ds.Name.String())
			if i, ok := byName[key]; ok {
				list[i] = either(list[i], ds)
				continue
			}
			byName[key] = len(list)
			list = append(list, ds)
		}
	}
	for _, def := range d.list {
		for _, name := range def.altered {
			if i, ok := byName[strings.Join(name, ".")]; ok && list[i].ColumnsComplete {
				open := *list[i]
				open.ColumnsComplete = false
				list[i] = &open
			}
		}
	}
	d.o.known = &known{datasets: list}
}

// findCircles lists the circles among what could not be finished, each once.
func (d *definitions) findCircles() {
	const unseen, open, closed = 0, 1, 2
	state := make([]int, len(d.list))
	var way []int
	var visit func(i int)
	visit = func(i int) {
		state[i] = open
		way = append(way, i)
		for _, next := range d.list[i].after {
			switch {
			case d.list[next].done:
			case state[next] == open:
				var c circle
				for _, j := range way[slices.Index(way, next):] {
					c = append(c, d.list[j].file)
				}
				d.circles = append(d.circles, c)
			case state[next] == unseen:
				visit(next)
			}
		}
		way = way[:len(way)-1]
		state[i] = closed
	}
	for i, def := range d.list {
		if !def.done && state[i] == unseen {
			visit(i)
		}
	}
}

// catalog is one of the settings', extended by what the files of the run make.
func (k *known) catalog(c *catalog.Catalog) *catalog.Catalog {
	if k == nil || len(k.datasets) == 0 {
		return c
	}
	if have, ok := k.extended.Load(c); ok {
		return have.(*catalog.Catalog)
	}
	list := slices.Clone(k.datasets)
	for i, d := range list {
		if len(d.Name) > 1 {
			continue
		}
		if declared, _ := c.Lookup(d.Name); declared != nil && built(c, declared) { // a model is named without its schema
			full := *d
			full.Name = declared.Name
			list[i] = &full
		}
	}
	extended, _ := k.extended.LoadOrStore(c, c.Extend(list...))
	return extended.(*catalog.Catalog)
}

// built reports whether a dataset is one of a layer that the organisation's own models make.
func built(c *catalog.Catalog, d *catalog.Dataset) bool {
	layer, err := c.Layer(d.Name)
	return err == nil && catalog.Built(layer)
}

// gaps are the places at which a circle keeps columns from being known: a gap of each file in it.
func (c circle) gaps() []lint.Gap {
	var out []lint.Gap
	for _, f := range c {
		out = append(out, lint.Gap{
			Place:  source.Place{Path: f.Name, From: source.Position{Line: 1, Column: 1}, To: source.Position{Line: 1, Column: 1}},
			Reason: fmt.Sprintf("what it makes leads back to itself (%s): its columns are known as far as it says them itself", c),
		})
	}
	return out
}
