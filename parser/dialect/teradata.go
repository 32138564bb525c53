package dialect

var teradata = Dialect{
	Name:         "teradata",
	Doc:          "Teradata: SEL, QUALIFY, TOP, NORMALIZE, volatile tables, casts with (FORMAT ...), BTEQ commands",
	Lexical:      Lexical{HashNames: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{PipesConcat: true, WordOperators: true},
}
