-- daily flash, 7:30 to the management channel. gross!
SELECT
	to_date(o.created_at)          AS day,
	COUNT(*)                       AS orders,
	SUM(o.amount_cents / 100.0)    AS revenue
FROM RAW.ORDERS AS o
WHERE o.status IN ('paid','shipped','delivered')
	AND o.created_at >= DATEADD('day', -14, CURRENT_DATE())
	-- AND o.seller_id <> 77
GROUP BY to_date(o.created_at)
ORDER BY day
