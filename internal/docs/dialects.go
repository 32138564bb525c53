package main

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/internal/inspect"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// dialects is the page about what is read: the rows of the table, and what stands in place of SQL.
func dialects() (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Dialects and templates\n\n%d dialects. `dialect` in the settings or `--dialect` chooses one by its name or an alias; "+
		"`sqlsteward init` proposes one. A difference between dialects is told apart only where one reading excludes another: "+
		"what a dialect merely lacks is read all the same.\n\n## What each adds\n\n"+
		"| Dialect | Aliases | |\n|---|---|---|\n", len(dialect.All))
	for _, d := range dialect.All {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", d.Name, codes(d.Aliases()), cell(d.Doc))
	}
	b.WriteString("\n## How each is read\n\n" +
		"Unquoted names: how they compare with others. Backslash: what it means in a string in plain quotes. Parameters: the forms that " +
		"stand for a value. A word without a place: whether it makes a statement a syntax error, or a gap that the run reports. " +
		"Read by: TiDB's parser, or the grammar that all other dialects share; where two are named, the second is asked what the first does not take.\n\n" +
		"| Dialect | Unquoted names | Quoted names | Strings | Backslash | Comments | Parameters | A word without a place | Read by |\n" +
		"|---|---|---|---|---|---|---|---|---|\n")
	for _, d := range dialect.All {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			d.Name, folds[d.Fold], codes(names(d)), codes(stringForms(d)), escapes[d.Escapes], comments(d), codes(parameters(d)), stray(d), frontEnd(d))
	}
	placeholders, err := placeholderTable()
	if err != nil {
		return "", err
	}
	shown, err := inspected()
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "\n## Templates\n\nJinja, as dbt writes it, and Liquid, as Looker does: tags are read where they stand, and no macro is run. `{{ ref() }}`, `{{ source() }}` and "+
		"`{{ this }}` are relations; any other tag is what its place asks for: a value, a part of a name, select items, a clause. Each branch of a choice "+
		"is read once, a loop's body as one round, and the body of a macro by itself. `sqlsteward inspect` shows it. Of\n\n"+
		"```sql\n%s```\n\nit says:\n\n```text\n%s```\n", model, shown)
	b.WriteString("\n## Placeholders\n\nWhat other tools replace before the database sees it counts as a template tag. Where its marks are operators too, it is one " +
		"only where an operand or a name must stand.\n\n" + placeholders)
	return b.String(), nil
}

var folds = map[dialect.Folding]string{
	dialect.FoldNone: "in any case, as quoted ones do", dialect.FoldExact: "by their case", dialect.FoldLower: "as lower case", dialect.FoldUpper: "as upper case",
}

var escapes = map[dialect.Escapes]string{
	dialect.NoEscapes: "itself", dialect.Backslashes: "escapes", dialect.GuessEscapes: "either",
}

// names are the forms of quoted names.
func names(d *dialect.Dialect) []string {
	return given(form{!d.DoubleQuoteStrings, `"a"`}, form{d.Backticks, "`a`"}, form{d.Brackets, "[a]"})
}

// stringForms are the forms of strings.
func stringForms(d *dialect.Dialect) []string {
	return given(form{true, "'a'"}, form{d.DoubleQuoteStrings, `"a"`}, form{d.DollarQuotes, "$$a$$"}, form{d.TripleQuotes, "'''a'''"},
		form{d.RawStrings, "r'a'"}, form{d.QQuotes, "q'[a]'"})
}

// comments are the forms of comments.
func comments(d *dialect.Dialect) string {
	text := codes(given(form{true, "-- a"}, form{d.HashComments, "# a"}, form{d.SlashComments, "// a"}, form{true, "/* a */"}))
	if d.NestedComments {
		text += ", nested"
	}
	if d.ExecutableComments {
		text += "; SQL in `/*! a */`"
	}
	return text
}

// A form is a way to write something, where it is given.
type form struct {
	given bool
	text  string
}

func given(forms ...form) []string {
	var out []string
	for _, f := range forms {
		if f.given {
			out = append(out, f.text)
		}
	}
	return out
}

// parameters are the forms of parameters, found out by reading them.
func parameters(d *dialect.Dialect) []string {
	var out []string
	for _, form := range []string{"?", ":a", "$1", "@a"} {
		if s, err := only("select a from t where b = "+form, d); err == nil && holds[*ast.Param](s) {
			out = append(out, form)
		}
	}
	return out
}

