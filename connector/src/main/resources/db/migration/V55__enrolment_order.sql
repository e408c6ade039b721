-- Those who are due in the same moment have an order, so that it can be read on behind a place.
drop index enrolment_due;
create index enrolment_due on enrolment (scenario_id, look_at, id) where delivery_id is null;
