// Package ast is the one syntax tree that every front end yields: data, spans and Walk, nothing else.
//
// Every node embeds its source.Span: a half-open, never empty byte range of the original file that holds the spans of
// its children. Nodes are made by front ends and never changed afterwards.
package ast

import "github.com/sqlsteward/sqlsteward/source"

// A Node is anything in the tree.
type Node interface{ Extent() source.Span }

// An Expr is a node that stands for a value.
type Expr interface {
	Node
	expr()
}

// A TableExpr is an item of a FROM clause.
type TableExpr interface {
	Node
	tableExpr()
}

// A Body is what a Query takes its rows from.
type Body interface {
	Node
	body()
}

// A Stmt is the content of one statement.
type Stmt interface {
	Node
	stmt()
}

// State says how much of a statement was understood.
type State uint8

// The four states of a statement.
const (
	Complete   State = iota // every token belongs to a node that states its meaning
	Partial                 // it holds an Opaque
	Invalid                 // no reading can be right; governed as far as it was read
	OtherState              // recognised, and neither reads nor writes data
)

func (s State) String() string { return [...]string{"complete", "partial", "invalid", "other"}[s] }

// A Statement is one statement of a file as it was read. Its span begins with its first token that is not trivia and
// ends with its last, without the separator.
type Statement struct {
	source.Span
	// Number counts the statements of a file from 1. The readings of one statement under several template branches share
	// one; the statement is in the worst state of theirs.
	Number int
	State  State
	// Omitted are the branches of a template inside it that this reading leaves out.
	Omitted []source.Span
	// Lead are the template tags in front of it, which may yield a part of it or nothing.
	Lead []*Hole
	Body Stmt // nil only when nothing of it could be read
	// Tail is what stands behind the Body and was not understood.
	Tail *Opaque
	// Errors are the syntax errors found in it; the first decides what is reported.
	Errors []*SyntaxError
	// Opaques are the stretches of it that were not understood, in source order.
	Opaques []*Opaque
}

// A SyntaxError says where reading failed. Its span is the offending token, or the last byte read when the input ended.
type SyntaxError struct {
	source.Span
	Found    string // the offending text, or "" at the end
	Expected string // what could have stood there, in words: "a table name"
	Message  string // the whole sentence
	// Certain is set when no dialect can give the text a meaning: an operand is missing, a bracket is never closed.
	Certain bool
}

// An Ident is one part of a name. Its span covers the quotes too.
type Ident struct {
	source.Span
	Name  string // without quotes, escapes undone
	Quote byte   // '"', '`', '[', '\'' for a string used as a name, or 0
}

// A Name is a qualified name of at least one part. Parts in one pair of quotes (BigQuery's `project.dataset.table`) are
// parts of their own, whose Quote is '`' and whose spans leave the quotes out.
type Name struct {
	source.Span
	Parts []Ident
	Skips bool // the schema between its two parts is left out: db..t
}

// Last is the name's last part.
func (n *Name) Last() *Ident { return &n.Parts[len(n.Parts)-1] }

// ---- statements ----

// A Query is a query expression: what stands between a WITH and the end of its LIMIT. As a Stmt it is a SELECT statement.
type Query struct {
	source.Span
	With    *With
	Body    Body
	OrderBy []*OrderItem
	LimitBy *LimitBy
	Limit   *Limit
	Into    []*Into // at the end; else it is the Select's
	// Clauses are the trailing clauses that change no column: FOR UPDATE, FORMAT, SETTINGS, OPTION.
	Clauses []*Clause
	Parens  bool // it stands in parentheses of its own; its span includes them
}

// A With is the list of common table expressions in front of a query or statement.
type With struct {
	source.Span
	Recursive bool
	Mutual    bool              // each CTE sees all others, those behind it too
	Clauses   []*Clause         // options, T-SQL: XMLNAMESPACES (...)
	Functions []*CreateFunction // Oracle: WITH FUNCTION ...
	CTEs      []*CTE
}

// A CTE is one named query of a With. Stmt is a *Query, a data-changing statement (Postgres) or nil when opaque.
type CTE struct {
	source.Span
	Name    Ident
	Columns []Ident
	Stmt    Stmt
	Expr    Expr // ClickHouse: WITH expression AS name; then Stmt is nil
	// Clauses are SEARCH, CYCLE and the like.
	Clauses []*Clause
	Added   []Ident // the columns that SEARCH and CYCLE add
}

