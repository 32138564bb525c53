package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A flavour is how a dialect writes what differs between dialects in the queries of analysts.
type flavour struct {
	name               string // for qualified names: schema in front of each table
	month, daysAgo     string // of %s, of %d
	decimal            string // type
	concat             string // of %s and %s
	top                string // the list's beginning, with a count
	limit              string // the end, with a count
	bar                string // quotes of a name with a blank, with %s
	createAs, create2  string // CREATE TABLE %s AS ... and what stands behind
	own                []string
	noLateral, noUsing bool
}

var flavours = map[string]flavour{
	"mysql": {
		month: "date_format(%s, '%%Y-%%m-01')", daysAgo: "date_sub(current_date(), interval %d day)", decimal: "decimal(18, 2)",
		concat: "concat(%s, ' ', %s)", limit: "LIMIT %d", bar: "`%s`", createAs: "CREATE TABLE %s AS",
		own: []string{
			"SELECT group_concat(DISTINCT t.tag ORDER BY t.tag SEPARATOR ', ') AS tags, json_extract(t.payload, '$.source') AS source FROM shop.events t WHERE t.tag REGEXP '^promo' GROUP BY source",
			"INSERT INTO mart.daily (day, orders, revenue) SELECT date(o.created_at), count(*), sum(o.amount) FROM shop.orders o GROUP BY date(o.created_at) ON DUPLICATE KEY UPDATE orders = VALUES(orders), revenue = VALUES(revenue)",
			"UPDATE crm.leads l JOIN crm.owners o ON o.region = l.region SET l.owner_id = o.id WHERE l.owner_id IS NULL AND l.score >= 40",
		},
	},
	"postgres": {
		month: "date_trunc('month', %s)", daysAgo: "current_date - interval '%d days'", decimal: "numeric(18, 2)",
		concat: "%s || ' ' || %s", limit: "LIMIT %d", bar: `"%s"`, createAs: "CREATE TABLE %s AS",
		own: []string{
			"SELECT DISTINCT ON (e.user_id) e.user_id, e.payload->>'source' AS source, e.payload #>> '{utm,campaign}' AS campaign, count(*) FILTER (WHERE e.kind = 'click') OVER (PARTITION BY e.user_id) AS clicks FROM shop.events e WHERE e.tags && ARRAY['promo', 'vip'] ORDER BY e.user_id, e.created_at DESC",
			"INSERT INTO mart.daily (day, orders, revenue) SELECT o.created_at::date, count(*), sum(o.amount) FROM shop.orders o GROUP BY 1 ON CONFLICT (day) DO UPDATE SET orders = excluded.orders, revenue = excluded.revenue RETURNING day",
			"SELECT d.day::date, coalesce(x.n, 0) AS n FROM generate_series('2024-01-01'::date, '2024-12-31'::date, interval '1 day') AS d(day) LEFT JOIN LATERAL (SELECT count(*) AS n FROM shop.orders o WHERE o.created_at::date = d.day) x ON true",
		},
	},
	"bigquery": {
		month: "DATE_TRUNC(%s, MONTH)", daysAgo: "DATE_SUB(CURRENT_DATE(), INTERVAL %d DAY)", decimal: "NUMERIC",
		concat: "CONCAT(%s, ' ', %s)", limit: "LIMIT %d", bar: "`%s`", createAs: "CREATE OR REPLACE TABLE %s AS",
		own: []string{
			"SELECT e.user_id, (SELECT value.string_value FROM UNNEST(e.params) WHERE key = 'source') AS source, ARRAY_AGG(STRUCT(e.name, e.ts) ORDER BY e.ts LIMIT 10) AS path FROM `acme-prod.analytics.events_*` AS e WHERE _TABLE_SUFFIX BETWEEN '20240101' AND '20240131' GROUP BY e.user_id, source",
			"SELECT * EXCEPT (password_hash) REPLACE (LOWER(email) AS email) FROM shop.customers QUALIFY ROW_NUMBER() OVER (PARTITION BY email ORDER BY updated_at DESC) = 1",
			"SELECT o.id, item.sku, SAFE_DIVIDE(item.amount, item.quantity) AS price, offset FROM shop.orders AS o CROSS JOIN UNNEST(o.items) AS item WITH OFFSET AS offset WHERE DATE(o.created_at) >= DATE '2024-01-01'",
		},
	},
	"duckdb": {
		month: "date_trunc('month', %s)", daysAgo: "current_date - INTERVAL %d DAY", decimal: "DECIMAL(18, 2)",
		concat: "%s || ' ' || %s", limit: "LIMIT %d", bar: `"%s"`, createAs: "CREATE OR REPLACE TABLE %s AS",
		own: []string{
			"SELECT * EXCLUDE (password_hash) REPLACE (lower(email) AS email) FROM shop.customers QUALIFY row_number() OVER (PARTITION BY email ORDER BY updated_at DESC) = 1",
			"FROM shop.events SELECT kind, list(user_id ORDER BY created_at) AS users, {'first': min(created_at), 'last': max(created_at)} AS span GROUP BY ALL ORDER BY ALL",
			"SELECT o.id, unnest(o.items) AS item, o.tags[1:3] AS tags FROM shop.orders o ASOF JOIN shop.prices p ON p.sku = o.sku AND p.valid_from <= o.created_at",
		},
	},
	"sqlite": {
		month: "strftime('%%Y-%%m-01', %s)", daysAgo: "date('now', '-%d days')", decimal: "NUMERIC",
		concat: "%s || ' ' || %s", limit: "LIMIT %d", bar: `"%s"`, createAs: "CREATE TABLE %s AS",
		own: []string{
			"INSERT INTO daily (day, orders) SELECT date(o.created_at), count(*) FROM orders o WHERE true GROUP BY 1 ON CONFLICT (day) DO UPDATE SET orders = excluded.orders",
			"SELECT json_extract(e.payload, '$.source') AS source, e.payload ->> '$.campaign' AS campaign, group_concat(e.tag, ', ') AS tags FROM events e WHERE e.tag GLOB 'promo*' GROUP BY 1, 2",
		},
	},
	"clickhouse": {
		month: "toStartOfMonth(%s)", daysAgo: "today() - INTERVAL %d DAY", decimal: "Decimal(18, 2)",
		concat: "concat(%s, ' ', %s)", limit: "LIMIT %d", bar: "`%s`", createAs: "CREATE TABLE %s ENGINE = MergeTree ORDER BY tuple() AS",
		own: []string{
			"SELECT user_id, groupArray(10)(kind) AS kinds, quantiles(0.5, 0.95)(duration) AS q, arrayMap(x -> x * 2, durations) AS twice, uniqExactIf(session_id, kind = 'click') AS sessions FROM shop.events FINAL PREWHERE created_at >= today() - 7 WHERE has(tags, 'promo') GROUP BY user_id, durations ORDER BY q[1] DESC LIMIT 3 BY user_id",
			"SELECT toDate(created_at) AS day, tag, countIf(kind = 'view') AS views FROM shop.events ARRAY JOIN tags AS tag GROUP BY day, tag WITH TOTALS ORDER BY day, views DESC LIMIT 100 SETTINGS max_threads = 4",
		},
	},
	"tsql": {
		month: "DATEFROMPARTS(YEAR(%s), MONTH(%[1]s), 1)", daysAgo: "DATEADD(day, -%d, GETDATE())", decimal: "decimal(18, 2)",
		concat: "CONCAT(%s, ' ', %s)", top: "TOP (%d) ", limit: "", bar: "[%s]", create2: "INTO %s ",
		own: []string{
			"SELECT c.id, x.total, x.last_order FROM shop.customers AS c WITH (NOLOCK) CROSS APPLY (SELECT TOP (3) SUM(o.amount) AS total, MAX(o.created_at) AS last_order FROM shop.orders AS o WHERE o.customer_id = c.id) AS x WHERE c.email LIKE N'%@example.com' OPTION (RECOMPILE)",
			"UPDATE l SET l.owner_id = o.id, l.assigned_at = SYSUTCDATETIME() FROM crm.leads AS l INNER JOIN crm.owners AS o ON o.region = l.region WHERE l.owner_id IS NULL",
			"MERGE mart.daily AS d USING (SELECT CAST(o.created_at AS date) AS day, COUNT(*) AS n FROM shop.orders AS o GROUP BY CAST(o.created_at AS date)) AS s ON d.day = s.day WHEN MATCHED THEN UPDATE SET d.orders = s.n WHEN NOT MATCHED BY TARGET THEN INSERT (day, orders) VALUES (s.day, s.n);",
		},
	},
}

