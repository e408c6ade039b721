-- A database as Musubi left it with its schema at version 25, with rows in every table. All people, friends and credentials are made up;
-- the master key is the one of the tests. Written by reading the system catalogs (pg_dump is no part of the embedded PostgreSQL), and
-- never changed afterwards: SchemaDumpTests shows that what such a database holds is understood after an update.

CREATE OR REPLACE FUNCTION count_failures()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if tg_op = 'INSERT' then
        insert into failure_count select connection_id, reason, count(*) from changed group by 1, 2;
    else
        insert into failure_count
        select connection_id, reason, -count(*) from changed
        where connection_id in (select id from connection) group by 1, 2;
    end if;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION count_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if tg_op = 'INSERT' then
        insert into inbox_count select connection_id, origin, count(*) from changed group by 1, 2;
    else
        insert into inbox_count
        select connection_id, origin, -count(*) from changed
        where connection_id in (select id from connection) group by 1, 2;
    end if;
    return null;
end $function$;

CREATE TABLE api_token (
    id uuid NOT NULL,
    name text NOT NULL,
    token_hash bytea NOT NULL,
    role text NOT NULL,
    all_connections boolean NOT NULL,
    connections uuid[] NOT NULL,
    expires_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

CREATE TABLE arrival_count (
    connection_id uuid NOT NULL,
    quarter timestamp with time zone NOT NULL,
    events bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

CREATE TABLE audit (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    object text NOT NULL,
    detail text NOT NULL
);

CREATE TABLE blocked (
    connection_id uuid NOT NULL,
    friend_hash uuid NOT NULL,
    blocked_at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE connection (
    id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    serial integer NOT NULL,
    bot_user_id uuid NOT NULL,
    basic_id text NOT NULL,
    display_name text NOT NULL,
    portal_id bigint NOT NULL,
    time_zone text NOT NULL,
    japanese boolean NOT NULL,
    auto_create_contacts boolean NOT NULL,
    use_outside_line_ids boolean NOT NULL,
    create_task_on_message boolean NOT NULL,
    ask_email_on_login boolean NOT NULL,
    manage_groups boolean NOT NULL,
    channel_id text,
    channel_secret bytea NOT NULL,
    channel_access_token bytea,
    login_channel_id text,
    login_channel_secret bytea,
    hubspot_access_token bytea,
    created_at timestamp with time zone NOT NULL,
    page_after_login text,
    paused_at timestamp with time zone
);

CREATE TABLE connection_problem (
    connection_id uuid NOT NULL,
    blocking boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    code text NOT NULL,
    arguments text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE connection_property (
    connection_id uuid NOT NULL,
    property text NOT NULL,
    internal_name text NOT NULL
);

CREATE TABLE failure (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    connection_id uuid NOT NULL,
    friend_hash uuid NOT NULL,
    friend bytea NOT NULL,
    payload bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    failed_at timestamp with time zone DEFAULT now() NOT NULL,
    reason text NOT NULL,
    detail bytea NOT NULL,
    record_id text
);

CREATE TABLE failure_count (
    connection_id uuid NOT NULL,
    reason text NOT NULL,
    failed bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

CREATE TABLE flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);

CREATE TABLE hubspot_grant (
    portal_id bigint NOT NULL,
    state text NOT NULL,
    refresh_token bytea NOT NULL,
    access_token bytea NOT NULL,
    refresh_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    scopes text[] NOT NULL,
    installed_at timestamp with time zone NOT NULL
);

CREATE TABLE hubspot_install (
    id uuid NOT NULL,
    link_hash bytea NOT NULL,
    state_hash bytea,
    browser_hash bytea,
    state text NOT NULL,
    connection_id uuid,
    portal_id bigint,
    problem text,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE import (
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    source text NOT NULL,
    state text NOT NULL,
    next_page text,
    walk_ended boolean NOT NULL,
    bad_lines bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    read_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    problem text,
    problem_arguments text[] DEFAULT '{}'::text[] NOT NULL,
    failed_calls integer DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone,
    rewalks integer DEFAULT 0 NOT NULL
);

CREATE TABLE import_bad_line (
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    reason text NOT NULL,
    argument integer DEFAULT 0 NOT NULL
);

CREATE TABLE inbox (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    connection_id uuid NOT NULL,
    friend_hash uuid NOT NULL,
    friend bytea NOT NULL,
    payload bytea NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    origin uuid,
    waits_for text
)
WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);

CREATE TABLE inbox_count (
    connection_id uuid NOT NULL,
    origin uuid,
    pending bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

CREATE TABLE invitation (
    token_hash bytea NOT NULL,
    email text,
    role text NOT NULL,
    all_connections boolean NOT NULL,
    connections uuid[] NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    purpose text NOT NULL
);

CREATE TABLE link (
    id text NOT NULL,
    connection_id uuid NOT NULL,
    title text NOT NULL,
    original_source text,
    page_after text,
    enabled boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE link_count (
    connection_id uuid NOT NULL,
    link_id text,
    day date NOT NULL,
    opened bigint DEFAULT 0 NOT NULL,
    linked bigint DEFAULT 0 NOT NULL,
    declined bigint DEFAULT 0 NOT NULL,
    created bigint DEFAULT 0 NOT NULL
);

CREATE TABLE master_key_check (
    id uuid NOT NULL,
    encrypted bytea NOT NULL
);

CREATE TABLE origin_friend (
    origin uuid NOT NULL,
    friend_hash uuid NOT NULL
);

CREATE TABLE person (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text,
    role text NOT NULL,
    language text NOT NULL,
    all_connections boolean NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_login_at timestamp with time zone
);

CREATE TABLE person_connection (
    person_id uuid NOT NULL,
    connection_id uuid NOT NULL
);

CREATE TABLE person_identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL,
    tied_at timestamp with time zone NOT NULL
);

CREATE TABLE portal_serial (
    portal_id bigint NOT NULL,
    bot_user_id uuid NOT NULL,
    serial integer NOT NULL
);

CREATE TABLE scheduled_tasks (
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamp with time zone,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint NOT NULL,
    priority smallint,
    state text
);

CREATE TABLE seen_event (
    connection_id uuid NOT NULL,
    event_id uuid NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE taken_back (
    connection_id uuid NOT NULL,
    message_hash uuid NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE work_origin (
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    paused boolean DEFAULT false NOT NULL,
    created bigint DEFAULT 0 NOT NULL,
    updated bigint DEFAULT 0 NOT NULL,
    unchanged bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    ended boolean DEFAULT false NOT NULL
);

CREATE TABLE wrong_id (
    connection_id uuid NOT NULL,
    record_id text NOT NULL,
    value_hash uuid NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL
);

INSERT INTO api_token (id, name, token_hash, role, all_connections, connections, expires_at, created_by, created_at, last_used_at) VALUES ('49b21b0d-b47b-43c8-aca0-f9427286edcb', 'BI', E'\\x26a7e4462ab3dabf33dcaf4a053383427cc270105ba3b127d85df18901b17bbe', 'VIEWER', 'false', '{f2f3f397-87dd-4270-87c5-e91e8c372a7e}', NULL, 'Musubi', '2026-11-27 06:42:30.919726+13', NULL);

INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');
INSERT INTO arrival_count (connection_id, quarter, events) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '2026-11-27 06:30:00+13', '1');

INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('1', '2026-11-27 06:42:18.674299+13', 'musubi.api-token', 'POST /api/connections', '', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('10', '2026-11-27 06:42:30.911556+13', 'Musubi', 'person.invited', 'invited@example.com', 'OPERATOR');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('11', '2026-11-27 06:42:30.92603+13', 'Musubi', 'token.issued', 'BI', 'VIEWER');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('12', '2026-11-27 06:42:30.934829+13', 'operator@example.com', 'connection.option', '銀座店', 'createTaskOnMessage: on');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('2', '2026-11-27 06:42:25.321206+13', 'musubi.api-token', 'POST /api/hubspot/installs', '', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('3', '2026-11-27 06:42:28.123899+13', 'musubi.api-token', 'POST /api/connections', '', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('4', '2026-11-27 06:42:28.229903+13', 'musubi.api-token', 'PATCH /api/connections/{id}', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('5', '2026-11-27 06:42:28.31047+13', 'musubi.api-token', 'POST /api/connections/{id}/links', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('6', '2026-11-27 06:42:28.579844+13', 'musubi.api-token', 'POST /api/connections/{id}/imports', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('7', '2026-11-27 06:42:29.846852+13', 'musubi.api-token', 'POST /api/imports/{id}/pause', 'a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('8', '2026-11-27 06:42:29.904288+13', 'musubi.api-token', 'POST /api/connections/{id}/pause', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '');
INSERT INTO audit (id, at, actor, action, object, detail) OVERRIDING SYSTEM VALUE VALUES ('9', '2026-11-27 06:42:30.859497+13', 'operator@example.com', 'person.created', 'operator@example.com', 'VIEWER');

INSERT INTO blocked (connection_id, friend_hash, blocked_at, noted_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '6e1c9b1e-60fd-4fb1-a8a4-6fb9c9a7c1d1', '2026-11-26 17:42:29+00', '2026-11-26 17:42:29+00');

INSERT INTO connection (id, name, state, serial, bot_user_id, basic_id, display_name, portal_id, time_zone, japanese, auto_create_contacts, use_outside_line_ids, create_task_on_message, ask_email_on_login, manage_groups, channel_id, channel_secret, channel_access_token, login_channel_id, login_channel_secret, hubspot_access_token, created_at, page_after_login, paused_at) VALUES ('1fa6d2a4-f44a-4c2c-8bfd-b3db3e05dcd9', 'test', 'ACTIVE', '1', 'b8289afe-a0fb-dccf-b3c5-fdcf36380b23', '@727mssb9', 'Café Musubi', '46829485', 'Asia/Tokyo', 'true', 'true', 'true', 'false', 'false', 'false', NULL, E'\\x35785bf620cc2201d0f92dc71bc70fa8b75efc22bd3b330e0e5ec36d48c5427a38ff3bce3ff8213fe3d4f6d35f7708d8da5f397097640bdbdb724993', E'\\xce09ce8112fa38bbf1c98885c5826e1a4e914edd9f2c7bb04ec9aa0c54572fe147f3e6f23c16339debc26d5cedb8e65e1a25a8e732b00c3d8c0774263ff5efab659698bc13a335c55cd709cb318e813249c81598b852a2d371c4f3443c7c7196bd708a8e05b8dc2739055fafac64e0df8e4ebda3d6b9d6915f03475657f163ef4fc265fd497391eca3fc343f37f5459172231f0a0488d5d6514b08c7eaaea8f56478e1a8aee300fc23d1d5e1652df8887414a6f76fb94b86ba1fd04347a290a9c9ffaa3844dc94', NULL, NULL, NULL, '2026-11-27 06:42:28.078+13', NULL, NULL);
INSERT INTO connection (id, name, state, serial, bot_user_id, basic_id, display_name, portal_id, time_zone, japanese, auto_create_contacts, use_outside_line_ids, create_task_on_message, ask_email_on_login, manage_groups, channel_id, channel_secret, channel_access_token, login_channel_id, login_channel_secret, hubspot_access_token, created_at, page_after_login, paused_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'test', 'ACTIVE', '1', '00000000-0000-0000-0000-000000000001', '@dump', 'Café Musubi', '41000001', 'Asia/Tokyo', 'true', 'true', 'true', 'false', 'false', 'false', NULL, E'\\x159e798f5c046bb4af00419da1f986ff08abf633dca5e114d0f77f2e967ecba637863cb62ed5b501fd86900da5d048479f9a68e071e7314d482b5be0', E'\\x0bf8925ba83a428769d5c1ca68bb7ea4c0a611b56d243db4cc049f163720650d00ca9f56257f4e42ec7fe7733c058fe3f9c8f80924be2898', '1672621837', E'\\xdb13182788e21f6a7c4680304bd51fa96ab90cc23e1e47ddb74b19a7914f17ab0168a151a0d3150d26c62da71ed3d1a351eca7034919c941a7ff1067', E'\\x3117e814782b876fd2ce3f1b44107cffe598ee00633048cc54a104c6a883a386062bec32030f5edf9602e5b8081c30496f477a84c0ef5eb9c078f1e57637c9e07f6ade8f9462a094', '2026-11-27 06:42:18.09+13', NULL, '2026-11-27 06:42:29.878076+13');

INSERT INTO connection_problem (connection_id, blocking, seen_at, code, arguments) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'false', '2026-11-27 06:42:30.2697+13', 'WEBHOOK_OFF', '{}');

INSERT INTO connection_property (connection_id, property, internal_name) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'USER_NAME', 'my_line_name');

INSERT INTO failure (id, connection_id, friend_hash, friend, payload, received_at, failed_at, reason, detail, record_id) OVERRIDING SYSTEM VALUE VALUES ('2', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '5a967f69-f111-a422-30de-b16a28ee248b', E'\\xb82359fe3d9a92d16c7453f5f6049f924205ee821ce3c4eeeb1f0cf6811372732e4f81a41d5a1d79c3dbeeb136b211d0083dd31672401280c3bc456925', E'\\x15365d9465cc649170b9b9880ca3b72ef41b32d02c2e285e8c008894f3c95fe100864d4ead6620c69b73c01bc85633d3d212df516a098d04bcc53b7a062b0179f5194aae685a644ab1f2a5c49dd517ae66bc6be00246ba0477bb887364c0f1c3e1586e06a4bacf214b8384e8f07248ffd31fbfb54c66c8b4b92ca236e211f244b44243fe596ef6336499e0e431713c3cfea022cb4a7c499388519f4de38dad9731bdf66cecfe2a308f02dd9c7b6ba29d625b2571b6feaad4fe2cb5e903a4547f38b9dcf5dea7d054dd18753a77eaa9ccb3180cf0e7dc884da74ece0cf8fa734c5e46120528d67f1f8717b23f2bb4858496ee8b75165f7ba985c55a5c83ebd42fb09bca56f3973f31814e37dbfdfa5c52b2184381fd949ec42fc1b54b20d1e5a18cb5c1d93b1d364a5c57f1875594aee84c', '2026-11-27 06:42:30.020326+13', '2026-11-27 06:42:30.160985+13', 'VALUE_REFUSED', E'\\x2e65a0f651ec6f8a7b1ff090aecb09015a0e852d23c73f3511264cef41e68b19ee273f1d7e0fad890845988f98c823be9e6602be89f08d678b3c', '4711');
INSERT INTO failure (id, connection_id, friend_hash, friend, payload, received_at, failed_at, reason, detail, record_id) OVERRIDING SYSTEM VALUE VALUES ('3', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '901433ad-fefd-bab7-c436-5740adfaad7c', E'\\xab7b3ecbc3ed8b38e348a170068d01d86dab5e3479f236bcc3aa952515245019d115abe9571ce31d0360e15f83c9d5704f61691b0a1db6970dcc287998', E'\\xa9dcb66e4a31fd84874bcb397968e8b84b597ad65a4d60ced7a2c7c9a966e70c9021a797b778263a1390dc1b036c84d6a4f3b657393a8c4782f4bdada3b2808d3d843ceadb0d8d0829bccdba43cd8477067c6dd8c3733e07a6c02eaf90aace80cb841a85ebb47d2c80ea03766679b2ce0e07a8430480b583ca6d835fa25f1a018fe826545e6700da5af3cf48eaba706e2d673850adc0f6b9e7cb9da324c5c7eb607025edd0e7cb46de0545842fe6862104c76897039f115c371a4f702214bbc06f066b591668c99a97124774d118b8c34cba361f06966dba6c5c8c486b07c49ee90be8e12d250f3b1910d62768c5cfbdc17fcd19882bc6696e2a0d6e3174a5', '2026-11-27 06:42:30.068156+13', '2026-11-27 06:42:30.160985+13', 'EMAIL_REFUSED', E'\\x1488c31219be4de420508632b6dc68e114f929b679da9e7d32ef40e9', NULL);
INSERT INTO failure (id, connection_id, friend_hash, friend, payload, received_at, failed_at, reason, detail, record_id) OVERRIDING SYSTEM VALUE VALUES ('4', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '0f10f384-dbe8-dff0-a235-fc02b48b3a29', E'\\x910d09a5c1d999b18d1fbdcc03e2229b09b1730eec04b03189872cadafda54c94a71f0e3f743f0b7757568ac29dbed2411400c228ccbff1b1352f006da', E'\\x9012884b74ff4552c11da642491fef9c61bd13f39992a081d2089a79e8b2bf1f5b950c8d79f791863efd821cf7abbaf0a7e2ae4a3913dd29ea9d7cb45af00f4223d785df61b50d7cd9a4479a', '2026-11-27 06:42:30.073287+13', '2026-11-27 06:42:30.160985+13', 'TASK_REFUSED', E'\\x959d1f95d4ed281f7fb2b15d53b869581101da5a99c8935201a17fb9', NULL);

INSERT INTO failure_count (connection_id, reason, failed) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'EMAIL_REFUSED', '1');
INSERT INTO failure_count (connection_id, reason, failed) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'TASK_REFUSED', '1');
INSERT INTO failure_count (connection_id, reason, failed) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'VALUE_REFUSED', '1');

INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('1', '1', 'inbox', 'SQL', 'V1__inbox.sql', '-1540648346', 'musubi_app', '2026-11-26 17:41:11.829626', '136', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('10', '10', 'person identity', 'SQL', 'V10__person_identity.sql', '-859055366', 'musubi_app', '2026-11-26 17:41:13.354474', '47', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('11', '11', 'paused connections', 'SQL', 'V11__paused_connections.sql', '1907345580', 'musubi_app', '2026-11-26 17:41:13.440292', '43', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('12', '13', 'encrypt events', 'JDBC', 'musubi.inbox.EncryptEvents', NULL, 'musubi_app', '2026-11-26 17:41:13.516837', '165', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('13', '14', 'forget statistics of clear text', 'JDBC', 'musubi.inbox.ForgetStatistics', NULL, 'musubi_app', '2026-11-26 17:41:13.841978', '19', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('14', '15', 'inbox at scale', 'SQL', 'V15__inbox_at_scale.sql', '1605404560', 'musubi_app', '2026-11-26 17:41:13.921281', '363', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('15', '16', 'waits for', 'SQL', 'V16__waits_for.sql', '-1054497418', 'musubi_app', '2026-11-26 17:41:14.416826', '6', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('16', '17', 'codes', 'SQL', 'V17__codes.sql', '788456618', 'musubi_app', '2026-11-26 17:41:14.457688', '23', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('17', '18', 'import waits', 'SQL', 'V18__import_waits.sql', '-76428182', 'musubi_app', '2026-11-26 17:41:14.49253', '9', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('18', '20', 'invitation purpose', 'SQL', 'V20__invitation_purpose.sql', '-1422870078', 'musubi_app', '2026-11-26 17:41:14.51277', '6', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('19', '24', 'taken back', 'SQL', 'V24__taken_back.sql', '1723585580', 'musubi_app', '2026-11-26 17:41:14.532005', '18', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('2', '2', 'connection', 'SQL', 'V2__connection.sql', '356757158', 'musubi_app', '2026-11-26 17:41:12.053039', '106', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('20', '25', 'scheduled tasks', 'SQL', 'V25__scheduled_tasks.sql', '972535558', 'musubi_app', '2026-11-26 17:41:14.56349', '19', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('3', '3', 'blocked', 'SQL', 'V3__blocked.sql', '644988777', 'musubi_app', '2026-11-26 17:41:12.260038', '49', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('4', '4', 'origin', 'SQL', 'V4__origin.sql', '925912363', 'musubi_app', '2026-11-26 17:41:12.36477', '73', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('5', '5', 'import', 'SQL', 'V5__import.sql', '-1716601672', 'musubi_app', '2026-11-26 17:41:12.80098', '5', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('6', '6', 'link', 'SQL', 'V6__link.sql', '-1899155522', 'musubi_app', '2026-11-26 17:41:12.818692', '33', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('7', '7', 'hubspot grant', 'SQL', 'V7__hubspot_grant.sql', '1545579447', 'musubi_app', '2026-11-26 17:41:12.892062', '144', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('8', '8', 'record', 'SQL', 'V8__record.sql', '556597097', 'musubi_app', '2026-11-26 17:41:13.072407', '47', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('9', '9', 'user', 'SQL', 'V9__user.sql', '-387616416', 'musubi_app', '2026-11-26 17:41:13.184903', '99', 'true');

INSERT INTO hubspot_grant (portal_id, state, refresh_token, access_token, refresh_at, expires_at, scopes, installed_at) VALUES ('46829485', 'VALID', E'\\xf4adc1870a787779def5f92feb3b73690a456ded5f8e695fb489ef84f46d887db34e0dfc2bee85e5a4d1ecfc818363dfd74db93556aabcf3665bb63d6ae0918e67bc8753', E'\\x951266291f7c332b3eb350073a36b0cf073da935e2353d08730e6c3e55c9a2185d5948157dc383c7c72c111e7ae4268f961e016d6e1bceb08342b842a2014ac1b7677adeeae904b388a9a5965424e7f535fb932410cb11b518a1260f40db5ea9079c9b08606b28e77f215b3fecc5a229af3521ae44b4e5d94682abc796a68427992fecb0b12255af1e2711211b8ef9c4d9fc1c469066fb711bfab5c56f549934113cd968bfbe8bbe14848df443ac85769498cc0be5d1ab638a1ce2114bd26947ac86bf93efdf4a55232a2821e2df0a174a28e1ab3f4751a0ade96c447131c0ad', '2026-11-27 07:07:17.072+13', '2026-11-27 07:12:26.456+13', '{crm.objects.contacts.read,crm.objects.contacts.write,crm.schemas.contacts.read,crm.schemas.contacts.write}', '2026-11-27 06:42:26.569+13');

INSERT INTO hubspot_install (id, link_hash, state_hash, browser_hash, state, connection_id, portal_id, problem, expires_at) VALUES ('2e73a362-f3b9-4e62-9454-226834555209', E'\\x34499728f04a0603a87af902cd296830693a21bd9a5222477f411c382f2ad5ae', NULL, E'\\x699ed622d427814e26912c2c382463a6bc01b2435090f81d5728699b35c0c2c6', 'DONE', NULL, '46829485', NULL, '2026-11-27 07:42:25+13');

INSERT INTO import (id, connection_id, source, state, next_page, walk_ended, bad_lines, started_at, read_at, finished_at, problem, problem_arguments, failed_calls, next_try_at, rewalks) VALUES ('a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'FOLLOWERS', 'PAUSED', NULL, 'false', '0', '2026-11-27 06:42:28.54803+13', '2026-11-27 06:42:28.54803+13', NULL, 'LINE_AWAY', '{UNAVAILABLE}', '1', NULL, '0');
INSERT INTO import (id, connection_id, source, state, next_page, walk_ended, bad_lines, started_at, read_at, finished_at, problem, problem_arguments, failed_calls, next_try_at, rewalks) VALUES ('e54f4875-5b0d-4ed7-ba25-89d64c32ae02', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'CSV', 'DONE', NULL, 'true', '1', '2026-11-27 06:42:29.966479+13', '2026-11-27 06:42:29.966479+13', '2026-11-27 06:42:29.966479+13', NULL, '{}', '0', NULL, '0');

INSERT INTO import_bad_line (import_id, line, reason, argument) VALUES ('e54f4875-5b0d-4ed7-ba25-89d64c32ae02', '3', 'NO_ID', '12');

INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('10', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '1173bcb5-9d9c-d210-72c5-4ace5ca69b08', E'\\x825724a6853c3b6ca0af1ea3d5d5cc86bb237450e4c554d2ee038c7d9f022e9f11ef9fda47b681f27dcf577ce62146d00f907581c2ebc641a1533f2b53', E'\\xbc4b848764d4c1c91dca405477a9f7bc4afb41e268a9690d6adf4bc543de7cbcdbfcd1da7b50c26740975745f492e2a134d319d38a7ec9db2adadc5ada71523824c8483bae6be10a07bde38fa6d427445f863c8566d4bf379400143b8a24ce58daad3fae473f838ba13cb032ed1629796773eab724ed330db115ab206a4bff45dadbbaaf4b624acd5e771a280fd044df08984175aacda3b8b3ccc49f87d0aa2f4e4e0192954fac19770c377589ed2717c2c8104ae8cdcd0b259317d94df56adfc3234e061a7c639c3cebc1227f3a2726abe149513f4e98e6c22778d5e1d0cadbe1b36b50c1d8873d30d60ae4720c89401a1ec845bd2c0cadb9473bb1c36fedfefc7c6045e999abb56d2b689239ae275de337ab12234ef53fb1e5fd9e5a911c54504d233c5439426605be2d56681e8e656abb47d4', '2026-11-27 06:42:30.221153+13', '2026-11-27 06:42:30.221153+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('11', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '1173bcb5-9d9c-d210-72c5-4ace5ca69b08', E'\\xf77984e72ca9e90f9ef8754ea80e11ca31a5facc573887e1918ca3ef939d88b5715199040997fb61066904e86a672fd5bac63c6cff643cd23d1fa40581', E'\\xa5a2e24ca8047848808e72187a1c50193c1919c9aa9d5e42984a2dc2dffe416f1d32651f36b0623927b9ade66ed3e7de5288aba2d5d8e9d8a3695729ffe976b91901dea7a52bbe46b7303300220522ea5e6864c6e4a41b9a79f1908cd2458700531c37da69195eb9ea49f014eb42096c3f51fbd8b2ceda80934ec3cd18041a87d0eed12b8591114159fb4280e1faf86a8159ea2e059885533489aad53c22ec3cf458df0bd2efc352b3f5a9720cb5077d4c84671c616771d2efaf2a88383af023aeb46f117b66faad049860d867ca66ca8fc7c10ea56695e0f251dce7fc1e1878b159c5bcfd8996379d0686fc5e59c392acfe15e46941a06496c4387cb73244d8405734e24c9923dcaa9aa80062284ca7b3d9', '2026-11-27 06:42:30.230535+13', '2026-11-27 06:42:30.230535+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('12', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '380a7187-e922-425f-0a04-cdcd47a7f2d9', E'\\x95f2060c70faf775f3bb603fb09ab43db3e9e2d32bd7b013f634048d38a2bcc1d504b31e3b87d50e75111d33e5588806cc517245eb0c633e1e832a66cd', E'\\xfd73bfb6f62f26be7186ccbe413fd17c60038fd01892e570a7fadb7ba183ef6593c76becbebc8baf2370e59ab91af7f17eafb45d7c253478e8fdc1d1473ec07fc2455b979d91492eef4e8635ca6d3260efe87f49211beb786f83281e04b92d7d6c56879062a960698a89b4396410a7b106fe63485a1245ef9e38011de89dc42e99c667f002d143deb45832ffcc659e3ef62caac6b18a54f79a90d12d41d07a947e3f9639dddf8d15cbc64f038668eef4d91aa17a967f2f686b43dfe1ba5613fa36d393cdccd7ba14dbbc2fd8f18f17a525d77b73857299201f35c6c14893754d57e22096075442ab1b5be19ce856d899c95352de117bdedf6a6896dac4dc471266b8e6f7bbbace5035e238617ee777bf39', '2026-11-27 06:42:30.233225+13', '2026-11-20 16:05:05+13', '1', NULL, 'LINE_PROFILE');
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('13', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'c7b67bc8-b91e-5c4c-6bfe-273a46028e68', E'\\x53b8b97893fe710df581559209334cad4ee9ba73602da3ece2b1f8b8c334dc5e679ec44518e94971ac30efcac210575cb0a0f06abf2ba3ca9c5fef80ba', E'\\x3c95dfeee348fd6648e7880f3d70be0f48dc2ff0aa7936c164778ffd2d20a4e66bcba767b28c46f0b00ec6ff67accea901601f3772542227e6cd7fbda0d87c98a7ed72b3003543d8d46f90b20e57c941e0da017ca558d6d4d417d9ba7514c9e7858bae489a3cfb25cfa2807c285b0b28ec98f460d613ba7b918825b0422d0dbe6ee835b2301e317d650c4a6e1d1bcf731342e028c3490b216849cb82a64449f02199993cfae86e9296fd4330937c63eca6658b0ca13de62c7b315442c7fb6d13b632e630b528c5023853eaa47f6a19eb8438673bf3d97896e5e3d4dcdb4dbc56b2624fc9fcd03bb31016db731bdbb5b5dc7df04d57c57c66a8ef07164ebeb9747299cf75d4dad6e13b08b702bc8ab42d8026c475', '2026-11-27 06:42:30.235953+13', '2026-11-27 06:42:30.235953+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('14', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'c7b67bc8-b91e-5c4c-6bfe-273a46028e68', E'\\x6f408e353c2bd05ea653f80fd266befe7cd6c6e2531c065bb9c30b35c61b58e531209b7e73c7048b95eba0b52cc5b60b5ebf3257deeda38ba3835dcac5', E'\\x5527f9fc13b7e34067bd66699b161572245034a355e7729e8016e45f9a320cb27d1e349bfd73c8dd60b49d90f4f081b95717a3dce4cfed0705a8c3b43521954b91d6b5414ba2eb320eea51e8459870e2f1282d4a5594b94e4913a37ecf141bd52db06d706ebf79ed520b309fcc5a0d0583f33ccd5a3a4773f2fc7ae266f4a7a79c8b73df19a97280dfbd1f9f42bd405217cdf8d1d6fa12c523ed60b75e33098029b6969368c823a475fb3372153748b5d5bda2917c6f404ee95593aa689bdd8802d4e1a0bf03ea6c7f3e9593580830888da96f6198fd9a099c87f001ca502c6e811b520d0e758c25f5e13417cbe7411a3a62aba6d25e07', '2026-11-27 06:42:30.244089+13', '2026-11-27 06:42:30.244089+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('15', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '5c57e82f-9832-fc6f-9420-4614474079f5', E'\\xd27fd9c97193bad2d0313fa0c9195f1b9073b8e02343c48a9c9e1ae44dbe86d997d8f25142bf0f7a7fb5f9e9df006d3d6fd41755bc9e0253e60b9d6e4d', E'\\x59694aa6910d9647600d1110a73f939f51d822235daec3a08aec00b34db36baf81c0e836818e5b21c261cfffa6d941f0650ab0cac0d5742c44d4fd07e2550608241c281857e4e88fb22ef45b1c17f0fa7cd9e70050376c268758ef1fa978c510881912bd115a716596dc48f8f9f2fcd3c9ca66fdaada83a5b744d89272c5a929529f042150d5b9ac5dba161c33ece10d9aea3884f1a6cf90a208791ff2306e44f05d81c6007a4d9e08b24de0627b51b771d36febeaff5832491d911ec5f1fe847158ebb78268fc3f315f0a5ba30319708e3617872f06da6ba549678e52c6c6dbdcc8089b3c736f643324410aa8343411a12d0304c18351f41d0a948b1f016d', '2026-11-27 06:42:30.252018+13', '2026-11-27 06:42:30.252018+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('16', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'f422ec0e-fa1c-72a0-27e7-8302ad8c7931', E'\\x995339963109b56d308ece3d422827a7f41e408e804e7585f0a98814d1b0b97a4618567edb182e9416bd3d137d4985748cb3d5cef22070741f4bc5dfac', E'\\x61a1ef16fa618d44502c6942c89a4ebd90e1f82ad0f301720d0066cf4457275773775d5b661bec4e2597521a7a9ec891374215b777bf8d1e4e9be0be5d687fc9e90a48a89f5abb99377535fc0b5fe52f691a64f68e9fb9aefe343f1b0ee104d0fb', '2026-11-27 06:42:30.253775+13', '2026-11-27 06:42:30.253775+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('17', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'c997c262-01d1-7ef3-f483-05a629be6f91', E'\\x4b8ce23fcdabd7668316cf8f1e192afdb111a0c043e1adf55c3f5e3a92b12ff116d2a60bab39f6bb2a8215969cd7c273371dfb7a46cfdcfecdf9efc8ff', E'\\x8288e0232a464af36d7b05ed0c48bd844f9fc2ffa893e26a10c2e237b4749a17a756a366b9bda4282325d030d895c6670d3bc157701557442d13b1741eeab6e47c7c6858b8ffe4b0a164c727789e95cf115fd80f3a1fe98d8acca5a380002ce8bacc0722d669ea56af3bad67ec19d04dccbbd6cb43ddba47c8e35621476c98492f3d91d313be87da680b7f97b745f6da75df9c70a278e4eeae0938556c76e87ba66431f09dcb37dd16010c185f66958ec8b79ddf58c6a37413c5a66cd561935603e6c07e0690dd600a2a0044d7b450d06965015332a28d3a076bbc21341e13f3fed98e36a926f71b424900492a8e89a2509018f7837c7f2180f81c31a7880b6f67c72fbaabf0823640a8acb45a8031ce353e68482099bf5f9dc8bb278aa65ddcccffdeafe769df3d554a402bc3', '2026-11-27 06:42:30.255086+13', '2026-11-27 06:42:30.255086+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('18', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'a2699cc4-02a2-8471-6485-4d4f5e263eab', E'\\x25c3325bfc533e5c043bde6644d3ddc9f137b906667bbf851169c7b8c396b7f25176ea9e9c6a3ad27afb723216ea25383fc883d59d1eb554bc5aa3d91c', E'\\x17d310589ec7eccd85f842b1793544e3b6925ee613d6315f7a3a791ef7167097cb7020301a5f51c57e5c3b5128a50620142d50b09d8dca7cbb37b446bd', '2026-11-27 06:42:30.256522+13', '2026-11-27 06:42:30.256522+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('19', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '1a3d83d8-b4f7-7656-7aca-d683be4ec5a5', E'\\xa741038a83d4c7c5b0f711a53a1635fa4fd3bcd440d7d410d75694e7409c0af16f9fd88f08ebbfd957d3dd8ac21063a6d56610b69a0039859aab2a957f', E'\\xd872e72c20ad6f6c938716ac1b2de8ecea585a8e6736e4767263e43ed345a9a8fea673530b1e8b703345568b26285dd2241297555c813a6252d9c78687d50c175a0ab5f0d0994773361c34f4', '2026-11-27 06:42:30.258448+13', '2026-11-27 06:42:30.258448+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('2', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '8f427107-e1bb-2d29-7637-48410af8366e', E'\\x0c2b40ac7cd0c94339a342a97bddcb4b8ffe94536ea22790573423ab602be747677383969beab09204110f4e25daaf1028d0ada688f68559265af089e2', E'\\xb53fe0dc6456cd7646288f6ebef22e6c0466d045484d0d45e2b8ef88ad1f16a42de3d2b083342933e1ff362d9771f4448d27b3faf34bb4150d136ea2336a07d61f2bf83d412f29ec1c186950529c', '2026-11-27 06:42:29.951469+13', '2026-11-27 06:42:29.951469+13', '0', 'a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('20', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'ce58c8ad-34a2-4ead-8799-9dea55c88346', E'\\x90cf64c0bac3fa18acb2299a835b5f80a80ece050f7fee1677ffab6f058c9c5113d7c79f77c5b4ba527a394c5c2cef1bdb2fc6a0e80c2bfd65c5eea8c1', E'\\x43854def9ce1a6408625a0d3a07facb6aaddac115fcfc3a686ee398b6413', '2026-11-27 06:42:30.260034+13', '2026-11-27 06:42:30.260034+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('3', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '46cb2480-6f80-c283-0d5f-db83392b6260', E'\\x0081e67607f67ddb495a0a56b51cb24644062f85af801fa460bf46b296a6e97337d23fd72516b40fb34c671cdf27ad37485e6b74e8459657f47c9ad519', E'\\xb53fe0dc6456cd7646288f6ebef22e6c0466d045484d0d45e2b8ef88ad1f16a42de3d2b083342933e1ff362d9771f4448d27b3faf34bb4150d136ea2336a07d61f2bf83d412f29ec1c186950529c', '2026-11-27 06:42:29.951469+13', '2026-11-27 06:42:29.951469+13', '0', 'a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('4', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'ff0701b9-197e-ee60-5aa1-810da6d5e69f', E'\\x344e91157f224cd2646f50d53551df9bdbcf73df5b80a6dcf67b7faef8c2a868bb1cb989486191819b2cd135909443a0d067326001c633c62c846863ec', E'\\xb53fe0dc6456cd7646288f6ebef22e6c0466d045484d0d45e2b8ef88ad1f16a42de3d2b083342933e1ff362d9771f4448d27b3faf34bb4150d136ea2336a07d61f2bf83d412f29ec1c186950529c', '2026-11-27 06:42:29.951469+13', '2026-11-27 06:42:29.951469+13', '0', 'a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('8', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'a2699cc4-02a2-8471-6485-4d4f5e263eab', E'\\xbb156fa47f62bcf3ad68cac8f156c77d534e3e7e0e423be6b99651ec81c3777e7dfc2dc9825bf6fda55974689248ba974bf9462f39b0d7f279dd4f2546', E'\\x8ceb3732d80d0dbf367e5e1ef9fdc38a776460fbbb2ee56091548479cae455903b0a89755af68cf3418b080a9747b3c9a49bdd9b618b42a562d699b25984b2da4d4a6f8158ffd49937beb39d447300228821ee32797e4452ce4d22e50cefc805b67613f9252798d1171f135d2df414a2ef81595f3eb1b87942fa1f1a14666b807c6b49ce94337546cf22de1d1e2699e7e5c2acf2c48eb215d6ea982e1897c5d1d52cf556163bb8b5b6e4ce703aa1d01a757aecefa05ccddf5cc5bde7fd82f3b60e48e877988a961f33ae458914f6c8d5ab937752d3eea242b0266655744840591fc7a7983aa67b5fe718dbe77c6e500db1373c6acddbcb51624e627795fe7d8dd1b3d7328c8a699824a1ac7b0a3bec35a06feb53', '2026-11-27 06:42:30.212038+13', '2026-11-27 06:42:30.212038+13', '0', NULL, NULL);
INSERT INTO inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin, waits_for) OVERRIDING SYSTEM VALUE VALUES ('9', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '1a3d83d8-b4f7-7656-7aca-d683be4ec5a5', E'\\x5b282dce6905034e2aff90793ff16a922807e9b09235aae710230275bf6b37c61c0de5175dd86912f44850f9182062df3be53a842325e38a9608a1efd4', E'\\x7c5e3bccd7b8bdb7b025ffde08f91168218fb29ed1a61a567657cc2da48ecb71c661b74d586bfec7d0e4914100e7390a37958209dc81d7f6f6d8057cb83e1e1f366004d755e3f7c6ac5f4b7c1a62cfe343fa08f5723c39ca8431f9b777e8befeeaf51b50dfe157c050b2a9b5f5acf215a89b8378a628b792119b8c4c1d4b4775f246269aa125f042bc1a032695a0b8c76333f5fa75622df7b58e2d453b1862ffa082ed7be796e0274c10d3398711ade7247699881d753ff1aadf11f136365083cbb84c2ffe2820cad4a356e7c8ab0da7af0496cc722b3361d48dc5ebf86eda7a6a10b683e87d05b667801024684240e1bafe2782f8e01668c4e9bb315c8e316387b3406ddcbbddb18872704398630c609fdb24471433648ba4984f416f309d44effd05daa11dc2154b0aa4743ca0387396', '2026-11-27 06:42:30.217224+13', '2026-11-27 06:42:30.217224+13', '0', NULL, NULL);

INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', '3');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '-1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '-1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '-1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');
INSERT INTO inbox_count (connection_id, origin, pending) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', NULL, '1');

INSERT INTO invitation (token_hash, email, role, all_connections, connections, expires_at, created_by, purpose) VALUES (E'\\xb22b1908295788b51ab258e33f0eed6d093327dcfb09172ded7a9768fb59aece', 'invited@example.com', 'OPERATOR', 'true', '{}', '2026-12-04 06:42:30.916312+13', 'Musubi', 'INVITATION');
INSERT INTO invitation (token_hash, email, role, all_connections, connections, expires_at, created_by, purpose) VALUES (E'\\xefc3c137eb4a5c5fa91410641083bf1ba1d8b0b333ce8c12270006e198d2ebe7', NULL, 'ADMIN', 'true', '{}', '2026-11-28 06:42:09.210676+13', 'Musubi', 'SETUP');

INSERT INTO link (id, connection_id, title, original_source, page_after, enabled, created_at) VALUES ('b7b71ew0k1', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', '銀座駅ポスター', 'OFFLINE', NULL, 'true', '2026-11-27 06:42:28.272+13');

INSERT INTO link_count (connection_id, link_id, day, opened, linked, declined, created) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'b7b71ew0k1', '2026-11-20', '4', '3', '1', '2');

INSERT INTO master_key_check (id, encrypted) VALUES ('00000000-0000-0000-0000-000000000000', E'\\xa836cf74af178cb988dc200cd12a11b337cd425253efee2a266673c47f3ce98caed4670f838b89f7e50b373c');

INSERT INTO origin_friend (origin, friend_hash) VALUES ('a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', '46cb2480-6f80-c283-0d5f-db83392b6260');
INSERT INTO origin_friend (origin, friend_hash) VALUES ('a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', '8f427107-e1bb-2d29-7637-48410af8366e');
INSERT INTO origin_friend (origin, friend_hash) VALUES ('a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', 'ff0701b9-197e-ee60-5aa1-810da6d5e69f');

INSERT INTO person (id, email, name, password_hash, role, language, all_connections, disabled, created_at, last_login_at) VALUES ('541b006d-8d4a-41e1-92e3-2e9f0c3cb818', 'operator@example.com', '山田 花子', '$argon2id$v=19$m=19456,t=2,p=1$TBGqmSG+7DFdrKPNtUG+nA$DZkwGPbc5i9kr4jWbOD1jsvbqg4KBnq6yWA3frRvQus', 'VIEWER', 'ja', 'false', 'false', '2026-11-27 06:42:30.842517+13', NULL);

INSERT INTO person_connection (person_id, connection_id) VALUES ('541b006d-8d4a-41e1-92e3-2e9f0c3cb818', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e');

INSERT INTO person_identity (issuer, subject, person_id, tied_at) VALUES ('https://id.example.com', 'subject', '541b006d-8d4a-41e1-92e3-2e9f0c3cb818', '2026-11-27 06:42:30.876057+13');

INSERT INTO portal_serial (portal_id, bot_user_id, serial) VALUES ('41000001', '00000000-0000-0000-0000-000000000001', '1');
INSERT INTO portal_serial (portal_id, bot_user_id, serial) VALUES ('46829485', 'b8289afe-a0fb-dccf-b3c5-fdcf36380b23', '1');

INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, picked_by, last_success, last_failure, consecutive_failures, last_heartbeat, version, priority, state) VALUES ('abandoned-imports', 'recurring', NULL, '2026-11-27 06:43:07.245488+13', 'false', NULL, '2026-11-27 06:42:07.245488+13', NULL, '0', NULL, '3', NULL, NULL);
INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, picked_by, last_success, last_failure, consecutive_failures, last_heartbeat, version, priority, state) VALUES ('forget', 'recurring', NULL, '2026-11-27 07:42:08.335393+13', 'false', NULL, '2026-11-27 06:42:08.335393+13', NULL, '0', NULL, '3', NULL, NULL);

INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '08c9b686-5c3e-4d0d-adb2-649ae7777825', '2026-11-27 06:42:30.258448+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '0f1bf53d-ac56-4dea-bb6c-357f02c69ff4', '2026-11-27 06:42:30.252018+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '1b280c64-ba9e-4ec6-a063-b646704443fe', '2026-11-27 06:42:30.253775+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '3c3929c2-5983-4d9a-9e2e-b7d5bc8f5564', '2026-11-27 06:42:30.020326+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '51b95510-57e0-45a1-8c91-824e5aa68337', '2026-11-27 06:42:30.256522+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '5767d065-1d7a-405a-85ee-6ca3e0900361', '2026-11-27 06:42:30.233225+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '679d0325-e686-4467-a95e-def2fca34e10', '2026-11-27 06:42:30.235953+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '6ebb6214-7fca-4286-b7fd-23fd6d7e547e', '2026-11-27 06:42:30.212038+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '8344bd2d-7b91-4f19-a621-aca03bddc01b', '2026-11-27 06:42:30.221153+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '90a00206-b8c8-4309-ac7b-04d52d023fb9', '2026-11-27 06:42:30.244089+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '9646c404-d473-474b-a5e2-12b70f02f915', '2026-11-27 06:42:30.217224+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '9c7a4ce6-381a-40a1-8b36-e574034178e7', '2026-11-27 06:42:30.073287+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'b921d36f-02dc-4506-a746-a4713fbfe7b2', '2026-11-27 06:42:30.068156+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'c51f2eba-5f5c-4087-ae53-7088325cee3a', '2026-11-27 06:42:30.260034+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'c73732f9-a7ac-4ca5-aaef-ce1f274754b0', '2026-11-27 06:42:30.230535+13');
INSERT INTO seen_event (connection_id, event_id, seen_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'fb2ecf50-0a3c-4149-a34a-9bb8c939e30f', '2026-11-27 06:42:30.255086+13');

INSERT INTO taken_back (connection_id, message_hash, noted_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '0d8a3bb6-9a3f-4f40-9c83-5f3fb8e1b7c4', '2026-11-26 17:42:30+00');

INSERT INTO work_origin (id, connection_id, paused, created, updated, unchanged, failed, ended) VALUES ('a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'true', '5', '4', '3', '2', 'false');
INSERT INTO work_origin (id, connection_id, paused, created, updated, unchanged, failed, ended) VALUES ('e54f4875-5b0d-4ed7-ba25-89d64c32ae02', 'f2f3f397-87dd-4270-87c5-e91e8c372a7e', 'false', '7', '0', '0', '0', 'true');

INSERT INTO wrong_id (connection_id, record_id, value_hash, noted_at) VALUES ('f2f3f397-87dd-4270-87c5-e91e8c372a7e', '4714', 'df1534f8-0bf6-4f8e-baab-cbc88d28d72d', '2026-11-27 06:42:30.268446+13');

SELECT pg_catalog.setval(pg_get_serial_sequence('audit', 'id'), 12, true);
SELECT pg_catalog.setval(pg_get_serial_sequence('failure', 'id'), 4, true);
SELECT pg_catalog.setval(pg_get_serial_sequence('inbox', 'id'), 20, true);

ALTER TABLE api_token ADD CONSTRAINT api_token_token_hash_key UNIQUE (token_hash);
ALTER TABLE connection ADD CONSTRAINT connection_one_per_channel UNIQUE (bot_user_id);
ALTER TABLE connection ADD CONSTRAINT connection_portal_id_serial_key UNIQUE (portal_id, serial);
ALTER TABLE hubspot_install ADD CONSTRAINT hubspot_install_link_hash_key UNIQUE (link_hash);
ALTER TABLE hubspot_install ADD CONSTRAINT hubspot_install_state_hash_key UNIQUE (state_hash);
ALTER TABLE link_count ADD CONSTRAINT link_count_connection_id_link_id_day_key UNIQUE NULLS NOT DISTINCT (connection_id, link_id, day);
ALTER TABLE person ADD CONSTRAINT person_email UNIQUE (email);
ALTER TABLE person_identity ADD CONSTRAINT person_identity_person_id_issuer_key UNIQUE (person_id, issuer);
ALTER TABLE portal_serial ADD CONSTRAINT portal_serial_portal_id_serial_key UNIQUE (portal_id, serial);
ALTER TABLE api_token ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);
ALTER TABLE audit ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE blocked ADD CONSTRAINT blocked_pkey PRIMARY KEY (connection_id, friend_hash);
ALTER TABLE connection ADD CONSTRAINT connection_pkey PRIMARY KEY (id);
ALTER TABLE connection_problem ADD CONSTRAINT connection_problem_pkey PRIMARY KEY (connection_id, code);
ALTER TABLE connection_property ADD CONSTRAINT connection_property_pkey PRIMARY KEY (connection_id, property);
ALTER TABLE failure ADD CONSTRAINT failure_pkey PRIMARY KEY (connection_id, id);
ALTER TABLE flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE hubspot_grant ADD CONSTRAINT hubspot_grant_pkey PRIMARY KEY (portal_id);
ALTER TABLE hubspot_install ADD CONSTRAINT hubspot_install_pkey PRIMARY KEY (id);
ALTER TABLE import_bad_line ADD CONSTRAINT import_bad_line_pkey PRIMARY KEY (import_id, line);
ALTER TABLE import ADD CONSTRAINT import_pkey PRIMARY KEY (id);
ALTER TABLE inbox ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);
ALTER TABLE invitation ADD CONSTRAINT invitation_pkey PRIMARY KEY (token_hash);
ALTER TABLE link ADD CONSTRAINT link_pkey PRIMARY KEY (id);
ALTER TABLE master_key_check ADD CONSTRAINT master_key_check_pkey PRIMARY KEY (id);
ALTER TABLE origin_friend ADD CONSTRAINT origin_friend_pkey PRIMARY KEY (origin, friend_hash);
ALTER TABLE person_connection ADD CONSTRAINT person_connection_pkey PRIMARY KEY (person_id, connection_id);
ALTER TABLE person_identity ADD CONSTRAINT person_identity_pkey PRIMARY KEY (issuer, subject);
ALTER TABLE person ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE portal_serial ADD CONSTRAINT portal_serial_pkey PRIMARY KEY (portal_id, bot_user_id);
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_pkey PRIMARY KEY (task_name, task_instance);
ALTER TABLE seen_event ADD CONSTRAINT seen_event_pkey PRIMARY KEY (connection_id, event_id);
ALTER TABLE taken_back ADD CONSTRAINT taken_back_pkey PRIMARY KEY (connection_id, message_hash);
ALTER TABLE work_origin ADD CONSTRAINT work_origin_pkey PRIMARY KEY (id);
ALTER TABLE wrong_id ADD CONSTRAINT wrong_id_pkey PRIMARY KEY (connection_id, record_id);
ALTER TABLE api_token ADD CONSTRAINT api_token_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'OPERATOR'::text, 'VIEWER'::text])));
ALTER TABLE connection ADD CONSTRAINT connection_check CHECK (((channel_access_token IS NOT NULL) OR (channel_id IS NOT NULL)));
ALTER TABLE connection ADD CONSTRAINT connection_serial_check CHECK ((serial > 0));
ALTER TABLE connection ADD CONSTRAINT connection_state_check CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'UNAUTHORIZED'::text])));
ALTER TABLE hubspot_grant ADD CONSTRAINT hubspot_grant_state_check CHECK ((state = ANY (ARRAY['VALID'::text, 'REVOKED'::text])));
ALTER TABLE hubspot_install ADD CONSTRAINT hubspot_install_state_check CHECK ((state = ANY (ARRAY['WAITING'::text, 'DONE'::text, 'DECLINED'::text, 'FAILED'::text])));
ALTER TABLE invitation ADD CONSTRAINT invitation_email_check CHECK ((email = lower(email)));
ALTER TABLE invitation ADD CONSTRAINT invitation_purpose CHECK ((((purpose = 'SETUP'::text) AND (email IS NULL)) OR ((purpose = ANY (ARRAY['INVITATION'::text, 'RESET'::text])) AND (email IS NOT NULL))));
ALTER TABLE invitation ADD CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'OPERATOR'::text, 'VIEWER'::text])));
ALTER TABLE person ADD CONSTRAINT person_email_check CHECK ((email = lower(email)));
ALTER TABLE person ADD CONSTRAINT person_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])));
ALTER TABLE person ADD CONSTRAINT person_role_check CHECK ((role = ANY (ARRAY['ADMIN'::text, 'OPERATOR'::text, 'VIEWER'::text])));
ALTER TABLE portal_serial ADD CONSTRAINT portal_serial_serial_check CHECK ((serial > 0));

CREATE INDEX arrival_count_connection ON arrival_count USING btree (connection_id, quarter);
CREATE INDEX failure_count_connection ON failure_count USING btree (connection_id);
CREATE INDEX failure_friend ON failure USING btree (connection_id, friend_hash);
CREATE INDEX failure_id ON failure USING hash (id);
CREATE INDEX failure_reason ON failure USING btree (connection_id, reason, id);
CREATE INDEX failure_record ON failure USING btree (connection_id, record_id) WHERE (record_id IS NOT NULL);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history USING btree (success);
CREATE INDEX import_of_connection ON import USING btree (connection_id, started_at);
CREATE UNIQUE INDEX import_running ON import USING btree (connection_id) WHERE (state = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'PAUSED'::text]));
CREATE INDEX inbox_count_connection ON inbox_count USING btree (connection_id);
CREATE INDEX inbox_count_origin ON inbox_count USING btree (origin) WHERE (origin IS NOT NULL);
CREATE INDEX inbox_due ON inbox USING btree (connection_id, due_at, id) WHERE (origin IS NULL);
CREATE INDEX inbox_friend ON inbox USING btree (connection_id, friend_hash, id);
CREATE INDEX inbox_oldest ON inbox USING btree (connection_id, received_at);
CREATE INDEX inbox_origin ON inbox USING btree (origin, due_at, id) WHERE (origin IS NOT NULL);
CREATE INDEX inbox_waits_for ON inbox USING btree (connection_id, waits_for) WHERE (waits_for IS NOT NULL);
CREATE INDEX link_of_connection ON link USING btree (connection_id, created_at);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks USING btree (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks USING btree (last_heartbeat);
CREATE INDEX seen_event_age ON seen_event USING btree (connection_id, seen_at);
CREATE INDEX work_origin_open ON work_origin USING btree (connection_id) WHERE (NOT ended);

ALTER TABLE arrival_count ADD CONSTRAINT arrival_count_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE blocked ADD CONSTRAINT blocked_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE connection_problem ADD CONSTRAINT connection_problem_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE connection_property ADD CONSTRAINT connection_property_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE failure ADD CONSTRAINT failure_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE failure_count ADD CONSTRAINT failure_count_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE import_bad_line ADD CONSTRAINT import_bad_line_import_id_fkey FOREIGN KEY (import_id) REFERENCES import(id) ON DELETE CASCADE;
ALTER TABLE import ADD CONSTRAINT import_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE inbox ADD CONSTRAINT inbox_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE inbox_count ADD CONSTRAINT inbox_count_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE link ADD CONSTRAINT link_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE link_count ADD CONSTRAINT link_count_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE link_count ADD CONSTRAINT link_count_link_id_fkey FOREIGN KEY (link_id) REFERENCES link(id) ON DELETE CASCADE;
ALTER TABLE origin_friend ADD CONSTRAINT origin_friend_origin_fkey FOREIGN KEY (origin) REFERENCES work_origin(id) ON DELETE CASCADE;
ALTER TABLE person_connection ADD CONSTRAINT person_connection_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE person_connection ADD CONSTRAINT person_connection_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
ALTER TABLE person_identity ADD CONSTRAINT person_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
ALTER TABLE seen_event ADD CONSTRAINT seen_event_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE taken_back ADD CONSTRAINT taken_back_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE work_origin ADD CONSTRAINT work_origin_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;
ALTER TABLE wrong_id ADD CONSTRAINT wrong_id_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE;

CREATE TRIGGER failure_added AFTER INSERT ON failure REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_failures();
CREATE TRIGGER failure_removed AFTER DELETE ON failure REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_failures();
CREATE TRIGGER inbox_added AFTER INSERT ON inbox REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inbox();
CREATE TRIGGER inbox_removed AFTER DELETE ON inbox REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inbox();
