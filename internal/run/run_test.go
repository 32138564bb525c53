package run

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// mark is a rule that finds the word mark wherever it begins a select item, and proposes to write it in upper case.
var mark = &lint.Rule{
	Name: "mark", Severity: lint.Severities{lint.Info, lint.Warning, lint.Error},
	Check: func(p *lint.Pass) {
		at := strings.Index(p.Statement.In(p.File.Text), "mark")
		if at < 0 {
			return
		}
		span := source.Span{Start: p.Statement.Start + int32(at), End: p.Statement.Start + int32(at) + 4}
		p.Report(lint.Finding{
			Message: "marked", Span: span, Object: "mark",
			Fixes: []lint.Fix{{Title: "shout", Edits: []source.Edit{{Span: span, Text: "MARK"}}}},
		})
	},
}

// fails is a rule with a fault.
var fails = &lint.Rule{
	Name: "fails", Severity: lint.Always(lint.Warning),
	Check: func(p *lint.Pass) {
		if strings.Contains(p.File.Text, "panic") {
			panic("out of order")
		}
	},
}

func options(rules ...*lint.Rule) Options {
	return Options{Settings: config.NewLoader("", Known(rules)), Rules: rules, Jobs: 3}
}

// folder writes files into a new working directory.
func folder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func files(o Options, paths ...string) Report {
	return Files(o, walk.Find(paths, o.Settings.ForFolder), func() {})
}

func TestFilesAreInOrder(t *testing.T) {
	const n = 200
	texts, want := map[string]string{}, []string{}
	for i := range n {
		name := fmt.Sprintf("%03d.sql", i)
		texts[name] = "select mark from t" + strings.Repeat(", u", i%7)
		want = append(want, name)
	}
	texts["050.sql"] = "panic"
	want = slices.DeleteFunc(want, func(name string) bool { return name == "050.sql" })
	folder(t, texts)
	r := files(options(mark, fails), ".")
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.File.Path)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files of findings (-want +got):\n%s", diff)
	}
	if r.Summary.Files != n || r.Summary.Findings[lint.Info] != n-1 {
		t.Errorf("summary %+v", r.Summary)
	}
	if len(r.Errors) != 1 || r.Errors[0].File != "050.sql" || !strings.Contains(r.Errors[0].Message, "internal fault in rule fails") {
		t.Errorf("errors %v", r.Errors)
	}
}

// TestFaultOfWorker makes sure that a fault outside of rules costs one file too.
func TestFaultOfWorker(t *testing.T) {
	folder(t, map[string]string{"a.sql": "select 1"})
	o := options(mark)
	o.Settings = nil
	r := Files(o, walk.Found{Files: []walk.File{{Path: "a.sql", Name: "a.sql"}}}, func() {})
	if len(r.Errors) != 1 || r.Errors[0].File != "a.sql" || !strings.HasPrefix(r.Errors[0].Message, "internal fault: ") {
		t.Errorf("errors %v", r.Errors)
	}
}

func TestChoice(t *testing.T) {
	folder(t, map[string]string{
		"a.sql": "select mark", "off/sqlsteward.toml": "rules = { mark = 'off' }", "off/a.sql": "select mark",
		"led/sqlsteward.toml": "stage = 'led'\ndialect = 'mysql'", "led/a.sql": "select mark",
	})
	severities := func(change func(*Options), path string) map[lint.Severity]int {
		o := options(mark, fails)
		if change != nil {
			change(&o)
		}
		r := files(o, path)
		if len(r.Settings)+len(r.Errors) > 0 {
			t.Fatal(r.Settings, r.Errors)
		}
		return r.Summary.Findings
	}
	for _, tt := range []struct {
		about  string
		change func(*Options)
		path   string
		want   map[lint.Severity]int
	}{
		{"the settings' stage", nil, "a.sql", map[lint.Severity]int{lint.Info: 1}},
		{"another in the settings", nil, "led/a.sql", map[lint.Severity]int{lint.Error: 1}},
		{"that of the options", func(o *Options) { o.Stage = config.Driven }, "led/a.sql", map[lint.Severity]int{lint.Warning: 1}},
		{"ignored", func(o *Options) { o.Ignore = []string{"mark"} }, "a.sql", map[lint.Severity]int{}},
		{"only another", func(o *Options) { o.Only = []string{"fails"} }, "a.sql", map[lint.Severity]int{}},
		{"off", nil, "off/a.sql", map[lint.Severity]int{}},
		{"off, and asked for", func(o *Options) { o.Only = []string{"mark"} }, "off/a.sql", map[lint.Severity]int{lint.Info: 1}},
	} {
		if diff := cmp.Diff(tt.want, severities(tt.change, tt.path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.about, diff)
		}
	}

	o := options(mark, fails)
	o.Ignore = []string{"fails"}
	s, err := o.Settings.ForFolder("led")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]lint.Severity{"mark": lint.Error, "fails": lint.Off}
	if diff := cmp.Diff(want, o.Severities(s)); diff != "" {
		t.Errorf("severities (-want +got):\n%s", diff)
	}
	if in := o.input(source.NewFile("", ""), s, ""); in.Dialect != dialect.Find("mysql") {
		t.Errorf("dialect %s", in.Dialect.Name)
	}
}

