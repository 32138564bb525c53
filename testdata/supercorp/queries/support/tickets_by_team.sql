/* Tickets solved by team and customer country
   made by Sandra 2019, still used in the ops review    */
Select a.team, a.site, c.country,
       count(*) tickets_solved,
       avg(t.csat_score) csat
From analytics.fct_tickets t, analytics.dim_customers c, stg.agents a
Where t.customer_id = c.customer_id
  And t.status = 'solved'
  And t.solved_at between '2024-01-01' and '2024-03-31'
  And a.is_contractor = false
Group By a.team, a.site, c.country
Order By 4 Desc