// A Select is one SELECT with its clauses. Clauses that a dialect lacks are nil.
type Select struct {
	source.Span
	Distinct   bool
	DistinctOn []Expr
	Top        *Limit
	Items      []*SelectItem
	Into       []*Into
	From       []TableExpr // comma-separated; joins nest in Join
	FromFirst  bool
	Prewhere   Expr
	Where      Expr
	StartWith  Expr
	ConnectBy  Expr
	GroupBy    *GroupBy
	Having     Expr
	Windows    []*NamedWindow
	Qualify    Expr
	Model      *Model
	// Order of SORT BY, DISTRIBUTE BY, CLUSTER BY (Hive, Spark).
	Distribution []*Distribution
	Clauses      []*Clause // hints, modifiers (STRAIGHT_JOIN, AS STRUCT) and whatever else changes no column
}

// A Model is Oracle's MODEL clause: the select list and ORDER BY see its columns alone.
type Model struct {
	source.Span
	Partition []*SelectItem
	Dimension []*SelectItem
	Measures  []*SelectItem
	Clauses   []*Clause // options, reference models, and the rules with the subqueries in them
}

// A SelectItem is one entry of a select list. Expr is a *Star, a value, or an *Opaque.
type SelectItem struct {
	source.Span
	Expr  Expr
	Alias *Ident
	// Aliases are the names of the columns of an item that yields several (Hive's, Spark's AS (a, b)).
	Aliases []Ident
}

// A SetOp combines two bodies: UNION, INTERSECT, EXCEPT or MINUS.
type SetOp struct {
	source.Span
	Op     SetOperator
	All    bool
	ByName bool    // also CORRESPONDING
	Keeps  SetKeep // of columns that only one side has, where they are matched by name
	Names  []Ident // those that BY NAME ON (a, b) or CORRESPONDING BY (a, b) names; nil for all
	Match  *Clause // what says how columns are matched; also WITH DEPTH AS d
	Left   Body
	Right  Body
}

// SetOperator names a set operation.
type SetOperator uint8

// The set operations; MINUS is Except.
const (
	Union SetOperator = iota
	Intersect
	Except
)

// SetKeep says which columns a set operation keeps that matches them by name.
type SetKeep uint8

// What is kept: of both sides, only what both have, or what the left side has.
const (
	KeepAll SetKeep = iota
	KeepCommon
	KeepLeft
)

func (o SetOperator) String() string { return [...]string{"UNION", "INTERSECT", "EXCEPT"}[o] }

// Values is a list of rows: VALUES (1, 'a'), (2, 'b').
type Values struct {
	source.Span
	Rows []*Row
}

// TableBody is TABLE name as a query.
type TableBody struct {
	source.Span
	Table *Table
}

// Changed is the rows that a statement changes: FROM FINAL TABLE (INSERT ...).
type Changed struct {
	source.Span
	Stmt Stmt // *Insert, *Update, *Delete or *Merge
}

// OpaqueBody stands where a query should and could not be read.
type OpaqueBody struct {
	source.Span
	Opaque *Opaque
}

// A Pipe is a query of pipe syntax: a body and operators applied in order.
type Pipe struct {
	source.Span
	Input Body // a Select with FromFirst and no items, or any other body; nil in a PipeStep, where it is the step's
	Steps []*PipeStep
}

// A PipeStep is one |> operator. It is read into the part of a Select that it means, or into a table expression.
type PipeStep struct {
	source.Span
	Op     string  // upper case: WHERE, SELECT, EXTEND, SET, DROP, RENAME, AGGREGATE, JOIN, ORDER BY, LIMIT, AS, CALL, ...
	Select *Select // SELECT, EXTEND, AGGREGATE (with GroupBy), WHERE, WINDOW, DISTINCT
	Join   *Join   // JOIN: Left is nil
	With   *With
	Table  TableExpr
	Order  []*OrderItem
	Limit  *Limit
	Assign []*Assignment // SET, RENAME
	Names  []Ident       // DROP, AS; of RECURSIVE UNION the name of what it has so far
	Set    []*SetOp      // UNION and kin: Left is nil
	Sample *Clause
	// Pipes are what FORK, TEE, LOG and IF pass their input to. Conditions are those of IF, one for each but that of ELSE.
	Pipes      []*Pipe
	Conditions []Expr
	Depth      *Ident // RECURSIVE UNION: a column that counts the rounds
	// Stmt is what becomes of the rows: an Insert, CreateTable or Copy without a query.
	Stmt    Stmt
	Clauses []*Clause
}

