package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// tableList reads the items of a FROM clause.
func (p *Parser) tableList() []ast.TableExpr {
	var list []ast.TableExpr
	for {
		list = append(list, p.tableItem())
		if !p.accept(token.Comma) {
			return list
		}
		if p.stopped(stopClause) && !p.namedAsClause() { // a trailing comma
			if !p.d.TrailingCommas {
				p.failOperand("a table's name")
			}
			return list
		}
	}
}

// tableItem reads one item of FROM with its joins; where it fails, it becomes an Opaque up to the next one.
func (p *Parser) tableItem() ast.TableExpr {
	i := p.i
	var t ast.TableExpr
	if !p.try(func() { t = p.joined() }) {
		if o := p.salvage(i, stopComma|stopClause); o != nil {
			return o
		}
		panic(bailout{})
	}
	if p.stopped(stopComma | stopClause) {
		return t
	}
	i = p.i
	p.report("a join, `,` or the next clause", false)
	if o := p.salvage(i, stopComma|stopClause); o != nil {
		return &ast.Join{Span: t.Extent().Cover(o.Span), Kind: ast.Cross, Left: t, Right: o}
	}
	return t
}

// A joinStep is one join of a chain: the operator with its right side, and the conditions behind it.
type joinStep struct {
	join       *ast.Join
	conditions []joinCondition
}

// A joinCondition is ON or USING; end is where it ends.
type joinCondition struct {
	on    ast.Expr
	using []ast.Ident
	alias *ast.Clause
	end   int32
}

// joined reads a table expression and everything joined to it.
func (p *Parser) joined() ast.TableExpr {
	p.enter()
	first := p.factor()
	var steps []joinStep
	deferred, open := false, 0
	for {
		if len(steps) > maxChain {
			p.fail("fewer joins")
		}
		var s joinStep
		switch {
		case p.atKws(keyword.LATERAL, keyword.VIEW):
			view := p.lateralView()
			s.join = &ast.Join{Span: view.Span, Kind: ast.Cross, Lateral: true, Right: view}
		case p.joinAhead() > 0:
			s.join = p.join()
			open++
			s.conditions = p.joinConditions(s.join, open)
			open -= len(s.conditions)
			if !needsCondition(s.join) && len(s.conditions) == 0 {
				open--
			}
			deferred = deferred || len(s.conditions) > 1
		default:
			p.leave()
			if deferred {
				return nestJoins(first, steps)
			}
			return chainJoins(first, steps)
		}
		steps = append(steps, s)
	}
}

// chainJoins joins from the left: (a JOIN b ON x) JOIN c ON y.
func chainJoins(left ast.TableExpr, steps []joinStep) ast.TableExpr {
	for _, s := range steps {
		if len(s.conditions) > 0 {
			setCondition(s.join, s.conditions[0])
		}
		left = joinTo(left, s.join)
	}
	return left
}

// nestJoins joins where conditions are deferred: a JOIN b JOIN c ON x ON y is a JOIN (b JOIN c ON x) ON y. Each
// condition belongs to the nearest join before it that has none.
func nestJoins(first ast.TableExpr, steps []joinStep) ast.TableExpr {
	operands := []ast.TableExpr{first}
	var open []*ast.Join
	for _, s := range steps {
		if len(s.conditions) == 0 && !needsCondition(s.join) {
			last := len(operands) - 1
			operands[last] = joinTo(operands[last], s.join)
			continue
		}
		operands, open = append(operands, s.join.Right), append(open, s.join)
		for _, c := range s.conditions {
			n := len(open) - 1
			j := open[n]
			j.Right = operands[n+1]
			setCondition(j, c)
			operands[n] = joinTo(operands[n], j)
			operands, open = operands[:n+1], open[:n]
		}
	}
	for i, j := range open { // joins without a condition
		operands[i+1] = joinTo(operands[i], withRight(j, operands[i+1]))
	}
	return operands[len(operands)-1]
}

// needsCondition reports whether ON or USING should follow a join.
func needsCondition(j *ast.Join) bool {
	return !j.Natural && j.Kind != ast.Cross && j.Kind != ast.Positional && j.Kind != ast.ArrayJoin && !j.Lateral
}

func setCondition(j *ast.Join, c joinCondition) {
	j.On, j.Using, j.End = c.on, c.using, c.end
	if c.alias != nil {
		j.Clauses = append(j.Clauses, c.alias)
	}
}

func withRight(j *ast.Join, right ast.TableExpr) *ast.Join {
	j.Right = right
	return j
}

// joinTo completes a join with its left side.
func joinTo(left ast.TableExpr, j *ast.Join) *ast.Join {
	j.Left = left
	j.Start = left.Extent().Start
	j.End = max(j.End, j.Right.Extent().End)
	return j
}

// joinAhead is how many words make the join operator that stands here; 0 when none does.
func (p *Parser) joinAhead() int {
	for n := 0; n < 6; n++ {
		switch p.peekKw(n) {
		case keyword.JOIN:
			return n + 1
		case keyword.STRAIGHT_JOIN:
			return n + 1
		case keyword.APPLY:
			if n == 1 {
				return 2
			}
			return 0
		case keyword.NATURAL, keyword.LEFT, keyword.RIGHT, keyword.FULL, keyword.INNER, keyword.CROSS, keyword.OUTER,
			keyword.SEMI, keyword.ANTI, keyword.ASOF, keyword.ANY, keyword.ALL, keyword.GLOBAL, keyword.LOCAL, keyword.ARRAY,
			keyword.POSITIONAL, keyword.HASH, keyword.MERGE, keyword.LOOP, keyword.DIRECTED:
		default:
			return 0
		}
	}
	return 0
}

