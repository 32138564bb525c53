// Package grammar reads SQL of any dialect into the tree: recursive descent for statements, operator precedence
// climbing for expressions. It is tolerant: what it cannot read becomes an Opaque node, and reading goes on at the next
// select item, clause, closing parenthesis or statement.
package grammar

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Parser reads the statements of one file.
type Parser struct {
	reading
	memory
}

// A reading is what a parser knows of the text at hand.
type reading struct {
	text string
	d    *dialect.Dialect

	i   int         // the current token
	tok token.Token // toks[i]

	depth   int
	noColon bool     // a colon ends the expression: inside x[a:b] and {a: b}
	named   []string // the names of values that the statement's WITH clauses define: they are no relations
	inBlock bool     // a statement inside a block is being read
	noIn    bool     // IN ends the expression: POSITION(a IN b), FOR x IN (...)
	closing int      // the parenthesis that ends the statements of a macro, or 0

	templated bool   // the text may hold template tags
	noData    bool   // no rows for COPY follow
	delimiter string // what ends a statement besides a semicolon; MySQL's client sets it

	errors  []*ast.SyntaxError
	opaques []*ast.Opaque
}

// A memory is what a parser keeps for the next text.
type memory struct {
	toks []token.Token // without trivia, an EOF behind the last

	broken []int32 // brackets without a partner and tokens that are never closed, in order
	match  []int32 // of each opening bracket the token that closes it, or minus the end of its statement when none does
	marks  []int32 // scratch: the tokens that may bear on what brackets match
	open   []int32 // scratch: the brackets that are open

	arena arena
	exprs []ast.Expr  // scratch stack for lists under construction
	parts []ast.Ident // likewise

	conditions []joinCondition // of the joins under construction
}

// New returns a parser of a text's tokens, as the lexer yields them.
func New(text string, tokens []token.Token, d *dialect.Dialect) *Parser {
	return newParser(text, tokens, d, template.Present(text))
}

// newParser is New where it is known whether the text may hold template tags.
func newParser(text string, tokens []token.Token, d *dialect.Dialect, tags bool) *Parser {
	p := parsers.Get().(*Parser)
	p.text, p.d, p.templated = text, d, tags
	p.take(tokens)
	if d.Abbreviations {
		expandVerbs(p.toks)
	}
	p.tok = p.toks[0]
	p.matchBrackets()
	return p
}

var parsers = sync.Pool{New: func() any { return new(Parser) }}

// maxKept is how many tokens the buffers hold at most that a parser keeps for the next text.
const maxKept = 1 << 18

// Release lets another text use the parser's memory, also what Tokens returned and all statements that it read. None of
// it must be used any more.
func (p *Parser) Release() {
	if cap(p.toks) > maxKept {
		return
	}
	clear(p.exprs[:cap(p.exprs)])
	clear(p.parts[:cap(p.parts)])
	clear(p.conditions[:cap(p.conditions)])
	p.exprs, p.parts, p.conditions = p.exprs[:0], p.parts[:0], p.conditions[:0]
	p.arena.reset()
	p.reading = reading{}
	parsers.Put(p)
}

// Tokens are the tokens that the parser reads: no trivia, no template tags that yield no text, an EOF at the end.
func (p *Parser) Tokens() []token.Token { return p.toks }

// A role is what a kind of token is to the grammar, as bits.
type role uint8

const (
	isRead role = 1 << iota // the grammar reads it
	isMark                  // it opens or closes a bracket, ends a statement, or is never closed
	isTag                   // whether it is read depends on what it holds
)

var roles = func() (list [256]role) {
	for k := range list {
		if !token.Kind(k).Trivia() && token.Kind(k) != token.TagStmt {
			list[k] = isRead
		}
	}
	for _, k := range []token.Kind{
		token.LParen, token.LBracket, token.LBrace, token.RParen, token.RBracket, token.RBrace, token.Unclosed, token.Semicolon,
	} {
		list[k] |= isMark
	}
	list[token.Tag] |= isTag
	list[token.At] |= isTag // of a hint
	return list
}()

