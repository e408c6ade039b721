package musubi.delivery.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.delivery.Recipient;
import musubi.system.MasterKey;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call has the same key wherever and whenever it is made, and no two calls have the same. */
class RetryKeysTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final RetryKeys keys = new RetryKeys(WORLD.bean(MasterKey.class));
    private final UUID delivery = UUID.randomUUID();

    private static List<Recipient> people(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                .toList();
    }

    @Test
    void anotherNodeMakesTheSameKeyForTheSamePeople() {
        var other = new RetryKeys(WORLD.bean(MasterKey.class));
        assertThat(other.of(delivery, 0, people(0, 500))).isEqualTo(keys.of(delivery, 0, people(0, 500)));
        // HubSpot may have merged the contact meanwhile: the person is the same
        var merged = people(0, 500).stream()
                .map(person -> new Recipient(person.contactId() + 1, person.userId()))
                .toList();
        assertThat(keys.of(delivery, 0, merged)).isEqualTo(keys.of(delivery, 0, people(0, 500)));
    }

    @Test
    void everyOtherCallHasAnotherKey() {
        var made = new HashSet<UUID>();
        for (var generation = 0; generation < 3; generation++) {
            for (var from = 0; from < 20; from++) {
                for (var to = from + 1; to <= 20; to++) {
                    assertThat(made.add(keys.of(delivery, generation, people(from, to))))
                            .isTrue();
                    assertThat(made.add(keys.of(UUID.randomUUID(), generation, people(from, to))))
                            .isTrue();
                }
            }
        }
        assertThat(made.add(keys.of(delivery, 0, people(0, 2).reversed()))).isTrue();
    }

    @Test
    void theKeyHasTheFormOfARandomUuid() {
        for (var i = 0; i < 1_000; i++) {
            var key = keys.of(UUID.randomUUID(), i, people(i, i + 1));
            assertThat(key.version()).isEqualTo(4);
            assertThat(key.variant()).isEqualTo(2);
        }
    }
}
