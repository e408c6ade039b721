package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broadcast went out, and then the database is one from before it was prepared, while others are in the list by now. */
class RestoredBroadcastTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final List<Friend> friends = calls.friends(70);
    private String id = "";

    @BeforeEach
    void itWentOutAndTheDatabaseIsOneFromBefore() {
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        var list = calls.list("A", contacts.subList(0, 60));
        id = calls.draft(
                Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("lists", List.of(list))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        var lists = calls.connection().portal().lists();
        lists.leave(Long.parseLong(list), ids(contacts.subList(3, 6)));
        lists.join(Long.parseLong(list), ids(contacts.subList(60, 70)));
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("update broadcast set stage = 'SCHEDULED', place = null, left_out = '{}' where id = ?")
                .param(UUID.fromString(id))
                .update();
        jdbc.sql("delete from delivery where id = ?").param(UUID.fromString(id)).update();
    }

    private static List<Long> ids(List<Contact> contacts) {
        return contacts.stream().map(Contact::id).toList();
    }

    private void nobodyHasItTwice() {
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSizeLessThan(2));
    }

    @Test
    void itStopsAndAsksBeforeAnybodyGetsItTwice() {
        var paused = calls.reaches(id, "PAUSED");
        assertThat(paused.at("/pause/reason").asString("")).isEqualTo("RESTORED");
        nobodyHasItTwice();
        calls.call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
        calls.reaches(id, "CANCELLED");
        nobodyHasItTwice();
    }

    @Test
    void aPersonWhoKnowsBetterResumesAndIsNotAskedAgain() {
        calls.reaches(id, "PAUSED");
        calls.call("POST", "/api/broadcasts/" + id + "/resume", null, 204);
        var done = calls.reaches(id, "DONE");
        assertThat(done.at("/counts/sent").asInt(0)).isEqualTo(67);
        assertThat(friends.subList(60, 70))
                .allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }
}
