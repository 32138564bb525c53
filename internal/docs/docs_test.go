package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/rules"
)

const root = "../../docs"

func TestPagesAreFresh(t *testing.T) {
	pages, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%v: run make docs", err)
			continue
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("docs/%s is stale, run make docs (-code +file):\n%s", name, diff)
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "rules", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if _, ok := pages["rules/"+filepath.Base(path)]; !ok {
			t.Errorf("%s is the page of no rule: run make docs", path)
		}
	}
}

// TestExamplesAreHeldToTheirWord finds out whether a page can lie: about a bad example without a finding, and about a
// good one with one.
func TestExamplesAreHeldToTheirWord(t *testing.T) {
	tests := []struct{ name, bad, good, want string }{
		{"bad one is fine", "select 1", "select 1", "nothing is found in its bad example"},
		{"good one is not", "select (1", "select (1", "its good example has a finding"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := examples(rules.Find("syntax-error"), &lint.Doc{Bad: tt.bad, Good: tt.good})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// TestEveryKeyHasASection keeps a new table of the settings from ending up among the keys about files.
func TestEveryKeyHasASection(t *testing.T) {
	for _, k := range config.Reference() {
		if table, _, nested := strings.Cut(k.Path, "."); (nested || k.Type&(tomldoc.TypeTable|tomldoc.TypeTables) != 0) && sectionOf(k) == 0 {
			t.Errorf("%s: the table %s belongs to no section of docs/configuration.md", k.Path, table)
		}
	}
}

func TestWriteRemovesPagesOfRulesThatAreGone(t *testing.T) {
	dir := t.TempDir()
	gone := filepath.Join(dir, "rules", "gone.md")
	if err := os.MkdirAll(filepath.Dir(gone), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gone, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(gone); !os.IsNotExist(err) {
		t.Errorf("%s is still there", gone)
	}
	if _, err := os.Stat(filepath.Join(dir, "rules", "README.md")); err != nil {
		t.Error(err)
	}
}
