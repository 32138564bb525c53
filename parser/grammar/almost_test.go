package grammar_test

import (
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
)

// TestAlmost holds the properties for texts that are almost SQL, each of which broke one of them once: a part that no
// node holds, two nodes for one part, a clause given twice of which one was lost.
func TestAlmost(t *testing.T) {
	for _, c := range []struct{ dialect, text string }{
		{"postgres", "SELECT nchar(AS) 'x'"},
		{"postgres", "SELECT f(a b) 'x'"},
		{"postgres", "SELECT a NOT SIMILAR b 'x'"},
		{"postgres", "SELECT OPERATOR(+) OPERATOR(pg_catalog.-) a"},
		{"oracle", `SELECT XMLELEMENT("r", a AS EVALNAME b c)`},
		{"hive", "SELECT a.`b.+`@far FROM t"},
		{"duckdb", "SELECT a.f@far(1)"},
		{"duckdb", "UNPIVOT t ON (a) AS x, f(b) AS y, COLUMNS(*)::INT, COLUMNS(c) INTO NAME n VALUE v"},
		{"hive", "CREATE TABLE t (a INT) CLUSTERED BY (a) INTO (a INT)"},
		{"sqlite", "CREATE TRIGGER r ON t.BEGIN"},
		{"tsql", "CREATE PROCEDURE p;7"},
		{"tsql", `SELECT * FROM f() AS g (a text COLLATE "C", b int)`},
		{"databricks", "APPLY CHANGES INTO t FROM s KEYS (a) SEQUENCE BY b COLUMNS (a) EXCEPT (c)"},
		{"athena", "USING FUNCTION f() RETURNS a RETURNS INT LAMBDA 'l' SELECT f()"},
		{"exasol", "CREATE SCRIPT s(a.b) RETURNS a RETURNS INT AS"},
		{"exasol", "CREATE SCRIPT s(a.b) AS"},
		{"teradata", "SELECT a (NAMED b, NAMED c) FROM t"},
		{"mariadb", "DELETE a FROM b USING b JOIN c"},
		{"bigquery", "EXCEPTION WHEN a THEN"},
		{"sqlite", "CREATE {{ a }} SCHEMA s CREATE TABLE t (a INT)"},
		{"tsql", "CREATE {{ a }} TRIGGER r ON t AFTER INSERT AS SELECT 1"},
		{"postgres", "CREATE {{ a }} RULE r AS ON INSERT TO t DO DELETE FROM u"},
		{"redshift", "CREATE {{ a }} MODEL m FROM (SELECT 1) TARGET a FUNCTION f"},
		{"snowflake", "CREATE {{ a }} ALERT r IF (EXISTS (SELECT 1)) THEN DELETE FROM u"},
		{"bigquery", "SELECT a FROM t WITH (b.c) WITH OFFSET"},
		{"postgres", "MERGE INTO t USING s ON a WHEN NOT MATCHED THEN INSERT OVERRIDING x y VALUES (1)"},
		{"tsql", "DELETE t OUTPUT a OUTPUT b"},
		{"snowflake", "SELECT 1 FROM SEMANTIC_VIEW (v DIMENSIONS a.* METRICS b.c) AS s"},
		{"duckdb", "SELECT a[b:c:d], a[:b:c:d], a[::b], a[b:-:c]"},
		{"oracle", "INSERT INTO t SET (a = 1) (b = 2)"},
		{"db2", "INGEST FROM FILE f INSERT ITO t"},
		{"db2", "UPDATE ; CFG FOR d"},
		{"presto", "SELECT rank() {{ a }} over"},
	} {
		for _, problem := range problems(fixture{text: c.text, dialect: dialect.Find(c.dialect)}) {
			t.Errorf("%s: %s", c.dialect, problem)
		}
	}
}
