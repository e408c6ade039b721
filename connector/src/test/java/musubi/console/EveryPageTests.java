package musubi.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.console.layout.ConsolePage;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.standins.StandIns;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.testing.suite.LongRunning;
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
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Goes to every page of the console, in both languages, both sizes, light and dark. A page that is mapped and not among
 * these fails. What pages do is in the other tests; how they look at rest is here, with screenshots where
 * {@code -Dmusubi.screenshots} says.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@LongRunning
class EveryPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.on(TestWorld.withSandbox());

    /** By the pattern that is mapped. */
    private static final Map<String, List<PageVisit>> FILLED = new TreeMap<>();

    private static final List<PageVisit> NOTHING_YET = List.of(
            PageVisit.of("first-steps", "/").when(".first-steps"),
            PageVisit.of("failures-none", "/failures").when(".state.empty"),
            PageVisit.of("users-alone", "/settings/users"),
            PageVisit.of("tokens-none", "/settings/tokens").when(".state.empty"));

    /** Made when it is first asked for: before that there is nothing yet. */
    private static Map<String, List<PageVisit>> filled() {
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
        FILLED.putAll(PageVisits.of(filled));
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
                check(softly, BROWSER.nobody(Size.DESKTOP, language), PageVisit.ofNobody("setup", link, 200), language);
            }
            for (var language : Language.values()) {
                var admin = BROWSER.as(Role.ADMIN, Size.DESKTOP, language);
                NOTHING_YET.forEach(visit -> check(softly, admin, visit, language));
            }
        });
    }

    @Test
    void noPageIsForgotten() {
        var mapped = BROWSER.world().context().getBeansOfType(HandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping instanceof RequestMappingHandlerMapping routes
                        ? routes.getHandlerMethods().entrySet().stream()
                        : Stream.of())
                .filter(route ->
                        AnnotatedElementUtils.hasAnnotation(route.getValue().getBeanType(), ConsolePage.class))
                .filter(route -> isRead(route.getKey()))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .collect(Collectors.toSet());
        var known = Stream.concat(filled().keySet().stream(), PageVisits.NO_PAGES.stream())
                .collect(Collectors.toSet());
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
                .forEach(visit -> check(softly, visit.who() == PageVisit.Who.ADMIN ? admin : nobody, visit, language)));
    }

    private static void check(SoftAssertions softly, Page page, PageVisit visit, Language language) {
        softly.assertThatCode(() -> visit.check(page, language))
                .as("%s in %s", visit.path(), language)
                .doesNotThrowAnyException();
    }

    @Test
    void aLinkIsMadeByTheKeyboardAlone() {
        var links = "/connections/" + BROWSER.world().connect().id() + "/links";
        var page = BROWSER.as(Role.OPERATOR, Size.DESKTOP, Language.JA);
        page.navigate(links);
        Keyboard.press(page, "Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();
        Keyboard.press(page, "Enter");
        assertThat(page.locator("main")).isFocused();
        Keyboard.tabTo(page, ".head .action a");
        Keyboard.press(page, "Enter");
        page.waitForURL("**" + links + "/new");
        Keyboard.tabTo(page, "#title");
        page.keyboard().type("銀座駅ポスター");
        Keyboard.tabTo(page, "form.entry button[type=submit]");
        Keyboard.press(page, "Enter");
        assertThat(page.locator("h1")).hasText("銀座駅ポスター");
    }
}
