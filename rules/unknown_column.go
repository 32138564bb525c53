package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// unknownColumn reports references to columns that are not there, where all columns that could be meant are known.
var unknownColumn = &lint.Rule{
	Name:     "unknown-column",
	Category: lint.Correctness,
	Severity: lint.Always(lint.Error),
	Weak:     lint.Always(lint.Warning),
	Doc: lint.Doc{
		Summary: "a column that none of the tables of the query has",
		Why: `The query cannot run. Mostly a name is misspelt, an alias has changed, or a WITH part no longer hands the column on; with a
catalog it shows here before the warehouse says it, and before a dashboard breaks.`,
		Bad: `with orders as (
    select order_id, customer_id, amount_usd
    from analytics.fct_orders
)
select customer_id, sum(amount) as revenue
from orders
group by customer_id`,
		Good: `with orders as (
    select order_id, customer_id, amount_usd
    from analytics.fct_orders
)
select customer_id, sum(amount_usd) as revenue
from orders
group by customer_id`,
		Limits: `It speaks where every column that could be meant is known: of WITH parts and subqueries that list theirs, and of relations whose
columns the catalog declares, or other files of the run make. It is silent behind a star over undeclared columns, in queries
with table functions or PIVOT, whose names of columns differ between databases, and in procedures. Where it rests on the
catalog alone it is a warning, for a catalog may lag behind.`,
	},
	Check: func(p *lint.Pass) {
		if !certainNames(p) {
			return
		}
		var seen map[string]bool
		for i := range p.Lineage.Refs {
			r := &p.Lineage.Refs[i]
			if r.Node == nil {
				continue
			}
			switch r.Column.Doubt {
			case lineage.Missing, lineage.NoSource, lineage.TooEarly:
			default:
				continue
			}
			key := strings.ToLower(p.Text(r.Node))
			if seen[key] {
				continue
			}
			if f, weak, ok := missing(p, r); ok {
				if seen == nil {
					seen = map[string]bool{}
				}
				seen[key] = true
				if weak {
					p.ReportWeak(f)
				} else {
					p.Report(f)
				}
			}
		}
	},
}

// certainNames reports whether the names of the statement's columns can be known: all of it was understood, nothing in it
// makes columns whose names differ between databases, and it is no code with variables of its own.
func certainNames(p *lint.Pass) bool {
	if p.Lineage.Gaps || len(p.Statement.Omitted) > 0 || p.HasTags() && holds(p, p.Statement.Span, token.TagStmt) {
		return false // under another branch, or in another round of a loop, there are other columns
	}
	switch p.Statement.Body.(type) {
	case *ast.Query, *ast.Insert, *ast.Update, *ast.Delete, *ast.Merge, *ast.CreateTable, *ast.CreateView:
	default:
		return false
	}
	doubt := false
	for i := range p.Lineage.Refs {
		if p.Lineage.Refs[i].Column.Doubt != lineage.NoDoubt {
			doubt = true
		}
	}
	if !doubt {
		return false
	}
	for _, n := range p.Nodes() {
		switch n := n.(type) {
		case *ast.Pivot, *ast.Unpivot, *ast.MatchRecognize, *ast.Block, *ast.Fragment:
			return false
		case *ast.Join: // Postgres: USING (...) AS j
			if len(n.Using) > 0 && len(n.Clauses) > 0 {
				return false
			}
		case *ast.Select:
			if n.Model != nil || n.ConnectBy != nil {
				return false
			}
		}
	}
	return true
}

