package lint

import (
	"sort"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// doubtFixes makes a sketch of each fix after which the statement would not read as well as before. Rules check what
// their fixes mean; this holds for all of them, so that nobody is offered a patch that breaks a query.
func (p *Pass) doubtFixes(fixes []Fix) []Fix {
	for i := range fixes {
		f := &fixes[i]
		if len(f.Edits) == 0 || f.Safety == ShowOnly {
			continue
		}
		why := p.tagsTouched(f.Edits)
		if why == "" && !f.Verified {
			why = p.doubt(f)
		}
		if why != "" {
			f.sketch(why)
		}
	}
	return fixes
}

// sketch leaves nothing of a fix but its words, and says why.
func (f *Fix) sketch(why string) {
	f.Safety, f.Evidence, f.Edits = ShowOnly, Conditional, nil
	f.Assumes = append(f.Assumes, why)
}

// tagsTouched says why edits cannot stand that change the tags of a template, or text that the statement was not read
// with; "" when they do not.
func (p *Pass) tagsTouched(edits []source.Edit) string {
	for _, e := range edits {
		for _, o := range p.Statement.Omitted {
			if o.Overlaps(e.Span) {
				return "it would change another branch of the template too: change it by hand"
			}
		}
		if anyTag(p.run.tags, e.Span) {
			return "it would change the branches of the template: change it by hand"
		}
	}
	return ""
}

// anyTag reports whether a statement tag overlaps a span.
func anyTag(tags []token.Token, span source.Span) bool {
	for i := sort.Search(len(tags), func(i int) bool { return tags[i].End > span.Start }); i < len(tags) && tags[i].Start < span.End; i++ {
		if tags[i].Kind == token.TagStmt {
			return true
		}
	}
	return false
}

// doubt says why a fix cannot stand, or "".
func (p *Pass) doubt(f *Fix) string {
	span := p.Statement.Span
	if _, fragment := p.Statement.Body.(*ast.Fragment); fragment || anyTag(p.run.tags, span) {
		return p.doubtFile(f)
	}
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
	defer tree.Release()
	if states := tree.States(); len(states) != 1 || states[0] > p.Statement.State {
		return "the changed query would not be understood any more: change it by hand"
	}
	return ""
}

// doubtFile is doubt for a statement that holds tags of a template: only the whole file tells how it reads.
func (p *Pass) doubtFile(f *Fix) string {
	text, err := source.Apply(p.File.Text, f.Edits)
	if err != nil {
		return "two of its changes touch the same place"
	}
	tree := parser.Parse(source.NewFile("", text), p.Tree.Dialect)
	defer tree.Release()
	before, after := p.Tree.States(), tree.States()
	for i := range before {
		if len(after) != len(before) || after[i] > before[i] {
			return "the changed query would not be understood any more: change it by hand"
		}
	}
	return ""
}
