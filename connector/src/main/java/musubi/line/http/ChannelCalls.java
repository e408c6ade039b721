package musubi.line.http;

import com.linecorp.bot.client.base.Result;
import com.linecorp.bot.messaging.client.MessagingApiClient;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import musubi.line.LineChannel;
import musubi.line.LineCredentials;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.line.LineSettings;
import musubi.line.SendShare;
import musubi.system.http.BoundedHttp;
import musubi.system.trace.Span;
import musubi.system.trace.Traces;
import musubi.system.trace.Traces.Platform;
import tools.jackson.databind.JsonNode;

/** Makes the calls of one channel, and holds what they share: LINE's client, the access tokens, the rate limit. */
public final class ChannelCalls {

    /** LINE's client would make five calls at a time by default. */
    private static final int MAX_CONCURRENT_CALLS = 128;

    private final LineCredentials credentials;
    private final BoundedHttp http;
    private final BoundedHttp sending;
    private final URI host;
    private final CallTimeouts timeouts;
    private final MessagingApiClient client;
    private final AccessTokens tokens;
    private final Bucket profileRate;
    private final Map<SendEndpoint, SendTurns> turns;
    private final ScheduledExecutorService timer;
    private final MeterRegistry meters;
    private final Traces traces;
    private final String connection;
    private volatile String token = "";

    /** @param timer for timeouts and for calls that wait for the rate limit */
    public ChannelCalls(
            LineChannel channel,
            LineSettings settings,
            CallTimeouts timeouts,
            BoundedHttp http,
            BoundedHttp sending,
            ScheduledExecutorService timer,
            MeterRegistry meters,
            Traces traces,
            InstantSource clock) {
        this.credentials = channel.credentials();
        this.http = http;
        this.sending = sending;
        this.host = settings.apiBaseUrl();
        this.timeouts = timeouts;
        this.timer = timer;
        this.meters = meters;
        this.traces = traces;
        this.connection = channel.key();
        this.tokens = switch (channel.credentials()) {
            case LongLived(var accessToken) -> new AccessTokens.Fixed(accessToken);
            case Stateless stateless ->
                new StatelessAccessTokens(http, host, stateless, clock, () -> {
                    var span = span("token");
                    return status -> ended("token", status, span);
                });
        };
        this.profileRate = bucket(settings.requestsPerSecond());
        this.turns = Map.of(
                SendEndpoint.PUSH, turns(SendEndpoint.PUSH, settings.pushPerSecond()),
                SendEndpoint.MULTICAST, turns(SendEndpoint.MULTICAST, settings.multicastPerSecond()),
                SendEndpoint.REPLY, turns(SendEndpoint.REPLY, settings.requestsPerSecond()),
                SendEndpoint.VALIDATE, turns(SendEndpoint.VALIDATE, settings.requestsPerSecond()));
        this.client = MessagingApiClient.builder(() -> token)
                .apiEndPoint(host)
                .addInterceptor(new ResponseInterceptor())
                .setEventListener(new CallTimeoutListener(timeouts.call(), timer))
                .connectTimeout(CallTimeouts.CONNECT)
                .readTimeout(Duration.ofSeconds(5))
                .writeTimeout(Duration.ofSeconds(5))
                .maxRequests(MAX_CONCURRENT_CALLS)
                .maxRequestsPerHost(MAX_CONCURRENT_CALLS)
                // it would write tokens and bodies into the log
                .usingDefaultLogger(false)
                .build();
    }

    private SendTurns turns(SendEndpoint endpoint, int perSecond) {
        return new SendTurns(endpoint, perSecond, timeouts.rateLimitWait(), timer);
    }

    /** Whether the calls are made with these credentials. */
    public boolean uses(LineCredentials others) {
        return credentials.equals(others);
    }

    /**
     * Waits for the rate limit of profile calls without holding a thread. Completes exceptionally with a {@link LineException} when
     * that takes longer than {@link CallTimeouts#rateLimitWait}.
     */
    public CompletableFuture<Void> awaitProfileRate() {
        return profileRate
                .asScheduler()
                .tryConsume(1, timeouts.rateLimitWait(), timer)
                .thenAccept(allowed -> {
                    if (!allowed) {
                        throw new LineException(new LineFailure(Code.RATE_LIMIT_WAIT, 0));
                    }
                });
    }

    /**
     * Makes a call. A stateless token that LINE refuses is replaced once, and the call repeated.
     *
     * @param operation names the call in metrics
     * @return never completes with anything but a value or a {@link LineException}
     */
    public <T> CompletableFuture<T> call(
            String operation, Function<MessagingApiClient, CompletableFuture<Result<T>>> operationCall) {
        return attempt(operation, operationCall, true);
    }

