package grammar

import "github.com/sqlsteward/sqlsteward/parser/ast"

// arena hands out the nodes that queries are full of from blocks, so that a statement costs few allocations.
type arena struct {
	columns  slab[ast.ColumnRef]
	literals slab[ast.Literal]
	binaries slab[ast.Binary]
	calls    slab[ast.Call]
	items    slab[ast.SelectItem]
	names    slab[ast.Name]
	tables   slab[ast.Table]
	aliases  slab[ast.TableAlias]
	parens   slab[ast.Paren]
	idents   list[ast.Ident]
	exprs    list[ast.Expr]
	itemRefs list[*ast.SelectItem]
}

// slab hands out single values of a type, zero.
type slab[T any] struct {
	free []T
	size int
}

func (s *slab[T]) new() *T {
	if len(s.free) == 0 {
		s.size = min(max(2*s.size, 8), 512)
		s.free = make([]T, s.size)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

// list hands out slices of a type.
type list[T any] struct {
	free []T
	size int
}

// copy returns a copy of from, which must not be appended to in place.
func (l *list[T]) copy(from []T) []T {
	n := len(from)
	if n == 0 {
		return nil
	}
	if n > len(l.free) {
		l.size = min(max(2*l.size, 16), 1024)
		if n > l.size {
			return append([]T(nil), from...)
		}
		l.free = make([]T, l.size)
	}
	out := l.free[:n:n]
	copy(out, from)
	l.free = l.free[n:]
	return out
}
