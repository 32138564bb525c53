package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// maxPatterns bounds how many patterns a catalog has, for each is tried on each relation.
const maxPatterns = 1000

// The layers that rules know. Others may be declared, and mean nothing to rules.
const (
	LayerRaw     = "raw"     // copies of production tables
	LayerStaging = "staging" // raw data cleaned, for the use of other models only
	LayerDerived = "derived" // what queries should read
)

// Pattern says which relations belong to a layer. Patterns compare with ==.
type Pattern struct {
	Text   string // such as raw.* or *_replica.*
	Layer  string
	Origin Origin

	folded   string
	specific specificity
}

// specificity ranks patterns: more literal parts first, then more literal characters.
type specificity struct {
	parts, chars int
}

func (s specificity) compare(o specificity) int {
	return cmp.Or(cmp.Compare(s.parts, o.parts), cmp.Compare(s.chars, o.chars))
}

// ParsePattern reads a pattern: parts joined by dots, in which * stands for any characters within one part, and a
// part ** for any number of parts.
func ParsePattern(text, layer string, origin Origin) (Pattern, error) {
	p := Pattern{Text: text, Layer: layer, Origin: origin, folded: Fold(text)}
	if text == "" {
		return p, errors.New("the pattern is empty")
	}
	if at := strings.IndexAny(text, " \t\r\n\"'`?[]{}()\\/,;"); at >= 0 {
		return p, fmt.Errorf("%.60q: %q cannot stand in a pattern, which is made of names, dots and *", text, text[at])
	}
	if strings.Count(text, ".") >= maxParts {
		return p, fmt.Errorf("%.60q has more than %d parts", text, maxParts)
	}
	for part := range strings.SplitSeq(p.folded, ".") {
		switch {
		case part == "":
			return p, fmt.Errorf("%.60q: a part of the pattern is empty", text)
		case part != "**" && strings.Contains(part, "**"):
			return p, fmt.Errorf("%.60q: ** stands for whole parts: use a single * inside of one", text)
		case !strings.Contains(part, "*"):
			p.specific.parts++
		}
		p.specific.chars += len(part) - strings.Count(part, "*")
	}
	return p, nil
}

// TieError says that two patterns of different layers fit a relation equally well. Errors for the same two patterns
// are equal, so that each can be reported once.
type TieError struct {
	First, Second Pattern
}

func (e TieError) Error() string {
	return fmt.Sprintf("%v: pattern %q of layer %s fits some relations as well as %q of layer %s at %v: "+
		"make one of them more specific", e.First.Origin, e.First.Text, e.First.Layer, e.Second.Text, e.Second.Layer,
		e.Second.Origin)
}

// Layer says which layer a relation belongs to, given its parts without quotes, in any case. What its dataset declares
// wins, then the most specific pattern; without either the layer is "". Patterns fit from the last part on, so that
// raw.* fits prod.raw.users. The error is a TieError.
func (c *Catalog) Layer(parts []string) (string, error) {
	var buffer, declared [maxParts]string
	name := fold(buffer[:0], parts)
	if d, _ := c.LookupFolded(name); d != nil {
		if d.Layer != "" {
			return d.Layer, nil
		}
		if len(d.Name) > len(name) {
			name = fold(declared[:0], d.Name)
		}
	}
	// No relation has more parts, and the bound keeps patterns with several ** from taking long.
	name = name[max(0, len(name)-maxParts):]
	for i := range c.patterns {
		first := &c.patterns[i]
		if !matchName(first.folded, name) {
			continue
		}
		for j := i + 1; j < len(c.patterns) && c.patterns[j].specific == first.specific; j++ {
			if second := &c.patterns[j]; second.Layer != first.Layer && matchName(second.folded, name) {
				return "", TieError{*first, *second}
			}
		}
		return first.Layer, nil
	}
	return "", nil
}

// Built reports whether relations of a layer are made by the organisation's own queries and models.
func Built(layer string) bool { return layer == LayerStaging || layer == LayerDerived }

// HasLayer reports whether the catalog can tell the relations of that layer.
func (c *Catalog) HasLayer(layer string) bool {
	for ; c != nil; c = c.base {
		if c.layers[layer] {
			return true
		}
	}
	return false
}

// matchName reports whether a folded pattern fits the last parts of a folded name.
func matchName(pattern string, name []string) bool {
	if pattern == "" {
		return true // further leading parts do not matter
	}
	dot := strings.LastIndexByte(pattern, '.')
	before, last := pattern[:max(dot, 0)], pattern[dot+1:]
	if last == "**" {
		for n := len(name); n >= 0; n-- {
			if matchName(before, name[:n]) {
				return true
			}
		}
		return false
	}
	n := len(name) - 1
	return n >= 0 && matchPart(last, name[n]) && matchName(before, name[:n])
}

// matchPart reports whether a part of a pattern fits a part of a name. On a mismatch only the last * needs to take in
// more, so the time is bounded by the product of both lengths.
func matchPart(pattern, part string) bool {
	star, resume := -1, 0
	p, s := 0, 0
	for s < len(part) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, resume = p, s
			p++
		case p < len(pattern) && pattern[p] == part[s]:
			p++
			s++
		case star >= 0:
			resume++
			p, s = star+1, resume
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
