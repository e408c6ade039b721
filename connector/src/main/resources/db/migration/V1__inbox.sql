-- Events on disk that are not yet in HubSpot. A row is deleted when its work is done.
create table inbox (
    id bigint generated always as identity primary key,
    connection_id uuid not null,
    friend text not null,
    payload bytea not null,
    received_at timestamptz not null default now(),
    due_at timestamptz not null default now(),
    attempts integer not null default 0
);

create index inbox_due on inbox (connection_id, due_at, id);

-- The ids of events already taken in (ULIDs: no person in them), kept three days against repeats.
create table seen_event (
    connection_id uuid not null,
    event_id uuid not null,
    seen_at timestamptz not null default now(),
    primary key (connection_id, event_id)
);

create index seen_event_age on seen_event using brin (seen_at);

-- Events that can never be applied, until a person has looked at them.
create table failure (
    id bigint generated always as identity primary key,
    connection_id uuid not null,
    friend text not null,
    payload bytea not null,
    received_at timestamptz not null,
    failed_at timestamptz not null default now(),
    reason text not null,
    detail text not null
);

create index failure_connection on failure (connection_id, id);

-- These tables turn over quickly: vacuum them before they bloat.
alter table inbox set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
