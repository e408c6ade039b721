-- what an event waits for, where its coming makes many due at once before their time
alter table inbox add column waits_for text;

create index inbox_waits_for on inbox (connection_id, waits_for) where waits_for is not null;

-- a friend's failures lose the text of a message that is taken back
create index failure_friend on failure (connection_id, friend_hash);
