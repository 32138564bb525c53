package parser_test

import (
	"slices"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// TestUnseparated splits scripts whose statements have no separators between them.
func TestUnseparated(t *testing.T) {
	for _, c := range []struct {
		dialect, text string
		want          []string
	}{
		{"tsql", "SELECT a FROM t SELECT b FROM u UPDATE v SET c = 1 WHERE d = 2 DELETE w", []string{
			"SELECT a FROM t", "SELECT b FROM u", "UPDATE v SET c = 1 WHERE d = 2", "DELETE w",
		}},
		{"tsql", "SELECT a FROM t\nGO 3\nCREATE PROC p AS SELECT 1; SELECT 2\ngo -- end\nSELECT b FROM go_1", []string{
			"SELECT a FROM t", "CREATE PROC p AS SELECT 1; SELECT 2", "SELECT b FROM go_1",
		}},
		{"tsql", "SET NOCOUNT ON DELETE t\nagain:\nGRANT SELECT ON t TO a WITH GRANT OPTION DROP TABLE IF EXISTS t", []string{
			"SET NOCOUNT ON", "DELETE t", "again:", "GRANT SELECT ON t TO a WITH GRANT OPTION", "DROP TABLE IF EXISTS t",
		}},
		{"tsql", "ALTER TABLE t DROP CONSTRAINT c ALTER TABLE t ADD d INT ALTER DATABASE x SET RECOVERY SIMPLE SET NOCOUNT ON", []string{
			"ALTER TABLE t DROP CONSTRAINT c", "ALTER TABLE t ADD d INT", "ALTER DATABASE x SET RECOVERY SIMPLE", "SET NOCOUNT ON",
		}},
		{"tsql", "SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY FETCH NEXT FROM c INTO @a", []string{
			"SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY", "FETCH NEXT FROM c INTO @a",
		}},
		{"generic", "SELECT a FROM t WHERE b = 1\nINSERT INTO u (a) SELECT 1\nGO\nEXEC p @a = 1\nSELECT 2", []string{
			"SELECT a FROM t WHERE b = 1", "INSERT INTO u (a) SELECT 1", "EXEC p @a = 1", "SELECT 2",
		}},
	} {
		tree := parser.Parse(source.NewFile("", c.text), dialect.Find(c.dialect))
		var got []string
		for _, s := range tree.Statements {
			got = append(got, s.In(c.text))
			if s.State == ast.Partial || s.State == ast.Invalid {
				t.Errorf("%s: %s is %s", c.text, s.In(c.text), s.State)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}
