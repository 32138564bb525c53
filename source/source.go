// Package source holds what every other package speaks of: files, byte spans in them, and edits on those spans.
// It knows nothing of SQL and imports nothing of this module.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Span is the half-open byte range [Start, End) of the original file. 32 bits are enough: files are bounded well
// below 2 GiB, and every node of a tree carries one.
type Span struct {
	Start, End int32
}

// Extent returns the span itself, so that any type that embeds a Span says where it stands.
func (s Span) Extent() Span { return s }

// Len is the span's length in bytes.
func (s Span) Len() int { return int(s.End - s.Start) }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Cover is the smallest span that holds both.
func (s Span) Cover(o Span) Span {
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// In returns the bytes of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// File is one input as it was read. Text is never changed: spans refer to it.
type File struct {
	// Path is how the file is named in messages: relative to the working directory where that is shorter, with
	// forward slashes, or "<stdin>".
	Path string
	Text string

	once  sync.Once
	lines []int32 // byte offset of each line's first byte
}

// NewFile returns a file of that name and text.
func NewFile(path, text string) *File { return &File{Path: path, Text: text} }

// Position is a place as a person counts: both from 1, columns in characters (Unicode code points, not bytes).
type Position struct {
	Line, Column int
}

// Position translates a byte offset. Offsets past the end give the position behind the last character.
func (f *File) Position(offset int32) Position {
	c := Cursor{File: f}
	return c.Position(offset)
}

// Place translates a span.
func (f *File) Place(s Span) Place {
	c := Cursor{File: f}
	return c.Place(s)
}

// A Cursor translates byte offsets as File.Position does. Where they ascend it counts each character once.
type Cursor struct {
	File *File
	at   int32 // the last offset
	last Position
}

// Position translates a byte offset.
func (c *Cursor) Position(offset int32) Position {
	f := c.File
	f.once.Do(f.index)
	offset = min(max(offset, 0), int32(len(f.Text)))
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
	from, column := f.lines[line-1], 1
	if line == 1 && offset >= int32(len(bom)) && strings.HasPrefix(f.Text, bom) {
		from = int32(len(bom)) // editors do not show it
	}
	if line == c.last.Line && from <= c.at && c.at <= offset {
		from, column = c.at, c.last.Column
	}
	c.at, c.last = offset, Position{Line: line, Column: column + utf8.RuneCountInString(f.Text[from:offset])}
	return c.last
}

// A Place is what reports say of a span: it does not keep the file's text.
type Place struct {
	Path string
	Span
	From, To Position
}

// Place translates a span.
func (c *Cursor) Place(s Span) Place {
	return Place{Path: c.File.Path, Span: s, From: c.Position(s.Start), To: c.Position(s.End)}
}

// bom is the byte order mark that some editors write in front of a file.
const bom = "\ufeff"

// Lines is how many lines the file has; a final line break does not begin another one.
func (f *File) Lines() int {
	f.once.Do(f.index)
	if n := len(f.lines); n > 1 && int(f.lines[n-1]) == len(f.Text) {
		return n - 1
	}
	return len(f.lines)
}

// Line returns the span of line n, counted from 1, without its line break (LF, CRLF or a lone CR).
func (f *File) Line(n int) Span {
	f.once.Do(f.index)
	start, end := f.lines[n-1], int32(len(f.Text))
	if n < len(f.lines) {
		end = f.lines[n] - 1
		if end > start && f.Text[end] == '\n' && f.Text[end-1] == '\r' {
			end--
		}
	}
	return Span{start, end}
}

func (f *File) index() {
	f.lines = append(make([]int32, 0, 1+strings.Count(f.Text, "\n")), 0)
	for i := 0; i < len(f.Text); i++ {
		switch f.Text[i] {
		case '\r':
			if i+1 < len(f.Text) && f.Text[i+1] == '\n' {
				continue
			}
			f.lines = append(f.lines, int32(i+1))
		case '\n':
			f.lines = append(f.lines, int32(i+1))
		}
	}
}