    private <T> CompletableFuture<T> attempt(
            String operation, Function<MessagingApiClient, CompletableFuture<Result<T>>> operationCall, boolean again) {
        return tokens.current().thenCompose(used -> {
            token = used;
            var span = span(operation);
            return started(() -> operationCall.apply(client))
                    // a little later than CallTimeoutListener cancels the call
                    .orTimeout(timeouts.call().toMillis() + 500, TimeUnit.MILLISECONDS)
                    .thenApply(result -> {
                        ended(operation, 200, span);
                        return result.body();
                    })
                    .exceptionallyCompose(thrown -> {
                        var failure = ErrorClassifier.of(thrown, host);
                        ended(operation, failure.status(), span);
                        return failure.kind() == Kind.UNAUTHORIZED && tokens.drop(used) && again
                                ? attempt(operation, operationCall, false)
                                : CompletableFuture.failedFuture(new LineException(failure));
                    });
        });
    }

    /**
     * Makes a GET call without LINE's client, for responses that the client cannot parse: it rejects a response as soon as one URL
     * in it is not valid.
     *
     * @param path at the API's host
     */
    public CompletableFuture<JsonNode> getJson(String operation, String path) {
        return tokens.current()
                .thenCompose(used -> {
                    var span = span(operation);
                    return http.sendAsync(HttpRequest.newBuilder(host.resolve(path))
                                    .header("Authorization", "Bearer " + used)
                                    .build())
                            .whenComplete((answer, thrown) -> span.status(thrown == null ? answer.statusCode() : 0)
                                    .close());
                })
                .thenApply(answer -> {
                    count(operation, answer.statusCode());
                    var body = ErrorClassifier.body(answer, host);
                    if (answer.statusCode() != 200) {
                        throw new LineException(ErrorClassifier.ofStatus(answer.statusCode()));
                    }
                    return body;
                });
    }

    /** How many calls of a share an endpoint takes now, with those that wait and those on their way. */
    public int room(SendEndpoint endpoint, SendShare share) {
        return turns(endpoint).room(share);
    }

    private SendTurns turns(SendEndpoint endpoint) {
        return Objects.requireNonNull(turns.get(endpoint));
    }

    /**
     * Sends a body with messages when it is the turn of its share. A stateless token that LINE refuses is replaced once, and the call
     * repeated.
     *
     * @param retryKey only for endpoints that send
     * @return LINE's answer with whatever status; completes exceptionally when there is none, when there is no {@link #room}, or the rate
     *     limit would make it wait longer than {@link CallTimeouts#rateLimitWait}
     */
    public CompletableFuture<HttpResponse<byte[]>> post(
            SendEndpoint endpoint, SendShare share, Optional<UUID> retryKey, byte[] body) {
        return turns(endpoint).run(share, () -> post(endpoint, retryKey, body, true));
    }

    private CompletableFuture<HttpResponse<byte[]>> post(
            SendEndpoint endpoint, Optional<UUID> retryKey, byte[] body, boolean again) {
        return tokens.current().thenCompose(used -> {
            var request = HttpRequest.newBuilder(host.resolve(endpoint.path()))
                    .header("Authorization", "Bearer " + used)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body));
            retryKey.ifPresent(key -> request.header("X-Line-Retry-Key", key.toString()));
            var span = span(endpoint.operation());
            return sending.sendAsync(request.build())
                    .whenComplete((answer, thrown) ->
                            ended(endpoint.operation(), thrown == null ? answer.statusCode() : 0, span))
                    .thenCompose(answer -> answer.statusCode() == 401 && tokens.drop(used) && again
                            ? post(endpoint, retryKey, body, false)
                            : CompletableFuture.completedFuture(answer));
        });
    }

    /** LINE's client starts threads that outlive the web server: they must not inherit its class loader. */
    private static <T> T started(Supplier<T> call) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(ChannelCalls.class.getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Span span(String operation) {
        return traces.call(Platform.LINE, operation);
    }

    private void ended(String operation, int status, Span span) {
        count(operation, status);
        span.status(status).close();
    }

    private void count(String operation, int status) {
        CallCounter.count(meters, connection, operation, status);
    }

    /** Allows a small burst and spreads the rest evenly, so that no second sees more calls than the limit. */
    private static Bucket bucket(int perSecond) {
        var burst = Math.max(1, perSecond / 20);
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(burst).refillGreedy(Math.max(1, perSecond - burst), Duration.ofSeconds(1)))
                .build();
    }
}
