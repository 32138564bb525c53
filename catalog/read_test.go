package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
)

func TestRead(t *testing.T) {
	const text = `
[layers]
raw     = ["raw.*",
           "*_replica.*"]
derived = "analytics.*"

[[dataset]]
name     = "analytics.fct_orders"
owner    = "data-platform"
status   = "deprecated"
replaced-by = "analytics.orders"
layer    = "derived"
grain    = ["order_id"]
replaces = "raw.orders"
rows     = "same"
sql      = "select 1"
description = "one row an order"
  [[dataset.column]]
  name = "amount_usd"
  from = "amount_cents / 100.0"
  type = "numeric(12, 2)"
  description = "in US dollars"
  [[dataset.column]]
  name = "customer_email"
  from = """
email"""
  personal = "user.contact.email"
  [[dataset.column]]
  name = "status"
  personal = false

[[metric]]
name = "revenue"
sql  = "sum(amount_usd)"
of   = "analytics.fct_orders"
`
	got, err := Read("dir/c.toml", "c.toml", text, Parsers{})
	if err != nil {
		t.Fatal(err)
	}
	at := func(line int) Origin { return Origin{Where: "c.toml", Line: line, Trust: Declared} }
	want := Declarations{
		Patterns: []Pattern{
			{Text: "raw.*", Layer: "raw", Origin: at(3)},
			{Text: "*_replica.*", Layer: "raw", Origin: at(4)},
			{Text: "analytics.*", Layer: "derived", Origin: at(5)},
		},
		Datasets: []*Dataset{{
			Name: Name{"analytics", "fct_orders"}, Owner: "data-platform", Status: Deprecated,
			ReplacedBy: Name{"analytics", "orders"}, Layer: "derived", Grain: []string{"order_id"},
			Replaces: []Name{{"raw", "orders"}}, SameRows: true, SQL: Snippet{"select 1", "c.toml", 16},
			Description: "one row an order",
			Columns: []Column{
				{
					Name: "amount_usd", From: Snippet{"amount_cents / 100.0", "c.toml", 20}, Type: "numeric(12, 2)",
					Description: "in US dollars", Origin: at(18),
				},
				{
					Name: "customer_email", From: Snippet{"email", "c.toml", 25},
					Personal: Personal{Declared: true, Class: "user.contact.email"}, Origin: at(23),
				},
				{Name: "status", Personal: Personal{Declared: true}, Origin: at(28)},
				{Name: "order_id", Origin: at(13)},
			},
			Origin: at(7),
		}},
		Metrics: []Metric{{Name: "revenue", SQL: Snippet{"sum(amount_usd)", "c.toml", 34}, Of: Name{"analytics", "fct_orders"}, Origin: at(32)}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Pattern{}, Dataset{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadUniqueNullAndSchemas(t *testing.T) {
	const text = `
[[schema]]
name = "analytics"

[[dataset]]
name   = "analytics.dim_users"
unique = ["email", "tenant_id, Login"]
  [[dataset.column]]
  name = "email"
  nullable = true
  [[dataset.column]]
  name = "tenant_id"
  nullable = false
  [[dataset.column]]
  name = "login"
`
	found, err := Read("c.toml", "c.toml", text, Parsers{})
	if err != nil {
		t.Fatal(err)
	}
	d := found.Datasets[0]
	if diff := cmp.Diff([][]string{{"email"}, {"tenant_id", "Login"}}, d.Unique); diff != "" {
		t.Errorf("unique: -want +got:\n%s", diff)
	}
	for i, want := range []Null{Nullable, NotNull, MaybeNull} {
		if got := d.Columns[i].Null; got != want {
			t.Errorf("%s: null = %v, want %v", d.Columns[i].Name, got, want)
		}
	}
	c, err := New(found)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"analytics.x": true, "prod.Analytics.x": true, "raw.x": false, "x": false, "analytics.raw.x": false,
	} {
		if _, got := c.AllDeclared(strings.Split(name, ".")); got != want {
			t.Errorf("AllDeclared(%s) = %v, want %v", name, got, want)
		}
	}
}

func TestReadCompleteness(t *testing.T) {
	tests := []struct {
		name, text, columns string
		complete            bool
	}{
		{"no columns", "", "", false},
		{"only a grain", "grain = 'id'", "id", false},
		{"columns", "column = [{name='a'}, {name='b'}]", "a b", true},
		{"columns with the grain", "grain = ['ID']\ncolumn = [{name='id'}, {name='b'}]", "id b", true},
		{"some columns", "columns = 'some'\ncolumn = [{name='a'}]", "a", false},
		{"all columns", "columns = 'all'\ncolumn = [{name='a'}]", "a", true},
		{"columns without the grain", "grain = ['id', 'ID']\ncolumn = [{name='amount'}]", "amount id", false},
		{"some columns, near the grain", "columns = 'some'\ngrain = ['id1']\ncolumn = [{name='id2'}]", "id2 id1", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Read("c.toml", "c.toml", "[[dataset]]\nname = 'd'\n"+tt.text, Parsers{})
			if err != nil {
				t.Fatal(err)
			}
			d := found.Datasets[0]
			if columnNames(d) != tt.columns || d.ColumnsComplete != tt.complete {
				t.Errorf("got %q, complete %v; want %q, %v", columnNames(d), d.ColumnsComplete, tt.columns, tt.complete)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	reject := func(text string) error {
		if strings.Contains(text, "bad") {
			return errors.New("unexpected bad")
		}
		return nil
	}
	tests := []struct {
		name, text string
		want       []string
	}{
		{"syntax", "[[dataset]\n", []string{"1: not valid TOML: expected end of table array name delimiter ']', but got '\\n' instead"}},
		{"several at once", "[[dataset]]\nnmae = 'x'\nstatus = 'stabel'\n\n[[metric]]\nname = 'm'\nsql = ' '\nof = 1\n", []string{
			`1: "name" is missing in [[dataset]]`,
			`2: unknown key "nmae" in [[dataset]]: did you mean "name"?`,
			`3: unknown status "stabel" in [[dataset]]: did you mean "stable"?`,
			`7: sql is empty: fill it in or leave it out`,
			`8: "of" in [[metric]] must be a string, not a whole number`,
		}},
		{"unique", "[[dataset]]\nname = 'a'\nunique = ['emial', 'id,']\n[[dataset.column]]\nname = 'email'\n[[dataset.column]]\nname = 'id'\n", []string{
			`3: unique names the column "emial", which the dataset does not list: did you mean "email"?`,
			`3: unique = "id," lacks the name of a column`,
		}},
		{"names", "[[dataset]]\nname = 'a..b'\nreplaced-by = ''\nreplaces = ['x y',\n'\"z']\n", []string{
			`2: name: "a..b": a part of the name is empty`,
			`3: replaced-by: the name is empty`,
			`4: replaces: "x y": put a part that holds spaces or quotes in quotes of its own`,
			`5: replaces: "\"z": a quote is not closed`,
		}},
		{"replaces itself", "[[dataset]]\nname = 'a.b'\nreplaces = 'A.B'\n", []string{
			`3: dataset "a.b" is said to replace itself: replaces names the relation that it stands in for`,
		}},
		{"rows", "[[dataset]]\nname = 'a'\nrows = 'sum'\n[[dataset]]\nname = 'b'\nrows = 'same'\n", []string{
			`3: rows says that the rows are those of the replaced relation: name it in replaces`,
			`3: unknown rows "sum" in [[dataset]]: there is same`,
			`6: rows says that the rows are those of the replaced relation: name it in replaces`,
		}},
		{"from without replaces", "[[dataset]]\nname = 'a'\n[[dataset.column]]\nname='c'\nfrom='x'\n", []string{
			`5: from is in the terms of the replaced relation: name it in the dataset's replaces`,
		}},
		{"column twice", "[[dataset]]\nname = 'a'\n[[dataset.column]]\nname='c'\n[[dataset.column]]\nname='C'\n", []string{
			`5: column "C" of dataset "a" is declared twice, first at line 3: keep one of them`,
		}},
		{"column without a name", "[[dataset]]\nname = 'a'\n[[dataset.column]]\nname=''\n", []string{
			`4: name is empty: fill it in or leave it out`,
		}},
		{"grain", "[[dataset]]\nname = 'a'\ngrain = ['oder_id', '']\ncolumn = [{name='order_id'}]\n" +
			"[[dataset]]\nname = 'b'\ncolumns = 'all'\ngrain = 'x'\ncolumn = [{name='order_id'}]\n", []string{
			`3: grain names the column "oder_id", which the dataset does not list: did you mean "order_id"? if not, list both`,
			`3: a column of the grain has no name`,
			`8: grain names the column "x", which is not among the columns that are said to be all`,
		}},
		{"a long grain", "[[dataset]]\nname = 'a'\ngrain = [" + strings.Repeat("'x',", 101) + "]\n", []string{
			`3: the grain has more than 100 columns: name those that identify a row`,
		}},
		{"all of no columns", "[[dataset]]\nname = 'a'\ncolumns = 'all'\n", []string{
			`3: columns is said to be all, but there is no [[dataset.column]]: list them, or leave columns out`,
		}},
		{"personal", "[[dataset]]\nname = 'a'\n[[dataset.column]]\nname='c'\npersonal = true\n[[dataset.column]]\nname='d'\npersonal = 'an e-mail'\n" +
			"[[dataset.column]]\nname='e'\npersonal = 1\n", []string{
			`5: personal = true does not say which personal data the column holds: name the class, such as "user.contact.email", or write false if it holds none`,
			`8: personal = "an e-mail" is no class of personal data: name the class, such as "user.contact.email", or write false if it holds none`,
			`11: "personal" in [[dataset.column]] must be a string or true or false, not a whole number`,
		}},
		{"layers", "[layers]\nraw = ['raw.*',\n 'a**']\n'' = 'x'\nbad = 1\n", []string{
			`3: layer "raw": "a**": ** stands for whole parts: use a single * inside of one`,
			`4: a layer has no name`,
			`5: "bad" in [layers] must be a list of strings, not a whole number`,
		}},
		{"sql", "[[dataset]]\nname = 'a'\nsql = 'bad'\nreplaces = 'r'\n[[dataset.column]]\nname='c'\nfrom = 'bad /'\n" +
			"[[metric]]\nname = 'm'\nsql = 'sum(bad'\nof = 'a'\n", []string{
			`3: sql = "bad" does not parse: unexpected bad`,
			`7: from = "bad /" does not parse: unexpected bad`,
			`10: sql = "sum(bad" does not parse: unexpected bad`,
		}},
		{"sql and sql-file", "[[dataset]]\nname = 'a'\nsql = 'x'\nsql-file = 'y.sql'\n", []string{
			`4: the dataset has both sql and sql-file: keep one of them`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read("c.toml", "c.toml", tt.text, Parsers{Expr: reject, Query: reject})
			errs, ok := err.(*tomldoc.Errors)
			if !ok {
				t.Fatalf("got %v", err)
			}
			var got []string
			for _, e := range errs.List {
				got = append(got, strings.TrimPrefix(e.Error(), "c.toml:"))
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadSQLFile(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"sql/orders.sql": "select 1", "bad.sql": "bad"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	query := func(text string) error {
		if text != "select 1" {
			return errors.New("unexpected " + text)
		}
		return nil
	}
	read := func(file string) (Declarations, error) {
		text := "[[dataset]]\nname = 'a'\nsql-file = '" + file + "'\n"
		return Read(filepath.Join(dir, "catalog", "c.toml"), "repo/catalog/c.toml", text, Parsers{Query: query})
	}

	found, err := read("../sql/orders.sql")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Snippet{"select 1", "repo/sql/orders.sql", 1}, found.Datasets[0].SQL); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for file, want := range map[string]string{
		"../none.sql": `repo/catalog/c.toml:3: sql-file "../none.sql" cannot be read: no such file or directory`,
		"../sql":      `repo/catalog/c.toml:3: sql-file "../sql" cannot be read: not a regular file`,
		"/etc/hosts":  `repo/catalog/c.toml:3: sql-file "/etc/hosts" must be relative to the folder of this file`,
		"../bad.sql":  `repo/catalog/c.toml:3: sql-file "../bad.sql" does not parse: unexpected bad`,
	} {
		if _, err := read(file); message(err) != want {
			t.Errorf("%s: got %v, want %s", file, err, want)
		}
	}
}

// Everything that is wrong may be wrong a million times.
func TestReadIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	var text strings.Builder
	text.WriteString("[[dataset]]\nname = 'x'\n")
	for i := range 20000 {
		text.WriteString("[[dataset.column]]\nnmae = 'x'\nname = 'c")
		text.WriteString(strings.Repeat("y", i%7))
		text.WriteString("'\n")
	}
	_, err := Read("c.toml", "c.toml", text.String(), Parsers{})
	if err == nil || strings.Count(err.Error(), "\n") > 60 {
		t.Error("errors without end")
	}
}

func TestKeysAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys() {
		if k.Doc == "" || strings.HasSuffix(k.Doc, ".") || k.Type == 0 {
			t.Errorf("%s lacks documentation or a type", k.Path)
		}
		if seen[k.Path] {
			t.Errorf("%s is there twice", k.Path)
		}
		seen[k.Path] = true
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[layers]\nraw = ['raw.*', '**.x']\n[[dataset]]\nname='a.b'\ngrain=['x']\nreplaces='c'\nreplaced-by='d'\nrows='same'\ncolumn=[{name='x', from='y', personal=false}]\n[[metric]]\nname='m'\nsql='x'\nof='a'\n")
	f.Add("[[dataset]]\nname='a'\n[[dataset.column]]\nname='x'\npersonal='a.b'\n[[dataset]]\nname='\"A\"'\nsql-file='x'\n")
	f.Add("layers.a='*'\nlayers.b='*'\ndataset={}\nmetric=[1]\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		found, err := Read(filepath.Join(dir, "c.toml"), "c.toml", text, Parsers{})
		c, newErr := New(found)
		for _, err := range []error{err, newErr} {
			if _, ok := err.(*tomldoc.Errors); err != nil && !ok {
				t.Fatalf("an error of type %T", err)
			}
		}
		if c == nil {
			return
		}
		for _, d := range found.Datasets {
			if got, ok := c.LookupQualified(d.Name); !ok || got != d {
				t.Fatalf("%v is not found by its own name", d.Name)
			}
			_, _ = c.Layer(d.Name)
			c.Replacements(d.Name)
			c.Extend(d)
		}
	})
}
