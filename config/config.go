// Package config reads sqlsteward.toml: which files are checked, in which dialect, how strictly, by which rules with
// which options, and against which catalog. It knows the rules by description only.
package config

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/privacy"
)

// FileName is the name of the settings file that is looked for.
const FileName = "sqlsteward.toml"

// Errors is the type, behind a pointer, of all errors that this package returns about settings and catalogs: what is
// wrong in files that people wrote, by file and line.
type Errors = tomldoc.Errors

// Known is what the settings may speak of and this package does not know by itself.
type Known struct {
	Rules    []RuleSpec
	Dialects []string // nil accepts any

	// ParseExpr and ParseQuery check the SQL in the catalog, in a dialect. A nil one accepts everything.
	ParseExpr  func(dialect, text string) error
	ParseQuery func(dialect, text string) error
}

// Rule is what the settings say of one rule.
type Rule struct {
	HasSeverity bool // otherwise the severity is left to the stage
	Severity    lint.Severity
	Options     map[string]any // those that were given: int, string, bool or []string
}

// Resolved is what the settings say for one file. It is shared: maps are not to be changed.
type Resolved struct {
	Dialect string
	// SearchPath are the schemas in which names without one are looked up.
	SearchPath []string
	Stage      string          // Informed, Driven or Led
	Rules      map[string]Rule // those that the settings name
	Grants     []lint.Grant
}

// Settings is one sqlsteward.toml, or the defaults. It never changes, so any number of goroutines may use it.
type Settings struct {
	File     string // as it is named in messages; "" for the defaults
	Root     string // the absolute folder that paths in it are relative to; "" for the defaults
	Suffixes []string
	// Functions are those, in lower case, that treat personal data otherwise than is known of them.
	Functions map[string]privacy.Treatment
	// RequireSalt says that a hash without a salt does not mask.
	RequireSalt bool
	Catalog     *catalog.Catalog

	base      Resolved
	include   []glob
	exclude   []glob
	overrides []override
	grants    []grant
}

type grant struct {
	lint.Grant
	paths []glob // nil: all
}

type override struct {
	paths      []glob
	dialect    string   // "" leaves it
	searchPath []string // nil leaves it
	rules      map[string]Rule
}

// Default returns the settings that hold where there is no file: no catalog, all defaults.
func Default() *Settings {
	empty, _ := catalog.New() // nothing is declared, so nothing can be wrong
	return &Settings{
		Suffixes: []string{defaultSuffix},
		Catalog:  empty,
		base:     Resolved{Dialect: defaultDialect, Stage: Informed},
	}
}

// For returns the settings for one file; "" is standard input, which no override names.
func (s *Settings) For(path string) Resolved {
	r := s.base
	rel, ok := s.relative(path)
	for _, g := range s.grants {
		if g.paths == nil || ok && matchAny(g.paths, rel) {
			r.Grants = append(r.Grants, g.Grant)
		}
	}
	if !ok {
		return r
	}
	owned := false // r.Rules is a copy of our own
	for _, o := range s.overrides {
		if !matchAny(o.paths, rel) {
			continue
		}
		if o.dialect != "" {
			r.Dialect = o.dialect
		}
		if o.searchPath != nil {
			r.SearchPath = o.searchPath
		}
		if !owned && len(o.rules) > 0 {
			owned = true
			if r.Rules = maps.Clone(r.Rules); r.Rules == nil {
				r.Rules = map[string]Rule{}
			}
		}
		for name, rule := range o.rules {
			r.Rules[name] = r.Rules[name].with(rule)
		}
	}
	return r
}

// with returns the rule's settings with what a later one says in place of what it does.
func (r Rule) with(later Rule) Rule {
	if later.HasSeverity {
		r.HasSeverity, r.Severity = true, later.Severity
	}
	if len(later.Options) > 0 {
		options := maps.Clone(r.Options)
		if options == nil {
			options = map[string]any{}
		}
		maps.Copy(options, later.Options)
		r.Options = options
	}
	return r
}

// Included reports whether a file is to be checked, as far as include and exclude say; "" is standard input, which
// always is. What its name ends with is another question: see IsSQL.
func (s *Settings) Included(path string) bool {
	if path == "" {
		return true
	}
	rel, ok := s.relative(path)
	if !ok {
		return len(s.include) == 0
	}
	return (len(s.include) == 0 || matchAny(s.include, rel)) && !matchAny(s.exclude, rel)
}

// Excluded reports whether a file or everything in a folder is excluded.
func (s *Settings) Excluded(path string) bool {
	rel, ok := s.relative(path)
	return ok && matchAny(s.exclude, rel)
}

// IsSQL reports whether a file's name has one of the suffixes, in any case.
func (s *Settings) IsSQL(path string) bool {
	name := strings.ToLower(path)
	return slices.ContainsFunc(s.Suffixes, func(suffix string) bool {
		return strings.HasSuffix(name, strings.ToLower(suffix))
	})
}

// relative gives a path from the settings' folder, with forward slashes; false where it is not below that folder.
func (s *Settings) relative(path string) (string, bool) {
	if s.Root == "" || path == "" {
		return "", false
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	if rel, ok := below(s.Root, abs); ok {
		return rel, true
	}
	// The same folder may have been reached through a symbolic link.
	root, err := filepath.EvalSymlinks(s.Root)
	if err != nil {
		return "", false
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return "", false
	}
	return below(root, filepath.Join(folder, filepath.Base(abs)))
}

func below(root, abs string) (string, bool) {
	rel, err := filepath.Rel(root, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// display is how a file is named in messages: relative to the working directory where that is shorter, with forward
// slashes.
func display(path string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) {
			path = rel
		}
	}
	return filepath.ToSlash(path)
}
