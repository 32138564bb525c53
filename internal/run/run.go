// Package run checks and fixes files, standard input or requests: it reads them, finds out which settings hold, lets the
// rules look at them in parallel, and keeps everything in order. What it concludes is for a command to report.
package run

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/report"
	"github.com/sqlsteward/sqlsteward/source"
)

// Options are what a run is to do, apart from its input.
type Options struct {
	Settings *config.Loader
	Rules    []*lint.Rule     // all there are
	Dialect  *dialect.Dialect // in place of what the settings say; nil leaves it to them
	Stage    string           // in place of what the settings say: config.Informed, ...; "" leaves it to them
	Only     []string         // names of the rules that are to speak, even where the settings silence them; nil: all
	Ignore   []string         // names of rules that are not to speak
	Today    time.Time        // what the ends of suppressions are compared with
	Jobs     int              // how many files are worked on at once; at least 1
	Fix      Fix
	Worst    lint.Safety // the least safe fixes that Fix makes
	Lineage  bool        // Lines answers with lineage in place of findings

	known *known // what the files of the run make; nil until they were looked through
}

// Fix says what becomes of the fixes of findings.
type Fix uint8

// The ways with fixes.
const (
	ShowFixes Fix = iota // findings carry them
	DiffFixes            // they are made in memory, for a patch
	MakeFixes            // they are made
)

// Report is what a run concludes.
type Report struct {
	lint.Result
	// Settings are broken settings, each file once, of type *config.Errors. The files that they govern were left out.
	Settings []error
	Fixed    int // fixes that were made, or with DiffFixes would be
	InFiles  int // in so many files
	Later    int // of them had to wait for another one on the same place
	// Changed are the files with their text before and after; of DiffFixes and of standard input only.
	Changed []report.Changed
}

// Known describes the rules, dialects and parsers to the reader of settings.
func Known(rules []*lint.Rule) config.Known {
	known := config.Known{
		Dialects:   dialect.Known(),
		ParseExpr:  parses(parser.Expr),
		ParseQuery: parses(parser.Query),
	}
	for _, r := range rules {
		spec := config.RuleSpec{Name: r.Name}
		for _, o := range r.Options {
			spec.Options = append(spec.Options, config.OptionSpec{Name: o.Name, Kind: kind(o)})
		}
		known.Rules = append(known.Rules, spec)
	}
	return known
}

func kind(o lint.Option) config.Kind {
	switch o.Default.(type) {
	case int:
		return config.Int
	case bool:
		return config.Bool
	case string:
		return config.String
	case []string:
		return config.Strings
	}
	panic(fmt.Sprintf("option %s has a default of no known type", o.Name))
}

func parses[T any](parse func(string, *dialect.Dialect) (T, error)) func(dialect, text string) error {
	return func(name, text string) error {
		d := dialect.Find(name)
		if d == nil {
			return errors.New("the dialect is not known")
		}
		_, err := parse(text, d)
		return err
	}
}

// input is what the findings of a file depend on. The path finds the settings' overrides; it is "" for what is in no
// file.
func (o *Options) input(file *source.File, s *config.Settings, path string) lint.Input {
	resolved := s.For(path)
	in := lint.Input{
		File:        file,
		Dialect:     o.Dialect,
		Catalog:     o.known.catalog(s.Catalog),
		SearchPath:  resolved.SearchPath,
		Rules:       make(map[string]lint.RuleSettings, len(resolved.Rules)),
		Functions:   s.Functions,
		RequireSalt: s.RequireSalt,
		Grants:      resolved.Grants,
		Today:       o.Today,
	}
	if in.Dialect == nil {
		in.Dialect = dialect.Find(resolved.Dialect)
	}
	if o.Stage != "" {
		resolved.Stage = o.Stage
	}
	in.Stage = stage(resolved.Stage)
	for name, r := range resolved.Rules {
		in.Rules[name] = lint.RuleSettings{Severity: r.Severity, HasSeverity: r.HasSeverity, Options: r.Options}
	}
	o.choose(&in)
	return in
}

// choose silences the rules that are not to speak, and gives a voice to those that were asked for by name. All stay in
// the list of rules, so that suppressions may name them.
func (o *Options) choose(in *lint.Input) {
	if o.Only == nil && o.Ignore == nil {
		return
	}
	for _, r := range o.Rules {
		s := in.Rules[r.Name]
		switch {
		case slices.Contains(o.Ignore, r.Name), o.Only != nil && !slices.Contains(o.Only, r.Name):
			s.Severity, s.HasSeverity = lint.Off, true
		case o.Only != nil && s.HasSeverity && s.Severity == lint.Off:
			s.HasSeverity = false
		}
		in.Rules[r.Name] = s
	}
}

func stage(name string) lint.Stage {
	switch name {
	case config.Driven:
		return lint.Driven
	case config.Led:
		return lint.Led
	}
	return lint.Informed
}

// Severities are what the rules count as under the settings of the working directory, by name.
func (o *Options) Severities(s *config.Settings) map[string]lint.Severity {
	in := o.input(source.NewFile("", ""), s, "")
	out := make(map[string]lint.Severity, len(o.Rules))
	for _, r := range o.Rules {
		out[r.Name] = r.Severity[in.Stage]
		if rs := in.Rules[r.Name]; rs.HasSeverity {
			out[r.Name] = rs.Severity
		}
	}
	return out
}

// outcome is what became of one file.
type outcome struct {
	result  lint.Result
	fixed   int
	later   int
	changed *report.Changed
}

// look checks a file, and makes its fixes in memory if that is asked for.
func (o *Options) look(in lint.Input) (out outcome, after string) {
	if o.Fix == ShowFixes {
		out.result = lint.Check(in, o.Rules)
		return out, in.File.Text
	}
	fixed := lint.ApplyFixes(in, o.Rules, o.Worst)
	out = outcome{result: fixed.Result, fixed: fixed.Count(), later: fixed.Later}
	if o.Fix == DiffFixes { // nothing changes, so what is found is what was there before
		faults := out.result.Errors
		out.result = fixed.Before
		out.result.Errors = faults
	}
	return out, fixed.File.Text
}

// guard turns a panic into an error of the file, so that it costs no other.
func guard(name string, result *lint.Result) {
	if v := recover(); v != nil {
		result.Errors = append(result.Errors, lint.FileError{
			File: name, Message: fmt.Sprintf("internal fault: %v; please report it with these lines:\n%s", v, debug.Stack()),
		})
	}
}

// gather joins the outcomes of files, in their order.
func (r *Report) gather(outcomes []outcome) {
	results := make([]lint.Result, 0, len(outcomes)+1)
	results = append(results, r.Result)
	for _, o := range outcomes {
		results = append(results, o.result)
		r.Fixed += o.fixed
		r.Later += o.later
		if o.fixed > 0 {
			r.InFiles++
		}
		if o.changed != nil {
			r.Changed = append(r.Changed, *o.changed)
		}
	}
	r.Result = lint.Merge(results)
}
