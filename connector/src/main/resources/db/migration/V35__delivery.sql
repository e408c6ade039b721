-- Deliveries of messages to many people. Who gets what is in delivery_call, encrypted with the delivery's own key, and only until LINE has
-- accepted it; the key goes when the delivery ends.
create table delivery (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    method text not null,
    state text not null,
    data_key bytea,
    messages bytea,
    generation int not null default 0,
    recipients bigint not null default 0,
    sent bigint not null default 0,
    uncertain bigint not null default 0,
    refused bigint not null default 0,
    pause_reason text,
    pause_detail text,
    paused_at timestamptz,
    resumes_as text,
    waits_for text,
    waits_since timestamptz,
    created_at timestamptz not null,
    started_at timestamptz,
    progress_at timestamptz,
    ended_at timestamptz
);

create index delivery_active on delivery (connection_id) where state = 'SENDING' or (state = 'CANCELLED' and data_key is not null);
create index delivery_of_connection on delivery (connection_id);

-- One row for each call, from before the call until its outcome is counted.
create table delivery_call (
    delivery_id uuid not null references delivery on delete cascade,
    retry_key uuid not null,
    position bigint generated always as identity,
    recipients int not null,
    sealed bytea not null,
    first_attempt timestamptz,
    uncertain boolean not null default false,
    primary key (delivery_id, retry_key)
);

create index delivery_call_order on delivery_call (delivery_id, position);

-- Guards against taking a person twice: keyed hashes, which say nothing once the delivery's key is gone.
create table delivery_person (
    delivery_id uuid not null references delivery on delete cascade,
    person_hash bigint not null,
    primary key (delivery_id, person_hash)
);
