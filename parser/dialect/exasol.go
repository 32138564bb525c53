package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var exasol = Dialect{
	Name:         "exasol",
	Doc:          "Exasol: IMPORT and EXPORT, CONNECT BY, scripts, PREFERRING, GROUP_CONCAT",
	Lexical:      Lexical{Brackets: true, ScriptBodies: true},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias.With(PREFERRING, REFERENCING),
	NoItemAlias:  noItemAlias.With(PREFERRING),
	Values:       SetOf(USER),
	Syntax:       Syntax{PipesConcat: true, WordOperators: true},
}
