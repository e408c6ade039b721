package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** What stops a delivery, and how it goes on. */
class DeliveryPausesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestDelivery it = new TestDelivery(WORLD, WORLD.connect());

    @AfterEach
    void platformsAreWell() {
        WORLD.line().faults().clear();
    }

    @Test
    void aUsedUpQuotaPausesAndThenItGoesOn() {
        it.connection().channel().monthlyLimit(OptionalLong.of(30));
        it.send(SendMethod.PUSH, it.crowd(50));
        it.reaches(DeliveryState.PAUSED);
        eventually("calls under way have their outcome", () -> it.now().counts().sent() == 30);
        assertThat(it.now().pause().orElseThrow().reason()).isEqualTo(PauseReason.QUOTA);
        it.connection().channel().monthlyLimit(OptionalLong.empty());
        assertThat(it.deliveries().resume(it.id())).isEqualTo(DeliveryState.SENDING);
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
    }

    @Test
    void contentThatLineRefusesPausesWithItsWords() {
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            it.deliveries()
                    .open(
                            it.id(),
                            UUID.fromString(it.connection().id()),
                            SendMethod.MULTICAST,
                            "[{\"type\":\"txt\"}]".getBytes(StandardCharsets.UTF_8));
            it.deliveries().add(it.id(), List.of(new PreparedCall(it.crowd(3), new byte[0])));
        });
        it.deliveries().ready(it.id());
        it.deliveries().start(it.id());
        it.reaches(DeliveryState.PAUSED);
        assertThat(it.now().pause().orElseThrow().reason()).isEqualTo(PauseReason.CONTENT);
        assertThat(it.now().pause().orElseThrow().detail()).contains("messages[0].type");
        assertThat(it.now().counts().left()).isEqualTo(3);
    }

    @Test
    void aRefusedTokenPauses() {
        it.connection().channel().revokeAccessToken();
        it.send(SendMethod.PUSH, it.crowd(3));
        it.reaches(DeliveryState.PAUSED);
        assertThat(it.now().pause().orElseThrow().reason()).isEqualTo(PauseReason.LINE_UNAUTHORIZED);
    }

    @Test
    void manyRefusalsInARowPause() {
        it.send(
                SendMethod.PUSH,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                        .toList());
        it.reaches(DeliveryState.PAUSED);
        assertThat(it.now().pause().orElseThrow().reason()).isEqualTo(PauseReason.REFUSED);
        eventually(
                "calls under way have their outcome",
                () -> it.rows("delivery_call") == it.now().counts().left());
        assertThat(it.now().counts().left()).isPositive();
    }

    /** Each refusal names one of them, and the next call is without that one. */
    @Test
    void manyUnknownPeopleInOneCallDoNotPause() {
        var people = new ArrayList<>(it.crowd(100));
        IntStream.range(0, 30).forEach(i -> people.add(3 * i, new Recipient(10_000 + i, "not an id " + i)));
        it.send(SendMethod.MULTICAST, people);
        it.reaches(DeliveryState.DONE);
        assertThat(it.counts()).isEqualTo(new DeliveryCounts(130, 100, 0, 30));
        assertThat(it.received()).containsExactly(1);
    }

    @Test
    void aPersonPausesResumesAndCancels() {
        var people = it.crowd(900);
        it.connection().channel().latency(Duration.ofMillis(300));
        it.send(SendMethod.PUSH, people);
        it.deliveries().pause(it.id(), PauseReason.PERSON, "");
        assertThatThrownBy(() -> it.deliveries().pause(it.id(), PauseReason.PERSON, ""))
                .isInstanceOf(DeliveryStateException.class);
        assertThat(it.deliveries().resume(it.id())).isEqualTo(DeliveryState.SENDING);
        it.deliveries().cancel(it.id());
        assertThatThrownBy(() -> it.deliveries().resume(it.id())).isInstanceOf(DeliveryStateException.class);
        eventually("what was not sent is gone", () -> it.rows("delivery_call") == 0);
        eventually("nothing is left", () -> it.rests() == 0);
        var counts = it.now().counts();
        assertThat(counts.uncertain()).isZero();
        assertThat(it.connection().channel().users().stream()
                        .filter(friend -> !friend.received().isEmpty())
                        .count())
                .isEqualTo(counts.sent());
    }

    @Test
    void aPausedConnectionSendsNothingUntilItGoesOn() {
        it.prepare(SendMethod.PUSH, it.crowd(3), 500);
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/pause", null);
        it.deliveries().start(it.id());
        assertThat(it.connection().channel().traffic().calls("POST " + "/v2/bot/message/push"))
                .isZero();
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/resume", null);
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
    }
}
