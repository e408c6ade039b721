package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.system.Cookies;
import musubi.testing.CompiledClass;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a public address with https changes; {@code user/PeopleTests} has the one without. */
class EncryptedTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    EncryptedTests() {
        super(WORLD);
    }

    private static final String PASSWORD = "long enough to be taken";

    private final People people = world.bean(People.class);

    /** What the browser has of us, by name. */
    private final Map<String, String> kept = new LinkedHashMap<>();

    /** As it was sent, by name. */
    private final Map<String, String> sent = new LinkedHashMap<>();

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!kept.isEmpty()) {
            request.header(
                    "Cookie",
                    kept.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = world.send(request.header("Accept", "text/html").build());
        for (var cookie : answer.headers().allValues("Set-Cookie")) {
            var named = cookie.split(";", 2)[0].split("=", 2);
            kept.put(named[0], named[1]);
            sent.put(named[0], cookie);
        }
        return answer;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(world.url().resolve(path));
    }

    @Test
    void browsersAreToldToComeByHttpsOnlyAlsoBehindAProxyThatEndsIt() throws Exception {
        assertThat(send(to("/login")).headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=31536000");
    }

    @Test
    void eachCookieIsOfThisHostAloneAndGoesOverHttpsOnly() throws Exception {
        people.create("cookies@example.com", "c", PASSWORD, Scope.all(Role.ADMIN), Language.EN);
        var csrf = send(to("/login?lang=en"))
                .body()
                .replaceAll("(?s).*<meta name=\"csrf\"[^>]*content=\"([^\"]+)\".*", "$1");
        var in = send(to("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-CSRF-TOKEN", csrf)
                .POST(BodyPublishers.ofString("email=cookies@example.com&password=" + PASSWORD.replace(' ', '+'))));
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(send(to("/settings/me?lang=ja")).statusCode()).isEqualTo(200);
        send(to("/login/oidc"));
        startLinking();

        assertThat(sent.keySet())
                .contains("__Host-musubi-session", "__Host-musubi-language", "__Host-musubi-browser")
                .anyMatch(name -> name.startsWith("__Host-musubi_link_"))
                .allMatch(name -> name.startsWith("__Host-"));
        assertThat(sent.values())
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
                        .doesNotContain("Domain", "Path=/l", "Path=/h"));
    }

    private void startLinking() throws IOException, InterruptedException {
        var channel = newChannel();
        var id = connect(channel, newPortal()).text("/id");
        var login = world.line().addLoginChannel(LoginChannelOptions.of(channel, "https://musubi.example.com/link"));
        var line = json();
        line.putObject("line").put("loginChannelId", login.id()).put("loginChannelSecret", login.secret());
        assertThat(patch(id, line).status()).isEqualTo(200);
        assertThat(send(to("/link/" + id).header("User-Agent", "Mozilla/5.0 (iPhone) Safari/605"))
                        .statusCode())
                .isEqualTo(302);
    }

    /** Its name, path and Secure belong together, and so stand in one place. */
    @Test
    void nobodyElseMakesACookie() {
        assertThat(CompiledClass.in("musubi"))
                .filteredOn(EncryptedTests::makesACookie)
                .extracting(CompiledClass::topLevel)
                .as("ask musubi.system.Cookies for its name and for the cookie")
                .containsOnly(Cookies.class.getName());
    }

    private static boolean makesACookie(CompiledClass each) {
        return uses(each, "org.springframework.http.ResponseCookie.from")
                || uses(each, "jakarta.servlet.http.Cookie.<init>(")
                || uses(each, "org.springframework.web.util.WebUtils.getCookie(")
                || each.types().contains("org.springframework.web.bind.annotation.CookieValue")
                || (uses(each, "org.springframework.security.web.csrf.CookieCsrfTokenRepository.")
                        && !uses(each, "musubi.system.Cookies.name("));
    }

    private static boolean uses(CompiledClass each, String member) {
        return each.members().stream().anyMatch(used -> used.startsWith(member));
    }
}
