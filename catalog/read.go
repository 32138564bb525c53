package catalog

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
)

// maxGrain bounds the columns of a grain: a misspelt one is compared with all columns of its dataset.
const maxGrain = 100

// Keys are the keys of a catalog file, in the order of their documentation. The settings may hold them too.
func Keys() []tomldoc.Key {
	const (
		text   = tomldoc.TypeString
		texts  = tomldoc.TypeStrings
		table  = tomldoc.TypeTable
		tables = tomldoc.TypeTables
	)
	return []tomldoc.Key{
		{
			Path: "layers", Type: table, Holds: "layer",
			Doc: "the layers that relations belong to, each with the patterns of its relations; rules know the layers raw, staging and derived, others are yours",
		},
		{
			Path: "layers.*", Type: texts,
			Doc: "patterns such as raw.* or *_replica.*: * stands for any characters between two dots, ** for any number of parts, and leading parts that a pattern does not mention do not matter; the most specific pattern wins (more parts without *, then more characters), and a tie between layers is an error",
		},

		{
			Path: "dataset", Type: tables,
			Doc: "a table, view or model that the organisation knows",
		},
		{
			Path: "dataset.name", Type: text, Required: true,
			Doc: "how queries name it, such as analytics.fct_orders; case does not matter, and a part with dots or spaces stands in double quotes",
		},
		{
			Path: "dataset.owner", Type: text,
			Doc: "the team or person who answers for it, named in messages",
		},
		{
			Path: "dataset.status", Type: text, Choices: statusNames, Default: Stable.String(),
			Doc: "stable; baking while its numbers may still change; deprecated when it is on its way out",
		},
		{
			Path: "dataset.replaced-by", Type: text,
			Doc: "the dataset to read instead, shown to those who read a deprecated one",
		},
		{
			Path: "dataset.layer", Type: text,
			Doc: "its layer, where the patterns of [layers] do not say it; this wins over them",
		},
		{
			Path: "dataset.grain", Type: texts,
			Doc: "the columns that together identify a row",
		},
		{
			Path: "dataset.unique", Type: texts,
			Doc: "what else no two rows have in common: a column, or columns with commas between them",
		},
		{
			Path: "dataset.replaces", Type: texts,
			Doc: "the relation that queries should read this dataset instead of; several, if they are copies of each other",
		},
		{
			Path: "dataset.rows", Type: text, Choices: []string{"same"},
			Doc: "same says that there is exactly one row for each row of the replaced relation, which makes rewriting a query safe",
		},
		{
			Path: "dataset.sql", Type: text,
			Doc: "the query that defines it",
		},
		{
			Path: "dataset.sql-file", Type: text,
			Doc: "the file with the query that defines it, relative to this file's folder",
		},
		{
			Path: "dataset.description", Type: text,
			Doc: "what a row is and what the dataset is good for",
		},
		{
			Path: "dataset.columns", Type: text, Choices: []string{"all", "some"}, Default: "all",
			Doc: "whether the listed columns are all there are, in the order of SELECT *; with some, nothing is concluded from a column's absence",
		},
		{
			Path: "dataset.column", Type: tables,
			Doc: "a column of the dataset; columns of the grain are known without being listed, but a list without them counts as some",
		},
		{
			Path: "dataset.column.name", Type: text, Required: true,
			Doc: "the column's name, without quotes",
		},
		{
			Path: "dataset.column.from", Type: text,
			Doc: "the expression that gives its values in the terms of the replaced relation; without it, the column of the same name",
		},
		{
			Path: "dataset.column.personal", Type: text | tomldoc.TypeBoolean,
			Doc: "the class of personal data it holds, such as user.contact.email, or false if it holds none; without it, recognition by name may speak",
		},
		{
			Path: "dataset.column.nullable", Type: tomldoc.TypeBoolean,
			Doc: "whether rows may be without a value in it; without this key it is not known, and rules about missing values are silent",
		},
		{
			Path: "dataset.column.type", Type: text,
			Doc: "its type, as the database writes it",
		},
		{
			Path: "dataset.column.description", Type: text,
			Doc: "what its values mean",
		},

		{
			Path: "schema", Type: tables,
			Doc: "a schema of which the catalog declares all datasets, so that unknown-table may speak of any other",
		},
		{
			Path: "schema.name", Type: text, Required: true,
			Doc: "how queries name it, such as analytics or prod.analytics",
		},

		{
			Path: "metric", Type: tables,
			Doc: "a number that the organisation has one definition of",
		},
		{
			Path: "metric.name", Type: text, Required: true,
			Doc: "what people call it",
		},
		{
			Path: "metric.sql", Type: text, Required: true,
			Doc: "its definition, an expression with aggregates over the columns of its dataset",
		},
		{
			Path: "metric.of", Type: text, Required: true,
			Doc: "the dataset that it is computed from",
		},
	}
}

