package ast

// Walk calls visit for n and everything below it, parents first, children in source order as far as the syntax has one
// order. Where visit returns false the node's children are left out.
func Walk(n Node, visit func(Node) bool) {
	var walk func(Node)
	walk = func(n Node) {
		if visit(n) {
			Children(n, walk)
		}
	}
	walk(n)
}

// Children calls visit for each direct child of n. Idents that are fields of other nodes are no children; a Name is.
func Children(n Node, visit func(Node)) {
	v := visitor(visit)
	if v.exprChildren(n) || v.tableChildren(n) { // what most nodes are
		return
	}
	switch n := n.(type) {
	case *Statement:
		each(v, n.Lead)
		if n.Body != nil {
			visit(n.Body)
		}
		one(v, n.Tail)
	case *Query:
		one(v, n.With)
		v.node(n.Body)
		each(v, n.OrderBy)
		one(v, n.LimitBy)
		one(v, n.Limit)
		each(v, n.Into)
		each(v, n.Clauses)
	case *Fragment:
		each(v, n.With)
		each(v, n.Items)
		v.tables(n.Tables)
		v.exprs(n.Exprs)
		each(v, n.Queries)
		each(v, n.Clauses)
	case *With:
		each(v, n.Clauses)
		each(v, n.Functions)
		each(v, n.CTEs)
	case *CTE:
		if n.Stmt != nil {
			visit(n.Stmt)
		}
		v.expr(n.Expr)
		each(v, n.Clauses)
	case *Select:
		v.selectClauses(n)
	case *Model:
		each(v, n.Partition)
		each(v, n.Dimension)
		each(v, n.Measures)
		each(v, n.Clauses)
	case *SelectItem:
		v.expr(n.Expr)
	case *SetOp:
		v.node(n.Left)
		one(v, n.Match)
		v.node(n.Right)
	case *Values:
		each(v, n.Rows)
	case *TableBody:
		one(v, n.Table)
	case *Changed:
		visit(n.Stmt)
	case *OpaqueBody:
		one(v, n.Opaque)
	case *Pipe:
		if n.Input != nil {
			v.node(n.Input)
		}
		each(v, n.Steps)
	case *PipeStep:
		one(v, n.Select)
		one(v, n.Join)
		one(v, n.With)
		v.table(n.Table)
		each(v, n.Order)
		one(v, n.Limit)
		each(v, n.Assign)
		each(v, n.Set)
		one(v, n.Sample)
		each(v, n.Clauses)
		for i, b := range n.Pipes {
			if i < len(n.Conditions) {
				v.expr(n.Conditions[i])
			}
			visit(b)
		}
		if n.Stmt != nil {
			visit(n.Stmt)
		}
	case *Insert:
		one(v, n.With)
		one(v, n.Target)
		one(v, n.View)
		each(v, n.Columns)
		v.exprs(n.Partition)
		one(v, n.Query)
		each(v, n.Set)
		each(v, n.OnConflict)
		v.expr(n.OnConflictWhere)
		one(v, n.RowAlias)
		each(v, n.Returning)
		one(v, n.Output)
		each(v, n.Branches)
		each(v, n.Clauses)
	case *InsertBranch:
		v.expr(n.When)
		one(v, n.Target)
		each(v, n.Columns)
		v.exprs(n.Values)
		v.exprs(n.Partition)
		one(v, n.Query)
		one(v, n.Output)
		each(v, n.Clauses)
	case *Update:
		one(v, n.With)
		v.tables(n.Tables)
		each(v, n.Set)
		v.tables(n.From)
		v.expr(n.Where)
		each(v, n.OrderBy)
		one(v, n.Limit)
		each(v, n.Returning)
		one(v, n.Output)
		each(v, n.Clauses)
	case *Assignment:
		each(v, n.Targets)
		v.expr(n.Value)
	case *Delete:
		one(v, n.With)
		each(v, n.Targets)
		v.tables(n.From)
		v.tables(n.Using)
		v.expr(n.Where)
		each(v, n.OrderBy)
		one(v, n.Limit)
		each(v, n.Returning)
		one(v, n.Output)
		each(v, n.Clauses)
	case *Merge:
		one(v, n.With)
		one(v, n.Target)
		one(v, n.View)
		v.table(n.Source)
		v.expr(n.On)
		each(v, n.Whens)
		each(v, n.Returning)
		one(v, n.Output)
		each(v, n.Clauses)
	case *MergeWhen:
		v.expr(n.Condition)
		each(v, n.Except)
		each(v, n.Set)
		each(v, n.Columns)
		v.exprs(n.Values)
		v.expr(n.Where)
	case *CreateTable:
		one(v, n.Name)
		each(v, n.Columns)
		each(v, n.Constraints)
		one(v, n.Query)
		one(v, n.Like)
		each(v, n.Clauses)
	case *ColumnDef:
		one(v, n.Type)
		v.expr(n.Default)
		v.expr(n.Generated)
		v.expr(n.Check)
		one(v, n.References)
		one(v, n.Comment)
		each(v, n.Constraints)
	case *Constraint:
		one(v, n.References)
		v.expr(n.Check)
		each(v, n.Clauses)
	case *CreateView:
		one(v, n.Name)
		one(v, n.To)
		one(v, n.Query)
		each(v, n.Clauses)
	case *CreateFunction:
		one(v, n.Name)
		each(v, n.Params)
		each(v, n.Returns)
		one(v, n.ReturnType)
		one(v, n.Query)
		v.expr(n.Expr)
		one(v, n.Block)
		one(v, n.Text)
		each(v, n.Clauses)
	case *Copy:
		one(v, n.Into)
		one(v, n.From)
		one(v, n.Query)
		v.exprs(n.Exprs)
		each(v, n.Clauses)
	case *Block:
		each(v, n.Clauses)
		one(v, n.On)
		each(v, n.Declares)
		v.exprs(n.Exprs)
		each(v, n.Statements)
	case *Explain:
		each(v, n.Clauses)
		if n.Stmt != nil {
			visit(n.Stmt)
		}
	case *Other:
		each(v, n.Tables)
		v.exprs(n.Exprs)
		one(v, n.Query)
		one(v, n.Schema)
		one(v, n.Renamed)
		each(v, n.Path)
	case *OpaqueStmt:
		one(v, n.Opaque)
	case *Clause:
		v.exprs(n.Exprs)
	case *OrderItem:
		v.expr(n.Expr)
		each(v, n.Clauses)
	case *Limit:
		v.expr(n.Count)
		v.expr(n.Offset)
		one(v, n.Clause)
	case *LimitBy:
		one(v, n.Limit)
		v.exprs(n.By)
		one(v, n.Over)
	case *GroupBy:
		v.exprs(n.Items)
		each(v, n.Clauses)
	case *Distribution:
		each(v, n.Items)
	case *Output:
		each(v, n.Items)
		one(v, n.Table)
		one(v, n.Param)
	case *Into:
		one(v, n.Table)
		v.exprs(n.Params)
		one(v, n.Clause)
	case *NamedWindow:
		one(v, n.Spec)
	case *WindowSpec:
		v.exprs(n.PartitionBy)
		each(v, n.OrderBy)
		each(v, n.Measures)
		one(v, n.Frame)
		one(v, n.Match)
	case *Frame:
		one(v, n.Start)
		one(v, n.End)
	case *FrameBound:
		v.expr(n.Offset)
	case *TableAlias:
		each(v, n.Types)
	case *UnpivotItem:
		each(v, n.Columns)
		v.expr(n.Expr)
		v.expr(n.Alias)
	}
}

