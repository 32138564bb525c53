package lineage

import (
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// find is the source of that alias or name, but for one.
func (sc *Scope) find(key string, but *Source) *Source {
	for _, s := range sc.Sources {
		if s.key == key && s != but {
			return s
		}
	}
	return nil
}

func (sc *Scope) drop(src *Source) {
	kept := sc.Sources[:0:0]
	for _, s := range sc.Sources {
		if s != src {
			kept = append(kept, s)
		}
	}
	sc.Sources = kept
}

// isMerged reports whether a source's column of that key is part of a merged one.
func (sc *Scope) isMerged(key string, src *Source) bool {
	for i := range sc.merged {
		if sc.merged[i].key != key {
			continue
		}
		for _, s := range sc.merged[i].sides {
			if s == src {
				return true
			}
		}
	}
	for _, s := range sc.hidden {
		if s == src {
			return true
		}
	}
	return false
}

// mergedInputs are what a merged column is made of: the side that a join keeps, or both.
func mergedInputs(m *merged, at source.Span) []Input {
	switch m.join.Kind {
	case ast.RightJoin:
		return []Input{{Column: m.right, Via: Copy, At: at}}
	case ast.FullJoin:
		return []Input{{Column: m.left, Via: Copy, At: at}, {Column: m.right, Via: Copy, At: at}}
	}
	return []Input{{Column: m.left, Via: Copy, At: at}}
}

// known finds a column that a source has for certain.
func (a *analysis) known(src *Source, key string) (*Column, bool) {
	if src.Kind == Base && src.Relation != nil && src.Relation.Made == nil && src.Columns == nil {
		if d := src.Relation.Dataset; d != nil {
			name := strings.TrimPrefix(key, `"`)
			if c := d.Column(catalog.Fold(name)); c != nil {
				return src.Relation.column(c.Name, a.Dialect.Key(c.Name, false)), true
			}
		}
		return nil, false
	}
	for _, c := range src.Columns {
		if c.key == key && !c.Star {
			return c, true
		}
	}
	return nil, false
}

// columnOf is a source's column of that name: one that it has, or one that it may have because not all are known. The
// answer is nil where it surely has none.
func (a *analysis) columnOf(src *Source, name, key string) (c *Column, certain bool) {
	if c, ok := a.known(src, key); ok {
		return c, true
	}
	if !src.Open {
		return nil, false
	}
	for _, c := range src.extra {
		if c.key == key {
			return c, false
		}
	}
	if src.Kind == Base && src.Relation != nil && (src.Relation.Made == nil || !hasStar(src.Columns)) {
		return src.Relation.column(name, key), false
	}
	c = &Column{Name: name, key: key}
	a.through(src, c, name, key)
	src.extra = append(src.extra, c)
	return c, false
}

// through finds what a column of an open source comes from: the one source behind its star that may have it.
func (a *analysis) through(src *Source, c *Column, name, key string) {
	behind := src.passes
	for _, col := range src.Columns {
		if col.Star {
			behind = append(behind[:len(behind):len(behind)], col.stars...)
			if len(col.stars) == 0 {
				c.Unknown = col.Unknown
				for _, o := range col.Origins() {
					c.Inputs = append(c.Inputs, Input{Column: o.Column, Via: max(o.Via, Expression), At: extent(col.Node)})
				}
			}
		}
	}
	var open []*Source
	for _, s := range behind {
		if s == src {
			continue
		}
		if k, ok := a.known(s, key); ok {
			c.Inputs = []Input{{Column: k, Via: Copy, At: extent(s.Node)}}
			c.Unknown = ""
			return
		}
		if s.Open {
			open = append(open, s)
		}
	}
	switch len(open) {
	case 0:
		c.Inputs = append(c.Inputs, src.inputs...)
		if len(c.Inputs) == 0 && c.Unknown == "" {
			c.Unknown = src.Why
			if c.Unknown == "" {
				c.Unknown = "where it comes from is not known"
			}
		}
	case 1:
		next, _ := a.columnOf(open[0], name, key)
		c.Inputs = append(c.Inputs, Input{Column: next, Via: Copy, At: extent(open[0].Node)})
		c.Unknown = next.Unknown
	default:
		c.Unknown = "more than one relation may have it: " + sourceNames(open)
		c.Candidates = open
	}
}

func sourceNames(list []*Source) string {
	var names []string
	for _, s := range list {
		name := s.Alias
		if s.Relation != nil {
			name = s.Relation.Name
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// qualified is the source that a qualifier names, in this scope or one further out.
func (a *analysis) qualified(q []ast.Ident, sc *Scope) *Source {
	for ; sc != nil; sc = sc.Parent {
		if src := a.qualifiedIn(q, sc); src != nil {
			return src
		}
	}
	return nil
}

func (a *analysis) qualifiedIn(q []ast.Ident, sc *Scope) *Source {
	if len(q) == 1 {
		return sc.find(a.key(&q[0]), nil)
	}
	for _, s := range sc.Sources {
		if s.named || s.Relation == nil || len(q) > len(s.Relation.Parts) {
			continue
		}
		parts := s.Relation.Parts[len(s.Relation.Parts)-len(q):]
		same := true
		for i := range q {
			same = same && catalog.Fold(q[i].Name) == parts[i]
		}
		if same {
			return s
		}
	}
	return nil
}

// resolve finds the column that a reference means. It never returns nil: a reference that cannot be resolved is an
// unknown column with the reason.
func (a *analysis) resolve(ref *ast.ColumnRef, sc *Scope, role Role) (*Column, *Source, bool) {
	n := len(ref.Parts)
	if n == 1 {
		return a.unqualified(&ref.Parts[0], sc, role)
	}
	for s := sc; s != nil; s = s.Parent {
		for k := n - 1; k >= 1; k-- {
			src := a.qualifiedIn(ref.Parts[:k], s)
			if src == nil {
				continue
			}
			id := &ref.Parts[k]
			c, _ := a.columnOf(src, id.Name, a.key(id))
			if c == nil {
				c = &Column{Name: id.Name, key: a.key(id), Unknown: src.label() + " has no column " + id.Name}
			}
			return c, src, s != sc
		}
	}
	// Not a relation: a column and its fields.
	if a.Dialect.StructsInBraces || a.Dialect.Lambdas {
		if c, src, outer := a.unqualified(&ref.Parts[0], sc, role); src != nil {
			return c, src, outer
		}
	}
	return &Column{
		Name: ref.Last().Name, key: a.key(ref.Last()),
		Unknown: "nothing in FROM is called " + ref.Parts[n-2].Name,
	}, nil, false
}

// label is how a source is named in a message.
func (s *Source) label() string {
	if s.Relation != nil {
		return s.Relation.Name
	}
	if s.Alias != "" {
		return s.Alias
	}
	return "the subquery"
}

func (a *analysis) unqualified(id *ast.Ident, sc *Scope, role Role) (*Column, *Source, bool) {
	key := a.key(id)
	if role == Order && sc.items != nil {
		if c := alias(sc.items, key); c != nil {
			return c, nil, false
		}
	}
	for s := sc; s != nil; s = s.Parent {
		c, src := a.unqualifiedIn(id, key, s, role, s == sc)
		if c != nil {
			return c, src, s != sc
		}
	}
	return &Column{Name: id.Name, key: key, Unknown: "no relation in FROM has a column " + id.Name}, nil, false
}

// unqualifiedIn looks a bare name up in one scope.
func (a *analysis) unqualifiedIn(id *ast.Ident, key string, sc *Scope, role Role, own bool) (*Column, *Source) {
	for i := range sc.merged {
		if m := &sc.merged[i]; m.key == key {
			return &Column{Name: m.left.Name, key: key, Inputs: mergedInputs(m, id.Span)}, m.sides[0]
		}
	}
	var found *Column
	var in *Source
	var twice []*Source
	var open []*Source
	for _, s := range sc.Sources {
		if s.symbol {
			continue
		}
		if c, ok := a.known(s, key); ok {
			if found != nil {
				twice = append(twice, s)
			} else {
				found, in = c, s
			}
		} else if s.Open {
			open = append(open, s)
		}
	}
	switch {
	case found != nil && len(twice) > 0 && !sc.Natural:
		candidates := append([]*Source{in}, twice...)
		return &Column{
			Name: id.Name, key: key, Candidates: candidates,
			Unknown: id.Name + " is ambiguous: " + sourceNames(candidates) + " have it",
		}, in
	case found != nil:
		return found, in
	}
	if own {
		if c := alias(sc.items, key); c != nil && (len(open) == 0 || role != Filter && role != JoinKey && !refersTo(c, key)) {
			return c, nil
		}
	}
	// What is no relation's comes last: a table function's unknown columns.
	if relations := onlyRelations(open); len(relations) > 0 {
		open = relations
	}
	switch len(open) {
	case 0:
		return nil, nil
	case 1:
		c, _ := a.columnOf(open[0], id.Name, key)
		return c, open[0]
	}
	if sc.Natural {
		c, _ := a.columnOf(open[0], id.Name, key)
		return c, open[0]
	}
	return &Column{
		Name: id.Name, key: key, Candidates: open,
		Unknown: "more than one relation may have " + id.Name + ": " + sourceNames(open),
	}, open[0]
}

func onlyRelations(list []*Source) []*Source {
	var out []*Source
	for _, s := range list {
		if s.Kind != Function && s.Kind != Opaque {
			out = append(out, s)
		}
	}
	return out
}

// alias is the select item of that name.
func alias(items []*Column, key string) *Column {
	for _, c := range items {
		if c.key == key && !c.Star && key != "" {
			return c
		}
	}
	return nil
}

// refersTo reports whether a select item is made of a column of its own name: upper(name) AS name.
func refersTo(c *Column, key string) bool {
	for _, in := range c.Inputs {
		if in.Column.key == key {
			return true
		}
	}
	return false
}
