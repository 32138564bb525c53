package lineage

import (
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// renamed gives columns the names of a list, position by position.
func (a *analysis) renamed(columns []*Column, list []ast.Ident) []*Column {
	if len(list) == 0 {
		return columns
	}
	out := a.columnLists.take(max(len(columns), len(list)))[:0]
	if star := firstStar(columns); star >= 0 { // behind it, which name is which column's is not known
		rest := columns[star]
		if len(columns) > star+1 {
			rest = a.column(Column{Name: "*", Star: true, Node: rest.Node, Unknown: rest.Unknown})
			for _, c := range columns[star:] {
				rest.Inputs = append(rest.Inputs, Input{Column: c, Via: Copy, At: extent(c.Node)})
			}
		}
		for i := range list {
			from := rest
			if i < star {
				from = columns[i]
			}
			out = append(out, a.alias(from, &list[i]))
		}
		return out
	}
	for i, c := range columns {
		if i < len(list) {
			c = a.alias(c, &list[i])
		}
		out = append(out, c)
	}
	return out
}

// alias is a column by another name.
func (a *analysis) alias(c *Column, id *ast.Ident) *Column {
	return a.column(Column{
		Name: id.Name, key: a.key(id), Node: c.Node, Unknown: c.Unknown, Candidates: c.Candidates,
		Inputs: a.one(Input{Column: c, Via: Copy, At: extent(c.Node)}),
	})
}

func firstStar(columns []*Column) int {
	for i, c := range columns {
		if c.Star {
			return i
		}
	}
	return -1
}

func lastParts(list []*ast.Name) []ast.Ident {
	out := make([]ast.Ident, len(list))
	for i, n := range list {
		out[i] = *n.Last()
	}
	return out
}

// targetNames are the names of the first n columns of a relation, which an INSERT without a column list fills; nil
// where the catalog or the file does not know them.
func (a *analysis) targetNames(r *Relation, n int) []ast.Ident {
	var out []ast.Ident
	switch {
	case r.Made != nil:
		for _, c := range r.Made.Columns {
			if c.Star {
				break
			}
			out = append(out, ast.Ident{Name: c.Name})
		}
	case r.Dataset != nil && r.Dataset.ColumnsComplete:
		for i := range r.Dataset.Columns {
			out = append(out, ast.Ident{Name: r.Dataset.Columns[i].Name})
		}
	}
	if len(out) < n {
		return nil
	}
	return out[:n]
}

// targetSource makes a written relation's columns referable, without its counting as read.
func (a *analysis) targetSource(t *ast.Table, sc *Scope) *Source {
	src := a.sources.new(Source{Kind: Base, Table: t, Node: t, Relation: a.relation(t.Name), Scope: sc})
	a.fillBase(src)
	src.Alias, src.key = t.Name.Last().Name, a.key(t.Name.Last())
	if t.Alias != nil && t.Alias.Name.Name != "" {
		src.Alias, src.key, src.named = t.Alias.Name.Name, a.key(&t.Alias.Name), true
	}
	return src
}

// written joins columns that were written under one name: a row is updated by one branch or inserted by another.
func (a *analysis) written(columns []*Column) []*Column {
	var index names
	out := columns[:0:0]
	for _, c := range columns {
		first, _ := index.find(out, c.key)
		if first == nil || c.key == "" || c.Star {
			out = append(out, c)
			continue
		}
		both := *first
		both.Inputs = slices.Concat(first.Inputs, c.Inputs)
		if both.Unknown == "" {
			both.Unknown = c.Unknown
		}
		out[slices.Index(out, first)] = a.column(both)
	}
	return out
}

func (a *analysis) insert(s *ast.Insert) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	var q result
	if from := sharedFrom(s); from != nil {
		sc.Select, sc.shared = from, true
		for _, t := range from.From {
			a.table(t, sc, false)
		}
		a.joinUses(from.From, sc)
	} else if s.Query != nil {
		q = a.query(s.Query, nil)
	}
	if len(s.Branches) > 0 {
		a.branches(s, q, sc)
		return
	}
	columns := q.columns
	if s.View != nil {
		a.table(s.View, sc, false)
		columns = a.renamed(columns, lastParts(s.Columns))
		a.out.Columns = columns
		a.changes([]changed{{source: sc.Sources[0], columns: columns}})
		a.returning(s.Returning, sc)
		a.endScope(sc)
		return
	}
	if s.Target == nil || s.Target.Name == nil {
		a.fillVariable(s, columns)
		a.out.Columns = columns
		return
	}
	target := a.targetSource(s.Target, sc)
	switch list := lastParts(s.Columns); {
	case len(s.Set) > 0:
		sc.Sources = append(sc.Sources, target)
		columns = a.assigned(s.Set, sc)
	case len(list) > 0:
		columns = a.renamed(columns, list)
	case slices.ContainsFunc(s.Clauses, func(c *ast.Clause) bool { return c.Kind == "BY NAME" }): // they have the target's names
	default:
		columns = a.renamed(columns, a.targetNames(target.Relation, len(columns)))
	}
	if len(s.OnConflict) > 0 {
		sc.Sources = []*Source{target, a.inserted(s, columns, sc)}
		columns = a.written(append(columns[:len(columns):len(columns)], a.assigned(s.OnConflict, sc)...))
		a.uses(s.OnConflictWhere, sc, Filter)
	}
	if s.OnConflictWhere != nil && len(s.OnConflict) == 0 { // Databricks: the rows that are replaced
		sc.Sources = []*Source{target}
		a.uses(s.OnConflictWhere, sc, Filter)
	}
	a.write(s.Target, false, false, columns)
	a.out.Columns = columns
	if len(s.Returning) > 0 || s.Output != nil {
		sc.Sources = []*Source{target}
		a.outputInto(s.Output, target, sc)
		a.returning(s.Returning, sc)
	}
	a.endScope(sc)
}

