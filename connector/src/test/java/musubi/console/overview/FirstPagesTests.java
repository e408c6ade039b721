package musubi.console.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.CapturesOutput;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;

class FirstPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @Test
    @CapturesOutput
    void theFirstPersonComesInByTheLinkThatIsPrintedWhichThenIsGone(CapturedOutput output) {
        try (var alone = TestWorld.start(Map.of())) {
            var link = printed(output, alone).orElseThrow();
            var page = BROWSER.nobody(Size.DESKTOP, Language.JA);
            page.navigate(link);
            page.fill("#email", "Hanako@Example.com");
            page.fill("#name", "山田花子");
            page.fill("#password", "みじかいことば");
            page.click("button[type=submit]");
            assertThat(page.locator("#password-refused")).containsText("12文字以上");
            assertThat(page.locator("#name")).hasValue("山田花子");
            assertAccessible(page);
            page.fill("#password", "ながいながいながいことばです");
            page.click("button[type=submit]");
            assertThat(page.locator("h1")).hasText("概要");
            assertThat(page.locator(".first-steps")).containsText("サンドボックスで試す");
            page.navigate(link);
            assertThat(page.locator("h1")).hasText("このリンクは使えません");
            alone.stop();
            alone.start();
            Assertions.assertThat(printed(output, alone)).isEmpty();
        }
    }

    /** Other worlds may say theirs meanwhile. */
    private static Optional<String> printed(CapturedOutput output, TestWorld world) {
        return output.getOut()
                .lines()
                .filter(line -> line.startsWith("Set up Musubi at " + world.url() + "/setup/"))
                .map(line -> line.substring("Set up Musubi at ".length()))
                .findFirst();
    }

    @Test
    void whoIsInvitedChoosesNameAndPasswordAndComesIn() {
        var link = BROWSER.world().bean(Invitations.class).invite("invited@example.com", Scope.all(Role.OPERATOR));
        var page = BROWSER.nobody(Size.PHONE, Language.EN);
        page.navigate(link.toString());
        assertThat(page.locator("main")).containsText("invited@example.com");
        assertThat(page.locator("#email")).hasCount(0);
        page.fill("#name", "Ichiro");
        page.fill("#password", BrowserWorld.PASSWORD);
        page.click("button[type=submit]");
        assertThat(page.locator("h1")).hasText("Overview");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theOverviewTellsOfEachConnectionInBothLanguages(Language language, Size size) {
        var connection = BROWSER.world().connect();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/");
        assertThat(page.locator(".glance").first()).containsText("Café Musubi");
        assertThat(page.locator(".glance .mood")
                        .first()) // LINE takes no webhook address without https: nothing arrives
                .hasText(language == Language.JA ? "対応が必要です" : "Needs your attention");
        assertThat(page.locator(".state.empty")).hasCount(0);
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @Test
    void whoMaySeeNoConnectionIsToldSo() {
        var connection = BROWSER.world().connect();
        BROWSER.world()
                .bean(People.class)
                .create(
                        "nothing@example.com",
                        "None",
                        BrowserWorld.PASSWORD,
                        new Scope(Role.VIEWER, false, Set.of()),
                        Language.EN);
        var page = BROWSER.as("nothing@example.com", Size.PHONE, Language.EN);
        page.navigate("/");
        assertThat(page.locator(".state.empty")).containsText("No connection to show");
        assertAccessible(page);
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @Test
    void theFirstPageIsSmallAndAllButItselfIsKeptByTheBrowser() {
        var session = ConsoleSession.at(BROWSER.world().url());
        var page = session.get("/login");
        var parts = Pattern.compile("<(?:link|script)[^>]+(?:href|src)=\"(/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(part -> part.group(1))
                .toList();
        var bytes = page.body().length();
        for (var part : parts) {
            var answer = session.get(part);
            bytes += answer.body().length();
            assertThat(part).as("has a version").containsPattern("-[0-9a-f]{32}\\.|/[0-9.]+/");
            assertThat(answer.headers().firstValue("Cache-Control")).as(part).hasValue("max-age=31536000, public");
        }
        assertThat(parts).as("style sheets, scripts, the icon").hasSizeGreaterThan(3);
        assertThat(bytes).as("unpacked").isLessThan(400_000);
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void aWrongPasswordSaysNotWhetherThereIsSuchAPerson() {
        var page = BROWSER.nobody(Size.PHONE, Language.JA);
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("ログイン");
        page.fill("#email", "nobody@example.com");
        page.fill("#password", "not the right one");
        page.click("button[type=submit]");
        assertThat(page.locator("[role=alert]")).hasText("メールアドレスまたはパスワードが正しくありません。");
        assertAccessible(page);
    }

    @Test
    void theChosenLanguageStays() {
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.JA);
        page.navigate("/");
        page.click(".me summary");
        page.click(".me a[lang]");
        assertThat(page.locator("h1")).hasText("Overview");
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("Overview");
        page.navigate("/?lang=ja");
        assertThat(page.locator("h1")).hasText("概要");
    }

    @Test
    void signingOutEndsTheSession() {
        BROWSER.world()
                .bean(People.class)
                .create("out@example.com", "Out", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.EN);
        var page = BROWSER.as("out@example.com", Size.DESKTOP, Language.EN);
        page.navigate("/");
        page.click(".me summary");
        page.click(".me button");
        assertThat(page.locator("[role=status]")).hasText("You have signed out.");
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    void whatIsNotThereIsToldAsAPage() {
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.JA);
        page.navigate("/nothing");
        assertThat(page.locator("h1")).hasText("このページを開く権限がありません");
        assertAccessible(page);
        var admin = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        admin.navigate("/nothing");
        assertThat(admin.locator("h1")).hasText("There is no such page");
    }
}
