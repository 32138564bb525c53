package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/rules"
)

// rulePage is the address of a rule's documentation.
func rulePage(name string) string {
	return "https://github.com/sqlsteward/sqlsteward/blob/main/docs/rules/" + name + ".md"
}

func newExplain(s *session) *cobra.Command {
	return &cobra.Command{
		Use:               "explain RULE",
		Short:             "Explain a rule: what it finds, why it matters, and the better way",
		Example:           "  sqlsteward explain raw-table",
		ValidArgsFunction: cobra.FixedCompletions(ruleNames(), cobra.ShellCompDirectiveNoFileComp),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one rule to explain: sqlsteward rules lists them")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			rule := rules.Find(args[0])
			if rule == nil {
				return errors.New(tomldoc.Unknown("rule", args[0], ruleNames()))
			}
			return s.writeResult(func(w io.Writer) error {
				_, err := io.WriteString(w, page(rule))
				return err
			})
		},
	}
}

// page is a rule's documentation as text for a terminal.
func page(r *lint.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n", r.Name, r.Doc.Summary)
	fmt.Fprintf(&b, "category  %s\nseverity  %s\n", r.Category, severities(r.Severity))
	if r.Weak != (lint.Severities{}) {
		fmt.Fprintf(&b, "          %s where only a name speaks for it\n", severities(r.Weak))
	}
	section(&b, "Why it matters", wrap(r.Doc.Why), "")
	section(&b, "What it finds", r.Doc.Bad, "  ")
	section(&b, "Better", r.Doc.Good, "  ")
	section(&b, "Limits", wrap(r.Doc.Limits), "")
	if len(r.Options) > 0 {
		var lines strings.Builder
		for _, o := range r.Options {
			fmt.Fprintf(&lines, "%s = %s\n  %s\n", o.Name, value(o.Default), o.Doc)
		}
		section(&b, "Options", lines.String(), "  ")
	}
	section(&b, "Settings", fmt.Sprintf("[rules]\n%s = \"warning\"  # error, warning, info or off", r.Name), "  ")
	section(&b, "To accept one finding on record", fmt.Sprintf("-- sqlsteward:ignore %s reason=\"...\" until=2030-01-31", r.Name), "  ")
	return b.String()
}

// section adds a heading and its text, if there is any.
func section(b *strings.Builder, heading, text, indent string) {
	text = strings.Trim(text, "\n")
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n", heading)
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}

// wrap breaks the lines of paragraphs anew, for a page is written for wider screens than a terminal's 80 columns.
// Paragraphs are parted by empty lines.
func wrap(text string) string {
	const width = 80
	var out []string
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		var lines []string
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		out = append(out, strings.Join(append(lines, line), "\n"))
	}
	return strings.Join(out, "\n\n")
}

// severities says what a rule counts as: once, or for each stage.
func severities(s lint.Severities) string {
	if s == lint.Always(s[lint.Informed]) {
		return s[lint.Informed].String()
	}
	var parts []string
	for stage, severity := range s {
		parts = append(parts, fmt.Sprintf("%s at stage %s", severity, stages[stage]))
	}
	return strings.Join(parts, ", ")
}

// value is the default of an option as TOML.
func value(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []string:
		var quoted []string
		for _, s := range v {
			quoted = append(quoted, fmt.Sprintf("%q", s))
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	return fmt.Sprint(v)
}

func newRules(s *session) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List the rules with their severities at each stage",
		Example: "  sqlsteward rules\n  sqlsteward rules --format json",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			switch format {
			case "text":
				return s.writeResult(writeRules)
			case "json":
				return s.writeResult(writeRulesJSON)
			}
			return choose("format", format, []string{"text", "json"})
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "form of the list: text or json")
	complete(cmd, "format", []string{"text", "json"})
	return cmd
}

// writeRules prints a table of the rules by category.
func writeRules(out io.Writer) error {
	wide := 0
	for _, r := range rules.All {
		wide = max(wide, len(r.Name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  %-8s %-8s %s\n", wide+2, "severity at stage", stages[0], stages[1], stages[2])
	var category lint.Category
	for _, r := range rules.All {
		if r.Category != category {
			category = r.Category
			fmt.Fprintf(&b, "\n%s\n", category)
		}
		line := fmt.Sprintf("  %-*s  %-8s %-8s %-8s %s", wide, r.Name,
			r.Severity[lint.Informed], r.Severity[lint.Driven], r.Severity[lint.Led], r.Doc.Summary)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("\nsqlsteward explain RULE says why a rule matters, and what is better.\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// The types below are the form of rules --format json.

type jsonRule struct {
	Name     string            `json:"name"`
	Category lint.Category     `json:"category"`
	Summary  string            `json:"summary"`
	Severity map[string]string `json:"severity"` // by stage
	Options  []jsonOption      `json:"options"`
	URL      string            `json:"url"`
}

type jsonOption struct {
	Name    string `json:"name"`
	Default any    `json:"default"`
	Doc     string `json:"doc"`
}

func writeRulesJSON(out io.Writer) error {
	list := make([]jsonRule, 0, len(rules.All))
	for _, r := range rules.All {
		j := jsonRule{
			Name: r.Name, Category: r.Category, Summary: r.Doc.Summary, Severity: map[string]string{},
			Options: []jsonOption{}, URL: rulePage(r.Name),
		}
		for i, stage := range stages {
			j.Severity[stage] = r.Severity[i].String()
		}
		for _, o := range r.Options {
			j.Options = append(j.Options, jsonOption(o))
		}
		list = append(list, j)
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
