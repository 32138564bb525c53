// Code generated from keywords.txt by generate.go; DO NOT EDIT.

package keyword

// The keywords, in alphabetical order.
const (
	None Keyword = iota // an ordinary word
	ABORT
	ACCESS
	ACTION
	ADD
	AFTER
	AGAINST
	AGGREGATE
	ALL
	ALTER
	ALWAYS
	ANALYZE
	AND
	ANSI
	ANTI
	ANY
	APPLY
	ARRAY
	AS
	ASC
	ASOF
	ASSERT
	ASYMMETRIC
	AT
	ATOMIC
	ATTACH
	AUTHORIZATION
	AUTOINCREMENT
	AUTO_INCREMENT
	BACKUP
	BEFORE
	BEGIN
	BERNOULLI
	BETWEEN
	BIGINT
	BINARY
	BIT
	BLOCK
	BODY
	BOTH
	BREAK
	BUCKET
	BUCKETS
	BULK
	BY
	CACHE
	CALL
	CASCADE
	CASE
	CAST
	CATALOG
	CATCH
	CHANGE
	CHANGES
	CHAR
	CHARACTER
	CHARSET
	CHECK
	CHECKPOINT
	CLONE
	CLOSE
	CLUSTER
	CLUSTERED
	COLLATE
	COLUMN
	COLUMNS
	COMMENT
	COMMIT
	COMMITTED
	COMPUTE
	CONCAT
	CONCURRENTLY
	CONFLICT
	CONNECT
	CONNECT_BY_ROOT
	CONSTRAINT
	CONTAINS
	CONTINUAL
	CONTINUE
	CONVERT
	COPY
	CORRESPONDING
	CREATE
	CROSS
	CUBE
	CURRENT
	CURRENT_CATALOG
	CURRENT_DATE
	CURRENT_DEFAULT_TRANSFORM_GROUP
	CURRENT_PATH
	CURRENT_ROLE
	CURRENT_SCHEMA
	CURRENT_TIME
	CURRENT_TIMESTAMP
	CURRENT_TRANSFORM_GROUP_FOR_TYPE
	CURRENT_USER
	CURSOR
	CYCLE
	DATA
	DATABASE
	DATE
	DATETIME
	DATETIME2
	DAY
	DAYS
	DBCC
	DEALLOCATE
	DECIMAL
	DECLARE
	DEFAULT
	DEFERRABLE
	DEFERRED
	DEFINE
	DEL
	DELAYED
	DELETE
	DELIMITER
	DELTA
	DENY
	DESC
	DESCRIBE
	DETACH
	DIRECTED
	DISABLE
	DISTINCT
	DISTINCTROW
	DISTKEY
	DISTRIBUTE
	DISTRIBUTED
	DISTSTYLE
	DIV
	DO
	DOCUMENT
	DOUBLE
	DROP
	DUMPFILE
	DUPLICATE
	DYNAMIC
	EACH
	ELSE
	ELSEIF
	ELSIF
	EMITS
	EMPTY
	ENABLE
	ENCODE
	END
	ENDIF
	ENFORCED
	ENGINE
	EQ
	EQUALS
	ERROR
	ESCAPE
	EVENT
	EXCEPT
	EXCEPTION
	EXCHANGE
	EXCLUDE
	EXCLUDING
	EXEC
	EXECUTE
	EXISTS
	EXPAND
	EXPLAIN
	EXPORT
	EXTEND
	EXTERNAL
	EXTRACT
	FALSE
	FETCH
	FILTER
	FINAL
	FIRST
	FLATTEN
	FLOAT
	FOLLOWING
	FOR
	FORCE
	FOREIGN
	FORMAT
	FORWARD
	FROM
	FULL
	FULLTEXT
	FUNCTION
	GE
	GENERATED
	GLOB
	GLOBAL
	GO
	GOTO
	GRANT
	GROUP
	GROUPING
	GROUPING__ID
	GROUPS
	GT
	HANDLER
	HASH
	HAVING
	HIGH_PRIORITY
	HOUR
	HOURS
	IDENTITY
	IF
	IGNORE
	ILIKE
	ILIKEB
	IMMEDIATE
	IMMEDIATELY
	IMMUTABLE
	IMPORT
	IN
	INCLUDE
	INCLUDING
	INDEX
	INNER
	INOUT
	INPUTFORMAT
	INS
	INSERT
	INSTALL
	INSTEAD
	INT
	INTEGER
	INTERPOLATE
	INTERSECT
	INTERVAL
	INTO
	INVISIBLE
	IREGEXP
	IS
	ISNULL
	ISOLATION
	ITERATE
	JOIN
	JSON
	JSON_TABLE
	KEY
	KEYS
	KILL
	KSAFE
	LAMBDA
	LANGUAGE
	LAST
	LASTVAL
	LATERAL
	LAZY
	LDIFF
	LE
	LEADING
	LEAVE
	LEFT
	LET
	LIKE
	LIKE2
	LIKE4
	LIKEB
	LIKEC
	LIKE_REGEX
	LIMIT
	LIST
	LISTAGG
	LOAD
	LOCAL
	LOCALTIME
	LOCALTIMESTAMP
	LOCATION
	LOCK
	LOCKED
	LOCKING
	LOG
	LOGGED
	LOOP
	LOW_PRIORITY
	LT
	MACRO
	MANAGED
	MAP
	MATCH
	MATCHED
	MATCH_ALL
	MATCH_ANY
	MATCH_CONDITION
	MATCH_PHRASE
	MATCH_PHRASE_EDGE
	MATCH_PHRASE_PREFIX
	MATCH_RECOGNIZE
	MATCH_REGEXP
	MATERIALIZED
	MAXVALUE
	MEASURES
	MEETS
	MEMBER
	MERGE
	MICROSECOND
	MINUS
	MINUTE
	MINUTES
	MINVALUE
	MOD
	MODE
	MODEL
	MODIFY
	MONTH
	MONTHS
	MSCK
	MULTISET
	NAME
	NAMES
	NATIONAL
	NATURAL
	NE
	NEW
	NEXT
	NEXTVAL
	NO
	NOCHECK
	NOCYCLE
	NONE
	NORMALIZE
	NOT
	NOTNULL
	NOWAIT
	NULL
	NULLAWARE
	NULLS
	NULLSEQUAL
	NUMERIC
	OBJECT
	OF
	OFF
	OFFSET
	OFFSETS
	OLD
	OMIT
	ON
	ONLY
	OPEN
	OPERATOR
	OPTIMIZE
	OPTION
	OPTIONALLY
	OPTIONS
	OR
	ORDER
	ORDINALITY
	OTHERS
	OUT
	OUTER
	OUTFILE
	OUTPUT
	OUTPUTFORMAT
	OVER
	OVERLAPS
	OVERLAY
	OVERWRITE
	OWNED
	OWNER
	PACKAGE
	PARTITION
	PARTITIONED
	PARTITIONS
	PASSING
	PASSWORD
	PAST
	PASTE
	PATTERN
	PER
	PERCENT
	PERMANENT
	PERSIST
	PERSIST_ONLY
	PIPELINE
	PIVOT
	PIVOT_LONGER
	PIVOT_WIDER
	PLACING
	POLICY
	POSITION
	POSITIONAL
	POSTWHERE
	PRAGMA
	PRECEDES
	PRECEDING
	PRECISION
	PREFERRING
	PREPARE
	PREVIOUS
	PREVVAL
	PREWHERE
	PRIMARY
	PRINT
	PRIOR
	PRIVILEGES
	PROC
	PROCEDURE
	PUBLIC
	PURGE
	P_INTERSECT
	P_NORMALIZE
	QUALIFY
	QUARTER
	QUARTERS
	QUICK
	RAISE
	RAISERROR
	RANGE
	RDIFF
	READ
	READS
	REAL
	REASSIGN
	RECONFIGURE
	RECURSIVE
	REDUCE
	REFERENCES
	REFERENCING
	REFRESH
	REGEXP
	REGEXP_LIKE
	REINDEX
	RELEASE
	RELY
	REMOVE
	RENAME
	REPAIR
	REPEAT
	REPEATABLE
	REPLACE
	REPLICATED
	RESET
	RESIGNAL
	RESPECT
	RESTORE
	RESTRICT
	RESULT
	RETURN
	RETURNING
	RETURNS
	REVERT
	REVOKE
	RIGHT
	RLIKE
	ROLE
	ROLLBACK
	ROLLUP
	ROUTINE
	ROW
	ROWS
	RULE
	SAFE_CAST
	SAMPLE
	SAVE
	SAVEPOINT
	SCATTER
	SCHEMA
	SCHEMAS
	SCRIPT
	SCROLL
	SEARCH
	SECOND
	SECONDS
	SECURE
	SECURITY
	SEED
	SEGMENTED
	SEL
	SELECT
	SELECTIVITY
	SEMI
	SEMIALL
	SEPARATOR
	SEQUENCE
	SERDE
	SERDEPROPERTIES
	SERIALIZABLE
	SESSION
	SESSION_USER
	SET
	SETS
	SETTINGS
	SETUSER
	SETVAL
	SHARE
	SHOW
	SHUTDOWN
	SIBLINGS
	SIGNAL
	SIMILAR
	SKIP
	SMALLINT
	SOME
	SORT
	SORTKEY
	SOUNDS
	SPATIAL
	SQL
	SQL_BIG_RESULT
	SQL_BUFFER_RESULT
	SQL_CACHE
	SQL_CALC_FOUND_ROWS
	SQL_NO_CACHE
	SQL_SMALL_RESULT
	STABLE
	STAGE
	START
	STATEMENT
	STATISTICS
	STDIN
	STDOUT
	STORED
	STRAIGHT_JOIN
	STRICT
	STRUCT
	SUBMULTISET
	SUBSET
	SUBSTRING
	SUCCEEDS
	SUMMARIZE
	SYMMETRIC
	SYNONYM
	SYSTEM
	SYSTEM_TIME
	SYSTEM_USER
	SYSTEM_VERSION
	TABLE
	TABLES
	TABLESAMPLE
	TABLESPACE
	TBLPROPERTIES
	TEMP
	TEMPORARY
	TERMINATED
	TERSE
	TEXT
	THEN
	THROW
	TIES
	TIME
	TIMESERIES
	TIMESTAMP
	TIMESTAMPTZ
	TIMESTAMP_LTZ
	TIMESTAMP_NTZ
	TIMESTAMP_TZ
	TINYINT
	TO
	TOP
	TOTALS
	TRAILING
	TRAN
	TRANSACTION
	TRANSIENT
	TRIGGER
	TRIM
	TRUE
	TRUNCATE
	TRY
	TRY_CAST
	TRY_CONVERT
	TYPE
	TYPES
	UNBOUNDED
	UNCACHE
	UNCOMMITTED
	UNDO
	UNION
	UNIQUE
	UNKNOWN
	UNLISTEN
	UNLOAD
	UNLOCK
	UNLOGGED
	UNNEST
	UNPIVOT
	UNSEGMENTED
	UNSET
	UNSIGNED
	UNTIL
	UPD
	UPDATE
	UPSERT
	USE
	USER
	USING
	UTC_DATE
	UTC_TIME
	UTC_TIMESTAMP
	VACUUM
	VALUE
	VALUES
	VAR
	VARCHAR
	VARIABLE
	VARYING
	VERBOSE
	VERSION
	VIEW
	VIEWS
	VIRTUAL
	VOLATILE
	WAIT
	WAITFOR
	WAREHOUSE
	WEEK
	WEEKS
	WHEN
	WHERE
	WHILE
	WINDOW
	WITH
	WITHIN
	WITHOUT
	WORK
	WRITE
	XMLNAMESPACES
	XMLTABLE
	XOR
	YEAR
	YEARS
	ZEROFILL
	ZONE
	count
)

