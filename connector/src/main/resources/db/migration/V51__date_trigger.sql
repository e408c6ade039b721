-- How far the days of a scenario's date property are looked at. trigger_text: what the trigger was as it began; another one begins anew.
-- enabled_at: since when the scenario was on as it began. looked: the day was looked at, and is once more when HubSpot's search knows all.
create table date_place (
    scenario_id uuid primary key references scenario on delete cascade,
    trigger_text text not null,
    enabled_at timestamptz not null,
    next_day date not null,
    looked boolean not null default false
);

-- Whose day came: keyed hashes of contact and day, until that day cannot be looked at again.
create table date_seen (
    scenario_id uuid not null references scenario on delete cascade,
    person_hash bigint not null,
    occurs_on date not null,
    primary key (scenario_id, person_hash)
);

create index date_seen_age on date_seen (scenario_id, occurs_on);
