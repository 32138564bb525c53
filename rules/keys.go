package rules

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// A key is a list of columns, by their folded names, of which no two rows of a source have the same values.
type key struct {
	columns []string
	// declared says that somebody stated the key, so that it has no column too many. GROUP BY and DISTINCT make keys that
	// may have: of order_id, ordered_at the first is one by itself.
	declared bool
}

// within reports whether all columns of the key are among the given ones.
func (k key) within(columns map[string]bool) bool {
	for _, c := range k.columns {
		if !columns[c] {
			return false
		}
	}
	return len(k.columns) > 0
}

// partly reports whether the key is declared, and some but not all of its columns are among the given ones.
func (k key) partly(columns map[string]bool) bool {
	return k.declared && !k.within(columns) && slices.ContainsFunc(k.columns, func(c string) bool { return columns[c] })
}

// keys finds what identifies the rows of sources: what the catalog declares, and what queries make so.
type keys struct {
	p      *lint.Pass
	refs   refIndex
	scopes scopeIndex
	depth  int
}

func newKeys(p *lint.Pass) *keys { return &keys{p: p, refs: refsOf(p), scopes: scopesOf(p)} }

// of are the keys of a source, and where they are said; none where nothing is known. What other tools of the repository
// guess is no evidence, but what a CREATE TABLE says is.
func (k *keys) of(s *lineage.Source) (list []key, where string) {
	switch s.Kind {
	case lineage.Base:
		d := s.Relation.Dataset
		if d == nil || s.Relation.Made != nil {
			return nil, ""
		}
		for _, columns := range append([][]string{d.Grain}, d.Unique...) {
			if len(columns) == 0 {
				continue
			}
			folded := make([]string, len(columns))
			for i, c := range columns {
				folded[i] = catalog.Fold(c)
			}
			list = append(list, key{folded, true})
		}
		return list, d.Origin.String()
	case lineage.CTERef:
		if q, ok := s.CTE.Node.Stmt.(*ast.Query); ok && len(s.CTE.Node.Columns) == 0 && !listed(s) {
			return k.query(q), ""
		}
	case lineage.Derived:
		if d, ok := s.Node.(*ast.Derived); ok && !listed(s) {
			return k.query(d.Query), ""
		}
	}
	return nil, ""
}

// query are the keys of a query's rows: its GROUP BY, its DISTINCT, or those of the one relation that it passes on.
func (k *keys) query(q *ast.Query) []key {
	if k.depth > maxNesting {
		return nil
	}
	k.depth++
	defer func() { k.depth-- }()
	s, ok := q.Body.(*ast.Select)
	if !ok || k.scopes[s] == nil {
		return nil
	}
	sc := k.scopes[s]
	switch {
	case s.GroupBy != nil:
		return k.grouped(sc)
	case sc.Grouped: // one row
		return nil
	case s.Distinct && len(s.DistinctOn) == 0:
		var all []string
		for _, c := range sc.Columns {
			if c.Star || c.Name == "" {
				return nil
			}
			all = append(all, catalog.Fold(c.Name))
		}
		return []key{{columns: all}}
	case len(sc.Sources) == 1 && !sc.Incomplete:
		return k.passed(sc)
	}
	return nil
}

// grouped is the key that GROUP BY makes, by the names of the outputs; none where a part of it is no output.
func (k *keys) grouped(sc *lineage.Scope) []key {
	g := sc.Select.GroupBy
	if g.All || len(g.Items) == 0 {
		return nil
	}
	var out []string
	for _, e := range g.Items {
		name := k.outputOf(sc, e)
		if name == "" {
			return nil
		}
		out = append(out, name)
	}
	return []key{{columns: out}}
}

// outputOf is the folded name of the output that a key of GROUP BY means: by its place, its alias or as the same column.
func (k *keys) outputOf(sc *lineage.Scope, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Literal:
		i := 0
		for _, c := range e.Text {
			if c < '0' || c > '9' || i > len(sc.Columns) {
				return ""
			}
			i = 10*i + int(c-'0')
		}
		if i >= 1 && i <= len(sc.Columns) && !sc.Columns[i-1].Star {
			return catalog.Fold(sc.Columns[i-1].Name)
		}
	case *ast.ColumnRef:
		r := k.refs[e]
		if r == nil {
			return ""
		}
		for _, c := range sc.Columns {
			same := c == r.Column || len(c.Inputs) == 1 && c.Inputs[0].Via == lineage.Copy && c.Inputs[0].Column == r.Column
			if same && !c.Star {
				return catalog.Fold(c.Name)
			}
		}
	default:
		text := k.p.Text(e)
		for _, item := range sc.Select.Items {
			if item.Alias != nil && item.Expr != nil && k.p.Text(item.Expr) == text {
				return catalog.Fold(item.Alias.Name)
			}
		}
	}
	return ""
}

// passed are the keys of the one source of a scope whose columns are all among the outputs, by their new names.
func (k *keys) passed(sc *lineage.Scope) []key {
	var out []key
	list, _ := k.of(sc.Sources[0])
	for _, in := range list {
		var renamed []string
		for _, column := range in.columns {
			i := slices.IndexFunc(sc.Columns, func(c *lineage.Column) bool {
				return len(c.Inputs) == 1 && c.Inputs[0].Via == lineage.Copy && !c.Star && strings.EqualFold(c.Inputs[0].Column.Name, column)
			})
			if i < 0 {
				break
			}
			renamed = append(renamed, catalog.Fold(sc.Columns[i].Name))
		}
		if len(renamed) == len(in.columns) {
			out = append(out, key{renamed, in.declared})
		}
	}
	return out
}
