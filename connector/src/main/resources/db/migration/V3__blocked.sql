-- Blocks of friends who have no contact to say it on, kept three days: an older follow that comes late must not make a
-- contact that follows. The friend stands here only as a hash of a 128-bit random id, which cannot be turned back.
create table blocked (
    connection_id uuid not null,
    friend_hash uuid not null,
    blocked_at timestamptz not null,
    noted_at timestamptz not null default now(),
    primary key (connection_id, friend_hash)
);
