-- Newsletter export for the mail tool (CSV -> upload by hand, every Tuesday)
-- questions: lena.brandt@supercorp.com
WITH opted_in AS (
    SELECT id, email AS contact, first_name, country, created_at
    FROM raw.users
    WHERE marketing_opt_in = TRUE
      AND is_email_verified
      AND NOT is_internal
),
buyers AS (
    SELECT user_id, max(created_at) AS last_order_at
    FROM raw.orders
    WHERE status IN ('paid', 'shipped', 'delivered')
    GROUP BY user_id
)
SELECT
    oi.contact              AS subscriber,
    initcap(oi.first_name)  AS greeting,
    oi.country,
    iff(b.last_order_at >= dateadd('month', -6, current_date()), 'active', 'sleeping') AS segment
FROM opted_in oi
LEFT JOIN buyers b ON b.user_id = oi.id
WHERE oi.created_at < dateadd('day', -14, current_date())   -- not in the first two weeks, they get the onboarding mails
;