// A writer makes up statements of a dialect, the same ones for the same seed.
type writer struct {
	flavour
	*rand.Rand
}

var (
	tables = []string{"shop.orders", "shop.customers", "billing.invoices", "support.tickets", "marketing.sessions", "inventory.items", "crm.accounts"}
	marts  = []string{"analytics.revenue_by_month", "analytics.churn", "mart.active_users", "reporting.stock_levels"}
	keys   = []string{"id", "customer_id", "account_id", "order_id", "region_id"}
	dates  = []string{"created_at", "updated_at", "paid_at", "closed_at"}
	values = []string{"amount", "quantity", "discount", "mrr_cents", "duration_seconds", "score"}
	words  = []string{"status", "country", "plan", "channel", "segment", "priority", "utm_source", "email"}
	texts  = []string{"paid", "shipped", "cancelled", "trial", "urgent", "DE", "US", "refund", "organic search", "next year"}
	titles = []string{"total revenue", "share of returning customers", "days to reply", "orders", "Average basket"}
	notes  = []string{
		"-- revenue by month, as finance counts it", "-- who has not come back, and what they were worth",
		"/* the dashboard of the support team: one row for each agent and week */", "-- agreed with marketing: sessions of bots are left out",
	}
)

func (w *writer) one(of []string) string { return of[w.IntN(len(of))] }

