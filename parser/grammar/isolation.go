package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// tailClauseAhead reports whether one of Db2's clauses that end a statement stands here: WITH UR, OPTIMIZE FOR 5 ROWS,
// QUERYNO 3, SKIP LOCKED DATA; or Teradata's LOGGING ERRORS.
func (p *Parser) tailClauseAhead() bool {
	switch p.tok.Keyword {
	case keyword.WITH:
		next := p.peek(1)
		return next.Kind == token.Word && next.Len() == 2 && isolations[upper(p.str(next))]
	case keyword.OPTIMIZE:
		return p.peekKw(1) == keyword.FOR
	case keyword.SKIP:
		return p.peekKw(1) == keyword.LOCKED
	case keyword.WAIT:
		return p.wordAhead(2, "OUTCOME")
	case keyword.USE:
		return p.wordAhead(1, "CURRENTLY")
	case keyword.NOT:
		return p.peekKw(1) == keyword.ATOMIC && p.peekKw(2) == keyword.CONTINUE
	case keyword.None:
		return p.tok.Len() == len("QUERYNO") && (p.atWord("QUERYNO") && p.peekKind(1) == token.Number ||
			p.atWord("LOGGING") && (p.wordAhead(1, "ERRORS") || p.peekKw(1) == keyword.ALL && p.wordAhead(2, "ERRORS")))
	}
	return false
}

// isolations are Db2's levels: uncommitted read, cursor stability, read stability, repeatable read, none.
var isolations = wordSet(`UR CS RS RR NC`)

// tailClause reads one of them.
func (p *Parser) tailClause() *ast.Clause {
	if p.atWord("LOGGING") {
		return p.loggingErrors()
	}
	i := p.i
	kw := p.tok.Keyword
	kind := upper(p.str(&p.tok))
	p.pass(2)
	switch kw {
	case keyword.WITH:
		kind = "ISOLATION"
		if p.acceptKw(keyword.USE) { // AND KEEP UPDATE LOCKS
			p.pass(4)
		}
	case keyword.OPTIMIZE:
		p.primary()
		p.acceptAny(keyword.ROW, keyword.ROWS)
	case keyword.SKIP:
		p.acceptKw(keyword.DATA)
	case keyword.WAIT: // FOR OUTCOME
		p.advance()
	case keyword.USE: // CURRENTLY COMMITTED
		p.advance()
	case keyword.NOT: // ATOMIC CONTINUE ON SQLEXCEPTION
		p.pass(3)
	}
	return p.skipped(i, kind)
}

// tailClauses reads all that stand here.
func (p *Parser) tailClauses(clauses []*ast.Clause) []*ast.Clause {
	for p.tailClauseAhead() {
		clauses = append(clauses, p.tailClause())
	}
	return clauses
}

// changedAhead reports whether the rows of a change are read here: FROM FINAL TABLE (INSERT ...).
func (p *Parser) changedAhead() bool {
	switch p.tok.Keyword {
	case keyword.FINAL, keyword.NEW, keyword.OLD:
		return p.peekKw(1) == keyword.TABLE && p.peekKind(2) == token.LParen
	}
	return false
}

// changed reads them.
func (p *Parser) changed(lateral bool, start int32) ast.TableExpr {
	at := p.here()
	p.pass(3)
	b := &ast.Changed{}
	switch p.tok.Keyword {
	case keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.MERGE:
		b.Stmt = p.stmt()
	default:
		p.failOperand("INSERT, UPDATE, DELETE or MERGE")
	}
	b.Span = b.Stmt.Extent()
	p.expect(token.RParen, "`)`")
	q := &ast.Query{Span: p.since(at), Body: b}
	return p.derivedSuffix(&ast.Derived{Lateral: lateral, Query: q}, start)
}

// includeAhead reports whether it stands here, not an alias.
func (p *Parser) includeAhead() bool {
	return p.peekKw(1) == keyword.COLUMN || p.peekKind(1) == token.LParen && p.peekKind(3) == token.Word
}

// includeColumns reads Db2's INCLUDE (a INTEGER) of a change whose rows are read: columns that the target lacks.
func (p *Parser) includeColumns() *ast.Clause {
	i := p.i
	p.advance()
	p.acceptKw(keyword.COLUMN)
	p.balanced()
	return p.skipped(i, "INCLUDE")
}
