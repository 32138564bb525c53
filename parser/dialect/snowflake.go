package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var snowflake = Dialect{
	Name: "snowflake",
	Doc:  "Snowflake: paths into semi-structured data (a:b.c), stages, FLATTEN, QUALIFY, time travel, scripting",
	Lexical: Lexical{
		DollarQuotes: true, Escapes: Backslashes, SlashComments: true, HashComments: true,
	},
	Fold:         FoldUpper,
	Reserved:     reserved.With(QUALIFY),
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax: Syntax{
		ColonPaths: true, PipesConcat: true, StructsInBraces: true, Stages: true,
		Lambdas: true, TrailingCommas: true, Strict: true,
	},
}
