// Package tomldoc reads the TOML files that people write, so that everything in them can be spoken of by file and
// line: a document is a tree whose nodes know where they stand, and a table of the known keys says what it may hold.
// The TOML library checks the syntax and gives the values, without positions; a scanner of our own gives the positions.
package tomldoc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// MaxSize is the largest file that is read, in bytes. Settings and catalogs are written by people, or generated for
// some ten thousand datasets at most.
const MaxSize = 16 << 20

// Document is one TOML file.
type Document struct {
	File string // as it is named in messages
	Root *Node  // a table
}

// Kind is the shape of a value.
type Kind uint8

// The kinds of values that TOML knows.
const (
	Table Kind = iota
	Array
	String
	Integer
	Float
	Boolean
	Time
)

func (k Kind) String() string {
	return [...]string{
		"a table", "a list", "a string", "a whole number", "a number with a fraction", "true or false",
		"a date or time",
	}[k]
}

// Node is a value and where it stands. All methods may be called on nil, which is a value that is not there, and on
// values of another kind, which read as empty: Check has reported them.
type Node struct {
	Key     string // unquoted; empty for the root and for elements of an array
	Line    int    // of the key or the element, from 1
	Kind    Kind
	Members []*Node // of a table, in the file's order
	Items   []*Node // of an array

	value  any
	byName map[string]*Node // of a table with many members
}

// fewMembers is up to how many members looking through them beats a map, most of all in memory.
const fewMembers = 12

// Get returns the member of that name, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	if n.byName != nil {
		return n.byName[key]
	}
	for _, m := range n.Members {
		if m.Key == key {
			return m
		}
	}
	return nil
}

// add appends a member whose key the table does not have yet.
func (n *Node) add(m *Node) {
	n.Members = append(n.Members, m)
	if len(n.Members) <= fewMembers {
		return
	}
	if n.byName == nil {
		n.byName = map[string]*Node{}
		for _, other := range n.Members {
			n.byName[other.Key] = other
		}
	}
	n.byName[m.Key] = m
}

// Text returns the string, or "".
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	text, _ := n.value.(string)
	return text
}

// Bool returns the boolean, or false.
func (n *Node) Bool() bool {
	if n == nil {
		return false
	}
	b, _ := n.value.(bool)
	return b
}

// Int returns the whole number, or 0.
func (n *Node) Int() int64 {
	if n == nil {
		return 0
	}
	i, _ := n.value.(int64)
	return i
}

// Strings returns the strings of a list, each with its line; one string stands for a list of one.
func (n *Node) Strings() []*Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == String:
		return []*Node{n}
	}
	var list []*Node
	for _, item := range n.Items {
		if item.Kind == String {
			list = append(list, item)
		}
	}
	return list
}

// Texts is Strings without the lines.
func (n *Node) Texts() []string {
	var list []string
	for _, item := range n.Strings() {
		list = append(list, item.Text())
	}
	return list
}

// Tables returns the tables of an array of tables.
func (n *Node) Tables() []*Node {
	if n == nil {
		return nil
	}
	var list []*Node
	for _, item := range n.Items {
		if item.Kind == Table {
			list = append(list, item)
		}
	}
	return list
}

// ReadFile returns the text of a file of at most MaxSize bytes. Anything but a regular file is refused, for a folder
// has no text and reading a pipe or a device may never end.
func ReadFile(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", plain(err)
	}
	if !info.Mode().IsRegular() {
		return "", errors.New("not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return "", plain(err)
	}
	defer f.Close()
	var text bytes.Buffer
	if _, err := io.Copy(&text, io.LimitReader(f, MaxSize+1)); err != nil {
		return "", plain(err)
	}
	if text.Len() > MaxSize {
		return "", tooLarge()
	}
	return text.String(), nil
}

// plain leaves out what a message that names the file would say twice.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func tooLarge() error {
	return fmt.Errorf("the file is larger than %d MiB: split it into several", MaxSize>>20)
}

// Parse reads the text of one file. The error, if any, is of type *Errors and names the file and the line.
func Parse(file, text string) (*Document, error) {
	fail := func(line int, format string, args ...any) (*Document, error) {
		var errs Errors
		errs.Add(file, line, format, args...)
		return nil, errs.Err()
	}
	if len(text) > MaxSize {
		return fail(0, "%v", tooLarge())
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if at := badByte(text); at >= 0 {
		return fail(1+strings.Count(text[:at], "\n"), "this is not text: a TOML file is UTF-8 without control characters")
	}

	root, stop, err := scan(text)
	if errors.Is(err, errDepth) {
		return fail(1+strings.Count(text[:stop], "\n"), "%v", err)
	}
	// Where the scanner stopped, the library words the error. It is shown little more than the scanner has seen, whose
	// depth is bounded: it would follow a million brackets until the stack is full.
	var values map[string]any
	if _, tomlErr := toml.Decode(text[:stop], &values); tomlErr != nil {
		var pe toml.ParseError
		if errors.As(tomlErr, &pe) {
			// The library's own line is one too high where it stumbles over a line break.
			start := min(max(pe.Position.Start, 0), stop)
			return fail(1+strings.Count(text[:start], "\n"), "not valid TOML: %s", lowerFirst(pe.Message))
		}
		return fail(0, "not valid TOML: %v", tomlErr)
	}
	if err != nil {
		return fail(1+strings.Count(text[:stop], "\n"), "not valid TOML")
	}
	if !fill(root, values) {
		return fail(0, "the keys of this file were not understood: please report it as a bug of sqlsteward")
	}
	return &Document{File: file, Root: root}, nil
}

// fill puts the library's values into the scanner's tree, and reports whether the two agree.
func fill(n *Node, value any) bool {
	switch value := value.(type) {
	case map[string]any:
		if n.Kind != Table || len(n.Members) != len(value) {
			return false
		}
		for _, m := range n.Members {
			v, ok := value[m.Key]
			if !ok || !fill(m, v) {
				return false
			}
		}
		return true
	case []map[string]any:
		if n.Kind != Array || len(n.Items) != len(value) {
			return false
		}
		for i, item := range n.Items {
			if !fill(item, value[i]) {
				return false
			}
		}
		return true
	case []any:
		if n.Kind != Array || len(n.Items) != len(value) {
			return false
		}
		for i, item := range n.Items {
			if !fill(item, value[i]) {
				return false
			}
		}
		return true
	case string:
		return n.set(String, value)
	case int64:
		return n.set(Integer, value)
	case float64:
		return n.set(Float, value)
	case bool:
		return n.set(Boolean, value)
	case time.Time:
		return n.set(Time, value)
	}
	return false
}

func (n *Node) set(kind Kind, value any) bool {
	if n.Kind != scalar {
		return false
	}
	n.Kind, n.value = kind, value
	return true
}

// badByte is the offset of the first byte that no TOML file holds, or -1.
func badByte(text string) int {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\r' && (i+1 == len(text) || text[i+1] != '\n'),
			c < ' ' && c != '\t' && c != '\n' && c != '\r',
			c == 0x7f:
			return i
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && size == 1 {
				return i
			}
			i += size
		}
	}
	return -1
}

func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + strings.TrimSuffix(text[size:], ".")
}
