package lineage

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// pipe analyses pipe syntax: each operator makes the input of the next.
func (a *analysis) pipe(b *ast.Pipe, parent *Scope) ([]*Column, *Scope) {
	columns, first := a.body(b.Input, parent)
	sc := a.newScope(parent)
	if first != nil && first.Select != nil && first.Select.FromFirst && len(first.Select.Items) == 0 {
		sc.Sources, sc.merged = first.Sources, first.merged
	} else {
		sc.Sources = []*Source{a.derived(resultOf(columns), sc)}
	}
	mark := len(a.ctes)
	for _, s := range b.Steps {
		columns, sc = a.pipeStep(s, columns, sc, parent)
	}
	a.leave(mark)
	sc.Columns = columns
	a.endScope(sc)
	return columns, sc
}

// derived is the source that a query's result makes.
func (a *analysis) derived(r result, sc *Scope) *Source {
	return a.sources.new(Source{Kind: Derived, Columns: r.columns, Open: r.open, why: r.why, Scope: sc})
}

func (a *analysis) pipeStep(s *ast.PipeStep, columns []*Column, sc *Scope, parent *Scope) ([]*Column, *Scope) {
	// next makes the columns the only source of the operators behind.
	next := func(columns []*Column) ([]*Column, *Scope) {
		sc.Columns = columns
		a.endScope(sc)
		out := a.newScope(parent)
		out.Sources = []*Source{a.derived(resultOf(columns), out)}
		return columns, out
	}
	// keep does the same and lets the names of the sources go on to qualify what they did.
	keep := func(columns []*Column) ([]*Column, *Scope) {
		old := sc.Sources
		columns, out := next(columns)
		for _, src := range old {
			if src.key != "" {
				before := *src
				before.quiet = true
				out.Sources = append(out.Sources, &before)
			}
		}
		return columns, out
	}
	switch s.Op {
	case "WITH":
		a.with(s.With)
		return columns, sc
	case "WHERE", "ASSERT":
		a.uses(s.Select.Where, sc, Filter)
		return columns, sc
	case "SELECT":
		return next(a.items(nil, s.Select.Items, sc))
	case "WINDOW":
		if len(s.Select.Items) == 0 {
			for _, w := range s.Select.Windows {
				a.window(w.Spec, sc)
			}
			return columns, sc
		}
		fallthrough
	case "EXTEND":
		return keep(a.items(columns[:len(columns):len(columns)], s.Select.Items, sc))
	case "AGGREGATE":
		sc.Grouped = true
		var out []*Column
		if g := s.Select.GroupBy; g != nil {
			for _, e := range g.Items {
				item := &ast.SelectItem{Span: e.Extent(), Expr: e}
				if n, ok := e.(*ast.NamedArg); ok {
					item.Expr, item.Alias = n.Value, &n.Name
				}
				for _, c := range a.item(nil, item, sc) {
					a.use(c, sc, Group, item.Span)
					out = append(out, c)
				}
			}
		}
		return next(a.items(out, s.Select.Items, sc))
	case "SET":
		out := slices.Clone(columns)
		var index names
		for _, c := range a.assigned(s.Assign, sc) {
			if old, _ := index.find(columns, c.key); old != nil {
				out[slices.Index(columns, old)] = c
			}
		}
		return keep(out)
	case "RENAME":
		out := slices.Clone(columns)
		var index names
		for _, as := range s.Assign {
			from, ok := as.Value.(*ast.ColumnRef)
			if !ok || len(as.Targets) == 0 {
				continue
			}
			if old, _ := index.find(columns, a.key(from.Last())); old != nil {
				out[slices.Index(columns, old)] = a.alias(old, as.Targets[0].Last())
			}
		}
		return keep(out)
	case "DROP":
		drop := make(map[string]bool, len(s.Names))
		for i := range s.Names {
			drop[a.key(&s.Names[i])] = true
		}
		return keep(slices.DeleteFunc(slices.Clone(columns), func(c *Column) bool { return drop[c.key] && !c.Star }))
	case "AS":
		if len(s.Names) == 0 {
			return columns, sc
		}
		out, after := next(columns)
		after.Sources[0].Alias, after.Sources[0].key, after.Sources[0].named = s.Names[0].Name, a.key(&s.Names[0]), true
		return out, after
	case "JOIN":
		return a.pipeJoin(s, columns, sc)
	case "ORDER BY":
		sc.items, sc.itemNames = columns, names{}
		a.orderUses(s.Order, sc)
		return columns, sc
	case "SET OPERATION":
		out := a.sideOf(columns)
		for _, op := range s.Set {
			right, _ := a.body(op.Right, parent)
			out = a.combine(out, right, op)
		}
		return next(out)
	case "DISTINCT", "LIMIT", "TABLESAMPLE":
		return columns, sc
	case "PIVOT", "UNPIVOT":
		if out := a.pipePivot(s, sc, parent); out != nil {
			return a.starOf(out, s), out
		}
	}
	unknown := a.unknownStar(s, "what "+s.Op+" makes of the columns is not known", nil)
	for _, c := range columns {
		unknown.Inputs = append(unknown.Inputs, Input{Column: c, Via: Expression, At: s.Span})
	}
	return next([]*Column{unknown})
}

// items adds the columns of select items.
func (a *analysis) items(out []*Column, items []*ast.SelectItem, sc *Scope) []*Column {
	for _, item := range items {
		out = a.item(out, item, sc)
	}
	return out
}

func (a *analysis) pipeJoin(s *ast.PipeStep, columns []*Column, sc *Scope) ([]*Column, *Scope) {
	before := len(sc.Sources)
	if s.Join.Right == nil {
		return columns, sc
	}
	a.table(s.Join.Right, sc, s.Join.Kind == ast.LeftJoin || s.Join.Kind == ast.FullJoin)
	a.joinUses([]ast.TableExpr{s.Join.Right}, sc)
	a.mergeJoined(s.Join, sc, sc.Sources[:before], sc.Sources[before:])
	a.uses(s.Join.On, sc, JoinKey)
	return a.starOf(sc, s), sc
}

// pipePivot is the scope behind a PIVOT or UNPIVOT; nil where it was not understood.
func (a *analysis) pipePivot(s *ast.PipeStep, sc, parent *Scope) *Scope {
	var src *Source
	var alias *ast.TableAlias
	switch t := s.Table.(type) {
	case *ast.Pivot:
		src, alias = a.pivoted(t, sc), t.Alias
	case *ast.Unpivot:
		src, alias = a.unpivoted(t, sc), t.Alias
	default:
		return nil
	}
	a.endScope(sc)
	out := a.newScope(parent)
	a.addSource(src, out, false, alias)
	return out
}
