package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// function reads CREATE FUNCTION and CREATE PROCEDURE.
func (p *Parser) function(c created) ast.Stmt {
	if p.macroAhead() {
		return p.macro(c)
	}
	f := &ast.CreateFunction{OrReplace: c.replace, Procedure: !p.atKw(keyword.FUNCTION), Clauses: c.clauses}
	if p.d.PLSQL {
		p.routine(f, c.start)
		return f
	}
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	f.Name = p.name("a function's name")
	class := !p.at(token.LParen)                                                                      // Hive: the body is the name of a class
	if i := p.i; p.at(token.Semicolon) && p.glued() && p.peekKind(1) == token.Number && p.d.Batches { // T-SQL: p;1
		p.step()
		p.advance()
		f.Clauses = append(f.Clauses, p.skipped(i, "NUMBER"))
	}
	if p.at(token.LParen) {
		p.params(f)
	} else if p.at(token.Param) {
		p.listOf(func() { f.Params = append(f.Params, p.functionParam()) })
	}
	var text token.Token // the body in quotes
	for body := false; !p.statementEnd(false) || !body && (p.atKw(keyword.BEGIN) || p.atKw(keyword.RETURN)); {
		i := p.i
		body = f.Text != nil || f.Expr != nil || f.Block != nil || f.Query != nil
		switch {
		case p.atKws(keyword.EXECUTE, keyword.AS): // CALLER, OWNER
			p.pass(3)
			f.Clauses = append(f.Clauses, p.skipped(i, "EXECUTE AS"))
		case body && (p.atKw(keyword.AS) || p.atKw(keyword.IS) || p.atKw(keyword.RETURN) || p.atKw(keyword.BEGIN) || p.atKw(keyword.DECLARE) || p.queryAhead()):
			p.fail("the end of the statement, which has a body already")
		case p.atKw(keyword.RETURNS):
			p.returns(f)
		case p.acceptKws(keyword.COMMIT, keyword.ON, keyword.RETURN): // Db2: YES or NO
			p.advance()
			f.Clauses = append(f.Clauses, p.skipped(i, "COMMIT"))
		case p.atKw(keyword.RETURN):
			p.functionReturn(f)
		case p.atKw(keyword.LANGUAGE):
			p.advance()
			f.Language = strings.ToLower(strings.Trim(p.str(&p.tok), `"'`))
			p.advance()
			f.Clauses = append(f.Clauses, p.skipped(i, "LANGUAGE"))
		case p.atKw(keyword.AS) && p.peekKind(2) == token.String && (p.peekKw(1) == keyword.LANGUAGE || p.peekKw(1) == keyword.NAME): // Vertica
			p.advance()
		case p.acceptKw(keyword.AS), p.acceptKw(keyword.IS):
			switch {
			case p.at(token.String):
				text = p.tok
				f.Text = p.stringLiteral()
				if j := p.i; p.accept(token.Comma) && p.at(token.String) { // 'object file', 'symbol'
					p.advance()
					f.Clauses = append(f.Clauses, p.skipped(j, "SYMBOL"))
				}
			case p.atKws(keyword.EXTERNAL, keyword.NAME): // T-SQL: assembly.class.method
				p.pass(2)
				p.name("a method")
				f.Clauses = append(f.Clauses, p.skipped(i+1, "EXTERNAL NAME"))
				f.Language = "external"
			case p.foreignBodyAhead():
				for !p.statementEnd(false) {
					p.skipOne()
				}
				f.Language = "external"
				f.Clauses = append(f.Clauses, p.skipped(i+1, "EXTERNAL"))
			case f.Procedure && p.d.Unseparated:
				f.Block = p.batchBody()
			case p.atKw(keyword.BEGIN), p.atKw(keyword.DECLARE), p.atKw(keyword.RETURN), p.queryAhead():
			case p.declarationsAhead():
				p.routineBody(f)
			default:
				f.Expr = p.expr()
			}
		case p.at(token.Word) && p.peekKind(1) == token.Colon && p.peekKw(2) == keyword.BEGIN && !body: // a label
			f.Block = p.blockOnly(p.stmt)
		case p.atKw(keyword.BEGIN):
			f.Block = p.blockOnly(p.block)
		case p.atKw(keyword.DECLARE):
			f.Block = p.blockOnly(p.declare)
		case p.queryAhead() && (!p.atKw(keyword.WITH) || p.cteBehind()):
			f.Query = p.query()
		case !body && f.Procedure && p.changeAhead():
			s := p.statement(true)
			f.Block = &ast.Block{Span: s.Span, Kind: "BODY", Statements: []*ast.Statement{s}}
		case p.atKw(keyword.WITH) && p.peekKind(2) == token.LParen && p.wordAhead(1, "PARAMETER"): // Doris: the names of those whose types stand in front
			p.pass(2)
			f.Clauses = append(f.Clauses, p.skipped(i, "WITH PARAMETER"))
			for _, name := range p.parenIdents("a parameter") {
				f.Params = append(f.Params, &ast.ColumnDef{Span: name.Span, Name: name})
			}
		case p.atWord("AUTHORIZE") && p.peekKw(1) == keyword.AS: // SingleStore: CURRENT_USER, DEFINER
			p.pass(3)
			f.Clauses = append(f.Clauses, p.skipped(i, "AUTHORIZE"))
		case p.acceptKws(keyword.CAST, keyword.FROM): // the standard: the type that the function's language returns
			p.typeName()
			f.Clauses = append(f.Clauses, p.skipped(i, "CAST FROM"))
		case p.at(token.LParen):
			p.balanced()
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		default:
			switch p.tok.Kind {
			case token.Word, token.Eq, token.QuotedName, token.String, token.Number, token.Comma, token.Dot, token.Tag,
				token.Minus, token.Param, token.At:
				p.advance()
			default:
				p.fail("the body of the function")
			}
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		}
	}
	if f.Text != nil && (!class || f.Language != "") {
		p.innerBody(f, &text)
	}
	f.Span = p.since(c.start)
	return f
}

