package musubi.console.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.contact.LineProperty;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private static String name(String what, Language language, Size size) {
        return "%s-%s-%s".formatted(what, language, size).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void aPersonConnectsStepByStepAndSeesWhatIsMadeBefore(Language language, Size size) {
        var world = BROWSER.world();
        var channel = world.line().addChannel(ChannelOptions.named("Café Musubi"));
        var portal = world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/new");
        page.fill("#name", "銀座店");
        page.fill("#channelId", channel.id());
        page.fill("#channelSecret", "00000000000000000000000000000000");
        page.locator("#channelSecret").blur();
        assertThat(page.locator("#channelSecret-refused")).containsText("Basic settings");
        assertThat(page.locator("#channelSecret")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#result .notice.lost")).hasCount(0);
        assertAccessible(page);
        shot(page, name("connect-line-wrong", language, size));
        page.fill("#channelSecret", channel.secret());
        page.locator("#channelSecret").blur();
        assertThat(page.locator("#result .notice.well")).containsText("Café Musubi");
        assertThat(page.locator("[aria-invalid]")).hasCount(0);
        assertAccessible(page);
        shot(page, name("connect-line", language, size));
        page.click("form button[type=submit].btn-primary");
        page.waitForURL("**/connections/new/hubspot");
        page.fill("#accessToken", "pat-wrong");
        page.locator("#accessToken").blur();
        assertThat(page.locator("#accessToken-refused")).isVisible();
        page.fill("#accessToken", portal.accessToken());
        page.locator("#accessToken").blur();
        assertThat(page.locator("#result .notice.well")).containsText(String.valueOf(portal.id()));
        shot(page, name("connect-hubspot", language, size));
        page.click("form button[type=submit].btn-primary");
        page.waitForURL("**/connections/new/properties");
        Assertions.assertThat(hasProperty(portal)).isFalse();
        assertThat(page.locator(".property-action.MADE")).hasCount(LineProperty.values().length);
        Assertions.assertThat(page.content()).doesNotContain(channel.secret(), portal.accessToken());
        page.click("form button[type=submit].btn-primary");
        page.waitForURL("**/webhook");
        assertThat(page.locator(".checks li").first()).hasClass("lost");
        assertAccessible(page);
        shot(page, name("connect-webhook", language, size));
        var id = page.url().replaceAll(".*/connections/|/webhook", "");
        channel.webhookEndpoint(world.url() + "/webhooks/line/" + id);
        page.click(".buttons button[type=submit]");
        assertThat(page.locator(".checks li.well")).hasCount(3);
        Assertions.assertThat(hasProperty(portal)).isTrue();
        Assertions.assertThat(world.bean(AuditLog.class).page(Long.MAX_VALUE, 10))
                .anyMatch(entry -> entry.action().equals("connection.connect"));
        world.api("DELETE", "/api/connections/" + id, null);
    }

    private static boolean hasProperty(Portal portal) {
        return portal.properties().stream().anyMatch(property -> property.name().equals("line_user_id"));
    }

    @Test
    void missingScopesAreNamedAndAPropertyThatDoesNotFitIsToldBeforeAnythingIsMade() {
        var world = BROWSER.world();
        var channel = world.line().addChannel(ChannelOptions.named("Café Musubi"));
        var portal = world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.EN);
        page.navigate("/connections/new/properties");
        assertThat(page.locator("#channelId")).isVisible();
        page.fill("#name", "Ginza");
        page.fill("#channelId", channel.id());
        page.fill("#channelSecret", channel.secret());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/hubspot");
        // no app is set here
        page.click("details.instead summary");
        assertThat(page.locator("details.instead"))
                .containsText(
                        Pattern.compile("musubi.hubspot.client-id.*musubi.hubspot.client-secret", Pattern.DOTALL));
        assertThat(page.locator("#redirect-url")).hasValue(world.url() + "/hubspot/callback");
        assertThat(page.locator("form[action$='/hubspot/install']")).hasCount(0);
        assertAccessible(page);
        page.fill("#accessToken", portal.addToken(Set.of("crm.objects.contacts.read", "crm.schemas.contacts.read")));
        page.keyboard().press("Enter");
        assertThat(page.locator("#accessToken-refused .scopes")).containsText("crm.schemas.contacts.write");
        assertThat(page.locator("#accessToken-refused .scopes")).containsText("crm.objects.contacts.write");
        page.fill("#accessToken", portal.accessToken());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/properties");
        page.click(".own-names summary");
        page.fill("#lineUserId", "email");
        page.click(".own-names button");
        assertThat(page.locator(".property-action.REFUSED")).hasCount(1);
        assertThat(page.locator("form.between button")).isDisabled();
        assertAccessible(page);
        shot(page, "connect-properties-refused");
        Assertions.assertThat(hasProperty(portal)).isFalse();
        // the draft lives as long as the session, which other tests have too
        page.fill("#lineUserId", "");
        page.click(".own-names button");
        assertThat(page.locator(".property-action.REFUSED")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void propertiesOfAnEarlierConnectorAreAssignedWithOneClick(Language language, Size size) {
        var world = BROWSER.world();
        var channel = world.line().addChannel(ChannelOptions.named("Café Musubi"));
        var portal = world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        portal.addProperty(PropertyDefinition.custom("lha_line_user_id", "LINE User ID", "string", "text", "lha")
                .unique());
        portal.addProperty(PropertyDefinition.custom("lha_line_last_response", "Last", "string", "text", "lha"));
        // of another type: it cannot be used
        portal.addProperty(PropertyDefinition.custom("lha_line_user_name", "Name", "number", "number", "lha"));
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.navigate("/connections/new");
        page.fill("#name", "Ginza");
        page.fill("#channelId", channel.id());
        page.fill("#channelSecret", channel.secret());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/hubspot");
        page.fill("#accessToken", portal.accessToken());
        page.keyboard().press("Enter");
        page.waitForURL("**/connections/new/properties");
        assertThat(page.locator("#earlier")).containsText("2");
        Assertions.assertThat(page.locator(".table-scroll").evaluate("box => box.scrollWidth <= box.clientWidth"))
                .as("no column is cut off")
                .isEqualTo(true);
        assertAccessible(page);
        shot(page, name("connect-earlier", language, size));
        page.click("#earlier button");
        assertThat(page.locator("#earlier")).hasCount(0);
        assertThat(page.locator(".property-action.ADOPTED")).hasCount(2);
        assertThat(page.locator("#lineUserId")).hasValue("lha_line_user_id");
        assertThat(page.locator("#lineLastReplyMessage")).hasValue("lha_line_last_response");
        // the draft would live as long as the session, which other tests have too
        page.click("form.between button[type=submit]");
        page.waitForURL("**/webhook");
        Assertions.assertThat(hasProperty(portal)).isFalse();
        var id = page.url().replaceAll(".*/connections/|/webhook", "");
        world.api("DELETE", "/api/connections/" + id, null);
    }
}
