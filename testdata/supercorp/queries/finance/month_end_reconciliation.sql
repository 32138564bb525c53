/* ============================================================================================
   MONTH-END RECONCILIATION   orders + subscriptions + payouts  vs  general ledger
   --------------------------------------------------------------------------------------------
   2019-03  first version (P. Okafor)
   2020-01  + subscriptions
   2020-11  + chargebacks
   2021-06  DO NOT TOUCH, Karen 2021 -- closes the books, ask me first
   2022-02  (Karen left) + marketplace sellers, EU entities
   2022-10  + payouts in seller currency
   2023-05  + manual adjustments, they used to be a spreadsheet
   2024-01  + tolerance per account (auditors)
   Runs on the 2nd working day. Takes 25 min on an XL. If it fails: run again.
   ============================================================================================ */
with params as (
    select
        date_trunc('month', dateadd('month', -1, current_date()))  as month_start,
        date_trunc('month', current_date())                        as month_end
        -- '2023-12-01'::date as month_start, '2024-01-01'::date as month_end     -- rerun december
),

/* ---------- 1. orders of the month ------------------------------------------------------- */
orders_base as (
    select
        o.id                      as order_id,
        o.user_id,
        o.seller_id,
        o.status,
        o.amount_cents / 100.0    as amount_usd,
        o.shipping_cents / 100.0  as shipping_usd,
        o.promo_code,
        o.paid_at,
        u.country                 as buyer_country,
        sl.country                as seller_country,
        sl.tier                   as seller_tier,
        sl.payout_currency,
        CASE WHEN u.country IN ('US','CA','MX') THEN 'NA'
             WHEN u.country IN ('DE','FR','NL','ES','IT','IE','AT','BE') THEN 'EU'
             WHEN u.country = 'GB' THEN 'UK'
             ELSE 'ROW' END       as entity
    from raw.orders o
    cross join params
    join RAW.USERS u
        on u.id = o.user_id
    left join stg.sellers sl
        on sl.seller_id = o.seller_id
    where o.paid_at >= params.month_start
      and o.paid_at <  params.month_end
      and o.status not in ('cart', 'cancelled', 'test')
      and u.is_internal = false
      and o.seller_id not in (9999, 4021)                       -- sandbox sellers
      and not (o.seller_id = 77 and o.promo_code = 'STAFF50')   -- staff shop
      and (o.amount_cents > 0 or o.promo_code is not null)
      -- and o.user_id <> 120044     -- the duplicate from the 2020 migration, fixed? P.O.
),

items as (
    select
        i.order_id,
        sum(i.quantity)                                                              as units,
        sum(i.quantity * i.unit_price_cents - i.discount_cents) / 100.0              as items_usd,
        sum(iff(pr.tax_class = 'digital', i.quantity * i.unit_price_cents, 0)) / 100.0 as digital_usd,
        sum(iff(pr.category = 'gift cards', i.quantity * i.unit_price_cents, 0)) / 100.0 as gift_card_usd
    from raw.order_items i
    left join stg.products pr
        on pr.product_id = i.product_id
    where i.quantity > 0
    group by i.order_id
),

/* ---------- 2. money that moved ---------------------------------------------------------- */
payments as (
    select
        p.order_id,
        p.subscription_id,
        p.provider,
        p.amount_cents / 100.0  as captured_usd,
        p.fee_cents / 100.0     as fee_usd,
        p.captured_at
    from raw.payments p
    cross join params
    where p.status = 'captured'
      and p.captured_at >= params.month_start
      and p.captured_at <  params.month_end
    -- the gateway sends some captures twice since the outage of 2021-09
    qualify row_number() over (
        partition by p.order_id, p.subscription_id, p.amount_cents
        order by p.captured_at
    ) = 1
),

order_payments as (
    select order_id, max(provider) as provider, sum(captured_usd) as captured_usd, sum(fee_usd) as fee_usd
    from payments
    where order_id is not null
    group by order_id
),

refunds as (
    select
        rf.order_id,
        sum(iff(rf.reason_code <> 'GOODWILL_CREDIT', rf.amount_cents, 0)) / 100.0  as refund_usd,
        sum(iff(rf.reason_code =  'GOODWILL_CREDIT', rf.amount_cents, 0)) / 100.0  as goodwill_usd
    from raw.refunds rf
    cross join params
    where rf.created_at >= params.month_start
      and rf.created_at <  params.month_end
    group by rf.order_id
),

chargebacks as (
    select cb.order_id, sum(cb.amount_cents) / 100.0 as chargeback_usd
    from raw.chargebacks cb
    cross join params
    where cb.booked_at >= params.month_start
      and cb.booked_at <  params.month_end
      and cb.outcome in ('lost', 'accepted')
    group by cb.order_id
),

