package musubi.line;

import com.linecorp.bot.messaging.model.QuotaType;
import com.linecorp.bot.messaging.model.SetWebhookEndpointRequest;
import com.linecorp.bot.messaging.model.TestWebhookEndpointRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
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
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.line.http.CallTimeouts;
import musubi.line.http.ChannelCalls;
import musubi.line.http.ErrorClassifier;
import musubi.system.http.BoundedHttp;
import musubi.system.trace.Traces;
import org.jspecify.annotations.Nullable;

/**
 * Client of the Messaging API. Thread-safe. A call fails after 2 s without a connection, 5 s without data, 15 s in total, or
 * when LINE's response is larger than 1 MiB. There are no retries, with two exceptions: a call whose stateless token LINE no longer
 * accepts is repeated once with a new token, and a profile that LINE's own client cannot parse is read once more without it.
 */
public final class LineClient implements AutoCloseable {

    /** The size of a response with a token, at most. */
    static final int MAX_TOKEN_BYTES = 256 * 1024;

    private final LineSettings settings;
    private final MeterRegistry meters;
    private final Traces traces;
    private final InstantSource clock;
    private final CallTimeouts timeouts;
    private final BoundedHttp http;
    private final BoundedHttp sending;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("line-turns").factory());
    private final Map<String, ChannelCalls> channels = new ConcurrentHashMap<>();

    /** @param clock decides when a stateless token must be renewed */
    public LineClient(LineSettings settings, MeterRegistry meters, Traces traces, InstantSource clock) {
        this(settings, meters, traces, clock, CallTimeouts.DEFAULT);
    }

    LineClient(LineSettings settings, MeterRegistry meters, Traces traces, InstantSource clock, CallTimeouts timeouts) {
        this.settings = settings;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.timeouts = timeouts;
        this.http = new BoundedHttp(CallTimeouts.CONNECT, timeouts.token(), MAX_TOKEN_BYTES);
        this.sending = new BoundedHttp(CallTimeouts.CONNECT, timeouts.call(), MAX_TOKEN_BYTES);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * The account that the channel belongs to; also a way to check credentials.
     *
     * @throws LineException when the call does not succeed
     */
    public BotInfo botInfo(LineChannel channel) {
        var info = required(await(of(channel).call("botInfo", client -> client.getBotInfo())));
        return new BotInfo(required(info.userId()), required(info.basicId()), required(info.displayName()));
    }

    /**
     * A friend's name and picture. Waits up to 30 s for the rate limit {@link LineSettings#requestsPerSecond} without holding a
     * thread, and never completes exceptionally. For a malformed id the result is {@link LineProfile.NotFound}.
     */
    public CompletableFuture<LineProfile> profile(LineChannel channel, String userId) {
        var calls = of(channel);
        return calls.awaitProfileRate()
                .thenCompose(ignored -> calls.call("profile", client -> client.getProfile(userId)))
                .thenApply(profile -> found(
                        profile.displayName(),
                        Optional.ofNullable(profile.pictureUrl()).map(Object::toString)))
                .exceptionallyCompose(thrown -> ErrorClassifier.isUnreadable(thrown)
                        ? calls.getJson("profile", "/v2/bot/profile/" + userId)
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

    /** LINE always gives a name, even if it is empty; a response without one is incomplete, and may lack the picture too. */
    private static LineProfile found(@Nullable String displayName, Optional<String> pictureUrl) {
        return displayName == null
                ? new LineProfile.Failed(ErrorClassifier.unreadable())
                : new LineProfile.Found(displayName, pictureUrl);
    }

    /**
     * Sets the URL that LINE sends the channel's events to. LINE may take a minute to use it.
     *
     * @param url https, at most 500 characters
     * @throws LineException of kind {@code REJECTED} when LINE does not accept the URL
     */
    public void setWebhookEndpoint(LineChannel channel, URI url) {
        await(of(channel)
                .call("setWebhookEndpoint", client -> client.setWebhookEndpoint(new SetWebhookEndpointRequest(url))));
    }

    /**
     * The URL that LINE sends the channel's events to; empty when none is set.
     *
     * @throws LineException when the call does not succeed
     */
    public Optional<WebhookEndpoint> webhookEndpoint(LineChannel channel) {
        try {
            var endpoint = required(await(of(channel).call("webhookEndpoint", client -> client.getWebhookEndpoint())));
            return Optional.of(new WebhookEndpoint(required(endpoint.endpoint()), required(endpoint.active())));
        } catch (LineException e) {
            if (e.failure().status() == 404 && e.kind() == Kind.REJECTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes LINE send a request without events to a URL, and returns LINE's result. LINE allows 60 tests an hour; a test may take
     * longer than the timeout of a call.
     *
     * @param url empty: the one that is set
     * @throws LineException when LINE does not run the test, of kind {@code REJECTED} when it does not accept the URL
     */
    public WebhookTest testWebhook(LineChannel channel, Optional<URI> url) {
        var test = required(await(of(channel)
                .call(
                        "testWebhook",
                        client -> client.testWebhookEndpoint(new TestWebhookEndpointRequest(url.orElse(null))))));
        return new WebhookTest(
                Boolean.TRUE.equals(test.success()),
                Optional.ofNullable(test.statusCode()).orElse(0),
                Optional.ofNullable(test.reason()).orElse(""),
                Optional.ofNullable(test.detail()).orElse(""));
    }

    /**
     * The month's quota of messages and how many are sent, read in two calls.
     *
     * @throws LineException when a call does not succeed
     */
    public MessageQuota messageQuota(LineChannel channel) {
        var calls = of(channel);
        var quota = calls.call("messageQuota", client -> client.getMessageQuota());
        var used =
                required(await(calls.call("messageQuotaConsumption", client -> client.getMessageQuotaConsumption())));
        var allowed = required(await(quota));
        var limit = allowed.type() == QuotaType.NONE ? null : required(allowed.value());
        return new MessageQuota(
                required(used.totalUsage()), limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
    }

    /**
     * How many friends the account had at the end of a day; LINE knows it some hours after. LINE allows 60 calls an hour.
     *
     * @param day in Japan, before today
     * @return empty when LINE has no number for that day
     * @throws LineException when the call does not succeed
     */
    public Optional<FollowerCount> followerCount(LineChannel channel, LocalDate day) {
        var count = await(of(channel)
                .getJson(
                        "followerCount",
                        "/v2/bot/insight/followers?date=" + DateTimeFormatter.BASIC_ISO_DATE.format(day)));
        return count.path("status").asString("").equals("ready")
                        && count.path("followers").isIntegralNumber()
                ? Optional.of(new FollowerCount(
                        day,
                        count.path("followers").asLong(0),
                        count.path("blocks").asLong(0)))
                : Optional.empty();
    }

    /**
     * A page of the account's friends. It may have fewer than {@code limit} although there are more pages.
     *
     * @param start {@link Followers#next} of the page before, valid for 24 h; empty for the first page
     * @param limit at most 1,000
     * @throws LineException of kind {@code FORBIDDEN} when the account is neither verified nor premium, of kind
     *     {@code REJECTED} when {@code start} is no longer valid
     */
    public Followers followers(LineChannel channel, Optional<String> start, int limit) {
        var page = required(await(
                of(channel).call("followers", client -> client.getFollowers(start.orElse(null), limit))));
        // a missing list must not be taken for an empty one: the caller would stop here
        return new Followers(
                List.copyOf(required(page.userIds())),
                Optional.ofNullable(page.next()).filter(next -> !next.isEmpty()));
    }

    /** Discards what is held in memory for a channel: tokens, HTTP connections, the state of its rate limit. */
    public void forget(String key) {
        channels.remove(key);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.close();
        sending.close();
    }

    ChannelCalls of(LineChannel channel) {
        return channels.compute(
                channel.key(),
                (key, known) -> known != null && known.uses(channel.credentials())
                        ? known
                        : new ChannelCalls(channel, settings, timeouts, http, sending, timer, meters, traces, clock));
    }

    URI host() {
        return settings.apiBaseUrl();
    }

    /** What LINE always gives: an answer without it allows no conclusion. */
    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new LineException(ErrorClassifier.unreadable());
        }
        return value;
    }

    <T> T await(CompletableFuture<T> call) {
        try {
            // a token and the call, twice; each of these has its own timeout
            return call.get(2 * timeouts.call().plus(timeouts.token()).toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LineException(ErrorClassifier.of(e, settings.apiBaseUrl()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LineException(new LineFailure(Code.INTERRUPTED, 0));
        }
    }
}
