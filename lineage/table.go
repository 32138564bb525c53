package lineage

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// table adds the sources of a table expression to a scope; optional is set where an outer join may leave them out.
func (a *analysis) table(t ast.TableExpr, sc *Scope, optional bool) {
	switch t := t.(type) {
	case *ast.Table:
		a.addSource(a.tableSource(t), sc, optional, t.Alias)
	case *ast.Derived:
		parent := sc.Parent
		if t.Lateral {
			parent = sc
		}
		r := a.query(t.Query, parent)
		src := a.derivedSource(r, sc)
		src.Node, src.Lateral = t, t.Lateral
		a.addSource(src, sc, optional, t.Alias)
	case *ast.TableFunc:
		a.function(t, sc, optional)
	case *ast.Join:
		a.join(t, sc, optional)
	case *ast.ParenTable:
		if t.Alias == nil || t.Alias.Name.Name == "" {
			a.table(t.X, sc, optional)
			return
		}
		inner := a.newScope(sc.Parent)
		a.table(t.X, inner, false)
		a.joinUses([]ast.TableExpr{t.X}, inner)
		src := &Source{Kind: Derived, Node: t}
		for _, s := range inner.Sources {
			src.Columns = append(src.Columns, a.starColumns(s, t)...)
			src.Open = src.Open || s.Open
			src.passes = append(src.passes, s)
			if s.Why != "" {
				src.Why = s.Why
			}
		}
		a.endScope(inner)
		a.addSource(src, sc, optional, t.Alias)
	case *ast.Pivot:
		a.pivot(t, sc, optional)
	case *ast.Unpivot:
		a.unpivot(t, sc, optional)
	case *ast.MatchRecognize:
		a.matchRecognize(t, sc, optional)
	case *ast.Hole:
		src := &Source{Kind: Opaque, Node: t, Open: true, Why: "a template tag stands for it"}
		a.addSource(src, sc, optional, nil)
	default:
		sc.Incomplete = true
		src := &Source{Kind: Opaque, Node: t, Open: true, Why: "this part of FROM was not understood"}
		a.addSource(src, sc, optional, nil)
	}
}

// addSource gives a source its alias and adds it to a scope.
func (a *analysis) addSource(src *Source, sc *Scope, optional bool, alias *ast.TableAlias) {
	src.Scope, src.Optional = sc, optional
	if alias != nil && alias.Name.Name != "" {
		src.Alias, src.key, src.named = alias.Name.Name, a.key(&alias.Name), true
	}
	if alias != nil && len(alias.Columns) > 0 && src.Kind != Function {
		src.Columns = a.named(a.all(src), alias.Columns)
		if len(src.Columns) == 0 || hasStar(src.Columns) || src.Open {
			src.Columns = a.renamedOpen(src, alias.Columns)
		}
		src.Open = false
	}
	sc.Sources = append(sc.Sources, src)
}

// renamedOpen are the columns of a source with unknown ones, by the names an alias gives them.
func (a *analysis) renamedOpen(src *Source, names []ast.Ident) []*Column {
	out := make([]*Column, len(names))
	for i := range names {
		out[i] = &Column{Name: names[i].Name, key: a.key(&names[i]), Unknown: src.Why, Inputs: a.everything(src, names[i].Span)}
	}
	return out
}

// tableSource finds what the name of a relation means: a CTE, a table made earlier, or a relation.
func (a *analysis) tableSource(t *ast.Table) *Source {
	src := &Source{Kind: Base, Node: t, Table: t}
	if t.Name == nil {
		src.Kind, src.Open, src.Why = Opaque, true, "a template tag names the relation"
		return src
	}
	last := t.Name.Last()
	src.Alias, src.key = last.Name, a.key(last)
	if t.Stage {
		src.Kind, src.Open, src.Why = Function, true, "the columns of a file are not known"
		return src
	}
	if len(t.Name.Parts) == 1 {
		if cte := a.findCTE(src.key); cte != nil {
			return a.cteSource(src, cte)
		}
	}
	src.Relation = a.relation(t.Name)
	a.fillBase(src)
	a.out.Reads = append(a.out.Reads, src)
	return src
}

func (a *analysis) findCTE(key string) *CTE {
	for i := len(a.ctes) - 1; i >= 0; i-- {
		if a.ctes[i].key == key {
			return a.ctes[i]
		}
	}
	return nil
}

