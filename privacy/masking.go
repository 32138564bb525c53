package privacy

import "strings"

// A Treatment is what a function does to the personal data in its arguments.
type Treatment uint8

// The treatments.
const (
	None   Treatment = iota // what comes out is as personal as what went in: upper, substring, to_hex
	Mask                    // what comes out no longer shows whose it is: hashes, encryption, tokens, masking
	Salted                  // Mask where something secret goes in too, otherwise None
	Count                   // what comes out is a figure: a number of values or characters, an average
	Test                    // what comes out is whether or where something stands in it
)

var treatmentNames = [...]string{"none", "mask", "salted", "count", "test"}

func (t Treatment) String() string { return treatmentNames[t] }

// TreatmentNames are what the settings may say of a function.
func TreatmentNames() []string { return treatmentNames[:Test:Test] }

// ParseTreatment reads what a person writes in the settings.
func ParseTreatment(name string) (Treatment, bool) {
	for i, n := range treatmentNames {
		if n == name {
			return Treatment(i), true
		}
	}
	return None, false
}

// Protection is how well a function masks, least first. It is 0 for one that does not mask.
type Protection uint8

// The protections.
const (
	Unsalted Protection = iota + 1 // a hash that everybody can compute: trying all likely values undoes it
	Hidden                         // a part of the value is replaced, or all of it
	Keyed                          // only who has the key or salt can compute or undo it
	Token                          // a value without meaning, which a vault can turn back
)

func (p Protection) String() string {
	return [...]string{"", "unsalted", "hidden", "keyed", "token"}[p]
}

// A Function is one of which it is known what it does to personal data.
type Function struct {
	// Name is in lower case. A name that ends in .* stands for all functions of that schema.
	Name       string
	Treatment  Treatment
	Protection Protection
	// Dialects are the only ones in which the name means this, separated by spaces; "" for all in which no other row says
	// otherwise.
	Dialects string
	Doc      string // what it does, and where it is found
}

