-- audience for the spring campaign. run once, then work from the table (the dump is too slow)
-- v3 2024-03-04 added phone for the SMS pilot
create or replace table sandbox.mkt_audience_2024 as
select
    u.id          as user_id,
    u.email,
    u.phone,
    u.country,
    count(o.id)                  as orders_12m,
    sum(o.amount_cents / 100.0)  as spend_12m
from raw.users u
left join raw.orders o
       on o.user_id = u.id
      and o.created_at >= dateadd('month', -12, '2024-03-01'::date)
      and o.status <> 'cart'
where u.marketing_opt_in
  and u.country in ('US','CA','GB','DE')
--and u.country in ('US')     -- v1
group by 1,2,3,4
having count(o.id) > 0;
