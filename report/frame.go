package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/mattn/go-runewidth"

	"github.com/sqlsteward/sqlsteward/source"
)

// columns measures text as terminals draw it. The locale is not asked, so that a report is the same everywhere.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

// A piece is a stretch of one shown line; the marked pieces are what the line is shown for.
type piece struct {
	text   string
	marked bool
}

// frame draws the lines of a span behind their numbers, with marks under the span. Of a span over more than three
// lines it draws the first and the last. The gutter is the width of the numbers.
func (p *printer) frame(file *source.File, span source.Span, gutter int, mark string, style lipgloss.Style) {
	span = trimSpan(file.Text, span)
	first, last := file.Position(span.Start).Line, file.Position(span.End).Line
	if first > 1 && blank(file, first) { // a place behind the end of something: the line before says of what
		before := keepStart(file.Line(first-1).In(file.Text), p.lineBytes())
		p.codeLine(gutter, first-1, crop([]piece{{text: clean(before)}}, p.width-gutter-3))
	}
	for n := first; n <= last; n++ {
		if n == first+1 && last-first > 2 {
			p.print(strings.Repeat(" ", gutter+1), p.style.gutter.Render("┆ "+count(last-first-1, "more line")), "\n")
			n = last
		}
		pieces := crop(linePieces(file, n, span, p.lineBytes()), p.width-gutter-3)
		p.codeLine(gutter, n, pieces)
		from, wide := marked(pieces)
		p.print(strings.Repeat(" ", gutter+1), p.style.gutter.Render("│"), " ",
			strings.Repeat(" ", from), style.Render(strings.Repeat(mark, max(wide, 1))), "\n")
	}
}

// lineBytes bounds how much of a line is looked at on each side of a span, so that a megabyte without a line break
// costs no more than any other line. It is ample: a column rarely takes more than four bytes.
func (p *printer) lineBytes() int { return 8 * p.width }

func (p *printer) codeLine(gutter, number int, pieces []piece) {
	var line strings.Builder
	for _, part := range pieces {
		line.WriteString(part.text)
	}
	p.print(p.style.gutter.Render(fmt.Sprintf("%*d │", gutter, number)))
	if s := strings.TrimRight(line.String(), " "); s != "" {
		p.print(" ", s)
	}
	p.print("\n")
}

// trimSpan takes white space off the end of a span, so that a span with its line break does not reach into a line of
// which it holds nothing.
func trimSpan(text string, span source.Span) source.Span {
	span.End -= int32(span.Len() - len(strings.TrimRight(span.In(text), " \t\r\n")))
	return span
}

func blank(file *source.File, line int) bool {
	return strings.TrimSpace(file.Line(line).In(file.Text)) == ""
}

// linePieces splits a line into what is before, in and behind the span, ready to be shown. Each is held to limit
// bytes.
func linePieces(file *source.File, number int, span source.Span, limit int) []piece {
	line := file.Line(number)
	text := line.In(file.Text)
	start := min(max(span.Start-line.Start, 0), int32(len(text)))
	if span.Start < line.Start { // the span began further up: its indentation is not worth marking
		start = int32(len(text) - len(strings.TrimLeft(text, " \t")))
	}
	end := min(max(span.End-line.Start, start), int32(len(text)))
	in := clean(keepStart(text[start:end], limit))
	if start == end && int(end) == len(text) { // a place behind the line needs a column to be marked
		in = " "
	}
	return []piece{{text: clean(keepEnd(text[:start], limit))}, {in, true}, {text: clean(keepStart(text[end:], limit))}}
}

func keepStart(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit] + "…"
}

func keepEnd(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	at := len(s) - limit
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return "…" + s[at:]
}

// marked says how many columns of the pieces are before the first marked one, and how many the marked ones take.
func marked(pieces []piece) (from, wide int) {
	at, found := 0, false
	for _, p := range pieces {
		if p.marked && !found {
			from, found = at, true
		}
		at += columns.StringWidth(p.text)
		if p.marked {
			wide = at - from
		}
	}
	return from, wide
}

// crop cuts a line to so many columns, with what is marked in sight and "…" where something was cut off.
func crop(pieces []piece, width int) []piece {
	total := 0
	for _, p := range pieces {
		total += columns.StringWidth(p.text)
	}
	from, wide := marked(pieces)
	if wide == 0 && from == total { // the mark stands behind the line
		total++
	}
	if total <= width {
		return pieces
	}
	low := 0
	if from+wide >= width {
		lead := max((width-wide)/2, width/8)
		low = max(min(from-lead, total-width), 0)
	}
	high := min(low+width, total)

	var out []piece
	keepFrom, keepTo := low, high
	if low > 0 {
		out = append(out, piece{text: "…"})
		keepFrom++
	}
	if high < total {
		keepTo--
	}
	at := 0
	for _, p := range pieces {
		wide := columns.StringWidth(p.text)
		text := p.text
		if drop := keepFrom - at; drop > 0 {
			text = columns.TruncateLeft(text, drop, "")
		}
		text = columns.Truncate(text, max(keepTo-max(at, keepFrom), 0), "")
		if text != "" || (p.marked && wide == 0 && keepFrom <= at && at <= keepTo) {
			out = append(out, piece{text, p.marked})
		}
		at += wide
	}
	if high < total {
		out = append(out, piece{text: "…"})
	}
	return out
}

// clean makes foreign text fit for one line of a terminal: a tab is four spaces, and what would move the cursor,
// change colours, reorder the line or hide in it is replaced by a sign one column wide.
func clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteString("    ")
		case r == '\n', r == '\r':
			b.WriteByte(' ')
		case r < 0x20:
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case r == '\uFEFF': // a byte order mark is no fault, and has no width
		case invisible(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// invisible reports C1 controls, line separators, and the marks that reorder text or hide in it. The joiners of
// emoji and scripts (U+200C, U+200D) are text.
func invisible(r rune) bool {
	return 0x80 <= r && r <= 0x9f ||
		r == 0x061c || r == 0x200b || r == 0x200e || r == 0x200f ||
		0x2028 <= r && r <= 0x202e || 0x2060 <= r && r <= 0x2069
}

// wrap breaks text between words into lines of so many columns; the first line has so many fewer as first says. A
// word that is wider stands on a line of its own.
func wrap(text string, width, first int) []string {
	var lines []string
	var line strings.Builder
	room := width - first
	for _, word := range strings.Fields(clean(text)) {
		wide := columns.StringWidth(word)
		if line.Len() > 0 && wide+1 > room {
			lines = append(lines, line.String())
			line.Reset()
			room = width
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
			room--
		}
		line.WriteString(word)
		room -= wide
	}
	return append(lines, line.String())
}
