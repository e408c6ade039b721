package musubi.console.settings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    /** What other classes did within the hour is counted with it. */
    private static long events;

    @BeforeAll
    static void someWork() {
        events = 7 + Throughput.total(BROWSER.world().bean(Throughput.class).lastHour(), Throughput.Measure.EVENTS);
        var connection = BROWSER.world().connect();
        connection.channel().crowd(7);
        connection.drained();
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void whatMusubiDoesIsToldInNumbersAndDrawn(Language language, Size size) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/system");
        assertThat(page.locator(".figures dd").first()).hasText("%,d".formatted(events));
        assertThat(page.locator(".readings .well")).hasCount(3);
        assertThat(page.locator("#system")).containsText("PostgreSQL");
        assertThat(page.locator("#work canvas")).isVisible();
        assertThat(page.locator("#work table")).isHidden();
        page.click("#work summary");
        assertThat(page.locator("#work tbody tr")).hasCount(12);
        // two rows, where a step ended in between
        assertThat(page.evaluate("""
                            [...document.querySelectorAll('#work tbody tr')]
                                .reduce((sum, row) => sum + Number(row.querySelector('td').textContent.replace(',', '')), 0)
                            """)).isEqualTo((int) events);
        assertAccessible(page);
    }

    @Test
    void itIsForAdmins() {
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.EN);
        page.navigate("/system");
        assertThat(page.locator("h1")).hasText("You may not open this page");
    }

    @Test
    void withoutStandInsThereIsNoSandbox() {
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        page.navigate("/sandbox");
        assertThat(page.locator("h1")).hasText("There is no such page");
        assertThat(page.locator(".rail a[href='/sandbox']")).hasCount(0);
    }
}
