package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/inspect"
	"github.com/sqlsteward/sqlsteward/internal/run"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/rules"
)

func newInspect(s *session) *cobra.Command {
	var name string
	var tree bool
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show how a file is read, and what of it is not understood",
		Long: `Show how a file is read: what its template tags are taken for, its statements
under each branch of a template, what they read and write, their syntax trees,
and what is not understood and why. "-" stands for standard input.`,
		Example: "  sqlsteward inspect queries/revenue.sql\n  sqlsteward inspect --tree=false --dialect bigquery models/orders.sql",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one file to inspect")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			o := run.Options{Settings: config.NewLoader("", run.Known(rules.All)), Rules: rules.All}
			if name != "" {
				if o.Dialect = dialect.Find(name); o.Dialect == nil {
					return errors.New(tomldoc.Unknown("dialect", name, dialect.Known()))
				}
			}
			in, err := run.Open(o, args[0], s.in)
			if err != nil {
				if broken, ok := errors.AsType[*config.Errors](err); ok {
					s.settingsError(broken)
					return nil
				}
				return fault{err}
			}
			return s.writeResult(func(w io.Writer) error {
				return inspect.Write(w, in.File, inspect.Options{Settings: in.Lineage(), Tree: tree})
			})
		},
	}
	cmd.Flags().StringVar(&name, "dialect", "", "read the SQL in this `dialect`, whatever the settings say")
	cmd.Flags().BoolVar(&tree, "tree", true, "show the syntax trees")
	complete(cmd, "dialect", dialect.Names())
	return cmd
}