// take makes the tokens that the grammar reads of all tokens, with an EOF behind them, and notes where the marks are. Most
// tokens are written without asking what they are, and written over by the next one when they are not read: branches that
// nobody can foretell would cost more.
func (p *Parser) take(tokens []token.Token) {
	out := slices.Grow(p.toks[:0], len(tokens)+1)[:len(tokens)+1]
	list := slices.Grow(p.marks[:0], len(tokens)+1)[:len(tokens)+1]
	heeds := p.d.Batches || p.d.InTables
	n, m := 0, 0
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		r := roles[t.Kind]
		if r&isTag != 0 {
			if end := hintEnd(tokens, i); end > 0 { // of no more meaning than a comment
				i = end
				continue
			} else if t.Kind == token.Tag && template.Silent(t.In(p.text)) {
				continue
			}
			p.templated = p.templated || t.Kind == token.Tag
		}
		if heeds && (t.Kind == token.String || t.Keyword == keyword.GO || t.Keyword == keyword.WITH) {
			if sep, before, behind, ok := p.separator(tokens, i, out[:n]); ok {
				n -= before
				i += behind
				t, r = &sep, roles[token.Semicolon]
			}
		}
		out[n], list[m] = *t, int32(n)
		n += int(r & isRead)
		m += int(r & isMark / isMark)
	}
	end := int32(len(p.text))
	out[n], list[m] = token.Token{Span: source.Span{Start: end, End: end}, Kind: token.EOF}, int32(n)
	p.toks, p.marks = out[:n+1], list[:m+1]
}

// separator returns the separator that token i is or belongs to: GO where batches end with it, ClickHouse's PARALLEL WITH,
// whose statements run at once; also how many tokens before it, that have been taken, and behind it are parts of it. A
// semicolon between arguments of OPENROWSET, the last token that was taken, it turns into a comma.
func (p *Parser) separator(tokens []token.Token, i int, taken []token.Token) (sep token.Token, before, behind int, ok bool) {
	switch t, last := &tokens[i], len(taken)-1; {
	case t.Keyword == keyword.GO && p.d.Batches:
		sep, n, ok := batchEnd(p.text, tokens, i, p.d.Unseparated)
		return sep, 0, n - 1, ok
	case t.Keyword == keyword.WITH && p.d.InTables && last >= 0 && equalFold(taken[last].In(p.text), "PARALLEL"):
		return token.Token{Span: taken[last].Cover(t.Span), Kind: token.Semicolon}, 1, 0, true
	case t.Kind == token.String && p.d.Batches && last > 0 && taken[last].Kind == token.Semicolon && taken[last-1].Kind == token.String:
		taken[last].Kind = token.Comma // OPENROWSET('provider', 'server'; 'user'; 'password', ...)
	}
	return sep, 0, 0, false
}

// hintEnd is the token that ends GoogleSQL's hint @{name = value, ...} which begins at token i, or 0 when none does.
func hintEnd(tokens []token.Token, i int) int {
	next := func() token.Kind {
		for i++; i < len(tokens); i++ {
			if k := tokens[i].Kind; !k.Trivia() {
				return k
			}
		}
		return token.EOF
	}
	if tokens[i].Kind != token.At || next() != token.LBrace || next() != token.Word {
		return 0
	}
	k := next()
	for k == token.Dot && next() == token.Word {
		k = next()
	}
	if k != token.Eq {
		return 0
	}
	for {
		switch next() {
		case token.RBrace:
			return i
		case token.LBrace, token.Semicolon, token.EOF:
			return 0
		}
	}
}

// matchBrackets finds the closing bracket of each opening one, and what has no partner or no end. Nothing matches across
// the end of a statement.
func (p *Parser) matchBrackets() {
	p.match = slices.Grow(p.match[:0], len(p.toks))[:len(p.toks)]
	clear(p.match)
	broken, open := p.broken[:0], p.open[:0]
	first := 0 // the token that begins the statement
	for _, i := range p.marks {
		switch k := p.toks[i].Kind; k {
		case token.LParen, token.LBracket, token.LBrace:
			open = append(open, i)
		case token.RParen, token.RBracket, token.RBrace:
			if n := len(open); n > 0 && (closes(p.toks[open[n-1]].Kind) == k || k == token.RParen && halfOpen(p.toks, open[n-1])) {
				p.match[open[n-1]] = i
				open = open[:n-1]
			} else {
				broken = append(broken, i)
			}
		case token.Unclosed:
			broken = append(broken, i)
		case token.Semicolon, token.EOF:
			if k == token.Semicolon && len(open) == 1 && holdsStatements(p.toks, first, int(open[0])) {
				continue
			}
			first = int(i) + 1
			keep := 0
			if k == token.Semicolon {
				keep = statementList(p.toks, open)
			}
			for _, o := range open[keep:] {
				p.match[o] = -i
			}
			broken = append(broken, open[keep:]...)
			open = open[:keep]
		}
	}
	slices.Sort(broken)
	p.broken, p.open = broken, open
}

