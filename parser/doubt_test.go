package parser_test

import (
	"testing"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

func TestErrorsBesideTemplateTagsAreDoubted(t *testing.T) {
	for text, want := range map[string][]ast.State{
		"select a from": {ast.Invalid},
		"{% if x %} select a from {% else %} t {% endif %}": {ast.Partial, ast.Partial},
		"select a from {% if x %}":                          {ast.Partial, ast.Invalid},
		"select (a {{ close() }} from t":                    {ast.Partial},
		"select a from; select 1 {{ x }} from t; select 2":  {ast.Invalid, ast.Complete, ast.Complete},
		"select a from t; {% set x = 1 %} select (1 as b":   {ast.Complete, ast.Partial},
	} {
		var got []ast.State
		for _, s := range parser.Parse(source.NewFile("q.sql", text), dialect.Find("generic")).Statements {
			got = append(got, s.State)
			if s.State == ast.Partial && len(s.Opaques) == 0 {
				t.Errorf("%q is partial without an opaque part", text)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
}
