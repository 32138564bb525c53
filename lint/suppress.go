package lint

import (
	"fmt"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// StaleSuppression is the rule that speaks of suppressions themselves; the runner checks it.
const StaleSuppression = "stale-suppression"

// marker begins what a comment says to this tool.
const marker = "sqlsteward:"

// A suppression is a comment that accepts findings on record.
type suppression struct {
	span    source.Span // the directive, from its marker on
	rules   []string    // empty: all
	reason  string
	until   time.Time // zero: without end
	file    bool      // for the whole file
	line    int       // its own line
	next    int       // the next line that holds SQL
	used    bool
	problem string // why it does not count
}

// suppress takes out the findings that comments accept, and reports comments that accept none.
func (r *fileRun) suppress(tree *parser.Tree) {
	if !strings.Contains(r.File.Text, marker) {
		return
	}
	list := r.suppressions(tree)
	kept := r.result.Findings[:0]
	for _, f := range r.result.Findings {
		if s := accepts(list, f, r.File); s != nil {
			s.used = true
			r.result.Summary.Suppressed++
			continue
		}
		kept = append(kept, f)
	}
	r.result.Findings = kept
	var rule *Rule
	for _, known := range r.rules {
		if known.Name == StaleSuppression {
			rule = known
		}
	}
	if rule == nil {
		return
	}
	pass := &Pass{File: r.File, rule: rule, run: r}
	seen := map[string]int{}
	for _, s := range list {
		message := s.problem
		if message == "" && !s.used {
			message = "this suppression accepts nothing: no finding of " + s.names() + " stands here"
		}
		if message == "" {
			continue
		}
		object := s.names()
		f := Finding{
			Message: message, Span: s.span, Object: object,
			Help: "remove the comment, or correct it, so that it does not hide what comes later",
		}
		r.report(pass, f, r.severity(rule, false))
		last := &r.result.Findings[len(r.result.Findings)-1]
		last.Statement = 0
		last.Fingerprint = fingerprint(rule.Name, r.File.Path, object, seen[object])
		seen[object]++
	}
}

func (s *suppression) names() string {
	if len(s.rules) == 0 {
		return "any rule"
	}
	return strings.Join(s.rules, ", ")
}

// accepts is the suppression that covers a finding, or nil.
func accepts(list []*suppression, f Finding, file *source.File) *suppression {
	line := file.Position(f.Span.Start).Line
	for _, s := range list {
		if s.problem != "" || !s.file && line != s.line && line != s.next {
			continue
		}
		if len(s.rules) == 0 {
			return s
		}
		for _, name := range s.rules {
			if name == f.Rule {
				return s
			}
		}
	}
	return nil
}

// suppressions reads the directives in the file's comments.
func (r *fileRun) suppressions(tree *parser.Tree) []*suppression {
	var out []*suppression
	for i, t := range tree.Tokens {
		if t.Kind != token.Comment {
			continue
		}
		text := t.In(r.File.Text)
		at := strings.Index(text, marker)
		if at < 0 {
			continue
		}
		s := &suppression{span: source.Span{Start: t.Start + int32(at), End: t.End}}
		body := text[at+len(marker):]
		for _, closing := range []string{"*/", "#}"} {
			if strings.HasSuffix(body, closing) {
				body = body[:len(body)-len(closing)]
				s.span.End -= int32(len(closing))
			}
		}
		trimmed := strings.TrimRight(body, " \t\r\n-")
		s.span.End -= int32(len(body) - len(trimmed))
		s.line = r.File.Position(t.Start).Line
		s.next = r.nextLine(tree.Tokens[i+1:], r.File.Position(t.End).Line)
		r.directive(s, strings.TrimSpace(trimmed))
		out = append(out, s)
	}
	return out
}

// nextLine is the line of the first token that is no trivia, when it begins below line; 0 when the comment shares its
// line with SQL behind it.
func (r *fileRun) nextLine(rest []token.Token, line int) int {
	for _, t := range rest {
		if t.Kind.Trivia() {
			continue
		}
		return r.File.Position(t.Start).Line
	}
	return line
}

// directive reads "ignore rule, rule reason="..." until=2027-01-31".
func (r *fileRun) directive(s *suppression, text string) {
	verb, rest, _ := strings.Cut(text, " ")
	switch verb {
	case "ignore":
	case "ignore-file":
		s.file = true
	default:
		s.problem = fmt.Sprintf("%q is not understood behind %s, write ignore or ignore-file", verb, marker)
		return
	}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimLeft(rest, " ,\t\n") {
		var word string
		switch {
		case strings.HasPrefix(rest, "reason="):
			rest = rest[len("reason="):]
			s.reason, rest = value(rest)
		case strings.HasPrefix(rest, "until="):
			word, rest = value(rest[len("until="):])
			day, err := time.Parse(time.DateOnly, word)
			if err != nil {
				s.problem = fmt.Sprintf("until=%s is no date: write it as until=2027-01-31", word)
				return
			}
			s.until = day
		default:
			n := strings.IndexAny(rest, " ,\t\n")
			if n < 0 {
				n = len(rest)
			}
			word, rest = rest[:n], rest[n:]
			if !r.knows(word) {
				s.problem = fmt.Sprintf("there is no rule %q to suppress: see sqlsteward rules", word)
				return
			}
			s.rules = append(s.rules, word)
		}
	}
	if !s.until.IsZero() && r.Today.After(s.until.AddDate(0, 0, 1)) {
		s.problem = fmt.Sprintf("this suppression of %s ended on %s", s.names(), s.until.Format(time.DateOnly))
	}
}

// value reads a word or a quoted text, and returns the rest.
func value(s string) (string, string) {
	if strings.HasPrefix(s, `"`) {
		if n := strings.IndexByte(s[1:], '"'); n >= 0 {
			return s[1 : 1+n], s[n+2:]
		}
		return s[1:], ""
	}
	n := strings.IndexAny(s, " ,\t\n")
	if n < 0 {
		return s, ""
	}
	return s[:n], s[n:]
}

func (r *fileRun) knows(name string) bool {
	for _, rule := range r.rules {
		if rule.Name == name {
			return true
		}
	}
	return false
}