// typeMethod reads CREATE [INSTANCE] METHOD name (parameters) FOR type RETURN value, the body of a method of a type.
func (p *Parser) typeMethod(c created) ast.Stmt {
	i := p.i
	if !p.atWord("METHOD") {
		p.advance()
	}
	p.advance()
	c.clauses = append(c.clauses, p.skipped(i, "METHOD"))
	p.seek(p.i - 1)
	f := p.function(c)
	if f, ok := f.(*ast.CreateFunction); ok {
		f.Procedure = false
	}
	return f
}

// foreignBodyAhead reports whether SingleStore's AS WASM ..., AS REMOTE SERVICE ... stands here: what the function runs is
// elsewhere.
func (p *Parser) foreignBodyAhead() bool {
	return p.atWord("WASM") && (p.peekKw(1) == keyword.FROM || p.wordAhead(1, "BASE64")) ||
		p.wordAhead(1, "SERVICE") && (p.atWord("REMOTE") || p.atWord("COLLOCATED"))
}

// macroAhead reports whether a function stands here whose parameters have no types, as a macro's: f(a, b := 1) AS value.
func (p *Parser) macroAhead() bool {
	n := 1
	if p.peekKw(1) == keyword.IF {
		n = 4
	}
	for p.peekKind(n+1) == token.Dot {
		n += 2
	}
	if p.peekKind(n+1) != token.LParen || p.peekKind(n+2) != token.Word {
		return false
	}
	if k := p.peekKind(n + 3); k != token.Comma && k != token.RParen && k != token.Assign {
		return false
	}
	closing := int(p.match[p.i+n+1])
	if closing <= 0 || p.toks[closing+1].Keyword != keyword.AS {
		return false
	}
	switch body := &p.toks[closing+2]; body.Keyword {
	case keyword.BEGIN, keyword.DECLARE, keyword.RETURN:
		return false
	default:
		return body.Kind != token.String
	}
}

// macro reads DuckDB's CREATE MACRO f(a, b := 1) AS value, AS TABLE query. The bodies of further signatures are clauses.
func (p *Parser) macro(c created) ast.Stmt {
	f := &ast.CreateFunction{OrReplace: c.replace, Language: "sql", Clauses: c.clauses}
	f.Clauses = append(f.Clauses, &ast.Clause{Span: p.tok.Span, Kind: upper(p.str(&p.tok))})
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	f.Name = p.name("a macro's name")
	for {
		p.macroParams(f)
		p.acceptKw(keyword.AS) // Hive goes without
		switch {
		case p.acceptKw(keyword.TABLE):
			f.Query = p.query()
		default:
			f.Expr = p.expr()
		}
		if !p.at(token.Comma) {
			break
		}
		overload := &ast.Clause{Kind: "OVERLOAD"}
		if f.Query != nil {
			overload.Exprs = []ast.Expr{&ast.Subquery{Span: f.Query.Span, Query: f.Query}}
			f.Query = nil
		} else {
			overload.Exprs = []ast.Expr{f.Expr}
			f.Expr = nil
		}
		overload.Span = overload.Exprs[0].Extent()
		f.Clauses = append(f.Clauses, overload)
		p.advance()
	}
	f.Span = p.since(c.start)
	return f
}

