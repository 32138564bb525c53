SELECT a, b AS c, d e, "f" AS "G", h 'i', * FROM t
SELECT DISTINCT a, b FROM t; SELECT DISTINCT ON (a, b) c FROM t; SELECT ALL a FROM t
SELECT TOP 10 a FROM t; SELECT TOP (5) PERCENT WITH TIES a FROM t ORDER BY a
SELECT * EXCEPT (a, b) FROM t; SELECT * EXCLUDE a FROM t; SELECT t.* EXCLUDE (a) REPLACE (b + 1 AS b) RENAME (c AS d) FROM t; SELECT * ILIKE '%id%' FROM t
SELECT a, b, FROM t
SELECT date, name, value, type, key, index, first, last, row, level, user, status, desc_, "order" FROM t
SELECT t.offset, offset, a offset, b AS offset, limit_, window, filter FROM t
SELECT a AS select_, b AS from_, c AS "from", 1 AS all_
SELECT count, sum, min(x) max, avg FROM t
SELECT a FROM t WHERE b = 1 AND c GROUP BY d, e HAVING COUNT(*) > 1 QUALIFY ROW_NUMBER() OVER (ORDER BY f) = 1 ORDER BY g DESC, 2 NULLS FIRST LIMIT 10 OFFSET 5
SELECT a, COUNT(*) FROM t GROUP BY ALL ORDER BY ALL
SELECT a FROM t GROUP BY ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((e, f), g, ()), h
SELECT a FROM t GROUP BY a WITH ROLLUP; SELECT a FROM t GROUP BY a, b GROUPING SETS ((a), (b)); SELECT a FROM t GROUP BY DISTINCT a; SELECT a FROM t GROUP BY a WITH TOTALS
SELECT a FROM t ORDER BY a COLLATE "C" ASC, b USING >, c + 1 DESC
SELECT a FROM t LIMIT 5, 10; SELECT a FROM t LIMIT ALL OFFSET 3 ROWS; SELECT a FROM t OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY; SELECT a FROM t FETCH FIRST 10 PERCENT ROWS WITH TIES; SELECT a FROM t LIMIT 2 BY b
SELECT a INTO new_table FROM t; SELECT a INTO TEMP x FROM t; SELECT a, b FROM t INTO @x, @y; SELECT a FROM t INTO OUTFILE '/tmp/x'
SELECT a FROM t FOR UPDATE OF t NOWAIT; SELECT a FROM t FOR SHARE SKIP LOCKED; SELECT a FROM t LOCK IN SHARE MODE
SELECT a FROM t START WITH b IS NULL CONNECT BY NOCYCLE PRIOR id = parent AND LEVEL < 5 ORDER SIBLINGS BY c
SELECT a FROM t WHERE b = c(+) AND d(+) = 1
SELECT a FROM t SORT BY b DISTRIBUTE BY c; SELECT a FROM t CLUSTER BY b
FROM t SELECT a, b WHERE c; FROM t; FROM t JOIN u USING (id) WHERE x
SELECT 1; SELECT (SELECT 1); ((SELECT 1)); (SELECT 1) ORDER BY 1 LIMIT 1; (SELECT a FROM t LIMIT 1) UNION ALL (SELECT b FROM u) ORDER BY 1
SELECT FROM t; SELECT; ;
VALUES (1, 'a'), (2, 'b') ORDER BY 1; TABLE t; TABLE t ORDER BY a
SELECT a FROM t WINDOW w AS (PARTITION BY b ORDER BY c), v AS w
SELECT {{ a }}, b_{{ c }}, {{ d }}_e, {{ f }} AS g, x.{{ y }} FROM {{ ref('orders') }} o JOIN {{ source("shop", 'users') }} AS u ON o.id = u.id, {{ this }}, s.{{ t }}, {{ var('schema') }}.users, t_{{ n }}
-- dialect: bigquery
SELECT a FROM [my-project:data.t] AS x
SELECT AS STRUCT a, b FROM t; SELECT AS VALUE s FROM t; SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1) a FROM t
SELECT * FROM `my-project.data.table`, `my-project`.`data`.`t2` AS x, my-project.data.t3, `t.4`
SELECT a, FROM t; SELECT x FROM t WHERE OFFSET > 1
-- dialect: postgres
SELECT FROM t; SELECT a FROM ONLY t; SELECT a FROM t *; SELECT 1 AS from, 2 AS select
SELECT JSON_QUERY(a, 'lax $.b' OMIT QUOTES), JSON_QUERY(a, '$' WITH WRAPPER KEEP QUOTES ON SCALAR STRING NULL ON ERROR) FROM t