// statementList returns how many of the open brackets stay open behind a semicolon: those up to the one that holds the
// statements of a rule of Postgres', DO ALSO (INSERT ...; DELETE ...).
func statementList(toks []token.Token, open []int32) int {
	for n, o := range open {
		if holdsRoutines(toks, o) {
			return n + 1
		}
		if o >= 2 && toks[o].Kind == token.LParen && (toks[o-1].Keyword == keyword.DO || toks[o-1].Keyword == keyword.INSTEAD || toks[o-2].Keyword == keyword.DO) {
			switch toks[o+1].Keyword {
			case keyword.INSERT, keyword.UPDATE, keyword.DELETE, keyword.SELECT:
				return n + 1
			}
		}
	}
	return 0
}

// holdsRoutines reports whether the parenthesis open begins a query of Oracle's that defines routines, which have
// separators of their own.
func holdsRoutines(toks []token.Token, open int32) bool {
	if toks[open].Kind != token.LParen || toks[open+1].Keyword != keyword.WITH {
		return false
	}
	k := toks[open+2].Keyword
	return k == keyword.FUNCTION || k == keyword.PROCEDURE
}

// holdsStatements reports whether the parenthesis open holds statements with separators of their own, in the statement
// that begins at token first: the body of a macro or a trigger of Teradata's.
func holdsStatements(toks []token.Token, first, open int) bool {
	before := toks[max(open-1, 0)]
	for i := first; i < open && i < first+6; i++ {
		switch toks[i].Keyword {
		case keyword.MACRO, keyword.CONTINUAL: // the latter is Materialize's
			return before.Keyword == keyword.AS
		case keyword.TRIGGER:
			return before.Kind == token.RParen || before.Keyword == keyword.ROW || before.Keyword == keyword.STATEMENT || before.Keyword == keyword.ATOMIC
		}
	}
	return false
}

// halfOpen reports whether the bracket i begins a range of StarRocks' partitions that a parenthesis ends: VALUES [(1), (2)).
func halfOpen(toks []token.Token, i int32) bool {
	return toks[i].Kind == token.LBracket && i > 0 && toks[i-1].Keyword == keyword.VALUES
}

// closes is the kind of bracket that closes an opening one.
func closes(open token.Kind) token.Kind {
	switch open {
	case token.LParen:
		return token.RParen
	case token.LBracket:
		return token.RBracket
	}
	return token.RBrace
}

// maxDepth bounds how deeply expressions, queries and joins nest, so that no input exhausts the stack. No query
// written by a person or a generator comes near.
const maxDepth = 1500

// maxChain bounds the operators of one level (a + b + c ...), for the tree they make is as deep as they are many.
const maxChain = 100_000

// ---- the cursor ----

// advance moves to the next token; it does not leave the statement.
func (p *Parser) advance() {
	if p.tok.Kind != token.EOF && p.tok.Kind != token.Semicolon {
		p.i++
		p.tok = p.toks[p.i]
	}
}

// pass advances n times.
func (p *Parser) pass(n int) {
	for range n {
		p.advance()
	}
}

// step moves to the next token, also of the next statement.
func (p *Parser) step() {
	if p.tok.Kind != token.EOF {
		p.seek(p.i + 1)
	}
}

// seek moves the cursor to token i.
func (p *Parser) seek(i int) {
	p.i = i
	p.tok = p.toks[i]
}

// peek is the token n places ahead; EOF behind the end.
func (p *Parser) peek(n int) *token.Token {
	return &p.toks[min(p.i+n, len(p.toks)-1)]
}

func (p *Parser) at(k token.Kind) bool         { return p.tok.Kind == k }
func (p *Parser) atKw(k keyword.Keyword) bool  { return p.tok.Keyword == k }
func (p *Parser) here() int32                  { return p.tok.Start }
func (p *Parser) str(t *token.Token) string    { return t.In(p.text) }
func (p *Parser) peekKw(n int) keyword.Keyword { return p.peek(n).Keyword }
func (p *Parser) peekKind(n int) token.Kind    { return p.peek(n).Kind }

// atWord reports whether the current token is that word (upper case), which is no keyword of ours.
func (p *Parser) atWord(word string) bool {
	return p.tok.Len() == len(word) && p.wordAhead(0, word) // hardly a word is as long: no call
}

// wordAhead is atWord for the token n places ahead.
func (p *Parser) wordAhead(n int, word string) bool {
	t := p.peek(n)
	return t.Kind == token.Word && equalFold(t.In(p.text), word)
}

func (p *Parser) acceptWord(word string) bool {
	if p.atWord(word) {
		p.advance()
		return true
	}
	return false
}

// equalFold reports whether a word is one in upper case, but for case.
func equalFold(s, upper string) bool {
	if len(s) != len(upper) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != upper[i] {
			return false
		}
	}
	return true
}

