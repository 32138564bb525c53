package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// outerJoinUndone reports conditions that no row passes which an outer join keeps.
var outerJoinUndone = &lint.Rule{
	Name:     "outer-join-undone",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a condition that drops the very rows that a left join keeps",
		Why: `A left join keeps rows without a partner and leaves the partner's columns empty. A condition in WHERE that compares such a column
is not true for them, so they are gone after all: customers without orders do not show up with 0, but not at all.`,
		Bad: `select c.customer_id, count(o.order_id) as orders
from analytics.dim_customers as c
left join analytics.fct_orders as o on o.customer_id = c.customer_id
where o.status = 'paid'
group by c.customer_id`,
		Good: `select c.customer_id, count(o.order_id) as orders
from analytics.dim_customers as c
left join analytics.fct_orders as o on o.customer_id = c.customer_id and o.status = 'paid'
group by c.customer_id`,
		Limits: `It is about comparisons, IN, LIKE and BETWEEN in WHERE, QUALIFY and the ON of an inner join, through arithmetic, casts and functions that are
known to pass a missing value on. Where the query tests the other side with IS NULL, IS NOT NULL, COALESCE and the like, its author
knows about the missing rows, and the rule is silent. So it is for columns of USING, and in ClickHouse, which fills in values
instead of NULLs.`,
	},
	Check: func(p *lint.Pass) {
		if p.Tree.Dialect.Name == "clickhouse" {
			return
		}
		var n *nulls
		for _, sc := range p.Lineage.Scopes {
			if sc.Select == nil || sc.Incomplete || !slices.ContainsFunc(sc.Sources, func(s *lineage.Source) bool { return s.Optional }) {
				continue
			}
			if n == nil {
				n = newNulls(p)
			}
			o := outerJoins{p: p, n: n, sc: sc, said: map[*lineage.Source]bool{}, full: map[*ast.Join]bool{}}
			o.check()
		}
	},
}

// outerJoins are those of one SELECT.
type outerJoins struct {
	p    *lint.Pass
	n    *nulls
	sc   *lineage.Scope
	said map[*lineage.Source]bool
	full map[*ast.Join]bool // full joins of which something was said
}

// An optional source and the join that lets its row be missing.
type optional struct {
	src  *lineage.Source
	join *ast.Join
}

func (o *outerJoins) check() {
	var all []optional
	for _, t := range o.sc.Select.From {
		all = append(all, o.from(t)...)
	}
	o.undone(all, o.sc.Select.Where)
	o.undone(all, o.sc.Select.Qualify)
}

// from are the sources of a table expression that may be missing in its rows. It looks at its inner joins by the way.
func (o *outerJoins) from(t ast.TableExpr) []optional {
	switch t := t.(type) {
	case *ast.ParenTable:
		return o.from(t.X)
	case *ast.Join:
		left, right := o.from(t.Left), o.from(t.Right)
		switch t.Kind {
		case ast.LeftJoin:
			right = o.under(t, t.Right, right)
		case ast.RightJoin:
			left = o.under(t, t.Left, left)
		case ast.FullJoin:
			left, right = o.under(t, t.Left, left), o.under(t, t.Right, right)
		}
		all := slices.Concat(left, right)
		if t.Kind == ast.Inner {
			o.undone(all, t.On)
		}
		return all
	}
	return nil
}

// under adds the sources of a side of a join to those that may be missing in it already.
func (o *outerJoins) under(j *ast.Join, side ast.TableExpr, already []optional) []optional {
	for _, s := range o.sc.Sources {
		if s.Node != nil && side.Extent().Contains(s.Node.Extent()) && !slices.ContainsFunc(already, func(a optional) bool { return a.src == s }) {
			already = append(already, optional{s, j})
		}
	}
	return already
}

