package dialect

var clickhouse = Dialect{
	Name:         "clickhouse",
	Doc:          "ClickHouse: ARRAY JOIN, PREWHERE, LIMIT BY, FINAL, SAMPLE, lambdas, WITH expression AS name, parametric functions",
	Lexical:      Lexical{Backticks: true, Escapes: Backslashes, NameEscapes: Backslashes, HashComments: true},
	Fold:         FoldExact,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, Lambdas: true, ExprCTEs: true, EmptyLists: true, TrailingCommas: true, FromFirst: true},
}
