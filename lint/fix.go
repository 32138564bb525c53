package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/source"
)

// Fixed is what the fixes of a file made of it.
type Fixed struct {
	// File is the file with the fixes made, or the input's own where there was nothing to fix.
	File *source.File
	// Result is what is left to say of File, and faults in fixes.
	Result Result
	// Before is what there was to say of the input's file.
	Before Result
	// Made are how many fixes of each rule were made.
	Made map[string]int
	// Later counts fixes that had to wait for a further round, because they touch what another one does.
	Later int
}

// Count is how many fixes were made.
func (f *Fixed) Count() int {
	n := 0
	for _, made := range f.Made {
		n += made
	}
	return n
}

// maxRounds bounds how often a file is fixed and checked again.
const maxRounds = 1000

// ApplyFixes makes the fixes of a file that are no less safe than worst, and says what is left. It never makes one that
// is only to be shown.
//
// A fix is right for the statement as its rule saw it: two that are each right could still make a name ambiguous
// together. So a round makes one fix a statement, the first in the order of findings, and the file is checked anew until
// nothing is left to fix. A fix after which the file could be read worse than before is not made, but reported as a
// fault. So is a file that fixes do not come to an end with: it stays as it was.
func ApplyFixes(in Input, rules []*Rule, worst Safety) Fixed {
	f := fixer{in: in, rules: rules, worst: min(worst, Unsafe), refused: map[refusal]bool{}, made: map[string]int{}}
	f.result = Check(in, rules)
	first := f.result
	// Each round makes a fix or refuses one, and a few fixes bring up something new to fix.
	left := min(len(f.candidates())+10, maxRounds)
	for fixes := f.choose(); len(fixes) > 0; fixes = f.choose() {
		if left--; left < 0 {
			return unsettled(in.File, first, fixes)
		}
		f.apply(fixes)
	}
	f.result.Errors = append(f.result.Errors, f.faults...)
	return Fixed{File: f.in.File, Result: f.result, Before: first, Made: f.made, Later: f.later}
}

// fixer is the work on one file.
type fixer struct {
	in      Input // File is the text so far
	rules   []*Rule
	worst   Safety
	result  Result // of the text so far
	made    map[string]int
	later   int
	refused map[refusal]bool
	faults  []FileError
}

// A refusal names a fix that broke the file, so that it is not tried again.
type refusal struct {
	fingerprint, title string
}

// A candidate is a finding's fix that may be made.
type candidate struct {
	finding *Finding
	fix     *Fix
	extent  source.Span // from its first edit to its last
}

func (c candidate) refusal() refusal { return refusal{c.finding.Fingerprint, c.fix.Title} }

// candidates are the first fix of each finding that may be made, in the order of findings.
func (f *fixer) candidates() []candidate {
	var out []candidate
	for i := range f.result.Findings {
		finding := &f.result.Findings[i]
		for j := range finding.Fixes {
			c := candidate{finding: finding, fix: &finding.Fixes[j]}
			if c.fix.Safety > f.worst || len(c.fix.Edits) == 0 || f.refused[c.refusal()] {
				continue
			}
			c.extent = c.fix.Edits[0].Span
			for _, e := range c.fix.Edits[1:] {
				c.extent = c.extent.Cover(e.Span)
			}
			out = append(out, c)
			break
		}
	}
	return out
}

// choose takes the fixes of a round: one a statement, none of which touch.
func (f *fixer) choose() []candidate {
	var out []candidate
	end := int32(-1)
	statements := map[int]bool{}
	for _, c := range f.candidates() {
		if c.extent.Start <= end || statements[c.finding.Statement] {
			continue
		}
		statements[c.finding.Statement] = true
		end = c.extent.End
		out = append(out, c)
	}
	return out
}

// apply makes fixes together where the file stays readable; otherwise fewer of them, down to the one to blame.
func (f *fixer) apply(fixes []candidate) {
	after, ok := f.try(fixes)
	switch {
	case ok:
		overlapping := f.overlapping(fixes)
		f.in.File, f.result = after.File, after.Result
		for _, c := range fixes {
			f.made[c.finding.Rule]++
		}
		f.later += overlapping
	case len(fixes) == 1:
		f.refuse(fixes[0])
	default:
		// The first half alone: the next round finds the others again, at the places that they have then.
		f.apply(fixes[:(len(fixes)+1)/2])
	}
}

// overlapping counts the fixes that have to wait because they touch those that are made.
func (f *fixer) overlapping(made []candidate) int {
	n := 0
	for _, c := range f.candidates() {
		if slices.ContainsFunc(made, func(m candidate) bool { return m.finding == c.finding }) {
			continue
		}
		if slices.ContainsFunc(made, func(m candidate) bool { return conflict(c.fix, m.fix) }) {
			n++
		}
	}
	return n
}

func conflict(a, b *Fix) bool {
	for _, x := range a.Edits {
		for _, y := range b.Edits {
			if source.Conflict(x, y) {
				return true
			}
		}
	}
	return false
}

func (f *fixer) refuse(c candidate) {
	f.refused[c.refusal()] = true
	at := f.in.File.Position(c.finding.Span.Start)
	f.faults = append(f.faults, FileError{
		File: f.in.File.Path,
		Message: fmt.Sprintf("internal fault: the fix %q of %s at line %d would break the query, so it was not made; please report it",
			c.fix.Title, c.finding.Rule, at.Line),
	})
}

// checked is a text with what is to say of it.
type checked struct {
	File   *source.File
	Result Result
}

// try makes fixes and reports whether the result can be read no worse than before.
func (f *fixer) try(fixes []candidate) (checked, bool) {
	var edits []source.Edit
	for _, c := range fixes {
		edits = append(edits, c.fix.Edits...)
	}
	text, err := source.Apply(f.in.File.Text, withLineBreaks(edits, f.in.File.Text))
	if err != nil || text == f.in.File.Text {
		return checked{}, false
	}
	in := f.in
	in.File = source.NewFile(f.in.File.Path, text)
	after := Check(in, f.rules)
	was, is := f.result.Summary, after.Summary
	ok := is.Invalid <= was.Invalid && is.Partial <= was.Partial && len(after.Errors) <= len(f.result.Errors)
	return checked{in.File, after}, ok
}

// withLineBreaks gives the text of edits the line breaks of the file, if these are CRLF.
func withLineBreaks(edits []source.Edit, text string) []source.Edit {
	first := strings.IndexByte(text, '\n')
	if first < 1 || text[first-1] != '\r' {
		return edits
	}
	out := slices.Clone(edits)
	for i := range out {
		out[i].Text = strings.ReplaceAll(strings.ReplaceAll(out[i].Text, "\r\n", "\n"), "\n", "\r\n")
	}
	return out
}

// unsettled leaves a file as it was, for its fixes come to no end.
func unsettled(file *source.File, first Result, left []candidate) Fixed {
	var rules []string
	for _, c := range left {
		rules = append(rules, c.finding.Rule)
	}
	slices.Sort(rules)
	before := first
	first.Errors = append(slices.Clip(first.Errors), FileError{
		File: file.Path,
		Message: fmt.Sprintf("internal fault: the fixes of %s come to no end, so the file was left alone; please report it",
			strings.Join(slices.Compact(rules), ", ")),
	})
	return Fixed{File: file, Result: first, Before: before}
}
