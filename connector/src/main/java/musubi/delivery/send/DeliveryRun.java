package musubi.delivery.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import musubi.delivery.DeliveryState;
import musubi.delivery.PauseReason;
import musubi.delivery.SendMethod;
import musubi.delivery.Waiting;
import musubi.delivery.store.CallOutcomes;
import musubi.delivery.store.StoredCall;
import musubi.line.LineFailure;
import musubi.line.SendOutcome;
import musubi.line.SendOutcome.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one delivery until all are made, it is stopped, or it is no longer {@link DeliveryState#SENDING}. One thread decides
 * and writes; the calls hold no thread. What it has in memory is bounded by the share of the channel.
 *
 * <p>The order of a call: it is on disk; it is noted that LINE may get it; it is made; its outcome is counted while its row is deleted. After
 * a crash at any point the same call is made with the same key, which LINE takes once.
 */
final class DeliveryRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRun.class);

    /** Calls read from the database at a time. */
    private static final int PUSH_WINDOW = 500;

    private static final int MULTICAST_WINDOW = 25;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(50);
    /** So that answers that come one after the other share a transaction. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final int ENOUGH = 200;
    private static final int MAX_REFUSED_IN_A_ROW = 20;

    private record Answer(CallAttempt attempt, SendOutcome outcome) {}

    private record Retry(CallAttempt attempt, Instant at) {}

    private final DeliveryCalls calls;
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Deque<StoredCall> window = new ArrayDeque<>();
    private final PriorityQueue<Retry> retries = new PriorityQueue<>(Comparator.comparing(Retry::at));

    private volatile boolean stopped;
    private int underway;
    private long position;
    private int refusedInARow;
    private int wave = StoredCall.AT_ONCE;
    private boolean mayBeReleased = true;
    private Instant looked = Instant.MIN;
    private Instant accepted;
    private Optional<Waiting.ForPlatform> waiting = Optional.empty();

    DeliveryRun(DeliveryCalls calls) {
        this.calls = calls;
        this.accepted = calls.now();
    }

    /** Makes no further call. Returns at once; {@link #run} ends when the calls under way have an outcome. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        if (!calls.begin()) {
            return;
        }
        var sending = true;
        while (sending || underway > 0) {
            settle(await());
            sending = sending && !stopped && look();
            if (sending) {
                fill();
                sending = !(isEmpty() && finished());
            }
        }
    }

    private boolean isEmpty() {
        return underway == 0 && window.isEmpty() && retries.isEmpty();
    }

    /** What waits behind the position may have come from calls that were replaced; it is read again from the beginning. */
    private boolean finished() {
        position = 0;
        return calls.finish();
    }

    private List<Answer> await() {
        var some = new ArrayList<Answer>();
        try {
            var first = underway == 0 && retries.isEmpty() && looked.equals(Instant.MIN)
                    ? answers.poll()
                    : answers.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                some.add(first);
                if (answers.size() < ENOUGH) {
                    Thread.sleep(GATHER);
                }
                answers.drainTo(some);
            }
        } catch (InterruptedException e) {
            // nobody has a reason to: the calls under way have to be counted
            stopped = true;
        }
        return some;
    }

    /** Whether it may go on. */
    private boolean look() {
        var now = calls.now();
        // a clock that was put back must not keep it from looking
        if (!now.isBefore(looked) && now.isBefore(looked.equals(Instant.MIN) ? looked : looked.plus(LOOK))) {
            return true;
        }
        looked = now;
        mayBeReleased = true;
        tellWaiting(now);
        return calls.maySend();
    }

    private void tellWaiting(Instant now) {
        var failing = !retries.isEmpty() && now.isAfter(accepted.plus(LOOK.multipliedBy(2)));
        if (!failing && waiting.isPresent()) {
            waiting = Optional.empty();
            calls.waits(waiting);
        }
    }

    private void settle(List<Answer> some) {
        if (some.isEmpty()) {
            return;
        }
        var now = calls.now();
        var outcomes = new CallOutcomes();
        var counted = new IdentityHashMap<CallAttempt, Verdict>();
        Verdict.Stop stop = null;
        for (var answer : some) {
            underway--;
            var attempt = answer.attempt();
            var key = attempt.call().retryKey();
            var people = attempt.content().recipients();
            var verdict = Verdict.of(
                    attempt, calls.method() == SendMethod.PUSH && !calls.sameForAll(), answer.outcome(), now);
            counted.put(attempt, verdict);
            switch (verdict) {
                case Verdict.Sent(var unexpected) -> {
                    if (unexpected && attempt.call().isProbe() && calls.stopIfRestored(attempt)) {
                        LOG.warn("Delivery {} is paused: LINE has messages unknown to this database", calls.id());
                        stopped = true;
                    }
                    outcomes.accepted(key, people);
                    accepted = now;
                    refusedInARow = 0;
                }
                case Verdict.Refused() -> {
                    outcomes.refused(key, people);
                    refusedInARow++;
                }
                // one step towards those whom LINE takes: what counts is whether it ends with them
                case Verdict.Replaced(var refused, var others) -> outcomes.replaced(key, refused, others);
                case Verdict.Uncertain() -> outcomes.uncertain(key, people);
                case Verdict.Again(var failure) ->
                    again(attempt.failed(answer.outcome() instanceof Unknown), failure, now);
                case Verdict.Stop reason -> {
                    stop = reason;
                    if (!attempt.doubtful()) {
                        outcomes.untouched(key);
                    }
                }
            }
        }
        if (!outcomes.isEmpty()) {
            calls.settle(outcomes);
        }
        counted.forEach(calls::count);
        if (stop != null) {
            pause(stop.reason(), stop.detail());
        } else if (refusedInARow >= MAX_REFUSED_IN_A_ROW) {
            pause(PauseReason.REFUSED, "");
        }
    }

    private void pause(PauseReason reason, String detail) {
        if (!stopped) {
            LOG.warn("Delivery {} is paused: {}", calls.id(), reason);
            calls.pause(reason, detail);
            stopped = true;
        }
    }

    private void again(CallAttempt attempt, LineFailure failure, Instant now) {
        retries.add(new Retry(attempt, now.plus(RetryTimes.after(attempt.failures(), ThreadLocalRandom.current()))));
        if (waiting.isEmpty() && now.isAfter(accepted.plus(LOOK.multipliedBy(2)))) {
            waiting = Optional.of(new Waiting.ForLine(failure.code(), accepted));
            calls.waits(waiting);
        }
    }

    private void fill() {
        var now = calls.now();
        var room = calls.room();
        var again = new ArrayList<CallAttempt>();
        var late = new CallOutcomes();
        while (again.size() < room && !retries.isEmpty() && !retries.peek().at().isAfter(now)) {
            var attempt = retries.remove().attempt();
            // the machine may have slept since the call failed
            if (attempt.isTooLate(now)) {
                late.uncertain(attempt.call().retryKey(), attempt.content().recipients());
                calls.count(attempt, new Verdict.Uncertain());
            } else {
                again.add(attempt);
            }
        }
        if (!late.isEmpty()) {
            calls.settle(late);
        }
        again.forEach(this::make);
        // calls that fail take the place of new ones, so that an outage does not fill the memory
        room -= again.size() + retries.size();
        while (room > 0) {
            var fresh = fresh(room, now);
            if (fresh.isEmpty()) {
                return;
            }
            room -= fresh.size();
            fresh.forEach(this::make);
        }
    }

    private List<CallAttempt> fresh(int room, Instant now) {
        if (window.isEmpty()) {
            refill();
            if (window.isEmpty() && released()) {
                refill();
            }
        }
        var some = new ArrayList<StoredCall>();
        while (some.size() < room && !window.isEmpty() && isItsTurn(window.element())) {
            some.add(window.remove());
            position = some.getLast().position();
        }
        return some.isEmpty() ? List.of() : calls.attempt(some, now);
    }

    private void refill() {
        window.addAll(calls.next(position, calls.method() == SendMethod.PUSH ? PUSH_WINDOW : MULTICAST_WINDOW));
    }

    /** Whether there is more to make that was held back until now; those whose answers are waited for do not hold it up. */
    private boolean released() {
        if (mayBeReleased && calls.moveReleased()) {
            // the first of them tell something about the delivery again
            wave = StoredCall.AT_ONCE;
            return true;
        }
        mayBeReleased = false;
        return false;
    }

    /** Calls to many wait until LINE has said whether it knows the delivery. */
    private boolean isItsTurn(StoredCall call) {
        if (call.wave() > wave && calls.hasBegun(call.wave())) {
            wave = call.wave();
        }
        return call.wave() <= wave;
    }

    private void make(CallAttempt attempt) {
        underway++;
        var ignored = calls.make(attempt).thenAccept(outcome -> answers.add(new Answer(attempt, outcome)));
    }
}
