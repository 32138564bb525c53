package dialect

var trino = Dialect{
	Name:         "trino",
	Doc:          "Trino: lambdas, MATCH_RECOGNIZE, UNNEST WITH ORDINALITY, TABLE functions, JSON paths",
	Lexical:      Lexical{DollarQuotes: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, Lambdas: true, Strict: true},
}

var presto = Dialect{
	Name:         "presto",
	Doc:          "PrestoDB: lambdas, UNNEST WITH ORDINALITY",
	Lexical:      Lexical{},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, Lambdas: true},
}

var athena = Dialect{
	Name:         "athena",
	Doc:          "Amazon Athena: Trino queries, Hive table definitions, UNLOAD",
	Lexical:      Lexical{Backticks: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, PipesConcat: true, Lambdas: true},
}
