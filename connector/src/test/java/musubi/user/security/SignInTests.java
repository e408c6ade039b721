package musubi.user.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import musubi.testing.ConsoleSession;
import musubi.testing.RunningClock;
import musubi.testing.TestWorld;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import musubi.user.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;

/** Signing in by a password, over HTTP: who is let in, who is kept out, and what of it is recorded. */
class SignInTests {

    private static final String PASSWORD = "long enough to be taken";

    /** With nobody in front of it. */
    @RegisterExtension
    static final TestWorld UNPROXIED = TestWorld.shared();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(
            "musubi.session.per-person", "3", "musubi.session.in-all", "6", "musubi.trusted-proxies", "127.0.0.1,::1"));

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final People people = WORLD.bean(People.class);
    private final Sessions sessions = WORLD.bean(Sessions.class);

    private final String address = "198.51.100." + ADDRESSES.incrementAndGet();

    @BeforeEach
    void nothingRecorded() {
        WORLD.database().jdbc().sql("delete from audit").update();
    }

    private Person person(String email) {
        return people.find(email)
                .orElseGet(() -> people.create(email, email, PASSWORD, Scope.all(Role.ADMIN), Language.EN));
    }

    /** Attempts are counted by address, and each test comes from one of its own. */
    private ConsoleSession session() {
        return ConsoleSession.at(WORLD.url(), Map.of("X-Forwarded-For", address));
    }

    private List<AuditEntry> recorded(String action) {
        return WORLD.bean(AuditLog.class).page(Long.MAX_VALUE, 500).stream()
                .filter(entry -> entry.action().equals(action))
                .toList();
    }

    private double counted(String outcome) {
        return WORLD.api("GET", "/actuator/prometheus", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("musubi_sign_ins_total{outcome=\"" + outcome + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void signingInAndOutIsRecordedAndCounted() {
        var person = person("in@example.com");
        var before = counted("success");
        var session = session();
        session.signIn(person.email(), PASSWORD);
        session.post("/logout", Map.of());
        assertThat(counted("success")).isEqualTo(before + 1);
        assertThat(recorded("person.signedIn"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(person.email()));
        assertThat(recorded("person.signedOut")).hasSize(1);
    }

    @Test
    void formsRedirectBy303WithTheHeadersOfAllPages() {
        person("forms@example.com");
        var session = session();
        session.get("/login");
        for (var form : List.of(
                Map.of("email", "forms@example.com", "password", "wrong"),
                Map.of("email", "forms@example.com", "password", PASSWORD))) {
            var answer = session.post("/login", form);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        }
        session.get("/");
        assertThat(session.post("/logout", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void guessesAreOneLineForEachAccountAndOneForAllThatThereAreNot() {
        var person = person("guessed@example.com");
        var before = counted("wrong");
        var throttled = counted("throttled");
        for (var attempt = 0; attempt < 8; attempt++) {
            session().signIn(person.email(), "wrong");
            // somebody may enter the password in the wrong field
            session().signIn("my password is %d@secret".formatted(attempt), "wrong");
        }
        for (var attempt = 0; attempt < 4; attempt++) {
            session().signIn(person.email(), "wrong");
        }
        assertThat(counted("wrong")).isEqualTo(before + 18);
        assertThat(counted("throttled")).isEqualTo(throttled + 2);
        assertThat(recorded("person.signInFailed"))
                .extracting(AuditEntry::object)
                .containsExactlyInAnyOrder(person.email(), "");
        assertThat(recorded("person.signInFailed")).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("-");
            assertThat(entry.detail()).contains(", 8+").doesNotContain("secret");
        });
        assertThat(recorded("person.signInThrottled")).hasSize(1);
        WORLD.clock().advance(Duration.ofMinutes(16));
        session().signIn("another@nowhere", "wrong");
        assertThat(recorded("person.signInFailed")).hasSize(3);
    }

    @Test
    void aBrowserThatKnowsTheAccountIsNotLockedOutByStrangers() {
        var person = person("known@example.com");
        var known = session();
        assertThat(known.signIn(person.email(), PASSWORD)).endsWith("/");
        known.post("/logout", Map.of());
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT_AND_ADDRESS; attempt++) {
            session().signIn(person.email(), "wrong");
        }
        assertThat(session().signIn(person.email(), PASSWORD)).contains("problem=throttled");
        assertThat(known.signIn(person.email(), PASSWORD)).endsWith("/");
        // it is known to that account only
        known.post("/logout", Map.of());
        var other = person("not-known@example.com");
        for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT_AND_ADDRESS; attempt++) {
            session().signIn(other.email(), "wrong");
        }
        assertThat(known.signIn(other.email(), PASSWORD)).contains("problem=throttled");
    }

    @Test
    void aKnownBrowsersCookieIsSignedForOneAccountAndEnds() {
        var clock = new RunningClock();
        var browsers = new KnownBrowsers(WORLD.bean(MasterKey.class), WORLD.bean(Cookies.class), clock);
        var value = browsers.remember("hanako@example.com").getValue();
        assertThat(browsers.find("hanako@example.com", sending(value))).isPresent();
        assertThat(browsers.find("taro@example.com", sending(value))).isEmpty();
        var since = value.split("\\.", -1)[1];
        for (var forged : List.of(
                "",
                "x",
                (value.startsWith("A") ? "B" : "A") + value.substring(1),
                value.replace(since, "9999999999"))) {
            assertThat(browsers.find("hanako@example.com", sending(forged))).isEmpty();
        }
        clock.advance(Duration.ofDays(181));
        assertThat(browsers.find("hanako@example.com", sending(value))).isEmpty();
    }

    private static MockHttpServletRequest sending(String value) {
        var request = new MockHttpServletRequest();
        request.setCookies(new jakarta.servlet.http.Cookie(KnownBrowsers.COOKIE, value));
        return request;
    }

    @Test
    void theClientIsWhomTheTrustedProxySaysAndNobodyElseIsBelieved() throws Exception {
        var person = person("proxied@example.com");
        // of two the client wrote the left one
        signIn(person.email(), Map.of("X-Forwarded-For", "198.51.100.9, 203.0.113.7"));
        assertThat(recorded("person.signedIn"))
                .first()
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("203.0.113.7"));
        UNPROXIED.bean(People.class).create("p@example.com", "p", PASSWORD, Scope.all(Role.ADMIN), Language.EN);
        signIn(UNPROXIED.url(), "p@example.com", Map.of("X-Forwarded-For", "203.0.113.7"));
        assertThat(UNPROXIED.bean(AuditLog.class).page(Long.MAX_VALUE, 1))
                .first()
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("127.0.0.1"));
    }

    private static void signIn(String email, Map<String, String> headers) throws Exception {
        signIn(WORLD.url(), email, headers);
    }

    private static void signIn(URI url, String email, Map<String, String> headers) throws Exception {
        try (var http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var page = http.send(
                    HttpRequest.newBuilder(url.resolve("/login"))
                            .header("Accept", "text/html")
                            .build(),
                    BodyHandlers.ofString());
            var csrf = page.body().replaceAll("(?s).*<meta name=\"csrf\"[^>]*content=\"([^\"]+)\".*", "$1");
            var request = HttpRequest.newBuilder(url.resolve("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-CSRF-TOKEN", csrf)
                    .POST(BodyPublishers.ofString("email=" + email + "&password=" + PASSWORD.replace(' ', '+')));
            headers.forEach(request::header);
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/");
        }
    }

    @Test
    void theOldestSessionEndsForOneMoreOfAPersonAndInAll() {
        var person = person("many@example.com");
        var first = session();
        first.signIn(person.email(), PASSWORD);
        for (var more = 0; more < 3; more++) {
            session().signIn(person.email(), PASSWORD);
        }
        assertThat(sessions.of(person.id(), new MockHttpServletRequest())).hasSize(3);
        assertThat(first.get("/").statusCode()).isEqualTo(302);
        for (var other = 0; other < 6; other++) {
            session().signIn(person("many-%d@example.com".formatted(other)).email(), PASSWORD);
        }
        assertThat(sessions.of(person.id(), new MockHttpServletRequest())).isEmpty();
    }

    @Test
    void whatAPageAsksByItselfKeepsNoSessionAlive() {
        var person = person("away@example.com");
        for (var byItself : List.of(Map.of("X-Poll", "true"), Map.of("Accept", "text/event-stream"))) {
            var session = session();
            session.signIn(person.email(), PASSWORD);
            for (var act = 0; act < 3; act++) {
                WORLD.clock().advance(Duration.ofMinutes(20));
                assertThat(session.get("/").statusCode()).isEqualTo(200);
            }
            WORLD.clock().advance(Duration.ofMinutes(20));
            assertThat(session.get("/", byItself).statusCode()).isEqualTo(200);
            WORLD.clock().advance(Duration.ofMinutes(20));
            assertThat(session.get("/", byItself).statusCode()).isIn(302, 401);
        }
    }

    @Test
    void aPersonEndsTheirSessionsAndNobodyElses() {
        var me = person("me@example.com");
        var other = person("other@example.com");
        var here = session();
        here.signIn(me.email(), PASSWORD);
        var there = session();
        there.signIn(me.email(), PASSWORD);
        var others = session();
        others.signIn(other.email(), PASSWORD);
        assertThat(here.get("/settings/me").body()).contains("This device");
        var id = sessionIds(other);
        here.post("/settings/me/sessions/" + id.getFirst() + "/end", Map.of());
        assertThat(others.get("/").statusCode()).isEqualTo(200);
        here.post("/settings/me/sessions/end-others", Map.of());
        assertThat(there.get("/").statusCode()).isEqualTo(302);
        assertThat(here.get("/").statusCode()).isEqualTo(200);
        here.post("/settings/users/" + other.id() + "/sessions/end", Map.of());
        assertThat(others.get("/").statusCode()).isEqualTo(302);
        assertThat(recorded("person.sessionsEnded")).hasSizeGreaterThanOrEqualTo(2);
    }

    private List<String> sessionIds(Person person) {
        return sessions.of(person.id(), new MockHttpServletRequest()).stream()
                .map(open -> open.id().toString())
                .toList();
    }
}
