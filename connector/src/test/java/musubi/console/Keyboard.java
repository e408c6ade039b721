package musubi.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** Goes through a page by the keyboard. */
final class Keyboard {

    private Keyboard() {}

    /** Presses Tab until the focus is there. */
    static void tabTo(Page page, String selector) {
        var there = page.locator(selector);
        for (var stops = 0; stops < 40; stops++) {
            press(page, "Tab");
            if (Boolean.TRUE.equals(there.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not come to " + selector);
    }

    /** Presses a key. After Tab, what has the focus has to be visible and marked. */
    static void press(Page page, String key) {
        page.keyboard().press(key);
        if (key.equals("Tab")) {
            assertThat(page.evaluate("""
                            () => {
                              const style = getComputedStyle(document.activeElement);
                              const box = document.activeElement.getBoundingClientRect();
                              const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                                || style.boxShadow !== 'none';
                              const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight
                                && box.right > 0 && box.left < innerWidth;
                              return marked && inside ? '' : document.activeElement.outerHTML;
                            }
                            """)).as("what has the focus").isEqualTo("");
        }
    }
}
