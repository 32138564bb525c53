package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// statement converts a statement.
func (c *converter) statement(n tast.Node) ast.Stmt {
	switch n := n.(type) {
	case *tast.SelectStmt, *tast.SetOprStmt:
		return c.query(n)
	case *tast.InsertStmt:
		return c.insert(n)
	case *tast.UpdateStmt:
		return c.update(n)
	case *tast.DeleteStmt:
		return c.delete(n)
	case *tast.LoadDataStmt:
		return c.loadData(n)
	case *tast.ImportIntoStmt:
		return c.importInto(n)
	case *tast.NonTransactionalDMLStmt:
		return c.batch(n)
	case *tast.CreateTableStmt:
		return c.createTable(n)
	case *tast.CreateViewStmt:
		return c.createView(n)
	case *tast.ExplainStmt:
		return c.explain(n)
	case *tast.TraceStmt:
		return c.trace(n)
	case *tast.CallStmt:
		return c.call(n)
	case *tast.DoStmt:
		return c.do(n)
	case *tast.SetStmt:
		return c.set(n)
	case *tast.ExecuteStmt:
		return c.execute(n)
	case *tast.PrepareStmt:
		return c.prepare(n)
	case *tast.ShowStmt:
		return c.show(n)
	case *tast.GrantStmt:
		return c.privileges(n.Level, n.ObjectType)
	case *tast.RevokeStmt:
		return c.privileges(n.Level, n.ObjectType)
	case *tast.ProcedureInfo, *tast.ProcedureBlock, *tast.ProcedureIfInfo, *tast.SimpleCaseStmt, *tast.SearchCaseStmt,
		*tast.ProcedureWhileStmt, *tast.ProcedureRepeatStmt, *tast.ProcedureLabelBlock, *tast.ProcedureLabelLoop,
		*tast.ProcedureOpenCur, *tast.ProcedureCloseCur, *tast.ProcedureFetchInto, *tast.ProcedureJump:
		return c.procedural(n)
	case *tast.AddQueryWatchStmt, *tast.AdminStmt, *tast.AlterDatabaseStmt, *tast.AlterInstanceStmt,
		*tast.AlterPlacementPolicyStmt, *tast.AlterRangeStmt, *tast.AlterResourceGroupStmt, *tast.AlterSequenceStmt,
		*tast.AlterTableStmt, *tast.AlterUserStmt, *tast.AnalyzeTableStmt, *tast.BRIEStmt, *tast.BeginStmt,
		*tast.BinlogStmt, *tast.CalibrateResourceStmt, *tast.CancelDistributionJobStmt, *tast.CleanupTableLockStmt,
		*tast.CommitStmt, *tast.CompactTableStmt, *tast.CreateBindingStmt, *tast.CreateDatabaseStmt,
		*tast.CreateIndexStmt, *tast.CreateMaskingPolicyStmt, *tast.CreatePlacementPolicyStmt,
		*tast.CreateResourceGroupStmt, *tast.CreateSequenceStmt, *tast.CreateStatisticsStmt, *tast.CreateUserStmt,
		*tast.DeallocateStmt, *tast.DistributeTableStmt, *tast.DropBindingStmt, *tast.DropDatabaseStmt,
		*tast.DropIndexStmt, *tast.DropPlacementPolicyStmt, *tast.DropProcedureStmt, *tast.DropQueryWatchStmt,
		*tast.DropResourceGroupStmt, *tast.DropSequenceStmt, *tast.DropStatisticsStmt, *tast.DropStatsStmt,
		*tast.DropTableStmt, *tast.DropUserStmt, *tast.ExplainForStmt, *tast.FlashBackDatabaseStmt,
		*tast.FlashBackTableStmt, *tast.FlashBackToTimestampStmt, *tast.FlushStmt, *tast.GrantProxyStmt,
		*tast.GrantRoleStmt, *tast.HelpStmt, *tast.ImportIntoActionStmt, *tast.KillStmt, *tast.LoadStatsStmt,
		*tast.LockStatsStmt, *tast.LockTablesStmt, *tast.OptimizeTableStmt, *tast.PlanReplayerStmt,
		*tast.RecommendIndexStmt, *tast.RecoverTableStmt, *tast.RefreshStatsStmt, *tast.ReleaseSavepointStmt,
		*tast.RenameTableStmt, *tast.RenameUserStmt, *tast.RepairTableStmt, *tast.RestartStmt, *tast.RevokeRoleStmt,
		*tast.RollbackStmt, *tast.SavepointStmt, *tast.SetBindingStmt, *tast.SetConfigStmt,
		*tast.SetDefaultRoleStmt, *tast.SetPwdStmt, *tast.SetResourceGroupStmt, *tast.SetRoleStmt,
		*tast.SetSessionStatesStmt, *tast.ShutdownStmt, *tast.SplitRegionStmt, *tast.TrafficStmt,
		*tast.TruncateTableStmt, *tast.UnlockStatsStmt, *tast.UnlockTablesStmt:
		return c.other(n)
	case *tast.UseStmt:
		return c.use()
	}
	c.fail("%T is not known", n)
	return nil
}

