package discover

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/config"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

func files(texts ...string) []*source.File {
	var out []*source.File
	for _, text := range texts {
		out = append(out, source.NewFile("q.sql", text))
	}
	return out
}

func TestDialect(t *testing.T) {
	tests := []struct {
		about string
		want  string
		why   string // a part
		texts []string
	}{
		{"no files", "generic", "nothing in the files", nil},
		{"plain SQL", "generic", "nothing in the files", []string{"select a, count(*) from t join u using (id) group by a"}},
		{"one weak sign", "generic", "too little", []string{"select a::int from t"}},
		{"snowflake", "snowflake", "FLATTEN (1)", []string{
			"select payload:user.id::string, iff(a > 1, 'x', 'y') from raw.events qualify row_number() over (partition by a order by b) = 1",
			"select f.value from raw.events, lateral flatten(input => payload:items) f where name ilike 'a%'",
			"select $1, $2 from @landing/orders",
		}},
		{"bigquery", "bigquery", "backquoted `project.dataset.table`", []string{
			"select date_trunc(created, month), countif(x) from `acme-prod.raw.orders` where _table_suffix > '2024'",
			"select safe_divide(a, b) from `acme-prod.raw.users`",
		}},
		{"mysql, and not its relatives", "mysql", "GROUP_CONCAT (1)", []string{
			"select `a`, group_concat(b), date_format(c, '%Y') from `t` where d > date_add(curdate(), interval 1 day)",
		}},
		{"postgres", "postgres", "DISTINCT ON (1)", []string{
			"select distinct on (a) a::int, b ->> 'x' from t where c ~* 'x' and d !~ 'y'",
			"select string_agg(a, ','), generate_series(1, 3) from t where f ilike 'x%'",
		}},
		{"types of Spark are no paths", "sparksql", "STRUCT<name: type>", []string{"select cast(a as struct<b:int,c:array<string>>), collect_list(x) from t"}},
		{"variables are no stages", "generic", "too little", []string{"select a into @x from t; select @@rowcount, @y from @t"}},
		{"a mix", "generic", "as well as", []string{
			"select curdate(), str_to_date(b, '%Y'), inet_aton(c) from t", "select safe_divide(a, b), safe_cast(c as x), parse_date(d) from y",
		}},
		{"names of columns are no signs", "generic", "nothing", []string{"select t.qualify, t.flatten, iff, age, x.ilike from t"}},
		{"words in comments and strings are no signs", "generic", "nothing", []string{"select 'QUALIFY ~* ::' -- group_concat(a), `x.y.z`"}},
		{"signs that do not parse", "generic", "understood completely", []string{
			"select safe_divide(a, b), countif(c) from `x.y.z` where \"a\".\"b\" = 1; select \"x\".\"y\" from \"s\".\"t\"",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			got, why := chooseDialect(files(tt.texts...), nil)
			if got != tt.want || !strings.Contains(why, tt.why) {
				t.Errorf("dialect %s: %s; want %s: ...%s...", got, why, tt.want, tt.why)
			}
		})
	}
}

func TestSchemas(t *testing.T) {
	got := schemas(files(
		"select * from raw.orders o join RAW.users u on o.u = u.id; select * from raw.orders",
		"with x as (select * from prod_replica.accounts) select * from x join analytics.fct_orders f on f.a = x.a",
		"create table scratch.t as select * from raw.items; select * from scratch.t; select * from plain",
		"select * from warehouse.stg_production.t",
	), dialect.Find("generic"))
	want := []Schema{
		{"raw", 3, 3, LooksRaw},
		{"analytics", 1, 1, LooksDerived},
		{"prod_replica", 1, 1, LooksRaw},
		{"warehouse.stg_production", 1, 1, LooksRaw},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLooks(t *testing.T) {
	for name, want := range map[string]Looks{
		"raw": LooksRaw, "shop_raw": LooksRaw, "raw-events": LooksRaw, "prod.public": LooksRaw, "prod.analytics": LooksDerived,
		"staging_of_production": LooksRaw, "stg": LooksStaging, "finance": LooksUnknown, "drawings": LooksUnknown, "acme.marts": LooksDerived,
	} {
		if got := looks(name); got != want {
			t.Errorf("looks(%q) = %v, want %v", name, got, want)
		}
	}
}

// TestSettingsLoad makes sure that the settings can be read, as they are and with their proposals uncommented.
func TestSettingsLoad(t *testing.T) {
	for _, f := range []Finding{
		look(nil, nil),
		look(files("select 1"), nil),
		look(files(`select * from "Raw Data".t, raw.u, analytics.v, stg.w, other.x`), nil),
	} {
		for _, uncomment := range []bool{false, true} {
			text := f.Settings()
			if uncomment {
				var lines []string
				for line := range strings.Lines(text) {
					if bare, ok := strings.CutPrefix(line, "# "); ok && (strings.HasPrefix(bare, "[layers]") || strings.Contains(bare, " = [")) {
						line = bare
					}
					lines = append(lines, line)
				}
				text = strings.Join(lines, "")
			}
			path := filepath.Join(t.TempDir(), config.FileName)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := config.Load(path, config.Known{Dialects: dialect.Known()})
			if err != nil {
				t.Errorf("%v\n%s", err, text)
				continue
			}
			if got := s.For("").Dialect; got != f.Dialect {
				t.Errorf("dialect %s, want %s", got, f.Dialect)
			}
		}
	}
}

func TestSample(t *testing.T) {
	if got := Sample(3); !cmp.Equal(got, []int{0, 1, 2}) {
		t.Errorf("Sample(3) = %v", got)
	}
	got := Sample(10 * MaxFiles)
	if len(got) != MaxFiles || got[1] != 10 || got[MaxFiles-1] != 10*(MaxFiles-1) {
		t.Errorf("Sample takes %d, from %v to %v", len(got), got[:2], got[len(got)-1])
	}
	if got := Sample(0); len(got) != 0 {
		t.Errorf("Sample(0) = %v", got)
	}
}
