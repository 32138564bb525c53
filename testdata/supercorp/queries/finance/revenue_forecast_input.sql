-- feeds the forecast sheet (tab "actuals"), weekly
select
    date_trunc('week', d.revenue_date)                            as week,
    sum(d.revenue_usd)                                            as revenue,
    lag(sum(d.revenue_usd), 52) over (order by date_trunc('week', d.revenue_date)) as revenue_last_year
from analytics.revenue_daily d
where d.revenue_date < date_trunc('week', current_date())
group by date_trunc('week', d.revenue_date)
order by week;
