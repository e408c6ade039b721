package musubi.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Invitation.Purpose;
import musubi.user.UserRefusedException.Reason;
import musubi.user.oidc.OidcSignIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a link is for stands in its row, where passwords are off most of all. */
class OneTimeLinkTests {

    private static final String PASSWORD = "long enough to be taken";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(OidcSignIn.withoutPasswords());

    private final People people = WORLD.bean(People.class);
    private final Invitations invitations = WORLD.bean(Invitations.class);

    @BeforeEach
    void nobody() {
        WORLD.database().jdbc().sql("delete from person").update();
        WORLD.database().jdbc().sql("delete from invitation").update();
    }

    private Person person() {
        return people.create("hanako@example.com", "花子", PASSWORD, Scope.all(Role.ADMIN), Language.JA);
    }

    private URI link(Purpose purpose) {
        return switch (purpose) {
            case SETUP -> invitations.setUp();
            case INVITATION -> invitations.invite("invited@example.com", Scope.all(Role.VIEWER));
            case RESET -> invitations.reset(person().email());
        };
    }

    @Test
    void eachPageTakesLinksOfItsOwnPurposeOnly() {
        for (var purpose : Purpose.values()) {
            for (var other : Purpose.values()) {
                nobody();
                var token = link(purpose).getPath().replace(purpose.path(), "");
                var before = people.all();
                var session = ConsoleSession.at(WORLD.url());
                assertThat(session.get(other.path() + token).statusCode())
                        .as("%s at %s", purpose, other.path())
                        .isEqualTo(purpose == other ? 200 : 404);
                var posted = session.post(
                        other.path() + token,
                        Map.of("email", "mallory@example.com", "name", "M", "password", "another long enough one"));
                if (purpose == Purpose.SETUP && other == Purpose.SETUP) {
                    assertThat(people.all()).hasSize(1);
                } else {
                    assertThat(posted.statusCode()).isIn(403, 404);
                    assertThat(people.all())
                            .as("%s at %s", purpose, other.path())
                            .isEqualTo(before);
                    assertThat(session.get("/").statusCode()).isEqualTo(302);
                }
            }
        }
    }

    @Test
    void aResetLinkWorksOnceWithinAnHourAndEndsTheFormer() {
        var person = person();
        var former = token(invitations.reset(person.email()));
        var latter = token(invitations.reset("Hanako@example.com "));
        assertThat(invitations.find(Purpose.RESET, former)).isEmpty();
        var changed = invitations.accept(Purpose.RESET, latter, "x@example.com", "", "another long one", Language.EN);
        assertThat(changed.id()).isEqualTo(person.id());
        assertThat(changed.stamp()).isNotEqualTo(person.stamp());
        assertThat(people.authenticate(person.email(), "another long one")).isPresent();
        assertThat(people.authenticate(person.email(), PASSWORD)).isEmpty();
        refused(Reason.LINK_GONE, () -> accept(latter));

        var late = token(invitations.reset(person.email()));
        WORLD.database()
                .jdbc()
                .sql("update invitation set expires_at = expires_at - interval '61 minutes'")
                .update();
        refused(Reason.LINK_GONE, () -> accept(late));
    }

    @Test
    void whoIsDisabledGetsNoNewPassword() {
        people.create("other@example.com", "other", PASSWORD, Scope.all(Role.ADMIN), Language.JA);
        var person = person();
        var link = token(invitations.reset(person.email()));
        people.disable(person.id(), true);
        refused(Reason.LINK_GONE, () -> accept(link));
        refused(Reason.DISABLED, () -> invitations.reset(person.email()));
        refused(Reason.NOBODY, () -> invitations.reset("nobody@example.com"));
    }

    @Test
    void whatAnInvitationOffersDoesNotComeFromAResetLink() {
        person();
        invitations.reset("hanako@example.com");
        assertThat(invitations.open()).isEmpty();
        assertThat(invitations.scopeOf("hanako@example.com")).isEqualTo(Optional.empty());
    }

    private void accept(String token) {
        invitations.accept(Purpose.RESET, token, "", "", "yet another long one", Language.EN);
    }

    private static String token(URI link) {
        return Stream.of(link.getPath().split("/")).reduce((_, last) -> last).orElseThrow();
    }

    private static void refused(Reason reason, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        UserRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
