package token

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/keyword"
	"github.com/sqlsteward/sqlsteward/parser/template"
)

// placeholder is the length of the placeholder that begins at the byte c here, or 0. It is text that a tool puts in
// before the database sees the query, and so may yield anything, as a template tag does:
//
//	${name} $(name) $[name]   shells, Hive, sqlcmd, Looker
//	{name} {0} {a.b} {a[b]}   Python's format and literals, also {f(a)}, {a!r}, {", ".join(a)}
//	{a*} {`a`}                R's glue
//	%(name)s %s               Python's DB-API
//	#{name} @{name} ##name##  Ruby, Dataform, templates of ETL tools
//	<name>                    documentation
//	&name &&name.             SQL*Plus, SnowSQL
//	@name(...)                SQLMesh's macros
//
// Those whose marks are operators too are placeholders only where an operand or a name must stand.
func (l *lexer) placeholder(c byte) int {
	text := l.text[l.pos:]
	switch c {
	case '$':
		switch l.at(l.pos + 1) {
		case '{':
			return l.upToBrace()
		case '(':
			return enclosed(text, 2, ')')
		case '[':
			return enclosed(text, 2, ']')
		}
	case '{':
		return l.format(text)
	case '#':
		if l.at(l.pos+1) == '{' {
			return enclosed(text, 2, '}')
		}
		if n := 2 + run(text[min(2, len(text)):], wordByte); n > 2 && strings.HasPrefix(text, "##") && strings.HasPrefix(text[n:], "##") {
			return n + 2
		}
	case '@':
		if l.at(l.pos+1) == '{' {
			return enclosed(text, 2, '}')
		}
		return l.macro()
	case '%':
		if l.at(l.pos+1) == '(' {
			if n := enclosed(text, 2, ')'); n > 0 && n < len(text) && strings.IndexByte("sdifr", text[n]) >= 0 {
				return n + 1
			}
			return 0
		}
		if l.at(l.pos+1) == 's' && classes[l.at(l.pos+2)]&wordByte == 0 && !l.behindOperand() {
			return 2
		}
	case '<':
		if classes[l.at(l.pos+1)]&wordStart != 0 && !l.behindOperand() {
			return enclosed(text, 1, '>')
		}
	case '&':
		if l.at(l.pos+1) == '{' && l.d.Stages && !l.behindOperand() { // SnowSQL's &{name}
			return enclosed(text, 2, '}')
		}
		n := 1
		if l.at(l.pos+1) == '&' {
			n = 2
		}
		if classes[l.at(l.pos+n)]&wordByte != 0 && (l.d.SQLPlus || !l.behindOperand()) {
			n += run(text[n:], wordByte)
			if n < len(text) && text[n] == '.' {
				n++
			}
			return n
		}
	}
	return 0
}

// enclosed is the length of an opening mark of n bytes with the word behind it and what closes it, or 0.
func enclosed(text string, n int, closing byte) int {
	i := n
	for i < len(text) && (classes[text[i]]&wordByte != 0 || text[i] == '-' || text[i] == '.') {
		i++
	}
	if i == n || i == len(text) || text[i] != closing {
		return 0
	}
	return i + 1
}

// upToBrace is the length of ${ with all up to the brace that closes it, or 0. It is in the same line but for what
// stands in brackets or in a template of JavaScript's: ${when(incremental(), `...`)}.
func (l *lexer) upToBrace() int {
	horizon := l.horizon(l.pos)
	depth, literal := 0, false
	for i := l.pos + 2; i < horizon; i++ {
		switch l.text[i] {
		case '(', '{':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case '`':
			literal = !literal
		case '}':
			if depth == 0 && !literal {
				if i == l.pos+2 {
					return 0
				}
				return i + 1 - l.pos
			}
			depth = max(depth-1, 0)
		case '\n':
			if depth == 0 && !literal {
				return 0
			}
		}
	}
	l.waste(l.pos, horizon)
	return 0
}

// macro is the length of @name(...), or 0. Where a table must stand it may be a variable or a stage.
func (l *lexer) macro() int {
	n := 1 + run(l.text[l.pos+1:], wordByte)
	if n == 1 || l.at(l.pos+n) != '(' || tableFollows.Has(l.lastKeyword()) {
		return 0
	}
	if last := len(l.tokens) - 1; last >= 0 && !l.tokens[last].Kind.Trivia() && l.behindOperand() { // table@link(
		return 0
	}
	end := l.balanced(l.pos + n)
	if end == 0 {
		return 0
	}
	return end - l.pos
}

// tableFollows are words behind which a variable that holds a table stands, or the name of a stage.
var tableFollows = keyword.SetOf(keyword.FROM, keyword.INTO, keyword.INSERT, keyword.JOIN, keyword.LIST, keyword.USING)

// lastKeyword is the keyword of the last token that is no trivia.
func (l *lexer) lastKeyword() keyword.Keyword {
	for i := len(l.tokens) - 1; i >= 0; i-- {
		if !l.tokens[i].Kind.Trivia() {
			return l.tokens[i].Keyword
		}
	}
	return keyword.None
}

// balanced is the offset behind the bracket that closes the one at offset open, brackets in quotes left out; 0 when
// there is none.
func (l *lexer) balanced(open int) int {
	horizon := l.horizon(open)
	depth := 0
	for i := open; i < horizon; i++ {
		switch c := l.text[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\'', '"', '`':
			n := strings.IndexByte(l.text[i+1:horizon], c)
			if n < 0 {
				l.waste(open, horizon)
				return 0
			}
			i += n + 1
		}
	}
	l.waste(open, horizon)
	return 0
}

