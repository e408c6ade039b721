package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.system.PublicAddress;
import musubi.testing.BrowserWorld;
import musubi.testing.ConsoleSession;
import musubi.testing.OpenIdProvider;
import musubi.testing.RunningClock;
import musubi.testing.TestWorld;
import musubi.user.Invitation.Purpose;
import musubi.user.OidcRefusedException.Reason;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.ResourceAccessException;

/** One provider; one Musubi that takes only whom it knows, and one that takes everybody, and no password. */
@ExtendWith(OutputCaptureExtension.class)
class OidcTests {

    private static final String PASSWORD = BrowserWorld.PASSWORD;
    private static final Pattern ONWARD = Pattern.compile("href=\"(/login/oidc\\?next=[^\"]+)\"");

    @RegisterExtension
    static final OpenIdProvider PROVIDER = OpenIdProvider.start();

    @RegisterExtension
    static final TestWorld STRICT = TestWorld.with(settings(Map.of()));

    @RegisterExtension
    static final TestWorld OPEN = TestWorld.with(settings(Map.of(
            "musubi.oidc.name",
            "Café ID",
            "musubi.oidc.new-people",
            "operator",
            "musubi.oidc.trust-email",
            "true",
            "musubi.password-login",
            "false")));

    private final People people = STRICT.bean(People.class);

    private static Map<String, Object> settings(Map<String, Object> more) {
        var settings = new HashMap<>(PROVIDER.settings());
        settings.put("musubi.admin.email", "first@example.com");
        settings.put("musubi.admin.password", PASSWORD);
        settings.putAll(more);
        return settings;
    }

    @BeforeAll
    static void theProviderKnowsBoth() {
        PROVIDER.allow(STRICT.url());
        PROVIDER.allow(OPEN.url());
    }

    @AfterEach
    void theProviderIsHonestAgain() {
        PROVIDER.beHonest();
    }

    private Person known(String email) {
        return people.create(email, email, PASSWORD, Scope.all(Role.VIEWER), Language.EN);
    }