// join reads a join operator and its right side.
func (p *Parser) join() *ast.Join {
	start := p.here()
	j := &ast.Join{}
words:
	for {
		switch p.tok.Keyword {
		case keyword.NATURAL:
			j.Natural = true
		case keyword.LEFT:
			j.Kind = ast.LeftJoin
		case keyword.RIGHT:
			j.Kind, j.RightSide = ast.RightJoin, true
		case keyword.FULL:
			j.Kind = ast.FullJoin
		case keyword.CROSS:
			j.Kind = ast.Cross
		case keyword.SEMI:
			j.Kind = ast.Semi
		case keyword.ANTI:
			j.Kind = ast.Anti
		case keyword.ASOF:
			j.Asof = true
		case keyword.ANY:
			j.Any = true
		case keyword.POSITIONAL:
			j.Kind = ast.Positional
		case keyword.ARRAY:
			p.pass(2)
			p.arrayJoin(j)
			j.Span = p.since(start)
			return j
		case keyword.APPLY:
			j.Lateral = true
			if p.toks[p.i-1].Keyword == keyword.OUTER {
				j.Kind = ast.LeftJoin
			} else {
				j.Kind = ast.Cross
			}
			p.advance()
			break words
		case keyword.JOIN, keyword.STRAIGHT_JOIN:
			p.advance()
			break words
		}
		p.advance()
	}
	if j.Kind != ast.Semi && j.Kind != ast.Anti {
		j.RightSide = false
	}
	if p.atKw(keyword.LATERAL) && j.Kind == ast.Inner && p.peekKw(1) != keyword.VIEW {
		j.Lateral = true
	}
	j.Right = p.factor()
	j.Span = p.since(start)
	return j
}

// joinConditions reads the ON, USING and MATCH_CONDITION behind a join: several conditions, at most that many, where
// those of joins before it were deferred.
func (p *Parser) joinConditions(j *ast.Join, most int) []joinCondition {
	var list []joinCondition
	for len(list) < most {
		var c joinCondition
		if p.d.Strict && (j.Kind == ast.Cross || j.Natural) && !j.Lateral && (p.atKw(keyword.ON) || p.atKw(keyword.USING)) {
			p.failCertain("the end of a join that takes no condition")
		}
		switch {
		case p.acceptKw(keyword.ON):
			c.on = p.wholeJoinCondition()
		case p.atKw(keyword.USING) && p.peekKw(1) != keyword.SAMPLE:
			p.advance()
			if !p.at(token.LParen) {
				if p.d.Strict {
					p.failCertain("`(`")
				}
				c.using = p.identList("a column")
				break
			}
			c.using = p.parenIdents("a column")
			if i := p.i; p.acceptKw(keyword.AS) {
				p.ident("an alias")
				c.alias = p.skipped(i, "USING ALIAS")
			}
		case p.atKw(keyword.MATCH_CONDITION) && j.Match == nil:
			p.advance()
			p.expect(token.LParen, "`(`")
			j.Match = p.expr()
			p.expect(token.RParen, "`)`")
			j.End = p.prevEnd()
			continue
		default:
			return list
		}
		c.end = p.prevEnd()
		list = append(list, c)
	}
	return list
}

func (p *Parser) wholeJoinCondition() ast.Expr {
	if p.stopped(stopComma | stopClause | stopJoin) {
		p.failOperand("a condition")
	}
	return p.whole(stopComma | stopClause | stopJoin)
}

// arrayJoin reads the arrays of ClickHouse's ARRAY JOIN, each of which becomes a column.
func (p *Parser) arrayJoin(j *ast.Join) {
	start := p.here()
	f := &ast.TableFunc{}
	p.listOf(func() {
		at := p.here()
		e := p.expr()
		if p.acceptKw(keyword.AS) {
			name := p.ident("a name")
			e = &ast.NamedArg{Span: p.since(at), Name: name, Value: e}
		}
		f.Funcs = append(f.Funcs, e)
	})
	f.Span = p.since(start)
	if j.Kind != ast.LeftJoin {
		j.Kind = ast.ArrayJoin
	}
	j.Lateral = true
	j.Right = f
}

// lateralView reads Hive's LATERAL VIEW [OUTER] f(x) t AS a, b.
func (p *Parser) lateralView() *ast.TableFunc {
	start := p.here()
	p.pass(2)
	f := &ast.TableFunc{Lateral: true, View: true, Outer: p.acceptKw(keyword.OUTER)}
	f.Funcs = []ast.Expr{p.nameOrCall()}
	at := p.here()
	a := &ast.TableAlias{}
	if !p.atKw(keyword.AS) && p.tableAliasAhead() {
		a.Name = p.ident("a name")
	}
	if p.acceptKw(keyword.AS) || a.Name.Name != "" && p.at(token.Word) && p.tok.Keyword == keyword.None {
		a.Columns = p.viewColumns()
	}
	if a.Span = p.since(at); a.Len() > 0 {
		f.Alias = a
	}
	f.Span = p.since(start)
	return f
}

// viewColumns reads the names behind AS of a LATERAL VIEW, in parentheses or not.
func (p *Parser) viewColumns() []ast.Ident {
	if p.at(token.LParen) {
		return p.parenIdents("a column's name")
	}
	base := len(p.parts)
	for {
		p.parts = append(p.parts, p.ident("a column's name"))
		if !p.at(token.Comma) || p.peekKind(1) != token.Word {
			break
		}
		p.advance()
	}
	out := p.arena.idents.copy(p.parts[base:])
	p.parts = p.parts[:base]
	return out
}

// factor reads one table expression with what stands behind it: alias, sample, pivot, pattern.
func (p *Parser) factor() ast.TableExpr {
	start := p.here()
	lateral := false
	if p.atKw(keyword.LATERAL) && p.peekKw(1) != keyword.VIEW {
		p.advance()
		lateral = true
	}
	var t ast.TableExpr
	switch {
	case p.at(token.LParen):
		t = p.parenTable(lateral, start)
	case p.atKw(keyword.VALUES) && (p.peekKind(1) == token.LParen || p.bareValue()):
		v := p.values()
		q := &ast.Query{Span: v.Span, Body: v}
		t = p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
	case p.at(token.At) && (p.d.Stages || p.glued()), p.at(token.String), p.stageParam():
		t = p.stage(start)
	case p.at(token.Param), p.at(token.Question), p.at(token.Colon):
		e := p.primary()
		f := &ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{e}}
		t = p.funcSuffix(f, start)
	case p.atKw(keyword.ROWS) && p.peekKw(1) == keyword.FROM && p.peekKind(2) == token.LParen:
		t = p.rowsFrom(lateral, start)
	case p.atKw(keyword.PIVOT) && p.peekKind(1) != token.Dot, p.atKw(keyword.UNPIVOT) && p.peekKind(1) != token.Dot:
		t = p.simplePivot(start)
	default:
		t = p.namedTable(lateral, start)
	}
	return p.factorSuffix(t)
}

