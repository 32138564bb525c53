package dialect

var databricks = Dialect{
	Name:         "databricks",
	Doc:          "Databricks: Spark SQL with paths into semi-structured data (a:b.c), Delta time travel, COPY INTO, pipe syntax, scripting",
	Lexical:      Lexical{DoubleQuoteStrings: true, Backticks: true, RawStrings: true, Escapes: Backslashes, DigitNames: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{ColonPaths: true, PipesConcat: true, Lambdas: true, WordOperators: true},
}

var sparksql = Dialect{
	Name:         "sparksql",
	Doc:          "Apache Spark SQL: LATERAL VIEW, TRANSFORM, semi and anti joins, lambdas, files as tables, pipe syntax",
	Lexical:      Lexical{DoubleQuoteStrings: true, Backticks: true, RawStrings: true, Escapes: Backslashes, DigitNames: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, Lambdas: true, WordOperators: true},
}

var hive = Dialect{
	Name:         "hive",
	Doc:          "Apache Hive: LATERAL VIEW, TRANSFORM, DISTRIBUTE BY, multiple inserts, FROM first",
	Lexical:      Lexical{DoubleQuoteStrings: true, Backticks: true, RawStrings: true, Escapes: Backslashes, DigitNames: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, WordOperators: true, FromFirst: true},
}

var impala = Dialect{
	Name:         "impala",
	Doc:          "Apache Impala: Hive with its own joins, hints and statistics",
	Lexical:      Lexical{DoubleQuoteStrings: true, Backticks: true, RawStrings: true, Escapes: Backslashes, DigitNames: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, WordOperators: true},
}

var flink = Dialect{
	Name:         "flink",
	Doc:          "Apache Flink SQL: windowing table functions, temporal joins, MATCH_RECOGNIZE, statement sets",
	Lexical:      Lexical{Backticks: true},
	Fold:         FoldExact,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true},
}
