package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** When a broadcast is sent, what stops it, and what is refused before. */
class BroadcastStatesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());

    @Test
    void oneThatIsScheduledIsPreparedEarlyAndSentAtItsTime() {
        var people = calls.friends(2);
        var listed = calls.list(
                "A",
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList());
        var at = WORLD.clock().instant().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).isEmpty());
        var done = calls.reaches(id, "DONE");
        assertThat(Instant.parse(done.path("startedAt").asString(""))).isAfterOrEqualTo(at);
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
    }

    @Test
    void oneFarAwayWaitsIsMovedAndCancelled() {
        var listed = calls.list("A", List.of());
        var at = WORLD.clock().instant().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        assertThat(calls.get(id).path("state").asString("")).isEqualTo("SCHEDULED");
        calls.call(
                "PATCH",
                "/api/broadcasts/" + id,
                Map.of("at", at.plusSeconds(60).toString()),
                200);
        calls.call("DELETE", "/api/broadcasts/" + id, null, 409);
        calls.call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
        assertThat(calls.get(id).path("state").asString("")).isEqualTo("CANCELLED");
        calls.call("DELETE", "/api/broadcasts/" + id, null, 204);
        calls.call("GET", "/api/broadcasts/" + id, null, 404);
    }

    @Test
    void oneThatIsScheduledIsChangedAndCheckedAsIfItWereSentLikeThat() {
        var friend = calls.friends(1).getFirst();
        var listed = calls.list("A", List.of(calls.contact(friend, Map.of())));
        var at = WORLD.clock().instant().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Helo"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var path = "/api/broadcasts/" + id;
        calls.call("PATCH", path, Map.of("audience", Map.of("lists", List.of("999999"))), 422);
        calls.call("PATCH", path, Map.of("title", " "), 422);
        calls.call("PATCH", path, Map.of("title", "Another", "message", BroadcastCalls.message("Hello")), 200);
        var changed = calls.get(id);
        assertThat(changed.path("state").asString("")).isEqualTo("SCHEDULED");
        assertThat(changed.path("title").asString("")).isEqualTo("Another");
        calls.call(
                "PATCH",
                path,
                Map.of("at", WORLD.clock().instant().plusSeconds(4).toString()),
                200);
        calls.reaches(id, "DONE");
        assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello");
    }

    /** At most an hour before, says the rule: by then others may be in the list. */
    @Test
    void oneThatIsMovedToLaterIsPreparedOnceMoreForThoseWhoAreThereThen() {
        var people = calls.friends(3);
        var contacts =
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        var listed = calls.list("A", contacts.subList(0, 2));
        var at = WORLD.clock().instant().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        // still prepared early enough
        calls.call(
                "PATCH", "/api/broadcasts/" + id, Map.of("at", at.plusSeconds(5).toString()), 200);
        assertThat(calls.get(id).path("state").asString("")).isEqualTo("READY");
        calls.call(
                "PATCH",
                "/api/broadcasts/" + id,
                Map.of("at", at.plusSeconds(7_200).toString()),
                200);
        var moved = calls.get(id);
        assertThat(moved.path("state").asString("")).isEqualTo("SCHEDULED");
        assertThat(moved.at("/counts/recipients").asInt(-1)).isZero();
        assertThat(calls.rests(id)).isZero();
        var members = calls.connection().portal().lists();
        members.leave(Long.parseLong(listed), List.of(contacts.getFirst().id()));
        members.join(Long.parseLong(listed), List.of(contacts.getLast().id()));
        calls.call(
                "PATCH",
                "/api/broadcasts/" + id,
                Map.of("at", WORLD.clock().instant().plusSeconds(5).toString()),
                200);
        var done = calls.reaches(id, "DONE");
        assertThat(done.at("/counts/sent").asInt(-1)).isEqualTo(2);
        assertThat(people).extracting(friend -> friend.received().size()).containsExactly(0, 1, 1);
    }

    @Test
    void oneThatIsTakenBackIsADraftThatIsChangedAndSent() {
        var people = calls.friends(2);
        var listed = calls.list(
                "A",
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList());
        var at = WORLD.clock().instant().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Helo"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        var broadcasts = WORLD.bean(Broadcasts.class);
        broadcasts.takeBack(UUID.fromString(id));
        var draft = calls.get(id);
        assertThat(draft.path("state").asString("")).isEqualTo("DRAFT");
        assertThat(draft.at("/counts/recipients").asInt(-1)).isZero();
        assertThat(calls.rests(id)).isZero();
        assertThatThrownBy(() -> broadcasts.takeBack(UUID.fromString(id))).isInstanceOf(BroadcastStateException.class);
        var change = new HashMap<String, Object>(Map.of("message", BroadcastCalls.message("Hello")));
        change.put("at", null);
        calls.call("PATCH", "/api/broadcasts/" + id, change, 200);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("Hello"));
        assertThatThrownBy(() -> broadcasts.takeBack(UUID.fromString(id))).isInstanceOf(BroadcastStateException.class);
    }

    @Test
    void aListThatIsGonePausesAndComesBack() {
        var people = calls.friends(1);
        var listed = calls.list("A", List.of(calls.contact(people.getFirst(), Map.of())));
        var at = WORLD.clock().instant().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(listed)),
                "at",
                at.toString()));
        calls.connection().portal().lists().delete(Long.parseLong(listed));
        var refused = calls.call("POST", "/api/broadcasts/" + id + "/send", null, 422);
        assertThat(refused.path("errors").path(0).path("code").asString("")).isEqualTo("LIST_GONE");
        assertThat(calls.get(id).path("state").asString("")).isEqualTo("DRAFT");
    }

    @Test
    void aQuotaThatDoesNotReachIsSaidBeforeAndTheFirstCanBeSent() {
        var people = calls.friends(5);
        var listed = calls.list(
                "A",
                people.stream().map(friend -> calls.contact(friend, Map.of())).toList());
        calls.connection().channel().monthlyLimit(OptionalLong.of(3));
        var id = calls.draft(
                Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("lists", List.of(listed))));
        var refused = calls.call("POST", "/api/broadcasts/" + id + "/send", null, 409);
        assertThat(refused.path("errors").path(0).path("code").asString("")).isEqualTo("QUOTA");
        calls.call("POST", "/api/broadcasts/" + id + "/send", Map.of("firstOnly", true), 202);
        var done = calls.reaches(id, "DONE");
        assertThat(done.path("counts").path("sent").asInt(0)).isEqualTo(3);
        assertThat(people.stream().filter(friend -> !friend.received().isEmpty()))
                .hasSize(3);
    }

    @Test
    void aTestReachesThoseAloneAndIsMarked() {
        var people = calls.friends(2);
        var colleague = calls.contact(people.get(0), Map.of("lastname", "佐藤"));
        var listed = calls.list("A", List.of(colleague, calls.contact(people.get(1), Map.of("lastname", "鈴木"))));
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("{{ contact.lastname }}様"),
                "audience",
                Map.of("lists", List.of(listed))));
        var sent = calls.call(
                "POST",
                "/api/broadcasts/" + id + "/test",
                Map.of("contactIds", List.of(Long.toString(colleague.id()))),
                200);
        assertThat(sent.path("sent").asInt(0)).isEqualTo(1);
        assertThat(BroadcastCalls.texts(people.get(0))).containsExactly("[テスト] 佐藤様");
        assertThat(BroadcastCalls.texts(people.get(1))).isEmpty();
        assertThat(calls.get(id).path("state").asString("")).isEqualTo("DRAFT");
        calls.call("POST", "/api/broadcasts/" + id + "/test", Map.of("contactIds", List.of("1")), 422);
    }

    @Test
    void whomHubSpotLeavesOutOfItsAnswerMayExistAndNobodyGetsATest() {
        var people = calls.friends(2);
        var contacts = people.stream()
                .map(friend -> Long.toString(calls.contact(friend, Map.of()).id()))
                .toList();
        var id =
                calls.draft(Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("allFriends", true)));
        calls.connection().portal().readsFail(ReadFlaw.LEFT_OUT, Set.of(contacts.get(1)), 1);
        var answer = calls.call("POST", "/api/broadcasts/" + id + "/test", Map.of("contactIds", contacts), 503);
        assertThat(answer.path("detail").asString("")).contains("HubSpot");
        assertThat(people).allMatch(friend -> friend.received().isEmpty());
        calls.call("POST", "/api/broadcasts/" + id + "/test", Map.of("contactIds", contacts), 200);
        assertThat(people).allMatch(friend -> friend.received().size() == 1);
    }

    /** The text is within LINE's 5,000; with an address of ours in place of the link it is not. */
    @Test
    void aTextThatCountedLinksMakeTooLongIsRefusedBeforeSending() {
        var listed = calls.list("A", List.of(calls.contact(calls.friends(1).getFirst(), Map.of())));
        var text = "あ".repeat(4_960) + " https://s.example/a";
        var id = calls.draft(
                Map.of("message", BroadcastCalls.message(text), "audience", Map.of("lists", List.of(listed))));
        var refused = calls.call("POST", "/api/broadcasts/" + id + "/send", null, 422);
        assertThat(refused.at("/errors/0/code").asString("")).isEqualTo("TOO_LONG_TRACKED");
        assertThat(refused.at("/errors/0/field").asString("")).isEqualTo("message.bubbles[0].text");
        calls.call("PATCH", "/api/broadcasts/" + id, Map.of("tracking", "OFF"), 200);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
    }

    @Test
    void whatCannotBeRightIsSaidWithItsField() {
        var refused = calls.call(
                "POST",
                "/api/connections/" + calls.connection().id() + "/broadcasts",
                Map.of("title", "", "audience", Map.of("lists", List.of("1"), "allFriends", true)),
                422);
        assertThat(refused.path("errors").findValues("code").stream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("TITLE_MISSING", "MESSAGE_MISSING", "ALL_FRIENDS_WITH_LISTS");
        calls.call(
                "POST",
                "/api/connections/" + calls.connection().id() + "/broadcasts",
                Map.of("title", "A", "audience", Map.of("lists", List.of("x"))),
                400);
    }
}
