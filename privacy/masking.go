package privacy

import "strings"

// A Treatment is what a function does to the personal data in its arguments.
type Treatment uint8

// The treatments.
const (
	None  Treatment = iota // what comes out is as personal as what went in: upper, substring, to_hex
	Mask                   // what comes out no longer shows whose it is: hashes, encryption, masking
	Count                  // what comes out is a number of values or characters
)

func (t Treatment) String() string { return [...]string{"none", "mask", "count"}[t] }

// A Function is one that hides personal data.
type Function struct {
	// Name is in lower case. A name that ends in .* stands for all functions of that schema.
	Name      string
	Treatment Treatment
	Doc       string // what it does, and where it is found
}

// functions are the defaults. A hash without a salt can be undone by trying all likely values: it counts as masking
// here, for it is what teams agree on in practice, and a stricter organisation says so in its settings.
//
// Not here, for they show what went in: encodings (base64, hex, compress), decryption, case, trimming, substrings, soundex.
var functions = []Function{
	{"md5", Mask, "MD5 hash; all dialects"},
	{"md5_hex", Mask, "MD5 hash as hexadecimal; Snowflake"},
	{"md5_binary", Mask, "MD5 hash as bytes; Snowflake"},
	{"md5_number", Mask, "MD5 hash as a number; Snowflake"},
	{"md5_number_lower64", Mask, "half of an MD5 hash; Snowflake, DuckDB"},
	{"md5_number_upper64", Mask, "half of an MD5 hash; Snowflake, DuckDB"},
	{"halfmd5", Mask, "half of an MD5 hash; ClickHouse"},
	{"sha", Mask, "SHA-1 hash; MySQL, Spark, Hive, Redshift"},
	{"sha1", Mask, "SHA-1 hash; most dialects"},
	{"sha1_hex", Mask, "SHA-1 hash as hexadecimal; Snowflake"},
	{"sha1_binary", Mask, "SHA-1 hash as bytes; Snowflake"},
	{"func_sha1", Mask, "SHA-1 hash; Redshift"},
	{"sha2", Mask, "SHA-2 hash of a given length; MySQL, Snowflake, Spark, Redshift"},
	{"sha2_hex", Mask, "SHA-2 hash as hexadecimal; Snowflake"},
	{"sha2_binary", Mask, "SHA-2 hash as bytes; Snowflake"},
	{"sha224", Mask, "SHA-224 hash; Postgres, ClickHouse"},
	{"sha256", Mask, "SHA-256 hash; Postgres, BigQuery, Trino, DuckDB, ClickHouse"},
	{"sha384", Mask, "SHA-384 hash; Postgres, ClickHouse"},
	{"sha512", Mask, "SHA-512 hash; Postgres, BigQuery, Trino, ClickHouse"},
	{"hash", Mask, "hash of all arguments; Snowflake, Spark, Hive, DuckDB"},
	{"hash_md5", Mask, "MD5 hash; Exasol"},
	{"hash_sha1", Mask, "SHA-1 hash; Exasol"},
	{"hash_sha256", Mask, "SHA-256 hash; Exasol"},
	{"hash_sha512", Mask, "SHA-512 hash; Exasol"},
	{"hashrow", Mask, "row hash; Teradata"},
	{"hashbytes", Mask, "hash by a named algorithm; T-SQL"},
	{"standard_hash", Mask, "hash by a named algorithm; Oracle"},
	{"ora_hash", Mask, "hash into buckets; Oracle"},
	{"dbms_crypto.hash", Mask, "hash by a given algorithm; Oracle"},
	{"dbms_crypto.mac", Mask, "keyed hash; Oracle"},
	{"dbms_crypto.encrypt", Mask, "encryption; Oracle"},
	{"checksum", Mask, "checksum; T-SQL, Redshift, Trino"},
	{"binary_checksum", Mask, "checksum; T-SQL"},
	{"digest", Mask, "hash by a named algorithm; Postgres with pgcrypto"},
	{"hmac", Mask, "keyed hash; Postgres with pgcrypto"},
	{"hmac_md5", Mask, "keyed hash; Trino"},
	{"hmac_sha1", Mask, "keyed hash; Trino"},
	{"hmac_sha256", Mask, "keyed hash; Trino"},
	{"hmac_sha512", Mask, "keyed hash; Trino"},
	{"crypt", Mask, "password hash; Postgres with pgcrypto"},
	{"hashtext", Mask, "internal hash; Postgres"},
	{"hashtextextended", Mask, "internal hash with a seed; Postgres"},
	{"password", Mask, "password hash; older MySQL, MariaDB"},
	{"farm_fingerprint", Mask, "FarmHash; BigQuery"},
	{"farmfingerprint64", Mask, "FarmHash; Redshift, ClickHouse"},
	{"farmhash64", Mask, "FarmHash; ClickHouse"},
	{"fnv_hash", Mask, "FNV hash; Redshift, Impala"},
	{"cityhash64", Mask, "CityHash; ClickHouse"},
	{"metrohash64", Mask, "MetroHash; ClickHouse"},
	{"siphash64", Mask, "SipHash; ClickHouse"},
	{"siphash64keyed", Mask, "SipHash with a key; ClickHouse"},
	{"siphash128", Mask, "SipHash; ClickHouse"},
	{"inthash32", Mask, "hash of a number; ClickHouse"},
	{"inthash64", Mask, "hash of a number; ClickHouse"},
	{"javahash", Mask, "hash as Java computes it; ClickHouse"},
	{"murmur3", Mask, "MurmurHash3; Trino"},
	{"murmur_hash", Mask, "MurmurHash; Impala, Vertica"},
	{"murmur_hash3_32", Mask, "MurmurHash3; StarRocks, Doris"},
	{"murmurhash2_32", Mask, "MurmurHash2; ClickHouse"},
	{"murmurhash2_64", Mask, "MurmurHash2; ClickHouse"},
	{"murmurhash3_32", Mask, "MurmurHash3; ClickHouse"},
	{"murmurhash3_64", Mask, "MurmurHash3; ClickHouse"},
	{"murmurhash3_128", Mask, "MurmurHash3; ClickHouse"},
	{"spooky_hash_v2_32", Mask, "SpookyHash; Trino"},
	{"spooky_hash_v2_64", Mask, "SpookyHash; Trino"},
	{"xxhash32", Mask, "xxHash; ClickHouse"},
	{"xxhash64", Mask, "xxHash; Spark, Trino, ClickHouse"},
	{"xxh3", Mask, "xxHash 3; ClickHouse"},
	{"xx_hash3_64", Mask, "xxHash 3; StarRocks"},
	{"crc32", Mask, "checksum of 32 bits; MySQL, Spark, Trino, Hive"},
	{"crc64", Mask, "checksum of 64 bits; Trino"},
	{"blake3", Mask, "BLAKE3 hash; ClickHouse"},

	{"encrypt", Mask, "encryption; Snowflake, Postgres with pgcrypto, Oracle"},
	{"encrypt_raw", Mask, "encryption; Snowflake"},
	{"encrypt_iv", Mask, "encryption; Postgres with pgcrypto"},
	{"aes_encrypt", Mask, "encryption; MySQL, Spark, StarRocks"},
	{"aes_encrypt_mysql", Mask, "encryption; ClickHouse"},
	{"des_encrypt", Mask, "encryption; older MySQL"},
	{"sm4_encrypt", Mask, "encryption; Doris"},
	{"pgp_sym_encrypt", Mask, "encryption; Postgres with pgcrypto"},
	{"pgp_pub_encrypt", Mask, "encryption; Postgres with pgcrypto"},
	{"encryptbykey", Mask, "encryption; T-SQL"},
	{"encryptbycert", Mask, "encryption; T-SQL"},
	{"encryptbyasymkey", Mask, "encryption; T-SQL"},
	{"encryptbypassphrase", Mask, "encryption; T-SQL"},
	{"aead.encrypt", Mask, "encryption; BigQuery"},
	{"deterministic_encrypt", Mask, "encryption that keeps equal values equal; BigQuery"},
	{"dlp_deterministic_encrypt", Mask, "tokens from Cloud DLP; BigQuery"},

	{"mask", Mask, "letters and digits replaced; Spark, Hive, Doris"},
	{"mask_hash", Mask, "hash of a value; Hive, Impala"},
	{"mask_inner", Mask, "the middle replaced; MySQL Enterprise"},
	{"mask_outer", Mask, "both ends replaced; MySQL Enterprise"},
	{"mask_first_n", Mask, "the first characters replaced; Hive, Impala, Doris"},
	{"mask_last_n", Mask, "the last characters replaced; Hive, Impala, Doris"},
	{"mask_show_first_n", Mask, "all but the first characters replaced; Hive, Impala"},
	{"mask_show_last_n", Mask, "all but the last characters replaced; Hive, Impala"},
	{"mask_pan", Mask, "a card number but its last digits replaced; MySQL Enterprise"},
	{"mask_pan_relaxed", Mask, "a card number but its first and last digits replaced; MySQL Enterprise"},
	{"mask_ssn", Mask, "a US social security number but its last digits replaced; MySQL Enterprise"},
	{"mask_iban", Mask, "an IBAN replaced; MySQL Enterprise"},
	{"mask_uuid", Mask, "a UUID replaced; MySQL Enterprise"},
	{"redact", Mask, "the usual name of a function of one's own that blanks a value"},
	{"anonymize", Mask, "the usual name of a function of one's own"},
	{"anonymise", Mask, "the usual name of a function of one's own"},
	{"pseudonymize", Mask, "the usual name of a function of one's own"},
	{"pseudonymise", Mask, "the usual name of a function of one's own"},
	{"tokenize_pii", Mask, "the usual name of a function of one's own"},
	{"ai_mask", Mask, "entities in a text replaced; Databricks"},
	{"anon.*", Mask, "PostgreSQL Anonymizer"},
	{"generate_surrogate_key", Mask, "hash of its columns; the dbt_utils macro"},
	{"dbt_utils.surrogate_key", Mask, "hash of its columns; the older dbt_utils macro"},

	{"count", Count, "how many rows; all dialects"},
	{"count_big", Count, "how many rows; T-SQL"},
	{"count_if", Count, "how many rows of a condition; most dialects"},
	{"countif", Count, "how many rows of a condition; BigQuery, ClickHouse"},
	{"regr_count", Count, "how many pairs; all dialects"},
	{"count_distinct", Count, "how many different values; DuckDB, dataframes"},
	{"approx_count_distinct", Count, "about how many different values; BigQuery, Snowflake, Spark, T-SQL, Oracle"},
	{"approximate_count_distinct", Count, "about how many different values; Vertica, Exasol"},
	{"approx_count_distinct_ds_hll", Count, "about how many different values; Druid"},
	{"approx_distinct", Count, "about how many different values; Trino, Athena"},
	{"approx_unique", Count, "about how many different values; older DuckDB"},
	{"ndv", Count, "about how many different values; Impala, Doris, StarRocks"},
	{"uniq", Count, "about how many different values; ClickHouse"},
	{"uniqexact", Count, "how many different values; ClickHouse"},
	{"uniqcombined", Count, "about how many different values; ClickHouse"},
	{"uniqcombined64", Count, "about how many different values; ClickHouse"},
	{"uniqhll12", Count, "about how many different values; ClickHouse"},
	{"uniqthetasketch", Count, "about how many different values; ClickHouse"},
	{"uniqif", Count, "about how many different values of a condition; ClickHouse"},
	{"uniqexactif", Count, "how many different values of a condition; ClickHouse"},
	{"hll", Count, "about how many different values; Snowflake, Redshift"},
	{"hll_accumulate", Count, "a sketch for counting; Snowflake"},
	{"hll_combine", Count, "sketches put together; Snowflake"},
	{"hll_estimate", Count, "about how many different values; Snowflake"},
	{"hll_create_sketch", Count, "a sketch for counting; Redshift"},
	{"hll_combine_sketches", Count, "sketches put together; Redshift"},
	{"hll_cardinality", Count, "about how many different values; Redshift, Doris, Postgres with hll"},
	{"hll_hash", Count, "a value made ready for counting; StarRocks, Doris"},
	{"hll_hash_text", Count, "a value made ready for counting; Postgres with hll"},
	{"hll_add_agg", Count, "a sketch for counting; Postgres with hll"},
	{"hll_union_agg", Count, "about how many different values; StarRocks, Doris, Postgres with hll"},
	{"hll_raw_agg", Count, "sketches put together; StarRocks"},
	{"hll_sketch_agg", Count, "a sketch for counting; Spark"},
	{"hll_sketch_estimate", Count, "about how many different values; Spark"},
	{"hll_count.init", Count, "a sketch for counting; BigQuery"},
	{"hll_count.merge", Count, "about how many different values; BigQuery"},
	{"hll_count.merge_partial", Count, "sketches put together; BigQuery"},
	{"hll_count.extract", Count, "about how many different values; BigQuery"},
	{"approx_set", Count, "a sketch for counting; Trino"},
	{"bitmap_count", Count, "how many different values; Snowflake, StarRocks, Doris"},
	{"grouping", Count, "whether a column is grouped; all dialects"},
	{"length", Count, "how many characters; most dialects"},
	{"len", Count, "how many characters; T-SQL, Redshift, Snowflake, DuckDB"},
	{"char_length", Count, "how many characters; most dialects"},
	{"character_length", Count, "how many characters; most dialects"},
	{"octet_length", Count, "how many bytes; most dialects"},
	{"byte_length", Count, "how many bytes; BigQuery"},
	{"bit_length", Count, "how many bits; most dialects"},
	{"datalength", Count, "how many bytes; T-SQL"},
	{"lengthutf8", Count, "how many characters; ClickHouse"},
}

var treatments = func() map[string]Treatment {
	index := make(map[string]Treatment, len(functions))
	for _, f := range functions {
		index[f.Name] = f.Treatment
	}
	return index
}()

// Functions lists the known functions, masking ones first. The slice is the caller's own.
func Functions() []Function { return append([]Function(nil), functions...) }

// MaskKind tells what a function does to personal data, by its name in lower case. A qualified name is looked up whole,
// then by its schema, then by its last part, so that public.digest is digest.
func MaskKind(function string) Treatment {
	if t, ok := treatments[function]; ok {
		return t
	}
	dot := strings.LastIndexByte(function, '.')
	if dot < 0 {
		return None
	}
	if t, ok := treatments[function[:dot+1]+"*"]; ok {
		return t
	}
	return treatments[function[dot+1:]]
}
