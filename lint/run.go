package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// RuleSettings are what the user says of one rule.
type RuleSettings struct {
	Severity    Severity
	HasSeverity bool // otherwise the stage decides
	Options     map[string]any
}

// Input is one file and everything that its findings depend on.
type Input struct {
	File          *source.File
	Dialect       *dialect.Dialect
	Catalog       *catalog.Catalog // never nil
	Stage         Stage
	Rules         map[string]RuleSettings
	DefaultSchema string
	SearchPath    []string // see lineage.Settings
	// Functions are those, in lower case, that treat personal data otherwise than is known of them.
	Functions map[string]privacy.Treatment
	// RequireSalt says that a hash without a salt does not mask.
	RequireSalt bool
	// Grants are those for the file.
	Grants []Grant
	// Today is what the end of a suppression is compared with.
	Today time.Time
}

// Lineage are the settings that the file's statements are traced with.
func (in *Input) Lineage() lineage.Settings {
	return lineage.Settings{
		Dialect: in.Dialect, Catalog: in.Catalog, DefaultSchema: in.DefaultSchema, SearchPath: in.SearchPath, Treatment: in.via,
	}
}

// Check looks at one file with all rules. It is pure: the same input gives the same result. A fault in one rule is an
// error of this file and costs only that rule on that statement.
func Check(in Input, rules []*Rule) Result {
	r := &fileRun{Input: in, rules: rules, cursor: source.Cursor{File: in.File}}
	r.result.Summary.Files = 1
	r.result.Summary.Findings = map[Severity]int{}
	if strings.IndexByte(in.File.Text, 0) >= 0 { // no SQL: a binary file, or UTF-16
		r.binary()
		return r.result
	}
	if !utf8.ValidString(in.File.Text) {
		r.notText()
	}
	var tree *parser.Tree
	if tree = r.parse(); tree == nil {
		return r.result
	}
	defer tree.Release()
	for _, t := range tree.Tokens {
		if t.Kind == token.Tag || t.Kind == token.TagStmt {
			r.tags = append(r.tags, t)
		}
	}
	settings := in.Lineage()
	analyser := lineage.New(settings)
	defer analyser.Release()
	if len(tree.Statements) > 0 {
		r.begins, r.begun = tree.Statements[0].Start, true
	}
	r.read(tree)
	pass := Pass{Tree: tree, File: in.File, Catalog: in.Catalog, Settings: settings, run: r, walk: walks.Get().(*walk)}
	defer pass.walk.release()
	active := r.active(len(tree.Statements) > 0)
	for _, st := range tree.Statements {
		pass.Index, pass.Statement = st.Number, st
		if !r.trace(analyser, &pass) {
			continue
		}
		for i := range active {
			r.apply(&active[i], &pass)
		}
		analyser.Done()
	}
	r.agree()
	r.count(tree)
	r.gaps(tree)
	r.fingerprints()
	r.suppress(tree)
	r.finish()
	return r.result
}

// fileRun is the work on one file.
type fileRun struct {
	Input
	rules  []*Rule
	result Result
	begins int32           // where the first statement does
	begun  bool            // there is one
	tags   []token.Token   // the template tags of the file, in order
	cursor source.Cursor   // for gaps
	broken map[string]bool // catalog errors that were said
	readings
}

// An activeRule is a rule that speaks of this file, with its options.
type activeRule struct {
	*Rule
	options map[string]any
}

// active are the rules that look at the file's statements. Those that cannot with this catalog are noted as skipped, if
// there is a statement to skip.
func (r *fileRun) active(statements bool) []activeRule {
	list := make([]activeRule, 0, len(r.rules))
	for _, rule := range r.rules {
		if rule.Check == nil || r.severity(rule, false) == Off {
			continue
		}
		if rule.Needs != nil {
			if why := rule.Needs(r.Catalog); why != "" {
				if statements {
					r.result.Skipped = append(r.result.Skipped, Skipped{Rule: rule.Name, Reason: why})
				}
				continue
			}
		}
		list = append(list, activeRule{rule, r.Rules[rule.Name].Options})
	}
	return list
}

