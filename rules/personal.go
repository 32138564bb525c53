package rules

import (
	"fmt"
	"path"
	"slices"
	"sort"
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

// A datum is personal data at its source: a column of a relation, or a value inside one.
type datum struct {
	name     string // "`raw.users.email`", as messages say it
	object   string // the same in stable terms
	relation *lineage.Relation
	column   string   // of the relation
	inside   []string // the path into the column's value; nil for the value itself
	class    privacy.Class
	phrase   string // one value of it in words, with its article
	declared bool   // in the catalog; otherwise recognised by name

	itself [1]reach // the datum as it is reached in its own column
}

// speaks reports whether the datum matters on its own. A class that only the organisation knows is taken at its word.
func (d *datum) speaks() bool {
	info, _ := d.class.Info()
	return info.Kind != privacy.QuasiIdentifier || d.declared && !d.class.Known()
}

// how says why it is taken for personal data.
func (d *datum) how() string {
	if d.declared {
		return "declared as personal data"
	}
	return "recognised by name as personal data"
}

// A reach is a datum that can be read off a column, and the step towards it: the input it came by, and the reach of
// that input's column. A source has no step.
type reach struct {
	*datum
	in   *lineage.Input
	next *reach
}

// A tracer finds the personal data in the columns of one statement.
type tracer struct {
	pass    *lint.Pass
	ignored []string                    // classes that are fine here
	paths   map[source.Span][]string    // what references to columns reach inside their values
	mute    []source.Span               // calls that let nothing of their arguments through: in source order, none in another
	known   map[*lineage.Column][]reach // of columns that others are made of
	data    map[string]*datum           // by object
	uses    map[*datum][]use            // by what is used
	order   []*datum                    // of uses
}

func newTracer(p *lint.Pass) *tracer {
	t := &tracer{pass: p, ignored: p.Strings(ignoreOption.Name)}
	for _, n := range p.Nodes() {
		t.read(n)
	}
	slices.SortFunc(t.mute, func(a, b source.Span) int { return int(a.Start - b.Start) })
	var done map[source.Span]bool
	for i := range p.Lineage.Refs {
		r := &p.Lineage.Refs[i]
		if r.Node == nil || len(r.Node.Parts) == 1 || r.Column.Unknown != "" || done[r.Span] {
			continue
		}
		if fields := fieldsOf(r); len(fields) > 0 {
			if done == nil {
				done = map[source.Span]bool{}
			}
			done[r.Span] = true
			t.path(r.Span, append(fields, t.paths[r.Span]...))
		}
	}
	return t
}

// path notes what the reference at a place reaches inside its value.
func (t *tracer) path(at source.Span, steps []string) {
	if t.paths == nil {
		t.paths = map[source.Span][]string{}
	}
	t.paths[at] = steps
}

// fieldsOf are the names in a reference behind its column: those of fields in it.
func fieldsOf(r *lineage.Ref) []string {
	parts := r.Node.Parts
	column := len(parts) - 1
	for column >= 0 && !strings.EqualFold(parts[column].Name, r.Column.Name) {
		column--
	}
	var fields []string
	if column >= 0 {
		for i := column + 1; i < len(parts); i++ {
			fields = append(fields, parts[i].Name)
		}
	}
	return fields
}

// read notes the calls that hide their arguments, and the paths into documents and structs.
func (t *tracer) read(n ast.Node) {
	var e ast.Expr
	switch n := n.(type) {
	case *ast.Call:
		e = n
	case *ast.Path:
		e = n
	case *ast.Field:
		e = n
	case *ast.Index:
		e = n
	case *ast.Binary:
		if n.Op != ast.OpJSON {
			return
		}
		e = n
	default:
		return
	}
	if last := len(t.mute) - 1; last >= 0 && t.mute[last].Contains(e.Extent()) { // what a call hides comes right behind it
		return
	}
	if call, ok := e.(*ast.Call); ok && call.Name != nil && muting[strings.ToLower(call.Name.Last().Name)] {
		t.mute = append(t.mute, call.Span)
		return
	}
	if ref, steps := access(e); ref != nil && len(steps) > 0 && t.paths[ref.Span] == nil {
		t.path(ref.Span, steps)
	}
}

// muting are functions whose result tells nothing personal of what they are given: figures of many rows, places in a
// text, and tests. What counts and what masks, privacy knows.
var muting = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`sum avg mean median stddev stddev_pop stddev_samp stdev stdevp variance var_pop var_samp
		var varp corr covar_pop covar_samp percentile_cont percentile_disc approx_percentile approx_quantiles quantile quantiles
		sumif avgif
		position strpos instr locate charindex patindex regexp_instr regexp_count
		contains contains_substr starts_with startswith ends_with endswith regexp_like regexp_contains regexp_matches
		regexp_ilike rlike bool_and bool_or every logical_and logical_or isdate isnumeric`) {
		set[name] = true
	}
	return set
}()

