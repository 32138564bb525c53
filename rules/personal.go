package rules

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// ignoreOption lets an organisation live with some classes.
var ignoreOption = lint.Option{
	Name: "ignore", Default: []string{},
	Doc: `classes of personal data that are fine here, with all below them: ["user.name"]`,
}

// A datum is personal data at its source: a column of a relation, or a value inside one.
type datum struct {
	name     string // "raw.users.email", as messages say it
	object   string // the same in stable terms
	relation *lineage.Relation
	column   string // of the relation
	inside   string // the path into the column's value, or ""
	class    privacy.Class
	declared bool // in the catalog; otherwise recognised by name
}

// speaks reports whether the datum matters on its own. A class that only the organisation knows is taken at its word.
func (d *datum) speaks() bool {
	info, _ := d.class.Info()
	return info.Kind != privacy.QuasiIdentifier || d.declared && !d.class.Known()
}

// phrase names one value of it in a sentence.
func (d *datum) phrase() string {
	if info, ok := d.class.Info(); ok {
		return info.Phrase
	}
	return "personal data"
}

// how says why it is taken for personal data.
func (d *datum) how() string {
	if d.declared {
		return "declared as personal data"
	}
	return "recognised by name as personal data"
}

// A reach is a datum that can be read off a column, and the step towards it: the input it came by, and the reach of
// that input's column. A source has no step.
type reach struct {
	*datum
	in   *lineage.Input
	next *reach
}

// A tracer finds the personal data in the columns of one statement.
type tracer struct {
	pass   *lint.Pass
	paths  map[source.Span][]string // what references to columns reach inside them
	mute   []source.Span            // calls that let nothing of their arguments through, in source order, apart from each other
	known  map[*lineage.Column][]reach
	inside map[insideKey]*datum
}

type insideKey struct {
	column *lineage.Column
	path   string
}

func newTracer(p *lint.Pass) *tracer {
	t := &tracer{
		pass: p, known: map[*lineage.Column][]reach{}, paths: map[source.Span][]string{}, inside: map[insideKey]*datum{},
	}
	ast.Walk(p.Statement, t.read)
	slices.SortFunc(t.mute, func(a, b source.Span) int { return int(a.Start - b.Start) })
	for _, r := range p.Lineage.Refs {
		if r.Node == nil || len(r.Node.Parts) == 1 {
			continue
		}
		for i := len(r.Node.Parts) - 1; i >= 0; i-- {
			if strings.EqualFold(r.Node.Parts[i].Name, r.Column.Name) {
				if fields := r.Node.Parts[i+1:]; len(fields) > 0 {
					t.paths[r.Span] = append(identNames(fields), t.paths[r.Span]...)
				}
				break
			}
		}
	}
	return t
}

// of is the personal data that can be read off a column, each datum once.
func (t *tracer) of(c *lineage.Column) []reach {
	if found, ok := t.known[c]; ok { // nil while in work: what a recursive CTE takes from itself adds nothing
		return found
	}
	t.known[c] = nil
	var found []reach
	if d, is := t.source(c); is {
		if d != nil {
			found = []reach{{datum: d}}
		}
	} else {
		seen := map[*datum]bool{}
		for i := range c.Inputs {
			in := &c.Inputs[i]
			if in.Via >= lineage.Test || c.Star && !passes(in) || t.muted(in.At) {
				continue
			}
			steps := t.paths[in.At]
			inner := t.of(in.Column)
			for j := range inner {
				d := inner[j].datum
				if len(steps) > 0 {
					if last := inner[j].in; last == nil || last.At != in.At {
						d = t.into(d, steps)
					}
				}
				if !seen[d] {
					seen[d] = true
					found = append(found, reach{datum: d, in: in, next: &inner[j]})
				}
			}
		}
	}
	t.known[c] = found
	return found
}

// source tells whether a column is where data comes from, and what personal data it is; nil for none.
func (t *tracer) source(c *lineage.Column) (d *datum, is bool) {
	switch {
	case c.Relation != nil && c.Name == "*":
		return nil, true
	case c.Relation != nil:
		if p := declared(c.Relation, c.Name); p.Declared && len(c.Inputs) > 0 { // made in this file, and declared too
			return t.datum(c.Relation, c.Name, ""), true
		}
		if len(c.Inputs) > 0 && !defined(c) {
			return nil, false
		}
		d := t.datum(c.Relation, c.Name, "")
		if d == nil && len(t.paths) > 0 { // what is inside it may be
			d = t.blank(c.Relation, c.Name)
		}
		return d, true
	case c.Star:
		return nil, false
	case len(c.Candidates) > 0 && len(c.Inputs) == 0:
		return t.oneOf(c), true
	case len(c.Inputs) > 0 && !slices.ContainsFunc(c.Inputs, func(in lineage.Input) bool {
		return in.Column.Relation == nil || in.Column.Name != "*"
	}):
		return t.behindStar(c), true
	}
	return nil, len(c.Inputs) == 0
}
