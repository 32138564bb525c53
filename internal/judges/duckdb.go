package judges

import (
	"context"
	"strings"

	"github.com/sqlc-dev/darkwing/ast"
	"github.com/sqlc-dev/darkwing/parser"
)

func readDuckDB(sql string) (*Reading, error) {
	list, err := parseDuckDB(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterDuckDB}
	for _, s := range list {
		w.duckStmt(s)
	}
	return &w.Reading, nil
}

func parseDuckDB(sql string) ([]ast.Stmt, error) {
	return parser.Parse(context.Background(), strings.NewReader(sql))
}

func (w *walker) duckStmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.SelectStatement:
		if show := shows(s); show == nil || show.ShowType == ast.ShowTypeSummary {
			w.Data = true
			w.walk(s)
		}
	case *ast.InsertStatement, *ast.UpdateStatement, *ast.DeleteStatement, *ast.MergeIntoStatement,
		*ast.CopyStatement:
		w.Data = true
		w.walk(s)
	case *ast.CreateStatement:
		switch s.Info.(type) {
		case *ast.CreateTableInfo, *ast.CreateViewInfo, *ast.CreateMacroInfo:
			w.Data = true
			w.walk(s.Info)
		}
	case *ast.ExplainStatement:
		w.explained(func() { w.duckStmt(s.Statement) })
	case *ast.PrepareStatement:
		w.duckStmt(s.Statement)
	}
}

func enterDuckDB(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.SelectNode, *ast.SetOperationNode, *ast.RecursiveCTENode, *ast.InsertQueryNode, *ast.UpdateQueryNode,
		*ast.DeleteQueryNode, *ast.CopyQueryNode:
		w.scope(func() {
			w.ctesOf(n.(ast.QueryNode).CTEMapRef())
			if r, ok := n.(*ast.RecursiveCTENode); ok {
				w.walk(r.Left)
				w.cte(r.CTEName)
				w.walk(r.Right, r.KeyTargets, r.Modifiers)
				return
			}
			w.below(n)
		})
	case *ast.CTEMap: // gone through by those that hold it
	case *ast.BaseTableRef:
		w.read(duckTable(n)...)
		w.walk(n.At)
	case *ast.ShowRef:
		w.walk(n.Query)
	case *ast.ColumnRefExpression:
		w.column(n.ColumnNames...)
	case *ast.StarExpression:
		for _, name := range n.ExcludeList {
			w.column(name)
		}
		for _, name := range n.QualifiedExcludeList {
			w.column(name.Path...)
		}
		for _, r := range n.RenameList {
			w.column(r.Key.Path...)
		}
		w.walk(n.ReplaceList, n.Expr)
	case *ast.TypeExpression:
	case *ast.FunctionExpression: // where alone x -> y is a function, and no operator on x
		for _, a := range n.Arguments {
			if l, ok := a.Expr.(*ast.LambdaExpression); ok {
				w.walk(l.Expr)
			} else {
				w.walk(a.Expr)
			}
		}
		w.walk(n.Filter, n.OrderBys)
	case *ast.PivotRef:
		for _, c := range n.GroupBy {
			w.column(c)
		}
		return false
	case *ast.InsertStatement:
		w.scope(func() {
			w.ctesOf(&n.CTEs)
			w.write(duckName(n.Catalog, n.Schema, n.Table)...)
			w.walk(n.Query, n.OnConflict, n.Returning)
		})
	case *ast.UpdateStatement:
		w.scope(func() {
			w.ctesOf(&n.CTEs)
			w.target(n.Table)
			w.walk(n.From, n.SetInfo, n.Where, n.Returning)
		})
	case *ast.UpdateSetInfo:
		for _, c := range n.Columns {
			w.column(c...)
		}
		w.walk(n.Expressions, n.Condition)
	case *ast.OnConflictInfo:
		for _, c := range n.IndexedColumns {
			w.column(c)
		}
		w.walk(n.TargetWhere, n.SetInfo)
	case *ast.DeleteStatement:
		w.scope(func() {
			w.ctesOf(&n.CTEs)
			w.target(n.Table)
			w.walk(n.Using, n.Where, n.Returning)
		})
	case *ast.MergeIntoStatement:
		w.scope(func() {
			w.ctesOf(&n.CTEs)
			w.target(n.Target)
			w.walk(n.Source, n.JoinCondition, n.Actions, n.Returning)
		})
	case *ast.CreateTableInfo:
		w.write(duckName(n.Catalog, n.Schema, n.Name)...)
		w.walk(n.Columns, n.Constraints, n.Query)
	case *ast.CreateViewInfo:
		w.write(duckName(n.Catalog, n.Schema, n.Name)...)
		w.walk(n.Query)
	case *ast.CopyInfo:
		switch {
		case n.Table == "":
		case n.IsFrom:
			w.write(duckName(n.Catalog, n.Schema, n.Table)...)
		default:
			w.read(duckName(n.Catalog, n.Schema, n.Table)...)
		}
		w.walk(n.Query)
	default:
		return false
	}
	return true
}

// shows is what DESCRIBE, SHOW and SUMMARIZE show, which the judge takes for queries.
func shows(s *ast.SelectStatement) *ast.ShowRef {
	if n, ok := s.Node.(*ast.SelectNode); ok {
		show, _ := n.FromTable.(*ast.ShowRef)
		return show
	}
	return nil
}

// ctesOf makes common table expressions known, one after the other.
func (w *walker) ctesOf(m *ast.CTEMap) {
	for _, e := range m.Entries {
		w.walk(e.CTE)
		w.cte(e.Name)
	}
}

// target notes the relation that a statement changes.
func (w *walker) target(t ast.TableRef) {
	if b, ok := t.(*ast.BaseTableRef); ok {
		w.write(duckTable(b)...)
	}
}

func duckTable(t *ast.BaseTableRef) []string {
	if len(t.Qualification) > 0 {
		return append(append([]string{}, t.Qualification...), t.TableName)
	}
	return duckName(t.CatalogName, t.SchemaName, t.TableName)
}

func duckName(catalog, schema, name string) []string {
	if catalog == "" && schema == "" {
		return []string{name}
	}
	return []string{catalog, schema, name}
}
