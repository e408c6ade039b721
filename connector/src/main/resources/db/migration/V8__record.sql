-- The HubSpot contact that a failure is about, where it is about one: follows deletions and merges.
alter table failure add column record_id text;

create index failure_record on failure (connection_id, record_id) where record_id is not null;

-- Contacts whose LINE user id is none, so that each is listed once (the value only as a hash).
create table wrong_id (
    connection_id uuid not null,
    record_id text not null,
    value_hash uuid not null,
    noted_at timestamptz not null default now(),
    primary key (connection_id, record_id)
);