func (p *Parser) accept(k token.Kind) bool {
	if p.tok.Kind == k {
		p.step()
		return true
	}
	return false
}

func (p *Parser) acceptKw(k keyword.Keyword) bool {
	if p.tok.Keyword == k {
		p.advance()
		return true
	}
	return false
}

// atKws reports whether those keywords stand here in a row.
func (p *Parser) atKws(list ...keyword.Keyword) bool {
	for n, k := range list {
		if p.peekKw(n) != k {
			return false
		}
	}
	return true
}

// acceptKws reads those keywords if all stand here in a row.
func (p *Parser) acceptKws(list ...keyword.Keyword) bool {
	if !p.atKws(list...) {
		return false
	}
	for range list {
		p.advance()
	}
	return true
}

// acceptAny reads one of those keywords.
func (p *Parser) acceptAny(list ...keyword.Keyword) keyword.Keyword {
	for _, k := range list {
		if p.tok.Keyword == k {
			p.advance()
			return k
		}
	}
	return keyword.None
}

func (p *Parser) expect(k token.Kind, what string) {
	if !p.accept(k) {
		p.fail(what)
	}
}

func (p *Parser) expectKw(k keyword.Keyword) {
	if !p.acceptKw(k) {
		p.report(k.String(), p.at(token.EOF) || p.at(token.Semicolon) || neverOperand.Has(p.tok.Keyword))
		panic(bailout{})
	}
}

// certainKw is expectKw where no dialect lets anything else stand.
func (p *Parser) certainKw(k keyword.Keyword) {
	if !p.acceptKw(k) {
		p.failCertain(k.String())
	}
}

// since is the span from offset start to the end of the last token read.
func (p *Parser) since(start int32) source.Span {
	return source.Span{Start: start, End: max(p.prevEnd(), start)}
}

func (p *Parser) prevEnd() int32 {
	if p.i == 0 {
		return 0
	}
	return p.toks[p.i-1].End
}

// glued reports whether the current token stands directly behind the last one read.
func (p *Parser) glued() bool { return p.i > 0 && p.gluedAt(0) }

// gluedAt reports whether the token n places ahead stands directly behind the one before it, but for template tags that
// yield no text: field_{% if short %}s{% else %}long{% endif %}.
func (p *Parser) gluedAt(n int) bool {
	i := min(p.i+n, len(p.toks)-1)
	before, t := &p.toks[i-1], &p.toks[i]
	if before.End == t.Start {
		return true
	}
	if before.Kind == token.Tag && p.d.Reserved.Has(t.Keyword) { // {{ a }} {%- if b -%} AND: what a yields may end in a quote
		return false
	}
	return p.templated && template.Glues(p.text[before.End:t.Start])
}

// ---- failure and recovery ----

// bailout unwinds to the innermost recovery point.
type bailout struct{}

// fail gives up the reading of the construct at hand: what was expected does not stand here.
func (p *Parser) fail(expected string) {
	p.report(expected, false)
	panic(bailout{})
}

// failOperand is fail where a value, a name or a certain keyword must stand. When what stands here can begin neither in
// any dialect, the text is wrong for certain.
func (p *Parser) failOperand(expected string) {
	certain := false
	switch p.tok.Kind {
	case token.EOF, token.Semicolon, token.RParen, token.Comma, token.RBracket, token.PipeGt:
		certain = true
	case token.Word:
		certain = neverOperand.Has(p.tok.Keyword)
	}
	p.report(expected, certain)
	panic(bailout{})
}

// failCertain is fail where no dialect can give the text a meaning.
func (p *Parser) failCertain(expected string) {
	p.report(expected, true)
	panic(bailout{})
}

// failAgain fails at a clause that the query has already.
func (p *Parser) failAgain() {
	p.failClause("a query has only one %s")
}

// failMisplaced fails at a clause that stands behind one which it must precede.
func (p *Parser) failMisplaced(behind string) {
	p.failClause("%s stands behind " + behind + ", which it must precede")
}

// failClause fails for certain at the clause that begins here; %s in the message is its name.
func (p *Parser) failClause(message string) {
	name := p.tok.Keyword.String()
	if p.peekKw(1) == keyword.BY {
		name += " BY"
	}
	p.errors = append(p.errors, &ast.SyntaxError{
		Span: p.spot(), Found: p.str(&p.tok), Message: fmt.Sprintf(message, name), Certain: true,
	})
	panic(bailout{})
}

