// Command newrule makes the two files of a rule: the rule itself, and the first case that it is tested with. It is what
// make rule NAME=... runs, from the root of the repository.
package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var files embed.FS

var templates = template.Must(template.ParseFS(files, "*.tmpl"))

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: make rule NAME=what-is-wrong")
		os.Exit(2)
	}
	made, err := generate(".", os.Args[1])
	for _, path := range made {
		fmt.Println("made", path)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "newrule:", err)
		os.Exit(1)
	}
	fmt.Printf(`
next:
  1. add %s to rules.All, at its place
  2. write its documentation, its cases (one silent_*.txtar too), and the rule
  3. go test ./rules -update, and read what it wrote
  4. make docs
`, identifier(os.Args[1]))
}

// maxName bounds names, in characters: people type them, and they stand in every line of a report.
const maxName = 40

var (
	kebab    = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	errNamed = errors.New("a rule's name says what is wrong in lower-case words with dashes between them, as raw-table does: make rule NAME=what-is-wrong")
)

// generate writes the files of the rule of that name below root and returns their paths. Files that are there already
// are left alone, and are an error.
func generate(root, name string) ([]string, error) {
	if !kebab.MatchString(name) || len(name) > maxName {
		return nil, fmt.Errorf("%q: %w", name, errNamed)
	}
	rule := struct{ Name, Identifier string }{name, identifier(name)}
	targets := []struct{ template, path string }{
		{"rule.go.tmpl", filepath.Join(root, "rules", strings.ReplaceAll(name, "-", "_")+".go")},
		{"fires.txtar.tmpl", filepath.Join(root, "testdata", "rules", name, "fires.txtar")},
	}
	for _, t := range targets {
		if _, err := os.Lstat(t.path); !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is there already: choose another name, or remove it", t.path)
		}
	}
	var made []string
	for _, t := range targets {
		var text strings.Builder
		if err := templates.ExecuteTemplate(&text, t.template, rule); err != nil {
			return made, err
		}
		if err := os.MkdirAll(filepath.Dir(t.path), 0o755); err != nil {
			return made, err
		}
		if err := os.WriteFile(t.path, []byte(text.String()), 0o644); err != nil {
			return made, err
		}
		made = append(made, t.path)
	}
	return made, nil
}

// identifier is the name of the rule's variable: rawTable for raw-table.
func identifier(name string) string {
	words := strings.Split(name, "-")
	for i, w := range words[1:] {
		words[i+1] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}