// functions are the defaults. A hash without a salt can be undone by trying all likely values: it counts as masking
// here, for it is what teams agree on in practice, and a stricter organisation says so in its settings.
//
// Not here, for they show what went in: encodings (base64, hex, compress), decryption, case, trimming, substrings, soundex.
var functions = []Function{
	{"md5", Mask, Unsalted, "", "MD5 hash; all dialects"},
	{"md5_hex", Mask, Unsalted, "", "MD5 hash as hexadecimal; Snowflake"},
	{"md5_binary", Mask, Unsalted, "", "MD5 hash as bytes; Snowflake"},
	{"md5_number", Mask, Unsalted, "", "MD5 hash as a number; Snowflake"},
	{"md5_number_lower64", Mask, Unsalted, "", "half of an MD5 hash; Snowflake, DuckDB"},
	{"md5_number_upper64", Mask, Unsalted, "", "half of an MD5 hash; Snowflake, DuckDB"},
	{"halfmd5", Mask, Unsalted, "", "half of an MD5 hash; ClickHouse"},
	{"sha", Mask, Unsalted, "", "SHA-1 hash; MySQL, Spark, Hive, Redshift"},
	{"sha1", Mask, Unsalted, "", "SHA-1 hash; most dialects"},
	{"sha1_hex", Mask, Unsalted, "", "SHA-1 hash as hexadecimal; Snowflake"},
	{"sha1_binary", Mask, Unsalted, "", "SHA-1 hash as bytes; Snowflake"},
	{"func_sha1", Mask, Unsalted, "", "SHA-1 hash; Redshift"},
	{"sha2", Mask, Unsalted, "", "SHA-2 hash of a given length; MySQL, Snowflake, Spark, Redshift"},
	{"sha2_hex", Mask, Unsalted, "", "SHA-2 hash as hexadecimal; Snowflake"},
	{"sha2_binary", Mask, Unsalted, "", "SHA-2 hash as bytes; Snowflake"},
	{"sha224", Mask, Unsalted, "", "SHA-224 hash; Postgres, ClickHouse"},
	{"sha256", Mask, Unsalted, "", "SHA-256 hash; Postgres, BigQuery, Trino, DuckDB, ClickHouse"},
	{"sha384", Mask, Unsalted, "", "SHA-384 hash; Postgres, ClickHouse"},
	{"sha512", Mask, Unsalted, "", "SHA-512 hash; Postgres, BigQuery, Trino, ClickHouse"},
	{"hash", Mask, Unsalted, "", "hash of all arguments; Snowflake, Spark, Hive, DuckDB"},
	{"hash_md5", Mask, Unsalted, "", "MD5 hash; Exasol"},
	{"hash_sha1", Mask, Unsalted, "", "SHA-1 hash; Exasol"},
	{"hash_sha256", Mask, Unsalted, "", "SHA-256 hash; Exasol"},
	{"hash_sha512", Mask, Unsalted, "", "SHA-512 hash; Exasol"},
	{"hashrow", Mask, Unsalted, "", "row hash; Teradata"},
	{"hashbucket", Mask, Unsalted, "", "bucket of a row hash; Teradata"},
	{"hashbytes", Mask, Unsalted, "", "hash by a named algorithm; T-SQL"},
	{"standard_hash", Mask, Unsalted, "", "hash by a named algorithm; Oracle"},
	{"ora_hash", Mask, Unsalted, "", "hash into buckets; Oracle"},
	{"dbms_crypto.hash", Mask, Unsalted, "", "hash by a given algorithm; Oracle"},
	{"dbms_crypto.mac", Mask, Keyed, "", "keyed hash; Oracle"},
	{"dbms_crypto.encrypt", Mask, Keyed, "", "encryption; Oracle"},
	{"checksum", Mask, Unsalted, "", "checksum; T-SQL, Redshift, Trino"},
	{"binary_checksum", Mask, Unsalted, "", "checksum; T-SQL"},
	{"digest", Mask, Unsalted, "", "hash by a named algorithm; Postgres with pgcrypto"},
	{"hmac", Mask, Keyed, "", "keyed hash; Postgres with pgcrypto"},
	{"hmac_md5", Mask, Keyed, "", "keyed hash; Trino"},
	{"hmac_sha1", Mask, Keyed, "", "keyed hash; Trino"},
	{"hmac_sha256", Mask, Keyed, "", "keyed hash; Trino"},
	{"hmac_sha512", Mask, Keyed, "", "keyed hash; Trino"},
	{"crypt", Mask, Keyed, "", "password hash; Postgres with pgcrypto"},
	{"uuid_generate_v5", Mask, Unsalted, "", "identifier made of a SHA-1 hash; Postgres"},
	{"uuid_generate_v3", Mask, Unsalted, "", "identifier made of an MD5 hash; Postgres"},
	{"hashtext", Mask, Unsalted, "", "internal hash; Postgres"},
	{"hashtextextended", Mask, Unsalted, "", "internal hash with a seed; Postgres"},
	{"password", Mask, Unsalted, "", "password hash; older MySQL, MariaDB"},
	{"farm_fingerprint", Mask, Unsalted, "", "FarmHash; BigQuery"},
	{"farmfingerprint64", Mask, Unsalted, "", "FarmHash; Redshift, ClickHouse"},
	{"farmhash64", Mask, Unsalted, "", "FarmHash; ClickHouse"},
	{"fnv_hash", Mask, Unsalted, "", "FNV hash; Redshift, Impala"},
	{"cityhash64", Mask, Unsalted, "", "CityHash; ClickHouse"},
	{"metrohash64", Mask, Unsalted, "", "MetroHash; ClickHouse"},
	{"siphash64", Mask, Unsalted, "", "SipHash; ClickHouse"},
	{"siphash64keyed", Mask, Keyed, "", "SipHash with a key; ClickHouse"},
	{"siphash128", Mask, Unsalted, "", "SipHash; ClickHouse"},
	{"inthash32", Mask, Unsalted, "", "hash of a number; ClickHouse"},
	{"inthash64", Mask, Unsalted, "", "hash of a number; ClickHouse"},
	{"javahash", Mask, Unsalted, "", "hash as Java computes it; ClickHouse"},
	{"murmur3", Mask, Unsalted, "", "MurmurHash3; Trino"},
	{"murmur_hash", Mask, Unsalted, "", "MurmurHash; Impala, Vertica"},
	{"murmur_hash3_32", Mask, Unsalted, "", "MurmurHash3; StarRocks, Doris"},
	{"murmurhash2_32", Mask, Unsalted, "", "MurmurHash2; ClickHouse"},
	{"murmurhash2_64", Mask, Unsalted, "", "MurmurHash2; ClickHouse"},
	{"murmurhash3_32", Mask, Unsalted, "", "MurmurHash3; ClickHouse"},
	{"murmurhash3_64", Mask, Unsalted, "", "MurmurHash3; ClickHouse"},
	{"murmurhash3_128", Mask, Unsalted, "", "MurmurHash3; ClickHouse"},
	{"spooky_hash_v2_32", Mask, Unsalted, "", "SpookyHash; Trino"},
	{"spooky_hash_v2_64", Mask, Unsalted, "", "SpookyHash; Trino"},
	{"xxhash32", Mask, Unsalted, "", "xxHash; ClickHouse"},
	{"xxhash64", Mask, Unsalted, "", "xxHash; Spark, Trino, ClickHouse"},
	{"xxh3", Mask, Unsalted, "", "xxHash 3; ClickHouse"},
	{"xx_hash3_64", Mask, Unsalted, "", "xxHash 3; StarRocks"},
	{"crc32", Mask, Unsalted, "", "checksum of 32 bits; MySQL, Spark, Trino, Hive"},
	{"crc64", Mask, Unsalted, "", "checksum of 64 bits; Trino"},
	{"blake3", Mask, Unsalted, "", "BLAKE3 hash; ClickHouse"},
	{"encrypt", Mask, Keyed, "", "encryption; Snowflake, Postgres with pgcrypto, Oracle"},
	{"encrypt_raw", Mask, Keyed, "", "encryption; Snowflake"},
	{"encrypt_iv", Mask, Keyed, "", "encryption; Postgres with pgcrypto"},
	{"aes_encrypt", Mask, Keyed, "", "encryption; MySQL, Spark, StarRocks"},
	{"aes_encrypt_mysql", Mask, Keyed, "", "encryption; ClickHouse"},
	{"encode", Mask, Keyed, "mysql mariadb", "encryption with a password; elsewhere an encoding, which hides nothing"},
	{"des_encrypt", Mask, Keyed, "", "encryption; older MySQL"},
	{"sm4_encrypt", Mask, Keyed, "", "encryption; Doris"},
	{"pgp_sym_encrypt", Mask, Keyed, "", "encryption; Postgres with pgcrypto"},
	{"pgp_pub_encrypt", Mask, Keyed, "", "encryption; Postgres with pgcrypto"},
	{"encryptbykey", Mask, Keyed, "", "encryption; T-SQL"},
	{"encryptbycert", Mask, Keyed, "", "encryption; T-SQL"},
	{"encryptbyasymkey", Mask, Keyed, "", "encryption; T-SQL"},
	{"encryptbypassphrase", Mask, Keyed, "", "encryption; T-SQL"},
	{"aead.encrypt", Mask, Keyed, "", "encryption; BigQuery"},
	{"deterministic_encrypt", Mask, Keyed, "", "encryption that keeps equal values equal; BigQuery"},
	{"dlp_deterministic_encrypt", Mask, Token, "", "tokens from Cloud DLP; BigQuery"},
	{"voltagesecureprotect", Mask, Token, "", "tokens from Voltage SecureData; Vertica"},
	{"voltagesecureprotectallkeys", Mask, Token, "", "tokens from Voltage SecureData, one for each key; Vertica"},
	{"ptyprotectstr", Mask, Token, "", "tokens from Protegrity; Hive, Spark"},
	{"ptyprotectunicode", Mask, Token, "", "tokens from Protegrity; Hive, Spark"},
	{"tokenize", Mask, Token, "", "the usual name of a function that asks a vault for a token"},
	{"tokenize", None, 0, "doris starrocks", "takes a text apart for a search"},
	{"mask", Mask, Hidden, "", "letters and digits replaced; Spark, Hive, Doris"},
	{"mask_hash", Mask, Unsalted, "", "hash of a value; Hive, Impala"},
	{"mask_inner", Mask, Hidden, "", "the middle replaced; MySQL Enterprise"},
	{"mask_outer", Mask, Hidden, "", "both ends replaced; MySQL Enterprise"},
	{"mask_first_n", Mask, Hidden, "", "the first characters replaced; Hive, Impala, Doris"},
	{"mask_last_n", Mask, Hidden, "", "the last characters replaced; Hive, Impala, Doris"},
	{"mask_show_first_n", Mask, Hidden, "", "all but the first characters replaced; Hive, Impala"},
	{"mask_show_last_n", Mask, Hidden, "", "all but the last characters replaced; Hive, Impala"},
	{"mask_pan", Mask, Hidden, "", "a card number but its last digits replaced; MySQL Enterprise"},
	{"mask_pan_relaxed", Mask, Hidden, "", "a card number but its first and last digits replaced; MySQL Enterprise"},
	{"mask_ssn", Mask, Hidden, "", "a US social security number but its last digits replaced; MySQL Enterprise"},
	{"mask_iban", Mask, Hidden, "", "an IBAN replaced; MySQL Enterprise"},
	{"mask_uuid", Mask, Hidden, "", "a UUID replaced; MySQL Enterprise"},
	{"mask_canada_sin", Mask, Hidden, "", "a Canadian social insurance number replaced; MySQL Enterprise"},
	{"mask_uk_nin", Mask, Hidden, "", "a UK national insurance number replaced; MySQL Enterprise"},
	{"redact", Mask, Hidden, "", "the usual name of a function of one's own that blanks a value"},
	{"anonymize", Mask, Hidden, "", "the usual name of a function of one's own"},
	{"anonymise", Mask, Hidden, "", "the usual name of a function of one's own"},
	{"pseudonymize", Mask, Hidden, "", "the usual name of a function of one's own"},
	{"pseudonymise", Mask, Hidden, "", "the usual name of a function of one's own"},
	{"tokenize_pii", Mask, Token, "", "the usual name of a function of one's own"},
	{"ai_mask", Mask, Hidden, "", "entities in a text replaced; Databricks"},
	{"anon.*", Mask, Hidden, "", "PostgreSQL Anonymizer"},
	{"generate_surrogate_key", Mask, Unsalted, "", "hash of its columns; the dbt_utils macro"},
	{"dbt_utils.surrogate_key", Mask, Unsalted, "", "hash of its columns; the older dbt_utils macro"},
	{"count", Count, 0, "", "how many rows; all dialects"},
	{"count_big", Count, 0, "", "how many rows; T-SQL"},
	{"count_if", Count, 0, "", "how many rows of a condition; most dialects"},
	{"countif", Count, 0, "", "how many rows of a condition; BigQuery, ClickHouse"},
	{"regr_count", Count, 0, "", "how many pairs; all dialects"},
	{"count_distinct", Count, 0, "", "how many different values; DuckDB, dataframes"},
	{"approx_count_distinct", Count, 0, "", "about how many different values; BigQuery, Snowflake, Spark, T-SQL, Oracle"},
	{"approximate_count_distinct", Count, 0, "", "about how many different values; Vertica, Exasol"},
	{"approx_count_distinct_ds_hll", Count, 0, "", "about how many different values; Druid"},
	{"approx_distinct", Count, 0, "", "about how many different values; Trino, Athena"},
	{"approx_unique", Count, 0, "", "about how many different values; older DuckDB"},
	{"ndv", Count, 0, "", "about how many different values; Impala, Doris, StarRocks"},
	{"uniq", Count, 0, "", "about how many different values; ClickHouse"},
	{"uniqexact", Count, 0, "", "how many different values; ClickHouse"},
	{"uniqcombined", Count, 0, "", "about how many different values; ClickHouse"},
	{"uniqcombined64", Count, 0, "", "about how many different values; ClickHouse"},
	{"uniqhll12", Count, 0, "", "about how many different values; ClickHouse"},
	{"uniqthetasketch", Count, 0, "", "about how many different values; ClickHouse"},
	{"uniqif", Count, 0, "", "about how many different values of a condition; ClickHouse"},
	{"uniqexactif", Count, 0, "", "how many different values of a condition; ClickHouse"},
	{"hll", Count, 0, "", "about how many different values; Snowflake, Redshift"},
	{"hll_accumulate", Count, 0, "", "a sketch for counting; Snowflake"},
	{"hll_combine", Count, 0, "", "sketches put together; Snowflake"},
	{"hll_estimate", Count, 0, "", "about how many different values; Snowflake"},
	{"hll_create_sketch", Count, 0, "", "a sketch for counting; Redshift"},
	{"hll_combine_sketches", Count, 0, "", "sketches put together; Redshift"},
	{"hll_cardinality", Count, 0, "", "about how many different values; Redshift, Doris, Postgres with hll"},
	{"hll_hash", Count, 0, "", "a value made ready for counting; StarRocks, Doris"},
	{"hll_hash_text", Count, 0, "", "a value made ready for counting; Postgres with hll"},
	{"hll_add_agg", Count, 0, "", "a sketch for counting; Postgres with hll"},
	{"hll_union_agg", Count, 0, "", "about how many different values; StarRocks, Doris, Postgres with hll"},
	{"hll_raw_agg", Count, 0, "", "sketches put together; StarRocks"},
	{"hll_sketch_agg", Count, 0, "", "a sketch for counting; Spark"},
	{"hll_sketch_estimate", Count, 0, "", "about how many different values; Spark"},
	{"hll_count.init", Count, 0, "", "a sketch for counting; BigQuery"},
	{"hll_count.merge", Count, 0, "", "about how many different values; BigQuery"},
	{"hll_count.merge_partial", Count, 0, "", "sketches put together; BigQuery"},
	{"hll_count.extract", Count, 0, "", "about how many different values; BigQuery"},
	{"approx_set", Count, 0, "", "a sketch for counting; Trino"},
	{"bitmap_count", Count, 0, "", "how many different values; Snowflake, StarRocks, Doris"},
	{"grouping", Count, 0, "", "whether a column is grouped; all dialects"},
	{"length", Count, 0, "", "how many characters; most dialects"},
	{"len", Count, 0, "", "how many characters; T-SQL, Redshift, Snowflake, DuckDB"},
	{"char_length", Count, 0, "", "how many characters; most dialects"},
	{"character_length", Count, 0, "", "how many characters; most dialects"},
	{"octet_length", Count, 0, "", "how many bytes; most dialects"},
	{"byte_length", Count, 0, "", "how many bytes; BigQuery"},
	{"bit_length", Count, 0, "", "how many bits; most dialects"},
	{"datalength", Count, 0, "", "how many bytes; T-SQL"},
	{"lengthutf8", Count, 0, "", "how many characters; ClickHouse"},
	{"sum", Count, 0, "", "the sum of many rows; all dialects"},
	{"avg", Count, 0, "", "the average of many rows; all dialects"},
	{"mean", Count, 0, "", "the average of many rows; DuckDB, Spark"},
	{"median", Count, 0, "", "the value in the middle; most dialects"},
	{"stddev", Count, 0, "", "how far values lie apart; most dialects"},
	{"stddev_pop", Count, 0, "", "how far values lie apart; most dialects"},
	{"stddev_samp", Count, 0, "", "how far values lie apart; most dialects"},
	{"stdev", Count, 0, "", "how far values lie apart; T-SQL"},
	{"stdevp", Count, 0, "", "how far values lie apart; T-SQL"},
	{"variance", Count, 0, "", "how far values lie apart; most dialects"},
	{"var_pop", Count, 0, "", "how far values lie apart; most dialects"},
	{"var_samp", Count, 0, "", "how far values lie apart; most dialects"},
	{"var", Count, 0, "", "how far values lie apart; T-SQL"},
	{"varp", Count, 0, "", "how far values lie apart; T-SQL"},
	{"corr", Count, 0, "", "how two values go together; most dialects"},
	{"covar_pop", Count, 0, "", "how two values go together; most dialects"},
	{"covar_samp", Count, 0, "", "how two values go together; most dialects"},
	{"percentile_cont", Count, 0, "", "a percentile of many rows; most dialects"},
	{"percentile_disc", Count, 0, "", "a percentile of many rows; most dialects"},
	{"approx_percentile", Count, 0, "", "about a percentile of many rows; Snowflake, Trino, Spark"},
	{"approx_quantiles", Count, 0, "", "about the quantiles of many rows; BigQuery"},
	{"quantile", Count, 0, "", "a quantile of many rows; ClickHouse, DuckDB"},
	{"quantiles", Count, 0, "", "quantiles of many rows; ClickHouse"},
	{"sumif", Count, 0, "", "the sum of the rows of a condition; ClickHouse"},
	{"avgif", Count, 0, "", "the average of the rows of a condition; ClickHouse"},
	{"position", Test, 0, "", "where something stands in a text"},
	{"strpos", Test, 0, "", "where something stands in a text"},
	{"instr", Test, 0, "", "where something stands in a text"},
	{"locate", Test, 0, "", "where something stands in a text"},
	{"charindex", Test, 0, "", "where something stands in a text"},
	{"patindex", Test, 0, "", "where something stands in a text"},
	{"regexp_instr", Test, 0, "", "where something stands in a text"},
	{"regexp_count", Test, 0, "", "how often something stands in a text"},
	{"contains", Test, 0, "", "whether a text fits"},
	{"contains_substr", Test, 0, "", "whether a text fits"},
	{"starts_with", Test, 0, "", "whether a text fits"},
	{"startswith", Test, 0, "", "whether a text fits"},
	{"ends_with", Test, 0, "", "whether a text fits"},
	{"endswith", Test, 0, "", "whether a text fits"},
	{"regexp_like", Test, 0, "", "whether a text fits"},
	{"regexp_contains", Test, 0, "", "whether a text fits"},
	{"regexp_matches", Test, 0, "duckdb", "whether a text fits; elsewhere the text that fits"},
	{"regexp_ilike", Test, 0, "", "whether a text fits"},
	{"rlike", Test, 0, "", "whether a text fits"},
	{"bool_and", Test, 0, "", "whether rows fulfil a condition"},
	{"bool_or", Test, 0, "", "whether rows fulfil a condition"},
	{"every", Test, 0, "", "whether rows fulfil a condition"},
	{"logical_and", Test, 0, "", "whether rows fulfil a condition"},
	{"logical_or", Test, 0, "", "whether rows fulfil a condition"},
	{"isdate", Test, 0, "", "whether a value can be read so"},
	{"isnumeric", Test, 0, "", "whether a value can be read so"},
}

