package musubi.user.oidc;

import static musubi.user.oidc.OidcSignIn.PASSWORD;
import static musubi.user.oidc.OidcSignIn.at;
import static musubi.user.oidc.OidcSignIn.begin;
import static musubi.user.oidc.OidcSignIn.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.testing.CapturesOutput;
import musubi.testing.ConsoleSession;
import musubi.testing.OpenIdProvider;
import musubi.testing.TestWorld;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;

/** The protocol: what a provider answers, and what Musubi makes of it. Musubi lets in only people it knows. */
@CapturesOutput
class OidcTests {

    private static final Pattern ONWARD = Pattern.compile("href=\"(/login/oidc\\?next=[^\"]+)\"");

    @RegisterExtension
    static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private static final OidcSignIn SIGN_IN = new OidcSignIn(PROVIDER);

    @RegisterExtension
    static final TestWorld STRICT = TestWorld.shared(SIGN_IN.settings(Map.of()));

    private final People people = STRICT.bean(People.class);

    @BeforeAll
    static void theProviderKnowsIt() {
        SIGN_IN.prepare(STRICT);
    }

    @AfterEach
    void theProviderIsHonestAgain() {
        PROVIDER.beHonest();
    }

    private Person known(String email) {
        return people.create(email, email, PASSWORD, Scope.all(Role.VIEWER), Language.EN);
    }

    @Test
    void whoIsKnownSignsInAndComesToThePageTheyWantedWithAnotherSession(CapturedOutput output) {
        known("known@example.com");
        PROVIDER.person("sub-known", "Known@Example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        var login = at(session.get("/settings/me"));
        assertThat(login).startsWith("/login?next=");
        var way = ONWARD.matcher(session.get(login).body());
        assertThat(way.find()).isTrue();
        var authorize = URI.create(at(session.get(way.group(1))));
        assertThat(authorize.getQuery())
                .contains("code_challenge_method=S256", "state=", "nonce=", "ui_locales=en", "response_type=code");
        var callback = PROVIDER.signIn("sub-known", authorize);
        var answer = session.get(path(callback));
        assertThat(at(answer)).isEqualTo("/settings/me");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("musubi-session="))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("HttpOnly");
        assertThat(session.get("/settings/me").body()).contains("You can sign in with SSO");
        assertThat(STRICT.bean(AuditLog.class).page(Long.MAX_VALUE, 200))
                .anyMatch(entry ->
                        entry.action().equals("person.tied") && entry.object().equals("known@example.com"));
        assertThat(output.getAll()).doesNotContain("sub-known", "nown@", callback.getQuery());
    }

