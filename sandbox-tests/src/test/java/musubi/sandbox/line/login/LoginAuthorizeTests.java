package musubi.sandbox.line.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.LoginChannelOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginAuthorizeTests {

    private final LoginWorld world = new LoginWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Map<String, String> back(Map<String, String> request) {
        var reply = world.caller.get(LoginWorld.page(request));
        assertThat(reply.status()).as(reply.text()).isEqualTo(302);
        var location = String.valueOf(reply.header("location"));
        assertThat(location).startsWith(request.get("redirect_uri"));
        assertThat(world.channel.consent(LoginWorld.uri(request), world.friend.userId(), Consent.given()))
                .as("clicks and page agree")
                .hasToString(location);
        return LoginWorld.query(location);
    }

    private void refused(Map<String, String> request, String message) {
        var reply = world.caller.get(LoginWorld.page(request));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("content-type")).startsWith("text/html");
        assertThat(reply.header("location")).isNull();
        assertThat(reply.text()).contains(message);
        assertThatThrownBy(() -> world.channel.consent(LoginWorld.uri(request), world.friend.userId(), Consent.given()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aWrongChannelOrCallbackUrlEndsOnAnErrorPage() {
        refused(world.request("client_id", "1"), "Invalid client_id value");
        refused(world.request("client_id", world.account.id()), "Invalid client_id value");
        for (var wrong : new String[] {
            "https://musubi.example/link",
            "https://musubi.example/link/callback/",
            "https://musubi.example/link/callback#top",
            "http://musubi.example/link/callback",
            "https://evil.example/link/callback",
            "https://musubi.example/link/callback.evil",
            "not a url"
        }) {
            refused(world.request("redirect_uri", wrong), "Invalid redirect_uri value");
        }
        refused(world.request("redirect_uri", null), "Invalid redirect_uri value");
    }

    @Test
    void queryParametersMayBeAddedToTheCallbackUrl() {
        var redirectUri = LoginWorld.CALLBACK + "?key=value";

        var location = world.channel.consent(
                LoginWorld.uri(world.request("redirect_uri", redirectUri)), world.friend.userId(), Consent.given());

        assertThat(location.toString()).startsWith(redirectUri + "&code=");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, , UNSUPPORTED_RESPONSE_TYPE",
        "scope, , INVALID_SCOPE",
        "scope, email, INVALID_SCOPE",
        "scope, profile email, INVALID_SCOPE",
        "scope, profile phone, INVALID_SCOPE",
        "scope, 'profile  openid', INVALID_SCOPE",
        "prompt, ask, INVALID_REQUEST",
        "prompt, none, LOGIN_REQUIRED",
        "max_age, -1, INVALID_REQUEST",
        "ui_locales, '<b>', INVALID_REQUEST",
        "bot_prompt, gentle, INVALID_REQUEST",
        "bot_prompt, NORMAL, INVALID_REQUEST",
        "disable_auto_login, yes, INVALID_REQUEST",
        "initial_amr_display, pwd, INVALID_REQUEST",
        "response_mode, form_post, INVALID_REQUEST",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM, INVALID_REQUEST",
        "code_challenge_method, S256, INVALID_REQUEST"
    })
    void anyOtherErrorIsSentToTheCallbackUrl(String name, String value, String error) {
        var answer = back(world.request(name, value));

        assertThat(answer)
                .containsEntry("error", error)
                .containsEntry("state", "s t&1")
                .containsKey("error_description")
                .doesNotContainKey("code");
    }

    @Test
    void stateIsRequired() {
        assertThat(back(world.request("state", null)))
                .containsEntry("error", "INVALID_REQUEST")
                .doesNotContainKey("state");
    }

    @Test
    void aChallengeMustBeS256AndOfTheRightLength() {
        var plain = world.request("code_challenge", LoginWorld.challenge(LoginWorld.VERIFIER));
        plain.put("code_challenge_method", "plain");
        var tooShort = world.request("code_challenge", "short");
        tooShort.put("code_challenge_method", "S256");

        assertThat(back(plain)).containsEntry("error", "INVALID_REQUEST");
        assertThat(back(tooShort)).containsEntry("error", "INVALID_REQUEST");
    }

    @Test
    void theScopeEmailNeedsThePermission() {
        world.channel.emailPermission(false);

        assertThat(back(world.request())).containsEntry("error", "INVALID_SCOPE");
        assertThat(world.code(world.request("scope", "profile openid"))).hasSize(20);
    }

    @Test
    void aChannelInDevelopmentAdmitsTestersOnly() {
        world.channel.published(false);
        assertThatThrownBy(() -> world.code(world.request())).hasMessageContaining("developing status");
        var clicked =
                world.caller.form(LoginWorld.page(world.request()), "answer=allow&userId=" + world.friend.userId());
        assertThat(clicked.status()).isEqualTo(400);
        assertThat(clicked.text()).contains("developing status");

        world.channel.addTester(world.friend);

        assertThat(world.code(world.request())).hasSize(20);
    }

    @Test
    void whoeverDeclinesIsSentBackWithoutACode() {
        var location =
                world.channel.consent(LoginWorld.uri(world.request()), world.friend.userId(), Consent.declined());

        assertThat(location)
                .hasToString(
                        LoginWorld.CALLBACK
                                + "?error=ACCESS_DENIED&error_description=The+resource+owner+denied+the+request.&state=s+t%261");
        assertThat(world.caller
                        .form(LoginWorld.page(world.request()), "answer=cancel")
                        .header("location"))
                .isEqualTo(location.toString());
    }

    @Test
    void nobodyElsesUserIdIsTaken() {
        assertThatThrownBy(() ->
                        world.channel.consent(LoginWorld.uri(world.request()), "U" + "0".repeat(32), Consent.given()))
                .hasMessageContaining("Nobody has this user id");
    }

    @Test
    void thePageShowsWhatIsSharedInTheLanguageAskedFor() {
        world.account.newUser("<script>alert(1)</script>");
        var japanese = world.caller.get(LoginWorld.page(world.request()));
        var english = world.caller.get(LoginWorld.page(world.request("ui_locales", "fr en-US ja")));
        var accepted = world.caller.send(
                "GET", LoginWorld.page(world.request()), "", null, "Accept-Language", "en-GB,en;q=0.9,ja;q=0.8");

        assertThat(japanese.status()).isEqualTo(200);
        assertThat(japanese.header("content-type")).isEqualTo("text/html;charset=utf-8");
        assertThat(japanese.text())
                .contains("<html lang=\"ja\">", "花子", "許可する", "「Café」", "name=\"email\" value=\"on\" checked")
                .doesNotContain("<script>", "name=\"friend\"");
        assertThat(english.text()).contains("<html lang=\"en\">", "Allow", "your e-mail address");
        assertThat(accepted.text()).contains("<html lang=\"en\">");
        assertThat(world.caller
                        .get(LoginWorld.page(world.request("scope", "openid")))
                        .text())
                .doesNotContain("name=\"email\"", "プロフィール");
    }

    @Test
    void theFormDoesWhatTheClicksDo() {
        var page = LoginWorld.page(world.request("bot_prompt", "normal"));
        assertThat(world.caller.get(page).text())
                .contains("name=\"friend\" value=\"add\"")
                .contains("action=\"" + page.replace("&", "&amp;") + "\"");

        var reply = world.caller.form(page, "answer=allow&friend=add&userId=" + world.friend.userId());

        assertThat(reply.status()).isEqualTo(302);
        var answer = LoginWorld.query(String.valueOf(reply.header("location")));
        assertThat(answer)
                .containsEntry("state", "s t&1")
                .containsEntry("friendship_status_changed", "true")
                .containsOnlyKeys("code", "state", "friendship_status_changed");
        assertThat(world.friend.isFollowing()).isTrue();
        var idToken = world.token(world.exchange(answer.getOrDefault("code", "")))
                .json()
                .path("id_token")
                .asString();
        assertThat(LoginWorld.part(idToken, 1).has("email"))
                .as("the tick was taken off")
                .isFalse();
    }

    @Test
    void anAggressivePromptAsksOnAScreenOfItsOwn() {
        var page = LoginWorld.page(world.request("bot_prompt", "aggressive"));
        var clicked = "answer=allow&email=on&userId=" + world.friend.userId();
        assertThat(world.caller.get(page).text()).doesNotContain("name=\"friend\"");

        var second = world.caller.form(page, clicked);
        var later = world.caller.form(page, clicked + "&friend=later");
        var added = world.caller.form(page, clicked + "&friend=add");
        var again = world.caller.form(page, clicked);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text())
                .contains("name=\"friend\" value=\"add\"", "name=\"friend\" value=\"later\"", "name=\"email\"");
        assertThat(later.header("location")).endsWith("friendship_status_changed=false");
        assertThat(added.header("location")).endsWith("friendship_status_changed=true");
        assertThat(again.header("location")).as("a friend already").endsWith("friendship_status_changed=false");
    }

    @Test
    void callbackUrlsAreChecked() {
        assertThatThrownBy(() -> LoginChannelOptions.of(world.account)).hasMessageContaining("callbackUrls: 0");
        assertThatThrownBy(() -> LoginChannelOptions.of(world.account, "ftp://x.example/"))
                .hasMessageContaining("expected: http or https");
        assertThatThrownBy(() -> world.line.addLoginChannel(LoginChannelOptions.of(world.account, LoginWorld.CALLBACK)
                        .id(world.channel.id())))
                .hasMessageContaining("there already");
        var others = new LinkedHashMap<>(world.request());
        world.channel.callbackUrls(List.of("https://other.example/"));
        refused(others, "Invalid redirect_uri value");
    }
}
