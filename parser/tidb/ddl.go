package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

func (c *converter) createTable(n *tast.CreateTableStmt) *ast.CreateTable {
	start := c.start()
	t := &ast.CreateTable{}
	c.expect("CREATE")
	c.accept("GLOBAL")
	t.Temporary = c.accept("TEMPORARY")
	c.expect("TABLE")
	t.IfNotExists = c.accept("IF", "NOT", "EXISTS")
	t.Name = c.tableName(n.Table)
	switch {
	case n.ReferTable != nil:
		parens := c.op(token.LParen)
		c.expect("LIKE")
		t.Like = c.tableName(n.ReferTable)
		if parens {
			c.close()
		}
	case len(n.Cols)+len(n.Constraints) > 0:
		c.tableElements(t, n)
	}
	c.tableOptions(t, n)
	if n.Select != nil {
		t.Clauses = append(t.Clauses, c.modifiers("IGNORE", "REPLACE")...)
		c.accept("AS")
		t.Query = c.query(n.Select)
	}
	if at := c.start(); c.accept("ON", "COMMIT") {
		c.next()
		c.expect("ROWS")
		t.Clauses = append(t.Clauses, c.clause("ON COMMIT", at))
	}
	t.Span = c.since(start)
	return t
}

// tableElements reads the list of columns and constraints, which TiDB keeps apart.
func (c *converter) tableElements(t *ast.CreateTable, n *tast.CreateTableStmt) {
	c.open()
	columns, constraints := n.Cols, n.Constraints
	for {
		switch {
		case len(constraints) > 0 && c.constraintComes():
			t.Constraints = append(t.Constraints, c.constraint(constraints[0]))
			constraints = constraints[1:]
		case len(columns) > 0:
			t.Columns = append(t.Columns, c.columnDef(columns[0]))
			columns = columns[1:]
		default:
			c.fail("a column was expected where `%s` stands", c.text())
		}
		if !c.op(token.Comma) {
			break
		}
	}
	c.close()
	if len(columns)+len(constraints) > 0 {
		c.fail("not all columns were found before `%s`", c.text())
	}
}

// constraintComes reports whether a table constraint begins here; all but the last are reserved words.
func (c *converter) constraintComes() bool {
	return c.isOne("CONSTRAINT", "PRIMARY", "KEY", "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL", "FOREIGN", "CHECK") ||
		c.is("VECTOR", "INDEX") || c.is("COLUMNAR", "INDEX")
}

// tableOptions reads what stands between the columns and the query of a CREATE TABLE.
func (c *converter) tableOptions(t *ast.CreateTable, n *tast.CreateTableStmt) {
	start, kind := c.start(), ""
	end := func() {
		if kind != "" && c.start() > start {
			t.Clauses = append(t.Clauses, c.clause(kind, start))
		}
	}
	for c.kind() != token.EOF && !c.is("ON", "COMMIT") {
		if n.Select != nil && (c.isOne("SELECT", "WITH", "VALUES", "TABLE", "AS") || c.kind() == token.LParen && c.queryInParens(c.pos) ||
			c.isOne("IGNORE", "REPLACE")) {
			break
		}
		if c.is("PARTITION", "BY") && kind != "PARTITION BY" {
			end()
			start, kind = c.start(), "PARTITION BY"
		} else if kind == "" {
			start, kind = c.start(), "OPTIONS"
		}
		if c.kind() == token.LParen {
			c.skipParens()
		} else {
			c.next()
		}
	}
	end()
}

func (c *converter) columnDef(n *tast.ColumnDef) *ast.ColumnDef {
	start := c.start()
	col := &ast.ColumnDef{Name: c.columnIdent(n.Name)}
	col.Type = c.typeName()
	col.Constraints = c.typeModifiers()
	c.columnOptions(col, n.Options)
	col.Span = c.since(start)
	return col
}

