package discover

import (
	"slices"
	"strings"

	"github.com/sqlsteward/sqlsteward/parser/dialect"
	"github.com/sqlsteward/sqlsteward/parser/token"
	"github.com/sqlsteward/sqlsteward/source"
)

// A sign is something that only some dialects write.
type sign struct {
	words    string   // as a person would name it
	dialects []string // that write it, the likeliest first
	weight   int      // 3 where hardly any other dialect could, 1 where it is a habit
}

// Dialects that have most signs in common.
const (
	mysqls     = "mysql mariadb tidb singlestore starrocks doris "
	sparks     = "sparksql databricks hive impala "
	postgreses = "postgres greenplum redshift materialize vertica "
	trinos     = "trino athena presto "
)

// The signs that are not phrases. Source of these and the phrases: the documentation of each product, and what the others
// lack in theirs.
var (
	signDottedBackquotes = sign{"backquoted `project.dataset.table`", names("bigquery"), 3}
	signBackquotes       = sign{"backquoted names", names(mysqls + sparks + "bigquery clickhouse flink sqlite"), 1}
	signColonPath        = sign{"paths such as payload:user.id", names("snowflake databricks"), 3}
	signStage            = sign{"stages such as @stage/path", names("snowflake"), 3}
	signDollarQuotes     = sign{"dollar quotes", names(postgreses + "snowflake duckdb databricks clickhouse"), 1}
	signMatch            = sign{"the operators ~* and !~", names(postgreses), 2}
	signArrow            = sign{"the operator ->>", names("postgres greenplum materialize duckdb sqlite mysql tidb"), 1}
	signPartLast         = sign{"DATE_TRUNC(column, MONTH)", names("bigquery"), 3}
	signPartFirst        = sign{"DATE_TRUNC('month', column)", names(postgreses + trinos + "snowflake duckdb databricks sparksql starrocks"), 1}
	signInterval         = sign{"DATE_ADD(column, INTERVAL ...)", names(mysqls + "bigquery"), 1}
	signHashComments     = sign{"comments with #", names(mysqls + "bigquery clickhouse snowflake"), 1}
	signStructType       = sign{"STRUCT<name type>", names("bigquery starrocks databricks sparksql"), 2}
	signColonType        = sign{"STRUCT<name: type>", names(sparks + "athena doris"), 3}
	signArrayType        = sign{"ARRAY<type>", names(sparks + "bigquery athena starrocks doris flink"), 1}
	signVariables        = sign{"variables such as @@rowcount", names("tsql " + mysqls), 1}
	signHashNames        = sign{"tables such as #orders", names("tsql redshift"), 2}
	signNotebook         = sign{"cells of a notebook", names("databricks"), 3}
	signFiles            = sign{"files in FROM", names("duckdb"), 3}
)

func names(list string) []string { return strings.Fields(list) }

// A group are phrases that the same dialects write.
type group struct {
	dialects string
	weight   int
	phrases  string // separated by commas; what stands for a token of any text is in anyText
}

// anyText are the tokens that stand in phrases for all of their kind, and how a person names them.
var anyText = map[string]string{"'": "'...'", "@": "@name", "0": "n"}

