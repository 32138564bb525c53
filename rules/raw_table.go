package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/rewrite"
)

var rawTable = &lint.Rule{
	Name:     "raw-table",
	Category: lint.Access,
	Doc: lint.Doc{
		Summary: "a query reads a raw copy of a production table",
		Why: `Raw tables belong to the product. They are renamed, split and filled anew whenever the product changes, nobody tells the
people who query them, and they hold personal data and half-finished rows. A derived dataset is made for queries: its
columns are named and explained, it stays as it is, and somebody owns it.`,
		Bad: `select o.id, o.amount_cents / 100.0 as amount
from raw.orders as o`,
		Good: `select o.order_id, o.amount_usd as amount
from analytics.fct_orders as o`,
		Limits: `It needs a raw layer in the catalog ([layers] raw = ["raw.*"]). It is silent in statements and model files that build a
dataset of the staging or derived layer, which read raw tables by right. It offers a patch where a declared dataset replaces
the table and has every column that the query uses: a safe one where the dataset declares rows = "same" and the columns
match exactly, otherwise one that says what it assumes.`,
		Settings: `[layers]
raw     = ["raw.*"]
derived = ["analytics.*"]

[[dataset]]
name     = "analytics.fct_orders"
owner    = "data-platform"
replaces = "raw.orders"
rows     = "same"
  [[dataset.column]]
  name = "order_id"
  from = "id"
  [[dataset.column]]
  name = "amount_usd"
  from = "amount_cents / 100.0"
`,
	},
	Severity: lint.Severities{lint.Warning, lint.Warning, lint.Error},
	Needs: func(c *catalog.Catalog) string {
		if !c.HasLayer(catalog.LayerRaw) {
			return "the catalog declares no raw layer"
		}
		return ""
	},
	Check: checkRawTable,
}

func checkRawTable(p *lint.Pass) {
	var reads []rawRead
	for _, s := range p.Lineage.Reads {
		r := s.Relation
		if s.Table == nil || s.Table.Name == nil || r.Made != nil || p.Layer(r) != catalog.LayerRaw {
			continue
		}
		i := slices.IndexFunc(reads, func(known rawRead) bool { // the same dataset under several names is one
			return known.relation == r || r.Dataset != nil && known.relation.Dataset == r.Dataset
		})
		if i < 0 {
			i = len(reads)
			reads = append(reads, rawRead{relation: r})
		}
		reads[i].sources = append(reads[i].sources, s)
	}
	if len(reads) == 0 || buildsDataset(p) {
		return
	}
	for _, r := range reads {
		reportRaw(p, r.relation, r.sources)
	}
}

// A rawRead is all references to one raw relation in a statement.
type rawRead struct {
	relation *lineage.Relation
	sources  []*lineage.Source
}

// buildsDataset reports whether the statement makes or fills a relation of the staging or derived layer, or stands in the
// file of a model that does: models/stg_orders.sql.
func buildsDataset(p *lint.Pass) bool {
	for _, w := range p.Lineage.Writes {
		if catalog.Built(p.Layer(w.Relation)) {
			return true
		}
	}
	if _, query := p.Statement.Body.(*ast.Query); !query {
		return false
	}
	model := strings.TrimSuffix(path.Base(p.File.Path), path.Ext(p.File.Path))
	if d, _ := p.Catalog.LookupFolded([]string{catalog.Fold(model)}); d != nil && p.Tree.Count == 1 {
		return catalog.Built(p.Layer(&lineage.Relation{Parts: d.Name.Folded()}))
	}
	return catalog.Built(p.Layer(&lineage.Relation{Parts: []string{catalog.Fold(model)}}))
}

// reportRaw reports all references to one raw relation as one finding.
func reportRaw(p *lint.Pass, r *lineage.Relation, sources []*lineage.Source) {
	q := rewrite.Query{
		Text: p.File.Text, Dialect: p.Tree.Dialect, Settings: p.Settings, Statement: p.Lineage, Sources: sources, Holes: p.HasTags(),
		Nodes: p.Nodes(),
	}
	f := lint.Finding{
		Span:    sources[0].Table.Name.Span,
		Object:  strings.Join(r.Parts, "."),
		Message: "`" + r.Name + "` is a raw copy of a production table, which changes whenever the product does" + usedColumns(q.Columns()),
	}
	for _, s := range sources[1:] {
		f.Related = append(f.Related, lint.Related{Message: "also read here", Span: s.Table.Name.Span})
	}
	answers := rewrite.Answers(q, p.Catalog.Replacements(r.Parts))
	switch {
	case len(answers) == 0:
		f.Help = "no derived dataset replaces it yet: ask the data team for one with these columns"
	case !answers[0].Covers():
		a := answers[0]
		f.Help = fmt.Sprintf("`%s` comes closest, and lacks %s: ask %s for it", a.Dataset.Name, missingColumns(a.Missing), owner(a.Dataset))
	case answers[0].Blocked != "":
		a := answers[0]
		f.Help = fmt.Sprintf("read `%s` instead, which has every column used here", a.Dataset.Name)
		f.Fixes = []lint.Fix{{
			Title: "read " + a.Dataset.Name.String(), Safety: lint.ShowOnly, Evidence: lint.Conditional, Assumes: []string{a.Blocked},
		}}
	default:
		a := answers[0]
		f.Help = fmt.Sprintf("read `%s` instead, which has every column used here", a.Dataset.Name)
		fix := lint.Fix{Title: "read " + a.Dataset.Name.String(), Edits: a.Edits, Verified: true, Assumes: a.Assumes}
		if !a.Safe() {
			fix.Safety, fix.Evidence = lint.Unsafe, lint.Conditional
		}
		f.Fixes = []lint.Fix{fix}
	}
	p.Report(f)
}

// usedColumns says which columns a query uses, for the end of a message.
func usedColumns(columns []string) string {
	const most = 8
	switch n := len(columns); {
	case n == 0:
		return ""
	case slices.Contains(columns, "*"):
		return "; this query uses all of its columns (`*`)"
	case n == 1:
		return "; this query uses its column " + quoted(columns)
	case n > most:
		return fmt.Sprintf("; this query uses its columns `%s` and %d more", strings.Join(columns[:most], "`, `"), n-most)
	}
	return "; this query uses its columns " + quoted(columns)
}

// missingColumns says which columns a dataset lacks.
func missingColumns(columns []string) string {
	if slices.Contains(columns, "*") {
		return "some of the columns that `*` stands for"
	}
	return quoted(columns)
}

// quoted is list of names that are columns'.
func quoted(names []string) string {
	if len(names) < 2 {
		return "`" + strings.Join(names, "") + "`"
	}
	last := len(names) - 1
	return "`" + strings.Join(names[:last], "`, `") + "` and `" + names[last] + "`"
}

// list joins names as a sentence does: a, b and c.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// owner is whom to ask about a dataset.
func owner(d *catalog.Dataset) string {
	if d.Owner == "" {
		return "the data team"
	}
	return d.Owner
}