// Parsers check the SQL inside declarations. A nil one accepts everything.
type Parsers struct {
	Expr  func(text string) error // a single expression
	Query func(text string) error // a single query
}

// Read reads a catalog file's text. Path is the file's place, which sql-file is relative to; file is its name in
// messages. The error is of type *tomldoc.Errors; what could be read is returned beside it, so that it can be
// checked together with other files.
func Read(path, file, text string, parsers Parsers) (Declarations, error) {
	doc, err := tomldoc.Parse(file, text)
	if err != nil {
		return Declarations{}, err
	}
	var errs tomldoc.Errors
	doc.Check(Keys(), &errs)
	found := Decode(doc, path, parsers, &errs)
	return found, errs.Err()
}

// Decode reads the declarations of a document whose keys were checked already. It notes what is wrong, and leaves
// out a dataset, column, metric or pattern that has no readable name.
func Decode(doc *tomldoc.Document, path string, parsers Parsers, errs *tomldoc.Errors) Declarations {
	d := decoder{doc.File, filepath.Dir(path), parsers, errs}
	var found Declarations
	if layers := doc.Root.Get("layers"); layers != nil {
		for _, layer := range layers.Members {
			found.Patterns = append(found.Patterns, d.patterns(layer)...)
		}
	}
	for _, n := range doc.Root.Get("dataset").Tables() {
		if dataset := d.dataset(n); dataset != nil {
			found.Datasets = append(found.Datasets, dataset)
		}
	}
	for _, n := range doc.Root.Get("schema").Tables() {
		if name := d.name(n.Get("name"), "name"); name != nil {
			found.Schemas = append(found.Schemas, Schema{Name: name, Origin: d.origin(n)})
		}
	}
	for _, n := range doc.Root.Get("metric").Tables() {
		m := Metric{Name: d.text(n, "name"), SQL: d.sql(n, "sql", parsers.Expr), Of: d.name(n.Get("of"), "of"), Origin: d.origin(n)}
		if m.Name != "" {
			found.Metrics = append(found.Metrics, m)
		}
	}
	return found
}

type decoder struct {
	file    string
	folder  string
	parsers Parsers
	errs    *tomldoc.Errors
}

func (d *decoder) fail(n *tomldoc.Node, format string, args ...any) {
	d.errs.Add(d.file, n.Line, format, args...)
}

func (d *decoder) origin(n *tomldoc.Node) Origin {
	return Origin{Where: d.file, Line: n.Line, Trust: Declared}
}

func (d *decoder) patterns(layer *tomldoc.Node) []Pattern {
	if layer.Key == "" {
		d.fail(layer, "a layer has no name")
		return nil
	}
	var found []Pattern
	for _, n := range layer.Strings() {
		p, err := ParsePattern(n.Text(), layer.Key, d.origin(n))
		if err != nil {
			d.fail(n, "layer %s: %v", tomldoc.Quote(layer.Key), err)
			continue
		}
		found = append(found, p)
	}
	return found
}

