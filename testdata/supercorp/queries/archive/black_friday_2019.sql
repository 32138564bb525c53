-- ARCHIVED 2021-06. Kept for the auditors.
create table sandbox.bf19 as
select u.email, u.phone, o.*
from raw.users u, raw.orders o
where o.created_at >= '2019-11-29' and o.created_at < '2019-12-03'
  and u.email <> 'old.tester@supercorp-qa.com';