// missing is the finding for a reference that resolves to nothing. It is not ok where that is not certain; it is weak
// where it rests on the catalog.
func missing(p *lint.Pass, r *lineage.Ref) (f lint.Finding, weak, ok bool) {
	var names []string // of what could be meant
	id := r.Node.Last()
	if id.Quote == '"' && len(r.Node.Parts) == 1 || providedName(id.Name) { // a string to some databases, or a value of theirs
		return f, false, false
	}
	object := strings.ToLower(p.Text(r.Node))
	switch r.Column.Doubt {
	case lineage.NoSource:
		return noSource(r, object)
	case lineage.TooEarly:
		f = lint.Finding{
			Span: id.Span, Object: object,
			Message: fmt.Sprintf("`%s` is made in the same SELECT, and %s does not let this part of it use that name, so the query cannot run",
				id.Name, p.Tree.Dialect.Name),
			Help: "repeat the expression, or make the column in a WITH part before",
		}
		if made := r.Column.Inputs[0].Column.Node; made != nil {
			f.Related = []lint.Related{{Message: "made here", Span: made.Extent()}}
		}
		return f, false, true
	}
	if r.Source != nil {
		if !listsColumns(r.Source) {
			return f, false, false
		}
		for _, c := range r.Source.Columns {
			names = append(names, c.Name)
		}
		names = append(names, declaredNames(r.Source)...)
		label := labelOf(r.Source)
		f = lint.Finding{
			Span: id.Span, Object: object,
			Message: fmt.Sprintf("%s has no column `%s`, so the query cannot run", label, id.Name),
			Help:    unlessListed(proposal(id.Name, names, label), mayLag(r.Source)),
		}
		return f, mayLag(r.Source) != nil, true
	}
	if sel := r.Scope.Select; sel != nil && slices.ContainsFunc(sel.Items, func(item *ast.SelectItem) bool {
		return item.Alias != nil && strings.EqualFold(item.Alias.Name, id.Name)
	}) {
		return f, false, false // an output that stands behind its use, as ClickHouse lets it
	}
	sources := 0
	var lag *catalog.Dataset
	for sc := r.Scope; sc != nil; sc = sc.Parent {
		if sc.Select == nil && len(sc.Sources) == 0 {
			continue
		}
		for _, s := range sc.Sources {
			sources++
			if !listsColumns(s) {
				return f, false, false
			}
			if lag == nil {
				lag = mayLag(s)
			}
			for _, c := range s.Columns {
				names = append(names, c.Name)
			}
			names = append(names, declaredNames(s)...)
		}
	}
	if sources == 0 { // a query without FROM: the name may be a variable or a value
		return f, false, false
	}
	f = lint.Finding{
		Span: id.Span, Object: object,
		Message: fmt.Sprintf("none of %s has a column `%s`, so the query cannot run", from(r.Scope), id.Name),
		Help:    unlessListed(proposal(id.Name, names, from(r.Scope)), lag),
	}
	if sources == 1 {
		f.Message = fmt.Sprintf("%s has no column `%s`, so the query cannot run", from(r.Scope), id.Name)
	}
	return f, lag != nil, true
}

// noSource is the finding for a column behind a name that nothing in FROM has.
func noSource(r *lineage.Ref, object string) (f lint.Finding, weak, ok bool) {
	qualifier := r.Node.Parts[len(r.Node.Parts)-2]
	if len(r.Node.Parts) > 2 || providedQualifier[strings.ToLower(qualifier.Name)] {
		return f, false, false
	}
	var names []string
	for sc := r.Scope; sc != nil; sc = sc.Parent {
		for _, s := range sc.Sources {
			if !listsColumns(s) { // its column of that name may hold fields
				return f, false, false
			}
			names = append(names, s.Alias)
		}
	}
	if len(names) == 0 {
		return f, false, false
	}
	f = lint.Finding{
		Span: qualifier.Span, Object: object,
		Message: fmt.Sprintf("nothing in FROM is called `%s`, so the query cannot run", qualifier.Name),
		Help:    "write the alias of the relation that has `" + r.Node.Last().Name + "`",
	}
	if near := catalog.Suggest(qualifier.Name, names); near != "" {
		f.Help = fmt.Sprintf("did you mean `%s`?", near)
	}
	return f, false, true
}

// listsColumns reports whether all columns of a source are known, and by which names.
func listsColumns(s *lineage.Source) bool {
	if s.Open {
		return false
	}
	switch s.Kind {
	case lineage.Base:
		return s.Relation.Made == nil
	case lineage.CTERef, lineage.Derived:
		if len(s.Columns) == 0 {
			return false
		}
		for _, c := range s.Columns {
			if c.Name == "" || c.Star || strings.ContainsAny(c.Name, "{}$") {
				return false
			}
		}
		return true
	}
	return false
}

// mayLag is the dataset by whose declaration the columns of a source are known, which the database may be ahead of: that of
// the source itself, or of a relation whose columns a star hands on to it. It is nil for none.
func mayLag(s *lineage.Source) *catalog.Dataset {
	if s.Kind == lineage.Base {
		return lagging(s.Relation)
	}
	for _, c := range s.Columns {
		if d := behindStars(c, 0); d != nil {
			return d
		}
	}
	return nil
}

func lagging(r *lineage.Relation) *catalog.Dataset {
	switch {
	case r.Dataset == nil:
		return &catalog.Dataset{}
	case r.Dataset.Origin.Trust < catalog.Enforced:
		return r.Dataset
	}
	return nil
}

