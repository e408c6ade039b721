-- That HubSpot does not carry out a portal's calls, written by the node that owns the portal and read by every node. One row for a
-- portal at most, none while all is well; a row whose next try is long past is of a node that is gone.
create table portal_outage (
    portal_id bigint primary key,
    cause text not null,
    status integer not null,
    since timestamptz not null,
    next_try timestamptz not null
);
