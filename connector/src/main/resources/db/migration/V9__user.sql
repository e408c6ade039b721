-- People who use the console; never friends. E-mail addresses are in lower case.
create table person (
    id uuid primary key,
    email text not null constraint person_email unique check (email = lower(email)),
    name text not null,
    password_hash text not null,
    role text not null check (role in ('ADMIN', 'OPERATOR', 'VIEWER')),
    language text not null check (language in ('ja', 'en')),
    all_connections boolean not null,
    disabled boolean not null default false,
    created_at timestamptz not null,
    last_login_at timestamptz
);

create table person_connection (
    person_id uuid not null references person on delete cascade,
    connection_id uuid not null references connection on delete cascade,
    primary key (person_id, connection_id)
);

-- A link that makes a person; its token only as a hash. Without an e-mail address: the link that makes the first one.
create table invitation (
    token_hash bytea primary key,
    email text check (email = lower(email)),
    role text not null check (role in ('ADMIN', 'OPERATOR', 'VIEWER')),
    all_connections boolean not null,
    connections uuid[] not null,
    expires_at timestamptz not null,
    created_by text not null
);

create table api_token (
    id uuid primary key,
    name text not null,
    token_hash bytea not null unique,
    role text not null check (role in ('ADMIN', 'OPERATOR', 'VIEWER')),
    all_connections boolean not null,
    connections uuid[] not null,
    expires_at timestamptz,
    created_by text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);

-- Who changed what; never a friend.
create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    object text not null,
    detail text not null
);
