package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// word is a rule that finds a word and proposes to replace it, once for each place in a statement.
func word(name, find, replace string, safety Safety) *Rule {
	return &Rule{
		Name: name, Severity: Always(Warning),
		Check: func(p *Pass) {
			text := p.Statement.In(p.File.Text)
			for from := 0; ; {
				i := strings.Index(text[from:], find)
				if i < 0 {
					return
				}
				at := p.Statement.Start + int32(from+i)
				span := source.Span{Start: at, End: at + int32(len(find))}
				p.Report(Finding{
					Message: "found " + find, Span: span, Object: find,
					Fixes: []Fix{{Title: "write " + replace, Safety: safety, Edits: []source.Edit{{Span: span, Text: replace}}}},
				})
				from += i + len(find)
			}
		},
	}
}

func TestApplyFixes(t *testing.T) {
	old := word("old-table", "old_t", "new_t", Safe)
	tests := []struct {
		about  string
		rules  []*Rule
		text   string
		worst  Safety
		want   string
		made   map[string]int
		later  int
		left   int      // findings
		errors []string // of each a part
	}{
		{
			about: "nothing to fix", rules: []*Rule{old}, text: "select 1", want: "select 1", made: map[string]int{},
		},
		{
			about: "every place, in several statements and in one", rules: []*Rule{old},
			text: "select * from old_t; select * from old_t a join old_t b on a.x = b.x",
			want: "select * from new_t; select * from new_t a join new_t b on a.x = b.x",
			made: map[string]int{"old-table": 3},
		},
		{
			about: "unsafe ones are not made unasked", rules: []*Rule{word("risky", "x1", "x2", Unsafe), old},
			text: "select x1 from old_t", want: "select x1 from new_t", made: map[string]int{"old-table": 1}, left: 1,
		},
		{
			about: "unsafe ones", rules: []*Rule{word("risky", "x1", "x2", Unsafe)}, worst: Unsafe,
			text: "select x1 from t", want: "select x2 from t", made: map[string]int{"risky": 1},
		},
		{
			about: "what is only shown is never made", rules: []*Rule{word("sketch", "x1", "x2", ShowOnly)}, worst: ShowOnly,
			text: "select x1 from t", want: "select x1 from t", made: map[string]int{}, left: 1,
		},
		{
			about: "overlapping ones wait, and may have become needless",
			rules: []*Rule{word("long", "a_b_c", "z", Safe), word("short", "b_c", "y", Safe)},
			text:  "select a_b_c, b_c", want: "select z, y", made: map[string]int{"long": 1, "short": 1}, later: 1,
		},
		{
			about: "a fix that brings up another", rules: []*Rule{word("one", "x1", "x2", Safe), word("two", "x2", "x3", Safe)},
			text: "select x1", want: "select x3", made: map[string]int{"one": 1, "two": 1},
		},
		{
			about: "one that breaks the query is only shown, and the others are made",
			rules: []*Rule{word("broken", "x1", "((", Safe), old},
			text:  "select x1 from t; select * from old_t; select * from old_t",
			want:  "select x1 from t; select * from new_t; select * from new_t",
			made:  map[string]int{"old-table": 2}, left: 1,
		},
		{
			about: "what was broken before may be fixed", rules: []*Rule{old},
			text: "select (1; select * from old_t", want: "select (1; select * from new_t", made: map[string]int{"old-table": 1},
		},
		{
			about: "fixes without an end leave the file alone", rules: []*Rule{word("grows", "x1", "x1 + x1", Safe)},
			text: "select x1", want: "select x1", left: 1, errors: []string{"the fixes of grows come to no end"},
		},
		{
			about: "CRLF", rules: []*Rule{word("lines", "x1", "x2,\n  x3,\r\n  x4", Safe)},
			text: "select\r\n  x1\r\nfrom t\r\n", want: "select\r\n  x2,\r\n  x3,\r\n  x4\r\nfrom t\r\n", made: map[string]int{"lines": 1},
		},
		{
			about: "LF", rules: []*Rule{word("lines", "x1", "x2,\n  x3", Safe)},
			text: "select\n  x1 -- é\n", want: "select\n  x2,\n  x3 -- é\n", made: map[string]int{"lines": 1},
		},
		{
			about: "a suppressed finding is not fixed", rules: []*Rule{old},
			text: "select * from old_t -- sqlsteward:ignore old-table", want: "select * from old_t -- sqlsteward:ignore old-table",
			made: map[string]int{},
		},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			empty, err := catalog.New()
			if err != nil {
				t.Fatal(err)
			}
			in := Input{File: source.NewFile("q.sql", tt.text), Dialect: dialect.Find("generic"), Catalog: empty}
			got := ApplyFixes(in, tt.rules, tt.worst)
			if got.File.Text != tt.want {
				t.Errorf("text %q, want %q", got.File.Text, tt.want)
			}
			if diff := cmp.Diff(tt.made, got.Made); diff != "" {
				t.Errorf("made (-want +got):\n%s", diff)
			}
			if got.Later != tt.later {
				t.Errorf("later %d, want %d", got.Later, tt.later)
			}
			if n := len(got.Result.Findings); n != tt.left {
				t.Errorf("%d findings left, want %d", n, tt.left)
			}
			if len(got.Result.Errors) != len(tt.errors) {
				t.Fatalf("errors %v, want %q", got.Result.Errors, tt.errors)
			}
			for i, e := range got.Result.Errors {
				if !strings.Contains(e.Message, tt.errors[i]) {
					t.Errorf("error %q, want %q in it", e.Message, tt.errors[i])
				}
			}
			if got.File == in.File {
				return
			}
			in.File = got.File
			if again := ApplyFixes(in, tt.rules, tt.worst); again.File.Text != got.File.Text {
				t.Errorf("fixing again gives %q", again.File.Text)
			}
		})
	}
}

// TestApplyFixesToMany makes sure that a fault among many fixes costs that one only.
func TestApplyFixesToMany(t *testing.T) {
	empty, err := catalog.New()
	if err != nil {
		t.Fatal(err)
	}
	statements := slices.Repeat([]string{"select * from old_t"}, 100)
	statements[70] = "select x1 from t"
	in := Input{
		File: source.NewFile("q.sql", strings.Join(statements, ";\n")), Dialect: dialect.Find("generic"), Catalog: empty,
	}
	rules := []*Rule{word("broken", "x1", "((", Safe), word("old-table", "old_t", "new_t", Safe)}
	got := ApplyFixes(in, rules, Safe)
	if want := strings.ReplaceAll(in.File.Text, "old_t", "new_t"); got.File.Text != want {
		t.Error("not all of the others were made")
	}
	if len(got.Result.Errors) != 0 || got.Count() != 99 {
		t.Errorf("%d made, errors %v", got.Count(), got.Result.Errors)
	}
}
