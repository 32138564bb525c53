package lineage

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/ast"
	"github.com/sqlsteward/sqlsteward/source"
)

// use says what the columns of an expression are used for: as inputs of a column, or in a role.
type use struct {
	into *Column // what they make, or nil
	via  Via
	role Role
	// params are the names that a lambda binds: no columns.
	params []string
}

// at is the use of what stands deeper in the expression.
func (u use) at(via Via) use {
	u.via = max(u.via, via)
	return u
}

// value makes the column that an expression computes.
func (a *analysis) value(e ast.Expr, sc *Scope, c Column) *Column {
	into := a.column(c)
	a.into(e, sc, into)
	return into
}

// into adds what an expression computes to a column.
func (a *analysis) into(e ast.Expr, sc *Scope, c *Column) {
	before := len(c.Inputs)
	a.visit(e, sc, use{into: c})
	for _, in := range c.Inputs[before:] {
		if in.Column.Unknown != "" && c.Unknown == "" {
			c.Unknown, c.Candidates = in.Column.Unknown, in.Column.Candidates
		}
	}
}

// uses records the columns of an expression in a role.
func (a *analysis) uses(e ast.Expr, sc *Scope, role Role) {
	if e != nil {
		a.visit(e, sc, use{role: role})
	}
}

// each visits expressions, of which some may be missing.
func (a *analysis) each(sc *Scope, u use, list ...ast.Expr) {
	for _, e := range list {
		a.visit(e, sc, u)
	}
}

// visit goes through an expression. Anything but a column itself makes its columns at least part of a computation.
func (a *analysis) visit(e ast.Expr, sc *Scope, u use) {
	switch e := e.(type) {
	case nil:
	case *ast.ColumnRef:
		a.columnRef(e, sc, u)
	case *ast.Literal, *ast.Word:
	case *ast.Param:
		a.param(e, sc, u)
	case *ast.Paren:
		a.visit(e.X, sc, u)
	case *ast.Unary:
		switch e.Op {
		case "NOT", "!":
			u = u.at(Test)
		case "PRIOR", "CONNECT_BY_ROOT": // the same column of another row
		default:
			u = u.at(Expression)
		}
		a.visit(e.X, sc, u)
	case *ast.Binary:
		a.binary(e, sc, u)
	case *ast.Is:
		a.each(sc, u.at(Test), e.X, e.Y)
	case *ast.Like:
		a.each(sc, u.at(Test), e.X, e.Pattern, e.Escape)
	case *ast.Between:
		a.each(sc, u.at(Test), e.X, e.Low, e.High)
	case *ast.In:
		a.visit(e.X, sc, u.at(Test))
		a.each(sc, u.at(Test), e.List...)
		if item := a.namedItem(e.Query, sc); item != nil {
			a.visit(item, sc, u.at(Test))
			return
		}
		a.subquery(e.Query, sc, u.at(Test))
	case *ast.Exists: // what the query yields does not matter
		a.query(e.Query, sc)
	case *ast.Quantified:
		a.each(sc, u.at(Test), e.X, e.Array)
		a.subquery(e.Query, sc, u.at(Test))
	case *ast.Subquery:
		if e.Kind != "" { // ARRAY and the like
			u = u.at(Aggregate)
		}
		a.subquery(e.Query, sc, u)
	case *ast.Case:
		a.visit(e.Operand, sc, u.at(Test))
		for _, w := range e.Whens {
			a.visit(w.Condition, sc, u.at(Test))
			a.visit(w.Result, sc, u.at(Expression))
		}
		a.visit(e.Else, sc, u.at(Expression))
	case *ast.Cast:
		a.visit(e.X, sc, u.at(Expression))
		a.each(sc, u.at(Expression), e.Exprs...)
	case *ast.Call:
		a.call(e, sc, u)
	case *ast.NamedArg:
		if a.traits.innerAliases {
			a.innerAlias(e, sc, u)
			return
		}
		a.visit(e.Value, sc, u)
	case *ast.Lambda:
		u.params = u.params[:len(u.params):len(u.params)]
		for i := range e.Params {
			u.params = append(u.params, a.key(&e.Params[i]))
		}
		a.visit(e.Body, sc, u.at(Expression))
	case *ast.Array:
		a.each(sc, u.at(Expression), e.Elems...)
	case *ast.Struct:
		for _, f := range e.Fields {
			a.each(sc, u.at(Expression), f.Key, f.Value)
		}
	case *ast.Row:
		a.each(sc, u.at(Expression), e.Elems...)
	case *ast.Index:
		a.each(sc, u.at(Expression), e.X, e.Index, e.Upper, e.Step)
	case *ast.Field:
		if a.rowField(e, sc, u) {
			return
		}
		a.visit(e.X, sc, u.at(Expression))
	case *ast.Path:
		a.visit(e.X, sc, u.at(Expression))
		for _, s := range e.Steps {
			a.visit(s.Index, sc, u.at(Expression))
		}
	case *ast.Interval:
		a.visit(e.Value, sc, u.at(Expression))
	case *ast.AtTimeZone:
		a.each(sc, u.at(Expression), e.X, e.Zone)
	case *ast.Collate:
		a.visit(e.X, sc, u)
	case *ast.Grouping:
		a.each(sc, u, e.Items...)
	case *ast.Star:
		a.starValue(e, sc, u)
	case *ast.Hole:
		a.out.Holes = true
		a.unknown(u, "a template tag stands here")
	case *ast.Opaque:
		a.unknown(u, "a part of the expression was not understood")
	}
}

