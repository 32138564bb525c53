// Command docs writes what docs/ holds from the rules and the settings themselves: a page for each rule, with its
// example checked and printed, their list, the dialects and templates that are read, the classes of personal data, and
// the reference of the configuration. Run it with make docs.
package main

//go:generate go -C ../.. run ./internal/docs

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/example"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/report"
	"github.com/sqlsteward/sqlsteward/rules"
)

func main() {
	if err := write("docs"); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

// write writes all pages below root, and removes those of rules that are gone.
func write(root string) error {
	pages, err := generate()
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(root, "rules", "*.md"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if _, ok := pages["rules/"+filepath.Base(path)]; !ok {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, text := range pages {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// notice stands on top of every page.
const notice = "<!-- Made by internal/docs from the code: run make docs. -->\n\n"

// generate makes all pages, by their path below docs.
func generate() (map[string]string, error) {
	pages := map[string]string{
		"rules/README.md":  notice + list(),
		"configuration.md": notice + configuration(),
		"personal-data.md": notice + personal(),
	}
	text, err := dialects()
	if err != nil {
		return nil, fmt.Errorf("the page of dialects: %w", err)
	}
	pages["dialects.md"] = notice + text
	for _, r := range rules.All {
		text, err := page(r)
		if err != nil {
			return nil, fmt.Errorf("the page of %s: %w", r.Name, err)
		}
		pages["rules/"+r.Name+".md"] = notice + text
	}
	return pages, nil
}

// ---- rules ----

// page documents one rule.
func page(r *lint.Rule) (string, error) {
	bad, err := examples(r, &r.Doc)
	if err != nil {
		return "", err
	}
	var printed strings.Builder
	if err := report.Write(&printed, report.Text, &bad, report.Options{Color: report.ColorNever, Width: 100}); err != nil {
		return "", err
	}

	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\n", r.Name, upper(r.Doc.Summary))
	fmt.Fprintf(&b, "Category %s; %s.\n\n", r.Category, severities(r))
	fmt.Fprintf(&b, "## Why\n\n%s\n\n", prose(r.Doc.Why))
	fmt.Fprintf(&b, "## Example\n\n```sql\n%s```\n\n", block(r.Doc.Bad))
	if r.Doc.Settings != "" {
		fmt.Fprintf(&b, "With these settings:\n\n```toml\n%s```\n\n", block(r.Doc.Settings))
	}
	fmt.Fprintf(&b, "sqlsteward prints:\n\n```text\n%s\n```\n\n", strings.TrimRight(printed.String(), "\n"))
	fmt.Fprintf(&b, "## Better\n\n```sql\n%s```\n\n", block(r.Doc.Good))
	fmt.Fprintf(&b, "## Limits\n\n%s\n\n", prose(r.Doc.Limits))
	if len(r.Options) > 0 {
		b.WriteString("## Options\n\n| Option | Type | Default | |\n|---|---|---|---|\n")
		for _, o := range r.Options {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", o.Name, typeOf(o.Default), code(value(o.Default)), cell(o.Doc))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "## Settings\n\n```toml\n[rules]\n%s\n```\n", setting(r))
	if r.Name != lint.StaleSuppression {
		fmt.Fprintf(&b, "\nTo accept one finding on record, write behind its line or above it:\n\n"+
			"```sql\n-- sqlsteward:ignore %s reason=\"why it is fine here\" until=2027-01-31\n```\n", r.Name)
	}
	return b.String(), nil
}

// examples checks those of a rule and returns what the bad one gives. It is an error when that has no finding, or the
// good one has.
func examples(r *lint.Rule, doc *lint.Doc) (lint.Result, error) {
	files := map[string]string{}
	if doc.Settings != "" {
		files[config.FileName] = doc.Settings
	}
	settings, err := example.Load(files)
	if err != nil {
		return lint.Result{}, err
	}
	bad := example.Check(settings, "query.sql", block(doc.Bad), r)
	if !found(bad, r) {
		return bad, fmt.Errorf("nothing is found in its bad example, which leaves %d gaps and skips %v", len(bad.Gaps), bad.Skipped)
	}
	if good := example.Check(settings, "query.sql", block(doc.Good), r); found(good, r) {
		return bad, fmt.Errorf("its good example has a finding: %s", good.Findings[0].Message)
	}
	return bad, nil
}

func found(result lint.Result, r *lint.Rule) bool {
	return slices.ContainsFunc(result.Findings, func(f lint.Finding) bool { return f.Rule == r.Name })
}

// setting shows how the rule is set, with its first option where it has any.
func setting(r *lint.Rule) string {
	if len(r.Options) == 0 {
		return fmt.Sprintf("%s = %q # error, warning, info or off", r.Name, r.Severity[lint.Informed])
	}
	return fmt.Sprintf("%s = { severity = %q, %s = %s } # severity: error, warning, info or off",
		r.Name, r.Severity[lint.Informed], r.Options[0].Name, value(r.Options[0].Default))
}

var stages = []string{config.Informed, config.Driven, config.Led}

// severities says what findings count by default.
func severities(r *lint.Rule) string {
	text := "by default " + byStage(r.Severity)
	if r.Weak != (lint.Severities{}) {
		text += "; where a finding rests on a name alone, " + byStage(r.Weak)
	}
	return text
}

func byStage(s lint.Severities) string {
	var parts []string
	for i, severity := range s {
		switch {
		case i == 0:
			parts = append(parts, severity.String())
		case severity != s[i-1]:
			parts = append(parts, fmt.Sprintf("%s from stage %s on", severity, stages[i]))
		}
	}
	return strings.Join(parts, ", ")
}

// list is the table of all rules.
func list() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules\n\n%d rules, by what they protect. `sqlsteward explain RULE` prints a page in the terminal.\n", len(rules.All))
	var category lint.Category
	for _, r := range rules.All {
		if r.Category != category {
			category = r.Category
			fmt.Fprintf(&b, "\n## %s\n\n| Rule | Finds | Default |\n|---|---|---|\n", upper(string(category)))
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.Name, r.Name, cell(r.Doc.Summary), strings.TrimPrefix(severities(r), "by default "))
	}
	return b.String()
}

// ---- configuration ----

// A section is a heading of the reference, for the keys that begin with one of its tables.
type section struct {
	title, intro string
	tables       []string
}

var sections = []section{
	{"Files and dialect", "", nil},
	{"Rules", "", []string{"rules", "override"}},
	{"Personal data", "", []string{"privacy", "grant"}},
	{"The catalog", "These keys may stand in `sqlsteward.toml` itself, or in the files that `catalog` names.", []string{"layers", "dataset", "schema", "metric"}},
}

// configuration is the reference of sqlsteward.toml.
func configuration() string {
	var b strings.Builder
	b.WriteString("# Configuration\n\n`sqlsteward.toml` is looked for from each checked file upwards; paths in it are relative to its folder. " +
		"Every key is optional unless it says otherwise, and a key that is not listed here is an error. " +
		"`sqlsteward init` writes a first file.\n")
	keys := config.Reference()
	for i, s := range sections {
		fmt.Fprintf(&b, "\n## %s\n\n", s.title)
		if s.intro != "" {
			fmt.Fprintf(&b, "%s\n\n", s.intro)
		}
		b.WriteString("| Key | Type | Default | |\n|---|---|---|---|\n")
		for _, k := range keys {
			if at := sectionOf(k); at == i {
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", shown(k.Path, keys), typeText(k), code(k.Default), cell(about(k)))
			}
		}
		if s.title == "Rules" {
			b.WriteString(options())
		}
	}
	return b.String()
}

// sectionOf is where a key is documented: by its table, else in the first section.
func sectionOf(k tomldoc.Key) int {
	table, _, _ := strings.Cut(k.Path, ".")
	return max(0, slices.IndexFunc(sections, func(s section) bool { return slices.Contains(s.tables, table) }))
}

// shown is a key as people write it: [[dataset]] for an array of tables, a name for *.
func shown(path string, keys []tomldoc.Key) string {
	i := slices.IndexFunc(keys, func(k tomldoc.Key) bool { return k.Path == path })
	path = strings.ReplaceAll(path, "*", "NAME")
	switch {
	case keys[i].Type&tomldoc.TypeTables != 0:
		return "[[" + path + "]]"
	case keys[i].Type == tomldoc.TypeTable:
		return "[" + path + "]"
	}
	return path
}

func typeText(k tomldoc.Key) string {
	if k.Choices == nil {
		return k.Type.String()
	}
	var names []string
	for _, c := range k.Choices {
		names = append(names, "`"+c+"`")
	}
	if k.Type&tomldoc.TypeTable != 0 {
		names = append(names, "table")
	}
	return strings.Join(names, ", ")
}

func about(k tomldoc.Key) string {
	if k.Required {
		return "required: " + k.Doc
	}
	return k.Doc
}

// options lists the options of all rules.
func options() string {
	var b strings.Builder
	b.WriteString("\nOptions stand beside the severity: `monster-query = { severity = \"warning\", joins = 10 }`.\n\n" +
		"| Rule | Option | Type | Default | |\n|---|---|---|---|---|\n")
	for _, r := range rules.All {
		for _, o := range r.Options {
			fmt.Fprintf(&b, "| [%s](rules/%s.md) | `%s` | %s | %s | %s |\n", r.Name, r.Name, o.Name, typeOf(o.Default), code(value(o.Default)), cell(o.Doc))
		}
	}
	return b.String()
}

// ---- text ----

func typeOf(v any) string {
	switch v.(type) {
	case int:
		return tomldoc.TypeInteger.String()
	case bool:
		return tomldoc.TypeBoolean.String()
	case []string:
		return tomldoc.TypeStrings.String()
	}
	return tomldoc.TypeString.String()
}

// value writes an option's value as TOML does.
func value(v any) string {
	switch v := v.(type) {
	case string:
		return tomldoc.Quote(v)
	case []string:
		var items []string
		for _, s := range v {
			items = append(items, tomldoc.Quote(s))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return fmt.Sprint(v)
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// block ends a code block's text with one line break.
func block(text string) string { return strings.Trim(text, "\n") + "\n" }

// prose keeps what looks like a pattern or a tag from being read as Markdown.
func prose(text string) string {
	return strings.NewReplacer("*", `\*`, "<", "&lt;").Replace(strings.TrimSpace(text))
}

// cell fits a sentence into a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(prose(text))
}

func upper(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}
