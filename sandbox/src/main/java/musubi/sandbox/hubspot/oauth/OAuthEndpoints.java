package musubi.sandbox.hubspot.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import musubi.sandbox.hubspot.api.Credential;
import musubi.sandbox.hubspot.api.Refusal;
import org.jspecify.annotations.Nullable;

/** The consent page and the token calls of all developer apps, all under {@code /oauth/}. */
public final class OAuthEndpoints {

    private static final Pattern AUTHORIZE = Pattern.compile("/oauth/(?:(\\d{1,18})/)?authorize");

    private final List<OAuthApp> apps = new CopyOnWriteArrayList<>();
    private final Supplier<List<Long>> portalIds;

    /** @param portalIds of the portals that the person on the consent page can choose from */
    public OAuthEndpoints(Supplier<List<Long>> portalIds) {
        this.portalIds = portalIds;
    }

    public void add(OAuthApp app) {
        apps.add(app);
    }

    public static boolean isInstallLink(String path) {
        return AUTHORIZE.matcher(path).matches();
    }

    /**
     * Reads the parameters of the page where a user installs an app.
     *
     * @throws AuthorizeRequest.Refused with the text of HubSpot's error page
     */
    public AuthorizeRequest authorizeRequest(Map<String, String> parameters) {
        return AuthorizeRequest.of(parameters, apps);
    }

    /**
     * Answers a call of these endpoints.
     *
     * @throws Refusal for a call that is not one of these endpoints
     */
    public Answer answer(Request request, String correlationId) {
        var authorize = AUTHORIZE.matcher(request.path());
        if (!authorize.matches()) {
            return TokenEndpoints.answer(request, apps, correlationId);
        }
        try {
            var asked = authorizeRequest(request.parameters());
            return switch (request.method()) {
                case "GET" -> ConsentPage.ask(asked, choices(authorize.group(1)));
                case "POST" -> clicked(asked, request.form());
                case String _ -> throw Refusal.of(405, "HTTP 405 Method Not Allowed", null);
            };
        } catch (AuthorizeRequest.Refused e) {
            return ConsentPage.refused(e.text());
        }
    }

    /**
     * The portal and scopes that an access token gives; empty when no app has that token.
     *
     * @throws Refusal when it has expired
     */
    public Optional<Credential> credential(String token) {
        for (var app : apps) {
            var found = app.accessToken(token);
            if (found.isPresent()) {
                var expiredFor = app.expiredForMillis(found.get());
                if (expiredFor >= 0) {
                    throw Refusal.of(
                            401,
                            "The OAuth token used to make this call expired %d second(s) ago."
                                    .formatted(Duration.ofMillis(expiredFor).toSeconds()),
                            "EXPIRED_AUTHENTICATION");
                }
                return found.map(app::credential);
            }
        }
        return Optional.empty();
    }

    private Answer clicked(AuthorizeRequest asked, Map<String, String> form) {
        if (!"connect".equals(form.get("answer"))) {
            return Answer.empty(302).with("Location", asked.declined().toString());
        }
        return portalIds.get().stream()
                .filter(id -> Long.toString(id).equals(form.get("portalId")))
                .findFirst()
                .map(id ->
                        Answer.empty(302).with("Location", asked.connected(id).toString()))
                .orElseGet(() -> ConsentPage.refused("You have no such account."));
    }

    private List<Long> choices(@Nullable String portalId) {
        return portalIds.get().stream()
                .filter(id -> portalId == null || portalId.equals(id.toString()))
                .toList();
    }
}
