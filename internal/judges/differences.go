package judges

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Most is how many differences there may be at most: few enough to be read by people.
const Most = 50

//go:embed differences.toml
var differences string

// An Entry is a construct that judges and we read differently, reviewed by hand.
type Entry struct {
	Judges    []string // by name; all when empty
	Kinds     []Kind
	Construct string
	Example   string
	Right     string // ours, judge, both (another convention), neither
	Why       string

	// What follows says which differences it holds: all of it must agree. Patterns are regular expressions that do not
	// mind case.
	Statement string // matches somewhere in the statement, its white space made single blanks
	Name      string // matches all of the name that differs
	Only      string // whose name it is: ours or judge
	State     string // how we read the statement
	Valid     *bool  // what the source of the statement says of it

	statement, name *regexp.Regexp
}

// Entries are those of differences.toml.
func Entries() ([]*Entry, error) {
	var file struct{ Difference []*Entry }
	meta, err := toml.Decode(differences, &file)
	if err != nil {
		return nil, err
	}
	if keys := meta.Undecoded(); len(keys) > 0 {
		return nil, fmt.Errorf("differences.toml: nobody knows the key %s", keys[0])
	}
	for _, e := range file.Difference {
		if e.Construct == "" || e.Example == "" || e.Why == "" || !slices.Contains([]string{"ours", "judge", "both", "neither"}, e.Right) {
			return nil, fmt.Errorf("differences.toml: %q lacks its construct, example, why, or who is right", e.Construct)
		}
		name := e.Name
		if name != "" {
			name = "^(?:" + name + ")$"
		}
		var errs [2]error
		e.statement, errs[0] = regexp.Compile("(?i)" + e.Statement)
		e.name, errs[1] = regexp.Compile("(?i)" + name)
		if err := errors.Join(errs[:]...); err != nil {
			return nil, fmt.Errorf("differences.toml: %q: %w", e.Construct, err)
		}
	}
	return file.Difference, nil
}

// forgives reports whether a difference of the construct is no mistake of ours.
func (e *Entry) forgives() bool { return e.Right == "ours" || e.Right == "both" }

// Covers reports whether a difference is an instance of the construct.
func (e *Entry) Covers(d Difference) bool {
	switch {
	case len(e.Judges) > 0 && !slices.Contains(e.Judges, d.Judge),
		!slices.Contains(e.Kinds, d.Kind),
		e.Only != "" && (e.Only == "ours") != d.Ours,
		e.State != "" && e.State != d.State.String(),
		e.Valid != nil && (d.Statement.Valid == nil || *d.Statement.Valid != *e.Valid):
		return false
	}
	return e.name.MatchString(d.Name) && e.statement.MatchString(strings.Join(strings.Fields(d.Statement.SQL), " "))
}
