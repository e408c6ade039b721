package musubi.hubspot;

import java.time.Duration;
import java.util.Set;

/**
 * What HubSpot gives for a code or a refresh token.
 *
 * @param portalId the portal they open
 * @param refreshToken to be stored in place of the one before; may be the same
 * @param lifetime of the access token; 30 minutes as a rule
 * @param scopes what the portal granted
 */
public record OAuthTokens(
        long portalId, String accessToken, String refreshToken, Duration lifetime, Set<String> scopes) {

    public OAuthTokens {
        scopes = Set.copyOf(scopes);
    }

    /** Leaves out the tokens. */
    @Override
    public String toString() {
        return "OAuthTokens[portalId=%d]".formatted(portalId);
    }
}
