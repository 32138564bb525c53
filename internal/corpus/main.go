// Command corpus measures how much of a corpus of SQL the parser understands: files below a folder, or the lines of a
// JSON-lines file with dialect and sql.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

var (
	verbose = flag.Int("v", 0, "show that many statements that are not complete")
	name    = flag.String("dialect", "generic", "the dialect of files")
	only    = flag.String("only", "", "jsonl: only lines of that dialect")
	okOnly  = flag.String("ok", "", "jsonl: only lines whose ok is true, false or null")
	showOk  = flag.Bool("accepted", false, "show complete statements instead")
)

type counts struct{ files, complete, partial, invalid, other, bytes int }

func main() {
	flag.Parse()
	total := map[string]*counts{}
	start := time.Now()
	shown := 0
	see := func(key string, d *dialect.Dialect, path, text string) {
		c := total[key]
		if c == nil {
			c = &counts{}
			total[key] = c
		}
		c.files++
		c.bytes += len(text)
		t := parser.Parse(source.NewFile(path, text), d)
		for _, s := range t.Statements {
			switch s.State {
			case ast.Complete:
				c.complete++
			case ast.Partial:
				c.partial++
			case ast.Invalid:
				c.invalid++
			default:
				c.other++
			}
			bad := s.State == ast.Partial || s.State == ast.Invalid
			if bad != *showOk && shown < *verbose {
				shown++
				show(t, s)
			}
		}
	}
	for _, arg := range flag.Args() {
		if strings.HasSuffix(arg, ".jsonl") {
			lines(arg, see)
			continue
		}
		_ = filepath.WalkDir(arg, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(path) != ".sql" {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return nil
			}
			d := dialect.Find(*name)
			see(d.Name, d, path, string(text))
			return nil
		})
	}
	var keys []string
	for k := range total {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		c := total[k]
		n := c.complete + c.partial + c.invalid
		fmt.Printf("%-20s files %5d  complete %6d  partial %5d  invalid %4d  other %5d  %6.2f%%\n", k, c.files, c.complete, c.partial, c.invalid, c.other, 100*float64(c.complete)/float64(max(n, 1)))
	}
	fmt.Fprintln(os.Stderr, time.Since(start))
}

func lines(path string, see func(string, *dialect.Dialect, string, string)) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		var row struct {
			ID, Dialect, SQL string
			OK               *bool
		}
		if json.Unmarshal(in.Bytes(), &row) != nil {
			continue
		}
		if *only != "" && row.Dialect != *only {
			continue
		}
		d := dialect.Find(row.Dialect)
		if d == nil {
			d = dialect.Find("generic")
		}
		ok := "null"
		if row.OK != nil {
			ok = fmt.Sprint(*row.OK)
		}
		if *okOnly != "" && *okOnly != ok {
			continue
		}
		see(row.Dialect+"/"+ok, d, row.ID, row.SQL)
	}
}

func show(t *parser.Tree, s *ast.Statement) {
	fmt.Printf("--- %s [%s]\n", t.File.Path, s.State)
	text := s.In(t.File.Text)
	for i, e := range s.Errors {
		if i < 2 {
			p := t.File.Position(e.Start)
			fmt.Printf("    %d:%d %s (certain %v)\n", p.Line, p.Column, e.Message, e.Certain)
		}
	}
	for i, o := range s.Opaques {
		if i < 2 {
			fmt.Printf("    opaque: %.120q\n", o.In(t.File.Text))
		}
	}
	if len(text) > 400 {
		at := 0
		if len(s.Errors) > 0 {
			at = max(0, int(s.Errors[0].Start-s.Start)-150)
		}
		text = text[at:min(len(text), at+400)]
	}
	fmt.Println(text)
}
