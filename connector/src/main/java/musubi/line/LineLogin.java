package musubi.line;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.line.LineFailure.Code;
import musubi.line.http.CallCounter;
import musubi.line.http.CallTimeouts;
import musubi.line.http.ErrorClassifier;
import musubi.system.Sha256;
import musubi.system.http.BoundedHttp;
import musubi.system.http.FormBody;
import musubi.system.trace.Traces;
import musubi.system.trace.Traces.Platform;
import tools.jackson.databind.JsonNode;

/**
 * Client of LINE Login v2.1 for web apps. Thread-safe. A call fails after 2 s without a connection and after 5 s in total. There are
 * no retries: an authorization code can be used once, even if that use failed.
 *
 * @see <a href="https://developers.line.biz/en/reference/line-login/">LINE Login v2.1 API reference</a>
 */
public final class LineLogin implements AutoCloseable {

    private final LineSettings settings;
    private final MeterRegistry meters;
    private final Traces traces;
    private final InstantSource clock;
    private final BoundedHttp http;

    /** @param clock decides whether an id token is still valid */
    public LineLogin(LineSettings settings, MeterRegistry meters, Traces traces, InstantSource clock) {
        this(settings, meters, traces, clock, CallTimeouts.DEFAULT);
    }

    LineLogin(LineSettings settings, MeterRegistry meters, Traces traces, InstantSource clock, CallTimeouts timeouts) {
        this.http = new BoundedHttp(CallTimeouts.CONNECT, timeouts.token(), LineClient.MAX_TOKEN_BYTES);
        this.settings = settings;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    /** The URL of LINE's login page to redirect the friend's browser to. */
    public URI authorizeUrl(LoginChannel channel, LoginRequest request) {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", channel.id());
        query.put("redirect_uri", request.redirectUri().toString());
        query.put("state", request.state());
        query.put("scope", request.email() ? "profile openid email" : "profile openid");
        query.put("nonce", request.nonce());
        query.put("code_challenge", challenge(request.verifier()));
        query.put("code_challenge_method", "S256");
        query.put(
                "bot_prompt",
                switch (request.prompt()) {
                    case NORMAL -> "normal";
                    case AGGRESSIVE -> "aggressive";
                });
        query.put("ui_locales", request.language());
        if (!request.autoLogin()) {
            query.put("disable_auto_login", "true");
        }
        return settings.accessBaseUrl().resolve("/oauth2/v2.1/authorize?" + FormBody.encode(query));
    }

    /**
     * Exchanges an authorization code for the friend's identity. The friend's access token is revoked at the end; that does not
     * withdraw the consent.
     *
     * @param redirectUri the same as in the request
     * @param verifier the same as in the request
     * @param nonce the same as in the request
     * @throws LineException of kind {@code REJECTED} when the code is not valid (any more) or the id token is not valid, of
     *     kind {@code UNAUTHORIZED} when the channel's id and secret are not accepted
     */
    public LoggedIn logIn(LoginChannel channel, String code, URI redirectUri, String verifier, String nonce) {
        var answer = send(
                channel,
                "loginToken",
                post(
                        "/oauth2/v2.1/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                redirectUri.toString(),
                                "client_id",
                                channel.id(),
                                "client_secret",
                                channel.secret(),
                                "code_verifier",
                                verifier)));
        var tokens = read(answer);
        var accessToken = tokens.path("access_token").asString("");
        try {
            var idToken = IdToken.verified(tokens.path("id_token").asString(""), channel, nonce, clock);
            return new LoggedIn(
                    idToken.userId(),
                    idToken.text("name"),
                    idToken.text("picture"),
                    idToken.text("email"),
                    friend(channel, accessToken));
        } finally {
            revoke(channel, accessToken);
        }
    }

    /**
     * Checks a channel's id and secret by requesting a token, valid for 15 minutes, that is not used.
     *
     * @throws LineException of kind {@code UNAUTHORIZED} when they do not belong together
     * @see <a href="https://developers.line.biz/en/docs/basics/channel-access-token/">Channel access tokens</a>
     */
    public void check(LoginChannel channel) {
        var answer = send(
                channel,
                "token",
                post(
                        "/oauth2/v3/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                channel.id(),
                                "client_secret",
                                channel.secret())));
        var ignored = ErrorClassifier.body(answer, settings.apiBaseUrl());
        if (answer.statusCode() == 400 || answer.statusCode() == 401) {
            throw new LineException(new LineFailure(Code.LOGIN_CHANNEL_REFUSED, answer.statusCode()));
        }
        if (answer.statusCode() != 200) {
            throw new LineException(ErrorClassifier.ofStatus(answer.statusCode()));
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** Empty when the call does not succeed, as for a channel without a linked account: the login is complete without it. */
    private Optional<Boolean> friend(LoginChannel channel, String accessToken) {
        try {
            var answer = send(
                    channel,
                    "friendship",
                    request("/friendship/v1/status")
                            .header("Authorization", "Bearer " + accessToken)
                            .GET()
                            .build());
            var flag = ErrorClassifier.body(answer, settings.apiBaseUrl()).path("friendFlag");
            return answer.statusCode() == 200 && flag.isBoolean() ? Optional.of(flag.booleanValue()) : Optional.empty();
        } catch (LineException | IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    /** Asynchronous and best effort: the token expires by itself after 30 days. */
    private void revoke(LoginChannel channel, String accessToken) {
        var form = Map.of("client_id", channel.id(), "client_secret", channel.secret(), "access_token", accessToken);
        var span = traces.call(Platform.LINE, "loginRevoke");
        var ignored = http.sendAsync(post("/oauth2/v2.1/revoke", form)).whenComplete((answer, thrown) -> {
            var status = answer == null ? 0 : answer.statusCode();
            count(channel, "loginRevoke", status);
            span.status(status).close();
        });
    }

    private JsonNode read(HttpResponse<byte[]> answer) {
        var status = answer.statusCode();
        var body = ErrorClassifier.body(answer, settings.apiBaseUrl());
        if (status == 200 && body.path("access_token").isString()) {
            return body;
        }
        if (status == 401 || body.path("error").asString("").equals("invalid_client")) {
            throw new LineException(new LineFailure(Code.LOGIN_CHANNEL_REFUSED, status));
        }
        throw new LineException(ErrorClassifier.ofStatus(status));
    }

    private HttpResponse<byte[]> send(LoginChannel channel, String operation, HttpRequest request) {
        try (var span = traces.call(Platform.LINE, operation)) {
            var answer = http.send(request);
            span.status(answer.statusCode());
            count(channel, operation, answer.statusCode());
            return answer;
        } catch (IOException e) {
            count(channel, operation, 0);
            throw new LineException(ErrorClassifier.of(e, settings.apiBaseUrl()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LineException(new LineFailure(Code.INTERRUPTED, 0));
        }
    }

    private HttpRequest post(String path, Map<String, String> form) {
        return request(path)
                .header("Content-Type", FormBody.CONTENT_TYPE)
                .POST(BodyPublishers.ofString(FormBody.encode(form)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.apiBaseUrl().resolve(path));
    }

    private void count(LoginChannel channel, String operation, int status) {
        CallCounter.count(meters, channel.key(), operation, status);
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }
}
