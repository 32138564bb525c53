package trace

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// traced are the statements of a text, traced in steps.
func traced(t *testing.T, sql string) []Statement {
	t.Helper()
	c, err := catalog.New()
	if err != nil {
		t.Fatal(err)
	}
	in := lint.Input{File: source.NewFile("a.sql", sql), Dialect: dialect.Find("generic"), Catalog: c}
	return File(in, true)
}

// A column below a star is followed through it by its name, unless another one has its name there.
func TestGraphFollowsStars(t *testing.T) {
	g := NewGraph(traced(t, `
create table b as select * from a;
create table c as select *, upper(x) as y from b;
create table d as select y, z, count(*) as n from c;`))
	tests := []struct {
		column string
		down   bool
		want   string
	}{
		{"a.z", true, "a.z -> b.z, b.z -> c.z, c.z -> d.z"},
		{"d.z", false, "c.z -> d.z, b.z -> c.z, a.z -> b.z"},
		{"a.x", true, "a.x -> b.x, b.x -> c.y expression, b.x -> c.x, c.y -> d.y"},
		{"a.y", true, "a.y -> b.y"},
		{"d.y", false, "c.y -> d.y, b.x -> c.y expression, a.x -> b.x"},
		{"d.n", false, ""},
	}
	for _, tt := range tests {
		n, err := g.Find(tt.column)
		if err != nil {
			t.Errorf("%s: %v", tt.column, err)
			continue
		}
		var steps []string
		for _, s := range g.Walk(n, tt.down) {
			steps = append(steps, strings.TrimSuffix(s.From.String()+" -> "+s.To.String()+" "+s.Via, " copy"))
		}
		if got := strings.Join(steps, ", "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.column, got, tt.want)
		}
	}
}

// What reads itself is shown once.
func TestTreeEnds(t *testing.T) {
	g := NewGraph(traced(t, "insert into t (x) select x + 1 from t; insert into u (x) select x from t; insert into t (x) select x from u"))
	n, err := g.Find("t.x")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := g.WriteTree(&out, n, Ways{Up: true, Down: true}); err != nil {
		t.Fatal(err)
	}
	const want = `t.x
comes from
  ├─ t.x (expression) (see above)  a.sql:1
  └─ u.x                           a.sql:1
     └─ t.x (see above)            a.sql:1
goes into
  ├─ t.x (expression) (see above)  a.sql:1
  └─ u.x                           a.sql:1
     └─ t.x (see above)            a.sql:1
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

// Every event is what OpenLineage's specification says it is.
func TestOpenLineage(t *testing.T) {
	file, err := os.Open("testdata/openlineage.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("event.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("event.json")
	statements := traced(t, `
create table raw.users (id int, email text);
create view v as select id, md5(email) as h, lower(email) as l, 1 as one, id + 1 from raw.users where email like 'a%';
insert into w (a, b) select max(u.id), o.x from raw.users u join o on o.id = u.id group by o.x order by o.x;
merge into w using v on v.id = w.a when matched then update set b = v.l;
create table s as select * from raw.orders;
select 1`)
	var out bytes.Buffer
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := WriteOpenLineage(&out, statements, "warehouse", at); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d events, want 5:\n%s", len(lines), &out)
	}
	for _, line := range lines {
		event, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(event); err != nil {
			t.Errorf("%s\n%v", line, err)
		}
	}
	for _, want := range []string{
		`"h":{"inputFields":[{"namespace":"warehouse","name":"raw.users","field":"email","transformations":[{"type":"DIRECT","subtype":"TRANSFORMATION","masking":true}]}]}`,
		`"a":{"inputFields":[{"namespace":"warehouse","name":"raw.users","field":"id","transformations":[{"type":"DIRECT","subtype":"AGGREGATION","masking":false}]}`,
		`{"namespace":"warehouse","name":"o","field":"x","transformations":[{"type":"INDIRECT","subtype":"GROUP_BY","masking":false}]}`,
		`"eventTime":"2026-01-02T03:04:05Z"`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, &out)
		}
	}
}
