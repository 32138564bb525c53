// Package template finds template tags (Jinja's {{ }}, {% %} and {# #}) in a text. It knows no SQL.
package template

import "strings"

// Kind is the kind of a tag.
type Kind uint8

// The kinds of tags.
const (
	None      Kind = iota
	Output         // {{ ... }} yields text
	Statement      // {% ... %} yields none
	Comment        // {# ... #}
)

// Present reports whether the text holds anything that may be a tag: most SQL does not, and is read without looking.
func Present(text string) bool {
	for rest := text; ; {
		i := strings.IndexByte(rest, '{')
		if i < 0 || i+1 >= len(rest) {
			return false
		}
		switch rest[i+1] {
		case '{', '%', '#':
			return true
		}
		rest = rest[i+1:]
	}
}

// At says which tag begins at text[i] and the offset of the first byte behind it. A tag that is never closed has the
// end -1.
func At(text string, i int) (Kind, int) {
	if i+1 >= len(text) || text[i] != '{' {
		return None, 0
	}
	switch text[i+1] {
	case '{':
		return Output, end(text, i+2, '}')
	case '%':
		return Statement, end(text, i+2, '%')
	case '#':
		if n := strings.Index(text[i+2:], "#}"); n >= 0 {
			return Comment, i + 2 + n + 2
		}
		return Comment, -1
	}
	return None, 0
}

// end finds the closing mark (}} or %}), skipping string literals and the braces of dictionaries.
func end(text string, i int, mark byte) int {
	depth := 0
	for ; i < len(text); i++ {
		switch c := text[i]; c {
		case '\'', '"':
			if i = skipString(text, i, c); i < 0 {
				return -1
			}
		case '{':
			depth++
		case '}':
			if mark == '}' && depth == 0 {
				if i+1 < len(text) && text[i+1] == '}' {
					return i + 2
				}
				return -1
			}
			depth = max(depth-1, 0)
		case '%':
			if mark == '%' && i+1 < len(text) && text[i+1] == '}' {
				return i + 2
			}
		}
	}
	return -1
}

// skipString returns the offset of the quote that closes the string opened at i, or -1.
func skipString(text string, i int, quote byte) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i
		}
	}
	return -1
}

// A Part is a stretch of a tag: the bytes from Start up to End.
type Part struct{ Start, End int }

// Word is the word that a tag of Jinja begins with: if, endif, ref.
func Word(tag string) string {
	tag = strings.TrimLeft(tag, "{%-+ \t\r\n")
	if end := strings.IndexAny(tag, " \t\r\n(-+%}"); end >= 0 {
		return tag[:end]
	}
	return tag
}

// Relation finds the name of the relation that a tag yields where it is plainly one of dbt's: ref('model'),
// ref('package', 'model'), ref('model', v=2), source('source', 'table'), this, each also with what is left out of its name
// (.include(database=false)); or of Dataform's: ${ref("table")}, ${ref("schema", "table")}, ${self()}. The parts are the
// contents of the strings; none when the tag is anything else.
func Relation(tag string) []Part {
	switch {
	case strings.HasPrefix(tag, "{{"):
	case strings.HasPrefix(tag, "${"):
		return sqlxRelation(tag)
	default:
		return nil
	}
	s := scanner{text: tag, at: len("{{")}
	s.skip("-+")
	start := s.at
	name := s.word()
	if name == "builtins" && s.accept('.') {
		name = s.word()
	}
	if name == "this" && s.included() && s.closes() {
		return []Part{{start, start + len(name)}}
	}
	if name != "ref" && name != "source" || !s.accept('(') {
		return nil
	}
	var parts []Part
	for {
		part, ok := s.quoted()
		if !ok && (name != "ref" || len(parts) == 0 || !s.version()) {
			return nil
		}
		if ok {
			parts = append(parts, part)
		}
		if !s.accept(',') {
			break
		}
	}
	if !s.accept(')') || len(parts) > 2 || name == "source" && len(parts) != 2 || !s.included() || !s.closes() {
		return nil
	}
	return parts
}

// included reads a call that leaves parts of a relation's name out, but not the last: .include(database=false). It
// reports whether nothing else follows the relation.
func (s *scanner) included() bool {
	if !s.accept('.') {
		return true
	}
	if s.word() != "include" || !s.accept('(') {
		return false
	}
	for !s.accept(')') {
		if part := s.word(); part != "database" && part != "schema" || !s.accept('=') || s.word() == "" {
			return false
		}
		s.accept(',')
	}
	return true
}

// sqlxRelation is Relation for Dataform's tags.
func sqlxRelation(tag string) []Part {
	s := scanner{text: tag, at: len("${")}
	s.skip("")
	start := s.at
	name := s.word()
	if name != "ref" && name != "resolve" && name != "self" || !s.accept('(') {
		return nil
	}
	var parts []Part
	if name == "self" {
		parts = []Part{{start, start + len(name)}}
	} else {
		for {
			part, ok := s.quoted()
			if !ok {
				return nil
			}
			parts = append(parts, part)
			if !s.accept(',') {
				break
			}
		}
	}
	if !s.accept(')') || s.at != len(tag)-len("}") {
		return nil
	}
	return parts
}

// version reads the version of a model: v=2, version='2'.
func (s *scanner) version() bool {
	if name := s.word(); name != "v" && name != "version" || !s.accept('=') {
		return false
	}
	if _, ok := s.quoted(); ok {
		return true
	}
	start := s.at
	for s.at < len(s.text) && '0' <= s.text[s.at] && s.text[s.at] <= '9' {
		s.at++
	}
	return s.at > start
}

