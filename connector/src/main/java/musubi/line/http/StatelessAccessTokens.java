package musubi.line.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.system.http.BoundedHttp;
import musubi.system.http.FormBody;
import org.jspecify.annotations.Nullable;

/**
 * A channel's stateless tokens. A token lives for 15 minutes and is used for 13 of them; one request issues it, however many
 * callers wait. After a failed request all callers get its failure until the next attempt is due: after seconds, at most a minute.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token">Issue
 *     stateless channel access token</a>
 */
final class StatelessAccessTokens implements AccessTokens {

    private record Token(String value, Instant renewAt, Instant expiresAt) {}

    private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);
    /** At most one token in this time is replaced because LINE refuses it. */
    private static final Duration REPLACEMENT_INTERVAL = Duration.ofMinutes(1);

    private final BoundedHttp http;
    private final URI host;
    private final HttpRequest request;
    private final InstantSource clock;
    private final Supplier<IntConsumer> requests;
    private @Nullable Token token;
    private @Nullable CompletableFuture<String> pending;
    private @Nullable LineException lastFailure;
    private int failures;
    private Instant nextAttempt = Instant.MIN;
    private Instant nextReplacement = Instant.MIN;

    /** @param requests is told of every request that begins; what it gives gets its status, 0 when there was no response */
    StatelessAccessTokens(
            BoundedHttp http, URI host, Stateless credentials, InstantSource clock, Supplier<IntConsumer> requests) {
        this.http = http;
        this.host = host;
        this.clock = clock;
        this.requests = requests;
        var form = FormBody.encode(Map.of(
                "grant_type", "client_credentials",
                "client_id", credentials.channelId(),
                "client_secret", credentials.channelSecret()));
        this.request = HttpRequest.newBuilder(host.resolve("/oauth2/v3/token"))
                .header("Content-Type", FormBody.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    @Override
    public CompletableFuture<String> current() {
        CompletableFuture<String> issued;
        synchronized (this) {
            var now = clock.instant();
            var known = token;
            if (known != null && now.isBefore(known.renewAt())) {
                return CompletableFuture.completedFuture(known.value());
            }
            if (pending != null) {
                return pending.copy();
            }
            if (lastFailure != null && now.isBefore(nextAttempt)) {
                return outcome(lastFailure);
            }
            issued = new CompletableFuture<>();
            pending = issued;
        }
        var ended = requests.get();
        var ignored = http.sendAsync(request).whenComplete((answer, thrown) -> {
            ended.accept(answer == null ? 0 : answer.statusCode());
            finish(issued, answer, thrown);
        });
        return issued.copy();
    }

    @Override
    public synchronized boolean drop(String refused) {
        if (token == null || !token.value().equals(refused)) {
            return true;
        }
        var now = clock.instant();
        if (now.isBefore(nextReplacement)) {
            return false;
        }
        nextReplacement = now.plus(REPLACEMENT_INTERVAL);
        token = null;
        return true;
    }

    private void finish(
            CompletableFuture<String> issued, @Nullable HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        try {
            var fresh = read(answer, thrown);
            succeeded(fresh);
            issued.complete(fresh.value());
        } catch (RuntimeException e) {
            var ignored = failed(new LineException(ErrorClassifier.of(e, host))).whenComplete((old, failure) -> {
                if (failure == null) {
                    issued.complete(old);
                } else {
                    issued.completeExceptionally(failure);
                }
            });
        }
    }

    private synchronized void succeeded(Token fresh) {
        pending = null;
        token = fresh;
        lastFailure = null;
        failures = 0;
    }

    private synchronized CompletableFuture<String> failed(LineException failure) {
        pending = null;
        lastFailure = failure;
        nextAttempt = clock.instant().plus(backoff(failure.kind(), failures));
        failures++;
        return outcome(failure);
    }

    /** The token that is still valid if there is one, unless LINE refuses the channel. */
    private synchronized CompletableFuture<String> outcome(LineException failure) {
        var old = token;
        return old != null
                        && failure.kind() != Kind.UNAUTHORIZED
                        && clock.instant().isBefore(old.expiresAt())
                ? CompletableFuture.completedFuture(old.value())
                : CompletableFuture.failedFuture(failure);
    }

    private static Duration backoff(Kind kind, int failuresBefore) {
        var first = switch (kind) {
            case UNAUTHORIZED, FORBIDDEN, REJECTED, QUOTA -> Duration.ofSeconds(10);
            case LIMITED -> Duration.ofSeconds(5);
            case UNAVAILABLE, UNREACHABLE -> Duration.ofSeconds(1);
        };
        var backoff = first.multipliedBy(1L << Math.min(failuresBefore, 6));
        return backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF;
    }

    private Token read(@Nullable HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        if (answer == null) {
            throw new LineException(ErrorClassifier.of(thrown == null ? new IOException() : thrown, host));
        }
        var status = answer.statusCode();
        var body = ErrorClassifier.body(answer, host);
        if (status == 400 || status == 401) {
            throw new LineException(new LineFailure(Code.CHANNEL_REFUSED, status));
        }
        var value = body.path("access_token").asString("");
        var seconds = body.path("expires_in").asLong(0);
        if (status != 200 || value.isEmpty() || seconds <= 0) {
            throw new LineException(ErrorClassifier.ofStatus(status));
        }
        var lifetime = Duration.ofSeconds(seconds);
        var now = clock.instant();
        // 13 of 15 minutes
        return new Token(value, now.plus(lifetime.multipliedBy(13).dividedBy(15)), now.plus(lifetime));
    }
}
