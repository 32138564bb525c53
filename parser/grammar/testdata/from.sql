SELECT * FROM a, b c, d AS e (x, y), s.f
SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id, k) RIGHT OUTER JOIN d ON TRUE FULL JOIN e ON x = y CROSS JOIN f NATURAL JOIN g NATURAL LEFT JOIN h
SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.y = b.y
SELECT * FROM a LEFT JOIN b INNER JOIN c ON b.x = c.x ON a.y = b.y JOIN d ON d.z = a.z
SELECT * FROM a JOIN b JOIN c ON a.x = c.x
SELECT * FROM a JOIN (b JOIN c ON b.x = c.x) ON a.y = b.y, (d CROSS JOIN e) AS f, (g)
SELECT * FROM (SELECT 1) x, (SELECT 2) AS y (a, b), ((SELECT 3)) z, (VALUES (1, 2), (3, 4)) AS v (c, d), LATERAL (SELECT 5) w, ((SELECT 6) UNION SELECT 7) u
SELECT * FROM a LEFT SEMI JOIN b ON a.x = b.x LEFT ANTI JOIN c ON a.y = c.y, d SEMI JOIN e USING (k), f ASOF JOIN g MATCH_CONDITION (f.t >= g.t) ON f.k = g.k
SELECT * FROM a CROSS APPLY f(a.x) y OUTER APPLY (SELECT 1) z STRAIGHT_JOIN b
SELECT * FROM UNNEST(arr) AS x WITH OFFSET AS i, UNNEST(arr2) WITH ORDINALITY AS t (v, n), UNNEST([1, 2]) y WITH OFFSET
SELECT * FROM generate_series(1, 10) AS n, TABLE(f(x)) t, LATERAL FLATTEN(input => a.b, path => 'c') f, s.func(1, 2) AS g (a INT, b TEXT), ROWS FROM (f(1), g(2)) WITH ORDINALITY
SELECT * FROM json_table(doc, '$[*]' COLUMNS (id INT PATH '$.id', NESTED PATH '$.x[*]' COLUMNS (y INT PATH '$.y'), o FOR ORDINALITY)) AS jt
SELECT * FROM t TABLESAMPLE BERNOULLI (10) REPEATABLE (42) AS s, u SAMPLE (5 ROWS), v TABLESAMPLE SYSTEM (1 PERCENT), w TABLESAMPLE (100 ROWS) x
SELECT * FROM t FOR SYSTEM_TIME AS OF '2024-01-01' AS x, u AT (TIMESTAMP => '2024-01-01'::timestamp) y, v BEFORE (STATEMENT => 'id'), w VERSION AS OF 3, t2 FOR SYSTEM_TIME BETWEEN a AND b, t3 CHANGES (INFORMATION => DEFAULT) AT (OFFSET => -60)
SELECT * FROM t USE INDEX (a, b), u FORCE INDEX FOR JOIN (c) AS x, v PARTITION (p0) y, w WITH (NOLOCK) z
SELECT * FROM t LATERAL VIEW explode(a) x AS b LATERAL VIEW OUTER posexplode(c) y AS d, e WHERE f
SELECT * FROM @stage/path/file.csv (FILE_FORMAT => 'x') s, 'file.parquet', @db.schema.stage
SELECT * FROM t PIVOT (SUM(a) AS total, COUNT(*) FOR b IN ('x' AS x1, 'y')) AS p
SELECT * FROM t PIVOT (MAX(a) FOR b IN (ANY ORDER BY b)) p; SELECT * FROM t PIVOT (SUM(v) FOR q IN (SELECT q FROM qs)); SELECT * FROM t PIVOT (SUM(a) FOR b IN (1, 2) DEFAULT ON NULL (0))
SELECT * FROM t UNPIVOT (v FOR n IN (a, b AS 'bee', c)) u; SELECT * FROM t UNPIVOT INCLUDE NULLS ((v, w) FOR n IN ((a, b) AS 'x', (c, d)))
SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY b MEASURES FIRST(c) AS d ALL ROWS PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (x+ y*) DEFINE x AS x.c > 1, y AS y.c < PREV(y.c)) m
PIVOT t ON a USING SUM(b) GROUP BY c; UNPIVOT t ON a, b INTO NAME n VALUE v
SELECT * FROM IDENTIFIER('db.s.t'), IDENTIFIER($v), TABLE(RESULT_SCAN(LAST_QUERY_ID()))
SELECT * FROM t1 x LEFT OUTER JOIN LATERAL (SELECT x.a) y ON TRUE INNER JOIN UNNEST(x.b) z ON 1 = 1
SELECT * FROM a final, b full, c AS left, d window, e offset WHERE 1
SELECT * FROM values, values AS v, "values", set WHERE x
-- dialect: snowflake
SELECT t.value:name::string FROM raw.events e, LATERAL FLATTEN(input => e.payload:items) t WHERE t.index = 0
SELECT $1, t.$2 FROM @my_stage (PATTERN => '.*') t
SELECT * FROM a INNER DIRECTED JOIN b ON a.x = b.x
-- dialect: bigquery
SELECT * FROM d.t, t.arr AS x, UNNEST(t.arr2) AS y WITH OFFSET o, foo WITH OFFSET
