package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var teradata = Dialect{
	Name:         "teradata",
	Doc:          "Teradata: SEL, QUALIFY, TOP, NORMALIZE, volatile tables, casts with (FORMAT ...), BTEQ commands",
	Lexical:      Lexical{HashNames: true},
	Fold:         FoldNone,
	Reserved:     reserved.With(NORMALIZE),
	NoTableAlias: noTableAlias.With(SAMPLE, EXPAND, PRIMARY),
	NoItemAlias:  noItemAlias.With(SAMPLE, EXPAND),
	Values:       SetOf(DATE, TIME, USER, SESSION, DATABASE),
	Syntax: Syntax{
		PipesConcat: true, WordOperators: true, Abbreviations: true, AttributePhrases: true, Durations: true, IntoVariables: true,
	},
}