func (a *analysis) cteSource(src *Source, cte *CTE) *Source {
	src.Kind, src.CTE = CTERef, cte
	if cte != a.cte {
		cte.Uses++
	}
	if a.cte != nil && a.cte != cte {
		seen := false
		for _, c := range a.cte.After {
			seen = seen || c == cte
		}
		if !seen {
			a.cte.After = append(a.cte.After, cte)
		}
	}
	src.Columns, src.Open, src.Why = cte.Columns, cte.Open, cte.Why
	if cte.running && cte.Columns == nil {
		src.Open, src.Why = true, "it refers to itself before its columns are known"
	}
	return src
}

// fillBase says which columns a relation has, as far as the file or the catalog knows.
func (a *analysis) fillBase(src *Source) {
	r := src.Relation
	switch {
	case r.Made != nil && (len(r.Made.Columns) > 0):
		for _, c := range r.Made.Columns {
			src.Columns = append(src.Columns, &Column{
				Name: c.Name, key: c.key, Star: c.Star, stars: c.stars, Unknown: c.Unknown, Node: src.Node, Relation: r,
				Inputs: []Input{{Column: c, Via: Copy, At: src.Node.Extent()}},
			})
		}
		src.Open = hasStar(src.Columns)
	case r.Dataset != nil && r.Dataset.ColumnsComplete:
	default:
		src.Open = true
	}
	if src.Open {
		src.Why = "the columns of " + r.Name + " are not declared"
		if r.Ambiguous {
			src.Why = "several declared datasets could be meant by " + r.Name
		}
	}
}

// join adds both sides of a join and merges the columns of USING.
func (a *analysis) join(j *ast.Join, sc *Scope, optional bool) {
	// Chains of joins lean to the left: take them apart without recursion.
	var chain []*ast.Join
	var left ast.TableExpr = j
	for {
		next, ok := left.(*ast.Join)
		if !ok {
			break
		}
		chain = append(chain, next)
		left = next.Left
	}
	first := len(sc.Sources)
	a.table(left, sc, optional)
	for i := len(chain) - 1; i >= 0; i-- {
		j := chain[i]
		middle := len(sc.Sources)
		right := optional || j.Kind == ast.LeftJoin || j.Kind == ast.FullJoin
		if j.Kind == ast.RightJoin || j.Kind == ast.FullJoin {
			for _, s := range sc.Sources[first:] {
				s.Optional = true
			}
		}
		a.table(j.Right, sc, right)
		if j.Lateral {
			for _, s := range sc.Sources[middle:] {
				s.Lateral = true
			}
		}
		a.merge2(j, sc, sc.Sources[first:middle], sc.Sources[middle:])
		if j.Kind == ast.Semi || j.Kind == ast.Anti {
			a.hideRight(j, sc, middle)
		}
	}
}

// hideRight takes the side of a semi or anti join that yields no columns out of stars; its columns stay referable.
func (a *analysis) hideRight(j *ast.Join, sc *Scope, middle int) {
	for _, s := range sc.Sources[middle:] {
		s.Optional = true
		sc.hidden = append(sc.hidden, s)
	}
}

// merge2 merges the columns that USING or NATURAL names.
func (a *analysis) merge2(j *ast.Join, sc *Scope, left, right []*Source) {
	add := func(name, key string, at source.Span) {
		l := a.among(left, name, key)
		r := a.among(right, name, key)
		if l == nil || r == nil {
			return
		}
		for i := range sc.merged {
			if m := &sc.merged[i]; m.key == key { // a third side
				m.sides = append(m.sides, right...)
				a.out.Refs = append(a.out.Refs, Ref{Column: r, Scope: sc, Role: JoinKey, Span: at})
				return
			}
		}
		m := merged{key: key, left: l, right: r, join: j}
		m.sides = append(append(m.sides, left...), right...)
		sc.merged = append(sc.merged, m)
		if at.Len() > 0 {
			a.out.Refs = append(a.out.Refs,
				Ref{Column: l, Scope: sc, Role: JoinKey, Span: at}, Ref{Column: r, Scope: sc, Role: JoinKey, Span: at})
		}
	}
	for i := range j.Using {
		add(j.Using[i].Name, a.key(&j.Using[i]), j.Using[i].Span)
	}
	if !j.Natural {
		return
	}
	for _, s := range append(append([]*Source(nil), left...), right...) {
		if s.Open {
			sc.Natural = true
			return
		}
	}
	for _, l := range left {
		for _, c := range a.all(l) {
			for _, r := range right {
				if _, ok := a.known(r, c.key); ok {
					add(c.Name, c.key, source.Span{})
				}
			}
		}
	}
}

