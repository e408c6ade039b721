-- Pictures and videos that messages show: public at addresses that nobody can guess, since LINE and phones fetch them without a login.
create table medium (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    content_type text not null,
    width integer not null,
    height integer not null,
    -- of the file itself, and of all its sizes
    bytes bigint not null,
    stored_bytes bigint not null,
    duration_ms bigint,
    created_at timestamptz not null,
    -- a message with it may have been sent: friends' phones fetch it again whenever they show that message
    used boolean not null default false,
    -- not in the library any more, but used
    hidden boolean not null default false
);

create index medium_library on medium (connection_id, created_at desc, id desc);

-- A size of a medium; of a video, the only one.
create table medium_file (
    id bigint generated always as identity primary key,
    medium_id uuid not null references medium on delete cascade,
    size text not null,
    content_type text not null,
    bytes bigint not null,
    unique (medium_id, size)
);

-- Its bytes in pieces of 256 KiB; the last one is shorter.
create table medium_chunk (
    file_id bigint not null references medium_file on delete cascade,
    number integer not null,
    content bytea not null check (octet_length(content) between 1 and 262144),
    primary key (file_id, number)
);

-- pictures and videos are compressed already; stored as they are, a part of a piece is read without the rest
alter table medium_chunk alter column content set storage external;
