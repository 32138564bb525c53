package discover

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/internal/walk"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// TestEachDialectIsFound gives each dialect a script as its users write it.
func TestEachDialectIsFound(t *testing.T) {
	for name, text := range map[string]string{
		"athena": `create external table logs (a string) row format delimited location 's3://b/c' tblproperties ('x' = 'y');
			using external function f(a int) returns int lambda 'g' select f(a), try(b), approx_distinct(c) from t;
			unload (select a from t) to 's3://b/d' with (format = 'ORC')`,
		"bigquery":   "select safe_divide(a, b), countif(c) from `acme.raw.orders` where _table_suffix > '2024'",
		"clickhouse": "create table t (a lowcardinality(string), b uint64) engine = mergetree order by a; select uniqexact(a) from t prewhere b > 1 limit 2 by a",
		"databricks": "create or refresh streaming table t as select * from cloud_files('/x', 'json'); select read_files('/y'), collect_list(a) from t; create table u shallow clone t",
		"db2":        "select a from sysibm.sysdummy1 with ur; select b from final table (insert into t (a) values (1)); select c from t where d > current date - 3 days",
		"doris":      "create table t (a int) duplicate key (a) distributed by hash (a) buckets auto properties ('x' = '1'); select explode_split(a, ','), to_bitmap(b) from t; create workload group g",
		"duckdb":     "select list_transform(a, x -> x + 1), struct_pack(b := 1) from read_parquet('x.parquet'); summarize t; from 'y.csv'",
		"exasol":     "create lua scalar script s (a int) emits (b int) as return 1;\n/\nopen schema x; import into (a int) from csv at c file 'd'; select hashtype_md5(a) from t preferring high b",
		"flink":      "create table t (a int, ts timestamp(3), watermark for ts as ts) with ('connector' = 'kafka'); select a, proctime() from t; begin statement set; end",
		"greenplum":  "create table t (a int) with (appendonly = true) distributed by (a); create table u (b int) distributed randomly; select gp_segment_id from t",
		"hive":       "set hive.exec.parallel=true; select collect_set(a) from t lateral view explode(b) c as d; create table u stored by 'x'; show transactions",
		"impala":     "compute stats t; invalidate metadata u; select appx_median(a) from t join [shuffle] u on t.b = u.c",
		"mariadb":    "create table t (a int auto_increment) engine=innodb with system versioning; select json_detailed(b), sformat('x', c) from t; set statement max_statement_time=1 for select 1",
		"materialize": "create source s from load generator counter; create sink k from s into kafka connection c (topic 't') envelope debezium; " +
			"select a from s where mz_now() < b",
		"mysql":       "insert ignore into `t` values (1) on duplicate key update a = curdate(); select str_to_date(b, '%Y') from t force index (i)",
		"oracle":      "select a from t, u where t.b = u.c(+); create package body p is type l is table of varchar2(9); begin dbms_output.put_line('x'); end; end",
		"postgres":    "create extension x; create index concurrently i on t using gin (a); select distinct on (b) c ->> 'd', jsonb_agg(e) from t where f ~* 'g'",
		"redshift":    "create table t (a int encode zstd) diststyle key distkey (a) sortkey (a); copy t from 's3://b' iam_role 'c'; select getdate()",
		"singlestore": "create table t (a int, shard key (a), sort key (a)); create pipeline p as load data s3 'x' into table t; select a :> json from t",
		"snowflake":   "select payload:user.id::string, iff(a > 1, 'x', 'y') from raw.events qualify row_number() over (partition by a order by b) = 1; select $1 from @landing/orders",
		"sparksql":    "cache table t; create table u using parquet as select collect_list(a) from t lateral view explode(b) c as d; select schema_of_json(e) from u",
		"sqlite":      "create table t (a integer primary key autoincrement) without rowid; pragma foreign_keys = on; insert or ignore into t select julianday('now') from sqlite_master",
		"starrocks":   "create table t (a int) duplicate key (a) distributed by hash (a) properties ('x' = '1'); create materialized view v refresh async as select to_bitmap(a) from t; create external catalog c; submit task as insert into t select 1",
		"teradata":    "create multiset volatile table t (a varchar(9) not casespecific) unique primary index (a); collect statistics on t; locking row for access select a (format '9') from t",
		"tidb":        "create table t (a bigint auto_random primary key) shard_row_id_bits = 4; alter table t set tiflash replica 1; create placement policy p followers = 2",
		"trino":       "select approx_distinct(a), try(b), cast(c as row(d int)), date_parse(e, '%Y') from t cross join unnest(f) g (h); create table u with (partitioned_by = array['a']) as select 1",
		"tsql":        "set nocount on; declare @a int = 1; select top 3 [dbo].[t].[a], newid() from [dbo].[t] with (nolock) cross apply f(@a)",
		"vertica":     "create projection p as select a from t segmented by hash(a) all nodes ksafe 1; create flex table f(); select a::int from t unsegmented",
	} {
		if got, why := chooseDialect(files(text), nil); got != name {
			t.Errorf("%s is taken for %s: %s", name, got, why)
		}
	}
}

