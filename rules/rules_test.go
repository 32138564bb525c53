package rules_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/example"
	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lint"
	sql "github.com/sqlsteward/sqlsteward/parser"
	sqlast "github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	sqltoken "github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/rules"
	"github.com/sqlsteward/sqlsteward/source"
)

// fixtures is where the cases of the rules are: <rule>/<kind>_<what>.txtar. The kind says what must hold:
//
//	fires   the rule finds something
//	silent  the rule finds nothing, though the query comes close
//	fixed   the rule finds something that a fix resolves
//
// The comment at the top says what the case is about. sqlsteward.toml holds the settings and the catalog (without it the
// defaults hold: dialect generic, no catalog); further files may be named by it. The first file called *.sql is the
// input, and its path may matter. The rule of the folder runs, and those that [rules] names. What is wanted stands
// behind the input and is written by go test ./rules -update: want, all that the rules say, and fixed.sql, the input
// with every fix made that is safe or unsafe, where there are any.
const fixtures = "../testdata/rules"

const (
	wantName  = "want"
	fixedName = "fixed.sql"
)

// A fixture is one case.
type fixture struct {
	kind     string
	rule     *lint.Rule
	archive  *txtar.Archive
	settings *config.Settings
	path     string // of the input
	text     string
}

func TestRules(t *testing.T) {
	folders, err := os.ReadDir(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range folders {
		if rules.Find(d.Name()) == nil {
			t.Errorf("%s/%s is the folder of no rule", fixtures, d.Name())
		}
	}
	for _, rule := range rules.All {
		t.Run(rule.Name, func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join(fixtures, rule.Name, "*"))
			if err != nil {
				t.Fatal(err)
			}
			kinds := map[string]bool{}
			fixes := false
			for _, path := range paths {
				name := strings.TrimSuffix(filepath.Base(path), ".txtar")
				t.Run(name, func(t *testing.T) {
					fx := load(t, path, rule)
					kinds[fx.kind] = true
					fixes = fx.test(t, path) || fixes
				})
			}
			for _, kind := range []string{"fires", "silent"} {
				if !kinds[kind] {
					t.Errorf("no case called %s_*.txtar", kind)
				}
			}
			if fixes && !kinds["fixed"] {
				t.Error("the rule reports fixes, and no case is called fixed_*.txtar")
			}
		})
	}
}

func load(t *testing.T, path string, rule *lint.Rule) *fixture {
	t.Helper()
	kind, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(path), ".txtar"), "_")
	if !strings.HasSuffix(path, ".txtar") || !slices.Contains([]string{"fires", "silent", "fixed"}, kind) {
		t.Fatalf("%s: a case is called fires_*.txtar, silent_*.txtar or fixed_*.txtar", path)
	}
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(archive.Comment)) == "" {
		t.Errorf("%s: say at the top what the case is about", path)
	}
	fx := &fixture{kind: kind, rule: rule, archive: archive}
	files := map[string]string{}
	for _, f := range archive.Files {
		if f.Name == wantName || f.Name == fixedName {
			continue
		}
		if fx.path == "" && strings.HasSuffix(f.Name, ".sql") {
			fx.path, fx.text = f.Name, string(f.Data)
		}
		files[f.Name] = string(f.Data)
	}
	if fx.path == "" {
		t.Fatalf("%s: there is no *.sql file to check", path)
	}
	if fx.settings, err = example.Load(files); err != nil {
		t.Fatal(err)
	}
	return fx
}

func (fx *fixture) check(text string) lint.Result {
	return example.Check(fx.settings, fx.path, text, fx.rule)
}

