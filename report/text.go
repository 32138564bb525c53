package report

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// What one screen bears; Options.Verbose lifts all of them.
const (
	maxInfos     = 5  // findings of severity info that are drawn in full; more are counted by rule
	maxRelated   = 3  // related locations of one finding
	maxPlaces    = 4  // locations in a list
	maxFixLines  = 12 // lines of a fix's diff
	defaultWidth = 80
	minWidth     = 40
)

// A printer draws the report for people.
type printer struct {
	out     *bufio.Writer // keeps the first error until it is flushed
	style   styles
	width   int
	verbose bool
}

func newPrinter(out *bufio.Writer, style styles, opts Options) *printer {
	width := opts.Width
	if width <= 0 {
		width = defaultWidth
	}
	return &printer{out: out, style: style, width: max(width, minWidth), verbose: opts.Verbose}
}

func (p *printer) print(parts ...string) {
	for _, part := range parts {
		p.out.WriteString(part)
	}
}

func (p *printer) report(result *lint.Result) {
	groups := p.group(worstFirst(result.Findings))
	infos := slices.IndexFunc(groups, func(g []*lint.Finding) bool { return g[0].Severity == lint.Info })
	if infos < 0 || p.verbose || len(groups)-infos <= maxInfos {
		infos = len(groups)
	}
	for _, g := range groups[:infos] {
		p.finding(g)
		p.print("\n")
	}
	if infos < len(groups) {
		p.folded(slices.Concat(groups[infos:]...))
		p.print("\n")
	}
	if p.verbose && len(result.Gaps) > 0 {
		p.gaps(result.Gaps)
		p.print("\n")
	}
	if len(result.Errors) > 0 {
		for _, e := range result.Errors {
			p.hanging(p.style.severity[lint.Error].Render("error")+": ", 7, 2, e.File+": "+e.Message)
		}
		p.print("\n")
	}
	for i, line := range summary(result, p.verbose) {
		style := lipgloss.NewStyle()
		switch {
		case i == 0 && allClear(result):
			style = p.style.good
		case i == 0:
			style = p.style.strong
		}
		for j, part := range wrap(line, p.width-2, -2) {
			if j > 0 {
				p.print("  ")
			}
			p.print(style.Render(part), "\n")
		}
	}
}

// group puts findings together that say the same of the same object, in the order of their first ones.
func (p *printer) group(findings []*lint.Finding) [][]*lint.Finding {
	type subject struct {
		rule, object string
		severity     lint.Severity
	}
	var groups [][]*lint.Finding
	at := make(map[subject]int)
	for _, f := range findings {
		key := subject{f.Rule, f.Object, f.Severity}
		if i, ok := at[key]; ok && f.Object != "" && !p.verbose {
			groups[i] = append(groups[i], f)
			continue
		}
		at[key] = len(groups)
		groups = append(groups, []*lint.Finding{f})
	}
	return groups
}

// finding draws the first of a group in full and lists where the others are.
func (p *printer) finding(group []*lint.Finding) {
	f := group[0]
	severity := p.style.severity[f.Severity]
	head := f.Severity.String() + "[" + f.Rule + "]"
	p.hanging(severity.Render(head)+": ", len(head)+2, 2, f.Message)

	related := foldRelated(f.Related)
	gutter := p.gutter(f, related)
	p.arrow(gutter, f.File, f.Span.Start)
	if f.File.Text != "" {
		p.frame(f.File, f.Span, gutter, "^", severity)
	}
	p.related(f, related, gutter)
	if f.Help != "" {
		p.note(gutter, p.style.help, "help", ": ", f.Help)
	}
	p.fixes(f, gutter)
	if others := group[1:]; len(others) > 0 {
		var places []string
		for _, o := range others {
			places = append(places, place(o.File, o.Span.Start))
		}
		p.note(gutter, p.style.note, "the same in", " ", p.list(places))
	}
}

// gutter is how many columns the largest line number takes that is drawn for a finding.
func (p *printer) gutter(f *lint.Finding, related []relatedGroup) int {
	last := f.File.Position(f.Span.End).Line
	for _, r := range related {
		if len(r.spans) == 1 {
			last = max(last, r.file.Position(r.spans[0].End).Line)
		}
	}
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			last = max(last, f.File.Position(e.End).Line+strings.Count(e.Text, "\n"))
		}
	}
	return len(strconv.Itoa(last))
}

func (p *printer) arrow(gutter int, file *source.File, offset int32) {
	p.print(strings.Repeat(" ", gutter), p.style.gutter.Render("-->"), " ", p.style.path.Render(clean(place(file, offset))), "\n")
}

// note prints a remark below a frame: a label, what stands behind it, and words.
func (p *printer) note(gutter int, style lipgloss.Style, label, behind, words string) {
	prefix := strings.Repeat(" ", gutter+1) + p.style.gutter.Render("=") + " " + style.Render(label) + behind
	p.hanging(prefix, gutter+3+len(label)+len(behind), gutter+3, words)
}

