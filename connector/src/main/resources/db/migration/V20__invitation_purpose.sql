-- What a link is for; each page takes its own alone. RESET: a new password for the person with that address.
alter table invitation add column purpose text;
update invitation set purpose = case when email is null then 'SETUP' else 'INVITATION' end;
alter table invitation alter column purpose set not null;
alter table invitation add constraint invitation_purpose check (
    (purpose = 'SETUP' and email is null) or (purpose in ('INVITATION', 'RESET') and email is not null));
