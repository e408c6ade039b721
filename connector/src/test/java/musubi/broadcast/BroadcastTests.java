package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.crm.membership.PageFlaws;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** From HubSpot's lists to friends' phones, over REST: who gets what. */
class BroadcastTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());

    @Test
    void everybodyInTheListsGetsItOnceAndTheOthersAreCounted() {
        var people = calls.friends(8);
        var contacts =
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        var noFriend = calls.connection().portal().createContact(Map.of("email", "nobody@example.com"));
        var blocking = calls.contact(calls.connection().channel().newUser("block"), Map.of("line_follow", "NO"));
        var optedOut = calls.contact(calls.connection().channel().newUser("out"), Map.of("line_opt_out", "YES"));
        var both = new ArrayList<>(contacts.subList(0, 5));
        both.addAll(List.of(noFriend, blocking, optedOut));
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of(
                        "lists", List.of(calls.list("A", both), calls.list("B", contacts.subList(3, 8))),
                        "exceptLists", List.of(calls.list("C", contacts.subList(7, 8))))));
        var outlook = calls.call("POST", "/api/broadcasts/" + id + "/check", null, 200);
        assertThat(outlook.path("listed").asInt(0)).isEqualTo(13);
        // at night there is one, see BroadcastOptionsTests
        assertThat(outlook.path("problems").findValues("code").stream().map(JsonNode::asString))
                .allMatch("QUIET_HOURS"::equals);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = calls.reaches(id, "DONE");
        people.subList(0, 7)
                .forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
        assertThat(BroadcastCalls.texts(people.get(7))).isEmpty();
        var counts = done.path("counts");
        assertThat(counts.path("recipients").asInt(0)).isEqualTo(7);
        assertThat(counts.path("sent").asInt(0)).isEqualTo(7);
        assertThat(counts.path("leftOut").path("notAFriend").asInt(0)).isEqualTo(1);
        assertThat(counts.path("leftOut").path("blocked").asInt(0)).isEqualTo(1);
        assertThat(counts.path("leftOut").path("optedOut").asInt(0)).isEqualTo(1);
        // the first people get calls of their own
        assertThat(calls.connection().channel().traffic().calls("POST /v2/bot/message/multicast"))
                .isEqualTo(7);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 409);
    }

    @Test
    void valuesOfAPersonAreFilledInAndWhoHasNoneIsLeftOut() {
        var people = calls.friends(3);
        var contacts = List.of(
                calls.contact(people.get(0), Map.of("lastname", "山田")),
                calls.contact(people.get(1), Map.of()),
                calls.contact(people.get(2), Map.of("lastname", "\"鈴木\"")));
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("{{ contact.lastname }}様"),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts)))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = calls.reaches(id, "DONE");
        assertThat(BroadcastCalls.texts(people.get(0))).containsExactly("山田様");
        assertThat(BroadcastCalls.texts(people.get(1))).isEmpty();
        assertThat(BroadcastCalls.texts(people.get(2))).containsExactly("\"鈴木\"様");
        assertThat(done.path("counts").path("leftOut").path("missingValue").asInt(0))
                .isEqualTo(1);
    }

    @Test
    void mergedContactsAreOnePerson() {
        var people = calls.friends(2);
        var first = calls.contact(people.get(0), Map.of());
        var other = calls.connection().portal().createContact(Map.of("email", "other@example.com"));
        var second = calls.contact(people.get(1), Map.of());
        var listed = calls.list("A", List.of(first, other, second));
        calls.connection().portal().merge(first.id(), other.id());
        var id = calls.draft(
                Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("lists", List.of(listed))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = calls.reaches(id, "DONE");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
        assertThat(done.path("counts").path("recipients").asInt(0)).isEqualTo(2);
    }

    @Test
    void allFriendsAreThoseWithALineUserId() {
        calls.connection().portal().searchLag(Duration.ZERO);
        var people = calls.friends(12);
        people.forEach(friend -> calls.contact(friend, Map.of()));
        calls.connection().portal().createContact(Map.of("email", "nobody@example.com"));
        var id =
                calls.draft(Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("allFriends", true)));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
    }

    @ParameterizedTest
    @EnumSource
    void aListOutOfOrderIsReadAsAWhole(PageFlaws.Kind flaw) {
        var people = calls.friends(600);
        var listed = calls.list(
                "A",
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList());
        calls.connection().portal().lists().flaw(flaw, 2);
        var id = calls.draft(
                Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("lists", List.of(listed))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = calls.reaches(id, "DONE");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
        assertThat(done.path("counts").path("recipients").asInt(0)).isEqualTo(600);
    }

    @Test
    void variantsShareThePeople() {
        var people = calls.friends(60);
        var listed = calls.list(
                "A",
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList());
        var id = calls.draft(Map.of(
                "variants",
                List.of(
                        Map.of("name", "A", "percent", 50, "message", BroadcastCalls.message("A")),
                        Map.of("name", "B", "percent", 50, "message", BroadcastCalls.message("B"))),
                "audience",
                Map.of("lists", List.of(listed))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).hasSize(1));
        assertThat(people.stream()
                        .filter(friend -> BroadcastCalls.texts(friend).contains("A"))
                        .count())
                .isBetween(10L, 50L);
    }
}
