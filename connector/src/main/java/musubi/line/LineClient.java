package musubi.line;

import com.linecorp.bot.messaging.model.SetWebhookEndpointRequest;
import com.linecorp.bot.messaging.model.TestWebhookEndpointRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import musubi.line.LineFailure.Kind;
import musubi.system.http.BoundedHttp;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the Messaging API. Thread-safe. Each call gives up after 2 s without a connection, 5 s of silence, and 15 s
 * altogether, or where LINE's answer is larger than 1 MiB.
 * Nothing is tried again but a call with a stateless token that LINE no longer accepts, once, and a profile that LINE's
 * client cannot read, once, in another way.
 */
public final class LineClient implements AutoCloseable {

    static final Duration CONNECT = Duration.ofSeconds(2);

    /** Of an answer with a token. */
    static final int MAX_BYTES = 256 * 1024;

    private final LineSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Deadlines deadlines;
    private final BoundedHttp http;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("line-turns").factory());
    private final Map<String, ChannelCalls> channels = new ConcurrentHashMap<>();

    /** @param clock tells when a stateless token must be renewed */
    public LineClient(LineSettings settings, MeterRegistry meters, InstantSource clock) {
        this(settings, meters, clock, Deadlines.USUAL);
    }

    LineClient(LineSettings settings, MeterRegistry meters, InstantSource clock, Deadlines deadlines) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.deadlines = deadlines;
        this.http = new BoundedHttp(CONNECT, deadlines.token(), MAX_BYTES);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * The account behind the channel; also the way to try credentials.
     *
     * @throws LineException when LINE does not tell
     */
    public BotInfo botInfo(LineChannel channel) {
        var info = await(of(channel).call("botInfo", client -> client.getBotInfo()));
        return new BotInfo(info.userId(), info.basicId(), info.displayName());
    }

    /**
     * A friend's name and picture. Waits up to 30 s for its turn within {@link LineSettings#requestsPerSecond} without
     * holding a thread, and never completes exceptionally. A malformed id is one that LINE does not know.
     */
    public CompletableFuture<LineProfile> profile(LineChannel channel, String userId) {
        var calls = of(channel);
        return calls.profileTurn()
                .thenCompose(ignored -> calls.call("profile", client -> client.getProfile(userId)))
                .thenApply(profile -> found(
                        profile.displayName(),
                        Optional.ofNullable(profile.pictureUrl()).map(Object::toString)))
                .exceptionallyCompose(thrown -> ErrorClassifier.isUnreadable(thrown)
                        ? calls.tolerantly("profile", "/v2/bot/profile/" + userId)
                                .thenApply(profile -> found(
                                        profile.path("displayName").asString(null),
                                        Optional.of(profile.path("pictureUrl").asString(""))
                                                .filter(url -> !url.isEmpty())))
                        : CompletableFuture.failedFuture(thrown))
                .exceptionally(thrown -> {
                    var failure = ErrorClassifier.of(thrown, settings.apiBaseUrl());
                    return failure.kind() == Kind.REJECTED && (failure.status() == 404 || failure.status() == 400)
                            ? new LineProfile.NotFound()
                            : new LineProfile.Failed(failure);
                });
    }

    /** LINE always gives a name, if an empty one; an answer without it is cut short and says nothing of the picture. */
    private static LineProfile found(@Nullable String displayName, Optional<String> pictureUrl) {
        return displayName == null
                ? new LineProfile.Failed(ErrorClassifier.incomplete())
                : new LineProfile.Found(displayName, pictureUrl);
    }

    /**
     * Sets where LINE sends the channel's events. LINE may take a minute until it does.
     *
     * @param url https, at most 500 characters
     * @throws LineException of kind {@code REJECTED} when LINE does not take the address
     */
    public void setWebhookEndpoint(LineChannel channel, URI url) {
        await(of(channel)
                .call("setWebhookEndpoint", client -> client.setWebhookEndpoint(new SetWebhookEndpointRequest(url))));
    }

    /**
     * Where LINE sends the channel's events; empty when no address is set.
     *
     * @throws LineException when LINE does not tell
     */
    public Optional<WebhookEndpoint> webhookEndpoint(LineChannel channel) {
        try {
            var endpoint = await(of(channel).call("webhookEndpoint", client -> client.getWebhookEndpoint()));
            return Optional.of(new WebhookEndpoint(endpoint.endpoint(), endpoint.active()));
        } catch (LineException e) {
            if (e.failure().status() == 404 && e.kind() == Kind.REJECTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Has LINE send a body without events to an address and tells what came of it. LINE allows 60 of these an hour, and
     * may take longer over one than it lets us answer.
     *
     * @param url empty: the one that is set
     * @throws LineException when LINE does not try, of kind {@code REJECTED} when it does not take the address
     */
    public WebhookTest testWebhook(LineChannel channel, Optional<URI> url) {
        var test = await(of(channel)
                .call(
                        "testWebhook",
                        client -> client.testWebhookEndpoint(new TestWebhookEndpointRequest(url.orElse(null)))));
        return new WebhookTest(
                Boolean.TRUE.equals(test.success()),
                Optional.ofNullable(test.statusCode()).orElse(0),
                Optional.ofNullable(test.reason()).orElse(""),
                Optional.ofNullable(test.detail()).orElse(""));
    }

    /**
     * How many of the month's messages are sent, in two calls.
     *
     * @throws LineException when LINE does not tell
     */
    public MessageQuota messageQuota(LineChannel channel) {
        var calls = of(channel);
        var quota = calls.call("messageQuota", client -> client.getMessageQuota());
        var used = await(calls.call("messageQuotaConsumption", client -> client.getMessageQuotaConsumption()));
        var limit = await(quota).value();
        return new MessageQuota(
                Optional.ofNullable(used.totalUsage()).orElse(0L),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
    }

    /**
     * A page of the account's friends; it may be shorter than asked for though more follow.
     *
     * @param start {@link Followers#next} of the page before, good for 24 h; empty for the first
     * @param limit at most 1,000
     * @throws LineException of kind {@code FORBIDDEN} when the account is neither verified nor premium, of kind
     *     {@code REJECTED} when LINE no longer knows where the last page ended
     */
    public Followers followers(LineChannel channel, Optional<String> start, int limit) {
        var page = await(of(channel).call("followers", client -> client.getFollowers(start.orElse(null), limit)));
        if (page == null || page.userIds() == null) {
            // no list is not an empty one: it would end the walk
            throw new LineException(ErrorClassifier.incomplete());
        }
        return new Followers(
                List.copyOf(page.userIds()), Optional.ofNullable(page.next()).filter(next -> !next.isEmpty()));
    }

    /** Lets go of what is kept for a channel: tokens, connections, the count of its calls. */
    public void forget(String key) {
        channels.remove(key);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.close();
    }

    private ChannelCalls of(LineChannel channel) {
        return channels.compute(
                channel.key(),
                (key, kept) -> kept != null && kept.uses(channel.credentials())
                        ? kept
                        : new ChannelCalls(channel, settings, deadlines, http, timer, meters, clock));
    }

    private <T> T await(CompletableFuture<T> call) {
        try {
            // twice a token and the call; each of these ends by itself
            return call.get(2 * deadlines.call().plus(deadlines.token()).toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LineException(ErrorClassifier.of(e, settings.apiBaseUrl()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LineException(new LineFailure(Kind.UNAVAILABLE, 0, "The call to LINE was given up."));
        }
    }
}
