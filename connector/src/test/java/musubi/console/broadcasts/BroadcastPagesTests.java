package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.delivery.Deliveries;
import musubi.delivery.PauseReason;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();
    private final String list = "/connections/" + connection.id() + "/broadcasts";

    private Contact contact(Friend friend, String follow) {
        return connection
                .portal()
                .createContact(Map.of(
                        "line_user_id",
                        friend.userId(),
                        "line_follow",
                        follow,
                        "email",
                        friend.userId().toLowerCase(Locale.ROOT) + "@line.me"));
    }

    /** Two friends, one of whom blocks the account. */
    private List<Contact> people() {
        connection.channel().useWebhook(false);
        var friends = connection.channel().crowd(2);
        return List.of(contact(friends.get(0), "YES"), contact(friends.get(1), "NO"));
    }

    private String draft(String title, List<Contact> people, Map<String, Object> more) {
        var ids = people.stream().map(Contact::id).toList();
        var members = connection.portal().lists().add("会員 " + title, ListKind.MANUAL, ids);
        var body = new HashMap<String, Object>(Map.of(
                "title",
                title,
                "message",
                Map.of(
                        "bubbles",
                        List.of(
                                Map.of("type", "text", "text", "週末は全品20%オフです。"),
                                Map.of("type", "sticker", "packageId", "446", "stickerId", "1988"))),
                "audience",
                Map.of("lists", List.of(Long.toString(members.id())))));
        body.putAll(more);
        var answer = BROWSER.world().api("POST", "/api/connections/" + connection.id() + "/broadcasts", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asString("");
    }

    /** Its audience is frozen; it does not go out during the test. */
    private String ready(String title) {
        var at = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        var id = draft(title, people(), Map.of("at", at.toString()));
        BROWSER.world().api("POST", "/api/broadcasts/" + id + "/send", null);
        eventually("it is prepared", () -> state(id).equals("READY"));
        return id;
    }

    private static String state(String id) {
        return json(BROWSER.world().api("GET", "/api/broadcasts/" + id, null))
                .path("state")
                .asString("");
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "broadcast-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aDraftIsCheckedTestedSentAndTakenBack(Language language, Size size) {
        var japanese = language == Language.JA;
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(list);
        assertThat(page.locator(".state.empty")).isVisible();
        assertThat(page.locator("main a[href$='/broadcasts/new']")).hasCount(1);
        assertAccessible(page);
        var people = people();
        // at night there is a warning
        var sending = new HashMap<String, Object>(Map.of("pricePerMessage", 3.3));
        sending.put("quietHours", null);
        BROWSER.world().api("PATCH", "/api/connections/" + connection.id(), Map.of("options", sending));
        var id = draft("週末セール", people, Map.of());
        page.navigate(list);
        assertThat(page.locator("tbody .broadcast-state")).hasText(japanese ? "下書き" : "Draft");
        page.click("tbody a");
        assertThat(page.locator("h1")).hasText("週末セール");
        assertThat(page.locator(".rail ul [aria-current=page]")).hasCount(1);
        assertThat(page.locator("#phone .phone-text")).hasText("週末は全品20%オフです。");
        assertThat(page.locator(".audience")).containsText("会員 週末セール");
        assertThat(page.locator("#outlook .broadcast-fine")).isVisible();
        assertThat(page.locator("#outlook .counts")).containsText("2");
        assertThat(page.locator("#outlook .counts")).containsText("6.6");
        assertAccessible(page);
        picture(page, "draft", language);
        page.fill("#contactIds", "999999999");
        page.click("#test button");
        assertThat(page.locator("#contactIds-refused")).containsText("999999999");
        assertThat(page.locator("#contactIds")).hasValue("999999999");
        assertAccessible(page);
        page.fill("#contactIds", Long.toString(people.getFirst().id()));
        page.click("#test button");
        assertThat(page.locator(".flash.did")).containsText("1");
        page.click("#send");
        assertThat(page.locator("#told .broadcast-number")).containsText("2");
        assertThat(page.locator(".broadcast-sum")).containsText(japanese ? "今すぐ" : "Now");
        assertAccessible(page);
        picture(page, "send", language);
        page.click("#told button");
        assertThat(page.locator(".broadcast-undo")).isVisible();
        picture(page, "undo", language);
        page.click("#undo");
        assertThat(page.locator("#now")).hasAttribute("data-state", "DRAFT");
        assertThat(page.locator(".flash.did")).containsText(japanese ? "下書き" : "draft");
        assertThat(page.locator("#edit")).isVisible();
        assertThat(page.locator("#outlook .broadcast-fine")).isVisible();
        assertAccessible(page);
        picture(page, "taken-back", language);
        page.click("#delete");
        assertAccessible(page);
        page.click("#ask button");
        assertThat(page.locator(".flash.did")).containsText("週末セール");
        assertThat(page.locator(".state.empty")).isVisible();
        assertThat(BROWSER.world().api("GET", "/api/broadcasts/" + id, null).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void itIsWatchedUntilItsEnd(Language language, Size size) {
        var id = draft("新商品", people(), Map.of());
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id + "/send?wait=true");
        page.click("#told button");
        // nothing is clicked: the page asks by itself
        assertThat(page.locator("#now")).hasAttribute("data-state", "DONE");
        assertThat(page.locator("#now .counts dd").nth(1)).hasText("1");
        assertThat(page.locator(".broadcast-reasons li"))
                .hasText(Pattern.compile(
                        language == Language.JA ? "ブロックしている\\s+1人" : "Blocked the account\\s+1 person"));
        assertThat(page.locator("#now[hx-get]")).hasCount(0);
        assertAccessible(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, "done", language);
        assertAccessible(page);
        BROWSER.world()
                .database()
                .jdbc()
                .sql("update delivery set sent = 0, uncertain = 1 where id = ?")
                .param(UUID.fromString(id))
                .update();
        page.reload();
        assertThat(page.locator("#count")).isVisible();
        assertAccessible(page);
        picture(page, "uncertain", language);
        page.click("#again");
        assertThat(page.locator("#ask .btn-danger")).isVisible();
        assertAccessible(page);
        page.navigate(list);
        assertThat(page.locator("tbody .broadcast-state.well")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void eachReasonOfAPauseIsSaidWithWhatToDo(Language language, Size size) {
        var id = ready("予約");
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        page.click("#pause");
        assertThat(page.locator("#now")).hasAttribute("data-state", "PAUSED");
        page.click("#resume");
        assertThat(page.locator("#now")).hasAttribute("data-state", "READY");
        var details = Map.of(
                PauseReason.HUBSPOT_UNAUTHORIZED,
                "crm.lists.read",
                PauseReason.LIST_GONE,
                "4711",
                PauseReason.CONTENT,
                "The property, 'text', is too long");
        var deliveries = BROWSER.world().bean(Deliveries.class);
        for (var reason : PauseReason.values()) {
            var detail = details.getOrDefault(reason, "");
            deliveries.pause(UUID.fromString(id), reason, detail);
            page.navigate("/broadcasts/" + id);
            assertThat(page.locator(".broadcast-why h2")).isVisible();
            assertThat(page.locator(".broadcast-why")).containsText(detail);
            assertThat(page.content()).doesNotContain("??").doesNotContain("''");
            if (reason == PauseReason.CONTENT) {
                assertAccessible(page);
                picture(page, "paused", language);
            }
            deliveries.resume(UUID.fromString(id));
        }
        page.reload();
        page.click("#cancel");
        assertThat(page.locator("#ask p")).hasCount(1);
        assertAccessible(page);
        page.click("#ask button");
        assertThat(page.locator("#now")).hasAttribute("data-state", "CANCELLED");
    }

    @Test
    void whatIsWrongIsSaidBeforeSending() {
        var people = people();
        var id = draft("消えたリスト", people, Map.of());
        connection
                .portal()
                .lists()
                .delete(Long.parseLong(json(BROWSER.world().api("GET", "/api/broadcasts/" + id, null))
                        .path("audience")
                        .path("lists")
                        .path(0)
                        .asString("0")));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#outlook .flash.lost")).isVisible();
        assertThat(page.locator(".audience .refused")).hasText("not in HubSpot");
        page.navigate("/broadcasts/" + id + "/send");
        assertThat(page.locator("#told .flash.lost")).isVisible();
        assertThat(page.locator("#told button")).hasCount(0);
    }

    @Test
    void manyAreShownInPartsAndFilteredByState() {
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into broadcast (id, connection_id, title, stage, audience, tracking, message, created_at)
                select gen_random_uuid(), ?, 'number ' || number, case when number = 7 then 'CANCELLED' else 'DRAFT' end,
                    '{"lists": [], "exceptLists": [], "allFriends": true}', 'OFF', '{"bubbles": []}', now() - number * interval '1 minute'
                from generate_series(1, 40) number
                """)
                .param(UUID.fromString(connection.id()))
                .update();
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        page.navigate(list);
        assertThat(page.locator("tbody tr:not(.more)")).hasCount(30);
        assertThat(page.locator("tbody td.title a").first()).hasText("number 1");
        page.click(".more a");
        assertThat(page.locator("tbody tr")).hasCount(40);
        page.click(".chips a:has-text('Cancelled')");
        assertThat(page.locator("tbody td.title a")).hasText("number 7");
        page.click(".chips a:has-text('Sending')");
        assertThat(page.locator(".state")).isVisible();
    }

    @Test
    void aViewerSeesAllAndIsOfferedNothing() {
        var id = ready("社外秘");
        var viewer = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        viewer.navigate("/broadcasts/" + id);
        assertThat(viewer.locator("#phone .phone-text")).isVisible();
        assertThat(viewer.locator("main form[method=post]")).hasCount(0);
        assertThat(viewer.locator(".broadcast-acts")).hasCount(0);
    }
}
