package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var tsql = Dialect{
	Name:         "tsql",
	Doc:          "Transact-SQL (SQL Server, Synapse, Fabric): bracketed names, TOP, APPLY, GO, variables, scripting without semicolons",
	Lexical:      Lexical{Brackets: true, HashNames: true, AtParams: true, AtNames: true, NestedComments: true},
	Fold:         FoldNone,
	Reserved:     tsqlReserved,
	NoTableAlias: noTableAlias.With(OUTPUT, OPTION).Or(tsqlReserved),
	NoItemAlias:  noItemAlias.Or(tsqlReserved),
	Starters:     tsqlStarters,
	Syntax:       Syntax{Strict: true, JoinConditions: true, AssignedItems: true, StringAliases: true, TableCommas: true, Unseparated: true, Batches: true},
}

// tsqlStarters are the words that begin a statement (Transact-SQL reference, "Transact-SQL statements").
var tsqlStarters = SetOf(
	ALTER, BACKUP, BEGIN, BREAK, BULK, CHECKPOINT, CLOSE, COMMIT, CONTINUE, COPY, CREATE, DBCC, DEALLOCATE, DECLARE, DELETE,
	DENY, DISABLE, DROP, ELSE, ENABLE, END, EXEC, EXECUTE, FETCH, GOTO, GRANT, IF, INSERT, KILL, MERGE, OPEN, PRINT, RAISERROR,
	RECONFIGURE, RENAME, RESTORE, RETURN, REVERT, REVOKE, ROLLBACK, SAVE, SELECT, SET, SETUSER, SHUTDOWN, THROW, TRUNCATE,
	UPDATE, USE, WAITFOR, WHILE, WITH,
)

// tsqlReserved are the reserved words (Transact-SQL reference, "Reserved keywords") but those that begin a value.
var tsqlReserved = reserved.Without(LIMIT, NATURAL).With(
	ADD, ALTER, ANY, ASC, AUTHORIZATION, BACKUP, BEGIN, BREAK, BULK, CASCADE, CHECK, CHECKPOINT, CLOSE, CLUSTERED, COLLATE,
	COLUMN, COMMIT, COMPUTE, CONSTRAINT, CONTINUE, CURSOR, DATABASE, DBCC, DEALLOCATE, DECLARE, DEFAULT, DELETE, DENY, DESC,
	DISTRIBUTED, DROP, END, ESCAPE, EXEC, EXECUTE, EXTERNAL, FETCH, FOR, FOREIGN, FULL, FUNCTION, GOTO, GRANT, IDENTITY, IF,
	INDEX, INSERT, KEY, KILL, LOAD, MERGE, NATIONAL, NOCHECK, OF, OFF, OFFSETS, OPEN, OPTION, OUTER, OVER, PERCENT, PIVOT,
	PRIMARY, PRINT, PROC, PROCEDURE, PUBLIC, RAISERROR, READ, RECONFIGURE, REFERENCES, RESTORE, RESTRICT, RETURN, REVERT,
	REVOKE, ROLLBACK, RULE, SAVE, SCHEMA, SET, SETUSER, SHUTDOWN, SOME, STATISTICS, TABLE, TABLESAMPLE, TO, TOP, TRAN,
	TRANSACTION, TRIGGER, TRUNCATE, UNIQUE, UNPIVOT, UPDATE, USE, VALUES, VARYING, VIEW, WAITFOR, WHILE,
)
