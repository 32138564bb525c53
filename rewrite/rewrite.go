// Package rewrite answers a query from a derived dataset instead of the relation that the dataset replaces: it finds the
// edits, what they rest on, and what the dataset lacks where it cannot.
package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/source"
)

// An Answer says how far a dataset can stand in for a relation in one statement.
type Answer struct {
	Dataset *catalog.Dataset
	// Missing are the columns that the statement uses and the dataset lacks, as the statement writes them; "*" stands for
	// all columns.
	Missing []string
	// Blocked is why the statement cannot be edited although no column is missing; "" when it can.
	Blocked string
	// Edits make the statement read the dataset; empty when a column is missing or something blocks.
	Edits []source.Edit
	// Assumes are what must hold for the statement to mean the same; empty when the declarations say it.
	Assumes []string
}

// Covers reports whether the dataset has everything that the statement uses.
func (a *Answer) Covers() bool { return len(a.Missing) == 0 }

// Safe reports whether the edits change nothing but where the data comes from, by what is declared.
func (a *Answer) Safe() bool { return a.Covers() && a.Blocked == "" && len(a.Assumes) == 0 }

// Query is what is asked about: the references to one relation in a statement.
type Query struct {
	Text      string // of the file
	Dialect   *dialect.Dialect
	Statement *lineage.Statement
	Sources   []*lineage.Source // all of one relation
	// Settings are what the statement was analysed with.
	Settings lineage.Settings
	// Holes is set when template tags stand in the statement, which may use the relation too.
	Holes bool
	// Nodes are those of the statement, parents first, where somebody has listed them already; references to columns may
	// be left out.
	Nodes []ast.Node

	found []*lineage.Ref // see refs, once they were asked for
}

// Columns are the columns of the relation that the statement uses, each once, in the order in which it first names them;
// a star is "*".
func (q *Query) Columns() []string {
	var room [16]string
	out, folded := make([]string, 0, 8), room[:0]
	var many map[string]bool
	add := func(name string) {
		key := catalog.Fold(name)
		switch {
		case many[key] || slices.Contains(folded, key):
			return
		case len(folded) < cap(folded):
			folded = append(folded, key)
		case many == nil:
			many = map[string]bool{key: true}
		default:
			many[key] = true
		}
		out = append(out, name)
	}
	for _, r := range q.refs() {
		add(r.Column.Name)
	}
	for _, s := range q.Sources {
		if len(stars(s)) > 0 {
			add("*")
		}
	}
	return out
}

// refs are the references to columns of the relation, in source order.
func (q *Query) refs() []*lineage.Ref {
	if q.found != nil {
		return q.found
	}
	out := make([]*lineage.Ref, 0, 16)
	for i := range q.Statement.Refs {
		r := &q.Statement.Refs[i]
		if r.Source != nil && len(r.Column.Candidates) == 0 && slices.Contains(q.Sources, r.Source) ||
			r.Node == nil && r.Column.Relation != nil && r.Column.Relation == q.Sources[0].Relation {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b *lineage.Ref) int { return int(a.Span.Start - b.Span.Start) })
	q.found = out
	return out
}

// stars are the stars in the select list of the source's scope that reach it.
func stars(s *lineage.Source) []*ast.Star {
	if s.Scope == nil || s.Scope.Select == nil {
		return nil
	}
	var out []*ast.Star
	for _, item := range s.Scope.Select.Items {
		star, ok := item.Expr.(*ast.Star)
		if !ok || star.X != nil {
			continue
		}
		if n := len(star.Qualifier); n == 0 || strings.EqualFold(star.Qualifier[n-1].Name, s.Alias) {
			out = append(out, star)
		}
	}
	return out
}

// Answers tries the datasets in turn and sorts what comes of it, best first: covered before not, safe before unsafe, then
// by how little is missing.
func Answers(q Query, datasets []*catalog.Dataset) []Answer {
	var out []Answer
	for _, d := range datasets {
		if d.Status != catalog.Stable {
			continue
		}
		t := try{q: q, d: d, answer: Answer{Dataset: d}}
		t.run()
		out = append(out, t.answer)
	}
	slices.SortStableFunc(out, func(a, b Answer) int { return rank(&a) - rank(&b) })
	return out
}

