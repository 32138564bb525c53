package report

import (
	"bufio"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sqlsteward/sqlsteward/source"
)

func framed(text string, span source.Span, width int) string {
	var b strings.Builder
	out := bufio.NewWriter(&b)
	p := newPrinter(out, newStyles(out, ColorNever), Options{Width: width})
	f := source.NewFile("a.sql", text)
	p.frame(f, span, 2, "^", lipgloss.NewStyle())
	_ = out.Flush() // a strings.Builder takes everything
	return b.String()
}

func TestFrame(t *testing.T) {
	long := strings.Repeat("a, ", 40) + "bad" + strings.Repeat(", z", 40)
	tests := []struct {
		name string
		text string // the span stands between « and »
		want string
	}{
		{"one word", "SELECT «x» FROM t", " 1 │ SELECT x FROM t\n   │        ^\n"},
		{"second line", "SELECT 1\nFROM «raw.orders» o\nWHERE 1\n", " 2 │ FROM raw.orders o\n   │      ^^^^^^^^^^\n"},
		{"tab", "\tSELECT\t«x»", " 1 │     SELECT    x\n   │               ^\n"},
		{"wide characters", "SELECT 顧客, «名前» FROM t", " 1 │ SELECT 顧客, 名前 FROM t\n   │              ^^^^\n"},
		{"emoji of several characters", "SELECT '👩\u200d💻🇩🇪', «x»", " 1 │ SELECT '👩\u200d💻🇩🇪', x\n   │                ^\n"},
		{"combining mark", "SELECT 'cafe\u0301', «re\u0301sume\u0301»", " 1 │ SELECT 'cafe\u0301', re\u0301sume\u0301\n   │                ^^^^^^\n"},
		{"two lines", "SELECT «a,\n  b» FROM t", " 1 │ SELECT a,\n   │        ^^\n 2 │   b FROM t\n   │   ^\n"},
		{"three lines", "«a\nb\nc»", " 1 │ a\n   │ ^\n 2 │ b\n   │ ^\n 3 │ c\n   │ ^\n"},
		{"five lines", "x «a\n  b\n  c\n  d\n  e» f", " 1 │ x a\n   │   ^\n   ┆ 3 more lines\n 5 │   e f\n   │   ^\n"},
		{"line break at the end", "«FROM t\r\n»WHERE 1", " 1 │ FROM t\n   │ ^^^^^^\n"},
		{"CRLF", "SELECT a,\r\n  «b»\r\n", " 2 │   b\n   │   ^\n"},
		{"lone CR", "SELECT a,\r  «b»\r", " 2 │   b\n   │   ^\n"},
		{"nothing, in a line", "SELECT «»FROM t", " 1 │ SELECT FROM t\n   │        ^\n"},
		{"behind the last line", "SELECT (\n«»", " 1 │ SELECT (\n 2 │\n   │ ^\n"},
		{"behind the last character", "SELECT («»", " 1 │ SELECT (\n   │         ^\n"},
		{"in a line break", "SELECT (\r«»\n", " 1 │ SELECT (\n   │         ^\n"},
		{"only white space", "SELECT «  »1", " 1 │ SELECT   1\n   │        ^\n"},
		{"byte order mark", "\ufeff«SELECT» 1", " 1 │ SELECT 1\n   │ ^^^^^^\n"},
		{"escape sequence", "'\x1b[31m' «x»", " 1 │ '␛[31m' x\n   │         ^\n"},
		{"invalid UTF-8", "'\xff\xfe' «x»", " 1 │ '��' x\n   │      ^\n"},
		{"hidden characters", "a\u200b = «x»", " 1 │ a� = x\n   │      ^\n"},
		{
			"long line", strings.Replace(long, "bad", "«bad»", 1),
			" 1 │ …a, a, a, a, a, bad, z, z, z, z, z…\n   │                 ^^^\n",
		},
		{"start of a long line", "«bad»" + long, " 1 │ bada, a, a, a, a, a, a, a, a, a, a…\n   │ ^^^\n"},
		{"end of a long line", long + "«bad»", " 1 │ …z, z, z, z, z, z, z, z, z, z, zbad\n   │                                 ^^^\n"},
		{"long span", "x = «" + long + "»", " 1 │ x = a, a, a, a, a, a, a, a, a, a, …\n   │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"},
		{
			"long span in a long line", long + "«" + long + "»" + long,
			" 1 │ …, za, a, a, a, a, a, a, a, a, a, …\n   │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
		},
		{
			"empty span in a long line", long + "«»" + long,
			" 1 │ …z, z, z, z, z, za, a, a, a, a, a,…\n   │                  ^\n",
		},
		{
			"wide characters cut", strings.Repeat("表", 40) + "«x»" + strings.Repeat("表", 40),
			" 1 │ …表表表表表表表表x表表表表表表表表…\n   │                  ^\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(test.text, "«")
			in, behind, ok := strings.Cut(rest, "»")
			if !ok {
				t.Fatal("no span")
			}
			span := source.Span{Start: int32(len(before)), End: int32(len(before) + len(in))}
			if diff := cmp.Diff(test.want, framed(before+in+behind, span, 40)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestFrameMarksTheSpan: whatever the line holds and wherever it is cut, the carets stand under the span's text.
func TestFrameMarksTheSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "bc", " ", ", ", "\t", "表", "é", "🙂", "long_identifier"}), 0, 60)
		before := strings.Join(words.Draw(t, "before"), "")
		in := "[" + strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"x", "値", "_"}), 0, 8).Draw(t, "in"), "") + "]"
		text := before + in + strings.Join(words.Draw(t, "behind"), "")
		span := source.Span{Start: int32(len(before)), End: int32(len(before) + len(in))}

		lines := strings.Split(framed(text, span, 60), "\n")
		carets := strings.TrimLeft(lines[1], " │")
		at := columns.StringWidth(lines[1]) - len(carets)
		shown := columns.TruncateLeft(lines[0], at, "")
		if !strings.HasPrefix(shown, in) || columns.StringWidth(in) != len(carets) {
			t.Fatalf("%q is not what is marked in\n%s\n%s", in, lines[0], lines[1])
		}
	})
}

