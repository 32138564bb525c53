package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
)

var personalDataCombined = &lint.Rule{
	Name:     "personal-data-combined",
	Category: lint.Privacy,
	Severity: lint.Always(lint.Warning),
	Weak:     lint.Severities{lint.Info, lint.Warning, lint.Warning},
	Options: []lint.Option{ignoreOption, {
		Name: "traits", Default: 3,
		Doc: "how many traits of a person side by side are too many",
	}},
	Doc: lint.Doc{
		Summary: "columns that name nobody single people out together",
		Why: `A birth date, a postcode and a gender are no names. But hardly two people share all three, so whoever knows somebody's
birthday and street finds their row, and reads the rest of it.`,
		Bad: `select u.birth_date, u.gender, u.postcode, u.plan
from raw.users as u`,
		Good: `select extract(year from u.birth_date) as birth_year, u.gender, left(u.postcode, 2) as area, u.plan
from raw.users as u`,
		Limits: `Traits are birth, home (street, postcode and city are one), gender, nationality, marital status, place of birth, device
and vehicle; they count where they are of one relation. It is silent where the query makes them coarser (the year of a birth
date, an age, the first digits of a postcode), counts or aggregates them, or leaves out small groups (having count(*) >= 10);
where the catalog declares that the written table holds them; and where a direct identifier stands beside them, for then the
row names the person anyhow.`,
	},
	Check: checkPersonalDataCombined,
}

func checkPersonalDataCombined(p *lint.Pass) {
	if us := shown(p); len(us.order) >= p.Int("traits") && !largeGroups(p) {
		us.combined("the result shows", nil)
	}
	if us := kept(p); len(us.order) >= p.Int("traits") && !largeGroups(p) {
		for _, w := range us.writes() {
			how := "the file holds"
			if w.Relation != nil {
				how = fmt.Sprintf("`%s` stores", w.Relation.Name)
			}
			us.within(w).combined(how, w)
		}
	}
}

// writes are what stores the data, each once.
func (us uses) writes() (list []*lineage.Write) {
	for _, d := range us.order {
		for _, u := range us.of[d] {
			if !slices.Contains(list, u.write) {
				list = append(list, u.write)
			}
		}
	}
	return list
}

// within are the uses in one of the relations that are written.
func (us uses) within(w *lineage.Write) uses {
	out := uses{tracer: us.tracer, of: map[*datum][]use{}}
	for _, d := range us.order {
		for _, u := range us.of[d] {
			if u.write == w {
				out.of[d] = append(out.of[d], u)
			}
		}
		if len(out.of[d]) > 0 {
			out.order = append(out.order, d)
		}
	}
	return out
}

// combined reports each relation of which too many traits stand side by side.
func (us uses) combined(how string, w *lineage.Write) {
	type person struct {
		traits []privacy.Class
		data   []*datum
	}
	persons := map[*lineage.Relation]*person{}
	var order []*lineage.Relation
	for _, d := range us.order {
		info, _ := d.class.Info()
		if d.direct() {
			return
		}
		if !info.Combines || d.coarse || d.relation == nil || ignored(us.pass, d.class) || aggregated(us.of[d][0].reach) {
			continue
		}
		who := persons[d.relation]
		if who == nil {
			who = &person{}
			persons[d.relation] = who
			order = append(order, d.relation)
		}
		if t := trait(d.class); !slices.Contains(who.traits, t) {
			who.traits = append(who.traits, t)
			who.data = append(who.data, d)
		}
	}
	for _, r := range order {
		if who := persons[r]; len(who.traits) >= us.pass.Int("traits") {
			us.singleOut(r, who.data, how, w)
		}
	}
}

// singleOut reports that what is shown or stored of a relation singles people out.
func (us uses) singleOut(r *lineage.Relation, data []*datum, how string, w *lineage.Write) {
	var names []string
	weak := false
	first := us.of[data[0]][0]
	f := lint.Finding{Span: first.span, Object: strings.Join(r.Parts, "."), Personal: used(lint.Output, data...)}
	if w != nil {
		f.Object += " into " + target(w)
		f.Personal = usedIn(w, data...)
	}
	for _, d := range data {
		u := us.of[d][0]
		name := us.label(u)
		if u.column.Name != "" && !u.column.Star {
			name = "`" + u.column.Name + "`"
		}
		names = append(names, name)
		weak = weak || !d.declared
		if u.span != first.span {
			f.Related = append(f.Related, lint.Related{Message: fmt.Sprintf("%s is %s", name, d.phrase), Span: u.span})
		}
	}
	f.Message = fmt.Sprintf("%s %s of `%s` side by side: hardly two people share them all, so they tell who somebody is without a name",
		how, inWords(names), r.Name)
	f.Help = "leave one out or make it coarser (the year of a birth date, the first digits of a postcode), or count people and leave out small groups"
	if weak {
		us.pass.ReportWeak(f)
	} else {
		us.pass.Report(f)
	}
}

// inWords joins names for a sentence.
func inWords(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// traits are classes of which the ones below say the same of a person.
var traits = []privacy.Class{"user.contact.address", "user.birth_date", "user.device", "user.vehicle"}

// trait is what a class says of a person, in the most general terms: a postcode and a city are one, an age and a birth date
// too.
func trait(c privacy.Class) privacy.Class {
	if c.Within("user.demographic.age") {
		return "user.birth_date"
	}
	for _, t := range traits {
		if c.Within(t) {
			return t
		}
	}
	info, _ := c.Info()
	return info.Class
}

// aggregated reports whether a datum is one of many rows by where it is shown.
func aggregated(r reach) bool {
	for ; r.in != nil; r = *r.next {
		if r.in.Via == lineage.Aggregate {
			return true
		}
	}
	return false
}

// largeGroups reports whether every SELECT that yields the statement's rows leaves out groups by their size.
func largeGroups(p *lint.Pass) bool {
	selects := outermost(p)
	for _, s := range selects {
		if s.Having == nil {
			return false
		}
		counts := false
		ast.Walk(s.Having, func(n ast.Node) bool {
			call, ok := n.(*ast.Call)
			counts = counts || ok && call.Name != nil && p.Treatment(functionName(call.Name)) == privacy.Count
			return !counts
		})
		if !counts {
			return false
		}
	}
	return len(selects) > 0
}
