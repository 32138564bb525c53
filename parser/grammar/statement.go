package grammar

import (
	"slices"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// At moves to the statement that begins at token i, passing separators; it returns the token that begins it, and false
// at the end.
func (p *Parser) At(i int) (int, bool) {
	p.seek(i)
	for p.at(token.Semicolon) {
		p.advance()
	}
	return p.i, !p.at(token.EOF)
}

// Statement reads the statement at the current token, up to its separator, and returns the token behind it.
func (p *Parser) Statement() (*ast.Statement, int) {
	s := p.statement(false)
	return s, p.i
}

// statement reads one statement; inner is set inside a block, where END and its kin end it too. The errors and opaques
// of an inner one stay on the parser's stacks: they are the outer one's too.
func (p *Parser) statement(inner bool) *ast.Statement {
	i, start := p.i, p.here()
	errors, opaques := len(p.errors), len(p.opaques)
	s := &ast.Statement{}
	if !p.try(func() { s.Body = p.stmt() }) {
		failed := p.i
		p.skipStatement(i, failed, inner)
		o := p.opaque(i)
		s.Body = &ast.OpaqueStmt{Span: o.Span, Opaque: o}
	} else if !p.statementEnd(inner) {
		p.report("the end of the statement", false)
		failed := p.i
		p.skipStatement(failed, failed, inner)
		p.opaque(failed)
	}
	s.Span = p.since(start)
	s.Errors = slices.Clone(p.errors[errors:])
	s.Opaques = slices.Clone(p.opaques[opaques:])
	if !inner {
		p.errors, p.opaques = p.errors[:0], p.opaques[:0]
		p.bracketErrors(s, i)
	}
	s.State = state(s)
	return s
}

// state concludes how much of a statement was understood.
func state(s *ast.Statement) ast.State {
	for _, e := range s.Errors {
		if e.Certain {
			return ast.Invalid
		}
	}
	if len(s.Opaques) > 0 {
		return ast.Partial
	}
	if o, ok := s.Body.(*ast.Other); ok && o.Query == nil {
		return ast.OtherState
	}
	return ast.Complete
}

// bracketErrors finds the first bracket without a partner or token that is never closed, and makes it the statement's
// first error: no reading can be right then.
func (p *Parser) bracketErrors(s *ast.Statement, from int) {
	if len(s.Errors) == 0 {
		return
	}
	var open []int
	for i := from; i < p.i; i++ {
		t := &p.toks[i]
		switch t.Kind {
		case token.LParen, token.LBracket, token.LBrace:
			open = append(open, i)
		case token.RParen, token.RBracket, token.RBrace:
			if n := len(open); n > 0 && closes(p.toks[open[n-1]].Kind) == t.Kind {
				open = open[:n-1]
				continue
			}
			p.certain(s, t, quote(p.str(t))+" closes nothing: no bracket before it is still open")
			return
		case token.Unclosed:
			p.certain(s, t, unclosed(p.str(t)))
			return
		}
	}
	if n := len(open); n > 0 {
		t := &p.toks[open[n-1]]
		p.certain(s, t, quote(p.str(t))+" is never closed")
	}
}

// certain puts an error that no reading can avoid in front of a statement's errors.
func (p *Parser) certain(s *ast.Statement, t *token.Token, message string) {
	e := &ast.SyntaxError{Span: t.Span, Found: p.str(t), Certain: true, Message: message}
	s.Errors = append([]*ast.SyntaxError{e}, s.Errors...)
}

// skipStatement moves to what ends the statement that began at token i and was read up to the token failed: a
// separator, or END inside a block.
func (p *Parser) skipStatement(i, failed int, inner bool) {
	for p.seek(max(i, failed)); !p.at(token.EOF) && !p.at(token.Semicolon); p.advance() {
		if inner && p.i > i && p.atKw(keyword.END) {
			return
		}
	}
	if p.i == i { // an empty statement cannot be: let no loop stand still
		p.advance()
	}
}

// statementEnd reports whether a statement may end here.
func (p *Parser) statementEnd(inner bool) bool {
	if p.at(token.EOF) || p.at(token.Semicolon) {
		return true
	}
	if !inner {
		return false
	}
	switch p.tok.Keyword {
	case keyword.END, keyword.ELSE, keyword.ELSEIF, keyword.ELSIF, keyword.WHEN, keyword.EXCEPTION, keyword.UNTIL:
		return true
	}
	return false
}

// stmt reads the content of a statement.
func (p *Parser) stmt() ast.Stmt {
	p.enter()
	defer p.leave()
	start := p.here()
	switch p.tok.Keyword {
	case keyword.SELECT, keyword.VALUES, keyword.FROM:
		if p.atKw(keyword.FROM) {
			return p.fromStatement()
		}
		return p.query()
	case keyword.WITH:
		return p.withStatement()
	case keyword.TABLE:
		return p.query()
	case keyword.INSERT, keyword.REPLACE, keyword.UPSERT:
		if p.peekKind(1) != token.LParen {
			return p.insert(nil)
		}
	case keyword.UPDATE:
		return p.update(nil)
	case keyword.DELETE:
		return p.delete(nil)
	case keyword.MERGE:
		return p.merge(nil)
	case keyword.CREATE:
		return p.create()
	case keyword.EXPLAIN, keyword.DESCRIBE, keyword.DESC:
		return p.explain()
	case keyword.CALL, keyword.EXECUTE, keyword.EXEC:
		return p.callStatement()
	case keyword.COPY, keyword.UNLOAD, keyword.EXPORT, keyword.LOAD:
		return p.copyStatement()
	case keyword.DECLARE:
		return p.declare()
	case keyword.SET:
		return p.setStatement()
	case keyword.BEGIN, keyword.IF, keyword.LOOP, keyword.WHILE, keyword.REPEAT, keyword.FOR, keyword.CASE, keyword.RETURN:
		return p.block()
	}
	if p.at(token.LParen) {
		return p.query()
	}
	if p.at(token.Tag) && (p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon) {
		h := p.hole()
		return &ast.Other{Span: h.Span, Kind: "TEMPLATE", Exprs: []ast.Expr{h}}
	}
	if (p.at(token.Word) || p.at(token.Param)) && p.peekKind(1) == token.Assign { // a := 1 in a block
		return p.assign()
	}
	if !p.at(token.Word) || p.tok.Keyword == keyword.None && !otherVerbs[upper(p.str(&p.tok))] {
		p.failOperand("a statement such as SELECT")
	}
	return p.other(start)
}

// fromStatement reads a query that begins with FROM, and Hive's FROM ... INSERT.
func (p *Parser) fromStatement() ast.Stmt {
	q := p.query()
	if !p.atKw(keyword.INSERT) {
		return q
	}
	in := &ast.Insert{Verb: "INSERT", Query: q}
	for p.atKw(keyword.INSERT) {
		start := p.here()
		b := &ast.InsertBranch{}
		one := p.insert(nil)
		b.Target, b.Columns, b.Query = one.Target, one.Columns, one.Query
		b.Span = p.since(start)
		in.Branches = append(in.Branches, b)
	}
	in.Span = p.since(q.Start)
	return in
}

func (p *Parser) withStatement() ast.Stmt {
	w := p.with()
	switch p.tok.Keyword {
	case keyword.INSERT, keyword.REPLACE:
		return p.insert(w)
	case keyword.UPDATE:
		return p.update(w)
	case keyword.DELETE:
		return p.delete(w)
	case keyword.MERGE:
		return p.merge(w)
	}
	return p.queryWith(w, w.Start)
}

func (p *Parser) explain() ast.Stmt {
	start, from := p.here(), p.i
	verb := p.tok.Keyword.String()
	p.advance()
	for i := p.i; i < len(p.toks) && p.toks[i].Kind != token.Semicolon && p.toks[i].Kind != token.EOF; i++ {
		t := &p.toks[i]
		if t.Kind == token.LParen && p.match[i] > 0 && !p.queryAheadAt(i-p.i) {
			i = int(p.match[i])
			continue
		}
		switch t.Keyword {
		case keyword.SELECT, keyword.WITH, keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE, keyword.REPLACE, keyword.CREATE, keyword.VALUES, keyword.FROM:
			p.seek(i)
			s := p.stmt()
			return &ast.Explain{Span: p.since(start), Verb: verb, Stmt: s}
		}
		if t.Kind == token.LParen {
			p.seek(i)
			q := p.query()
			return &ast.Explain{Span: p.since(start), Verb: verb, Stmt: q}
		}
		if t.Kind != token.Word && t.Kind != token.Eq && t.Kind != token.String && t.Kind != token.Number && t.Kind != token.Comma {
			break
		}
	}
	p.seek(from)
	return p.other(start)
}

// callStatement reads CALL f(x) and EXECUTE of a prepared statement or a string.
func (p *Parser) callStatement() ast.Stmt {
	start := p.here()
	o := &ast.Other{Kind: p.tok.Keyword.String()}
	if !p.atKw(keyword.CALL) {
		return p.other(start)
	}
	p.advance()
	o.Exprs = []ast.Expr{p.expr()}
	if p.acceptKw(keyword.INTO) {
		o.Exprs = append(o.Exprs, p.primary())
	}
	o.Span = p.since(start)
	return o
}

// assign reads name := value.
func (p *Parser) assign() ast.Stmt {
	start := p.here()
	p.advance()
	p.advance()
	b := &ast.Block{Kind: "SET", Exprs: []ast.Expr{p.subqueryOrExpr()}}
	b.Span = p.since(start)
	return b
}

// subqueryOrExpr reads a value, which may be a query without parentheses.
func (p *Parser) subqueryOrExpr() ast.Expr {
	if p.queryAhead() && !p.at(token.LParen) {
		start := p.here()
		q := p.query()
		return &ast.Subquery{Span: p.since(start), Query: q}
	}
	return p.expr()
}

// setStatement reads SET name = value, where the value may hold a query; all other settings are read by kind.
func (p *Parser) setStatement() ast.Stmt {
	start, i := p.here(), p.i
	o := &ast.Other{Kind: "SET"}
	if p.speculate(func() {
		p.advance()
		p.acceptAny(keyword.LOCAL, keyword.SESSION, keyword.GLOBAL, keyword.VARIABLE)
		if p.at(token.LParen) {
			p.balanced()
		} else if p.at(token.Param) {
			p.advance()
		} else {
			p.name("a variable")
		}
		if !p.accept(token.Eq) && !p.accept(token.Assign) && !(p.at(token.Operator) && p.text[p.tok.End-1] == '=') {
			p.fail("`=`")
		}
		if p.at(token.Operator) {
			p.advance()
		}
		o.Exprs = append(o.Exprs, p.subqueryOrExpr())
		for p.accept(token.Comma) {
			if (p.at(token.Word) || p.at(token.Param)) && p.peekKind(1) == token.Eq {
				p.advance()
				p.advance()
			}
			o.Exprs = append(o.Exprs, p.expr())
		}
		if !p.at(token.Semicolon) && !p.at(token.EOF) {
			p.fail("the end of the statement")
		}
	}) {
		o.Span = p.since(start)
		if holdsQuery(o.Exprs) {
			return &ast.Block{Span: o.Span, Kind: "SET", Exprs: o.Exprs}
		}
		return o
	}
	p.seek(i)
	return p.other(start)
}

// holdsQuery reports whether one of the values reads data.
func holdsQuery(list []ast.Expr) bool {
	found := false
	for _, e := range list {
		ast.Walk(e, func(n ast.Node) bool {
			if _, ok := n.(*ast.Query); ok {
				found = true
			}
			return !found
		})
	}
	return found
}

// otherVerbs are the words, no keywords of ours, that begin a statement of some dialect.
var otherVerbs = wordSet(`ADMIN ALTER ANALYZE APPLY AUDIT BINLOG CHANGE CLEAR CLOSE CLUSTER COLLECT COMMENT COMPUTE CONVERT DBCC DISCARD DISCONNECT
	DO EXIT FETCH FINISH FLASHBACK FLUSH GET HELP KILL LIST LISTEN LOCK LS MOVE NOTIFY OPEN PUT QUIT RECEIVE RECOVER REMOVE
	REORG RM RUN SECURITY SHUTDOWN SPLIT STOP SUBSCRIBE SUSPEND RESUME TRAIN UNDROP VALIDATE WAITFOR WHENEVER XA PURGE
	NOAUDIT INHERIT BATCH CALIBRATE IMPORT TRACE PLAN REMOVEFILE PREDICT DIAGNOSTICS GOTO NULL PRINT RAISERROR RECONFIGURE REVERT
	SYNC CANCEL ADD DFS INVALIDATE REPLICATE CONNECT CHECKPOINT ENABLE DISABLE`)

func upper(s string) string {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			b := []byte(s)
			for j := range b {
				if b[j] >= 'a' && b[j] <= 'z' {
					b[j] -= 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// other reads a statement by its leading keywords alone. The relations that it names behind TABLE, VIEW, ON and the
// like are kept.
func (p *Parser) other(start int32) ast.Stmt {
	o := &ast.Other{}
	from := p.i
	p.advance()
	for p.i < from+3 && p.at(token.Word) && kindWords.Has(p.tok.Keyword) {
		p.advance()
	}
	o.Kind = p.words(from)
	first := p.i
	for p.seek(from); !p.at(token.EOF) && !p.at(token.Semicolon); {
		switch p.tok.Kind {
		case token.Unclosed, token.Stray:
			p.fail("the end of the statement")
		case token.Word:
			if relationWords.Has(p.tok.Keyword) && p.i+1 < len(p.toks) {
				kw := p.tok.Keyword
				p.advance()
				if kw == keyword.TABLE || kw == keyword.VIEW {
					p.ifExists()
				}
				if p.relationHere(kw) {
					p.try(func() { o.Tables = append(o.Tables, p.tableName()) })
				}
				continue
			}
		}
		p.advance()
	}
	_ = first
	o.Span = p.since(start)
	return o
}

// relationHere reports whether the name behind kw can be a relation's.
func (p *Parser) relationHere(kw keyword.Keyword) bool {
	if !p.nameAhead() || p.at(token.Word) && p.tok.Keyword != keyword.None && kw != keyword.TABLE && kw != keyword.VIEW {
		return false
	}
	return p.peekKind(1) != token.LParen || kw == keyword.TABLE || kw == keyword.VIEW
}

func (p *Parser) ifExists() {
	if p.acceptKw(keyword.IF) {
		p.acceptKw(keyword.NOT)
		p.acceptKw(keyword.EXISTS)
	}
	p.acceptKw(keyword.ONLY)
}

// kindWords may follow the first word of a statement as part of its kind.
var kindWords = keyword.SetOf(
	keyword.TABLE, keyword.VIEW, keyword.DATABASE, keyword.SCHEMA, keyword.FUNCTION, keyword.PROCEDURE, keyword.INDEX,
	keyword.MATERIALIZED, keyword.EXTERNAL, keyword.TEMPORARY, keyword.SEQUENCE, keyword.ROLE, keyword.USER, keyword.WAREHOUSE,
	keyword.STAGE, keyword.POLICY, keyword.TRIGGER, keyword.TYPE, keyword.EVENT, keyword.SESSION, keyword.SYSTEM, keyword.TRANSACTION,
	keyword.TABLES, keyword.SCHEMAS, keyword.COLUMNS, keyword.VIEWS, keyword.GLOBAL, keyword.LOCAL, keyword.ROLLBACK,
	keyword.TABLESPACE, keyword.CATALOG, keyword.FOREIGN, keyword.SYNONYM, keyword.PARTITIONS, keyword.CREATE, keyword.PACKAGE,
	keyword.SHARE, keyword.FORMAT, keyword.CHARACTER, keyword.DYNAMIC, keyword.ROW, keyword.ACCESS,
)

// relationWords stand in front of a relation's name in statements that are no queries.
var relationWords = keyword.SetOf(keyword.TABLE, keyword.VIEW, keyword.ON, keyword.REFERENCES, keyword.FROM, keyword.INTO)

// declare reads DECLARE in its many forms.
func (p *Parser) declare() ast.Stmt {
	start := p.here()
	b := &ast.Block{Kind: "DECLARE"}
	if p.speculate(func() {
		p.advance()
		switch {
		case p.peekKw(1) == keyword.CURSOR || p.peekKw(1) == keyword.SCROLL || p.atKw(keyword.CURSOR):
			p.cursor(b)
		default:
			p.declarations(b)
		}
		if !p.at(token.Semicolon) && !p.at(token.EOF) && !p.atKw(keyword.BEGIN) {
			p.fail("the end of the declaration")
		}
	}) {
		b.Span = p.since(start)
		if p.atKw(keyword.BEGIN) || p.at(token.Semicolon) && p.peekKw(1) == keyword.BEGIN && !p.d.AtParams {
			return p.declareBlock(b)
		}
		return b
	}
	return p.otherOrBlock(start)
}

// otherOrBlock reads DECLARE ... BEGIN ... END with declarations that differ, or one DECLARE by its kind.
func (p *Parser) otherOrBlock(start int32) ast.Stmt {
	for i := p.i; i < len(p.toks)-1 && i < p.i+4000; i++ {
		if p.toks[i].Keyword == keyword.BEGIN && i > p.i && (p.toks[i-1].Kind == token.Semicolon || i == p.i+1) {
			b := &ast.Block{Kind: "DECLARE"}
			p.advance()
			for p.i < i {
				if p.queryAhead() && !p.at(token.LParen) {
					b.Statements = append(b.Statements, p.statement(true))
				} else {
					p.advance()
				}
			}
			b.Span = p.since(start)
			return p.declareBlock(b)
		}
		if p.toks[i].Keyword == keyword.CREATE {
			break
		}
	}
	return p.other(start)
}

func (p *Parser) declareBlock(b *ast.Block) ast.Stmt {
	p.accept(token.Semicolon)
	inner := p.block()
	if blk, ok := inner.(*ast.Block); ok {
		blk.Declares = append(b.Declares, blk.Declares...)
		blk.Exprs = append(b.Exprs, blk.Exprs...)
		blk.Statements = append(b.Statements, blk.Statements...)
		blk.Start = b.Start
		return blk
	}
	return inner
}

// cursor reads name CURSOR FOR query.
func (p *Parser) cursor(b *ast.Block) {
	for !p.atKw(keyword.FOR) && !p.atKw(keyword.IS) && !p.at(token.Semicolon) && !p.at(token.EOF) {
		p.advance()
	}
	if p.acceptAny(keyword.FOR, keyword.IS) != keyword.None && p.queryAhead() {
		b.Statements = append(b.Statements, p.statement(true))
		return
	}
	if p.at(token.Word) || p.at(token.QuotedName) {
		p.name("a statement")
	}
}

// declarations reads a, b INT64 DEFAULT 1 and @a INT = 1, @b ....
func (p *Parser) declarations(b *ast.Block) {
	for {
		start := p.here()
		var names []ast.Ident
		for {
			if p.at(token.Param) {
				names = append(names, ast.Ident{Span: p.tok.Span, Name: p.str(&p.tok)})
				p.advance()
			} else {
				names = append(names, p.ident("a variable"))
			}
			if !p.at(token.Comma) || p.peekKind(2) == token.Word && p.d.Brackets {
				break
			}
			p.advance()
		}
		var t *ast.TypeName
		if !p.atKw(keyword.DEFAULT) && !p.at(token.Assign) {
			p.acceptKw(keyword.AS)
			if p.at(token.Word) && !p.at(token.EOF) {
				t = p.typeName()
			}
		}
		if p.acceptKw(keyword.DEFAULT) || p.accept(token.Eq) || p.accept(token.Assign) {
			b.Exprs = append(b.Exprs, p.subqueryOrExpr())
		}
		span := p.since(start)
		for _, n := range names {
			b.Declares = append(b.Declares, &ast.ColumnDef{Span: span, Name: n, Type: t})
		}
		if !p.accept(token.Comma) {
			return
		}
	}
}

// block reads procedural code: BEGIN ... END, IF, loops, CASE statements, RETURN.
func (p *Parser) block() ast.Stmt {
	start := p.here()
	kw := p.tok.Keyword
	b := &ast.Block{Kind: kw.String()}
	switch kw {
	case keyword.BEGIN:
		switch next := p.peek(1); {
		case next.Kind == token.Semicolon, next.Kind == token.EOF, next.Keyword == keyword.TRANSACTION, next.Keyword == keyword.WORK,
			next.Keyword == keyword.ISOLATION, next.Keyword == keyword.READ, p.wordAhead(1, "TRAN"), p.wordAhead(1, "CATALOG"), next.Keyword == keyword.NOT && p.peekKw(2) != keyword.ATOMIC, p.wordAhead(1, "EXCLUSIVE"), next.Keyword == keyword.IMMEDIATE, next.Keyword == keyword.DEFERRED:
			return p.other(start)
		}
		p.advance()
		p.acceptKws(keyword.NOT, keyword.ATOMIC)
		p.acceptKw(keyword.ATOMIC)
		p.acceptKw(keyword.TRY)
		p.blockBody(b)
		p.blockEnd()
	case keyword.RETURN:
		p.advance()
		if p.acceptKw(keyword.TABLE) {
			p.expect(token.LParen, "`(`")
			b.Statements = append(b.Statements, p.queryStatement())
			p.expect(token.RParen, "`)`")
		} else if !p.statementEnd(true) {
			b.Exprs = append(b.Exprs, p.subqueryOrExpr())
		}
	case keyword.IF:
		p.advance()
		b.Exprs = append(b.Exprs, p.expr())
		p.acceptKw(keyword.THEN)
		p.blockBody(b)
		for {
			if p.acceptKw(keyword.ELSEIF) || p.acceptKw(keyword.ELSIF) || p.acceptKws(keyword.ELSE, keyword.IF) {
				b.Exprs = append(b.Exprs, p.expr())
				p.acceptKw(keyword.THEN)
			} else if !p.acceptKw(keyword.ELSE) {
				break
			}
			p.blockBody(b)
		}
		p.blockEnd()
	case keyword.LOOP, keyword.REPEAT:
		p.advance()
		p.blockBody(b)
		if p.acceptKw(keyword.UNTIL) {
			b.Exprs = append(b.Exprs, p.expr())
		}
		p.blockEnd()
	case keyword.WHILE:
		p.advance()
		b.Exprs = append(b.Exprs, p.expr())
		p.acceptAny(keyword.DO, keyword.LOOP)
		p.blockBody(b)
		p.blockEnd()
	case keyword.FOR:
		p.advance()
		p.ident("a variable")
		p.expectKw(keyword.IN)
		p.acceptWord("REVERSE")
		if p.queryAhead() && !p.at(token.LParen) || p.at(token.LParen) && p.queryAheadAt(1) {
			b.Statements = append(b.Statements, p.queryStatement())
		} else {
			b.Exprs = append(b.Exprs, p.operand())
			if p.acceptKw(keyword.TO) || p.at(token.Dot) {
				for p.accept(token.Dot) {
				}
				b.Exprs = append(b.Exprs, p.operand())
			}
		}
		p.acceptAny(keyword.DO, keyword.LOOP)
		p.blockBody(b)
		p.blockEnd()
	case keyword.CASE:
		p.advance()
		if !p.atKw(keyword.WHEN) {
			b.Exprs = append(b.Exprs, p.expr())
		}
		for p.acceptKw(keyword.WHEN) {
			b.Exprs = append(b.Exprs, p.expr())
			p.expectKw(keyword.THEN)
			p.blockBody(b)
		}
		if p.acceptKw(keyword.ELSE) {
			p.blockBody(b)
		}
		p.blockEnd()
	}
	b.Span = p.since(start)
	return b
}

// queryStatement reads a query as a statement inside a block's head.
func (p *Parser) queryStatement() *ast.Statement {
	start := p.here()
	q := p.query()
	return &ast.Statement{Span: p.since(start), Body: q}
}

// blockBody reads statements up to what ends them.
func (p *Parser) blockBody(b *ast.Block) {
	for {
		for p.accept(token.Semicolon) {
		}
		switch p.tok.Keyword {
		case keyword.END, keyword.ELSE, keyword.ELSEIF, keyword.ELSIF, keyword.WHEN, keyword.UNTIL:
			return
		case keyword.EXCEPTION:
			p.advance()
			for p.acceptKw(keyword.WHEN) {
				for !p.atKw(keyword.THEN) && !p.at(token.EOF) && !p.at(token.Semicolon) {
					p.advance()
				}
				p.acceptKw(keyword.THEN)
				p.blockBody(b)
			}
			return
		}
		if p.at(token.EOF) {
			p.fail("END")
		}
		b.Statements = append(b.Statements, p.statement(true))
	}
}

// blockEnd reads END, END IF, END LOOP, END label.
func (p *Parser) blockEnd() {
	p.expectKw(keyword.END)
	p.acceptAny(keyword.IF, keyword.LOOP, keyword.WHILE, keyword.FOR, keyword.CASE, keyword.REPEAT, keyword.TRY)
	if p.at(token.Word) && p.tok.Keyword == keyword.None {
		p.advance()
	}
}

// Expr reads an expression that is all there is.
func (p *Parser) Expr() (ast.Expr, *ast.SyntaxError) {
	var e ast.Expr
	if p.try(func() {
		e = p.expr()
		if !p.at(token.EOF) {
			p.fail("the end of the expression")
		}
	}) && len(p.errors) == 0 {
		return e, nil
	}
	return nil, p.errors[0]
}
