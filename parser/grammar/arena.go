package grammar

import "github.com/sqlsteward/sqlsteward/parser/ast"

// An arena hands out the nodes that queries are full of from blocks, so that a statement costs few allocations. Once
// nobody uses the nodes any more, the next text gets the same blocks.
type arena struct {
	columns    slab[ast.ColumnRef]
	literals   slab[ast.Literal]
	binaries   slab[ast.Binary]
	calls      slab[ast.Call]
	items      slab[ast.SelectItem]
	names      slab[ast.Name]
	tables     slab[ast.Table]
	aliases    slab[ast.TableAlias]
	parens     slab[ast.Paren]
	queries    slab[ast.Query]
	selects    slab[ast.Select]
	joins      slab[ast.Join]
	orders     slab[ast.OrderItem]
	cases      slab[ast.Case]
	whens      slab[ast.When]
	statements slab[ast.Statement]
	stars      slab[ast.Star]
	ins        slab[ast.In]
	tests      slab[ast.Is]
	likes      slab[ast.Like]
	betweens   slab[ast.Between]
	unaries    slab[ast.Unary]
	exists     slab[ast.Exists]
	subqueries slab[ast.Subquery]
	intervals  slab[ast.Interval]
	casts      slab[ast.Cast]
	types      slab[ast.TypeName]
	windows    slab[ast.WindowSpec]
	frames     slab[ast.Frame]
	bounds     slab[ast.FrameBound]
	groups     slab[ast.GroupBy]
	limits     slab[ast.Limit]
	withs      slab[ast.With]
	ctes       slab[ast.CTE]
	idents     list[ast.Ident]
	exprs      list[ast.Expr]
	itemRefs   list[*ast.SelectItem]
	from       list[ast.TableExpr]
	orderRefs  list[*ast.OrderItem]
	whenRefs   list[*ast.When]
	cteRefs    list[*ast.CTE]
}

// reset takes back all that was handed out.
func (a *arena) reset() {
	a.columns.reset()
	a.literals.reset()
	a.binaries.reset()
	a.calls.reset()
	a.items.reset()
	a.names.reset()
	a.tables.reset()
	a.aliases.reset()
	a.parens.reset()
	a.queries.reset()
	a.selects.reset()
	a.joins.reset()
	a.orders.reset()
	a.cases.reset()
	a.whens.reset()
	a.statements.reset()
	a.stars.reset()
	a.ins.reset()
	a.tests.reset()
	a.likes.reset()
	a.betweens.reset()
	a.unaries.reset()
	a.exists.reset()
	a.subqueries.reset()
	a.intervals.reset()
	a.casts.reset()
	a.types.reset()
	a.windows.reset()
	a.frames.reset()
	a.bounds.reset()
	a.groups.reset()
	a.limits.reset()
	a.withs.reset()
	a.ctes.reset()
	a.idents.reset()
	a.exprs.reset()
	a.itemRefs.reset()
	a.from.reset()
	a.orderRefs.reset()
	a.whenRefs.reset()
	a.cteRefs.reset()
}

// Sizes of blocks, in values: the first one, and the largest.
const (
	firstBlock = 8
	mostBlock  = 512
)

// blocks are what an arena hands out values of one type from.
type blocks[T any] struct {
	all  [][]T
	last int // the block in use
	free []T // what is left of it
}

// grow makes n values free, and counts what is left of the block in use as used.
func (b *blocks[T]) grow(n int) {
	if len(b.all) > 0 {
		b.last++
	}
	if b.last == len(b.all) {
		size := firstBlock
		if b.last > 0 {
			size = min(2*len(b.all[b.last-1]), mostBlock)
		}
		b.all = append(b.all, make([]T, max(size, n)))
	}
	b.free = b.all[b.last]
}

// reset takes back all values, which are zero then.
func (b *blocks[T]) reset() {
	if len(b.all) == 0 {
		return
	}
	for _, used := range b.all[:b.last] {
		clear(used)
	}
	block := b.all[b.last]
	clear(block[:len(block)-len(b.free)])
	b.last, b.free = 0, b.all[0]
}

// slab hands out single values of a type, zero.
type slab[T any] struct{ blocks[T] }

func (s *slab[T]) new() *T {
	if len(s.free) == 0 {
		s.grow(1)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

// list hands out slices of a type.
type list[T any] struct{ blocks[T] }

// copy returns a copy of from, which must not be appended to in place.
func (l *list[T]) copy(from []T) []T {
	n := len(from)
	if n == 0 {
		return nil
	}
	if n > len(l.free) {
		if n > mostBlock {
			return append([]T(nil), from...)
		}
		for n > len(l.free) {
			l.grow(n)
		}
	}
	out := l.free[:n:n]
	copy(out, from)
	l.free = l.free[n:]
	return out
}

// one returns a pointer to a copy of v.
func (l *list[T]) one(v T) *T {
	if len(l.free) == 0 {
		l.grow(1)
	}
	p := &l.free[0]
	*p = v
	l.free = l.free[1:]
	return p
}
