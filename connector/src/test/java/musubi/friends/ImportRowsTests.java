package musubi.friends;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.ImportJobs;
import musubi.inbox.postgres.TestInbox;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImportRowsTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void importsAreReadByOneDatabaseConnection() {
        try (var test = TestInbox.on(DATABASE);
                var one = poolOfOne()) {
            var connectionId = test.connection();
            var jobs = TestInbox.importJobs(one);
            var rows = new ImportRows(JdbcClient.create(one), jobs);
            var first = started(rows, jobs, connectionId);
            rows.move(first, List.of(Import.State.RUNNING), Import.State.DONE);
            var second = started(rows, jobs, connectionId);
            assertThat(rows.find(first))
                    .hasValueSatisfying(
                            each -> assertThat(each.progress().found()).isEqualTo(1));
            assertThat(rows.of(connectionId, Optional.empty(), 10))
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.progress().pending()).isEqualTo(1));
            assertThat(rows.of(connectionId, Optional.of(second), 10))
                    .extracting(Import::id)
                    .containsExactly(first);
        }
    }

    private static UUID started(ImportRows rows, ImportJobs jobs, UUID connectionId) {
        var id = UUID.randomUUID();
        assertThat(rows.add(id, connectionId, Import.Source.FOLLOWERS, Import.State.RUNNING))
                .isTrue();
        jobs.open(id, connectionId);
        jobs.append(
                id, connectionId, List.of("U" + "a".repeat(32)), new EventPayload(EventKind.IMPORT, new byte[] {1}));
        return id;
    }

    private static HikariDataSource poolOfOne() {
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(DATABASE.url());
        configuration.setUsername(DATABASE.username());
        configuration.setPassword(DATABASE.password());
        configuration.setMaximumPoolSize(1);
        configuration.setConnectionTimeout(1_000);
        return new HikariDataSource(configuration);
    }
}
