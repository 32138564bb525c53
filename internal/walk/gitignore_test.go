package walk

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestIgnores(t *testing.T) {
	tests := []struct {
		about    string
		patterns string
		ignored  []string // a slash at the end marks a folder
		kept     []string
	}{
		{"a name fits at any depth", "a.sql", []string{"a.sql", "x/a.sql", "x/y/a.sql", "a.sql/"}, []string{"ba.sql", "a.sqlx"}},
		{"a leading slash anchors", "/a.sql", []string{"a.sql"}, []string{"x/a.sql"}},
		{"so does one in the middle", "x/a.sql", []string{"x/a.sql"}, []string{"y/x/a.sql", "a.sql"}},
		{"a slash at the end is for folders", "out/", []string{"out/", "x/out/"}, []string{"out", "x/out"}},
		{"anchored folders", "/out/", []string{"out/"}, []string{"x/out/", "out"}},
		{"a star stops at a slash", "x/*.sql", []string{"x/a.sql", "x/.sql"}, []string{"x/y/a.sql", "a.sql"}},
		{"a star takes hidden names too", "*.sql", []string{".a.sql", "x/a.sql"}, []string{"a.sq"}},
		{"a question mark is one character", "?.sql", []string{"a.sql", "é.sql"}, []string{"ab.sql", ".sql"}},
		{"classes", "[a-c]x[!0-9].sql", []string{"axb.sql"}, []string{"dxb.sql", "ax1.sql"}},
		{"leading double star", "**/tmp/a.sql", []string{"tmp/a.sql", "x/tmp/a.sql", "x/y/tmp/a.sql"}, []string{"tmp/x/a.sql"}},
		{"trailing double star is what is inside", "tmp/**", []string{"tmp/a.sql", "tmp/x/a.sql"}, []string{"tmp/", "x/tmp/a.sql"}},
		{"double star in the middle", "a/**/b", []string{"a/b", "a/x/b", "a/x/y/b"}, []string{"a/xb", "b"}},
		{"double star without slashes is a star", "a**b", []string{"ab", "axb", "x/axb"}, []string{"a/b"}},
		{"the last one that fits decides", "*.sql\n!keep.sql\nx/keep.sql", []string{"a.sql", "x/keep.sql"}, []string{"keep.sql", "y/keep.sql"}},
		{"inside is taken back when the folder is not ignored", "tmp/**\n!tmp/keep.sql", []string{"tmp/a.sql"}, []string{"tmp/keep.sql"}},
		{"comments and empty lines", "# a.sql\n\n   \nb.sql", []string{"b.sql"}, []string{"a.sql", "# a.sql"}},
		{"escaped signs", "\\#a\n\\!b", []string{"#a", "!b"}, []string{"a", "b"}},
		{"spaces at the end do not count", "a.sql  \nb\\ ", []string{"a.sql", "b "}, []string{"a.sql  ", "b"}},
		{"CRLF", "a.sql\r\nb.sql\r\n", []string{"a.sql", "b.sql"}, nil},
		{"a byte order mark", "\ufeffa.sql", []string{"a.sql"}, nil},
		{"braces are nothing particular", "{a,b}.sql", []string{"{a,b}.sql"}, []string{"a.sql", "b.sql"}},
		{"braces beside a star", "{a,*}.sql", []string{"{a,b}.sql"}, []string{"a.sql"}},
		{"what is no pattern fits nothing", "[a\n\\", nil, []string{"a", "[a"}},
		{"a lone slash fits nothing", "/", nil, []string{"a", "a/"}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			ig := &ignore{folder: "/repo", patterns: parseIgnore(tt.patterns)}
			check := func(paths []string, want bool) {
				for _, p := range paths {
					name, folder := strings.CutSuffix(p, "/")
					if got := ig.ignores("/repo/"+name, folder); got != want {
						t.Errorf("ignores(%q) = %v, want %v", p, got, want)
					}
				}
			}
			check(tt.ignored, true)
			check(tt.kept, false)
		})
	}
}

// TestIgnoresAsGit asks git the same questions.
func TestIgnoresAsGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not there to be asked")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	patterns := []string{
		"a.sql", "/a.sql", "x/a.sql", "x/", "/x", "*.sql", "x/*", "**/y", "x/**", "x/**/a.sql", "**/x/a.sql", "[ab].sql", "[!a].sql",
		"?.sql", "a*", "x/y/", "**", "*", "!a.sql", "!x/", "!*.sql", "!x/**", "!/x/y/a.sql", "!**/b.sql", "{a,b}.sql",
	}
	folders := []string{"x", "x/y", "y", "y/x"}
	files := []string{"a.sql", "b.sql", "x/a.sql", "x/b.sql", "x/y/a.sql", "x/y/b.sql", "y/a.sql", "y/x/a.sql", "y/x/b.sql"}
	for _, f := range folders {
		if err := os.MkdirAll(filepath.Join(dir, f), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// Pairs, so that what is taken back is compared too, with the second in a .gitignore further down now and then.
	n := 0
	for i, first := range patterns {
		for j, second := range patterns {
			if n++; n%7 != 0 { // a sample: each asks a process
				continue
			}
			top, below := first+"\n"+second+"\n", ""
			if (i+j)%3 == 0 {
				top, below = first+"\n", second+"\n"
			}
			write(t, filepath.Join(dir, ".gitignore"), top)
			write(t, filepath.Join(dir, "x", ".gitignore"), below)
			cmd := exec.Command("git", "-C", dir, "ls-files", "--others", "--exclude-standard", "-z")
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]bool{}
			for _, name := range strings.Split(string(out), "\x00") {
				want[name] = true
			}
			root := readIgnore(dir, nil)
			for _, f := range files {
				ig, ignored := root, false
				parts := strings.Split(f, "/")
				for k := 1; k < len(parts) && !ignored; k++ {
					at := filepath.Join(dir, strings.Join(parts[:k], "/"))
					if ignored = ig.ignores(at, true); !ignored {
						ig = readIgnore(at, ig)
					}
				}
				ignored = ignored || ig.ignores(filepath.Join(dir, f), false)
				if ignored == want[f] {
					t.Errorf(".gitignore %q, x/.gitignore %q: %s ignored %v, git says %v", top, below, f, ignored, !want[f])
				}
			}
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
