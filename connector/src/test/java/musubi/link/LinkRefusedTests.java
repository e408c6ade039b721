package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.connection.Connections;
import musubi.line.LineLogin;
import musubi.line.LoginChannel;
import musubi.line.LoginRequest;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.IdTokenFlaw;
import musubi.sandbox.line.UserOptions;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import musubi.system.PublicAddress;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whoever is not truly coming back from LINE, in the browser they left from, links nobody. */
class LinkRefusedTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final LoginConnection connection = LoginConnection.of(WORLD);
    private final Friend friend = connection
            .connection()
            .channel()
            .newUser(UserOptions.named("花子 Suzuki").email("hanako@example.com"));
    private final Browser browser = new Browser(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    private URI consented(URI to) {
        return connection.login().consent(to, friend.userId(), Consent.given());
    }

    private void assertUnfinished(HttpResponse<String> answer, String restart) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("連携を完了できませんでした", "はじめからやり直す", "href=\"" + restart + "?again=hand\"")
                .doesNotContain("花子");
        assertNobodyIsLinked();
    }

    private void assertNobodyIsLinked() {
        assertThat(connection.connection().backlog().path("pending").asInt()).isZero();
        assertThat(connection.connection().failures()).isEmpty();
        assertThat(connection.connection().contact(friend)).isEmpty();
    }

    @Test
    void anotherBrowserThanTheOneThatBeganIsRefused() {
        var id = connection.newLink(Map.of("title", "poster")).path("id").asString("");
        var back = consented(browser.open(connection.path() + "/" + id));
        assertUnfinished(new Browser(WORLD).get(back.toString()), connection.path() + "/" + id);
        // which the page offers to do by hand, since the automatic way may end there again
        assertThat(browser.open(connection.path() + "/" + id + "?again=hand").toString())
                .contains("disable_auto_login=true");
    }

    @Test
    void aForgedStateIsRefused() {
        var back = consented(browser.open(connection.path())).toString();
        var forged = back.replaceFirst("state=([0-9a-f]{12})[0-9a-f]{52}", "state=$1" + "0".repeat(52));
        assertUnfinished(browser.get(forged), connection.path());
        assertThat(browser.cookies()).isEmpty();
        // and the true one comes too late
        assertUnfinished(browser.get(back), connection.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?code=x", "?state=x&code=y", "?state=", "?error=access_denied", "?code=%00&state=x"})
    void whatIsNoAnswerOfLinesIsRefused(String query) {
        browser.open(connection.path());
        assertUnfinished(browser.get(connection.path() + "/callback" + query), connection.path());
    }

    @Test
    void parametersThatCannotBeReadAreTheCallersMistake() {
        assertThat(browser.get(connection.path() + "/callback?state=%ff").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theAttemptOfAnotherConnectionIsRefused() {
        var other = LoginConnection.of(WORLD);
        var back = consented(browser.open(connection.path())).toString();
        assertThat(browser.get(back.replace(connection.path(), other.path())).statusCode())
                .isEqualTo(400);
        assertNobodyIsLinked();
    }

    @Test
    void aCookieThatWasTouchedIsRefused() {
        var back = consented(browser.open(connection.path()));
        browser.cookies().replaceAll((name, value) -> (value.startsWith("A") ? "B" : "A") + value.substring(1));
        assertUnfinished(browser.get(back.toString()), connection.path());
    }

    @Test
    void comingBackTwiceLinksOnce() {
        var back = consented(browser.open(connection.path()));
        var cookies = Map.copyOf(browser.cookies());
        assertThat(browser.arrived(browser.get(back.toString())).statusCode()).isEqualTo(200);
        assertThat(browser.get(back.toString()).statusCode()).isEqualTo(400);
        // also by one who kept the cookie
        browser.cookies().putAll(cookies);
        var exchanges = WORLD.line().traffic().calls("POST /oauth2/v2.1/token");
        assertThat(browser.get(back.toString()).statusCode()).isEqualTo(400);
        assertThat(WORLD.line().traffic().calls("POST /oauth2/v2.1/token")).isEqualTo(exchanges);
    }

    @Test
    void aCodeThatLineDoesNotTakeIsRefused() {
        var back = consented(browser.open(connection.path())).toString();
        var answer = browser.get(back.replaceFirst("code=[^&]+", "code=used"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("使用済みか期限切れ", connection.path() + "?again=1");
        assertNobodyIsLinked();
    }

    @ParameterizedTest
    @EnumSource(IdTokenFlaw.class)
    void anIdTokenThatDoesNotHoldIsRefused(IdTokenFlaw flaw) {
        connection.login().nextIdToken(Set.of(flaw));
        var answer = browser.get(consented(browser.open(connection.path())).toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertNobodyIsLinked();
    }

    @Test
    void afterTenMinutesItIsTooLate() {
        var late = back(Duration.ofMinutes(10).plusSeconds(1));
        assertUnfinished(browser.get(late), connection.path());
        var intime = back(Duration.ofMinutes(9));
        assertThat(browser.arrived(browser.get(intime)).statusCode()).isEqualTo(200);
    }

    /** The way back from an attempt that began so long ago; its cookie is in the browser. */
    private String back(Duration ago) {
        var past = Clock.offset(Clock.systemUTC(), ago.negated());
        var cookies = new AttemptCookies(
                WORLD.bean(MasterKey.class), WORLD.bean(PublicAddress.class), WORLD.bean(Cookies.class), past);
        var id = UUID.fromString(connection.connection().id());
        var attempt = cookies.begin(id, Optional.empty(), false, Optional.empty());
        cookies.keep(id, attempt, new MockHttpServletRequest())
                .forEach(cookie -> browser.cookies().put(cookie.getName(), cookie.getValue()));
        var connections = WORLD.bean(Connections.class);
        var to = WORLD.bean(LineLogin.class)
                .authorizeUrl(
                        connections.loginChannel(id).orElseThrow(),
                        new LoginRequest(
                                attempt.redirectUri(),
                                attempt.state(),
                                attempt.nonce(),
                                attempt.verifier(),
                                false,
                                LoginRequest.AddFriendPrompt.NORMAL,
                                "ja-JP",
                                true));
        return consented(to).toString();
    }

    @ParameterizedTest
    @CsvSource({"503, 503", "500, 503", "429, 503", "400, 400"})
    void whenLineDoesNotAnswerOneIsToldToTryAgain(int status, int page) {
        WORLD.line()
                .faults()
                .add(Fault.answer("POST", "/oauth2/v2.1/token", -1, status, "{\"error\":\"invalid_grant\"}"));
        var answer = browser.get(consented(browser.open(connection.path())).toString());
        assertThat(answer.statusCode()).isEqualTo(page);
        assertThat(answer.body()).contains(connection.path() + "?again=1");
        assertNobodyIsLinked();
    }

    @Test
    void aConnectionThatIsCutIsToldLikewise() {
        WORLD.line().faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "POST", "/oauth2/v2.1/token", -1, Duration.ZERO));
        var answer = browser.get(consented(browser.open(connection.path())).toString());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.body()).contains("ただいま連携できません");
    }

    @Test
    void aChannelThatLineRefusesIsTheOperatorsToMend() {
        WORLD.line().faults().add(Fault.answer("POST", "/oauth2/v2.1/token", 1, 400, "{\"error\":\"invalid_client\"}"));
        assertThat(browser.get(consented(browser.open(connection.path())).toString())
                        .statusCode())
                .isEqualTo(503);
        assertThat(connection.problems()).containsExactly("LINE refuses the Login channel");
        assertThat(browser.arrived(browser.get(
                                consented(browser.open(connection.path())).toString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void aRefusalOfCredentialsThatWereReplacedMeanwhileIsNoProblem() {
        var id = UUID.fromString(connection.connection().id());
        var former = new LoginChannel(id.toString(), connection.login().id(), "0".repeat(32));
        var attempt = WORLD.bean(AttemptCookies.class).begin(id, Optional.empty(), false, Optional.empty());
        var outcome = WORLD.bean(Linking.class)
                .finish(WORLD.bean(Connections.class).find(id).orElseThrow(), former, attempt, "a code", false);
        assertThat(outcome).isEqualTo(new LinkingOutcome.Unavailable());
        assertThat(connection.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR, 503", "INVALID_REQUEST, 400", "login_required, 400", "anything, 400"})
    void otherAnswersOfLineGetAPage(String error, int status) {
        var state = browser.open(connection.path()).toString().replaceFirst(".*state=([0-9a-f]+).*", "$1");
        var answer = browser.get(connection.path() + "/callback?error=" + error + "&state=" + state);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(connection.path() + "?again=1");
    }

    @Test
    void whenTheDatabaseTakesNothingOneIsToldToTryAgain() {
        var back = consented(browser.open(connection.path()));
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("alter table inbox rename to inbox_away").update();
        try {
            assertThat(browser.get(back.toString()).statusCode()).isEqualTo(503);
        } finally {
            jdbc.sql("alter table inbox_away rename to inbox").update();
        }
        var again = consented(browser.open(connection.path() + "?again=1"));
        assertThat(browser.arrived(browser.get(again.toString())).statusCode()).isEqualTo(200);
    }

    @Test
    void linksThatAreOffOrNotThereSaySo() {
        var off = connection.newLink(Map.of("title", "off", "enabled", false));
        var without = WORLD.connect();
        var others = LoginConnection.of(WORLD).newLink(Map.of("title", "of another connection"));
        Stream.of(
                        connection.path() + "/" + off.path("id").asString(""),
                        connection.path() + "/" + others.path("id").asString(""),
                        connection.path() + "/0123456789",
                        connection.path() + "/nothing",
                        "/link/" + without.id(),
                        "/link/" + without.id() + "/callback?state=x&code=y",
                        "/link/00000000-0000-0000-0000-000000000000",
                        "/link/nothing",
                        "/link/nothing/callback")
                .forEach(path -> {
                    var answer = browser.get(path);
                    assertThat(answer.statusCode()).as(path).isEqualTo(404);
                    assertThat(answer.body()).as(path).contains("このリンクは使われていません");
                });
    }
}
