-- Executions of the action "send LINE message" that HubSpot's workflows asked for. Of a person only HubSpot's record id rests here, until it is
-- decided what becomes of the message. A row stays, without the record id, until the workflow waits no longer: the same request may come again.
create table workflow_execution (
    id uuid primary key,
    connection_id uuid not null references connection on delete cascade,
    callback_id text not null,
    state text not null,
    record_id bigint,
    message_id uuid,
    quiet_hours text not null,
    transactional boolean not null,
    received_at timestamptz not null,
    due_at timestamptz not null,
    late_at timestamptz not null,
    expires_at timestamptz not null,
    delivery_id uuid,
    status text,
    reason text,
    sent_at timestamptz,
    attempts int not null default 0
);

create index workflow_execution_due on workflow_execution (connection_id, state, due_at, id) where state in ('WAITING', 'DECIDED');
create index workflow_execution_sending on workflow_execution (delivery_id, record_id) where state = 'SENDING';
create index workflow_execution_expires on workflow_execution (expires_at);
create index workflow_execution_received on workflow_execution (connection_id, received_at);

-- Texts with what HubSpot has filled in, each encrypted with a key of its own, until it is decided what becomes of them.
create table workflow_text (
    execution_id uuid primary key references workflow_execution on delete cascade,
    data_key bytea not null,
    sealed bytea not null
);
