-- Links of broadcasts that are counted. Where they lead stands here and nowhere else, so an address of ours leads nowhere else.
create table tracked (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    created_at timestamptz not null
);

create index tracked_of_connection on tracked (connection_id);
create index tracked_newest on tracked (created_at);

-- target: null where it differs from person to person, and stands sealed in the address itself
create table tracked_link (
    tracked_id uuid not null references tracked on delete cascade,
    variant int not null,
    number int not null check (number > 0),
    source text not null,
    target text,
    title text not null,
    primary key (tracked_id, variant, number)
);

-- By the hour; no persons. number 0: of all links together, people only.
create table click_count (
    tracked_id uuid not null references tracked on delete cascade,
    variant int not null,
    number int not null,
    hour timestamptz not null,
    clicks bigint not null,
    people bigint not null,
    primary key (tracked_id, variant, number, hour)
);

-- Who clicked, by HubSpot's record id, and when first; deleted after some time. number 0: on any link.
create table click_person (
    tracked_id uuid not null references tracked on delete cascade,
    number int not null,
    contact_id bigint not null,
    variant int not null,
    clicked_at timestamptz not null,
    primary key (tracked_id, number, contact_id)
);

create index click_person_first on click_person (tracked_id, clicked_at, contact_id) where number = 0;
create index click_person_age on click_person (clicked_at);

-- What is added to the targets of links, so that web analytics know where visitors come from; all null: nothing.
alter table connection
    add column utm_source text,
    add column utm_medium text,
    add column utm_campaign text;
