package musubi.console.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.Locale;
import musubi.sandbox.http.Fault;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outage of HubSpot is seen, and gone within ten seconds of its end. */
@LongRunning
class OutagePageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void causeTimeAndWaitingEventsAreToldUntilHubSpotAnswers(Language language, Size size) {
        var connected = BROWSER.world().connect();
        var faults = BROWSER.world().hubspot().faults();
        faults.add(Fault.answer("POST", ".*/contacts/batch/read", 100_000, 503, ""));
        connected.channel().newUser("花子").follow();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/");
        var card = page.locator(".glance:has(a[href$='%s'])".formatted(connected.id()));
        assertThat(card.locator(".outage")).containsText("HTTP 503");
        assertThat(card.locator(".outage")).containsText(language == Language.JA ? "失われません" : "nothing is lost");
        assertAccessible(page);
        shot(page, "overview-outage-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.navigate("/connections/" + connected.id());
        assertThat(page.locator(".outage"))
                .containsText(language == Language.JA ? "反映を待っているイベント：1 件" : "Waiting events: 1");
        assertAccessible(page);
        shot(page, "connection-outage-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        faults.clear();
        assertThat(page.locator(".outage")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(10_000));
        connected.drained();
        BROWSER.world().api("DELETE", "/api/connections/" + connected.id(), null);
    }
}
