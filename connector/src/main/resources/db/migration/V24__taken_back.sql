-- Messages that their senders took back, kept three days: the message itself may come after that. Friend and message stand
-- here only as a keyed hash.
create table taken_back (
    connection_id uuid not null references connection (id) on delete cascade,
    message_hash uuid not null,
    noted_at timestamptz not null default now(),
    primary key (connection_id, message_hash)
);
