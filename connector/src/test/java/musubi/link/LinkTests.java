package musubi.link;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.UserOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Friends link themselves, the whole way from a link to HubSpot. */
class LinkTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final LoginConnection connected = LoginConnection.of(WORLD);
    private final Friend friend = connected
            .connection()
            .channel()
            .newUser(UserOptions.named("花子 Suzuki")
                    .email("hanako@example.com")
                    .pictureUrl("https://profile.line-scdn.net/hanako"));
    private final Browser browser = new Browser(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
    }

    @Test
    void aFriendWhoConsentsBecomesAContactWithTheRealAddress() {
        var page = browser.link(
                connected.path(), connected.login(), friend, Consent.given().addingFriend());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"ja\">", "Café Musubi", "LINE連携が完了しました", "トークを開く")
                .contains("https://line.me/R/ti/p/%40");
        connected.connection().drained();
        assertThat(connected.connection().contact(friend).orElseThrow().properties())
                .containsEntry("email", "hanako@example.com")
                .containsEntry("line_user_name", "花子 Suzuki")
                .containsEntry("line_follow", "YES");
        assertThat(browser.cookies()).isEmpty();
        assertThat(connected.problems()).isEmpty();
    }

    @Test
    void whoDoesNotAddTheAccountIsAContactThatDoesNotFollow() {
        var page = browser.link(
                connected.path(), connected.login(), friend, Consent.given().withoutEmail());
        assertThat(page.body()).contains("友だち追加");
        connected.connection().drained();
        assertThat(connected.connection().contact(friend).orElseThrow().properties())
                .containsEntry("line_contact_source", "LOGIN")
                .containsEntry("line_follow", "NO")
                .containsEntry("email", friend.userId().toLowerCase(Locale.ROOT) + "@line.me");
    }

    @Test
    void theWayToLineIsAskedForAsLineWantsIt() {
        var answer = browser.get(connected.path());
        var to = Browser.location(answer).toString();
        assertThat(to)
                .startsWith(WORLD.line().url() + "/oauth2/v2.1/authorize?response_type=code&client_id="
                        + connected.login().id())
                .contains("scope=profile%20openid%20email", "code_challenge_method=S256", "bot_prompt=aggressive")
                .contains("ui_locales=ja-JP", "redirect_uri=http%3A%2F%2Flocalhost")
                .containsPattern("state=[0-9a-f]{64}&.*nonce=[0-9a-f]{64}&")
                .doesNotContain("disable_auto_login");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("musubi_link_[0-9a-f]{12}=[A-Za-z0-9_-]+; Path=/link; Max-Age=600; Expires=[^;]+; HttpOnly;"
                        + " SameSite=Lax");
        assertThat(answer.headers().map())
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"))
                .containsEntry("X-Robots-Tag", List.of("noindex, nofollow"));
    }

    @Test
    void aCustomLinkTellsWhereAContactCameFrom() {
        var link = connected.newLink(Map.of(
                "title", "ポスター 銀座駅", "originalSource", "OFFLINE", "pageAfter", "https://www.example.com/thanks?a=1"));
        var id = link.path("id").asString("");
        assertThat(link.path("url").asString("")).isEqualTo(WORLD.url() + connected.path() + "/" + id);
        var answer = browser.link(connected.path() + "/" + id, connected.login(), friend, Consent.given());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).hasToString("https://www.example.com/thanks?a=1");
        connected.connection().drained();
        assertThat(connected.connection().contact(friend).orElseThrow().properties())
                .containsEntry("line_traffic_source", "ポスター 銀座駅")
                .containsEntry("hs_analytics_source", "OFFLINE");
        eventually(
                "all is counted",
                () -> connected
                        .link(id)
                        .path("counts")
                        .toString()
                        .equals("{\"opened\":1,\"linked\":1,\"declined\":0,\"created\":1}"));
        assertThat(connected.plainLink().path("counts").path("opened").asInt()).isZero();
        var today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
        var days = TestWorld.json(
                WORLD.api("GET", "/api/links/" + id + "/counts?from=" + today.minusDays(1) + "&to=" + today, null));
        assertThat(days.path("items")).hasToString("""
                        [{"day":"%s","counts":{"opened":0,"linked":0,"declined":0,"created":0}},\
                        {"day":"%s","counts":{"opened":1,"linked":1,"declined":0,"created":1}}]""".formatted(today.minusDays(1), today));
    }

    @Test
    void afterLinkingFriendsGoWhereTheConnectionSendsThem() {
        connected.patch(Map.of("line", Map.of("pageAfterLogin", "https://www.example.com/ようこそ")));
        var answer = browser.link(connected.path(), connected.login(), friend, Consent.given());
        assertThat(Browser.location(answer))
                .hasToString("https://www.example.com/%E3%82%88%E3%81%86%E3%81%93%E3%81%9D");
        connected.patch(Map.of("line", Map.of("pageAfterLogin", "")));
        assertThat(browser.link(connected.path(), connected.login(), friend, Consent.given())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoDeclinesIsToldWhatThatMeansAndMayTryAgain() {
        var answer = browser.link(connected.path(), connected.login(), friend, Consent.declined());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("連携は行われませんでした", "もう一度連携する", "href=\"" + connected.path() + "?again=1\"");
        assertThat(browser.cookies()).isEmpty();
        assertThat(browser.open(connected.path() + "?again=1").toString()).doesNotContain("disable_auto_login");
        eventually(
                "it is counted",
                () -> connected
                        .plainLink()
                        .path("counts")
                        .toString()
                        .equals("{\"opened\":1,\"linked\":0,\"declined\":1,\"created\":0}"));
        assertThat(connected.connection().backlog().path("pending").asInt()).isZero();
    }

    @Test
    void withoutPermissionForTheAddressFriendsAreLinkedWithoutIt() {
        connected.login().emailPermission(false);
        var back = browser.get(connected
                .login()
                .consent(browser.open(connected.path()), friend.userId(), Consent.given())
                .toString());
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(Browser.location(back).toString()).contains("scope=profile%20openid&");
        assertThat(connected.connection().connection().path("problems").toString())
                .contains("e-mail", "INVALID_SCOPE", "メールアドレス取得権限");
        var done = browser.get(connected
                .login()
                .consent(Browser.location(back), friend.userId(), Consent.given())
                .toString());
        assertThat(browser.arrived(done).statusCode()).isEqualTo(200);
        connected.connection().drained();
        assertThat(connected.connection().value(friend, "line_contact_source")).isEqualTo("LOGIN");
        connected.login().emailPermission(true);
        browser.link(connected.path(), connected.login(), friend, Consent.given());
        assertThat(connected.problems()).isEmpty();
        connected.patch(Map.of("options", Map.of("askEmailOnLogin", false)));
        assertThat(browser.open(connected.path()).toString()).contains("scope=profile%20openid&");
    }

    @Test
    void aLoginChannelOfAnotherAccountIsNoticed() {
        var other = WORLD.line().addChannel(ChannelOptions.named("Another account"));
        var wrong = LoginConnection.of(WORLD, WORLD.connect(), other, Map.of());
        var stranger = other.newUser("太郎");
        stranger.follow();
        assertThat(browser.link(wrong.path(), wrong.login(), stranger, Consent.given())
                        .body())
                .contains("友だち追加");
        assertThat(wrong.problems()).containsExactly("The Login channel does not fit the LINE Official Account");
        wrong.connection().drained();
        assertThat(wrong.connection().value(stranger, "line_follow")).isEqualTo("NO");
    }

    @Test
    void aFriendWhomTheAccountLearnsOfAMomentLaterIsAFriend() {
        WORLD.line().faults().add(Fault.answer("GET", "/v2/bot/profile/.*", 1, 404, "{\"message\":\"Not found\"}"));
        assertThat(browser.link(
                                connected.path(),
                                connected.login(),
                                friend,
                                Consent.given().addingFriend())
                        .body())
                .contains("トークを開く");
        assertThat(connected.problems()).isEmpty();
    }

    @Test
    void friendshipThatLineDoesNotTellIsNoHindrance() {
        WORLD.line().faults().add(Fault.answer("GET", "/friendship/v1/status", -1, 503, "{}"));
        assertThat(browser.link(connected.path(), connected.login(), friend, Consent.given())
                        .statusCode())
                .isEqualTo(200);
        connected.connection().drained();
        assertThat(connected.connection().value(friend, "line_contact_source")).isEqualTo("LOGIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''|ja",
                "''|en-GB,en;q=0.9,ja;q=0.8|en",
                "''|fr,ja;q=0.5,en;q=0.3|ja",
                "''|fr|ja",
                "''|;;;=|ja",
                "?lang=en|ja|en",
                "?lang=ja|en|ja",
                "?lang=xx|en|en"
            })
    void pagesAreInTheLanguageOfTheFriend(String query, String accepted, String language) {
        if (!accepted.isEmpty()) {
            browser.with("Accept-Language", accepted);
        }
        var page = browser.link(connected.path() + query, connected.login(), friend, Consent.declined());
        assertThat(page.body())
                .contains("<html lang=\"" + language + "\">")
                .contains(language.equals("ja") ? "連携は行われませんでした" : "You are not connected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facebookexternalhit/1.1;line-poker/1.0",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
            })
    void machinesSeeAPageAboutTheLinkAndDoNotCount(String agent) {
        var page = browser.with("User-Agent", agent).get(connected.path());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("property=\"og:title\" content=\"Café MusubiとLINEで連携する\"");
        assertThat(page.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(browser.call("HEAD", connected.path()).statusCode()).isEqualTo(200);
        browser.open(connected.path() + "?again=go");
        new Browser(WORLD).open(connected.path());
        eventually("the person is counted", () -> opened(connected.plainLink()) > 0);
        assertThat(opened(connected.plainLink())).isEqualTo(1);
    }

    private static int opened(JsonNode link) {
        return link.path("counts").path("opened").asInt();
    }

    @Test
    void severalWaysInOneBrowserDoNotDisturbEachOther() {
        var first = browser.open(connected.path());
        var second = browser.open(connected.path() + "?lang=en");
        assertThat(browser.cookies()).hasSize(2);
        assertThat(consented(first).body()).contains("LINE連携が完了しました");
        assertThat(consented(second).body()).contains("LINE is linked");
        for (var i = 0; i < 9; i++) {
            browser.open(connected.path());
        }
        var last = browser.open(connected.path());
        assertThat(browser.cookies()).hasSize(5);
        assertThat(consented(last).statusCode()).isEqualTo(200);
    }

    /** The page at the end of the way that led to this address of LINE's. */
    private HttpResponse<String> consented(URI atLine) {
        return browser.arrived(browser.get(connected
                .login()
                .consent(atLine, friend.userId(), Consent.given())
                .toString()));
    }
}
