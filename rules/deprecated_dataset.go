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

// deprecatedDataset reports reads of a dataset that is on its way out, with the dataset to read instead. It is silent
// where the statement builds that dataset.
var deprecatedDataset = &lint.Rule{
	Name:     "deprecated-dataset",
	Category: lint.Access,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a query reads a dataset that its owner is about to remove",
		Why: `Its owner has said that it goes away. Until then it may be behind or plain wrong, and on the day it is removed the query stops
working, most likely while somebody waits for its numbers.`,
		Bad: `select customer_id, amount_usd
from analytics.orders_v1`,
		Good: `select customer_id, amount_usd
from analytics.fct_orders`,
		Limits: `It knows what the catalog says: status = "deprecated", and replaced-by for the way out. Where the new dataset declares every
column that the query uses it offers a patch, which you are asked to look at, for the same name need not mean the same. It is
silent in the statement or model that builds the dataset.`,
		Settings: `[[dataset]]
name        = "analytics.orders_v1"
owner       = "data-platform"
status      = "deprecated"
replaced-by = "analytics.fct_orders"

[[dataset]]
name  = "analytics.fct_orders"
owner = "data-platform"
  [[dataset.column]]
  name = "customer_id"
  [[dataset.column]]
  name = "amount_usd"
`,
	},
	Check: func(p *lint.Pass) {
		for _, r := range readsOf(p, catalog.Deprecated) {
			reportDeprecated(p, r)
		}
	},
}

// A datasetRead is all references to one dataset in a statement.
type datasetRead struct {
	dataset *catalog.Dataset
	sources []*lineage.Source
}

// readsOf are the datasets of that status that the statement reads, those left out that it builds itself.
func readsOf(p *lint.Pass, status catalog.Status) []datasetRead {
	var out []datasetRead
	for _, s := range p.Lineage.Reads {
		d := s.Relation.Dataset
		if d == nil || d.Status != status || s.Table == nil || s.Table.Name == nil || s.Relation.Made != nil || builds(p, d) {
			continue
		}
		i := slices.IndexFunc(out, func(r datasetRead) bool { return r.dataset == d })
		if i < 0 {
			i = len(out)
			out = append(out, datasetRead{dataset: d})
		}
		out[i].sources = append(out[i].sources, s)
	}
	return out
}

// builds reports whether the statement writes the dataset, or stands in the file of the model that is called like it.
func builds(p *lint.Pass, d *catalog.Dataset) bool {
	for _, w := range p.Lineage.Writes {
		if w.Relation.Dataset == d {
			return true
		}
	}
	_, query := p.Statement.Body.(*ast.Query)
	model := strings.TrimSuffix(path.Base(p.File.Path), path.Ext(p.File.Path))
	return query && p.Tree.Count == 1 && catalog.Fold(model) == catalog.Fold(d.Name[len(d.Name)-1])
}

// finding is about the references to the dataset, the first of them above all.
func (r *datasetRead) finding() lint.Finding {
	f := lint.Finding{Span: r.sources[0].Table.Name.Span, Object: catalog.Fold(r.dataset.Name.String())}
	for _, s := range r.sources[1:] {
		f.Related = append(f.Related, lint.Related{Message: "also read here", Span: s.Table.Name.Span})
	}
	return f
}

func reportDeprecated(p *lint.Pass, r datasetRead) {
	f := r.finding()
	f.Message = fmt.Sprintf("`%s` is deprecated: %s is going to remove it, and then this query fails",
		r.dataset.Name, owner(r.dataset))
	next := wayOut(p.Catalog, r.dataset)
	switch {
	case r.dataset.ReplacedBy == nil:
		f.Help = fmt.Sprintf("ask %s what to read instead", owner(r.dataset))
	case next == nil:
		f.Help = fmt.Sprintf("read `%s` instead; the catalog does not say which columns it has", r.dataset.ReplacedBy)
	default:
		answerFrom(p, r, next, &f)
	}
	p.Report(f)
}

// wayOut follows replaced-by to the dataset that stays, or is nil where that is not declared.
func wayOut(c *catalog.Catalog, d *catalog.Dataset) *catalog.Dataset {
	for d != nil && d.Status == catalog.Deprecated { // the catalog has no circles
		if d.ReplacedBy == nil {
			return nil
		}
		d, _ = c.Lookup(d.ReplacedBy)
	}
	return d
}

// answerFrom adds the way to the dataset next, as a patch where it has all that is used.
func answerFrom(p *lint.Pass, r datasetRead, next *catalog.Dataset, f *lint.Finding) {
	f.Help = fmt.Sprintf("read `%s` instead", next.Name)
	if next.Status == catalog.Baking {
		f.Help += fmt.Sprintf(", as soon as %s says that its numbers are ready", owner(next))
		return
	}
	q := rewrite.Query{Text: p.File.Text, Dialect: p.Tree.Dialect, Settings: p.Settings, Statement: p.Lineage, Sources: r.sources, Holes: p.HasTags()}
	stated := slices.Contains(p.Catalog.Replacements(r.dataset.Name), next)
	candidate := next
	if !stated {
		candidate = byName(next)
	}
	for _, a := range rewrite.Answers(q, []*catalog.Dataset{candidate}) {
		fix := lint.Fix{Title: "read " + next.Name.String(), Edits: a.Edits, Verified: true, Assumes: a.Assumes}
		if !stated {
			fix.Assumes = append(fix.Assumes, fmt.Sprintf("its columns mean what those of the same name mean in %s", r.dataset.Name))
		}
		switch {
		case !a.Covers():
			f.Help += fmt.Sprintf("; it is not known to have %s: ask %s what takes their place", missingColumns(a.Missing), owner(next))
			return
		case a.Blocked != "":
			fix.Safety, fix.Evidence, fix.Assumes = lint.ShowOnly, lint.Conditional, []string{a.Blocked}
		case len(fix.Assumes) > 0:
			fix.Safety, fix.Evidence = lint.Unsafe, lint.Conditional
		}
		f.Help += ", which has every column used here"
		f.Fixes = []lint.Fix{fix}
	}
}

// byName is the dataset as it stands in for one that it does not say how it replaces: by columns of the same name.
func byName(d *catalog.Dataset) *catalog.Dataset {
	same := *d
	same.SameRows = false
	same.Columns = slices.Clone(d.Columns)
	for i := range same.Columns {
		same.Columns[i].From = catalog.Snippet{}
	}
	return &same
}
