package lineage

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// result is what a query yields.
type result struct {
	columns []*Column
	open    bool // there may be more columns, or others
	why     string
}

func resultOf(columns []*Column) result {
	if i := firstStar(columns); i >= 0 {
		return result{columns, true, columns[i].Unknown}
	}
	return result{columns: columns}
}

func (a *analysis) newScope(parent *Scope) *Scope {
	return a.scopes.new(Scope{Parent: parent, CTE: a.cte})
}

func (a *analysis) endScope(sc *Scope) { a.out.Scopes = a.scopeLists.add(a.out.Scopes, sc) }

// with brings the CTEs of a WITH into scope; leave(mark) takes them out.
func (a *analysis) with(w *ast.With) int {
	mark := len(a.ctes)
	if w == nil {
		return mark
	}
	for _, f := range w.Functions {
		a.createFunction(f)
	}
	made := a.ctePool.take(len(w.CTEs))
	for i, c := range w.CTEs {
		made[i] = CTE{Node: c, key: a.key(&c.Name), Inner: a.depth > 1, running: w.Mutual}
		if w.Mutual {
			a.ctes = a.cteLists.add(a.ctes, &made[i])
		}
	}
	for i := range made {
		c, cte := w.CTEs[i], &made[i]
		if c.Name.Name == "" && c.Expr != nil {
			a.templates++
			a.out.Gaps = true
			continue
		}
		a.out.CTEs = a.cteLists.add(a.out.CTEs, cte)
		outer := a.cte
		a.cte = cte
		if w.Mutual {
			a.cteColumns(cte)
			cte.running = false
		} else if w.Recursive || a.traits.selfReference {
			cte.running, cte.waiting = true, !w.Recursive
			a.ctes = a.cteLists.add(a.ctes, cte)
			a.cteColumns(cte)
			cte.running, cte.waiting = false, false
		} else {
			a.cteColumns(cte)
			a.ctes = a.cteLists.add(a.ctes, cte)
		}
		cte.names = &cte.own
		a.cte = outer
	}
	return mark
}

func (a *analysis) leave(mark int) { a.ctes = a.ctes[:mark] }

func (a *analysis) cteColumns(cte *CTE) {
	switch s := cte.Node.Stmt.(type) {
	case *ast.Query:
		r := a.query(s, nil)
		cte.Columns = a.renamed(r.columns, cte.Node.Columns)
		for i := range cte.Node.Added {
			id := &cte.Node.Added[i]
			cte.Columns = append(cte.Columns, a.column(Column{Name: id.Name, key: a.key(id), Node: cte.Node}))
		}
		cte.Open, cte.Why = r.open && len(cte.Node.Columns) == 0, r.why
	case nil:
		switch e := ast.Unparen(cte.Node.Expr).(type) {
		case nil:
			cte.Open, cte.Why = true, "its query was not understood"
		case *ast.Hole:
			a.out.Gaps = true
			cte.Open, cte.Why = true, "its query is made by a template"
		default:
			a.namedValues++
			id := &cte.Node.Name
			if _, ok := e.(*ast.Subquery); ok {
				cte.Columns = []*Column{a.value(e, a.newScope(nil), Column{Name: id.Name, key: a.key(id), Node: e})}
			}
		}
	case *ast.OpaqueStmt:
		cte.Open, cte.Why = true, "its query was not understood"
	default: // Postgres: a statement that changes data and returns rows
		kind, columns := a.out.Kind, a.out.Columns
		a.returned = nil
		a.stmt(s)
		a.out.Kind, a.out.Columns = kind, columns
		r := resultOf(a.returned)
		cte.Columns = a.renamed(r.columns, cte.Node.Columns)
		cte.Open, cte.Why = r.open && len(cte.Node.Columns) == 0, r.why
	}
}

