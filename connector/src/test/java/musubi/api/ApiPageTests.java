package musubi.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.ApiTokens;
import musubi.user.Language;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of the REST document, as an engineer sees it. It may not need any other host. */
class ApiPageTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    @Test
    void theWayLeadsFromTheTokensToACallThatIsTriedWithOne() {
        var token = BROWSER.world().bean(ApiTokens.class).issue("page", Scope.all(Role.VIEWER), Optional.empty());
        var page = BROWSER.as(Role.ADMIN, Size.DESKTOP, Language.JA);
        var elsewhere = elsewhere(page);
        page.navigate("/settings/tokens");
        page.click("a[href='/swagger-ui.html']");
        assertThat(page.locator(".opblock-tag")).containsText(new String[] {
            "Connections", "Friends", "Imports", "Backlog", "Links", "Audience", "HubSpot app"
        });

        var operation = page.locator("#operations-Connections-listConnections");
        operation.locator(".opblock-summary-control").click();
        assertThat(operation).containsText("Needs a token of any role");
        assertThat(operation.locator(".responses-table")).containsText("Café Musubi");

        assertThat(called(operation, true)).isEqualTo("401");
        page.click(".auth-wrapper .authorize");
        page.fill(".auth-container input", token);
        page.click(".auth-btn-wrapper .authorize");
        page.click(".auth-btn-wrapper .btn-done");
        assertThat(called(operation, false)).isEqualTo("200");
        BrowserWorld.shot(page, "api-document");
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void itFitsAPhone() {
        var page = BROWSER.as(Role.VIEWER, Size.PHONE, Language.EN);
        var elsewhere = elsewhere(page);
        page.navigate("/swagger-ui.html");
        var operation = page.locator("#operations-Imports-startImport");
        operation.locator(".opblock-summary-control").click();
        assertThat(operation.locator(".opblock-body")).containsText("followers");
        BrowserWorld.shot(page, "api-document-phone");
        assertThat((List<?>) page.evaluate("""
                        document.documentElement.scrollWidth <= window.innerWidth
                            ? []
                            : [...document.querySelectorAll('body *')]
                                .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
                                .map(each => each.tagName + '.' + each.className + ' '
                                    + each.getBoundingClientRect().right)
                        """)).as("cut off at the right").isEmpty();
        assertThat(elsewhere).isEmpty();
    }

    /** The status that came back. */
    private static String called(Locator operation, boolean first) {
        if (first) {
            operation.locator(".try-out__btn").click();
        }
        operation.locator(".execute").click();
        var status =
                operation.locator(".live-responses-table .response-col_status").last();
        assertThat(status).containsText(first ? "401" : "200");
        return status.innerText().strip().replaceAll("\\s.*", "");
    }

    private static List<String> elsewhere(Page page) {
        var own = BROWSER.world().url().getAuthority();
        var elsewhere = new ArrayList<String>();
        page.onRequest(request -> {
            if (!request.url().startsWith("data:") && !request.url().contains("//" + own + "/")) {
                elsewhere.add(request.url());
            }
        });
        return elsewhere;
    }
}