    @Test
    void anAnswerWorksOnceAndOnlyInTheBrowserThatBegan() {
        known("once@example.com");
        PROVIDER.person("sub-once", "once@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        var callback = path(PROVIDER.signIn("sub-once", begin(session)));
        assertThat(at(ConsoleSession.at(STRICT.url()).get(callback))).endsWith("/login?oidc=EXPIRED");
        var another = ConsoleSession.at(STRICT.url());
        begin(another);
        assertThat(at(another.get(callback))).endsWith("/login?oidc=EXPIRED");
        assertThat(at(session.get(callback))).endsWith("/");
        assertThat(at(session.get(callback))).endsWith("/login?oidc=EXPIRED");
        assertThat(at(session.get("/login/oidc/callback"))).endsWith("/login?oidc=EXPIRED");
    }

    @Test
    void aCodeThatWasChangedOnTheWayIsRefused() {
        known("code@example.com");
        PROVIDER.person("sub-code", "code@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        var callback = path(PROVIDER.signIn("sub-code", begin(session))).replaceFirst("code=[^&]{4}", "code=AAAA");
        assertThat(at(session.get(callback))).endsWith("/login?oidc=EXPIRED");
        assertThat(session.get("/").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "nonce", "iss", "sub"})
    void anIdTokenThatSaysSomethingElseIsRefused(String claim) {
        known("lied-%s@example.com".formatted(claim));
        PROVIDER.person("sub-lied", "lied-%s@example.com".formatted(claim), Optional.of(true));
        PROVIDER.tellInIdToken(!claim.equals("sub"));
        PROVIDER.lie(
                claim,
                switch (claim) {
                    case "aud" -> Set.of("another");
                    case "iss" -> "https://another.example.com";
                    default -> "another";
                });
        assertThat(SIGN_IN.signIn(STRICT, "sub-lied")).isEqualTo("/login?oidc=UNPROVEN");
    }

    @Test
    void aForgedIdTokenIsRefusedAndANewKeyIsTaken() {
        known("keys@example.com");
        PROVIDER.person("sub-keys", "keys@example.com", Optional.of(true));
        assertThat(SIGN_IN.signIn(STRICT, "sub-keys")).isEqualTo("/");
        PROVIDER.changeKey(false);
        assertThat(SIGN_IN.signIn(STRICT, "sub-keys")).isEqualTo("/login?oidc=UNPROVEN");
        PROVIDER.changeKey(true);
        assertThat(SIGN_IN.signIn(STRICT, "sub-keys")).isEqualTo("/");
    }

    @Test
    void whoGivesUpAtTheProviderIsToldSo() {
        var session = ConsoleSession.at(STRICT.url());
        var state = begin(session).getRawQuery().replaceFirst("^(.*&)?(state=[^&]+).*$", "$2");
        assertThat(at(session.get("/login/oidc/callback?error=access_denied&" + state)))
                .endsWith("/login?oidc=DECLINED");
        assertThat(session.get("/login?oidc=DECLINED").body()).contains("SSO did not let you in", "role=\"alert\"");
    }

    @Test
    void aSignInWhoseTokenDoesNotComeEndsWithWordsForThePerson() {
        PROVIDER.person("sub-stalled", "stalled@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        var callback = path(PROVIDER.signIn("sub-stalled", begin(session)));
        PROVIDER.beSlow("/oauth2/token", Fault.Kind.STALL);
        assertThat(at(session.get(callback))).endsWith("/login?oidc=AWAY");
    }

    @Test
    void aWrongSecretIsForAnAdminToPutRight() {
        PROVIDER.person("sub-secret", "secret@example.com", Optional.of(true));
        PROVIDER.changeSecret();
        assertThat(SIGN_IN.signIn(STRICT, "sub-secret")).isEqualTo("/login?oidc=MISCONFIGURED");
    }

    @Test
    void whileTheProviderIsAwayPasswordsGoOnAndLaterAllIsWellWithoutARestart() {
        known("patient@example.com");
        PROVIDER.person("sub-patient", "patient@example.com", Optional.of(true));
        PROVIDER.goAway();
        try (var late = TestWorld.start(PROVIDER.settings())) {
            late.bean(People.class).create("patient@example.com", "p", PASSWORD, Scope.all(Role.VIEWER), Language.EN);
            var session = ConsoleSession.at(late.url());
            assertThat(begin(session).toString()).endsWith("/login?oidc=AWAY");
            assertThat(session.get("/login?oidc=AWAY").body())
                    .contains("SSO is not answering", "nothing was changed", "Wait a little");
            assertThat(session.signIn("patient@example.com", PASSWORD)).endsWith("/");
            PROVIDER.comeBack();
            PROVIDER.allow(late.url());
            assertThat(begin(ConsoleSession.at(late.url())).toString()).endsWith("/login?oidc=AWAY");
            late.clock().advance(OidcProvider.PAUSE);
            var back = ConsoleSession.at(late.url());
            assertThat(SIGN_IN.signIn(late, back, "sub-patient")).isEqualTo("/");
            // as after a password
            assertThat(back.get("/").statusCode()).isEqualTo(200);
            late.clock().advance(Duration.ofHours(9));
            assertThat(back.get("/").statusCode()).isEqualTo(302);
        }
        var session = ConsoleSession.at(STRICT.url());
        var callback = path(PROVIDER.signIn("sub-patient", begin(session)));
        PROVIDER.goAway();
        assertThat(at(session.get(callback))).endsWith("/login?oidc=AWAY");
        PROVIDER.comeBack();
        assertThat(SIGN_IN.signIn(STRICT, "sub-patient")).isEqualTo("/");
    }

    @Test
    void beginningKeepsNothingHereAndLookingUsesNothingUp() {
        var sessions = STRICT.sessions();
        var session = ConsoleSession.at(STRICT.url());
        assertThat(session.send("HEAD", "/login/oidc", Map.of()).headers().allValues("Set-Cookie"))
                .isEmpty();
        PROVIDER.person("sub-looked", "looked@example.com", Optional.of(true));
        known("looked@example.com");
        var began = session.get("/login/oidc");
        assertThat(began.headers().allValues("Set-Cookie"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(OidcAttempts.COOKIE + "=")
                .contains("Path=/login/oidc", "HttpOnly", "SameSite=Lax", "Max-Age=600");
        assertThat(STRICT.sessions()).isEqualTo(sessions);
        var callback = path(PROVIDER.signIn("sub-looked", URI.create(at(began))));
        assertThat(session.send("HEAD", callback, Map.of()).statusCode()).isEqualTo(200);
        assertThat(at(session.get(callback))).isEqualTo("/");
    }
}
