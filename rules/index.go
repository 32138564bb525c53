package rules

import (
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
)

// What lineage lists, by the nodes of the tree: made once a statement, for all rules that ask.
type (
	refIndex   map[*ast.ColumnRef]*lineage.Ref
	scopeIndex map[*ast.Select]*lineage.Scope
)

// refsOf are the references of the pass's statement by their nodes.
func refsOf(p *lint.Pass) refIndex {
	return *lint.Once(p, func(p *lint.Pass) *refIndex {
		index := make(refIndex, len(p.Lineage.Refs))
		for i := range p.Lineage.Refs {
			if r := &p.Lineage.Refs[i]; r.Node != nil {
				index[r.Node] = r
			}
		}
		return &index
	})
}

// scopesOf are the scopes of the pass's statement by their SELECTs.
func scopesOf(p *lint.Pass) scopeIndex {
	return *lint.Once(p, func(p *lint.Pass) *scopeIndex {
		index := make(scopeIndex, len(p.Lineage.Scopes))
		for _, sc := range p.Lineage.Scopes {
			if sc.Select != nil {
				index[sc.Select] = sc
			}
		}
		return &index
	})
}
