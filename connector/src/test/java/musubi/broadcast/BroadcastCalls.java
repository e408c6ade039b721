package musubi.broadcast;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A connection whose broadcasts are made over REST, with friends who are contacts. */
public record BroadcastCalls(TestWorld world, TestConnection connection) {

    /** Friends with their contacts, without an event for each. */
    public List<Friend> friends(int people) {
        connection.channel().useWebhook(false);
        return connection.channel().crowd(people);
    }

    public Contact contact(Friend friend, Map<String, String> more) {
        var values = new HashMap<>(more);
        values.put("line_user_id", friend.userId());
        values.put("line_follow", "YES");
        values.putIfAbsent("email", friend.userId().toLowerCase(Locale.ROOT) + "@line.me");
        values.putAll(more);
        return connection.portal().createContact(values);
    }

    public String list(String name, List<Contact> members) {
        return Long.toString(connection
                .portal()
                .lists()
                .add(name, ListKind.MANUAL, members.stream().map(Contact::id).toList())
                .id());
    }

    public static Map<String, Object> message(String text) {
        return Map.of("bubbles", List.of(Map.of("type", "text", "text", text)));
    }

    public JsonNode call(String method, String path, @Nullable Object body, int status) {
        var answer = world.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : json(answer);
    }

    public String draft(Map<String, Object> broadcast) {
        var all = new HashMap<String, Object>(Map.of("title", "Sale"));
        all.putAll(broadcast);
        return call("POST", "/api/connections/" + connection.id() + "/broadcasts", all, 201)
                .path("id")
                .asString("");
    }

    public JsonNode get(String id) {
        return call("GET", "/api/broadcasts/" + id, null, 200);
    }

    public JsonNode reaches(String id, String state) {
        eventually(
                "the broadcast is " + state,
                () -> get(id).path("state").asString("").equals(state));
        return get(id);
    }

    /** Rows of people, calls and keys that rest. */
    long rests(String id) {
        return world.database()
                .jdbc()
                .sql("""
                        select (select count(*) from delivery_call where delivery_id = :id)
                            + (select count(*) from delivery_person where delivery_id = :id)
                            + (select count(*) from delivery where id = :id)
                        """)
                .param("id", UUID.fromString(id))
                .query(Long.class)
                .single();
    }

    public static List<String> texts(Friend friend) {
        return friend.received().stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }
}
