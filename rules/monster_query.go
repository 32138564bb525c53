package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// monsterQuery reports statements that have grown beyond what a person can review, by several dimensions at once. It is
// silent about statements without a SELECT, such as long lists of values.
var monsterQuery = &lint.Rule{
	Name:     "monster-query",
	Category: lint.Complexity,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a query that has grown too large to be reviewed",
		Why: `Nobody can check such a query as a whole, so nobody dares to change it: it is copied instead, with one more condition. An
error in the middle of it goes unnoticed, and when a number looks wrong, finding out why takes days.`,
		Bad: `with orders as (
    select *, case when country = 'DE' then 'dach' when country = 'AT' then 'dach' when country = 'CH' then 'dach'
                   when country = 'FR' then 'west' when country = 'BE' then 'west' when country = 'NL' then 'west'
                   when country = 'ES' then 'south' when country = 'PT' then 'south' when country = 'IT' then 'south'
                   when country = 'SE' then 'north' when country = 'DK' then 'north' else 'other' end as region
    from analytics.fct_orders
)
select region, sum(amount_usd) as revenue
from orders
group by region`,
		Good: `select r.region, sum(o.amount_usd) as revenue
from analytics.fct_orders as o
join analytics.dim_regions as r on r.country = o.country
group by r.region`,
		Limits: `Size is counted, not understood: it is about one statement with all its CTEs and subqueries, from its first token to its
last. Over a limit means more than it. Joins with functions such as UNNEST do not count, nor do CTEs that only give a table a
name (select * from a table), and the tables are distinct ones.
Conditions are the parts between AND and OR in WHERE, ON, HAVING, QUALIFY, FILTER and CASE WHEN. Statements without a
SELECT are left alone.`,
	},
	Options: []lint.Option{
		{Name: "joins", Default: 8, Doc: "how many joins a query may have, commas in FROM included"},
		{Name: "tables", Default: 7, Doc: "how many different tables and views a query may read"},
		{Name: "ctes", Default: 8, Doc: "how many common table expressions a query may have"},
		{Name: "cte-chain", Default: 5, Doc: "how many common table expressions may build on each other in a row"},
		{Name: "conditions", Default: 20, Doc: "how many conditions a query may have in all"},
		{Name: "case-branches", Default: 10, Doc: "how many WHEN branches one CASE may have"},
		{Name: "set-branches", Default: 12, Doc: "how many queries one chain of UNION, INTERSECT and EXCEPT may combine"},
		{Name: "lines", Default: 200, Doc: "how many lines a query may take, blank ones and comments included"},
	},
	Check: func(p *lint.Pass) {
		if body := p.Statement.Body; body == nil || isValues(body) || len(exceeded(p, atMost(p))) == 0 {
			return
		}
		for _, st := range runs(p.Statement) {
			m := measure(p.Lineage, p.File, st)
			if m == nil {
				continue
			}
			if over := exceeded(p, m.total); len(over) > 0 {
				p.Report(m.finding(p, st, over))
			}
		}
	},
}

// runs are the statements that run one by one: those of a block or of a procedure, else the statement itself.
func runs(s *ast.Statement) []*ast.Statement {
	block, ok := s.Body.(*ast.Block)
	if f, is := s.Body.(*ast.CreateFunction); is && f.Block != nil {
		block, ok = f.Block, true
	}
	if !ok {
		return []*ast.Statement{s}
	}
	var out []*ast.Statement
	for _, inner := range block.Statements {
		out = append(out, runs(inner)...)
	}
	return out
}

// exceeded are the dimensions in which a size is over its limits.
func exceeded(p *lint.Pass, s size) (over []dimension) {
	for _, d := range s.dimensions() {
		if d.limit = p.Int(d.option); d.value > d.limit {
			over = append(over, d)
		}
	}
	return over
}

