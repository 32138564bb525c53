// Package report turns what a run concludes into output: text for people, JSON for programs, SARIF for code scanning,
// annotations for GitHub, and patches. It knows findings and files, never rules: what a format says of a rule is handed
// in as data.
package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
)

// Format names a form of output.
type Format string

// The formats of Write.
const (
	Text   Format = "text"   // for people, in colour on a terminal
	JSON   Format = "json"   // one object, the stable contract for programs
	SARIF  Format = "sarif"  // SARIF 2.1.0, for code scanning and editors
	GitHub Format = "github" // workflow commands that annotate a pull request
)

// Formats lists every format, in the order help texts show them.
var Formats = []Format{Text, JSON, SARIF, GitHub}

// ParseFormat reads what a person writes on the command line.
func ParseFormat(name string) (Format, error) {
	for _, f := range Formats {
		if string(f) == name {
			return f, nil
		}
	}
	return "", fmt.Errorf("unknown format %q: use %s", name, orList(Formats))
}

// Color says when text is coloured.
type Color string

// The choices of colour.
const (
	ColorAuto   Color = "auto"   // on a terminal, unless NO_COLOR or CLICOLOR=0 is set; CLICOLOR_FORCE=1 always
	ColorAlways Color = "always" // also into a pipe, whatever the environment says
	ColorNever  Color = "never"
)

// Colors lists every choice of colour, in the order help texts show them.
var Colors = []Color{ColorAuto, ColorAlways, ColorNever}

// ParseColor reads what a person writes on the command line.
func ParseColor(name string) (Color, error) {
	for _, c := range Colors {
		if string(c) == name {
			return c, nil
		}
	}
	return "", fmt.Errorf("unknown choice of colour %q: use %s", name, orList(Colors))
}

func orList[S ~string](names []S) string {
	var b strings.Builder
	for i, name := range names {
		switch {
		case i == 0:
		case i == len(names)-1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(name))
	}
	return b.String()
}

// RuleInfo is what a format may say of a rule apart from its findings.
type RuleInfo struct {
	Name        string        // raw-table
	Summary     string        // one sentence
	Description string        // why it matters and what to do, in plain text; may be empty
	URL         string        // its page; may be empty
	Severity    lint.Severity // as it is set in this run
}

// Options are the choices a format obeys. The zero value is good.
type Options struct {
	Version string     // of the tool, without a "v"; empty in a build that has none
	Color   Color      // text only; empty is ColorAuto
	Width   int        // text only: columns of the terminal; 0 is 80, and at least 40 are used
	Verbose bool       // text only: nothing is grouped, folded or capped, and gaps are listed
	Rules   []RuleInfo // SARIF only: every rule of the run, in the order to list them
}

// Write writes the result in the format f. Every finding, related location and gap must name its file. An error is one
// of w, or of an unknown format.
func Write(w io.Writer, f Format, result *lint.Result, opts Options) error {
	out := bufio.NewWriter(w)
	var err error
	switch f {
	case Text:
		newPrinter(out, newStyles(w, opts.Color), opts).report(result)
	case JSON:
		err = writeJSON(out, result, opts.Version)
	case SARIF:
		err = writeSARIF(out, result, opts)
	case GitHub:
		writeGitHub(out, result)
	default:
		_, err = ParseFormat(string(f))
	}
	if err != nil {
		return err
	}
	return out.Flush()
}