// parenTable reads a subquery or a table expression in parentheses.
func (p *Parser) parenTable(lateral bool, start int32) ast.TableExpr {
	if p.queryAheadAt(1) {
		q := p.derivedQuery()
		return p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
	}
	p.advance()
	t := &ast.ParenTable{X: p.tableItem()}
	for p.accept(token.Comma) { // MySQL: (a, b)
		right := p.tableItem()
		t.X = &ast.Join{Span: t.X.Extent().Cover(right.Extent()), Kind: ast.Cross, Left: t.X, Right: right}
	}
	p.expect(token.RParen, "`)`")
	t.Alias = p.tableAlias()
	t.Span = p.since(start)
	return t
}

// derivedQuery reads the query of a derived table; what cannot be read in its parentheses is an Opaque.
func (p *Parser) derivedQuery() *ast.Query {
	i, start := p.i, p.here()
	var q *ast.Query
	if p.match[i] <= 0 {
		return p.parenQuery()
	}
	if p.try(func() { q = p.parenQuery() }) {
		return q
	}
	p.seek(int(p.match[i]))
	o := p.opaque(i + 1)
	p.advance()
	if o == nil {
		panic(bailout{})
	}
	return &ast.Query{Span: p.since(start), Parens: true, Body: &ast.OpaqueBody{Span: o.Span, Opaque: o}}
}

func (p *Parser) derivedSuffix(d *ast.Derived, start int32) ast.TableExpr {
	for {
		switch {
		case d.Sample == nil && p.sampleAhead():
			d.Sample = p.sample()
		case p.acceptKws(keyword.WITH, keyword.ORDINALITY):
			d.Ordinality = true
		case d.Alias == nil:
			if d.Alias = p.tableAlias(); d.Alias == nil {
				d.Span = p.since(start)
				return d
			}
		default:
			d.Span = p.since(start)
			return d
		}
	}
}

// stage reads @stage/path (...) or a file's name in quotes.
func (p *Parser) stage(start int32) ast.TableExpr {
	t := p.arena.tables.new()
	t.Stage = true
	if p.at(token.String) {
		id := p.ident("a file")
		t.Name = &ast.Name{Span: id.Span, Parts: []ast.Ident{id}}
	} else {
		at := p.here()
		p.stagePath()
		span := p.since(at)
		t.Name = &ast.Name{Span: span, Parts: []ast.Ident{{Span: span, Name: span.In(p.text)}}}
	}
	if i := p.i; p.at(token.LParen) {
		p.balanced()
		t.Clauses = append(t.Clauses, p.skipped(i, "OPTIONS"))
	}
	for i := p.i; p.at(token.Word) && p.peekKind(1) == token.Eq; i = p.i { // STORAGE_INTEGRATION = x
		p.pass(2)
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
		t.Clauses = append(t.Clauses, p.skipped(i, "OPTIONS"))
	}
	t.Alias = p.tableAlias()
	t.Span = p.since(start)
	return t
}

// stageParam reports whether a stage stands here that the lexer took for a variable: @stage/path.
func (p *Parser) stageParam() bool {
	next := p.peek(1)
	return p.d.Stages && p.at(token.Param) && p.text[p.here()] == '@' && next.Start == p.tok.End && (next.Kind == token.Slash || next.Kind == token.Dot)
}

// stagePath reads @ and what is glued to it.
func (p *Parser) stagePath() {
	p.advance()
	for p.glued() {
		switch p.tok.Kind {
		case token.LParen, token.RParen, token.Comma, token.Semicolon, token.EOF:
			return
		}
		p.advance()
	}
}

// tableName reads the name of a relation, without an alias.
func (p *Parser) tableName() *ast.Table {
	start := p.here()
	t := p.arena.tables.new()
	switch {
	case p.at(token.Tag):
		p.taggedTable(t)
	case p.peekKind(1) == token.LParen && p.atWord("IDENTIFIER"):
		p.identifierCall(t)
	default:
		t.Name = p.relationName()
	}
	if i := p.i; p.at(token.At) && p.glued() && p.peekKind(1) == token.Word { // Oracle's database links
		p.advance()
		p.name("a database")
		t.Clauses = append(t.Clauses, p.skipped(i, "DATABASE LINK"))
	}
	t.Span = p.since(start)
	return t
}

// taggedTable reads a relation that a template tag names, alone or as a part of its name.
func (p *Parser) taggedTable(t *ast.Table) {
	tag := p.tok
	if next := p.peek(1); next.Start == tag.End && (next.Kind == token.Word || next.Kind == token.Tag || next.Kind == token.Dot) {
		t.Name = p.relationName()
		return
	}
	t.Hole = p.hole()
	parts := template.Relation(t.Hole.Text)
	if len(parts) == 0 {
		return
	}
	n := &ast.Name{Span: tag.Span}
	for _, part := range parts {
		span := source.Span{Start: tag.Start + int32(part.Start), End: tag.Start + int32(part.End)}
		n.Parts = append(n.Parts, ast.Ident{Span: span, Name: span.In(p.text)})
	}
	n.Span = n.Parts[0].Cover(n.Last().Span)
	t.Name = n
}

// identifierCall reads Snowflake's IDENTIFIER('db.table'), IDENTIFIER($name) where a relation is named.
func (p *Parser) identifierCall(t *ast.Table) {
	start := p.here()
	p.pass(2)
	text := p.tok
	p.element()
	p.expect(token.RParen, "`)`")
	span := p.since(start)
	t.Hole = &ast.Hole{Span: span, Text: span.In(p.text)}
	if text.Kind != token.String || p.toks[p.i-2] != text {
		return
	}
	name := source.Span{Start: text.Start + 1, End: text.End - 1}
	n := &ast.Name{Span: name}
	at := name.Start
	for part := range strings.SplitSeq(name.In(p.text), ".") {
		end := at + int32(len(part))
		if part == "" || strings.ContainsAny(part, `"'`) {
			return
		}
		n.Parts = append(n.Parts, ast.Ident{Span: source.Span{Start: at, End: end}, Name: part})
		at = end + 1
	}
	t.Name = n
}

