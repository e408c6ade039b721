package musubi.sandbox.line.webhook;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import musubi.sandbox.line.FailureReason;
import musubi.sandbox.line.Outcome;
import musubi.sandbox.line.WebhookTraffic;

/** The counters of a channel's webhooks. */
public final class WebhookCounters {

    private static final int MAX_LATENCIES = 100_000;

    private long[] latencies = new long[64];
    private final Map<FailureReason, Long> failed = new EnumMap<>(FailureReason.class);
    private long sent;
    private long acknowledged;
    private long waiting;
    private long pending;
    private long givenUp;
    private long dropped;

    WebhookCounters() {
        clear();
    }

    synchronized void handedOver() {
        waiting++;
    }

    synchronized void answered(Outcome outcome) {
        sent++;
        if (outcome.failure().isPresent()) {
            failed.merge(outcome.failure().get(), 1L, Long::sum);
        } else {
            var at = (int) (acknowledged % MAX_LATENCIES);
            if (at == latencies.length) {
                latencies = Arrays.copyOf(latencies, Math.min(2 * at, MAX_LATENCIES));
            }
            latencies[at] = outcome.took().toNanos();
            acknowledged++;
        }
    }

    synchronized void settled() {
        waiting--;
        notifyAll();
    }

    synchronized void redeliveryPlanned() {
        pending++;
    }

    synchronized void redeliveryStarts() {
        pending--;
        waiting++;
    }

    synchronized void gaveUp() {
        givenUp++;
    }

    synchronized void dropped(int events) {
        dropped += events;
    }

    /** Resets the counters, but for what is in progress. */
    public synchronized void clear() {
        for (var reason : FailureReason.values()) {
            failed.put(reason, 0L);
        }
        sent = 0;
        acknowledged = 0;
        givenUp = 0;
        dropped = 0;
    }

    /** Waits until nothing is in progress, at most that many milliseconds; false when it took longer. */
    public synchronized boolean awaitQuiet(long millis) throws InterruptedException {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (waiting > 0 || pending > 0) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(Math.min(left, 100));
        }
        return true;
    }

    public synchronized WebhookTraffic snapshot() {
        var sorted = Arrays.copyOf(latencies, (int) Math.min(acknowledged, MAX_LATENCIES));
        Arrays.sort(sorted);
        return new WebhookTraffic(
                sent,
                acknowledged,
                Map.copyOf(failed),
                waiting,
                pending,
                givenUp,
                dropped,
                percentile(sorted, 0.50),
                percentile(sorted, 0.99));
    }

    private static double percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        var at = (int) Math.ceil(share * sorted.length) - 1;
        return Math.round(sorted[Math.max(at, 0)] / 1_000.0) / 1_000.0;
    }
}
