package grammar

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// tableList reads the items of a FROM clause.
func (p *Parser) tableList() []ast.TableExpr {
	var scratch [8]ast.TableExpr
	list := scratch[:0]
	for {
		list = append(list, p.tableItem())
		if !p.accept(token.Comma) {
			break
		}
		if p.stopped(stopClause) && !p.namedAsClause() && !p.valuesAhead() && !p.clauseAsName() { // a trailing comma
			if !p.d.TrailingCommas {
				p.failOperand("a table's name")
			}
			break
		}
	}
	return p.arena.from.copy(list)
}

// valuesAhead reports whether VALUES begins a table here.
func (p *Parser) valuesAhead() bool {
	return p.atKw(keyword.VALUES) && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.BETWEEN || p.bareValue())
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
	if p.stopped(stopComma|stopClause) || p.tagConditionAhead() {
		return t
	}
	i = p.i
	if last := &p.toks[i-1]; p.toks[i-2].Keyword == keyword.AS || !p.misspelt(last, "WHERE", "GROUP", "ORDER", "LIMIT", "JOIN", "INNER", "HAVING", "UNION") {
		if !p.joinWithoutJoin() {
			p.report("a join, `,` or the next clause", p.secondAlias())
		}
	}
	if o := p.salvage(i, stopComma|stopClause); o != nil {
		return &ast.Join{Span: t.Extent().Cover(o.Span), Kind: ast.Cross, Left: t, Right: o}
	}
	return t
}

// secondAlias reports whether a further name stands behind a relation and its alias, where the grammar knows every word
// that may.
func (p *Parser) secondAlias() bool {
	name := func(t *token.Token) bool {
		return t.Kind == token.Word && t.Keyword == keyword.None || t.Kind == token.QuotedName
	}
	if !p.d.Strict || !name(&p.tok) || !name(&p.toks[p.i-1]) || !name(&p.toks[p.i-2]) && p.toks[p.i-2].Keyword != keyword.AS {
		return false
	}
	switch next := p.peek(1); next.Kind {
	case token.EOF, token.Semicolon, token.RParen, token.Comma:
		return true
	default:
		return next.Keyword == keyword.ON || next.Keyword == keyword.WHERE || next.Keyword == keyword.JOIN || next.Keyword == keyword.GROUP
	}
}

// joinWithoutJoin reports that LEFT or one of its kin stands in front of a relation and JOIN is missing; false when it is
// something else.
func (p *Parser) joinWithoutJoin() bool {
	switch p.tok.Keyword {
	case keyword.LEFT, keyword.RIGHT, keyword.FULL, keyword.INNER, keyword.CROSS:
	default:
		return false
	}
	n := 1
	if p.peekKw(1) == keyword.OUTER {
		n = 2
	}
	if next := p.peek(n); next.Kind != token.QuotedName && (next.Kind != token.Word || p.d.NoTableAlias.Has(next.Keyword)) {
		return false
	}
	if p.peekKw(n+1) == keyword.JOIN || p.peekKw(n+2) == keyword.JOIN { // a word of the join that we do not know
		return false
	}
	join := p.tok.Keyword.String() + " JOIN"
	p.errors = append(p.errors, &ast.SyntaxError{
		Span: p.tok.Span, Found: p.str(&p.tok), Expected: join, Certain: true,
		Message: fmt.Sprintf("%s joins nothing without JOIN: is %s meant?", quote(p.str(&p.tok)), join),
	})
	return true
}

// factor reads one table expression with what stands behind it: alias, sample, pivot, pattern.
func (p *Parser) factor() ast.TableExpr {
	start := p.here()
	lateral := false
	if p.atKw(keyword.LATERAL) && p.peekKw(1) != keyword.VIEW {
		p.advance()
		lateral = true
	}
	if p.peekKind(1) == token.Colon && (p.at(token.Word) || p.at(token.QuotedName)) && p.d.StructsInBraces && !p.d.ColonPaths {
		return p.aliasedFactor(start)
	}
	var t ast.TableExpr
	switch {
	case p.at(token.LParen) && p.peekKw(1) == keyword.EXPLAIN && p.peekKw(2) == keyword.VIRTUAL: // Exasol
		p.pass(3)
		at := p.here()
		q := p.query()
		f := &ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{&ast.Subquery{Span: p.since(at), Query: q}}}
		p.expect(token.RParen, "`)`")
		t = p.funcSuffix(f, start)
	case p.importedAhead():
		t = p.imported(lateral, start)
	case p.at(token.LParen):
		t = p.parenTable(lateral, start)
	case p.tableParamAhead():
		t = p.tableSuffix(p.tableName(), start)
	case p.changedAhead():
		t = p.changed(lateral, start)
	case p.at(token.LBrace) && p.wordAhead(1, "OJ"): // ODBC's {oj a LEFT JOIN b ON ...}
		p.pass(2)
		x := p.tableItem()
		p.expect(token.RBrace, "`}`")
		t = &ast.ParenTable{Span: p.since(start), X: x}
	case p.valuesAhead():
		v := p.values(false)
		q := &ast.Query{Span: v.Span, Body: v}
		t = p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
	case p.at(token.At) && (p.d.Stages || p.glued()), p.at(token.String) && !p.d.StringNames, p.stageParam():
		t = p.stage(start)
	case (p.at(token.Param) || p.at(token.Question) || p.at(token.Colon)) && !p.paramName():
		e := p.primary()
		if p.at(token.Dot) { // T-SQL: @x.nodes('/a')
			e = p.postfix(e)
		}
		f := &ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{e}}
		t = p.funcSuffix(f, start)
	case p.at(token.LBracket) && p.match[p.i] > 0 && p.d.DottedQuotes && p.toks[p.match[p.i]+1].Kind != token.Dot && !p.spacedBrackets():
		t = p.legacyTable(start)
	case p.atKw(keyword.ROWS) && p.peekKw(1) == keyword.FROM && p.peekKind(2) == token.LParen:
		t = p.rowsFrom(lateral, start)
	case p.atKw(keyword.PIVOT) && p.peekKind(1) != token.Dot, p.atKw(keyword.UNPIVOT) && p.peekKind(1) != token.Dot && p.peekKw(2) != keyword.ON:
		t = p.simplePivot(start)
	default:
		t = p.namedTable(lateral, start)
	}
	return p.factorSuffix(t)
}

