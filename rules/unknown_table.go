package rules

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
)

// unknownTable reports relations of schemas of which the catalog declares all datasets, and not this one.
var unknownTable = &lint.Rule{
	Name:     "unknown-table",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a table that the catalog would have, if it existed",
		Why: `The schema is one whose tables are all declared. A table that is not among them was renamed, dropped, or never meant for others:
the query fails now, or will.`,
		Bad:  `select order_id from analytics.fct_order`,
		Good: `select order_id from analytics.fct_orders`,
		Limits: `It speaks of schemas that the catalog names in [[schema]], which says that all their datasets are declared, and of no others.
Tables and views that a file of the run makes are known too.`,
		Settings: `[[schema]]
name = "analytics"

[[dataset]]
name = "analytics.fct_orders"
`,
	},
	Needs: func(c *catalog.Catalog) string {
		if !c.HasSchemas() {
			return "no [[schema]] of the catalog says that all its datasets are declared"
		}
		return ""
	},
	Check: func(p *lint.Pass) {
		seen := map[*lineage.Relation]bool{}
		for _, src := range p.Lineage.Reads {
			r := src.Relation
			if r.Dataset != nil || r.Ambiguous || r.Made != nil || seen[r] || src.Table.Hole != nil || strings.ContainsAny(r.Name, "{}$") {
				continue
			}
			schema, all := p.Catalog.AllDeclared(r.Parts)
			if !all {
				continue
			}
			seen[r] = true
			f := lint.Finding{
				Span: src.Table.Name.Span, Object: strings.Join(r.Parts, "."),
				Message: fmt.Sprintf("there is no `%s`: %s says that all datasets of `%s` are declared, and it is not among them",
					r.Name, schema.Origin, schema.Name),
				Help: "correct the name, or declare it in the catalog",
			}
			var names []string
			for d := range p.Catalog.Datasets() {
				if len(d.Name) == len(schema.Name)+1 && strings.EqualFold(d.Name[:len(schema.Name)].String(), schema.Name.String()) {
					names = append(names, d.Name.String())
				}
			}
			if near := catalog.Suggest(r.Name, names); near != "" {
				f.Help = fmt.Sprintf("did you mean `%s`? if not, declare it in the catalog", near)
			}
			p.Report(f)
		}
	},
}