// macroParams reads (a, b := 1, c INTEGER).
func (p *Parser) macroParams(f *ast.CreateFunction) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		start := p.here()
		d := &ast.ColumnDef{Name: p.ident("a parameter")}
		if p.at(token.Word) {
			d.Type = p.typeName()
		}
		if p.accept(token.Assign) || p.acceptKw(keyword.DEFAULT) {
			d.Default = p.expr()
		}
		d.Span = p.since(start)
		f.Params = append(f.Params, d)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// changeAhead reports whether a statement that changes data stands here, the whole body of a procedure.
func (p *Parser) changeAhead() bool {
	switch p.tok.Keyword {
	case keyword.INSERT, keyword.UPDATE, keyword.MERGE:
		return p.peekKind(1) == token.Word
	case keyword.DELETE:
		return p.peekKw(1) == keyword.FROM
	}
	return false
}

// declarationsAhead reports whether the declarations of a block of PL/SQL stand here, in front of its BEGIN.
func (p *Parser) declarationsAhead() bool {
	if !p.at(token.Word) || p.peekKind(1) != token.Word {
		return false
	}
	p.seek(p.i - 1)
	ahead := p.declareSection()
	p.seek(p.i + 1)
	return ahead
}

// blockOnly reads a statement that must be a block.
func (p *Parser) blockOnly(read func() ast.Stmt) *ast.Block {
	b, ok := read().(*ast.Block)
	if !ok {
		p.fail("a block")
	}
	return b
}

// functionReturn reads RETURN with the value or query that is a function's body, or Oracle's RETURN type.
func (p *Parser) functionReturn(f *ast.CreateFunction) {
	p.advance()
	switch {
	case p.queryAhead():
		f.Query = p.query()
	case f.ReturnType == nil && p.at(token.Word) && p.speculate(func() {
		t := p.typeName()
		if !p.atKw(keyword.IS) && !p.atKw(keyword.AS) && !p.atWord("DETERMINISTIC") && !p.atWord("PIPELINED") && !p.atWord("AUTHID") &&
			!p.atWord("RESULT_CACHE") && !p.atWord("PARALLEL_ENABLE") {
			p.fail("IS")
		}
		f.ReturnType = t
	}):
	default:
		f.Expr = p.expr()
	}
}

// innerBody reads the body of a function that stands in a string, where it is SQL: an expression, a query, or a block.
// What is no SQL that we understand is left as text.
func (p *Parser) innerBody(f *ast.CreateFunction, text *token.Token) {
	switch f.Language {
	case "", "sql", "plpgsql", "plvsql", "sqlscript":
	default:
		return
	}
	if text.End != f.Text.End { // several strings joined
		return
	}
	if list, ok := p.inner(text); ok {
		b := &ast.Block{Span: source.Span{Start: list[0].Start, End: list[len(list)-1].End}, Kind: "AS", Statements: list}
		f.Block, f.Text = b, nil
		return
	}
	if sub := p.within(text); sub != nil {
		if e, err := sub.Expr(); err == nil {
			f.Expr, f.Text = e, nil
		}
	}
}

// params reads a function's parameters.
func (p *Parser) params(f *ast.CreateFunction) {
	p.expect(token.LParen, "`(`")
	for !p.at(token.RParen) {
		d := p.functionParam()
		if i := p.i; !p.at(token.Comma) && !p.at(token.RParen) {
			p.element()
			d.Constraints = append(d.Constraints, p.skipped(i, "OPTION"))
			d.Span = p.since(d.Start)
		}
		f.Params = append(f.Params, d)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen, "`)`")
}

