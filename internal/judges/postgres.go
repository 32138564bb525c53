package judges

import (
	pg "github.com/sqlc-dev/oliphant"
)

func readPostgres(sql string) (*Reading, error) {
	tree, err := pg.Parse(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterPostgres}
	for _, s := range tree.Stmts {
		w.postgresStmt(s.Stmt)
	}
	return &w.Reading, nil
}

// postgresStmt goes through the statements that read or write data.
func (w *walker) postgresStmt(n *pg.Node) {
	switch s := n.GetNode().(type) {
	case *pg.Node_SelectStmt, *pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt, *pg.Node_MergeStmt,
		*pg.Node_CreateStmt, *pg.Node_CreateTableAsStmt, *pg.Node_ViewStmt, *pg.Node_CopyStmt,
		*pg.Node_CreateForeignTableStmt, *pg.Node_CreateFunctionStmt:
		w.Data = true
		w.walk(n)
	case *pg.Node_ExplainStmt:
		w.explained(func() { w.postgresStmt(s.ExplainStmt.Query) })
	case *pg.Node_DeclareCursorStmt:
		w.postgresStmt(s.DeclareCursorStmt.Query)
	case *pg.Node_PrepareStmt:
		w.postgresStmt(s.PrepareStmt.Query)
	}
}

// explained goes through a statement that is not run.
func (w *walker) explained(f func()) {
	before := w.Writes
	f()
	w.Writes = before
}

func enterPostgres(w *walker, n any) bool {
	switch n := n.(type) {
	case *pg.RangeVar:
		w.read(rangeVar(n)...)
	case *pg.IntoClause:
		w.write(rangeVar(n.Rel)...)
	case *pg.ColumnRef:
		w.column(pgFields(n.Fields)...)
	case *pg.TypeName, *pg.DefElem, *pg.ObjectWithArgs:
	case *pg.SelectStmt:
		w.scope(func() {
			w.walk(n.WithClause)
			w.below(n, "WithClause")
		})
	case *pg.WithClause:
		for _, c := range n.Ctes {
			if n.Recursive {
				w.cte(c.GetCommonTableExpr().Ctename)
			}
		}
		for _, c := range n.Ctes {
			w.below(c.GetCommonTableExpr())
			w.cte(c.GetCommonTableExpr().Ctename)
		}
	case *pg.InsertStmt:
		w.scope(func() {
			w.write(rangeVar(n.Relation)...)
			w.walk(n.WithClause, n.SelectStmt, n.ReturningClause)
			if c := n.OnConflictClause; c != nil {
				w.assigned(c.TargetList)
				w.walk(c.Infer, c.WhereClause)
			}
		})
	case *pg.UpdateStmt:
		w.scope(func() {
			w.write(rangeVar(n.Relation)...)
			w.walk(n.WithClause, n.FromClause)
			w.assigned(n.TargetList)
			w.walk(n.WhereClause, n.ReturningClause)
		})
	case *pg.DeleteStmt:
		w.scope(func() {
			w.write(rangeVar(n.Relation)...)
			w.walk(n.WithClause, n.UsingClause, n.WhereClause, n.ReturningClause)
		})
	case *pg.MergeStmt:
		w.scope(func() {
			w.write(rangeVar(n.Relation)...)
			w.walk(n.WithClause, n.SourceRelation, n.JoinCondition, n.MergeWhenClauses, n.ReturningClause)
		})
	case *pg.MergeWhenClause:
		w.walk(n.Condition, n.Values)
		if n.CommandType == pg.CmdType_CMD_UPDATE {
			w.assigned(n.TargetList)
		}
	case *pg.CreateStmt:
		w.write(rangeVar(n.Relation)...)
		w.walk(n.TableElts, n.Constraints)
		if n.Partbound != nil { // PARTITION OF takes its columns from another table
			w.walk(n.InhRelations)
		}
	case *pg.IndexElem:
		w.column(n.Name)
		w.walk(n.Expr)
	case *pg.Constraint:
		w.walk(n.RawExpr)
	case *pg.ViewStmt:
		w.write(rangeVar(n.View)...)
		w.walk(n.Query)
	case *pg.CopyStmt:
		switch {
		case n.Relation != nil && n.IsFrom:
			w.write(rangeVar(n.Relation)...)
		case n.Relation != nil:
			w.read(rangeVar(n.Relation)...)
		}
		w.walk(n.Query, n.WhereClause)
	case *pg.CreateFunctionStmt:
		w.walk(n.SqlBody)
	case *pg.LockingClause:
	default:
		return false
	}
	return true
}

// assigned goes through the assignments of an UPDATE.
func (w *walker) assigned(targets []*pg.Node) {
	for _, t := range targets {
		r := t.GetResTarget()
		names := []string{r.Name}
		for _, i := range r.Indirection {
			if s := i.GetString_(); s != nil {
				names = append(names, s.Sval)
			} else {
				w.walk(i)
			}
		}
		w.column(names...)
		w.walk(r.Val)
	}
}

func rangeVar(r *pg.RangeVar) []string {
	if r.GetSchemaname() == "" && r.GetCatalogname() == "" {
		return []string{r.GetRelname()}
	}
	return []string{r.GetCatalogname(), r.GetSchemaname(), r.GetRelname()}
}

// pgFields are the parts of a reference to a column; nil of a star.
func pgFields(fields []*pg.Node) []string {
	var out []string
	for _, f := range fields {
		if f.GetAStar() != nil {
			return nil
		}
		out = append(out, f.GetString_().GetSval())
	}
	return out
}