// modifiers reads words such as LOW_PRIORITY and IGNORE, a clause each.
func (c *converter) modifiers(words ...string) []*ast.Clause {
	var list []*ast.Clause
	for {
		start, word := c.start(), upper(c.text())
		if !c.acceptOne(words...) {
			return list
		}
		list = append(list, c.clause(word, start))
	}
}

func (c *converter) insert(n *tast.InsertStmt) *ast.Insert {
	start := c.start()
	ins := &ast.Insert{Verb: upper(c.word().Text)}
	ins.Clauses = c.modifiers("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "IGNORE")
	c.accept("INTO")
	ins.Target = c.tableName(n.Table.TableRefs.Left.(*tast.TableSource).Source.(*tast.TableName))
	if len(n.PartitionNames) > 0 {
		p := c.partitions(n.PartitionNames)
		ins.Target.Clauses = append(ins.Target.Clauses, p)
		ins.Target.End = p.End
	}
	if n.Setlist {
		c.expect("SET")
		c.list(len(n.Columns), func(i int) { ins.Set = append(ins.Set, c.assignment(n.Columns[i], n.Lists[0][i])) })
	} else {
		c.insertSource(ins, n)
	}
	if len(n.OnDuplicate) > 0 {
		c.expect("ON", "DUPLICATE", "KEY", "UPDATE")
		ins.OnConflict = c.assignments(n.OnDuplicate)
	}
	ins.Span = c.since(start)
	return ins
}

// insertSource converts the columns and rows of an INSERT.
func (c *converter) insertSource(ins *ast.Insert, n *tast.InsertStmt) {
	if c.kind() == token.LParen && !c.queryInParens(c.pos) {
		c.open()
		c.list(len(n.Columns), func(i int) { ins.Columns = append(ins.Columns, c.columnName(n.Columns[i])) })
		c.close()
	}
	if n.Select != nil {
		ins.Query = c.query(n.Select)
		return
	}
	start := c.start()
	if !c.acceptOne("VALUES", "VALUE") {
		c.fail("VALUES was expected where `%s` stands", c.text())
	}
	values := &ast.Values{Rows: make([]*ast.Row, len(n.Lists))}
	c.list(len(n.Lists), func(i int) { values.Rows[i] = c.row(c.start(), n.Lists[i]) })
	values.Span = c.since(start)
	ins.Query = &ast.Query{Span: values.Span, Body: values}
}

func (c *converter) assignments(list []*tast.Assignment) []*ast.Assignment {
	out := make([]*ast.Assignment, len(list))
	c.list(len(list), func(i int) { out[i] = c.assignment(list[i].Column, list[i].Expr) })
	return out
}

func (c *converter) assignment(column *tast.ColumnName, value tast.ExprNode) *ast.Assignment {
	start := c.start()
	a := &ast.Assignment{Targets: []*ast.ColumnRef{c.column(column)}}
	if !c.op(token.Eq) {
		c.expectOp(token.Assign, "=")
	}
	a.Value = c.expr(value)
	a.Span = c.since(start)
	return a
}

func (c *converter) update(n *tast.UpdateStmt) *ast.Update {
	start := c.start()
	u := &ast.Update{}
	if n.With != nil {
		u.With = c.with(n.With)
	}
	c.expect("UPDATE")
	u.Clauses = c.modifiers("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "IGNORE")
	u.Tables = c.from(n.TableRefs)
	c.expect("SET")
	u.Set = c.assignments(n.List)
	u.Where, u.OrderBy, u.Limit = c.filter(n.Where, n.Order, n.Limit)
	u.Span = c.since(start)
	return u
}

// filter converts the clauses that say which rows an UPDATE or DELETE is of.
func (c *converter) filter(where tast.ExprNode, order *tast.OrderByClause, limit *tast.Limit) (w ast.Expr, o []*ast.OrderItem, l *ast.Limit) {
	if where != nil {
		c.expect("WHERE")
		w = c.expr(where)
	}
	if order != nil {
		o = c.orderBy(order)
	}
	if limit != nil {
		l = c.limit()
	}
	return w, o, l
}

func (c *converter) delete(n *tast.DeleteStmt) *ast.Delete {
	start := c.start()
	d := &ast.Delete{}
	if n.With != nil {
		d.With = c.with(n.With)
	}
	c.expect("DELETE")
	d.Clauses = c.modifiers("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE")
	switch {
	case n.IsMultiTable && n.BeforeFrom: // DELETE a, b FROM ...
		d.Targets = c.deleteTargets(n.Tables.Tables)
		c.expect("FROM")
		d.From = c.from(n.TableRefs)
	case n.IsMultiTable: // DELETE FROM a, b USING ...
		c.expect("FROM")
		d.Targets = c.deleteTargets(n.Tables.Tables)
		c.expect("USING")
		d.Using = c.from(n.TableRefs)
	default:
		c.expect("FROM")
		d.From = c.from(n.TableRefs)
	}
	d.Where, d.OrderBy, d.Limit = c.filter(n.Where, n.Order, n.Limit)
	d.Span = c.since(start)
	return d
}

// deleteTargets reads names or aliases of tables; they may end in .*.
func (c *converter) deleteTargets(tables []*tast.TableName) []*ast.Table {
	out := make([]*ast.Table, len(tables))
	c.list(len(tables), func(i int) {
		out[i] = c.tableName(tables[i])
		if c.op(token.Dot) {
			c.expectOp(token.Star, "*")
			out[i].Span = c.since(out[i].Start)
		}
	})
	return out
}

func (c *converter) loadData(n *tast.LoadDataStmt) *ast.Copy {
	start := c.start()
	load := &ast.Copy{Verb: "LOAD DATA"}
	c.expect("LOAD", "DATA")
	load.Clauses = c.modifiers("LOW_PRIORITY", "LOCAL")
	c.expect("INFILE")
	load.Exprs = append(load.Exprs, c.literal())
	if at := c.start(); c.accept("FORMAT") {
		load.Clauses = append(load.Clauses, c.clause("FORMAT", at, c.literal()))
	}
	load.Clauses = append(load.Clauses, c.modifiers("IGNORE", "REPLACE")...)
	c.expect("INTO", "TABLE")
	load.Into = c.tableName(n.Table)
	at := c.start()
	if c.accept("CHARACTER", "SET") {
		c.word()
		load.Clauses = append(load.Clauses, c.clause("CHARACTER SET", at))
	}
	if at := c.start(); c.isOne("FIELDS", "COLUMNS", "LINES") {
		c.fieldsAndLines()
		load.Clauses = append(load.Clauses, c.clause("FIELDS", at))
	}
	if at := c.start(); c.accept("IGNORE") {
		c.next()
		c.expect("LINES")
		load.Clauses = append(load.Clauses, c.clause("IGNORE LINES", at))
	}
	c.loadColumns(load, n.ColumnsAndUserVars, n.ColumnAssignments)
	c.loadOptions(load, n.Options)
	load.Span = c.since(start)
	return load
}

// loadColumns converts (a, @b) SET c = @b: the columns and variables that a file's fields go to.
func (c *converter) loadColumns(load *ast.Copy, fields []*tast.ColumnNameOrUserVar, set []*tast.Assignment) {
	if c.kind() == token.LParen {
		c.open()
		c.list(len(fields), func(i int) {
			if f := fields[i]; f.ColumnName != nil {
				load.Columns = append(load.Columns, c.columnIdent(f.ColumnName))
			} else {
				load.Exprs = append(load.Exprs, c.param())
			}
		})
		c.close()
	}
	if len(set) == 0 {
		return
	}
	c.expect("SET")
	c.list(len(set), func(i int) {
		start := c.start()
		target := c.column(set[i].Column)
		c.expectOp(token.Eq, "=")
		value := c.expr(set[i].Expr)
		load.Exprs = append(load.Exprs, &ast.Binary{Span: c.since(start), Op: ast.OpAssign, Text: "=", Left: target, Right: value})
	})
}

func (c *converter) loadOptions(load *ast.Copy, options []*tast.LoadDataOpt) {
	if len(options) == 0 {
		return
	}
	start := c.start()
	c.expect("WITH")
	c.list(len(options), func(i int) {
		c.word()
		if options[i].Value != nil {
			c.expectOp(token.Eq, "=")
			c.literal()
		}
	})
	load.Clauses = append(load.Clauses, c.clause("WITH", start))
}

func (c *converter) importInto(n *tast.ImportIntoStmt) *ast.Copy {
	start := c.start()
	load := &ast.Copy{Verb: "IMPORT INTO"}
	c.expect("IMPORT", "INTO")
	load.Into = c.tableName(n.Table)
	c.loadColumns(load, n.ColumnsAndUserVars, n.ColumnAssignments)
	c.expect("FROM")
	if n.Select != nil {
		load.Query = c.query(n.Select)
	} else {
		load.Exprs = append(load.Exprs, c.literal())
		if at := c.start(); c.accept("FORMAT") {
			load.Clauses = append(load.Clauses, c.clause("FORMAT", at, c.literal()))
		}
	}
	c.loadOptions(load, n.Options)
	load.Span = c.since(start)
	return load
}

// batch converts BATCH ON column LIMIT n, and the statement that it runs in pieces.
func (c *converter) batch(n *tast.NonTransactionalDMLStmt) *ast.Block {
	start := c.start()
	b := &ast.Block{Kind: "BATCH"}
	c.expect("BATCH")
	if n.ShardColumn != nil {
		c.expect("ON")
		b.Exprs = append(b.Exprs, c.column(n.ShardColumn))
	}
	c.expect("LIMIT")
	b.Exprs = append(b.Exprs, c.literal())
	if c.accept("DRY", "RUN") {
		c.accept("QUERY")
	}
	b.Statements = []*ast.Statement{c.inner(n.DMLStmt)}
	b.Span = c.since(start)
	return b
}

// inner converts a statement inside another.
func (c *converter) inner(n tast.Node) *ast.Statement {
	body := c.statement(n)
	s := &ast.Statement{Span: body.Extent(), Body: body}
	if _, ok := body.(*ast.Other); ok {
		s.State = ast.OtherState
	}
	return s
}

// explain converts EXPLAIN of a statement, of a plan, or of a table.
func (c *converter) explain(n *tast.ExplainStmt) ast.Stmt {
	if show, ok := n.Stmt.(*tast.ShowStmt); ok {
		start := c.start()
		kind := upper(c.word().Text)
		table := c.tableName(show.Table)
		if show.Column != nil {
			c.columnName(show.Column)
		}
		return &ast.Other{Span: c.since(start), Kind: kind, Tables: []*ast.Table{table}}
	}
	if n.Stmt == nil {
		return c.other(n)
	}
	start := c.start()
	verb := upper(c.word().Text)
	for {
		switch word := upper(c.text()); {
		case c.accept("FORMAT"):
			c.expectOp(token.Eq, "=")
			c.word()
			continue
		case c.acceptOne("ANALYZE", "EXPLORE"):
			verb += " " + word
			continue
		}
		break
	}
	body := c.statement(n.Stmt)
	return &ast.Explain{Span: c.since(start), Verb: verb, Stmt: body}
}

func (c *converter) trace(n *tast.TraceStmt) *ast.Explain {
	start := c.start()
	c.expect("TRACE")
	c.accept("PLAN")
	if c.acceptOne("FORMAT", "TARGET") {
		c.expectOp(token.Eq, "=")
		c.word()
	}
	body := c.statement(n.Stmt)
	return &ast.Explain{Span: c.since(start), Verb: "TRACE", Stmt: body}
}
