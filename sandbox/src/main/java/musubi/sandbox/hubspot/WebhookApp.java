package musubi.sandbox.hubspot;

import musubi.sandbox.hubspot.crm.store.ContactChanges;
import musubi.sandbox.hubspot.webhook.WebhookEvents;
import musubi.sandbox.hubspot.webhook.WebhookSender;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.sandbox.http.Posted;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a developer project's app: one target URL for all portals, its subscriptions, and the portals where
 * it is installed. What happens to a contact there, through the API or by hand, is told as HubSpot does: batches of at
 * most 100 events of any portals, 5 s for an answer, up to ten retries on no connection, no answer or any status that
 * is not 2xx, no promise about order or repeats.
 *
 * <p>A privacy deletion is told by {@code contact.privacyDeletion} and {@code contact.deletion} both (HubSpot's
 * changelog); which comes first is not documented. That a creation tells of its first values as property changes, and
 * that a merge tells of the values that moved and of no deletion, was not found documented either: a receiver should
 * not depend on it.
 */
public final class WebhookApp implements AutoCloseable {

    private final long appId;
    private final String clientSecret;
    private final WebhookEvents events;
    private final WebhookSender sender;
    private final List<WebhookSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final TreeMap<Long, Portal> portals = new TreeMap<>();
    private final ContactChanges.Listener listener = this::onChanges;
    private long lastSubscription;

    WebhookApp(WebhookAppOptions options, Clock clock, Random random) {
        this.appId = options.appId() == 0 ? 1_000_000L + random.nextInt(9_000_000) : options.appId();
        this.clientSecret = options.clientSecret().isEmpty()
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : options.clientSecret();
        this.lastSubscription = 2_000_000L + random.nextInt(1_000_000);
        this.events = new WebhookEvents(appId, new Random(random.nextLong()));
        this.sender = new WebhookSender(clientSecret, clock, new Random(random.nextLong()));
    }

    /** The app id. */
    public long appId() {
        return appId;
    }

    /** What its requests are signed with. */
    public String clientSecret() {
        return clientSecret;
    }

    /**
     * Where the events go, and what they are signed for. Without one, as at first, they are dropped.
     *
     * @throws IllegalArgumentException when it is no http or https URL
     */
    public void targetUrl(String url) {
        sender.targetUrl = checked(url);
    }

    /** Where the events go. */
    public Optional<String> targetUrl() {
        return Optional.of(sender.targetUrl).filter(url -> !url.isEmpty());
    }

    /** The address that is really called, as by a proxy that the target URL leads to; empty: the target URL itself. */
    public void reachedAt(String url) {
        sender.reachedAt = url.isEmpty() ? "" : checked(url);
    }

    /**
     * Wants to onChanges of this from now on.
     *
     * @param type {@code contact.creation}, {@code .deletion}, {@code .merge}, {@code .restore}, {@code .privacyDeletion},
     *     or {@code object.creation}, {@code .deletion}, {@code .merge}, {@code .restore}
     */
    public WebhookSubscription subscribe(String type) {
        return subscribe(type, null);
    }

    /** The same for {@code contact.propertyChange} and {@code object.propertyChange}, which are of one property. */
    public synchronized WebhookSubscription subscribe(String type, @Nullable String propertyName) {
        var subscription = new WebhookSubscription(lastSubscription + 1, type, propertyName, true);
        lastSubscription++;
        subscriptions.add(subscription);
        return subscription;
    }

    /** Not any more. */
    public void unsubscribe(long subscriptionId) {
        subscriptions.removeIf(subscription -> subscription.id() == subscriptionId);
    }

    /** Told of or not for the time being. */
    public void active(long subscriptionId, boolean on) {
        subscriptions.replaceAll(
                subscription -> subscription.id() == subscriptionId ? subscription.active(on) : subscription);
    }

    /** All subscriptions. */
    public List<WebhookSubscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** From now on it hears of the contacts there. */
    public synchronized void install(Portal portal) {
        portals.put(portal.id(), portal);
        portal.state().changes().addListener(listener);
    }

    /** Not any more. */
    public synchronized void uninstall(Portal portal) {
        portals.remove(portal.id());
        portal.state().changes().removeListener(listener);
    }

    /** The ids of the portals where it is installed. */
    public synchronized Set<Long> portals() {
        return new TreeSet<>(portals.keySet());
    }

    /** How long an answer may take; 5 s at first. */
    public void timeout(Duration allowed) {
        sender.allowed = allowed;
    }

    /**
     * Requests at a time; 10 at first.
     *
     * @throws IllegalArgumentException when it is not more than 5, as HubSpot demands
     */
    public void maxConcurrentRequests(int requests) {
        if (requests <= 5) {
            throw new IllegalArgumentException("maxConcurrentRequests: %d (expected: more than 5)".formatted(requests));
        }
        sender.atATime = requests;
    }

    /**
     * How long after a failure each retry comes, give or take half. At first ten, from 2 ms on, each twice the one
     * before: HubSpot's ten in a day, in some two seconds.
     */
    public void retryDelays(List<Duration> delays) {
        sender.delays = List.copyOf(delays);
    }

    /** How likely an event is sent twice, 0 to 1; 0 at first. */
    public void duplicates(double probability) {
        sender.duplicates = probability("duplicates", probability);
    }

    /** How likely the events of a request are in no order, 0 to 1; 0 at first. Requests overtake each other anyhow. */
    public void disorder(double probability) {
        sender.disorder = probability("disorder", probability);
    }

    /** Sends nothing until {@link #release}; retries wait too. */
    public void hold() {
        sender.hold();
    }

    /** Sends what waits, and goes on as before. */
    public void release() {
        sender.release();
    }

    /** Sends all events of the acts together, at most 100 in a request. */
    public void together(Runnable acts) {
        hold();
        try {
            acts.run();
        } finally {
            release();
        }
    }

    /** Sends the events of the acts in a wrong order (seeded), a request each. */
    public void shuffled(Runnable acts) {
        hold();
        try {
            acts.run();
            sender.scatter();
        } finally {
            release();
        }
    }

    /** Sends the last so many events (of at most 1,000 that are remembered) once more; says how many those were. */
    public int again(int count) {
        return sender.again(count);
    }

    /** Posts these bytes to the target URL, signed as it is said, and waits for the answer; not counted. */
    public Posted raw(byte[] body, WebhookForgery forgery) {
        return sender.post(body, forgery);
    }

    /** What happened to its webhooks so far. */
    public WebhookTraffic traffic() {
        return sender.counters().snapshot();
    }

    /** Begins to count anew. */
    public void resetTraffic() {
        sender.counters().clear();
    }

    /** Whether every event is answered and no retry is left, after waiting for that at most so long. */
    public boolean awaitQuiet(Duration atMost) {
        try {
            return sender.counters().awaitQuiet(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        sender.close();
    }

    private synchronized void onChanges(long portalId, List<ContactChanges.Event> changes) {
        var wanted = events.of(portalId, changes, subscriptions);
        if (!wanted.isEmpty()) {
            sender.add(wanted);
        }
    }

    private static String checked(String url) {
        try {
            var uri = URI.create(url);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s (expected: an http or https URL)".formatted(url), e);
        }
        throw new IllegalArgumentException("%s (expected: an http or https URL)".formatted(url));
    }

    private static double probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s: %s (expected: 0..1)".formatted(name, value));
        }
        return value;
    }
}
