package musubi.line;

import com.linecorp.bot.client.base.Result;
import com.linecorp.bot.messaging.client.MessagingApiClient;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Kind;
import musubi.system.http.BoundedHttp;
import tools.jackson.databind.JsonNode;

/** All that is kept for one channel: its client, its tokens, its rate. */
final class ChannelCalls {

    /** LINE's client makes five calls at a time by itself. */
    private static final int AT_A_TIME = 128;

    private final LineCredentials credentials;
    private final BoundedHttp http;
    private final URI host;
    private final Deadlines deadlines;
    private final MessagingApiClient client;
    private final Tokens tokens;
    private final Bucket profiles;
    private final ScheduledExecutorService timer;
    private final MeterRegistry meters;
    private final String connection;
    private volatile String token = "";

    ChannelCalls(
            LineChannel channel,
            LineSettings settings,
            Deadlines deadlines,
            BoundedHttp http,
            ScheduledExecutorService timer,
            MeterRegistry meters,
            InstantSource clock) {
        this.credentials = channel.credentials();
        this.http = http;
        this.host = settings.apiBaseUrl();
        this.deadlines = deadlines;
        this.timer = timer;
        this.meters = meters;
        this.connection = channel.key();
        this.tokens = switch (channel.credentials()) {
            case LongLived(var accessToken) -> new Tokens.Fixed(accessToken);
            case Stateless stateless ->
                new StatelessTokens(http, host, stateless, clock, status -> count("token", status));
        };
        this.profiles = bucket(settings.requestsPerSecond());
        this.client = MessagingApiClient.builder(() -> token)
                .apiEndPoint(host)
                .addInterceptor(new BoundedAnswers())
                .setEventListener(new WholeCalls(deadlines.call(), timer))
                .connectTimeout(LineClient.CONNECT)
                .readTimeout(Duration.ofSeconds(5))
                .writeTimeout(Duration.ofSeconds(5))
                .maxRequests(AT_A_TIME)
                .maxRequestsPerHost(AT_A_TIME)
                // it would write tokens and bodies into the log
                .usingDefaultLogger(false)
                .build();
    }

    boolean uses(LineCredentials others) {
        return credentials.equals(others);
    }

    /** Waits for its turn without holding a thread; completes exceptionally when that does not come in time. */
    CompletableFuture<Void> profileTurn() {
        return profiles.asScheduler().tryConsume(1, deadlines.turn(), timer).thenAccept(turn -> {
            if (!turn) {
                throw new LineException(new LineFailure(
                        Kind.LIMITED, 0, "More calls to LINE wait than musubi.line.requests-per-second lets through."));
            }
        });
    }

    /** Never completes with anything but a value or a {@link LineException}. */
    <T> CompletableFuture<T> call(
            String operation, Function<MessagingApiClient, CompletableFuture<Result<T>>> operationCall) {
        return attempt(operation, operationCall, true);
    }

    private <T> CompletableFuture<T> attempt(
            String operation, Function<MessagingApiClient, CompletableFuture<Result<T>>> operationCall, boolean again) {
        return tokens.current().thenCompose(used -> {
            token = used;
            return started(() -> operationCall.apply(client))
                    // a little later than the call itself is ended
                    .orTimeout(deadlines.call().toMillis() + 500, TimeUnit.MILLISECONDS)
                    .thenApply(result -> {
                        count(operation, 200);
                        return result.body();
                    })
                    .exceptionallyCompose(thrown -> {
                        var failure = ErrorClassifier.of(thrown, host);
                        count(operation, failure.status());
                        return failure.kind() == Kind.UNAUTHORIZED && tokens.drop(used) && again
                                ? attempt(operation, operationCall, false)
                                : CompletableFuture.failedFuture(new LineException(failure));
                    });
        });
    }

    /**
     * Reads what LINE's client cannot: it takes an address that is none for a reason to throw the whole answer away.
     *
     * @param path below the API's host; a GET
     */
    CompletableFuture<JsonNode> tolerantly(String operation, String path) {
        return tokens.current()
                .thenCompose(used -> http.sendAsync(HttpRequest.newBuilder(host.resolve(path))
                        .header("Authorization", "Bearer " + used)
                        .build()))
                .thenApply(answer -> {
                    count(operation, answer.statusCode());
                    var said = ErrorClassifier.said(answer, host);
                    if (answer.statusCode() != 200) {
                        throw new LineException(ErrorClassifier.ofStatus(answer.statusCode(), ""));
                    }
                    return said;
                });
    }

    /** LINE's client starts threads for a call, and they outlive the web server: they must not hold on to its classes. */
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

    private void count(String operation, int status) {
        Calls.count(meters, connection, operation, status);
    }

    /** A small burst and the rest evenly: no second sees more calls than asked for. */
    private static Bucket bucket(int perSecond) {
        var burst = Math.max(1, perSecond / 20);
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(burst).refillGreedy(Math.max(1, perSecond - burst), Duration.ofSeconds(1)))
                .build();
    }
}
