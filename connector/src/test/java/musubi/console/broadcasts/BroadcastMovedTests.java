package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import musubi.broadcast.BroadcastCalls;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scheduled broadcast is looked at on a phone, gets another time, and is taken as the beginning of another one. */
class BroadcastMovedTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final BroadcastCalls calls =
            new BroadcastCalls(BROWSER.world(), BROWSER.world().connect());

    private String list() {
        var people = calls.friends(2);
        return calls.list(
                "会員",
                List.of(
                        calls.contact(people.get(0), Map.of("lastname", "山田")),
                        calls.contact(people.get(1), Map.of("lastname", "鈴木"))));
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "broadcast-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aScheduledOneGetsAnotherTimeAndIsTheBeginningOfAnother(Language language, Size size) {
        var japanese = language == Language.JA;
        var at = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        var members = list();
        var id = calls.draft(Map.of(
                "title",
                "秋のセール",
                "message",
                BroadcastCalls.message("{{ contact.lastname }}様、秋のセールです。"),
                "audience",
                Map.of("lists", List.of(members), "notReachedForDays", 7),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#at"))
                .hasValue(LocalDateTime.ofInstant(at, TOKYO).toString());
        assertThat(page.locator("#phone .phone-text")).hasText("山田様、秋のセールです。");
        page.click("#person-next");
        assertThat(page.locator("#phone .phone-text")).hasText("鈴木様、秋のセールです。");
        assertThat(page.locator("#person-next")).isDisabled();
        assertAccessible(page);
        picture(page, "scheduled", language);

        page.fill("#at", "2026-01-31T10:30");
        page.click("#time button");
        assertThat(page.locator("#at-refused")).containsText(japanese ? "過ぎた日時" : "has passed");
        assertThat(page.locator("#at")).hasValue("2026-01-31T10:30");
        assertThat(page.locator("#at")).isFocused();
        assertAccessible(page);
        picture(page, "moved-refused", language);
        page.fill("#at", "");
        page.click("#time button");
        assertThat(page.locator("#at-refused")).containsText(japanese ? "入力" : "Enter");
        assertThat(calls.get(id).path("at").asString("")).isEqualTo(at.toString());

        var day = LocalDateTime.ofInstant(at, TOKYO).plusDays(1);
        page.fill("#at", day.withHour(23).withMinute(5).toString());
        page.click("#time button");
        assertThat(page.locator(".flash.did")).containsText(japanese ? "控える時間帯" : "quiet hours");
        page.fill("#at", day.withHour(10).withMinute(30).toString());
        page.click("#time button");
        assertThat(page.locator(".flash.did")).containsText("10:30");
        assertThat(page.locator(".flash.did")).not().containsText(japanese ? "控える" : "quiet");
        assertThat(page.locator("#now")).containsText("10:30");
        var moved = calls.get(id);
        assertThat(Instant.parse(moved.path("at").asString("")))
                .isEqualTo(day.withHour(10).withMinute(30).atZone(TOKYO).toInstant());
        assertThat(moved.path("state").asString("")).isEqualTo("SCHEDULED");

        page.click("#duplicate");
        assertThat(page.locator("#f-bubbles-0-text")).hasValue("{{ contact.lastname }}様、秋のセールです。");
        assertThat(page.locator(".chip")).containsText("会員");
        assertThat(page.locator("#f-audience-notReachedForDays")).hasValue("7");
        // neither its time nor how far it is
        assertThat(page.locator("[name=when][value=NOW]")).isChecked();
        assertThat(page.locator("#f-at")).hasValue("");
        page.click("button[value=save]");
        page.waitForURL(Pattern.compile(".*/broadcasts/[0-9a-f-]{36}$"));
        assertThat(page.locator("#now")).hasAttribute("data-state", "DRAFT");
        assertThat(page.locator("#time")).hasCount(0);
        var copy = calls.get(page.url().replaceAll(".*/", ""));
        assertThat(copy.path("id")).isNotEqualTo(moved.path("id"));
        assertThat(copy.path("at").isNull()).isTrue();
        assertThat(copy.path("message").path("bubbles"))
                .isEqualTo(moved.path("message").path("bubbles"));
        assertThat(copy.path("audience")).isEqualTo(moved.path("audience"));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void eachVariantIsShownOnThePhoneAndWhoHasNoValueGetsNothing(Language language, Size size) {
        var people = calls.friends(2);
        var members = calls.list(
                "会員",
                List.of(
                        calls.contact(people.get(0), Map.of("lastname", "山田")),
                        calls.contact(people.get(1), Map.of())));
        var id = calls.draft(Map.of(
                "variants",
                List.of(
                        Map.of("name", "やさしく", "percent", 60, "message", BroadcastCalls.message("こんにちは")),
                        Map.of(
                                "name",
                                "名前で",
                                "percent",
                                40,
                                "message",
                                BroadcastCalls.message("{{ contact.lastname }}様"))),
                "audience",
                Map.of("lists", List.of(members))));
        var page = BROWSER.as(Role.VIEWER, size, language);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#phone .phone-text")).hasText("こんにちは");
        assertThat(page.locator("#variant-0")).hasAttribute("aria-pressed", "true");
        page.click("#variant-1");
        assertThat(page.locator("#phone .phone-text")).hasText("山田様");
        assertThat(page.locator("#variant-1")).isFocused();
        assertAccessible(page);
        page.click("#person-next");
        assertThat(page.locator("#phone .screen .hint")).isVisible();
        assertThat(page.locator("#phone")).containsText("lastname");
        // in the words of the form
        assertThat(page.locator("#outlook"))
                .containsText(language == Language.JA ? "パターン2 吹き出し1" : "Variant 2 Bubble 1");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        picture(page, "variants", language);
    }
}