// column is a column of one of the relations in scope.
func (w *writer) column(of []string, from []string) string { return w.one(from) + "." + w.one(of) }

func (w *writer) condition(from []string) string {
	switch w.IntN(8) {
	case 0:
		return fmt.Sprintf("%s IN ('%s', '%s', '%s')", w.column(words, from), w.one(texts), w.one(texts), w.one(texts))
	case 1:
		return fmt.Sprintf("%s >= "+w.daysAgo, w.column(dates, from), 7+w.IntN(360))
	case 2:
		return fmt.Sprintf("%s BETWEEN '2024-0%d-01' AND '2024-1%d-31'", w.column(dates, from), 1+w.IntN(9), w.IntN(3))
	case 3:
		return fmt.Sprintf("(%s LIKE '%%%s%%' OR %s IS NULL)", w.column(words, from), w.one(texts), w.column(words, from))
	case 4:
		return fmt.Sprintf("%s > %d.%d", w.column(values, from), w.IntN(1000), w.IntN(10))
	case 5:
		return fmt.Sprintf("NOT EXISTS (SELECT 1 FROM %s x WHERE x.%s = %s AND x.%s <> '%s')", w.one(tables), w.one(keys), w.column(keys, from), w.one(words), w.one(texts))
	case 6:
		return fmt.Sprintf("%s IN (SELECT y.%s FROM %s y WHERE y.%s IS NOT NULL GROUP BY y.%[2]s HAVING count(*) > %[5]d)", w.column(keys, from), w.one(keys), w.one(tables), w.one(dates), 1+w.IntN(5))
	}
	return fmt.Sprintf("lower(%s) = '%s'", w.column(words, from), w.one(texts))
}

func (w *writer) item(from []string) string {
	switch w.IntN(9) {
	case 0:
		return fmt.Sprintf("CASE WHEN %s = '%s' THEN %s WHEN %s > %d THEN 0 ELSE NULL END AS %s_%d", w.column(words, from), w.one(texts), w.column(values, from), w.column(values, from), w.IntN(500), w.one(values), w.IntN(10))
	case 1:
		return fmt.Sprintf("coalesce(%s, %s, 0) AS "+w.bar, w.column(values, from), w.column(values, from), w.one(titles))
	case 2:
		return fmt.Sprintf(w.concat+" AS label_%d", w.column(words, from), w.column(words, from), w.IntN(10))
	case 3:
		return fmt.Sprintf("CAST(%s AS %s) / 100 AS %s_eur", w.column(values, from), w.decimal, w.one(values))
	case 4:
		return fmt.Sprintf("row_number() OVER (PARTITION BY %s, %s ORDER BY %s DESC) AS rn_%d", w.column(keys, from), w.column(words, from), w.column(dates, from), w.IntN(10))
	case 5:
		return fmt.Sprintf("sum(%s) OVER (PARTITION BY %s ORDER BY %s ROWS BETWEEN %d PRECEDING AND CURRENT ROW) AS rolling_%d", w.column(values, from), w.column(keys, from), w.column(dates, from), 1+w.IntN(30), w.IntN(10))
	}
	return w.column([][]string{keys, words, dates, values}[w.IntN(4)], from)
}

// list joins 1 to most of what one makes.
func (w *writer) list(most int, sep string, one func() string) string {
	var out []string
	for range 1 + w.IntN(most) {
		out = append(out, one())
	}
	return strings.Join(out, sep)
}

