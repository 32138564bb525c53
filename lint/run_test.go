package lint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// everyStatement finds each statement, and is an error from the led stage on.
var everyStatement = &lint.Rule{
	Name:     "every-statement",
	Severity: lint.Severities{lint.Info, lint.Warning, lint.Error},
	Weak:     lint.Severities{lint.Off, lint.Info, lint.Info},
	Check: func(p *lint.Pass) {
		p.Report(lint.Finding{Message: "a statement", Span: p.Statement.Span, Object: "statement"})
		p.ReportWeak(lint.Finding{Message: "perhaps a statement", Span: p.Statement.Span, Object: "weak"})
	},
}

var panics = &lint.Rule{
	Name:     "panics",
	Severity: lint.Always(lint.Error),
	Check: func(p *lint.Pass) {
		p.Report(lint.Finding{Message: "said before the fault", Span: p.Statement.Span})
		if p.Index == 2 {
			panic("out of luck")
		}
	},
}

var needy = &lint.Rule{
	Name:     "needy",
	Severity: lint.Always(lint.Error),
	Needs:    func(*catalog.Catalog) string { return "the catalog declares nothing" },
	Check:    func(p *lint.Pass) { p.Report(lint.Finding{Span: p.Statement.Span}) },
}

func check(t *testing.T, text string, stage lint.Stage, rules ...*lint.Rule) lint.Result {
	t.Helper()
	cat, err := catalog.New()
	if err != nil {
		t.Fatal(err)
	}
	return lint.Check(lint.Input{
		File: source.NewFile("q.sql", text), Dialect: dialect.Find("generic"), Catalog: cat, Stage: stage,
		Today: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
	}, rules)
}

func messages(r lint.Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Severity.String()+" "+f.Message)
	}
	return out
}

func TestSeverityFollowsTheStage(t *testing.T) {
	for stage, want := range map[lint.Stage][]string{
		lint.Informed: {"info a statement"},
		lint.Driven:   {"warning a statement", "info perhaps a statement"},
		lint.Led:      {"error a statement", "info perhaps a statement"},
	} {
		if diff := cmp.Diff(want, messages(check(t, "select 1", stage, everyStatement))); diff != "" {
			t.Errorf("stage %d: %s", stage, diff)
		}
	}
}

func TestAFaultCostsOneRuleOnOneStatement(t *testing.T) {
	r := check(t, "select 1; select 2; select 3", lint.Informed, panics, everyStatement)
	want := []string{
		"info a statement", "error said before the fault", "info a statement", "info a statement", "error said before the fault",
	}
	if diff := cmp.Diff(want, messages(r)); diff != "" {
		t.Error(diff)
	}
	if len(r.Errors) != 1 || r.Errors[0].File != "q.sql" || !strings.Contains(r.Errors[0].Message, "rule panics on statement 2") ||
		!strings.Contains(r.Errors[0].Message, "out of luck") || !strings.Contains(r.Errors[0].Message, "lint/run_test.go:") {
		t.Errorf("errors are %+v", r.Errors)
	}
}

func TestARuleWithoutItsCatalogIsSkippedOnce(t *testing.T) {
	r := check(t, "select 1; select 2", lint.Informed, needy)
	want := []lint.Skipped{{Rule: "needy", Reason: "the catalog declares nothing"}}
	if diff := cmp.Diff(want, r.Skipped); diff != "" || len(r.Findings) > 0 {
		t.Error(diff, r.Findings)
	}
}

func TestFingerprintsSurviveEditsElsewhere(t *testing.T) {
	before := check(t, "select 1;\nselect 2", lint.Informed, everyStatement)
	after := check(t, "-- a note\n\nselect 1 as changed;\n\nselect 2", lint.Informed, everyStatement)
	for i := range before.Findings {
		if before.Findings[i].Fingerprint != after.Findings[i].Fingerprint {
			t.Errorf("finding %d: %s, then %s", i, before.Findings[i].Fingerprint, after.Findings[i].Fingerprint)
		}
	}
	if before.Findings[0].Fingerprint == before.Findings[1].Fingerprint {
		t.Error("two findings share a fingerprint")
	}
}

func TestWhatIsNoTextIsAGap(t *testing.T) {
	for text, want := range map[string]string{
		"select '\xff'":      "not UTF-8",
		"select 1\x00(((":    "binary",
		"\xff\xfes\x00e\x00": "UTF-16",
	} {
		r := check(t, text, lint.Led, everyStatement)
		if len(r.Gaps) == 0 || !strings.Contains(r.Gaps[0].Reason, want) {
			t.Errorf("%q: gaps are %+v", text, r.Gaps)
		}
	}
}

func TestMerge(t *testing.T) {
	a := check(t, "select 1", lint.Informed, everyStatement, needy)
	b := check(t, "select 1 from; select 2", lint.Informed, everyStatement, needy)
	r := lint.Merge([]lint.Result{a, b})
	if r.Summary.Files != 2 || r.Summary.Statements != 3 || r.Summary.Findings[lint.Info] != 3 || len(r.Skipped) != 1 {
		t.Errorf("merged: %+v, %d skipped", r.Summary, len(r.Skipped))
	}
}
