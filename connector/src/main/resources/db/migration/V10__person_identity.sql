-- Accounts at an OpenID provider by which people sign in: one per person and provider. Who came in by one alone has no password.
alter table person alter column password_hash drop not null;

create table person_identity (
    issuer text not null,
    subject text not null,
    person_id uuid not null references person on delete cascade,
    tied_at timestamptz not null,
    primary key (issuer, subject),
    unique (person_id, issuer)
);
