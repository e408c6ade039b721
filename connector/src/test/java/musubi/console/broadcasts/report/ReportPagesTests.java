package musubi.console.broadcasts.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.broadcast.BroadcastCalls;
import musubi.broadcast.Taps;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.adjusted());

    private final Taps taps = new Taps(BROWSER.world());
    private final BroadcastCalls calls = taps.calls();
    private final String compare = "/connections/" + calls.connection().id() + "/broadcasts/compare";

    @AfterEach
    void hubspotIsBack() {
        BROWSER.world().hubspot().faults().clear();
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "report-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> variant(String name, String path) {
        return Map.of(
                "name", name, "percent", 50, "message", BroadcastCalls.message("https://shop.example.com/" + path));
    }

    /** Two messages to 30 friends and one who blocks the account; twelve of them click. */
    private String clicked(List<Friend> people) {
        var contacts = new ArrayList<>(taps.contacts(people));
        contacts.add(calls.contact(
                calls.connection().channel().newUser("Gone"), Map.of("line_follow", "NO", "lastname", "Gone")));
        var id = taps.sent(
                contacts,
                Map.of("title", "週末セール", "variants", List.of(variant("写真あり", "photo"), variant("文だけ", "text"))));
        people.subList(0, 12).forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        taps.counts(id, 12, 12);
        // as if it had gone out four days ago
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                update delivery set started_at = started_at - interval '4 days', ended_at = ended_at - interval '4 days' where id = :id
                """)
                .param("id", UUID.fromString(id))
                .update();
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                update click_count set hour = hour - interval '90 hours' where tracked_id = :id and variant = 0
                """)
                .param("id", UUID.fromString(id))
                .update();
        return id;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatCameOfItIsShownFromTheAudienceToClicksAndOverTime(Language language, Size size) throws Exception {
        var japanese = language == Language.JA;
        var id = clicked(calls.friends(30));
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#clicked")).hasText("12");
        page.click("#report");
        assertThat(page.locator("h1")).containsText("週末セール");
        assertThat(page.locator(".funnel tr.main .number")).hasText(new String[] {"31", "30", "30", "12"});
        assertThat(page.locator(".funnel tr.out .number")).hasText("1");
        assertThat(page.locator(".funnel tr.reason")).containsText(japanese ? "ブロックしている" : "Blocked the account");
        assertThat(page.locator(".funnel tr.main").last()).containsText("40.0%");
        assertThat(page.locator(".funnel tr.lost")).hasCount(2);
        assertThat(page.locator("#variants tbody tr")).hasCount(2);
        assertThat(page.locator(".verdict")).isVisible();
        assertThat(page.locator("#links tbody tr")).hasCount(2);
        assertThat(page.locator("#hours svg, #days svg")).hasCount(2);
        page.click("#days summary");
        assertThat(page.locator("#days tbody tr").first()).isVisible();
        assertAccessible(page);
        picture(page, "full", language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        picture(page, "dark", language);
        var file = page.waitForDownload(() -> page.click("#save"));
        assertThat(Files.readString(file.path()))
                .startsWith("\uFEFF" + (japanese ? "区分,項目," : "Part,Item,"))
                .contains("https://shop.example.com/photo,写真あり");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whoClickedIsReadFromHubSpotAfterThePage(Language language, Size size) {
        var people = calls.friends(60);
        var id = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of());
        people.subList(0, 55).forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        taps.counts(id, 55, 55);
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/broadcasts/" + id + "/report");
        page.click("#clickers");
        assertThat(page.locator(".clickers tbody tr:not(.more)")).hasCount(50);
        assertThat(page.locator(".clickers tbody"))
                .containsText(people.getFirst().displayName());
        assertThat(page.locator(".clickers tbody a").first()).hasAttribute("href", Pattern.compile("https?://.*\\d+"));
        assertAccessible(page);
        picture(page, "clickers", language);
        page.click(".clickers .more a");
        assertThat(page.locator(".clickers tbody tr")).hasCount(55);
        people.forEach(friend -> assertThat(page.url()).doesNotContain(friend.userId()));
    }

    @ParameterizedTest
    @CsvSource({"JA,PHONE", "EN,DESKTOP"})
    void whereHubSpotIsAwayOrAScopeIsMissingThePageSaysSo(Language language, Size size) {
        var people = calls.friends(1);
        var id = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of());
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id + "/clickers");
        assertThat(page.locator(".state.empty")).isVisible();
        assertAccessible(page);
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(id, 1, 1);
        calls.connection().drained();
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        page.reload();
        assertThat(page.locator(".state.broken"))
                .containsText(language == Language.JA ? "応答していません" : "does not answer");
        assertAccessible(page);
        picture(page, "away", language);
        BROWSER.world().hubspot().faults().clear();
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 403, """
                {"status":"error","message":"This app hasn't been granted all required scopes.","category":"MISSING_SCOPES",
                 "errors":[{"message":"scopes","context":{"requiredGranularScopes":["crm.objects.contacts.read"]}}]}"""));
        page.click(".again a");
        assertThat(page.locator(".state.broken")).containsText("crm.objects.contacts.read");
        assertAccessible(page);
        BROWSER.world().hubspot().faults().clear();
        page.click(".again a");
        assertThat(page.locator(".clickers tbody tr")).hasCount(1);
    }

    @Test
    void withoutAScriptThePeopleAreOneClickAway() {
        var people = calls.friends(1);
        var id = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of());
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(id, 1, 1);
        BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(BrowserWorld.email(Role.VIEWER, Language.EN), BrowserWorld.PASSWORD);
        var shell = session.get("/broadcasts/" + id + "/clickers").body();
        assertThat(shell)
                .contains("/broadcasts/" + id + "/clickers?load=true")
                .doesNotContain(people.getFirst().displayName());
        assertThat(session.get("/broadcasts/" + id + "/clickers?load=true").body())
                .contains(people.getFirst().displayName(), "<h1");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void broadcastsOfAPeriodAreComparedAndSorted(Language language, Size size) {
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate(compare);
        assertThat(page.locator(".state.empty")).isVisible();
        assertAccessible(page);
        var people = calls.friends(4);
        var contacts = taps.contacts(people);
        var big = taps.sent("https://shop.example.com/", contacts, Map.of("title", "大きい"));
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(big, 1, 1);
        var small = taps.sent("https://shop.example.com/", contacts.subList(0, 2), Map.of("title", "小さい"));
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(small, 1, 1);
        taps.sent("Hello", contacts.subList(0, 1), Map.of("title", "集計なし", "tracking", "OFF"));
        page.navigate("/connections/" + calls.connection().id() + "/broadcasts");
        page.click("#compare");
        assertThat(page.locator(".compared .title a")).hasText(new String[] {"集計なし", "小さい", "大きい"});
        page.locator(".compared thead a").nth(2).click();
        assertThat(page.locator(".compared .title a")).hasText(new String[] {"大きい", "小さい", "集計なし"});
        page.locator(".compared thead a").nth(4).click();
        assertThat(page.locator(".compared .title a")).hasText(new String[] {"小さい", "大きい", "集計なし"});
        assertThat(page.locator(".compared tbody tr").first()).containsText("50.0%");
        assertThat(page.locator(".compared [aria-sort=descending]")).hasCount(1);
        assertAccessible(page);
        picture(page, "compare", language);
        page.locator(".compared thead a").nth(4).click();
        assertThat(page.locator(".compared .title a").first()).hasText("集計なし");
        page.navigate(compare + "?from=2020-01-01&to=2020-02-01");
        assertThat(page.locator(".state.empty")).isVisible();
    }

    @Test
    void whatWasNotSentOrNotCountedIsSaid() {
        var people = calls.friends(1);
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        var draft = calls.draft(Map.of("message", BroadcastCalls.message("x"), "audience", Map.of("allFriends", true)));
        page.navigate("/broadcasts/" + draft + "/report");
        assertThat(page.locator(".state.empty")).isVisible();
        assertAccessible(page);
        var shared = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of("tracking", "SHARED"));
        page.navigate("/broadcasts/" + shared + "/report");
        assertThat(page.locator("#report")).containsText("only clicks are counted");
        assertThat(page.locator("#clickers")).hasCount(0);
        page.navigate("/broadcasts/" + shared + "/clickers");
        assertThat(page.locator(".state.empty")).containsText("not known who");
    }
}
