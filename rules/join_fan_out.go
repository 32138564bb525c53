package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// joinFanOut reports sums and counts over a relation whose rows a join repeats, by what is known of keys.
var joinFanOut = &lint.Rule{
	Name:     "join-fan-out",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a sum or count over rows that a join repeats",
		Why: `An order with three items stands three times in the joined rows, so its amount is added three times. The total is too high,
and nothing looks wrong. Aggregate the table with many rows first, and join its result.`,
		Bad: `select sum(o.amount_usd) as revenue, sum(i.quantity) as items
from analytics.fct_orders as o
join analytics.fct_order_items as i on i.order_id = o.order_id`,
		Good: `with items as (
    select order_id, sum(quantity) as quantity
    from analytics.fct_order_items
    group by order_id
)
select sum(o.amount_usd) as revenue, sum(i.quantity) as items
from analytics.fct_orders as o
join items as i on i.order_id = o.order_id`,
		Limits: `It needs to know what a row is: the grain and unique keys in the catalog, the keys of a CREATE TABLE among the files, GROUP BY and
DISTINCT in WITH parts and subqueries. It follows joins on equal columns; a table that is joined by another one's key, or by a
part of its own, has many rows for each unless unique says otherwise. Where a key is not known on the way it is silent, and so
it is about min, max, and count or sum of distinct values, and where the groups have a row each of the repeating side.`,
		Settings: `[[dataset]]
name  = "analytics.fct_orders"
grain = ["order_id"]

[[dataset]]
name  = "analytics.fct_order_items"
grain = ["order_id", "line"]
`,
	},
	Check: func(p *lint.Pass) {
		if p.Lineage.Gaps {
			return
		}
		var k *keys
		for _, sc := range p.Lineage.Scopes {
			if sc.Select == nil || !sc.Grouped || len(sc.Sources) < 2 || sc.Incomplete || sc.Natural {
				continue
			}
			if k == nil {
				k = newKeys(p)
			}
			f := fan{keys: k, sc: sc}
			f.check()
		}
	},
}

// A fan is the joins of one SELECT as a graph of its sources.
type fan struct {
	*keys
	sc      *lineage.Scope
	columns map[[2]*lineage.Source]map[string]bool // of the first source, which the second one's equal
	fixed   map[*lineage.Source]map[string]bool    // columns that equal a constant
}

func (f *fan) check() {
	s := f.sc.Select
	f.columns, f.fixed = map[[2]*lineage.Source]map[string]bool{}, map[*lineage.Source]map[string]bool{}
	f.condition(s.Where)
	for _, t := range s.From {
		f.from(t)
	}
	said := map[string]bool{}
	for _, item := range s.Items {
		ast.Walk(item, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Query:
				return false
			case *ast.Call:
				f.call(n, said)
			}
			return true
		})
	}
}

// from takes in the conditions of joins.
func (f *fan) from(t ast.TableExpr) {
	for {
		switch x := t.(type) {
		case *ast.ParenTable:
			t = x.X
			continue
		case *ast.Join:
			f.condition(x.On)
			f.using(x)
			f.from(x.Right)
			t = x.Left
			continue
		}
		return
	}
}

// using takes in a join by columns of the same name, if it is one of two sources.
func (f *fan) using(j *ast.Join) {
	if len(j.Using) == 0 {
		return
	}
	var left, right []*lineage.Source
	for _, s := range f.sc.Sources {
		switch {
		case s.Node == nil:
		case j.Right.Extent().Contains(s.Node.Extent()):
			right = append(right, s)
		case j.Left.Extent().Contains(s.Node.Extent()):
			left = append(left, s)
		}
	}
	if len(left) != 1 || len(right) != 1 {
		return
	}
	for i := range j.Using {
		name := catalog.Fold(j.Using[i].Name)
		f.equal(left[0], name, right[0], name)
	}
}

