-- What parsers of others read otherwise than we did; see internal/judges.
-- dialect: sqlite
SELECT a == b, c = d, e FROM t
SELECT a FROM t WHERE b IN main.u AND c NOT IN v
SELECT a FROM t WHERE b IN f(c) AND d IN (e)
CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT ROLLBACK, b TEXT NOT NULL ON CONFLICT ABORT)
CREATE TRIGGER t AFTER INSERT ON u BEGIN SELECT RAISE(ABORT, 'no'), abort FROM v; END
-- dialect: tsql
SELECT a = b, c FROM t
-- dialect: bigquery
SELECT * FROM ML.PREDICT(MODEL d.m, (SELECT a FROM t), STRUCT(0.5 AS threshold))
SELECT f(model), g(model IS NULL) FROM t
