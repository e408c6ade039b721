package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What a public address with https changes; {@code user/PeopleTests} has the one without. */
class EncryptedTests extends RunningMusubi {

    private HttpResponse<String> login() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login"))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void browsersAreToldToComeByHttpsOnlyAlsoBehindAProxyThatEndsIt() throws Exception {
        assertThat(login().headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void theSessionsCookieGoesOverHttpsOnly() throws Exception {
        assertThat(login().headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("musubi-session="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax"));
    }
}
