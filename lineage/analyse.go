package lineage

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// Settings are what resolution depends on beside the SQL.
type Settings struct {
	Dialect       *dialect.Dialect
	Catalog       *catalog.Catalog
	DefaultSchema string
	// Treatment says what a function does to its arguments: Copy for nothing in particular, Count or Mask.
	Treatment func(function string) Via
}

// File analyses the statements of one file in order: what one of them makes, those behind it can read.
func File(statements []*ast.Statement, s Settings) []*Statement {
	f := &file{Settings: s, made: map[string]*Write{}}
	out := make([]*Statement, len(statements))
	for i, st := range statements {
		out[i] = f.statement(st)
	}
	return out
}

// file holds what statements of one file share.
type file struct {
	Settings
	made map[string]*Write // tables and views by their folded dotted name
}

// analysis is the work on one statement.
type analysis struct {
	*file
	out       *Statement
	relations map[string]*Relation
	ctes      []*CTE // those in scope, innermost last
	cte       *CTE   // the one whose query is being read
	depth     int
}

func (f *file) statement(st *ast.Statement) *Statement {
	a := &analysis{file: f, out: &Statement{Node: st, Kind: "other"}, relations: map[string]*Relation{}}
	a.out.Gaps = len(st.Opaques) > 0
	if st.Body != nil {
		a.stmt(st.Body)
	}
	for _, w := range a.out.Writes {
		if w.Makes {
			f.made[strings.Join(w.Relation.Parts, ".")] = w
		}
	}
	return a.out
}

// key is the form in which the name of an alias or column is compared.
func (a *analysis) key(id *ast.Ident) string { return a.Dialect.Key(id.Name, id.Quote != 0) }

