package tidb

import (
	tast "github.com/pingcap/tidb/pkg/parser/ast"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// objects are the words that may follow the first of a statement and say what kind of thing it is about; those that map
// to false only say how.
var objects = map[string]bool{
	"TABLE": true, "TABLES": true, "VIEW": true, "INDEX": true, "DATABASE": true, "SCHEMA": true, "USER": true,
	"ROLE": true, "SEQUENCE": true, "PROCEDURE": true, "FUNCTION": true, "BINDING": true, "STATISTICS": true,
	"STATS": true, "PLACEMENT": true, "POLICY": true, "MASKING": true, "RESOURCE": true, "GROUP": true,
	"INSTANCE": true, "RANGE": true, "COLUMNS": true, "FIELDS": true, "DATABASES": true, "SCHEMAS": true,
	"GRANTS": true, "VARIABLES": true, "STATUS": true, "PROCESSLIST": true, "WARNINGS": true, "ERRORS": true,
	"CREATE": true, "INDEXES": true, "KEYS": true, "TRANSACTION": true, "SAVEPOINT": true, "QUERY": true, "WATCH": true,
	"REGION": true, "CHECK": true, "CLUSTER": true, "LOGS": true, "PRIVILEGES": true, "EXTENDED": false, "FULL": false,
	"GLOBAL": false, "SESSION": false, "LOCAL": false, "TEMPORARY": false, "UNIQUE": false, "FULLTEXT": false,
	"SPATIAL": false, "OR": false, "REPLACE": false,
}

// opens are the first words that say nothing alone.
var opens = map[string]bool{
	"ADMIN": true, "ALTER": true, "ANALYZE": true, "BACKUP": true, "CREATE": true, "DROP": true, "FLASHBACK": true,
	"FLUSH": true, "LOAD": true, "LOCK": true, "OPTIMIZE": true, "RECOVER": true, "REFRESH": true, "RELEASE": true,
	"RENAME": true, "REPAIR": true, "RESTORE": true, "SHOW": true, "SPLIT": true, "START": true, "TRUNCATE": true,
	"UNLOCK": true,
}

// statementKind is the leading words of the statement that begins here: ALTER TABLE, GRANT, SHOW CREATE TABLE.
func (c *converter) statementKind() string {
	kind := upper(c.text())
	if !opens[kind] {
		return kind
	}
	for i := 1; c.peek(i).Kind == token.Word; i++ {
		word := upper(c.peek(i).In(c.src))
		takes, known := objects[word]
		if !known {
			break
		}
		if takes {
			kind += " " + word
		}
	}
	return kind
}

// rest makes a statement of all tokens from start to the end of the statement.
func (c *converter) rest(start int32, kind string) *ast.Other {
	for c.kind() != token.EOF && c.kind() != token.Semicolon {
		c.next()
	}
	return &ast.Other{Span: c.since(start), Kind: kind}
}

// other converts a statement to its kind and the tables it touches.
func (c *converter) other(n tast.Node) *ast.Other {
	start, kind := c.start(), c.statementKind()
	var found tables
	n.Accept(&found)
	if n, ok := n.(*tast.OptimizeTableStmt); ok { // which shows its tables to no visitor
		found.names = n.Tables
	}
	bound := c.bindTables(found.names)
	o := c.rest(start, kind)
	o.Tables = bound
	return o
}

// use converts USE name.
func (c *converter) use() *ast.Other {
	start := c.start()
	c.next()
	var schema *ast.Name
	if id, tag := c.anyIdent(); !tag {
		schema = &ast.Name{Span: id.Span, Parts: []ast.Ident{id}}
	}
	o := c.rest(start, "USE")
	o.Schema = schema
	return o
}

// tables is a visitor that collects the names of tables.
type tables struct{ names []*tast.TableName }

func (t *tables) Enter(n tast.Node) (tast.Node, bool) {
	switch n := n.(type) {
	case *tast.TableName:
		t.names = append(t.names, n)
		return n, true
	case *tast.TableNameExpr: // a sequence
		return n, true
	case *tast.SelectStmt, *tast.SetOprStmt, *tast.InsertStmt, *tast.UpdateStmt, *tast.DeleteStmt:
		// The statement that a binding or a plan is for is not run.
		return n, true
	}
	return n, false
}

func (t *tables) Leave(n tast.Node) (tast.Node, bool) { return n, true }

// introducers are the words behind which the name of a table stands.
var introducers = []string{
	"TABLE", "TABLES", "VIEW", "SEQUENCE", "PROCEDURE", "ON", "FROM", "IN", "TO", "INTO", "REFERENCES", "EXISTS", "LIKE",
	"FOR", "STATS", "BY", "INDEX", "OPTIMIZE", "ANALYZE", "AS", "RENAME",
	"TRUNCATE", "SHOW", "LOCK",
}

// bindTables finds each name where a table's name may stand: behind one of the introducers or a comma, in the order of
// the tree, which is the source's but for few statements.
func (c *converter) bindTables(names []*tast.TableName) []*ast.Table {
	first := c.pos
	defer func() { c.pos = first }()
	var bound []*ast.Table
	used := map[int]bool{}
	find := func(n *tast.TableName, from int) bool {
		for c.pos = from; c.kind() != token.EOF; c.pos++ {
			if used[c.pos] || !c.introduced() {
				continue
			}
			at := c.pos
			switch {
			case c.isName(n.Schema.O, n.Name.O):
				bound = append(bound, c.tableName(n))
			case n.Schema.O != "" && c.spells(0, n.Name.O) && c.peek(1).Kind != token.Dot: // SHOW INDEX FROM t FROM db
				bound = append(bound, c.tableName(&tast.TableName{Name: n.Name}))
			default:
				continue
			}
			used[at] = true
			return true
		}
		return false
	}
	next := first
	for _, n := range names {
		if !find(n, next) && !find(n, first) {
			c.pos = first
			c.fail("table %s was not found", n.Name.O)
		}
		next = c.pos
	}
	return bound
}

// introduced reports whether the name of a table may begin at the next token.
func (c *converter) introduced() bool {
	if c.pos == 0 {
		return false
	}
	t := c.toks[c.pos-1]
	if t.Kind == token.Comma {
		return true
	}
	if t.Kind == token.Eq && c.pos > 1 { // RENAME = t
		t = c.toks[c.pos-2]
	}
	if t.Kind != token.Word {
		return false
	}
	word := t.In(c.src)
	for _, w := range introducers {
		if fold(word, w) {
			return true
		}
	}
	return false
}

// privileges converts GRANT and REVOKE of privileges on a level.
func (c *converter) privileges(level *tast.GrantLevel, object tast.ObjectTypeType) *ast.Other {
	start, kind := c.start(), c.statementKind()
	var bound []*ast.Table
	if level.TableName != "" && (object == tast.ObjectTypeNone || object == tast.ObjectTypeTable) {
		for !c.accept("ON") {
			if c.op(token.EOF) {
				c.fail("ON was not found")
			}
			c.next()
		}
		if object == tast.ObjectTypeTable {
			c.expect("TABLE")
		}
		name := &tast.TableName{Schema: tast.NewCIStr(level.DBName), Name: tast.NewCIStr(level.TableName)}
		bound = append(bound, c.tableName(name))
	}
	o := c.rest(start, kind)
	o.Tables = bound
	return o
}

// show converts SHOW: the table it shows, and its condition.
func (c *converter) show(n *tast.ShowStmt) *ast.Other {
	start, kind := c.start(), c.statementKind()
	var bound []*ast.Table
	switch n.Tp {
	case tast.ShowStatsMeta, tast.ShowStatsHistograms, tast.ShowStatsBuckets, tast.ShowStatsLocked:
		// The table is the one that TiDB looks it up in.
	default:
		if n.Table != nil {
			bound = c.bindTables([]*tast.TableName{n.Table})
		}
	}
	var exprs []ast.Expr
	if n.Where != nil {
		for !c.is("WHERE") {
			c.next()
			if c.kind() == token.EOF {
				c.fail("WHERE was not found")
			}
		}
		c.next()
		exprs = append(exprs, c.expr(n.Where))
	}
	o := c.rest(start, kind)
	o.Tables, o.Exprs = bound, exprs
	return o
}

// call converts CALL procedure(values).
func (c *converter) call(n *tast.CallStmt) *ast.Other {
	start := c.start()
	c.expect("CALL")
	c.funcName()
	o := &ast.Other{Kind: "CALL"}
	if c.op(token.LParen) {
		o.Exprs = c.exprs(n.Procedure.Args)
		c.close()
	}
	o.Span = c.since(start)
	return o
}

func (c *converter) do(n *tast.DoStmt) *ast.Other {
	start := c.start()
	c.expect("DO")
	exprs := c.exprs(n.Exprs)
	return &ast.Other{Span: c.since(start), Kind: "DO", Exprs: exprs}
}

// execute converts EXECUTE name USING @a, @b.
func (c *converter) execute(n *tast.ExecuteStmt) *ast.Other {
	start := c.start()
	c.expect("EXECUTE")
	c.ident(n.Name)
	o := &ast.Other{Kind: "EXECUTE"}
	if len(n.UsingVars) > 0 {
		c.expect("USING")
		o.Exprs = c.exprs(n.UsingVars)
	}
	o.Span = c.since(start)
	return o
}

// prepare converts PREPARE name FROM a string or variable.
func (c *converter) prepare(n *tast.PrepareStmt) *ast.Other {
	start := c.start()
	c.expect("PREPARE")
	c.ident(n.Name)
	c.expect("FROM")
	text := c.literal()
	return &ast.Other{Span: c.since(start), Kind: "PREPARE", Exprs: []ast.Expr{text}}
}

// set converts SET: the values that variables are set to.
func (c *converter) set(n *tast.SetStmt) *ast.Other {
	start := c.start()
	kind := "SET"
	if c.wordAt(1, "NAMES") || c.wordAt(1, "TRANSACTION") {
		kind += " " + upper(c.peek(1).In(c.src))
	}
	c.expect("SET")
	var exprs []ast.Expr
	ends := func() bool {
		k := c.kind()
		return k == token.EOF || k == token.Semicolon || k == token.Comma
	}
	for i, v := range n.Variables {
		if i > 0 {
			c.op(token.Comma)
		}
		for !ends() && c.kind() != token.Eq && c.kind() != token.Assign {
			c.next()
		}
		if ends() { // NAMES utf8, TRANSACTION READ ONLY: words only
			continue
		}
		c.next()
		if _, bare := v.Value.(*tast.ColumnNameExpr); bare && v.IsSystem { // SET sql_mode = ansi
			exprs = append(exprs, c.word())
			continue
		}
		exprs = append(exprs, c.expr(v.Value))
	}
	o := c.rest(start, kind)
	o.Exprs = exprs
	return o
}
