package musubi.console.scenarios;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator makes a scenario from an example, changes it, switches it on, and sees the way that people go. */
class ScenarioPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestConnection connection = BROWSER.world().connect();

    @AfterEach
    void theConnectionGoes() {
        BROWSER.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    private Page open(Role role, Size size, Language language) {
        var page = BROWSER.as(role, size, language);
        page.navigate("/connections/" + connection.id() + "/scenarios");
        return page;
    }

    private static void add(Page page, String place, String kind) {
        var button = page.locator("button[value='add:%s:%s']".formatted(kind, place));
        button.locator("xpath=ancestor::details[1]/summary").click();
        button.click();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void fromAnExampleToTheWayOfPeople(Language language, Size size) {
        var japanese = language == Language.JA;
        var page = open(Role.OPERATOR, size, language);
        assertThat(page.locator("h2")).hasText(japanese ? "最初のシナリオを選びましょう" : "Choose a first scenario");
        assertAccessible(page);
        shot(page, "scenarios-none-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.click("a[href$='begin=GREETING']");
        assertThat(page.locator(".scenario-step")).hasCount(3);
        assertThat(page.locator("#scenario-trigger")).hasValue("FOLLOW");
        page.fill("#s1-text", "ようこそ");
        add(page, "after:s1", "BRANCH");
        assertThat(page.locator(".scenario-step")).hasCount(4);
        assertThat(page.locator("#s4-if")).isVisible();
        page.selectOption("#s4-if", "CLICKED");
        page.selectOption("select[name='s4.clicked']", "s1");
        add(page, "then:s4", "SET");
        page.fill("#s5-property", "lastname");
        page.fill("#s5-value", "様");
        add(page, "else:s4", "MESSAGE");
        page.fill("#s6-text", "もう一度ご覧ください");
        page.selectOption("#s6-wait", "FOR");
        page.fill("[name='s6.amount']", "2");
        page.selectOption("[name='s6.unit']", "HOURS");
        page.click("button[value='up:s3']");
        assertThat(page.locator("#s6-text")).hasValue("もう一度ご覧ください");
        assertAccessible(page);
        shot(page, "scenario-edit-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        page.click("p.buttons button[value=save]");

        assertThat(page.locator(".flash")).containsText(japanese ? "保存しました" : "was saved");
        assertThat(page.locator(".flow > .scenario-step")).hasCount(6);
        assertThat(page.locator("#step-s1 .words")).hasText("ようこそ");
        assertThat(page.locator("#step-s6 .rest")).hasText(japanese ? "2時間後" : "After 2 h");
        assertThat(page.locator("#step-s4 > .does .words"))
                .hasText(japanese ? "メッセージ 1 のリンクを開いた" : "opened a link of message 1");
        assertThat(page.locator(".scenario-state")).hasText(japanese ? "停止中" : "Off");
        assertAccessible(page);
        shot(page, "scenario-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.click("a[href$='/enable']");
        assertThat(page.locator("#ask")).containsText(japanese ? "いまの友だちには送りません" : "do not");
        assertAccessible(page);
        page.click("#ask button");
        assertThat(page.locator(".scenario-state")).hasText(japanese ? "有効" : "On");
        page.navigate("/connections/" + connection.id() + "/scenarios");
        assertThat(page.locator(".scenarios-table tbody tr")).hasCount(1);
        assertThat(page.locator(".scenario-state")).hasText(japanese ? "有効" : "On");
        assertAccessible(page);
        shot(page, "scenarios-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aBirthdayBeginsItEachYear(Language language, Size size) {
        var japanese = language == Language.JA;
        connection
                .portal()
                .addProperty(PropertyDefinition.custom("birthday", "Birthday", "date", "date", "contactinformation"));
        var page = open(Role.OPERATOR, size, language);
        page.click("a[href$='begin=BIRTHDAY']");
        assertThat(page.locator("#scenario-trigger")).hasValue("PROPERTY");
        assertThat(page.locator("#scenario-reentry")).hasValue("AFTER_DAYS");
        page.fill("[name=property]", "birthday");
        page.check("[name=clicked]");
        assertAccessible(page);
        shot(page, "scenario-birthday-edit-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.click("p.buttons button[value=save]");
        assertThat(page.locator(".flash")).containsText(japanese ? "保存しました" : "was saved");
        assertThat(page.locator("#scenario"))
                .containsText(japanese ? "birthday の3日前の10:00" : "3 d before birthday, at 10:00");
        assertThat(page.locator("#scenario")).containsText(japanese ? "毎年" : "each year");
        assertThat(page.locator(".exits")).containsText(japanese ? "リンクを開いた人は終わります" : "Whoever opens a link");
        assertAccessible(page);
        page.click("a[href$='/enable']");
        assertThat(page.locator("#ask")).containsText(japanese ? "日付が来た人" : "as their dates come");
    }

    @Test
    void whatIsWrongIsToldAtItsStepAndNothingIsLost() {
        var page = open(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.click("a[href$='begin=EMPTY']");
        page.fill("#scenario-name", "Mine");
        add(page, "after:s1", "BRANCH");
        assertThat(page.locator(".scenario-step")).hasCount(2);
        page.click("p.buttons button[value=save]");
        assertThat(page.locator("#scenario-troubles")).isFocused();
        assertThat(page.locator("#step-s2 .refused").first()).isVisible();
        assertThat(page.locator("#scenario-name")).hasValue("Mine");
        shot(page, "scenario-edit-wrong-en-desktop");
        page.click("button[value='remove:s2']");
        assertThat(page.locator(".scenario-step")).hasCount(1);
        page.click("p.buttons button[value=save]");
        assertThat(page.locator("#step-s1 .refused").first()).isVisible();
        assertAccessible(page);
        page.fill("#s1-text", "Hello");
        page.click("p.buttons button[value=save]");
        assertThat(page.locator("h1")).hasText("Mine");
    }

    @Test
    void itIsSwitchedOffBeforeItIsDeletedAndStaysAsItIsForAViewer() {
        var made = BROWSER.world().api("POST", "/api/connections/" + connection.id() + "/scenarios", body());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var id = TestWorld.json(made).path("id").asString("");
        var viewer = open(Role.VIEWER, Size.DESKTOP, Language.EN);
        viewer.click("td.title a");
        assertThat(viewer.locator("#step-a .words")).hasText("Hello");
        assertThat(viewer.locator("a[href$='/edit'], a[href$='/delete'], #scenario form"))
                .hasCount(0);
        assertThat(viewer.navigate("/scenarios/" + id + "/edit").status()).isEqualTo(403);

        var page = open(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/scenarios/" + id + "/delete");
        page.click("#ask button");
        assertThat(page.locator(".flash")).containsText("Switch it off first");
        page.click("#scenario form button");
        assertThat(page.locator(".scenario-state")).hasText("Off");
        page.click("a[href$='/delete']");
        assertAccessible(page);
        page.click("#ask button");
        assertThat(page.locator(".flash")).containsText("was deleted");
        assertThat(page.locator(".scenario-begin")).isVisible();
    }

    private static Map<String, Object> body() {
        return Map.of(
                "name",
                "Welcome",
                "enabled",
                true,
                "trigger",
                Map.of("kind", "FOLLOW"),
                "steps",
                List.of(Map.of(
                        "key", "a", "message", Map.of("bubbles", List.of(Map.of("type", "text", "text", "Hello"))))));
    }
}
