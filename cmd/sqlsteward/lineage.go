package main

import (
	"errors"
	"io"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/run"
	"github.com/sqlsteward/sqlsteward/internal/trace"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/rules"
)

// lineageFormats are the forms of the lineage command's result.
var lineageFormats = []string{"text", "json"}

// lineageFlags are what the lineage command was given.
type lineageFlags struct {
	format, dialect, config, input string
}

func newLineage(s *session) *cobra.Command {
	var f lineageFlags
	cmd := &cobra.Command{
		Use:   "lineage [PATH...]",
		Short: "Show where the columns of queries come from",
		Long: `Show where each column of each statement comes from, which relations a
statement reads and writes, and what it filters, joins, groups and sorts by.
Paths are files and folders; "-" stands for standard input.`,
		Example: "  sqlsteward lineage queries/revenue.sql\n  sqlsteward lineage --format json models/ > lineage.json",
		RunE: func(_ *cobra.Command, args []string) error {
			return s.lineage(f, args)
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "write the result as `FORMAT`: text or json")
	cmd.Flags().StringVar(&f.dialect, "dialect", "", "read the SQL as this `DIALECT`, in place of what the settings say")
	cmd.Flags().StringVar(&f.config, "config", "", "use the settings in this `FILE`, in place of those near the SQL")
	cmd.Flags().StringVar(&f.input, "input", "", "answer requests, one JSON object a line: `jsonl`")
	complete(cmd, "format", lineageFormats)
	complete(cmd, "dialect", dialect.Known())
	complete(cmd, "input", []string{jsonl})
	return cmd
}

func (s *session) lineage(f lineageFlags, args []string) error {
	if err := choose("format", f.format, lineageFormats); err != nil {
		return err
	}
	o := run.Options{Settings: config.NewLoader(f.config, run.Known(rules.All)), Rules: rules.All, Jobs: runtime.GOMAXPROCS(0), Lineage: true}
	if f.dialect != "" {
		if o.Dialect = dialect.Find(f.dialect); o.Dialect == nil {
			return errors.New(tomldoc.Unknown("dialect", f.dialect, dialect.Known()))
		}
	}
	switch {
	case f.input == jsonl:
		return s.lineageLines(o, args)
	case f.input != "":
		return choose("input", f.input, []string{jsonl})
	case slices.Contains(args, "-") && len(args) > 1:
		return errors.New(`"-" stands for standard input, which is read alone: name no files beside it`)
	case len(args) == 0:
		args = []string{"."}
	}
	var traced run.Traced
	if args[0] == "-" {
		traced = run.TraceStdin(o, s.in)
	} else {
		traced = run.Trace(o, walk.Find(args, o.Settings.ForFolder))
	}
	for _, err := range traced.Settings {
		s.settingsError(err)
	}
	for _, e := range traced.Errors {
		s.atLeast(exitFault)
		s.say(errors.New(e.File + ": " + e.Message))
	}
	return s.writeResult(func(w io.Writer) error {
		if f.format == "json" {
			return trace.WriteJSON(w, traced.Statements)
		}
		return trace.WriteText(w, traced.Statements)
	})
}

// lineageLines answers the requests of --input jsonl.
func (s *session) lineageLines(o run.Options, args []string) error {
	in, err := s.requests(args)
	if err != nil {
		return err
	}
	defer in.Close()
	answered, err := run.Lines(o, in, s.out)
	if answered.Faults > 0 {
		s.atLeast(exitFault)
	}
	if answered.Refused > 0 {
		s.note("warning: %s could not be answered: see the key \"error\" of the answers", plural(answered.Refused, "line"))
	}
	return err
}
