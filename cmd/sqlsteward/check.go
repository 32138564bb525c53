package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/run"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/report"
	"github.com/sqlsteward/sqlsteward/rules"
)

// check is the commands check and fix with their flags.
type check struct {
	*session
	flags struct {
		format, output, dialect, stage, config, failOn, input, color, stdinFilename string
		fix, unsafe, diff, verbose, quiet                                           bool
		rules, ignored                                                              []string
		jobs                                                                        int
	}
	format report.Format
	color  report.Color
	// failOn is the least severity that makes the run fail; Off for none.
	failOn lint.Severity
	opts   run.Options
}

const jsonl = "jsonl"

var failOns = []string{"error", "warning", "info", "never"}

func newCheck(s *session) *cobra.Command {
	c := &check{session: s}
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check SQL files",
		Long: `Check SQL files: those named, and those in folders at any depth (by default the
working directory). Hidden folders and what .gitignore or the settings exclude
are left out. "-" stands for standard input.

The settings are those of the sqlsteward.toml nearest to each file. Results go
to standard output, all else to standard error.

Exit code: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong
usage, settings or catalog; 3 an internal fault or an unreadable file; the
highest that applies. With --fix it is about what is left, with --diff about
what there is before.`,
		Example: `  sqlsteward check                        # all SQL below the working directory
  sqlsteward check --fail-on warning q.sql
  sqlsteward check --diff | git apply     # the safe fixes, as a patch
  sqlsteward check --format sarif --output findings.sarif
  sqlsteward check - --stdin-filename queries/q.sql <q.sql
  sqlsteward check --input jsonl log.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd, args) },
	}
	c.addFlags(cmd)
	cmd.Flags().BoolVar(&c.flags.fix, "fix", false, "apply the safe fixes to the files, and report what is left")
	cmd.Flags().StringVar(&c.flags.input, "input", "", "`jsonl`: answer requests, one JSON object a line")
	complete(cmd, "input", []string{jsonl})
	return cmd
}

func newFix(s *session) *cobra.Command {
	c := &check{session: s}
	c.flags.fix = true
	cmd := &cobra.Command{
		Use:   "fix [PATH...]",
		Short: "Apply the safe fixes to SQL files, and report what is left",
		Long: `Apply the safe fixes to SQL files, and report what is left: the same as
check --fix. A file is replaced as a whole or not at all, and left alone where
it changed in the meantime.`,
		Example: `  sqlsteward fix queries/
  sqlsteward fix --diff                   # see what would change
  sqlsteward fix --rule raw-table
  sqlsteward fix --unsafe-fixes q.sql     # also those that assume something
  sqlsteward fix - <q.sql                 # print the fixed text`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd, args) },
	}
	c.addFlags(cmd)
	return cmd
}

// addFlags adds the flags that check and fix share.
func (c *check) addFlags(cmd *cobra.Command) {
	f, flags := &c.flags, cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.format, "format", "text", "`form` of the result: text, json, sarif or github")
	flags.StringVar(&f.output, "output", "", "write the result to this `file`, not to standard output")
	flags.BoolVar(&f.unsafe, "unsafe-fixes", false, "with --fix or --diff: also the fixes that assume something")
	flags.BoolVar(&f.diff, "diff", false, "print the fixes as a patch for git apply, and change nothing")
	flags.StringVar(&f.dialect, "dialect", "", "read the SQL in this `dialect`, whatever the settings say")
	flags.StringVar(&f.stage, "stage", "", "default severities of this `stage`: informed, driven or led")
	flags.StringVar(&f.config, "config", "", "use this settings `file` for all files")
	flags.StringVar(&f.failOn, "fail-on", "error", "least `severity` for exit code 1, or never")
	flags.StringSliceVar(&f.rules, "rule", nil, "only this `rule` (repeat it, or separate several by commas)")
	flags.StringSliceVar(&f.ignored, "ignore-rule", nil, "not this `rule`")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "the `file` that standard input stands for")
	flags.StringVar(&f.color, "color", "auto", "`when` to colour the text: auto, always or never")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "show every finding in full, and what was not understood")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings and errors, and nothing else")
	flags.IntVar(&f.jobs, "jobs", 0, "`number` of files to work on at once (default: of processors)")

	complete(cmd, "format", texts(report.Formats))
	complete(cmd, "color", texts(report.Colors))
	complete(cmd, "dialect", dialect.Names())
	complete(cmd, "stage", stages)
	complete(cmd, "fail-on", failOns)
	complete(cmd, "rule", ruleNames())
	complete(cmd, "ignore-rule", ruleNames())
}

func texts[S ~string](values []S) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

func ruleNames() []string {
	var names []string
	for _, r := range rules.All {
		names = append(names, r.Name)
	}
	return names
}

