package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.Friend;
import tools.jackson.databind.JsonNode;

/** Friends of the world's channel who are contacts in one HubSpot list, and broadcasts to them over the REST API. */
public final class Audience {

    /** What is the same for everybody goes out by multicast. */
    public static final String SAME_FOR_ALL = "秋のコーヒー豆、入荷しました。今週末までのご来店で一杯サービスいたします。";

    /** What has somebody's name in it goes out by push. */
    public static final String PERSONAL =
            "{{ contact.lastname|default('お客', true) }}様、秋のコーヒー豆、入荷しました。今週末までのご来店で一杯サービスいたします。";

    private static final List<String> NAMES = List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村");

    private final World world;
    private final List<Friend> friends;
    private final List<Long> contacts;
    private final String list;

    /** Makes them. Nobody's follow is sent to Musubi. */
    public Audience(World world, int people) {
        this.world = world;
        this.friends = world.channel().crowd(people);
        var members = new ArrayList<Long>(people);
        for (var friend : friends) {
            members.add(world.portal()
                    .createContact(Map.of(
                            "line_user_id",
                            friend.userId(),
                            "line_follow",
                            "YES",
                            "lastname",
                            name(members.size()),
                            // otherwise Musubi takes them for new, and looks up the name of each
                            "line_id_sync_date",
                            "2026-01-01"))
                    .id());
        }
        this.contacts = members;
        this.list = Long.toString(world.portal()
                .lists()
                .add("Everybody from " + members.getFirst(), ListKind.MANUAL, members)
                .id());
    }

    /** The last name of a friend, by their place. */
    public static String name(int place) {
        return NAMES.get(place % NAMES.size());
    }

    public List<Friend> friends() {
        return friends;
    }

    /** HubSpot's record ids, in the order of the friends. */
    public List<Long> contacts() {
        return contacts;
    }

    /** The id of a new draft to all of them. */
    public String draft(String text) {
        return world.api()
                .ok(
                        "POST",
                        "/api/connections/" + world.connection() + "/broadcasts",
                        Map.of(
                                "title",
                                "Bench",
                                "message",
                                Map.of("bubbles", List.of(Map.of("type", "text", "text", text))),
                                "tracking",
                                "OFF",
                                "audience",
                                Map.of("lists", List.of(list))))
                .path("id")
                .asString();
    }

    /** Sends a draft now. */
    public void send(String id) {
        var _ = world.api().ok("POST", "/api/broadcasts/" + id + "/send", null);
    }

    public JsonNode broadcast(String id) {
        return world.api().ok("GET", "/api/broadcasts/" + id, null);
    }

    public String state(String id) {
        var state = broadcast(id).path("state").asString();
        if (state.equals("PAUSED") || state.equals("CANCELLED")) {
            throw new IllegalStateException("the broadcast is %s: %s".formatted(state, broadcast(id)));
        }
        return state;
    }

    /** Waits until it is in one of these states. */
    public void await(String id, Set<String> states, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (!states.contains(state(id))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not %s within %s: %s".formatted(states, atMost, broadcast(id)));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Compares the phones of all with what Musubi counted: everybody has it exactly that often. */
    public void requireEverybodyHasIt(String id, int times) {
        var counts = broadcast(id).path("counts");
        var wrong = friends.stream()
                .filter(friend -> friend.receivedCalls() != times)
                .count();
        if (wrong > 0
                || counts.path("recipients").asInt() != friends.size()
                || counts.path("sent").asInt() != friends.size()) {
            throw new IllegalStateException("%d have it too often or not at all; %s".formatted(wrong, broadcast(id)));
        }
    }
}
