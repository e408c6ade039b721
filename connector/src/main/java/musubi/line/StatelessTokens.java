package musubi.line;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Kind;
import musubi.system.http.BoundedHttp;
import musubi.system.http.FormBody;
import org.jspecify.annotations.Nullable;

/**
 * A channel's tokens of 15 minutes: issued when needed, used for 13 of them, by one call however many wait. After an
 * attempt in vain all are told its outcome until the next one is due: seconds, a minute at most.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token">Issue
 *     stateless channel access token</a>
 */
final class StatelessTokens implements Tokens {

    private record Token(String value, Instant renewAt, Instant expiresAt) {}

    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    /** A token that LINE refuses before its time is not worth more than one new one in that time. */
    private static final Duration REPLACED_EACH = Duration.ofMinutes(1);

    private final BoundedHttp http;
    private final URI host;
    private final HttpRequest request;
    private final InstantSource clock;
    private final IntConsumer counter;
    private @Nullable Token token;
    private @Nullable CompletableFuture<String> underWay;
    private @Nullable LineException lastFailure;
    private int failures;
    private Instant nextAttempt = Instant.MIN;
    private Instant nextReplacement = Instant.MIN;

    /** @param counter gets the status of every call; 0 for none */
    StatelessTokens(BoundedHttp http, URI host, Stateless credentials, InstantSource clock, IntConsumer counter) {
        this.http = http;
        this.host = host;
        this.clock = clock;
        this.counter = counter;
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", credentials.channelId());
        form.put("client_secret", credentials.channelSecret());
        this.request = HttpRequest.newBuilder(host.resolve("/oauth2/v3/token"))
                .header("Content-Type", FormBody.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.encode(form)))
                .build();
    }

    @Override
    public CompletableFuture<String> current() {
        CompletableFuture<String> issued;
        synchronized (this) {
            var now = clock.instant();
            var kept = token;
            if (kept != null && now.isBefore(kept.renewAt())) {
                return CompletableFuture.completedFuture(kept.value());
            }
            if (underWay != null) {
                return underWay.copy();
            }
            if (lastFailure != null && now.isBefore(nextAttempt)) {
                return outcome(lastFailure);
            }
            issued = new CompletableFuture<>();
            underWay = issued;
        }
        var ignored = http.sendAsync(request).whenComplete((answer, thrown) -> finish(issued, answer, thrown));
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
        nextReplacement = now.plus(REPLACED_EACH);
        token = null;
        return true;
    }

    private void finish(
            CompletableFuture<String> issued, @Nullable HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        counter.accept(answer == null ? 0 : answer.statusCode());
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
        underWay = null;
        token = fresh;
        lastFailure = null;
        failures = 0;
    }

    private synchronized CompletableFuture<String> failed(LineException failure) {
        underWay = null;
        lastFailure = failure;
        nextAttempt = clock.instant().plus(rest(failure.kind(), failures));
        failures++;
        return outcome(failure);
    }

    /** A token that still holds is good enough, unless LINE refuses the channel. */
    private synchronized CompletableFuture<String> outcome(LineException failure) {
        var old = token;
        return old != null
                        && failure.kind() != Kind.UNAUTHORIZED
                        && clock.instant().isBefore(old.expiresAt())
                ? CompletableFuture.completedFuture(old.value())
                : CompletableFuture.failedFuture(failure);
    }

    private static Duration rest(Kind kind, int before) {
        var first = switch (kind) {
            case UNAUTHORIZED, FORBIDDEN, REJECTED, QUOTA -> Duration.ofSeconds(10);
            case LIMITED -> Duration.ofSeconds(5);
            case UNAVAILABLE, UNREACHABLE -> Duration.ofSeconds(1);
        };
        var rest = first.multipliedBy(1L << Math.min(before, 6));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private Token read(@Nullable HttpResponse<byte[]> answer, @Nullable Throwable thrown) {
        if (answer == null) {
            throw new LineException(ErrorClassifier.of(thrown == null ? new IOException() : thrown, host));
        }
        var status = answer.statusCode();
        var said = ErrorClassifier.said(answer, host);
        if (status == 400 || status == 401) {
            throw new LineException(ErrorClassifier.clientRefused(status));
        }
        var value = said.path("access_token").asString("");
        var seconds = said.path("expires_in").asLong(0);
        if (status != 200 || value.isEmpty() || seconds <= 0) {
            throw new LineException(ErrorClassifier.ofStatus(status, ""));
        }
        var life = Duration.ofSeconds(seconds);
        var now = clock.instant();
        // 13 of 15 minutes
        return new Token(value, now.plus(life.multipliedBy(13).dividedBy(15)), now.plus(life));
    }
}
