-- Cash account against captured payments, for the auditors
with bank as (
    select
        date_trunc('month', p.captured_at) as period,
        sum(p.amount_usd - p.fee_usd)      as bank_usd
    from analytics.fct_payments p
    where p.status = 'captured'
    group by date_trunc('month', p.captured_at)
),
ledger as (
    select
        date_trunc('month', g.posted_at)             as period,
        sum(g.debit_cents - g.credit_cents) / 100.0  as ledger_usd
    -- sqlsteward:ignore raw-table reason="the auditors want the ledger exactly as booked; agreed with data-platform" until=2031-01-31
    from raw.gl_entries g
    where g.account_code = '1010'
    group by date_trunc('month', g.posted_at)
)
select
    coalesce(b.period, l.period)                     as period,
    b.bank_usd,
    l.ledger_usd,
    zeroifnull(b.bank_usd) - zeroifnull(l.ledger_usd) as difference_usd
from bank b
full outer join ledger l on l.period = b.period
order by 1;
