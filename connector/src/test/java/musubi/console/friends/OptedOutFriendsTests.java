package musubi.console.friends;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import musubi.friends.FriendQuery;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Friends who stopped messages: on their rows, in the filter, in the file, over REST, and counted on the overview. */
class OptedOutFriendsTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();
    private final Friend sakura = connection.channel().newUser("さくら");
    private final Friend taro = connection.channel().newUser("太郎");
    private final Friend jiro = connection.channel().newUser("次郎");

    @BeforeEach
    void twoOfThemChoose() {
        connection.portal().searchLag(Duration.ZERO);
        taro.follow();
        sakura.write("配信停止");
        jiro.tap("musubi:opt-out");
        connection.drained();
        jiro.tap("musubi:opt-in");
        connection.drained();
    }

    @AfterEach
    void theConnectionGoes() {
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theyAreMarkedFilteredExportedAndCounted(Language language, Size size) throws Exception {
        var japanese = language == Language.JA;
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/connections/" + connection.id() + "/friends");
        assertThat(page.locator(".who")).hasCount(3);
        assertThat(page.locator(".stopped")).hasCount(1);
        assertThat(row(page, "さくら").locator(".stopped .tag")).hasText(japanese ? "配信停止" : "Opted out");
        assertThat(row(page, "さくら").locator(".stopped .when")).containsText(japanese ? "/" : ", ");
        assertAccessible(page);
        shot(page, "friends-opted-out-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        shot(page, "friends-opted-out-dark-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        if (size == Size.PHONE) {
            page.click("#friends-search summary");
        }
        page.selectOption("#friends-opt-out", "YES");
        assertThat(page.locator(".called")).hasText(new String[] {"さくら"});
        assertThat(page.locator("#friends-total")).hasText(japanese ? "1人" : "1 friend");
        var saved = page.waitForDownload(() -> page.click("[formaction]"));
        var lines = Files.readString(saved.path()).split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).contains(japanese ? "配信の希望,配信の希望を選んだ日時" : "Broadcasts,Chosen at");
        assertThat(lines[1]).contains(japanese ? ",配信停止,20" : ",Opted out,20");
        page.focus("#friends-opt-out");
        page.selectOption("#friends-opt-out", "NO");
        assertThat(page.locator(".called")).hasCount(2);

        page.navigate("/");
        var number = page.locator("#opted-out-" + connection.id());
        assertThat(number).hasText("1");
        number.click();
        assertThat(page.locator(".called")).hasText(new String[] {"さくら"});
        assertThat(page.locator("#friends-opt-out")).hasValue("YES");
    }

    @Test
    void restHasTheChoiceItsMomentAndTheFilter() {
        var items = friends("").path("items");
        assertThat(items).hasSize(3);
        for (var item : items) {
            switch (item.path("name").asString("")) {
                case "さくら" -> {
                    assertThat(item.path("optOut").asString("")).isEqualTo("YES");
                    assertThat(item.path("optOutAt").asString(""))
                            .isEqualTo(connection.value(sakura, "line_opt_out_updated_at"));
                }
                case "次郎" -> assertThat(item.path("optOut").asString("")).isEqualTo("NO");
                case "太郎" -> {
                    assertThat(item.path("optOut").isNull()).isTrue();
                    assertThat(item.path("optOutAt").isNull()).isTrue();
                }
                case String other -> throw new AssertionError(other);
            }
        }
        assertThat(friends("?optOut=YES").path("total").asInt()).isEqualTo(1);
        assertThat(friends("?optOut=no").path("total").asInt()).isEqualTo(2);
        var body = Map.of("optOut", "YES", "query", "さくら");
        assertThat(TestWorld.json(BROWSER.world()
                                .api("POST", "/api/connections/" + connection.id() + "/friends/search", body))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(BROWSER.world()
                        .api("GET", "/api/connections/" + connection.id() + "/friends?optOut=MAYBE", null)
                        .statusCode())
                .isEqualTo(400);
    }

    /** HubSpot takes six filters in a group, and a search of 3,000 characters. */
    @Test
    void allFiltersTogetherWithTheLongestTextAreTaken() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/connections/" + connection.id() + "/friends?follow=YES&unanswered=YES&optOut=YES");
        page.selectOption("#friends-source", "MESSAGE");
        page.fill("#friends-query", "\"".repeat(100));
        assertThat(page.locator(".state.empty h2")).hasText("No friend matches");
        var all = "?follow=YES&optOut=YES&source=MESSAGE&limit=1&query=" + "%22".repeat(FriendQuery.MAX_TEXT)
                + "&after=99999999999.5";
        assertThat(friends(all).path("items")).isEmpty();
    }

    private JsonNode friends(String query) {
        var answer = BROWSER.world().api("GET", "/api/connections/" + connection.id() + "/friends" + query, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestWorld.json(answer);
    }

    private static Locator row(Page page, String name) {
        return page.locator("tr").filter(new Locator.FilterOptions().setHasText(name));
    }
}
