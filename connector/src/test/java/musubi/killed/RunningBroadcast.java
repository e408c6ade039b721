package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.inbox.DataDirectory;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import tools.jackson.databind.JsonNode;

/** A broadcast to a LINE that breaks off: everybody gets the message once, and then nobody can be found in the data directory. */
final class RunningBroadcast {

    private static final int PEOPLE = 2_000;
    private static final String PUSH = "/v2/bot/message/push";

    private final long seed;
    private final RandomGenerator random;
    private final Portal portal;
    private final Channel channel;
    private final List<Friend> friends;
    private String id = "";

    RunningBroadcast(long seed, Portal portal, Channel channel) {
        this(seed, portal, channel, PEOPLE);
    }

    RunningBroadcast(long seed, Portal portal, Channel channel, int people) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 3);
        this.portal = portal;
        this.channel = channel;
        channel.rateLimits(true);
        channel.useWebhook(false);
        this.friends = channel.crowd(people);
    }

    void begin(ConnectorProcess musubi) {
        draft(musubi.api(), musubi.url());
        assertThat(send(musubi.api())).isTrue();
    }

    /** A draft of it. */
    void draft(ApiClient api, URI webhooks) {
        var connection = KilledTests.connect(api, webhooks, channel, portal);
        var list = list();
        // slow enough that a kill comes while the audience is read
        portal.latency(Duration.ofMillis(250));
        id = api.ok(
                        "POST",
                        "/api/connections/" + connection + "/broadcasts",
                        Map.of(
                                "title", "Sale",
                                "message",
                                        Map.of(
                                                "bubbles",
                                                List.of(Map.of("type", "text", "text", "{{ contact.lastname }}様"))),
                                "audience", Map.of("lists", List.of(list))))
                .path("id")
                .asString();
    }

    /** Whether it is being sent, also when that was said before and the answer got lost. */
    boolean send(ApiClient api) {
        var answer = api.call("POST", "/api/broadcasts/" + id + "/send", null).statusCode();
        return answer == 202
                || (answer == 409 && !get(api).path("state").asString("").equals("DRAFT"));
    }

    private String list() {
        var members = new ArrayList<Long>();
        for (var friend : friends) {
            members.add(portal.createContact(Map.of(
                            "line_user_id",
                            friend.userId(),
                            "line_follow",
                            "YES",
                            "lastname",
                            name(friend),
                            "email",
                            friend.userId().toLowerCase(Locale.ROOT) + "@line.me"))
                    .id());
        }
        return Long.toString(portal.lists().add("A", ListKind.MANUAL, members).id());
    }

    private static String name(Friend friend) {
        return "Kyaku" + friend.userId().substring(1, 9);
    }

    /** Until some have it and most have not. */
    void awaitSomeReached() {
        eventually(
                "seed %d: some have it".formatted(seed),
                () -> friends.stream()
                                .filter(friend -> !friend.received().isEmpty())
                                .count()
                        >= friends.size() / 10);
    }

    /** Of the calls that come next, many fail in every way, and all are slow. */
    void faults(LineStandIn line) {
        channel.latency(Duration.ofMillis(random.nextInt(300)));
        for (var left = 60; left > 0; left--) {
            var times = random.nextInt(1, 4);
            line.faults()
                    .add(
                            switch (random.nextInt(5)) {
                                case 0 -> Fault.answer("POST", PUSH, times, 503, "");
                                case 1 -> Fault.answerAfter("POST", PUSH, times, 500, "");
                                case 2 -> Fault.of(Kind.CUT_BEFORE, "POST", PUSH, times, Duration.ZERO);
                                case 3 -> Fault.of(Kind.HANG_AFTER, "POST", PUSH, times, Duration.ofMillis(300));
                                default -> Fault.of(Kind.CUT_AFTER, "POST", PUSH, times, Duration.ZERO);
                            });
        }
    }

    /** Everybody has been reached, or it ended in another way. */
    boolean isDone(ApiClient api) {
        var state = get(api).path("state").asString("");
        assertThat(state).as("seed %d", seed).isNotEqualTo("PAUSED");
        return state.equals("DONE");
    }

    void check(ApiClient api, Path data) {
        eventually("seed %d: it is done".formatted(seed), () -> isDone(api));
        assertThat(friends.stream()
                        .map(friend -> friend.received().size())
                        .distinct()
                        .toList())
                .as("seed %d: messages of each", seed)
                .containsExactly(1);
        var counts = get(api).path("counts");
        for (var all : List.of("recipients", "sent")) {
            assertThat(counts.path(all).asInt(0)).as("seed %d: %s", seed, all).isEqualTo(friends.size());
        }
        counts.path("leftOut")
                .forEach(people -> assertThat(people.asInt(-1))
                        .as("seed %d: %s", seed, counts)
                        .isZero());
        assertNobodyRests(data);
    }

    private JsonNode get(ApiClient api) {
        return api.ok("GET", "/api/broadcasts/" + id, null);
    }

    /** The write-ahead log included. */
    void assertNobodyRests(Path data) {
        var words = new ArrayList<String>();
        for (var friend : List.of(friends.getFirst(), friends.get(friends.size() / 2), friends.getLast())) {
            words.add(friend.userId());
            words.add(name(friend));
        }
        assertThat(DataDirectory.find(data, words)).isEmpty();
    }
}
