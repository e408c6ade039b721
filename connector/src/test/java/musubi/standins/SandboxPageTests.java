package musubi.standins;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.withSandbox());

    @BeforeAll
    static void connect() {
        BROWSER.world().connect(standIns().channel(), standIns().portal(), Map.of());
        standIns().channel().newUser("健太");
    }

    private static StandIns standIns() {
        return BROWSER.world().bean(StandIns.class);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatAFriendDoesIsSeenOnTheContactAtOnce(Language language, Size size) {
        standIns().channel().newUser("さくら");
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/sandbox?friend=" + standIns().channel().userCount());
        assertThat(page.locator("#contact .nothing")).isVisible();
        assertThat(page.locator("#text")).isDisabled();

        page.click("[data-act=follow]");
        assertThat(page.locator("#contact [data-name=line_follow] .value")).hasText("YES");
        assertThat(page.locator("#contact [data-name=line_follow].fresh")).isVisible();
        assertThat(page.locator("#contact h3")).hasText("さくら");
        assertThat(page.locator("#contact h3 svg[aria-label=LINE]")).isVisible();
        assertThat(page.locator("#contact [data-name=email] small")).isVisible();
        assertThat(page.locator("#steps")).containsText("follow");
        assertThat(page.locator("#steps")).containsText("POST contacts/batch/create");
        // the event, the profile, the question for the contact and its making are all this friend's
        for (var code : List.of("follow", "profile", "batch/read", "batch/create")) {
            assertThat(page.locator("#steps li")
                            .filter(new Locator.FilterOptions().setHasText(code))
                            .first()
                            .locator(".whose"))
                    .containsText("さくら");
        }
        assertThat(page.locator("#steps .result.lost")).hasCount(0);

        page.fill("#text", "今日は何時まで開いていますか？");
        page.press("#text", "Enter");
        assertThat(page.locator("#chat .bubble")).containsText("今日は何時まで");
        assertThat(page.locator("#contact [data-name=line_last_reply_message] .value"))
                .hasText("今日は何時まで開いていますか？");
        assertThat(page.locator("#text")).hasValue("");
        assertAccessible(page);
        shot(page, "sandbox-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));

        page.click("[data-act=tap]");
        assertThat(page.locator("#steps code").first()).not().hasText("message");
        assertThat(page.locator("#chat .note")).hasCount(2);
        page.click("[data-act=block]");
        assertThat(page.locator("#contact [data-name=line_follow] .value")).hasText("NO");
        assertThat(page.locator("#text")).isDisabled();
        page.click("[data-act=unblock]");
        assertThat(page.locator("#contact [data-name=line_follow] .value")).hasText("YES");
        assertThat(page.locator("#text")).isEnabled();
    }

    @Test
    void whatThePageAsksByTheClockSaysSoAndAPersonsActsDoNot() {
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        var poll = page.waitForRequest(
                request -> request.url().contains("/sandbox/live"), () -> page.navigate("/sandbox"));
        assertThat(poll.headerValue("x-poll")).isEqualTo("true");
        page.click(".adding summary");
        page.fill("#new-name", "Mia");
        var act = page.waitForRequest(request -> request.method().equals("POST"), () -> page.click(".adding button"));
        assertThat(act.headerValue("x-poll")).isNull();
    }

    @Test
    void aNewPersonComesByName() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/sandbox");
        page.click(".adding summary");
        page.fill("#new-name", "Emma");
        assertAccessible(page);
        page.click(".adding button");
        assertThat(page.locator("[role=status].flash")).containsText("Emma was added");
        assertThat(page.locator(".chooser [aria-current]")).hasText("Emma");
    }

    @Test
    void aViewerWatchesAndTouchesNothing() {
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.JA);
        page.navigate("/sandbox");
        assertThat(page.locator("#chat")).isVisible();
        assertThat(page.locator("#sandbox button")).hasCount(0);
        assertThat(page.locator("#sandbox input")).hasCount(0);
        var viewer = ConsoleSession.at(BROWSER.world().url());
        viewer.signIn(BrowserWorld.email(Role.VIEWER, Language.JA), BrowserWorld.PASSWORD);
        assertThat(viewer.post("/sandbox/friends/1/follow", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whereNoScriptRunsAFormLeadsBackAndSaysWhatWasDone() {
        BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(BrowserWorld.email(Role.OPERATOR, Language.EN), BrowserWorld.PASSWORD);
        var answer = session.post("/sandbox/friends/1/follow", Map.of());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/sandbox?friend=1");
        assertThat(session.get("/sandbox?friend=1").body()).contains("健太 added the account as a friend.");
        assertThat(standIns().channel().users(0, 1).getFirst().isFollowing()).isTrue();
        // a second time there is nothing to do
        session.post("/sandbox/friends/1/follow", Map.of());
        assertThat(session.get("/sandbox?friend=1").body()).doesNotContain("added the account as a friend.");
        assertThat(session.post("/sandbox/friends/9999/follow", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(session.post("/sandbox/friends/1/dance", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatWasSeenAlreadyIsNotSentAgain() {
        BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.JA);
        var session = ConsoleSession.at(BROWSER.world().url());
        session.signIn(BrowserWorld.email(Role.VIEWER, Language.JA), BrowserWorld.PASSWORD);
        var number = standIns().channel().userCount() + 1;
        var first = session.get("/sandbox/live?friend=" + number + "&seen=");
        assertThat(first.statusCode()).isEqualTo(200);
        var seen = first.body().replaceAll("(?s).*seen=([0-9a-f]+).*", "$1");
        assertThat(session.get("/sandbox/live?friend=" + number + "&seen=" + seen)
                        .statusCode())
                .isEqualTo(204);
    }
}
