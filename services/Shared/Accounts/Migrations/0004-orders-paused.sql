-- A channel may be told its stock while its orders are left alone, and the other way round.
alter table connections add column orders_paused boolean not null default false;
