package keyword

import (
	"strings"
	"testing"
)

func TestEveryKeywordIsFoundInAnyCase(t *testing.T) {
	for k := None + 1; k < count; k++ {
		name := k.String()
		for _, spelling := range []string{name, strings.ToLower(name), strings.ToLower(name[:1]) + name[1:]} {
			if got := Of(spelling); got != k {
				t.Errorf("Of(%q) = %v, want %v", spelling, got, k)
			}
		}
		if got := Of(name + "_"); got == k {
			t.Errorf("Of(%q) = %v, want another", name+"_", got)
		}
	}
	for _, word := range []string{"", "x", "selec", "sélect", "from_", "SELECT\x00"} {
		if got := Of(word); got != None {
			t.Errorf("Of(%q) = %v, want None", word, got)
		}
	}
}

func TestSet(t *testing.T) {
	s := SetOf(SELECT, ZONE).With(FROM).Without(ZONE)
	for k, want := range map[Keyword]bool{SELECT: true, FROM: true, ZONE: false, None: false, WHERE: false} {
		if s.Has(k) != want {
			t.Errorf("Has(%v) = %v, want %v", k, !want, want)
		}
	}
}

func TestMeant(t *testing.T) {
	for word, want := range map[string]string{
		"form": "FROM", "frm": "FROM", "FROMM": "FROM", "frim": "FROM", "from": "", "fro_": "FROM", "orders": "", "ordr": "ORDER",
		"gruop": "GROUP", "": "", "x": "", "groups": "", "table": "",
	} {
		if got := Meant(word, "FROM", "ORDER", "GROUP"); got != want {
			t.Errorf("Meant(%q) = %q, want %q", word, got, want)
		}
	}
}
