-- What a delivery is for. Deliveries of scenario steps are small and many: they are deleted as soon as they are done.
alter table delivery add column purpose text not null default 'BROADCAST';