// Insert is INSERT, REPLACE, INSERT OVERWRITE.
type Insert struct {
	source.Span
	With      *With
	Verb      string // INSERT, REPLACE, UPSERT
	Overwrite bool
	Target    *Table   // its Alias is the alias of the target
	View      *Derived // Oracle, Db2: a query whose relation gets the rows; then Target is nil
	Columns   []*Name
	Partition []Expr
	Query     *Query        // also VALUES; nil with DEFAULT VALUES or Set
	Set       []*Assignment // INSERT ... SET a = 1
	// OnConflict are the assignments of ON DUPLICATE KEY UPDATE and ON CONFLICT ... DO UPDATE.
	OnConflict      []*Assignment
	OnConflictWhere Expr
	RowAlias        *TableAlias // MySQL: VALUES (...) AS new
	Returning       []*SelectItem
	Output          *Output
	Branches        []*InsertBranch // multi-table inserts (Snowflake, Oracle, Hive)
	Clauses         []*Clause
}

// An InsertBranch is one target of a multi-table insert.
type InsertBranch struct {
	source.Span
	When    Expr // nil for unconditional and ELSE
	Same    bool // the condition is that of the branch before it; When is nil
	Target  *Table
	Columns []*Name
	Values  []Expr
	// Hive's FROM x INSERT ... SELECT:
	Overwrite bool
	Partition []Expr
	Query     *Query
	Output    *Output
	Clauses   []*Clause
}

// Update is UPDATE with its joins.
type Update struct {
	source.Span
	With      *With
	Tables    []TableExpr // the target first; MySQL joins here
	Set       []*Assignment
	From      []TableExpr
	Where     Expr
	OrderBy   []*OrderItem
	Limit     *Limit
	Returning []*SelectItem
	Output    *Output
	Clauses   []*Clause
}

// An Assignment is target = value in UPDATE, MERGE, INSERT ... SET, or SET of a variable. Several targets are assigned
// from one row or subquery: (a, b) = (SELECT ...).
type Assignment struct {
	source.Span
	Targets []*ColumnRef
	Value   Expr
}

// Delete is DELETE; Targets are its targets when named apart from the FROM (MySQL's DELETE a, b FROM ...).
type Delete struct {
	source.Span
	With      *With
	Targets   []*Table
	From      []TableExpr // the target, or the joined tables when Targets is set
	Using     []TableExpr
	Where     Expr
	OrderBy   []*OrderItem
	Limit     *Limit
	Returning []*SelectItem
	Output    *Output
	Clauses   []*Clause
}

// Merge is MERGE INTO target USING source ON condition.
type Merge struct {
	source.Span
	With      *With
	Target    *Table
	View      *Derived // Oracle, Db2: a query whose relation is changed; then Target is nil
	Source    TableExpr
	On        Expr
	Whens     []*MergeWhen
	Returning []*SelectItem
	Output    *Output
	Clauses   []*Clause
}

// An Output is T-SQL's OUTPUT items INTO table: changed rows that go into a table instead of to the client.
type Output struct {
	source.Span
	Items   []*SelectItem
	Table   *Table // nil when Param is set
	Param   *Param // a variable that holds a table
	Columns []Ident
}

// A MergeWhen is one WHEN branch.
type MergeWhen struct {
	source.Span
	Matched    bool
	BySource   bool // NOT MATCHED BY SOURCE
	Condition  Expr
	Action     string // UPDATE, INSERT, DELETE, DO NOTHING, ...
	Set        []*Assignment
	Columns    []*Name
	Values     []Expr
	Where      Expr         // Oracle: UPDATE SET ... WHERE
	StarAction bool         // Databricks: UPDATE *, INSERT *
	Except     []*ColumnRef // the columns that a StarAction leaves out
}

// CreateTable is CREATE TABLE, also AS a query.
type CreateTable struct {
	source.Span
	OrReplace   bool
	IfNotExists bool
	Temporary   bool
	External    bool
	Name        *Table
	Columns     []*ColumnDef
	Constraints []*Constraint
	Query       *Query
	Like        *Table // LIKE or CLONE of another table
	Clauses     []*Clause
}

// A ColumnDef is one column of a CREATE TABLE or of a typed column list.
type ColumnDef struct {
	source.Span
	Name        Ident
	Type        *TypeName // nil where the dialect lets it go
	NotNull     bool
	PrimaryKey  bool
	Unique      bool
	Default     Expr
	Generated   Expr
	Check       Expr
	References  *Table
	RefColumns  []Ident
	Comment     *Literal
	Constraints []*Clause // what else stands behind it: collations, masking policies, encodings
}

// A Constraint is a table constraint: a key, a reference, or a check.
type Constraint struct {
	source.Span
	Name       *Ident
	Kind       ConstraintKind
	Columns    []Ident
	References *Table
	RefColumns []Ident
	Check      Expr
	Clauses    []*Clause
}