// relation finds or makes the relation that a name means.
func (a *analysis) relation(n *ast.Name) *Relation {
	var scratch [4]string
	parts := scratch[:0]
	for i := range n.Parts {
		parts = append(parts, catalog.Fold(n.Parts[i].Name))
	}
	schema := len(parts) == 1 && a.DefaultSchema != ""
	if schema {
		parts = append(strings.Split(catalog.Fold(a.DefaultSchema), "."), parts...)
	}
	key := strings.Join(parts, ".")
	if r := a.relations[key]; r != nil {
		return r
	}
	r := &Relation{Name: display(n), Parts: append([]string(nil), parts...)}
	if schema {
		r.Name = a.DefaultSchema + "." + r.Name
	}
	if a.Catalog != nil {
		r.Dataset, r.Ambiguous = a.Catalog.LookupFolded(parts)
	}
	r.Made = a.made[key]
	a.relations[key] = r
	return r
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

// ---- statements ----

func (a *analysis) stmt(s ast.Stmt) {
	out := a.out
	switch s := s.(type) {
	case *ast.Query:
		out.Kind = "select"
		q := a.query(s, nil)
		out.Columns = q.columns
		a.selectInto(s, q)
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
		if s.Stmt != nil {
			a.stmt(s.Stmt)
		}
		out.Kind = "explain"
		out.Columns = nil
	case *ast.Block:
		out.Kind = "block"
		a.block(s)
	case *ast.Other:
		if s.Query != nil {
			out.Columns = a.query(s.Query, nil).columns
		}
		sc := &Scope{}
		for _, e := range s.Exprs {
			a.uses(e, sc, Filter)
		}
		out.Kind = strings.ToLower(s.Kind)
	}
}

// block analyses the statements inside procedural code as parts of the statement that holds them.
func (a *analysis) block(b *ast.Block) {
	sc := &Scope{}
	for _, e := range b.Exprs {
		a.uses(e, sc, Filter)
	}
	for _, inner := range b.Statements {
		if inner.Body == nil {
			continue
		}
		kind := a.out.Kind
		a.stmt(inner.Body)
		a.out.Kind = kind
		for _, w := range a.out.Writes {
			if w.Makes {
				a.made[strings.Join(w.Relation.Parts, ".")] = w
				w.Relation.Made = w
			}
		}
	}
	a.out.Columns = nil
}

// write records a relation that is written.
func (a *analysis) write(t *ast.Table, makes, temp bool, columns []*Column) *Write {
	if t == nil || t.Name == nil {
		return nil
	}
	w := &Write{Relation: a.relation(t.Name), Node: t, Makes: makes, Temp: temp, Columns: columns}
	a.out.Writes = append(a.out.Writes, w)
	return w
}

// selectInto records the table that SELECT ... INTO makes.
func (a *analysis) selectInto(q *ast.Query, r result) {
	b := q.Body
	for {
		if set, ok := b.(*ast.SetOp); ok {
			b = set.Left
			continue
		}
		break
	}
	s, ok := b.(*ast.Select)
	if !ok {
		return
	}
	for _, in := range s.Into {
		if in.Table != nil {
			a.write(in.Table, true, false, r.columns)
			a.out.Kind = "select into"
		}
	}
}

// named gives columns the names of a list, position by position.
func (a *analysis) named(columns []*Column, names []ast.Ident) []*Column {
	if len(names) == 0 {
		return columns
	}
	for _, c := range columns {
		if c.Star { // which name is which column's is not known
			out := make([]*Column, len(names))
			for i := range names {
				out[i] = &Column{
					Name: names[i].Name, key: a.key(&names[i]), Unknown: c.Unknown,
					Inputs: []Input{{Column: c, Via: Copy}},
				}
			}
			return out
		}
	}
	out := make([]*Column, 0, len(names))
	for i, c := range columns {
		if i < len(names) {
			out = append(out, &Column{
				Name: names[i].Name, key: a.key(&names[i]), Node: c.Node, Unknown: c.Unknown,
				Inputs: []Input{{Column: c, Via: Copy}},
			})
		} else {
			out = append(out, c)
		}
	}
	return out
}

func lastParts(names []*ast.Name) []ast.Ident {
	out := make([]ast.Ident, len(names))
	for i, n := range names {
		out[i] = *n.Last()
	}
	return out
}

// targetNames are the names that an INSERT without a column list fills, where the catalog or the file knows them all.
func (a *analysis) targetNames(r *Relation) []ast.Ident {
	if r == nil {
		return nil
	}
	var out []ast.Ident
	if r.Made != nil {
		for _, c := range r.Made.Columns {
			if c.Star {
				return nil
			}
			out = append(out, ast.Ident{Name: c.Name})
		}
		return out
	}
	if d := r.Dataset; d != nil && d.ColumnsComplete {
		for i := range d.Columns {
			out = append(out, ast.Ident{Name: d.Columns[i].Name})
		}
	}
	return out
}

func (a *analysis) insert(s *ast.Insert) {
	mark := a.with(s.With)
	defer a.leave(mark)
	var columns []*Column
	if s.Query != nil && len(s.Branches) == 0 {
		columns = a.query(s.Query, nil).columns
	}
	sc := &Scope{}
	if len(s.Set) > 0 {
		columns = a.assigned(s.Set, sc)
	}
	var branchSource *Source
	if s.Query != nil && len(s.Branches) > 0 {
		q := a.query(s.Query, nil)
		branchSource = &Source{Kind: Derived, Columns: q.columns, Open: q.open, Why: q.why, Scope: sc}
		sc.Sources = append(sc.Sources, branchSource)
	}
	for _, b := range s.Branches {
		a.uses(b.When, sc, Filter)
		var cols []*Column
		switch {
		case b.Query != nil:
			cols = a.queryIn(b.Query, sc).columns
		case len(b.Values) > 0:
			for _, e := range b.Values {
				cols = append(cols, a.valueColumn("", e, sc))
			}
		case branchSource != nil:
			cols = branchSource.Columns
		}
		a.write(b.Target, false, false, a.named(cols, lastParts(b.Columns)))
	}
	if s.Target != nil {
		w := a.write(s.Target, false, false, nil)
		names := lastParts(s.Columns)
		if len(names) == 0 && w != nil && len(s.Set) == 0 {
			names = a.targetNames(w.Relation)
			if len(names) < len(columns) {
				names = nil
			} else {
				names = names[:len(columns)]
			}
		}
		if len(s.Set) == 0 {
			columns = a.named(columns, names)
		}
		if w != nil {
			w.Columns = columns
			target := a.targetSource(w.Relation, s.Target)
			sc.Sources = append(sc.Sources, target)
			target.Scope = sc
		}
	}
	columns = append(columns, a.assigned(s.OnConflict, sc)...)
	a.uses(s.OnConflictWhere, sc, Filter)
	a.out.Columns = columns
}

// targetSource makes a written relation's columns referable, without its counting as read.
func (a *analysis) targetSource(r *Relation, t *ast.Table) *Source {
	src := &Source{Kind: Base, Table: t, Node: t, Relation: r}
	a.fillBase(src)
	if t.Alias != nil && t.Alias.Name.Name != "" {
		src.Alias, src.key = t.Alias.Name.Name, a.key(&t.Alias.Name)
	} else if t.Name != nil {
		src.Alias, src.key = t.Name.Last().Name, a.key(t.Name.Last())
	}
	return src
}

// assigned are the columns that assignments write.
func (a *analysis) assigned(list []*ast.Assignment, sc *Scope) []*Column {
	var out []*Column
	for _, as := range list {
		if as.Value == nil {
			continue
		}
		if len(as.Targets) > 1 {
			if sub, ok := unparen(as.Value).(*ast.Subquery); ok {
				cols := a.queryIn(sub.Query, sc).columns
				for i, t := range as.Targets {
					c := &Column{Name: t.Last().Name, key: a.key(t.Last()), Node: as}
					if i < len(cols) {
						c.Inputs = []Input{{Column: cols[i], Via: Copy, At: as.Value.Extent()}}
					}
					out = append(out, c)
				}
				continue
			}
			if row, ok := unparen(as.Value).(*ast.Row); ok && len(row.Elems) == len(as.Targets) {
				for i, t := range as.Targets {
					out = append(out, a.valueColumn(t.Last().Name, row.Elems[i], sc))
				}
				continue
			}
		}
		for _, t := range as.Targets {
			c := a.valueColumn(t.Last().Name, as.Value, sc)
			c.key = a.key(t.Last())
			out = append(out, c)
		}
	}
	return out
}

// valueColumn is the column that an expression makes.
func (a *analysis) valueColumn(name string, e ast.Expr, sc *Scope) *Column {
	c := &Column{Name: name, Node: e}
	a.value(e, sc, c)
	return c
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.Paren)
		if !ok {
			return e
		}
		e = p.X
	}
}