func rank(a *Answer) int {
	switch {
	case a.Safe():
		return 0
	case a.Covers() && a.Blocked == "":
		return 1
	case a.Covers():
		return 2
	}
	return 3 + len(a.Missing)
}

// try is the attempt to answer from one dataset.
type try struct {
	q      Query
	d      *catalog.Dataset
	answer Answer

	copies   map[string]*catalog.Column // of the relation's columns that the dataset has as they are, by folded name
	computed []computed
	replaced []source.Span // expressions that a computed column stands for
	unnamed  bool          // one of them was a select item without a name
	names    map[*lineage.Source]string

	refs []*lineage.Ref // to columns of the relation

	// What is looked up, made when something asks for it.
	of     map[*ast.ColumnRef]*lineage.Ref                 // all references of the statement
	items  map[ast.Expr]*ast.SelectItem                    // those without an alias, by what they are named after
	keys   map[*ast.ColumnRef]bool                         // see orderKey
	scopes map[*lineage.Scope]map[string][]*lineage.Column // their outputs by folded name
}

// computed is a column of the dataset that is an expression over the relation.
type computed struct {
	column *catalog.Column
	expr   ast.Expr
}

func (t *try) assume(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !slices.Contains(t.answer.Assumes, s) {
		t.answer.Assumes = append(t.answer.Assumes, s)
	}
}

func (t *try) edit(span source.Span, text string) {
	if span.In(t.q.Text) != text || span.Len() == 0 {
		t.answer.Edits = append(t.answer.Edits, source.Edit{Span: span, Text: text})
	}
}

func (t *try) missing(name string) {
	if !slices.ContainsFunc(t.answer.Missing, func(m string) bool { return strings.EqualFold(m, name) }) {
		t.answer.Missing = append(t.answer.Missing, name)
	}
}

func (t *try) run() {
	t.refs = t.q.refs()
	t.readColumns()
	t.nameSources()
	t.matchExpressions()
	t.references()
	t.starsCovered()
	t.others()
	t.tables()
	t.forms()
	relation := t.q.Sources[0].Relation.Name
	if !t.d.SameRows {
		t.assume("%s has one row for each row of %s", t.d.Name, relation)
	}
	if t.q.Statement.Gaps {
		t.assume("the part of the statement that was not understood does not use %s", relation)
	}
	if t.q.Holes {
		t.assume("what the template tags in the statement yield does not use %s", relation)
	}
	if len(t.answer.Missing) == 0 && t.answer.Blocked == "" {
		t.answer.Blocked = t.verify()
	}
	if len(t.answer.Missing) > 0 || t.answer.Blocked != "" {
		t.answer.Edits = nil
	}
}

// block notes the first reason why the statement cannot be edited.
func (t *try) block(format string, args ...any) {
	if t.answer.Blocked == "" {
		t.answer.Blocked = fmt.Sprintf(format, args...)
	}
}

// referred is what a node of the statement refers to, or nil.
func (t *try) referred(n *ast.ColumnRef) *lineage.Ref {
	if t.of == nil {
		t.of = make(map[*ast.ColumnRef]*lineage.Ref, len(t.q.Statement.Refs))
		for i := range t.q.Statement.Refs {
			if r := &t.q.Statement.Refs[i]; r.Node != nil {
				t.of[r.Node] = r
			}
		}
	}
	return t.of[n]
}

// item is the select item without an alias that is named after an expression, or nil.
func (t *try) item(e ast.Expr) *ast.SelectItem {
	if t.items == nil {
		t.items = map[ast.Expr]*ast.SelectItem{}
		for _, sc := range t.q.Statement.Scopes {
			if sc.Select == nil {
				continue
			}
			for _, item := range sc.Select.Items {
				if item.Alias == nil && len(item.Aliases) == 0 {
					t.items[namedAfter(item.Expr)] = item
				}
			}
		}
	}
	return t.items[e]
}