/* ---------- 3. one row per order, then an account for each ------------------------------- */
orders_enriched as (
    select
        b.*,
        zeroifnull(it.units)           as units,
        zeroifnull(it.items_usd)       as items_usd,
        zeroifnull(it.digital_usd)     as digital_usd,
        zeroifnull(it.gift_card_usd)   as gift_card_usd,
        op.provider,
        zeroifnull(op.captured_usd)    as captured_usd,
        zeroifnull(op.fee_usd)         as fee_usd,
        zeroifnull(r.refund_usd)       as refund_usd,
        zeroifnull(r.goodwill_usd)     as goodwill_usd,
        zeroifnull(c.chargeback_usd)   as chargeback_usd
    from orders_base b
    left join items it          on it.order_id = b.order_id
    left join order_payments op on op.order_id = b.order_id
    left join refunds r         on r.order_id  = b.order_id
    left join chargebacks c     on c.order_id  = b.order_id
),

orders_classified as (
    select
        e.order_id,
        e.entity,
        e.seller_id,
        e.amount_usd,
        e.shipping_usd,
        e.fee_usd,
        e.refund_usd + e.chargeback_usd as returned_usd,
        e.captured_usd,
        case
            when e.gift_card_usd >= e.items_usd and e.items_usd > 0               then '2400'   -- liability until redeemed
            when e.seller_id in (1, 77) and e.entity = 'NA'                       then '4000'   -- own brands
            when e.seller_id in (1, 77) and e.entity in ('EU', 'UK')              then '4010'
            when e.seller_id in (1, 77)                                           then '4090'
            when e.digital_usd >= e.items_usd and e.entity = 'EU'                 then '4110'   -- MOSS
            when e.digital_usd >= e.items_usd                                     then '4100'
            when e.seller_tier = 'strategic' and e.entity = 'NA'                  then '4200'
            when e.seller_tier = 'strategic'                                      then '4210'
            when e.promo_code like 'B2B%' and e.amount_usd > 5000                 then '4300'
            when e.promo_code like 'B2B%'                                         then '4310'
            when e.buyer_country <> e.seller_country and e.entity = 'UK'          then '4420'   -- after 2021-01-01
            when e.buyer_country <> e.seller_country                              then '4400'
            when e.entity = 'UK'                                                  then '4520'
            when e.entity = 'EU'                                                  then '4510'
            else '4500'
        end as account_code
    from orders_enriched e
    where e.captured_usd > 0
       or e.refund_usd > 0
       or e.chargeback_usd > 0
       or (e.promo_code = 'GIFT100' and e.status = 'delivered')
),

orders_by_account as (
    select
        oc.entity,
        oc.account_code,
        count(*)                                        as documents,
        sum(oc.amount_usd + oc.shipping_usd)            as gross_usd,
        sum(oc.returned_usd)                            as returned_usd,
        sum(oc.fee_usd)                                 as fee_usd
    from orders_classified oc
    group by oc.entity, oc.account_code
),

/* ---------- 4. subscriptions (copied from the MRR workbook, keep in sync!!) --------------- */
subscription_lines as (
    select
        CASE WHEN u2.country IN ('US','CA','MX') THEN 'NA'
             WHEN u2.country IN ('DE','FR','NL','ES','IT','IE','AT','BE') THEN 'EU'
             WHEN u2.country = 'GB' THEN 'UK'
             ELSE 'ROW' END                             as entity,
        iff(su.plan_code like '%ANNUAL%', '2300', '4600') as account_code,   -- annual plans: deferred
        count(distinct su.id)                           as documents,
        sum(sp.captured_usd)                            as gross_usd,
        0                                               as returned_usd,
        sum(sp.fee_usd)                                 as fee_usd
    from raw.subscriptions su
    join payments sp
        on sp.subscription_id = su.id
    join raw.users u2
        on u2.id = su.user_id
    where su.plan_code not in ('TEST', 'TEST_ANNUAL', 'QA_1CENT')
      and su.started_at is not null
      and (su.cancelled_at is null or su.cancelled_at >= sp.captured_at)
    group by 1, 2
),

/* ---------- 5. what we paid out to sellers ------------------------------------------------ */
payout_lines as (
    select
        CASE WHEN ps.country IN ('US','CA','MX') THEN 'NA'
             WHEN ps.country IN ('DE','FR','NL','ES','IT','IE','AT','BE') THEN 'EU'
             WHEN ps.country = 'GB' THEN 'UK'
             ELSE 'ROW' END                             as entity,
        '5100'                                          as account_code,
        count(*)                                        as documents,
        -1 * sum(po.amount_minor / 100.0 * coalesce(fx.usd_rate, 1)) as gross_usd,
        0                                               as returned_usd,
        0                                               as fee_usd
    from raw.payouts po
    cross join params
    join stg.sellers ps
        on ps.seller_id = po.seller_id
    left join stg.fx_rates fx
        on  fx.currency = po.currency
        and fx.rate_month = params.month_start
    where po.state = 'settled'
      and po.settled_at >= params.month_start
      and po.settled_at <  params.month_end
      and po.seller_id not in (9999, 4021)
    group by 1, 2
),