var groups = []group{
	// What one dialect writes, and no other or hardly any.
	{"bigquery", 3, `_TABLE_SUFFIX, _PARTITIONTIME, BIGNUMERIC, SAFE_CAST (, SAFE_DIVIDE (, TIMESTAMP_TRUNC (, DATETIME_TRUNC (,
		PARSE_DATE (, PARSE_TIMESTAMP (, FORMAT_DATE (, FORMAT_TIMESTAMP (, FARM_FINGERPRINT (, GENERATE_DATE_ARRAY (,
		GENERATE_ARRAY (, DATETIME_DIFF (, TIMESTAMP_DIFF (, TIMESTAMP_SUB (, TIMESTAMP_MILLIS (, UNIX_SECONDS (,
		APPROX_QUANTILES (, LOGICAL_OR (, LOGICAL_AND (, SAFE_OFFSET (, IEEE_DIVIDE (, EXPORT DATA OPTIONS,
		CREATE TEMP FUNCTION, EXTERNAL_QUERY (, REQUIRE_PARTITION_FILTER, PARTITION_EXPIRATION_DAYS`},
	{"bigquery", 2, `WITH OFFSET, SAFE .`},
	{"snowflake", 3, `FLATTEN (, IFF (, TRY_PARSE_JSON (, TRY_TO_NUMBER (, TRY_TO_DATE (, TRY_TO_TIMESTAMP (,
		OBJECT_CONSTRUCT (, TO_TIMESTAMP_NTZ (, TO_TIMESTAMP_LTZ (, TO_VARIANT (, GET_PATH (, GENERATOR (, SEQ4 (, BOOLAND_AGG (,
		BOOLOR_AGG (, DIV0 (, DIV0NULL (, DATE_FROM_PARTS (, RESULT_SCAN (, WAREHOUSE_SIZE, USE WAREHOUSE, CREATE STAGE,
		CREATE OR REPLACE STAGE, CREATE TASK, CREATE OR REPLACE TASK, FILE_FORMAT, TRANSIENT TABLE, COPY GRANTS, TARGET_LAG,
		MASKING POLICY, NETWORK POLICY, BEFORE ( STATEMENT`},
	{"databricks", 3, `COPY_OPTIONS, FORMAT_OPTIONS, STREAMING TABLE, LIVE TABLE, LIVE VIEW, APPLY CHANGES INTO,
		EXTERNAL LOCATION, STORAGE CREDENTIAL, READ_FILES (, CLOUD_FILES (, AI_QUERY (, CLUSTER BY AUTO`},
	{"hive", 3, `STORED BY, RESOURCE PLAN, SCHEDULED QUERY, SET HIVE ., SET TEZ ., SET MAPRED ., DISABLE REWRITE, TEMPORARY MACRO,
		DATACONNECTOR, SHOW TRANSACTIONS, ABORT TRANSACTIONS, INPUT__FILE__NAME, BLOCK__OFFSET__INSIDE__FILE, EXPLAIN DEPENDENCY,
		EXPLAIN AUTHORIZATION, EXPLAIN VECTORIZATION, PARTITIONED ON`},
	{"impala", 3, `COMPUTE STATS, COMPUTE INCREMENTAL STATS, INVALIDATE METADATA, STORED AS KUDU, APPX_MEDIAN (, [ SHUFFLE ],
		[ BROADCAST ]`},
	{"flink", 3, `WATERMARK FOR, PROCTIME (, METADATA FROM, METADATA VIRTUAL, STATEMENT SET, WITH ( ' =, LOAD MODULE,
		LOAD MODULES, USE MODULES`},
	{"athena", 3, `USING EXTERNAL FUNCTION`},
	{"redshift", 3, `DISTKEY, SORTKEY, DISTSTYLE, IAM_ROLE, ENCODE ZSTD, ENCODE LZO, ENCODE AZ64, ENCODE RAW, ENCODE BYTEDICT,
		CREATE EXTERNAL SCHEMA, APPROXIMATE COUNT, STRTOL (, DATASHARE, ANALYZE COMPRESSION, BACKUP NO, STL_QUERY, SVV_TABLE_INFO,
		SVV_COLUMNS, SVV_EXTERNAL_TABLES, SVL_QLOG, STV_RECENTS, PG_TABLE_DEF`},
	{"greenplum", 3, `DISTRIBUTED BY (, DISTRIBUTED RANDOMLY, DISTRIBUTED REPLICATED, EXTERNAL WEB TABLE, APPENDONLY,
		APPENDOPTIMIZED, SEGMENT REJECT LIMIT, READABLE EXTERNAL, WRITABLE EXTERNAL, RESOURCE QUEUE, GP_TOOLKIT, GP_SEGMENT_ID`},
	{"materialize", 3, `SUBSCRIBE TO, SUBSCRIBE (, CREATE SOURCE, CREATE SINK, CREATE CLUSTER, IN CLUSTER, MZ_NOW (, LOAD GENERATOR,
		KAFKA CONNECTION, CREATE DEFAULT INDEX, ENVELOPE UPSERT, ENVELOPE DEBEZIUM, ENVELOPE NONE`},
	{"vertica", 3, `CREATE PROJECTION, UNSEGMENTED, SEGMENTED BY, KSAFE, INTERPOLATE PREVIOUS, FLEX TABLE, FLEXTABLE, ALL NODES,
		SCHEMA PRIVILEGES, EXPORT TO PARQUET, EXPORT TO VERTICA, REJECTED DATA`},
	{"tsql", 3, `NOLOCK, DATETIME2, DATETIMEOFFSET, UNIQUEIDENTIFIER, SMALLDATETIME, BEGIN TRY, SET NOCOUNT, XACT_ABORT,
		GETUTCDATE (, SYSUTCDATETIME (, NEWID (, SCOPE_IDENTITY (, OPENJSON (, FOR XML PATH, CLUSTERED INDEX, NONCLUSTERED INDEX,
		CLUSTERED COLUMNSTORE INDEX, EOMONTH (, WAITFOR DELAY, RAISERROR (, DECLARE @, ] . [, TRY_CONVERT (, EXEC SP_EXECUTESQL,
		EXEC @, WITH SCHEMABINDING, IDENTITY_INSERT`},
	{"oracle", 3, `VARCHAR2, NVARCHAR2, BULK COLLECT, PACKAGE BODY, IS TABLE OF, SYS_REFCURSOR, DBMS_OUTPUT, EXCEPTION_INIT,
		AUTONOMOUS_TRANSACTION, LOG ERRORS INTO, PLS_INTEGER, SYS_CONTEXT (, NOCYCLE, PIPE ROW (`},
	{"sqlite", 3, `WITHOUT ROWID, INSERT OR ABORT, INSERT OR FAIL, INSERT OR ROLLBACK, JULIANDAY (, CREATE VIRTUAL TABLE, INDEXED BY,
		RAISE ( ABORT, SQLITE_MASTER, SQLITE_SCHEMA`},
	{"teradata", 3, `VOLATILE TABLE, MULTISET TABLE, MULTISET VOLATILE, COLLECT STATISTICS, COLLECT STATS, NO FALLBACK, CASESPECIFIC,
		FOR ACCESS, HASHROW (, HASHBUCKET (, HASHAMP (, DATABLOCKSIZE, MERGEBLOCKRATIO, OREPLACE (, OTRANSLATE (, RANGE_N (, CASE_N (,
		EXPAND ON, ( FORMAT ', UNIQUE PRIMARY INDEX, NO PRIMARY INDEX, LOCKING TABLE, LOCKING ROW`},
	{"exasol", 3, `EMITS (, SCALAR SCRIPT, SET SCRIPT, ADAPTER SCRIPT, LUA SCRIPT, VIRTUAL SCHEMA, PREFERRING, HASHTYPE, IMPERSONATE,
		OPEN SCHEMA, CLOSE SCHEMA, RECOMPRESS TABLE, IMPORT INTO (, EXA_ALL_TABLES, CONSUMER GROUP`},
	{"db2", 3, `WITH UR, SYSIBM, SYSDUMMY1, FINAL TABLE (, ORGANIZE BY, BUFFERPOOL, REORG TABLE, RUNSTATS, CCSID, VARGRAPHIC,
		NOT LOGGED INITIALLY, DATA CAPTURE, DECLARE GLOBAL TEMPORARY TABLE, OPTIMIZE FOR 0 ROWS, CURRENT DATE, CURRENT TIMESTAMP`},
	{"duckdb", 3, `READ_PARQUET (, READ_CSV (, READ_CSV_AUTO (, READ_JSON (, READ_JSON_AUTO (, PARQUET_SCAN (, STRUCT_PACK (, LIST_VALUE (,
		LIST_TRANSFORM (, LIST_FILTER (, LIST_AGGREGATE (, POSITIONAL JOIN, SUMMARIZE, HUGEINT, UBIGINT, STRPTIME (, CREATE MACRO,
		CREATE OR REPLACE MACRO, EPOCH_MS (, QUANTILE_CONT (, USING SAMPLE, INSTALL HTTPFS`},
	{"clickhouse", 3, `PREWHERE, MERGETREE, REPLACINGMERGETREE, SUMMINGMERGETREE, AGGREGATINGMERGETREE, REPLICATEDMERGETREE,
		REPLICATEDREPLACINGMERGETREE, LOWCARDINALITY (, NULLABLE (, FIXEDSTRING (, UINT8, UINT16, UINT32, UINT64, ARRAY JOIN, ON CLUSTER,
		LIMIT 0 BY, TODATE (, TODATETIME (, TODATETIME64 (, TOSTARTOFMONTH (, TOSTARTOFDAY (, TOSTARTOFHOUR (, TOSTARTOFWEEK (, TOYYYYMM (,
		TOYYYYMMDD (, ARRAYJOIN (, ARRAYMAP (, ARRAYFILTER (, UNIQEXACT (, GROUPARRAY (, SUMIF (, ARGMAX (, MULTIIF (, DICTGET (, NOW64 (,
		FORMATDATETIME (, JSONEXTRACTSTRING (, SPLITBYCHAR (, TOSTRING (, TOUINT32 (, TOUINT64 (, TOINT32 (, TOFLOAT64 (`},
	{"mariadb", 3, `WITH SYSTEM VERSIONING, WITHOUT SYSTEM VERSIONING, BEGIN NOT ATOMIC, SET STATEMENT, JSON_DETAILED (, SFORMAT (,
		NATURAL_SORT_KEY (, INET6, ENGINE = ARIA`},
	{"tidb", 3, `AUTO_RANDOM, SHARD_ROW_ID_BITS, TIFLASH REPLICA, PRE_SPLIT_REGIONS, PLACEMENT POLICY, TIDB_SNAPSHOT`},
	{"singlestore", 3, `SHARD KEY, SORT KEY, ROWSTORE TABLE, CREATE PIPELINE, CREATE OR REPLACE PIPELINE, START PIPELINE, REFERENCE TABLE,
		JSON_EXTRACT_STRING (, JSON_EXTRACT_DOUBLE (, : >`},
	{"starrocks", 3, `REFRESH ASYNC, EXTERNAL CATALOG, SUBMIT TASK`},
	{"doris", 3, `BUCKETS AUTO, AUTO PARTITION BY, EXPLODE_SPLIT (, COMPUTE GROUP, WORKLOAD GROUP, STORAGE VAULT, SQL_BLOCK_RULE,
		USING INVERTED`},

	// What relatives write.
	{"starrocks doris", 3, `DISTRIBUTED BY HASH, DISTRIBUTED BY RANDOM, DUPLICATE KEY (, AGGREGATE KEY, ROUTINE LOAD, TO_BITMAP (,
		BITMAP_UNION (, ENGINE = OLAP, BACKUP SNAPSHOT, USING BITMAP`},
	{"starrocks doris", 2, `PROPERTIES (`},
	{"mysql mariadb tidb", 3, `INNODB, MYISAM, SQL_CALC_FOUND_ROWS, SQL_NO_CACHE, FLUSH PRIVILEGES, DEFINER =, LOCK TABLES, UNLOCK TABLES,
		LOW_PRIORITY, HIGH_PRIORITY, AGAINST (`},
	{mysqls, 3, `AUTO_INCREMENT, ON DUPLICATE KEY UPDATE, INSERT IGNORE, UTF8MB4, UTF8MB4_GENERAL_CI, UTF8MB4_UNICODE_CI, UTF8MB4_BIN,
		TINYTEXT, MEDIUMTEXT, LONGTEXT, MEDIUMINT, LONGBLOB, USE INDEX (, FORCE INDEX (, IGNORE INDEX (, LOAD DATA INFILE,
		LOAD DATA LOCAL INFILE, STR_TO_DATE (, CURDATE (, CURTIME (, FIND_IN_SET (, SUBSTRING_INDEX (, LAST_INSERT_ID (,
		JSON_UNQUOTE (, INET_ATON (, PERIOD_DIFF (, SUBDATE (, ADDDATE (, YEARWEEK (`},
	{mysqls, 2, `UNSIGNED, DELIMITER`},
	{mysqls + "impala", 3, `STRAIGHT_JOIN`},
	{"sparksql databricks", 3, `CACHE TABLE, UNCACHE TABLE, USING DELTA, USING PARQUET, USING ORC, USING JSON, USING CSV, SCHEMA_OF_JSON (, ZORDER BY,
		SHALLOW CLONE, DEEP CLONE, MONOTONICALLY_INCREASING_ID (, INPUT_FILE_NAME (`},
	{"hive sparksql databricks", 3, `COLLECT_LIST (, COLLECT_SET (, POSEXPLODE (`},
	{"sparksql databricks hive doris", 2, `LATERAL VIEW, EXPLODE (`},
	{"sparksql databricks hive", 2, `OVERWRITE DIRECTORY, OVERWRITE LOCAL DIRECTORY, LOAD DATA LOCAL INPATH, STACK (, INLINE (`},
	{sparks, 2, `LOAD DATA INPATH, INSERT OVERWRITE TABLE`},
	{sparks + "starrocks doris athena", 2, `NAMED_STRUCT (, GET_JSON_OBJECT (`},
	{sparks + "athena", 2, `TBLPROPERTIES, MSCK REPAIR TABLE`},
	{sparks + "athena redshift", 2, `ROW FORMAT, SERDEPROPERTIES, STORED AS`},
	{sparks + "exasol", 2, `DISTRIBUTE BY`},
	{sparks + "starrocks doris clickhouse flink", 1, `LEFT SEMI JOIN, LEFT ANTI JOIN`},
	{"impala starrocks doris", 2, `NDV (, STRLEFT (, STRRIGHT (`},
	{trinos, 3, `APPROX_DISTINCT (, TRY (, AS ROW (, DATE_PARSE (, FROM_ISO8601_TIMESTAMP (, FROM_ISO8601_DATE (, PARSE_DATETIME (,
		FROM_UNIXTIME_NANOS (, PARTITIONED_BY, JSON_FORMAT (, EXTERNAL_LOCATION`},
	{trinos + "duckdb starrocks doris", 1, `MAP_AGG (, ARRAY_JOIN (`},
	{trinos + "redshift", 1, `JSON_PARSE (`},
	{trinos + "bigquery", 1, `JSON_EXTRACT_SCALAR (, CROSS JOIN UNNEST (`},
	{"redshift athena", 2, `UNLOAD (`},
	{"trino flink", 2, `DESCRIPTOR (`},
	{"flink clickhouse materialize", 1, `TUMBLE (`},
	{"postgres greenplum", 3, `CREATE EXTENSION, USING GIN, USING GIST, USING BRIN, CONCURRENTLY, TO_TSVECTOR (, TO_TSQUERY (, ATTACH PARTITION,
		ROW LEVEL SECURITY, MAKE_INTERVAL (, REGEXP_SPLIT_TO_TABLE (, PG_TOTAL_RELATION_SIZE (`},
	{"postgres greenplum materialize", 3, `JSONB_BUILD_OBJECT (, JSONB_AGG (, JSONB_ARRAY_ELEMENTS (, JSONB_EXTRACT_PATH_TEXT (, JSON_BUILD_OBJECT (`},
	{"postgres greenplum materialize", 2, `JSONB, BYTEA, REGCLASS`},
	{"postgres greenplum redshift", 2, `LANGUAGE PLPGSQL, RAISE NOTICE`},
	{"postgres greenplum", 2, `SERIAL, BIGSERIAL`},
	{postgreses, 2, `OWNER TO`},
	{postgreses + "duckdb", 1, `TIMESTAMPTZ`},

	// What many write, and the others do not.
	{postgreses + "snowflake duckdb databricks clickhouse", 1, `::, ILIKE`},
	{"postgres greenplum materialize duckdb clickhouse", 2, `DISTINCT ON`},
	{"postgres greenplum materialize duckdb", 1, `REGEXP_MATCHES (`},
	{"postgres greenplum sqlite duckdb", 1, `ON CONFLICT`},
	{"snowflake bigquery databricks redshift duckdb teradata exasol clickhouse starrocks", 1, `QUALIFY`},
	{"bigquery clickhouse", 2, `INT64, FLOAT64`},
	{"bigquery clickhouse duckdb", 2, `COUNTIF (`},
	{"snowflake databricks sparksql doris", 2, `VARIANT, TIMESTAMP_NTZ`},
	{"snowflake databricks bigquery", 1, `PARSE_JSON (`},
	{"snowflake redshift tsql databricks", 1, `DATEADD (, DATEDIFF (, GETDATE (, CHARINDEX (, LEN (`},
	{"snowflake redshift", 2, `CONVERT_TIMEZONE (`},
	{"snowflake redshift exasol", 1, `RATIO_TO_REPORT (`},
	{"snowflake redshift trino oracle db2 exasol vertica duckdb", 1, `LISTAGG (`},
	{"snowflake teradata vertica exasol impala", 2, `ZEROIFNULL (, NULLIFZERO (`},
	{"snowflake teradata", 2, `BYTEINT`},
	{"snowflake sqlite", 1, `AUTOINCREMENT`},
	{"snowflake vertica", 2, `CONDITIONAL_TRUE_EVENT (, CONDITIONAL_CHANGE_EVENT (`},
	{"snowflake databricks", 1, `COPY INTO`},
	{"oracle db2", 2, `PCTFREE`},
	{"oracle snowflake exasol db2", 1, `CONNECT BY`},
	{"oracle snowflake redshift exasol", 2, `( + )`},
	{"oracle mariadb db2", 1, `ROWNUM`},
	{"oracle exasol mysql mariadb", 1, `FROM DUAL`},
	{"tsql oracle", 2, `CROSS APPLY, OUTER APPLY`},
	{"tsql redshift", 2, `CONVERT ( VARCHAR`},
	{"tsql redshift snowflake exasol", 1, `NVARCHAR`},
	{"tsql", 2, `DBO ., STUFF (, OBJECT_ID (`},
	{"tsql sqlite", 1, `IIF (`},
	{"tsql teradata snowflake redshift", 1, `SELECT TOP 0`},
	{"sqlite duckdb", 2, `PRAGMA, INSERT OR REPLACE, INSERT OR IGNORE, STRFTIME (`},
	{mysqls + "sqlite exasol impala duckdb", 2, `GROUP_CONCAT (`},
	{mysqls + sparks + trinos, 1, `DATE_FORMAT (, FROM_UNIXTIME (`},
	{mysqls + sparks, 1, `UNIX_TIMESTAMP (`},
	{mysqls + sparks + trinos + "bigquery clickhouse", 1, `IF (`},
	{postgreses + "duckdb", 1, `GENERATE_SERIES (`},
	{"trino athena presto duckdb snowflake databricks sparksql starrocks", 1, `MAX_BY (, MIN_BY (, ELEMENT_AT (`},
}

