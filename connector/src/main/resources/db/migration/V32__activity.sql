-- When a connection last heard from LINE, last stored an event and last wrote to HubSpot; nobody can be told from it. Every node writes
-- what it noticed every two seconds; the newest moment stays.
create table connection_activity (
    connection_id uuid primary key references connection on delete cascade,
    heard_at timestamptz,
    event_at timestamptz,
    written_at timestamptz
);

insert into connection_activity (connection_id, heard_at, event_at)
select connection_id, max(seen_at), max(seen_at) from seen_event group by connection_id;