// condition takes in the equalities between the ANDs of a condition.
func (f *fan) condition(e ast.Expr) {
	for e != nil {
		b, ok := ast.Unparen(e).(*ast.Binary)
		if !ok {
			return
		}
		switch b.Op {
		case ast.OpAnd:
			f.condition(b.Right)
			e = b.Left
			continue
		case ast.OpEq:
			left, lc := f.column(b.Left)
			right, rc := f.column(b.Right)
			switch {
			case left != nil && right != nil && left != right:
				f.equal(left, lc, right, rc)
			case left != nil && constant(b.Right):
				f.fix(left, lc)
			case right != nil && constant(b.Left):
				f.fix(right, rc)
			}
		}
		return
	}
}

func constant(e ast.Expr) bool {
	switch ast.Unparen(e).(type) {
	case *ast.Literal, *ast.Param:
		return true
	}
	return false
}

// column is the source and the folded name of a column of this SELECT; nil for anything else.
func (f *fan) column(e ast.Expr) (*lineage.Source, string) {
	ref, ok := ast.Unparen(e).(*ast.ColumnRef)
	if !ok {
		return nil, ""
	}
	r := f.refs[ref]
	if r == nil || r.Source == nil || r.Source.Scope != f.sc || len(r.Column.Candidates) > 0 {
		return nil, ""
	}
	return r.Source, catalog.Fold(r.Column.Name)
}

func (f *fan) equal(a *lineage.Source, ac string, b *lineage.Source, bc string) {
	for _, side := range [...]struct {
		pair   [2]*lineage.Source
		column string
	}{{[2]*lineage.Source{a, b}, ac}, {[2]*lineage.Source{b, a}, bc}} {
		if f.columns[side.pair] == nil {
			f.columns[side.pair] = map[string]bool{}
		}
		f.columns[side.pair][side.column] = true
	}
}

func (f *fan) fix(s *lineage.Source, column string) {
	if f.fixed[s] == nil {
		f.fixed[s] = map[string]bool{}
	}
	f.fixed[s][column] = true
}

// call reports a sum or count whose column is of a source that a join repeats.
func (f *fan) call(c *ast.Call, said map[string]bool) {
	if c.Name == nil || c.Over != nil || c.Distinct || len(c.Args) == 0 {
		return
	}
	switch strings.ToLower(c.Name.Last().Name) {
	case "sum", "avg", "count":
	default:
		return
	}
	of := f.only(c)
	if of == nil || strings.EqualFold(c.Name.Last().Name, "count") && !f.countsKey(of, c) {
		return
	}
	many, where := f.repeats(of)
	if many == nil || f.groupedBy(many) {
		return
	}
	object := catalog.Fold(f.p.Text(c))
	if said[object] {
		return
	}
	said[object] = true
	finding := lint.Finding{
		Span: c.Span, Object: object,
		Message: fmt.Sprintf("`%s` takes each row of %s as often as %s has rows for it, so the number is too high",
			squash(f.p.Text(c)), labelOf(of), labelOf(many)),
		Help: fmt.Sprintf("aggregate %s to one row each in a WITH part first, and join that", labelOf(many)),
	}
	if strings.EqualFold(c.Name.Last().Name, "avg") {
		finding.Message = strings.Replace(finding.Message, "so the number is too high", "so rows that are repeated count more", 1)
	}
	if many.Node != nil {
		finding.Related = []lint.Related{{Message: f.evidence(many, where), Span: many.Node.Extent()}}
	}
	f.p.Report(finding)
}

// countsKey reports whether a count is of a column of a key, and so of the things that the rows of the source stand for.
// Any other count may well be of the joined rows.
func (f *fan) countsKey(s *lineage.Source, c *ast.Call) bool {
	of, name := f.column(c.Args[0])
	list, _ := f.of(s)
	return of == s && slices.ContainsFunc(list, func(k key) bool { return slices.Contains(k.columns, name) })
}

// only is the source that all columns are of whose values a call takes in; nil where they are of several, where one is not
// known, and where there are none: sum(case when o.urgent then 1 else 0 end) counts joined rows.
func (f *fan) only(c *ast.Call) *lineage.Source {
	var found *lineage.Source
	ok := true
	for i := range c.Args {
		f.values(c.Args[i], func(e ast.Expr) {
			s, _ := f.column(e)
			ok = ok && s != nil && (found == nil || found == s)
			found = s
		})
	}
	if !ok {
		return nil
	}
	return found
}

