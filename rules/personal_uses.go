package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/lineage"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// ignoreOption lets an organisation live with some classes.
var ignoreOption = lint.Option{
	Name: "ignore", Default: []string{},
	Doc: `classes of personal data that are fine here, with all below them: ["user.name"]`,
}

// ignored reports whether the pass's rule lets a class be.
func ignored(p *lint.Pass, class privacy.Class) bool {
	return slices.ContainsFunc(p.Strings(ignoreOption.Name), func(c string) bool { return class.Within(privacy.Class(c)) })
}

// A use is a datum in one column that a statement outputs or stores.
type use struct {
	reach
	column *lineage.Column // as it is called at last
	span   source.Span     // where the query makes it
	star   bool            // a star brings it in
	write  *lineage.Write  // what stores it, or nil
}

// uses are the data that a statement outputs or stores, in the order in which they are found.
type uses struct {
	*tracer
	of    map[*datum][]use
	order []*datum
}

// add follows a column that the statement outputs or stores, and adds its personal data.
func (us *uses) add(c *lineage.Column, w *lineage.Write) {
	for _, r := range us.tracer.of(c) {
		if r.class == "" {
			continue
		}
		if us.of == nil {
			us.of = map[*datum][]use{}
		}
		if us.of[r.datum] == nil {
			us.order = append(us.order, r.datum)
		}
		us.of[r.datum] = append(us.of[r.datum], us.use(r, c, w))
	}
}

// use is what a column shows or stores of a datum.
func (t *tracer) use(r reach, c *lineage.Column, w *lineage.Write) use {
	u := use{reach: r, column: c, write: w}
	made := c
	for u.in != nil && passes(u.in) { // to the side of the set operation that it comes from
		made, u.reach = u.in.Column, *u.next
	}
	switch {
	case made.Node != nil:
		u.span = made.Node.Extent()
	case w != nil && w.Node != nil:
		u.span = w.Node.Extent()
	default:
		u.span = t.pass.Statement.Span
	}
	if item, ok := made.Node.(*ast.SelectItem); ok {
		_, u.star = item.Expr.(*ast.Star)
	}
	return u
}

// shown are the data in what a statement gives back.
func shown(p *lint.Pass) uses {
	columns := p.Lineage.Returned
	if p.Lineage.Kind == "select" && len(stores(p)) == 0 {
		columns = p.Lineage.Columns
	}
	if len(columns) == 0 {
		return uses{}
	}
	us := uses{tracer: tracing(p)}
	for _, c := range columns {
		us.add(c, nil)
	}
	return us
}

// kept are the data in what a statement stores where they are not declared to be.
func kept(p *lint.Pass) uses {
	writes := stores(p)
	if len(writes) == 0 {
		return uses{}
	}
	us := uses{tracer: tracing(p)}
	for _, w := range writes {
		if passing(w) {
			continue
		}
		for _, c := range w.Columns {
			us.add(c, w)
		}
	}
	for _, d := range us.order {
		us.of[d] = slices.DeleteFunc(us.of[d], belongs)
	}
	us.order = slices.DeleteFunc(us.order, func(d *datum) bool { return len(us.of[d]) == 0 })
	return us
}

// label is how a message names what a query makes: by its name, or else by its text.
func (t *tracer) label(u use) string {
	const longest = 40 // bytes
	switch text := u.span.In(t.pass.File.Text); {
	case u.star:
		return "`*`"
	case u.column.Name != "":
		return "`" + u.column.Name + "`"
	case len(text) <= longest && !strings.ContainsAny(text, "\n`"):
		return "`" + text + "`"
	}
	return "a column without a name"
}

