package lineage

import (
	"slices"
	"strings"
)

// An Origin is a base column that an output comes from.
type Origin struct {
	Column *Column // Relation is set
	Via    Via
}

// The states of a column's origins.
const (
	unseen uint8 = iota
	opened       // a walk is on its way through its inputs
	listed       // the walk is behind them
	closed       // the origins are final
)

// Origins are the base columns that the column comes from, each once, by the way that leaves most of it. The slice is
// shared: it is not to be changed.
func (c *Column) Origins() []Origin {
	if c.state != closed {
		c.trace()
	}
	return c.origins
}

// trace computes the origins of the column and of all that it is made of, inputs first. Recursive CTEs make circles;
// there it goes on until nothing is added.
func (c *Column) trace() {
	type frame struct {
		column *Column
		next   int
	}
	var order []*Column
	circle := false
	stack := []frame{{column: c}}
	c.state = opened
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(top.column.Inputs) {
			top.column.state = listed
			order = append(order, top.column)
			stack = stack[:len(stack)-1]
			continue
		}
		in := top.column.Inputs[top.next].Column
		top.next++
		switch in.state {
		case unseen:
			in.state = opened
			stack = append(stack, frame{column: in})
		case opened:
			circle = true
		}
	}
	for again := true; again; {
		again = false
		for _, c := range order {
			origins := c.gather()
			again = again || circle && !slices.Equal(origins, c.origins)
			c.origins = origins
		}
	}
	for _, c := range order {
		c.state = closed
	}
}

// gather joins the origins of the inputs as far as they are known.
func (c *Column) gather() []Origin {
	if len(c.Inputs) == 0 || c.stored {
		if c.Relation == nil {
			return nil
		}
		return []Origin{{Column: c, Via: Copy}}
	}
	if len(c.Inputs) == 1 && c.Inputs[0].Via == Copy {
		return c.Inputs[0].Column.origins
	}
	var out []Origin
	var index map[*Column]int
	for _, in := range c.Inputs {
		for _, o := range in.Column.origins {
			via := max(in.Via, o.Via)
			i := -1
			if index != nil {
				if at, ok := index[o.Column]; ok {
					i = at
				}
			} else {
				i = slices.IndexFunc(out, func(have Origin) bool { return have.Column.same(o.Column) })
			}
			if i >= 0 {
				out[i].Via = min(out[i].Via, via)
				continue
			}
			out = append(out, Origin{o.Column, via})
			switch {
			case index != nil:
				index[o.Column] = len(out) - 1
			case len(out) > wide:
				index = make(map[*Column]int, 2*len(out))
				for i, have := range out {
					index[have.Column] = i
				}
			}
		}
	}
	return out
}

// same reports whether two base columns are one: statements of a file have relations of their own.
func (c *Column) same(other *Column) bool {
	return c == other || c.key == other.key && c.Relation != other.Relation && slices.Equal(c.Relation.Parts, other.Relation.Parts)
}

// Path is the way from the column to a base column that it comes from: the inputs, outermost first, by the way that
// leaves most of the value. Steps of one place are one: a set operation or a list of names hands a column on where it
// stands. It is nil where the column does not come from it.
func (c *Column) Path(base *Column) []Input {
	// Breadth first from the column, one way of a value after the other: what is found first is the shortest of the best.
	type step struct {
		column *Column
		before int // the step before it
		in     Input
	}
	best := Mask + 1
	for _, o := range c.Origins() {
		if o.Column == base {
			best = o.Via
		}
	}
	if best > Mask || c == base {
		return nil
	}
	seen := map[*Column]bool{c: true}
	steps := []step{{column: c, before: -1}}
	for i := 0; i < len(steps); i++ {
		for _, in := range steps[i].column.Inputs {
			if in.Via > best || seen[in.Column] || !comesFrom(in.Column, base, best) {
				continue
			}
			seen[in.Column] = true
			steps = append(steps, step{in.Column, i, in})
			if in.Column != base {
				continue
			}
			var path []Input
			for at := len(steps) - 1; at > 0; at = steps[at].before {
				path = append(path, steps[at].in)
			}
			slices.Reverse(path)
			return joined(path)
		}
	}
	return nil
}

// joined makes one step of neighbours at the same place.
func joined(path []Input) []Input {
	out := path[:0]
	for _, in := range path {
		if n := len(out); n > 0 && out[n-1].At == in.At {
			in.Via = max(in.Via, out[n-1].Via)
			out[n-1] = in
			continue
		}
		out = append(out, in)
	}
	return out
}

// comesFrom reports whether a column comes from a base column by a way that leaves as much as via.
func comesFrom(c, base *Column, via Via) bool {
	return slices.ContainsFunc(c.Origins(), func(o Origin) bool { return o.Column == base && o.Via <= via })
}

// A Use is a base column with what a statement uses it for beside output.
type Use struct {
	Column *Column // Relation is set
	Role   Role
	Ref    *Ref // the first reference that uses it so
}

// Uses are the base columns that filter, join, group, order, window or are tested in HAVING, in the order of the
// references, each once a role.
func (s *Statement) Uses() []Use {
	type use struct {
		column *Column
		role   Role
	}
	var out []Use
	seen := map[use]bool{}
	for i := range s.Refs {
		r := &s.Refs[i]
		if r.Role == Output {
			continue
		}
		for _, o := range r.Column.Origins() {
			key := use{o.Column, r.Role}
			if !seen[key] {
				seen[key] = true
				out = append(out, Use{Column: o.Column, Role: r.Role, Ref: r})
			}
		}
	}
	return out
}

// Remedy says what would make the column known, for a person to do; "" where it is known, or nothing would.
func (c *Column) Remedy() string {
	if c.Unknown == "" {
		return ""
	}
	var open, qualified []string
	note := func(r *Relation) {
		if r != nil && !slices.Contains(open, r.Name) {
			open = append(open, r.Name)
		}
	}
	for _, s := range c.Candidates {
		if s.Open {
			note(s.Relation)
		}
		if s.Alias != "" {
			qualified = append(qualified, s.Alias+"."+c.Name)
		}
	}
	for _, o := range c.Origins() {
		if o.Column.Name == "*" {
			note(o.Column.Relation)
		}
	}
	var ways []string
	if len(qualified) > 0 {
		ways = append(ways, "write "+strings.Join(qualified, " or "))
	}
	if len(open) > 0 {
		ways = append(ways, "declare the columns of "+strings.Join(open, ", "))
	}
	return strings.Join(ways, ", or ")
}
