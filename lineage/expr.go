package lineage

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// use says what the columns of an expression are used for: as inputs of a column, or in a role.
type use struct {
	into *Column // what they make, or nil
	via  Via
	role Role
	// params are the names that a lambda binds: no columns.
	params []string
}

func (u use) at(via Via) use {
	u.via = max(u.via, via)
	return u
}

// value makes c the column that the expression computes.
func (a *analysis) value(e ast.Expr, sc *Scope, c *Column) {
	a.visit(unparen(e), sc, use{into: c})
	for _, in := range c.Inputs {
		if in.Column.Unknown != "" && c.Unknown == "" {
			c.Unknown = in.Column.Unknown
			if len(c.Inputs) == 1 {
				c.Candidates = in.Column.Candidates
			}
		}
	}
}

// uses records the columns of an expression in a role.
func (a *analysis) uses(e ast.Expr, sc *Scope, role Role) {
	if e != nil {
		a.visit(e, sc, use{role: role})
	}
}

// visit goes through an expression. Anything but a column itself makes its columns at least part of a computation.
func (a *analysis) visit(e ast.Expr, sc *Scope, u use) {
	switch e := e.(type) {
	case nil:
	case *ast.ColumnRef:
		a.columnRef(e, sc, u)
	case *ast.Literal, *ast.Param, *ast.Word:
	case *ast.Paren:
		a.visit(e.X, sc, u)
	case *ast.Unary:
		if e.Op == "NOT" || e.Op == "!" {
			a.visit(e.X, sc, u.at(Test))
		} else {
			a.visit(e.X, sc, u.at(Expression))
		}
	case *ast.Binary:
		a.binary(e, sc, u)
	case *ast.Is:
		a.each(sc, u.at(Test), e.X, e.Y)
	case *ast.Like:
		a.each(sc, u.at(Test), e.X, e.Pattern, e.Escape)
	case *ast.Between:
		a.each(sc, u.at(Test), e.X, e.Low, e.High)
	case *ast.In:
		a.visit(e.X, sc, u.at(Test))
		a.each(sc, u.at(Test), e.List...)
		a.subquery(e.Query, sc, u.at(Test))
	case *ast.Exists:
		a.subquery(e.Query, sc, u.at(Test))
	case *ast.Quantified:
		a.each(sc, u.at(Test), e.X, e.Array)
		a.subquery(e.Query, sc, u.at(Test))
	case *ast.Subquery:
		via := Copy
		if e.Kind != "" {
			via = Aggregate
		}
		a.subquery(e.Query, sc, u.at(via))
	case *ast.Case:
		a.visit(e.Operand, sc, u.at(Test))
		for _, w := range e.Whens {
			a.visit(w.Condition, sc, u.at(Test))
			a.visit(w.Result, sc, u.at(Expression))
		}
		a.visit(e.Else, sc, u.at(Expression))
	case *ast.Cast:
		a.visit(e.X, sc, u.at(Expression))
		a.each(sc, u.at(Expression), e.Exprs...)
	case *ast.Call:
		a.call(e, sc, u)
	case *ast.NamedArg:
		a.visit(e.Value, sc, u)
	case *ast.Lambda:
		inner := u.at(Expression)
		inner.params = u.params[:len(u.params):len(u.params)]
		for i := range e.Params {
			inner.params = append(inner.params, a.key(&e.Params[i]))
		}
		a.visit(e.Body, sc, inner)
	case *ast.Array:
		a.each(sc, u.at(Expression), e.Elems...)
	case *ast.Struct:
		for _, f := range e.Fields {
			a.each(sc, u.at(Expression), f.Key, f.Value)
		}
	case *ast.Row:
		a.each(sc, u.at(Expression), e.Elems...)
	case *ast.Index:
		a.visit(e.X, sc, u.at(Expression))
		a.each(sc, u.at(Expression), e.Index, e.Upper)
	case *ast.Field:
		a.visit(e.X, sc, u.at(Expression))
	case *ast.Path:
		a.path(e, sc, u)
	case *ast.Interval:
		a.visit(e.Value, sc, u.at(Expression))
	case *ast.AtTimeZone:
		a.each(sc, u.at(Expression), e.X, e.Zone)
	case *ast.Collate:
		a.visit(e.X, sc, u)
	case *ast.Grouping:
		a.each(sc, u, e.Items...)
	case *ast.Star:
		if u.into != nil {
			for _, s := range sc.Sources {
				for _, in := range a.everything(s, e.Span) {
					in.Via = max(in.Via, u.via)
					u.into.Inputs = append(u.into.Inputs, in)
				}
			}
		}
	case *ast.Hole:
		a.unknown(u, "a template tag stands here")
	case *ast.Opaque:
		a.unknown(u, "a part of the expression was not understood")
	}
}

func (a *analysis) unknown(u use, why string) {
	if u.into != nil && u.into.Unknown == "" {
		u.into.Unknown = why
	}
}

func (a *analysis) each(sc *Scope, u use, list ...ast.Expr) {
	for _, e := range list {
		if e != nil {
			a.visit(e, sc, u)
		}
	}
}