// ConstraintKind names a kind of table constraint.
type ConstraintKind uint8

// The kinds of table constraints.
const (
	PrimaryKey ConstraintKind = iota
	UniqueKey
	ForeignKey
	CheckConstraint
	IndexKey // a plain index, not unique
)

// CreateView is CREATE VIEW, also MATERIALIZED and dynamic tables.
type CreateView struct {
	source.Span
	OrReplace    bool
	IfNotExists  bool
	Temporary    bool
	Materialized bool
	Name         *Table
	Columns      []Ident
	To           *Table // ClickHouse: the table that a materialised view fills
	Query        *Query // nil when opaque
	Clauses      []*Clause
}

// CreateFunction is CREATE FUNCTION or PROCEDURE. The body is one of Query, Expr, Block, or text in another language.
type CreateFunction struct {
	source.Span
	OrReplace  bool
	Procedure  bool
	Name       *Name
	Params     []*ColumnDef
	Returns    []*ColumnDef // of a table function
	ReturnType *TypeName
	Language   string // lower case; "sql" or "" when its body is SQL
	Query      *Query
	Expr       Expr
	Block      *Block
	Text       *Literal
	Clauses    []*Clause
}

// A Copy moves rows between relations and files: COPY, UNLOAD, EXPORT, LOAD.
type Copy struct {
	source.Span
	Verb    string
	Into    *Table  // the relation that is filled, or nil
	Columns []Ident // of Into
	From    *Table  // the relation that is read, or nil
	Query   *Query  // the query that is read, or nil
	Exprs   []Expr  // locations and the like
	Clauses []*Clause
}

// A Block is procedural code: the statements inside it in order, and the expressions that it evaluates itself
// (conditions, assigned values).
type Block struct {
	source.Span
	Kind       string // BEGIN, IF, LOOP, WHILE, FOR, CASE, DECLARE, SET, RETURN, ...
	Declares   []*ColumnDef
	Exprs      []Expr
	Statements []*Statement
	On         *Table    // the relation whose changes set a trigger off
	Clauses    []*Clause // handlers, labels, what a task or trigger is bound to
}

// Explain wraps the statement it explains.
type Explain struct {
	source.Span
	Verb    string
	Stmt    Stmt
	Clauses []*Clause // its options
}

// Other is a statement recognised by its kind alone: a grant, an alter, a setting.
type Other struct {
	source.Span
	Kind    string   // its leading keywords in upper case: ALTER TABLE, GRANT, SET
	Tables  []*Table // the relations it touches
	Exprs   []Expr   // values it holds, where they were read
	Query   *Query   // a query it runs or holds: CALL, SET x = (SELECT ...), DECLARE CURSOR FOR
	Renamed *Name    // what ALTER TABLE ... RENAME TO calls its relation
	Schema  *Name    // of USE: the database or schema that bare names behind it are in
	// Path are the schemas in which bare names behind the statement are looked up: of SET search_path, SET SCHEMA and
	// their like.
	Path []*Name
}

// OpaqueStmt stands for a statement that could not be read.
type OpaqueStmt struct {
	source.Span
	Opaque *Opaque
}

// A Fragment is what is no statement by itself: the body of a macro that yields an expression, some columns, clauses or
// common table expressions.
type Fragment struct {
	source.Span
	With    []*CTE
	Items   []*SelectItem
	Tables  []TableExpr
	Exprs   []Expr // conditions and keys
	Queries []*Query
	Clauses []*Clause
}

// A Clause is a stretch whose meaning is known to touch no column or relation: a hint, a storage option, a lock.
type Clause struct {
	source.Span
	Kind  string // upper case: FOR UPDATE, OPTIONS, CLUSTER BY
	Exprs []Expr // values and columns in it, where they were read
}

// ---- parts of queries ----

// An OrderItem is one key of an ORDER BY.
type OrderItem struct {
	source.Span
	Expr       Expr
	Desc       bool
	NullsFirst *bool
	All        bool // ORDER BY ALL; Expr is nil
	Clauses    []*Clause
}

// A Limit is LIMIT, OFFSET, FETCH or TOP.
type Limit struct {
	source.Span
	Count    Expr
	Offset   Expr
	Percent  bool
	WithTies bool
	Clause   *Clause // MariaDB's ROWS EXAMINED
}

// LimitBy is ClickHouse's LIMIT n BY columns, and Vertica's LIMIT n OVER (PARTITION BY columns ORDER BY columns).
type LimitBy struct {
	source.Span
	Limit *Limit
	By    []Expr
	Over  *WindowSpec
}