// from is a FROM clause with joins, and the aliases in it.
func (w *writer) from(first string) (string, []string) {
	aliases := []string{"a"}
	out := "FROM " + first + " AS a"
	for i := range w.IntN(4) {
		alias := string(rune('b' + i))
		kind := w.one([]string{"JOIN", "LEFT JOIN", "INNER JOIN", "LEFT OUTER JOIN"})
		out += fmt.Sprintf("\n%s %s AS %s ON %[3]s.%[4]s = %s.%s", kind, w.one(tables), alias, w.one(keys), w.one(aliases), w.one(keys))
		aliases = append(aliases, alias)
	}
	return out, aliases
}

func (w *writer) where(from []string) string {
	return "\nWHERE " + w.list(5, "\n  AND ", func() string { return w.condition(from) })
}

// detail is a query of rows.
func (w *writer) detail(first, into string) string {
	from, aliases := w.from(first)
	items := w.list(9, ",\n       ", func() string { return w.item(aliases) })
	return "SELECT " + items + "\n" + into + from + w.where(aliases)
}

// summary is a query of groups.
func (w *writer) summary(first, into string) string {
	from, aliases := w.from(first)
	month := fmt.Sprintf(w.month, w.column(dates, aliases))
	group := w.column(words, aliases)
	items := w.list(5, ",\n       ", func() string {
		v := w.column(values, aliases)
		return fmt.Sprintf(w.one([]string{
			"sum(%s) AS %s_sum", "count(DISTINCT %s) AS %s_n", "avg(%s) AS %s_avg", "max(%s) AS %s_max",
			"round(100.0 * sum(%s) / nullif(count(*), 0), 2) AS %s_share",
			"sum(CASE WHEN " + group + " = '" + w.one(texts) + "' THEN %s ELSE 0 END) AS %s_if",
		}), v, w.one(values))
	})
	return fmt.Sprintf("SELECT %s AS month, %s, %s\n%s%s%s\nGROUP BY %[1]s, %[2]s\nHAVING count(*) > %[7]d", month, group, items, into, from, w.where(aliases), w.IntN(100))
}

// ordered puts an order and a limit behind a query that begins with SELECT.
func (w *writer) ordered(q string) string {
	n := 10 * (1 + w.IntN(100))
	if w.top != "" {
		q = strings.Replace(q, "SELECT ", "SELECT "+fmt.Sprintf(w.top, n), 1)
	}
	q += "\nORDER BY 1 DESC, 2"
	if w.limit != "" {
		q += "\n" + fmt.Sprintf(w.limit, n)
	}
	return q
}

func (w *writer) statement() string {
	switch w.IntN(10) {
	case 0, 1:
		return w.ordered(w.detail(w.one(tables), ""))
	case 2, 3:
		return w.ordered(w.summary(w.one(tables), ""))
	case 4, 5:
		return fmt.Sprintf("WITH picked AS (\n%s\n), grouped AS (\n%s\n)\n%s", w.detail(w.one(tables), ""), w.summary("picked", ""), w.ordered(w.summary("grouped", "")))
	case 6:
		return fmt.Sprintf("%s\nUNION ALL\n%s", w.summary(w.one(tables), ""), w.summary(w.one(tables), ""))
	case 7:
		if w.create2 != "" {
			return w.summary(w.one(tables), fmt.Sprintf(w.create2, w.one(marts)))
		}
		return fmt.Sprintf(w.createAs, w.one(marts)) + "\n" + w.summary(w.one(tables), "")
	case 8:
		return fmt.Sprintf("INSERT INTO %s (%s, %s, %s)\n", w.one(marts), w.one(keys), w.one(words), w.one(values)) +
			fmt.Sprintf("SELECT a.%s, a.%s, sum(a.%s)\nFROM %s AS a%s\nGROUP BY a.%[1]s, a.%[2]s", w.one(keys), w.one(words), w.one(values), w.one(tables), w.where([]string{"a"}))
	}
	return w.one(w.own)
}

// statements are n made-up statements of a dialect, with comments between them.
func statements(dialect string, n int) []string {
	w := &writer{flavour: flavours[dialect], Rand: rand.New(rand.NewPCG(2024, 1))}
	out := make([]string, n)
	for i := range out {
		out[i] = w.statement()
		if w.IntN(3) == 0 {
			out[i] = w.one(notes) + "\n" + out[i]
		}
	}
	return out
}