// parse checks the flags and their values.
func (c *check) parse(cmd *cobra.Command) error {
	f := &c.flags
	if err := errors.Join(
		choose("format", f.format, texts(report.Formats)),
		choose("color", f.color, texts(report.Colors)),
		choose("fail-on", f.failOn, failOns),
	); err != nil {
		return err
	}
	c.format, c.color = report.Format(f.format), report.Color(f.color)
	if f.failOn != "never" {
		severity, err := lint.ParseSeverity(f.failOn)
		if err != nil {
			return err
		}
		c.failOn = severity
	}
	if f.stage != "" {
		if err := choose("stage", f.stage, stages); err != nil {
			return err
		}
	}
	for _, name := range slices.Concat(f.rules, f.ignored) {
		if rules.Find(name) == nil {
			return errors.New(tomldoc.Unknown("rule", name, ruleNames()))
		}
	}
	c.opts = run.Options{
		Rules: rules.All, Stage: f.stage, Only: f.rules, Ignore: f.ignored, Today: time.Now(), Jobs: f.jobs,
		Settings: config.NewLoader(f.config, run.Known(rules.All)),
	}
	if f.dialect != "" {
		if c.opts.Dialect = dialect.Find(f.dialect); c.opts.Dialect == nil {
			return errors.New(tomldoc.Unknown("dialect", f.dialect, dialect.Known()))
		}
	}
	switch {
	case f.diff:
		c.opts.Fix = run.DiffFixes
	case f.fix:
		c.opts.Fix = run.MakeFixes
	}
	if f.unsafe {
		c.opts.Worst = lint.Unsafe
	}
	if f.jobs == 0 {
		c.opts.Jobs = runtime.GOMAXPROCS(0)
	}
	switch {
	case f.jobs < 0:
		return fmt.Errorf("--jobs %d: work on at least one file at once", f.jobs)
	case f.unsafe && c.opts.Fix == run.ShowFixes:
		return errors.New("--unsafe-fixes goes with --fix or --diff: without them fixes are only shown")
	case f.diff && cmd.Flags().Changed("format"):
		return errors.New("--diff prints a patch: leave --format out")
	case f.quiet && f.verbose:
		return errors.New("--quiet and --verbose exclude each other")
	case f.input != "" && f.input != jsonl:
		return choose("input", f.input, []string{jsonl})
	case f.input == jsonl && (c.opts.Fix != run.ShowFixes || cmd.Flags().Changed("format") || f.stdinFilename != ""):
		return errors.New("--input jsonl answers each request with a line of JSON: leave --fix, --diff, --format and --stdin-filename out")
	}
	return nil
}

func (c *check) run(cmd *cobra.Command, args []string) error {
	if err := c.parse(cmd); err != nil {
		return err
	}
	stdin := slices.Contains(args, "-")
	switch {
	case c.flags.input == jsonl:
		return c.lines(args)
	case stdin && len(args) > 1:
		return errors.New(`"-" stands for standard input, which is checked alone: name no files beside it`)
	case !stdin && c.flags.stdinFilename != "":
		return errors.New(`--stdin-filename goes with the path "-", which stands for standard input`)
	case stdin:
		return c.stdin()
	}
	if len(args) == 0 {
		args = []string{"."}
	}
	return c.files(args)
}

func (c *check) files(paths []string) error {
	found := walk.Find(paths, c.opts.Settings.ForFolder)
	p := newProgress(c.errs, len(found.Files), c.flags.quiet)
	r := run.Files(c.opts, found, p.step)
	p.end()
	c.judge(&r)
	if !c.flags.quiet {
		for _, name := range found.Excluded {
			c.note("note: %s is not checked: the settings exclude it", name)
		}
		for _, name := range found.Empty {
			c.note("warning: there are no SQL files in %s, or they are all excluded", folder(name))
		}
	}
	if c.opts.Fix == run.DiffFixes {
		err := c.patch(&r)
		c.fixNote(&r)
		return err
	}
	var err error
	if len(found.Files) > 0 || len(r.Errors) > 0 || c.format != report.Text {
		err = c.result(&r, c.out)
	}
	c.fixNote(&r)
	return err
}

func folder(name string) string {
	if name == "." {
		return "this folder"
	}
	return name
}

// stdin checks standard input. With --fix the text, fixed, is the result, and what is left goes to standard error.
func (c *check) stdin() error {
	r := run.Stdin(c.opts, c.in, c.flags.stdinFilename)
	c.judge(&r)
	switch c.opts.Fix {
	case run.DiffFixes:
		err := c.patch(&r)
		c.fixNote(&r)
		return err
	case run.MakeFixes:
		err := c.writeResult(func(w io.Writer) error {
			for _, changed := range r.Changed {
				if _, err := io.WriteString(w, changed.After); err != nil {
					return err
				}
			}
			return nil
		})
		if len(r.Findings) > 0 || len(r.Errors) > 0 {
			err = errors.Join(err, c.result(&r, c.errs))
		}
		c.fixNote(&r)
		return err
	}
	return c.result(&r, c.out)
}

