package musubi.connection;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;

/** HubSpot's refusals in the words of one who has to do something about them. */
final class HubSpotAnswers {

    private final URI host;

    /** @param host where HubSpot is, to be named when it does not answer */
    HubSpotAnswers(URI host) {
        this.host = host;
    }

    /** Where what opens the portal was entered. */
    static String field(PortalAccess access) {
        return access.source().ofApp() ? "hubspot.portalId" : "hubspot.accessToken";
    }

    List<Refusal> refusals(HubSpotException e, PortalAccess access) {
        if (!e.missingScopes().isEmpty()) {
            return missing(e.missingScopes(), access);
        }
        return List.of(
                switch (e.kind()) {
                    case AUTH -> new Refusal(Reason.REFUSED, field(access), notLetIn(e, access));
                    case REJECTED ->
                        new Refusal(Reason.REFUSED, field(access), "HubSpot refuses: " + e.getMessage() + ".");
                    case RETRY, LIMITED, QUOTA ->
                        new Refusal(
                                Reason.UNAVAILABLE,
                                field(access),
                                e.status() == 0
                                        ? "HubSpot cannot be reached at %s, or does not answer. Check the network, a proxy, and musubi.hubspot.api-base-url, then try again."
                                                .formatted(host.getAuthority())
                                        : "HubSpot cannot do this now: %s. Try again later.".formatted(e.getMessage()));
                });
    }

    private static String notLetIn(HubSpotException e, PortalAccess access) {
        if (access.source().ofApp()) {
            return "HubSpot does not let Musubi in: %s. Install the app in portal %d (POST /api/hubspot/installs gives the link), then try again."
                    .formatted(e.getMessage(), access.portalId());
        }
        return e.status() == 401
                ? "HubSpot does not accept the access token. Copy it again in HubSpot: from the service key (Development > Keys >"
                        + " Service keys), or from the Auth tab of the app."
                : "HubSpot does not let this token do what Musubi needs. Look at the scopes of the service key or app in HubSpot"
                        + " (Development).";
    }

    static List<Refusal> missing(Collection<String> scopes, PortalAccess access) {
        var what = access.source().ofApp()
                ? "The app lacks the scope %s. Add it to the app in HubSpot, and install it again."
                : "The HubSpot token lacks the scope %s. Add it to the service key or app in HubSpot.";
        return scopes.stream()
                .sorted()
                .map(scope -> new Refusal(Reason.REFUSED, field(access), what.formatted(scope), List.of(scope)))
                .toList();
    }
}
