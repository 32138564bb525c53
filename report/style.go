package report

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/sqlsteward/sqlsteward/lint"
)

// styles are the looks of the text report. They keep to the terminal's own sixteen colours, which its user chose to
// be readable, and say nothing by colour alone.
type styles struct {
	severity map[lint.Severity]lipgloss.Style
	gutter   lipgloss.Style // line numbers, arrows: there, but quiet
	path     lipgloss.Style
	note     lipgloss.Style
	help     lipgloss.Style
	strong   lipgloss.Style
	good     lipgloss.Style
	removed  lipgloss.Style
	added    lipgloss.Style
	// The words of a changed line that differ.
	removedWord lipgloss.Style
	addedWord   lipgloss.Style
}

func newStyles(w io.Writer, color Color) styles {
	r := lipgloss.NewRenderer(w)
	switch {
	case color == ColorAlways:
		r.SetColorProfile(termenv.ANSI)
	case color == ColorNever || r.ColorProfile() == termenv.Ascii:
		r.SetColorProfile(termenv.Ascii)
	default:
		r.SetColorProfile(termenv.ANSI)
	}
	plain := r.NewStyle()
	color4 := func(code string) lipgloss.Style { return plain.Foreground(lipgloss.Color(code)) }
	red, green, yellow, blue, cyan := color4("1"), color4("2"), color4("3"), color4("4"), color4("6")
	return styles{
		severity: map[lint.Severity]lipgloss.Style{
			lint.Error: red.Bold(true), lint.Warning: yellow.Bold(true), lint.Info: blue.Bold(true),
		},
		gutter:      plain.Faint(true),
		path:        cyan,
		note:        blue.Bold(true),
		help:        cyan.Bold(true),
		strong:      plain.Bold(true),
		good:        green.Bold(true),
		removed:     red,
		added:       green,
		removedWord: red.Bold(true).Underline(true),
		addedWord:   green.Bold(true).Underline(true),
	}
}
