package rewrite

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// same reports whether e computes what the pattern does: the same tree but for parentheses, the case of keywords and
// function names, and how columns are qualified, which column decides. It compares structure, not algebra: a + b is
// not b + a. What it does not know is not the same.
func same(pattern, e ast.Expr, column func(pattern, e *ast.ColumnRef) bool) bool {
	m := matcher{column}
	return m.expr(pattern, e)
}

type matcher struct {
	column func(pattern, e *ast.ColumnRef) bool
}

func (m matcher) expr(p, e ast.Expr) bool {
	if p == nil || e == nil {
		return p == nil && e == nil
	}
	switch p := ast.Unparen(p).(type) {
	case *ast.ColumnRef:
		e, ok := ast.Unparen(e).(*ast.ColumnRef)
		return ok && m.column(p, e)
	case *ast.Literal:
		e, ok := ast.Unparen(e).(*ast.Literal)
		return ok && p.Kind == e.Kind && p.Text == e.Text && (p.Type == nil) == (e.Type == nil) && (p.Type == nil || m.typ(p.Type, e.Type))
	case *ast.Word:
		e, ok := ast.Unparen(e).(*ast.Word)
		return ok && strings.EqualFold(p.Text, e.Text)
	case *ast.Unary:
		e, ok := ast.Unparen(e).(*ast.Unary)
		return ok && p.Op == e.Op && m.expr(p.X, e.X)
	case *ast.Binary:
		e, ok := ast.Unparen(e).(*ast.Binary)
		return ok && p.Op == e.Op && strings.EqualFold(p.Text, e.Text) && m.expr(p.Left, e.Left) && m.expr(p.Right, e.Right)
	case *ast.Is:
		e, ok := ast.Unparen(e).(*ast.Is)
		return ok && p.Not == e.Not && p.What == e.What && m.expr(p.X, e.X) && m.expr(p.Y, e.Y)
	case *ast.Between:
		e, ok := ast.Unparen(e).(*ast.Between)
		return ok && p.Not == e.Not && p.Symmetric == e.Symmetric && m.expr(p.X, e.X) && m.expr(p.Low, e.Low) && m.expr(p.High, e.High)
	case *ast.Like:
		e, ok := ast.Unparen(e).(*ast.Like)
		return ok && p.Not == e.Not && p.Op == e.Op && p.Any == e.Any && m.expr(p.X, e.X) && m.expr(p.Pattern, e.Pattern) && m.expr(p.Escape, e.Escape)
	case *ast.In:
		e, ok := ast.Unparen(e).(*ast.In)
		return ok && p.Not == e.Not && p.Query == nil && e.Query == nil && m.expr(p.X, e.X) && m.list(p.List, e.List)
	case *ast.Case:
		e, ok := ast.Unparen(e).(*ast.Case)
		return ok && m.expr(p.Operand, e.Operand) && m.expr(p.Else, e.Else) && slices.EqualFunc(p.Whens, e.Whens, func(a, b *ast.When) bool {
			return m.expr(a.Condition, b.Condition) && m.expr(a.Result, b.Result)
		})
	case *ast.Cast:
		e, ok := ast.Unparen(e).(*ast.Cast)
		return ok && tries(p) == tries(e) && len(p.Exprs) == 0 && len(e.Exprs) == 0 && m.typ(p.Type, e.Type) && m.expr(p.X, e.X)
	case *ast.Call:
		e, ok := ast.Unparen(e).(*ast.Call)
		return ok && m.call(p, e)
	case *ast.Path:
		e, ok := ast.Unparen(e).(*ast.Path)
		return ok && m.expr(p.X, e.X) && slices.EqualFunc(p.Steps, e.Steps, func(a, b *ast.PathStep) bool {
			return a.Name.Name == b.Name.Name && m.expr(a.Index, b.Index)
		})
	case *ast.Field:
		e, ok := ast.Unparen(e).(*ast.Field)
		return ok && p.Name.Name == e.Name.Name && m.expr(p.X, e.X)
	case *ast.Interval:
		e, ok := ast.Unparen(e).(*ast.Interval)
		return ok && p.Unit == e.Unit && p.To == e.To && m.expr(p.Value, e.Value)
	case *ast.AtTimeZone:
		e, ok := ast.Unparen(e).(*ast.AtTimeZone)
		return ok && m.expr(p.X, e.X) && m.expr(p.Zone, e.Zone)
	}
	return false
}

// tries reports whether a cast gives null where it fails.
func tries(c *ast.Cast) bool {
	return strings.HasPrefix(c.Style, "TRY") || strings.HasPrefix(c.Style, "SAFE")
}

func (m matcher) list(p, e []ast.Expr) bool { return slices.EqualFunc(p, e, m.expr) }

func (m matcher) typ(p, e *ast.TypeName) bool {
	return p != nil && e != nil && p.Name == e.Name && m.list(p.Args, e.Args) && len(p.Elems)+len(p.Fields)+len(e.Elems)+len(e.Fields) == 0
}

// call compares plain calls: with anything special in or behind the parentheses they are not the same.
func (m matcher) call(p, e *ast.Call) bool {
	plain := func(c *ast.Call) bool {
		return c.Name != nil && c.Callee == nil && len(c.Params) == 0 && !c.Distinct && len(c.OrderBy) == 0 && c.Limit == nil &&
			c.Separator == nil && c.Nulls == "" && len(c.WithinGroup) == 0 && c.Filter == nil && c.Over == nil && len(c.Clauses) == 0
	}
	return plain(p) && plain(e) && !wordy(p) && m.list(p.Args, e.Args) && slices.EqualFunc(p.Name.Parts, e.Name.Parts, func(a, b ast.Ident) bool {
		return a.Quote == b.Quote && (a.Name == b.Name || a.Quote == 0 && strings.EqualFold(a.Name, b.Name))
	})
}

// wordy reports whether words between the arguments of a call may say what they are (SUBSTRING(x FROM 2), TRIM(BOTH ...)),
// which the tree does not keep.
func wordy(c *ast.Call) bool {
	switch strings.ToLower(c.Name.Last().Name) {
	case "substring":
		return len(c.Args) == 2
	case "trim", "overlay", "position":
		return len(c.Args) > 1
	}
	return false
}
