package musubi.sandbox.hubspot.webhook;

import java.util.EnumMap;
import java.util.Map;
import musubi.sandbox.http.PostFailure;
import musubi.sandbox.http.Posted;
import musubi.sandbox.hubspot.WebhookTraffic;

/** The counters of an app's webhooks. */
public final class WebhookCounters {

    private final Map<PostFailure, Long> failed = new EnumMap<>(PostFailure.class);
    private long events;
    private long sent;
    private long acknowledged;
    private long waiting;
    private long underWay;
    private long pending;
    private long givenUp;
    private long dropped;
    private long most;

    WebhookCounters() {
        clear();
    }

    synchronized void queued(int more) {
        waiting += more;
    }

    synchronized void taken(int fewer) {
        waiting -= fewer;
        starts();
    }

    synchronized void starts() {
        underWay++;
        most = Math.max(most, underWay);
    }

    synchronized void answered(Posted posted, int count) {
        sent++;
        if (posted.failure().isPresent()) {
            failed.merge(posted.failure().get(), 1L, Long::sum);
        } else {
            acknowledged++;
            events += count;
        }
    }

    synchronized void ended() {
        underWay--;
        notifyAll();
    }

    synchronized void retryPlanned() {
        pending++;
    }

    synchronized void retryDue() {
        pending--;
    }

    synchronized void gaveUp() {
        givenUp++;
    }

    synchronized void dropped(int count) {
        dropped += count;
    }

    /** Resets the counters, but for what is in progress. */
    public synchronized void clear() {
        for (var reason : PostFailure.values()) {
            failed.put(reason, 0L);
        }
        events = 0;
        sent = 0;
        acknowledged = 0;
        givenUp = 0;
        dropped = 0;
        most = underWay;
    }

    /** Waits until nothing is in progress, at most that many milliseconds; false when it took longer. */
    public synchronized boolean awaitQuiet(long millis) throws InterruptedException {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (waiting > 0 || underWay > 0 || pending > 0) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(Math.min(left, 50));
        }
        return true;
    }

    public synchronized WebhookTraffic snapshot() {
        return new WebhookTraffic(
                events, sent, acknowledged, Map.copyOf(failed), waiting, underWay, pending, givenUp, dropped, most);
    }
}