// maxSteps is how deep a path into a value is followed, and how many steps of a way through a query are shown.
const maxSteps = 16

// access takes an expression apart that reaches into a column: payload:customer.email, payload -> 'customer' ->> 'email',
// json_value(payload, '$.customer.email'). It returns the column and the names on the way, or nil.
func access(e ast.Expr) (ref *ast.ColumnRef, steps []string) {
	add := func(names ...string) {
		if len(steps)+len(names) <= maxSteps {
			steps = append(names, steps...)
		}
	}
	for {
		switch n := e.(type) {
		case *ast.ColumnRef:
			return n, steps
		case *ast.Paren:
			e = n.X
		case *ast.Cast:
			e = n.X
		case *ast.Field:
			add(n.Name.Name)
			e = n.X
		case *ast.Path:
			var names []string
			for _, s := range n.Steps {
				if s.Index == nil {
					names = append(names, s.Name.Name)
				} else {
					names = append(names, pathNames(s.Index)...)
				}
			}
			add(names...)
			e = n.X
		case *ast.Index:
			if n.Index != nil {
				add(pathNames(n.Index)...)
			}
			e = n.X
		case *ast.Binary:
			if n.Op != ast.OpJSON {
				return nil, nil
			}
			add(pathNames(n.Right)...)
			e = n.Left
		case *ast.Call:
			if n.Name == nil || len(n.Args) == 0 || len(n.Args) > 1 && !reading[strings.ToLower(n.Name.Last().Name)] {
				return nil, nil
			}
			var names []string
			for _, arg := range n.Args[1:] {
				names = append(names, pathNames(arg)...)
			}
			add(names...)
			e = n.Args[0]
		default:
			return nil, nil
		}
	}
}

// reading are the functions that take a value out of a document, by a path or by names.
var reading = map[string]bool{
	"json_extract": true, "json_extract_scalar": true, "json_extract_string": true, "json_extract_array": true,
	"json_value": true, "json_query": true, "json_value_array": true, "json_extract_path": true, "json_extract_path_text": true,
	"jsonb_extract_path": true, "jsonb_extract_path_text": true, "jsonextractstring": true, "jsonextractraw": true,
	"get_json_object": true, "get_path": true, "get": true, "get_ignore_case": true,
}

// pathNames are the names in one step of a path: 'email', '$.customer.email', '{customer,email}', 0.
func pathNames(e ast.Expr) []string {
	lit, ok := e.(*ast.Literal)
	if !ok || lit.Kind != ast.String || len(lit.Text) > 256 {
		return nil
	}
	return strings.FieldsFunc(lit.Text, func(c rune) bool { return strings.ContainsRune(`$.,{}[]"':*@`, c) })
}

// of is the personal data that can be read off a column that others are made of, each datum once.
func (t *tracer) of(c *lineage.Column) []reach {
	if len(c.Inputs) == 0 { // nothing that is worth remembering
		return t.find(c)
	}
	if found, ok := t.known[c]; ok { // nil while in work: what a recursive CTE takes from itself adds nothing
		return found
	}
	if t.known == nil {
		t.known = map[*lineage.Column][]reach{}
	}
	t.known[c] = nil
	found := t.find(c)
	t.known[c] = found
	return found
}

// find is the personal data that can be read off a column, each datum once.
func (t *tracer) find(c *lineage.Column) []reach {
	if d, is := t.source(c); is {
		if d == nil {
			return nil
		}
		return d.itself[:]
	}
	var found []reach
	var seen datumSet
	for i := range c.Inputs {
		in := &c.Inputs[i]
		if in.Via >= lineage.Test || c.Star && !passes(in) || t.muted(in.At) {
			continue
		}
		inner := t.of(in.Column)
		for j := range inner {
			d := inner[j].datum
			if steps := t.paths[in.At]; len(steps) > 0 && !sameStep(inner[j], in) {
				d = t.into(d, steps)
			}
			if seen.add(d) {
				found = append(found, reach{datum: d, in: in, next: &inner[j]})
			}
		}
	}
	return found
}