    private static String at(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static URI begin(ConsoleSession session) {
        session.get("/login");
        return URI.create(at(session.get("/login/oidc")));
    }

    private static String path(URI address) {
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    /** Where it leads in the end. */
    private static String signIn(TestWorld world, ConsoleSession session, String subject) {
        return at(session.get(path(PROVIDER.signIn(subject, begin(session)))))
                .replace(world.url().toString(), "");
    }

    private static String signIn(TestWorld world, String subject) {
        return signIn(world, ConsoleSession.at(world.url()), subject);
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
        assertThat(signIn(STRICT, "sub-lied")).isEqualTo("/login?oidc=UNPROVEN");
    }

    @Test
    void aForgedIdTokenIsRefusedAndANewKeyIsTaken() {
        known("keys@example.com");
        PROVIDER.person("sub-keys", "keys@example.com", Optional.of(true));
        assertThat(signIn(STRICT, "sub-keys")).isEqualTo("/");
        PROVIDER.changeKey(false);
        assertThat(signIn(STRICT, "sub-keys")).isEqualTo("/login?oidc=UNPROVEN");
        PROVIDER.changeKey(true);
        assertThat(signIn(STRICT, "sub-keys")).isEqualTo("/");
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
    void whoIsUnknownIsRefused() {
        PROVIDER.person("sub-stranger", "stranger@example.com", Optional.of(true));
        assertThat(signIn(STRICT, "sub-stranger")).isEqualTo("/login?oidc=UNKNOWN");
        assertThat(people.find("stranger@example.com")).isEmpty();
    }

    @Test
    void anAddressCountsOnlyWhereTheProviderVouchesForIt() {
        for (var world : new TestWorld[] {STRICT, OPEN}) {
            world.bean(People.class).create("vouched@example.com", "a", PASSWORD, Scope.all(Role.VIEWER), Language.EN);
            PROVIDER.person("sub-vouched", "vouched@example.com", Optional.of(false));
            assertThat(signIn(world, "sub-vouched")).isEqualTo("/login?oidc=UNVERIFIED");
        }
        PROVIDER.person("sub-vouched", "vouched@example.com", Optional.empty());
        assertThat(signIn(STRICT, "sub-vouched")).isEqualTo("/login?oidc=UNVERIFIED");
        assertThat(signIn(OPEN, "sub-vouched")).isEqualTo("/");
    }

    @Test
    void addressAndNameMayStandAtTheUserInfoEndpoint() {
        PROVIDER.tellInIdToken(false);
        PROVIDER.person("sub-userinfo", "userinfo@example.com", Optional.of(true));
        assertThat(signIn(OPEN, "sub-userinfo")).isEqualTo("/");
        assertThat(OPEN.bean(People.class)
                        .find("userinfo@example.com")
                        .orElseThrow()
                        .name())
                .isEqualTo("Name of sub-userinfo");
    }

    @Test
    void theAccountCountsAndNotItsAddressOfToday() {
        var person = known("before@example.com");
        known("after@example.com");
        PROVIDER.person("sub-moving", "before@example.com", Optional.of(true));
        assertThat(signIn(STRICT, "sub-moving")).isEqualTo("/");

        PROVIDER.person("sub-moving", "after@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        assertThat(signIn(STRICT, session, "sub-moving")).isEqualTo("/");
        assertThat(session.get("/").body()).contains("before@example.com").doesNotContain("after@example.com");

        PROVIDER.person("sub-heir", "before@example.com", Optional.of(true));
        assertThat(signIn(STRICT, "sub-heir")).isEqualTo("/login?oidc=TAKEN");
        people.untie(person.id());
        assertThat(signIn(STRICT, "sub-heir")).isEqualTo("/");
    }

    @Test
    void whoIsDisabledIsRefusedTiedOrNot() {
        var person = known("disabled-here@example.com");
        PROVIDER.person("sub-disabled", "disabled-here@example.com", Optional.of(true));
        people.disable(person.id(), true);
        assertThat(signIn(STRICT, "sub-disabled")).isEqualTo("/login?oidc=DISABLED");
        people.disable(person.id(), false);
        var session = ConsoleSession.at(STRICT.url());
        assertThat(signIn(STRICT, session, "sub-disabled")).isEqualTo("/");
        people.disable(person.id(), true);
        assertThat(session.get("/").statusCode()).isEqualTo(302);
        assertThat(signIn(STRICT, "sub-disabled")).isEqualTo("/login?oidc=DISABLED");
    }

    @Test
    void whoIsInvitedComesInAsTheInvitationSays() {
        var invitations = STRICT.bean(Invitations.class);
        var link = invitations.invite("invited-sso@example.com", new Scope(Role.OPERATOR, false, Set.of()));
        PROVIDER.person("sub-invited", "invited-sso@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        assertThat(session.get(link.getPath()).body()).contains("Sign in with SSO");
        assertThat(signIn(STRICT, session, "sub-invited")).isEqualTo("/");
        var person = people.find("invited-sso@example.com").orElseThrow();
        assertThat(person.scope()).isEqualTo(new Scope(Role.OPERATOR, false, Set.of()));
        assertThat(person.hasPassword()).isFalse();
        assertThat(invitations.find(Purpose.INVITATION, link.getPath().replace("/invite/", "")))
                .isEmpty();
        assertThat(session.get("/settings/me").body()).doesNotContain("name=\"former\"");
        assertThat(ConsoleSession.at(STRICT.url()).signIn(person.email(), "")).contains("problem=wrong");
    }

    @Test
    void newPeopleAreTakenWithTheRoleThatIsSet() {
        PROVIDER.person("sub-new", "new@example.com", Optional.of(true));
        assertThat(signIn(OPEN, "sub-new")).isEqualTo("/");
        var person = OPEN.bean(People.class).find("new@example.com").orElseThrow();
        assertThat(person.scope()).isEqualTo(Scope.all(Role.OPERATOR));
        assertThat(person.language()).isEqualTo(Language.EN);
    }

    @Test
    void nobodyIsTheFirstByChance() {
        try (var world = TestWorld.start(Map.of())) {
            var jan = new OidcAccount(
                    "https://a.example.com", "jan", Optional.of("jan@example.com"), Optional.of(true), "");
            assertThat(refused(world, "VIEWER", jan)).isEqualTo(Reason.FIRST);
            assertThat(identities(world, "ADMIN")
                            .person(jan, Language.JA)
                            .scope()
                            .role())
                    .isEqualTo(Role.ADMIN);
        }
    }

    private static Reason refused(TestWorld world, String newPeople, OidcAccount account) {
        try {
            identities(world, newPeople).person(account, Language.JA);
            throw new AssertionError("not refused");
        } catch (OidcRefusedException refused) {
            return refused.reason();
        }
    }

    private static Identities identities(TestWorld world, String newPeople) {
        return new Identities(
                world.database().jdbc(),
                settings("https://a.example.com", newPeople.toLowerCase(Locale.ROOT)),
                world.bean(People.class),
                world.bean(Invitations.class),
                world.bean(AuditLog.class),
                Clock.systemUTC());
    }

    private static UserSettings settings(String issuer, String newPeople) {
        return new UserSettings(
                new UserSettings.Admin(null, null),
                new UserSettings.Session(Duration.ofHours(8), 20, 5_000),
                new OidcSettings(issuer, "a", "b", "", "", newPeople, false),
                true);
    }

    @Test
    void aDocumentThatNamesAnotherIssuerOrIsNoneIsNotUsed() {
        for (var path : List.of("/", "/login")) {
            var provider = new OidcProvider(
                    settings(PROVIDER.issuer() + path, ""), STRICT.bean(PublicAddress.class), Clock.systemUTC());
            assertThatExceptionOfType(OidcRefusedException.class)
                    .isThrownBy(provider::known)
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.MISCONFIGURED));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void anAnswerOfTheProviderThatDoesNotEndIsGivenUp(Fault.Kind kind) {
        try (var provider = new OidcProvider(
                settings(PROVIDER.issuer().toString(), ""),
                STRICT.bean(PublicAddress.class),
                Clock.systemUTC(),
                Duration.ofSeconds(1))) {
            PROVIDER.beSlow("/.well-known/openid-configuration", kind);
            awaySoon(() -> provider.known());
            PROVIDER.beHonest();
        }
        try (var provider = new OidcProvider(
                settings(PROVIDER.issuer().toString(), ""),
                STRICT.bean(PublicAddress.class),
                Clock.systemUTC(),
                Duration.ofSeconds(1))) {
            var endpoints = provider.known().registration().getProviderDetails();
            // all calls go this way: keys, tokens, and what is told of a person
            PROVIDER.beSlow(".*", kind);
            for (var endpoint : List.of(
                    endpoints.getTokenUri(),
                    endpoints.getJwkSetUri(),
                    endpoints.getUserInfoEndpoint().getUri())) {
                awaySoon(() -> provider.rest().getForObject(Objects.requireNonNull(endpoint), String.class));
            }
        }
    }

    private static void awaySoon(ThrowingCallable call) {
        var start = System.nanoTime();
        assertThatThrownBy(call)
                .satisfies(thrown -> assertThat(
                                thrown instanceof OidcRefusedException refused
                                        ? refused.reason() == Reason.AWAY
                                        : thrown instanceof ResourceAccessException)
                        .as("%s", thrown)
                        .isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
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
        assertThat(signIn(STRICT, "sub-secret")).isEqualTo("/login?oidc=MISCONFIGURED");
    }

    @Test
    void withoutPasswordsThereIsNoFormAndNoneIsTaken() {
        var session = ConsoleSession.at(OPEN.url());
        assertThat(session.get("/login").body())
                .contains("Sign in with Café ID")
                .doesNotContain("name=\"password\"");
        assertThat(session.post("/login", Map.of("email", "first@example.com", "password", PASSWORD))
                        .statusCode())
                .isEqualTo(405);
        assertThat(session.get("/").statusCode()).isEqualTo(302);
        var link = OPEN.bean(Invitations.class)
                .invite(UUID.randomUUID() + "@example.com", Scope.all(Role.VIEWER))
                .getPath();
        assertThat(session.get(link).body()).contains("Café ID").doesNotContain("name=\"password\"");
        assertThat(session.post(link, Map.of("name", "a", "password", PASSWORD)).statusCode())
                .isEqualTo(403);
        PROVIDER.person("sub-first", "first@example.com", Optional.of(true));
        var admin = ConsoleSession.at(OPEN.url());
        assertThat(signIn(OPEN, admin, "sub-first")).isEqualTo("/");
        assertThat(admin.get("/settings/me").body()).doesNotContain("name=\"former\"");
    }

    @Test
    void whileTheProviderIsAwayPasswordsGoOnAndLaterAllIsWellWithoutARestart() {
        known("patient@example.com");
        PROVIDER.person("sub-patient", "patient@example.com", Optional.of(true));
        PROVIDER.goAway();
        var clock = new RunningClock();
        try (var late = TestWorld.start(PROVIDER.settings(), clock)) {
            late.bean(People.class).create("patient@example.com", "p", PASSWORD, Scope.all(Role.VIEWER), Language.EN);
            var session = ConsoleSession.at(late.url());
            assertThat(begin(session).toString()).endsWith("/login?oidc=AWAY");
            assertThat(session.get("/login?oidc=AWAY").body())
                    .contains("SSO is not answering", "nothing was changed", "Wait a little");
            assertThat(session.signIn("patient@example.com", PASSWORD)).endsWith("/");
            PROVIDER.comeBack();
            PROVIDER.allow(late.url());
            assertThat(begin(ConsoleSession.at(late.url())).toString()).endsWith("/login?oidc=AWAY");
            clock.advance(OidcProvider.PAUSE);
            var back = ConsoleSession.at(late.url());
            assertThat(signIn(late, back, "sub-patient")).isEqualTo("/");
            // as after a password
            assertThat(back.get("/").statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(9));
            assertThat(back.get("/").statusCode()).isEqualTo(302);
        }
        var session = ConsoleSession.at(STRICT.url());
        var callback = path(PROVIDER.signIn("sub-patient", begin(session)));
        PROVIDER.goAway();
        assertThat(at(session.get(callback))).endsWith("/login?oidc=AWAY");
        PROVIDER.comeBack();
        assertThat(signIn(STRICT, "sub-patient")).isEqualTo("/");
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
