package parser

import (
	"slices"
	"sort"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// doubt takes back the certainty of errors in statements that hold template tags: what the tags leave of the text is not
// known, so some reading of it may be right.
func (t *Tree) doubt(tags []token.Token) {
	if len(tags) == 0 {
		return
	}
	statements := slices.DeleteFunc(slices.Clone(t.Statements), func(s *ast.Statement) bool { return isTag(tags, s.Span) })
	before := int32(0) // tags between two statements count for both
	for i, s := range statements {
		after := int32(len(t.File.Text))
		if i+1 < len(statements) {
			after = max(statements[i+1].Start, s.End)
		}
		if s.State == ast.Invalid && anyWithin(tags, before, after) {
			s.State = ast.Partial
			for _, e := range s.Errors {
				e.Certain = false
			}
			if len(s.Opaques) == 0 {
				s.Tail = &ast.Opaque{Span: s.Errors[0].Span, Reason: s.Errors[0].Message}
				if !s.Contains(s.Tail.Span) { // what should have stood here is missed at the next statement
					s.Tail.Span = s.Span
				}
				s.Opaques = append(s.Opaques, s.Tail)
			}
		}
		before = min(s.End, after)
	}
}

func anyWithin(tags []token.Token, start, end int32) bool {
	i := sort.Search(len(tags), func(i int) bool { return tags[i].Start >= start })
	return i < len(tags) && tags[i].End <= end
}

// isTag reports whether a span is that of a tag, which is wrong whatever it yields.
func isTag(tags []token.Token, span source.Span) bool {
	i := sort.Search(len(tags), func(i int) bool { return tags[i].Start >= span.Start })
	return i < len(tags) && tags[i].Span == span
}
