package source_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/source"
)

func TestPosition(t *testing.T) {
	const text = "ab\ncdé\r\n漢字x\ry\n"
	f := source.NewFile("a.sql", text)
	for _, c := range []struct {
		at   int
		want source.Position
	}{
		{0, source.Position{Line: 1, Column: 1}},
		{2, source.Position{Line: 1, Column: 3}},
		{3, source.Position{Line: 2, Column: 1}},
		{7, source.Position{Line: 2, Column: 4}}, // behind é, which takes two bytes
		{strings.Index(text, "x"), source.Position{Line: 3, Column: 3}},
		{strings.Index(text, "y"), source.Position{Line: 4, Column: 1}},
		{len(text), source.Position{Line: 5, Column: 1}},
		{len(text) + 99, source.Position{Line: 5, Column: 1}},
		{-1, source.Position{Line: 1, Column: 1}},
	} {
		if got := f.Position(int32(c.at)); got != c.want {
			t.Errorf("Position(%d) = %v, want %v", c.at, got, c.want)
		}
	}
}

func TestPositionBehindAByteOrderMark(t *testing.T) {
	f := source.NewFile("a.sql", "\ufeffab\nc")
	for at, want := range map[int32]source.Position{0: {Line: 1, Column: 1}, 3: {Line: 1, Column: 1}, 4: {Line: 1, Column: 2}, 6: {Line: 2, Column: 1}} {
		if got := f.Position(at); got != want {
			t.Errorf("Position(%d) = %v, want %v", at, got, want)
		}
	}
}

func TestCursor(t *testing.T) {
	for _, text := range []string{"ab\ncdé\r\n漢字x\ry\n", "\ufeffab\nc", "", "aé漢b"} {
		f := source.NewFile("a.sql", text)
		starts := []int32{int32(len(text)), 0} // back to the front, and then over each character
		for at := range text {
			starts = append(starts, int32(at), int32(at))
		}
		c := source.Cursor{File: f}
		for _, at := range starts {
			if got, want := c.Position(at), f.Position(at); got != want {
				t.Errorf("%q: the cursor has %v at %d, the file %v", text, got, at, want)
			}
		}
	}
}

func TestLines(t *testing.T) {
	for text, want := range map[string][]string{
		"":            {""},
		"a":           {"a"},
		"a\n":         {"a"},
		"a\n\nb":      {"a", "", "b"},
		"a\r\nb\rc\n": {"a", "b", "c"},
	} {
		f := source.NewFile("a.sql", text)
		var got []string
		for n := 1; n <= f.Lines(); n++ {
			got = append(got, f.Line(n).In(text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func edit(start, end int32, text string) source.Edit {
	return source.Edit{Span: source.Span{Start: start, End: end}, Text: text}
}

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []source.Edit
		want  string
	}{
		{"none", nil, "hello world"},
		{"in any order", []source.Edit{edit(6, 11, "all"), edit(0, 5, "bye")}, "bye all"},
		{"insertions at one place keep their order", []source.Edit{edit(5, 5, ","), edit(5, 5, " dear")}, "hello, dear world"},
		{"an insertion at the end of a replacement", []source.Edit{edit(5, 5, "!"), edit(0, 5, "bye")}, "bye! world"},
		{"deletion", []source.Edit{edit(5, 11, "")}, "hello"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := source.Apply("hello world", c.edits)
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
	for _, bad := range [][]source.Edit{
		{edit(0, 5, ""), edit(4, 6, "")}, {edit(0, 12, "")}, {edit(3, 2, "")}, {edit(-1, 2, "")},
	} {
		if got, err := source.Apply("hello world", bad); err == nil {
			t.Errorf("%v gives %q, want an error", bad, got)
		}
	}
}

func TestConflict(t *testing.T) {
	for _, c := range []struct {
		a, b source.Edit
		want bool
	}{
		{edit(0, 2, ""), edit(2, 4, ""), false},
		{edit(0, 3, ""), edit(2, 4, ""), true},
		{edit(2, 2, "x"), edit(2, 2, "y"), true},
		{edit(2, 2, "x"), edit(1, 4, ""), true},
		{edit(2, 2, "x"), edit(2, 4, ""), false},
		{edit(1, 1, "x"), edit(2, 2, "y"), false},
	} {
		if got := source.Conflict(c.a, c.b); got != c.want || source.Conflict(c.b, c.a) != c.want {
			t.Errorf("Conflict(%v, %v) = %v", c.a, c.b, got)
		}
	}
}

// FuzzApply holds that bytes outside the edits never change.
func FuzzApply(f *testing.F) {
	f.Add("select a from b", int32(7), int32(8), "x", int32(14), int32(15), "yy")
	f.Fuzz(func(t *testing.T, text string, s1, e1 int32, t1 string, s2, e2 int32, t2 string) {
		got, err := source.Apply(text, []source.Edit{edit(s1, e1, t1), edit(s2, e2, t2)})
		if err != nil {
			return
		}
		if s1 > s2 || s1 == s2 && e1 > e2 {
			s1, e1, t1, s2, e2, t2 = s2, e2, t2, s1, e1, t1
		}
		if want := text[:s1] + t1 + text[e1:s2] + t2 + text[e2:]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}
