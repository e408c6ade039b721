package musubi.console.links;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinkPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestWorld.TestConnection connection = BROWSER.world().connect();
    private final String links = "/connections/" + connection.id() + "/links";

    @Test
    void withoutALoginChannelItIsToldWhatToDo() {
        for (var language : Language.values()) {
            var page = BROWSER.as(Role.ADMIN, Size.PHONE, language);
            page.navigate(links);
            assertThat(page.locator(".unready")).containsText("/link/" + connection.id() + "/callback");
            assertThat(page.locator(".qr")).hasCount(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Size.class)
    void aLinkIsMadeChangedAndDeletedAfterAsking(Size size) throws Exception {
        withLogin();
        var japanese = size == Size.DESKTOP;
        var language = japanese ? Language.JA : Language.EN;
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(links);
        assertThat(page.locator(".state.empty")).isVisible();
        page.click("#primary > a, .head .action a");
        page.click("form.entry button[type=submit]");
        assertThat(page.locator("#title-refused")).isVisible();
        page.fill("#title", "銀座駅ポスター");
        page.selectOption("#originalSource", "OFFLINE");
        page.fill("#pageAfter", "ftp://example.com");
        page.click("form.entry button[type=submit]");
        assertThat(page.locator("#pageAfter-refused")).isVisible();
        assertThat(page.locator("#originalSource")).hasValue("OFFLINE");
        assertAccessible(page);
        shot(page, "link-new-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.fill("#pageAfter", "https://www.example.com/thanks");
        page.click("form.entry button[type=submit]");
        assertThat(page.locator("h1")).hasText("銀座駅ポスター");
        assertThat(page.locator(".flash.did")).containsText("銀座駅ポスター");
        assertThat(page.locator("#address")).hasValue(Pattern.compile(".*/link/" + connection.id() + "/.{10}"));
        assertThat(page.locator(".hint.refused-quiet")).isVisible();
        Waits.eventually(
                "the code is drawn",
                () -> Boolean.TRUE.equals(page.evaluate("document.querySelector('.qr').naturalWidth > 0")));
        page.click("[data-copy]");
        assertThat(page.locator("[data-copy]")).hasText(japanese ? "コピーしました" : "Copied");
        var code = page.waitForDownload(() -> page.click("a[href$='qr.png']"));
        assertThat(code.suggestedFilename()).isEqualTo("LINE 銀座駅ポスター.png");
        assertThat(Files.size(code.path())).isGreaterThan(500);
        counted(page.url().substring(page.url().lastIndexOf('/') + 1));
        page.reload();
        assertThat(page.locator("#days canvas")).isVisible();
        page.click("#days summary");
        assertThat(page.locator("#days tbody tr")).hasCount(30);
        assertThat(page.locator("#days tbody tr").last()).containsText("474");
        assertThat(page.locator(".counts")).containsText("1,234");
        assertAccessible(page);
        page.uncheck("[name=enabled]");
        page.fill("#title", "銀座駅ポスター2");
        page.click("form button.btn-primary");
        assertThat(page.locator(".question")).containsText(japanese ? "停止中" : "This link is off");
        page.navigate(links);
        assertThat(page.locator(".custom tbody tr")).containsText("銀座駅ポスター2");
        var viewer = BROWSER.as(Role.VIEWER, size, language);
        viewer.navigate(links);
        assertThat(viewer.locator(".head .action a")).hasCount(0);
        viewer.click(".custom tbody a");
        assertThat(viewer.locator("h1")).hasText("銀座駅ポスター2");
        assertThat(viewer.locator("main form[method=post]")).hasCount(0);
        page.click(".custom tbody a");
        page.click("[data-dialog=delete]");
        assertThat(page.locator("dialog")).containsText("銀座駅ポスター2");
        shot(page, "link-delete-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        assertAccessible(page);
        page.click("dialog .btn-danger");
        assertThat(page.locator(".state.empty")).isVisible();
        assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 10).stream()
                        .map(AuditEntry::action)
                        .filter(action -> action.startsWith("link."))
                        .limit(3))
                .containsExactly("link.deleted", "link.changed", "link.created");
    }

    @Test
    void manyLinksAreNarrowedByTitle() {
        withLogin();
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into link (id, connection_id, title, enabled, created_at)
                select lpad(cast(number as text), 10, '0'), ?, 'shop ' || number, true, now()
                from generate_series(1, 60) number
                """)
                .param(UUID.fromString(connection.id()))
                .update();
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        page.navigate(links);
        assertThat(page.locator(".state.much"))
                .hasText("The newest 50 of 60 are shown. Search by title to see others.");
        page.fill("#title", "SHOP 42");
        page.keyboard().press("Enter");
        assertThat(page.locator(".custom tbody tr")).hasCount(1);
        assertThat(page.locator("#title")).hasValue("SHOP 42");
        page.navigate("/connections/" + BROWSER.world().connect().id() + "/links/0000000042");
        assertThat(page.locator("h1")).hasText("There is no such page");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aRowHasItsRateItsAddressItsCodeAndACopy(Language language, Size size) {
        withLogin();
        var id = newLink("銀座駅ポスター");
        newLink("渋谷店");
        counted(id);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(links);
        var row = page.locator(".custom tbody tr").last();
        // 318 of 1,234 have linked
        assertThat(row).containsText("25.8%");
        assertThat(page.locator(".custom tbody tr").first()).containsText("–");
        row.locator("[data-copy-text]").click();
        assertThat(row.locator("[data-copy-text]")).containsText(language == Language.JA ? "コピーしました" : "Copied");
        assertAccessible(page);
        shot(page, "links-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        row.locator("[data-code]").click();
        var code = page.locator("dialog[open]");
        assertThat(code).containsText("銀座駅ポスター");
        Waits.eventually(
                "the code is drawn",
                () -> Boolean.TRUE.equals(
                        page.evaluate("document.querySelector('dialog[open] .qr').naturalWidth > 0")));
        assertThat(code.locator("input")).hasValue(Pattern.compile(".*/" + id));
        assertAccessible(page);
        shot(page, "links-code-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        code.locator("[data-close]").click();
        assertThat(code).hasCount(0);
        row.locator("a[href*='of=']").click();
        assertThat(page.locator("#title")).hasValue(language == Language.JA ? "銀座駅ポスター（コピー）" : "銀座駅ポスター (copy)");
        assertThat(page.locator("#originalSource")).hasValue("OFFLINE");
        page.fill("#title", "新宿駅ポスター");
        page.click("form.entry button[type=submit]");
        assertThat(page.locator("h1")).hasText("新宿駅ポスター");
        page.navigate(links);
        assertThat(page.locator(".custom tbody tr")).hasCount(3);
    }

    @ParameterizedTest
    @CsvSource({"EN,DESKTOP", "JA,PHONE"})
    void numbersAreOfThePeriodThatIsChosenAndComeAsAFile(Language language, Size size) throws IOException {
        withLogin();
        var id = newLink("=銀座駅ポスター");
        counted(id);
        var today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate(links + "/" + id);
        assertThat(page.locator(".counts")).containsText("1,234");
        page.locator(".period a").first().click();
        assertThat(page.locator(".period [aria-current]")).hasText(language == Language.JA ? "7日間" : "7 days");
        // 474 today and 40 on each of the six days before
        assertThat(page.locator(".counts")).containsText("714");
        assertThat(page.locator("#days tbody tr")).hasCount(7);
        page.fill("#from", today.minusDays(400).toString());
        page.fill("#to", today.minusDays(1).toString());
        page.click(".period button");
        assertThat(page.locator(".counts")).containsText("760");
        assertThat(page.locator(".period [aria-current]")).hasCount(0);
        assertThat(page.locator("#days tbody tr").count()).isBetween(13, 15);
        assertAccessible(page);
        shot(page, "link-period-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        var days = page.waitForDownload(() -> page.click("a[href*='counts.csv']"));
        assertThat(Files.readAllLines(days.path()))
                .hasSize(401)
                .last()
                .asString()
                .startsWith(today.minusDays(1) + ",40,");
        page.navigate(links + "?from=" + today + "&to=nonsense");
        assertThat(page.locator(".custom tbody tr")).containsText("474");
        var list = page.waitForDownload(() -> page.click("a[href*='links/counts.csv']"));
        var lines = Files.readAllLines(list.path());
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast())
                .startsWith("'=銀座駅ポスター,")
                .contains("/link/" + connection.id() + "/" + id, ",474,10,2.1%,1,5");
        page.navigate(links + "?from=2026-02-30&to=-999999999-01-01");
        assertThat(page.locator(".period [aria-current]")).hasText(language == Language.JA ? "30日間" : "30 days");
    }

    @Test
    void aLinkOfAnotherConnectionIsNeitherCopiedNorCounted() {
        withLogin();
        var id = newLink("秘密");
        var other = "/connections/" + BROWSER.world().connect().id() + "/links";
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        for (var path : List.of(other + "/new?of=" + id, other + "/" + id + "/counts.csv")) {
            assertThat(page.navigate(path).status()).as(path).isEqualTo(404);
            assertThat(page.content()).doesNotContain("秘密");
        }
    }

    private String newLink(String title) {
        return TestWorld.json(BROWSER.world()
                        .api(
                                "POST",
                                "/api/connections/" + connection.id() + "/links",
                                Map.of("title", title, "originalSource", "OFFLINE")))
                .path("id")
                .asString("");
    }

    private void withLogin() {
        var login = BROWSER.world()
                .line()
                .addLoginChannel(LoginChannelOptions.of(
                        connection.channel(), BROWSER.world().url() + "/link/" + connection.id() + "/callback"));
        BROWSER.world()
                .api(
                        "PATCH",
                        "/api/connections/" + connection.id(),
                        Map.of("line", Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret())));
    }

    private void counted(String linkId) {
        var today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
        for (var back = 0; back < 20; back++) {
            BROWSER.world()
                    .database()
                    .jdbc()
                    .sql("""
                    insert into link_count (connection_id, link_id, day, opened, linked, declined, created)
                    values (?, ?, ?, ?, ?, 1, ?)
                    """)
                    .params(
                            UUID.fromString(connection.id()),
                            linkId,
                            today.minusDays(back),
                            back == 0 ? 1_234 - 19 * 40 : 40,
                            10 + (back * 5) % 13,
                            5)
                    .update();
        }
    }
}
