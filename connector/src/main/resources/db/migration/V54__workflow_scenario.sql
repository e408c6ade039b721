-- Executions of the action that puts contacts into scenarios, or takes them out: carried out at once (state COMPLETED), and kept so that a repeat
-- is answered the same. They are about no message, and nothing about a person is in them.
alter table workflow_execution
    alter column quiet_hours drop not null,
    alter column transactional drop not null;
