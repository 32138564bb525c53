package template_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser/template"
)

// structure finds the regions of a text whose only tags are {% ... %}.
func structure(text string) ([]*template.Region, []template.Fault) {
	var tags []template.Part
	for i := 0; i < len(text); i++ {
		if kind, end := template.At(text, i); kind == template.Statement {
			tags = append(tags, template.Part{Start: i, End: end})
			i = end - 1
		}
	}
	return template.Regions(text, tags)
}

// readings renders the readings of all regions: what each selects, without white space.
func readings(text string) []string {
	regions, _ := structure(text)
	var out []string
	for _, r := range regions {
		selections, unread := r.Readings(func(p template.Part) bool {
			return strings.Trim(text[p.Start:p.End], ", ") == ""
		})
		for _, parts := range selections {
			var b strings.Builder
			for _, p := range parts {
				b.WriteString(strings.ReplaceAll(text[p.Start:p.End], " ", ""))
			}
			out = append(out, b.String())
		}
		for _, p := range unread {
			out = append(out, "unread "+text[p.Start:p.End])
		}
	}
	return out
}

func TestReadings(t *testing.T) {
	for text, want := range map[string][]string{
		"a":                            {"a"},
		"a {% set x = 1 %} b":          {"ab"},
		"a {% if x %} b {% endif %} c": {"abc"},
		"{% if x %} a {% else %} b {% endif %} c":                     {"ac", "bc"},
		"{% if x %}a{% elif y %}b{% elif z %}c{% else %}d{% endif %}": {"a", "b", "c", "d"},
		// What agrees is read together.
		"{% if x %}a{% else %}b{% endif %} {% if x %}c{% else %}d{% endif %}":     {"ac", "bd"},
		"{% if x %}a{% else %}b{% endif %} {% if not x %}c{% else %}d{% endif %}": {"ad", "bc"},
		"{% if x %}a{% else %}b{% endif %} {% if y %}c{% else %}d{% endif %}":     {"ac", "bd"},
		"{% if x %}a{% endif %} {% if not x %}b{% endif %}":                       {"a", "b"},
		"{% if x and y %}a{% endif %} {% if not y %}b{% endif %}":                 {"a", "b"},
		"{% if x or y %}a{% else %}b{% endif %} {% if y %}c{% endif %}":           {"ac", "b"},
		// Choices inside choices.
		"{% if x %}a{% if y %}b{% else %}c{% endif %}{% else %}d{% endif %}e": {"abe", "ace", "de"},
		// Loops are read once, as their first and last round.
		"{% for x in y %}a{% if not loop.last %},{% endif %}{% endfor %}b":            {"ab"},
		"{% for x in y %}{% if loop.first %}with{% else %},{% endif %} a{% endfor %}": {"witha"},
		"{% for x in y %}a{% if not loop.last %}c{% endif %}{% endfor %}":             {"a", "ac"},
		"{% for x in y %}a{% else %}b{% endfor %}":                                    {"a", "b"},
		// Bodies are regions of their own.
		"a {% set x %} b {% endset %} c":                               {"ac", "b"},
		"{% macro m() %}a{% endmacro %}{% macro n() %}b{% endmacro %}": {"", "a", "b"},
		"{% snapshot s %}a{% endsnapshot %}":                           {"", "a"},
		"a{% docs d %}it's{% enddocs %}b":                              {"ab"},
		"{% if x %}{% set y %}a{% endset %}b{% endif %}c":              {"bc", "a"},
		"{% filter upper %}a{% endfilter %}":                           {"a"},
		"{% raw %}a{% endraw %}":                                       {"a"},
		"{% unless x %}a{% else %}b{% endunless %}":                    {"a", "b"},
	} {
		if diff := cmp.Diff(want, readings(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// TestReadingsAreBounded has more branches than are read; the rest are told of.
func TestReadingsAreBounded(t *testing.T) {
	text := "{% if a %}x" + strings.Repeat("{% elif b %}y", 5000) + "{% endif %}"
	got := readings(text)
	unread := 0
	for _, r := range got {
		if strings.HasPrefix(r, "unread ") {
			unread++
		}
	}
	if read := len(got) - unread; read > 100 || unread < 4900 {
		t.Errorf("%d readings and %d unread branches", read, unread)
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"{% if a %} b":  "{% if a %}: `{% if %}` is never closed: `{% endif %}` should follow",
		"a {% endif %}": "{% endif %}: `{% endif %}` closes nothing: no `{% if %}` before it is open",
		"a {% else %}":  "{% else %}: `{% else %}` belongs to nothing: no `{% if %}` before it is open",
		"{% if a %}{% else %}{% elif b %}{% endif %}":      "{% elif b %}: `{% elif %}` stands behind `{% else %}`, which must be the last",
		"{% for a in b %}{% if c %}{% endfor %}":           "{% if c %}: `{% if %}` is not closed before `{% endfor %}`: `{% endif %}` should stand there",
		"{% macro m() %}":                                  "{% macro m() %}: `{% macro %}` is never closed: `{% endmacro %}` should follow",
		"{% if a %}{% endif %}{% custom %}{% endcustom %}": "",
	} {
		got := ""
		if _, faults := structure(text); len(faults) > 0 {
			f := faults[0]
			got = text[f.Start:f.End] + ": " + f.Message
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
