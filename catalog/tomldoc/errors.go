package tomldoc

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

const (
	maxShown = 50   // how many errors one message lists
	enough   = 1000 // how many errors are looked for
)

// Error is one thing that is wrong in a file that a person wrote.
type Error struct {
	File    string // as it is named in messages
	Line    int    // from 1; 0 when it is about the file as a whole
	Message string // lower case, with the way out
}

func (e Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
}

// Errors is everything that is wrong in the settings and the catalog, found in one go. It is the type of all errors
// that reading them returns, so that a command can tell them from faults of its own.
type Errors struct {
	List []Error // sorted by file and line
}

// Error lists the errors, one a line.
func (e *Errors) Error() string {
	var lines []string
	for _, err := range e.List[:min(len(e.List), maxShown)] {
		lines = append(lines, err.Error())
	}
	if more := len(e.List) - maxShown; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Add notes an error.
func (e *Errors) Add(file string, line int, format string, args ...any) {
	e.List = append(e.List, Error{file, line, fmt.Sprintf(format, args...)})
}

// Full reports whether there are more errors than anyone will read, so that looking for further ones can stop.
func (e *Errors) Full() bool { return len(e.List) >= enough }

// Join notes the errors of err, which is nil or of type *Errors.
func (e *Errors) Join(err error) {
	if more, ok := errors.AsType[*Errors](err); ok {
		e.List = append(e.List, more.List...)
	}
}

// Err returns the errors sorted, or nil if there are none.
func (e *Errors) Err() error {
	if len(e.List) == 0 {
		return nil
	}
	slices.SortStableFunc(e.List, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return e
}

// Suggest returns the known name that a misspelt one most likely means, or "" if none is near: two letters may
// differ (which makes two swapped ones near), one in names of three, and up to a third in long ones. Case and the
// choice between - and _ do not count.
func Suggest(name string, known []string) string {
	const longest = 100 // bytes; the comparison takes time of the product of both lengths
	if name == "" || len(name) > longest {
		return ""
	}
	fold := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "_", "-") }
	best, limit := "", max(min(2, len(name)-2), len(name)/3)+1
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		if d := levenshtein.Distance(fold(name), fold(k), nil); d < limit && d < max(len(name), len(k)) {
			best, limit = k, d
		}
	}
	return best
}

// hint is the end of a message about an unknown name: the likely meaning, or what there is to choose from.
func hint(name string, known []string) string {
	const most = 12
	switch s := Suggest(name, known); {
	case s != "":
		return fmt.Sprintf(": did you mean %q?", s)
	case len(known) == 0:
		return ""
	case len(known) > most:
		return fmt.Sprintf(": there are %s and %d more", strings.Join(known[:most], ", "), len(known)-most)
	}
	return ": there is " + strings.Join(known, ", ")
}

// Unknown words the message about a name that is not among the known ones: `unknown dialect "snowflak": did you
// mean "snowflake"?`.
func Unknown(noun, name string, known []string) string {
	return fmt.Sprintf("unknown %s %s%s", noun, Quote(name), hint(name, known))
}

// Quote puts what a person wrote into a message, shortened where it is very long.
func Quote(text string) string {
	const longest = 80 // runes
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "..."
	}
	return fmt.Sprintf("%q", text)
}
