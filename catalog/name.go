package catalog

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
)

// maxParts is how many parts a declared name may have: more than any database knows.
const maxParts = 8

// Name is the name of a relation as it was declared, part by part, without quotes: ["analytics", "fct_orders"].
type Name []string

// String joins the parts with dots.
func (n Name) String() string { return strings.Join(n, ".") }

// Folded are the parts in the form in which they compare: see Fold.
func (n Name) Folded() []string { return fold(make([]string, 0, len(n)), n) }

// ParseName reads a dotted name. A part in double quotes or backquotes is taken as it stands, dots included.
func ParseName(text string) (Name, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the name is empty")
	}
	var name Name
	for rest := text; ; {
		var part string
		var more bool
		if rest != "" && (rest[0] == '"' || rest[0] == '`') {
			end := strings.IndexByte(rest[1:], rest[0])
			if end < 0 {
				return nil, fmt.Errorf("%q: a quote is not closed", text)
			}
			part, rest = rest[1:1+end], rest[end+2:]
			if rest, more = strings.CutPrefix(rest, "."); !more && rest != "" {
				return nil, fmt.Errorf("%q: a dot is missing behind the quotes", text)
			}
		} else {
			part, rest, more = strings.Cut(rest, ".")
			if strings.ContainsAny(part, " \t\r\n\"`") {
				return nil, fmt.Errorf("%q: put a part that holds spaces or quotes in quotes of its own", text)
			}
		}
		if part == "" {
			return nil, fmt.Errorf("%q: a part of the name is empty", text)
		}
		if name = append(name, part); len(name) > maxParts {
			return nil, fmt.Errorf("%.60q has more than %d parts", text, maxParts)
		}
		if !more {
			return name, nil
		}
	}
}

// Fold is how names compare: in lower case. Databases differ in how they fold names that stand without quotes, and the
// people who declare and use them rarely mean two relations that differ in case alone.
func Fold(name string) string { return strings.ToLower(name) }

// fold appends the folded parts to a buffer, which the caller keeps on its stack.
func fold(buffer, parts []string) []string {
	for _, part := range parts {
		buffer = append(buffer, Fold(part))
	}
	return buffer
}

func sameName(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if Fold(a[i]) != Fold(b[i]) {
			return false
		}
	}
	return true
}

// Suggest returns the known name that a misspelt one most likely means, or "" if none is near.
func Suggest(name string, known []string) string { return tomldoc.Suggest(name, known) }
