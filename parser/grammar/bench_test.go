package grammar_test

import (
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// analysts is SQL as analysts write it: a report with CTEs, joins, windows and comments.
const analysts = `-- Revenue by month and channel, with what each cohort brought.
with paid_orders as (
    select
        o.id as order_id,
        o.customer_id,
        date_trunc('month', o.created_at) as order_month,
        coalesce(o.amount_cents, 0) / 100.0 as amount,
        case
            when o.channel in ('web', 'app') then 'online'
            when o.channel = 'store' then 'store'
            else 'other'
        end as channel -- as finance wants it
    from raw.orders as o
    where o.status = 'paid'
      and o.created_at >= '2024-01-01'
      and not exists (select 1 from raw.refunds r where r.order_id = o.id)
),

first_orders as (
    select customer_id, min(order_month) as cohort_month
    from paid_orders
    group by customer_id
)

select
    p.order_month,
    p.channel,
    f.cohort_month,
    count(distinct p.customer_id) as customers,
    sum(p.amount) as revenue,
    sum(sum(p.amount)) over (partition by p.channel order by p.order_month rows between unbounded preceding and current row) as running,
    round(100.0 * sum(p.amount) / nullif(sum(sum(p.amount)) over (partition by p.order_month), 0), 2) as share
from paid_orders p
left join first_orders f on f.customer_id = p.customer_id
inner join dim.customers c on c.id = p.customer_id and c.country <> 'XX'
where c.email not like '%@example.com'
group by 1, 2, 3
having sum(p.amount) > 0
order by p.order_month desc, revenue desc
limit 1000;

`

func BenchmarkLex(b *testing.B) {
	text := strings.Repeat(analysts, 50)
	d := dialect.Find("generic")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		token.Lex(text, d)
	}
}

// BenchmarkParse reads from text to trees.
func BenchmarkParse(b *testing.B) {
	text := strings.Repeat(analysts, 50)
	d := dialect.Find("generic")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		read(text, d)
	}
}

func BenchmarkWalk(b *testing.B) {
	text := strings.Repeat(analysts, 50)
	statements, _ := read(text, dialect.Find("generic"))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range statements {
			ast.Walk(s, func(ast.Node) bool { return true })
		}
	}
}
