package musubi.hubspot;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.hubspot.OAuthException.Kind;
import musubi.hubspot.http.HubSpotHttp;
import musubi.system.http.BoundedHttp;
import musubi.system.http.ContentType;
import musubi.system.http.FormBody;
import musubi.system.trace.Traces;
import musubi.system.trace.Traces.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An app's tokens: exchanges a code for them, refreshes and revokes them. No call here is tried twice: a code works once,
 * and when to refresh again is the caller's decision.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens">Manage
 *     OAuth tokens</a>
 */
@Component
public class HubSpotOAuth implements AutoCloseable {

    /** The scopes Musubi needs. An app has to require exactly these, and those of musubi.hubspot.more-scopes. */
    public static final List<String> SCOPES = List.of(
            "crm.objects.contacts.read",
            "crm.objects.contacts.write",
            "crm.schemas.contacts.read",
            "crm.schemas.contacts.write");

    /** A batch, or a person before a page, may wait for the answer. */
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(10);

    /** Of an answer; tokens are some hundred bytes long. */
    private static final int MAX_BYTES = 256 * 1024;

    private final HubSpotSettings settings;
    private final MeterRegistry metrics;
    private final Traces traces;
    private final JsonMapper json = JsonMapper.builder().build();
    private final BoundedHttp http;

    HubSpotOAuth(HubSpotSettings settings, MeterRegistry metrics, Traces traces) {
        this.settings = settings;
        this.metrics = metrics;
        this.traces = traces;
        var deadline = settings.timeout().compareTo(MAX_TIMEOUT) < 0 ? settings.timeout() : MAX_TIMEOUT;
        this.http = new BoundedHttp(HubSpotHttp.CONNECT_TIMEOUT, deadline, MAX_BYTES);
    }

    /** Whether client id and secret of an app are set. */
    public boolean isConfigured() {
        return settings.clientId() != null && settings.clientSecret() != null;
    }

    /**
     * Where a person installs the app.
     *
     * @param redirectUrl exactly one of those the app has registered
     * @param state comes back with the code
     */
    public URI authorizeUrl(URI redirectUrl, String state) {
        var scopes = new LinkedHashSet<>(SCOPES);
        Arrays.stream(settings.moreScopes().split("[ ,]+"))
                .filter(scope -> !scope.isEmpty())
                .forEach(scopes::add);
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", clientId());
        query.put("redirect_uri", redirectUrl.toString());
        query.put("scope", String.join(" ", scopes));
        if (!settings.optionalScopes().isEmpty()) {
            query.put(
                    "optional_scope", String.join(" ", settings.optionalScopes().split("\\s+")));
        }
        query.put("state", state);
        // HubSpot's own examples write a blank as %20
        return URI.create(settings.appBaseUrl() + "/oauth/authorize?" + FormBody.encode(query));
    }

