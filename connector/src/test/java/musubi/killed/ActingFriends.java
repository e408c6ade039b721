package musubi.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Friend;
import musubi.testing.ConnectorProcess;

/** Friends come, write, block and unblock all the time; in the end every contact shows its friend's last act. */
final class ActingFriends {

    /** What a friend did last, as it must stand on the contact in the end. */
    private static final class Truth {
        String follow = "YES";
        String text = "";
    }

    private final long seed;
    private final RandomGenerator random;
    private final Portal portal;
    private final Channel channel;
    private final int most;
    private final int unanswered;
    private final Map<Friend, Truth> truths = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("friends").unstarted(this::act);
    private volatile boolean going = true;
    private volatile int acts;
    private String connection = "";

    /** Some ten acts a second. */
    ActingFriends(long seed, Portal portal, Channel channel) {
        this(seed, portal, channel, Integer.MAX_VALUE, 0);
    }

    /**
     * Those.
     *
     * @param most how many friends there are at the most
     * @param unanswered they act as fast as they can, while fewer webhooks than these wait for their answer; 0: some ten acts a second
     */
    ActingFriends(long seed, Portal portal, Channel channel, int most, int unanswered) {
        this.most = most;
        this.unanswered = unanswered;
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 1);
        this.portal = portal;
        this.channel = channel;
    }

    void begin(ConnectorProcess musubi) {
        begin(musubi.api(), musubi.url());
    }

    void begin(ApiClient api, URI webhooks) {
        connection = KilledTests.connect(api, webhooks, channel, portal);
        thread.start();
    }

    /** How often they acted so far. */
    int acts() {
        return acts;
    }

    /** Nobody acts from now on. */
    void end() throws InterruptedException {
        going = false;
        thread.join();
    }

    /** Each act has a moment of its own. */
    private void act() {
        var known = new ArrayList<Friend>();
        var moment = Instant.now();
        for (var act = 0; going; act++) {
            moment = moment.plusMillis(1);
            if (known.isEmpty() || (known.size() < most && random.nextInt(3) == 0)) {
                var friend = channel.newUser("friend " + act);
                known.add(friend);
                truths.put(friend, new Truth());
                friend.at(moment).follow();
            } else {
                var friend = known.get(random.nextInt(known.size()));
                var truth = truths.getOrDefault(friend, new Truth());
                if (truth.follow.equals("NO")) {
                    friend.at(moment).unblock();
                    truth.follow = "YES";
                } else if (random.nextInt(4) == 0) {
                    friend.at(moment).block();
                    truth.follow = "NO";
                } else {
                    truth.text = "text " + act;
                    friend.at(moment).write(truth.text);
                }
            }
            acts = act + 1;
            pause();
        }
    }

    private void pause() {
        try {
            if (unanswered == 0) {
                Thread.sleep(random.nextInt(100));
                return;
            }
            while (going && waiting() >= unanswered) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long waiting() {
        var webhooks = channel.webhooks();
        return webhooks.waiting() + webhooks.pendingRedeliveries();
    }

    /** Nothing of what they did waits to be answered or to be applied. */
    boolean isDone(ApiClient api) {
        return waiting() == 0
                && api.ok("GET", "/api/connections/" + connection + "/backlog", null)
                                .path("pending")
                                .asInt(-1)
                        == 0;
    }

    void check(ApiClient api) {
        KilledTests.drained(api, connection, channel, seed);
        var tasks = portal.tasks().stream()
                .flatMap(task -> task.contactIds().stream())
                .collect(Collectors.groupingBy(contact -> contact, Collectors.counting()));
        assertThat(portal.contacts()).as("seed %d", seed).hasSize(truths.size());
        truths.forEach((friend, truth) -> {
            var contact = portal.contactBy("line_user_id", friend.userId()).orElseThrow();
            assertThat(contact.properties().get("line_follow"))
                    .as("seed %d", seed)
                    .isEqualTo(truth.follow);
            assertThat(contact.properties().getOrDefault("line_last_reply_message", ""))
                    .as("seed %d", seed)
                    .isEqualTo(truth.text);
            assertThat(tasks.getOrDefault(contact.id(), 0L))
                    .as("seed %d: nobody answers, so it is one conversation and one task", seed)
                    .isEqualTo(truth.text.isEmpty() ? 0 : 1);
        });
        assertThat(truths.size()).as("friends").isGreaterThan(Math.min(50, most - 1));
    }

    /** No person and no secret. */
    void assertNobodyIn(Collection<String> log) {
        assertThat(log)
                .noneMatch(words -> words.matches(".*U[0-9a-f]{32}.*"))
                .noneMatch(words -> words.contains("friend 0") || words.contains("text ") || words.contains("line.me"))
                .noneMatch(
                        words -> KilledTests.secrets(channel, portal).stream().anyMatch(words::contains));
    }
}
