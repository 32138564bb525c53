package template

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Region is a text that is read by itself: what a file yields, or the body of a macro, of a block that a variable is
// set to, of a call. The bodies inside a region are regions of their own and no part of it.
type Region struct {
	// Tag is the tag that opens the body; the region that is the file's own has none.
	Tag      Part
	nodes    []node
	variable bool
}

// Own reports whether the region is what the file itself yields.
func (r *Region) Own() bool { return r.Tag.End == 0 }

// Variable reports whether the region is the value of a variable, which may be text that is no SQL.
func (r *Region) Variable() bool { return r.variable }

// A Fault is a tag that has no partner.
type Fault struct {
	Part
	Expected string // what should stand there or follow, "" when nothing of that kind should
	Message  string
}

// A node is a stretch of text, or a choice between branches of which at most one is yielded.
type node struct {
	text     Part
	branches []*branch
}

type branch struct {
	cond  string // as written; "" is the last one's that is taken when no other is
	nodes []node
	end   int  // where the tag that ends it begins
	loop  bool // the body of a loop
}

// ends are the tags that open a block, with those that close it.
var ends = map[string]string{
	"if": "endif", "unless": "endunless", "for": "endfor", "macro": "endmacro", "set": "endset", "call": "endcall", "filter": "endfilter",
	"snapshot": "endsnapshot", "test": "endtest", "data_test": "enddata_test", "materialization": "endmaterialization",
	"docs": "enddocs", "comment": "endcomment", "form": "endform", "javascript": "endjavascript", "block": "endblock", "with": "endwith", "autoescape": "endautoescape", "raw": "endraw",
	"case": "endcase", "capture": "endcapture", "condition": "endcondition",
}

// shown is a tag of that name as people write it.
func shown(name string) string { return "`{% " + name + " %}`" }

// prose reports whether what a block of that name holds is no SQL.
func prose(name string) bool {
	switch name {
	case "docs", "comment", "form", "javascript":
		return true
	}
	return false
}

// Regions finds the structure that the statement tags of a text give it. Tags are those tags in order. A tag without a
// partner is a fault; the rest is read as if it were not there.
func Regions(text string, tags []Part) ([]*Region, []Fault) {
	b := builder{text: text, at: 0}
	own := &Region{}
	b.regions = []*Region{own}
	b.open = []frame{{region: own, nodes: &own.nodes}}
	for _, tag := range tags {
		b.tag(tag)
	}
	b.upTo(len(text))
	for i := len(b.open) - 1; i > 0; i-- {
		f := &b.open[i]
		f.end(len(text))
		b.fault(f.tag, ends[f.name], "%s is never closed: %s should follow", shown(f.name), shown(ends[f.name]))
	}
	slices.SortFunc(b.faults, func(a, b Fault) int { return cmp.Compare(a.Start, b.Start) })
	return b.regions, b.faults
}

type builder struct {
	text    string
	at      int // where the text begins that belongs to no node yet
	open    []frame
	regions []*Region
	faults  []Fault
}

// A frame is a block that is open.
type frame struct {
	name   string
	tag    Part
	region *Region
	nodes  *[]node // where what it holds goes; nil for text that is none of SQL
	choice *node   // of an if or a for
	outer  *[]node // of a case without a branch: where its choice will stand
	cond   string  // of a case: what its branches are compared with
}

// end notes where the last branch of a choice ends.
func (f *frame) end(at int) {
	if f.choice != nil {
		f.choice.branches[len(f.choice.branches)-1].end = at
	}
}

func (b *builder) fault(tag Part, expected, format string, args ...any) {
	b.faults = append(b.faults, Fault{Part: tag, Expected: expected, Message: fmt.Sprintf(format, args...)})
}

// upTo adds the text before offset end to the innermost block.
func (b *builder) upTo(end int) {
	top := &b.open[len(b.open)-1]
	if end > b.at && top.nodes != nil {
		*top.nodes = append(*top.nodes, node{text: Part{b.at, end}})
	}
}

func (b *builder) tag(tag Part) {
	b.upTo(tag.Start)
	b.at = tag.End
	s := scanner{text: b.text[tag.Start:tag.End], at: len("{%")}
	if !strings.HasPrefix(s.text, "{%") {
		return // Metabase's brackets: what they hold is read as if it were not optional
	}
	s.skip("-+")
	name := s.word()
	rest := strings.TrimSpace(strings.TrimRight(s.text[s.at:len(s.text)-len("%}")], "-+"))
	switch name {
	case "elif", "elsif", "elseif", "else", "when":
		b.branch(tag, name, rest)
	case "set":
		if !assigns(rest) {
			b.push(name, tag, rest)
		}
	default:
		if ends[name] != "" {
			b.push(name, tag, rest)
		} else if strings.HasPrefix(name, "end") {
			b.close(tag, name)
		}
	}
}