    /**
     * The tokens for a code.
     *
     * @param redirectUrl the one the code was asked for with
     * @throws OAuthException when there are none
     */
    public OAuthTokens exchange(String code, URI redirectUrl) {
        return tokens(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUrl.toString()));
    }

    /**
     * New tokens for a refresh token.
     *
     * @throws OAuthException when there are none
     */
    public OAuthTokens refresh(String refreshToken) {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /**
     * Revokes a refresh token. The app stays installed.
     *
     * @throws OAuthException when that is not known to have worked
     */
    public void revoke(String refreshToken) {
        var response = post("/token/revoke", Map.of("token", refreshToken, "token_type_hint", "refresh_token"));
        if (response.statusCode() / 100 != 2) {
            throw refused(response);
        }
    }

    private OAuthTokens tokens(Map<String, String> grant) {
        var response = post("/token", grant);
        if (response.statusCode() / 100 != 2) {
            throw refused(response);
        }
        var body = read(response);
        var access = body.path("access_token").asString("");
        var refresh = body.path("refresh_token").asString("");
        var lifetime = body.path("expires_in").asLong(0);
        var portalId = body.path("hub_id").asLong(0);
        if (access.isEmpty() || refresh.isEmpty() || lifetime <= 0 || portalId <= 0) {
            throw foreign(response);
        }
        var scopes = new LinkedHashSet<String>();
        body.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
        return new OAuthTokens(portalId, access, refresh, Duration.ofSeconds(lifetime), scopes);
    }

    private HttpResponse<byte[]> post(String path, Map<String, String> values) {
        var all = new LinkedHashMap<>(values);
        all.put("client_id", clientId());
        all.put("client_secret", String.valueOf(settings.clientSecret()));
        var request = HttpRequest.newBuilder(settings.apiBaseUrl().resolve("/oauth/" + settings.apiVersion() + path))
                .header("Content-Type", FormBody.CONTENT_TYPE + ";charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(FormBody.encode(all)))
                .build();
        try (var span = traces.call(Platform.HUBSPOT, "oauth")) {
            var response = http.send(request);
            span.status(response.statusCode());
            count(String.valueOf(response.statusCode()));
            return response;
        } catch (IOException e) {
            count("none");
            throw noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            count("interrupted");
            throw noAnswer(e);
        }
    }

    private static OAuthException noAnswer(Exception cause) {
        return new OAuthException(
                Kind.UNAVAILABLE,
                0,
                null,
                "no answer from HubSpot (oauth: %s)".formatted(cause.getClass().getSimpleName()));
    }

    /** What each refusal means. Only an answer about the grant itself may end it. */
    private OAuthException refused(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        if (status == 429 || status >= 500) {
            return new OAuthException(Kind.UNAVAILABLE, status, null, "HubSpot answers %d (oauth)".formatted(status));
        }
        var body = read(response);
        // the error code of RFC 6749, and HubSpot's own in answers of the older form
        var codes = Set.of(
                "error:" + body.path("error").asString(""),
                "status:" + body.path("status").asString(""));
        if (codes.contains("error:invalid_client")
                || codes.contains("error:unauthorized_client")
                || codes.contains("status:BAD_CLIENT_ID")
                || codes.contains("status:BAD_CLIENT_SECRET")) {
            return refusal(Kind.APP_REFUSED, status);
        }
        if (codes.contains("error:invalid_grant")
                || codes.contains("status:BAD_REFRESH_TOKEN")
                || codes.contains("status:BAD_AUTH_CODE")
                || codes.contains("status:EXPIRED_AUTH_CODE")) {
            return refusal(Kind.GRANT_REFUSED, status);
        }
        return HubSpotError.isHubSpots(body, false)
                ? new OAuthException(
                        Kind.UNAVAILABLE, status, null, "HubSpot refuses with %d (oauth)".formatted(status))
                : foreign(response);
    }

    private static OAuthException refusal(Kind kind, int status) {
        return new OAuthException(kind, status, null, "HubSpot refuses with %d (oauth)".formatted(status));
    }

    private static OAuthException foreign(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        var type = ContentType.name(response.headers().firstValue("Content-Type"));
        return new OAuthException(
                Kind.UNAVAILABLE,
                status,
                type,
                "something other than HubSpot answered, such as a proxy or firewall (oauth: status %d, %s)"
                        .formatted(status, type));
    }

    /** Counts without the portal, which is known from the answer alone. */
    private void count(String status) {
        metrics.counter("musubi.hubspot.requests", "portal", "0", "operation", "oauth", "status", status)
                .increment();
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode read(HttpResponse<byte[]> response) {
        try {
            return json.readTree(response.body());
        } catch (JacksonException ignored) {
            return json.missingNode();
        }
    }

    private String clientId() {
        var id = settings.clientId();
        if (id == null) {
            throw new OAuthException(Kind.APP_REFUSED, 0, null, "musubi.hubspot.client-id is not set");
        }
        return id;
    }
}
