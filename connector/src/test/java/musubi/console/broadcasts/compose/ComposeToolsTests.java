package musubi.console.broadcasts.compose;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.content.Media;
import musubi.content.media.MediaFiles;
import musubi.sandbox.line.Friend;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variants, emoji, bubbles and areas drawn with a pointer, files that are too large, and people of a test, in a browser. */
class ComposeToolsTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private final TestWorld.TestConnection connection = BROWSER.world().connect();
    private final String here = "/connections/" + connection.id();

    private static void shoot(Page page, String name, Language language, Size size) {
        shot(page, "%s-%s-%s".formatted(name, language, size).toLowerCase(Locale.ROOT));
    }

    private void picture() throws IOException {
        var file = MediaFiles.jpeg(1040, 520);
        BROWSER.world()
                .bean(Media.class)
                .add(UUID.fromString(connection.id()), file.length, new ByteArrayInputStream(file));
    }

    private Friend friend(String name) {
        var friend = connection.channel().crowd(1).getFirst();
        connection
                .portal()
                .createContact(Map.of(
                        "line_user_id",
                        friend.userId(),
                        "line_user_name",
                        name,
                        "line_follow",
                        "YES",
                        "email",
                        friend.userId().toLowerCase(Locale.ROOT) + "@line.me"));
        return friend;
    }

    /** The focus moves to where a person goes on a moment after a part of the page was replaced. */
    private static void settled(Page page) {
        assertThat(page.locator(".htmx-added, .htmx-settling, .htmx-request")).hasCount(0);
    }

    /** With the pointer, from the middle of that element; by fractions of the box of another one. */
    private static void draw(Page page, String from, String over, double x, double y) {
        settled(page);
        var start = page.locator(from);
        start.scrollIntoViewIfNeeded();
        var held = start.boundingBox();
        var box = page.locator(over).boundingBox();
        page.mouse().move(held.x + held.width / 2, held.y + held.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width * x, box.y + box.height * y);
        page.mouse().move(box.x + box.width * x + 1, box.y + box.height * y);
        page.mouse().up();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void twoVariantsWithEmojiAndBubblesInAnotherOrder(Language language, Size size) {
        connection.channel().useWebhook(false);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(here + "/broadcasts/new");
        page.fill("#f-title", "秋のセール");
        page.check("[name=whom][value=ALL]");
        page.fill("#f-bubbles-0-text", "こんにちは！");
        page.locator("#f-bubbles-0-text").press("Home");
        page.click("[data-emoji=f-bubbles-0-text]");
        assertThat(page.locator("#emoji-list button:focus")).hasText("😀");
        assertAccessible(page);
        shoot(page, "compose-emoji", language, size);
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("😃こんにちは！");
        assertThat(page.locator("#f-bubbles-0-text")).isFocused();
        page.locator("#f-bubbles-0-text").press("End");
        page.click("[data-emoji=f-bubbles-0-text]");
        page.fill("#emoji-id", "002");
        page.keyboard().press("Enter");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("😃こんにちは！$(5ac1bfd5040ab15980c9b435:002)");
        assertThat(page.locator("#preview .phone-emoji")).isVisible();
        page.click("button[value='variants']");
        assertThat(page.locator(".variant")).hasCount(2);
        assertThat(page.locator("#preview-title")).containsText("B");
        page.fill("#f-bubbles-0-text", "こんばんは！");
        assertThat(page.locator("#preview .phone-text")).hasText("こんばんは！");
        page.click("button[value='bubble:text']");
        page.fill("#f-bubbles-1-text", "まもなく終了");
        settled(page);
        page.fill("#f-variants-0-percent", "60");
        assertThat(page.locator("[data-sum]")).hasText("110");
        assertAccessible(page);
        draw(page, "[data-drag='bubbles[1]']", ".bubble[data-item] >> nth=0", 0.3, 0.05);
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("まもなく終了");
        assertThat(page.locator("#f-bubbles-1-text")).hasValue("こんばんは！");
        page.click("button[value=save]");
        assertThat(page.locator("#f-variants-wrong")).containsText("110");
        assertAccessible(page);
        shoot(page, "compose-variants", language, size);
        page.fill("#f-variants-1-percent", "40");
        page.click("button[value='variant:0']");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("😃こんにちは！$(5ac1bfd5040ab15980c9b435:002)");
        assertThat(page.locator("#preview-title")).containsText("A");
        assertThat(page.locator("#preview .phone-text")).containsText("こんにちは");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        shoot(page, "compose-variants-dark", language, size);
        page.click("button[value=save]");
        page.waitForURL(Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$"));
        var id = page.url().replaceAll(".*/", "");
        var kept =
                json(BROWSER.world().api("GET", "/api/broadcasts/" + id, null)).path("variants");
        assertThat(kept.at("/0/message/bubbles/0/emojis/0/index").asInt()).isEqualTo(8);
        assertThat(kept.at("/1/message/bubbles/0/text").asString("")).isEqualTo("まもなく終了");
        assertThat(kept.at("/1/percent").asInt()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void areasAreDrawnMovedAndResized(Language language, Size size, @TempDir Path directory) throws IOException {
        picture();
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(here + "/messages/new");
        page.click("button[value='remove:bubbles[0]']");
        page.click("button[value='bubble:rich']");
        page.click("button[value='choose:bubbles[0].mediaId']");
        var large = directory.resolve("large.jpg");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((10 << 20) + 1);
        }
        page.setInputFiles("#file", large);
        assertThat(page.locator("#file-wrong")).containsText("10");
        assertThat(page.locator("button[form=upload]")).isDisabled();
        assertAccessible(page);
        page.click("#choices button[value^='take:']");
        assertThat(page.locator("img.thumb")).isVisible();
        page.selectOption("#f-bubbles-0-template", "TWO_COLUMNS");
        page.fill("#f-bubbles-0-actions-1-value", "https://www.example.com/2");
        page.selectOption("#f-bubbles-0-template", "FREE");
        assertThat(page.locator(".canvas .area")).hasCount(2);
        assertThat(page.locator("#f-bubbles-0-areas-1-x")).hasValue("520");
        assertThat(page.locator("#f-bubbles-0-areas-1-value")).hasValue("https://www.example.com/2");
        page.click("button[value='remove:bubbles[0].areas[1]']");
        assertThat(page.locator(".canvas .area")).hasCount(1);
        settled(page);
        page.fill("#f-bubbles-0-areas-0-width", "260");
        page.fill("#f-bubbles-0-areas-0-height", "130");
        draw(page, ".canvas", ".canvas", 0.75, 0.75);
        assertThat(page.locator(".canvas .area")).hasCount(2);
        assertThat(page.locator("#f-bubbles-0-areas-1-")).isFocused();
        assertNear(page, "x", 520);
        assertNear(page, "y", 260);
        assertNear(page, "width", 260);
        assertNear(page, "height", 130);
        draw(page, ".canvas .area:last-child .corner", ".canvas", 0.9, 0.9);
        assertNear(page, "width", 416);
        draw(page, ".canvas .area:last-child rect:first-child", ".canvas", 0.2, 0.225);
        assertNear(page, "x", 0);
        assertNear(page, "y", 13);
        page.fill("#f-bubbles-0-areas-1-value", "https://www.example.com/3");
        page.fill("#f-bubbles-0-areas-0-value", "https://www.example.com/1");
        page.fill("#f-bubbles-0-altText", "メニュー");
        assertThat(page.locator("#preview .phone-area")).hasCount(2);
        assertAccessible(page);
        shoot(page, "compose-areas", language, size);
    }

    private static void assertNear(Page page, String name, int pixels) {
        assertThat(Integer.parseInt(page.inputValue("#f-bubbles-0-areas-1-" + name)))
                .as(name)
                .isBetween(pixels - 8, pixels + 8);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aTestIsSentToPeopleByName(Language language, Size size) {
        connection.channel().useWebhook(false);
        var sakura = friend("さくら");
        friend("たろう");
        connection.portal().createContact(Map.of("line_user_id", "no id", "line_user_name", "はなこ"));
        connection
                .portal()
                .createContact(
                        Map.of("line_user_id", "U" + "1".repeat(32), "line_user_name", "じろう", "line_follow", "NO"));
        eventually(
                "HubSpot finds all of them",
                () -> json(BROWSER.world().api("GET", "/api" + here + "/friends", null))
                                .path("items")
                                .size()
                        == 4);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate(here + "/broadcasts/new");
        page.fill("#f-title", "秋のセール");
        page.check("[name=whom][value=ALL]");
        page.fill("#f-bubbles-0-text", "こんにちは");
        settled(page);
        page.click("button[value=test]");
        page.waitForURL(Pattern.compile(".*/test$"));
        assertThat(page.locator("#test-found li")).hasCount(4);
        assertThat(page.locator("#test-found button")).hasCount(3);
        assertAccessible(page);
        page.fill("#test-query", "はな");
        assertThat(page.locator("#test-found li")).hasCount(1);
        page.click("#test-found button");
        assertThat(page.locator(".chip")).containsText("はなこ");
        settled(page);
        page.fill("#test-query", "さく");
        assertThat(page.locator("#test-found .which")).containsText("さくら");
        page.click("#test-found button");
        assertThat(page.locator(".chip")).hasCount(2);
        shoot(page, "compose-test", language, size);
        page.click("button[value=send]");
        assertThat(page.locator(".flash.lost")).containsText(language == Language.JA ? "はなこさん" : "はなこ:");
        assertThat(page.locator(".chip")).hasCount(2);
        assertAccessible(page);
        page.click(".chip:has-text('はなこ') button");
        assertThat(page.locator(".chip")).hasCount(1);
        page.click("button[value=send]");
        page.waitForURL(Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$"));
        assertThat(page.locator(".flash.did")).isVisible();
        assertThat(sakura.received()).hasSize(1);
    }
}
