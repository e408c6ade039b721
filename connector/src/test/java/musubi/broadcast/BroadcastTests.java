package musubi.broadcast;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.crm.membership.PageFlaws;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** From HubSpot's lists to friends' phones, over REST. */
class BroadcastTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.delivery.undo", "0s"));

    private final TestConnection connection = WORLD.connect();

    /** Friends with their contacts, without an event for each. */
    private List<Friend> friends(int people) {
        connection.channel().useWebhook(false);
        return connection.channel().crowd(people);
    }

    private Contact contact(Friend friend, Map<String, String> more) {
        var values = new HashMap<>(more);
        values.put("line_user_id", friend.userId());
        values.put("line_follow", "YES");
        values.putIfAbsent("email", friend.userId().toLowerCase(Locale.ROOT) + "@line.me");
        values.putAll(more);
        return connection.portal().createContact(values);
    }

    private String list(String name, List<Contact> members) {
        return Long.toString(connection
                .portal()
                .lists()
                .add(name, ListKind.MANUAL, members.stream().map(Contact::id).toList())
                .id());
    }

    private static Map<String, Object> message(String text) {
        return Map.of("bubbles", List.of(Map.of("type", "text", "text", text)));
    }

    private JsonNode call(String method, String path, Object body, int status) {
        var answer = WORLD.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : json(answer);
    }

    private String draft(Map<String, Object> broadcast) {
        var all = new HashMap<String, Object>(Map.of("title", "Sale"));
        all.putAll(broadcast);
        return call("POST", "/api/connections/" + connection.id() + "/broadcasts", all, 201)
                .path("id")
                .asString("");
    }

    private JsonNode get(String id) {
        return call("GET", "/api/broadcasts/" + id, null, 200);
    }

    private JsonNode reaches(String id, String state) {
        eventually("the broadcast is " + state, () -> get(id).path("state").asString("").equals(state));
        return get(id);
    }

    private static List<String> texts(Friend friend) {
        return friend.received().stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }

    @Test
    void everybodyInTheListsGetsItOnceAndTheOthersAreCounted() {
        var people = friends(8);
        var contacts = people.stream().map(friend -> contact(friend, Map.of())).toList();
        var noFriend = connection.portal().createContact(Map.of("email", "nobody@example.com"));
        var blocking = contact(connection.channel().newUser("block"), Map.of("line_follow", "NO"));
        var optedOut = contact(connection.channel().newUser("out"), Map.of("line_opt_out", "YES"));
        var both = new ArrayList<>(contacts.subList(0, 5));
        both.addAll(List.of(noFriend, blocking, optedOut));
        var id = draft(Map.of(
                "message",
                message("Hello"),
                "audience",
                Map.of(
                        "lists", List.of(list("A", both), list("B", contacts.subList(3, 8))),
                        "exceptLists", List.of(list("C", contacts.subList(7, 8))))));
        var outlook = call("POST", "/api/broadcasts/" + id + "/check", null, 200);
        assertThat(outlook.path("listed").asInt(0)).isEqualTo(13);
        // at night there is one, see BroadcastOptionsTests
        assertThat(outlook.path("problems").findValues("code").stream().map(JsonNode::asString))
                .allMatch("QUIET_HOURS"::equals);
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = reaches(id, "DONE");
        people.subList(0, 7).forEach(friend -> assertThat(texts(friend)).containsExactly("Hello"));
        assertThat(texts(people.get(7))).isEmpty();
        var counts = done.path("counts");
        assertThat(counts.path("recipients").asInt(0)).isEqualTo(7);
        assertThat(counts.path("sent").asInt(0)).isEqualTo(7);
        assertThat(counts.path("leftOut").path("notAFriend").asInt(0)).isEqualTo(1);
        assertThat(counts.path("leftOut").path("blocked").asInt(0)).isEqualTo(1);
        assertThat(counts.path("leftOut").path("optedOut").asInt(0)).isEqualTo(1);
        assertThat(connection.channel().traffic().calls("POST /v2/bot/message/multicast")).isEqualTo(1);
        call("POST", "/api/broadcasts/" + id + "/send", null, 409);
    }

    @Test
    void valuesOfAPersonAreFilledInAndWhoHasNoneIsLeftOut() {
        var people = friends(3);
        var contacts = List.of(
                contact(people.get(0), Map.of("lastname", "山田")),
                contact(people.get(1), Map.of()),
                contact(people.get(2), Map.of("lastname", "\"鈴木\"")));
        var id = draft(Map.of(
                "message",
                message("{{ contact.lastname }}様"),
                "audience",
                Map.of("lists", List.of(list("A", contacts)))));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = reaches(id, "DONE");
        assertThat(texts(people.get(0))).containsExactly("山田様");
        assertThat(texts(people.get(1))).isEmpty();
        assertThat(texts(people.get(2))).containsExactly("\"鈴木\"様");
        assertThat(done.path("counts").path("leftOut").path("missingValue").asInt(0)).isEqualTo(1);
    }

    @Test
    void mergedContactsAreOnePerson() {
        var people = friends(2);
        var first = contact(people.get(0), Map.of());
        var other = connection.portal().createContact(Map.of("email", "other@example.com"));
        var second = contact(people.get(1), Map.of());
        var listed = list("A", List.of(first, other, second));
        connection.portal().merge(first.id(), other.id());
        var id = draft(Map.of("message", message("Hello"), "audience", Map.of("lists", List.of(listed))));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = reaches(id, "DONE");
        people.forEach(friend -> assertThat(texts(friend)).containsExactly("Hello"));
        assertThat(done.path("counts").path("recipients").asInt(0)).isEqualTo(2);
    }

    @Test
    void allFriendsAreThoseWithALineUserId() {
        connection.portal().searchLag(Duration.ZERO);
        var people = friends(12);
        people.forEach(friend -> contact(friend, Map.of()));
        connection.portal().createContact(Map.of("email", "nobody@example.com"));
        var id = draft(Map.of("message", message("Hello"), "audience", Map.of("allFriends", true)));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        reaches(id, "DONE");
        people.forEach(friend -> assertThat(texts(friend)).containsExactly("Hello"));
    }

    @Test
    void oneThatIsScheduledIsPreparedEarlyAndSentAtItsTime() {
        var people = friends(2);
        var listed = list("A", people.stream().map(friend -> contact(friend, Map.of())).toList());
        var at = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        var id = draft(Map.of(
                "message", message("Hello"), "audience", Map.of("lists", List.of(listed)), "at", at.toString()));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        reaches(id, "READY");
        people.forEach(friend -> assertThat(texts(friend)).isEmpty());
        var done = reaches(id, "DONE");
        assertThat(Instant.parse(done.path("startedAt").asString(""))).isAfterOrEqualTo(at);
        people.forEach(friend -> assertThat(texts(friend)).containsExactly("Hello"));
    }

    @Test
    void oneFarAwayWaitsIsMovedAndCancelled() {
        var listed = list("A", List.of());
        var at = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var id = draft(Map.of(
                "message", message("Hello"), "audience", Map.of("lists", List.of(listed)), "at", at.toString()));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        assertThat(get(id).path("state").asString("")).isEqualTo("SCHEDULED");
        call("PATCH", "/api/broadcasts/" + id, Map.of("title", "Another"), 409);
        call("PATCH", "/api/broadcasts/" + id, Map.of("at", at.plusSeconds(60).toString()), 200);
        call("DELETE", "/api/broadcasts/" + id, null, 409);
        call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
        assertThat(get(id).path("state").asString("")).isEqualTo("CANCELLED");
        call("DELETE", "/api/broadcasts/" + id, null, 204);
        call("GET", "/api/broadcasts/" + id, null, 404);
    }

    @Test
    void aListThatIsGonePausesAndComesBack() {
        var people = friends(1);
        var listed = list("A", List.of(contact(people.getFirst(), Map.of())));
        var at = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        var id = draft(Map.of(
                "message", message("Hello"), "audience", Map.of("lists", List.of(listed)), "at", at.toString()));
        connection.portal().lists().delete(Long.parseLong(listed));
        var refused = call("POST", "/api/broadcasts/" + id + "/send", null, 422);
        assertThat(refused.path("errors").path(0).path("code").asString("")).isEqualTo("LIST_GONE");
        assertThat(get(id).path("state").asString("")).isEqualTo("DRAFT");
    }

    @ParameterizedTest
    @EnumSource
    void aListOutOfOrderIsReadAsAWhole(PageFlaws.Kind flaw) {
        var people = friends(600);
        var listed = list("A", people.stream().map(friend -> contact(friend, Map.of())).toList());
        connection.portal().lists().flaw(flaw, 2);
        var id = draft(Map.of("message", message("Hello"), "audience", Map.of("lists", List.of(listed))));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var done = reaches(id, "DONE");
        people.forEach(friend -> assertThat(texts(friend)).containsExactly("Hello"));
        assertThat(done.path("counts").path("recipients").asInt(0)).isEqualTo(600);
    }

    @Test
    void aQuotaThatDoesNotReachIsSaidBeforeAndTheFirstCanBeSent() {
        var people = friends(5);
        var listed = list("A", people.stream().map(friend -> contact(friend, Map.of())).toList());
        connection.channel().monthlyLimit(OptionalLong.of(3));
        var id = draft(Map.of("message", message("Hello"), "audience", Map.of("lists", List.of(listed))));
        var refused = call("POST", "/api/broadcasts/" + id + "/send", null, 409);
        assertThat(refused.path("errors").path(0).path("code").asString("")).isEqualTo("QUOTA");
        call("POST", "/api/broadcasts/" + id + "/send", Map.of("firstOnly", true), 202);
        var done = reaches(id, "DONE");
        assertThat(done.path("counts").path("sent").asInt(0)).isEqualTo(3);
        assertThat(people.stream().filter(friend -> !friend.received().isEmpty())).hasSize(3);
    }

    @Test
    void variantsShareThePeople() {
        var people = friends(60);
        var listed = list("A", people.stream().map(friend -> contact(friend, Map.of())).toList());
        var id = draft(Map.of(
                "variants",
                List.of(
                        Map.of("name", "A", "percent", 50, "message", message("A")),
                        Map.of("name", "B", "percent", 50, "message", message("B"))),
                "audience",
                Map.of("lists", List.of(listed))));
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        reaches(id, "DONE");
        people.forEach(friend -> assertThat(texts(friend)).hasSize(1));
        assertThat(people.stream().filter(friend -> texts(friend).contains("A")).count())
                .isBetween(10L, 50L);
    }

    @Test
    void aTestReachesThoseAloneAndIsMarked() {
        var people = friends(2);
        var colleague = contact(people.get(0), Map.of("lastname", "佐藤"));
        var listed = list("A", List.of(colleague, contact(people.get(1), Map.of("lastname", "鈴木"))));
        var id = draft(Map.of(
                "message", message("{{ contact.lastname }}様"), "audience", Map.of("lists", List.of(listed))));
        var sent = call(
                "POST",
                "/api/broadcasts/" + id + "/test",
                Map.of("contactIds", List.of(Long.toString(colleague.id()))),
                200);
        assertThat(sent.path("sent").asInt(0)).isEqualTo(1);
        assertThat(texts(people.get(0))).containsExactly("[テスト] 佐藤様");
        assertThat(texts(people.get(1))).isEmpty();
        assertThat(get(id).path("state").asString("")).isEqualTo("DRAFT");
        call("POST", "/api/broadcasts/" + id + "/test", Map.of("contactIds", List.of("1")), 422);
    }

    @Test
    void whatCannotBeRightIsSaidWithItsField() {
        var refused = call(
                "POST",
                "/api/connections/" + connection.id() + "/broadcasts",
                Map.of("title", "", "audience", Map.of("lists", List.of("1"), "allFriends", true)),
                422);
        assertThat(refused.path("errors").findValues("code").stream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("TITLE_MISSING", "MESSAGE_MISSING", "ALL_FRIENDS_WITH_LISTS");
        call(
                "POST",
                "/api/connections/" + connection.id() + "/broadcasts",
                Map.of("title", "A", "audience", Map.of("lists", List.of("x"))),
                400);
    }
}