// A phrase is a sign that is a row of tokens.
type phrase struct {
	sign
	tokens []string
}

// phrases are those of the groups, by their first tokens.
var phrases = func() map[string][]phrase {
	out := map[string][]phrase{}
	for _, g := range groups {
		for text := range strings.SplitSeq(g.phrases, ",") {
			tokens := strings.Fields(text)
			out[tokens[0]] = append(out[tokens[0]], phrase{sign{named(tokens), names(g.dialects), g.weight}, tokens})
		}
	}
	return out
}()

// named is a phrase as a person would name it.
func named(tokens []string) string {
	words := slices.Clone(tokens)
	for i, word := range words {
		if shown, ok := anyText[word]; ok {
			words[i] = shown
		}
	}
	return strings.TrimSuffix(strings.Join(words, " "), " (")
}

// evidence counts signs by their words.
type evidence map[string]*tally

type tally struct {
	sign
	times int
}

func (e evidence) see(s sign) {
	t := e[s.words]
	if t == nil {
		t = &tally{sign: s}
		e[s.words] = t
	}
	t.times++
}

// A sample is a file with its tokens, without comments and white space.
type sample struct {
	text   string
	toks   []token.Token
	pieces []string // of each token what a phrase holds of it
}

// signs looks for signs in a file, read as generic.
func (e evidence) signs(f *source.File, generic *dialect.Dialect) {
	s := sample{text: f.Text}
	tokens := token.Lex(f.Text, generic)
	defer token.Release(tokens)
	for _, t := range tokens {
		switch text := t.In(f.Text); {
		case t.Kind == token.Comment && text[0] == '#':
			e.see(signHashComments)
		case t.Kind == token.Comment && (strings.HasPrefix(text, "-- COMMAND --") || strings.HasPrefix(text, "-- Databricks notebook")):
			e.see(signNotebook)
		case !t.Kind.Trivia():
			s.toks = append(s.toks, t)
			s.pieces = append(s.pieces, piece(t, text))
		}
	}
	e.shapes(&s)
	for i := range s.pieces {
		if s.is(i-1, ".") && s.toks[i].Kind == token.Word {
			continue // a column or table that is called so
		}
		for _, p := range phrases[s.pieces[i]] {
			if len(s.pieces)-i >= len(p.tokens) && slices.Equal(s.pieces[i:i+len(p.tokens)], p.tokens) {
				e.see(p.sign)
			}
		}
	}
}

