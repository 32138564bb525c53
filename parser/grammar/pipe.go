package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// pipe reads the |> operators behind a query's input.
func (p *Parser) pipe(input ast.Body) ast.Body {
	b := &ast.Pipe{Input: input, Steps: p.pipeSteps()}
	b.Span = p.since(input.Extent().Start)
	return b
}

func (p *Parser) pipeSteps() []*ast.PipeStep {
	var steps []*ast.PipeStep
	for p.at(token.PipeGt) {
		i, start := p.i, p.here()
		p.advance()
		s := &ast.PipeStep{}
		if !p.try(func() { p.pipeStep(s) }) || !p.at(token.PipeGt) && !p.pipeEnd() {
			o := p.salvage(i, 0)
			*s = ast.PipeStep{Op: "?", Select: &ast.Select{Span: o.Span, Clauses: []*ast.Clause{{Span: o.Span, Exprs: []ast.Expr{o}}}}}
		}
		s.Span = p.since(start)
		steps = append(steps, s)
	}
	return steps
}

// pipeEnd reports whether a pipe query may end here.
func (p *Parser) pipeEnd() bool {
	return p.statementEnd(false) || p.at(token.RParen)
}

func (p *Parser) pipeStep(s *ast.PipeStep) {
	start, from := p.here(), p.i
	sel := &ast.Select{}
	setSelect := func() {
		sel.Span = p.since(start)
		s.Select = sel
	}
	switch kw := p.tok.Keyword; kw {
	case keyword.WHERE:
		s.Op = "WHERE"
		p.advance()
		sel.Where = p.whole(0)
		setSelect()
	case keyword.SELECT, keyword.EXTEND, keyword.DISTINCT:
		s.Op = kw.String()
		p.advance()
		if kw == keyword.DISTINCT {
			sel.Distinct = true
		} else {
			p.selectHead(sel)
		}
		for p.selectClause(sel) {
		}
		setSelect()
	case keyword.WINDOW:
		s.Op = "WINDOW"
		if p.peekKw(2) == keyword.AS { // Spark: WINDOW w AS (...)
			p.windowClause(sel)
		} else {
			p.advance()
			sel.Items = p.selectItems()
		}
		setSelect()
	case keyword.LATERAL: // LATERAL VIEW
		s.Op = "JOIN"
		if p.peekKw(1) != keyword.VIEW {
			p.fail("a pipe operator such as WHERE or SELECT")
		}
		view := p.lateralView()
		s.Join = &ast.Join{Span: view.Span, Kind: ast.Cross, Lateral: true, Right: view}
	case keyword.AGGREGATE:
		s.Op = "AGGREGATE"
		p.advance()
		if !p.atKw(keyword.GROUP) {
			sel.Items = p.pipeItems()
		}
		if p.acceptKw(keyword.GROUP) {
			p.acceptKws(keyword.AND, keyword.ORDER)
			p.expectKw(keyword.BY)
			g := &ast.GroupBy{}
			at := p.here()
			for _, item := range p.pipeItems() {
				g.Items = append(g.Items, aliased(item))
			}
			g.Span = p.since(at)
			sel.GroupBy = g
		}
		setSelect()
	case keyword.SET, keyword.RENAME:
		s.Op = kw.String()
		p.advance()
		if kw == keyword.SET {
			s.Assign = p.assignments()
			return
		}
		for {
			at := p.here()
			n := p.name("a column")
			p.acceptKw(keyword.AS)
			to := p.ident("a column's name")
			c := &ast.ColumnRef{Span: to.Span, Parts: []ast.Ident{to}}
			s.Assign = append(s.Assign, &ast.Assignment{Span: p.since(at), Targets: []*ast.ColumnRef{c}, Value: &ast.ColumnRef{Span: n.Span, Parts: n.Parts}})
			if !p.accept(token.Comma) {
				return
			}
		}
	case keyword.DROP:
		s.Op = "DROP"
		p.advance()
		s.Names = p.identList("a column")
	case keyword.AS:
		s.Op = "AS"
		p.advance()
		s.Names = []ast.Ident{p.ident("a name")}
	case keyword.ORDER, keyword.SORT, keyword.DISTRIBUTE, keyword.CLUSTER:
		s.Op = "ORDER BY"
		s.Order = p.orderBy()
	case keyword.LIMIT, keyword.OFFSET:
		s.Op = "LIMIT"
		q := &ast.Query{}
		p.limit(q)
		s.Limit = q.Limit
	case keyword.CALL:
		s.Op = "CALL"
		p.advance()
		if !p.nameAhead() {
			p.failCertain("a table function")
		}
		f, ok := p.tableFunc(false, p.here()).(*ast.TableFunc)
		if ok {
			_, ok = f.Funcs[0].(*ast.Call)
		}
		if !ok {
			p.failOperand("`(`")
		}
		s.Table = f
	case keyword.WITH:
		s.Op = "WITH"
		s.With = p.with()
	case keyword.ASSERT: // condition, values for the message
		s.Op = "ASSERT"
		p.advance()
		sel.Where = p.expr()
		if at := p.here(); p.accept(token.Comma) {
			said := &ast.Clause{Kind: "MESSAGE"}
			p.listOf(func() { said.Exprs = append(said.Exprs, p.expr()) })
			said.Span = p.since(at)
			sel.Clauses = append(sel.Clauses, said)
		}
		setSelect()
	case keyword.MATCH_RECOGNIZE:
		s.Op = "MATCH_RECOGNIZE"
		s.Table = p.matchRecognize(&ast.Hole{Span: p.toks[from-1].Span, Text: "|>"})
	case keyword.TABLESAMPLE:
		s.Op = "TABLESAMPLE"
		s.Sample = p.sample()
	case keyword.PIVOT, keyword.UNPIVOT:
		s.Op = kw.String()
		if next := p.peek(1); next.Kind != token.LParen && next.Keyword != keyword.INCLUDE && next.Keyword != keyword.EXCLUDE {
			p.advance()
			p.failCertain("`(`")
		}
		hole := &ast.Hole{Span: p.toks[from-1].Span, Text: "|>"}
		s.Table = p.factorSuffix(hole)
	case keyword.CREATE:
		s.Op = "WRITE"
		c := created{start: start, piped: true}
		p.advance()
		for p.createWord(&c) {
		}
		if !p.atKw(keyword.TABLE) {
			p.fail("TABLE")
		}
		s.Stmt = p.createTable(c)
	case keyword.INSERT:
		s.Op = "WRITE"
		s.Stmt = p.pipeInsert()
	case keyword.EXPORT:
		s.Op = "WRITE"
		s.Stmt = p.pipeExport()
	case keyword.IF:
		s.Op = "IF"
		p.pipeIf(s)
	case keyword.RECURSIVE:
		s.Op = "RECURSIVE UNION"
		p.pipeRecursion(s)
	default:
		if p.setOperatorAhead() {
			s.Op = "SET OPERATION"
			p.pipeSetOp(s)
			return
		}
		if p.sideStep(s) {
			return
		}
		if p.joinAhead() == 0 {
			p.fail("a pipe operator such as WHERE or SELECT")
		}
		s.Op = "JOIN"
		s.Join = p.join()
		if conditions := len(p.conditions); p.joinConditions(s.Join, 1) > 0 {
			setCondition(s.Join, &p.conditions[conditions])
			p.conditions = p.conditions[:conditions]
		}
	}
}