// Unparen is the expression inside any parentheses around it.
func Unparen(e Expr) Expr {
	for {
		p, ok := e.(*Paren)
		if !ok {
			return e
		}
		e = p.X
	}
}

type visitor func(Node)

func (v visitor) selectClauses(n *Select) {
	if n.FromFirst {
		v.tables(n.From)
	}
	v.exprs(n.DistinctOn)
	one(v, n.Top)
	each(v, n.Items)
	each(v, n.Into)
	if !n.FromFirst {
		v.tables(n.From)
	}
	v.expr(n.Prewhere)
	v.expr(n.Where)
	v.expr(n.StartWith)
	v.expr(n.ConnectBy)
	one(v, n.GroupBy)
	v.expr(n.Having)
	one(v, n.Model)
	each(v, n.Windows)
	v.expr(n.Qualify)
	each(v, n.Distribution)
	each(v, n.Clauses)
}

// tableChildren visits the children of a table expression, and reports whether n is one.
func (v visitor) tableChildren(n Node) bool {
	switch n := n.(type) {
	case *Table:
		one(v, n.Name)
		one(v, n.Hole)
		one(v, n.TimeTravel)
		one(v, n.Sample)
		each(v, n.Clauses)
		one(v, n.Alias)
	case *Derived:
		one(v, n.Query)
		one(v, n.Sample)
		each(v, n.Clauses)
		one(v, n.Alias)
	case *TableFunc:
		v.exprs(n.Funcs)
		each(v, n.Columns)
		one(v, n.Sample)
		each(v, n.Clauses)
		one(v, n.Alias)
	case *Join:
		v.table(n.Left)
		v.table(n.Right)
		v.expr(n.Match)
		v.expr(n.On)
		each(v, n.Clauses)
	case *ParenTable:
		v.table(n.X)
		one(v, n.Alias)
	case *Pivot:
		v.table(n.Input)
		each(v, n.Aggregates)
		v.exprs(n.For)
		each(v, n.In)
		one(v, n.InQuery)
		each(v, n.Order)
		v.exprs(n.GroupBy)
		v.expr(n.Default)
		one(v, n.Alias)
	case *Unpivot:
		v.table(n.Input)
		each(v, n.In)
		v.expr(n.Star)
		one(v, n.Alias)
	case *MatchRecognize:
		v.table(n.Input)
		v.exprs(n.PartitionBy)
		each(v, n.OrderBy)
		each(v, n.Measures)
		each(v, n.Defines)
		each(v, n.Clauses)
		one(v, n.Alias)
	default:
		return false
	}
	return true
}

