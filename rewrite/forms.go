package rewrite

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// forms looks for constructs in which a relation stands for more than the columns that are named: all of its columns, by
// their names, or the rows that it keeps on disk.
func (t *try) forms() {
	body := t.q.Statement.Node.Body
	if body == nil {
		return
	}
	ours := func(n ast.Node) bool {
		return slices.ContainsFunc(t.q.Sources, func(s *lineage.Source) bool { return n.Extent().Contains(s.Table.Span) })
	}
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Pivot, *ast.Unpivot, *ast.MatchRecognize, *ast.TableBody, *ast.Changed, *ast.Copy:
			if ours(n) {
				t.missing("*")
			}
		case *ast.CreateTable:
			if n.Like != nil && ours(n.Like) {
				t.missing("*")
			}
		case *ast.Pipe:
			if ours(n) {
				t.block("the steps of pipe syntax pass on names that would change")
			}
		case *ast.ParenTable:
			if n.Alias != nil && ours(n) {
				t.block("the join in parentheses passes on names that would change")
			}
		case *ast.Join:
			if n.Natural && ours(n) {
				t.block("a NATURAL JOIN joins on whatever columns have the same name")
			}
		case *ast.Call:
			t.starArgs(n)
		case *ast.Struct:
			for _, f := range n.Fields {
				if ref, ok := f.Value.(*ast.ColumnRef); ok && f.Name == nil && t.renames(ref) {
					t.block("a field is named after the column `%s`, which %s calls otherwise", ref.Last().Name, t.d.Name)
				}
				if _, star := f.Value.(*ast.Star); star {
					t.missing("*")
				}
			}
		case *ast.Clause:
			if lock := strings.HasPrefix(n.Kind, "FOR ") || strings.HasPrefix(n.Kind, "LOCK"); lock && n.Kind != "FOR" {
				t.assume("%s may be locked in its place (%s)", t.d.Name, n.In(t.q.Text))
			}
		case *ast.ColumnRef:
			if strings.HasPrefix(n.Last().Name, "$") {
				t.block("`%s` counts columns instead of naming them", n.In(t.q.Text))
			}
			t.strayQualifier(n)
		}
		return true
	}
	if t.q.Nodes != nil && len(t.answer.Missing) > 0 { // what blocks beside does not count any more
		for _, n := range t.q.Nodes {
			look(n)
		}
	} else {
		ast.Walk(t.q.Statement.Node, look)
	}
	t.returningStars(body)
}

// starArgs finds stars inside calls, which stand for all columns and often their names; count(*) does not.
func (t *try) starArgs(c *ast.Call) {
	for _, a := range c.Args {
		if _, star := a.(*ast.Star); star && (c.Name == nil || !strings.EqualFold(c.Name.Last().Name, "count")) {
			t.missing("*")
		}
	}
}

// returningStars finds RETURNING *, which returns the columns of every relation of the statement.
func (t *try) returningStars(body ast.Stmt) {
	var items []*ast.SelectItem
	switch s := body.(type) {
	case *ast.Update:
		items = s.Returning
	case *ast.Delete:
		items = s.Returning
	case *ast.Merge:
		items = s.Returning
	}
	for _, item := range items {
		if _, star := item.Expr.(*ast.Star); star {
			t.missing("*")
		}
	}
}

// renames reports whether a reference is one of ours whose column the dataset calls otherwise.
func (t *try) renames(ref *ast.ColumnRef) bool {
	r := t.referred(ref)
	if r == nil || !t.ours(r) {
		return false
	}
	c := t.copies[catalog.Fold(r.Column.Name)]
	return c == nil || !strings.EqualFold(c.Name, ref.Last().Name)
}

// strayQualifier blocks where the relation's own name qualifies a reference that was not resolved to it: it would name
// nothing any more.
func (t *try) strayQualifier(ref *ast.ColumnRef) {
	if len(ref.Parts) < 2 {
		return
	}
	for _, s := range t.q.Sources {
		if s.Table.Alias != nil || !strings.EqualFold(ref.Parts[len(ref.Parts)-2].Name, s.Table.Name.Last().Name) {
			continue
		}
		if r := t.referred(ref); r == nil || r.Source == nil || !t.ours(r) && r.Source == s {
			t.block("`%s` names %s where the query cannot be followed", ref.In(t.q.Text), s.Relation.Name)
		}
	}
}

// caseMatters reports whether quotes make a name other than it reads: the catalog's names have no case.
func (t *try) caseMatters(r *lineage.Ref) bool {
	if r.Node == nil {
		return false
	}
	for i := range r.Node.Parts {
		p := &r.Node.Parts[i]
		if p.Quote != 0 && strings.EqualFold(p.Name, r.Column.Name) && t.q.Dialect.Key(p.Name, true) != t.q.Dialect.Key(p.Name, false) {
			return true
		}
	}
	return false
}

// aliasToo reports whether a bare reference outside the select list has the name of an output that is something else:
// dialects differ in which one it means.
func (t *try) aliasToo(r *lineage.Ref, c *catalog.Column) bool {
	if r.Node == nil || len(r.Node.Parts) != 1 || r.Role == lineage.Output || r.Role == lineage.JoinKey || r.Role == lineage.Filter ||
		strings.EqualFold(c.Name, r.Column.Name) {
		return false
	}
	for _, out := range t.outputs(r.Scope)[catalog.Fold(r.Column.Name)] {
		item, ok := out.Node.(*ast.SelectItem)
		if !ok {
			return true
		}
		ref, ok := item.Expr.(*ast.ColumnRef)
		if !ok || !strings.EqualFold(ref.Last().Name, r.Column.Name) {
			return true
		}
	}
	return false
}

// spell writes a name as the dialect needs it: in quotes where it is no plain name.
func (t *try) spell(name string) string {
	if t.q.Dialect.Bare(name) {
		return name
	}
	quote := `"`
	if t.q.Dialect.Backticks && t.q.Dialect.DoubleQuoteStrings {
		quote = "`"
	}
	return quote + strings.ReplaceAll(name, quote, quote+quote) + quote
}
