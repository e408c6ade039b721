package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Random deliveries under random faults of LINE, of the database and of people: whatever happens, nobody gets a message twice, whoever was
 * not refused gets it, and the numbers are those of the phones.
 */
class DeliveryModelTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final int ROUNDS = Integer.getInteger("musubi.rounds", 2);
    private static final int STEPS = 25;
    private static final String SENDS = "/v2/bot/message/(push|multicast)";
    private static final String LIMITED = "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}";

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    /** A delivery, and how many of its people LINE refuses. */
    private record Sent(TestDelivery delivery, int people, int junk) {}

    @Test
    void whateverHappensNobodyGetsItTwiceAndTheNumbersAreExact() {
        for (var round = 0; round < ROUNDS; round++) {
            var all = new ArrayList<Sent>();
            for (var left = random.nextInt(2, 5); left > 0; left--) {
                all.add(started());
            }
            for (var step = 0; step < STEPS; step++) {
                happens(all.get(random.nextInt(all.size())).delivery());
            }
            WORLD.stop();
            WORLD.start();
            for (var step = 0; step < STEPS; step++) {
                happens(all.get(random.nextInt(all.size())).delivery());
            }
            WORLD.line().faults().clear();
            all.forEach(this::ends);
        }
    }

    private Sent started() {
        var delivery = new TestDelivery(WORLD, WORLD.connect());
        var people = new ArrayList<>(delivery.crowd(random.nextInt(1, 300)));
        var friends = people.size();
        var junk = random.nextInt(3) == 0 ? random.nextInt(1, 30) : 0;
        for (var i = 0; i < junk; i++) {
            people.add(random.nextInt(people.size() + 1), new Recipient(1, "not an id " + i));
        }
        delivery.connection().channel().latency(Duration.ofMillis(random.nextInt(60)));
        delivery.prepare(random.nextBoolean() ? SendMethod.PUSH : SendMethod.MULTICAST, people, random.nextInt(1, 120));
        delivery.deliveries().start(delivery.id());
        return new Sent(delivery, friends, junk);
    }

    private void happens(TestDelivery delivery) {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> WORLD.line().faults().add(fault(random.nextInt(1, 5)));
            case 10, 11 -> tried(() -> delivery.deliveries().pause(delivery.id(), PauseReason.PERSON, ""));
            case 12, 13, 14, 15, 16 -> tried(() -> delivery.deliveries().resume(delivery.id()));
            case 17 -> {
                if (random.nextInt(4) == 0) {
                    tried(() -> delivery.deliveries().cancel(delivery.id()));
                }
            }
            case 18, 19 -> databaseIsCut();
            default -> moment();
        }
    }

    private Fault fault(int times) {
        return switch (random.nextInt(8)) {
            case 0 -> Fault.answer("POST", SENDS, times, 500, "");
            case 1 -> Fault.answerAfter("POST", SENDS, times, 500, "");
            case 2 -> Fault.answer("POST", SENDS, times, 429, LIMITED);
            case 3 -> Fault.of(Kind.CUT_BEFORE, "POST", SENDS, times, Duration.ZERO);
            case 4 -> Fault.of(Kind.HANG, "POST", SENDS, times, Duration.ofMillis(random.nextInt(400)));
            case 5 -> Fault.of(Kind.HANG_AFTER, "POST", SENDS, times, Duration.ofMillis(random.nextInt(400)));
            case 6 -> Fault.of(Kind.DELAY, "POST", SENDS, times, Duration.ofMillis(random.nextInt(400)));
            default -> Fault.of(Kind.CUT_AFTER, "POST", SENDS, times, Duration.ZERO);
        };
    }

    /** What is asked of a delivery in a state in which it makes no sense is refused. */
    private static void tried(Runnable asked) {
        try {
            asked.run();
        } catch (DeliveryStateException refused) {
            // the state that it had is right
        } catch (DataAccessException | TransactionException cut) {
            // the database was cut off at this moment
        }
    }

    /** Runs end in the middle of whatever they do: each statement under way fails, and nobody knows of a commit whether it happened. */
    private static void databaseIsCut() {
        WORLD.database()
                .jdbc()
                .sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
                .query((_, _) -> true)
                .list();
    }

    /** The pool may still hold connections that were cut; each is found out once. */
    private static <T> T read(Supplier<T> question) {
        for (var left = 50; left > 0; left--) {
            try {
                return question.get();
            } catch (DataAccessException cut) {
                // another connection
            }
        }
        return question.get();
    }

    private void moment() {
        try {
            Thread.sleep(random.nextInt(60));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void ends(Sent sent) {
        var delivery = sent.delivery();
        eventually("seed %d: the delivery ends: %s".formatted(seed, read(delivery::now)), () -> {
            var now = read(delivery::now);
            if (now.state() == DeliveryState.PAUSED) {
                assertThat(now.pause().orElseThrow().reason())
                        .as("seed %d", seed)
                        .isIn(PauseReason.PERSON, PauseReason.REFUSED);
                tried(() -> delivery.deliveries().resume(delivery.id()));
            }
            return now.state().isEnd() && read(delivery::rests) == 0;
        });
        var ended = read(delivery::now);
        var counts = ended.counts();
        assertThat(counts.recipients()).as("seed %d", seed).isEqualTo(sent.people() + sent.junk());
        var received = delivery.connection().channel().users().stream()
                .map(friend -> friend.received().size())
                .toList();
        assertThat(received).as("seed %d", seed).allMatch(messages -> messages <= 1);
        var reached = received.stream().filter(messages -> messages == 1).count();
        if (ended.state() == DeliveryState.DONE) {
            assertThat(counts)
                    .as("seed %d", seed)
                    .isEqualTo(new DeliveryCounts(sent.people() + sent.junk(), sent.people(), 0, sent.junk()));
            assertThat(reached).as("seed %d", seed).isEqualTo(sent.people());
        } else {
            assertThat(reached).as("seed %d", seed).isBetween(counts.sent(), counts.sent() + counts.uncertain());
            assertThat(counts.refused()).as("seed %d", seed).isLessThanOrEqualTo(sent.junk());
            assertThat(counts.left()).as("seed %d", seed).isNotNegative();
        }
    }
}
