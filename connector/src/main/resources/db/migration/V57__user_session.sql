-- Sessions of people who are signed in, on all nodes: the token of the browser's cookie only as a hash, what is in it encrypted.
-- Without an index on seen_at, so that recording an activity changes no index.
create table user_session (
    token_hash bytea primary key,
    id uuid not null constraint user_session_id unique,
    person_id uuid not null references person on delete cascade,
    stamp text not null,
    device text not null,
    since timestamptz not null,
    seen_at timestamptz not null,
    version integer not null,
    attributes text not null
) with (fillfactor = 70);

create index user_session_person on user_session (person_id);

-- Tells all nodes what they have to read again, in the transaction of the change; never what is in it. Several changes of a transaction are
-- told once.
create function tell_nodes() returns trigger language plpgsql as $$
begin
    perform pg_notify('musubi', tg_table_name);
    return null;
end
$$;

create trigger tell_nodes after insert or update or delete on connection
    for each row execute function tell_nodes();
create trigger tell_nodes after insert or update or delete on connection_property
    for each row execute function tell_nodes();
create trigger tell_nodes after insert or update or delete on connection_problem
    for each row execute function tell_nodes();
create trigger tell_nodes after insert or update or delete on hubspot_grant
    for each row execute function tell_nodes();
