package lineage

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// result is what a query yields.
type result struct {
	columns []*Column
	open    bool // there may be more columns, or others
	why     string
}

func resultOf(columns []*Column) result {
	for _, c := range columns {
		if c.Star {
			return result{columns, true, c.Unknown}
		}
	}
	return result{columns: columns}
}

func (a *analysis) newScope(parent *Scope) *Scope { return &Scope{Parent: parent, CTE: a.cte} }

func (a *analysis) endScope(sc *Scope) { a.out.Scopes = append(a.out.Scopes, sc) }

// with brings the CTEs of a WITH into scope; leave(mark) takes them out.
func (a *analysis) with(w *ast.With) int {
	mark := len(a.ctes)
	if w == nil {
		return mark
	}
	for _, c := range w.CTEs {
		cte := &CTE{Node: c, key: a.key(&c.Name), Inner: a.depth > 1}
		a.out.CTEs = append(a.out.CTEs, cte)
		outer := a.cte
		a.cte = cte
		if w.Recursive || a.Dialect.Brackets { // T-SQL has no word for it
			cte.running = true
			a.ctes = append(a.ctes, cte)
		}
		a.cteColumns(cte)
		if !cte.running {
			a.ctes = append(a.ctes, cte)
		}
		cte.running = false
		a.cte = outer
	}
	return mark
}

func (a *analysis) leave(mark int) { a.ctes = a.ctes[:mark] }

func (a *analysis) cteColumns(cte *CTE) {
	switch s := cte.Node.Stmt.(type) {
	case *ast.Query:
		r := a.query(s, nil)
		cte.Columns = a.named(r.columns, cte.Node.Columns)
		cte.Open, cte.Why = r.open && len(cte.Node.Columns) == 0, r.why
	case nil:
		if cte.Node.Expr != nil {
			sc := a.newScope(nil)
			c := a.valueColumn(cte.Node.Name.Name, cte.Node.Expr, sc)
			cte.Columns = []*Column{c}
			if _, hole := cte.Node.Expr.(*ast.Hole); hole {
				cte.Columns, cte.Open, cte.Why = nil, true, "its query is made by a template"
			}
		} else {
			cte.Open, cte.Why = true, "its query was not understood"
		}
	case *ast.OpaqueStmt:
		cte.Open, cte.Why = true, "its query was not understood"
	default: // Postgres: a statement that changes data and returns rows
		inner := &analysis{file: a.file, out: a.out, relations: a.relations, ctes: a.ctes, cte: a.cte, depth: a.depth}
		kind, columns := a.out.Kind, a.out.Columns
		inner.stmt(s)
		a.out.Kind, a.out.Columns = kind, columns
		cte.Open, cte.Why = true, "it is made by a statement that changes data"
	}
}

// query analyses a query whose references may also mean the sources of parent.
func (a *analysis) query(q *ast.Query, parent *Scope) result {
	a.depth++
	defer func() { a.depth-- }()
	mark := a.with(q.With)
	defer a.leave(mark)
	columns, sc := a.body(q.Body, parent)
	if len(q.OrderBy) > 0 || q.Limit != nil {
		order := sc
		if order == nil {
			order = &Scope{Parent: parent}
		}
		if order.items == nil {
			order.items = columns
		}
		a.orderUses(q.OrderBy, order)
		if q.Limit != nil {
			a.uses(q.Limit.Count, order, Filter)
			a.uses(q.Limit.Offset, order, Filter)
		}
	}
	for _, c := range q.Clauses {
		for _, e := range c.Exprs {
			if _, opaque := e.(*ast.Opaque); !opaque && sc != nil {
				a.uses(e, sc, Filter)
			}
		}
	}
	return resultOf(columns)
}

func (a *analysis) queryIn(q *ast.Query, sc *Scope) result { return a.query(q, sc) }

func (a *analysis) orderUses(list []*ast.OrderItem, sc *Scope) {
	for _, o := range list {
		a.uses(o.Expr, sc, Order)
	}
}

