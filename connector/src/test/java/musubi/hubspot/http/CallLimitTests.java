package musubi.hubspot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallLimitTests {

    private static final long WINDOW = Duration.ofMillis(150).toNanos();
    /** So short that a call which waits looks often whether the clock has moved. */
    private static final long SHORT_WINDOW = Duration.ofMillis(20).toNanos();

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
                var priority = List.of(CallPriority.values()).get(caller % CallPriority.values().length);
                callers.execute(() -> call(limit, priority, random, arrivals));
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
            CallLimit limit, CallPriority priority, RandomGenerator random, ConcurrentLinkedQueue<Long> arrivals) {
        for (var left = 10; left > 0; left--) {
            try {
                limit.enter(priority, Duration.ofMinutes(1));
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
        limit.enter(CallPriority.LIVE, Duration.ofMinutes(1));
        limit.leave();
        // of ten, two remain though we made one: seven are somebody else's
        limit.learn(10, WINDOW, 2, 0);
        assertThat(limit.hasSpareCalls()).isFalse();
        now[0] += WINDOW;
        assertThat(limit.hasSpareCalls()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aWaitingCallIsRefusedAtOnceWhenTheLimitClosesForLong(CallPriority priority) {
        var limit = full();
        var waiting = CompletableFuture.runAsync(() -> enter(limit, priority, Duration.ofSeconds(30)));
        Waits.eventually("it waits", () -> limit.waiting() == 1);
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
        var waiting = CompletableFuture.runAsync(() -> enter(limit, CallPriority.LIVE, Duration.ofMillis(100)));
        assertThat(refusal(waiting))
                .hasMessageContaining("no place")
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(HubSpotException.Kind.LIMITED));
        limit.leave();
        // the call that gave up took no place
        assertThat(limit.closedFor()).isZero();
    }

    /** Its one place is taken, and stays so. */
    private static CallLimit full() {
        var limit = new CallLimit(1, System::nanoTime);
        enter(limit, CallPriority.LIVE, Duration.ofMinutes(1));
        return limit;
    }

    private static void enter(CallLimit limit, CallPriority priority, Duration timeout) {
        try {
            limit.enter(priority, timeout);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HubSpotException refusal(CompletableFuture<Void> waiting) {
        var thrown = assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(HubSpotException.class)
                .actual();
        return (HubSpotException) Objects.requireNonNull(thrown.getCause());
    }

    /** All wait for the one place, the least urgent first; the clock stands still until the test moves it. */
    @Test
    void aPlaceGoesToTheMostUrgentOfThoseWhoWait() {
        var now = new AtomicLong();
        var limit = fullUntilTheClockMoves(now);
        var served = new ConcurrentLinkedQueue<CallPriority>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var priorities = CallPriority.values();
            for (var at = priorities.length - 1; at >= 0; at--) {
                var priority = priorities[at];
                var waiting = priorities.length - at;
                callers.execute(() -> {
                    enter(limit, priority, Duration.ofMinutes(1));
                    served.add(priority);
                    limit.leave();
                });
                Waits.eventually("it waits", () -> limit.waiting() == waiting);
            }
            for (var priority : priorities) {
                now.addAndGet(SHORT_WINDOW);
                Waits.eventually(priority + " is served", () -> served.contains(priority));
            }
        }
        assertThat(served).containsExactly(CallPriority.values());
    }

    @Test
    void aPersonIsServedAlthoughLiveCallsWaitWithoutAGap() {
        var limit = new CallLimit(4, System::nanoTime);
        limit.learn(4, SHORT_WINDOW, -1, 0);
        var isServed = new AtomicBoolean();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 20; caller++) {
                callers.execute(() -> {
                    while (!isServed.get()) {
                        enter(limit, CallPriority.LIVE, Duration.ofMinutes(1));
                        limit.leave();
                    }
                });
            }
            Waits.eventually("live calls wait", () -> limit.waiting() > 10);
            try {
                enter(limit, CallPriority.INTERACTIVE, Duration.ofSeconds(10));
                limit.leave();
            } finally {
                isServed.set(true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatNobodyWaitsForIsSpacedOverTheWindow(CallPriority priority) {
        var now = new long[] {0};
        var limit = new CallLimit(10, () -> now[0]);
        limit.learn(10, WINDOW, -1, 0);
        enter(limit, priority, Duration.ofMinutes(1));
        var second = CompletableFuture.runAsync(() -> enter(limit, priority, Duration.ZERO));
        if (priority.compareTo(CallPriority.IMPORT) < 0) {
            assertThatCode(() -> second.get(60, TimeUnit.SECONDS)).doesNotThrowAnyException();
        } else {
            assertThat(refusal(second)).hasMessageContaining("no place");
            now[0] += WINDOW / 10;
            enter(limit, priority, Duration.ZERO);
        }
    }

    /** One place, taken by a call that was answered at the moment at which the clock stands. */
    private static CallLimit fullUntilTheClockMoves(AtomicLong now) {
        var limit = new CallLimit(1, now::get);
        limit.learn(1, SHORT_WINDOW, -1, 0);
        enter(limit, CallPriority.LIVE, Duration.ofMinutes(1));
        limit.leave();
        return limit;
    }

    @Test
    void aClosedLimitSaysForHowLong() {
        var now = new long[] {0};
        var limit = new CallLimit(10, () -> now[0]);
        limit.close(Duration.ofSeconds(30));
        assertThat(limit.closedFor()).isEqualTo(Duration.ofSeconds(30));
        now[0] += Duration.ofSeconds(29).toNanos();
        assertThat(limit.hasSpareCalls()).isFalse();
        now[0] += Duration.ofSeconds(1).toNanos();
        assertThat(limit.hasSpareCalls()).isTrue();
        assertThat(limit.closedFor()).isZero();
    }
}
