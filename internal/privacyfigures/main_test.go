package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sqlsteward/sqlsteward/privacy"
)

const data = "../../privacy/testdata"

// TestFloors holds what is recognised by name: in all, and in each language.
func TestFloors(t *testing.T) {
	for _, file := range []string{"labelled.tsv", "columns.tsv"} {
		s, err := labelled(filepath.Join(data, file))
		if err != nil {
			t.Fatal(err)
		}
		f := measure(s)
		atLeast := func(what string, got, floor float64) {
			if got < floor {
				t.Errorf("%s: %s is %.3f, under the floor of %.2f", file, what, got, floor)
			}
		}
		if n := f.all.columns(); n < 1000 || float64(f.all.personal()) > 0.45*float64(n) {
			t.Errorf("%s: %d of %d columns are personal: of 1000 columns at least 55 %% are to be not", file, f.all.personal(), n)
		}
		atLeast("precision", f.all.precision(), 0.95)
		atLeast("recall", f.all.recall(), 0.95)
		atLeast("the share of right classes", f.all.rightClass(), 0.95)
		if len(f.languages) != 5 {
			t.Errorf("%s has %d languages, not five", file, len(f.languages))
		}
		for language, l := range f.languages {
			atLeast("precision of "+language, l.precision(), 0.95)
			atLeast("recall of "+language, l.recall(), 0.90)
		}
	}
}

// TestSetsAreApart: a column of both sets would be measured with what was tuned for it.
func TestSetsAreApart(t *testing.T) {
	seen := map[column]bool{}
	for _, file := range []string{"labelled.tsv", "columns.tsv"} {
		s, err := labelled(filepath.Join(data, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range s.columns {
			key := column{relation: c.relation, name: c.name}
			if seen[key] {
				t.Errorf("%s: %s.%s is there before", file, c.relation, c.name)
			}
			seen[key] = true
		}
	}
}

func TestCorpus(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lines := write("columns.jsonl", `{"table": "users", "column": "email", "is_pii": true}
{"table": "users", "column": "email", "is_pii": true}
{"table": "users", "column": "country", "is_pii": true}
{"table": "users", "column": "note", "is_pii": null}
{"table": "users", "column": "plan", "is_pii": null}
{"table": "orders", "column": "total", "is_pii": false}
`)
	verdicts := write("adjudicated.tsv", "# a comment\nusers\tcountry\t-\ta country\nusers\tnote\t-\tfree text\n")
	raw, ours, err := corpus(lines, verdicts)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := measure(raw).all, (score{right: 1, missed: 1, silent: 1}); got != want {
		t.Errorf("with its labels: %+v, wanted %+v", got, want)
	}
	if got, want := measure(ours).all, (score{right: 1, silent: 3}); got != want {
		t.Errorf("adjudicated: %+v, wanted %+v", got, want)
	}
	if _, err := labelled(write("bad.tsv", "users\temail\tuser.mail\ten\n")); err == nil {
		t.Error("an unknown class is no error")
	}
}

func TestScore(t *testing.T) {
	var s score
	for _, c := range [][2]privacy.Class{
		{"", ""}, {"user.name", "user.name"}, {"user.name", "user.name.first"}, {"user", "user.name"}, {"user.name", ""}, {"", "user.name"},
	} {
		s.add(c[0], c[1])
	}
	if want := (score{right: 3, wrong: 1, missed: 1, silent: 1, otherClass: 1}); s != want {
		t.Errorf("%+v, wanted %+v", s, want)
	}
}
