package lineage

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// table adds the sources of a table expression to a scope; optional is set where an outer join may leave them out.
func (a *analysis) table(t ast.TableExpr, sc *Scope, optional bool) {
	switch t := t.(type) {
	case *ast.Table:
		src := a.arraySource(t, sc)
		if src == nil {
			src = a.queryVariable(t)
		}
		if src == nil {
			src = a.tableSource(t)
		}
		a.addSource(src, sc, optional, t.Alias)
		for _, c := range t.Clauses {
			if c.Kind == "RESAMPLE" {
				a.resampled(c, sc, optional)
			}
		}
	case *ast.Derived:
		a.subqueryTable(t, sc, optional, t.Lateral)
	case *ast.TableFunc:
		a.tableFunc(t, sc, optional)
	case *ast.Join:
		a.join(t, sc, optional)
	case *ast.ParenTable:
		if t.Alias == nil || t.Alias.Name.Name == "" {
			a.table(t.X, sc, optional)
			return
		}
		inner := a.wrapped(t.X, sc)
		src := a.derived(resultOf(a.starOf(inner, t)), sc)
		src.Node = t
		a.endScope(inner)
		a.addSource(src, sc, optional, t.Alias)
	case *ast.Pivot:
		a.pivot(t, sc, optional)
	case *ast.Unpivot:
		a.unpivot(t, sc, optional)
	case *ast.MatchRecognize:
		a.matchRecognize(t, sc, optional)
	case *ast.Hole:
		a.out.Gaps = true
		a.addSource(&Source{Kind: Opaque, Node: t, Open: true, why: "a template tag stands for it"}, sc, optional, nil)
	default:
		sc.Incomplete = true
		a.addSource(&Source{Kind: Opaque, Node: t, Open: true, why: "a part of FROM was not understood"}, sc, optional, nil)
	}
}

// resampled takes in what RESAMPLE reads of the table before it, and makes a source of the columns that it adds.
func (a *analysis) resampled(c *ast.Clause, sc *Scope, optional bool) {
	added := &Source{Kind: Function, Node: sc.Sources[len(sc.Sources)-1].Node}
	for _, e := range c.Exprs {
		switch e := e.(type) {
		case *ast.NamedArg:
			added.Columns = append(added.Columns, a.column(Column{Name: e.Name.Name, key: a.key(&e.Name), Node: e}))
		case *ast.Call:
			if e.Name != nil {
				added.Columns = append(added.Columns, a.column(Column{Name: e.Name.Last().Name, key: a.key(e.Name.Last()), Node: e}))
			}
		default:
			a.uses(e, sc, Window)
		}
	}
	if added.Columns != nil {
		a.addSource(added, sc, optional, nil)
	}
}

// queryVariable is the source that a variable of SingleStore's is which holds a query; nil where the name is a relation's.
func (a *analysis) queryVariable(t *ast.Table) *Source {
	if len(a.tables) == 0 || t.Name == nil || len(t.Name.Parts) > 1 {
		return nil
	}
	fields, ok := a.tables[a.key(t.Name.Last())]
	if !ok {
		return nil
	}
	return &Source{Kind: Function, Node: t, Columns: fields}
}

// subqueryTable adds a subquery in FROM.
func (a *analysis) subqueryTable(t *ast.Derived, sc *Scope, optional, lateral bool) {
	parent := sc.Parent
	if lateral {
		parent = sc
	}
	src := a.derived(a.query(t.Query, parent), sc)
	src.Node, src.Lateral = t, lateral
	a.addSource(src, sc, optional, t.Alias)
}

// wrapped analyses the input of a table expression in a scope of its own.
func (a *analysis) wrapped(input ast.TableExpr, sc *Scope) *Scope {
	inner := a.newScope(sc.Parent)
	a.table(input, inner, false)
	a.joinUses([]ast.TableExpr{input}, inner)
	return inner
}

