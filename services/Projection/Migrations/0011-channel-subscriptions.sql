-- Whether a channel sends its webhooks to us: what the last look found, and what was done about it.
create table channel_subscriptions (
  connection_id varchar not null,
  tenant_id varchar not null,
  -- unchecked, healthy, missing, repaired
  status text not null default 'unchecked',
  -- Topics that were missing when that was last noticed, and those of them that are registered again.
  missing text[] not null default '{}',
  repaired text[] not null default '{}',
  checked_at timestamptz,
  healthy_at timestamptz,
  noticed_at timestamptz,
  repaired_at timestamptz,
  failure text,
  -- Something may have changed unheard, since then at the earliest (null: ever): until a run that repairs was completed.
  gap_open boolean not null default false,
  gap_since timestamptz,
  run_id varchar,
  due_at timestamptz not null,
  claimed_until timestamptz,
  -- Counts the looks: what an older one still writes is void.
  claims bigint not null default 0,
  primary key (connection_id)
);
create index channel_subscriptions_due on channel_subscriptions (due_at);
create index channel_subscriptions_gaps on channel_subscriptions (connection_id) where gap_open;
