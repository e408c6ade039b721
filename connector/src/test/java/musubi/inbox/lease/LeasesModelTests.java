package musubi.inbox.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import musubi.inbox.OwnershipLostException;
import musubi.inbox.Settlement;
import musubi.inbox.Tenure;
import musubi.inbox.postgres.TestInbox;
import musubi.testing.Seed;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that come, leave, die and freeze at random: at no moment two own a portal, and in the end each owns what belongs to it. */
class LeasesModelTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);
    private static final int STEPS = 400;
    private static final int MAX_NODES = 4;
    private static final List<Long> PORTALS =
            LongStream.rangeClosed(1, 6).boxed().toList();

    private final Random random = Seed.random("leases");
    private final NodesOfATest world = new NodesOfATest(DATABASE);
    private final List<Leases> living = new ArrayList<>();
    private final Map<Leases, Integer> frozen = new HashMap<>();
    private final List<Tenure> inHand = new ArrayList<>();
    private final Map<Long, Tenure> newest = new HashMap<>();

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @Test
    void atNoMomentTwoNodesOwnAPortal() {
        for (var step = 0; step < STEPS; step++) {
            change();
            world.pass(Duration.ofMillis(random.nextInt(1_500)));
            living.forEach(this::work);
            for (var portal : PORTALS) {
                assertThat(living.stream().filter(node -> node.own(portal)))
                        .as("owners of portal %d at step %d, seed %d", portal, step, Seed.VALUE)
                        .hasSizeLessThan(2);
            }
            begin();
            settle();
        }
        frozen.clear();
        inHand.forEach(Tenure::close);
        if (living.isEmpty()) {
            living.add(world.node());
        }
        for (var second = 0; second < 40; second++) {
            for (var portal : PORTALS) {
                living.forEach(node -> node.own(portal));
            }
            world.second(living.toArray(Leases[]::new));
        }
        var ids = living.stream().map(Leases::node).toList();
        for (var portal : PORTALS) {
            assertThat(living.stream().filter(node -> node.own(portal)).map(Leases::node))
                    .as("portal %d, seed %d", portal, Seed.VALUE)
                    .containsExactly(FirstChoice.of(portal, ids).orElseThrow());
        }
    }

    private void change() {
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> {
                if (living.size() < MAX_NODES) {
                    living.add(world.node());
                }
            }
            case 3 -> {
                if (!living.isEmpty()) {
                    living.remove(random.nextInt(living.size())).leave();
                }
            }
            case 4 -> {
                if (!living.isEmpty()) {
                    living.remove(random.nextInt(living.size()));
                }
            }
            case 5, 6 -> {
                if (!living.isEmpty()) {
                    frozen.put(living.get(random.nextInt(living.size())), 1 + random.nextInt(25));
                }
            }
            default -> {}
        }
    }

    /** A node that is frozen does nothing; one that is not may be slow. */
    private void work(Leases node) {
        int left = frozen.getOrDefault(node, 0);
        if (left > 0) {
            frozen.put(node, left - 1);
        } else if (random.nextInt(10) > 0) {
            node.tick();
        }
    }

    private void begin() {
        for (var node : living) {
            var portal = PORTALS.get(random.nextInt(PORTALS.size()));
            node.begin(portal).ifPresent(tenure -> {
                var before = newest.put(portal, tenure);
                if (before != null) {
                    var same = before.node().equals(tenure.node());
                    assertThat(tenure.fence())
                            .as("portal %d, seed %d", portal, Seed.VALUE)
                            .isGreaterThanOrEqualTo(before.fence() + (same ? 0 : 1));
                }
                inHand.add(tenure);
            });
        }
    }

    /** What is settled is settled by the last one that began. */
    private void settle() {
        for (var i = random.nextInt(3); i > 0 && !inHand.isEmpty(); i--) {
            var tenure = inHand.remove(random.nextInt(inHand.size()));
            if (settles(tenure)) {
                assertThat(tenure.fence())
                        .as("portal %d, seed %d", tenure.portalId(), Seed.VALUE)
                        .isEqualTo(
                                newest.getOrDefault(tenure.portalId(), tenure).fence());
            }
            tenure.close();
        }
    }

    private static boolean settles(Tenure tenure) {
        var settlement = new Settlement();
        settlement.under(tenure);
        try {
            INBOX.queue().settle(settlement);
            return true;
        } catch (OwnershipLostException lost) {
            return false;
        }
    }

    /** Whose death left what it had: it ends within the time that its lease has left. */
    @Test
    void whateverDiesIsFollowedWithinFifteenSeconds() {
        for (var round = 0; round < 5; round++) {
            var nodes = new ArrayList<Leases>();
            for (var i = 0; i < 3; i++) {
                nodes.add(world.node());
            }
            run(nodes, 1 + random.nextInt(12));
            nodes.remove(random.nextInt(nodes.size()));
            run(nodes, 13);
            for (var portal : PORTALS) {
                assertThat(nodes.stream().filter(node -> node.own(portal)))
                        .as("portal %d, seed %d", portal, Seed.VALUE)
                        .hasSize(1);
            }
            nodes.forEach(Leases::leave);
        }
    }

    private void run(List<Leases> nodes, int seconds) {
        for (var second = 0; second < seconds; second++) {
            for (var portal : PORTALS) {
                nodes.forEach(node -> node.own(portal));
            }
            world.second(nodes.toArray(Leases[]::new));
        }
    }
}
