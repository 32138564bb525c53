package judges

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJudges compares what the judges and we read in the statements of testdata, and in those of the corpora where
// SQLSTEWARD_CORPORA names their folder. It fails for a difference that differences.toml does not list. With -v it
// prints the figures.
func TestJudges(t *testing.T) {
	root := os.Getenv("SQLSTEWARD_CORPORA")
	entries, err := Entries()
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) > Most {
		t.Errorf("differences.toml lists %d constructs, more than %d", len(entries), Most)
	}
	table, covers := "\n"+head, map[*Entry]int{}
	for i := range All {
		j := &All[i]
		statements := own(t, j.Dialect)
		d := Ours(j)
		if root != "" {
			more, err := Corpus(root, d)
			if err != nil {
				t.Fatal(err)
			}
			statements = append(statements, more...)
		}
		f, differences := Compare(j, d, statements, entries)
		table += "\n" + f.row(j)
		for _, x := range differences {
			if x.Entry == nil {
				t.Errorf("no entry covers %v", x)
				continue
			}
			covers[x.Entry]++
		}
	}
	t.Log(table)
	if root == "" {
		t.Log("only the statements of testdata were read: SQLSTEWARD_CORPORA names no folder with more of them")
		return
	}
	for _, e := range entries {
		if covers[e] == 0 {
			t.Errorf("the entry %q covers no difference any more", e.Construct)
		}
	}
}

// own are the statements of testdata for a dialect: blank lines part them.
func own(t *testing.T, dialect string) []Statement {
	text, err := os.ReadFile(filepath.Join("testdata", dialect+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	var out []Statement
	valid := true
	for part := range strings.SplitSeq(string(text), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, Statement{Where: dialect + ".sql", SQL: part, Valid: &valid})
		}
	}
	return out
}
