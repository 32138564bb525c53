package report

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestMain takes away what the environment may wish of colours, so that the tests see the same everywhere.
func TestMain(m *testing.M) {
	for _, name := range []string{"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"} {
		_ = os.Unsetenv(name) // fails for impossible names only
	}
	m.Run()
}

func written(t testing.TB, f Format, r *lint.Result, opts Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, f, r, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	tests := []struct {
		name   string
		result *lint.Result
		opts   Options
	}{
		{"sample", sample(t), Options{}},
		{"sample_color", sample(t), Options{Color: ColorAlways}},
		{"sample_narrow", sample(t), Options{Width: 50}},
		{"sample_verbose", sample(t), Options{Verbose: true}},
		{"many", many(t), Options{}},
		{"related", related(), Options{}},
		{"long_fix", longFix(), Options{}},
		{"long_fix_verbose", longFix(), Options{Verbose: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			golden.Check(t, "testdata/text/"+test.name+".txt", written(t, Text, test.result, test.opts))
		})
	}
}

// related has each kind of related location: repeated ones, one in another file, the finding's own place, too many.
func related() *lint.Result {
	home := source.NewFile("a.sql", "SELECT x,\n  y,\n  x + y,\n  z\nFROM v\nWHERE x > 1;\n")
	view := source.NewFile("models/v.sql", "\n\n\n\n\n\n\n\n\nSELECT id AS x FROM raw.t;\n")
	at := func(start, end int32) source.Span { return source.Span{Start: start, End: end} }
	return counted(&lint.Result{
		Summary: lint.Summary{Files: 2, Statements: 2, Complete: 2},
		Findings: []lint.Finding{{
			Rule: "some-rule", Severity: lint.Warning, Message: "x is not what it was", File: home, Span: at(7, 8),
			Related: []lint.Related{
				{Message: "also used here", File: home, Span: at(17, 18)},
				{Message: "also used here", File: home, Span: at(40, 41)},
				{Message: "the view calls it so", File: view, Span: at(16, 23)},
				{Message: "this is the output itself", File: home, Span: at(7, 8)},
				{Message: "one too many", File: home, Span: at(12, 13)},
				{Message: "two too many", File: home, Span: at(12, 13)},
			},
		}, {
			Rule: "some-rule", Severity: lint.Warning, Message: "y is repeated", File: home, Span: at(12, 13),
			Related: []lint.Related{
				{Message: "on one line", File: home, Span: at(17, 18)},
				{Message: "on one line", File: home, Span: at(21, 22)},
				{Message: "elsewhere", File: view, Span: at(16, 18)},
				{Message: "elsewhere", File: view, Span: at(22, 23)},
			},
		}},
	})
}

// longFix has a fix that rewrites many lines, some of them far apart, and further fixes.
func longFix() *lint.Result {
	var sql strings.Builder
	var edits []source.Edit
	for i := range 40 {
		if i != 5 && (i < 10 || i > 35) {
			edits = append(edits, source.Edit{Span: source.Span{Start: int32(sql.Len()), End: int32(sql.Len() + 3)}, Text: "new"})
		}
		fmt.Fprintf(&sql, "old_%02d,\r\n", i)
	}
	f := source.NewFile("a.sql", sql.String())
	return counted(&lint.Result{
		Summary: lint.Summary{Files: 1, Statements: 1, Complete: 1},
		Findings: []lint.Finding{{
			Rule: "some-rule", Severity: lint.Warning, Message: "old is old", File: f, Span: source.Span{Start: 0, End: int32(sql.Len())},
			Fixes: []lint.Fix{
				{Title: "write new", Edits: edits},
				{Title: "write newer", Safety: lint.Unsafe, Assumes: []string{"newer exists", "nobody reads old"}, Edits: edits[:1]},
				{Title: "drop a line", Safety: lint.Unsafe, Edits: []source.Edit{{Span: source.Span{Start: 9, End: 18}}}},
				{Title: "ask the owner", Safety: lint.ShowOnly},
				{Title: "a fix at odds with itself", Edits: []source.Edit{edits[0], edits[0]}},
			},
		}},
	})
}

