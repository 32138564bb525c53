package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/token"
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
		Limits: `A file is taken for a dbt model where it calls ref, source or config; macros and files without such a call are left alone. So are
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

// isModel reports whether the file is a dbt model, by the functions that its tags call, and no macro or generic test.
func isModel(p *lint.Pass) bool {
	model := false
	for _, t := range p.Tags() {
		text := t.In(p.File.Text)
		switch word := firstWord(text); {
		case t.Kind == token.Tag:
			model = model || tagCalls(text, "ref", "source", "config")
		case word == "macro" || word == "test" || word == "materialization":
			return false
		}
	}
	return model
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
