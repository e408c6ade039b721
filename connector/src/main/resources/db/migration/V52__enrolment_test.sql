-- Tests of a scenario with people of the company: as an enrolment, with waits of seconds; counted nowhere, and remembered nowhere after the end.
-- A person may be in the scenario and in a test of it at the same time.
alter table enrolment add column test boolean not null default false;
alter table enrolment drop constraint enrolment_scenario_id_contact_id_key;
create unique index enrolment_person on enrolment (scenario_id, contact_id) where not test;
create unique index enrolment_test on enrolment (scenario_id, contact_id) where test;

-- Who is in a step, a page at a time.
create index enrolment_step on enrolment (scenario_id, step_key, contact_id) where not test;
