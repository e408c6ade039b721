-- What broadcasts leave in HubSpot: the last broadcast on contacts, notes, and lists of who clicked. Of people only HubSpot's record ids rest
-- here, and only until they are written.
alter table connection
    add column update_contacts text not null default 'ALL',
    add column note_on_contact text not null default 'NONE';

-- A clock that only goes forward, so that of two broadcasts the newer one has the later date; and how far contacts are written by it.
create table broadcast_clock (
    connection_id uuid primary key references connection on delete cascade,
    last_sent_at timestamptz not null,
    written_up_to timestamptz,
    waits_for text,
    waits_detail text,
    waits_since timestamptz
);

-- From when a broadcast starts to send. The options are those of that moment.
create table broadcast_result (
    id uuid primary key references delivery on delete cascade,
    connection_id uuid not null references connection on delete cascade,
    sent_at timestamptz not null,
    update_contacts text not null,
    note_on_contact text not null,
    contacts_left bigint not null default 0,
    contacts_refused bigint not null default 0,
    notes_left bigint not null default 0,
    notes_refused bigint not null default 0,
    written_at timestamptz
);

create index broadcast_result_of_connection on broadcast_result (connection_id, sent_at);
create index broadcast_result_contacts_left on broadcast_result (connection_id, sent_at) where contacts_left > 0;
create index broadcast_result_notes_left on broadcast_result (connection_id, sent_at) where notes_left > 0;

-- People who are still to be written. attempted_at: HubSpot may have got exactly these since then; before, they are put together to full calls.
create table result_batch (
    id bigint generated always as identity primary key,
    broadcast_id uuid not null references broadcast_result on delete cascade,
    kind text not null check (kind in ('CONTACT', 'NOTE')),
    contact_ids bigint[] not null,
    added_at timestamptz not null,
    attempted_at timestamptz,
    attempts int not null default 0
);

create index result_batch_order on result_batch (broadcast_id, kind, id);
create index result_batch_attempted on result_batch (broadcast_id, kind, id) where attempted_at is not null;

-- Lists that are being made of who clicked, or did not. place: behind whom it goes on.
create table result_list (
    id uuid primary key,
    broadcast_id uuid not null references broadcast_result on delete cascade,
    clicked boolean not null,
    name text not null,
    list_id bigint,
    attempted boolean not null default false,
    place_at timestamptz,
    place_contact bigint not null default 0,
    members bigint not null default 0,
    created_at timestamptz not null,
    done_at timestamptz,
    unique (broadcast_id, clicked, name)
);

create index result_list_open on result_list (created_at) where done_at is null;