// fillVariable adds the rows of an INSERT to a variable that holds a table.
func (a *analysis) fillVariable(s *ast.Insert, columns []*Column) {
	for _, cl := range s.Clauses {
		p, ok := onlyParam(cl)
		if !ok {
			continue
		}
		key := a.Dialect.Key(p.Name, false)
		held := slices.Clone(a.tables[key])
		columns = a.renamed(columns, lastParts(s.Columns))
		for i, c := range held {
			from, _ := (&names{}).find(columns, c.key)
			if len(s.Columns) == 0 && i < len(columns) && firstStar(columns) < 0 {
				from = columns[i]
			}
			if from != nil {
				held[i] = a.orElse(c, from, extent(from.Node))
			}
		}
		if held != nil {
			a.tables[key], a.kept = held, true
		}
	}
}

// onlyParam is the variable that is all of a clause.
func onlyParam(c *ast.Clause) (*ast.Param, bool) {
	if len(c.Exprs) != 1 {
		return nil, false
	}
	p, ok := c.Exprs[0].(*ast.Param)
	return p, ok && p.Span == c.Span
}

// sharedFrom is the FROM in front of Hive's FROM t INSERT ... INSERT ..., or nil.
func sharedFrom(s *ast.Insert) *ast.Select {
	if len(s.Branches) == 0 || s.Branches[0].Query == nil || s.Query == nil {
		return nil
	}
	from, ok := s.Query.Body.(*ast.Select)
	if !ok || !from.FromFirst || len(from.Items) > 0 {
		return nil
	}
	return from
}

// inserted is the row that could not be inserted, as the assignments of a conflict see it: EXCLUDED, or by the alias
// that MySQL lets it have.
func (a *analysis) inserted(s *ast.Insert, columns []*Column, sc *Scope) *Source {
	src := &Source{Kind: Derived, Alias: "excluded", key: "excluded", Columns: columns, Scope: sc, quiet: true}
	if firstStar(columns) >= 0 || s.Columns == nil && s.Set == nil {
		src.Open, src.why = true, "the columns that it inserts are not known by their names"
	}
	if s.RowAlias != nil {
		src.Alias, src.key = s.RowAlias.Name.Name, a.key(&s.RowAlias.Name)
		src.Columns = a.renamed(columns, s.RowAlias.Columns)
	}
	return src
}

