-- who cancelled within 30 days after a bad ticket?
-- asked by: Head of CX, QBR 2024-Q1
with bad_tickets as (
    select customer_id, min(created_at) as first_bad_ticket
    from analytics.fct_tickets
    where csat_score <= 2
    group by customer_id
)

SELECT
  s.plan_code,
  count(DISTINCT s.id)          as cancelled_subscriptions,
  sum(s.mrr_cents / 100.0)      as lost_mrr
FROM raw.subscriptions s
JOIN bad_tickets b ON b.customer_id = s.user_id
WHERE s.status = 'cancelled'
  AND s.cancelled_at >= b.first_bad_ticket
  AND s.cancelled_at <  dateadd('day', 30, b.first_bad_ticket)
  -- and s.plan_code not like 'FREE%'
GROUP BY s.plan_code
ORDER BY lost_mrr DESC;
