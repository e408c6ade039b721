package musubi.console.scenarios;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.delivery.Deliveries;
import musubi.delivery.PauseReason;
import musubi.sandbox.http.Fault;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.definition.StepAction;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator tries a scenario with somebody, looks at a step on a phone, and sees by name who is where. */
class ScenarioPeoplePagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final ScenarioWorld it = new ScenarioWorld(BROWSER.world());

    @AfterEach
    void theConnectionGoes() {
        BROWSER.world().api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    /** HubSpot's search is some seconds late. */
    private void found() {
        eventually(
                "HubSpot's search knows the contact",
                () -> TestWorld.json(BROWSER.world()
                                        .api(
                                                "GET",
                                                "/api/connections/"
                                                        + it.connection().id() + "/friends",
                                                null))
                                .path("items")
                                .size()
                        == 1);
    }

    @Test
    void aTestBeginsWithWhoIsChosenAndIsSeenOnItsWay() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", Duration.ofDays(1)));
        var friend = it.friends(1).getFirst();
        it.contact(friend, Map.of("line_user_name", friend.displayName()));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        found();
        page.navigate("/scenarios/" + scenario.id());
        page.click("a[href$='/test']");
        page.click("#test-found button[name=act]");
        assertThat(page.locator(".chip")).containsText(friend.displayName());
        BrowserWorld.assertAccessible(page);
        page.click("button[value=send]");
        assertThat(page.locator(".flash")).containsText("テストを始めました");
        assertThat(page.locator("#test-running li strong")).hasText(friend.displayName());
        BrowserWorld.shot(page, "scenario-test-ja-desktop");
        BrowserWorld.assertAccessible(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        BrowserWorld.assertAccessible(page);
        eventually("its message came", () -> texts(friend).equals(List.of("[テスト] 一")));
        assertThat(page.locator("#test-running li")).containsText("メッセージ 2");
        page.click("#test-running button");
        assertThat(page.locator("#test-running li")).hasCount(0);
        assertThat(page.locator(".flash")).containsText("テストを終わりました");
    }

    @Test
    void whoIsInAStepIsShownByNameAndTakenOut() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        var friend = it.friends(1).getFirst();
        var contact = it.contact(friend, Map.of("line_user_name", friend.displayName()));
        it.enter(scenario, List.of(contact));
        var viewer = BROWSER.as(Role.VIEWER, Size.PHONE, Language.EN);
        viewer.navigate("/scenarios/" + scenario.id());
        viewer.click("#step-one a.waits");
        assertThat(viewer.locator("td.title")).containsText(friend.displayName());
        assertThat(viewer.locator("#scenario-people form")).hasCount(0);
        BrowserWorld.assertAccessible(viewer);
        assertThat(viewer.navigate("/scenarios/" + scenario.id() + "/test").status())
                .isEqualTo(403);

        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/scenarios/" + scenario.id() + "/people?step=one");
        assertThat(page.locator("h2")).hasText("Message 1");
        BrowserWorld.shot(page, "scenario-people-en-desktop");
        BrowserWorld.assertAccessible(page);
        page.click("#scenario-people form button");
        assertThat(page.locator(".flash")).containsText("taken out");
        assertThat(page.locator("tbody tr")).hasCount(0);
        assertThat(it.rows(scenario)).isZero();
    }

    @Test
    void aStepIsSeenOnAPhoneAsItIsWritten() {
        var friend = it.friends(1).getFirst();
        it.contact(friend, Map.of("line_user_name", friend.displayName(), "lastname", "毛利"));
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        found();
        page.navigate("/connections/" + it.connection().id() + "/scenarios/new?begin=EMPTY");
        page.fill("#s1-text", "{{ contact.lastname|default('お客', true) }}様");
        page.click("#phone-s1 button");
        assertThat(page.locator("#phone-s1 .phone-text")).hasText("お客様");
        assertThat(page.locator("#phone-s1")).containsText("Without values");
        page.click("#phone-s1 button[aria-label='The next friend']");
        assertThat(page.locator("#phone-s1 .phone-text")).hasText("毛利様");
        assertThat(page.locator("#phone-s1")).containsText(friend.displayName());
        BrowserWorld.shot(page, "scenario-preview-en-desktop");
        BrowserWorld.assertAccessible(page);
        page.fill("#s1-text", "");
        page.click("#phone-s1 button >> nth=0");
        assertThat(page.locator("#phone-s1")).containsText("It is empty");
        assertThat(page.locator("#s1-text")).hasValue("");
        page.fill("#scenario-name", "Mine");
        page.fill("#s1-text", "Hello");
        page.click("button[value=save-test]");
        assertThat(page.locator("#test-running")).isVisible();
    }

    @Test
    void ofWhatNobodyKnowsAnOperatorDecidesAndADeletedMessageIsSeen() {
        var world = BROWSER.world();
        world.line().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", "/v2/bot/message/push", -1, Duration.ZERO));
        var scenario = it.byHand(
                send("one", "一", Duration.ZERO),
                ScenarioWorld.step(
                        "two",
                        Duration.ofDays(9),
                        new StepAction.Send(Optional.empty(), Optional.of(UUID.randomUUID()))));
        var friend = it.friends(1).getFirst();
        it.enter(scenario, List.of(it.contact(friend, Map.of())));
        var aged = world.database()
                .jdbc()
                .sql(
                        "update delivery_call set first_attempt = first_attempt - interval '24 hours' where first_attempt is not null");
        eventually("it was tried", () -> friend.receivedCalls() == 1);
        var delivery = world.database()
                .jdbc()
                .sql("select delivery_id from enrolment where scenario_id = ?")
                .param(scenario.id())
                .query(UUID.class)
                .single();
        world.bean(Deliveries.class).pause(delivery, PauseReason.PERSON, "");
        eventually("it is a day later", () -> aged.update() == 1);
        world.bean(Deliveries.class).resume(delivery);
        it.waiting(scenario, "two", 1);
        world.line().faults().clear();
        var page = BROWSER.as(Role.OPERATOR, Size.PHONE, Language.JA);
        page.navigate("/scenarios/" + scenario.id());
        assertThat(page.locator("#uncertain h2")).containsText("1通");
        assertThat(page.locator("#step-two .refused")).containsText("削除されています");
        BrowserWorld.shot(page, "scenario-uncertain-ja-phone");
        BrowserWorld.assertAccessible(page);
        page.click("#uncertain a");
        assertThat(page.locator("#ask p")).containsText("2通届きます");
        BrowserWorld.assertAccessible(page);
        page.goBack();
        page.click("#uncertain form button");
        assertThat(page.locator(".flash").first()).containsText("送信済み");
        assertThat(page.locator("#uncertain")).hasCount(0);
        assertThat(page.locator("#step-one")).containsText("1");
    }
}
