package musubi.console.guides;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.GetByTextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guides in the console, and the links that lead to them. */
class GuidePagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    /** Pictures that are not there. */
    private static final String MISSING =
            "[...document.querySelectorAll('.words img')].filter(each => !each.naturalWidth).map(each => each.src)";

    @ParameterizedTest
    @CsvSource({"JA, DESKTOP, LIGHT", "EN, PHONE, DARK"})
    void eachGuideIsWellMade(Language language, Size size, ColorScheme scheme) {
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/guides");
        assertAccessible(page);
        shot(page, picture("guides", language));
        var guides = page.locator("#guides a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        assertThat(guides).hasSizeGreaterThan(8);
        for (var guide : guides) {
            page.navigate(guide);
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(page.locator(".guides a[aria-current=page]")).hasCount(1);
            assertThat((List<?>) page.evaluate(MISSING)).as(guide).isEmpty();
            assertAccessible(page);
            shot(page, picture(guide.replaceAll(".*/", "guide-"), language));
        }
    }

    private static String picture(String name, Language language) {
        return "guides/%s-%s".formatted(name, language).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({"JA, DESKTOP, 使い方ガイド, 要確認, 通知, 運用する", "EN, PHONE, Guide, Failures, Alerts, Operate"})
    void aPageLeadsToItsGuideAndAGuideToOthers(
            Language language, Size size, String help, String title, String other, String otherTitle) {
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/failures");
        assertThat(page.locator(".to-guide")).hasText(help);
        shot(page, picture("help", language));
        page.click(".to-guide");
        page.waitForURL("**/guides/failures");
        assertThat(page.locator("h1")).hasText(title);
        page.locator(".words a").getByText(other, exactly()).click();
        page.waitForURL("**/guides/operate#*");
        assertThat(page.locator("h1")).hasText(otherTitle);
        assertThat(page.locator(".words h2").getByText(other, exactly())).isInViewport();
    }

    private static GetByTextOptions exactly() {
        return new GetByTextOptions().setExact(true);
    }

    @Test
    void aPageLeadsToItsPartOfAGuide() {
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        page.navigate("/settings/alerts");
        page.click(".to-guide");
        page.waitForURL("**/guides/operate#alerts");
        assertThat(page.locator(".words h2").getByText("通知", exactly())).isInViewport();
    }

    @Test
    void whatIsOnlyInEnglishSaysSoAndTheConsoleStaysJapanese() {
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.JA);
        page.navigate("/guides/settings");
        assertThat(page.locator("article")).containsText("このガイドは英語のみです。");
        assertThat(page.locator(".words")).hasAttribute("lang", "en");
        assertThat(page.locator("html")).hasAttribute("lang", "ja");
        page.navigate("/guides/connect?in=en");
        assertThat(page.locator("h1")).hasText("Connect your accounts, in detail");
        page.click("text=このガイドを日本語で読む");
        assertThat(page.locator("h1")).hasText("接続する");
        assertThat(page.locator("html")).hasAttribute("lang", "ja");
    }

    @Test
    void thereIsNoPageForWhatIsNoGuide() {
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        for (var name : new String[] {"nothing", "CONNECT", "connect.md", "%2e%2e%2fapplication", "ja%2Fconnect"}) {
            assertThat(Objects.requireNonNull(page.navigate("/guides/" + name)).status())
                    .as(name)
                    .isBetween(400, 404);
        }
    }

    @Test
    void aStrangerIsAskedToSignInFirst() {
        var page = BROWSER.nobody(Size.DESKTOP, Language.EN);
        page.navigate("/guides/connect");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }
}