// branches analyses a multi-table insert.
func (a *analysis) branches(s *ast.Insert, q result, sc *Scope) {
	from := a.derived(q, sc)
	if s.Query != nil && !sc.shared {
		sc.Sources = append(sc.Sources, from)
	}
	for _, b := range s.Branches {
		a.uses(b.When, sc, Filter)
		columns := from.Columns
		switch {
		case b.Query != nil:
			columns = a.query(b.Query, sc).columns
		case len(b.Values) > 0:
			columns = nil
			for _, e := range b.Values {
				columns = append(columns, a.value(e, sc, Column{Node: e}))
			}
		}
		list := lastParts(b.Columns)
		if len(list) == 0 && b.Target != nil && b.Target.Name != nil {
			list = a.targetNames(a.relation(b.Target.Name), len(columns))
		}
		columns = a.renamed(columns, list)
		a.write(b.Target, false, false, columns)
		if b.Output != nil { // the rows that fail
			a.write(b.Output.Table, false, false, nil)
		}
		a.out.Columns = append(a.out.Columns, columns...)
	}
	a.endScope(sc)
}

// assigned are the columns that assignments write.
func (a *analysis) assigned(list []*ast.Assignment, sc *Scope) []*Column {
	var out []*Column
	for _, as := range list {
		if as.Value == nil {
			continue
		}
		named := func(t *ast.ColumnRef, value ast.Expr) Column {
			id := t.Last()
			if len(t.Parts) > 1 && a.traits.dotFields && a.qualified(t.Parts[:1], sc) == nil { // a field of it
				id = &t.Parts[0]
			}
			return Column{Name: id.Name, key: a.key(id), Node: value}
		}
		if len(as.Targets) > 1 {
			switch value := ast.Unparen(as.Value).(type) {
			case *ast.Subquery:
				columns := a.query(value.Query, sc).columns
				for i, t := range as.Targets {
					c := named(t, as.Value)
					if i < len(columns) {
						c.Inputs = a.one(Input{Column: columns[i], Via: Copy, At: as.Value.Extent()})
						c.Unknown = columns[i].Unknown
					}
					out = append(out, a.column(c))
				}
				continue
			case *ast.Row:
				for i, t := range as.Targets {
					if i < len(value.Elems) {
						out = append(out, a.value(value.Elems[i], sc, named(t, value.Elems[i])))
					}
				}
				continue
			}
		}
		for _, t := range as.Targets {
			out = a.columnLists.add(out, a.value(as.Value, sc, named(t, as.Value)))
		}
	}
	return out
}

// changed is a relation that an UPDATE or DELETE changes.
type changed struct {
	source  *Source
	columns []*Column
}

func (a *analysis) update(s *ast.Update) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	for _, t := range s.Tables {
		a.table(t, sc, false)
	}
	own := len(sc.Sources)
	for _, t := range s.From {
		a.table(t, sc, false)
	}
	var list []changed
	if own > 0 {
		list = append(list, changed{source: a.sameTarget(sc.Sources[0], sc, own)})
	}
	a.joinUses(s.Tables, sc)
	a.joinUses(s.From, sc)
	for _, as := range s.Set {
		columns := a.assigned([]*ast.Assignment{as}, sc)
		a.out.Columns = append(a.out.Columns, columns...)
		i := 0
		if len(as.Targets) > 0 {
			i = a.assignedTo(as.Targets[0], sc, &list)
		}
		if i < len(list) {
			list[i].columns = append(list[i].columns, columns...)
		}
	}
	a.uses(s.Where, sc, Filter)
	a.orderUses(s.OrderBy, sc)
	a.changes(list)
	if len(list) > 0 && (s.Output != nil || s.Returning != nil) {
		a.outputInto(s.Output, list[0].source, sc)
	}
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

// sameTarget finds the source that an UPDATE or DELETE means by its target. T-SQL names an alias of the FROM clause
// there, whose table is the target; then the target's own source is dropped.
func (a *analysis) sameTarget(target *Source, sc *Scope, own int) *Source {
	if target.Table == nil || target.named {
		return target
	}
	for _, s := range sc.Sources[own:] {
		if s.key == target.key && (s.Table != nil || s.named) {
			sc.Sources = append(sc.Sources[:0:0], sc.Sources[1:]...)
			a.dropRead(target)
			return s
		}
	}
	return target
}

