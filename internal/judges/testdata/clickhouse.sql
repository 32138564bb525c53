SELECT a, b AS c, t.d, 1 + 2 * e FROM t WHERE f = 'x' AND NOT g OR h IS NULL

SELECT * EXCEPT (a, b) FROM s.t AS x

SELECT * REPLACE (a + 1 AS a) FROM t

SELECT * APPLY (sum), t.* FROM t

SELECT COLUMNS('x.*') FROM t

SELECT DISTINCT a, count(), uniqExact(b), sumIf(c, d > 0) FROM t GROUP BY a WITH TOTALS HAVING count() > 1 ORDER BY 2 DESC NULLS LAST LIMIT 10 OFFSET 5

SELECT a, b, sum(c) FROM t GROUP BY ROLLUP (a, b)

SELECT a, b, sum(c) FROM t GROUP BY GROUPING SETS ((a), (b, d), ())

SELECT a FROM t ORDER BY b LIMIT 3 BY c LIMIT 100

SELECT a FROM t FINAL SAMPLE 1/10 OFFSET 1/2 PREWHERE b > 1 WHERE c = 2

SELECT * FROM a INNER JOIN b ON a.id = b.id LEFT JOIN c USING (id) CROSS JOIN d

SELECT * FROM a ANY LEFT JOIN b ON a.id = b.id

SELECT * FROM a GLOBAL ANY LEFT JOIN b USING (id)

SELECT * FROM a ASOF JOIN b ON a.k = b.k AND a.ts >= b.ts

SELECT * FROM a LEFT SEMI JOIN b ON a.id = b.id

SELECT a, x FROM t ARRAY JOIN b AS x, c AS y

SELECT a FROM t LEFT ARRAY JOIN d.e AS f

SELECT * FROM numbers(10) AS n, s3('https://b/f.csv', 'CSV') AS f

SELECT * FROM remote('h', db.t)

SELECT * FROM (SELECT a FROM t) AS q JOIN (SELECT b FROM u) AS r ON q.a = r.b

WITH a AS (SELECT x FROM t), b AS (SELECT x FROM a) SELECT * FROM b JOIN c USING (x)

WITH 1 + 2 AS k, (SELECT max(x) FROM u) AS m SELECT a + k FROM t WHERE b = m

WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r

SELECT a FROM t UNION ALL SELECT b FROM u UNION DISTINCT SELECT c FROM v

SELECT a FROM t INTERSECT SELECT b FROM u

SELECT a FROM t EXCEPT SELECT b FROM u

SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC), sum(c) OVER w FROM t WINDOW w AS (PARTITION BY d ORDER BY e ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)

SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY b ORDER BY c) = 1

SELECT CASE WHEN a > 1 THEN b ELSE c END, CASE d WHEN 1 THEN e END, if(f, g, h), i ? j : k, multiIf(l, m, n) FROM t

SELECT CAST(a AS Decimal(10, 2)), CAST(b, 'String'), c::Nullable(UInt8), toDate(d), DATE '2024-01-01', INTERVAL 1 DAY, now() - INTERVAL e HOUR FROM t

SELECT a[1], b.1, c['k'], [d, e], (f, g), tuple(h), map('x', i), {p:UInt32} FROM t

SELECT arrayMap(x -> x + a, b), arrayFilter((x, y) -> x > y, c, d), quantiles(0.5, 0.9)(e), groupArray(10)(f) FROM t

SELECT a LIKE 'x%', b ILIKE 'y', c NOT LIKE 'z', d IN (1, e), f NOT IN (SELECT g FROM u), h BETWEEN 1 AND i, j IS NOT NULL FROM t

SELECT a || b, -c, NOT d, e % f, g AND h XOR i, j == k FROM t

SELECT EXTRACT(YEAR FROM a), trim(BOTH ' ' FROM b), substring(c FROM 2), dateDiff('day', d, e), date_add(DAY, 1, f) FROM t

SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = 1) AND (b, c) IN (SELECT d, e FROM v)

SELECT (SELECT max(a) FROM u) AS m FROM t

SELECT a FROM t SETTINGS max_threads = 4, join_algorithm = 'hash' FORMAT JSONEachRow

SELECT a AS x, x + 1 AS y FROM t WHERE y > 2

SELECT count(DISTINCT a), any(b), argMax(c, d) FILTER (WHERE e) FROM t

SELECT "q n", `b n`, 'it\'s', 0x1F, 1e3, NULL, true FROM t

SELECT a FROM t ORDER BY b WITH FILL FROM 1 TO 10 STEP 1

INSERT INTO s.t (a, b) VALUES (1, 2), (3, 4)

INSERT INTO t (a, b) SELECT c, d FROM u

INSERT INTO t SELECT * FROM u SETTINGS async_insert = 1

INSERT INTO t (* EXCEPT (a)) VALUES (1)

INSERT INTO FUNCTION file('x.csv', 'CSV') SELECT a FROM t

INSERT INTO t FORMAT CSV

DELETE FROM t WHERE a = 1

CREATE TABLE IF NOT EXISTS s.t ON CLUSTER c (a UInt64, b Nullable(String) DEFAULT 'x' COMMENT 'y', c DateTime CODEC(Delta, ZSTD(1)), d LowCardinality(String), e Array(Tuple(x UInt8, y String)), f UInt64 MATERIALIZED a * 2, g String ALIAS upper(b), INDEX i d TYPE bloom_filter GRANULARITY 4, CONSTRAINT k CHECK a > 0) ENGINE = ReplacingMergeTree(c) PARTITION BY toYYYYMM(c) PRIMARY KEY a ORDER BY (a, d) SAMPLE BY a TTL c + INTERVAL 1 DAY SETTINGS index_granularity = 8192 COMMENT 'z'

CREATE TABLE t ENGINE = Memory AS SELECT a, b FROM u

CREATE TABLE t (a UInt8) ENGINE = Distributed('c', 'db', 'x', rand())

CREATE OR REPLACE VIEW v AS SELECT a, b FROM t

CREATE MATERIALIZED VIEW mv TO s.t AS SELECT a, count() AS n FROM u GROUP BY a

CREATE MATERIALIZED VIEW mv ENGINE = SummingMergeTree ORDER BY a POPULATE AS SELECT a, b FROM u

CREATE FUNCTION f AS (x, k) -> x + k

EXPLAIN SYNTAX SELECT a FROM t

ALTER TABLE t ADD COLUMN a UInt8 AFTER b, DROP COLUMN c

ALTER TABLE t DELETE WHERE a = 1

ALTER TABLE t UPDATE a = b + 1 WHERE c = 2

OPTIMIZE TABLE t FINAL

DROP TABLE IF EXISTS s.t SYNC

TRUNCATE TABLE t

RENAME TABLE a TO b

SYSTEM FLUSH LOGS

SHOW TABLES FROM s LIKE 'x%'

DESCRIBE TABLE t

EXISTS TABLE t

USE s

SET max_threads = 4

KILL QUERY WHERE query_id = 'x'

GRANT SELECT ON s.* TO x

CREATE DATABASE s

CREATE DICTIONARY d (a UInt64, b String) PRIMARY KEY a SOURCE(CLICKHOUSE(TABLE 'x')) LAYOUT(FLAT()) LIFETIME(300)