// parse reads the file; nil after a fault.
func (r *fileRun) parse() *parser.Tree {
	defer r.fault(nil)
	return parser.Parse(r.File, r.Dialect)
}

// trace traces the columns of the pass's statement, and reports whether that came through.
func (r *fileRun) trace(analyser *lineage.Analyser, pass *Pass) (ok bool) {
	pass.rule = nil
	defer r.fault(pass)
	pass.Lineage = analyser.Statement(pass.Statement)
	return true
}

// apply runs one rule on one statement. After a fault its findings there do not count.
func (r *fileRun) apply(rule *activeRule, pass *Pass) {
	pass.rule, pass.options = rule.Rule, rule.options
	before, through := len(r.result.Findings), false
	defer func() {
		if !through {
			r.result.Findings = r.result.Findings[:before]
		}
	}()
	defer r.fault(pass)
	rule.Check(pass)
	through = true
}

// fault makes an error of the file of a panic that ends the function which defers it.
func (r *fileRun) fault(pass *Pass) {
	v := recover()
	if v == nil {
		return
	}
	what := "reading the file"
	switch {
	case pass != nil && pass.rule != nil:
		what = fmt.Sprintf("rule %s on statement %d", pass.rule.Name, pass.Index)
	case pass != nil:
		what = fmt.Sprintf("tracing the columns of statement %d", pass.Index)
	}
	r.result.Errors = append(r.result.Errors, FileError{
		File:    r.File.Path,
		Message: fmt.Sprintf("internal fault in %s: %v; please report it (%s)", what, v, faultPlace()),
	})
}

// faultPlace is the place in our own code at which the panic that is being recovered from began.
func faultPlace() string {
	const module = "github.com/sqlsteward/sqlsteward/"
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && strings.HasPrefix(frame.Function, module) {
			dir, file := path.Split(frame.File)
			return fmt.Sprintf("%s/%s:%d", path.Base(dir), file, frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "no place known"
		}
	}
}

// severity is what a finding of the rule counts here.
func (r *fileRun) severity(rule *Rule, weak bool) Severity {
	if s, ok := r.Rules[rule.Name]; ok && s.HasSeverity {
		return s.Severity
	}
	if weak && rule.Weak != (Severities{}) {
		return rule.Weak[r.Stage]
	}
	return rule.Severity[r.Stage]
}

func (r *fileRun) report(p *Pass, f Finding, s Severity) {
	if s == Off {
		return
	}
	f.Rule, f.Severity, f.File, f.Statement = p.rule.Name, s, r.File, p.Index
	f.Fixes = p.doubtFixes(f.Fixes)
	if r.said(&f, p.Statement) || r.granted(&f) {
		return
	}
	for i := range f.Related {
		if f.Related[i].File == nil {
			f.Related[i].File = r.File
		}
	}
	if r.result.Findings == nil {
		r.result.Findings = make([]Finding, 0, 8)
	}
	r.result.Findings = append(r.result.Findings, f)
}

// catalogError notes a contradiction in the catalog once a file.
func (r *fileRun) catalogError(err error) {
	if r.broken == nil {
		r.broken = map[string]bool{}
	}
	var tie catalog.TieError
	if !errors.As(err, &tie) || r.broken[err.Error()] {
		return
	}
	r.broken[err.Error()] = true
	r.result.CatalogErrors = append(r.result.CatalogErrors, err.Error())
}

// count counts the statements by their states.
func (r *fileRun) count(tree *parser.Tree) {
	sum := &r.result.Summary
	for _, state := range tree.States() {
		sum.Statements++
		switch state {
		case ast.Complete:
			sum.Complete++
		case ast.Partial:
			sum.Partial++
		case ast.Invalid:
			sum.Invalid++
		default:
			sum.Other++
		}
	}
}

// binary notes a file that holds no text, so that nothing is concluded from it in silence.
func (r *fileRun) binary() {
	reason := "the file holds NUL bytes, as binary files do: it was not checked"
	if text := r.File.Text; strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		reason = "the file is UTF-16: save it as UTF-8"
	}
	at := int32(strings.IndexByte(r.File.Text, 0))
	r.gap(source.Span{Start: at, End: at + 1}, reason)
}

