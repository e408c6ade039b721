package musubi.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import musubi.system.MasterKey;
import musubi.system.Seal;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import musubi.user.session.SessionAttributes.UnreadableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** Sessions as rows: what they hold, who can use them, when they are written, and when they end. */
class StoredSessionsTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final StoredSessions sessions = WORLD.bean(StoredSessions.class);
    private final SessionAttributes attributes = WORLD.bean(SessionAttributes.class);
    private final JdbcClient jdbc = WORLD.database().jdbc();

    @BeforeEach
    void nobodyIsSignedIn() {
        jdbc.sql("delete from user_session").update();
    }

    private static Person person(String email) {
        return WORLD.bean(People.class)
                .find(email)
                .orElseGet(() ->
                        WORLD.bean(People.class).create(email, email, PASSWORD, Scope.all(Role.ADMIN), Language.EN));
    }

    private static ConsoleSession signedIn(String email) {
        var session = ConsoleSession.at(WORLD.url());
        assertThat(session.signIn(person(email).email(), PASSWORD)).endsWith("/");
        return session;
    }

    /** The transaction that wrote the only row last. */
    private String writtenBy() {
        return jdbc.sql("select xmin::text from user_session")
                .query(String.class)
                .single();
    }

    private int rows() {
        return jdbc.sql("select count(*) from user_session")
                .query(Integer.class)
                .single();
    }

    @Test
    void nobodySignsInWithWhatIsInTheDatabase() {
        var browser = ConsoleSession.at(WORLD.url());
        var cookie = browser.signedIn(person("dumped@example.com").email(), PASSWORD);
        var row = jdbc.sql("select row_to_json(s)::text from user_session s")
                .query(String.class)
                .single();
        var hash = jdbc.sql("select token_hash from user_session")
                .query(byte[].class)
                .single();
        assertThat(row).doesNotContain(cookie, cookie.substring(0, 43), "dumped@", "Actor", "rO0AB");
        assertThat(hash).isEqualTo(SessionTokens.hash(cookie));
        for (var stolen : List.of(
                HexFormat.of().formatHex(hash),
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
                jdbc.sql("select id::text from user_session")
                        .query(String.class)
                        .single())) {
            assertThat(withCookie(stolen).get("/").statusCode()).isEqualTo(302);
        }
        assertThat(withCookie(cookie).get("/").statusCode()).isEqualTo(200);
    }

    private static ConsoleSession withCookie(String value) {
        return ConsoleSession.at(WORLD.url(), Map.of("Cookie", "musubi-session=" + value));
    }

    @Test
    void aCookieThatWeDidNotSignIsNotEvenLookedFor() {
        var cookie = WORLD.bean(SessionCookie.class);
        var tokens = WORLD.bean(SessionTokens.class);
        var ours = tokens.next();
        assertThat(resolved(cookie, ours)).containsExactly(ours);
        var signature = ours.substring(44);
        for (var forged : List.of(
                "",
                "x",
                ours.substring(0, 43),
                tokens.next().substring(0, 43) + "." + signature,
                (ours.startsWith("A") ? "B" : "A") + ours.substring(1),
                ours + "A")) {
            assertThat(resolved(cookie, forged)).as(forged).isEmpty();
        }
    }

    private static List<String> resolved(SessionCookie cookie, String value) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("musubi-session", value));
        return cookie.resolveSessionIds(request);
    }

    @Test
    void aRestartEndsNoSession() {
        var browser = signedIn("restarted@example.com");
        WORLD.stop();
        WORLD.start();
        assertThat(browser.goingTo(WORLD.url()).get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesWriteTheActivityOnceAMinuteAndNothingElse() {
        var browser = signedIn("active@example.com");
        var first = writtenBy();
        for (var page : List.of("/", "/settings/me", "/settings/users", "/")) {
            assertThat(browser.get(page).statusCode()).isEqualTo(200);
        }
        assertThat(writtenBy()).isEqualTo(first);
        WORLD.clock().advance(Duration.ofSeconds(61));
        browser.get("/", Map.of("X-Poll", "true"));
        assertThat(writtenBy()).isEqualTo(first);
        browser.get("/");
        var second = writtenBy();
        assertThat(second).isNotEqualTo(first);
        browser.get("/settings/me");
        assertThat(writtenBy()).isEqualTo(second);
    }

    @Test
    void aSessionThatCannotBeReadLeadsToTheSignInPageAndIsDeleted() {
        for (var unreadable : List.of(
                "garbage",
                // sealed for another row
                attributes.close(Map.of(), SessionTokens.hash("another")))) {
            var browser = signedIn("unreadable@example.com");
            jdbc.sql("update user_session set attributes = :it")
                    .param("it", unreadable)
                    .update();
            var answer = browser.get("/");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).contains("/login?problem=expired");
            assertThat(rows()).isZero();
        }
    }

    @Test
    void onlyListedClassesAreReadAndNoOthersAreWritten() throws IOException, UnreadableException {
        var hash = SessionTokens.hash("a token");
        assertThatThrownBy(() -> attributes.close(Map.of("it", new BitSet()), hash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.BitSet");
        assertThatThrownBy(() -> attributes.close(Map.of("it", this), hash))
                .hasCauseInstanceOf(NotSerializableException.class)
                .hasMessageContaining(getClass().getName());
        var listed = Map.<String, Object>of(
                "lists", List.of("a", List.of(1, 2, 3), Map.of("b", 2L)), "id", UUID.randomUUID());
        assertThat(attributes.open(attributes.close(listed, hash), hash)).isEqualTo(listed);
        // as an earlier version, or somebody with the key, may have written it
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("it", new BitSet())));
        }
        var sealed = Seal.of(WORLD.bean(MasterKey.class), "musubi/user/session-attributes")
                .close(bytes.toByteArray(), HexFormat.of().formatHex(hash));
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> attributes.open(sealed, hash))
                .withMessage("InvalidClassException");
    }

    @Test
    void requestsThatChangeASessionAtTheSameTimeKeepEachOthersChanges() {
        var token = token("parallel@example.com");
        var one = found(token);
        var other = found(token);
        one.setAttribute("one", "1");
        other.setAttribute("other", "2");
        sessions.save(one);
        sessions.save(other);
        var now = found(token);
        assertThat(now.<String>getAttribute("one")).isEqualTo("1");
        assertThat(now.<String>getAttribute("other")).isEqualTo("2");
        now.removeAttribute("one");
        sessions.save(now);
        assertThat(found(token).getAttributeNames()).contains("other").doesNotContain("one");
    }

    @Test
    void aSessionThatEndedMeanwhileStaysEnded() {
        var token = token("ended@example.com");
        var late = found(token);
        late.setAttribute("late", "yes");
        jdbc.sql("delete from user_session").update();
        sessions.save(late);
        WORLD.clock().advance(Duration.ofMinutes(2));
        late.seen(WORLD.clock().instant());
        sessions.save(late);
        assertThat(rows()).isZero();
    }

    @Test
    void anotherTokenTakesTheOldOnesPlace() {
        var token = token("moved@example.com");
        var session = found(token);
        var next = session.changeSessionId();
        sessions.save(session);
        assertThat(sessions.findById(token)).isNull();
        assertThat(found(next).owner()).isEqualTo(session.owner());
        assertThat(rows()).isOne();
    }

    @Test
    void whatEndedByItselfIsDeleted() {
        token("unused@example.com");
        sessions.deleteEnded();
        assertThat(rows()).isOne();
        WORLD.clock().advance(Duration.ofMinutes(31));
        sessions.deleteEnded();
        assertThat(rows()).isZero();
        // in use all the time, but for longer than any session lasts
        var token = token("long@example.com");
        WORLD.clock().advance(Duration.ofHours(9));
        jdbc.sql("update user_session set seen_at = seen_at + interval '9 hours'")
                .update();
        assertThat(sessions.findById(token)).isNotNull();
        sessions.deleteEnded();
        assertThat(rows()).isZero();
    }

    @Test
    void theTokenIsNotInWhatPeopleSeeOfASession() {
        var browser = ConsoleSession.at(WORLD.url());
        var cookie = browser.signedIn(person("looking@example.com").email(), PASSWORD);
        assertThat(browser.get("/settings/me").body())
                .doesNotContain(cookie, cookie.substring(0, 43))
                .doesNotContain(HexFormat.of().formatHex(cookie.getBytes(StandardCharsets.US_ASCII)));
    }

    private String token(String email) {
        var person = person(email);
        var session = sessions.createSession();
        session.open(new SessionOwner(
                UUID.randomUUID(),
                person.id(),
                person.stamp(),
                "",
                WORLD.clock().instant()));
        sessions.save(session);
        return session.getId();
    }

    private StoredSession found(String token) {
        return Objects.requireNonNull(sessions.findById(token));
    }
}
