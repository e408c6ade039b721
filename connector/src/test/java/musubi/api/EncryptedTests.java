package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.regex.Pattern;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a public address with https changes; {@code user/PeopleTests} has the one without. */
class EncryptedTests extends RunningMusubi {

    private static final String PASSWORD = "longenoughtobetaken";
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\"[^>]*content=\"([^\"]+)\"");

    @Autowired
    private People people;

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
    void allCookiesGoOverHttpsOnly() throws Exception {
        people.create("encrypted@example.com", "E", PASSWORD, Scope.all(Role.VIEWER), Language.EN);
        var login = login();
        var forms = login.headers().firstValue("Set-Cookie").orElse("");
        var token = TOKEN.matcher(login.body());
        assertThat(token.find()).isTrue();
        var signedIn = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login"))
                        .header("Cookie", forms.replaceFirst(";.*", ""))
                        .header("X-CSRF-TOKEN", token.group(1))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("email=encrypted@example.com&password=" + PASSWORD))
                        .build(),
                BodyHandlers.discarding());
        var cookies = new ArrayList<>(signedIn.headers().allValues("Set-Cookie"));
        cookies.add(forms);
        assertThat(cookies)
                .anyMatch(cookie -> cookie.startsWith("musubi-session="))
                .anyMatch(cookie -> cookie.startsWith("musubi-forms="))
                .allSatisfy(cookie -> assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax"));
    }
}
