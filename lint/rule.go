package lint

import (
	"sort"
	"sync"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// Category groups rules by what they protect.
type Category string

// The categories.
const (
	Access      Category = "access"
	Privacy     Category = "privacy"
	Complexity  Category = "complexity"
	Metrics     Category = "metrics"
	Correctness Category = "correctness"
	Cost        Category = "cost"
	Hygiene     Category = "hygiene"
)

// Stage is how far an organisation is: it picks the default severities.
type Stage uint8

// The stages.
const (
	Informed Stage = iota
	Driven
	Led
)

// Severities are a rule's default severities, one for each stage.
type Severities [3]Severity

// Always is the same severity at every stage.
func Always(s Severity) Severities { return Severities{s, s, s} }

// A Rule is a check with its documentation. It does no I/O and keeps nothing between statements.
type Rule struct {
	Name     string // kebab-case: what is wrong
	Category Category
	Doc      Doc
	Severity Severities
	// Weak are the severities of findings that rest on a name alone; the zero value means Severity.
	Weak    Severities
	Options []Option
	// Needs says why the rule cannot speak with this catalog, or "" when it can. Nil needs nothing.
	Needs func(*catalog.Catalog) string
	// Check looks at one statement. Nil for a rule that the runner itself checks.
	Check func(*Pass)
}

// Doc is a rule's page, under fixed headings.
type Doc struct {
	Summary string // one line: what it finds
	Why     string // why it matters to the person who writes queries
	Bad     string // SQL that it finds
	Good    string // the same, done better
	Limits  string // what it does not see, and where it stays silent
	// Settings is the sqlsteward.toml, often a small catalog, under which Bad is found and Good is not; "" when both
	// need none.
	Settings string
}

// An Option is a setting of a rule. Its type is that of Default: int, bool, string or []string.
type Option struct {
	Name    string
	Default any
	Doc     string // one sentence
}

// A Pass is what a rule is given: one statement, all that is known about it, and a way to report.
type Pass struct {
	Tree      *parser.Tree
	File      *source.File
	Index     int // of the statement, from 1
	Statement *ast.Statement
	Lineage   *lineage.Statement
	Catalog   *catalog.Catalog
	// Settings are what the statement was analysed with.
	Settings lineage.Settings

	rule    *Rule
	options map[string]any
	run     *fileRun
	walk    *walk
	sharer  *ast.Statement // whose shared is
	shared  []any
}

// A walk is what Pass lists of a statement. Its room is taken by one statement after the other, and by the next file.
type walk struct {
	of      *ast.Statement
	nodes   []ast.Node
	strings []*ast.Literal
}

// walks are those that no file uses.
var walks = sync.Pool{New: func() any { return new(walk) }}

// release lets another file use the room.
func (w *walk) release() {
	const most = 1 << 16 // nodes that are worth keeping room for
	if len(w.nodes) > most {
		return
	}
	clear(w.nodes[:cap(w.nodes)])
	clear(w.strings[:cap(w.strings)])
	w.of, w.nodes, w.strings = nil, w.nodes[:0], w.strings[:0]
	walks.Put(w)
}

// Report adds a finding of the pass's rule. File, Statement, Rule and Severity are filled in.
func (p *Pass) Report(f Finding) { p.run.report(p, f, p.run.severity(p.rule, false)) }

// ReportWeak is Report for a finding that rests on a name alone.
func (p *Pass) ReportWeak(f Finding) { p.run.report(p, f, p.run.severity(p.rule, true)) }

// Int is the value of an option.
func (p *Pass) Int(name string) int { return option[int](p, name) }

// Bool is the value of an option.
func (p *Pass) Bool(name string) bool { return option[bool](p, name) }

// Strings is the value of an option.
func (p *Pass) Strings(name string) []string { return option[[]string](p, name) }

// option is the value that the settings give an option, or its default.
func option[T any](p *Pass, name string) T {
	if v, ok := p.options[name].(T); ok {
		return v
	}
	for _, o := range p.rule.Options {
		if o.Name == name {
			return o.Default.(T)
		}
	}
	panic("rule " + p.rule.Name + " has no option " + name)
}

// Nodes are the nodes of the statement, parents first, in the order of ast.Walk. Names, words, references to columns and
// literals are left out: they are many, and their parents know them.
func (p *Pass) Nodes() []ast.Node {
	return p.walked().nodes
}

// StringLiterals are those of the statement, in the order of ast.Walk.
func (p *Pass) StringLiterals() []*ast.Literal {
	return p.walked().strings
}

// Once is what a function makes of the pass's statement for several rules: the first that asks has it made.
func Once[T any](p *Pass, build func(*Pass) *T) *T {
	if p.sharer != p.Statement {
		p.sharer, p.shared = p.Statement, p.shared[:0]
	}
	for _, made := range p.shared {
		if made, ok := made.(*T); ok {
			return made
		}
	}
	made := build(p)
	p.shared = append(p.shared, made)
	return made
}

// walked goes through the statement once for all rules.
func (p *Pass) walked() *walk {
	w := p.walk
	if w.of == p.Statement {
		return w
	}
	w.of, w.nodes, w.strings = p.Statement, w.nodes[:0], w.strings[:0]
	ast.Walk(p.Statement, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name, *ast.Word, *ast.ColumnRef:
		case *ast.Literal:
			if n.Kind == ast.String {
				w.strings = append(w.strings, n)
			}
		default:
			w.nodes = append(w.nodes, n)
		}
		return true
	})
	return w
}

// Text is the statement's text between the ends of a node.
func (p *Pass) Text(n ast.Node) string { return n.Extent().In(p.File.Text) }

// Layer is the layer of a relation, or "" when it is in none.
func (p *Pass) Layer(r *lineage.Relation) string {
	layer, err := p.Catalog.Layer(r.Parts)
	if err != nil {
		p.run.catalogError(err)
	}
	return layer
}

// Treatment says what a function, named in lower case, does to the personal data that it is given.
func (p *Pass) Treatment(function string) privacy.Treatment { return p.run.treatment(function) }

// HasTags reports whether template tags stand in the statement.
func (p *Pass) HasTags() bool {
	tags := p.run.tags
	i := sort.Search(len(tags), func(i int) bool { return tags[i].Start >= p.Statement.Start })
	return i < len(tags) && tags[i].Start < p.Statement.End
}

// Tags are the template tags of the file, in its order.
func (p *Pass) Tags() []token.Token { return p.run.tags }
