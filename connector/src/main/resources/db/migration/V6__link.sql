-- Where friends are sent after LINE Login; null: to a page of ours.
alter table connection add column page_after_login text;

-- A link of its own for a poster, a campaign, a shop; friends' contacts remember its title.
create table link (
    id text primary key,
    connection_id uuid not null references connection on delete cascade,
    title text not null,
    original_source text,
    page_after text,
    enabled boolean not null,
    created_at timestamptz not null
);

create index link_of_connection on link (connection_id, created_at);

-- How often a day, in the portal's time zone; no persons. Without link_id: the connection's plain link.
create table link_count (
    connection_id uuid not null references connection on delete cascade,
    link_id text references link on delete cascade,
    day date not null,
    opened bigint not null default 0,
    linked bigint not null default 0,
    declined bigint not null default 0,
    created bigint not null default 0,
    unique nulls not distinct (connection_id, link_id, day)
);
