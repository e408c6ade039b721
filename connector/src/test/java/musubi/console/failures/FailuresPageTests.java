package musubi.console.failures;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.inbox.ListedFailure;
import musubi.sandbox.line.Friend;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();

    @AfterEach
    void itsConnectionIsGone() {
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void eachFailureSaysWhatHappenedAndWhatToDo(Language language, Size size) {
        for (var reason : Reason.values()) {
            fail(connection.id(), reason, "");
        }
        fail(connection.id(), Reason.VALUE_REFUSED, "<b>lastname</b> is required; " + "long".repeat(40));
        var page = open(Role.OPERATOR, size, language);
        var reasons = Reason.values().length;
        assertThat(page.locator(".failures-of")).hasCount(reasons);
        assertThat(page.locator(".failure")).hasCount(reasons);
        assertThat(page.locator(".rail .count")).hasText(String.valueOf(reasons + 1));
        assertThat(page.locator(".chips a").first()).containsText(String.valueOf(reasons + 1));
        var refused = page.locator(".failures-of")
                .filter(new Locator.FilterOptions().setHas(page.locator("#of-VALUE_REFUSED")));
        assertThat(refused.locator("h2"))
                .hasText(
                        language == Language.JA
                                ? "HubSpotが、このコンタクトの値を受け付けません"
                                : "HubSpot refuses a value of this contact");
        assertThat(refused.locator(".advice")).hasCount(1);
        var newest = refused.locator(".failure");
        assertThat(newest).hasCount(1);
        assertThat(newest.locator(".event")).hasText(language == Language.JA ? "友だち追加" : "Friend added");
        assertThat(newest.locator(".tag")).containsText("2");
        assertThat(newest.locator("time"))
                .containsText(language == Language.JA ? "2026/11/24 9:59" : "Nov 24, 2026, 9:59");
        shot(page, "failures-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        newest.locator("summary").click();
        assertThat(newest.locator(".words").first()).containsText("<b>lastname</b> is required");
        assertThat(newest.locator("a[rel=noopener]"))
                .hasAttribute(
                        "href",
                        "https://app.hubspot.com/contacts/%d/record/0-1/123"
                                .formatted(connection.portal().id()));
        assertThat(page.locator(primary("EMAIL_OF_ANOTHER_FRIEND"))).hasAttribute("rel", "noopener");
        assertThat(page.locator(primary("VALUE_REFUSED"))).hasText(language == Language.JA ? "やり直す" : "Retry");
        assertThat(page.locator(primary("EMAIL_REFUSED"))).hasText(language == Language.JA ? "削除" : "Delete");
        assertAccessible(page);
    }

    private static String primary(String reason) {
        return ".failures-of:has(#of-%s) .failure > .buttons > .btn-primary".formatted(reason);
    }

    @Test
    void rowsSayWhoByNamesThatAreReadAfterThePage() {
        var known = connection.channel().newUser("さくら");
        known.follow();
        eventually("it is a contact", () -> connection.contact(known).isPresent());
        connection.portal().requireOnCreate(Set.of("firstname"));
        var fresh = connection.channel().newUser("太郎");
        fresh.follow();
        eventually("it is refused", () -> connection.failures().size() == 1);
        ListedFailure.add(
                BROWSER.world(),
                connection.id(),
                known.userId(),
                Reason.VALUE_REFUSED.name(),
                "",
                Instant.parse("2026-11-24T01:00:00Z"));
        fail(connection.id(), Reason.VALUE_REFUSED, "");
        var page = open(Role.VIEWER, Size.DESKTOP, Language.JA);
        assertThat(page.locator(".failure").nth(1).locator("strong")).hasText("さくら");
        assertThat(page.locator(".failure").nth(2).locator("strong")).hasText("太郎");
        assertThat(page.locator(".failure").first().locator("strong")).hasText("U0000…0007");
        assertThat(page.locator(".failure").first()).containsText("名前を取得できません");
    }

    @Test
    void severalAreChosenAtOnce() {
        var friends =
                Stream.of("さくら", "太郎", "花子").map(connection.channel()::newUser).toList();
        connection.portal().requireOnCreate(Set.of("firstname"));
        friends.forEach(Friend::follow);
        eventually("they are refused", () -> connection.failures().size() == 3);
        var page = open(Role.OPERATOR, Size.PHONE, Language.EN);
        page.click(".picks button[value=retry]");
        assertThat(page.locator(".flash.lost")).containsText("Select at least one");
        page.locator(".failure input[name=id]").first().check();
        page.click("[data-dialog='delete-of-VALUE_REFUSED']");
        assertAccessible(page);
        shot(page, "failures-chosen-en-phone");
        page.click("#delete-of-VALUE_REFUSED .btn-danger");
        assertThat(page.locator(".flash.did")).hasText("It was deleted.");
        assertThat(page.locator(".failure")).hasCount(2);
        connection.portal().requireOnCreate(Set.of());
        page.locator("[data-pick-all] input").check();
        page.click(".picks button[value=retry]");
        assertThat(page.locator(".flash.did")).containsText("2 events");
        eventually("they are contacts", () -> connection.portal().contacts().size() == 2);
    }

    @Test
    void allOfAReasonAreRetried() {
        connection.portal().requireOnCreate(Set.of("firstname"));
        Stream.of("さくら", "太郎").map(connection.channel()::newUser).forEach(Friend::follow);
        eventually("they are refused", () -> connection.failures().size() == 2);
        fail(connection.id(), Reason.UNREADABLE, "");
        var page = open(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.click(".chips a:has-text('入力値エラー')");
        assertThat(page.locator(".failure")).hasCount(2);
        assertThat(page.locator(".chips [aria-current]")).containsText("2");
        connection.portal().requireOnCreate(Set.of());
        page.click("text=この理由の2件をすべてやり直す");
        assertThat(page.locator(".flash.did")).containsText("2件の反映をやり直しています");
        assertThat(page.locator(".state.empty h2")).hasText("この条件で要確認のものはありません");
        eventually("they are contacts", () -> connection.portal().contacts().size() == 2);
        assertThat(audited("failure.retried")).isTrue();
        page.click(".state.empty a");
        assertThat(page.locator(".failure")).hasCount(1);
    }

    @Test
    void oneIsRetriedOrDeletedAfterItSaidWhatIsLost() {
        connection.portal().requireOnCreate(Set.of("firstname"));
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        eventually("it is refused", () -> connection.failures().size() == 1);
        fail(connection.id(), Reason.TASK_REFUSED, "");
        var page = open(Role.OPERATOR, Size.PHONE, Language.EN);
        var task = page.locator(".failures-of:has(#of-TASK_REFUSED) .failure");
        task.locator("button:text-is('Delete')").first().click();
        assertThat(task.locator("dialog")).containsText("The task for the owner is not created.");
        assertAccessible(page);
        shot(page, "failures-delete-en-phone");
        task.locator("[data-close]").click();
        assertThat(task.locator("dialog")).isHidden();
        task.locator("button:text-is('Delete')").first().click();
        task.locator("dialog .btn-danger").click();
        assertThat(page.locator(".flash.did")).hasText("It was deleted.");
        assertThat(audited("failure.deleted")).isTrue();
        connection.portal().requireOnCreate(Set.of());
        page.click(".failure .btn-primary");
        assertThat(page.locator(".flash.did")).containsText("applied again");
        assertThat(page.locator(".state.empty h2")).hasText("Nothing needs attention");
        eventually("it is a contact", () -> connection.contact(friend).isPresent());
    }

    @Test
    void whatSomebodyElseDidFirstIsSaid() {
        fail(connection.id(), Reason.UNREADABLE, "");
        var page = open(Role.OPERATOR, Size.DESKTOP, Language.JA);
        BROWSER.world()
                .api(
                        "DELETE",
                        "/api/failures/"
                                + connection.failures().get(0).path("id").asString(),
                        null);
        page.click(".failure button[formaction$='/retry']");
        assertThat(page.locator(".flash.lost")).isVisible();
    }

    @Test
    void whoSeesSomeConnectionsSeesTheirFailuresOnlyAndAViewerNoButtons() {
        fail(connection.id(), Reason.UNREADABLE, "");
        var other = BROWSER.world().connect();
        fail(other.id(), Reason.VALUE_REFUSED, "");
        var foreign = other.failures().get(0).path("id").asString();
        BROWSER.world()
                .bean(People.class)
                .create(
                        "some@example.com",
                        "Some",
                        BrowserWorld.PASSWORD,
                        new Scope(Role.OPERATOR, false, Set.of(UUID.fromString(connection.id()))),
                        Language.EN);
        var some = BROWSER.as("some@example.com", Size.DESKTOP, Language.EN);
        some.navigate("/failures?connection=" + other.id());
        assertThat(some.locator(".failures-of > h2"))
                .hasText("An event arrived in a format that LINE does not document");
        assertThat(some.locator(".rail .count")).hasText("1");
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn("some@example.com", BrowserWorld.PASSWORD);
        for (var act : Set.of("retry", "delete")) {
            assertThat(session.post("/failures/" + foreign + "/" + act, Map.of())
                            .statusCode())
                    .isEqualTo(404);
        }
        session.post("/failures/retry", Map.of("reason", "VALUE_REFUSED", "connection", other.id()));
        assertThat(other.failures()).hasSize(1);
        var viewer = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        assertThat(viewer.locator(".failure")).hasCount(2);
        assertThat(viewer.locator(".failures-of button")).hasCount(0);
        viewer.navigate("/failures?connection=" + other.id());
        assertThat(viewer.locator(".failure")).hasCount(1);
        BROWSER.world().api("DELETE", "/api/connections/" + other.id(), null);
    }

    @Test
    void aLongListGoesOn() {
        for (var at = 0; at < 53; at++) {
            ListedFailure.add(
                    BROWSER.world(),
                    connection.id(),
                    "U" + "%032x".formatted(at),
                    Reason.ALWAYS_FAILS.name(),
                    "",
                    Instant.parse("2026-11-24T01:00:00Z"));
        }
        var page = open(Role.OPERATOR, Size.DESKTOP, Language.EN);
        assertThat(page.locator(".failure")).hasCount(50);
        page.click(".more a");
        assertThat(page.locator(".failure")).hasCount(53);
        assertThat(page.locator(".more")).hasCount(0);
    }

    private static boolean audited(String action) {
        return BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 50).stream()
                .map(AuditEntry::action)
                .anyMatch(action::equals);
    }

    private static void fail(String connectionId, Reason reason, String detail) {
        ListedFailure.add(
                BROWSER.world(),
                connectionId,
                "U" + "%032x".formatted(7),
                reason.name(),
                detail,
                Instant.parse("2026-11-24T01:00:00Z"));
    }

    private static Page open(Role role, Size size, Language language) {
        var page = BROWSER.as(role, size, language);
        page.navigate("/failures");
        return page;
    }
}