// columnOptions reads the options of a column; options are TiDB's, for their expressions.
func (c *converter) columnOptions(col *ast.ColumnDef, options []*tast.ColumnOption) {
	option := func(tp tast.ColumnOptionType) *tast.ColumnOption {
		for i, o := range options {
			if o.Tp == tp {
				options = options[i+1:]
				return o
			}
		}
		c.fail("an option of the column is missing at `%s`", c.text())
		return nil
	}
	extra := func(kind string, start int32, exprs ...ast.Expr) {
		col.Constraints = append(col.Constraints, c.clause(kind, start, exprs...))
	}
	for c.kind() != token.Comma && c.kind() != token.RParen && c.kind() != token.EOF {
		start, word := c.start(), upper(c.text())
		switch {
		case c.accept("NOT", "NULL"):
			col.NotNull = true
		case c.accept("NULL"):
		case c.accept("DEFAULT"):
			col.Default = c.defaultValue(option(tast.ColumnOptionDefaultValue).Expr)
		case c.accept("PRIMARY", "KEY"), c.accept("KEY"):
			col.PrimaryKey = true
		case c.accept("UNIQUE"):
			c.accept("KEY")
			col.Unique = true
		case c.accept("COMMENT"):
			t := c.next()
			if t.Kind != token.String {
				c.fail("a string was expected where `%s` stands", t.In(c.src))
			}
			col.Comment = &ast.Literal{Span: t.Span, Kind: ast.String, Text: unquoteString(t.In(c.src))}
		case c.accept("ON", "UPDATE"):
			x := c.defaultValue(option(tast.ColumnOptionOnUpdate).Expr)
			extra("ON UPDATE", start, x)
		case c.isOne("CONSTRAINT", "CHECK"):
			if c.accept("CONSTRAINT") && !c.is("CHECK") {
				c.next()
			}
			c.expect("CHECK")
			c.open()
			x := c.expr(option(tast.ColumnOptionCheck).Expr)
			c.close()
			if !c.accept("NOT", "ENFORCED") {
				c.accept("ENFORCED")
			}
			if col.Check == nil {
				col.Check = x
			} else {
				extra("CHECK", start, x)
			}
		case c.isOne("GENERATED", "AS"):
			c.accept("GENERATED", "ALWAYS")
			c.expect("AS")
			c.open()
			col.Generated = c.expr(option(tast.ColumnOptionGenerated).Expr)
			c.close()
			c.acceptOne("VIRTUAL", "STORED")
		case c.is("REFERENCES"):
			var clauses []*ast.Clause
			col.References, col.RefColumns, clauses = c.references(option(tast.ColumnOptionReference).Refer)
			col.Constraints = append(col.Constraints, clauses...)
		case c.accept("COLLATE"):
			c.collation()
			extra("COLLATE", start)
		default: // AUTO_INCREMENT, STORAGE DISK, CLUSTERED, AUTO_RANDOM(5), ...
			c.word()
			for c.kind() == token.String || c.kind() == token.Eq || c.isOne("DEFAULT", "DISK", "MEMORY", "FIXED", "DYNAMIC", "VALUE") {
				c.next()
			}
			if c.kind() == token.LParen {
				c.skipParens()
			}
			extra(word, start)
		}
	}
}

// defaultValue converts a default, whose parentheses TiDB drops.
func (c *converter) defaultValue(n tast.ExprNode) ast.Expr {
	start := c.start()
	if c.kind() == token.LParen {
		c.open()
		x := c.defaultValue(n)
		c.close()
		return &ast.Paren{Span: c.since(start), X: x}
	}
	return c.expr(n)
}

// references converts REFERENCES t (a, b) and what stands behind it.
func (c *converter) references(n *tast.ReferenceDef) (table *ast.Table, columns []ast.Ident, clauses []*ast.Clause) {
	c.expect("REFERENCES")
	table = c.tableName(n.Table)
	if c.kind() == token.LParen {
		columns, _ = c.indexParts(n.IndexPartSpecifications)
	}
	for {
		start := c.start()
		switch {
		case c.accept("MATCH"):
			c.next()
			clauses = append(clauses, c.clause("MATCH", start))
		case c.is("ON", "DELETE"), c.is("ON", "UPDATE"):
			c.next()
			kind := "ON " + upper(c.next().In(c.src))
			if !c.acceptOne("RESTRICT", "CASCADE") { // SET NULL, SET DEFAULT, NO ACTION
				c.next()
				c.next()
			}
			clauses = append(clauses, c.clause(kind, start))
		default:
			return table, columns, clauses
		}
	}
}