// relationName reads a qualified name; where the dialect has dashes in the names of projects, they are part of it.
func (p *Parser) relationName() *ast.Name {
	if !p.d.Reserved.Has(p.tok.Keyword) || p.peekKind(1) == token.Dot || !p.at(token.Word) {
		n := p.name("a table's name")
		if p.at(token.Minus) && p.glued() && p.d.DashNames && len(n.Parts) == 1 && n.Parts[0].Quote == 0 {
			return p.dashedName(n)
		}
		return n
	}
	p.failOperand("a table's name")
	return nil
}

// dashedName reads the rest of my-project.dataset.table, whose first part has been read up to a dash.
func (p *Parser) dashedName(n *ast.Name) *ast.Name {
	first := n.Parts[0]
	for (p.at(token.Minus) || p.at(token.Word) || p.at(token.Number)) && p.glued() {
		p.advance()
	}
	span := p.since(first.Start)
	parts := []ast.Ident{{Span: span, Name: span.In(p.text)}}
	for p.accept(token.Dot) {
		id := p.ident("a table's name")
		for p.at(token.Minus) && p.glued() && p.peekKind(1) == token.Word {
			p.advance()
			p.advance()
			id.Span = p.since(id.Start)
			id.Name = id.In(p.text)
		}
		parts = append(parts, id)
	}
	return &ast.Name{Span: p.since(first.Start), Parts: parts}
}

// namedTable reads a relation or a table function.
func (p *Parser) namedTable(lateral bool, start int32) ast.TableExpr {
	next := p.peek(1)
	only := p.atKw(keyword.ONLY) && (next.Kind == token.Word && next.Keyword == keyword.None || next.Kind == token.LParen || next.Kind == token.QuotedName)
	if only {
		p.advance()
		if p.accept(token.LParen) {
			t := p.tableName()
			t.Only = true
			p.expect(token.RParen, "`)`")
			return p.tableSuffix(t, start)
		}
	}
	if p.atKw(keyword.UNNEST) || p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen || p.atKw(keyword.JSON_TABLE) || p.atKw(keyword.XMLTABLE) {
		if p.peekKind(1) == token.LParen {
			return p.tableFunc(lateral, start)
		}
	}
	if p.atKw(keyword.TABLE) && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName) && !p.d.NoTableAlias.Has(p.peekKw(1)) {
		p.advance() // FROM TABLE t
	}
	if p.at(token.Word) && p.d.Reserved.Has(p.tok.Keyword) && p.peekKind(1) != token.LParen && p.peekKind(1) != token.Dot {
		p.failOperand("a table's name")
	}
	i := p.i
	t := p.tableName()
	t.Only = only
	if p.at(token.LParen) && !p.hintAhead() || p.at(token.LBracket) && p.glued() { // a function, or an element of an array
		p.seek(i)
		return p.tableFunc(lateral, start)
	}
	p.accept(token.Star) // Postgres: FROM t *
	p.tableSuffix(t, start)
	if (p.atKws(keyword.WITH, keyword.OFFSET) || p.positionAhead()) && t.Name != nil && t.TimeTravel == nil { // an array by its name
		array := p.column(t.Name.Span, t.Name.Parts)
		return p.funcSuffix(&ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{array}, Alias: t.Alias}, start)
	}
	return t
}

// hintAhead reports whether the parentheses here hold hints of T-SQL's, not arguments: t (NOLOCK).
func (p *Parser) hintAhead() bool {
	return p.atKw(keyword.WITH) || p.wordAhead(1, "NOLOCK") && p.peekKind(2) == token.RParen
}

// tableFunc reads a function where a relation stands.
func (p *Parser) tableFunc(lateral bool, start int32) ast.TableExpr {
	f := &ast.TableFunc{Lateral: lateral}
	if p.atKw(keyword.JSON_TABLE) || p.atKw(keyword.XMLTABLE) {
		f.Funcs = []ast.Expr{p.columnsCall(f)}
	} else {
		f.Funcs = []ast.Expr{p.postfix(p.primary())}
	}
	return p.funcSuffix(f, start)
}

// columnsCall reads JSON_TABLE and XMLTABLE, whose parentheses end in the columns that they make.
func (p *Parser) columnsCall(f *ast.TableFunc) ast.Expr {
	start := p.here()
	n := p.name("a function")
	c := &ast.Call{Name: n}
	p.expect(token.LParen, "`(`")
	for !p.atKw(keyword.COLUMNS) && !p.at(token.RParen) {
		switch {
		case p.accept(token.Comma), p.acceptKw(keyword.PASSING), p.acceptKws(keyword.BY, keyword.VALUE), p.acceptWord("REF"):
		case p.atKw(keyword.XMLNAMESPACES):
			i := p.i
			p.advance()
			p.balanced()
			c.Clauses = append(c.Clauses, p.skipped(i, "XMLNAMESPACES"))
		case p.acceptKws(keyword.FORMAT, keyword.JSON):
		case p.jsonTail(c):
		default:
			c.Args = append(c.Args, p.arg())
		}
	}
	if p.acceptKw(keyword.COLUMNS) {
		paren := p.accept(token.LParen)
		p.jsonColumns(f)
		if paren {
			p.expect(token.RParen, "`)`")
		}
	}
	for p.jsonTail(c) {
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	return c
}

// jsonColumns reads the column list of JSON_TABLE; NESTED PATH lists add theirs.
func (p *Parser) jsonColumns(f *ast.TableFunc) {
	p.listOf(func() {
		start := p.here()
		if p.atWord("NESTED") {
			p.advance()
			i := p.i
			p.acceptWord("PATH")
			p.expect(token.String, "a path")
			if p.acceptKw(keyword.AS) {
				p.ident("a name")
			}
			f.Clauses = append(f.Clauses, p.skipped(i, "NESTED PATH"))
			p.expectKw(keyword.COLUMNS)
			p.expect(token.LParen, "`(`")
			p.jsonColumns(f)
			p.expect(token.RParen, "`)`")
		} else {
			c := &ast.ColumnDef{Name: p.ident("a column's name")}
			if p.acceptKws(keyword.FOR, keyword.ORDINALITY) {
			} else if !p.atWord("PATH") && !p.at(token.Comma) && !p.at(token.RParen) {
				c.Type = p.typeName()
			}
			if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) { // PATH '$.a' DEFAULT 1 ON EMPTY
				p.element()
				c.Constraints = append(c.Constraints, p.skipped(i, "PATH"))
			}
			c.Span = p.since(start)
			f.Columns = append(f.Columns, c)
		}
	})
}

