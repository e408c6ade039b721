package musubi.testing.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page is left before its test cleans up, and is like new for the next one. */
class BrowserWorldTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private static final Set<Page> USED = new HashSet<>();

    private @Nullable Page page;
    private String address = "";

    @Test
    void aPageIsThereDuringItsTest() {
        page = BROWSER.nobody(Size.DESKTOP, Language.EN);
        page.navigate("/sign-in");
        address = page.url();
        assertThat(page.locator("h1")).isVisible();
    }

    @RepeatedTest(2)
    void whatATestLeftBehindTheNextOneDoesNotFind() {
        page = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        USED.add(page);
        assertThat(USED).hasSizeLessThanOrEqualTo(2);
        assertThat(page.context().pages()).hasSize(1);
        page.navigate("/settings/me");
        address = page.url();
        assertThat(page.locator("h1")).isVisible();
        assertLikeNew(page);

        page.evaluate("() => { sessionStorage.setItem('left', 'a'); localStorage.setItem('left', 'b'); }");
        page.setViewportSize(Size.DESKTOP.width(), Size.DESKTOP.height());
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.route("**/settings/me", Route::abort);
        page.context().newPage();
        // of two at once each has one of its own
        var other = BROWSER.nobody(Size.PHONE, Language.JA);
        USED.add(other);
        assertThat(other.equals(page)).isFalse();
        assertThat(other.context().cookies()).isEmpty();
        other.navigate("/login");
        assertLikeNew(other);
    }

    private static void assertLikeNew(Page page) {
        assertThat(page.evaluate("sessionStorage.getItem('left') ?? localStorage.getItem('left')"))
                .isNull();
        assertThat(page.evaluate("innerWidth")).isEqualTo(Size.PHONE.width());
        assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(false);
    }

    @AfterEach
    void andLeftAfterIt() {
        assertThat(Objects.requireNonNull(page).url()).isNotEqualTo(address);
    }
}
