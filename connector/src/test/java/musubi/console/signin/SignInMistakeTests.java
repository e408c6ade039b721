package musubi.console.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInMistakeTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aWrongPasswordKeepsTheEmailOutOfTheAddress(Language language, Size size) {
        var page = BROWSER.nobody(size, language);
        page.navigate("/login");
        page.fill("#email", "nobody@example.com");
        page.fill("#password", "not the password");
        page.click("#login button");
        assertThat(page.locator(".flash.lost")).isVisible();
        assertThat(page.locator("#email")).hasValue("nobody@example.com");
        assertThat(page.locator("#password")).hasValue("");
        assertThat(page.locator("#password")).isFocused();
        assertThat(page.url()).doesNotContain("example.com");
        assertAccessible(page);
    }
}