// ours reports whether a reference surely means a column of the relation.
func (t *try) ours(r *lineage.Ref) bool {
	return len(r.Column.Candidates) == 0 && slices.Contains(t.q.Sources, r.Source)
}

// outputs are the outputs of a scope by folded name.
func (t *try) outputs(sc *lineage.Scope) map[string][]*lineage.Column {
	if t.scopes == nil {
		t.scopes = map[*lineage.Scope]map[string][]*lineage.Column{}
	}
	if t.scopes[sc] == nil {
		byName := make(map[string][]*lineage.Column, len(sc.Columns))
		for _, c := range sc.Columns {
			byName[catalog.Fold(c.Name)] = append(byName[catalog.Fold(c.Name)], c)
		}
		t.scopes[sc] = byName
	}
	return t.scopes[sc]
}

// readColumns sorts the dataset's columns into copies and computed ones.
func (t *try) readColumns() {
	t.copies = map[string]*catalog.Column{}
	add := func(key string, c *catalog.Column) {
		if have := t.copies[key]; have == nil || catalog.Fold(c.Name) == key {
			t.copies[key] = c
		}
	}
	for i := range t.d.Columns {
		c := &t.d.Columns[i]
		if c.From.Text == "" {
			if t.relationMayHave(c.Name) {
				add(catalog.Fold(c.Name), c)
			}
			continue
		}
		if keyword.Of(c.From.Text) == keyword.None && t.q.Dialect.Bare(c.From.Text) { // as most are: nothing to be read
			add(catalog.Fold(c.From.Text), c)
			continue
		}
		e, err := parser.Expr(c.From.Text, t.q.Dialect)
		if err != nil {
			continue // the catalog's reader has said so
		}
		if ref, ok := ast.Unparen(e).(*ast.ColumnRef); ok {
			add(catalog.Fold(ref.Last().Name), c)
		} else {
			t.computed = append(t.computed, computed{c, e})
		}
	}
}

// relationMayHave reports whether the relation can have a column of that name: a declared list without it says no.
func (t *try) relationMayHave(name string) bool {
	d := t.q.Sources[0].Relation.Dataset
	return d == nil || !d.ColumnsComplete || d.Column(name) != nil
}

// nameSources decides what qualifies the dataset's columns: the alias, or the dataset's own last name where the
// relation stood without one. Where that name is taken, the old one becomes the alias.
func (t *try) nameSources() {
	t.names = map[*lineage.Source]string{}
	for _, s := range t.q.Sources {
		if s.Table.Alias != nil && s.Table.Alias.Name.Name != "" {
			t.names[s] = s.Table.Alias.Name.In(t.q.Text)
			continue
		}
		name := t.spell(t.d.Name[len(t.d.Name)-1])
		for _, other := range s.Scope.Sources {
			if other != s && strings.EqualFold(other.Alias, name) {
				name = s.Table.Name.Last().In(t.q.Text)
				t.edit(source.Span{Start: s.Table.Name.End, End: s.Table.Name.End}, t.as()+name)
			}
		}
		t.names[s] = name
	}
}

