package tomldoc

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep arrays and tables may nest and how many parts a dotted key may have.
const maxDepth = 32

// lookahead is how many bytes behind the scanner's stop the library may see to word its error.
const lookahead = 200

// scalar is the kind of a node until the library has given its value.
const scalar = Time + 1

var (
	errDepth  = fmt.Errorf("nested more than %d levels deep", maxDepth)
	errSyntax = errors.New("not TOML")
)

// scan reads the structure of a TOML text: every key and array element with its line, but no values. On an error it
// returns the offset up to which the text may be shown to the library. It accepts a little more than TOML does (keys
// defined twice, scalars of any form), because the library checks that.
func scan(text string) (root *Node, stop int, err error) {
	s := scanner{text: text, line: 1}
	root = newTable("", 1)
	if err := s.document(root); err != nil {
		stop := min(s.pos+lookahead, len(text))
		if end := strings.IndexByte(text[s.pos:stop], '\n'); end >= 0 {
			stop = s.pos + end + 1
		}
		for stop < len(text) && !utf8.RuneStart(text[stop]) {
			stop--
		}
		return nil, stop, err
	}
	return root, len(text), nil
}

func newTable(key string, line int) *Node {
	return &Node{Key: key, Line: line, Kind: Table}
}

// enter returns the table that a part of a dotted key leads to: the last one, if the part names an array of tables.
func (n *Node) enter(key string, line int) (*Node, error) {
	m := n.Get(key)
	if m == nil {
		m = newTable(key, line)
		n.add(m)
	}
	if m.Kind == Array && len(m.Items) > 0 {
		m = m.Items[len(m.Items)-1]
	}
	if m.Kind != Table {
		return nil, errSyntax
	}
	return m, nil
}

type scanner struct {
	text string
	pos  int
	line int
}

func (s *scanner) document(root *Node) error {
	table := root
	for {
		s.blank()
		if s.pos == len(s.text) {
			return nil
		}
		var err error
		if s.peek() == '[' {
			table, err = s.header(root)
		} else {
			err = s.pair(table, 0)
		}
		if err != nil {
			return err
		}
		s.spaces()
		if c := s.peek(); c == '\r' {
			s.pos++
		} else if c != '\n' && c != '#' && s.pos < len(s.text) {
			return errSyntax
		}
	}
}

// header reads `[a.b]` or `[[a.b]]` and returns the table that the following pairs belong to.
func (s *scanner) header(root *Node) (*Node, error) {
	line := s.line
	s.pos++
	array := s.accept('[')
	key, err := s.key()
	if err != nil {
		return nil, err
	}
	if !s.accept(']') || array && !s.accept(']') {
		return nil, errSyntax
	}
	last := len(key) - 1
	table := root
	for _, part := range key[:last] {
		if table, err = table.enter(part, line); err != nil {
			return nil, err
		}
	}
	if !array {
		return table.enter(key[last], line)
	}
	list := table.Get(key[last])
	if list == nil {
		list = &Node{Key: key[last], Line: line, Kind: Array}
		table.add(list)
	}
	if list.Kind != Array {
		return nil, errSyntax
	}
	item := newTable("", line)
	list.Items = append(list.Items, item)
	return item, nil
}

// pair reads `a.b = value` into the table.
func (s *scanner) pair(table *Node, depth int) error {
	line := s.line
	key, err := s.key()
	if err != nil {
		return err
	}
	if !s.accept('=') {
		return errSyntax
	}
	last := len(key) - 1
	for _, part := range key[:last] {
		if table, err = table.enter(part, line); err != nil {
			return err
		}
	}
	s.spaces()
	n, err := s.value(depth)
	if err != nil {
		return err
	}
	n.Key, n.Line = key[last], line
	if table.Get(n.Key) == nil { // the library reports it otherwise
		table.add(n)
	}
	return nil
}

// key reads a dotted key and the spaces around it.
func (s *scanner) key() ([]string, error) {
	var key []string
	for {
		if len(key) == maxDepth {
			return nil, errDepth
		}
		s.spaces()
		part, err := s.keyPart()
		if err != nil {
			return nil, err
		}
		key = append(key, part)
		s.spaces()
		if !s.accept('.') {
			return key, nil
		}
	}
}