// rowsFrom reads ROWS FROM (f(x), g(y)).
func (p *Parser) rowsFrom(lateral bool, start int32) ast.TableExpr {
	p.pass(3)
	f := &ast.TableFunc{Lateral: lateral}
	for {
		f.Funcs = append(f.Funcs, p.nameOrCall())
		if p.acceptKw(keyword.AS) {
			f.Columns = append(f.Columns, p.columnDefs()...)
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
	return p.funcSuffix(f, start)
}

func (p *Parser) funcSuffix(f *ast.TableFunc, start int32) ast.TableExpr {
	for {
		switch {
		case p.acceptKws(keyword.WITH, keyword.ORDINALITY):
			f.Ordinality = true
		case f.Offset == nil && p.atKws(keyword.WITH, keyword.OFFSET):
			p.advance()
			name := p.ident("a name")
			if p.acceptKw(keyword.AS) || p.tableAliasAhead() {
				name = p.ident("a name")
			}
			f.Offset = &name
		case f.Offset == nil && p.positionAhead():
			p.advance()
			name := p.ident("a name")
			f.Offset = &name
		case f.Sample == nil && p.sampleAhead():
			f.Sample = p.sample()
		case p.atKw(keyword.WITH) && p.peekKind(1) == token.LParen: // OPENJSON(...) WITH (columns)
			p.pass(2)
			p.jsonColumns(f)
			p.expect(token.RParen, "`)`")
		case f.Alias == nil:
			if p.atKw(keyword.AS) && p.peekKind(1) == token.LParen { // AS (a INT, b TEXT)
				p.advance()
				f.Columns = append(f.Columns, p.columnDefs()...)
				continue
			}
			if f.Alias = p.tableAlias(); f.Alias == nil {
				f.Span = p.since(start)
				return f
			}
		default:
			f.Span = p.since(start)
			return f
		}
	}
}

// positionAhead reports whether Redshift's AT name stands here, which names an element's place in its array.
func (p *Parser) positionAhead() bool {
	return p.atKw(keyword.AT) && p.peekKind(1) == token.Word && !p.d.Reserved.Has(p.peekKw(1))
}

// tableSuffix reads what may stand behind the name of a relation: time travel, samples, hints, its alias.
func (p *Parser) tableSuffix(t *ast.Table, start int32) *ast.Table {
	for {
		switch {
		case t.TimeTravel == nil && p.timeTravelAhead():
			t.TimeTravel = p.timeTravel()
		case t.Sample == nil && p.sampleAhead():
			t.Sample = p.sample()
		case p.atKw(keyword.FINAL) && p.peekKind(1) != token.Dot:
			p.advance()
			t.Final = true
		case p.tableHintAhead():
			t.Clauses = append(t.Clauses, p.tableHint())
		case t.Alias == nil:
			if t.Alias = p.tableAlias(); t.Alias == nil {
				t.Span = p.since(start)
				return t
			}
		default:
			t.Span = p.since(start)
			return t
		}
	}
}

// tableAliasAhead reports whether an alias without AS stands here.
func (p *Parser) tableAliasAhead() bool {
	switch p.tok.Kind {
	case token.QuotedName:
		return true
	case token.Tag:
		return p.glued() || p.peekKind(1) != token.LParen
	case token.String:
		return p.d.DoubleQuoteStrings && p.text[p.here()] != '$' && p.d.TiDB
	case token.Word:
		kw := p.tok.Keyword
		if kw == keyword.None {
			return true
		}
		if p.d.NoTableAlias.Has(kw) {
			return p.aliasAllTheSame()
		}
		if kw == keyword.LOCK && p.peekKw(1) == keyword.IN { // LOCK IN SHARE MODE
			return false
		}
		return p.joinAhead() == 0 && !p.timeTravelAhead() && !p.sampleAhead() && !p.tableHintAhead()
	}
	return false
}

// aliasAllTheSame reports whether the word here, which may follow a table expression as part of the syntax, is its alias
// by what stands behind it.
func (p *Parser) aliasAllTheSame() bool {
	kw := p.tok.Keyword
	if !commonNames.Has(kw) || p.d.Reserved.Has(kw) {
		return false
	}
	switch next := p.peek(1); next.Keyword {
	case keyword.ON, keyword.WHERE:
		return true
	case keyword.JOIN:
		return !joinWords.Has(kw)
	case keyword.None:
		return next.Kind == token.Comma && !joinWords.Has(kw)
	}
	return false
}

// commonNames are words of the syntax behind table expressions that are also common names; joinWords are those of
// them that may stand in front of JOIN.
var (
	commonNames = keyword.SetOf(
		keyword.OFFSET, keyword.START, keyword.FINAL, keyword.SETTINGS, keyword.SORT, keyword.CLUSTER, keyword.END,
		keyword.DEFAULT, keyword.DO, keyword.VALUES, keyword.IF, keyword.WINDOW,
	).With(keyword.GLOBAL, keyword.SEMI, keyword.ANTI, keyword.ASOF)
	joinWords = keyword.SetOf(keyword.GLOBAL, keyword.SEMI, keyword.ANTI, keyword.ASOF)
)

// tableAlias reads [AS] name [(columns)]; nil when none stands here.
func (p *Parser) tableAlias() *ast.TableAlias {
	start := p.here()
	switch {
	case p.atKw(keyword.AS) && (p.peekKw(1) != keyword.OF):
		p.advance()
	case p.tableAliasAhead():
	default:
		return nil
	}
	a := p.arena.aliases.new()
	*a = ast.TableAlias{}
	if !p.at(token.LParen) {
		a.Name = p.ident("an alias")
	}
	if p.at(token.LParen) && !p.hintAhead() {
		p.advance()
		for !p.at(token.RParen) {
			a.Columns = append(a.Columns, p.ident("a column's name"))
			if !p.at(token.Comma) && !p.at(token.RParen) {
				for len(a.Types) < len(a.Columns)-1 {
					a.Types = append(a.Types, nil)
				}
				a.Types = append(a.Types, p.typeName())
			}
			if !p.accept(token.Comma) {
				break
			}
		}
		p.expect(token.RParen, "`)`")
	}
	a.Span = p.since(start)
	return a
}

// timeTravelAhead reports whether a clause that picks a version of a relation stands here.
func (p *Parser) timeTravelAhead() bool {
	switch p.tok.Keyword {
	case keyword.FOR:
		k := p.peekKw(1)
		return k == keyword.SYSTEM_TIME || k == keyword.SYSTEM || k == keyword.VERSION || k == keyword.TIMESTAMP || p.wordAhead(1, "BUSINESS_TIME") || p.wordAhead(1, "PORTION")
	case keyword.AT, keyword.BEFORE:
		return p.peekKind(1) == token.LParen
	case keyword.CHANGES:
		return p.peekKind(1) == token.LParen
	case keyword.VERSION, keyword.TIMESTAMP, keyword.SYSTEM_VERSION:
		return p.peekKw(1) == keyword.AS && p.peekKw(2) == keyword.OF || p.peekKw(1) == keyword.BETWEEN
	case keyword.AS:
		return p.peekKw(1) == keyword.OF
	}
	return p.atWord("SYSTEM_TIME") && p.peekKw(1) == keyword.AS
}

// timeTravel reads FOR SYSTEM_TIME AS OF x, AT (TIMESTAMP => x), BEFORE (...), VERSION AS OF 1, CHANGES (...) and kin.
func (p *Parser) timeTravel() *ast.Clause {
	start := p.here()
	c := &ast.Clause{Kind: "TIME TRAVEL"}
	switch p.tok.Keyword {
	case keyword.AT, keyword.BEFORE, keyword.CHANGES:
		for p.atKw(keyword.AT) || p.atKw(keyword.BEFORE) || p.atKw(keyword.CHANGES) || p.atKw(keyword.END) {
			p.advance()
			p.expect(token.LParen, "`(`")
			if c.Exprs = append(c.Exprs, p.arg()); p.accept(token.Comma) {
				c.Exprs = append(c.Exprs, p.arg())
			}
			p.expect(token.RParen, "`)`")
		}
	default:
		p.acceptKw(keyword.FOR)
		if !p.acceptKws(keyword.SYSTEM, keyword.TIME) {
			p.advance() // SYSTEM_TIME, VERSION, TIMESTAMP, or AS
		}
		switch {
		case p.acceptKw(keyword.FROM):
			c.Exprs = append(c.Exprs, p.operand())
			p.expectKw(keyword.TO)
			c.Exprs = append(c.Exprs, p.operand())
		case p.acceptKw(keyword.BETWEEN):
			c.Exprs = append(c.Exprs, p.operand())
			p.expectKw(keyword.AND)
			c.Exprs = append(c.Exprs, p.operand())
		case p.acceptWord("CONTAINED"):
			p.expectKw(keyword.IN)
			c.Exprs = append(c.Exprs, p.expr())
		case p.acceptKw(keyword.ALL):
		default:
			p.acceptKw(keyword.AS)
			p.acceptKw(keyword.OF)
			c.Exprs = append(c.Exprs, p.operand())
		}
	}
	c.Span = p.since(start)
	return c
}

// sampleAhead reports whether TABLESAMPLE or SAMPLE stands here.
func (p *Parser) sampleAhead() bool {
	switch p.tok.Keyword {
	case keyword.TABLESAMPLE:
		return true
	case keyword.SAMPLE:
		k := p.peek(1)
		return k.Kind == token.LParen || k.Kind == token.Number || k.Keyword == keyword.ROW || k.Keyword == keyword.BLOCK || k.Keyword == keyword.SYSTEM || k.Keyword == keyword.BERNOULLI
	}
	return false
}

// sample reads TABLESAMPLE BERNOULLI (10) REPEATABLE (1), SAMPLE (10 ROWS), SAMPLE 0.1 OFFSET 0.5 and kin.
func (p *Parser) sample() *ast.Clause {
	start := p.here()
	p.advance()
	c := &ast.Clause{Kind: "SAMPLE"}
	for p.at(token.Word) && p.peekKind(1) == token.LParen && !p.atKw(keyword.REPEATABLE) && !p.atKw(keyword.SEED) {
		p.advance()
	}
	if p.at(token.LParen) {
		p.advance()
		c.Exprs = append(c.Exprs, p.sampleSize()...)
		p.expect(token.RParen, "`)`")
	} else {
		c.Exprs = append(c.Exprs, p.primary())
		if !p.accept(token.Percent) && !p.acceptKw(keyword.PERCENT) {
			p.acceptKw(keyword.ROWS)
		}
		if p.accept(token.Slash) { // ClickHouse: SAMPLE 1/10
			c.Exprs = append(c.Exprs, p.primary())
		}
		if p.atKw(keyword.OFFSET) && p.peekKind(1) == token.Number {
			p.advance()
			c.Exprs = append(c.Exprs, p.primary())
		}
		if p.at(token.LParen) { // DuckDB: 10 PERCENT (bernoulli, 42)
			p.balanced()
		}
	}
	if p.acceptKw(keyword.REPEATABLE) || p.acceptKw(keyword.SEED) {
		p.expect(token.LParen, "`(`")
		c.Exprs = append(c.Exprs, p.expr())
		p.expect(token.RParen, "`)`")
	}
	c.Span = p.since(start)
	return c
}

func (p *Parser) sampleSize() []ast.Expr {
	var list []ast.Expr
	if p.acceptKw(keyword.BUCKET) { // Hive: BUCKET 3 OUT OF 32 ON x
		list = append(list, p.primary())
		p.acceptKw(keyword.OUT)
		p.acceptKw(keyword.OF)
		list = append(list, p.primary())
		if p.acceptKw(keyword.ON) {
			list = append(list, p.expr())
		}
		return list
	}
	for {
		list = append(list, p.binary(bindUnary))
		if !p.acceptKw(keyword.PERCENT) && !p.acceptKw(keyword.ROWS) {
			p.accept(token.Percent)
		}
		if p.at(token.Word) && p.tok.Len() == 1 { // 100M
			p.advance()
		}
		if !p.accept(token.Comma) {
			return list
		}
	}
}

// tableHintAhead reports whether index hints, partitions or WITH (...) stand here.
func (p *Parser) tableHintAhead() bool {
	switch p.tok.Keyword {
	case keyword.WITH:
		return p.peekKind(1) == token.LParen && !p.queryAheadAt(1)
	case keyword.USE, keyword.FORCE, keyword.IGNORE:
		return p.peekKw(1) == keyword.INDEX || p.peekKw(1) == keyword.KEY
	case keyword.PARTITION:
		return p.peekKind(1) == token.LParen
	case keyword.None:
		return p.at(token.LParen) && p.wordAhead(1, "NOLOCK") || p.at(token.Word) && p.atWord("INDEXED") && p.peekKw(1) == keyword.BY ||
			p.at(token.At) && p.peekKind(1) == token.LBrace
	case keyword.NOT:
		return p.wordAhead(1, "INDEXED")
	}
	return false
}

func (p *Parser) tableHint() *ast.Clause {
	i, kind := p.i, "HINT"
	switch {
	case p.at(token.LParen):
	case p.at(token.At):
		p.advance()
	case p.atKw(keyword.NOT):
		p.pass(2)
		return p.skipped(i, "INDEXED")
	case p.atWord("INDEXED"):
		p.pass(2)
		p.ident("an index")
		return p.skipped(i, "INDEXED")
	default:
		for p.at(token.Word) {
			p.advance()
		}
		kind = p.words(i)
	}
	p.balanced()
	return p.skipped(i, kind)
}

// factorSuffix reads PIVOT, UNPIVOT and MATCH_RECOGNIZE behind a table expression.
func (p *Parser) factorSuffix(t ast.TableExpr) ast.TableExpr {
	for {
		switch p.tok.Keyword {
		case keyword.PIVOT:
			if p.peekKind(1) != token.LParen {
				return t
			}
			t = p.pivot(t)
		case keyword.UNPIVOT:
			if k := p.peek(1); k.Kind != token.LParen && k.Keyword != keyword.INCLUDE && k.Keyword != keyword.EXCLUDE {
				return t
			}
			t = p.unpivot(t)
		case keyword.MATCH_RECOGNIZE:
			if p.peekKind(1) != token.LParen {
				return t
			}
			t = p.matchRecognize(t)
		default:
			return t
		}
	}
}

// pivot reads PIVOT (sum(x) FOR c IN ('a', 'b')).
func (p *Parser) pivot(input ast.TableExpr) ast.TableExpr {
	v := &ast.Pivot{Input: input}
	p.advance()
	p.expect(token.LParen, "`(`")
	for {
		start := p.here()
		item := &ast.SelectItem{Expr: p.expr()}
		if p.acceptKw(keyword.AS) || p.at(token.Word) && !p.atKw(keyword.FOR) {
			name := p.ident("a name")
			item.Alias = &name
		}
		item.Span = p.since(start)
		v.Aggregates = append(v.Aggregates, item)
		if !p.accept(token.Comma) {
			break
		}
	}
	for p.acceptKw(keyword.FOR) {
		p.pivotFor(v)
		for p.at(token.Word) && !p.atKw(keyword.FOR) && !p.atKw(keyword.GROUP) && !p.atKw(keyword.DEFAULT) || p.at(token.QuotedName) { // DuckDB: further columns without FOR
			p.pivotFor(v)
		}
	}
	if p.acceptKws(keyword.DEFAULT, keyword.ON) {
		p.acceptKw(keyword.NULL)
		p.expect(token.LParen, "`(`")
		v.Default = p.expr()
		p.expect(token.RParen, "`)`")
	}
	if p.acceptKws(keyword.GROUP, keyword.BY) {
		v.GroupBy = p.exprList(token.RParen)
	}
	p.expect(token.RParen, "`)`")
	v.Alias = p.tableAlias()
	v.Span = p.since(input.Extent().Start)
	return v
}

// pivotFor reads column IN (values).
func (p *Parser) pivotFor(v *ast.Pivot) {
	p.listOf(func() { v.For = append(v.For, p.withoutIn(p.operand)) })
	p.expectKw(keyword.IN)
	p.pivotValues(v)
}

// withoutIn reads an expression that IN ends.
func (p *Parser) withoutIn(read func() ast.Expr) ast.Expr {
	noIn := p.noIn
	p.noIn = true
	e := read()
	p.noIn = noIn
	return e
}

// pivotValues reads the values behind IN of a PIVOT.
func (p *Parser) pivotValues(v *ast.Pivot) {
	if !p.at(token.LParen) { // DuckDB: IN enum_type
		v.InAny = true
		w := p.word("a type")
		v.In = append(v.In, &ast.SelectItem{Span: w.Span, Expr: w})
		return
	}
	if v.InQuery != nil || v.Order != nil {
		p.fail("`)`")
	}
	if p.queryAheadAt(1) {
		v.InQuery = p.parenQuery()
		return
	}
	p.advance()
	if p.at(token.RParen) {
		p.failOperand("a value")
	}
	for !p.at(token.RParen) {
		start := p.here()
		if p.atKw(keyword.ANY) {
			p.advance()
			v.InAny = true
			if p.atKws(keyword.ORDER, keyword.BY) {
				v.Order = p.orderBy()
			}
			break
		}
		item := &ast.SelectItem{Expr: p.expr()}
		if p.acceptKw(keyword.AS) || p.at(token.Word) || p.at(token.QuotedName) {
			name := p.ident("a name")
			item.Alias = &name
		}
		item.Span = p.since(start)
		v.In = append(v.In, item)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// unpivot reads UNPIVOT [INCLUDE NULLS] (value FOR name IN (a, b AS 'x')).
func (p *Parser) unpivot(input ast.TableExpr) ast.TableExpr {
	u := &ast.Unpivot{Input: input}
	p.advance()
	if p.acceptKw(keyword.INCLUDE) {
		u.IncludeNulls = true
		p.expectKw(keyword.NULLS)
	} else if p.acceptKw(keyword.EXCLUDE) {
		p.expectKw(keyword.NULLS)
	}
	p.expect(token.LParen, "`(`")
	if p.at(token.LParen) {
		u.Values = p.parenIdents("a column's name")
	} else {
		u.Values = p.identList("a column's name")
	}
	p.expectKw(keyword.FOR)
	if p.at(token.LParen) {
		u.Names = p.parenIdents("a column's name")
	} else {
		u.Names = []ast.Ident{p.ident("a column's name")}
	}
	p.expectKw(keyword.IN)
	p.unpivotItems(u)
	p.expect(token.RParen, "`)`")
	u.Alias = p.tableAlias()
	u.Span = p.since(input.Extent().Start)
	return u
}

func (p *Parser) unpivotItems(u *ast.Unpivot) {
	if p.atKw(keyword.COLUMNS) {
		u.Star = p.columnsStar()
		return
	}
	p.expect(token.LParen, "`(`")
	if p.at(token.RParen) {
		p.failOperand("a column")
	}
	for !p.at(token.RParen) {
		start := p.here()
		if p.at(token.Star) || p.atKw(keyword.COLUMNS) {
			u.Star = p.expr()
		} else {
			item := &ast.UnpivotItem{Columns: p.columnList(p.at(token.LParen))}
			if p.acceptKw(keyword.AS) || p.at(token.String) || p.at(token.Word) || p.at(token.QuotedName) {
				item.Alias = p.expr()
			}
			item.Span = p.since(start)
			u.In = append(u.In, item)
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// simplePivot reads DuckDB's PIVOT t ON c USING sum(x) GROUP BY y and UNPIVOT t ON a, b INTO NAME n VALUE v.
func (p *Parser) simplePivot(start int32) ast.TableExpr {
	if p.acceptKw(keyword.PIVOT) {
		v := &ast.Pivot{Input: p.factor()}
		v.InAny = true
		if p.acceptKw(keyword.ON) {
			p.listOf(func() {
				v.For = append(v.For, p.withoutIn(p.expr))
				if p.acceptKw(keyword.IN) {
					v.InAny = false
					p.pivotValues(v)
				}
			})
		}
		if p.acceptKw(keyword.USING) {
			v.Aggregates = p.selectItems()
		}
		if p.acceptKws(keyword.GROUP, keyword.BY) {
			p.listOf(func() { v.GroupBy = append(v.GroupBy, p.expr()) })
		}
		v.Span = p.since(start)
		return v
	}
	p.advance()
	u := &ast.Unpivot{Input: p.factor()}
	if f, ok := u.Input.(*ast.TableFunc); ok && f.Offset != nil { // Redshift: UNPIVOT object AS value AT key
		f.Start = start
		return f
	}
	p.expectKw(keyword.ON)
	p.listOf(func() {
		at := p.here()
		e := p.expr()
		c, ok := e.(*ast.ColumnRef)
		if !ok { // COLUMNS(...), (a, b)
			u.Star = e
			return
		}
		item := &ast.UnpivotItem{Columns: []*ast.ColumnRef{c}}
		if p.acceptKw(keyword.AS) {
			item.Alias = p.word("a name")
		}
		item.Span = p.since(at)
		u.In = append(u.In, item)
	})
	if p.acceptKw(keyword.INTO) {
		p.expectKw(keyword.NAME)
		u.Names = []ast.Ident{p.ident("a column's name")}
		p.expectKw(keyword.VALUE)
		u.Values = p.identList("a column's name")
	}
	u.Span = p.since(start)
	return u
}

// matchRecognize reads MATCH_RECOGNIZE (PARTITION BY ... MEASURES ... PATTERN (...) DEFINE ...).
func (p *Parser) matchRecognize(input ast.TableExpr) ast.TableExpr {
	m := &ast.MatchRecognize{Input: input}
	p.advance()
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		start, from := p.here(), p.i
		switch {
		case p.acceptKws(keyword.PARTITION, keyword.BY):
			p.listOf(func() { m.PartitionBy = append(m.PartitionBy, p.expr()) })
		case p.atKw(keyword.ORDER) && m.OrderBy != nil, p.atKw(keyword.MEASURES) && m.Measures != nil, p.atKw(keyword.DEFINE) && m.Defines != nil:
			p.failAgain()
		case p.atKws(keyword.ORDER, keyword.BY):
			m.OrderBy = p.orderBy()
		case p.acceptKw(keyword.MEASURES):
			m.Measures = p.measures(false)
		case p.atKw(keyword.ALL), p.atWord("ONE"):
			m.AllRows = p.atKw(keyword.ALL)
			for p.at(token.Word) && !p.atKw(keyword.AFTER) && !p.atKw(keyword.PATTERN) {
				p.advance()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: p.words(from)})
		case p.atKw(keyword.AFTER):
			for p.at(token.Word) && !p.atKw(keyword.PATTERN) && !p.atKw(keyword.SUBSET) && !p.atKw(keyword.DEFINE) && !p.atWord("INITIAL") && !p.atWord("SEEK") {
				p.advance()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: p.words(from)})
		case p.acceptWord("INITIAL"), p.acceptWord("SEEK"):
			m.Clauses = append(m.Clauses, p.skipped(from, p.words(from)))
		case p.acceptKw(keyword.PATTERN):
			p.balanced()
			if p.acceptKw(keyword.WITHIN) {
				p.expr()
			}
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: "PATTERN"})
		case p.acceptKw(keyword.SUBSET):
			p.listOf(func() {
				p.ident("a symbol")
				p.expect(token.Eq, "`=`")
				p.balanced()
			})
			m.Clauses = append(m.Clauses, &ast.Clause{Span: p.since(start), Kind: "SUBSET"})
		case p.acceptKw(keyword.DEFINE):
			m.Defines = p.measures(true)
		default:
			p.fail("PATTERN or DEFINE")
		}
	}
	p.expect(token.RParen, "`)`")
	m.Alias = p.tableAlias()
	m.Span = p.since(input.Extent().Start)
	return m
}

// measures reads "value AS name, ..." or, when defining, "symbol AS condition, ...".
func (p *Parser) measures(define bool) []*ast.SelectItem {
	var list []*ast.SelectItem
	for {
		start := p.here()
		item := &ast.SelectItem{}
		if define {
			name := p.ident("a symbol")
			item.Alias = &name
			p.expectKw(keyword.AS)
			item.Expr = p.expr()
		} else {
			if (p.atKw(keyword.FINAL) || p.atWord("RUNNING")) && p.peekKind(1) == token.Word {
				p.advance()
			}
			item.Expr = p.expr()
			p.acceptKw(keyword.AS)
			name := p.ident("a column's name")
			item.Alias = &name
		}
		item.Span = p.since(start)
		list = append(list, item)
		if !p.accept(token.Comma) {
			return list
		}
	}
}