// query analyses a query whose references may also mean the sources of parent.
func (a *analysis) query(q *ast.Query, parent *Scope) result {
	a.depth++
	templates := a.templates
	mark := a.with(q.With)
	columns, sc := a.body(q.Body, parent)
	if sc == nil && (len(q.OrderBy) > 0 || q.Limit != nil || q.LimitBy != nil || len(q.Clauses) > 0) {
		sc = a.newScope(parent)
		sc.items = columns
	}
	a.orderUses(q.OrderBy, sc)
	a.limitBy(q.LimitBy, sc)
	if q.Limit != nil {
		a.uses(q.Limit.Count, sc, Filter)
		a.uses(q.Limit.Offset, sc, Filter)
	}
	for _, c := range q.Clauses {
		a.each(sc, use{role: Filter}, c.Exprs...)
	}
	a.leave(mark)
	a.templates = templates
	a.depth--
	return resultOf(columns)
}

// orderUses records sort keys: outputs by their names or places, or columns.
func (a *analysis) orderUses(list []*ast.OrderItem, sc *Scope) {
	if len(list) == 0 {
		return
	}
	before := sc.aliases
	sc.aliases = aliasFirst
	for _, o := range list {
		if o.All {
			for _, c := range sc.items {
				a.use(c, sc, Order, o.Span)
			}
			continue
		}
		// Where unquoted names are lower case (Postgres and kin) only a bare name means an output; inside an expression
		// it is a column of FROM first.
		if ref, bare := o.Expr.(*ast.ColumnRef); a.Dialect.Fold == dialect.FoldLower && (!bare || len(ref.Parts) > 1) {
			sc.aliases = before
		}
		a.keyUses(o.Expr, sc, Order)
		sc.aliases = aliasFirst
		for _, c := range o.Clauses { // ClickHouse: WITH FILL, INTERPOLATE
			a.each(sc, use{role: Order}, c.Exprs...)
		}
	}
	sc.aliases = before
}

// keyUses records a key of GROUP BY or ORDER BY. A number means the output of that place.
func (a *analysis) keyUses(e ast.Expr, sc *Scope, role Role) {
	lit, ok := e.(*ast.Literal)
	if !ok || lit.Kind != ast.Number {
		a.uses(e, sc, role)
		return
	}
	place, err := strconv.Atoi(lit.Text)
	if err != nil || place < 1 || place > len(sc.items) || firstStar(sc.items[:place]) >= 0 {
		return
	}
	a.use(sc.items[place-1], sc, role, lit.Span)
}

// use records that a column has a role without a reference of its own.
func (a *analysis) use(c *Column, sc *Scope, role Role, at source.Span) {
	a.out.Refs = a.refs.add(a.out.Refs, Ref{Column: c, Scope: sc, Role: role, Span: at})
}

func (a *analysis) limitBy(l *ast.LimitBy, sc *Scope) {
	if l != nil {
		a.each(sc, use{role: Group}, l.By...)
		a.window(l.Over, sc)
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
		return a.query(b, parent).columns, nil
	case *ast.Values:
		return a.values(b, parent), nil
	case *ast.TableBody:
		sc := a.newScope(parent)
		a.table(b.Table, sc, false)
		sc.Columns = a.starColumns(sc.Sources[0], b)
		a.endScope(sc)
		return sc.Columns, sc
	case *ast.Pipe:
		return a.pipe(b, parent)
	case *ast.Changed:
		return a.changed(b, parent)
	case *ast.OpaqueBody:
		return []*Column{a.column(Column{Name: "*", Star: true, Unknown: "the query was not understood", Node: b})}, nil
	}
	return nil, nil
}

