package musubi.broadcast.winner;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.broadcast.BroadcastCalls;
import musubi.broadcast.Taps;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import tools.jackson.databind.JsonNode;

/** Broadcasts of which a part gets one of two variants, and the rest the winner. */
public final class WinnerCalls {

    public static final Map<String, Object> BY_CLICKS = Map.of("by", "CLICK_RATE", "after", "PT1H");
    public static final Map<String, Object> BY_HAND = Map.of("by", "HAND");

    private final TestWorld world;
    private final Taps taps;

    public WinnerCalls(TestWorld world) {
        this.world = world;
        this.taps = new Taps(world);
    }

    public Taps taps() {
        return taps;
    }

    public BroadcastCalls calls() {
        return taps.calls();
    }

    public static Map<String, Object> variant(String name, int percent, String text) {
        return Map.of("name", name, "percent", percent, "message", BroadcastCalls.message(text));
    }

    /** Each to a quarter; with a link. */
    public static Map<String, Object> linked(Map<String, Object> winner) {
        return Map.of(
                "variants",
                List.of(
                        variant("A", 25, "A https://shop.example.com/a"),
                        variant("B", 25, "B https://shop.example.com/b")),
                "winner",
                winner);
    }

    /** The same for all people, without links. */
    public static Map<String, Object> plain(Map<String, Object> winner) {
        return Map.of(
                "tracking", "OFF", "variants", List.of(variant("A", 25, "A"), variant("B", 25, "B")), "winner", winner);
    }

    public String draft(List<Friend> people, Map<String, Object> broadcast) {
        var all = new HashMap<String, Object>(Map.of(
                "audience", Map.of("lists", List.of(calls().list("A " + UUID.randomUUID(), taps.contacts(people))))));
        all.putAll(broadcast);
        return calls().draft(all);
    }

    public void send(String id) {
        calls().call("POST", "/api/broadcasts/" + id + "/send", null, 202);
    }

    /** Sent until only the rest is left. */
    public String held(List<Friend> people, Map<String, Object> broadcast) {
        var id = draft(people, broadcast);
        send(id);
        return waits(id);
    }

    public String waits(String id) {
        eventually(
                "only the rest is left",
                () -> !winner(id).path("waitsSince").isNull()
                        && calls().get(id).at("/counts/sent").asLong(0)
                                == recipients(id) - winner(id).path("held").asLong(0));
        assertThat(calls().get(id).path("state").asString("")).isEqualTo("SENDING");
        return id;
    }

    private long recipients(String id) {
        return calls().get(id).at("/counts/recipients").asLong(0);
    }

    public JsonNode winner(String id) {
        return calls().get(id).path("winner");
    }

    public void choose(String id, String variant, int status) {
        calls().call("POST", "/api/broadcasts/" + id + "/winner", Map.of("variant", variant), status);
    }

    /** Those who have nothing. */
    public static List<Friend> rest(List<Friend> people) {
        return people.stream().filter(friend -> friend.received().isEmpty()).toList();
    }

    public static List<Friend> having(List<Friend> people, String variant) {
        return people.stream()
                .filter(friend -> BroadcastCalls.texts(friend).stream().anyMatch(text -> text.startsWith(variant)))
                .toList();
    }

    /** What each has: one message, those of the rest that variant. */
    public static void haveOne(List<Friend> people, List<Friend> rest, String variant) {
        assertThat(people).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
        assertThat(having(people, variant)).containsAll(rest);
    }

    public long heldRows(String id) {
        return world.database()
                .jdbc()
                .sql("select count(*) from delivery_held where delivery_id = ?")
                .param(UUID.fromString(id))
                .query(Long.class)
                .single();
    }
}
