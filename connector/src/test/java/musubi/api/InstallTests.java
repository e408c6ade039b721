package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Portal;
import musubi.testing.AppWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a person who installs the app, and of those who would like to be taken for one. */
class InstallTests {

    @RegisterExtension
    static final AppWorld WORLD = AppWorld.shared();

    private final Portal portal = WORLD.newPortal();
    private final AppWorld.Browser browser = WORLD.new Browser();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.world().hubspot().faults().clear();
    }

    private URI connect(URI next) {
        return WORLD.world().hubspot().oauth().connect(asked(next), portal);
    }

    private static URI asked(URI next) {
        assertThat(next.toString()).startsWith("https://app.hubspot.example.com/oauth/authorize?");
        return next;
    }

    private long exchanges() {
        return WORLD.app().traffic().calls("POST oauth/token authorization_code");
    }

    /** Chat apps and mail scanners look before a person opens a link. */
    @Test
    void lookingByHeadUsesNothingUp() {
        var link = WORLD.link(null);
        assertThat(browser.head(URI.create(link.path("url").asString("")))
                        .headers()
                        .map())
                .doesNotContainKeys("set-cookie", "location");
        var callback = connect(browser.open(link));
        var before = exchanges();
        assertThat(browser.head(callback).statusCode()).isEqualTo(200);
        assertThat(exchanges()).isEqualTo(before);
        assertThat(browser.follow(callback).statusCode()).isEqualTo(200);
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void fromTheLinkToAContact() {
        var link = WORLD.link(null);
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("WAITING");
        var page = browser.follow(connect(browser.open(link)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("lang=\"ja\"", "HubSpotと接続しました", Long.toString(portal.id()));
        var install = WORLD.install(link);
        assertThat(install.path("state").asString()).isEqualTo("DONE");
        assertThat(install.path("portalId").asLong()).isEqualTo(portal.id());
        assertThat(install.path("problem").isNull()).isTrue();

        var connection = WORLD.connect(portal);
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE").containsEntry("access", "OAUTH");
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        assertThat(connection.value(friend, "line_follow")).isEqualTo("YES");
        assertThat(WORLD.app().traffic().calls()).isPositive();
    }

    @Test
    void nothingSecretRestsInTheDatabaseInTheClear() {
        var link = WORLD.link(null);
        var next = browser.open(link);
        var address = connect(next);
        browser.follow(address);
        var query = Map.of("code", value(address, "code"), "state", value(address, "state"));
        var secretOfTheLink = link.path("url").asString().replaceAll(".*/", "");
        assertThat(secretOfTheLink).hasSize(43);
        assertThat(WORLD.dump())
                .contains(link.path("id").asString())
                .doesNotContain(secretOfTheLink, query.get("code"), query.get("state"), "na1-");
    }

    private static String value(URI address, String parameter) {
        return address.getRawQuery().replaceAll("(?:.*&)?" + parameter + "=([^&]*).*", "$1");
    }

    @Test
    void theCookieIsForThisWayAlone() {
        var answer = browser.follow(URI.create(WORLD.link(null).path("url").asString()));
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("__Host-musubi-hubspot-install=")
                .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/;", "Max-Age=3");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        var page = browser.follow(URI.create("https://musubi.example.com/hubspot/callback"));
        assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void aLinkThatIsNoneIsToldOnAPageOfItsOwn() {
        var answer = WORLD.world()
                .send(HttpRequest.newBuilder(WORLD.world().url().resolve("/hubspot/install/nothing"))
                        .header("Accept", "text/html")
                        .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsPattern("/assets/install-[0-9a-f]{32}\\.css");
    }

    @Test
    void onlyWhatIsNeededIsAskedFor() {
        var next = browser.open(WORLD.link(null));
        assertThat(next.getQuery())
                .contains("client_id=the-app&redirect_uri=https://musubi.example.com/hubspot/callback")
                .contains("scope=crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read"
                        + " crm.schemas.contacts.write&state=");
    }

    @Test
    void theStateIsBoundToTheBrowser() {
        var address = connect(browser.open(WORLD.link(null)));
        var before = exchanges();
        var elsewhere = WORLD.new Browser();
        assertThat(elsewhere.follow(address).statusCode()).isEqualTo(400);
        elsewhere.open(WORLD.link(null));
        var refused = elsewhere.in("en").follow(address);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("lang=\"en\"", "another browser");
        assertThat(exchanges()).isEqualTo(before);
        assertThat(WORLD.app().isInstalledIn(portal)).isFalse();
        // and the one whose way it is goes on
        assertThat(browser.follow(address).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerIsTakenOnce() {
        var link = WORLD.link(null);
        var address = connect(browser.open(link));
        assertThat(browser.follow(address).statusCode()).isEqualTo(200);
        var before = exchanges();
        assertThat(browser.follow(address).statusCode()).isEqualTo(400);
        assertThat(exchanges()).isEqualTo(before);
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void ofTwoAnswersAtTheSameTimeOneIsTaken() throws Exception {
        var address = connect(browser.open(WORLD.link(null)));
        var before = exchanges();
        // all four are under way before the first has its answer, and with it another cookie
        WORLD.world()
                .hubspot()
                .faults()
                .add(Fault.of(Fault.Kind.DELAY, "POST", "/oauth/.*", -1, Duration.ofMillis(300)));
        Callable<Integer> answer = () -> browser.follow(address).statusCode();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var status : threads.invokeAll(List.of(answer, answer, answer, answer))) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 400, 400, 400);
        }
        assertThat(exchanges()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?state=", "?code=abc", "?code=abc&state=forged", "?error=access_denied&state=forged"})
    void anAnswerToNoQuestionIsRefused(String query) {
        browser.open(WORLD.link(null));
        var before = exchanges();
        var page = browser.follow(URI.create("https://musubi.example.com/hubspot/callback" + query));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("インストール用リンク").doesNotContain("forged", "abc");
        assertThat(exchanges()).isEqualTo(before);
    }

    @Test
    void whoCancelsChangesNothing() {
        var link = WORLD.link(null);
        var page = browser.in("en-GB").follow(WORLD.world().hubspot().oauth().cancel(browser.open(link)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Nothing was installed", "on HubSpot&#39;s page");
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("DECLINED");
        assertThat(WORLD.app().isInstalledIn(portal)).isFalse();
    }

    @Test
    void aLinkBelongsToTheFirstBrowser() {
        var link = WORLD.link(null);
        browser.open(link);
        var url = URI.create(link.path("url").asString());
        assertThat(WORLD.new Browser().follow(url).statusCode()).isEqualTo(400);
        // who comes back to it may begin again
        assertThat(browser.follow(connect(browser.open(link))).statusCode()).isEqualTo(200);
        assertThat(browser.follow(url).statusCode()).isEqualTo(400);
        assertThat(browser.follow(URI.create("https://musubi.example.com/hubspot/install/nothing"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void afterAnHourItIsTooLate() {
        var unopened = WORLD.link(null);
        var link = WORLD.link(null);
        var address = connect(browser.open(link));
        WORLD.clock().advance(Duration.ofMinutes(61));
        assertThat(browser.follow(address).statusCode()).isEqualTo(400);
        assertThat(WORLD.new Browser()
                        .follow(URI.create(unopened.path("url").asString()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("EXPIRED");
        assertThat(WORLD.install(unopened).path("state").asString()).isEqualTo("EXPIRED");
    }

    @ParameterizedTest
    @CsvSource({"500, 502, not answer", "429, 502, not answer", "400, 400, not accept", "401, 400, client-secret"})
    void whatHubSpotDoesNotGiveIsTold(int status, int page, String problem) {
        var error = status == 401 ? "invalid_client" : "invalid_grant";
        var link = WORLD.link(null);
        var address = connect(browser.open(link));
        WORLD.world()
                .hubspot()
                .faults()
                .add(Fault.answer("POST", "/oauth/.*", 1, status, "{\"error\":\"%s\"}".formatted(error)));
        assertThat(browser.follow(address).statusCode()).isEqualTo(page);
        assertThat(WORLD.install(link).path("state").asString()).isEqualTo("FAILED");
        assertThat(WORLD.install(link).path("problem").asString()).contains(problem);
    }
}
