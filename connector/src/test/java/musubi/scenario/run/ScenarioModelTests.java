package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * People in a scenario while LINE, HubSpot and the database fail at random and the connector is started again: each step is sent to each of them
 * once or left out with its reason, in order, and the numbers are those of the phones.
 */
class ScenarioModelTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final int PEOPLE = Integer.getInteger("musubi.people", 150);
    private static final int HAPPENINGS = 40;
    private static final String PUSH = "/v2/bot/message/push";
    private static final String READ = ".*/batch/read";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> STEPS = List.of("one", "two", "three", "four");

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @Test
    void whateverHappensEachStepIsSentOnceOrLeftOut() {
        var scenario = it.byHand(
                send("one", "one", Duration.ZERO),
                send("two", "two", Duration.ofSeconds(5)),
                send("three", "three", HOUR),
                send("four", "four", HOUR));
        var friends = it.friends(PEOPLE);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        for (var half = 0; half < 2; half++) {
            for (var left = HAPPENINGS; left > 0; left--) {
                happens(scenario, contacts);
            }
            WORLD.stop();
            WORLD.start();
        }
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
        eventually("nobody is in it", () -> {
            WORLD.clock().advance(Duration.ofMinutes(2));
            return tried(() -> it.rows(scenario) == 0);
        });
        check(scenario, friends);
    }

    private void check(Scenario scenario, List<Friend> friends) {
        var counts = it.counts(scenario);
        for (var friend : friends) {
            var has = texts(friend);
            assertThat(has)
                    .as("seed %d", seed)
                    .isEqualTo(STEPS.stream().filter(has::contains).toList());
        }
        for (var step : STEPS) {
            var has = friends.stream()
                    .filter(friend -> texts(friend).contains(step))
                    .count();
            assertThat(counts.of(step, StepCount.SENT))
                    .as("seed %d, %s", seed, step)
                    .isEqualTo(has);
        }
        assertThat(counts.running()).as("seed %d", seed).isZero();
        assertThat(counts.ended().values().stream().mapToLong(n -> n).sum())
                .as("seed %d", seed)
                .isEqualTo(PEOPLE);
        var last = counts.of("four", StepCount.SENT) + counts.leftOut("four");
        assertThat(last).as("seed %d", seed).isEqualTo(counts.ended(EndReason.END));
    }

    private void happens(Scenario scenario, List<Contact> contacts) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> WORLD.line().faults().add(fault(PUSH, random.nextInt(1, 15)));
            case 7, 8, 9 -> WORLD.hubspot().faults().add(fault(READ, random.nextInt(1, 3)));
            case 10, 11 -> databaseIsCut();
            case 12, 13 -> WORLD.clock().advance(Duration.ofMinutes(random.nextInt(40)));
            case 14 -> {
                var one = contacts.get(random.nextInt(contacts.size()));
                tried(() -> it.enrolments().remove(scenario.id(), one.id()));
            }
            case 15 -> {
                var one = contacts.get(random.nextInt(contacts.size()));
                it.connection().portal().update(one.id(), Map.of("line_opt_out", "YES"));
            }
            default -> moment();
        }
    }

    private Fault fault(String path, int times) {
        return switch (random.nextInt(7)) {
            case 0 -> Fault.answer("POST", path, times, 500, "");
            case 1 -> Fault.answerAfter("POST", path, times, 500, "");
            case 2 -> Fault.of(Kind.CUT_BEFORE, "POST", path, times, Duration.ZERO);
            case 3 -> Fault.of(Kind.HANG, "POST", path, times, Duration.ofMillis(random.nextInt(300)));
            case 4 -> Fault.of(Kind.HANG_AFTER, "POST", path, times, Duration.ofMillis(random.nextInt(300)));
            case 5 -> Fault.of(Kind.DELAY, "POST", path, times, Duration.ofMillis(random.nextInt(300)));
            default -> Fault.of(Kind.CUT_AFTER, "POST", path, times, Duration.ZERO);
        };
    }

    private static void databaseIsCut() {
        WORLD.database()
                .jdbc()
                .sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
                .query((_, _) -> true)
                .list();
    }

    /** What meets a connection that was cut is asked again, or not. */
    private static boolean tried(BooleanSupplier asked) {
        try {
            return asked.getAsBoolean();
        } catch (DataAccessException | TransactionException cut) {
            return false;
        }
    }

    private void moment() {
        try {
            Thread.sleep(random.nextInt(120));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
