package musubi.sandbox.line.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.IdTokenFlaw;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues, verifies and revokes the tokens of LINE Login. https://developers.line.biz/en/reference/line-login/#oauth
 */
public final class LoginTokenApi {

    private final Logins logins;

    public LoginTokenApi(Logins logins) {
        this.logins = logins;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("GET", "/oauth2/v2.1/verify", Limit.DEFAULT, this::verifyAccessToken),
                Route.open("POST", "/oauth2/v2.1/verify", Limit.DEFAULT, this::verifyIdToken),
                Route.open("POST", "/oauth2/v2.1/revoke", Limit.DEFAULT, this::revoke));
    }

    /** Exchanges a code. https://developers.line.biz/en/reference/line-login/#issue-access-token */
    public Answer byCode(Map<String, String> form) {
        // presenting a code uses it up, also when the exchange fails
        var code = logins.use(form.getOrDefault("code", ""));
        var client = client(form);
        if (!form.containsKey("code") || !form.containsKey("redirect_uri")) {
            throw Refusal.oauth(400, "invalid_request", "some parameters missed or invalid");
        }
        var known = code.filter(one -> one.asked().client() == client)
                .orElseThrow(() -> invalidGrant("invalid authorization code"));
        if (!known.asked().redirectUri().equals(form.get("redirect_uri"))) {
            throw invalidGrant("redirect_uri does not match");
        }
        var challenge = known.asked().codeChallenge();
        if (challenge != null && !challenge.equals(challengeOf(form.getOrDefault("code_verifier", "")))) {
            throw invalidGrant("invalid code_verifier");
        }
        var grant = new UserTokens.Grant(client, known.person(), known.asked().scope());
        var answer = issued(grant, logins.tokens().issueRefresh(grant));
        if (grant.scope().contains("openid")) {
            var flaws = client.takeFlaws();
            if (!flaws.contains(IdTokenFlaw.MISSING)) {
                answer.put("id_token", IdTokens.of(known, logins.clock().instant(), flaws));
            }
        }
        return Answer.json(200, answer);
    }

    /** Uses a refresh token. https://developers.line.biz/en/reference/line-login/#refresh-access-token */
    public Answer byRefreshToken(Map<String, String> form) {
        var client = client(form);
        var refresh = form.getOrDefault("refresh_token", "");
        var grant = logins.tokens()
                .refreshable(refresh)
                .filter(known -> known.client() == client)
                .orElseThrow(() -> invalidGrant("invalid refresh token"));
        return Answer.json(200, issued(grant, refresh));
    }

    private ObjectNode issued(UserTokens.Grant grant, String refresh) {
        return Json.object()
                .put("access_token", logins.tokens().issue(grant))
                .put("expires_in", UserTokens.TTL.toSeconds())
                .put("refresh_token", refresh)
                .put("scope", grant.tokenScope())
                .put("token_type", "Bearer");
    }

    private Answer verifyAccessToken(Call call) {
        var text = call.request().parameters().getOrDefault("access_token", "");
        if (text.split("\\.", -1).length != 3) {
            throw Refusal.oauth(400, "invalid_request", "access token not JWS");
        }
        var token = logins.tokens()
                .find(text)
                .orElseThrow(() -> Refusal.oauth(
                        400,
                        "invalid_request",
                        logins.tokens()
                                        .known(text)
                                        .filter(UserTokens.Token::revoked)
                                        .isPresent()
                                ? "access token revoked"
                                : "access token expired"));
        return Answer.json(
                200,
                Json.object()
                        .put("scope", token.grant().tokenScope())
                        .put("client_id", token.grant().client().id())
                        .put(
                                "expires_in",
                                token.until().getEpochSecond()
                                        - logins.clock().instant().getEpochSecond()));
    }

    private Answer verifyIdToken(Call call) {
        var form = call.request().form();
        var claims = IdTokens.signed(form.getOrDefault("id_token", ""), logins.all())
                .orElseThrow(() -> invalidIdToken("Invalid IdToken."));
        if (!claims.path("iss").asString("").equals(IdTokens.ISSUER)) {
            throw invalidIdToken("Invalid IdToken Issuer.");
        }
        if (claims.path("exp").asLong() <= logins.clock().instant().getEpochSecond()) {
            throw invalidIdToken("IdToken expired.");
        }
        if (!claims.path("aud").asString("").equals(form.get("client_id"))) {
            throw invalidIdToken("Invalid IdToken Audience.");
        }
        var nonce = form.get("nonce");
        if (nonce != null && !nonce.equals(claims.path("nonce").asString(""))) {
            throw invalidIdToken("Invalid IdToken Nonce.");
        }
        var userId = form.get("user_id");
        if (userId != null && !userId.equals(claims.path("sub").asString(""))) {
            throw invalidIdToken("Invalid IdToken Subject Identifier.");
        }
        return Answer.json(200, claims);
    }

    private Answer revoke(Call call) {
        var form = call.request().form();
        var client = client(form);
        var token = form.getOrDefault("access_token", "");
        if (logins.tokens()
                .known(token)
                .filter(known -> known.grant().client() == client)
                .isPresent()) {
            logins.tokens().revoke(token);
        }
        return Answer.empty(200);
    }

    private LoginClient client(Map<String, String> form) {
        var client = logins.find(form.getOrDefault("client_id", ""))
                .orElseThrow(() -> Refusal.oauth(400, "invalid_client", "invalid client_id"));
        if (!Objects.equals(client.secret(), form.get("client_secret"))) {
            throw Refusal.oauth(400, "invalid_client", "invalid client_secret");
        }
        return client;
    }

    private static String challengeOf(String verifier) {
        if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
            return "";
        }
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Refusal invalidGrant(String description) {
        return Refusal.oauth(400, "invalid_grant", description);
    }

    private static Refusal invalidIdToken(String description) {
        return Refusal.oauth(400, "invalid_request", description);
    }
}