// test holds the case to its kind, to what is wanted, and to what holds for all rules. It reports whether there are
// fixes that can be made.
func (fx *fixture) test(t *testing.T, path string) (fixes bool) {
	result := fx.check(fx.text)
	for _, e := range result.Errors {
		t.Error(e.Message)
	}
	own := 0
	for _, f := range result.Findings {
		if f.Rule == fx.rule.Name {
			own++
		}
		checkFinding(t, fx.text, f)
	}
	switch {
	case fx.kind == "silent" && own > 0:
		t.Errorf("the rule must be silent and has %d findings", own)
	case fx.kind != "silent" && own == 0:
		t.Error("the rule finds nothing")
	}
	fx.shift(t, result)
	fixed, fixes := fx.fix(t, result)
	if fx.kind == "fixed" && fixed == fx.text {
		t.Error("no fix changes anything")
	}

	wanted := &txtar.Archive{Comment: fx.archive.Comment}
	for _, f := range fx.archive.Files {
		if f.Name != wantName && f.Name != fixedName {
			wanted.Files = append(wanted.Files, f)
		}
	}
	wanted.Files = append(wanted.Files, txtar.File{Name: wantName, Data: []byte(render(fx.text, result))})
	if fixed != fx.text {
		wanted.Files = append(wanted.Files, txtar.File{Name: fixedName, Data: []byte(fixed)})
	}
	golden.Check(t, path, string(txtar.Format(wanted)))
	return fixes
}

// checkFinding holds a finding to what people and other programs rely on.
func checkFinding(t *testing.T, text string, f lint.Finding) {
	t.Helper()
	place := f.Rule + ": " + f.Message
	inside := func(what string, s source.Span, empty bool) {
		if s.Start < 0 || s.End < s.Start || int(s.End) > len(text) || !empty && s.Len() == 0 {
			t.Errorf("%s: the span %v of %s is empty or outside the file", place, s, what)
			return
		}
		for _, at := range []int32{s.Start, s.End} {
			if int(at) < len(text) && !utf8.RuneStart(text[at]) {
				t.Errorf("%s: the span %v of %s cuts a character in two", place, s, what)
			}
		}
	}
	inside("the finding", f.Span, false)
	for _, r := range f.Related {
		if r.Message == "" {
			t.Errorf("%s: a related location says nothing", place)
		}
		inside("a related location", r.Span, false)
	}
	for what, words := range map[string]string{"message": f.Message, "help": f.Help} {
		if strings.HasSuffix(words, ".") || strings.Contains(words, "\n") {
			t.Errorf("%s: the %s ends with a full stop or has several lines: %q", place, what, words)
		}
	}
	if f.Message == "" {
		t.Errorf("%s has no message", f.Rule)
	}
	for _, fix := range f.Fixes {
		if fix.Title == "" {
			t.Errorf("%s: a fix has no title", place)
		}
		if (fix.Safety == lint.Safe) != (len(fix.Assumes) == 0) && fix.Safety != lint.ShowOnly {
			t.Errorf("%s: a safe fix assumes nothing, an unsafe one says what it assumes: %q is %v and assumes %q",
				place, fix.Title, fix.Safety, fix.Assumes)
		}
		for _, e := range fix.Edits {
			inside("an edit", e.Span, true)
		}
	}
}

// shift puts a comment in front of the input, which moves every finding by its length and changes nothing else.
func (fx *fixture) shift(t *testing.T, result lint.Result) {
	t.Helper()
	const prefix = "/* é */\n"
	moved := fx.check(prefix + fx.text)
	back := func(s *source.Span) {
		s.Start -= int32(len(prefix))
		s.End -= int32(len(prefix))
	}
	for i := range moved.Findings {
		f := &moved.Findings[i]
		back(&f.Span)
		for j := range f.Related {
			back(&f.Related[j].Span)
		}
		for j := range f.Fixes {
			for k := range f.Fixes[j].Edits {
				back(&f.Fixes[j].Edits[k].Span)
			}
		}
	}
	for i := range moved.Gaps {
		g := &moved.Gaps[i]
		back(&g.Span)
		g.From.Line-- // the prefix is a line
		g.To.Line--
	}
	if diff := cmp.Diff(result, moved, cmpopts.IgnoreTypes(&source.File{})); diff != "" {
		t.Errorf("a comment in front changes more than the place of findings (-without +with):\n%s", diff)
	}
}

// maxRounds is how often fixing may go on: fixes that overlap wait for each other.
const maxRounds = 10