// neverOperand are words that begin no value and are no name in any dialect.
var neverOperand = keyword.SetOf(
	keyword.FROM, keyword.WHERE, keyword.GROUP, keyword.ORDER, keyword.HAVING, keyword.AND, keyword.OR, keyword.THEN,
	keyword.ELSE, keyword.AS, keyword.ON, keyword.UNION, keyword.JOIN, keyword.BETWEEN, keyword.LIKE, keyword.IN, keyword.SELECT,
)

func (p *Parser) report(expected string, certain bool) {
	p.errors = append(p.errors, p.syntaxError(expected, certain))
}

func (p *Parser) syntaxError(expected string, certain bool) *ast.SyntaxError {
	e := &ast.SyntaxError{Span: p.spot(), Found: p.str(&p.tok), Expected: expected, Certain: certain}
	switch {
	case p.at(token.EOF) || p.at(token.Semicolon):
		e.Found = ""
		e.Message = fmt.Sprintf("the statement ends where %s should follow", expected)
	case p.tok.Kind == token.Unclosed:
		e.Expected, e.Message = unclosed(e.Found)
		e.Certain = true
	default:
		e.Message = fmt.Sprintf("%s stands where %s should", quote(e.Found), expected)
	}
	return e
}

// spot is where an error is shown: at the current token, or at the last character read where the statement ends.
func (p *Parser) spot() source.Span {
	if !p.at(token.EOF) && !p.at(token.Semicolon) {
		return p.tok.Span
	}
	end := p.prevEnd()
	_, n := utf8.DecodeLastRuneInString(p.text[:end])
	if n == 0 {
		return source.Span{Start: 0, End: min(1, int32(len(p.text)))}
	}
	return source.Span{Start: end - int32(n), End: end}
}

// unclosed says what ends what was begun, and that it was never ended.
func unclosed(text string) (closing, message string) {
	what := "the text in quotes"
	closing = "the closing quote"
	switch {
	case text[0] == '/':
		what, closing = "the comment", "`*/`"
	case text[0] == '"', text[0] == '`':
		what = "the quoted name"
	case text[0] == '[':
		what, closing = "the quoted name", "`]`"
	case text[0] == '$':
		tag, _, _ := strings.Cut(text[1:], "$")
		closing = quote("$" + tag + "$")
	case strings.HasPrefix(text, "{{"):
		what, closing = "the template tag", "`}}`"
	case strings.HasPrefix(text, "{%"):
		what, closing = "the template tag", "`%}`"
	case strings.HasPrefix(text, "{#"):
		what, closing = "the template tag", "`#}`"
	}
	return closing, what + " that begins here is never closed"
}

// quote shows a piece of SQL in a message, shortened.
func quote(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return "`" + s + "`"
}

// try runs f and reports whether it came through. Where it failed, the cursor is left at the offending token and
// all that f changed but the tree is as before.
func (p *Parser) try(f func()) (ok bool) {
	depth, exprs, parts, noColon, noIn, inBlock := p.depth, len(p.exprs), len(p.parts), p.noColon, p.noIn, p.inBlock
	defer func() {
		if ok {
			return
		}
		if r := recover(); r != nil {
			if _, mine := r.(bailout); !mine {
				panic(r)
			}
		}
		p.depth, p.exprs, p.parts, p.noColon, p.noIn = depth, p.exprs[:exprs], p.parts[:parts], noColon, noIn
		p.inBlock = inBlock
	}()
	f()
	return true
}

// speculate runs f; where it fails, everything is as if it had not run.
func (p *Parser) speculate(f func()) bool {
	i, errors, opaques := p.i, len(p.errors), len(p.opaques)
	if p.try(f) {
		return true
	}
	p.seek(i)
	p.errors, p.opaques = p.errors[:errors], p.opaques[:opaques]
	return false
}

// enter bounds the depth of recursion; leave undoes it.
func (p *Parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.failTooDeep()
	}
}

func (p *Parser) leave() { p.depth-- }

func (p *Parser) failTooDeep() {
	p.errors = append(p.errors, &ast.SyntaxError{
		Span: p.spot(), Found: p.str(&p.tok),
		Message: fmt.Sprintf("this is nested more than %d levels deep, too deep to be read", maxDepth),
	})
	panic(bailout{})
}

// stops says what ends the construct of a recovery point, beside the end of the statement and a closing parenthesis.
type stops uint8

const (
	stopComma  stops = 1 << iota
	stopClause       // a keyword that begins the next clause of a query or statement
	stopJoin         // a keyword that continues a FROM
	stopAs           // AS
	stopSort         // ASC, DESC
)