// dataset returns nil if the dataset has no readable name.
func (d *decoder) dataset(n *tomldoc.Node) *Dataset {
	ds := &Dataset{
		Name:        d.name(n.Get("name"), "name"),
		Owner:       d.text(n, "owner"),
		ReplacedBy:  d.name(n.Get("replaced-by"), "replaced-by"),
		Layer:       d.text(n, "layer"),
		Grain:       n.Get("grain").Texts(),
		Unique:      d.unique(n.Get("unique")),
		SameRows:    n.Get("rows") != nil,
		SQL:         d.definition(n),
		Description: n.Get("description").Text(),
		Origin:      d.origin(n),
	}
	for status, name := range statusNames {
		if n.Get("status").Text() == name {
			ds.Status = Status(status)
		}
	}
	for _, replaced := range n.Get("replaces").Strings() {
		name := d.name(replaced, "replaces")
		switch {
		case name == nil:
		case sameName(name, ds.Name):
			d.fail(replaced, "dataset %q is said to replace itself: replaces names the relation that it stands in for", ds.Name)
		default:
			ds.Replaces = append(ds.Replaces, name)
		}
	}
	if rows := n.Get("rows"); rows != nil && n.Get("replaces") == nil {
		d.fail(rows, "rows says that the rows are those of the replaced relation: name it in replaces")
	}
	listed := map[string]int{}
	for _, column := range n.Get("column").Tables() {
		d.column(ds, column, listed, n.Get("replaces") != nil)
	}
	d.completeness(ds, n, listed)
	if ds.Name == nil {
		return nil
	}
	ds.Index()
	return ds
}

// column reads one column; listed has the line of each folded name that was listed before.
func (d *decoder) column(ds *Dataset, n *tomldoc.Node, listed map[string]int, replaces bool) {
	c := Column{
		Name:        d.text(n, "name"),
		From:        d.sql(n, "from", d.parsers.Expr),
		Personal:    d.personal(n.Get("personal")),
		Null:        null(n.Get("nullable")),
		Type:        n.Get("type").Text(),
		Description: n.Get("description").Text(),
		Origin:      d.origin(n),
	}
	if from := n.Get("from"); from != nil && !replaces {
		d.fail(from, "from is in the terms of the replaced relation: name it in the dataset's replaces")
	}
	if c.Name == "" {
		return
	}
	if first, ok := listed[Fold(c.Name)]; ok {
		d.fail(n, "column %s of dataset %q is declared twice, first at line %d: keep one of them",
			tomldoc.Quote(c.Name), ds.Name, first)
		return
	}
	listed[Fold(c.Name)] = n.Line
	ds.Columns = append(ds.Columns, c)
}

// completeness decides whether the listed columns are all there are. They are, unless the dataset says otherwise or
// the list lacks a column of the grain, which shows that it is not meant to have all. Those columns are added.
func (d *decoder) completeness(ds *Dataset, n *tomldoc.Node, listed map[string]int) {
	columns := n.Get("columns")
	ds.ColumnsComplete = len(listed) > 0 && columns.Text() != "some"
	if columns.Text() == "all" && len(listed) == 0 {
		d.fail(columns, "columns is said to be all, but there is no [[dataset.column]]: list them, or leave columns out")
	}
	for _, item := range n.Get("unique").Strings() {
		for column := range strings.SplitSeq(item.Text(), ",") {
			column = strings.TrimSpace(column)
			if _, ok := listed[Fold(column)]; !ok && column != "" && ds.ColumnsComplete && !d.errs.Full() {
				d.fail(item, "unique names the column %s, which the dataset does not list%s",
					tomldoc.Quote(column), didYouMean(column, slices.Sorted(maps.Keys(listed))))
			}
		}
	}
	grain := n.Get("grain").Strings()
	if len(grain) > maxGrain {
		d.fail(n.Get("grain"), "the grain has more than %d columns: name those that identify a row", maxGrain)
		return
	}
	names := slices.Sorted(maps.Keys(listed))
	for _, g := range grain {
		if _, ok := listed[Fold(g.Text())]; ok || d.errs.Full() {
			continue
		}
		near := tomldoc.Suggest(g.Text(), names)
		switch {
		case g.Text() == "":
			d.fail(g, "a column of the grain has no name")
			continue
		case near != "" && columns.Text() != "some":
			d.fail(g, "grain names the column %s, which the dataset does not list: did you mean %q? if not, list both",
				tomldoc.Quote(g.Text()), near)
			continue
		case columns.Text() == "all":
			d.fail(g, "grain names the column %s, which is not among the columns that are said to be all", tomldoc.Quote(g.Text()))
			continue
		}
		listed[Fold(g.Text())] = g.Line
		ds.Columns = append(ds.Columns, Column{Name: g.Text(), Origin: d.origin(g)})
		ds.ColumnsComplete = false
	}
}

