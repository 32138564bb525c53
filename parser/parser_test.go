package parser_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, dialect, text string
		want                []string // each statement: state, text
	}{
		{"statements", "generic", " ;select 1 ; -- x\n select 2;;", []string{"complete select 1", "complete select 2"}},
		{"empty", "generic", "-- nothing\n;;", nil},
		{
			"bad among good", "postgres", "select 1; select from where (; select 2",
			[]string{"complete select 1", "invalid select from where (", "complete select 2"},
		},
		{
			"bad among good", "mysql", "select 1; select a b c; select 2",
			[]string{"complete select 1", "invalid select a b c", "complete select 2"},
		},
		{
			"second look", "mysql", "insert into t values (1) returning id",
			[]string{"complete insert into t values (1) returning id"},
		},
		{"second look", "mysql", "select * from t for system_time as of now()", []string{"complete select * from t for system_time as of now()"}},
		{
			"routine", "mysql", "create procedure p() begin select 1; select 2; end; select 3",
			[]string{"complete create procedure p() begin select 1; select 2; end", "complete select 3"},
		},
		{
			"delimiter", "mysql", "delimiter //\ncreate trigger g before insert on t for each row begin set @a = 1; end//\nselect 1//\ndelimiter ;\nselect 2;",
			[]string{
				"other delimiter //", "complete create trigger g before insert on t for each row begin set @a = 1; end", "complete select 1",
				"other delimiter ;", "complete select 2",
			},
		},
		{"other", "mysql", "set names utf8; use d", []string{"other set names utf8", "other use d"}},
		{"config", "generic", "{{ config(materialized='table') }}\nselect 1", []string{"complete select 1"}},
		{"statement tags", "generic", "{% if a %} select 1 {% endif %}", []string{"complete select 1"}},
		{"copy data", "postgres", "copy t from stdin;\n1\t'x\n\\.\nselect 1", []string{"complete copy t from stdin", "complete select 1"}},
		{"commands", "mysql", "select \\N, 1\\G\nselect 2 \\g\n", []string{"complete select \\N, 1", "other \\G", "complete select 2", "other \\g"}},
		{"meta commands", "postgres", "\\set a 1\nselect :a; \\q", []string{"other \\set a 1", "complete select :a", "other \\q"}},
	} {
		t.Run(c.dialect+"/"+c.name, func(t *testing.T) {
			var got []string
			for _, s := range parser.Parse(source.NewFile("", c.text), dialect.Find(c.dialect)).Statements {
				got = append(got, s.State.String()+" "+s.In(c.text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSecondLook holds what TiDB's parser rejects to the state that the grammar's second look leaves it in.
func TestSecondLook(t *testing.T) {
	for text, want := range map[string]string{
		// what TiDB's parser lacks
		"select a into @x from t where b = 1":                                              "complete",
		"select x.a from json_table('[1]', '$[*]' columns (a int path '$')) x":             "complete",
		"select a.n from (select 1) a (n)":                                                 "complete",
		"insert into t (a) values (1) as new on duplicate key update a = new.a":            "complete",
		"create table t (a int default (1 + 2), g point srid 4326)":                        "complete",
		"create table t (a int) secondary_load = 'x'":                                      "complete",
		"select cast(a at time zone '+00:00' as datetime) from t":                          "complete",
		"select count (*), sum (a) from t":                                                 "complete",
		"select _cp1250'x'":                                                                "complete",
		"select a from t where b = :since":                                                 "complete",
		"select a from t limit {{ n }}":                                                    "complete",
		"select rank from t":                                                               "complete",
		"drop trigger g":                                                                   "other",
		"start transaction with consistent snapshot, read only":                            "other",
		"alter table t disable keys, enable keys":                                          "other",
		"select a from t where match a, b against ('x' with query expansion)":              "complete",
		"alter definer = u view v as select a from t":                                      "complete",
		"select a from t for update of t for share of u":                                   "complete",
		"select a into outfile '/x' character set utf8mb4 fields terminated by ',' from t": "complete",
		"create table t (a set('x', 'y') default 'x', b int invisible)":                    "complete",
		"load data infile 'x' into table t partition (p0)":                                 "complete",
		// what MySQL rejects too
		"select max(a, b) from t":                           "invalid",
		"select curtime(null)":                              "invalid",
		"select a->3 from t":                                "invalid",
		"select a from t1 natural cross join t2":            "invalid",
		"update t, u set t.a = u.a where t.b = u.b limit 5": "invalid",
		"delete a, b from a join b using (c) order by c":    "invalid",
		"select timestampdiff(year_month, a, b) from t":     "invalid",
		"create table t ()":                                 "invalid",
		"create table t (a enum)":                           "invalid",
		"create table t (a int) partition by range (a)":     "invalid",
		"drop table":                 "invalid",
		"alter table t drop index":   "invalid",
		"alter table t add index ()": "invalid",
		"create schema if exists s":  "invalid",
		"do 1 from t":                "invalid",
		"select a::int from t":       "invalid",
	} {
		if got := parser.Parse(source.NewFile("", text), dialect.Find("mysql")).Statements[0]; got.State.String() != want {
			t.Errorf("%s is %s, not %s", text, got.State, want)
		}
	}
	if got := parser.Parse(source.NewFile("", "select a::int from t"), dialect.Find("starrocks")).Statements[0]; got.State != ast.Complete {
		t.Errorf("a relative of MySQL's is read strictly: %s", got.State)
	}
}

func TestExpr(t *testing.T) {
	d := dialect.Find("generic")
	for _, text := range []string{"a + 1", "sum(amount_usd)", "case when a then b end", "(select 1)"} {
		e, err := parser.Expr(text, d)
		if err != nil || e.Extent().In(text) != text {
			t.Errorf("Expr(%q) = %v, %v", text, e, err)
		}
	}
	for text, want := range map[string]string{
		"":        "the statement ends where a value or a column should follow",
		"a +":     "the statement ends where a value or a column should follow",
		"a b":     "`b` stands where the end of the expression should",
		"a; b":    "the statement ends where the end of the expression should follow",
		"f(a, (b": "the statement ends where `)` should follow",
	} {
		if _, err := parser.Expr(text, d); err == nil || err.Error() != want {
			t.Errorf("Expr(%q): %v, want %s", text, err, want)
		}
	}
}

func TestQuery(t *testing.T) {
	d := dialect.Find("generic")
	q, err := parser.Query(" select a from t; ", d)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := q.Body.(*ast.Select); !ok {
		t.Errorf("the body is %T", q.Body)
	}
	for text, want := range map[string]string{
		"":                   "0 statements",
		"select 1; select 2": "2 statements",
		"delete from t":      "it is no query",
		"select a from":      "the statement ends where a table's name should follow",
	} {
		if _, err := parser.Query(text, d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Query(%q): %v, want %s", text, err, want)
		}
	}
}

// TestDeclarationsGoOn has a body of another language, whose quotes and brackets end nowhere: reading it ends all the same.
func TestDeclarationsGoOn(t *testing.T) {
	text := "CREATE PROCEDURE p (a VARCHAR) AS\n  \"x ('\" + n + \"', PARSE('{\\\"m\\\": \" + m + \"}'))\"\n"
	for _, d := range dialect.All {
		if tree := parser.Parse(source.NewFile("p.sql", text), d); tree.Count == 0 {
			t.Errorf("%s: nothing was read", d.Name)
		}
	}
}