// format is the length of {name}, {0}, {a.b}, {a[b]} and their like, or 0. A number behind a name is a repetition in a
// row pattern.
func (l *lexer) format(text string) int {
	i := 1
	for i < len(text) && (classes[text[i]]&wordByte != 0 || strings.IndexByte(".[]", text[i]) >= 0) {
		i++
	}
	if i == len(text) {
		return 0
	}
	if i > 1 && strings.IndexByte(".[]", text[1]) >= 0 {
		return 0
	}
	switch text[i] {
	case '}':
		if i == 1 {
			return 0
		}
	case '(', '"', '\'':
		if i == 1 && text[1] == '(' || i > 1 && text[i] != '(' && text[i-1] != '[' || i == 1 && !joins(text) {
			return 0
		}
		end := l.balanced(l.pos)
		if end == 0 || strings.IndexByte(l.text[l.pos:end], '\n') >= 0 {
			return 0
		}
		return end - l.pos
	case '!': // {a!r}
		if i > 1 && len(text) > i+2 && strings.IndexByte("rsa", text[i+1]) >= 0 && text[i+2] == '}' {
			return i + 3
		}
		return 0
	case '*':
		if i > 1 && len(text) > i+1 && text[i+1] == '}' {
			return i + 2
		}
		return 0
	case '`':
		if n := 2 + run(text[2:], wordByte); i == 1 && n > 2 && strings.HasPrefix(text[n:], "`}") {
			return n + 2
		} else if i == 1 && n > 2 && strings.HasPrefix(text[n:], "`*}") {
			return n + 3
		}
		return 0
	default:
		return 0
	}
	if classes[text[1]]&digit != 0 && l.pos > 0 {
		if before := l.text[l.pos-1]; classes[before]&wordByte != 0 || before == ')' || before == ' ' && l.behindOperand() {
			return 0
		}
	}
	return i + 1
}

// joins reports whether a string stands behind a brace, and Python's method of it that joins.
func joins(text string) bool {
	n := strings.IndexByte(text[2:], text[1])
	return n >= 0 && strings.HasPrefix(text[2+n+1:], ".join(")
}

// sqlxBlock is the length of the block of JavaScript's whose brace stands here behind one of Dataform's words, or 0; the word
// becomes a part of the comment that it is for SQL. Blocks of SQL begin and end like statements.
func (l *lexer) sqlxBlock() (Kind, int) {
	last := len(l.tokens) - 1
	for last >= 0 && l.tokens[last].Kind == Space {
		last--
	}
	if last < 0 || l.tokens[last].Kind != Word || last > 0 && !strings.Contains(l.tokens[last-1].In(l.text), "\n") && l.tokens[last-1].Kind != Semicolon {
		return 0, 0
	}
	word := &l.tokens[last]
	switch word.In(l.text) {
	case "config", "js":
		end := l.balanced(l.pos)
		if end == 0 {
			return 0, 0
		}
		word.Kind, word.Keyword = Comment, keyword.None
		return Comment, end - l.pos
	case "pre_operations", "post_operations":
		end := l.balanced(l.pos)
		if end == 0 {
			return 0, 0
		}
		word.Kind, word.Keyword = Semicolon, keyword.None
		l.operations = end - 1
		return Semicolon, 1
	}
	return 0, 0
}

// beforeName are words, not reserved, behind which a name or a value stands.
var beforeName = keyword.SetOf(
	keyword.UPDATE, keyword.TABLE, keyword.VIEW, keyword.SET, keyword.FUNCTION, keyword.PROCEDURE, keyword.SCHEMA,
	keyword.DATABASE, keyword.USE, keyword.CALL, keyword.INTERVAL, keyword.RETURN, keyword.DESCRIBE, keyword.VALUES,
	keyword.DATE, keyword.TIME, keyword.TIMESTAMP,
)

// behindOperand reports whether an operand may have ended before this place, so that an operator may stand here.
func (l *lexer) behindOperand() bool {
	i := len(l.tokens) - 1
	for i >= 0 && l.tokens[i].Kind.Trivia() {
		i--
	}
	if i < 0 {
		return false
	}
	switch t := &l.tokens[i]; t.Kind {
	case QuotedName, String, Number, Param, Tag, RParen, RBracket, RBrace, Unclosed, Star:
		return true
	case Word:
		glued := int(t.End) == l.pos
		return t.Keyword == keyword.None || glued || !l.d.Reserved.Has(t.Keyword) && !beforeName.Has(t.Keyword)
	}
	return false
}

// opensOptional reports whether Metabase's brackets around an optional part of a query open here: [[ and a = {{ a }} ]].
// They hold a tag and no brackets, and stand in one line mostly; far is how much of the text is looked at.
func (l *lexer) opensOptional() bool {
	const far = 2000 // bytes
	rest := l.text[l.pos:min(len(l.text), l.pos+far)]
	if !strings.HasPrefix(rest, "[[") || l.pos < l.optional || l.behindArray() {
		return false
	}
	tagged := false
	for i := len("[["); i < len(rest); i++ {
		switch rest[i] {
		case '{':
			if kind, end := template.At(rest, i); kind != template.None && end > 0 {
				tagged = true
				i = end - 1
			}
		case '[':
			return false
		case ']':
			if !tagged || !strings.HasPrefix(rest[i:], "]]") {
				return false
			}
			l.optional = l.pos + i
			return true
		}
	}
	return false
}

// behindArray reports whether the word ARRAY stands before this place.
func (l *lexer) behindArray() bool {
	n := len(l.tokens)
	return n > 0 && l.tokens[n-1].Keyword == keyword.ARRAY
}