// addSource gives a source its alias and adds it to a scope.
func (a *analysis) addSource(src *Source, sc *Scope, optional bool, alias *ast.TableAlias) {
	src.Scope, src.Optional = sc, optional
	if alias != nil && alias.Name.Name != "" {
		src.Alias, src.key, src.named = alias.Name.Name, a.key(&alias.Name), true
	}
	if alias != nil && len(alias.Columns) > 0 && src.Kind != Function {
		columns := a.all(src)
		if src.Open && firstStar(columns) < 0 {
			columns = append(slices.Clip(columns), a.unknownStar(src.Node, src.Why(), a.beyond(src, extent(src.Node))))
		}
		src.Columns, src.names = a.renamed(columns, alias.Columns), &src.own
		src.Open = false
	}
	sc.Sources = a.sourceLists.add(sc.Sources, src)
}

// tableSource finds what the name of a relation means: a CTE, a table made earlier, or a relation.
func (a *analysis) tableSource(t *ast.Table) *Source {
	src := a.sources.new(Source{Kind: Base, Node: t, Table: t})
	if t.Name == nil {
		a.out.Gaps = true
		src.Kind, src.Open, src.why = Opaque, true, "a template tag names the relation"
		return src
	}
	last := t.Name.Last()
	src.Alias, src.key = last.Name, a.key(last)
	switch {
	case t.Stage, isFile(t.Name):
		src.Kind, src.Open, src.why = Function, true, "the columns of a file are not known"
		return src
	case len(t.Name.Parts) > 1, t.Hole != nil: // what a template tag names is no CTE
	case src.key == "dual" && !a.traits.noDual && a.findCTE(src.key) == nil: // one row without columns
		src.Kind = Function
		return src
	case a.trigger && (src.key == "inserted" || src.key == "deleted"):
		src.Kind, src.Open, src.why = Function, true, "the rows that set the trigger off are not followed"
		return src
	default:
		if cte := a.findCTE(src.key); cte != nil {
			return a.cteSource(src, cte)
		}
		if a.templates > 0 {
			src.Kind, src.Open, src.why = Opaque, true, "a template tag before it may define it"
			return src
		}
	}
	src.Relation = a.relation(t.Name)
	a.fillBase(src)
	a.out.Reads = a.sourceLists.add(a.out.Reads, src)
	return src
}

// arraySource is what FROM orders o, o.items makes of the array o.items; nil where the name is that of a relation.
func (a *analysis) arraySource(t *ast.Table, sc *Scope) *Source {
	if !a.traits.dotFields || t.Name == nil || len(t.Name.Parts) < 2 {
		return nil
	}
	of := a.qualified(t.Name.Parts[:1], sc)
	if of == nil || of.quiet || of.Kind == Base && !of.named && !a.traits.arraysByTable {
		return nil
	}
	ref := &ast.ColumnRef{Span: t.Name.Span, Parts: t.Name.Parts}
	in := a.column(Column{})
	a.columnRef(ref, sc, use{into: in, via: Expression})
	src := &Source{Kind: Function, Node: t, Lateral: true}
	alias := ref.Last()
	if t.Alias != nil && t.Alias.Name.Name != "" {
		alias = &t.Alias.Name
	}
	a.elements(src, alias, in, "what the array "+display(t.Name)+" holds is not known")
	return src
}

// elements makes the rows of a source elements of an array, which may be structs.
func (a *analysis) elements(src *Source, alias *ast.Ident, in *Column, why string) {
	src.inputs = in.Inputs
	src.Open, src.why = true, why
	if alias != nil {
		src.Alias, src.key = alias.Name, a.key(alias)
		src.element = a.column(Column{Name: alias.Name, key: src.key, Node: src.Node, Inputs: in.Inputs, Unknown: in.Unknown})
	}
}

// isFile reports whether a name is a path behind its format: parquet.`s3://bucket/file`.
func isFile(n *ast.Name) bool {
	return len(n.Parts) > 1 && n.Parts[0].Quote == 0 && n.Parts[1].Quote != 0 &&
		slices.ContainsFunc(n.Parts[1:], func(id ast.Ident) bool { return strings.Contains(id.Name, "/") })
}

// findCTE is the innermost CTE in scope of that name.
func (a *analysis) findCTE(key string) *CTE {
	for _, cte := range slices.Backward(a.ctes) {
		if cte.key == key && !cte.waiting {
			return cte
		}
	}
	return nil
}