// changed analyses a change whose rows are read: they are those of its target, or what OUTPUT makes of them.
func (a *analysis) changed(b *ast.Changed, parent *Scope) ([]*Column, *Scope) {
	kind, columns, returned := a.out.Kind, a.out.Columns, a.returned
	a.returned = nil
	a.stmt(b.Stmt)
	output := a.returned
	a.out.Kind, a.out.Columns, a.returned = kind, columns, returned
	if len(output) > 0 { // T-SQL: what the statement says it returns
		return output, nil
	}
	var target ast.TableExpr
	switch s := b.Stmt.(type) {
	case *ast.Insert:
		target = s.Target
	case *ast.Update:
		target = s.Tables[0]
	case *ast.Delete:
		target = s.From[0]
	case *ast.Merge:
		target = s.Target
	}
	sc := a.newScope(parent)
	if t, ok := target.(*ast.Table); ok && t != nil {
		a.table(t, sc, false)
		sc.Columns = a.starColumns(sc.Sources[0], b)
	} else {
		sc.Columns = []*Column{a.column(Column{Name: "*", Star: true, Unknown: "what is changed is no table", Node: b})}
	}
	a.endScope(sc)
	return sc.Columns, sc
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
	out := a.sideOf(columns)
	if cte := a.cte; cte != nil && cte.running && cte.Columns == nil && cte.Node.Stmt != nil && holds(cte.Node.Stmt, s) {
		// What stands behind may refer to the CTE.
		cte.Columns = a.renamed(out, cte.Node.Columns)
		r := resultOf(cte.Columns)
		cte.Open, cte.Why, cte.waiting = r.open, r.why, false
		cte.names = &names{}
	}
	for _, op := range slices.Backward(chain) {
		right, _ := a.body(op.Right, parent)
		out = a.combine(out, right, op)
	}
	return out
}

// holds reports whether a set operation is the whole of a CTE's query.
func holds(s ast.Stmt, op *ast.SetOp) bool {
	q, _ := s.(*ast.Query)
	for q != nil {
		if q.Body == ast.Body(op) {
			return true
		}
		q, _ = q.Body.(*ast.Query)
	}
	return false
}

// sideOf makes the columns of a set operation of those of its first side.
func (a *analysis) sideOf(columns []*Column) []*Column {
	out := a.columnLists.take(len(columns))
	for i, c := range columns {
		side := Column{
			Name: c.Name, key: c.key, Node: c.Node, Unknown: c.Unknown, Star: c.Star, Candidates: c.Candidates,
			Inputs: a.one(Input{Column: c, Via: Copy, At: extent(c.Node)}),
		}
		if c.Star {
			side.star = &star{sides: []*Column{c}}
		}
		out[i] = a.column(side)
	}
	return out
}

func extent(n ast.Node) source.Span {
	if n == nil {
		return source.Span{}
	}
	return n.Extent()
}

const unmatched = "the columns behind a star are not known, so the sides of the set operation cannot be matched"

// combine adds the columns of one more side to those of a set operation.
func (a *analysis) combine(out, right []*Column, op *ast.SetOp) []*Column {
	via := Copy
	if op.Op == ast.Except { // its rows only say what is left out
		via = Test
	}
	add := func(c, from *Column) {
		c.Inputs = a.inputs.add(c.Inputs, Input{Column: from, Via: via, At: extent(from.Node)})
		if c.Unknown == "" {
			c.Unknown = from.Unknown
		}
		if c.Star && from.Star && !a.recursion(from) {
			c.star.sides = append(c.star.sides, from)
		}
	}
	if op.ByName {
		return a.combineByName(out, right, op, add)
	}
	// Columns before the first star and behind the last one have their places from either end.
	n := min(len(out), len(right))
	head, tail := n, 0
	if i := firstStar(out); i >= 0 {
		head = min(head, i)
	}
	if i := firstStar(right); i >= 0 {
		head = min(head, i)
	}
	for head < n && tail < n-head && !out[len(out)-1-tail].Star && !right[len(right)-1-tail].Star {
		tail++
	}
	for i := range head {
		add(out[i], right[i])
	}
	for i := range tail {
		add(out[len(out)-1-i], right[len(right)-1-i])
	}
	middle, rest := out[head:len(out)-tail], right[head:len(right)-tail]
	switch {
	case len(middle) == 0 || len(rest) == 0 || firstStar(middle) < 0 && firstStar(rest) < 0:
	case len(middle) == 1 && len(rest) == 1:
		add(middle[0], rest[0])
	default: // which of them meets which is not known: each may be any of the other side
		either := a.column(Column{Name: "*", Star: true, Unknown: unmatched, star: &star{}})
		for _, c := range rest {
			either.Inputs = append(either.Inputs, Input{Column: c, Via: Copy, At: extent(c.Node)})
			if c.star != nil {
				either.star.sources = append(either.star.sources, c.star.sources...)
			}
		}
		if either.star.sources == nil {
			either.star.sides = rest
		}
		for _, c := range middle {
			add(c, either)
		}
	}
	return out
}

