package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

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

    private static ConsoleSession signedIn(String email) {
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(email, BrowserWorld.PASSWORD);
        return session;
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

    private static void person(String email, Role role) {
        BROWSER.world().bean(People.class).create(email, email, BrowserWorld.PASSWORD, Scope.all(role), Language.EN);
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
        audit.record("=cmd@example.com", "connection.option", "銀座店", "createTaskOnMessage: on");
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
        assertThat(row).containsText(language == Language.JA ? "入力値エラー・イベント3件" : "Invalid value, 3 events");
        assertAccessible(page);
        shot(page, name("audit", language, size));
        page.navigate("/settings/audit?actor=%3Dcmd@&kind=api");
        assertThat(page.locator("tbody tr").first()).containsText(language == Language.JA ? "（削除済み）" : "(deleted)");
        assertThat(page.locator("tbody tr").first()).containsText(language == Language.JA ? "接続を削除" : "API");
        // what a program did is of the same kind as what a person does
        page.navigate("/settings/audit?actor=%3Dcmd@&kind=connection");
        assertThat(page.locator("tbody tr").first()).containsText("API");
        assertThat(page.locator("tbody tr").nth(1))
                .containsText(
                        language == Language.JA
                                ? "メッセージを受け取ったらタスクを作成する: オン"
                                : "Create a task when a message arrives: On");
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
