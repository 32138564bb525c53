package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// unusedColumn reports columns that a CTE or subquery computes and nothing refers to. It concludes from what is absent, so
// a column counts as used wherever something could mean it.
var unusedColumn = &lint.Rule{
	Name:     "unused-column",
	Category: lint.Hygiene,
	Severity: lint.Always(lint.Info),
	Doc: lint.Doc{
		Summary: "a column that a step of the query computes and no later step uses",
		Why: `A rank that nobody filters by or a sum that nobody selects costs time whenever the query runs, and makes its readers look for what it is
good for. Often it is what is left of an earlier version, and at times the condition that should use it was forgotten.`,
		Bad: `with visits as (
    select user_id, page, row_number() over (partition by user_id order by visited_at) as visit_number
    from analytics.fct_visits
)
select user_id, page
from visits`,
		Good: `with visits as (
    select user_id, page, row_number() over (partition by user_id order by visited_at) as visit_number
    from analytics.fct_visits
)
select user_id, page
from visits
where visit_number = 1`,
		Limits: `It is about columns of common table expressions and subqueries in FROM. Where import steps list whatever a table has, plain = false
leaves only what costs something: window functions, aggregates, CASE and subqueries. A star behind it uses all columns,
and so do PIVOT, NATURAL and set operations. Where only rows are counted, no column is reported. The rule is silent where a
column decides which rows there are (DISTINCT, GROUP BY), and where a template may use it.`,
	},
	Options: []lint.Option{
		{Name: "plain", Default: true, Doc: "whether columns that are only passed on, renamed or converted are reported too"},
	},
	Check: func(p *lint.Pass) {
		steps := stepsOf(p)
		if len(steps) == 0 || p.Lineage.Gaps || anythingUsed(p) {
			return
		}
		u := referredIn(p)
		var bare map[*ast.Select][]*lineage.Ref
		for _, s := range steps {
			if unused := u.unused(s); len(unused) > 0 {
				if bare == nil {
					bare = bareRefs(p)
				}
				reportUnusedColumns(p, s, unused, bare[s.sel])
			}
		}
	},
}

// A step is a SELECT whose columns only the statement itself can use.
type step struct {
	name    string
	sel     *ast.Select
	columns []*lineage.Column
	cte     *lineage.CTE // or nil
	src     *lineage.Source
}

// stepsOf are the CTEs and subqueries in FROM that have columns of the kind that the rule is about.
func stepsOf(p *lint.Pass) []step {
	var steps []step
	add := func(s step, q *ast.Query) {
		sel, ok := plainBody(q)
		if !ok || sel.Distinct || len(sel.DistinctOn) > 0 || sel.Model != nil || !slices.ContainsFunc(sel.Items, func(i *ast.SelectItem) bool { return worthSaying(p, sel, i) }) {
			return
		}
		s.sel = sel
		steps = append(steps, s)
	}
	for _, cte := range p.Lineage.CTEs {
		if q, ok := cte.Node.Stmt.(*ast.Query); ok && cte.Uses > 0 && len(cte.Node.Columns) == 0 {
			add(step{name: "`" + cte.Node.Name.Name + "`", columns: cte.Columns, cte: cte}, q)
		}
	}
	for _, sc := range p.Lineage.Scopes {
		for _, src := range sc.Sources {
			if d, ok := src.Node.(*ast.Derived); ok && src.Kind == lineage.Derived && !listed(src) {
				s := step{name: "`" + src.Alias + "`", columns: src.Columns, src: src}
				if src.Alias == "" {
					s.name = "this subquery"
				}
				add(s, d.Query)
			}
		}
	}
	return steps
}

// plainBody is the SELECT that a query is.
func plainBody(q *ast.Query) (*ast.Select, bool) {
	for q != nil {
		switch b := q.Body.(type) {
		case *ast.Select:
			return b, true
		case *ast.Query:
			q = b
		default:
			return nil, false
		}
	}
	return nil, false
}

