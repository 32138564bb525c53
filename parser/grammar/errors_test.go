package grammar_test

import (
	"fmt"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestErrors holds each typical slip to its state, the place of its first error, and the message.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		dialect, text, want string
	}{
		{"postgres", "SELECT a b c FROM t", ""},
		{"postgres", "SELECT a\nFORM t", ""},
		{"postgres", "SELECT a FRM t WHERE b = 1", ""},
		{"postgres", "SELECT a, FROM t", ""},
		{"bigquery", "SELECT a, FROM t", ""},
		{"postgres", "SELECT a,, b FROM t", ""},
		{"postgres", "SELECT , a FROM t", ""},
		{"postgres", "SELECT FROM t", ""},
		{"snowflake", "SELECT FROM t", ""},
		{"postgres", "SELEC a FROM t", ""},
		{"postgres", "SELECT (a + b FROM t", ""},
		{"postgres", "SELECT a + b) FROM t", ""},
		{"postgres", "SELECT f(a, (b) FROM t WHERE c", ""},
		{"postgres", "SELECT a + FROM t", ""},
		{"postgres", "SELECT a FROM t WHERE a = ", ""},
		{"postgres", "SELECT a FROM t WHERE", ""},
		{"postgres", "SELECT a FROM t WHERE AND b = 1", ""},
		{"postgres", "SELECT a FROM t WHERE a = 1 AND", ""},
		{"postgres", "SELECT a FROM t WHERE a = 1 AND OR b", ""},
		{"postgres", "SELECT a FROM t WHERE a == 1", ""},
		{"postgres", "SELECT a FROM", ""},
		{"postgres", "SELECT a FROM WHERE b = 1", ""},
		{"postgres", "SELECT a FROM t GROUP BY", ""},
		{"postgres", "SELECT a FROM t GROUP BY HAVING b", ""},
		{"postgres", "SELECT a FROM t GROUP a", ""},
		{"postgres", "SELECT a FROM t ORDER BY", ""},
		{"postgres", "SELECT a FROM t ORDER a", ""},
		{"postgres", "SELECT a FROM t ORDER BY a,", ""},
		{"postgres", "SELECT a FROM t LIMIT", ""},
		{"postgres", "SELECT a FROM t JOIN", ""},
		{"postgres", "SELECT a FROM t JOIN ON x = y", ""},
		{"postgres", "SELECT a FROM t LEFT u ON t.x = u.x", ""},
		{"postgres", "SELECT a FROM t JOIN u ON", ""},
		{"postgres", "SELECT a FROM t JOIN u ON WHERE x", ""},
		{"postgres", "SELECT a FROM t, WHERE b", ""},
		{"postgres", "SELECT CASE WHEN a THEN 1 FROM t", ""},
		{"postgres", "SELECT CASE WHEN a 1 END FROM t", ""},
		{"postgres", "SELECT CASE WHEN a THEN 1 ELSE END, b FROM t", ""},
		{"postgres", "SELECT CASE END FROM t", ""},
		{"postgres", "SELECT a FROM t WHERE b IN ()", ""},
		{"postgres", "SELECT a FROM t WHERE b IN (1, 2", ""},
		{"postgres", "SELECT a FROM t WHERE b IN (1,, 2)", ""},
		{"postgres", "SELECT a FROM t WHERE b BETWEEN 1", ""},
		{"postgres", "SELECT a FROM t WHERE b BETWEEN 1 OR 2", ""},
		{"postgres", "SELECT a FROM t WHERE b IS", ""},
		{"postgres", "SELECT a FROM t WHERE NOT", ""},
		{"postgres", "SELECT 'abc FROM t", ""},
		{"postgres", "SELECT \"abc FROM t", ""},
		{"postgres", "SELECT a /* note FROM t", ""},
		{"postgres", "SELECT $$ abc FROM t", ""},
		{"bigquery", "SELECT a FROM `p.d.t WHERE b", ""},
		{"postgres", "SELECT a FROM t WHERE b = 1 WHERE c = 2", ""},
		{"postgres", "SELECT a FROM t GROUP BY a WHERE b = 1", ""},
		{"postgres", "SELECT a FROM t LIMIT 10 ORDER BY a", ""},
		{"postgres", "SELECT a FROM t ORDER BY a UNION SELECT b FROM u", ""},
		{"postgres", "SELECT a FROM t UNION", ""},
		{"postgres", "SELECT a FROM t UNION ALL FROM u", ""},
		{"postgres", "SELECT a FROM t; SELECT b FROM; SELECT c FROM u", ""},
		{"postgres", "SELECT CAST(a AS) FROM t", ""},
		{"postgres", "SELECT CAST(a int) FROM t", ""},
		{"postgres", "SELECT a:: FROM t", ""},
		{"postgres", "SELECT COUNT(* FROM t", ""},
		{"postgres", "SELECT SUM(a OVER (ORDER BY b) FROM t", ""},
		{"postgres", "SELECT a AS FROM t", ""},
		{"postgres", "SELECT a FROM t AS", ""},
		{"postgres", "SELECT t. FROM t", ""},
		{"postgres", "WITH a AS SELECT 1 SELECT * FROM a", ""},
		{"postgres", "WITH a AS (SELECT 1) b AS (SELECT 2) SELECT * FROM a", ""},
		{"postgres", "WITH a AS (SELECT 1), SELECT * FROM a", ""},
		{"postgres", "WITH a AS (SELECT 1)", ""},
		{"postgres", "WITH a AS (SELECT b, FROM t) SELECT * FROM a", ""},
		{"postgres", "SELECT * FROM (SELECT a FROM t WHERE) x", ""},
		{"postgres", "INSERT INTO t (a, b) VALUES (1, 2", ""},
		{"postgres", "INSERT INTO t (a, b)", ""},
		{"postgres", "INSERT INTO VALUES (1)", ""},
		{"postgres", "UPDATE t SET WHERE a = 1", ""},
		{"postgres", "UPDATE t SET a = 1, WHERE b", ""},
		{"postgres", "UPDATE t a = 1", ""},
		{"postgres", "DELETE FROM WHERE a", ""},
		{"postgres", "CREATE TABLE t (a int,)", ""},
		{"postgres", "CREATE TABLE t (a int b int)", ""},
		{"postgres", "CREATE TABLE t (a int", ""},
		{"postgres", "CREATE VIEW v AS", ""},
		{"postgres", "CREATE VIEW v SELECT 1", ""},
		{"postgres", "MERGE INTO t USING s WHEN MATCHED THEN DELETE", ""},
		{"postgres", "foo bar", ""},
		{"postgres", ")", ""},
		{"postgres", "SELECT é, 'ü', FROM t", ""},
		{"snowflake", "SELECT a FROM t QUALIFY", ""},
		{"bigquery", "FROM t |> WHERE |> SELECT a", ""},
		{"bigquery", "FROM t |> FOO a |> SELECT b", ""},
	} {
		f := source.NewFile("", c.text)
		statements, _ := read(c.text, dialect.Find(c.dialect))
		got := ""
		for i, s := range statements {
			if i > 0 {
				got += "; "
			}
			got += s.State.String()
			if len(s.Errors) > 0 {
				p := f.Position(s.Errors[0].Start)
				got += fmt.Sprintf(" %d:%d %s", p.Line, p.Column, s.Errors[0].Message)
			}
		}
		if got != c.want {
			t.Errorf("{%q, %q, %q},", c.dialect, c.text, got)
		}
	}
}
