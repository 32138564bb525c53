package rules

import "github.com/sqlsteward/sqlsteward/lint"

// staleSuppression reports comments that accept findings and have none to accept. The runner checks it, for only it
// knows what all the other rules found.
var staleSuppression = &lint.Rule{
	Name:     "stale-suppression",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a comment that suppresses findings where there are none, is out of date, or is misspelt",
		Why: `A suppression says: we know, and we accept it, for this reason. When the query has been repaired and the comment stays, it hides
the next problem on that line without anybody having accepted it. A misspelt one hides nothing, which its author does
not notice.`,
		Bad: `-- sqlsteward:ignore select-star reason="the export needs every column" until=2027-01-31
select order_id, amount_usd
from analytics.fct_orders`,
		Good: `select order_id, amount_usd
from analytics.fct_orders`,
		Limits: `A suppression stands behind the SQL of its own line, or on a line before the one it is for; ignore-file is for the whole
file. It is sqlsteward:ignore, the rules, and if you like reason="..." and until= with the last day on which it counts. The
rule is silent about rules that are off or could not run here, and about statements that could not be read whole.`,
		Settings: `[rules]
select-star = "warning"
`,
	},
}
