package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// summary renders each statement of a text: number, state, relations, columns.
func summary(text, name string) []string {
	var out []string
	for _, s := range parser.Parse(source.NewFile("q.sql", text), dialect.Find(name)).Statements {
		var tables, columns []string
		ast.Walk(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Table:
				if n.Name != nil {
					tables = append(tables, relation(n.Name))
				} else {
					tables = append(tables, "?")
				}
			case *ast.ColumnRef:
				columns = append(columns, n.In(text))
			}
			return true
		})
		out = append(out, fmt.Sprintf("%d %s: %s: %s", s.Number, s.State, strings.Join(tables, " "), strings.Join(columns, " ")))
	}
	return out
}

// templates are texts with tags as people write them, and how each reads.
var templates = map[string][]string{
	// Branches.
	"select a from t {% if x %} where b {% else %} where c {% endif %}":    {"1 complete: t: a b", "1 complete: t: a c"},
	"{% if x %} select a from t {% else %} select b from u {% endif %}":    {"1 complete: t: a", "2 complete: u: b"},
	"select a from {% if x %} t {% else %} u {% endif %}; select b from v": {"1 complete: t: a", "1 complete: u: a", "2 complete: v: b"},
	"select a {% if x %}, b from t {% else %} ) {% endif %}":               {"1 complete: t: a b", "1 partial: : a"},
	"select {% if x %} a, {% endif %} b from t":                            {"1 complete: t: a b"},
	// Loops.
	"select {% for c in cs %} sum({{ c }}) as x_{{ c }} {% if not loop.last %},{% endif %} {% endfor %} from t": {"1 complete: t: "},
	"select {% for c in cs %} {{ c }}.a {{ ',' if not loop.last }} {% endfor %} from t":                         {"1 complete: t: {{ c }}.a"},
	"{% for r in rs %} select a from {{ r }} {% if not loop.last %} union all {% endif %} {% endfor %}":         {"1 complete: ?: a"},
	"with {% for r in rs %} c_{{ r }} as (select a from t) {% if not loop.last %},{% endif %} {% endfor %} select b from c_1": {
		"1 complete: t c_1: a b",
	},
	// Bodies of macros are statements or parts of them.
	"{% macro m(x) %} select a from t {% endmacro %}":                              {"1 complete: t: a"},
	"{% macro m(x) %} coalesce({{ x }}, a) {% endmacro %}":                         {"1 complete: : a"},
	"{% macro m(x) %} case when a then b else c end {% endmacro %}":                {"1 complete: : a b c"},
	"{% macro m(x) %} a, b as c, {{ x }} as d {% endmacro %}":                      {"1 complete: : a b"},
	"{% macro m(x) %} where a > 1 and b group by c order by d desc {% endmacro %}": {"1 complete: : a b c d"},
	"{% macro m(x) %} from t join u on t.a = u.b {% endmacro %}":                   {"1 complete: t u: t.a u.b"},
	"{% macro m(x) %} lateral flatten(a) {{ x }} {% endmacro %}":                   {"1 complete: : a"},
	"{% macro m(x) %} left join u using (a) where b {% endmacro %}":                {"1 complete: u: a b"},
	"{% macro m(x) %} , c as (select a from t), {{ x }} as (select b from c) {% endmacro %}": {
		"1 complete: t c: a b",
	},
	"{% macro m(x) %} over (partition by a order by b) {% endmacro %}":       {"1 complete: : a b"},
	"{% macro m(x) %} {{ return(adapter.dispatch('m')(x)) }} {% endmacro %}": nil,
	"{% macro m(x) %} the quick brown fox {% endmacro %}":                    {"1 partial: : "},
	"{% set q %} select a from t {% endset %} select b from u":               {"1 complete: t: a", "2 complete: u: b"},
	"{% set m %} no such {{ x }} thing here {% endset %} select b from u":    {"1 complete: u: b"},
	"{% call statement('s') %} select a from t {% endcall %}":                {"1 complete: t: a"},
	"{% snapshot s %} {{ config(x=1) }} select a from t {% endsnapshot %}":   {"1 complete: t: a"},
	"{% docs d %} it's `prose` {% enddocs %} select a from t":                {"1 complete: t: a"},
	"{% raw %} select '{{ a }}' from t {% endraw %}":                         {"1 complete: t: "},
	// Metabase's optional parts.
	"select a from t where b [[ and c = {{ d }} ]] [[ {% if x %} and e = {{ f }} {% endif %} ]]": {"1 complete: t: a b c e"},
	// Tags where things stand.
	"{{ config(materialized='table') }} select a from {{ ref('t') }}":                      {"1 complete: t: a"},
	"select a from {{ source('s', 't') }} s join {{ this }} on s.a = b":                    {"1 complete: s.t this: a s.a b"},
	"select {{ dbt_utils.star(ref('t')) }} from t":                                         {"1 complete: t: "},
	"select a, {{ cols }} from t":                                                          {"1 complete: t: a"},
	"select {{ cols }} count(*) as n, b from t":                                            {"1 complete: t: b"},
	"select a as b {{ more }} from t":                                                      {"1 complete: t: a"},
	"select {{ a }} {{ op }} 1, b {{ op }} c from t":                                       {"1 complete: t: b c"},
	"select count({{ distinct }} a) from t":                                                {"1 complete: t: a"},
	"select {{ f }}(a), {{ f }} (b), x_{{ f }}(c) from t":                                  {"1 complete: t: a b c"},
	"select sum(a) {{ over }} as s, {{ f }} over (order by b) from t":                      {"1 complete: t: a b"},
	"select case {{ whens }} end, case a {{ whens }} else b end from t":                    {"1 complete: t: a b"},
	"select rank() over (partition by a {{ more }} order by b) from t":                     {"1 complete: t: a b"},
	"select rank() over ({{ partition }} order by b) from t":                               {"1 complete: t: b"},
	"select cast(a as {{ type }}), b::{{ type }}, '{{ x }}', \"{{ y }}\" from t":           {"1 complete: t: a b \"{{ y }}\""},
	"select field_{{ n }}, {{ p }}_x.{{ c }}, {{ t }}.* from t":                            {"1 complete: t: field_{{ n }} {{ p }}_x.{{ c }}"},
	"select a from t {{ where }} group by a":                                               {"1 complete: t: a a"},
	"select a from t where b = 1 {{ more }} order by c {{ direction }}":                    {"1 complete: t: a b c"},
	"select a from t where {{ x }} group by {{ dbt_utils.group_by(2) }} {{ q }}":           {"1 complete: t: a"},
	"select a from t {{ dbt_utils.group_by(2) }}":                                          {"1 complete: t: a"},
	"select a from t join u on t.a = u.b {{ joins }} left join v on v.c = t.a":             {"1 complete: t u v: a t.a u.b v.c t.a"},
	"select a from t {{ dbt.except() }} select b from u":                                   {"1 complete: t u: a b"},
	"select a from ({{ query }}) q where b in ({{ list }}) and c in {{ list }}":            {"1 complete: ?: a b c"},
	"with {{ ctes }} select a from c":                                                      {"1 complete: c: a"},
	"with c as ({{ query }}) select a from c":                                              {"1 complete: c: a"},
	"with c as (select a from t) {{ dedup('c') }} select b from d":                         {"1 complete: t d: a b"},
	"with c as (select a from t) {{ dedup('c') }}, d as (select b from c) select b from d": {"1 complete: t c d: a b b"},
	"{{ columns }} from t where a":                                                         {"1 complete: t: a"},
	"{{ header() }} select a from t":                                                       {"1 complete: t: a"},
	"{{ dbt_utils.union_relations([ref('t')]) }}":                                          {"1 complete: : "},
	"insert into {{ this }} ({{ cols }}) select a from t":                                  {"1 complete: this t: a"},
	"delete from {{ this }} where a in (select b from {{ tmp }})":                          {"1 complete: this ?: a b"},
	"create table {{ this }} {{ options }} as select a from t":                             {"1 complete: this t: a"},
	"select a from t limit {{ n }} offset {{ m }}":                                         {"1 complete: t: a"},
	"select a from t {{ where }} b = 1 and c in (d)":                                       {"1 complete: t: a b c d"},
	"select a from t x {{ where }} and x.b is null group by c":                             {"1 complete: t: a x.b c"},
	"select a from t {{ where }} f(b) > 1":                                                 {"1 complete: t: a b"},
	"select a from t {{ sample }} b where c":                                               {"1 complete: t: a c"},
	"select a from t join u using (b) {{ joins }} join v using (c) {{ where }}":            {"1 complete: t u v: a"},
	"select a from t union {{ all }} select b from u":                                      {"1 complete: t u: a b"},
	"select a from t where b is {{ not }} null and c is {{ what }}":                        {"1 complete: t: a b c"},
	"select sum(a) over ({{ window }}) from t":                                             {"1 complete: t: a"},
	"with {{ ctes }}, c as (select a from t) select b from c":                              {"1 complete: t c: a b"},
	"update t set {{ sets }} where a":                                                      {"1 complete: t: a"},
	"update t set a = b, {{ sets }} from u":                                                {"1 complete: t u: a b"},
	"merge into t using u on t.a = u.a {{ whens }}":                                        {"1 complete: t u: t.a u.a"},
	"merge into t using u on t.a = u.a when matched {{ and }} then {{ action }}":           {"1 complete: t u: t.a u.a"},
	"merge into t using u on t.a = u.a when matched then update set {{ sets }}":            {"1 complete: t u: t.a u.a"},
	"create {{ temp }} table t as ({{ query }})":                                           {"1 complete: t: "},
	"create or replace {{ secure }} view v as select a from t":                             {"1 complete: v t: a"},
	"create table t as {{ query }}":                                                        {"1 complete: t: "},
	"select a {{ p }}_b, c d_{{ p }} from t {{ p }}_e join (select f) {{ p }}_g on true":   {"1 complete: t: a c f"},
	"select a from t where b > {{ x }} {%- if y -%} and c {% endif %} order by d":          {"1 complete: t: a b c d"},
	"select a{% if x %}_usd{% endif %}, b_{%- if y -%} c {%- endif %} from t":              {"1 complete: t: a{% if x %}_usd b_{%- if y -%} c"},
}

