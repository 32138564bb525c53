package dialect

var (
	hiveText = Lexical{
		DoubleQuoteStrings: true, Backticks: true, Escapes: Backslashes, DigitNames: true, NumberSuffixes: true,
	}
	sparkText = Lexical{
		DoubleQuoteStrings: true, Backticks: true, RawStrings: true, Escapes: Backslashes, DigitNames: true, NumberSuffixes: true,
		RawBackslashes: true, DollarQuotes: true, NestedComments: true,
	}
	databricksText = func() Lexical { l := sparkText; l.Cells = true; return l }()
	impalaText     = Lexical{DoubleQuoteStrings: true, Backticks: true, Escapes: Backslashes, DigitNames: true}

	sparkSyntax = Syntax{ColonPaths: true, PipesConcat: true, Lambdas: true, WordOperators: true, FromFirst: true, Streams: true, RegexColumns: true}
)

var databricks = Dialect{
	Name:         "databricks",
	Doc:          "Databricks: Spark SQL with paths into semi-structured data (a:b.c), Delta time travel, COPY INTO, pipe syntax, scripting",
	Lexical:      databricksText,
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       sparkSyntax,
}

var sparksql = Dialect{
	Name:         "sparksql",
	Doc:          "Apache Spark SQL: LATERAL VIEW, TRANSFORM, semi and anti joins, lambdas, files as tables, pipe syntax",
	Lexical:      sparkText,
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       sparkSyntax,
}

var hive = Dialect{
	Name:         "hive",
	Doc:          "Apache Hive: LATERAL VIEW, TRANSFORM, DISTRIBUTE BY, multiple inserts, FROM first",
	Lexical:      hiveText,
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, WordOperators: true, FromFirst: true, RegexColumns: true},
}

var impala = Dialect{
	Name:         "impala",
	Doc:          "Apache Impala: Hive with its own joins, hints and statistics",
	Lexical:      impalaText,
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