func (a *analysis) cteSource(src *Source, cte *CTE) *Source {
	src.Kind, src.CTE = CTERef, cte
	if cte != a.cte {
		cte.Uses++
		if a.cte != nil && !cte.running && !slices.Contains(a.cte.After, cte) { // those behind it come later
			a.cte.After = append(a.cte.After, cte)
		}
	}
	src.Columns, src.Open, src.why, src.names = cte.Columns, cte.Open, cte.Why, cte.names
	if cte.running && cte.Columns == nil {
		src.Open, src.why = true, "it refers to itself before its columns are known"
	}
	return src
}

// join adds both sides of a join and merges the columns of USING.
func (a *analysis) join(j *ast.Join, sc *Scope, optional bool) {
	var scratch [8]*ast.Join
	chain, left := leftmost(j, scratch[:0])
	first := len(sc.Sources)
	a.table(left, sc, optional)
	for i := len(chain) - 1; i >= 0; i-- {
		j, middle := chain[i], len(sc.Sources)
		if j.Kind == ast.RightJoin || j.Kind == ast.FullJoin {
			for _, s := range sc.Sources[first:] {
				s.Optional = true
			}
		}
		right := optional || j.Kind == ast.LeftJoin || j.Kind == ast.FullJoin
		if d, ok := j.Right.(*ast.Derived); ok && j.Lateral {
			a.subqueryTable(d, sc, right, true)
		} else {
			a.table(j.Right, sc, right)
		}
		lefts, rights := sc.Sources[first:middle], sc.Sources[middle:]
		if j.Lateral {
			for _, s := range rights {
				s.Lateral = true
			}
		}
		a.mergeJoined(j, sc, lefts, rights)
		if j.Kind == ast.Semi || j.Kind == ast.Anti {
			hidden := rights
			if j.RightSide {
				hidden = lefts
			}
			for _, s := range hidden {
				s.hidden = true
			}
		}
	}
}

// mergeJoined merges the columns that USING or NATURAL names.
func (a *analysis) mergeJoined(j *ast.Join, sc *Scope, left, right []*Source) {
	if len(left) == 0 || len(right) == 0 || len(j.Using) == 0 && !j.Natural {
		return
	}
	var made []*merged
	for i := range j.Using {
		id := &j.Using[i]
		made = append(made, a.mergeColumn(sc, left, right, id, a.key(id)))
	}
	if j.Natural {
		for _, s := range slices.Concat(left, right) {
			if s.Open {
				sc.Natural = true
				return
			}
		}
		seen := map[string]bool{}
		for _, l := range left {
			for _, c := range a.all(l) {
				if !seen[c.key] && a.some(right, c.key) != nil {
					seen[c.key] = true
					made = append(made, a.mergeColumn(sc, left, right, &ast.Ident{Span: j.Span, Name: c.Name}, c.key))
				}
			}
		}
	}
	// A star yields those of the last join first.
	made = slices.DeleteFunc(made, func(m *merged) bool { return m == nil })
	for _, m := range sc.merged {
		if !slices.Contains(made, m) {
			made = append(made, m)
		}
	}
	sc.merged = made
}

// some is one of the sources that has a column of that key for certain.
func (a *analysis) some(sources []*Source, key string) *Source {
	for _, s := range sources {
		if c := a.known(s, key); c != nil {
			return s
		}
	}
	return nil
}

// mergeColumn is the column that a join makes of one of each side; nil where a side has none of that name. Where both
// sides have a value it is the same, so it comes from both.
func (a *analysis) mergeColumn(sc *Scope, left, right []*Source, id *ast.Ident, key string) *merged {
	l, lm := a.side(sc, left, id, key)
	r, rm := a.side(sc, right, id, key)
	if l == nil || r == nil {
		return nil
	}
	a.use(l, sc, JoinKey, id.Span)
	a.use(r, sc, JoinKey, id.Span)
	m := lm
	if !slices.Contains(sc.merged, m) { // else it takes in one more side
		m.first, m.column = left[0], a.column(Column{Name: l.Name, key: key})
		a.mergeInput(m, l, id)
	}
	m.sides, m.last = append(m.sides, rm.sides...), r
	a.mergeInput(m, r, id)
	if i := slices.Index(sc.merged, rm); i >= 0 {
		sc.merged = slices.Delete(sc.merged, i, i+1)
		a.mergeInput(m, rm.column, id)
	}
	return m
}

