package grammar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/internal/golden"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// fixtureFile reads a file of statements, one a line; the line "-- dialect: NAME" changes the dialect of those below
// it, other lines that begin with -- are notes.
func fixtureFile(t testing.TB, path string) []fixture {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []fixture
	d := dialect.Find("generic")
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "-- dialect: "); ok {
			if d = dialect.Find(name); d == nil {
				t.Fatalf("%s:%d: no dialect is called %s", path, n, name)
			}
		} else if line != "" && !strings.HasPrefix(line, "--") {
			list = append(list, fixture{fmt.Sprintf("%s:%d", path, n), line, d})
		}
	}
	return list
}

// TestTrees compares the trees of the fixtures with goldens, which are read by eye.
func TestTrees(t *testing.T) {
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			var b strings.Builder
			name := ""
			for _, f := range fixtureFile(t, path) {
				if f.dialect.Name != name {
					name = f.dialect.Name
					fmt.Fprintf(&b, "dialect: %s\n\n", name)
				}
				fmt.Fprintln(&b, f.text)
				statements, _ := read(f.text, f.dialect)
				for _, s := range statements {
					fmt.Fprintf(&b, "  %s\n", dump(f.text, s))
					for _, e := range s.Errors {
						fmt.Fprintf(&b, "  ! %s\n", e.Message)
					}
				}
				b.WriteByte('\n')
			}
			golden.Check(t, strings.TrimSuffix(path, ".sql")+".tree", b.String())
		})
	}
}
