package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimitTests {

    private static final long WINDOW = Duration.ofMillis(150).toNanos();
    private static final int ALLOWED = 12;

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);

    @Test
    void howeverTheCallsFallNoWindowHoldsMoreThanIsAllowed() {
        var limit = new CallLimit(ALLOWED, System::nanoTime);
        limit.learn(ALLOWED, WINDOW, -1, 0);
        var arrivals = new ConcurrentLinkedQueue<Long>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 10; caller++) {
                var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + caller);
                var patient = caller % 2 == 0;
                callers.execute(() -> call(limit, patient, random, arrivals));
            }
        }
        var sorted = arrivals.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(sorted).hasSize(100);
        for (var first = 0; first + ALLOWED < sorted.length; first++) {
            assertThat(sorted[first + ALLOWED] - sorted[first])
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(WINDOW);
        }
    }

    /** HubSpot counts the call somewhere between our sending and its answer. */
    private static void call(
            CallLimit limit, boolean patient, RandomGenerator random, ConcurrentLinkedQueue<Long> arrivals) {
        for (var left = 10; left > 0; left--) {
            try {
                limit.enter(patient, Duration.ofMinutes(1));
                LockSupport.parkNanos(random.nextLong(5_000_000));
                arrivals.add(System.nanoTime());
                LockSupport.parkNanos(random.nextLong(5_000_000));
                limit.leave();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void callsOfOthersUnderTheSameLimitTakePlacesToo() throws InterruptedException {
        var now = new long[] {0};
        var limit = new CallLimit(10, () -> now[0]);
        limit.enter(false, Duration.ofMinutes(1));
        limit.leave();
        // of ten, two remain though we made one: seven are somebody else's
        limit.learn(10, WINDOW, 2, 0);
        assertThat(limit.hasRoom()).isFalse();
        now[0] += WINDOW;
        assertThat(limit.hasRoom()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsIsTurnedAwayAtOnceWhenTheLimitClosesForLong(boolean patient) {
        var limit = full();
        var waiting = CompletableFuture.runAsync(() -> enter(limit, patient, Duration.ofSeconds(30)));
        TestWorld.eventually("it waits", () -> limit.waiting() == 1);
        limit.close(Duration.ofHours(1));
        assertThat(refusal(waiting)).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(HubSpotException.Kind.LIMITED);
            assertThat(refusal.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        });
        assertThat(limit.waiting()).isZero();
    }

    @Test
    void aShortCloseIsWaitedForAndAWaitHasAnEnd() {
        var limit = full();
        limit.close(Duration.ofMillis(20));
        var waiting = CompletableFuture.runAsync(() -> enter(limit, false, Duration.ofMillis(100)));
        assertThat(refusal(waiting))
                .hasMessageContaining("no place")
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(HubSpotException.Kind.LIMITED));
        limit.leave();
        // nothing was taken by who gave up: of one place, the one of the call that has left is over with its window
        assertThat(limit.closedFor()).isZero();
    }

    /** Its one place is taken, and stays so. */
    private static CallLimit full() {
        var limit = new CallLimit(1, System::nanoTime);
        enter(limit, false, Duration.ofMinutes(1));
        return limit;
    }

    private static void enter(CallLimit limit, boolean patient, Duration patience) {
        try {
            limit.enter(patient, patience);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HubSpotException refusal(CompletableFuture<Void> waiting) {
        var thrown = assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(HubSpotException.class)
                .actual();
        return (HubSpotException) Objects.requireNonNull(thrown.getCause());
    }

    @Test
    void aClosedLimitSaysForHowLong() {
        var now = new long[] {0};
        var limit = new CallLimit(10, () -> now[0]);
        limit.close(Duration.ofSeconds(30));
        assertThat(limit.closedFor()).isEqualTo(Duration.ofSeconds(30));
        now[0] += Duration.ofSeconds(29).toNanos();
        assertThat(limit.hasRoom()).isFalse();
        now[0] += Duration.ofSeconds(1).toNanos();
        assertThat(limit.hasRoom()).isTrue();
        assertThat(limit.closedFor()).isZero();
    }
}
