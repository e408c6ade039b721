-- Broadcasts as operators write them, and the numbers of their people. Who gets one is nowhere but in delivery_call, while it is sent.
create table broadcast (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    title text not null,
    stage text not null,
    message jsonb,
    message_id uuid,
    variants jsonb,
    frozen jsonb,
    audience jsonb not null,
    tracking text not null,
    send_at timestamptz,
    release_at timestamptz,
    prepare_at timestamptz,
    people_limit bigint,
    place jsonb,
    listed bigint not null default 0,
    left_out jsonb not null default '{}',
    created_at timestamptz not null,
    cancelled_at timestamptz
);

create index broadcast_of_connection on broadcast (connection_id, created_at desc, id);
create index broadcast_due on broadcast (prepare_at) where stage = 'SCHEDULED';
create index broadcast_started on broadcast (id) where stage = 'STARTED';
