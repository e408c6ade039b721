-- Messages of scenario steps of which nobody knows whether LINE accepted them, until somebody decides, or for 30 days: whose, by HubSpot's record
-- id, and of which step. enrolment_id: what their retry keys are computed from; the enrolment itself has gone on.
create table step_doubt (
    delivery_id uuid not null references delivery on delete cascade,
    contact_id bigint not null,
    scenario_id uuid not null references scenario on delete cascade,
    version int not null,
    step_key text not null,
    enrolment_id uuid not null,
    primary key (delivery_id, contact_id)
);

create index step_doubt_of_scenario on step_doubt (scenario_id, step_key);
