package report

import (
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// patchContext is how many unchanged lines a patch shows around a change, as git does.
const patchContext = 3

// A Changed is a file with its text before and after its fixes. Path is relative to the root of the repository, with
// forward slashes.
type Changed struct {
	Path, Before, After string
}

// Patch returns the changes as a patch that git apply takes: a unified diff with git's headers, its quoting of paths,
// and every byte of the lines as it is. Files that did not change are left out.
func Patch(files []Changed) string {
	var out strings.Builder
	for _, f := range files {
		if f.Before == f.After {
			continue
		}
		fmt.Fprintf(&out, "diff --git %s %s\n", gitPath("a/"+f.Path), gitPath("b/"+f.Path))
		fmt.Fprintf(&out, "--- %s\n+++ %s\n", gitHeader("a/"+f.Path), gitHeader("b/"+f.Path))
		for _, h := range hunks(patchLines(f.Before, f.After)) {
			h.write(&out)
		}
	}
	return out.String()
}

// gitPath quotes a path as git does when it holds a control character, a quote, a backslash or a byte that is not ASCII.
func gitPath(path string) string {
	quote := false
	for i := range len(path) {
		quote = quote || path[i] < 0x20 || path[i] >= 0x7f || path[i] == '"' || path[i] == '\\'
	}
	if !quote {
		return path
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(path) {
		switch c := path[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c >= 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// gitHeader is the path in a --- or +++ line, where a tab ends a path with spaces.
func gitHeader(path string) string {
	quoted := gitPath(path)
	if strings.Contains(path, " ") && quoted == path {
		quoted += "\t"
	}
	return quoted
}

// A patchLine is a line with its line break, if it has one, and what becomes of it.
type patchLine struct {
	sign byte // ' ', '-' or '+'
	text string
}

func patchLines(before, after string) []patchLine {
	signs := map[diffmatchpatch.Operation]byte{
		diffmatchpatch.DiffEqual: ' ', diffmatchpatch.DiffDelete: '-', diffmatchpatch.DiffInsert: '+',
	}
	var lines []patchLine
	for _, step := range lineDiff(before, after) {
		for line := range strings.Lines(step.Text) {
			lines = append(lines, patchLine{signs[step.Type], line})
		}
	}
	return lines
}

// A hunk is a stretch of lines with changes; the numbers count the lines before it, on each side.
type hunk struct {
	was, is int
	lines   []patchLine
}

// hunks gathers the changes with their context; two that share context are one.
func hunks(lines []patchLine) []hunk {
	var out []hunk
	was, is := 0, 0 // lines seen, on each side
	end := 0        // index behind the last line taken
	left := 0       // unchanged lines that the open hunk may still take
	for i, l := range lines {
		if l.sign != ' ' {
			context := min(patchContext, i-end)
			if left == 0 && i > end+patchContext || len(out) == 0 {
				out = append(out, hunk{was: was - context, is: is - context})
			}
			last := &out[len(out)-1]
			last.lines = append(last.lines, lines[i-context:i+1]...)
			end, left = i+1, patchContext
		} else if left > 0 {
			last := &out[len(out)-1]
			last.lines = append(last.lines, l)
			end, left = i+1, left-1
		}
		if l.sign != '+' {
			was++
		}
		if l.sign != '-' {
			is++
		}
	}
	return out
}

func (h hunk) write(out *strings.Builder) {
	was, is := 0, 0
	for _, l := range h.lines {
		if l.sign != '+' {
			was++
		}
		if l.sign != '-' {
			is++
		}
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", hunkRange(h.was, was), hunkRange(h.is, is))
	for _, l := range h.lines {
		out.WriteByte(l.sign)
		out.WriteString(l.text)
		if !strings.HasSuffix(l.text, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// hunkRange names lines by the first one and how many; none are named by the line they come behind.
func hunkRange(before, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprint(before + 1)
	default:
		return fmt.Sprintf("%d,%d", before+1, n)
	}
}
