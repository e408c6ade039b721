package musubi.testing.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's Chromium, preferably the one without what only a window needs, which halves its work. It is started once for
 * each thread that tests run on, since what Playwright makes belongs to one thread.
 * It ends with this program, whose end its driver sees.
 */
public final class Chromium {

    /**
     * Playwright's own list, since the last of two is what counts, and after it what of a window nobody sees here: the
     * address bar's pages and renderers held in reserve are three processes for each page of ours.
     */
    private static final String FEATURES_OFF = String.join(
            ",",
            "AvoidUnnecessaryBeforeUnloadCheckSync",
            "BoundaryEventDispatchTracksNodeRemoval",
            "DestroyProfileOnBrowserClose",
            "DialMediaRouteProvider",
            "GlobalMediaControls",
            "HttpsUpgrades",
            "LensOverlay",
            "MediaRouter",
            "PaintHolding",
            "ThirdPartyStoragePartitioning",
            "BlockOriginHeaderModificationOnRedirect",
            "Translate",
            "AutoDeElevate",
            "OptimizationHints",
            "WebUIOmniboxPopup",
            "WebUIOmniboxAimPopup",
            "WebUIOmniboxFullPopup",
            "PreloadTopChromeWebUI",
            "SpareRendererForSitePerProcess");

    private static final ThreadLocal<Browser> HERE = new ThreadLocal<>();

    private Chromium() {}

    /** Whether this machine has one. */
    public static boolean isThere() {
        return executable().isPresent();
    }

    /** The one of this thread. */
    static Browser here() {
        var browser = HERE.get();
        if (browser == null || !browser.isConnected()) {
            browser = launch();
            HERE.set(browser);
        }
        return browser;
    }

    // closed by the end of the program
    @SuppressWarnings("resource")
    private static Browser launch() {
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable().orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-sync",
                                "--disable-component-update",
                                "--disable-features=" + FEATURES_OFF)));
    }

    private static Optional<Path> executable() {
        return Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
