package musubi.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.assertNothingCutOff;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;

/**
 * A page to open.
 *
 * @param who whether somebody is signed in
 * @param name of its picture
 * @param ready selector of something that is there once the page has all it loads afterwards
 */
record PageVisit(Who who, String name, String path, String ready, int status) {

    /** The names of visible buttons of one size that have another one right beside or below them. */
    private static final String TOUCHING = """
            [...document.querySelectorAll('main .btn')].filter(one => one.checkVisibility()).flatMap((one, at, all) =>
                all.slice(at + 1).filter(other => {
                    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
                    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > -4
                        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > -4;
                }).map(other => one.textContent.trim() + ' | ' + other.textContent.trim()))
            """;

    private static final String UNEVEN = """
            [...document.querySelectorAll('.counts, .figures, .glance dl')].filter(list => {
                const lines = new Map();
                for (const each of list.querySelectorAll(':scope > div')) {
                    const row = Math.round(each.getBoundingClientRect().top);
                    const number = each.querySelector('dd').getBoundingClientRect().top;
                    if (Math.abs((lines.get(row) ?? number) - number) > 1) {
                        return true;
                    }
                    lines.set(row, number);
                }
                return false;
            }).map(list => list.textContent)
            """;

    static PageVisit of(String name, String path) {
        return new PageVisit(Who.ADMIN, name, path, "h1", 200);
    }

    static PageVisit ofNobody(String name, String path, int status) {
        return new PageVisit(Who.NOBODY, name, path, "h1", status);
    }

    PageVisit when(String there) {
        return new PageVisit(who, name, path, there, status);
    }

    enum Who {
        NOBODY,
        ADMIN
    }

    /** Size and colours of a page. */
    enum Look {
        DESKTOP_LIGHT(Size.DESKTOP, ColorScheme.LIGHT),
        PHONE_DARK(Size.PHONE, ColorScheme.DARK);

        private final Size size;
        private final ColorScheme scheme;

        Look(Size size, ColorScheme scheme) {
            this.size = size;
            this.scheme = scheme;
        }

        void at(Page page) {
            page.setViewportSize(size.width(), size.height());
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(scheme)
                    // what fades has no contrast on the way
                    .setReducedMotion(ReducedMotion.REDUCE));
        }
    }

    /** Axe goes over each page in one language, and in both looks: to read and compile axe is a third of its work. */
    private Language withAxe() {
        return name.hashCode() % 2 == 0 ? Language.JA : Language.EN;
    }

    /** The page leads to a guide that is there, and to a place in it that is there. */
    private static void assertHelped(Page page) {
        var guide = page.locator(".to-guide").getAttribute("href");
        var answer = page.request().get(guide.replaceAll("#.*", ""));
        assertThat(answer.status()).as(guide).isEqualTo(200);
        if (guide.contains("#")) {
            assertThat(answer.text()).as(guide).contains("id=\"" + guide.replaceAll(".*#", "") + "\"");
        }
    }

    /** Opens the page and asserts that it is well made, in each look; takes screenshots. */
    void check(Page page, Language language) {
        Look.DESKTOP_LIGHT.at(page);
        var answer = Objects.requireNonNull(page.navigate(path));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(page.locator(ready).first()).isVisible();
        assertThat(page.locator(".htmx-request")).hasCount(0);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.title()).isEqualTo(page.locator("h1").textContent() + " - Musubi");
        assertThat(page.content()).doesNotContain("??");
        assertThat(page.locator("html")).hasAttribute("lang", language.code());
        if (page.locator(".rail").count() > 0 && !path.startsWith("/guides")) {
            assertHelped(page);
        }
        for (var look : Look.values()) {
            look.at(page);
            assertThat(page.locator("html"))
                    .hasAttribute("data-bs-theme", look.scheme.name().toLowerCase(Locale.ROOT));
            assertThat(page.evaluate("""
                            [...document.querySelectorAll('.rail a, .rail summary')]
                                .filter(each => each.getBoundingClientRect().right > innerWidth).length
                            """))
                    .as("links cut off at the right, %s", look)
                    .isEqualTo(0);
            assertThat((List<?>) page.evaluate(TOUCHING))
                    .as("buttons that touch, %s", look)
                    .isEmpty();
            assertThat((List<?>) page.evaluate(UNEVEN))
                    .as("numbers of a row that stand on different lines, %s", look)
                    .isEmpty();
            if (language == withAxe()) {
                assertAccessible(page);
            } else {
                assertNothingCutOff(page);
            }
            shot(page, "every/%s-%s-%s".formatted(name, language, look).toLowerCase(Locale.ROOT));
        }
    }
}
