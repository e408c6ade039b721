package musubi.inbox.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import musubi.inbox.DataDirectory;
import musubi.inbox.FriendHash;
import musubi.inbox.PendingEvent;
import musubi.inbox.Sha256Id;
import musubi.inbox.postgres.TestInbox;
import musubi.system.StartFailure;
import musubi.system.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases of Musubi before events were encrypted, with waiting events and failures. */
class MigrationTests {

    private static final FriendHash HASH = new FriendHash(InboxMigrations.KEY);
    private static final int EVENTS = 2_500;
    private static final List<String> SECRETS =
            List.of(friend(1), friend(EVENTS - 1), friend(9_000), "private words", "quoted value");

    @Test
    void whatWaitedIsEncryptedInItsOrderAndNoFileOfATableHoldsItInClear(@TempDir Path directory)
            throws IOException, GeneralSecurityException {
        try (var postgres = EmbeddedPostgres.start(
                        directory, Files.createDirectories(Path.of("target", "postgresql")), Map.of("fsync", "off"));
                var dataSource = pool(postgres)) {
            var jdbc = JdbcClient.create(dataSource);
            flyway(dataSource, InboxMigrations.KEY, "11").migrate();
            var connectionId = TestInbox.connection(jdbc);
            fill(jdbc, connectionId);
            // what stands there several times is kept as a sample
            jdbc.sql("analyze").update();
            checkpoint(postgres);
            var files = directory.resolve("postgres/base");
            assertThat(DataDirectory.find(files, SECRETS)).hasSizeGreaterThan(SECRETS.size());

            var otherKey = "another another another another ".getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> flyway(dataSource, otherKey, "15").migrate())
                    .hasRootCauseInstanceOf(GeneralSecurityException.class)
                    .satisfies(e -> assertThat(causes(e)).anyMatch(StartFailure.class::isInstance));
            flyway(dataSource, InboxMigrations.KEY, "latest").migrate();

            try (var test = TestInbox.on(dataSource)) {
                var taken = test.queue().take(connectionId, Set.of(), EVENTS);
                assertThat(taken).hasSize(EVENTS - 1);
                assertThat(taken).extracting(PendingEvent::id).isSorted();
                assertThat(taken.getFirst().friend()).isEqualTo(friend(1));
                assertThat(taken.getFirst().attempts()).isEqualTo(1);
                assertThat(taken.getFirst().payload().json())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("{\"text\":\"private words\"}");
                assertThat(test.queue().takeBackground(connectionId, Set.of(), 10))
                        .singleElement()
                        .satisfies(event -> assertThat(event.friend()).isEqualTo(friend(EVENTS)));
                assertThat(test.queue().backlog(connectionId).pending()).isEqualTo(EVENTS);
                assertThat(test.queue().backlog(connectionId).failed()).isEqualTo(3);
                assertThat(test.seen().arrivedSince(connectionId, Instant.EPOCH))
                        .isEqualTo(1);
                assertThat(test.failures().page(connectionId, Long.MAX_VALUE, 10))
                        .hasSize(3)
                        .allSatisfy(failure -> {
                            assertThat(failure.friend()).isEqualTo(friend(9_000));
                            assertThat(failure.detail()).isEqualTo("quoted value");
                            assertThat(failure.recordId()).isEqualTo("42");
                        });
                test.queue().append(List.of(TestInbox.event(connectionId, "new")));
                var last = test.queue().take(connectionId, Set.of(), EVENTS + 1).getLast();
                assertThat(last.friend()).isEqualTo("new");
                assertThat(last.id()).isGreaterThan(EVENTS + 10);
            }
            for (var table : List.of("blocked", "wrong_id")) {
                var column = table.equals("blocked") ? "friend_hash" : "value_hash";
                assertThat(jdbc.sql("select %s from %s".formatted(column, table))
                                .query(UUID.class)
                                .single())
                        .isEqualTo(HASH.of(connectionId, connectionId + friend(1)));
            }
            assertThat(jdbc.sql("select friend_hash from origin_friend")
                            .query(UUID.class)
                            .single())
                    .isEqualTo(HASH.of(connectionId, friend(1)));
            checkpoint(postgres);
            assertThat(DataDirectory.find(files, SECRETS)).isEmpty();
        }
    }

    private static void fill(JdbcClient jdbc, UUID connectionId) throws GeneralSecurityException {
        var check = new UUID(0, 0);
        jdbc.sql("insert into master_key_check (id, encrypted) values (?, ?)")
                .params(
                        check,
                        new AesGcmJce(InboxMigrations.KEY)
                                .encrypt(
                                        "master-key-check".getBytes(StandardCharsets.UTF_8),
                                        (check + "/master-key-check").getBytes(StandardCharsets.UTF_8)))
                .update();
        var origin = UUID.randomUUID();
        jdbc.sql("insert into work_origin (id, connection_id) values (?, ?)")
                .params(origin, connectionId)
                .update();
        jdbc.sql("""
                        insert into inbox (connection_id, friend, payload, attempts, origin)
                        select ?, friend, convert_to('{"text":"private words"}', 'UTF8'), 1,
                            case when friend = ? then ?::uuid end
                        from unnest(?) as friend
                        """)
                .params(
                        connectionId,
                        friend(EVENTS),
                        origin,
                        IntStream.rangeClosed(1, EVENTS)
                                .mapToObj(MigrationTests::friend)
                                .toArray(String[]::new))
                .update();
        // of a connection that was deleted, and rows that are dead
        jdbc.sql("insert into inbox (connection_id, friend, payload) values (gen_random_uuid(), 'nobody', '')")
                .update();
        jdbc.sql("update inbox set due_at = now()").update();
        jdbc.sql("select nextval('inbox_id_seq') from generate_series(1, 10)")
                .query(Long.class)
                .list();
        jdbc.sql("""
                        insert into failure (connection_id, friend, payload, received_at, reason, detail, record_id)
                        select ?, ?, 'private words', now(), 'VALUE_REFUSED', 'quoted value', '42'
                        from generate_series(1, 3)
                        """).params(connectionId, friend(9_000)).update();
        jdbc.sql("insert into seen_event (connection_id, event_id) values (?, gen_random_uuid())")
                .param(connectionId)
                .update();
        jdbc.sql("insert into blocked (connection_id, friend_hash, blocked_at) values (?, ?, now())")
                .params(connectionId, Sha256Id.of(connectionId + friend(1)))
                .update();
        jdbc.sql("insert into wrong_id (connection_id, record_id, value_hash) values (?, '42', ?)")
                .params(connectionId, Sha256Id.of(connectionId + friend(1)))
                .update();
        jdbc.sql("insert into origin_friend (origin, friend_hash) values (?, ?)")
                .params(origin, Sha256Id.of(friend(1)))
                .update();
    }

    private static List<Throwable> causes(Throwable from) {
        return Stream.iterate(from, Objects::nonNull, Throwable::getCause).toList();
    }

    private static String friend(int number) {
        return "U" + "%032x".formatted(0x7a11_0000L + number);
    }

    /** Only the superuser may. */
    private static void checkpoint(EmbeddedPostgres postgres) {
        JdbcClient.create(new DriverManagerDataSource(
                        postgres.url(), postgres.administrator(), postgres.administratorPassword()))
                .sql("checkpoint")
                .update();
    }

    private static Flyway flyway(DataSource dataSource, byte[] key, String target) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .javaMigrations(InboxMigrations.all(key))
                .target(target)
                .load();
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(postgres.url());
        configuration.setUsername(postgres.username());
        configuration.setPassword(postgres.password());
        configuration.setMaximumPoolSize(5);
        configuration.setMinimumIdle(0);
        return new HikariDataSource(configuration);
    }
}
