package musubi.console.broadcasts.compose;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import musubi.content.media.MediaFiles;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Writing a broadcast, and messages of the library, in a browser. */
class ComposePagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestWorld.TestConnection connection = BROWSER.world().connect();
    private final String here = "/connections/" + connection.id();

    private void list(String name, List<String> lastNames) {
        var ids = lastNames.stream()
                .map(lastName -> connection
                        .portal()
                        .createContact(Map.of("lastname", lastName))
                        .id())
                .toList();
        connection.portal().lists().add(name, ListKind.MANUAL, ids);
    }

    private static Language language(Size size) {
        return size == Size.DESKTOP ? Language.JA : Language.EN;
    }

    private static void shoot(Page page, String name, Size size) {
        shot(page, "%s-%s-%s".formatted(name, language(size), size).toLowerCase(Locale.ROOT));
    }

    private JsonNode only(String what) {
        var found = json(BROWSER.world().api("GET", "/api" + here + "/" + what, null))
                .path("items");
        assertThat(found.size()).isEqualTo(1);
        return found.path(0);
    }

    @ParameterizedTest
    @EnumSource(Size.class)
    void fromAnEmptyPageToADraft(Size size) {
        list("VIP", List.of("山田", "鈴木"));
        list("Staff", List.of("田中"));
        var page = BROWSER.as(Role.OPERATOR, size, language(size));
        page.navigate(here + "/broadcasts/new");
        assertThat(page.locator("#preview .person")).isVisible();
        assertAccessible(page);
        page.click("button[value=save]");
        assertThat(page.locator("#f-title-wrong")).isVisible();
        assertThat(page.locator("#f-bubbles-0-text-wrong")).isVisible();
        assertThat(page.locator("#f-audience-lists-wrong")).isVisible();
        assertAccessible(page);
        shoot(page, "compose-refused", size);
        page.fill("#f-title", "秋のセール");
        page.fill("#f-bubbles-0-text", "様、こんにちは");
        page.locator("#f-bubbles-0-text").press("Home");
        page.click("#tokens summary");
        page.fill("#token-search", "lastname");
        page.click("[data-token=lastname]");
        assertThat(page.locator("#token-ask")).isVisible();
        assertAccessible(page);
        page.fill("#token-default", "お客");
        page.keyboard().press("Enter");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("{{ contact.lastname|default('お客', true) }}様、こんにちは");
        page.fill("#f-audience-lists", "VIP");
        page.click("#audience button[value=audience]");
        page.click("#audience .found button[value^='list:']");
        assertThat(page.locator(".chip")).containsText("VIP");
        assertThat(page.locator("#audience .size")).containsText("2");
        assertThat(page.locator("#preview .phone-text")).containsText("山田様、こんにちは");
        page.click("#preview .person button[value='preview:2']");
        assertThat(page.locator("#preview .phone-text")).containsText("鈴木様、こんにちは");
        page.fill("#f-audience-lists", "Staff");
        page.click("#audience button[value=audience]");
        page.click("#audience .found button[value^='except:']");
        assertThat(page.locator(".chip.not")).containsText("Staff");
        page.click("button[value='bubble:buttons']");
        page.fill("#f-bubbles-1-text", "くわしくはこちら");
        page.fill("#f-bubbles-1-actions-0-label", "見る");
        page.fill("#f-bubbles-1-actions-0-value", "https://www.example.com/");
        assertThat(page.locator("#preview .phone-action")).containsText("見る");
        page.click("button[value='up:bubbles[1]']");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("くわしくはこちら");
        assertThat(page.locator("[name=tracking][value=PERSON]")).isChecked();
        page.check("[name=tracking][value=SHARED]");
        page.fill("#f-at", "2030-01-31T10:30");
        assertThat(page.locator("[name=when][value=AT]")).isChecked();
        assertAccessible(page);
        shoot(page, "compose-filled", size);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        shoot(page, "compose-dark", size);
        page.click("button[value=save]");
        page.waitForURL(Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$"));
        var broadcast = only("broadcasts");
        assertThat(broadcast.path("state").asString("")).isEqualTo("DRAFT");
        var id = broadcast.path("id").asString("");
        var whole = json(BROWSER.world().api("GET", "/api/broadcasts/" + id, null));
        assertThat(whole.at("/message/bubbles/0/actions/0/uri").asString("")).isEqualTo("https://www.example.com/");
        assertThat(whole.at("/audience/lists").size()).isEqualTo(1);
        assertThat(whole.at("/audience/exceptLists").size()).isEqualTo(1);
        assertThat(whole.path("at").asString("")).startsWith("2030-01-31T01:30");
        assertThat(whole.path("tracking").asString("")).isEqualTo("SHARED");
        page.navigate("/broadcasts/" + id + "/edit");
        assertThat(page.locator("[name=tracking][value=SHARED]")).isChecked();
        assertThat(page.locator(".chip.not")).containsText("Staff");
        assertThat(page.locator("#f-at")).hasValue("2030-01-31T10:30");
        page.fill("#f-title", "冬のセール");
        page.click("button[value=save]");
        page.waitForURL(Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$"));
        assertThat(only("broadcasts").path("title").asString("")).isEqualTo("冬のセール");
    }

    @Test
    void aMissingScopeIsNamed() {
        var fewer = new HashSet<>(PortalOptions.ALL_SCOPES);
        fewer.remove("crm.lists.read");
        var bare = BROWSER.world()
                .connect(
                        BROWSER.world()
                                .hubspot()
                                .addPortal(PortalOptions.defaults()
                                        .callsPerTenSeconds(0)
                                        .scopes(fewer)),
                        Map.of());
        for (var language : Language.values()) {
            var page = BROWSER.as(Role.OPERATOR, Size.PHONE, language);
            page.navigate("/connections/" + bare.id() + "/broadcasts/new");
            assertThat(page.locator("#audience .state.broken")).containsText("crm.lists.read");
            assertAccessible(page);
        }
    }

    @ParameterizedTest
    @EnumSource(Size.class)
    void aPictureIsUploadedChosenAndTappedInAreas(Size size) {
        var page = BROWSER.as(Role.OPERATOR, size, language(size));
        page.navigate(here + "/broadcasts/new");
        page.click("button[value='remove:bubbles[0]']");
        page.click("button[value='bubble:rich']");
        page.fill("#f-bubbles-0-altText", "メニュー");
        page.click("button[value='choose:bubbles[0].mediaId']");
        assertThat(page.locator(".chooser")).isVisible();
        assertAccessible(page);
        page.setInputFiles("#file", new FilePayload("menu.txt", "text/plain", "no picture".getBytes(UTF_8)));
        page.click(".chooser button[form=upload]");
        assertThat(page.locator("#choices .refused")).isVisible();
        page.setInputFiles("#file", new FilePayload("menu.jpg", "image/jpeg", MediaFiles.jpeg(1040, 520)));
        page.click(".chooser button[form=upload]");
        page.click("#choices button[value^='take:']");
        assertThat(page.locator("img.thumb")).isVisible();
        page.selectOption("#f-bubbles-0-template", "TWO_COLUMNS");
        page.fill("#f-bubbles-0-actions-1-value", "https://www.example.com/2");
        page.fill("#f-bubbles-0-actions-0-value", "https://www.example.com/1");
        assertThat(page.locator("#preview .phone-area")).hasCount(2);
        assertThat(page.locator("#f-bubbles-0-altText")).hasValue("メニュー");
        assertAccessible(page);
        shoot(page, "compose-rich", size);
    }

    @Test
    void theLibraryIsFilledChangedAndEmptied() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate(here + "/messages");
        assertThat(page.locator(".state.empty")).isVisible();
        assertAccessible(page);
        page.click(".head .action a");
        page.fill("#f-name", "あいさつ");
        page.fill("#f-bubbles-0-text", "こんにちは");
        page.click("button[value=save]");
        assertThat(page.locator(".saved li")).hasCount(1);
        assertAccessible(page);
        shot(page, "messages-ja");
        page.click(".acts a[href*='of=']");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("こんにちは");
        page.fill("#f-name", "あいさつ");
        page.click("button[value=save]");
        assertThat(page.locator("#f-name-wrong")).isVisible();
        page.fill("#f-name", "お礼");
        page.click("button[value=save]");
        assertThat(page.locator(".saved li")).hasCount(2);
        page.click(".saved li:first-child .acts a[href*='message=']");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("こんにちは");
        page.selectOption("#saved", new SelectOption().setLabel("お礼"));
        page.click("button[value=use]");
        page.fill("[name=libraryName]", "三つ目");
        page.click("button[value=library]");
        assertThat(page.locator(".flash.did")).containsText("三つ目");
        page.navigate(here + "/messages");
        page.click(".saved li:first-child .sure summary");
        page.click(".saved li:first-child .sure button");
        assertThat(page.locator(".saved li")).hasCount(2);
    }
}
