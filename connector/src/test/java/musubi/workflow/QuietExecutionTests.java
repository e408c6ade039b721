package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Executions in the quiet hours of a connection, in the time zone of its portal. */
class QuietExecutionTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    @Test
    void itWaitsIsSentOrIsSkippedAsTheActionSays() {
        var now = LocalTime.ofInstant(WORLD.clock().instant(), ZONE);
        var minute = DateTimeFormatter.ofPattern("HH:mm");
        calls.options(Map.of(
                "quietHours", Map.of("from", minute.format(now.minusHours(1)), "to", minute.format(now.plusHours(2)))));
        var friends = calls.friends(3);
        var waits = calls.execute(calls.contact(friends.get(0), Map.of()), Map.of("text", "Hello"));
        var sent =
                calls.execute(calls.contact(friends.get(1), Map.of()), Map.of("text", "Hello", "quietHours", "SEND"));
        var skipped =
                calls.execute(calls.contact(friends.get(2), Map.of()), Map.of("text", "Hello", "quietHours", "SKIP"));
        assertThat(calls.outputs(sent)).isEqualTo(Map.of("status", "SENT"));
        assertThat(calls.outputs(skipped)).isEqualTo(Map.of("status", "SKIPPED", "reason", "QUIET_HOURS"));
        calls.postponed();
        WORLD.clock().advance(Duration.ofHours(1));
        assertThat(calls.workflows().find(waits).state()).isEqualTo(ExecutionState.BLOCKED);
        assertThat(friends.getFirst().received()).isEmpty();
        WORLD.clock().advance(Duration.ofMinutes(61));
        assertThat(calls.outputs(waits)).isEqualTo(Map.of("status", "SENT"));
        assertThat(friends.getFirst().received()).hasSize(1);
        assertThat(friends.get(2).received()).isEmpty();
    }

    @Test
    void whatCouldNotBeSentForADayIsNoLongerSent() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        calls.calls().call("POST", "/api/connections/" + calls.connectionId() + "/pause", null, 204);
        var id = calls.execute(contact, Map.of("text", "Hello"));
        eventually("it is stored", () -> calls.workflows().find(id).state() == ExecutionState.BLOCKED);
        WORLD.clock().advance(Duration.ofHours(25));
        calls.calls().call("POST", "/api/connections/" + calls.connectionId() + "/resume", null, 204);
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SKIPPED", "reason", "TOO_LATE"));
        assertThat(friend.received()).isEmpty();
    }
}
