package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.assertNothingCutOff;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ContactList;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.Waits;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that makes a HubSpot list of a broadcast. */
class BroadcastListPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final BroadcastCalls calls =
            new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());

    private String sent() {
        var contacts = calls.friends(2).stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                .toList();
        var id = calls.draft(Map.of(
                "title",
                "秋のセール",
                "message",
                BroadcastCalls.message("https://shop.example.com/sale"),
                "audience",
                Map.of("lists", List.of(calls.list("Regulars", contacts)))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        Waits.eventually(
                "contacts are updated", () -> calls.get(id).at("/contacts/left").asInt(-1) == 0);
        return id;
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "broadcast-list-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aListIsMadeWithANameOfItsOwn(Language language, Size size) {
        var id = sent();
        calls.list("Taken", List.of());
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id + "/list");
        assertThat(page.locator("#list h2, h1").first()).isVisible();
        assertThat(page.locator("input[value=CLICKED]")).isChecked();
        assertThat(page.locator("input[value=NOT_CLICKED]")).isEnabled();
        assertAccessible(page);
        assertNothingCutOff(page);
        picture(page, "form", language);
        page.check("input[value=NOT_CLICKED]");
        page.fill("#name", "Taken");
        page.click("#list button");
        assertThat(page.locator("#name-refused")).containsText(language == Language.JA ? "同じ名前" : "of that name");
        assertThat(page.locator("input[value=NOT_CLICKED]")).isChecked();
        assertAccessible(page);
        picture(page, "taken", language);
        page.fill("#name", "Not clicked");
        page.click("#list button");
        assertThat(page.locator(".flash.did")).containsText("Not clicked");
        assertThat(page.locator("#list a[href*=objectLists]")).isVisible();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        picture(page, "made", language);
        assertThat(calls.connection().portal().lists().all().stream().map(ContactList::name))
                .contains("Not clicked");
    }

    @Test
    void whatIsStillToBeWrittenIsOnThePageOfTheBroadcast() {
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/contacts/batch/update", -1, 503, "{}"));
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of(
                        "lists",
                        List.of(calls.list(
                                "One", List.of(calls.contact(calls.friends(1).getFirst(), Map.of())))))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        Waits.eventually(
                "it waits", () -> !calls.get(id).at("/contacts/waiting").isNull());
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#left")).containsText("1");
        assertThat(page.locator("#waits")).containsText("HubSpot");
        assertAccessible(page);
        BROWSER.world().hubspot().faults().clear();
        Waits.eventually(
                "contacts are updated", () -> calls.get(id).at("/contacts/left").asInt(-1) == 0);
        page.reload();
        assertThat(page.locator("#left")).hasCount(0);
    }

    @Test
    void whatIsNotOfferedSaysWhy() {
        var id =
                calls.draft(Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("allFriends", true)));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/broadcasts/" + id + "/list");
        assertThat(page.locator("input[value=CLICKED]")).isDisabled();
        assertThat(page.locator("#CLICKED-text")).containsText("has not begun to send");
        assertThat(page.locator("#list button")).isDisabled();
        assertAccessible(page);
        shot(page, "broadcast-list-draft");
    }

    @Test
    void aScopeThatIsMissingIsNamed() {
        var id = sent();
        var portal = calls.connection().portal();
        portal.scopes(
                portal.accessToken(),
                Set.of(
                        "crm.objects.contacts.read",
                        "crm.objects.contacts.write",
                        "crm.lists.read",
                        "crm.schemas.contacts.read",
                        "crm.schemas.contacts.write"));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/broadcasts/" + id + "/list");
        page.fill("#name", "Clicked");
        page.click("#list button");
        assertThat(page.locator(".notice.lost code")).hasText("crm.lists.write");
        assertThat(page.locator("#name")).hasValue("Clicked");
        assertAccessible(page);
        shot(page, "broadcast-list-scope");
    }
}
