SELECT a, b AS c, t.d, 1 + 2 * e FROM t WHERE f = 'x' AND NOT g OR h IS NULL

SELECT * EXCLUDE (a, b) REPLACE (c + 1 AS c) FROM s.t AS x

SELECT * RENAME (a AS b), t.* EXCLUDE (t.c) FROM t

SELECT COLUMNS('x.*'), COLUMNS(* EXCLUDE (a)), min(COLUMNS(*)) FROM t

FROM t

FROM t SELECT a WHERE b > 1

SELECT a, sum(b) FROM t GROUP BY ALL ORDER BY ALL

SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST LIMIT 10 OFFSET 5

SELECT a, sum(b) FILTER (WHERE c) FROM t GROUP BY CUBE (a, d), GROUPING SETS ((e), ()) HAVING count(*) > 1

SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id) NATURAL JOIN d CROSS JOIN e SEMI JOIN f USING (x) ANTI JOIN g ON g.y = a.y

SELECT * FROM a ASOF LEFT JOIN b ON a.k = b.k AND a.ts >= b.ts

SELECT * FROM a POSITIONAL JOIN b

SELECT * FROM (a FULL OUTER JOIN b ON a.x = b.x) RIGHT JOIN c ON c.y = a.y

SELECT * FROM a, LATERAL (SELECT b.x FROM b WHERE b.y = a.y) AS l, unnest(a.z) AS u(v)

SELECT * FROM range(10) AS r(n) JOIN t ON t.n = r.n

SELECT * FROM read_csv('x.csv', header = true) AS c, read_parquet(['a.parquet', 'b.parquet'])

SELECT * FROM t TABLESAMPLE 10%

SELECT * FROM t USING SAMPLE reservoir(50 ROWS) REPEATABLE (1)

WITH a AS (SELECT x FROM t), b AS MATERIALIZED (SELECT x FROM a) SELECT * FROM b JOIN c USING (x)

WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r

SELECT a FROM t UNION BY NAME SELECT b FROM u EXCEPT ALL (SELECT c FROM v INTERSECT SELECT d FROM w) ORDER BY 1

VALUES (1, 'a'), (2, 'b')

SELECT * FROM (VALUES (1, a), (2, b)) AS v(x, y), t

SELECT rank() OVER (PARTITION BY a ORDER BY b DESC), sum(c) OVER w, lag(d IGNORE NULLS) OVER (ORDER BY e ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM t WINDOW w AS (PARTITION BY f) QUALIFY g = 1

SELECT CASE WHEN a > 1 THEN b ELSE c END, CASE d WHEN 1 THEN e END, if(f, g, h) FROM t

SELECT CAST(a AS DECIMAL(10, 2)), b::VARCHAR[], TRY_CAST(c AS STRUCT(x INTEGER, y VARCHAR)), DATE '2024-01-01', INTERVAL 1 DAY, INTERVAL (d) MONTH FROM t

SELECT a[1], b[2:3], c['k'], d.e.f, {'x': g, 'y': h}, [i, j], MAP {'k': l}, (m, n), row(o) FROM t

SELECT [x * 2 FOR x IN a IF x > b], list_transform(c, y -> y + d), list_filter(e, lambda z: z > 1) FROM t

SELECT a->'b'->>'c', d ->> '$.e', f IN (1, g), h IN (SELECT i FROM u), j = ANY (k), l = ANY (SELECT m FROM v) FROM t

SELECT a LIKE 'x%' ESCAPE '!', b ILIKE 'y', c SIMILAR TO 'z', d GLOB 'w*', e ~ 'r', f IS DISTINCT FROM g, h BETWEEN 1 AND i FROM t

SELECT a AT TIME ZONE 'UTC', b COLLATE NOCASE, -c, d // 2, e ** 3, f || g, h & i FROM t

SELECT string_agg(a, ',' ORDER BY b DESC), list(DISTINCT c), quantile_cont(d, 0.5), arg_max(e, f), EXTRACT(year FROM g), date_trunc('month', h) FROM t

SELECT a.trim().upper(), current_date, $1, $name, ?, getvariable('x') FROM t

SELECT a FROM t WHERE EXISTS (FROM u WHERE u.id = t.id) AND (b, c) IN (SELECT d, e FROM v)

PIVOT t ON a USING sum(b) GROUP BY c

SELECT * FROM t PIVOT (sum(a) AS s FOR b IN ('x', 'y') GROUP BY c)

UNPIVOT t ON a, b INTO NAME n VALUE v

SELECT * FROM t UNPIVOT (v FOR n IN (a, b))

INSERT INTO s.t (a, b) VALUES (1, DEFAULT) RETURNING a

INSERT OR REPLACE INTO t BY NAME SELECT a, b FROM u

INSERT INTO t SELECT * FROM u ON CONFLICT (a) DO UPDATE SET b = excluded.b WHERE c > 1

UPDATE t SET a = 1, b = u.c FROM u WHERE t.id = u.id RETURNING *

DELETE FROM t USING u WHERE t.id = u.id

MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.a > 0 THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (id, b) VALUES (u.id, u.b)

CREATE OR REPLACE TABLE s.t (id INTEGER PRIMARY KEY DEFAULT nextval('seq'), a VARCHAR NOT NULL UNIQUE, b DECIMAL(10, 2) CHECK (b > 0), c INTEGER REFERENCES u (id), d INTEGER GENERATED ALWAYS AS (e * 2) VIRTUAL, e STRUCT(x INTEGER, y VARCHAR[]), f MAP(VARCHAR, INTEGER), FOREIGN KEY (c) REFERENCES u (id), CHECK (a <> 'z'))

CREATE TEMP TABLE IF NOT EXISTS t AS SELECT a, b FROM u

CREATE TABLE t AS FROM read_csv('x.csv')

CREATE OR REPLACE VIEW v (x, y) AS SELECT a, b FROM t

COPY t (a, b) FROM 'x.csv' (FORMAT csv, HEADER)

COPY (SELECT a FROM t) TO 'x.parquet' (FORMAT parquet, PARTITION_BY (a))

COPY s.t TO 'x.csv'

EXPLAIN ANALYZE SELECT a FROM t

PREPARE p AS SELECT a FROM t WHERE b = $1

DESCRIBE t

SUMMARIZE SELECT a FROM t

SHOW TABLES

ATTACH 'x.db' AS y (TYPE sqlite)

USE y

SET memory_limit = '1GB'

PRAGMA table_info('t')

INSTALL httpfs

CREATE TYPE mood AS ENUM ('a', 'b')

CREATE SEQUENCE seq START 1

CREATE INDEX i ON t (a, lower(b))

ALTER TABLE t ADD COLUMN a INTEGER DEFAULT 1

DROP VIEW IF EXISTS v

CALL pragma_version()

EXPORT DATABASE 'dir' (FORMAT parquet)
