package config

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/sqlsteward/sqlsteward/catalog"
	"github.com/sqlsteward/sqlsteward/catalog/tomldoc"
	"github.com/sqlsteward/sqlsteward/lint"
	"github.com/sqlsteward/sqlsteward/privacy"
)

const (
	maxCatalogFiles = 10_000  // that one settings file may name
	maxFolders      = 100_000 // that are looked through for one pattern
)

// Load reads a settings file and the catalog files that it names. All that is wrong in any of them is reported
// together, as an error of type *Errors.
func Load(path string, known Known) (*Settings, error) {
	var errs Errors
	path, err := filepath.Abs(path)
	if err != nil {
		errs.Add(path, 0, "cannot be found: %v", err)
		return nil, errs.Err()
	}
	file := display(path)
	text, err := tomldoc.ReadFile(path)
	if err != nil {
		errs.Add(file, 0, "cannot be read: %v", err)
		return nil, errs.Err()
	}
	doc, err := tomldoc.Parse(file, text)
	if err != nil {
		return nil, err
	}

	doc.Check(known.keys(), &errs)
	l := loader{known: &known, path: path, doc: doc, errs: &errs}
	s := l.settings()
	s.Catalog = l.catalog(s.base.Dialect)
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

// loader turns a checked document into settings.
type loader struct {
	known *Known
	path  string // absolute
	doc   *tomldoc.Document
	errs  *Errors
}

func (l *loader) fail(n *tomldoc.Node, format string, args ...any) {
	l.errs.Add(l.doc.File, n.Line, format, args...)
}

func (l *loader) settings() *Settings {
	root := l.doc.Root
	s := Default()
	s.File, s.Root = l.doc.File, filepath.Dir(l.path)
	if dialect := root.Get("dialect").Text(); dialect != "" {
		s.base.Dialect = dialect
	}
	s.base.SearchPath = l.schemas(root.Get("search-path"))
	if stage := root.Get("stage").Text(); stage != "" {
		s.base.Stage = stage
	}
	s.base.Rules = l.rules(root.Get("rules"))
	s.include = l.globs(root.Get("include"), "include")
	s.exclude = l.globs(root.Get("exclude"), "exclude")
	if n := root.Get("suffixes"); n != nil {
		s.Suffixes = l.suffixes(n)
	}
	s.Functions = l.functions(root.Get("privacy"))
	s.RequireSalt = root.Get("privacy").Get("require-salt").Bool()
	for _, n := range root.Get("override").Tables() {
		o := override{
			paths:   l.globs(n.Get("paths"), "paths"),
			dialect: n.Get("dialect").Text(), searchPath: l.schemas(n.Get("search-path")),
			rules: l.rules(n.Get("rules")),
		}
		if paths := n.Get("paths"); paths != nil && paths.Kind == tomldoc.Array && len(paths.Items) == 0 {
			l.fail(paths, "an override without paths is for no file: name the files it is for")
		}
		s.overrides = append(s.overrides, o)
	}
	for _, n := range root.Get("grant").Tables() {
		s.grants = append(s.grants, l.grant(n))
	}
	return s
}

// schemas reads the names of schemas.
func (l *loader) schemas(n *tomldoc.Node) []string {
	var names []string
	for _, item := range n.Strings() {
		name, err := catalog.ParseName(item.Text())
		if err != nil {
			l.fail(item, "search-path: %v", err)
			continue
		}
		names = append(names, name.String())
	}
	return names
}

// grant reads who may use which personal data.
func (l *loader) grant(n *tomldoc.Node) grant {
	g := grant{paths: l.globs(n.Get("paths"), "paths")}
	g.Place = fmt.Sprintf("%s:%d", l.doc.File, n.Line)
	g.Owners = n.Get("owners").Texts()
	for _, item := range n.Get("classes").Strings() {
		class := privacy.Class(item.Text())
		if near := tomldoc.Suggest(item.Text(), classNames()); !class.Known() && near != "" && !class.Within(privacy.Class(near)) {
			l.fail(item, "unknown class %s: did you mean %s?", tomldoc.Quote(item.Text()), tomldoc.Quote(near))
		}
		g.Classes = append(g.Classes, class)
	}
	for _, item := range n.Get("roles").Strings() {
		g.Roles = append(g.Roles, lint.Role(item.Text()))
	}
	if g.paths == nil && g.Owners == nil {
		l.fail(n, "a grant says who may: name paths, or owners of datasets")
	}
	if reason := n.Get("reason"); reason != nil && strings.TrimSpace(reason.Text()) == "" {
		l.fail(reason, "a grant has a reason, for those who ask: say why")
	}
	if until := n.Get("until"); until != nil {
		day, err := time.Parse(time.DateOnly, until.Text())
		if err != nil && until.Kind == tomldoc.String {
			l.fail(until, "until = %s is no date: write it as %q", tomldoc.Quote(until.Text()), "2027-01-31")
		}
		g.Until = day
	}
	return g
}

func classNames() (names []string) {
	for _, c := range privacy.Classes() {
		names = append(names, string(c.Class))
	}
	return names
}

func (l *loader) globs(n *tomldoc.Node, key string) []glob {
	var globs []glob
	for _, item := range n.Strings() {
		g, err := parseGlob(item.Text())
		if err != nil {
			l.fail(item, "%s: %v", key, err)
			continue
		}
		globs = append(globs, g)
	}
	return globs
}

func (l *loader) suffixes(n *tomldoc.Node) []string {
	list := n.Texts()
	if n.Kind == tomldoc.Array && len(n.Items) == 0 {
		l.fail(n, "suffixes is empty, so no file would be checked: leave it out for %s", defaultSuffix)
	}
	for _, item := range n.Strings() {
		if text := item.Text(); !strings.HasPrefix(text, ".") || len(text) == 1 || strings.ContainsAny(text, `/\*`) {
			l.fail(item, "suffix %s must be a dot and what follows it in file names, such as %q", tomldoc.Quote(text), defaultSuffix)
		}
	}
	return list
}

// functions reads what functions do to personal data.
func (l *loader) functions(n *tomldoc.Node) map[string]privacy.Treatment {
	functions := map[string]privacy.Treatment{}
	set := func(n *tomldoc.Node, name string, t privacy.Treatment) {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := functions[name]; twice {
			l.fail(n, "the function %s is named twice: leave one of them out", tomldoc.Quote(name))
		}
		if name == "" {
			l.fail(n, "a function without a name is named: write what it is called in queries")
		}
		functions[name] = t
	}
	for _, item := range n.Get("masking").Strings() {
		set(item, item.Text(), privacy.Mask)
	}
	if table := n.Get("functions"); table != nil {
		for _, m := range table.Members {
			t, ok := privacy.ParseTreatment(m.Text())
			if m.Kind == tomldoc.String && !ok {
				l.fail(m, "function %s: %s", tomldoc.Quote(m.Key), tomldoc.Unknown("treatment", m.Text(), privacy.TreatmentNames()))
			}
			set(m, m.Key, t)
		}
	}
	return functions
}

func (l *loader) rules(n *tomldoc.Node) map[string]Rule {
	if n == nil {
		return nil
	}
	rules := map[string]Rule{}
	for _, spec := range l.known.Rules {
		if m := n.Get(spec.Name); m != nil {
			rules[spec.Name] = l.rule(m, spec)
		}
	}
	return rules
}

func (l *loader) rule(n *tomldoc.Node, spec RuleSpec) Rule {
	var r Rule
	severity := n
	if n.Kind == tomldoc.Table {
		severity = n.Get("severity")
	}
	if severity != nil && severity.Kind == tomldoc.String {
		value, err := lint.ParseSeverity(severity.Text())
		if err != nil {
			l.fail(severity, "rule %s: %s", spec.Name, tomldoc.Unknown("severity", severity.Text(), severities))
		}
		r.HasSeverity, r.Severity = true, value
	}
	for _, option := range spec.Options {
		m := n.Get(option.Name)
		if m == nil {
			continue
		}
		if r.Options == nil {
			r.Options = map[string]any{}
		}
		switch option.Kind {
		case Int:
			value := m.Int()
			if value < 0 || value > math.MaxInt32 {
				l.fail(m, "rule %s: %s = %d must lie between 0 and %d", spec.Name, option.Name, value, math.MaxInt32)
			}
			r.Options[option.Name] = int(value)
		case String:
			r.Options[option.Name] = m.Text()
		case Bool:
			r.Options[option.Name] = m.Bool()
		case Strings:
			r.Options[option.Name] = m.Texts()
		}
	}
	return r
}

// catalog joins what the settings declare with the files that they name.
func (l *loader) catalog(dialect string) *catalog.Catalog {
	var parsers catalog.Parsers
	// SQL in an unknown dialect cannot be checked, and the dialect was reported already.
	if l.known.Dialects == nil || slices.Contains(l.known.Dialects, dialect) {
		if parse := l.known.ParseExpr; parse != nil {
			parsers.Expr = func(text string) error { return parse(dialect, text) }
		}
		if parse := l.known.ParseQuery; parse != nil {
			parsers.Query = func(text string) error { return parse(dialect, text) }
		}
	}
	all := []catalog.Declarations{catalog.Decode(l.doc, l.path, parsers, l.errs)}
	for _, path := range l.catalogFiles() {
		file := display(path)
		text, err := tomldoc.ReadFile(path)
		if err != nil {
			l.errs.Add(file, 0, "cannot be read: %v", err)
			continue
		}
		found, err := catalog.Read(path, file, text, parsers)
		l.errs.Join(err)
		all = append(all, found)
	}
	c, err := catalog.New(all...)
	l.errs.Join(err)
	return c
}

// catalogFiles finds the files that the key catalog names, each once, as absolute paths.
func (l *loader) catalogFiles() []string {
	var files []string
	seen := map[string]bool{}
	for _, n := range l.doc.Root.Get("catalog").Strings() {
		if err := checkGlob(n.Text()); err != nil {
			l.fail(n, "catalog: %v", err)
			continue
		}
		found, err := expand(filepath.Dir(l.path), n.Text())
		if err != nil {
			l.fail(n, "catalog %q: %v", n.Text(), err)
			continue
		}
		// *.toml means the others, and **/*.toml not the settings of folders below.
		found = slices.DeleteFunc(found, func(file string) bool { return file == l.path || filepath.Base(file) == FileName })
		if len(found) == 0 {
			l.fail(n, "catalog %q names no file: correct the path, which is relative to this file's folder, or remove it", n.Text())
		}
		for _, file := range found {
			if !seen[file] {
				seen[file] = true
				files = append(files, file)
			}
		}
		if len(files) > maxCatalogFiles {
			l.fail(n, "catalog names more than %d files: join them into fewer", maxCatalogFiles)
			return nil
		}
	}
	return files
}

// expand finds the files that one pattern names from a folder. Folders that are symbolic links are followed only where
// the pattern spells them out, for links can form circles.
func expand(folder, pattern string) ([]string, error) {
	base, rest := doublestar.SplitPattern(path.Clean(pattern))
	base = filepath.FromSlash(base)
	if !filepath.IsAbs(base) {
		base = filepath.Join(folder, base)
	}
	if !fs.ValidPath(rest) {
		return nil, nil // .. or /, which are folders
	}
	names, err := doublestar.Glob(&boundedFS{FS: os.DirFS(base), left: maxFolders}, rest,
		doublestar.WithFilesOnly(), doublestar.WithNoFollow(), doublestar.WithFailOnIOErrors())
	if err != nil {
		return nil, err
	}
	var files []string
	for _, name := range names {
		file := filepath.Join(base, filepath.FromSlash(name))
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			continue // a symbolic link to a folder
		}
		files = append(files, file)
	}
	slices.Sort(files)
	return files, nil
}

// boundedFS ends the search of a pattern such as ../../**/x.toml before it has read the whole disk.
type boundedFS struct {
	fs.FS
	left int // folders
}

func (f *boundedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if f.left--; f.left < 0 {
		return nil, fmt.Errorf("more than %d folders lie there: name the folder with the files", maxFolders)
	}
	return fs.ReadDir(f.FS, name)
}
