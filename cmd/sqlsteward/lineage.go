package main

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

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
var lineageFormats = []string{"text", "json", "dot", "mermaid", "openlineage"}

// lineageFlags are what the lineage command was given.
type lineageFlags struct {
	format, dialect, config, input string
	column, namespace              string
	upstream, downstream           bool
}

func newLineage(s *session) *cobra.Command {
	var f lineageFlags
	cmd := &cobra.Command{
		Use:   "lineage [PATH...]",
		Short: "Show where the columns of queries come from",
		Long: `Show where each column of each statement comes from, which relations a
statement reads and writes, and what it filters, joins, groups and sorts by.
Paths are files and folders; "-" stands for standard input.

With --column, follow one column through all files: what it is made of, what is
made of it, and where it is used. The formats dot and mermaid draw that, or
without --column which relations are made of which. The format openlineage
writes one event a line for each statement that makes or fills a relation.`,
		Example: `  sqlsteward lineage queries/revenue.sql
  sqlsteward lineage --column raw.users.email --downstream
  sqlsteward lineage --format mermaid models/ > models.mmd
  sqlsteward lineage --format json models/ > lineage.json`,
		RunE: func(_ *cobra.Command, args []string) error {
			return s.lineage(f, args)
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "write this `FORMAT`: "+strings.Join(lineageFormats, ", "))
	cmd.Flags().StringVar(&f.column, "column", "", "follow this `COLUMN`, such as raw.users.email, through all files")
	cmd.Flags().BoolVar(&f.upstream, "upstream", false, "with --column: only what it is made of")
	cmd.Flags().BoolVar(&f.downstream, "downstream", false, "with --column: only what is made of it")
	cmd.Flags().StringVar(&f.namespace, "namespace", "sqlsteward", "with openlineage: the `NAME` of all datasets' space")
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
	case (f.upstream || f.downstream) && f.column == "":
		return errors.New("--upstream and --downstream say in which direction --column is followed: name a column")
	case f.column != "" && f.format == "openlineage":
		return errors.New("the format openlineage is for all columns: leave --column out")
	case slices.Contains(args, "-") && len(args) > 1:
		return errors.New(`"-" stands for standard input, which is read alone: name no files beside it`)
	case len(args) == 0:
		args = []string{"."}
	}
	steps := f.column != "" || f.format != "text" && f.format != "json"
	var traced run.Traced
	if args[0] == "-" {
		traced = run.TraceStdin(o, s.in, steps)
	} else {
		traced = run.Trace(o, walk.Find(args, o.Settings.ForFolder), steps)
	}
	for _, err := range traced.Settings {
		s.settingsError(err)
	}
	for _, e := range traced.Errors {
		s.atLeast(exitFault)
		s.say(errors.New(e.File + ": " + e.Message))
	}
	for _, c := range traced.Circles {
		s.note("warning: files lead in a circle, so what they make of each other is known as far as they say it themselves: %s", c)
	}
	if steps {
		return s.lineageGraph(f, traced.Statements)
	}
	return s.writeResult(func(w io.Writer) error {
		if f.format == "json" {
			return trace.WriteJSON(w, traced.Statements)
		}
		return trace.WriteText(w, traced.Statements)
	})
}

// lineageGraph writes statements that were traced in steps: as events, or joined to one graph.
func (s *session) lineageGraph(f lineageFlags, statements []trace.Statement) error {
	if f.format == "openlineage" {
		return s.writeResult(func(w io.Writer) error {
			return trace.WriteOpenLineage(w, statements, f.namespace, time.Now())
		})
	}
	graph := trace.NewGraph(statements)
	ways := trace.Ways{Up: f.upstream || !f.downstream, Down: f.downstream || !f.upstream}
	var of *trace.Node
	if f.column != "" {
		n, err := graph.Find(f.column)
		if err != nil {
			return err
		}
		of = &n
	}
	return s.writeResult(func(w io.Writer) error {
		switch f.format {
		case "dot":
			return graph.WriteDot(w, of, ways)
		case "mermaid":
			return graph.WriteMermaid(w, of, ways)
		case "json":
			return graph.WriteJSON(w, *of, ways)
		}
		return graph.WriteTree(w, *of, ways)
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