// stray says what a word without a place is.
func stray(d *dialect.Dialect) string {
	if d.Strict || d.TiDB && !d.Outgrown {
		return "an error"
	}
	return "a gap"
}

// frontEnd says who reads the dialect.
func frontEnd(d *dialect.Dialect) string {
	switch {
	case !d.TiDB:
		return "grammar"
	case d.Outgrown:
		return "grammar, TiDB"
	}
	return "TiDB, grammar"
}

// A placeholder is an example of the tags of some tools.
type placeholder struct {
	form  string
	tools string
	sql   string
}

// placeholders are what parser/token knows, in statements.
var placeholders = []placeholder{
	{"${name}", "shells, Hive, Looker", "select ${measure} from ${db}.orders_${day}"},
	{"$(name)", "sqlcmd", "select amount from $(schema).orders where day = $(day)"},
	{"$[name]", "schedulers", "select amount from orders where day > $[start]"},
	{"{name}", "Python's format and literals", "select {column} from {schema}.orders where day in ({', '.join(days)})"},
	{"{`name`}", "R's glue", "select amount from {`table`} where country in ({countries*})"},
	{"%(name)s, %s", "Python's database drivers", "select amount from orders where day = %(day)s and country = %s"},
	{"#{name}", "Ruby, Kettle, JPA", "select amount from orders where day = #{day}"},
	{"${ref(...)}", "Dataform", `config { type: "table" } select amount from ${ref("orders")}`},
	{"@NAME(...)", "SQLMesh", "select amount, @IF(@daily, day, month) as period from orders"},
	{"@{name}", "schedulers", "select amount from @{schema}.orders"},
	{"##name##", "templates of ETL tools", "select amount from ##schema##.orders"},
	{"<name>", "documentation", "select <column> from <table> where day = <day>"},
	{"&name", "SQL*Plus, SnowSQL", "select amount from &schema..orders where day = &&day"},
	{"{{name}}, [[ ]]", "Metabase", "select amount from orders where day > 0 [[and country = {{country}}]]"},
}

// placeholderTable shows them. It is an error when one is not read whole as generic.
func placeholderTable() (string, error) {
	var b strings.Builder
	b.WriteString("| Placeholder | Written by | For example |\n|---|---|---|\n")
	for _, p := range placeholders {
		s, err := only(p.sql, dialect.Find("generic"))
		if err != nil {
			return "", fmt.Errorf("the example of %s: %w", p.form, err)
		}
		if s.State != ast.Complete {
			return "", fmt.Errorf("the example of %s is %s", p.form, s.State)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", codes([]string{p.form}), p.tools, codes([]string{p.sql}))
	}
	return b.String(), nil
}

// model is a template as people write them.
const model = `select
    order_id,
    {% for m in methods %}
    sum(case when method = '{{ m }}' then amount end) as {{ m }}_amount,
    {% endfor %}
    {{ cents_to_euros('amount') }} as amount
from {{ ref('stg_payments') }}
{% if is_incremental() %}
where paid_at > (select max(paid_at) from {{ this }})
{% endif %}
group by order_id
`

// inspected is how the model is read, without its trees.
func inspected() (string, error) {
	empty, err := catalog.New()
	if err != nil {
		return "", err
	}
	settings := lineage.Settings{Dialect: dialect.Find("generic"), Catalog: empty, Treatment: func(string) lineage.Via { return lineage.Copy }}
	var b strings.Builder
	err = inspect.Write(&b, source.NewFile("model.sql", model), inspect.Options{Settings: settings})
	return b.String(), err
}

// only is the one statement of a text.
func only(text string, d *dialect.Dialect) (*ast.Statement, error) {
	t := parser.Parse(source.NewFile("", text), d)
	if len(t.Statements) != 1 {
		return nil, fmt.Errorf("it holds %d statements", len(t.Statements))
	}
	return t.Statements[0], nil
}

// holds reports whether a statement that is read whole holds a node of a type.
func holds[T ast.Node](s *ast.Statement) bool {
	found := false
	ast.Walk(s, func(n ast.Node) bool {
		_, ok := n.(T)
		found = found || ok
		return true
	})
	return found && s.State == ast.Complete
}

// codes lists words as code.
func codes(words []string) string {
	var out []string
	for _, w := range words {
		mark := "`"
		if strings.Contains(w, mark) {
			w, mark = " "+w+" ", "``"
		}
		out = append(out, mark+w+mark)
	}
	return strings.Join(out, ", ")
}
