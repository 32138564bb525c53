package discover

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestCorpora guesses the dialect of folders whose dialect is known, dialects/NAME of the folder that SQLSTEWARD_CORPORA
// names, whole and in groups of their files. It logs what they are taken for, and fails where that is no relative: to
// say that nothing is known is better.
func TestCorpora(t *testing.T) {
	root := os.Getenv("SQLSTEWARD_CORPORA")
	folders, err := filepath.Glob(filepath.Join(root, "dialects", "*"))
	if root == "" || err != nil || len(folders) == 0 {
		t.Skip("SQLSTEWARD_CORPORA names no folder with dialects")
	}
	for _, folder := range folders {
		name, files := filepath.Base(folder), below(t, folder)
		d := dialect.Find(name)
		for _, size := range []int{1, 5, 20, MaxFiles} {
			taken := map[string]int{}
			for group := range slices.Chunk(files, size) {
				guess, why := chooseDialect(group, nil)
				taken[guess]++
				if guess != "generic" && (d == nil || !related(guess, d.Name)) {
					t.Errorf("%s: %d files from %s on are taken for %s: %s", name, len(group), filepath.Base(group[0].Path), guess, why)
				}
			}
			var counts []string
			for _, guess := range slices.Sorted(maps.Keys(taken)) {
				counts = append(counts, fmt.Sprintf("%s %d", guess, taken[guess]))
			}
			t.Logf("%-12s by %3d: %s", name, size, strings.Join(counts, ", "))
		}
	}
}

// below are the SQL files of a folder.
func below(t *testing.T, folder string) []*source.File {
	t.Helper()
	var files []*source.File
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, source.NewFile(path, string(text)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
