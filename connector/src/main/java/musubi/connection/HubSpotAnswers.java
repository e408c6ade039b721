package musubi.connection;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.hubspot.HubSpotException;

/** HubSpot's refusals in the words of one who has to do something about them. */
final class HubSpotAnswers {

    static final String FIELD = "hubspot.accessToken";

    private final URI host;

    /** @param host where HubSpot is, to be named when it does not answer */
    HubSpotAnswers(URI host) {
        this.host = host;
    }

    List<Refusal> refusals(HubSpotException e) {
        if (!e.missingScopes().isEmpty()) {
            return missing(e.missingScopes());
        }
        return List.of(
                switch (e.kind()) {
                    case AUTH ->
                        new Refusal(
                                Reason.REFUSED,
                                FIELD,
                                e.status() == 401
                                        ? "HubSpot does not accept the access token. Copy it again from the private app"
                                                + " or service key in HubSpot (Settings > Integrations)."
                                        : "HubSpot does not let this token do what Musubi needs. Look at its scopes in"
                                                + " HubSpot (Settings > Integrations).");
                    case REJECTED -> new Refusal(Reason.REFUSED, FIELD, "HubSpot refuses: " + e.getMessage() + ".");
                    case RETRY, LIMITED, QUOTA ->
                        new Refusal(
                                Reason.UNAVAILABLE,
                                FIELD,
                                e.status() == 0
                                        ? "HubSpot cannot be reached at %s, or does not answer. Check the network, a proxy, and musubi.hubspot.api-base-url, then try again."
                                                .formatted(host.getAuthority())
                                        : "HubSpot cannot do this now: %s. Try again later.".formatted(e.getMessage()));
                });
    }

    static List<Refusal> missing(Collection<String> scopes) {
        return scopes.stream()
                .sorted()
                .map(scope -> new Refusal(
                        Reason.REFUSED,
                        FIELD,
                        "The HubSpot token lacks the scope %s. Add it to the private app or service key in HubSpot."
                                .formatted(scope)))
                .toList();
    }
}
