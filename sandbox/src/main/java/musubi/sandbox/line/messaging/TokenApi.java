package musubi.sandbox.line.messaging;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.AccessTokens;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Ids;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;
import musubi.sandbox.line.login.LoginTokenApi;
import musubi.sandbox.line.login.Logins;

/** Issues, checks and revokes channel access tokens. https://developers.line.biz/en/reference/messaging-api/#oauth */
public final class TokenApi {

    private final Function<String, Optional<Account>> accounts;
    private final AccessTokens tokens;
    private final Ids ids;
    private final Logins logins;
    private final LoginTokenApi loginTokens;

    public TokenApi(Function<String, Optional<Account>> accounts, AccessTokens tokens, Ids ids, Logins logins) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.ids = ids;
        this.logins = logins;
        this.loginTokens = new LoginTokenApi(logins);
    }

    public List<Route> routes() {
        return List.of(
                Route.open("POST", "/oauth2/v3/token", Limit.DEFAULT, this::stateless),
                Route.open("POST", "/oauth2/v2.1/token", Limit.DEFAULT, this::byGrant),
                Route.open("POST", "/v2/oauth/accessToken", Limit.perSecond(370), this::shortLived),
                Route.open("POST", "/v2/oauth/verify", Limit.DEFAULT, this::verify),
                Route.open("POST", "/v2/oauth/revoke", Limit.DEFAULT, this::revoke));
    }

    private Answer stateless(Call call) {
        var form = call.request().form();
        if (form.containsKey("client_assertion")) {
            throw noKey();
        }
        requireGrant(form);
        var clientId = form.getOrDefault("client_id", "");
        var login = logins.find(clientId).filter(known -> known.secret().equals(form.get("client_secret")));
        if (login.isPresent()) {
            return issued(logins.tokens().issueFor(login.get()), AccessTokens.Kind.STATELESS);
        }
        var account = accounts.apply(clientId)
                .filter(known -> known.secret().equals(form.get("client_secret")))
                .orElseThrow(() -> Refusal.oauth(400, "invalid_request", "Invalid 'client_credentials'."));
        return issued(account, AccessTokens.Kind.STATELESS);
    }

    /** One address for the tokens of LINE Login and for channel access tokens v2.1. */
    private Answer byGrant(Call call) {
        var form = call.request().form();
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> loginTokens.byCode(form);
            case "refresh_token" -> loginTokens.byRefreshToken(form);
            case String _ -> {
                requireGrant(form);
                // no channel here has a registered key, so LINE's answer is this one
                throw noKey();
            }
        };
    }

    private Answer shortLived(Call call) {
        var form = call.request().form();
        requireGrant(form);
        var account = accounts.apply(form.getOrDefault("client_id", ""))
                .orElseThrow(() -> Refusal.oauth(400, "invalid_client", "invalid client_id"));
        if (!account.secret().equals(form.get("client_secret"))) {
            throw Refusal.oauth(400, "invalid_client", "invalid client_secret");
        }
        return issued(account, AccessTokens.Kind.SHORT_LIVED);
    }

    private Answer verify(Call call) {
        var token = tokens.find(call.request().form().getOrDefault("access_token", ""))
                .filter(known -> known.kind() != AccessTokens.Kind.STATELESS)
                .orElseThrow(() -> Refusal.oauth(400, "invalid_request", "access token expired"));
        var account = token.account();
        return Answer.json(
                200,
                Json.object()
                        .put("client_id", account.id())
                        .put(
                                "expires_in",
                                token.until().getEpochSecond()
                                        - account.clock().instant().getEpochSecond())
                        .put("scope", "P CM"));
    }

    private Answer revoke(Call call) {
        tokens.revoke(call.request().form().getOrDefault("access_token", ""));
        return Answer.empty(200);
    }

    private Answer issued(Account account, AccessTokens.Kind kind) {
        var token = ids.letters(kind == AccessTokens.Kind.STATELESS ? 280 : 150);
        tokens.add(token, account, kind);
        return issued(token, kind);
    }

    private static Answer issued(String token, AccessTokens.Kind kind) {
        return Answer.json(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("expires_in", kind.ttl.toSeconds())
                        .put("token_type", "Bearer"));
    }

    private static void requireGrant(Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw Refusal.oauth(400, "invalid_request", "some parameters missed or invalid");
        }
    }

    private static Refusal noKey() {
        return new Refusal(404, "Cannot find channel key that satisfies the conditions");
    }
}
