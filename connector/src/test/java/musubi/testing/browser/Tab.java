package musubi.testing.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of this thread's Chromium, used by one test after the other: a new one is a process that reads axe, the scripts and
 * the fonts again, twice the work. Between two tests it forgets cookies, storage, routes and how it looked. What a page
 * cannot forget, an init script for example, is for one that is {@linkplain #closeAfterwards closed afterwards}.
 */
public final class Tab {

    /** Unused ones of a thread; each holds some 50 MB. */
    private static final int MAX_IDLE = 4;

    /** Milliseconds; several classes share two processors. */
    public static final double TIMEOUT = 30_000;

    /** Asks for nothing, and is of the address whose storage is to be emptied. */
    private static final String AT_REST = "/assets/icon.svg";

    private static final ThreadLocal<Deque<Tab>> IDLE = ThreadLocal.withInitial(ArrayDeque::new);

    /**
     * What cannot be changed any more.
     *
     * @param musubi where paths lead to
     * @param locale a browser's language, for example {@code ja-JP}
     */
    public record Look(URI musubi, int width, int height, String locale) {}

    private final Look look;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private boolean once;

    private Tab(Look look) {
        this.look = look;
        this.context = Chromium.here()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(look.musubi().toString())
                        .setViewportSize(look.width(), look.height())
                        .setLocale(look.locale())
                        .setTimezoneId("Asia/Tokyo")
                        // a colour on its way from light to dark is no colour of the page
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(TIMEOUT);
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // answers that are errors are told here too, and are often what a test wants
            // so are, by htmx, requests that a newer one replaces, and those that a test lets nobody answer
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")
                    && !message.text().startsWith("htmx:sendAbort")
                    && !message.text().startsWith("htmx:sendError")
                    && !message.text().startsWith("htmx:afterRequest")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** One that nobody uses, at no address of the test's yet. */
    public static Tab take(Look look) {
        var idle = IDLE.get();
        for (var tab : idle) {
            if (tab.look.equals(look)) {
                idle.remove(tab);
                return tab;
            }
        }
        return new Tab(look);
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    /** Errors of its scripts and against its content security policy, since it was taken. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Leaves the page, whose requests end by that, for another test. */
    public void giveBack() {
        if (once || !forgets()) {
            context.close();
            return;
        }
        var idle = IDLE.get();
        idle.push(this);
        if (idle.size() > MAX_IDLE) {
            idle.removeLast().context.close();
        }
    }

    /** The next {@link #giveBack} closes it. */
    public void closeAfterwards() {
        once = true;
    }

    /** Closes unused ones of this thread, except those at this address. */
    public static void leaveAllBut(@Nullable URI musubi) {
        IDLE.get().removeIf(tab -> {
            if (tab.look.musubi().equals(musubi)) {
                return false;
            }
            tab.context.close();
            return true;
        });
    }

    private boolean forgets() {
        try {
            context.pages().stream().filter(other -> !other.equals(page)).forEach(Page::close);
            page.unrouteAll();
            context.unrouteAll();
            var answer = page.navigate(AT_REST, new Page.NavigateOptions().setTimeout(5_000));
            if (answer == null || !answer.ok()) {
                return false;
            }
            context.clearCookies();
            page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }");
            page.setViewportSize(look.width(), look.height());
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(ColorScheme.LIGHT)
                    .setReducedMotion(ReducedMotion.REDUCE));
            errors.clear();
            return true;
        } catch (PlaywrightException broken) {
            return false;
        }
    }
}
