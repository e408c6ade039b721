package musubi.console.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImportPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestWorld.TestConnection connection = BROWSER.world().connect();
    private final String imports = "/connections/" + connection.id() + "/imports";

    @AfterEach
    void noFaultIsLeft() {
        BROWSER.world().hubspot().faults().clear();
    }

    @Test
    void linesListIsImportedWatchedRestedResumedAndReported() {
        silently(300);
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate(imports);
        assertThat(page.locator(".choose")).containsText("認証済アカウント");
        page.click("text=友だち全員を取り込む");
        assertThat(page.locator(".many")).containsText("約 300 人");
        assertThat(page.locator("#import-ask")).containsText("最大で約 300 件");
        assertAccessible(page);
        shot(page, "import-ask-ja-desktop");
        page.click("text=取り込みを始める");
        assertThat(page.locator(".flash.did")).containsText("取り込みを始めました");
        assertThat(page.locator(".progressed .far")).containsText("300 件中 0 件");
        assertAccessible(page);
        page.click(".pause button");
        assertThat(page.locator(".progressed .mood")).hasText("一時停止しています");
        assertThat(page.locator(".pause")).isHidden();
        BROWSER.world().hubspot().faults().clear();
        page.click(".resume button");
        // by events alone: nothing is loaded again
        assertThat(page.locator(".progressed .mood")).hasText("完了しました", new HasTextOptions().setTimeout(20_000));
        assertThat(page.locator(".say")).hasText("完了しました。300 件中 300 件が済みました。");
        assertThat(page.locator(".acts")).isHidden();
        assertThat(page.locator(".counts")).containsText("300");
        page.navigate(imports);
        assertThat(page.locator(".past tbody tr")).hasCount(1);
        assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 10).stream()
                        .map(AuditEntry::action))
                .contains("import.started", "import.paused", "import.resumed");
    }

    @Test
    void theListOfPastImportsGoesOn() {
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into import (id, connection_id, source, state, walk_ended, started_at, finished_at)
                select gen_random_uuid(), ?, 'CSV', 'DONE', true, now() - day * interval '1 day', now()
                from generate_series(1, 61) day
                """)
                .param(UUID.fromString(connection.id()))
                .update();
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.JA);
        page.navigate(imports);
        assertThat(page.locator(".past tbody tr:not(.more)")).hasCount(30);
        page.click(".past .more a");
        assertThat(page.locator(".past tbody tr:not(.more)")).hasCount(60);
        page.click(".past .more a");
        assertThat(page.locator(".past tbody tr")).hasCount(61);
        // the way without script
        page.navigate(imports);
        page.navigate(page.locator(".past .more a").getAttribute("href"));
        assertThat(page.locator(".past tbody tr:not(.more)")).hasCount(30);
    }

    @Test
    void anImportIsCancelledOnlyAfterAsking() {
        silently(20);
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        BROWSER.world().api("POST", "/api" + imports, Map.of("source", "followers"));
        var page = BROWSER.as(Role.OPERATOR, Size.PHONE, Language.EN);
        page.navigate(imports);
        assertThat(page.locator(".choose")).hasCount(0);
        page.click(".cancel");
        assertThat(page.locator("dialog")).containsText("A cancelled import cannot be resumed.");
        assertAccessible(page);
        shot(page, "import-cancel-en-phone");
        assertThat(page.locator("dialog [data-close]")).hasText("Continue importing");
        var middle = page.locator("dialog").boundingBox();
        assertThat(middle.x + middle.width / 2).isBetween(175.0, 185.0);
        assertThat(middle.y).as("centred").isGreaterThan(100);
        assertThat(page.locator("dialog .btn-danger").evaluate("one => getComputedStyle(one).backgroundColor"))
                .isEqualTo(
                        page.locator("dialog [data-close]").evaluate("one => getComputedStyle(one).backgroundColor"));
        page.click("[data-close]");
        assertThat(page.locator("dialog")).isHidden();
        page.click(".cancel");
        page.click("dialog .btn-danger");
        assertThat(page.locator(".progressed .mood")).hasText("Cancelled");
        var viewer = BROWSER.as(Role.VIEWER, Size.PHONE, Language.EN);
        viewer.navigate(imports);
        assertThat(viewer.locator(".choose, main form")).hasCount(0);
    }

    @Test
    void whoStopsAnImportElsewhereIsSeenWithoutEventsToo() {
        silently(20);
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var id = json(BROWSER.world().api("POST", "/api" + imports, Map.of("source", "followers")))
                .path("id")
                .asString("");
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        BROWSER.closeAfterwards(page);
        page.addInitScript("delete window.EventSource");
        page.navigate(imports + "/" + id);
        assertThat(page.locator(".import")).hasAttribute("data-state", "RUNNING");
        BROWSER.world().api("POST", "/api/imports/" + id + "/cancel", null);
        assertThat(page.locator(".progressed .mood")).hasText("Cancelled");
    }

    @Test
    void aFileIsShownBeforeItBeginsAndItsBadLinesCanBeSaved() throws Exception {
        var friends = silently(3);
        var file = "名前,LINE User ID\r\n"
                + friends.stream().map(friend -> "さくら," + friend + "\r\n").collect(Collectors.joining())
                + "だれか,nobody\r\n空,\r\n";
        for (var size : Size.values()) {
            var language = size == Size.PHONE ? Language.JA : Language.EN;
            var page = BROWSER.as(Role.OPERATOR, size, language);
            page.navigate(imports);
            assertThat(page.locator("#csv button")).isDisabled();
            choose(page, "name,mail\nx,y\n".getBytes(StandardCharsets.UTF_8));
            assertThat(page.locator("#preview [role=alert]")).containsText("LINE User ID");
            assertThat(page.locator("#csv button")).isDisabled();
            choose(page, file.getBytes(Charset.forName("Shift_JIS")));
            assertThat(page.locator("#preview"))
                    .containsText(
                            language == Language.JA ? "「LINE User ID」列を使います" : "The column “LINE User ID” is used");
            assertThat(page.locator("#preview table").last()).containsText("5");
            assertAccessible(page);
            shot(page, "imports-preview-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
            page.click("#csv button");
            assertThat(page.locator(".progressed .mood")).hasText(language == Language.JA ? "完了しました" : "Done");
            assertThat(page.locator(".import [data-if=bad]")).isVisible();
            assertAccessible(page);
            shot(page, "import-report-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
            var saved = page.waitForDownload(() -> page.click("[data-if=bad]"));
            assertThat(Files.readString(saved.path()))
                    .startsWith(
                            language == Language.JA
                                    ? "\uFEFF行,理由\r\n5,\"LINE User ID"
                                    : "\uFEFFLine,Reason\r\n5,\"is no LINE user id")
                    .contains(language == Language.JA ? "6,\"空欄" : "6,\"is empty");
        }
    }

    @Test
    void aWorkbookAndAPictureAreNamedAsSuch() {
        var page = BROWSER.as(Role.OPERATOR, Size.PHONE, Language.JA);
        page.navigate(imports);
        choose(page, "PK\u0003\u0004 xl/workbook.xml".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(page.locator("#preview [role=alert]")).containsText("Excel");
        choose(page, "\u0089PNG\r\n\u001A\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(page.locator("#preview [role=alert]")).containsText("画像");
        assertThat(page.locator("#csv button")).isDisabled();
    }

    @Test
    void thePhonesBarHasFivePlacesAndNothingIsCut() {
        for (var language : Language.values()) {
            var page = BROWSER.as(Role.ADMIN, Size.PHONE, language);
            page.navigate(imports);
            assertThat(page.locator(".rail li:visible, .rail .me:visible")).hasCount(5);
            assertThat((Boolean)
                            page.evaluate("() => [...document.querySelectorAll('.rail li, .rail .me > summary')].every("
                                    + "one => one.scrollWidth <= one.clientWidth + 1)"))
                    .isTrue();
            page.click(".rail .me > summary");
            shot(page, "bar-%s-phone".formatted(language).toLowerCase(Locale.ROOT));
            assertAccessible(page);
            page.click(language == Language.JA ? ".rail .menu >> text=設定" : ".rail .menu >> text=Settings");
            assertThat(page.locator(".tabs")).isVisible();
        }
    }

    @Test
    void aMenuOfTheRailIsAboveThePage() {
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        page.navigate(imports);
        page.click(".rail .me > summary");
        assertThat((Boolean) page.evaluate("() => { const menu = document.querySelector('.me .menu');"
                        + " const box = menu.getBoundingClientRect();"
                        + " return menu.contains(document.elementFromPoint(box.right - 5, box.top + 5)); }"))
                .isTrue();
    }

    @Test
    void aLargeFileIsShownByItsBeginning() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate(imports);
        choose(page, ("U" + "0123456789abcdef".repeat(2) + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8));
        assertThat(page.locator("#preview")).containsText("About 20,000 friends");
    }

    @Test
    void anImportOfAnotherConnectionIsNotFound() {
        silently(1);
        var id = json(BROWSER.world().api("POST", "/api" + imports, Map.of("source", "followers")))
                .path("id")
                .asString("");
        var other = BROWSER.world().connect();
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        page.navigate("/connections/" + other.id() + "/imports/" + id);
        assertThat(page.locator("h1")).hasText("There is no such page");
        page.navigate("/connections/" + other.id() + "/imports/nothing");
        assertThat(page.locator("h1")).hasText("There is no such page");
    }

    private static void choose(Page page, byte[] content) {
        page.setInputFiles("#file", new FilePayload("friends.csv", "text/csv", content));
    }

    /** User ids of friends of whom no webhook told. */
    private List<String> silently(int count) {
        connection.channel().useWebhook(false);
        var friends = connection.channel().crowd(count);
        connection.channel().awaitWebhooks(Duration.ofSeconds(10));
        connection.channel().useWebhook(true);
        return friends.stream().map(Friend::userId).toList();
    }
}
