SELECT CAST(a AS int), TRY_CAST(b AS numeric(10, 2)), SAFE_CAST(c AS string), d::double precision, CAST(e AS timestamp with time zone)
SELECT CAST(a AS varchar(10)), CAST(b AS timestamp(3) without time zone), CAST(c AS int[]), CAST(d AS character varying(20)), CAST(e AS interval day to second)
SELECT CAST(a AS ARRAY<INT>), CAST(b AS MAP<STRING, INT>), CAST(c AS STRUCT<a INT, b: STRING>), CAST(d AS ROW(x INT, y VARCHAR))
SELECT CAST(a AS DATE FORMAT 'YYYY'), CAST(a AS s.my_type), CAST(a AS DECIMAL(10, 2)) + 1
SELECT INTERVAL '1' DAY, INTERVAL '1 day' + x, INTERVAL 3 MONTH, INTERVAL '1-2' YEAR TO MONTH, INTERVAL a + 1 DAY, INTERVAL (b) HOUR, INTERVAL '1' SECOND (3)
SELECT d + INTERVAL '7 days' > now(), d - INTERVAL 1 week, interval, interval - 1, interval * (2), INTERVAL -1 DAY, INTERVAL(a, b), INTERVAL 1 DAY 2 HOURS, a - INTERVAL b HOUR AS x
SELECT EXTRACT(YEAR FROM a), EXTRACT('month' FROM b), EXTRACT(EPOCH FROM c - d), EXTRACT(WEEK(MONDAY) FROM e), extract(day, f)
SELECT TRIM(a), TRIM(BOTH 'x' FROM b), TRIM(LEADING FROM c), TRIM('x' FROM d), TRIM(TRAILING y FROM e), TRIM(a, 'x')
SELECT SUBSTRING(a FROM 1 FOR 2), SUBSTRING(a, 1, 2), SUBSTRING(a FOR 2), SUBSTRING(a SIMILAR 'b' ESCAPE 'c'), POSITION('x' IN b), OVERLAY(a PLACING 'b' FROM 1 FOR 2)
SELECT DATEDIFF(day, a, b), DATEADD(MONTH, -1, d), DATE_TRUNC('month', date), DATE_TRUNC(month, date), DATE_TRUNC(d, MONTH), DATE_PART(dow, d)
SELECT DATEDIFF(a, b), TIMESTAMPDIFF(HOUR, start, "end"), LAST_DAY(d, month), TIMESTAMP_TRUNC(ts, DAY, 'UTC'), TRUNC(amount, d), TRUNC(date, 'MM')
SELECT DATE_ADD(d, INTERVAL 1 DAY), date_diff('day', date, time), DATE_DIFF(day, a, b)
SELECT date, time, timestamp, t.date, day, month, year FROM t WHERE date > '2024-01-01' AND year = 2024
-- dialect: bigquery
SELECT DATE_DIFF(day, date, DAY), DATE_TRUNC(date, MONTH), DATE_TRUNC(month, WEEK(MONDAY)), DATE_ADD(date, INTERVAL x DAY), TIMESTAMP_SUB(ts, INTERVAL 1 HOUR), DATETIME_DIFF(a, b, MINUTE)
SELECT EXTRACT(DATE FROM ts AT TIME ZONE 'UTC'), EXTRACT(DAYOFWEEK FROM d), CAST(d AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC')
-- dialect: snowflake
SELECT DATEADD(d, 1, date), DATEDIFF('day', d, date), DATE_TRUNC(week, d), LAST_DAY(date), TIMEADD(hour, 1, t), date_part(epoch_second, ts), TO_DATE(x)::date, x::timestamp_ntz(9), ts::timestamp_tz
SELECT CAST(a AS OBJECT(b VARCHAR, c NUMBER) RENAME FIELDS), a::ARRAY(NUMBER), b::MAP(VARCHAR, INT)
