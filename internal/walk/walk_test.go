package walk

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/lint"
)

// repository makes a folder with the files and links ("-> target"), and makes it the working directory.
func makeRepository(t *testing.T, files map[string]string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if len(text) > 3 && text[:3] == "-> " {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(text[3:], path); err != nil {
				t.Fatal(err)
			}
			continue
		}
		write(t, path, text)
	}
	t.Chdir(dir)
}

func TestFind(t *testing.T) {
	tests := []struct {
		about string
		files map[string]string
		paths []string
		want  []string
		more  Found // without Files and Settings
	}{
		{
			about: "folders by name, at any depth, hidden ones left out",
			files: map[string]string{"b.sql": "", "a/z.SQL": "", "a/b/c.sql": "", "a/notes.txt": "", ".git/x.sql": "", ".venv/y.sql": ""},
			paths: []string{"."},
			want:  []string{"a/b/c.sql", "a/z.SQL", "b.sql"},
		},
		{
			about: "each once, where it comes first",
			files: map[string]string{"a.sql": "", "q/b.sql": ""},
			paths: []string{"q/b.sql", ".", "./a.sql", "q/../a.sql"},
			want:  []string{"q/b.sql", "a.sql"},
		},
		{
			about: "a file that is named may have any suffix and be ignored",
			files: map[string]string{"q.txt": "", "gen/a.sql": "", ".gitignore": "gen/", ".git/HEAD": ""},
			paths: []string{"q.txt", "gen/a.sql"},
			want:  []string{"q.txt", "gen/a.sql"},
		},
		{
			about: "ignores above the path, up to the repository",
			files: map[string]string{
				".gitignore": "never.sql", "repo/.git/HEAD": "", "repo/.gitignore": "tmp_*\n/q/gen/", "repo/q/.gitignore": "!tmp_keep.sql",
				"repo/q/tmp_a.sql": "", "repo/q/tmp_keep.sql": "", "repo/q/gen/a.sql": "", "repo/q/never.sql": "", "repo/q/x/tmp_b.sql": "",
			},
			paths: []string{"repo/q"},
			want:  []string{"repo/q/never.sql", "repo/q/tmp_keep.sql"},
		},
		{
			about: "a repository inside another has its own ignores",
			files: map[string]string{".git/HEAD": "", ".gitignore": "a.sql", "sub/.git": "gitdir: elsewhere", "sub/a.sql": "", "a.sql": ""},
			paths: []string{"."},
			want:  []string{"sub/a.sql"},
		},
		{
			about: "a folder cannot be taken back from inside",
			files: map[string]string{".gitignore": "gen/", "gen/.gitignore": "!a.sql", "gen/a.sql": "", "b.sql": ""},
			paths: []string{"."},
			want:  []string{"b.sql"},
		},
		{
			about: "include, exclude and suffixes",
			files: map[string]string{
				"sqlsteward.toml": "include = ['q/**']\nexclude = ['q/old']\nsuffixes = ['.sql', '.hql']",
				"q/a.sql":         "", "q/b.hql": "", "q/old/c.sql": "", "other/d.sql": "",
			},
			paths: []string{"."},
			want:  []string{"q/a.sql", "q/b.hql"},
		},
		{
			about: "exclude holds for what is named, include does not",
			files: map[string]string{"sqlsteward.toml": "include = ['q/**']\nexclude = ['old/**']", "old/a.sql": "", "x/b.sql": ""},
			paths: []string{"old/a.sql", "old", "x/b.sql"},
			want:  []string{"x/b.sql"},
			more:  Found{Excluded: []string{"old/a.sql"}, Empty: []string{"old"}},
		},
		{
			about: "links: a circle of folders, a file twice, a file from elsewhere",
			files: map[string]string{"q/a.sql": "", "q/loop": "-> ..", "a_link.sql": "-> q/a.sql", "q/out.sql": "-> ../else/x.txt", "else/x.txt": ""},
			paths: []string{"."},
			want:  []string{"q/a.sql", "q/out.sql"},
		},
		{
			about: "a link that is named is followed",
			files: map[string]string{"real/a.sql": "", "link": "-> real"},
			paths: []string{"link", "real"},
			want:  []string{"link/a.sql"},
		},
		{
			about: "links that lead nowhere",
			files: map[string]string{"a.sql": "", "gone.sql": "-> nowhere.sql", "self.sql": "-> self.sql"},
			paths: []string{"."},
			want:  []string{"a.sql"},
			more: Found{Errors: []lint.FileError{
				{File: "gone.sql", Message: "cannot be read: it is a symbolic link to a file that is not there"},
				{File: "self.sql", Message: "cannot be read: it is a symbolic link that leads in a circle"},
			}},
		},
		{
			about: "what is not there",
			files: map[string]string{"q/query.sql": ""},
			paths: []string{"q/query.sq", "zzz", "q/query.sql/x"},
			more: Found{Errors: []lint.FileError{
				{File: "q/query.sq", Message: `there is no file or folder of this name: did you mean "q/query.sql"?`},
				{File: "zzz", Message: "there is no file or folder of this name"},
				{File: "q/query.sql/x", Message: "cannot be read: not a directory"},
			}},
		},
		{
			about: "a folder with a file's name, and one without SQL",
			files: map[string]string{"dir.sql/a.sql": "", "docs/readme.md": ""},
			paths: []string{"dir.sql", "docs"},
			want:  []string{"dir.sql/a.sql"},
			more:  Found{Empty: []string{"docs"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			makeRepository(t, tt.files)
			got := Find(tt.paths, config.NewLoader("", config.Known{}).ForFolder)
			if got.Settings != nil {
				t.Fatal(got.Settings)
			}
			var names []string
			for _, f := range got.Files {
				names = append(names, f.Name)
			}
			if diff := cmp.Diff(tt.want, names); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			got.Files = nil
			if diff := cmp.Diff(tt.more, got); diff != "" {
				t.Errorf("the rest (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindWithBrokenSettings(t *testing.T) {
	makeRepository(t, map[string]string{
		"a.sql": "", "bad/sqlsteward.toml": "dialekt = 1", "bad/b.sql": "", "bad/below/c.sql": "",
		"bad/good/sqlsteward.toml": "", "bad/good/d.sql": "",
	})
	got := Find([]string{".", "bad/b.sql"}, config.NewLoader("", config.Known{}).ForFolder)
	if len(got.Settings) != 1 {
		t.Errorf("%d broken settings, want 1: %v", len(got.Settings), got.Settings)
	}
	want := []File{{"a.sql", "a.sql"}, {"bad/good/d.sql", "bad/good/d.sql"}}
	if diff := cmp.Diff(want, got.Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestName(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{"./a.sql", "a.sql"},
		{"/home/q/a.sql", "q/a.sql"},
		{"/elsewhere/a.sql", "/elsewhere/a.sql"},
		{"../x/a.sql", "../x/a.sql"},
	} {
		if got := Name("/home", tt.path); got != tt.want {
			t.Errorf("Name(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}
