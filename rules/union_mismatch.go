package rules

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// unionMismatch reports set operations whose sides do not fit: another number of columns, or the same names at other
// places. It speaks where the columns of both sides are known.
var unionMismatch = &lint.Rule{
	Name:     "union-mismatch",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Error),
	Weak:     lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "queries of a UNION whose columns do not fit together",
		Why: `UNION, INTERSECT and EXCEPT put columns together by their places, whatever they are called. With another number of columns the query
does not run. With the same columns in another order it does run, and names end up among cities.`,
		Bad: `select customer_id, name, city from analytics.dim_customers
union all
select customer_id, city, name from analytics.dim_prospects`,
		Good: `select customer_id, name, city from analytics.dim_customers
union all
select customer_id, name, city from analytics.dim_prospects`,
		Limits: `It speaks where the columns of both sides are known: a star counts where the catalog or the query itself lists what it stands for.
UNION BY NAME and CORRESPONDING match names and are left alone. Columns that change places within one and the same table are meant
(each pair both ways round). Types are not compared.`,
	},
	Check: func(p *lint.Pass) {
		if p.Lineage.Gaps {
			return
		}
		var u *sides
		for _, n := range p.Nodes() {
			op, ok := n.(*ast.SetOp)
			if !ok || op.ByName || p.HasTags() && holds(p, op.Span, token.TagStmt) { // a loop repeats its columns
				continue
			}
			if u == nil {
				u = &sides{p: p, lefts: map[*ast.SetOp]*side{}}
			}
			u.compare(op)
		}
	},
}

// sides compares the sides of set operations.
type sides struct {
	p     *lint.Pass
	lefts map[*ast.SetOp]*side // what set operations yield, nil where that is not known: each is the left side of the next
}

// A side is one query of a set operation: its columns and, where it is a SELECT of one relation, what that is.
type side struct {
	names []string // keys; "" for a column without a name
	ids   []*ast.Ident
	from  any // *lineage.Relation or *lineage.CTE, or nil
	at    source.Span
}

func (u *sides) compare(op *ast.SetOp) {
	left, right := u.side(op.Left), u.side(op.Right)
	if left == nil || right == nil {
		return
	}
	if len(left.names) != len(right.names) {
		u.p.Report(lint.Finding{
			Span: right.at, Object: fmt.Sprintf("%d,%d columns", len(left.names), len(right.names)),
			Message: fmt.Sprintf("this query has %s and the one above it has %d: %v needs as many on both sides, so it does not run",
				columns(len(right.names)), len(left.names), op.Op),
			Help:    "list the same columns in both, with null where one of them has no value",
			Related: []lint.Related{{Message: fmt.Sprintf("%s here", columns(len(left.names))), Span: left.at}},
		})
		return
	}
	if i, j, ok := swapped(left.names, right.names); ok && (left.from == nil || left.from != right.from) {
		span := right.at
		if right.ids[i] != nil {
			span = right.ids[i].Span
		}
		f := lint.Finding{
			Span: span, Object: left.names[i] + "," + left.names[j],
			Message: fmt.Sprintf("`%s` stands at place %d here and at place %d in the query above: %v goes by place, so it ends up in `%s`",
				right.name(i), i+1, j+1, op.Op, left.name(i)),
			Help: "list the columns in the same order in both queries",
		}
		if left.ids[i] != nil {
			f.Related = []lint.Related{{Message: fmt.Sprintf("place %d in the query above", i+1), Span: left.ids[i].Span}}
		}
		u.p.ReportWeak(f)
	}
}

func columns(n int) string {
	if n == 1 {
		return "1 column"
	}
	return fmt.Sprintf("%d columns", n)
}

func (s *side) name(i int) string {
	if s.ids[i] != nil {
		return s.ids[i].Name
	}
	return s.names[i]
}

// swapped finds the first place whose names on both sides stand elsewhere on the other: neither column is merely missing.
func swapped(left, right []string) (i, j int, ok bool) {
	place := func(names []string, name string) int {
		at := -1
		for k, n := range names {
			if n == name {
				if at >= 0 {
					return -1 // twice
				}
				at = k
			}
		}
		return at
	}
	for i, name := range right {
		if name == left[i] || name == "" || left[i] == "" || place(right, name) < 0 {
			continue
		}
		if j := place(left, name); j >= 0 && place(right, left[i]) >= 0 && place(left, left[i]) >= 0 {
			return i, j, true
		}
	}
	return 0, 0, false
}

// side is what is known of one side, or nil where its columns are not known for certain.
func (u *sides) side(b ast.Body) *side {
	switch b := b.(type) {
	case *ast.Query:
		return u.side(b.Body)
	case *ast.SetOp:
		if b.ByName {
			return nil
		}
		s, ok := u.lefts[b]
		if !ok {
			if left := u.side(b.Left); left != nil {
				s = &side{names: left.names, ids: left.ids, at: left.at}
			}
			u.lefts[b] = s
		}
		return s
	case *ast.Values:
		if len(b.Rows) > 0 {
			n := len(b.Rows[0].Elems)
			return &side{names: make([]string, n), ids: make([]*ast.Ident, n), at: firstByte(b.Span)}
		}
	case *ast.Select:
		return u.selected(b)
	}
	return nil
}

func (u *sides) selected(b *ast.Select) *side {
	sc := scopesOf(u.p)[b]
	if sc == nil || sc.Incomplete || sc.Natural || b.Model != nil || len(b.Items) == 0 || len(b.Into) > 0 {
		return nil
	}
	s := &side{at: wordAt(u.p, b.Start)}
	for _, item := range b.Items {
		if _, star := item.Expr.(*ast.Star); !star && (severalColumns(item) || calls(item.Expr, structMakers)) {
			return nil
		}
	}
	for _, c := range sc.Columns {
		if c.Star {
			return nil
		}
		id := identOf(c)
		s.ids = append(s.ids, id)
		s.names = append(s.names, u.p.Tree.Dialect.Key(c.Name, id != nil && id.Quote != 0))
	}
	if len(sc.Sources) == 1 {
		switch src := sc.Sources[0]; src.Kind {
		case lineage.Base:
			s.from = src.Relation
		case lineage.CTERef:
			s.from = src.CTE
		}
	}
	return s
}

// structMakers are further functions that stand for several columns in a select list.
var structMakers = []string{"json_tuple", "untuple", "columns", "parse_url_tuple", "json_each_text", "jsonb_each_text", "from_json", "xpath_table"}

// identOf is where a column of a SELECT gets its name: its alias, or the column that it copies; nil behind a star.
func identOf(c *lineage.Column) *ast.Ident {
	item, ok := c.Node.(*ast.SelectItem)
	if !ok {
		return nil
	}
	if item.Alias != nil {
		return item.Alias
	}
	if ref, ok := item.Expr.(*ast.ColumnRef); ok {
		return ref.Last()
	}
	return nil
}
