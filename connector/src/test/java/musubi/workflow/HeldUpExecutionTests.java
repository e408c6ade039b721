package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that LINE does not take, or not yet. */
class HeldUpExecutionTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    @Test
    void whatLineRefusesIsSaidOfThatPersonAlone() {
        var friends = calls.friends(3);
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        WORLD.line()
                .faults()
                .add(new Fault(
                        "POST",
                        Pattern.compile("/v2/bot/message/push"),
                        friends.get(1).userId(),
                        1,
                        Fault.Kind.ANSWER,
                        Duration.ZERO,
                        400,
                        Map.of("Content-Type", "application/json"),
                        "{\"message\":\"The property, 'to', in the request body is invalid\"}"));
        var ids = calls.execute(contacts, Map.of("text", "Hello"));
        assertThat(ids.stream().map(calls::outputs).toList())
                .containsExactly(
                        Map.of("status", "SENT"),
                        Map.of("status", "REFUSED", "reason", "LINE_REFUSED"),
                        Map.of("status", "SENT"));
    }

    @Test
    void aQuotaThatIsUsedUpIsWaitedForUntilNobodyWantsTheMessage() {
        var friends = calls.friends(2);
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        calls.calls().connection().channel().monthlyLimit(OptionalLong.of(0));
        var early = calls.execute(contacts.getFirst(), Map.of("text", "Hello"));
        paused();
        WORLD.clock().advance(Duration.ofHours(25));
        assertThat(calls.outputs(early)).isEqualTo(Map.of("status", "REFUSED", "reason", "QUOTA"));
        var late = calls.execute(contacts.getLast(), Map.of("text", "Hello"));
        paused();
        calls.calls().connection().channel().monthlyLimit(OptionalLong.empty());
        WORLD.clock().advance(Duration.ofMinutes(2));
        assertThat(calls.outputs(late)).isEqualTo(Map.of("status", "SENT"));
        assertThat(friends.getFirst().received()).isEmpty();
    }

    private void paused() {
        eventually(
                "LINE's answer has stopped it",
                () -> WORLD.database()
                        .jdbc()
                        .sql("select exists (select from delivery where connection_id = ? and pause_reason = 'QUOTA')")
                        .param(UUID.fromString(calls.connectionId()))
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void aDumpHoldsNoPerson() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        calls.calls().connection().channel().monthlyLimit(OptionalLong.of(0));
        calls.options(Map.of("quietHours", Map.of("from", "00:00", "to", "23:59")));
        var id = calls.execute(contact, Map.of("text", "山田様の予約"));
        calls.postponed();
        noPerson(calls.dump(), friend.userId(), "山田様の予約");
        calls.options(Map.of("quietHours", Map.of("from", "00:00", "to", "00:01")));
        WORLD.clock().advance(Duration.ofHours(24));
        paused();
        noPerson(calls.dump(), friend.userId(), "山田様の予約");
        calls.calls().connection().channel().monthlyLimit(OptionalLong.empty());
        WORLD.clock().advance(Duration.ofMinutes(2));
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT"));
        eventually("HubSpot's answer is noted", () -> calls.states().contains("COMPLETED"));
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from workflow_text")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from workflow_execution where record_id is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        WORLD.clock().advance(Duration.ofDays(8));
        eventually("nothing is left", () -> calls.states().isEmpty());
    }

    private static void noPerson(String dump, String userId, String text) {
        var hex = HexFormat.of();
        assertThat(dump)
                .doesNotContain(userId)
                .doesNotContain(text)
                .doesNotContain(hex.formatHex(userId.getBytes(StandardCharsets.UTF_8)))
                .doesNotContain(hex.formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }
}
