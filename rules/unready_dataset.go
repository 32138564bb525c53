package rules

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lint"
)

// unreadyDataset reports reads of a dataset that is still baking. It is silent in what builds a dataset: a model's owner
// knows what is in the oven.
var unreadyDataset = &lint.Rule{
	Name:     "unready-dataset",
	Category: lint.Access,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a query reads a dataset whose numbers are still baking",
		Why: `Its owner is still filling and checking it. Numbers that you take from it today may be others tomorrow, without anything in your
query having changed, and a decision may rest on them by then.`,
		Bad: `select week, sum(mrr_usd) as mrr
from analytics.fct_subscriptions
group by week`,
		Good: `select week, sum(mrr_usd) as mrr
from analytics.fct_invoices
group by week`,
		Limits: `It knows what the catalog says: status = "baking". It is silent in statements and model files that build a dataset of the
staging or derived layer, whose owners know what they read. If you need the dataset now, accept the finding with a
suppression that ends: sqlsteward:ignore unready-dataset until=2027-01-31.`,
		Settings: `[[dataset]]
name   = "analytics.fct_subscriptions"
owner  = "finance-data"
status = "baking"

[[dataset]]
name  = "analytics.fct_invoices"
owner = "finance-data"
`,
	},
	Check: func(p *lint.Pass) {
		reads := readsOf(p, catalog.Baking)
		if len(reads) == 0 || buildsDataset(p) {
			return
		}
		for _, r := range reads {
			f := r.finding()
			f.Message = fmt.Sprintf("`%s` is not ready: its numbers are still baking and may change under this query", r.dataset.Name)
			f.Help = fmt.Sprintf("ask %s when it is ready, and do not decide by its numbers until then", owner(r.dataset))
			if next := r.dataset.ReplacedBy; next != nil {
				f.Help = fmt.Sprintf("read `%s` until %s says that it is ready", next, owner(r.dataset))
			}
			p.Report(f)
		}
	},
}