// assignedTo is the place in the list of the source that an assignment writes to, which is added when it is new: MySQL
// updates several tables of a join at once.
func (a *analysis) assignedTo(target *ast.ColumnRef, sc *Scope, list *[]changed) int {
	if len(target.Parts) == 1 && len(sc.Sources) == 1 || len(*list) == 0 {
		return 0
	}
	var to *Source
	if n := len(target.Parts); n > 1 {
		to = a.qualifiedIn(target.Parts[:n-1], sc)
	} else if first := (*list)[0].source; first.Open {
		return 0
	} else {
		for _, s := range sc.Sources {
			if c := a.known(s, a.key(target.Last())); c != nil {
				to = s
				break
			}
		}
	}
	if to == nil {
		return 0
	}
	for i := range *list {
		if (*list)[i].source == to {
			return i
		}
	}
	*list = append(*list, changed{source: to})
	return len(*list) - 1
}

// changes records what an UPDATE or DELETE writes; it does not count as read.
func (a *analysis) changes(list []changed) {
	for i, c := range list {
		if i == 0 && len(list) > 1 && c.columns == nil && len(a.out.Columns) > 0 {
			continue // the first table of a join, of which no column is assigned
		}
		base := a.baseOf(c)
		if base == nil {
			continue
		}
		a.out.Writes = append(a.out.Writes, &Write{Relation: base.Relation, Node: base.Table, Columns: c.columns})
		a.dropRead(base)
	}
}

// baseOf is the source of the relation that a change of a source changes: T-SQL lets a CTE over one table be changed, and
// Oracle a query in parentheses; where that joins, it is the table that the changed columns are of.
func (a *analysis) baseOf(c changed) *Source {
	src := c.source
	switch src.Kind {
	case Base:
		return src
	case CTERef:
		for _, sc := range a.out.Scopes {
			if sc.CTE == src.CTE && len(sc.Sources) == 1 && sc.Sources[0].Kind == Base {
				return sc.Sources[0]
			}
		}
	case Derived, Function:
		s := changedThrough(src.Node)
		for _, sc := range a.out.Scopes {
			if s != nil && sc.Select == s {
				return baseAmong(sc.Sources, src, c.columns)
			}
		}
	}
	return nil
}

// changedThrough is the query by which a change reaches a relation: (SELECT ...), TABLE(SELECT ...) of a nested table; or
// nil.
func changedThrough(n ast.Node) *ast.Select {
	var q *ast.Query
	switch n := n.(type) {
	case *ast.Derived:
		q = n.Query
	case *ast.TableFunc:
		if sub, ok := n.Funcs[0].(*ast.Subquery); ok {
			q = sub.Query
		} else if c, ok := n.Funcs[0].(*ast.Call); ok && len(c.Args) == 1 {
			if sub, ok := c.Args[0].(*ast.Subquery); ok {
				q = sub.Query
			}
		}
	}
	if q == nil {
		return nil
	}
	if inner, ok := q.Body.(*ast.Query); ok { // in parentheses of its own
		q = inner
	}
	s, _ := q.Body.(*ast.Select)
	return s
}

// baseAmong is the only one of the sources of a query, or the relation that the first of the changed columns of the
// query's result is of.
func baseAmong(sources []*Source, result *Source, columns []*Column) *Source {
	if len(sources) == 1 {
		if sources[0].Kind == Base {
			return sources[0]
		}
		return nil
	}
	for _, c := range columns {
		for _, r := range result.Columns {
			if r.key != c.key || len(r.Inputs) != 1 {
				continue
			}
			for _, s := range sources {
				if s.Kind == Base && s.Relation == r.Inputs[0].Column.Relation {
					return s
				}
			}
		}
	}
	return nil
}

// dropRead removes a source from what counts as read.
func (a *analysis) dropRead(src *Source) {
	a.out.Reads = slices.DeleteFunc(a.out.Reads, func(other *Source) bool { return other == src })
}

