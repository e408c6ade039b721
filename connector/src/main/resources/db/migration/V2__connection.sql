-- A LINE Official Account tied to a HubSpot portal. Credentials are encrypted with the master key, each bound to its
-- row and column. bot_user_id is the account's own LINE user id without its leading U, as 16 bytes: a search of a dump
-- for LINE user ids then finds friends only, and must find none.
create table connection (
    id uuid primary key,
    name text not null,
    state text not null check (state in ('ACTIVE', 'UNAUTHORIZED')),
    serial integer not null check (serial > 0),
    bot_user_id uuid not null constraint connection_one_per_channel unique,
    basic_id text not null,
    display_name text not null,
    portal_id bigint not null,
    time_zone text not null,
    japanese boolean not null,
    auto_create_contacts boolean not null,
    use_outside_line_ids boolean not null,
    create_task_on_message boolean not null,
    ask_email_on_login boolean not null,
    manage_groups boolean not null,
    channel_id text,
    channel_secret bytea not null,
    channel_access_token bytea,
    login_channel_id text,
    login_channel_secret bytea,
    hubspot_access_token bytea not null,
    created_at timestamptz not null,
    unique (portal_id, serial),
    check (channel_access_token is not null or channel_id is not null)
);

-- Existing properties of the portal in the place of ours.
create table connection_property (
    connection_id uuid not null references connection on delete cascade,
    property text not null,
    internal_name text not null,
    primary key (connection_id, property)
);

-- What a person should look at; blocking: a platform refuses a token.
create table connection_problem (
    connection_id uuid not null references connection on delete cascade,
    title text not null,
    detail text not null,
    blocking boolean not null,
    seen_at timestamptz not null,
    primary key (connection_id, title)
);

-- The serial an account's properties have in a portal. Outlives the connection: connected again, it finds its own.
create table portal_serial (
    portal_id bigint not null,
    bot_user_id uuid not null,
    serial integer not null check (serial > 0),
    primary key (portal_id, bot_user_id),
    unique (portal_id, serial)
);

-- Something encrypted with the master key, to tell at the start whether it is still the same.
create table master_key_check (
    id uuid primary key,
    encrypted bytea not null
);
