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
		{"postgres", "SELECT a b c FROM t", "invalid 1:12 `c` stands where `,` or the next clause should"},
		{"postgres", "SELECT a\nFORM t", "invalid 2:1 `FORM` is no clause: is FROM meant?"},
		{"postgres", "SELECT a FROM t1 WHER a = 1", "invalid 1:18 `WHER` is not understood here: is WHERE meant?"},
		{"generic", "SELECT a FROM t WHERE x = 1 ADN y = 2", "invalid 1:29 `ADN` is not understood here: is AND meant?"},
		{"generic", "SELECT a FROM t WHERE x LIKE 'a%' ORR y", "invalid 1:35 `ORR` is not understood here: is OR meant?"},
		{"snowflake", "SELECT a FROM t GRUOP BY 1", "invalid 1:17 `GRUOP` is not understood here: is GROUP meant?"},
		{"bigquery", "SELECT a FROM t ORDR BY a", "invalid 1:17 `ORDR` is not understood here: is ORDER meant?"},
		{"postgres", "SELECT a FRM t WHERE b = 1", "invalid 1:10 `FRM` is no clause: is FROM meant?"},
		{"postgres", "SELECT a, FROM t", "invalid 1:11 `FROM` stands where a column or a value should"},
		{"bigquery", "SELECT a, FROM t", "complete"},
		{"postgres", "SELECT a,, b FROM t", "invalid 1:10 `,` stands where a value or a column should"},
		{"postgres", "SELECT , a FROM t", "invalid 1:8 `,` stands where a value or a column should"},
		{"postgres", "SELECT FROM t", "complete"},
		{"snowflake", "SELECT FROM t", "invalid 1:8 `FROM` stands where a column or a value should"},
		{"postgres", "SELEC a FROM t", "invalid 1:1 `SELEC` begins no statement: is SELECT meant?"},
		{"postgres", "SELECT (a + b FROM t", "invalid 1:8 `(` is never closed"},
		{"postgres", "SELECT a + b) FROM t", "invalid 1:13 `)` closes nothing: no bracket before it is still open"},
		{"postgres", "SELECT f(a, (b) FROM t WHERE c", "invalid 1:9 `(` is never closed"},
		{"postgres", "SELECT a + FROM t", "invalid 1:12 `FROM` stands where a value or a column should"},
		{"postgres", "SELECT a FROM t WHERE a = ", "invalid 1:25 the statement ends where a value or a column should follow"},
		{"postgres", "SELECT a FROM t WHERE", "invalid 1:21 the statement ends where a condition should follow"},
		{"postgres", "SELECT a FROM t WHERE AND b = 1", "invalid 1:23 `AND` stands where a value or a column should"},
		{"postgres", "SELECT a FROM t WHERE a = 1 AND", "invalid 1:31 the statement ends where a value or a column should follow"},
		{"postgres", "SELECT a FROM t WHERE a = 1 AND OR b", "invalid 1:33 `OR` stands where a value or a column should"},
		{"postgres", "SELECT a FROM t WHERE a == 1", "complete"},
		{"postgres", "SELECT a FROM", "invalid 1:13 the statement ends where a table's name should follow"},
		{"postgres", "SELECT a FROM WHERE b = 1", "invalid 1:15 `WHERE` stands where a table's name should"},
		{"postgres", "SELECT a FROM t GROUP BY", "invalid 1:24 the statement ends where a column to group by should follow"},
		{"postgres", "SELECT a FROM t GROUP BY HAVING b", "invalid 1:26 `HAVING` stands where a column to group by should"},
		{"postgres", "SELECT a FROM t GROUP a", "invalid 1:23 `a` stands where BY should"},
		{"postgres", "SELECT a FROM t ORDER BY", "invalid 1:24 the statement ends where a value or a column should follow"},
		{"postgres", "SELECT a FROM t ORDER a", "invalid 1:23 `a` stands where BY should"},
		{"postgres", "SELECT a FROM t ORDER BY a,", "invalid 1:27 the statement ends where a column to order by should follow"},
		{"postgres", "SELECT a FROM t LIMIT", "invalid 1:21 the statement ends where a value or a column should follow"},
		{"postgres", "SELECT a FROM t JOIN", "invalid 1:20 the statement ends where a table's name should follow"},
		{"postgres", "SELECT a FROM t JOIN ON x = y", "invalid 1:22 `ON` stands where a table's name should"},
		{"postgres", "SELECT a FROM t LEFT u ON t.x = u.x", "invalid 1:17 `LEFT` joins nothing without JOIN: is LEFT JOIN meant?"},
		{"postgres", "SELECT a FROM t JOIN u ON", "invalid 1:25 the statement ends where a condition should follow"},
		{"postgres", "SELECT a FROM t JOIN u ON WHERE x", "invalid 1:27 `WHERE` stands where a condition should"},
		{"postgres", "SELECT a FROM t, WHERE b", "invalid 1:18 `WHERE` stands where a table's name should"},
		{"postgres", "SELECT CASE WHEN a THEN 1 FROM t", "invalid 1:27 `FROM` stands where END of the CASE should"},
		{"postgres", "SELECT CASE WHEN a 1 END FROM t", "invalid 1:20 `1` stands where THEN should"},
		{"postgres", "SELECT CASE WHEN a THEN 1 ELSE END, b FROM t", "invalid 1:32 `END` stands where a value or a column should"},
		{"postgres", "SELECT CASE END FROM t", "invalid 1:17 `FROM` stands where WHEN should"},
		{"postgres", "SELECT a FROM t WHERE b IN ()", "invalid 1:29 `)` stands where a value or a query should"},
		{"postgres", "SELECT a FROM t WHERE b IN (1, 2", "invalid 1:28 `(` is never closed"},
		{"postgres", "SELECT a FROM t WHERE b IN (1,, 2)", "invalid 1:31 `,` stands where a value or a column should"},
		{"postgres", "SELECT a FROM t WHERE b BETWEEN 1", "invalid 1:33 the statement ends where AND should follow"},
		{"postgres", "SELECT a FROM t WHERE b BETWEEN 1 OR 2", "invalid 1:35 `OR` stands where AND should"},
		{"postgres", "SELECT a FROM t WHERE b IS", "invalid 1:26 the statement ends where NULL, TRUE or FALSE should follow"},
		{"postgres", "SELECT a FROM t WHERE NOT", "invalid 1:25 the statement ends where a value or a column should follow"},
		{"postgres", "SELECT 'abc FROM t", "invalid 1:8 the text in quotes that begins here is never closed"},
		{"postgres", "SELECT \"abc FROM t", "invalid 1:8 the quoted name that begins here is never closed"},
		{"postgres", "SELECT a /* note FROM t", "invalid 1:10 the comment that begins here is never closed"},
		{"postgres", "SELECT $$ abc FROM t", "invalid 1:8 the text in quotes that begins here is never closed"},
		{"bigquery", "SELECT a FROM `p.d.t WHERE b", "invalid 1:15 the quoted name that begins here is never closed"},
		{"postgres", "SELECT a FROM t WHERE b = 1 WHERE c = 2", "invalid 1:29 a query has only one WHERE"},
		{"postgres", "SELECT a FROM t GROUP BY a WHERE b = 1", "invalid 1:28 WHERE stands behind GROUP BY, which it must precede"},
		{"postgres", "SELECT a FROM t LIMIT 10 ORDER BY a", "invalid 1:26 ORDER BY stands behind LIMIT, which it must precede"},
		{"postgres", "SELECT a FROM t ORDER BY a UNION SELECT b FROM u", "invalid 1:28 UNION stands behind ORDER BY or LIMIT: put the query before it in parentheses"},
		{"postgres", "SELECT a FROM t UNION", "invalid 1:21 the statement ends where a query should follow"},
		{"postgres", "SELECT a FROM t UNION ALL FROM u", "invalid 1:27 `FROM` stands where a query should"},
		{"postgres", "SELECT a FROM t; SELECT b FROM; SELECT c FROM u", "complete; invalid 1:30 the statement ends where a table's name should follow; complete"},
		{"postgres", "SELECT CAST(a AS) FROM t", "invalid 1:17 `)` stands where a type should"},
		{"postgres", "SELECT CAST(a int) FROM t", "invalid 1:15 `int` stands where AS and a type should"},
		{"postgres", "SELECT a:: FROM t", "invalid 1:12 `FROM` stands where a type should"},
		{"postgres", "SELECT COUNT(* FROM t", "invalid 1:13 `(` is never closed"},
		{"postgres", "SELECT SUM(a OVER (ORDER BY b) FROM t", "invalid 1:11 `(` is never closed"},
		{"postgres", "SELECT a AS FROM t", "invalid 1:13 `FROM` stands where a column's name should"},
		{"postgres", "SELECT a FROM t AS", "invalid 1:18 the statement ends where an alias should follow"},
		{"postgres", "SELECT t. FROM t", "invalid 1:11 `FROM` stands where a column should"},
		{"postgres", "WITH a AS SELECT 1 SELECT * FROM a", "invalid 1:11 `SELECT` stands where `(` should"},
		{"postgres", "WITH a AS (SELECT 1) b AS (SELECT 2) SELECT * FROM a", "invalid 1:22 `b` stands where `,` or the query should"},
		{"postgres", "WITH a AS (SELECT 1), SELECT * FROM a", "invalid 1:23 `SELECT` stands where another CTE should"},
		{"postgres", "WITH a AS (SELECT 1)", "invalid 1:20 the statement ends where a query should follow"},
		{"postgres", "WITH a AS (SELECT b, FROM t) SELECT * FROM a", "invalid 1:22 `FROM` stands where a column or a value should"},
		{"postgres", "SELECT * FROM (SELECT a FROM t WHERE) x", "invalid 1:37 `)` stands where a condition should"},
		{"postgres", "INSERT INTO t (a, b) VALUES (1, 2", "invalid 1:29 `(` is never closed"},
		{"postgres", "INSERT INTO t (a, b)", "invalid 1:20 the statement ends where VALUES or a query should follow"},
		{"postgres", "INSERT INTO VALUES (1)", "invalid 1:21 `1` stands where a column's name should"},
		{"postgres", "UPDATE t SET WHERE a = 1", "invalid 1:14 `WHERE` stands where an assignment should"},
		{"postgres", "UPDATE t SET a = 1, WHERE b", "invalid 1:21 `WHERE` stands where an assignment should"},
		{"postgres", "UPDATE t a = 1", "invalid 1:12 `=` stands where a join, `,` or the next clause should"},
		{"postgres", "DELETE FROM WHERE a", "invalid 1:13 `WHERE` stands where a table's name should"},
		{"postgres", "CREATE TABLE t (a int,)", "invalid 1:23 `)` stands where a column should"},
		{"postgres", "CREATE TABLE t (a int b int)", "invalid 1:23 `b` stands where `,` or `)` should"},
		{"postgres", "CREATE TABLE t (a int", "invalid 1:16 `(` is never closed"},
		{"postgres", "CREATE VIEW v AS", "invalid 1:16 the statement ends where a query should follow"},
		{"postgres", "CREATE VIEW v SELECT 1", "invalid 1:15 `SELECT` stands where AS should"},
		{"postgres", "MERGE INTO t USING s WHEN MATCHED THEN DELETE", "invalid 1:22 `WHEN` stands where ON should"},
		{"postgres", "foo bar", "partial 1:1 `foo` stands where a statement such as SELECT should"},
		{"postgres", ")", "invalid 1:1 `)` closes nothing: no bracket before it is still open"},
		{"postgres", "SELECT é, 'ü', FROM t", "invalid 1:16 `FROM` stands where a column or a value should"},
		{"snowflake", "SELECT a FROM t QUALIFY", "invalid 1:23 the statement ends where a condition should follow"},
		{"bigquery", "FROM t |> WHERE |> SELECT a", "invalid 1:17 `|>` stands where a value or a column should"},
		{"bigquery", "FROM t |> FOO a |> SELECT b", "partial 1:11 `FOO` stands where a pipe operator such as WHERE or SELECT should"},
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