// size is how large a query is, or a part of it. It is plain data, to be kept and compared with what the query grows to.
type size struct {
	Joins        int // commas in FROM included, table functions left out
	Tables       int // different relations that are read
	CTEs         int
	CTEChain     int // CTEs in the longest chain of them
	Conditions   int // leaves of AND and OR
	CaseBranches int // of the largest CASE
	SetBranches  int // of the largest chain of set operations
	Lines        int // from the first token to the last
}

// A dimension is one number of a size.
type dimension struct {
	option   string // its limit
	one      string // what it counts, in words
	many     string
	value    int
	limit    int
	additive bool // its parts sum up to it, so that a part holds a share of it
}

func (s *size) dimensions() [8]dimension {
	return [...]dimension{
		{option: "joins", one: "join", many: "joins", value: s.Joins, additive: true},
		{option: "tables", one: "table", many: "tables", value: s.Tables, additive: true},
		{option: "ctes", one: "CTE", many: "CTEs", value: s.CTEs},
		{option: "cte-chain", one: "CTE in a row", many: "CTEs in a row", value: s.CTEChain},
		{option: "conditions", one: "condition", many: "conditions", value: s.Conditions, additive: true},
		{option: "case-branches", one: "branch in one CASE", many: "branches in one CASE", value: s.CaseBranches},
		{option: "set-branches", one: "query in one set operation", many: "queries in one set operation", value: s.SetBranches},
		{option: "lines", one: "line", many: "lines", value: s.Lines, additive: true},
	}
}

// count adds what a node brings by itself to the joins, conditions and branches of CASE.
func (s *size) count(n ast.Node) {
	switch n := n.(type) {
	case *ast.Select:
		for i, t := range n.From {
			if _, function := t.(*ast.TableFunc); i > 0 && !function {
				s.Joins++
			}
		}
		s.Conditions += leaves(n.Prewhere) + leaves(n.Where) + leaves(n.Having) + leaves(n.Qualify) + leaves(n.ConnectBy)
	case *ast.Join:
		if _, function := n.Right.(*ast.TableFunc); !function {
			s.Joins++
		}
		s.Conditions += leaves(n.On) + leaves(n.Match)
	case *ast.Update:
		s.Conditions += leaves(n.Where)
	case *ast.Delete:
		s.Conditions += leaves(n.Where)
	case *ast.Merge:
		s.Conditions += leaves(n.On)
	case *ast.MergeWhen:
		s.Conditions += leaves(n.Condition)
	case *ast.Call:
		s.Conditions += leaves(n.Filter)
	case *ast.Case:
		if n.Operand == nil {
			for _, when := range n.Whens {
				s.Conditions += leaves(when.Condition)
			}
		}
		s.CaseBranches = max(s.CaseBranches, len(n.Whens))
	}
}

// atMost is a size that the statement surely does not exceed, for little work: nearly all statements are small.
func atMost(p *lint.Pass) size {
	text, ctes := p.Text(p.Statement), len(p.Lineage.CTEs)
	s := size{
		Tables: len(p.Lineage.Reads), CTEs: ctes, CTEChain: ctes, SetBranches: 1,
		Lines: 1 + strings.Count(text, "\n") + strings.Count(text, "\r"),
	}
	for _, n := range p.Nodes() {
		if _, ok := n.(*ast.SetOp); ok {
			s.SetBranches++
		}
		s.count(n)
	}
	return s
}

// A measurement is the size of a statement and of its parts, and where its largest pieces stand.
type measurement struct {
	total   size
	parts   []*part // the first is what stands in no CTE and no subquery of a FROM
	largest *ast.Case
	widest  *ast.SetOp
	chain   []*lineage.CTE // the longest, from the one that reads to the one that is read last
}

// A part is a CTE, or a subquery of a FROM, without the parts inside it.
type part struct {
	name string      // as messages say it
	at   source.Span // its name, or where it begins
	size
}

