package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Friend;
import musubi.testing.ConnectorProcess;

/** A scenario whose people go from step to step all the time: each gets each message once, in order. */
final class RunningScenario {

    private static final int PEOPLE = 300;
    private static final List<String> TEXTS = List.of("1", "2", "3", "4", "5");

    private final long seed;
    private final Portal portal;
    private final Channel channel;
    private final List<Friend> friends;
    private String path = "";

    RunningScenario(long seed, Portal portal, Channel channel) {
        this.seed = seed;
        this.portal = portal;
        this.channel = channel;
        channel.useWebhook(false);
        this.friends = channel.crowd(PEOPLE);
    }

    void begin(ConnectorProcess musubi) {
        var connection = KilledTests.connect(musubi, channel, portal);
        var api = musubi.api();
        var none = new HashMap<String, Object>();
        none.put("quietHours", null);
        api.ok("PATCH", "/api/connections/" + connection, Map.of("options", none));
        var steps = new ArrayList<Map<String, Object>>();
        for (var text : TEXTS) {
            steps.add(Map.of(
                    "key",
                    "s" + text,
                    "wait",
                    "PT8S",
                    "message",
                    Map.of("bubbles", List.of(Map.of("type", "text", "text", text)))));
        }
        path = "/api/scenarios/"
                + api.ok(
                                "POST",
                                "/api/connections/" + connection + "/scenarios",
                                Map.of("name", "S", "trigger", Map.of("kind", "MANUAL"), "steps", steps))
                        .path("id")
                        .asString("");
        var contacts = friends.stream()
                .map(friend -> Long.toString(
                        portal.createContact(Map.of("line_user_id", friend.userId(), "line_follow", "YES"))
                                .id()))
                .toList();
        assertThat(api.ok("POST", path + "/enrolments", Map.of("contactIds", contacts))
                        .path("enrolled")
                        .asInt())
                .isEqualTo(PEOPLE);
    }

    void check(ApiClient api) {
        eventually(
                "seed %d: nobody is in it".formatted(seed),
                () -> api.ok("GET", path, null).at("/counts/running").asInt(-1) == 0);
        assertThat(friends)
                .allSatisfy(friend -> assertThat(friend.received().stream()
                                .map(message -> message.path("text").asString(""))
                                .toList())
                        .as("seed %d", seed)
                        .isEqualTo(TEXTS));
        var counts = api.ok("GET", path, null).path("counts");
        assertThat(counts.at("/ended/END").asInt())
                .as("seed %d: %s", seed, counts)
                .isEqualTo(PEOPLE);
        assertThat(counts.path("steps")
                        .valueStream()
                        .map(step -> step.path("sent").asInt()))
                .as("seed %d: %s", seed, counts)
                .hasSize(TEXTS.size())
                .containsOnly(PEOPLE);
    }
}
