-- What people are told by e-mail or webhook when they are not looking. No friends in any of these tables.

-- Which alerts a person gets by e-mail.
create table alert_choice (
    person_id uuid not null references person on delete cascade,
    kind text not null,
    primary key (person_id, kind)
);

-- What is wrong with a connection now (open), and what was within the last hours, so that nobody is told again and again.
-- announced: whether people were told of this opening; announced_at: when they were last told of the cause; number: as it was told.
create table alert_cause (
    connection_id uuid not null references connection on delete cascade,
    kind text not null,
    cause text not null,
    open boolean not null,
    announced boolean not null,
    announced_at timestamptz,
    number bigint not null,
    primary key (connection_id, kind, cause)
);

-- Alerts that have yet to be sent, one row for each receiver; a row leaves when it is sent. Without a person: to the webhook.
create table alert_delivery (
    id bigint generated always as identity primary key,
    connection_id uuid not null references connection on delete cascade,
    person_id uuid references person on delete cascade,
    kind text not null,
    phase text not null,
    cause text not null,
    number bigint not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_try_at timestamptz not null
);

create index alert_delivery_due on alert_delivery (next_try_at);
create index alert_delivery_connection on alert_delivery (connection_id);
create index alert_delivery_person on alert_delivery (person_id) where person_id is not null;