// judge sets the exit code, and reports what no format does.
func (c *check) judge(r *run.Report) {
	for _, err := range r.Settings {
		c.settingsError(err)
	}
	for _, e := range r.CatalogErrors {
		c.settingsError(errors.New(e))
	}
	if len(r.Errors) > 0 {
		c.atLeast(exitFault)
		if !c.showsErrors() {
			for _, e := range r.Errors {
				c.say(errors.New(e.File + ": " + e.Message))
			}
		}
	}
	c.count(r.Summary.Findings)
}

// showsErrors reports whether the result shows the errors of files to whoever sits at the terminal.
func (c *check) showsErrors() bool {
	return c.opts.Fix != run.DiffFixes && c.flags.output == "" && (c.format == report.Text || c.format == report.GitHub)
}

// count sets the exit code for findings.
func (c *check) count(findings map[lint.Severity]int) {
	for severity, n := range findings {
		if n > 0 && c.failOn != lint.Off && severity >= c.failOn {
			c.atLeast(exitFindings)
		}
	}
}

// result writes the report in the form that was asked for.
func (c *check) result(r *run.Report, to *os.File) error {
	if c.flags.quiet && c.format == report.Text && len(r.Findings) == 0 && len(r.Errors) == 0 {
		return nil
	}
	options := report.Options{Version: version(), Color: c.color, Verbose: c.flags.verbose}
	if c.format == report.SARIF {
		options.Rules = c.ruleInfos()
	}
	if width, _, err := term.GetSize(int(to.Fd())); err == nil {
		options.Width = width
	}
	return c.write(to, func(w io.Writer) error { return report.Write(w, c.format, &r.Result, options) })
}

// write writes a result to the file of --output, or else to a stream.
func (c *check) write(to *os.File, write func(io.Writer) error) error {
	if c.flags.output == "" {
		if err := write(to); err != nil {
			return fault{fmt.Errorf("the result cannot be written: %w", err)}
		}
		return nil
	}
	if err := run.WriteFile(c.flags.output, write); err != nil {
		return fault{fmt.Errorf("the result cannot be written to %s: %w", c.flags.output, err)}
	}
	return nil
}

// patch writes what fixes would change.
func (c *check) patch(r *run.Report) error {
	return c.write(c.out, func(w io.Writer) error {
		_, err := io.WriteString(w, report.Patch(r.Changed))
		return err
	})
}

// fixNote says what was fixed, or would be.
func (c *check) fixNote(r *run.Report) {
	if c.flags.quiet || c.opts.Fix == run.ShowFixes {
		return
	}
	verb := "fixed"
	if c.opts.Fix == run.DiffFixes {
		verb = "would fix"
	}
	if r.Fixed == 0 {
		c.note("%s nothing", verb)
		return
	}
	later := ""
	if r.Later > 0 {
		later = fmt.Sprintf(" (%d of them one after another, for they overlapped)", r.Later)
	}
	c.note("%s %s in %s%s", verb, plural(r.Fixed, "finding"), plural(r.InFiles, "file"), later)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// ruleInfos are what SARIF says of rules. Their severities are those of the working directory's settings.
func (c *check) ruleInfos() []report.RuleInfo {
	settings, err := c.opts.Settings.ForFolder(".")
	if err != nil {
		settings = config.Default()
	}
	severities := c.opts.Severities(settings)
	var infos []report.RuleInfo
	for _, r := range rules.All {
		infos = append(infos, report.RuleInfo{
			Name: r.Name, Summary: r.Doc.Summary, Description: r.Doc.Why, URL: rulePage(r.Name), Severity: severities[r.Name],
		})
	}
	return infos
}

// lines answers the requests of --input jsonl.
func (c *check) lines(args []string) error {
	in, err := c.requests(args)
	if err != nil {
		return err
	}
	defer in.Close()
	var answered run.Answered
	var settings error // of the working directory
	err = c.write(c.out, func(w io.Writer) error {
		var err error
		answered, err = run.Lines(c.opts, in, w)
		if _, broken := errors.AsType[*config.Errors](err); broken {
			settings, err = err, nil
		}
		return err
	})
	if settings != nil {
		return settings
	}
	c.count(answered.Findings)
	for _, e := range answered.CatalogErrors {
		c.settingsError(errors.New(e))
	}
	if answered.Faults > 0 {
		c.atLeast(exitFault)
	}
	if answered.Refused > 0 && !c.flags.quiet {
		c.note("warning: %s could not be answered: see the key \"error\" of the answers", plural(answered.Refused, "line"))
	}
	return err
}

// requests opens the one file of --input jsonl, or standard input.
func (s *session) requests(args []string) (*os.File, error) {
	switch {
	case len(args) > 1:
		return nil, errors.New("--input jsonl takes one file of requests, or standard input")
	case len(args) == 0 || args[0] == "-":
		return s.in, nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, fault{fmt.Errorf("%s: %s", args[0], walk.Unreadable(err))}
	}
	return f, nil
}