func (a *analysis) unknown(u use, why string) {
	if u.into != nil && u.into.Unknown == "" {
		u.into.Unknown = why
	}
}

// took adds an input to what the expression makes.
func (a *analysis) took(u use, in Input) {
	if u.into == nil {
		return
	}
	if u.into.Inputs == nil {
		u.into.Inputs = a.one(in)
	} else {
		u.into.Inputs = a.inputs.add(u.into.Inputs, in)
	}
}

// binary visits a chain of operators without recursion on its left, which is where chains are long.
func (a *analysis) binary(e *ast.Binary, sc *Scope, u use) {
	type operand struct {
		expr ast.Expr
		use  use
	}
	var scratch [4]operand
	rights := scratch[:0]
	var left ast.Expr = e
	for {
		e, ok := left.(*ast.Binary)
		if !ok {
			a.visit(left, sc, u)
			break
		}
		switch {
		case e.Op.Comparison(), e.Op == ast.OpAnd, e.Op == ast.OpOr, e.Op == ast.OpXor:
			u = u.at(Test)
		default:
			u = u.at(Expression)
		}
		rights = append(rights, operand{e.Right, u})
		if e.Op == ast.OpAssign { // its left is no column
			break
		}
		left = e.Left
	}
	for i := len(rights) - 1; i >= 0; i-- {
		a.visit(rights[i].expr, sc, rights[i].use)
	}
}

func (a *analysis) columnRef(ref *ast.ColumnRef, sc *Scope, u use) {
	if len(u.params) > 0 {
		key := a.key(&ref.Parts[0])
		for _, p := range u.params {
			if p == key {
				return
			}
		}
	}
	if len(ref.Parts) == 1 && a.pseudo(&ref.Parts[0], sc) || a.sequence(ref, sc) {
		return
	}
	c, src, outer, fields := a.resolve(ref, sc, u.role)
	a.out.Refs = a.refs.add(a.out.Refs, Ref{Node: ref, Column: c, Source: src, Scope: sc, Role: u.role, Outer: outer, Span: ref.Span})
	if fields > 0 {
		u = u.at(Expression)
	}
	a.took(u, Input{Column: c, Via: u.via, At: ref.Span})
}

// innerAlias is ClickHouse's a + 1 AS b inside an expression, which names the value for the rest of the SELECT.
func (a *analysis) innerAlias(e *ast.NamedArg, sc *Scope, u use) {
	c := a.value(e.Value, sc, Column{Name: e.Name.Name, key: a.key(&e.Name), Node: e})
	sc.inner = append(sc.inner, c)
	in := Input{Column: c, Via: u.via, At: e.Span}
	if u.into == nil {
		a.use(c, sc, u.role, e.Span)
	}
	a.took(u, in)
}

// rowField takes in the column of (t).a, where t is a relation in FROM and no column.
func (a *analysis) rowField(f *ast.Field, sc *Scope, u use) bool {
	p, ok := f.X.(*ast.Paren)
	if !ok {
		return false
	}
	ref, ok := p.X.(*ast.ColumnRef)
	if !ok || len(ref.Parts) > 1 || !a.traits.rowValues || a.some(sc.Sources, a.key(&ref.Parts[0])) != nil || a.qualified(ref.Parts, sc) == nil {
		return false
	}
	a.columnRef(&ast.ColumnRef{Span: f.Span, Parts: []ast.Ident{ref.Parts[0], f.Name}}, sc, u)
	return true
}

