-- What broadcasts of a connection have to look at: hours in which people do not want messages (in the portal's zone; both null: none),
-- messages a month that are kept for others, and what a message costs.
alter table connection
    add column quiet_from time default '21:00',
    add column quiet_to time default '09:00',
    add column quota_reserve bigint not null default 0 check (quota_reserve >= 0),
    add column price_per_message numeric(12, 4) check (price_per_message >= 0),
    add constraint quiet_hours check ((quiet_from is null) = (quiet_to is null));
