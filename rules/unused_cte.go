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
		var outer source.Span // the last that was reported: who says that it is unused says all of those in it
		for _, cte := range p.Lineage.CTEs {
			if readers, ok := dead[cte]; ok && !outer.Contains(cte.Node.Span) && !inTag(p, cte) {
				outer = cte.Node.Span
				reportUnused(p, cte, readers, dead)
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
	reads := map[*lineage.CTE][]*lineage.CTE{} // each as often as it is read
	for _, sc := range st.Scopes {
		for _, src := range sc.Sources {
			if sc.CTE != nil && src.CTE != nil && src.CTE != sc.CTE {
				reads[sc.CTE] = append(reads[sc.CTE], src.CTE)
			}
		}
	}
	dead, readers := map[*lineage.CTE][]*lineage.CTE{}, map[*lineage.CTE][]*lineage.CTE{}
	var queue []*lineage.CTE
	for _, cte := range st.CTEs {
		if unread(cte) {
			dead[cte] = nil
			queue = append(queue, cte)
		}
	}
	for len(queue) > 0 {
		reader := queue[0]
		queue = queue[1:]
		for _, cte := range reads[reader] {
			readers[cte] = append(readers[cte], reader)
			if len(readers[cte]) == cte.Uses {
				dead[cte] = readers[cte]
				queue = append(queue, cte)
			}
		}
	}
	return dead
}

func reportUnused(p *lint.Pass, cte *lineage.CTE, readers []*lineage.CTE, dead map[*lineage.CTE][]*lineage.CTE) {
	name := cte.Node.Name.Name
	f := lint.Finding{
		Span:    cte.Node.Name.Span,
		Object:  name,
		Message: fmt.Sprintf("nothing reads `%s`: it has no part in the result", name),
		Help:    "take it out, or join it where it was meant to be",
	}
	var names []string
	for _, reader := range readers {
		if id := reader.Node.Name; !slices.Contains(names, "`"+id.Name+"`") {
			names = append(names, "`"+id.Name+"`")
			f.Related = append(f.Related, lint.Related{Message: fmt.Sprintf("`%s`, which has no part in the result", id.Name), Span: id.Span})
		}
	}
	switch len(names) {
	case 0:
		f.Fixes = takeOut(p, withReads(cte, dead))
	case 1:
		f.Message = fmt.Sprintf("only %s reads `%s`, and it has no part in the result itself", names[0], name)
	default:
		f.Message = fmt.Sprintf("only %s read `%s`, and they have no part in the result themselves", list(names), name)
	}
	p.Report(f)
}

// withReads are a CTE that nothing reads and those that only it reads.
func withReads(cte *lineage.CTE, dead map[*lineage.CTE][]*lineage.CTE) map[*ast.CTE]bool {
	gone := map[*ast.CTE]bool{cte.Node: true}
	for queue := []*lineage.CTE{cte}; len(queue) > 0; queue = queue[1:] {
		for _, read := range queue[0].After {
			readers, ok := dead[read]
			if ok && !gone[read.Node] && !slices.ContainsFunc(readers, func(r *lineage.CTE) bool { return !gone[r.Node] }) {
				gone[read.Node] = true
				queue = append(queue, read)
			}
		}
	}
	return gone
}

// takeOut is the fix that removes CTEs. There is none where a comment would be lost or left alone.
func takeOut(p *lint.Pass, gone map[*ast.CTE]bool) []lint.Fix {
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
