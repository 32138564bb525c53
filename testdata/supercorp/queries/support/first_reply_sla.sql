-- First reply SLA per channel (target: 80% under 2h)
-- TODO Miguel: round the minutes, the dashboard shows 14 digits
select
    t.channel,
    date_trunc('week', t.created_at) as week,
    count(*) as tickets,
    avg(iff(t.first_reply_minutes <= 120, 1, 0)) as within_sla,
    round(avg(t.first_reply_minutes), 1 as avg_minutes
from analytics.fct_tickets t
where t.created_at >= '2024-01-01'
group by 1, 2
order by 1, 2;

-- same for chat, by bot or person
select
    b.handled_by,
    count(*) as chats
from raw.chat_sessions b
where b.started_at >= '2024-01-01'
group by b.handled_by;
