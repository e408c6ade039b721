-- How many friends came and how many blocked the account, by day of the portal's time zone; nobody can be told from it. Written by
-- the statement that deletes the events from the inbox, so that each counts once. Kept 400 days.
create table friend_day (
    connection_id uuid not null references connection on delete cascade,
    day date not null,
    added bigint not null,
    blocked bigint not null,
    primary key (connection_id, day)
);
