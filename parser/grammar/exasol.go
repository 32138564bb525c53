package grammar

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// invalidAhead reports whether Exasol's WITH INVALID UNIQUE (a, b) stands here, which picks the rows that break a key.
func (p *Parser) invalidAhead() bool { return p.atKw(keyword.WITH) && p.wordAhead(1, "INVALID") }

// invalidRows reads it; the columns of the key are used.
func (p *Parser) invalidRows(s *ast.Select) {
	start := p.here()
	p.pass(2)
	for p.at(token.Word) {
		p.advance()
	}
	c := &ast.Clause{Kind: "WITH INVALID"}
	p.expect(token.LParen, "`(`")
	c.Exprs = p.exprList(token.RParen)
	p.expect(token.RParen, "`)`")
	c.Span = p.since(start)
	s.Clauses = append(s.Clauses, c)
}

// preferringAhead reports whether a preference of Exasol's stands here, which keeps the best rows.
func (p *Parser) preferringAhead() bool {
	return p.atKw(keyword.PREFERRING) && (p.peekKind(1) == token.LParen || p.peekKind(1) == token.Word && p.peekKw(1) != keyword.AS && p.peekKw(1) != keyword.ON)
}

// preferring reads PREFERRING HIGH a PLUS (LOW b PRIOR TO c = 1) PARTITION BY d: its columns are used, none is made.
func (p *Parser) preferring() *ast.Clause {
	start := p.here()
	p.advance()
	c := &ast.Clause{Kind: "PREFERRING"}
	p.preference(c)
	if p.acceptKws(keyword.PARTITION, keyword.BY) {
		p.listOf(func() { c.Exprs = append(c.Exprs, p.expr()) })
	}
	c.Span = p.since(start)
	return c
}

// preference reads terms between PLUS and PRIOR TO.
func (p *Parser) preference(c *ast.Clause) {
	for {
		switch {
		case p.acceptWord("HIGH"), p.acceptWord("LOW"):
			c.Exprs = append(c.Exprs, p.binary(bindCompare+1))
		case p.at(token.LParen) && (p.wordAhead(1, "HIGH") || p.wordAhead(1, "LOW")):
			p.advance()
			p.preference(c)
			p.expect(token.RParen, "`)`")
		default:
			c.Exprs = append(c.Exprs, p.expr())
		}
		p.acceptWord("INVERSE")
		if p.at(token.LParen) {
			continue
		}
		if !p.acceptWord("PLUS") && !p.acceptKws(keyword.PRIOR, keyword.TO) {
			return
		}
	}
}

// valuesBetween reads VALUES BETWEEN 1 AND 10 WITH STEP 2: a row for each number.
func (p *Parser) valuesBetween(start int32) *ast.Values {
	p.advance()
	at := p.here()
	row := &ast.Row{Elems: []ast.Expr{p.operand()}}
	p.expectKw(keyword.AND)
	row.Elems = append(row.Elems, p.operand())
	if p.atKw(keyword.WITH) && p.wordAhead(1, "STEP") {
		p.pass(2)
		row.Elems = append(row.Elems, p.operand())
	}
	row.Elems = []ast.Expr{&ast.Row{Span: p.since(at), Elems: row.Elems}}
	row.Span = p.since(at)
	v := &ast.Values{Rows: []*ast.Row{row}}
	v.Span = p.since(start)
	return v
}

// importedAhead reports whether rows from elsewhere are read in parentheses here: FROM (IMPORT FROM ...).
func (p *Parser) importedAhead() bool {
	return p.at(token.LParen) && p.peekKw(1) == keyword.IMPORT && (p.peekKw(2) == keyword.INTO || p.peekKw(2) == keyword.FROM)
}

// importAhead reports whether rows from elsewhere are read n tokens ahead, and fill no relation.
func (p *Parser) importAhead(n int) bool {
	return p.peekKw(n) == keyword.IMPORT && (p.peekKw(n+1) == keyword.INTO && p.peekKind(n+2) == token.LParen ||
		p.peekKw(n+1) == keyword.FROM && importSources[upper(p.str(p.peek(n+2)))])
}