// pipeItems reads select items that may be followed by how the rows are ordered by them.
func (p *Parser) pipeItems() []*ast.SelectItem {
	var items []*ast.SelectItem
	for {
		items = append(items, p.selectItem(stopComma|stopClause|stopSort))
		if p.acceptAny(keyword.ASC, keyword.DESC) != keyword.None && p.acceptKw(keyword.NULLS) {
			p.acceptAny(keyword.FIRST, keyword.LAST)
		}
		if !p.accept(token.Comma) || p.stopped(stopClause) {
			return items
		}
	}
}

// pipeSetOp reads UNION ALL (query), (query).
func (p *Parser) pipeSetOp(s *ast.PipeStep) {
	start := p.here()
	first := p.setOp()
	first.Right = p.bodyTerm()
	first.Span = p.since(start)
	s.Set = append(s.Set, first)
	for p.at(token.Comma) && p.peekKind(1) == token.LParen {
		p.advance()
		o := &ast.SetOp{Op: first.Op, All: first.All, ByName: first.ByName, Keeps: first.Keeps, Names: first.Names, Right: p.bodyTerm()}
		o.Span = o.Right.Extent()
		s.Set = append(s.Set, o)
	}
}

// aliased is a select item as one expression that keeps its name.
func aliased(item *ast.SelectItem) ast.Expr {
	if item.Alias == nil {
		return item.Expr
	}
	return &ast.NamedArg{Span: item.Span, Name: *item.Alias, Value: item.Expr}
}

