-- dialect: duckdb
SELECT #2, #1 + 1 FROM t
SELECT 5!, (a)!, b ** 2, c ~ 'x' FROM t
SELECT [f(x, [1]) FOR x IN l IF x > 1], [y + i FOR y, i IN m], [a, b] FROM t
SELECT list_filter(l, lambda x: x > a), list_transform(l, lambda x, i: x * i), lambda FROM t
SELECT coalesce(*COLUMNS(['a', 'b'])), COLUMNS(lambda c: c LIKE 'x%'), COLUMNS(* EXCLUDE (d)) FROM t
SELECT a.lower().trim(), t.b.upper(), main.f(c), 'x'.length() FROM t
SELECT MAP {a: b, 'k': 1}, {a: b} FROM t
SELECT a FROM u: t, v: (SELECT 1), w: read_csv('f', header = true, sep := '|')
SELECT a FROM t USING SAMPLE 10% UNION ALL SELECT b FROM u ORDER BY 1 USING SAMPLE 5 ROWS
SELECT a FROM t LIMIT 10%
SELECT * FROM (DESCRIBE t), (SUMMARIZE SELECT a FROM u) s, (SHOW ALL TABLES)
SUMMARIZE 'f.parquet'
UNPIVOT t ON (a, b) AS x, (c, d) AS y INTO NAME n VALUE v, w
CREATE MACRO m(a, b := 1) AS a + b, (c) AS (SELECT max(x) FROM t WHERE y = c)
CREATE FUNCTION f(i) AS TABLE SELECT a FROM t WHERE a = i
CREATE TYPE e AS ENUM (SELECT a FROM t)
CREATE TABLE t AS FROM 'f.csv'
INSERT INTO t BY NAME (SELECT 1 AS a) ON CONFLICT DO NOTHING
MERGE INTO t USING s USING (id) WHEN MATCHED THEN UPDATE WHEN NOT MATCHED BY SOURCE THEN ERROR 'x' WHEN NOT MATCHED THEN INSERT BY NAME
EXPORT DATABASE 'd' (FORMAT parquet)
COPY FROM DATABASE a TO b
UPDATE EXTENSIONS
CALL f(a = 1)
SELECT list_reduce(l, lambda acc, x, i: acc + x + i, 100), l[::2], l[a:b:c], l[1:-:2] FROM t
FROM query_table('main.t') WHERE a
SELECT db.main.f(a) FROM t
PIVOT_WIDER t ON y USING sum(v)
PIVOT_LONGER t ON a, b INTO NAME n VALUE v
UNPIVOT INCLUDE NULLS t ON a::VARCHAR, (b, c) INTO NAME n VALUE v
CREATE TABLE x AS PIVOT t ON y USING sum(v)
SUMMARIZE TABLE 'f.csv'
