package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
)

// allClear reports that there is nothing to say: nothing found, and nothing that could not be looked at.
func allClear(result *lint.Result) bool {
	return len(result.Findings) == 0 && len(result.Errors) == 0
}

// summary closes a report in a few sentences without colour: what was found, what can be fixed, how much was
// understood, and what was not looked at. With verbose the gaps have been listed, and no way to see them is named.
func summary(result *lint.Result, verbose bool) []string {
	s := result.Summary
	lines := []string{foundLine(result)}
	if s.Statements > 0 {
		lines = append(lines, understoodLine(result, verbose))
	}
	var accepted []string
	if s.Suppressed > 0 {
		accepted = append(accepted, fmt.Sprintf("%d suppressed in the files", s.Suppressed))
	}
	if s.Baselined > 0 {
		accepted = append(accepted, fmt.Sprintf("%d in the baseline", s.Baselined))
	}
	if len(accepted) > 0 {
		lines = append(lines, "not counted: "+strings.Join(accepted, ", "))
	}
	return append(lines, skippedLines(result.Skipped)...)
}

func foundLine(result *lint.Result) string {
	s := result.Summary
	if len(result.Findings) == 0 {
		switch {
		case len(result.Errors) > 0:
			return fmt.Sprintf("no findings, but %s could not be checked", count(failedFiles(result), "file"))
		case s.Statements == 0:
			return fmt.Sprintf("nothing to check: no statements in %s", count(s.Files, "file"))
		case s.Partial+s.Invalid > 0:
			return fmt.Sprintf("no findings in %s, but not all of it was understood", count(s.Files, "file"))
		case s.Suppressed+s.Baselined > 0:
			return fmt.Sprintf("all clear: nothing new in %s", count(s.Files, "file"))
		}
		return fmt.Sprintf("all clear: nothing to improve in %s", count(s.Files, "file"))
	}

	files := make(map[string]bool)
	bySeverity := make(map[lint.Severity]int)
	safe, unsafe := 0, 0
	for _, f := range result.Findings {
		files[f.File.Path] = true
		bySeverity[f.Severity]++
		switch {
		case hasFix(f, lint.Safe):
			safe++
		case hasFix(f, lint.Unsafe):
			unsafe++
		}
	}
	var counts []string
	for _, severity := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := bySeverity[severity]; n > 0 {
			counts = append(counts, count(n, severity.String()))
		}
	}
	where := fmt.Sprintf("%d of %s", len(files), count(s.Files, "file"))
	if len(files) == s.Files {
		where = count(s.Files, "file")
	}
	line := fmt.Sprintf("%s in %s: %s", count(len(result.Findings), "finding"), where, strings.Join(counts, ", "))
	if safe > 0 {
		line += fmt.Sprintf("; %d with a safe fix (run sqlsteward fix)", safe)
	}
	if unsafe > 0 {
		line += fmt.Sprintf("; %d with an unsafe fix (--unsafe-fixes)", unsafe)
	}
	if n := failedFiles(result); n > 0 {
		line += fmt.Sprintf("; %s could not be checked", count(n, "file"))
	}
	return line
}

func failedFiles(result *lint.Result) int {
	files := make(map[string]bool)
	for _, e := range result.Errors {
		files[e.File] = true
	}
	return len(files)
}

func hasFix(f lint.Finding, safety lint.Safety) bool {
	return slices.ContainsFunc(f.Fixes, func(fix lint.Fix) bool { return fix.Safety == safety && len(fix.Edits) > 0 })
}

func understoodLine(result *lint.Result, verbose bool) string {
	s := result.Summary
	var parts []string
	if s.Complete > 0 {
		parts = append(parts, fmt.Sprintf("%d understood completely", s.Complete))
	}
	if s.Partial > 0 {
		parts = append(parts, fmt.Sprintf("%d in part", s.Partial))
	}
	if s.Invalid > 0 {
		parts = append(parts, fmt.Sprintf("%d not", s.Invalid))
	}
	if s.Other > 0 {
		parts = append(parts, fmt.Sprintf("%d neither reading nor writing data", s.Other))
	}
	line := count(s.Statements, "statement") + ": " + strings.Join(parts, ", ")
	if s.Complete == s.Statements {
		line = count(s.Statements, "statement") + ", understood completely"
	}
	if n := len(result.Gaps); n > 0 {
		line += "; " + count(n, "gap")
		if !verbose {
			line += " (--verbose shows where)"
		}
	}
	return line
}

// skippedLines names the rules that did not speak, together where they lacked the same.
func skippedLines(skipped []lint.Skipped) []string {
	var reasons []string
	rules := make(map[string][]string)
	for _, s := range skipped {
		if _, ok := rules[s.Reason]; !ok {
			reasons = append(reasons, s.Reason)
		}
		rules[s.Reason] = append(rules[s.Reason], s.Rule)
	}
	var lines []string
	for _, reason := range reasons {
		lines = append(lines, fmt.Sprintf("skipped %s: %s", enumerate(rules[reason]), clean(reason)))
	}
	return lines
}

// enumerate joins names as a sentence does.
func enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// count puts a number before a noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
