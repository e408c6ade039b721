package musubi;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConnectorProcess;
import musubi.testing.Waits;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * From {@code bin/musubi} to the first contact, as somebody does it who has nothing but a browser, and the second start. The
 * cache that the first start records makes the starts of {@link ConnectorProcess} in other tests faster.
 */
@LongRunning(LongRunning.When.FIRST)
class NewcomerTests {

    private static final String SET_UP = "Set up Musubi at ";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.with(Map.of());

    @TempDir
    Path data;

    @Test
    void aNewcomerSeesTheFirstContactWithoutAnyAccount() {
        try (var musubi = ConnectorProcess.startAsAPerson(data, ConnectorProcess.freePort(), List.of("--sandbox"))) {
            Waits.eventually("the set-up link is said", () -> setUpLink(musubi).isPresent());
            assertThat(String.join("\n", musubi.said())).contains(musubi.url() + "/sandbox");

            var page = BROWSER.nobody(musubi.url(), Size.DESKTOP, Language.JA);
            page.navigate(setUpLink(musubi).orElseThrow());
            page.fill("#email", "hanako@example.com");
            page.fill("#name", "山田花子");
            page.fill("#password", "ながいながいながいことばです");
            page.click("button[type=submit]");
            assertThat(page.locator("h1")).hasText("概要");
            assertThat(page.locator(".glance")).containsText("Café Musubi");
            BrowserWorld.shotOfWindow(page, "overview");

            page.click(".rail a[href='/sandbox']");
            assertThat(page.locator("h1")).hasText("サンドボックス");
            page.click("[data-act=follow]");
            assertThat(page.locator("#contact [data-name=line_follow] .value")).hasText("YES");
            assertThat(page.locator("#contact h3")).hasText("さくら");
            for (var name : List.of("陽翔", "結衣", "Mia", "田中 蓮")) {
                page.click(".adding summary");
                page.fill("#new-name", name);
                page.click(".adding button");
                page.click("[data-act=follow]");
                assertThat(page.locator("#contact h3")).hasText(name);
            }
            page.click("[data-act=block]");
            assertThat(page.locator("#contact [data-name=line_follow] .value")).hasText("NO");
            page.navigate(musubi.url() + "/sandbox?friend=1");
            assertThat(page.locator("#contact h3")).hasText("さくら");
            // then only what the message changes stands out
            assertThat(page.locator("#contact .fresh"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
            page.fill("#text", "こんにちは。今日は何時まで開いていますか？");
            page.press("#text", "Enter");
            assertThat(page.locator("#contact [data-name=line_last_reply_message]"))
                    .containsText("何時まで");
            assertThat(page.locator("#steps li").nth(6)).isVisible();
            assertAccessible(page);
            BrowserWorld.shotOfWindow(page, "sandbox");

            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.click(".rail a[href$='/friends']");
            assertThat(page.locator("h1")).hasText("友だち");
            // HubSpot's search lags
            Waits.eventually("the friends are found", () -> {
                page.reload();
                page.waitForSelector("#friends-list table");
                return page.locator("#friends-list tbody tr").count() == 5
                        && page.locator("#friends-list .dot.no").count() == 1;
            });
            page.waitForSelector("#friends:not(.htmx-request)");
            BrowserWorld.shotOfWindow(page, "friends");
            page.setViewportSize(Size.PHONE.width(), Size.PHONE.height());
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            BrowserWorld.shotOfWindow(page, "friends-phone");

            page.close();
            assertThat(musubi.terminate()).isEqualTo(143);
        }
        theSecondStartUsesTheCacheThatTheFirstOneRecorded();
    }

    private void theSecondStartUsesTheCacheThatTheFirstOneRecorded() {
        try (var musubi = ConnectorProcess.startAsAPerson(data, ConnectorProcess.freePort(), List.of("--sandbox"))) {
            assertThat(Path.of("target/run"))
                    .isDirectoryContaining("glob:**/musubi.aot")
                    .isDirectoryNotContaining("glob:**/recorded-*");
            assertThat(musubi.mappedFiles()).anyMatch(file -> file.endsWith("connector/target/run/musubi.aot"));
        }
    }

    private static Optional<String> setUpLink(ConnectorProcess musubi) {
        return musubi.said().stream()
                .filter(line -> line.startsWith(SET_UP))
                .map(line -> line.substring(SET_UP.length()))
                .findFirst();
    }
}
