package musubi.connection;

import java.time.Instant;
import java.util.Set;

/**
 * What an installed app may do in a portal, decrypted. Stays in this package and in memory.
 *
 * @param refreshAt from when on a new access token is fetched while this one still lives
 * @param installedAt by a person; renewals do not change it
 */
record Grant(
        long portalId,
        boolean valid,
        String refreshToken,
        String accessToken,
        Instant refreshAt,
        Instant expiresAt,
        Set<String> scopes,
        Instant installedAt) {

    Grant revoked() {
        return new Grant(portalId, false, refreshToken, accessToken, refreshAt, expiresAt, scopes, installedAt);
    }

    /** Does not tell the tokens. */
    @Override
    public String toString() {
        return "Grant[portalId=%d, valid=%s]".formatted(portalId, valid);
    }
}