// among is the column of that name of one of the sources: the one that surely has it, or the first that may.
func (a *analysis) among(sources []*Source, name, key string) *Column {
	for _, s := range sources {
		if c, ok := a.known(s, key); ok {
			return c
		}
	}
	for _, s := range sources {
		if s.Open {
			c, _ := a.columnOf(s, name, key)
			return c
		}
	}
	return nil
}

// joinUses analyses the conditions of joins, which see all sources of their scope.
func (a *analysis) joinUses(list []ast.TableExpr, sc *Scope) {
	for _, t := range list {
		for {
			j, ok := t.(*ast.Join)
			if !ok {
				break
			}
			a.uses(j.On, sc, JoinKey)
			a.uses(j.Match, sc, JoinKey)
			a.joinUses([]ast.TableExpr{j.Right}, sc)
			t = j.Left
		}
		switch t := t.(type) {
		case *ast.ParenTable:
			if t.Alias == nil || t.Alias.Name.Name == "" {
				a.joinUses([]ast.TableExpr{t.X}, sc)
			}
		case *ast.Table:
			if t.TimeTravel != nil {
				for _, e := range t.TimeTravel.Exprs {
					a.uses(e, sc, Filter)
				}
			}
		}
	}
}

// function adds a table function.
func (a *analysis) function(t *ast.TableFunc, sc *Scope, optional bool) {
	src := &Source{Kind: Function, Node: t, Lateral: true}
	in := &Column{}
	for _, e := range t.Funcs {
		a.visit(e, sc, use{into: in, via: Expression})
	}
	src.inputs = in.Inputs
	add := func(id *ast.Ident) {
		src.Columns = append(src.Columns, &Column{Name: id.Name, key: a.key(id), Node: t, Inputs: in.Inputs})
	}
	for _, c := range t.Columns {
		add(&c.Name)
	}
	name := functionName(t)
	if t.Alias != nil {
		for i := range t.Alias.Columns {
			add(&t.Alias.Columns[i])
		}
	}
	switch {
	case name == "flatten" || name == "split_to_table" || name == "strtok_split_to_table":
		for _, n := range []string{"seq", "key", "path", "index", "value", "this"} {
			src.Columns = append(src.Columns, &Column{Name: n, key: n, Node: t, Inputs: in.Inputs})
		}
	case len(src.Columns) == 0:
		src.Open, src.Why = true, "the columns that "+name+" makes are not known"
		if t.Alias != nil && t.Alias.Name.Name != "" && !t.View { // UNNEST(a) AS x: x is the element too
			add(&t.Alias.Name)
		}
	case t.View || len(t.Columns) > 0:
	}
	if t.Offset != nil {
		src.Columns = append(src.Columns, &Column{Name: t.Offset.Name, key: a.key(t.Offset), Node: t})
	}
	a.addSource(src, sc, optional, t.Alias)
}

// functionName is the name of the function of a table function, in lower case, without TABLE( ) around it.
func functionName(t *ast.TableFunc) string {
	if len(t.Funcs) == 0 {
		return ""
	}
	e := t.Funcs[0]
	for {
		c, ok := e.(*ast.Call)
		if !ok || c.Name == nil {
			return "the function"
		}
		name := strings.ToLower(c.Name.Last().Name)
		if name != "table" || len(c.Args) != 1 {
			return name
		}
		e = c.Args[0]
	}
}

// wrapped analyses the input of a pivot or the like in a scope of its own.
func (a *analysis) wrapped(input ast.TableExpr, sc *Scope) *Scope {
	inner := a.newScope(sc.Parent)
	a.table(input, inner, false)
	a.joinUses([]ast.TableExpr{input}, inner)
	return inner
}