func TestKnown(t *testing.T) {
	known := Known([]*lint.Rule{{Name: "r", Options: []lint.Option{
		{Name: "i", Default: 1}, {Name: "b", Default: true}, {Name: "s", Default: ""}, {Name: "l", Default: []string(nil)},
	}}})
	want := []config.RuleSpec{{Name: "r", Options: []config.OptionSpec{
		{Name: "i", Kind: config.Int}, {Name: "b", Kind: config.Bool}, {Name: "s", Kind: config.String}, {Name: "l", Kind: config.Strings},
	}}}
	if diff := cmp.Diff(want, known.Rules); diff != "" {
		t.Error(diff)
	}
	if err := known.ParseExpr("snowflake", "a / 100.0"); err != nil {
		t.Error(err)
	}
	if known.ParseExpr("snowflake", "a /") == nil || known.ParseQuery("mysql", "select from") == nil || known.ParseExpr("none", "a") == nil {
		t.Error("what cannot be parsed is accepted")
	}
}

func TestFixes(t *testing.T) {
	texts := map[string]string{"a.sql": "select mark", "sub/b.sql": "select 1; select mark", "c.sql": "select 1", ".git/HEAD": ""}
	folder(t, texts)
	o := options(mark)
	o.Fix = DiffFixes
	r := files(o, ".")
	var changed []string
	for _, c := range r.Changed {
		changed = append(changed, c.Path+": "+c.After)
	}
	if diff := cmp.Diff([]string{"a.sql: select MARK", "sub/b.sql: select 1; select MARK"}, changed); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	if r.Fixed != 2 || r.InFiles != 2 || len(r.Findings) != 2 {
		t.Errorf("fixed %d in %d, %d findings", r.Fixed, r.InFiles, len(r.Findings))
	}
	o.Fix = MakeFixes
	r = files(o, ".")
	if r.Fixed != 2 || len(r.Findings) != 0 || len(r.Errors) != 0 {
		t.Errorf("fixed %d, findings %v, errors %v", r.Fixed, r.Findings, r.Errors)
	}
	for name, want := range map[string]string{"a.sql": "select MARK", "sub/b.sql": "select 1; select MARK", "c.sql": "select 1"} {
		if got, err := os.ReadFile(name); string(got) != want || err != nil {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
}

func TestReplace(t *testing.T) {
	folder(t, map[string]string{"a.sql": "before", "other.sql": "somebody was faster"})
	if err := os.Chmod("a.sql", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.sql", "link.sql"); err != nil {
		t.Fatal(err)
	}
	if err := replace("link.sql", "before", "after"); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile("a.sql"); string(text) != "after" {
		t.Errorf("it holds %q, %v", text, err)
	}
	if info, err := os.Lstat("a.sql"); err != nil || info.Mode() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if to, err := os.Readlink("link.sql"); to != "a.sql" {
		t.Errorf("the link leads to %q, %v", to, err)
	}

	if err := replace("other.sql", "before", "after"); err == nil || !strings.Contains(err.Error(), "changed in the meantime") {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile("other.sql"); string(text) != "somebody was faster" {
		t.Errorf("it holds %q, %v", text, err)
	}
	if err := replace("gone.sql", "before", "after"); err == nil {
		t.Error("a file that is gone was written")
	}
	noneLeft(t)
}

func TestWriteFile(t *testing.T) {
	folder(t, map[string]string{"old": "old"})
	write := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return err
		}
	}
	wrong := errors.New("the power went out")
	if err := WriteFile("old", write("half of", wrong)); !errors.Is(err, wrong) {
		t.Errorf("error %v", err)
	}
	if text, err := os.ReadFile("old"); string(text) != "old" {
		t.Errorf("it holds %q, %v", text, err)
	}
	for _, name := range []string{"old", "new", os.DevNull} {
		if err := WriteFile(name, write("new", nil)); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"old", "new"} {
		if text, err := os.ReadFile(name); string(text) != "new" {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is a file now: %v", os.DevNull, err)
	}
	if err := WriteFile("missing/new", write("new", nil)); err == nil {
		t.Error("it was written to a folder that is not there")
	}
	noneLeft(t)
}

// noneLeft finds files that were written halfway.
func noneLeft(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(".sqlsteward-*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestStdin(t *testing.T) {
	folder(t, map[string]string{"q/sqlsteward.toml": "stage = 'led'\nexclude = ['old']", "bad/sqlsteward.toml": "nothing = 1"})
	o := options(mark)
	o.Fix = MakeFixes
	for _, tt := range []struct{ name, path, after string }{
		{"", StdinName, "select MARK"},
		{"q/a.sql", "q/a.sql", "select MARK"},
		{"q/old/a.sql", "q/old/a.sql", "select mark"},
		{"bad/a.sql", "bad/a.sql", "select mark"},
	} {
		r := Stdin(o, strings.NewReader("select mark"), tt.name)
		if len(r.Changed) != 1 || r.Changed[0].Path != tt.path || r.Changed[0].After != tt.after {
			t.Errorf("%q: changed %+v", tt.name, r.Changed)
		}
	}
	r := Stdin(o, iotest.ErrReader(errors.New("unplugged")), "")
	if len(r.Errors) != 1 || r.Errors[0].Message != "cannot be read: unplugged" || len(r.Changed) != 0 {
		t.Errorf("errors %v", r.Errors)
	}
}

func TestLines(t *testing.T) {
	folder(t, nil)
	const n = 3000
	var in bytes.Buffer
	for i := range n {
		switch {
		case i%100 == 7:
			in.WriteString("{}\n")
		case i == 500:
			in.WriteString(`{"id":500,"sql":"panic"}` + "\n")
		default:
			fmt.Fprintf(&in, `{"id":%d,"sql":"select %smark"}`+"\n", i, strings.Repeat("x, ", i%50))
		}
	}
	var out bytes.Buffer
	answered, err := Lines(options(mark, fails), iotest.OneByteReader(&in), &out)
	if err != nil {
		t.Fatal(err)
	}
	if answered.Refused != n/100+1 || answered.Faults != 1 || answered.Findings[lint.Info] != n-n/100-1 {
		t.Errorf("answered %+v", answered)
	}
	i := 0
	for line := range strings.Lines(out.String()) {
		want := fmt.Sprintf(`{"id":%d,`, i)
		if i%100 == 7 {
			want = fmt.Sprintf(`{"id":null,"line":%d,"error":`, i+1)
		}
		if !strings.HasPrefix(line, want) {
			t.Fatalf("answer %d is %s", i, line)
		}
		i++
	}
	if i != n {
		t.Errorf("%d answers, want %d", i, n)
	}
}

// TestLinesAnswerAtOnce makes sure that an answer does not wait for the next request.
func TestLinesAnswerAtOnce(t *testing.T) {
	folder(t, nil)
	in, requests := io.Pipe()
	answers, out := io.Pipe()
	ended := make(chan error)
	go func() {
		_, err := Lines(options(mark), in, out)
		ended <- err
	}()
	r := bufio.NewReader(answers)
	for i := range 3 {
		if _, err := fmt.Fprintf(requests, `{"id":%d,"sql":"select 1"}`+"\n", i); err != nil {
			t.Fatal(err)
		}
		line, err := r.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, fmt.Sprintf(`{"id":%d,`, i)) {
			t.Fatalf("answer %q, %v", line, err)
		}
	}
	if err := requests.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestLinesFail(t *testing.T) {
	folder(t, nil)
	unplugged := errors.New("unplugged")
	many := strings.Repeat(`{"sql":"select 1"}`+"\n", 10_000)
	if _, err := Lines(options(mark), strings.NewReader(many), brokenWriter{unplugged}); !errors.Is(err, unplugged) {
		t.Errorf("writing: error %v", err)
	}
	in := io.MultiReader(strings.NewReader(`{"id":1,"sql":"select mark"}`+"\n"), iotest.ErrReader(unplugged))
	var out bytes.Buffer
	answered, err := Lines(options(mark), in, &out)
	if !errors.Is(err, unplugged) || answered.Findings[lint.Info] != 1 || !strings.HasPrefix(out.String(), `{"id":1,`) {
		t.Errorf("reading: error %v, %+v, %s", err, answered, out.String())
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestReadLine(t *testing.T) {
	r := bufio.NewReaderSize(strings.NewReader("a\n\n"+strings.Repeat("b", 40)+"\n"+strings.Repeat("c", 41)+"\nlast"), 16)
	type line struct {
		Text string
		Long bool
	}
	var got []line
	for {
		text, long, err := readLine(r, 40)
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			break
		}
		got = append(got, line{string(text), long})
	}
	want := []line{{"a", false}, {"", false}, {strings.Repeat("b", 40), false}, {"", true}, {"last", false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
