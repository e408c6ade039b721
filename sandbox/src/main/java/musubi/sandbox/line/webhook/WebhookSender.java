package musubi.sandbox.line.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Recent;
import musubi.sandbox.line.Outcome;
import musubi.sandbox.line.SentWebhook;
import musubi.sandbox.line.Signature;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends a channel's webhooks, at most 64 at a time. The first attempts of one person's events arrive in order; nothing
 * else is guaranteed, as with LINE. With redelivery on, requests that were not acknowledged are sent again with
 * {@code isRedelivery: true}, after the configured delays, then given up.
 */
public final class WebhookSender implements AutoCloseable {

    private static final int MAX_CONCURRENT = 64;
    private static final int MAX_REMEMBERED = 10_000;

    private final WebhookTarget target;
    private final Clock clock;
    private final Random random;
    private final Consumer<String> renew;
    private final WebhookClient client;
    private final WebhookCounters counters = new WebhookCounters();
    private final Recent<SentWebhook> recent = new Recent<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);
    private final Map<String, CompletableFuture<@Nullable Void>> lanes = new HashMap<>();
    private final ScopedValue<List<SignedEvent>> collected = ScopedValue.newInstance();
    private final Map<String, ObjectNode> lastEvents = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public volatile boolean redelivers;
    public volatile Duration allowed = Duration.ofSeconds(2);
    public volatile List<Duration> delays =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private record SignedEvent(ObjectNode event, Signature signature) {}

    /** @param renew gets the reply token of each event that is sent again */
    public WebhookSender(
            WebhookTarget target, WebhookClient client, Clock clock, Random random, Consumer<String> renew) {
        this.target = target;
        this.client = client;
        this.clock = clock;
        this.random = random;
        this.renew = renew;
    }

    public WebhookCounters counters() {
        return counters;
    }

    /** Sends an event in a separate request, or in the one that {@link #together} collects. */
    public String send(ObjectNode event, int copies, Signature signature) {
        remember(event);
        for (var copy = 0; copy < copies; copy++) {
            if (collected.isBound()) {
                collected.get().add(new SignedEvent(event, signature));
            } else {
                queue(List.of(List.of(event)), signature);
            }
        }
        return event.path("webhookEventId").asString();
    }

    /** Sends all events of these acts in one body. */
    public void together(Runnable acts) {
        var events = collect(acts);
        if (!events.isEmpty()) {
            queue(
                    List.of(events.stream().map(SignedEvent::event).toList()),
                    events.getFirst().signature());
        }
    }

    /** Sends the events of these acts one after the other in a seeded wrong order, a body each. */
    public void shuffled(Runnable acts) {
        var events = new ArrayList<>(collect(acts));
        if (events.stream().distinct().count() > 1) {
            var happened = List.copyOf(events);
            do {
                Collections.shuffle(events, random);
            } while (events.equals(happened));
        }
        if (!events.isEmpty()) {
            queue(
                    events.stream().map(one -> List.of(one.event())).toList(),
                    events.getFirst().signature());
        }
    }

    /** Sends an event of the last 10,000 once more, marked as a redelivery or not, else the same. */
    public void again(String webhookEventId, boolean redelivery) {
        ObjectNode event;
        synchronized (this) {
            event = lastEvents.get(webhookEventId);
        }
        if (event == null) {
            throw new IllegalArgumentException("webhookEventId: unknown (expected: one of the last 10,000)");
        }
        queue(List.of(List.of(marked(event, redelivery))), Signature.RIGHT);
    }

    /** Posts these bytes now and waits for the answer. */
    public Outcome post(String endpoint, byte[] body, Signature signature) {
        var outcome = client.post(endpoint, body, signature.of(body, target.secret()), allowed);
        counters.answered(outcome);
        return outcome;
    }

    public byte[] body(List<ObjectNode> events) {
        var body = Json.object().put("destination", target.botUserId());
        body.putArray("events").addAll(events);
        return Json.bytes(body);
    }

    public Recent<SentWebhook> recent() {
        return recent;
    }

    /** Those of the last 10,000 events that a person caused, the oldest first. */
    public synchronized List<ObjectNode> eventsOf(String userId) {
        return lastEvents.values().stream()
                .filter(event ->
                        event.path("source").path("userId").asString("").equals(userId))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    private List<SignedEvent> collect(Runnable acts) {
        var events = new ArrayList<SignedEvent>();
        ScopedValue.where(collected, events).run(acts);
        return events;
    }

    private synchronized void remember(ObjectNode event) {
        lastEvents.put(event.path("webhookEventId").asString(), event);
    }

    /** Each list of events becomes a request, which is sent when the one before it was answered. */
    private synchronized void queue(List<List<ObjectNode>> bodies, Signature signature) {
        if (target.activeEndpoint() == null) {
            counters.dropped(bodies.stream().mapToInt(List::size).sum());
            return;
        }
        var people = people(bodies);
        var before = people.stream().map(lanes::get).filter(Objects::nonNull).toArray(CompletableFuture[]::new);
        var done = new CompletableFuture<@Nullable Void>();
        people.forEach(person -> lanes.put(person, done));
        counters.handedOver();
        executor.execute(() -> {
            try {
                CompletableFuture.allOf(before).join();
                bodies.forEach(events -> attempt(events, signature, 0));
            } finally {
                leave(people, done);
                counters.settled();
            }
        });
    }

    private synchronized void leave(Set<String> people, CompletableFuture<@Nullable Void> done) {
        people.forEach(person -> lanes.remove(person, done));
        done.complete(null);
    }

    private static Set<String> people(List<List<ObjectNode>> bodies) {
        var people = new LinkedHashSet<String>();
        bodies.forEach(events -> events.forEach(
                event -> people.add(event.path("source").path("userId").asString(""))));
        people.remove("");
        return people;
    }

    private void attempt(List<ObjectNode> events, Signature signature, int redelivery) {
        var endpoint = target.activeEndpoint();
        if (endpoint == null) {
            counters.dropped(events.size());
            return;
        }
        permits.acquireUninterruptibly();
        Outcome outcome;
        try {
            var at = clock.instant();
            outcome = post(endpoint, body(events), signature);
            recent.add(new SentWebhook(
                    at,
                    events.stream()
                            .map(event -> event.path("type").asString(""))
                            .toList(),
                    events.stream()
                            .map(event -> event.at("/source/userId").asString(""))
                            .filter(userId -> !userId.isEmpty())
                            .distinct()
                            .toList(),
                    outcome));
        } finally {
            permits.release();
        }
        if (!outcome.acknowledged()) {
            plan(events, signature, redelivery);
        }
    }

    private void plan(List<ObjectNode> events, Signature signature, int redelivery) {
        var waits = delays;
        if (!redelivers || redelivery >= waits.size() || executor.isShutdown()) {
            counters.gaveUp();
            return;
        }
        counters.redeliveryPlanned();
        executor.execute(() -> {
            try {
                Thread.sleep(waits.get(redelivery));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            counters.redeliveryStarts();
            try {
                if (!Thread.currentThread().isInterrupted()) {
                    attempt(events.stream().map(event -> marked(event, true)).toList(), signature, redelivery + 1);
                }
            } finally {
                counters.settled();
            }
        });
    }

    private ObjectNode marked(ObjectNode event, boolean redelivery) {
        if (redelivery) {
            renew.accept(event.path("replyToken").asString(""));
        }
        var copy = event.deepCopy();
        copy.putObject("deliveryContext").put("isRedelivery", redelivery);
        return copy;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
