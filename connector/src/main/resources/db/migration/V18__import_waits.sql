-- When LINE is asked again after it did not give its list, and how often it did not, in a row.
alter table import add column failed_calls integer not null default 0;
alter table import add column next_try_at timestamptz;
-- How often LINE no longer knew where the last page ended.
alter table import add column rewalks integer not null default 0;

-- What a file that was still being read brought in after its import had ended.
delete from inbox using import where inbox.origin = import.id and import.state in ('FAILED', 'CANCELLED');
delete from origin_friend using import
where origin_friend.origin = import.id and import.state in ('DONE', 'FAILED', 'CANCELLED');