// fix makes all fixes that may be made and returns the text. After each round the findings that were fixed are gone,
// all comments are there still, and the text is as readable as it was.
func (fx *fixture) fix(t *testing.T, result lint.Result) (text string, made bool) {
	t.Helper()
	text = fx.text
	for range maxRounds {
		chosen, waiting := choose(result.Findings)
		if len(chosen) == 0 {
			return text, made
		}
		made = true
		before := text
		var err error
		if text, err = source.Apply(before, chosen); err != nil {
			t.Fatal(err)
		}
		if text == before {
			t.Fatal("a fix changes nothing")
		}
		result = fx.check(text)
		if again, _ := choose(result.Findings); len(again) > 0 && waiting == 0 {
			t.Errorf("the fix leaves a finding that can be fixed again:\n%s", text)
		}
		d := dialect.Find(fx.settings.For(filepath.Join(fx.settings.Root, fx.path)).Dialect)
		was, is := sql.Parse(source.NewFile(fx.path, before), d), sql.Parse(source.NewFile(fx.path, text), d)
		if diff := cmp.Diff(comments(was), comments(is)); diff != "" {
			t.Errorf("the fix changes comments (-before +after):\n%s", diff)
		}
		if diff := cmp.Diff(states(was), states(is)); diff != "" {
			t.Errorf("the fixed text is read otherwise (-before +after):\n%s\n%s", diff, text)
		}
	}
	t.Errorf("fixing does not come to an end in %d rounds:\n%s", maxRounds, text)
	return text, made
}

// choose takes the first fix of each finding that may be made and does not get in the way of those before it. waiting
// counts those that do.
func choose(findings []lint.Finding) (edits []source.Edit, waiting int) {
	for _, f := range findings {
		i := slices.IndexFunc(f.Fixes, func(x lint.Fix) bool { return x.Safety != lint.ShowOnly && len(x.Edits) > 0 })
		if i < 0 {
			continue
		}
		if overlaps(edits, f.Fixes[i].Edits) {
			waiting++
			continue
		}
		edits = append(edits, f.Fixes[i].Edits...)
	}
	return edits, waiting
}

func overlaps(a, b []source.Edit) bool {
	for _, x := range a {
		for _, y := range b {
			if source.Conflict(x, y) {
				return true
			}
		}
	}
	return false
}

func comments(tree *sql.Tree) []string {
	var out []string
	for _, tok := range tree.Tokens {
		if tok.Kind == sqltoken.Comment {
			out = append(out, tok.In(tree.File.Text))
		}
	}
	return out
}

func states(tree *sql.Tree) []sqlast.State {
	var out []sqlast.State
	for _, s := range tree.Statements {
		out = append(out, s.State)
	}
	return out
}

// ---- what is wanted, as text ----

// render writes a result for people who review a fixture.
func render(text string, result lint.Result) string {
	var b strings.Builder
	for _, s := range result.Skipped {
		fmt.Fprintf(&b, "%s is skipped: %s\n", s.Rule, s.Reason)
	}
	for _, e := range result.CatalogErrors {
		fmt.Fprintf(&b, "catalog: %s\n", e)
	}
	for _, f := range result.Findings {
		fmt.Fprintf(&b, "%s[%s]: %s\n", f.Severity, f.Rule, f.Message)
		frame(&b, f.File, f.Span, '^')
		for _, r := range f.Related {
			fmt.Fprintf(&b, "  note: %s\n", r.Message)
			frame(&b, r.File, r.Span, '-')
		}
		if f.Help != "" {
			fmt.Fprintf(&b, "  help: %s\n", f.Help)
		}
		for _, fix := range f.Fixes {
			fmt.Fprintf(&b, "  %s fix, %s: %s\n", fix.Safety, fix.Evidence, fix.Title)
			for _, a := range fix.Assumes {
				fmt.Fprintf(&b, "    assumes %s\n", a)
			}
		}
	}
	for _, g := range result.Gaps {
		fmt.Fprintf(&b, "gap: %s\n", g.Reason)
		frame(&b, source.NewFile(g.Path, text), g.Span, '~')
	}
	if n := result.Summary.Suppressed; n > 0 {
		fmt.Fprintf(&b, "suppressed: %d\n", n)
	}
	return b.String()
}

