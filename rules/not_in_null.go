package rules

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// notInNull reports NOT IN over a subquery that is known to yield NULLs.
var notInNull = &lint.Rule{
	Name:     "not-in-null",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "NOT IN over a subquery that may yield a missing value, which empties the result",
		Why: `One row without a value among those of the subquery is enough, and NOT IN is true for nothing any more: the missing value might be
the one that is asked for. The query returns no rows, without an error, and on a day on which nobody changed it.`,
		Settings: `[[dataset]]
name = "analytics.fct_orders"
  [[dataset.column]]
  name = "customer_id"
  nullable = true`,
		Bad: `select customer_id
from analytics.dim_customers
where customer_id not in (select customer_id from analytics.fct_orders)`,
		Good: `select c.customer_id
from analytics.dim_customers as c
where not exists (select 1 from analytics.fct_orders as o where o.customer_id = c.customer_id)`,
		Limits: `It speaks where the missing values are known of: the catalog says that the column may be without one (nullable = true), it comes from the side
of an outer join that may be missing, or the query makes it NULL itself (NULLIF, CASE without ELSE). A condition in the
subquery that no missing value passes keeps it silent. ClickHouse leaves NULLs out by itself.`,
	},
	Check: func(p *lint.Pass) {
		if p.Tree.Dialect.Name == "clickhouse" {
			return
		}
		var m *makers
		for _, n := range p.Nodes() {
			in := negated(n)
			if in == nil {
				continue
			}
			if m == nil {
				m = newMakers(p)
			}
			if s, item := onlyItem(in.Query); item != nil {
				if why := m.why(s, item.Expr, 0); why != "" {
					m.report(in, s, item, why)
				}
			}
		}
	},
}

// negated is the IN over a subquery whose opposite a node asks for, or nil.
func negated(n ast.Node) *ast.In {
	switch n := n.(type) {
	case *ast.In:
		if n.Not && n.Query != nil {
			return n
		}
	case *ast.Unary:
		if in, ok := ast.Unparen(n.X).(*ast.In); ok && n.Op == "NOT" && !in.Not && in.Query != nil {
			return in
		}
	}
	return nil
}

// onlyItem is the SELECT of a query and the one column that it yields, if it is one SELECT.
func onlyItem(q *ast.Query) (*ast.Select, *ast.SelectItem) {
	switch b := q.Body.(type) {
	case *ast.Query:
		return onlyItem(b)
	case *ast.Select:
		if len(b.Items) == 1 {
			return b, b.Items[0]
		}
	}
	return nil, nil
}

// makers finds what makes NULLs.
type makers struct {
	p       *lint.Pass
	n       *nulls
	selects map[ast.Node]*ast.Select // by their items
}

func newMakers(p *lint.Pass) *makers {
	m := &makers{p: p, n: newNulls(p), selects: map[ast.Node]*ast.Select{}}
	for _, sc := range p.Lineage.Scopes {
		if sc.Select != nil && !sc.Incomplete {
			for _, item := range sc.Select.Items {
				m.selects[item] = sc.Select
			}
		}
	}
	return m
}

// why says why a value of a SELECT is known to be missing at times, or "".
func (m *makers) why(s *ast.Select, e ast.Expr, depth int) string {
	if depth > maxNesting {
		return ""
	}
	switch e := e.(type) {
	case *ast.Paren:
		return m.why(s, e.X, depth+1)
	case *ast.Cast:
		return m.why(s, e.X, depth+1)
	case *ast.ColumnRef:
		return m.column(s, e, depth)
	case *ast.Case:
		if e.Else == nil && !m.filters(s) {
			return "its CASE has no ELSE"
		}
	case *ast.Call:
		if e.Name != nil && catalog.Fold(e.Name.Last().Name) == "nullif" && !m.filters(s) {
			return "NULLIF makes it so"
		}
	}
	return ""
}

// filters reports whether a SELECT has conditions of its own, which may be about what its items compute.
func (m *makers) filters(s *ast.Select) bool {
	return s.Where != nil || s.Prewhere != nil || s.Having != nil || s.Qualify != nil
}

func (m *makers) column(s *ast.Select, ref *ast.ColumnRef, depth int) string {
	r := m.n.refs[ref]
	if r == nil || r.Source == nil || r.Outer || len(r.Column.Candidates) > 0 {
		return ""
	}
	m.n.absent = func(other *lineage.Ref) bool { return other.Source == r.Source && other.Column == r.Column }
	if m.n.dropped(s) {
		return ""
	}
	if r.Source.Optional {
		m.n.absent = func(other *lineage.Ref) bool { return other.Source == r.Source }
		if !m.n.dropped(s) {
			return fmt.Sprintf("an outer join keeps rows without a match in %s", called(r.Source, "a subquery"))
		}
	}
	// A CREATE TABLE says NOT NULL or nothing: that a column may be without a value is no sign that it ever is.
	if d := r.Column.Declared; d != nil && d.Null == catalog.Nullable && d.Origin.Trust > catalog.Inferred {
		return fmt.Sprintf("%v says so", d.Origin)
	}
	if item, ok := r.Column.Node.(*ast.SelectItem); ok && m.selects[item] != nil && m.selects[item] != s && r.Source.Kind != lineage.Base {
		return m.why(m.selects[item], item.Expr, depth+1)
	}
	return ""
}

func (m *makers) report(in *ast.In, s *ast.Select, item *ast.SelectItem, why string) {
	x := squash(m.p.Text(item.Expr))
	f := lint.Finding{
		Span: item.Expr.Extent(), Object: squash(m.p.Text(in.X)) + " not in " + x,
		Message: fmt.Sprintf("this NOT IN finds nothing at all once a row has no `%s`, and some may have none: %s", x, why),
		Help:    fmt.Sprintf("leave such rows out of the subquery (`%s is not null`), or ask with not exists", x),
	}
	if _, column := item.Expr.(*ast.ColumnRef); column && s.Prewhere == nil && len(s.From) > 0 {
		f.Fixes = []lint.Fix{{
			Title: "leave missing values out of the subquery", Safety: lint.Unsafe, Evidence: lint.Conditional,
			Assumes: []string{fmt.Sprintf("a missing `%s` is not meant to empty the result", x)},
			Edits:   present(s, x),
		}}
	}
	m.p.Report(f)
}

// present are the edits that ask for rows in which something has a value.
func present(s *ast.Select, x string) []source.Edit {
	at := func(offset int32, text string) source.Edit {
		return source.Edit{Span: source.Span{Start: offset, End: offset}, Text: text}
	}
	switch {
	case s.Where == nil:
		return []source.Edit{at(s.From[len(s.From)-1].Extent().End, " where "+x+" is not null")}
	case joinsByOr(s.Where):
		return []source.Edit{at(s.Where.Extent().Start, "("), at(s.Where.Extent().End, ") and "+x+" is not null")}
	}
	return []source.Edit{at(s.Where.Extent().End, " and "+x+" is not null")}
}