// stopped reports whether the current token ends a construct.
func (p *Parser) stopped(s stops) bool {
	switch p.tok.Kind {
	case token.EOF, token.Semicolon, token.RParen, token.PipeGt:
		return true
	case token.Backslash:
		return p.atCommand()
	case token.LongArrow:
		return p.atFlow()
	case token.RBracket, token.RBrace:
		return true
	case token.Colon:
		return p.sqlcmdLine()
	case token.Comma:
		return s&stopComma != 0
	case token.Tag:
		return s&stopClause != 0 && !p.tagContinues()
	case token.Word:
		switch p.tok.Keyword {
		case keyword.None:
			return p.labelAhead() || s&stopClause != 0 && (p.tailClauseAhead() || p.absentAhead())
		case keyword.AS: // AS OF ends a query of Materialize's
			return s&stopAs != 0 || s&stopClause != 0 && p.asOfAhead()
		case keyword.ASC, keyword.DESC:
			return s&stopSort != 0
		}
		return s&stopClause != 0 && p.clauseStart() || s&stopJoin != 0 && p.joinAhead() > 0
	}
	return false
}

// clauseStart reports whether the current word begins a clause.
func (p *Parser) clauseStart() bool {
	if p.startsNext() {
		return true
	}
	switch p.tok.Keyword {
	case keyword.FROM, keyword.WHERE, keyword.HAVING, keyword.UNION, keyword.INTERSECT, keyword.EXCEPT, keyword.MINUS, keyword.WITH,
		keyword.ORDER,
		keyword.LIMIT, keyword.QUALIFY, keyword.INTO, keyword.RETURNING, keyword.VALUES, keyword.SELECT,
		keyword.ON, keyword.USING, keyword.WHEN, keyword.PREWHERE, keyword.SETTINGS, keyword.OPTION, keyword.GO,
		keyword.CREATE, keyword.DO:
		return true
	case keyword.LOOP: // FOR x IN SELECT ... LOOP
		return p.peekKw(1) != keyword.JOIN
	case keyword.REMOVE: // Redshift: MERGE ... REMOVE DUPLICATES
		return p.wordAhead(1, "DUPLICATES")
	case keyword.SET: // not Vertica's SET[1, 2]
		return p.peekKind(1) != token.LBracket
	case keyword.LATERAL:
		return p.peekKw(1) == keyword.VIEW
	case keyword.MAP, keyword.REDUCE:
		return p.scriptAheadAt(0)
	case keyword.END: // END(p) is the end of a period
		return p.peekKind(1) != token.LParen
	case keyword.ELSE:
		return p.peekKw(1) == keyword.INSERT
	case keyword.REFERENCING:
		return p.d.NoTableAlias.Has(keyword.REFERENCING)
	case keyword.PREFERRING:
		return p.preferringAhead()
	case keyword.OPTIMIZE, keyword.SKIP, keyword.WAIT, keyword.NOT, keyword.USE:
		return p.tailClauseAhead()
	case keyword.INCLUDE:
		return p.includeAhead()
	case keyword.ALL:
		return p.peekKind(1) == token.EOF || p.peekKind(1) == token.Semicolon
	case keyword.SAMPLE:
		return p.d.NoTableAlias.Has(keyword.SAMPLE)
	case keyword.GRANT: // in a CREATE SCHEMA
		return p.d.NoTableAlias.Has(keyword.GRANT) || granted.Has(p.peekKw(1))
	case keyword.EXPAND:
		return p.peekKw(1) == keyword.ON
	case keyword.PRIMARY:
		return p.peekKw(1) == keyword.INDEX || p.wordAhead(1, "AMP")
	case keyword.LOCK:
		return p.peekKw(1) == keyword.IN
	case keyword.DISTRIBUTED, keyword.SEGMENTED, keyword.UNSEGMENTED, keyword.KSAFE, keyword.SCATTER, keyword.TIMESERIES, keyword.OPTIONS,
		keyword.MATCH:
		return p.storageAhead() || p.seriesAhead()
	case keyword.FORMAT:
		return p.formatAhead()
	case keyword.PROCEDURE:
		return p.wordAhead(1, "ANALYSE")
	case keyword.COMMENT: // of a view, behind its query
		return p.peekKind(1) == token.String || p.peekKw(1) == keyword.IS && p.peekKind(2) == token.String
	case keyword.NULL: // JSON_ARRAY(SELECT a FROM t NULL ON NULL)
		return p.peekKw(1) == keyword.ON && p.peekKw(2) == keyword.NULL
	case keyword.RETURN:
		return p.d.PLSQL
	case keyword.BULK:
		return p.peekKw(2) == keyword.INTO
	case keyword.LOG:
		return p.wordAhead(1, "ERRORS")
	case keyword.LEFT, keyword.FULL, keyword.INNER:
		return p.setOperatorAhead()
	case keyword.INSERT:
		return p.peekKw(1) == keyword.INTO || p.peekKw(1) == keyword.OVERWRITE
	case keyword.OUTPUT:
		return p.outputAhead()
	case keyword.GROUP:
		return p.toks[max(p.i-1, 0)].Keyword != keyword.WITHIN
	case keyword.SORT, keyword.CLUSTER, keyword.DISTRIBUTE, keyword.CONNECT:
		return p.peekKw(1) == keyword.BY
	case keyword.START:
		return p.peekKw(1) == keyword.WITH
	case keyword.GROUPING:
		return p.peekKw(1) == keyword.SETS
	case keyword.MODEL:
		return p.modelAhead()
	case keyword.WINDOW:
		return p.peekKind(1) == token.Word && p.peekKw(2) == keyword.AS
	case keyword.OFFSET, keyword.FETCH:
		return true
	case keyword.FOR:
		return true
	}
	return false
}

