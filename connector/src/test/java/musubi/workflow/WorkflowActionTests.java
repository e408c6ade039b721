package musubi.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.sandbox.hubspot.workflow.ActionSignature;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a workflow in HubSpot to the message on LINE, and back to the workflow. */
class WorkflowActionTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    @AfterEach
    void asAtFirst() {
        calls.workflows().signature(ActionSignature.V3);
        calls.workflows().times(1);
    }

    @Test
    void theMessageIsSentAndTheWorkflowIsToldWhen() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of("lastname", "山田"));
        var message = calls.message("挨拶", "{{ contact.lastname }}様、こんにちは");
        var before = WORLD.clock().millis();
        var id = calls.execute(contact, Map.of("message", message));
        var ended = calls.ended(id);
        assertThat(ended.state()).isEqualTo(ExecutionState.COMPLETED);
        assertThat(ended.outputs()).containsEntry("status", "SENT").doesNotContainKey("reason");
        assertThat(Long.parseLong(ended.outputs().getOrDefault("sentAt", "0")))
                .isBetween(before, WORLD.clock().millis());
        assertThat(ended.completions()).isEqualTo(1);
        assertThat(WorkflowCalls.texts(friend)).containsExactly("山田様、こんにちは");
    }

    @Test
    void aTextIsSentAsHubSpotFilledItIn() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of("lastname", "山田"));
        calls.workflows().signature(ActionSignature.V2);
        // a contact's value that looks like a token of ours
        var id = calls.execute(contact, Map.of("text", "ご予約 {{ contact.lastname }} \"10:00\""));
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT"));
        assertThat(WorkflowCalls.texts(friend)).containsExactly("ご予約 {{ contact.lastname }} \"10:00\"");
    }

    @Test
    void theSameFriendInTwoExecutionsGetsTwoMessages() {
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        var ids = calls.execute(List.of(contact, contact), Map.of("text", "Hello"));
        ids.forEach(id -> assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "SENT")));
        assertThat(WorkflowCalls.texts(friend)).containsExactly("Hello", "Hello");
    }

    @Test
    void aWorkflowBranchesByWhyNothingWasSent() {
        var friends = calls.friends(4);
        var blocking = calls.contact(friends.get(0), Map.of("line_follow", "NO"));
        var optedOut = calls.contact(friends.get(1), Map.of("line_opt_out", "YES"));
        var nameless = calls.contact(friends.get(2), Map.of());
        var noFriend = calls.calls().connection().portal().createContact(Map.of("email", "a@example.com"));
        var gone = calls.contact(friends.get(3), Map.of());
        calls.calls().connection().portal().archive(gone.id());
        var message = calls.message("name", "{{ contact.lastname }}");
        var hello = Map.of("text", "Hello");
        assertThat(calls.outputs(calls.execute(blocking, hello))).isEqualTo(Map.of("status", "BLOCKED"));
        assertThat(calls.outputs(calls.execute(optedOut, hello))).isEqualTo(Map.of("status", "OPTED_OUT"));
        assertThat(calls.outputs(calls.execute(noFriend, hello)))
                .isEqualTo(Map.of("status", "NOT_A_FRIEND", "reason", "NO_LINE_USER_ID"));
        assertThat(calls.outputs(calls.execute(gone, hello)))
                .isEqualTo(Map.of("status", "NOT_A_FRIEND", "reason", "NO_CONTACT"));
        assertThat(calls.outputs(calls.execute(nameless, Map.of("message", message))))
                .isEqualTo(Map.of("status", "SKIPPED", "reason", "MISSING_VALUE"));
        assertThat(calls.outputs(calls.execute(optedOut, Map.of("text", "Your order", "transactional", "true"))))
                .isEqualTo(Map.of("status", "SENT"));
        assertThat(calls.outputs(calls.execute(blocking, Map.of("text", "Your order", "transactional", "true"))))
                .as("nothing reaches who blocks")
                .isEqualTo(Map.of("status", "BLOCKED"));
        assertThat(WorkflowCalls.texts(friends.get(1))).containsExactly("Your order");
    }

    @Test
    void whatCannotBeCarriedOutLetsTheWorkflowGoOnAtOnce() {
        var contact = calls.contact(calls.friends(1).getFirst(), Map.of());
        var message = calls.message("m", "Hello");
        var none = UUID.randomUUID().toString();
        refused(contact.id(), Map.of(), "MESSAGE_MISSING");
        refused(contact.id(), Map.of("message", none), "NO_SUCH_MESSAGE");
        refused(contact.id(), Map.of("message", "hello"), "NO_SUCH_MESSAGE");
        refused(contact.id(), Map.of("message", message, "text", "Hello"), "MESSAGE_AND_TEXT");
        refused(contact.id(), Map.of("text", "x".repeat(5_001)), "TEXT_TOO_LONG");
        refused(contact.id(), Map.of("text", "Hello", "connection", none), "NO_SUCH_CONNECTION");
        refused(contact.id(), Map.of("text", "Hello", "quietHours", "SOMETIMES"), "WRONG_INPUT");
        refused(contact.id(), Map.of("text", "Hello", "transactional", "maybe"), "WRONG_INPUT");
        var stranger = calls.workflows().execute(1_234, List.of("1"), Map.of("text", "Hello"));
        assertThat(calls.outputs(stranger.getFirst())).containsEntry("reason", "NOT_CONNECTED");
    }

    private void refused(long contactId, Map<String, String> inputs, String reason) {
        var id = calls.workflows()
                .execute(calls.portalId(), List.of(Long.toString(contactId)), inputs)
                .getFirst();
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "REFUSED", "reason", reason));
        assertThat(calls.workflows().find(id).state()).isEqualTo(ExecutionState.FAILED_ON);
    }

    @Test
    void ofSeveralAccountsTheActionSaysWhich() {
        var portal = calls.calls().connection().portal();
        var second = WORLD.connect(portal, Map.of("name", "Second"));
        calls.withoutQuietHours(second.id());
        var friend = calls.friends(1).getFirst();
        var contact = calls.contact(friend, Map.of());
        refused(contact.id(), Map.of("text", "Hello"), "CONNECTION_MISSING");
        var message = calls.message("m", "Hello");
        refused(contact.id(), Map.of("message", message, "connection", second.id()), "NO_SUCH_MESSAGE");
        assertThat(calls.outputs(calls.execute(contact, Map.of("text", "Hello", "connection", second.id()))))
                .as("of that account the contact is no friend")
                .containsEntry("status", "NOT_A_FRIEND");
        assertThat(calls.outputs(calls.execute(contact, Map.of("message", message))))
                .as("a message is one account's")
                .containsEntry("status", "SENT");
    }

    @Test
    void theEditorOffersAccountsAndMessages() throws IOException, InterruptedException {
        var hello = calls.message("Hello", "Hello");
        var bye = calls.message("Bye", "Bye");
        var workflows = calls.workflows();
        var accounts = workflows.options(calls.portalId(), "connections", Map.of(), "", "");
        assertThat(accounts.path("options").findValuesAsString("value")).containsExactly(calls.connectionId());
        var all = workflows.options(calls.portalId(), "messages", Map.of(), "", "");
        assertThat(all.path("options").findValuesAsString("value")).containsExactly(bye, hello);
        assertThat(all.path("searchable").asBoolean()).isTrue();
        assertThat(workflows
                        .options(calls.portalId(), "messages", Map.of("connection", calls.connectionId()), "hell", "")
                        .path("options")
                        .findValuesAsString("label"))
                .containsExactly("Hello");
        assertThat(workflows.options(1_234, "messages", Map.of(), "", "").path("options"))
                .as("those of other portals are nobody's business")
                .isEmpty();
        for (var i = 0; i < 101; i++) {
            var ignored = calls.message("M%03d".formatted(i), "Hello");
        }
        var first = workflows.options(calls.portalId(), "messages", Map.of(), "m", "");
        assertThat(first.path("options")).hasSize(100);
        assertThat(workflows
                        .options(
                                calls.portalId(),
                                "messages",
                                Map.of(),
                                "m",
                                first.path("after").asString(""))
                        .path("options")
                        .findValuesAsString("label"))
                .containsExactly("M100");
    }
}
