-- Messages that LINE accepted, by the day of Japan and the method, as LINE counts them itself. source: the delivery; for tests the id with
-- nothing but zeros. doubtful: of them it is not sure whether LINE counts them on this day or on the next one.
create table sent_day (
    connection_id uuid not null references connection on delete cascade,
    day date not null,
    method text not null,
    source uuid not null,
    sent bigint not null,
    doubtful bigint not null,
    primary key (connection_id, day, method, source)
);

create index sent_day_of_day on sent_day (day);
create index sent_day_of_source on sent_day (source);

-- What LINE says of such a day. counted: null while it does not say. ended: it is not asked again.
create table line_day (
    connection_id uuid not null references connection on delete cascade,
    day date not null,
    method text not null,
    counted bigint,
    ended boolean not null,
    asked_at timestamptz not null,
    next_at timestamptz not null,
    primary key (connection_id, day, method)
);

-- Names under which LINE counts what people do with messages (aggregation units): of one variant of a broadcast, or shared by all of a day.
-- opened, clicked: people; null where LINE says that there are fewer than 20. as_of: when LINE last said it. next_at: when it is to be asked
-- again; null: as soon as something was sent, and at the latest when ended.
create table line_unit (
    connection_id uuid not null references connection on delete cascade,
    name text not null,
    shared boolean not null,
    decided_at timestamptz not null,
    opened bigint,
    clicked bigint,
    as_of timestamptz,
    asked_at timestamptz,
    next_at timestamptz,
    ended boolean not null default false,
    primary key (connection_id, name)
);

-- Which name the messages of a variant carry, decided before the first of them is prepared. name: null where LINE had none left.
create table broadcast_unit (
    broadcast_id uuid not null references broadcast on delete cascade,
    variant int not null,
    connection_id uuid not null,
    name text,
    primary key (broadcast_id, variant),
    foreign key (connection_id, name) references line_unit on delete cascade
);

create index broadcast_unit_of_name on broadcast_unit (connection_id, name);
create index line_unit_open on line_unit (connection_id, next_at) where not ended;
create index line_unit_asked on line_unit (connection_id, asked_at);

-- Who is told about everything is told about messages that LINE does not count, too.
insert into alert_choice (person_id, kind) select person_id, 'MESSAGES_MISSING' from alert_choice group by person_id having count(*) = 4;
update alert_webhook set kinds = array_append(kinds, 'MESSAGES_MISSING') where cardinality(kinds) = 4;

-- Who is estimated to have opened a broadcast, as an image of one pixel was loaded; only of connections that have chosen so. A row in open_count
-- says that it is counted for that broadcast. Who it was, by HubSpot's record id, is deleted with who clicked.
alter table connection add column estimate_opens boolean not null default false;

create table open_count (
    tracked_id uuid not null references tracked on delete cascade,
    variant int not null,
    loads bigint not null,
    people bigint not null,
    primary key (tracked_id, variant)
);

create table open_person (
    tracked_id uuid not null references tracked on delete cascade,
    contact_id bigint not null,
    variant int not null,
    opened_on date not null,
    primary key (tracked_id, contact_id)
);

create index open_person_age on open_person (opened_on);
