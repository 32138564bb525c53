package tomldoc

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// outline writes a tree with its lines, one node a line, as path@line=value.
func outline(n *Node, path string, out *[]string) {
	switch n.Kind {
	case Table:
		for _, m := range n.Members {
			p := strings.TrimPrefix(path+"."+m.Key, ".")
			if m.Kind == Table || m.Kind == Array {
				*out = append(*out, fmt.Sprintf("%s@%d", p, m.Line))
			}
			outline(m, p, out)
		}
	case Array:
		for i, item := range n.Items {
			p := fmt.Sprintf("%s[%d]", path, i)
			if item.Kind == Table || item.Kind == Array {
				*out = append(*out, fmt.Sprintf("%s@%d", p, item.Line))
			}
			outline(item, p, out)
		}
	default:
		*out = append(*out, fmt.Sprintf("%s@%d=%v", path, n.Line, n.value))
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"comments only", "# a\n\n  # b", nil},
		{"byte order mark and CRLF", "\ufeffa = 1\r\n# x\r\nb = true\r\n", []string{"a@1=1", "b@3=true"}},
		{"all scalars", "a = 'x'\nb = -1_000\nc = 1.5\nd = false\ne = 2026-01-31\nf = 0xff # c\n", []string{
			"a@1=x", "b@2=-1000", "c@3=1.5", "d@4=false", "e@5=2026-01-31 00:00:00 +0000 date-local", "f@6=255",
		}},
		{"quoted keys", "\"a b\" = 1\n'c.d' = 2\n\"e\\u00e9\\\"\\x41\" = 3\n\"\" = 4", []string{
			"a b@1=1", "c.d@2=2", "eé\"A@3=3", "@4=4",
		}},
		{"dotted keys", "a.b = 1\na . \"c d\" = 2\n", []string{"a@1", "a.b@1=1", "a.c d@2=2"}},
		{"tables", "x = 1\n[a]\nb = 2\n[ a . c ] # z\nd = 3\n", []string{"x@1=1", "a@2", "a.b@3=2", "a.c@4", "a.c.d@5=3"}},
		{"arrays of tables", "[[d]]\nn = 1\n[[d.c]]\nm = 2\n[[d.c]]\n[[d]]\n[[d.c]]\nm = 3", []string{
			"d@1", "d[0]@1", "d[0].n@2=1", "d[0].c@3", "d[0].c[0]@3", "d[0].c[0].m@4=2", "d[0].c[1]@5",
			"d[1]@6", "d[1].c@7", "d[1].c[0]@7", "d[1].c[0].m@8=3",
		}},
		{"inline tables", "a = { b = 1, c.d = [2] }\nl = [{}, { x = 'y' },\n{z = 1}]", []string{
			"a@1", "a.b@1=1", "a.c@1", "a.c.d@1", "a.c.d[0]@1=2",
			"l@2", "l[0]@2", "l[1]@2", "l[1].x@2=y", "l[2]@3", "l[2].z@3=1",
		}},
		{"inline table over lines", "a = {\n  b = 1, # one\n  c = 2,\n}\nd = 3\n", []string{
			"a@1", "a.b@2=1", "a.c@3=2", "d@5=3",
		}},
		{"arrays over lines", "a = [ # first\n 'x', # ]\n\n 'y',\n]\nb = 1\n", []string{
			"a@1", "a[0]@2=x", "a[1]@4=y", "b@6=1",
		}},
		{"multi-line strings", "a = \"\"\"\nx = 1\n# no \\\"\"\" \\\n  end\"\"\"\"\"\nb = '''\n[q]\\'''\nc = 1\n", []string{
			"a@1=x = 1\n# no \"\"\" end\"\"", "b@5=[q]\\", "c@7=1",
		}},
		{"strings that look like more", "a = \"# \\\" [x] = '\"\nb = '\\'\nc = \"\"\nd = ''\n", []string{
			"a@1=# \" [x] = '", "b@2=\\", "c@3=", "d@4=",
		}},
		{"a table named before its super-table", "[a.b]\nc = 1\n[a]\nd = 2\n", []string{
			"a@1", "a.b@1", "a.b.c@2=1", "a.d@4=2",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse("x.toml", tt.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			outline(doc.Root, "", &got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestManyMembers(t *testing.T) {
	var text strings.Builder
	for i := range 100 {
		fmt.Fprintf(&text, "k%d = %d\n", i, i)
	}
	doc, err := Parse("x.toml", text.String())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		if n := doc.Root.Get(fmt.Sprintf("k%d", i)); n.Int() != int64(i) || n.Line != i+1 {
			t.Errorf("k%d is %d on line %d", i, n.Int(), n.Line)
		}
	}
	if doc.Root.Get("k100") != nil {
		t.Error("k100 is there")
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no value", "a = 1\nb =\nc = 2", "x.toml:2: not valid TOML: expected value but found '\\n' instead"},
		{"twice", "a = 1\n\na = 2\n", "x.toml:3: not valid TOML: key 'a' has already been defined"},
		{"open string", "a = 1\nb = \"x\n", "x.toml:2: not valid TOML: strings cannot contain newlines"},
		{"two values on a line", "a = 1 b = 2\n", "x.toml:1: not valid TOML: "},
		{"open header", "\n[a\n", "x.toml:2: not valid TOML: "},
		{"escape", "\"\\q\" = 1", "x.toml:1: not valid TOML: "},
		{"zero byte", "a = 1\nb = \x00", "x.toml:2: this is not text: a TOML file is UTF-8 without control characters"},
		{"not UTF-8", "\n\na = '\xff'", "x.toml:3: this is not text"},
		{"UTF-16", "\xff\xfea\x00", "x.toml:1: this is not text"},
		{"lone carriage return", "a = 1\rb = 2", "x.toml:1: this is not text"},
		{"deep arrays", "\na = " + strings.Repeat("[", 1_000_000), "x.toml:2: nested more than 32 levels deep"},
		{"deep inline tables", "a = " + strings.Repeat("{a=", 1_000_000), "x.toml:1: nested more than 32 levels deep"},
		{"deep keys", strings.Repeat("a.", 1_000_000), "x.toml:1: nested more than 32 levels deep"},
		{"depth behind an error", "a = ]" + strings.Repeat("[", 1_000_000), "x.toml:1: not valid TOML: "},
		{"size", strings.Repeat("#", MaxSize+1), "x.toml: the file is larger than 16 MiB: split it into several"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("x.toml", tt.text)
			errs, ok := err.(*Errors)
			if !ok || len(errs.List) != 1 {
				t.Fatalf("got %#v, want one error", err)
			}
			if got := err.Error(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s...", got, tt.want)
			}
		})
	}
}

func TestNodeReadsEmpty(t *testing.T) {
	doc, err := Parse("x.toml", "a = 1\nl = ['x', 2]\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []*Node{nil, doc.Root.Get("none"), doc.Root.Get("a")} {
		if n.Text() != "" || n.Bool() || n.Strings() != nil || n.Tables() != nil || n.Get("x") != nil {
			t.Errorf("%v does not read as empty", n)
		}
	}
	if got := doc.Root.Get("none").Int(); got != 0 {
		t.Errorf("Int of nothing is %d", got)
	}
	if got := doc.Root.Get("l").Texts(); !cmp.Equal(got, []string{"x"}) {
		t.Errorf("Texts of a mixed list: %v", got)
	}
}

var testKeys = []Key{
	{Path: "dialect", Type: TypeString, Choices: []string{"generic", "snowflake"}},
	{Path: "include", Type: TypeStrings},
	{Path: "limit", Type: TypeInteger},
	{Path: "strict", Type: TypeString | TypeBoolean},
	{Path: "layers", Type: TypeTable, Holds: "layer"},
	{Path: "layers.*", Type: TypeStrings},
	{Path: "rules", Type: TypeTable, Holds: "rule"},
	{Path: "rules.raw-table", Type: TypeString | TypeTable, Holds: "option"},
	{Path: "rules.raw-table.depth", Type: TypeInteger},
	{Path: "dataset", Type: TypeTables},
	{Path: "dataset.name", Type: TypeString, Required: true},
	{Path: "dataset.column", Type: TypeTables},
	{Path: "dataset.column.name", Type: TypeString, Required: true},
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"all right", `
dialect = "snowflake"
include = ["a", "b"]
limit = 3
strict = true
layers.raw = "raw.*"
[rules]
raw-table = { depth = 1 }
[[dataset]]
name = "x"
[[dataset.column]]
name = "y"
[[dataset]]
name = "z"
column = [{ name = "inline" }]
`, nil},
		{"unknown keys", "dialct = 1\nzzz = 2\n", []string{
			`1: unknown key "dialct": did you mean "dialect"?`,
			`2: unknown key "zzz": there is dialect, include, limit, strict, layers, rules, dataset`,
		}},
		{"unknown key in a table", "[[dataset]]\nname = 'x'\nnmae = 'y'\n[[dataset.column]]\nname = 'x'\nkind = 1", []string{
			`3: unknown key "nmae" in [[dataset]]: did you mean "name"?`,
			`6: unknown key "kind" in [[dataset.column]]: there is name`,
		}},
		{"unknown rule and option", "[rules]\nraw_table = 'off'\nraw-table.dept = 1\n", []string{
			`2: unknown rule "raw_table" in [rules]: did you mean "raw-table"?`,
			`3: unknown option "dept" in [rules.raw-table]: did you mean "depth"?`,
		}},
		{"wrong types", "dialect = 1\ninclude = ['a', 1]\nlimit = 'x'\nstrict = 1.5\nlayers = []\nrules = 2026-01-01\ndataset = {}\n", []string{
			`1: "dialect" must be a string, not a whole number`,
			`2: "include" must be a list of strings, not a list with a whole number`,
			`3: "limit" must be a whole number, not a string`,
			`4: "strict" must be a string or true or false, not a number with a fraction`,
			`5: "layers" must be a table, not a list`,
			`6: "rules" must be a table, not a date or time`,
			`7: "dataset" must be written as [[dataset]], not a table`,
		}},
		{"wrong type in a table", "[[dataset]]\nname = true\n[rules]\nraw-table.depth = 'x'", []string{
			`2: "name" in [[dataset]] must be a string, not true or false`,
			`4: "depth" in [rules.raw-table] must be a whole number, not a string`,
		}},
		{"missing", "[[dataset]]\n\n[[dataset.column]]\n", []string{
			`1: "name" is missing in [[dataset]]`,
			`3: "name" is missing in [[dataset.column]]`,
		}},
		{"choice", "dialect = 'snowflke'", []string{`1: unknown dialect "snowflke": did you mean "snowflake"?`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse("f", tt.text)
			if err != nil {
				t.Fatal(err)
			}
			var errs Errors
			doc.Check(testKeys, &errs)
			var got []string
			if err := errs.Err(); err != nil {
				for line := range strings.SplitSeq(err.Error(), "\n") {
					got = append(got, strings.TrimPrefix(line, "f:"))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTypeString(t *testing.T) {
	if got := (TypeString | TypeTable).String(); got != "string or table" {
		t.Errorf("got %q", got)
	}
}

func TestErrors(t *testing.T) {
	var errs Errors
	if errs.Err() != nil {
		t.Fatal("no errors are an error")
	}
	var more Errors
	more.Add("a.toml", 0, "whole")
	errs.Add("b.toml", 7, "seven")
	errs.Add("b.toml", 2, "two")
	errs.Join(more.Err())
	errs.Join(nil)
	if got, want := errs.Err().Error(), "a.toml: whole\nb.toml:2: two\nb.toml:7: seven"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for i := range 100 {
		errs.Add("c.toml", i+1, "x")
	}
	if got := errs.Err().Error(); !strings.HasSuffix(got, "\nand 53 more") || strings.Count(got, "\n") != maxShown {
		t.Errorf("a long list is not cut:\n%s", got)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"raw-table", "monster-query", "select-star", "of", "sql"}
	tests := []struct{ name, want string }{
		{"raw-tabel", "raw-table"},
		{"RAW_TABLE", "raw-table"},
		{"select-stars", "select-star"},
		{"slq", ""},
		{"sqlx", "sql"},
		{"o", ""},
		{"zz", ""},
		{"cartesian", ""},
		{"", ""},
		{strings.Repeat("x", 1000), ""},
	}
	for _, tt := range tests {
		if got := Suggest(tt.name, known); got != tt.want {
			t.Errorf("Suggest(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestQuoteShortens(t *testing.T) {
	if got := Quote(strings.Repeat("é", 1000)); len(got) > 200 || !strings.HasSuffix(got, `..."`) {
		t.Errorf("got %s", got)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got, err := ReadFile(write("largest", MaxSize)); err != nil || len(got) != MaxSize {
		t.Errorf("largest: %d bytes, %v", len(got), err)
	}
	for path, want := range map[string]string{
		write("larger", MaxSize+1):      "the file is larger than 16 MiB: split it into several",
		dir:                             "not a regular file",
		filepath.Join(dir, "none"):      "no such file or directory",
		filepath.Join(dir, "large\x00"): "invalid argument",
	} {
		if _, err := ReadFile(path); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
}

// The scanner and the library must agree on every text that is TOML: same keys, same nesting, same lengths.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a = 1", "[[d]]\nn = 'x'\n[[d.c]]\nm = { a = [1, 2], b.c = '''x''' }\n", "\"a\\u0041\".b = \"\"\"x\\\n  y\"\"\"\"\n",
		"[a.b]\n[a]\nc = [\n1, # x\n]\r\n", "a = 2026-01-01 10:00:00Z\n", "\ufeffa=true",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := Parse("f", text)
		if err != nil {
			if msg := err.(*Errors).List[0].Message; strings.Contains(msg, "not text") || strings.Contains(msg, "nested") {
				return
			}
		}
		if err != nil && strings.Contains(text, `\\""""""`) {
			return // TOML allows five quotes at the end of a text; the library takes six behind an escaped backslash
		}
		var values map[string]any
		if _, tomlErr := toml.Decode(text, &values); (err == nil) != (tomlErr == nil) {
			t.Fatalf("we say %v, the library says %v", err, tomlErr)
		}
		if err != nil {
			return
		}
		lines := 1 + strings.Count(text, "\n")
		var walk func(n *Node)
		walk = func(n *Node) {
			if n.Line < 1 || n.Line > lines || n.Kind == scalar {
				t.Fatalf("%q stands on line %d of %d", n.Key, n.Line, lines)
			}
			for _, m := range n.Members {
				walk(m)
			}
			for _, item := range n.Items {
				walk(item)
			}
		}
		walk(doc.Root)
		doc.Check(testKeys, &Errors{})
	})
}

func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&text, "[[dataset]]\nname = \"analytics.t%d\"\n", i)
		for j := range 10 {
			fmt.Fprintf(&text, "[[dataset.column]]\nname = \"c%d\"\nfrom = \"a / 100\"\n", j)
		}
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("x", text.String()); err != nil {
			b.Fatal(err)
		}
	}
}
