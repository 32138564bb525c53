package dialect

var oracle = Dialect{
	Name:         "oracle",
	Doc:          "Oracle: CONNECT BY, (+) joins, MODEL, MATCH_RECOGNIZE, q quotes, PL/SQL blocks, SQL*Plus commands",
	Lexical:      Lexical{HashNames: true},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true},
}

var db2 = Dialect{
	Name:         "db2",
	Doc:          "IBM Db2: isolation clauses, FINAL TABLE, labeled durations, SQL PL",
	Lexical:      Lexical{HashNames: true},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true},
}

var exasol = Dialect{
	Name:         "exasol",
	Doc:          "Exasol: IMPORT and EXPORT, CONNECT BY, scripts, PREFERRING, GROUP_CONCAT",
	Lexical:      Lexical{},
	Fold:         FoldUpper,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true},
}
