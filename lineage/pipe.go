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
	columns, sc = a.pipeSteps(b.Steps, columns, sc, parent)
	sc.Columns = columns
	a.endScope(sc)
	return columns, sc
}

// pipeSteps applies operators in order. What FORK and TEE hand out beside the query are outputs behind its own.
func (a *analysis) pipeSteps(steps []*ast.PipeStep, columns []*Column, sc, parent *Scope) ([]*Column, *Scope) {
	mark := len(a.ctes)
	var beside []*Column
	for _, s := range steps {
		switch s.Op {
		case "FORK", "TEE", "LOG":
			for _, b := range s.Pipes {
				beside = append(beside, a.subpipeline(b, columns, nil, parent)...)
			}
			if s.Op == "FORK" {
				columns = nil
			}
			continue
		}
		columns, sc = a.pipeStep(s, columns, sc, parent)
	}
	a.leave(mark)
	return append(columns[:len(columns):len(columns)], beside...), sc
}

// subpipeline applies the operators of a subpipeline to columns, which are those of a CTE where it recurs.
func (a *analysis) subpipeline(b *ast.Pipe, columns []*Column, cte *CTE, parent *Scope) []*Column {
	sc := a.newScope(parent)
	src := a.derived(resultOf(columns), sc)
	if cte != nil {
		src.CTE, src.Alias, src.key, src.named = cte, cte.Node.Name.Name, cte.key, true
	}
	sc.Sources = []*Source{src}
	out, sc := a.pipeSteps(b.Steps, columns, sc, parent)
	sc.Columns = out
	a.endScope(sc)
	return out
}

// pipeRecursion is RECURSIVE UNION: what it repeats reads its own output by the name of a CTE.
func (a *analysis) pipeRecursion(s *ast.PipeStep, columns []*Column, parent *Scope) []*Column {
	out := a.sideOf(columns)
	if s.Depth != nil {
		out = append(out, a.column(Column{Name: s.Depth.Name, key: a.key(s.Depth), Node: s}))
	}
	r := resultOf(out)
	cte := &CTE{Node: &ast.CTE{Span: s.Span}, Columns: out, Open: r.open, Why: r.why, running: true, names: &names{}}
	if len(s.Names) > 0 {
		cte.Node.Name, cte.key = s.Names[0], a.key(&s.Names[0])
	}
	mark, outer := len(a.ctes), a.cte
	a.ctes, a.cte = append(a.ctes, cte), cte
	for _, op := range s.Set {
		var right []*Column
		if b, ok := op.Right.(*ast.Pipe); ok && b.Input == nil {
			right = a.subpipeline(b, out, cte, parent)
		} else {
			right, _ = a.body(op.Right, parent)
		}
		out = a.combine(out, right, op)
	}
	a.leave(mark)
	cte.running, a.cte = false, outer
	return out
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
	case "IF": // one of its branches, or none, makes the columns
		var out []*Column
		if len(s.Pipes) == len(s.Conditions) {
			out = a.sideOf(columns)
		}
		for _, e := range s.Conditions {
			a.uses(e, a.newScope(parent), Filter)
		}
		for _, b := range s.Pipes {
			branch := a.subpipeline(b, columns, nil, parent)
			if out == nil {
				out = a.sideOf(branch)
			} else {
				out = a.combine(out, branch, &ast.SetOp{Span: s.Span, ByName: true})
			}
		}
		return next(out)
	case "RECURSIVE UNION":
		out, after := next(a.pipeRecursion(s, columns, parent))
		if len(s.Names) > 0 {
			after.Sources[0].Alias, after.Sources[0].key, after.Sources[0].named = s.Names[0].Name, a.key(&s.Names[0]), true
		}
		return out, after
	case "WRITE":
		return a.pipeWrite(s.Stmt, columns), sc
	case "DESCRIBE": // names and types, no values
		return next([]*Column{a.column(Column{Name: "Describe", key: "describe", Node: s})})
	case "DISTINCT", "LIMIT", "TABLESAMPLE", "STATIC_DESCRIBE":
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

// pipeWrite records where the rows of a pipe go.
func (a *analysis) pipeWrite(s ast.Stmt, columns []*Column) []*Column {
	switch s := s.(type) {
	case *ast.CreateTable:
		a.out.Kind = "create table"
		list := make([]ast.Ident, len(s.Columns))
		for i, c := range s.Columns {
			list[i] = c.Name
		}
		columns = a.renamed(columns, list)
		a.write(s.Name, true, s.Temporary, columns)
	case *ast.Insert:
		a.out.Kind = "insert"
		list := lastParts(s.Columns)
		if len(list) == 0 {
			list = a.targetNames(a.relation(s.Target.Name), len(columns))
		}
		columns = a.renamed(columns, list)
		a.write(s.Target, false, false, columns)
	case *ast.Copy:
		a.out.Kind = "export"
	}
	return columns
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