// didYouMean proposes the name that is nearest, for the end of a message; "" where none is near.
func didYouMean(name string, names []string) string {
	if near := tomldoc.Suggest(name, names); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}

// name reads the name of a relation; nil if there is none, or none that can be read.
func (d *decoder) name(n *tomldoc.Node, key string) Name {
	if n == nil || n.Kind != tomldoc.String {
		return nil
	}
	name, err := ParseName(n.Text())
	if err != nil {
		d.fail(n, "%s: %v", key, err)
	}
	return name
}

// text reads a string that has no meaning when it is empty.
func (d *decoder) text(n *tomldoc.Node, key string) string {
	m := n.Get(key)
	if m != nil && m.Kind == tomldoc.String && strings.TrimSpace(m.Text()) == "" {
		d.fail(m, "%s is empty: fill it in or leave it out", key)
		return ""
	}
	return m.Text()
}

// sql reads a piece of SQL and lets the parser check it.
func (d *decoder) sql(n *tomldoc.Node, key string, parse func(string) error) Snippet {
	text := d.text(n, key)
	if text == "" {
		return Snippet{}
	}
	m := n.Get(key)
	if parse != nil {
		if err := parse(text); err != nil {
			d.fail(m, "%s = %s does not parse: %v", key, tomldoc.Quote(text), err)
		}
	}
	return Snippet{Text: text, File: d.file, Line: m.Line}
}

// definition reads the query that defines a dataset, from the declaration or a file of its own.
func (d *decoder) definition(n *tomldoc.Node) Snippet {
	sql := d.sql(n, "sql", d.parsers.Query)
	file := n.Get("sql-file")
	name := d.text(n, "sql-file")
	if name == "" {
		return sql
	}
	if sql.Text != "" {
		d.fail(file, "the dataset has both sql and sql-file: keep one of them")
		return sql
	}
	if filepath.IsAbs(name) {
		d.fail(file, "sql-file %s must be relative to the folder of this file", tomldoc.Quote(name))
		return Snippet{}
	}
	text, err := tomldoc.ReadFile(filepath.Join(d.folder, filepath.FromSlash(name)))
	if err != nil {
		d.fail(file, "sql-file %s cannot be read: %v", tomldoc.Quote(name), err)
		return Snippet{}
	}
	if d.parsers.Query != nil {
		if err := d.parsers.Query(text); err != nil {
			d.fail(file, "sql-file %s does not parse: %v", tomldoc.Quote(name), err)
		}
	}
	return Snippet{Text: text, File: filepath.ToSlash(filepath.Join(filepath.Dir(d.file), filepath.FromSlash(name))), Line: 1}
}

func null(n *tomldoc.Node) Null {
	switch {
	case n == nil || n.Kind != tomldoc.Boolean:
		return MaybeNull
	case n.Bool():
		return Nullable
	}
	return NotNull
}

// unique reads lists of columns, each in a string of its own.
func (d *decoder) unique(n *tomldoc.Node) [][]string {
	var found [][]string
	for _, item := range n.Strings() {
		var columns []string
		for column := range strings.SplitSeq(item.Text(), ",") {
			if column = strings.TrimSpace(column); column == "" {
				d.fail(item, "unique = %s lacks the name of a column", tomldoc.Quote(item.Text()))
				columns = nil
				break
			}
			columns = append(columns, column)
		}
		if columns != nil {
			found = append(found, columns)
		}
	}
	return found
}

func (d *decoder) personal(n *tomldoc.Node) Personal {
	const advice = `name the class, such as "user.contact.email", or write false if it holds none`
	switch {
	case n == nil:
		return Personal{}
	case n.Kind == tomldoc.Boolean && n.Bool():
		d.fail(n, "personal = true does not say which personal data the column holds: %s", advice)
	case n.Kind == tomldoc.Boolean:
		return Personal{Declared: true}
	case n.Kind == tomldoc.String && !isClass(n.Text()):
		d.fail(n, "personal = %s is no class of personal data: %s", tomldoc.Quote(n.Text()), advice)
	case n.Kind == tomldoc.String:
		return Personal{Declared: true, Class: n.Text()}
	}
	return Personal{}
}

// isClass reports whether a text is made of words joined by dots; words are lower-case letters, digits, - and _.
func isClass(text string) bool {
	for word := range strings.SplitSeq(text, ".") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}
