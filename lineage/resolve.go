package lineage

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// ---- columns of relations ----

// columnNamed is the relation's column of that key, made where it was not spoken of before.
func (a *analysis) columnNamed(r *Relation, name, key string) *Column {
	if c, _ := r.names.find(r.columns, key); c != nil {
		return c
	}
	made := Column{Name: name, Relation: r, key: key}
	if d := a.declaration(r, name); d != nil {
		made.Declared, made.Name = d, d.Name
	}
	c := a.column(made)
	r.columns = a.columnLists.add(r.columns, c)
	switch d := r.Dataset; {
	case c.Declared != nil:
		for _, s := range c.Declared.Sources {
			a.madeOf(c, s.Relation, s.Column, Via(s.Via))
		}
	case d != nil && d.Passes != nil && !d.ColumnsComplete && name != "*":
		a.madeOf(c, d.Passes, name, Copy)
	}
	return c
}

// madeOf adds to the inputs of a column that another file makes of a column of a relation.
func (a *analysis) madeOf(c *Column, relation catalog.Name, column string, via Via) {
	c.stored = a.Steps || !c.Relation.Dataset.View
	if of := a.relationOf(relation); of != c.Relation {
		c.Inputs = append(c.Inputs, Input{Column: a.columnNamed(of, column, a.Dialect.Key(column, false)), Via: via})
	}
}

// declaration is what the catalog says of a relation's column, or nil.
func (a *analysis) declaration(r *Relation, name string) *catalog.Column {
	if r.Dataset == nil {
		return nil
	}
	return r.Dataset.Column(name)
}

// fillBase says which columns a relation has, as far as the file or the catalog knows.
func (a *analysis) fillBase(src *Source) {
	r := src.Relation
	switch {
	case r.Made != nil && len(r.Made.Columns) > 0:
		src.Columns = a.madeColumns(r, src.Node)
		src.names = &r.allNames
		src.Open = firstStar(src.Columns) >= 0
		src.Open = src.Open || r.Made.altered
	case r.Dataset != nil && r.Dataset.ColumnsComplete:
	default:
		src.Open = true
	}
}

// Why says what would close an open source.
func (s *Source) Why() string {
	switch r := s.Relation; {
	case s.why != "" || r == nil || !s.Open:
		return s.why
	case r.Made != nil && r.Made.altered:
		return r.Name + " may have further columns"
	case r.Ambiguous:
		return "several declared datasets could be meant by " + r.Name
	default:
		return "the columns of " + r.Name + " are not declared"
	}
}

// madeColumns are the columns of a relation that the file made.
func (a *analysis) madeColumns(r *Relation, at ast.Node) []*Column {
	if r.all == nil {
		for _, c := range r.Made.Columns {
			made := Column{
				Name: c.Name, key: c.key, Star: c.Star, star: c.star, Unknown: c.Unknown, Candidates: c.Candidates, Node: at,
				Relation: r, Inputs: a.one(Input{Column: c, Via: Copy, At: at.Extent()}), stored: a.Steps && !r.Made.Temp,
			}
			if c.Relation != nil && len(c.Inputs) == 0 { // nothing but its name is known of what is in it
				made.Inputs = nil
			}
			if d := a.declaration(r, c.Name); d != nil {
				made.Declared = d
			}
			r.all = append(r.all, a.column(made))
		}
		r.columns = slices.Clone(r.all)
	}
	return r.all
}

// all are the columns of a source as far as they are known, in order.
func (a *analysis) all(src *Source) []*Column {
	if r := src.Relation; src.Kind == Base && src.Columns == nil && r.Dataset != nil {
		if r.all == nil {
			for i := range r.Dataset.Columns {
				name := r.Dataset.Columns[i].Name
				r.all = append(r.all, a.columnNamed(r, name, a.Dialect.Key(name, false)))
			}
		}
		src.Columns = r.all
	}
	return src.Columns
}

// ---- columns of sources ----

