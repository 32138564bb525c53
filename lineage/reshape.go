package lineage

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// passed makes the source of a table expression that hands on the columns of its input but for those it uses up.
func (a *analysis) passed(node ast.TableExpr, inner *Scope, used []Input) *Source {
	src := &Source{Kind: Derived, Node: node}
	drop := make(map[*Column]bool, len(used))
	for _, in := range used {
		drop[in.Column] = true
	}
	for _, s := range inner.Sources {
		if s.quiet {
			continue
		}
		for _, c := range a.all(s) {
			if !drop[c] {
				src.Columns = append(src.Columns, c)
			}
		}
		if s.Open {
			src.Open, src.why = true, s.Why()
		}
		src.passes = append(src.passes, s)
	}
	return src
}

func (a *analysis) pivot(t *ast.Pivot, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	src := a.pivoted(t, inner)
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}

// pivoted makes the source of a pivot of what is in a scope.
func (a *analysis) pivoted(t *ast.Pivot, inner *Scope) *Source {
	used := a.column(Column{})
	values := make([]*Column, len(t.Aggregates))
	for i, item := range t.Aggregates {
		values[i] = a.value(item.Expr, inner, Column{Node: item})
		used.Inputs = append(used.Inputs, values[i].Inputs...)
	}
	cells := slices.Clip(used.Inputs)
	a.each(inner, use{role: Filter}, t.For...)
	a.each(inner, use{into: used}, t.For...)
	a.each(inner, use{role: Group}, t.GroupBy...)
	if t.InQuery != nil {
		a.query(t.InQuery, inner)
	}
	src := a.passed(t, inner, used.Inputs)
	for _, item := range t.In {
		for i, g := range t.Aggregates {
			for n, name := range a.pivotNames(item, g, len(t.Aggregates)) {
				c := a.column(Column{Name: name, key: a.Dialect.Key(name, false), Node: item, Inputs: values[i].Inputs, Unknown: values[i].Unknown})
				if n == 0 {
					src.Columns = append(src.Columns, c)
				} else {
					src.extra = append(src.extra, c)
				}
			}
		}
	}
	if t.InAny || t.InQuery != nil || len(t.In) == 0 {
		src.Open, src.why = true, "the columns of the pivot depend on the data"
		src.inputs = cells
	}
	return src
}

// pivotNames are the names that dialects give the column of one value and aggregate of a pivot, this one's first.
func (a *analysis) pivotNames(item, aggregate *ast.SelectItem, aggregates int) []string {
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
	var out []string
	if aggregate.Alias != nil {
		out = []string{value + "_" + aggregate.Alias.Name, aggregate.Alias.Name + "_" + value}
		if a.traits.aggregateFirst {
			out[0], out[1] = out[1], out[0]
		}
	}
	if aggregates > 1 {
		return out
	}
	plain := []string{value}
	if lit, ok := item.Expr.(*ast.Literal); ok && item.Alias == nil && lit.Kind == ast.String {
		plain = append(plain, "'"+value+"'")
		if a.traits.quotedPivots {
			plain[0], plain[1] = plain[1], plain[0]
		}
	}
	if a.traits.aggregateFirst {
		return append(out, plain...)
	}
	return append(plain, out...)
}

func (a *analysis) unpivot(t *ast.Unpivot, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	src := a.unpivoted(t, inner)
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}

// unpivoted makes the source of an unpivot of what is in a scope.
func (a *analysis) unpivoted(t *ast.Unpivot, inner *Scope) *Source {
	values := make([]*Column, len(t.Values))
	for i := range values {
		values[i] = a.column(Column{Name: t.Values[i].Name, key: a.key(&t.Values[i]), Node: t})
	}
	var used []Input
	for _, item := range t.In {
		for i, ref := range item.Columns {
			into := a.column(Column{})
			if len(values) > 0 {
				into = values[min(i, len(values)-1)]
			}
			a.into(ref, inner, into)
			used = append(used, into.Inputs[max(len(into.Inputs)-1, 0):]...)
		}
		if item.Expr != nil {
			into := a.column(Column{})
			if len(values) > 0 {
				into = values[0]
			}
			before := len(into.Inputs)
			a.into(item.Expr, inner, into)
			used = append(used, into.Inputs[before:]...)
		}
	}
	if star, ok := t.Star.(*ast.Star); ok {
		for _, c := range a.starItem(star, &ast.SelectItem{Span: star.Span, Expr: star}, inner) {
			for _, v := range values {
				v.Inputs = append(v.Inputs, Input{Column: c, Via: Copy, At: star.Span})
				if v.Unknown == "" {
					v.Unknown = c.Unknown
				}
			}
			used = append(used, c.Inputs...)
		}
	}
	src := a.passed(t, inner, used)
	for i := range t.Names {
		src.Columns = append(src.Columns, a.column(Column{Name: t.Names[i].Name, key: a.key(&t.Names[i]), Node: t}))
	}
	src.Columns = append(src.Columns, values...)
	return src
}

func (a *analysis) matchRecognize(t *ast.MatchRecognize, sc *Scope, optional bool) {
	inner := a.wrapped(t.Input, sc)
	src := &Source{Kind: Derived, Node: t}
	if t.AllRows {
		src = a.passed(t, inner, nil)
	}
	a.symbols(t, inner)
	for _, e := range t.PartitionBy {
		c := Column{Node: e}
		if ref, ok := e.(*ast.ColumnRef); ok {
			c.Name, c.key = ref.Last().Name, a.key(ref.Last())
		}
		key := a.value(e, inner, c)
		a.use(key, inner, Group, e.Extent())
		if !t.AllRows {
			src.Columns = append(src.Columns, key)
		}
	}
	a.orderUses(t.OrderBy, inner)
	for _, d := range t.Defines {
		a.uses(d.Expr, inner, Filter)
	}
	for _, m := range t.Measures {
		c := Column{Node: m}
		if m.Alias != nil {
			c.Name, c.key = m.Alias.Name, a.key(m.Alias)
		}
		src.Columns = append(src.Columns, a.value(m.Expr, inner, c))
	}
	a.endScope(inner)
	a.addSource(src, sc, optional, t.Alias)
}

// symbols makes the symbols of a pattern qualify columns of the scope's first source.
func (a *analysis) symbols(t *ast.MatchRecognize, sc *Scope) {
	if len(sc.Sources) == 0 {
		return
	}
	for i := range t.Symbols {
		symbol := *sc.Sources[0]
		symbol.Alias, symbol.key, symbol.named, symbol.quiet = t.Symbols[i].Name, a.key(&t.Symbols[i]), true, true
		sc.Sources = append(sc.Sources, &symbol)
	}
}

// matchedWindow records what the pattern of a window reads of its rows.
func (a *analysis) matchedWindow(w *ast.WindowSpec, sc *Scope) {
	inner := a.newScope(sc.Parent)
	inner.Sources = slices.Clone(sc.Sources)
	a.symbols(w.Match, inner)
	for _, d := range w.Match.Defines {
		a.uses(d.Expr, inner, Filter)
	}
	for _, m := range w.Measures {
		a.uses(m.Expr, inner, Window)
	}
}
