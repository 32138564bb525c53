package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// hardCodedReference reports relations that a dbt model reads by their names.
var hardCodedReference = &lint.Rule{
	Name:     "hard-coded-reference",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a table that a dbt model reads by its name, without ref or source",
		Why: `dbt does not see such a table. It may build your model before that one is up to date, it leaves the table out of lineage and freshness
checks, and in development the model reads production's table, or one that is not there.`,
		Bad: `{{ config(materialized='table') }}
select order_id, amount_usd
from analytics.fct_orders`,
		Good: `{{ config(materialized='table') }}
select order_id, amount_usd
from {{ ref('fct_orders') }}`,
		Limits: `A query is taken for a dbt model where it calls ref, source or config; macros and files without such a call are left alone. So are
tables that the database itself keeps (information_schema, pg_catalog and the like), tables that the file makes, and functions.
Whether a table is a model or a source is not known here, so both ways to write it are shown.`,
	},
	Check: func(p *lint.Pass) {
		if len(p.Lineage.Reads) == 0 || !isModel(p) {
			return
		}
		var said []*lineage.Relation
		for _, src := range p.Lineage.Reads {
			if byItsName(p, src) && !slices.Contains(said, src.Relation) {
				said = append(said, src.Relation)
				reportHardCoded(p, src)
			}
		}
	},
}

// isModel reports whether the statement is a dbt model's: it, or what stands in front of the file's first one, calls one of
// dbt's functions, and it is no macro's or generic test's.
func isModel(p *lint.Pass) bool {
	if len(p.Tags()) == 0 {
		return false
	}
	calls := func(t token.Token) bool {
		return t.Kind == token.Tag && tagCalls(t.In(p.File.Text), "ref", "source", "config")
	}
	if !slices.ContainsFunc(tagsIn(p, p.Statement.Span), calls) &&
		!slices.ContainsFunc(tagsIn(p, source.Span{End: p.Tree.Statements[0].Start}), calls) {
		return false
	}
	for _, t := range slices.Backward(tagsIn(p, source.Span{End: p.Statement.Start})) {
		if t.Kind == token.TagStmt {
			switch template.Word(t.In(p.File.Text)) {
			case "macro", "test", "materialization":
				return false
			case "endmacro", "endtest", "endmaterialization":
				return true
			}
		}
	}
	return true
}

// systemSchemas are those in which databases keep what they know of themselves.
var systemSchemas = []string{"information_schema", "pg_catalog", "sys", "system", "account_usage", "organization_usage", "mysql", "performance_schema"}

// byItsName reports whether a source is a relation that is written by its name.
func byItsName(p *lint.Pass, src *lineage.Source) bool {
	if src.Kind != lineage.Base || src.Table == nil || src.Table.Hole != nil || src.Relation.Made != nil {
		return false
	}
	parts := src.Relation.Parts
	if len(src.Table.Name.Parts) == 1 && (p.Lineage.Gaps || isSystemTable(parts[len(parts)-1])) {
		return false // a macro may bring a common table expression of that name
	}
	return !holds(p, src.Table.Name.Span, token.Tag) &&
		!slices.ContainsFunc(parts, func(part string) bool { return slices.Contains(systemSchemas, strings.ToLower(part)) })
}

// isSystemTable reports whether a database keeps a table of that name in a schema that nobody has to write.
func isSystemTable(name string) bool {
	name = strings.ToLower(name)
	for _, prefix := range []string{"pg_", "svv_", "svl_", "stl_", "stv_", "sys_", "all_tab", "dba_", "user_tab"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func reportHardCoded(p *lint.Pass, src *lineage.Source) {
	parts := src.Table.Name.Parts
	table := parts[len(parts)-1].Name
	f := lint.Finding{
		Span:    src.Table.Name.Span,
		Object:  strings.Join(src.Relation.Parts, "."),
		Message: fmt.Sprintf("this model reads `%s` by its name: dbt does not know that it depends on it, and reads the same table in development", src.Relation.Name),
		Help:    fmt.Sprintf("write `{{ ref('%s') }}` where this is a model of the project, or declare it as a source", table),
	}
	if len(parts) > 1 {
		f.Help = fmt.Sprintf("write `{{ ref('%s') }}` where this is a model of the project, or else `{{ source('%s', '%s') }}`",
			table, parts[len(parts)-2].Name, table)
	}
	for _, other := range p.Lineage.Reads {
		if other != src && other.Relation == src.Relation && byItsName(p, other) {
			f.Related = append(f.Related, lint.Related{Message: fmt.Sprintf("`%s` is read here too", src.Relation.Name), Span: other.Table.Name.Span})
		}
	}
	p.Report(f)
}
