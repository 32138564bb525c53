package rules

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/lint"
)

var personalDataFilter = &lint.Rule{
	Name:     "personal-data-filter",
	Category: lint.Privacy,
	Severity: lint.Severities{lint.Info, lint.Warning, lint.Warning},
	Weak:     lint.Always(lint.Info),
	Options:  []lint.Option{ignoreOption},
	Doc: lint.Doc{
		Summary: "a query looks somebody up by personal data",
		Why: `Whoever reads the query, or the log of what ran, learns that this person is a customer and that somebody asked about them.
And it finds the wrong rows or none as soon as the person changes the address, or spells it in another way.`,
		Bad: `select o.order_id, o.amount_usd
from analytics.fct_orders as o
where o.customer_email = :email`,
		Good: `select o.order_id, o.amount_usd
from analytics.fct_orders as o
where o.customer_id = :customer_id`,
		Limits: `It looks at direct identifiers (a name, an e-mail address, a phone number) that a condition compares with a text, a number
or a parameter, also in a list. It is silent where they are hashed, only tested (is not null, <> '', like '%@acme.com'), or left
out by the condition; where the same statement shows or stores them, of which other rules speak; and in UPDATE and DELETE, for
to correct or delete somebody's data one has to find it. User names and the ids of devices, which are made to be keys, are let be. Of values inside a template tag it knows
nothing.`,
	},
	Check: checkPersonalDataFilter,
}

func checkPersonalDataFilter(p *lint.Pass) {
	c := keyingOf(p)
	if len(c.lookups) == 0 || p.Lineage.Kind == "update" || p.Lineage.Kind == "delete" {
		return
	}
	order, of := c.byDatum(c.lookups, shown(p), kept(p))
	for _, d := range order {
		m := of[d][0]
		id := "an id"
		if key := keyOf(d.relation); key != nil {
			id = "`" + key.Name + "`"
		}
		where := "the query and its log show"
		if m.sent {
			where = "the log of what ran shows"
		}
		c.report(d, lint.Finding{
			Span:   m.at,
			Object: d.object,
			Message: fmt.Sprintf("the query looks somebody up by %s: %s, so %s whom it is about",
				d.phrase, whose(p, m), where),
			Help:     "look the person up by " + id + correction(d),
			Related:  rest(of[d]),
			Personal: used(lint.Filter, d),
		})
	}
}
