package musubi.intake;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What arrives while the database is short of connections, or does not take events. A small pool: one of its connections is
 * held by whoever owns the portals.
 */
class IntakeTroubleTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(
            "spring.datasource.hikari.maximum-pool-size", 2, "spring.datasource.hikari.connection-timeout", 1_000));

    @Test
    void webhooksAreTakenInWhileNobodyElseGetsADatabaseConnection() throws SQLException {
        var connected = WORLD.connect();
        var pool = WORLD.bean(DataSource.class);
        var held = new ArrayList<Connection>();
        try {
            eventually("all are held", () -> {
                try {
                    held.add(pool.getConnection());
                    return false;
                } catch (SQLTransientConnectionException none) {
                    return true;
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(held).isNotEmpty();
            assertThat(WORLD.api("GET", "/api/connections/" + connected.id() + "/imports", null)
                            .statusCode())
                    .isGreaterThanOrEqualTo(500);
            connected.channel().redelivery(false);
            connected.channel().newUser("さくら").follow();
            assertThat(connected.channel().awaitWebhooks(Duration.ofSeconds(10)))
                    .isTrue();
            assertThat(connected.channel().webhooks().givenUp()).isZero();
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
        connected.drained();
        assertThat(connected.portal().contacts()).hasSize(1);
    }

    @Test
    void nothingThatIsReadNeedsTwoDatabaseConnectionsAtOnce() {
        var connected = WORLD.connect();
        WORLD.api("POST", "/api/connections/" + connected.id() + "/imports", Map.of("source", "followers"));
        var connection = "/api/connections/" + connected.id();
        for (var path : List.of(
                "/api/connections",
                connection,
                connection + "/backlog",
                connection + "/failures",
                connection + "/imports",
                connection + "/links",
                connection + "/friends")) {
            assertThat(WORLD.api("GET", path, null).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void readinessIsDownWhileEventsCannotBeWrittenAndUpAgainByItself() {
        var connected = WORLD.connect();
        assertThat(readiness()).isEqualTo(200);
        rename("inbox", "inbox_away");
        try {
            connected.channel().redelivery(false);
            connected.channel().newUser("さくら").follow();
            eventually("it is down", () -> readiness() == 503);
            assertThat(connected.channel().awaitWebhooks(Duration.ofSeconds(10)))
                    .isTrue();
            assertThat(connected.channel().webhooks().givenUp()).isEqualTo(1);
        } finally {
            rename("inbox_away", "inbox");
        }
        eventually("it is up", () -> readiness() == 200);
        connected.channel().newUser("花子").follow();
        connected.drained();
        assertThat(connected.portal().contacts()).hasSize(1);
    }

    private static int readiness() {
        return WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/actuator/health/readiness"))
                        .build())
                .statusCode();
    }

    private static void rename(String table, String to) {
        WORLD.database()
                .jdbc()
                .sql("alter table %s rename to %s".formatted(table, to))
                .update();
    }
}