// pseudo reports whether a bare name is a value that its dialect provides, where no source is known to have a column of
// that name.
func (a *analysis) pseudo(id *ast.Ident, sc *Scope) bool {
	if id.Quote != 0 {
		return false
	}
	key := a.key(id)
	switch key {
	case "sampleid", "until_changed", "until_closed", "current_session", "current_statement", "scope_user", "rownum", "sysdate", "systimestamp", "rowid", "getdate", "dbtimezone", "sessiontimezone", "current_cluster", "current_date", "current_timestamp", "current_user":
	case "level", "connect_by_isleaf", "connect_by_iscycle":
		if sc.Select == nil || sc.Select.ConnectBy == nil {
			return false
		}
	default:
		return false
	}
	for _, s := range sc.Sources {
		if c := a.known(s, key); c != nil {
			return false
		}
	}
	return true
}

// sequence reports whether a name is the next value of a sequence: seq.nextval.
func (a *analysis) sequence(ref *ast.ColumnRef, sc *Scope) bool {
	n := len(ref.Parts)
	if n < 2 || len(ref.Parts[n-1].Name) != len("nextval") || ref.Parts[n-1].Quote != 0 {
		return false
	}
	key := a.key(&ref.Parts[n-1])
	return (key == "nextval" || key == "currval") && a.qualified(ref.Parts[:n-1], sc) == nil
}

// param is a parameter: no column, but for Snowflake's $1, the first one of the source.
func (a *analysis) param(e *ast.Param, sc *Scope, u use) {
	if i := a.placeOf(a.variableKey(e)); i >= 0 {
		c := a.params.Columns[i]
		if c.Inputs != nil {
			a.use(c, sc, u.role, e.Span)
		}
		a.took(u, Input{Column: c, Via: u.via, At: e.Span})
		return
	}
	if !a.traits.positions || len(sc.Sources) != 1 || len(e.Name) < 2 || e.Name[0] != '$' || e.Name[1] < '1' || e.Name[1] > '9' {
		return
	}
	id := ast.Ident{Span: e.Span, Name: e.Name}
	c := a.columnOf(sc.Sources[0], &id)
	if c == nil {
		return
	}
	a.out.Refs = a.refs.add(a.out.Refs, Ref{Column: c, Source: sc.Sources[0], Scope: sc, Role: u.role, Span: e.Span})
	a.took(u, Input{Column: c, Via: u.via, At: e.Span})
}

// starValue is a star among the arguments of a function: all columns.
func (a *analysis) starValue(e *ast.Star, sc *Scope, u use) {
	if len(e.Qualifier) > 0 {
		if src := a.qualified(e.Qualifier, sc); src != nil {
			a.took(u, Input{Column: a.everything(src), Via: u.at(Expression).via, At: e.Span})
		}
		return
	}
	if len(e.Except) > 0 || e.Pattern != nil {
		for _, c := range a.starItem(e, &ast.SelectItem{Span: e.Span, Expr: e}, sc) {
			a.took(u, Input{Column: c, Via: u.at(Expression).via, At: e.Span})
		}
		return
	}
	for _, in := range a.anything(sc, e.Span) {
		in.Via = max(in.Via, u.via)
		a.took(u, in)
	}
}

// subquery analyses a query where a value stands: what it yields is an input, or has the role.
func (a *analysis) subquery(q *ast.Query, sc *Scope, u use) {
	if q == nil {
		return
	}
	for _, c := range a.query(q, sc).columns {
		if u.into == nil {
			at := extent(c.Node)
			if at.Len() == 0 {
				at = q.Span
			}
			a.use(c, sc, u.role, at)
			continue
		}
		a.took(u, Input{Column: c, Via: u.via, At: q.Span})
	}
}

// function is what is known of a function by its name.
type function struct {
	via       Via  // of its arguments
	aggregate bool // it makes one value of many
	ordered   bool // its value is what WITHIN GROUP orders
	tests     bool // its first argument is a condition
	inserted  bool // MySQL's VALUES(column)
}

func (a *analysis) function(name *ast.Name) function {
	if name == nil {
		return function{via: Expression}
	}
	written := display(name)
	if f, ok := a.functions[written]; ok {
		return f
	}
	lower := strings.ToLower(written)
	f := function{
		via: Expression, aggregate: aggregates[lower], ordered: ordered[lower], tests: tests[lower], inserted: lower == "values",
	}
	if f.aggregate {
		f.via = Aggregate
	}
	if lower == "count" {
		f.via = Count
	}
	if a.Treatment != nil {
		if via := a.Treatment(lower); via != Copy {
			f.via = via
		}
	}
	if a.functions == nil {
		a.functions = map[string]function{}
	}
	a.functions[written] = f
	return f
}