// known finds a column that a source has for certain. Where it has several of that name, the answer is one that says so.
func (a *analysis) known(src *Source, key string) *Column {
	if src.element != nil && src.element.key == key {
		return src.element
	}
	if src.Kind == Base && src.names == nil {
		if d := a.declaration(src.Relation, strings.TrimPrefix(key, `"`)); d != nil {
			return a.columnNamed(src.Relation, d.Name, a.Dialect.Key(d.Name, false))
		}
		return nil
	}
	if src.names == nil {
		src.names = &src.own
	}
	c, several := src.names.find(src.Columns, key)
	if c == nil {
		// A name in quotes that differs in case only: databases differ in whether it is the same.
		if folded := catalog.Fold(strings.TrimPrefix(key, `"`)); folded != key {
			c, several = src.names.find(src.Columns, folded)
		}
	}
	if c == nil {
		c, several = src.lookup.find(src.extra, key)
		if c != nil && src.Open { // brought forth by a reference, so not for certain
			return nil
		}
	}
	if several && src.Relation == nil {
		return a.twice(src, c)
	}
	return c
}

// twice is the column that a name means which several columns of a source have.
func (a *analysis) twice(src *Source, c *Column) *Column {
	out := Column{Name: c.Name, key: c.key, Doubt: Ambiguous, Unknown: c.Name + " is ambiguous: " + src.label() + " has several columns of that name"}
	for _, other := range src.Columns {
		if other.key == c.key && !other.Star {
			out.Inputs = append(out.Inputs, Input{Column: other, Via: Copy, At: extent(other.Node)})
		}
	}
	return a.column(out)
}

// columnOf is a source's column of that name: one that it has, or one that it may have because not all are known. The
// answer is nil where it surely has none.
func (a *analysis) columnOf(src *Source, id *ast.Ident) *Column {
	return a.columnByKey(src, id.Name, a.key(id))
}

func (a *analysis) columnByKey(src *Source, name, key string) *Column {
	if c := a.known(src, key); c != nil {
		return c
	}
	if len(name) > 1 && name[0] == '$' {
		if c := a.position(src, name[1:]); c != nil {
			return c
		}
	}
	if !src.Open {
		return a.systemColumn(src, name, key)
	}
	if c, _ := src.lookup.find(src.extra, key); c != nil {
		return c
	}
	if src.Kind == Base && (src.Relation.Made == nil || a.Steps && !src.Relation.Made.Temp || firstStar(src.Columns) < 0) {
		return a.columnNamed(src.Relation, name, key)
	}
	c := a.column(Column{Name: name, key: key})
	src.extra = append(src.extra, c) // before the search, which may come back here: a CTE may refer to itself
	if !a.through(src, c) {
		c.Unknown = src.label() + " has no column " + name
	}
	return c
}

// systemColumn is a column that every table of the dialect has; nil where the source is no table, or it is none of these.
func (a *analysis) systemColumn(src *Source, name, key string) *Column {
	if src.Kind != Base || !a.traits.system[strings.TrimPrefix(key, `"`)] {
		return nil
	}
	return a.columnNamed(src.Relation, name, key)
}

// position is the column of that place, counted from one.
func (a *analysis) position(src *Source, digits string) *Column {
	n := 0
	for _, d := range digits {
		if d < '0' || d > '9' || n > 1<<16 {
			return nil
		}
		n = 10*n + int(d-'0')
	}
	columns := a.all(src)
	if n < 1 || n > len(columns) || firstStar(columns[:n]) >= 0 {
		return nil
	}
	return columns[n-1]
}

// through finds what a column of an open source comes from: the one behind its stars that has it or may have it. It
// reports whether there is any.
func (a *analysis) through(src *Source, c *Column) bool {
	behind := append([]*Source(nil), src.passes...)
	var stars []*Column
	excluded := false
	for _, col := range src.Columns {
		switch {
		case !col.Star:
		case col.star == nil:
			stars = append(stars, col)
		case slices.Contains(col.star.without, c.key):
			excluded = true
		case len(col.star.sources) > 0:
			for _, s := range col.star.sources {
				if s != src {
					behind = append(behind, s)
				}
			}
		default:
			stars = append(stars, col)
		}
	}
	if !a.oneOf(behind, c) {
		switch {
		case len(stars) > 0:
			for _, col := range stars {
				a.behindStar(col, c)
			}
		case excluded:
			return false
		case len(src.inputs) > 0:
			c.Inputs = src.inputs
		case len(behind) > 0:
			return false
		default:
			c.Unknown = src.Why()
			if c.Unknown == "" {
				c.Unknown = "where it comes from is not known"
			}
		}
	}
	return true
}