// mergeInput adds one side to a merged column. As all are equal, one that is known will do.
func (a *analysis) mergeInput(m *merged, c *Column, id *ast.Ident) {
	into, in := m.column, Input{Column: c, Via: Copy, At: id.Span}
	switch {
	case len(into.Inputs) == 0 || into.Unknown != "" && c.Unknown == "":
		into.Inputs = a.one(in)
		into.Unknown, into.Candidates = c.Unknown, c.Candidates
	case into.Unknown != "" || c.Unknown == "":
		into.Inputs = append(into.Inputs, in)
	}
}

// side is the column of that name on one side of a join, and the sources that it is of: a merged column, of which the
// answer is the last one that it was made of, or a new one.
func (a *analysis) side(sc *Scope, sources []*Source, id *ast.Ident, key string) (*Column, *merged) {
	for _, m := range sc.merged {
		if m.column.key == key && slices.Contains(sources, m.first) {
			return m.last, m
		}
	}
	if s := a.some(sources, key); s != nil {
		c := a.known(s, key)
		return c, &merged{sides: []*Source{s}}
	}
	var open []*Source
	for _, s := range sources {
		if s.Open && !s.hidden && !s.quiet {
			open = append(open, s)
		}
	}
	if relations := onlyRelations(open); relations != nil {
		open = relations
	}
	switch len(open) {
	case 0:
		return nil, nil
	case 1:
		return a.columnByKey(open[0], id.Name, key), &merged{sides: open}
	}
	return a.either(id, key, open), &merged{sides: open[:1:1]}
}

// joinUses analyses the conditions of joins, which see all sources of their scope.
func (a *analysis) joinUses(list []ast.TableExpr, sc *Scope) {
	for _, t := range list {
		a.joinUse(t, sc)
	}
}

func (a *analysis) joinUse(t ast.TableExpr, sc *Scope) {
	var scratch [8]*ast.Join
	chain, t := leftmost(t, scratch[:0])
	switch t := t.(type) {
	case *ast.ParenTable:
		if t.Alias == nil || t.Alias.Name.Name == "" {
			a.joinUse(t.X, sc)
		}
	case *ast.Table:
		if t.TimeTravel != nil {
			a.each(sc, use{role: Filter}, t.TimeTravel.Exprs...)
		}
	}
	for i := len(chain) - 1; i >= 0; i-- {
		a.joinUse(chain[i].Right, sc)
		a.uses(chain[i].On, sc, JoinKey)
		a.uses(chain[i].Match, sc, JoinKey)
	}
}

// leftmost adds the joins of a chain, which leans to the left, to a list, the outermost first, and returns what stands
// at its left end.
func leftmost(t ast.TableExpr, chain []*ast.Join) ([]*ast.Join, ast.TableExpr) {
	for {
		j, ok := t.(*ast.Join)
		if !ok {
			return chain, t
		}
		chain = append(chain, j)
		t = j.Left
	}
}

