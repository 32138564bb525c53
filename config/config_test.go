package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/privacy"
)

var known = Known{
	Rules: []RuleSpec{
		{Name: "raw-table"},
		{Name: "select-star"},
		{Name: "monster-query", Options: []OptionSpec{{"joins", Int}, {"note", String}, {"strict", Bool}, {"skip", Strings}}},
	},
	Dialects: []string{"generic", "snowflake", "bigquery"},
	ParseExpr: func(dialect, text string) error {
		if strings.Contains(text, "bad") {
			return errors.New("unexpected bad in " + dialect)
		}
		return nil
	},
	ParseQuery: func(dialect, text string) error {
		if !strings.HasPrefix(text, "select") {
			return errors.New("no query in " + dialect)
		}
		return nil
	},
}

// repository writes files into a folder of its own, makes it the working directory, and returns it.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return dir
}

func TestLoad(t *testing.T) {
	dir := repository(t, map[string]string{
		"sqlsteward.toml": `
dialect = "snowflake"
stage   = "driven"
catalog = ["catalog/*.toml", "./catalog/orders.toml", "*.toml", "**/*.toml"]
suffixes = [".sql", ".HQL"]

[privacy]
masking = ["Hash_Email", "mask.it"]
require-salt = true
functions.md5 = "none"
functions."Acme.Profile" = "count"

[rules]
raw-table     = "error"
monster-query = { severity = "warning", joins = 10, note = "n", strict = true, skip = "x" }

[layers]
raw = "raw.*"

[[metric]]
name = "revenue"
sql = "sum(amount)"
of = "analytics.fct_orders"

[[override]]
paths   = ["queries/finance/**"]
dialect = "bigquery"
rules   = { select-star = "off", monster-query = { joins = 0, skip = ["a", "b"] } }

[[override]]
paths = "*_monster.sql"
rules.monster-query = "info"
`,
		"catalog/orders.toml":   "[[dataset]]\nname = 'analytics.fct_orders'\nsql-file = '../sql/orders.sql'\n",
		"extra.toml":            "[[dataset]]\nname = 'raw.users'\n",
		"sub/sqlsteward.toml":   "dialect = 'bigquery'\n",
		"sql/orders.sql":        "select 1",
		"catalog/not-a-catalog": "",
	})
	s, err := Load("sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	if s.File != "sqlsteward.toml" || s.Root != dir {
		t.Errorf("read from %s in %s", s.File, s.Root)
	}
	functions := map[string]privacy.Treatment{
		"hash_email": privacy.Mask, "mask.it": privacy.Mask, "md5": privacy.None, "acme.profile": privacy.Count,
	}
	if diff := cmp.Diff(functions, s.Functions); diff != "" || !s.RequireSalt {
		t.Errorf("functions, with salt %v: -want +got:\n%s", s.RequireSalt, diff)
	}
	var names []string
	for d := range s.Catalog.Datasets() {
		names = append(names, fmt.Sprintf("%v from %v, sql %q", d.Name, d.Origin, d.SQL.File))
	}
	want := []string{`analytics.fct_orders from catalog/orders.toml:1, sql "sql/orders.sql"`, `raw.users from extra.toml:1, sql ""`}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("datasets: -want +got:\n%s", diff)
	}
	if layer, err := s.Catalog.Layer([]string{"raw", "users"}); layer != "raw" || err != nil || len(s.Catalog.Metrics()) != 1 {
		t.Errorf("the catalog keys of the settings are not read: %q, %v", layer, err)
	}
	for name, want := range map[string]bool{"a.sql": true, "a.SQL": true, "b/c.hql": true, "a.sql.bak": false, "sql": false} {
		if s.IsSQL(name) != want {
			t.Errorf("IsSQL(%s) is %v", name, !want)
		}
	}

	base := Resolved{Dialect: "snowflake", Stage: Driven, Rules: map[string]Rule{
		"raw-table": {HasSeverity: true, Severity: lint.Error},
		"monster-query": {
			HasSeverity: true, Severity: lint.Warning,
			Options: map[string]any{"joins": 10, "note": "n", "strict": true, "skip": []string{"x"}},
		},
	}}
	finance := Resolved{Dialect: "bigquery", Stage: Driven, Rules: map[string]Rule{
		"raw-table":   {HasSeverity: true, Severity: lint.Error},
		"select-star": {HasSeverity: true, Severity: lint.Off},
		"monster-query": {
			HasSeverity: true, Severity: lint.Warning,
			Options: map[string]any{"joins": 0, "note": "n", "strict": true, "skip": []string{"a", "b"}},
		},
	}}
	both := Resolved{Dialect: "bigquery", Stage: Driven, Rules: map[string]Rule{
		"raw-table":   {HasSeverity: true, Severity: lint.Error},
		"select-star": {HasSeverity: true, Severity: lint.Off},
		"monster-query": {
			HasSeverity: true, Severity: lint.Info,
			Options: map[string]any{"joins": 0, "note": "n", "strict": true, "skip": []string{"a", "b"}},
		},
	}}
	for path, want := range map[string]Resolved{
		"":                                   base,
		"queries/a.sql":                      base,
		"../elsewhere/queries/finance/a.sql": base,
		"queries/finance/deep/a.sql":         finance,
		dir + "/queries/finance/a.sql":       finance,
		"./queries/../queries/finance/a.sql": finance,
		"queries/finance/a_monster.sql":      both,
	} {
		if diff := cmp.Diff(want, s.For(path)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", path, diff)
		}
	}
}

