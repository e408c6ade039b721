-- All that belongs to a connection goes with it, in the moment a person deletes it, and never otherwise.
delete from inbox where connection_id not in (select id from connection);
delete from failure where connection_id not in (select id from connection);
delete from seen_event where connection_id not in (select id from connection);
delete from blocked where connection_id not in (select id from connection);
delete from wrong_id where connection_id not in (select id from connection);
delete from import where connection_id not in (select id from connection);
delete from work_origin where connection_id not in (select id from connection);
delete from origin_friend where origin not in (select id from work_origin);
delete from inbox where origin not in (select id from work_origin);

alter table inbox add foreign key (connection_id) references connection on delete cascade;
alter table failure add foreign key (connection_id) references connection on delete cascade;
alter table seen_event add foreign key (connection_id) references connection on delete cascade;
alter table blocked add foreign key (connection_id) references connection on delete cascade;
alter table wrong_id add foreign key (connection_id) references connection on delete cascade;
alter table import add foreign key (connection_id) references connection on delete cascade;
alter table work_origin add foreign key (connection_id) references connection on delete cascade;
alter table origin_friend add foreign key (origin) references work_origin on delete cascade;

create index import_of_connection on import (connection_id, started_at);

-- What is due, of friends' own acts and of each origin; all of one friend, in the order of arrival; what waits longest.
create index inbox_due on inbox (connection_id, due_at, id) where origin is null;
create index inbox_origin on inbox (origin, due_at, id) where origin is not null;
create index inbox_friend on inbox (connection_id, friend_hash, id);
create index inbox_oldest on inbox (connection_id, received_at);

-- These tables turn over quickly: vacuum them before they bloat.
alter table inbox set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- An origin that has ended brings nothing more in and has nothing waiting.
alter table work_origin add column ended boolean not null default false;
update work_origin set ended = true
where id in (select id from import where state in ('DONE', 'FAILED', 'CANCELLED'));
create index work_origin_open on work_origin (connection_id) where not ended;

-- Found by id through a hash: an index in the order of ids alone would be taken for the newest of a connection, and all failures
-- of others looked at, where one connection has most of them.
alter table failure add primary key (connection_id, id);
create index failure_id on failure using hash (id);
create index failure_reason on failure (connection_id, reason, id);
create index failure_record on failure (connection_id, record_id) where record_id is not null;

-- Rows are deleted by age, and their place is used again: block ranges would soon tell nothing of the age.
drop index seen_event_age;
create index seen_event_age on seen_event (connection_id, seen_at);

-- How much there is of each, kept by triggers: every change adds a row, in its own transaction and without a lock, and the
-- rows are summed up into one from time to time. The counts are the sums: exact at any moment, after a crash too.
create table inbox_count (
    connection_id uuid not null references connection on delete cascade,
    origin uuid,
    pending bigint not null
);
create index inbox_count_connection on inbox_count (connection_id);
create index inbox_count_origin on inbox_count (origin) where origin is not null;

create table failure_count (
    connection_id uuid not null references connection on delete cascade,
    reason text not null,
    failed bigint not null
);
create index failure_count_connection on failure_count (connection_id);

-- By quarters of an hour: midnight is at one of these in every time zone. Written with the one statement that adds what was seen.
create table arrival_count (
    connection_id uuid not null references connection on delete cascade,
    quarter timestamptz not null,
    events bigint not null
);
create index arrival_count_connection on arrival_count (connection_id, quarter);

alter table inbox_count set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table failure_count set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table arrival_count set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

insert into inbox_count select connection_id, origin, count(*) from inbox group by 1, 2;
insert into failure_count select connection_id, reason, count(*) from failure group by 1, 2;
insert into arrival_count
select connection_id, date_bin('15 minutes', seen_at, timestamptz '2000-01-01 00:00:00Z'), count(*)
from seen_event group by 1, 2;

-- While a connection is deleted there is nothing to count: its counts go with it.
create function count_inbox() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into inbox_count select connection_id, origin, count(*) from changed group by 1, 2;
    else
        insert into inbox_count
        select connection_id, origin, -count(*) from changed
        where connection_id in (select id from connection) group by 1, 2;
    end if;
    return null;
end $$;

create function count_failures() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into failure_count select connection_id, reason, count(*) from changed group by 1, 2;
    else
        insert into failure_count
        select connection_id, reason, -count(*) from changed
        where connection_id in (select id from connection) group by 1, 2;
    end if;
    return null;
end $$;

create trigger inbox_added after insert on inbox
    referencing new table as changed for each statement execute function count_inbox();
create trigger inbox_removed after delete on inbox
    referencing old table as changed for each statement execute function count_inbox();
create trigger failure_added after insert on failure
    referencing new table as changed for each statement execute function count_failures();
create trigger failure_removed after delete on failure
    referencing old table as changed for each statement execute function count_failures();
