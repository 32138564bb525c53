// Package bench holds what the speed of a check is measured with: its tests print MB/s on one core, beside TiDB's parser on
// the same bytes, for a quick look while working on it. make bench compares it with more parsers.
package bench

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/rules"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Shape is a statement that grows in one direction, in which work that is not linear would show.
type Shape struct {
	Name string
	Size int // the size that it is measured at, and twice that
	// Make makes it with a size, and with the columns of the relations that it reads.
	Make func(size int) (sql string, columns map[string][]string)
}

// input is the shape as a file whose relations a catalog declares. What is wrong with it is our mistake.
func (s Shape) input(size int) lint.Input {
	sql, columns := s.Make(size)
	empty, err := catalog.New()
	if err != nil {
		panic(err)
	}
	c, err := empty.WithSchema(columns)
	if err != nil {
		panic(err)
	}
	return lint.Input{File: source.NewFile("shape.sql", sql), Dialect: dialect.Find("generic"), Catalog: c}
}

// Tracing returns a function that parses the shape and traces all its columns to their origins.
func (s Shape) Tracing(size int) func() {
	in := s.input(size)
	return func() {
		tree := parser.Parse(in.File, in.Dialect)
		analyser := lineage.New(lineage.Settings{Dialect: in.Dialect, Catalog: in.Catalog})
		for _, st := range tree.Statements {
			traced := analyser.Statement(st)
			for _, c := range traced.Columns {
				if c.Origins(); c.Unknown != "" {
					panic(c.Unknown)
				}
			}
			traced.Uses()
		}
		analyser.Release()
		tree.Release()
	}
}

// Checking returns a function that checks the shape with all rules.
func (s Shape) Checking(size int) func() {
	in := s.input(size)
	return func() {
		if result := lint.Check(in, rules.All); len(result.Errors) > 0 {
			panic(result.Errors[0].Message)
		}
	}
}

// Least is the least time that a function takes in a few runs.
func Least(runs int, run func()) time.Duration {
	took := time.Duration(math.MaxInt64)
	for range runs {
		began := time.Now()
		run()
		took = min(took, time.Since(began))
	}
	return took
}

// Allocated are the bytes that a function takes when nothing is left over from runs before.
func Allocated(run func()) uint64 {
	for range 2 { // what a pool holds outlives one collection
		runtime.GC()
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Shapes are those that analysts' tools generate.
var Shapes = []Shape{
	{"a chain of WITH parts, each selecting from the one before", 500, chain},
	{"columns of one SELECT", 5000, wide},
	{"tables of 500 columns joined under a star", 200, stars},
}

func chain(n int) (string, map[string][]string) {
	var b strings.Builder
	b.WriteString("with c0 as (select id, amount, email from raw.orders)")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, ",\nc%d as (select id, amount + %d as amount, email, count(*) over (partition by id) as n from c%d where amount > %d)", i, i, i-1, i)
	}
	fmt.Fprintf(&b, "\nselect * from c%d", n-1)
	return b.String(), map[string][]string{"raw.orders": {"id", "amount", "email"}}
}

func wide(n int) (string, map[string][]string) {
	var b strings.Builder
	names := make([]string, n)
	b.WriteString("select ")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n  ")
		}
		names[i] = fmt.Sprintf("c%d", i)
		fmt.Fprintf(&b, "coalesce(t.c%d, 0) as out%d", i, i)
	}
	b.WriteString("\nfrom raw.wide as t")
	return b.String(), map[string][]string{"raw.wide": names}
}

func stars(n int) (string, map[string][]string) {
	const width = 500
	names := make([]string, width)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	columns := map[string][]string{}
	var b strings.Builder
	b.WriteString("create table mart.all_of_it as\nselect *\nfrom raw.t0")
	for i := range n {
		columns[fmt.Sprintf("raw.t%d", i)] = names
		if i > 0 {
			fmt.Fprintf(&b, "\njoin raw.t%d on t%d.c0 = t%d.c0", i, i, i-1)
		}
	}
	return b.String(), columns
}
