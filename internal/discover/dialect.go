package discover

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// families are dialects so close that one reads most of another's SQL. Where nothing tells them apart the first is taken.
var families = [][]string{names(mysqls), names(sparks), names(postgreses), names(trinos)}

// related reports whether two dialects are the same or of one family.
func related(a, b string) bool {
	return a == b || slices.ContainsFunc(families, func(f []string) bool { return slices.Contains(f, a) && slices.Contains(f, b) })
}

// chooseDialect is the dialect that the settings of other tools declare, or else the one that signs point to. It says
// generic unless one dialect is clearly ahead.
func chooseDialect(files []*source.File, declared []declaration) (name, why string) {
	if d := agreed(declared); d != nil {
		return understandable(files, d.dialect, d.why)
	}
	const (
		enough = 8   // points: three strong signs, or one and some habits
		ahead  = 1.3 // times the points of the next family
	)
	generic := dialect.Find("generic")
	e := evidence{}
	for _, f := range files {
		e.signs(f, generic)
	}
	scores := e.scores()
	if len(scores) == 0 {
		return generic.Name, "nothing in the files tells one dialect from another"
	}
	best := likeliest(scores)
	signs := strings.Join(e.words(best.name), ", ")
	rival := slices.IndexFunc(scores, func(s score) bool { return !related(s.name, best.name) })
	switch {
	case best.points < enough:
		return generic.Name, fmt.Sprintf("too little points to one dialect; most to %s: %s", best.name, signs)
	case rival >= 0 && float64(best.points) < ahead*float64(scores[rival].points):
		return generic.Name, fmt.Sprintf("the files look like %s as well as like %s", best.name, scores[rival].name)
	}
	if same := equals(scores, best); len(same) > 0 {
		signs += "; " + strings.Join(same, " and ") + " would look the same"
	}
	return understandable(files, best.name, signs)
}

// understandable is a dialect, or generic where that understands the files much better.
func understandable(files []*source.File, name, because string) (chosen, why string) {
	const worse = 0.1 // of the statements that generic understands and it does not
	understood, widest := understand(files, dialect.Find(name)), understand(files, dialect.Find("generic"))
	if understood.share() < widest.share()-worse {
		return "generic", fmt.Sprintf("the files look like %s (%s), but read so only %d of %d statements are understood completely, and %d of %d as generic",
			name, because, understood.complete, understood.statements, widest.complete, widest.statements)
	}
	return name, fmt.Sprintf("%s; %d of %d statements are understood completely", because, understood.complete, understood.statements)
}

// most is how often one sign counts, so that a habit of one file does not decide.
const most = 5

// words lists the signs of a dialect, what says most first.
func (e evidence) words(name string) []string {
	var tallies []*tally
	for _, t := range e {
		if slices.Contains(t.dialects, name) {
			tallies = append(tallies, t)
		}
	}
	slices.SortFunc(tallies, func(a, b *tally) int {
		return cmp.Or(len(a.dialects)-len(b.dialects), b.weight*min(b.times, most)-a.weight*min(a.times, most), strings.Compare(a.sign.words, b.sign.words))
	})
	var out []string
	for _, t := range tallies[:min(len(tallies), 4)] {
		out = append(out, fmt.Sprintf("%s (%d)", t.sign.words, t.times))
	}
	return out
}

// reading is how much of the sample a dialect's grammar understands.
type reading struct {
	statements, complete int
}

func (r reading) share() float64 {
	if r.statements == 0 {
		return 0
	}
	return float64(r.complete) / float64(r.statements)
}

// understand counts what is understood of files in a dialect.
func understand(files []*source.File, d *dialect.Dialect) reading {
	var r reading
	for _, f := range files {
		t := parser.Parse(f, d)
		for _, state := range t.States() {
			r.statements++
			if state == ast.Complete || state == ast.OtherState {
				r.complete++
			}
		}
		t.Release()
	}
	return r
}

// A score is what the signs say for a dialect.
type score struct {
	name         string
	points, rank int // rank is how far behind it stands in the lists of its signs
}

// scores are those of all dialects that anything speaks for, best first.
func (e evidence) scores() []score {
	by := map[string]score{}
	for _, t := range e {
		for i, name := range t.dialects {
			s := by[name]
			by[name] = score{name, s.points + t.weight*min(t.times, most), s.rank + i}
		}
	}
	return slices.SortedFunc(maps.Values(by), func(a, b score) int {
		return cmp.Or(b.points-a.points, a.rank-b.rank, strings.Compare(a.name, b.name))
	})
}

// likeliest is the best score, but the first of its family where less than two strong signs tell the two apart.
func likeliest(scores []score) score {
	const tells = 6 // points
	best := scores[0]
	for _, f := range families {
		if !slices.Contains(f, best.name) {
			continue
		}
		if i := slices.IndexFunc(scores, func(s score) bool { return s.name == f[0] }); i >= 0 && best.points-scores[i].points < tells {
			return scores[i]
		}
	}
	return best
}

// equals are the relatives of a dialect for which as much speaks.
func equals(scores []score, best score) []string {
	var out []string
	for _, s := range scores {
		if s.name != best.name && s.points == best.points && related(s.name, best.name) {
			out = append(out, s.name)
		}
	}
	slices.Sort(out)
	return out
}
