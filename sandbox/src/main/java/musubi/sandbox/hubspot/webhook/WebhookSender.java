package musubi.sandbox.hubspot.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Posted;
import musubi.sandbox.http.Poster;
import musubi.sandbox.hubspot.WebhookForgery;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends an app's events: at most a hundred in a request, of whatever portals, some requests at a time. What was not
 * acknowledged is sent again as it was, but for {@code attemptNumber}. Order is not kept and repeats happen, as with
 * HubSpot; how often is set.
 */
public final class WebhookSender implements AutoCloseable {

    static final int MAX_BATCH = 100;
    private static final int MAX_REMEMBERED = 1_000;

    private final String secret;
    private final Clock clock;
    private final Random random;
    private final WebhookCounters counters = new WebhookCounters();
    private final Poster poster = new Poster();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<ObjectNode> queue = new ArrayDeque<>();
    // each is sent by one after the other
    private final Deque<List<List<ObjectNode>>> due = new ArrayDeque<>();
    private final Deque<ObjectNode> past = new ArrayDeque<>();
    private int underWay;
    private boolean held;

    public volatile String targetUrl = "";
    public volatile String reachedAt = "";
    public volatile int atATime = 10;
    public volatile Duration allowed = Duration.ofSeconds(5);
    public volatile double duplicates;
    public volatile double disorder;
    // ten over a day with HubSpot; over some two seconds here
    public volatile List<Duration> delays = IntStream.range(0, 10)
            .mapToObj(retry -> Duration.ofMillis(2L << retry))
            .toList();

    public WebhookSender(String secret, Clock clock, Random random) {
        this.secret = secret;
        this.clock = clock;
        this.random = random;
    }

    public WebhookCounters counters() {
        return counters;
    }

    public synchronized void add(List<ObjectNode> events) {
        if (targetUrl.isEmpty()) {
            counters.dropped(events.size());
            return;
        }
        for (var event : events) {
            past.add(event);
            if (past.size() > MAX_REMEMBERED) {
                past.remove();
            }
            queue.add(event);
            counters.queued(1);
            if (random.nextDouble() < duplicates) {
                queue.add(event);
                counters.queued(1);
            }
        }
        pump();
    }

    /** Sends nothing new until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        pump();
    }

    /** What waits goes out in another order than it happened, one event a request, one request after the other. */
    public synchronized void scatter() {
        var events = new ArrayList<>(queue);
        queue.clear();
        if (events.stream().distinct().count() > 1) {
            var happened = List.copyOf(events);
            do {
                Collections.shuffle(events, random);
            } while (events.equals(happened));
        }
        if (!events.isEmpty()) {
            counters.queued(-events.size());
            counters.retryPlanned();
            due.add(events.stream().map(event -> List.of(numbered(event, 0))).toList());
        }
    }

    /** The last events once more, as they were. */
    public synchronized int again(int count) {
        var events = List.copyOf(past);
        var last = events.subList(Math.max(0, events.size() - count), events.size());
        queue.addAll(last);
        counters.queued(last.size());
        pump();
        return last.size();
    }

    /** Posts these bytes now and waits for the answer. */
    public Posted post(byte[] body, WebhookForgery forgery) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "HubSpot Connect 2.0 (namespace: webhooks-nio-http-client)");
        headers.putAll(SignatureHeaders.of(forgery, secret, targetUrl, body, clock.millis()));
        return poster.post(reachedAt.isEmpty() ? targetUrl : reachedAt, headers, body, allowed);
    }

    /** Retries first, then as many new ones as fit. */
    private synchronized void pump() {
        while (!held && underWay < atATime && !(due.isEmpty() && queue.isEmpty()) && !executor.isShutdown()) {
            underWay++;
            if (!due.isEmpty()) {
                var batches = due.remove();
                counters.retryDue();
                counters.starts();
                executor.execute(() -> attempt(batches));
                continue;
            }
            var batch = new ArrayList<ObjectNode>();
            while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
                batch.add(numbered(queue.remove(), 0));
            }
            counters.taken(batch.size());
            if (random.nextDouble() < disorder) {
                Collections.shuffle(batch, random);
            }
            executor.execute(() -> attempt(List.of(batch)));
        }
    }

    private void attempt(List<List<ObjectNode>> batches) {
        try {
            for (var batch : batches) {
                var posted = post(Json.bytes(Json.array().addAll(batch)), WebhookForgery.NONE);
                counters.answered(posted, batch.size());
                if (!posted.acknowledged()) {
                    plan(batch);
                }
            }
        } finally {
            counters.ended();
            synchronized (this) {
                underWay--;
            }
            pump();
        }
    }

    private void plan(List<ObjectNode> batch) {
        var waits = delays;
        var attempt = batch.getFirst().path("attemptNumber").asInt();
        if (attempt >= waits.size() || executor.isShutdown()) {
            counters.gaveUp();
            return;
        }
        counters.retryPlanned();
        var next = batch.stream().map(event -> numbered(event, attempt + 1)).toList();
        executor.execute(() -> {
            try {
                Thread.sleep(randomised(waits.get(attempt)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            synchronized (this) {
                due.add(List.of(next));
            }
            pump();
        });
    }

    /** HubSpot randomises the time of a retry: half to one and a half of what is set. */
    private synchronized Duration randomised(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * (0.5 + random.nextDouble())));
    }

    private static ObjectNode numbered(ObjectNode event, int attempt) {
        return event.deepCopy().put("attemptNumber", attempt);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        poster.close();
    }
}