// importSources are the words behind IMPORT FROM (Exasol SQL Reference, "IMPORT").
var importSources = wordSet(`LOCAL CSV FBV PARQUET JDBC EXA ORA SCRIPT`)

// imported reads them in their parentheses.
func (p *Parser) imported(lateral bool, start int32) ast.TableExpr {
	p.advance()
	f := p.importedRows()
	f.Lateral = lateral
	p.expect(token.RParen, "`)`")
	return p.funcSuffix(f, start)
}

// importedRows reads IMPORT FROM source and IMPORT INTO (columns) FROM source.
func (p *Parser) importedRows() *ast.TableFunc {
	at := p.here()
	p.advance()
	f := &ast.TableFunc{}
	var like []*ast.Clause
	name := p.wordName(p.since(at))
	if p.acceptKw(keyword.INTO) && p.at(token.LParen) {
		if i := p.i; p.peekKw(1) == keyword.LIKE {
			p.balanced()
			like = append(like, p.skipped(i, "LIKE"))
		} else {
			f.Columns = p.columnDefs()
		}
	}
	source := p.i
	for !p.at(token.RParen) && !p.statementEnd(false) {
		p.skipOne()
	}
	call := &ast.Call{Name: name, NoParentheses: true, Clauses: append(like, p.skipped(source, "FROM"))}
	call.Span = p.since(at)
	f.Funcs, f.Span = []ast.Expr{call}, call.Span
	return f
}

// scriptAhead reports whether the words here end in SCRIPT: CREATE LUA SCALAR SCRIPT.
func (p *Parser) scriptAhead() bool {
	for n := 0; n < 4 && p.peekKind(n) == token.Word; n++ {
		if p.peekKw(n) == keyword.SCRIPT {
			return true
		}
	}
	return false
}

// createScript reads CREATE ... SCRIPT name (parameters) RETURNS type AS, whose body, in another language, is one string.
func (p *Parser) createScript(c created) ast.Stmt {
	f := &ast.CreateFunction{OrReplace: c.replace, Clauses: c.clauses, Language: "lua"}
	for i := p.i; !p.atKw(keyword.SCRIPT); i = p.i {
		switch {
		case p.atWord("SCALAR"), p.atKw(keyword.SET), p.atWord("ADAPTER"):
		default:
			f.Language = strings.ToLower(p.str(&p.tok))
		}
		p.advance()
		f.Clauses = append(f.Clauses, p.skipped(i, "SCRIPT"))
	}
	p.advance()
	p.acceptKws(keyword.IF, keyword.NOT, keyword.EXISTS)
	f.Name = p.name("a script's name")
	if p.at(token.LParen) {
		if i := p.i; !p.speculate(func() { p.params(f) }) {
			f.Params = nil
			p.balanced()
			f.Clauses = append(f.Clauses, p.skipped(i, "PARAMETERS"))
		}
	}
	for !p.atKw(keyword.AS) && !p.statementEnd(false) {
		i := p.i
		switch {
		case p.atKw(keyword.RETURNS):
			if f.ReturnType != nil {
				p.failAgain()
			}
			if p.advance(); p.atKw(keyword.TABLE) || p.atWord("ROWCOUNT") {
				p.advance()
				f.Clauses = append(f.Clauses, p.skipped(i, "RETURNS"))
			} else {
				f.ReturnType = p.typeName()
			}
		case p.atKw(keyword.EMITS) && p.peekKind(1) == token.LParen && p.peekKind(2) == token.Word:
			p.advance()
			f.Returns = p.columnDefs()
		case p.at(token.LParen):
			p.balanced()
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		default:
			p.advance()
			f.Clauses = append(f.Clauses, p.skipped(i, "OPTION"))
		}
	}
	p.expectKw(keyword.AS)
	if p.at(token.Script) {
		f.Text = &ast.Literal{Span: p.tok.Span, Kind: ast.String, Text: p.str(&p.tok)}
		p.advance()
	}
	f.Span = p.since(c.start)
	return f
}
