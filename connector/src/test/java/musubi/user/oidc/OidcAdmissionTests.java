package musubi.user.oidc;

import static musubi.user.oidc.OidcSignIn.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.testing.ConsoleSession;
import musubi.testing.OpenIdProvider;
import musubi.testing.TestWorld;
import musubi.user.AuditLog;
import musubi.user.Invitation.Purpose;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.OidcRefusedException;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import musubi.user.security.UserSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may sign in: at a Musubi that lets in only people it knows, and at one that lets in everybody, without passwords. */
class OidcAdmissionTests {

    @RegisterExtension
    static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private static final OidcSignIn SIGN_IN = new OidcSignIn(PROVIDER);

    @RegisterExtension
    static final TestWorld STRICT = TestWorld.shared(SIGN_IN.settings(Map.of()));

    /** Where there is nobody yet. */
    @RegisterExtension
    static final TestWorld NOBODYS = TestWorld.shared();

    @RegisterExtension
    static final TestWorld OPEN = TestWorld.shared(OidcSignIn.withoutPasswords());

    private final People people = STRICT.bean(People.class);

    @BeforeAll
    static void theProviderKnowsBoth() {
        SIGN_IN.prepare(STRICT);
        SIGN_IN.prepare(OPEN);
    }

    @AfterEach
    void theProviderIsHonestAgain() {
        PROVIDER.beHonest();
    }

    private Person known(String email) {
        return people.create(email, email, PASSWORD, Scope.all(Role.VIEWER), Language.EN);
    }

    @Test
    void whoIsUnknownIsRefused() {
        PROVIDER.person("sub-stranger", "stranger@example.com", Optional.of(true));
        assertThat(SIGN_IN.signIn(STRICT, "sub-stranger")).isEqualTo("/login?oidc=UNKNOWN");
        assertThat(people.find("stranger@example.com")).isEmpty();
    }

    @Test
    void anAddressCountsOnlyWhereTheProviderVouchesForIt() {
        for (var world : new TestWorld[] {STRICT, OPEN}) {
            world.bean(People.class).create("vouched@example.com", "a", PASSWORD, Scope.all(Role.VIEWER), Language.EN);
            PROVIDER.person("sub-vouched", "vouched@example.com", Optional.of(false));
            assertThat(SIGN_IN.signIn(world, "sub-vouched")).isEqualTo("/login?oidc=UNVERIFIED");
        }
        PROVIDER.person("sub-vouched", "vouched@example.com", Optional.empty());
        assertThat(SIGN_IN.signIn(STRICT, "sub-vouched")).isEqualTo("/login?oidc=UNVERIFIED");
        assertThat(SIGN_IN.signIn(OPEN, "sub-vouched")).isEqualTo("/");
    }

    @Test
    void addressAndNameMayStandAtTheUserInfoEndpoint() {
        PROVIDER.tellInIdToken(false);
        PROVIDER.person("sub-userinfo", "userinfo@example.com", Optional.of(true));
        assertThat(SIGN_IN.signIn(OPEN, "sub-userinfo")).isEqualTo("/");
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
        assertThat(SIGN_IN.signIn(STRICT, "sub-moving")).isEqualTo("/");

        PROVIDER.person("sub-moving", "after@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        assertThat(SIGN_IN.signIn(STRICT, session, "sub-moving")).isEqualTo("/");
        assertThat(session.get("/").body()).contains("before@example.com").doesNotContain("after@example.com");

        PROVIDER.person("sub-heir", "before@example.com", Optional.of(true));
        assertThat(SIGN_IN.signIn(STRICT, "sub-heir")).isEqualTo("/login?oidc=TAKEN");
        people.unlinkAccount(person.id());
        assertThat(SIGN_IN.signIn(STRICT, "sub-heir")).isEqualTo("/");
    }

    @Test
    void whoIsDisabledIsRefusedTiedOrNot() {
        var person = known("disabled-here@example.com");
        PROVIDER.person("sub-disabled", "disabled-here@example.com", Optional.of(true));
        people.disable(person.id(), true);
        assertThat(SIGN_IN.signIn(STRICT, "sub-disabled")).isEqualTo("/login?oidc=DISABLED");
        people.disable(person.id(), false);
        var session = ConsoleSession.at(STRICT.url());
        assertThat(SIGN_IN.signIn(STRICT, session, "sub-disabled")).isEqualTo("/");
        people.disable(person.id(), true);
        assertThat(session.get("/").statusCode()).isEqualTo(302);
        assertThat(SIGN_IN.signIn(STRICT, "sub-disabled")).isEqualTo("/login?oidc=DISABLED");
    }

    @Test
    void whoIsInvitedComesInAsTheInvitationSays() {
        var invitations = STRICT.bean(Invitations.class);
        var link = invitations.invite("invited-sso@example.com", new Scope(Role.OPERATOR, false, Set.of()));
        PROVIDER.person("sub-invited", "invited-sso@example.com", Optional.of(true));
        var session = ConsoleSession.at(STRICT.url());
        assertThat(session.get(link.getPath()).body()).contains("Sign in with SSO");
        assertThat(SIGN_IN.signIn(STRICT, session, "sub-invited")).isEqualTo("/");
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
        assertThat(SIGN_IN.signIn(OPEN, "sub-new")).isEqualTo("/");
        var person = OPEN.bean(People.class).find("new@example.com").orElseThrow();
        assertThat(person.scope()).isEqualTo(Scope.all(Role.OPERATOR));
        assertThat(person.language()).isEqualTo(Language.EN);
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
        assertThat(SIGN_IN.signIn(OPEN, admin, "sub-first")).isEqualTo("/");
        assertThat(admin.get("/settings/me").body()).doesNotContain("name=\"former\"");
    }

    @Test
    void nobodyIsTheFirstByChance() {
        var jan =
                new OidcAccount("https://a.example.com", "jan", Optional.of("jan@example.com"), Optional.of(true), "");
        assertThat(refused(NOBODYS, "VIEWER", jan)).isEqualTo(Reason.FIRST);
        assertThat(identities(NOBODYS, "ADMIN").person(jan, Language.JA).scope().role())
                .isEqualTo(Role.ADMIN);
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
                world.bean(JdbcClient.class),
                settings("https://a.example.com", newPeople.toLowerCase(Locale.ROOT)),
                world.bean(People.class),
                world.bean(Invitations.class),
                world.bean(AuditLog.class),
                world.bean(TransactionTemplate.class),
                Clock.systemUTC());
    }

    private static UserSettings settings(String issuer, String newPeople) {
        return new UserSettings(
                new UserSettings.Admin(null, null),
                new UserSettings.Session(Duration.ofHours(8), 20, 5_000),
                new OidcSettings(issuer, "a", "b", "", "", newPeople, false),
                true);
    }
}