func (a *analysis) delete(s *ast.Delete) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	for _, t := range s.From {
		a.table(t, sc, false)
	}
	own := len(sc.Sources)
	for _, t := range s.Using {
		a.table(t, sc, false)
	}
	var list []changed
	for _, t := range s.Targets {
		if t.Name == nil {
			continue
		}
		src := a.qualifiedIn(t.Name.Parts, sc)
		if src == nil {
			src = a.targetSource(t, sc)
		}
		list = append(list, changed{source: src})
	}
	if len(s.Targets) == 0 && own > 0 {
		list = append(list, changed{source: a.sameTarget(sc.Sources[0], sc, own)})
	}
	a.joinUses(s.From, sc)
	a.joinUses(s.Using, sc)
	a.uses(s.Where, sc, Filter)
	a.orderUses(s.OrderBy, sc)
	a.changes(list)
	if len(list) > 0 && (s.Output != nil || s.Returning != nil) {
		a.outputInto(s.Output, list[0].source, sc)
	}
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

// outputInto makes the rows of a target before and after the change referable, as T-SQL calls them, and analyses the rows that
// go into another table.
func (a *analysis) outputInto(o *ast.Output, target *Source, sc *Scope) {
	for _, name := range [...]string{"inserted", "deleted"} {
		src := *target
		src.Alias, src.key, src.named, src.quiet = name, name, true, true
		sc.Sources = append(sc.Sources, &src)
	}
	if o == nil {
		return
	}
	var columns []*Column
	for _, item := range o.Items {
		columns = a.item(columns, item, sc)
	}
	a.write(o.Table, false, false, a.renamed(columns, o.Columns))
}

// returning analyses RETURNING: what comes back is an output like that of a query.
func (a *analysis) returning(items []*ast.SelectItem, sc *Scope) {
	for _, item := range items {
		sc.Columns = a.item(sc.Columns, item, sc)
	}
	a.returned = sc.Columns
}

func (a *analysis) merge(s *ast.Merge) {
	mark := a.with(s.With)
	defer a.leave(mark)
	sc := a.newScope(nil)
	var target *Source
	if s.Target != nil && s.Target.Name != nil {
		target = a.targetSource(s.Target, sc)
		sc.Sources = append(sc.Sources, target)
	} else if s.View != nil {
		a.table(s.View, sc, false)
		target = sc.Sources[0]
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
		list := lastParts(w.Columns)
		if len(list) == 0 && target != nil && target.Relation != nil {
			list = a.targetNames(target.Relation, len(w.Values))
		}
		for i, v := range w.Values {
			c := Column{Node: v}
			if i < len(list) {
				c.Name, c.key = list[i].Name, a.key(&list[i])
			}
			columns = append(columns, a.value(v, sc, c))
		}
		if w.StarAction {
			for _, src := range sc.Sources {
				if src != target {
					columns = append(columns, a.modified(a.starColumns(src, w), &ast.Star{Except: w.Except}, sc)...)
				}
			}
		}
	}
	columns = a.written(columns)
	if s.View != nil {
		a.changes([]changed{{source: target, columns: columns}})
	} else if target != nil {
		a.out.Writes = append(a.out.Writes, &Write{Relation: target.Relation, Node: s.Target, Columns: columns})
	}
	a.out.Columns = columns
	if target != nil && (s.Output != nil || s.Returning != nil) {
		a.outputInto(s.Output, target, sc)
	}
	a.returning(s.Returning, sc)
	a.endScope(sc)
}

func (a *analysis) createTable(s *ast.CreateTable) {
	var columns []*Column
	var like *Source
	if s.Like != nil && s.Like.Name != nil {
		like = a.targetSource(s.Like, a.newScope(nil))
		a.out.Reads = append(a.out.Reads, like)
	}
	if s.Query != nil {
		columns = a.query(s.Query, nil).columns
	}
	var list []ast.Ident
	for _, c := range s.Columns {
		list = append(list, c.Name)
	}
	switch {
	case s.Query != nil && (len(list) <= len(columns) || firstStar(columns) >= 0):
		columns = a.renamed(columns, list)
	case s.Query == nil && like != nil:
		columns = a.starColumns(like, s.Like)
	}
	for _, c := range s.Clauses {
		if c.Kind != "INHERITS" && c.Kind != "ENGINE" {
			continue
		}
		for _, e := range c.Exprs {
			from, ok := e.(*ast.Subquery)
			if !ok {
				continue
			}
			if r := a.query(from.Query, nil); c.Kind == "INHERITS" || len(list) == 0 && s.Like == nil { // the engine's relation has its columns
				columns = append(columns, r.columns...)
			}
		}
	}
	w := a.write(s.Name, true, s.Temporary, columns)
	if w != nil && s.External { // there may be more in the files than is declared
		w.altered = true
	}
	if s.Query != nil {
		a.out.Columns = columns
	} else if w != nil && s.Like == nil {
		for i := range list {
			c := Column{Name: list[i].Name, key: a.key(&list[i]), Node: s.Columns[i], Relation: w.Relation}
			w.Columns = append(w.Columns, a.column(c))
		}
	}
}

