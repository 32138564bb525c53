package main

import (
	"encoding/json"
	"errors"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGenerate(t *testing.T) {
	root := t.TempDir()
	made, err := generate(root, "late-rule2")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		filepath.Join(root, "rules", "late_rule2.go"),
		filepath.Join(root, "testdata", "rules", "late-rule2", "fires.txtar"),
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}

	code := read(t, made[0])
	formatted, err := format.Source(code)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(formatted), string(code)); diff != "" {
		t.Errorf("the rule is not formatted (-want +got):\n%s", diff)
	}
	if fires := string(read(t, made[1])); !strings.Contains(fires, "late-rule2") || !strings.Contains(fires, "\n-- query.sql --\n") {
		t.Errorf("the case names no rule, or holds no query:\n%s", fires)
	}
}

// TestRuleCompiles builds package rules with a new rule laid over it, so that the template follows what a rule is.
func TestRuleCompiles(t *testing.T) {
	root := t.TempDir()
	made, err := generate(root, "made-by-the-test-of-newrule")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := filepath.Abs("../../rules")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(rules, filepath.Base(made[0])): made[0]},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "overlay.json")
	if err := os.WriteFile(path, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-overlay", path, "../../rules").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestGenerateKeepsWhatIsThere(t *testing.T) {
	root := t.TempDir()
	if _, err := generate(root, "x"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "rules", "x.go")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if made, err := generate(root, "x"); err == nil || made != nil {
		t.Errorf("generate = %v, %v; want an error", made, err)
	}
	if got := string(read(t, path)); got != "mine" {
		t.Errorf("the rule was overwritten: %q", got)
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		name       string
		identifier string // "" if the name is refused
	}{
		{"raw-table", "rawTable"},
		{"select-star", "selectStar"},
		{"x", "x"},
		{"top-10-rows", "top10Rows"},
		{"", ""},
		{"RawTable", ""},
		{"raw_table", ""},
		{"raw--table", ""},
		{"-raw", ""},
		{"raw-", ""},
		{"../raw", ""},
		{"10-rows", ""},
		{"a-name-that-nobody-will-ever-want-to-type-twice", ""},
	}
	for _, tt := range tests {
		_, err := generate(t.TempDir(), tt.name)
		switch {
		case tt.identifier == "" && !errors.Is(err, errNamed):
			t.Errorf("generate(%q) = %v; want %v", tt.name, err, errNamed)
		case tt.identifier != "" && err != nil:
			t.Errorf("generate(%q) = %v", tt.name, err)
		case tt.identifier != "" && identifier(tt.name) != tt.identifier:
			t.Errorf("identifier(%q) = %q; want %q", tt.name, identifier(tt.name), tt.identifier)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