// worthSaying reports whether an item is one that is reported when nothing uses it.
func worthSaying(p *lint.Pass, s *ast.Select, item *ast.SelectItem) bool {
	if item.Alias == nil && !isColumn(item.Expr) || severalColumns(item) || p.HasTags() && holdsHole(item) {
		return false
	}
	if aggregates(item.Expr) {
		return s.GroupBy != nil // else it makes one row of all
	}
	return s.GroupBy == nil && (p.Bool("plain") || computed(item.Expr)) // a key decides which rows there are
}

func isColumn(e ast.Expr) bool {
	_, ok := e.(*ast.ColumnRef)
	return ok
}

// computed reports whether an expression takes work or thought: a window function, a CASE or a subquery.
func computed(e ast.Expr) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Case, *ast.Subquery, *ast.Exists:
			found = true
		case *ast.Call:
			found = found || n.Over != nil
		}
		return !found
	})
	return found
}

// anythingUsed reports whether something in the statement may use columns that it does not name.
func anythingUsed(p *lint.Pass) bool {
	if _, fragment := p.Statement.Body.(*ast.Fragment); fragment || p.HasTags() && (variants(p) || freeTags(p)) {
		return true
	}
	items := map[ast.Expr]bool{}
	for _, n := range p.Nodes() {
		switch n := n.(type) {
		case *ast.SelectItem:
			items[n.Expr] = true
		case *ast.Call:
			if n.Name != nil && strings.EqualFold(n.Name.Last().Name, "count") {
				for _, arg := range n.Args {
					items[arg] = true
				}
			}
		case *ast.Star:
			if !items[n] { // to_json(t.*), COLUMNS(*)
				return true
			}
		case *ast.Pivot, *ast.Unpivot, *ast.MatchRecognize, *ast.Pipe, *ast.TableBody, *ast.Model:
			return true
		case *ast.MergeWhen:
			if n.StarAction {
				return true
			}
		}
	}
	return slices.ContainsFunc(p.Lineage.Scopes, func(sc *lineage.Scope) bool { return sc.Natural || sc.Incomplete })
}

// freeTags reports whether the statement holds a tag that is not told the columns that it is about: a macro without
// arguments, a variable, a loop.
func freeTags(p *lint.Pass) bool {
	return slices.ContainsFunc(tagsIn(p, p.Statement.Span), func(t token.Token) bool {
		text := t.In(p.File.Text)
		if t.Kind == token.TagStmt {
			return template.Word(text) == "for"
		}
		return !tagCalls(text, "ref", "source", "config", "var", "env_var") && !strings.ContainsAny(text, `'"`)
	})
}

// referred are the columns that something refers to.
type referred struct {
	columns map[*lineage.Column]bool
	nodes   map[ast.Node]bool // select items that are referred to by their names or places
	names   map[string]bool   // in references of which nobody knows what they mean
	tags    []string
	whole   map[*lineage.Source]bool
	sources map[*lineage.CTE]int
}

func referredIn(p *lint.Pass) *referred {
	u := &referred{
		columns: map[*lineage.Column]bool{}, nodes: map[ast.Node]bool{}, names: map[string]bool{},
		whole: map[*lineage.Source]bool{}, sources: map[*lineage.CTE]int{},
	}
	for i := range p.Lineage.Refs {
		u.ref(&p.Lineage.Refs[i])
	}
	u.inputs(p.Lineage.Columns)
	u.inputs(p.Lineage.Returned)
	for _, w := range p.Lineage.Writes {
		u.inputs(w.Columns)
	}
	for _, cte := range p.Lineage.CTEs {
		u.inputs(cte.Columns)
	}
	for _, sc := range p.Lineage.Scopes {
		u.inputs(sc.Columns)
		for _, src := range sc.Sources {
			u.inputs(src.Columns)
			if src.CTE != nil {
				u.sources[src.CTE]++
			}
		}
	}
	for _, t := range tagsIn(p, p.Statement.Span) {
		u.tags = append(u.tags, t.In(p.File.Text))
	}
	return u
}