// functionParam reads one parameter: [IN] name type [= default], or a type alone.
func (p *Parser) functionParam() *ast.ColumnDef {
	start := p.here()
	d := &ast.ColumnDef{}
	p.acceptAny(keyword.IN, keyword.OUT, keyword.INOUT)
	if p.atWord("VARIADIC") {
		p.advance()
	}
	if p.peekKind(1) == token.Dot && p.peekKind(2) == token.Dot { // Impala: any number of them, INT...
		d.Type = &ast.TypeName{Span: p.tok.Span, Name: upper(p.str(&p.tok))}
		i := p.i + 1
		for p.advance(); p.at(token.Dot); {
			p.advance()
		}
		d.Constraints = append(d.Constraints, p.skipped(i, "VARIADIC"))
	} else if next := p.peek(1); next.Kind == token.Comma || next.Kind == token.RParen || next.Kind == token.LParen || next.Kind == token.Lt || next.Kind == token.LBracket {
		d.Type = p.typeName() // without a name
	} else {
		if p.at(token.Param) {
			d.Name = ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)}
			p.advance()
		} else {
			d.Name = p.ident("a parameter")
		}
		for p.acceptAny(keyword.IN, keyword.OUT, keyword.INOUT) != keyword.None {
		}
		p.acceptWord("NOCOPY")
		p.acceptKw(keyword.AS)
		if p.acceptKw(keyword.ANY) {
			p.acceptKw(keyword.TYPE)
		} else if !p.at(token.Comma) && !p.at(token.RParen) {
			d.Type = p.typeName()
		}
	}
	if i := p.i; p.acceptKw(keyword.NULL) || p.acceptKws(keyword.NOT, keyword.NULL) { // T-SQL
		d.Constraints = append(d.Constraints, p.skipped(i, "NULL"))
	}
	if p.acceptKw(keyword.DEFAULT) || p.accept(token.Eq) || p.accept(token.Assign) {
		d.Default = p.expr()
	}
	if i := p.i; p.acceptKw(keyword.OUT) || p.acceptKw(keyword.OUTPUT) || p.acceptWord("READONLY") {
		d.Constraints = append(d.Constraints, p.skipped(i, "OPTION"))
	}
	d.Span = p.since(start)
	return d
}

// returns reads RETURNS type, RETURNS TABLE (columns).
func (p *Parser) returns(f *ast.CreateFunction) {
	if (f.ReturnType != nil || f.Returns != nil) && p.peekKw(1) != keyword.NULL {
		p.failAgain()
	}
	i := p.i
	p.advance()
	if p.acceptKws(keyword.NULL, keyword.ON, keyword.NULL) { // RETURNS NULL ON NULL INPUT
		p.acceptWord("INPUT")
		f.Clauses = append(f.Clauses, p.skipped(i, "RETURNS NULL"))
		return
	}
	if p.at(token.Param) { // T-SQL: RETURNS @t TABLE (...)
		p.advance()
		f.Clauses = append(f.Clauses, p.skipped(i, "RETURNS"))
	}
	if !p.acceptKw(keyword.TABLE) {
		f.ReturnType = p.typeName()
		if j := p.i; p.acceptKws(keyword.NOT, keyword.NULL) {
			f.Clauses = append(f.Clauses, p.skipped(j, "NOT NULL"))
		}
		return
	}
	switch {
	case p.at(token.Lt): // BigQuery: TABLE<a INT64>
		start := p.here()
		f.ReturnType = &ast.TypeName{Name: "TABLE"}
		p.typeArgs(f.ReturnType)
		f.ReturnType.Span = p.since(start)
	case p.at(token.LParen) && p.peekKind(1) == token.RParen:
		p.pass(2)
	case p.at(token.LParen):
		t := &ast.CreateTable{}
		p.tableElements(t)
		f.Returns, f.Clauses = t.Columns, append(f.Clauses, t.Clauses...)
		for _, k := range t.Constraints {
			f.Clauses = append(f.Clauses, &ast.Clause{Span: k.Span, Kind: "CONSTRAINT"})
		}
	}
}

// moduleRoutine reads Db2's ALTER MODULE m ADD FUNCTION f ..., and PUBLISH; nil when it alters the module otherwise.
func (p *Parser) moduleRoutine(start int32) ast.Stmt {
	i := p.i
	var s ast.Stmt
	if !p.speculate(func() {
		p.pass(2)
		p.name("a module")
		if !p.acceptKw(keyword.ADD) && !p.acceptWord("PUBLISH") || !p.atKw(keyword.FUNCTION) && !p.atKw(keyword.PROCEDURE) {
			p.fail("a routine")
		}
		s = p.function(created{start: start, clauses: []*ast.Clause{p.skipped(i, "MODULE")}})
	}) {
		p.seek(i)
		return nil
	}
	return s
}