// binary goes down a chain of operators without recursion on its left, which is where chains are long.
func (a *analysis) binary(e *ast.Binary, sc *Scope, u use) {
	for {
		switch {
		case e.Op.Comparison(), e.Op == ast.OpAnd, e.Op == ast.OpOr, e.Op == ast.OpXor:
			u = u.at(Test)
		default:
			u = u.at(Expression)
		}
		if e.Op != ast.OpAssign {
			a.visit(e.Right, sc, u)
		} else {
			a.visit(e.Right, sc, u)
			return
		}
		left, ok := e.Left.(*ast.Binary)
		if !ok {
			a.visit(e.Left, sc, u)
			return
		}
		e = left
	}
}

func (a *analysis) columnRef(ref *ast.ColumnRef, sc *Scope, u use) {
	if len(u.params) > 0 {
		key := a.key(&ref.Parts[0])
		for _, p := range u.params {
			if p == key {
				return
			}
		}
	}
	if len(ref.Parts) == 1 && ref.Parts[0].Quote == 0 && pseudoColumns[strings.ToLower(ref.Parts[0].Name)] {
		if _, src, _ := a.resolve(ref, sc, u.role); src == nil || src.Open {
			return
		}
	}
	c, src, outer := a.resolve(ref, sc, u.role)
	a.out.Refs = append(a.out.Refs, Ref{Node: ref, Column: c, Source: src, Scope: sc, Role: u.role, Outer: outer, Span: ref.Span})
	if u.into != nil {
		via := u.via
		if src != nil && len(ref.Parts) > 2 && src.named {
			via = max(via, Expression)
		}
		u.into.Inputs = append(u.into.Inputs, Input{Column: c, Via: via, At: ref.Span})
	}
}

// pseudoColumns are names that mean a value of their own where no column has them.
var pseudoColumns = map[string]bool{
	"rownum": true, "level": true, "sysdate": true, "systimestamp": true, "rowid": true, "user": true,
	"current_date": true, "current_timestamp": true, "getdate": true, "connect_by_isleaf": true,
}

// path is access into semi-structured data. Where the data is not called anything personal, its fields may be.
func (a *analysis) path(e *ast.Path, sc *Scope, u use) {
	a.visit(e.X, sc, u.at(Expression))
	for _, s := range e.Steps {
		a.visit(s.Index, sc, u.at(Expression))
	}
}

// subquery analyses a query where a value stands: what it yields is an input.
func (a *analysis) subquery(q *ast.Query, sc *Scope, u use) {
	if q == nil {
		return
	}
	r := a.query(q, sc)
	if u.into == nil {
		return
	}
	for _, c := range r.columns {
		u.into.Inputs = append(u.into.Inputs, Input{Column: c, Via: u.via, At: q.Span})
	}
}

// call analyses a function call.
func (a *analysis) call(c *ast.Call, sc *Scope, u use) {
	name := ""
	if c.Name != nil {
		name = strings.ToLower(display(c.Name))
	}
	via := Expression
	if treat := a.Treatment; treat != nil {
		if t := treat(name); t != Copy {
			via = t
		}
	}
	if via == Expression && aggregates[name] {
		via = Aggregate
	}
	if via == Count && len(c.Args) == 1 {
		if _, star := c.Args[0].(*ast.Star); star {
			goto behind // count(*) is of no column
		}
	}
	a.visit(c.Callee, sc, u.at(via))
	a.each(sc, u.at(via), c.Params...)
	a.each(sc, u.at(via), c.Args...)
behind:
	a.visit(c.Separator, sc, u.at(Expression))
	for _, o := range c.OrderBy {
		a.uses(o.Expr, sc, Order)
	}
	for _, o := range c.WithinGroup {
		if ordered[name] {
			a.visit(o.Expr, sc, u.at(Aggregate))
		} else {
			a.uses(o.Expr, sc, Order)
		}
	}
	a.uses(c.Filter, sc, Filter)
	if c.Over != nil {
		a.window(c.Over, sc)
	}
	for _, cl := range c.Clauses {
		a.each(sc, u.at(Test), cl.Exprs...)
	}
}

// window records the keys of a window.
func (a *analysis) window(w *ast.WindowSpec, sc *Scope) {
	if w == nil {
		return
	}
	for _, e := range w.PartitionBy {
		a.uses(e, sc, Window)
	}
	for _, o := range w.OrderBy {
		a.uses(o.Expr, sc, Window)
	}
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// aggregates are the functions of the common dialects that make one value of many, of which values may show in it.
var aggregates = words(`sum min max avg mean median mode stddev stddev_pop stddev_samp variance var_pop var_samp
	array_agg array_concat_agg string_agg listagg group_concat any_value arbitrary first last first_value last_value nth_value
	collect_list collect_set object_agg json_agg jsonb_agg json_object_agg json_arrayagg json_objectagg xmlagg bool_and bool_or
	every some bit_and bit_or bit_xor logical_and logical_or corr covar_pop covar_samp percentile_cont percentile_disc
	approx_percentile approx_quantiles approx_top_count min_by max_by argmin argmax countif count_if sumif avgif
	grouparray groupuniqarray anylast any sumdistinct quantile quantiles total wm_concat minif maxif`)

// ordered are the functions whose value is what they are ordered by.
var ordered = words("percentile_cont percentile_disc mode")
