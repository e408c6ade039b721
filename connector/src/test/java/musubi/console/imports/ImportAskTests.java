package musubi.console.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import musubi.sandbox.http.Fault;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked before LINE's list is imported. */
class ImportAskTests {

    private static final String OUTLOOK = "**/followers/outlook";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestWorld.TestConnection connection = BROWSER.world().connect();
    private final String ask = "/connections/" + connection.id() + "/imports/followers";

    @AfterEach
    void noFaultIsLeft() {
        BROWSER.world().line().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void thePageIsThereBeforeLineHasAnswered(Language language, Size size) {
        connection.channel().useWebhook(false);
        connection.channel().crowd(1200);
        var held = new AtomicReference<Route>();
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.route(OUTLOOK, held::set);
        page.navigate(ask);
        assertThat(page.locator("#outlook .skeleton")).isVisible();
        assertThat(page.locator("#import-ask button:visible")).hasCount(0);
        assertAccessible(page);
        held.get().resume();
        assertThat(page.locator(".many")).containsText("1,200");
        assertThat(page.locator("#import-ask button"))
                .hasText(language == Language.JA ? "取り込みを始める" : "Start the import");
        assertThat(page.locator("#import-ask a.btn")).hasText(language == Language.JA ? "キャンセル" : "Cancel");
        assertThat(page.locator("#outlook")).hasCount(0);
        assertAccessible(page);
        shot(page, "import-ask-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"EN,DESKTOP,The number of friends is not known now", "JA,PHONE,友だちの数を確かめられません"})
    void whereLineDoesNotAnswerTheImportMayStartAllTheSame(Language language, Size size, String words) {
        BROWSER.world().line().faults().add(Fault.answer("GET", "/v2/bot/followers/ids", -1, 500, "{}"));
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate(ask);
        assertThat(page.locator(".state.broken h2")).hasText(words);
        assertThat(page.locator("#import-ask form button")).isEnabled();
        assertAccessible(page);
        shot(page, "import-ask-away-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        BROWSER.world().line().faults().clear();
        page.click(".state.broken a");
        assertThat(page.locator(".state.broken")).hasCount(0);
        assertThat(page.locator("#import-ask form button")).isEnabled();
    }

    @Test
    void whereWeDoNotAnswerEitherTheImportMayStartAllTheSame() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.route(OUTLOOK, Route::abort);
        page.navigate(ask);
        assertThat(page.locator("#import-ask form button")).isVisible();
        assertThat(page.locator("#outlook .skeleton")).hasCount(0);
    }

    @Test
    void whoseBrowserRunsNoScriptIsAskedToo() {
        BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(BrowserWorld.email(Role.OPERATOR, Language.JA), BrowserWorld.PASSWORD);
        assertThat(session.get(ask).body()).containsPattern("(?s)<noscript>.*取り込みを始める.*</noscript>");
    }

    @ParameterizedTest
    @CsvSource({"JA,PHONE,友だちを取り込む,自分のLINEで試す", "EN,DESKTOP,Import friends,Try it with your own LINE"})
    void theLastStepOfConnectingLeadsToTheImportAndToOnesOwnLine(
            Language language, Size size, String imports, String own) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        // what LINE says now: the test set the address there, since LINE takes none that is not https
        BROWSER.world().api("POST", "/api/connections/" + connection.id() + "/check", null);
        page.navigate("/connections/" + connection.id() + "/webhook");
        assertThat(page.locator("a[href*='line.me/R/ti/p/@']")).hasText(own);
        page.click("text=" + imports);
        assertThat(page.locator("#import-ask form")).isVisible();
    }

    @Test
    void forAViewerLineIsNotAsked() {
        var before = connection.channel().traffic().calls("GET /v2/bot/followers/ids");
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.EN);
        page.navigate(ask);
        assertThat(page.locator("#import-ask")).containsText("Operators and administrators can start imports.");
        page.navigate(ask + "/outlook");
        assertThat(page.locator("body")).containsText("Operators and administrators can start imports.");
        assertThat(connection.channel().traffic().calls("GET /v2/bot/followers/ids"))
                .isEqualTo(before);
    }

    @Test
    void anAccountThatIsNotVerifiedIsToldWhatToDoInstead() {
        connection.channel().verified(false);
        var page = BROWSER.as(Role.OPERATOR, Size.PHONE, Language.JA);
        page.navigate("/connections/" + connection.id() + "/imports");
        page.click("text=友だち全員を取り込む");
        assertThat(page.locator(".unlisted")).containsText("このアカウントは未認証アカウントのため");
        assertThat(page.locator("#import-ask form")).hasCount(0);
        assertThat(page.locator("text=CSVファイルから取り込む")).isVisible();
        assertAccessible(page);
        shot(page, "import-not-verified-ja-phone");
    }
}