// A GroupBy is GROUP BY with its keys, ROLLUP, CUBE and GROUPING SETS among them.
type GroupBy struct {
	source.Span
	Items      []Expr
	All        bool // GROUP BY ALL
	Distinct   bool
	WithRollup bool // also WITH CUBE
	WithTotals bool
	Clauses    []*Clause // WITH (DISTRIBUTED_AGG)
}

// A Distribution is SORT BY, DISTRIBUTE BY or CLUSTER BY in a query.
type Distribution struct {
	source.Span
	Kind  string
	Items []*OrderItem
}

// Into is the target of SELECT ... INTO: a table that is made, or variables.
type Into struct {
	source.Span
	Table  *Table
	Params []Expr
	Clause *Clause // OUTFILE and DUMPFILE, or where the table is kept
}

// A NamedWindow is one definition of a WINDOW clause.
type NamedWindow struct {
	source.Span
	Name Ident
	Spec *WindowSpec
}

// A WindowSpec is what stands in OVER (...) or behind WINDOW name AS. OVER name has only Base.
type WindowSpec struct {
	source.Span
	Base        *Ident
	PartitionBy []Expr
	OrderBy     []*OrderItem
	Measures    []*SelectItem // of Match
	Frame       *Frame
	Match       *MatchRecognize // a pattern of the window's rows; without Input and Measures
}

// A Frame bounds a window.
type Frame struct {
	source.Span
	Unit      string // ROWS, RANGE, GROUPS
	Start     *FrameBound
	End       *FrameBound // nil without BETWEEN
	Exclusion string      // upper case, or ""
}

// A FrameBound is one end of a frame.
type FrameBound struct {
	source.Span
	Kind   string // UNBOUNDED PRECEDING, PRECEDING, CURRENT ROW, FOLLOWING, UNBOUNDED FOLLOWING
	Offset Expr
}

// ---- table expressions ----

// A TableAlias is the name that a table expression is given, with the names of its columns where they are given too.
type TableAlias struct {
	source.Span
	Name    Ident // zero (Name "") when only columns are given
	Columns []Ident
	Types   []*TypeName // of Columns; nil where a column has none, and behind the last that has one
}

// A Table is a reference to a named relation.
type Table struct {
	source.Span
	Name       *Name
	Alias      *TableAlias
	Only       bool
	Final      bool      // ClickHouse
	TimeTravel *Clause   // AT, BEFORE, FOR SYSTEM_TIME AS OF, ...
	Sample     *Clause   // TABLESAMPLE, SAMPLE
	Clauses    []*Clause // index hints, PARTITION, WITH (NOLOCK), CHANGES
	Stage      bool      // a file or stage (`@stage/path`, 'file.parquet'), not a relation
	Hole       *Hole     // a template tag names it; Name is nil unless the tag tells
}

// A Derived is a subquery in FROM.
type Derived struct {
	source.Span
	Lateral    bool
	Query      *Query // also VALUES
	Alias      *TableAlias
	Ordinality bool
	Sample     *Clause
	Clauses    []*Clause
}

// A TableFunc is a function in FROM: UNNEST, FLATTEN, generate_series, JSON_TABLE, ROWS FROM, LATERAL VIEW.
type TableFunc struct {
	source.Span
	Lateral    bool // LATERAL stands there; most dialects imply it
	View       bool // LATERAL VIEW: Alias.Name names the table, Alias.Columns the columns
	Outer      bool
	Funcs      []Expr // one, or several for ROWS FROM; *Call, or a value where the dialect unnests arrays by name
	Alias      *TableAlias
	Ordinality bool   // WITH ORDINALITY
	Offset     *Ident // BigQuery: WITH OFFSET AS name; named "offset" when not given (then its span is OFFSET's)
	Columns    []*ColumnDef
	Sample     *Clause
	Clauses    []*Clause
}

// A Join joins two table expressions. A comma in FROM is no Join.
type Join struct {
	source.Span
	Kind    JoinKind
	Natural bool
	// Side of a Semi or Anti join that is kept is the left one, unless RightSide.
	RightSide bool
	Asof      bool
	Any       bool // ClickHouse ANY, ALL, GLOBAL strictness
	Lateral   bool // CROSS APPLY, OUTER APPLY
	Left      TableExpr
	Right     TableExpr
	On        Expr
	Using     []Ident
	// Match is Snowflake's MATCH_CONDITION.
	Match   Expr
	Clauses []*Clause
}