// body analyses what a query takes its rows from. The scope is that of a single SELECT, which ORDER BY can see.
func (a *analysis) body(b ast.Body, parent *Scope) ([]*Column, *Scope) {
	switch b := b.(type) {
	case *ast.Select:
		sc := a.selectScope(b, parent)
		return sc.Columns, sc
	case *ast.SetOp:
		return a.setOp(b, parent), nil
	case *ast.Query:
		r := a.query(b, parent)
		return r.columns, nil
	case *ast.Values:
		return a.values(b, parent), nil
	case *ast.TableBody:
		sc := a.newScope(parent)
		a.table(b.Table, sc, false)
		for _, src := range sc.Sources {
			sc.Columns = append(sc.Columns, a.starColumns(src, b)...)
		}
		a.endScope(sc)
		return sc.Columns, sc
	case *ast.Pipe:
		return a.pipe(b, parent)
	case *ast.OpaqueBody:
		return []*Column{{Name: "*", Star: true, Unknown: "the query was not understood", Node: b}}, nil
	}
	return nil, nil
}

// setOp combines the columns of both sides, by position or by name.
func (a *analysis) setOp(s *ast.SetOp, parent *Scope) []*Column {
	// A chain of unions leans to the left: read it from the bottom, without recursion.
	var chain []*ast.SetOp
	var left ast.Body = s
	for {
		op, ok := left.(*ast.SetOp)
		if !ok {
			break
		}
		chain = append(chain, op)
		left = op.Left
	}
	columns, _ := a.body(left, parent)
	out := make([]*Column, len(columns))
	for i, c := range columns {
		out[i] = &Column{
			Name: c.Name, key: c.key, Node: c.Node, Unknown: c.Unknown, Star: c.Star, stars: c.stars,
			Inputs: []Input{{Column: c, Via: Copy, At: extent(c.Node)}},
		}
	}
	if a.cte != nil && a.cte.running && a.cte.Columns == nil {
		a.cte.Columns = a.named(out, a.cte.Node.Columns)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		right, _ := a.body(chain[i].Right, parent)
		if chain[i].Op == ast.Except { // its right side only takes away
			continue
		}
		a.combine(out, right, chain[i].ByName)
	}
	return out
}

func extent(n ast.Node) source.Span {
	if n == nil {
		return source.Span{}
	}
	return n.Extent()
}

// combine adds the columns of one more side to those of a set operation.
func (a *analysis) combine(out, right []*Column, byName bool) {
	open := false
	for _, c := range append(out[:len(out):len(out)], right...) {
		open = open || c.Star
	}
	for i, c := range out {
		for j, r := range right {
			if byName && c.key != r.key || !byName && !open && i != j {
				continue
			}
			// With a star somewhere, no position is sure: every column may be of any.
			c.Inputs = append(c.Inputs, Input{Column: r, Via: Copy, At: extent(r.Node)})
			if open && !byName && c.Unknown == "" {
				c.Unknown = "the columns behind a star are not known, so the sides of the union cannot be matched"
			}
			if r.Unknown != "" && c.Unknown == "" {
				c.Unknown = r.Unknown
			}
		}
	}
}

