package lineage

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// Settings are what resolution depends on beside the SQL.
type Settings struct {
	Dialect       *dialect.Dialect
	Catalog       *catalog.Catalog // may be nil
	DefaultSchema string
	// SearchPath are the schemas in which bare names are looked up where there is no default schema. A name is of the
	// first one that is known to have it, or of the only one.
	SearchPath []string
	// Treatment says what a function, named in lower case, does to its arguments: Copy for nothing in particular, Test,
	// Count or Mask. Nil knows of nothing but count.
	Treatment func(function string) Via
	// Steps ends the origins of columns at the next relation that keeps its name: at a view, at a table that the file made
	// before. Otherwise they lead through these.
	Steps bool
}

// An Analyser analyses the statements of one file, one after the other: what one of them makes, those behind it can read.
// The trees are not changed. What it returns computes some of its answers when asked, so all of it is for one goroutine
// at a time.
type Analyser struct{ file }

// New returns an analyser for one file.
func New(s Settings) *Analyser {
	return &Analyser{file{Settings: s, traits: traitsOf(s.Dialect), memory: idle.Get().(*memory)}}
}

// Statement analyses the next statement.
func (a *Analyser) Statement(st *ast.Statement) *Statement { return a.statement(st) }

// Done lets the next statement take the room of those before, of which nothing must be used any more.
func (a *Analyser) Done() {
	if a.kept {
		a.memory.keep()
	} else {
		a.memory.reset()
	}
	a.kept = false
}

// Release is Done behind the last statement: it lets another file take the room.
func (a *Analyser) Release() {
	a.memory.reset()
	idle.Put(a.memory)
	a.memory = nil
}

// File analyses all statements of one file.
func File(statements []*ast.Statement, s Settings) []*Statement {
	a := New(s)
	out := make([]*Statement, len(statements))
	for i, st := range statements {
		out[i] = a.Statement(st)
	}
	return out
}

// file holds what the statements of one file share.
type file struct {
	Settings
	traits    traits
	made      map[string][]*Write // tables and views that the file made, by the folded last part of their names
	functions map[string]function // by their names as written

	// What functions and macros yield that a query or an expression of the file makes, by their folded names.
	tableFunctions map[string][]*Column
	results        map[string]*Column

	database string               // that USE named
	nesting  int                  // blocks around the statement at hand
	tables   map[string][]*Column // the columns of variables that hold tables
	params   *Source              // parameters of the function that is being made, and variables that were declared

	*memory
	kept bool // what the statement made, or a variable of it, is of use to those behind
}

// column makes a column.
func (f *file) column(c Column) *Column { return f.columns.new(c) }

// one is a list of one input.
func (f *file) one(in Input) []Input { return f.inputs.one(in) }

// analysis is the work on one statement.
type analysis struct {
	*file
	out         *Statement
	relations   []*Relation
	byName      map[string]*Relation // of relations, once they are many
	ctes        []*CTE               // those in scope, innermost last
	templates   int                  // template tags in scope that may name further CTEs
	cte         *CTE                 // the one whose query is being read
	depth       int                  // of queries in queries
	namedValues int                  // CTEs that name values
	returned    []*Column            // what RETURNING yields
	last        []*Column            // those of the statement of a block that was read last
	trigger     bool                 // in the body of a trigger
}

// bytesPerRef is how much SQL holds one reference to a column, about: for so many room is taken at once.
const bytesPerRef = 48

func (f *file) statement(st *ast.Statement) *Statement {
	a := &analysis{file: f, out: &Statement{Node: st, Kind: "other"}}
	a.out.Refs = a.refs.take(min(st.Len()/bytesPerRef, block))[:0]
	a.templates = len(st.Lead)
	a.out.Gaps = len(st.Opaques) > 0 || len(st.Lead) > 0
	if st.Body != nil {
		a.stmt(st.Body)
		switch st.Body.(type) {
		case *ast.Update, *ast.Delete, *ast.Merge:
			a.out.Returned = a.returned
		}
	}
	a.remember(a.out.Writes)
	return a.out
}

