package musubi.connection.oauth;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.ConnectionChange;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.Connections;
import musubi.connection.Install;
import musubi.connection.Install.Failure;
import musubi.connection.Install.State;
import musubi.connection.UnknownConnectionException;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.OAuthException;
import musubi.hubspot.OAuthTokens;
import org.springframework.stereotype.Component;

/** Exchanges the authorization code of an installation for tokens, stores them, and changes the connection that waits for them. */
@Component
public final class AppInstaller {

    private final HubSpotOAuth oauth;
    private final Grants grants;
    private final Connections connections;
    private final Clock clock;

    AppInstaller(HubSpotOAuth oauth, Grants grants, Connections connections, Clock clock) {
        this.oauth = oauth;
        this.grants = grants;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Completes an installation.
     *
     * @param connectionId a connection that is to use the app from now on
     * @param redirectUrl the same as in the authorization request
     * @return the installation, ended
     */
    public Install install(UUID id, Optional<UUID> connectionId, String code, URI redirectUrl) {
        var requestedAt = clock.instant();
        OAuthTokens tokens;
        try {
            tokens = oauth.exchange(code, redirectUrl);
        } catch (OAuthException e) {
            return Install.failed(
                    id,
                    Optional.empty(),
                    switch (e.kind()) {
                        case GRANT_REFUSED -> Failure.REFUSED;
                        case APP_REFUSED -> Failure.APP_REFUSED;
                        case UNAVAILABLE -> Failure.UNAVAILABLE;
                    });
        }
        var portalId = tokens.portalId();
        var connection = connectionId.flatMap(connections::find);
        if (connection.filter(found -> found.portalId() != portalId).isPresent()) {
            if (!grants.isValid(portalId)) {
                grants.revoke(tokens.refreshToken());
            }
            return Install.failed(id, Optional.of(portalId), Failure.OTHER_PORTAL);
        }
        grants.install(tokens, requestedAt);
        try {
            connection.ifPresent(found -> connections.change(found.id(), ConnectionChange.toApp(portalId)));
        } catch (ConnectionRefusedException | UnknownConnectionException e) {
            return Install.failed(id, Optional.of(portalId), Failure.CONNECTION);
        }
        return new Install(id, State.DONE, Optional.of(portalId), Optional.empty());
    }
}
