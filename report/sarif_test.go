package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

var sampleRules = []RuleInfo{
	{Name: "unused", Severity: lint.Off},
	{
		Name: "raw-table", Summary: "a query reads a raw copy of a production table", Severity: lint.Warning,
		Description: "Raw tables change when the product changes. Read the derived dataset instead.",
		URL:         "https://github.com/sqlsteward/sqlsteward/blob/main/docs/rules/raw-table.md",
	},
	{Name: "syntax-error", Summary: "no database can run the statement", Severity: lint.Error},
	{Name: "select-star", Summary: "a query takes every column", Severity: lint.Info},
}

func TestSARIF(t *testing.T) {
	got := written(t, SARIF, sample(t), Options{Version: "0.1.0", Rules: sampleRules})
	golden.Check(t, "testdata/sample.sarif", got)
}

// schema is the standard's; testdata/README.md says where it is from.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSARIFIsValid(t *testing.T) {
	s := schema(t)
	odd := &lint.Result{Errors: []lint.FileError{{File: "", Message: ""}, {File: "a b/ü%.sql", Message: "x"}}}
	for _, path := range []string{"<stdin>", "/abs/ü b.sql", "C:/x.sql", "../up.sql", "a:b.sql", "100%.sql", "q#1?.sql"} {
		odd.Findings = append(odd.Findings, lint.Finding{Rule: "r", Severity: lint.Error, File: source.NewFile(path, ""), Message: "m"})
	}
	tests := []struct {
		name   string
		result *lint.Result
		opts   Options
	}{
		{"sample", sample(t), Options{Version: "0.1.0", Rules: sampleRules}},
		{"without version and rules", sample(t), Options{}},
		{"nothing", &lint.Result{}, Options{}},
		{"odd paths", odd, Options{}},
		{"fixes", longFix(), Options{}},
		{"related", related(), Options{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, SARIF, test.result, test.opts)))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(doc); err != nil {
				t.Error(err)
			}
		})
	}
	bad, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if s.Validate(bad) == nil {
		t.Error("the schema takes a result without a message")
	}
}

// parsedSARIF reads back what the tests below ask about.
func parsedSARIF(t *testing.T, r *lint.Result, rules []RuleInfo) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(written(t, SARIF, r, Options{Rules: rules})), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

// TestSARIFFixes: a log offers only changes that may be made, and its regions give the text that the edits give.
func TestSARIFFixes(t *testing.T) {
	r := sample(t)
	run := parsedSARIF(t, r, nil)
	offered := 0
	for i, result := range run.Results {
		f := r.Findings[i]
		for j, fix := range result.Fixes {
			offered++
			var edits []source.Edit
			for _, c := range fix.ArtifactChanges[0].Replacements {
				from := c.DeletedRegion.ByteOffset
				edits = append(edits, source.Edit{Span: source.Span{Start: from, End: from + int32(c.DeletedRegion.ByteLength)}, Text: c.InsertedContent.Text})
			}
			got, err := source.Apply(f.File.Text, edits)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := source.Apply(f.File.Text, f.Fixes[j].Edits)
			if got != want {
				t.Errorf("%s: %s", f.Rule, cmp.Diff(want, got))
			}
		}
		if f.Rule == "implicit-cross-join" && len(result.Fixes) > 0 {
			t.Error("a sketch is offered as a fix")
		}
	}
	if offered != 2 {
		t.Errorf("%d fixes offered, want 2", offered)
	}
}

func TestSARIFRuleIndex(t *testing.T) {
	run := parsedSARIF(t, sample(t), sampleRules)
	for _, r := range run.Results {
		switch {
		case r.RuleIndex == nil:
			for _, rule := range sampleRules {
				if rule.Name == r.RuleID {
					t.Errorf("%s has no index", r.RuleID)
				}
			}
		case run.Tool.Driver.Rules[*r.RuleIndex].ID != r.RuleID:
			t.Errorf("%s has the index of %s", r.RuleID, run.Tool.Driver.Rules[*r.RuleIndex].ID)
		}
	}
}

func TestSARIFInvocation(t *testing.T) {
	if inv := parsedSARIF(t, sample(t), nil).Invocations[0]; inv.ExecutionSuccessful || len(inv.ToolExecutionNotifications) != 3 || len(inv.ToolConfigurationNotifications) != 2 {
		t.Errorf("a run with a failed file, two gaps and two skipped rules: %+v", inv)
	}
	if inv := parsedSARIF(t, many(t), nil).Invocations[0]; !inv.ExecutionSuccessful || len(inv.ToolExecutionNotifications) != 0 {
		t.Errorf("a run with findings alone: %+v", inv)
	}
}

func TestArtifact(t *testing.T) {
	tests := []struct{ path, uri, base string }{
		{"queries/a.sql", "queries/a.sql", sarifRoot},
		{"a b/ü.sql", "a%20b/%C3%BC.sql", sarifRoot},
		{"100%#?.sql", "100%25%23%3F.sql", sarifRoot},
		{"a:b.sql", "./a:b.sql", sarifRoot},
		{"<stdin>", "%3Cstdin%3E", sarifRoot},
		{"../a.sql", "../a.sql", sarifRoot},
		{"/tmp/a b.sql", "file:///tmp/a%20b.sql", ""},
		{"C:/a.sql", "file:///C:/a.sql", ""},
	}
	for _, test := range tests {
		if got := artifact(test.path); got.URI != test.uri || got.URIBaseID != test.base {
			t.Errorf("artifact(%q) = %q %q, want %q %q", test.path, got.URI, got.URIBaseID, test.uri, test.base)
		}
	}
}

func TestPascal(t *testing.T) {
	for kebab, want := range map[string]string{"raw-table": "RawTable", "x": "X", "a-b-c": "ABC", "": ""} {
		if got := pascal(kebab); got != want {
			t.Errorf("pascal(%q) = %q, want %q", kebab, got, want)
		}
	}
}
