-- Friends brought in by an operator.
create table import (
    id uuid primary key,
    connection_id uuid not null,
    source text not null,
    state text not null,
    next_page text,
    walk_ended boolean not null,
    bad_lines bigint not null default 0,
    started_at timestamptz not null default now(),
    read_at timestamptz not null default now(),
    finished_at timestamptz,
    problem text
);

-- One at a time.
create unique index import_running on import (connection_id) where state in ('QUEUED', 'RUNNING', 'PAUSED');

create table import_bad_line (
    import_id uuid not null references import on delete cascade,
    line bigint not null,
    reason text not null,
    primary key (import_id, line)
);