// TestFrameOfHugeLine: a line of megabytes costs no more than what is shown of it.
func TestFrameOfHugeLine(t *testing.T) {
	text := strings.Repeat("é, ", 1<<20) + "bad" + strings.Repeat(", é", 1<<20)
	at := int32(strings.Index(text, "bad"))
	p := linePieces(source.NewFile("a.sql", text), 1, source.Span{Start: at, End: at + 3}, 640)
	for _, piece := range p {
		if len(piece.text) > 650 || !utf8.ValidString(piece.text) {
			t.Errorf("%d bytes kept", len(piece.text))
		}
	}
	if got := framed(text, source.Span{Start: at, End: at + 3}, 40); !strings.Contains(got, "é, bad, é") {
		t.Errorf("the span is not in sight:\n%s", got)
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text         string
		width, first int
		want         []string
	}{
		{"", 10, 0, []string{""}},
		{"one two three", 20, 0, []string{"one two three"}},
		{"one two three", 13, 0, []string{"one two three"}},
		{"one two three", 12, 0, []string{"one two", "three"}},
		{"one two three", 9, 6, []string{"one", "two three"}},
		{"one two three", 9, -4, []string{"one two three"}},
		{"unbreakable is long", 6, 0, []string{"unbreakable", "is", "long"}},
		{"データ の 名前", 9, 0, []string{"データ の", "名前"}},
		{"a\nb\x1bc", 9, 0, []string{"a b␛c"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, wrap(test.text, test.width, test.first)); diff != "" {
			t.Errorf("wrap(%q, %d, %d): -want +got\n%s", test.text, test.width, test.first, diff)
		}
	}
}