// piece is what a phrase holds of a token.
func piece(t token.Token, text string) string {
	switch {
	case t.Kind == token.Word:
		return strings.ToUpper(text)
	case t.Kind == token.String:
		return "'"
	case t.Kind == token.Number:
		return "0"
	case t.Kind == token.Param && text[0] == '@':
		return "@"
	}
	return text
}

// is reports whether token i is that piece of a phrase.
func (s *sample) is(i int, piece string) bool {
	return i >= 0 && i < len(s.pieces) && s.pieces[i] == piece
}

func (s *sample) kind(i int) token.Kind {
	if i < 0 || i >= len(s.toks) {
		return token.EOF
	}
	return s.toks[i].Kind
}

// glued reports whether token i begins where the one before it ends.
func (s *sample) glued(i int) bool {
	return i > 0 && i < len(s.toks) && s.toks[i-1].End == s.toks[i].Start
}

// shapes looks for the signs that are not phrases.
func (e evidence) shapes(s *sample) {
	types, brackets := 0, 0 // open < of types; open [ and {
	for i, t := range s.toks {
		switch text := t.In(s.text); t.Kind {
		case token.Lt:
			if types > 0 || s.is(i-1, "STRUCT") || s.is(i-1, "ARRAY") || s.is(i-1, "MAP") {
				types++
			}
		case token.Gt:
			types = max(0, types-1)
		case token.Shift:
			types = max(0, types-2)
		case token.LBracket, token.LBrace:
			brackets++
		case token.RBracket, token.RBrace:
			brackets = max(0, brackets-1)
		case token.Semicolon:
			types, brackets = 0, 0
		case token.QuotedName:
			switch {
			case text[0] != '`':
			case strings.Count(text, ".") > 0 && !strings.ContainsAny(text, "/*+"):
				e.see(signDottedBackquotes)
			default:
				e.see(signBackquotes)
			}
		case token.Colon:
			words := s.kind(i-1) == token.Word && s.kind(i+1) == token.Word
			switch {
			case types > 0:
				e.see(signColonType)
			case words && s.glued(i) && s.glued(i+1) && brackets == 0 && (s.is(i-2, ".") || s.is(i+2, ".") || s.is(i+2, "::")):
				e.see(signColonPath)
			}
		case token.At:
			if next := s.kind(i + 1); s.glued(i+1) && (next == token.Tilde || next == token.Percent) {
				e.see(signStage)
			}
		case token.Param:
			switch {
			case strings.HasPrefix(text, "@@"):
				e.see(signVariables)
			case text[0] == '@' && s.is(i+1, "/") && s.glued(i+1):
				e.see(signStage)
			}
		case token.String:
			switch {
			case text[0] == '$':
				e.see(signDollarQuotes)
			case s.is(i-1, "FROM") && isFile(text):
				e.see(signFiles)
			}
		case token.Operator:
			if text == "~*" || strings.HasPrefix(text, "!~") {
				e.see(signMatch)
			}
		case token.LongArrow:
			e.see(signArrow)
		case token.Word:
			e.word(s, i)
		}
	}
}

