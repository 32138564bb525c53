package tidb

import (
	goast "go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
)

func TestAdhoc(t *testing.T) {
	f := New(dialect.Find("mysql"))
	acc, rej := 0, 0
	files := strings.Fields(os.Getenv("ADHOC"))
	for _, name := range files {
		var texts []string
		if strings.HasSuffix(name, ".go") {
			fs := gotoken.NewFileSet()
			file, err := goparser.ParseFile(fs, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			goast.Inspect(file, func(n goast.Node) bool {
				if l, ok := n.(*goast.BasicLit); ok && l.Kind == gotoken.STRING {
					s, _ := strconv.Unquote(l.Value)
					if strings.Contains(strings.TrimSpace(s), " ") {
						texts = append(texts, s)
					}
				}
				return true
			})
		} else {
			filepath.Walk(name, func(p string, i os.FileInfo, err error) error {
				if strings.HasSuffix(p, ".sql") {
					d, _ := os.ReadFile(p)
					texts = append(texts, string(d))
				}
				return nil
			})
		}
		for _, text := range texts {
			for _, toks := range split(text, safe(text)) {
				if check(t, f, text, toks) {
					acc++
				} else {
					rej++
				}
			}
		}
	}
	t.Logf("%d accepted, %d rejected", acc, rej)
}

func safe(text string) (toks []token.Token) {
	defer func() { recover() }()
	return significant(text)
}
