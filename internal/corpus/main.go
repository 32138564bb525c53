// Command corpus measures how much of a corpus of SQL the parser understands. Its arguments are folders, whose .sql
// files it reads, and files of JSON lines with the fields id, dialect, sql and ok (whether the dialect takes the
// statement; absent where it is not known). Files below a folder dialects/NAME are read in that dialect and as generic;
// all others in the one that -dialect says. It prints a row for each dialect:
//
//	go run ./internal/corpus ../shared/corpora/dialects ../shared/corpora/statements/*.jsonl
//
// With -v it shows the first statements of a state, complete ones that should not be among them; with -kinds what kinds of
// statements are other, the most frequent first.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

func main() {
	m := measure{rows: map[string]*row{}, shown: map[string]bool{}}
	name := flag.String("dialect", "generic", "the dialect of files outside a folder dialects/NAME")
	states := flag.String("show", "partial,invalid", "the states of the statements that -v shows")
	flag.IntVar(&m.verbose, "v", 0, "show that many statements")
	flag.StringVar(&m.only, "only", "", "only lines of that dialect")
	flag.BoolVar(&m.kinds, "kinds", false, "list the kinds of the statements that are other")
	flag.StringVar(&m.ok, "ok", "", "only lines whose ok is true, false or unknown")
	flag.Parse()
	for s := range strings.SplitSeq(*states, ",") {
		m.shown[s] = true
	}
	m.dialect = dialect.Find(*name)
	if m.dialect == nil {
		fail(fmt.Errorf("no dialect is called %s", *name))
	}
	for _, path := range flag.Args() {
		var err error
		if filepath.Ext(path) == ".jsonl" {
			err = m.lines(path)
		} else {
			err = m.folder(path)
		}
		if err != nil {
			fail(err)
		}
	}
	m.print()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "corpus:", err)
	os.Exit(2)
}

// A measure counts statements by the row they belong to.
type measure struct {
	dialect *dialect.Dialect
	only    string
	ok      string
	kinds   bool
	verbose int
	shown   map[string]bool // the states shown
	rows    map[string]*row
}

// A row counts the statements of one dialect by their states.
type row struct {
	files, bytes int
	states       [4]int
	kinds        map[string]int // of the statements that are other
	took         time.Duration
}

// folder reads the .sql files below a folder.
func (m *measure) folder(root string) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := folderDialect(path)
		d := dialect.Find(name)
		switch {
		case name == "":
			m.read(m.dialect.Name, m.dialect, path, string(text))
		case d != nil && m.dialect.Name == "generic":
			m.read(name, d, path, string(text))
			m.read(name+" as generic", m.dialect, path, string(text))
		default:
			m.read(name+" as "+m.dialect.Name, m.dialect, path, string(text))
		}
		return nil
	})
}

// folderDialect is the NAME of the folder dialects/NAME that a file is in; "" when it is in none.
func folderDialect(path string) string {
	parts := strings.Split(filepath.ToSlash(path), "/")
	if i := slices.Index(parts, "dialects"); i >= 0 && i+2 < len(parts) {
		return parts[i+1]
	}
	return ""
}

// lines reads a file of JSON lines.
func (m *measure) lines(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	const longest = 64 << 20 // bytes
	in := bufio.NewScanner(f)
	in.Buffer(nil, longest)
	for n := 1; in.Scan(); n++ {
		var line struct {
			ID, Dialect, SQL string
			OK               *bool
		}
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
		ok := "unknown"
		if line.OK != nil {
			ok = fmt.Sprint(*line.OK)
		}
		if m.only != "" && m.only != line.Dialect || m.ok != "" && m.ok != ok {
			continue
		}
		d := dialect.Find(line.Dialect)
		if d == nil {
			d = dialect.Find("generic")
		}
		m.read(fmt.Sprintf("%s, ok %s", line.Dialect, ok), d, fmt.Sprintf("%s:%d", path, n), line.SQL)
	}
	return in.Err()
}

// read parses a text and counts its statements in a row.
func (m *measure) read(key string, d *dialect.Dialect, path, text string) {
	r := m.rows[key]
	if r == nil {
		r = &row{kinds: map[string]int{}}
		m.rows[key] = r
	}
	r.files++
	r.bytes += len(text)
	start := time.Now()
	t := parser.Parse(source.NewFile(path, text), d)
	r.took += time.Since(start)
	states, number := t.States(), 0
	for _, state := range states {
		r.states[state]++
	}
	for _, s := range t.Statements {
		if o, ok := s.Body.(*ast.Other); ok && s.Number > number && states[s.Number-1] == ast.OtherState {
			r.kinds[o.Kind]++
			number = s.Number
		}
		if m.verbose > 0 && m.shown[s.State.String()] {
			m.verbose--
			show(t, s)
		}
	}
}

func (m *measure) print() {
	fmt.Printf("%-24s %6s %9s %8s %8s %6s %11s %6s\n", "", "files", "complete", "partial", "invalid", "other", "% complete", "MB/s")
	for _, key := range slices.Sorted(maps.Keys(m.rows)) {
		r := m.rows[key]
		read := r.states[ast.Complete] + r.states[ast.Partial] + r.states[ast.Invalid]
		fmt.Printf("%-24s %6d %9d %8d %8d %6d %11.2f %6.1f\n", key, r.files, r.states[ast.Complete], r.states[ast.Partial],
			r.states[ast.Invalid], r.states[ast.OtherState], 100*float64(r.states[ast.Complete])/float64(max(read, 1)),
			float64(r.bytes)/1e6/r.took.Seconds())
		if m.kinds {
			list(r.kinds)
		}
	}
}

// list prints kinds of statements with their counts.
func list(kinds map[string]int) {
	names := slices.SortedFunc(maps.Keys(kinds), func(a, b string) int {
		return cmp.Or(kinds[b]-kinds[a], strings.Compare(a, b))
	})
	for _, name := range names {
		fmt.Printf("%8d  %s\n", kinds[name], name)
	}
}

// show prints a statement with its first errors and opaques; of a long one what stands around its first error.
func show(t *parser.Tree, s *ast.Statement) {
	const most, width = 2, 400
	fmt.Printf("--- %s [%s]\n", t.File.Path, s.State)
	for i, e := range s.Errors {
		if i < most {
			p := t.File.Position(e.Start)
			fmt.Printf("    %d:%d %s (certain: %v)\n", p.Line, p.Column, e.Message, e.Certain)
		}
	}
	for i, o := range s.Opaques {
		if i < most {
			fmt.Printf("    opaque: %.120q\n", o.In(t.File.Text))
		}
	}
	text := s.In(t.File.Text)
	if len(text) > width {
		at := 0
		if len(s.Errors) > 0 {
			at = max(0, int(s.Errors[0].Start-s.Start)-width/2)
		}
		text = text[at:min(len(text), at+width)]
	}
	fmt.Println(strings.ToValidUTF8(text, "?"))
}