// A datumSet is a set that is nearly always small.
type datumSet struct {
	few  []*datum
	many map[*datum]bool
}

// add reports whether d was not there.
func (s *datumSet) add(d *datum) bool {
	switch {
	case s.many[d] || slices.Contains(s.few, d):
		return false
	case len(s.few) < 16:
		s.few = append(s.few, d)
		return true
	case s.many == nil:
		s.many = map[*datum]bool{}
	}
	s.many[d] = true
	return true
}

// passes reports whether an input is a column of one side of a set operation, which becomes a column of the whole, or a
// column that a list of names calls otherwise: a step that nobody wrote down.
func passes(in *lineage.Input) bool {
	return in.At.Len() == 0 || in.Column.Relation == nil && in.Column.Node != nil && in.Column.Node.Extent() == in.At
}

// sameStep reports whether a reach came by the same reference as an input: `payload.email` alone is an item of a UNION
// too.
func sameStep(r reach, in *lineage.Input) bool { return r.in != nil && r.in.At == in.At }

func (t *tracer) muted(at source.Span) bool {
	i := sort.Search(len(t.mute), func(i int) bool { return t.mute[i].End >= at.End })
	return i < len(t.mute) && at.Len() > 0 && t.mute[i].Contains(at)
}

// source tells whether a column is where data comes from, and what personal data that is; nil for none.
func (t *tracer) source(c *lineage.Column) (d *datum, is bool) {
	switch {
	case c.Relation != nil && c.Name == "*":
		return nil, true
	case c.Relation != nil && len(c.Inputs) > 0 && !defined(c) && !declaration(c.Relation, c.Name).Declared:
		return nil, false // made earlier in the file
	case c.Relation != nil:
		return t.datum(c.Relation, c.Name, nil), true
	case len(c.Inputs) == 0:
		return t.oneOf(c), true
	case fromStars(c):
		var relations []*lineage.Relation
		for _, in := range c.Inputs {
			relations = append(relations, in.Column.Relation)
		}
		return t.all(relations, c.Name), true
	}
	return nil, false
}

// defined reports whether a column of a table made in the file is one that its definition lists, rather than one that
// its query yields.
func defined(c *lineage.Column) bool {
	_, ok := c.Inputs[0].Column.Node.(*ast.ColumnDef)
	return ok
}

// fromStars reports whether a column is one that came through stars of relations, whose columns are not known: by its
// name it is one of theirs.
func fromStars(c *lineage.Column) bool {
	for _, in := range c.Inputs {
		if in.Column.Relation == nil || in.Column.Name != "*" || in.Via >= lineage.Test {
			return false
		}
	}
	return !c.Star
}

// datum is a column of a relation, or a value inside it, with its class; nil for one that cannot matter: it is not
// personal, and nothing reaches into it.
func (t *tracer) datum(r *lineage.Relation, column string, inside []string) *datum {
	full := column
	if len(inside) > 0 {
		full += "." + strings.Join(inside, ".")
	}
	m, recognised := privacy.Recognise(r.Name, full)
	said := declaration(r, column)
	class := m.Class
	if said.Declared {
		class = privacy.Class(said.Class)
	}
	if class == "" && len(t.paths) == 0 {
		return nil
	}
	object := strings.Join(r.Parts, ".") + "." + catalog.Fold(full)
	if d := t.data[object]; d != nil {
		return d
	}
	d := &datum{
		name: "`" + r.Name + "." + full + "`", object: object, relation: r, column: column, inside: inside,
		class: class, declared: said.Declared,
	}
	info, known := class.Info()
	if recognised && m.Class != class && known && m.Class.Within(info.Class) { // the name says more than a class of one's own
		info, _ = m.Class.Info()
	}
	if d.phrase = info.Phrase; !known {
		d.phrase = "personal data"
	}
	t.keep(d)
	return d
}

// keep makes a datum the only one of its object.
func (t *tracer) keep(d *datum) {
	if t.data == nil {
		t.data = map[string]*datum{}
	}
	d.itself[0].datum = d
	t.data[d.object] = d
}