// frame draws the lines of a span with a mark under each of its characters.
func frame(b *strings.Builder, file *source.File, span source.Span, mark rune) {
	first, last := file.Position(span.Start).Line, file.Position(max(span.Start, span.End-1)).Line
	for n := first; n <= last; n++ {
		if n > first+1 && n < last {
			if n == first+2 {
				b.WriteString("      ...\n")
			}
			continue
		}
		line := file.Line(n)
		text := line.In(file.Text)
		fmt.Fprintf(b, "%s\n", strings.TrimRight(fmt.Sprintf("%4d  %s", n, text), " "))
		var under strings.Builder
		for i, c := range text {
			switch at := line.Start + int32(i); {
			case span.Start <= at && at < span.End:
				under.WriteRune(mark)
			case c == '\t':
				under.WriteByte('\t')
			default:
				under.WriteByte(' ')
			}
		}
		fmt.Fprintf(b, "%s\n", strings.TrimRight("      "+under.String(), " \t"))
	}
}

// ---- the list of rules ----

var (
	kebab      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	categories = []lint.Category{
		lint.Access, lint.Privacy, lint.Complexity, lint.Metrics, lint.Correctness, lint.Cost, lint.Hygiene,
	}
)

func TestAllIsSortedAndDocumented(t *testing.T) {
	for i, r := range rules.All {
		category := slices.Index(categories, r.Category)
		if category < 0 {
			t.Errorf("%s: there is no category %q", r.Name, r.Category)
		}
		if i > 0 {
			before := rules.All[i-1]
			c := slices.Index(categories, before.Category)
			if category < c || category == c && r.Name <= before.Name {
				t.Errorf("%s must stand before %s: the list is sorted by category, then by name", r.Name, before.Name)
			}
		}
		if !kebab.MatchString(r.Name) {
			t.Errorf("%s is not in kebab-case", r.Name)
		}
		for heading, text := range map[string]string{
			"Summary": r.Doc.Summary, "Why": r.Doc.Why, "Bad": r.Doc.Bad, "Good": r.Doc.Good, "Limits": r.Doc.Limits,
		} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: the documentation says nothing under %s", r.Name, heading)
			}
		}
		if strings.ContainsAny(r.Doc.Summary, "\n") || strings.HasSuffix(r.Doc.Summary, ".") {
			t.Errorf("%s: the summary is one line without a final full stop", r.Name)
		}
		if slices.Contains(r.Severity[:], lint.Off) {
			t.Errorf("%s is off by default at a stage", r.Name)
		}
		for _, o := range r.Options {
			switch o.Default.(type) {
			case int, bool, string, []string:
			default:
				t.Errorf("%s: option %s has a default of type %T", r.Name, o.Name, o.Default)
			}
			if !kebab.MatchString(o.Name) || o.Name == "severity" || o.Doc == "" {
				t.Errorf("%s: option %q needs a name in kebab-case other than severity, and a sentence", r.Name, o.Name)
			}
		}
	}
}

// TestEveryFileIsListed finds rules that were written and forgotten in All.
func TestEveryFileIsListed(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range ruleNames(file) {
			found++
			if rules.Find(name) == nil {
				t.Errorf("%s: the rule %s is not in rules.All", path, name)
			}
			if want := strings.ReplaceAll(name, "-", "_") + ".go"; path != want {
				t.Errorf("the rule %s stands in %s, not in %s", name, path, want)
			}
		}
	}
	if found != len(rules.All) {
		t.Errorf("%d rules are declared as &lint.Rule{Name: ...}, and %d stand in rules.All", found, len(rules.All))
	}
}

// ruleNames are the names in the literals of lint.Rule.
func ruleNames(file *ast.File) []string {
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if sel, ok := lit.Type.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Rule" {
			return true
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, _ := kv.Key.(*ast.Ident)
			value, _ := kv.Value.(*ast.BasicLit)
			if key != nil && key.Name == "Name" && value != nil {
				if name, err := strconv.Unquote(value.Value); err == nil {
					names = append(names, name)
				}
			}
		}
		return true
	})
	return names
}