func (a *analysis) pivot(t *ast.Pivot, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	consumed := &Column{}
	for _, item := range t.Aggregates {
		a.visit(item.Expr, inner, use{into: consumed, via: Aggregate})
	}
	for _, e := range t.For {
		a.visit(e, inner, use{into: consumed, via: Test})
	}
	for _, e := range t.GroupBy {
		a.uses(e, inner, Group)
	}
	used := map[*Column]bool{}
	for _, in := range consumed.Inputs {
		used[in.Column] = true
	}
	src := &Source{Kind: Derived, Node: t}
	for _, s := range inner.Sources {
		for _, c := range a.all(s) {
			if !used[c] {
				src.Columns = append(src.Columns, c)
			}
		}
		src.Open = src.Open || s.Open
		src.passes = append(src.passes, s)
	}
	if t.InAny || t.InQuery != nil {
		src.Open, src.Why = true, "the columns of the pivot depend on the data"
	}
	if t.InQuery != nil {
		a.query(t.InQuery, inner)
	}
	for _, item := range t.In {
		for _, name := range pivotNames(item, t.Aggregates) {
			src.Columns = append(src.Columns, &Column{Name: name, key: strings.ToLower(name), Node: item, Inputs: consumed.Inputs})
		}
	}
	if src.Open && src.Why == "" {
		src.Why = inner.Sources[0].Why
	}
	src.inputs = consumed.Inputs
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}

// pivotNames are the names that a value of a pivot may give its columns: the spellings differ between dialects.
func pivotNames(item *ast.SelectItem, aggregates []*ast.SelectItem) []string {
	value := ""
	switch e := item.Expr.(type) {
	case *ast.Literal:
		value = e.Text
	case *ast.ColumnRef:
		value = e.Last().Name
	}
	if item.Alias != nil {
		value = item.Alias.Name
	}
	if value == "" {
		return nil
	}
	var names []string
	for _, g := range aggregates {
		if g.Alias != nil {
			names = append(names, value+"_"+g.Alias.Name, g.Alias.Name+"_"+value)
		}
	}
	if len(names) == 0 || len(aggregates) == 1 {
		names = append([]string{value}, names...)
		if item.Alias == nil {
			names = append(names, "'"+value+"'")
		}
	}
	return names[:1:1]
}

func (a *analysis) unpivot(t *ast.Unpivot, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	values := &Column{}
	for _, item := range t.In {
		for _, c := range item.Columns {
			a.visit(c, inner, use{into: values, via: Copy})
		}
	}
	if t.Star != nil {
		for _, s := range inner.Sources {
			values.Inputs = append(values.Inputs, a.everything(s, t.Span)...)
		}
	}
	used := map[*Column]bool{}
	for _, in := range values.Inputs {
		used[in.Column] = true
	}
	src := &Source{Kind: Derived, Node: t}
	for _, s := range inner.Sources {
		for _, c := range a.all(s) {
			if !used[c] {
				src.Columns = append(src.Columns, c)
			}
		}
		src.Open = src.Open || s.Open
		if s.Why != "" {
			src.Why = s.Why
		}
		src.passes = append(src.passes, s)
	}
	for i := range t.Values {
		src.Columns = append(src.Columns, &Column{Name: t.Values[i].Name, key: a.key(&t.Values[i]), Node: t, Inputs: values.Inputs})
	}
	for i := range t.Names {
		src.Columns = append(src.Columns, &Column{Name: t.Names[i].Name, key: a.key(&t.Names[i]), Node: t})
	}
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}

func (a *analysis) matchRecognize(t *ast.MatchRecognize, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	// The symbols of the pattern qualify columns of the input.
	for _, d := range t.Defines {
		if d.Alias != nil && len(inner.Sources) > 0 {
			alias := *inner.Sources[0]
			alias.Alias, alias.key, alias.named = d.Alias.Name, a.key(d.Alias), true
			alias.symbol = true
			inner.Sources = append(inner.Sources, &alias)
		}
	}
	src := &Source{Kind: Derived, Node: t}
	for _, e := range t.PartitionBy {
		c := a.valueColumn("", e, inner)
		if ref, ok := e.(*ast.ColumnRef); ok {
			c.Name, c.key = ref.Last().Name, a.key(ref.Last())
		}
		src.Columns = append(src.Columns, c)
		a.uses(e, inner, Group)
	}
	a.orderUses(t.OrderBy, inner)
	for _, d := range t.Defines {
		a.uses(d.Expr, inner, Filter)
	}
	if t.AllRows {
		src.Columns = nil
		for _, s := range inner.Sources {
			if s.symbol {
				continue
			}
			src.Columns = append(src.Columns, a.all(s)...)
			src.Open = src.Open || s.Open
			src.passes = append(src.passes, s)
			src.Why = s.Why
		}
	}
	for _, m := range t.Measures {
		c := &Column{Name: m.Alias.Name, key: a.key(m.Alias), Node: m}
		a.value(m.Expr, inner, c)
		src.Columns = append(src.Columns, c)
	}
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}
