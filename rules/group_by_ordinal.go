package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// groupByOrdinal reports positions in GROUP BY.
var groupByOrdinal = &lint.Rule{
	Name:     "group-by-ordinal",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Info),
	Doc: lint.Doc{
		Summary: "a GROUP BY that names its columns by their positions",
		Why: `Whoever reads group by 1, 2, 3, 4, 5 has to count columns to learn what a row stands for, and whoever adds a column in the
middle has to renumber the rest. Names say at once what the numbers are about.`,
		Bad: `select country, channel, device, plan, sum(amount_usd) as revenue
from analytics.fct_orders
group by 1, 2, 3, 4`,
		Good: `select country, channel, device, plan, sum(amount_usd) as revenue
from analytics.fct_orders
group by country, channel, device, plan`,
		Limits: `Where short lists of positions are the habit of the house, the option lets them be. ORDER BY 1 is left alone: when it is wrong, it
shows. Databases that know no positions in GROUP BY (SQL Server, Oracle, Db2) are none of its business. The positions are
written out where all of them name plain columns.`,
	},
	Options: []lint.Option{
		{Name: "positions", Default: 0, Doc: "how many columns a GROUP BY may name by their positions"},
	},
	Check: func(p *lint.Pass) {
		switch p.Tree.Dialect.Name {
		case "tsql", "oracle", "db2":
			return
		}
		for _, n := range p.Nodes() {
			if s, ok := n.(*ast.Select); ok && s.GroupBy != nil && len(s.GroupBy.Items) > p.Int("positions") {
				checkPositions(p, s)
			}
		}
	},
}

func checkPositions(p *lint.Pass, s *ast.Select) {
	var positions []*ast.Literal
	for _, e := range s.GroupBy.Items {
		if l, ok := e.(*ast.Literal); ok && l.Kind == ast.Number {
			positions = append(positions, l)
		}
	}
	if len(positions) <= p.Int("positions") {
		return
	}
	f := lint.Finding{
		Span:    positions[0].Cover(positions[len(positions)-1].Span),
		Object:  "group by",
		Message: "this GROUP BY names its columns by their positions: who reads it has to count, and a new column in between renumbers them",
		Help:    "write the names of the columns",
	}
	if edits := named(p, s, positions); edits != nil {
		f.Fixes = []lint.Fix{{Title: "write the names of the columns", Evidence: lint.Proved, Edits: edits, Verified: true}}
	}
	p.Report(f)
}

// named are the edits that write a column for each position; nil where one is something else than a plain column, or
// its name alone could mean another item.
func named(p *lint.Pass, s *ast.Select, positions []*ast.Literal) []source.Edit {
	var edits []source.Edit
	for _, at := range positions {
		i, err := strconv.Atoi(at.Text)
		if err != nil || i < 1 || i > len(s.Items) || slices.ContainsFunc(s.Items[:i], severalColumns) {
			return nil
		}
		ref, ok := s.Items[i-1].Expr.(*ast.ColumnRef)
		if !ok || len(wordsIn(p, ref.Span)) != 2*len(ref.Parts)-1 || len(ref.Parts) == 1 && taken(s.Items, i-1, ref) {
			return nil
		}
		edits = append(edits, source.Edit{Span: at.Span, Text: squash(p.Text(ref))})
	}
	return edits
}

// severalColumns reports whether an item may stand for any number of columns.
func severalColumns(item *ast.SelectItem) bool {
	switch item.Expr.(type) {
	case *ast.Star, *ast.Hole, *ast.Opaque:
		return true
	}
	return len(item.Aliases) > 0 || makesRows(item)
}

// taken reports whether another item has the name of a column.
func taken(items []*ast.SelectItem, at int, ref *ast.ColumnRef) bool {
	for i, item := range items {
		if i != at && item.Alias != nil && strings.EqualFold(item.Alias.Name, ref.Last().Name) {
			return true
		}
	}
	return false
}
