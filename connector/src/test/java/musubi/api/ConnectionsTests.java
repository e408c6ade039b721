package musubi.api;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.connection.ConnectionChange;
import musubi.connection.ConnectionChanged;
import musubi.connection.ConnectionDeleted;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.LineAccount;
import musubi.connection.OptionsChange;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.UnknownConnectionException;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.line.Channel;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.Lifecycle;
import org.springframework.context.PayloadApplicationEvent;

class ConnectionsTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    ConnectionsTests() {
        super(WORLD);
    }

    /** Those of the test's own thread; what Musubi does beside it is not what a test looks at. */
    private static final Queue<Object> EVENTS = new ConcurrentLinkedQueue<>();

    private static final AtomicReference<Thread> TEST = new AtomicReference<>();

    private static final ApplicationListener<PayloadApplicationEvent<Object>> LISTENER =
            ApplicationListener.forPayload(event -> {
                if (Thread.currentThread().equals(TEST.get())) {
                    EVENTS.add(event);
                }
            });

    private Channel channel;
    private Portal portal;
    private UUID id;

    @BeforeEach
    void aConnection() {
        channel = newChannel();
        portal = newPortal();
        id = UUID.fromString(connect(channel, portal).text("/id"));
        EVENTS.clear();
        TEST.set(Thread.currentThread());
    }

    @BeforeAll
    static void listen() {
        // a change is told by whoever reads it first, and the thread that listens to the database reads it too
        WORLD.context().getBean("changeNotices", Lifecycle.class).stop();
        WORLD.context().addApplicationListener(LISTENER);
    }

    @AfterAll
    static void listenNoMore() {
        WORLD.context().getBean("changeNotices", Lifecycle.class).start();
        WORLD.context().removeApplicationListener(LISTENER);
    }

    private static <T> Stream<T> events(Class<T> type) {
        return EVENTS.stream().filter(type::isInstance).map(type::cast);
    }

    @Test
    void aMissingPropertyIsMadeAgain() {
        portal.deleteProperty("line_follow");
        portal.deleteProperty("line_user_tags");
        connections.repair(id);
        assertThat(portal.properties()).extracting(PropertyDefinition::name).contains("line_follow", "line_user_tags");
        var calls = portal.traffic().calls();
        connections.repair(id);
        assertThat(portal.traffic().calls()).isEqualTo(calls + 1);
    }

    @Test
    void whatCannotBeRepairedIsTold() {
        portal.deleteProperty("line_follow");
        portal.addProperty(PropertyDefinition.custom("line_follow", "Mine", "string", "text", "own"));
        assertThatThrownBy(() -> connections.repair(id))
                .isInstanceOf(ConnectionRefusedException.class)
                .hasMessageContaining("line_follow");
    }

    @Test
    void aProblemIsReportedOnceAndResolved() {
        connections.report(id, new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, "one"));
        connections.report(id, new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, "one"));
        assertThat(events(ConnectionChanged.class)).hasSize(1);
        connections.report(id, new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, "one, two"));
        assertThat(connections.find(id).orElseThrow().problems())
                .containsExactly(new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, "one, two"));
        connections.resolve(id, ProblemCode.HUBSPOT_SCOPE_MISSING);
        connections.resolve(id, ProblemCode.HUBSPOT_SCOPE_MISSING);
        assertThat(connections.find(id).orElseThrow().problems()).isEmpty();
        assertThat(events(ConnectionChanged.class)).hasSize(3);
    }

    @Test
    void aPauseIsApartFromTheStateAndToldOnce() {
        var path = "/api/connections/" + id;
        assertThat(call("GET", path, "").body().path("paused").asBoolean(true)).isFalse();
        assertThat(call("GET", path, "").body().path("pausedAt").isNull()).isTrue();
        assertThat(call("POST", path + "/pause", "").status()).isEqualTo(204);
        var since = call("GET", path, "").text("/pausedAt");
        assertThat(Instant.parse(since)).isBefore(WORLD.clock().instant().plusSeconds(1));
        assertThat(call("POST", path + "/pause", "").status()).isEqualTo(204);
        assertThat(connections.pause(id)).isFalse();
        assertThat(events(ConnectionChanged.class)).isEmpty();
        connections.refused(id, new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED));
        patch(id.toString(), json().put("name", "Renamed"));
        var paused = call("GET", path, "");
        assertThat(paused.text("/name")).isEqualTo("Renamed");
        assertThat(paused.text("/state")).isEqualTo("UNAUTHORIZED");
        assertThat(paused.text("/pausedAt")).isEqualTo(since);
        assertThat(connections.resume(id)).isTrue();
        assertThat(events(ConnectionChanged.class)).hasSizeGreaterThan(0);
        assertThat(call("POST", path + "/resume", "").status()).isEqualTo(204);
        assertThat(call("GET", path, "").body().path("paused").asBoolean(true)).isFalse();
        assertThat(call("GET", path, "").text("/state")).isEqualTo("UNAUTHORIZED");
        for (var unknown : List.of(UUID.randomUUID() + "/pause", UUID.randomUUID() + "/resume", "nothing/pause")) {
            call("POST", "/api/connections/" + unknown, "").refusedWith(404);
        }
    }

    @Test
    void changesAndDeletionsAreToldToTheOthers() {
        connections.change(
                id, new ConnectionChange(Optional.of("New"), LineAccount.NONE, Optional.empty(), OptionsChange.NONE));
        assertThat(events(ConnectionChanged.class)).containsExactly(new ConnectionChanged(id));
        connections.delete(id);
        assertThat(events(ConnectionDeleted.class)).containsExactly(new ConnectionDeleted(id));
        assertThatThrownBy(() -> connections.delete(id)).isInstanceOf(UnknownConnectionException.class);
    }

    @Test
    void aChangeByAnotherNodeIsFollowed() {
        world.database()
                .jdbc()
                .sql("update connection set name = 'Elsewhere' where id = :id")
                .param("id", id)
                .update();
        eventually(
                "the other's change is seen",
                () -> connections.find(id).orElseThrow().name().equals("Elsewhere"));
    }

    @Test
    void aConnectionMadeByAnotherNodeIsLookedForWhenItsWebhookComes() {
        var other = UUID.randomUUID();
        world.database()
                .jdbc()
                .sql("update connection set id = :other where id = :id")
                .param("id", id)
                .param("other", other)
                .update();
        // its credentials are bound to the id it had: it is left out, and the old one is gone
        eventually("the old one is gone", () -> {
            assertThat(connections.channelSecrets(other)).isEmpty();
            return connections.channelSecrets(id).isEmpty();
        });
        world.database().jdbc().sql("delete from connection").update();
    }

    @Test
    void whatIsKnownIsToldWhileTheDatabaseFails() {
        world.database().jdbc().sql("alter table connection rename to away").update();
        try {
            assertThat(connections.channelSecrets(UUID.randomUUID())).isEmpty();
            assertThat(connections.channelSecrets(id)).hasSize(1);
            assertThat(connections.hubspot(id).portalId()).isEqualTo(portal.id());
            assertThat(connections.all()).hasSize(1);
        } finally {
            world.database().jdbc().sql("alter table away rename to connection").update();
        }
    }

    @Test
    void whatAPlatformSaysOfAConnectionThatIsGoneIsNoMatter() {
        var gone = UUID.randomUUID();
        connections.refused(gone, new Problem(ProblemCode.WEBHOOK_OFF));
        connections.report(gone, new Problem(ProblemCode.WEBHOOK_OFF));
        connections.accepted(gone);
        connections.resolve(gone, ProblemCode.WEBHOOK_OFF);
        assertThat(connections.find(gone)).isEmpty();
        assertThatThrownBy(() -> connections.hubspot(gone)).isInstanceOf(UnknownConnectionException.class);
    }

    @Test
    void atRestNoSecretIsReadableAndNoLineUserIdIsFound() {
        var dump = new StringBuilder();
        for (var table : world.database()
                .jdbc()
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()) {
            world.database()
                    .jdbc()
                    .sql("select t::text from \"%s\" t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> dump.append(row).append('\n'));
        }
        assertThat(dump.toString())
                .contains("Shop Ginza")
                .doesNotContain(channel.secret())
                .doesNotContain(channel.accessToken())
                .doesNotContain(portal.accessToken())
                .doesNotContainPattern(Pattern.compile("U[0-9a-f]{32}"));
    }
}
