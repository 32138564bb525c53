package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var clickhouse = Dialect{
	Name: "clickhouse",
	Doc:  "ClickHouse: ARRAY JOIN, PREWHERE, LIMIT BY, FINAL, SAMPLE, lambdas, WITH expression AS name, parametric functions",
	Lexical: Lexical{
		Backticks: true, DollarQuotes: true, Escapes: Backslashes, NameEscapes: Backslashes, HashComments: true,
		InlineData: true,
	},
	Fold:         FoldExact,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias.With(GLOBAL),
	Syntax: Syntax{
		PipesConcat: true, Lambdas: true, ExprCTEs: true, EmptyLists: true, TrailingCommas: true, FromFirst: true,
		TailedTerms: true, WordOperators: true, Ternary: true, NamesAsTables: true, InTables: true, EqualArgs: true,
	},
}
