package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Invitation.Purpose;
import musubi.user.UserRefusedException.Reason;
import musubi.user.security.FormTokens;
import musubi.user.security.LoginThrottle;
import musubi.user.security.Passwords;
import musubi.user.security.SessionFilter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeopleTests {

    private static final String PASSWORD = "long enough to be taken";
    private static final String FIRST = "first@example.com";

    @RegisterExtension
    static final TestWorld WORLD =
            TestWorld.with(Map.of("musubi.admin.email", "First@Example.com", "musubi.admin.password", PASSWORD));

    private final People people = WORLD.bean(People.class);
    private final Invitations invitations = WORLD.bean(Invitations.class);
    private final ApiTokens tokens = WORLD.bean(ApiTokens.class);

    private static ConsoleSession session() {
        return ConsoleSession.at(WORLD.url());
    }

    private Person person(String email, Role role) {
        return people.create(email, email, PASSWORD, Scope.all(role), Language.EN);
    }

    private static String token(URI link) {
        return link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
    }

    private static void refused(Reason reason, Runnable act) {
        assertThatExceptionOfType(UserRefusedException.class)
                .isThrownBy(act::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void theAdminOfTheSettingsComesInAndThereIsNoSetUpLinkThen() {
        assertThat(session().signIn("FIRST@example.com", PASSWORD)).endsWith("/");
        assertThat(invitations.find(Purpose.SETUP, token(invitations.setUp()))).isEmpty();
    }

    @Test
    void passwordsAreKeptAsArgon2id() {
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select password_hash from person")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(hash -> hash.startsWith("$argon2id$"));
        assertThat(new Passwords().hash(PASSWORD, "somebody@example.com"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void aPasswordThatIsShortOrSimpleIsRefused() {
        var all = Scope.all(Role.VIEWER);
        refused(Reason.PASSWORD_TOO_SHORT, () -> people.create("a@example.com", "a", "elevenchars", all, Language.EN));
        refused(
                Reason.PASSWORD_TOO_SIMPLE,
                () -> people.create("a@example.com", "a", "aaaaaaaaaaaaaaaa", all, Language.EN));
        refused(
                Reason.PASSWORD_TOO_SIMPLE,
                () -> people.create("long-one@example.com", "a", "Long-One@example.com", all, Language.EN));
    }

    @Test
    void anInvitationWorksOnceAndGivesWhatItSays() {
        var link = token(invitations.invite("Invited@example.com", Scope.all(Role.OPERATOR)));
        refused(Reason.EMAIL_TAKEN, () -> invitations.invite(FIRST, Scope.all(Role.ADMIN)));
        var person =
                invitations.accept(Purpose.INVITATION, link, "another@example.com", "Invited", PASSWORD, Language.JA);
        assertThat(person.email()).isEqualTo("invited@example.com");
        assertThat(person.scope().role()).isEqualTo(Role.OPERATOR);
        refused(
                Reason.LINK_GONE,
                () -> invitations.accept(Purpose.INVITATION, link, "", "Again", PASSWORD, Language.JA));
    }

    @Test
    void aNewInvitationEndsTheFormer() {
        var former = token(invitations.invite("twice@example.com", Scope.all(Role.VIEWER)));
        var latter = token(invitations.invite("twice@example.com", Scope.all(Role.VIEWER)));
        assertThat(invitations.find(Purpose.INVITATION, former)).isEmpty();
        assertThat(invitations.find(Purpose.INVITATION, latter)).isPresent();
    }

    @Test
    void aChangeOfRoleCountsInTheSessionThatIsOpen() {
        var person = person("changing@example.com", Role.VIEWER);
        var session = session();
        session.signIn(person.email(), PASSWORD);
        assertThat(session.get("/nothing").statusCode()).isEqualTo(403);
        people.change(person.id(), Scope.all(Role.ADMIN));
        assertThat(session.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void whoIsDisabledOrHasAnotherPasswordIsSignedOut() {
        var disabled = person("disabled@example.com", Role.VIEWER);
        var session = session();
        session.signIn(disabled.email(), PASSWORD);
        people.disable(disabled.id(), true);
        assertThat(session.get("/").statusCode()).isEqualTo(302);
        assertThat(session().signIn(disabled.email(), PASSWORD)).contains("problem=wrong");

        var changed = person("renewed@example.com", Role.VIEWER);
        session.signIn(changed.email(), PASSWORD);
        assertThat(session.get("/").statusCode()).isEqualTo(200);
        refused(Reason.PASSWORD_WRONG, () -> people.changePassword(changed.id(), "wrong", "another long one"));
        people.changePassword(changed.id(), PASSWORD, "another long one");
        assertThat(session.get("/").statusCode()).isEqualTo(302);
        assertThat(session().signIn(changed.email(), "another long one")).endsWith("/");
    }

    @Test
    void whatAPersonHasIssuedEndsWhenTheyAreDisabledOrMayDoLessAndIsToldBefore() {
        var admin = session();
        admin.signIn(FIRST, PASSWORD);
        for (var act : List.of(
                Map.of("path", "/disabled", "disabled", "true"),
                Map.of("path", "", "role", "OPERATOR", "all", "true"))) {
            var email = "issuer%d@example.com".formatted(act.size());
            var issuer = person(email, Role.ADMIN);
            var session = session();
            session.signIn(email, PASSWORD);
            session.get("/settings/tokens");
            session.post("/settings/tokens", Map.of("name", "BI of " + email, "role", "ADMIN", "days", "0"));
            var token = session.get("/settings/tokens").body().replaceAll("(?s).*value=\"(musubi_[^\"]+)\".*", "$1");
            assertThat(tokens.actor(token)).isPresent();
            session.post("/settings/users/invitations", Map.of("email", "by-" + email, "role", "ADMIN", "all", "true"));
            session.post("/settings/users/" + people.find(FIRST).orElseThrow().id() + "/reset", Map.of());

            var page = admin.get("/settings/users").body();
            assertThat(page).contains("この人が発行したもの: BI of %1$s, %2$s, by-%1$s".formatted(email, FIRST));
            admin.post("/settings/users/" + issuer.id() + act.get("path"), act);
            assertThat(tokens.actor(token)).isEmpty();
            assertThat(WORLD.database()
                            .jdbc()
                            .sql("select count(*) from invitation where created_by = ?")
                            .param(email)
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(WORLD.bean(AuditLog.class).page(Long.MAX_VALUE, 3))
                    .extracting(AuditEntry::action)
                    .containsOnly("token.revokedWith", "person.linksRevoked");
        }
        // a change that takes nothing away leaves it
        var issuer = person("stays@example.com", Role.ADMIN);
        WORLD.database()
                .jdbc()
                .sql("update api_token set created_by = ?")
                .param(issuer.email())
                .update();
        var before = tokens.all().size();
        people.change(issuer.id(), Scope.all(Role.ADMIN));
        assertThat(tokens.all()).hasSize(before);
    }

    @Test
    void theLastAdminStays() {
        var first = people.find(FIRST).orElseThrow();
        people.all().stream()
                .filter(person -> !person.id().equals(first.id()))
                .forEach(person -> people.change(person.id(), Scope.all(Role.VIEWER)));
        refused(Reason.LAST_ADMIN, () -> people.disable(first.id(), true));
        refused(Reason.LAST_ADMIN, () -> people.change(first.id(), Scope.all(Role.VIEWER)));

        var session = session();
        session.signIn(FIRST, PASSWORD);
        for (var form : List.of(Map.of("disabled", "true"), Map.of("role", "VIEWER", "all", "true"))) {
            session.post("/settings/users/" + first.id() + (form.containsKey("disabled") ? "/disabled" : ""), form);
            assertThat(session.get("/settings/users").body()).contains("管理者が1人もいなくなるため、変更できません。先に別の管理者を決めてください。");
        }
        assertThat(people.find(FIRST).orElseThrow().disabled()).isFalse();
    }

    @Test
    void theSessionBeginsWithSigningIn() {
        var session = session();
        var login = session.get("/login").headers();
        var signedIn = session.post("/login", Map.of("email", FIRST, "password", PASSWORD))
                .headers();
        assertThat(login.allValues("Set-Cookie"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(FormTokens.COOKIE + "=")
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(signedIn.allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("musubi-session="))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("HttpOnly", "SameSite=Lax")
                // there is no https here
                .doesNotContain("Secure");
        assertThat(login.firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(session.get("/").headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(session.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void afterManyAttemptsAnAccountRestsWhetherThereIsOneOrNot() {
        person("guessed@example.com", Role.VIEWER);
        for (var email : List.of("guessed@example.com", "not-there@example.com")) {
            for (var attempt = 0; attempt < LoginThrottle.PER_ACCOUNT_AND_ADDRESS; attempt++) {
                assertThat(session().signIn(email, "wrong")).contains("problem=wrong");
            }
            assertThat(session().signIn(email, PASSWORD)).contains("problem=throttled");
        }
    }

    @Test
    void aTokenIsShownOnceAndEndsWhenItIsToOrIsRevoked() {
        var token = tokens.issue("for a script", Scope.all(Role.VIEWER), Optional.empty());
        assertThat(tokens.actor(token).orElseThrow().may(Role.OPERATOR)).isFalse();
        assertThat(tokens.actor(token + "x")).isEmpty();
        var issued = tokens.all().stream()
                .filter(each -> each.name().equals("for a script"))
                .findFirst()
                .orElseThrow();
        assertThat(issued.lastUsedAt()).isPresent();
        tokens.revoke(issued.id());
        assertThat(tokens.actor(token)).isEmpty();

        var ended = tokens.issue("ended", Scope.all(Role.VIEWER), Optional.of(Instant.now()));
        assertThat(tokens.actor(ended)).isEmpty();
    }

    @Test
    void whatIsChangedIsRecorded() {
        var audit = WORLD.bean(AuditLog.class);
        audit.record("somebody", "connection.changed", "shop", "");
        assertThat(audit.page(Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("connection.changed"));
        assertThat(audit.page(Long.MAX_VALUE, 500))
                .anyMatch(entry -> entry.action().equals("person.created"));
    }

    @Test
    void aSessionEndsAfterItsLifeHoweverBusy() {
        var session = new Actor.Session(UUID.randomUUID(), "", 0);
        assertThat(SessionFilter.ended(session, Duration.ofHours(8), clock(Duration.ofHours(8))))
                .isFalse();
        assertThat(SessionFilter.ended(session, Duration.ofHours(8), clock(Duration.ofHours(9))))
                .isTrue();
    }

    private static Clock clock(Duration after) {
        return Clock.fixed(Instant.EPOCH.plus(after), ZoneOffset.UTC);
    }

    @Test
    void anAdminSeesAllConnectionsWhateverIsSaid() {
        var one = UUID.randomUUID();
        assertThat(new Scope(Role.ADMIN, false, Set.of()).maySee(one)).isTrue();
        assertThat(new Scope(Role.OPERATOR, false, Set.of()).maySee(one)).isFalse();
        assertThat(new Scope(Role.VIEWER, false, Set.of(one)).maySee(one)).isTrue();
    }
}
