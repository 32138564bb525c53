package judges

import (
	"reflect"
	"slices"
	"strings"
)

// A walker goes through the tree of a judge, whatever its types, and notes what it finds. A judge's own part is enter,
// which deals with the nodes that mean something here: everything else is gone through field by field, so that no part
// of a tree is forgotten.
type walker struct {
	Reading
	// enter reports whether it has dealt with a node, a pointer to a struct, and all below it.
	enter func(w *walker, n any) bool
	ctes  []string // in scope, innermost last
	from  []string // aliases of the FROM clauses around, where a name may mean one of them
}

// walk goes through nodes and what is below them.
func (w *walker) walk(nodes ...any) {
	for _, n := range nodes {
		w.value(reflect.ValueOf(n))
	}
}

func (w *walker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		w.value(v.Elem())
	case reflect.Pointer:
		if v.IsNil() || v.CanInterface() && v.Elem().Kind() == reflect.Struct && w.enter(w, v.Interface()) {
			return
		}
		w.fields(v.Elem())
	case reflect.Struct:
		if v.CanAddr() && v.Addr().CanInterface() && w.enter(w, v.Addr().Interface()) {
			return
		}
		w.fields(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	}
}

// fields goes through the fields of a struct, but for some.
func (w *walker) fields(v reflect.Value, without ...string) {
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		if f := v.Type().Field(i); (f.IsExported() || f.Anonymous) && !slices.Contains(without, f.Name) {
			w.value(v.Field(i))
		}
	}
}

// below goes through the fields of a node, a pointer to a struct, but for some.
func (w *walker) below(n any, without ...string) { w.fields(reflect.ValueOf(n).Elem(), without...) }

// scope forgets the common table expressions and aliases that f makes known.
func (w *walker) scope(f func()) {
	ctes, from := len(w.ctes), len(w.from)
	f()
	w.ctes, w.from = w.ctes[:ctes], w.from[:from]
}

// cte makes a common table expression known.
func (w *walker) cte(name string) { w.ctes = append(w.ctes, strings.ToLower(name)) }

func (w *walker) read(parts ...string) {
	if len(parts) == 1 && slices.Contains(w.ctes, strings.ToLower(parts[0])) {
		return
	}
	w.Reads.add(parts...)
}

func (w *walker) write(parts ...string) {
	w.Data = true
	w.Writes.add(parts...)
}

func (w *walker) column(parts ...string) { w.Columns.add(parts...) }