func TestGrants(t *testing.T) {
	repository(t, map[string]string{"sqlsteward.toml": `
[[grant]]
classes = ["user.contact", "acme.secret"]
roles   = ["output", "filter"]
paths   = ["queries/fraud/**"]
reason  = "fraud cases"
until   = "2027-01-31"

[[grant]]
classes = "user"
owners  = "fraud-team"
reason  = "fraud cases"
`})
	s, err := Load("sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	byPath := lint.Grant{
		Classes: []privacy.Class{"user.contact", "acme.secret"}, Roles: []lint.Role{lint.Output, lint.Filter},
		Until: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), Place: "sqlsteward.toml:2",
	}
	byOwner := lint.Grant{Classes: []privacy.Class{"user"}, Owners: []string{"fraud-team"}, Place: "sqlsteward.toml:9"}
	for path, want := range map[string][]lint.Grant{
		"":                        {byOwner},
		"queries/sales/a.sql":     {byOwner},
		"../queries/fraud/a.sql":  {byOwner},
		"queries/fraud/big/a.sql": {byPath, byOwner},
	} {
		if diff := cmp.Diff(want, s.For(path).Grants); diff != "" {
			t.Errorf("%q: -want +got:\n%s", path, diff)
		}
	}
}

func TestGrantErrors(t *testing.T) {
	repository(t, map[string]string{"sqlsteward.toml": `
[[grant]]
clases = ["user.name"]
[[grant]]
classes = ["user.contact.emial"]
roles = ["outputs"]
reason = " "
until = "31.1.2027"
`})
	_, err := Load("sqlsteward.toml", known)
	want := `sqlsteward.toml:2: "classes" is missing in [[grant]]
sqlsteward.toml:2: "reason" is missing in [[grant]]
sqlsteward.toml:2: a grant says who may: name paths, or owners of datasets
sqlsteward.toml:3: unknown key "clases" in [[grant]]: did you mean "classes"?
sqlsteward.toml:4: a grant says who may: name paths, or owners of datasets
sqlsteward.toml:5: unknown class "user.contact.emial": did you mean "user.contact.email"?
sqlsteward.toml:6: unknown roles "outputs" in [[grant]]: did you mean "output"?
sqlsteward.toml:7: a grant has a reason, for those who ask: say why
sqlsteward.toml:8: until = "31.1.2027" is no date: write it as "2027-01-31"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestDefault(t *testing.T) {
	s := Default()
	if got := s.For("a.sql"); got.Dialect != "generic" || got.Stage != Informed || got.Rules != nil {
		t.Errorf("got %+v", got)
	}
	if !s.Included("a.sql") || s.Excluded("a.sql") || !s.IsSQL("x.sql") || s.IsSQL("x.hql") || s.Catalog == nil {
		t.Error("the defaults check every .sql file")
	}
}

func TestIncluded(t *testing.T) {
	tests := []struct {
		settings string
		in, out  []string
	}{
		{"", []string{"a.sql", "x/y.sql", "../z.sql", ""}, nil},
		{"include = ['queries/**']", []string{"queries/a.sql", "queries/x/y.sql", ""}, []string{"a.sql", "x/queries/a.sql", "../queries/a.sql"}},
		{"include = 'queries'", []string{"queries/a.sql", "x/queries/a.sql"}, []string{"a.sql", "queries2/a.sql"}},
		{"include = ['./queries']", []string{"queries/a.sql"}, []string{"x/queries/a.sql"}},
		{"include = ['a/b']", []string{"a/b/c.sql", "a/b"}, []string{"x/a/b/c.sql", "a/bc.sql"}},
		{"include = ['.']", []string{"a.sql", "b/c.sql"}, []string{"../a.sql"}},
		{"include = ['**/*.sql', 'x.hql']", []string{"a.sql", "b/c.sql", "y/x.hql"}, []string{"a.hql"}},
		{"exclude = ['archive/']", []string{"a.sql", "archive.sql"}, []string{"archive/a.sql", "x/archive/b/c.sql"}},
		{"exclude = ['*_old.sql', 'q/*/tmp']", []string{"a.sql", "q/tmp/a.sql"}, []string{"a_old.sql", "x/a_old.sql", "q/x/tmp/a.sql"}},
		{"include = ['q/**']\nexclude = ['q/{a,b}/**']", []string{"q/c/x.sql"}, []string{"q/a/x.sql", "q/b/c/x.sql", "x.sql"}},
	}
	for _, tt := range tests {
		repository(t, map[string]string{"sqlsteward.toml": tt.settings})
		s, err := Load("sqlsteward.toml", known)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range tt.in {
			if !s.Included(path) {
				t.Errorf("%s: %q is left out", tt.settings, path)
			}
		}
		for _, path := range tt.out {
			if s.Included(path) {
				t.Errorf("%s: %q is included", tt.settings, path)
			}
		}
	}
}

func TestExcludedFolder(t *testing.T) {
	repository(t, map[string]string{"sqlsteward.toml": "exclude = ['queries/archive/**', 'tmp', '*.bak']"})
	s, err := Load("sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"queries/archive": true, "queries": false, ".": false, "x/tmp": true, "tmp/y": true, "a.bak": true, "..": false,
	} {
		if s.Excluded(path) != want {
			t.Errorf("Excluded(%s) is %v", path, !want)
		}
	}
}

// A file named through a symbolic link lies in the same folder.
func TestPathsThroughLinks(t *testing.T) {
	dir := repository(t, map[string]string{"real/sqlsteward.toml": "exclude = ['old']", "real/old/a.sql": "", "real/b.sql": ""})
	if err := os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	s, err := Load("real/sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	if s.Included("link/old/a.sql") || !s.Included("link/b.sql") {
		t.Error("files behind the link are not told apart")
	}
	s, err = Load("link/sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	if s.Included("real/old/a.sql") || !s.Included("real/b.sql") {
		t.Error("files before the link are not told apart")
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"missing", nil, "sqlsteward.toml: cannot be read: no such file or directory"},
		{"a folder", map[string]string{"sqlsteward.toml/x": ""}, "sqlsteward.toml: cannot be read: not a regular file"},
		{"syntax", map[string]string{"sqlsteward.toml": "a = "}, "sqlsteward.toml:1: not valid TOML: unexpected EOF; expected value"},
		{"many at once", map[string]string{"sqlsteward.toml": `
dialct = "snowflake"
dialect = "snowflak"
stage = "driver"
include = 1
suffixes = ["sql", ".*"]
[rules]
raw-tabel = "error"
raw-table = "eror"
select-star = { severity = "warn", joins = 3 }
monster-query = { join = 1, note = 2, strict = "yes", skip = [1], joins = -1 }
[[override]]
dialect = "mysql"
rules.raw-table.severity = 1
[[override]]
paths = []
rules = { raw-table = true }
[privacy]
masking = ["", "Hide"]
functions = { hide = "none", keep = "nothing" }
`}, `sqlsteward.toml:2: unknown key "dialct": did you mean "dialect"?
sqlsteward.toml:3: unknown dialect "snowflak": did you mean "snowflake"?
sqlsteward.toml:4: unknown stage "driver": did you mean "driven"?
sqlsteward.toml:5: "include" must be a list of strings, not a whole number
sqlsteward.toml:6: suffix "sql" must be a dot and what follows it in file names, such as ".sql"
sqlsteward.toml:6: suffix ".*" must be a dot and what follows it in file names, such as ".sql"
sqlsteward.toml:8: unknown rule "raw-tabel" in [rules]: did you mean "raw-table"?
sqlsteward.toml:9: rule raw-table: unknown severity "eror": did you mean "error"?
sqlsteward.toml:10: unknown option "joins" in [rules.select-star]: there is severity
sqlsteward.toml:10: rule select-star: unknown severity "warn": there is error, warning, info, off
sqlsteward.toml:11: unknown option "join" in [rules.monster-query]: did you mean "joins"?
sqlsteward.toml:11: "note" in [rules.monster-query] must be a string, not a whole number
sqlsteward.toml:11: "strict" in [rules.monster-query] must be true or false, not a string
sqlsteward.toml:11: "skip" in [rules.monster-query] must be a list of strings, not a list with a whole number
sqlsteward.toml:11: rule monster-query: joins = -1 must lie between 0 and 2147483647
sqlsteward.toml:12: "paths" is missing in [[override]]
sqlsteward.toml:13: unknown dialect "mysql" in [[override]]: there is generic, snowflake, bigquery
sqlsteward.toml:14: "severity" in [override.rules.raw-table] must be a string, not a whole number
sqlsteward.toml:16: an override without paths is for no file: name the files it is for
sqlsteward.toml:17: "raw-table" in [override.rules] must be a string or a table, not true or false
sqlsteward.toml:19: a function without a name is named: write what it is called in queries
sqlsteward.toml:20: the function "hide" is named twice: leave one of them out
sqlsteward.toml:20: function "keep": unknown treatment "nothing": there is none, mask, salted, count`},
		{
			"no suffix",
			map[string]string{"sqlsteward.toml": "suffixes = []"},
			"sqlsteward.toml:1: suffixes is empty, so no file would be checked: leave it out for .sql",
		},
		{
			"patterns",
			map[string]string{"sqlsteward.toml": "include = ['/abs',\n'../x',\n'',\n'a[b',\n'{a}{b}{c}{d}{e}{f}',\n'a\\b', '..']\nexclude=['" + strings.Repeat("x", 501) + "']"},
			`sqlsteward.toml:1: include: "/abs" is not relative: leave out the leading slash
sqlsteward.toml:2: include: "../x" leads out of this file's folder, whose files alone it governs
sqlsteward.toml:3: include: the pattern is empty
sqlsteward.toml:4: include: "a[b" is not a valid pattern: a bracket or brace is not closed
sqlsteward.toml:5: include: "{a}{b}{c}{d}{e}{f}" has more than 5 braces: write several patterns
sqlsteward.toml:6: include: "a\\b": write / between folders, not \
sqlsteward.toml:6: include: ".." leads out of this file's folder, whose files alone it governs
sqlsteward.toml:7: exclude: "` + strings.Repeat("x", 59) + `x"... is longer than 500 bytes`,
		},
		{
			"catalog that points nowhere",
			map[string]string{"sqlsteward.toml": "catalog = [\n'catalog/*.toml',\n'no.toml', 'sqlsteward.toml', 'sub', '..', 'a[']\n", "sub/x": ""},
			`sqlsteward.toml:2: catalog "catalog/*.toml" names no file: correct the path, which is relative to this file's folder, or remove it
sqlsteward.toml:3: catalog "no.toml" names no file: correct the path, which is relative to this file's folder, or remove it
sqlsteward.toml:3: catalog "sqlsteward.toml" names no file: correct the path, which is relative to this file's folder, or remove it
sqlsteward.toml:3: catalog "sub" names no file: correct the path, which is relative to this file's folder, or remove it
sqlsteward.toml:3: catalog ".." names no file: correct the path, which is relative to this file's folder, or remove it
sqlsteward.toml:3: catalog: "a[" is not a valid pattern: a bracket or brace is not closed`,
		},
		{"errors in the catalog", map[string]string{
			"sqlsteward.toml": "dialect='bigquery'\ncatalog = 'c/*'\n[[dataset]]\nname='x'\n[[dataset]]\nname='z'\nsql='update'\n",
			"c/a.toml":        "[[dataset]]\nname='X'\nowner=1\n[[metric]]\nname='m'\nsql='bad'\nof='x'\n",
			"c/b.toml":        "dialect = 'x'\n",
			"c/c.toml":        "a",
		}, `c/a.toml:1: dataset "X" is declared twice, first at sqlsteward.toml:3: keep one of them
c/a.toml:3: "owner" in [[dataset]] must be a string, not a whole number
c/a.toml:6: sql = "bad" does not parse: unexpected bad in bigquery
c/b.toml:1: unknown key "dialect": there is layers, dataset, schema, metric
c/c.toml:1: not valid TOML: unexpected EOF; expected key separator '='
sqlsteward.toml:7: sql = "update" does not parse: no query in bigquery`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			repository(t, tt.files)
			_, err := Load("sqlsteward.toml", known)
			var errs *Errors
			if !errors.As(err, &errs) {
				t.Fatalf("got %v, want *Errors", err)
			}
			if diff := cmp.Diff(strings.Split(tt.want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCatalogThroughLinks(t *testing.T) {
	dir := repository(t, map[string]string{
		"repo/sqlsteward.toml": "catalog = ['../shared/**/*.toml', 'link/x.toml']\n",
		"shared/a.toml":        "[[dataset]]\nname='a'\n",
		"other/x.toml":         "[[dataset]]\nname='x'\n",
	})
	for link, target := range map[string]string{"shared/loop": "shared", "shared/loop.toml": "shared", "repo/link": "other"} {
		if err := os.Symlink(filepath.Join(dir, target), filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	s, err := Load("repo/sqlsteward.toml", known)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for d := range s.Catalog.Datasets() {
		names = append(names, d.Origin.Where)
	}
	if diff := cmp.Diff([]string{"shared/a.toml", "repo/link/x.toml"}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSearchIsBounded(t *testing.T) {
	fs := &boundedFS{FS: os.DirFS(t.TempDir()), left: 1}
	if _, err := fs.ReadDir("."); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadDir("."); err == nil {
		t.Error("the second folder is read")
	}
}

func TestLoader(t *testing.T) {
	dir := repository(t, map[string]string{
		"a/sqlsteward.toml":      "dialect = 'snowflake'",
		"a/b/c/x.sql":            "",
		"a/own/sqlsteward.toml":  "stage = 'led'",
		"broken/sqlsteward.toml": "x = 1",
		"broken/deep/y.sql":      "",
		"none/z.sql":             "",
		"other.toml":             "dialect = 'bigquery'",
	})
	l := NewLoader("", known)
	get := func(path string) *Settings {
		t.Helper()
		s, err := l.ForFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	a := get("a/b/c/x.sql")
	if a.File != "a/sqlsteward.toml" || a != get("a/y.sql") || a != get(dir+"/a/b/../z.sql") || a != get("a/no/such/folder/x.sql") {
		t.Errorf("files below a are governed by %s", a.File)
	}
	own := get("a/own/x.sql")
	if own.File != "a/own/sqlsteward.toml" || own.For("a/own/x.sql").Dialect != "generic" {
		t.Error("the nearest settings stand alone")
	}
	if s := get("none/z.sql"); s.File != "" || s != get("q.sql") {
		t.Errorf("without settings: %s", s.File)
	}
	if s, err := l.ForFolder("a"); err != nil || s != a {
		t.Error("a folder is governed like the files in it")
	}
	_, err := l.ForFile("broken/deep/y.sql")
	_, again := l.ForFile("broken/x.sql")
	var errs *Errors
	if !errors.As(err, &errs) || err != again || !strings.HasPrefix(err.Error(), `broken/sqlsteward.toml:1: unknown key "x"`) {
		t.Errorf("broken settings: %v and %v", err, again)
	}

	t.Chdir("a/b")
	if s, err := NewLoader("", known).ForFolder("."); err != nil || s.Root != filepath.Join(dir, "a") {
		t.Errorf("standard input is governed by %+v, %v", s, err)
	}
	t.Chdir(dir)

	explicit := NewLoader("other.toml", known)
	s, err := explicit.ForFile("a/own/x.sql")
	if err != nil || s.For("").Dialect != "bigquery" {
		t.Errorf("named settings: %+v, %v", s, err)
	}
	if _, err := NewLoader("no.toml", known).ForFolder("."); err == nil || err.Error() != "no.toml: cannot be read: no such file or directory" {
		t.Errorf("named settings that are missing: %v", err)
	}
}

func TestLoaderReportsBrokenLink(t *testing.T) {
	dir := repository(t, map[string]string{"a/x.sql": ""})
	if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, FileName)); err != nil {
		t.Skip(err)
	}
	if _, err := NewLoader("", known).ForFile("a/x.sql"); err == nil || err.Error() != "sqlsteward.toml: cannot be read: no such file or directory" {
		t.Errorf("got %v", err)
	}
}

func TestLoaderIsConcurrent(t *testing.T) {
	repository(t, map[string]string{"sqlsteward.toml": "[[override]]\npaths='x'\nrules.raw-table='off'\n"})
	l := NewLoader("", known)
	want, err := l.ForFolder(".")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			path := fmt.Sprintf("x/%d/y/%d.sql", i%7, i)
			s, err := l.ForFile(path)
			if s != want || err != nil || s.For(path).Rules["raw-table"].Severity != lint.Off {
				t.Errorf("%s: %v, %v", path, s, err)
			}
		})
	}
	group.Wait()
}

func TestReference(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Reference() {
		if k.Doc == "" || strings.HasSuffix(k.Doc, ".") || k.Type == 0 || seen[k.Path] {
			t.Errorf("%s lacks documentation or a type, or is there twice", k.Path)
		}
		seen[k.Path] = true
		if parent := k.Path[:max(0, strings.LastIndexByte(k.Path, '.'))]; parent != "" && !seen[parent] {
			t.Errorf("%s comes before its table", k.Path)
		}
	}
}

func FuzzSettings(f *testing.F) {
	f.Add("dialect='generic'\ninclude=['a/**', '{b,c}/*.sql']\nexclude='x'\nsuffixes=['.sql']\n[rules]\nraw-table='off'\nmonster-query={joins=3, skip=['x']}\n[privacy]\nmasking='f'\n")
	f.Add("[[override]]\npaths=['a', './b', '.']\ndialect='x'\nrules={raw-table='info'}\n[layers]\nraw='*'\n[[dataset]]\nname='a'\n")
	f.Add("rules=1\noverride={}\nrules.monster-query=[{}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := tomldoc.Parse(FileName, text)
		if err != nil {
			return
		}
		var errs Errors
		doc.Check(known.keys(), &errs)
		l := loader{known: &known, path: filepath.Join(t.TempDir(), FileName), doc: doc, errs: &errs}
		s := l.settings()
		for _, path := range []string{"", "a.sql", "b/c/d.sql", "../x"} {
			s.For(path)
			s.Included(path)
			s.Excluded(path)
			s.IsSQL(path)
		}
		catalog.Decode(doc, l.path, catalog.Parsers{}, &errs)
	})
}