// notText notes the first bytes that are no text.
func (r *fileRun) notText() {
	text := r.File.Text
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		if c == utf8.RuneError && n == 1 {
			r.gap(source.Span{Start: int32(i), End: int32(i + n)}, "the file holds bytes that are not UTF-8 text")
			return
		}
		i += n
	}
}

func (r *fileRun) gap(span source.Span, reason string) {
	r.result.Gaps = append(r.result.Gaps, Gap{Place: r.cursor.Place(span), Reason: reason})
}

// gaps lists every Opaque and every template tag that may hide relations or columns.
func (r *fileRun) gaps(tree *parser.Tree) {
	seen := map[source.Span]bool{} // by a reading under another branch of a template
	for _, st := range tree.Statements {
		for _, o := range st.Opaques {
			if !seen[o.Span] {
				seen[o.Span] = true
				r.gap(o.Span, o.Reason)
			}
		}
	}
	for _, t := range r.tags {
		if text := t.In(r.File.Text); t.Kind == token.Tag && template.Relation(text) == nil && !template.Silent(text) {
			r.gap(t.Span, "what this template tag yields is not known")
		}
	}
	for _, span := range tree.Unread {
		r.gap(span, "this part of the template was not read as SQL")
	}
}

// fingerprints names findings by what does not change when other parts of the file do.
func (r *fileRun) fingerprints() {
	seen := map[string]int{}
	var key []byte
	for i := range r.result.Findings {
		f := &r.result.Findings[i]
		key = identity(key[:0], f.Rule, f.File.Path, f.Object)
		ordinal := seen[string(key)]
		seen[string(key)] = ordinal + 1
		f.Fingerprint = digest(key, ordinal)
	}
}

// identity appends what makes a finding the one it is, but for its ordinal among equals.
func identity(to []byte, rule, path, object string) []byte {
	for _, part := range [...]string{rule, path, object} {
		to = append(append(to, part...), 0)
	}
	return to
}

func digest(identity []byte, ordinal int) string {
	sum := sha256.Sum256(strconv.AppendInt(identity, int64(ordinal), 10))
	return hex.EncodeToString(sum[:8])
}

// finish sorts and counts.
func (r *fileRun) finish() {
	slices.SortStableFunc(r.result.Findings, func(a, b Finding) int {
		if a.Span.Start != b.Span.Start {
			return int(a.Span.Start - b.Span.Start)
		}
		if a.Span.End != b.Span.End {
			return int(a.Span.End - b.Span.End)
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	slices.SortStableFunc(r.result.Gaps, func(a, b Gap) int { return int(a.Span.Start - b.Span.Start) })
	for _, f := range r.result.Findings {
		r.result.Summary.Findings[f.Severity]++
	}
}

// Merge joins the results of several files, in the order given.
func Merge(results []Result) Result {
	var out Result
	out.Summary.Findings = map[Severity]int{}
	skipped := map[Skipped]bool{}
	broken := map[string]bool{}
	for i := range results {
		r := &results[i]
		s := &out.Summary
		s.Files += r.Summary.Files
		s.Statements += r.Summary.Statements
		s.Complete += r.Summary.Complete
		s.Partial += r.Summary.Partial
		s.Invalid += r.Summary.Invalid
		s.Other += r.Summary.Other
		s.Suppressed += r.Summary.Suppressed
		s.Baselined += r.Summary.Baselined
		for k, n := range r.Summary.Findings {
			s.Findings[k] += n
		}
		out.Findings = append(out.Findings, r.Findings...)
		out.Gaps = append(out.Gaps, r.Gaps...)
		out.Errors = append(out.Errors, r.Errors...)
		for _, k := range r.Skipped {
			if !skipped[k] {
				skipped[k] = true
				out.Skipped = append(out.Skipped, k)
			}
		}
		for _, e := range r.CatalogErrors {
			if !broken[e] {
				broken[e] = true
				out.CatalogErrors = append(out.CatalogErrors, e)
			}
		}
	}
	return out
}