// hanging prints words behind a prefix that takes so many columns, wrapped, with the lines after the first indented.
func (p *printer) hanging(prefix string, wide, indent int, words string) {
	for i, line := range wrap(words, p.width-indent, wide-indent) {
		if i == 0 {
			p.print(prefix, line, "\n")
		} else {
			p.print(strings.Repeat(" ", indent), line, "\n")
		}
	}
}

// A relatedGroup is one remark with the places it is made of, all in one file.
type relatedGroup struct {
	message string
	file    *source.File
	spans   []source.Span
}

// foldRelated joins remarks that repeat word for word in one file ("also read here"). The others keep their order,
// for they may be the steps of a path.
func foldRelated(related []lint.Related) []relatedGroup {
	var groups []relatedGroup
	for _, r := range related {
		i := slices.IndexFunc(groups, func(g relatedGroup) bool { return g.message == r.Message && g.file == r.File })
		if i < 0 {
			groups = append(groups, relatedGroup{r.Message, r.File, nil})
			i = len(groups) - 1
		}
		groups[i].spans = append(groups[i].spans, r.Span)
	}
	return groups
}

// related draws each remark with a short frame, or with a list of lines where it is about many.
func (p *printer) related(f *lint.Finding, groups []relatedGroup, gutter int) {
	for i, g := range groups {
		if i == maxRelated && !p.verbose {
			p.note(gutter, p.style.note, "note", ": ", fmt.Sprintf("and %d more", len(groups)-i))
			return
		}
		if len(g.spans) > 1 {
			p.note(gutter, p.style.note, "note", ": ", g.message+": "+p.lines(g, f.File))
			continue
		}
		p.note(gutter, p.style.note, "note", ": ", g.message)
		if g.file != f.File {
			p.arrow(gutter, g.file, g.spans[0].Start)
		}
		if g.file.Text != "" && (g.file != f.File || g.spans[0] != f.Span) {
			p.frame(g.file, g.spans[0], gutter, "-", p.style.note)
		}
	}
}

// lines lists where the places of a remark are: by line in the finding's own file, else by path.
func (p *printer) lines(g relatedGroup, home *source.File) string {
	var places []string
	for _, s := range g.spans {
		if g.file == home {
			places = append(places, strconv.Itoa(g.file.Position(s.Start).Line))
		} else {
			places = append(places, place(g.file, s.Start))
		}
	}
	places = slices.Compact(places)
	switch {
	case g.file != home:
		return p.list(places)
	case len(places) == 1:
		return "line " + places[0]
	default:
		return "lines " + p.list(places)
	}
}