// remember keeps what is in the tables and views that the file made, for the statements behind.
func (a *analysis) remember(writes []*Write) {
	for _, w := range writes {
		old := a.madeAs(w.Relation.Parts)
		switch {
		case w.Makes:
			a.unmake(old)
			a.kept = true
			if a.made == nil {
				a.made = map[string][]*Write{}
			}
			a.made[lastOf(w.Relation.Parts)] = append(a.made[lastOf(w.Relation.Parts)], w)
		case old != nil && len(w.Columns) > 0:
			a.unmake(old)
			a.kept = true
			a.made[lastOf(w.Relation.Parts)] = append(a.made[lastOf(w.Relation.Parts)], a.filled(old, w))
		}
	}
}

// madeAs is what the file made that a name means. Names agree as far as both are written out, but a bare name means a
// bare name: a script's own copy of a table is called like it often enough.
func (f *file) madeAs(parts []string) *Write {
	for _, w := range f.made[lastOf(parts)] {
		have := w.Relation.Parts
		same := len(have) == len(parts) || len(have) > 1 && len(parts) > 1
		for i, j := len(have)-1, len(parts)-1; i >= 0 && j >= 0 && same; i, j = i-1, j-1 {
			same = have[i] == parts[j]
		}
		if same {
			return w
		}
	}
	return nil
}

// unmake forgets a table or view that was made.
func (f *file) unmake(w *Write) {
	if w != nil {
		last := lastOf(w.Relation.Parts)
		f.made[last] = slices.DeleteFunc(f.made[last], func(other *Write) bool { return other == w })
	}
}

func lastOf(parts []string) string { return parts[len(parts)-1] }

// filled is a table that was made, with more rows in it.
func (a *analysis) filled(made, more *Write) *Write {
	w := *made
	w.Columns = slices.Clone(made.Columns)
	var index names
	for i, c := range w.Columns {
		if from, _ := index.find(more.Columns, c.key); from != nil && !c.Star {
			both := *c
			both.Inputs = append(slices.Clip(c.Inputs), Input{Column: from, Via: Copy, At: extent(from.Node)})
			if both.Unknown == "" {
				both.Unknown = from.Unknown
			}
			w.Columns[i] = a.column(both)
		}
	}
	return &w
}

// key is the form in which the name of an alias or column is compared.
func (a *analysis) key(id *ast.Ident) string { return a.Dialect.Key(id.Name, id.Quote != 0) }

// relation finds or makes the relation that a name means.
func (a *analysis) relation(n *ast.Name) *Relation {
	var scratch [8]string
	parts := scratch[:0]
	schema := ""
	if len(n.Parts) == 1 {
		schema = a.schemaOf(catalog.Fold(n.Parts[0].Name))
	}
	if schema != "" {
		parts = append(parts, strings.Split(catalog.Fold(schema), ".")...)
	}
	named := n.Parts
	if a.traits.live && len(named) > 1 && named[0].Quote == 0 && strings.EqualFold(named[0].Name, "live") {
		named = named[1:]
	}
	for i := range named {
		parts = append(parts, catalog.Fold(named[i].Name))
		if i == 0 && n.Skips && a.traits.skippedSchema != "" {
			parts = append(parts, a.traits.skippedSchema)
		}
	}
	if last := len(parts) - 1; a.traits.decorators {
		parts[last], _, _ = strings.Cut(parts[last], "$")
	}
	if r := a.seen(parts); r != nil {
		return r
	}
	r := a.relationPool.new(Relation{Name: display(n), Parts: append(a.parts.take(len(parts))[:0], parts...)})
	switch {
	case n.Skips && a.traits.skippedSchema != "":
		r.Name = named[0].Name + "." + a.traits.skippedSchema + "." + named[1].Name
	case len(named) < len(n.Parts):
		r.Name = display(&ast.Name{Parts: named})
	case a.traits.decorators:
		r.Name, _, _ = strings.Cut(r.Name, "$")
	}
	if schema != "" {
		r.Name = schema + "." + r.Name
	}
	if a.Catalog != nil {
		r.Dataset, r.Ambiguous = a.Catalog.LookupFolded(parts)
		if r.Dataset == nil && schema != "" {
			r.Dataset = a.Catalog.Local(lastOf(parts))
		}
	}
	r.Made = a.madeAs(parts)
	a.note(r)
	return r
}

