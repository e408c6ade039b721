-- Calls that are held back until it is chosen which of their messages they carry: one for each group of people, with what it would be for
-- each choice, encrypted as in delivery_call. Those of the choice move there, and the others are gone. held counts their people; held_since is
-- when nothing else was left to be made for the first time; released is the choice.
create table delivery_held (
    delivery_id uuid not null references delivery on delete cascade,
    retry_key uuid not null,
    position bigint generated always as identity,
    recipients int not null,
    sealed bytea[] not null,
    wave smallint not null default 0,
    primary key (delivery_id, retry_key)
);

create index delivery_held_order on delivery_held (delivery_id, position);

alter table delivery
    add column held bigint not null default 0,
    add column held_since timestamptz,
    add column released smallint;

create index delivery_holding on delivery (id) where held > 0 and released is null;

-- How the remainder of a broadcast gets the best of its variants, and what was decided. undecided: why the clicks did not say which one.
alter table broadcast
    add column winner jsonb,
    add column undecided text,
    add column decided_variant smallint,
    add column decided_at timestamptz,
    add column decided_by text;
