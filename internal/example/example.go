// Package example checks one SQL text the way the command line does, under settings that are a text too. The fixtures
// of the rules and the examples on their pages are run by it.
package example

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/rules"
	"github.com/sqlsteward/sqlsteward/source"
)

// Today is the day on which examples are checked: what they show must not change with the calendar.
var Today = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)

// Load reads the settings of a made-up repository: files holds its files by path, sqlsteward.toml and the catalogs that
// it names among them. Without that file the defaults hold. It changes the working directory while it works, so that
// paths in messages are those of the repository.
func Load(files map[string]string) (s *config.Settings, err error) {
	if _, ok := files[config.FileName]; !ok {
		return config.Default(), nil
	}
	home, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "sqlsteward-example-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.Chdir(home), os.RemoveAll(dir)) }()
	if err := os.Chdir(dir); err != nil {
		return nil, err
	}
	for name, text := range files {
		path := filepath.FromSlash(name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	return config.Load(config.FileName, known())
}

// known is what settings may speak of.
func known() config.Known {
	kinds := map[string]config.Kind{"int": config.Int, "string": config.String, "bool": config.Bool, "[]string": config.Strings}
	k := config.Known{
		Dialects: dialect.Known(),
		ParseExpr: func(name, text string) error {
			_, err := parser.Expr(text, dialect.Find(name))
			return err
		},
		ParseQuery: func(name, text string) error {
			_, err := parser.Query(text, dialect.Find(name))
			return err
		},
	}
	for _, r := range rules.All {
		spec := config.RuleSpec{Name: r.Name}
		for _, o := range r.Options {
			spec.Options = append(spec.Options, config.OptionSpec{Name: o.Name, Kind: kinds[fmt.Sprintf("%T", o.Default)]})
		}
		k.Rules = append(k.Rules, spec)
	}
	return k
}

// Check checks the text of a file at path, relative to the settings. Of all rules those in only run, and those that the
// settings name.
func Check(s *config.Settings, path, text string, only ...*lint.Rule) lint.Result {
	resolved := s.For(filepath.Join(s.Root, filepath.FromSlash(path)))
	settings := map[string]lint.RuleSettings{}
	for _, r := range rules.All {
		named, ok := resolved.Rules[r.Name]
		switch {
		case ok:
			settings[r.Name] = lint.RuleSettings{Severity: named.Severity, HasSeverity: named.HasSeverity, Options: named.Options}
		case !slices.Contains(only, r):
			settings[r.Name] = lint.RuleSettings{Severity: lint.Off, HasSeverity: true}
		}
	}
	return lint.Check(lint.Input{
		File:        source.NewFile(path, text),
		Dialect:     dialect.Find(resolved.Dialect),
		Catalog:     s.Catalog,
		Stage:       lint.Stage(slices.Index([]string{config.Informed, config.Driven, config.Led}, resolved.Stage)),
		Rules:       settings,
		Functions:   s.Functions,
		RequireSalt: s.RequireSalt,
		Grants:      resolved.Grants,
		Today:       Today,
	}, rules.All)
}
