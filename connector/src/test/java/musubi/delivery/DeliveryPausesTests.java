package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What stops a delivery, and how it goes on. */
class DeliveryPausesTests extends DeliveryFixture {

    @Test
    void aUsedUpQuotaPausesAndThenItGoesOn() {
        connection.channel().monthlyLimit(OptionalLong.of(30));
        send(SendMethod.PUSH, crowd(50));
        reaches(DeliveryState.PAUSED);
        eventually(
                "calls under way have their outcome", () -> delivery().counts().sent() == 30);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.QUOTA);
        connection.channel().monthlyLimit(OptionalLong.empty());
        assertThat(deliveries.resume(id)).isEqualTo(DeliveryState.SENDING);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
    }

    @Test
    void contentThatLineRefusesPausesWithItsWords() {
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries.open(
                    id,
                    UUID.fromString(connection.id()),
                    SendMethod.MULTICAST,
                    "[{\"type\":\"txt\"}]".getBytes(StandardCharsets.UTF_8));
            deliveries.add(id, List.of(new PreparedCall(crowd(3), new byte[0])));
        });
        deliveries.ready(id);
        deliveries.start(id);
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.CONTENT);
        assertThat(delivery().pause().orElseThrow().detail()).contains("messages[0].type");
        assertThat(delivery().counts().left()).isEqualTo(3);
    }

    @Test
    void aRefusedTokenPauses() {
        connection.channel().revokeAccessToken();
        send(SendMethod.PUSH, crowd(3));
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.LINE_UNAUTHORIZED);
    }

    @Test
    void manyRefusalsInARowPause() {
        send(
                SendMethod.PUSH,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                        .toList());
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.REFUSED);
        eventually(
                "calls under way have their outcome",
                () -> rows("delivery_call") == delivery().counts().left());
        assertThat(delivery().counts().left()).isPositive();
    }

    @Test
    void aPersonPausesResumesAndCancels() {
        var people = crowd(900);
        connection.channel().latency(Duration.ofMillis(300));
        send(SendMethod.PUSH, people);
        deliveries.pause(id, PauseReason.PERSON, "");
        assertThatThrownBy(() -> deliveries.pause(id, PauseReason.PERSON, ""))
                .isInstanceOf(DeliveryStateException.class);
        assertThat(deliveries.resume(id)).isEqualTo(DeliveryState.SENDING);
        deliveries.cancel(id);
        assertThatThrownBy(() -> deliveries.resume(id)).isInstanceOf(DeliveryStateException.class);
        eventually("what was not sent is gone", () -> rows("delivery_call") == 0);
        nothingIsLeft();
        var counts = delivery().counts();
        assertThat(counts.uncertain()).isZero();
        assertThat(connection.channel().users().stream()
                        .filter(friend -> !friend.received().isEmpty())
                        .count())
                .isEqualTo(counts.sent());
    }

    @Test
    void aPausedConnectionSendsNothingUntilItGoesOn() {
        prepared(SendMethod.PUSH, crowd(3));
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        deliveries.start(id);
        assertThat(connection.channel().traffic().calls("POST " + PUSH)).isZero();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/resume", null);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
    }
}