// measure takes the size of a statement, which st is about or holds; it is nil for one without a SELECT.
func measure(st *lineage.Statement, file *source.File, of *ast.Statement) *measurement {
	w := &measurer{file: file, m: &measurement{}, tables: map[*part]map[*lineage.Relation]bool{}, reads: map[*ast.Table]*lineage.Relation{}}
	all := map[*lineage.Relation]bool{}
	for _, r := range st.Reads {
		if of.Contains(r.Table.Span) {
			w.reads[r.Table] = r.Relation
			all[r.Relation] = true
		}
	}
	w.part(&part{}, of.Body)
	if !w.selects {
		return nil
	}
	t := &w.m.total
	for _, p := range w.m.parts {
		t.Joins += p.Joins
		t.Conditions += p.Conditions
		t.CaseBranches = max(t.CaseBranches, p.CaseBranches)
		t.SetBranches = max(t.SetBranches, p.SetBranches)
	}
	t.Tables = len(all)
	steps := slices.DeleteFunc(slices.Clone(st.CTEs), func(c *lineage.CTE) bool { return !of.Contains(c.Node.Span) || w.imports(c) })
	t.CTEs = len(steps)
	w.m.chain = longestChain(steps)
	t.CTEChain = len(w.m.chain)
	t.Lines = w.lines(of.Span)
	return w.m
}

// isValues reports whether a statement only brings rows: a list of a million values is data.
func isValues(s ast.Stmt) bool {
	insert, ok := s.(*ast.Insert)
	if !ok || insert.Query == nil {
		return false
	}
	_, ok = insert.Query.Body.(*ast.Values)
	return ok
}

// imports reports whether a CTE only gives a table a name, as those at the head of dbt models do: it is counted as the
// table that it is.
func (w *measurer) imports(c *lineage.CTE) bool {
	q, ok := c.Node.Stmt.(*ast.Query)
	if !ok || q.With != nil || q.Limit != nil || q.LimitBy != nil {
		return false
	}
	s, ok := q.Body.(*ast.Select)
	if !ok || len(s.Items) != 1 || len(s.From) != 1 || s.Distinct || len(s.DistinctOn) > 0 || s.Top != nil ||
		s.Prewhere != nil || s.Where != nil || s.GroupBy != nil || s.Having != nil || s.Qualify != nil {
		return false
	}
	star, ok := s.Items[0].Expr.(*ast.Star)
	table, only := s.From[0].(*ast.Table)
	return ok && only && star.X == nil && w.reads[table] != nil
}

// measurer goes through a statement once.
type measurer struct {
	file    *source.File
	m       *measurement
	reads   map[*ast.Table]*lineage.Relation
	tables  map[*part]map[*lineage.Relation]bool
	selects bool
}

func (w *measurer) lines(s source.Span) int {
	return w.file.Position(s.End-1).Line - w.file.Position(s.Start).Line + 1
}

// part measures the part that n is. The lines of the parts inside it are theirs alone.
func (w *measurer) part(p *part, n ast.Node) int {
	w.m.parts = append(w.m.parts, p)
	w.tables[p] = map[*lineage.Relation]bool{}
	lines := w.lines(n.Extent())
	p.Lines = max(lines-w.inside(p, n), 0) // several parts may stand in one line
	p.Tables = len(w.tables[p])
	return lines
}

// inside measures what stands below n for the part p and returns the lines of the parts in it.
func (w *measurer) inside(p *part, n ast.Node) (lines int) {
	ast.Children(n, func(c ast.Node) { lines += w.node(p, n, c) })
	return lines
}

