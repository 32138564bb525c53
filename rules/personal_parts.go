package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/privacy"
	"github.com/sqlsteward/sqlsteward/source"
)

// read notes the calls that hide their arguments or make less of them, and the paths into documents and structs.
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
	if last := len(t.hidden) - 1; last >= 0 && t.hidden[last].Contains(e.Extent()) { // what a call hides comes right behind it
		return
	}
	switch n := e.(type) {
	case *ast.Call:
		if n.Name == nil {
			return
		}
		name := functionName(n.Name)
		if hides(t.pass.Treatment(name), n) {
			t.hidden = append(t.hidden, n.Span)
			return
		}
		t.project(name, n.Args)
	case *ast.Index:
		if n.Index != nil {
			t.project("[]", []ast.Expr{n.X, n.Index})
		}
	}
	if ref, steps := access(e); ref != nil && len(steps) > 0 && t.paths[ref.Span] == nil {
		t.path(ref.Span, steps)
	}
}

// functionName is a function's name in lower case, its parts joined by dots.
func functionName(name *ast.Name) string {
	if len(name.Parts) == 1 {
		return strings.ToLower(name.Parts[0].Name)
	}
	var parts []string
	for _, part := range name.Parts {
		parts = append(parts, strings.ToLower(part.Name))
	}
	return strings.Join(parts, ".")
}

// hides reports whether a call of that treatment shows nothing of what it is given.
func hides(t privacy.Treatment, call *ast.Call) bool {
	return t == privacy.Mask || t == privacy.Count || t == privacy.Test || t == privacy.Salted && slices.ContainsFunc(call.Args, salted)
}

// salted reports whether something that could be secret is joined to the value: a parameter, a column that is called so, a
// text that is more than a separator.
func salted(e ast.Expr) bool {
	const shortest = 4 // bytes
	joined, salt := false, false
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Binary:
			joined = joined || n.Op == ast.OpConcat || n.Op == ast.OpAdd
		case *ast.Call:
			joined = joined || n.Name != nil && strings.HasPrefix(functionName(n.Name), "concat")
		case *ast.Literal:
			salt = salt || joined && n.Kind == ast.String && len(n.Text) >= shortest
		case *ast.Param, *ast.Hole:
			salt = salt || joined
		case *ast.ColumnRef:
			name := strings.ToLower(n.Last().Name)
			salt = salt || joined && (strings.Contains(name, "salt") || strings.Contains(name, "pepper"))
		}
		return !salt
	})
	return salt
}

// project notes what a call, or an element of an array, may make of the value in it. The outermost call counts.
func (t *tracer) project(function string, args []ast.Expr) {
	var value source.Span
	var found []privacy.Projection
	for _, p := range privacy.Projections(function) {
		if p.Dialects != "" && !isOneOf(p.Dialects, t.pass.Settings.Dialect.Name) {
			continue
		}
		if ref := projects(p.Args, args); ref != nil && (found == nil || ref.Span == value) {
			value, found = ref.Span, append(found, p)
		}
	}
	if found == nil || t.projections[value] != nil {
		return
	}
	if t.projections == nil {
		t.projections = map[source.Span][]privacy.Projection{}
	}
	t.projections[value] = found
}

// projects returns the value among arguments that are what they have to be, or nil.
func projects(wanted []privacy.Arg, args []ast.Expr) (value *ast.ColumnRef) {
	if len(args) < len(wanted) {
		return nil
	}
	for i, w := range wanted {
		arg := bare(args[i])
		fits := false
		switch w.Kind {
		case privacy.Value:
			value, _ = access(arg)
			fits = value != nil
		case privacy.Anywhere:
			for _, arg := range args {
				if ref, _ := access(arg); ref != nil {
					value, fits = ref, true
				}
			}
		case privacy.Split:
			value = splits(arg, w.Is)
			fits = value != nil
		case privacy.Word:
			fits = isOneOf(w.Is, strings.ToLower(word(arg)))
		case privacy.Number:
			fits = isOneOf(w.Is, strconv.Itoa(number(arg)))
		case privacy.Upto:
			most, _ := strconv.Atoi(w.Is)
			fits = number(arg) <= most
		case privacy.Where:
			fits = locates(arg, w.Is)
		case privacy.Behind:
			fits = takesBehind(word(arg), w.Is)
		}
		if !fits {
			return nil
		}
	}
	return value
}

// isOneOf reports whether a word stands in a list of words, which are separated by spaces.
func isOneOf(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// bare is an expression without the parentheses and casts around it.
func bare(e ast.Expr) ast.Expr {
	for {
		switch n := e.(type) {
		case *ast.Paren:
			e = n.X
		case *ast.Cast:
			e = n.X
		default:
			return e
		}
	}
}

// word is the text of a constant, or a word that stands for itself: 'year', YEAR.
func word(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Literal:
		if e.Kind == ast.String {
			return e.Text
		}
	case *ast.Word:
		return e.Text
	case *ast.ColumnRef:
		if len(e.Parts) == 1 {
			return e.Parts[0].Name
		}
	}
	return ""
}

// number is a whole number, also as BigQuery counts places: offset(1), ordinal(2). For what is none it is the largest.
func number(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.Literal:
		if n, err := strconv.Atoi(e.Text); err == nil && e.Kind == ast.Number {
			return n
		}
	case *ast.Unary:
		if n := number(e.X); e.Op == "-" && n != math.MaxInt {
			return -n
		}
	case *ast.Call:
		if e.Name == nil || len(e.Args) != 1 {
			break
		}
		switch functionName(e.Name) {
		case "offset", "safe_offset":
			return number(e.Args[0])
		case "ordinal", "safe_ordinal":
			return number(e.Args[0]) - 1
		}
	}
	return math.MaxInt
}

// splits returns the value that a call takes apart at a text, or nil.
func splits(e ast.Expr, at string) *ast.ColumnRef {
	call, ok := e.(*ast.Call)
	if !ok || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return word(arg) == at }) {
		return nil
	}
	for _, arg := range call.Args {
		if ref, _ := access(arg); ref != nil {
			return ref
		}
	}
	return nil
}

// locates reports whether an expression is computed from the place of a text: strpos(email, '@') + 1.
func locates(e ast.Expr, text string) bool {
	found := false
	ast.Walk(e, func(n ast.Node) bool {
		if lit, ok := n.(*ast.Literal); ok && lit.Kind == ast.String {
			found = found || strings.Trim(lit.Text, "%") == text
		}
		return !found
	})
	return found
}

// takesBehind reports whether what a regular expression finds begins behind a text: @(.+)$, (?<=@).*, [^@]+$.
func takesBehind(pattern, text string) bool {
	if pattern == "[^"+text+"]+$" || pattern == "[^"+text+"]*$" {
		return true
	}
	before, after, found := strings.Cut(pattern, text)
	for found && strings.HasSuffix(before, "[^") { // a character that it is not
		more, rest, again := strings.Cut(after, text)
		before, after, found = before[:len(before)-2]+more, rest, again
	}
	switch {
	case !found:
		return false
	case before == "", before == "(?<=":
		return true
	}
	return strings.Contains(after, "(") && !strings.Contains(before, "(")
}

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
