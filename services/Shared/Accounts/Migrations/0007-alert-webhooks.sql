-- Where a creator's alerts are posted to. The secrets are encrypted as those of connections are.
create table alert_webhooks (
  creator_id text not null references creators (id),
  id text not null,
  name text not null,
  address text not null,
  -- Kinds of alerts that it is told of; none: of every kind, those of later versions too.
  kinds text[] not null default '{}',
  secrets bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  paused_at timestamptz,
  disabled_at timestamptz,
  -- gone: it answered 410; failing: it took nothing for as long as one message is tried.
  disabled_because text,
  -- What was wrong when it was made is written down in told_alerts without being told.
  begun boolean not null default false,
  delivered_at timestamptz,
  primary key (creator_id, id)
);

-- What each webhook was told to be wrong, until it is told to be over: compared with what is wrong now.
create table told_alerts (
  creator_id text not null,
  webhook_id text not null,
  kind text not null,
  subject text not null,
  rank int not null,
  since timestamptz,
  amount bigint not null,
  primary key (creator_id, webhook_id, kind, subject),
  foreign key (creator_id, webhook_id) references alert_webhooks (creator_id, id) on delete cascade
);

-- Messages on their way, written with what was noticed; what is over stays for a while, to be looked at.
create table alert_deliveries (
  creator_id text not null,
  webhook_id text not null,
  -- The header webhook-id: the same at every attempt.
  id text not null,
  seq bigint generated always as identity,
  type text not null,
  kind text not null,
  subject text not null,
  -- As it is sent and signed, byte for byte.
  body text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'dead')),
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  claims bigint not null default 0,
  claimed_until timestamptz,
  attempts int not null default 0,
  attempted_at timestamptz,
  answer int,
  failure text,
  settled_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id, webhook_id) references alert_webhooks (creator_id, id) on delete cascade
);
create index alert_deliveries_due on alert_deliveries (due_at) where status = 'waiting';
create index alert_deliveries_waiting on alert_deliveries (creator_id, webhook_id, kind, subject, seq) where status = 'waiting';
create index alert_deliveries_by_webhook on alert_deliveries (creator_id, webhook_id, seq desc);
create index alert_deliveries_settled on alert_deliveries (settled_at) where status <> 'waiting';

-- When a creator's alerts are compared next; its lock is the comparer's. Only creators that had a webhook.
create table alert_watches (
  creator_id text primary key references creators (id),
  due_at timestamptz not null default '-infinity',
  -- Up to where in its feed what is wrong of its stock and orders was told, and when that was read; null: all of it is to be read.
  seen bigint,
  read_at timestamptz
);
