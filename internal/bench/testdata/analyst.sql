-- monthly revenue by country, with the share of returning customers
with paid_orders as (
    select o.id as order_id, o.customer_id, o.amount_cents / 100.0 as amount, o.created_at, c.country, c.segment
    from shop.orders as o
    inner join shop.customers as c on c.id = o.customer_id
    where o.status in ('paid', 'shipped', 'delivered') and o.created_at >= '2024-01-01' and o.deleted_at is null
), first_orders as (
    select customer_id, min(created_at) as first_order_at, count(*) as orders
    from paid_orders
    group by customer_id
)
select p.country, date_format(p.created_at, '%Y-%m') as month, sum(p.amount) as revenue,
       count(distinct p.customer_id) as customers,
       sum(case when f.first_order_at < p.created_at then p.amount else 0 end) / nullif(sum(p.amount), 0) as returning_share
from paid_orders as p
left join first_orders as f on f.customer_id = p.customer_id
group by p.country, date_format(p.created_at, '%Y-%m')
having sum(p.amount) > 1000
order by month desc, revenue desc
limit 500;

select u.id, u.full_name, u.email, t.subject, t.priority, coalesce(t.first_reply_at, t.closed_at) as answered_at,
       timestampdiff(hour, t.opened_at, t.first_reply_at) as hours_to_reply,
       row_number() over (partition by u.id order by t.opened_at desc) as rn
from support.tickets t
join shop.users u on u.id = t.requester_id
left join support.agents a on a.id = t.agent_id and a.active = 1
where t.opened_at between '2024-03-01' and '2024-03-31'
  and (t.tags like '%refund%' or t.tags like '%chargeback%' or t.priority = 'urgent')
  and not exists (select 1 from support.merged_tickets m where m.child_id = t.id)
order by t.opened_at;

/* churn: who stopped in the last 90 days, and what they were worth */
select s.plan, count(*) as churned, avg(s.mrr_cents) / 100 as avg_mrr, max(s.cancelled_at) as last_seen
from billing.subscriptions s
where s.cancelled_at > date_sub(current_date, interval 90 day) and s.status <> 'trial'
  and s.account_id in (select account_id from billing.invoices where paid_at is not null group by account_id having count(*) > 2)
group by s.plan
union all
select 'all plans', count(*), avg(mrr_cents) / 100, max(cancelled_at)
from billing.subscriptions
where cancelled_at > date_sub(current_date, interval 90 day);

select e.event_date, e.utm_source, e.utm_campaign, sum(e.sessions) as sessions, sum(e.signups) as signups,
       round(100.0 * sum(e.signups) / nullif(sum(e.sessions), 0), 2) as conversion,
       sum(sum(e.cost)) over (partition by e.utm_source order by e.event_date rows between 6 preceding and current row) as cost_7d
from marketing.daily_events e
where e.event_date >= '2024-06-01' and lower(e.utm_medium) not in ('internal', 'test')
group by e.event_date, e.utm_source, e.utm_campaign
order by 1, 4 desc;

insert into reporting.stock_levels (warehouse_id, sku, on_hand, reserved, updated_at)
select w.id, i.sku, sum(i.quantity), sum(case when i.reserved = 1 then i.quantity else 0 end), now()
from inventory.items i
join inventory.warehouses w on w.id = i.warehouse_id and w.region = 'eu-west'
where i.quantity > 0
group by w.id, i.sku;

update crm.leads l join crm.owners o on o.region = l.region set l.owner_id = o.id, l.assigned_at = now()
where l.owner_id is null and l.score >= 40 and l.created_at > '2024-01-01';
