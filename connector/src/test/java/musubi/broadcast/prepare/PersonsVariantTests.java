package musubi.broadcast.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.broadcast.Variant;
import musubi.system.MasterKey;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who gets which variant: always the same one, and as many as its share says. */
class PersonsVariantTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final int PEOPLE = 20_000;

    private final PersonsVariant variants = new PersonsVariant(WORLD.bean(MasterKey.class));
    private final UUID broadcast = UUID.fromString("9d6f4e1c-2f55-4c7c-9a53-0f1f8a1c7b01");

    private static List<Variant> shares(int... percent) {
        return IntStream.of(percent)
                .mapToObj(share -> new Variant("V" + share, share, JsonNodeFactory.instance.objectNode()))
                .toList();
    }

    private int[] counts(List<Variant> shares) {
        var counts = new int[shares.size() + 1];
        for (var person = 0; person < PEOPLE; person++) {
            counts[
                    variants.of(broadcast, Integer.toString(70_000 + person), shares)
                            .orElse(shares.size())]++;
        }
        return counts;
    }

    @Test
    void theSharesAreNearTheirPercent() {
        for (var shares :
                List.of(shares(100), shares(50, 50), shares(1, 99), shares(10, 20, 30, 40), shares(98, 1, 1))) {
            var counts = counts(shares);
            assertThat(counts[shares.size()]).as("of a remainder of %s", shares).isZero();
            for (var i = 0; i < shares.size(); i++) {
                // five standard deviations of the widest share
                assertThat(100.0 * counts[i] / PEOPLE)
                        .as("%s", shares)
                        .isCloseTo(shares.get(i).percent(), within(1.8));
                assertThat(counts[i]).isPositive();
            }
        }
    }

    @Test
    void theRemainderIsWhatTheSharesLeave() {
        for (var shares : List.of(shares(10, 10), shares(1, 1, 1, 1), shares(49, 50))) {
            var left = 100 - shares.stream().mapToInt(Variant::percent).sum();
            assertThat(100.0 * counts(shares)[shares.size()] / PEOPLE)
                    .as("%s", shares)
                    .isCloseTo(left, within(1.8));
        }
    }

    /** Whoever makes the shares smaller leaves people out, and moves nobody of the first one. */
    @Test
    void aPersonOfTheRemainderIsAlwaysOneOfIt() {
        var whole = shares(50, 50);
        var part = shares(50, 10);
        for (var person = 0; person < 500; person++) {
            var id = Integer.toString(person);
            var now = variants.of(broadcast, id, part);
            assertThat(now).isEqualTo(variants.of(broadcast, id, part));
            if (now.isPresent()) {
                assertThat(now).isEqualTo(variants.of(broadcast, id, whole));
            }
        }
    }

    @Test
    void aPersonAlwaysGetsTheSameOne() {
        var other = new PersonsVariant(WORLD.bean(MasterKey.class));
        var shares = shares(25, 25, 25, 25);
        for (var person = 0; person < 500; person++) {
            var id = Integer.toString(person);
            assertThat(other.of(broadcast, id, shares)).isEqualTo(variants.of(broadcast, id, shares));
        }
    }

    @Test
    void anotherBroadcastSharesThePeopleAnew() {
        var shares = shares(50, 50);
        var same = IntStream.range(0, 2_000)
                .mapToObj(Integer::toString)
                .filter(id -> variants.of(broadcast, id, shares).equals(variants.of(UUID.randomUUID(), id, shares)))
                .count();
        assertThat(same).isBetween(800L, 1_200L);
    }
}
