package musubi.standins;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.Waits.eventually;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.hubspot.Contact;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A friend taps a link of a broadcast on the phone of the sandbox page, and the report shows it. */
class SandboxClicksTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.withSandbox());

    private static BroadcastCalls calls;

    @BeforeAll
    static void connect() {
        calls = new BroadcastCalls(
                BROWSER.world(),
                BROWSER.world().connect(standIns().channel(), standIns().portal(), Map.of()));
    }

    private static StandIns standIns() {
        return BROWSER.world().bean(StandIns.class);
    }

    private static String sent(Contact contact) {
        var id = calls.draft(Map.of(
                "message",
                Map.of(
                        "bubbles",
                        List.of(Map.of(
                                "type",
                                "buttons",
                                "text",
                                "秋の新作です。",
                                "actions",
                                List.of(Map.of(
                                        "type",
                                        "uri",
                                        "label",
                                        "見る",
                                        "uri",
                                        BROWSER.world().url() + "/guides/measure?from=line"))))),
                "audience",
                Map.of("lists", List.of(calls.list("さくら " + contact.id(), List.of(contact))))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aTapLeadsOnAndIsInTheReport(Language language, Size size) {
        var friend = standIns().channel().newUser("さくら");
        friend.follow();
        var number = standIns().channel().userCount();
        eventually(
                "there is a contact",
                () -> standIns()
                        .portal()
                        .contactBy("line_user_id", friend.userId())
                        .isPresent());
        var contact =
                standIns().portal().contactBy("line_user_id", friend.userId()).orElseThrow();
        var id = sent(contact);

        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/sandbox?friend=" + number);
        var link = page.locator(".phone-card a").last();
        for (var tap = 0; tap < 2; tap++) {
            var opened = page.waitForPopup(link::click);
            assertThat(opened).hasURL(BROWSER.world().url() + "/guides/measure?from=line");
            opened.close();
        }
        eventually(
                "both taps are counted",
                () -> calls.get(id).at("/counts/clicks").asLong(0) == 2);

        page.navigate("/broadcasts/" + id + "/report");
        assertThat(page.locator(".funnel tr.main .number").last()).hasText("1");
        assertThat(page.locator(".funnel tr.main").last()).containsText("100.0%");
        assertThat(page.locator("#links tbody .number").last()).hasText("2");
        assertAccessible(page);
        shot(page, "report-tapped-%s".formatted(language).toLowerCase(Locale.ROOT));
        page.click("#clickers");
        assertThat(page.locator(".clickers tbody .title a")).hasText("さくら");
    }
}
