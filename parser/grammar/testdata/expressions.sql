-- Precedence and association.
SELECT 1 + 2 * 3 - 4 / 5 % 6
SELECT (1 + 2) * 3, ((SELECT 1) + 1), ((SELECT 1)), (((1)))
SELECT a OR b AND NOT c = d
SELECT NOT a AND NOT NOT b
SELECT a = b OR c <> d AND e <= f
SELECT -a ^ 2, - -b, +c, ~d, !e
SELECT a || b || c || 'd' = 'x'
SELECT a | b & c << 2 >> 1
SELECT a < b AND b >= c AND c != d AND d <=> e
SELECT a BETWEEN 1 AND 2 AND b NOT BETWEEN SYMMETRIC c + 1 AND d * 2 OR e
SELECT a IS NULL, b IS NOT NULL, c IS TRUE, d IS NOT FALSE, e IS UNKNOWN, f ISNULL, g NOTNULL
SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b + 1 AND c
SELECT a IN (1, 2, 3), b NOT IN ('x'), (a, b) IN ((1, 2), (3, 4)), c IN (SELECT id FROM t), d IN UNNEST(e), f IN @list
SELECT a LIKE 'x%' ESCAPE '!', b NOT ILIKE '%y' AND c RLIKE 'z', d SIMILAR TO 'e', f LIKE ANY ('a', 'b'), g NOT LIKE ALL (SELECT p FROM q), h REGEXP '^i'
SELECT a = ANY (SELECT b FROM t), c > ALL (ARRAY[1, 2]), d <> SOME (e)
SELECT EXISTS (SELECT 1 FROM t WHERE t.id = u.id), NOT EXISTS (SELECT * FROM v)
SELECT CASE WHEN a THEN 1 WHEN b AND c THEN 2 ELSE 3 END, CASE x WHEN 1 THEN 'a' END + 1
SELECT CASE a WHEN 1 THEN CASE b WHEN 2 THEN 3 END ELSE 4 END AS nested
SELECT a AT TIME ZONE 'UTC' AT TIME ZONE tz, b COLLATE "C" < c
SELECT a AND b XOR c OR d, 7 DIV 2, 7 MOD 2
SELECT x.y.z, "q"."R", `b`.c, t.*, s.t.*
SELECT payload:customer.email::text, v:a[0].b['c']:d, src:"Quoted Key"
SELECT a -> 'b' ->> 'c', a #> '{b,c}', d @> e, f ->> 0
SELECT a[1], b[1:2], c[:3], d[4:], e[0].f[1].g, ARRAY[1, 2][1], [1, 2, 3][0]
SELECT (r).field, (r).*, f(x).y, f(x).z[0], (SELECT ROW(1)).a
SELECT @v := 1, :name, $1, ?, @@global.x, ${var}, %(name)s, %s
SELECT 'it''s', 'a' 'b', N'n', E'\n', b'01', x'ff', DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00', $$dollar 'q'$$, $t$ x $t$
SELECT 1.5e-3, .5, 1., 0xFF, 1_000
SELECT NULL, TRUE, false, DEFAULT, CURRENT_DATE, current_timestamp(3), CURRENT_USER
SELECT f(), f(a, b), s.f(a => 1, b := 2), COUNT(*), COUNT(DISTINCT a, b), SUM(ALL a), t.count
SELECT (a, b), ROW(1, 2), ROW(1 AS x, 2 AS y), ()
SELECT a.b.c(d).e(f), x.method().other()
SELECT IF(a, b, c), LEFT(a, 1), RIGHT(b, 2), REPLACE(a, 'b', 'c'), INSERT(a, 1, 2, 'x'), MOD(a, b), DATE(a), TIME(b), CHAR(65), USER()
SELECT CHAR(77 USING utf8mb4), CONVERT(a USING utf8), CONVERT(b, DECIMAL(10, 2)), CONVERT(c, 'x', 'y')
SELECT a IS JSON OBJECT WITH UNIQUE KEYS, b IS NFC NORMALIZED, c IS OF (int, text), d IS DOCUMENT
SELECT a MEMBER OF (b), a NOT IN (1) IS TRUE, NOT a IN (1)
SELECT a OVERLAPS b, (a, b) OVERLAPS (c, d), a SOUNDS LIKE b
-- dialect: postgres
SELECT a OPERATOR(pg_catalog.+) b, a ~* 'x' AND b !~ 'y', a && b, |/ 2, @ -1, a <-> b
SELECT data ? 'key', data ?| ARRAY['a', 'b'], a ->> 'x' = 'y', b::jsonb -> 0
SELECT a::int::text, -1::int, (a + b)::numeric(10, 2), '1'::date + 1, a::text[], b::"char"
SELECT uuid '00000000-0000-0000-0000-000000000000', inet '10.0.0.1', float8 '1.5', interval '1 day'
SELECT U&"d\0061t", U&'\0041', "a""b"
-- dialect: bigquery
SELECT "string", 'string', r'raw\d', b"bytes", """triple "quoted" text""", '''it's'''
SELECT STRUCT(1 AS a, 'x'), STRUCT<a INT64, b STRING>(1, 'x'), [1, 2], ARRAY<INT64>[1, 2], ARRAY(SELECT x FROM t), s.a, arr[OFFSET(0)], arr[SAFE_ORDINAL(1)]
SELECT BIGNUMERIC '1.5', JSON '{"a": 1}', RANGE<DATE> '[2024-01-01, 2024-02-01)'
SELECT ARRAY<STRUCT<a INT64, b ARRAY<STRING>>>[(1, ['x'])], CAST(a AS ARRAY<STRUCT<x INT64>>)
SELECT @param, @@project_id, SAFE.PARSE_DATE('%Y', x), NET.HOST(url)
-- dialect: snowflake
SELECT {'a': 1, 'b': c}, {*}, [1, 2], OBJECT_CONSTRUCT(*), $1, t.$2, :bind
SELECT FILTER(arr, x -> x > 1), TRANSFORM(arr, (a, b) -> a + b), REDUCE(arr, 0, (acc, x INT) -> acc + x)
SELECT a:b.c::string, a:b[0]::int, PARSE_JSON(x):y, CAST(a:b AS VARCHAR)
SELECT IFF(a ILIKE ANY ('%x%', '%y%'), 1, 0), a RLIKE 'x', NOT a LIKE 'b'
