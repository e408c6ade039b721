package musubi.sandbox.hubspot;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import org.jspecify.annotations.Nullable;

/** Developer apps, the pages on which people install them, and their tokens. */
public final class OAuthServer {

    private static final Pattern AUTHORIZE = Pattern.compile("/oauth/(?:(\\d{1,18})/)?authorize");

    private final List<DeveloperApp> apps = new CopyOnWriteArrayList<>();
    private final Supplier<List<Portal>> portals;
    private final Clock clock;
    // of its own, so that apps do not change what portals are like
    private final Random random;

    OAuthServer(Supplier<List<Portal>> portals, Clock clock, long seed) {
        this.portals = portals;
        this.clock = clock;
        this.random = new Random(seed ^ 0x6f61757468L);
    }

    /**
     * One more app.
     *
     * @throws IllegalArgumentException when there is one with that client id
     */
    public synchronized DeveloperApp addApp(AppOptions options) {
        if (apps.stream().anyMatch(app -> app.clientId().equals(options.clientId()))) {
            throw new IllegalArgumentException("there is an app with client id " + options.clientId());
        }
        var app = new DeveloperApp(20_000_000L + apps.size(), options, clock, new Random(random.nextLong()));
        apps.add(app);
        return app;
    }

    /** All apps, in the order they were added. */
    public List<DeveloperApp> apps() {
        return List.copyOf(apps);
    }

    /**
     * What a person does who follows the install link, chooses that portal and presses Connect.
     *
     * @return where the browser is sent, with {@code code} and {@code state}
     * @throws IllegalArgumentException with what HubSpot's error page says
     */
    public URI connect(URI installLink, Portal portal) {
        return asked(installLink).connected(portal.id());
    }

    /**
     * What a person does who follows the install link and presses Cancel.
     *
     * @return where the browser is sent, with {@code error} and {@code state}
     * @throws IllegalArgumentException with what HubSpot's error page says
     */
    public URI cancel(URI installLink) {
        return asked(installLink).declined();
    }

    private AuthorizeRequest asked(URI installLink) {
        if (!AUTHORIZE.matcher(installLink.getPath()).matches()) {
            throw new IllegalArgumentException("%s: no install link".formatted(installLink.getPath()));
        }
        var query = installLink.getRawQuery();
        try {
            return AuthorizeRequest.of(
                    new Request("GET", "", query == null ? "" : query, Map.of(), new byte[0]).parameters(), apps);
        } catch (AuthorizeRequest.Refused e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    /** Pages and token calls, all under {@code /oauth/}. */
    Answer answer(Request request, String correlationId) {
        var authorize = AUTHORIZE.matcher(request.path());
        if (!authorize.matches()) {
            return TokenEndpoints.answer(request, apps, correlationId);
        }
        try {
            var asked = AuthorizeRequest.of(request.parameters(), apps);
            return switch (request.method()) {
                case "GET" -> ConsentPage.ask(asked, choices(authorize.group(1)));
                case "POST" -> clicked(asked, request.form());
                case String _ -> throw Refusal.of(405, "HTTP 405 Method Not Allowed", null);
            };
        } catch (AuthorizeRequest.Refused e) {
            return ConsentPage.refused(e.text());
        }
    }

    private Answer clicked(AuthorizeRequest asked, Map<String, String> form) {
        if (!"connect".equals(form.get("answer"))) {
            return Answer.empty(302).with("Location", asked.declined().toString());
        }
        return portals.get().stream()
                .filter(portal -> Long.toString(portal.id()).equals(form.get("portalId")))
                .findFirst()
                .map(portal -> Answer.empty(302)
                        .with("Location", asked.connected(portal.id()).toString()))
                .orElseGet(() -> ConsentPage.refused("You have no such account."));
    }

    private List<Long> choices(@Nullable String portalId) {
        return portals.get().stream()
                .map(Portal::id)
                .filter(id -> portalId == null || portalId.equals(id.toString()))
                .toList();
    }

    /**
     * What that access token opens; empty when it is none of ours.
     *
     * @throws Refusal when it has expired
     */
    Optional<Credential> credential(String token) {
        for (var app : apps) {
            var found = app.accessToken(token);
            if (found.isPresent()) {
                var over = app.overSince(found.get());
                if (over >= 0) {
                    throw Refusal.of(
                            401,
                            "The OAuth token used to make this call expired %d second(s) ago."
                                    .formatted(Duration.ofMillis(over).toSeconds()),
                            "EXPIRED_AUTHENTICATION");
                }
                return found.map(app::credential);
            }
        }
        return Optional.empty();
    }
}