func (a *analysis) update(s *ast.Update) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	reads := len(a.out.Reads)
	for _, t := range s.Tables {
		a.table(t, sc, false)
	}
	targets := a.dmlTargets(s.Tables, sc)
	for _, t := range s.From {
		a.table(t, sc, false)
	}
	a.joinUses(s.Tables, sc)
	a.joinUses(s.From, sc)
	columns := a.assigned(s.Set, sc)
	a.uses(s.Where, sc, Filter)
	a.orderUses(s.OrderBy, sc)
	// T-SQL and Postgres: UPDATE alias SET ... FROM table alias.
	for _, target := range targets {
		node := target.Table
		if len(s.From) > 0 && node != nil && len(node.Name.Parts) == 1 {
			if other := sc.find(a.key(node.Name.Last()), target); other != nil && other.Kind == Base {
				target.Relation, node = other.Relation, other.Table
				sc.drop(target)
			}
		}
		w := &Write{Relation: target.Relation, Node: node, Columns: columns}
		a.out.Writes = append(a.out.Writes, w)
	}
	if len(s.Tables) == 1 {
		if _, single := s.Tables[0].(*ast.Table); single {
			a.dropReads(reads, targets)
		}
	}
	a.out.Columns = columns
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

// dmlTargets are the relations among the first table expressions that are written: the first one.
func (a *analysis) dmlTargets(tables []ast.TableExpr, sc *Scope) []*Source {
	for _, s := range sc.Sources {
		if s.Kind == Base {
			return []*Source{s}
		}
	}
	return nil
}

// dropReads removes targets from what counts as read: an UPDATE's target is written.
func (a *analysis) dropReads(from int, targets []*Source) {
	kept := a.out.Reads[:from]
	for _, r := range a.out.Reads[from:] {
		written := false
		for _, t := range targets {
			written = written || r == t
		}
		if !written {
			kept = append(kept, r)
		}
	}
	a.out.Reads = kept
}

func (a *analysis) delete(s *ast.Delete) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	reads := len(a.out.Reads)
	for _, t := range s.From {
		a.table(t, sc, false)
	}
	targets := a.dmlTargets(s.From, sc)
	for _, t := range s.Using {
		a.table(t, sc, false)
	}
	a.joinUses(s.From, sc)
	a.joinUses(s.Using, sc)
	if len(s.Targets) > 0 {
		targets = nil
		for _, t := range s.Targets {
			if t.Name == nil {
				continue
			}
			if src := sc.find(a.key(t.Name.Last()), nil); src != nil && src.Kind == Base {
				targets = append(targets, src)
			} else {
				a.write(t, false, false, nil)
			}
		}
	}
	for _, t := range targets {
		node := t.Table
		if len(s.Using) > 0 && len(node.Name.Parts) == 1 {
			if other := sc.find(a.key(node.Name.Last()), t); other != nil && other.Kind == Base {
				t.Relation, node = other.Relation, other.Table
				sc.drop(t)
			}
		}
		a.out.Writes = append(a.out.Writes, &Write{Relation: t.Relation, Node: node})
	}
	if len(s.From) == 1 && len(s.Targets) == 0 {
		if _, single := s.From[0].(*ast.Table); single {
			a.dropReads(reads, targets)
		}
	}
	a.uses(s.Where, sc, Filter)
	a.orderUses(s.OrderBy, sc)
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