// storageAhead reports whether words stand here that say behind a query how its rows are stored: DISTRIBUTED BY (a)
// (Greenplum), SEGMENTED BY HASH(a) ALL NODES KSAFE 1 (Vertica), or that go with a query in parentheses: SCATTER BY a.
func (p *Parser) storageAhead() bool {
	next := p.peek(1)
	switch p.tok.Keyword {
	case keyword.DISTRIBUTED, keyword.SCATTER:
		return next.Keyword == keyword.BY || next.Keyword == keyword.REPLICATED || p.wordAhead(1, "RANDOMLY")
	case keyword.SEGMENTED:
		return next.Keyword == keyword.BY
	case keyword.UNSEGMENTED:
		return next.Keyword == keyword.ALL || p.wordAhead(1, "NODE")
	case keyword.KSAFE:
		return next.Kind == token.Number || next.Kind == token.EOF || next.Kind == token.Semicolon
	case keyword.OPTIONS: // Materialize: OPTIONS (AGGREGATE INPUT GROUP SIZE = 1000)
		return next.Kind == token.LParen && p.peekKind(2) == token.Word && p.peekKind(3) == token.Word
	}
	return false
}

// seriesAhead reports whether a clause of Vertica's stands here that finds series in the rows: TIMESERIES, MATCH.
func (p *Parser) seriesAhead() bool {
	switch p.tok.Keyword {
	case keyword.TIMESERIES:
		return p.peekKw(2) == keyword.AS && (p.peekKind(3) == token.String || p.peekKw(3) == keyword.INTERVAL)
	case keyword.MATCH:
		return p.peekKind(1) == token.LParen && (p.peekKw(3) == keyword.BY && (p.peekKw(2) == keyword.PARTITION || p.peekKw(2) == keyword.ORDER) || p.peekKw(2) == keyword.DEFINE)
	}
	return false
}

// skip moves to the token that ends the construct which begins at token i and was read up to the token failed. Brackets
// on the way are skipped whole, and so are the words of a CASE.
func (p *Parser) skip(i, failed int, s stops) {
	cases := 0
	for p.seek(i); ; p.advance() {
		switch p.tok.Kind {
		case token.LParen, token.LBracket, token.LBrace:
			closing := int(p.match[p.i])
			if closing <= 0 { // it is never closed
				p.seek(-closing)
				return
			}
			p.seek(closing)
			continue
		case token.EOF, token.Semicolon, token.RParen, token.RBracket, token.RBrace:
			return
		case token.Backslash:
			if p.atCommand() {
				return
			}
		}
		switch p.tok.Keyword {
		case keyword.CASE:
			cases++
		case keyword.END, keyword.WHEN:
			if cases > 0 {
				if p.atKw(keyword.END) {
					cases--
				}
				continue
			}
		}
		if p.i >= failed && p.stopped(s) {
			return
		}
	}
}

// salvage makes an Opaque of the construct that begins at token i and could not be read beyond the current one; nil when
// it ends where it begins.
func (p *Parser) salvage(i int, s stops) *ast.Opaque {
	p.skip(i, p.i, s)
	return p.opaque(i)
}

// opaque makes an Opaque of the tokens from i up to the current one; nil when there are none. Those inside it are gone
// with what was read there.
func (p *Parser) opaque(i int) *ast.Opaque {
	if p.i <= i {
		return nil
	}
	reason := "this part is not understood"
	if n := len(p.errors); n > 0 {
		reason = p.errors[n-1].Message
	}
	o := &ast.Opaque{Span: source.Span{Start: p.toks[i].Start, End: p.prevEnd()}, Reason: reason}
	p.dropOpaques(i)
	p.opaques = append(p.opaques, o)
	return o
}