// call analyses a function call.
func (a *analysis) call(c *ast.Call, sc *Scope, u use) {
	f := a.function(c.Name)
	if f.aggregate && c.Over == nil {
		sc.Grouped = true
	}
	a.method(c.Name, sc, u.at(f.via))
	if a.results != nil && c.Name != nil { // the file holds what makes its value
		if value := a.results[strings.ToLower(c.Name.Last().Name)]; value != nil {
			a.took(u, Input{Column: value, Via: u.at(Expression).via, At: c.Span})
		}
	}
	if !a.schemaCalled(c, sc, u) {
		a.visit(c.Callee, sc, u.at(f.via))
	}
	a.each(sc, u.at(f.via), c.Params...)
	for i, arg := range c.Args {
		switch arg := arg.(type) {
		case *ast.Star:
			if f.via != Count || len(arg.Qualifier) > 0 { // count(*) is of no column
				a.visit(arg, sc, u.at(f.via))
			}
			continue
		case *ast.ColumnRef:
			if f.inserted && len(c.Args) == 1 && sc.find("excluded") != nil {
				ref := *arg
				ref.Parts = []ast.Ident{{Span: arg.Span, Name: "excluded"}, *arg.Last()}
				a.columnRef(&ref, sc, u)
				continue
			}
		}
		if i == 0 && f.tests {
			a.visit(arg, sc, u.at(Test))
			continue
		}
		a.visit(arg, sc, u.at(f.via))
	}
	a.visit(c.Separator, sc, u.at(Expression))
	for _, o := range c.OrderBy {
		a.uses(o.Expr, sc, Order)
	}
	for _, o := range c.WithinGroup {
		if f.ordered {
			a.visit(o.Expr, sc, u.at(f.via).at(Aggregate))
		} else {
			a.uses(o.Expr, sc, Order)
		}
	}
	a.uses(c.Filter, sc, Filter)
	a.window(c.Over, sc)
	for _, cl := range c.Clauses {
		a.each(sc, u.at(Expression), cl.Exprs...)
	}
}

// method takes in the column of x.method(y), whose name reads like that of a function in a schema.
func (a *analysis) method(name *ast.Name, sc *Scope, u use) {
	if name == nil || len(name.Parts) < 2 {
		return
	}
	parts := name.Parts[:len(name.Parts)-1]
	found := len(parts) > 1 && a.qualified(parts[:1], sc) != nil
	for s := sc; s != nil && !found; s = s.Parent {
		found = a.some(s.Sources, a.key(&parts[0])) != nil
	}
	if found {
		span := source.Span{Start: parts[0].Start, End: parts[len(parts)-1].End}
		a.columnRef(&ast.ColumnRef{Span: span, Parts: parts}, sc, u)
	}
}

// namedItem is the reference to a select item by its alias, which ClickHouse lets stand for a relation: a IN name. Nil
// where the name is none.
func (a *analysis) namedItem(q *ast.Query, sc *Scope) ast.Expr {
	if q == nil || len(sc.items) == 0 {
		return nil
	}
	t, ok := q.Body.(*ast.TableBody)
	if !ok || t.Span != q.Span || t.Table.Name == nil || len(t.Table.Name.Parts) > 1 || t.Table.Span != q.Span {
		return nil
	}
	if item, _ := sc.itemNames.find(sc.items, a.key(t.Table.Name.Last())); item == nil {
		return nil
	}
	return &ast.ColumnRef{Span: t.Span, Parts: t.Table.Name.Parts}
}

// schemaCalled reports whether what reads like the column that a method is called on is the schema of a function: it begins
// with no name in scope, and the method is none that the database has.
func (a *analysis) schemaCalled(c *ast.Call, sc *Scope, u use) bool {
	ref, ok := c.Callee.(*ast.ColumnRef)
	if !ok || !a.Dialect.DotCalls || c.Name == nil || methods[strings.ToLower(c.Name.Last().Name)] || a.function(c.Name).aggregate {
		return false
	}
	key := a.key(&ref.Parts[0])
	if slices.Contains(u.params, key) || a.variable(key, sc) != nil || a.qualified(ref.Parts[:1], sc) != nil {
		return false
	}
	for s := sc; s != nil; s = s.Parent {
		if item, _ := s.itemNames.find(s.items, key); item != nil || a.some(s.Sources, key) != nil {
			return false
		}
	}
	return true
}