func (a *analysis) createView(s *ast.CreateView) {
	var columns []*Column
	if s.Query != nil {
		columns = a.renamed(a.query(s.Query, nil).columns, s.Columns)
	}
	a.write(s.Name, true, s.Temporary, columns)
	a.write(s.To, false, false, columns)
	a.out.Columns = columns
}

func (a *analysis) createFunction(s *ast.CreateFunction) {
	outer, tables := a.params, a.tables
	if a.nesting == 0 {
		a.params = nil
	}
	a.tables = maps.Clone(tables)
	a.enclosed(func() {
		a.declare(s.Params)
		sc := a.newScope(nil)
		if s.Query != nil {
			a.yields(s, a.query(s.Query, sc).columns)
		}
		if s.Expr != nil {
			a.yields(s, []*Column{a.value(s.Expr, sc, Column{Node: s.Expr})})
		}
		if s.Block != nil {
			a.block(s.Block)
			if list := s.Block.Statements; len(list) > 0 {
				if _, ok := list[len(list)-1].Body.(*ast.Query); ok { // a body in SQL yields what its last query does
					a.yields(s, a.last)
				}
			}
		}
	})
	a.params, a.tables = outer, tables
}

// yields remembers what a function that the file makes returns, for the calls behind it: rows, or one value.
func (a *analysis) yields(s *ast.CreateFunction, columns []*Column) {
	if s.Name == nil || s.Procedure {
		return
	}
	a.kept = true
	name := strings.ToLower(s.Name.Last().Name)
	if s.Expr == nil && (s.Returns != nil || s.ReturnType == nil || strings.EqualFold(s.ReturnType.Name, "table")) {
		var list []ast.Ident
		for _, c := range s.Returns {
			list = append(list, c.Name)
		}
		if a.tableFunctions == nil {
			a.tableFunctions = map[string][]*Column{}
		}
		a.tableFunctions[name] = a.renamed(columns, list)
		return
	}
	if len(columns) == 1 {
		if a.results == nil {
			a.results = map[string]*Column{}
		}
		a.results[name] = columns[0]
	}
}

func (a *analysis) copyStmt(s *ast.Copy) {
	if s.Query != nil {
		a.out.Columns = a.query(s.Query, nil).columns
		if list := s.Columns; len(list) > 0 {
			a.out.Columns = a.renamed(a.out.Columns, list)
		} else if s.Into != nil && s.Into.Name != nil {
			a.out.Columns = a.renamed(a.out.Columns, a.targetNames(a.relation(s.Into.Name), len(a.out.Columns)))
		}
	}
	if s.From != nil && s.From.Name != nil {
		sc := a.newScope(nil)
		a.table(s.From, sc, false)
		for _, src := range sc.Sources {
			read := s.Columns
			if s.Into != nil { // they are the other relation's
				read = nil
			}
			for i := range read {
				if c := a.columnOf(src, &s.Columns[i]); c != nil {
					a.out.Columns = append(a.out.Columns, a.alias(c, &s.Columns[i]))
				}
			}
			if len(read) == 0 {
				a.out.Columns = append(a.out.Columns, a.starColumns(src, s.From)...)
			}
		}
		a.each(sc, use{role: Group}, s.Exprs...)
		a.endScope(sc)
	}
	w := a.write(s.Into, false, false, a.out.Columns)
	if w != nil && s.From != nil && s.Verb == "ALTER TABLE" && s.Clauses[0].Kind == "SWAP" {
		w.Columns = nil // they do not add to what it held: that is gone
		a.swap(s.Into.Name, s.From.Name)
	}
}
