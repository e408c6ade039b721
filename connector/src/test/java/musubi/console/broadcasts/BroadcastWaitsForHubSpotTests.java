package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.http.Fault;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broadcast whose audience HubSpot does not let be read says so, since when, and goes on by itself. */
class BroadcastWaitsForHubSpotTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    /** The next attempt comes up to half a minute after the one before. */
    private static final ContainsTextOptions AFTER_BACK_OFF = new ContainsTextOptions().setTimeout(100_000);

    @AfterEach
    void noFaultIsLeft() {
        BROWSER.world().hubspot().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theOutageIsToldOnItsPageAndEndsByItself(Language language, Size size) {
        var japanese = language == Language.JA;
        var calls = new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());
        var people = calls.friends(3);
        var contacts = people.stream()
                .map(friend -> calls.contact(friend, Map.of()))
                .toList();
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("セール"),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts)))));
        BROWSER.world()
                .hubspot()
                .faults()
                .add(Fault.answer("GET", ".*/lists/.*/memberships.*", -1, 503, "{\"status\":\"error\"}"));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        var why = page.locator("#now .broadcast-why");
        assertThat(why).containsText(japanese ? "HubSpotの応答を待っています" : "Waiting for HubSpot", AFTER_BACK_OFF);
        assertThat(why).containsText(japanese ? "時間内に応答がありません" : "did not answer in time");
        assertThat(why.locator(".asof")).containsText(":");
        assertThat(page.locator("#now")).hasAttribute("data-state", "PREPARING");
        assertAccessible(page);
        shot(page, "broadcast-waits-hubspot-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        BROWSER.world().hubspot().faults().clear();
        calls.reaches(id, "DONE");
        assertThat(why).hasCount(0);
        assertThat(people).allMatch(friend -> friend.receivedCalls() == 1);
        assertThat(BROWSER.world()
                        .database()
                        .jdbc()
                        .sql("select count(*) from broadcast where waits_for is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        BROWSER.world().api("DELETE", "/api/connections/" + calls.connection().id(), null);
    }
}
