package musubi.sandbox.line.login;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.LineApi;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;

/** The calls with a user's access token. https://developers.line.biz/en/reference/line-login/#profile */
public final class LoginUserApi {

    private final UserTokens tokens;

    public LoginUserApi(UserTokens tokens) {
        this.tokens = tokens;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("GET", "/oauth2/v2.1/userinfo", Limit.DEFAULT, this::userInfo),
                Route.open("POST", "/oauth2/v2.1/userinfo", Limit.DEFAULT, this::userInfo),
                Route.open("GET", "/v2/profile", Limit.DEFAULT, this::profile),
                Route.open("GET", "/friendship/v1/status", Limit.DEFAULT, this::friendship),
                Route.openJson("POST", "/user/v1/deauthorize", Limit.DEFAULT, this::deauthorize));
    }

    private Answer userInfo(Call call) {
        var grant = grant(call, "openid");
        var answer = Json.object().put("sub", grant.userId());
        if (grant.scope().contains("profile")) {
            answer.put("name", grant.person().displayName);
            var picture = grant.person().pictureUrl;
            if (picture != null) {
                answer.put("picture", picture);
            }
        }
        return Answer.json(200, answer);
    }

    private Answer profile(Call call) {
        var grant = grant(call, "profile");
        var answer = grant.person().profile();
        answer.remove("language");
        return Answer.json(200, answer.put("userId", grant.userId()));
    }

    /** LINE does not document the answer without a linked account. */
    private Answer friendship(Call call) {
        var grant = grant(call, "profile");
        if (!grant.client().linked()) {
            throw new Refusal(403, "There is no official account linked to this channel");
        }
        return Answer.json(200, Json.object().put("friendFlag", grant.person().isFriend()));
    }

    private Answer deauthorize(Call call) {
        var client = tokens.clientOf(LineApi.bearer(call.request())).orElseThrow(LineApi::invalidToken);
        var grant = tokens.find(call.json().path("userAccessToken").asString(""))
                .map(UserTokens.Token::grant)
                .filter(known -> known.client() == client)
                .orElseThrow(() -> new Refusal(400, "invalid token"));
        tokens.deauthorize(grant);
        return Answer.empty(204);
    }

    private UserTokens.Grant grant(Call call, String scope) {
        var grant = tokens.find(LineApi.bearer(call.request()))
                .map(UserTokens.Token::grant)
                .orElseThrow(LineApi::invalidToken);
        if (!grant.scope().contains(scope)) {
            throw new Refusal(403, "The access token does not have the scope %s".formatted(scope));
        }
        return grant;
    }
}
