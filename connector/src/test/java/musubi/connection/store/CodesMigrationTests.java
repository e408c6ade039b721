package musubi.connection.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import musubi.inbox.migration.InboxMigrations;
import musubi.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an older Musubi kept as sentences is there as codes after an update. */
class CodesMigrationTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final UUID connection = UUID.randomUUID();
    private final UUID file = UUID.randomUUID();

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(DATABASE.dataSource())
                .schemas("before")
                .locations("classpath:db/migration")
                .javaMigrations(InboxMigrations.all())
                .target(target)
                .load()
                .migrate();
    }

    private void problem(String title, String detail) {
        jdbc.sql("insert into before.connection_problem values (?, ?, ?, true, now())")
                .params(connection, title, detail)
                .update();
    }

    @Test
    void sentencesBecomeCodesWithTheirArguments() {
        migrate("11");
        jdbc.sql("""
                insert into before.connection values (?, 'a', 'ACTIVE', 1, gen_random_uuid(), '@shop', 'Shop', 4711,
                    'Asia/Tokyo', true, true, true, false, false, false, '1', '\\x00', null, null, null, null, now())
                """).param(connection).update();
        problem(
                "The webhook URL is not set at LINE",
                "LINE does not take https://m.example/webhooks/line/%s: it wants https".formatted(connection));
        problem("Webhooks are switched off at LINE", "LINE sends nothing until");
        problem(
                "The HubSpot token lacks a scope",
                "Events wait and nothing is lost. Add to the app in HubSpot: crm.objects.contacts.read, oauth. This connection");
        problem("The app is not installed in HubSpot any more", "Events wait");
        problem("The Login channel does not fit the LINE Official Account", "A friend linked");
        problem("The LINE properties in HubSpot are damaged and cannot be repaired", "line_follow is");
        jdbc.sql(
                        "insert into before.import (id, connection_id, source, state, walk_ended, problem) values (?, ?, 'CSV', 'FAILED', true, ?)")
                .params(file, connection, "LINE does not tell its list now, and is asked again: LINE has a problem.")
                .update();
        for (var line : List.of(
                "is empty", "has no column 3", "is no LINE user id: 12 characters (expected: U and 32 digits)")) {
            jdbc.sql("insert into before.import_bad_line values (?, ?, ?)")
                    .params(file, line.length(), line)
                    .update();
        }

        migrate("17");

        assertThat(jdbc.sql("select code || ' ' || arguments::text from before.connection_problem order by code")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "APP_NOT_INSTALLED {4711}",
                        "HUBSPOT_SCOPE_MISSING {\"crm.objects.contacts.read, oauth\"}",
                        "LOGIN_OTHER_PROVIDER {@shop}",
                        "WEBHOOK_NOT_SET {https://m.example/webhooks/line/%s,REJECTED}".formatted(connection),
                        "WEBHOOK_OFF {}");
        assertThat(jdbc.sql("select problem || ' ' || problem_arguments::text from before.import")
                        .query(String.class)
                        .list())
                .containsExactly("LINE_AWAY {UNAVAILABLE}");
        assertThat(jdbc.sql("select reason || ' ' || argument from before.import_bad_line order by line")
                        .query(String.class)
                        .list())
                .containsExactly("EMPTY 0", "TOO_SHORT 3", "NO_ID 12");
    }
}