// matchExpressions finds the largest expressions that a computed column stands for.
func (t *try) matchExpressions() {
	if len(t.computed) == 0 || t.q.Statement.Node.Body == nil {
		return
	}
	of := map[*ast.ColumnRef]*lineage.Source{}
	for _, r := range t.refs {
		if r.Node != nil {
			of[r.Node] = r.Source
		}
	}
	unnamed := map[ast.Expr]*ast.SelectItem{}
	ast.Walk(t.q.Statement.Node, func(n ast.Node) bool {
		if item, ok := n.(*ast.SelectItem); ok && item.Alias == nil {
			unnamed[item.Expr] = item
		}
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if _, ref := e.(*ast.ColumnRef); ref {
			return true
		}
		for _, c := range t.computed {
			var src *lineage.Source
			if !same(c.expr, e, func(p, e *ast.ColumnRef) bool {
				s := of[e]
				if s == nil || src != nil && s != src || !strings.EqualFold(p.Last().Name, e.Last().Name) {
					return false
				}
				src = s
				return true
			}) || src == nil {
				continue
			}
			name := t.spell(c.column.Name)
			if qualified(e) || t.mustQualify(src, name) {
				name = t.names[src] + "." + name
			}
			if strings.Contains(e.Extent().In(t.q.Text), "--") || strings.Contains(e.Extent().In(t.q.Text), "/*") {
				t.block("a comment stands inside `%s`", c.column.From.Text)
			}
			t.edit(e.Extent(), t.apart(e.Extent(), name))
			t.replaced = append(t.replaced, e.Extent())
			if unnamed[e] != nil {
				t.unnamed = true
				t.assume("nothing depends on the name of the result's column %s, which had none of its own", c.column.Name)
			}
			return false
		}
		return true
	})
}

// apart puts parentheses around a name that would otherwise touch a word: count(distinct(a / 100)).
func (t *try) apart(span source.Span, name string) string {
	if span.Start > 0 && wordByte(t.q.Text[span.Start-1]) || int(span.End) < len(t.q.Text) && wordByte(t.q.Text[span.End]) {
		return "(" + name + ")"
	}
	return name
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// qualified reports whether the columns of an expression carry a qualifier.
func qualified(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		if c, ok := n.(*ast.ColumnRef); ok && len(c.Parts) > 1 {
			found = true
		}
		return !found
	})
	return found
}

// mustQualify reports whether a bare name of the dataset's could also be another source's, or a select item's alias.
func (t *try) mustQualify(src *lineage.Source, name string) bool {
	for _, s := range src.Scope.Sources {
		if s == src {
			continue
		}
		if s.Open {
			return true
		}
		for _, c := range s.Columns {
			if strings.EqualFold(c.Name, name) {
				return true
			}
		}
		if s.Relation != nil && s.Relation.Dataset != nil && s.Relation.Dataset.Column(name) != nil {
			return true
		}
	}
	return false
}

// references renames the references to columns, and notes those that the dataset lacks.
func (t *try) references() {
	for _, r := range t.refs {
		if t.inReplaced(r.Span) {
			continue
		}
		if r.Node != nil && r.Source != nil && strings.EqualFold(r.Column.Name, r.Source.Alias) && len(r.Node.Parts) == 1 {
			t.missing("*") // the row as a whole
			continue
		}
		c := t.copies[catalog.Fold(r.Column.Name)]
		if c == nil || t.caseMatters(r) {
			t.missing(r.Column.Name)
			continue
		}
		if t.aliasToo(r, c) {
			t.block("`%s` is a column of %s and also what the query calls another column", r.Column.Name, r.Source.Relation.Name)
		}
		if r.Node == nil { // a name in USING
			if !strings.EqualFold(c.Name, r.Column.Name) {
				t.block("USING (%s) names a column that %s calls %s", r.Column.Name, t.d.Name, c.Name)
			}
			continue
		}
		t.reference(r, c)
	}
}

func (t *try) inReplaced(span source.Span) bool {
	for _, s := range t.replaced {
		if s.Contains(span) {
			return true
		}
	}
	return false
}

// reference makes one reference mean the dataset's column c.
func (t *try) reference(r *lineage.Ref, c *catalog.Column) {
	parts := r.Node.Parts
	at := len(parts) - 1
	for i := range parts { // behind the column, fields of it may stand
		if strings.EqualFold(parts[i].Name, r.Column.Name) {
			at = i
			if i > 0 || len(parts) == 1 {
				break
			}
		}
	}
	old := parts[at]
	renamed := !strings.EqualFold(old.Name, c.Name)
	name := old.In(t.q.Text)
	if renamed {
		name = t.spell(c.Name)
	}
	switch {
	case at > 0: // qualified
		t.edit(source.Span{Start: parts[0].Start, End: parts[at-1].End}, t.names[r.Source])
	case renamed && (t.mustQualify(r.Source, c.Name) || r.Outer || t.shadowed(r, c.Name)):
		name = t.names[r.Source] + "." + name
	}
	if renamed {
		t.edit(old.Span, name)
		if at == len(parts)-1 {
			t.keepName(r.Node, old.In(t.q.Text))
		}
	}
}

