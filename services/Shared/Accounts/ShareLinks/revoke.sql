with revoked as (
  update share_links
  set revoked_at = $3
  where creator_id = $1 and id = $2 and revoked_at is null
  returning id, label
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $3, $4, $5, 'access.share_link_revoked', id, jsonb_build_object('Label', label)
from revoked