// declaration is what the catalog says of a relation's column.
func declaration(r *lineage.Relation, column string) catalog.Personal {
	if r.Dataset == nil {
		return catalog.Personal{}
	}
	if c := r.Dataset.Column(column); c != nil {
		return c.Personal
	}
	return catalog.Personal{}
}

// into is what lies at a path inside a datum.
func (t *tracer) into(d *datum, steps []string) *datum {
	if d.relation == nil || len(d.inside)+len(steps) > maxSteps {
		return d
	}
	return t.datum(d.relation, d.column, slices.Concat(d.inside, steps))
}

// oneOf is the personal data that an ambiguous reference means, whichever relation it means.
func (t *tracer) oneOf(c *lineage.Column) *datum {
	var relations []*lineage.Relation
	for _, s := range c.Candidates {
		if s.Kind != lineage.Base || s.Relation == nil {
			return nil
		}
		relations = append(relations, s.Relation)
	}
	return t.all(relations, c.Name)
}

// all is a column that one of the relations has, which is not known: it is personal only where it would be in each.
func (t *tracer) all(relations []*lineage.Relation, column string) *datum {
	var found *datum
	var names []string
	for _, r := range relations {
		d := t.datum(r, column, nil)
		if d == nil || d.class == "" {
			return nil
		}
		if !slices.Contains(names, d.name) {
			names = append(names, d.name)
		}
		if found == nil || !d.declared {
			found = d
		}
	}
	if len(names) < 2 {
		return found
	}
	// One for all references of that name: which relations could have it differs from query to query.
	object := "?." + catalog.Fold(column)
	if d := t.data[object]; d != nil {
		return d
	}
	const shown = 3
	if len(names) > shown {
		names = append(names[:shown], "another relation")
	}
	either := *found
	either.name, either.object, either.relation = strings.Join(names, " or "), object, nil
	t.keep(&either)
	return &either
}

// ---- what is said of it ----

// A use is a datum in one column that a statement outputs or stores.
type use struct {
	reach
	column *lineage.Column // as it is called at last
	span   source.Span     // where the query makes it
	star   bool            // a star brings it in
	write  *lineage.Write  // what stores it, or nil
}

// add follows a column that the statement outputs or stores, and adds its personal data to the uses.
func (t *tracer) add(c *lineage.Column, w *lineage.Write) {
	for _, r := range t.find(c) {
		if r.class == "" || !r.speaks() || slices.ContainsFunc(t.ignored, func(class string) bool {
			return r.class.Within(privacy.Class(class))
		}) {
			continue
		}
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
		if t.uses == nil {
			t.uses = map[*datum][]use{}
		}
		if t.uses[r.datum] == nil {
			t.order = append(t.order, r.datum)
		}
		t.uses[r.datum] = append(t.uses[r.datum], u)
	}
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

// comesFrom says where a use has its datum from.
func (t *tracer) comesFrom(u use) string {
	verb := "comes from"
	if u.star {
		verb = "brings in"
	}
	return fmt.Sprintf("%s %s %s, %s", t.label(u), verb, u.name, u.how())
}

// way is the path from the first use to the source, and then the other uses.
func (t *tracer) way(uses []use) []lint.Related {
	var out []lint.Related
	last := uses[0].span
	made := uses[0].column.Name
	for r := uses[0].reach; r.in != nil && len(out) < maxSteps; r = *r.next {
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
	seen := []source.Span{uses[0].span}
	for _, u := range uses[1:] {
		if len(seen) < maxSteps && !slices.Contains(seen, u.span) {
			seen = append(seen, u.span)
			out = append(out, lint.Related{Message: "so does " + t.label(u), Span: u.span})
		}
	}
	return out
}

// report reports the uses of one datum.
func (t *tracer) report(d *datum, f lint.Finding) {
	if d.declared {
		t.pass.Report(f)
	} else {
		t.pass.ReportWeak(f)
	}
}

// without says which dataset answers for the datum's relation and leaves the datum out, for the end of a help.
func (t *tracer) without(d *datum) string {
	if d.relation == nil {
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
func correction(d *datum) string {
	switch {
	case d.declared:
		return ""
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
				r = &lineage.Relation{Name: d.Name.String(), Parts: foldAll(d.Name), Dataset: d}
			}
			return []*lineage.Write{{Relation: r, Columns: p.Lineage.Columns}}
		}
	}
	return p.Lineage.Writes
}
