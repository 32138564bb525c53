package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// verify reads the edited statement again and compares what it means with what it meant: the same relations in the same
// places but for those that were replaced, the same outputs by name, and every reference to the same column, or to one
// of the dataset's that is made of it. It returns why the edits cannot stand, or "".
func (t *try) verify() string {
	before := t.q.Statement
	text, edits := t.q.Text, t.answer.Edits
	span := before.Node.Span
	if !strings.Contains(span.In(text), "{%") { // otherwise only the whole file tells how it reads
		edits = slices.Clone(edits)
		for i := range edits {
			edits[i].Start -= span.Start
			edits[i].End -= span.Start
		}
		text, span = span.In(text), source.Span{End: span.End - span.Start}
	}
	changed, err := source.Apply(text, edits)
	if err != nil {
		return "two changes of the query would touch the same place"
	}
	was, is := parser.Parse(source.NewFile("", text), t.q.Dialect), parser.Parse(source.NewFile("", changed), t.q.Dialect)
	defer was.Release()
	defer is.Release()
	i := slices.IndexFunc(was.Statements, func(s *ast.Statement) bool {
		return s.Span == span && slices.Equal(s.Omitted, before.Node.Omitted)
	})
	if i < 0 || len(is.Statements) != len(was.Statements) || is.Statements[i].State > before.Node.State {
		return "the changed query would not read as one query any more"
	}
	analyser := lineage.New(t.q.Settings)
	defer analyser.Release()
	after := analyser.Statement(is.Statements[i])
	if slices.ContainsFunc(before.Reads, func(s *lineage.Source) bool { return s.Relation.Made != nil }) {
		// What the file made before counts for neither.
		fresh := lineage.New(t.q.Settings)
		defer fresh.Release()
		before = fresh.Statement(was.Statements[i])
	}
	return t.compare(before, after)
}

func (t *try) compare(before, after *lineage.Statement) string {
	if len(before.Reads) != len(after.Reads) {
		return fmt.Sprintf("the query has a name of its own that %s would meet", t.d.Name)
	}
	old, now := meaning{t: t, ordinal: map[*lineage.Source]int{}}, meaning{t: t, ordinal: map[*lineage.Source]int{}, edited: true}
	for i := range before.Reads {
		replaced := slices.ContainsFunc(t.q.Sources, func(s *lineage.Source) bool { return slices.Equal(s.Relation.Parts, before.Reads[i].Relation.Parts) })
		same := slices.Equal(before.Reads[i].Relation.Parts, after.Reads[i].Relation.Parts)
		if !replaced && !same || replaced && !t.isDataset(after.Reads[i].Relation) {
			return fmt.Sprintf("a name in the query would mean another relation beside %s", t.d.Name)
		}
		if !replaced && t.isDataset(after.Reads[i].Relation) {
			return fmt.Sprintf("the query reads %s already", t.d.Name)
		}
		old.ordinal[before.Reads[i]], now.ordinal[after.Reads[i]] = i+1, i+1
	}
	if why := old.outputs(before.Columns, after.Columns, &now); why != "" {
		return why
	}
	if len(before.Scopes) != len(after.Scopes) {
		return "the query would be built otherwise"
	}
	for i := range before.Scopes {
		if why := old.outputs(before.Scopes[i].Columns, after.Scopes[i].Columns, &now); why != "" {
			return why
		}
	}
	if !slices.Equal(old.uses(before), now.uses(after)) {
		return "a name in the query would mean another column than now"
	}
	return ""
}

// isDataset reports whether a relation is the dataset, by the name it is declared under.
func (t *try) isDataset(r *lineage.Relation) bool {
	return r.Dataset != nil && slices.EqualFunc(r.Dataset.Name, t.d.Name, strings.EqualFold)
}

// meaning says what references mean, in terms that the edits do not change.
type meaning struct {
	t       *try
	ordinal map[*lineage.Source]int // of the base sources, from 1
	edited  bool
}

// outputs compares two lists of outputs.
func (m *meaning) outputs(before, after []*lineage.Column, now *meaning) string {
	if len(before) != len(after) {
		return "the result would have other columns"
	}
	for i, b := range before {
		a := after[i]
		if (b.Name != "" || !m.t.unnamed) && !strings.EqualFold(b.Name, a.Name) {
			return fmt.Sprintf("the column `%s` of the result would be called `%s`", b.Name, a.Name)
		}
		if b.Star != a.Star || (b.Unknown == "") != (a.Unknown == "") {
			return fmt.Sprintf("where the column `%s` comes from would not be as clear as now", b.Name)
		}
		if !slices.Equal(m.origins(b), now.origins(a)) {
			return fmt.Sprintf("the column `%s` of the result would come from elsewhere", b.Name)
		}
	}
	return ""
}

// origins are the base columns of a column, those of the dataset in terms of the relation; sorted, each once.
func (m *meaning) origins(c *lineage.Column) []string {
	var out []string
	for _, o := range c.Origins() {
		out = append(out, m.base(o.Column)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (m *meaning) base(c *lineage.Column) []string {
	if m.edited && m.t.isDataset(c.Relation) {
		return m.t.madeOf(c.Name)
	}
	if !m.edited && slices.ContainsFunc(m.t.q.Sources, func(s *lineage.Source) bool {
		return slices.Equal(s.Relation.Parts, c.Relation.Parts) || s.Relation.Dataset != nil && s.Relation.Dataset == c.Relation.Dataset
	}) {
		return []string{"." + catalog.Fold(c.Name)}
	}
	return []string{strings.Join(c.Relation.Parts, ".") + "." + catalog.Fold(c.Name)}
}

// madeOf are the relation's columns that a column of the dataset is made of.
func (t *try) madeOf(name string) []string {
	key := catalog.Fold(name)
	for _, c := range t.computed {
		if catalog.Fold(c.column.Name) == key {
			var out []string
			ast.Walk(c.expr, func(n ast.Node) bool {
				if ref, ok := n.(*ast.ColumnRef); ok {
					out = append(out, "."+catalog.Fold(ref.Last().Name))
				}
				return true
			})
			return out
		}
	}
	for from, c := range t.copies {
		if catalog.Fold(c.Name) == key {
			return []string{"." + from}
		}
	}
	return []string{t.d.Name.String() + "." + key}
}

// uses are all references of the statement: where they stand, which source they mean, and what they come from. Those
// in one expression that a computed column stands for count as one.
func (m *meaning) uses(s *lineage.Statement) []string {
	var out []string
	for i := range s.Refs {
		r := &s.Refs[i]
		where := "?"
		if r.Source != nil {
			where = catalog.Fold(r.Source.Alias)
			if n := m.ordinal[r.Source]; n > 0 {
				where = fmt.Sprint(n)
			}
		}
		if r.Column.Unknown != "" {
			out = append(out, fmt.Sprint(r.Role, " unknown ", catalog.Fold(r.Column.Name)))
			continue
		}
		for _, o := range m.origins(r.Column) {
			out = append(out, fmt.Sprint(r.Role, " ", where, " ", o))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