// aliasedFactor reads DuckDB's alias: table expression.
func (p *Parser) aliasedFactor(start int32) ast.TableExpr {
	name := p.ident("an alias")
	p.advance()
	alias := &ast.TableAlias{Span: name.Span, Name: name}
	named := func(t ast.TableExpr, its **ast.TableAlias, span *source.Span) ast.TableExpr {
		if *its != nil {
			p.fail("one alias")
		}
		*its, span.Start = alias, start
		return t
	}
	switch t := p.factor().(type) {
	case *ast.Table:
		return named(t, &t.Alias, &t.Span)
	case *ast.Derived:
		return named(t, &t.Alias, &t.Span)
	case *ast.TableFunc:
		return named(t, &t.Alias, &t.Span)
	default:
		p.fail("a table, a query or a function")
		return nil
	}
}

// legacyTable reads a relation of BigQuery's legacy SQL: [project:dataset.table].
func (p *Parser) legacyTable(start int32) ast.TableExpr {
	p.balanced()
	inside := source.Span{Start: start + 1, End: p.prevEnd() - 1}
	n := &ast.Name{Span: inside}
	at := inside.Start
	for part := range strings.SplitSeq(strings.ReplaceAll(inside.In(p.text), ":", "."), ".") {
		end := at + int32(len(part))
		if part == "" || strings.ContainsAny(part, " \t\n'\"`,()") {
			p.fail("a table's name")
		}
		n.Parts = append(n.Parts, ast.Ident{Span: source.Span{Start: at, End: end}, Name: part})
		at = end + 1
	}
	t := p.arena.tables.new()
	t.Name = n
	return p.tableSuffix(t, start)
}

// spacedBrackets reports whether the brackets here hold a space, as only names do.
func (p *Parser) spacedBrackets() bool {
	return strings.ContainsRune(p.text[p.here():p.toks[p.match[p.i]].Start], ' ')
}

