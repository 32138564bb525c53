package dialect

var tsql = Dialect{
	Name:         "tsql",
	Doc:          "Transact-SQL (SQL Server, Synapse, Fabric): bracketed names, TOP, APPLY, GO, variables, scripting without semicolons",
	Lexical:      Lexical{Brackets: true, HashNames: true, AtParams: true, NestedComments: true},
	Fold:         FoldNone,
	Reserved:     reserved,
	NoTableAlias: noTableAlias,
	NoItemAlias:  noItemAlias,
	Syntax:       Syntax{JoinConditions: true, AssignedItems: true, StringAliases: true},
}
