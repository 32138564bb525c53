package dialect

var oracle = Dialect{
	Name:         "oracle",
	Doc:          "Oracle: CONNECT BY, (+) joins, MODEL, MATCH_RECOGNIZE, q quotes, PL/SQL blocks, SQL*Plus commands",
	Lexical:      Lexical{HashNames: true, QQuotes: true, SQLPlus: true},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, PLSQL: true, UserFunction: true},
}
