package musubi.console.connection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LongRunning
class ConnectionPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @SuppressWarnings("NullAway.Init")
    private TestConnection connected;

    @BeforeEach
    void aNewConnection() {
        connected = BROWSER.world().connect();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theStateIsSeenAtAGlance(Language language, Size size) {
        connected.portal().searchLag(Duration.ZERO);
        connected.channel().newUser("花子").follow();
        connected.drained();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id());
        assertThat(page.locator(".glance dl > div").first())
                .containsText(language == Language.JA ? "フォロー中の友だち" : "Friends who follow");
        assertThat(page.locator(".glance dd").first()).hasText("1");
        assertThat(page.locator(".glance dd").nth(1)).hasText("1");
        // LINE's API takes no address without https
        assertThat(page.locator(".notices h3").first())
                .hasText(language == Language.JA ? "LINEにWebhook URLを登録できていません" : "The webhook URL is not set at LINE");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void anOptionIsSwitchedInItsPlaceAndNamed(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id());
        page.click(".tabs a[href$='/options']");
        assertThat(page.locator(".tabs [aria-current]")).hasText(language == Language.JA ? "動作" : "Behavior");
        var option = page.locator("button[aria-labelledby=option-createTaskOnMessage]");
        assertThat(option).hasAttribute("aria-checked", "false");
        page.evaluate("document.body.dataset.same = 'yes'");
        option.click();
        assertThat(page.locator("#options-said"))
                .hasText(Pattern.compile(
                        language == Language.JA ? "「メッセージを受け取ったらタスクを作成する」をオンにしました。" : "Switched on: .*task.*"));
        assertThat(option).hasAttribute("aria-checked", "true");
        assertThat(option).isFocused();
        assertThat(page.locator("body[data-same]")).hasCount(1);
        Assertions.assertThat(connected
                        .connection()
                        .at("/options/createTaskOnMessage")
                        .asBoolean(false))
                .isTrue();
        Assertions.assertThat(
                        connected.connection().at("/options/autoCreateContacts").asBoolean(false))
                .isTrue();
        assertAccessible(page);
        shot(page, "connection-options-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
    }

    @Test
    void aTokenIsTriedBeforeItIsSavedAndWhatIsWrongStandsAtItsField() {
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.JA);
        page.navigate("/connections/" + connected.id() + "/hubspot");
        page.click("#access summary");
        page.fill("#accessToken", "pat-wrong");
        page.click("#access form.edit button");
        assertThat(page.locator("#accessToken-refused")).containsText("HubSpotがこのサービスキーを受け付けませんでした");
        assertThat(page.locator("#accessToken")).isFocused();
        assertThat(page.locator(".notice.lost")).hasCount(0);
        assertAccessible(page);
        page.fill("#accessToken", connected.portal().accessToken());
        page.click("#access form.edit button");
        assertThat(page.locator(".flash.did")).containsText("新しいサービスキー");
        page.click("#repair button");
        assertThat(page.locator(".flash.did")).containsText("そろっている");
        shot(page, "connection-hubspot");
        page.click(".tabs a[href$='/manage']");
        page.fill("#name", "新宿店");
        page.click("#rename button");
        assertThat(page.locator("h1")).hasText("新宿店");
        shot(page, "connection-manage");
    }

    @Test
    void aWrongSecretLeavesTheChannelIdWhereItWasEntered() {
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.EN);
        page.navigate("/connections/" + connected.id() + "/line");
        page.click("#credentials summary");
        page.fill("#channelId", connected.channel().id());
        page.fill("#channelSecret", "0".repeat(32));
        page.click("#credentials form.edit button");
        assertThat(page.locator("#channelSecret-refused")).containsText("Basic settings");
        assertThat(page.locator("#channelId")).hasValue(connected.channel().id());
        assertThat(page.locator("#channelSecret")).hasValue("");
        assertAccessible(page);
        shot(page, "connection-line-refused-phone");
    }

    @Test
    void aWebhookThatAnotherToolTookIsSeenAndTakenBack() {
        connected.channel().webhookEndpoint("https://other-tool.example.com/hook");
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        page.navigate("/connections/" + connected.id());
        page.click("#check button");
        assertThat(page.locator(".flash.did")).hasText("LINEとHubSpotに確認しました。");
        assertThat(page.locator(".notices")).containsText("LINEに別のWebhook URLが登録されています");
        assertAccessible(page);
        shot(page, "connection-webhook-taken-phone");
        page.click(".notices .btn-primary");
        assertThat(page).hasURL(Pattern.compile(".*/connections/" + connected.id() + "/webhook"));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aPauseIsAskedForSeenEverywhereAndEnded(Language language, Size size) {
        var name = "%s-%s".formatted(language, size).toLowerCase(Locale.ROOT);
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id() + "/manage");
        page.click("a[href$='/pause']");
        shot(page, "connection-pause-" + name);
        page.click("#pause .btn-primary");
        assertThat(page.locator(".flash.did")).isVisible();
        connected.channel().newUser("花子").follow();
        connected.channel().awaitWebhooks(Duration.ofSeconds(10));
        page.reload();
        assertThat(page.locator(".resting .since"))
                .containsText(language == Language.JA ? "反映を待っているイベント：1 件" : "Waiting events: 1");
        assertThat(page.locator("main a[href$='/pause']")).hasCount(0);
        assertAccessible(page);
        shot(page, "connection-paused-" + name);
        for (var place : List.of("friends", "links")) {
            page.navigate("/connections/" + connected.id() + "/" + place);
            assertThat(page.locator("#" + place + "-paused")).isVisible();
        }
        page.navigate("/connections/" + connected.id() + "/imports");
        assertThat(page.locator(".choose button").first()).isDisabled();
        assertThat(page.locator(".choose button").last()).isDisabled();
        assertAccessible(page);
        shot(page, "imports-rest-" + name);
        page.navigate("/");
        assertThat(page.locator(".glance:has(a[href$='%s']) .mood".formatted(connected.id())))
                .hasText(language == Language.JA ? "一時停止しています" : "Paused");
        shot(page, "overview-paused-" + name);
        page.navigate("/connections/" + connected.id());
        page.click(".resting button");
        assertThat(page.locator(".resting")).hasCount(0);
        connected.drained();
        Assertions.assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 2).stream()
                        .map(AuditEntry::action))
                .containsExactly("connection.resumed", "connection.paused");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theLoginChannelIsTriedSavedAndTakenAwayAfterAsking(Language language, Size size) {
        var world = BROWSER.world();
        var link = "/link/" + connected.id();
        var login = world.line()
                .addLoginChannel(LoginChannelOptions.of(connected.channel(), world.url() + link + "/callback"));
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id() + "/line");
        saveLogin(page, "channel", "0".repeat(32));
        assertThat(page.locator("#loginChannelId-refused")).isVisible();
        assertThat(page.locator("#loginChannelId")).hasValue("channel");
        saveLogin(page, login.id(), "short");
        assertThat(page.locator("#loginChannelSecret-refused")).isVisible();
        page.fill("#pageAfterLogin", "ftp://example.com");
        saveLogin(page, login.id(), "0".repeat(32));
        assertThat(page.locator("#pageAfterLogin-refused")).isVisible();
        page.fill("#pageAfterLogin", "");
        saveLogin(page, login.id(), "0".repeat(32));
        assertThat(page.locator("#loginChannelSecret-refused"))
                .containsText(language == Language.JA ? "チャネル基本設定" : "Basic settings");
        assertAccessible(page);
        shot(page, "connection-login-refused-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        saveLogin(page, login.id(), login.secret());
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(page.locator("#link-url")).hasValue(world.url() + link);

        saveLogin(page, "", "");
        assertThat(page.locator("#loginChannelId-refused")).isVisible();
        page.click("[data-dialog=login-remove]");
        assertThat(page.locator("#login-remove"))
                .containsText(language == Language.JA ? "印刷済み" : "including printed ones");
        assertAccessible(page);
        shot(page, "connection-login-remove-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.click("#login-remove [data-close]");
        Assertions.assertThat(connected.connection().at("/line/loginChannelId").asString(""))
                .isEqualTo(login.id());
        page.click("[data-dialog=login-remove]");
        page.click("#login-remove .btn-danger");
        assertThat(page.locator(".flash.did")).containsText(language == Language.JA ? "外しました" : "was removed");
        assertThat(page.locator("#link-url")).hasCount(0);
        assertThat(page.locator("[data-dialog=login-remove]")).hasCount(0);
        var friend = BROWSER.nobody(size, language);
        Assertions.assertThat(Objects.requireNonNull(friend.navigate(link)).status())
                .isEqualTo(404);
        assertThat(friend.locator("h1"))
                .hasText(language == Language.JA ? "このリンクは使われていません" : "This link is not in use");
    }

    private static void saveLogin(Page page, String channelId, String secret) {
        page.fill("#loginChannelId", channelId);
        page.fill("#loginChannelSecret", secret);
        // the answer may look like the page before: the form itself has to be another
        page.locator("#login form.edit").evaluate("form => form.dataset.sent = 'yes'");
        // by the keyboard: the page above may still grow, and a click miss the button
        page.press("#loginChannelSecret", "Enter");
        assertThat(page.locator("#login form.edit[data-sent]")).hasCount(0);
    }

    @Test
    void deletingAsksForTheName() {
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.EN);
        page.navigate("/connections/" + connected.id() + "/manage");
        page.click("main a[href$='/delete']");
        page.fill("#name", "another");
        page.click(".btn-danger");
        assertThat(page.locator("#name-refused")).isVisible();
        page.fill("#name", "test");
        page.click(".btn-danger");
        assertThat(page.locator(".flash.did")).containsText("Contacts and properties are still in HubSpot");
    }

    @Test
    void aViewerSeesTheStateAndNothingToChange() {
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.JA);
        page.navigate("/connections/" + connected.id());
        assertThat(page.locator(".glance .mood")).isVisible();
        assertThat(page.locator("main form")).hasCount(0);
        assertThat(page.locator("main a[href$='/delete']")).hasCount(0);
        BROWSER.world().api("POST", "/api/connections/" + connected.id() + "/pause", null);
        page.reload();
        assertThat(page.locator(".resting")).containsText("再開できるのは管理者です。");
        assertThat(page.locator("main form")).hasCount(0);
        for (var place : List.of("webhook", "options", "line", "hubspot")) {
            page.navigate("/connections/" + connected.id() + "/" + place);
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator("main form")).hasCount(0);
        }
    }
}