// window records the keys of a window.
func (a *analysis) window(w *ast.WindowSpec, sc *Scope) {
	if w == nil {
		return
	}
	a.each(sc, use{role: Window}, w.PartitionBy...)
	for _, o := range w.OrderBy {
		a.uses(o.Expr, sc, Window)
	}
	if f := w.Frame; f != nil {
		for _, b := range [...]*ast.FrameBound{f.Start, f.End} {
			if b != nil {
				a.uses(b.Offset, sc, Window)
			}
		}
	}
	if w.Match != nil {
		a.matchedWindow(w, sc)
	}
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// aggregates are the functions of the common dialects that make one value of many, of which values may show in it.
var aggregates = words(`count sum min max avg mean median mode stddev stddev_pop stddev_samp variance var_pop var_samp
	array_agg array_concat_agg string_agg listagg group_concat any_value arbitrary first last first_value last_value nth_value
	collect_list collect_set object_agg json_agg jsonb_agg json_object_agg json_arrayagg json_objectagg xmlagg bool_and bool_or
	every some bit_and bit_or bit_xor logical_and logical_or corr covar_pop covar_samp percentile_cont percentile_disc
	approx_percentile approx_quantiles approx_top_count min_by max_by argmin argmax countif count_if sumif avgif
	grouparray groupuniqarray anylast any sumdistinct quantile quantiles total wm_concat minif maxif
	approx_count_distinct approx_distinct hll uniq uniqexact`)

// methods are DuckDB's functions that values are passed to by a dot (DuckDB documentation, Functions).
var methods = words(`abs acos array_append array_apply array_cat array_concat array_contains array_cosine_similarity array_distinct
	array_extract array_filter array_has array_has_all array_has_any array_indexof array_intersect array_length array_position
	array_prepend array_push_back array_push_front array_reduce array_resize array_reverse array_reverse_sort array_slice
	array_sort array_to_string array_transform array_unique array_value array_where array_zip ascii asin atan atan2 base64 bin
	bit_count bit_length bit_position bitstring cbrt ceil ceiling century char_length character_length chr coalesce concat
	concat_ws contains cos cot damerau_levenshtein date_add date_diff date_part date_sub date_trunc datediff datepart datesub
	datetrunc day dayname dayofmonth dayofweek dayofyear decade decode degrees element_at encode ends_with epoch epoch_ms epoch_ns
	epoch_us era even exist exp factorial filter flatten floor format format_bytes formatreadabledecimalsize
	formatreadablesize from_base64 from_binary from_hex gamma generate_series generate_subscripts greatest hamming hash hex hour
	ifnull instr isfinite isinf isnan isodow isoyear jaccard jaro_similarity jaro_winkler_similarity json json_array_length
	json_contains json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_group_array
	json_keys json_structure json_transform json_type json_valid json_value last_day lcase least left left_grapheme len length
	length_grapheme levenshtein lgamma like_escape list_aggr list_aggregate list_any_value list_append list_apply list_avg
	list_bool_and list_bool_or list_cat list_concat list_contains list_cosine_similarity list_count list_distance list_distinct
	list_element list_extract list_filter list_first list_grade_up list_has list_has_all list_has_any list_histogram list_indexof
	list_inner_product list_intersect list_last list_max list_mean list_median list_min list_mode list_pack list_position
	list_prepend list_product list_reduce list_resize list_reverse list_reverse_sort list_select list_slice list_sort
	list_stddev_pop list_string_agg list_sum list_transform list_unique list_value list_var_pop list_where list_zip ln log log10
	log2 lower lpad ltrim make_date make_time make_timestamp map_concat map_contains map_entries map_extract
	map_extract_value map_from_entries map_keys map_values md5 md5_number microsecond millennium millisecond minute mismatches mod
	month monthname nextafter nfc_normalize not_ilike_escape not_like_escape nullif octet_length ord parse_dirname
	parse_dirpath parse_filename parse_formatted_bytes parse_path pow power prefix printf quarter radians range reduce
	regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array
	regexp_split_to_table repeat replace reverse right right_grapheme round row_to_json rpad rtrim second set_bit sha1 sha256
	sign signbit sin split split_part sqrt starts_with str_split str_split_regex strftime string_split string_split_regex
	string_to_array strip_accents strlen strpos strptime struct_concat struct_extract struct_extract_at struct_insert
	struct_pack struct_update substr substring substring_grapheme suffix tan time_bucket timezone timezone_hour
	timezone_minute to_base to_base64 to_binary to_days to_hex to_hours to_json to_microseconds to_milliseconds to_minutes
	to_months to_seconds to_timestamp to_weeks to_years transform translate trim trunc try_strptime typeof ucase unbin unhex
	unicode union_extract union_tag union_value unnest upper url_decode url_encode week weekday weekofyear year
	yearweek`)

// ordered are the functions whose value is what they are ordered by.
var ordered = words("percentile_cont percentile_disc mode")

// tests are the functions that choose between their other arguments by the first one.
var tests = words("if iff iif nvl2")
