// Package golden compares what a test got with a file kept beside the test. With the flag -update the file is written
// instead, and the change is there to be read in the diff of the commit:
//
//	go test ./report -update
//
// Only tests import it: the flag is registered where the package is linked in.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Check fails the test unless got is what the file at path holds. The path is relative to the package under test;
// folders that are missing are made on an update.
func Check(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		write(t, path, got)
		return
	}
	compare(t, path, got)
}

func write(t testing.TB, path, got string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

func compare(t testing.TB, path, got string) {
	t.Helper()
	want, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.Errorf("%s is missing: run the test with -update, and read what it wrote", path)
	case err != nil:
		t.Error(err)
	default:
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s differs (-want +got): if the new output is right, run the test with -update\n%s", path, diff)
		}
	}
}
