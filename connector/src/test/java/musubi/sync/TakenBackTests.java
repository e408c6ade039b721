package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvents;
import musubi.inbox.Settlement;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.Signature;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a friend took back on LINE is not readable anywhere of ours. */
class TakenBackTests {

    private static final String TEXT = "line_last_reply_message";
    private static final String SECRET = "やっぱり秘密です";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final Friend taro = connection.channel().newUser("太郎");
    private final EventQueue inbox = WORLD.bean(EventQueue.class);
    private final FailedEvents failures = WORLD.bean(FailedEvents.class);
    private final UUID id = UUID.fromString(connection.id());

    @Test
    void theLastReplyIsClearedWhenItsSenderTakesItBack() {
        taro.write(SECRET);
        connection.drained();
        assertThat(connection.value(taro, TEXT)).isEqualTo(SECRET);
        assertThat(connection.value(taro, "line_last_reply_message_id")).isEqualTo(lastMessage());
        taro.unsend(lastMessage());
        connection.drained();
        assertThat(connection.value(taro, TEXT)).isEmpty();
        assertThat(connection.value(taro, "line_unanswered")).isEqualTo("YES");
    }

    @Test
    void anotherMessageStays() {
        var start = Instant.now().minusSeconds(60);
        taro.at(start).write(SECRET);
        var first = lastMessage();
        connection.drained();
        taro.at(start.plusSeconds(1)).write("こんにちは");
        connection.drained();
        taro.unsend(first);
        connection.drained();
        assertThat(connection.value(taro, TEXT)).isEqualTo("こんにちは");
    }

    @Test
    void takingBackMakesNoContact() {
        taro.unsend("461230966842064897");
        connection.drained();
        assertThat(connection.contact(taro)).isEmpty();
    }

    @Test
    void takingBackMayComeBeforeItsMessage() {
        taro.follow();
        taro.unsend("461230966842064897");
        connection.drained();
        connection
                .channel()
                .raw(
                        """
                {"destination":"%s","events":[{"type":"message","source":{"type":"user","userId":"%s"},
                "webhookEventId":"late","timestamp":%d,"mode":"active",
                "message":{"type":"text","id":"461230966842064897","text":"%s"}}]}
                """.formatted(
                                        connection.channel().botUserId(),
                                        taro.userId(),
                                        Instant.now().toEpochMilli(),
                                        SECRET)
                                .getBytes(StandardCharsets.UTF_8),
                        Signature.RIGHT);
        connection.drained();
        assertThat(connection.value(taro, "line_last_reply_message_id")).isEqualTo("461230966842064897");
        assertThat(connection.value(taro, TEXT)).isEmpty();
    }

    @Test
    void whatWaitsLosesItsTextAtOnce() {
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        var start = Instant.now().minusSeconds(60);
        taro.at(start).write("こんにちは");
        taro.at(start.plusSeconds(1)).write(SECRET);
        eventually("both wait", () -> waiting().size() == 2);
        taro.unsend(lastMessage());
        eventually("the text is gone", () -> waiting().stream().noneMatch(payload -> payload.contains(SECRET)));
        assertThat(waiting()).hasSize(3).anyMatch(payload -> payload.contains("こんにちは"));
        WORLD.api("POST", "/api/connections/" + connection.id() + "/resume", null);
        connection.drained();
        assertThat(connection.contact(taro)).isPresent();
        assertThat(connection.value(taro, TEXT)).isEmpty();
    }

    @Test
    void whatFailedLosesItsTextToo() {
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        taro.write(SECRET);
        eventually("it waits", () -> waiting().size() == 1);
        var settlement = new Settlement();
        settlement.fail(inbox.take(id, List.of(), 10), Reason.VALUE_REFUSED.name(), "", "");
        inbox.settle(settlement);
        assertThat(failed()).hasSize(1).allMatch(payload -> payload.contains(SECRET));
        taro.unsend(lastMessage());
        eventually("the text is gone", () -> failed().stream().noneMatch(payload -> payload.contains(SECRET)));
    }

    private List<String> waiting() {
        return inbox.take(id, List.of(), 10).stream()
                .map(event -> new String(event.payload().json(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> failed() {
        return failures.page(id, Long.MAX_VALUE, 10).stream()
                .map(failure -> new String(failure.payload().json(), StandardCharsets.UTF_8))
                .toList();
    }

    private String lastMessage() {
        return taro.sentEvents().getLast().path("message").path("id").asString("");
    }
}
