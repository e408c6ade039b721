package musubi.console.connection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import java.util.Locale;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What broadcasts of a connection have to look at, on the page of its options. */
@LongRunning
class SendingOptionsPageTests {

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
        assertThat(page.locator("#sending h2")).hasText(language == Language.JA ? "一斉配信" : "Broadcasts");
        assertThat(page.locator("#quietFrom")).hasValue("21:00");
        assertThat(page.locator("#quietTo")).hasValue("09:00");
        assertThat(page.locator("#quotaReserve")).hasValue("0");
        assertThat(page.locator("#pricePerMessage")).hasValue("");
        assertAccessible(page);
        shot(page, "connection-sending-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.fill("#quietTo", "21:00");
        page.fill("#quotaReserve", "many");
        page.fill("#pricePerMessage", "3,3");
        page.fill("#utmSource", "line");
        page.click("#sending button");
        assertThat(page.locator("#quietTo-refused")).isVisible();
        assertThat(page.locator("#quotaReserve-refused")).containsText("1,000,000,000");
        assertThat(page.locator("#pricePerMessage-refused")).isVisible();
        assertThat(page.locator("#quotaReserve")).hasValue("many");
        assertThat(page.locator("#utmSource-refused")).hasCount(0);
        assertThat(page.locator("#utmMedium-refused")).isVisible();
        assertThat(page.locator("#utmCampaign-refused")).isVisible();
        assertAccessible(page);
        shot(page, "connection-sending-refused-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.fill("#quietTo", "08:30");
        page.fill("#quotaReserve", "1,500");
        page.fill("#pricePerMessage", "3.3");
        page.fill("#utmMedium", "message");
        page.fill("#utmCampaign", "autumn");
        page.selectOption("#updateContacts", "CLICKERS");
        page.selectOption("#noteOnContact", "CLICKS");
        page.click("#sending button");
        assertThat(page.locator(".flash.did")).containsText(language == Language.JA ? "一斉配信の設定" : "broadcasts");
        assertThat(page.locator("#quotaReserve")).hasValue("1500");
        var options = connected.connection().path("options");
        Assertions.assertThat(options.path("quietHours")).hasToString("{\"from\":\"21:00\",\"to\":\"08:30\"}");
        Assertions.assertThat(options.path("quotaReserve").asInt(0)).isEqualTo(1500);
        Assertions.assertThat(options.path("pricePerMessage")).hasToString("3.3");
        Assertions.assertThat(options.path("utm"))
                .hasToString("{\"source\":\"line\",\"medium\":\"message\",\"campaign\":\"autumn\"}");
        Assertions.assertThat(options.path("updateContacts").asString("")).isEqualTo("CLICKERS");
        Assertions.assertThat(options.path("noteOnContact").asString("")).isEqualTo("CLICKS");
        assertThat(page.locator("#updateContacts")).hasValue("CLICKERS");
        assertThat(page.locator("#noteOnContact")).hasValue("CLICKS");
        Assertions.assertThat(options.path("autoCreateContacts").asBoolean(false))
                .isTrue();
        page.fill("#quietFrom", "");
        page.fill("#quietTo", "");
        page.fill("#pricePerMessage", "");
        page.fill("#utmSource", "");
        page.fill("#utmMedium", "");
        page.fill("#utmCampaign", "");
        page.click("#sending button");
        assertThat(page.locator("#quietFrom")).hasValue("");
        Assertions.assertThat(connected.connection().at("/options/quietHours").isNull())
                .isTrue();
        Assertions.assertThat(connected.connection().at("/options/utm").isNull())
                .isTrue();
        Assertions.assertThat(
                        connected.connection().at("/options/pricePerMessage").isNull())
                .isTrue();
    }

    @Test
    void whoMayNotChangeThemSeesThem() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/connections/" + connected.id() + "/options");
        assertThat(page.locator("#sending form")).hasCount(0);
        assertThat(page.locator("#sending dd").first()).hasText("21:00 to 09:00 (Asia/Tokyo)");
        assertThat(page.locator("#sending dd").nth(1)).hasText("0 messages");
        assertThat(page.locator("#sending dd").nth(2)).hasText("not set");
        assertThat(page.locator("#sending dd").nth(3)).hasText("Everybody who got it");
        assertThat(page.locator("#sending dd").nth(4)).hasText("None");
        assertThat(page.locator("#sending dd").nth(5)).hasText("not set");
        assertAccessible(page);
    }
}
