-- Which index of the rebuilt table stands for which of the live one: the one over the same expressions.
select n.name, l.name
from (
  select indexrelid::regclass::text as name, indisprimary, indisunique, split_part(pg_get_indexdef(indexrelid), ' USING ', 2) as definition
  from pg_index where indrelid = '{next}'::regclass
) n
join (
  select indexrelid::regclass::text as name, indisprimary, indisunique, split_part(pg_get_indexdef(indexrelid), ' USING ', 2) as definition
  from pg_index where indrelid = '{live}'::regclass
) l on l.definition = n.definition and l.indisprimary = n.indisprimary and l.indisunique = n.indisunique
