-- REVENUE, board deck version. Net of refunds.
-- Approved by CFO 2022-04. If the number differs from the flash report: this one is right.
with r as (
    select order_id, sum(amount_cents) as refunded_cents
    from raw.refunds
    where reason_code <> 'GOODWILL_CREDIT'
    group by order_id
)
select
    date_trunc('month', o.paid_at)                                          as month,
    sum(o.amount_cents - coalesce(r.refunded_cents, 0)) / 100               as revenue
from raw.orders o
left join r on r.order_id = o.id
where o.status not in ('cart','cancelled')
  and o.paid_at >= '2022-01-01'
group by 1
order by 1;
