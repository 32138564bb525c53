package lineage

import "github.com/sqlsteward/sqlsteward/parser/dialect"

// traits are what names mean where dialects differ in it, from the products' own documentation.
type traits struct {
	// Later select items and WHERE may name earlier items.
	lateralAliases, aliasesInWhere bool
	// It is known for certain that neither of them may.
	strictAliases bool
	// a.b may be the field b of a column a.
	dotFields bool
	// A table's own name stands in front of an array of its rows in FROM, not only an alias.
	arraysByTable bool
	// A CTE may refer to itself without the word RECURSIVE.
	selfReference bool
	// The alias of a table stands for its row where a value stands.
	rowValues bool
	// $1 is the first column of the source.
	positions bool
	// A set-returning function that is called in FROM has one column, of the alias's name.
	scalarFunctions bool
	// PIVOT calls a column by the literal as it is written, quotes and all.
	quotedPivots bool
	// The name of an aggregate stands in front of that of the value in a column of PIVOT.
	aggregateFirst bool
	// A primary key is what a table is sorted by, and a column without a word about it always has a value.
	sortingKeys bool
	// DUAL is a relation like any other, not a row without columns.
	noDual bool
}

// traitsOf is what is known of a dialect; one that is not listed is read as generously as the generic one.
func traitsOf(d *dialect.Dialect) traits {
	switch d.Name {
	case "postgres", "greenplum", "materialize":
		return traits{rowValues: true, scalarFunctions: true, strictAliases: true}
	case "ansi", "mysql", "mariadb", "tidb", "sqlite":
		return traits{selfReference: d.Name == "sqlite", strictAliases: d.Name != "sqlite" && d.Name != "ansi"}
	case "bigquery":
		return traits{dotFields: true, arraysByTable: true, rowValues: true, aggregateFirst: true, strictAliases: true}
	case "impala":
		return traits{lateralAliases: true, dotFields: true, arraysByTable: true, selfReference: true, rowValues: true}
	case "trino", "athena", "presto":
		return traits{dotFields: true, strictAliases: true}
	case "tsql":
		return traits{selfReference: true, noDual: true, strictAliases: true}
	case "oracle":
		return traits{selfReference: true, dotFields: true, quotedPivots: true, strictAliases: true}
	case "snowflake":
		return traits{lateralAliases: true, aliasesInWhere: true, selfReference: true, positions: true, quotedPivots: true}
	case "redshift":
		return traits{lateralAliases: true, dotFields: true, scalarFunctions: true}
	case "clickhouse", "duckdb", "teradata":
		return traits{
			lateralAliases: true, aliasesInWhere: true, dotFields: true,
			selfReference: d.Name == "teradata", rowValues: d.Name == "duckdb", sortingKeys: d.Name == "clickhouse",
		}
	}
	return traits{lateralAliases: true, dotFields: true, selfReference: true, rowValues: true}
}
