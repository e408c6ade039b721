package musubi.alert;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.testing.TestWorld;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts that are posted to real servers. The jobs run beside: each step may also be done by them. */
@LongRunning
class WebhookDeliveryTests {

    private static final Receiver RECEIVER = new Receiver();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final UUID id = UUID.fromString(connected.id());

    @BeforeEach
    void nothingIsWrong() {
        // LINE's API takes no address with http
        WORLD.bean(Connections.class).resolve(id, ProblemCode.WEBHOOK_NOT_SET);
        RECEIVER.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.bean(Connections.class).delete(id);
    }

    @AfterAll
    static void end() {
        RECEIVER.close();
    }

    private static void webhook(UUID connection, Receiver receiver) {
        WORLD.bean(Alerts.class)
                .setWebhook(
                        connection, receiver.address().toString(), Set.of(AlertKind.CONNECTION_REFUSED), Language.EN);
    }

    private static void refuse(UUID connection) {
        WORLD.bean(Connections.class).report(connection, new Problem(ProblemCode.WEBHOOK_OFF));
    }

    /** As the jobs do. */
    private static void lookAndPost() {
        WORLD.bean(WatchCauses.class).look();
        WORLD.bean(SendAlerts.class).post();
    }

    @Test
    void whatIsNotTakenIsSentAgainAlsoAfterARestart() {
        webhook(id, RECEIVER);
        RECEIVER.answer(503);
        refuse(id);
        eventually("it is tried", () -> {
            lookAndPost();
            return RECEIVER.calls() == 1;
        });
        lookAndPost();
        assertThat(RECEIVER.calls()).as("not again at once").isEqualTo(1);
        WORLD.stop();
        WORLD.start();
        connected.pointWebhooksHere();
        RECEIVER.answer(200);
        WORLD.clock().advance(Duration.ofMinutes(1));
        eventually("it is sent", () -> {
            lookAndPost();
            return RECEIVER.texts().size() == 1;
        });
        WORLD.clock().advance(Duration.ofHours(1));
        lookAndPost();
        assertThat(RECEIVER.calls()).as("not after it was taken").isEqualTo(2);
    }

    @Test
    void aReceiverThatDoesNotAnswerHoldsUpNoOtherAndTwoSendersSendOnce() {
        var other = UUID.fromString(WORLD.connect().id());
        try (var silent = new Receiver()) {
            silent.hold();
            WORLD.bean(Connections.class).resolve(other, ProblemCode.WEBHOOK_NOT_SET);
            webhook(other, silent);
            webhook(id, RECEIVER);
            refuse(other);
            refuse(id);
            WORLD.bean(WatchCauses.class).look();
            var senders = List.of(
                    Thread.ofVirtual().start(WORLD.bean(SendAlerts.class)::post),
                    Thread.ofVirtual().start(WORLD.bean(SendAlerts.class)::post));
            eventually(
                    "both are called", () -> silent.calls() + RECEIVER.texts().size() >= 2);
            silent.release();
            eventually("all have ended", () -> senders.stream().noneMatch(Thread::isAlive));
            assertThat(RECEIVER.calls()).isEqualTo(1);
            assertThat(silent.calls()).isEqualTo(1);
        } finally {
            WORLD.bean(Connections.class).delete(other);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (var elsewhere = new Receiver()) {
            RECEIVER.redirectTo(elsewhere.address());
            webhook(id, RECEIVER);
            assertThat(WORLD.bean(Alerts.class).tryWebhook(id, "Café")).isFalse();
            assertThat(RECEIVER.calls()).isEqualTo(1);
            assertThat(elsewhere.calls()).isZero();
        }
    }

    @Test
    void theAddressRestsEncrypted() {
        webhook(id, RECEIVER);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select w::text from alert_webhook w")
                        .query(String.class)
                        .list())
                .hasSize(1)
                .noneMatch(row -> row.contains("secret") || row.contains("localhost"));
        assertThat(WORLD.bean(Alerts.class).webhooks(List.of(id)))
                .hasEntrySatisfying(id, webhook -> assertThat(webhook.host()).isEqualTo("localhost"));
    }

    @Test
    void retriesBecomeRare() {
        assertThat(SendAlerts.wait(0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(SendAlerts.wait(3)).isEqualTo(Duration.ofMinutes(4));
        assertThat(SendAlerts.wait(7)).isEqualTo(Duration.ofHours(1));
        assertThat(SendAlerts.wait(1_000)).isEqualTo(Duration.ofHours(1));
    }
}
