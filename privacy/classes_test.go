package privacy

import (
	"strings"
	"testing"
)

func TestClasses(t *testing.T) {
	seen := map[Class]bool{}
	phrases := map[string]Class{}
	for _, c := range Classes() {
		if seen[c.Class] {
			t.Errorf("%s is there twice", c.Class)
		}
		seen[c.Class] = true
		if p := c.Class.Parent(); p != "" && !seen[p] {
			t.Errorf("%s comes before its parent, or that is missing", c.Class)
		}
		if old, ok := phrases[c.Phrase]; ok {
			t.Errorf("%s and %s have the same phrase", c.Class, old)
		}
		phrases[c.Phrase] = c.Class
		if c.Phrase == "" || strings.ToLower(string(c.Class)) != string(c.Class) {
			t.Errorf("%+v", c)
		}
		if c.Kind == QuasiIdentifier && !c.Combines {
			t.Errorf("%s is a quasi identifier that does not combine", c.Class)
		}
		if info, ok := c.Class.Info(); !ok || info != c {
			t.Errorf("%s: Info is %+v", c.Class, info)
		}
	}
}

func TestOwnClasses(t *testing.T) {
	own := Class("user.contact.email.work.old")
	if own.Known() {
		t.Error("an organisation's own class is known")
	}
	if info, ok := own.Info(); !ok || info.Class != "user.contact.email" || info.Kind != DirectIdentifier {
		t.Errorf("Info is %+v", info)
	}
	if info, ok := Class("user.loyalty").Info(); !ok || info.Class != "user" {
		t.Errorf("Info is %+v", info)
	}
	for _, c := range []Class{"", "system.operations", "users.email", "."} {
		if info, ok := c.Info(); ok {
			t.Errorf("%q: Info is %+v", c, info)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		class, of Class
		want      bool
	}{
		{"user.contact.email", "user.contact.email", true},
		{"user.contact.email", "user.contact", true},
		{"user.contact", "user.contact.email", false},
		{"user.contacts", "user.contact", false},
		{"user", "", false},
		{"", "", false},
	} {
		if got := c.class.Within(c.of); got != c.want {
			t.Errorf("%q within %q: %v", c.class, c.of, got)
		}
	}
	if got := Class("user.contact.email").Parent(); got != "user.contact" {
		t.Errorf("parent %q", got)
	}
	if got := Class("user").Parent(); got != "" {
		t.Errorf("parent %q", got)
	}
}
