-- dialect: bigquery
FROM t |> WITH c AS (SELECT a FROM u) |> JOIN c USING (a) |> ASSERT a > 1, 'too small: ', a |> SELECT a;
FROM t |> MATCH_RECOGNIZE (ORDER BY d MEASURES max(x.a) AS m PATTERN (x+) DEFINE x AS a > 1 OPTIONS (use_longest_match = TRUE)) |> SELECT m;
WITH RECURSIVE c AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM c) WITH DEPTH AS d BETWEEN 1 AND 9, e AS (SELECT a FROM c) SELECT a FROM e;
SELECT WITH(x AS a * 2, y AS x + b, x + y) AS z FROM t;
SELECT AVG(SUM(a) GROUP BY b) FROM t;
SELECT a FROM t WHERE a LIKE ALL UNNEST(b) OR a NOT LIKE ANY UNNEST(['x']) OR a = SOME UNNEST([1, 2]);
SELECT AS d.Message 1 AS a, b FROM t;
GRAPH d.g MATCH (p:Person {id: 1})-[o:Owns]->(a:Account) WHERE a.open RETURN p.name AS owner, a.id ORDER BY a.id LIMIT 5;
GRAPH g MATCH (a) OPTIONAL MATCH (a)<-[e]-(b) RETURN a, count(*) AS n GROUP BY a NEXT FILTER n > 1 RETURN n;
CREATE OR REPLACE PROPERTY GRAPH d.g NODE TABLES (d.person AS p KEY (id) LABEL Person PROPERTIES (name), d.account) EDGE TABLES (d.owns SOURCE KEY (a) REFERENCES p (id) DESTINATION KEY (b) REFERENCES account (id));
UPDATE t SET (INSERT list VALUES (1), (2)), (DELETE list WHERE list = 3), (UPDATE list SET x = 1 WHERE y > 2), a = 1 WHERE b = 2;
LOAD DATA INTO TEMP TABLE t FROM FILES (format = 'CSV', uris = ['gs://x']);
CREATE MATERIALIZED VIEW d.v AS REPLICA OF d.w OPTIONS (replication_interval_seconds = 600);
CREATE MODEL d.m OPTIONS (model_type = 'kmeans') AS (SELECT a, b FROM t);
DROP TABLE FUNCTION d.f;
SELECT base.a FROM VECTOR_SEARCH(TABLE d.t, 'c', (SELECT e FROM q), top_k => 5);
-- dialect: generic
SELECT base.a FROM VECTOR_SEARCH(TABLE d.t, 'c', (SELECT e FROM q), top_k => 5);
-- dialect: bigquery
@{x.y=TRUE} SELECT t.id FROM t@{FORCE_INDEX=i} JOIN@{JOIN_METHOD=HASH_JOIN, k=1} u ON u.id = t.id GROUP@{g=h} BY 1
FROM t |> TEE (|> SELECT a |> INSERT INTO s.u (k)), () |> FORK (|> WHERE a > 1), (|> AGGREGATE COUNT(*) AS n |> CREATE TEMP TABLE v PARTITION BY n);
FROM t |> IF @p > 1 THEN (|> SELECT a) ELSEIF FALSE THEN (|> SELECT b) ELSE () |> LOG (|> LIMIT 1) |> STATIC_DESCRIBE |> EXPORT DATA OPTIONS (uri = 'gs://x/*');
FROM t |> RECURSIVE UNION ALL WITH DEPTH AS d BETWEEN 1 AND 3 (|> JOIN t AS u ON u.b = r.a |> SELECT u.*) AS r |> RECURSIVE UNION DISTINCT (SELECT a FROM q) AS q;
