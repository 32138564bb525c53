package judges

import (
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// Ours is the dialect of a judge. MySQL is read by our grammar alone: the product reads it with the judge.
func Ours(j *Judge) *dialect.Dialect {
	d := *dialect.Find(j.Dialect)
	d.TiDB = false
	return &d
}

// ours is what sqlsteward reads in a text, and the worst state of its statements.
func ours(sql string, d *dialect.Dialect) (*Reading, ast.State) {
	r, worst := &Reading{}, ast.Complete
	statements := parser.Parse(source.NewFile("", sql), d).Statements
	lines := lineage.New(lineage.Settings{Dialect: d})
	for _, s := range statements {
		switch s.State {
		case ast.OtherState:
			lines.Statement(s)
			continue
		case ast.Partial, ast.Invalid:
			worst = max(worst, s.State)
		}
		r.Data = true
		l := lines.Statement(s)
		for _, src := range l.Reads {
			r.Reads.add(parts(src.Table.Name.Parts)...)
		}
		for _, w := range l.Writes {
			r.Writes.add(parts(w.Node.Name.Parts)...)
		}
		columns(s, r)
	}
	return r, worst
}

func parts(list []ast.Ident) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Name
	}
	return out
}

// columns notes the references to columns below a statement, but for those in the clauses that say how a table or view
// is stored: most judges know them as mere names.
func columns(s *ast.Statement, r *Reading) {
	stored := map[ast.Node]bool{}
	ast.Walk(s, func(n ast.Node) bool {
		var clauses []*ast.Clause
		switch n := n.(type) {
		case *ast.ColumnRef:
			r.Columns.add(parts(n.Parts)...)
		case *ast.CreateTable:
			clauses = n.Clauses
		case *ast.CreateView:
			clauses = n.Clauses
		}
		for _, c := range clauses {
			stored[c] = true
		}
		return !stored[n]
	})
}
