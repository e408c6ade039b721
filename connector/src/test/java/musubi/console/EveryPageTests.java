package musubi.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Map.entry;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.assertNothingCutOff;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.standins.StandIns;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.Role;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Goes to every page of the console, in both languages, both sizes, light and dark. A page that is mapped and not among
 * these fails. What pages do is in the other tests; how they look at rest is here, with screenshots in
 * {@code target/screenshots/every}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPageTests {

    /** Answers that are parts of pages, or files. */
    private static final Set<String> NO_PAGES = Set.of(
            "/connections/new/hubspot/install",
            "/connections/{id}/glance",
            "/connections/{id}/hubspot/install/{install}",
            "/connections/{id}/imports/{importId}/progress",
            "/connections/{id}/imports/{importId}/events",
            "/connections/{id}/imports/{importId}/bad-lines.csv",
            "/connections/{id}/link/qr.png",
            "/connections/{id}/link/qr.svg",
            "/connections/{id}/links/{linkId}/qr.png",
            "/connections/{id}/links/{linkId}/qr.svg",
            "/login/oidc",
            "/login/oidc/callback",
            "/sandbox/live");

    /** How a page is looked at. Axe goes over each page twice: light and wide in Japanese, dark and narrow in English. */
    private enum Look {
        DESKTOP_LIGHT(Size.DESKTOP, ColorScheme.LIGHT, Language.JA),
        PHONE_DARK(Size.PHONE, ColorScheme.DARK, Language.EN);

        private final Size size;
        private final ColorScheme scheme;
        private final Language withAxe;

        Look(Size size, ColorScheme scheme, Language withAxe) {
            this.size = size;
            this.scheme = scheme;
            this.withAxe = withAxe;
        }

        void at(Page page) {
            page.setViewportSize(size.width(), size.height());
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(scheme)
                    // what fades has no contrast on the way
                    .setReducedMotion(ReducedMotion.REDUCE));
        }
    }

    /**
     * A page to see.
     *
     * @param who whether somebody is signed in
     * @param name of its picture
     * @param ready something that is there once the page has all it loads afterwards
     */
    private record Visit(Who who, String name, String path, String ready, int status) {

        static Visit of(String name, String path) {
            return new Visit(Who.ADMIN, name, path, "h1", 200);
        }

        static Visit ofNobody(String name, String path, int status) {
            return new Visit(Who.NOBODY, name, path, "h1", status);
        }

        Visit when(String there) {
            return new Visit(who, name, path, there, status);
        }
    }

    private enum Who {
        NOBODY,
        ADMIN
    }

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.with(Map.of(), EveryPageTests::standIns);

    /** By the pattern that is mapped. */
    private static final Map<String, List<Visit>> FILLED = new TreeMap<>();

    private static final List<Visit> NOTHING_YET = List.of(
            Visit.of("first-steps", "/").when(".first-steps"),
            Visit.of("failures-none", "/failures").when(".state.empty"),
            Visit.of("users-alone", "/settings/users"),
            Visit.of("tokens-none", "/settings/tokens").when(".state.empty"));

    private static void standIns(TestWorld world, GenericApplicationContext context) {
        context.registerBean(
                StandIns.class,
                () -> new StandIns(
                        world.line(),
                        world.line().addChannel(ChannelOptions.named("Café Musubi")),
                        world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0))));
    }

    /** Made when it is first asked for: before that there is nothing yet. */
    private static Map<String, List<Visit>> filled() {
        if (FILLED.isEmpty()) {
            fill();
        }
        return FILLED;
    }

    private static void fill() {
        for (var language : Language.values()) {
            connectHalfWay(BROWSER.as(Role.ADMIN, Size.DESKTOP, language));
        }
        var world = BROWSER.world();
        var standIns = world.bean(StandIns.class);
        var filled = FilledWorld.of(world, world.connect(standIns.channel(), standIns.portal(), Map.of()));
        FILLED.putAll(visits(filled));
    }

    private static Map<String, List<Visit>> visits(FilledWorld filled) {
        var here = "/connections/" + filled.connection().id();
        var untouched = "/connections/" + filled.untouched().id();
        return Map.ofEntries(
                entry("/", List.of(Visit.of("overview", "/"))),
                entry("/login", List.of(Visit.ofNobody("login", "/login", 200))),
                entry("/setup/{token}", List.of(Visit.ofNobody("setup-gone", "/setup/nothing", 404))),
                entry("/invite/{token}", List.of(Visit.ofNobody("invite", filled.invitation(), 200))),
                entry("/reset/{token}", List.of(Visit.ofNobody("reset", filled.reset(), 200))),
                entry("/error", List.of(new Visit(Who.ADMIN, "error", "/error", "h1", 404))),
                entry("/connections/new", List.of(Visit.of("connect-line", "/connections/new"))),
                entry("/connections/new/hubspot", List.of(Visit.of("connect-hubspot", "/connections/new/hubspot"))),
                entry(
                        "/connections/new/properties",
                        List.of(Visit.of("connect-properties", "/connections/new/properties")
                                .when(".fate"))),
                entry(
                        "/connections/{id}",
                        List.of(Visit.of("connection", here).when(".glance[hx-trigger='every 30s']"))),
                entry("/connections/{id}/webhook", List.of(Visit.of("webhook", here + "/webhook"))),
                entry("/connections/{id}/pause", List.of(Visit.of("connection-pause", here + "/pause"))),
                entry("/connections/{id}/delete", List.of(Visit.of("connection-delete", here + "/delete"))),
                entry(
                        "/connections/{id}/friends",
                        List.of(
                                Visit.of("friends", here + "/friends").when(".who"),
                                Visit.of("friends-none", untouched + "/friends").when(".state.empty"))),
                entry(
                        "/connections/{id}/imports",
                        List.of(
                                Visit.of("imports", here + "/imports").when(".past .more"),
                                Visit.of("imports-none", untouched + "/imports").when(".choose"))),
                entry(
                        "/connections/{id}/imports/{importId}",
                        List.of(
                                Visit.of("import-done", here + "/imports/" + filled.done()),
                                Visit.of("import-failed", here + "/imports/" + filled.failed()),
                                Visit.of("import-paused", here + "/imports/" + filled.paused()))),
                entry(
                        "/connections/{id}/links",
                        List.of(
                                Visit.of("links", here + "/links").when(".custom tbody tr"),
                                Visit.of("links-unready", untouched + "/links").when(".unready"))),
                entry("/connections/{id}/links/new", List.of(Visit.of("link-new", here + "/links/new"))),
                entry(
                        "/connections/{id}/links/{linkId}",
                        List.of(Visit.of("link", here + "/links/" + filled.link())
                                .when("#days canvas"))),
                entry("/failures", List.of(Visit.of("failures", "/failures").when(".failure"))),
                entry("/settings/users", List.of(Visit.of("users", "/settings/users"))),
                entry("/settings/tokens", List.of(Visit.of("tokens", "/settings/tokens"))),
                entry(
                        "/settings/audit",
                        List.of(Visit.of("audit", "/settings/audit").when(".between a"))),
                entry("/settings/me", List.of(Visit.of("me", "/settings/me"))),
                entry("/system", List.of(Visit.of("system", "/system").when("#work canvas"))),
                entry("/sandbox", List.of(Visit.of("sandbox", "/sandbox").when("#chat"))));
    }

    /** So that the later steps have something to show. */
    private static void connectHalfWay(Page page) {
        var channel = BROWSER.world().line().addChannel(ChannelOptions.named("Café Ginza"));
        page.navigate("/connections/new");
        page.fill("#name", "銀座店");
        page.fill("#channelId", channel.id());
        page.fill("#channelSecret", channel.secret());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/hubspot");
        page.fill(
                "#accessToken",
                BROWSER.world().hubspot().addPortal(PortalOptions.defaults()).accessToken());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/properties");
    }

    @Test
    @Order(1)
    void eachPageIsWellMadeWhereThereIsNothingYet() {
        var link = BROWSER.world().bean(Invitations.class).setUp().getPath();
        assertSoftly(softly -> {
            for (var language : Language.values()) {
                check(softly, BROWSER.nobody(Size.DESKTOP, language), Visit.ofNobody("setup", link, 200), language);
            }
            for (var language : Language.values()) {
                var admin = BROWSER.as(Role.ADMIN, Size.DESKTOP, language);
                NOTHING_YET.forEach(visit -> check(softly, admin, visit, language));
            }
        });
    }

    @Test
    void noPageIsForgotten() {
        var mapped = Optional.ofNullable(
                        BROWSER.world().bean(DispatcherServlet.class).getHandlerMappings())
                .orElse(List.of())
                .stream()
                .flatMap(mapping -> mapping instanceof RequestMappingHandlerMapping routes
                        ? routes.getHandlerMethods().entrySet().stream()
                        : Stream.of())
                .filter(route -> route.getValue().getBeanType().getPackage().equals(EveryPageTests.class.getPackage()))
                .filter(route -> isRead(route.getKey()))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .collect(Collectors.toSet());
        var known = Stream.concat(filled().keySet().stream(), NO_PAGES.stream()).collect(Collectors.toSet());
        assertThat(mapped).isEqualTo(known);
    }

    private static boolean isRead(RequestMappingInfo route) {
        var methods = route.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.contains(RequestMethod.GET);
    }

    @ParameterizedTest
    @EnumSource
    void eachPageIsWellMadeWhereThereIsSomethingOfEverything(Language language) {
        var admin = BROWSER.as(Role.ADMIN, Size.DESKTOP, language);
        var nobody = BROWSER.nobody(Size.DESKTOP, language);
        assertSoftly(softly -> filled().values().stream()
                .flatMap(List::stream)
                .forEach(visit -> check(softly, visit.who() == Who.ADMIN ? admin : nobody, visit, language)));
    }

    private static void check(SoftAssertions softly, Page page, Visit visit, Language language) {
        softly.assertThatCode(() -> see(page, visit, language))
                .as("%s in %s", visit.path(), language)
                .doesNotThrowAnyException();
    }

    private static void see(Page page, Visit visit, Language language) {
        Look.DESKTOP_LIGHT.at(page);
        var answer = Objects.requireNonNull(page.navigate(visit.path()));
        assertThat(answer.status()).isEqualTo(visit.status());
        assertThat(page.locator(visit.ready()).first()).isVisible();
        assertThat(page.locator(".htmx-request")).hasCount(0);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.title()).isEqualTo(page.locator("h1").textContent() + " - Musubi");
        assertThat(page.content()).doesNotContain("??");
        assertThat(page.locator("html")).hasAttribute("lang", language.code());
        for (var look : Look.values()) {
            look.at(page);
            assertThat(page.locator("html"))
                    .hasAttribute("data-bs-theme", look.scheme.name().toLowerCase(Locale.ROOT));
            assertThat(page.evaluate("""
                            [...document.querySelectorAll('.rail a, .rail summary')]
                                .filter(each => each.getBoundingClientRect().right > innerWidth).length
                            """))
                    .as("ways cut off at the right, %s", look)
                    .isEqualTo(0);
            if (look.withAxe == language) {
                assertAccessible(page);
            } else {
                assertNothingCutOff(page);
            }
            shot(page, "every/%s-%s-%s".formatted(visit.name(), language, look).toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void aLinkIsMadeByTheKeyboardAlone() {
        var links = "/connections/" + BROWSER.world().connect().id() + "/links";
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate(links);
        press(page, "Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();
        press(page, "Enter");
        assertThat(page.locator("main")).isFocused();
        tabTo(page, ".head .action a");
        press(page, "Enter");
        page.waitForURL("**" + links + "/new");
        tabTo(page, "#title");
        page.keyboard().type("銀座駅ポスター");
        tabTo(page, "form.entry button[type=submit]");
        press(page, "Enter");
        assertThat(page.locator("h1")).hasText("銀座駅ポスター");
    }

    private static void tabTo(Page page, String selector) {
        var there = page.locator(selector);
        for (var stops = 0; stops < 40; stops++) {
            press(page, "Tab");
            if (Boolean.TRUE.equals(there.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not come to " + selector);
    }

    /** What has the focus afterwards is seen, and is seen to have it. */
    private static void press(Page page, String key) {
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
