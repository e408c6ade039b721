package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.suite.LongRunning;
import musubi.user.AuditLog;
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
class SettingsPagesTests {

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

    @Test
    void theLanguageOfOnesOwnStaysAfterSigningInAgain() {
        person("language@example.com", Role.VIEWER);
        var session = signedIn("language@example.com");
        Assertions.assertThat(session.get("/settings/me").body()).contains("<html lang=\"en\"");
        session.post("/settings/me/language", Map.of("language", "ja"));
        Assertions.assertThat(session.get("/settings/me").body()).contains("<html lang=\"ja\"", "表示する言語を変更しました。");
        session.post("/settings/me/language", Map.of("language", "tlh"));
        session.post("/logout", Map.of());
        // a browser that asks for English
        Assertions.assertThat(signedIn("language@example.com").get("/").body()).contains("<html lang=\"ja\"");
    }

    private static UUID person(String email, Role role) {
        return BROWSER.world()
                .bean(People.class)
                .create(email, email, BrowserWorld.PASSWORD, Scope.all(role), Language.EN)
                .id();
    }

    @ParameterizedTest
    @CsvSource({"JA,PHONE", "EN,DESKTOP"})
    void aTokenIsShownOnceAndCanBeRevoked(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/settings/tokens");
        page.fill("#name", "BI " + language);
        page.click("form.edit .btn-primary");
        Assertions.assertThat(page.locator("#issued").inputValue()).startsWith("musubi_");
        assertAccessible(page);
        shot(page, name("tokens", language, size));
        page.click("button[data-dialog]");
        page.click("dialog[open] .btn-danger");
        assertThat(page.locator(".members > li")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theRecordIsReadPageByPage(Language language, Size size) {
        var audit = BROWSER.world().bean(AuditLog.class);
        for (var i = 0; i < 60; i++) {
            audit.record("admin@example.com", i % 2 == 0 ? "connection.option" : "something.new", "銀座店", "");
        }
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/settings/audit");
        assertThat(page.locator("tbody tr")).hasCount(50);
        page.click(".between a");
        assertThat(page.locator("tbody tr").first()).isVisible();
        Assertions.assertThat(page.url()).contains("below=");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theRecordNamesThingsIsFilteredAndExported(Language language, Size size) throws IOException {
        var connection = BROWSER.world().connect();
        var audit = BROWSER.world().bean(AuditLog.class);
        audit.record("=cmd@example.com", "failure.retried", connection.id(), "VALUE_REFUSED 3");
        audit.record(
                "=cmd@example.com",
                "DELETE /api/connections/{id}",
                UUID.randomUUID().toString(),
                "");
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/settings/audit");
        page.fill("#actor", "=CMD@");
        page.selectOption("#kind", "failure");
        page.click(".audit-filter button:not([form])");
        var row = page.locator("tbody tr").first();
        assertThat(row).not().containsText(connection.id());
        assertThat(row).containsText(language == Language.JA ? "イベント3件" : "3 events");
        assertAccessible(page);
        shot(page, name("audit", language, size));
        page.navigate("/settings/audit?actor=%3Dcmd@&kind=api");
        assertThat(page.locator("tbody tr").first()).containsText(language == Language.JA ? "（削除済み）" : "(deleted)");
        assertThat(page.locator("tbody tr").first()).containsText(language == Language.JA ? "接続を削除" : "API");
        var file = page.waitForDownload(() -> page.click("[form=audit-export]"));
        Assertions.assertThat(Files.readString(file.path()))
                .contains(",'=cmd@example.com,")
                .doesNotContain("DELETE /api");
        page.navigate("/settings/audit?kind=person");
        assertThat(page.locator("tbody")).containsText("CSV");
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @Test
    void aViewerHasOnlyTheirOwnSettingsAndChangesThePassword() {
        var people = BROWSER.world().bean(People.class);
        people.create("own@example.com", "Own", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.EN);
        var page = BROWSER.as("own@example.com", Size.DESKTOP, Language.EN);
        page.navigate("/settings/me");
        assertThat(page.locator(".tabs a")).hasCount(0);
        page.fill("#former", "not the right one");
        page.fill("#password", "another that is long enough");
        page.click("form[action$='/password'] button");
        assertThat(page.locator("#former-refused")).isVisible();
        assertAccessible(page);
        shot(page, "me-en-desktop");
        page.fill("#former", BrowserWorld.PASSWORD);
        page.fill("#password", "another that is long enough");
        page.click("form[action$='/password'] button");
        assertThat(page.locator(".flash.did")).containsText("The password was changed");
        page.navigate("/settings/users");
        assertThat(page.locator("h1")).hasText("You may not open this page");
    }
}