// undone reports the sources whose missing rows a condition drops.
func (o *outerJoins) undone(all []optional, condition ast.Expr) {
	if condition == nil {
		return
	}
	for _, opt := range all {
		o.n.absent = func(r *lineage.Ref) bool { return r.Source == opt.src }
		if o.said[opt.src] || !o.n.fails(condition) || o.tested(opt.src, condition) {
			continue
		}
		o.said[opt.src] = true
		if opt.join.Kind == ast.FullJoin {
			if o.full[opt.join] {
				continue
			}
			o.full[opt.join] = true
		}
		var drops []ast.Expr
		for _, c := range conditions(condition) {
			if o.n.fails(c) {
				drops = append(drops, c)
			}
		}
		o.report(opt, condition, drops)
	}
}

// tested reports whether a condition somewhere asks if a source's columns have values: its author knows that they may not.
func (o *outerJoins) tested(src *lineage.Source, condition ast.Expr) bool {
	tested := false
	ast.Walk(condition, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Is:
			tested = tested || o.mentions(n.X, src)
		case *ast.Call:
			if n.Name != nil && slices.Contains([]string{"coalesce", "ifnull", "nvl", "nvl2", "isnull", "zeroifnull"}, strings.ToLower(n.Name.Last().Name)) {
				tested = tested || slices.ContainsFunc(n.Args, func(e ast.Expr) bool { return o.mentions(e, src) })
			}
		}
		return !tested
	})
	return tested
}

func (o *outerJoins) mentions(e ast.Expr, src *lineage.Source) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		if ref, ok := n.(*ast.ColumnRef); ok && o.n.refs[ref] != nil {
			found = found || o.n.refs[ref].Source == src
		}
		return !found
	})
	return found
}

// within reports whether a condition speaks only of what a join joins: it can then stand in its ON.
func (o *outerJoins) within(j *ast.Join, condition ast.Expr) bool {
	within := true
	ast.Walk(condition, func(n ast.Node) bool {
		if ref, ok := n.(*ast.ColumnRef); ok {
			r := o.n.refs[ref]
			within = within && r != nil && r.Source != nil && r.Source.Node != nil && (r.Source.Scope != o.sc || j.Contains(r.Source.Node.Extent()))
		}
		return within
	})
	return within
}

func (o *outerJoins) report(opt optional, condition ast.Expr, drops []ast.Expr) {
	missing, kind := called(opt.src, "the subquery"), strings.ToLower(opt.join.Kind.String())+" join"
	keywords := o.keywords(opt.join)
	f := lint.Finding{
		Span: drops[0].Extent(), Object: name(opt.src),
		Message: fmt.Sprintf("the %s keeps rows without a match in %s, and `%s` drops them again: %s has no values there, so it is not true",
			kind, missing, squash(o.p.Text(drops[0])), missing),
		Help: fmt.Sprintf("to keep those rows, move the condition into the %s; if they are to go, say so with an inner join", kind),
	}
	where := condition == o.sc.Select.Where
	switch {
	case opt.join.Kind == ast.FullJoin:
		f.Help = "to keep those rows, filter before the join, in a subquery; if they are to go, say so with a join that drops them"
	case !where && condition != o.sc.Select.Qualify:
		f.Help = fmt.Sprintf("to keep those rows, make this one a %s too; if they are to go, say so with an inner join", kind)
	case !o.within(opt.join, drops[0]):
		f.Help = "to keep those rows, put what the condition speaks of into left joins too; if they are to go, say so with an inner join"
	}
	if len(keywords) > 0 {
		f.Related = append(f.Related, lint.Related{
			Message: fmt.Sprintf("the %s of %s", kind, missing), Span: keywords[0].Cover(keywords[len(keywords)-1].Span),
		})
	}
	for _, d := range drops[1:] {
		f.Related = append(f.Related, lint.Related{Message: fmt.Sprintf("so does `%s`", squash(o.p.Text(d))), Span: d.Extent()})
	}
	if inBranch(o.p, drops[0].Extent().Start) {
		o.p.Report(f)
		return // what is right with the branch may be wrong without it
	}
	if fix, ok := o.inner(opt, keywords); ok {
		f.Fixes = append(f.Fixes, fix)
	}
	if edits := o.move(opt, condition, drops); edits != nil && where {
		f.Fixes = append(f.Fixes, lint.Fix{
			Title: "move the condition into the " + kind, Safety: lint.ShowOnly, Evidence: lint.Conditional, Edits: edits,
			Assumes: []string{fmt.Sprintf("rows without a match in %s are to be kept", missing)},
		})
	}
	o.p.Report(f)
}

