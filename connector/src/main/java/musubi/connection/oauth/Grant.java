package musubi.connection.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import musubi.hubspot.OAuthTokens;

/**
 * The access of an installed app to a portal, with its decrypted tokens. Stays in this package and in memory.
 *
 * @param valid false: HubSpot has ended the access
 * @param refreshAt the time from which a new access token is requested, before this one expires
 * @param expiresAt the time at which the access token expires
 * @param installedAt the time at which a person installed the app; new tokens do not change it
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

    private static final Duration REFRESH_BEFORE_EXPIRY = Duration.ofMinutes(5);
    /** Portals that were installed at the same time must not refresh at the same time for ever. */
    private static final Duration JITTER = Duration.ofMinutes(1);

    /** @param requestedAt when the tokens were requested: the lifetime starts before the response arrives */
    static Grant of(OAuthTokens tokens, Instant requestedAt, Instant installedAt) {
        var early = REFRESH_BEFORE_EXPIRY.plusMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis()));
        var maxEarly = tokens.lifetime().dividedBy(3);
        var expiresAt = requestedAt.plus(tokens.lifetime()).truncatedTo(ChronoUnit.MILLIS);
        return new Grant(
                tokens.portalId(),
                true,
                tokens.refreshToken(),
                tokens.accessToken(),
                expiresAt.minus(early.compareTo(maxEarly) < 0 ? early : maxEarly),
                expiresAt,
                tokens.scopes(),
                installedAt);
    }

    Grant revoked() {
        return new Grant(portalId, false, refreshToken, accessToken, refreshAt, expiresAt, scopes, installedAt);
    }

    /** Leaves out the tokens. */
    @Override
    public String toString() {
        return "Grant[portalId=%d, valid=%s]".formatted(portalId, valid);
    }
}
