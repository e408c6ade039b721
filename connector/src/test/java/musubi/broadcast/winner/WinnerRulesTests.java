package musubi.broadcast.winner;

import static musubi.broadcast.winner.WinnerCalls.BY_CLICKS;
import static musubi.broadcast.winner.WinnerCalls.BY_HAND;
import static musubi.broadcast.winner.WinnerCalls.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a broadcast with a winner has to be. */
class WinnerRulesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());

    private static Map<String, Object> broadcast(int a, int b, Map<String, Object> more) {
        var all = new HashMap<String, Object>(Map.of(
                "title",
                "Sale",
                "audience",
                Map.of("allFriends", true),
                "variants",
                List.of(variant("A", a, "A"), variant("B", b, "B"))));
        all.putAll(more);
        return all;
    }

    private void refused(Map<String, Object> broadcast, String field, String code) {
        var answer = calls.call("POST", "/api/connections/" + calls.connection().id() + "/broadcasts", broadcast, 422);
        assertThat(answer.path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString("") + " "
                                + error.path("code").asString("")))
                .containsExactly(field + " " + code);
    }

    private static Map<String, Object> winner(Map<String, Object> rule) {
        return Map.of("winner", rule);
    }

    private static Map<String, Object> after(String after) {
        return winner(Map.of("by", "CLICK_RATE", "after", after));
    }

    @Test
    void aRemainderNeedsAWinnerAndAWinnerARemainder() {
        refused(broadcast(50, 49, Map.of()), "variants", "PERCENT");
        refused(broadcast(50, 50, winner(BY_HAND)), "winner", "WINNER_WITHOUT_REMAINDER");
        refused(broadcast(60, 50, winner(BY_HAND)), "variants", "PERCENT");
        refused(
                Map.of(
                        "title",
                        "Sale",
                        "audience",
                        Map.of("allFriends", true),
                        "message",
                        BroadcastCalls.message("one"),
                        "winner",
                        BY_HAND),
                "winner",
                "WINNER_WITHOUT_REMAINDER");
        calls.draft(broadcast(50, 49, winner(BY_HAND)));
        calls.draft(broadcast(1, 1, winner(BY_CLICKS)));
    }

    @Test
    void theTimeIsFromAQuarterOfAnHourToThreeDays() {
        for (var wrong : List.of("PT14M59S", "PT72H1S", "-PT1H", "PT0S")) {
            refused(broadcast(10, 10, after(wrong)), "winner.after", "WINNER_AFTER");
        }
        for (var right : List.of("PT15M", "PT72H", "P3D")) {
            calls.draft(broadcast(10, 10, after(right)));
        }
        refused(broadcast(10, 10, winner(Map.of("by", "CLICK_RATE"))), "winner.after", "WINNER_AFTER");
        refused(broadcast(10, 10, winner(Map.of("by", "HAND", "after", "PT4H"))), "winner.after", "WINNER_AFTER_HAND");
        for (var unread :
                List.of(Map.of("by", "CLICK_RATE", "after", "4 hours"), Map.of("by", "LOT"), Map.of("after", "PT4H"))) {
            calls.call(
                    "POST",
                    "/api/connections/" + calls.connection().id() + "/broadcasts",
                    broadcast(10, 10, Map.of("winner", unread)),
                    400);
        }
    }

    @Test
    void clicksThatAreNotCountedDecideNothing() {
        refused(broadcast(10, 10, Map.of("winner", BY_CLICKS, "tracking", "OFF")), "winner.by", "WINNER_NOT_COUNTED");
        calls.draft(broadcast(10, 10, Map.of("winner", BY_CLICKS, "tracking", "SHARED")));
        calls.draft(broadcast(10, 10, Map.of("winner", BY_HAND, "tracking", "OFF")));
    }

    @Test
    void withoutALinkItIsWarnedThatClicksCannotDecide() {
        assertThat(warned(broadcast(10, 10, winner(BY_CLICKS)))).contains("WINNER_WITHOUT_LINKS");
        assertThat(warned(broadcast(10, 10, winner(BY_HAND)))).doesNotContain("WINNER_WITHOUT_LINKS");
        var linked = new HashMap<>(broadcast(10, 10, winner(BY_CLICKS)));
        linked.putAll(WinnerCalls.linked(BY_CLICKS));
        assertThat(warned(linked)).doesNotContain("WINNER_WITHOUT_LINKS");
    }

    private List<String> warned(Map<String, Object> broadcast) {
        return calls.call("POST", "/api/broadcasts/" + calls.draft(broadcast) + "/check", null, 200)
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("code").asString(""))
                .toList();
    }

    @Test
    void variantsAreChosenByTheirNames() {
        refused(
                broadcast(
                        0,
                        0,
                        Map.of("winner", BY_HAND, "variants", List.of(variant("A", 10, "A"), variant(" A", 10, "B")))),
                "variants[1].name",
                "VARIANT_NAME_TWICE");
    }

    @Test
    void aChangeKeepsTheWinnerWhileThereIsARemainder() {
        var id = calls.draft(broadcast(10, 10, winner(BY_CLICKS)));
        var path = "/api/broadcasts/" + id;
        assertThat(calls.get(id).at("/winner/after").asString("")).isEqualTo("PT1H");
        calls.call("PATCH", path, Map.of("title", "Other"), 200);
        calls.call("PATCH", path, Map.of("variants", List.of(variant("A", 20, "A"), variant("B", 20, "B"))), 200);
        assertThat(calls.get(id).at("/winner/by").asString("")).isEqualTo("CLICK_RATE");
        calls.call("PATCH", path, Map.of("winner", BY_HAND), 200);
        assertThat(calls.get(id).at("/winner/by").asString("")).isEqualTo("HAND");
        assertThat(calls.get(id).at("/winner/after").isNull()).isTrue();
        calls.call("PATCH", path, Map.of("variants", List.of(variant("A", 50, "A"), variant("B", 50, "B"))), 200);
        assertThat(calls.get(id).path("winner").isNull()).isTrue();
        calls.call("PATCH", path, Map.of("winner", BY_HAND), 422);
        calls.call("POST", path + "/winner", Map.of("variant", "A"), 409);
    }
}