func (a *analysis) values(v *ast.Values, parent *Scope) []*Column {
	sc := a.newScope(parent)
	var out []*Column
	for _, row := range v.Rows {
		for i, e := range row.Elems {
			if i == len(out) {
				name := "column" + itoa(i+1)
				out = append(out, &Column{Name: name, key: name, Node: e})
			}
			if _, constant := e.(*ast.Literal); !constant {
				a.value(e, sc, out[i])
			}
		}
	}
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// selectScope analyses one SELECT.
func (a *analysis) selectScope(s *ast.Select, parent *Scope) *Scope {
	sc := a.newScope(parent)
	sc.Select = s
	for _, t := range s.From {
		a.table(t, sc, false)
	}
	a.joinUses(s.From, sc)
	a.grouped(s, sc)
	for _, e := range s.DistinctOn {
		a.uses(e, sc, Group)
	}
	if s.FromFirst && len(s.Items) == 0 {
		for _, src := range sc.Sources {
			sc.Columns = append(sc.Columns, a.starColumns(src, s)...)
		}
	}
	for _, item := range s.Items {
		sc.Columns = append(sc.Columns, a.item(item, sc)...)
		sc.items = sc.Columns
	}
	a.uses(s.Prewhere, sc, Filter)
	a.uses(s.Where, sc, Filter)
	a.uses(s.StartWith, sc, Filter)
	a.uses(s.ConnectBy, sc, JoinKey)
	if s.GroupBy != nil {
		for _, e := range s.GroupBy.Items {
			if lit, ok := e.(*ast.Literal); ok && lit.Kind == ast.Number {
				continue
			}
			a.uses(e, sc, Group)
		}
	}
	a.uses(s.Having, sc, Having)
	for _, w := range s.Windows {
		a.window(w.Spec, sc)
	}
	a.uses(s.Qualify, sc, Filter)
	for _, d := range s.Distribution {
		a.orderUses(d.Items, sc)
	}
	if s.LimitBy != nil {
		for _, e := range s.LimitBy.By {
			a.uses(e, sc, Group)
		}
	}
	a.endScope(sc)
	return sc
}

// grouped notes whether a SELECT aggregates.
func (a *analysis) grouped(s *ast.Select, sc *Scope) {
	sc.Grouped = s.GroupBy != nil || s.Having != nil
}

// item analyses one entry of a select list: one column, or those that a star stands for.
func (a *analysis) item(item *ast.SelectItem, sc *Scope) []*Column {
	if star, ok := item.Expr.(*ast.Star); ok {
		return a.star(star, item, sc)
	}
	c := &Column{Node: item}
	switch e := item.Expr.(type) {
	case *ast.ColumnRef:
		c.Name, c.key = e.Last().Name, a.key(e.Last())
	case *ast.Field:
		c.Name, c.key = e.Name.Name, a.key(&e.Name)
	case *ast.Path:
		if last := e.Steps[len(e.Steps)-1]; last.Index == nil {
			c.Name, c.key = last.Name.Name, a.key(&last.Name)
		}
	}
	if item.Alias != nil {
		c.Name, c.key = item.Alias.Name, a.key(item.Alias)
	}
	a.value(item.Expr, sc, c)
	if len(item.Aliases) > 0 { // one expression, several columns
		out := make([]*Column, len(item.Aliases))
		for i := range item.Aliases {
			out[i] = &Column{Name: item.Aliases[i].Name, key: a.key(&item.Aliases[i]), Node: item, Inputs: c.Inputs, Unknown: c.Unknown}
		}
		return out
	}
	return []*Column{c}
}

// star expands *, t.* and their modifiers.
func (a *analysis) star(s *ast.Star, item *ast.SelectItem, sc *Scope) []*Column {
	if s.X != nil || s.Pattern != nil && len(s.Qualifier) == 0 && s.Except == nil && !isLiteral(s.Pattern) {
		c := &Column{Name: "*", Star: true, Node: item, Unknown: "which columns this chooses is not known"}
		if s.X != nil {
			a.visit(s.X, sc, use{into: c, via: Expression})
		} else {
			for _, src := range sc.Sources {
				c.Inputs = append(c.Inputs, a.everything(src, item.Span)...)
			}
		}
		c.Star, c.Unknown = true, "which columns this chooses is not known"
		return []*Column{c}
	}
	sources := sc.Sources
	if len(s.Qualifier) > 0 {
		src := a.qualified(s.Qualifier, sc)
		if src == nil {
			return []*Column{a.structStar(s, item, sc)}
		}
		sources = []*Source{src}
	}
	var out []*Column
	if len(s.Qualifier) == 0 {
		for _, m := range sc.merged {
			out = append(out, &Column{Name: m.left.Name, key: m.key, Node: item, Inputs: mergedInputs(&m, item.Span)})
		}
	}
	for _, src := range sources {
		for _, c := range a.starColumns(src, item) {
			if len(s.Qualifier) == 0 && sc.isMerged(c.key, src) {
				continue
			}
			out = append(out, c)
		}
	}
	if sc.Incomplete && len(s.Qualifier) == 0 {
		out = append(out, &Column{Name: "*", Star: true, Node: item, Unknown: "a part of FROM was not understood"})
	}
	return a.modified(out, s, item, sc)
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.Literal)
	return ok
}

// structStar is column.*: all fields of a struct.
func (a *analysis) structStar(s *ast.Star, item *ast.SelectItem, sc *Scope) *Column {
	c := &Column{Name: "*", Star: true, Node: item}
	ref := &ast.ColumnRef{Span: item.Span, Parts: s.Qualifier}
	col, _, _ := a.resolve(ref, sc, Output)
	c.Inputs = []Input{{Column: col, Via: Expression, At: s.Span}}
	c.Unknown = "the fields of " + ref.Last().Name + " are not known"
	return c
}

