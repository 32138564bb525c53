package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

// postgresReserved leaves out what Postgres lists as not reserved (PostgreSQL documentation, appendix C).
var postgresReserved = reserved.Without(BY)

var postgres = Dialect{
	Name:         "postgres",
	Doc:          "PostgreSQL: dollar quotes, user-defined operators, casts with ::, DISTINCT ON, nested comments",
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true},
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: noTableAlias.With(GRANT),
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, UserFunction: true, QuestionOperator: true, EmptySelect: true, Strict: true},
}

var greenplum = Dialect{
	Name:         "greenplum",
	Doc:          "Greenplum: PostgreSQL with distribution, partitions and external tables",
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true},
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: noTableAlias.With(GRANT),
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, UserFunction: true, QuestionOperator: true, EmptySelect: true, Strict: true},
}

var materialize = Dialect{
	Name:         "materialize",
	Doc:          "Materialize: PostgreSQL with sources, sinks, SUBSCRIBE and AS OF",
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true},
	Fold:         FoldLower,
	Reserved:     postgresReserved,
	NoTableAlias: noTableAlias.With(GRANT),
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
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true, CustomOperators: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, Lambdas: true},
}