// list joins places as a sentence does, and says how many it leaves out.
func (p *printer) list(places []string) string {
	if n := len(places) - maxPlaces; n > 1 && !p.verbose {
		return strings.Join(places[:maxPlaces], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return enumerate(places)
}

// fixes shows the first change in full, as a diff, and the others by their titles.
func (p *printer) fixes(f *lint.Finding, gutter int) {
	shown := false
	for _, fix := range f.Fixes {
		label, style := "safe fix", p.style.good
		switch fix.Safety {
		case lint.Unsafe:
			label, style = "unsafe fix", p.style.severity[lint.Warning]
		case lint.ShowOnly:
			label, style = "a sketch", p.style.note
		}
		p.note(gutter, style, label, ": ", fix.Title)
		for _, a := range fix.Assumes {
			p.hanging(strings.Repeat(" ", gutter+3)+"assumes ", gutter+11, gutter+5, a)
		}
		if len(fix.Edits) > 0 && (!shown || p.verbose) {
			p.diff(f.File, fix.Edits, gutter)
			shown = true
		}
	}
}

// diff draws what edits change, line by line, with the words that differ.
func (p *printer) diff(file *source.File, edits []source.Edit, gutter int) {
	rows := diffRows(file, edits)
	for i, r := range rows {
		if i == maxFixLines && len(rows) > maxFixLines+1 && !p.verbose {
			p.print(strings.Repeat(" ", gutter+1), p.style.gutter.Render("┆ "+count(len(rows)-i, "more line")), "\n")
			return
		}
		if r.number == 0 {
			p.print(strings.Repeat(" ", gutter+1), p.style.gutter.Render("┆"), "\n")
			continue
		}
		p.print(p.style.gutter.Render(fmt.Sprintf("%*d", gutter, r.number)), " ")
		plain, word := lipgloss.NewStyle(), lipgloss.NewStyle()
		switch r.sign {
		case '-':
			plain, word = p.style.removed, p.style.removedWord
		case '+':
			plain, word = p.style.added, p.style.addedWord
		}
		p.print(plain.Render(string(r.sign)))
		if len(r.pieces) > 0 {
			p.print(" ")
		}
		for _, words := range crop(r.pieces, p.width-gutter-3) {
			if words.marked {
				p.print(word.Render(words.text))
			} else {
				p.print(plain.Render(words.text))
			}
		}
		p.print("\n")
	}
}

// A diffRow is one line of a drawn diff; the number 0 stands for lines left out.
type diffRow struct {
	number int
	sign   rune // '-', '+', or '│' for a line that stays
	pieces []piece
}

// diffRows compares the lines that the edits touch. It is empty where the edits are at odds with each other.
func diffRows(file *source.File, edits []source.Edit) []diffRow {
	low, high := edits[0].Start, edits[0].End
	for _, e := range edits {
		low, high = min(low, e.Start), max(high, e.End)
	}
	number := file.Position(low).Line
	area := source.Span{Start: file.Line(number).Start, End: file.Line(file.Position(high).Line).End}
	area.End = max(area.End, high)
	moved := make([]source.Edit, len(edits))
	for i, e := range edits {
		moved[i] = source.Edit{Span: source.Span{Start: e.Start - area.Start, End: e.End - area.Start}, Text: e.Text}
	}
	before := area.In(file.Text)
	after, err := source.Apply(before, moved)
	if err != nil {
		return nil
	}
	steps := lineDiff(breaks.Replace(before)+"\n", breaks.Replace(after)+"\n")

	var rows []diffRow
	was, is := number, number
	for i := 0; i < len(steps); i++ {
		switch {
		case steps[i].Type == diffmatchpatch.DiffEqual:
			n := strings.Count(steps[i].Text, "\n")
			if i > 0 && i < len(steps)-1 {
				if n == 1 {
					rows = append(rows, diffRow{was, '│', splitPieces([]piece{{text: steps[i].Text}})[0]})
				} else {
					rows = append(rows, diffRow{})
				}
			}
			was, is = was+n, is+n
		case steps[i].Type == diffmatchpatch.DiffDelete && i+1 < len(steps) && steps[i+1].Type == diffmatchpatch.DiffInsert:
			before, after := wordDiff(steps[i].Text, steps[i+1].Text)
			rows, was = appendRows(rows, was, '-', before)
			rows, is = appendRows(rows, is, '+', after)
			i++
		case steps[i].Type == diffmatchpatch.DiffDelete:
			rows, was = appendRows(rows, was, '-', []piece{{text: steps[i].Text}})
		default:
			rows, is = appendRows(rows, is, '+', []piece{{text: steps[i].Text}})
		}
	}
	return rows
}

// breaks makes every line break the one that diffs know.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func appendRows(rows []diffRow, number int, sign rune, pieces []piece) ([]diffRow, int) {
	for _, line := range splitPieces(joinMarks(pieces)) {
		rows = append(rows, diffRow{number, sign, line})
		number++
	}
	return rows, number
}

// joinMarks marks spaces and dots between two marked pieces too: a changed name reads better as one change.
func joinMarks(pieces []piece) []piece {
	var out []piece
	for i, p := range pieces {
		between := i > 0 && i < len(pieces)-1 && pieces[i-1].marked && pieces[i+1].marked
		if between && strings.Trim(p.text, " .") == "" {
			p.marked = true
		}
		if n := len(out); n > 0 && out[n-1].marked == p.marked {
			out[n-1].text += p.text
			continue
		}
		out = append(out, p)
	}
	return out
}

// splitPieces cuts pieces into lines, which each end in a line break, and makes them fit to be shown.
func splitPieces(pieces []piece) [][]piece {
	var lines [][]piece
	var line []piece
	for _, p := range pieces {
		for part := range strings.Lines(p.text) {
			words, ended := strings.CutSuffix(part, "\n")
			if words != "" {
				line = append(line, piece{clean(words), p.marked})
			}
			if ended {
				lines = append(lines, line)
				line = nil
			}
		}
	}
	return lines
}

// folded counts findings by rule, for there are too many to draw.
func (p *printer) folded(findings []*lint.Finding) {
	p.print(p.style.severity[lint.Info].Render("info"), ": ",
		count(len(findings), "smaller remark"), " (--verbose shows them)\n")
	type tally struct {
		rule     string
		findings int
		files    map[string]bool
	}
	var tallies []tally
	for _, f := range findings {
		i := slices.IndexFunc(tallies, func(y tally) bool { return y.rule == f.Rule })
		if i < 0 {
			tallies = append(tallies, tally{rule: f.Rule, files: make(map[string]bool)})
			i = len(tallies) - 1
		}
		tallies[i].findings++
		tallies[i].files[f.File.Path] = true
	}
	slices.SortStableFunc(tallies, func(a, b tally) int { return b.findings - a.findings })
	wide, digits := 0, len(strconv.Itoa(tallies[0].findings))
	for _, y := range tallies {
		wide = max(wide, len(y.rule))
	}
	for _, y := range tallies {
		p.print(fmt.Sprintf("  %-*s  %*d in %s\n", wide, y.rule, digits, y.findings, count(len(y.files), "file")))
	}
}

func (p *printer) gaps(gaps []lint.Gap) {
	p.print(p.style.note.Render("not understood"), ", so no rule concludes anything from what may be there:\n")
	for _, g := range gaps {
		at := clean(position(g.Path, g.From))
		p.hanging("  "+p.style.path.Render(at)+" ", 3+columns.StringWidth(at), 4, g.Reason)
	}
}

func place(file *source.File, offset int32) string { return position(file.Path, file.Position(offset)) }

func position(path string, at source.Position) string {
	return fmt.Sprintf("%s:%d:%d", path, at.Line, at.Column)
}