// shadowed reports whether a select item of the scope has the name already, so that a bare one could mean it.
func (t *try) shadowed(r *lineage.Ref, name string) bool {
	return len(t.outputs(r.Scope)[catalog.Fold(name)]) > 0
}

// keepName gives a select item that is the reference alone the name it had.
func (t *try) keepName(ref *ast.ColumnRef, name string) {
	if item := t.item(ref); item != nil {
		t.edit(source.Span{Start: item.End, End: item.End}, t.as()+name)
	}
}

// namedAfter is the part of a select item that its column is named after: parentheses change no name, and neither do
// casts in Postgres and its kin.
func namedAfter(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.Paren:
			e = x.X
		case *ast.Cast:
			e = x.X
		case *ast.Collate:
			e = x.X
		default:
			return e
		}
	}
}

// as is AS with spaces around it, in the case in which the statement begins.
func (t *try) as() string {
	if c := t.q.Text[t.q.Statement.Node.Start]; 'a' <= c && c <= 'z' {
		return " as "
	}
	return " AS "
}

// starsCovered checks that a star keeps its columns: the dataset has the same ones, by the same names, in order.
func (t *try) starsCovered() {
	for _, s := range t.q.Sources {
		list := stars(s)
		if len(list) == 0 {
			continue
		}
		d := s.Relation.Dataset
		ok := d != nil && d.ColumnsComplete && t.d.ColumnsComplete && len(d.Columns) == len(t.d.Columns)
		for i := 0; ok && i < len(d.Columns); i++ {
			c := t.copies[catalog.Fold(d.Columns[i].Name)]
			ok = c != nil && catalog.Fold(c.Name) == catalog.Fold(d.Columns[i].Name) && c == &t.d.Columns[i]
		}
		if !ok {
			t.missing("*")
			continue
		}
		for _, star := range list {
			if n := len(star.Qualifier); n > 0 {
				t.edit(source.Span{Start: star.Qualifier[0].Start, End: star.Qualifier[n-1].End}, t.names[s])
			}
		}
	}
}

// others looks at references to other relations: the dataset may bring a column by which a bare name becomes ambiguous
// or means another column than before.
func (t *try) others() {
	for i := range t.q.Statement.Refs {
		r := &t.q.Statement.Refs[i]
		if r.Node == nil || len(r.Node.Parts) != 1 {
			continue
		}
		var near *lineage.Source
		for _, s := range t.q.Sources {
			if inScope(r.Scope, s) {
				near = s
			}
		}
		if near == nil || slices.Contains(t.q.Sources, r.Source) && len(r.Column.Candidates) == 0 {
			continue
		}
		name := r.Node.Parts[0].Name
		for _, c := range r.Column.Candidates {
			if slices.Contains(t.q.Sources, c) {
				t.block("`%s` may be a column of %s or of another relation: say which", name, near.Relation.Name)
			}
		}
		if r.Source == nil && (!t.orderKey(r.Node) && t.relationMayHave(name) || t.d.Column(name) != nil && !t.named(r)) {
			t.block("`%s` is a name of the query's own, and may be a column's too", name)
			continue
		}
		nested := r.Scope != near.Scope && r.Source != nil
		if t.d.ColumnsComplete && t.d.Column(name) == nil && !nested {
			continue
		}
		switch {
		case r.Source == nil || r.Source == near:
			if t.d.Column(name) != nil && !t.orderKey(r.Node) {
				t.block("`%s` is a name of the query's own, and %s has a column of that name", name, t.d.Name)
			}
		case r.Scope != near.Scope: // a scope further in finds its own columns first
			if r.Source.Open && t.relationMayHave(name) {
				t.assume("`%s` is a column of %s, not of %s", name, sourceName(r.Source), near.Relation.Name)
			}
		case r.Source.Alias != "" && t.q.Dialect.Bare(r.Source.Alias):
			t.edit(source.Span{Start: r.Span.Start, End: r.Span.Start}, r.Source.Alias+".")
		default:
			t.block("`%s` would be ambiguous: %s may have it too", name, t.d.Name)
		}
	}
}