// together are the data that speak, in groups: what one column shows or stores first, one finding tells.
func (us uses) together() [][]*datum {
	type place struct {
		span     source.Span
		column   string
		write    *lineage.Write
		declared bool
	}
	var groups [][]*datum
	at := make(map[place]int, len(us.order))
	for _, d := range us.order {
		if !d.speaks() || ignored(us.pass, d.class) {
			continue
		}
		first := us.of[d][0]
		where := place{first.span, first.column.Name, first.write, d.declared}
		i, known := at[where]
		if !known {
			i = len(groups)
			at[where], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	return groups
}

// phrases say what data are, each once: "a first name and a last name".
func phrases(data []*datum) string {
	var out []string
	for _, d := range data {
		if !slices.Contains(out, d.phrase) {
			out = append(out, d.phrase)
		}
	}
	return list(out)
}

// comesFrom says where a use has its data from.
func (t *tracer) comesFrom(u use, data []*datum) string {
	const shown = 3
	verb := "comes from"
	if u.star {
		verb = "brings in"
	}
	var names []string
	for _, d := range data[:min(len(data), shown)] {
		names = append(names, d.name)
	}
	if more := len(data) - shown; more > 0 {
		names = append(names[:shown-1], fmt.Sprintf("%d other columns", more+1))
	}
	return fmt.Sprintf("%s %s %s, %s", t.label(u), verb, list(names), u.how())
}

// way is the path from the first use of the first datum to its source, then where the other data are read, and then the
// other uses.
func (us uses) way(data []*datum) []lint.Related {
	first := us.of[data[0]][0]
	var out []lint.Related
	last := first.span
	made := first.column.Name
	for r := first.reach; r.in != nil && len(out) < maxSteps; r = *r.next {
		from := r.in.Column.Name
		if !passes(r.in) && !last.Contains(r.in.At) {
			message := fmt.Sprintf("`%s` comes from `%s` here", made, from)
			switch {
			case r.next.in == nil:
				message = fmt.Sprintf("%s is read here", r.next.name)
			case strings.EqualFold(made, from):
				message = fmt.Sprintf("`%s` is passed on here", made)
			}
			out = append(out, lint.Related{Message: message, Span: r.in.At})
			last = r.in.At
		}
		made = from
	}
	seen := []source.Span{first.span, last}
	see := func(span source.Span) bool {
		fresh := len(seen) < maxSteps && span.Len() > 0 && !slices.Contains(seen, span)
		if fresh {
			seen = append(seen, span)
		}
		return fresh
	}
	for _, d := range data[1:] {
		if at := us.of[d][0].read(); see(at) {
			out = append(out, lint.Related{Message: d.name + " is read here", Span: at})
		}
	}
	for _, d := range data {
		for _, u := range us.of[d][1:] {
			if see(u.span) {
				out = append(out, lint.Related{Message: "so does " + us.label(u), Span: u.span})
			}
		}
	}
	return out
}

// read is where a reach reads its datum from the source; nothing where nobody wrote that down.
func (r reach) read() source.Span {
	for ; r.in != nil; r = *r.next {
		if r.next.in == nil {
			return r.in.At
		}
	}
	return source.Span{}
}

// masking is how to mask a value here, as advice.
func masking(p *lint.Pass) string {
	switch p.Treatment("md5") {
	case privacy.Salted:
		return "hash it with a salt"
	case privacy.None:
		return "mask it"
	}
	return "hash it"
}

// used is what a finding says of personal data to grants.
func used(role lint.Role, data ...*datum) *lint.PersonalUse {
	u := &lint.PersonalUse{Role: role}
	for _, d := range data {
		u.Classes = append(u.Classes, d.class)
	}
	return u
}

// usedIn is used, of data that are stored.
func usedIn(w *lineage.Write, data ...*datum) *lint.PersonalUse {
	u := used(lint.Stored, data...)
	if w.Relation != nil && w.Relation.Dataset != nil {
		u.Owner = w.Relation.Dataset.Owner
	}
	return u
}

// outermost are the SELECTs that make the rows which the statement shows or stores. One that only passes rows on is
// looked through.
func outermost(p *lint.Pass) (selects []*ast.Select) {
	var q *ast.Query
	switch body := p.Statement.Body.(type) {
	case *ast.Query:
		q = body
	case *ast.CreateTable:
		q = body.Query
	case *ast.CreateView:
		q = body.Query
	case *ast.Insert:
		q = body.Query
	case *ast.Copy:
		q = body.Query
	}
	if q == nil {
		return nil
	}
	seen := map[*ast.Query]bool{}
	todo := []ast.Body{q.Body}
	for len(todo) > 0 {
		body := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch body := body.(type) {
		case *ast.Query:
			todo = append(todo, body.Body)
		case *ast.SetOp:
			todo = append(todo, body.Right, body.Left)
		case *ast.Select:
			if q := passesOn(p, body); q != nil && !seen[q] {
				seen[q] = true
				todo = append(todo, q.Body)
			} else {
				selects = append(selects, body)
			}
		}
	}
	return selects
}

// passesOn returns the query whose rows a SELECT passes on one by one, or nil.
func passesOn(p *lint.Pass, s *ast.Select) *ast.Query {
	for _, sc := range p.Lineage.Scopes {
		if sc.Select != s || sc.Grouped || s.Distinct || len(sc.Sources) != 1 {
			continue
		}
		switch src := sc.Sources[0]; src.Kind {
		case lineage.CTERef:
			q, _ := src.CTE.Node.Stmt.(*ast.Query)
			return q
		case lineage.Derived:
			if d, ok := src.Node.(*ast.Derived); ok {
				return d.Query
			}
		}
	}
	return nil
}

// report reports the uses of a datum, and of others that are known in the same way.
func (t *tracer) report(d *datum, f lint.Finding) {
	if d.declared {
		t.pass.Report(f)
	} else {
		t.pass.ReportWeak(f)
	}
}

// without says which dataset answers for the relation of the only datum and leaves it out, for the end of a help.
func (t *tracer) without(data []*datum) string {
	d := data[0]
	if len(data) > 1 || d.relation == nil {
		return ""
	}
	for _, r := range t.pass.Catalog.Replacements(d.relation.Parts) {
		if r.Status == catalog.Stable && r.ColumnsComplete && !slices.ContainsFunc(r.Columns, func(c catalog.Column) bool {
			return c.From.Text == "" && strings.EqualFold(c.Name, d.column) || mentions(c.From.Text, d.column)
		}) {
			return fmt.Sprintf(", or read `%s`, which does without it", r.Name)
		}
	}
	return ""
}

// mentions reports whether a piece of SQL holds a name as a word, whatever its case.
func mentions(sql, name string) bool {
	words := strings.FieldsFunc(sql, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80)
	})
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, name) })
}