func (u *referred) ref(r *lineage.Ref) {
	u.columns[r.Column], u.nodes[r.Column.Node] = true, true
	u.inputs([]*lineage.Column{r.Column})
	known := r.Source != nil && r.Column.Unknown == "" && len(r.Column.Candidates) == 0
	if !known && r.Node != nil {
		for _, part := range r.Node.Parts {
			u.names[catalog.Fold(part.Name)] = true
		}
	}
	if r.Source != nil && !slices.Contains(r.Source.Columns, r.Column) {
		u.whole[r.Source] = true
	}
}

func (u *referred) inputs(columns []*lineage.Column) {
	for _, c := range columns {
		for _, in := range c.Inputs {
			u.columns[in.Column] = true
		}
	}
}

func (u *referred) inTag(name string) bool {
	return slices.ContainsFunc(u.tags, func(tag string) bool { return mentions(tag, name) })
}

// unused are the columns of a step that nothing uses, if something uses others of it.
func (u *referred) unused(s step) []*lineage.Column {
	if s.cte != nil && s.cte.Uses > u.sources[s.cte] || s.src != nil && u.whole[s.src] {
		return nil
	}
	for src := range u.whole {
		if s.cte != nil && src.CTE == s.cte {
			return nil
		}
	}
	var out []*lineage.Column
	used := false
	for _, c := range s.columns {
		switch {
		case u.columns[c]:
			used = true
		case !c.Star && c.Name != "" && !u.nodes[c.Node] && !u.names[catalog.Fold(c.Name)] && !u.inTag(c.Name):
			out = append(out, c)
		}
	}
	if !used {
		return nil
	}
	return out
}

// bareRefs are the references without a relation's name, by the SELECT that they stand in.
func bareRefs(p *lint.Pass) map[*ast.Select][]*lineage.Ref {
	refs := map[*ast.Select][]*lineage.Ref{}
	for i := range p.Lineage.Refs {
		if r := &p.Lineage.Refs[i]; r.Node != nil && len(r.Node.Parts) == 1 {
			refs[r.Scope.Select] = append(refs[r.Scope.Select], r)
		}
	}
	return refs
}

// usedBeside reports whether the SELECT itself, with its bare references, may use what an item is called, or shows with it
// what HAVING asks for.
func usedBeside(p *lint.Pass, s *ast.Select, bare []*lineage.Ref, item *ast.SelectItem, name string) bool {
	if s.Having != nil && strings.Contains(squash(p.Text(s.Having)), squash(p.Text(item.Expr))) {
		return true
	}
	return slices.ContainsFunc(bare, func(r *lineage.Ref) bool {
		return strings.EqualFold(r.Node.Parts[0].Name, name) && !item.Contains(r.Span)
	})
}

func reportUnusedColumns(p *lint.Pass, s step, columns []*lineage.Column, bare []*lineage.Ref) {
	var f lint.Finding
	var names []string
	for _, c := range columns {
		item, ok := c.Node.(*ast.SelectItem)
		if !ok || !slices.Contains(s.sel.Items, item) || !worthSaying(p, s.sel, item) || usedBeside(p, s.sel, bare, item, c.Name) {
			continue
		}
		names = append(names, "`"+c.Name+"`")
		at := identOf(c).Span
		if len(names) == 1 {
			f.Span = at
			continue
		}
		f.Related = append(f.Related, lint.Related{Message: fmt.Sprintf("nor `%s`", c.Name), Span: at})
	}
	if len(names) == 0 {
		return
	}
	f.Object = s.name + " " + list(names)
	f.Message = fmt.Sprintf("%s makes %s, and nothing uses it", s.name, names[0])
	f.Help = "take it out, or use it where it was meant to count"
	if len(names) > 1 {
		f.Message = fmt.Sprintf("%s makes %s, and nothing uses them", s.name, list(names))
		f.Help = "take them out, or use them where they were meant to count"
	}
	p.Report(f)
}