// indexParts reads (a, b(10) DESC, (lower(c))): columns, and expressions.
func (c *converter) indexParts(parts []*tast.IndexPartSpecification) (columns []ast.Ident, exprs []ast.Expr) {
	c.open()
	c.list(len(parts), func(i int) {
		if p := parts[i]; p.Column != nil {
			columns = append(columns, c.columnIdent(p.Column))
			if c.kind() == token.LParen {
				c.skipParens()
			}
		} else {
			c.open()
			exprs = append(exprs, c.expr(p.Expr))
			c.close()
		}
		c.acceptOne("ASC", "DESC")
	})
	c.close()
	return columns, exprs
}

func (c *converter) constraint(n *tast.Constraint) *ast.Constraint {
	start := c.start()
	out := &ast.Constraint{}
	if c.accept("CONSTRAINT") && !c.constraintComes() {
		id, _ := c.anyIdent()
		out.Name = &id
	}
	switch {
	case c.accept("CHECK"):
		out.Kind = ast.CheckConstraint
		c.open()
		out.Check = c.expr(n.Expr)
		c.close()
		if !c.accept("NOT", "ENFORCED") {
			c.accept("ENFORCED")
		}
		out.Span = c.since(start)
		return out
	case c.accept("PRIMARY", "KEY"):
		out.Kind = ast.PrimaryKey
	case c.accept("UNIQUE"):
		out.Kind = ast.UniqueKey
		c.acceptOne("KEY", "INDEX")
	case c.accept("FOREIGN", "KEY"):
		out.Kind = ast.ForeignKey
	default:
		out.Kind = ast.IndexKey
		c.acceptOne("FULLTEXT", "SPATIAL", "VECTOR", "COLUMNAR")
		c.acceptOne("KEY", "INDEX")
	}
	c.accept("IF", "NOT", "EXISTS")
	if c.kind() != token.LParen && !c.isOne("USING", "TYPE") {
		id, _ := c.anyIdent()
		if out.Name == nil {
			out.Name = &id
		}
	}
	for c.kind() == token.Word { // USING BTREE
		c.next()
	}
	at := c.start()
	columns, exprs := c.indexParts(n.Keys)
	out.Columns = columns
	if len(exprs) > 0 {
		out.Clauses = append(out.Clauses, c.clause("EXPRESSIONS", at, exprs...))
	}
	if n.Refer != nil {
		var clauses []*ast.Clause
		out.References, out.RefColumns, clauses = c.references(n.Refer)
		out.Clauses = append(out.Clauses, clauses...)
	}
	if at := c.start(); c.kind() != token.Comma && c.kind() != token.RParen {
		for c.kind() != token.Comma && c.kind() != token.RParen {
			if c.kind() == token.EOF {
				c.fail("a constraint does not end")
			}
			if c.kind() == token.LParen {
				c.skipParens()
			} else {
				c.next()
			}
		}
		out.Clauses = append(out.Clauses, c.clause("OPTIONS", at))
	}
	out.Span = c.since(start)
	return out
}

func (c *converter) createView(n *tast.CreateViewStmt) *ast.CreateView {
	start := c.start()
	v := &ast.CreateView{}
	c.expect("CREATE")
	v.OrReplace = c.accept("OR", "REPLACE")
	if at := c.start(); c.accept("ALGORITHM") {
		c.next()
		c.word()
		v.Clauses = append(v.Clauses, c.clause("ALGORITHM", at))
	}
	if at := c.start(); c.accept("DEFINER") {
		for !c.isOne("SQL", "VIEW") && c.kind() != token.EOF {
			c.next()
		}
		v.Clauses = append(v.Clauses, c.clause("DEFINER", at))
	}
	if at := c.start(); c.accept("SQL", "SECURITY") {
		c.word()
		v.Clauses = append(v.Clauses, c.clause("SQL SECURITY", at))
	}
	c.expect("VIEW")
	v.Name = c.tableName(n.ViewName)
	v.Columns = c.identList(n.Cols)
	c.expect("AS")
	v.Query = c.query(n.Select)
	if at := c.start(); c.accept("WITH") {
		c.acceptOne("CASCADED", "LOCAL")
		c.expect("CHECK", "OPTION")
		v.Clauses = append(v.Clauses, c.clause("CHECK OPTION", at))
	}
	v.Span = c.since(start)
	return v
}