// tableFunc adds a table function.
func (a *analysis) tableFunc(t *ast.TableFunc, sc *Scope, optional bool) {
	src := &Source{Kind: Function, Node: t, Lateral: true}
	in := a.column(Column{})
	var of []*Column // those of the table that it is given
	values := arrays(t)
	each := make([]*Column, 0, len(values)) // what each of them gives
	for _, e := range values {
		if c := tableArgument(e); c != nil {
			of = a.givenTable(c, sc, in)
			continue
		}
		if n, ok := e.(*ast.NamedArg); ok { // ClickHouse: ARRAY JOIN a AS x, b AS y
			c := a.column(Column{Name: n.Name.Name, key: a.key(&n.Name), Node: n})
			a.visit(n.Value, sc, use{into: c, via: Expression})
			in.Inputs = append(in.Inputs, c.Inputs...)
			src.Columns = append(src.Columns, c)
			continue
		}
		c := a.column(Column{})
		a.visit(e, sc, use{into: c, via: Expression})
		in.Inputs = append(in.Inputs, c.Inputs...)
		if in.Unknown == "" {
			in.Unknown = c.Unknown
		}
		each = append(each, c)
	}
	for _, c := range t.Clauses {
		a.each(sc, use{role: Window}, c.Exprs...)
	}
	src.inputs = in.Inputs
	add := func(name, key string) {
		src.Columns = append(src.Columns, a.column(Column{Name: name, key: key, Node: t, Inputs: in.Inputs, Unknown: in.Unknown}))
	}
	for _, c := range t.Columns {
		add(c.Name.Name, a.key(&c.Name))
	}
	if p, ok := t.Funcs[0].(*ast.Param); ok {
		src.Columns = append(src.Columns, a.tables[a.Dialect.Key(p.Name, false)]...)
	}
	name := functionName(t)
	columns, listed := a.functionColumns(name)
	if t.Alias != nil && len(t.Alias.Columns) > 0 && len(src.Columns) == 0 {
		list := t.Alias.Columns
		rest := len(list) // those that are no number of a row
		if t.Ordinality && rest > max(len(each), len(columns), 1) {
			rest--
		}
		for i := range list {
			c := Column{Name: list[i].Name, key: a.key(&list[i]), Node: t}
			switch {
			case i >= rest:
			case len(each) == rest:
				c.Inputs, c.Unknown = each[i].Inputs, each[i].Unknown
			default:
				c.Inputs, c.Unknown = in.Inputs, in.Unknown
			}
			src.Columns = append(src.Columns, a.column(c))
		}
	}
	alias := t.Alias != nil && t.Alias.Name.Name != "" && !t.View
	made := a.tableFunctions[name]
	switch {
	case len(src.Columns) > 0:
	case made != nil: // by a query
		src.Columns = a.sideOf(made)
		r := resultOf(src.Columns)
		src.Open, src.why = r.open, r.why
	case of != nil && windowing[name]:
		src.Columns = slices.Clone(of)
		for _, c := range [...]string{"window_start", "window_end", "window_time"} {
			add(c, c)
		}
		r := resultOf(src.Columns)
		src.Open, src.why = r.open, r.why
	case listed:
		for _, c := range columns {
			add(c, c)
		}
	case a.traits.scalarFunctions && scalarFunctions[name]:
		if len(each) > 1 { // a column for each array
			for _, of := range each {
				src.Columns = append(src.Columns, a.column(Column{Name: name, key: name, Node: t, Inputs: of.Inputs, Unknown: of.Unknown}))
			}
		} else if alias {
			add(t.Alias.Name.Name, a.key(&t.Alias.Name))
		} else {
			add(name, name)
		}
	default:
		var id *ast.Ident
		if alias { // UNNEST(a) AS x: x is the element, if it is no struct
			id = &t.Alias.Name
		}
		a.elements(src, id, in, "the columns that "+name+" yields are not known")
	}
	if t.Offset != nil {
		src.Columns = append(src.Columns, a.column(Column{Name: t.Offset.Name, key: a.key(t.Offset), Node: t}))
	}
	if t.Ordinality && (t.Alias == nil || len(t.Alias.Columns) == 0) {
		src.Columns = append(src.Columns, a.column(Column{Name: "ordinality", key: "ordinality", Node: t}))
	}
	a.addSource(src, sc, optional, t.Alias)
}

// windowing are Flink's functions of a table that give each of its rows a window of time.
var windowing = words(`tumble hop cumulate session`)

// tableArgument is the call, without TABLE( ) around it, of a function that is given a table: f(TABLE t, ...); else nil.
func tableArgument(e ast.Expr) *ast.Call {
	for {
		c, ok := e.(*ast.Call)
		if !ok || c.Name == nil {
			return nil
		}
		for _, arg := range c.Args {
			if givenQuery(arg) != nil {
				return c
			}
		}
		if len(c.Args) != 1 || !strings.EqualFold(c.Name.Last().Name, "table") {
			return nil
		}
		e = c.Args[0]
	}
}

// givenQuery is the query that an argument is, by its name or its place; nil when it is a value.
func givenQuery(arg ast.Expr) *ast.Query {
	if n, ok := arg.(*ast.NamedArg); ok {
		arg = n.Value
	}
	if q, ok := arg.(*ast.Subquery); ok && q.Kind == "" {
		return q.Query
	}
	return nil
}