// meaning is a function's name in a dialect, or in all of them.
type meaning struct{ function, dialect string }

var treatments = func() map[meaning]*Function {
	index := make(map[meaning]*Function, len(functions))
	for i := range functions {
		f := &functions[i]
		if f.Dialects == "" {
			index[meaning{f.Name, ""}] = f
		}
		for dialect := range strings.FieldsSeq(f.Dialects) {
			index[meaning{f.Name, dialect}] = f
		}
	}
	return index
}()

// Functions lists the known functions, masking ones first. The slice is the caller's own.
func Functions() []Function { return append([]Function(nil), functions...) }

// FindFunction returns what is known of a function, by its name in lower case, in a dialect. A qualified name is looked
// up whole, then by its schema, then by its last part, so that public.digest is digest.
func FindFunction(name, dialect string) (Function, bool) {
	if f := find(name, dialect); f != nil {
		return *f, true
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Function{}, false
	}
	f := find(name[:dot+1]+"*", dialect)
	if f == nil {
		f = find(name[dot+1:], dialect)
	}
	if f == nil {
		return Function{}, false
	}
	return *f, true
}

func find(name, dialect string) *Function {
	if f := treatments[meaning{name, dialect}]; f != nil {
		return f
	}
	return treatments[meaning{name, ""}]
}
