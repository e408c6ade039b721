-- Where work in the inbox comes from when it is not a webhook (an import): how much of it came to what, and whether it rests.
create table work_origin (
    id uuid primary key,
    connection_id uuid not null,
    paused boolean not null default false,
    created bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    failed bigint not null default 0
);

-- Which friends an origin has brought in already (hashes of 128-bit random ids), until it ends.
create table origin_friend (
    origin uuid not null,
    friend_hash uuid not null,
    primary key (origin, friend_hash)
);

alter table inbox add column origin uuid;

create index inbox_background on inbox (connection_id, due_at, id) where origin is not null;
create index inbox_origin on inbox (origin) where origin is not null;
drop index inbox_due;
create index inbox_due on inbox (connection_id, due_at, id) where origin is null;