// dropOpaques forgets the opaques from token i on, whose nodes are gone.
func (p *Parser) dropOpaques(i int) {
	n := len(p.opaques)
	for n > 0 && p.opaques[n-1].Start >= p.toks[i].Start {
		n--
	}
	p.opaques = p.opaques[:n]
}

// whole reads an expression that must reach to where s says. What it does not reach becomes an Opaque, alone or as the
// right operand of what was read.
func (p *Parser) whole(s stops) ast.Expr {
	if e := p.alone(s&stopComma != 0); e != nil {
		return e
	}
	i := p.i
	var e ast.Expr
	if !p.try(func() { e = p.expr() }) {
		if o := p.salvage(i, s); o != nil {
			return o
		}
		panic(bailout{}) // there is nothing here: the error belongs to what surrounds it
	}
	if p.stopped(s) {
		return e
	}
	if e = p.behindHole(e); p.stopped(s) {
		return e
	}
	if p.atKw(keyword.TO) && s == stopComma {
		if p.try(func() { e = p.rangeBehind(e) }) && p.stopped(s) {
			return e
		}
	}
	return p.withRest(e, s)
}

// behindHole reads the operand that stands behind a template tag without an operator: count({{ distinct }} a).
func (p *Parser) behindHole(e ast.Expr) ast.Expr {
	h, ok := e.(*ast.Hole)
	if !ok || !p.at(token.QuotedName) && !(p.at(token.Word) && p.operandHere()) {
		return e
	}
	right := p.expr()
	return &ast.Binary{Span: h.Span.Cover(right.Extent()), Op: ast.OpOther, Left: h, Right: right}
}

// withRest makes an Opaque of what stands behind e up to where s says.
func (p *Parser) withRest(e ast.Expr, s stops) ast.Expr {
	i := p.i
	if p.tok.Len() < 3 || !p.operandAhead() || !p.misspelt(&p.tok, "AND", "OR", "LIKE", "BETWEEN", "WHERE", "GROUP", "ORDER", "LIMIT", "HAVING") {
		p.report(endOf(s), p.d.Strict && s&stopClause != 0 && (p.lastName() || s&stopComma == 0 && p.comparedName()))
	}
	o := p.salvage(i, s)
	if o == nil {
		return e
	}
	return &ast.Binary{Span: e.Extent().Cover(o.Span), Left: e, Right: o}
}

// comparedName reports whether a name is compared here: a = 1 b = 2, where AND is missing.
func (p *Parser) comparedName() bool {
	return p.at(token.Word) && p.tok.Keyword == keyword.None && p.peekKind(1) == token.Eq
}

// endOf says what may stand behind a whole construct.
func endOf(s stops) string {
	switch {
	case s&stopComma != 0 && s&stopClause != 0:
		return "`,` or the next clause"
	case s&stopComma != 0:
		return "`,` or `)`"
	case s&stopClause != 0:
		return "an operator or the next clause"
	}
	return "`)`"
}

// rest makes a clause of whatever stands up to the end of the parentheses, and is not understood; nil when there is
// nothing.
func (p *Parser) rest() *ast.Clause {
	if p.stopped(0) {
		return nil
	}
	i := p.i
	p.report(endOf(0), false)
	if o := p.salvage(i, 0); o != nil {
		return &ast.Clause{Span: o.Span, Exprs: []ast.Expr{o}}
	}
	return nil
}

// skipped is the clause of the tokens from i up to the current one, which touch no column and no relation.
func (p *Parser) skipped(i int, kind string) *ast.Clause {
	if p.i <= i {
		p.fail("more of " + kind)
	}
	return &ast.Clause{Span: p.since(p.toks[i].Start), Kind: kind}
}

// balanced skips a pair of brackets and all in it; it fails where none opens.
func (p *Parser) balanced() {
	closing := int(p.match[p.i])
	if closing == 0 {
		p.fail("`(`")
	}
	if closing < 0 {
		p.seek(-closing)
		p.fail("`)`")
	}
	p.seek(closing + 1)
}

// element skips the rest of an element of a list in parentheses, up to its comma or the closing parenthesis.
func (p *Parser) element() {
	for !p.at(token.Comma) && !p.at(token.RParen) && !p.at(token.EOF) && !p.at(token.Semicolon) {
		if p.at(token.LParen) {
			p.balanced()
		} else {
			p.advance()
		}
	}
}

// listOf reads elements between commas.
func (p *Parser) listOf(read func()) {
	for read(); p.accept(token.Comma); {
		read()
	}
}
