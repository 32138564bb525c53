package grammar_test

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/grammar"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// read parses text by the grammar alone, whatever the dialect's front end.
func read(text string, d *dialect.Dialect) ([]*ast.Statement, []token.Token) {
	p := grammar.New(text, token.Lex(text, d), d)
	var list []*ast.Statement
	for next := 0; p.More(next); {
		var s *ast.Statement
		s, next = p.Statement()
		list = append(list, s)
	}
	return list, p.Tokens()
}

var (
	nodeType  = reflect.TypeFor[ast.Node]()
	identType = reflect.TypeFor[ast.Ident]()
	spanType  = reflect.TypeFor[source.Span]()
)

// A dumper writes a tree as one line: operators and calls as (operator operand ...), names, literals and parameters as
// they are, words with a ^ before them, all else as (node field=value ...) without what is empty.
type dumper struct {
	text  string
	spans bool  // write each node's span
	base  int32 // what is taken off spans
}

func dump(text string, n any) string {
	d := dumper{text: text}
	return d.value(reflect.ValueOf(n))
}

func (d dumper) value(v reflect.Value) string {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return "-"
	}
	if v.Type() == identType {
		return d.ident(v.Interface().(ast.Ident))
	}
	if n, ok := v.Interface().(ast.Node); ok && v.Kind() == reflect.Pointer {
		s := d.node(n, v.Elem())
		if d.spans {
			e := n.Extent()
			s = fmt.Sprintf("%s@%d-%d", s, e.Start-d.base, e.End-d.base)
		}
		return s
	}
	switch v.Kind() {
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, d.value(v.Index(i)))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case reflect.Pointer:
		return d.value(v.Elem())
	case reflect.Struct: // a span
		return ""
	}
	if s, ok := v.Interface().(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprint(v.Interface())
}

func (d dumper) ident(id ast.Ident) string {
	if id == (ast.Ident{}) {
		return ""
	}
	s := id.Name
	if id.Quote != 0 {
		s = string(id.Quote) + s + string(id.Quote)
	}
	if d.spans {
		s = fmt.Sprintf("%s@%d-%d", s, id.Start-d.base, id.End-d.base)
	}
	return s
}

func (d dumper) idents(list []ast.Ident) string {
	var parts []string
	for _, id := range list {
		parts = append(parts, d.ident(id))
	}
	return strings.Join(parts, ".")
}

func (d dumper) node(n ast.Node, v reflect.Value) string {
	switch n := n.(type) {
	case *ast.Name:
		return d.idents(n.Parts)
	case *ast.ColumnRef:
		s := d.idents(n.Parts)
		if n.OuterJoin {
			s += "(+)"
		}
		return s
	case *ast.Literal:
		switch n.Kind {
		case ast.String:
			return "'" + n.Text + "'"
		case ast.Bytes:
			return "b'" + n.Text + "'"
		case ast.TypedText:
			if n.Type != nil {
				return "(" + d.value(reflect.ValueOf(n.Type)) + " '" + n.Text + "')"
			}
			return "(typed '" + n.Text + "')"
		}
		return strings.ToUpper(n.Text)
	case *ast.Param:
		return n.Name
	case *ast.Word:
		return "^" + n.Text
	case *ast.Hole:
		return n.Text
	case *ast.Opaque:
		return "OPAQUE<" + n.In(d.text) + ">"
	case *ast.Paren:
		return "(paren " + d.value(reflect.ValueOf(n.X)) + ")"
	case *ast.TypeName:
		return n.Name + d.fields(v, "Name")
	case *ast.Unary:
		return "(" + n.Op + " " + d.value(reflect.ValueOf(n.X)) + ")"
	case *ast.Binary:
		op := n.Text
		if n.Op == ast.OpOther {
			op = "~" + op
		}
		return "(" + op + " " + d.value(reflect.ValueOf(n.Left)) + " " + d.value(reflect.ValueOf(n.Right)) + ")"
	case *ast.Call:
		var name string
		if n.Name != nil {
			name = d.value(reflect.ValueOf(n.Name))
		}
		for _, a := range n.Args {
			name += " " + d.value(reflect.ValueOf(a))
		}
		return "(" + name + d.fields(v, "Name", "Args") + ")"
	case *ast.Row:
		s := "(row"
		for _, e := range n.Elems {
			s += " " + d.value(reflect.ValueOf(e))
		}
		return s + ")"
	case *ast.SelectItem:
		s := d.value(reflect.ValueOf(n.Expr))
		if n.Alias != nil {
			s = d.ident(*n.Alias) + ":=" + s
		}
		return s + d.fields(v, "Expr", "Alias")
	case *ast.Star:
		s := "*"
		if len(n.Qualifier) > 0 {
			s = d.idents(n.Qualifier) + ".*"
		}
		if rest := d.fields(v, "Qualifier"); rest != "" {
			s = "(" + s + rest + ")"
		}
		return s
	case *ast.TableAlias:
		if n.Columns == nil {
			return d.ident(n.Name)
		}
	case *ast.Statement:
		s := d.value(reflect.ValueOf(n.Body))
		if n.Tail != nil {
			s += " " + d.value(reflect.ValueOf(n.Tail))
		}
		if n.State != ast.Complete {
			s = n.State.String() + " " + s
		}
		return s
	}
	name := strings.ToLower(v.Type().Name())
	return "(" + name + d.fields(v) + ")"
}

// fields writes the fields of a node that are not empty, but for some.
func (d dumper) fields(v reflect.Value, but ...string) string {
	var b strings.Builder
	for i := range v.NumField() {
		f := v.Type().Field(i)
		x := v.Field(i)
		if f.Type == spanType || x.IsZero() || contains(but, f.Name) {
			continue
		}
		if x.Kind() == reflect.Bool {
			b.WriteString(" " + f.Name)
			continue
		}
		b.WriteString(" " + f.Name + "=" + d.value(x))
	}
	return b.String()
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// parts calls visit for each node and each identifier that is directly held by a node, found by reflection: a check on
// ast.Children too.
func parts(n ast.Node, node func(ast.Node), ident func(ast.Ident)) {
	var see func(v reflect.Value)
	see = func(v reflect.Value) {
		switch {
		case v.Type() == identType:
			if id := v.Interface().(ast.Ident); id != (ast.Ident{}) {
				ident(id)
			}
		case v.Kind() == reflect.Pointer && v.Type().Implements(nodeType):
			if !v.IsNil() {
				if v.Type().Elem() == identType {
					see(v.Elem())
					return
				}
				node(v.Interface().(ast.Node))
			}
		case v.Kind() == reflect.Interface && !v.IsNil():
			see(v.Elem())
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				see(v.Index(i))
			}
		}
	}
	v := reflect.ValueOf(n).Elem()
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name == "Errors" || name == "Opaques" {
			continue
		}
		see(v.Field(i))
	}
}