// recursion reports whether a star stands for the columns of the CTE that is being read: they are those of its other sides.
func (a *analysis) recursion(c *Column) bool {
	return a.cte != nil && a.cte.running && c.star != nil && len(c.star.sources) > 0 &&
		!slices.ContainsFunc(c.star.sources, func(s *Source) bool { return s.CTE != a.cte })
}

// combineByName is combine for BY NAME and CORRESPONDING.
func (a *analysis) combineByName(out, right []*Column, op *ast.SetOp, add func(c, from *Column)) []*Column {
	var index names
	n := len(out)
	common := make(map[*Column]bool, n)
	for _, r := range right {
		c, _ := index.find(out[:n], r.key)
		if r.Star {
			if i := firstStar(out[:n]); i >= 0 {
				c = out[i]
			}
		}
		switch {
		case c != nil:
			common[c] = true
			add(c, r)
		case op.Keeps == ast.KeepAll:
			out = append(out, a.sideOf([]*Column{r})...)
		}
	}
	if op.Keeps == ast.KeepCommon && firstStar(out) < 0 && firstStar(right) < 0 {
		out = slices.DeleteFunc(out, func(c *Column) bool { return !common[c] })
	}
	return a.chosen(out, op.Names)
}

// chosen are the columns that a list names, in its order; all of them where there is no list.
func (a *analysis) chosen(columns []*Column, list []ast.Ident) []*Column {
	if len(list) == 0 || firstStar(columns) >= 0 {
		return columns
	}
	var out []*Column
	var index names
	for i := range list {
		if c, _ := index.find(columns, a.key(&list[i])); c != nil {
			out = append(out, c)
		}
	}
	return out
}

func (a *analysis) values(v *ast.Values, parent *Scope) []*Column {
	sc := a.newScope(parent)
	var out []*Column
	for _, row := range v.Rows {
		if hole, ok := onlyElem(row).(*ast.Hole); ok && hole.Span == row.Span { // a tag that stands for a whole query
			a.out.Gaps = true
			return []*Column{a.unknownStar(v, "its query is made by a template", nil)}
		}
		for i, e := range row.Elems {
			if i == len(out) {
				name := "column" + strconv.Itoa(i+1)
				out = append(out, a.column(Column{Name: name, key: name, Node: e}))
			}
			if _, constant := e.(*ast.Literal); !constant {
				a.into(e, sc, out[i])
			}
		}
	}
	return out
}

