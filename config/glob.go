package config

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// The bounds of a pattern: matching alternatives takes time that doubles with each pair of braces.
const (
	maxGlob   = 500 // bytes
	maxBraces = 5
)

// glob is a pattern of include, exclude or an override.
type glob struct {
	pattern  string
	anywhere bool // no slash in it: it fits a file or folder at any depth
}

func parseGlob(text string) (glob, error) {
	if err := checkGlob(text); err != nil {
		return glob{}, err
	}
	if strings.HasPrefix(text, "/") {
		return glob{}, fmt.Errorf("%q is not relative: leave out the leading slash", text)
	}
	trimmed := strings.TrimSuffix(text, "/")
	pattern := path.Clean(trimmed)
	if pattern == ".." || strings.HasPrefix(pattern, "../") {
		return glob{}, fmt.Errorf("%q leads out of this file's folder, whose files alone it governs", text)
	}
	if pattern == "." {
		pattern = "**"
	}
	return glob{pattern, !strings.Contains(trimmed, "/")}, nil
}

// checkGlob reports what no pattern may look like.
func checkGlob(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return errors.New("the pattern is empty")
	case len(text) > maxGlob:
		return fmt.Errorf("%.60q... is longer than %d bytes", text, maxGlob)
	case strings.Count(text, "{") > maxBraces:
		return fmt.Errorf("%q has more than %d braces: write several patterns", text, maxBraces)
	case strings.Contains(text, `\`):
		return fmt.Errorf("%q: write / between folders, not \\", text)
	case !doublestar.ValidatePattern(text):
		return fmt.Errorf("%q is not a valid pattern: a bracket or brace is not closed", text)
	}
	return nil
}

// match reports whether the pattern fits a file or a folder that it lies in; rel is relative, with forward slashes.
func (g glob) match(rel string) bool {
	for ; rel != "." && rel != ""; rel = path.Dir(rel) {
		name := rel
		if g.anywhere {
			name = path.Base(rel)
		}
		if doublestar.MatchUnvalidated(g.pattern, name) {
			return true
		}
	}
	return false
}

func matchAny(globs []glob, rel string) bool {
	for _, g := range globs {
		if g.match(rel) {
			return true
		}
	}
	return false
}
