package musubi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import musubi.testing.browser.Axe;
import musubi.testing.browser.Chromium;
import musubi.testing.browser.Tab;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A {@link TestWorld} seen through the system's Chromium. Tests are left out where there is none. After each test no page
 * may have had an error in its script or against its content security policy.
 */
public final class BrowserWorld
        implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {

    /** Of everybody that this makes. */
    public static final String PASSWORD = "long enough to be taken";

    private static final String SESSION = "musubi-session";

    /** How large a window is. */
    public enum Size {
        DESKTOP(1280, 800),
        PHONE(360, 740);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }

        public int width() {
            return width;
        }

        public int height() {
            return height;
        }
    }

    private final TestWorld world;
    private final boolean shared;
    private final Map<String, String> signedIn = new HashMap<>();
    private final List<Tab> tabs = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private BrowserWorld(TestWorld world, boolean shared) {
        this.world = world;
        this.shared = shared;
    }

    /** On a {@link TestWorld#shared() shared} world. To be registered as a static extension. */
    public static BrowserWorld shared() {
        return new BrowserWorld(TestWorld.shared(), true);
    }

    /** On a world of its own with these settings. */
    public static BrowserWorld with(Map<String, Object> settings) {
        return with(settings, (_, _) -> {});
    }

    /** The same with beans of its own. */
    public static BrowserWorld with(
            Map<String, Object> settings, BiConsumer<TestWorld, GenericApplicationContext> beans) {
        return new BrowserWorld(TestWorld.with(settings, beans), false);
    }

    /** On that shared world. */
    public static BrowserWorld on(TestWorld world) {
        return new BrowserWorld(world, true);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(Chromium.isThere(), "no Chromium on this machine");
        PlaywrightAssertions.setDefaultAssertionTimeout(Tab.TIMEOUT);
        world.beforeAll(context);
    }

    public TestWorld world() {
        return world;
    }

    /** A page of one who is not signed in; it is at no address yet, and takes paths. */
    public Page nobody(Size size, Language language) {
        return page(world().url(), size, language, null);
    }

    /** The same at another Musubi. */
    public Page nobody(URI musubi, Size size, Language language) {
        return page(musubi, size, language, null);
    }

    /** A page of one who is signed in with that role, sees all connections and uses that language. */
    public Page as(Role role, Size size, Language language) {
        var session = signedIn.computeIfAbsent(email(role, language), email -> {
            world().bean(People.class).create(email, role.name(), PASSWORD, Scope.all(role), language);
            return signIn(email);
        });
        return page(world().url(), size, language, session);
    }

    /** The address of whom {@link #as} signs in. */
    public static String email(Role role, Language language) {
        return (role.name() + "-" + language.code() + "@example.com").toLowerCase(Locale.ROOT);
    }

    /** A page of a person who is there already. */
    public Page as(String email, Size size, Language language) {
        return page(world().url(), size, language, signIn(email));
    }

    /** By HTTP: how the sign-in page works is not what each class is about. */
    private String signIn(String email) {
        return ConsoleSession.at(world().url()).signedIn(email, PASSWORD);
    }

    /** After its test the page is closed, since the test changes what it cannot forget, for example by an init script. */
    public void closeAfterwards(Page page) {
        tabs.stream().filter(tab -> tab.page().equals(page)).forEach(Tab::closeAfterwards);
    }

    private Page page(URI musubi, Size size, Language language, @Nullable String session) {
        var locale = language == Language.JA ? "ja-JP" : "en-GB";
        var tab = Tab.take(new Tab.Look(musubi, size.width, size.height, locale));
        tabs.add(tab);
        if (session != null) {
            tab.context().addCookies(List.of(new Cookie(SESSION, session).setUrl(musubi.toString())));
        }
        return tab.page();
    }

    /**
     * Axe finds nothing by WCAG 2.0 to 2.2 A and AA and its own practices, and the page is not wider than its window. Where
     * a dialog is open nothing else can be reached, so axe looks at that alone.
     */
    public static void assertAccessible(Page page) {
        assertThat(Axe.violations(page)).as(page.url()).isEmpty();
        assertNothingCutOff(page);
    }

    /** The page is not wider than its window. */
    public static void assertNothingCutOff(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing is cut off at the right of " + page.url())
                .isEqualTo(true);
    }

    /**
     * Keeps what the page looks like as {@code <name>.png} in the directory of {@code -Dmusubi.screenshots=…}; without it
     * nothing, since pictures are a third of the work.
     */
    public static void shot(Page page, String name) {
        shot(page, name, true);
    }

    /** The same, but only of the part of the page that is visible. */
    public static void shotOfWindow(Page page, String name) {
        shot(page, name, false);
    }

    private static void shot(Page page, String name, boolean fullPage) {
        var directory = System.getProperty("musubi.screenshots");
        if (directory != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(directory, name + ".png"))
                    .setFullPage(fullPage));
        }
    }

    /** Before the test's own {@code @AfterEach}: a page that is still open asks for what that deletes. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        tabs.forEach(tab -> errors.addAll(tab.errors()));
        tabs.forEach(Tab::giveBack);
        tabs.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        world.afterEach(context);
        var seen = List.copyOf(errors);
        errors.clear();
        assertThat(seen).as("errors in pages").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        signedIn.clear();
        Tab.leaveAllBut(shared ? world.url() : null);
        world.afterAll(context);
    }
}
