package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// read builds a catalog from the text of one file.
func read(t *testing.T, text string) *Catalog {
	t.Helper()
	found, err := Read("c.toml", "c.toml", text, Parsers{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(found)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// declare builds a catalog of datasets that have nothing but a name.
func declare(t *testing.T, names ...string) *Catalog {
	t.Helper()
	var text strings.Builder
	for _, name := range names {
		text.WriteString("[[dataset]]\nname = '" + name + "'\n")
	}
	return read(t, text.String())
}

func dataset(name string, trust Trust, complete bool, columns ...string) *Dataset {
	d := &Dataset{Name: strings.Split(name, "."), ColumnsComplete: complete, Origin: Origin{Where: "test", Trust: trust}}
	for _, c := range columns {
		d.Columns = append(d.Columns, Column{Name: c, Origin: d.Origin})
	}
	return d
}

func columnNames(d *Dataset) string {
	var names []string
	for _, c := range d.Columns {
		names = append(names, c.Name)
	}
	return strings.Join(names, " ")
}

func TestLookup(t *testing.T) {
	c := declare(t, "analytics.fct_orders", "raw.users", "crm.users", "Prod.Raw.Events", "events", "solo", `lake."A.B"`)
	tests := []struct {
		ref       string
		want      string // the declared name; "" if none
		ambiguous bool
		qualified bool
	}{
		{"analytics.fct_orders", "analytics.fct_orders", false, true},
		{"ANALYTICS.Fct_Orders", "analytics.fct_orders", false, true},
		{"prod.analytics.fct_orders", "analytics.fct_orders", false, true},
		{"fct_orders", "analytics.fct_orders", false, false},
		{"marts.fct_orders", "", false, false},
		{"orders", "", false, false},
		{"users", "", true, false},
		{"raw.users", "raw.users", false, true},
		{"a.b.crm.users", "crm.users", false, true},
		{"..users", "raw.users", false, true},
		// events is declared with and without parts in front: the longest that is spelt out wins.
		{"events", "events", false, true},
		{"prod.raw.events", "Prod.Raw.Events", false, true},
		{"x.prod.raw.events", "Prod.Raw.Events", false, true},
		{"raw.events", "events", false, true},
		{"any.solo", "solo", false, true},
	}
	for _, tt := range tests {
		parts := strings.Split(tt.ref, ".")
		d, ambiguous := c.Lookup(parts)
		got := ""
		if d != nil {
			got = d.Name.String()
		}
		if got != tt.want || ambiguous != tt.ambiguous {
			t.Errorf("Lookup(%s) = %q, %v; want %q, %v", tt.ref, got, ambiguous, tt.want, tt.ambiguous)
		}
		q, ok := c.LookupQualified(parts)
		if ok != tt.qualified || ok && q != d {
			t.Errorf("LookupQualified(%s) = %v, %v; want %v", tt.ref, q, ok, tt.qualified)
		}
	}
	if d, ambiguous := c.Lookup(nil); d != nil || ambiguous {
		t.Error("nothing is found by no name")
	}
	if d, _ := c.Lookup([]string{"lake", "a.b"}); d == nil {
		t.Error("a quoted part with a dot is not found")
	}
	if d, _ := c.Lookup([]string{"lake", "a", "b"}); d != nil {
		t.Error("a quoted part with a dot is not two parts")
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	c := declare(t, "analytics.fct_orders", "raw.users", "crm.users").Extend(dataset("tmp.x", Inferred, true, "a"))
	for _, ref := range [][]string{{"analytics", "fct_orders"}, {"fct_orders"}, {"users"}, {"no", "such"}} {
		if n := testing.AllocsPerRun(100, func() { c.Lookup(ref) }); n != 0 {
			t.Errorf("Lookup(%v) allocates %v times", ref, n)
		}
		if n := testing.AllocsPerRun(100, func() { c.LookupFolded(ref) }); n != 0 {
			t.Errorf("LookupFolded(%v) allocates %v times", ref, n)
		}
	}
}

func TestReplacements(t *testing.T) {
	c := read(t, `
[[dataset]]
name = "analytics.fct_orders"
replaces = ["raw.orders", "shop_replica.orders"]
[[dataset]]
name = "analytics.orders_wide"
replaces = "RAW.Orders"
[[dataset]]
name = "analytics.dim_users"
replaces = "prod.crm.users"
`)
	tests := []struct{ ref, want string }{
		{"raw.orders", "analytics.fct_orders analytics.orders_wide"},
		{"prod.Raw.orders", "analytics.fct_orders analytics.orders_wide"},
		{"shop_replica.orders", "analytics.fct_orders"},
		{"orders", ""}, // of which?
		{"users", "analytics.dim_users"},
		{"crm.users", "analytics.dim_users"},
		{"other.users", ""},
		{"raw.items", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, d := range c.Replacements(strings.Split(tt.ref, ".")) {
			got = append(got, d.Name.String())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("Replacements(%s) = %v, want %s", tt.ref, got, tt.want)
		}
	}
	if c.Replacements(nil) != nil {
		t.Error("nothing is replaced by no name")
	}

	extended := c.Extend(
		&Dataset{Name: Name{"stg", "orders"}, Replaces: []Name{{"raw", "orders"}}},
		dataset("analytics.fct_orders", Inferred, true, "order_id"),
	)
	var got []string
	for _, d := range extended.Replacements([]string{"raw", "orders"}) {
		got = append(got, d.Name.String()+"("+columnNames(d)+")")
	}
	want := []string{"analytics.fct_orders(order_id)", "analytics.orders_wide()", "stg.orders()"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("extended: -want +got:\n%s", diff)
	}
}

func TestExtend(t *testing.T) {
	base := read(t, `
[layers]
raw = ["raw.*"]
[[dataset]]
name = "raw.users"
owner = "platform"
grain = "id"
columns = "some"
column = [{ name = "Email", personal = "user.contact.email" }]
[[dataset]]
name = "marts.kpi"
column = [{ name = "day" }, { name = "n" }]
[[metric]]
name = "revenue"
sql = "sum(n)"
of = "marts.kpi"
`)
	c := base.Extend(
		dataset("raw.users", Inferred, true, "id", "EMAIL", "country"),
		dataset("marts.kpi", Inferred, true, "n", "day", "more"),
		dataset("tmp.x", Inferred, true, "a"),
		dataset("TMP.X", Inferred, false, "b"),
	)

	users, _ := c.Lookup([]string{"raw", "users"})
	if got := columnNames(users); got != "id Email country" || !users.ColumnsComplete || users.Owner != "platform" {
		t.Errorf("raw.users has the columns %s, complete %v, owner %s", got, users.ColumnsComplete, users.Owner)
	}
	if got := users.Column("email").Personal.Class; got != "user.contact.email" {
		t.Errorf("raw.users.email is %q", got)
	}
	kpi, _ := c.Lookup([]string{"marts", "kpi"})
	if got := columnNames(kpi); got != "day n" || !kpi.ColumnsComplete {
		t.Errorf("what is declared does not stand over what is inferred: %s", got)
	}
	x, _ := c.Lookup([]string{"tmp", "x"})
	if got := columnNames(x); got != "a b" || x.ColumnsComplete {
		t.Errorf("tmp.x, complete with a and seen with b, has %s, complete %v", got, x.ColumnsComplete)
	}

	var names []string
	for d := range c.Datasets() {
		names = append(names, d.Name.String()+"("+columnNames(d)+")")
	}
	want := []string{"raw.users(id Email country)", "marts.kpi(day n)", "tmp.x(a b)"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("Datasets: -want +got:\n%s", diff)
	}
	for d := range c.Datasets() {
		if d.Name.String() != "raw.users" {
			t.Error("the order changed")
		}
		break
	}
	if len(c.Metrics()) != 1 || !c.HasLayer("raw") {
		t.Error("an extension loses metrics or layers")
	}

	old, _ := base.Lookup([]string{"raw", "users"})
	if got := columnNames(old); got != "Email id" {
		t.Errorf("the base changed: %s", got)
	}
	if d, _ := base.Lookup([]string{"tmp", "x"}); d != nil {
		t.Error("the base knows the extension's dataset")
	}
}

func TestMergeColumns(t *testing.T) {
	tests := []struct {
		name         string
		known, more  *Dataset
		want         string
		wantComplete bool
	}{
		{"neither complete", dataset("t", Declared, false, "a"), dataset("t", Inferred, false, "b"), "a b", false},
		{"known has none", dataset("t", Declared, false), dataset("t", Inferred, true, "b", "a"), "b a", true},
		{"order of the complete one", dataset("t", Declared, false, "B"), dataset("t", Inferred, true, "a", "b"), "a B", true},
		{"complete lacks a declared one", dataset("t", Declared, false, "c"), dataset("t", Inferred, true, "a"), "a c", false},
		{"database lacks a declared one", dataset("t", Declared, false, "c"), dataset("t", Enforced, true, "a"), "a", true},
		{"both complete, known as good", dataset("t", Declared, true, "a"), dataset("t", Declared, true, "b"), "a", true},
		{"both complete, more is better", dataset("t", Declared, true, "a", "b"), dataset("t", Enforced, true, "b", "c"), "b c", true},
		{"known complete, more knows less", dataset("t", Declared, true, "a", "b"), dataset("t", Inferred, false, "c"), "a b", true},
		{"known complete, more knows better", dataset("t", Inferred, true, "a"), dataset("t", Declared, false, "c"), "a c", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := merge(tt.known, tt.more)
			if columnNames(got) != tt.want || got.ColumnsComplete != tt.wantComplete {
				t.Errorf("got %s, complete %v; want %s, %v", columnNames(got), got.ColumnsComplete, tt.want, tt.wantComplete)
			}
		})
	}
}

func TestMergeKeepsWhatIsKnown(t *testing.T) {
	known := &Dataset{
		Name: Name{"t"}, Owner: "a", Status: Deprecated,
		Columns: []Column{{Name: "c", Personal: Personal{Declared: true}, Description: "x"}, {Name: "d"}},
	}
	more := &Dataset{
		Name: Name{"s", "t"}, Owner: "b", Layer: "derived", Grain: []string{"c"}, SQL: Snippet{Text: "select 1"}, Description: "d",
		Replaces: []Name{{"r"}}, SameRows: true,
		Columns: []Column{
			{Name: "c", Personal: Personal{Declared: true, Class: "user"}, Type: "int", Description: "y", From: Snippet{Text: "z"}},
			{Name: "d", Personal: Personal{Declared: true, Class: "user"}},
		},
	}
	want := &Dataset{
		Name: Name{"s", "t"}, Owner: "a", Status: Deprecated, Layer: "derived", Grain: []string{"c"}, SQL: Snippet{Text: "select 1"},
		Description: "d", Replaces: []Name{{"r"}}, SameRows: true,
		Columns: []Column{
			{Name: "c", Personal: Personal{Declared: true}, Type: "int", Description: "x", From: Snippet{Text: "z"}},
			{Name: "d", Personal: Personal{Declared: true, Class: "user"}},
		},
	}
	if diff := cmp.Diff(want, merge(known, more), cmpopts.IgnoreUnexported(Dataset{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if known.Layer != "" || known.Columns[0].Type != "" {
		t.Error("merging changed what it merged")
	}
}

// A dataset of many columns answers as one of few does.
func TestColumnOfMany(t *testing.T) {
	var d Dataset
	for i := range 2 * manyColumns {
		d.Columns = append(d.Columns, Column{Name: fmt.Sprintf("Col_%d", i)})
	}
	d.Columns = append(d.Columns, Column{Name: "COL_3"})
	d.Index()
	for name, want := range map[string]*Column{"col_3": &d.Columns[3], "COL_31": &d.Columns[31], "col_32": nil, "": nil} {
		if got := d.Column(name); got != want {
			t.Errorf("Column(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestWithSchema(t *testing.T) {
	base := read(t, `
[layers]
raw = "raw.*"
[[dataset]]
name = "raw.users"
columns = "some"
column = [{ name = "email", personal = "user.contact.email" }]
[[dataset]]
name = "raw.orders"
[[dataset]]
name = "shop.orders"
`)
	c, err := base.WithSchema(map[string][]string{"Users": {"id", "EMAIL"}, "orders": {"id"}, "x.y.z": {}, `"a.b".c`: {"d"}})
	if err != nil {
		t.Fatal(err)
	}
	users, _ := c.Lookup([]string{"users"})
	if columnNames(users) != "id email" || users.Column("email").Personal.Class == "" || users.Name.String() != "raw.users" {
		t.Errorf("users is %+v, want raw.users with the schema's columns", users)
	}
	if layer, _ := c.Layer([]string{"users"}); layer != "raw" {
		t.Errorf("users is in the layer %q", layer)
	}
	orders, _ := c.Lookup([]string{"orders"})
	if orders == nil || columnNames(orders) != "id" || orders.Name.String() != "orders" {
		t.Errorf("orders, which could be two datasets, is %+v", orders)
	}
	if z, _ := c.Lookup([]string{"x", "y", "z"}); z == nil || !z.ColumnsComplete || z.Origin.Trust != Enforced {
		t.Errorf("x.y.z is %+v", z)
	}
	if d, _ := c.Lookup([]string{"a.b", "c"}); d == nil {
		t.Error("a quoted name is not found")
	}

	for text, schema := range map[string]map[string][]string{
		`schema: "a..b": a part of the name is empty`:       {"a..b": {"x"}},
		`schema: "t" has a column without a name`:           {"t": {"x", ""}},
		`schema: "t" is there twice, in different spelling`: {"T": {"x"}, "t": {"y"}},
	} {
		if _, err := base.WithSchema(schema); message(err) != text {
			t.Errorf("got %v, want %s", err, text)
		}
	}
}

func TestNewErrors(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  string
	}{
		{
			"dataset twice",
			[]string{"[[dataset]]\nname='a.B'", "\n[[dataset]]\nname='A.b'"},
			`2.toml:2: dataset "A.b" is declared twice, first at 1.toml:1: keep one of them`,
		},
		{
			"dataset twice in one file",
			[]string{"[[dataset]]\nname='a'\n[[dataset]]\nname='a'"},
			`1.toml:3: dataset "a" is declared twice, first at 1.toml:1: keep one of them`,
		},
		{
			"metric twice",
			[]string{"[[metric]]\nname='m'\nsql='x'\nof='d'", "[[metric]]\nname='M'\nsql='y'\nof='d'"},
			`2.toml:1: metric "M" is declared twice, first at 1.toml:1: a metric has one definition`,
		},
		{
			"metric of itself",
			[]string{"[[metric]]\nname='m'\nsql='x'\nof='M'"},
			`1.toml:1: metric "m" is said to be of itself: name the dataset it is computed from in of`,
		},
		{"metric of a dataset of its name", []string{"[[metric]]\nname='m'\nsql='x'\nof='M'\n[[dataset]]\nname='a.m'"}, ""},
		{
			"pattern in two layers",
			[]string{"[layers]\nraw=['a.*',\n'b.*']", "[layers]\nmine=['B.*']"},
			`2.toml:2: pattern "B.*" stands in two layers, mine here and raw at 1.toml:3: remove one of them`,
		},
		{"pattern twice in a layer", []string{"[layers]\nraw=['a.*']", "[layers]\nraw=['A.*']"}, ""},
		{
			"replaced by itself",
			[]string{"[[dataset]]\nname='a.b'\nreplaced-by='b'"},
			`1.toml:1: the way out of "a.b" leads back to it: replaced-by must end at a dataset that stays`,
		},
		{
			"replaced in a circle",
			[]string{"[[dataset]]\nname='a'\nreplaced-by='b'\n[[dataset]]\nname='b'\nreplaced-by='c'\n" +
				"[[dataset]]\nname='c'\nreplaced-by='b'"},
			`1.toml:4: the way out of "b" leads back to it: replaced-by must end at a dataset that stays`,
		},
		{"a long way out", []string{"[[dataset]]\nname='a'\nreplaced-by='b'\n[[dataset]]\nname='b'\nreplaced-by='c'\n" +
			"[[dataset]]\nname='c'\nreplaced-by='undeclared'"}, ""},
		{"too many patterns", []string{"[layers]\nraw=['" + strings.Join(slices.Collect(func(yield func(string) bool) {
			for i := range 1001 {
				yield("a" + strings.Repeat("x", i) + ".*")
			}
		}), "','") + "']"}, "1.toml:2: more than 1000 layer patterns: let each match more relations"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var all []Declarations
			for i, text := range tt.files {
				file := string(rune('1'+i)) + ".toml"
				found, err := Read(file, file, text, Parsers{})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, found)
			}
			_, err := New(all...)
			if message(err) != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestColumn(t *testing.T) {
	d := dataset("t", Declared, true, "Order_ID")
	if d.Column("order_id") == nil || d.Column("ORDER_ID").Name != "Order_ID" || d.Column("order") != nil {
		t.Error("columns are found by name, whatever the case")
	}
}

func TestStrings(t *testing.T) {
	for got, want := range map[string]string{
		Stable.String(): "stable", Baking.String(): "baking", Deprecated.String(): "deprecated",
		Inferred.String(): "inferred", Declared.String(): "declared", Enforced.String(): "enforced",
		Origin{Where: "a.toml", Line: 3}.String(): "a.toml:3", Origin{Where: "schema"}.String(): "schema",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
