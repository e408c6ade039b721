package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.workflow.Execution;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.sandbox.hubspot.workflow.Workflows;
import musubi.sandbox.line.Friend;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;

/** A connection without quiet hours whose portal's workflows send messages. */
record WorkflowCalls(TestWorld world, BroadcastCalls calls) {

    static WorkflowCalls of(TestWorld world) {
        var all = new WorkflowCalls(world, new BroadcastCalls(world, world.connect()));
        all.withoutQuietHours(all.connectionId());
        all.pointHere();
        return all;
    }

    /** Said again after each start: the port may be another. */
    void pointHere() {
        workflows().action(AppWorld.SECRET, AppWorld.PUBLIC, world.url().toString());
    }

    void withoutQuietHours(String connectionId) {
        var none = new HashMap<String, Object>();
        none.put("quietHours", null);
        calls.call("PATCH", "/api/connections/" + connectionId, Map.of("options", none), 200);
    }

    void options(Map<String, Object> options) {
        calls.call("PATCH", "/api/connections/" + connectionId(), Map.of("options", options), 200);
    }

    Workflows workflows() {
        return world.hubspot().workflows();
    }

    String connectionId() {
        return calls.connection().id();
    }

    long portalId() {
        return calls.connection().portal().id();
    }

    List<Friend> friends(int count) {
        return calls.friends(count);
    }

    Contact contact(Friend friend, Map<String, String> more) {
        return calls.contact(friend, more);
    }

    String message(String name, String text) {
        var message = new HashMap<>(BroadcastCalls.message(text));
        message.put("name", name);
        return calls.call("POST", "/api/connections/" + connectionId() + "/messages", message, 201)
                .path("id")
                .asString("");
    }

    String execute(Contact contact, Map<String, String> inputs) {
        return execute(List.of(contact), inputs).getFirst();
    }

    List<String> execute(List<Contact> contacts, Map<String, String> inputs) {
        return workflows()
                .execute(
                        portalId(),
                        contacts.stream()
                                .map(contact -> Long.toString(contact.id()))
                                .toList(),
                        inputs);
    }

    /** Waits until the workflow goes on. */
    Execution ended(String callbackId) {
        var waits = Set.of(ExecutionState.SENDING, ExecutionState.BLOCKED);
        eventually(
                "the workflow goes on: " + workflows().find(callbackId),
                () -> !waits.contains(workflows().find(callbackId).state()));
        return workflows().find(callbackId);
    }

    /** The outputs by which the workflow branches. */
    Map<String, String> outputs(String callbackId) {
        var outputs = new HashMap<>(ended(callbackId).outputs());
        var ignored = outputs.remove("sentAt");
        return outputs;
    }

    static List<String> texts(Friend friend) {
        return friend.received().stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }

    /** Waits until an execution waits for the end of quiet hours. */
    void postponed() {
        eventually(
                "it is postponed",
                () -> world.database()
                        .jdbc()
                        .sql("""
                        select exists (select from workflow_execution
                            where connection_id = ?::uuid and state = 'WAITING' and due_at > received_at + interval '5 min')
                        """)
                        .param(connectionId())
                        .query(Boolean.class)
                        .single());
    }

    List<String> states() {
        return world.database()
                .jdbc()
                .sql("select state from workflow_execution where connection_id = ?::uuid")
                .param(connectionId())
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    String dump() {
        var jdbc = world.database().jdbc();
        var dump = new StringBuilder();
        for (var table : jdbc.sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list()) {
            jdbc.sql("select t::text from \"%s\" t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> dump.append(row).append('\n'));
        }
        assertThat(dump.toString()).contains(connectionId());
        return dump.toString();
    }
}
