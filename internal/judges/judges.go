// Package judges compares what sqlsteward reads with what parsers of others read, one for each of seven dialects: whether a
// statement is accepted, which relations it reads and writes, and which columns it refers to. It is a module of its
// own, so that nobody who uses sqlsteward downloads the judges.
//
// A judge is no truth: where it differs from ours, differences.toml says who is right and why.
package judges

import (
	"maps"
	"slices"
	"strings"

	pg "github.com/sqlc-dev/oliphant"
	googlesql "github.com/sqlc-dev/zetajones/parser"
)

// A Judge is a parser of others for one dialect.
type Judge struct {
	Name    string // of the library
	Dialect string
	// Read reads a text of one statement or more. The error says why it is rejected.
	Read func(sql string) (*Reading, error)
	// Parse only parses it.
	Parse func(sql string) error
}

// All are the judges.
var All = []Judge{
	{Name: "tidb", Dialect: "mysql", Read: readMySQL, Parse: alone(parseMySQL)},
	{Name: "oliphant", Dialect: "postgres", Read: readPostgres, Parse: alone(pg.Parse)},
	{Name: "zetajones", Dialect: "bigquery", Read: readBigQuery, Parse: alone(googlesql.ParseScript)},
	{Name: "darkwing", Dialect: "duckdb", Read: readDuckDB, Parse: alone(parseDuckDB)},
	{Name: "meyer", Dialect: "sqlite", Read: readSQLite, Parse: alone(parseSQLite)},
	{Name: "doubleclick", Dialect: "clickhouse", Read: readClickHouse, Parse: alone(parseClickHouse)},
	{Name: "teesql", Dialect: "tsql", Read: readTSQL, Parse: alone(parseTSQL)},
}

// alone is a parser whose tree nobody looks at.
func alone[Tree any](parse func(sql string) (Tree, error)) func(sql string) error {
	return func(sql string) error {
		_, err := parse(sql)
		return err
	}
}

// A Reading is what a text says. Names are dotted and in lower case.
type Reading struct {
	// Reads are the relations it reads, without common table expressions and without what it changes; Writes are those
	// that it makes, fills or changes.
	Reads, Writes Names
	// Columns are the references to columns as written: in values, and as the targets of assignments.
	Columns Names
	// Data is set when one of its statements reads or writes data; of others, nothing above is told.
	Data bool
}

// Names is a set of dotted names.
type Names map[string]bool

func (n *Names) add(parts ...string) {
	parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return
	}
	if *n == nil {
		*n = Names{}
	}
	(*n)[strings.ToLower(strings.Join(parts, "."))] = true
}

// without are the names that another set lacks, sorted.
func (n Names) without(other Names) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(n)) {
		if !other[name] {
			out = append(out, name)
		}
	}
	return out
}
