-- Who is in a scenario, by HubSpot's record id; nothing else about a person. due_at: when the step comes. look_at: when it is looked at next,
-- later than due_at after a trouble. delivery_id: the step's message is in that delivery. ends_as: it ends as soon as that has an outcome.
create table enrolment (
    id uuid primary key,
    scenario_id uuid not null references scenario on delete cascade,
    contact_id bigint not null,
    version int not null,
    step_key text not null,
    due_at timestamptz not null,
    look_at timestamptz not null,
    delivery_id uuid,
    ends_as text,
    entered_at timestamptz not null,
    replied boolean not null default false,
    unique (scenario_id, contact_id)
);

create index enrolment_due on enrolment (scenario_id, look_at) where delivery_id is null;
create index enrolment_sending on enrolment (delivery_id) where delivery_id is not null;
create index enrolment_deliveries on enrolment (scenario_id, delivery_id) where delivery_id is not null;
create index enrolment_contact on enrolment (contact_id);

-- Who was in it: a keyed hash of the record id, and the day of the last end.
create table enrolment_past (
    scenario_id uuid not null references scenario on delete cascade,
    person_hash bigint not null,
    ended_on date not null,
    primary key (scenario_id, person_hash)
);

-- How far the list of a scenario was read in the order of joining: behind which of HubSpot's cursors. enabled_at: since when the scenario was
-- on as it began. list_seen: which of those behind the cursor were looked at, by keyed hashes of contact and time.
create table list_place (
    scenario_id uuid primary key references scenario on delete cascade,
    list_id bigint not null,
    enabled_at timestamptz not null,
    after_cursor text not null
);

create table list_seen (
    scenario_id uuid not null references list_place on delete cascade,
    member_hash bigint not null,
    primary key (scenario_id, member_hash)
);