// orderKey reports whether a reference is a key of an ORDER BY by itself: there, every dialect takes an output's alias
// first.
func (t *try) orderKey(ref *ast.ColumnRef) bool {
	if t.keys == nil {
		t.keys = map[*ast.ColumnRef]bool{}
		ast.Walk(t.q.Statement.Node, func(n ast.Node) bool {
			if o, ok := n.(*ast.OrderItem); ok {
				if ref, ok := o.Expr.(*ast.ColumnRef); ok {
					t.keys[ref] = true
				}
			}
			return true
		})
	}
	return t.keys[ref]
}

// named reports whether the output that a reference means was given its name, and does not have it from its column.
func (t *try) named(r *lineage.Ref) bool {
	item, ok := r.Column.Node.(*ast.SelectItem)
	return ok && item.Alias != nil
}

// sourceName is how a source is called in a message.
func sourceName(s *lineage.Source) string {
	if s.Relation != nil {
		return s.Relation.Name
	}
	return s.Alias
}

// inScope reports whether a reference in scope sc can see the source.
func inScope(sc *lineage.Scope, s *lineage.Source) bool {
	for ; sc != nil; sc = sc.Parent {
		if sc == s.Scope {
			return true
		}
	}
	return false
}

// tables makes the references to the relation name the dataset.
func (t *try) tables() {
	for _, s := range t.q.Sources {
		tab := s.Table
		t.edit(tab.Name.Span, t.tableName(tab.Name))
		if s.Scope.Natural {
			t.block("a NATURAL JOIN joins on whatever columns have the same name")
		}
		if tab.Alias != nil && len(tab.Alias.Columns) > 0 {
			t.block("the alias `%s` names the columns by their places", tab.Alias.Name.Name)
		}
		if tab.TimeTravel != nil {
			t.assume("%s keeps the history that %s asks for", t.d.Name, tab.TimeTravel.In(t.q.Text))
		}
		if tab.Sample != nil {
			t.assume("%s can be sampled as %s asks", t.d.Name, tab.Sample.In(t.q.Text))
		}
		if tab.Only || tab.Final {
			t.assume("%s can be read with ONLY or FINAL", t.d.Name)
		}
		for _, c := range tab.Clauses {
			t.assume("%s works with %s too", t.d.Name, c.In(t.q.Text))
		}
		if strings.Contains(tab.Name.In(t.q.Text), "--") || strings.Contains(tab.Name.In(t.q.Text), "/*") {
			t.block("a comment stands inside the name of %s", s.Relation.Name)
		}
		if tab.Hole != nil {
			t.block("a template tag names the relation: name the dataset there")
		}
	}
}

// tableName is the dataset's name as the reference to the relation is written: with the database or project in front
// that the declarations leave open, and in one pair of quotes if the reference is.
func (t *try) tableName(n *ast.Name) string {
	var lead []ast.Ident
	for _, declared := range t.d.Replaces {
		if extra := len(n.Parts) - len(declared); extra > 0 && len(declared) == len(t.d.Name) {
			lead = n.Parts[:extra]
		}
	}
	var parts []string
	whole := n.Start < n.Parts[0].Start // `project.dataset.table`
	for i := range lead {
		if whole {
			parts = append(parts, lead[i].Name)
		} else {
			parts = append(parts, lead[i].In(t.q.Text))
		}
	}
	for _, p := range t.d.Name {
		if whole {
			parts = append(parts, p)
		} else {
			parts = append(parts, t.spell(p))
		}
	}
	if whole {
		return "`" + strings.Join(parts, ".") + "`"
	}
	return strings.Join(parts, ".")
}
