package rules

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/lint"
)

var personalDataJoin = &lint.Rule{
	Name:     "personal-data-join",
	Category: lint.Privacy,
	Severity: lint.Severities{lint.Info, lint.Warning, lint.Warning},
	Weak:     lint.Always(lint.Info),
	Options:  []lint.Option{ignoreOption},
	Doc: lint.Doc{
		Summary: "relations are joined by personal data",
		Why: `What two systems know of a person separately is put together, person by person, which may be more than either was allowed
to know. It is also a poor key: people change their address, share one, and spell it in several ways, so rows are lost and
doubled without anybody noticing.`,
		Bad: `select s.campaign_id, count(*) as sends
from crm.sends as s
join raw.users as u on u.email = s.recipient_email
group by s.campaign_id`,
		Good: `select s.campaign_id, count(*) as sends
from crm.sends as s
join raw.users as u on u.id = s.user_id
group by s.campaign_id`,
		Limits: `It looks at direct identifiers (a name, an e-mail address, a phone number) in ON, USING, in conditions between two
relations, and in IN and = ANY over a query. It is silent where both sides are hashed or masked, where both are the same
column, and where the same statement shows or stores it, of which other rules speak. User names and the ids of devices, which are made to be keys, are let be.`,
	},
	Check: checkPersonalDataJoin,
}

func checkPersonalDataJoin(p *lint.Pass) {
	c := keyingOf(p)
	if len(c.links) == 0 {
		return
	}
	order, of := c.byDatum(c.links, shown(p), kept(p))
	said := map[*datum]bool{} // as the other side
	for _, d := range order {
		m := of[d][0]
		if said[d] {
			continue
		}
		help := "join by an id that names nobody, or by a hash on both sides"
		if key := sharedKey(relationOf(m.ref), relationOf(m.with)); key != "" {
			help = fmt.Sprintf("join by `%s`, which both have", key)
		}
		for _, m := range of[d] {
			said[c.data[m.with]] = true
		}
		c.report(d, lint.Finding{
			Span:   m.at,
			Object: d.object,
			Message: fmt.Sprintf("relations are matched by %s: %s, so what both sides know of a person is put together",
				d.phrase, whose(p, m)),
			Help:     help + correction(d),
			Related:  rest(of[d]),
			Personal: used(lint.Join, d),
		})
	}
}
