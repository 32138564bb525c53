package lint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/privacy"
)

// ExpiredGrant is the rule that speaks of grants whose time is over; the runner checks it.
const ExpiredGrant = "expired-grant"

// A Role says what happens to personal data.
type Role string

// The roles.
const (
	Output Role = "output" // it is in the result
	Stored Role = "stored" // it is written somewhere
	Filter Role = "filter" // somebody is looked up by it
	Join   Role = "join"   // relations are joined by it
	Group  Role = "group"  // there is a row for each of its values
)

// Roles are the names of all roles.
func Roles() []string {
	return []string{string(Output), string(Stored), string(Filter), string(Join), string(Group)}
}

// A Grant lets queries use personal data, on record.
type Grant struct {
	Classes []privacy.Class // with all below them
	Roles   []Role          // nil: any
	Owners  []string        // of the dataset that is written; nil: any, and none at all
	Until   time.Time       // the last day on which it counts; zero: without end
	Place   string          // where it is declared: sqlsteward.toml:12
}

// A PersonalUse is what a finding says of personal data, for grants to decide.
type PersonalUse struct {
	Classes []privacy.Class // all that are used
	Role    Role
	Owner   string // of the dataset that they are written to, or ""
}

// covers reports whether a grant is for a use, whatever the day.
func (g *Grant) covers(u *PersonalUse) bool {
	return (g.Roles == nil || slices.Contains(g.Roles, u.Role)) &&
		(g.Owners == nil || slices.ContainsFunc(g.Owners, func(o string) bool { return strings.EqualFold(o, u.Owner) })) &&
		!slices.ContainsFunc(u.Classes, func(class privacy.Class) bool {
			return !slices.ContainsFunc(g.Classes, class.Within)
		})
}

// granted reports whether a grant lets be what a finding speaks of. That counts as suppressed, for it is accepted on
// record as a comment would accept it. Where only a grant that ended would have, that is a finding too, once a statement.
func (r *fileRun) granted(f *Finding) bool {
	if f.Personal == nil {
		return false
	}
	var ended *Grant
	for i := range r.Grants {
		g := &r.Grants[i]
		switch {
		case !g.covers(f.Personal):
		case over(g.Until, r.Today):
			ended = g
		default:
			r.result.Summary.Suppressed++
			return true
		}
	}
	if ended != nil {
		r.expired(ended, f)
	}
	return false
}

// expired reports a grant whose time is over, where it is missed for the first time.
func (r *fileRun) expired(g *Grant, missed *Finding) {
	rule := r.find(ExpiredGrant)
	if rule == nil || r.severity(rule, false) == Off {
		return
	}
	f := Finding{
		Rule: rule.Name, Severity: r.severity(rule, false), File: r.File, Statement: missed.Statement, Span: missed.Span,
		Object: g.Place,
		Message: fmt.Sprintf("the grant for this use of personal data ended on %s: it stands in %s, and what it allowed counts again",
			g.Until.Format(time.DateOnly), g.Place),
		Help: "have it renewed by those who may, or do without the personal data",
	}
	if !slices.ContainsFunc(r.result.Findings, func(have Finding) bool {
		return have.Rule == f.Rule && have.Statement == f.Statement && have.Object == f.Object
	}) {
		r.result.Findings = append(r.result.Findings, f)
	}
}

// over reports whether the last day of something lies before a day.
func over(until, day time.Time) bool {
	y, m, d := day.Date()
	return !until.IsZero() && time.Date(y, m, d, 0, 0, 0, 0, time.UTC).After(until)
}
