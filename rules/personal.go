package rules

import (
	"slices"
	"sort"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// A datum is personal data at its source: a column of a relation, or a value inside one.
type datum struct {
	name     string // "`raw.users.email`", as messages say it
	object   string // the same in stable terms
	relation *lineage.Relation
	column   string   // of the relation
	inside   []string // the path into the column's value; nil for the value itself
	class    privacy.Class
	phrase   string // one value of it in words, with its article
	declared bool   // in the catalog; otherwise recognised by name
	coarse   bool   // the query itself made it less than what stands in the column

	itself [1]reach // the datum as it is reached in its own column
}

// speaks reports whether the datum matters on its own. A class that only the organisation knows is taken at its word.
func (d *datum) speaks() bool {
	info, _ := d.class.Info()
	return info.Kind != privacy.QuasiIdentifier || d.declared && !d.class.Known()
}

// direct reports whether one value of it is enough to tell who somebody is.
func (d *datum) direct() bool {
	info, _ := d.class.Info()
	return d.class != "" && info.Kind == privacy.DirectIdentifier
}

// how says why it is taken for personal data.
func (d *datum) how() string {
	if d.declared {
		return "declared as personal data"
	}
	return "recognised by name as personal data"
}

// A reach is a datum that can be read off a column, and the step towards it: the input it came by, and the reach of
// that input's column. A source has no step.
type reach struct {
	*datum
	in   *lineage.Input
	next *reach
}

// A tracer finds the personal data in the columns of one statement, for all rules that ask.
type tracer struct {
	pass        *lint.Pass
	paths       map[source.Span][]string             // what references to columns reach inside their values
	projections map[source.Span][]privacy.Projection // what calls may make of the values of references in them
	hidden      []source.Span                        // calls that let nothing of their arguments through: in source order, none in another
	known       map[*lineage.Column][]reach
	data        map[string]*datum // by object
}

// tracing is the pass's tracer.
func tracing(p *lint.Pass) *tracer { return lint.Once(p, newTracer) }

func newTracer(p *lint.Pass) *tracer {
	t := &tracer{pass: p, known: map[*lineage.Column][]reach{}}
	for _, n := range p.Nodes() {
		t.read(n)
	}
	slices.SortFunc(t.hidden, func(a, b source.Span) int { return int(a.Start - b.Start) })
	var done map[source.Span]bool
	for i := range p.Lineage.Refs {
		r := &p.Lineage.Refs[i]
		if r.Node == nil || len(r.Node.Parts) == 1 || r.Column.Unknown != "" || done[r.Span] {
			continue
		}
		if fields := fieldsOf(r); len(fields) > 0 {
			if done == nil {
				done = map[source.Span]bool{}
			}
			done[r.Span] = true
			t.path(r.Span, append(fields, t.paths[r.Span]...))
		}
	}
	return t
}

// path notes what the reference at a place reaches inside its value.
func (t *tracer) path(at source.Span, steps []string) {
	if t.paths == nil {
		t.paths = map[source.Span][]string{}
	}
	t.paths[at] = steps
}

// fieldsOf are the names in a reference behind its column: those of fields in it.
func fieldsOf(r *lineage.Ref) []string {
	parts := r.Node.Parts
	column := len(parts) - 1
	for column >= 0 && !strings.EqualFold(parts[column].Name, r.Column.Name) {
		column--
	}
	var fields []string
	if column >= 0 {
		for i := column + 1; i < len(parts); i++ {
			fields = append(fields, parts[i].Name)
		}
	}
	return fields
}

// of is the personal data that can be read off a column, each datum once.
func (t *tracer) of(c *lineage.Column) []reach {
	if found, ok := t.known[c]; ok { // nil while in work: what a recursive CTE takes from itself adds nothing
		return found
	}
	t.known[c] = nil
	found := t.find(c)
	t.known[c] = found
	return found
}

// find is of, for a column that was not looked at yet.
func (t *tracer) find(c *lineage.Column) []reach {
	if d, is := t.source(c); is {
		if d == nil {
			return nil
		}
		return d.itself[:]
	}
	var found []reach
	var seen datumSet
	for i := range c.Inputs {
		in := &c.Inputs[i]
		if in.Via >= lineage.Test || c.Star && !passes(in) || t.hides(in.At) {
			continue
		}
		inner := t.of(in.Column)
		for j := range inner {
			d := inner[j].datum
			if !sameStep(inner[j], in) {
				d = t.taken(d, in.At)
			}
			if d != nil && in.Via == lineage.Expression {
				d = t.lessByName(d, c.Name)
			}
			if seen.add(d) {
				found = append(found, reach{datum: d, in: in, next: &inner[j]})
			}
		}
	}
	return found
}

// referred is the personal data that a reference reads, where nothing around it hides it.
func (t *tracer) referred(r *lineage.Ref) []*datum {
	reaches := t.of(r.Column)
	if len(reaches) == 0 || t.hides(r.Span) {
		return nil
	}
	data := make([]*datum, 0, len(reaches))
	for i := range reaches {
		data = append(data, t.taken(reaches[i].datum, r.Span))
	}
	return data
}

// taken is what the reference at a place, and what stands around it, takes of a datum.
func (t *tracer) taken(d *datum, at source.Span) *datum {
	if steps := t.paths[at]; len(steps) > 0 {
		d = t.into(d, steps)
	}
	for _, p := range t.projections[at] {
		if d != nil && d.class.Within(p.From) {
			return t.projected(d, p.To)
		}
	}
	return d
}

// A datumSet is a set that is nearly always small.
type datumSet struct {
	few  []*datum
	many map[*datum]bool
}

// add reports whether d was not there.
func (s *datumSet) add(d *datum) bool {
	switch {
	case s.many[d] || slices.Contains(s.few, d):
		return false
	case len(s.few) < 16:
		s.few = append(s.few, d)
		return true
	case s.many == nil:
		s.many = map[*datum]bool{}
	}
	s.many[d] = true
	return true
}

// passes reports whether an input is a column of one side of a set operation, which becomes a column of the whole, or a
// column that a list of names calls otherwise: a step that nobody wrote down.
func passes(in *lineage.Input) bool {
	return in.At.Len() == 0 || in.Column.Relation == nil && in.Column.Node != nil && in.Column.Node.Extent() == in.At
}

// sameStep reports whether a reach came by the same reference as an input: `payload.email` alone is an item of a UNION
// too.
func sameStep(r reach, in *lineage.Input) bool { return r.in != nil && r.in.At == in.At }

// hides reports whether a call that hides its arguments stands around a place.
func (t *tracer) hides(at source.Span) bool {
	i := sort.Search(len(t.hidden), func(i int) bool { return t.hidden[i].End >= at.End })
	return i < len(t.hidden) && at.Len() > 0 && t.hidden[i].Contains(at)
}

// source tells whether a column is where data comes from, and what personal data that is; nil for none.
func (t *tracer) source(c *lineage.Column) (d *datum, is bool) {
	switch {
	case c.Relation != nil && c.Name == "*":
		return nil, true
	case c.Relation != nil && len(c.Inputs) > 0 && !defined(c) && !declaration(c.Relation, c.Name).Declared:
		return nil, false // made earlier in the file
	case c.Relation != nil:
		return t.datum(c.Relation, c.Name, nil), true
	case len(c.Inputs) == 0:
		return t.oneOf(c), true
	case fromStars(c):
		var relations []*lineage.Relation
		for _, in := range c.Inputs {
			relations = append(relations, in.Column.Relation)
		}
		return t.all(relations, c.Name), true
	}
	return nil, false
}

// defined reports whether a column of a table made in the file is one that its definition lists, rather than one that
// its query yields.
func defined(c *lineage.Column) bool {
	_, ok := c.Inputs[0].Column.Node.(*ast.ColumnDef)
	return ok
}

// fromStars reports whether a column is one that came through stars of relations, whose columns are not known: by its
// name it is one of theirs.
func fromStars(c *lineage.Column) bool {
	for _, in := range c.Inputs {
		if in.Column.Relation == nil || in.Column.Name != "*" || in.Via >= lineage.Test {
			return false
		}
	}
	return !c.Star
}

// datum is a column of a relation, or a value inside it, with its class; nil for one that cannot matter: it is not
// personal, and nothing reaches into it.
func (t *tracer) datum(r *lineage.Relation, column string, inside []string) *datum {
	full := column
	if len(inside) > 0 {
		full += "." + strings.Join(inside, ".")
	}
	m, recognised := privacy.Recognise(r.Name, full)
	said := declaration(r, column)
	class := m.Class
	if said.Declared {
		class = privacy.Class(said.Class)
	}
	if class == "" && len(t.paths) == 0 {
		return nil
	}
	object := strings.Join(r.Parts, ".") + "." + catalog.Fold(full)
	if d := t.data[object]; d != nil {
		return d
	}
	d := &datum{
		name: "`" + r.Name + "." + full + "`", object: object, relation: r, column: column, inside: inside,
		class: class, declared: said.Declared,
	}
	info, known := class.Info()
	if recognised && m.Class != class && known && m.Class.Within(info.Class) { // the name says more than a class of one's own
		info, _ = m.Class.Info()
	}
	if d.phrase = info.Phrase; !known {
		d.phrase = "personal data"
	}
	t.keep(d)
	return d
}

// keep makes a datum the only one of its object.
func (t *tracer) keep(d *datum) {
	if t.data == nil {
		t.data = map[string]*datum{}
	}
	d.itself[0].datum = d
	t.data[d.object] = d
}

// declaration is what the catalog says of a relation's column.
func declaration(r *lineage.Relation, column string) catalog.Personal {
	if r.Dataset == nil {
		return catalog.Personal{}
	}
	if c := r.Dataset.Column(column); c != nil {
		return c.Personal
	}
	return catalog.Personal{}
}

// into is what lies at a path inside a datum.
func (t *tracer) into(d *datum, steps []string) *datum {
	if d.relation == nil || len(d.inside)+len(steps) > maxSteps {
		return d
	}
	return t.datum(d.relation, d.column, slices.Concat(d.inside, steps))
}

// projected is what is left of a datum when a call has made it one of another class.
func (t *tracer) projected(d *datum, to privacy.Class) *datum {
	object := d.object + " as " + string(to)
	if less := t.data[object]; less != nil {
		return less
	}
	less := *d
	less.object, less.class, less.coarse = object, to, true
	if info, known := to.Info(); known {
		less.phrase = info.Phrase
	}
	t.keep(&less)
	return &less
}

// lessByName is what is left of a datum in a column that was computed from it and is called like a part that names nobody: a
// year of birth, the domain of an address. How it was computed is not known of what other files make.
func (t *tracer) lessByName(d *datum, column string) *datum {
	m, recognised := privacy.Recognise("", column)
	if !recognised || m.Class == d.class || !m.Class.Within(d.class) {
		return d
	}
	if info, _ := m.Class.Info(); info.Kind == privacy.DirectIdentifier {
		return d
	}
	return t.projected(d, m.Class)
}

// oneOf is the personal data that an ambiguous reference means, whichever relation it means.
func (t *tracer) oneOf(c *lineage.Column) *datum {
	var relations []*lineage.Relation
	for _, s := range c.Candidates {
		if s.Kind != lineage.Base || s.Relation == nil {
			return nil
		}
		relations = append(relations, s.Relation)
	}
	return t.all(relations, c.Name)
}

// all is a column that one of the relations has, which is not known: it is personal only where it would be in each.
func (t *tracer) all(relations []*lineage.Relation, column string) *datum {
	var found *datum
	var names []string
	for _, r := range relations {
		d := t.datum(r, column, nil)
		if d == nil || d.class == "" {
			return nil
		}
		if !slices.Contains(names, d.name) {
			names = append(names, d.name)
		}
		if found == nil || !d.declared {
			found = d
		}
	}
	if len(names) < 2 {
		return found
	}
	// One for all references of that name: which relations could have it differs from query to query.
	object := "?." + catalog.Fold(column)
	if d := t.data[object]; d != nil {
		return d
	}
	const shown = 3
	if len(names) > shown {
		names = append(names[:shown], "another relation")
	}
	either := *found
	either.name, either.object, either.relation = strings.Join(names, " or "), object, nil
	t.keep(&either)
	return &either
}
