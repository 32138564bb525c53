-- analytics.fct_subscriptions: one row for each subscription a customer could have bought. Owner: data-platform.
create or replace table analytics.fct_subscriptions as
select
    s.id                as subscription_id,
    s.user_id           as customer_id,
    s.plan_code,
    s.status,
    s.mrr_cents / 100.0 as mrr_usd,
    s.started_at,
    s.cancelled_at
from raw.subscriptions as s
where s.plan_code not in ('TEST', 'TEST_ANNUAL', 'QA_1CENT');