// givenTable analyses the arguments of a function that is given a table, whose columns the others may name. It takes
// all in, and returns the table's columns.
func (a *analysis) givenTable(c *ast.Call, sc *Scope, in *Column) []*Column {
	inner := a.newScope(sc)
	var columns []*Column
	for _, arg := range c.Args {
		if q := givenQuery(arg); q != nil {
			r := a.query(q, sc.Parent)
			columns = append(columns, r.columns...)
			inner.Sources = append(inner.Sources, a.derived(r, inner))
			for _, column := range r.columns {
				in.Inputs = append(in.Inputs, Input{Column: column, Via: Expression, At: q.Span})
			}
		}
	}
	u := use{into: in, via: Expression}
	for _, arg := range c.Args {
		if givenQuery(arg) == nil {
			a.visit(arg, inner, u)
		}
	}
	for _, o := range c.OrderBy {
		a.uses(o.Expr, inner, Order)
	}
	for _, cl := range c.Clauses {
		a.each(inner, u, cl.Exprs...)
	}
	return columns
}

// functionColumns are the columns of a table function, where the dialect's documentation names them.
func (a *analysis) functionColumns(name string) (columns []string, listed bool) {
	if columns, listed = a.traits.functions[name]; !listed && a.traits.functions == nil {
		if columns, listed = snowflakeFunctions[name]; !listed {
			columns, listed = postgresFunctions[name]
		}
	}
	return columns, listed
}

// The columns of table functions, from the documentation of the products.
var (
	snowflakeFunctions = map[string][]string{
		"flatten":               {"seq", "key", "path", "index", "value", "this"},
		"split_to_table":        {"seq", "index", "value"},
		"strtok_split_to_table": {"seq", "index", "value"},
	}
	postgresFunctions = map[string][]string{
		"json_each": {"key", "value"}, "json_each_text": {"key", "value"},
		"jsonb_each": {"key", "value"}, "jsonb_each_text": {"key", "value"},
		"json_array_elements": {"value"}, "json_array_elements_text": {"value"},
		"jsonb_array_elements": {"value"}, "jsonb_array_elements_text": {"value"},
	}
	sqliteFunctions = map[string][]string{
		"json_each":       {"key", "value", "type", "atom", "id", "parent", "fullkey", "path"},
		"json_tree":       {"key", "value", "type", "atom", "id", "parent", "fullkey", "path"},
		"generate_series": {"value"},
	}
	tsqlFunctions = map[string][]string{
		"openjson": {"key", "value", "type"}, "generate_series": {"value"}, "string_split": {"value", "ordinal"},
	}
	clickhouseFunctions = map[string][]string{
		"numbers": {"number"}, "numbers_mt": {"number"}, "zeros": {"zero"}, "zeros_mt": {"zero"},
	}
	duckdbFunctions = map[string][]string{
		"range": {"range"}, "generate_series": {"generate_series"},
		"json_each": {"key", "value", "type", "atom", "id", "parent", "fullkey", "path"},
		"json_tree": {"key", "value", "type", "atom", "id", "parent", "fullkey", "path"},
	}
	sparkFunctions = map[string][]string{
		"range": {"id"}, "posexplode": {"pos", "col"}, "posexplode_outer": {"pos", "col"},
	}
)

// scalarFunctions are the set-returning functions of Postgres that yield one column.
var scalarFunctions = words(`unnest generate_series generate_subscripts regexp_split_to_table string_to_table regexp_matches
	json_object_keys jsonb_object_keys jsonb_path_query`)

// arrays are the arrays that an UNNEST takes; of any other table function, its calls.
func arrays(t *ast.TableFunc) []ast.Expr {
	if c, ok := t.Funcs[0].(*ast.Call); ok && len(t.Funcs) == 1 && c.Name != nil && len(c.Args) > 1 && strings.EqualFold(c.Name.Last().Name, "unnest") {
		return c.Args
	}
	return t.Funcs
}

// functionName is the name of the function of a table function, in lower case, without TABLE( ) around it.
func functionName(t *ast.TableFunc) string {
	if len(t.Funcs) == 0 {
		return "the function"
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
