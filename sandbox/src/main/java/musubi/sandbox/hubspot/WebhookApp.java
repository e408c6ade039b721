package musubi.sandbox.hubspot;

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
import musubi.sandbox.hubspot.crm.store.ContactChanges;
import musubi.sandbox.hubspot.webhook.WebhookEvents;
import musubi.sandbox.hubspot.webhook.WebhookSender;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a developer project's app: one target URL for all portals, its subscriptions, and the portals where
 * it is installed. Changes of contacts there, through the API or by hand, are sent as HubSpot does: batches of at
 * most 100 events of any portals, 5 s for an answer, up to ten retries on no connection, no answer or any status that
 * is not 2xx, no promise about order or repeats.
 *
 * <p>A privacy deletion is sent as {@code contact.privacyDeletion} and {@code contact.deletion} both (HubSpot's
 * changelog); which comes first is not documented. Neither is that a creation also sends its first values as
 * property changes, nor that a merge sends the values that moved and no deletion: a receiver should not depend on it.
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

    /** The secret that signs its requests. */
    public String clientSecret() {
        return clientSecret;
    }

    /**
     * Sets the URL that the events are sent to and signed for. Without one (the default) they are dropped.
     *
     * @throws IllegalArgumentException when it is not an http or https URL
     */
    public void targetUrl(String url) {
        sender.targetUrl = checked(url);
    }

    /** The URL that the events are sent to. */
    public Optional<String> targetUrl() {
        return Optional.of(sender.targetUrl).filter(url -> !url.isEmpty());
    }

    /** Sets the address that is really called, for a target URL that is a proxy's; empty: the target URL itself. */
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

    /** Removes a subscription. */
    public void unsubscribe(long subscriptionId) {
        subscriptions.removeIf(subscription -> subscription.id() == subscriptionId);
    }

    /** Switches a subscription on or off. */
    public void active(long subscriptionId, boolean on) {
        subscriptions.replaceAll(
                subscription -> subscription.id() == subscriptionId ? subscription.active(on) : subscription);
    }

    /** All subscriptions. */
    public List<WebhookSubscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** Installs the app in a portal: it gets the events of the contacts there. */
    public synchronized void install(Portal portal) {
        portals.put(portal.id(), portal);
        portal.state().changes().addListener(listener);
    }

    /** Removes the app from a portal. */
    public synchronized void uninstall(Portal portal) {
        portals.remove(portal.id());
        portal.state().changes().removeListener(listener);
    }

    /** The ids of the portals where it is installed. */
    public synchronized Set<Long> portals() {
        return new TreeSet<>(portals.keySet());
    }

    /** Sets the time limit for an answer; 5 s by default. */
    public void timeout(Duration allowed) {
        sender.allowed = allowed;
    }

    /**
     * Sets the maximum of concurrent requests; 10 by default.
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
     * Sets the delay of each retry after a failure, randomised by up to half. By default ten, from 2 ms, each twice the
     * one before: HubSpot's ten retries of a day within two seconds.
     */
    public void retryDelays(List<Duration> delays) {
        sender.delays = List.copyOf(delays);
    }

    /** Sets the probability, 0 to 1, that an event is sent twice; 0 by default. */
    public void duplicates(double probability) {
        sender.duplicates = probability("duplicates", probability);
    }

    /** Sets the probability, 0 to 1, that the events of a request are shuffled; 0 by default. Requests can overtake each other in any case. */
    public void disorder(double probability) {
        sender.disorder = probability("disorder", probability);
    }

    /** Holds all events and retries back until {@link #release}. */
    public void hold() {
        sender.hold();
    }

    /** Sends the events held back, and no longer holds any. */
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

    /** Sends the last events, of at most 1,000, again; returns how many were sent. */
    public int again(int count) {
        return sender.again(count);
    }

    /** Posts these bytes to the target URL with that signature and waits for the answer; not counted. */
    public Posted raw(byte[] body, WebhookForgery forgery) {
        return sender.post(body, forgery);
    }

    /** Counts of its webhooks since the start or the last reset. */
    public WebhookTraffic traffic() {
        return sender.counters().snapshot();
    }

    /** Resets the counts. */
    public void resetTraffic() {
        sender.counters().clear();
    }

    /** Waits until every event is answered and no retry is pending, at most that long; false when it took longer. */
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
