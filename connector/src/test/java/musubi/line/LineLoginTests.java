package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.line.LineFailure.Kind;
import musubi.line.LoginRequest.AddFriendPrompt;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sandbox.line.UserOptions;
import musubi.system.trace.Traces;
import musubi.testing.Waits;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineLoginTests {

    private static final URI CALLBACK = URI.create("https://musubi.example/link/callback?a=b&c=d");
    private static final String NONCE = "0123456789abcdef";
    private static final String VERIFIER = "verifier".repeat(6);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 1);
    private final Channel account = line.addChannel(ChannelOptions.named("Shop"));
    private final musubi.sandbox.line.LoginChannel standIn =
            line.addLoginChannel(LoginChannelOptions.of(account, "https://musubi.example/link/callback")
                    .emailPermission(true));
    private final Friend friend = account.newUser(
            UserOptions.named("花子").email("hanako@example.com").pictureUrl("https://profile.line-scdn.net/hanako"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LineLogin login =
            new LineLogin(new LineSettings(line.url(), line.url(), 10, 2_000, 200), meters, Traces.OFF, clock);
    private final LoginChannel channel = new LoginChannel(UUID.randomUUID().toString(), standIn.id(), standIn.secret());

    @AfterEach
    void close() {
        login.close();
        line.close();
    }

    private static LoginRequest request(boolean email) {
        return new LoginRequest(CALLBACK, "state1", NONCE, VERIFIER, email, AddFriendPrompt.NORMAL, "en-US", true);
    }

    private String code(boolean email, Consent consent) {
        var back = standIn.consent(login.authorizeUrl(channel, request(email)), friend.userId(), consent);
        return back.getQuery().replaceFirst(".*code=([^&]+).*", "$1");
    }

    private LoggedIn logIn(String code) {
        return login.logIn(channel, code, CALLBACK, VERIFIER, NONCE);
    }

    @Test
    void aFriendIsWhoLineSaysTheyAre() {
        assertThat(logIn(code(true, Consent.given().addingFriend())))
                .isEqualTo(new LoggedIn(
                        friend.userId(),
                        Optional.of("花子"),
                        Optional.of("https://profile.line-scdn.net/hanako"),
                        Optional.of("hanako@example.com"),
                        Optional.of(true)))
                .hasToString("LoggedIn[…]");
        assertThat(logIn(code(true, Consent.given().withoutEmail())).email()).isEmpty();
        assertThat(logIn(code(false, Consent.given())).email()).isEmpty();
    }

    @Test
    void whetherTheyAreAFriendIsUnknownWhereNoAccountIsLinked() {
        standIn.linked(false);
        assertThat(logIn(code(false, Consent.given())).friend()).isEmpty();
    }

    @Test
    void theFriendsTokenIsGivenBackAndTheConsentStays() {
        logIn(code(false, Consent.given()));
        Waits.eventually("it is revoked", () -> line.traffic().calls("POST /oauth2/v2.1/revoke") == 1);
        assertThat(line.traffic().calls("POST /user/v1/deauthorize")).isZero();
        Waits.eventually(
                "it is counted",
                () -> meters.counter(
                                        "musubi.line.requests",
                                        "connection",
                                        channel.key(),
                                        "operation",
                                        "loginRevoke",
                                        "status",
                                        "200")
                                .count()
                        == 1);
    }

    @Test
    void aCodeWorksOnceAndOnlyWithItsVerifierAndNonce() {
        var code = code(false, Consent.given());
        logIn(code);
        assertRefused(() -> logIn(code), Kind.REJECTED);
        var other = code(false, Consent.given());
        assertRefused(() -> login.logIn(channel, other, CALLBACK, "another".repeat(7), NONCE), Kind.REJECTED);
        var third = code(false, Consent.given());
        assertRefused(() -> login.logIn(channel, third, CALLBACK, VERIFIER, "another"), Kind.REJECTED);
    }

    @Test
    void anIdTokenIsGoodForItsTimeAndAMinuteMore() {
        var slow = new SettableClock(clock.instant().plus(Duration.ofHours(1)).plusSeconds(59));
        try (var behind =
                new LineLogin(new LineSettings(line.url(), line.url(), 10, 2_000, 200), meters, Traces.OFF, slow)) {
            assertThat(behind.logIn(channel, code(false, Consent.given()), CALLBACK, VERIFIER, NONCE)
                            .userId())
                    .isEqualTo(friend.userId());
            slow.advance(Duration.ofSeconds(2));
            assertRefused(
                    () -> behind.logIn(channel, code(false, Consent.given()), CALLBACK, VERIFIER, NONCE),
                    Kind.REJECTED);
        }
    }

    @Test
    void aWrongSecretIsToldAsSuch() {
        var wrong = new LoginChannel("trial", channel.id(), "0".repeat(32));
        assertRefused(() -> login.check(wrong), Kind.UNAUTHORIZED);
        assertRefused(
                () -> login.logIn(wrong, code(false, Consent.given()), CALLBACK, VERIFIER, NONCE), Kind.UNAUTHORIZED);
        login.check(channel);
        assertThat(wrong).hasToString("LoginChannel[id=%s, …]".formatted(channel.id()));
    }

    @Test
    void aTroubleOfLinesIsNotTheFriendsFault() {
        line.faults().add(Fault.answer("POST", "/oauth2/v2.1/token", 1, 502, "<html>"));
        assertRefused(() -> logIn("any"), Kind.UNAVAILABLE);
        line.faults().add(Fault.answer("POST", "/oauth2/v2.1/token", 1, 200, "<html>"));
        assertRefused(() -> logIn("any"), Kind.UNAVAILABLE);
        line.faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "POST", "/oauth2/v2.1/token", 1, Duration.ZERO));
        assertRefused(() -> logIn("any"), Kind.UNAVAILABLE);
        line.faults().add(Fault.answer("POST", "/oauth2/v3/token", 1, 429, "{}"));
        assertRefused(() -> login.check(channel), Kind.LIMITED);
    }

    private static void assertRefused(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
