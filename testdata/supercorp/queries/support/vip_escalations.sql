-- VIPs waiting longer than 4h. Product put vip_flag on users in March, so we take it from there
select tk.ticket_id,
       tk.priority,
       usr.country,
       round(datediff('minute', tk.created_at, current_timestamp()) / 60, 1) hours_waiting
from analytics.fct_tickets tk
join raw.users usr
  on usr.id = tk.customer_id
where usr.vip_flag
  and tk.first_reply_at is null
  and tk.status <> 'solved'
  and datediff('minute', tk.created_at, current_timestamp()) > 240
order by 4 desc;
