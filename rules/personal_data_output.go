package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
)

var personalDataOutput = &lint.Rule{
	Name:     "personal-data-output",
	Category: lint.Privacy,
	Severity: lint.Severities{lint.Warning, lint.Error, lint.Error},
	Weak:     lint.Severities{lint.Info, lint.Warning, lint.Warning},
	Options:  []lint.Option{ignoreOption},
	Doc: lint.Doc{
		Summary: "personal data reaches the result of a query",
		Why: `A result travels: into a dashboard, a spreadsheet, a mail. Everybody on that way sees the people behind the rows, and most
questions are answered as well without them.`,
		Bad: `with buyers as (
    select u.id, u.email as contact
    from raw.users as u
)
select b.contact as subscriber
from buyers as b`,
		Good: `select u.country, count(distinct u.email) as subscribers
from raw.users as u
group by u.country`,
		Limits: `A column is personal when the catalog declares it so (personal = "user.contact.email"), and otherwise when its name says
so; personal = false in the catalog ends the matter. What is hashed, masked, counted, averaged or only tested is silent, and
so is what narrows a person down without naming one: a postcode, a gender, the domain of an address, the year of a birth date,
the first digits of a phone number (personal-data-combined looks at these). GROUP BY on a direct identifier gives a row for each
person, shown or not; not so where an id stands beside it. Behind a star whose columns are not declared nothing is seen:
select-star speaks of it. What comes together in one column is one finding. What is stored instead of shown is the matter of
personal-data-stored.`,
	},
	Check: checkPersonalDataOutput,
}

func checkPersonalDataOutput(p *lint.Pass) {
	us := shown(p)
	for _, data := range us.together() {
		d := data[0]
		first := us.of[d][0]
		us.report(d, lint.Finding{
			Span:   first.span,
			Object: d.object,
			Message: fmt.Sprintf("the result shows %s: %s, so everybody who can open the result sees it",
				phrases(data), us.comesFrom(first, data)),
			Help:     "leave it out, count it or " + masking(p) + us.without(data) + correction(data...),
			Related:  us.way(data),
			Personal: used(lint.Output, data...),
		})
	}
	if us.tracer != nil {
		us.groups()
	}
}

// groups reports that the result has a row for each value of a direct identifier that it does not show. Where the rows
// are grouped by an id too, they are no more personal for it.
func (us uses) groups() {
	p := us.pass
	said := map[*datum]bool{}
	for _, s := range outermost(p) {
		if s.GroupBy == nil {
			continue
		}
		var keys []*lineage.Ref
		for i := range p.Lineage.Refs {
			if r := &p.Lineage.Refs[i]; r.Role == lineage.Group && r.Scope.Select == s && s.GroupBy.Contains(r.Span) {
				keys = append(keys, r)
			}
		}
		if slices.ContainsFunc(keys, func(r *lineage.Ref) bool { return strings.HasSuffix(strings.ToLower(r.Column.Name), "id") }) {
			continue
		}
		for _, r := range keys {
			for _, d := range us.referred(r) {
				if d.direct() && len(us.of[d]) == 0 && !said[d] && !ignored(p, d.class) {
					said[d] = true
					us.group(d, r)
				}
			}
		}
	}
}

func (us uses) group(d *datum, r *lineage.Ref) {
	us.report(d, lint.Finding{
		Span:   r.Span,
		Object: d.object,
		Message: fmt.Sprintf("the result has a row for each value of %s, %s (%s), so each row is about one person, though none is named",
			d.name, d.how(), d.phrase),
		Help:     "group by what many people share" + correction(d),
		Personal: used(lint.Group, d),
	})
}
