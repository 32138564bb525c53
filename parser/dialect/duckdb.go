package dialect

var duckdb = Dialect{
	Name:         "duckdb",
	Doc:          "DuckDB: FROM first, files as tables, COLUMNS(...), structs, lambdas, ASOF and POSITIONAL joins, PIVOT statements",
	Lexical:      Lexical{DollarQuotes: true, NestedComments: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax: Syntax{
		PipesConcat: true, StructsInBraces: true, Lambdas: true, FromFirst: true, TrailingCommas: true, EqualArgs: true,
		DotCalls: true, NumberedItems: true, Strict: true,
	},
}