// schemaOf is the schema that a bare name, in folded form, is of; "" where that is not known.
func (a *analysis) schemaOf(name string) string {
	if a.DefaultSchema != "" || len(a.SearchPath) == 0 {
		return a.DefaultSchema
	}
	if a.madeAs([]string{name}) != nil { // a temporary table, or one that was made without a schema
		return ""
	}
	for _, schema := range a.SearchPath {
		parts := append(strings.Split(catalog.Fold(schema), "."), name)
		if a.madeAs(parts) != nil {
			return schema
		}
		if a.Catalog != nil {
			if _, ok := a.Catalog.LookupQualified(parts); ok {
				return schema
			}
		}
	}
	if len(a.SearchPath) > 1 {
		return ""
	}
	return a.SearchPath[0]
}

// relationOf finds or makes the relation of a full name, as the catalog writes it.
func (a *analysis) relationOf(name catalog.Name) *Relation {
	parts := name.Folded()
	if r := a.seen(parts); r != nil {
		return r
	}
	r := a.relationPool.new(Relation{Name: name.String(), Parts: parts})
	r.Dataset, r.Ambiguous = a.Catalog.LookupFolded(parts)
	a.note(r)
	return r
}

// note remembers a relation that the statement speaks of.
func (a *analysis) note(r *Relation) {
	a.relations = a.relationLists.add(a.relations, r)
	if a.byName != nil {
		a.byName[strings.Join(r.Parts, ".")] = r
	}
}

// seen is the relation of that name, if the statement spoke of it before.
func (a *analysis) seen(parts []string) *Relation {
	if len(a.relations) <= wide {
		for _, r := range a.relations {
			if slices.Equal(r.Parts, parts) {
				return r
			}
		}
		return nil
	}
	if a.byName == nil {
		a.byName = make(map[string]*Relation, 2*len(a.relations))
		for _, r := range a.relations {
			a.byName[strings.Join(r.Parts, ".")] = r
		}
	}
	return a.byName[strings.Join(parts, ".")]
}

// display joins the parts of a name with dots.
func display(n *ast.Name) string {
	if len(n.Parts) == 1 {
		return n.Parts[0].Name
	}
	var b strings.Builder
	for i := range n.Parts {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(n.Parts[i].Name)
	}
	return b.String()
}

// stmt analyses a statement.
func (a *analysis) stmt(s ast.Stmt) {
	out := a.out
	switch s := s.(type) {
	case *ast.Query:
		out.Kind = "select"
		out.Columns = a.query(s, nil).columns
		a.selectInto(s)
	case *ast.Insert:
		out.Kind = "insert"
		a.insert(s)
	case *ast.Update:
		out.Kind = "update"
		a.update(s)
	case *ast.Delete:
		out.Kind = "delete"
		a.delete(s)
	case *ast.Merge:
		out.Kind = "merge"
		a.merge(s)
	case *ast.CreateTable:
		out.Kind = "create table"
		a.createTable(s)
	case *ast.CreateView:
		out.Kind = "create view"
		a.createView(s)
	case *ast.CreateFunction:
		out.Kind = "create function"
		a.createFunction(s)
	case *ast.Copy:
		out.Kind = strings.ToLower(s.Verb)
		a.copyStmt(s)
	case *ast.Explain:
		before := len(out.Writes) // those of a block around it
		if s.Stmt != nil {
			a.stmt(s.Stmt)
		}
		out.Kind = "explain"
		out.Columns, out.Writes = nil, out.Writes[:before]
	case *ast.Block:
		out.Kind = "block"
		if s.Kind == "DECLARE" || s.Kind == "LET" { // what it declares holds behind it too
			a.block(s)
		} else {
			a.enclosed(func() { a.block(s) })
		}
	case *ast.Fragment:
		out.Kind = "fragment"
		a.fragment(s)
	case *ast.Other:
		out.Kind = strings.ToLower(s.Kind)
		a.other(s)
	}
}