// values calls see for the columns of which the value of an expression is made, leaving out what is only tested, and for
// everything that is not known to be made of columns.
func (f *fan) values(e ast.Expr, see func(ast.Expr)) {
	switch e := ast.Unparen(e).(type) {
	case nil, *ast.Literal, *ast.Param, *ast.Word:
	case *ast.Unary:
		f.values(e.X, see)
	case *ast.Cast:
		f.values(e.X, see)
	case *ast.Case:
		for _, w := range e.Whens {
			f.values(w.Result, see)
		}
		f.values(e.Else, see)
	case *ast.Binary:
		if e.Op.Comparison() || e.Op == ast.OpAnd || e.Op == ast.OpOr {
			return
		}
		f.values(e.Left, see)
		f.values(e.Right, see)
	case *ast.Call:
		name := ""
		if e.Name != nil {
			name = strings.ToLower(e.Name.Last().Name)
		}
		for i, arg := range e.Args {
			if i == 0 && (name == "if" || name == "iff" || name == "iif" || name == "nvl2") {
				continue
			}
			f.values(arg, see)
		}
	case *ast.Is, *ast.In, *ast.Like, *ast.Between:
	default:
		see(e)
	}
}

// repeats finds a source of which a row of the given one can meet several: it follows joins in which the next source has
// one row for each, up to one that has more, because it refers to the one before by that one's key, or is joined by a part
// of its own. It is nil where none is found before keys are not known.
func (f *fan) repeats(of *lineage.Source) (many *lineage.Source, where string) {
	seen := map[*lineage.Source]bool{of: true}
	for queue := []*lineage.Source{of}; len(queue) > 0; queue = queue[1:] {
		for _, next := range f.sc.Sources {
			joined := f.columns[[2]*lineage.Source{next, queue[0]}]
			if seen[next] || joined == nil || next.Lateral {
				continue
			}
			list, said := f.of(next)
			if len(list) == 0 {
				continue
			}
			columns := map[string]bool{}
			for _, set := range []map[string]bool{joined, f.fixed[next]} {
				for c := range set {
					columns[c] = true
				}
			}
			for _, other := range f.sc.Sources { // what is joined to others that came before pins it down too
				if seen[other] {
					for c := range f.columns[[2]*lineage.Source{next, other}] {
						columns[c] = true
					}
				}
			}
			if slices.ContainsFunc(list, func(k key) bool { return k.within(columns) }) {
				seen[next] = true
				queue = append(queue, next)
				continue
			}
			declared := slices.ContainsFunc(list, func(k key) bool { return k.declared })
			if declared && f.identifies(queue[0], next) || slices.ContainsFunc(list, func(k key) bool { return k.partly(columns) }) {
				return next, said
			}
		}
	}
	return nil, ""
}

// identifies reports whether a join with another source is by a key of the first one: the other one refers to it then,
// and has any number of rows for each.
func (f *fan) identifies(s, other *lineage.Source) bool {
	list, _ := f.of(s)
	columns := f.columns[[2]*lineage.Source{s, other}]
	return slices.ContainsFunc(list, func(k key) bool { return k.within(columns) })
}

// groupedBy reports whether GROUP BY names a key of a source, so that each group has one row of it.
func (f *fan) groupedBy(s *lineage.Source) bool {
	g := f.sc.Select.GroupBy
	if g == nil {
		return false
	}
	if g.All {
		return true
	}
	columns := map[string]bool{}
	for _, e := range g.Items {
		if of, name := f.column(e); of == s {
			columns[name] = true
		} else if of == nil {
			return true // an expression or a place: it may be one
		}
	}
	list, _ := f.of(s)
	return slices.ContainsFunc(list, func(k key) bool { return k.within(columns) })
}

// evidence says what a row of the repeating source is.
func (f *fan) evidence(s *lineage.Source, where string) string {
	list, _ := f.of(s)
	i := slices.IndexFunc(list, func(k key) bool { return k.declared })
	text := fmt.Sprintf("%s has a row for each %s", labelOf(s), strings.Join(list[i].columns, ", "))
	if where != "" {
		text += " (" + where + ")"
	}
	return text
}
