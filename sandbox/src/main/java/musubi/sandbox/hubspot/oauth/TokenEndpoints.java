package musubi.sandbox.hubspot.oauth;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.hubspot.AppDistribution;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.oauth.OAuthApp.Tokens;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /oauth/{V}/token}, {@code /token/introspect}, {@code /token/revoke}: parameters in a form body only.
 * Errors have the fields of RFC 6749 and HubSpot's older ones side by side (changelog "New OAuth v3 API Endpoints and
 * Standardized OAuth Error Responses").
 */
final class TokenEndpoints {

    private static final Set<String> VERSIONS = Set.of("2026-03", "2026-09", "v3");

    private TokenEndpoints() {}

    /** An error of these endpoints. */
    private static final class OAuthError extends RuntimeException {
        private final String error;
        private final String code;
        private final String text;

        OAuthError(String error, String code, String text) {
            super(code, null, false, false);
            this.error = error;
            this.code = code;
            this.text = text;
        }

        Answer answer(String correlationId) {
            return Answer.json(
                    400,
                    Json.object()
                            .put("error", error)
                            .put("error_description", text)
                            .put("status", code)
                            .put("message", text)
                            .put("correlationId", correlationId));
        }
    }

    /** @throws Refusal when the call is not one of these endpoints */
    static Answer answer(Request request, Collection<OAuthApp> apps, String correlationId) {
        var parts = request.path().substring("/oauth/".length()).split("/", 2);
        var what = parts.length == 2 && VERSIONS.contains(parts[0]) ? parts[1] : "";
        if (!Set.of("token", "token/introspect", "token/revoke").contains(what)) {
            throw Refusal.of(404, "HTTP 404 Not Found", null);
        }
        if (!request.method().equals("POST")) {
            throw Refusal.of(405, "HTTP 405 Method Not Allowed", null);
        }
        var type = request.header("content-type");
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw Refusal.of(415, "HTTP 415 Unsupported Media Type", null);
        }
        var form = request.form();
        try {
            var app = client(form, apps);
            var grant = form.getOrDefault("grant_type", "");
            var operation = "POST oauth/" + what + (what.equals("token") ? " " + grant : "");
            try {
                var answer = Answer.json(200, perform(what, grant, app, form));
                app.count(operation, 200);
                return what.equals("token/revoke") ? Answer.empty(204) : answer;
            } catch (OAuthError e) {
                app.count(operation, 400);
                throw e;
            }
        } catch (OAuthError e) {
            return e.answer(correlationId);
        }
    }

    private static OAuthApp client(Map<String, String> form, Collection<OAuthApp> apps) {
        var app = apps.stream()
                .filter(one -> one.clientId().equals(form.get("client_id")))
                .findFirst()
                .orElseThrow(() -> new OAuthError("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id"));
        if (!app.clientSecret().equals(form.get("client_secret"))) {
            throw new OAuthError("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret");
        }
        return app;
    }

    private static ObjectNode perform(String what, String grant, OAuthApp app, Map<String, String> form) {
        if (what.equals("token")) {
            return switch (grant) {
                case "authorization_code" -> tokens(exchange(app, form));
                case "refresh_token" ->
                    tokens(app.refresh(form.getOrDefault("refresh_token", ""))
                            .orElseThrow(() -> new OAuthError(
                                    "invalid_grant",
                                    "BAD_REFRESH_TOKEN",
                                    "refresh token is invalid, expired or revoked")));
                case String _ ->
                    throw new OAuthError("unsupported_grant_type", "BAD_GRANT_TYPE", "missing or unknown grant type");
            };
        }
        var token = form.getOrDefault("token", "");
        if (what.equals("token/revoke")) {
            app.revoke(token);
            return Json.object();
        }
        return introspected(app, token);
    }

    private static Tokens exchange(OAuthApp app, Map<String, String> form) {
        var code = app.take(form.getOrDefault("code", ""))
                .orElseThrow(() -> new OAuthError("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code"));
        if (app.isExpired(code)) {
            throw new OAuthError("invalid_grant", "EXPIRED_AUTH_CODE", "auth code is expired");
        }
        if (!code.redirectUrl().equals(form.get("redirect_uri"))) {
            throw new OAuthError(
                    "invalid_grant",
                    "MISMATCH_REDIRECT_URI_AUTH_CODE",
                    "redirect uri does not match the one of the auth code");
        }
        return app.install(code);
    }

    private static ObjectNode tokens(Tokens tokens) {
        var body = Json.object()
                .put("token_use", "access_token")
                .put("token_type", "bearer")
                .put("access_token", tokens.access().value())
                .put("refresh_token", tokens.refresh().value())
                .put("expires_in", OAuthApp.ACCESS_TOKEN_TTL.toSeconds())
                .put("hub_id", tokens.access().portalId())
                .put("user_id", user(tokens.access().portalId()));
        new TreeSet<>(tokens.access().scopes()).forEach(body.putArray("scopes")::add);
        return body;
    }

    private static ObjectNode introspected(OAuthApp app, String token) {
        var access = app.accessToken(token).filter(one -> app.expiredForMillis(one) < 0);
        if (access.isPresent()) {
            return described(
                            app,
                            "access_token",
                            token,
                            access.get().portalId(),
                            access.get().scopes())
                    .put("expires_in", -app.expiredForMillis(access.get()) / 1_000);
        }
        return app.refreshToken(token)
                .map(refresh -> described(app, "refresh_token", token, refresh.portalId(), refresh.scopes()))
                .orElseGet(() -> Json.object().put("active", false));
    }

    private static ObjectNode described(OAuthApp app, String use, String token, long portalId, Set<String> scopes) {
        var body = Json.object()
                .put("active", true)
                .put("token_use", use)
                .put("token_type", "bearer")
                .put("token", token)
                .put("hub_id", portalId)
                .put("user_id", user(portalId))
                .put("client_id", app.clientId())
                .put("app_id", app.id())
                .put("is_private_distribution", app.options().distribution() == AppDistribution.PRIVATE);
        new TreeSet<>(scopes).forEach(body.putArray("scopes")::add);
        return body;
    }

    /** The super admin who installs; each portal has one. */
    private static long user(long portalId) {
        return portalId + 1;
    }
}
