-- WINBACK24: did they come back within 45 days?
select
    c.signup_channel,
    count(distinct c.customer_id)                               as targeted,
    count(distinct o.customer_id)                               as came_back,
    round(count(distinct o.customer_id) / nullif(count(distinct c.customer_id), 0), 3) as rate,
    zeroifnull(sum(o.amount_usd))                               as amount
from analytics.dim_customers c
left join analytics.fct_orders o
    on o.customer_id = c.customer_id
    and o.promo_code = 'WINBACK24'
    and o.ordered_at between '2024-02-01' and '2024-03-17'
where c.marketing_opt_in
  and c.email not like '%@supercorp.com'                        -- us
  and c.email <> 'tobias.lindqvist@northgate-wholesale.com'     -- reseller, orders 300 times a month, ruins the average
  and c.signed_up_at < '2023-08-01'
group by c.signup_channel
order by rate desc;
