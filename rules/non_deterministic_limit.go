package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/source"
)

// nonDeterministicLimit reports rows that are picked without an order where others build on them. Who looks at some rows
// of a table wants just that, so a query that only shows its rows is left alone.
var nonDeterministicLimit = &lint.Rule{
	Name:     "non-deterministic-limit",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "rows picked without saying which, and then stored, joined or counted",
		Why: `Without ORDER BY the database gives whichever rows it finds first. The numbers that come of them change from run to run, and nobody
who asks why will find a reason in the query.`,
		Bad: `create table marts.top_customers as
select customer_id, revenue
from analytics.dim_customers
limit 100`,
		Good: `create table marts.top_customers as
select customer_id, revenue
from analytics.dim_customers
order by revenue desc, customer_id
limit 100`,
		Limits: `It is about LIMIT, TOP and FETCH FIRST where the rows are stored (a table, a view, an INSERT, a dbt model) or joined, aggregated or
looked up in the same query, and about row_number, first_value, lag and the like over a window without ORDER BY. A query that shows
some rows is left alone, and so are LIMIT 0, LIMIT 1 behind an equality, samples, EXISTS, and limits that a template adds. Rows that
are equal in what they are ordered by (ties) are not looked for.`,
	},
	Check: func(p *lint.Pass) {
		limits, windows := false, false
		for _, n := range p.Nodes() {
			switch n := n.(type) {
			case *ast.Limit:
				limits = true
			case *ast.Call:
				windows = windows || n.Over != nil
			}
		}
		if limits {
			checkLimits(p)
		}
		if windows {
			checkWindows(p)
		}
	},
}

// checkLimits looks at the queries whose rows are built on.
func checkLimits(p *lint.Pass) {
	l := picks{p: p, seen: map[*ast.Query]bool{}}
	q, keeps := keptQuery(p)
	if keeps != "" {
		l.query(q, nil, "so what stands in "+keeps+" changes from run to run")
	}
	for _, sc := range p.Lineage.Scopes {
		for _, src := range sc.Sources {
			use := ""
			switch {
			case len(sc.Sources) > 1:
				use = "so what they are joined with changes from run to run"
			case sc.Grouped:
				use = "so the numbers that are made of them change from run to run"
			case keeps != "":
				use = "so what stands in " + keeps + " changes from run to run"
			default:
				continue
			}
			l.query(queryOf(src), src.CTE, use)
		}
	}
	for _, n := range p.Nodes() {
		if in, ok := n.(*ast.In); ok && in.Query != nil {
			l.query(in.Query, nil, "so what is found in them changes from run to run")
		}
	}
}

// keptQuery is the query whose rows the statement stores for others, and where.
func keptQuery(p *lint.Pass) (*ast.Query, string) {
	stored := func(q *ast.Query, t *ast.Table) (*ast.Query, string) {
		if q == nil || t == nil || t.Name == nil {
			return nil, ""
		}
		return q, "`" + squash(p.Text(t.Name)) + "`"
	}
	switch s := p.Statement.Body.(type) {
	case *ast.CreateTable:
		if !s.Temporary {
			return stored(s.Query, s.Name)
		}
	case *ast.CreateView:
		if !s.Temporary {
			return stored(s.Query, s.Name)
		}
	case *ast.Insert:
		return stored(s.Query, s.Target)
	case *ast.Query:
		if p.HasTags() && isModel(p) && !strings.Contains(p.File.Path, "anal") && !strings.Contains(p.File.Path, "tests/") {
			return s, "this model"
		}
	}
	return nil, ""
}

// queryOf is the query that makes a source's rows, or nil.
func queryOf(src *lineage.Source) *ast.Query {
	switch src.Kind {
	case lineage.Derived:
		if d, ok := src.Node.(*ast.Derived); ok {
			return d.Query
		}
	case lineage.CTERef:
		q, _ := src.CTE.Node.Stmt.(*ast.Query)
		return q
	}
	return nil
}

// picks looks for limits without an order.
type picks struct {
	p    *lint.Pass
	seen map[*ast.Query]bool
}

// query looks at a query, which is that of a CTE or none, whose rows are used as use says.
func (l *picks) query(q *ast.Query, cte *lineage.CTE, use string) {
	if q == nil || l.seen[q] {
		return
	}
	l.seen[q] = true
	limit := q.Limit
	switch b := q.Body.(type) {
	case *ast.Query:
		l.query(b, cte, use)
	case *ast.SetOp:
		if cte != nil && l.recursive(cte) {
			return // it ends the recursion
		}
	case *ast.Select:
		if b.Top != nil {
			limit = b.Top
		}
		if limit == nil || len(b.From) == 0 || len(b.Distribution) > 0 || takesNothing(b) || oneGroup(b) || l.known(b) || one(limit) && equates(b.Where) {
			return
		}
	default:
		return
	}
	if limit == nil || len(q.OrderBy) > 0 || limit.Percent || !some(limit.Count) {
		return
	}
	if inBranch(l.p, limit.Start) {
		return // {% if target.name == 'dev' %} limit 100 {% endif %}
	}
	text := squash(l.p.Text(limit))
	l.p.Report(lint.Finding{
		Span: limit.Span, Object: text,
		Message: fmt.Sprintf("`%s` without an order by keeps whichever rows come first, %s", text, use),
		Help:    "say which rows are meant: order by what puts them first, and last by a column that differs in every row",
	})
}

