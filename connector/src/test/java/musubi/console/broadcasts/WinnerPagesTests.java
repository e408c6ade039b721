package musubi.console.broadcasts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.regex.Pattern;
import musubi.broadcast.Taps;
import musubi.broadcast.winner.WinnerCalls;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rest of an A/B test gets the winner: written, waited for, chosen and reported in a browser. */
class WinnerPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.adjusted());

    private final WinnerCalls winners = new WinnerCalls(BROWSER.world());
    private final Taps taps = winners.taps();
    private final String connection = winners.calls().connection().id();

    @AfterEach
    void nothingGoesOn() {
        BROWSER.world().api("DELETE", "/api/connections/" + connection, null);
    }

    private static void picture(Page page, String name, Language language) {
        shot(page, "winner-%s-%s".formatted(name, language).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aPartFirstIsWrittenInTheEditor(Language language, Size size) {
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/connections/" + connection + "/broadcasts/new");
        page.fill("#f-title", "週末セール");
        page.fill("#f-bubbles-0-text", "A https://shop.example.com/a");
        page.click("button[value=variants]");
        assertThat(page.locator("#shares strong").first()).hasText("100%");
        assertThat(page.locator("[data-after]")).isHidden();
        assertThat(page.locator("#shares .rest")).isHidden();
        page.check("[data-winner][value=CLICK_RATE]");
        assertThat(page.locator("#shares")).hasClass(Pattern.compile(".*refused.*"));
        page.fill("#f-variants-0-percent", "10");
        page.fill("#f-variants-1-percent", "15");
        assertThat(page.locator("[data-rest]")).hasText("75");
        assertThat(page.locator("#shares")).not().hasClass(Pattern.compile(".*refused.*"));
        assertThat(page.locator("#f-winner-after")).hasValue("PT4H");
        page.selectOption("#f-winner-after", "PT30M");
        assertAccessible(page);
        picture(page, "editor", language);
        page.locator("input[name=whom][value=ALL]").check();
        page.locator("button[value=save]").first().click();
        page.waitForURL("**/broadcasts/*");
        var id = page.url().replaceAll(".*/", "");
        var kept = winners.calls().get(id);
        assertThat(kept.at("/winner/by").asString("")).isEqualTo("CLICK_RATE");
        assertThat(kept.at("/winner/after").asString("")).isEqualTo("PT30M");
        assertThat(kept.at("/variants/1/percent").asInt(0)).isEqualTo(15);

        page.navigate("/broadcasts/" + id + "/edit");
        assertThat(page.locator("[data-winner][value=CLICK_RATE]")).isChecked();
        assertThat(page.locator("#f-winner-after")).hasValue("PT30M");
        page.fill("#f-variants-0-percent", "85");
        page.locator("button[value=save]").first().click();
        assertThat(page.locator("#f-variants-wrong")).containsText("100%");
        page.check("[data-winner][value=ALL]");
        page.locator("button[value=save]").first().click();
        page.waitForURL("**/broadcasts/" + id);
        assertThat(winners.winner(id).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void theRestWaitsUntilAPersonChooses(Language language, Size size) {
        var japanese = language == Language.JA;
        var people = winners.calls().friends(60);
        var id = winners.held(people, WinnerCalls.linked(WinnerCalls.BY_CLICKS));
        var rest = WinnerCalls.rest(people);
        var clicked = WinnerCalls.having(people, "B").subList(0, 4);
        clicked.forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        taps.counts(id, 4, 4);
        var page = BROWSER.as(Role.OPERATOR, size, language);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#winner")).containsText(Integer.toString(rest.size()));
        assertThat(page.locator("#winner tbody tr")).hasCount(2);
        assertThat(page.locator("#winner tbody tr").nth(1)).containsText("%");
        assertAccessible(page);
        picture(page, "waits", language);
        page.locator("#winner .acts a").nth(1).click();
        assertThat(page.locator("#ask")).containsText(japanese ? "「B」" : "“B”");
        assertAccessible(page);
        picture(page, "ask", language);
        page.click("#ask button");
        assertThat(page.locator("#winner")).containsText(japanese ? "手動で" : "by hand");
        winners.calls().reaches(id, "DONE");
        WinnerCalls.haveOne(people, rest, "B");

        taps.open(Taps.link(rest.getFirst()), Taps.PHONE);
        taps.counts(id, 5, 5);
        page.navigate("/broadcasts/" + id + "/report");
        assertThat(page.locator("#winner")).containsText(japanese ? "「B」" : "B was chosen");
        assertThat(page.locator("#variants > .wide tbody tr").first()).containsText("A");
        assertThat(page.locator("#remainder tbody tr .number").first()).hasText(Integer.toString(rest.size()));
        assertThat(page.locator("#remainder tbody tr .number").nth(1)).hasText("1");
        assertThat(page.locator("#links tbody tr")).hasCount(3);
        assertAccessible(page);
        picture(page, "report", language);
        var admin = BROWSER.as(Role.ADMIN, size, language);
        admin.navigate("/settings/audit");
        assertThat(admin.locator("body")).containsText(japanese ? "残りの人に送るパターンを決定" : "variant for the rest chosen");
    }

    @Test
    void whoOnlyLooksChoosesNothing() {
        var people = winners.calls().friends(30);
        var id = winners.held(people, WinnerCalls.plain(WinnerCalls.BY_HAND));
        var page = BROWSER.as(Role.VIEWER, Size.DESKTOP, Language.JA);
        page.navigate("/broadcasts/" + id);
        assertThat(page.locator("#winner tbody tr")).hasCount(2);
        assertThat(page.locator("#winner a")).hasCount(0);
        assertThat(page.navigate("/broadcasts/" + id + "/winner?variant=A").status())
                .isEqualTo(403);
        eventually("nobody has it", () -> winners.heldRows(id) > 0);
    }
}
