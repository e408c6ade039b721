-- Who blocks the account after a delivery is counted by the hashes in delivery_person, which stay for 72 hours after its end. people_key is
-- the key of these hashes alone: the delivery's own key, which opens who gets what, goes when the delivery ends, this one goes with them.
-- The numbers are null where that is not counted: in deliveries from before, and in those that were cancelled.
alter table delivery
    add column people_key bytea,
    add column blocked_24h bigint,
    add column blocked_72h bigint;

create index delivery_people on delivery (connection_id) where people_key is not null;
create index delivery_begun on delivery (connection_id, started_at);

-- How many people get which variant of a broadcast, as it is prepared; goes with its delivery.
create table broadcast_variant (
    delivery_id uuid not null references delivery on delete cascade,
    variant int not null,
    recipients bigint not null,
    primary key (delivery_id, variant)
);
