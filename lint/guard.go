package lint

import (
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/source"
)

// doubtFixes makes a sketch of each fix after which the statement would not read as well as before. Rules check what
// their fixes mean; this holds for all of them, so that nobody is offered a patch that breaks a query.
func (p *Pass) doubtFixes(fixes []Fix) []Fix {
	for i := range fixes {
		f := &fixes[i]
		if len(f.Edits) == 0 || f.Safety == ShowOnly || f.Verified {
			continue
		}
		if why := p.doubt(f); why != "" {
			f.Safety, f.Evidence, f.Edits = ShowOnly, Conditional, nil
			f.Assumes = append(f.Assumes, why)
		}
	}
	return fixes
}

// doubt says why a fix cannot stand, or "".
func (p *Pass) doubt(f *Fix) string {
	span := p.Statement.Span
	edits := make([]source.Edit, len(f.Edits))
	for i, e := range f.Edits {
		if !span.Contains(e.Span) {
			return "" // not a change of the statement
		}
		edits[i] = source.Edit{Span: source.Span{Start: e.Start - span.Start, End: e.End - span.Start}, Text: e.Text}
	}
	text, err := source.Apply(span.In(p.File.Text), edits)
	if err != nil {
		return "two of its changes touch the same place"
	}
	tree := parser.Parse(source.NewFile("", text), p.Tree.Dialect)
	if states := tree.States(); len(states) != 1 || states[0] > p.Statement.State {
		return "the changed query would not be understood any more: change it by hand"
	}
	return ""
}
