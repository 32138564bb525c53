package trace

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/template"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

// Model is the name of the dataset that dbt or a tool like it builds of a file: its only statement is a query, and a tag
// in it names a relation or the settings of the model. It is "" for any other file.
func Model(tree *parser.Tree, file string) string {
	if tree.Count != 1 {
		return ""
	}
	if _, query := tree.Statements[0].Body.(*ast.Query); !query {
		return ""
	}
	file = filepath.ToSlash(file)
	found := strings.Contains("/"+file, "/models/") && strings.Contains(tree.File.Text, "{{")
	for i := range tree.Tokens {
		if t := &tree.Tokens[i]; t.Kind == token.Tag && !found {
			text := t.In(tree.File.Text)
			found = template.Relation(text) != nil || template.Word(text) == "config"
		}
	}
	if !found {
		return ""
	}
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}
