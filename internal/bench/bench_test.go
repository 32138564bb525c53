package bench

import (
	_ "embed"
	"strings"
	"testing"
	"time"

	tidb "github.com/pingcap/tidb/pkg/parser"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/rules"
	"github.com/sqlsteward/sqlsteward/source"
)

// analyst are queries as analysts write them, which the generic grammar and TiDB's parser both read completely.
//
//go:embed testdata/analyst.sql
var analyst string

// corpus is a file of about 200 kB of them.
var corpus = strings.Repeat(analyst, 200_000/len(analyst)+1)

// declared is a catalog by which the rules have something to say.
const declared = `
[layers]
raw = ["shop.*"]
derived = ["analytics.*"]

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
`

func TestCorpusIsReadCompletely(t *testing.T) {
	for _, name := range []string{"generic", "mysql"} {
		for _, s := range parser.Parse(source.NewFile("analyst.sql", analyst), dialect.Find(name)).Statements {
			if s.State != ast.Complete {
				t.Errorf("%s: %v: %.60s", name, s.State, s.In(analyst))
			}
		}
	}
	if _, _, err := tidb.New().ParseSQL(analyst); err != nil {
		t.Error(err)
	}
}

func BenchmarkLex(b *testing.B) {
	run(b, func() { token.Release(token.Lex(corpus, dialect.Find("generic"))) })
}

func BenchmarkParseGeneric(b *testing.B) {
	run(b, func() { parser.Parse(source.NewFile("a.sql", corpus), dialect.Find("generic")).Release() })
}

func BenchmarkParseMySQL(b *testing.B) {
	run(b, func() { parser.Parse(source.NewFile("a.sql", corpus), dialect.Find("mysql")).Release() })
}

func BenchmarkParseTiDBAlone(b *testing.B) {
	p := tidb.New()
	run(b, func() {
		if _, _, err := p.ParseSQL(corpus); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkCheckGeneric(b *testing.B) { check(b, "generic") }

func BenchmarkCheckMySQL(b *testing.B) { check(b, "mysql") }

func check(b *testing.B, name string) {
	declarations, err := catalog.Read(".", "catalog.toml", declared, catalog.Parsers{})
	if err != nil {
		b.Fatal(err)
	}
	cat, err := catalog.New(declarations)
	if err != nil {
		b.Fatal(err)
	}
	in := lint.Input{Dialect: dialect.Find(name), Catalog: cat, Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	run(b, func() {
		in.File = source.NewFile("a.sql", corpus)
		if r := lint.Check(in, rules.All); len(r.Errors) > 0 {
			b.Fatal(r.Errors)
		}
	})
}

func run(b *testing.B, f func()) {
	b.SetBytes(int64(len(corpus)))
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
}
