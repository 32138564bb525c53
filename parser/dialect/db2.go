package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var db2 = Dialect{
	Name:         "db2",
	Doc:          "IBM Db2: isolation clauses, FINAL TABLE, labeled durations, SQL PL",
	Lexical:      Lexical{HashNames: true, AtEnds: true, BangsConcat: true},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias.With(CONCAT),
	Values:       SetOf(USER),
	Syntax:       Syntax{PipesConcat: true, Durations: true, IntoVariables: true, WordOperators: true},
}