// JoinKind says which rows a join keeps.
type JoinKind uint8

// The kinds of joins. A CROSS APPLY is a Cross, an OUTER APPLY a Left join, both Lateral.
const (
	Inner JoinKind = iota
	LeftJoin
	RightJoin
	FullJoin
	Cross
	Semi
	Anti
	Positional
	ArrayJoin // ClickHouse: Right is a TableFunc without a call
)

func (k JoinKind) String() string {
	return [...]string{"INNER", "LEFT", "RIGHT", "FULL", "CROSS", "SEMI", "ANTI", "POSITIONAL", "ARRAY"}[k]
}

// A ParenTable is a table expression in parentheses, with an alias where the dialect lets it have one.
type ParenTable struct {
	source.Span
	X     TableExpr
	Alias *TableAlias
}

// A Pivot turns rows of its input into columns.
type Pivot struct {
	source.Span
	Input      TableExpr
	Aggregates []*SelectItem
	For        []Expr
	In         []*SelectItem // values with their aliases
	InQuery    *Query
	InAny      bool         // ANY: the columns depend on the data
	Order      []*OrderItem // of ANY
	GroupBy    []Expr
	Default    Expr
	Alias      *TableAlias
}

// An Unpivot turns columns of its input into rows.
type Unpivot struct {
	source.Span
	Input        TableExpr
	IncludeNulls bool
	Values       []Ident // the new value columns
	Names        []Ident // the new name columns
	In           []*UnpivotItem
	Star         Expr // DuckDB: COLUMNS(...)
	Alias        *TableAlias
}

// An UnpivotItem is one column, or one row of columns, of an Unpivot.
type UnpivotItem struct {
	source.Span
	Columns []*ColumnRef
	Expr    Expr // DuckDB: a value that is computed; then there are no Columns
	Alias   Expr // what stands in the name column, or nil
}

// A MatchRecognize finds patterns of rows. Input is nil where a window does so.
type MatchRecognize struct {
	source.Span
	Input       TableExpr
	PartitionBy []Expr
	OrderBy     []*OrderItem
	Measures    []*SelectItem
	AllRows     bool
	Symbols     []Ident       // of PATTERN and SUBSET: they qualify columns of Input
	Defines     []*SelectItem // Alias is the symbol
	Clauses     []*Clause     // PATTERN, AFTER MATCH SKIP, SUBSET
	Alias       *TableAlias
}

// ---- expressions ----

// A ColumnRef is a name where a value stands: a column, qualified or not, or a field of one.
type ColumnRef struct {
	source.Span
	Parts     []Ident
	OuterJoin bool // Oracle's (+)
}

// Last is the reference's last part.
func (c *ColumnRef) Last() *Ident { return &c.Parts[len(c.Parts)-1] }

// A Star is * or t.*, with what modifies it; also COLUMNS(...).
type Star struct {
	source.Span
	Qualifier []Ident
	X         Expr // (expression).*; then Qualifier is empty
	Except    []*ColumnRef
	Replace   []*SelectItem
	Rename    []*SelectItem // Expr is a ColumnRef, Alias the new name
	Pattern   Expr          // ILIKE, LIKE, or the argument of COLUMNS(...)
	Like      string        // LIKE or ILIKE where the pattern is one of these; "" for any other
	Apply     []Expr        // ClickHouse APPLY
}

// LiteralKind says what a literal is.
type LiteralKind uint8

// The kinds of literals.
const (
	Number LiteralKind = iota
	String
	Bytes // also hex and bit strings
	Null
	True
	False
	Default   // DEFAULT where a value stands
	TypedText // DATE '2024-01-01', with Literal.Type
)

// A Literal is a constant. Text is its value: a string without quotes and escapes; a number as written.
type Literal struct {
	source.Span
	Kind LiteralKind
	Text string
	Type *TypeName
}

// A Param is a placeholder or variable: ?, $1, :name, @name, %(name)s.
type Param struct {
	source.Span
	Name string // as written
}

// A Word is a keyword that stands as an argument: a date part, a trim direction, a charset.
type Word struct {
	source.Span
	Text string // as written
}

// A Unary is a prefix or postfix operator.
type Unary struct {
	source.Span
	Op string // NOT, -, +, ~, !, PRIOR, CONNECT_BY_ROOT, BINARY, ...; upper case
	X  Expr
}

// A Binary is an infix operator with two operands.
type Binary struct {
	source.Span
	Op    Op
	Text  string // the operator as written, upper case
	Left  Expr
	Right Expr
}

// Op groups binary operators by what they mean to an analysis.
type Op uint8

