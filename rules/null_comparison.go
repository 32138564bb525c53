package rules

import (
	"fmt"
	"strings"

	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// nullComparison reports comparisons with the word NULL, which no row passes.
var nullComparison = &lint.Rule{
	Name:     "null-comparison",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a comparison with NULL, which is never true",
		Why: `NULL stands for a value that is missing, and a missing value is neither equal nor unequal to anything, not even to another one.
So the comparison finds no row at all: orders without a delivery date are not found by delivered_at = null, and a NOT IN with
a NULL in its list empties the result without a word.`,
		Bad: `select order_id
from analytics.fct_orders
where delivered_at = null`,
		Good: `select order_id
from analytics.fct_orders
where delivered_at is null`,
		Limits: `It is about the word NULL in a comparison, in the list of an IN, and behind a WHEN of CASE x. Whether a column or a subquery
yields NULLs is another question. Assignments and default values are none of its business, nor are operators made for missing
values (IS DISTINCT FROM, <=>), files that set ANSI_NULLS OFF, and lists in ClickHouse, which ignores their NULLs. Fixes
change the result, for the better as we hope, so they are never made without being asked for.`,
	},
	Check: func(p *lint.Pass) {
		var skip source.Span // assignments, options and definitions
		for _, n := range p.Nodes() {
			if n.Extent().Start < skip.End {
				continue
			}
			switch n := n.(type) {
			case *ast.Other, *ast.Clause, *ast.ColumnDef, *ast.Constraint:
				skip = n.Extent()
			case *ast.Block:
				if n.Kind == "SET" {
					skip = n.Extent()
				}
			case *ast.SelectItem:
				if assigns(p, n) {
					skip = n.Span
				}
			case *ast.Binary:
				if n.Op.Comparison() && n.Op != ast.OpNullSafeEq && (isNull(n.Left) || isNull(n.Right)) {
					reportNullComparison(p, n)
				}
			case *ast.In:
				if p.Tree.Dialect.Name != "clickhouse" {
					reportNullInList(p, n)
				}
			case *ast.Case:
				reportWhenNull(p, n)
			}
		}
	},
}

func isNull(e ast.Expr) bool {
	l, ok := e.(*ast.Literal)
	return ok && l.Kind == ast.Null
}

// assigns reports whether a select item gives a name or variable a value: SELECT total = NULL, which is Transact-SQL.
func assigns(p *lint.Pass, item *ast.SelectItem) bool {
	eq, ok := item.Expr.(*ast.Binary)
	if !ok || eq.Op != ast.OpEq || item.Alias != nil {
		return false
	}
	_, variable := eq.Left.(*ast.Param)
	ref, column := eq.Left.(*ast.ColumnRef)
	return variable || column && len(ref.Parts) == 1 && p.Tree.Dialect.Name == "generic"
}

// nullsEqual reports whether the file tells SQL Server to let NULL equal NULL.
func nullsEqual(p *lint.Pass) bool {
	for _, s := range p.Tree.Statements {
		if other, ok := s.Body.(*ast.Other); ok {
			text := strings.ToUpper(p.Text(other))
			if strings.HasPrefix(text, "SET") && strings.Contains(text, "ANSI_NULLS") && strings.HasSuffix(text, "OFF") {
				return true
			}
		}
	}
	return false
}

func reportNullComparison(p *lint.Pass, c *ast.Binary) {
	if nullsEqual(p) {
		return
	}
	value, null := c.Left, c.Right
	if isNull(value) {
		value, null = null, value
	}
	f := lint.Finding{Span: c.Span, Object: squash(p.Text(c))}
	is := "is"
	switch c.Op {
	case ast.OpEq:
		f.Message = fmt.Sprintf("`%s` is never true, not even where the value is missing: nothing equals NULL", squash(p.Text(c)))
	case ast.OpNe:
		f.Message = fmt.Sprintf("`%s` is never true, not even where there is a value: nothing can be told from NULL", squash(p.Text(c)))
		is = "is not"
	default:
		f.Message = fmt.Sprintf("`%s` is never true: nothing is less or greater than NULL", squash(p.Text(c)))
		f.Help = "compare with a value, or leave the condition out"
		p.Report(f)
		return
	}
	is = cased(p.Text(null), is)
	f.Help = fmt.Sprintf("write `%s %s %s`", squash(p.Text(value)), is, p.Text(null))
	if isNull(value) {
		f.Help = "leave the condition out, or compare a column"
	}
	if operator := wordsIn(p, source.Span{Start: c.Left.Extent().End, End: c.Right.Extent().Start}); value == c.Left && simple(value) && len(operator) == 1 {
		assumes := fmt.Sprintf("rows in which `%s` has no value are meant", squash(p.Text(value)))
		if c.Op == ast.OpNe {
			assumes = fmt.Sprintf("rows in which `%s` has a value are meant", squash(p.Text(value)))
		}
		f.Fixes = []lint.Fix{{
			Title: fmt.Sprintf("write %s %s", is, p.Text(null)), Safety: lint.Unsafe, Evidence: lint.Conditional, Assumes: []string{assumes},
			Edits: []source.Edit{{Span: operator[0].Span, Text: spaced(p, operator[0].Span, is)}},
		}}
	}
	p.Report(f)
}

