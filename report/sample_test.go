package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// span finds the nth occurrence (from 1) of words in the file.
func span(t testing.TB, f *source.File, words string, nth int) source.Span {
	t.Helper()
	at := -1
	for range nth {
		next := strings.Index(f.Text[at+1:], words)
		if next < 0 {
			t.Fatalf("%s does not hold %q %d times", f.Path, words, nth)
		}
		at += 1 + next
	}
	return source.Span{Start: int32(at), End: int32(at + len(words))}
}

func replace(t testing.TB, f *source.File, words string, nth int, by string) source.Edit {
	t.Helper()
	return source.Edit{Span: span(t, f, words, nth), Text: by}
}

// count findings as the runner does.
func counted(r *lint.Result) *lint.Result {
	r.Summary.Findings = map[lint.Severity]int{}
	for _, f := range r.Findings {
		r.Summary.Findings[f.Severity]++
	}
	return r
}

const weekly = `-- Weekly refunds, for the Monday meeting
WITH refunds AS (
  SELECT
    o.order_id,
    o.amount_cents / 100.0 AS amount,
    u.email AS contact
  FROM raw.orders o
  JOIN raw.users u ON u.id = o.user_id
  WHERE o.status = 'refunded'
)
SELECT r.contact, SUM(r.amount) AS refunded
FROM refunds r
GROUP BY 1
ORDER BY 2 DESC;
`

const campaign = `CREATE TABLE marketing.spring_list AS
SELECT u.email, u.country
FROM raw.users u
WHERE u.newsletter;

SELECT * FROM raw.orders, raw.users;
`

