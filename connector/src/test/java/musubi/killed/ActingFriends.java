package musubi.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
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
    private final Map<Friend, Truth> truths = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("friends").unstarted(this::act);
    private volatile boolean going = true;
    private String connection = "";

    ActingFriends(long seed, Portal portal, Channel channel) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 1);
        this.portal = portal;
        this.channel = channel;
    }

    void begin(ConnectorProcess musubi) {
        connection = KilledTests.connect(musubi, channel, portal);
        thread.start();
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
            if (known.isEmpty() || random.nextInt(3) == 0) {
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
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(random.nextInt(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void check(ApiClient api) {
        KilledTests.drained(api, connection, channel, seed);
        assertThat(portal.contacts()).as("seed %d", seed).hasSize(truths.size());
        truths.forEach((friend, truth) -> {
            var contact = portal.contactBy("line_user_id", friend.userId()).orElseThrow();
            assertThat(contact.properties().get("line_follow"))
                    .as("seed %d", seed)
                    .isEqualTo(truth.follow);
            assertThat(contact.properties().getOrDefault("line_last_reply_message", ""))
                    .as("seed %d", seed)
                    .isEqualTo(truth.text);
            assertThat(portal.tasks())
                    .as("seed %d: nobody answers, so it is one conversation and one task", seed)
                    .filteredOn(task -> task.contactIds().contains(contact.id()))
                    .hasSize(truth.text.isEmpty() ? 0 : 1);
        });
        assertThat(truths.size()).as("friends").isGreaterThan(50);
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
