package musubi.console.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.testing.OpenIdProvider;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcPagesTests {

    @RegisterExtension
    static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.with(settings());

    private static Map<String, Object> settings() {
        var settings = new HashMap<>(PROVIDER.settings());
        settings.put("musubi.oidc.name", "Café Musubi ID");
        return settings;
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP", "EN,PHONE"})
    void thePageToSignInOffersBothWaysAndTellsWhatWentWrong(Language language, Size size) {
        var page = BROWSER.nobody(size, language);
        page.navigate("/login");
        assertThat(page.locator(".provider a"))
                .hasText(language == Language.JA ? "Café Musubi IDでログイン" : "Sign in with Café Musubi ID");
        assertThat(page.locator("#password")).isVisible();
        assertAccessible(page);
        shot(page, "login-oidc-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
        page.navigate("/login?oidc=AWAY");
        assertThat(page.locator("[role=alert]"))
                .containsText(language == Language.JA ? "Café Musubi IDが応答していません" : "Café Musubi ID is not answering");
        assertAccessible(page);
        shot(page, "login-oidc-away-%s-%s".formatted(language, size).toLowerCase(Locale.ROOT));
    }

    @Test
    void somebodyComesInByTheProviderAndIsUntiedByAnAdmin() {
        PROVIDER.allow(BROWSER.world().url());
        PROVIDER.person("hanako", "hanako@example.com", Optional.of(true));
        BROWSER.world()
                .bean(People.class)
                .create("hanako@example.com", "山田花子", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.JA);
        var page = BROWSER.nobody(Size.DESKTOP, Language.JA);
        page.navigate("/settings/me");
        page.click(".provider a");
        page.fill("#username", "hanako");
        page.fill("#password", OpenIdProvider.PASSWORD);
        page.click("button[type=submit]");
        assertThat(page.locator("h1")).hasText("自分の設定");
        assertThat(page.locator("#me")).containsText("Café Musubi IDでログインできます");
        assertAccessible(page);
        shot(page, "me-oidc-ja-desktop");

        var admin = BROWSER.as(Role.ADMIN, Size.PHONE, Language.JA);
        admin.navigate("/settings/users");
        admin.locator(".members > li:has-text('山田花子') summary").click();
        assertAccessible(admin);
        shot(admin, "users-oidc-ja-phone");
        admin.locator("form[action$=unlink] button").click();
        assertThat(admin.locator(".flash.did")).containsText("山田花子");
        assertThat(admin.locator("form[action$=unlink]")).hasCount(0);
    }
}
