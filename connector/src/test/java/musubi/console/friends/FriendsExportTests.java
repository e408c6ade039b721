package musubi.console.friends;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import musubi.connection.Connections;
import musubi.friends.ExportRunningException;
import musubi.friends.FriendExport;
import musubi.friends.FriendQuery;
import musubi.sandbox.http.Fault;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads from the list of friends to elsewhere: a file, HubSpot, and the end of the session. */
class FriendsExportTests {

    private static final String SEARCH = ".*/contacts/search";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();
    private final String list = "/connections/" + connection.id() + "/friends";

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
    void theFriendsOfTheSearchAreSavedAsCsv(Language language, Size size) throws Exception {
        friend(1, "Sakura", Map.of("line_follow", "YES", "line_contact_source", "FOLLOW"));
        friend(2, "=Sakuya(1)", Map.of("email", "sakuya@example.com", "line_unanswered", "YES"));
        friend(3, "Taro", Map.of());
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate(list);
        page.fill("#friends-query", "saku");
        assertThat(page.locator(".who")).hasCount(2);
        var saved = page.waitForDownload(() -> page.click("[formaction]"));
        assertThat(saved.suggestedFilename()).isEqualTo("musubi-friends.csv");
        var lines = Files.readString(saved.path()).split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .startsWith(
                        language == Language.JA ? "\uFEFF名前,LINE User ID,メールアドレス" : "\uFEFFName,LINE User ID,Email");
        assertThat(lines[1])
                .startsWith("'=Sakuya(1),U%032x,sakuya@example.com,".formatted(2))
                .contains(language == Language.JA ? "未返信" : "Unanswered");
        // nobody can be written to at a placeholder
        assertThat(lines[2])
                .startsWith("Sakura,U%032x,,".formatted(1))
                .contains(language == Language.JA ? "友だち追加" : "Adding the account")
                .contains("/record/0-1/");
        assertThat(page.locator("#friends-saves")).not().isEmpty();
        assertThat(page.locator(".who")).hasCount(2);
        assertThat(page.locator(".tally a"))
                .hasAttribute(
                        "href",
                        "https://app.hubspot.com/contacts/"
                                + connection.portal().id());
        assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 10).stream()
                        .map(AuditEntry::action))
                .contains("connection.friendsExported");
        assertAccessible(page);
        shot(page, "friends-export-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        // searching goes on as before
        page.fill("#friends-query", "taro");
        assertThat(page.locator(".called")).hasText(new String[] {"Taro"});
        assertThat(page.url()).endsWith("/friends");
    }

    /** HubSpot's search ends at 10,000: a file goes on by record id, which asks for nothing after a position. */
    @Test
    void aFileHasEachFriendOnceHoweverManyPagesItTakes() {
        for (var at = 1; at <= 401; at++) {
            friend(at, "Friend " + at, Map.of());
        }
        var session = session();
        var searches = connection.portal().traffic().calls("POST contacts/search");
        var lines = session.post(list + "/export", Map.of("sort", "syncedOn"))
                .body()
                .split("\r\n");
        assertThat(lines).hasSize(402).doesNotHaveDuplicates();
        assertThat(lines[1]).startsWith("Friend 401,");
        assertThat(lines[401]).startsWith("Friend 1,");
        assertThat(connection.portal().traffic().calls("POST contacts/search") - searches)
                .isEqualTo(3);
    }

    @Test
    void aMomentWithoutHubSpotIsWaitedFor() {
        friend(1, "Sakura", Map.of());
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", SEARCH, 2, 503, ""));
        assertThat(session().post(list + "/export", Map.of()).body()).contains("Sakura");
    }

    @Test
    void aFileThatHubSpotEndsInTheMiddleIsNotTakenForAllFriends() {
        for (var at = 1; at <= 201; at++) {
            friend(at, "Friend " + at, Map.of());
        }
        BROWSER.world()
                .hubspot()
                .faults()
                .add(Fault.answer("POST", SEARCH, -1, 503, "").onBody("\"LT\""));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate(list);
        assertThat(page.locator(".who")).hasCount(50);
        var saved = page.waitForDownload(() -> page.click("[formaction]"));
        assertThat(saved.failure()).isNotNull();
        var session = session();
        assertThatThrownBy(() -> session.post(list + "/export", Map.of())).hasRootCauseInstanceOf(IOException.class);
        // and the next one may begin
        BROWSER.world().hubspot().faults().clear();
        assertThat(session.post(list + "/export", Map.of()).body()).contains("Friend 201,");
    }

    @Test
    void whereHubSpotDoesNotAnswerThePageSaysSoAndKeepsTheSearch() {
        friend(1, "Sakura", Map.of());
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate(list);
        page.waitForResponse("**/friends", () -> page.fill("#friends-query", "saku"));
        BROWSER.world()
                .hubspot()
                .faults()
                .add(Fault.answer("POST", SEARCH, -1, 401, "{\"status\":\"error\",\"policyName\":\"SECONDLY\"}"));
        page.click("[formaction]");
        assertThat(page.locator(".flash.lost")).containsText("HubSpotがアクセスを許可していません");
        assertThat(page.locator("#friends-query")).hasValue("saku");
        assertThat(page.locator(".state.broken")).containsText("トークン");
    }

    @Test
    void aPortalHasOneFileAtATime() {
        friend(1, "Sakura", Map.of());
        var exports = BROWSER.world().bean(FriendExport.class);
        var one = BROWSER.world()
                .bean(Connections.class)
                .find(UUID.fromString(connection.id()))
                .orElseThrow();
        var all = new FriendQuery("", Optional.empty(), Optional.empty(), FriendQuery.Order.NEWEST, 50, "");
        var page = BROWSER.as(Role.OPERATOR, Size.PHONE, Language.JA);
        page.navigate(list);
        try (var _ = exports.begin(one, all, "another user")) {
            assertThatThrownBy(() -> exports.begin(one, all, "a third"))
                    .isInstanceOfSatisfying(
                            ExportRunningException.class,
                            running -> assertThat(running.isOwn()).isFalse());
            page.click("[formaction]");
            assertThat(page.locator(".flash.lost")).containsText("いまCSVに書き出しています");
        }
        assertThat(page.waitForDownload(() -> page.click("[formaction]")).failure())
                .isNull();
    }

    @Test
    void aDoubleClickIsOneFileAndNoError() {
        friend(1, "Sakura", Map.of());
        connection.portal().latency(Duration.ofMillis(400));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate(list);
        assertThat(page.locator(".who")).hasCount(1);
        assertThat(page.waitForDownload(() -> page.dblclick("[formaction]")).failure())
                .isNull();
        assertThat(page.locator(".flash.lost")).hasCount(0);
        assertThat(page.locator(".who")).hasCount(1);
        assertThat(exported()).isEqualTo(1);
    }

    /** Without scripts each click is a request, and a browser may repeat one whose connection broke. */
    @Test
    void aRepeatOfTheSameUserWaitsForTheFirstAndIsNoError() throws Exception {
        friend(1, "Sakura", Map.of());
        connection.portal().latency(Duration.ofMillis(400));
        var one = session();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = List.of(
                    threads.submit(() -> one.post(list + "/export", Map.of())),
                    threads.submit(() -> one.post(list + "/export", Map.of())));
            for (var answer : asked) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                assertThat(answer.get().body()).contains("Sakura");
            }
        }
    }

    @Test
    void aRepeatWhileALongFileComesChangesNothing() {
        var exports = BROWSER.world().bean(FriendExport.class);
        var session = session();
        var user = BROWSER.world()
                .bean(People.class)
                .find(BrowserWorld.email(Role.OPERATOR, Language.EN))
                .orElseThrow();
        var known = BROWSER.world()
                .bean(Connections.class)
                .find(UUID.fromString(connection.id()))
                .orElseThrow();
        var all = new FriendQuery("", Optional.empty(), Optional.empty(), FriendQuery.Order.NEWEST, 50, "");
        try (var _ = exports.begin(known, all, user.id().toString())) {
            assertThat(session.post(list + "/export", Map.of()).statusCode()).isEqualTo(204);
        }
    }

    private long exported() {
        return BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 50).stream()
                .filter(entry -> entry.action().equals("connection.friendsExported"))
                .filter(entry -> entry.object().equals(connection.id()))
                .count();
    }

    @Test
    void aViewerSavesNoFile() {
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.EN);
        page.navigate(list);
        assertThat(page.locator(".tally a")).isVisible();
        assertThat(page.locator("[formaction]")).hasCount(0);
    }

    @Test
    void aSearchEndsWithTheSession() {
        friend(1, "Sakura", Map.of());
        for (var end : new String[] {"by signing out", "by itself"}) {
            BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
            var page = BROWSER.as(BrowserWorld.email(Role.OPERATOR, Language.EN), Size.DESKTOP, Language.EN);
            page.navigate(list);
            page.fill("#friends-query", "saku");
            assertThat(page.locator(".who")).hasCount(1);
            assertThat(kept(page)).as(end).isEqualTo(1);
            if (end.equals("by itself")) {
                page.context().clearCookies();
                page.reload();
            } else {
                page.click(".me > summary");
                page.click("[data-sign-out] button");
            }
            assertThat(page.locator("#login")).isVisible();
            assertThat(kept(page)).as(end).isEqualTo(0);
        }
    }

    private static int kept(Page page) {
        return (int) page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('friends ')).length");
    }

    private ConsoleSession session() {
        BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(BrowserWorld.email(Role.OPERATOR, Language.EN), BrowserWorld.PASSWORD);
        session.get(list);
        return session;
    }

    private void friend(int number, String name, Map<String, String> more) {
        var id = "U" + "%032x".formatted(number);
        var values = new HashMap<>(
                Map.of("line_user_id", id, "line_user_name", name, "email", id.toLowerCase(Locale.ROOT) + "@line.me"));
        values.putAll(more);
        connection.portal().createContact(values);
    }
}
