-- Accounts used from many places on one day (plan sharing? ask growth)
select
    w.user_id,
    w.ip_address,
    date_trunc('day', w.started_at)   as day,
    count(*)                          as sessions
from raw.web_sessions w
join analytics.fct_subscriptions s on s.customer_id = w.user_id
where s.status = 'active'
  and s.plan_code <> 'FAMILY'
  and w.started_at >= dateadd('day', -30, current_date())
group by 1, 2, 3
having count(*) > 25
order by sessions desc
limit 500;