func (w *measurer) node(p *part, parent, n ast.Node) int {
	switch n := n.(type) {
	case *ast.CTE:
		return w.part(&part{name: "`" + n.Name.Name + "`", at: n.Name.Span}, n)
	case *ast.Derived:
		inner := &part{name: fmt.Sprintf("the subquery in line %d", w.file.Position(n.Start).Line), at: firstByte(n.Span)}
		if n.Alias != nil && n.Alias.Name.Name != "" {
			inner.name, inner.at = "`"+n.Alias.Name.Name+"`", n.Alias.Name.Span
		}
		return w.part(inner, n)
	case *ast.Select:
		w.selects = true
	case *ast.Table:
		if r := w.reads[n]; r != nil {
			w.tables[p][r] = true
		}
	case *ast.Case:
		if w.m.largest == nil || len(n.Whens) > len(w.m.largest.Whens) {
			w.m.largest = n
		}
	case *ast.SetOp:
		if _, below := parent.(*ast.SetOp); !below {
			branches := setBranches(n)
			p.SetBranches = max(p.SetBranches, branches)
			if w.m.widest == nil || branches > setBranches(w.m.widest) {
				w.m.widest = n
			}
		}
	}
	p.count(n)
	return w.inside(p, n)
}

// leaves counts the conditions that AND and OR join.
func leaves(e ast.Expr) int {
	n := 0
	for {
		switch x := e.(type) {
		case nil:
			return n
		case *ast.Paren:
			e = x.X
			continue
		case *ast.Unary:
			if x.Op == "NOT" || x.Op == "!" {
				e = x.X
				continue
			}
		case *ast.Binary:
			if x.Op == ast.OpAnd || x.Op == ast.OpOr || x.Op == ast.OpXor {
				n += leaves(x.Right)
				e = x.Left
				continue
			}
		}
		return n + 1
	}
}

// setBranches counts the queries that a chain of set operations combines.
func setBranches(b ast.Body) int {
	n := 1
	for {
		op, ok := b.(*ast.SetOp)
		if !ok {
			return n
		}
		n += setBranches(op.Right)
		b = op.Left
	}
}

// longestChain is the longest list of those CTEs of which each refers to the next.
func longestChain(ctes []*lineage.CTE) []*lineage.CTE {
	counts := make(map[*lineage.CTE]bool, len(ctes))
	for _, c := range ctes {
		counts[c] = true
	}
	next := map[*lineage.CTE]*lineage.CTE{}
	depth := map[*lineage.CTE]int{}
	var measure func(c *lineage.CTE) int
	measure = func(c *lineage.CTE) int {
		if depth[c] > 0 {
			return depth[c]
		}
		depth[c] = 1 // also the end of a circle
		best := 0
		for _, after := range c.After {
			if !counts[after] {
				continue
			}
			if d := measure(after); d > best {
				best, next[c] = d, after
			}
		}
		depth[c] = best + 1
		return best + 1
	}
	var top *lineage.CTE
	for _, c := range ctes {
		if measure(c); top == nil || depth[c] > depth[top] {
			top = c
		}
	}
	var chain []*lineage.CTE
	for c := top; c != nil && len(chain) < len(ctes); c = next[c] {
		chain = append(chain, c)
	}
	return chain
}

// finding says by which dimensions the statement is over its limits.
func (m *measurement) finding(p *lint.Pass, of *ast.Statement, over []dimension) lint.Finding {
	var numbers []string
	for i, d := range over {
		limit := fmt.Sprintf("(%d)", d.limit)
		if i == 0 {
			limit = fmt.Sprintf("(limit %d)", d.limit)
		}
		what := d.many
		if d.value == 1 {
			what = d.one
		}
		numbers = append(numbers, fmt.Sprintf("%d %s %s", d.value, what, limit))
	}
	f := lint.Finding{
		Span:    head(p, of),
		Message: "this query has grown too large to be reviewed: " + list(numbers),
		Help:    "take it apart: give each step that means something a name and a place of its own, as a view or a model, check its numbers there, and read it here",
	}
	if len(over) == 1 && over[0].option == "conditions" {
		f.Help = "give conditions that mean something together a name, as a column of a WITH part or of a view, or join a table of the cases: then each can be checked on its own"
	}
	if biggest, share := m.biggest(over); biggest != nil {
		where := "the largest part of it is " + biggest.name
		if share > 0.5 {
			where = "most of it stands in " + biggest.name
		}
		f.Message += "; " + where
		f.Help = fmt.Sprintf("take it apart, %s first: give it a place of its own, as a view or a model, check its numbers there, and read it here", biggest.name)
		f.Related = append(f.Related, lint.Related{Message: biggest.holds(over), Span: biggest.at})
	}
	for _, d := range over {
		switch d.option {
		case "case-branches":
			f.Related = append(f.Related, lint.Related{
				Message: fmt.Sprintf("this CASE has %d branches: a table with what belongs together can be joined instead, and kept by whoever knows", d.value),
				Span:    source.Span{Start: m.largest.Start, End: m.largest.Start + int32(len("case"))},
			})
		case "set-branches":
			f.Related = append(f.Related, lint.Related{
				Message: fmt.Sprintf("%d queries are combined, the first of them here", d.value), Span: wordAt(p, m.widest.Start),
			})
		case "cte-chain":
			var names []string
			for _, c := range slices.Backward(m.chain) {
				names = append(names, "`"+c.Node.Name.Name+"`")
			}
			f.Related = append(f.Related, lint.Related{
				Message: "each of these builds on the one before: " + strings.Join(names, ", "), Span: m.chain[0].Node.Name.Span,
			})
		}
	}
	return f
}