// oneOf makes c the column of its name that one of the sources has, and reports whether any has or may have it.
func (a *analysis) oneOf(sources []*Source, c *Column) bool {
	var open []*Source
	for _, s := range sources {
		if k := a.known(s, c.key); k != nil {
			c.Inputs = a.one(Input{Column: k, Via: Copy, At: extent(s.Node)})
			c.Unknown, c.Candidates = k.Unknown, k.Candidates
			return true
		}
		if s.Open {
			open = append(open, s)
		}
	}
	switch len(open) {
	case 0:
		return false
	case 1:
		next := a.columnByKey(open[0], c.Name, c.key)
		c.Inputs = a.one(Input{Column: next, Via: Copy, At: extent(open[0].Node)})
		c.Unknown, c.Candidates = next.Unknown, next.Candidates
	default:
		c.Unknown = "more than one relation may have " + c.Name + ": " + sourceNames(open)
		c.Candidates = open
	}
	return true
}

// behindStar adds to c what it comes from among the columns that a star stands for: of a set operation, one of each side.
func (a *analysis) behindStar(col, c *Column) {
	if col.star == nil || len(col.star.sides) == 0 {
		c.Inputs = append(c.Inputs, Input{Column: col, Via: Copy, At: extent(col.Node)})
		if c.Unknown == "" {
			c.Unknown = col.Unknown
		}
		return
	}
	same := true
	var first *Column
	for _, side := range col.star.sides {
		switch {
		case side.star != nil && slices.Contains(side.star.without, c.key):
		case !side.Star:
			same = false
			if side.key == c.key {
				c.Inputs = append(c.Inputs, Input{Column: side, Via: Copy, At: extent(side.Node)})
			}
		case side.star != nil && len(side.star.sources) > 0:
			one := a.column(Column{Name: c.Name, key: c.key, Node: side.Node})
			if a.oneOf(side.star.sources, one) {
				c.Inputs = append(c.Inputs, Input{Column: one, Via: Copy, At: extent(side.Node)})
				if first == nil && len(one.Inputs) > 0 {
					first = one.Inputs[0].Column
				}
				same = same && len(one.Inputs) > 0 && one.Inputs[0].Column == first
				if c.Unknown == "" {
					c.Unknown, c.Candidates = one.Unknown, one.Candidates
				}
			}
		default:
			same = false
			a.behindStar(side, c)
		}
	}
	if c.Unknown == "" && len(col.star.sides) > 1 && !same {
		c.Unknown = "the columns behind a star are not known, so which of each side stands in the place of " + c.Name + " is not certain"
	}
}

