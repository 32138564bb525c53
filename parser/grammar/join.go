package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// A joinStep is one join of a chain: the operator with its right side, and how many conditions stand behind it.
type joinStep struct {
	join       *ast.Join
	conditions int
}

// A joinCondition is ON or USING; end is where it ends.
type joinCondition struct {
	on      ast.Expr
	using   []ast.Ident
	clauses []*ast.Clause
	end     int32
}

// joined reads a table expression and everything joined to it.
func (p *Parser) joined() ast.TableExpr {
	p.enter()
	first := p.factor()
	var room [4]joinStep // most queries join no more
	steps, conditions := room[:0], len(p.conditions)
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
		case p.tok.Keyword == keyword.None && p.nestedAhead():
			s.join = p.nestedColumns()
		case p.joinAhead() > 0:
			s.join = p.join()
			open++
			s.conditions = p.joinConditions(s.join, open)
			open -= s.conditions
			if !needsCondition(s.join) && s.conditions == 0 {
				open--
			}
			deferred = deferred || s.conditions > 1
		default:
			p.leave()
			if open > 0 && p.d.JoinConditions {
				p.report("ON or USING of the join", true)
			}
			if deferred {
				first = nestJoins(first, steps, p.conditions[conditions:])
			} else {
				first = chainJoins(first, steps, p.conditions[conditions:])
			}
			p.conditions = p.conditions[:conditions]
			return first
		}
		steps = append(steps, s)
	}
}

// chainJoins joins from the left: (a JOIN b ON x) JOIN c ON y.
func chainJoins(left ast.TableExpr, steps []joinStep, conditions []joinCondition) ast.TableExpr {
	for _, s := range steps {
		if s.conditions > 0 {
			setCondition(s.join, &conditions[0])
			conditions = conditions[1:]
		}
		left = joinTo(left, s.join)
	}
	return left
}

// nestJoins joins where conditions are deferred: a JOIN b JOIN c ON x ON y is a JOIN (b JOIN c ON x) ON y. Each
// condition belongs to the nearest join before it that has none.
func nestJoins(first ast.TableExpr, steps []joinStep, conditions []joinCondition) ast.TableExpr {
	operands := []ast.TableExpr{first}
	var open []*ast.Join
	for _, s := range steps {
		if s.conditions == 0 && !needsCondition(s.join) {
			last := len(operands) - 1
			operands[last] = joinTo(operands[last], s.join)
			continue
		}
		operands, open = append(operands, s.join.Right), append(open, s.join)
		for i := range s.conditions {
			n := len(open) - 1
			j := open[n]
			j.Right = operands[n+1]
			setCondition(j, &conditions[i])
			operands[n] = joinTo(operands[n], j)
			operands, open = operands[:n+1], open[:n]
		}
		conditions = conditions[s.conditions:]
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

func setCondition(j *ast.Join, c *joinCondition) {
	j.On, j.Using, j.End = c.on, c.using, c.end
	j.Clauses = append(j.Clauses, c.clauses...)
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
			keyword.SEMI, keyword.SEMIALL, keyword.NULLAWARE, keyword.ANTI, keyword.ASOF, keyword.ANY, keyword.ALL, keyword.GLOBAL, keyword.LOCAL, keyword.ARRAY,
			keyword.POSITIONAL, keyword.PASTE, keyword.HASH, keyword.MERGE, keyword.LOOP, keyword.DIRECTED, keyword.EXCEPTION:
		case keyword.NULL: // Doris: NULL AWARE LEFT ANTI JOIN
			if n > 0 || !p.wordAhead(1, "AWARE") {
				return 0
			}
			n++
		default:
			if n > 0 && p.peekKw(n+1) == keyword.JOIN && (p.wordAhead(n, "REMOTE") || p.wordAhead(n, "REDUCE") || p.wordAhead(n, "REPLICATE") || p.wordAhead(n, "REDISTRIBUTE")) {
				return n + 2 // T-SQL's hints
			}
			return 0
		}
	}
	return 0
}

// join reads a join operator and its right side.
func (p *Parser) join() *ast.Join {
	start := p.here()
	j := p.arena.joins.new()
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
		case keyword.SEMI, keyword.SEMIALL: // SEMIALL: all rows compare so (Vertica)
			j.Kind = ast.Semi
		case keyword.ANTI, keyword.EXCEPTION: // Db2 for i
			j.Kind = ast.Anti
		case keyword.ASOF:
			j.Asof = true
		case keyword.ANY:
			j.Any = true
		case keyword.POSITIONAL, keyword.PASTE:
			j.Kind = ast.Positional
		case keyword.NULL:
			p.pass(2)
			j.Clauses = append(j.Clauses, p.skipped(p.i-2, "NULL AWARE"))
			continue
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
	if p.bracketHintAhead() {
		j.Clauses = append(j.Clauses, p.tableHint())
	}
	if p.atKw(keyword.LATERAL) && j.Kind == ast.Inner && p.peekKw(1) != keyword.VIEW {
		j.Lateral = true
	}
	j.Right = p.factor()
	if p.atKws(keyword.PARTITION, keyword.BY) { // of an outer join: for each part of the right side
		at := p.here()
		p.pass(2)
		e := p.expr()
		j.Clauses = append(j.Clauses, &ast.Clause{Span: p.since(at), Kind: "PARTITION BY", Exprs: []ast.Expr{e}})
	}
	j.Span = p.since(start)
	return j
}

// joinConditions pushes the ON, USING and MATCH_CONDITION behind a join, and returns how many they are: several conditions,
// at most that many, where those of joins before it were deferred.
func (p *Parser) joinConditions(j *ast.Join, most int) int {
	n := 0
	for n < most {
		var c joinCondition
		if p.d.Strict && (j.Kind == ast.Cross && !p.d.CrossConditions || j.Natural) && !j.Lateral && (p.atKw(keyword.ON) || p.atKw(keyword.USING)) {
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
				c.clauses = append(c.clauses, p.skipped(i, "USING ALIAS"))
			}
			for p.at(token.Tag) && p.tagContinues() {
				c.clauses = append(c.clauses, p.tagClause())
			}
		case p.atKw(keyword.MATCH_CONDITION) && j.Match == nil:
			p.advance()
			p.expect(token.LParen, "`(`")
			j.Match = p.expr()
			p.expect(token.RParen, "`)`")
			j.End = p.prevEnd()
			continue
		default:
			return n
		}
		c.end = p.prevEnd()
		p.conditions = append(p.conditions, c)
		n++
	}
	return n
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
	if p.acceptKw(keyword.AS) || a.Name.Name != "" && p.tableAliasAhead() {
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
		if !p.at(token.Comma) || p.peekKind(1) != token.Word && p.peekKind(1) != token.QuotedName {
			break
		}
		p.advance()
	}
	out := p.arena.idents.copy(p.parts[base:])
	p.parts = p.parts[:base]
	return out
}
