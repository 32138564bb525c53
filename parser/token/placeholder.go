package token

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/keyword"
)

// placeholder is the length of the placeholder that begins at the byte c here, or 0. It is text that a tool puts in
// before the database sees the query, and so may yield anything, as a template tag does:
//
//	${name} $(name) $[name]   shells, Hive, sqlcmd, Looker
//	{name} {0} {a.b} {a[b]}   Python's format
//	%(name)s %s               Python's DB-API
//	#{name} @{name} ##name##  Ruby, Dataform, templates of ETL tools
//	<name>                    documentation
//	&name &&name.             SQL*Plus, SnowSQL
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

// upToBrace is the length of ${ with all up to the brace that closes it in the same line, or 0.
func (l *lexer) upToBrace() int {
	horizon := l.horizon(l.pos)
	n := strings.IndexAny(l.text[l.pos:horizon], "}\n")
	if n < 0 {
		l.waste(l.pos, horizon)
	}
	if n <= 2 || l.text[l.pos+n] != '}' {
		return 0
	}
	return n + 1
}

// format is the length of {name}, {0}, {a.b} or {a[b]}, or 0. A number behind a name is a repetition in a row pattern.
func (l *lexer) format(text string) int {
	i := 1
	for i < len(text) && (classes[text[i]]&wordByte != 0 || strings.IndexByte(".[]", text[i]) >= 0) {
		i++
	}
	if i == 1 || i == len(text) || text[i] != '}' || strings.IndexByte(".[]", text[1]) >= 0 {
		return 0
	}
	if classes[text[1]]&digit != 0 && l.pos > 0 {
		if before := l.text[l.pos-1]; classes[before]&wordByte != 0 || before == ')' || before == ' ' && l.behindOperand() {
			return 0
		}
	}
	return i + 1
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
// They hold a tag, and stand in one line mostly; far is how much of the text is looked at.
func (l *lexer) opensOptional() bool {
	const far = 2000 // bytes
	rest := l.text[l.pos:min(len(l.text), l.pos+far)]
	if !strings.HasPrefix(rest, "[[") {
		return false
	}
	end := strings.Index(rest, "]]")
	if end < 0 || !strings.Contains(rest[:end], "{{") {
		return false
	}
	l.optional = l.pos + end
	return true
}
