-- analytics.fct_orders: one row for each order, none dropped. Owner: data-platform.
create or replace table analytics.fct_orders as
select
    o.id                   as order_id,
    o.user_id              as customer_id,
    o.seller_id,
    o.status               as order_status,
    o.amount_cents / 100.0 as amount_usd,
    o.promo_code,
    o.created_at           as ordered_at,
    o.paid_at,
    row_number() over (partition by o.user_id order by o.created_at, o.id) = 1 as is_first_order
from raw.orders as o;
