package catalog

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestLayer(t *testing.T) {
	c := read(t, `
[layers]
raw     = ["raw.*", "*_replica.*", "prod.raw.*", "lake.**.landing.*"]
staging = ["stg_*", "raw.stg_*", "RAW.Clean"]
derived = ["analytics.*", "marts.*"]
"my own" = "*"

[[dataset]]
name  = "raw.published"
layer = "derived"
[[dataset]]
name = "analytics.fct_orders"
`)
	tests := []struct{ ref, want string }{
		{"raw.users", "raw"},
		{"Raw.USERS", "raw"},
		{"prod.raw.users", "raw"},
		{"any.prod.raw.users", "raw"},
		{"shop_replica.orders", "raw"},
		{"_replica.orders", "raw"},
		{"raw.stg_users", "staging"},
		{"raw.clean", "staging"},
		{"x.stg_users", "staging"},
		{"stg_", "staging"},
		{"analytics.x", "derived"},
		{"raw.published", "derived"},
		{"published", "derived"},
		{"fct_orders", "derived"},
		{"raw", "my own"},
		{"users", "my own"},
		{"raws.users", "my own"},
		{"lake.landing.x", "raw"},
		{"lake.a.b.landing.x", "raw"},
		{"lake.a.b.x", "my own"},
		{"", "my own"},
	}
	for _, tt := range tests {
		got, err := c.Layer(strings.Split(tt.ref, "."))
		if err != nil || got != tt.want {
			t.Errorf("Layer(%s) = %q, %v; want %q", tt.ref, got, err, tt.want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { _, _ = c.Layer([]string{"prod", "raw", "users"}) }); n != 0 {
		t.Errorf("Layer allocates %v times", n)
	}
	for layer, want := range map[string]bool{"raw": true, "derived": true, "my own": true, "other": false} {
		if c.HasLayer(layer) != want {
			t.Errorf("HasLayer(%s) is %v", layer, !want)
		}
	}
	if c := read(t, "[[dataset]]\nname='a'\nlayer='gold'\n"); !c.HasLayer("gold") || c.HasLayer("raw") {
		t.Error("a layer that only a dataset names is not known")
	}
	if got, err := declare(t).Layer([]string{"raw", "users"}); got != "" || err != nil {
		t.Errorf("without patterns the layer is %q, %v", got, err)
	}
}

func TestLayerTie(t *testing.T) {
	c := read(t, "[layers]\nraw = ['raw.*', 'x_*.*']\nderived = [\n '*.tmp',\n 'raw.tmp_gone']\n[[dataset]]\nname='raw.x.tmp'\nlayer='derived'")
	_, err := c.Layer([]string{"raw", "tmp"})
	_, again := c.Layer([]string{"prod", "RAW", "tmp"})
	var tie TieError
	if !errors.As(err, &tie) || err != again {
		t.Fatalf("got %v and %v, want the same tie", err, again)
	}
	want := `c.toml:2: pattern "raw.*" of layer raw fits some relations as well as "*.tmp" of layer derived at c.toml:4: ` +
		`make one of them more specific`
	if err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	for ref, want := range map[string]string{"raw.users": "raw", "raw.tmp_gone": "derived", "a.tmp": "derived", "raw.x.tmp": "derived"} {
		if got, err := c.Layer(strings.Split(ref, ".")); got != want || err != nil {
			t.Errorf("Layer(%s) = %q, %v; want %q", ref, got, err, want)
		}
	}
}

func TestParsePatternErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "the pattern is empty",
		"raw..x":                      `"raw..x": a part of the pattern is empty`,
		"raw.":                        `"raw.": a part of the pattern is empty`,
		"raw.a**":                     `"raw.a**": ** stands for whole parts: use a single * inside of one`,
		"raw.[ab]":                    `"raw.[ab]": '[' cannot stand in a pattern, which is made of names, dots and *`,
		"raw/*":                       `"raw/*": '/' cannot stand in a pattern, which is made of names, dots and *`,
		strings.Repeat("a.", 8) + "*": `"a.a.a.a.a.a.a.a.*" has more than 8 parts`,
	} {
		if _, err := ParsePattern(text, "raw", Origin{}); message(err) != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestMatchPart(t *testing.T) {
	tests := []struct {
		pattern, part string
		want          bool
	}{
		{"a", "a", true},
		{"a", "ab", false},
		{"a", "", false},
		{"*", "", true},
		{"*", "abc", true},
		{"a*", "a", true},
		{"*_replica", "shop_replica", true},
		{"*_replica", "shop_replica_2", false},
		{"a*b*c", "aXbYbZc", true},
		{"a*b*c", "aXbYcZ", false},
		{"*ab", "aab", true},
		{"*a*", "bbb", false},
	}
	for _, tt := range tests {
		if got := matchPart(tt.pattern, tt.part); got != tt.want {
			t.Errorf("matchPart(%q, %q) = %v", tt.pattern, tt.part, got)
		}
	}
}

func TestMatchingIsBounded(t *testing.T) {
	text := "**" + strings.Repeat(".**", 6) + ".no"
	c := read(t, "[layers]\nraw = ['"+text+"', '"+strings.Repeat("*a", 50)+"*b']\n")
	start := time.Now()
	if layer, err := c.Layer(strings.Split(strings.Repeat("x.", 5000)+strings.Repeat("a", 10000), ".")); layer != "" || err != nil {
		t.Errorf("got %q, %v", layer, err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("one relation took %v", took)
	}
}