// selectScope analyses one SELECT.
func (a *analysis) selectScope(s *ast.Select, parent *Scope) *Scope {
	sc := a.newScope(parent)
	sc.Select = s
	from := sc
	if s.Model != nil {
		from = a.newScope(parent)
	}
	for _, t := range s.From {
		a.table(t, from, false)
	}
	if len(s.From) == 0 && parent != nil && parent.shared {
		sc.Sources, sc.merged, sc.Natural, sc.Incomplete = parent.Sources, parent.merged, parent.Natural, parent.Incomplete
	}
	a.joinUses(s.From, from)
	if s.Model != nil {
		a.model(s, from, sc)
	}
	if s.FromFirst && len(s.Items) == 0 {
		sc.Columns = a.starOf(sc, s)
	}
	if a.traits.lateralAliases {
		sc.aliases = aliasMaybe
	}
	if a.traits.aliasesFirst {
		sc.aliases = aliasFirst
	}
	plain := make([]bool, 0, 8) // which outputs aggregate nothing, for GROUP BY ALL
	all := s.GroupBy != nil && s.GroupBy.All
	if n := len(s.Items); n > 0 {
		sc.Columns = a.columnLists.take(n)[:0]
	}
	for _, item := range s.Items {
		before := sc.Grouped
		sc.Grouped = false
		sc.Columns = a.item(sc.Columns, item, sc)
		for all && len(plain) < len(sc.Columns) {
			plain = append(plain, !sc.Grouped)
		}
		sc.Grouped = sc.Grouped || before
		sc.items = sc.Columns
	}
	sc.Grouped = sc.Grouped || s.GroupBy != nil || s.Having != nil
	sc.items = sc.Columns
	if !a.traits.aliasesInWhere {
		sc.aliases = aliasLast
	}
	a.uses(s.Prewhere, from, Filter)
	a.uses(s.Where, from, Filter)
	for _, c := range s.Clauses {
		a.each(from, use{role: Filter}, c.Exprs...)
	}
	a.uses(s.StartWith, from, Filter)
	a.uses(s.ConnectBy, from, JoinKey)
	if !a.traits.aliasesFirst {
		sc.aliases = aliasMaybe
	}
	a.each(sc, use{role: Group}, s.DistinctOn...)
	if s.GroupBy != nil {
		for _, e := range s.GroupBy.Items {
			a.keyUses(e, from, Group)
		}
		for i, ok := range plain {
			if ok {
				a.use(sc.Columns[i], sc, Group, s.GroupBy.Span)
			}
		}
	}
	a.uses(s.Having, from, Having)
	for _, w := range s.Windows {
		a.window(w.Spec, sc)
	}
	a.uses(s.Qualify, sc, Filter)
	for _, d := range s.Distribution {
		a.orderUses(d.Items, sc)
	}
	if s.Top != nil {
		a.uses(s.Top.Count, sc, Filter)
	}
	if from != sc {
		a.endScope(from)
	}
	a.endScope(sc)
	return sc
}

// model gives sc the columns of a MODEL clause as its only source; their values come from the scope behind it.
func (a *analysis) model(s *ast.Select, from, sc *Scope) {
	m := s.Model
	src := &Source{Kind: Derived}
	if len(s.From) > 0 {
		src.Node = s.From[0]
	}
	for _, list := range [][]*ast.SelectItem{m.Partition, m.Dimension, m.Measures} {
		for _, item := range list {
			src.Columns = a.item(src.Columns, item, from)
		}
	}
	for _, c := range m.Clauses {
		a.each(from, use{role: Filter}, c.Exprs...)
	}
	a.addSource(src, sc, false, nil)
}

