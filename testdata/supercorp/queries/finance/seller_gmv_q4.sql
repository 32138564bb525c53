-- GMV per seller tier, Q4 bonus calculation. Copy of the Q3 file, only dates changed
select s.tier, s.country, sum(o.total_amount) as gmv, count(distinct o.order_id) as orders
from analytics.orders_v1 o
join stg.sellers s on s.seller_id = o.seller_id
where o.created_date >= '2023-10-01' and o.created_date < '2024-01-01'
  and o.status = 'paid'
  and s.seller_id not in (1, 77)      -- own brands
group by s.tier, s.country
order by gmv desc;