func (s *scanner) keyPart() (string, error) {
	start := s.pos
	if c := s.peek(); c == '"' || c == '\'' {
		if err := s.shortString(c); err != nil {
			return "", err
		}
		inner := s.text[start+1 : s.pos-1]
		if c == '"' {
			return unescape(inner)
		}
		return inner, nil
	}
	for s.pos < len(s.text) && isBareKey(s.text[s.pos]) {
		s.pos++
	}
	if s.pos == start {
		return "", errSyntax
	}
	return s.text[start:s.pos], nil
}

// value reads a value; its node has the line it begins on, and no key yet.
func (s *scanner) value(depth int) (*Node, error) {
	if depth == maxDepth {
		return nil, errDepth
	}
	switch c := s.peek(); c {
	case '[':
		return s.array(depth)
	case '{':
		return s.inlineTable(depth)
	case '"', '\'':
		n := &Node{Line: s.line, Kind: scalar}
		if strings.HasPrefix(s.text[s.pos:], strings.Repeat(string(c), 3)) {
			return n, s.multiLineString(c)
		}
		return n, s.shortString(c)
	}
	n := &Node{Line: s.line, Kind: scalar}
	start := s.pos
	for s.pos < len(s.text) && !strings.ContainsRune(",]}#\r\n\"'[{=", rune(s.text[s.pos])) {
		s.pos++
	}
	if s.pos == start {
		return nil, errSyntax
	}
	return n, nil
}

func (s *scanner) array(depth int) (*Node, error) {
	n := &Node{Line: s.line, Kind: Array}
	s.pos++
	for {
		s.blank()
		if s.accept(']') {
			return n, nil
		}
		item, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
		s.blank()
		if !s.accept(',') && s.peek() != ']' {
			return nil, errSyntax
		}
	}
}

func (s *scanner) inlineTable(depth int) (*Node, error) {
	n := newTable("", s.line)
	s.pos++
	for {
		s.blank()
		if s.accept('}') {
			return n, nil
		}
		if err := s.pair(n, depth+1); err != nil {
			return nil, err
		}
		s.blank()
		if !s.accept(',') && s.peek() != '}' {
			return nil, errSyntax
		}
	}
}

// shortString reads a string in single quotes of either kind, which ends on its line.
func (s *scanner) shortString(quote byte) error {
	for i := s.pos + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\n':
			return errSyntax
		case c == '\\' && quote == '"':
			i++
		case c == quote:
			s.pos = i + 1
			return nil
		}
	}
	return errSyntax
}

// multiLineString reads a string in three quotes. Up to two quotes may stand directly before the closing three.
func (s *scanner) multiLineString(quote byte) error {
	line := s.line
	for i := s.pos + 3; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\n':
			line++
		case c == '\\' && quote == '"' && i+1 < len(s.text) && s.text[i+1] != '\n':
			i++
		case c == quote && strings.HasPrefix(s.text[i:], strings.Repeat(string(quote), 3)):
			end := i + 3
			for end < len(s.text) && end < i+5 && s.text[end] == quote {
				end++
			}
			s.pos, s.line = end, line
			return nil
		}
	}
	return errSyntax
}

// blank skips white space, line breaks and comments.
func (s *scanner) blank() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case '\n':
			s.line++
		case ' ', '\t', '\r':
		case '#':
			for s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n' {
				s.pos++
			}
		default:
			return
		}
		s.pos++
	}
}

func (s *scanner) spaces() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// peek returns the next byte, or 0 at the end: a TOML text holds no zero byte.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) accept(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

func isBareKey(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// unescape gives the text of a basic string without its quotes.
func unescape(text string) (string, error) {
	if !strings.Contains(text, `\`) {
		return text, nil
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			out.WriteByte(text[i])
			continue
		}
		i++
		if i == len(text) {
			return "", errSyntax
		}
		if at := strings.IndexByte(`btnfre"\`, text[i]); at >= 0 {
			out.WriteByte("\b\t\n\f\r\x1b\"\\"[at])
			continue
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[i]]
		if digits == 0 || i+digits >= len(text) {
			return "", errSyntax
		}
		code, err := strconv.ParseUint(text[i+1:i+1+digits], 16, 32)
		if err != nil || !utf8.ValidRune(rune(code)) {
			return "", errSyntax
		}
		out.WriteRune(rune(code))
		i += digits
	}
	return out.String(), nil
}
