package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
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
    private final Duration wait;
    private String path = "";

    RunningScenario(long seed, Portal portal, Channel channel) {
        this(seed, portal, channel, PEOPLE, Duration.ofSeconds(8));
    }

    RunningScenario(long seed, Portal portal, Channel channel, int people, Duration wait) {
        this.wait = wait;
        this.seed = seed;
        this.portal = portal;
        this.channel = channel;
        channel.useWebhook(false);
        this.friends = channel.crowd(people);
    }

    void begin(ConnectorProcess musubi) {
        begin(musubi.api(), musubi.url());
    }

    void begin(ApiClient api, URI webhooks) {
        var connection = KilledTests.connect(api, webhooks, channel, portal);
        var none = new HashMap<String, Object>();
        none.put("quietHours", null);
        api.ok("PATCH", "/api/connections/" + connection, Map.of("options", none));
        var steps = new ArrayList<Map<String, Object>>();
        for (var text : TEXTS) {
            steps.add(Map.of(
                    "key",
                    "s" + text,
                    "wait",
                    wait.toString(),
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
        for (var from = 0; from < contacts.size(); from += 500) {
            var some = contacts.subList(from, Math.min(from + 500, contacts.size()));
            assertThat(api.ok("POST", path + "/enrolments", Map.of("contactIds", some))
                            .path("enrolled")
                            .asInt())
                    .isEqualTo(some.size());
        }
    }

    /** Nobody is in it any more. */
    boolean isDone(ApiClient api) {
        return api.ok("GET", path, null).at("/counts/running").asInt(-1) == 0;
    }

    void check(ApiClient api) {
        eventually("seed %d: nobody is in it".formatted(seed), () -> isDone(api));
        assertThat(friends)
                .allSatisfy(friend -> assertThat(friend.received().stream()
                                .map(message -> message.path("text").asString(""))
                                .toList())
                        .as("seed %d", seed)
                        .isEqualTo(TEXTS));
        var counts = api.ok("GET", path, null).path("counts");
        assertThat(counts.at("/ended/END").asInt())
                .as("seed %d: %s", seed, counts)
                .isEqualTo(friends.size());
        assertThat(counts.path("steps")
                        .valueStream()
                        .map(step -> step.path("sent").asInt()))
                .as("seed %d: %s", seed, counts)
                .hasSize(TEXTS.size())
                .containsOnly(friends.size());
    }
}