// assigns reports whether a set tag has its value in it.
func assigns(rest string) bool {
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; c {
		case '\'', '"':
			if i = skipString(rest, i, c); i < 0 {
				return true
			}
		case '=':
			return true
		case '|':
			return false // {% set x | upper %} ... {% endset %}
		}
	}
	return false
}

func (b *builder) push(name string, tag Part, rest string) {
	outer := b.open[len(b.open)-1]
	f := frame{name: name, tag: tag, region: outer.region}
	switch {
	case outer.nodes == nil || prose(name):
	case name == "case": // what it holds begins with its first branch
		f.outer, f.cond = outer.nodes, rest
	case name == "if" || name == "unless" || name == "for":
		cond := rest
		if name != "if" {
			cond = name + " " + rest
		}
		first := &branch{cond: cond, loop: name == "for"}
		*outer.nodes = append(*outer.nodes, node{branches: []*branch{first}})
		f.choice = &(*outer.nodes)[len(*outer.nodes)-1]
		f.nodes = &first.nodes
	case name == "filter" || name == "block" || name == "with" || name == "autoescape" || name == "raw" || name == "condition":
		f.nodes = outer.nodes
	default:
		f.region = &Region{Tag: tag, variable: name == "set" || name == "capture"}
		f.nodes = &f.region.nodes
		b.regions = append(b.regions, f.region)
	}
	b.open = append(b.open, f)
}

// branch begins the next branch of the innermost if or for.
func (b *builder) branch(tag Part, name, cond string) {
	top := &b.open[len(b.open)-1]
	switch {
	case name == "when" && top.name != "case":
		return // none of Liquid's
	case top.outer != nil:
		if name == "when" {
			b.firstCase(top, cond)
		}
		return
	case top.name != "if" && top.name != "unless" && top.name != "for" && top.name != "case":
		b.fault(tag, "", "`{%% %s %%}` belongs to nothing: no `{%% if %%}` before it is open", name)
		return
	}
	if top.choice == nil { // in text that is none of SQL
		return
	}
	switch name {
	case "else":
		cond = ""
	case "when":
		cond = top.cond + " when " + cond
	}
	last := top.choice.branches[len(top.choice.branches)-1]
	if last.cond == "" {
		b.fault(tag, "", "`{%% %s %%}` stands behind `{%% else %%}`, which must be the last", name)
		return
	}
	last.end = tag.Start
	next := &branch{cond: cond}
	top.choice.branches = append(top.choice.branches, next)
	top.nodes = &next.nodes
}

// firstCase begins the first branch of a case.
func (b *builder) firstCase(f *frame, cond string) {
	first := &branch{cond: f.cond + " when " + cond}
	*f.outer = append(*f.outer, node{branches: []*branch{first}})
	f.choice = &(*f.outer)[len(*f.outer)-1]
	f.nodes, f.outer = &first.nodes, nil
}

func (b *builder) close(tag Part, name string) {
	top := len(b.open) - 1
	for top > 0 && ends[b.open[top].name] != name {
		top--
	}
	if top == 0 {
		opening := strings.TrimPrefix(name, "end")
		if ends[opening] != "" && opening != "raw" {
			b.fault(tag, "", "`{%% %s %%}` closes nothing: no `{%% %s %%}` before it is open", name, opening)
		}
		return
	}
	for i := len(b.open) - 1; i > top; i-- {
		f := &b.open[i]
		f.end(tag.Start)
		b.fault(f.tag, ends[f.name], "%s is not closed before %s: %s should stand there", shown(f.name), shown(name), shown(ends[f.name]))
	}
	b.open[top].end(tag.Start)
	b.open = b.open[:top]
}

// Bounds of the readings of one region, so that no file costs more than a multiple of its length.
const (
	maxReadings = 64
	maxReread   = 16 // times the length of the region
)

// Readings selects text so that every branch is part of at least one selection. The first takes the first branch of
// each choice, and so on; the branches of one selection agree with each other as far as their conditions are alike. A
// loop's body is read once: as its first and its last round. Separator reports whether a stretch of text only
// separates what stands around it; in a loop such text is left out where another round would have to follow. Unread
// are the branches that are in no selection, for there are too many.
func (r *Region) Readings(separator func(Part) bool) (readings [][]Part, unread []Part) {
	c := cover{separator: separator, read: map[*branch]bool{}}
	budget := -1
	for {
		c.truth = map[string]bool{"loop.last": true, "loop.first": true}
		c.forced = map[*branch]bool{}
		c.parts = nil
		if len(readings) > 0 && !c.force(r.nodes) {
			return readings, nil
		}
		if len(readings) == maxReadings || budget == 0 {
			return readings, c.rest(r.nodes, nil)
		}
		c.walk(r.nodes)
		size := 0
		for _, p := range c.parts {
			size += p.End - p.Start
		}
		if budget < 0 {
			budget = maxReread * (size + 1<<12)
		}
		budget = max(budget-size, 0)
		readings = append(readings, c.parts)
	}
}

// A cover makes one selection after the other.
type cover struct {
	separator func(Part) bool
	read      map[*branch]bool
	truth     map[string]bool // of conditions, in the selection at hand
	forced    map[*branch]bool
	parts     []Part
}

