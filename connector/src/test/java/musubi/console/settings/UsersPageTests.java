package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LongRunning
class UsersPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private static String name(String what, Language language, Size size) {
        return "%s-%s-%s".formatted(what, language, size).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void somebodyIsInvitedByALinkThatIsShownOnce(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        var email = "invited-%s@example.com".formatted(language).toLowerCase(Locale.ROOT);
        page.navigate("/settings/users");
        page.fill("#email", email);
        page.selectOption("#role-new", "OPERATOR");
        page.click("form.edit .btn-primary");
        var link = page.locator("#invite-link").inputValue();
        assertThat(page.locator(".flash.did")).containsText(email);
        assertAccessible(page);
        shot(page, name("users", language, size));
        page.reload();
        assertThat(page.locator("#invite-link")).hasCount(0);
        var invited = BROWSER.nobody(size, language);
        invited.navigate(link);
        assertThat(invited.locator("#name")).isVisible();
    }

    @Test
    void aRoleIsChangedAndSomebodyIsDisabled() {
        var people = BROWSER.world().bean(People.class);
        var id = people.create("a@example.com", "花子", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.JA)
                .id();
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        page.navigate("/settings/users");
        var row = page.locator(".members > li").filter(new Locator.FilterOptions().setHasText("花子"));
        row.locator("summary").click();
        assertAccessible(page);
        row.locator("select[name=role]").selectOption("OPERATOR");
        row.locator("form.edit button").click();
        assertThat(page.locator(".flash.did")).containsText("花子");
        Assertions.assertThat(people.find(id).orElseThrow().scope().role()).isEqualTo(Role.OPERATOR);
        row.locator("summary").click();
        row.locator("form[action$='/disabled'] button").click();
        assertThat(row.locator(".tag.lost")).hasText("停止中");
        Assertions.assertThat(people.find(id).orElseThrow().disabled()).isTrue();
        row.locator("summary").click();
        row.locator("form[action$='/disabled'] button").click();
        assertThat(page.locator(".flash.did")).containsText("再開しました");
        assertThat(row.locator(".tag.lost")).hasCount(0);
        Assertions.assertThat(people.find(id).orElseThrow().disabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"JA,PHONE", "EN,DESKTOP"})
    void aForgottenPasswordIsSetAnewByALinkThatIsShownOnce(Language language, Size size) {
        var email = "forgot-%s@example.com".formatted(language).toLowerCase(Locale.ROOT);
        var id = person(email, Role.VIEWER);
        signedIn(email);
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/settings/users");
        var row = page.locator(".members > li").filter(new Locator.FilterOptions().setHasText(email));
        row.locator("summary").click();
        assertAccessible(page);
        row.locator("form[action$='/reset'] button").click();
        var link = page.locator("#reset-link").inputValue();
        assertThat(page.locator(".flash.did")).containsText(email);
        page.reload();
        assertThat(page.locator("#reset-link")).hasCount(0);
        var forgetful = BROWSER.nobody(size, language);
        forgetful.navigate(link);
        forgetful.fill("#password", "password1234");
        forgetful.click("button[type=submit]");
        assertThat(forgetful.locator("#password-refused")).isVisible();
        assertAccessible(forgetful);
        forgetful.fill("#password", "a new one that is long enough");
        forgetful.click("button[type=submit]");
        assertThat(forgetful.locator("h1")).isVisible();
        forgetful.navigate("/settings/me");
        // the session of before the new password has ended
        assertThat(forgetful.locator("#devices li")).hasCount(1);
        assertThat(forgetful.locator("#devices .tag")).isVisible();
        Assertions.assertThat(signedIn(email).get("/").statusCode()).isEqualTo(302);
        Assertions.assertThat(BROWSER.world().bean(People.class).find(id)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void linksForANewPasswordAndSessionsAreToldAndEndedOneByOne(Language language, Size size) {
        var email = "devices-%s@example.com".formatted(language).toLowerCase(Locale.ROOT);
        person(email, Role.OPERATOR);
        var sessions = List.of(signedIn(email), signedIn(email), signedIn(email));
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/settings/users");
        var row = page.locator(".members > li").filter(new Locator.FilterOptions().setHasText(email));
        assertThat(row.locator(".tag")).hasText(new String[] {
            language == Language.JA ? "運用担当" : "Operator",
            language == Language.JA ? "3台でログイン中" : "Signed in on 3 devices"
        });
        row.locator("summary").click();
        assertThat(row.locator(".sessions li")).hasCount(3);
        row.locator("form[action$='/reset'] button").click();
        var link = page.locator("#reset-link").inputValue();
        assertThat(row.locator(".tag").last())
                .containsText(language == Language.JA ? "再設定のリンクあり" : "Password link open");
        row.locator("summary").click();
        assertAccessible(page);
        shot(page, name("users-sessions", language, size));
        row.locator("form[action$='/reset/withdraw'] button").click();
        assertThat(page.locator(".flash.did")).containsText(email);
        assertThat(row.locator(".tag")).hasCount(2);
        Assertions.assertThat(ConsoleSession.at(BROWSER.world().url())
                        .get(link.substring(link.indexOf("/reset/")))
                        .statusCode())
                .isEqualTo(404);
        row.locator("summary").click();
        row.locator(".sessions li button").first().click();
        assertThat(row.locator(".tag").last()).containsText("2");
        Assertions.assertThat(sessions)
                .filteredOn(each -> each.get("/").statusCode() == 302)
                .hasSize(1);
        row.locator("summary").click();
        row.locator("form[action$='/sessions/end'] button").click();
        assertThat(row.locator(".tag")).hasCount(1);
        Assertions.assertThat(sessions).allMatch(each -> each.get("/").statusCode() == 302);
    }

    private static ConsoleSession signedIn(String email) {
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(email, BrowserWorld.PASSWORD);
        return session;
    }

    private static ConsoleSession admin() {
        BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        return signedIn(BrowserWorld.email(Role.ADMIN, Language.EN));
    }

    @Test
    void anInvitationThatIsWithdrawnOffersNothingAnyMore() {
        var admin = admin();
        admin.get("/settings/users");
        admin.post(
                "/settings/users/invitations", Map.of("email", "Twice@example.com", "role", "VIEWER", "all", "true"));
        var page = admin.get("/settings/users").body();
        var link = page.replaceAll("(?s).*value=\"[^\"]*(/invite/[^\"]+)\".*", "$1");
        var invited = ConsoleSession.at(BROWSER.world().url());
        Assertions.assertThat(invited.get(link).statusCode()).isEqualTo(200);
        admin.post("/settings/users/invitations/withdraw", Map.of("email", "twice@example.com"));
        Assertions.assertThat(admin.get("/settings/users").body())
                .contains("twice@example.com")
                .doesNotContain("name=\"email\" value=\"twice@example.com\"");
        var gone = invited.get(link);
        Assertions.assertThat(gone.statusCode()).isEqualTo(404);
        Assertions.assertThat(gone.body()).contains("This link does not work");
        Assertions.assertThat(invited.post(link, Map.of("name", "Twice", "password", BrowserWorld.PASSWORD))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoIsDisabledIsOutAtOnceAndComesBackWithTheSamePassword() {
        var id = person("resting@example.com", Role.VIEWER);
        var session = signedIn("resting@example.com");
        var admin = admin();
        admin.get("/settings/users");
        admin.post("/settings/users/" + id + "/disabled", Map.of("disabled", "true"));
        Assertions.assertThat(session.get("/").statusCode()).isEqualTo(302);
        Assertions.assertThat(session.signIn("resting@example.com", BrowserWorld.PASSWORD))
                .contains("problem=wrong");
        admin.post("/settings/users/" + id + "/disabled", Map.of("disabled", "false"));
        Assertions.assertThat(session.signIn("resting@example.com", BrowserWorld.PASSWORD))
                .endsWith("/");
        Assertions.assertThat(session.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void roleAndConnectionsOfAnotherCountFromTheNextRequestOn() {
        var own = BROWSER.world().connect().id();
        var other = BROWSER.world().connect().id();
        var id = person("changing@example.com", Role.VIEWER);
        var session = signedIn("changing@example.com");
        Assertions.assertThat(session.get("/connections/" + other + "/imports").statusCode())
                .isEqualTo(200);
        var admin = admin();
        admin.get("/settings/users");
        var answer =
                admin.post("/settings/users/" + id, Map.of("role", "OPERATOR", "connection", own, "language", "ja"));
        Assertions.assertThat(answer.statusCode()).isEqualTo(303);
        Assertions.assertThat(session.get("/connections/" + other + "/imports").statusCode())
                .isEqualTo(404);
        Assertions.assertThat(session.get("/connections/" + own + "/imports").body())
                .contains("lang=\"ja\"", "/imports/followers");
        Assertions.assertThat(admin.post("/settings/users/" + id, Map.of("role", "OWNER"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static UUID person(String email, Role role) {
        return BROWSER.world()
                .bean(People.class)
                .create(email, email, BrowserWorld.PASSWORD, Scope.all(role), Language.EN)
                .id();
    }
}
