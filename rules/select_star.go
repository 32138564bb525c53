package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// selectStar reports stars by which whatever columns a relation has become columns of the result. It is silent where
// the columns are listed on the way, as behind the import CTEs of a dbt model, and where a star yields no column:
// count(*), EXISTS (SELECT * ...).
var selectStar = &lint.Rule{
	Name:     "select-star",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a result that takes over whatever columns a table happens to have",
		Why: `When somebody adds, drops or moves a column of that table, your result changes with it: a dashboard breaks, an INSERT fills the
wrong columns, and personal data turns up where nobody asked for it. A query that lists its columns says what it is about, and
on most warehouses it costs less.`,
		Bad: `select *
from analytics.fct_orders
where ordered_at >= date '2026-01-01'`,
		Good: `select order_id, customer_id, amount_usd
from analytics.fct_orders
where ordered_at >= date '2026-01-01'`,
		Limits: `It is about stars whose columns reach the result of the statement, or the table or view that it makes or fills, straight from a
table, however many CTEs and subqueries are in between. select * from a CTE that lists its columns is fine, and so are the
tables that the file itself made, a query for no row at all (limit 0, where 1 = 0), count(*), and EXISTS (select * ...). EXCEPT
and EXCLUDE leave the list as open as it was. Where the catalog declares all columns of the tables, it offers the list.`,
	},
	Check: func(p *lint.Pass) {
		w := starWalk{p: p}
		w.statement(p.Statement.Body)
	},
}

// starWalk follows the outputs of a statement down to the relations that they come from unlisted.
type starWalk struct {
	p      *lint.Pass
	seen   map[ast.Node]bool // queries behind stars, and stars
	result string            // what the columns end up in, for messages
}

func (w *starWalk) statement(s ast.Stmt) {
	w.result = "this result"
	switch s := s.(type) {
	case *ast.Query:
		w.query(s, nil)
	case *ast.CreateTable:
		w.made(s.Name, s.Query)
	case *ast.CreateView:
		w.made(s.Name, s.Query)
	case *ast.Insert:
		w.made(s.Target, s.Query)
		for _, b := range s.Branches {
			w.made(b.Target, b.Query)
		}
	case *ast.Copy:
		w.result = "the file"
		w.made(s.Into, s.Query)
	case *ast.Block:
		for _, inner := range s.Statements {
			w.statement(inner.Body)
		}
	}
}

func (w *starWalk) made(target *ast.Table, q *ast.Query) {
	if target != nil && target.Name != nil {
		w.result = "`" + w.p.Text(target.Name) + "`"
	}
	w.query(q, nil)
}

// query looks at a query whose columns reach the result. outer is the star that they pass, or nil.
func (w *starWalk) query(q *ast.Query, outer *ast.Star) {
	if q == nil || w.seen[q] || yieldsNothing(q) {
		return
	}
	if outer != nil {
		w.see(q)
	}
	w.body(q.Body, outer)
}

// yieldsNothing reports whether a query asks for no row: what matters of it are its columns, all of them.
func yieldsNothing(q *ast.Query) bool {
	if q.Limit != nil {
		n, ok := q.Limit.Count.(*ast.Literal)
		return ok && n.Text == "0"
	}
	s, ok := q.Body.(*ast.Select)
	if !ok || s.Where == nil {
		return false
	}
	switch c := s.Where.(type) {
	case *ast.Literal:
		return strings.EqualFold(c.Text, "false")
	case *ast.Binary: // 1 = 0
		a, ok := c.Left.(*ast.Literal)
		b, ok2 := c.Right.(*ast.Literal)
		return ok && ok2 && c.Op == ast.OpEq && a.Kind == ast.Number && b.Kind == ast.Number && a.Text != b.Text
	}
	return false
}

func (w *starWalk) body(b ast.Body, outer *ast.Star) {
	switch b := b.(type) {
	case *ast.Query:
		w.query(b, outer)
	case *ast.SetOp:
		w.body(b.Left, outer)
		if b.Op != ast.Except { // its right side only takes away
			w.body(b.Right, outer)
		}
	case *ast.Select:
		for _, item := range b.Items {
			if star, ok := item.Expr.(*ast.Star); ok && star.X == nil {
				w.star(b, star, outer)
			}
		}
	}
}

// see notes a query or star as seen.
func (w *starWalk) see(n ast.Node) {
	if w.seen == nil {
		w.seen = map[ast.Node]bool{}
	}
	w.seen[n] = true
}

// star looks at what a star whose columns reach the result stands for.
func (w *starWalk) star(s *ast.Select, star, outer *ast.Star) {
	sc := scopesOf(w.p)[s]
	if sc == nil {
		return
	}
	var bases []*lineage.Source
	for _, src := range starSources(sc, star) {
		switch src.Kind {
		case lineage.Base:
			if src.Relation.Made == nil {
				bases = append(bases, src)
			}
		case lineage.CTERef:
			if q, ok := src.CTE.Node.Stmt.(*ast.Query); ok && len(src.CTE.Node.Columns) == 0 && !listed(src) {
				w.query(q, star)
			}
		case lineage.Derived:
			if d, ok := src.Node.(*ast.Derived); ok && !listed(src) {
				w.query(d.Query, star)
			}
		}
	}
	if len(bases) > 0 && !w.seen[star] {
		w.see(star)
		w.report(sc, star, outer, bases)
	}
}

// listed reports whether the alias of a source names its columns.
func listed(src *lineage.Source) bool {
	switch n := src.Node.(type) {
	case *ast.Table:
		return n.Alias != nil && len(n.Alias.Columns) > 0
	case *ast.Derived:
		return n.Alias != nil && len(n.Alias.Columns) > 0
	}
	return false
}

