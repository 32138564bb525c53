package parser_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/sqlsteward/sqlsteward/parser"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/source"
)

// FuzzTemplates reads any text with tags in any dialect: the statements are numbered in the order of the text, and no
// node reaches out of its parent.
func FuzzTemplates(f *testing.F) {
	for text := range templates {
		f.Add(text, byte(len(text)))
	}
	// What JOIN misses is missed at the first word of the next statement.
	f.Add("SELECT {% if a %} 1 FROM b JOIN c SELECT", byte(slices.Index(dialect.All, dialect.Find("tsql"))))
	f.Fuzz(func(t *testing.T, text string, pick byte) {
		d := dialect.All[int(pick)%len(dialect.All)]
		hang := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("%s hangs on %q", d.Name, text)) })
		defer hang.Stop()
		tree := parser.Parse(source.NewFile("q.sql", text), d)
		if at := checkNumbers(tree); at != "" {
			t.Errorf("%s: %q: %s", d.Name, text, at)
		}
		for _, s := range tree.Statements {
			checkSpans(t, s, source.Span{End: int32(len(text))}, text)
		}
	})
}

// checkNumbers says what is wrong with the numbers of the statements, or "".
func checkNumbers(tree *parser.Tree) string {
	seen, last := map[int]bool{}, 0
	start := int32(0)
	for _, s := range tree.Statements {
		switch {
		case s.Number < 1 || s.Number > tree.Count:
			return fmt.Sprintf("statement %d of %d", s.Number, tree.Count)
		case !seen[s.Number] && s.Number != last+1:
			return fmt.Sprintf("statement %d behind statement %d", s.Number, last)
		case s.Start < start:
			return fmt.Sprintf("statement %d begins before another one that stands before it", s.Number)
		}
		for _, omitted := range s.Omitted {
			if omitted.Len() <= 0 || !s.Span.Contains(omitted) {
				return fmt.Sprintf("statement %d leaves out %v, which it does not hold", s.Number, omitted)
			}
		}
		seen[s.Number], last, start = true, max(last, s.Number), s.Start
	}
	if len(seen) != tree.Count {
		return fmt.Sprintf("%d numbers for %d statements", len(seen), tree.Count)
	}
	if states := tree.States(); len(states) != tree.Count {
		return fmt.Sprintf("%d states for %d statements", len(states), tree.Count)
	}
	for _, span := range tree.Unread {
		if span.Len() <= 0 || span.Start < 0 || int(span.End) > len(tree.File.Text) {
			return fmt.Sprintf("the unread span %v", span)
		}
	}
	return ""
}

func checkSpans(t *testing.T, n ast.Node, within source.Span, text string) {
	span := n.Extent()
	if span.Len() <= 0 || !within.Contains(span) {
		t.Errorf("%q: %T at %v is not within %v", text, n, span, within)
		return
	}
	ast.Children(n, func(child ast.Node) { checkSpans(t, child, span, text) })
}
