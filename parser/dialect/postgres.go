package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

// postgresReserved leaves out what Postgres lists as not reserved (PostgreSQL documentation, appendix C).
var (
	postgresReserved     = reserved.Without(BY)
	postgresNoTableAlias = noTableAlias.With(GRANT)
)

var postgresLexical = Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true}

var postgresSyntax = Syntax{
	JoinConditions: true, PipesConcat: true, UserFunction: true, QuestionOperator: true, EmptySelect: true, Strict: true,
}

var postgres = Dialect{
	Name:         "postgres",
	Doc:          "PostgreSQL: dollar quotes, user-defined operators, casts with ::, DISTINCT ON, nested comments",
	Lexical:      postgresLexical,
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: postgresNoTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       postgresSyntax,
}

var greenplum = Dialect{
	Name:         "greenplum",
	Doc:          "Greenplum: PostgreSQL with distribution, partitions and external tables",
	Lexical:      postgresLexical,
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: postgresNoTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       postgresSyntax,
}

var materialize = Dialect{
	Name:         "materialize",
	Doc:          "Materialize: PostgreSQL with sources, sinks, SUBSCRIBE and AS OF",
	Lexical:      postgresLexical,
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: postgresNoTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, UserFunction: true, QuestionOperator: true, EmptySelect: true, Lists: true, Strict: true},
}

var redshift = Dialect{
	Name:         "redshift",
	Doc:          "Amazon Redshift: PostgreSQL with UNLOAD, COPY options, paths into SUPER values, backslashes in strings",
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true, HashNames: true, Escapes: Backslashes},
	Fold:         FoldLower,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, EmptySelect: true, Strict: true},
}

var vertica = Dialect{
	Name:         "vertica",
	Doc:          "Vertica: PostgreSQL with projections, TIMESERIES, MATCH and event series joins",
	Lexical:      postgresLexical,
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, Lambdas: true, UserFunction: true},
}
