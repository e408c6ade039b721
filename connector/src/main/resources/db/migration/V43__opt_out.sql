-- Words by which friends stop messages or get them again, and what they are answered; null: the default.
alter table connection
    add column opt_out_words text[],
    add column opt_in_words text[],
    add column opt_out_answer text,
    add column opt_in_answer text;

-- While HubSpot does not let an audience be read: why, and since when.
alter table broadcast
    add column waits_for text,
    add column waits_since timestamptz;
