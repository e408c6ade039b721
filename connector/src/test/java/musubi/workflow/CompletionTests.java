package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What came of executions is told to HubSpot, whatever it answers. */
class CompletionTests {

    private static final String COMPLETE = "/automation/actions/callbacks/2026-09/.*";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    @Test
    void aFailingCompletionIsRepeatedAndARefusedOneHoldsUpNoOther() {
        var friends = calls.friends(6);
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        WORLD.hubspot().faults().add(Fault.answer("POST", COMPLETE, 3, 502, "{}"));
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", COMPLETE, 1, Duration.ZERO));
        var ids = calls.execute(contacts, Map.of("text", "Hello"));
        ids.forEach(id -> assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT")));
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }

    @Test
    void aMissingScopeIsSaidOnTheConnectionAndNothingIsLost() {
        var contact = calls.contact(calls.friends(1).getFirst(), Map.of());
        var refusal = """
                {"status":"error","message":"This app hasn't been granted all required scopes to make this call.",
                 "correlationId":"c","category":"MISSING_SCOPES",
                 "errors":[{"message":"m","context":{"requiredGranularScopes":["automation"]}}]}""";
        WORLD.hubspot().faults().add(Fault.answer("POST", COMPLETE, -1, 403, refusal));
        var id = calls.execute(contact, Map.of("text", "Hello"));
        eventually(
                "the connection says so",
                () -> calls.calls()
                        .connection()
                        .connection()
                        .path("problems")
                        .toString()
                        .contains("automation"));
        WORLD.hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofSeconds(31));
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT"));
        eventually(
                "no longer",
                () -> calls.calls().connection().connection().path("problems").isEmpty());
    }

    @Test
    void aLostAnswerOfOursIsAnsweredAndCompletedWhenHubSpotAsksAgain() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        var inputs = Map.of("text", "Hello");
        // as if it had been answered long ago, and HubSpot knew nothing of it
        WORLD.hubspot()
                .faults()
                .add(
                        Fault.answer(
                                "POST",
                                COMPLETE,
                                -1,
                                404,
                                "{\"status\":\"error\",\"message\":\"m\",\"correlationId\":\"c\",\"category\":\"OBJECT_NOT_FOUND\"}"));
        var id = calls.execute(contact, inputs);
        eventually("it is dropped in the end", () -> {
            WORLD.clock().advance(Duration.ofMinutes(1));
            return calls.states().contains("DROPPED");
        });
        WORLD.hubspot().faults().clear();
        assertThat(calls.workflows().find(id).state()).isEqualTo(ExecutionState.BLOCKED);
        calls.workflows().again(id, Long.toString(contact.id()), inputs);
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT"));
        assertThat(friend.received()).hasSize(1);
    }
}
