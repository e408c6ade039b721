package musubi.sandbox.line;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;

/** What a user's access token opens. https://developers.line.biz/en/reference/line-login/#profile */
final class LoginUserApi {

    private final UserTokens tokens;

    LoginUserApi(UserTokens tokens) {
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/oauth2/v2.1/userinfo", Limit.USUAL, this::userInfo),
                Route.open("POST", "/oauth2/v2.1/userinfo", Limit.USUAL, this::userInfo),
                Route.open("GET", "/v2/profile", Limit.USUAL, this::profile),
                Route.open("GET", "/friendship/v1/status", Limit.USUAL, this::friendship),
                Route.openJson("POST", "/user/v1/deauthorize", Limit.USUAL, this::deauthorize));
    }

    private Answer userInfo(Call call) {
        var login = login(call, "openid");
        var answer = Json.object().put("sub", login.userId());
        if (login.scope().contains("profile")) {
            answer.put("name", login.friend().displayName());
            login.friend().pictureUrl().ifPresent(url -> answer.put("picture", url));
        }
        return Answer.json(200, answer);
    }

    private Answer profile(Call call) {
        var login = login(call, "profile");
        var answer = login.friend().profile();
        answer.remove("language");
        return Answer.json(200, answer.put("userId", login.userId()));
    }

    /** LINE does not document what it says without a linked account. */
    private Answer friendship(Call call) {
        var login = login(call, "profile");
        if (!login.channel().linked()) {
            throw new Refusal(403, "There is no official account linked to this channel");
        }
        return Answer.json(200, Json.object().put("friendFlag", login.friend().isFollowing()));
    }

    private Answer deauthorize(Call call) {
        var channel = tokens.channelOf(LineApi.bearer(call.request())).orElseThrow(LineApi::invalidToken);
        var login = tokens.find(call.json().path("userAccessToken").asString(""))
                .map(UserTokens.Token::login)
                .filter(known -> known.channel() == channel)
                .orElseThrow(() -> new Refusal(400, "invalid token"));
        tokens.deauthorize(login);
        return Answer.empty(204);
    }

    private UserTokens.Login login(Call call, String scope) {
        var login = tokens.find(LineApi.bearer(call.request()))
                .map(UserTokens.Token::login)
                .orElseThrow(LineApi::invalidToken);
        if (!login.scope().contains(scope)) {
            throw new Refusal(403, "The access token does not have the scope %s".formatted(scope));
        }
        return login;
    }
}