// isFile reports whether a string is the name of a file with data.
func isFile(text string) bool {
	text = strings.Trim(text, "'")
	return strings.HasSuffix(text, ".parquet") || strings.HasSuffix(text, ".csv") || strings.HasSuffix(text, ".json")
}

// word looks for the signs that begin with word i and are not phrases.
func (e evidence) word(s *sample, i int) {
	switch word := s.pieces[i]; {
	case s.is(i-1, "."):
	case word[0] == '#' && len(word) > 1 && (s.is(i-1, "FROM") || s.is(i-1, "INTO") || s.is(i-1, "TABLE") || s.is(i-1, "JOIN")):
		e.see(signHashNames)
	case word == "ARRAY" && s.kind(i+1) == token.Lt:
		e.see(signArrayType)
	case word == "STRUCT" && s.kind(i+1) == token.Lt:
		if s.kind(i+2) == token.Word && s.kind(i+3) == token.Word {
			e.see(signStructType)
		}
	case !s.is(i+1, "("):
	case word == "DATE_TRUNC":
		if s.is(i+2, "'") {
			e.see(signPartFirst)
		} else if n := s.closing(i + 1); n > 0 && s.kind(n-1) == token.Word && s.is(n-2, ",") {
			e.see(signPartLast)
		}
	case word == "DATE_ADD" || word == "DATE_SUB":
		if n := s.closing(i + 1); n > 0 && slices.Contains(s.pieces[i+2:n], "INTERVAL") {
			e.see(signInterval)
		}
	}
}

// closing is the place of the parenthesis that closes the one at i, near it, or -1.
func (s *sample) closing(i int) int {
	const near = 100
	depth := 0
	for n := i; n < len(s.toks) && n < i+near; n++ {
		switch s.toks[n].Kind {
		case token.LParen:
			depth++
		case token.RParen:
			if depth--; depth == 0 {
				return n
			}
		}
	}
	return -1
}