// item analyses one entry of a select list, and adds its column to a list, or those that a star stands for.
func (a *analysis) item(list []*Column, item *ast.SelectItem, sc *Scope) []*Column {
	c := Column{Node: item}
	switch e := item.Expr.(type) {
	case *ast.Star:
		return append(list, a.starItem(e, item, sc)...)
	case *ast.Binary:
		if name, value := assignment(e); name != nil && e.Op == ast.OpEq && a.assign(a.variableKey(name), value, sc) {
			return list
		}
	case *ast.Hole:
		if item.Alias == nil { // it may yield any number of columns
			a.out.Gaps = true
			return append(list, a.unknownStar(item, "a template tag stands here", a.anything(sc, item.Span)))
		}
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
	value := a.value(item.Expr, sc, c)
	if len(item.Aliases) == 0 {
		return a.columnLists.add(list, value)
	}
	for i := range item.Aliases { // one expression, several columns
		list = append(list, a.alias(value, &item.Aliases[i]))
	}
	return list
}

// unknownStar stands for columns of which nothing is known but what they are made of.
func (a *analysis) unknownStar(at ast.Node, why string, inputs []Input) *Column {
	return a.column(Column{Name: "*", Star: true, Node: at, Unknown: why, Inputs: inputs})
}

// anything is what a computation over all that is in scope may take in.
func (a *analysis) anything(sc *Scope, at source.Span) []Input {
	var out []Input
	for _, src := range sc.Sources {
		if !src.hidden && !src.quiet {
			out = append(out, Input{Column: a.everything(src), Via: Expression, At: at})
		}
	}
	return out
}

// starItem expands *, t.* and their modifiers.
func (a *analysis) starItem(s *ast.Star, item *ast.SelectItem, sc *Scope) []*Column {
	const chosen = "which columns this chooses is not known"
	if inner, ok := s.Pattern.(*ast.Star); ok { // COLUMNS(* EXCLUDE (a))
		return a.starItem(inner, item, sc)
	}
	var out []*Column
	switch {
	case s.X != nil: // all fields of a value
		c := a.value(s.X, sc, Column{})
		return []*Column{a.unknownStar(item, "the fields of the value are not known", a.one(Input{Column: c, Via: Expression, At: s.Span}))}
	case s.Pattern != nil && len(s.Qualifier) == 0 && !isLiteral(s.Pattern): // COLUMNS(c -> ...)
		return []*Column{a.unknownStar(item, chosen, a.anything(sc, item.Span))}
	case len(s.Qualifier) == 0:
		out = a.starOf(sc, item)
	default:
		src := a.qualified(s.Qualifier, sc)
		if src == nil {
			return []*Column{a.structStar(s, item, sc)}
		}
		out = a.starColumns(src, item)
	}
	pattern, _ := s.Pattern.(*ast.Literal)
	like := pattern != nil && s.Like != "" && firstStar(out) < 0
	if like {
		out = slices.DeleteFunc(out, func(c *Column) bool { return !matches(pattern.Text, c.Name, s.Like == "ILIKE") })
	}
	out = a.modified(out, s, sc)
	if s.Pattern != nil && !like {
		for _, c := range out {
			c.Unknown = chosen
		}
	}
	for _, e := range s.Apply {
		a.uses(e, sc, Output)
	}
	return out
}

// matches reports whether a name matches a pattern of LIKE, or of ILIKE, which minds no case.
func matches(pattern, name string, fold bool) bool {
	if fold {
		pattern, name = strings.ToLower(pattern), strings.ToLower(name)
	}
	// Where a rest failed behind the last %, that one takes in one character more.
	p, n, star, mark := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '%':
			star, mark = p, n
			p++
		case p < len(pattern) && (pattern[p] == '_' || pattern[p] == name[n]):
			p, n = p+1, n+1
		case star >= 0:
			mark++
			p, n = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "%") == ""
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.Literal)
	return ok
}

// structStar is column.*: all fields of a struct.
func (a *analysis) structStar(s *ast.Star, item *ast.SelectItem, sc *Scope) *Column {
	ref := &ast.ColumnRef{Span: item.Span, Parts: s.Qualifier}
	col, src, _, _ := a.resolve(ref, sc, Output)
	why := col.Unknown
	switch {
	case src == nil:
		why = "nothing in FROM is called " + ref.Last().Name
	case why == "":
		why = "the fields of " + ref.Last().Name + " are not known"
	}
	return a.unknownStar(item, why, a.one(Input{Column: col, Via: Expression, At: s.Span}))
}

// starOf are the columns that * stands for: those of USING first, then those of each source. What is not known of
// neighbours is one column.
func (a *analysis) starOf(sc *Scope, at ast.Node) []*Column {
	var out []*Column
	type part struct {
		src *Source
		key string
	}
	var joined map[part]bool
	for _, m := range sc.merged {
		if joined == nil {
			joined = map[part]bool{}
		}
		for _, s := range m.sides {
			joined[part{s, m.column.key}] = true
		}
	}
	span := extent(at)
	for _, src := range sc.Sources {
		if src.hidden || src.quiet {
			continue
		}
		for _, m := range sc.merged {
			if m.first == src {
				c := m.column
				out = append(out, a.column(Column{
					Name: c.Name, key: c.key, Node: at, Unknown: c.Unknown, Candidates: c.Candidates,
					Inputs: a.one(Input{Column: c, Via: Copy, At: span}),
				}))
			}
		}
		for _, c := range a.starColumns(src, at) {
			if joined != nil && joined[part{src, c.key}] && !c.Star {
				continue
			}
			if n := len(out); c.Star && n > 0 && out[n-1].Star && c.star != nil && out[n-1].star != nil {
				last := out[n-1]
				last.Inputs = append(last.Inputs, c.Inputs...)
				last.star.sources = append(last.star.sources, c.star.sources...)
				if last.Unknown != c.Unknown {
					last.Unknown += "; " + c.Unknown
				}
				continue
			}
			out = append(out, c)
		}
	}
	return out
}

