package musubi.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A workflow with many contacts at once, whose requests HubSpot repeats. */
class ManyExecutionsTests {

    private static final int PEOPLE = 2_000;

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    @Test
    void eachOfTwoThousandThatIsSentThreeTimesGetsOneMessage() {
        var calls = WorkflowCalls.of(WORLD);
        var friends = calls.friends(PEOPLE);
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        var message = calls.message("m", "Hello");
        calls.workflows().times(3);
        var ids = calls.execute(contacts, Map.of("message", message));
        ids.forEach(id -> assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT")));
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
        ids.forEach(id -> {
            var execution = calls.workflows().find(id);
            assertThat(execution.completions()).isEqualTo(1);
            assertThat(execution.statuses()).contains(200).allMatch(status -> status == 200 || status == 429);
        });
        var portal = calls.calls().connection().portal();
        assertThat(portal.traffic().calls("POST callbacks/complete"))
                .as("completed a hundred at a time, as far as they are there")
                .isLessThan(PEOPLE / 10);
    }
}