/* ---------- 6. manual adjustments, one line each. add yours at the end -------------------- */
manual_adjustments as (
    select '2023-05-01'::date as period, 'NA' as entity, '4500' as account_code, -1250.00 as adjustment_usd, 'double capture, gateway outage' as reason
    union all select '2023-05-01'::date, 'EU', '4510',   -310.40, 'same'
    union all select '2023-06-01'::date, 'NA', '4200',   8000.00, 'strategic rebate booked late'
    union all select '2023-07-01'::date, 'UK', '4520',    -75.10, 'rounding, VAT'
    union all select '2023-08-01'::date, 'NA', '2400',  12000.00, 'gift cards sold in store'
    union all select '2023-09-01'::date, 'EU', '4110',   -990.00, 'MOSS correction Q2'
    union all select '2023-09-01'::date, 'NA', '4000',    450.00, 'own brand samples'
    union all select '2023-10-01'::date, 'ROW','4400',  -2210.75, 'customs returned'
    union all select '2023-11-01'::date, 'NA', '4310',   5600.00, 'B2B invoice by hand'
    union all select '2023-11-01'::date, 'NA', '4300',  31000.00, 'B2B invoice by hand'
    union all select '2023-12-01'::date, 'EU', '5100',   1840.00, 'payout bounced, booked twice'
    union all select '2024-01-01'::date, 'UK', '4420',   -660.00, 'carrier claim'
    union all select '2024-01-01'::date, 'NA', '2300',   -120.00, 'annual plan refunded by cheque'
    union all select '2024-02-01'::date, 'NA', '4500',   -980.00, 'same as may 2023'
),

/* ---------- 7. everything on one pile ----------------------------------------------------- */
all_lines as (
    select entity, account_code, documents, gross_usd, returned_usd, fee_usd from orders_by_account
    union all
    select entity, account_code, documents, gross_usd, returned_usd, fee_usd from subscription_lines
    union all
    select entity, account_code, documents, gross_usd, returned_usd, fee_usd from payout_lines
    union all
    select m.entity, m.account_code, 1, m.adjustment_usd, 0, 0
    from manual_adjustments m
    cross join params
    where m.period = params.month_start
),

expected as (
    select
        al.entity,
        al.account_code,
        sum(al.documents)                        as documents,
        sum(al.gross_usd - al.returned_usd)      as expected_usd,
        sum(al.fee_usd)                          as fee_usd
    from all_lines al
    group by al.entity, al.account_code
),

/* ---------- 8. the ledger ----------------------------------------------------------------- */
ledger as (
    select
        gl.entity_code                                     as entity,
        gl.account_code,
        sum(gl.credit_cents - gl.debit_cents) / 100.0      as booked_usd,
        count_if(gl.source = 'MANUAL')                     as manual_entries,
        listagg(distinct gl.batch_code, ', ') within group (order by gl.batch_code) as batches
    from raw.gl_entries gl
    cross join params
    where gl.posted_at >= params.month_start
      and gl.posted_at <  params.month_end
      and gl.is_reversed = false
      and (gl.account_code between '4000' and '4999' or gl.account_code in ('2300', '2400', '5100'))
    group by gl.entity_code, gl.account_code
),

reconciled as (
    select
        coalesce(x.entity, l.entity)                           as entity,
        coalesce(x.account_code, l.account_code)               as account_code,
        zeroifnull(x.documents)                                as documents,
        round(zeroifnull(x.expected_usd), 2)                   as expected_usd,
        round(zeroifnull(l.booked_usd), 2)                     as booked_usd,
        round(zeroifnull(x.expected_usd) - zeroifnull(l.booked_usd), 2) as difference_usd,
        zeroifnull(x.fee_usd)                                  as fee_usd,
        zeroifnull(l.manual_entries)                           as manual_entries,
        l.batches
    from expected x
    full outer join ledger l
        on  l.entity = x.entity
        and l.account_code = x.account_code
),

final as (
    select
        rc.*,
        case
            when rc.difference_usd = 0                                                           then 'OK'
            when rc.account_code = '2400' and abs(rc.difference_usd) <= 500                      then 'TOLERATED'
            when rc.account_code = '5100' and abs(rc.difference_usd) <= 50 and rc.entity <> 'NA' then 'TOLERATED'   -- fx
            when rc.account_code like '4%' and abs(rc.difference_usd) <= 5                       then 'TOLERATED'
            when rc.booked_usd = 0 and rc.expected_usd <> 0                                      then 'NOT BOOKED'
            when rc.expected_usd = 0 and rc.booked_usd <> 0 and rc.manual_entries > 0            then 'MANUAL ONLY'
            else 'CHECK'
        end                                                                as flag,
        rank() over (partition by rc.entity order by abs(rc.difference_usd) desc) as worst_in_entity
    from reconciled rc
)

select *
from final
where flag <> 'OK' or documents > 0
order by entity, worst_in_entity, account_code;
