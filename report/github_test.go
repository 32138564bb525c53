package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

func TestGitHub(t *testing.T) {
	golden.Check(t, "testdata/sample.github.txt", written(t, GitHub, sample(t), Options{}))
}

// TestGitHubEscapes: nothing in a name or a message ends a property or begins a command of its own.
func TestGitHubEscapes(t *testing.T) {
	f := source.NewFile("50% off, a:b.sql", "SELECT\n  é")
	r := &lint.Result{
		Summary: lint.Summary{Files: 1, Statements: 1, Complete: 1},
		Findings: []lint.Finding{
			{Rule: "r", Severity: lint.Info, Message: "100%: a,\r\n::error::b", Help: "c", File: f, Span: source.Span{Start: 9, End: 11}},
			{Rule: "s", Severity: lint.Error, Message: "m", File: f, Span: source.Span{Start: 0, End: 6}},
			{Rule: "t", Severity: lint.Warning, Message: "m", File: f},
		},
		Skipped: []lint.Skipped{{Rule: "u", Reason: "x\n::error::y"}},
		Errors:  []lint.FileError{{File: "c\n.sql", Message: "cannot\nbe read"}},
	}
	want := "::error file=c%0A.sql,title=sqlsteward::cannot%0Abe read\n" +
		"::error file=50%25 off%2C a%3Ab.sql,line=1,col=1,endLine=1,endColumn=7,title=s::m\n" +
		"::warning file=50%25 off%2C a%3Ab.sql,line=1,col=1,endLine=1,endColumn=1,title=t::m\n" +
		"::notice file=50%25 off%2C a%3Ab.sql,line=2,col=3,endLine=2,endColumn=4,title=r::100%25: a,%0D%0A::error::b; c\n" +
		"3 findings in 1 file: 1 error, 1 warning, 1 info; 1 file could not be checked\n" +
		"1 statement, understood completely\n" +
		"skipped u: x ::error::y\n"
	if diff := cmp.Diff(want, written(t, GitHub, r, Options{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