// enclosed runs f, whose variables hold inside it alone; those around it are seen in it.
func (a *analysis) enclosed(f func()) {
	outer := a.params
	if outer != nil {
		a.params = &Source{Kind: Function, Columns: slices.Clip(outer.Columns)}
	}
	a.nesting++
	f()
	a.nesting--
	a.params = outer
}

// block analyses the statements inside procedural code as parts of the statement that holds them.
func (a *analysis) block(b *ast.Block) {
	if b.Kind == "CREATE TRIGGER" {
		a.trigger = true
		defer func() { a.trigger = false }()
	}
	sc := a.newScope(nil)
	a.declare(b.Declares)
	for _, d := range b.Declares {
		if d.Default != nil {
			a.assign(a.key(&d.Name), d.Default, sc)
		}
	}
	for _, e := range b.Exprs {
		if name, value := assignment(e); name == nil || !a.assign(a.variableKey(name), value, sc) {
			a.uses(e, sc, Filter)
		}
	}
	for _, inner := range b.Statements {
		if inner.Body == nil {
			continue
		}
		kind, before := a.out.Kind, len(a.out.Writes)
		a.stmt(inner.Body)
		a.last, a.out.Kind = a.out.Columns, kind
		a.remember(a.out.Writes[before:])
		for _, w := range a.out.Writes[before:] {
			if a.madeAs(w.Relation.Parts) != nil { // what stands behind it in the block sees it as it is now
				a.forget(w.Relation)
			}
		}
	}
	a.out.Columns = nil
}

// declare makes parameters and variables known, so that they are taken for no columns.
func (a *analysis) declare(list []*ast.ColumnDef) {
	if len(list) > 0 {
		a.kept = true
		if a.params == nil {
			a.params = &Source{Kind: Function}
		}
	}
	for _, p := range list {
		a.params.Columns = append(a.params.Columns, a.column(Column{Name: p.Name.Name, key: a.key(&p.Name)}))
		if p.Type != nil && (p.Type.Name == "TABLE" || p.Type.Name == "QUERY") && len(p.Type.Fields) > 0 {
			if a.tables == nil {
				a.tables = map[string][]*Column{}
			}
			var columns []*Column
			for _, f := range p.Type.Fields {
				columns = append(columns, a.column(Column{Name: f.Name.Name, key: a.key(&f.Name), Node: f}))
			}
			a.tables[a.key(&p.Name)] = columns
		}
	}
}

// variableKey is the form in which the name of a variable is compared, without the colon that marks it in a query.
func (a *analysis) variableKey(p *ast.Param) string {
	return a.Dialect.Key(strings.TrimPrefix(p.Name, ":"), false)
}

// assignment is the variable that an expression sets, and to what; nil where it sets none.
func assignment(e ast.Expr) (*ast.Param, ast.Expr) {
	if b, ok := e.(*ast.Binary); ok && (b.Op == ast.OpEq || b.Op == ast.OpAssign) {
		if p, ok := b.Left.(*ast.Param); ok {
			return p, b.Right
		}
	}
	return nil, nil
}

