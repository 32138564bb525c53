package rules

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// nulls tells what becomes of expressions and conditions where some columns have no value. What it does not know it
// takes for something that may have a value, and may be true.
type nulls struct {
	refs   refIndex
	absent func(*lineage.Ref) bool // the columns that have no value
}

// newNulls is about the references of a statement.
func newNulls(p *lint.Pass) *nulls { return &nulls{refs: refsOf(p)} }

// strictNames are functions that yield NULL where an argument is NULL, in every dialect that has them.
var strictNames = []string{
	"lower", "upper", "trim", "ltrim", "rtrim", "length", "char_length", "len", "substr", "substring", "left", "right",
	"abs", "round", "floor", "ceil", "ceiling", "sqrt", "mod", "date", "to_date", "date_trunc", "trunc", "extract",
	"date_part", "year", "month", "day", "quarter", "week", "hour", "dateadd", "date_add", "date_sub", "datediff", "date_diff",
	"timestamp", "split_part",
}

// null reports whether an expression surely has no value.
func (n *nulls) null(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Paren:
		return n.null(e.X)
	case *ast.ColumnRef:
		r := n.refs[e]
		return r != nil && !e.OuterJoin && len(r.Column.Candidates) == 0 && n.absent(r)
	case *ast.Cast:
		return n.null(e.X)
	case *ast.Path:
		return n.null(e.X)
	case *ast.Field:
		return n.null(e.X)
	case *ast.Index:
		return n.null(e.X)
	case *ast.AtTimeZone:
		return n.null(e.X)
	case *ast.Collate:
		return n.null(e.X)
	case *ast.Unary:
		return (e.Op == "NOT" || e.Op == "!" || e.Op == "-" || e.Op == "+") && n.null(e.X)
	case *ast.Like:
		return n.null(e.X)
	case *ast.Between:
		return n.null(e.X)
	case *ast.In:
		return e.Query == nil && !e.Bare && n.null(e.X)
	case *ast.Binary:
		switch e.Op {
		case ast.OpEq, ast.OpNe, ast.OpLt, ast.OpLe, ast.OpGt, ast.OpGe, ast.OpAdd, ast.OpSub, ast.OpMul, ast.OpDiv, ast.OpMod:
			return n.null(e.Left) || n.null(e.Right)
		}
	case *ast.Call:
		return e.Name != nil && len(e.Name.Parts) == 1 && e.Over == nil && slices.Contains(strictNames, strings.ToLower(e.Name.Last().Name)) &&
			slices.ContainsFunc(e.Args, n.null)
	}
	return false
}

// fails reports whether a condition is surely not true.
func (n *nulls) fails(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Paren:
		return n.fails(e.X)
	case *ast.Binary:
		switch e.Op {
		case ast.OpAnd:
			return n.fails(e.Left) || n.fails(e.Right)
		case ast.OpOr:
			return n.fails(e.Left) && n.fails(e.Right)
		}
	case *ast.In:
		if e.Query != nil {
			return !e.Not && n.null(e.X)
		}
	case *ast.Is:
		switch e.What {
		case "NULL":
			return e.Not && n.null(e.X)
		case "TRUE", "FALSE":
			return !e.Not && n.null(e.X)
		}
		return false
	}
	return e != nil && n.null(e)
}

// dropped reports whether a SELECT has no row in which the columns have no value: its conditions, or those of its inner
// joins, are not true then.
func (n *nulls) dropped(s *ast.Select) bool {
	return n.fails(s.Where) || n.fails(s.Prewhere) || n.fails(s.Having) || n.fails(s.Qualify) || slices.ContainsFunc(s.From, n.joinDrops)
}

func (n *nulls) joinDrops(t ast.TableExpr) bool {
	switch t := t.(type) {
	case *ast.ParenTable:
		return n.joinDrops(t.X)
	case *ast.Join:
		switch t.Kind {
		case ast.Inner, ast.Cross, ast.Semi:
			return n.fails(t.On) || n.joinDrops(t.Left) || n.joinDrops(t.Right)
		case ast.LeftJoin, ast.Anti:
			return n.joinDrops(t.Left)
		case ast.RightJoin:
			return n.joinDrops(t.Right)
		}
	}
	return false
}

// conditions are the parts between the ANDs of a condition.
func conditions(e ast.Expr) []ast.Expr {
	switch x := ast.Unparen(e).(type) {
	case nil:
		return nil
	case *ast.Binary:
		if x.Op == ast.OpAnd {
			return append(conditions(x.Left), conditions(x.Right)...)
		}
	}
	return []ast.Expr{e}
}
