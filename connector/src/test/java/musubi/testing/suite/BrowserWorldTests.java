package musubi.testing.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What deletes a test's connection finds no page that still asks for it. */
class BrowserWorldTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private @Nullable Page page;

    @Test
    void aPageIsOpenDuringItsTest() {
        page = BROWSER.nobody(Size.DESKTOP, Language.EN);
        page.navigate("/sign-in");
        assertThat(page.isClosed()).isFalse();
    }

    @AfterEach
    void andClosedAfterIt() {
        assertThat(page).isNotNull().extracting(Page::isClosed).isEqualTo(true);
    }
}
