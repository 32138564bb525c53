-- Weekly active customers, new and returning, and how many of them we may write to
select
    date_trunc('week', o.ordered_at)                                       as week,
    count(distinct o.customer_id)                                          as active_customers,
    count(distinct iff(o.is_first_order, o.customer_id, null))             as new_customers,
    count(distinct case when c.is_email_verified then lower(c.email) end)  as reachable_customers
from analytics.fct_orders as o
inner join analytics.dim_customers as c
    on c.customer_id = o.customer_id
where o.order_status in ('paid', 'shipped', 'delivered')
  and not c.is_internal
  and o.ordered_at >= dateadd('week', -26, date_trunc('week', current_date()))
group by date_trunc('week', o.ordered_at)
order by week;