// TestRelatives are told apart by more than one sign; else the first of a family is taken, and the others are named.
func TestRelatives(t *testing.T) {
	for text, want := range map[string]string{
		"select a::int, b::int, c::int, d::int, e::int from t where f ilike 'g' and h ilike 'i'":                  "generic",
		"create index concurrently i on t using gin (a); select jsonb_agg(b) from t; create table u (appendonly)": "postgres",
		"select collect_list(a), collect_set(b) from t lateral view explode(c) d as e; set hive.x = 1":            "sparksql",
		"select str_to_date(a, 'b'), curdate() from t where inet_ato = inet_aton(c)":                              "mysql",
		"create table t (a int) duplicate key (a) distributed by hash (a) properties ('b' = 'c')":                 "starrocks",
	} {
		if got, why := chooseDialect(files(text), nil); got != want {
			t.Errorf("%s\nis taken for %s: %s; want %s", text, got, why, want)
		}
	}
	_, why := chooseDialect(files("create table t (a int) duplicate key (a) distributed by hash (a) properties ('b' = 'c')"), nil)
	if !strings.Contains(why, "doris would look the same") {
		t.Errorf("StarRocks is chosen without a word of Doris: %s", why)
	}
}

// TestSignsNameDialects keeps a misspelt name out of the lists, and a dialect without a sign of its own from being forgotten.
func TestSignsNameDialects(t *testing.T) {
	own := map[string]bool{}
	for _, rows := range phrases {
		for _, p := range rows {
			for _, name := range p.dialects {
				if !slices.Contains(dialect.Names(), name) {
					t.Errorf("%s: no dialect is called %s", p.words, name)
				}
			}
			if len(p.dialects) == 1 {
				own[p.dialects[0]] = true
			}
		}
	}
	for _, name := range dialect.Names() {
		if none := []string{"generic", "ansi", "trino", "presto", "mysql", "postgres", "sparksql"}; own[name] == slices.Contains(none, name) {
			t.Errorf("%s has signs of its own: %v", name, own[name])
		}
	}
}

func TestDeclarations(t *testing.T) {
	tests := []struct {
		about string
		files map[string]string
		want  []declaration
	}{
		{"nothing", nil, nil},
		{
			"dbt's profiles",
			map[string]string{"profiles.yml": "shop:\n  outputs:\n    dev:\n      type: \"snowflake\" # ours\n    ci:\n      type: snowflake\n"},
			[]declaration{{"snowflake", "profiles.yml says the adapter snowflake"}},
		},
		{
			"an alias, beside the files",
			map[string]string{"models/profiles.yml": "type: sqlserver\n"},
			[]declaration{{"tsql", "profiles.yml says the adapter sqlserver"}},
		},
		{"an adapter with another name", map[string]string{"profiles.yml": "type: glue"}, []declaration{{"sparksql", "profiles.yml says the adapter glue"}}},
		{"what is no adapter", map[string]string{"profiles.yml": "type: {{ env_var('X') }}\nkind: snowflake\n"}, nil},
		{"sqlfluff", map[string]string{".sqlfluff": "[sqlfluff]\ndialect = bigquery\n"}, []declaration{{"bigquery", ".sqlfluff says dialect = bigquery"}}},
		{"sqlfluff's default", map[string]string{".sqlfluff": "[sqlfluff]\ndialect = ansi\n"}, nil},
		{
			"a section of another tool",
			map[string]string{"setup.cfg": "[other]\ndialect = mysql\n", "pyproject.toml": "[tool.sqlfluff.core]\ndialect = \"hive\"\n"},
			[]declaration{{"hive", "pyproject.toml says dialect = hive"}},
		},
		{
			"several",
			map[string]string{"profiles.yml": "type: duckdb\ntype: trino\n"},
			[]declaration{{"duckdb", "profiles.yml says the adapter duckdb"}, {"trino", "profiles.yml says the adapter trino"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			root := t.TempDir()
			for name, text := range tt.files {
				path := filepath.Join(root, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := declarations(root, []walk.File{{Path: filepath.Join(root, "models", "a.sql")}})
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(declaration{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDeclaredAbove finds the settings of the repository around the folder, and none beyond it.
func TestDeclaredAbove(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"repository/.git", "repository/queries"} {
		if err := os.MkdirAll(filepath.Join(root, filepath.FromSlash(dir)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{".sqlfluff": "[sqlfluff]\ndialect = hive", "repository/.sqlfluff": "[sqlfluff]\ndialect = oracle"} {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := declarations(filepath.Join(root, "repository", "queries"), nil)
	if len(got) != 1 || got[0].dialect != "oracle" {
		t.Errorf("%v", got)
	}
}

func TestDeclaredDialect(t *testing.T) {
	plain := files("select a from t")
	if got, why := chooseDialect(plain, []declaration{{"oracle", "x says so"}}); got != "oracle" || !strings.HasPrefix(why, "x says so; 1 of 1") {
		t.Errorf("one declaration: %s: %s", got, why)
	}
	if got, _ := chooseDialect(plain, []declaration{{"oracle", ""}, {"hive", ""}}); got != "generic" {
		t.Errorf("two declarations: %s", got)
	}
	if got, why := chooseDialect(files(`select "a"."b" from "c"."d"`), []declaration{{"bigquery", "x says so"}}); got != "generic" {
		t.Errorf("one that does not read so: %s: %s", got, why)
	}
}