// The groups of binary operators.
const (
	OpOther Op = iota // Binary.Text tells
	OpAnd
	OpOr
	OpXor
	OpEq // also ==
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpNullSafeEq // <=>
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpMod
	OpConcat
	OpAssign // :=
	OpJSON   // ->, ->>, #>, #>>
)

// Comparison reports whether the operator compares.
func (o Op) Comparison() bool { return o >= OpEq && o <= OpNullSafeEq }

// A Like matches a pattern.
type Like struct {
	source.Span
	X       Expr
	Not     bool
	Op      string // LIKE, ILIKE, RLIKE, REGEXP, SIMILAR TO, GLOB, MATCH
	Any     string // ANY, ALL, SOME: Pattern is then a Row, Array or Subquery
	Pattern Expr
	Escape  Expr
}

// An Is tests: IS NULL, IS TRUE, IS DISTINCT FROM x, ISNULL.
type Is struct {
	source.Span
	X   Expr
	Not bool
	// What is NULL, TRUE, FALSE, UNKNOWN, DISTINCT FROM, DOCUMENT, JSON, OF, NORMALIZED, NAN, ...
	What string
	Y    Expr // of DISTINCT FROM
}

// A Between tests a range.
type Between struct {
	source.Span
	X         Expr
	Not       bool
	Symmetric bool
	Low, High Expr
}

// An In tests membership: in List, in Query, or in the array, table or parameter that is List's only element when
// Bare (IN UNNEST(x), IN @p, IN tuple_column).
type In struct {
	source.Span
	X     Expr
	Not   bool
	List  []Expr
	Query *Query
	Bare  bool
}

// An Exists tests whether a query has rows.
type Exists struct {
	source.Span
	Query *Query
}

// A Subquery is a query where a value stands.
type Subquery struct {
	source.Span
	Kind  string // "", ARRAY, MULTISET, MAP, CURSOR
	Query *Query
	Alias *TableAlias // of a table that a function is given: f(TABLE(t) AS a)
}

// A Quantified is op ANY (...), op ALL (...).
type Quantified struct {
	source.Span
	X     Expr
	Op    Op
	Text  string
	All   bool
	Query *Query
	Array Expr // when not a query
}

// A Case is a CASE expression.
type Case struct {
	source.Span
	Operand Expr
	Whens   []*When
	Else    Expr
}

// A When is one branch of a Case.
type When struct {
	source.Span
	Condition Expr
	Result    Expr
}

// A Cast converts to a type, in any spelling.
type Cast struct {
	source.Span
	X     Expr
	Type  *TypeName
	Style string // CAST, TRY_CAST, SAFE_CAST, CONVERT, TRY_CONVERT, "::", ...
	// Exprs are a format, a style, a default on error.
	Exprs []Expr
}

// A TypeName is a data type as written.
type TypeName struct {
	source.Span
	Name  string // upper case, words joined by one space, without arguments: DOUBLE PRECISION, ARRAY, STRUCT
	Args  []Expr
	Elems []*TypeName // of ARRAY<...>, MAP<...>
	// Clauses are the constraints of TABLE (...).
	Clauses []*Clause
	Fields  []*ColumnDef // of STRUCT<...>, ROW(...), OBJECT(...)
}

// A Call is a function call with everything that may stand in and behind its parentheses.
type Call struct {
	source.Span
	Name          *Name
	Callee        Expr // instead of Name when the function is an expression: x.method(y)
	Params        []Expr
	Args          []Expr // also *Star, *Word, *NamedArg, *Lambda, *Subquery
	Distinct      bool
	OrderBy       []*OrderItem
	Limit         *Limit
	Separator     Expr
	Nulls         string // IGNORE, RESPECT, or ""
	WithinGroup   []*OrderItem
	Filter        Expr
	Over          *WindowSpec
	Clauses       []*Clause // whatever else stands in or behind it
	NoParentheses bool      // CURRENT_DATE
}

// A NamedArg is name => value.
type NamedArg struct {
	source.Span
	Name  Ident
	Value Expr
}

// A Lambda is x -> ..., (x, y) -> ....
type Lambda struct {
	source.Span
	Params []Ident
	Types  []*TypeName // of the parameters, where given
	Body   Expr
}

// An Array is [1, 2], ARRAY[1, 2] or ARRAY(1, 2) as a constructor.
type Array struct {
	source.Span
	Type    *TypeName
	Elems   []Expr
	Clauses []*Clause // Oracle's JSON [a NULL ON NULL]
}

