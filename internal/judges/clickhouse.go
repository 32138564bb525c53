package judges

import (
	"context"
	"slices"
	"strings"

	"github.com/sqlc-dev/doubleclick/ast"
	"github.com/sqlc-dev/doubleclick/parser"
)

func readClickHouse(sql string) (*Reading, error) {
	list, err := parseClickHouse(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterClickHouse}
	for _, s := range list {
		w.clickStmt(s)
	}
	return &w.Reading, nil
}

func parseClickHouse(sql string) ([]ast.Statement, error) {
	return parser.Parse(context.Background(), strings.NewReader(sql))
}

func (w *walker) clickStmt(s ast.Statement) {
	switch s := s.(type) {
	case *ast.SelectWithUnionQuery, *ast.SelectIntersectExceptQuery, *ast.SelectQuery, *ast.InsertQuery, *ast.UpdateQuery,
		*ast.DeleteQuery:
		w.Data = true
		w.walk(s)
	case *ast.CreateQuery:
		if s.Table != "" || s.View != "" || s.CreateFunction {
			w.Data = true
			w.walk(s)
		}
	case *ast.AlterQuery:
		for _, c := range s.Commands {
			if c.Where != nil { // UPDATE and DELETE
				w.write(clickName(s.Database, s.Table)...)
				w.walk(c.Assignments, c.Where)
			}
		}
	case *ast.ExplainQuery:
		w.explained(func() { w.clickStmt(s.Statement) })
	case *ast.ParallelWithQuery:
		for _, s := range s.Statements {
			w.clickStmt(s)
		}
	}
}

func enterClickHouse(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.SelectWithUnionQuery:
		w.scope(func() { w.selects(n.Selects) })
	case *ast.SelectIntersectExceptQuery:
		w.scope(func() { w.selects(n.Selects) })
	case *ast.SelectQuery:
		w.scope(func() {
			w.clickWith(n.With)
			w.below(n, "With", "Settings", "Format")
		})
	case *ast.TableIdentifier:
		w.read(clickName(n.Database, n.Table)...)
	case *ast.Identifier:
		w.column(n.Parts...)
	case *ast.Asterisk:
		w.walk(n.Replace, n.Transformers)
	case *ast.ColumnTransformer:
		for _, name := range n.Except {
			w.column(name)
		}
		w.walk(n.ApplyParams, n.ApplyLambda, n.Replaces)
	case *ast.InsertQuery:
		w.scope(func() {
			w.clickWith(n.With)
			if n.Function == nil {
				w.write(clickName(n.Database, n.Table)...)
			}
			w.walk(n.Function, n.PartitionBy, n.Select)
		})
	case *ast.UpdateQuery:
		w.write(clickName(n.Database, n.Table)...)
		w.walk(n.Assignments, n.Where)
	case *ast.Assignment:
		w.column(n.Column)
		w.walk(n.Value)
	case *ast.DeleteQuery:
		w.write(clickName(n.Database, n.Table)...)
		w.walk(n.Where)
	case *ast.CreateQuery:
		switch {
		case n.View != "":
			w.write(clickName(n.Database, n.View)...)
		case n.Table != "":
			w.write(clickName(n.Database, n.Table)...)
		}
		if n.To != "" {
			w.write(clickName(n.ToDatabase, n.To)...)
		}
		if n.CloneAs != "" {
			w.read(strings.Split(n.CloneAs, ".")...)
		}
		w.walk(n.Columns, n.Constraints, n.AsSelect, n.AsTableFunction, n.FunctionBody)
	case *ast.ColumnDeclaration:
		w.walk(n.Default)
	case *ast.Constraint:
		w.walk(n.Expression)
	case *ast.TableJoin:
		w.walk(n.On)
	case *ast.InterpolateElement:
		w.column(n.Column)
		w.walk(n.Value)
	case *ast.SettingExpr, *ast.DataType:
	default:
		return false
	}
	return true
}

// selects goes through the SELECTs of a set operation: what the first one names in its WITH, all may read.
func (w *walker) selects(list []ast.Statement) {
	if len(list) > 0 {
		if first, ok := list[0].(*ast.SelectQuery); ok {
			w.clickWith(first.With)
			w.below(first, "With", "Settings", "Format")
			list = list[1:]
		}
	}
	w.walk(list)
}

func (w *walker) clickWith(list []ast.Expression) {
	for _, e := range list {
		el, ok := e.(*ast.WithElement)
		if !ok {
			w.walk(e)
			continue
		}
		_, query := el.Query.(*ast.Subquery)
		query = query && !el.ScalarWith
		if query && !slices.Contains(w.ctes, strings.ToLower(el.Name)) {
			w.scope(func() {
				w.cte(el.Name)
				w.walk(el.Query)
			})
		} else {
			w.walk(el.Query)
		}
		if query {
			w.cte(el.Name)
		}
	}
}

func clickName(database, table string) []string {
	if database == "" {
		return []string{table}
	}
	return []string{database, table}
}