// sample is a run over a company's queries: what repeats, what can be fixed, what was not understood.
func sample(t testing.TB) *lint.Result {
	refunds := source.NewFile("queries/support/refunds_weekly.sql", weekly)
	list := source.NewFile("queries/marketing/spring_list.sql", campaign)
	month := source.NewFile("queries/finance/month_end.sql", "SELECT SUM(amount_cents)\nFROM raw.orders\nWHERE created_at >= '2026-01-01';\n")
	broken := source.NewFile("queries/finance/old/churn.sql", "SELECT COUNT(DISTINCT user_id\nFROM raw.events;\n")

	rawOrders := "this query reads raw.orders, a copy of a production table that may change without notice; it uses order_id, amount_cents, user_id and status"
	help := "analytics.fct_orders answers the same and is kept stable by data-platform"
	fixes := func(f *source.File, edits ...source.Edit) []lint.Fix {
		return []lint.Fix{{Title: "read analytics.fct_orders", Safety: lint.Safe, Evidence: lint.Declared, Edits: edits}}
	}
	findings := []lint.Finding{
		{
			Rule: "raw-table", Severity: lint.Warning, Object: "raw.orders", Fingerprint: "a1",
			Message: strings.Replace(rawOrders, "order_id, amount_cents, user_id and status", "amount_cents and created_at", 1), Help: help,
			File: month, Statement: 1, Span: span(t, month, "raw.orders", 1),
			Fixes: fixes(month, replace(t, month, "raw.orders", 1, "analytics.fct_orders"), replace(t, month, "amount_cents", 1, "amount_usd * 100")),
		},
		{
			Rule: "syntax-error", Severity: lint.Error, Fingerprint: "b1",
			Message: "the bracket opened here is never closed, so no database can run this statement",
			Help:    "close it with ) behind user_id",
			File:    broken, Statement: 1, Span: span(t, broken, "(", 1),
		},
		{
			Rule: "personal-data-stored", Severity: lint.Error, Object: "raw.users.email", Fingerprint: "c1",
			Message: "email of raw.users is personal data (declared: user.contact.email) and is copied into marketing.spring_list, where it outlives a customer's wish to be forgotten",
			Help:    "keep user_id and join the address when you send",
			File:    list, Statement: 1, Span: span(t, list, "u.email", 1),
			Related: []lint.Related{{Message: "it is written here", File: list, Span: span(t, list, "marketing.spring_list", 1)}},
		},
		{
			Rule: "raw-table", Severity: lint.Warning, Object: "raw.users", Fingerprint: "d1",
			Message: "this query reads raw.users, a copy of a production table that may change without notice; it uses email, country and newsletter",
			Help:    "analytics.dim_users comes closest and lacks newsletter; ask data-platform for it",
			File:    list, Statement: 1, Span: span(t, list, "raw.users", 1),
		},
		{
			Rule: "select-star", Severity: lint.Info, Fingerprint: "e1",
			Message: "SELECT * takes every column, also those that are added tomorrow", Help: "name the columns you use",
			File: list, Statement: 2, Span: span(t, list, "*", 1),
		},
		{
			Rule: "implicit-cross-join", Severity: lint.Warning, Object: "raw.orders, raw.users", Fingerprint: "f1",
			Message: "nothing links raw.orders with raw.users, so every order is paired with every user and sums count many times over",
			Help:    "join them: raw.orders JOIN raw.users ON … = …",
			File:    list, Statement: 2, Span: span(t, list, "raw.orders, raw.users", 1),
			Fixes: []lint.Fix{{
				Title: "link them by user_id", Safety: lint.ShowOnly, Evidence: lint.Conditional,
				Edits: []source.Edit{replace(t, list, "raw.orders, raw.users", 1, "raw.orders o\nJOIN raw.users u ON u.id = o.user_id")},
			}},
		},
		{
			Rule: "personal-data-output", Severity: lint.Warning, Object: "raw.users.email", Fingerprint: "g1",
			Message: "email of raw.users is personal data (recognised by name) and leaves the query as contact",
			Help:    "count or group by user_id, or use MD5(email) where only equality matters",
			File:    refunds, Statement: 1, Span: span(t, refunds, "r.contact", 1),
			Related: []lint.Related{
				{Message: "read here and called contact", File: refunds, Span: span(t, refunds, "u.email AS contact", 1)},
				{Message: "through the CTE refunds", File: refunds, Span: span(t, refunds, "refunds r", 1)},
			},
		},
		{
			Rule: "raw-table", Severity: lint.Warning, Object: "raw.orders", Fingerprint: "h1",
			Message: rawOrders, Help: help,
			File: refunds, Statement: 1, Span: span(t, refunds, "raw.orders", 1),
			Fixes: []lint.Fix{{
				Title: "read analytics.fct_orders", Safety: lint.Unsafe, Evidence: lint.Conditional,
				Assumes: []string{"analytics.fct_orders holds every order that raw.orders holds"},
				Edits: []source.Edit{
					replace(t, refunds, "raw.orders", 1, "analytics.fct_orders"),
					replace(t, refunds, "o.amount_cents / 100.0", 1, "o.amount_usd"),
				},
			}},
		},
		{
			Rule: "raw-table", Severity: lint.Warning, Object: "raw.users", Fingerprint: "i1",
			Message: "this query reads raw.users, a copy of a production table that may change without notice; it uses id and email",
			Help:    "read analytics.dim_users",
			File:    refunds, Statement: 1, Span: span(t, refunds, "raw.users", 1),
			Related: []lint.Related{
				{Message: "also used here", File: refunds, Span: span(t, refunds, "u.email", 1)},
				{Message: "also used here", File: refunds, Span: span(t, refunds, "u.id", 1)},
			},
		},
	}
	return counted(&lint.Result{
		Summary:  lint.Summary{Files: 20, Statements: 41, Complete: 38, Partial: 2, Invalid: 1, Suppressed: 2, Baselined: 14},
		Findings: findings,
		Gaps: []lint.Gap{
			{Place: month.Place(source.Span{Start: 0, End: 6}), Reason: "a macro whose text is unknown may read further tables here"},
			{Place: refunds.Place(span(t, refunds, "SUM", 1)), Reason: "the grammar does not know this clause"},
		},
		Skipped: []lint.Skipped{
			{Rule: "unknown-column", Reason: "the catalog declares no columns for schema raw"},
			{Rule: "unknown-relation", Reason: "the catalog declares no columns for schema raw"},
		},
		Errors: []lint.FileError{{File: "queries/export.sql", Message: "cannot be read: permission denied; give yourself the right to read it or exclude it"}},
	})
}

// many is a run with more small remarks than a screen bears.
func many(t testing.TB) *lint.Result {
	var r lint.Result
	for i := range 12 {
		f := source.NewFile(fmt.Sprintf("q/%02d.sql", i), "SELECT *\nFROM a\nORDER BY 1;\n")
		r.Findings = append(r.Findings, lint.Finding{
			Rule: "select-star", Severity: lint.Info, Message: "SELECT * takes every column", File: f, Statement: 1, Span: span(t, f, "*", 1),
		})
		if i%3 == 0 {
			r.Findings = append(r.Findings, lint.Finding{
				Rule: "order-by-number", Severity: lint.Info, Message: "1 is the first column only as long as nobody adds one", File: f, Statement: 1, Span: span(t, f, "1", 1),
			})
		}
		r.Findings = append(r.Findings, lint.Finding{
			Rule: "raw-table", Severity: lint.Warning, Object: "a", Message: "this query reads a", File: f, Statement: 1, Span: span(t, f, "a", 1),
		})
	}
	r.Summary = lint.Summary{Files: 12, Statements: 12, Complete: 12}
	return counted(&r)
}