// TestReadings reads templates as people write them: every branch, every loop's body once, and every tag as what its
// place allows.
func TestReadings(t *testing.T) {
	for text, want := range templates {
		if diff := cmp.Diff(want, summary(text, "generic")); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
}

// TestDialectsOfTemplates reads what other tools than Jinja put into SQL.
func TestDialectsOfTemplates(t *testing.T) {
	for _, c := range []struct {
		dialect, text string
		want          []string
	}{
		// Looker.
		{
			"snowflake", "select ${TABLE}.a, ${b.c} from ${d.SQL_TABLE_NAME} e where {% condition f %} e.g {% endcondition %} and h = {% parameter p %}",
			[]string{"1 complete: ?: ${TABLE}.a e.g h"},
		},
		{
			"generic", "select {% case x %} {% when 'a' %} a {% when 'b' %} b {% else %} c {% endcase %} from t {% comment %} it's {% endcomment %}",
			[]string{"1 complete: t: a", "1 complete: t: b", "1 complete: t: c"},
		},
		{
			"generic", "{% capture q %} select a from t {% endcapture %} select b from u where {% date_start f %} < c",
			[]string{"1 complete: t: a", "2 complete: u: b c"},
		},
		// Metabase.
		{
			"postgres", "select a, array[[1, {{ n }}], [2, 3]] from t where [[ b = {{ b }} and ]] true [[ order by {{ c }} ]]",
			[]string{"1 complete: t: a b"},
		},
		{"mysql", "select a from t where true [[ and b = {{ b }} ]]", []string{"1 complete: t: a b"}},
		// Mode.
		{"postgres", "{% form %}\np:\n  type: text\n{% endform %}\nselect a from t where b = {{ p }}", []string{"1 complete: t: a b"}},
		// Dataform.
		{
			"bigquery", "config {\n  type: \"table\",\n  tags: [\"a\"]\n}\njs { const x = \"}\"; }\nselect a from ${ref(\"t\")} join ${ref(\"s\", \"u\")} using (b)\n${when(incremental(), `\nwhere c > ${x}\n`)} limit 1",
			[]string{"1 complete: t s.u: a"},
		},
		{
			"bigquery", "config { type: \"view\" }\nselect a from ${resolve(name)}\npost_operations {\n  delete from ${self()} where b\n}",
			[]string{"1 complete: ?: a", "2 complete: self: b"},
		},
		// SQLMesh.
		{
			"generic", "@DEF(x, 'a)'); select a, @IF(@y, b, c) as d, @{e} from t @WHERE(@y) f = 1",
			[]string{"1 complete: : ", "2 complete: t: a f"},
		},
		{"snowflake", "select $1 from @s(file_format => x)", []string{"1 complete: @s: "}},
		{"oracle", "insert into t@l(a) values (1)", []string{"1 complete: t: "}},
		// Python and R.
		{
			"postgres", "select {a!r}, {f(b)}, {row[\"c\"]} from {s}.{t} where d in ({', '.join(x)}) and e = %(e)s",
			[]string{"1 complete: {s}.{t}: d e"},
		},
		{"postgres", "select {`a`} from {`t`} where b in ({c*})", []string{"1 complete: ?: b"}},
		// Included text.
		{"generic", "select a from t {% include 'where.sql' %}", []string{"1 complete: t: a"}},
	} {
		if diff := cmp.Diff(c.want, summary(c.text, c.dialect)); diff != "" {
			t.Errorf("%s: %s:\n%s", c.dialect, c.text, diff)
		}
	}
}

// TestTemplateFaults has tags without a partner: each is a syntax error of its own, and the SQL around it is read.
func TestTemplateFaults(t *testing.T) {
	for text, want := range map[string]string{
		"select a from t {% endif %}":         "`{% endif %}` closes nothing: no `{% if %}` before it is open",
		"{% if x %} select a from t":          "`{% if %}` is never closed: `{% endif %}` should follow",
		"{% for x in y %} select a from t":    "`{% for %}` is never closed: `{% endfor %}` should follow",
		"select a from t {% else %}":          "`{% else %}` belongs to nothing: no `{% if %}` before it is open",
		"select a from t where b = {{ x":      "the template tag that begins here is never closed",
		"select a from t {% if x where b = 1": "the template tag that begins here is never closed",
	} {
		tree := parser.Parse(source.NewFile("q.sql", text), dialect.Find("generic"))
		got, tables := "", 0
		for _, s := range tree.Statements {
			if len(s.Errors) > 0 && s.Errors[0].Certain {
				got = s.Errors[0].Message
			}
			ast.Walk(s, func(n ast.Node) bool {
				if _, ok := n.(*ast.Table); ok {
					tables++
				}
				return true
			})
		}
		if got != want || tables == 0 {
			t.Errorf("%s: %q with %d tables read, want %q", text, got, tables, want)
		}
	}
}

// relation is a name as people read it.
func relation(n *ast.Name) string {
	parts := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		parts[i] = p.Name
	}
	return strings.Join(parts, ".")
}
