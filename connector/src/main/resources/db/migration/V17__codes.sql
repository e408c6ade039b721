-- Problems and reasons are codes with arguments; what they say stands in the message bundles, in each language.
alter table connection_problem add column code text;
alter table connection_problem add column arguments text[] not null default '{}';

update connection_problem problem
set code = known.code,
    arguments = case known.code
        when 'WEBHOOK_NOT_SET'
            then array[coalesce(substring(problem.detail from 'https?://\S+?/webhooks/line/[0-9a-f-]{36}'), ''), 'REJECTED']
        when 'HUBSPOT_SCOPE_MISSING' then array[substring(problem.detail from 'Add to the app in HubSpot: ([a-z., ]*[a-z])')]
        when 'APP_NOT_INSTALLED' then array[connection.portal_id::text]
        when 'LOGIN_OTHER_PROVIDER' then array[connection.basic_id]
        else '{}'
    end
from connection, (values
    ('The webhook URL is not set at LINE', 'WEBHOOK_NOT_SET'),
    ('Webhooks are switched off at LINE', 'WEBHOOK_OFF'),
    ('HubSpot refuses the access token', 'HUBSPOT_TOKEN_REFUSED'),
    ('The HubSpot token lacks a scope', 'HUBSPOT_SCOPE_MISSING'),
    ('The app is not installed in HubSpot any more', 'APP_NOT_INSTALLED'),
    ('HubSpot does not accept the app''s client ID or secret', 'APP_SECRET_REFUSED'),
    ('LINE does not let this channel read its friends'' profiles', 'LINE_PROFILES_FORBIDDEN'),
    ('LINE refuses the channel access token', 'LINE_TOKEN_REFUSED'),
    ('LINE Login may not ask for e-mail addresses', 'LOGIN_EMAIL_NOT_ALLOWED'),
    ('The Login channel does not fit the LINE Official Account', 'LOGIN_OTHER_PROVIDER'),
    ('LINE refuses the Login channel', 'LOGIN_CHANNEL_REFUSED'),
    ('Today''s HubSpot calls are used up', 'HUBSPOT_QUOTA_USED')
) as known (title, code)
where connection.id = problem.connection_id and known.title = problem.title;

-- HubSpot does not always say which scope it is
update connection_problem set code = 'HUBSPOT_FORBIDDEN', arguments = '{}'
where code = 'HUBSPOT_SCOPE_MISSING' and (arguments[1] is null or detail like '%does not say which%');

-- damaged properties are found again with the next event that needs them
delete from connection_problem where code is null;

alter table connection_problem drop constraint connection_problem_pkey;
alter table connection_problem drop column title;
alter table connection_problem drop column detail;
alter table connection_problem alter column code set not null;
alter table connection_problem add primary key (connection_id, code);

alter table import add column problem_arguments text[] not null default '{}';
update import set problem = case
    when problem like 'LINE lists friends only%' then 'NOT_VERIFIED'
    when problem like 'LINE does not list this%' then 'NOT_LISTED'
    when problem like 'LINE does not let us in%' then 'UNAUTHORIZED'
    when problem like 'LINE does not tell its list%' then 'LINE_AWAY'
    when problem like 'The connection was deleted%' then 'NO_CONNECTION'
    when problem like 'There is no LINE user id%' then 'NO_IDS'
    when problem like 'No column is named%' then 'NO_COLUMN'
    when problem like 'The file is %' then 'NO_IDS'
    else 'BROKE_OFF'
end
where problem is not null;
update import set problem_arguments = '{UNAVAILABLE}' where problem = 'LINE_AWAY';

alter table import_bad_line add column argument integer not null default 0;
update import_bad_line set
    argument = coalesce(substring(reason from '[0-9]+')::integer, 0),
    reason = case
        when reason = 'is empty' then 'EMPTY'
        when reason like 'has no column%' then 'TOO_SHORT'
        else 'NO_ID'
    end;
