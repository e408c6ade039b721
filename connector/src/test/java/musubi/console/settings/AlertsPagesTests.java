package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.regex.Pattern;
import musubi.alert.AlertKind;
import musubi.alert.Alerts;
import musubi.alert.Receiver;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.testing.suite.LongRunning;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where people choose what they are told, with a mail server and private networks. */
@LongRunning
class AlertsPagesTests {

    private static final Receiver RECEIVER = new Receiver();

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.adjusted());

    @SuppressWarnings("NullAway.Init")
    private TestConnection connected;

    @BeforeEach
    void aConnection() {
        connected = BROWSER.world().connect();
        RECEIVER.forget();
    }

    @AfterEach
    void noConnection() {
        BROWSER.world().api("DELETE", "/api/connections/" + connected.id(), null);
    }

    @AfterAll
    static void end() {
        RECEIVER.close();
    }

    private static String name(String what, Language language, Size size) {
        return "%s-%s-%s".formatted(what, language, size).toLowerCase(Locale.ROOT);
    }

    private String card() {
        return "#alerts-" + connected.id();
    }

    private String address() {
        return "#address-" + connected.id();
    }

    private Page enterAddress(Page page, String address) {
        page.fill(address(), address);
        page.click(card() + " form.edit button");
        return page;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void eachPersonChoosesWhatToBeToldByMail(Language language, Size size) {
        var page = BROWSER.as(Role.VIEWER, size, language);
        var email = BrowserWorld.email(Role.VIEWER, language);
        page.navigate("/settings/me");
        assertThat(page.locator("#alerts")).containsText(email);
        assertThat(page.locator("#alerts .notice")).hasCount(0);
        assertThat(page.locator("#alerts input:checked")).hasCount(0);
        page.check("#alerts input[value=OUTAGE]");
        page.check("#alerts input[value=FAILURES_WAITING]");
        page.click("#alerts form button");
        assertThat(page.locator(".flash.did")).containsText(language == Language.JA ? "変更しました" : "were changed");
        page.uncheck("#alerts input[value=OUTAGE]");
        page.click("#alerts form button");
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(page.locator("#alerts input:checked")).hasCount(1);
        assertAccessible(page);
        shot(page, name("alerts-mine", language, size));
        var people = BROWSER.world().bean(People.class);
        var me = people.all().stream()
                .filter(person -> person.email().equals(email))
                .findFirst()
                .orElseThrow();
        Assertions.assertThat(BROWSER.world().bean(Alerts.class).chosenBy(me.id()))
                .containsExactly(AlertKind.FAILURES_WAITING);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void anAdminSetsTheWebhookOfAConnectionTriesItAndDeletesIt(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/" + connected.id() + "/manage");
        page.click("a[href*='/settings/alerts']");
        assertThat(page).hasURL(Pattern.compile(".*/settings/alerts\\?connection=.*#alerts-" + connected.id()));
        assertThat(page.locator(card() + " .try")).hasCount(0);
        page.uncheck(card() + " input[value=OUTAGE]");
        enterAddress(page, "ftp://example.com/hook");
        assertThat(page.locator(address() + "-refused")).containsText("https://");
        assertThat(page.locator(address())).isFocused();
        assertThat(page.locator(card() + " input[value=OUTAGE]")).not().isChecked();
        assertAccessible(page);
        shot(page, name("alerts-refused", language, size));

        enterAddress(page, RECEIVER.address().toString());
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(page.locator(card() + " summary")).containsText("localhost");
        assertThat(page.locator(address())).hasValue("");
        assertThat(page.locator(card() + " input[value=OUTAGE]")).not().isChecked();
        Assertions.assertThat(page.content()).doesNotContain("the-secret").doesNotContain("/services/");
        assertAccessible(page);
        shot(page, name("alerts", language, size));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.reload();
        assertAccessible(page);
        shot(page, name("alerts-dark", language, size));

        page.click(card() + " .try button");
        assertThat(page.locator(".flash.did"))
                .containsText(language == Language.JA ? "テスト通知を送りました" : "A test was sent");
        Assertions.assertThat(RECEIVER.texts())
                .singleElement()
                .satisfies(text -> Assertions.assertThat(text)
                        .contains(language == Language.JA ? "テスト通知です（test）" : "This is a test from Musubi (test)"));
        RECEIVER.answer(500);
        page.click(card() + " .try button");
        assertThat(page.locator(".flash.failed, .flash.lost").first()).isVisible();
        shot(page, name("alerts-failed", language, size));

        page.click(card() + " [data-dialog]");
        assertAccessible(page);
        page.click(card() + " dialog .btn-danger");
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(page.locator(card() + " .try")).hasCount(0);
        Assertions.assertThat(BROWSER.world().bean(AuditLog.class).page(Long.MAX_VALUE, 2).stream()
                        .map(AuditEntry::action))
                .containsOnly("connection.alertWebhook");
    }

    @Test
    void ofSeveralConnectionsTheCurrentOneIsUnfolded() {
        var other = BROWSER.world().connect().id();
        try {
            var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
            page.navigate("/settings/alerts?connection=" + connected.id());
            assertThat(page.locator(address())).isVisible();
            assertThat(page.locator("#address-" + other)).isHidden();
            page.click("#alerts-" + other + " summary");
            page.fill("#address-" + other, RECEIVER.address().toString());
            page.click("#alerts-" + other + " form.edit button");
            assertThat(page.locator(".flash.did")).isVisible();
            assertThat(page.locator("#address-" + other)).isVisible();
            assertThat(page.locator(address())).isHidden();
            assertAccessible(page);
            shot(page, "alerts-several-phone");
        } finally {
            BROWSER.world().api("DELETE", "/api/connections/" + other, null);
        }
    }

    @Test
    void withoutConnectionsThePageSaysWhatToDoFirst() {
        noConnection();
        var page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        page.navigate("/settings/alerts");
        assertThat(page.locator(".state.empty")).containsText("LINEとHubSpotを接続する");
        assertAccessible(page);
        shot(page, "alerts-none-phone");
    }
}
