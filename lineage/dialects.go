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
	// An item's name goes before that of a column, wherever it stands.
	aliasesFirst bool
	// A value inside an expression may get a name: sum(a AS b).
	innerAliases bool
	// The schema of db..t, where no default says another.
	skippedSchema string
	// Columns that every table has and no star yields.
	system map[string]bool
	// A table's name may hold what follows it after a $: the partition.
	decorators bool
	// LIVE stands in front of the names of what the same pipeline makes.
	live bool
	// The columns of its table functions; nil where they are not known by the dialect.
	functions map[string][]string
	// DUAL is a relation like any other, not a row without columns.
	noDual bool
}

// The columns that every table of a product has, or every table of a kind, from its documentation.
var (
	bigqueryColumns   = words("_table_suffix _partitiontime _partitiondate _file_name _change_type _change_timestamp")
	clickhouseColumns = words(`_part _part_index _part_uuid _part_offset _partition_id _partition_value _sample_factor _row_exists
		_block_number _block_offset _table _database _path _file _size _time _topic _offset _partition _timestamp _key _headers`)
	duckdbColumns = words("rowid filename")
	oracleColumns = words(`rowid ora_rowscn versions_startscn versions_endscn versions_starttime versions_endtime versions_xid
		versions_operation`)
	postgresColumns  = words("ctid xmin xmax cmin cmax tableoid gp_segment_id")
	snowflakeColumns = words(`metadata$action metadata$isupdate metadata$row_id metadata$filename metadata$file_row_number
		metadata$start_scan_time metadata$file_last_modified metadata$file_content_key`)
	sparkColumns  = words("_metadata _change_type _commit_version _commit_timestamp")
	sqliteColumns = words("rowid oid _rowid_")
	trinoColumns  = words("$path $file_size $file_modified_time $partition $bucket $row_id")
)

// traitsOf is what is known of a dialect; one that is not listed is read as generously as the generic one.
func traitsOf(d *dialect.Dialect) traits {
	switch d.Name {
	case "postgres", "greenplum", "materialize":
		return traits{
			rowValues: true, scalarFunctions: true, strictAliases: true, functions: postgresFunctions,
			system: postgresColumns,
		}
	case "ansi", "mysql", "mariadb", "tidb":
		return traits{strictAliases: d.Name != "ansi"}
	case "sqlite":
		return traits{selfReference: true, functions: sqliteFunctions, system: sqliteColumns}
	case "bigquery":
		return traits{
			dotFields: true, arraysByTable: true, rowValues: true, aggregateFirst: true,
			strictAliases: true, decorators: true, system: bigqueryColumns,
		}
	case "impala":
		return traits{lateralAliases: true, dotFields: true, arraysByTable: true, selfReference: true, rowValues: true}
	case "trino", "athena", "presto":
		return traits{dotFields: true, strictAliases: true, system: trinoColumns}
	case "tsql":
		return traits{selfReference: true, noDual: true, strictAliases: true, functions: tsqlFunctions, skippedSchema: "dbo"}
	case "oracle":
		return traits{selfReference: true, dotFields: true, quotedPivots: true, strictAliases: true, system: oracleColumns}
	case "snowflake":
		return traits{
			lateralAliases: true, aliasesInWhere: true, selfReference: true, positions: true,
			quotedPivots: true, functions: snowflakeFunctions, skippedSchema: "public",
			system: snowflakeColumns,
		}
	case "redshift":
		return traits{lateralAliases: true, dotFields: true, arraysByTable: true, scalarFunctions: true}
	case "clickhouse":
		return traits{
			lateralAliases: true, aliasesInWhere: true, dotFields: true, sortingKeys: true, innerAliases: true, aliasesFirst: true,
			functions: clickhouseFunctions, system: clickhouseColumns,
		}
	case "duckdb":
		return traits{
			lateralAliases: true, aliasesInWhere: true, dotFields: true, rowValues: true, functions: duckdbFunctions, system: duckdbColumns,
		}
	case "teradata":
		return traits{lateralAliases: true, aliasesInWhere: true, dotFields: true, selfReference: true}
	case "databricks", "sparksql":
		return traits{
			lateralAliases: true, dotFields: true, selfReference: true, rowValues: true,
			functions: sparkFunctions, live: d.Name == "databricks", system: sparkColumns,
		}
	}
	return traits{lateralAliases: true, dotFields: true, selfReference: true, rowValues: true}
}
