with made as (
  insert into share_links (id, creator_id, label, sku, hash, created_at, created_by, expires_at, sessions)
  select $1, $2, $3, $4::text, $5, $6, $8, $7, $11
  where (select count(*) from share_links where creator_id = $2 and revoked_at is null and expires_at > $6) < $10
  returning id, label, sku, sessions
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $2, $6, $8, $9, 'access.share_link_created', id, jsonb_build_object('Label', label, 'Sku', sku, 'Sessions', sessions, 'ExpiresAt', $7)
from made
