package rules

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
)

// ambiguousColumn reports names that are columns of more than one relation of the query for certain.
var ambiguousColumn = &lint.Rule{
	Name:     "ambiguous-column",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Error),
	Weak:     lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a column name that several tables of the query have",
		Why: `The database cannot know which one you mean, and most refuse to run the query. The few that choose for you may choose the
other one.`,
		Bad: `with orders as (select order_id, customer_id, created_at from analytics.fct_orders),
customers as (select customer_id, created_at from analytics.dim_customers)
select order_id, created_at
from orders
join customers on customers.customer_id = orders.customer_id`,
		Good: `with orders as (select order_id, customer_id, created_at from analytics.fct_orders),
customers as (select customer_id, created_at from analytics.dim_customers)
select order_id, orders.created_at
from orders
join customers on customers.customer_id = orders.customer_id`,
		Limits: `It speaks where the columns of the tables are known: listed in a WITH part or subquery, or declared in the catalog, in which
case it is a warning. Where they are not known, unqualified-column asks for the table's name. Columns that USING or NATURAL
merge are one column; ClickHouse takes the first table's, so it is silent there.`,
	},
	Check: func(p *lint.Pass) {
		if p.Tree.Dialect.Name == "clickhouse" || !certainNames(p) {
			return
		}
		seen := map[string]bool{}
		for i := range p.Lineage.Refs {
			r := &p.Lineage.Refs[i]
			if r.Node == nil || r.Column.Doubt != lineage.Ambiguous || len(r.Column.Candidates) < 2 {
				continue
			}
			name := r.Node.Last().Name
			var labels, columns []string
			weak := false
			for _, s := range r.Column.Candidates {
				if s.Kind == lineage.Function {
					columns = nil
					break
				}
				weak = weak || mayLag(s) != nil
				labels = append(labels, labelOf(s))
				if s.Alias != "" {
					columns = append(columns, "`"+s.Alias+"."+name+"`")
				}
			}
			object := strings.ToLower(name + "," + strings.Join(labels, ","))
			if len(columns) < 2 || seen[object] {
				continue
			}
			seen[object] = true
			f := lint.Finding{
				Span: r.Node.Span, Object: object,
				Message: fmt.Sprintf("`%s` is a column of %s, and the database cannot know which one is meant", name, list(labels)),
				Help:    "write " + strings.Join(columns, " or "),
			}
			if weak {
				p.ReportWeak(f)
			} else {
				p.Report(f)
			}
		}
	},
}