// A Struct is STRUCT(1 AS a), {a: 1}, ROW(...) with names, or a map.
type Struct struct {
	source.Span
	Type    *TypeName
	Fields  []*StructField
	Clauses []*Clause // Oracle's JSON {'a' : b ABSENT ON NULL}
}

// A StructField is one entry of a Struct; Name or Key may be missing.
type StructField struct {
	source.Span
	Name  *Ident
	Key   Expr
	Value Expr
}

// A Row is (a, b): several values as one; also ROW(a, b).
type Row struct {
	source.Span
	Elems []Expr
}

// A Paren is an expression in parentheses.
type Paren struct {
	source.Span
	X Expr
}

// An Index is x[i], x[i:j] or x[i:j:step].
type Index struct {
	source.Span
	X     Expr
	Index Expr // nil in x[:j]
	Upper Expr
	Step  Expr
	Slice bool
}

// A Field is a field of an expression that is no name: f(x).y, (s).y, a[0].b.
type Field struct {
	source.Span
	X    Expr
	Name Ident
}

// A Path is semi-structured access: payload:customer.email.
type Path struct {
	source.Span
	X     Expr
	Steps []*PathStep
}

// A PathStep is one step of a Path: a name or an index.
type PathStep struct {
	source.Span
	Name  Ident // Name "" when Index is set
	Index Expr
}

// An Interval is INTERVAL '1' DAY and its kin.
type Interval struct {
	source.Span
	Value Expr
	Unit  string // upper case, or ""
	To    string
}

// An AtTimeZone is x AT TIME ZONE z.
type AtTimeZone struct {
	source.Span
	X    Expr
	Zone Expr // nil for AT LOCAL
}

// A Collate is x COLLATE name.
type Collate struct {
	source.Span
	X         Expr
	Collation *Name
}

// A Grouping is ROLLUP, CUBE or GROUPING SETS in a GROUP BY.
type Grouping struct {
	source.Span
	Kind  string // ROLLUP, CUBE, GROUPING SETS
	Items []Expr
}

// A Hole is a template tag where a node of the tree stands; what it yields is not known.
type Hole struct {
	source.Span
	Text string // the tag as written
}

// An Opaque is a stretch that was not understood.
type Opaque struct {
	source.Span
	Reason string
}

func (*Query) stmt()          {}
func (*Fragment) stmt()       {}
func (*Insert) stmt()         {}
func (*Update) stmt()         {}
func (*Delete) stmt()         {}
func (*Merge) stmt()          {}
func (*CreateTable) stmt()    {}
func (*CreateView) stmt()     {}
func (*CreateFunction) stmt() {}
func (*Copy) stmt()           {}
func (*Block) stmt()          {}
func (*Explain) stmt()        {}
func (*Other) stmt()          {}
func (*OpaqueStmt) stmt()     {}

func (*Select) body()     {}
func (*SetOp) body()      {}
func (*Values) body()     {}
func (*TableBody) body()  {}
func (*Query) body()      {} // in parentheses
func (*Pipe) body()       {}
func (*Changed) body()    {}
func (*OpaqueBody) body() {}

func (*Table) tableExpr()          {}
func (*Derived) tableExpr()        {}
func (*TableFunc) tableExpr()      {}
func (*Join) tableExpr()           {}
func (*ParenTable) tableExpr()     {}
func (*Pivot) tableExpr()          {}
func (*Unpivot) tableExpr()        {}
func (*MatchRecognize) tableExpr() {}
func (*Hole) tableExpr()           {}
func (*Opaque) tableExpr()         {}

func (*ColumnRef) expr()  {}
func (*Star) expr()       {}
func (*Literal) expr()    {}
func (*Param) expr()      {}
func (*Word) expr()       {}
func (*Unary) expr()      {}
func (*Binary) expr()     {}
func (*Like) expr()       {}
func (*Is) expr()         {}
func (*Between) expr()    {}
func (*In) expr()         {}
func (*Exists) expr()     {}
func (*Subquery) expr()   {}
func (*Quantified) expr() {}
func (*Case) expr()       {}
func (*Cast) expr()       {}
func (*Call) expr()       {}
func (*NamedArg) expr()   {}
func (*Lambda) expr()     {}
func (*Array) expr()      {}
func (*Struct) expr()     {}
func (*Row) expr()        {}
func (*Paren) expr()      {}
func (*Index) expr()      {}
func (*Field) expr()      {}
func (*Path) expr()       {}
func (*Interval) expr()   {}
func (*AtTimeZone) expr() {}
func (*Collate) expr()    {}
func (*Grouping) expr()   {}
func (*Hole) expr()       {}
func (*Opaque) expr()     {}
