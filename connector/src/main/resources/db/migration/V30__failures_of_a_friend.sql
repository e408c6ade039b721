-- The failures of a friend for one reason are listed as one, the newest first, and retried or deleted together.
create index failure_alike on failure (connection_id, reason, friend_hash, id);
