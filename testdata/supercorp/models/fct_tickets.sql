-- analytics.fct_tickets: one row for each ticket, without subject, body and the requester's address.
-- Owner: data-platform, with support-engineering.
create or replace table analytics.fct_tickets as
select
    t.id      as ticket_id,
    t.user_id as customer_id,
    t.order_id,
    t.channel,
    t.priority,
    t.status,
    t.assignee_id,
    t.csat_score,
    t.created_at,
    t.first_reply_at,
    t.solved_at,
    datediff('minute', t.created_at, t.first_reply_at) as first_reply_minutes
from raw.tickets as t;
