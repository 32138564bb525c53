// Command speed measures how fast sqlsteward lexes, parses and checks, and how fast parsers of others parse the same
// files, in one run on one core. It prints the table, and with -write writes it into a page:
//
//	go run ./speed -write ../../docs/benchmarks.md
//
// The files are made up by a seed (generate.go), so that everybody measures the same ones: queries as analysts write
// them, about 4 kB a file, of which those are kept that the judge accepts and we read completely.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/internal/judges"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/rules"
	"github.com/sqlsteward/sqlsteward/source"
)

// declared is a catalog by which the rules have something to say.
const declared = `
[layers]
raw = ["shop.*", "billing.*", "crm.*"]
derived = ["analytics.*", "mart.*"]

[[dataset]]
name = "analytics.fct_orders"
replaces = "shop.orders"
rows = "same"
columns = "some"
  [[dataset.column]]
  name = "order_id"
  from = "id"
  [[dataset.column]]
  name = "customer_id"
  [[dataset.column]]
  name = "status"
  [[dataset.column]]
  name = "amount"
`

func main() {
	page := flag.String("write", "", "the page to write")
	rounds := flag.Int("rounds", 7, "how often everything is measured; the best counts")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	if err := run(*page, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

func run(page string, rounds int) error {
	cat, err := readCatalog()
	if err != nil {
		return err
	}
	var rows []*row
	for i := range judges.All {
		for _, name := range readAs(&judges.All[i]) {
			r, err := newRow(&judges.All[i], dialect.Find(name), cat)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
	}
	for range rounds { // everything once a round, so that a busy machine is busy for all
		for _, r := range rows {
			for _, c := range r.contenders() {
				c.measure(r.files)
			}
		}
	}
	table := render(rows)
	fmt.Print(table)
	if page == "" {
		return nil
	}
	profile, err := profiled(rows)
	if err != nil {
		return err
	}
	return write(page, table, growth(), profile)
}

// readAs are the dialects as which we read the files of a judge. TiDB's parser is our own front end for MySQL, so that
// its files are read as generic SQL too, by our grammar.
func readAs(j *judges.Judge) []string {
	if j.Dialect == "mysql" {
		return []string{"generic", "mysql"}
	}
	return []string{j.Dialect}
}

func readCatalog() (*catalog.Catalog, error) {
	declarations, err := catalog.Read(".", "catalog.toml", declared, catalog.Parsers{})
	if err != nil {
		return nil, err
	}
	return catalog.New(declarations)
}

// A row compares a judge and us on the files of one dialect.
type row struct {
	judge   *judges.Judge
	dialect *dialect.Dialect
	files   []string

	theirs, lex, parse, check contender
}

// A contender does one thing with a file.
type contender struct {
	do   func(text string)
	best float64 // MB/s
}

// measure goes through the files until enough time is over.
func (c *contender) measure(files []string) {
	const least = 200 * time.Millisecond
	runtime.GC()
	start, bytes := time.Now(), 0
	for time.Since(start) < least {
		for _, f := range files {
			c.do(f)
			bytes += len(f)
		}
	}
	c.best = max(c.best, float64(bytes)/1e6/time.Since(start).Seconds())
}

func (r *row) contenders() []*contender {
	return []*contender{&r.theirs, &r.lex, &r.parse, &r.check}
}

const (
	made     = 600  // statements a dialect
	fileSize = 4000 // bytes, about
)

func newRow(j *judges.Judge, d *dialect.Dialect, cat *catalog.Catalog) (*row, error) {
	r := &row{judge: j, dialect: d}
	var file strings.Builder
	for _, s := range statements(j.Dialect, made) {
		if j.Parse(s) != nil || !complete(s, r.dialect) {
			continue
		}
		file.WriteString(s + ";\n\n")
		if file.Len() > fileSize {
			r.files = append(r.files, file.String())
			file.Reset()
		}
	}
	for _, f := range r.files {
		if err := j.Parse(f); err != nil {
			return nil, fmt.Errorf("%s takes each statement of a file, but not the file: %w", j.Name, err)
		}
	}
	in := lint.Input{Dialect: r.dialect, Catalog: cat, Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	r.theirs.do = func(text string) { _ = j.Parse(text) } // accepted above
	r.lex.do = func(text string) { token.Release(token.Lex(text, r.dialect)) }
	r.parse.do = func(text string) { parser.Parse(source.NewFile("a.sql", text), r.dialect).Release() }
	r.check.do = func(text string) {
		in.File = source.NewFile("a.sql", text)
		lint.Check(in, rules.All)
	}
	return r, nil
}

func complete(sql string, d *dialect.Dialect) bool {
	t := parser.Parse(source.NewFile("", sql), d)
	return !slices.ContainsFunc(t.Statements, func(s *ast.Statement) bool { return s.State != ast.Complete })
}
