-- Counted links of a scenario's step; both null: of a broadcast. They lead nowhere once the scenario is deleted.
alter table tracked
    add column scenario_id uuid references scenario on delete cascade,
    add column step_key text,
    add constraint tracked_step check ((scenario_id is null) = (step_key is null));

create unique index tracked_of_step on tracked (scenario_id, step_key) where scenario_id is not null;

-- Who opened a link of a step: a keyed hash of the record id. Kept as long as the scenario, so that nobody is counted twice.
create table step_click (
    scenario_id uuid not null references scenario on delete cascade,
    step_key text not null,
    person_hash bigint not null,
    primary key (scenario_id, step_key, person_hash)
);

-- Steps whose links the person opened since they came in.
alter table enrolment add column clicked text[] not null default '{}';
