package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// A match is a condition that compares a direct identifier with something.
type match struct {
	*datum
	ref  *lineage.Ref // where the datum is read
	at   source.Span  // the condition
	with *lineage.Ref // the column of another relation, or nil for a value
	sent bool         // the value is a parameter: the query itself does not hold it
}

// keying is what the conditions of a statement do with direct identifiers.
type keying struct {
	*tracer
	lookups []match // comparisons with a value: somebody is looked up
	links   []match // comparisons with another relation's column: rows of one person are put together

	refs    refIndex
	data    map[*lineage.Ref]*datum // the direct identifiers among what conditions read
	negated map[ast.Node]bool
}

// keyingOf is what the conditions of the pass's statement do.
func keyingOf(p *lint.Pass) *keying { return lint.Once(p, newKeying) }

func newKeying(p *lint.Pass) *keying {
	c := &keying{}
	for i := range p.Lineage.Refs {
		switch r := &p.Lineage.Refs[i]; r.Role {
		case lineage.Filter, lineage.Having, lineage.JoinKey:
			c.take(p, r)
		}
	}
	if len(c.data) == 0 {
		return c
	}
	c.refs, c.negated = refsOf(p), map[ast.Node]bool{}
	for _, n := range p.Nodes() {
		c.condition(n)
	}
	c.using()
	return c
}

// ids are classes that are made to be keys: events are counted and joined by them, and there is often no other.
var ids = []privacy.Class{"user.account", "user.device.id", "user.health.record_number"}

// take notes a reference that reads a direct identifier.
func (c *keying) take(p *lint.Pass, r *lineage.Ref) {
	if c.tracer == nil {
		c.tracer = tracing(p)
	}
	for _, d := range c.referred(r) {
		if !d.direct() || slices.ContainsFunc(ids, d.class.Within) {
			continue
		}
		if c.data == nil {
			c.data = map[*lineage.Ref]*datum{}
		}
		c.data[r] = d
		return
	}
}

// condition looks at one node of the statement; a NOT comes before what it negates.
func (c *keying) condition(n ast.Node) {
	switch n := n.(type) {
	case *ast.Unary:
		if n.Op == "NOT" || n.Op == "!" {
			c.negated[bare(n.X)] = true
		}
	case *ast.Binary:
		if n.Op == ast.OpEq || n.Op == ast.OpNullSafeEq {
			c.equal(n, n.Left, n.Right)
			c.equal(n, n.Right, n.Left)
		}
	case *ast.In:
		if n.Query != nil {
			c.among(n, n.X, n.Query)
		} else if !n.Not {
			c.equal(n, n.X, &ast.Row{Span: n.Span, Elems: n.List})
		}
	case *ast.Quantified:
		switch {
		case n.Op != ast.OpEq || n.All:
		case n.Query != nil:
			c.among(n, n.X, n.Query)
		case n.Array != nil:
			c.equal(n, n.X, n.Array)
		}
	case *ast.Like:
		if d, r := c.first(n.X); d != nil && !n.Not && d.class.Within("user.name") && !c.negated[n] && !pattern(n) && somebody(n.Pattern, d.class) {
			c.lookups = append(c.lookups, match{datum: d, ref: r, at: n.Span})
		}
	}
}

// equal notes that a side of a condition is compared with a value, or with a column of another relation.
func (c *keying) equal(n ast.Expr, side, other ast.Expr) {
	d, r := c.first(side)
	if d == nil {
		return
	}
	columns := c.columns(other)
	switch {
	case len(columns) == 0:
		if !c.negated[n] && somebody(other, d.class) {
			_, sent := bare(other).(*ast.Param)
			c.lookups = append(c.lookups, match{datum: d, ref: r, at: n.Extent(), sent: sent})
		}
	case columns[0].Source != nil && r.Source != nil && columns[0].Source != r.Source:
		c.link(match{datum: d, ref: r, at: n.Extent(), with: columns[0]})
	}
}

// among notes that a side of a condition is looked for in what a query yields.
func (c *keying) among(n ast.Expr, side ast.Expr, q *ast.Query) {
	columns := c.columns(side)
	var yields *lineage.Ref
	for i := range c.pass.Lineage.Refs {
		if r := &c.pass.Lineage.Refs[i]; r.Node == nil && r.Role != lineage.Output && q.Contains(r.Span) {
			yields = r // the last one is the outermost query's
		}
	}
	if yields == nil {
		return
	}
	for _, r := range columns {
		if d := c.data[r]; d != nil {
			c.link(match{datum: d, ref: r, at: n.Extent(), with: yields})
			return
		}
	}
	if d := c.data[yields]; d != nil && len(columns) > 0 {
		c.link(match{datum: d, ref: yields, at: n.Extent(), with: columns[0]})
	}
}

// using notes the columns of USING and NATURAL, of which there are two references at one place.
func (c *keying) using() {
	refs := c.pass.Lineage.Refs
	for i := range refs {
		if d := c.data[&refs[i]]; d == nil || refs[i].Node != nil || refs[i].Role != lineage.JoinKey {
			continue
		}
		for j := range refs {
			if refs[j].Node == nil && refs[j].Role == lineage.JoinKey && i != j && refs[i].Span == refs[j].Span {
				c.link(match{datum: c.data[&refs[i]], ref: &refs[i], at: refs[i].Span, with: &refs[j]})
			}
		}
	}
}

// link notes that two sides are put together. A datum that is put together with itself tells nothing new, and what is not
// known to be a column may be a text in double quotes.
func (c *keying) link(m match) {
	if c.data[m.with] != m.datum && m.with.Column.Unknown == "" {
		c.links = append(c.links, m)
	}
}