// exprChildren visits the children of an expression or of what only expressions are made of, and reports whether n is
// one.
func (v visitor) exprChildren(n Node) bool {
	switch n := n.(type) {
	case *ColumnRef, *Name, *Word, *Param, *Hole, *Opaque: // leaves
	case *Star:
		v.expr(n.X)
		each(v, n.Except)
		each(v, n.Replace)
		each(v, n.Rename)
		v.expr(n.Pattern)
		v.exprs(n.Apply)
	case *Literal:
		one(v, n.Type)
	case *Unary:
		v.expr(n.X)
	case *Binary:
		v.expr(n.Left)
		v.expr(n.Right)
	case *Like:
		v.expr(n.X)
		v.expr(n.Pattern)
		v.expr(n.Escape)
	case *Is:
		v.expr(n.X)
		v.expr(n.Y)
	case *Between:
		v.expr(n.X)
		v.expr(n.Low)
		v.expr(n.High)
	case *In:
		v.expr(n.X)
		v.exprs(n.List)
		one(v, n.Query)
	case *Exists:
		one(v, n.Query)
	case *Subquery:
		one(v, n.Query)
		one(v, n.Alias)
	case *Quantified:
		v.expr(n.X)
		one(v, n.Query)
		v.expr(n.Array)
	case *Case:
		v.expr(n.Operand)
		each(v, n.Whens)
		v.expr(n.Else)
	case *When:
		v.expr(n.Condition)
		v.expr(n.Result)
	case *Cast:
		v.expr(n.X)
		one(v, n.Type)
		v.exprs(n.Exprs)
	case *TypeName:
		v.exprs(n.Args)
		each(v, n.Elems)
		each(v, n.Fields)
		each(v, n.Clauses)
	case *Call:
		one(v, n.Name)
		v.expr(n.Callee)
		v.exprs(n.Params)
		v.exprs(n.Args)
		each(v, n.OrderBy)
		one(v, n.Limit)
		v.expr(n.Separator)
		each(v, n.WithinGroup)
		v.expr(n.Filter)
		one(v, n.Over)
		each(v, n.Clauses)
	case *NamedArg:
		v.expr(n.Value)
	case *Lambda:
		each(v, n.Types)
		v.expr(n.Body)
	case *Array:
		one(v, n.Type)
		v.exprs(n.Elems)
		each(v, n.Clauses)
	case *Struct:
		one(v, n.Type)
		each(v, n.Fields)
		each(v, n.Clauses)
	case *StructField:
		v.expr(n.Key)
		v.expr(n.Value)
	case *Row:
		v.exprs(n.Elems)
	case *Paren:
		v.expr(n.X)
	case *Index:
		v.expr(n.X)
		v.expr(n.Index)
		v.expr(n.Upper)
		v.expr(n.Step)
	case *Field:
		v.expr(n.X)
	case *Path:
		v.expr(n.X)
		each(v, n.Steps)
	case *PathStep:
		v.expr(n.Index)
	case *Interval:
		v.expr(n.Value)
	case *AtTimeZone:
		v.expr(n.X)
		v.expr(n.Zone)
	case *Collate:
		v.expr(n.X)
		one(v, n.Collation)
	case *Grouping:
		v.exprs(n.Items)
	default:
		return false
	}
	return true
}

func (v visitor) node(n Body) {
	if n != nil {
		v(n)
	}
}

func (v visitor) expr(e Expr) {
	if e != nil {
		v(e)
	}
}

func (v visitor) exprs(list []Expr) {
	for _, e := range list {
		v(e)
	}
}

func (v visitor) table(t TableExpr) {
	if t != nil {
		v(t)
	}
}

func (v visitor) tables(list []TableExpr) {
	for _, t := range list {
		v(t)
	}
}

// pointer is a node of a concrete type, which may be nil.
type pointer[T any] interface {
	*T
	Node
}

func one[T any, P pointer[T]](v visitor, n P) {
	if n != nil {
		v(n)
	}
}

func each[T any, P pointer[T]](v visitor, list []P) {
	for _, n := range list {
		if n != nil { // as the types of an alias's columns may be
			v(n)
		}
	}
}
