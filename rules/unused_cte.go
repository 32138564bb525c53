package rules

import (
	"fmt"
	"slices"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// unusedCTE reports common table expressions that nothing reads. It concludes from what is absent, so it is silent where
// anything in the statement may refer to one unseen.
var unusedCTE = &lint.Rule{
	Name:     "unused-cte",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a common table expression that nothing reads",
		Why: `It has no part in the result, yet everybody who reads the query has to find that out. Often it is left over from an earlier
version, and sometimes it is the step that was to be joined and was forgotten.`,
		Bad: `with refunds as (
    select order_id, sum(amount_usd) as refunded
    from analytics.fct_refunds
    group by order_id
)
select order_id, amount_usd
from analytics.fct_orders`,
		Good: `select order_id, amount_usd
from analytics.fct_orders`,
		Limits: `What only an unused one reads is unused too. The rule is silent where a template may refer to it: a macro that makes joins or names it,
or branches of which only one reads it. One that changes data runs whether it is read or not. In a dbt model an unused one
may keep the order in which models are built, so that taking it out is left to you.`,
	},
	Check: func(p *lint.Pass) {
		if len(p.Lineage.CTEs) == 0 || p.Lineage.Gaps || !slices.ContainsFunc(p.Lineage.CTEs, unread) || variants(p) {
			return
		}
		if _, fragment := p.Statement.Body.(*ast.Fragment); fragment {
			return // who uses the macro reads it
		}
		dead := unreadOnes(p.Lineage)
		for _, cte := range p.Lineage.CTEs {
			if readers, ok := dead[cte]; ok && !inTag(p, cte) {
				reportUnused(p, cte, readers, takeOut(p, dead))
			}
		}
	},
}

func unread(c *lineage.CTE) bool {
	query, ok := c.Node.Stmt.(*ast.Query)
	return ok && c.Uses == 0 && !changesData(query)
}

// changesData reports whether running a query changes something.
func changesData(q *ast.Query) bool {
	changes := false
	ast.Walk(q, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Insert, *ast.Update, *ast.Delete, *ast.Merge:
			changes = true
		}
		return !changes
	})
	return changes
}

// inTag reports whether a template tag that yields more than a relation speaks of a CTE, so that it may read it.
func inTag(p *lint.Pass, cte *lineage.CTE) bool {
	return slices.ContainsFunc(tagsIn(p, p.Statement.Span), func(t token.Token) bool {
		text := t.In(p.File.Text)
		return !tagCalls(text, "ref", "source", "config") && mentions(text, cte.Node.Name.Name)
	})
}

// variants reports whether the statement has other readings, under other branches of a template.
func variants(p *lint.Pass) bool {
	same := 0
	for _, s := range p.Tree.Statements {
		if s.Number == p.Index {
			same++
		}
	}
	return same > 1 || len(p.Statement.Omitted) > 0 || len(p.Tree.Unread) > 0
}

// unreadOnes are the CTEs that nothing reads, and those that only such ones read, with these.
func unreadOnes(st *lineage.Statement) map[*lineage.CTE][]*lineage.CTE {
	dead := map[*lineage.CTE][]*lineage.CTE{}
	for more := true; more; {
		more = false
		uses, readers := map[*lineage.CTE]int{}, map[*lineage.CTE][]*lineage.CTE{}
		for _, sc := range st.Scopes {
			if _, ok := dead[sc.CTE]; !ok || sc.CTE == nil {
				continue
			}
			for _, src := range sc.Sources {
				if src.CTE != nil && src.CTE != sc.CTE {
					uses[src.CTE]++
					readers[src.CTE] = append(readers[src.CTE], sc.CTE)
				}
			}
		}
		for _, cte := range st.CTEs {
			if _, ok := dead[cte]; ok || cte.Uses > uses[cte] {
				continue
			}
			if cte.Uses > 0 || unread(cte) {
				dead[cte], more = readers[cte], true
			}
		}
	}
	for inner := range dead {
		for outer := range dead { // who says that the outer one is unused says all
			if inner != outer && outer.Node.Contains(inner.Node.Span) {
				delete(dead, inner)
				break
			}
		}
	}
	return dead
}

func reportUnused(p *lint.Pass, cte *lineage.CTE, readers []*lineage.CTE, fixes []lint.Fix) {
	name := cte.Node.Name.Name
	f := lint.Finding{
		Span:    cte.Node.Name.Span,
		Object:  name,
		Message: fmt.Sprintf("nothing reads `%s`: it has no part in the result", name),
		Help:    "take it out, or join it where it was meant to be",
		Fixes:   fixes,
	}
	if len(readers) > 0 {
		reader := readers[0].Node.Name
		f.Message = fmt.Sprintf("only `%s` reads `%s`, and it has no part in the result itself", reader.Name, name)
		f.Related = []lint.Related{{Message: fmt.Sprintf("`%s`, which has no part in the result", reader.Name), Span: reader.Span}}
	}
	p.Report(f)
}

// takeOut is the fix that removes all that nothing reads, for each may read another one. There is none where a comment
// would be lost or left alone.
func takeOut(p *lint.Pass, dead map[*lineage.CTE][]*lineage.CTE) []lint.Fix {
	gone := map[*ast.CTE]bool{}
	for cte := range dead {
		gone[cte.Node] = true
	}
	fix := lint.Fix{Title: "take out what nothing reads", Evidence: lint.Proved}
	for _, n := range p.Nodes() {
		with, ok := n.(*ast.With)
		if !ok {
			continue
		}
		for _, cut := range cuts(p, with, gone) {
			near := cut
			if last, ok := before(p, cut.Start); ok && cut.Start != with.Start { // a comment in front of WITH is the query's
				near.Start = last.End
			}
			if holds(p, near, token.Comment, token.TagStmt) {
				return nil
			}
			if holds(p, cut, token.Tag) && fix.Safety == lint.Safe {
				fix.Safety, fix.Evidence = lint.Unsafe, lint.Conditional
				fix.Assumes = []string{"what it reads need not be built before this model"}
			}
			fix.Edits = append(fix.Edits, source.Edit{Span: cut})
		}
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return []lint.Fix{fix}
}

// cuts are the stretches of a WITH that must go for some of its CTEs to be gone.
func cuts(p *lint.Pass, with *ast.With, gone map[*ast.CTE]bool) []source.Span {
	last := -1 // of those that stay
	for i, cte := range with.CTEs {
		if !gone[cte] {
			last = i
		}
	}
	if last < 0 && len(with.Clauses)+len(with.Functions) == 0 {
		return []source.Span{{Start: with.Start, End: behind(p, with.End)}}
	}
	var out []source.Span
	for i, cte := range with.CTEs {
		switch {
		case !gone[cte]:
		case i < last:
			out = append(out, source.Span{Start: cte.Start, End: with.CTEs[i+1].Start})
		case i > 0:
			out = append(out, source.Span{Start: with.CTEs[i-1].End, End: cte.End})
		}
	}
	return out
}

// behind is where the next word begins.
func behind(p *lint.Pass, offset int32) int32 {
	text := p.File.Text
	for int(offset) < len(text) && isSpace(text[offset]) {
		offset++
	}
	return offset
}
