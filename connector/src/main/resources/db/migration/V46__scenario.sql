-- Scenarios as operators write them, and the numbers of their people. About nobody: who is in one is not here.
create table scenario (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    name text not null,
    enabled_at timestamptz,
    -- the newest of scenario_version
    version int not null,
    -- counts changes of any kind, so that of two people who edit at once the second one is told
    revision int not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);

create index scenario_of_connection on scenario (connection_id, created_at, id);
create index scenario_enabled on scenario (connection_id) where enabled_at is not null;

-- What people of a version go through. Texts of messages in the newest one are for everybody.
create table scenario_version (
    scenario_id uuid not null references scenario on delete cascade,
    version int not null,
    definition json not null,
    created_at timestamptz not null,
    primary key (scenario_id, version)
);

create table scenario_step_count (
    scenario_id uuid not null references scenario on delete cascade,
    version int not null,
    step_key text not null,
    what text not null,
    people bigint not null,
    primary key (scenario_id, version, step_key, what),
    foreign key (scenario_id, version) references scenario_version on delete cascade
);

create table scenario_end_count (
    scenario_id uuid not null references scenario on delete cascade,
    reason text not null,
    people bigint not null,
    primary key (scenario_id, reason)
);
