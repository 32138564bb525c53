package report

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
)

// What GitHub's runner needs escaped so that a value ends where it should: in a message, and in a property.
// Source: github.com/actions/toolkit, packages/core/src/command.ts.
var (
	githubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub writes one workflow command a finding. The worst come first, for GitHub shows but ten annotations of
// each level a step. The summary goes below them, as plain lines of the log.
func writeGitHub(w *bufio.Writer, result *lint.Result) {
	for _, e := range result.Errors {
		fmt.Fprintf(w, "::error file=%s,title=sqlsteward::%s\n", githubProperty.Replace(e.File), githubMessage.Replace(e.Message))
	}
	for _, f := range worstFirst(result.Findings) {
		start, end := f.File.Position(f.Span.Start), f.File.Position(f.Span.End)
		fmt.Fprintf(w, "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n",
			githubLevel(f.Severity), githubProperty.Replace(f.File.Path),
			start.Line, start.Column, end.Line, end.Column,
			githubProperty.Replace(f.Rule), githubMessage.Replace(f.Text()))
	}
	for _, line := range summary(result, false) {
		fmt.Fprintln(w, line)
	}
}

func githubLevel(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	default:
		return "notice"
	}
}

// worstFirst returns the findings by severity; equals keep their order, by file and place.
func worstFirst(findings []lint.Finding) []*lint.Finding {
	sorted := make([]*lint.Finding, len(findings))
	for i := range findings {
		sorted[i] = &findings[i]
	}
	slices.SortStableFunc(sorted, func(a, b *lint.Finding) int { return int(b.Severity) - int(a.Severity) })
	return sorted
}
