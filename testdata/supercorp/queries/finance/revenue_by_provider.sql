-- Revenue as the bank sees it: captured payments minus fees
select  p.provider,
        to_char(p.captured_at, 'YYYY-MM')                  as period,
        sum(p.amount_cents / 100.0)                        as revenue,
        sum(p.fee_cents / 100.0)                           as fees,
        sum(p.amount_cents / 100.0 - p.fee_cents / 100.0)  as revenue_net_of_fees
from    raw.payments p
where   p.status = 'captured'
and     p.captured_at >= '2023-01-01'
group by p.provider, to_char(p.captured_at, 'YYYY-MM')
order by period, p.provider;