// force finds the first branch that is in no selection yet and decides the choices on the way to it.
func (c *cover) force(nodes []node) bool {
	for i := range nodes {
		for j, b := range nodes[i].branches {
			inside := c.read[b]
			if inside && !c.force(b.nodes) {
				continue
			}
			c.forced[b] = true
			for _, before := range nodes[i].branches[:j] {
				c.suppose(before.cond, false)
			}
			c.suppose(b.cond, true)
			return true
		}
	}
	return false
}

// rest are the branches that are in no selection.
func (c *cover) rest(nodes []node, out []Part) []Part {
	for i := range nodes {
		for _, b := range nodes[i].branches {
			switch {
			case c.read[b]:
				out = c.rest(b.nodes, out)
			case len(b.nodes) > 0:
				out = append(out, Part{b.start(), b.end})
			}
		}
	}
	return out
}

// start is where the first text or branch of b begins.
func (b *branch) start() int {
	n := b.nodes[0]
	for len(n.branches) > 0 && len(n.branches[0].nodes) > 0 {
		n = n.branches[0].nodes[0]
	}
	if len(n.branches) > 0 {
		return n.branches[0].end
	}
	return n.text.Start
}

func (c *cover) walk(nodes []node) {
	for i := range nodes {
		n := &nodes[i]
		if len(n.branches) == 0 {
			if last := len(c.parts) - 1; last >= 0 && c.parts[last].End == n.text.Start {
				c.parts[last].End = n.text.End
			} else {
				c.parts = append(c.parts, n.text)
			}
			continue
		}
		for _, b := range n.branches { // what only separates the rounds of a loop
			if !c.read[b] && ofRounds(n.branches[0].cond) && len(b.nodes) == 1 && len(b.nodes[0].branches) == 0 && c.separator(b.nodes[0].text) {
				c.read[b] = true
			}
		}
		if b := c.choose(n); b != nil {
			c.read[b] = true
			c.walk(b.nodes)
		}
	}
}

// ofRounds reports whether a condition asks which round of a loop it is.
func ofRounds(cond string) bool { return strings.Contains(cond, "loop.") }

// choose picks the branch of a choice that the selection takes; nil when it takes none.
func (c *cover) choose(n *node) *branch {
	var open []*branch
	decided := false
	for _, b := range n.branches {
		if c.forced[b] {
			return c.take(n, b)
		}
		holds, known := c.value(b.cond)
		if known && !holds {
			continue
		}
		open = append(open, b)
		if known {
			decided = true
			break
		}
	}
	if len(open) == 0 {
		return nil
	}
	if !decided || len(open) > 1 {
		for _, b := range open {
			if !c.read[b] {
				return c.take(n, b)
			}
		}
	}
	return c.take(n, open[0])
}

// take notes what taking a branch says of the conditions.
func (c *cover) take(n *node, b *branch) *branch {
	for _, other := range n.branches {
		if other == b {
			break
		}
		c.suppose(other.cond, false)
	}
	c.suppose(b.cond, true)
	return b
}

// literals splits a condition into parts that all must hold, or of which one must; whole when it has neither form.
func literals(cond string) (parts []string, either bool) {
	if strings.ContainsAny(cond, "()'\"[]") && (strings.Contains(cond, " and ") || strings.Contains(cond, " or ")) {
		return []string{cond}, false
	}
	and, or := strings.Contains(cond, " and "), strings.Contains(cond, " or ")
	switch {
	case and && !or:
		return strings.Split(cond, " and "), false
	case or && !and:
		return strings.Split(cond, " or "), true
	}
	return []string{cond}, false
}

// literal takes "not" from a condition.
func literal(cond string) (name string, positive bool) {
	positive = true
	for {
		cond = strings.TrimSpace(cond)
		switch {
		case strings.HasPrefix(cond, "not "):
			cond, positive = cond[len("not "):], !positive
		case strings.HasPrefix(cond, "unless "):
			cond, positive = cond[len("unless "):], !positive
		default:
			return strings.Join(strings.Fields(cond), " "), positive
		}
	}
}

// value says whether a condition holds in the selection at hand, if that is known.
func (c *cover) value(cond string) (holds, known bool) {
	if cond == "" {
		return true, true
	}
	parts, either := literals(cond)
	all := true
	for _, p := range parts {
		name, positive := literal(p)
		v, ok := c.truth[name]
		switch {
		case !ok:
			all = false
		case (v == positive) == either: // it decides alone
			return either, true
		}
	}
	return !either, all
}

// suppose notes that a condition holds in the selection at hand, or that it does not.
func (c *cover) suppose(cond string, holds bool) {
	if cond == "" {
		return
	}
	parts, either := literals(cond)
	if len(parts) > 1 && either == holds { // one of them, and it is not known which
		return
	}
	for _, p := range parts {
		name, positive := literal(p)
		c.truth[name] = positive == holds
	}
}
