package musubi.console.friends;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.Waits;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FriendsPageTests {

    private static final String SEARCH = ".*/contacts/search";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();

    @BeforeEach
    void searchSeesAtOnce() {
        connection.portal().searchLag(Duration.ZERO);
    }

    @AfterEach
    void allIsWellAgain() {
        BROWSER.world().hubspot().faults().clear();
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theListTellsWhoTheFriendsAre(Language language, Size size) {
        friend(1, "さくら", Map.of("line_contact_source", "FOLLOW", "line_follow", "YES"));
        friend(2, "田中 太郎", Map.of("line_contact_source", "LOGIN", "line_follow", "YES", "email", "taro@example.com"));
        friend(3, "Long " + "long ".repeat(12), Map.of("line_contact_source", "IMPORT", "line_follow", "NO"));
        friend(4, "HubSpotから", Map.of("line_last_reply_message", "予約したいです", "line_unanswered", "YES"));
        var page = open(Role.OPERATOR, size, language);
        assertThat(page.locator(".who")).hasCount(4);
        assertThat(page.locator("#friends-total")).hasText(language == Language.JA ? "4人" : "4 friends");
        var sakura = row(page, "さくら");
        assertThat(sakura.locator("[aria-label=LINE]")).isVisible();
        assertThat(sakura).containsText(language == Language.JA ? "仮アドレス" : "Placeholder");
        assertThat(sakura).containsText(language == Language.JA ? "2026/11/21" : "Nov 21, 2026");
        var taro = row(page, "田中 太郎");
        assertThat(taro.locator("[aria-label=LINE]")).hasCount(0);
        assertThat(sakura.locator(".address")).hasCount(0);
        assertThat(row(page, "予約したいです").locator(".waits")).isVisible();
        assertThat(taro.locator(".mail")).hasText("taro@example.com");
        assertThat(taro).containsText(language == Language.JA ? "LINEログイン" : "LINE Login");
        assertAccessible(page);
        shot(page, "friends-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        var first = page.locator(".who").first().boundingBox();
        // above the bar of a phone
        assertThat(first.y + first.height).isLessThan(size.height() - (size == Size.PHONE ? 60 : 0));
        page.setViewportSize(Size.PHONE.width(), Size.PHONE.height());
        assertThat(page.locator("#friends-follow")).isHidden();
        page.setViewportSize(Size.DESKTOP.width(), Size.DESKTOP.height());
        assertThat(page.locator("#friends-follow")).isVisible();
        var link = taro.locator("a");
        assertThat(link).hasAttribute("target", "_blank");
        assertThat(link).hasAttribute("rel", "noopener");
        assertThat(link.getAttribute("href"))
                .startsWith("https://app.hubspot.com/contacts/"
                        + connection.portal().id());
        // no picture of LINE's servers is there to be had in a test
        assertThat(sakura.locator("img")).hasAttribute("src", "/avatar.png");
    }

    @Test
    void theListIsSearchedAsOneTypesFilteredAndSorted() {
        friend(1, "Sakura", Map.of("line_follow", "YES", "line_contact_source", "FOLLOW"));
        friend(2, "Taro", Map.of("line_follow", "NO", "line_contact_source", "IMPORT"));
        friend(3, "Tamako", Map.of("line_follow", "YES", "line_id_sync_date", "2026-11-01"));
        var page = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".called")).hasText(new String[] {"Tamako", "Taro", "Sakura"});
        page.locator("#friends-query").pressSequentially("ta");
        assertThat(page.locator(".called")).hasText(new String[] {"Tamako", "Taro"});
        assertThat(page.locator("#friends-total")).hasText("2 friends");
        page.selectOption("#friends-follow", "NO");
        assertThat(page.locator(".called")).hasText(new String[] {"Taro"});
        assertThat(page.locator("#friends-total")).hasText("1 friend");
        page.selectOption("#friends-source", "HUBSPOT");
        assertThat(page.locator(".state.empty h2")).hasText("No friend matches");
        assertAccessible(page);
        shot(page, "friends-none-en-desktop");
        page.click(".state.empty a");
        assertThat(page.locator(".called")).hasCount(3);
        page.selectOption("#friends-sort", "syncedOn");
        assertThat(page.locator(".called").last()).hasText("Tamako");
        assertThat(page.url()).doesNotContain("?");
        assertThat(page.locator(".action a")).hasCount(0);
    }

    @Test
    void whoWaitsForAnAnswerIsFoundAndComingBackKeepsTheSearchOutOfTheAddress() {
        friend(1, "Sakura", Map.of("line_unanswered", "YES"));
        friend(2, "Taro", Map.of("line_unanswered", "NO"));
        friend(3, "Sakuya", Map.of());
        var page = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".called")).hasCount(3);
        page.check("#friends-unanswered");
        assertThat(page.locator(".who")).hasCount(1);
        page.uncheck("#friends-unanswered");
        page.fill("#friends-query", "saku");
        assertThat(page.locator(".who")).hasCount(2);
        page.navigate("/connections/" + connection.id());
        page.goBack();
        assertThat(page.locator("#friends-query")).hasValue("saku");
        assertThat(page.locator(".who")).hasCount(2);
        assertThat(page.url()).endsWith("/friends");
        page.navigate("/connections/" + connection.id() + "/friends");
        assertThat(page.locator("#friends-query")).hasValue("");
    }

    @Test
    void aSessionThatEndedLeadsToSignIn() {
        friend(1, "Sakura", Map.of());
        var page = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".who")).hasCount(1);
        page.context().clearCookies();
        page.fill("#friends-query", "saku");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    void aSearchTooManyInASecondIsTriedAgainByUs() {
        friend(1, "Sakura", Map.of());
        BROWSER.world()
                .hubspot()
                .faults()
                .add(Fault.answer("POST", SEARCH, 2, 429, "{\"status\":\"error\",\"policyName\":\"SECONDLY\"}"));
        assertThat(open(Role.VIEWER, Size.DESKTOP, Language.EN).locator(".who")).hasCount(1);
    }

    @Test
    void theLastAnswerWinsHoweverLongAnEarlierOneTakes() {
        friend(1, "Sakura", Map.of());
        friend(2, "Taro", Map.of());
        var page = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".called")).hasCount(2);
        BROWSER.world().hubspot().faults().add(Fault.of(Fault.Kind.DELAY, "POST", SEARCH, 1, Duration.ofMillis(1200)));
        var slow = page.waitForRequest("**/friends", () -> page.fill("#friends-query", "sak"));
        page.fill("#friends-query", "tar");
        assertThat(page.locator(".called")).hasText(new String[] {"Taro"});
        assertThat(slow.failure()).contains("ABORTED");
    }

    @Test
    void theListGoesOnWhileOneScrollsAndByTheKeyboard() {
        for (var at = 1; at <= 101; at++) {
            friend(at, "Friend " + at, Map.of());
        }
        var page = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".called")).hasCount(50);
        assertThat(page.locator("#friends-total")).hasText("101 friends");
        page.locator(".more button").focus();
        assertThat(page.locator(".called").nth(99)).isAttached();
        Waits.eventually("the end is scrolled to", () -> {
            page.mouse().wheel(0, 100_000);
            return page.locator(".called").count() == 101;
        });
        assertThat(page.locator(".more")).hasCount(0);
        assertThat(page.locator(".called").last()).hasText("Friend 1");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void anArrivalAtTheEndFetchesOnePageAndTheReaderStaysWhereTheyAre(Language language, Size size) {
        for (var at = 1; at <= 300; at++) {
            friend(at, "Friend " + at, Map.of());
        }
        var page = open(Role.VIEWER, size, language);
        assertThat(page.locator(".called")).hasCount(50);
        var searches = new AtomicInteger();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/friends")) {
                searches.incrementAndGet();
            }
        });
        page.mouse().move(size.width() / 2.0, size.height() / 2.0);
        page.mouse().wheel(0, 100_000);
        assertThat(page.locator(".called").nth(99)).isAttached();
        // time in which a list that runs away asks again: frames, since a page that is not drawn scrolls nowhere
        page.evaluate("() => new Promise(done => { let left = 60; const frame = () =>"
                + " left-- ? requestAnimationFrame(frame) : done(); frame(); })");
        assertThat(searches).hasValue(1);
        assertThat(page.locator(".called")).hasCount(100);
        assertThat(page.locator(".called").nth(49)).isInViewport();
    }

    @ParameterizedTest
    @CsvSource({"JA, PHONE, まだ友だちがいません", "EN, DESKTOP, No friends yet"})
    void whereNobodyIsYetItSaysWhatToDo(Language language, Size size, String title) {
        var page = open(Role.OPERATOR, size, language);
        assertThat(page.locator(".state.empty h2")).hasText(title);
    }

    @ParameterizedTest
    @CsvSource({
        "429, JA, PHONE, 呼び出し回数が上限",
        "503, EN, DESKTOP, HubSpot does not answer",
        "401, JA, DESKTOP, アクセスを許可していません"
    })
    void whenHubSpotDoesNotTellThePageSaysWhyAndTheNextTryKeepsTheSearch(
            int status, Language language, Size size, String words) {
        friend(1, "Sakura", Map.of());
        friend(2, "Taro", Map.of());
        BROWSER.world()
                .hubspot()
                .faults()
                .add(Fault.answer("POST", SEARCH, -1, status, "{\"status\":\"error\",\"policyName\":\"SECONDLY\"}"));
        var page = open(Role.VIEWER, size, language);
        assertThat(page.locator(".state.broken")).containsText(words);
        assertAccessible(page);
        shot(page, "friends-%d-%s-%s".formatted(status, language, size).toLowerCase(Locale.ROOT));
        page.waitForResponse("**/friends", () -> page.fill("#friends-query", "taro"));
        assertThat(page.locator(".state.broken")).containsText(words);
        BROWSER.world().hubspot().faults().clear();
        page.locator(".again button").press("Enter");
        assertThat(page.locator(".called")).hasText(new String[] {"Taro"});
        assertThat(page.locator(".state.broken")).hasCount(0);
    }

    @Test
    void aSlowHubSpotIsWaitedForInSight() {
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.JA);
        // as long as it takes to look at the page, on any machine
        var held = new AtomicReference<Route>();
        page.route("**/friends", route -> {
            if (route.request().method().equals("POST")) {
                held.set(route);
            } else {
                route.resume();
            }
        });
        page.navigate("/connections/" + connection.id() + "/friends");
        assertThat(page.locator("#friends-total")).hasText("HubSpotから読み込んでいます");
        assertThat(page.locator(".wait .skeleton")).hasCSS("opacity", "1");
        shot(page, "friends-slow-ja-phone");
        assertThat(page.locator("#friends-slow")).containsText("時間がかかっています");
        held.get().resume();
        assertThat(page.locator(".state.empty")).isVisible();
        assertThat(page.locator(".wait .skeleton")).isHidden();
    }

    private void friend(int number, String name, Map<String, String> more) {
        var id = "U" + "%032x".formatted(number);
        var values = new HashMap<>(Map.of(
                "line_user_id",
                id,
                "line_user_name",
                name,
                "line_user_picture",
                "https://profile.invalid/" + number,
                "line_id_sync_date",
                "2026-11-21",
                "email",
                id.toLowerCase(Locale.ROOT) + "@line.me"));
        values.putAll(more);
        connection.portal().createContact(values);
    }

    private Page open(Role role, Size size, Language language) {
        var page = BROWSER.as(role, size, language);
        page.navigate("/connections/" + connection.id() + "/friends");
        return page;
    }

    private static Locator row(Page page, String name) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(name));
    }
}
