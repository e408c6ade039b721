package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused or missing where nothing is set about alerts. */
@LongRunning
class AlertsRefusedTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/hook",
                "https://2130706433/hook",
                "https://localhost:8443/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/hook",
                "https://[::ffff:10.0.0.1]/hook"
            })
    void anAddressWithinTheNetworkIsRefusedAtItsField(String address) {
        var id = BROWSER.world().connect().id();
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        page.navigate("/settings/alerts");
        page.fill("#address-" + id, address);
        page.click("#alerts-" + id + " form.edit button");
        assertThat(page.locator("#address-%s-refused".formatted(id))).containsText("社内ネットワーク");
        assertThat(page.locator("#address-" + id)).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#alerts-" + id + " .try")).hasCount(0);
        assertAccessible(page);
        shot(page, "alerts-private-phone");
    }

    @Test
    void withoutAMailServerTheChoiceIsKeptAndTheReasonSaid() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate("/settings/me");
        assertThat(page.locator("#alerts .notice")).containsText("メールサーバーが設定されていない");
        page.check("#alerts input[value=IMPORT_FINISHED]");
        page.click("#alerts form button");
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(page.locator("#alerts input:checked")).hasCount(1);
        assertAccessible(page);
        shot(page, "alerts-mine-no-server");
    }
}
