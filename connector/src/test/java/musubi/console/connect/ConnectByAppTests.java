package musubi.console.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An operator at Musubi, an admin at HubSpot's pages, and the app between them. */
class ConnectByAppTests {

    private static final String CLIENT = "the-app";
    private static final String SECRET = "the-secret-of-the-app";
    private static final String MAKE = "form[action$='/hubspot/install'] button";

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.with(
            Map.of("musubi.hubspot.client-id", CLIENT, "musubi.hubspot.client-secret", SECRET),
            ConnectByAppTests::hubspotsPages);

    private static void hubspotsPages(TestWorld world, GenericApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "where HubSpot's pages are",
                        Map.of(
                                "musubi.hubspot.app-base-url",
                                world.hubspot().url().toString())));
    }

    @BeforeAll
    static void theApp() {
        BROWSER.world()
                .hubspot()
                .oauth()
                .addApp(AppOptions.redirectingTo(URI.create(BROWSER.world().url() + "/hubspot/callback"))
                        .client(CLIENT, SECRET));
    }

    private static Portal portal() {
        return BROWSER.world().hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
    }

    private static void shoot(Page page, String what, Language language, Size size) {
        shot(page, "%s-%s-%s".formatted(what, language, size).toLowerCase(Locale.ROOT));
    }

    /** What the admin does at HubSpot with the link of the page. */
    private static void install(Page admin, Page page, Portal portal) {
        admin.navigate(page.locator("#install-link").inputValue());
        admin.check("input[value='%d']".formatted(portal.id()));
        admin.click("button[value=connect]");
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aConnectionIsMadeByTheAppAlsoWhenTheAdminDeclinesFirst(Language language, Size size) {
        var japanese = language == Language.JA;
        var world = BROWSER.world();
        var channel = world.line().addChannel(ChannelOptions.named("Café Musubi"));
        var portal = portal();
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/new");
        page.fill("#name", "銀座店");
        page.fill("#channelId", channel.id());
        page.fill("#channelSecret", channel.secret());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/hubspot");
        page.click(MAKE);
        assertThat(page.locator("#install")).containsText(japanese ? "インストールを待っています" : "Waiting for the installation");
        assertAccessible(page);
        shoot(page, "connect-app", language, size);

        var admin = BROWSER.nobody(size, language);
        admin.navigate(page.locator("#install-link").inputValue());
        admin.click("button[value=cancel]");
        assertThat(admin.locator("h1")).hasText(japanese ? "インストールは行われませんでした" : "Nothing was installed");
        assertAccessible(admin);
        shoot(admin, "install-declined", language, size);
        assertThat(page.locator("#install"))
                .containsText(japanese ? "HubSpotでキャンセルされました" : "Somebody pressed Cancel in HubSpot");

        page.click(MAKE);
        install(admin, page, portal);
        assertThat(admin.locator("h1")).hasText(japanese ? "HubSpotと接続しました" : "Connected to HubSpot");
        assertAccessible(admin);
        shoot(admin, "install-done", language, size);
        page.waitForURL("**/connections/new/properties");
        assertThat(page.locator(".wizard")).containsText(String.valueOf(portal.id()));
        // who goes back finds the way on
        page.click(".between a");
        page.click("#install a");
        page.waitForURL("**/connections/new/properties");
        page.click("form button[type=submit].btn-primary");
        page.waitForURL("**/webhook");
        var id = page.url().replaceAll(".*/connections/|/webhook", "");
        assertThat(TestWorld.json(world.api("GET", "/api/connections/" + id, null))
                        .at("/hubspot/access")
                        .asString(""))
                .isEqualTo("OAUTH");
    }

    @Test
    void anotherPortalThanTheConnectionsIsToldAndTheRightOneChangesIt() {
        var connected = BROWSER.world().connect();
        var other = portal();
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.JA);
        page.navigate("/connections/" + connected.id() + "/hubspot");
        page.click(MAKE);
        var admin = BROWSER.nobody(Size.PHONE, Language.JA);
        install(admin, page, other);
        assertThat(admin.locator("h1")).hasText("別のHubSpotアカウントが選ばれました");
        assertThat(page.locator("#install")).containsText("別のHubSpotアカウントが選ばれたため、この接続は変更していません");
        assertAccessible(page);
        shot(page, "connection-app-other-portal");
        assertThat(connected.connection().at("/hubspot/access").asString("")).isEqualTo("TOKEN");

        page.click(MAKE);
        install(admin, page, connected.portal());
        assertThat(page.locator(".facts")).containsText("アプリで接続");
        assertThat(page.locator("#install")).hasCount(0);
    }
}