// keywords are the words of a join: LEFT OUTER JOIN.
func (o *outerJoins) keywords(j *ast.Join) []token.Token {
	words := wordsIn(o.p, source.Span{Start: j.Left.Extent().End, End: j.Right.Extent().Start})
	return slices.DeleteFunc(words, func(t token.Token) bool { return t.Kind != token.Word })
}

// inner is the fix that says what the query does: an inner join.
func (o *outerJoins) inner(opt optional, keywords []token.Token) (lint.Fix, bool) {
	fix := lint.Fix{
		Title: "write inner join", Safety: lint.Unsafe, Evidence: lint.Conditional, Verified: true,
		Assumes: []string{fmt.Sprintf("rows without a match in %s are not wanted", called(opt.src, "the subquery"))},
	}
	j := opt.join
	if j.Kind == ast.FullJoin || j.Lateral || j.Asof || j.Natural || len(keywords) < 2 {
		return fix, false
	}
	first := keywords[0].In(o.p.File.Text)
	if !strings.EqualFold(first, j.Kind.String()) {
		return fix, false
	}
	fix.Edits = []source.Edit{{Span: keywords[0].Span, Text: cased(first, "inner")}}
	if strings.EqualFold(keywords[1].In(o.p.File.Text), "outer") {
		fix.Edits = append(fix.Edits, source.Edit{Span: source.Span{Start: keywords[1].Start, End: behind(o.p, keywords[1].End)}})
	}
	return fix, true
}

// move takes the only condition that drops rows out of WHERE and puts it behind the ON of the join.
func (o *outerJoins) move(opt optional, where ast.Expr, drops []ast.Expr) []source.Edit {
	if len(drops) > 1 || opt.join.On == nil || opt.join.Kind == ast.FullJoin || !o.within(opt.join, drops[0]) {
		return nil
	}
	drop := drops[0].Extent()
	cut, ok := o.cut(where, drop)
	if !ok || holds(o.p, cut, token.Comment, token.TagStmt) {
		return nil
	}
	text := o.p.Text(drops[0])
	if joinsByOr(drops[0]) {
		text = "(" + text + ")"
	}
	on := opt.join.On.Extent()
	edits := []source.Edit{{Span: cut}, {Span: source.Span{Start: on.End, End: on.End}, Text: " and " + text}}
	if joinsByOr(opt.join.On) {
		edits[1].Text = ")" + edits[1].Text
		edits = append(edits, source.Edit{Span: source.Span{Start: on.Start, End: on.Start}, Text: "("})
	}
	return edits
}

// cut is what to remove for a part of a condition to be gone: with its AND, or with WHERE where it is all of it.
func (o *outerJoins) cut(where ast.Expr, part source.Span) (source.Span, bool) {
	if where.Extent() == part {
		word, ok := before(o.p, part.Start)
		last, ok2 := before(o.p, word.Start)
		return source.Span{Start: last.End, End: part.End}, ok && ok2 && strings.EqualFold(word.In(o.p.File.Text), "where")
	}
	for and, ok := where.(*ast.Binary); ok && and.Op == ast.OpAnd; and, ok = and.Left.(*ast.Binary) {
		if and.Right.Extent() == part {
			return source.Span{Start: and.Left.Extent().End, End: part.End}, true
		}
		if and.Left.Extent() == part {
			return source.Span{Start: part.Start, End: and.Right.Extent().Start}, true
		}
	}
	return source.Span{}, false
}

func joinsByOr(e ast.Expr) bool {
	b, ok := e.(*ast.Binary)
	return ok && (b.Op == ast.OpOr || b.Op == ast.OpXor)
}
