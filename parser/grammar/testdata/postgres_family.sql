-- What PostgreSQL's descendants and SQLite have of their own.
-- dialect: postgres
SELECT # path_of_points, 5 !, a <<-> b, a %>> b, f(VARIADIC ARRAY[1]), COLLATION FOR (a) FROM t
SELECT interval(3) '1s', double precision '1.5', bit varying '101', char(3) 'abc' FROM t
SELECT U&"d!0061ta" UESCAPE '!' FROM t
UPDATE t SET a = 1 WHERE CURRENT OF cur
SELECT JSON_EXISTS(doc, '$.z' PASSING 1 AS q TRUE ON ERROR) FROM t
SELECT a FROM t \gset
-- dialect: redshift
SELECT APPROXIMATE COUNT(DISTINCT buyer), APPROXIMATE PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY total), approximate FROM orders
CREATE EXTERNAL TABLE s.t (a array<struct<x:int,y:array<varchar(10)>>>) LOCATION 's3://bucket'
-- dialect: greenplum
SELECT * FROM f(TABLE(SELECT a FROM t SCATTER BY b))
CREATE TABLE n AS SELECT a FROM t DISTRIBUTED RANDOMLY
CREATE TABLE n AS SELECT a FROM t AS x WHERE b GROUP BY a DISTRIBUTED BY (a)
-- dialect: materialize
SELECT LIST[1, 2], x::int list list AS l, y::map[text => int] FROM t AS OF AT LEAST 5
SELECT a FROM t WHERE b = 1 AS OF now()
SELECT a, max(b) FROM t GROUP BY a OPTIONS (AGGREGATE INPUT GROUP SIZE = 1000)
WITH MUTUALLY RECURSIVE (RETURN AT RECURSION LIMIT 10) r (n int) AS (SELECT 1 UNION SELECT m FROM s), s (m int NOT NULL) AS (SELECT n FROM r) SELECT n FROM r
-- dialect: vertica
SELECT bucket, TS_FIRST_VALUE(bid) FROM ticks WHERE symbol = 'x' TIMESERIES bucket AS '3 seconds' OVER (PARTITION BY symbol ORDER BY ts) ORDER BY bucket
SELECT uid, event_name() FROM clicks MATCH (PARTITION BY uid ORDER BY ts DEFINE entry AS ref NOT ILIKE '%x%', buy AS action = 'P' PATTERN p AS (entry buy*) ROWS MATCH FIRST EVENT)
SELECT a.x FROM a LEFT JOIN b ON a.t INTERPOLATE PREVIOUS VALUE b.t AND a.k NULLSEQUAL b.k
SELECT a, b FROM t LIMIT 2 OVER (PARTITION BY a ORDER BY b DESC)
SELECT a::!int, b LIKEB 'x', c NOT ILIKEB 'y', d AT TIMEZONE 'UTC', SET[1, 2], LONG VARCHAR 'x', INTERVALYM '1 6' YEAR TO MONTH FROM t ORDER BY a NULLS AUTO
SELECT f(a USING PARAMETERS k = 3, mode = 'x') OVER (PARTITION BEST ORDER BY b), g(USING PARAMETERS k = 1), h(a) OVER (PARTITION BATCH BY c), i(a) OVER (PARTITION LEFT JOIN) FROM t
SELECT a INTO LOCAL TEMP TABLE n ON COMMIT PRESERVE ROWS FROM t
-- dialect: sqlite
SELECT a 'x y', [b c] FROM 'main'.'t' WHERE d IN () AND CAST(e AS UNSIGNED BIG INT) > 1
.mode column
