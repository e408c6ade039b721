package musubi.line;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A channel's tokens of 15 minutes: issued when needed, used for 13 of them, by one call however many wait.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token">Issue
 *     stateless channel access token</a>
 */
final class StatelessTokens implements Tokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Token(String value, Instant renewAt, Instant expiresAt) {}

    private final HttpClient http;
    private final URI host;
    private final HttpRequest request;
    private final InstantSource clock;
    private final IntConsumer counter;
    private @Nullable Token token;
    private @Nullable CompletableFuture<String> underWay;

    /** @param counter gets the status of every call; 0 for none */
    StatelessTokens(HttpClient http, URI host, Stateless credentials, InstantSource clock, IntConsumer counter) {
        this.http = http;
        this.host = host;
        this.clock = clock;
        this.counter = counter;
        var form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(encoded(credentials.channelId()), encoded(credentials.channelSecret()));
        this.request = HttpRequest.newBuilder(host.resolve("/oauth2/v3/token"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    @Override
    public synchronized CompletableFuture<String> current() {
        var kept = token;
        if (kept != null && clock.instant().isBefore(kept.renewAt())) {
            return CompletableFuture.completedFuture(kept.value());
        }
        var waiting = underWay;
        if (waiting == null) {
            var issued = new CompletableFuture<String>();
            underWay = issued;
            var ignored = http.sendAsync(request, BodyHandlers.ofString())
                    .whenComplete((answer, thrown) -> finish(issued, answer, thrown));
            waiting = issued;
        }
        return waiting.copy();
    }

    @Override
    public synchronized boolean drop(String refused) {
        if (token != null && token.value().equals(refused)) {
            token = null;
        }
        return true;
    }

    private void finish(
            CompletableFuture<String> issued, @Nullable HttpResponse<String> answer, @Nullable Throwable thrown) {
        counter.accept(answer == null ? 0 : answer.statusCode());
        try {
            var fresh = answer == null
                    ? fail(Failures.of(thrown == null ? new IOException() : thrown, host))
                    : read(answer);
            settle(fresh);
            issued.complete(fresh.value());
        } catch (LineException e) {
            var old = settle(null);
            if (old != null && e.kind() != Kind.UNAUTHORIZED && clock.instant().isBefore(old.expiresAt())) {
                issued.complete(old.value());
            } else {
                issued.completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable Token settle(@Nullable Token fresh) {
        underWay = null;
        if (fresh != null) {
            token = fresh;
        }
        return token;
    }

    private Token read(HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status == 400 || status == 401) {
            return fail(Failures.clientRefused(status));
        }
        if (status != 200) {
            return fail(Failures.ofStatus(status, ""));
        }
        try {
            var json = JSON.readTree(answer.body());
            var life = Duration.ofSeconds(json.path("expires_in").asLong(0));
            var now = clock.instant();
            // 13 of 15 minutes
            return new Token(
                    json.required("access_token").stringValue(),
                    now.plus(life.multipliedBy(13).dividedBy(15)),
                    now.plus(life));
        } catch (JacksonException e) {
            return fail(new LineFailure(Kind.UNAVAILABLE, status, "LINE's answer could not be read. Try again later."));
        }
    }

    private static Token fail(LineFailure failure) {
        throw new LineException(failure);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