// correction says how to put right what was recognised by name alone, for the end of a help.
func correction(data ...*datum) string {
	d := data[0]
	switch {
	case d.declared:
		return ""
	case len(data) > 1:
		return "; if these are no personal data, declare `personal = false` for them in the catalog"
	case d.relation == nil:
		return "; if that is no personal data, declare `personal = false` for the column in the catalog"
	}
	return fmt.Sprintf("; if that is no personal data, declare `personal = false` for %s in the catalog", d.name)
}

// stores are the relations that the statement keeps its columns in: what it writes, and the dataset that a model's only
// query builds. A relation of nil is a file.
func stores(p *lint.Pass) []*lineage.Write {
	switch body := p.Statement.Body.(type) {
	case *ast.Explain:
		return nil
	case *ast.Copy:
		if body.Into == nil {
			return []*lineage.Write{{Node: body.From, Columns: p.Lineage.Columns}}
		}
	case *ast.Query:
		if len(p.Lineage.Writes) == 0 && buildsDataset(p) {
			name := strings.TrimSuffix(path.Base(p.File.Path), path.Ext(p.File.Path))
			r := &lineage.Relation{Name: name, Parts: []string{catalog.Fold(name)}}
			if d, _ := p.Catalog.LookupFolded(r.Parts); d != nil {
				r = &lineage.Relation{Name: d.Name.String(), Parts: d.Name.Folded(), Dataset: d}
			}
			return []*lineage.Write{{Relation: r, Columns: p.Lineage.Columns}}
		}
	}
	return p.Lineage.Writes
}
