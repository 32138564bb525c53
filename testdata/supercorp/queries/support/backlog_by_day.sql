-- backlog at the end of each day and priority; days without tickets show 0
with days as (
    select dateadd('day', row_number() over (order by seq4()) - 1, '2024-01-01'::date) as day
    from table(generator(rowcount => 366))
),

priorities as (
    select distinct priority
    from analytics.fct_tickets
)

select
    d.day,
    p.priority,
    count(t.ticket_id) as backlog
from days d
cross join priorities p                  -- every day x every priority, on purpose
left join analytics.fct_tickets t
    on  t.priority = p.priority
    and t.created_at < dateadd('day', 1, d.day)
    and (t.solved_at is null or t.solved_at >= dateadd('day', 1, d.day))
where d.day <= current_date()
group by d.day, p.priority
order by d.day, p.priority;
