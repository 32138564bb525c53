package judges

import (
	"github.com/pingcap/tidb/pkg/parser"
	"github.com/pingcap/tidb/pkg/parser/ast"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver"
)

func readMySQL(sql string) (*Reading, error) {
	list, err := parseMySQL(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterMySQL}
	for _, s := range list {
		w.mysqlStmt(s)
	}
	return &w.Reading, nil
}

// mysqlParser is used again, as those do who parse much; so it is for one goroutine.
var mysqlParser = parser.New()

func parseMySQL(sql string) ([]ast.StmtNode, error) {
	list, _, err := mysqlParser.ParseSQL(sql)
	return list, err
}

func (w *walker) mysqlStmt(s ast.StmtNode) {
	switch s := s.(type) {
	case *ast.SelectStmt, *ast.SetOprStmt, *ast.InsertStmt, *ast.UpdateStmt, *ast.DeleteStmt, *ast.CreateTableStmt,
		*ast.CreateViewStmt, *ast.LoadDataStmt, *ast.ImportIntoStmt:
		w.Data = true
		w.walk(s)
	case *ast.ExplainStmt:
		if _, describe := s.Stmt.(*ast.ShowStmt); !describe {
			w.explained(func() { w.mysqlStmt(s.Stmt) })
		}
	}
}

func enterMySQL(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.SelectStmt:
		w.scope(func() {
			w.walk(n.With)
			w.below(n, "With", "TableHints", "LockInfo")
		})
	case *ast.SetOprStmt:
		w.scope(func() {
			w.walk(n.With)
			w.below(n, "With")
		})
	case *ast.SetOprSelectList:
		w.scope(func() {
			w.walk(n.With)
			w.below(n, "With")
		})
	case *ast.WithClause:
		for _, c := range n.CTEs {
			if n.IsRecursive {
				w.cte(c.Name.O)
			}
			w.walk(c.Query)
			w.cte(c.Name.O)
		}
	case *ast.TableName:
		if n.Schema.O != "" || n.Name.L != "dual" {
			w.read(mysqlName(n)...)
		}
		w.walk(n.AsOf)
	case *ast.ColumnName:
		w.column(n.Schema.O, n.Table.O, n.Name.O)
	case *ast.InsertStmt:
		w.mysqlTarget(n.Table)
		w.walk(n.Select, n.Lists)
		if n.Setlist {
			for _, c := range n.Columns {
				w.walk(c)
			}
		}
		w.walk(n.OnDuplicate)
	case *ast.UpdateStmt:
		w.scope(func() {
			w.walk(n.With)
			w.mysqlUpdate(n)
			w.walk(n.List, n.Where, n.Order, n.Limit)
		})
	case *ast.DeleteStmt:
		w.scope(func() {
			w.walk(n.With)
			w.mysqlDelete(n)
			w.walk(n.Where, n.Order, n.Limit)
		})
	case *ast.CreateTableStmt:
		w.write(mysqlName(n.Table)...)
		if n.ReferTable != nil {
			w.read(mysqlName(n.ReferTable)...)
		}
		w.walk(n.Cols, n.Constraints, n.Select)
	case *ast.ColumnDef:
		w.walk(n.Options)
	case *ast.ColumnOption:
		w.walk(n.Expr)
	case *ast.Constraint:
		w.walk(n.Expr)
	case *ast.CreateViewStmt:
		w.write(mysqlName(n.ViewName)...)
		w.walk(n.Select)
	case *ast.LoadDataStmt:
		w.write(mysqlName(n.Table)...)
		w.walk(n.ColumnAssignments)
	case *ast.ImportIntoStmt:
		w.write(mysqlName(n.Table)...)
		w.walk(n.ColumnAssignments, n.Select)
	case *ast.SelectField:
		w.walk(n.Expr)
	case *ast.Join:
		w.walk(n.Left, n.Right, n.On)
	default:
		return false
	}
	return true
}

// mysqlTarget notes the first table of an INSERT.
func (w *walker) mysqlTarget(refs *ast.TableRefsClause) {
	for _, t := range mysqlTables(refs.TableRefs) {
		if name, ok := t.Source.(*ast.TableName); ok {
			w.write(mysqlName(name)...)
		}
	}
}

// mysqlUpdate notes what an UPDATE changes: the tables that its assignments name, or the first; it reads the others.
func (w *walker) mysqlUpdate(n *ast.UpdateStmt) {
	tables := mysqlTables(n.TableRefs.TableRefs)
	changed := map[*ast.TableSource]bool{}
	for _, a := range n.List {
		changed[mysqlSource(tables, a.Column.Table.L)] = true
	}
	w.mysqlChange(n.TableRefs, tables, changed)
}

func (w *walker) mysqlDelete(n *ast.DeleteStmt) {
	tables := mysqlTables(n.TableRefs.TableRefs)
	changed := map[*ast.TableSource]bool{}
	if n.Tables == nil {
		changed[mysqlSource(tables, "")] = true
	} else {
		for _, t := range n.Tables.Tables {
			changed[mysqlSource(tables, t.Name.L)] = true
		}
	}
	w.mysqlChange(n.TableRefs, tables, changed)
}

// mysqlChange goes through a FROM clause, some of whose tables are changed.
func (w *walker) mysqlChange(refs *ast.TableRefsClause, tables []*ast.TableSource, changed map[*ast.TableSource]bool) {
	w.Data = true
	enter := w.enter
	w.enter = func(w *walker, n any) bool {
		if t, ok := n.(*ast.TableSource); ok && changed[t] {
			if name, ok := t.Source.(*ast.TableName); ok {
				w.changed(mysqlName(name))
				return true
			}
		}
		return enter(w, n)
	}
	w.walk(refs)
	w.enter = enter
}

// mysqlSource is the table that a qualifier means; the first without one.
func mysqlSource(tables []*ast.TableSource, qualifier string) *ast.TableSource {
	for _, t := range tables {
		name, _ := t.Source.(*ast.TableName)
		if qualifier == "" || t.AsName.L == qualifier || t.AsName.L == "" && name != nil && name.Name.L == qualifier {
			return t
		}
	}
	return nil
}

// mysqlTables are the tables of a FROM clause in order.
func mysqlTables(n ast.ResultSetNode) []*ast.TableSource {
	switch n := n.(type) {
	case *ast.Join:
		if n.Right == nil {
			return mysqlTables(n.Left)
		}
		return append(mysqlTables(n.Left), mysqlTables(n.Right)...)
	case *ast.TableSource:
		return []*ast.TableSource{n}
	}
	return nil
}

func mysqlName(t *ast.TableName) []string {
	if t.Schema.O == "" {
		return []string{t.Name.O}
	}
	return []string{t.Schema.O, t.Name.O}
}