// closes reports whether the tag ends here.
func (s *scanner) closes() bool {
	s.skip("-+")
	return s.at == len(s.text)-len("}}")
}

// Yields reports whether a statement tag yields text: what it includes, or one of Looker's values.
func Yields(tag string) bool {
	switch Name(tag) {
	case "include", "parameter", "date_start", "date_end", "cycle", "increment", "decrement":
		return true
	}
	return false
}

// Prose is the name of the tag that ends the text, none of SQL, which a statement tag begins; "" when it begins none.
func Prose(tag string) string {
	if name := Name(tag); prose(name) {
		return ends[name]
	}
	return ""
}

// Name is the first word of a tag: "if" of {%- if a %}.
func Name(tag string) string {
	s := scanner{text: tag, at: len("{%")}
	s.skip("-+")
	return s.word()
}

// Find returns the offset at which the first statement tag of that name begins, from offset i on; 0 when there is none.
func Find(text string, i int, name string) int {
	for {
		n := strings.Index(text[i:], "{%")
		if n < 0 {
			return 0
		}
		i += n
		if Name(text[i:]) == name {
			return i
		}
		i += len("{%")
	}
}

// Silent reports whether an output tag yields no text of the query that it stands in: a call for its effect
// (config, log, a list's append), what a macro returns, or what only stands between the rounds of a loop
// ({{ "," if not loop.last }}).
func Silent(tag string) bool {
	if !strings.HasPrefix(tag, "{{") {
		return false
	}
	s := scanner{text: tag, at: len("{{")}
	s.skip("-+")
	if s.at < len(tag) && (tag[s.at] == '"' || tag[s.at] == '\'') {
		end := skipString(tag, s.at, tag[s.at])
		if end < 0 {
			return false
		}
		s.at = end + 1
		s.skip("")
		return s.word() == "if" && s.ofRounds()
	}
	name := s.word()
	switch name {
	case "config", "return", "log", "print", "debug":
		return s.accept('(')
	}
	for s.accept('.') {
		last := s.word()
		switch last {
		case "append", "extend", "update", "insert", "pop", "remove", "clear":
			return s.accept('(')
		}
		if name == "exceptions" {
			return s.accept('(')
		}
	}
	return false
}

// ofRounds reads the rest of a tag that yields something between the rounds of a loop, and nothing else.
func (s *scanner) ofRounds() bool {
	s.skip("")
	if s.word() != "not" {
		return false
	}
	s.skip("")
	if s.word() != "loop" || !s.accept('.') {
		return false
	}
	if which := s.word(); which != "last" && which != "first" {
		return false
	}
	s.skip("")
	if s.at < len(s.text) && s.text[s.at] == 'e' && s.word() == "else" {
		s.skip("")
		start := s.at
		if s.at >= len(s.text) || s.text[start] != '\'' && s.text[start] != '"' {
			return false
		}
		end := skipString(s.text, start, s.text[start])
		if end < 0 || strings.TrimSpace(s.text[start+1:end]) != "" {
			return false
		}
		s.at = end + 1
	}
	return s.closes()
}

// Blank reports whether an output tag yields white space alone: {{ '\n' }}.
func Blank(tag string) bool {
	if !strings.HasPrefix(tag, "{{") {
		return false
	}
	s := scanner{text: tag, at: len("{{")}
	s.skip("-+")
	if s.at >= len(tag) || tag[s.at] != '"' && tag[s.at] != '\'' {
		return false
	}
	end := skipString(tag, s.at, tag[s.at])
	if end < 0 {
		return false
	}
	for _, escaped := range []string{`\n`, `\t`, " "} {
		if strings.Trim(tag[s.at+1:end], escaped) == "" {
			s.at = end + 1
			return s.closes()
		}
	}
	return false
}

// Glues reports whether a stretch of text between two tokens holds tags alone, that yield no text, and white space only
// where they take it away: what stands around it stands together in what is yielded.
func Glues(text string) bool {
	if text == "" {
		return true
	}
	trimmed := false // the tag before takes white space away
	for text != "" {
		space := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
		if space == len(text) {
			return trimmed
		}
		kind, end := At(text, space)
		if kind == None || end < 0 || space > 0 && !trimmed && text[space+2] != '-' {
			return false
		}
		trimmed = text[end-3] == '-'
		text = text[end:]
	}
	return true
}

// A scanner reads the inside of a tag.
type scanner struct {
	text string
	at   int
}

// skip passes white space, and bytes of that set.
func (s *scanner) skip(set string) {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n"+set, s.text[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) accept(c byte) bool {
	s.skip("")
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		s.skip("")
		return true
	}
	return false
}

func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.text) && (s.text[s.at]|0x20 >= 'a' && s.text[s.at]|0x20 <= 'z' || s.text[s.at] == '_') {
		s.at++
	}
	return s.text[start:s.at]
}

// quoted reads a string that is not empty and has no escapes.
func (s *scanner) quoted() (Part, bool) {
	if s.at >= len(s.text) || s.text[s.at] != '\'' && s.text[s.at] != '"' {
		return Part{}, false
	}
	end := skipString(s.text, s.at, s.text[s.at])
	part := Part{Start: s.at + 1, End: end}
	if end < part.Start || part.Start == part.End || strings.IndexByte(s.text[part.Start:part.End], '\\') >= 0 {
		return Part{}, false
	}
	s.at = end + 1
	return part, true
}
