package tomldoc

import (
	"fmt"
	"slices"
	"strings"
)

// Type says what values a key takes; types are joined with |.
type Type uint8

// The types of values.
const (
	TypeString  Type = 1 << iota
	TypeStrings      // a list of strings; one string stands for a list of one
	TypeInteger
	TypeBoolean
	TypeTable
	TypeTables // an array of tables
)

var typeNames = []struct {
	Type
	name string
}{
	{TypeString, "string"},
	{TypeStrings, "list of strings"},
	{TypeInteger, "whole number"},
	{TypeBoolean, "boolean"},
	{TypeTable, "table"},
	{TypeTables, "array of tables"},
}

// String names the types for documentation: "string or table".
func (t Type) String() string {
	var names []string
	for _, n := range typeNames {
		if t&n.Type != 0 {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " or ")
}

// Key is one key that a file may hold. A list of keys is both what files are checked against and what their
// documentation is made from.
type Key struct {
	// Path is the key with all tables around it, joined by dots: dataset.column.name. A * stands for a name that the
	// user chooses.
	Path     string
	Type     Type
	Required bool     // in each of the tables that may hold it
	Choices  []string // the only strings it takes; nil if all
	Default  string   // what holds without the key, as shown to people; "" if nothing
	Holds    string   // for a table: what its keys are called in messages; "" for key
	Doc      string   // one sentence, lower case, without the final full stop
}

// Check reports every key of the document that the list does not have, every value of another type than its key
// takes, every string that is none of its choices, and every table without a key that it needs.
func (d *Document) Check(keys []Key, errs *Errors) {
	root := &level{Key: Key{Type: TypeTable}}
	for _, k := range keys {
		root.add(strings.Split(k.Path, "."), k)
	}
	c := checker{d.File, errs}
	c.table(d.Root, root, "")
}

// level is the list of keys as a tree.
type level struct {
	Key
	names  []string // of the fixed keys, in the list's order
	inside map[string]*level
}

func (l *level) add(path []string, k Key) {
	inside := l.inside[path[0]]
	if inside == nil {
		inside = &level{}
		if l.inside == nil {
			l.inside = map[string]*level{}
		}
		l.inside[path[0]] = inside
		if path[0] != "*" {
			l.names = append(l.names, path[0])
		}
	}
	if len(path) == 1 {
		inside.Key = k
		return
	}
	inside.add(path[1:], k)
}

type checker struct {
	file string
	errs *Errors
}

// table checks the members of a table; path is how the file speaks of it, without brackets, "" for the root.
func (c checker) table(n *Node, l *level, path string) {
	where := ""
	if path != "" {
		where = " in [" + path + "]"
		if l.Type&TypeTables != 0 {
			where = " in [[" + path + "]]"
		}
	}
	for _, m := range n.Members {
		if c.errs.Full() {
			return
		}
		inside := l.inside[m.Key]
		if inside == nil {
			inside = l.inside["*"]
		}
		if inside == nil {
			noun := l.Holds
			if noun == "" {
				noun = "key"
			}
			c.errs.Add(c.file, m.Line, "unknown %s %s%s%s", noun, Quote(m.Key), where, hint(m.Key, l.names))
			continue
		}
		c.value(m, inside, where, strings.TrimPrefix(path+"."+m.Key, "."))
	}
	for _, name := range l.names {
		if l.inside[name].Required && n.Get(name) == nil {
			c.errs.Add(c.file, n.Line, "%q is missing%s", name, where)
		}
	}
}

func (c checker) value(n *Node, l *level, where, path string) {
	if !accepts(l.Type, n) {
		c.errs.Add(c.file, n.Line, "%s%s must be %s, not %s", Quote(n.Key), where, l.wanted(path), n.found())
		return
	}
	switch n.Kind {
	case Table:
		c.table(n, l, path)
	case String:
		c.choice(n, n.Key, l.Choices, where)
	case Array:
		for _, item := range n.Items {
			if item.Kind == Table {
				c.table(item, l, path)
			} else {
				c.choice(item, n.Key, l.Choices, where)
			}
		}
	}
}

func (c checker) choice(n *Node, key string, choices []string, where string) {
	if choices == nil || slices.Contains(choices, n.Text()) {
		return
	}
	c.errs.Add(c.file, n.Line, "unknown %s %s%s%s", key, Quote(n.Text()), where, hint(n.Text(), choices))
}

func accepts(t Type, n *Node) bool {
	switch n.Kind {
	case String:
		return t&(TypeString|TypeStrings) != 0
	case Integer:
		return t&TypeInteger != 0
	case Boolean:
		return t&TypeBoolean != 0
	case Table:
		return t&TypeTable != 0
	case Array:
		return t&TypeStrings != 0 && all(n.Items, String) || t&TypeTables != 0 && all(n.Items, Table)
	}
	return false
}

func all(items []*Node, kind Kind) bool {
	for _, item := range items {
		if item.Kind != kind {
			return false
		}
	}
	return true
}

// found says what a value is, and for a list what of its elements is not a string.
func (n *Node) found() string {
	if n.Kind == Array {
		for _, item := range n.Items {
			if item.Kind != String {
				return fmt.Sprintf("a list with %s", item.Kind)
			}
		}
	}
	return n.Kind.String()
}

// wanted says what a key takes, in the words of the file.
func (l *level) wanted(path string) string {
	var names []string
	for _, n := range typeNames {
		switch {
		case l.Type&n.Type == 0:
		case n.Type == TypeBoolean:
			names = append(names, "true or false")
		case n.Type == TypeTables:
			names = append(names, "written as [["+path+"]]")
		default:
			names = append(names, "a "+n.name)
		}
	}
	return strings.Join(names, " or ")
}