// simple reports whether IS binds an expression as a comparison does, in every dialect.
func simple(e ast.Expr) bool {
	switch e.(type) {
	case *ast.ColumnRef, *ast.Call, *ast.Paren, *ast.Cast, *ast.Path, *ast.Field, *ast.Index, *ast.Param, *ast.Case:
		return true
	}
	return false
}

// spaced is a word for a place that an operator had: words need spaces around them.
func spaced(p *lint.Pass, at source.Span, word string) string {
	text := p.File.Text
	if !isSpace(text[at.Start-1]) {
		word = " " + word
	}
	if !isSpace(text[at.End]) {
		word += " "
	}
	return word
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func reportNullInList(p *lint.Pass, in *ast.In) {
	if in.Query != nil || in.Bare {
		return
	}
	for i, e := range in.List {
		if !isNull(e) || nullsEqual(p) {
			continue
		}
		x := squash(p.Text(in.X))
		f := lint.Finding{Span: e.Extent(), Object: x + " in null"}
		fix := lint.Fix{Safety: lint.Unsafe, Evidence: lint.Conditional}
		if in.Not {
			f.Message = fmt.Sprintf("with NULL in its list this NOT IN is never true: `%s` might be the missing value, so no row passes", x)
			f.Help = fmt.Sprintf("take NULL out of the list; rows without a value in `%s` do not pass anyway", x)
			fix.Title = "take NULL out of the list"
			fix.Assumes = []string{fmt.Sprintf("rows in which `%s` is none of the other values are meant", x)}
		} else {
			f.Message = fmt.Sprintf("NULL in this list finds nothing: rows in which `%s` has no value do not pass", x)
			f.Help = fmt.Sprintf("ask for them in a condition of its own: `(%s in (...) or %s is null)`", x, x)
			fix.Title = "test for missing values with is null"
			fix.Assumes = []string{fmt.Sprintf("rows in which `%s` has no value are meant", x)}
			is := cased(p.Text(e), "is null")
			fix.Edits = []source.Edit{
				{Span: source.Span{Start: in.Start, End: in.Start}, Text: "("},
				{Span: source.Span{Start: in.End, End: in.End}, Text: " " + cased(p.Text(e), "or") + " " + p.Text(in.X) + " " + is + ")"},
			}
		}
		if cut, ok := without(p, in.List, i); ok {
			if _, column := in.X.(*ast.ColumnRef); column || in.Not {
				fix.Edits = append(fix.Edits, source.Edit{Span: cut})
				f.Fixes = []lint.Fix{fix}
			}
		}
		p.Report(f)
		return
	}
}

// without is the stretch that takes an element out of a list of several, if no comment is lost with it.
func without(p *lint.Pass, list []ast.Expr, i int) (source.Span, bool) {
	if len(list) < 2 {
		return source.Span{}, false
	}
	cut := list[i].Extent()
	if i == 0 {
		cut.End = list[1].Extent().Start
	} else {
		cut.Start = list[i-1].Extent().End
	}
	return cut, !holds(p, cut, token.Comment)
}

func reportWhenNull(p *lint.Pass, c *ast.Case) {
	if c.Operand == nil {
		return
	}
	for _, when := range c.Whens {
		if !isNull(when.Condition) || nullsEqual(p) {
			continue
		}
		x := squash(p.Text(c.Operand))
		p.Report(lint.Finding{
			Span: when.Condition.Extent(), Object: "case " + x + " when null",
			Message: fmt.Sprintf("this branch is never taken: CASE compares `%s` with NULL, and nothing equals NULL", x),
			Help:    fmt.Sprintf("write `case when %s is null then ... when %s = ... then ...`, or coalesce the value first", x, x),
		})
	}
}
