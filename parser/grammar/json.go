package grammar

import (
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// Oracle's constructors JSON {...} and JSON [...], and the views whose rows are documents.

// jsonConstructorAhead reports whether the word JSON here begins a constructor, not an element of a column json[1].
func (p *Parser) jsonConstructorAhead() bool {
	switch next := p.peek(1); next.Kind {
	case token.LBrace:
		return true
	case token.Tag: // {name}, which tools replace too
		return p.d.PLSQL && p.text[next.Start] == '{' && p.text[next.Start+1] != '{'
	case token.LBracket:
		return p.d.PLSQL || p.peekKw(2) == keyword.SELECT
	}
	return false
}

// jsonConstructor reads JSON {key : value, ...} and JSON [value, ...] as a call of JSON with what is made.
func (p *Parser) jsonConstructor() ast.Expr {
	start := p.here()
	c := &ast.Call{Name: p.wordName(p.tok.Span)}
	p.advance()
	noColon, noIn := p.noColon, p.noIn
	p.noColon, p.noIn = false, false
	c.Args = []ast.Expr{p.jsonValue()}
	p.noColon, p.noIn = noColon, noIn
	c.Span = p.since(start)
	return c
}

// jsonValue reads one value inside a constructor, where objects and arrays need no word in front.
func (p *Parser) jsonValue() ast.Expr {
	switch {
	case p.at(token.LBrace):
		return p.jsonObject()
	case p.at(token.LBracket):
		return p.jsonArray()
	case p.queryAhead():
		q := p.query()
		return &ast.Subquery{Span: q.Span, Query: q}
	}
	return p.expr()
}

// jsonObject reads {key : value, KEY key VALUE value, key IS value, column, *}.
func (p *Parser) jsonObject() ast.Expr {
	start := p.here()
	s := &ast.Struct{}
	p.advance()
	for !p.at(token.RBrace) && !p.jsonOptions(&s.Clauses) {
		at := p.here()
		f := &ast.StructField{}
		p.jsonEntry(f)
		f.Span = p.since(at)
		s.Fields = append(s.Fields, f)
		p.jsonOptions(&s.Clauses)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBrace, "`}`")
	s.Span = p.since(start)
	return s
}

// jsonEntry reads one entry of such an object.
func (p *Parser) jsonEntry(f *ast.StructField) {
	start := p.here()
	switch {
	case p.at(token.Star):
		f.Value = p.star(nil, start)
		return
	case p.atKw(keyword.UNNEST) && p.peekKind(1) == token.LParen && p.queryAheadAt(2): // the fields of another document
		f.Value = p.kindedSubquery("UNNEST")
		return
	case p.atKw(keyword.KEY) && (p.peekKind(1) == token.String || p.peekKind(1) == token.Word && p.peekKw(1) != keyword.VALUE && p.peekKw(1) != keyword.IS):
		p.advance()
	}
	outer := p.noColon
	p.noColon = true
	f.Value = p.operand()
	p.noColon = outer
	if !p.accept(token.Colon) && !p.acceptKw(keyword.VALUE) && !p.acceptKw(keyword.IS) {
		return
	}
	f.Key = f.Value
	if from := p.i; p.acceptKw(keyword.GENERATED) { // USING (value), USING PATH 'path'
		at := p.toks[from].Start
		p.acceptKw(keyword.USING)
		p.acceptWord("PATH")
		op := p.words(from)
		x := p.operand()
		f.Value = &ast.Unary{Span: p.since(at), Op: op, X: x}
		return
	}
	f.Value = p.jsonValue()
}

// jsonArray reads [value, ...] and [query].
func (p *Parser) jsonArray() ast.Expr {
	start := p.here()
	p.advance()
	if p.queryAhead() {
		q := p.query()
		if p.jsonOptions(&q.Clauses) {
			q.End = p.prevEnd()
		}
		p.expect(token.RBracket, "`]`")
		return &ast.Subquery{Span: p.since(start), Kind: "ARRAY", Query: q}
	}
	a := &ast.Array{}
	for !p.at(token.RBracket) && !p.jsonOptions(&a.Clauses) {
		a.Elems = append(a.Elems, p.jsonValue())
		p.jsonOptions(&a.Clauses)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBracket, "`]`")
	a.Span = p.since(start)
	return a
}

// jsonOptions reads the options behind a value or behind all of them; false when none stands here.
func (p *Parser) jsonOptions(clauses *[]*ast.Clause) bool {
	first := p.i
	for {
		i := p.i
		var c ast.Call
		switch {
		case p.jsonTail(&c):
			*clauses = append(*clauses, c.Clauses...)
		case p.dualityAhead():
			*clauses = append(*clauses, p.duality())
		case p.acceptWord("HIDDEN"):
			*clauses = append(*clauses, p.skipped(i, "HIDDEN"))
		default:
			return p.i > first
		}
	}
}

// dualityAhead reports whether WITH UPDATE and its kin stand here, which say what a document may change in a relation or a
// column.
func (p *Parser) dualityAhead() bool {
	if !p.atKw(keyword.WITH) || p.peekKind(1) != token.Word {
		return false
	}
	switch next := p.peekKw(2); p.peekKw(1) {
	case keyword.INSERT, keyword.UPDATE, keyword.DELETE:
		return next != keyword.AS
	case keyword.CHECK:
		return next != keyword.OPTION
	case keyword.NOCHECK:
		return true
	}
	return p.wordAhead(1, "NOINSERT") || p.wordAhead(1, "NOUPDATE") || p.wordAhead(1, "NODELETE")
}

// dualities are the words that allow and forbid.
var dualities = wordSet(`INSERT UPDATE DELETE CHECK NOINSERT NOUPDATE NODELETE NOCHECK ETAG`)

func (p *Parser) duality() *ast.Clause {
	i := p.i
	for p.advance(); p.at(token.Word) && dualities[upper(p.str(&p.tok))]; {
		p.advance()
	}
	return p.skipped(i, "WITH")
}

// jsonSteps reads what else may stand in the brackets of a path into a document: [0 to 2], [1, 3 to 4], [last].
func (p *Parser) jsonSteps(e *ast.Index) {
	e.Index = lastStep(e.Index)
	if p.acceptKw(keyword.TO) {
		e.Slice, e.Upper = true, lastStep(p.expr())
	}
	if p.at(token.Comma) {
		e.Index = p.moreValues(e.Index, func() ast.Expr {
			x, at := lastStep(p.expr()), p.here()
			if !p.acceptKw(keyword.TO) {
				return x
			}
			high := lastStep(p.operand())
			return &ast.Binary{Span: x.Extent().Cover(p.since(at)), Text: "TO", Left: x, Right: high}
		})
	}
}

// lastStep makes a word of last, which is no column there.
func lastStep(e ast.Expr) ast.Expr {
	if c, ok := e.(*ast.ColumnRef); ok && len(c.Parts) == 1 && equalFold(c.Parts[0].Name, "LAST") {
		return &ast.Word{Span: c.Span, Text: c.Parts[0].Name}
	}
	return e
}

// documentAhead reports whether the query of a view is written as a document here, behind AS: relation @insert {field, ...}.
func (p *Parser) documentAhead() bool {
	if k := p.peekKind(1); k != token.Word && k != token.QuotedName {
		return false
	}
	n := 2
	for p.peekKind(n) == token.Dot {
		n += 2
	}
	return p.peekKind(n) == token.LBrace || p.peekKind(n) == token.At && !p.gluedAt(n)
}

// document reads relation @directives {fields} as the query of one document for each of its rows.
func (p *Parser) document() *ast.Query {
	t := p.tableName()
	return p.documentOf(t, p.directives())
}

// documentOf is document behind the relation and what is said of it.
func (p *Parser) documentOf(t *ast.Table, directives []*ast.Clause) *ast.Query {
	t.Clauses = directives
	t.Span = p.since(t.Start)
	array := p.accept(token.LBracket)
	e := p.documentFields()
	if array {
		p.expect(token.RBracket, "`]`")
	}
	item := &ast.SelectItem{Span: e.Span, Expr: e}
	span := p.since(t.Start)
	s := &ast.Select{Span: span, FromFirst: true, From: []ast.TableExpr{t}, Items: []*ast.SelectItem{item}}
	return &ast.Query{Span: span, Body: s}
}

// documentFields reads {column, name : column @update, name : relation [{...}], relation @unnest {...}}.
func (p *Parser) documentFields() *ast.Struct {
	start := p.here()
	s := &ast.Struct{}
	p.expect(token.LBrace, "`{`")
	for !p.at(token.RBrace) {
		f := &ast.StructField{}
		at := p.here()
		if p.peekKind(1) == token.Colon {
			name := p.ident("a field")
			f.Name = &name
			p.advance()
		}
		if p.at(token.LBrace) {
			f.Value = p.documentFields()
			f.Span = p.since(at)
		} else {
			n := p.name("a column")
			f.Value = p.column(n.Span, n.Parts)
			f.Span = p.since(at)
			directives := p.directives()
			if p.at(token.LBrace) || p.at(token.LBracket) {
				q := p.documentOf(&ast.Table{Span: n.Span, Name: n}, directives)
				f.Value = &ast.Subquery{Span: q.Span, Query: q}
				f.Span = p.since(at)
			} else {
				s.Clauses = append(s.Clauses, directives...)
			}
		}
		s.Fields = append(s.Fields, f)
		p.accept(token.Comma)
	}
	p.advance()
	s.Span = p.since(start)
	return s
}

// directives reads @insert, @link(from: [a]) and their kin.
func (p *Parser) directives() []*ast.Clause {
	var list []*ast.Clause
	for i := p.i; p.at(token.At) || p.at(token.Tag) && p.text[p.here()] == '@'; i = p.i {
		if p.accept(token.At) {
			p.advance()
			if p.at(token.LParen) {
				p.balanced()
			}
		} else {
			p.advance()
		}
		list = append(list, p.skipped(i, "DIRECTIVE"))
	}
	return list
}