func sourceNames(list []*Source) string {
	var out []string
	for _, s := range list {
		if name := s.label(); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// label is how a source is named in a message.
func (s *Source) label() string {
	switch {
	case s.Relation != nil:
		return s.Relation.Name
	case s.Alias != "":
		return s.Alias
	}
	return "the subquery"
}

// ---- references ----

// find is the source of that alias or name.
func (sc *Scope) find(key string) *Source {
	for _, s := range sc.Sources {
		if s.key == key {
			return s
		}
	}
	return nil
}

// qualified is the source that a qualifier names, in this scope or one further out.
func (a *analysis) qualified(q []ast.Ident, sc *Scope) *Source {
	for s := sc; s != nil; s = s.Parent {
		if src := a.qualifiedIn(q, s); src != nil {
			return src
		}
	}
	return a.ownName(q, sc)
}

// qualifiedIn is the source of this scope that a qualifier names. A relation answers to its own name, as far as it and
// the qualifier are written out, unless it has an alias.
func (a *analysis) qualifiedIn(q []ast.Ident, sc *Scope) *Source {
	if len(q) == 1 {
		return sc.find(a.key(&q[0]))
	}
	for _, s := range sc.Sources {
		if !s.named && s.Relation != nil && agree(q, s.Relation.Parts) {
			return s
		}
	}
	return nil
}

// ownName is the source with an alias whose relation a qualifier names all the same: an error in most databases, and
// where it is none, this is what it means.
func (a *analysis) ownName(q []ast.Ident, sc *Scope) *Source {
	for ; sc != nil; sc = sc.Parent {
		for _, s := range sc.Sources {
			if s.named && s.Relation != nil && agree(q, s.Relation.Parts) {
				return s
			}
		}
	}
	return nil
}

// agree reports whether a qualifier names a relation, as far as both are written out.
func agree(q []ast.Ident, parts []string) bool {
	for i, j := len(q)-1, len(parts)-1; i >= 0 && j >= 0; i, j = i-1, j-1 {
		if catalog.Fold(q[i].Name) != parts[j] {
			return false
		}
	}
	return true
}

// resolve finds the column that a reference means, and how many of the reference's parts name fields of it. It never
// returns nil: a reference that cannot be resolved is an unknown column with the reason.
func (a *analysis) resolve(ref *ast.ColumnRef, sc *Scope, role Role) (c *Column, src *Source, outer bool, fields int) {
	n := len(ref.Parts)
	if n == 1 {
		c, src, outer = a.unqualified(&ref.Parts[0], sc, role)
		return c, src, outer, 0
	}
	for s := sc; s != nil; s = s.Parent {
		for k := n - 1; k >= 1; k-- {
			if src := a.qualifiedIn(ref.Parts[:k], s); src != nil {
				return a.qualifiedColumn(src, &ref.Parts[k]), src, s != sc, n - 1 - k
			}
		}
	}
	if src := a.ownName(ref.Parts[:n-1], sc); src != nil {
		return a.qualifiedColumn(src, ref.Last()), src, src.Scope != sc, 0
	}
	if a.params != nil {
		if c := a.known(a.params, a.key(&ref.Parts[0])); c != nil {
			field := Column{Name: ref.Last().Name, key: a.key(ref.Last()), Unknown: "what the record " + c.Name + " holds is not traced"}
			return a.column(field), nil, false, 0
		}
	}
	if a.traits.dotFields { // not a relation: a column and its fields
		if c, src, outer := a.unqualified(&ref.Parts[0], sc, role); src != nil {
			return c, src, outer, n - 1
		}
	}
	id := ref.Last()
	return a.column(Column{
		Name: id.Name, key: a.key(id), Doubt: NoSource, Unknown: "nothing in FROM is called " + ref.Parts[n-2].Name,
	}), nil, false, 0
}

// qualifiedColumn is the column that a qualified name means.
func (a *analysis) qualifiedColumn(src *Source, id *ast.Ident) *Column {
	if c := a.columnOf(src, id); c != nil {
		return c
	}
	return a.column(Column{Name: id.Name, key: a.key(id), Doubt: Missing, Unknown: src.label() + " has no column " + id.Name})
}

// unqualified finds the column that a bare name means, here or further out.
func (a *analysis) unqualified(id *ast.Ident, sc *Scope, role Role) (c *Column, src *Source, outer bool) {
	key := a.key(id)
	if sc.aliases == aliasFirst {
		if c := a.output(sc, key); c != nil && (!a.traits.aliasesFirst || !refersTo(c, key) || role != Output) {
			return c, nil, false
		}
	}
	for s := sc; s != nil; s = s.Parent {
		if c, src := a.unqualifiedIn(id, key, s, role, s == sc); c != nil {
			return c, src, s != sc
		}
	}
	return a.column(Column{Name: id.Name, key: key, Doubt: Missing, Unknown: "no relation in FROM has a column " + id.Name}), nil, false
}

// unqualifiedIn looks a bare name up in one scope.
func (a *analysis) unqualifiedIn(id *ast.Ident, key string, sc *Scope, role Role, own bool) (*Column, *Source) {
	for _, m := range sc.merged {
		if m.column.key == key {
			return m.column, m.sides[0]
		}
	}
	var found *Column
	var in *Source
	var scratch [4]*Source
	var open, several []*Source = scratch[:0], nil
	for _, s := range sc.Sources {
		if s.quiet || s.hidden && role != JoinKey {
			continue
		}
		if c := a.known(s, key); c != nil {
			if found == nil {
				found, in = c, s
			} else {
				several = append(several, s)
			}
		} else if s.Open {
			open = append(open, s)
		}
	}
	if found != nil && (len(several) == 0 || sc.Natural) {
		return found, in
	}
	// What is no relation's comes last: a table function's unknown columns.
	if relations := onlyRelations(open); relations != nil {
		open = relations
	}
	if own {
		if c := a.output(sc, key); c != nil {
			sure := found == nil && len(open) == 0
			maybe := sc.aliases == aliasMaybe && (found != nil || len(open) > 1 || !refersTo(c, key))
			switch {
			case sure && sc.aliases == aliasLast && a.traits.strictAliases:
				return a.column(Column{Name: c.Name, key: key, Doubt: TooEarly, Inputs: a.one(Input{Column: c, Via: Copy, At: id.Span})}), nil
			case sure, maybe:
				return c, nil
			}
		}
	}
	if found != nil {
		return a.ambiguous(id, key, append([]*Source{in}, several...)), in
	}
	if src := sc.find(key); src != nil && (src.named && a.traits.rowValues || len(open) == 0) && !src.quiet {
		// The name of a source as a value: all of its row.
		row := a.everything(src)
		return a.column(Column{
			Name: id.Name, key: key, Unknown: row.Unknown, Inputs: a.one(Input{Column: row, Via: Expression, At: id.Span}),
		}), src
	}
	if c := a.variable(key, sc); c != nil {
		return c, nil
	}
	if len(open) == 0 && a.traits.system != nil {
		for _, s := range sc.Sources {
			if c := a.systemColumn(s, id.Name, key); c != nil {
				return c, s
			}
		}
	}
	switch {
	case len(open) == 0:
		return nil, nil
	case len(open) == 1:
		return a.columnByKey(open[0], id.Name, key), open[0]
	}
	c := a.either(id, key, slices.Clone(open))
	if sc.Natural { // and of those that have it the join makes one
		for _, s := range open {
			c.Inputs = append(c.Inputs, Input{Column: a.columnByKey(s, id.Name, key), Via: Copy, At: id.Span})
		}
	}
	return c, open[0]
}

// variable is the parameter, variable or named value (ClickHouse: WITH 1 AS x) that a bare name means; it gives way to
// columns that are known. A named value is made of the columns of the scope that names it.
func (a *analysis) variable(key string, sc *Scope) *Column {
	if a.params != nil {
		if c := a.known(a.params, key); c != nil {
			return c
		}
	}
	if a.namedValues == 0 {
		return nil
	}
	cte := a.findCTE(key)
	switch {
	case cte == nil || cte.Node.Stmt != nil || cte.running:
		return nil
	case len(cte.Columns) == 1:
		return cte.Columns[0]
	}
	cte.running = true
	id := &cte.Node.Name
	c := a.value(cte.Node.Expr, sc, Column{Name: id.Name, key: key, Node: cte.Node.Expr})
	cte.running = false
	return c
}

// ambiguous is the column that a name means which several sources have.
func (a *analysis) ambiguous(id *ast.Ident, key string, candidates []*Source) *Column {
	return a.column(Column{
		Name: id.Name, key: key, Candidates: candidates, Doubt: Ambiguous,
		Unknown: id.Name + " is ambiguous: " + sourceNames(candidates),
	})
}

// either is the column that a name means which any of several sources may have.
func (a *analysis) either(id *ast.Ident, key string, candidates []*Source) *Column {
	return a.column(Column{
		Name: id.Name, key: key, Candidates: candidates, Doubt: Either,
		Unknown: id.Name + " may be a column of more than one relation: " + sourceNames(candidates),
	})
}

// onlyRelations are the sources among those that are neither functions nor opaque; nil where there are none.
func onlyRelations(list []*Source) []*Source {
	var out []*Source
	for _, s := range list {
		if s.Kind != Function && s.Kind != Opaque {
			out = append(out, s)
		}
	}
	return out
}

// output is the output of that name that a SELECT has so far.
func (a *analysis) output(sc *Scope, key string) *Column {
	if key == "" || len(sc.items)+len(sc.inner) == 0 {
		return nil
	}
	c, _ := sc.itemNames.find(sc.items, key)
	for _, in := range sc.inner {
		if c == nil && in.key == key {
			c = in
		}
	}
	return c
}

// refersTo reports whether an output is made of a column of its own name, upper(name) AS name, so that there is one.
func refersTo(c *Column, key string) bool {
	for _, in := range c.Inputs {
		if in.Column.key == key {
			return true
		}
	}
	return false
}
