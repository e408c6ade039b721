-- Calls are made in waves. The first two hold a call for each of the first people of a multicast: what LINE says to them tells a database that
-- was restored from a back-up. 0 waits for nothing. The run is the last one that noted an attempt, so that two nodes that send the same
-- delivery are not taken for that.
alter table delivery_call add column wave smallint not null default 0;
alter table delivery_call add column run uuid;

create index delivery_call_probe on delivery_call (delivery_id, wave) where wave in (1, 2);
