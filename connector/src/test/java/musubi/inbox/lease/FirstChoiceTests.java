package musubi.inbox.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

class FirstChoiceTests {

    private static final int PORTALS = 3_000;

    private final Random random = Seed.random("first-choice");

    private List<UUID> nodes(int count) {
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }

    /** Ids of portals follow each other, and are small. */
    private static LongStream portals() {
        return LongStream.rangeClosed(1, PORTALS);
    }

    @Test
    void withoutNodesThereIsNone() {
        assertThat(FirstChoice.of(1, List.of())).isEmpty();
    }

    @Test
    void allComeToTheSameAnswerInWhateverOrderTheySeeTheNodes() {
        var nodes = nodes(5);
        var others = new ArrayList<>(nodes);
        portals().forEach(portal -> {
            Collections.shuffle(others, random);
            assertThat(FirstChoice.of(portal, others))
                    .as("seed %d", Seed.VALUE)
                    .isEqualTo(FirstChoice.of(portal, nodes))
                    .get()
                    .isIn(nodes);
        });
    }

    @Test
    void eachNodeGetsItsShare() {
        for (var count = 1; count <= 8; count++) {
            var nodes = nodes(count);
            var shares = portals()
                    .mapToObj(portal -> FirstChoice.of(portal, nodes).orElseThrow())
                    .collect(Collectors.groupingBy(node -> node, Collectors.counting()));
            var fair = (double) PORTALS / count;
            assertThat(shares).as("seed %d", Seed.VALUE).hasSize(count);
            // more than six standard deviations
            var spread = 6.5 * Math.sqrt(fair);
            assertThat(shares.values())
                    .as("seed %d", Seed.VALUE)
                    .allSatisfy(share -> assertThat((double) share).isBetween(fair - spread, fair + spread));
        }
    }

    @Test
    void whenANodeComesOrGoesOnlyItsPortalsChange() {
        for (var round = 0; round < 20; round++) {
            var nodes = nodes(1 + random.nextInt(6));
            var more = new ArrayList<>(nodes);
            var fresh = nodes(1).getFirst();
            more.add(random.nextInt(more.size() + 1), fresh);
            portals().limit(300).forEach(portal -> {
                var with = FirstChoice.of(portal, more).orElseThrow();
                var without = FirstChoice.of(portal, nodes).orElseThrow();
                assertThat(with.equals(without) || with.equals(fresh))
                        .as("portal %d, seed %d", portal, Seed.VALUE)
                        .isTrue();
            });
        }
    }
}
