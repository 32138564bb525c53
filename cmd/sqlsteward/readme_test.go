package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// TestDocsReadme holds the README to what the program prints: each console block is run in the demo repository, and what
// stands below its first line is the output.
func TestDocsReadme(t *testing.T) {
	path, err := filepath.Abs("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const opening = "```console\n$ sqlsteward "
	var out strings.Builder
	rest, blocks := string(readme), 0
	t.Chdir("../../testdata/supercorp")
	for {
		before, block, found := strings.Cut(rest, opening)
		out.WriteString(before)
		if !found {
			break
		}
		args, old, _ := strings.Cut(block, "\n")
		_, after, closed := strings.Cut("\n"+old, "\n```\n")
		if !closed {
			t.Fatalf("the block of sqlsteward %s is never closed", args)
		}
		out.WriteString(opening + args + "\n" + printed(t, strings.Fields(args)) + "```\n")
		rest = after
		blocks++
	}
	if blocks == 0 {
		t.Error("the README shows nothing that was run")
	}
	golden.Check(t, path, out.String())
}

// TestReadmeNamesEveryDialect keeps a new row of the table from being forgotten there.
func TestReadmeNamesEveryDialect(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range dialect.Names() {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("the README does not name %s", name)
		}
	}
}

// printed is what the program writes to its standard output.
func printed(t *testing.T, args []string) string {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if code := execute(args, os.Stdin, out, out); code > exitFindings {
		t.Errorf("sqlsteward %s ends with code %d", strings.Join(args, " "), code)
	}
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
