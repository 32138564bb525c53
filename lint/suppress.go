package lint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// StaleSuppression is the rule that speaks of suppressions themselves; the runner checks it.
const StaleSuppression = "stale-suppression"

// marker begins what a comment says to this tool.
const marker = "sqlsteward:"

// A suppression is a directive in a comment that accepts findings on record:
//
//	-- sqlsteward:ignore raw-table, select-star reason="finance closes on raw" until=2027-01-31
//
// Behind SQL it is for its own line, otherwise for the next line that holds SQL. ignore-file is for the whole file, from
// anywhere in it. A directive ends with its line, in comments of several lines too.
type suppression struct {
	span    source.Span  // the directive, from its marker on
	rules   []*ruleInUse // empty: all
	until   time.Time    // the last day on which it counts; zero: without end
	file    bool         // for the whole file
	line    int          // the line that it is for; 0 when there is none
	used    bool
	problem string // why it does not count
}

// A ruleInUse is a rule that a suppression names.
type ruleInUse struct {
	*Rule
	used bool
}

// suppress takes out the findings that comments accept, and reports comments that accept none.
func (r *fileRun) suppress(tree *parser.Tree) {
	if !strings.Contains(r.File.Text, marker) {
		return
	}
	list := r.suppressions(tree)
	kept := r.result.Findings[:0]
	for _, f := range r.result.Findings {
		if accepted(list, f) {
			r.result.Summary.Suppressed++
			continue
		}
		kept = append(kept, f)
	}
	r.result.Findings = kept

	rule := r.find(StaleSuppression)
	if rule == nil {
		return
	}
	severity := r.severity(rule, false)
	if severity == Off {
		return
	}
	seen := map[string]int{}
	for _, s := range list {
		message := s.problem
		if message == "" {
			message = r.unused(s, tree)
		}
		if message == "" {
			continue
		}
		object := s.names()
		r.result.Findings = append(r.result.Findings, Finding{
			Rule: rule.Name, Severity: severity, File: r.File, Span: s.span, Object: object, Message: message,
			Help:        "correct the comment or remove it, so that it does not hide what comes later",
			Fingerprint: digest(identity(nil, rule.Name, r.File.Path, object), seen[object]),
		})
		seen[object]++
	}
}

func (r *fileRun) find(name string) *Rule {
	for _, rule := range r.rules {
		if rule.Name == name {
			return rule
		}
	}
	return nil
}

func (s *suppression) names() string {
	if len(s.rules) == 0 {
		return "any rule"
	}
	var names []string
	for _, rule := range s.rules {
		names = append(names, rule.Name)
	}
	return strings.Join(names, ", ")
}

// accepted reports whether a suppression covers the finding. All that do are in use.
func accepted(list []*suppression, f Finding) bool {
	line := f.File.Position(f.Span.Start).Line
	found := false
	for _, s := range list {
		if s.problem != "" || !s.file && line != s.line {
			continue
		}
		if len(s.rules) == 0 {
			s.used, found = true, true
		}
		for _, rule := range s.rules {
			if rule.Name == f.Rule {
				rule.used, found = true, true
			}
		}
	}
	return found
}

// unused says what of a suppression accepts nothing, or "". Nothing follows from silence where a rule did not run, or
// where the statement was not read whole.
func (r *fileRun) unused(s *suppression, tree *parser.Tree) string {
	for _, st := range tree.Statements {
		here := s.file || r.File.Position(st.Start).Line <= s.line && s.line <= r.File.Position(st.End).Line
		if here && (st.State == ast.Partial || st.State == ast.Invalid) {
			return ""
		}
	}
	where := "stands here"
	if s.file {
		where = "stands in this file"
	}
	if len(s.rules) == 0 {
		if s.used {
			return ""
		}
		return "this suppression accepts nothing: no finding " + where
	}
	var idle []string
	for _, rule := range s.rules {
		if !rule.used && r.ran(rule.Rule) {
			idle = append(idle, rule.Name)
		}
	}
	switch len(idle) {
	case 0:
		return ""
	case len(s.rules):
		return fmt.Sprintf("this suppression accepts nothing: no finding of %s %s", strings.Join(idle, " or "), where)
	}
	return fmt.Sprintf("this suppression accepts more than there is: no finding of %s %s", strings.Join(idle, " or "), where)
}

