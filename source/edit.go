package source

import (
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the bytes of a span; an empty span inserts.
type Edit struct {
	Span
	Text string
}

// Apply returns text with all edits made. Edits may come in any order and must not overlap; two insertions at one
// place are made in the order given.
func Apply(text string, edits []Edit) (string, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return compare(a.Span, b.Span) })
	var out strings.Builder
	var done int32
	for _, e := range sorted {
		if e.Start < done || e.End < e.Start || int(e.End) > len(text) {
			return "", fmt.Errorf("edit of bytes %d to %d overlaps another or lies outside the file", e.Start, e.End)
		}
		out.WriteString(text[done:e.Start])
		out.WriteString(e.Text)
		done = e.End
	}
	out.WriteString(text[done:])
	return out.String(), nil
}

// Conflict reports whether two edits cannot both be made: they share a byte, insert at one place, or one inserts
// inside the other.
func Conflict(a, b Edit) bool {
	if a.Span == b.Span {
		return true
	}
	if a.Len() == 0 {
		return b.Start < a.Start && a.Start < b.End
	}
	if b.Len() == 0 {
		return a.Start < b.Start && b.Start < a.End
	}
	return a.Overlaps(b.Span)
}

func compare(a, b Span) int {
	if a.Start != b.Start {
		return int(a.Start - b.Start)
	}
	return int(a.End - b.End)
}
