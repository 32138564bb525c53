package judges

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// A Statement is a text that a judge and we read.
type Statement struct {
	Where string // for messages
	SQL   string
	Valid *bool // what its source says of it; nil where it says nothing
}

// projects are folders of a dialect's SQL among the corpora.
var projects = map[string]string{
	"bigquery": "bigquery-utils", "clickhouse": "openedx-aspects", "duckdb": "jaffle-shop-duckdb",
}

// Corpus are the statements of a dialect in a folder of corpora: below dialects/NAME and a project's folder, in files
// without templates, and in statements/*.jsonl.
func Corpus(root string, d *dialect.Dialect) ([]Statement, error) {
	out, err := files(filepath.Join(root, "dialects", d.Name), d)
	if err != nil {
		return nil, err
	}
	if p := projects[d.Name]; p != "" {
		more, err := files(filepath.Join(root, "projects", p), d)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	lists, err := filepath.Glob(filepath.Join(root, "statements", "*.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		more, err := lines(list, d)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func files(folder string, d *dialect.Dialect) ([]Statement, error) {
	var out []Statement
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if s := string(text); !strings.Contains(s, "{{") && !strings.Contains(s, "{%") {
			out = append(out, Split(filepath.Base(path), s, d)...)
		}
		return nil
	})
	return out, err
}

// Split are the statements of a file as we find them.
func Split(name, text string, d *dialect.Dialect) []Statement {
	f := source.NewFile(name, text)
	var out []Statement
	for _, s := range parser.Parse(f, d).Statements {
		out = append(out, Statement{Where: fmt.Sprintf("%s:%d", name, f.Position(s.Start).Line), SQL: s.In(text)})
	}
	return out
}

func lines(path string, d *dialect.Dialect) ([]Statement, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Statement
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for n := 1; in.Scan(); n++ {
		var row struct {
			Dialect, SQL string
			OK           *bool
		}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if row.Dialect == d.Name {
			out = append(out, Statement{Where: fmt.Sprintf("%s:%d", filepath.Base(path), n), SQL: row.SQL, Valid: row.OK})
		}
	}
	return out, in.Err()
}