// modified applies EXCEPT, REPLACE, RENAME and patterns to the columns of a star.
func (a *analysis) modified(out []*Column, s *ast.Star, item *ast.SelectItem, sc *Scope) []*Column {
	if len(s.Except) > 0 {
		drop := map[string]bool{}
		for _, c := range s.Except {
			drop[a.key(c.Last())] = true
		}
		kept := out[:0:0]
		for _, c := range out {
			switch {
			case c.Star:
				c.stars = nil // what is left of it has no names to find
				kept = append(kept, c)
			case !drop[c.key]:
				kept = append(kept, c)
			}
		}
		out = kept
	}
	for _, r := range s.Replace {
		if r.Alias == nil {
			continue
		}
		key := a.key(r.Alias)
		c := &Column{Name: r.Alias.Name, key: key, Node: r}
		a.value(r.Expr, sc, c)
		done := false
		for i := range out {
			if out[i].key == key && !out[i].Star {
				out[i] = c
				done = true
			}
		}
		if !done {
			out = append(out, c)
		}
	}
	for _, r := range s.Rename {
		from, ok := r.Expr.(*ast.ColumnRef)
		if !ok || r.Alias == nil {
			continue
		}
		key := a.key(from.Last())
		done := false
		for i, c := range out {
			if c.key == key && !c.Star {
				out[i] = &Column{Name: r.Alias.Name, key: a.key(r.Alias), Node: c.Node, Inputs: c.Inputs, Unknown: c.Unknown}
				done = true
			}
		}
		if !done {
			c := &Column{Name: r.Alias.Name, key: a.key(r.Alias), Node: r}
			a.value(from, sc, c)
			out = append(out, c)
		}
	}
	if s.Pattern != nil {
		for _, c := range out {
			c.Unknown = "which columns the pattern chooses is not known"
		}
	}
	for _, e := range s.Apply {
		a.uses(e, sc, Output)
	}
	return out
}

// starColumns are the columns of a source as a star makes them: each known one, and one star for what is not known.
func (a *analysis) starColumns(src *Source, at ast.Node) []*Column {
	var out []*Column
	span := extent(at)
	for _, c := range a.all(src) {
		out = append(out, &Column{
			Name: c.Name, key: c.key, Node: at, Star: c.Star, stars: c.stars, Unknown: c.Unknown,
			Inputs: []Input{{Column: c, Via: Copy, At: span}},
		})
	}
	if src.Open && !hasStar(out) {
		c := &Column{Name: "*", Star: true, stars: []*Source{src}, Node: at, Unknown: src.Why}
		c.Inputs = a.everything(src, span)
		out = append(out, c)
	}
	return out
}

func hasStar(columns []*Column) bool {
	for _, c := range columns {
		if c.Star {
			return true
		}
	}
	return false
}

// all are the columns of a source as far as they are known.
func (a *analysis) all(src *Source) []*Column {
	if src.Kind == Base && src.Columns == nil && src.Relation != nil && src.Relation.Made == nil {
		if d := src.Relation.Dataset; d != nil {
			for i := range d.Columns {
				name := d.Columns[i].Name
				src.Columns = append(src.Columns, src.Relation.column(name, a.Dialect.Key(name, false)))
			}
		}
	}
	return src.Columns
}

// everything stands for all of a source: what its unknown columns come from.
func (a *analysis) everything(src *Source, at source.Span) []Input {
	if src.Kind == Base && src.Relation != nil {
		return []Input{{Column: src.Relation.column("*", "*"), Via: Copy, At: at}}
	}
	var out []Input
	for _, c := range src.Columns {
		out = append(out, Input{Column: c, Via: Copy, At: at})
	}
	out = append(out, src.inputs...)
	for _, p := range src.passes {
		out = append(out, a.everything(p, at)...)
	}
	return out
}

// pipe analyses pipe syntax: each operator makes the input of the next.
func (a *analysis) pipe(b *ast.Pipe, parent *Scope) ([]*Column, *Scope) {
	columns, first := a.body(b.Input, parent)
	sc := a.newScope(parent)
	if first != nil && first.Select != nil && first.Select.FromFirst && len(first.Select.Items) == 0 {
		sc.Sources = first.Sources
		sc.merged = first.merged
	} else {
		sc.Sources = []*Source{a.derivedSource(resultOf(columns), sc)}
	}
	for _, s := range b.Steps {
		columns, sc = a.pipeStep(s, columns, sc, parent)
	}
	a.endScope(sc)
	return columns, sc
}

func (a *analysis) derivedSource(r result, sc *Scope) *Source {
	return &Source{Kind: Derived, Columns: r.columns, Open: r.open, Why: r.why, Scope: sc}
}

