-- Where the alerts of a connection are posted to. The address is a secret: whoever has it can write there. Encrypted.
create table alert_webhook (
    connection_id uuid primary key references connection on delete cascade,
    address text not null,
    kinds text[] not null,
    language text not null
);
