-- What an installed app (OAuth) may do in a portal, one for all connections of the portal. Both tokens are encrypted with
-- the master key, each bound to its portal and column.
create table hubspot_grant (
    portal_id bigint primary key,
    state text not null check (state in ('VALID', 'REVOKED')),
    refresh_token bytea not null,
    access_token bytea not null,
    refresh_at timestamptz not null,
    expires_at timestamptz not null,
    scopes text[] not null,
    installed_at timestamptz not null
);

-- An install link and what came of it. Link, state and browser are there as SHA-256 only: who reads them cannot go on
-- with an installation.
create table hubspot_install (
    id uuid primary key,
    link_hash bytea not null unique,
    state_hash bytea unique,
    browser_hash bytea,
    state text not null check (state in ('WAITING', 'DONE', 'DECLINED', 'FAILED')),
    connection_id uuid,
    portal_id bigint,
    problem text,
    expires_at timestamptz not null
);

-- Null: by the grant of its portal.
alter table connection alter column hubspot_access_token drop not null;
