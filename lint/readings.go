package lint

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// readings are the statements of a file that are read under several branches of a template, and what was found in each
// of their readings: a finding is said once, and its fix must be right in all of them.
type readings struct {
	of    map[int][]*ast.Statement // the readings of a statement, by its number; of those that have several
	found map[problem][]echo
}

// A problem is what makes findings of several readings one.
type problem struct {
	rule      string
	statement int
	span      source.Span
	object    string
}

// An echo is a finding in one reading.
type echo struct {
	stmt  *ast.Statement
	fixes []Fix
}

func problemOf(f *Finding) problem { return problem{f.Rule, f.Statement, f.Span, f.Object} }

// read notes which statements have several readings.
func (r *readings) read(tree *parser.Tree) {
	if len(tree.Statements) == tree.Count {
		return
	}
	r.of, r.found = map[int][]*ast.Statement{}, map[problem][]echo{}
	for _, s := range tree.Statements {
		r.of[s.Number] = append(r.of[s.Number], s)
	}
	for number, list := range r.of {
		if len(list) == 1 {
			delete(r.of, number)
		}
	}
}

// said reports whether the same was found in another reading of the statement, and notes what is found in this one.
func (r *readings) said(f *Finding, s *ast.Statement) bool {
	if r.of[f.Statement] == nil {
		return false
	}
	p := problemOf(f)
	r.found[p] = append(r.found[p], echo{s, slices.Clone(f.Fixes)})
	return len(r.found[p]) > 1
}

// agree makes a sketch of each fix that another reading of what it changes does not offer too.
func (r *fileRun) agree() {
	for i := range r.result.Findings {
		f := &r.result.Findings[i]
		for j := range f.Fixes {
			fix := &f.Fixes[j]
			for _, s := range r.of[f.Statement] {
				if len(fix.Edits) > 0 && reads(s, fix.Edits) && !offers(r.found[problemOf(f)], s, fix) {
					fix.sketch("another branch of the template would not be right any more: change it by hand")
				}
			}
		}
	}
}

// reads reports whether a reading has a part of what the edits change.
func reads(s *ast.Statement, edits []source.Edit) bool {
	return slices.ContainsFunc(edits, func(e source.Edit) bool {
		within := func(o source.Span) bool { return o.Contains(e.Span) }
		return s.Span.Start <= e.End && e.Start <= s.Span.End && !slices.ContainsFunc(s.Omitted, within)
	})
}

// offers reports whether the finding has the same fix in a reading.
func offers(found []echo, s *ast.Statement, fix *Fix) bool {
	return slices.ContainsFunc(found, func(e echo) bool {
		return e.stmt == s && slices.ContainsFunc(e.fixes, func(f Fix) bool { return slices.Equal(f.Edits, fix.Edits) })
	})
}
