-- The language of what messages fill in; null: that of the portal.
alter table connection add column language text check (language in ('JA', 'EN'));

-- Messages that operators saved to send them again; about nobody.
create table message (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    name text not null,
    -- as the operator wrote it, without its name: bubbles, quickReplies, sender, whenValueMissing; numbers and order of fields as they came
    content json not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (connection_id, name)
);

create index message_of_connection on message (connection_id, created_at, id);
