package musubi.sandbox.hubspot;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import musubi.sandbox.hubspot.api.Credential;
import musubi.sandbox.hubspot.oauth.AuthorizeRequest;
import musubi.sandbox.hubspot.oauth.OAuthApp;
import musubi.sandbox.hubspot.oauth.OAuthEndpoints;

/** All developer apps, and the two actions of a person who installs one. */
public final class OAuthServer {

    private final List<DeveloperApp> apps = new CopyOnWriteArrayList<>();
    private final OAuthEndpoints endpoints;
    private final Clock clock;
    // separate, so that adding apps does not change the random values of portals
    private final Random random;

    OAuthServer(Supplier<List<Portal>> portals, Clock clock, long seed) {
        this.endpoints =
                new OAuthEndpoints(() -> portals.get().stream().map(Portal::id).toList());
        this.clock = clock;
        this.random = new Random(seed ^ 0x6f61757468L);
    }

    /**
     * Adds an app.
     *
     * @throws IllegalArgumentException when there is an app with that client id
     */
    public synchronized DeveloperApp addApp(AppOptions options) {
        if (apps.stream().anyMatch(app -> app.clientId().equals(options.clientId()))) {
            throw new IllegalArgumentException("there is an app with client id " + options.clientId());
        }
        var app = new OAuthApp(20_000_000L + apps.size(), options, clock, new Random(random.nextLong()));
        endpoints.add(app);
        var developerApp = new DeveloperApp(app);
        apps.add(developerApp);
        return developerApp;
    }

    /** All apps, in the order they were added. */
    public List<DeveloperApp> apps() {
        return List.copyOf(apps);
    }

    /**
     * Does what a person does who follows the install link, chooses that portal and presses Connect.
     *
     * @return where the browser is sent, with {@code code} and {@code state}
     * @throws IllegalArgumentException with the text of HubSpot's error page
     */
    public URI connect(URI installLink, Portal portal) {
        return authorizeRequest(installLink).connected(portal.id());
    }

    /**
     * Does what a person does who follows the install link and presses Cancel.
     *
     * @return where the browser is sent, with {@code error} and {@code state}
     * @throws IllegalArgumentException with the text of HubSpot's error page
     */
    public URI cancel(URI installLink) {
        return authorizeRequest(installLink).declined();
    }

    Answer answer(Request request, String correlationId) {
        return endpoints.answer(request, correlationId);
    }

    Optional<Credential> credential(String token) {
        return endpoints.credential(token);
    }

    private AuthorizeRequest authorizeRequest(URI installLink) {
        if (!OAuthEndpoints.isInstallLink(installLink.getPath())) {
            throw new IllegalArgumentException("%s: not an install link".formatted(installLink.getPath()));
        }
        var query = installLink.getRawQuery();
        try {
            return endpoints.authorizeRequest(
                    new Request("GET", "", query == null ? "" : query, Map.of(), new byte[0]).parameters());
        } catch (AuthorizeRequest.Refused e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }
}
