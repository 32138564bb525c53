package parser

import (
	"sort"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// doubtTemplates takes back the certainty of errors in statements that hold template tags: what the tags leave of the
// text is not known, so some reading of it may be right.
func (t *Tree) doubtTemplates() {
	var tags []token.Token
	for _, tok := range t.Tokens {
		if tok.Kind == token.Tag || tok.Kind == token.TagStmt {
			tags = append(tags, tok)
		}
	}
	if len(tags) == 0 {
		return
	}
	before := int32(0) // tags between two statements count for both
	for i, s := range t.Statements {
		after := int32(len(t.File.Text))
		if i+1 < len(t.Statements) {
			after = t.Statements[i+1].Start
		}
		if s.State == ast.Invalid && anyWithin(tags, before, after) {
			s.State = ast.Partial
			for _, e := range s.Errors {
				e.Certain = false
			}
			if len(s.Opaques) == 0 {
				s.Tail = &ast.Opaque{Span: s.Errors[0].Span, Reason: s.Errors[0].Message}
				s.Opaques = append(s.Opaques, s.Tail)
			}
		}
		before = s.End
	}
}

func anyWithin(tags []token.Token, start, end int32) bool {
	i := sort.Search(len(tags), func(i int) bool { return tags[i].Start >= start })
	return i < len(tags) && tags[i].End <= end
}