// recursive reports whether a CTE reads itself.
func (l *picks) recursive(cte *lineage.CTE) bool {
	return slices.ContainsFunc(l.p.Lineage.Scopes, func(sc *lineage.Scope) bool {
		return slices.ContainsFunc(sc.Sources, func(s *lineage.Source) bool { return s.CTE == cte && sc.CTE == cte })
	})
}

// inBranch reports whether a place stands in a branch of a template.
func inBranch(p *lint.Pass, offset int32) bool {
	depth := 0
	for _, t := range tagsIn(p, source.Span{Start: p.Statement.Start, End: offset}) {
		switch template.Word(t.In(p.File.Text)) {
		case "if":
			depth++
		case "endif":
			depth--
		}
	}
	return depth > 0
}

// takesNothing reports whether a SELECT takes no column of its rows, so that any will do: it only wants that many.
func takesNothing(s *ast.Select) bool {
	takes := false
	for _, item := range s.Items {
		ast.Walk(item.Expr, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.ColumnRef, *ast.Star, *ast.Hole, *ast.Opaque:
				takes = true
			}
			return !takes
		})
	}
	return !takes
}

// oneGroup reports whether a SELECT yields one row of aggregates.
func oneGroup(s *ast.Select) bool {
	return s.GroupBy == nil && slices.ContainsFunc(s.Items, func(i *ast.SelectItem) bool { return aggregates(i.Expr) })
}

// known reports whether the rows of a SELECT have an order, or are made up or drawn for it.
func (l *picks) known(s *ast.Select) bool {
	for _, sc := range l.p.Lineage.Scopes {
		if sc.Select != s {
			continue
		}
		if sc.Incomplete {
			return true
		}
		made := true
		for _, src := range sc.Sources {
			if q := queryOf(src); q != nil && len(q.OrderBy) > 0 || src.Table != nil && src.Table.Sample != nil {
				return true
			}
			made = made && src.Kind == lineage.Function
		}
		return made
	}
	return true
}

func one(l *ast.Limit) bool { return isOne(l) && l.Offset == nil }

// equates reports whether a condition asks for one value of something, so that one row may be all there is.
func equates(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Binary:
		return e.Op == ast.OpEq || e.Op == ast.OpAnd && (equates(e.Left) || equates(e.Right))
	}
	return false
}

// some reports whether a number of rows is at least one, as far as can be told.
func some(count ast.Expr) bool {
	switch c := ast.Unparen(count).(type) {
	case *ast.Literal:
		return c.Kind == ast.Number && c.Text != "0"
	case *ast.Param:
		return true
	}
	return false
}

// orderedNames are the window functions whose value depends on the order of rows, other than those that rank.
var orderedNames = []string{"row_number", "ntile", "first_value", "last_value", "nth_value", "lag", "lead"}

// checkWindows looks at functions over windows without an order.
func checkWindows(p *lint.Pass) {
	for _, n := range p.Nodes() {
		s, ok := n.(*ast.Select)
		if !ok {
			continue
		}
		for _, item := range s.Items {
			windowsIn(p, s, item.Expr)
		}
		windowsIn(p, s, s.Qualify)
	}
}

func windowsIn(p *lint.Pass, s *ast.Select, e ast.Expr) {
	ast.Walk(e, func(n ast.Node) bool {
		if _, query := n.(*ast.Query); query {
			return false
		}
		c, ok := n.(*ast.Call)
		if !ok || c.Over == nil || c.Name == nil || len(c.OrderBy)+len(c.WithinGroup) > 0 ||
			!slices.Contains(orderedNames, strings.ToLower(c.Name.Last().Name)) {
			return true
		}
		if w := windowOf(s, c.Over); w != nil && len(w.OrderBy) == 0 && len(w.PartitionBy) > 0 && !holdsHole(w) && !allAlike(p, s, w) {
			function := strings.ToLower(c.Name.Last().Name)
			what := "takes its value from whichever row comes first"
			if function == "row_number" || function == "ntile" {
				what = "numbers the rows as they come"
			}
			p.Report(lint.Finding{
				Span: c.Name.Cover(c.Over.Span), Object: squash(p.Text(c)),
				Message: fmt.Sprintf("`%s` without an order by in its window %s, so the result changes from run to run", function, what),
				Help:    "add an order by to the window, last by a column that differs in every row",
			})
		}
		return true
	})
}

// windowOf is the definition of a window, or nil where it builds on one that is not found.
func windowOf(s *ast.Select, w *ast.WindowSpec) *ast.WindowSpec {
	if w.Base == nil {
		return w
	}
	for _, named := range s.Windows {
		if strings.EqualFold(named.Name.Name, w.Base.Name) && named.Spec != nil && named.Spec.Base == nil && len(w.OrderBy) == 0 {
			return named.Spec
		}
	}
	return nil
}

func holdsHole(n ast.Node) bool {
	found := false
	ast.Walk(n, func(n ast.Node) bool {
		_, hole := n.(*ast.Hole)
		found = found || hole
		return !found
	})
	return found
}

// allAlike reports whether the rows of a window are equal in all that the SELECT takes of them, so that it does not matter
// which comes first: a way to drop rows that are there twice.
func allAlike(p *lint.Pass, s *ast.Select, w *ast.WindowSpec) bool {
	same := map[string]bool{}
	for _, e := range w.PartitionBy {
		same[strings.ToLower(squash(p.Text(e)))] = true
	}
	return !slices.ContainsFunc(s.Items, func(i *ast.SelectItem) bool {
		if c, ok := i.Expr.(*ast.Call); ok && c.Over != nil && c.Over.Span == w.Span {
			return false
		}
		return !same[strings.ToLower(squash(p.Text(i.Expr)))]
	})
}
