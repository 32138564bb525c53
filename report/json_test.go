package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

func TestJSON(t *testing.T) {
	golden.Check(t, "testdata/sample.json", written(t, JSON, sample(t), Options{Version: "0.1.0"}))
}

// TestJSONContract holds the keys, their order and what they mean, letter by letter.
func TestJSONContract(t *testing.T) {
	f := source.NewFile("q/é <a> & b.sql", "SELECT 'é',\n  x\nFROM raw.t;\n")
	r := &lint.Result{
		Summary: lint.Summary{
			Files: 3, Statements: 7, Complete: 5, Partial: 1, Invalid: 0, Other: 1,
			Findings: map[lint.Severity]int{lint.Error: 1, lint.Warning: 4}, Suppressed: 2, Baselined: 3,
		},
		Findings: []lint.Finding{{
			Rule: "raw-table", Severity: lint.Warning, Message: "a < b & c", Help: "do d",
			File: f, Statement: 1, Span: source.Span{Start: 8, End: 24}, Fingerprint: "f00",
			Related: []lint.Related{{Message: "here", File: f, Span: source.Span{Start: 15, End: 16}}},
			Fixes: []lint.Fix{{
				Title: "read u", Safety: lint.ShowOnly, Evidence: lint.Conditional, Assumes: []string{"u is t"},
				Edits: []source.Edit{{Span: source.Span{Start: 22, End: 27}, Text: "u"}},
			}, {Title: "no edits"}},
		}, {Rule: "bare", Severity: lint.Error, File: f}},
		Gaps:    []lint.Gap{{Place: f.Place(source.Span{Start: 7, End: 11}), Reason: "why"}},
		Skipped: []lint.Skipped{{Rule: "unknown-column", Reason: "no columns"}},
		Errors:  []lint.FileError{{File: "b.sql", Message: "cannot be read"}},
	}
	want := `{"version":1,"tool":"sqlsteward 0.1.0",` +
		`"summary":{"files":3,"statements":7,"complete":5,"partial":1,"invalid":0,"other":1,` +
		`"findings":{"error":1,"warning":4,"info":0},"suppressed":2,"baselined":3},` +
		`"findings":[{"rule":"raw-table","severity":"warning","message":"a < b & c; do d","file":"q/é <a> & b.sql","statement":1,` +
		`"start":8,"end":24,"line":1,"column":9,"end_line":3,"end_column":8,"fingerprint":"f00",` +
		`"related":[{"message":"here","file":"q/é <a> & b.sql","start":15,"end":16,"line":2,"column":3}],` +
		`"fixes":[{"title":"read u","safety":"show-only","evidence":"conditional","assumes":["u is t"],` +
		`"edits":[{"start":22,"end":27,"text":"u"}]},` +
		`{"title":"no edits","safety":"safe","evidence":"declared","assumes":[],"edits":[]}]},` +
		`{"rule":"bare","severity":"error","message":"","file":"q/é <a> & b.sql","statement":0,` +
		`"start":0,"end":0,"line":1,"column":1,"end_line":1,"end_column":1,"fingerprint":"","related":[],"fixes":[]}],` +
		`"gaps":[{"file":"q/é <a> & b.sql","start":7,"end":11,"line":1,"column":8,"reason":"why"}],` +
		`"skipped":[{"rule":"unknown-column","reason":"no columns"}],` +
		`"errors":[{"file":"b.sql","message":"cannot be read"}]}`
	if diff := cmp.Diff(want, oneLine(written(t, JSON, r, Options{Version: "0.1.0"}))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	want = `{"version":1,"tool":"sqlsteward",` +
		`"summary":{"files":0,"statements":0,"complete":0,"partial":0,"invalid":0,"other":0,` +
		`"findings":{"error":0,"warning":0,"info":0},"suppressed":0,"baselined":0},` +
		`"findings":[],"gaps":[],"skipped":[],"errors":[]}`
	if diff := cmp.Diff(want, oneLine(written(t, JSON, &lint.Result{}, Options{}))); diff != "" {
		t.Errorf("of nothing: -want +got\n%s", diff)
	}
}

// oneLine takes the indentation out of JSON whose strings hold no line breaks.
func oneLine(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimSpace(line))
	}
	return strings.ReplaceAll(b.String(), `": `, `":`)
}

func TestAppendLine(t *testing.T) {
	f := source.NewFile("<stdin>", "SELECT\n* FROM t")
	r := &lint.Result{
		Summary:  lint.Summary{Files: 1, Statements: 1, Complete: 1, Findings: map[lint.Severity]int{lint.Info: 1}},
		Findings: []lint.Finding{{Rule: "select-star", Severity: lint.Info, Message: "a > b", File: f, Statement: 1, Span: source.Span{Start: 7, End: 8}}},
	}
	answer := `"summary":{"files":1,"statements":1,"complete":1,"partial":0,"invalid":0,"other":0,` +
		`"findings":{"error":0,"warning":0,"info":1},"suppressed":0,"baselined":0},` +
		`"findings":[{"rule":"select-star","severity":"info","message":"a > b","file":"<stdin>","statement":1,` +
		`"start":7,"end":8,"line":2,"column":1,"end_line":2,"end_column":2,"fingerprint":"","related":[],"fixes":[]}],"gaps":[]}` + "\n"
	ids := []struct{ id, want string }{
		{`"q1"`, `"q1"`},
		{`12.50`, `12.50`},
		{`12345678901234567890`, `12345678901234567890`},
		{`{"a": [1, "<b>"]}`, `{"a":[1,"<b>"]}`},
		{"null", "null"},
		{"", "null"},
		{"{", "null"},
		{"1 2", "null"},
	}
	for _, test := range ids {
		want := "before\n" + `{"id":` + test.want + `,` + answer
		if diff := cmp.Diff(want, string(AppendLine([]byte("before\n"), []byte(test.id), r))); diff != "" {
			t.Errorf("id %s: -want +got\n%s", test.id, diff)
		}
		want = "before\n" + `{"id":` + test.want + `,"line":3,"error":"unknown dialect \"x\"\nuse <y>"}` + "\n"
		if diff := cmp.Diff(want, string(AppendLineError([]byte("before\n"), []byte(test.id), 3, "unknown dialect \"x\"\nuse <y>"))); diff != "" {
			t.Errorf("id %s: -want +got\n%s", test.id, diff)
		}
	}
}

// TestAppendLineIsOneLine: whatever a query holds, its answer is one line of valid JSON.
func TestAppendLineIsOneLine(t *testing.T) {
	line := AppendLine(nil, []byte("{\n\"a\":\r\n1}"), sample(t))
	if n := strings.Count(string(line), "\n"); n != 1 || !json.Valid(line) {
		t.Errorf("%d line breaks, valid: %v", n, json.Valid(line))
	}
}
