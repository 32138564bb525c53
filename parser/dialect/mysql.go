package dialect

import . "github.com/sqlsteward/sqlsteward/parser/keyword" //nolint:staticcheck // the table is made of keywords

var mysql = Dialect{
	Name:         "mysql",
	Doc:          "MySQL: strings in double quotes, backquoted names, index hints, ON DUPLICATE KEY UPDATE",
	TiDB:         true,
	TiDBDecides:  true,
	Lexical:      mysqlLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       mysqlSyntax,
}

var mariadb = Dialect{
	Name:         "mariadb",
	Doc:          "MariaDB: MySQL with sequences, RETURNING, system versioning and its own JSON functions",
	TiDB:         true,
	Lexical:      mysqlLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       mysqlSyntax,
}

var tidb = Dialect{
	Name:         "tidb",
	Doc:          "TiDB: MySQL with its own hints, partitions and AS OF TIMESTAMP",
	TiDB:         true,
	TiDBDecides:  true,
	Lexical:      mysqlLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       mysqlSyntax,
}

var starrocks = Dialect{
	Name:         "starrocks",
	Doc:          "StarRocks: MySQL with distributions, materialized views, arrays, QUALIFY and lambdas",
	TiDB:         true,
	Lexical:      outgrownLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       outgrownSyntax,
}

var doris = Dialect{
	Name:         "doris",
	Doc:          "Apache Doris: MySQL with distributions, materialized views, LATERAL VIEW, arrays and lambdas",
	TiDB:         true,
	Lexical:      outgrownLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       outgrownSyntax,
}

var singlestore = Dialect{
	Name:         "singlestore",
	Doc:          "SingleStore: MySQL with shard and sort keys, paths into JSON (a::b), pipelines",
	TiDB:         true,
	Lexical:      mysqlLexical,
	Fold:         FoldNone,
	Reserved:     mysqlReserved,
	NoTableAlias: mysqlNoTableAlias,
	NoItemAlias:  mysqlNoItemAlias,
	Values:       mysqlValues,
	Syntax:       singlestoreSyntax,
}

var mysqlLexical = Lexical{
	DoubleQuoteStrings: true, Backticks: true, Escapes: Backslashes, HashComments: true, DashNeedsSpace: true,
	ExecutableComments: true, AtParams: true, DigitNames: true, DollarBodies: true,
}

// outgrownLexical adds the quotes around the code of functions in Python.
var outgrownLexical = func() Lexical { l := mysqlLexical; l.DollarQuotes = true; return l }()

var (
	mysqlReserved     = reserved.With(DIV, INTERVAL, LEFT, RIGHT, MOD, SET, VALUES, XOR, UPDATE, DELETE, INSERT)
	mysqlNoTableAlias = noTableAlias.With(USE, IGNORE, FORCE, PARTITION, LOCK, PROCEDURE)
	mysqlNoItemAlias  = noItemAlias.With(MOD, XOR, LOCK)
	mysqlValues       = SetOf(UTC_DATE, UTC_TIME, UTC_TIMESTAMP)
)

var (
	mysqlSyntax    = Syntax{WordOperators: true, StringAliases: true, IntoVariables: true}
	outgrownSyntax = Syntax{
		WordOperators: true, StringAliases: true, StructsInBraces: true, Lambdas: true, EqualArgs: true, Outgrown: true,
		IntoVariables: true,
	}
	singlestoreSyntax = Syntax{WordOperators: true, StringAliases: true, ColonColonPaths: true, Outgrown: true, IntoVariables: true}
)