// modified applies EXCEPT, REPLACE and RENAME to the columns of a star.
func (a *analysis) modified(out []*Column, s *ast.Star, sc *Scope) []*Column {
	if len(s.Except) > 0 {
		drop := make(map[string]bool, len(s.Except))
		var without []string
		for _, c := range s.Except {
			key := a.key(c.Last())
			drop[key] = true
			without = append(without, key)
		}
		out = slices.DeleteFunc(out, func(c *Column) bool {
			if c.Star && c.star != nil {
				c.star.without = append(c.star.without, without...)
			}
			return !c.Star && drop[c.key]
		})
	}
	var index names
	// put sets a column in the place of the one of that key, or beside the star that holds it.
	put := func(key string, c *Column) {
		if old, _ := index.find(out, key); old != nil {
			i := slices.Index(out, old)
			out[i] = c
			return
		}
		if i := firstStar(out); i >= 0 && out[i].star != nil {
			out[i].star.without = append(out[i].star.without, key)
		}
		out = append(out, c)
	}
	for _, r := range s.Replace {
		if r.Alias != nil {
			key := a.key(r.Alias)
			put(key, a.value(r.Expr, sc, Column{Name: r.Alias.Name, key: key, Node: r}))
		}
	}
	for _, r := range s.Rename {
		from, ok := r.Expr.(*ast.ColumnRef)
		if !ok || r.Alias == nil {
			continue
		}
		key := a.key(from.Last())
		c := Column{Name: r.Alias.Name, key: a.key(r.Alias), Node: r}
		if old, _ := index.find(out, key); old != nil {
			c.Inputs, c.Unknown = old.Inputs, old.Unknown
			put(key, a.column(c))
		} else {
			put(key, a.value(from, sc, c))
		}
	}
	return out
}

// starColumns are the columns of a source as a star makes them: each known one, and one star for what is not known.
func (a *analysis) starColumns(src *Source, at ast.Node) []*Column {
	columns := a.all(src)
	out := a.columnLists.take(len(columns) + 1)[:0]
	span := extent(at)
	open := src.Open
	for _, c := range columns {
		copied := Column{
			Name: c.Name, key: c.key, Node: at, Star: c.Star, Unknown: c.Unknown, Candidates: c.Candidates,
			Inputs: a.one(Input{Column: c, Via: Copy, At: span}),
		}
		if c.Star {
			copied.star = &star{sources: []*Source{src}}
			open = false
		}
		out = append(out, a.column(copied))
	}
	if open {
		c := a.unknownStar(at, src.Why(), a.beyond(src, span))
		c.star = &star{sources: []*Source{src}}
		out = append(out, c)
	}
	return out
}

// beyond is what the columns of an open source come from that are not known.
func (a *analysis) beyond(src *Source, at source.Span) []Input {
	if src.Relation != nil {
		return a.one(Input{Column: a.columnNamed(src.Relation, "*", "*"), Via: Copy, At: at})
	}
	var out []Input
	for _, p := range src.passes {
		if p.Open {
			out = append(out, a.beyond(p, at)...)
		}
	}
	if out == nil {
		out = src.inputs
	}
	return out
}

// everything is all of a source as one value.
func (a *analysis) everything(src *Source) *Column {
	if src.every != nil {
		return src.every
	}
	c := a.column(Column{Name: src.Alias, key: src.key})
	src.every = c
	at := extent(src.Node)
	for _, col := range a.all(src) {
		c.Inputs = append(c.Inputs, Input{Column: col, Via: Copy, At: at})
	}
	if src.Open {
		c.Unknown = src.Why()
		if firstStar(src.Columns) < 0 {
			c.Inputs = append(c.Inputs, a.beyond(src, at)...)
		}
	}
	return c
}

// onlyElem is the value of a row of one; nil of any other.
func onlyElem(row *ast.Row) ast.Expr {
	if len(row.Elems) != 1 {
		return nil
	}
	return row.Elems[0]
}
