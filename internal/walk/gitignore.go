package walk

import (
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// ignoreFile is the name of the files whose patterns are obeyed.
const ignoreFile = ".gitignore"

// maxIgnoreFile is how many bytes of one are read: 1 MiB.
const maxIgnoreFile = 1 << 20

// An ignore is what one .gitignore says, and those of the folders above it. The nil one ignores nothing.
type ignore struct {
	above    *ignore
	folder   string // absolute, with forward slashes and without one at its end
	patterns []pattern
}

// A pattern is one line of a .gitignore, as a glob.
type pattern struct {
	glob     string
	literal  bool // the glob has no wildcard
	anywhere bool // it had no slash: the last part of a path is what it must fit
	negated  bool
	folders  bool // it fits folders only
}

// readIgnore puts the .gitignore of a folder, if there is one, in front of those above. One that cannot be read says
// nothing, as in git.
func readIgnore(folder string, above *ignore) *ignore {
	f, err := os.Open(filepath.Join(folder, ignoreFile))
	if err != nil {
		return above
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxIgnoreFile))
	if err != nil {
		return above
	}
	patterns := parseIgnore(string(text))
	if len(patterns) == 0 {
		return above
	}
	return &ignore{above: above, folder: strings.TrimSuffix(filepath.ToSlash(folder), "/"), patterns: patterns}
}

// parseIgnore reads the text of a .gitignore. Lines that git could not use either are left out.
// Source of the rules: https://git-scm.com/docs/gitignore. Named classes such as [[:alpha:]] are not known.
func parseIgnore(text string) []pattern {
	var patterns []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if line == "" || line[0] == '#' {
			continue
		}
		var p pattern
		line, p.negated = strings.CutPrefix(trimSpaces(line), "!")
		line, p.folders = strings.CutSuffix(line, "/")
		p.anywhere = !strings.Contains(line, "/")
		line = strings.TrimPrefix(line, "/")
		if line == "" {
			continue
		}
		p.literal = !strings.ContainsAny(line, `*?[\`)
		p.glob = line
		if !p.literal {
			p.glob = toGlob(line)
			if !doublestar.ValidatePattern(p.glob) {
				continue
			}
		}
		patterns = append(patterns, p)
	}
	return patterns
}

// trimSpaces removes the spaces at a line's end but one that a backslash protects.
func trimSpaces(line string) string {
	trimmed := strings.TrimRight(line, " ")
	escapes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if escapes%2 == 1 && len(trimmed) < len(line) {
		trimmed += " "
	}
	return trimmed
}

// toGlob rewrites what a .gitignore and doublestar read differently: braces are nothing particular to git, and a/** is
// what lies in a, but not a.
func toGlob(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			b.WriteByte(c)
			i++
			b.WriteByte(line[i])
		case c == '{' || c == '}':
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	if strings.HasSuffix(line, "/**") {
		b.WriteString("/*")
	}
	return b.String()
}

// ignores reports whether a file or folder is ignored by itself; whether a folder above it is, is for the caller to
// ask on the way down. The path is absolute, with forward slashes. The last pattern that fits decides, and a
// .gitignore further down before one above it.
func (ig *ignore) ignores(abs string, folder bool) bool {
	for ; ig != nil; ig = ig.above {
		rel, below := strings.CutPrefix(abs, ig.folder+"/")
		if !below {
			continue
		}
		for i := len(ig.patterns) - 1; i >= 0; i-- {
			if p := &ig.patterns[i]; (folder || !p.folders) && p.fits(rel) {
				return !p.negated
			}
		}
	}
	return false
}

func (p *pattern) fits(rel string) bool {
	if p.anywhere {
		rel = path.Base(rel)
	}
	if p.literal {
		return p.glob == rel
	}
	return doublestar.MatchUnvalidated(p.glob, rel)
}

// repository is the nearest folder at or above an absolute one that holds .git, or "" where there is none.
func repository(abs string) string {
	for {
		if _, err := os.Lstat(filepath.Join(abs, ".git")); err == nil {
			return abs
		}
		parent := filepath.Dir(abs)
		if parent == abs {
			return ""
		}
		abs = parent
	}
}

// ignoresAbove reads the .gitignore files of the folders above an absolute one, up to its repository. Outside of a
// repository there are none.
func ignoresAbove(abs string) *ignore {
	root := repository(abs)
	if root == "" || root == abs {
		return nil
	}
	parent := filepath.Dir(abs)
	return readIgnore(parent, ignoresAbove(parent))
}
