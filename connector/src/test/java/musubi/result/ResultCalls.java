package musubi.result;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.Task;
import musubi.testing.TestWorld;

/** Broadcasts of a connection, and what HubSpot has of them afterwards. */
record ResultCalls(TestWorld world, BroadcastCalls calls) {

    static final String NAME = "line_last_broadcast_name";
    static final String DATE = "line_last_broadcast_send_date";
    static final String UPDATE = ".*/contacts/batch/update";

    ResultCalls(TestWorld world) {
        this(world, new BroadcastCalls(world, world.connect()));
    }

    UUID connectionId() {
        return UUID.fromString(calls.connection().id());
    }

    void options(Map<String, Object> options) {
        calls.call("PATCH", "/api/connections/" + calls.connection().id(), Map.of("options", options), 200);
    }

    List<Contact> people(int count) {
        return calls.friends(count).stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                .toList();
    }

    /** A broadcast that is sent. */
    String sent(String title, List<Contact> to) {
        return sent(title, to, Map.of());
    }

    String sent(String title, List<Contact> to, Map<String, Object> more) {
        var id = started(title, to, more);
        calls.reaches(id, "DONE");
        return id;
    }

    String started(String title, List<Contact> to, Map<String, Object> more) {
        var broadcast = new HashMap<String, Object>(Map.of(
                "title",
                title,
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(calls.list(title + UUID.randomUUID(), to)))));
        broadcast.putAll(more);
        var id = calls.draft(broadcast);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        return id;
    }

    ResultProgress progress(String id) {
        return world.bean(BroadcastResults.class).of(UUID.fromString(id)).orElseThrow();
    }

    /** Everybody is written. Time goes on meanwhile, as far as a test may let it. */
    void written(String id) {
        eventually(
                "all of the broadcast is written: " + progress(id),
                () -> !progress(id).isUnderway());
    }

    /** The same, of a world whose clock may be put ahead: what is to be tried again later is due at once. */
    void writtenSoon(String id) {
        eventually("all of the broadcast is written", () -> {
            world.clock().advance(Duration.ofMinutes(1));
            return !progress(id).isUnderway();
        });
    }

    String value(Contact contact, String property) {
        return calls.connection()
                .portal()
                .contact(contact.id())
                .orElseThrow()
                .properties()
                .getOrDefault(property, "");
    }

    void says(Contact contact, String title) {
        assertThat(value(contact, NAME)).isEqualTo(title);
    }

    long updates() {
        return calls.connection().portal().traffic().calls("POST contacts/batch/update");
    }

    List<Task> notes() {
        return calls.connection().portal().notes();
    }
}
