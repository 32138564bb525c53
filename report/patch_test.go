package report

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPatch(t *testing.T) {
	tests := []struct {
		name  string
		files []Changed
		want  string
	}{
		{"none", nil, ""},
		{"unchanged", []Changed{{"a.sql", "x\n", "x\n"}}, ""},
		{
			"one line",
			[]Changed{{"q/a.sql", "x\n", "y\n"}},
			"diff --git a/q/a.sql b/q/a.sql\n--- a/q/a.sql\n+++ b/q/a.sql\n@@ -1 +1 @@\n-x\n+y\n",
		},
		{
			"no final line break",
			[]Changed{{"a.sql", "x\ny", "x\nz"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n",
		},
		{
			"a final line break more",
			[]Changed{{"a.sql", "x", "x\n"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
		},
		{
			"CRLF",
			[]Changed{{"a.sql", "x\r\ny\r\n", "x\r\nz\r\n"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,2 +1,2 @@\n x\r\n-y\r\n+z\r\n",
		},
		{
			"emptied",
			[]Changed{{"a.sql", "x\ny\n", ""}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,2 +0,0 @@\n-x\n-y\n",
		},
		{
			"filled",
			[]Changed{{"a.sql", "", "x\n"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -0,0 +1 @@\n+x\n",
		},
		{
			"context that is shared",
			[]Changed{{"a.sql", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nB\n3\n4\n5\n6\n7\n8\nI\n"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,9 +1,9 @@\n 1\n-2\n+B\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+I\n",
		},
		{
			"context that is not",
			[]Changed{{"a.sql", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "A\n2\n3\n4\n5\n6\n7\n8\nI\n"}},
			"diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,4 +1,4 @@\n-1\n+A\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+I\n",
		},
		{
			"odd names",
			[]Changed{{"a b.sql", "x\n", "y\n"}, {"ü\"\\\t.sql", "x\n", "y\n"}},
			"diff --git a/a b.sql b/a b.sql\n--- a/a b.sql\t\n+++ b/a b.sql\t\n@@ -1 +1 @@\n-x\n+y\n" +
				"diff --git \"a/\\303\\274\\\"\\\\\\011.sql\" \"b/\\303\\274\\\"\\\\\\011.sql\"\n" +
				"--- \"a/\\303\\274\\\"\\\\\\011.sql\"\n+++ \"b/\\303\\274\\\"\\\\\\011.sql\"\n@@ -1 +1 @@\n-x\n+y\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Patch(test.files)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestPatchApplies lets git judge: of files changed at random, the patch makes the one text from the other.
func TestPatchApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	names := []string{"a.sql", "with space/b c.sql", "größe/数据.sql", "quote\"d.sql", "-dash.sql", "deep/er/x.sql", " lead.sql", "trail "}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		var files []Changed
		for _, name := range names {
			before := randomText(rng)
			files = append(files, Changed{name, before, edited(rng, before)})
		}
		dir := t.TempDir()
		for _, f := range files {
			path := filepath.Join(dir, f.Path)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(f.Before), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		patch := Patch(files)
		if patch == "" {
			continue
		}
		cmd := exec.Command(git, "apply")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(patch)
		cmd.Env = []string{"HOME=" + dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CEILING_DIRECTORIES=" + filepath.Dir(dir)}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git apply: %v\n%s\n%s", err, out, patch)
		}
		for _, f := range files {
			got, err := os.ReadFile(filepath.Join(dir, f.Path))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != f.After {
				t.Fatalf("%s: %s\n%s", f.Path, cmp.Diff(f.After, string(got)), patch)
			}
		}
	}
}

// randomText is a file of few distinct lines, so that there is more than one way to tell two of them apart.
func randomText(rng *rand.Rand) string {
	lines := []string{"SELECT a", "  , b", "FROM t", "", "-- ü 数", "\tx", "--- a/a.sql", "+++ b", "@@ -1 +1 @@", "\\ no"}
	end := []string{"\n", "\r\n"}[rng.IntN(2)]
	var b strings.Builder
	for range rng.IntN(40) {
		b.WriteString(lines[rng.IntN(len(lines))] + end)
	}
	if rng.IntN(3) == 0 {
		b.WriteString("no end")
	}
	return b.String()
}

func edited(rng *rand.Rand, text string) string {
	switch rng.IntN(12) {
	case 0:
		return ""
	case 1:
		return text
	case 2:
		return strings.TrimRight(text, "\r\n")
	}
	for range 1 + rng.IntN(4) {
		from := rng.IntN(len(text) + 1)
		to := min(from+rng.IntN(12), len(text))
		text = text[:from] + []string{"", "z", "new\nlines\n", "\n"}[rng.IntN(4)] + text[to:]
	}
	return text
}

// TestPatchOfAMillionLines: what is too long to be compared is replaced whole, between what is alike at both ends.
func TestPatchOfAMillionLines(t *testing.T) {
	middle := strings.Repeat("y\n", maxDiffLines/2)
	before, after := "same\nx\n"+middle+"x\nsame\n", "same\nz\n"+middle+"z\nsame\n"
	patch := Patch([]Changed{{"a.sql", before, after}})
	if got := strings.Count(patch, "@@ -"); got != 1 {
		t.Errorf("%d hunks, want 1", got)
	}
	if !strings.HasPrefix(patch[strings.Index(patch, "@@"):], "@@ -1,200004 +1,200004 @@\n same\n-x\n-y\n") || !strings.HasSuffix(patch, "+y\n+z\n same\n") {
		t.Error("the ends are not kept")
	}
}

// TestLineDiff: the steps of a diff give both texts back.
func TestLineDiff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "\n", "\r\n", "é", "\xc3", "\xa9"})), func(s []string) string { return strings.Join(s, "") })
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var was, is strings.Builder
		for _, l := range patchLines(before, after) {
			if l.sign != '+' {
				was.WriteString(l.text)
			}
			if l.sign != '-' {
				is.WriteString(l.text)
			}
		}
		if was.String() != before || is.String() != after {
			t.Fatalf("%q and %q became %q and %q", before, after, was.String(), is.String())
		}
	})
}

// TestWordDiff: the pieces give both texts back, and what is not marked is the same in both.
func TestWordDiff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"a", "bc_1", ".", " ", "\n", "é", "(", "\xff"})), func(s []string) string { return strings.Join(s, "") })
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		was, is := wordDiff(before, after)
		if joined(was, true) != before || joined(is, true) != after {
			t.Fatalf("%q and %q became %v and %v", before, after, was, is)
		}
		if joined(was, false) != joined(is, false) {
			t.Fatalf("unmarked: %v and %v", was, is)
		}
	})
	was, is := wordDiff("SUM(o.amount_cents) AS x", "SUM(o.amount_usd) AS x")
	if diff := cmp.Diff([]piece{{text: "SUM(o."}, {"amount_cents", true}, {text: ") AS x"}}, was, cmp.AllowUnexported(piece{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]piece{{text: "SUM(o."}, {"amount_usd", true}, {text: ") AS x"}}, is, cmp.AllowUnexported(piece{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func joined(pieces []piece, all bool) string {
	var b strings.Builder
	for _, p := range pieces {
		if all || !p.marked {
			b.WriteString(p.text)
		}
	}
	return b.String()
}