// assign traces what a variable is set to, beside what it was before: which of them it holds where it is used is not
// followed. It reports whether the variable was declared.
func (a *analysis) assign(key string, value ast.Expr, sc *Scope) bool {
	i := a.placeOf(key)
	if i < 0 {
		return false
	}
	c := a.value(value, sc, Column{Node: value})
	a.holds(i, c, value.Extent())
	a.use(c, sc, Filter, value.Extent())
	return true
}

// placeOf is the place of a variable; -1 where none of that name was declared.
func (a *analysis) placeOf(key string) int {
	if a.params == nil {
		return -1
	}
	return slices.IndexFunc(a.params.Columns, func(c *Column) bool { return c.key == key })
}

// holds adds to what a variable may hold.
func (a *analysis) holds(i int, value *Column, at source.Span) {
	a.kept = true
	a.params.Columns[i] = a.orElse(a.params.Columns[i], value, at)
}

// orElse is a variable, or a column of one, that may hold a further value.
func (a *analysis) orElse(old, value *Column, at source.Span) *Column {
	c := Column{Name: old.Name, key: old.key, Node: old.Node, Unknown: old.Unknown}
	if old.Inputs != nil {
		c.Inputs = append(c.Inputs, Input{Column: old, Via: Copy, At: extent(old.Node)})
	}
	c.Inputs = append(c.Inputs, Input{Column: value, Via: Copy, At: at})
	if c.Unknown == "" {
		c.Unknown = value.Unknown
	}
	return a.column(c)
}

// forget lets the next reference look a relation up anew.
func (a *analysis) forget(r *Relation) {
	a.relations = slices.DeleteFunc(a.relations, func(other *Relation) bool { return other == r })
	a.byName = nil
}

// fragment analyses a part of a query that a macro yields. What surrounds it where it is used is not known, and so
// neither is what its columns belong to.
func (a *analysis) fragment(f *ast.Fragment) {
	mark := a.with(&ast.With{CTEs: f.With})
	sc := a.newScope(nil)
	for _, t := range f.Tables {
		a.table(t, sc, false)
	}
	a.addSource(&Source{Kind: Opaque, Node: &ast.Hole{Span: f.Span}, Open: true, why: "it stands where the macro is used"}, sc, false, nil)
	a.joinUses(f.Tables, sc)
	for _, item := range f.Items {
		a.uses(item.Expr, sc, Filter)
	}
	a.each(sc, use{role: Filter}, f.Exprs...)
	for _, c := range f.Clauses {
		a.each(sc, use{role: Filter}, c.Exprs...)
	}
	a.endScope(sc)
	for _, q := range f.Queries {
		a.query(q, sc)
	}
	a.leave(mark)
	a.out.Columns, a.out.Gaps = nil, true
}

// other analyses a statement that was recognised by its kind.
func (a *analysis) other(s *ast.Other) {
	if s.Query != nil {
		a.out.Columns = a.query(s.Query, nil).columns
	}
	a.each(a.newScope(nil), use{role: Filter}, s.Exprs...)
	verb, what, _ := strings.Cut(s.Kind, " ")
	if verb == "USE" {
		a.useSchema(s.Schema, what)
	}
	if len(s.Path) > 0 {
		a.searchIn(s.Path)
	}
	if len(s.Tables) == 0 || s.Tables[0].Name == nil {
		return
	}
	switch verb {
	case "RENAME":
		for i := 0; i+1 < len(s.Tables); i += 2 {
			a.rename(s.Tables[i].Name, s.Tables[i+1].Name)
		}
	case "EXCHANGE":
		if len(s.Tables) == 2 {
			a.swap(s.Tables[0].Name, s.Tables[1].Name)
		}
	case "ALTER":
		if s.Renamed != nil {
			a.rename(s.Tables[0].Name, s.Renamed)
			return
		}
		if made := a.relation(s.Tables[0].Name).Made; made != nil {
			altered := *made
			altered.altered = true
			a.unmake(made)
			a.made[lastOf(made.Relation.Parts)] = append(a.made[lastOf(made.Relation.Parts)], &altered)
		}
	case "DROP":
		for _, t := range s.Tables {
			if t.Name != nil {
				a.unmake(a.relation(t.Name).Made)
			}
		}
	}
}

