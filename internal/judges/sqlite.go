package judges

import (
	"strings"

	"github.com/sqlc-dev/meyer/ast"
	"github.com/sqlc-dev/meyer/parser"
)

func readSQLite(sql string) (*Reading, error) {
	list, err := parseSQLite(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterSQLite}
	for _, s := range list {
		w.sqliteStmt(s)
	}
	return &w.Reading, nil
}

func parseSQLite(sql string) ([]ast.Stmt, error) {
	return parser.Options{UpdateDeleteLimit: true}.ParseString(sql)
}

func (w *walker) sqliteStmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.SelectStmt, *ast.InsertStmt, *ast.UpdateStmt, *ast.DeleteStmt, *ast.CreateTableStmt, *ast.CreateViewStmt,
		*ast.CreateVirtualTableStmt:
		w.Data = true
		w.walk(s)
	case *ast.ExplainStmt:
		w.explained(func() { w.sqliteStmt(s.Stmt) })
	case *ast.CreateTriggerStmt:
		w.Data = true
		w.walk(s.When, s.Body)
	}
}

func enterSQLite(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.SelectStmt:
		w.scope(func() { w.walk(n.With, n.Cores) })
	case *ast.With: // each of its queries sees them all, RECURSIVE or not
		for _, c := range n.CTEs {
			w.cte(c.Name.Name)
		}
		for _, c := range n.CTEs {
			w.walk(c.Select)
		}
	case *ast.TableRef:
		if n.Name != nil && !n.HasArgs {
			w.read(sqliteName(n.Name)...)
		}
		w.walk(n.Args, n.Select, n.List, n.On)
	case *ast.InExpr:
		if n.Table != nil && !n.HasArgs {
			w.read(sqliteName(n.Table)...)
		}
		w.walk(n.X, n.List, n.Select)
	case *ast.QualifiedRef:
		w.column(sqliteIdents(n.Parts)...)
	case *ast.Ident: // where a value stands; elsewhere they are not gone through
		if name := strings.ToLower(n.Name); n.Quote != ast.QuoteNone || name != "true" && name != "false" {
			w.column(n.Name)
		}
	case *ast.InsertStmt:
		w.scope(func() {
			w.walk(n.With)
			w.write(sqliteName(n.Table)...)
			w.walk(n.Select, n.Upserts, n.Returning)
		})
	case *ast.UpdateStmt:
		w.scope(func() {
			w.walk(n.With)
			w.write(sqliteName(n.Table)...)
			w.walk(n.Set, n.From, n.Where, n.Returning, n.OrderBy, n.Limit)
		})
	case *ast.DeleteStmt:
		w.scope(func() {
			w.walk(n.With)
			w.write(sqliteName(n.Table)...)
			w.walk(n.Where, n.Returning, n.OrderBy, n.Limit)
		})
	case *ast.ResultColumn:
		w.walk(n.Expr)
	case *ast.Star, *ast.TypeName, *ast.Literal, *ast.BindParam, *ast.ForeignKeyClause:
	case *ast.FuncCall:
		w.walk(n.Args, n.OrderBy, n.Filter, n.Over)
	case *ast.LikeExpr:
		w.walk(n.X, n.Y, n.Escape)
	case *ast.CollateExpr:
		w.walk(n.X)
	case *ast.WindowDef:
		w.walk(n.Partition, n.OrderBy, n.StartBound, n.EndBound)
	case *ast.CreateTableStmt:
		w.write(sqliteName(n.Name)...)
		w.walk(n.Columns, n.Constraints, n.Select)
	case *ast.CreateVirtualTableStmt:
		w.write(sqliteName(n.Name)...)
	case *ast.ColumnDef:
		w.walk(n.Constraints)
	case *ast.ColumnConstraint:
		w.walk(n.Expr)
	case *ast.TableConstraint:
		w.walk(n.Expr)
	case *ast.CreateViewStmt:
		w.write(sqliteName(n.Name)...)
		w.walk(n.Select)
	case *ast.RaiseExpr:
		w.walk(n.Message)
	default:
		return false
	}
	return true
}

func sqliteName(n *ast.QualifiedName) []string {
	if n.Schema == nil {
		return []string{n.Name.Name}
	}
	return []string{n.Schema.Name, n.Name.Name}
}

func sqliteIdents(list []*ast.Ident) []string {
	var out []string
	for _, id := range list {
		out = append(out, id.Name)
	}
	return out
}