// sideStep reads the operators that give their input to subpipelines beside the query, or show it, and are named by words
// that are no keywords.
func (p *Parser) sideStep(s *ast.PipeStep) bool {
	for _, word := range [...]string{"FORK", "TEE", "LOG", "STATIC_DESCRIBE", "DESCRIBE"} {
		i := p.i
		if !p.acceptWord(word) {
			continue
		}
		s.Op = word
		s.Clauses = []*ast.Clause{p.skipped(i, word)}
		for p.at(token.LParen) {
			s.Pipes = append(s.Pipes, p.subpipeline())
			if word == "LOG" || !p.accept(token.Comma) {
				break
			}
		}
		if word == "FORK" && s.Pipes == nil {
			p.failOperand("`(`")
		}
		return true
	}
	return false
}

// subpipeline reads operators in parentheses, whose input is that of the operator around them.
func (p *Parser) subpipeline() *ast.Pipe {
	start := p.here()
	p.enter()
	p.expect(token.LParen, "`(`")
	if !p.at(token.PipeGt) && !p.at(token.RParen) {
		p.fail("`|>`")
	}
	b := &ast.Pipe{Steps: p.pipeSteps()}
	p.expect(token.RParen, "`)`")
	p.leave()
	b.Span = p.since(start)
	return b
}

// pipeIf reads IF condition THEN (subpipeline) ELSEIF ... ELSE (subpipeline).
func (p *Parser) pipeIf(s *ast.PipeStep) {
	for p.acceptAny(keyword.IF, keyword.ELSEIF) != keyword.None {
		s.Conditions = append(s.Conditions, p.expr())
		p.expectKw(keyword.THEN)
		s.Pipes = append(s.Pipes, p.subpipeline())
	}
	if p.acceptKw(keyword.ELSE) {
		s.Pipes = append(s.Pipes, p.subpipeline())
	}
}

// pipeRecursion reads RECURSIVE UNION ALL (query or subpipeline) AS the name by which that calls what it is given.
func (p *Parser) pipeRecursion(s *ast.PipeStep) {
	start := p.here()
	p.advance()
	if !p.atKw(keyword.UNION) {
		p.failOperand("UNION")
	}
	op := p.setOp()
	if p.atKw(keyword.WITH) {
		op.Match = p.pipeDepth(s, op.Match)
	}
	if p.at(token.LParen) && (p.peekKind(1) == token.PipeGt || p.peekKind(1) == token.RParen) {
		op.Right = p.subpipeline()
	} else {
		op.Right = p.bodyTerm()
	}
	op.Span = p.since(start)
	s.Set = []*ast.SetOp{op}
	if p.acceptKw(keyword.AS) {
		s.Names = []ast.Ident{p.ident("a name")}
	}
}

// pipeDepth reads WITH DEPTH AS column BETWEEN 1 AND 9, which may stand behind BY NAME.
func (p *Parser) pipeDepth(s *ast.PipeStep, match *ast.Clause) *ast.Clause {
	c := &ast.Clause{Kind: "DEPTH"}
	start := p.here()
	if match != nil {
		start = match.Start
	}
	p.advance()
	if !p.acceptWord("DEPTH") {
		p.fail("DEPTH")
	}
	if p.acceptKw(keyword.AS) {
		name := p.ident("a column's name")
		s.Depth = &name
	}
	if p.acceptKw(keyword.BETWEEN) {
		c.Exprs = append(c.Exprs, p.primary())
		p.expectKw(keyword.AND)
		c.Exprs = append(c.Exprs, p.primary())
	} else if p.acceptWord("MAX") {
		c.Exprs = append(c.Exprs, p.primary())
	}
	c.Span = p.since(start)
	return c
}

// pipeInsert reads INSERT INTO t (columns), whose rows are the input.
func (p *Parser) pipeInsert() *ast.Insert {
	start := p.here()
	in := &ast.Insert{Verb: "INSERT"}
	p.advance()
	p.orAction()
	p.acceptKw(keyword.IGNORE)
	p.acceptKw(keyword.INTO)
	in.Target = p.target()
	if p.accept(token.LParen) {
		in.Columns = p.nameList()
		p.expect(token.RParen, "`)`")
	}
	in.Span = p.since(start)
	return in
}

// pipeExport reads EXPORT DATA, whose rows are the input, with the place to export to.
func (p *Parser) pipeExport() *ast.Copy {
	start := p.here()
	c := &ast.Copy{Verb: "EXPORT"}
	p.advance()
	p.expectKw(keyword.DATA)
	if i := p.i; !p.pipeEnd() {
		for !p.pipeEnd() && !p.at(token.PipeGt) {
			p.skipOne()
		}
		c.Clauses = append(c.Clauses, p.skipped(i, "OPTIONS"))
	}
	c.Span = p.since(start)
	return c
}
