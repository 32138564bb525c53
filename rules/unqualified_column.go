package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/source"
)

// unqualifiedColumn reports SELECTs over several relations whose columns do not say which one they are of.
var unqualifiedColumn = &lint.Rule{
	Name:     "unqualified-column",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Info),
	Doc: lint.Doc{
		Summary: "columns in a query with joins that do not say which table they are from",
		Why: `Who reads the query has to know all its tables by heart. And on the day another one of them gets a column of that name, the
query stops running, or goes on with the other column.`,
		Bad: `select order_id, country
from analytics.fct_orders as o
join analytics.dim_customers as c on c.customer_id = o.customer_id`,
		Good: `select o.order_id, c.country
from analytics.fct_orders as o
join analytics.dim_customers as c on c.customer_id = o.customer_id`,
		Limits: `One finding a SELECT. Columns of USING and NATURAL, aliases of the SELECT itself, and a SELECT over one relation, with or without
table functions beside it, need no name in front. Where it is known which table each column is of, there is a safe fix. Behind
template tags, which may hold anything, it is silent.`,
	},
	Check: func(p *lint.Pass) {
		if p.Lineage.Gaps || len(p.Lineage.Reads)+len(p.Lineage.CTEs) < 2 {
			return
		}
		bare := map[*lineage.Scope][]*lineage.Ref{}
		var order []*lineage.Scope
		for i := range p.Lineage.Refs {
			r := &p.Lineage.Refs[i]
			if r.Node == nil || len(r.Node.Parts) > 1 || r.Outer || r.Scope.Select == nil || relationsIn(r.Scope) < 2 || !ofSeveral(r) {
				continue
			}
			if bare[r.Scope] == nil {
				order = append(order, r.Scope)
			}
			bare[r.Scope] = append(bare[r.Scope], r)
		}
		for _, sc := range order {
			reportBare(p, sc, bare[sc])
		}
	},
}

// relationsIn counts the sources of a scope that are no functions.
func relationsIn(sc *lineage.Scope) int {
	n := 0
	for _, s := range sc.Sources {
		if s.Kind != lineage.Function {
			n++
		}
	}
	return n
}

// ofSeveral reports whether a bare name is a column of a source, or could be one of several: no alias, no merged column.
func ofSeveral(r *lineage.Ref) bool {
	if r.Source == nil || r.Source.Kind == lineage.Function || r.Column.Doubt == lineage.Ambiguous {
		return false
	}
	return !r.Scope.Merges(r.Column)
}

// reportBare reports the bare columns of one SELECT.
func reportBare(p *lint.Pass, sc *lineage.Scope, refs []*lineage.Ref) {
	const shown = 3
	var names []string
	for _, r := range refs {
		name := "`" + r.Node.Last().Name + "`"
		if len(names) <= shown && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > shown {
		names = append(names[:shown], "others")
	}
	verb, them := "does", "it is"
	if len(names) > 1 {
		verb, them = "do", "they are"
	}
	f := lint.Finding{
		Span: refs[0].Node.Span, Object: strings.ToLower(refs[0].Node.Last().Name),
		Message: fmt.Sprintf("%s %s not say which of %s %s from: when another one gets a column of that name, the query breaks or changes",
			list(names), verb, from(sc), them),
		Help: "write the table's alias in front",
	}
	if slices.ContainsFunc(sc.Sources, func(s *lineage.Source) bool { return s.Alias == "" && s.Kind == lineage.Derived }) {
		f.Help = "give each subquery an alias, and write it in front"
	}
	const related = 8
	for _, r := range refs[1:min(len(refs), related)] {
		f.Related = append(f.Related, lint.Related{Message: "here too", Span: r.Node.Span})
	}
	if edits := qualify(p, sc, refs); edits != nil {
		f.Fixes = []lint.Fix{{Title: "write the alias in front of each column", Evidence: lint.Proved, Edits: edits, Verified: true}}
	}
	p.Report(f)
}

// qualify are the edits that put an alias in front of each reference; nil where one is not known for certain, or an
// alias does not say which source is meant.
func qualify(p *lint.Pass, sc *lineage.Scope, refs []*lineage.Ref) []source.Edit {
	if p.Tree.Dialect.Name == "clickhouse" { // the alias becomes a part of the output's name
		return nil
	}
	edits := make([]source.Edit, 0, len(refs))
	for _, r := range refs {
		alias := r.Source.Alias
		if r.Column.Unknown != "" || len(r.Column.Candidates) > 0 || r.Source.Open || alias == "" || !p.Tree.Dialect.Bare(alias) {
			return nil
		}
		for _, s := range sc.Sources {
			if s != r.Source && (strings.EqualFold(s.Alias, alias) || s.Open) {
				return nil
			}
		}
		at := source.Span{Start: r.Node.Start, End: r.Node.Start}
		edits = append(edits, source.Edit{Span: at, Text: alias + "."})
	}
	return edits
}