// biggest is the CTE or subquery that holds most of what is over, and its share; nil where none stands out.
func (m *measurement) biggest(over []dimension) (*part, float64) {
	if len(m.parts) == 1 {
		return nil, 0
	}
	share := func(p *part) (sum float64) {
		own := p.dimensions()
		all := m.total.dimensions()
		n := 0
		for i := range all {
			at := slices.IndexFunc(over, func(d dimension) bool { return d.option == all[i].option })
			if at < 0 || all[i].option == "ctes" || all[i].option == "cte-chain" {
				continue
			}
			n++
			if all[i].additive || own[i].value > over[at].limit {
				sum += float64(own[i].value) / float64(all[i].value)
			}
		}
		return sum / float64(max(n, 1))
	}
	best := slices.MaxFunc(m.parts, func(a, b *part) int { return cmp.Compare(share(a), share(b)) })
	const worthNaming = 0.25
	if best == m.parts[0] || share(best) < worthNaming {
		return nil, 0
	}
	return best, share(best)
}

// holds says how much of what is over the limits stands in the part.
func (p *part) holds(over []dimension) string {
	var numbers []string
	for _, d := range p.dimensions() {
		at := slices.IndexFunc(over, func(o dimension) bool { return o.option == d.option })
		switch {
		case at < 0 || d.value == 0:
		case d.additive:
			numbers = append(numbers, fmt.Sprintf("%d of the %d %s", d.value, over[at].value, d.many))
		case d.value > over[at].limit:
			numbers = append(numbers, fmt.Sprintf("%d %s", d.value, d.many))
		}
	}
	return fmt.Sprintf("%s holds %s", p.name, list(numbers))
}

// head is a short stretch that stands for a whole statement: the name of what it makes or fills, or its first word.
func head(p *lint.Pass, of *ast.Statement) source.Span {
	switch s := of.Body.(type) {
	case *ast.CreateTable:
		if s.Name != nil && s.Name.Name != nil {
			return s.Name.Name.Span
		}
	case *ast.CreateView:
		if s.Name != nil && s.Name.Name != nil {
			return s.Name.Name.Span
		}
	case *ast.Insert:
		if s.Target != nil && s.Target.Name != nil {
			return s.Target.Name.Span
		}
	}
	return wordAt(p, of.Start)
}

// wordAt is the token that begins at an offset, or the first byte there.
func wordAt(p *lint.Pass, offset int32) source.Span {
	tokens := p.Tree.Tokens
	i, ok := slices.BinarySearchFunc(tokens, offset, func(t token.Token, at int32) int { return cmp.Compare(t.Start, at) })
	if !ok {
		return source.Span{Start: offset, End: offset + 1}
	}
	return tokens[i].Span
}

func firstByte(s source.Span) source.Span { return source.Span{Start: s.Start, End: s.Start + 1} }
