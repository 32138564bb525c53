-- everything about one ticket, paste the number. DO NOT schedule!!
select *
from raw.tickets
where id = 4182207   -- <<< change me
