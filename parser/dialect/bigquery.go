package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var bigquery = Dialect{
	Name: "bigquery",
	Doc:  "GoogleSQL: backquoted project.dataset.table, structs, arrays, pipe syntax, SELECT * EXCEPT and REPLACE",
	Lexical: Lexical{
		DoubleQuoteStrings: true, Backticks: true, TripleQuotes: true, RawStrings: true, Escapes: Backslashes,
		HashComments: true, AtParams: true, DashNames: true,
	},
	Fold:         FoldNone,
	Reserved:     reserved.With(QUALIFY, UNNEST, STRUCT, ARRAY, WINDOW),
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax: Syntax{
		PipesConcat: true, StructsInBraces: true, Lambdas: true,
		DottedQuotes: true, TrailingCommas: true, FromFirst: true, PartLast: true, Strict: true,
	},
}
