package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Kind;
import musubi.line.LineProfile.Failed;
import musubi.line.LineProfile.NotFound;
import musubi.line.http.CallTimeouts;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.system.trace.Traces;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that do not end, and responses that are not from LINE. */
class LineResponsesTests {

    private static final String TOKEN = "/oauth2/v3/token";
    private static final String PROFILE = "/v2/bot/profile/.*";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final CallTimeouts SHORT = new CallTimeouts(SOON, SOON, Duration.ofMillis(300));
    /** Where no time-out is meant, none comes: also on a machine that does much else. */
    private static final CallTimeouts LONG =
            new CallTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 1);
    private final Channel account = line.addChannel(ChannelOptions.named("Shop"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LineClient client = client(2_000, LONG);
    private final LineClient hasty = client(2_000, SHORT);
    private final LineLogin login = login(LONG);
    private final LineLogin hastyLogin = login(SHORT);
    private final LineChannel longLived = new LineChannel("long", new LongLived(account.accessToken()));
    private final LineChannel stateless = new LineChannel("less", new Stateless(account.id(), account.secret()));

    private LineClient client(int requestsPerSecond, CallTimeouts timeouts) {
        return new LineClient(
                new LineSettings(line.url(), line.url(), requestsPerSecond, 2_000, 200),
                meters,
                Traces.OFF,
                clock,
                timeouts);
    }

    private LineLogin login(CallTimeouts timeouts) {
        return new LineLogin(
                new LineSettings(line.url(), line.url(), 10, 2_000, 200), meters, Traces.OFF, clock, timeouts);
    }

    @AfterEach
    void close() {
        client.close();
        hasty.close();
        login.close();
        hastyLogin.close();
        line.close();
    }

    private void fault(Fault.Kind kind, String path) {
        line.faults().add(Fault.of(kind, "*", path, 1, Duration.ofMillis(kind == Fault.Kind.TRICKLE ? 500 : 120_000)));
    }

    private static void timesOut(ThrowingCallable call) {
        var start = System.nanoTime();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(100));
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void aCallWhoseResponseDoesNotEndTimesOutAndTheNextSucceeds(Fault.Kind kind) {
        fault(kind, "/v2/bot/info");
        timesOut(() -> hasty.botInfo(longLived));
        assertThat(hasty.botInfo(longLived).userId()).isEqualTo(account.botUserId());
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void aTokenRequestWithoutAResponseTimesOutAndTheNextSucceeds(Fault.Kind kind) {
        fault(kind, TOKEN);
        timesOut(() -> hasty.botInfo(stateless));
        clock.advance(Duration.ofSeconds(2));
        assertThat(hasty.botInfo(stateless).userId()).isEqualTo(account.botUserId());
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void eachStepOfALoginTimesOut(Fault.Kind kind) {
        var standIn = line.addLoginChannel(LoginChannelOptions.of(account, "https://musubi.example/link/callback"));
        var channel = new LoginChannel("trial", standIn.id(), standIn.secret());
        fault(kind, TOKEN);
        timesOut(() -> hastyLogin.check(channel));
        fault(kind, "/oauth2/v2.1/token");
        timesOut(() -> hastyLogin.logIn(
                channel, "code", URI.create("https://musubi.example/link/callback"), "verifier", "nonce"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, text/html, <html>",
        "401, text/html, <html>",
        "401, application/json, '{\"error\":{\"code\":1}}'",
        "403, text/html, ''",
        "404, text/html, <html>",
        "404, application/json, '{\"code\":404}'",
        "404, application/json, '[]'",
        "408, text/plain, time-out",
        "200, text/html, <html>",
    })
    void aResponseThatIsNotFromLineMeansUnavailableWithItsStatusAndType(int status, String type, String body) {
        line.faults().add(Fault.answer("*", ".*", -1, status, body).with("Content-Type", type));
        assertThat(client.profile(longLived, "Uany").join()).isInstanceOfSatisfying(Failed.class, failed -> {
            foreign(failed.failure(), status, type);
            assertThat(failed.failure().toString()).doesNotContain("<html>");
        });
        assertThatThrownBy(() -> client.webhookEndpoint(longLived))
                .isInstanceOfSatisfying(LineException.class, e -> foreign(e.failure(), status, type));
        assertThatThrownBy(() -> client.botInfo(stateless))
                .isInstanceOfSatisfying(LineException.class, e -> foreign(e.failure(), status, type));
        var channel = new LoginChannel("trial", "1", "2");
        assertThatThrownBy(() -> login.check(channel))
                .isInstanceOfSatisfying(LineException.class, e -> foreign(e.failure(), status, type));
        assertThatThrownBy(() -> login.logIn(channel, "code", URI.create("https://a.example"), "v", "n"))
                .isInstanceOfSatisfying(LineException.class, e -> foreign(e.failure(), status, type));
    }

    private static void foreign(LineFailure failure, int status, String type) {
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.foreignType()).isEqualTo(Optional.of(type));
    }

    @Test
    void aRedirectIsNotFollowed() {
        line.faults()
                .add(Fault.answer("GET", PROFILE, 1, 302, "")
                        .with("Location", line.url().resolve("/v2/bot/info").toString()));
        assertThat(client.profile(longLived, "Uany").join())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().foreignType()).isPresent());
    }

    @Test
    void whatLineItselfDoesNotKnowIsNotFound() {
        line.faults().add(Fault.answer("GET", PROFILE, 1, 404, "{\"message\":\"Not found\"}"));
        assertThat(client.profile(longLived, "Uany").join()).isEqualTo(new NotFound());
        line.faults().add(Fault.answer("GET", PROFILE, -1, 408, "{\"message\":\"Request Timeout\"}"));
        assertThat(client.profile(longLived, "Uany").join())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 {}", "429 {}", "400 {\"error\":\"invalid_request\"}", "403 <html>"})
    void aTokenThatCannotBeIssuedIsRequestedOnceForAllCallers(String answer) {
        var parts = answer.split(" ", 2);
        line.faults().add(Fault.answer("POST", TOKEN, -1, Integer.parseInt(parts[0]), parts[1]));
        for (var round = 0; round < 3; round++) {
            all(IntStream.range(0, 300).mapToObj(ignored -> client.profile(stateless, "Uany")));
        }
        assertThat(attempts()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        all(IntStream.range(0, 300).mapToObj(ignored -> client.profile(stateless, "Uany")));
        assertThat(attempts()).isEqualTo(2);
    }

    private double attempts() {
        return meters.find("musubi.line.requests").tag("operation", "token").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void all(Stream<CompletableFuture<LineProfile>> calls) {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aCallThatWaitsTooLongForTheRateLimitFails() {
        try (var slow = client(1, SHORT)) {
            var calls = IntStream.range(0, 5)
                    .mapToObj(ignored -> slow.profile(longLived, "Uany"))
                    .toList();
            all(calls.stream());
            assertThat(calls.getLast().join())
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.LIMITED));
        }
    }
}
