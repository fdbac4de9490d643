-- What "like" does not copy: storage settings, what analyze collects, and who may do what.
select format('alter table {next} set (%s)', array_to_string(reloptions, ', '))
from pg_class
where oid = '{live}'::regclass and reloptions is not null
union all
select format('alter table {next} alter column %I set statistics %s', attname, attstattarget)
from pg_attribute
where attrelid = '{live}'::regclass and attnum > 0 and not attisdropped and attstattarget >= 0
union all
select format('grant %s on {next} to %s%s', a.privilege_type, case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
  case when a.is_grantable then ' with grant option' else '' end)
from pg_class c, aclexplode(c.relacl) a
where c.oid = '{live}'::regclass and a.grantee <> c.relowner
