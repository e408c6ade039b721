package musubi.console.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.ProblemCode;
import musubi.inbox.ListedFailure;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overview says of each connection what happened today, what is wrong and what is left to do, and stays true by itself. */
@LongRunning
class OverviewPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = well(BROWSER.world().connect());

    /** LINE's API takes no address with http; its console does. */
    private static TestConnection well(TestConnection connection) {
        BROWSER.world().bean(Connections.class).resolve(UUID.fromString(connection.id()), ProblemCode.WEBHOOK_NOT_SET);
        connection.portal().searchLag(Duration.ZERO);
        return connection;
    }

    @AfterEach
    void itsConnectionIsGone() {
        BROWSER.world().hubspot().faults().clear();
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    private static Locator card(Page page, TestConnection connection) {
        return page.locator(".glance:has(#connection-%s)".formatted(connection.id()));
    }

    private Locator number(Page page, String name) {
        return page.locator("#%s-%s".formatted(name, connection.id()));
    }

    /** What day it is for the portal. */
    private LocalDate today() {
        return LocalDate.now(ZoneId.of(connection.connection().path("timeZone").asString("Asia/Tokyo")));
    }

    private void earlierDays() {
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into friend_day (connection_id, day, added, blocked)
                select ?, ?::date - back, 3 + back % 5, back % 3 from generate_series(1, 29) back
                """)
                .params(UUID.fromString(connection.id()), today().toString())
                .update();
        BROWSER.world()
                .database()
                .jdbc()
                .sql("""
                insert into arrival_count (connection_id, quarter, events)
                select ?, date_bin('15 minutes', now(), timestamptz '2000-01-01 00:00:00Z') - hour * interval '1 hour', hour
                from generate_series(2, 22) hour
                """)
                .param(UUID.fromString(connection.id()))
                .update();
    }

    private void imported() {
        var world = BROWSER.world();
        var id = json(world.api(
                        "POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString("");
        eventually(
                "the import ends",
                () -> !json(world.api("GET", "/api/imports/" + id, null))
                        .path("finishedAt")
                        .isNull());
    }

    private void login() {
        var world = BROWSER.world();
        var login = world.line()
                .addLoginChannel(LoginChannelOptions.of(
                        connection.channel(), world.url() + "/link/" + connection.id() + "/callback"));
        world.api(
                "PATCH",
                "/api/connections/" + connection.id(),
                Map.of("line", Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret())));
        well(connection);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatHappenedTodayIsToldAndEachNumberLeadsToWhatItCounts(Language language, Size size) {
        var world = BROWSER.world();
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.channel().newUser("田中 太郎").follow();
        connection.drained();
        friend.block();
        connection.drained();
        imported();
        earlierDays();
        for (var reason : Set.of(Reason.VALUE_REFUSED, Reason.TASK_REFUSED)) {
            ListedFailure.add(
                    world, connection.id(), "U" + "%032x".formatted(7), reason.name(), "refused", Instant.now());
        }
        world.database()
                .jdbc()
                .sql(
                        "insert into link_count (connection_id, day, opened, linked, declined, created) values (?, ?::date, 9, 4, 1, 2)")
                .params(UUID.fromString(connection.id()), today().toString())
                .update();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/");
        assertThat(number(page, "friends")).hasText("1");
        assertThat(number(page, "unanswered")).hasText("0");
        assertThat(number(page, "added")).hasText("2");
        assertThat(number(page, "blocked")).hasText("1");
        assertThat(number(page, "links")).hasText("4");
        assertThat(number(page, "waiting")).hasText("0");
        assertThat(number(page, "in")).containsText(":");
        assertThat(number(page, "out")).containsText(":");
        assertThat(number(page, "TASK_REFUSED")).containsText("1");
        assertThat(number(page, "hubspot")).containsText(language == Language.JA ? "正常" : "OK");
        assertThat(number(page, "hubspot")).containsText("API");
        assertThat(number(page, "days").locator("svg rect")).hasCount(30 + 21);
        assertThat(number(page, "days").locator(".key")).containsText(String.valueOf(2 + sum(3, 5)));
        assertThat(number(page, "days").locator("tbody tr")).hasCount(30);
        assertThat(number(page, "hours").locator("tbody tr")).hasCount(24);
        if (size == Size.DESKTOP) {
            assertThat(card(page, connection).boundingBox().width)
                    .as("the only one fills the width")
                    .isGreaterThan(900);
        }
        assertAccessible(page);
        shot(page, "overview-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
        assertAccessible(page);
        shot(page, "overview-dark-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        assertThat(page.locator(".glance dd").all())
                .allSatisfy(each -> assertThat(each.locator("a")).hasCount(1));
        number(page, "import").click();
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.url()).contains("/imports/");
        page.navigate("/");
        number(page, "blocked").click();
        assertThat(page.locator("#friends-list")).containsText("さくら");
        assertThat(page.locator("#friends-list")).not().containsText("田中");
        assertThat(page.locator("#friends-follow")).hasValue("NO");
        page.navigate("/");
        number(page, "failures").click();
        assertThat(page.locator(".failures-of")).hasCount(2);
        page.navigate("/");
        number(page, "TASK_REFUSED").click();
        assertThat(page.locator(".failures-of")).hasCount(1);
    }

    /** As {@link #earlierDays} counts who was added. */
    private static long sum(int least, int of) {
        var sum = 0L;
        for (var back = 1; back <= 29; back++) {
            sum += least + back % of;
        }
        return sum;
    }

    @Test
    void itStaysTrueByItselfAndWhatWasUnfoldedStaysSo() {
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.JA);
        page.navigate("/");
        assertThat(number(page, "added")).hasText("0");
        assertThat(page.locator(".setup")).hasCount(0); // nothing that this person may do
        number(page, "days").locator("summary").click();
        connection.channel().newUser("さくら").follow();
        assertThat(number(page, "added")).hasText("1");
        assertThat(number(page, "days").locator("table")).isVisible();
        assertThat(number(page, "out")).containsText(":");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatIsLeftToDoStandsThereUntilItIsDone(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        // others may be there already, whom tests made
        var colleagues = BROWSER.world().bean(SetupSteps.class).hasColleague() ? 1 : 0;
        page.navigate("/");
        var steps = card(page, connection).locator(".setup li");
        assertThat(steps).hasCount(4);
        assertThat(card(page, connection).locator(".setup li.done")).hasCount(colleagues);
        assertThat(number(page, "webhook")).containsText(language == Language.JA ? "未確認" : "Not checked");
        assertAccessible(page);
        shot(page, "overview-setup-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        BROWSER.world().bean(Connections.class).testWebhook(UUID.fromString(connection.id()));
        assertThat(number(page, "webhook")).containsText(language == Language.JA ? "正常" : "OK");
        assertThat(number(page, "in")).not().containsText(":"); // a test is no event
        imported();
        assertThat(steps.nth(1)).hasClass("done");
        BROWSER.world().bean(Invitations.class).invite("colleague@example.com", Scope.all(Role.VIEWER));
        assertThat(steps.nth(3)).hasClass("done");
        login();
        assertThat(page.locator(".setup")).hasCount(0);
        BROWSER.world().bean(Invitations.class).withdraw("colleague@example.com");
    }

    @Test
    void theMostSeriousConnectionComesFirst() {
        var second = well(BROWSER.world().connect());
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        page.navigate("/");
        assertThat(page.locator(".glance h2 a").first()).hasAttribute("id", "connection-" + connection.id());
        BROWSER.world().bean(Connections.class).pause(UUID.fromString(connection.id()));
        page.navigate("/");
        assertThat(page.locator(".glance h2 a").first()).hasAttribute("id", "connection-" + connection.id());
        ListedFailure.add(
                BROWSER.world(),
                second.id(),
                "U" + "%032x".formatted(7),
                Reason.ALWAYS_FAILS.name(),
                "fails",
                Instant.now());
        page.navigate("/");
        assertThat(page.locator(".glance h2 a").first()).hasAttribute("id", "connection-" + second.id());
        assertThat(card(page, second).locator(".mood")).hasText("Needs your attention");
        BROWSER.world().api("DELETE", "/api/connections/" + second.id(), null);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aWebhookAddressThatWasNotRegisteredIsRed(Language language, Size size) {
        var refused = BROWSER.world().connect();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/");
        var card = card(page, refused);
        assertThat(page.locator(".glance h2 a").first()).hasAttribute("id", "connection-" + refused.id());
        assertThat(card.locator(".mood")).hasText(language == Language.JA ? "対応が必要です" : "Needs your attention");
        assertThat(card.locator(".causes")).containsText(language == Language.JA ? "Webhook" : "webhook");
        assertThat(card.locator(".lamp.lost")).hasCount(1);
        page.navigate("/connections/" + refused.id());
        assertThat(page.locator(".glance.lost .mood")).isVisible();
        BROWSER.world().api("DELETE", "/api/connections/" + refused.id(), null);
    }

    @Test
    void withoutAScriptItIsAllThere() {
        earlierDays();
        var email = "reads@example.com";
        BROWSER.world()
                .bean(People.class)
                .create(email, "Reads", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.EN);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(email, BrowserWorld.PASSWORD);
        var page = session.get("/");
        assertThat(page.body()).contains("<rect", "Friends added and blocked, 30 days", "Friends who follow");
        assertThat(page.body()).doesNotContain("??");
    }

    @Test
    void aHubSpotThatDoesNotAnswerHoldsNothingUp() {
        BROWSER.world().hubspot().faults().add(Fault.answer("POST", ".*/contacts/search", 100_000, 500, ""));
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.EN);
        page.navigate("/");
        assertThat(number(page, "friends")).hasText("HubSpot does not answer");
        assertThat(number(page, "added")).hasText("0");
    }
}
