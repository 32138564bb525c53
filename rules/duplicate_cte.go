package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// duplicateCTE reports queries in a statement that are written twice, token by token.
var duplicateCTE = &lint.Rule{
	Name:     "duplicate-cte",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a common table expression that says the same as another one",
		Why: `When the logic changes, somebody changes one of the two, and the results drift apart without anybody noticing. Many databases
also compute both.`,
		Bad: `with paid as (
    select customer_id, sum(amount_usd) as revenue from analytics.fct_orders where paid group by customer_id
),
spenders as (
    select customer_id, sum(amount_usd) as revenue from analytics.fct_orders where paid group by customer_id
)
select p.customer_id, s.revenue
from paid as p
join spenders as s on s.customer_id = p.customer_id`,
		Good: `with paid as (
    select customer_id, sum(amount_usd) as revenue from analytics.fct_orders where paid group by customer_id
)
select p.customer_id, s.revenue
from paid as p
join paid as s on s.customer_id = p.customer_id`,
		Limits: `White space, comments and the case of keywords and unquoted names do not count; everything else does, so that another alias or another
order of columns is another query. Short queries, such as select * from one table, may stand twice; the option says how short.
Subqueries in FROM are compared with the expressions of the WITH in front of them. What draws random rows is left alone.`,
	},
	Options: []lint.Option{
		{Name: "words", Default: 15, Doc: "how many words, names, values and signs a query has at least to be reported"},
	},
	Check: func(p *lint.Pass) {
		if len(p.Lineage.CTEs) == 0 {
			return
		}
		c := copies{p: p, least: p.Int("words"), first: map[uint64]*ast.CTE{}}
		for _, cte := range p.Lineage.CTEs {
			if q, ok := cte.Node.Stmt.(*ast.Query); ok && !cte.Inner && len(cte.Node.Columns) == 0 {
				c.cte(cte, q)
			}
		}
		for _, sc := range p.Lineage.Scopes {
			for _, src := range sc.Sources {
				if d, ok := src.Node.(*ast.Derived); ok && !src.Lateral && !listed(src) {
					c.derived(src, d)
				}
			}
		}
	},
}

// copies finds queries that are written twice.
type copies struct {
	p     *lint.Pass
	least int                 // words
	first map[uint64]*ast.CTE // by the sums of their queries, or the next number where that is another's
}

func (c *copies) cte(cte *lineage.CTE, q *ast.Query) {
	sum, ok := c.sum(q)
	if !ok {
		return
	}
	first, sum := c.original(q, sum)
	if first == nil {
		c.first[sum] = cte.Node
		return
	}
	if c.sameSources(first.Stmt.Extent(), q.Span) {
		c.report(cte.Node.Name.Span, cte.Node.Name.Name, first)
	}
}

func (c *copies) derived(src *lineage.Source, d *ast.Derived) {
	if len(c.first) == 0 {
		return
	}
	sum, ok := c.sum(d.Query)
	if !ok {
		return
	}
	if first, _ := c.original(d.Query, sum); first != nil && first.End <= d.Start && c.sameSources(first.Stmt.Extent(), d.Query.Span) {
		c.report(nameSpan(src), name(src), first)
	}
}

// original is the first CTE whose query says the same as q, which has that sum, and draws nothing; nil where there is none.
// It returns the number too that such a CTE has or would have.
func (c *copies) original(q *ast.Query, sum uint64) (*ast.CTE, uint64) {
	for ; c.first[sum] != nil; sum++ {
		if first := c.first[sum]; c.text(first.Stmt.(*ast.Query)) == c.text(q) {
			if draws(q) {
				return nil, sum
			}
			return first, sum
		}
	}
	return nil, sum
}

// sum is a number that queries share which say the same, and others hardly; false for a query that is too short. It costs
// much less than their text.
func (c *copies) sum(q *ast.Query) (uint64, bool) {
	text, n, sum := c.p.File.Text, 0, uint64(0)
	for _, t := range tokensIn(c.p, q.Span) {
		if t.Kind.Trivia() || q.Parens && (t.Start == q.Start || t.End == q.End) {
			continue
		}
		n++
		sum = sum*31 + uint64(t.Kind) + uint64(t.Keyword)<<8
		const most = 16 // bytes of a word that count
		for i := t.Start; i < min(t.End, t.Start+most); i++ {
			if c := text[i]; c < utf8.RuneSelf { // else it may have another one in lower case
				sum = sum*31 + uint64(c|0x20)
			}
		}
	}
	return sum, n >= c.least
}

func (c *copies) report(at source.Span, name string, first *ast.CTE) {
	f := lint.Finding{
		Span: at, Object: name + "," + first.Name.Name,
		Message: fmt.Sprintf("`%s` is the same query as `%s`: a change to one of them will be forgotten in the other", name, first.Name.Name),
		Help:    fmt.Sprintf("read `%s` in both places", first.Name.Name),
		Related: []lint.Related{{Message: fmt.Sprintf("`%s`, which says the same", first.Name.Name), Span: first.Name.Span}},
	}
	if !strings.HasPrefix(name, "the subquery") {
		c.p.Report(f)
		return
	}
	f.Message = fmt.Sprintf("this subquery is the same as `%s`: a change to one of them will be forgotten in the other", first.Name.Name)
	f.Help = fmt.Sprintf("read `%s` here", first.Name.Name)
	c.p.Report(f)
}

// text is what queries share that say the same.
func (c *copies) text(q *ast.Query) string {
	words := wordsIn(c.p, q.Span)
	if q.Parens && len(words) > 1 {
		words = words[1 : len(words)-1]
	}
	var b strings.Builder
	for _, w := range words {
		text := w.In(c.p.File.Text)
		if w.Kind == token.Word {
			text = c.p.Tree.Dialect.Key(text, false)
		}
		b.WriteString(text)
		b.WriteByte(0)
	}
	return b.String()
}

// sameSources reports whether the names in two queries mean the same: one may be that of a CTE that only the second sees.
func (c *copies) sameSources(a, b source.Span) bool {
	return slices.EqualFunc(c.sources(a), c.sources(b), func(a, b *lineage.Source) bool {
		return a.Kind == b.Kind && a.Relation == b.Relation && a.CTE == b.CTE
	})
}

// sources are those that are named in a span.
func (c *copies) sources(s source.Span) []*lineage.Source {
	var out []*lineage.Source
	for _, sc := range c.p.Lineage.Scopes {
		for _, src := range sc.Sources {
			if src.Table != nil && s.Contains(src.Table.Span) {
				out = append(out, src)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *lineage.Source) int { return cmp.Compare(a.Table.Start, b.Table.Start) })
	return out
}

// draws reports whether a query yields other rows each time it runs.
func draws(q *ast.Query) bool {
	random := []string{"rand", "random", "newid", "uuid", "uuid_string", "gen_random_uuid", "generate_uuid", "randcanonical", "nextval"}
	found := false
	ast.Walk(q, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Call:
			found = found || n.Name != nil && slices.Contains(random, strings.ToLower(n.Name.Last().Name))
		case *ast.Table:
			found = found || n.Sample != nil
		}
		return !found
	})
	return found
}
