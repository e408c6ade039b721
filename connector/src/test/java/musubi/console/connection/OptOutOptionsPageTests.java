package musubi.console.connection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words by which friends stop messages, and the answers, on the page of a connection's options. */
@LongRunning
class OptOutOptionsPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @SuppressWarnings("NullAway.Init")
    private TestConnection connected;

    @BeforeEach
    void aNewConnection() {
        connected = BROWSER.world().connect();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theyAreChangedAndWhatIsWrongStandsAtItsField(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id() + "/options");
        assertThat(page.locator("#opt-out h2"))
                .hasText(language == Language.JA ? "配信停止・再開" : "Stop and resume messages");
        assertThat(page.locator("#outWords")).hasValue("配信停止");
        assertThat(page.locator("#inWords")).hasValue("配信再開");
        assertThat(page.locator("#outAnswer")).hasValue("配信を停止しました。再開するときは「配信再開」と送信してください。");
        assertAccessible(page);
        shot(page, "connection-opt-out-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.fill("#outWords", "配信停止\n" + "x".repeat(51));
        page.fill("#inWords", "やめる");
        page.fill("#outAnswer", "x".repeat(5_001));
        page.click("#opt-out button");
        assertThat(page.locator("#outWords-refused")).isVisible();
        assertThat(page.locator("#outAnswer-refused")).containsText("5,000");
        assertThat(page.locator("#inWords")).hasValue("やめる");
        assertAccessible(page);
        shot(page, "connection-opt-out-refused-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.fill("#outWords", "やめる\n\n  STOP \nｓｔｏｐ");
        page.fill("#outAnswer", "");
        page.click("#opt-out button");
        assertThat(page.locator("#inWords-refused")).isVisible();
        page.fill("#inWords", "START");
        page.click("#opt-out button");
        assertThat(page.locator(".flash.did")).containsText(language == Language.JA ? "配信停止" : "stopping");
        assertThat(page.locator("#outWords")).hasValue("やめる\nSTOP");
        var options = connected.connection().path("options");
        Assertions.assertThat(options.path("optOutWords")).hasToString("[\"やめる\",\"STOP\"]");
        Assertions.assertThat(options.path("optInWords")).hasToString("[\"START\"]");
        Assertions.assertThat(options.path("optOutAnswer").asString("-")).isEmpty();
        // left as it was: the default, with the new word
        Assertions.assertThat(options.path("optInAnswer").asString("-")).contains("「やめる」");
        Assertions.assertThat(options.path("quotaReserve").asInt(-1)).isZero();
        Assertions.assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 10).stream()
                        .map(AuditEntry::action))
                .contains("connection.optOut");
    }

    @Test
    void whoMayNotChangeThemSeesThem() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/connections/" + connected.id() + "/options");
        assertThat(page.locator("#opt-out form")).hasCount(0);
        assertThat(page.locator("#opt-out dd").first()).hasText("配信停止");
        assertThat(page.locator("#opt-out dd").nth(2)).containsText("停止しました");
        assertAccessible(page);
    }
}