// first is the first direct identifier in one side of a condition, and where it is read.
func (c *keying) first(e ast.Expr) (*datum, *lineage.Ref) {
	for _, r := range c.columns(e) {
		if d := c.data[r]; d != nil {
			return d, r
		}
	}
	return nil, nil
}

// columns are the references in one side of a condition, those in conditions and queries within it left out.
func (c *keying) columns(e ast.Expr) (refs []*lineage.Ref) {
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ColumnRef:
			if r := c.refs[n]; r != nil {
				refs = append(refs, r)
			}
		case *ast.Binary:
			return !n.Op.Comparison() && n.Op != ast.OpAnd && n.Op != ast.OpOr
		case *ast.Subquery, *ast.Exists, *ast.Case, *ast.In, *ast.Is, *ast.Like, *ast.Between:
			return false
		}
		return true
	})
	return refs
}

// somebody reports whether a value that a direct identifier is compared with may be a person's: it is a parameter, or a
// text that could be one. Empty texts, patterns and the usual words for nobody are none.
func somebody(e ast.Expr, class privacy.Class) bool {
	switch e := bare(e).(type) {
	case *ast.Param:
		return true
	case *ast.Literal:
		text := strings.ToLower(strings.Trim(e.Text, "%_ "))
		switch {
		case e.Kind != ast.String && e.Kind != ast.Number, len(text) < 2, nobody[text], strings.Contains(text, "{"):
			return false
		case len(text) < 4 && len(text) < len(e.Text): // '%ez'
			return false
		case class.Within("user.contact.email"):
			return strings.Contains(text, "@") && !strings.HasPrefix(text, "@")
		}
		return !strings.ContainsAny(text, "%*")
	case *ast.Call:
		return len(e.Args) > 0 && somebody(e.Args[0], class) // lower('...')
	case *ast.Row:
		return slices.ContainsFunc(e.Elems, func(e ast.Expr) bool { return somebody(e, class) })
	case *ast.Array:
		return slices.ContainsFunc(e.Elems, func(e ast.Expr) bool { return somebody(e, class) })
	}
	return false
}

// pattern reports whether a condition looks for what several texts match: a regular expression, a text with gaps.
func pattern(l *ast.Like) bool {
	wanted, ok := bare(l.Pattern).(*ast.Literal)
	if !ok {
		return false
	}
	if l.Op == "LIKE" || l.Op == "ILIKE" {
		return strings.Contains(strings.Trim(wanted.Text, "_%"), "_")
	}
	return strings.ContainsAny(wanted.Text, `.*+?[](){}|^$\%`)
}

// nobody are texts that stand where a person's data is missing or is no person's.
var nobody = func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(`n/a na none null nil unknown undefined missing empty other others test testing dummy sample
		example demo anonymous anon guest deleted removed redacted masked hidden admin root system service api bot internal public
		127.0.0.1 0.0.0.0 localhost 00 000 000000 true false yes no`) {
		set[word] = true
	}
	return set
}()

// byDatum are matches by what they read, in the order in which that is first read, without those that the
// statement shows or stores.
func (c *keying) byDatum(matches []match, without ...uses) (order []*datum, of map[*datum][]match) {
	of = map[*datum][]match{}
	for _, m := range matches {
		said := func(us uses) bool { return len(us.of[m.datum]) > 0 || len(us.of[c.data[m.with]]) > 0 }
		if ignored(c.pass, m.class) || slices.ContainsFunc(without, said) {
			continue
		}
		if of[m.datum] == nil {
			order = append(order, m.datum)
		}
		of[m.datum] = append(of[m.datum], m)
	}
	return order, of
}

// written is a reference as the query writes it.
func written(p *lint.Pass, r *lineage.Ref) string {
	const longest = 60 // bytes
	if text := r.Span.In(p.File.Text); len(text) <= longest && !strings.ContainsAny(text, "\n`") {
		return "`" + text + "`"
	}
	return "`" + r.Column.Name + "`"
}

// rest are the further matches.
func rest(matches []match) (out []lint.Related) {
	for _, m := range matches[1:] {
		if len(out) < maxSteps && m.at != matches[0].at {
			out = append(out, lint.Related{Message: "and here again", Span: m.at})
		}
	}
	return out
}

// keyOf is the one column that identifies the rows of a relation, if it is declared and names nobody.
func keyOf(r *lineage.Relation) *catalog.Column {
	if r == nil || r.Dataset == nil || len(r.Dataset.Grain) != 1 {
		return nil
	}
	if c := r.Dataset.Column(r.Dataset.Grain[0]); c != nil && !personal(r, c) {
		return c
	}
	return nil
}

func personal(r *lineage.Relation, c *catalog.Column) bool {
	if c.Personal.Declared {
		return c.Personal.Class != ""
	}
	_, is := privacy.Recognise(r.Name, c.Name)
	return is
}

// sharedKey is the name of a column that identifies the rows of one of two relations, and that the other has too; or "".
func sharedKey(a, b *lineage.Relation) string {
	for _, pair := range [][2]*lineage.Relation{{a, b}, {b, a}} {
		if key := keyOf(pair[0]); key != nil && pair[1] != nil && pair[1].Dataset != nil && pair[1].Dataset.Column(key.Name) != nil {
			return key.Name
		}
	}
	return ""
}

// relationOf is the relation that a reference reads directly, or nil.
func relationOf(r *lineage.Ref) *lineage.Relation {
	if r.Source == nil {
		return r.Column.Relation
	}
	return r.Source.Relation
}

// whose says where a datum comes from, unless it is read under that very name.
func whose(p *lint.Pass, m match) string {
	return fmt.Sprintf("%s is %s, %s", written(p, m.ref), m.name, m.how())
}
