package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var sqlite = Dialect{
	Name:         "sqlite",
	Doc:          "SQLite: names in any quotes, INSERT OR REPLACE, dynamic types, parameters ?1, :a, @a and $a",
	Lexical:      Lexical{Backticks: true, Brackets: true, AtParams: true, OpenComments: true},
	Fold:         FoldNone,
	Reserved:     reserved.Without(BY, LIKE, CROSS, INNER, NATURAL), // its grammar falls back to names
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, EmptyLists: true, StringNames: true, InTables: true, StringAliases: true, IsCompares: true, CrossConditions: true, Strict: true},
}