// parenTable reads a subquery or a table expression in parentheses.
func (p *Parser) parenTable(lateral bool, start int32) ast.TableExpr {
	if p.queryAheadAt(1) {
		q := p.derivedQuery()
		return p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
	}
	if d := p.described(start); d != nil {
		return d
	}
	if p.peekKw(1) == keyword.MERGE || (p.peekKw(1) == keyword.DELETE || p.peekKw(1) == keyword.UPDATE || p.peekKw(1) == keyword.INSERT) && p.d.Batches {
		return p.changedRows(start)
	}
	if p.peekKind(2) == token.Eq && p.peekKind(3) == token.String && p.wordAhead(1, "LOCATION") {
		return p.location(start)
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

// location reads Teradata's (LOCATION = '/s3/bucket' AUTHORIZATION = a): files in an object store.
func (p *Parser) location(start int32) ast.TableExpr {
	t := p.arena.tables.new()
	t.Stage = true
	i, closing := p.i, int(p.match[p.i])
	if closing <= 0 {
		p.fail("`)`")
	}
	p.pass(3)
	id := p.ident("a place")
	t.Name = &ast.Name{Span: id.Span, Parts: []ast.Ident{id}}
	t.Clauses = []*ast.Clause{{Span: source.Span{Start: start, End: p.toks[i+2].End}, Kind: "LOCATION"}}
	options := p.i
	p.seek(closing + 1)
	t.Clauses = append(t.Clauses, p.skipped(options, "OPTIONS"))
	return p.tableSuffix(t, start)
}

// described reads (DESCRIBE t), (SUMMARIZE SELECT ...), (EXPLAIN SELECT ...) and (SHOW TABLES), whose rows are of its own
// making; nil when something else stands in the parentheses.
func (p *Parser) described(start int32) ast.TableExpr {
	kw := p.peekKw(1)
	switch kw {
	case keyword.DESCRIBE, keyword.SUMMARIZE, keyword.EXPLAIN, keyword.SHOW:
	default:
		return nil
	}
	if k := p.peekKind(2); k != token.Word && k != token.QuotedName && k != token.String && k != token.LParen {
		return nil
	}
	if p.peekKw(2) == keyword.AS || p.peekKw(2) == keyword.JOIN {
		return nil
	}
	i := p.i
	f := &ast.TableFunc{}
	if !p.speculate(func() {
		p.advance()
		at := p.here()
		p.advance()
		c := &ast.Call{Name: p.wordName(p.since(at))}
		if kw == keyword.EXPLAIN {
			p.seek(i + 1)
			e, ok := p.explain().(*ast.Explain)
			if !ok {
				p.fail("a query")
			}
			q, ok := e.Stmt.(*ast.Query)
			if !ok {
				p.fail("a query")
			}
			c.Args, c.Clauses = []ast.Expr{&ast.Subquery{Span: q.Span, Query: q}}, e.Clauses
		} else if kw == keyword.SHOW {
			shown := p.i
			for p.at(token.Word) {
				p.advance()
			}
			c.Clauses = []*ast.Clause{p.skipped(shown, "SHOW")}
		} else {
			q := p.queryOrTable()
			c.Args = []ast.Expr{&ast.Subquery{Span: q.Span, Query: q}}
		}
		c.Span = p.since(at)
		f.Funcs = []ast.Expr{c}
		p.expect(token.RParen, "`)`")
	}) {
		return nil
	}
	return p.funcSuffix(f, start)
}

// queryOrTable reads a query, or a relation as the query of all its rows.
func (p *Parser) queryOrTable() *ast.Query {
	if p.queryAhead() {
		return p.query()
	}
	start := p.here()
	if p.at(token.String) {
		t := p.stage(start)
		s := &ast.Select{Span: t.Extent(), FromFirst: true, From: []ast.TableExpr{t}}
		return &ast.Query{Span: s.Span, Body: s}
	}
	return p.tableQuery()
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
		case p.at(token.Tag) && p.tagContinues():
			if d.Alias == nil && p.gluedAliasAhead() {
				d.Alias = p.tableAlias()
				continue
			}
			d.Clauses = append(d.Clauses, p.tagClause())
		case d.Alias == nil && p.at(token.LParen) && !p.hintAhead() && p.d.FromFirst: // names of columns alone
			at := p.here()
			columns := p.parenIdents("a column's name")
			d.Alias = &ast.TableAlias{Span: p.since(at), Columns: columns}
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
	for p.tableHintAhead() { // Databricks: WITH (CREDENTIAL c)
		t.Clauses = append(t.Clauses, p.tableHint())
	}
	t.Alias = p.tableAlias()
	t.Span = p.since(start)
	return t
}

// stageParam reports whether a stage stands here that the lexer took for a variable: @stage/path.
func (p *Parser) stageParam() bool {
	next := p.peek(1)
	if p.d.Outgrown && p.at(token.Param) && next.Kind == token.LParen && p.peekKind(2) == token.String { // Doris: @stage('files')
		return true
	}
	if !p.d.Stages || !p.at(token.Param) || p.text[p.here()] != '@' {
		return false
	}
	return next.Start == p.tok.End && (next.Kind == token.Slash || next.Kind == token.Dot) ||
		next.Kind == token.LParen && p.peekKind(3) == token.FatArrow // @stage (FILE_FORMAT => f)
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
	case p.peekKind(1) == token.LParen && p.peekKind(3) == token.RParen && p.atWord("QUERY_TABLE"): // DuckDB
		p.identifierCall(t)
	case p.tableParamAhead():
		p.tableParam(t, start)
	default:
		t.Name = p.relationName()
		if p.at(token.Dot) && p.peekKind(1) == token.LBrace { // db.{name:Identifier}
			t.Name = nil
			p.advance()
			p.tableParam(t, start)
		}
	}
	if p.at(token.At) && p.glued() && p.deltaVersion(p.peek(1)) {
		t.TimeTravel = p.atVersion()
	}
	if i := p.i; p.at(token.Param) && p.peekKind(1) == token.LParen && p.snapshotAhead() {
		p.advance()
		p.balanced()
		t.TimeTravel = p.skipped(i, "TIME TRAVEL")
	} else if (p.at(token.At) || p.at(token.Param)) && p.databaseLink() {
		t.Clauses = append(t.Clauses, p.skipped(i, "DATABASE LINK"))
	}
	t.Span = p.since(start)
	return t
}

// deltaVersion reports whether a token is a version of a table of Delta Lake's (v123) or the time of one
// (20240131000000000).
func (p *Parser) deltaVersion(t *token.Token) bool {
	s := p.str(t)
	return t.Kind == token.Number || t.Kind == token.Word && (s[0] == 'v' || s[0] == 'V') && len(s) > 1 && strings.Trim(s[1:], "0123456789") == ""
}

// atVersion reads @v123 behind a relation.
func (p *Parser) atVersion() *ast.Clause {
	start := p.here()
	p.advance()
	version := p.literal(ast.Number)
	return &ast.Clause{Span: p.since(start), Kind: "TIME TRAVEL", Exprs: []ast.Expr{version}}
}

// snapshotAhead reports whether Doris' choice of a state of a lake's table stands here, of which the lexer took a variable:
// t@incr('beginTime' = '...'), t@tag(x).
func (p *Parser) snapshotAhead() bool {
	if !p.glued() {
		return false
	}
	switch upper(p.str(&p.tok)) {
	case "@INCR", "@TAG", "@BRANCH", "@OPTIONS":
		return true
	}
	return false
}

// tableParamAhead reports whether a parameter of ClickHouse's stands here: {name:Identifier}.
func (p *Parser) tableParamAhead() bool {
	return p.at(token.LBrace) && p.peekKind(1) == token.Word && p.peekKind(2) == token.Colon
}

// tableParam reads the rest of a name, begun at start, of which a parameter stands here: it tells no name.
func (p *Parser) tableParam(t *ast.Table, start int32) {
	for {
		if p.at(token.LBrace) {
			p.balanced()
		} else {
			p.ident("a table's name")
		}
		if !p.accept(token.Dot) {
			break
		}
	}
	span := p.since(start)
	t.Hole = &ast.Hole{Span: span, Text: span.In(p.text)}
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
	if !p.d.Reserved.Has(p.tok.Keyword) || p.peekKind(1) == token.Dot || !p.at(token.Word) || p.clauseAsName() || p.caseAsName() {
		n := p.name("a table's name")
		if p.at(token.Minus) && p.glued() && p.d.DashNames && len(n.Parts) == 1 && n.Parts[0].Quote == 0 {
			return p.dashedName(n)
		}
		return n
	}
	p.failOperand("a table's name")
	return nil
}

// clauseAsName reports whether the word of a clause ends the statement here where a relation should stand, in a dialect
// that lets it: FROM group.
func (p *Parser) clauseAsName() bool {
	if !p.d.ClausesAsNames || !p.atKw(keyword.GROUP) && !p.atKw(keyword.ORDER) {
		return false
	}
	k := p.peekKind(1)
	return k == token.EOF || k == token.Semicolon
}

// caseAsName reports whether the relation case stands here, which Snowflake reserves among values alone.
func (p *Parser) caseAsName() bool {
	return p.atKw(keyword.CASE) && p.peekKw(1) != keyword.WHEN && p.d.Stages
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

// onlyAhead reports whether ONLY stands here in front of a relation.
func (p *Parser) onlyAhead() bool {
	if !p.atKw(keyword.ONLY) {
		return false
	}
	next := p.peek(1)
	return next.Kind == token.Word && next.Keyword == keyword.None || next.Kind == token.LParen || next.Kind == token.QuotedName
}

// namedTable reads a relation or a table function.
func (p *Parser) namedTable(lateral bool, start int32) ast.TableExpr {
	if p.d.Unseparated {
		p.accept(token.DoubleColon) // T-SQL: ::fn_helpcollations(), a function of the system's
	}
	only := p.onlyAhead()
	if only {
		p.advance()
		if p.accept(token.LParen) {
			t := p.tableName()
			t.Only = true
			p.expect(token.RParen, "`)`")
			return p.tableSuffix(t, start)
		}
	}
	if p.streamAhead() {
		return p.stream(start)
	}
	if p.atKw(keyword.OUTER) && p.peekKind(1) == token.LParen { // Db2: a typed table with the columns of those below it
		p.pass(2)
		t := p.tableName()
		p.expect(token.RParen, "`)`")
		return p.tableSuffix(t, start)
	}
	if p.atKw(keyword.EXTERNAL) && p.peekKind(1) == token.String {
		return p.externalFile(lateral, start)
	}
	if p.atKws(keyword.FOREIGN, keyword.TABLE) && p.peekKind(2) == token.LParen {
		return p.foreignQuery(lateral, start)
	}
	if p.d.Stages && p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen && p.peekKind(2) == token.String && p.peekKind(3) == token.RParen {
		t := p.arena.tables.new() // TABLE('db.t')
		p.identifierCall(t)
		return p.tableSuffix(t, start)
	}
	if p.atKw(keyword.UNNEST) || p.atKw(keyword.TABLE) && p.peekKind(1) == token.LParen || p.atKw(keyword.JSON_TABLE) || p.atKw(keyword.XMLTABLE) {
		if p.peekKind(1) == token.LParen {
			return p.tableFunc(lateral, start)
		}
	}
	if p.atKw(keyword.EXTERNAL) && p.peekKind(1) == token.LParen && p.peekKind(2) == token.LParen {
		return p.inlineExternal(lateral, start)
	}
	if p.tok.Keyword == keyword.None && p.analyticViewAhead(0) {
		return p.analyticView(lateral, start)
	}
	if k := p.peekKind(1); (k == token.LParen || k == token.At) && p.tok.Keyword == keyword.None {
		switch {
		case p.nPathAhead():
			return p.nPath(start)
		case p.atWord("GRAPH_TABLE"):
			return p.graphTable(lateral, start)
		case p.atWord("SEMANTIC_VIEW"):
			return p.semanticQuery(lateral, start)
		}
	}
	if p.atKw(keyword.TABLE) && (p.peekKind(1) == token.Word || p.peekKind(1) == token.QuotedName) && !p.d.NoTableAlias.Has(p.peekKw(1)) {
		p.advance() // FROM TABLE t
	}
	if p.at(token.Word) && p.d.Reserved.Has(p.tok.Keyword) && p.peekKind(1) != token.LParen && p.peekKind(1) != token.Dot && !p.clauseAsName() && !p.caseAsName() {
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
		f := &ast.TableFunc{Lateral: lateral, Funcs: []ast.Expr{array}, Alias: t.Alias, Sample: t.Sample, Clauses: t.Clauses}
		return p.funcSuffix(f, start)
	}
	return t
}

// externalFile reads Db2's EXTERNAL 'file' (a INT) USING (options), and LIKE t, the rows of a file.
func (p *Parser) externalFile(lateral bool, start int32) ast.TableExpr {
	f := &ast.TableFunc{Lateral: lateral}
	name := p.wordName(p.tok.Span)
	p.advance()
	f.Funcs = []ast.Expr{&ast.Call{Name: name, Args: []ast.Expr{p.stringLiteral()}, NoParentheses: true}}
	f.Funcs[0].(*ast.Call).Span = p.since(start)
	if i := p.i; p.acceptKw(keyword.LIKE) {
		p.name("a table's name")
		f.Clauses = append(f.Clauses, p.skipped(i, "LIKE"))
	} else if p.at(token.LParen) {
		f.Columns = p.columnDefs()
	}
	if i := p.i; p.atKw(keyword.USING) && p.peekKind(1) == token.LParen {
		p.advance()
		p.balanced()
		f.Clauses = append(f.Clauses, p.skipped(i, "USING"))
	}
	return p.funcSuffix(f, start)
}

// foreignQuery reads Teradata's FOREIGN TABLE (query)@server, which the server runs.
func (p *Parser) foreignQuery(lateral bool, start int32) ast.TableExpr {
	i := p.i
	p.pass(2)
	d := &ast.Derived{Lateral: lateral, Clauses: []*ast.Clause{p.skipped(i, "FOREIGN TABLE")}}
	d.Query = p.derivedQuery()
	if i := p.i; p.accept(token.At) {
		p.ident("a server")
		d.Clauses = append(d.Clauses, p.skipped(i, "SERVER"))
	}
	return p.derivedSuffix(d, start)
}

// streamAhead reports whether a relation is read as a stream here: STREAM t, STREAM(t).
func (p *Parser) streamAhead() bool {
	if !p.d.Streams || !p.atWord("STREAM") {
		return false
	}
	next := p.peek(1)
	switch next.Kind {
	case token.LParen:
		next = p.peek(2)
	case token.Word:
		if p.d.NoTableAlias.Has(next.Keyword) || next.Keyword == keyword.AS {
			return false
		}
	}
	return next.Kind == token.Word || next.Kind == token.QuotedName || next.Kind == token.Tag
}

// stream reads STREAM t and STREAM(t): the relation t, or what the function t yields.
func (p *Parser) stream(start int32) ast.TableExpr {
	p.advance()
	mark := &ast.Clause{Span: p.since(start), Kind: "STREAM"}
	paren := p.accept(token.LParen)
	i := p.i
	t := p.tableName()
	if p.at(token.LParen) { // STREAM read_files(...)
		p.seek(i)
		f := &ast.TableFunc{Funcs: []ast.Expr{p.postfix(p.primary())}, Clauses: []*ast.Clause{mark}}
		if paren {
			p.expect(token.RParen, "`)`")
		}
		return p.funcSuffix(f, start)
	}
	if paren {
		p.expect(token.RParen, "`)`")
	}
	t.Clauses = append(t.Clauses, mark)
	if at := p.here(); p.acceptWord("WATERMARK") {
		w := &ast.Clause{Kind: "WATERMARK", Exprs: []ast.Expr{p.expr()}}
		if p.acceptWord("DELAY") {
			p.expectKw(keyword.OF)
			w.Exprs = append(w.Exprs, p.expr())
		}
		w.Span = p.since(at)
		t.Clauses = append(t.Clauses, w)
	}
	return p.tableSuffix(t, start)
}

// hintAhead reports whether the parentheses here hold hints of T-SQL's, not arguments: t (NOLOCK).
func (p *Parser) hintAhead() bool {
	return p.atKw(keyword.WITH) || p.wordAhead(1, "NOLOCK") && p.peekKind(2) == token.RParen
}

// tableFunc reads a function where a relation stands.
func (p *Parser) tableFunc(lateral bool, start int32) ast.TableExpr {
	f := &ast.TableFunc{Lateral: lateral}
	if read := p.rowsetFunction(); read != nil {
		f.Funcs = []ast.Expr{p.postfix(read())}
	} else if (p.atKw(keyword.JSON_TABLE) || p.atKw(keyword.XMLTABLE)) && p.peekKw(2) != keyword.ON {
		f.Funcs = []ast.Expr{p.columnsCall(f)}
	} else if p.returnsAhead() {
		p.returningFunc(f)
	} else {
		call := p.primary()
		if c, ok := call.(*ast.Call); ok && (p.d.EqualArgs || p.d.NamesAsTables) {
			p.tableArgs(c)
		}
		f.Funcs = []ast.Expr{p.postfix(call)}
	}
	return p.funcSuffix(f, start)
}

// tableArgs gives the arguments of a table function their meaning where they are no values: name = value, and in
// ClickHouse, whose table functions take constants only, the names of formats, databases and relations.
func (p *Parser) tableArgs(c *ast.Call) {
	for i := 0; i < len(c.Args); i++ {
		switch arg := c.Args[i].(type) {
		case *ast.Binary:
			if name, ok := arg.Left.(*ast.ColumnRef); ok && p.d.EqualArgs && arg.Op == ast.OpEq && len(name.Parts) == 1 {
				c.Args[i] = &ast.NamedArg{Span: arg.Span, Name: name.Parts[0], Value: arg.Right}
			}
		case *ast.ColumnRef:
			switch {
			case !p.d.NamesAsTables:
			case i == 1 && c.Name != nil && remoteTables[upper(c.Name.Last().Name)]:
				c.Args[i] = p.remoteTable(c, arg)
			default:
				c.Args[i] = &ast.Word{Span: arg.Span, Text: arg.In(p.text)}
			}
		}
	}
}

// remoteTable is the second argument of such a function as the query of all rows of the relation that it names: db.t, or
// db with t as the argument behind it, which is taken from the arguments then.
func (p *Parser) remoteTable(c *ast.Call, arg *ast.ColumnRef) ast.Expr {
	n := &ast.Name{Span: arg.Span, Parts: arg.Parts}
	if len(n.Parts) == 1 && len(c.Args) > 2 {
		if last, ok := c.Args[2].(*ast.ColumnRef); ok && len(last.Parts) == 1 {
			n = &ast.Name{Span: arg.Cover(last.Span), Parts: []ast.Ident{arg.Parts[0], last.Parts[0]}}
			c.Args = slices.Delete(c.Args, 2, 3)
		}
	}
	t := &ast.Table{Span: n.Span, Name: n}
	q := &ast.Query{Span: n.Span, Body: &ast.TableBody{Span: n.Span, Table: t}}
	return &ast.Subquery{Span: n.Span, Query: q}
}

// remoteTarget is the relation that a call of such a function names, whose other arguments are options of it; nil when
// it names none.
func remoteTarget(c *ast.Call) *ast.Table {
	for _, arg := range c.Args {
		switch arg.(type) {
		case *ast.Literal, *ast.Word, *ast.Subquery:
		default:
			return nil
		}
	}
	if len(c.Clauses) > 0 {
		return nil
	}
	for _, arg := range c.Args {
		if s, ok := arg.(*ast.Subquery); ok {
			if body, ok := s.Query.Body.(*ast.TableBody); ok {
				t := body.Table
				t.Clauses = []*ast.Clause{
					{Span: source.Span{Start: c.Start, End: t.Start}, Kind: "FUNCTION"},
					{Span: source.Span{Start: t.End, End: c.End}, Kind: "FUNCTION"},
				}
				t.Span = c.Span
				return t
			}
		}
	}
	return nil
}

// remoteTables are ClickHouse's table functions whose second argument names a relation of another server.
var remoteTables = wordSet(`REMOTE REMOTESECURE CLUSTER CLUSTERALLREPLICAS`)

// graphTable reads GRAPH_TABLE (graph MATCH pattern WHERE condition COLUMNS (a.b AS c, ...)), whose names but those of its
// columns are the graph's own.
func (p *Parser) graphTable(lateral bool, start int32) ast.TableExpr {
	f := &ast.TableFunc{Lateral: lateral}
	c := &ast.Call{Name: p.name("a function")}
	f.Funcs = []ast.Expr{c}
	p.expect(token.LParen, "`(`")
	i := p.i
	for !p.atKw(keyword.COLUMNS) && !p.at(token.RParen) && !p.statementEnd(false) {
		if p.at(token.LParen) || p.at(token.LBracket) {
			p.balanced()
		} else {
			p.advance()
		}
	}
	c.Clauses = append(c.Clauses, p.skipped(i, "MATCH"))
	if p.acceptKw(keyword.COLUMNS) {
		p.expect(token.LParen, "`(`")
		for !p.at(token.RParen) {
			i, at := p.i, p.here()
			if p.element(); p.i == i {
				p.fail("a column")
			}
			p.seek(p.i - 1) // its name stands last
			if p.at(token.Star) {
				p.advance()
				c.Clauses = append(c.Clauses, p.skipped(i, "COLUMNS"))
				p.accept(token.Comma)
				continue
			}
			d := &ast.ColumnDef{Name: p.ident("a column's name")}
			d.Constraints = append(d.Constraints, p.skipped(i, "COLUMN"))
			d.Span = p.since(at)
			f.Columns = append(f.Columns, d)
			if !p.accept(token.Comma) {
				break
			}
		}
		p.expect(token.RParen, "`)`")
	}
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
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
		case p.accept(token.Comma), p.acceptKw(keyword.PASSING), p.acceptKws(keyword.BY, keyword.VALUE):
		case p.passedByRef():
			c.Clauses = append(c.Clauses, p.skipped(p.i-2, "BY REF"))
		case p.atKw(keyword.XMLNAMESPACES):
			i := p.i
			p.advance()
			p.balanced()
			c.Clauses = append(c.Clauses, p.skipped(i, "XMLNAMESPACES"))
		case p.acceptKws(keyword.FORMAT, keyword.JSON):
		case p.atKws(keyword.RETURNING, keyword.SEQUENCE): // Oracle: BY REF
			i := p.i
			p.pass(4)
			c.Clauses = append(c.Clauses, p.skipped(i, "RETURNING"))
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

// passedByRef reads BY REF, how XML is passed; false when it does not stand here.
func (p *Parser) passedByRef() bool {
	if !p.atKw(keyword.BY) || !p.wordAhead(1, "REF") {
		return false
	}
	p.pass(2)
	return true
}

// jsonColumns reads the column list of JSON_TABLE; NESTED PATH lists add theirs.
func (p *Parser) jsonColumns(f *ast.TableFunc) {
	p.listOf(func() {
		start := p.here()
		if p.atWord("NESTED") {
			p.advance()
			i := p.i
			p.acceptWord("PATH")
			if !p.accept(token.String) {
				for p.ident("a path"); p.at(token.Dot) || p.at(token.LBracket); { // Oracle: items[*].parts
					if p.accept(token.Dot) {
						p.ident("a field")
					} else {
						p.balanced()
					}
				}
			}
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
		case f.Alias != nil && p.peekKind(1) == token.Number && p.atWord("CARDINALITY"): // Db2
			i := p.i
			p.pass(2)
			f.Clauses = append(f.Clauses, p.skipped(i, "CARDINALITY"))
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
		case p.at(token.Tag) && p.tagContinues():
			f.Clauses = append(f.Clauses, p.tagClause())
		case p.atKw(keyword.WITH) && p.peekKind(1) == token.LParen: // OPENJSON(...) WITH (columns)
			p.pass(2)
			p.jsonColumns(f)
			p.expect(token.RParen, "`)`")
		case p.at(token.LParen) && p.peekKind(1) == token.Plus && p.peekKind(2) == token.RParen: // Oracle: TABLE(x) (+)
			i := p.i
			p.pass(3)
			f.Clauses = append(f.Clauses, p.skipped(i, "OUTER"))
		case p.atKw(keyword.WITH) && openXML(f): // the columns are those of a table
			i := p.i
			p.advance()
			p.name("a table's name")
			f.Clauses = append(f.Clauses, p.skipped(i, "WITH"))
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

// openXML reports whether a function is T-SQL's OPENXML.
func openXML(f *ast.TableFunc) bool {
	c, ok := f.Funcs[0].(*ast.Call)
	return ok && c.Name != nil && equalFold(c.Name.Last().Name, "OPENXML")
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
		case p.atKw(keyword.FOR) && p.wordAhead(1, "BUSINESS_TIME"): // Db2: in both periods
			t.Clauses = append(t.Clauses, p.timeTravel())
		case t.Sample == nil && p.sampleAhead():
			t.Sample = p.sample()
		case p.atKw(keyword.FINAL) && p.peekKind(1) != token.Dot:
			p.advance()
			t.Final = true
		case p.tok.Keyword == keyword.None && p.peekKind(1) == token.LParen && p.peekKw(2) == keyword.USING && p.atWord("RESAMPLE"):
			t.Clauses = append(t.Clauses, p.resample())
		case p.tableHintAhead():
			t.Clauses = append(t.Clauses, p.tableHint())
		case p.at(token.Tag) && p.tagContinues():
			if t.Alias == nil && p.gluedAliasAhead() {
				t.Alias = p.tableAlias()
				continue
			}
			t.Clauses = append(t.Clauses, p.tagClause())
		case t.Alias == nil && !p.tagConditionAhead():
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
	case token.String:
		return p.d.DoubleQuoteStrings && p.text[p.here()] != '$' && p.d.TiDB
	case token.Word:
		kw := p.tok.Keyword
		if kw == keyword.None {
			if p.peekKind(1) == token.LParen && p.peekKw(2) == keyword.USING && p.atWord("RESAMPLE") {
				return false
			}
			return !p.labelAhead() && !p.tailClauseAhead() && !p.versionsAhead() && !p.subpartitionAhead() && !p.hierarchiesAhead() && !p.nestedAhead() && !p.absentAhead()
		}
		if kw == keyword.PARTITION && p.peekKw(1) == keyword.BY || kw == keyword.COMMENT && p.peekKw(1) == keyword.IS || kw == keyword.PREFERRING && p.preferringAhead() || kw == keyword.EXCEPTION {
			return false
		}
		if p.d.NoTableAlias.Has(kw) {
			return p.aliasAllTheSame()
		}
		switch {
		case kw == keyword.OUTPUT && p.outputAhead(), kw == keyword.GRANT && granted.Has(p.peekKw(1)), kw == keyword.INCLUDE && p.includeAhead(), kw == keyword.OPTION && p.peekKind(1) == token.LParen:
			return false
		case kw == keyword.LOCK && p.peekKw(1) == keyword.IN, // LOCK IN SHARE MODE
			kw == keyword.KEYS && p.peekKind(1) == token.LParen, // APPLY CHANGES INTO t FROM s KEYS (a)
			p.scriptAheadAt(0), // MAP a USING 'x'
			kw == keyword.MODEL && p.modelAhead(), kw == keyword.LOG && p.wordAhead(1, "ERRORS"):
			return false
		}
		if (kw == keyword.FORMAT || kw == keyword.COMMENT) && p.clauseStart() {
			return false
		}
		return p.joinAhead() == 0 && !p.tailClauseAhead() && !p.timeTravelAhead() && !p.sampleAhead() && !p.tableHintAhead() && (kw != keyword.LOOP || p.namedAsClause()) && !p.storageAhead() && !p.seriesAhead()
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

// granted are privileges that no other word behind a relation is followed by: of a GRANT in a CREATE SCHEMA.
var granted = keyword.SetOf(keyword.SELECT, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.ALL, keyword.REFERENCES)

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
	case p.tableAliasAhead(), p.gluedAliasAhead():
	default:
		return nil
	}
	a := p.arena.aliases.new()
	*a = ast.TableAlias{}
	if !p.at(token.LParen) {
		switch p.tok.Keyword {
		case keyword.FROM, keyword.WHERE, keyword.GROUP, keyword.ORDER, keyword.HAVING, keyword.ON, keyword.UNION, keyword.JOIN, keyword.SELECT:
			p.failOperand("an alias")
		}
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
				t := p.typeName()
				if i := p.i; p.acceptKw(keyword.COLLATE) {
					p.name("a collation")
					t.Clauses = append(t.Clauses, p.skipped(i, "COLLATE"))
					t.Span = p.since(t.Start)
				}
				a.Types = append(a.Types, t)
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
		return k == keyword.SYSTEM_TIME || k == keyword.SYSTEM || k == keyword.TIME && p.peekKw(2) == keyword.AS || k == keyword.VERSION || k == keyword.TIMESTAMP || p.wordAhead(1, "BUSINESS_TIME") || p.wordAhead(1, "PORTION")
	case keyword.BEFORE:
		return p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.SYSTEM_TIME
	case keyword.AT:
		return p.peekKind(1) == token.LParen
	case keyword.CHANGES:
		return p.peekKind(1) == token.LParen
	case keyword.VERSION, keyword.TIMESTAMP, keyword.SYSTEM_VERSION:
		return p.peekKw(1) == keyword.AS && p.peekKw(2) == keyword.OF || p.peekKw(1) == keyword.BETWEEN
	case keyword.AS:
		return p.peekKw(1) == keyword.OF
	}
	return p.atWord("SYSTEM_TIME") && p.peekKw(1) == keyword.AS || p.versionsAhead()
}

// versionsAhead reports whether Oracle's VERSIONS BETWEEN or VERSIONS PERIOD FOR, or Teradata's VALIDTIME AS OF stands here.
func (p *Parser) versionsAhead() bool {
	return p.temporalWord(0) && p.peekKw(1) == keyword.AS && p.peekKw(2) == keyword.OF || p.atWord("VERSIONS") && (p.peekKw(1) == keyword.BETWEEN || p.wordAhead(1, "PERIOD") && p.peekKw(2) == keyword.FOR)
}

// timeTravel reads FOR SYSTEM_TIME AS OF x, AT (TIMESTAMP => x), BEFORE (...), VERSION AS OF 1, CHANGES (...) and kin.
func (p *Parser) timeTravel() *ast.Clause {
	start := p.here()
	c := &ast.Clause{Kind: "TIME TRAVEL"}
	switch {
	case p.acceptKws(keyword.BEFORE, keyword.SYSTEM_TIME): // MariaDB's DELETE HISTORY
		p.acceptKw(keyword.TIMESTAMP)
		c.Exprs = append(c.Exprs, p.operand())
	case p.atKw(keyword.AT), p.atKw(keyword.BEFORE), p.atKw(keyword.CHANGES):
		for p.atKw(keyword.AT) || p.atKw(keyword.BEFORE) || p.atKw(keyword.CHANGES) || p.atKw(keyword.END) {
			if p.acceptKw(keyword.CHANGES) { // (INFORMATION => APPEND_ONLY)
				p.balanced()
				continue
			}
			p.advance()
			p.expect(token.LParen, "`(`")
			if c.Exprs = append(c.Exprs, p.arg()); p.accept(token.Comma) {
				c.Exprs = append(c.Exprs, p.arg())
			}
			p.expect(token.RParen, "`)`")
		}
	default:
		p.acceptKw(keyword.FOR)
		if p.acceptWord("PORTION") {
			p.acceptKw(keyword.OF)
		}
		if !p.acceptKws(keyword.SYSTEM, keyword.TIME) {
			p.advance() // SYSTEM_TIME, VERSION, TIMESTAMP, or AS
		}
		p.validTime()
		switch {
		case p.acceptKw(keyword.FROM):
			c.Exprs = append(c.Exprs, p.operand())
			p.expectKw(keyword.TO)
			c.Exprs = append(c.Exprs, p.operand())
		case p.acceptKw(keyword.BETWEEN):
			p.acceptAny(keyword.SYMMETRIC, keyword.ASYMMETRIC)
			p.versionUnit()
			c.Exprs = append(c.Exprs, p.versionBound())
			p.expectKw(keyword.AND)
			c.Exprs = append(c.Exprs, p.versionBound())
		case p.acceptWord("CONTAINED"):
			p.expectKw(keyword.IN)
			c.Exprs = append(c.Exprs, p.expr())
		case p.acceptKw(keyword.ALL):
		default:
			p.acceptKw(keyword.AS)
			p.acceptKw(keyword.OF)
			if p.atKw(keyword.AT) && p.wordAhead(1, "LEAST") { // Materialize
				p.pass(2)
			}
			p.validTime()
			p.versionUnit()
			c.Exprs = append(c.Exprs, p.operand())
		}
	}
	c.Span = p.since(start)
	return c
}

// validTime reads Oracle's PERIOD FOR name.
func (p *Parser) validTime() {
	if p.atWord("PERIOD") && p.peekKw(1) == keyword.FOR {
		p.pass(2)
		p.ident("a period")
	}
}

// versionUnit reads SCN, or TIMESTAMP where it is no part of a value.
func (p *Parser) versionUnit() {
	if next := p.peekKind(1); next != token.String && next != token.Dot && !p.acceptWord("SCN") && (next != token.Number || !p.acceptKw(keyword.TRANSACTION)) {
		p.acceptKw(keyword.TIMESTAMP)
	}
}

// versionBound reads MINVALUE, MAXVALUE or a value.
func (p *Parser) versionBound() ast.Expr {
	if p.atKw(keyword.MINVALUE) || p.atKw(keyword.MAXVALUE) {
		return p.word("a bound")
	}
	return p.operand()
}

// sampleAhead reports whether TABLESAMPLE or SAMPLE stands here.
func (p *Parser) sampleAhead() bool {
	switch p.tok.Keyword {
	case keyword.TABLESAMPLE:
		return true
	case keyword.SAMPLE:
		k := p.peek(1)
		return k.Kind == token.LParen || k.Kind == token.Number && !p.d.NoTableAlias.Has(keyword.SAMPLE) || k.Keyword == keyword.ROW || k.Keyword == keyword.BLOCK || k.Keyword == keyword.SYSTEM || k.Keyword == keyword.BERNOULLI
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
			c.Exprs = append(c.Exprs, p.binary(bindMul))
		}
		if p.at(token.LParen) { // DuckDB: 10 PERCENT (bernoulli, 42)
			p.balanced()
		}
	}
	if p.atKw(keyword.REPEATABLE) && p.peekKind(1) == token.Number {
		p.advance()
		c.Exprs = append(c.Exprs, p.primary())
	} else if p.acceptKw(keyword.REPEATABLE) || p.acceptKw(keyword.SEED) {
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
			p.listOf(func() { list = append(list, p.expr()) })
		}
		return list
	}
	for {
		if p.at(token.Word) && p.text[p.here()] <= '9' { // Hive: 100M
			list = append(list, p.literal(ast.Number))
			return list
		}
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
		return p.peekKind(1) == token.LParen && !p.queryAheadAt(1) || p.dualityAhead()
	case keyword.EXTERNAL: // Oracle: what is read in place of the files that the table has
		return p.wordAhead(1, "MODIFY") && p.peekKind(2) == token.LParen
	case keyword.USE, keyword.FORCE, keyword.IGNORE:
		return p.peekKw(1) == keyword.INDEX || p.peekKw(1) == keyword.KEY
	case keyword.TEMPORARY: // StarRocks, Doris
		return p.d.Outgrown && (p.peekKw(1) == keyword.PARTITION || p.peekKw(1) == keyword.PARTITIONS)
	case keyword.PARTITION, keyword.PARTITIONS:
		return p.peekKind(1) == token.LParen || p.partitionNamed() || p.peekKind(2) == token.LParen && (p.peekKw(1) == keyword.FOR || p.peekKw(1) == keyword.BY)
	case keyword.None:
		return p.subpartitionAhead() || p.hierarchiesAhead() || p.peekKind(1) == token.LParen && p.peekKind(2) == token.Number && p.atWord("TABLET") || p.at(token.LParen) && p.wordAhead(1, "NOLOCK") || p.at(token.Word) && p.atWord("INDEXED") && p.peekKw(1) == keyword.BY ||
			p.bracketHintAhead()
	case keyword.INDEX: // Doris: the materialized view that is read
		return p.d.Outgrown && p.peekKind(1) == token.Word && p.peekKw(1) == keyword.None
	case keyword.NOT:
		return p.wordAhead(1, "INDEXED")
	}
	return false
}

// partitionNamed reports whether PARTITION here is followed by a name without parentheses, as in Doris: no alias is.
func (p *Parser) partitionNamed() bool {
	next := p.peek(1)
	return next.Kind == token.Word && next.Keyword == keyword.None || next.Kind == token.QuotedName
}

// bracketHintAhead reports whether hints of Impala's or Doris' in brackets stand here: [SHUFFLE].
func (p *Parser) bracketHintAhead() bool {
	return p.at(token.LBracket) && (!p.glued() || p.toks[p.i-1].Keyword == keyword.JOIN) && p.peekKind(1) == token.Word && !p.bracketedTable() && (p.peekKind(2) == token.RBracket || p.peekKind(2) == token.Comma || p.peekKind(2) == token.Pipe)
}

// subpartitionAhead reports whether Oracle's SUBPARTITION (name) or SUBPARTITION FOR (values) stands here.
func (p *Parser) subpartitionAhead() bool {
	return p.atWord("SUBPARTITION") && (p.peekKind(1) == token.LParen || p.peekKw(1) == keyword.FOR && p.peekKind(2) == token.LParen)
}

// bracketedTable reports whether brackets behind JOIN hold the name of what is joined: no other one stands behind them.
func (p *Parser) bracketedTable() bool {
	if p.toks[p.i-1].Keyword != keyword.JOIN || p.peekKind(2) != token.RBracket {
		return false
	}
	switch next := p.peek(3); next.Kind {
	case token.Dot:
		return true
	case token.Word:
		switch next.Keyword {
		case keyword.AS, keyword.ON, keyword.USING:
			return true
		}
		return (p.peekKw(4) == keyword.ON || p.peekKw(4) == keyword.USING) && !distributions[upper(p.str(p.peek(1)))]
	}
	return false
}

// distributions are the hints that say how a join spreads its rows (Impala, Doris, StarRocks: Join hints).
var distributions = wordSet(`BROADCAST BUCKET COLOCATE NOSHUFFLE SHUFFLE SKEW UNREORDER`)

func (p *Parser) tableHint() *ast.Clause {
	i, kind := p.i, "HINT"
	if p.d.Outgrown {
		p.acceptKw(keyword.TEMPORARY)
	}
	switch {
	case p.atKws(keyword.PARTITION, keyword.BY): // Oracle's partitioned outer join
		c := &ast.Clause{Kind: "PARTITION BY"}
		p.pass(3)
		c.Exprs = p.exprList(token.RParen)
		p.expect(token.RParen, "`)`")
		c.Span = p.since(p.toks[i].Start)
		return c
	case p.dualityAhead():
		return p.duality()
	case p.at(token.LParen), p.at(token.LBracket):
	case p.atKw(keyword.NOT):
		p.pass(2)
		return p.skipped(i, "INDEXED")
	case p.atWord("INDEXED"):
		p.pass(2)
		p.ident("an index")
		return p.skipped(i, "INDEXED")
	case p.peekKind(2) != token.LParen && (p.atKw(keyword.PARTITION) || p.atKw(keyword.PARTITIONS)) && p.partitionNamed():
		p.advance()
		p.ident("a partition")
		return p.skipped(i, "PARTITION")
	case p.atKw(keyword.INDEX):
		p.pass(2)
		return p.skipped(i, "INDEX")
	default:
		for p.at(token.Word) {
			p.advance()
		}
		kind = p.words(i)
	}
	p.balanced()
	return p.skipped(i, kind)
}
