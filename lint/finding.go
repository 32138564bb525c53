package lint

import (
	"fmt"

	"github.com/sqlsteward/sqlsteward/source"
)

// Severity says how much a finding matters. The zero value is Off.
type Severity uint8

// The severities, least first.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

var severityNames = [...]string{"off", "info", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads what a person writes in the settings.
func ParseSeverity(name string) (Severity, error) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), nil
		}
	}
	return Off, fmt.Errorf("unknown severity %q: use error, warning, info or off", name)
}

// Safety says what applying a fix may change.
type Safety uint8

// The safeties, from what may be applied without a look to what is only shown.
const (
	Safe     Safety = iota // the query means the same, by what is declared or proved
	Unsafe                 // the query means the same only if the fix's assumptions hold
	ShowOnly               // a sketch for a person: never applied
)

func (s Safety) String() string { return [...]string{"safe", "unsafe", "show-only"}[s] }

// Evidence says what a fix rests on.
type Evidence uint8

// The kinds of evidence.
const (
	Declared    Evidence = iota // the catalog says so
	Proved                      // it follows from the query and the declared facts
	Conditional                 // it holds if the fix's assumptions do
)

func (e Evidence) String() string { return [...]string{"declared", "proved", "conditional"}[e] }

// A Fix is a change of the file that resolves a finding.
type Fix struct {
	Title    string // what it does, imperative: "read analytics.fct_orders"
	Safety   Safety
	Evidence Evidence
	Assumes  []string      // what must hold, one sentence each; empty for a safe fix
	Edits    []source.Edit // on the finding's file; in any order, never overlapping; empty when there is only words
	// Verified is set when the rule has read the changed statement again itself, or puts nothing but names of columns or words
	// of a join where they may stand.
	Verified bool
}

// A Related location helps to understand a finding: a further reference, a step on a column's path.
type Related struct {
	Message string
	File    *source.File
	Span    source.Span
}

// A Finding is one thing that one rule has to say about one place.
type Finding struct {
	Rule     string
	Severity Severity
	// Message says what is wrong and why it matters to the person who wrote the query: lower case, without a final
	// full stop, names as they wrote them.
	Message string
	// Help is the better way in one sentence of the same form, or empty.
	Help string

	File      *source.File
	Statement int // counted from 1; 0 when the finding is about the file as a whole
	Span      source.Span
	Related   []Related
	Fixes     []Fix

	// Object is what the finding is about in stable terms (a relation, a column): with rule and path it makes the
	// fingerprint, which must survive edits elsewhere in the file.
	Object      string
	Fingerprint string

	// Personal is what becomes of which personal data, or nil where the finding is about something else.
	Personal *PersonalUse
}

// Text is the message with the better way behind it: what formats with one field for words show.
func (f *Finding) Text() string {
	if f.Help == "" {
		return f.Message
	}
	return f.Message + "; " + f.Help
}

// A Gap is a place that was not understood, so that rules cannot conclude from what it may hide.
type Gap struct {
	source.Place
	Reason string
}

// Skipped names a rule that could not speak, and what it lacked.
type Skipped struct {
	Rule   string
	Reason string
}

// A FileError is a file that could not be read or a fault of ours in one file; the other files are not affected.
type FileError struct {
	File    string
	Message string
}

// Summary counts what a run saw.
type Summary struct {
	Files      int
	Statements int
	Complete   int
	Partial    int
	Invalid    int
	Other      int
	Findings   map[Severity]int // Info, Warning, Error
	Suppressed int
	Baselined  int
}

// Result is what a run concludes. Findings are sorted by file, place and rule; gaps by file and place.
type Result struct {
	Summary  Summary
	Findings []Finding
	Gaps     []Gap
	Skipped  []Skipped
	Errors   []FileError
	// CatalogErrors are contradictions in the catalog that only showed when a relation was looked up.
	CatalogErrors []string
}
