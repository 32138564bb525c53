package template_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/template"
)

// FuzzRegions finds the regions of any text: the parts of a reading are in order and apart, those of different regions
// too, and what is in no reading is said to be unread.
func FuzzRegions(f *testing.F) {
	for _, text := range []string{
		"a {% if x %} b {% elif y %} c {% else %} d {% endif %} e",
		"{% if x %}{% if not x %}a{% endif %}{% for a in b %}c{% if not loop.last %},{% endif %}{% else %}d{% endfor %}{% endif %}",
		"{% macro m() %} a {% set b %} c {% endset %} {% endmacro %} {% call x() %} d {% endcall %}",
		"{% case a %}{% when 1 %} b {% when 2 %} c {% else %} d {% endcase %} {% unless a %} e {% endunless %}",
		"{% if a and b %}c{% endif %}{% if a or b %}d{% endif %}{% if not (a or b) %}e{% else %}f{% endif %}",
		"{% case a %}{% when 1 %}{% when 1 %}b", "{% if a %}{% for b in c %}{% if not a %}d",
		"{% endif %}{% else %}{% if a %}{% macro b() %}{% endif %} x [[ and {{ a }} ]] {% raw %}{{ {% endraw %}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		regions, faults := template.Regions(text, tags(text))
		covered := make([]bool, len(text))
		for _, r := range regions {
			mine := make([]bool, len(text))
			readings, unread := r.Readings(func(p template.Part) bool { return text[p.Start:p.End] == "," })
			size, longest := 0, 0
			for _, parts := range readings {
				end, length := 0, 0
				for _, p := range parts {
					if p.Start < end || p.End <= p.Start || p.End > len(text) {
						t.Fatalf("%q: the part %v behind %d", text, p, end)
					}
					end = p.End
					length += p.End - p.Start
					for i := p.Start; i < p.End; i++ {
						if covered[i] {
							t.Fatalf("%q: %d is in two regions", text, i)
						}
						mine[i] = true
					}
				}
				size, longest = size+length, max(longest, length)
			}
			if size > 17*longest+1<<18 {
				t.Fatalf("%q: %d readings take %d bytes", text, len(readings), size)
			}
			for _, p := range unread {
				if p.Start > p.End || p.End > len(text) {
					t.Fatalf("%q: unread %v", text, p)
				}
			}
			for _, p := range unread {
				for i := p.Start; i < p.End; i++ {
					mine[i] = true
				}
			}
			for i := range mine {
				covered[i] = covered[i] || mine[i]
			}
		}
		if len(faults) == 0 && !hides(text) {
			checkCovered(t, text, covered)
		}
		for _, f := range faults {
			if f.Start >= f.End || f.Message == "" {
				t.Fatalf("%q: the fault %+v", text, f)
			}
		}
	})
}

// tags are the statement tags of a text.
func tags(text string) []template.Part {
	var out []template.Part
	for i := 0; i < len(text); i++ {
		kind, end := template.At(text, i)
		if kind == template.None || end < 0 {
			continue
		}
		if kind == template.Statement {
			out = append(out, template.Part{Start: i, End: end})
		}
		i = end - 1
	}
	return slices.Clip(out)
}

// hides reports whether a text may hold some that is for no reading.
func hides(text string) bool {
	for _, name := range []string{"docs", "comment", "form", "javascript", "case"} {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// checkCovered finds text between tags that no reading has, and that does not only separate.
func checkCovered(t *testing.T, text string, covered []bool) {
	at := 0
	for _, tag := range append(tags(text), template.Part{Start: len(text), End: len(text)}) {
		if stretch := text[at:tag.Start]; stretch != "," {
			for i := at; i < tag.Start; i++ {
				if !covered[i] {
					t.Fatalf("%q: nobody reads %q", text, stretch)
				}
			}
		}
		at = tag.End
	}
}