// behindStars is the dataset, if it may lag, from which a column came by stars alone.
func behindStars(c *lineage.Column, depth int) *catalog.Dataset {
	if c.Relation != nil {
		return lagging(c.Relation)
	}
	if item, ok := c.Node.(*ast.SelectItem); ok {
		if _, star := item.Expr.(*ast.Star); !star {
			return nil
		}
	}
	for i := range c.Inputs {
		if depth < maxNesting {
			if d := behindStars(c.Inputs[i].Column, depth+1); d != nil {
				return d
			}
		}
	}
	return nil
}

// unlessListed ends a help that proposes no other name, and rests on what somebody declared.
func unlessListed(help string, d *catalog.Dataset) string {
	if strings.HasSuffix(help, "?") || d == nil || d.Origin.Trust != catalog.Declared || d.Origin.Line == 0 {
		return help
	}
	return help + "; if the table does have it, list it in the catalog, or write `columns = \"some\"` there"
}

// declaredNames are the names of the columns that the catalog lists of a source.
func declaredNames(s *lineage.Source) []string {
	if s.Relation == nil || s.Relation.Dataset == nil {
		return nil
	}
	names := make([]string, len(s.Relation.Dataset.Columns))
	for i := range names {
		names[i] = s.Relation.Dataset.Columns[i].Name
	}
	return names
}

// labelOf is how messages name a source.
func labelOf(s *lineage.Source) string {
	switch {
	case s.Relation != nil:
		return "`" + s.Relation.Name + "`"
	case s.Alias != "":
		return "`" + s.Alias + "`"
	}
	return "the subquery"
}

// from names what a scope reads, or the one around it where it reads nothing itself.
func from(sc *lineage.Scope) string {
	for len(sc.Sources) == 0 && sc.Parent != nil {
		sc = sc.Parent
	}
	var names []string
	unnamed := 0
	for _, s := range sc.Sources {
		if name := labelOf(s); s.Relation == nil && s.Alias == "" {
			unnamed++
		} else if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch unnamed {
	case 0:
	case 1:
		names = append(names, "the subquery")
	default:
		names = append(names, fmt.Sprintf("the %d subqueries", unnamed))
	}
	return list(names)
}

// proposal is the help for a column that is not there.
func proposal(name string, names []string, of string) string {
	if near := catalog.Suggest(name, names); near != "" {
		return fmt.Sprintf("did you mean `%s`?", near)
	}
	const shown = 8
	var once []string
	for _, n := range names {
		if !slices.Contains(once, n) && len(once) <= shown {
			once = append(once, n)
		}
	}
	if names = once; len(names) > 0 && len(names) <= shown {
		return fmt.Sprintf("%s has `%s`", of, strings.Join(names, "`, `"))
	}
	return "correct the name, or hand the column on where " + of + " is made"
}

// providedName reports whether a bare name may be a value or a column that the database provides by itself.
func providedName(name string) bool {
	if name == "" || name[0] == '_' || name[0] == '$' || name[0] == '@' || name[0] == '#' || strings.Contains(name, "$") {
		return true
	}
	lower := strings.ToLower(name)
	return providedNames[lower] || strings.HasPrefix(lower, "current_") || strings.HasPrefix(lower, "session_")
}

// providedNames are columns and values of the databases' own, from their documentation.
var providedNames = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`rowid rownum level ctid xmin xmax cmin cmax oid tableoid user sysdate systimestamp today now
		localtime localtimestamp system_user getdate utc_date utc_time utc_timestamp sqlcode sqlstate sqlerrm row_count
		filename file_row_number input__file__name block__offset__inside__file grouping__id connect_by_isleaf connect_by_iscycle
		connect_by_root ora_rowscn nextval currval value rowversion session database role account warehouse schema
		year quarter month week day dayofweek dayofyear hour minute second millisecond microsecond nanosecond epoch dow doy isodow
		isoyear isoweek century decade millennium yyyy yy qq mm dd dy wk ww hh mi ss ms mcs ns years quarters months weeks days
		hours minutes seconds date time timestamp excluded dual default`) {
		set[name] = true
	}
	return set
}()

// providedQualifier are names in front of columns that stand for rows of a change or of a trigger.
var providedQualifier = map[string]bool{
	"new": true, "old": true, "local": true, "inserted": true, "deleted": true, "excluded": true, "values": true, "target": true, "source": true,
	"metadata": true, "sys": true, "_metadata": true, "nextval": true, "currval": true,
}
