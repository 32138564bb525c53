-- stg.products: what the shop sells, one spelling for each category. Owner: data-platform.
create or replace view stg.products as
with latest as (
    select
        p.id,
        p.title,
        p.category_path,
        p.tax_class
    from raw.products as p
    qualify row_number() over (partition by p.id order by p.updated_at desc) = 1
)
select
    l.id                                      as product_id,
    trim(l.title)                             as product_name,
    lower(split_part(l.category_path, '/', 1)) as category,
    coalesce(l.tax_class, 'standard')         as tax_class
from latest as l;
