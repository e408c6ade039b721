-- Which nodes live, by the clock of the database.
create table node (
    id uuid primary key,
    seen_at timestamptz not null,
    until timestamptz not null
);

-- Fencing numbers: each change of a portal's owner has a higher one than all before it.
create sequence portal_fence;

-- Which node owns a portal, and until when unless it renews. wanted_by: the node that should own it, and asks for it.
create table portal_lease (
    portal_id bigint primary key,
    node_id uuid not null,
    fence bigint not null,
    until timestamptz not null,
    wanted_by uuid
) with (fillfactor = 50);
