package golden

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// recorder keeps what a test would have reported.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.said = append(r.said, fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "new", "folder", "kept.txt")
	write(t, kept, "one\ntwo\n")

	tests := []struct {
		name, path, got string
		says            string // part of the one failure; empty when there is none
	}{
		{"same", kept, "one\ntwo\n", ""},
		{"another line", kept, "one\n2\n", "run the test with -update"},
		{"no final line break", kept, "one\ntwo", "kept.txt differs"},
		{"missing", filepath.Join(dir, "gone.txt"), "", "gone.txt is missing"},
		{"a folder", dir, "", "directory"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &recorder{TB: t}
			compare(r, test.path, test.got)
			switch {
			case test.says == "" && len(r.said) > 0:
				t.Errorf("failed: %s", r.said)
			case test.says != "" && (len(r.said) != 1 || !strings.Contains(r.said[0], test.says)):
				t.Errorf("said %q, want one failure with %q", r.said, test.says)
			}
		})
	}
}