// ran reports whether a rule had its say on this file.
func (r *fileRun) ran(rule *Rule) bool {
	return rule.Check != nil && r.severity(rule, false) != Off &&
		!slices.ContainsFunc(r.result.Skipped, func(s Skipped) bool { return s.Rule == rule.Name })
}

// suppressions reads the directives in the file's comments.
func (r *fileRun) suppressions(tree *parser.Tree) []*suppression {
	var out []*suppression
	behind := 0 // the line on which the last SQL before the comment ends
	for i, t := range tree.Tokens {
		if t.Kind != token.Comment {
			if t.Kind != token.Space {
				behind = r.File.Position(t.End - 1).Line
			}
			continue
		}
		for _, s := range r.directives(t) {
			if s.line = r.File.Position(s.span.Start).Line; s.line != behind {
				s.line = r.nextLine(tree.Tokens[i+1:])
			}
			out = append(out, s)
		}
	}
	return out
}

// nextLine is the line of the first token that is no trivia, or 0.
func (r *fileRun) nextLine(rest []token.Token) int {
	for _, t := range rest {
		if !t.Kind.Trivia() {
			return r.File.Position(t.Start).Line
		}
	}
	return 0
}

// directives reads those of one comment, at most one a line. The marker at the start of a line is always meant for
// this tool; in the midst of one it must be followed by what it knows, for people also write about it.
func (r *fileRun) directives(t token.Token) []*suppression {
	var out []*suppression
	text := t.In(r.File.Text)
	for _, closing := range []string{"*/", "#}"} {
		text = strings.TrimSuffix(text, closing)
	}
	offset := t.Start
	for line := range strings.Lines(text) {
		before, body, ok := strings.Cut(line, marker)
		start := offset + int32(len(before))
		offset += int32(len(line))
		if !ok {
			continue
		}
		body = strings.TrimRight(body, " \t\r\n-")
		s := &suppression{span: source.Span{Start: start, End: start + int32(len(marker)+len(body))}}
		verb, rest, _ := strings.Cut(strings.TrimSpace(body), " ")
		switch {
		case verb == "ignore" || verb == "ignore-file":
			s.file = verb == "ignore-file"
			s.problem = r.directive(s, rest)
			if s.file && s.problem == "" && r.begun && t.Start > r.begins {
				s.problem = "`ignore-file` stands at the top of the file, above the first statement"
			}
		case strings.Trim(before, "-/*#{ \t") != "":
			continue
		case verb == "":
			s.problem = fmt.Sprintf("nothing stands behind `%s`, which takes ignore or ignore-file, and the rules", marker)
		default:
			s.problem = fmt.Sprintf("`%s` is not understood behind `%s`, which takes ignore or ignore-file", verb, marker)
		}
		out = append(out, s)
	}
	return out
}

// directive reads what stands behind the verb into s, and says what is wrong with it, or "".
func (r *fileRun) directive(s *suppression, rest string) string {
	const separators = " ,\t"
	for rest = strings.TrimLeft(rest, separators); rest != ""; rest = strings.TrimLeft(rest, separators) {
		if text, ok := strings.CutPrefix(rest, "reason="); ok {
			_, rest = value(text) // for people
			continue
		}
		if text, ok := strings.CutPrefix(rest, "until="); ok {
			var word string
			word, rest = value(text)
			day, err := time.Parse(time.DateOnly, word)
			if err != nil {
				return fmt.Sprintf("until=%s is no date: write it as until=2027-01-31", word)
			}
			s.until = day
			continue
		}
		var name string
		name, rest = value(rest)
		rule := r.find(name)
		if rule == nil {
			return fmt.Sprintf("there is no rule `%s` to suppress: sqlsteward rules lists them, and words belong in reason=\"...\"", name)
		}
		s.rules = append(s.rules, &ruleInUse{Rule: rule})
	}
	if over(s.until, r.Today) {
		return fmt.Sprintf("this suppression of %s ended on %s", s.names(), s.until.Format(time.DateOnly))
	}
	return ""
}

// value reads a word or a quoted text, and returns the rest.
func value(s string) (word, rest string) {
	if quoted, ok := strings.CutPrefix(s, `"`); ok {
		word, rest, _ = strings.Cut(quoted, `"`)
		return word, rest
	}
	n := strings.IndexAny(s, " ,\t")
	if n < 0 {
		return s, ""
	}
	return s[:n], s[n:]
}