var names = [count]string{
	ABORT:                            "ABORT",
	ACCESS:                           "ACCESS",
	ACTION:                           "ACTION",
	ADD:                              "ADD",
	AFTER:                            "AFTER",
	AGAINST:                          "AGAINST",
	AGGREGATE:                        "AGGREGATE",
	ALL:                              "ALL",
	ALTER:                            "ALTER",
	ALWAYS:                           "ALWAYS",
	ANALYZE:                          "ANALYZE",
	AND:                              "AND",
	ANSI:                             "ANSI",
	ANTI:                             "ANTI",
	ANY:                              "ANY",
	APPLY:                            "APPLY",
	ARRAY:                            "ARRAY",
	AS:                               "AS",
	ASC:                              "ASC",
	ASOF:                             "ASOF",
	ASSERT:                           "ASSERT",
	ASYMMETRIC:                       "ASYMMETRIC",
	AT:                               "AT",
	ATOMIC:                           "ATOMIC",
	ATTACH:                           "ATTACH",
	AUTHORIZATION:                    "AUTHORIZATION",
	AUTOINCREMENT:                    "AUTOINCREMENT",
	AUTO_INCREMENT:                   "AUTO_INCREMENT",
	BACKUP:                           "BACKUP",
	BEFORE:                           "BEFORE",
	BEGIN:                            "BEGIN",
	BERNOULLI:                        "BERNOULLI",
	BETWEEN:                          "BETWEEN",
	BIGINT:                           "BIGINT",
	BINARY:                           "BINARY",
	BIT:                              "BIT",
	BLOCK:                            "BLOCK",
	BODY:                             "BODY",
	BOTH:                             "BOTH",
	BREAK:                            "BREAK",
	BUCKET:                           "BUCKET",
	BUCKETS:                          "BUCKETS",
	BULK:                             "BULK",
	BY:                               "BY",
	CACHE:                            "CACHE",
	CALL:                             "CALL",
	CASCADE:                          "CASCADE",
	CASE:                             "CASE",
	CAST:                             "CAST",
	CATALOG:                          "CATALOG",
	CATCH:                            "CATCH",
	CHANGE:                           "CHANGE",
	CHANGES:                          "CHANGES",
	CHAR:                             "CHAR",
	CHARACTER:                        "CHARACTER",
	CHARSET:                          "CHARSET",
	CHECK:                            "CHECK",
	CHECKPOINT:                       "CHECKPOINT",
	CLONE:                            "CLONE",
	CLOSE:                            "CLOSE",
	CLUSTER:                          "CLUSTER",
	CLUSTERED:                        "CLUSTERED",
	COLLATE:                          "COLLATE",
	COLUMN:                           "COLUMN",
	COLUMNS:                          "COLUMNS",
	COMMENT:                          "COMMENT",
	COMMIT:                           "COMMIT",
	COMMITTED:                        "COMMITTED",
	COMPUTE:                          "COMPUTE",
	CONCAT:                           "CONCAT",
	CONCURRENTLY:                     "CONCURRENTLY",
	CONFLICT:                         "CONFLICT",
	CONNECT:                          "CONNECT",
	CONNECT_BY_ROOT:                  "CONNECT_BY_ROOT",
	CONSTRAINT:                       "CONSTRAINT",
	CONTAINS:                         "CONTAINS",
	CONTINUAL:                        "CONTINUAL",
	CONTINUE:                         "CONTINUE",
	CONVERT:                          "CONVERT",
	COPY:                             "COPY",
	CORRESPONDING:                    "CORRESPONDING",
	CREATE:                           "CREATE",
	CROSS:                            "CROSS",
	CUBE:                             "CUBE",
	CURRENT:                          "CURRENT",
	CURRENT_CATALOG:                  "CURRENT_CATALOG",
	CURRENT_DATE:                     "CURRENT_DATE",
	CURRENT_DEFAULT_TRANSFORM_GROUP:  "CURRENT_DEFAULT_TRANSFORM_GROUP",
	CURRENT_PATH:                     "CURRENT_PATH",
	CURRENT_ROLE:                     "CURRENT_ROLE",
	CURRENT_SCHEMA:                   "CURRENT_SCHEMA",
	CURRENT_TIME:                     "CURRENT_TIME",
	CURRENT_TIMESTAMP:                "CURRENT_TIMESTAMP",
	CURRENT_TRANSFORM_GROUP_FOR_TYPE: "CURRENT_TRANSFORM_GROUP_FOR_TYPE",
	CURRENT_USER:                     "CURRENT_USER",
	CURSOR:                           "CURSOR",
	CYCLE:                            "CYCLE",
	DATA:                             "DATA",
	DATABASE:                         "DATABASE",
	DATE:                             "DATE",
	DATETIME:                         "DATETIME",
	DATETIME2:                        "DATETIME2",
	DAY:                              "DAY",
	DAYS:                             "DAYS",
	DBCC:                             "DBCC",
	DEALLOCATE:                       "DEALLOCATE",
	DECIMAL:                          "DECIMAL",
	DECLARE:                          "DECLARE",
	DEFAULT:                          "DEFAULT",
	DEFERRABLE:                       "DEFERRABLE",
	DEFERRED:                         "DEFERRED",
	DEFINE:                           "DEFINE",
	DEL:                              "DEL",
	DELAYED:                          "DELAYED",
	DELETE:                           "DELETE",
	DELIMITER:                        "DELIMITER",
	DELTA:                            "DELTA",
	DENY:                             "DENY",
	DESC:                             "DESC",
	DESCRIBE:                         "DESCRIBE",
	DETACH:                           "DETACH",
	DIRECTED:                         "DIRECTED",
	DISABLE:                          "DISABLE",
	DISTINCT:                         "DISTINCT",
	DISTINCTROW:                      "DISTINCTROW",
	DISTKEY:                          "DISTKEY",
	DISTRIBUTE:                       "DISTRIBUTE",
	DISTRIBUTED:                      "DISTRIBUTED",
	DISTSTYLE:                        "DISTSTYLE",
	DIV:                              "DIV",
	DO:                               "DO",
	DOCUMENT:                         "DOCUMENT",
	DOUBLE:                           "DOUBLE",
	DROP:                             "DROP",
	DUMPFILE:                         "DUMPFILE",
	DUPLICATE:                        "DUPLICATE",
	DYNAMIC:                          "DYNAMIC",
	EACH:                             "EACH",
	ELSE:                             "ELSE",
	ELSEIF:                           "ELSEIF",
	ELSIF:                            "ELSIF",
	EMITS:                            "EMITS",
	EMPTY:                            "EMPTY",
	ENABLE:                           "ENABLE",
	ENCODE:                           "ENCODE",
	END:                              "END",
	ENDIF:                            "ENDIF",
	ENFORCED:                         "ENFORCED",
	ENGINE:                           "ENGINE",
	EQ:                               "EQ",
	EQUALS:                           "EQUALS",
	ERROR:                            "ERROR",
	ESCAPE:                           "ESCAPE",
	EVENT:                            "EVENT",
	EXCEPT:                           "EXCEPT",
	EXCEPTION:                        "EXCEPTION",
	EXCHANGE:                         "EXCHANGE",
	EXCLUDE:                          "EXCLUDE",
	EXCLUDING:                        "EXCLUDING",
	EXEC:                             "EXEC",
	EXECUTE:                          "EXECUTE",
	EXISTS:                           "EXISTS",
	EXPAND:                           "EXPAND",
	EXPLAIN:                          "EXPLAIN",
	EXPORT:                           "EXPORT",
	EXTEND:                           "EXTEND",
	EXTERNAL:                         "EXTERNAL",
	EXTRACT:                          "EXTRACT",
	FALSE:                            "FALSE",
	FETCH:                            "FETCH",
	FILTER:                           "FILTER",
	FINAL:                            "FINAL",
	FIRST:                            "FIRST",
	FLATTEN:                          "FLATTEN",
	FLOAT:                            "FLOAT",
	FOLLOWING:                        "FOLLOWING",
	FOR:                              "FOR",
	FORCE:                            "FORCE",
	FOREIGN:                          "FOREIGN",
	FORMAT:                           "FORMAT",
	FORWARD:                          "FORWARD",
	FROM:                             "FROM",
	FULL:                             "FULL",
	FULLTEXT:                         "FULLTEXT",
	FUNCTION:                         "FUNCTION",
	GE:                               "GE",
	GENERATED:                        "GENERATED",
	GLOB:                             "GLOB",
	GLOBAL:                           "GLOBAL",
	GO:                               "GO",
	GOTO:                             "GOTO",
	GRANT:                            "GRANT",
	GROUP:                            "GROUP",
	GROUPING:                         "GROUPING",
	GROUPING__ID:                     "GROUPING__ID",
	GROUPS:                           "GROUPS",
	GT:                               "GT",
	HANDLER:                          "HANDLER",
	HASH:                             "HASH",
	HAVING:                           "HAVING",
	HIGH_PRIORITY:                    "HIGH_PRIORITY",
	HOUR:                             "HOUR",
	HOURS:                            "HOURS",
	IDENTITY:                         "IDENTITY",
	IF:                               "IF",
	IGNORE:                           "IGNORE",
	ILIKE:                            "ILIKE",
	ILIKEB:                           "ILIKEB",
	IMMEDIATE:                        "IMMEDIATE",
	IMMEDIATELY:                      "IMMEDIATELY",
	IMMUTABLE:                        "IMMUTABLE",
	IMPORT:                           "IMPORT",
	IN:                               "IN",
	INCLUDE:                          "INCLUDE",
	INCLUDING:                        "INCLUDING",
	INDEX:                            "INDEX",
	INNER:                            "INNER",
	INOUT:                            "INOUT",
	INPUTFORMAT:                      "INPUTFORMAT",
	INS:                              "INS",
	INSERT:                           "INSERT",
	INSTALL:                          "INSTALL",
	INSTEAD:                          "INSTEAD",
	INT:                              "INT",
	INTEGER:                          "INTEGER",
	INTERPOLATE:                      "INTERPOLATE",
	INTERSECT:                        "INTERSECT",
	INTERVAL:                         "INTERVAL",
	INTO:                             "INTO",
	INVISIBLE:                        "INVISIBLE",
	IREGEXP:                          "IREGEXP",
	IS:                               "IS",
	ISNULL:                           "ISNULL",
	ISOLATION:                        "ISOLATION",
	ITERATE:                          "ITERATE",
	JOIN:                             "JOIN",
	JSON:                             "JSON",
	JSON_TABLE:                       "JSON_TABLE",
	KEY:                              "KEY",
	KEYS:                             "KEYS",
	KILL:                             "KILL",
	KSAFE:                            "KSAFE",
	LAMBDA:                           "LAMBDA",
	LANGUAGE:                         "LANGUAGE",
	LAST:                             "LAST",
	LASTVAL:                          "LASTVAL",
	LATERAL:                          "LATERAL",
	LAZY:                             "LAZY",
	LDIFF:                            "LDIFF",
	LE:                               "LE",
	LEADING:                          "LEADING",
	LEAVE:                            "LEAVE",
	LEFT:                             "LEFT",
	LET:                              "LET",
	LIKE:                             "LIKE",
	LIKE2:                            "LIKE2",
	LIKE4:                            "LIKE4",
	LIKEB:                            "LIKEB",
	LIKEC:                            "LIKEC",
	LIKE_REGEX:                       "LIKE_REGEX",
	LIMIT:                            "LIMIT",
	LIST:                             "LIST",
	LISTAGG:                          "LISTAGG",
	LOAD:                             "LOAD",
	LOCAL:                            "LOCAL",
	LOCALTIME:                        "LOCALTIME",
	LOCALTIMESTAMP:                   "LOCALTIMESTAMP",
	LOCATION:                         "LOCATION",
	LOCK:                             "LOCK",
	LOCKED:                           "LOCKED",
	LOCKING:                          "LOCKING",
	LOG:                              "LOG",
	LOGGED:                           "LOGGED",
	LOOP:                             "LOOP",
	LOW_PRIORITY:                     "LOW_PRIORITY",
	LT:                               "LT",
	MACRO:                            "MACRO",
	MANAGED:                          "MANAGED",
	MAP:                              "MAP",
	MATCH:                            "MATCH",
	MATCHED:                          "MATCHED",
	MATCH_ALL:                        "MATCH_ALL",
	MATCH_ANY:                        "MATCH_ANY",
	MATCH_CONDITION:                  "MATCH_CONDITION",
	MATCH_PHRASE:                     "MATCH_PHRASE",
	MATCH_PHRASE_EDGE:                "MATCH_PHRASE_EDGE",
	MATCH_PHRASE_PREFIX:              "MATCH_PHRASE_PREFIX",
	MATCH_RECOGNIZE:                  "MATCH_RECOGNIZE",
	MATCH_REGEXP:                     "MATCH_REGEXP",
	MATERIALIZED:                     "MATERIALIZED",
	MAXVALUE:                         "MAXVALUE",
	MEASURES:                         "MEASURES",
	MEETS:                            "MEETS",
	MEMBER:                           "MEMBER",
	MERGE:                            "MERGE",
	MICROSECOND:                      "MICROSECOND",
	MINUS:                            "MINUS",
	MINUTE:                           "MINUTE",
	MINUTES:                          "MINUTES",
	MINVALUE:                         "MINVALUE",
	MOD:                              "MOD",
	MODE:                             "MODE",
	MODEL:                            "MODEL",
	MODIFY:                           "MODIFY",
	MONTH:                            "MONTH",
	MONTHS:                           "MONTHS",
	MSCK:                             "MSCK",
	MULTISET:                         "MULTISET",
	NAME:                             "NAME",
	NAMES:                            "NAMES",
	NATIONAL:                         "NATIONAL",
	NATURAL:                          "NATURAL",
	NE:                               "NE",
	NEW:                              "NEW",
	NEXT:                             "NEXT",
	NEXTVAL:                          "NEXTVAL",
	NO:                               "NO",
	NOCHECK:                          "NOCHECK",
	NOCYCLE:                          "NOCYCLE",
	NONE:                             "NONE",
	NORMALIZE:                        "NORMALIZE",
	NOT:                              "NOT",
	NOTNULL:                          "NOTNULL",
	NOWAIT:                           "NOWAIT",
	NULL:                             "NULL",
	NULLAWARE:                        "NULLAWARE",
	NULLS:                            "NULLS",
	NULLSEQUAL:                       "NULLSEQUAL",
	NUMERIC:                          "NUMERIC",
	OBJECT:                           "OBJECT",
	OF:                               "OF",
	OFF:                              "OFF",
	OFFSET:                           "OFFSET",
	OFFSETS:                          "OFFSETS",
	OLD:                              "OLD",
	OMIT:                             "OMIT",
	ON:                               "ON",
	ONLY:                             "ONLY",
	OPEN:                             "OPEN",
	OPERATOR:                         "OPERATOR",
	OPTIMIZE:                         "OPTIMIZE",
	OPTION:                           "OPTION",
	OPTIONALLY:                       "OPTIONALLY",
	OPTIONS:                          "OPTIONS",
	OR:                               "OR",
	ORDER:                            "ORDER",
	ORDINALITY:                       "ORDINALITY",
	OTHERS:                           "OTHERS",
	OUT:                              "OUT",
	OUTER:                            "OUTER",
	OUTFILE:                          "OUTFILE",
	OUTPUT:                           "OUTPUT",
	OUTPUTFORMAT:                     "OUTPUTFORMAT",
	OVER:                             "OVER",
	OVERLAPS:                         "OVERLAPS",
	OVERLAY:                          "OVERLAY",
	OVERWRITE:                        "OVERWRITE",
	OWNED:                            "OWNED",
	OWNER:                            "OWNER",
	PACKAGE:                          "PACKAGE",
	PARTITION:                        "PARTITION",
	PARTITIONED:                      "PARTITIONED",
	PARTITIONS:                       "PARTITIONS",
	PASSING:                          "PASSING",
	PASSWORD:                         "PASSWORD",
	PAST:                             "PAST",
	PASTE:                            "PASTE",
	PATTERN:                          "PATTERN",
	PER:                              "PER",
	PERCENT:                          "PERCENT",
	PERMANENT:                        "PERMANENT",
	PERSIST:                          "PERSIST",
	PERSIST_ONLY:                     "PERSIST_ONLY",
	PIPELINE:                         "PIPELINE",
	PIVOT:                            "PIVOT",
	PIVOT_LONGER:                     "PIVOT_LONGER",
	PIVOT_WIDER:                      "PIVOT_WIDER",
	PLACING:                          "PLACING",
	POLICY:                           "POLICY",
	POSITION:                         "POSITION",
	POSITIONAL:                       "POSITIONAL",
	POSTWHERE:                        "POSTWHERE",
	PRAGMA:                           "PRAGMA",
	PRECEDES:                         "PRECEDES",
	PRECEDING:                        "PRECEDING",
	PRECISION:                        "PRECISION",
	PREFERRING:                       "PREFERRING",
	PREPARE:                          "PREPARE",
	PREVIOUS:                         "PREVIOUS",
	PREVVAL:                          "PREVVAL",
	PREWHERE:                         "PREWHERE",
	PRIMARY:                          "PRIMARY",
	PRINT:                            "PRINT",
	PRIOR:                            "PRIOR",
	PRIVILEGES:                       "PRIVILEGES",
	PROC:                             "PROC",
	PROCEDURE:                        "PROCEDURE",
	PUBLIC:                           "PUBLIC",
	PURGE:                            "PURGE",
	P_INTERSECT:                      "P_INTERSECT",
	P_NORMALIZE:                      "P_NORMALIZE",
	QUALIFY:                          "QUALIFY",
	QUARTER:                          "QUARTER",
	QUARTERS:                         "QUARTERS",
	QUICK:                            "QUICK",
	RAISE:                            "RAISE",
	RAISERROR:                        "RAISERROR",
	RANGE:                            "RANGE",
	RDIFF:                            "RDIFF",
	READ:                             "READ",
	READS:                            "READS",
	REAL:                             "REAL",
	REASSIGN:                         "REASSIGN",
	RECONFIGURE:                      "RECONFIGURE",
	RECURSIVE:                        "RECURSIVE",
	REDUCE:                           "REDUCE",
	REFERENCES:                       "REFERENCES",
	REFERENCING:                      "REFERENCING",
	REFRESH:                          "REFRESH",
	REGEXP:                           "REGEXP",
	REGEXP_LIKE:                      "REGEXP_LIKE",
	REINDEX:                          "REINDEX",
	RELEASE:                          "RELEASE",
	RELY:                             "RELY",
	REMOVE:                           "REMOVE",
	RENAME:                           "RENAME",
	REPAIR:                           "REPAIR",
	REPEAT:                           "REPEAT",
	REPEATABLE:                       "REPEATABLE",
	REPLACE:                          "REPLACE",
	REPLICATED:                       "REPLICATED",
	RESET:                            "RESET",
	RESIGNAL:                         "RESIGNAL",
	RESPECT:                          "RESPECT",
	RESTORE:                          "RESTORE",
	RESTRICT:                         "RESTRICT",
	RESULT:                           "RESULT",
	RETURN:                           "RETURN",
	RETURNING:                        "RETURNING",
	RETURNS:                          "RETURNS",
	REVERT:                           "REVERT",
	REVOKE:                           "REVOKE",
	RIGHT:                            "RIGHT",
	RLIKE:                            "RLIKE",
	ROLE:                             "ROLE",
	ROLLBACK:                         "ROLLBACK",
	ROLLUP:                           "ROLLUP",
	ROUTINE:                          "ROUTINE",
	ROW:                              "ROW",
	ROWS:                             "ROWS",
	RULE:                             "RULE",
	SAFE_CAST:                        "SAFE_CAST",
	SAMPLE:                           "SAMPLE",
	SAVE:                             "SAVE",
	SAVEPOINT:                        "SAVEPOINT",
	SCATTER:                          "SCATTER",
	SCHEMA:                           "SCHEMA",
	SCHEMAS:                          "SCHEMAS",
	SCRIPT:                           "SCRIPT",
	SCROLL:                           "SCROLL",
	SEARCH:                           "SEARCH",
	SECOND:                           "SECOND",
	SECONDS:                          "SECONDS",
	SECURE:                           "SECURE",
	SECURITY:                         "SECURITY",
	SEED:                             "SEED",
	SEGMENTED:                        "SEGMENTED",
	SEL:                              "SEL",
	SELECT:                           "SELECT",
	SELECTIVITY:                      "SELECTIVITY",
	SEMI:                             "SEMI",
	SEMIALL:                          "SEMIALL",
	SEPARATOR:                        "SEPARATOR",
	SEQUENCE:                         "SEQUENCE",
	SERDE:                            "SERDE",
	SERDEPROPERTIES:                  "SERDEPROPERTIES",
	SERIALIZABLE:                     "SERIALIZABLE",
	SESSION:                          "SESSION",
	SESSION_USER:                     "SESSION_USER",
	SET:                              "SET",
	SETS:                             "SETS",
	SETTINGS:                         "SETTINGS",
	SETUSER:                          "SETUSER",
	SETVAL:                           "SETVAL",
	SHARE:                            "SHARE",
	SHOW:                             "SHOW",
	SHUTDOWN:                         "SHUTDOWN",
	SIBLINGS:                         "SIBLINGS",
	SIGNAL:                           "SIGNAL",
	SIMILAR:                          "SIMILAR",
	SKIP:                             "SKIP",
	SMALLINT:                         "SMALLINT",
	SOME:                             "SOME",
	SORT:                             "SORT",
	SORTKEY:                          "SORTKEY",
	SOUNDS:                           "SOUNDS",
	SPATIAL:                          "SPATIAL",
	SQL:                              "SQL",
	SQL_BIG_RESULT:                   "SQL_BIG_RESULT",
	SQL_BUFFER_RESULT:                "SQL_BUFFER_RESULT",
	SQL_CACHE:                        "SQL_CACHE",
	SQL_CALC_FOUND_ROWS:              "SQL_CALC_FOUND_ROWS",
	SQL_NO_CACHE:                     "SQL_NO_CACHE",
	SQL_SMALL_RESULT:                 "SQL_SMALL_RESULT",
	STABLE:                           "STABLE",
	STAGE:                            "STAGE",
	START:                            "START",
	STATEMENT:                        "STATEMENT",
	STATISTICS:                       "STATISTICS",
	STDIN:                            "STDIN",
	STDOUT:                           "STDOUT",
	STORED:                           "STORED",
	STRAIGHT_JOIN:                    "STRAIGHT_JOIN",
	STRICT:                           "STRICT",
	STRUCT:                           "STRUCT",
	SUBMULTISET:                      "SUBMULTISET",
	SUBSET:                           "SUBSET",
	SUBSTRING:                        "SUBSTRING",
	SUCCEEDS:                         "SUCCEEDS",
	SUMMARIZE:                        "SUMMARIZE",
	SYMMETRIC:                        "SYMMETRIC",
	SYNONYM:                          "SYNONYM",
	SYSTEM:                           "SYSTEM",
	SYSTEM_TIME:                      "SYSTEM_TIME",
	SYSTEM_USER:                      "SYSTEM_USER",
	SYSTEM_VERSION:                   "SYSTEM_VERSION",
	TABLE:                            "TABLE",
	TABLES:                           "TABLES",
	TABLESAMPLE:                      "TABLESAMPLE",
	TABLESPACE:                       "TABLESPACE",
	TBLPROPERTIES:                    "TBLPROPERTIES",
	TEMP:                             "TEMP",
	TEMPORARY:                        "TEMPORARY",
	TERMINATED:                       "TERMINATED",
	TERSE:                            "TERSE",
	TEXT:                             "TEXT",
	THEN:                             "THEN",
	THROW:                            "THROW",
	TIES:                             "TIES",
	TIME:                             "TIME",
	TIMESERIES:                       "TIMESERIES",
	TIMESTAMP:                        "TIMESTAMP",
	TIMESTAMPTZ:                      "TIMESTAMPTZ",
	TIMESTAMP_LTZ:                    "TIMESTAMP_LTZ",
	TIMESTAMP_NTZ:                    "TIMESTAMP_NTZ",
	TIMESTAMP_TZ:                     "TIMESTAMP_TZ",
	TINYINT:                          "TINYINT",
	TO:                               "TO",
	TOP:                              "TOP",
	TOTALS:                           "TOTALS",
	TRAILING:                         "TRAILING",
	TRAN:                             "TRAN",
	TRANSACTION:                      "TRANSACTION",
	TRANSIENT:                        "TRANSIENT",
	TRIGGER:                          "TRIGGER",
	TRIM:                             "TRIM",
	TRUE:                             "TRUE",
	TRUNCATE:                         "TRUNCATE",
	TRY:                              "TRY",
	TRY_CAST:                         "TRY_CAST",
	TRY_CONVERT:                      "TRY_CONVERT",
	TYPE:                             "TYPE",
	TYPES:                            "TYPES",
	UNBOUNDED:                        "UNBOUNDED",
	UNCACHE:                          "UNCACHE",
	UNCOMMITTED:                      "UNCOMMITTED",
	UNDO:                             "UNDO",
	UNION:                            "UNION",
	UNIQUE:                           "UNIQUE",
	UNKNOWN:                          "UNKNOWN",
	UNLISTEN:                         "UNLISTEN",
	UNLOAD:                           "UNLOAD",
	UNLOCK:                           "UNLOCK",
	UNLOGGED:                         "UNLOGGED",
	UNNEST:                           "UNNEST",
	UNPIVOT:                          "UNPIVOT",
	UNSEGMENTED:                      "UNSEGMENTED",
	UNSET:                            "UNSET",
	UNSIGNED:                         "UNSIGNED",
	UNTIL:                            "UNTIL",
	UPD:                              "UPD",
	UPDATE:                           "UPDATE",
	UPSERT:                           "UPSERT",
	USE:                              "USE",
	USER:                             "USER",
	USING:                            "USING",
	UTC_DATE:                         "UTC_DATE",
	UTC_TIME:                         "UTC_TIME",
	UTC_TIMESTAMP:                    "UTC_TIMESTAMP",
	VACUUM:                           "VACUUM",
	VALUE:                            "VALUE",
	VALUES:                           "VALUES",
	VAR:                              "VAR",
	VARCHAR:                          "VARCHAR",
	VARIABLE:                         "VARIABLE",
	VARYING:                          "VARYING",
	VERBOSE:                          "VERBOSE",
	VERSION:                          "VERSION",
	VIEW:                             "VIEW",
	VIEWS:                            "VIEWS",
	VIRTUAL:                          "VIRTUAL",
	VOLATILE:                         "VOLATILE",
	WAIT:                             "WAIT",
	WAITFOR:                          "WAITFOR",
	WAREHOUSE:                        "WAREHOUSE",
	WEEK:                             "WEEK",
	WEEKS:                            "WEEKS",
	WHEN:                             "WHEN",
	WHERE:                            "WHERE",
	WHILE:                            "WHILE",
	WINDOW:                           "WINDOW",
	WITH:                             "WITH",
	WITHIN:                           "WITHIN",
	WITHOUT:                          "WITHOUT",
	WORK:                             "WORK",
	WRITE:                            "WRITE",
	XMLNAMESPACES:                    "XMLNAMESPACES",
	XMLTABLE:                         "XMLTABLE",
	XOR:                              "XOR",
	YEAR:                             "YEAR",
	YEARS:                            "YEARS",
	ZEROFILL:                         "ZEROFILL",
	ZONE:                             "ZONE",
}