func (a *analysis) pipeStep(s *ast.PipeStep, columns []*Column, sc *Scope, parent *Scope) ([]*Column, *Scope) {
	next := func(columns []*Column) ([]*Column, *Scope) {
		a.endScope(sc)
		out := a.newScope(parent)
		src := a.derivedSource(resultOf(columns), out)
		out.Sources = []*Source{src}
		return columns, out
	}
	// keep lets the names of the sources before go on to qualify what they did.
	keep := func(columns []*Column) ([]*Column, *Scope) {
		old := sc.Sources
		columns, out := next(columns)
		for _, src := range old {
			if src.key != "" {
				out.Sources[0].passes = append(out.Sources[0].passes, src)
			}
		}
		return columns, out
	}
	switch s.Op {
	case "WHERE":
		a.uses(s.Select.Where, sc, Filter)
		return columns, sc
	case "SELECT":
		var out []*Column
		for _, item := range s.Select.Items {
			out = append(out, a.item(item, sc)...)
		}
		return next(out)
	case "EXTEND", "WINDOW":
		out := columns[:len(columns):len(columns)]
		for _, item := range s.Select.Items {
			out = append(out, a.item(item, sc)...)
		}
		return keep(out)
	case "AGGREGATE":
		var out []*Column
		sc.Grouped = true
		if g := s.Select.GroupBy; g != nil {
			for _, e := range g.Items {
				item := &ast.SelectItem{Span: e.Extent(), Expr: e}
				if n, ok := e.(*ast.NamedArg); ok {
					item.Expr, item.Alias = n.Value, &n.Name
				}
				out = append(out, a.item(item, sc)...)
				a.uses(item.Expr, sc, Group)
			}
		}
		for _, item := range s.Select.Items {
			out = append(out, a.item(item, sc)...)
		}
		return next(out)
	case "SET":
		out := append([]*Column(nil), columns...)
		for _, c := range a.assigned(s.Assign, sc) {
			for i := range out {
				if out[i].key == c.key {
					out[i] = c
				}
			}
		}
		return keep(out)
	case "RENAME":
		out := append([]*Column(nil), columns...)
		for _, as := range s.Assign {
			from, ok := as.Value.(*ast.ColumnRef)
			if !ok {
				continue
			}
			for i, c := range out {
				if c.key == a.key(from.Last()) {
					out[i] = &Column{Name: as.Targets[0].Last().Name, key: a.key(as.Targets[0].Last()), Node: as, Inputs: []Input{{Column: c, At: as.Span}}}
				}
			}
		}
		return keep(out)
	case "DROP":
		drop := map[string]bool{}
		for i := range s.Names {
			drop[a.key(&s.Names[i])] = true
		}
		var out []*Column
		for _, c := range columns {
			if !drop[c.key] {
				out = append(out, c)
			}
		}
		return keep(out)
	case "AS":
		out, after := next(columns)
		after.Sources[0].Alias, after.Sources[0].key = s.Names[0].Name, a.key(&s.Names[0])
		return out, after
	case "JOIN":
		if len(sc.Sources) == 1 && sc.Sources[0].Kind == Derived {
			sc.Sources[0].Columns = columns
		}
		before := len(sc.Sources)
		if s.Join.Right != nil {
			a.table(s.Join.Right, sc, s.Join.Kind == ast.LeftJoin)
		}
		a.uses(s.Join.On, sc, JoinKey)
		out := columns[:len(columns):len(columns)]
		for _, src := range sc.Sources[before:] {
			out = append(out, a.starColumns(src, s)...)
		}
		return out, sc
	case "ORDER BY":
		a.orderUses(s.Order, sc)
		return columns, sc
	case "SET OPERATION":
		out := make([]*Column, len(columns))
		for i, c := range columns {
			out[i] = &Column{Name: c.Name, key: c.key, Node: c.Node, Unknown: c.Unknown, Star: c.Star, stars: c.stars, Inputs: []Input{{Column: c}}}
		}
		for _, op := range s.Set {
			right, _ := a.body(op.Right, parent)
			if op.Op != ast.Except {
				a.combine(out, right, op.ByName)
			}
		}
		return next(out)
	case "DISTINCT", "LIMIT", "TABLESAMPLE":
		return columns, sc
	}
	unknown := &Column{Name: "*", Star: true, Node: s, Unknown: "what " + s.Op + " makes of the columns is not known"}
	for _, c := range columns {
		unknown.Inputs = append(unknown.Inputs, Input{Column: c, Via: Expression, At: s.Span})
	}
	return next([]*Column{unknown})
}
