// Command sqlsteward finds the debt in SQL, and shows the better way. This package is its command line: flags, wiring and
// exit codes.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
)

// The exit codes. The highest that applies is the one of the process.
const (
	exitFindings = 1 // findings at or above --fail-on
	exitUsage    = 2 // wrong usage, settings or catalog
	exitFault    = 3 // an internal fault, or a file that cannot be read or written
)

// gcPercent lets the heap grow to five times what is in use before garbage is collected: runs are short, and memory is
// bounded by the largest files at hand. GOGC overrides it.
const gcPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(execute(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// execute is the whole program, but for the end of the process.
func execute(args []string, in, out, errs *os.File) (code int) {
	defer func() {
		if v := recover(); v != nil {
			_, _ = fmt.Fprintf(errs, "sqlsteward: internal fault: %v; please report it with these lines:\n%s", v, debug.Stack())
			code = exitFault
		}
	}()
	s := &session{in: in, out: out, errs: errs}
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	if err := root.Execute(); err != nil {
		s.fail(err)
	}
	return s.code
}

// session is one run of the program.
type session struct {
	in, out, errs *os.File
	code          int
}

// atLeast raises the exit code.
func (s *session) atLeast(code int) { s.code = max(s.code, code) }

// fault is an error that is not the user's.
type fault struct{ error }

func (f fault) Unwrap() error { return f.error }

// fail reports the error that ended a command.
func (s *session) fail(err error) {
	if _, ok := errors.AsType[fault](err); ok {
		s.atLeast(exitFault)
	} else {
		s.atLeast(exitUsage)
	}
	s.say(err)
}

// say prints an error, one line each where it is several.
func (s *session) say(err error) {
	for line := range strings.Lines(err.Error()) {
		s.note("error: %s", strings.TrimSuffix(line, "\n"))
	}
}

// note prints a remark. Where standard error cannot be written to, nobody is there to be told.
func (s *session) note(format string, args ...any) { _, _ = fmt.Fprintf(s.errs, format+"\n", args...) }

func newRoot(s *session) *cobra.Command {
	root := &cobra.Command{
		Use:   "sqlsteward",
		Short: "Find the debt in SQL, and the better way",
		Long: `sqlsteward reads the SQL of a repository, finds queries that will break or leak,
and shows the better way: the dataset to read instead, as a patch, with the
evidence for it.`,
		Example: `  sqlsteward init              # write a first sqlsteward.toml
  sqlsteward check queries/    # see what there is
  sqlsteward fix queries/      # apply what is safe
  sqlsteward explain raw-table # read about a rule`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       versionText(),
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(root, args[0])
	}
	root.SetVersionTemplate("{{.Version}}")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newCheck(s), newFix(s), newExplain(s), newRules(s), newInit(s), newInspect(s), newLineage(s), newVersion(s))
	return root
}

func unknownCommand(root *cobra.Command, name string) error {
	if _, err := os.Stat(name); err == nil {
		return fmt.Errorf("there is no command %q, but a file or folder: write sqlsteward check %s", name, name)
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return errors.New(tomldoc.Unknown("command", name, names))
}

// flagError adds what was probably meant to an error about a flag.
func flagError(cmd *cobra.Command, err error) error {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		err = fmt.Errorf("unknown flag --%s", unknown.GetSpecifiedName())
		if s := tomldoc.Suggest(unknown.GetSpecifiedName(), names); s != "" {
			return fmt.Errorf("%w: did you mean --%s?", err, s)
		}
	}
	return fmt.Errorf("%w: see %s --help", err, cmd.CommandPath())
}

// noArgs refuses arguments of commands that take none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and was given %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// choose checks what was given for a flag with a few choices.
func choose(flag, value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return fmt.Errorf("--%s: %s", flag, tomldoc.Unknown("choice", value, choices))
}

// complete gives a shell the choices of a flag.
func complete(cmd *cobra.Command, flag string, choices []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is not one of the command's
	}
}

// writeResult writes to standard output.
func (s *session) writeResult(write func(io.Writer) error) error {
	if err := write(s.out); err != nil {
		return fault{fmt.Errorf("the result cannot be written: %w", err)}
	}
	return nil
}

// settingsError reports settings that cannot be used.
func (s *session) settingsError(err error) {
	s.atLeast(exitUsage)
	s.say(err)
}

var stages = []string{config.Informed, config.Driven, config.Led}
