package lineage

import "sync"

// memory is what an analysis is made of: many small values, which the next analysis may be made of again.
type memory struct {
	columns      pool[Column]
	inputs       pool[Input]
	sources      pool[Source]
	scopes       pool[Scope]
	relationPool pool[Relation]
	ctePool      pool[CTE]
	parts        pool[string]
	refs         pool[Ref]

	columnLists   pool[*Column]
	sourceLists   pool[*Source]
	scopeLists    pool[*Scope]
	relationLists pool[*Relation]
	cteLists      pool[*CTE]
}

// pools are all of them.
func (m *memory) pools() [13]interface {
	reset()
	keep()
} {
	return [...]interface {
		reset()
		keep()
	}{
		&m.columns, &m.inputs, &m.sources, &m.scopes, &m.relationPool, &m.ctePool, &m.refs, &m.parts,
		&m.columnLists, &m.sourceLists, &m.scopeLists, &m.relationLists, &m.cteLists,
	}
}

// reset takes back all that was handed out.
func (m *memory) reset() {
	for _, p := range m.pools() {
		p.reset()
	}
}

// keep leaves all that was handed out to those who have it.
func (m *memory) keep() {
	for _, p := range m.pools() {
		p.keep()
	}
}

// idle is memory that nothing uses.
var idle = sync.Pool{New: func() any { return new(memory) }}

// A pool hands out values of a type from blocks.
type pool[T any] struct {
	blocks [][]T
	first  int // values of the first block that are not the pool's any more
	at     int // the block at hand
	used   int // of it
}

const (
	block  = 128 // values
	atRest = 32  // blocks that a pool keeps while nothing uses them
)

// take returns n zero values. To append to them makes a copy.
func (p *pool[T]) take(n int) []T {
	if n > block {
		return make([]T, n)
	}
	if p.used+n > block {
		p.at, p.used = p.at+1, 0
	}
	if p.at >= len(p.blocks) {
		p.blocks = append(p.blocks, make([]T, block))
	}
	from := p.used
	p.used += n
	return p.blocks[p.at][from:p.used:p.used]
}

// new returns one value.
func (p *pool[T]) new(v T) *T {
	one := &p.take(1)[0]
	*one = v
	return one
}

// one is a list of one value.
func (p *pool[T]) one(v T) []T {
	list := p.take(1)
	list[0] = v
	return list
}

// add appends to a list, whose further room comes from the pool.
func (p *pool[T]) add(list []T, v T) []T {
	if n := len(list); n == cap(list) {
		grown := p.take(max(2*n, 2))[:n]
		copy(grown, list)
		list = grown
	}
	return append(list, v)
}

// reset takes back the values that were handed out.
func (p *pool[T]) reset() {
	if len(p.blocks) == 0 {
		return
	}
	from := p.first
	for i := range p.at {
		clear(p.blocks[i][from:])
		from = 0
	}
	clear(p.blocks[p.at][from:p.used])
	if len(p.blocks) > atRest {
		p.blocks = p.blocks[:atRest:atRest]
	}
	p.at, p.used = 0, p.first
}

// keep leaves the values that were handed out to those who have them.
func (p *pool[T]) keep() {
	if len(p.blocks) > 0 {
		p.blocks = p.blocks[p.at:]
		p.at, p.first = 0, p.used
	}
}
