-- Work sessions, as documents in Marten's layout; mt_version is the version of the stream that the document reflects.
create table mt_doc_worksession (
  tenant_id varchar not null,
  id varchar not null,
  data jsonb not null,
  mt_last_modified timestamptz not null default now(),
  mt_dotnet_type varchar,
  mt_version bigint not null default 0,
  constraint pkey_mt_doc_worksession_tenant_id_id primary key (tenant_id, id)
);

-- The newest first.
create index mt_doc_worksession_by_start on mt_doc_worksession (tenant_id, ((data ->> 'StartedMs')::bigint) desc, id desc);

create index mt_doc_worksession_active on mt_doc_worksession (tenant_id, ((data ->> 'StartedMs')::bigint) desc, id desc)
where data ->> 'EndTime' is null;

-- When something was last heard of a creator's agents.
create index mt_doc_worksession_by_time on mt_doc_worksession (tenant_id, mt_last_modified desc);
