package musubi.console.friends;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the task on a contact's record in HubSpot to the friend. */
class FriendOfRecordTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();

    @AfterEach
    void theConnectionGoes() {
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aTaskLeadsToItsFriendAlone(Language language, Size size) {
        connection.portal().searchLag(Duration.ZERO);
        BROWSER.world()
                .api(
                        "PATCH",
                        "/api/connections/" + connection.id(),
                        Map.of("options", Map.of("createTaskOnMessage", true)));
        connection.channel().newUser("太郎").write("こんにちは");
        connection.channel().newUser("さくら").follow();
        connection.drained();
        connection.drained();
        var task = connection.portal().tasks().getFirst().properties().getOrDefault("hs_task_body", "");
        var address = task.replaceAll(".*<a href=\"([^\"]+)\".*", "$1");

        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/connections/" + connection.id() + "/friends");
        assertThat(page.locator(".called")).hasCount(2);
        page.fill("#friends-query", "さくら");
        assertThat(page.locator(".called")).hasText(new String[] {"さくら"});
        page.navigate(address);
        assertThat(page.locator(".called")).hasText(new String[] {"太郎"});
        assertThat(page.locator("#friends-total")).hasText(language == Language.JA ? "1人" : "1 friend");
        assertAccessible(page);
        shot(page, "friend-of-record-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.locator("#friends-of-record a").click();
        assertThat(page.locator(".called")).hasCount(2);
        page.navigate("/connections/%s/friends?contact=4711a".formatted(connection.id()));
        assertThat(page.locator(".called")).hasCount(2);
    }
}