// rename lets what the file made be known by another name; a bare one stays in its schema.
func (a *analysis) rename(from, to *ast.Name) {
	if from == nil || to == nil {
		return
	}
	if n := len(from.Parts); len(to.Parts) == 1 && n > 1 {
		to = &ast.Name{Span: to.Span, Parts: append(slices.Clone(from.Parts[:n-1]), to.Parts[0])}
	}
	was, is := a.relation(from), a.relation(to)
	a.unmake(is.Made)
	a.unmake(was.Made)
	a.makes(is, was.Made)
}

// swap exchanges what two names mean.
func (a *analysis) swap(one, other *ast.Name) {
	if one == nil || other == nil {
		return
	}
	x, y := a.relation(one), a.relation(other)
	a.unmake(x.Made)
	a.unmake(y.Made)
	a.makes(x, y.Made)
	a.makes(y, x.Made)
}

// makes lets a relation hold what the file made by another name; nil makes it one that the file did not make.
func (a *analysis) makes(r *Relation, w *Write) {
	if w == nil {
		return
	}
	a.kept = true
	moved := *w
	moved.Relation = r
	a.made[lastOf(r.Parts)] = append(a.made[lastOf(r.Parts)], &moved)
}

// useSchema lets bare names behind a USE mean relations of its schema; what says which kind of thing it names. One that
// is not known, as a template tag names it, is followed by bare names that mean what they say.
func (a *analysis) useSchema(n *ast.Name, what string) {
	holds := what == "DATABASE" || what == "CATALOG" || what == "SCHEMA"
	if n == nil && !holds {
		return
	}
	name := ""
	if n != nil {
		name = display(n)
		if what == "SCHEMA" && len(n.Parts) == 1 && a.database != "" {
			name = a.database + "." + name
		}
	}
	if what == "DATABASE" || what == "CATALOG" {
		a.database = name
	}
	a.DefaultSchema = name
}

// searchIn lets bare names behind a SET search_path mean relations of its schemas. What belongs to the user or to the
// session is not known by its name.
func (a *analysis) searchIn(path []*ast.Name) {
	a.DefaultSchema, a.SearchPath = "", nil
	for _, n := range path {
		switch name := display(n); strings.ToLower(name) {
		case "$user", "default", "pg_catalog", "pg_temp":
		default:
			a.SearchPath = append(a.SearchPath, name)
		}
	}
}

// write records a relation that is written.
func (a *analysis) write(t *ast.Table, makes, temp bool, columns []*Column) *Write {
	if t == nil || t.Name == nil {
		return nil
	}
	temp = temp || strings.HasPrefix(t.Name.Last().Name, "#") // T-SQL
	w := &Write{Relation: a.relation(t.Name), Node: t, Makes: makes, Temp: temp, Columns: columns}
	a.out.Writes = append(a.out.Writes, w)
	return w
}

// selectInto records the table that SELECT ... INTO makes.
func (a *analysis) selectInto(q *ast.Query) {
	into := q.Into
	body := q.Body
	for {
		switch b := body.(type) {
		case *ast.SetOp:
			body = b.Left
			continue
		case *ast.Select:
			into = append(slices.Clip(into), b.Into...)
		}
		break
	}
	for _, in := range into {
		for i, e := range in.Params {
			if p, ok := e.(*ast.Param); ok && i < len(a.out.Columns) {
				if place := a.placeOf(a.variableKey(p)); place >= 0 {
					a.holds(place, a.out.Columns[i], e.Extent())
				}
			}
		}
		if in.Table != nil && in.Table.Name != nil && a.variable(a.key(&in.Table.Name.Parts[0]), nil) == nil {
			a.write(in.Table, true, false, a.out.Columns)
			a.out.Kind = "select into"
		}
	}
}