func TestAllClear(t *testing.T) {
	f := source.NewFile("a.sql", "x")
	gap := []lint.Gap{{Place: f.Place(source.Span{End: 1}), Reason: "unknown"}}
	tests := []struct {
		name   string
		result lint.Result
		want   string
	}{
		{
			"good",
			lint.Result{Summary: lint.Summary{Files: 3, Statements: 7, Complete: 7}},
			"all clear: nothing to improve in 3 files\n7 statements, understood completely\n",
		},
		{
			"one",
			lint.Result{Summary: lint.Summary{Files: 1, Statements: 1, Complete: 1}},
			"all clear: nothing to improve in 1 file\n1 statement, understood completely\n",
		},
		{
			"not all understood",
			lint.Result{Summary: lint.Summary{Files: 1, Statements: 3, Complete: 1, Partial: 1, Other: 1}, Gaps: gap},
			"no findings in 1 file, but not all of it was understood\n" +
				"3 statements: 1 understood completely, 1 in part, 1 neither reading nor writing\n  data; 1 gap (--verbose shows where)\n",
		},
		{
			"baseline",
			lint.Result{Summary: lint.Summary{Files: 2, Statements: 2, Complete: 2, Baselined: 4}},
			"all clear: nothing new in 2 files\n2 statements, understood completely\nnot counted: 4 in the baseline\n",
		},
		{
			"empty",
			lint.Result{Summary: lint.Summary{Files: 2}},
			"nothing to check: no statements in 2 files\n",
		},
		{
			"a file failed",
			lint.Result{Summary: lint.Summary{Files: 2, Statements: 1, Complete: 1}, Errors: []lint.FileError{{File: "b.sql", Message: "cannot be read"}}},
			"error: b.sql: cannot be read\n\nno findings, but 1 file could not be checked\n1 statement, understood completely\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, written(t, Text, &test.result, Options{})); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestTextKeepsOrder: errors before warnings before infos, and within one severity as the run found them.
func TestTextKeepsOrder(t *testing.T) {
	var r lint.Result
	for i, severity := range []lint.Severity{lint.Info, lint.Warning, lint.Error, lint.Warning, lint.Error} {
		f := source.NewFile(fmt.Sprintf("%d.sql", i), "x")
		r.Findings = append(r.Findings, lint.Finding{Rule: "r", Severity: severity, File: f, Message: "m", Span: source.Span{End: 1}})
	}
	var got []string
	for line := range strings.Lines(written(t, Text, &r, Options{})) {
		if _, at, ok := strings.Cut(line, "--> "); ok {
			got = append(got, at[:1])
		}
	}
	if want := []string{"2", "4", "1", "3", "0"}; !cmp.Equal(got, want) {
		t.Errorf("files in order %v, want %v", got, want)
	}
}

// TestGroups: only the same rule, object and severity are one group, and an empty object never is.
func TestGroups(t *testing.T) {
	f := source.NewFile("a.sql", "x")
	finding := func(rule, object string, severity lint.Severity) lint.Finding {
		return lint.Finding{Rule: rule, Object: object, Severity: severity, Message: "m", File: f, Span: source.Span{End: 1}}
	}
	r := lint.Result{Findings: []lint.Finding{
		finding("r", "o", lint.Warning), finding("r", "o", lint.Warning), finding("r", "p", lint.Warning),
		finding("s", "o", lint.Warning), finding("r", "o", lint.Error), finding("r", "", lint.Warning), finding("r", "", lint.Warning),
	}}
	if got := strings.Count(written(t, Text, &r, Options{}), "-->"); got != 6 {
		t.Errorf("%d frames, want 6", got)
	}
	if got := strings.Count(written(t, Text, &r, Options{Verbose: true}), "-->"); got != 7 {
		t.Errorf("%d frames with verbose, want 7", got)
	}
}

// TestColor: a writer that is no terminal gets no colour unless it is asked for, and colour changes no character.
func TestColor(t *testing.T) {
	plain := written(t, Text, sample(t), Options{})
	if strings.Contains(plain, "\x1b") {
		t.Error("colour on a writer that is no terminal")
	}
	t.Setenv("CLICOLOR_FORCE", "1")
	if !strings.Contains(written(t, Text, sample(t), Options{}), "\x1b[") {
		t.Error("no colour with CLICOLOR_FORCE")
	}
	if written(t, Text, sample(t), Options{Color: ColorNever}) != plain {
		t.Error("colour with ColorNever")
	}
	t.Setenv("NO_COLOR", "1")
	if written(t, Text, sample(t), Options{}) != plain {
		t.Error("colour with NO_COLOR")
	}
	if got := uncolored(written(t, Text, sample(t), Options{Color: ColorAlways})); got != plain {
		t.Errorf("colour changes the text (-plain +coloured)\n%s", cmp.Diff(plain, got))
	}
}

// uncolored removes the sequences ESC [ … m.
func uncolored(s string) string {
	var b strings.Builder
	for s != "" {
		before, after, ok := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !ok {
			break
		}
		_, s, _ = strings.Cut(after, "m")
	}
	return b.String()
}

// TestTextIsBounded: whatever a file holds, nothing of it moves the cursor, and the lines that are ours to break keep
// to the width.
func TestTextIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chars := rapid.SampledFrom([]string{
			"a", "SELECT ", ".", ", ", "\t", "\n", "\r\n", "\r", "é", "e\u0301", "数据", "👩\u200d💻", "🇩🇪", "\x1b[31m", "\x00", "\x7f", "\u0085",
			"\u202e", "\u200b", "\ufeff", "\xff", "\xe2\x80", strings.Repeat("x,", 60), strings.Repeat("表", 50),
		})
		text := strings.Join(rapid.SliceOfN(chars, 0, 30).Draw(t, "text"), "")
		f := source.NewFile("q/\x1b]0;a\a.sql", text)
		span := drawSpan(t, text)
		width := rapid.IntRange(40, 120).Draw(t, "width")
		edit := source.Edit{Span: span, Text: strings.Join(rapid.SliceOfN(chars, 0, 5).Draw(t, "by"), "")}
		r := &lint.Result{Findings: []lint.Finding{{
			Rule: "r", Severity: lint.Error, Message: "some words " + span.In(text), Help: "other words", File: f, Span: span,
			Related: []lint.Related{{Message: "here", File: f, Span: drawSpan(t, text)}},
			Fixes:   []lint.Fix{{Title: "t", Edits: []source.Edit{edit}}},
		}}}
		var b strings.Builder
		if err := Write(&b, Text, r, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			for _, c := range line {
				if c < 0x20 || c == 0x7f || invisible(c) {
					t.Fatalf("%q holds %U", line, c)
				}
			}
			ours := strings.ContainsAny(line, "│┆") || strings.HasPrefix(strings.TrimLeft(line, " 0123456789"), "- ")
			if got := columns.StringWidth(line); ours && got > width {
				t.Fatalf("%q is %d columns wide, over %d", line, got, width)
			}
		}
	})
}

func drawSpan(t *rapid.T, text string) source.Span {
	start := rapid.IntRange(0, len(text)).Draw(t, "start")
	return source.Span{Start: int32(start), End: int32(rapid.IntRange(start, len(text)).Draw(t, "end"))}
}

// failing is a writer that is full.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriteErrors(t *testing.T) {
	for _, f := range Formats {
		if err := Write(failing{}, f, sample(t), Options{}); err == nil || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("%s: error %v", f, err)
		}
	}
	err := Write(failing{}, "yaml", sample(t), Options{})
	if want := `unknown format "yaml": use text, json, sarif or github`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestParse(t *testing.T) {
	for _, f := range Formats {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	for _, c := range Colors {
		if got, err := ParseColor(string(c)); got != c || err != nil {
			t.Errorf("ParseColor(%q) = %q, %v", c, got, err)
		}
	}
	if _, err := ParseColor("yes"); err == nil || err.Error() != `unknown choice of colour "yes": use auto, always or never` {
		t.Errorf("error %v", err)
	}
}
