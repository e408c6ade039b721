package musubi.connection.setup;

import java.util.Collection;
import java.util.List;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.PortalAccess;
import org.springframework.stereotype.Component;

/** Turns failures of HubSpot calls into refusals for the person who connects. */
@Component
public final class HubSpotRefusals {

    private final String host;

    HubSpotRefusals(HubSpotSettings settings) {
        this.host = settings.apiBaseUrl().getAuthority();
    }

    /** The input field that the access was entered in. */
    static String field(PortalAccess access) {
        return access.source().ofApp() ? "hubspot.portalId" : "hubspot.accessToken";
    }

    /** The refusals that a failed call means. */
    public ConnectionRefusedException refused(HubSpotException e, PortalAccess access) {
        if (!e.missingScopes().isEmpty()) {
            return missingScopes(e.missingScopes(), access);
        }
        return new ConnectionRefusedException(
                switch (e.kind()) {
                    case AUTH -> accessRefused(e, access);
                    case REJECTED ->
                        new Refusal(Reason.REFUSED, field(access), RefusalCode.HUBSPOT_REJECTED, message(e));
                    case RETRY, LIMITED, QUOTA ->
                        e.status() == 0
                                ? new Refusal(Reason.UNAVAILABLE, field(access), RefusalCode.HUBSPOT_UNREACHABLE, host)
                                : new Refusal(
                                        Reason.UNAVAILABLE, field(access), RefusalCode.HUBSPOT_UNAVAILABLE, message(e));
                });
    }

    private static Refusal accessRefused(HubSpotException e, PortalAccess access) {
        if (access.source().ofApp()) {
            return new Refusal(
                    Reason.REFUSED,
                    field(access),
                    RefusalCode.APP_REFUSED,
                    message(e),
                    String.valueOf(access.portalId()));
        }
        return new Refusal(
                Reason.REFUSED,
                field(access),
                e.status() == 401 ? RefusalCode.HUBSPOT_TOKEN_REFUSED : RefusalCode.HUBSPOT_TOKEN_FORBIDDEN);
    }

    private static String message(HubSpotException e) {
        return String.valueOf(e.getMessage());
    }

    /** One refusal for each missing scope. */
    static ConnectionRefusedException missingScopes(Collection<String> scopes, PortalAccess access) {
        var code = access.source().ofApp() ? RefusalCode.APP_SCOPE_MISSING : RefusalCode.TOKEN_SCOPE_MISSING;
        return new ConnectionRefusedException(scopes.stream()
                .sorted()
                .map(scope -> new Refusal(Reason.REFUSED, field(access), code, List.of(scope), List.of(scope)))
                .toList());
    }
}