// returning analyses RETURNING: what comes back is an output like that of a query.
func (a *analysis) returning(items []*ast.SelectItem, sc *Scope) {
	for _, item := range items {
		a.item(item, sc)
	}
}

func (a *analysis) merge(s *ast.Merge) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	var target *Source
	if s.Target != nil && s.Target.Name != nil {
		target = a.targetSource(a.relation(s.Target.Name), s.Target)
		target.Scope = sc
		sc.Sources = append(sc.Sources, target)
	}
	if s.Source != nil {
		a.table(s.Source, sc, false)
		a.joinUses([]ast.TableExpr{s.Source}, sc)
	}
	a.uses(s.On, sc, JoinKey)
	var columns []*Column
	for _, w := range s.Whens {
		a.uses(w.Condition, sc, Filter)
		a.uses(w.Where, sc, Filter)
		columns = append(columns, a.assigned(w.Set, sc)...)
		names := lastParts(w.Columns)
		if len(names) == 0 && target != nil {
			names = a.targetNames(target.Relation)
		}
		for i, v := range w.Values {
			name := ""
			if i < len(names) {
				name = names[i].Name
			}
			columns = append(columns, a.valueColumn(name, v, sc))
		}
		if w.StarAction {
			for _, src := range sc.Sources {
				if src != target {
					columns = append(columns, a.starColumns(src, s)...)
				}
			}
		}
	}
	if target != nil {
		a.out.Writes = append(a.out.Writes, &Write{Relation: target.Relation, Node: s.Target, Columns: columns})
	}
	a.out.Columns = columns
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

func (a *analysis) createTable(s *ast.CreateTable) {
	var columns []*Column
	if s.Query != nil {
		columns = a.query(s.Query, nil).columns
	}
	var names []ast.Ident
	for _, c := range s.Columns {
		names = append(names, c.Name)
	}
	switch {
	case s.Query != nil && len(names) > 0 && len(names) <= len(columns):
		columns = a.named(columns, names)
	case s.Query == nil && s.Like != nil && s.Like.Name != nil:
		src := a.targetSource(a.relation(s.Like.Name), s.Like)
		columns = a.starColumns(src, s.Like)
	case s.Query == nil:
		for i := range names {
			columns = append(columns, &Column{Name: names[i].Name, key: a.key(&names[i]), Node: s.Columns[i]})
		}
	}
	a.write(s.Name, true, s.Temporary, columns)
	if s.Query != nil {
		a.out.Columns = columns
	}
}

func (a *analysis) createView(s *ast.CreateView) {
	var columns []*Column
	if s.Query != nil {
		columns = a.named(a.query(s.Query, nil).columns, s.Columns)
	}
	a.write(s.Name, true, s.Temporary, columns)
	if s.To != nil {
		a.write(s.To, false, false, columns)
	}
	a.out.Columns = columns
}

func (a *analysis) createFunction(s *ast.CreateFunction) {
	sc := &Scope{}
	params := &Source{Kind: Function, Scope: sc}
	for _, p := range s.Params {
		params.Columns = append(params.Columns, &Column{Name: p.Name.Name, key: a.key(&p.Name)})
	}
	sc.Sources = []*Source{params}
	if s.Query != nil {
		a.queryIn(s.Query, sc)
	}
	if s.Expr != nil {
		a.uses(s.Expr, sc, Output)
	}
	if s.Block != nil {
		a.block(s.Block)
	}
}

func (a *analysis) copyStmt(s *ast.Copy) {
	if s.Query != nil {
		a.out.Columns = a.query(s.Query, nil).columns
	}
	if s.From != nil && s.From.Name != nil {
		sc := a.newScope(nil)
		a.table(s.From, sc, false)
		for _, src := range sc.Sources {
			if len(s.Columns) > 0 {
				for i := range s.Columns {
					c, _ := a.columnOf(src, s.Columns[i].Name, a.key(&s.Columns[i]))
					a.out.Columns = append(a.out.Columns, c)
				}
			} else {
				a.out.Columns = append(a.out.Columns, a.starColumns(src, s.From)...)
			}
		}
		a.endScope(sc)
	}
	if s.Into != nil {
		a.write(s.Into, false, false, a.out.Columns)
	}
}
