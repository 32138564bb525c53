package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

// All is the table: one row a dialect, in alphabetical order behind generic.
//
// Reserved words are those of each product's documentation as far as the grammar needs them to tell one reading from
// another; a word more would reject SQL that the product takes.
var All = []*Dialect{
	&generic, &ansi, &athena, &bigquery, &clickhouse, &databricks, &db2, &doris, &duckdb, &exasol, &flink, &greenplum, &hive,
	&impala, &mariadb, &materialize, &mysql, &oracle, &postgres, &presto, &redshift, &singlestore, &snowflake, &sparksql,
	&sqlite, &starrocks, &teradata, &tidb, &trino, &tsql, &vertica,
}

var generic = Dialect{
	Name: "generic",
	Doc:  "the widest acceptance, for when the dialect is not known",
	Lexical: Lexical{
		Backticks: true, DollarQuotes: true, RawStrings: true, Escapes: GuessEscapes, AtParams: true,
		HashComments: true, HashNames: true, QQuotes: true, ScriptBodies: true,
	},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Starters:     tsqlStarters,
	Syntax: Syntax{
		ColonPaths: true, PipesConcat: true, StructsInBraces: true, Stages: true,
		WordOperators: true, Lambdas: true, DottedQuotes: true, TableCommas: true, Batches: true, TrailingCommas: true, EmptySelect: true,
		StringAliases: true, TailedTerms: true, EmptyLists: true, FromFirst: true, ExprCTEs: true, Ternary: true, EqualArgs: true,
	},
}

var ansi = Dialect{
	Name:         "ansi",
	Doc:          "ISO/IEC 9075 SQL",
	Lexical:      Lexical{HashComments: true, DigitNames: true, Escapes: GuessEscapes, NameEscapes: GuessEscapes},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, Durations: true, IntoVariables: true, Strict: true, ClausesAsNames: true, UserFunction: true},
}

// aliases are further names that people use.
var aliases = map[string]string{
	"postgresql":   "postgres",
	"googlesql":    "bigquery",
	"bq":           "bigquery",
	"sql":          "generic",
	"spark":        "sparksql",
	"spark-sql":    "sparksql",
	"spark2":       "sparksql",
	"mssql":        "tsql",
	"sqlserver":    "tsql",
	"transact-sql": "tsql",
	"transactsql":  "tsql",
	"synapse":      "tsql",
	"fabric":       "tsql",
	"prestodb":     "presto",
	"prestosql":    "trino",
	"memsql":       "singlestore",
	"plsql":        "oracle",
	"sqlite3":      "sqlite",
}

// reserved are the words that no dialect lets stand bare as the name of a column or relation, so that the grammar may
// take them for what they introduce.
var reserved = SetOf(
	ALL, AND, AS, BETWEEN, BY, CASE, CREATE, CROSS, DISTINCT, ELSE, EXCEPT, EXISTS,
	FROM, GROUP, HAVING, IN, INNER, INTERSECT, INTO, IS, JOIN, LIKE, LIMIT, NATURAL, NOT, NULL, ON, OR, ORDER,
	SELECT, THEN, UNION, USING, WHEN, WHERE, WITH,
)

// noTableAlias are the words that may follow a table expression, and so are no alias of it.
var noTableAlias = reserved.With(
	ANTI, ASOF, CLUSTER, CONNECT, CROSS, DISTRIBUTE, FETCH, FINAL, FOR, FULL, GLOBAL, LATERAL, LEFT, NULLAWARE, SEMIALL,
	MATCH_RECOGNIZE, MINUS, OFFSET, OUTER, PREWHERE, QUALIFY, RETURNING, RIGHT, SEMI, SET, SETTINGS,
	SORT, START, STRAIGHT_JOIN, TABLESAMPLE, USING, VALUES, WHEN, WINDOW, MATCH_CONDITION, POSITIONAL, WITHIN, UNPIVOT,
	PIVOT, DEFAULT, DO, IF, END, GO, INSERT,
)

// noItemAlias are the words that may follow a select item, and so are no alias of it.
var noItemAlias = reserved.With(
	CLUSTER, CONNECT, DISTRIBUTE, FETCH, MINUS, PREWHERE, QUALIFY, SORT, WINDOW, OVER,
	COLLATE, RETURNING, ASC, DESC, ISNULL, NOTNULL, ILIKE, RLIKE, REGEXP, IREGEXP, SIMILAR, FOR, DIV, OFFSET, BULK, DO, IF,
)
