package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// implicitCrossJoin reports relations of one SELECT between which no condition stands. It concludes from what is absent,
// so it is silent where anything in FROM or in the conditions is not known for certain.
var implicitCrossJoin = &lint.Rule{
	Name:     "implicit-cross-join",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "two tables in one query that no condition links",
		Why: `Without a condition between them every row of the one meets every row of the other. Sums and counts come out many times too
high, often without looking wrong, and the query takes long and costs accordingly.`,
		Bad: `select c.country, sum(o.amount_usd) as revenue
from analytics.fct_orders as o, analytics.dim_customers as c
where o.ordered_at >= date '2026-01-01'
group by c.country`,
		Good: `select c.country, sum(o.amount_usd) as revenue
from analytics.fct_orders as o
join analytics.dim_customers as c on c.customer_id = o.customer_id
where o.ordered_at >= date '2026-01-01'
group by c.country`,
		Limits: `A link is any condition in ON, USING, NATURAL, WHERE, HAVING or QUALIFY that speaks of both tables, also by way of a third one, of the
query around it, or of one and the same constant. An explicit CROSS JOIN and ON TRUE are meant. Functions such as UNNEST, LATERAL
subqueries, lists of VALUES and relations of one row (an aggregate without GROUP BY, LIMIT 1) may stand alone. The rule is silent where it cannot
tell which table a column belongs to: writing the alias in front of each column helps it, and your readers too.`,
	},
	Check: func(p *lint.Pass) {
		if p.Lineage.Gaps {
			return
		}
		var l links
		for _, sc := range p.Lineage.Scopes {
			if sc.Select == nil || len(sc.Sources) < 2 || sc.Incomplete || sc.Natural || len(sc.Select.From) == 0 {
				continue
			}
			if l.p == nil {
				l = links{p: p, tags: p.HasTags(), refs: inOrder(p.Lineage.Refs)}
			}
			l.sc, l.parent, l.constants = sc, nil, nil
			if l.read() {
				l.report()
			}
		}
	},
}

