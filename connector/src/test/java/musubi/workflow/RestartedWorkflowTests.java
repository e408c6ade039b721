package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Musubi that ends between storing, sending and completing, and starts again on the same database. */
class RestartedWorkflowTests {

    private static final String COMPLETE = "/automation/actions/callbacks/2026-09/.*";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    private void restart() {
        WORLD.stop();
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
        WORLD.start();
        calls.pointHere();
    }

    @Test
    void everyMessageIsSentOnceAndEveryWorkflowGoesOn() {
        var friends = calls.friends(30);
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        // HubSpot says nothing of contacts: all are stored, none is sent
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/contacts/batch/read", -1, 503, "{}"));
        var ids = calls.execute(contacts, Map.of("text", "Hello"));
        ids.forEach(id ->
                eventually("it is stored", () -> calls.workflows().find(id).state() == ExecutionState.BLOCKED));
        restart();
        // LINE takes messages and says nothing, HubSpot takes no completion
        WORLD.line().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", "/v2/bot/message/push", 10, Duration.ZERO));
        WORLD.hubspot().faults().add(Fault.answer("POST", COMPLETE, -1, 503, "{}"));
        eventually(
                "some got it",
                () -> friends.stream().anyMatch(friend -> !friend.received().isEmpty()));
        restart();
        // what is completed is told, and the answer is lost
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", COMPLETE, 1, Duration.ZERO));
        ids.forEach(id -> assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT")));
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
        ids.forEach(id -> assertThat(calls.workflows().find(id).completions()).isEqualTo(1));
    }

    /** LINE knows the key of an execution's message, whichever delivery it is in. */
    @Test
    void aDatabaseFromBeforeTheMessageWasSentSendsItNoSecondTime() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        var id = calls.execute(contact, Map.of("message", calls.message("m", "Hello")));
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT"));
        var jdbc = WORLD.database().jdbc();
        eventually("HubSpot's answer is noted", () -> states().equals(List.of("COMPLETED")));
        jdbc.sql("""
                update workflow_execution set state = 'WAITING', record_id = ?, status = null, sent_at = null where connection_id = ?
                """)
                .params(contact.id(), UUID.fromString(calls.connectionId()))
                .update();
        eventually("it has an outcome again", () -> !states().contains("WAITING") && !states().contains("SENDING"));
        assertThat(friend.received()).hasSize(1);
    }

    private List<String> states() {
        return WORLD.database()
                .jdbc()
                .sql("select state from workflow_execution where connection_id = ?")
                .param(UUID.fromString(calls.connectionId()))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }
}