// starSources are the sources whose columns a star stands for.
func starSources(sc *lineage.Scope, star *ast.Star) []*lineage.Source {
	n := len(star.Qualifier)
	if n == 0 {
		return sc.Sources
	}
	for _, s := range sc.Sources {
		if strings.EqualFold(s.Alias, star.Qualifier[n-1].Name) {
			return []*lineage.Source{s}
		}
	}
	return nil
}

func (w *starWalk) report(sc *lineage.Scope, star, outer *ast.Star, bases []*lineage.Source) {
	var names, objects []string
	for _, src := range bases {
		if name := "`" + src.Relation.Name + "`"; !slices.Contains(names, name) {
			names = append(names, name)
			objects = append(objects, strings.Join(src.Relation.Parts, "."))
		}
	}
	them := "it"
	if len(names) > 1 {
		them = "them"
	}
	f := lint.Finding{
		Span:   star.Span,
		Object: strings.Join(objects, ","),
		Message: fmt.Sprintf("`%s` takes every column of %s into %s, also those that are added to %s later",
			squash(w.p.Text(star)), list(names), w.result, them),
		Help: "list the columns that are needed",
	}
	if outer != nil {
		f.Related = append(f.Related, lint.Related{Message: "here its columns are passed on without being listed", Span: outer.Span})
	}
	if fix, ok := w.list(sc, star); ok {
		f.Help = "list the columns that are needed; these are all of them"
		f.Fixes = []lint.Fix{fix}
	}
	w.p.Report(f)
}

// squash makes one line of a star with its modifiers.
func squash(text string) string { return strings.Join(strings.Fields(text), " ") }

// list is the fix that writes out the columns, where the catalog declares all of them and they can be written plainly.
func (w *starWalk) list(sc *lineage.Scope, star *ast.Star) (lint.Fix, bool) {
	if len(star.Replace)+len(star.Rename)+len(star.Apply) > 0 || star.Pattern != nil || sc.Incomplete ||
		strings.Contains(w.p.Text(star), "--") || strings.Contains(w.p.Text(star), "/*") {
		return lint.Fix{}, false
	}
	if len(star.Qualifier) == 0 && !plainJoins(sc.Select.From) {
		return lint.Fix{}, false // USING and NATURAL merge columns
	}
	except := map[string]bool{}
	for _, c := range star.Except {
		except[catalog.Fold(c.Last().Name)] = true
	}
	sources := starSources(sc, star)
	fix := lint.Fix{Title: "list the columns"}
	var columns []string
	names := map[string]bool{}
	for _, src := range sources {
		key := strings.ToLower(src.Alias)
		if names[key] {
			return lint.Fix{}, false // a.k and b.k: neither can be qualified by its last name
		}
		names[key] = true
		if src.Kind != lineage.Base || src.Relation.Made != nil || src.Relation.Dataset == nil ||
			!src.Relation.Dataset.ColumnsComplete || src.Table.Alias != nil && len(src.Table.Alias.Columns) > 0 {
			return lint.Fix{}, false
		}
		d := src.Relation.Dataset
		qualifier := ""
		switch {
		case len(star.Qualifier) > 0:
			qualifier = source.Span{Start: star.Qualifier[0].Start, End: star.Qualifier[len(star.Qualifier)-1].End}.In(w.p.File.Text) + "."
		case len(sources) > 1 && src.Table.Alias != nil && src.Table.Alias.Name.Name != "":
			qualifier = src.Table.Alias.Name.In(w.p.File.Text) + "."
		case len(sources) > 1:
			qualifier = src.Table.Name.Last().In(w.p.File.Text) + "."
		}
		for i := range d.Columns {
			name := d.Columns[i].Name
			if !w.p.Tree.Dialect.Bare(name) {
				return lint.Fix{}, false
			}
			if !except[catalog.Fold(name)] {
				columns = append(columns, qualifier+name)
			}
		}
		if d.Origin.Trust == catalog.Inferred {
			fix.Safety, fix.Evidence = lint.Unsafe, lint.Conditional
			fix.Assumes = append(fix.Assumes, fmt.Sprintf("%s has no other columns than the SQL of this repository shows", src.Relation.Name))
		}
	}
	if len(columns) == 0 {
		return lint.Fix{}, false
	}
	text := strings.Join(columns, w.separator(star, len(columns)))
	if letterAt(w.p.File.Text, int(star.Start)-1) { // select*from
		text = " " + text
	}
	if letterAt(w.p.File.Text, int(star.End)) {
		text += " "
	}
	fix.Edits = []source.Edit{{Span: star.Span, Text: text}}
	return fix, true
}

// letterAt reports whether the byte there can be part of a word.
func letterAt(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i]
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// separator stands between the listed columns: a long list gets a line for each, below the star.
func (w *starWalk) separator(star *ast.Star, n int) string {
	const inLine = 6
	if n <= inLine {
		return ", "
	}
	text := w.p.File.Text
	line := w.p.File.Line(w.p.File.Position(star.Start).Line).In(text)
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if before := (source.Span{Start: w.p.File.Line(w.p.File.Position(star.Start).Line).Start, End: star.Start}).In(text); strings.TrimSpace(before) != "" {
		indent += "    "
	}
	return ",\n" + indent
}

// plainJoins reports whether no join merges or hides columns.
func plainJoins(from []ast.TableExpr) bool {
	for _, t := range from {
		for {
			if paren, ok := t.(*ast.ParenTable); ok {
				t = paren.X
				continue
			}
			j, ok := t.(*ast.Join)
			if !ok {
				break
			}
			if j.Natural || len(j.Using) > 0 || j.Kind == ast.Semi || j.Kind == ast.Anti || !plainJoins([]ast.TableExpr{j.Right}) {
				return false
			}
			t = j.Left
		}
	}
	return true
}