// inOrder are references in source order.
func inOrder(refs []lineage.Ref) []*lineage.Ref {
	out := make([]*lineage.Ref, len(refs))
	for i := range refs {
		out[i] = &refs[i]
	}
	slices.SortStableFunc(out, func(a, b *lineage.Ref) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// links groups the sources of a scope, and those of the queries around it, by the conditions between them.
type links struct {
	p    *lint.Pass
	tags bool           // template tags stand in the statement
	refs []*lineage.Ref // of the statement, in source order

	sc        *lineage.Scope
	parent    map[*lineage.Source]*lineage.Source // union-find
	constants map[string]*lineage.Source          // by the text of what a column of theirs must equal
	sources   []*lineage.Source                   // those that the last condition mentions
}

func (l *links) find(s *lineage.Source) *lineage.Source {
	for l.parent[s] != nil {
		s = l.parent[s]
	}
	return s
}

func (l *links) link(a, b *lineage.Source) {
	if a, b = l.find(a), l.find(b); a != b {
		if l.parent == nil {
			l.parent = map[*lineage.Source]*lineage.Source{}
		}
		l.parent[a] = b
	}
}

func (l *links) linkAll(list []*lineage.Source) {
	for _, s := range list {
		l.link(list[0], s)
	}
}

// read takes in all conditions. It is false where one of them could link anything.
func (l *links) read() bool {
	s := l.sc.Select
	if s.FromFirst && len(s.Items) == 0 || l.templated() {
		return false // the conditions of pipe syntax come later, and a template may hold any
	}
	for _, e := range []ast.Expr{s.Prewhere, s.Where, s.Having, s.Qualify, s.StartWith, s.ConnectBy} {
		if !l.condition(e) {
			return false
		}
	}
	for _, c := range s.Clauses {
		for _, e := range c.Exprs {
			if !l.known(e) {
				return false
			}
		}
	}
	for _, t := range s.From {
		if !l.from(t) {
			return false
		}
	}
	for _, src := range l.sc.Sources {
		if src.Kind == lineage.Opaque && src.Table == nil {
			return false // a template tag or what was not understood: it may bring its own join
		}
		if src.Node != nil { // what a lateral source refers to
			refs, _ := l.mentioned(src.Node.Extent())
			l.linkAll(append(refs, src))
		}
	}
	return true
}

// templated reports whether template tags stand in the SELECT anywhere but in place of a relation or in the select list.
func (l *links) templated() bool {
	if !l.tags {
		return false
	}
	harmless := func(t source.Span) bool {
		for _, item := range l.sc.Select.Items {
			if item.Contains(t) {
				return true
			}
		}
		for _, src := range l.sc.Sources {
			if src.Node != nil && src.Node.Extent().Contains(t) {
				return true
			}
		}
		return false
	}
	tokens := l.p.Tree.Tokens
	first, _ := slices.BinarySearchFunc(tokens, l.sc.Select.Start, func(t token.Token, at int32) int { return cmp.Compare(t.Start, at) })
	for _, t := range tokens[first:] {
		if t.Start >= l.sc.Select.End {
			break
		}
		if (t.Kind == token.Tag || t.Kind == token.TagStmt) && !harmless(t.Span) {
			return true
		}
	}
	return false
}

// from takes in the joins of a table expression.
func (l *links) from(t ast.TableExpr) bool {
	for {
		switch x := t.(type) {
		case *ast.ParenTable:
			t = x.X
			continue
		case *ast.Join:
			if !l.join(x) || !l.from(x.Right) {
				return false
			}
			t = x.Left
			continue
		}
		return true
	}
}

func (l *links) join(j *ast.Join) bool {
	if !l.condition(j.On) || !l.condition(j.Match) {
		return false
	}
	for _, c := range j.Clauses {
		for _, e := range c.Exprs {
			if !l.known(e) {
				return false
			}
		}
	}
	meant := j.Natural || len(j.Using) > 0 || j.Lateral || j.Match != nil
	switch j.Kind {
	case ast.Cross, ast.Positional, ast.ArrayJoin:
		// MySQL, Snowflake and others take CROSS JOIN ... ON for a join with a condition.
		meant = meant || j.On == nil
	case ast.Semi, ast.Anti: // which repeat no rows
		meant = true
	}
	if refs, _ := l.mentioned(extent(j.On)); j.On != nil && len(refs) == 0 {
		meant = true // ON TRUE
	}
	if meant {
		l.linkAll(append(l.under(j.Left), l.under(j.Right)...))
	}
	return true
}

// under are the sources of the scope that stand in a table expression.
func (l *links) under(t ast.TableExpr) []*lineage.Source {
	var out []*lineage.Source
	for _, s := range l.sc.Sources {
		if s.Node != nil && t.Extent().Contains(s.Node.Extent()) {
			out = append(out, s)
		}
	}
	return out
}

// condition takes in each part between the ANDs of a condition. It is false where one could link anything.
func (l *links) condition(e ast.Expr) bool {
	for e != nil {
		switch x := e.(type) {
		case *ast.Paren:
			e = x.X
			continue
		case *ast.Binary:
			if x.Op == ast.OpAnd {
				if !l.condition(x.Right) {
					return false
				}
				e = x.Left
				continue
			}
		}
		refs, ok := l.mentioned(e.Extent())
		if !ok || !l.known(e) {
			return false
		}
		l.linkAll(refs)
		l.constant(e, refs)
		return true
	}
	return true
}

// constant links what must equal the same constant: a.day = '2026-01-01' AND b.day = '2026-01-01'. Flags and states
// (a.deleted = 0 AND b.deleted = 0) link nothing, so a constant counts only if it can name a day or a row.
func (l *links) constant(e ast.Expr, refs []*lineage.Source) {
	eq, ok := e.(*ast.Binary)
	if !ok || eq.Op != ast.OpEq || len(refs) != 1 {
		return
	}
	side := eq.Right
	if _, column := eq.Left.(*ast.ColumnRef); !column {
		side = eq.Left
	}
	text := l.p.Text(side)
	switch c := side.(type) {
	case *ast.Param, *ast.Call, *ast.Subquery, *ast.Binary, *ast.AtTimeZone: // today, the last load
	case *ast.Literal:
		if !strings.ContainsAny(c.Text, "0123456789") || c.Text == "0" || c.Text == "1" {
			return
		}
	default:
		return
	}
	if other := l.constants[text]; other != nil {
		l.link(other, refs[0])
	}
	if l.constants == nil {
		l.constants = map[string]*lineage.Source{}
	}
	l.constants[text] = refs[0]
}

// known reports whether an expression holds no template tag. Nothing in the statement was not understood.
func (l *links) known(e ast.Expr) bool {
	if !l.tags {
		return true
	}
	ok := true
	ast.Walk(e, func(n ast.Node) bool {
		_, hole := n.(*ast.Hole)
		ok = ok && !hole
		return ok
	})
	return ok
}

func extent(e ast.Expr) source.Span {
	if e == nil {
		return source.Span{}
	}
	return e.Extent()
}

// mentioned are the sources of the scope and of those around it to which references in a span belong. It is false where
// a reference could belong to any of them. The list is good until the next one is asked for.
func (l *links) mentioned(span source.Span) (found []*lineage.Source, ok bool) {
	l.sources = l.sources[:0]
	ok = l.mention(span, 0)
	return l.sources, ok
}

func (l *links) mention(span source.Span, depth int) bool {
	if depth > maxNesting {
		return false
	}
	first, _ := slices.BinarySearchFunc(l.refs, span.Start, func(r *lineage.Ref, at int32) int { return cmp.Compare(r.Span.Start, at) })
	for _, r := range l.refs[first:] {
		switch {
		case r.Span.Start >= span.End:
			return true
		case len(r.Column.Candidates) > 0 || r.Source == nil && r.Column.Unknown != "":
			return false
		case r.Source != nil:
			if l.around(r.Source.Scope) {
				l.sources = append(l.sources, r.Source)
			}
		case r.Scope == l.sc && r.Column.Node != nil && !r.Column.Node.Extent().Contains(r.Span): // a select item, by its alias
			if !l.mention(r.Column.Node.Extent(), depth+1) {
				return false
			}
		}
	}
	return true
}

// around reports whether sc is the scope at hand or one around it.
func (l *links) around(sc *lineage.Scope) bool {
	for s := l.sc; s != nil; s = s.Parent {
		if s == sc {
			return true
		}
	}
	return false
}

// report says of each group of sources but the first that nothing links it to the first. Groups that may stand alone do
// not count.
func (l *links) report() {
	var firsts []*lineage.Source
	for _, s := range l.sc.Sources {
		if l.mayStandAlone(s) || slices.ContainsFunc(firsts, func(f *lineage.Source) bool { return l.find(f) == l.find(s) }) {
			continue
		}
		firsts = append(firsts, s)
	}
	for i, b := range firsts {
		if i == 0 {
			continue
		}
		a := firsts[0]
		one, other := called(a, "the subquery before it"), called(b, "this subquery")
		l.p.Report(lint.Finding{
			Span:   nameSpan(b),
			Object: name(a) + "," + name(b),
			Message: fmt.Sprintf("nothing links %s to %s: each row of the one is paired with every row of the other, so sums and counts come out too high",
				other, one),
			Help:    "say which rows belong together (join ... on ...), or write cross join if all combinations are meant",
			Related: []lint.Related{{Message: one + " is read here", Span: nameSpan(a)}},
		})
	}
}

// name is what the query calls a source, in stable terms.
func name(s *lineage.Source) string {
	switch {
	case s.Alias != "":
		return s.Alias
	case s.Relation != nil:
		return s.Relation.Name
	}
	return "the subquery"
}

// called is how messages name a source: by what the query calls it, or otherwise.
func called(s *lineage.Source, otherwise string) string {
	if s.Alias == "" && s.Relation == nil {
		return otherwise
	}
	return "`" + name(s) + "`"
}

// nameSpan is where a source is named: its alias, else its relation, else where it begins.
func nameSpan(s *lineage.Source) source.Span {
	switch n := s.Node.(type) {
	case *ast.Table:
		if n.Name != nil {
			return n.Name.Span
		}
	case *ast.Derived:
		if n.Alias != nil && n.Alias.Name.Name != "" {
			return n.Alias.Name.Span
		}
	}
	return firstByte(s.Node.Extent())
}

// mayStandAlone reports whether a source pairs with every row by its nature: a function, a lateral, one row, or an array
// of a row before it.
func (l *links) mayStandAlone(s *lineage.Source) bool {
	switch {
	case s.Kind == lineage.Function || s.Lateral || s.Node == nil:
		return true
	case s.Kind == lineage.Base:
		parts := s.Table.Name.Parts
		if l.p.Text(s.Table)[0] == '[' && l.p.Tree.Dialect.Name == "bigquery" {
			return true // [project:dataset.table] is legacy SQL, in which a comma means UNION ALL
		}
		if len(parts) == 1 {
			return catalog.Fold(parts[0].Name) == "dual"
		}
		return slices.ContainsFunc(l.sc.Sources, func(o *lineage.Source) bool { // BigQuery: FROM orders AS o, o.items
			return o != s && strings.EqualFold(o.Alias, parts[0].Name)
		})
	}
	if d, ok := s.Node.(*ast.Derived); ok && d.Query != nil {
		if _, written := d.Query.Body.(*ast.Values); written { // numbers or cases, which everything is taken times
			return true
		}
	}
	return l.oneRow(s, 0)
}

// maxNesting bounds how far a relation of one row is looked for behind others.
const maxNesting = 20

// oneRow reports whether a source surely has one row at most.
func (l *links) oneRow(s *lineage.Source, depth int) bool {
	switch s.Kind {
	case lineage.CTERef:
		q, ok := s.CTE.Node.Stmt.(*ast.Query)
		return s.CTE.Node.Expr != nil || ok && l.oneRowQuery(q, depth+1)
	case lineage.Derived:
		d, ok := s.Node.(*ast.Derived)
		return ok && l.oneRowQuery(d.Query, depth+1)
	}
	return false
}

func (l *links) oneRowQuery(q *ast.Query, depth int) bool {
	if depth > maxNesting {
		return false
	}
	if isOne(q.Limit) {
		return true
	}
	switch b := q.Body.(type) {
	case *ast.Query:
		return l.oneRowQuery(b, depth+1)
	case *ast.Values:
		return len(b.Rows) == 1
	case *ast.Select:
		if isOne(b.Top) || len(b.From) == 0 && !b.FromFirst && !slices.ContainsFunc(b.Items, makesRows) {
			return true
		}
		if b.GroupBy == nil && b.Having != nil {
			return true
		}
		if b.GroupBy == nil && slices.ContainsFunc(b.Items, func(i *ast.SelectItem) bool { return aggregates(i.Expr) }) {
			return true
		}
		sc := scopesOf(l.p)[b]
		return sc != nil && !sc.Incomplete && len(sc.Sources) > 0 && !slices.ContainsFunc(b.Items, makesRows) &&
			!slices.ContainsFunc(sc.Sources, func(s *lineage.Source) bool { return !l.oneRow(s, depth+1) })
	}
	return false
}

// isOne reports whether a limit is exactly one row.
func isOne(limit *ast.Limit) bool {
	if limit == nil || limit.Percent || limit.WithTies {
		return false
	}
	one, ok := limit.Count.(*ast.Literal)
	return ok && one.Text == "1"
}

// rowMakers are the functions that make several rows where they stand in a select list, in Postgres, Snowflake, BigQuery
// and Spark.
var rowMakers = []string{
	"unnest", "explode", "explode_outer", "posexplode", "posexplode_outer", "flatten", "inline", "stack", "generate_series",
	"generate_subscripts", "jsonb_array_elements", "jsonb_array_elements_text", "json_array_elements",
	"json_array_elements_text", "jsonb_each", "json_each", "regexp_split_to_table", "string_to_table",
}

func makesRows(i *ast.SelectItem) bool { return calls(i.Expr, rowMakers) }

// aggregateNames are the aggregates that people use to boil a relation down to one row.
var aggregateNames = []string{
	"count", "sum", "min", "max", "avg", "count_if", "countif", "sum_if", "any_value", "approx_count_distinct",
	"approx_distinct", "approx_quantiles", "median", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp",
	"array_agg", "string_agg", "listagg", "group_concat", "bool_and", "bool_or", "bit_and", "bit_or", "max_by", "min_by",
	"percentile_cont", "percentile_disc", "logical_and", "logical_or", "corr", "mode", "json_agg", "jsonb_agg",
	"every", "some", "xmlagg", "json_object_agg", "jsonb_object_agg", "json_arrayagg", "json_objectagg", "object_agg", "array_concat_agg",
	"regr_slope", "regr_intercept", "regr_r2", "regr_count", "covar_pop", "covar_samp", "skew", "kurtosis", "hll", "uniq", "first", "last",
	"arbitrary", "collect_list", "collect_set", "argmax", "argmin", "bit_xor", "sumif", "avgif", "minif", "maxif", "product",
}

func aggregates(e ast.Expr) bool { return calls(e, aggregateNames) }

// calls reports whether an expression calls one of the functions, not over a window and not in a query inside it.
func calls(e ast.Expr, names []string) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Query:
			return false
		case *ast.Call:
			if n.Name != nil && n.Over == nil && slices.Contains(names, strings.ToLower(n.Name.Last().Name)) {
				found = true
			}
		}
		return !found
	})
	return found
}
