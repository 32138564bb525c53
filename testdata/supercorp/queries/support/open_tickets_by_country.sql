-- Open tickets with the customer's country, for the Monday stand-up
-- (Miguel, tier 2)   last touched 2024-02-19
SELECT
    t.id                AS ticket,
    t.priority,
    t.channel,
    u.country,
    u.signup_channel,
    u.is_email_verified,
    datediff('hour', t.created_at, current_timestamp()) as hours_open
--  , t.subject
FROM RAW.TICKETS t
    INNER JOIN raw.users u ON t.user_id = u.id
WHERE t.status in ('new','open','pending')
  and u.is_internal = FALSE
  and t.created_at >= '2023-01-01'     -- older ones are from the help desk migration
order by hours_open DESC
